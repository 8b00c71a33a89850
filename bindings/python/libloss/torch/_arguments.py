"""Arguments of PyTorch's functions, as those of libloss take them: shapes, dtypes, reductions, means of nothing."""

from __future__ import annotations

import warnings
from typing import Any, Callable, Optional

import torch
from torch import Tensor

from .. import _autocast, _recorded


def reduction_of(reduction: Any, size_average: Any = None, reduce: Any = None, *more: str) -> Any:
    """A reduction that PyTorch has, without the arguments that it replaces."""
    if size_average is not None or reduce is not None:
        raise ValueError(
            "size_average and reduce are deprecated by PyTorch and not taken by libloss: "
            'use reduction="mean", "sum" or "none"'
        )
    if reduction not in ("none", "mean", "sum", *more):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return reduction


def check_tensors(**arguments: Any) -> None:
    for name, given in arguments.items():
        if not isinstance(given, Tensor):
            raise TypeError(f"{name}: expected a torch.Tensor, got {type(given).__name__}")


def tensors(**arguments: Any) -> list[Tensor]:
    """The arguments, in float32 where `torch.autocast` asks for it: before anything is computed from them."""
    check_tensors(**arguments)
    given = list(arguments.values())
    return [_autocast.widened(one) for one in given] if _autocast.is_on() else given


def warn(message: str) -> None:
    """To the caller of the function that calls this. A program that is compiled cannot warn, and goes on without."""
    if not _recorded.is_compiling():
        warnings.warn(message, stacklevel=3)


def warn_of_sizes(input: Tensor, target: Tensor) -> None:
    """PyTorch's own words, as the caller of a caller of this hears them."""
    if target.size() != input.size() and not _recorded.is_compiling():
        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}). This will "
            "likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=3,
        )


def _common_dtype(first: Tensor, others: tuple[Tensor, ...]) -> torch.dtype:
    """What arithmetic with these tensors gives, in this order; those without axes count less."""
    so_far = first
    for other in others:
        shape = (0,) if so_far.ndim or other.ndim else ()
        so_far = torch.empty(shape, dtype=torch.result_type(so_far, other))
    return so_far.dtype


def promoted(first: Tensor, *others: Tensor) -> list[Tensor]:
    """In one dtype, the one that PyTorch's arithmetic gives."""
    if all(other.dtype == first.dtype for other in others):
        return [first, *others]
    dtype = _common_dtype(first, others)
    return [first.to(dtype), *(other.to(dtype) for other in others)]


# PyTorch declares no types for it.
broadcast: Callable[..., tuple[Tensor, ...]] = torch.broadcast_tensors


def aligned(*tensors: Tensor) -> list[Tensor]:
    """In one shape, without gaps. Gradients are summed back by autograd."""
    shape = tensors[0].shape
    if any(tensor.shape != shape for tensor in tensors):
        tensors = tuple(broadcast(*tensors))
    # What is not dense is refused where it is looked at.
    return [tensor.contiguous() if tensor.layout == torch.strided else tensor for tensor in tensors]


def mean_of_nothing(*tensors: Tensor) -> Tensor:
    """NaN, as PyTorch divides 0 by 0, with a path to the inputs, which have no elements."""
    total = tensors[0].sum()
    for tensor in tensors[1:]:
        total = total + tensor.sum()
    return total / 0.0


def nan_where_nothing_counts(mean: Tensor, nothing: Callable[[], Tensor]) -> Tensor:
    """PyTorch divides 0 by 0 where libloss has the mean 0. `nothing` says whether weights have the sum 0."""
    if not _recorded.is_on() and mean.item() != 0.0:
        return mean
    return mean.masked_fill(nothing(), float("nan"))


def in_range(name: str, given: Tensor) -> None:
    """What PyTorch refuses, as it does: outside of compiled programs alone."""
    if _recorded.is_on() or given.numel() == 0 or not given.dtype.is_floating_point or not given.is_cpu:
        return
    least, most = torch.aminmax(given.detach())
    if not (least.item() >= 0.0 and most.item() <= 1.0):
        raise RuntimeError(f"all elements of {name} should be between 0 and 1")


def class_axis(input: Tensor) -> int:
    """(classes), or (batch, classes, ...)."""
    return 0 if input.ndim == 1 else 1


def indices(input: Tensor, target: Tensor) -> Tensor:
    """Class indices as PyTorch takes them: of one byte as well, and of one row with an axis of length 1."""
    if input.ndim == 1 and target.shape == (1,):
        target = target.reshape(())
    return target.long() if target.dtype == torch.uint8 else target


def nothing_counts(target: Tensor, ignore_index: int, weight: Optional[Tensor]) -> Tensor:
    """Whether the weights of the rows that are not ignored have the sum 0."""
    counts = target != ignore_index
    if weight is None:
        return ~counts.any()
    of_rows = weight[torch.where(counts, target, torch.zeros_like(target)).long()]
    total: Tensor = (of_rows * counts).sum()
    return total == 0.0
