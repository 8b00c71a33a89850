"""Losses of pairs, of vectors and of classes with the names and arguments of `torch.nn.functional`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable, Optional, Union

import torch
from torch import Tensor

from . import _ctc, _linear
from . import _functions as losses
from ._arguments import (
    aligned,
    broadcast,
    check_tensors,
    class_axis,
    indices,
    mean_of_nothing,
    nan_where_nothing_counts,
    nothing_counts,
    promoted,
    reduction_of,
    tensors,
    warn,
)

# The index to ignore where none is ignored.
NO_INDEX = -(2**63)


def margin_ranking_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.margin_ranking_loss`."""
    how = reduction_of(reduction, size_average, reduce)
    input1, input2, target = tensors(input1=input1, input2=input2, target=target)
    if input1.dim() != input2.dim() or input1.dim() != target.dim():
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {input1.size()}, input2: {input2.size()}, target: {target.size()} "
        )
    first, second, t = aligned(*promoted(input1, input2, target))
    if how == "mean" and first.numel() == 0:
        return mean_of_nothing(first, second)
    return losses.margin_ranking(first, second, t, margin=margin, reduction=how)


def ctc_loss(
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Union[Tensor, Sequence[int]],
    target_lengths: Union[Tensor, Sequence[int]],
    blank: int = 0,
    reduction: str = "mean",
    zero_infinity: bool = False,
) -> Tensor:
    """`torch.nn.functional.ctc_loss`."""
    how = reduction_of(reduction)
    (log_probs,) = tensors(log_probs=log_probs)
    check_tensors(targets=targets)
    if log_probs.dim() not in (2, 3):
        raise RuntimeError(f"log_probs has {log_probs.dim()} axes, expected (T, N, C) or (T, C)")
    unbatched = log_probs.dim() == 2
    x = log_probs.unsqueeze(1) if unbatched else log_probs
    lengths = [
        _ctc.lengths_of(name, given, unbatched)
        for name, given in (("input_lengths", input_lengths), ("target_lengths", target_lengths))
    ]
    if how == "mean" and x.shape[1] == 0:
        return mean_of_nothing(x)
    loss: Tensor = _ctc.ctc_log_prob(
        x,
        targets.reshape(-1) if unbatched else targets,
        *lengths,
        blank=blank,
        time_first=True,
        normalization="mean" if how == "mean" else "sum",
        zero_infinity=zero_infinity,
        reduction=how,
    )
    return loss.reshape(()) if unbatched else loss


def cosine_embedding_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.cosine_embedding_loss`; the margin must be in [-1, 1]."""
    how = reduction_of(reduction, size_average, reduce)
    input1, input2, target = tensors(input1=input1, input2=input2, target=target)
    if target.ndim > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if input1.ndim != target.ndim + 1 or input2.ndim != target.ndim + 1:
        raise RuntimeError(
            f"{target.ndim}D target tensor expects {target.ndim + 1}D input tensors, but found inputs with sizes "
            f"{list(input1.shape)} and {list(input2.shape)}."
        )
    first, second = promoted(input1, input2)
    first, second, t = broadcast(first, second, target.to(first.dtype).unsqueeze(-1))
    first, second, t = first.contiguous(), second.contiguous(), t[..., 0].contiguous()
    if how == "mean" and t.numel() == 0:
        return mean_of_nothing(first, second)
    return losses.cosine_embedding(first, second, t, margin=margin, reduction=how)


def triplet_margin_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.triplet_margin_loss`; p must be at least 1."""
    how = reduction_of(reduction, size_average, reduce)
    anchor, positive, negative = tensors(anchor=anchor, positive=positive, negative=negative)
    _check_margin(margin)
    if not anchor.ndim == positive.ndim == negative.ndim:
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: "
            f"anchor {anchor.ndim}D, positive {positive.ndim}D, and negative {negative.ndim}D inputs"
        )
    rows = aligned(*promoted(anchor, positive, negative))
    if how == "mean" and rows[0].numel() == 0:
        return mean_of_nothing(*rows)
    return losses.triplet(*rows, margin=margin, p=p, epsilon=eps, swap=swap, reduction=how)


def triplet_margin_with_distance_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    *,
    distance_function: Optional[Callable[[Tensor, Tensor], Tensor]] = None,
    margin: float = 1.0,
    swap: bool = False,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.triplet_margin_with_distance_loss`; the derivative of a distance given is autograd's."""
    how = reduction_of(reduction)
    # What a distance is given, autocast leaves to it.
    check_tensors(anchor=anchor, positive=positive, negative=negative)
    _check_margin(margin)
    distance = torch.pairwise_distance if distance_function is None else distance_function
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = torch.minimum(far, distance(positive, negative))
    return margin_ranking_loss(far, near, torch.ones_like(near), margin=margin, reduction=how)


def _check_margin(margin: float) -> None:
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")


def multi_margin_loss(
    input: Tensor,
    target: Tensor,
    p: int = 1,
    margin: float = 1.0,
    weight: Optional[Tensor] = None,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.multi_margin_loss`."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None:
        (weight,) = tensors(weight=weight)
        if weight.dim() != 1:
            raise ValueError("weight must be one-dimensional")
    _check_scores(input)
    # For libloss a margin of 0 is the default. Beside this one, no difference of scores is another than beside 0.
    least = -5e-324 if margin == 0 else margin
    # A number without an axis is a row of one class.
    x = input.contiguous() if input.ndim else input.reshape(1)
    c = indices(x, target.reshape(1) if x.ndim == 2 and x.size(0) == 1 and target.ndim == 0 else target)
    # The mean divides by the number of rows, whatever their weights; no index is ignored.
    rows: Any = "mean_rows" if how == "mean" else how
    value = losses.multi_margin(
        x, c, p=float(p), margin=least, class_weight=weight, ignore_index=NO_INDEX, reduction=rows
    )
    return value.reshape(target.shape) if how == "none" else value


def multilabel_margin_loss(
    input: Tensor,
    target: Tensor,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.multilabel_margin_loss`."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    _check_scores(input)
    if target.shape != input.shape:
        raise RuntimeError(f"inconsistent target size: {list(target.shape)} for input of size: {list(input.shape)}")
    # A number without an axis is a row of one class.
    x, t = (given.contiguous() if given.ndim else given.reshape(1) for given in (input, target))
    value = losses.multilabel_margin(x, t, reduction=how)
    return value.reshape(input.shape[:-1]) if how == "none" else value


def _check_scores(input: Tensor) -> None:
    if input.ndim > 2 or (input.ndim > 0 and input.size(-1) == 0):
        raise RuntimeError(
            f"Expected non-empty vector or matrix with optional 0-dim batch size, but got: {list(input.shape)}"
        )


def kl_div(
    input: Tensor,
    target: Tensor,
    size_average: Optional[bool] = None,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> Tensor:
    """`torch.nn.functional.kl_div`."""
    how = reduction_of(reduction, size_average, reduce, "batchmean")
    input, target = tensors(input=input, target=target)
    if how == "mean":
        warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
            "'mean' will be changed to behave the same as 'batchmean' in the next major release."
        )
    if not (input.dtype.is_floating_point and target.dtype.is_floating_point):
        raise RuntimeError("kl_div: Integral inputs not supported.")
    x, t = aligned(*promoted(input, target))
    function = losses.kl_div_log_target if log_target else losses.kl_div
    if how == "none":
        # A loss of its own for each element: rows of one class.
        return function(x.unsqueeze(-1), t.unsqueeze(-1), reduction="none")
    divisor = x.numel() if how == "mean" else input.size(0) if how == "batchmean" and input.dim() else 1
    if x.numel() == 0:
        return mean_of_nothing(x) if divisor == 0 else x.sum() / divisor
    if how == "batchmean" and input.dim() and x.size(0) == divisor:
        return function(x.reshape(divisor, -1), t.reshape(divisor, -1))
    classes = x.size(-1) if x.dim() else 1
    total = function(x.reshape(-1, classes), t.reshape(-1, classes), reduction="sum")
    return total if divisor == 1 else total / divisor


def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Optional[Tensor] = None,
    size_average: Optional[bool] = None,
    ignore_index: int = -100,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
) -> Tensor:
    """`torch.nn.functional.nll_loss`."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    c = indices(input, target)
    if how == "mean" and c.numel() == 0:
        return mean_of_nothing(input)
    value = losses.nll(
        input, c, axis=class_axis(input), class_weight=weight, ignore_index=ignore_index, reduction=how
    )
    if how != "mean":
        return value
    return nan_where_nothing_counts(value, lambda: nothing_counts(c, ignore_index, weight))


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Optional[Tensor] = None,
    size_average: Optional[bool] = None,
    ignore_index: int = -100,
    reduce: Optional[bool] = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    """`torch.nn.functional.cross_entropy`: a target of the input's shape has probabilities, another one indices."""
    how = reduction_of(reduction, size_average, reduce)
    input, target = tensors(input=input, target=target)
    if target.shape == input.shape:
        return _cross_entropy_of_probabilities(input, target, weight, ignore_index, how, label_smoothing)
    c = indices(input, target)
    if how == "mean" and c.numel() == 0:
        return mean_of_nothing(input)
    value = losses.cross_entropy(
        input,
        c,
        axis=class_axis(input),
        class_weight=weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=how,
    )
    if how != "mean":
        return value
    return nan_where_nothing_counts(value, lambda: nothing_counts(c, ignore_index, weight))


def _cross_entropy_of_probabilities(
    input: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    ignore_index: int,
    reduction: str,
    label_smoothing: float,
) -> Tensor:
    if not target.dtype.is_floating_point:
        raise RuntimeError(f"Expected floating point type for target with class probabilities, got {target.dtype}")
    if ignore_index >= 0:
        raise RuntimeError("ignore_index is not supported for floating point target")
    if weight is None:
        x, t = promoted(input, target)
    else:
        (weight,) = tensors(weight=weight)
        x, t, weight = promoted(input, target, weight)
    if reduction == "mean" and x.numel() == 0:
        return mean_of_nothing(x)
    # The mean divides by the number of rows, whatever the targets and weights add up to.
    rows: Any = "mean_rows" if reduction == "mean" else reduction
    return losses.cross_entropy_soft(
        x, t, axis=class_axis(x), class_weight=weight, label_smoothing=label_smoothing, reduction=rows
    )


def _check_layer(input: Tensor, weight: Tensor, bias: Optional[Tensor]) -> None:
    """What PyTorch refuses, in its words."""
    if input.ndim not in (1, 2):
        raise RuntimeError(f"expected input with dimensionality 1 or 2, got {input.ndim}")
    if weight.ndim < 2:
        raise RuntimeError(f"expected linear_weight with dimensionality at least 2, got {weight.ndim}")
    if input.shape[-1] != weight.shape[-1]:
        raise RuntimeError(
            "expected equal input and linear_weight last dimensions (in_features), got "
            f"{input.shape[-1]} and {weight.shape[-1]}, respectively"
        )
    if bias is not None and bias.shape != weight.shape[:-1]:
        raise RuntimeError(f"expected linear_bias shape {tuple(weight.shape[:-1])}, got {tuple(bias.shape)}")
    if weight.ndim > 2 and input.ndim == 1:
        raise RuntimeError(
            f"K-dimensional loss defined by linear_weight shape {tuple(weight.shape)} requires batched input, "
            f"(N, {input.shape[-1]}), got unbatched input with shape {tuple(input.shape)}"
        )


def linear_cross_entropy(
    input: Tensor,
    linear_weight: Tensor,
    target: Tensor,
    *,
    linear_bias: Optional[Tensor] = None,
    weight: Optional[Tensor] = None,
    reduction: str = "mean",
    ignore_index: Optional[int] = None,
    label_smoothing: float = 0.0,
    options: Any = None,
) -> Tensor:
    """`torch.nn.functional.linear_cross_entropy`; `options`, by which PyTorch divides its work, have no effect here.

    Of class indices, one per row of the input, the logits are never all in memory.
    """
    how = reduction_of(reduction)
    input, linear_weight, target = tensors(input=input, linear_weight=linear_weight, target=target)
    _check_layer(input, linear_weight, linear_bias)
    index = -100 if ignore_index is None else ignore_index
    shape = (*input.shape[:-1], *linear_weight.shape[:-1])
    if target.shape == shape and ignore_index is not None:
        raise RuntimeError("ignore_index cannot be specified when target contains probabilities")
    if target.shape == shape or linear_weight.ndim > 2:
        # Target distributions, or several logits per class and row.
        of_all = None if linear_bias is None else linear_bias.reshape(-1)
        logits = torch.nn.functional.linear(input, linear_weight.flatten(0, -2), of_all).reshape(shape)
        return cross_entropy(
            logits, target, weight=weight, ignore_index=index, reduction=how, label_smoothing=label_smoothing
        )
    c = indices(input, target)
    value: Tensor = _linear.linear_cross_entropy(
        input,
        linear_weight,
        c,
        linear_bias,
        class_weight=weight,
        ignore_index=index,
        label_smoothing=label_smoothing,
        reduction=how,
    )
    if how != "mean":
        return value
    return nan_where_nothing_counts(value, lambda: nothing_counts(c, index, weight))
