"""Arguments for every loss by its shape: the self-test and the tests call all of them by it."""

from __future__ import annotations

from typing import Any, Callable

import numpy as np
import numpy.typing as npt

from . import _losses
from ._signatures import SHAPES

ROWS, CLASSES = 6, 5
_PROBABILITIES = ("prob", "pred", "target", "target_prob")
_LOGARITHMS = ("log_pred", "log_prob", "log_target")


def _like(name: str, x: npt.NDArray[Any], rowwise: bool) -> npt.NDArray[Any]:
    """Numbers made into what an argument of that name is."""
    if not rowwise or name not in _PROBABILITIES + _LOGARITHMS:
        return x
    p = np.exp(x) / np.exp(x).sum(-1, keepdims=True)
    numbers: npt.NDArray[Any] = np.log(p) if name in _LOGARITHMS else p
    return numbers


def arguments(name: str, dtype: npt.DTypeLike, seed: int = 1) -> list[Any]:
    """What the function is called with, without options."""
    random = np.random.default_rng(seed)
    function = getattr(_losses, name)
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    shape = SHAPES[name]

    def matrix(argument: str) -> npt.NDArray[Any]:
        x = random.standard_normal((ROWS, CLASSES))
        if shape in ("pointwise", "penalty") and argument in ("prob", "target"):
            x = 1 / (1 + np.exp(-x))
        return _like(argument, x, shape in ("rowwise", "soft", "index")).astype(dtype)

    if shape in ("index", "sequence"):
        x = matrix(names[0])
        return [x, random.integers(0, CLASSES, ROWS)]
    if shape in ("combine", "uncertainty"):
        second = random.standard_normal(3)
        return [[1.0, 2.5, 0.5], second.astype(dtype) if shape == "uncertainty" else list(second)]
    given: list[Any] = []
    for argument in names:
        if argument == "kind":
            given.append("non_saturating")
        elif function.__annotations__[argument] == "float":
            given.append(0.5)
        else:
            given.append(matrix(argument))
    return given


def value_and_gradients(name: str) -> Callable[[list[Any]], tuple[float, dict[int, Any]]]:
    """A function from arguments to the value, and the gradient by each argument that has one."""
    function = getattr(_losses, name)
    shape = SHAPES[name]

    def call(given: list[Any]) -> tuple[float, dict[int, Any]]:
        if shape == "combine":
            return function(*given).total, {0: np.array(given[1])}
        if shape == "uncertainty":
            c = function(*given, d_values=True, d_log_vars=True)
            return c.total, {0: c.d_values, 1: c.d_log_vars}
        if shape == "softmax":
            out = function(*given).out
            return float(out.sum()), {}
        if shape == "pair":
            r = function(*given, grad_mu=True, grad_log_var=True)
            return r.value, dict(enumerate(r.grads))
        if shape == "discriminator":
            r = function(*given, grad_real=True, grad_fake=True)
            return r.value, {1: r.grads[0], 2: r.grads[1]}
        r = function(*given, grad=True)
        return r.value, {1 if shape == "generator" else 0: r.grad}

    return call
