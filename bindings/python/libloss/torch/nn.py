"""Losses with the names and arguments of the modules of `torch.nn`, on tensors of the CPU.

    from libloss.torch import nn

in place of `from torch import nn`: a loss is then libloss's, and every other name PyTorch's own. A loss is a subclass
of PyTorch's of the same name, with its attributes and its state; only the forward pass is another one. See
`functional` for what a loss does, and docs/pytorch.md for what is refused and what differs.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Sequence
from typing import Any, TypeVar, Union

import torch
from torch import Tensor

from . import functional as functional
from ._arguments import reduction_of

__all__ = [
    "BCELoss",
    "BCEWithLogitsLoss",
    "CTCLoss",
    "CosineEmbeddingLoss",
    "CrossEntropyLoss",
    "GaussianNLLLoss",
    "HingeEmbeddingLoss",
    "HuberLoss",
    "KLDivLoss",
    "L1Loss",
    "MSELoss",
    "MarginRankingLoss",
    "MultiLabelMarginLoss",
    "MultiLabelSoftMarginLoss",
    "MultiMarginLoss",
    "NLLLoss",
    "PoissonNLLLoss",
    "SmoothL1Loss",
    "SoftMarginLoss",
    "TripletMarginLoss",
    "TripletMarginWithDistanceLoss",
]

# So that `import libloss.torch.nn.functional` finds it, as `import os.path` does.
sys.modules[f"{__name__}.functional"] = functional

_Module = TypeVar("_Module", bound=type)


def _with_their_arguments(module: _Module) -> _Module:
    """Gives a module the constructor of PyTorch's, less the arguments that `functional` refuses."""
    theirs: Any = module.__init__  # type: ignore[misc]
    _, *names = inspect.signature(theirs).parameters

    @functools.wraps(theirs)
    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        # What does not fit them PyTorch's own refuses.
        given = {**dict(zip(names, args)), **kwargs}
        reduction = given.get("reduction", "mean")
        more = ("batchmean",) if isinstance(self, torch.nn.KLDivLoss) else ()
        reduction_of(reduction, given.get("size_average"), given.get("reduce"), *more)
        theirs(self, *args, **kwargs)

    module.__init__ = construct  # type: ignore[misc]
    module.__doc__ = f"`torch.nn.{module.__name__}`, with the same arguments, as a loss of libloss."
    return module


@_with_their_arguments
class L1Loss(torch.nn.L1Loss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.l1_loss(input, target, reduction=self.reduction)


@_with_their_arguments
class MSELoss(torch.nn.MSELoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.mse_loss(input, target, reduction=self.reduction)


@_with_their_arguments
class SmoothL1Loss(torch.nn.SmoothL1Loss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.smooth_l1_loss(input, target, reduction=self.reduction, beta=self.beta)


@_with_their_arguments
class HuberLoss(torch.nn.HuberLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.huber_loss(input, target, reduction=self.reduction, delta=self.delta)


@_with_their_arguments
class GaussianNLLLoss(torch.nn.GaussianNLLLoss):
    def forward(self, input: Tensor, target: Tensor, var: Union[Tensor, float]) -> Tensor:
        return functional.gaussian_nll_loss(
            input, target, var, full=self.full, eps=self.eps, reduction=self.reduction
        )


@_with_their_arguments
class PoissonNLLLoss(torch.nn.PoissonNLLLoss):
    def forward(self, log_input: Tensor, target: Tensor) -> Tensor:
        return functional.poisson_nll_loss(
            log_input, target, log_input=self.log_input, full=self.full, eps=self.eps, reduction=self.reduction
        )


@_with_their_arguments
class BCELoss(torch.nn.BCELoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.binary_cross_entropy(input, target, weight=self.weight, reduction=self.reduction)


@_with_their_arguments
class BCEWithLogitsLoss(torch.nn.BCEWithLogitsLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.binary_cross_entropy_with_logits(
            input, target, self.weight, pos_weight=self.pos_weight, reduction=self.reduction
        )


@_with_their_arguments
class HingeEmbeddingLoss(torch.nn.HingeEmbeddingLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.hinge_embedding_loss(input, target, margin=self.margin, reduction=self.reduction)


@_with_their_arguments
class SoftMarginLoss(torch.nn.SoftMarginLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.soft_margin_loss(input, target, reduction=self.reduction)


@_with_their_arguments
class MarginRankingLoss(torch.nn.MarginRankingLoss):
    def forward(self, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return functional.margin_ranking_loss(input1, input2, target, margin=self.margin, reduction=self.reduction)


@_with_their_arguments
class CosineEmbeddingLoss(torch.nn.CosineEmbeddingLoss):
    def forward(self, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return functional.cosine_embedding_loss(input1, input2, target, margin=self.margin, reduction=self.reduction)


@_with_their_arguments
class MultiLabelMarginLoss(torch.nn.MultiLabelMarginLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.multilabel_margin_loss(input, target, reduction=self.reduction)


@_with_their_arguments
class MultiLabelSoftMarginLoss(torch.nn.MultiLabelSoftMarginLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.multilabel_soft_margin_loss(input, target, weight=self.weight, reduction=self.reduction)


@_with_their_arguments
class MultiMarginLoss(torch.nn.MultiMarginLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.multi_margin_loss(
            input, target, p=self.p, margin=self.margin, weight=self.weight, reduction=self.reduction
        )


@_with_their_arguments
class TripletMarginLoss(torch.nn.TripletMarginLoss):
    def forward(self, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
        return functional.triplet_margin_loss(
            anchor,
            positive,
            negative,
            margin=self.margin,
            p=self.p,
            eps=self.eps,
            swap=self.swap,
            reduction=self.reduction,
        )


@_with_their_arguments
class TripletMarginWithDistanceLoss(torch.nn.TripletMarginWithDistanceLoss):
    def forward(self, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
        return functional.triplet_margin_with_distance_loss(
            anchor,
            positive,
            negative,
            distance_function=self.distance_function,
            margin=self.margin,
            swap=self.swap,
            reduction=self.reduction,
        )


@_with_their_arguments
class KLDivLoss(torch.nn.KLDivLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.kl_div(input, target, reduction=self.reduction, log_target=self.log_target)


@_with_their_arguments
class NLLLoss(torch.nn.NLLLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.nll_loss(
            input, target, weight=self.weight, ignore_index=self.ignore_index, reduction=self.reduction
        )


@_with_their_arguments
class CrossEntropyLoss(torch.nn.CrossEntropyLoss):
    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )


@_with_their_arguments
class CTCLoss(torch.nn.CTCLoss):
    def forward(
        self,
        log_probs: Tensor,
        targets: Tensor,
        input_lengths: Union[Tensor, Sequence[int]],
        target_lengths: Union[Tensor, Sequence[int]],
    ) -> Tensor:
        return functional.ctc_loss(
            log_probs, targets, input_lengths, target_lengths, self.blank, self.reduction, self.zero_infinity
        )


if hasattr(torch.nn, "LinearCrossEntropyLoss"):

    @_with_their_arguments
    class LinearCrossEntropyLoss(torch.nn.LinearCrossEntropyLoss):
        def forward(self, input: Tensor, target: Tensor) -> Tensor:
            shape = (self.num_classes, *self.out_features)
            bias = self.linear.bias
            return functional.linear_cross_entropy(
                input,
                self.linear.weight.reshape(*shape, self.linear.in_features),
                target,
                linear_bias=None if bias is None else bias.reshape(shape),
                weight=self.weight,
                reduction=self.reduction,
                ignore_index=self.ignore_index,
                label_smoothing=self.label_smoothing,
                options=self.options,
            )

    __all__.append("LinearCrossEntropyLoss")


# Modules with a loss in their name that are layers, with weights of their own.
_LAYERS = ("AdaptiveLogSoftmaxWithLoss",)


def __getattr__(name: str) -> Any:
    """What is no loss is PyTorch's own. A loss that is not here is not PyTorch's without a word."""
    if name.startswith("__"):
        # Such as __path__, by which Python would find PyTorch's files as part of this module.
        raise AttributeError(f"module {__name__} has no {name}")
    if "Loss" in name and name not in _LAYERS:
        where = ": use that of torch.nn" if hasattr(torch.nn, name) else ""
        raise AttributeError(f"libloss.torch.nn has no {name}{where}")
    return getattr(torch.nn, name)
