"""The way of a loss through PyTorch's autograd.

The gradients are outputs of the forward pass, next to the value, although no caller sees them. A
backward pass that is itself differentiated (`create_graph=True`) multiplies these outputs: so what
depends on them leads back to the node of the loss, and that refuses. Without this path autograd would
find no way from a gradient to the inputs, and would leave out their second derivative in silence.
The derivative by the upstream derivative is there, as the gradient is linear in it.

A gradient that belongs to a graph which is kept is never written to: another backward pass needs it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any, Callable, Optional

import torch
from torch import Tensor

from . import _autocast, _losses, _recorded
from ._arrays import HALF_DTYPES, Memory, placeholder
from ._call import number
from ._layout import layout_of
from ._signatures import DRIVERS, GRADIENTS, NUMBERS, ROWS

Named = tuple[str, Any]
# From the gradients that are wanted to the output and the gradients.
Compute = Callable[[Sequence[bool]], tuple[Tensor, list[Optional[Tensor]]]]
# From the upstream derivative, and which of the inputs, to what its gradient is multiplied by.
Spread = Callable[[Tensor, int], Tensor]
# From which of the inputs to whether its elements count, with the axes of the input.
Counted = Callable[[int], Tensor]

_DTYPES = {
    torch.float32: "float32",
    torch.float64: "float64",
    torch.int64: "int64",
    torch.int32: "int32",
    torch.bool: "bool",
    torch.uint8: "uint8",
}
_CPU = torch.device("cpu")
_ARRAYS = ("weight", "mask", "class_weight", "class_bias", "pos_weight", "prior_mu", "prior_log_var")
# Types of options that are no tensors.
_PLAIN = {type(None), str, int, float, bool}


def _it_is_not_known() -> bool:
    return True


#: Whether another backward pass may follow; where PyTorch does not tell, that is assumed.
_graph_is_kept: Callable[[], bool] = getattr(
    getattr(torch._C, "_autograd", None), "_get_current_graph_task_keep_graph", _it_is_not_known
)


def _multiplied(grad: Tensor, upstream: Tensor) -> Tensor:
    if torch.is_grad_enabled():
        return grad * upstream
    grad = grad.detach()
    if _graph_is_kept() or _recorded.is_on() or _recorded.is_transformed(upstream):
        return grad * upstream
    if upstream.ndim == 0 and upstream.item() == 1.0:
        return grad
    return grad.mul_(upstream)


def _all_finite(upstream: Tensor) -> bool:
    """Whether all are known to be: a program that is recorded cannot ask."""
    if _recorded.is_on() or _recorded.is_transformed(upstream) or torch.is_grad_enabled():
        return False
    try:
        return math.isfinite(upstream.item()) if upstream.ndim == 0 else bool(upstream.isfinite().all())
    except RuntimeError:
        # A batch of upstream derivatives (`is_grads_batched`), which PyTorch before 2.0 does not tell from one.
        return False


def where_it_counts(product: Tensor, upstream: Tensor, counted: Optional[Counted], position: int) -> Tensor:
    """A gradient times the upstream derivative. What does not count stays 0, where one that is not finite made it NaN."""
    if counted is None or _all_finite(upstream):
        return product
    return torch.where(counted(position), product, 0.0)


def rounded(product: Tensor, dtype: torch.dtype) -> Tensor:
    """A gradient in the dtype of its input. That of half precision is float32 until it was multiplied: the upstream
    derivative may be what scales it into the range of its dtype."""
    return product if product.dtype is dtype else product.to(dtype)


class _Loss(torch.autograd.Function):
    """`compute(wanted)` gives the output and the gradients that are wanted, each shaped to be
    multiplied by the upstream derivative after `spread` has given that the same axes.

    With `linear` the gradients depend on nothing.
    """

    @staticmethod
    def forward(
        ctx: Any, compute: Compute, spread: Spread, counted: Optional[Counted], linear: bool, *inputs: Tensor
    ) -> Any:
        wanted = ctx.needs_input_grad[4:]
        output, grads = compute(wanted)
        present = [grad for grad in grads if grad is not None]
        ctx.set_materialize_grads(False)
        ctx.kept = spread, counted, wanted
        ctx.dtypes = [tensor.dtype for tensor in inputs]
        ctx.save_for_backward(*present)
        return (output,) if linear else (output, *present)

    @staticmethod
    def backward(ctx: Any, upstream: Optional[Tensor], *of_gradients: Optional[Tensor]) -> Any:
        for grad in of_gradients:
            if grad is not None:
                raise RuntimeError(_recorded.NO_SECOND)
        spread, counted, wanted = ctx.kept
        grads: list[Optional[Tensor]] = [None] * (4 + len(wanted))
        if upstream is None:
            return tuple(grads)
        saved = iter(ctx.saved_tensors)
        for position, one in enumerate(wanted):
            if one:
                product = _multiplied(next(saved), spread(upstream, position))
                product = where_it_counts(product, upstream, counted, position)
                grads[4 + position] = rounded(product, ctx.dtypes[position])
        return tuple(grads)


def _check(name: str, given: Any) -> None:
    """Refuses an object that is no tensor with numbers of its own on the CPU."""
    kind = type(given)
    if kind is not Tensor and kind is not torch.nn.Parameter:
        if not isinstance(given, Tensor):
            raise TypeError(f"{name}: expected a torch.Tensor, got {kind.__name__}")
        if kind.__torch_dispatch__ is not Tensor.__torch_dispatch__:
            what = placeholder(given) or f"a {kind.__name__}, whose numbers are elsewhere: pass a plain tensor"
            raise TypeError(f"{name} is {what}")
    _recorded.refuse_derivatives(name, given)
    if not given.is_cpu or given.layout != torch.strided:
        raise TypeError(f"{name}: the tensor is not in the memory of the CPU, or is not dense")


def _check_constant(name: str, given: Any) -> None:
    _check(name, given)
    if given.requires_grad and torch.is_grad_enabled():
        raise ValueError(f"{name} requires a gradient, which libloss does not give: detach it")


def _memory(tensor: Tensor) -> Memory:
    if tensor.is_neg():
        tensor = tensor.detach().resolve_neg()
    dtype = tensor.dtype
    named = _DTYPES.get(dtype) or str(dtype).replace("torch.", "")
    return Memory(tensor, tensor.data_ptr(), named, tensor.shape, tensor.is_contiguous())


def is_walkable(name: str, tensor: Tensor, axis: int) -> bool:
    """Whether the library can walk a matrix over classes as it lies in memory."""
    if tensor.is_contiguous():
        return True
    try:
        layout_of(name, _memory(tensor.detach()), axis)
    except ValueError:
        return False
    return True


def _laid_out(
    loss: str, inputs: Sequence[Named], constants: Sequence[Named], options: dict[str, Any]
) -> tuple[Sequence[Named], Sequence[Named]]:
    """The arrays of a call as the library can walk them: as they are, or else copies.

    Autograd need not know of a copy, as a gradient has the shape of its input, and its own layout.
    """
    if all([tensor.is_contiguous() for _, tensor in (*inputs, *constants)]):
        return inputs, constants
    name, first = inputs[0]
    matrices = {id(one) for _, one in (*inputs, *constants) if one.shape == first.shape and one.dtype is first.dtype}
    # Losses over classes take matrices with gaps, if all of the call have the same.
    kept: set[int] = set()
    if "axis" in options or DRIVERS[loss] == "sequence":
        alike = all([one.stride() == first.stride() for _, one in (*inputs, *constants) if id(one) in matrices])
        kept = matrices if alike and is_walkable(name, first, options.get("axis", -1)) else kept

    def laid_out(named: Sequence[Named]) -> list[Named]:
        return [(name, one if id(one) in kept else one.contiguous()) for name, one in named]

    return laid_out(inputs), laid_out(constants)


def _gradient_like(array: Memory) -> Any:
    """What the gradient is written to; rows that are apart are left to the layout of the call."""
    if array.dtype in HALF_DTYPES:
        # Rounded when it is multiplied: see `rounded`.
        grad = torch.empty_strided(array.shape, array.array.stride(), dtype=torch.float32)
        return Memory(grad, grad.data_ptr(), "float32", array.shape, array.contiguous)
    if not array.contiguous:
        return True
    grad = torch.empty_like(array.array)
    return Memory(grad, grad.data_ptr(), array.dtype, array.shape, True)


def _tensor(array: Any) -> Tensor:
    """An output as a tensor."""
    return array if isinstance(array, Tensor) else torch.from_numpy(array)


def _rows_shape(loss: str, shapes: Sequence[tuple[int, ...]], options: dict[str, Any]) -> tuple[int, ...]:
    """The shape of what has an entry per row."""
    shape = shapes[0]
    if DRIVERS[loss] == "discriminator":
        # Both batches lie in one array of rows.
        return (shape.numel() + shapes[1].numel(),)  # type: ignore[attr-defined]
    if loss not in ROWS:
        return shape
    axis = options.get("axis", -1)
    if not isinstance(axis, int) or not -len(shape) <= axis < len(shape):
        return shape  # the call refuses the axis
    axis %= len(shape)
    return shape[:axis] + shape[axis + 1 :]


def output_shape(loss: str, shapes: Sequence[tuple[int, ...]], options: dict[str, Any]) -> tuple[int, ...]:
    return _rows_shape(loss, shapes, options) if options.get("reduction") == "none" else ()


def _as_it_is(upstream: Tensor, _: int) -> Tensor:
    return upstream


def spread_of(loss: str, shapes: Sequence[Any], options: dict[str, Any]) -> Spread:
    """How upstream derivatives, one per row, get the axes of the inputs."""
    if options.get("reduction") != "none":
        return _as_it_is
    if DRIVERS[loss] == "discriminator":
        sizes = [shape.numel() for shape in shapes]
        return lambda upstream, position: upstream.split(sizes)[position].reshape(shapes[position])
    if loss not in ROWS:
        return _as_it_is
    axis = options.get("axis", -1)
    return lambda upstream, _: upstream.unsqueeze(axis)


def counted_of(
    loss: str, shapes: Sequence[Any], constants: Sequence[Named], options: dict[str, Any]
) -> Optional[Counted]:
    """Which elements of the inputs count, where a mask, a weight or an index to ignore may leave some out."""
    if all(options.get(name) is None for name in ("mask", "weight", "ignore_index")):
        return None
    return functools.partial(_counted, loss, shapes, constants, options)


def _counted(
    loss: str, shapes: Sequence[Any], constants: Sequence[Named], options: dict[str, Any], position: int
) -> Tensor:
    rows = _rows_shape(loss, shapes, options)
    counted = torch.ones(rows, dtype=torch.bool)
    for name in ("mask", "weight"):
        if options.get(name) is not None:
            counted &= options[name].expand(rows) != 0
    if options.get("ignore_index") is not None:
        is_target = constants[0][1] != options["ignore_index"]
        # A position of a sequence has the token after it as its target.
        counted &= torch.nn.functional.pad(is_target[..., 1:], (0, 1)) if DRIVERS[loss] == "sequence" else is_target
    return spread_of(loss, shapes, {**options, "reduction": "none"})(counted, position)


def _prepare(loss: str, inputs: Sequence[Named], options: dict[str, Any]) -> dict[str, Any]:
    """The options as the call takes them. A weight is broadcast, as PyTorch does."""
    special = [name for name, given in options.items() if type(given) not in _PLAIN]
    if not special:
        return options
    rows_shape = _rows_shape(loss, [tensor.shape for _, tensor in inputs], options)
    of_half = inputs[0][1].dtype in _autocast.HALF
    prepared = dict(options)
    for name in special:
        given = options[name]
        # A name may be that of a number of one loss, and of an array of another.
        is_array = name in _ARRAYS and name not in NUMBERS[loss]
        if not is_array and not isinstance(given, Tensor):
            continue
        _check_constant(name, given)
        if name == "weight" and given.shape != rows_shape:
            try:
                given = given.expand(rows_shape)
            except RuntimeError:
                pass  # the call says which shape it wants
        if is_array:
            # Small beside the inputs: what has gaps is copied.
            given = given.contiguous()
            if of_half and name != "mask" and given.dtype in _autocast.HALF:
                # Options of half precision are those of float32.
                given = given.float()
            prepared[name] = _memory(given)
    return prepared


def _output(result: Any, options: dict[str, Any], dtype: torch.dtype) -> Tensor:
    """The value, or what each row adds to the sum."""
    if options.get("reduction") != "none":
        return torch.scalar_tensor(result.value, dtype=dtype, device=_CPU)
    losses = torch.from_numpy(result.losses)
    weight = options.get("weight")
    return rounded(losses if weight is None else losses.mul_(weight.array), dtype)


def computation(loss: str, inputs: Sequence[Named], constants: Sequence[Named], options: dict[str, Any]) -> Compute:
    """The call of a loss, when its arguments were looked at."""
    for name, tensor in inputs:
        _check(name, tensor)
    if loss in _TASKS:
        return _TASKS[loss](*(tensor for _, tensor in inputs), **options)
    first = inputs[0][1]
    for name, tensor in constants:
        _check_constant(name, tensor)
    inputs, constants = _laid_out(loss, inputs, constants, options)
    arguments: dict[str, Any] = {name: _memory(tensor) for name, tensor in constants}
    prepared = _prepare(loss, inputs, options)
    arguments.update(prepared)
    function = getattr(_losses, loss)
    gradients = GRADIENTS[loss]

    def compute(wanted: Sequence[bool]) -> tuple[Tensor, list[Optional[Tensor]]]:
        for (name, tensor), gradient, one in zip(inputs, gradients, wanted):
            arguments[name] = array = _memory(tensor)
            arguments[gradient] = _gradient_like(array) if one else False
        result = function(**arguments)
        output = _output(result, prepared, first.dtype)
        if len(gradients) == 1:
            return output, [_tensor(result.grad) if wanted[0] else None]
        return output, [None if grad is None else _tensor(grad) for grad in result.grads]

    return compute


def loss(loss: str, inputs: Sequence[Named], constants: Sequence[Named], **options: Any) -> Tensor:
    """A loss, differentiable by its inputs."""
    if loss in _TASKS:
        (name, values), *others = inputs
        inputs = [(name, _stacked(name, values)), *others]
    if _autocast.is_on():
        inputs, constants = _autocast.all_widened(inputs), _autocast.all_widened(constants)
        options = dict(_autocast.all_widened(list(options.items())))
    if _recorded.is_on():
        return _recorded.call(loss, inputs, constants, options)
    compute = computation(loss, inputs, constants, options)
    tensors = [tensor for _, tensor in inputs]
    if torch.is_grad_enabled() and True in [tensor.requires_grad for tensor in tensors]:
        shapes = [tensor.shape for tensor in tensors]
        spread, counted = spread_of(loss, shapes, options), counted_of(loss, shapes, constants, options)
        output: Tensor = _Loss.apply(compute, spread, counted, DRIVERS[loss] == "combine", *tensors)[0]
        return output
    return compute((False,) * len(tensors))[0]


def _stacked(name: str, values: Any) -> Tensor:
    if isinstance(values, Tensor):
        return values
    for position, value in enumerate(values):
        if not isinstance(value, Tensor):
            raise TypeError(f"{name}[{position}]: expected a torch.Tensor, got {type(value).__name__}")
    return torch.stack(tuple(values))


def _numbers(name: str, given: Sequence[Any]) -> list[float]:
    """Constants. One that is a tensor would lose its gradient without a word."""
    for position, one in enumerate(given):
        if isinstance(one, Tensor):
            _check_constant(f"{name}[{position}]", one)
    return [number(f"{name}[{position}]", one) for position, one in enumerate(given)]


def _combine(values: Tensor, weights: Sequence[float]) -> Compute:
    """A weighted sum. Values of losses are few, and become float64 here."""
    constants = _numbers("weights", weights)
    function: Any = _losses.combine

    def compute(wanted: Sequence[bool]) -> tuple[Tensor, list[Optional[Tensor]]]:
        total = function(_memory(values.detach().double().contiguous()), constants).total
        grad = torch.tensor(constants, dtype=values.dtype, device=_CPU) if wanted[0] else None
        return torch.scalar_tensor(total, dtype=values.dtype, device=_CPU), [grad]

    return compute


def _uncertainty(values: Tensor, log_vars: Tensor, coefficients: Optional[Sequence[float]] = None) -> Compute:
    """A sum weighted by learned uncertainties."""
    constants = None if coefficients is None else _numbers("coefficients", coefficients)
    function: Any = _losses.combine_uncertainty

    def compute(wanted: Sequence[bool]) -> tuple[Tensor, list[Optional[Tensor]]]:
        combined = function(
            _memory(values.detach().double().contiguous()),
            _memory(log_vars.contiguous()),
            coefficients=constants,
            d_values=wanted[0],
            d_log_vars=wanted[1],
        )
        total = torch.scalar_tensor(combined.total, dtype=log_vars.dtype, device=_CPU)
        return total, [
            torch.from_numpy(combined.d_values).to(values.dtype) if wanted[0] else None,
            torch.from_numpy(combined.d_log_vars) if wanted[1] else None,
        ]

    return compute


# Several losses as one: these are not reduced, and constants are numbers.
_OF_DRIVERS: dict[str, Callable[..., Compute]] = {"combine": _combine, "uncertainty": _uncertainty}
_TASKS = {name: _OF_DRIVERS[driver] for name, driver in DRIVERS.items() if driver in _OF_DRIVERS}
