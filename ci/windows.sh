#!/bin/bash
# Builds loss.dll with its import library by mingw for 64-bit Windows, and runs under Wine: the C tests (shared and
# static; without fork), the C++ tests, a program that unloads the DLL after a parallel call, programs that CMake and
# pkg-config find the library for, and Rust tests.
#
# Compilers and Wine are installed where that can be done. Prints that it was skipped where there are none, or where the
# standard library's source cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."

target=x86_64-pc-windows-gnu
cc=x86_64-w64-mingw32-gcc
cxx=x86_64-w64-mingw32-g++
folder=$(realpath -m "$(ci/target.sh)")
source=$folder/std-source
build=build/windows

ci/provide.sh $cc gcc-mingw-w64-x86-64-win32
ci/provide.sh $cxx g++-mingw-w64-x86-64-win32
ci/provide.sh wine wine64 wine
if ! { command -v $cc && command -v $cxx; } >/dev/null; then
    echo "SKIPPED: Windows, no mingw"
    exit 0
fi
status=0
ci/std-source.sh "$source" || status=$?
if [ "$status" = 3 ]; then
    echo "SKIPPED: Windows, no source of the standard library"
    exit 0
elif [ "$status" != 0 ]; then
    exit "$status"
fi

# As in ci/aarch64.sh.
export __CARGO_TESTS_ONLY_SRC_ROOT=$source/library RUSTC_BOOTSTRAP=1
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=$cc CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=wine
cargo=(-Zbuild-std=std,panic_unwind --target "$target" --target-dir "$folder/cross")
# Not guard, which needs pages of Unix, nor what does not depend on the target.
tests=()
for test in abi batch classes elementwise golden host_pool models overhead semantics; do tests+=(--test "$test"); done
# Built at once, as the library would be built anew for the tests.
cargo build --release --lib "${tests[@]}" "${cargo[@]}"
release=$folder/cross/$target/release
echo "windows: built loss.dll"

mkdir -p "$build"
rm -f "$build"/*.exe "$build"/*.o
cp "$release/loss.dll" "$build"
warnings=(-O1 -Wall -Wextra -Wpedantic -Werror)
# C11 in full, as tests print sizes with %zu.
flags=(-std=c11 -D__USE_MINGW_ANSI_STDIO=1 "${warnings[@]}" -Iinclude)
"$cc" "${flags[@]}" -c ctests/bits.c -o "$build/bits.o"
for bits in 32 64; do
    "$cc" "${flags[@]}" -DREAL_BITS=$bits -c ctests/bits_typed.c -o "$build/bits_typed_f$bits.o"
done
compiled=$(ci/harness.sh "$build" "$cc" "${flags[@]}")
mapfile -t objects <<<"$compiled"
# What `rustc --print native-static-libs` says for this target.
read -ra private < <(sed -n 's/^WINDOWS_LIBS_PRIVATE := //p' Makefile)
"$cc" "${objects[@]}" -o "$build/harness-shared.exe" "$release/libloss.dll.a" -Wl,-Bstatic -lpthread
"$cc" "${objects[@]}" -o "$build/harness-static.exe" "$release/libloss.a" "${private[@]}" -Wl,-Bstatic -lpthread
"$cc" "$build"/bits*.o -o "$build/bits.exe" "$release/libloss.dll.a"
# With the functions declared as those of a DLL.
"$cxx" -std=c++17 "${warnings[@]}" -DLOSS_DLL -Iinclude ctests/harness.cpp -o "$build/harness-cpp.exe" \
    "$release/libloss.dll.a" -static-libgcc -static-libstdc++
"$cxx" -std=c++17 "${warnings[@]}" -D__USE_MINGW_ANSI_STDIO=1 -DLOSS_DLL -Iinclude -Ictests ctests/wrappers.cpp \
    -o "$build/wrappers.exe" "$release/libloss.dll.a" -static-libgcc -static-libstdc++
"$cc" "${flags[@]}" ctests/unload.c -o "$build/unload.exe"

if ! command -v wine >/dev/null; then
    echo "SKIPPED: tests on Windows, no wine"
    exit 0
fi
export WINEPREFIX=$PWD/build/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
# One server for all programs: it ends some time after the last one, and a program that starts at that moment loses its
# connection.
if command -v wineserver >/dev/null; then
    mkdir -p "$WINEPREFIX"
    wineserver --persistent
    trap 'wineserver --kill || true' EXIT
fi
wine cmd /c exit >/dev/null 2>&1
system=$WINEPREFIX/drive_c/windows/system32
if [ ! -e "$system/bcryptprimitives.dll" ]; then
    "$cc" -O2 -shared ci/windows/bcryptprimitives.c -o "$system/bcryptprimitives.dll" -ladvapi32 -s
fi
for program in harness-shared harness-static harness-cpp wrappers unload; do
    wine "$build/$program.exe"
done
for isa in scalar avx2 avx512; do
    status=0
    LOSS_ISA=$isa ci/bits.sh --isa "$isa" wine "$build/bits.exe" --small || status=$?
    if [ "$status" = 3 ]; then
        echo "SKIPPED: bits on Windows with $isa, which this processor has not"
    elif [ "$status" != 0 ]; then
        exit 1
    else
        echo "bits: the same on Windows, $isa"
    fi
done

# As a user of the archive would.
stage=$PWD/$build/stage
rm -rf "$stage" "$build/cmake"
make --silent install-windows RELEASE="$release" DESTDIR="$stage"
ci/provide.sh cmake cmake
if command -v cmake >/dev/null; then
    cmake -S ctests/install -B "$build/cmake" -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_CXX_COMPILER=$cxx \
        -DCMAKE_CXX_FLAGS="-static-libgcc -static-libstdc++" -DCMAKE_PREFIX_PATH="$stage" >/dev/null
    cmake --build "$build/cmake" >/dev/null
    cp "$stage/bin/loss.dll" "$build/cmake"
    for kind in shared static; do wine "$build/cmake/consumer_$kind.exe"; done
else
    echo "SKIPPED: find_package for Windows, no cmake"
fi
ci/provide.sh pkg-config pkg-config
if command -v pkg-config >/dev/null; then
    found() { PKG_CONFIG_LIBDIR=$stage/lib/pkgconfig pkg-config "$@" loss; }
    # shellcheck disable=SC2046 # what pkg-config says are several words
    "$cc" "${flags[@]}" -DLOSS_DLL ctests/install/consumer.c $(found --cflags --libs) -o "$build/consumer.exe"
    wine "$build/consumer.exe"
else
    echo "SKIPPED: pkg-config for Windows, not installed"
fi
cargo test --release "${tests[@]}" "${cargo[@]}"
