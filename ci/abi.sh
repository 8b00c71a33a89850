#!/bin/bash
# The ABI is that of abi/libloss.abi: exported functions, their arguments, the structs and enums behind these.
#
#   ci/abi.sh           compares with abidiff, and takes no difference
#   ci/abi.sh --write   writes the file
#
# Prints that it was skipped where there is no abidiff and none can be installed.
set -euo pipefail
cd "$(dirname "$0")/.."

ci/provide.sh abidiff abigail-tools
if ! command -v abidiff >/dev/null; then
    echo "SKIPPED: ABI, no abidiff"
    exit 0
fi
if [ "$(uname -m)" != x86_64 ]; then
    echo "SKIPPED: ABI, the baseline is of x86-64"
    exit 0
fi

# Not optimised and for one instruction set, neither of which changes a type, and with debug information, where the
# types are.
RUSTFLAGS="--cfg loss_scalar_only" cargo rustc --lib --crate-type cdylib --profile abi
library=$(ci/target.sh)/abi/libloss.so
if ! readelf -SW "$library" | grep -q '\.debug_info'; then
    echo "$library was stripped: abidiff would compare nothing but names" >&2
    exit 1
fi
if [ "${1:-}" = --write ]; then
    # No paths of this machine, no lines, which move, and no units of which nothing is exported.
    abidw --no-corpus-path --no-comp-dir-path --no-show-locs "$library" |
        sed -e "s,path='[^']*/@/\([a-z_]*\)\.[0-9a-f]*-,path='\1-," -e '/<abi-instr/ { N; /<\/abi-instr>/ d }' >abi/libloss.abi
    exit 0
fi
if ! abidiff --no-added-syms abi/libloss.abi "$library"; then
    echo "the ABI is not that of abi/libloss.abi; if that is meant: make abi" >&2
    exit 1
fi
echo "ABI: that of abi/libloss.abi"
