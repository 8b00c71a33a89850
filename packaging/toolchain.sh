#!/bin/sh
# Says in a sentence what is missing where cargo is missing or too old.
#
#   packaging/toolchain.sh [CARGO]
set -eu
cd "$(dirname "$0")/.."

needed=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
found=$("${1:-cargo}" --version 2>/dev/null | cut -d ' ' -f 2) || true
if [ -n "$found" ] && printf '%s\n' "$needed" "${found%%-*}" | sort -C -V; then
    exit 0
fi
echo "libloss is written in Rust: building it needs cargo $needed or later (${found:-none} found). https://rustup.rs" \
    "installs it, a build then takes a few minutes. A prebuilt library needs no Rust: a release's archive, or for" \
    "Python LIBLOSS_LIBRARY=/path/to/libloss.so." >&2
exit 1
