"""What is computed of a linear layer with its cross-entropy: for autograd, and for programs that are recorded."""

from __future__ import annotations

from typing import Any, Optional

import torch
from torch import Tensor

from .. import _autocast, _linear
from .._autograd import _memory, rounded

# The tensors that have gradients: hidden states, weight, bias.
Layer = tuple[Tensor, Tensor, Optional[Tensor]]


def real_dtype(dtype: torch.dtype) -> torch.dtype:
    """The dtype of tensors without a gradient beside a layer of this one."""
    return torch.float32 if dtype in _autocast.HALF else dtype


def memory(tensor: Optional[Tensor]) -> Any:
    """A tensor as a call takes it, also one of half precision, which NumPy need not know."""
    return None if tensor is None else _memory(tensor.detach())


def _call(
    layer: Layer,
    grads: list[Optional[Tensor]],
    target: Tensor,
    options: dict[str, Any],
    **more: Any,
) -> Any:
    """The library's result, and gradients where there is a tensor for them."""
    hidden, weight, bias = layer
    return _linear.linear_cross_entropy(
        memory(hidden),
        memory(weight),
        target,
        memory(bias),
        grad_hidden=memory(grads[0]),
        grad_weight=memory(grads[1]),
        grad_bias=memory(grads[2]),
        **{**options, **more},
    )


def _empty(layer: Layer, wanted: Any, dtype: Optional[torch.dtype] = None) -> list[Optional[Tensor]]:
    return [torch.empty_like(x, dtype=dtype) if x is not None and one else None for x, one in zip(layer, wanted)]


def value_of(layer: Layer, wanted: Any, target: Tensor, options: dict[str, Any]) -> tuple[Tensor, list[Optional[Tensor]]]:
    """The value, and gradients that are to be multiplied by the upstream derivative: those of half precision are float32 until
    then, as that may be what scales them into the range of their dtype."""
    dtype = layer[0].dtype
    grads = _empty(layer, wanted, real_dtype(dtype))
    found = _call(layer, grads, target, options)
    return torch.tensor(found.value, dtype=dtype), grads


def losses_of(layer: Layer, target: Tensor, options: dict[str, Any]) -> Tensor:
    """What each row adds to the sum."""
    dtype = layer[0].dtype
    losses = torch.empty(layer[0].shape[:1], dtype=real_dtype(dtype))
    _call(layer, [None] * 3, target, options, reduction="sum", losses=losses)
    return rounded(losses if options["row_weight"] is None else losses.mul_(options["row_weight"]), dtype)


def gradients_of(
    layer: Layer, wanted: Any, target: Tensor, options: dict[str, Any], upstream: Tensor
) -> list[Optional[Tensor]]:
    """The gradients, times the upstream derivative: without reduction that has a number per row, which is its weight."""
    grads = _empty(layer, wanted)
    if options["reduction"] != "none":
        _call(layer, grads, target, options, upstream=upstream.item())
        return grads
    by_row = upstream.detach().contiguous().to(real_dtype(layer[0].dtype))
    if options["row_weight"] is not None:
        by_row = by_row * options["row_weight"]
    _call(layer, grads, target, options, reduction="sum", row_weight=by_row)
    return grads
