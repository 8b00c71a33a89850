#!/bin/bash
# Draws the curves of docs/curves anew and makes the book.
#
#   ci/book.sh LIBRARY ENVIRONMENT FOLDER     the shared library; a Python environment to make; where the book goes
#
# Prints what it skipped where there is no venv or no registry for pip.
set -euo pipefail
cd "$(dirname "$0")/.."
library=$1 environment=$2 folder=$3

skip() {
    echo "SKIPPED: $*"
    exit 0
}

command -v python3 >/dev/null || skip "book, no python3"
python3 docs/tools/curves.py "$library" docs/curves
ci/venv.sh "$environment" markdown-it-py numpy || skip "book, no venv or no registry for pip"
"$environment/bin/python" docs/tools/book.py "$folder"
