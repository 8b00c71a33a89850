#!/bin/bash
# Lines and branches of src/ and kernels/ that the Rust tests run. A line of a generic kernel counts once any of
# its instances runs it. Fails below 95 % of the lines.
#
#   ci/coverage.sh [TEST...]   all tests, or those named
#
# The tools must read the format of the compiler's LLVM: Debian's packages of that version, or those of rustup's
# component llvm-tools, whose folder LLVM_TOOLS names. Prints that it was skipped where there are none.
set -euo pipefail
cd "$(dirname "$0")/.."

least=95
version=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
if [ -n "${LLVM_TOOLS:-}" ]; then
    profdata=$LLVM_TOOLS/llvm-profdata cov=$LLVM_TOOLS/llvm-cov
else
    profdata=llvm-profdata-$version cov=llvm-cov-$version
    ci/provide.sh "$cov" "llvm-$version"
fi
if ! command -v "$cov" >/dev/null || ! command -v "$profdata" >/dev/null; then
    echo "SKIPPED: coverage, no $cov (Debian's llvm-$version)"
    exit 0
fi

folder=$(realpath -m "$(ci/target.sh)")/coverage
profiles=$folder/profiles
rm -rf "$profiles"
mkdir -p "$profiles" build
export CARGO_TARGET_DIR=$folder CARGO_INCREMENTAL=0 LLVM_PROFILE_FILE=$profiles/%p-%m.profraw
# Branches are counted only where RUSTC_BOOTSTRAP allows an option that is not stable yet.
# Only the Rust tests: what a C program would need to be linked with counters is another compiler's.
export LOSS_TEST_WITHOUT_C=1 RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C instrument-coverage -Z coverage-options=branch"
selected=()
for test in "$@"; do
    selected+=(--test "$test")
done
[ $# -gt 0 ] || selected=(--workspace --tests --features libloss/deliberate-panic)
# Not every export with every length once more: with counters that takes half an hour, and runs no other line.
cargo test "${selected[@]}" -- --skip nothing_beside_the_arrays_is_touched
objects=()
while read -r object; do
    objects+=(--object "$object")
done < <(cargo test "${selected[@]}" --no-run --message-format=json 2>/dev/null | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')
"$profdata" merge --sparse --output "$folder/merged" "$profiles"/*.profraw

# Not what cargo fetched, nor tests and the generator, nor what this processor cannot run.
ignored='\.cargo|rustc|/tests|xtask|build\.rs'
if ! grep -q avx512dq /proc/cpuinfo; then
    ignored+='|simd/avx512\.rs'
    echo "not counted: kernels/src/simd/avx512.rs, as this processor has no AVX-512"
fi
report() {
    "$cov" "$1" --instr-profile "$folder/merged" "${objects[@]}" --ignore-filename-regex "($ignored)" "${@:2}"
}
report report >build/coverage.txt
cat build/coverage.txt
report show --show-line-counts --region-coverage-lt=100 >"$folder/lines.txt" || true
lines=$(awk '$1 == "TOTAL" { gsub("%", "", $10); print $10 }' build/coverage.txt)
echo "coverage: $lines % of the lines; each line in $folder/lines.txt"
branches=$(awk '$1 == "TOTAL" { gsub("%", "", $13); print $13 }' build/coverage.txt)
echo "coverage: $branches % of the branches"
awk -v lines="$lines" -v least="$least" 'BEGIN { exit !(lines >= least) }'
