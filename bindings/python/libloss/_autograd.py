"""The way of a loss through PyTorch's autograd.

A gradient that belongs to a graph which is kept is never written to: another backward pass needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable, Optional, Union

import torch
from torch import Tensor

from ._call import number

Named = tuple[str, Tensor]


def _graph_is_kept() -> bool:
    """Whether another backward pass may follow; where PyTorch does not tell, that is assumed."""
    module = getattr(torch._C, "_autograd", None)
    ask = getattr(module, "_get_current_graph_task_keep_graph", None)
    return ask is None or bool(ask())


def _multiplied(grad: Tensor, upstream: Tensor) -> Tensor:
    if _graph_is_kept():
        return grad * upstream
    if upstream.numel() == 1 and upstream.item() == 1.0:
        return grad
    return grad.mul_(upstream)


class _Final(torch.autograd.Function):
    """A gradient of a graph that was asked to be differentiable: it says that it is not.

    PyTorch's own `once_differentiable` is silent where the upstream derivative is a constant, and a
    gradient penalty would go without its gradient.
    """

    @staticmethod
    def forward(ctx: Any, grad: Tensor, _: Tensor) -> Tensor:
        return grad.view_as(grad)

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        raise RuntimeError("libloss.torch: gradients cannot be differentiated a second time")


class _Loss(torch.autograd.Function):
    """`compute(wanted)` gives the output and the gradients that are wanted, each shaped to be
    multiplied by the upstream derivative after `spread` has given that the same axes."""

    @staticmethod
    def forward(ctx: Any, compute: Any, spread: Any, *inputs: Tensor) -> Tensor:
        output, grads = compute(ctx.needs_input_grad[2:])
        ctx.spread = spread
        ctx.wanted = [grad is not None for grad in grads]
        ctx.save_for_backward(*(grad for grad in grads if grad is not None))
        return output

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        (upstream,) = grad_outputs
        saved = iter(ctx.saved_tensors)
        with torch.no_grad():
            grads = [
                _multiplied(next(saved), ctx.spread(upstream, position)) if wanted else None
                for position, wanted in enumerate(ctx.wanted)
            ]
        if torch.is_grad_enabled():
            leaf = torch.zeros((), requires_grad=True)
            grads = [None if grad is None else _Final.apply(grad, leaf) for grad in grads]
        return (None, None, *grads)


def _is_tensor(name: str, given: Any) -> None:
    if not isinstance(given, Tensor):
        raise TypeError(f"{name}: expected a torch.Tensor, got {type(given).__name__}")


def _is_constant(name: str, given: Any) -> None:
    _is_tensor(name, given)
    if given.requires_grad:
        raise ValueError(f"{name} requires a gradient, which libloss does not give: detach it")


def _check_options(options: dict[str, Any]) -> None:
    for name in ("weight", "mask", "class_weight"):
        if options.get(name) is not None:
            _is_constant(name, options[name])


def _output(result: Any, options: dict[str, Any], like: Tensor) -> Tensor:
    """The value, or what each row adds to the sum."""
    if options.get("reduction") != "none":
        return torch.tensor(result.value, dtype=like.dtype)
    losses = torch.from_numpy(result.losses)
    weight = options.get("weight")
    return losses if weight is None else losses.mul_(weight)


def _row_axis(input: Tensor, options: dict[str, Any], rows: int) -> Optional[int]:
    """The axis of the input that rows do not have, if their number tells of one."""
    if input.ndim == rows:
        return None
    axis = int(options.get("axis", -1))
    return axis % input.ndim


def single(
    function: Callable[..., Any], x: Named, t: Optional[Named], **options: Any
) -> Tensor:
    """A loss with one gradient."""
    name, input = x
    _is_tensor(name, input)
    _check_options(options)
    constants = []
    if t is not None:
        _is_constant(*t)
        constants.append(t[1])
    kind = [options.pop("kind")] if "kind" in options else []

    def compute(wanted: Sequence[bool]) -> tuple[Tensor, list[Optional[Tensor]]]:
        result = function(*kind, input.detach(), *constants, grad=wanted[0], **options)
        grad = torch.from_numpy(result.grad) if wanted[0] else None
        return _output(result, options, input), [grad]

    def spread(upstream: Tensor, _: int) -> Tensor:
        axis = _row_axis(input_shape, options, upstream.ndim) if upstream.ndim else None
        one_row = options.get("reduction") == "none" and upstream.ndim == 0
        return upstream if axis is None or one_row else upstream.unsqueeze(axis)

    # Only its shape is needed later, not its memory.
    input_shape = torch.empty(input.shape, device="meta")
    return _Loss.apply(compute, spread, input)


def pair(
    function: Callable[..., Any],
    inputs: tuple[Named, Named],
    gradients: tuple[str, str],
    **options: Any,
) -> Tensor:
    """A loss with two gradients."""
    for name, input in inputs:
        _is_tensor(name, input)
    _check_options(options)
    first, second = (input for _, input in inputs)
    kind = [options.pop("kind")] if "kind" in options else []
    sizes = [first.numel(), second.numel()]
    shapes = [first.shape, second.shape]

    def compute(wanted: Sequence[bool]) -> tuple[Tensor, list[Optional[Tensor]]]:
        asked = dict(zip(gradients, wanted))
        result = function(*kind, first.detach(), second.detach(), **asked, **options)
        grads = [None if grad is None else torch.from_numpy(grad) for grad in result.grads]
        return _output(result, options, first), grads

    def spread(upstream: Tensor, position: int) -> Tensor:
        if options.get("reduction") != "none":
            return upstream
        if kind:
            # Both batches lie in one array of rows.
            return upstream.split(sizes)[position].reshape(shapes[position])
        return upstream.unsqueeze(-1)

    return _Loss.apply(compute, spread, first, second)


def _stacked(name: str, values: Union[Tensor, Sequence[Tensor]]) -> Tensor:
    if isinstance(values, Tensor):
        return values
    for position, value in enumerate(values):
        _is_tensor(f"{name}[{position}]", value)
    return torch.stack(tuple(values))


def combine(
    function: Callable[..., Any], values: Union[Tensor, Sequence[Tensor]], weights: Sequence[float]
) -> Tensor:
    """A weighted sum. Values of losses are few, and become float64 here."""
    stacked = _stacked("values", values)
    constants = [number(f"weights[{i}]", weight) for i, weight in enumerate(weights)]

    def compute(wanted: Sequence[bool]) -> tuple[Tensor, list[Optional[Tensor]]]:
        total = function(stacked.detach().double(), constants).total
        return torch.tensor(total, dtype=stacked.dtype), [torch.tensor(constants, dtype=stacked.dtype)]

    return _Loss.apply(compute, _as_it_is, stacked)


def uncertainty(
    function: Callable[..., Any],
    values: Union[Tensor, Sequence[Tensor]],
    log_vars: Tensor,
    coefficients: Optional[Sequence[float]] = None,
) -> Tensor:
    """A sum weighted by learned uncertainties."""
    stacked = _stacked("values", values)
    _is_tensor("log_vars", log_vars)

    def compute(wanted: Sequence[bool]) -> tuple[Tensor, list[Optional[Tensor]]]:
        combined = function(
            stacked.detach().double(),
            log_vars.detach(),
            coefficients=coefficients,
            d_values=True,
            d_log_vars=True,
        )
        grads: list[Optional[Tensor]] = [
            torch.from_numpy(combined.d_values).to(stacked.dtype),
            torch.from_numpy(combined.d_log_vars),
        ]
        return torch.tensor(combined.total, dtype=log_vars.dtype), grads

    return _Loss.apply(compute, _as_it_is, stacked, log_vars)


def _as_it_is(upstream: Tensor, _: int) -> Tensor:
    return upstream
