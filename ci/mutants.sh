#!/bin/bash
# Mutation testing, by hand: changes the library in one place after another and runs the tests, one of which
# must fail. What survives is in docs/reliability.md with its reason.
#
#   ci/mutants.sh FILE...   for example src/call/check.rs 'kernels/src/shape/class/*.rs'; what is committed
#
# All changes are compiled in at once (ci/mutants.py), with the kernels for AVX2 alone, and chosen one by one while
# programs run: the C harness, the corpus of bits and the hosts first, a second or a few each, then the Rust tests of
# library and kernels, half a minute for each change that nothing has noticed yet. All of kernels/src/shape takes 20
# minutes to compile and as long to run. What other instruction sets alone run is not tested this way. Needs a processor
# with AVX2, what `make ctests` builds, and `cargo install cargo-mutants`.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# = 0 ]; then
    echo "usage: ci/mutants.sh FILE..." >&2
    exit 2
fi

if ! grep -q avx2 /proc/cpuinfo; then
    echo "ci/mutants.sh: this processor has no AVX2" >&2
    exit 1
fi

root=$PWD
folder=$(realpath -m "$(ci/target.sh)")/mutants
tree=$folder/tree
ci/venv.sh "$folder/venv" tree-sitter==0.26.1 tree-sitter-rust==0.24.2
# One target for all runs: what others have built of it is built.
export CARGO_TARGET_DIR=$folder/target CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0
python() { "$folder/venv/bin/python" ci/mutants.py "$@"; }
rm -rf "$tree"
git clone --quiet . "$tree"
# Whatever the library is asked for runs with AVX2: a third of the code.
sed -i 's/kernel\.run_avx512::<Avx512>()/kernel.run_avx2::<Avx2>()/; s/_ => kernel\.run_scalar::<Scalar>()/_ => unsafe { kernel.run_avx2::<Avx2>() }/' \
    "$tree/kernels/src/simd/isa.rs"
if [ "$(git -C "$tree" diff --numstat | cut -f 1)" != 2 ]; then
    echo "ci/mutants.sh: kernels/src/simd/isa.rs chooses instruction sets in another way now" >&2
    exit 1
fi
python prepare "$tree" "$@"

# The C harness runs by itself.
export RUSTFLAGS="-A warnings" LOSS_TEST_WITHOUT_C=1
(cd "$tree" && cargo build --quiet --lib)
library=$folder/library
mkdir -p "$library"
cp "$CARGO_TARGET_DIR/debug/libloss.so" "$library/libloss.so.0.1"
cp "$library/libloss.so.0.1" "$library/copy.so"
small=$folder/small.txt
sed 's/ [0-9a-f]*$/ -/' tests/golden/bits.txt >"$small"

export LD_LIBRARY_PATH=$library
bits=$root/build/bits-shared
python run "$tree" "$root/build/harness-shared"
python run "$tree" "$bits --small | cmp -s - $small"
python run "$tree" "$root/build/hosts-shared $library/copy.so"
for isa in scalar avx2; do
    python run "$tree" "LOSS_ISA=$isa $bits --isa $isa --small | cmp -s - $small"
done
python run "$tree" "$bits --ways | cmp -s - $root/tests/golden/bits.txt"

tests=$(cd "$tree" && cargo test -p libloss -p loss-kernels --features libloss/deliberate-panic --no-run \
    --message-format=json 2>/dev/null | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')
for test in $tests; do
    # From where cargo would start it.
    python run "$tree" "cd $tree && $test --quiet"
done
python left "$tree"
