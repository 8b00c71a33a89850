"""How a loss of single elements is written down, and what is read out of it."""

import inspect
import pathlib
import runpy
from dataclasses import dataclass
from typing import Callable, Optional, Union

from mpmath import mpf

from formulas.arithmetic import term_of

_SIGNATURES = pathlib.Path(__file__).parents[1] / "bindings/python/libloss/_signatures.py"
_TABLES = runpy.run_path(str(_SIGNATURES))
# What accuracy/losses.py fills an array with, by its domain.
_FILLS = {"real": "finite", "log_probability": "log probability"}

ELEMENTS = {}


@dataclass(frozen=True)
class Element:
    """A loss. Arrays are in the order of the C function, numbers have the names that they have there."""

    name: str
    family: str
    formula: Callable
    bounds: tuple
    numbers: list
    fills: tuple
    pytorch: Union[Callable, str]
    torch: Optional[Callable]
    jax: Optional[Callable]
    full: Optional[Callable]
    tolerance: float
    defaults: dict  # each number with its default; None where it must be given
    domains: dict  # each array with what it holds, as in losses/*.toml
    inputs: int  # so many of the arrays are differentiated, and stand first

    def given(self, numbers):
        """All numbers; 0 or none stands for the default."""
        return {name: numbers.get(name) or default or 0.0 for name, default in self.defaults.items()}

    def solved(self, arrays, numbers):
        """The terms of an element's loss, the derivatives by its inputs, and the second derivative, if there is one.

        Lists of `Term`s. Numbers are as `given` has them.
        """
        loss, first, *second = self.formula(*arrays, **{name: mpf(number) for name, number in numbers.items()})
        parts = (loss, first, *second)
        several = (list(part) if type(part) in (list, tuple) else [part] for part in parts)
        return tuple([term_of(number) for number in part] for part in several)

    def in_torch(self, torch, numbers):
        """PyTorch's function of the arrays as fast as it has it, with the usual reduction."""
        if self.torch:
            return lambda *arrays: self.torch(torch, *arrays, **numbers)
        reduction = "sum" if _TABLES["DRIVERS"][self.name] == "penalty" else "mean"
        return lambda *arrays: self.pytorch(torch, *arrays, **numbers, reduction=reduction)

    def in_jax(self, jax, optax, numbers):
        return lambda *arrays: self.jax(jax, optax, *arrays, **numbers)


def element(*, bounds, pytorch, numbers=None, fills=None, torch=None, jax=None, full=None, tolerance=1e-11):
    """Enters the function below as a loss; formulas/__init__.py says what is written where."""

    def enter(formula):
        name, family = formula.__name__, formula.__module__.rpartition(".")[2]
        assert name not in ELEMENTS, f"{name} is written twice"
        assert formula.__doc__, f"{name}: the documentation says why its bounds are so"
        assert torch or callable(pytorch), f"{name}: `torch` says what the benchmark calls"
        if name not in _TABLES["ARGUMENTS"]:
            raise KeyError(f"{name}: no entry in losses/{family}.toml, or `cargo xtask gen` was not called since")
        parameters = inspect.signature(formula).parameters.values()
        arrays = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
        defaults = {
            one.name: None if one.default is one.empty else one.default
            for one in parameters
            if one.kind is one.KEYWORD_ONLY
        }
        holds = [what for key, what in _TABLES["ARGUMENTS"][name].items() if key not in _TABLES["NUMBERS"][name]]
        assert len(arrays) == len(holds), f"{name} has {len(arrays)} arrays, and in C {len(holds)}"
        numbers_of_c = _TABLES["NUMBERS"][name]
        assert list(defaults.items()) == list(numbers_of_c.items()), f"{name}: its numbers are {numbers_of_c}"
        assert numbers or not defaults, f"{name}: `numbers` says at which its accuracy is measured"
        ELEMENTS[name] = Element(
            name=name,
            family=family,
            formula=formula,
            bounds=bounds,
            numbers=numbers or [{}],
            fills=fills or tuple(_FILLS.get(what, what) for what in holds),
            pytorch=pytorch,
            torch=torch,
            jax=jax,
            full=full,
            tolerance=tolerance,
            defaults=defaults,
            domains=dict(zip(arrays, holds)),
            inputs=len(_TABLES["GRADIENTS"][name]),
        )
        return formula

    return enter
