"""Losses with the names and arguments of `torch.nn.functional`, on tensors of the CPU.

    import libloss.torch.functional as F

in place of `import torch.nn.functional as F`: a loss is then libloss's, with the same values, gradients, shapes and
defaults, and every other function is PyTorch's own. What a loss of libloss does not have is refused with a sentence;
docs/pytorch.md lists what is refused and what differs.
"""

from __future__ import annotations

from typing import Any

import torch

from ._elements import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    gaussian_nll_loss,
    hinge_embedding_loss,
    huber_loss,
    l1_loss,
    mse_loss,
    multilabel_soft_margin_loss,
    poisson_nll_loss,
    smooth_l1_loss,
    soft_margin_loss,
)
from ._rows import (
    cosine_embedding_loss,
    cross_entropy,
    ctc_loss,
    kl_div,
    linear_cross_entropy,
    margin_ranking_loss,
    multi_margin_loss,
    multilabel_margin_loss,
    nll_loss,
    triplet_margin_loss,
    triplet_margin_with_distance_loss,
)

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cosine_embedding_loss",
    "cross_entropy",
    "ctc_loss",
    "gaussian_nll_loss",
    "hinge_embedding_loss",
    "huber_loss",
    "kl_div",
    "l1_loss",
    "linear_cross_entropy",
    "margin_ranking_loss",
    "mse_loss",
    "multi_margin_loss",
    "multilabel_margin_loss",
    "multilabel_soft_margin_loss",
    "nll_loss",
    "poisson_nll_loss",
    "smooth_l1_loss",
    "soft_margin_loss",
    "triplet_margin_loss",
    "triplet_margin_with_distance_loss",
]


def __getattr__(name: str) -> Any:
    """What is no loss is PyTorch's own. A loss that is not here is not PyTorch's without a word."""
    if name.startswith("__"):
        raise AttributeError(f"module {__name__} has no {name}")
    if name.endswith("_loss"):
        raise AttributeError(f"libloss.torch.functional has no {name}: use that of torch.nn.functional")
    return getattr(torch.nn.functional, name)
