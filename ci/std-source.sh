#!/bin/bash
# Fetches the source of Rust's standard library for the installed rustc, so that cargo can build it
# for a target that has no prebuilt one.
#
#   ci/std-source.sh DIR      afterwards DIR/library holds the source
#
# It comes from Debian's package rust-src, from whatever mirror this system is set to, through an apt
# of its own in DIR: the system's package lists and packages stay as they are. Exits with 3 where
# there is no such package.
set -euo pipefail

directory=$(mkdir -p "$1" && cd "$1" && pwd)
version=$(rustc --version | cut -d ' ' -f 2)
sources=/etc/apt/sources.list.d/debian.sources
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

skip() {
    echo "no source of Rust $version's standard library: $1" >&2
    exit 3
}

if [ "$(cat "$directory/version" 2>/dev/null)" = "$version" ]; then
    exit 0
fi
for needed in apt-get dpkg-deb; do
    command -v "$needed" >/dev/null || skip "no $needed"
done
[ -r "$sources" ] && [ -r "$keyring" ] || skip "not a Debian system"
mirror=$(awk '/^URIs:.*\/debian\/?$/ && !found { print $2; found = 1 }' "$sources")
[ -n "$mirror" ] || skip "no Debian mirror in $sources"

apt="$directory/apt"
rm -rf "$apt" "$directory/library"
trap 'rm -rf "$apt" "$directory"/rust-src_*.deb' EXIT
mkdir -p "$apt"/etc/apt/{apt.conf.d,preferences.d,trusted.gpg.d} "$apt"/var/lib/apt/lists/partial \
    "$apt"/var/cache/apt/archives/partial "$apt"/var/lib/dpkg
: >"$apt/var/lib/dpkg/status"
for suite in trixie-backports sid; do
    echo "deb [arch=amd64 signed-by=$keyring] $mirror $suite main"
done >"$apt/etc/apt/sources.list"
options=(-qq -o Dir="$apt" -o Dir::State::status="$apt/var/lib/dpkg/status" -o APT::Sandbox::User=root
    -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)

apt-get "${options[@]}" update || skip "the mirror does not answer"
package=$(apt-cache "${options[@]}" madison rust-src |
    awk -v version="$version" '$3 ~ "^" version "[+]" && !found { print $3; found = 1 }')
[ -n "$package" ] || skip "not in Debian"
cd "$directory"
apt-get "${options[@]}" download rust-src="$package" || skip "the download failed"
dpkg-deb --fsys-tarfile rust-src_*.deb |
    tar x --strip-components=4 --wildcards --no-wildcards-match-slash './usr/src/rustc-*/library'
echo "$version" >version
