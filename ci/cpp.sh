#!/bin/bash
# The C++ header: compiles ctests/wrappers.cpp and the C++ example without a warning and runs them, with g++ and clang++,
# as C++17, 20 and 23, with exceptions and without; and both ways of reporting errors linked into one program. The header
# of each family compiles alone.
#
#   ci/cpp.sh [LIBRARY]      the shared library; that of `make` if not given
#
# clang++ is installed where that can be done; where there is none, prints that it was skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

library=$(realpath "${1:-$(ci/target.sh)/release/libloss.so}")
build=build/cpp
mkdir -p "$build"
# Unoptimised: a compiler's time goes into the calls of all losses, not into running them.
flags=(-O0 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Iinclude -Ictests)
without=(-fno-exceptions -fno-rtti)
link=("$library" -Wl,-rpath,"$(dirname "$library")")

ci/provide.sh clang++ clang

# The newest standard that a compiler has under either name.
newest() {
    local standard
    for standard in c++23 c++2b; do
        if "$1" -std=$standard -fsyntax-only -x c++ /dev/null 2>/dev/null; then
            echo $standard
            return
        fi
    done
}

for compiler in g++ clang++; do
    if ! command -v "$compiler" >/dev/null; then
        echo "SKIPPED: C++ with $compiler, not installed"
        continue
    fi
    for header in include/loss/*.hpp; do
        "$compiler" -std=c++17 "${flags[@]}" -fsyntax-only -x c++ - <<<"#include \"${header#include/}\""
    done
    for standard in c++17 c++20 $(newest "$compiler"); do
        "$compiler" -std="$standard" "${flags[@]}" examples/quickstart.cpp -o "$build/quickstart" "${link[@]}"
        "$build/quickstart" >/dev/null
        "$compiler" -std="$standard" "${flags[@]}" -DOTHER_WAY -c ctests/wrappers.cpp -o "$build/throwing.o"
        "$compiler" -std="$standard" "${flags[@]}" "${without[@]}" -DAS_OTHER_WAY -c ctests/wrappers.cpp \
            -o "$build/returning.o"
        "$compiler" "$build/throwing.o" "$build/returning.o" -o "$build/wrappers" "${link[@]}"
        echo "$compiler -std=$standard:"
        "$build/wrappers"
    done
done
# A program without exceptions by its own choice; the macro, not the compiler, says so.
"${CXX:-c++}" -std=c++17 "${flags[@]}" -DLOSS_NO_EXCEPTIONS ctests/wrappers.cpp -o "$build/wrappers" "${link[@]}"
"$build/wrappers"
