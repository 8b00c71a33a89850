"""What a call from Python costs: losses so small that their arithmetic does not count.

    bench/python_calls.py [--out FILE]

Needs the package `libloss` (pip install ./bindings/python), and PyTorch for the part beside it. All calls
take turns in one process, so that a machine which is busy or changes its frequency is so for all of
them; of each the fastest and the median of many short runs are given, in microseconds. The fastest says what
the instructions cost, the median what the machine made of it.
"""

import argparse
import statistics
import time

import numpy as np

import libloss

ROWS, CLASSES = 8, 10
CALLS, ROUNDS, WARM = 200, 60, 300


def numpy_calls():
    random = np.random.default_rng(1)
    x = random.standard_normal((ROWS, CLASSES), np.float32)
    t = random.standard_normal((ROWS, CLASSES), np.float32)
    c = random.integers(0, CLASSES, ROWS)
    grad = np.empty_like(x)
    return {
        ("mse", "libloss, NumPy", "value"): lambda: libloss.mse(x, t),
        ("mse", "libloss, NumPy", "value and gradient"): lambda: libloss.mse(x, t, grad=True),
        ("mse", "libloss, NumPy", "gradient into an array"): lambda: libloss.mse(x, t, grad=grad),
        ("cross_entropy", "libloss, NumPy", "value"): lambda: libloss.cross_entropy(x, c),
        ("cross_entropy", "libloss, NumPy", "value and gradient"): lambda: libloss.cross_entropy(x, c, grad=True),
        ("cross_entropy", "libloss, NumPy", "gradient into an array"): lambda: libloss.cross_entropy(x, c, grad=grad),
    }


def torch_calls():
    import torch

    import libloss.torch as ours

    torch.set_num_threads(1)
    random = torch.Generator().manual_seed(1)
    x = torch.randn(ROWS, CLASSES, generator=random)
    t = torch.randn(ROWS, CLASSES, generator=random)
    c = torch.randint(CLASSES, (ROWS,), generator=random)
    leaf = x.clone().requires_grad_(True)

    def value(function, target):
        def run():
            with torch.no_grad():
                function(x, target)

        return run

    def both(function, target):
        def run():
            leaf.grad = None
            function(leaf, target).backward()

        return run

    calls = {}
    plain = torch.nn.functional
    for loss, mine, theirs, target in (
        ("mse", ours.mse, plain.mse_loss, t),
        ("cross_entropy", ours.cross_entropy, plain.cross_entropy, c),
    ):
        for who, function in (("libloss.torch", mine), ("PyTorch", theirs)):
            calls[loss, who, "value"] = value(function, target)
            calls[loss, who, "value and gradient"] = both(function, target)
    return calls


def measure(calls):
    """Microseconds a call: the fastest run and the median one."""
    for call in calls.values():
        for _ in range(WARM):
            call()
    samples = {key: [] for key in calls}
    for _ in range(ROUNDS):
        for key, call in calls.items():
            start = time.perf_counter()
            for _ in range(CALLS):
                call()
            samples[key].append((time.perf_counter() - start) / CALLS * 1e6)
    return {key: (min(times), statistics.median(times)) for key, times in samples.items()}


def table(results):
    lines = ["| loss | called by | what | fastest, µs | median, µs |", "|---|---|---|--:|--:|"]
    for (loss, who, what), (fastest, median) in results.items():
        lines.append(f"| {loss} | {who} | {what} | {fastest:.1f} | {median:.1f} |")
    for loss in ("mse", "cross_entropy"):
        key = "value and gradient"
        if (loss, "PyTorch", key) in results:
            more = [a - b for a, b in zip(results[loss, "libloss.torch", key], results[loss, "PyTorch", key])]
            lines.append(f"| {loss} | libloss.torch less PyTorch | {key} | {more[0]:.1f} | {more[1]:.1f} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", help="a file to write the table to as well")
    out = parser.parse_args().out
    calls = numpy_calls()
    try:
        calls |= torch_calls()
    except ImportError:
        print("SKIPPED: PyTorch is not installed")
    text = table(measure(calls))
    print(f"{ROWS} rows of {CLASSES} float32, libloss {libloss.version()} ({libloss.isa()})\n\n{text}")
    if out:
        with open(out, "w") as file:
            file.write(text + "\n")


if __name__ == "__main__":
    main()
