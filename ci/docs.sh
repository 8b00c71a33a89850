#!/bin/bash
# The documentation: loss.h has no item without any, the book is made, its links lead somewhere, every code block of the
# README and the book runs and prints what is said, the table of PyTorch's calls is true, the pages fit into a browser.
#
#   ci/docs.sh
#
# Chromium is installed with CI=true alone, and PyTorch, which is large, never: where there is one, it is used. Prints what
# was skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=build/docs-venv
stage=$PWD/build/docs-stage
library=$(ci/target.sh)/release/libloss.so

ci/doxygen.sh
rm -rf build/book
ci/book.sh "$library" "$environment" build/book

mapfile -t pages < <(find docs -name '*.md' ! -name SUMMARY.md | LC_ALL=C sort)
pythons=()
if [ -e build/book/index.html ]; then
    "$environment/bin/python" docs/tools/links.py build/book README.md CONTRIBUTING.md SECURITY.md bindings/python/README.md \
        examples/ffi/README.md examples/data/README.md tests/golden/README.md "${pages[@]}"
    pythons=(--python "$PWD/$environment/bin/python")
fi

# Debian's Python has a PyTorch for the CPU alone; TORCH_PYTHON names another.
torch=
for candidate in "${TORCH_PYTHON:-}" /usr/bin/python3; do
    if [ -n "$candidate" ] && "$candidate" -c 'import torch, numpy' 2>/dev/null; then
        torch=$candidate
        break
    fi
done
if [ -n "$torch" ]; then
    pythons+=(--torch-python "$torch")
    # Ignored: that kl_div's default will change one day, which the table says is another mean.
    PYTHONPATH=bindings/python LIBLOSS_LIBRARY=$library "$torch" -W ignore docs/tools/pytorch.py \
        docs/pytorch.md
else
    echo "SKIPPED: the table of PyTorch's calls, no PyTorch"
fi

ci/provide.sh pkg-config pkg-config
ci/provide.sh cmake cmake
make --silent install PREFIX="$stage" >/dev/null
python3 docs/tools/blocks.py --stage "$stage" "${pythons[@]}" README.md "${pages[@]}"

if [ "${CI:-}" = true ]; then
    ci/provide.sh chromium chromium fonts-dejavu-core
fi
if [ -e build/book/index.html ] && command -v chromium >/dev/null; then
    python3 docs/tools/browser.py build/book
else
    echo "SKIPPED: the pages in a browser, no chromium or no book"
fi
