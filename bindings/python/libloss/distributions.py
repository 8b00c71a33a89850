"""Distributions.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Result, ResultWithGrad
from ._types import Reduction

__all__ = [
    "kl_div",
    "kl_div_log_target",
    "kl_div_prob",
    "kl_div_generalized",
    "js_div",
]


@overload
def kl_div(
    log_pred: Array,
    target: Array,
    *,
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
def kl_div(
    log_pred: Array,
    target: Array,
    *,
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

def kl_div(
    log_pred: Array,
    target: Array,
    *,
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
    """Kullback-Leibler divergence of log-probabilities from target probabilities.

    l = Σ_c t_c·(log t_c − x_c) over a row, x log-probabilities.  ∂l/∂x_c = −t_c,  ∂²l/∂x_c² = 0.

    The loss of a row is the sum over its classes, and is then reduced over rows: "mean" is PyTorch's
    "batchmean". Classes with t = 0 contribute exactly 0, even where x is −∞ or NaN.

    Args:
        log_pred: (..., classes), float32 or float64.
        target: the same shape and dtype as log_pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlog_pred; True, or an array to write, which may be log_pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
    Statistics 22, 1951, section 2.
    """
    return _call.single(
        "kl_div",
        (("log_pred", log_pred), ("target", target)),
        (),
        rows=(),
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
def kl_div_log_target(
    log_pred: Array,
    log_target: Array,
    *,
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
def kl_div_log_target(
    log_pred: Array,
    log_target: Array,
    *,
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

def kl_div_log_target(
    log_pred: Array,
    log_target: Array,
    *,
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
    """Kullback-Leibler divergence of log-probabilities from target log-probabilities.

    l = Σ_c e^t_c·(t_c − x_c) over a row, both log-probabilities.  ∂l/∂x_c = −e^t_c,  ∂²l/∂x_c² = 0.

    For targets that are given as log-probabilities: a target whose probability underflows keeps its digits. A
    target of −∞ contributes exactly 0, whatever x is there. The loss of a row is the sum over its classes, and is then
    reduced over rows: "mean" is PyTorch's "batchmean".

    Args:
        log_pred: (..., classes), float32 or float64.
        log_target: the same shape and dtype as log_pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlog_pred; True, or an array to write, which may be log_pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
    Statistics 22, 1951, section 2.
    """
    return _call.single(
        "kl_div_log_target",
        (("log_pred", log_pred), ("log_target", log_target)),
        (),
        rows=(),
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
def kl_div_prob(
    pred: Array,
    target: Array,
    *,
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
def kl_div_prob(
    pred: Array,
    target: Array,
    *,
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

def kl_div_prob(
    pred: Array,
    target: Array,
    *,
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
    """Kullback-Leibler divergence of probabilities from target probabilities.

    l = Σ_c t_c·(log t_c − log x_c) over a row, both probabilities.
    ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².

    Classes with t = 0 contribute exactly 0, whatever x is there. Where x = 0 and t > 0 the divergence is infinite.
    The loss of a row is the sum over its classes, and is then reduced over rows.

    Args:
        pred: (..., classes), float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
    Statistics 22, 1951, section 2.
    """
    return _call.single(
        "kl_div_prob",
        (("pred", pred), ("target", target)),
        (),
        rows=(),
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
def kl_div_generalized(
    log_pred: Array,
    target: Array,
    *,
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
def kl_div_generalized(
    log_pred: Array,
    target: Array,
    *,
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

def kl_div_generalized(
    log_pred: Array,
    target: Array,
    *,
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
    """Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1.

    l = Σ_c t_c·(log t_c − x_c) + e^x_c − t_c over a row, x logarithms.  ∂l/∂x_c = e^x_c − t_c,  ∂²l/∂x_c² = e^x_c.

    For masses, counts and other numbers from 0 on, of which neither t nor e^x has to add up to 1 over a row: the divergence
    of KL for measures, and half the deviance of a Poisson distribution. Every term is at least 0, and 0 exactly where e^x = t,
    so that a row is 0 only where all of it agrees. Of two distributions it is ``kl_div``, whose derivative leaves out e^x.

    There is no cancellation: loss and first derivative have their digits where e^x is near t as well, as far as x has them.
    A class with t = 0 contributes e^x alone, 0 where x is −∞; one with t > 0 is infinite there. A target below 0 gives NaN. The
    loss of a row is the sum over its classes, and is then reduced over rows.

    Args:
        log_pred: (..., classes), float32 or float64.
        target: the same shape and dtype as log_pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlog_pred; True, or an array to write, which may be log_pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: I. Csiszár, Why least squares and maximum entropy? An axiomatic approach to inference for linear inverse
    problems, Annals of Statistics 19, 1991, section 1.
    """
    return _call.single(
        "kl_div_generalized",
        (("log_pred", log_pred), ("target", target)),
        (),
        rows=(),
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
def js_div(
    student_logits: Array,
    teacher_logits: Array,
    beta: float,
    *,
    axis: int = ...,
    temperature: float = ...,
    softcap: Optional[float] = ...,
    class_bias: Optional[Array] = ...,
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
def js_div(
    student_logits: Array,
    teacher_logits: Array,
    beta: float,
    *,
    axis: int = ...,
    temperature: float = ...,
    softcap: Optional[float] = ...,
    class_bias: Optional[Array] = ...,
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

def js_div(
    student_logits: Array,
    teacher_logits: Array,
    beta: float,
    *,
    axis: int = -1,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Array] = None,
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
    """Jensen-Shannon divergence of two softmaxes.

    l = β·KL(q‖m) + (1 − β)·KL(p‖m),  m = β·q + (1 − β)·p,  p = softmax(student), q = softmax(teacher).
    ∂l/∂z_c = (1 − β)·p_c·(r_c − Σ p r),  r = log p − log m.
    ∂²l/∂z_c² = (1 − β)·p_c·((1 − 2p_c)·(r_c − Σ p r + h_c) + p_c·Σ p h),  h = β·q/m.

    For generalised knowledge distillation. Near β = 0, loss and gradient approach β·KL(q‖p) and its gradient; near
    β = 1, (1 − β)·KL(p‖q) and its gradient. 0 ≤ l ≤ log 2. No term is negative and no term cancels another one, so l
    keeps its digits for every β, and also where the models nearly agree. The teacher is constant: there is no
    gradient by its logits. A class whose probability underflows in both models adds exactly 0; a class whose
    probability underflows in one model only adds its limit. `temperature`, `softcap` and `class_bias` of the class options
    transform the logits of both models. There is no factor T².

    Args:
        student_logits: (..., classes), float32 or float64; other layouts by `axis`.
        teacher_logits: the same shape and dtype as student_logits.
        beta: β: in (0, 1).
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        class_bias: (classes,): then added to the logits of both models; -inf leaves the class out.
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

    Reference: R. Agarwal et al., On-policy distillation of language models, arXiv:2306.13649,
    section 2; J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on
    Information Theory 37, 1991.
    """
    return _call.classes(
        "js_div",
        ("student_logits", student_logits),
        ("teacher_logits", teacher_logits),
        (_call.number("beta", beta),),
        indices=False,
        axis=axis,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
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
