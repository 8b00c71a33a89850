#!/bin/bash
# Compiles the files of the C harness, which ctests/harness.txt lists: names, and for which REAL_BITS where there are several.
#
#   ci/harness.sh FOLDER COMPILER FLAG...     prints the objects, in FOLDER, one per line
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$1
shift
while read -r file kinds; do
    if [ -z "$kinds" ]; then
        "$@" -c "ctests/$file.c" -o "$folder/$file.o"
        echo "$folder/$file.o"
    fi
    for bits in $kinds; do
        "$@" -DREAL_BITS="$bits" -c "ctests/$file.c" -o "$folder/${file}_f$bits.o"
        echo "$folder/${file}_f$bits.o"
    done
done <ctests/harness.txt
