#!/bin/bash
# The symbols that the library exports are those of abi/symbols.txt, no more and no fewer.
#
#   ci/symbols.sh LIBRARY
#   ci/symbols.sh --write LIBRARY   writes the file
set -euo pipefail
cd "$(dirname "$0")/.."

list=abi/symbols.txt
# Name and type: T is a function. In the same order everywhere.
exported() {
    nm -D --defined-only --format=posix "$1" | awk '{ print $1, $2 }' | LC_ALL=C sort
}

if [ "$1" = --write ]; then
    exported "$2" >"$list"
elif ! diff "$list" <(exported "$1") >&2; then
    echo "$1 exports (>) what $list has not, or the other way round (<); if that is meant: make symbols" >&2
    exit 1
else
    echo "symbols: $(wc -l <"$list") exported"
fi
