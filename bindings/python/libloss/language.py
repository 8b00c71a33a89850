"""Language models and distillation.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Result, ResultWithGrad
from ._types import Reduction

__all__ = [
    "causal_lm",
    "distillation",
]


@overload
def causal_lm(
    logits: Array,
    tokens: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
    temperature: float = ...,
    softcap: Optional[float] = ...,
    class_bias: Optional[Array] = ...,
    z_loss: float = ...,
    lse: Output = ...,
    entropy: Output = ...,
    argmax: Output = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def causal_lm(
    logits: Array,
    tokens: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
    temperature: float = ...,
    softcap: Optional[float] = ...,
    class_bias: Optional[Array] = ...,
    z_loss: float = ...,
    lse: Output = ...,
    entropy: Output = ...,
    argmax: Output = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def causal_lm(
    logits: Array,
    tokens: Array,
    *,
    axis: int = -1,
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
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Causal language modelling: softmax cross-entropy with the next token.

    l_(b,t) = cross-entropy of logits (b, t) with tokens (b, t + 1), for t < seq_len − 1.
    ∂l/∂z as in `cross_entropy`; 0 at the last position of each sequence.

    The loss of GPT-like models. Nothing is copied or shifted: the function compares each position with the
    next token, and the last position of each sequence does not count and is never read. A row is a position:
    weights, mask and the outputs of the options have batch·seq_len entries, and an entry belongs to the position
    that predicts, not to the token that is predicted. A sequence of one token has nothing to predict.

    The options mean what they mean in `cross_entropy`: ignore_index for padding (a position does not count
    if its next token is ignore_index), rows that are apart for padded vocabularies, `sums` for the perplexity
    exp(loss / weight) of many batches.

    Args:
        logits: (..., seq_len, vocab), float32 or float64; other layouts by `axis`.
        tokens: (..., seq_len), int64 or int32.
        axis: the axis that has the vocabulary.
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
        label_smoothing: ε in [0, 1].
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        class_bias: (classes,): then added to the logits; -inf leaves the class out.
        z_loss: adds z_loss * lse**2 to the loss of a row.
        lse: output per row: log(sum(exp(logits))), after temperature, softcap and class_bias.
        entropy: output per row: the entropy of the softmax, in nats.
        argmax: output per row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlogits; True, or an array to write, which may be logits.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: A. Radford, K. Narasimhan, T. Salimans, I. Sutskever, Improving language understanding by
    generative pre-training, 2018, equation 1.
    """
    return _call.classes(
        "causal_lm",
        ("logits", logits),
        ("tokens", tokens),
        (),
        indices=True,
        sequence=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        z_loss=z_loss,
        lse=lse,
        entropy=entropy,
        argmax=argmax,
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def distillation(
    student_logits: Array,
    teacher_logits: Array,
    temperature: float,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    label_smoothing: float = ...,
    softcap: Optional[float] = ...,
    class_bias: Optional[Array] = ...,
    z_loss: float = ...,
    lse: Output = ...,
    entropy: Output = ...,
    argmax: Output = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def distillation(
    student_logits: Array,
    teacher_logits: Array,
    temperature: float,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    label_smoothing: float = ...,
    softcap: Optional[float] = ...,
    class_bias: Optional[Array] = ...,
    z_loss: float = ...,
    lse: Output = ...,
    entropy: Output = ...,
    argmax: Output = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def distillation(
    student_logits: Array,
    teacher_logits: Array,
    temperature: float,
    *,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    label_smoothing: float = 0.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Array] = None,
    z_loss: float = 0.0,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Knowledge distillation: the divergence of a student from its teacher.

    l = T²·Σ_c a_c·(log q_c − log p_c) + W·ζ·lse²,  p = softmax(student/T), q = softmax(teacher/T).
    ∂l/∂x_c = T·(A·p_c − a_c) + 2Wζ·lse·p_c/T,  A = Σ a_c.
    ∂²l/∂x_c² = (A + 2Wζ·lse/T²)·p(1 − p) + 2Wζ·p²/T².

    T is the temperature; with the factor T², the size of the gradient does not depend on T. a is w∘q with class
    weights w. Without class weights a is q, and l = T²·KL(q‖p) if there is no z-loss. The teacher is constant: there
    is no gradient by its logits. Label smoothing ε replaces q by (1 − ε)·q + ε/K. A softcap caps the logits of both
    models after the temperature, then class_bias is added to both. ζ is the z-loss of the student, and W = Σ w_c q_c (1 without class weights) is the
    weight of a row in the mean. The outputs lse, entropy and argmax describe the student. Use mask to leave out rows:
    there is no ignore_index.

    Args:
        student_logits: (..., classes), float32 or float64; other layouts by `axis`.
        teacher_logits: the same shape and dtype as student_logits.
        temperature: T: finite, above 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        label_smoothing: ε in [0, 1].
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        class_bias: (classes,): then added to the logits of both models; -inf leaves the class out.
        z_loss: adds z_loss * lse**2 to the loss of a row.
        lse: output per row: log(sum(exp(logits))), after temperature, softcap and class_bias.
        entropy: output per row: the entropy of the softmax, in nats.
        argmax: output per row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dstudent_logits; True, or an array to write, which may be
            student_logits.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge in a neural network,
    arXiv:1503.02531, section 2.
    """
    return _call.classes(
        "distillation",
        ("student_logits", student_logits),
        ("teacher_logits", teacher_logits),
        (_call.number("temperature", temperature),),
        indices=False,
        axis=axis,
        class_weight=class_weight,
        label_smoothing=label_smoothing,
        softcap=softcap,
        class_bias=class_bias,
        z_loss=z_loss,
        lse=lse,
        entropy=entropy,
        argmax=argmax,
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )
