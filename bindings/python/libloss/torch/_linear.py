"""A linear layer with its cross-entropy for PyTorch's autograd."""

from __future__ import annotations

from typing import Any, Optional

import torch
from torch import Tensor

from .. import _linear
from .._autograd import _check, _check_constant
from ._tokens import _as_it_is, _NoSecond


class _LinearCrossEntropy(torch.autograd.Function):
    """The gradients are computed with the value: the logits are never there again."""

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Optional[Tensor], target: Tensor, options: dict[str, Any]
    ) -> Tensor:
        wanted = ctx.needs_input_grad[:3]
        grads = [torch.empty_like(x) if x is not None and one else None for x, one in zip((hidden, weight, bias), wanted)]
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
        ctx.grads = grads
        ctx.save_for_backward(hidden, weight, *([] if bias is None else [bias]))
        return torch.tensor(found.value, dtype=hidden.dtype)

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> Any:
        (by_value,) = upstream
        factor = by_value.detach()
        grads = [None if grad is None else grad * factor for grad in ctx.grads]
        if torch.is_grad_enabled():
            sources = (*ctx.saved_tensors, by_value)
            grads = [None if grad is None else _NoSecond.apply(grad, *sources) for grad in grads]
        return (*grads, None, None)


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

    hidden: (..., dim), weight: (classes, dim), target: the shape of hidden without its last axis.
    """
    inputs = (("hidden", hidden), ("weight", weight)) + ((("bias", bias),) if bias is not None else ())
    for name, given in inputs:
        _check(name, given)
    constants = (("target", target), ("row_weight", row_weight), ("mask", mask))
    for name, given in (*constants, ("class_weight", class_weight), ("class_bias", class_bias)):
        if given is not None:
            _check_constant(name, given)
    if reduction == "none":
        raise ValueError('reduction = "none" has no gradient here: pass the derivatives by the rows as row_weight, with "sum"')
    flat = [None if given is None else given.reshape(-1) for _, given in constants]
    options = {
        "reduction": reduction,
        "row_weight": flat[1],
        "mask": flat[2],
        "class_weight": class_weight,
        "ignore_index": ignore_index,
        "label_smoothing": label_smoothing,
        "temperature": temperature,
        "softcap": softcap,
        "class_bias": class_bias,
        "z_loss": z_loss,
        "threads": threads,
    }
    rows = hidden.reshape(-1, hidden.shape[-1]).contiguous()
    return _LinearCrossEntropy.apply(rows, weight.contiguous(), bias, flat[0], options)
