"""The losses for PyTorch's autograd, on tensors of the CPU.

The functions of this module have the names and arguments of those of `libloss`. `functional` and `nn` have the names
and arguments of `torch.nn.functional` and `torch.nn` instead, so that a program changes one import.
"""

from . import _functions
from . import functional as functional
from . import nn as nn
from ._ctc import ctc, ctc_log_prob
from ._functions import *  # noqa: F403
from ._linear import linear_cross_entropy
from ._linear_tokens import linear_token_log_prob
from ._tokens import TokenLogProbs, token_log_prob

#: The losses.
__all__: list[str] = [
    "TokenLogProbs",
    "ctc",
    "ctc_log_prob",
    "linear_cross_entropy",
    "linear_token_log_prob",
    "token_log_prob",
]
__all__ += _functions.__all__
