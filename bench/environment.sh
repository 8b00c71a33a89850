#!/bin/sh
# Makes a Python environment with what bench/peers.py compares with, once:
#   bench/environment.sh build/bench-venv
# Prints what could not be installed, and is content with the rest: the report then says so.
set -e
environment=$1
requirements=$(dirname "$0")/requirements.txt
python=${PYTHON:-python3}
stamp=$environment/installed

if [ -e "$stamp" ] && cmp -s "$stamp" "$requirements"; then
    exit 0
fi
"$python" -m venv "$environment" || { echo "no venv: the comparison with others is left out"; exit 0; }
complete=yes
for package in $(grep -v '^#' "$requirements"); do
    "$environment/bin/pip" install --quiet "$package" || { echo "$package could not be installed"; complete=no; }
done
[ $complete = no ] || cp "$requirements" "$stamp"
