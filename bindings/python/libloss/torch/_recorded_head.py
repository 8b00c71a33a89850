"""The linear layer with its cross-entropy in programs that are recorded: operators, as `_recorded` has them.

The second operator takes the inputs of the first, for the reasons that are given there.
"""

from __future__ import annotations

from typing import Any, Optional

import torch
from torch import Tensor

from .. import _recorded
from ._head import gradients_of, losses_of, value_of

# Options that are tensors, and those that are numbers; softcap comes last, where there is one.
_TENSORS = ("row_weight", "mask", "class_weight", "class_bias")
_NUMBERS = ("label_smoothing", "temperature", "z_loss")


def call(tensors: list[Optional[Tensor]], options: dict[str, Any]) -> Tensor:
    """By the operator: hidden, weight, bias and target, then the options."""
    _recorded.check_program()
    numbers = [float(options[name]) for name in _NUMBERS]
    if options["softcap"] is not None:
        numbers.append(float(options["softcap"]))
    others = (options["reduction"], options["ignore_index"], options["threads"], numbers)
    value: Tensor = torch.ops.libloss.linear_cross_entropy(*tensors, *(options[name] for name in _TENSORS), *others)
    return value


class _Arguments:
    """What `call` has taken apart. A compiler chooses strides as it likes."""

    def __init__(self, *given: Any) -> None:
        tensors: list[Any] = [one if one is None else one.detach().contiguous() for one in given[:8]]
        hidden, weight, self.bias, self.target = tensors[:4]
        self.layer = hidden, weight, self.bias
        reduction, ignore_index, threads, numbers = given[8:]
        self.options: dict[str, Any] = {
            **dict(zip(_TENSORS, tensors[4:])),
            **dict(zip(_NUMBERS, numbers)),
            "softcap": numbers[3] if len(numbers) > 3 else None,
            "reduction": reduction,
            "ignore_index": ignore_index,
            "threads": threads,
        }


def _head(*given: Any) -> Tensor:
    a = _Arguments(*given)
    if a.options["reduction"] == "none":
        return losses_of(a.layer, a.target, a.options)
    return value_of(a.layer, (False,) * 3, a.target, a.options)[0]


def _head_shape(*given: Any) -> Tensor:
    hidden, reduction = given[0], given[8]
    shape: Tensor = hidden.new_empty(hidden.shape[:1] if reduction == "none" else ())
    return shape


def _gradients(upstream: Tensor, wanted: Any, *given: Any) -> list[Tensor]:
    a = _Arguments(*given)
    grads = gradients_of(a.layer, wanted, a.target, a.options, upstream)
    # Those that are not wanted are empty: an operator returns tensors.
    return [upstream.new_empty(0) if grad is None else grad for grad in grads]


def _gradients_shape(upstream: Tensor, wanted: Any, *given: Any) -> list[Tensor]:
    return [one.new_empty(one.shape) if yes else upstream.new_empty(0) for one, yes in zip(given[:3], wanted)]


def _keep(ctx: Any, inputs: Any, output: Tensor) -> None:
    tensors = inputs[:8]
    ctx.save_for_backward(*(one for one in tensors if one is not None))
    ctx.is_given = [one is not None for one in tensors]
    ctx.wanted = [one is not None and one.requires_grad for one in tensors[:3]]
    ctx.others = inputs[8:]


def _backward(ctx: Any, upstream: Tensor) -> Any:
    saved = iter(ctx.saved_tensors)
    tensors = [next(saved) if is_given else None for is_given in ctx.is_given]
    grads = torch.ops.libloss.linear_cross_entropy_gradients(upstream, ctx.wanted, *tensors, *ctx.others)
    return (*(grad if one else None for grad, one in zip(grads, ctx.wanted)), *(None,) * (5 + len(ctx.others)))


def _define() -> None:
    """Makes the operators."""
    define = torch.library.custom_op
    tensors = "Tensor hidden, Tensor weight, Tensor? bias, Tensor target"
    options = "".join(f", Tensor? {name}" for name in _TENSORS)
    arguments = f"{tensors}{options}, str reduction, int ignore_index, int threads, float[] numbers"
    head = define("libloss::linear_cross_entropy", _head, mutates_args=(), schema=f"({arguments}) -> Tensor", device_types="cpu")
    head.register_fake(_head_shape)
    head.register_autograd(_backward, setup_context=_keep)
    schema = f"(Tensor upstream, bool[] wanted, {arguments}) -> Tensor[]"
    gradients = define("libloss::linear_cross_entropy_gradients", _gradients, mutates_args=(), schema=schema, device_types="cpu")
    gradients.register_fake(_gradients_shape)
    gradients.register_autograd(_recorded.no_second, setup_context=_recorded.keep_nothing)


if _recorded.CAN_DEFINE:
    _define()
