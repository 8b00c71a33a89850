#!/bin/bash
# A helper of the kernels that was not inlined into a function with the instruction set would be
# compiled without it: many times slower, with all results right. So the library must contain none,
# beside the doors into the kernels, what chooses a door or is done outside, and the scalar back end's
# operations.
#
#   ci/inlined.sh LIBRARY
set -euo pipefail

symbols=$(nm -C "$1" | grep -i ' t .*loss_kernels::' || true)
if ! grep -q 'loss_kernels::simd::isa::' <<<"$symbols"; then
    echo "no symbols of the kernels in $1: was it stripped?" >&2
    exit 1
fi
outside=$(grep -Ev 'loss_kernels::simd::(isa|scalar)::|shape::class_row::run$|ClassRows<E,L>::run$|shape::Partial::|Adversarial>::' <<<"$symbols" || true)
if [ -n "$outside" ]; then
    printf 'not inlined into a function with its instruction set:\n%s\n' "$outside" >&2
    exit 1
fi
echo "kernels: everything inlined"
