"""Matrices over classes: which axis has the classes, and how far rows are apart."""

from __future__ import annotations

import math
from typing import Any, NamedTuple, Optional

import numpy as np
import numpy.typing as npt

from ._arrays import as_array, check_dtype, check_shape, check_writable


class Layout(NamedTuple):
    """(outer, classes, inner), with `stride` elements from one outer index to the next."""

    shape: tuple[int, ...]
    axis: int
    outer: int
    classes: int
    inner: int
    stride: int

    @property
    def block(self) -> int:
        """The elements of one outer index."""
        return self.classes * self.inner

    @property
    def rows_shape(self) -> tuple[int, ...]:
        """The shape of what has an entry per row."""
        return self.shape[: self.axis] + self.shape[self.axis + 1 :]


def layout_of(name: str, array: npt.NDArray[Any], axis: int) -> Layout:
    """The layout of a matrix, or the refusal of one that the library cannot walk."""
    if array.ndim == 0:
        raise ValueError(f"{name} has no axes, expected one of classes")
    if isinstance(axis, bool) or not hasattr(axis, "__index__"):
        raise TypeError(f"axis: expected an integer, got {type(axis).__name__}")
    position = axis.__index__()
    if not -array.ndim <= position < array.ndim:
        raise ValueError(f"axis = {position} is not an axis of {name}, which has {array.ndim}")
    position %= array.ndim
    shape = array.shape
    outer, inner = math.prod(shape[:position]), math.prod(shape[position + 1 :])
    layout = Layout(shape, position, outer, shape[position], inner, shape[position] * inner)
    if array.flags.c_contiguous:
        return layout
    stride = _stride(array, position, layout.block)
    if stride is None:
        raise ValueError(
            f"{name} is not contiguous; numpy.ascontiguousarray makes a copy that is "
            "(only rows may be apart, all by the same distance)"
        )
    return layout._replace(stride=stride)


def _stride(array: npt.NDArray[Any], axis: int, block: int) -> Optional[int]:
    """Elements from one outer index to the next, if there is one such number."""
    # An axis of length 1 may have any stride.
    expected = array.itemsize
    for length, step in zip(array.shape[axis:][::-1], array.strides[axis:][::-1]):
        if length > 1 and step != expected:
            return None
        expected *= length
    found: Optional[int] = None
    for length, step in zip(array.shape[:axis][::-1], array.strides[:axis][::-1]):
        if length > 1:
            if found is None:
                found = expected = step
            elif step != expected:
                return None
        if found is not None:
            expected *= length
    if found is None:
        return block
    if found % array.itemsize or found < block * array.itemsize:
        return None
    return found // array.itemsize


def _check(name: str, array: npt.NDArray[Any], layout: Layout, input_name: str) -> None:
    check_shape(name, array, layout.shape, f" like {input_name}")
    stride = layout_of(name, array, layout.axis).stride
    if stride != layout.stride and layout.outer > 1:
        raise ValueError(
            f"{name} has rows {stride} elements apart, expected {layout.stride} like {input_name}"
        )


def matrix_input(
    name: str, given: Any, dtype: npt.DTypeLike, layout: Layout, input_name: str
) -> npt.NDArray[Any]:
    """A second matrix of the call: all have one layout."""
    array = as_array(name, given)
    check_dtype(name, array, dtype, f" like {input_name}")
    _check(name, array, layout, input_name)
    return array


def matrix_output(
    name: str, wanted: Any, dtype: npt.DTypeLike, layout: Layout, input_name: str
) -> Optional[npt.NDArray[Any]]:
    """A new matrix in the layout of the input, the one given, or None."""
    if wanted is None or wanted is False:
        return None
    if wanted is True:
        return _empty(dtype, layout)
    array = matrix_input(name, wanted, dtype, layout, input_name)
    check_writable(name, array)
    return array


def _empty(dtype: npt.DTypeLike, layout: Layout) -> npt.NDArray[Any]:
    if layout.stride == layout.block:
        return np.empty(layout.shape, dtype)
    size = np.dtype(dtype).itemsize
    strides: list[int] = []
    step = size
    for length in layout.shape[: layout.axis - 1 : -1] if layout.axis else layout.shape[::-1]:
        strides.append(step)
        step *= length
    step = layout.stride * size
    for length in layout.shape[: layout.axis][::-1]:
        strides.append(step)
        step *= length
    buffer = np.empty(layout.outer * layout.stride, dtype)
    view: npt.NDArray[Any] = np.ndarray(layout.shape, dtype, buffer, 0, tuple(strides[::-1]))
    return view
