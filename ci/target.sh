#!/bin/bash
# Prints the folder that cargo builds into: target, unless the environment or cargo's configuration names another.
#
#   ci/target.sh
#
# Without a cargo that understands Cargo.toml only the environment is asked.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${CARGO_TARGET_DIR:-}
if [ -z "$folder" ]; then
    folder=$("${CARGO:-cargo}" metadata --no-deps --offline --format-version 1 2>/dev/null |
        sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p') || true
fi
folder=${folder:-${CARGO_BUILD_TARGET_DIR:-target}}
# Shorter where it is in this tree.
echo "${folder#"$PWD/"}"
