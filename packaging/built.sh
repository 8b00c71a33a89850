#!/bin/sh
# Prints the folder that holds libloss.so and libloss.a, where both have been built and no source is newer.
#
#   packaging/built.sh RECORD FOLDER
#
# RECORD is the file in which `make` has written where it built them last; without it they are looked for in FOLDER.
# `make install` needs no cargo then: root may have none, or another one.
set -eu
cd "$(dirname "$0")/.."

record=$1 folder=$2
since=$folder/libloss.so
if [ -r "$record" ]; then
    folder=$(cat "$record")
    since=$record
fi
[ -e "$folder/libloss.so" ] && [ -e "$folder/libloss.a" ] || exit 1
# Somebody has built it again, perhaps with other settings.
[ -z "$(find "$folder/libloss.so" -newer "$since")" ] || exit 1
[ -z "$(find Cargo.toml Cargo.lock build.rs src kernels/Cargo.toml kernels/src -newer "$since" -print | head -n 1)" ] || exit 1
echo "$folder"
