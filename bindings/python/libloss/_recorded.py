"""Losses in programs that are recorded: torch.compile, torch.export, make_fx, torch.jit.trace.

What is recorded has shapes and no numbers, so that there a loss is an operator of PyTorch,
`libloss::loss`, and its derivative is another, `libloss::gradients`, each with a rule for the shapes
of its results. The second takes the inputs of the loss, not results of the first: a compiler keeps
only what the derivative needs, and without the inputs nothing would lead from the gradients back to
them, and a second derivative would be left out in silence. Outside of such programs a loss takes a
shorter way, in _autograd.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable

import torch
from torch import Tensor
from torch.autograd import forward_ad

from ._signatures import DRIVERS

NO_SECOND = (
    "libloss.torch: gradients cannot be differentiated a second time (create_graph=True gives the "
    "first derivative, and its derivative by the upstream derivative)"
)


def _never() -> None:
    return None


# PyTorch before 2.4 has no operators that Python can define.
CAN_DEFINE = hasattr(torch.library, "custom_op")
_unpack_dual: Any = forward_ad.unpack_dual
is_compiling = getattr(getattr(torch, "compiler", None), "is_compiling", _never)
_modes = torch._C._len_torch_dispatch_stack if CAN_DEFINE else _never
_tracing = torch._C._get_tracing_state if CAN_DEFINE else _never


def is_on() -> bool:
    """Whether calls are being recorded, or a mode of dispatch wants to see them."""
    return bool(is_compiling() or _modes() or _tracing() is not None)


def _transformed() -> Callable[[Tensor], bool]:
    """What tells whether a tensor stands for others inside a transform."""
    module = getattr(torch._C, "_functorch", None)
    names = ("is_functorch_wrapped_tensor", "is_legacy_batchedtensor", "is_batchedtensor", "is_gradtrackingtensor")
    asks = [ask for ask in (getattr(module, name, None) for name in names) if ask is not None]
    if hasattr(module, names[0]) and hasattr(module, names[1]):
        wrapped, legacy = asks[:2]
        return lambda tensor: wrapped(tensor) or legacy(tensor)
    return lambda tensor: any(ask(tensor) for ask in asks)


is_transformed = _transformed()


def refuse_derivatives(name: str, tensor: Tensor) -> None:
    """Derivatives that are not there would otherwise be left out."""
    if is_transformed(tensor):
        raise RuntimeError(
            f"{name} is inside a transform of torch.func (grad, vmap, jvp, …), which libloss.torch does not "
            "support: use torch.autograd, and for a batch a loss with reduction \"none\""
        )
    if forward_ad._current_level >= 0 and _unpack_dual(tensor).tangent is not None:
        raise RuntimeError(f"{name} has a tangent: libloss.torch does not support forward-mode derivatives")


def check_program() -> None:
    """What a program that is recorded may not ask for."""
    # An operator drops tangents without a word; a program that is compiled cannot be asked for them.
    if forward_ad._current_level >= 0:
        raise RuntimeError("libloss.torch does not support forward-mode derivatives")
    if not CAN_DEFINE:
        raise RuntimeError("libloss.torch: programs that are compiled need PyTorch 2.4 or later")


def check(name: str, given: Any) -> None:
    """Of an argument, as far as a program that is compiled can be asked."""
    if not isinstance(given, Tensor):
        raise TypeError(f"{name}: expected a torch.Tensor, got {type(given).__name__}")
    if not is_compiling():
        refuse_derivatives(name, given)


def check_constant(name: str, given: Any) -> None:
    check(name, given)
    if given.requires_grad and torch.is_grad_enabled():
        raise ValueError(f"{name} requires a gradient, which libloss does not give: detach it")


def call(
    loss: str, inputs: Sequence[tuple[str, Any]], constants: Sequence[tuple[str, Any]], options: dict[str, Any]
) -> Tensor:
    """The loss by the operator."""
    check_program()
    for name, given in inputs:
        check(name, given)
    for name, given in constants:
        check_constant(name, given)
    # The arguments of an operator are lists of one type, so that options go by their types.
    entries = [f"input {name}" for name, _ in inputs]
    tensors: list[Tensor] = []
    integers: list[int] = []
    numbers: list[float] = []
    for name, given in [*constants, *options.items()]:
        if isinstance(given, Tensor):
            check_constant(name, given)
            kind = "option" if name in options else "constant"
            entries.append(f"{kind} {name}")
            tensors.append(given)
        elif isinstance(given, str):
            entries.append(f"word {name} {given}")
        elif isinstance(given, bool):
            entries.append(f"flag {name}")
            integers.append(1 if given else 0)
        elif isinstance(given, int):
            entries.append(f"integer {name}")
            integers.append(given)
        elif isinstance(given, float):
            entries.append(f"number {name}")
            numbers.append(given)
        elif isinstance(given, (list, tuple)):
            entries.append(f"list {name} {len(given)}")
            for one in given:
                numbers.append(float(one))
        elif given is not None:
            raise TypeError(f"{name}: {type(given).__name__} is not what libloss.torch takes")
    differentiated = [given for _, given in inputs]
    output: Tensor = torch.ops.libloss.loss(loss, differentiated, tensors, "\n".join(entries), integers, numbers)
    return output


class _Arguments:
    """What `call` has taken apart."""

    def __init__(
        self,
        loss: str,
        inputs: Sequence[Tensor],
        tensors: Sequence[Tensor],
        entries: str,
        integers: Sequence[int],
        numbers: Sequence[float],
    ) -> None:
        self.loss = loss
        self.inputs: list[tuple[str, Tensor]] = []
        self.constants: list[tuple[str, Tensor]] = []
        self.options: dict[str, Any] = {}
        i, t, n, x = iter(integers), iter(tensors), iter(numbers), iter(inputs)
        for entry in entries.split("\n"):
            kind, name, *rest = entry.split(" ", 2)
            if kind == "input":
                self.inputs.append((name, next(x)))
            elif kind == "constant":
                self.constants.append((name, next(t)))
            elif kind == "option":
                self.options[name] = next(t)
            elif kind == "word":
                self.options[name] = rest[0]
            elif kind == "list":
                self.options[name] = [next(n) for _ in range(int(rest[0]))]
            elif kind == "number":
                self.options[name] = next(n)
            else:
                self.options[name] = bool(next(i)) if kind == "flag" else next(i)

    @property
    def shapes(self) -> list[Any]:
        return [tensor.shape for _, tensor in self.inputs]

    def compute(self, wanted: Sequence[bool]) -> tuple[Tensor, list[Any]]:
        from . import _autograd

        # A compiler chooses strides as it likes.
        inputs = [(name, tensor.detach().contiguous()) for name, tensor in self.inputs]
        constants = [(name, tensor.contiguous()) for name, tensor in self.constants]
        return _autograd.computation(self.loss, inputs, constants, self.options)(wanted)


def _loss(
    loss: str,
    inputs: Sequence[Tensor],
    tensors: Sequence[Tensor],
    entries: str,
    integers: Sequence[int],
    numbers: Sequence[float],
) -> Tensor:
    return _Arguments(loss, inputs, tensors, entries, integers, numbers).compute([False] * len(inputs))[0]


def _loss_shape(
    loss: str,
    inputs: Sequence[Tensor],
    tensors: Sequence[Tensor],
    entries: str,
    integers: Sequence[int],
    numbers: Sequence[float],
) -> Tensor:
    from . import _autograd

    arguments = _Arguments(loss, inputs, tensors, entries, integers, numbers)
    shape = _autograd.output_shape(loss, arguments.shapes, arguments.options)
    # Values of tasks may be of any type: the result has that of the variances.
    return inputs[-1 if DRIVERS[loss] == "uncertainty" else 0].new_empty(shape)


def _gradients(
    upstream: Tensor,
    wanted: Sequence[bool],
    loss: str,
    inputs: Sequence[Tensor],
    tensors: Sequence[Tensor],
    entries: str,
    integers: Sequence[int],
    numbers: Sequence[float],
) -> list[Tensor]:
    from . import _autograd

    arguments = _Arguments(loss, inputs, tensors, entries, integers, numbers)
    _, grads = arguments.compute(wanted)
    spread = _autograd.spread_of(loss, arguments.shapes, arguments.options)
    counted = _autograd.counted_of(loss, arguments.shapes, arguments.constants, arguments.options)

    def multiplied(grad: Tensor, position: int) -> Tensor:
        product = _autograd.where_it_counts(grad.mul_(spread(upstream, position)), upstream, counted, position)
        return _autograd.rounded(product, inputs[position].dtype)

    # Those that are not wanted are empty: an operator returns tensors.
    return [
        inputs[position].new_empty(0) if grad is None else multiplied(grad, position)
        for position, grad in enumerate(grads)
    ]


def _gradients_shape(
    upstream: Tensor,
    wanted: Sequence[bool],
    loss: str,
    inputs: Sequence[Tensor],
    tensors: Sequence[Tensor],
    entries: str,
    integers: Sequence[int],
    numbers: Sequence[float],
) -> list[Tensor]:
    return [given.new_empty(given.shape if one else 0) for given, one in zip(inputs, wanted)]


def _keep(ctx: Any, inputs: Any, output: Tensor) -> None:
    loss, differentiated, tensors, entries, integers, numbers = inputs
    ctx.save_for_backward(*differentiated, *tensors)
    ctx.count = len(differentiated)
    ctx.wanted = [given.requires_grad for given in differentiated]
    ctx.others = loss, entries, integers, numbers
    # What is no tensor has no gradient; a list of tensors, and so an empty one, has one that is a list.
    ctx.none = [[None] * len(given) if isinstance(given, (list, tuple)) and not given else None for given in inputs]


def _backward(ctx: Any, upstream: Tensor) -> Any:
    saved = ctx.saved_tensors
    inputs, tensors = list(saved[: ctx.count]), list(saved[ctx.count :])
    loss, entries, integers, numbers = ctx.others
    grads = torch.ops.libloss.gradients(upstream, ctx.wanted, loss, inputs, tensors, entries, integers, numbers)
    by_inputs = [grad if one else None for grad, one in zip(grads, ctx.wanted)]
    _, _, _, *none = ctx.none
    return (None, by_inputs, [None] * len(tensors), *none)


def keep_nothing(ctx: Any, inputs: Any, output: Any) -> None:
    pass


def no_second(ctx: Any, *grads: Any) -> Any:
    raise RuntimeError(NO_SECOND)


def _define() -> None:
    """Makes the operators."""
    define = torch.library.custom_op
    arguments = "str loss, Tensor[] inputs, Tensor[] tensors, str entries, int[] integers, float[] numbers"
    loss = define("libloss::loss", _loss, mutates_args=(), schema=f"({arguments}) -> Tensor", device_types="cpu")
    loss.register_fake(_loss_shape)
    loss.register_autograd(_backward, setup_context=_keep)
    schema = f"(Tensor upstream, bool[] wanted, {arguments}) -> Tensor[]"
    gradients = define("libloss::gradients", _gradients, mutates_args=(), schema=schema, device_types="cpu")
    gradients.register_fake(_gradients_shape)
    gradients.register_autograd(no_second, setup_context=keep_nothing)


if CAN_DEFINE:
    _define()
