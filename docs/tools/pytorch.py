#!/usr/bin/env python3
"""Holds the tables of docs/pytorch.md to what they say.

    python3 docs/tools/pytorch.py docs/pytorch.md

The first two cells of a row are expressions: their values and their gradients by every input must be equal. What the
third names must be in loss.h. Needs PyTorch and the package libloss.
"""

import re
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

import libloss.torch as L

HEADER = (Path(__file__).resolve().parents[2] / "include/loss.h").read_text(encoding="utf-8")
HEADING = "| PyTorch | `libloss.torch` | in C | what differs |"
CODE = re.compile(r"`([^`]+)`")
# Both sides compute in float64: what remains are the roundings of some tens of terms.
TOLERANCE = 1e-13


def inputs():
    """What the page calls by these names. Those of the first dictionary are differentiated."""
    generator = torch.Generator().manual_seed(1)

    def normal(*shape):
        return torch.randn(shape, generator=generator, dtype=torch.float64)

    def indices(*shape):
        return torch.randint(0, 5, shape, generator=generator)

    c = indices(6)
    c[2] = -100
    leaves = {
        "x": normal(4, 5), "p": torch.sigmoid(normal(4, 5)), "z": normal(6, 5), "images": normal(2, 5, 3, 4),
        "lp": torch.log_softmax(normal(6, 5), -1), "tokens_z": normal(2, 4, 5), "mu": normal(6, 5), "s": normal(6, 5),
        "r": normal(7), "g": normal(8),
    }
    constants = {
        "t": normal(4, 5), "y": torch.sigmoid(normal(4, 5)), "w": torch.sigmoid(normal(4, 5)), "c": c,
        "v": torch.sigmoid(normal(5)), "q": torch.softmax(normal(6, 5), -1), "lq": torch.log_softmax(normal(6, 5), -1),
        "pixels": indices(2, 3, 4), "tokens": indices(2, 4), "teacher": normal(6, 5),
    }
    return leaves, constants


def evaluate(expression, c):
    """Value and gradients. Where a value is not a number but an array, each element has an upstream of its own."""
    leaves, constants = inputs()
    leaves = {name: leaf.clone().requires_grad_(True) for name, leaf in leaves.items()}
    names = {**leaves, **constants, **({} if c is None else {"c": c}), "F": F, "L": L, "torch": torch}
    value = eval(expression, names)
    upstream = torch.arange(1, value.numel() + 1, dtype=value.dtype).reshape(value.shape)
    (value * upstream).sum().backward()
    return value.detach(), {name: leaf.grad for name, leaf in leaves.items() if leaf.grad is not None}


def difference(row):
    theirs, ours, in_c = row[0], row[1], CODE.findall(row[2])
    for name in in_c:
        declared = f"{name}_f32(" if name.startswith("loss_") else name
        if not re.search(rf"\b{re.escape(declared)}", HEADER):
            return f"loss.h has no {name}"
    if not in_c[0].startswith("loss_") or f"L.{in_c[0].removeprefix('loss_')}(" not in ours:
        return f"{ours} does not call {in_c[0]}"
    # PyTorch takes no other index to ignore beside the one that is given.
    c = torch.tensor([0, 4, 3, 1, 3, 2]) if "ignore_index" in theirs else None
    (a, a_grads), (b, b_grads) = evaluate(theirs, c), evaluate(ours, c)
    if a_grads.keys() != b_grads.keys() or not a_grads:
        return f"gradients by {list(a_grads)} and {list(b_grads)}"
    for what, one, other in [("value", a, b), *((name, a_grads[name], b_grads[name]) for name in a_grads)]:
        if one.shape != other.shape or not torch.allclose(one, other, rtol=TOLERANCE, atol=TOLERANCE):
            return f"{what}: {one} and {other}"
    return None


def rows(text):
    inside = False
    for line in text.splitlines():
        if line == HEADING:
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            yield [CODE.fullmatch(cells[0])[1], CODE.fullmatch(cells[1])[1], cells[2]]


def main():
    found = list(rows(Path(sys.argv[1]).read_text(encoding="utf-8")))
    failures = [(row, problem) for row in found if (problem := difference(row))]
    for row, problem in failures:
        print(f"{row[0]} and {row[1]}: {problem}", file=sys.stderr)
    print(f"{len(found)} calls of PyTorch {torch.__version__} compared, {len(failures)} differ")
    return 1 if failures or not found else 0


if __name__ == "__main__":
    sys.exit(main())
