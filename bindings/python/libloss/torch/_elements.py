"""Losses of single elements with the names and arguments of `torch.nn.functional`."""

from __future__ import annotations

import math
from typing import Any, Callable, Optional, Union

import torch
from torch import Tensor

from .. import _recorded
from . import _functions as losses
from ._arguments import (
    aligned,
    in_range,
    mean_of_nothing,
    nan_where_nothing_counts,
    promoted,
    reduction_of,
    tensors,
    warn_of_sizes,
)


def _is_differentiated(tensor: Tensor) -> bool:
    return bool(tensor.requires_grad and torch.is_grad_enabled())


def _by_both(input: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """Arguments of a loss of input - target, of which the derivative by the difference is that by both."""
    if not _is_differentiated(target):
        return input, target
    difference = input - target
    return difference, torch.zeros_like(difference)


def _of_difference(
    function: Callable[..., Tensor],
    input: Tensor,
    target: Tensor,
    reduction: Any,
    weight: Optional[Tensor],
    divides_by_weight: bool,
    **numbers: float,
) -> Tensor:
    """A loss of input - target, and of nothing else."""
    w = None
    if weight is None:
        x, t = aligned(*promoted(input, target))
    else:
        (weight,) = tensors(weight=weight)
        if weight.size() != input.size():
            raise ValueError("Weights and input must have the same size.")
        x, t, w = aligned(*promoted(input, target, weight))
    if reduction == "mean" and x.numel() == 0:
        return mean_of_nothing(x, t)
    x, t = _by_both(x, t)
    if reduction == "mean" and weight is not None:
        sum_of_weights = weight.sum
        if not divides_by_weight:
            reduction = "mean_rows"
        elif x.numel() != weight.numel():
            # PyTorch divides by the weights before they are broadcast.
            return function(x, t, weight=w, reduction="sum", **numbers) / sum_of_weights()
        else:
            mean = function(x, t, weight=w, reduction="mean", **numbers)
            return nan_where_nothing_counts(mean, lambda: sum_of_weights() == 0.0)
    return function(x, t, weight=w, reduction=reduction, **numbers)


def mse_loss(
    input: Tensor,
    target: Tensor,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
    weight: Optional[Tensor] = None,
) -> Tensor:
    """`torch.nn.functional.mse_loss`; the mean divides by the sum of the weights."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    warn_of_sizes(input, target)
    return _of_difference(losses.mse, input, target, how, weight, True)


def l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
    weight: Optional[Tensor] = None,
) -> Tensor:
    """`torch.nn.functional.l1_loss`; the mean divides by the sum of the weights."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    warn_of_sizes(input, target)
    return _of_difference(losses.l1, input, target, how, weight, True)


def smooth_l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
    beta: float = 1.0,
) -> Tensor:
    """`torch.nn.functional.smooth_l1_loss`; with a beta of 0 it is the absolute error."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    warn_of_sizes(input, target)
    if beta == 0.0:
        return _of_difference(losses.l1, input, target, how, None, False)
    return _of_difference(losses.smooth_l1, input, target, how, None, False, beta=beta)


def huber_loss(
    input: Tensor,
    target: Tensor,
    reduction: str = "mean",
    delta: float = 1.0,
    weight: Optional[Tensor] = None,
) -> Tensor:
    """`torch.nn.functional.huber_loss`; the mean divides by the number of elements, whatever the weights are."""
    how = reduction_of(reduction)
    input, target = tensors(input=input, target=target)
    warn_of_sizes(input, target)
    # Of this loss PyTorch's result has the dtype of the input.
    return _of_difference(losses.huber, input, target.to(input.dtype), how, weight, False, delta=delta)


def gaussian_nll_loss(
    input: Tensor,
    target: Tensor,
    var: Union[Tensor, float],
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.gaussian_nll_loss`; eps must be above 0."""
    input, target = tensors(input=input, target=target)
    if not isinstance(var, Tensor):
        if var < 0:
            raise ValueError("var has negative entry/entries")
        var = var * torch.ones_like(input)
    else:
        (var,) = tensors(var=var)
        if torch.any(var < 0):
            raise ValueError("var has negative entry/entries")
    if var.size() != input.size():
        one_is_missing = input.size()[:-1] == var.size()
        differ = sum(y for x, y in zip(input.size(), var.size()) if x != y)
        if one_is_missing:
            var = var.unsqueeze(-1)
        elif input.ndim != var.ndim or differ != 1:
            raise ValueError("var is of incorrect size")
    how = reduction_of(reduction)
    if not eps > 0:
        raise ValueError(f"eps = {eps}: libloss needs a least variance above 0, such as 1e-300")
    mean, t, v = aligned(*promoted(input, target, var))
    if how == "mean" and mean.numel() == 0:
        return mean_of_nothing(mean, t, v)
    mean, t = _by_both(mean, t)
    return losses.gaussian_nll(mean, v, t, epsilon=eps, full=full, reduction=how)


def _stirling(count: Tensor, reduction: str) -> Tensor:
    """PyTorch's approximation of the logarithm of factorials, as it reduces it."""
    term = count * torch.log(count) - count + 0.5 * torch.log(2.0 * math.pi * count)
    term = term.masked_fill(count <= 1, 0.0)
    return term if reduction == "none" else term.mean() if reduction == "mean" else term.sum()


def poisson_nll_loss(
    input: Tensor,
    target: Tensor,
    log_input: bool = True,
    full: bool = False,
    size_average: Optional[bool] = None,
    eps: float = 1e-8,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.poisson_nll_loss`; `full` adds PyTorch's approximation.

    `libloss.torch.poisson_nll` and `poisson_nll_log` with `full` add the logarithm of the factorial itself.
    """
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    x, t = aligned(*promoted(input, target))
    if how == "mean" and x.numel() == 0:
        return mean_of_nothing(x)
    if log_input:
        value = losses.poisson_nll_log(x, t, reduction=how)
    elif not eps > 0:
        raise ValueError(f"eps = {eps}: libloss needs an eps above 0, such as 1e-300, where log_input is False")
    else:
        value = losses.poisson_nll(x, t, epsilon=eps, reduction=how)
    return value + _stirling(t, how) if full else value


def _by_elements(reduction: str, weight: Optional[Tensor]) -> Any:
    """PyTorch's mean divides by the number of elements, whatever the weights are."""
    return "mean_rows" if reduction == "mean" and weight is not None else reduction


def binary_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Optional[Tensor] = None,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.binary_cross_entropy`."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    if target.size() != input.size():
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}) is "
            "deprecated. Please ensure they have the same size."
        )
    in_range("input", input)
    in_range("target", target)
    x, t = aligned(input, target)
    if how == "mean" and x.numel() == 0:
        return mean_of_nothing(x)
    if weight is not None:
        (weight,) = tensors(weight=weight)
        weight = weight.to(x.dtype)
    return losses.bce(x, t, weight=weight, reduction=_by_elements(how, weight))


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Optional[Tensor] = None,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
    pos_weight: Optional[Tensor] = None,
) -> Tensor:
    """`torch.nn.functional.binary_cross_entropy_with_logits`."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    if target.size() != input.size():
        raise ValueError(f"Target size ({target.size()}) must be the same as input size ({input.size()})")
    x, t = aligned(input, target)
    if how == "mean" and x.numel() == 0:
        return mean_of_nothing(x)
    if weight is not None:
        (weight,) = tensors(weight=weight)
        weight = weight.to(x.dtype)
    if pos_weight is None:
        return losses.bce_logits(x, t, weight=weight, reduction=_by_elements(how, weight))
    (pos_weight,) = tensors(pos_weight=pos_weight)
    if _is_differentiated(pos_weight):
        raise ValueError("pos_weight requires a gradient, which libloss does not give: detach it")
    if pos_weight.numel() == 1 and pos_weight.ndim <= x.ndim and not _recorded.is_on() and pos_weight.item() > 0:
        p = pos_weight.item()
        return losses.bce_logits(x, t, pos_weight=p, weight=weight, reduction=_by_elements(how, weight))
    if how == "mean" and weight is None and x.ndim > 0 and pos_weight.shape == x.shape[-1:]:
        classes = x.size(-1)
        of_classes = pos_weight.to(x.dtype).contiguous()
        return losses.multilabel_soft_margin(x.reshape(-1, classes), t.reshape(-1, classes), pos_weight=of_classes)
    # Both terms of the loss are losses with a weight: exact for every target and every weight.
    positive = (t * pos_weight).to(x.dtype)
    if positive.shape != x.shape:
        raise ValueError(f"pos_weight has shape {tuple(pos_weight.shape)}, and the input only {tuple(x.shape)}")
    negative = 1.0 - t
    if weight is not None:
        positive, negative = positive * weight, negative * weight
    of_both = _by_elements(how, positive)
    ones, zeros = torch.ones_like(t), torch.zeros_like(t)
    return losses.bce_logits(x, ones, weight=positive, reduction=of_both) + losses.bce_logits(
        x, zeros, weight=negative, reduction=of_both
    )


def multilabel_soft_margin_loss(
    input: Tensor,
    target: Tensor,
    weight: Optional[Tensor] = None,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.multilabel_soft_margin_loss`."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    if weight is not None:
        (weight,) = tensors(weight=weight)
        if _is_differentiated(weight):
            raise ValueError("weight requires a gradient, which libloss does not give: detach it")
    x, t, *_ = promoted(input, target, *(() if weight is None else (weight,)))
    x, t = aligned(x, t)
    classes = input.size(-1)
    of_classes = weight is None or weight.shape == (classes,)
    if not of_classes or x.size(-1) != classes or x.numel() == 0:
        # Weights that differ between rows, or no elements.
        elements = losses.bce_logits(x, t, reduction="none")
        rows = (elements if weight is None else elements * weight).sum(-1) / classes
        return rows if how == "none" else rows.mean() if how == "mean" else rows.sum()
    w = None if weight is None else weight.to(x.dtype).contiguous()
    value = losses.multilabel_soft_margin(
        x.reshape(-1, classes), t.reshape(-1, classes), class_weight=w, reduction=how
    )
    return value.reshape(x.shape[:-1]) if how == "none" else value


def hinge_embedding_loss(
    input: Tensor,
    target: Tensor,
    margin: float = 1.0,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.hinge_embedding_loss`; the margin must be above 0."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    if not margin > 0:
        raise ValueError(f"margin = {margin}: libloss needs a margin above 0 here, as distances are not negative")
    x, t = aligned(input, target.to(input.dtype))
    if how == "mean" and x.numel() == 0:
        return mean_of_nothing(x)
    return losses.hinge_embedding(x, t, margin=margin, reduction=how)


def soft_margin_loss(
    input: Tensor,
    target: Tensor,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.soft_margin_loss`."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    x, t = input.contiguous(), target.to(input.dtype).expand(input.shape).contiguous()
    if how == "mean" and x.numel() == 0:
        return mean_of_nothing(x)
    return losses.soft_margin(x, t, reduction=how)
