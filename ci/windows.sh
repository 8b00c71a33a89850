#!/bin/bash
# Builds loss.dll with its import library by mingw for 64-bit Windows, and runs under Wine: the C tests (shared and
# static; without fork), the C++ tests, a program that unloads the DLL after a parallel call,
# and Rust tests.
#
# Compilers and Wine are installed where that can be done. Prints that it was skipped where there are none, or where the
# standard library's source cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."

target=x86_64-pc-windows-gnu
cc=x86_64-w64-mingw32-gcc
cxx=x86_64-w64-mingw32-g++
source=$PWD/target/std-source
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
cargo=(-Zbuild-std=std,panic_unwind --target "$target" --target-dir target/cross)
cargo build --release --lib "${cargo[@]}"
release=target/cross/$target/release
echo "windows: built loss.dll"

mkdir -p "$build"
rm -f "$build"/*.exe "$build"/*.o
cp "$release/loss.dll" "$build"
warnings=(-O1 -Wall -Wextra -Wpedantic -Werror)
# C11 in full, as tests print sizes with %zu.
flags=(-std=c11 -D__USE_MINGW_ANSI_STDIO=1 "${warnings[@]}" -Iinclude)
for file in harness check threads; do
    "$cc" "${flags[@]}" -c "ctests/$file.c" -o "$build/$file.o"
done
for file in values errors models; do
    for bits in 32 64; do
        "$cc" "${flags[@]}" -DREAL_BITS=$bits -c "ctests/$file.c" -o "$build/${file}_f$bits.o"
    done
done
"$cc" "$build"/*.o -o "$build/harness-shared.exe" "$release/libloss.dll.a" -Wl,-Bstatic -lpthread
# What `rustc --print native-static-libs` says for this target.
"$cc" "$build"/*.o -o "$build/harness-static.exe" "$release/libloss.a" -lkernel32 -lntdll -luserenv -lws2_32 -ldbghelp \
    -Wl,-Bstatic -lpthread
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
wine cmd /c exit >/dev/null 2>&1
system=$WINEPREFIX/drive_c/windows/system32
if [ ! -e "$system/bcryptprimitives.dll" ]; then
    "$cc" -O2 -shared ci/windows/bcryptprimitives.c -o "$system/bcryptprimitives.dll" -ladvapi32 -s
fi
for program in harness-shared harness-static harness-cpp wrappers unload; do
    wine "$build/$program.exe"
done
cargo test --release --test semantics --test elementwise --test golden "${cargo[@]}"
