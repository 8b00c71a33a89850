#!/bin/bash
# What the compiler made of the kernels, read from the library's disassembly.
#
#   ci/kernels.sh LIBRARY
#
# 1. A helper of the kernels that was not inlined into a function with the instruction set would be compiled
#    without it: many times slower, with all results right. So there must be none, beside the doors into the
#    kernels, what chooses a door or is done outside, the scalar back end's operations, and what adds up lanes one by
#    one (Total::of_lanes, a chain of scalar additions with every instruction set).
# 2. A door (a function run_ISA) calls nothing but doors of its own instruction set, what copies and clears memory, and
#    without vector instructions the C library's fused multiply-add: no panic, no allocation, nothing compiled for another
#    instruction set. The kernels' functions outside of the doors call nothing else but each other and doors.
#    (The crate has generic functions only, which become code in the library: its own object file is all but empty.)
# 3. Every instruction set's doors use its registers, those of AVX2 none of AVX-512, and most have its fused
#    multiply-add.
# 4. The doors with vectors align their part of the stack: see align_stack in kernels/src/simd/door.rs.
set -euo pipefail

library=$1
symbols=$(nm -C "$library" | grep -i ' t .*loss_kernels::' || true)
if ! grep -q 'loss_kernels::simd::door::' <<<"$symbols"; then
    echo "no symbols of the kernels in $library: was it stripped?" >&2
    exit 1
fi
outside=$(grep -Ev 'loss_kernels::simd::(door|isa|scalar)::|shape::block::Apply<[^:]*>::enter$|elementwise::(half::|run_any|AnyLoss<|Elements<)|ClassRows<E,A>>?::run$|TokenLogProbBackward<E(,A)?>>?::(gradient|without_entropy|is_zero|of_row)$|shape::Partial::|Adversarial>::|linear::(chunk|head|steps|workspace)::|lattice::(room|sequence)::|sum::total::Total::of_lanes$' <<<"$symbols" || true)
if [ -n "$outside" ]; then
    printf 'not inlined into a function with its instruction set:\n%s\n' "$outside" >&2
    exit 1
fi

# The registers of each instruction set; none to look for where it has no doors on this machine.
case $(uname -m) in
    x86_64) sets='scalar avx2 avx512' ;;
    *) sets='' ;;
esac
[ -n "$sets" ] || { echo "kernels: everything inlined; other checks are for x86-64"; exit 0; }

{
    readelf -rW "$library" | awk '$3 == "R_X86_64_RELATIVE" { print "slot", $1, $4 }'
    nm -C "$library" | sed -n 's/^\([0-9a-f]*\) [tTwW] \(.*\)/name \1 \2/p'
    objdump -d --no-show-raw-insn "$library"
} | awk -v sets="$sets" '
    function bare(address) { sub(/^0*/, "", address); return address }
    $1 == "slot" { slots[bare($2)] = bare($3); next }
    $1 == "name" { address = bare($2); $1 = $2 = ""; names[address] = $0; next }
    /^[0-9a-f]+ <.*>:$/ {
        door = match($2, /run_(scalar|avx2|avx512)/) ? substr($2, RSTART + 4, RLENGTH - 4) : $2 ~ /loss_kernels/ ? "none" : ""
        at = $1
        if (door != "") { doors[door]++; fused[door] += 0; aligned[door] += 0 }
        seen = aligns = 0
        next
    }
    door == "" { next }
    /\tv?(fmadd|fmsub|fnmadd|fnmsub|vfn?m)[0-9a-z]*/ && !seen { seen = 1; fused[door]++ }
    /\tand .*,%rsp$/ && !aligns { aligns = 1; aligned[door]++ }
    /%zmm/ { if (door != "avx512") wrong[door " uses zmm registers at " at]++; wide[door]++ }
    /%ymm/ { if (door == "scalar") wrong[door " uses ymm registers at " at]++; wide[door]++ }
    # A function that is called, or one whose address is loaded to be called. What else is loaded is a number, or
    # the address of one: it has no name of a function.
    /\tcall|\tmov .*# / {
        target = /\tcall/ ? $0 : ""
        if (match($0, /# [0-9a-f]+/)) {
            slot = substr($0, RSTART + 2, RLENGTH - 2)
            if (slot in slots) target = names[slots[slot]]
            else if (/@/) target = $0
        }
        if (target == "" || target ~ /mem(set|cpy|move)|[ <]fmaf?([@>]|$)|simd::scalar::|sum::total::Total::of_lanes|call +\*(%r|0x[0-9a-f]+\(%r)/) next
        if (door == "none" && target ~ /loss_kernels/) next
        if (index(target, "run_" door)) next
        sub(/^.*\t/, "", target)
        wrong[(door == "none" ? names[bare(at)] : "run_" door) " at " at " calls " target]++
    }
    END {
        bad = 0
        for (what in wrong) { print what; bad = 1 }
        count = split(sets, list, " ")
        for (i = 1; i <= count; i++) {
            door = list[i]
            if (doors[door] == 0) { print "no doors of " door; bad = 1 }
            if (door == "scalar") continue
            if (wide[door] == 0 || fused[door] * 2 < doors[door]) {
                print door ": " doors[door] " doors, of which " fused[door] + 0 " multiply and add at once"
                bad = 1
            }
            if (aligned[door] != doors[door]) {
                print door ": " doors[door] " doors, of which " aligned[door] " align the stack"
                bad = 1
            }
        }
        if (bad) exit 1
        print "kernels: " doors["avx512"] " for each instruction set, everything inlined, no calls"
    }' >&2
