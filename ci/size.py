#!/usr/bin/env python3
"""What the library's code consists of: per loss and instruction set, its largest units and functions, and its size.

    ci/size.py libloss.so libloss.a

A function belongs to the losses whose exports reach it, by calls, addresses and tables of addresses in the disassembly;
what more than four losses reach is shared. The instruction set is that of the door into a kernel. Prints only.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ISAS = ("scalar", "avx2", "avx512", "neon")
MOST = 4  # losses that a function is put down to
LINES = 12


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def losses():
    """The names of losses/*.toml, the longest first."""
    names = []
    for file in os.listdir(os.path.join(ROOT, "losses")):
        with open(os.path.join(ROOT, "losses", file), encoding="utf-8") as text:
            names += re.findall(r"^\[(\w+)\]$", text.read(), re.MULTILINE)
    return sorted(names, key=len, reverse=True)


def functions(file):
    """Address, size, name as it is and name to read of the functions of a library or a unit."""
    for plain, read in zip(*(output("nm", "-S", "--defined-only", *flag, file).splitlines() for flag in ([], ["-C"]))):
        fields = plain.split(None, 3)
        if len(fields) == 4 and fields[2] in "tTwW":
            yield int(fields[0], 16), int(fields[1], 16), fields[3], read.split(None, 3)[3]


def slots(library):
    """Where the dynamic linker writes an address, and which: tables of functions among them."""
    found = {}
    for line in output("readelf", "-rW", library).splitlines():
        fields = line.split()
        if len(fields) >= 4 and fields[2].endswith("_RELATIVE"):
            found[int(fields[0], 16)] = int(fields[3], 16)
    return found


def references(library):
    """Function: addresses in its instructions."""
    found, at = defaultdict(set), None
    start = re.compile(r"^([0-9a-f]+) <.*>:$")
    address = re.compile(r"# ([0-9a-f]+) <|\t(?:call|j\w+|bl?|adrp?|b\.\w+) +(?:\w+, )?([0-9a-f]+) <")
    for line in output("objdump", "-d", "--no-show-raw-insn", library).splitlines():
        head = start.match(line)
        if head:
            at = int(head[1], 16)
            continue
        for match in address.finditer(line):
            found[at].add(int(match[1] or match[2], 16))
    return found


def graph(library, known):
    """Function: those that it calls or has the addresses of."""
    table = slots(library)
    named = references(library)
    # A table ends where another piece of data begins that an instruction names.
    data = {address for addresses in named.values() for address in addresses if address not in known}
    edges = defaultdict(set)
    for function, addresses in named.items():
        for address in addresses:
            if address in known:
                edges[function].add(address)
                continue
            while True:
                if table.get(address) in known:
                    edges[function].add(table[address])
                address += 8
                # Tables of methods begin with a destructor that may be absent, a size and an alignment.
                if address in data or not any(address + gap in table for gap in (0, 8, 16)):
                    break
    return edges


def owners(known, edges, names):
    """Function: the losses that reach it."""
    found = defaultdict(set)
    for address, (_, name, _) in known.items():
        loss = next((loss for loss in names if re.fullmatch(rf"loss_{loss}_[a-z]+\d+", name)), None)
        if loss is None:
            continue
        waiting, seen = [address], {address}
        while waiting:
            function = waiting.pop()
            found[function].add(loss)
            new = edges[function] - seen
            seen |= new
            waiting += new
    return found


def title(losses):
    """What a table calls those who have a function."""
    shared = f"shared by {len(losses)}"
    return shared if len(losses) > MOST else " + ".join(sorted(losses)) or "no loss"


def isa_of(name):
    return next((isa for isa in ISAS if re.search(rf"run_{isa}\b", name)), "other")


def report_losses(known, owner):
    sizes = defaultdict(Counter)
    for address, (size, _, name) in known.items():
        sizes[title(owner.get(address, ()))][isa_of(name)] += size
    columns = [isa for isa in (*ISAS, "other") if any(group[isa] for group in sizes.values())]
    print(f"{'bytes':>9}" + "".join(f"{column:>9}" for column in columns) + "  losses")
    for group, parts in sorted(sizes.items(), key=lambda item: -item[1].total()):
        print(f"{parts.total():9}" + "".join(f"{parts[column]:9}" for column in columns) + f"  {group}")


def report_units(archive, known, owner):
    """The largest units of compilation, with the losses that have most of each."""
    by_name = {name: address for address, (_, name, _) in known.items()}
    with tempfile.TemporaryDirectory() as folder:
        members = [name for name in output("ar", "t", archive).split() if re.match(r"loss\..*rcgu\.o$", name)]
        subprocess.run(["ar", "x", os.path.abspath(archive), *members], cwd=folder, check=True)
        units = []
        for member in members:
            path = os.path.join(folder, member)
            text = int(output("size", path).splitlines()[1].split()[0])
            parts = Counter()
            for _, size, name, _ in functions(path):
                linked = name in by_name
                parts[title(owner.get(by_name[name], ())) if linked else "not in the shared library"] += size
            units.append((text, parts))
    total = sum(text for text, _ in units)
    print(f"\n{'bytes':>9}{'%':>6}  units of {total} bytes, and the losses that have most of each")
    for text, parts in sorted(units, key=lambda unit: -unit[0])[:LINES]:
        print(f"{text:9}{100 * text / total:6.1f}  {', '.join(name for name, _ in parts.most_common(3))}")


def report_functions(known, owner):
    print(f"\n{'bytes':>9}  functions")
    for address, (size, _, name) in sorted(known.items(), key=lambda item: -item[1][0])[:LINES]:
        print(f"{size:9}  {name.split('::h')[0]}: {title(owner.get(address, ()))}")


def report_size(library):
    with tempfile.TemporaryDirectory() as folder:
        stripped = os.path.join(folder, "stripped")
        subprocess.run(["strip", "-o", stripped, library], check=True)
        print(f"\n{os.path.getsize(stripped):9}  bytes: the shared library, stripped")


def main():
    library, archive = sys.argv[1:]
    known = {address: rest for address, *rest in functions(library)}
    owner = owners(known, graph(library, known), losses())
    report_losses(known, owner)
    report_units(archive, known, owner)
    report_functions(known, owner)
    report_size(library)


if __name__ == "__main__":
    main()
