#!/bin/bash
# How the library's code is spread over units of compilation: one that holds most of it makes every build as long as a
# build on one processor.
#
#   ci/units.sh LIBRARY.a   prints the largest units; fails where one has more than a fifth of all code
#
# Kernels are put into the unit of their loss: Kernel::Place in kernels/src/simd/mod.rs.
set -euo pipefail

archive=$(realpath "$1")
units=$(mktemp -d)
trap 'rm -rf "$units"' EXIT
# The units of the library itself: those of the standard library come from elsewhere.
(cd "$units" && ar x "$archive" $(ar t "$archive" | grep '^loss\..*rcgu\.o$'))
size "$units"/*.o | awk '
    NR > 1 { sub(/.*\//, "", $6); text[$6] = $1; total += $1 }
    END {
        for (unit in text) if (text[unit] > largest) largest = text[unit]
        printf "units: %d, the largest with %d %% of %d bytes of code\n", length(text), 100 * largest / total, total
        exit largest * 5 > total
    }'
