"""The calls, one for each shape of a loss. The functions that users see are generated beside them.

Everything that has an address stays in a variable until the call is over.
"""

from __future__ import annotations

import ctypes
import math
import sys
from typing import Any, Optional

import numpy as np
import numpy.typing as npt

from ._arrays import Output, address, as_array, contiguous_input, differentiated, output
from ._library import (
    ACCUMULATE,
    BINARY_TARGETS,
    FUNCTIONS,
    KINDS,
    REDUCTIONS,
    Sums,
    check,
    unsigned,
)
from ._layout import Layout, layout_of, matrix_input, matrix_output
from ._results import Combined, Normalized, PairResult, Result
from ._structures import ClassOptions, Options, SumsStructure

# A name and what was given under it.
Named = tuple[str, Any]


def number(name: str, given: Any) -> float:
    """A number, and not a string that looks like one."""
    try:
        if isinstance(given, (str, bytes)):
            raise TypeError
        return float(given)
    except (TypeError, ValueError):
        raise TypeError(f"{name}: expected a number, got {type(given).__name__}") from None


def not_zero(name: str, given: Any) -> float:
    """A number of which 0 would mean the default to the library."""
    value = number(name, given)
    if value == 0.0:
        raise ValueError(f"{name} = 0 is not a number to use here")
    return value


def _one_of(name: str, given: Any, known: dict[str, int]) -> int:
    if not isinstance(given, str):
        raise TypeError(f"{name}: expected a string, got {type(given).__name__}")
    if given not in known:
        raise ValueError(f"{name} = {given!r} is not one of {', '.join(map(repr, known))}")
    return known[given]


class _Common:
    """The options that go with every loss, and the outputs that are one to a call."""

    def __init__(
        self,
        dtype: npt.DTypeLike,
        rows_shape: tuple[int, ...],
        *,
        reduction: str = "mean",
        weight: Any = None,
        mask: Any = None,
        upstream: Any = 1.0,
        threads: int = 0,
        accumulate: bool = False,
        losses: Output = None,
        binary_targets: bool = False,
    ) -> None:
        if reduction == "none" and (losses is None or losses is False):
            losses = True
        self._weight = self._mask = None
        if weight is not None:
            self._weight = contiguous_input("weight", weight, dtype, rows_shape)
        if mask is not None:
            self._mask = _mask(mask, rows_shape)
        self.losses = output("losses", losses, dtype, rows_shape)
        self.value = ctypes.c_double()
        self._sums = SumsStructure()
        self._upstream = ctypes.c_double(number("upstream", upstream))
        flags = (ACCUMULATE if accumulate else 0) | (BINARY_TARGETS if binary_targets else 0)
        self.options = Options(
            reduction=_one_of("reduction", reduction, REDUCTIONS),
            flags=flags,
            threads=unsigned("threads", threads),
            upstream=ctypes.addressof(self._upstream),
            weight=address(self._weight),
            mask=address(self._mask),
            losses=address(self.losses),
            sums=ctypes.addressof(self._sums),
        )

    @property
    def sums(self) -> Sums:
        return Sums(self._sums.loss, self._sums.weight, self._sums.rows)

    @property
    def last(self) -> tuple[Any, Any]:
        """The arguments before the gradient: options and value."""
        return ctypes.addressof(self.options), ctypes.addressof(self.value)


def _mask(given: Any, rows_shape: tuple[int, ...]) -> npt.NDArray[Any]:
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(given, torch.Tensor) and given.dtype == torch.bool:
        # PyTorch exports no bool before 2.0; the bytes are the same.
        given = given.view(torch.uint8)
    array = as_array("mask", given)
    if array.dtype != np.bool_ and array.dtype != np.uint8:
        raise TypeError(f"mask has dtype {array.dtype}, expected bool or uint8")
    return contiguous_input("mask", array, array.dtype, rows_shape)


def _check_accumulate(accumulate: bool, *gradients: Output) -> None:
    if accumulate and not any(gradient is not None and not isinstance(gradient, bool) for gradient in gradients):
        raise ValueError("accumulate adds to a gradient that is there: pass that array as `grad`")
    if accumulate and any(gradient is True for gradient in gradients):
        raise ValueError("accumulate adds to gradients that are there: pass both arrays")


def pointwise(
    loss: str,
    x: Named,
    t: Optional[Named],
    scalars: tuple[float, ...] = (),
    *,
    grad: Output = None,
    hessian: Output = None,
    **common: Any,
) -> Result:
    """Losses of single elements, and penalties, which have no targets."""
    _check_accumulate(common.get("accumulate", False), grad)
    name, given = x
    a, dtype = differentiated(name, given)
    a = contiguous_input(name, a, a.dtype, None)
    inputs = [a]
    if t is not None:
        inputs.append(contiguous_input(*t, a.dtype, a.shape, f" like {name}"))
    return _elements(loss, dtype, inputs, (a.size, *scalars), a.shape, grad, hessian, common)


def generator(
    loss: str, kind: str, x: Named, *, grad: Output = None, hessian: Output = None, **common: Any
) -> Result:
    """What the generator of a GAN minimises."""
    _check_accumulate(common.get("accumulate", False), grad)
    name, given = x
    a, dtype = differentiated(name, given)
    a = contiguous_input(name, a, a.dtype, None)
    o = _Common(a.dtype, a.shape, **common)
    g = output("grad", grad, a.dtype, a.shape)
    h = output("hessian", hessian, a.dtype, a.shape)
    o.options.hessian = address(h)
    number_of_kind = _one_of("kind", kind, KINDS)
    check(FUNCTIONS[loss, dtype](number_of_kind, address(a), a.size, *o.last, address(g)))
    return Result(o.value.value, g, o.losses, h, o.sums)


def rowwise(
    loss: str, x: Named, t: Named, *, grad: Output = None, hessian: Output = None, **common: Any
) -> Result:
    """Losses that sum over the last axis."""
    _check_accumulate(common.get("accumulate", False), grad)
    name, given = x
    a, dtype = differentiated(name, given)
    a = contiguous_input(name, a, a.dtype, None)
    rows, classes = _last_axis(name, a)
    b = contiguous_input(*t, a.dtype, a.shape, f" like {name}")
    return _elements(loss, dtype, [a, b], (rows, classes), a.shape[:-1], grad, hessian, common)


def _elements(
    loss: str,
    dtype: str,
    inputs: list[npt.NDArray[Any]],
    sizes: tuple[float, ...],
    rows_shape: tuple[int, ...],
    grad: Output,
    hessian: Output,
    common: dict[str, Any],
) -> Result:
    a = inputs[0]
    o = _Common(a.dtype, rows_shape, **common)
    g = output("grad", grad, a.dtype, a.shape)
    h = output("hessian", hessian, a.dtype, a.shape)
    o.options.hessian = address(h)
    check(FUNCTIONS[loss, dtype](*map(address, inputs), *sizes, *o.last, address(g)))
    return Result(o.value.value, g, o.losses, h, o.sums)


def _last_axis(name: str, array: npt.NDArray[Any]) -> tuple[int, int]:
    if array.ndim == 0:
        raise ValueError(f"{name} has no axes, expected one to sum over")
    return math.prod(array.shape[:-1]), array.shape[-1]


class _Classes:
    """The options and outputs of losses over classes."""

    def __init__(
        self,
        dtype: npt.DTypeLike,
        layout: Layout,
        *,
        class_weight: Any = None,
        ignore_index: int = -100,
        label_smoothing: Any = 0.0,
        temperature: Any = 1.0,
        softcap: Any = None,
        z_loss: Any = 0.0,
        lse: Output = None,
        entropy: Output = None,
        argmax: Output = None,
    ) -> None:
        self._class_weight = None
        if class_weight is not None:
            self._class_weight = contiguous_input("class_weight", class_weight, dtype, (layout.classes,))
        self._ignore_index = ctypes.c_int64(_index("ignore_index", ignore_index))
        shape = layout.rows_shape
        self.lse = output("lse", lse, dtype, shape)
        self.entropy = output("entropy", entropy, dtype, shape)
        self.argmax = output("argmax", argmax, np.int64, shape)
        divisor = not_zero("temperature", temperature)
        self.options = ClassOptions(
            class_weight=address(self._class_weight),
            label_smoothing=number("label_smoothing", label_smoothing),
            # 1 is what the library does when it is told nothing, which it is by functions without one.
            temperature=0.0 if divisor == 1.0 else divisor,
            softcap=0.0 if softcap is None else not_zero("softcap", softcap),
            z_loss=number("z_loss", z_loss),
            row_stride=layout.stride,
            inner=layout.inner,
            lse=address(self.lse),
            entropy=address(self.entropy),
            argmax=address(self.argmax),
        )
        if self._ignore_index.value != -100:
            self.options.ignore_index = ctypes.addressof(self._ignore_index)

    @property
    def outputs(self) -> tuple[Any, Any, Any]:
        return self.lse, self.entropy, self.argmax


def _index(name: str, given: Any) -> int:
    if isinstance(given, bool) or not hasattr(given, "__index__"):
        raise TypeError(f"{name}: expected an integer, got {type(given).__name__}")
    value = int(given.__index__())
    if not -(1 << 63) <= value < 1 << 63:
        raise ValueError(f"{name} = {value} is not in [-2**63, 2**63)")
    return value


_CLASS_OPTIONS = (
    "class_weight",
    "ignore_index",
    "label_smoothing",
    "temperature",
    "softcap",
    "z_loss",
    "lse",
    "entropy",
    "argmax",
)


def _split(options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The options of classes, and the others."""
    of_classes = {name: options.pop(name) for name in _CLASS_OPTIONS if name in options}
    return of_classes, options


def _indices(t: Named, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    return contiguous_input(*t, np.int64, shape, ": class indices, one a row")


def classes(
    loss: str,
    x: Named,
    t: Named,
    scalars: tuple[float, ...] = (),
    *,
    indices: bool,
    sequence: bool = False,
    axis: int = -1,
    grad: Output = None,
    hessian: Output = None,
    **options: Any,
) -> Result:
    """The softmax family: targets are indices or another matrix."""
    of_classes, common = _split(options)
    _check_accumulate(common.get("accumulate", False), grad)
    name, given = x
    a, dtype = differentiated(name, given)
    layout = layout_of(name, a, axis)
    sizes: tuple[int, ...] = (layout.outer * layout.inner, layout.classes)
    if sequence:
        if a.ndim < 2:
            raise ValueError(f"{name} has shape {a.shape}, expected (..., seq_len, vocab)")
        *batch, seq_len = layout.rows_shape
        sizes = (math.prod(batch), seq_len, layout.classes)
    if indices:
        b = _indices(t, layout.rows_shape)
    else:
        b = matrix_input(*t, a.dtype, layout, name)
    c = _Classes(a.dtype, layout, **of_classes)
    o = _Common(a.dtype, layout.rows_shape, **common)
    g = matrix_output("grad", grad, a.dtype, layout, name)
    h = matrix_output("hessian", hessian, a.dtype, layout, name)
    o.options.hessian = address(h)
    function = FUNCTIONS[loss, dtype]
    class_options = ctypes.addressof(c.options)
    check(function(address(a), address(b), *sizes, *scalars, class_options, *o.last, address(g)))
    return Result(o.value.value, g, o.losses, h, o.sums, *c.outputs)


def softmax(loss: str, x: Named, *, axis: int = -1, out: Any = True, **options: Any) -> Normalized:
    """Softmax and its logarithm."""
    name, given = x
    a, dtype = differentiated(name, given)
    layout = layout_of(name, a, axis)
    c = _Classes(a.dtype, layout, **options)
    y = matrix_output("out", True if out is None else out, a.dtype, layout, name)
    if y is None:
        raise TypeError("out: expected an array, got False")
    rows = layout.outer * layout.inner
    class_options = ctypes.addressof(c.options)
    check(FUNCTIONS[loss, dtype](address(a), rows, layout.classes, class_options, address(y)))
    return Normalized(y, *c.outputs)


def pair(
    loss: str, x: Named, y: Named, gradients: tuple[Named, Named], **common: Any
) -> PairResult:
    """Losses of two differentiated inputs, summed over the last axis."""
    (first, wanted_first), (second, wanted_second) = gradients
    _check_accumulate(common.get("accumulate", False), wanted_first, wanted_second)
    name, given = x
    a, dtype = differentiated(name, given)
    a = contiguous_input(name, a, a.dtype, None)
    rows, dim = _last_axis(name, a)
    b = contiguous_input(*y, a.dtype, a.shape, f" like {name}")
    o = _Common(a.dtype, a.shape[:-1], **common)
    g = output(first, wanted_first, a.dtype, a.shape)
    h = output(second, wanted_second, a.dtype, a.shape)
    check(FUNCTIONS[loss, dtype](address(a), address(b), rows, dim, *o.last, address(g), address(h)))
    return PairResult(o.value.value, (g, h), o.losses, None, o.sums)


def discriminator(
    loss: str,
    kind: str,
    x: Named,
    y: Named,
    gradients: tuple[Named, Named],
    *,
    hessian: Output = None,
    **common: Any,
) -> PairResult:
    """What the discriminator of a GAN minimises. Rows are the real samples, then the fakes."""
    (first, wanted_first), (second, wanted_second) = gradients
    _check_accumulate(common.get("accumulate", False), wanted_first, wanted_second)
    name, given = x
    a, dtype = differentiated(name, given)
    a = contiguous_input(name, a, a.dtype, None)
    b = contiguous_input(*y, a.dtype, None, f" like {name}")
    rows_shape = (a.size + b.size,)
    o = _Common(a.dtype, rows_shape, **common)
    d = output("hessian", hessian, a.dtype, rows_shape)
    o.options.hessian = address(d)
    g = output(first, wanted_first, a.dtype, a.shape)
    h = output(second, wanted_second, a.dtype, b.shape)
    number_of_kind = _one_of("kind", kind, KINDS)
    batches = (address(a), a.size, address(b), b.size)
    check(FUNCTIONS[loss, dtype](number_of_kind, *batches, *o.last, address(g), address(h)))
    return PairResult(o.value.value, (g, h), o.losses, d, o.sums)


def _numbers(name: str, given: Any) -> npt.NDArray[Any]:
    """Values of losses: a list of numbers, or an array of float64."""
    if isinstance(given, (list, tuple)):
        given = np.array([number(f"{name}[{i}]", x) for i, x in enumerate(given)], np.float64)
    array = contiguous_input(name, given, np.float64, None)
    if array.ndim != 1:
        raise ValueError(f"{name} has shape {array.shape}, expected one axis")
    return array


def combine(loss: str, values: Named, weights: Named) -> Combined:
    """A weighted sum."""
    a = _numbers(*values)
    b = _numbers(*weights)
    b = contiguous_input(weights[0], b, np.float64, a.shape, f" like {values[0]}")
    total = ctypes.c_double()
    check(FUNCTIONS[loss, "f64"](address(a), address(b), a.size, ctypes.addressof(total)))
    return Combined(total.value)


def uncertainty(
    loss: str,
    values: Named,
    log_vars: Named,
    coefficients: Any,
    d_values: Output,
    d_log_vars: Output,
) -> Combined:
    """A sum weighted by learned uncertainties."""
    a = _numbers(*values)
    b, dtype = differentiated(*log_vars)
    b = contiguous_input(log_vars[0], b, b.dtype, a.shape, f" like {values[0]}")
    c = None
    if coefficients is not None:
        c = _numbers("coefficients", coefficients)
        c = contiguous_input("coefficients", c, np.float64, a.shape, f" like {values[0]}")
    g = output("d_values", d_values, np.float64, a.shape)
    h = output("d_log_vars", d_log_vars, b.dtype, a.shape)
    total = ctypes.c_double()
    inputs = (address(a), address(b), address(c), a.size)
    check(FUNCTIONS[loss, dtype](*inputs, ctypes.addressof(total), address(g), address(h)))
    return Combined(total.value, g, h)
