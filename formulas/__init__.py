"""What each loss of single elements is: written once, for golden values, accuracy and the benchmark.

Each family of losses/*.toml has a module, each loss of it an entry:

    @element(
        bounds=(6, 2, 0),
        numbers=[{"delta": 1.5}],
        pytorch=lambda torch, x, t, **how: torch.nn.functional.huber_loss(x, t, **how),
    )
    def huber(x, t, *, delta=1.0):
        \"""Loss: the difference twice, ...: why the bounds are so, rounding by rounding.\"""
        size = abs(x - t)
        inner = min(size, delta)
        return [inner**2 / 2, delta * (size - inner)], mp.sign(x - t) * inner, mpf(rounded(size) < delta)

The function takes the arrays of an element in the order of C, inputs before targets, and behind the `*` the loss's
numbers by their names in losses/*.toml, each with its default where it has one. All are `mpf` with 60 digits, and none
of them NaN, but infinities come: it returns the limit. It returns the loss, its first and its second derivative. The
loss may be a list of terms that it is the sum of: then an error is relative to the sum of their sizes. With two inputs
the derivatives are a tuple of two, and there is no second. Where an error is relative to anything else, a number is a
`Term` (arithmetic.py).

    bounds      of accuracy/losses.py: errors of losses, gradient and Hessian, in units of the last place
    numbers     what accuracy/losses.py calls it with: numbers that both types have, as 1.5
    fills       what accuracy/losses.py fills each array with (`fills` there), where its domain does not say it
    pytorch     PyTorch's own function, for tensors, and by name the numbers, `reduction`, and `full` with LOSS_FULL;
                or a sentence why it has none. Golden values are compared with it
    tolerance   of this comparison, where PyTorch has fewer digits
    torch       what the benchmark calls, with a mean, where `pytorch` is not the fastest or there is none
    jax         the same with jax and optax, for the losses that the benchmark compares with them
    full        what LOSS_FULL adds to the loss, for the arguments of the function

Who reads it: tests/golden/elements.py, accuracy/losses.py, bench/contestants.py. It needs mpmath alone.
"""

import importlib
import pathlib

from formulas.element import ELEMENTS, Element

__all__ = ["ELEMENTS", "Element"]

for _module in sorted(pathlib.Path(__file__).parent.glob("*.py")):
    if _module.stem not in ("__init__", "arithmetic", "element"):
        importlib.import_module(f"formulas.{_module.stem}")
