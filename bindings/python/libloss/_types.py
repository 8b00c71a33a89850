"""Types of arguments that are not arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Union

from ._arrays import Array

#: How the losses of rows become one value.
Reduction = Literal["mean", "sum", "mean_rows", "none"]
#: The objective of a generative adversarial network.
Kind = Literal["minimax", "non_saturating", "least_squares", "hinge", "wasserstein"]
#: The loss of a preference between two answers.
Preference = Literal[
    "sigmoid",
    "hinge",
    "ipo",
    "exo",
    "nca",
    "robust",
    "bco",
    "sppo",
    "apo_zero",
    "apo_down",
    "discopop",
    "orpo",
]
#: The loss of single answers.
Unpaired = Literal["kto", "bco"]
#: A few numbers.
Numbers = Union[Sequence[float], Array]
