"""A linear layer with its cross-entropy for PyTorch's autograd."""

from __future__ import annotations

import functools
import math
from typing import Any, Optional

import torch
from torch import Tensor

from .. import _autocast, _recorded
from .._autograd import _check, rounded
from . import _recorded_head
from ._head import gradients_of, losses_of, value_of
from ._tokens import _NoSecond, constants_of

def _counted(target: Tensor, options: dict[str, Any]) -> Tensor:
    """Which rows count."""
    counted: Tensor = target != options["ignore_index"]
    for name in ("mask", "row_weight"):
        if options[name] is not None:
            counted &= options[name] != 0
    return counted


def _without_second(grads: list[Optional[Tensor]], saved: Any, upstream: Tensor) -> list[Optional[Tensor]]:
    if not torch.is_grad_enabled():
        return grads
    return [None if grad is None else _NoSecond.apply(grad, *saved, upstream) for grad in grads]


def _present(*tensors: Optional[Tensor]) -> list[Tensor]:
    return [tensor for tensor in tensors if tensor is not None]


class _LinearCrossEntropy(torch.autograd.Function):
    """The gradients are computed with the value: the logits are never there again."""

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Optional[Tensor], target: Tensor, options: dict[str, Any]
    ) -> Tensor:
        value, ctx.grads = value_of((hidden, weight, bias), ctx.needs_input_grad, target, options)
        ctx.save_for_backward(*_present(hidden, weight, bias))
        ctx.dtype = hidden.dtype
        ctx.counted = functools.partial(_counted, target, options)
        return value

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> Any:
        factor = upstream[0].detach()
        grads = [None if grad is None else grad * factor for grad in ctx.grads]
        if grads[0] is not None and not math.isfinite(factor.item()):
            # Rows that do not count keep the gradient 0.
            grads[0] = torch.where(ctx.counted().unsqueeze(-1), grads[0], 0.0)
        grads = [None if grad is None else rounded(grad, ctx.dtype) for grad in grads]
        return (*_without_second(grads, ctx.saved_tensors, upstream[0]), None, None)


class _LossesOfRows(torch.autograd.Function):
    """Without reduction the backward pass is the first to know the weights of the rows: it calls again."""

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Optional[Tensor], target: Tensor, options: dict[str, Any]
    ) -> Tensor:
        ctx.save_for_backward(*_present(hidden, weight, bias, target))
        ctx.options, ctx.has_bias = options, bias is not None
        return losses_of((hidden, weight, bias), target, options)

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> Any:
        *layer, target = ctx.saved_tensors
        hidden, weight, bias = layer if ctx.has_bias else (*layer, None)
        grads = gradients_of((hidden, weight, bias), ctx.needs_input_grad, target, ctx.options, upstream[0])
        return (*_without_second(grads, layer, upstream[0]), None, None)


def linear_cross_entropy(
    hidden: Tensor,
    weight: Tensor,
    target: Tensor,
    bias: Optional[Tensor] = None,
    *,
    reduction: str = "mean",
    row_weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    z_loss: float = 0.0,
    threads: int = 0,
) -> Tensor:
    """Softmax cross-entropy of hidden · weightᵀ + bias without a matrix of logits: see `libloss.linear_cross_entropy`.

    hidden: (..., dim), weight: (classes, dim), target: the shape of hidden without its last axis. With the reduction
    "none", and in programs that are compiled, the backward pass computes the logits a second time.
    """
    layer: dict[str, Any] = {"hidden": hidden, "weight": weight, "bias": bias}
    recorded = _recorded.is_on()
    for name, given in layer.items():
        if given is not None:
            (_recorded.check if recorded else _check)(name, given)
        if _autocast.is_on():
            layer[name] = _autocast.widened(given)
    of_half = layer["hidden"].dtype in _autocast.HALF
    of_rows = constants_of(of_half, target=target, row_weight=row_weight, mask=mask)
    of_classes = constants_of(of_half, class_weight=class_weight, class_bias=class_bias)
    if hidden.ndim == 0:
        raise ValueError("hidden has no axes, expected (..., dim)")
    rows = hidden.shape[:-1]
    for name, given in of_rows.items():
        if given is not None and given.shape != rows:
            raise ValueError(f"{name} has shape {tuple(given.shape)}, expected {tuple(rows)}: one per row")
    flat = {name: None if given is None else given.reshape(-1) for name, given in of_rows.items()}
    options = {
        "reduction": reduction,
        "row_weight": flat["row_weight"],
        "mask": flat["mask"],
        **of_classes,
        "ignore_index": ignore_index,
        "label_smoothing": label_smoothing,
        "temperature": temperature,
        "softcap": softcap,
        "z_loss": z_loss,
        "threads": threads,
    }
    tensors = [layer["hidden"].reshape(math.prod(rows), hidden.shape[-1]), layer["weight"], layer["bias"], flat["target"]]
    if recorded:
        value = _recorded_head.call(tensors, options)
    else:
        tensors = [given if given is None else given.contiguous() for given in tensors]
        value = (_LossesOfRows if reduction == "none" else _LinearCrossEntropy).apply(*tensors, options)
    return value.reshape(rows) if reduction == "none" else value
