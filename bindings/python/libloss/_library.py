"""Loads the shared library and describes its C interface: include/loss.h, for ctypes.

A function that ctypes calls runs without the global interpreter lock.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

from ._signatures import HALF, HALF_APART, HALF_SUFFIXES, SIGNATURES

REDUCTIONS = {"mean": 0, "sum": 1, "mean_rows": 2, "none": 1}
KINDS = {"minimax": 0, "non_saturating": 1, "least_squares": 2, "hinge": 3, "wasserstein": 4}
PREFERENCES = {
    "sigmoid": 0,
    "hinge": 1,
    "ipo": 2,
    "exo": 3,
    "nca": 4,
    "robust": 5,
    "bco": 6,
    "sppo": 7,
    "apo_zero": 8,
    "apo_down": 9,
    "discopop": 10,
    "orpo": 11,
}
UNPAIRED = {"kto": 0, "bco": 1}
ACCUMULATE = 1
BINARY_TARGETS = 2
FULL = 4
SWAP = 8
ZERO_INFINITY = 16

# Status codes, which are never reused.
STATUS_NAMES = {
    1: "LOSS_ERROR_NULL_POINTER",
    2: "LOSS_ERROR_INVALID_ARGUMENT",
    3: "LOSS_ERROR_SIZE",
    4: "LOSS_ERROR_TARGET",
    5: "LOSS_ERROR_OVERLAP",
    6: "LOSS_ERROR_OUT_OF_MEMORY",
    7: "LOSS_ERROR_INTERNAL",
}


class Error(ValueError):
    """What the library refused, in its own words; `status` is the name of its status code."""

    def __init__(self, message: str, status: str) -> None:
        super().__init__(message)
        self.status = status

    def __reduce__(self) -> Any:
        return Error, (str(self), self.status)


class Sums(NamedTuple):
    """What a value is made of; the fields add up across micro-batches and processes."""

    loss: float
    weight: float
    rows: int


# How a letter of SIGNATURES is passed.
LETTERS = {
    "p": ctypes.c_void_p,
    "n": ctypes.c_size_t,
    "d": ctypes.c_double,
    "u": ctypes.c_uint32,
    "q": ctypes.c_int64,
}


def _path() -> Path:
    """The library that was built with this package, or the one that LIBLOSS_LIBRARY names."""
    chosen = os.environ.get("LIBLOSS_LIBRARY")
    if chosen:
        return Path(chosen)
    names = {"win32": "loss.dll", "darwin": "libloss.dylib"}
    return Path(__file__).with_name(names.get(sys.platform, "libloss.so"))


PATH = _path()
LIBRARY = ctypes.CDLL(str(PATH))
for _name in ("loss_version", "loss_isa", "loss_last_error"):
    getattr(LIBRARY, _name).argtypes = []
    getattr(LIBRARY, _name).restype = ctypes.c_char_p
LIBRARY.loss_num_threads.argtypes = []
LIBRARY.loss_num_threads.restype = ctypes.c_uint32
LIBRARY.loss_set_num_threads.argtypes = [ctypes.c_uint32]
LIBRARY.loss_set_num_threads.restype = ctypes.c_int32


def _bind(name: str, suffix: str) -> Any:
    function = getattr(LIBRARY, f"loss_{name}_{suffix}")
    function.argtypes = [LETTERS[letter] for letter in SIGNATURES[name]]
    function.restype = ctypes.c_int32
    return function


#: By the name of a loss and of a dtype.
FUNCTIONS = {
    (name, dtype): _bind(name, suffix)
    for name in SIGNATURES
    for dtype, suffix in (("float32", "f32"), ("float64", "f64"))
}


#: By the name of a loss, the dtype of its inputs and that of its gradient.
HALF_FUNCTIONS = {
    (name, *dtypes): _bind(name, suffix)
    for name in (*HALF, *HALF_APART)
    for dtypes, suffix in HALF_SUFFIXES.items()
    if suffix in HALF_APART.get(name, (suffix,))
}


def check(status: int) -> None:
    """Raises what the last call of this thread says about a status other than LOSS_OK."""
    if status == 0:
        return
    message = LIBRARY.loss_last_error().decode("utf-8", "replace")
    # Options are arguments here.
    for prefix in ("class_options.", "sequence_options.", "options."):
        message = message.replace(prefix, "")
    # A default is an argument that is left out: 0 is refused before.
    message = message.replace(" (0: the default)", "")
    if status == 6:
        raise MemoryError(message)
    raise Error(message, STATUS_NAMES.get(status, str(status)))


def version() -> str:
    """The version of the library, "major.minor.patch"."""
    return str(LIBRARY.loss_version().decode())


def isa() -> str:
    """The instruction set in use: "avx512", "avx2", "neon" or "scalar".

    The environment variable LOSS_ISA, read at the first call, chooses a lesser one. Results do not
    depend on it.
    """
    return str(LIBRARY.loss_isa().decode())


def num_threads() -> int:
    """How many threads a call uses at most, the caller's included."""
    return int(LIBRARY.loss_num_threads())


def set_num_threads(threads: int) -> None:
    """Sets how many threads a call uses at most; 0 returns to the default.

    The default is the environment variable LOSS_NUM_THREADS, or else the cores that this process
    may use. Results do not depend on it.
    """
    check(LIBRARY.loss_set_num_threads(unsigned("threads", threads)))


def unsigned(name: str, number: int) -> int:
    """`number`, which a uint32_t can hold; ctypes would cut it off."""
    if isinstance(number, bool) or not hasattr(number, "__index__"):
        raise TypeError(f"{name}: expected an integer, got {type(number).__name__}")
    number = number.__index__()
    if not 0 <= number < 1 << 32:
        raise ValueError(f"{name} = {number} is not in [0, 2**32)")
    return number
