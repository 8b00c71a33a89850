#!/bin/bash
# The corpus of ctests/bits.c on emulated processors: each must be given the instruction set that it has, and
# give the bits of tests/golden/bits.txt.
#
#   ci/processors.sh PROGRAM...
#
# Prints that it was skipped where there is no emulator and none can be installed.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(uname -m)" != x86_64 ]; then
    echo "SKIPPED: emulated processors, not an x86-64 machine"
    exit 0
fi
ci/provide.sh qemu-x86_64 qemu-user
if ! command -v qemu-x86_64 >/dev/null; then
    echo "SKIPPED: emulated processors, no qemu-x86_64"
    exit 0
fi
for program in "$@"; do
    # Nehalem has no fused multiply-add: the C library's, in integers. Only the small arrays, for time.
    ci/bits.sh --isa scalar qemu-x86_64 -cpu Nehalem "$program" --small
    ci/bits.sh --isa avx2 qemu-x86_64 -cpu Haswell "$program" --small
    echo "bits: $program, Nehalem is scalar, Haswell avx2"
done
