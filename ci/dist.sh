#!/bin/bash
# Writes the archives of a release into build/dist, with their checksums.
#
#   ci/dist.sh [linux-x86_64] [linux-aarch64] [windows-x86_64]      all three if none is named
#
# Each holds the libraries, headers, files for pkg-config and CMake, licences, and the list of what is linked in.
# The same commit and the same compilers give the same bytes: names are sorted, owners are 0, times are the commit's, and no
# file names a folder of this machine. A target whose standard library is not installed (rustup target add) is built with
# that of Rust's source, where this can be had; otherwise, or without its C compiler, the archive is skipped, visibly. The
# bytes of that depend on where the checkout is, as cargo hashes the place of the source.
#
# The working tree must be clean, unless DIST_DIRTY is set, for tests of this script.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
dist=$root/build/dist
target=$(realpath -m "$(ci/target.sh)")
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
if [ -n "$(git status --porcelain)" ] && [ -z "${DIST_DIRTY:-}" ]; then
    echo "dist: the working tree is not clean" >&2
    exit 1
fi
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC

# Places of this machine, as they would stand in messages of panics.
sysroot=$(rustc --print sysroot)
cargo_home=${CARGO_HOME:-$HOME/.cargo}
remap="--remap-path-prefix=$root=libloss --remap-path-prefix=$cargo_home=cargo --remap-path-prefix=$sysroot=rust"
copyright=$sysroot/share/doc/rust/COPYRIGHT-library.html
[ -r "$copyright" ] || { echo "dist: $copyright is missing" >&2; exit 1; }

# build TRIPLE LINKER: the library for a target, in $release. 3: it cannot be built here.
build() {
    local triple=$1 linker=$2 extra=() source=$target/std-source folder=$target/dist
    command -v "$linker" >/dev/null || { echo "SKIPPED: $triple, no $linker" && return 3; }
    if [ ! -d "$sysroot/lib/rustlib/$triple/lib" ]; then
        ci/std-source.sh "$source" || { echo "SKIPPED: $triple, no standard library" && return 3; }
        export __CARGO_TESTS_ONLY_SRC_ROOT=$source/library RUSTC_BOOTSTRAP=1
        extra=(-Zbuild-std=std,panic_unwind)
        # Of its own, as cargo builds everything anew where RUSTC_BOOTSTRAP has changed.
        folder=$target/dist-std
    fi
    local name=${triple//-/_}
    export "CARGO_TARGET_${name^^}_LINKER=$linker"
    RUSTFLAGS="$remap" cargo build --release --locked --lib "${extra[@]}" --target "$triple" \
        --target-dir "$folder" || exit 1
    unset __CARGO_TESTS_ONLY_SRC_ROOT RUSTC_BOOTSTRAP
    release=$folder/$triple/release
}

# finish NAME TRIPLE: licences, times, the archive.
finish() {
    local name=$1 triple=$2 tree=$dist/$1
    install -m 644 LICENSE-MIT LICENSE-APACHE CHANGELOG.md docs/versioning.md "$tree"
    install -m 644 "$copyright" "$tree/RUST-COPYRIGHT.html"
    ci/licences.py "$triple" "$tree"
    if grep -rlF -e "$root" -e "$cargo_home" -e "$sysroot" "$tree"; then
        echo "dist: these files of $name name folders of this machine" >&2
        exit 1
    fi
    find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    case $name in
        *windows*) (cd "$dist" && find "$name" -type f | sort | zip -q -X -9 -@ "$name.zip") ;;
        *) tar -C "$dist" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
            --format=gnu -cf - "$name" | gzip -n -9 >"$dist/$name.tar.gz" ;;
    esac
    rm -r "$tree"
    echo "dist: $name"
}

linux() {
    local triple=$1-unknown-linux-gnu name=libloss-$version-linux-$1 linker=$2
    build "$triple" "$linker" || return 0
    make -s install RELEASE="$release" PREFIX=/usr/local DESTDIR="$dist/root"
    mv "$dist/root/usr/local" "$dist/$name"
    rm -r "$dist/root"
    ci/glibc.sh "$dist/$name/lib/libloss.so"
    finish "$name" "$triple"
}

windows() {
    local triple=x86_64-pc-windows-gnu name=libloss-$version-windows-x86_64
    ci/provide.sh zip zip
    command -v zip >/dev/null || { echo "SKIPPED: $name, no zip" && return 0; }
    build "$triple" x86_64-w64-mingw32-gcc || return 0
    make -s install-windows RELEASE="$release" DESTDIR="$dist/$name"
    finish "$name" "$triple"
}

rm -rf "$dist"
mkdir -p "$dist"
[ $# -gt 0 ] || set -- linux-x86_64 linux-aarch64 windows-x86_64
for archive in "$@"; do
    case $archive in
        linux-x86_64) linux x86_64 cc ;;
        linux-aarch64) linux aarch64 aarch64-linux-gnu-gcc ;;
        windows-x86_64) windows ;;
        *) echo "dist: no archive $archive" >&2 && exit 1 ;;
    esac
done
cd "$dist"
find . -maxdepth 1 -name 'libloss-*' -printf '%P\n' | sort | xargs sha256sum >SHA256SUMS
cat SHA256SUMS
