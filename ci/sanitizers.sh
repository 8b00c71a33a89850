#!/bin/bash
# Runs the Rust tests under AddressSanitizer, and those that use threads under ThreadSanitizer.
#
#   ci/sanitizers.sh [address|thread]...    both without an argument
#
# The first needs flags that a stable compiler takes only with RUSTC_BOOTSTRAP, the second also a standard
# library that is built with it. Prints that one was skipped where it cannot be had. Nothing that is
# released is built like this.
set -euo pipefail
cd "$(dirname "$0")/.."

target=x86_64-unknown-linux-gnu
if [ "$(rustc -vV | sed -n 's/^host: //p')" != "$target" ]; then
    echo "SKIPPED: sanitizers, this is not $target"
    exit 0
fi
folder=$(realpath -m "$(ci/target.sh)")
export RUSTC_BOOTSTRAP=1

address() {
    # Not the C harness: the C compiler's AddressSanitizer is another.
    LOSS_TEST_WITHOUT_C=1 RUSTFLAGS=-Zsanitizer=address ASAN_OPTIONS=detect_stack_use_after_return=1 \
        CARGO_TARGET_DIR=$folder/address cargo test --workspace --target "$target"
}

thread() {
    local source=$folder/std-source status=0
    ci/std-source.sh "$source" || status=$?
    if [ "$status" = 3 ]; then
        echo "SKIPPED: ThreadSanitizer, no source of the standard library"
        return 0
    elif [ "$status" != 0 ]; then
        return "$status"
    fi
    # Whole problems on several threads, and the pool itself.
    __CARGO_TESTS_ONLY_SRC_ROOT=$source/library RUSTFLAGS=-Zsanitizer=thread TSAN_OPTIONS=halt_on_error=1 \
        CARGO_TARGET_DIR=$folder/thread cargo test -Zbuild-std --target "$target" \
        --test overhead --test batch --test semantics --test host_pool --test threads
}

for sanitizer in "${@:-address thread}"; do
    for name in $sanitizer; do
        start=$SECONDS
        "$name"
        echo "$name sanitizer: $((SECONDS - start)) s"
    done
done
