"""The calls that the generated functions make: of one gradient, of several, over classes, of a GAN, of tasks.

Everything that has an address stays in a variable until the call is over. A small call takes a few
microseconds, of which each of these lines is a part: an output that is not asked for is not made.
"""

from __future__ import annotations

import math
import sys
from ctypes import addressof
from typing import Any, Optional

import numpy as np

from ._arrays import (
    HALF_DTYPES,
    Memory,
    Output,
    address,
    check_contiguous,
    check_shape,
    contiguous_input,
    differentiated,
    gradient_dtype,
    memory,
    output,
    shown,
)
from ._layout import Layout, layout_of, matrix_input, matrix_output
from ._library import (
    ACCUMULATE,
    BINARY_TARGETS,
    FULL,
    FUNCTIONS,
    HALF_FUNCTIONS,
    KINDS,
    PREFERENCES,
    REDUCTIONS,
    SWAP,
    UNPAIRED,
    Sums,
    check,
    unsigned,
)
from ._results import Combined, Normalized, Result, SeveralResult
from ._signatures import HALF
from ._structures import Frame

# The name of an argument, and the object that was given for it.
Named = tuple[str, Any]

_OPTIONS, _CLASSES, _VALUE, _SUMS, _UPSTREAM, _IGNORE_INDEX = (
    getattr(Frame, field).offset for field in ("options", "classes", "value", "sums", "upstream", "ignore_index")
)


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


def _reduction(given: Any) -> int:
    try:
        return REDUCTIONS[given]
    except (KeyError, TypeError):
        if isinstance(given, str) and given == "batchmean":
            raise ValueError("reduction = 'batchmean' is PyTorch's word: here \"mean\" is the mean over rows") from None
        return _one_of("reduction", given, REDUCTIONS)


class _Call:
    """The options that every loss has, with value and sums."""

    __slots__ = ("classes", "frame", "last", "losses", "mask", "options", "weight")

    def __init__(
        self,
        dtype: str,
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
        full: bool = False,
        swap: bool = False,
    ) -> None:
        self.frame = frame = Frame()
        self.options = options = frame.options
        start = addressof(frame)
        #: The arguments before the gradient: options and value.
        self.last = start + _OPTIONS, start + _VALUE
        self.classes = start + _CLASSES
        if type(reduction) is not str or reduction != "mean":
            options.reduction = _reduction(reduction)
            if reduction == "none" and (losses is None or losses is False):
                losses = True
        if accumulate or binary_targets or full or swap:
            flags = ACCUMULATE if accumulate else 0
            flags |= BINARY_TARGETS if binary_targets else 0
            flags |= FULL if full else 0
            options.flags = flags | (SWAP if swap else 0)
        if threads != 0 or threads is False:
            options.threads = unsigned("threads", threads)
        if type(upstream) is not float or upstream != 1.0:
            frame.upstream = number("upstream", upstream)
            options.upstream = start + _UPSTREAM
        if weight is not None:
            self.weight = contiguous_input("weight", weight, dtype, rows_shape)
            options.weight = self.weight.address
        if mask is not None:
            self.mask = _mask(mask, rows_shape)
            options.mask = self.mask.address
        self.losses = None
        if losses is not None and losses is not False:
            self.losses = output("losses", losses, dtype, rows_shape)
            options.losses = address(self.losses)
        options.sums = start + _SUMS

    def result(self, grad: Optional[Memory], hessian: Optional[Memory], *of_classes: Any) -> Result:
        frame = self.frame
        s = frame.sums
        sums = Sums(s.loss, s.weight, s.rows)
        # Without `shown`, as each function that is called takes its time.
        losses = None if self.losses is None else self.losses.array
        first = None if grad is None else grad.array
        second = None if hessian is None else hessian.array
        return Result(frame.value, first, losses, second, sums, *of_classes)

    def several(self, grads: list[Any], hessian: Optional[Memory]) -> SeveralResult:
        frame = self.frame
        s = frame.sums
        sums = Sums(s.loss, s.weight, s.rows)
        return SeveralResult(frame.value, tuple(grads), shown(self.losses), shown(hessian), sums)


def _bytes(name: str, given: Any, shape: tuple[int, ...]) -> Memory:
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(given, torch.Tensor) and given.dtype == torch.bool:
        # PyTorch exports no bool before 2.0; the bytes are the same.
        given = given.view(torch.uint8)
    array = memory(name, given)
    if array.dtype != "bool" and array.dtype != "uint8":
        raise TypeError(f"{name} has dtype {array.dtype}, expected bool or uint8")
    return contiguous_input(name, array, array.dtype, shape)


def _mask(given: Any, rows_shape: tuple[int, ...]) -> Memory:
    return _bytes("mask", given, rows_shape)


def _check_accumulate(*gradients: Output) -> None:
    if not any(gradient is not None and not isinstance(gradient, bool) for gradient in gradients):
        raise ValueError("accumulate adds to a gradient that is there: pass that array as `grad`")
    if any(gradient is True for gradient in gradients):
        raise ValueError("accumulate adds to gradients that are there: pass an array for each")


def kind(given: str) -> int:
    """The number of a GAN's objective."""
    return _one_of("kind", given, KINDS)


def preference_kind(given: str) -> int:
    """The number of a loss of pairs of answers."""
    return _one_of("kind", given, PREFERENCES)


def unpaired_kind(given: str) -> int:
    """The number of a loss of single answers."""
    return _one_of("kind", given, UNPAIRED)


def _inputs(
    arrays: tuple[Named, ...],
    rows: Optional[tuple[str, ...]],
    optional: tuple[str, ...],
    passed: list[Any],
    half: bool = False,
    bytes_of: tuple[str, ...] = (),
) -> tuple[Memory, tuple[int, ...], list[Memory]]:
    """Appends addresses and sizes to the arguments: the first array, the shape of rows, and all that must stay.

    Without `rows` each element is a row. Else rows are along the last axis, and `rows` names the arrays that have one
    number per row. Arrays that are `optional` may be None, and those of `bytes_of` have a byte or bool per element.
    """
    first, given = arrays[0]
    a = differentiated(first, given, half)
    if not a.contiguous:
        check_contiguous(first, a)
    shape = a.shape
    rows_shape = shape if rows is None else shape[:-1]
    passed.append(a.address)
    kept = [a]
    for name, given in arrays[1:]:
        if given is None and name in optional:
            passed.append(None)
            continue
        if name in bytes_of:
            b = _bytes(name, given, shape)
        elif rows and name in rows:
            b = contiguous_input(name, given, a.dtype, rows_shape, ": one number per row")
        else:
            b = contiguous_input(name, given, a.dtype, shape, f" like {first}")
        kept.append(b)
        passed.append(b.address)
    if rows is None:
        passed.append(a.size)
    elif shape:
        passed += math.prod(rows_shape), shape[-1]
    else:
        raise ValueError(f"{first} has no axes, expected one to sum over")
    return a, rows_shape, kept


def _typed(loss: str, a: Memory, grad: Optional[Memory]) -> tuple[Any, str]:
    """The function for these dtypes of input and gradient, and the dtype of all other arrays: float32 beside half precision."""
    if a.dtype in HALF_DTYPES:
        return function_of(loss, a.dtype, a.dtype if grad is None else grad.dtype), "float32"
    return FUNCTIONS[loss, a.dtype], a.dtype


def function_of(loss: str, dtype: str, of_gradient: str) -> Any:
    """The function for inputs and gradients of these dtypes."""
    return HALF_FUNCTIONS[loss, dtype, of_gradient] if dtype in HALF_DTYPES else FUNCTIONS[loss, dtype]


def single(
    loss: str,
    arrays: tuple[Named, ...],
    numbers: tuple[float, ...],
    *,
    leading: tuple[int, ...] = (),
    bytes_of: tuple[str, ...] = (),
    rows: Optional[tuple[str, ...]] = None,
    optional: tuple[str, ...] = (),
    grad: Output = None,
    hessian: Output = None,
    accumulate: bool = False,
    **common: Any,
) -> Result:
    """Losses with one gradient, by the first array."""
    if accumulate:
        _check_accumulate(grad)
    passed: list[Any] = [*leading]
    a, rows_shape, _kept = _inputs(arrays, rows, optional, passed, loss in HALF, bytes_of)
    g = output("grad", *gradient_dtype("grad", grad, a.dtype), a.shape)
    function, dtype = _typed(loss, a, g)
    call = _Call(dtype, rows_shape, accumulate=accumulate, **common)
    h = None
    if hessian is not None and (h := output("hessian", hessian, dtype, a.shape)) is not None:
        call.options.hessian = h.address
    check(function(*passed, *numbers, *call.last, None if g is None else g.address))
    return call.result(g, h)


def several(
    loss: str,
    arrays: tuple[Named, ...],
    numbers: tuple[float, ...],
    gradients: tuple[Named, ...],
    *,
    leading: tuple[int, ...] = (),
    rows: Optional[tuple[str, ...]] = None,
    optional: tuple[str, ...] = (),
    accumulate: bool = False,
    **common: Any,
) -> SeveralResult:
    """Losses with a gradient by each of several inputs, which come before the other arrays."""
    if accumulate:
        _check_accumulate(*(wanted for _, wanted in gradients))
    passed: list[Any] = [*leading]
    a, rows_shape, _kept = _inputs(arrays, rows, optional, passed)
    call = _Call(a.dtype, rows_shape, accumulate=accumulate, **common)
    passed += numbers
    passed += call.last
    grads = []
    for name, wanted in gradients:
        g = output(name, wanted, a.dtype, a.shape)
        passed.append(address(g))
        grads.append(shown(g))
    check(FUNCTIONS[loss, a.dtype](*passed))
    return call.several(grads, None)


def _class_options(
    frame: Frame,
    dtype: str,
    layout: Layout,
    class_weight: Any = None,
    ignore_index: int = -100,
    label_smoothing: Any = 0.0,
    temperature: Any = 1.0,
    softcap: Any = None,
    z_loss: Any = 0.0,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
    class_bias: Any = None,
) -> tuple[Optional[Memory], Optional[Memory], Optional[Memory], tuple[Optional[Memory], Optional[Memory]]]:
    """Writes the options of losses over classes; what has an address is returned, the outputs first."""
    options = frame.classes
    options.row_stride = layout.stride
    options.inner = layout.inner
    weight = bias = None
    if class_bias is not None:
        bias = contiguous_input("class_bias", class_bias, dtype, (layout.classes,))
        options.class_bias = bias.address
    if class_weight is not None:
        weight = contiguous_input("class_weight", class_weight, dtype, (layout.classes,))
        options.class_weight = weight.address
    if type(ignore_index) is not int or ignore_index != -100:
        frame.ignore_index = _index("ignore_index", ignore_index)
        options.ignore_index = addressof(frame) + _IGNORE_INDEX
    if type(label_smoothing) is not float or label_smoothing != 0.0:
        options.label_smoothing = number("label_smoothing", label_smoothing)
    # 1 is what the library does when it is told nothing, which it is by functions without one.
    if type(temperature) is not float or temperature != 1.0:
        divisor = not_zero("temperature", temperature)
        options.temperature = 0.0 if divisor == 1.0 else divisor
    if softcap is not None:
        options.softcap = not_zero("softcap", softcap)
    if type(z_loss) is not float or z_loss != 0.0:
        options.z_loss = number("z_loss", z_loss)
    # Most calls want none of these.
    if lse is None and entropy is None and argmax is None:
        return None, None, None, (weight, bias)
    shape = layout.rows_shape
    outputs = (
        output("lse", lse, dtype, shape),
        output("entropy", entropy, dtype, shape),
        output("argmax", argmax, "int64", shape),
    )
    options.lse, options.entropy, options.argmax = map(address, outputs)
    return (*outputs, (weight, bias))


def _index(name: str, given: Any) -> int:
    if isinstance(given, bool) or not hasattr(given, "__index__"):
        raise TypeError(f"{name}: expected an integer, got {type(given).__name__}")
    value = int(given.__index__())
    if not -(1 << 63) <= value < 1 << 63:
        raise ValueError(f"{name} = {value} is not in [-2**63, 2**63)")
    return value


def _indices(t: Named, shape: tuple[int, ...], what: str = ": class indices, one per row") -> Memory:
    """Class indices, of 64 or 32 bits."""
    name, given = t
    array = memory(name, given)
    if array.dtype == "int32":
        check_shape(name, array, shape, what)
        # A few numbers beside the matrix of logits: with gaps they are copied, without they are passed as they are.
        return array if array.contiguous else array.converted("int64")
    advice = ""
    if array.dtype != "int64" and ("int" in array.dtype or array.dtype == "bool"):
        advice = "; numpy.asarray(…, numpy.int64) converts them"
        if not isinstance(array.array, np.ndarray):
            advice = "; its method long() converts them"
    return contiguous_input(name, array, "int64", shape, what + advice)


def classes(
    loss: str,
    x: Named,
    t: Optional[Named],
    numbers: tuple[float, ...] = (),
    *,
    indices: bool,
    sequence: bool = False,
    fewer: int = 0,
    optional: tuple[Named, ...] = (),
    lists: bool = False,
    axis: int = -1,
    class_weight: Any = None,
    ignore_index: int = -100,
    label_smoothing: Any = 0.0,
    temperature: Any = 1.0,
    softcap: Any = None,
    class_bias: Any = None,
    z_loss: Any = 0.0,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
    grad: Output = None,
    hessian: Output = None,
    accumulate: bool = False,
    **common: Any,
) -> Result:
    """Losses over classes: targets are indices, lists of them, another matrix or nothing.

    The last axis is `fewer` than the classes that indices are of. Arrays that are `optional` have a number per class.
    """
    if accumulate:
        _check_accumulate(grad)
    name, given = x
    a = differentiated(name, given, loss in HALF)
    layout = layout_of(name, a, axis)
    wanted, of_gradient = gradient_dtype("grad", grad, a.dtype)
    g = matrix_output("grad", wanted, of_gradient, layout, name)
    function, dtype = _typed(loss, a, g)
    rows_shape = layout.rows_shape
    sizes: tuple[int, ...] = (layout.outer * layout.inner, layout.classes + fewer)
    if sequence:
        if len(a.shape) < 2:
            raise ValueError(f"{name} has shape {tuple(a.shape)}, expected (..., seq_len, vocab)")
        *batch, seq_len = rows_shape
        sizes = (math.prod(batch), seq_len, layout.classes)
    b = None
    if t is None:
        pass
    elif lists:
        b = _indices(t, (*rows_shape, layout.classes), ": a list of classes per row, ended by -1")
    elif indices:
        b = _indices(t, rows_shape)
    else:
        b = matrix_input(*t, a.dtype, layout, name)
    beside = [None if c is None else contiguous_input(n, c, dtype, (layout.classes,)) for n, c in optional]
    call = _Call(dtype, rows_shape, accumulate=accumulate, **common)
    of_targets = (class_weight, ignore_index, label_smoothing)
    of_logits = (temperature, softcap, z_loss, lse, entropy, argmax, class_bias)
    e, f, m, _kept = _class_options(call.frame, dtype, layout, *of_targets, *of_logits)
    h = matrix_output("hessian", hessian, dtype, layout, name)
    if h is not None:
        call.options.hessian = h.address
    arrays: list[Optional[int]] = [a.address]
    if b is not None and b.dtype == "int32":
        call.frame.classes.target_i32 = b.address
        arrays.append(None)
    elif b is not None:
        arrays.append(b.address)
    check(function(*arrays, *map(address, beside), *sizes, *numbers, call.classes, *call.last, address(g)))
    return call.result(g, h, shown(e), shown(f), shown(m))


def softmax(loss: str, x: Named, *, axis: int = -1, out: Any = True, **options: Any) -> Normalized:
    """Softmax and its logarithm."""
    name, given = x
    a = differentiated(name, given, loss in HALF)
    layout = layout_of(name, a, axis)
    wanted, of_output = gradient_dtype("out", True if out is None else out, a.dtype)
    y = matrix_output("out", wanted, of_output, layout, name)
    if y is None:
        raise TypeError("out: expected an array, got False")
    function, dtype = _typed(loss, a, y)
    frame = Frame()
    e, f, m, _kept = _class_options(frame, dtype, layout, **options)
    rows = layout.outer * layout.inner
    class_options = addressof(frame) + _CLASSES
    check(function(a.address, rows, layout.classes, class_options, y.address))
    return Normalized(y.array, shown(e), shown(f), shown(m))


def softmax_backward(
    loss: str,
    x: Named,
    t: Named,
    *,
    axis: int = -1,
    temperature: Any = 1.0,
    grad: Output = None,
    accumulate: bool = False,
    **common: Any,
) -> Any:
    """From a gradient by probabilities to that by logits."""
    if accumulate:
        _check_accumulate(grad)
    name, given = x
    a = differentiated(name, given)
    layout = layout_of(name, a, axis)
    b = matrix_input(*t, a.dtype, layout, name)
    call = _Call(a.dtype, layout.rows_shape, accumulate=accumulate, **common)
    call.options.sums = None
    _class_options(call.frame, a.dtype, layout, temperature=temperature)
    g = matrix_output("grad", True if grad is None else grad, a.dtype, layout, name)
    if g is None:
        raise TypeError("grad: expected an array, got False")
    options, _value = call.last
    rows = layout.outer * layout.inner
    check(FUNCTIONS[loss, a.dtype](a.address, b.address, rows, layout.classes, call.classes, options, g.address))
    return g.array


def discriminator(
    loss: str,
    objective: int,
    inputs: tuple[Named, ...],
    gradients: tuple[Named, ...],
    *,
    hessian: Output = None,
    accumulate: bool = False,
    **common: Any,
) -> SeveralResult:
    """The loss of a GAN's discriminator: rows are the real samples, then the generated ones."""
    if accumulate:
        _check_accumulate(*(wanted for _, wanted in gradients))
    (first, given), (second, other) = inputs
    a = differentiated(first, given)
    if not a.contiguous:
        check_contiguous(first, a)
    dtype = a.dtype
    b = contiguous_input(second, other, dtype, None, f" like {first}")
    rows_shape = (a.size + b.size,)
    call = _Call(dtype, rows_shape, accumulate=accumulate, **common)
    h = output("hessian", hessian, dtype, rows_shape)
    if h is not None:
        call.options.hessian = h.address
    (by_first, wanted_first), (by_second, wanted_second) = gradients
    g = output(by_first, wanted_first, dtype, a.shape)
    k = output(by_second, wanted_second, dtype, b.shape)
    batches = (a.address, a.size, b.address, b.size)
    check(FUNCTIONS[loss, dtype](objective, *batches, *call.last, address(g), address(k)))
    return call.several([shown(g), shown(k)], h)


def _numbers(name: str, given: Any) -> Memory:
    """Values of losses: a list of numbers, or an array of float64."""
    if isinstance(given, (list, tuple)):
        given = np.array([number(f"{name}[{i}]", x) for i, x in enumerate(given)], np.float64)
    array = contiguous_input(name, given, "float64", None)
    if len(array.shape) != 1:
        raise ValueError(f"{name} has shape {tuple(array.shape)}, expected one axis")
    return array


def combine(loss: str, values: Named, weights: Named) -> Combined:
    """A weighted sum."""
    a = _numbers(*values)
    b = _numbers(*weights)
    contiguous_input(weights[0], b, "float64", a.shape, f" like {values[0]}")
    frame = Frame()
    check(FUNCTIONS[loss, "float64"](a.address, b.address, a.size, addressof(frame) + _VALUE))
    return Combined(frame.value)


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
    b = differentiated(*log_vars)
    contiguous_input(log_vars[0], b, b.dtype, a.shape, f" like {values[0]}")
    c = None
    if coefficients is not None:
        c = _numbers("coefficients", coefficients)
        contiguous_input("coefficients", c, "float64", a.shape, f" like {values[0]}")
    g = output("d_values", d_values, "float64", a.shape)
    h = output("d_log_vars", d_log_vars, b.dtype, a.shape)
    frame = Frame()
    inputs = (a.address, b.address, address(c), a.size)
    check(FUNCTIONS[loss, b.dtype](*inputs, addressof(frame) + _VALUE, address(g), address(h)))
    return Combined(frame.value, shown(g), shown(h))
