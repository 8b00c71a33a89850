#!/bin/bash
# Runs a program that is linked with libloss under valgrind: no invalid access, no definite leak.
#
#   ci/memcheck.sh PROGRAM
#
# Prints that it was skipped where there is no valgrind and none can be installed.
set -euo pipefail
cd "$(dirname "$0")/.."

ci/provide.sh valgrind valgrind
if ! command -v valgrind >/dev/null; then
    echo "SKIPPED: memcheck, no valgrind"
    exit 0
fi
# Valgrind does not know AVX-512. Threads of the pool count as "possibly lost" (their stacks are the C library's), hence
# definite leaks only.
LOSS_ISA=avx2 valgrind --quiet --error-exitcode=1 --leak-check=full --show-leak-kinds=definite \
    --errors-for-leak-kinds=definite "$@"
