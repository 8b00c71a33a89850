#!/bin/bash
# Installs the Python package as a user would, into an environment of its own, and tests it there.
#
#   ci/python.sh ENVIRONMENT [TORCH_ENVIRONMENT]
#
# The first has what pip gives it. The second is made of Debian's Python, whose PyTorch is for the CPU
# alone and a twentieth of the size of pip's; PyTorch is installed there if the caller is root and says
# so with CI=true, or is there already. With TORCH=pip the first environment gets pip's as well (several GB).
#
# With Debian's PyTorch every contestant of the benchmark is asked whether it computes what the library does, and
# examples/finetune_gpt2.py trains a very small model.
#
# Before that: where cargo is missing or too old, pip gets a sentence and no traceback; a prebuilt library needs no cargo.
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
"$environment/bin/pip" install --quiet numpy ml_dtypes pytest mypy hatchling || skip "Python package, no registry for pip"

# refused WANTED SETTING...: with this in the environment, pip fails and says this.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
refused() {
    local wanted=$1
    shift
    if env -u LIBLOSS_LIBRARY "$@" "$environment/bin/pip" wheel --quiet --no-deps --no-build-isolation \
        --wheel-dir "$folder" "./$package" >"$folder/log" 2>&1; then
        echo "ci/python.sh: pip built a wheel with $*" >&2
        exit 1
    fi
    if ! grep -qF -- "$wanted" "$folder/log" || grep -q Traceback "$folder/log"; then
        cat "$folder/log" >&2
        echo "ci/python.sh: with $* this should be one sentence: $wanted" >&2
        exit 1
    fi
}
mkdir "$folder/none" "$folder/old"
printf '#!/bin/sh\nexit 1\n' >"$folder/none/cargo"
printf '#!/bin/sh\necho "cargo 1.70.0 (0123abcde 2020-01-01)"\n' >"$folder/old/cargo"
chmod +x "$folder"/*/cargo
needed=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
refused "needs cargo $needed or later (none found)" PATH="$folder/none:$PATH"
refused "needs cargo $needed or later (1.70.0 found)" PATH="$folder/old:$PATH"
refused "LIBLOSS_LIBRARY=/nowhere/libloss.so is no libloss" LIBLOSS_LIBRARY=/nowhere/libloss.so
refused "is no libloss" LIBLOSS_LIBRARY="$(realpath "$(ldconfig -p | sed -n 's/.*libc\.so\.6.*=> //p' | head -n 1)")"

"$environment/bin/pip" install --quiet --force-reinstall --no-deps "./$package"
# That library as a prebuilt one, under a name that a system gives it.
python=$PWD/$environment/bin/python
[ "${environment#/}" = "$environment" ] || python=$environment/bin/python
installed=$(cd / && "$python" -c 'from libloss._library import PATH; print(PATH)')
cp "$installed" "$folder/libloss.so.0"
LIBLOSS_LIBRARY=$folder/libloss.so.0 PATH=$folder/none:$PATH "$environment/bin/pip" install --quiet --force-reinstall \
    --no-deps --no-build-isolation "./$package"
cmp "$installed" "$folder/libloss.so.0"
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
if ! /usr/bin/python3 -c 'import torch' 2>/dev/null && [ "${CI:-}" = true ]; then
    ci/packages.sh python3-torch python3-venv
fi
/usr/bin/python3 -c 'import torch' 2>/dev/null || skip "libloss.torch with Debian's Python, no python3-torch"
[ -x "$torch_environment/bin/pip" ] || /usr/bin/python3 -m venv --system-site-packages "$torch_environment" ||
    skip "libloss.torch with Debian's Python, no python3-venv"
"$torch_environment/bin/pip" install --quiet pytest mpmath
"$torch_environment/bin/pip" install --quiet --force-reinstall --no-deps "./$package"
test_in "$torch_environment"
# Not from here, where `libloss` might be another.
python=$(realpath -s "$torch_environment")/bin/python
library=$(cd / && "$python" -c 'from libloss._library import PATH; print(PATH)')
"$python" bench/peers.py --library "$library" --check
# The last transformers that takes the PyTorch of Debian 12; any later pair does as well.
"$torch_environment/bin/pip" install --quiet 'transformers==4.40.2' || skip "examples/finetune_gpt2.py, no transformers"
"$python" examples/finetune_gpt2.py --steps 100 --batch 2 --length 64 --vocab 512 --width 32
