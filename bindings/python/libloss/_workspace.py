"""Memory that a call needs: how much, and where it is kept."""

from __future__ import annotations

import ctypes
import threading
from typing import Any

import numpy as np

from ._library import LIBRARY
from ._signatures import HALF_SUFFIXES

_WHOLE_SUFFIXES = {("float32", "float32"): "f32", ("float64", "float64"): "f64"}


def query(name: str, sizes: int, half: bool = True) -> dict[tuple[str, str], Any]:
    """The functions that tell the bytes of the workspace, by the dtypes of inputs and gradients."""
    found = {}
    for dtypes, suffix in {**_WHOLE_SUFFIXES, **(HALF_SUFFIXES if half else {})}.items():
        found[dtypes] = function = getattr(LIBRARY, f"loss_{name}_workspace_{suffix}")
        function.argtypes = [ctypes.c_size_t] * sizes + [ctypes.c_uint32, ctypes.c_void_p]
        function.restype = ctypes.c_size_t
    return found


# A workspace per thread, as large as the largest call of that thread needed.
_kept = threading.local()


def workspace(size: int) -> tuple[int, int]:
    """Address and bytes of memory that this thread keeps, of at least so many."""
    memory = getattr(_kept, "memory", None)
    if memory is None or memory.size < size:
        # Sizes that overflow are refused by the call.
        _kept.memory = memory = np.empty(size if size < 1 << 48 else 0, np.uint8)
    return memory.ctypes.data, memory.size
