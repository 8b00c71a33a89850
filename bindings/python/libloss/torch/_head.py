"""What is computed of a linear layer with its cross-entropy: for autograd, and for programs that are recorded."""

from __future__ import annotations

from typing import Any, Optional

import torch
from torch import Tensor

from .. import _linear

# The tensors that have gradients: hidden states, weight, bias.
Layer = tuple[Tensor, Tensor, Optional[Tensor]]


def _call(
    layer: Layer, wanted: Any, target: Tensor, options: dict[str, Any], **more: Any
) -> tuple[Any, list[Optional[Tensor]]]:
    """The library's result, and the gradients that are wanted."""
    hidden, weight, bias = layer
    grads = [torch.empty_like(x) if x is not None and one else None for x, one in zip(layer, wanted)]
    found = _linear.linear_cross_entropy(
        hidden.detach(),
        weight.detach(),
        target,
        None if bias is None else bias.detach(),
        grad_hidden=grads[0],
        grad_weight=grads[1],
        grad_bias=grads[2],
        **{**options, **more},
    )
    return found, grads


def value_of(layer: Layer, wanted: Any, target: Tensor, options: dict[str, Any]) -> tuple[Tensor, list[Optional[Tensor]]]:
    found, grads = _call(layer, wanted, target, options)
    return torch.tensor(found.value, dtype=layer[0].dtype), grads


def losses_of(layer: Layer, target: Tensor, options: dict[str, Any]) -> Tensor:
    """What each row adds to the sum."""
    losses = torch.empty(layer[0].shape[:1], dtype=layer[0].dtype)
    _call(layer, (False,) * 3, target, options, reduction="sum", losses=losses)
    return losses if options["row_weight"] is None else losses.mul_(options["row_weight"])


def gradients_of(
    layer: Layer, wanted: Any, target: Tensor, options: dict[str, Any], upstream: Tensor
) -> list[Optional[Tensor]]:
    """The gradients, times the upstream derivative: without reduction that has a number per row, which is its weight."""
    if options["reduction"] != "none":
        return _call(layer, wanted, target, options, upstream=upstream.item())[1]
    by_row = upstream.detach().contiguous()
    if options["row_weight"] is not None:
        by_row = by_row * options["row_weight"]
    return _call(layer, wanted, target, options, reduction="sum", row_weight=by_row)[1]
