"""The tables of docs/benchmarks.md that language.py measured."""

import json
import os

HEAD_TEXT = """Value and gradients by hidden states and weights, `float`: `loss_linear_cross_entropy`, PyTorch's `linear` and
`cross_entropy` with their backward pass, its `linear_cross_entropy` where the release has it, and the three matrix products
of that size alone, without a loss. Memory is the peak of one call beyond what the process had before it. The outputs of
libloss are there before the call; PyTorch's gradients are allocated in it.

"""

SEQUENCES_TEXT = """Value and gradient by the logits, `float`, in PyTorch's layout: `loss_ctc`, and PyTorch's `log_softmax` and `ctc_loss`
with their backward pass. The error is the largest of a gradient of a sequence's loss, which is at most 1, beside a computation
in double precision.

"""

HALF_TEXT = """Value and gradient of the sum, as a mean of so many has gradients that binary16 rounds to 0, of the same numbers:
libloss in half precision, libloss with arrays of `float`, and PyTorch in half precision. The error is the largest of
all gradients that are not subnormal, relative to a computation in double precision. Half a unit in the last place is
0.2 to 0.4 % in bfloat16, and 0.02 to 0.05 % in binary16.

"""


def milliseconds(seconds):
    """Three digits."""
    return f"{seconds * 1e3:.0f}" if seconds >= 0.1 else f"{seconds * 1e3:.3g}"


def read(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return json.load(file)["results"]


def sections(results, table):
    """Title and text of each section; `table` writes one."""
    heads = [r for r in results if r["what"] == "head"]
    if heads:
        names = list(dict.fromkeys(name for r in heads for name in r["seconds"]))
        rows = []
        for r in heads:
            size = " × ".join(map(str, r["size"]))
            for name in names:
                if name in r["seconds"]:
                    seconds, bytes_ = r["seconds"][name], r["bytes"][name]
                    words = f"{seconds / r['seconds']['libloss']:.2f}", f"{bytes_ / 2**20:.0f}"
                    rows.append([size, r["threads"], name, milliseconds(seconds), *words])
        head = ["rows × dim × classes", "threads", "what", "ms", "times libloss", "peak, MiB"]
        yield "Linear head with its cross-entropy", HEAD_TEXT + table(head, rows)
    sequences = [r for r in results if r["what"] == "sequences"]
    if sequences:
        rows = []
        for r in sequences:
            size, seconds = " × ".join(map(str, r["size"])), r["seconds"]
            times = [milliseconds(seconds["libloss"]), f"{seconds['PyTorch'] / seconds['libloss']:.2f}"]
            errors = [f"{r['errors'][name]:.1e}" for name in ("libloss", "PyTorch")]
            rows.append([size, r["threads"], *times, *errors])
        head = ["frames × sequences × classes × labels", "threads", "ms", "PyTorch, times", "error", "PyTorch's error"]
        yield "Connectionist temporal classification", SEQUENCES_TEXT + table(head, rows)
    halves = [r for r in results if r["what"] == "half"]
    if halves:
        rows = []
        for r in halves:
            size, seconds = " × ".join(map(str, r["size"])), r["seconds"]
            ours = seconds["libloss"]
            percent = [f"{100 * r['errors'][name]:.2g} %" for name in ("libloss", "PyTorch")]
            ratios = [f"{seconds[name] / ours:.2f}" for name in ("libloss, float", "PyTorch")]
            rows.append([f"{r['loss']}, {size}", r["dtype"], r["threads"], milliseconds(ours), *ratios, *percent])
        head = ["case", "dtype", "threads", "ms", "float, times", "PyTorch, times", "error", "PyTorch's error"]
        yield "Half precision", HALF_TEXT + table(head, rows)
