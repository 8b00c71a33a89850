"""Matrices over classes: how the axis of classes and the rows lie in memory."""

from __future__ import annotations

import math
from typing import Any, NamedTuple, Optional

import numpy as np

from ._arrays import Memory, a_copy, check_dtype, check_shape, check_writable, dtype_of, memory, memory_of


class Layout(NamedTuple):
    """(outer, classes, inner), with `stride` elements from one outer index to the next.

    Rows are counted in C's order of the axes without the one of classes: the first of these axes make
    the outer index, the others the inner one.
    """

    shape: tuple[int, ...]
    axis: int
    outer: int
    classes: int
    inner: int
    stride: int
    #: In C's order, without gaps.
    contiguous: bool

    @property
    def block(self) -> int:
        """The elements of one outer index."""
        return self.classes * self.inner

    @property
    def rows_shape(self) -> tuple[int, ...]:
        """The shape of what has an entry per row."""
        return self.shape[: self.axis] + self.shape[self.axis + 1 :]


def layout_of(name: str, array: Memory, axis: int) -> Layout:
    """The layout of a matrix, or the refusal of one that the library cannot walk."""
    shape = array.shape
    axes = len(shape)
    if axes == 0:
        raise ValueError(f"{name} has no axes, expected one of classes")
    if isinstance(axis, bool) or not hasattr(axis, "__index__"):
        raise TypeError(f"axis: expected an integer, got {type(axis).__name__}")
    position = axis.__index__()
    if not -axes <= position < axes:
        raise ValueError(f"axis = {position} is not an axis of {name}, which has {axes}")
    position %= axes
    if array.contiguous:
        outer, inner = math.prod(shape[:position]), math.prod(shape[position + 1 :])
        return Layout(shape, position, outer, shape[position], inner, shape[position] * inner, True)
    layout = _strided(array, position)
    if layout is None:
        raise ValueError(
            f"{name} is not contiguous; {a_copy(array)} makes a copy that is (without one: rows may be "
            "apart, all by the same distance, and the classes may lie before or behind the other axes)"
        )
    return layout


def _strided(array: Memory, axis: int) -> Optional[Layout]:
    """The layout of an array with elements that has gaps or another order of axes than C's."""
    size, shape = array.itemsize, array.shape
    if any(step % size for step in array.strides):
        return None
    # An axis of length 1 may have any stride.
    steps = [step // size for step in array.strides]
    rows = [(n, step) for i, (n, step) in enumerate(zip(shape, steps)) if n > 1 and i != axis]
    classes = shape[axis]
    # The inner index is what lies between two classes: the last axes of rows, without a gap.
    between = steps[axis] if classes > 1 else 1
    inner = 1
    while rows and inner < between and rows[-1][1] == inner:
        inner *= rows.pop()[0]
    if inner != between:
        return None
    outer = math.prod(n for n, _ in rows)
    stride = expected = rows[-1][1] if rows else classes * inner
    for n, step in reversed(rows):
        if step != expected:
            return None
        expected *= n
    if stride < classes * inner:
        return None
    return Layout(shape, axis, outer, classes, inner, stride, False)


def _check(name: str, array: Memory, layout: Layout, input_name: str) -> None:
    if array.shape != layout.shape:
        check_shape(name, array, layout.shape, f" like {input_name}")
    if array.contiguous and layout.contiguous:
        return
    other = layout_of(name, array, layout.axis)
    if other.inner != layout.inner and layout.outer * layout.inner > 1:
        raise ValueError(
            f"{name} has classes {other.inner} elements apart, expected {layout.inner} like {input_name}"
        )
    if other.stride != layout.stride and layout.outer > 1:
        raise ValueError(
            f"{name} has rows {other.stride} elements apart, expected {layout.stride} like {input_name}"
        )


def matrix_input(name: str, given: Any, dtype: str, layout: Layout, input_name: str) -> Memory:
    """A second matrix of the call: all have one layout."""
    array = memory(name, given)
    if array.dtype != dtype:
        check_dtype(name, array, dtype, f" like {input_name}")
    _check(name, array, layout, input_name)
    return array


def matrix_output(
    name: str, wanted: Any, dtype: str, layout: Layout, input_name: str
) -> Optional[Memory]:
    """A new matrix in the layout of the input, the one given, or None."""
    if wanted is None or wanted is False:
        return None
    if wanted is True:
        return _empty(dtype, layout)
    array = matrix_input(name, wanted, dtype, layout, input_name)
    check_writable(name, array)
    return array


def _empty(dtype: str, layout: Layout) -> Memory:
    kind = dtype_of(dtype)
    shape, axis, inner = layout.shape, layout.axis, layout.inner
    if layout.contiguous:
        return memory_of(np.empty(shape, kind))
    steps = [0] * len(shape)
    steps[axis] = inner * kind.itemsize
    # As it was found: the last axes of rows are the inner index, the others the outer one.
    step, left = 1, inner
    for position in reversed([i for i in range(len(shape)) if i != axis]):
        if left == 1 and shape[position] > 1:
            left, step = 0, layout.stride
        steps[position] = step * kind.itemsize
        step *= shape[position]
        left //= shape[position] if left else 1
    buffer = np.empty(layout.outer * layout.stride, kind)
    return memory_of(np.ndarray(shape, kind, buffer, 0, tuple(steps)))
