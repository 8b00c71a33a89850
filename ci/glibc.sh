#!/bin/bash
# The oldest glibc that the shared library runs with: the highest version of a symbol that it needs is not above the one
# that is stated here and in docs/versioning.md.
#
#   ci/glibc.sh LIBRARY
set -euo pipefail
cd "$(dirname "$0")/.."

floor=$(sed -n 's/.*glibc \([0-9.]*[0-9]\) or later.*/\1/p' docs/versioning.md | head -n 1)
[ -n "$floor" ] || { echo "docs/versioning.md states no glibc" >&2; exit 1; }
needed=$(readelf -VW "$1" | grep -o 'GLIBC_[0-9][0-9.]*' | sed 's/GLIBC_//' | sort -Vu | tail -n 1)
[ -n "$needed" ] || { echo "$1 needs no symbol of glibc: is it a shared library?" >&2; exit 1; }
if [ "$(printf '%s\n' "$needed" "$floor" | sort -V | tail -n 1)" != "$floor" ]; then
    echo "$1 needs glibc $needed, which is later than $floor:" >&2
    objdump -T "$1" | grep "GLIBC_$needed" >&2
    exit 1
fi
echo "glibc: $floor or later, of which symbols of $needed are the latest"
