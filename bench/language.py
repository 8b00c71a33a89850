#!/usr/bin/env python3
"""Measures what models of language and speech are trained with beside PyTorch: the linear head with its cross-entropy and its
peak memory, half precision with its errors, and connectionist temporal classification with the errors of its gradient.

    language.py --out build/bench/language.json

The contestants of a case are timed alternately in one process, with equal numbers of threads. Peak memory is that of a
process of its own, beyond what the process had before the first call. The library is found as the package finds it
(LIBLOSS_LIBRARY).
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bindings/python"))

ROUNDS = 7
# Rows, dimension, classes.
HEADS = [(1024, 1024, 32000), (16, 256, 1000)]
# Frames, sequences, classes, labels of a sequence.
SEQUENCES = [(500, 32, 128, 60), (1500, 8, 5000, 200)]
HALVES = [("cross_entropy", (128, 32000)), ("mse", (1 << 22,))]


def head_contestants(np, torch, libloss, size):
    """Name and function of everything that computes value and gradients of a head, and of its products alone."""
    rows, dim, classes = size
    random = np.random.default_rng(1)
    hidden = random.standard_normal((rows, dim), dtype=np.float32)
    weight = random.standard_normal((classes, dim), dtype=np.float32) / np.float32(dim**0.5)
    target = random.integers(0, classes, rows)
    # Written once, as memory that was never touched is not there yet.
    grads = np.full_like(hidden, 1), np.full_like(weight, 1)

    def ours():
        result = libloss.linear_cross_entropy(hidden, weight, target, grad_hidden=grads[0], grad_weight=grads[1])
        return result.value, grads

    x = torch.from_numpy(hidden).requires_grad_()
    w = torch.from_numpy(weight).requires_grad_()
    t = torch.from_numpy(target)

    def backward(loss):
        by_x, by_w = torch.autograd.grad(loss, (x, w))
        return loss.item(), (by_x.numpy(), by_w.numpy())

    def with_logits():
        return backward(torch.nn.functional.cross_entropy(torch.nn.functional.linear(x, w), t))

    def fused():
        return backward(torch.nn.functional.linear_cross_entropy(x, w, t))

    found = {"libloss": ours, "PyTorch": with_logits}
    if hasattr(torch.nn.functional, "linear_cross_entropy"):
        found["PyTorch, linear_cross_entropy"] = fused

    logits, by_x, by_w = torch.ones(rows, classes), torch.ones(rows, dim), torch.ones(classes, dim)

    def products():
        with torch.no_grad():
            torch.mm(x, w.t(), out=logits)
            torch.mm(logits, w, out=by_x)
            torch.mm(logits.t(), x, out=by_w)

    found["PyTorch, the three products alone"] = products
    return found


def check_heads(np, found):
    """Whether all compute the same."""
    value, grads = found["libloss"]()
    for name, function in found.items():
        other = function()
        if other is not None and name != "libloss":
            assert abs(other[0] - value) <= 1e-5 * abs(value), (name, other[0], value)
            for a, b in zip(grads, other[1]):
                assert np.linalg.norm(a - b) <= 1e-4 * np.linalg.norm(b), name


def in_torch(torch, loss):
    return getattr(torch.nn.functional, {"mse": "mse_loss"}.get(loss, loss))


def half_data(torch, loss, shape, kind):
    """Input and target."""
    generator = torch.Generator().manual_seed(2)
    x = torch.randn(shape, generator=generator).to(kind)
    if loss == "mse":
        return x, torch.randn(shape, generator=generator).to(kind)
    return x, torch.randint(0, shape[1], shape[:1], generator=generator)


def half_contestants(np, torch, libloss, loss, shape, kind):
    """Name and function, giving value and gradient, of the float function and of both libraries in half precision."""
    x, t = half_data(torch, loss, shape, kind)
    whole, of_whole = x.float(), t if loss != "mse" else t.float()
    grad, grad_of_whole = torch.empty_like(x), torch.empty_like(whole)
    ours = getattr(libloss, loss)
    theirs = in_torch(torch, loss)
    leaf = x.clone().requires_grad_()

    def of_torch():
        value = theirs(leaf, t, reduction="sum")
        (gradient,) = torch.autograd.grad(value, leaf)
        return value.item(), gradient

    return {
        "libloss": lambda: (ours(x, t, grad=grad, reduction="sum").value, grad),
        "libloss, float": lambda: (ours(whole, of_whole, grad=grad_of_whole, reduction="sum").value, grad_of_whole),
        "PyTorch": of_torch,
    }


def half_errors(torch, loss, shape, kind, found):
    """For each contestant in half precision, the largest relative error of a gradient that is not subnormal."""
    x, t = half_data(torch, loss, shape, kind)
    x, t = x.double().requires_grad_(), t.double() if loss == "mse" else t
    exact = in_torch(torch, loss)(x, t, reduction="sum")
    (expected,) = torch.autograd.grad(exact, x)
    normal = expected.abs() >= torch.finfo(kind).smallest_normal
    errors = {}
    for name in ("libloss", "PyTorch"):
        _, gradient = found[name]()
        relative = ((gradient.double() - expected) / expected)[normal].abs()
        errors[name] = float(relative.max()) if relative.numel() else None
    return errors


def sequence_data(torch, size):
    """Logits (max_time, batch, classes), labels, and the lengths of both."""
    frames, batch, classes, labels = size
    generator = torch.Generator().manual_seed(3)
    x = 2 * torch.randn((frames, batch, classes), generator=generator)
    targets = torch.randint(1, classes, (batch, labels), generator=generator)
    return x, targets, torch.full((batch,), frames), torch.full((batch,), labels)


def sequence_contestants(np, torch, libloss, size):
    """Name and function, giving value and gradient by the logits, in PyTorch's layout."""
    x, targets, frames, labels = sequence_data(torch, size)
    grad, leaf = torch.zeros_like(x), x.clone().requires_grad_()

    def ours():
        return libloss.ctc(x, targets, frames, labels, time_first=True, normalization="mean", grad=grad).value, grad

    def of_torch():
        log_prob = torch.nn.functional.log_softmax(leaf, -1)
        value = torch.nn.functional.ctc_loss(log_prob, targets, frames, labels)
        (gradient,) = torch.autograd.grad(value, leaf)
        return value.item(), gradient

    return {"libloss": ours, "PyTorch": of_torch}


def sequence_errors(torch, size, found):
    """For each contestant, the largest error of a gradient by the logits of a sequence's own loss, which is at most 1."""
    x, targets, frames, labels = sequence_data(torch, size)
    leaf = x.double().requires_grad_()
    value = torch.nn.functional.ctc_loss(leaf.log_softmax(-1), targets, frames, labels)
    (expected,) = torch.autograd.grad(value, leaf)
    share = size[1] * size[3]
    errors = {}
    for name, function in found.items():
        got, gradient = function()
        assert abs(got - value.item()) <= 1e-5 * abs(value.item()), name
        errors[name] = float((gradient.double() - expected).abs().max()) * share
    return errors


def timed(found):
    """Medians, the contestants one after the other in each round."""
    times = {name: [] for name in found}
    for round_ in range(ROUNDS + 2):
        for name, function in found.items():
            start = time.perf_counter()
            function()
            if round_ >= 2:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(list_) for name, list_ in times.items()}


def memory_of(np, torch, libloss, size, name):
    """Peak memory of one call beyond what there was before it, in bytes, of this process."""
    found = head_contestants(np, torch, libloss, size)
    # What a library loads and keeps for its first call is not the call's.
    small = head_contestants(np, torch, libloss, (16, 64, 100))
    small[name]()
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")
    before = field("VmRSS")
    found[name]()
    return field("VmHWM") - before


def field(name):
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith(name + ":"))


def libraries(threads):
    import numpy as np
    import torch

    import libloss

    torch.set_num_threads(threads)
    libloss.set_num_threads(threads)
    return np, torch, libloss


def measure(threads):
    np, torch, libloss = libraries(threads)
    results = []
    for size in HEADS:
        print(f"{threads} threads: linear head {size}", file=sys.stderr, flush=True)
        found = head_contestants(np, torch, libloss, size)
        check_heads(np, found)
        results.append({"what": "head", "size": size, "threads": threads, "seconds": timed(found)})
    for size in SEQUENCES:
        print(f"{threads} threads: sequences {size}", file=sys.stderr, flush=True)
        found = sequence_contestants(np, torch, libloss, size)
        errors = sequence_errors(torch, size, found)
        case = {"what": "sequences", "size": size, "threads": threads}
        results.append({**case, "errors": errors, "seconds": timed(found)})
    for loss, shape in HALVES:
        for kind in (torch.bfloat16, torch.float16):
            dtype = str(kind).replace("torch.", "")
            print(f"{threads} threads: {loss} {shape} {dtype}", file=sys.stderr, flush=True)
            found = half_contestants(np, torch, libloss, loss, shape, kind)
            errors = half_errors(torch, loss, shape, kind, found)
            case = {"what": "half", "loss": loss, "size": shape, "dtype": dtype, "threads": threads}
            results.append({**case, "errors": errors, "seconds": timed(found)})
    return results


def child(*arguments):
    """What this program prints with these arguments."""
    command = [sys.executable, __file__, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", help="where the results go")
    parser.add_argument("--threads", type=int, help="used by the program itself")
    parser.add_argument("--memory", nargs=2, help="used by the program itself: a contestant, and which head")
    arguments = parser.parse_args()
    if arguments.memory:
        name, which = arguments.memory
        print(json.dumps(memory_of(*libraries(arguments.threads), HEADS[int(which)], name)))
        return
    if arguments.threads:
        print(json.dumps(measure(arguments.threads)))
        return
    if not arguments.out:
        parser.error("--out is needed")
    results = []
    for threads in sorted({1, len(os.sched_getaffinity(0))}):
        results += child("--threads", threads)
    for result in results:
        if result["what"] == "head":
            which = HEADS.index(tuple(result["size"]))
            names = result["seconds"]
            result["bytes"] = {
                name: child("--threads", result["threads"], "--memory", name, which) for name in names
            }
    with open(arguments.out, "w", encoding="utf-8") as file:
        json.dump({"results": results}, file, indent=1)


if __name__ == "__main__":
    main()
