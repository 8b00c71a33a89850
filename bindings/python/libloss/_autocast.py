"""Losses under `torch.autocast`: there PyTorch's own losses on the CPU compute in float32, whatever arrives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable

import torch
from torch import Tensor

HALF = (torch.float16, torch.bfloat16)


def _of_devices() -> bool:
    return bool(torch.is_autocast_enabled("cpu"))


def _of_cpu() -> bool:
    """PyTorch before 2.4 has a function for each device."""
    return bool(torch.is_autocast_cpu_enabled())


def _chosen() -> Callable[[], bool]:
    try:
        torch.is_autocast_enabled("cpu")
    except TypeError:
        return _of_cpu
    return _of_devices


is_on = _chosen()


def widened(given: Any) -> Any:
    """A tensor of half precision in float32, from which autograd leads its gradient back to its own dtype.

    For callers who know that autocast is on. What is no such tensor stays as it is.
    """
    return given.float() if isinstance(given, Tensor) and given.dtype in HALF else given


def all_widened(named: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(name, widened(given)) for name, given in named]
