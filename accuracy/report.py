"""Writes docs/accuracy.md: python3 accuracy/report.py build/accuracy docs/accuracy.md"""

import pathlib
import sys

HEAD = """
| function | type | inputs | numbers | largest error | stated | at |
|---|---|---|---:|---:|---:|---:|
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
    notes = (pathlib.Path(__file__).parent / "notes.md").read_text(encoding="utf-8")
    sets = "; ".join(sorted(isas))
    text = f"{notes}\n## Elementary functions\n\nInstruction sets: {sets}.\n{HEAD}{''.join(rows)}"
    pathlib.Path(page).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
