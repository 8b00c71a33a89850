#!/bin/bash
# Installs the Python package as a user would, into an environment of its own, and tests it there.
#
#   ci/python.sh ENVIRONMENT [TORCH_ENVIRONMENT]
#
# The first has what pip gives it. The second is made of Debian's Python, whose PyTorch is for the CPU
# alone and a twentieth of the size of pip's; PyTorch is installed there if the caller is root and says
# so with CI=true, or is there already. With TORCH=pip the first environment gets pip's as well (several GB).
#
# Prints what it skipped where there is no venv, no registry or no PyTorch.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=$1
torch_environment=${2:-}
package=bindings/python

skip() {
    echo "SKIPPED: $*"
    exit 0
}

test_in() {
    # Not from the package's folder, so that what is tested is what was installed.
    (unset LIBLOSS_LIBRARY PYTHONPATH && "$1/bin/python" -m pytest -q -p no:cacheprovider "$package/tests")
}

command -v python3 >/dev/null || skip "Python package, no python3"
[ -x "$environment/bin/pip" ] || python3 -m venv "$environment" || skip "Python package, no venv"
"$environment/bin/pip" install --quiet numpy pytest mypy hatchling || skip "Python package, no registry for pip"
"$environment/bin/pip" install --quiet --force-reinstall --no-deps "./$package"
if [ "${TORCH:-}" = pip ]; then
    "$environment/bin/pip" install --quiet torch expecttest
fi
"$environment/bin/python" -m libloss
"$environment/bin/mypy" --config-file "$package/pyproject.toml" "$package/libloss"
# What a caller's type checker says of the package that was installed.
mypy=$(cd "$environment" && pwd)/bin/mypy
(cd "$package/tests" && "$mypy" --strict --cache-dir=/dev/null typed.py)
test_in "$environment"

[ -n "$torch_environment" ] || exit 0
if ! /usr/bin/python3 -c 'import torch' 2>/dev/null && [ "$(id -u)" = 0 ] && [ "${CI:-}" = true ]; then
    { apt-get -qq update && apt-get -qq install -y --no-install-recommends python3-torch python3-venv; } \
        >/dev/null 2>&1 || true
fi
/usr/bin/python3 -c 'import torch' 2>/dev/null || skip "libloss.torch with Debian's Python, no python3-torch"
[ -x "$torch_environment/bin/pip" ] || /usr/bin/python3 -m venv --system-site-packages "$torch_environment" ||
    skip "libloss.torch with Debian's Python, no python3-venv"
"$torch_environment/bin/pip" install --quiet pytest
"$torch_environment/bin/pip" install --quiet --force-reinstall --no-deps "./$package"
test_in "$torch_environment"
