"""Writes docs/accuracy.md: python3 accuracy/report.py build/accuracy docs/accuracy.md"""

import pathlib
import sys

FUNCTIONS = """
| function | type | inputs | numbers | largest error | stated | at |
|---|---|---|---:|---:|---:|---:|
"""

LOSSES = """
| loss | type | result | largest error | bound | at |
|---|---|---|---:|---:|---|
"""


def main(results, page):
    rows, isas = [], set()
    for path in sorted(pathlib.Path(results).glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            dtype, name, kind, count, sets, error, stated, at, _ = line.split("\t")
            isas.add(sets)
            name = name.replace("|", "\\|")
            rows.append(f"| {name} | `{dtype}` | {kind} | {int(count):,} | {float(error):.3f} | {stated} | {at} |\n")
    if not rows:
        sys.exit(f"no results in {results}")
    losses = []
    for line in (pathlib.Path(results) / "losses.txt").read_text(encoding="utf-8").splitlines():
        name, dtype, result, error, bound, where = line.split("\t")
        losses.append(f"| {name} | `{dtype}` | {result} | {error} | {bound} | {where} |\n")
    notes = (pathlib.Path(__file__).parent / "notes.md").read_text(encoding="utf-8")
    sets = "; ".join(sorted(isas))
    text = f"{notes}\n## Elementary functions\n\nInstruction sets: {sets}.\n{FUNCTIONS}{''.join(rows)}"
    text += f"\n## Losses\n{LOSSES}{''.join(losses)}"
    pathlib.Path(page).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
