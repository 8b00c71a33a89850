#!/bin/bash
# Mutation testing, by hand: changes the library in one place after another and runs the tests, one of which
# must fail. What survives is in docs/reliability.md with its reason.
#
#   ci/mutants.sh FILE...   for example src/call/check.rs
#
# Needs `cargo install cargo-mutants`. Takes minutes a mutant, as each is a build of the kernels, so give it a
# file at a time. Results are in target/mutants/mutants.out.
set -euo pipefail
cd "$(dirname "$0")/.."

files=()
for file in "$@"; do
    files+=(--file "$file")
done
mkdir -p target/mutants
# The tests of values, semantics and errors. In place: a copy would build every dependency again.
exec cargo mutants --in-place --baseline run --output target/mutants --timeout 1200 "${files[@]}" -- \
    --test semantics --test models --test elementwise --test classes --test golden
