"""Log-probabilities of tokens under a language model, and the way back to its logits."""

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
    gradient_dtype,
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
from ._layout import Layout, layout_of, matrix_output
from ._library import ACCUMULATE, check, unsigned
from ._structures import Frame


class TokenLogProbs(NamedTuple):
    """What `token_log_prob` returns; an output that was not wanted is None."""

    #: (..., seq_len), in the dtype of the logits, beside half precision float32: log p of the token that each position scores.
    log_prob: Optional[Any]
    #: (..., seq_len), float64: log Σ exp of the transformed logits.
    lse: Optional[Any]
    #: (..., seq_len), float64: the entropy of each position, in nats.
    entropy: Optional[Any]
    #: (...), float64: the sum of log_prob over each sequence.
    sequence_log_prob: Optional[Any]
    #: (...), int64: the positions of each sequence that count.
    sequence_tokens: Optional[Any]


class _Positions:
    """What both functions are given."""

    def __init__(self, logits: Any, tokens: Any, shift: bool, mask: Any, threads: int, **class_options: Any) -> None:
        self.frame = frame = Frame()
        self.a = a = differentiated("logits", logits, half=True)
        self.real = real_dtype(a.dtype)
        if len(a.shape) < 2:
            raise ValueError(f"logits has shape {tuple(a.shape)}, expected (..., seq_len, vocab)")
        self.layout: Layout = layout_of("logits", a, -1)
        self.rows_shape = self.layout.rows_shape
        self.sequences = self.rows_shape[:-1]
        self.b = b = _indices(("tokens", tokens), self.rows_shape)
        self.kept = _class_options(frame, self.real, self.layout, **class_options)
        target: Optional[int] = b.address
        if b.dtype == "int32":
            frame.classes.target_i32, target = b.address, None
        if mask is not None:
            self.mask = _mask(mask, self.rows_shape)
            frame.options.mask = self.mask.address
        frame.options.threads = unsigned("threads", threads)
        sizes = math.prod(self.sequences), self.rows_shape[-1], self.layout.classes
        self.first = a.address, target, *sizes, int(bool(shift))
        self.options = addressof(frame) + _CLASSES, addressof(frame) + _OPTIONS

    def given(self, name: str, array: Any, dtype: str, shape: tuple[int, ...]) -> Optional[Memory]:
        return None if array is None else contiguous_input(name, array, dtype, shape)


def token_log_prob(
    logits: Array,
    tokens: Array,
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
    """Log-probabilities of tokens under a language model.

    log_prob = z_y − lse, entropy = −Σ p·log p, with p = softmax(z).

    Args:
        logits: (..., seq_len, vocab), float32, float64, float16 or bfloat16.
        tokens: (..., seq_len), int64 or int32.
        shift: whether a position scores the next token, and the last one none; else its own.
        log_prob, lse, entropy: (..., seq_len); outputs, the last two float64.
        sequence_log_prob, sequence_tokens: (...); outputs, float64 and int64: the sum of log_prob over each sequence,
            added up in double precision, and the positions that count.
        mask: (..., seq_len), bool or uint8: positions that count.
        ignore_index: positions that score this token do not count.
        temperature, softcap, class_bias: as in `cross_entropy`.
        threads: the most threads; 0: the setting of the process.

    Positions that do not count have 0 in all outputs. See loss_token_log_prob in loss.h.
    """
    given = _Positions(
        logits,
        tokens,
        shift,
        mask,
        threads,
        ignore_index=ignore_index,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
    )
    a, rows, sequences = given.a, given.rows_shape, given.sequences
    outputs = (
        output("log_prob", log_prob, given.real, rows),
        output("lse", lse, "float64", rows),
        output("entropy", entropy, "float64", rows),
        output("sequence_log_prob", sequence_log_prob, "float64", sequences),
        output("sequence_tokens", sequence_tokens, "int64", sequences),
    )
    function = function_of("token_log_prob", a.dtype, a.dtype)
    check(function(*given.first, *given.options, *map(address, outputs)))
    return TokenLogProbs(*map(shown, outputs))


def token_log_prob_backward(
    logits: Array,
    tokens: Array,
    *,
    shift: bool = True,
    d_log_prob: Optional[Array] = None,
    d_entropy: Optional[Array] = None,
    d_sequence: Optional[Array] = None,
    lse: Optional[Array] = None,
    entropy: Optional[Array] = None,
    grad: Output = True,
    accumulate: bool = False,
    upstream: float = 1.0,
    mask: Optional[Array] = None,
    ignore_index: int = -100,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Array] = None,
    threads: int = 0,
) -> Any:
    """The gradient by the logits of what was computed from the outputs of `token_log_prob`.

    Args:
        logits, tokens, shift, mask, ignore_index, temperature, softcap, class_bias, threads: those of that call.
        d_log_prob, d_entropy: (..., seq_len), in the dtype of log_prob: the derivatives by both.
        d_sequence: (...), float64: the derivatives by sequence_log_prob.
        lse, entropy: (..., seq_len), float64, as that call gave them; None: they are found again.
        grad: an array to write into, which may be logits; True: a new one. Beside logits of half precision it may be float32.
        accumulate: adds to `grad`.
        upstream: multiplies the gradient.

    Returns the gradient, in the shape of the logits. See loss_token_log_prob_backward in loss.h.
    """
    if accumulate:
        _check_accumulate(grad)
    given = _Positions(
        logits,
        tokens,
        shift,
        mask,
        threads,
        ignore_index=ignore_index,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
    )
    a, rows, frame = given.a, given.rows_shape, given.frame
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
    wanted, of_gradient = gradient_dtype("grad", True if grad is None else grad, a.dtype)
    g = matrix_output("grad", wanted, of_gradient, given.layout, "logits")
    if g is None:
        raise TypeError("grad: expected an array, got False")
    function = function_of("token_log_prob_backward", a.dtype, of_gradient)
    check(function(*given.first, *map(address, arrays), *given.options, g.address))
    return g.array
