"""A linear layer and the cross-entropy of its logits, without a matrix of logits."""

from __future__ import annotations

from ctypes import addressof
from typing import Any, NamedTuple, Optional

from ._arrays import (
    Array,
    Output,
    address,
    contiguous_input,
    differentiated,
    gradients_dtype,
    output,
    real_dtype,
    shown,
)
from ._call import _CLASSES, _Call, _check_accumulate, _class_options, _indices, function_of
from ._layout import Layout
from ._library import Sums, check
from ._workspace import query, workspace

_QUERIES = query("linear_cross_entropy", 3)


class LinearResult(NamedTuple):
    """What `linear_cross_entropy` returns; an output that was not wanted is None."""

    value: float
    grad_hidden: Optional[Any]
    grad_weight: Optional[Any]
    grad_bias: Optional[Any]
    losses: Optional[Any]
    sums: Sums
    lse: Optional[Any]
    entropy: Optional[Any]
    argmax: Optional[Any]


def linear_cross_entropy(
    hidden: Array,
    weight: Array,
    target: Array,
    bias: Optional[Array] = None,
    *,
    grad_hidden: Output = None,
    grad_weight: Output = None,
    grad_bias: Output = None,
    row_weight: Optional[Array] = None,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Array] = None,
    z_loss: float = 0.0,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
    accumulate: bool = False,
    **common: Any,
) -> LinearResult:
    """Softmax cross-entropy of the logits hidden · weightᵀ + bias, which are never all in memory.

    Args:
        hidden: (rows, dim), float32, float64, float16 or bfloat16.
        weight: (classes, dim), the same dtype, as `torch.nn.Linear` has it.
        target: (rows,), int64 or int32.
        bias: (classes,).
        grad_hidden, grad_weight, grad_bias: outputs, in the shapes of what they are the gradients by. Beside half
            precision all of them may be float32.
        row_weight: (rows,): one weight per row.
        lse, entropy, argmax: (rows,); outputs.
        accumulate: adds to the gradients.

    The other options are those of `cross_entropy`. See loss_linear_cross_entropy in loss.h.
    """
    if accumulate:
        _check_accumulate(grad_hidden, grad_weight, grad_bias)
    a = differentiated("hidden", hidden, half=True)
    real = real_dtype(a.dtype)
    if len(a.shape) != 2:
        raise ValueError(f"hidden has shape {tuple(a.shape)}, expected (rows, dim)")
    a = contiguous_input("hidden", a, a.dtype, a.shape)
    w = contiguous_input("weight", weight, a.dtype, None)
    if len(w.shape) != 2 or w.shape[1] != a.shape[1]:
        raise ValueError(f"weight has shape {tuple(w.shape)}, expected (classes, {a.shape[1]})")
    (rows, dim), classes = a.shape, w.shape[0]
    b = None if bias is None else contiguous_input("bias", bias, a.dtype, (classes,))
    t = _indices(("target", target), (rows,))
    call = _Call(real, (rows,), accumulate=accumulate, weight=row_weight, **common)
    of_targets = (class_weight, ignore_index, label_smoothing)
    of_logits: tuple[Any, ...] = (temperature, softcap, z_loss, lse, entropy, argmax, class_bias)
    # There is no matrix of logits: no stride.
    layout = Layout((rows, classes), 1, rows, classes, 1, 0, True)
    e, f, m, _arrays = _class_options(call.frame, real, layout, *of_targets, *of_logits)
    pointer: Optional[int] = t.address
    if t.dtype == "int32":
        call.frame.classes.target_i32, pointer = t.address, None
    named = (("grad_hidden", grad_hidden), ("grad_weight", grad_weight), ("grad_bias", grad_bias))
    wanted, of_gradient = gradients_dtype(named, a.dtype)
    shapes = a.shape, w.shape, w.shape[:1]
    grads = [output(name, one, of_gradient, shape) for (name, _), one, shape in zip(named, wanted, shapes)]
    options, value = call.last
    differentiates = any(grad is not None for grad in grads)
    size = _QUERIES[a.dtype, of_gradient](rows, dim, classes, int(differentiates), options)
    call.options.workspace, call.options.workspace_size = workspace(size)
    arrays = (a.address, w.address, address(b), pointer)
    function = function_of("linear_cross_entropy", a.dtype, of_gradient)
    passed = (*arrays, rows, dim, classes, addressof(call.frame) + _CLASSES, options, value, *map(address, grads))
    check(function(*passed))
    s = call.frame.sums
    sums = Sums(s.loss, s.weight, s.rows)
    by_hidden, by_weight, by_bias = map(shown, grads)
    return LinearResult(
        call.frame.value, by_hidden, by_weight, by_bias, shown(call.losses), sums, shown(e), shown(f), shown(m)
    )
