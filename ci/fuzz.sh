#!/bin/bash
# Builds the fuzz targets and runs each for a while, two at a time.
#
#   ci/fuzz.sh [--scalar] SECONDS [TARGET]...    all targets without an argument
#
# With --scalar the library has its scalar kernels alone, which takes a fraction of the time to build: for CI.
# An input that fails is left in fuzz-work/failures of what ci/target.sh prints; the target's program runs it alone when it is
# its argument. Prints that it was skipped where libFuzzer cannot be built.
set -euo pipefail
cd "$(dirname "$0")/.."

flags="--cfg fuzzing"
target=$(ci/target.sh)
folder=$target/fuzz
if [ "$1" = --scalar ]; then
    flags+=" --cfg loss_scalar_only"
    folder=$target/fuzz-scalar
    shift
fi
seconds=$1
shift
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
    for file in fuzz/targets/*.rs; do targets+=("$(basename "$file" .rs)"); done
fi
host=x86_64-unknown-linux-gnu
if [ "$(rustc -vV | sed -n 's/^host: //p')" != "$host" ]; then
    echo "SKIPPED: fuzzing, this is not $host"
    exit 0
fi
ci/provide.sh c++ g++
if ! command -v c++ >/dev/null; then
    echo "SKIPPED: fuzzing, no C++ compiler for libFuzzer"
    exit 0
fi

# What cargo-fuzz passes: the counters of edges that libFuzzer reads, and AddressSanitizer. A stable
# compiler takes the latter with RUSTC_BOOTSTRAP; nothing that is released is built like this.
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
coverage+=" -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
start=$SECONDS
RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=address $coverage $flags" CARGO_TARGET_DIR=$folder \
    cargo build --release --target "$host" --manifest-path fuzz/Cargo.toml
echo "fuzz targets: built in $((SECONDS - start)) s"

work=$target/fuzz-work
mkdir -p "$work/failures"
run() {
    mkdir -p "$work/$1"
    # The first corpus is added to, the second only read.
    if ! "$folder/$host/release/$1" "$work/$1" "fuzz/corpus/$1" -max_total_time="$seconds" -max_len=512 \
        -len_control=0 -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="$work/failures/$1-" \
        >"$work/$1.log" 2>&1; then
        tail -n 60 "$work/$1.log" >&2
        echo "fuzz $1: FAILED" >&2
        return 1
    fi
    echo "fuzz $1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$1.log") executions"
}
export -f run
export work folder host seconds
printf '%s\n' "${targets[@]}" | xargs -P 2 -I '{}' bash -c 'set -euo pipefail; run {}'
