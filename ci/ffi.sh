#!/bin/bash
# Runs the programs of examples/ffi, each of which checks its own results, where their languages are.
#
#   ci/ffi.sh LIBRARY BUILD
#
# With CI=true and as root it installs Debian's small ones first. Prints what it skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
library=$(realpath "$1")
mkdir -p "$2"
build=$(realpath "$2")
sources=$PWD/examples/ffi
passed=0 failed=0 skipped=0

if [ "${CI:-}" = true ]; then
    ci/packages.sh golang-go luajit mono-mcs mono-runtime libjna-java
fi

run() { # NAME FOLDER COMMAND...
    local name=$1 folder=$2
    shift 2
    echo "== $name"
    if (cd "$folder" && "$@"); then
        passed=$((passed + 1))
    else
        echo "FAILED: $name"
        failed=$((failed + 1))
    fi
}

skip() {
    echo "SKIPPED: $1"
    skipped=$((skipped + 1))
}

have() {
    local command
    for command; do
        command -v "$command" >/dev/null || return 1
    done
}

node_program() {
    cp "$sources/node/cross_entropy.js" . && node cross_entropy.js "$library"
}

java_program() {
    javac -cp "$jna" -d . "$sources/java/CrossEntropy.java" && java -cp "$jna:." CrossEntropy "$library"
}

go_program() {
    CGO_CFLAGS="-I$sources/../../include" CGO_LDFLAGS="-L$(dirname "$library") -lloss" GO111MODULE=off \
        GOCACHE="$build/go/cache" go build -o cross_entropy "$sources/go/cross_entropy.go" &&
        LD_LIBRARY_PATH=$(dirname "$library") ./cross_entropy
}

csharp_program() {
    mcs -out:CrossEntropy.exe "$sources/csharp/CrossEntropy.cs" &&
        LD_LIBRARY_PATH=$(dirname "$library") mono CrossEntropy.exe
}

mkdir -p "$build"/{node,java,go,csharp}
if ! have node npm; then
    skip "Node, no node or no npm"
elif ! [ -d "$build/node/node_modules/koffi" ] && ! npm install --silent --prefix "$build/node" koffi >/dev/null 2>&1; then
    skip "Node, koffi could not be installed"
else
    run Node "$build/node" node_program
fi

jna=${JNA_JAR:-/usr/share/java/jna.jar}
if have java javac && [ -e "$jna" ]; then
    run Java "$build/java" java_program
else
    skip "Java, no javac or no $jna"
fi

if have go; then run Go "$build/go" go_program; else skip "Go, no go"; fi
if have mcs mono; then run "C#" "$build/csharp" csharp_program; else skip "C#, no mcs or no mono"; fi
if have luajit; then
    run LuaJIT "$build" luajit "$sources/lua/cross_entropy.lua" "$library"
else
    skip "LuaJIT, no luajit"
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
