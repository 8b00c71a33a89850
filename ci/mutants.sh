#!/bin/bash
# Mutation testing, by hand: changes the library in one place after another and runs the tests, one of which
# must fail. What survives is in docs/reliability.md with its reason.
#
#   ci/mutants.sh FILE...   for example src/call/check.rs
#
# Files of the kernels' mathematics (kernels/src/losses, kernels/src/math) are held to the tests in their crate, seconds a
# mutant; all others to the library's, which takes minutes a mutant although the kernels are built for one instruction
# set alone, so give it a file at a time. Needs `cargo install cargo-mutants`. Results are in target/mutants/mutants.out.
set -euo pipefail
cd "$(dirname "$0")/.."

files=() mathematics=yes
for file in "$@"; do
    files+=(--file "$file")
    [[ $file = kernels/src/losses/* || $file = kernels/src/math/* ]] || mathematics=no
done
mkdir -p target/mutants
if [ $mathematics = yes ]; then
    exec cargo mutants --package loss-kernels --output target/mutants --timeout 300 "${files[@]}" -- --lib
fi
# In place: a copy would build every dependency again.
export RUSTFLAGS="--cfg loss_scalar_only"
exec cargo mutants --in-place --baseline run --output target/mutants --timeout 1200 "${files[@]}" -- \
    --test semantics --test models --test elementwise --test classes --test golden
