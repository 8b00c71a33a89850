#!/bin/bash
# Builds the library for aarch64, so that the NEON kernels are compiled in full: they are generic, and
# the kernels' crate alone would only be type-checked. Where a C compiler for aarch64 and an emulator
# are installed or can be, the shared library as well, which is held to the stated glibc, and runs the C
# tests with both.
#
# Prints that it was skipped where the standard library's source cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."

target=aarch64-unknown-linux-gnu
folder=$(realpath -m "$(ci/target.sh)")
source=$folder/std-source
compiler=aarch64-linux-gnu-gcc
emulator=qemu-aarch64
ci/provide.sh "$compiler" gcc-aarch64-linux-gnu libc6-dev-arm64-cross
ci/provide.sh "$emulator" qemu-user
status=0
ci/std-source.sh "$source" || status=$?
if [ "$status" = 3 ]; then
    echo "SKIPPED: aarch64, no source of the standard library"
    exit 0
elif [ "$status" != 0 ]; then
    exit "$status"
fi

# The variable tells cargo where the source is, the other lets a stable cargo build it. Whole-program
# optimisation would take minutes and find nothing more.
export __CARGO_TESTS_ONLY_SRC_ROOT=$source/library RUSTC_BOOTSTRAP=1
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
types=staticlib
if command -v "$compiler" >/dev/null; then
    export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=$compiler
    types=staticlib,cdylib
fi
release=$folder/cross/$target/release
cargo rustc --release --lib --crate-type "$types" -Zbuild-std=std,panic_unwind --target "$target" \
    --target-dir "$folder/cross"
echo "aarch64: built with NEON"

if ! command -v "$compiler" >/dev/null || ! command -v "$emulator" >/dev/null; then
    echo "SKIPPED: C tests on aarch64, no $compiler or no $emulator"
    exit 0
fi
build=build/aarch64
mkdir -p "$build"
flags=(-std=c11 -O2 -Wall -Wextra -Wpedantic -Werror -Iinclude)
rm -f "$build"/*.o
"$compiler" "${flags[@]}" -c ctests/bits.c -o "$build/bits.o"
for bits in 32 64; do
    "$compiler" "${flags[@]}" -DREAL_BITS=$bits -c ctests/bits_typed.c -o "$build/bits_typed_f$bits.o"
done
compiled=$(ci/harness.sh "$build" "$compiler" "${flags[@]}")
mapfile -t objects <<<"$compiled"
read -ra private < <(sed -n 's/^LIBS_PRIVATE := //p' Makefile)
static=("$release/libloss.a" "${private[@]}")
"$compiler" "${objects[@]}" -o "$build/harness-static" "${static[@]}"
"$compiler" "$build"/bits*.o -o "$build/bits" "${static[@]}"
ci/glibc.sh "$release/libloss.so"
ln -sf "$release/libloss.so" "$build/$(readelf -dW "$release/libloss.so" | sed -n 's/.*soname: \[\(.*\)\]/\1/p')"
"$compiler" "${objects[@]}" -o "$build/harness-shared" "$release/libloss.so" -lpthread -lm -Wl,-rpath,"$PWD/$build"
# qemu itself aborts when a forked child starts threads.
for program in harness-static harness-shared; do
    LOSS_TEST_WITHOUT_FORK=1 "$emulator" -L /usr/aarch64-linux-gnu "$build/$program"
done
ci/bits.sh --isa neon "$emulator" -L /usr/aarch64-linux-gnu "$build/bits" --small
echo "bits: the same with NEON"
