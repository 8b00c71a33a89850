"""Losses of machine learning and their gradients, in one call over arrays as they are.

    >>> import numpy, libloss
    >>> logits = numpy.array([[2.0, 0.5, -1.0], [0.1, 0.2, 3.0]], numpy.float32)
    >>> result = libloss.cross_entropy(logits, numpy.array([0, 1]), grad=True)
    >>> round(result.value, 6)
    1.575456
    >>> result.grad.shape
    (2, 3)

Rules that hold for every function:

- Each family of functions has a module (`from libloss import regression`), and all functions are here.
- An input is any array on the CPU that exports its memory: NumPy, DLPack (PyTorch, JAX), the array
  interface, the buffer protocol. It is neither copied nor converted: another dtype is a TypeError,
  another shape and a gap in the memory are a ValueError, and both name the argument. Arrays are
  float32 or float64, all those of a call the same; masks are bool or uint8; class indices are int64
  or int32.
- An output is wanted where its argument is True (a new NumPy array) or an array to write into, which
  may be the input itself for a gradient. The result has the outputs by name, None where not wanted.
- The global interpreter lock is released during the call, so that arrays must not change meanwhile.
"""

from . import _losses
from ._arrays import Array, Output, SupportsArrayInterface, SupportsDLPack
from ._ctc import ctc, ctc_log_prob
from ._library import Error, Sums, isa, num_threads, set_num_threads, version
from ._linear import LinearResult, linear_cross_entropy
from ._linear_tokens import LinearGradients, linear_token_log_prob, linear_token_log_prob_backward
from ._losses import *  # noqa: F403
from ._results import Combined, Normalized, Result, SeveralResult
from ._tokens import TokenLogProbs, token_log_prob, token_log_prob_backward
from ._types import Kind, Numbers, Preference, Reduction, Unpaired

__version__ = version()

__all__ = [
    "Array",
    "Combined",
    "Error",
    "Kind",
    "LinearGradients",
    "LinearResult",
    "Normalized",
    "Numbers",
    "Output",
    "Reduction",
    "Result",
    "SeveralResult",
    "Sums",
    "SupportsArrayInterface",
    "SupportsDLPack",
    "TokenLogProbs",
    "ctc",
    "ctc_log_prob",
    "isa",
    "linear_cross_entropy",
    "linear_token_log_prob",
    "linear_token_log_prob_backward",
    "num_threads",
    "set_num_threads",
    "token_log_prob",
    "token_log_prob_backward",
    "version",
]
__all__ += _losses.__all__
