"""`python -m libloss`: prints which library was loaded, and compares each gradient with differences of the value."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from . import isa, num_threads, version
from ._examples import arguments, value_and_gradients
from ._library import PATH
from ._signatures import DRIVERS

# Central differences of two steps, combined so that what is left of their error is of the fourth
# power of the step, 1e-16 here; values are right to 1e-15, which the step makes 1e-11. Losses of
# small probabilities curve by some powers of ten more.
STEP = 1e-4
TOLERANCE = 1e-8


def numeric(call: Any, given: list[Any], position: int, index: tuple[int, ...]) -> float:
    """The derivative by one number, from values next to it."""

    def slope(step: float) -> float:
        values = []
        for sign in (1, -1):
            moved = list(given)
            moved[position] = np.array(given[position], np.float64)
            moved[position][index] += sign * step
            values.append(float(call(moved)[0]))
        return (values[0] - values[1]) / (2 * step)

    return (4 * slope(STEP / 2) - slope(STEP)) / 3


def fault(name: str) -> str:
    """What is wrong with a loss; empty where nothing is."""
    call = value_and_gradients(name)
    given = arguments(name, np.float64)
    value, gradients = call(given)
    if DRIVERS[name] not in ("softmax", "softmax_backward") and not gradients:
        return "no gradient"
    for position, gradient in gradients.items():
        for index in np.ndindex(gradient.shape):
            expected = numeric(call, given, position, index)
            if not abs(gradient[index] - expected) <= TOLERANCE:
                return f"gradient {index} is {gradient[index]}, differences say {expected}"
    # The same numbers in float32 differ by the rounding of each, which a sum of terms averages.
    single = call(arguments(name, np.float32))[0]
    if not abs(single - value) <= 1e-5 * max(1.0, abs(value)):
        return f"value is {single} for float32, {value} for float64"
    return ""


def main() -> int:
    print(f"libloss {version()}, {isa()}, {num_threads()} threads, {PATH}")
    failed = 0
    for name in DRIVERS:
        wrong = fault(name)
        failed += bool(wrong)
        print(f"{name}: {wrong or 'ok'}")
    print(f"{len(DRIVERS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
