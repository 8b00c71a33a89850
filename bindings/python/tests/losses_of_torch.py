"""Arguments for each loss of libloss.torch, as tensors."""

import inspect

import numpy as np
import torch

import libloss.torch as ours
from libloss._examples import arguments, positions


def reductions(name):
    return ["mean", "sum", "none"] if "reduction" in inspect.signature(getattr(ours, name)).parameters else [None]


def problem(name, reduction=None, dtype=np.float64):
    """A function of the tensors that a loss is differentiated by, and such tensors."""
    given = [torch.from_numpy(x) if isinstance(x, np.ndarray) else x for x in arguments(name, dtype)]
    # Of a weighted sum these are the values, which it has no gradient for, as its gradient is the weights.
    where = positions(name) or [0]
    for position in where:
        if isinstance(given[position], list):
            given[position] = torch.tensor(given[position], dtype=torch.float64)
    options = {} if reduction is None else {"reduction": reduction}

    def function(*inputs):
        all_of_them = list(given)
        for position, input in zip(where, inputs):
            all_of_them[position] = input
        return getattr(ours, name)(*all_of_them, **options)

    return function, [given[position].clone().requires_grad_(True) for position in where]
