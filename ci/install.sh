#!/bin/bash
# Installs the library into folders of its own and uses it as others would, without the build tree:
#
#   ci/install.sh [--cargo-c]      with it only the first step, and that by cargo-c too, which must be installed
#
# 1. What `make` has built is installed without cargo, wherever it was built; what is older than the sources is not. Where
#    cargo is needed and missing or too old, one sentence says so.
# 2. `make install` with a DESTDIR and a LIBDIR: names of files, links and SONAME. A C program finds it through
#    pkg-config, with PKG_CONFIG_SYSROOT_DIR or without, shared and static.
# 3. The whole tree is moved elsewhere. A C program finds it through pkg-config, with --define-prefix or without, a C++
#    program through CMake's find_package, shared and static. Versions that do not fit are refused, ranges understood; each
#    library may be left out.
# 4. `make uninstall` leaves no file.
# 5. Libs.private is what rustc says that the static library needs, beside what every compiler adds.
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

# cmake_accepts TREE WANTED_VERSION
cmake_accepts() {
    rm -rf "$folder/other"
    cmake -S "$sources" -B "$folder/other" -DCMAKE_PREFIX_PATH="$1" -DWANTED_VERSION="$2" >"$folder/log" 2>&1
}

# cmake_targets TREE PROGRAMS: the programs that can be linked, which run.
cmake_targets() {
    local program found=""
    cmake_accepts "$1" "" || fail "CMake does not find what is there"
    run "building with CMake" cmake --build "$folder/other"
    for program in "$folder/other"/consumer_*; do
        "$program"
        found+="$(basename "$program") "
    done
    [ "$found" = "$2" ] || fail "with CMake there are $found, not $2"
}

# As after `make && sudo make install`: every installation below is without cargo.
make=(make CARGO=false)

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
    local tree=$1 libdir=$2 dependencies headers
    # One for what all have in common, and one per family.
    # shellcheck disable=SC2046 # the names have no spaces
    headers=$(printf 'include/loss/%s.hpp 644\n' common $(basename -s .toml losses/*.toml) | LC_ALL=C sort)
    diff -u - <(files "$tree") <<END || fail "not the files that should be there"
include/loss.h 644
include/loss.hpp 644
$headers
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
    local tree=$1 libdir=$2 compile link rest
    shift 2
    compile=$("$@" --cflags loss)
    link=$("$@" --libs loss)
    # Trees have no spaces in their names. What follows the first word is none of ours.
    read -r compile _ <<<"$compile"
    read -r link rest <<<"$link"
    [ "$(realpath -s "${compile#-I}")" = "$tree/include" ] && [ "$(realpath -s "${link#-L}")" = "$tree/$libdir" ] &&
        [ "${rest%% *}" = -lloss ] || fail "pkg-config says $compile $link $rest"
    link+=" $rest"
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
    # cargo-c's list has a library that exists only as a shared one.
    [[ "$link" != *-lgcc_s* ]] || return 0
    # The linker warns of functions in Rust's standard library that load others at run time; nothing calls them.
    # shellcheck disable=SC2086
    run "a link that is static altogether" "${CC:-cc}" -static "${flags[@]}" "$sources/consumer.c" $compile $link \
        -Wl,--gc-sections -o "$folder/static"
    "$folder/static"
    small "$folder/static" 2000000
}

# small PROGRAM BYTES: it has no more code and constants than that.
small() {
    local text
    text=$(size "$1" | awk 'NR == 2 { print $1 }')
    [ "$text" -le "$2" ] || fail "$1 has $text bytes of code and constants, more than $2"
}

# cmake_program TREE WANTED_VERSION
cmake_program() {
    rm -rf "$folder/cmake"
    run CMake cmake -S "$sources" -B "$folder/cmake" -DCMAKE_PREFIX_PATH="$1" -DWANTED_VERSION="$2" \
        -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Werror"
    run "building with CMake" cmake --build "$folder/cmake"
    "$folder/cmake/consumer_shared"
    "$folder/cmake/consumer_static"
    "$folder/cmake/consumer_all_static"
    # One loss for two types and all instruction sets, and what Rust's standard library has in a panic.
    small "$folder/cmake/consumer_static" 600000
    readelf -dW "$folder/cmake/consumer_shared" | grep -qF "Shared library: [$soname]" || fail "CMake links something else"
    if readelf -dW "$folder/cmake/consumer_static" | grep -q libloss; then fail "CMake links loss_static as shared"; fi
}

# sentence WANTED COMMAND...: the command fails, and says one line with this in it.
sentence() {
    local wanted=$1 said
    shift
    if said=$("$@" 2>&1); then fail "$* passed"; fi
    said=$(grep -v '^make' <<<"$said") || true
    [[ "$said" = *"$wanted"* && "$(wc -l <<<"$said")" = 1 ]] || fail "$* says: $said"
}

# version_of_cargo VERSION: a cargo that only has a version.
version_of_cargo() {
    printf '#!/bin/sh\necho "cargo %s (0123abcde 2020-01-01)"\n' "$1" >"$folder/cargo"
    chmod +x "$folder/cargo"
}

# Cargo is missing, too old, new enough.
needed=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
sentence "needs cargo $needed or later (none found)" packaging/toolchain.sh "$folder/nowhere"
sentence "needs cargo $needed or later (none found)" packaging/toolchain.sh false
for other in 1.9.0 1.88.0 "1.${needed#*.}.0-nightly" "$needed.0" 1.100.0 2.0.0; do
    version_of_cargo "$other"
    case $other in
        1.9.0 | 1.88.0) sentence "or later ($other found)" packaging/toolchain.sh "$folder/cargo" ;;
        *) packaging/toolchain.sh "$folder/cargo" || fail "cargo $other is refused" ;;
    esac
done
version_of_cargo 1.70.0
for target in library test-rust lint gen; do sentence "(1.70.0 found)" make CARGO="$folder/cargo" BUILD="$folder/build" $target; done

# Cargo may build anywhere.
mkdir "$folder/home"
printf '[build]\ntarget-dir = "%s/configured"\n' "$folder" >"$folder/home/config.toml"
where() {
    env -u CARGO_TARGET_DIR -u CARGO_BUILD_TARGET_DIR "$@" ci/target.sh
}
[ "$(where CARGO_HOME="$folder/home")" = "$folder/configured" ] || fail "the configured target directory is not found"
[ "$(where CARGO_TARGET_DIR=/first CARGO_BUILD_TARGET_DIR=/second CARGO_HOME="$folder/home")" = /first ] || fail "CARGO_TARGET_DIR"
[ "$(where CARGO_BUILD_TARGET_DIR=/second CARGO_HOME="$folder/home")" = /second ] || fail "CARGO_BUILD_TARGET_DIR"
[ "$(where CARGO=false)" = target ] || fail "without cargo, the target directory is not the usual one"

# What was built is installed without cargo, also by somebody who is told of another folder; but not what is old.
run make make
release=$(cat build/library)
mkdir -p "$folder/old" "$folder/empty"
built() { packaging/built.sh "$@"; }
[ "$(built build/library /nowhere)" = "$release" ] || fail "what was built is not found"
[ "$(built "$folder/none" "$release")" = "$release" ] || fail "what was built is not found without a record"
if built "$folder/none" "$folder/empty"; then fail "nothing was built there"; fi
echo "$folder/empty" >"$folder/record"
if built "$folder/record" "$release"; then fail "what was built is gone"; fi
touch -d 2020-01-01 "$folder/old/libloss.so" "$folder/old/libloss.a"
if built "$folder/none" "$folder/old"; then fail "the sources are newer"; fi
echo "$folder/old" >"$folder/record"
[ "$(built "$folder/record" "$release")" = "$folder/old" ] || fail "the record is newer than the sources"
touch "$folder/old/libloss.so" -d "1 minute"
if built "$folder/record" "$release"; then fail "the library was built again after the record"; fi
cp "$folder/record" "$folder/empty/library"
touch -d 2020-01-01 "$folder/empty/library"
sentence "needs cargo" "${make[@]}" install BUILD="$folder/empty" DESTDIR="$folder/never"
[ ! -e "$folder/never" ] || fail "something was installed"

# A prefix, and a libdir as Debian has it.
stage=$folder/stage
libdir=lib/multiarch
places=(DESTDIR="$stage" PREFIX=/opt/loss LIBDIR=/opt/loss/$libdir)
run "make install" env CARGO_TARGET_DIR=/nowhere "${make[@]}" install "${places[@]}"
check_tree "$stage/opt/loss" "$libdir"
if install_package pkg-config pkg-config; then
    c_program "$stage/opt/loss" "$libdir" env PKG_CONFIG_SYSROOT_DIR="$stage" \
        PKG_CONFIG_LIBDIR="$stage/opt/loss/$libdir/pkgconfig" pkg-config
    c_program "$stage/opt/loss" "$libdir" env PKG_CONFIG_LIBDIR="$stage/opt/loss/$libdir/pkgconfig" pkg-config
else
    echo "SKIPPED: pkg-config, not installed"
fi
run "make uninstall" "${make[@]}" uninstall "${places[@]}"
[ -z "$(files "$stage")" ] || fail "make uninstall left $(files "$stage")"
[ ! -e "$stage/opt/loss/$libdir/cmake/loss" ] || fail "make uninstall left its folder"

# By hand, as cargo-c takes a quarter of an hour to build: what packagers may use instead.
if [ "${1:-}" = --cargo-c ]; then
    run "cargo cinstall" cargo cinstall --release --prefix=/opt/loss --libdir="/opt/loss/$libdir" --destdir="$stage"
    for header in loss.h loss.hpp loss/common.hpp loss/regression.hpp; do
        cmp "include/$header" "$stage/opt/loss/include/$header" || fail "cargo cinstall has another $header"
    done
    c_program "$stage/opt/loss" "$libdir" env PKG_CONFIG_SYSROOT_DIR="$stage" \
        PKG_CONFIG_LIBDIR="$stage/opt/loss/$libdir/pkgconfig" pkg-config
    echo "install: cargo cinstall does it too"
    exit 0
fi

# The usual places; then the tree moves away.
run "make install" "${make[@]}" install PREFIX="$folder/first"
moved=$folder/elsewhere/moved
mkdir "$folder/elsewhere"
mv "$folder/first" "$moved"
if grep -rI "$folder/first" "$moved"; then fail "these lines name the first place"; fi
check_tree "$moved" lib
if command -v pkg-config >/dev/null; then
    c_program "$moved" lib env PKG_CONFIG_LIBDIR="$moved/lib/pkgconfig" pkg-config
    c_program "$moved" lib env PKG_CONFIG_LIBDIR="$moved/lib/pkgconfig" pkg-config --define-prefix
fi

# A libdir that is not under the prefix; a prefix that is written out, as packages of a system may want it.
run "make install" "${make[@]}" install DESTDIR="$stage" PREFIX=/opt/loss LIBDIR=/opt/libraries INCLUDEDIR=/opt/headers
grep -qx 'libdir=${pcfiledir}/..' "$stage/opt/libraries/pkgconfig/loss.pc" || fail "libdir outside of the prefix"
grep -qx 'includedir=${pcfiledir}/../../headers' "$stage/opt/libraries/pkgconfig/loss.pc" || fail "includedir outside of the prefix"
run "make install" "${make[@]}" install DESTDIR="$stage" PREFIX=/usr PC_PREFIX=/usr
printf 'prefix=/usr\nlibdir=${prefix}/lib\nincludedir=${prefix}/include\n' |
    cmp - <(head -n 3 "$stage/usr/lib/pkgconfig/loss.pc") || fail "a prefix that is written out"

if install_package cmake cmake; then
    cmake_program "$moved" ""
    cmake_program "$moved" "$version"
    IFS=. read -r major minor _ <<<"$version"
    after=$major.$((minor + 1))
    for fitting in "$major.0...$after" "$major.$minor...$after" "$version...$version" "$major...<$after"; do
        cmake_accepts "$moved" "$fitting" || fail "CMake does not take version $version for $fitting"
    done
    for other in "$after" "$after...$major.$((minor + 9))" "$major.0...<$version" "$((major + 1))...$((major + 2))" \
        "$major.$minor.99...$after" "$((major + 1))" "$((major + 9)).9" "$major.$minor.99"; do
        if cmake_accepts "$moved" "$other"; then fail "CMake takes version $version for $other"; fi
    done
    # Packages of systems may leave out one library, but not both, nor the header.
    mkdir "$folder/aside"
    mv "$moved/lib/libloss.a" "$folder/aside"
    cmake_targets "$moved" "consumer_shared "
    mv "$moved/lib/libloss.so.$version" "$folder/aside"
    if cmake_accepts "$moved" ""; then fail "CMake finds a package without libraries"; fi
    grep -q "libloss.a are missing" "$folder/log" || fail "CMake does not say what is missing"
    mv "$folder/aside/libloss.a" "$moved/lib"
    cmake_targets "$moved" "consumer_all_static consumer_static "
    mv "$folder/aside/libloss.so.$version" "$moved/lib"
    mv "$moved/include/loss.h" "$folder/aside"
    if cmake_accepts "$moved" ""; then fail "CMake finds a package without its header"; fi
    grep -q "loss.h is missing" "$folder/log" || fail "CMake does not say what is missing"
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
[ "$(each <<<"$needed")" = "$(each <<<"$private -lgcc_s -lc")" ] || fail "Libs.private is '$private', rustc says '$needed'"
echo "install: everything in its place"
