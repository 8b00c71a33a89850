"""Arguments for every loss, by what its entry says of them: the self-test and the tests call all losses with these."""

from __future__ import annotations

from typing import Any, Callable

import numpy as np
import numpy.typing as npt

from . import _losses
from ._signatures import ARGUMENTS, DRIVERS, GRADIENTS

COUNT, CLASSES = 6, 5


def _distribution(x: npt.NDArray[Any]) -> npt.NDArray[Any]:
    p: npt.NDArray[Any] = np.exp(x) / np.exp(x).sum(-1, keepdims=True)
    return p


# Normally distributed numbers made into those of a domain.
_DOMAINS: dict[str, Callable[[npt.NDArray[Any]], npt.NDArray[Any]]] = {
    "real": lambda x: x,
    "positive": np.exp,
    "sign": lambda x: np.where(x > 0, 1.0, -1.0),
    "probability": lambda x: 1 / (1 + np.exp(-x)),
    "distribution": _distribution,
    "cosine": np.tanh,
    "rising": lambda x: np.sort(x, -1) + 0.25 * np.arange(x.shape[-1]),
    "log_probability": lambda x: np.log(_distribution(x)),
}


# A kind of each enumeration.
_KINDS = {"kind": "non_saturating", "kind LOSS_PREFERENCE": "sigmoid", "kind LOSS_UNPAIRED": "kto"}


def arguments(name: str, dtype: npt.DTypeLike, seed: int = 1) -> list[Any]:
    """What the function is called with, without options."""
    random = np.random.default_rng(seed)
    holds = ARGUMENTS[name]
    # Where values of losses are given as numbers, the arrays next to them have one axis.
    shape = (COUNT,) if "numbers" in holds.values() else (COUNT, CLASSES)
    given: list[Any] = []
    for what in holds.values():
        if not isinstance(what, str):
            given.append(what)
        elif what in _KINDS:
            given.append(_KINDS[what])
        elif what == "bytes":
            given.append(random.integers(0, 2, shape).astype(np.uint8))
        elif what == "index":
            given.append(random.integers(0, CLASSES, COUNT))
        elif what == "list":
            # Of at most two classes.
            lists = random.integers(0, CLASSES, (COUNT, CLASSES))
            lists[:, 2:] = -1
            given.append(lists)
        elif what == "numbers":
            given.append([abs(float(x)) for x in random.standard_normal(COUNT)])
        else:
            row, _, domain = what.rpartition(" ")
            x = random.standard_normal(shape[:1] if row else shape)
            given.append(_DOMAINS[domain](x).astype(dtype))
    return given


def positions(name: str) -> list[int]:
    """The places of the arguments that the loss is differentiated by."""
    names = list(ARGUMENTS[name])
    return [names.index(argument) for argument in GRADIENTS[name].values()]


def value_and_gradients(name: str) -> Callable[[list[Any]], tuple[float, dict[int, Any]]]:
    """A function from arguments to the value, and the gradient by each argument that has one."""
    function = getattr(_losses, name)
    driver = DRIVERS[name]
    wanted = dict.fromkeys(GRADIENTS[name], True)

    def call(given: list[Any]) -> tuple[float, dict[int, Any]]:
        result = function(*given, **wanted)
        if driver == "combine":
            # It is linear: its gradient by the values are the weights.
            return result.total, {0: np.array(given[1])}
        if driver == "uncertainty":
            return result.total, {position: getattr(result, gradient) for position, gradient in zip(positions(name), wanted)}
        if driver == "softmax":
            return float(result.out.sum()), {}
        if driver == "softmax_backward":
            return float(result.sum()), {}
        grads = result.grads if len(wanted) > 1 else (result.grad,)
        return result.value, dict(zip(positions(name), grads))

    return call
