#!/bin/bash
# Makes a Python environment with packages from pip, unless it is there with these already.
#
#   ci/venv.sh ENVIRONMENT PACKAGE...
#
# Fails where there is no python3, no venv or no registry for pip.
set -euo pipefail

environment=$1
shift
if [ "$(cat "$environment/installed" 2>/dev/null)" != "$*" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check "$@"
    echo "$*" >"$environment/installed"
fi
