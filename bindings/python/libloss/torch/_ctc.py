"""Connectionist temporal classification for PyTorch's autograd."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional, Union

import torch
from torch import Tensor

from .. import _autocast, _ctc
from .._autograd import _check, _Loss
from ._tokens import _as_it_is, constants_of


def _loss(
    loss: Any,
    name: str,
    input: Tensor,
    targets: Tensor,
    lengths: tuple[Optional[Tensor], Optional[Tensor]],
    reduction: str,
    options: dict[str, Any],
) -> Tensor:
    _check(name, input)
    constants = constants_of(
        False, targets=targets, input_lengths=lengths[0], target_lengths=lengths[1], mask=options.pop("mask")
    )
    if _autocast.is_on():
        input = _autocast.widened(input)
    laid_out = input.contiguous()
    dtype = input.dtype

    def compute(wanted: Sequence[bool]) -> tuple[Tensor, list[Optional[Tensor]]]:
        grad = torch.empty_like(laid_out) if wanted[0] else None
        found = loss(
            laid_out.detach(),
            constants["targets"],
            constants["input_lengths"],
            constants["target_lengths"],
            mask=constants["mask"],
            reduction=reduction,
            grad=grad,
            **options,
        )
        if reduction == "none":
            return torch.from_numpy(found.losses), [grad]
        return torch.scalar_tensor(found.value, dtype=dtype), [grad]

    def spread(upstream: Tensor, _: int) -> Tensor:
        if reduction != "none":
            return upstream
        # One per sequence, with the axes of the input.
        return upstream[:, None] if options["time_first"] else upstream[:, None, None]

    if torch.is_grad_enabled() and input.requires_grad:
        output: Tensor = _Loss.apply(compute, spread, None, False, laid_out)[0]
        return output
    return compute((False,))[0]


@_as_it_is
def ctc(
    logits: Tensor,
    targets: Tensor,
    input_lengths: Optional[Tensor] = None,
    target_lengths: Optional[Tensor] = None,
    *,
    blank: int = 0,
    time_first: bool = False,
    normalization: str = "sum",
    length: Optional[float] = None,
    zero_infinity: bool = False,
    reduction: str = "mean",
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Connectionist temporal classification of logits: see `libloss.ctc`. The softmax is part of it."""
    options = {
        "blank": blank,
        "time_first": time_first,
        "normalization": normalization,
        "length": length,
        "zero_infinity": zero_infinity,
        "mask": mask,
        "threads": threads,
    }
    return _loss(_ctc.ctc, "logits", logits, targets, (input_lengths, target_lengths), reduction, options)


@_as_it_is
def ctc_log_prob(
    log_prob: Tensor,
    targets: Tensor,
    input_lengths: Optional[Tensor] = None,
    target_lengths: Optional[Tensor] = None,
    *,
    blank: int = 0,
    time_first: bool = False,
    normalization: str = "sum",
    length: Optional[float] = None,
    zero_infinity: bool = False,
    reduction: str = "mean",
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Connectionist temporal classification of log-probabilities: see `libloss.ctc_log_prob`."""
    options = {
        "blank": blank,
        "time_first": time_first,
        "normalization": normalization,
        "length": length,
        "zero_infinity": zero_infinity,
        "mask": mask,
        "threads": threads,
    }
    return _loss(_ctc.ctc_log_prob, "log_prob", log_prob, targets, (input_lengths, target_lengths), reduction, options)


def lengths_of(name: str, given: Union[Tensor, Sequence[int]], unbatched: bool) -> Tensor:
    """Lengths as PyTorch takes them: numbers too, and of one sequence a tensor without axes."""
    lengths = given if isinstance(given, Tensor) else torch.tensor(given, dtype=torch.int64)
    if lengths.is_floating_point() or lengths.is_complex() or lengths.dtype is torch.bool:
        raise RuntimeError(f"{name} must be integral")
    lengths = lengths.long()
    return lengths.reshape(1) if unbatched and lengths.numel() == 1 else lengths
