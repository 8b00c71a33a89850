"""Arguments for each loss of libloss.torch, as tensors."""

import inspect

import numpy as np
import torch

import libloss.torch as ours
from libloss._examples import arguments
from libloss._signatures import SHAPES

DIFFERENTIABLE = {"generator": [1], "discriminator": [1, 2], "pair": [0, 1], "uncertainty": [0, 1]}


def reductions(name):
    return ["mean", "sum", "none"] if "reduction" in inspect.signature(getattr(ours, name)).parameters else [None]


def problem(name, reduction=None, dtype=np.float64):
    """A function of the tensors that a loss is differentiated by, and such tensors."""
    given = [torch.from_numpy(x) if isinstance(x, np.ndarray) else x for x in arguments(name, dtype)]
    if isinstance(given[0], list):
        given[0] = torch.tensor(given[0], dtype=torch.float64)
    where = DIFFERENTIABLE.get(SHAPES[name], [0])
    options = {} if reduction is None else {"reduction": reduction}

    def function(*inputs):
        all_of_them = list(given)
        for position, input in zip(where, inputs):
            all_of_them[position] = input
        return getattr(ours, name)(*all_of_them, **options)

    return function, [given[position].clone().requires_grad_(True) for position in where]
