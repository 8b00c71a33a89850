"""Errors of loss_ctc beside sums over all paths in 60-digit arithmetic: python3 accuracy/sequences.py LIBRARY [--short]

Fails above the bound. In each frame a state is a sum of up to three numbers times an emission: two sums and a product are
rounded, and the emission has 1.5 roundings of its own, of its exponential and of the quotient by the sum of the frame. So a
state behind t frames has at most 4.5·t roundings, relative to itself as all terms are above 0, and so has one on the way
back: Γ, a sum of α·β/P, has at most 9·T + L of them, and half as many have log P, beside the rounding of the loss itself.
Gradients of float are rounded once more.
"""

import argparse
import ctypes
import importlib.util
import pathlib
import random
import sys

import mpmath
from mpmath import mpf

ROOT = pathlib.Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("_structures", ROOT / "bindings/python/libloss/_structures.py")
STRUCTURES = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(STRUCTURES)
mpmath.mp.dps = 60

UNIT = 2.0**-53
#: Frames, labels, classes, and the largest size of a logit.
CASES = [(1, 1, 2, 1), (6, 3, 4, 3), (40, 12, 9, 4), (120, 30, 20, 8), (60, 20, 30, 60), (200, 10, 12, 20)]
TYPES = {"f32": (ctypes.c_float, 2.0**-24), "f64": (ctypes.c_double, 2.0**-53)}


def exact(logits, labels, frames, classes):
    """−log P, and the gradient by each logit. Class 0 is the blank."""
    p = []
    for t in range(frames):
        powers = [mpmath.exp(mpf(x)) for x in logits[t * classes : (t + 1) * classes]]
        total = mpmath.fsum(powers)
        p.append([power / total for power in powers])
    states = [0] + [c for label in labels for c in (label, 0)]
    count = len(states)
    skips = [s > 1 and states[s] != 0 and states[s] != states[s - 2] for s in range(count)]
    alpha, old = [], [mpf(0)] * count
    for t in range(frames):
        new = []
        for s in range(count):
            before = mpf(s < 2) if t == 0 else old[s] + (old[s - 1] if s else 0) + (old[s - 2] if skips[s] else 0)
            new.append(before * p[t][states[s]])
        alpha.append(new)
        old = new
    total = sum(old[-2:])
    beta = [mpf(s + 2 >= count) for s in range(count)]
    gradient = [None] * frames
    for t in reversed(range(frames)):
        row = list(p[t])
        for s in range(count):
            row[states[s]] -= alpha[t][s] * beta[s] / total
        gradient[t] = row
        carry = [b * p[t][states[s]] for s, b in enumerate(beta)] + [mpf(0), mpf(0)]
        beta = [
            carry[s] + carry[s + 1] + (carry[s + 2] if s + 2 < count and skips[s + 2] else 0) for s in range(count)
        ]
    return -mpmath.log(total), [x for row in gradient for x in row]


def call(library, suffix, logits, labels, frames, classes):
    """Value and gradient as the library has them."""
    real = TYPES[suffix][0]
    grad, value = (real * len(logits))(), ctypes.c_double()
    options = STRUCTURES.Options()
    query = getattr(library, f"loss_ctc_workspace_{suffix}")
    query.restype = ctypes.c_size_t
    size = query(*map(ctypes.c_size_t, (1, frames, len(labels), classes)), 1, ctypes.byref(options))
    memory = (ctypes.c_ubyte * size)()
    options.workspace, options.workspace_size = ctypes.addressof(memory), size
    status = getattr(library, f"loss_ctc_{suffix}")(
        (real * len(logits))(*logits),
        (ctypes.c_int64 * len(labels))(*labels),
        None,
        (ctypes.c_int64 * 1)(len(labels)),
        *map(ctypes.c_size_t, (1, frames, classes)),
        ctypes.c_int64(0),
        None,
        ctypes.byref(options),
        ctypes.byref(value),
        grad,
    )
    assert status == 0, status
    return value.value, list(grad)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("--short", action="store_true")
    arguments = parser.parse_args()
    library = ctypes.CDLL(arguments.library)
    numbers, failed = random.Random(1), False
    for frames, labels_count, classes, size in CASES[:4] if arguments.short else CASES:
        # Numbers of float, which both types can hold.
        logits = [ctypes.c_float(numbers.uniform(-size, size)).value for _ in range(frames * classes)]
        labels = [numbers.randrange(1, classes) for _ in range(labels_count)]
        loss, gradient = exact(logits, labels, frames, classes)
        for suffix, (_, own) in TYPES.items():
            got, grads = call(library, suffix, logits, labels, frames, classes)
            of_value = float(abs(mpf(got) - loss))
            of_gradient = float(max(abs(mpf(a) - b) for a, b in zip(grads, gradient)))
            bounds = 4.5 * frames * UNIT + 2 * UNIT * float(loss), (9 * frames + labels_count + 4) * UNIT + own
            failed |= not (of_value <= bounds[0] and of_gradient <= bounds[1])
            print(
                f"ctc {suffix}, {frames} frames, {labels_count} labels, {classes} classes, logits to {size}: "
                f"value {of_value:.1e} (bound {bounds[0]:.1e}), gradient {of_gradient:.1e} (bound {bounds[1]:.1e})"
            )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
