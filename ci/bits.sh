#!/bin/bash
# Compares the bits of a corpus of calls, which ctests/bits.c prints, with tests/golden/bits.txt.
#
#   ci/bits.sh PROGRAM...            each program with every instruction set of this processor, called in every
#                                    way, and with LOSS_NUM_THREADS from 1 to 8
#   ci/bits.sh --isa ISA COMMAND...  the command once, which must find that instruction set by itself; 3: it chose another
#
# `make bits` writes the file anew.
set -euo pipefail
cd "$(dirname "$0")/.."

golden=tests/golden/bits.txt
found=$(mktemp)
trap 'rm -f "$found"' EXIT

# Runs a command and compares what it prints. Returns 3 where the library chose another instruction set.
compare() {
    local status=0 expected=(cat "$golden")
    # Without the large arrays: `-` in place of their hash.
    case " $* " in *' --small '*) expected=(sed 's/ [0-9a-f]*$/ -/' "$golden") ;; esac
    "$@" >"$found" || status=$?
    if [ "$status" = 3 ]; then
        return 3
    elif [ "$status" != 0 ]; then
        grep '^FAILED' "$found" | head -n 20 >&2 || true
        echo "$* failed" >&2
        return 1
    fi
    # Windows ends lines in another way.
    if ! diff --strip-trailing-cr <("${expected[@]}") "$found" >&2; then
        echo "$*: other bits than $golden (<); if that is meant: make bits" >&2
        return 1
    fi
}

if [ "${1:-}" = --isa ]; then
    isa=$2
    shift 2
    compare "$@" --isa "$isa"
    exit 0
fi

for program in "$@"; do
    for isa in scalar avx2 avx512 neon; do
        status=0
        LOSS_ISA=$isa compare "$program" --isa "$isa" --ways || status=$?
        if [ "$status" = 3 ]; then
            echo "SKIPPED: bits with $isa, which this processor has not"
        elif [ "$status" != 0 ]; then
            exit 1
        else
            echo "bits: $program, $isa, in every way"
        fi
    done
    for threads in 1 2 3 4 5 6 7 8; do
        LOSS_NUM_THREADS=$threads compare "$program"
    done
    echo "bits: $program, LOSS_NUM_THREADS from 1 to 8"
done
