#!/bin/bash
# The corpus of ctests/bits.c with AVX-512, by hand: on an emulated processor, where this one may have none. Ten minutes.
#
#   ci/avx512.sh
#
# The library is built without the scatter instructions that the compiler makes of loops, as the emulator takes
# some of them for invalid; everything else is as in a release. Prints that it was skipped where there is no emulator and
# none can be installed.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(uname -m)" != x86_64 ]; then
    echo "SKIPPED: emulated AVX-512, not an x86-64 machine"
    exit 0
fi
ci/provide.sh bochs bochs isolinux syslinux-common xorriso cpio
if ! command -v bochs >/dev/null; then
    echo "SKIPPED: emulated AVX-512, no bochs"
    exit 0
fi
folder=$(ci/target.sh)/avx512
program=$folder/build/bits-static
CARGO_TARGET_DIR=$folder RUSTFLAGS="-C target-feature=+prefer-no-scatter,+prefer-no-gather" \
    make BUILD="$folder/build" RELEASE="$folder/release" "$program"
ci/bits.sh --isa avx512 ci/avx512/run.sh "$folder/machine" "$program" --small
echo "bits: avx512, emulated"
