#!/bin/bash
# The documentation: loss.h has no item without any, the book is made, its links lead somewhere, every code block of the
# README and the book runs and prints what is said, the table of PyTorch's calls is true, the pages fit into a browser.
#
#   ci/docs.sh
#
# What needs PyTorch or Chromium says that it was skipped where there is none: neither is installed for this.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=build/docs-venv
python=$environment/bin/python
stage=build/docs-stage

ci/doxygen.sh
rm -rf build/book
ci/book.sh target/release/libloss.so "$environment" build/book
[ -e build/book/index.html ] || exit 0

mapfile -t pages < <(find docs -name '*.md' ! -name SUMMARY.md | LC_ALL=C sort)
"$python" docs/tools/links.py build/book README.md CONTRIBUTING.md bindings/python/README.md examples/ffi/README.md \
    examples/data/README.md tests/golden/README.md "${pages[@]}"

ci/provide.sh pkg-config pkg-config
ci/provide.sh cmake cmake
make --silent install PREFIX="$PWD/$stage" >/dev/null
# Debian's Python has a PyTorch for the CPU alone; another may be named.
torch=()
for candidate in "${TORCH_PYTHON:-}" /usr/bin/python3; do
    if [ -n "$candidate" ] && "$candidate" -c 'import torch' 2>/dev/null; then
        torch=(--torch-python "$candidate")
        PYTHONPATH=bindings/python LIBLOSS_LIBRARY=target/release/libloss.so "$candidate" docs/tools/pytorch.py \
            docs/pytorch.md
        break
    fi
done
[ ${#torch[@]} -gt 0 ] || echo "SKIPPED: the table of PyTorch's calls, no PyTorch"
python3 docs/tools/blocks.py --stage "$stage" --python "$PWD/$python" "${torch[@]}" README.md "${pages[@]}"

if command -v chromium >/dev/null; then
    python3 docs/tools/browser.py build/book
else
    echo "SKIPPED: the pages in a browser, no chromium"
fi
