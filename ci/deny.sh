#!/bin/bash
# The dependencies: what a user's build compiles, and by cargo-deny their licences, sources and known advisories (deny.toml).
#
#   ci/deny.sh
#
# Builds cargo-deny into target/tools where there is none, once, in a few minutes. Advisories are compared where their
# database can be reached, which is on GitHub. Prints what was skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

# Of the library alone, on every platform; no build script and no macro of others.
expected="libc libloss libm loss-kernels"
found=$(cargo tree --locked --package libloss --edges normal,build --target all --all-features --prefix none \
    --format '{p}' | sed 's/ .*//' | LC_ALL=C sort -u | tr '\n' ' ')
if [ "$found" != "$expected " ]; then
    echo "deny: a build of the library compiles '$found', not '$expected '" >&2
    exit 1
fi
echo "deny: a build of the library compiles $expected"

tools=$(realpath -m "$(ci/target.sh)")/tools
export PATH=$tools/bin:$PATH
if ! command -v cargo-deny >/dev/null &&
    ! cargo install --quiet --locked --root "$tools" --target-dir "$tools/build" cargo-deny@0.20.2; then
    echo "SKIPPED: licences and sources, cargo-deny could not be installed"
    exit 0
fi
# Each of the two workspaces lacks what the other has an exception for.
allow=(-A license-exception-not-encountered -A unused-wrapper)
for manifest in Cargo.toml fuzz/Cargo.toml; do
    cargo deny --locked --workspace --manifest-path "$manifest" --config "$PWD/deny.toml" check "${allow[@]}" licenses bans sources
done
if timeout 60 cargo deny fetch db >/dev/null 2>&1; then
    for manifest in Cargo.toml fuzz/Cargo.toml; do
        cargo deny --locked --workspace --manifest-path "$manifest" --config "$PWD/deny.toml" check --disable-fetch advisories
    done
else
    echo "SKIPPED: advisories, their database cannot be reached"
fi
