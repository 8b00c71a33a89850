#!/bin/bash
# Installs the library into folders of its own and uses it as others would, without the build tree:
#
#   ci/install.sh [--cargo-c]      with it only the first step, and that by cargo-c too, which must be installed
#
# 1. `make install` with a DESTDIR and a LIBDIR: names of files, links and SONAME. A C program finds it through
#    pkg-config with PKG_CONFIG_SYSROOT_DIR, shared and static.
# 2. The whole tree is moved elsewhere. A C program finds it through pkg-config --define-prefix, a C++ program through
#    CMake's find_package, shared and static. Versions that do not fit are refused. A tree as in a release's archive is
#    found without that option.
# 3. `make uninstall` leaves no file.
# 4. Libs.private is what rustc says that the static library needs.
#
# What needs CMake says that it was skipped where there is none and none can be installed.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
    echo "install: $*" >&2
    exit 1
}

# install_package COMMAND PACKAGE
install_package() {
    ci/provide.sh "$1" "$2"
    command -v "$1" >/dev/null
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
soname=libloss.so.$(sed "s/^\(0\.[0-9]*\)\..*/\1/; s/^\([1-9][0-9]*\)\..*/\1/" <<<"$version")
sources=$PWD/ctests/install
flags=(-std=c11 -Wall -Wextra -Wpedantic -Werror)
private=$(sed -n 's/^LIBS_PRIVATE := //p' Makefile)

# run NAME COMMAND...: the command's output only where it fails.
run() {
    local name=$1
    shift
    "$@" >"$folder/log" 2>&1 || { cat "$folder/log" >&2; fail "$name failed"; }
}

# files FOLDER: every file and link in it, links with what they point to.
files() {
    (cd "$1" && find . -type l -printf '%P -> %l\n' -o -type f -printf '%P %m\n') | LC_ALL=C sort
}

check_tree() {
    local tree=$1 libdir=$2 dependencies
    diff -u - <(files "$tree") <<END || fail "not the files that should be there"
include/loss.h 644
include/loss.hpp 644
include/loss_functions.hpp 644
$libdir/cmake/loss/lossConfig.cmake 644
$libdir/cmake/loss/lossConfigVersion.cmake 644
$libdir/libloss.a 644
$libdir/libloss.so -> $soname
$libdir/$soname -> libloss.so.$version
$libdir/libloss.so.$version 755
$libdir/pkgconfig/loss.pc 644
END
    readelf -dW "$tree/$libdir/libloss.so" | grep -qF "Library soname: [$soname]" || fail "the SONAME is not $soname"
    readelf -dW "$tree/$libdir/libloss.so" | grep -q NODELETE || fail "the library could be unloaded"
    dependencies=$(readelf -dW "$tree/$libdir/libloss.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort | tr '\n' ' ')
    # The loader's own name is listed where thread-local storage is used; it differs by processor.
    [[ "$dependencies" =~ ^(ld-linux[^ ]*\ )?libc\.so\.6\ libgcc_s\.so\.1\ (libm\.so\.6\ )?$ ]] || fail "it needs $dependencies"
    if grep -rIl "$PWD" "$tree"; then fail "these files name the build tree"; fi
}

# c_program TREE LIBDIR PKG_CONFIG_COMMAND...
c_program() {
    local tree=$1 libdir=$2 compile link
    shift 2
    compile=$("$@" --cflags loss)
    link=$("$@" --libs loss)
    [[ "$compile" = "-I$tree/include"* && "$link" = "-L$tree/$libdir -lloss"* ]] || fail "pkg-config says $compile $link"
    [ "$("$@" --modversion loss)" = "$version" ] || fail "pkg-config has another version"
    # shellcheck disable=SC2086 # what pkg-config says are several words
    "${CC:-cc}" "${flags[@]}" "$sources/consumer.c" $compile $link -o "$folder/shared"
    LD_LIBRARY_PATH=$tree/$libdir "$folder/shared"
    readelf -dW "$folder/shared" | grep -qF "Shared library: [$soname]" || fail "the program does not ask for $soname"
    link=$("$@" --static --libs loss)
    # shellcheck disable=SC2086
    "${CC:-cc}" "${flags[@]}" "$sources/consumer.c" $compile ${link/-lloss/-l:libloss.a} -o "$folder/static"
    env -u LD_LIBRARY_PATH "$folder/static"
    if readelf -dW "$folder/static" | grep -q libloss; then fail "the static program needs the shared library"; fi
}

# cmake_program TREE WANTED_VERSION
cmake_program() {
    rm -rf "$folder/cmake"
    run CMake cmake -S "$sources" -B "$folder/cmake" -DCMAKE_PREFIX_PATH="$1" -DWANTED_VERSION="$2" \
        -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Werror"
    run "building with CMake" cmake --build "$folder/cmake"
    "$folder/cmake/consumer_shared"
    "$folder/cmake/consumer_static"
    readelf -dW "$folder/cmake/consumer_shared" | grep -qF "Shared library: [$soname]" || fail "CMake links something else"
    if readelf -dW "$folder/cmake/consumer_static" | grep -q libloss; then fail "CMake links loss_static as shared"; fi
}

# A prefix, and a libdir as Debian has it.
stage=$folder/stage
libdir=lib/multiarch
where=(DESTDIR="$stage" PREFIX=/opt/loss LIBDIR=/opt/loss/$libdir)
run "make install" make install "${where[@]}"
check_tree "$stage/opt/loss" "$libdir"
if install_package pkg-config pkg-config; then
    c_program "$stage/opt/loss" "$libdir" env PKG_CONFIG_SYSROOT_DIR="$stage" \
        PKG_CONFIG_LIBDIR="$stage/opt/loss/$libdir/pkgconfig" pkg-config
else
    echo "SKIPPED: pkg-config, not installed"
fi
run "make uninstall" make uninstall "${where[@]}"
[ -z "$(files "$stage")" ] || fail "make uninstall left $(files "$stage")"
[ ! -e "$stage/opt/loss/$libdir/cmake/loss" ] || fail "make uninstall left its folder"

# By hand, as cargo-c takes a quarter of an hour to build: what packagers may use instead.
if [ "${1:-}" = --cargo-c ]; then
    run "cargo cinstall" cargo cinstall --release --prefix=/opt/loss --libdir="/opt/loss/$libdir" --destdir="$stage"
    for header in loss.h loss.hpp loss_functions.hpp; do
        cmp "include/$header" "$stage/opt/loss/include/$header" || fail "cargo cinstall has another $header"
    done
    c_program "$stage/opt/loss" "$libdir" env PKG_CONFIG_SYSROOT_DIR="$stage" \
        PKG_CONFIG_LIBDIR="$stage/opt/loss/$libdir/pkgconfig" pkg-config
    echo "install: cargo cinstall does it too"
    exit 0
fi

# The usual places; then the tree moves away.
run "make install" make install PREFIX="$folder/first"
moved=$folder/elsewhere/moved
mkdir "$folder/elsewhere"
mv "$folder/first" "$moved"
# The prefix stands in loss.pc alone, in one line.
sed "s|^prefix=$folder/first\$||" "$moved/lib/pkgconfig/loss.pc" >"$folder/pc"
if grep -rI "$folder/first" "$moved" "$folder/pc" --exclude=loss.pc; then fail "these lines name the first place"; fi
check_tree "$moved" lib
if command -v pkg-config >/dev/null; then
    c_program "$moved" lib env PKG_CONFIG_LIBDIR="$moved/lib/pkgconfig" pkg-config --define-prefix
fi

# As in a release's archive: pkg-config finds the tree wherever it was unpacked, without an option.
run "make install" make install PREFIX="$folder/first" PC_PREFIX='$(RELOCATABLE)'
archive=$folder/elsewhere/archive
mv "$folder/first" "$archive"
if command -v pkg-config >/dev/null; then
    found=$(PKG_CONFIG_LIBDIR=$archive/lib/pkgconfig pkg-config --cflags --libs loss)
    # shellcheck disable=SC2086 # what pkg-config says are several words
    "${CC:-cc}" "${flags[@]}" "$sources/consumer.c" $found -o "$folder/shared"
    LD_LIBRARY_PATH=$archive/lib "$folder/shared"
fi

if install_package cmake cmake; then
    cmake_program "$moved" ""
    cmake_program "$moved" "$version"
    IFS=. read -r major minor _ <<<"$version"
    for other in "$major.$((minor + 1))" "$((major + 1))" "$((major + 9)).9" "$major.$minor.99"; do
        if cmake -S "$sources" -B "$folder/other" -DCMAKE_PREFIX_PATH="$moved" -DWANTED_VERSION=$other >/dev/null 2>&1; then
            fail "CMake takes version $version for $other"
        fi
    done
else
    echo "SKIPPED: find_package, no cmake"
fi

# rustc prints them in a note, some of them twice; its words are no interface, and where the note is not found that is an
# error too. Built as in ci/abi.sh, as nothing is run.
needed=$(RUSTFLAGS="--cfg loss_scalar_only" cargo rustc --lib --crate-type staticlib --profile abi \
    -- --print native-static-libs 2>&1 | sed -n 's/^note: native-static-libs: //p')
each() {
    tr ' ' '\n' | sort -u | tr '\n' ' '
}
[ "$(each <<<"$needed")" = "$(each <<<"$private")" ] || fail "Libs.private is '$private', rustc says '$needed'"
echo "install: everything in its place"
