"""Log-probabilities of tokens from the hidden states before the last layer, and the way back, without a matrix of logits."""

from __future__ import annotations

import math
from ctypes import addressof
from typing import Any, NamedTuple, Optional

from ._arrays import (
    Array,
    Memory,
    Output,
    address,
    contiguous_input,
    differentiated,
    gradients_dtype,
    output,
    real_dtype,
    shown,
)
from ._call import (
    _CLASSES,
    _OPTIONS,
    _UPSTREAM,
    _check_accumulate,
    _class_options,
    _indices,
    _mask,
    function_of,
    number,
)
from ._layout import Layout
from ._library import ACCUMULATE, check, unsigned
from ._structures import Frame
from ._tokens import TokenLogProbs
from ._workspace import query, workspace

_QUERIES = query("linear_token_log_prob", 4)


class LinearGradients(NamedTuple):
    """What `linear_token_log_prob_backward` returns; a gradient that was not wanted is None."""

    #: (..., seq_len, dim)
    grad_hidden: Optional[Any]
    #: (vocab, dim)
    grad_weight: Optional[Any]
    #: (vocab,)
    grad_bias: Optional[Any]


class _Layer:
    """What both functions are given."""

    def __init__(
        self, hidden: Any, weight: Any, bias: Any, tokens: Any, shift: bool, mask: Any, threads: int, **class_options: Any
    ) -> None:
        self.frame = frame = Frame()
        a = differentiated("hidden", hidden, half=True)
        self.real = real_dtype(a.dtype)
        if len(a.shape) < 2:
            raise ValueError(f"hidden has shape {tuple(a.shape)}, expected (..., seq_len, dim)")
        self.a = a = contiguous_input("hidden", a, a.dtype, a.shape)
        self.w = w = contiguous_input("weight", weight, a.dtype, None)
        if len(w.shape) != 2 or w.shape[1] != a.shape[-1]:
            raise ValueError(f"weight has shape {tuple(w.shape)}, expected (vocab, {a.shape[-1]})")
        dim, vocab = a.shape[-1], w.shape[0]
        self.b = b = None if bias is None else contiguous_input("bias", bias, a.dtype, (vocab,))
        self.rows_shape = a.shape[:-1]
        self.sequences = self.rows_shape[:-1]
        self.t = t = _indices(("tokens", tokens), self.rows_shape)
        # There is no matrix of logits: no stride.
        rows = math.prod(self.rows_shape)
        layout = Layout((*self.rows_shape, vocab), len(self.rows_shape), rows, vocab, 1, 0, True)
        self.kept = _class_options(frame, self.real, layout, **class_options)
        target: Optional[int] = t.address
        if t.dtype == "int32":
            frame.classes.target_i32, target = t.address, None
        if mask is not None:
            self.mask = _mask(mask, self.rows_shape)
            frame.options.mask = self.mask.address
        frame.options.threads = unsigned("threads", threads)
        self.sizes = math.prod(self.sequences), self.rows_shape[-1], dim, vocab
        self.first = a.address, w.address, address(b), target, *self.sizes, int(bool(shift))
        self.options = addressof(frame) + _CLASSES, addressof(frame) + _OPTIONS

    def given(self, name: str, array: Any, dtype: str, shape: tuple[int, ...]) -> Optional[Memory]:
        return None if array is None else contiguous_input(name, array, dtype, shape)

    def take_workspace(self, gradient: bool, of_gradient: str) -> None:
        options = self.frame.options
        size = _QUERIES[self.a.dtype, of_gradient](*self.sizes, int(gradient), self.options[1])
        options.workspace, options.workspace_size = workspace(size)


def linear_token_log_prob(
    hidden: Array,
    weight: Array,
    tokens: Array,
    bias: Optional[Array] = None,
    *,
    shift: bool = True,
    log_prob: Output = True,
    lse: Output = None,
    entropy: Output = None,
    sequence_log_prob: Output = None,
    sequence_tokens: Output = None,
    mask: Optional[Array] = None,
    ignore_index: int = -100,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Array] = None,
    threads: int = 0,
) -> TokenLogProbs:
    """Log-probabilities of tokens of the logits hidden · weightᵀ + bias, which are never all in memory.

    Args:
        hidden: (..., seq_len, dim), float32, float64, float16 or bfloat16.
        weight: (vocab, dim), the same dtype, as `torch.nn.Linear` has it.
        tokens: (..., seq_len), int64 or int32.
        bias: (vocab,).

    The others, and what is returned, are those of `token_log_prob`. See loss_linear_token_log_prob in loss.h.
    """
    given = _Layer(
        hidden,
        weight,
        bias,
        tokens,
        shift,
        mask,
        threads,
        ignore_index=ignore_index,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
    )
    dtype, rows, sequences = given.a.dtype, given.rows_shape, given.sequences
    outputs = (
        output("log_prob", log_prob, given.real, rows),
        output("lse", lse, "float64", rows),
        output("entropy", entropy, "float64", rows),
        output("sequence_log_prob", sequence_log_prob, "float64", sequences),
        output("sequence_tokens", sequence_tokens, "int64", sequences),
    )
    given.take_workspace(False, dtype)
    function = function_of("linear_token_log_prob", dtype, dtype)
    check(function(*given.first, *given.options, *map(address, outputs)))
    return TokenLogProbs(*map(shown, outputs))


def linear_token_log_prob_backward(
    hidden: Array,
    weight: Array,
    tokens: Array,
    bias: Optional[Array] = None,
    *,
    shift: bool = True,
    d_log_prob: Optional[Array] = None,
    d_entropy: Optional[Array] = None,
    d_sequence: Optional[Array] = None,
    lse: Optional[Array] = None,
    entropy: Optional[Array] = None,
    grad_hidden: Output = True,
    grad_weight: Output = True,
    grad_bias: Output = None,
    accumulate: bool = False,
    upstream: float = 1.0,
    mask: Optional[Array] = None,
    ignore_index: int = -100,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Array] = None,
    threads: int = 0,
) -> LinearGradients:
    """The gradients of what was computed from the outputs of `linear_token_log_prob`.

    Args:
        hidden, weight, tokens, bias, shift, mask, ignore_index, temperature, softcap, class_bias, threads: those of that
            call.
        d_log_prob, d_entropy: (..., seq_len), in the dtype of log_prob: the derivatives by both.
        d_sequence: (...), float64: the derivatives by sequence_log_prob.
        lse, entropy: (..., seq_len), float64, as that call gave them; None: they are found again.
        grad_hidden, grad_weight, grad_bias: outputs, in the shapes of what they are the gradients by. Beside half
            precision all of them may be float32.
        accumulate: adds to the gradients.
        upstream: multiplies the gradients.

    See loss_linear_token_log_prob_backward in loss.h.
    """
    if accumulate:
        _check_accumulate(grad_hidden, grad_weight, grad_bias)
    given = _Layer(
        hidden,
        weight,
        bias,
        tokens,
        shift,
        mask,
        threads,
        ignore_index=ignore_index,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
    )
    dtype, rows, frame = given.a.dtype, given.rows_shape, given.frame
    if accumulate:
        frame.options.flags = ACCUMULATE
    if type(upstream) is not float or upstream != 1.0:
        frame.upstream = number("upstream", upstream)
        frame.options.upstream = addressof(frame) + _UPSTREAM
    arrays = (
        given.given("lse", lse, "float64", rows),
        given.given("entropy", entropy, "float64", rows),
        given.given("d_log_prob", d_log_prob, given.real, rows),
        given.given("d_entropy", d_entropy, given.real, rows),
        given.given("d_sequence", d_sequence, "float64", given.sequences),
    )
    named = (("grad_hidden", grad_hidden), ("grad_weight", grad_weight), ("grad_bias", grad_bias))
    wanted, of_gradient = gradients_dtype(named, dtype)
    shapes = given.a.shape, given.w.shape, given.w.shape[:1]
    grads = [output(name, one, of_gradient, shape) for (name, _), one, shape in zip(named, wanted, shapes)]
    given.take_workspace(True, of_gradient)
    function = function_of("linear_token_log_prob_backward", dtype, of_gradient)
    check(function(*given.first, *map(address, arrays), *given.options, *map(address, grads)))
    return LinearGradients(*map(shown, grads))
