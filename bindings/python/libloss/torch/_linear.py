"""A linear layer with its cross-entropy for PyTorch's autograd."""

from __future__ import annotations

import functools
import math
from typing import Any, Optional

import torch
from torch import Tensor

from .. import _autocast, _linear
from .._autograd import _check
from ._tokens import _as_it_is, _NoSecond, constants_of

# The tensors that have gradients: hidden states, weight, bias.
Layer = tuple[Tensor, Tensor, Optional[Tensor]]


def _call(layer: Layer, wanted: Any, target: Tensor, options: dict[str, Any]) -> tuple[Any, list[Optional[Tensor]]]:
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
        **options,
    )
    return found, grads


def _without_second(grads: list[Optional[Tensor]], saved: Any, upstream: Tensor) -> list[Optional[Tensor]]:
    if not torch.is_grad_enabled():
        return grads
    return [None if grad is None else _NoSecond.apply(grad, *saved, upstream) for grad in grads]


def _present(*tensors: Optional[Tensor]) -> list[Tensor]:
    return [tensor for tensor in tensors if tensor is not None]


def _counted(target: Tensor, options: dict[str, Any]) -> Tensor:
    """Which rows count."""
    counted: Tensor = target != options["ignore_index"]
    for name in ("mask", "row_weight"):
        if options[name] is not None:
            counted &= options[name] != 0
    return counted


class _LinearCrossEntropy(torch.autograd.Function):
    """The gradients are computed with the value: the logits are never there again."""

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Optional[Tensor], target: Tensor, options: dict[str, Any]
    ) -> Tensor:
        found, ctx.grads = _call((hidden, weight, bias), ctx.needs_input_grad, target, options)
        ctx.save_for_backward(*_present(hidden, weight, bias))
        ctx.counted = functools.partial(_counted, target, options)
        return torch.tensor(found.value, dtype=hidden.dtype)

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> Any:
        factor = upstream[0].detach()
        grads = [None if grad is None else grad * factor for grad in ctx.grads]
        if grads[0] is not None and not math.isfinite(factor.item()):
            # Rows that do not count keep the gradient 0.
            grads[0] = torch.where(ctx.counted().unsqueeze(-1), grads[0], 0.0)
        return (*_without_second(grads, ctx.saved_tensors, upstream[0]), None, None)


class _LossesOfRows(torch.autograd.Function):
    """Without reduction. The derivatives by the rows are weights of the rows, which the backward pass is the first to
    know: it calls again."""

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Optional[Tensor], target: Tensor, options: dict[str, Any]
    ) -> Tensor:
        losses = torch.empty(hidden.shape[:1], dtype=hidden.dtype)
        _call((hidden, weight, bias), (False,) * 3, target, {**options, "losses": losses})
        ctx.save_for_backward(*_present(hidden, weight, bias, target))
        ctx.options, ctx.has_bias = options, bias is not None
        row_weight = options["row_weight"]
        return losses if row_weight is None else losses.mul_(row_weight)

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> Any:
        *layer, target = ctx.saved_tensors
        hidden, weight, bias = layer if ctx.has_bias else (*layer, None)
        row_weight = upstream[0].detach().contiguous()
        if ctx.options["row_weight"] is not None:
            row_weight = row_weight * ctx.options["row_weight"]
        options = {**ctx.options, "row_weight": row_weight}
        _, grads = _call((hidden, weight, bias), ctx.needs_input_grad, target, options)
        return (*_without_second(grads, layer, upstream[0]), None, None)


def _layer(hidden: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Layer:
    """As the library takes it: rows of hidden states, without gaps."""
    for name, given in (("hidden", hidden), ("weight", weight), ("bias", bias)):
        if given is not None:
            _check(name, given)
    if _autocast.is_on():
        hidden, weight, bias = map(_autocast.widened, (hidden, weight, bias))
    if hidden.ndim == 0:
        raise ValueError("hidden has no axes, expected (..., dim)")
    rows = hidden.reshape(hidden.shape[:-1].numel(), hidden.shape[-1]).contiguous()
    return rows, weight.contiguous(), None if bias is None else bias.contiguous()


@_as_it_is
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
    "none", the backward pass computes the logits a second time.
    """
    layer = _layer(hidden, weight, bias)
    of_rows = constants_of(target=target, row_weight=row_weight, mask=mask)
    of_classes = constants_of(class_weight=class_weight, class_bias=class_bias)
    rows = hidden.shape[:-1]
    for name, given in of_rows.items():
        if given is not None and given.shape != rows:
            raise ValueError(f"{name} has shape {tuple(given.shape)}, expected {tuple(rows)}: one per row")
    by_row = reduction == "none"
    flat = {name: None if given is None else given.reshape(-1) for name, given in of_rows.items()}
    options = {
        "reduction": "sum" if by_row else reduction,
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
    if by_row:
        losses: Tensor = _LossesOfRows.apply(*layer, flat["target"], options)
        return losses.reshape(rows)
    value: Tensor = _LinearCrossEntropy.apply(*layer, flat["target"], options)
    return value
