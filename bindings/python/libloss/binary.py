"""Two classes.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Result, ResultWithGrad
from ._types import Reduction

__all__ = [
    "hinge",
    "bce",
    "bce_logits",
    "squared_hinge",
    "perceptron",
    "hinge_embedding",
    "modified_huber",
    "soft_margin",
    "exponential",
    "poly1_bce_logits",
    "sigmoid_focal",
    "focal",
    "asymmetric_bce_logits",
]


@overload
def hinge(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def hinge(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def hinge(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Hinge loss.

    l = max(0, 1 − t·x).  ∂l/∂x = −t where t·x < 1, else 0, at the kink t·x = 1 as well.  ∂²l/∂x² = 0.

    For maximum-margin classification: x is a score, t is −1 or 1. With
    `binary_targets` the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves
    its score out: l = 1, whatever x is.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: C. Cortes, V. Vapnik, Support-vector networks, Machine Learning 20, 1995, section 3.
    """
    return _call.single(
        "hinge",
        (("pred", pred), ("target", target)),
        (),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def bce(
    prob: Array,
    target: Array,
    *,
    label_smoothing: float = ...,
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
def bce(
    prob: Array,
    target: Array,
    *,
    label_smoothing: float = ...,
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

def bce(
    prob: Array,
    target: Array,
    *,
    label_smoothing: float = 0.0,
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
    """Binary cross-entropy of probabilities.

    l = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), with t·(1 − ε) + ε/2 in place of t.
    ∂l/∂x = (x − t) / max(x(1 − x), 1e-12),  ∂²l/∂x² = ((x − t)² + t(1 − t)) / max(x(1 − x), 1e-12)².

    x is a probability, t a target in [0, 1]. ε = `label_smoothing` draws targets towards ½, as in Keras. The clamps are
    PyTorch's. For a model that ends in a sigmoid, use `bce_logits` on the numbers before the sigmoid: it is exact
    and needs no clamps.

    An x outside [0, 1] is not an error (PyTorch refuses it): value and derivatives are NaN, because one of the
    two logarithms is NaN. A target of 0 or 1, without smoothing, leaves out one logarithm. If this is the one that is
    NaN, value and derivatives follow the other one: against t = 1, an x that rounding left just above 1 has the loss
    −log x and the derivative −1/x.

    Args:
        prob: any shape, float32 or float64.
        target: the same shape and dtype as prob.
        label_smoothing: ε: in [0, 1].
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dprob; True, or an array to write, which may be prob.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
    """
    return _call.single(
        "bce",
        (("prob", prob), ("target", target)),
        (_call.number("label_smoothing", label_smoothing),),
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
def bce_logits(
    logits: Array,
    target: Array,
    *,
    pos_weight: float = ...,
    label_smoothing: float = ...,
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
def bce_logits(
    logits: Array,
    target: Array,
    *,
    pos_weight: float = ...,
    label_smoothing: float = ...,
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

def bce_logits(
    logits: Array,
    target: Array,
    *,
    pos_weight: float = 1.0,
    label_smoothing: float = 0.0,
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
    """Binary cross-entropy of logits.

    l = (1 − t)·softplus(x) + p·t·softplus(−x), softplus(x) = log(1 + e^x), with t·(1 − ε) + ε/2 in place of t.
    ∂l/∂x = (1 − t)·σ(x) − p·t·σ(−x),  ∂²l/∂x² = (1 − t + p·t)·σ(x)·σ(−x).

    x is a logit, t a target in [0, 1]. p = `pos_weight` multiplies the loss of positive targets; the ratio of
    negative to positive targets in the data balances the two. ε = `label_smoothing` draws targets towards ½ before
    that, as in Keras. The loss is exact for logits of any size.

    Args:
        logits: any shape, float32 or float64.
        target: the same shape and dtype as logits.
        pos_weight: finite, above 0.
        label_smoothing: ε: in [0, 1].
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlogits; True, or an array to write, which may be logits.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
    """
    return _call.single(
        "bce_logits",
        (("logits", logits), ("target", target)),
        (_call.not_zero("pos_weight", pos_weight), _call.number("label_smoothing", label_smoothing)),
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
def squared_hinge(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def squared_hinge(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def squared_hinge(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Squared hinge loss.

    l = max(0, 1 − t·x)².  ∂l/∂x = −2t·max(0, 1 − t·x),  ∂²l/∂x² = 2t² where t·x < 1, else 0, at t·x = 1 as well.

    For maximum-margin classification with a smooth derivative, and with a larger loss than that of the hinge for
    elements far on the wrong side: x is a score, t is −1 or 1. With `binary_targets` the targets are 0 and
    1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 1, whatever x is.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: Y. Tang, Deep learning using linear support vector machines, arXiv:1306.0239, section 2.
    """
    return _call.single(
        "squared_hinge",
        (("pred", pred), ("target", target)),
        (),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def perceptron(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def perceptron(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def perceptron(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Perceptron loss.

    l = max(0, −t·x).  ∂l/∂x = −t where t·x ≤ 0, else 0.  ∂²l/∂x² = 0.

    For online learning of linear models: x is a score, t is −1 or 1. Elements on the right side, however near the
    border, have no loss; the hinge loss also asks for a margin. With `binary_targets` the targets are 0 and
    1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 0, whatever x is.

    At the kink t·x = 0 the derivative is −t, not 0 as at the kinks of the other losses: that is the update rule of the
    perceptron. A linear model whose weights begin at 0 has only scores of 0, and would never move otherwise.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: M. Collins, Discriminative training methods for hidden Markov models: theory and experiments with
    perceptron algorithms, EMNLP 2002, section 2.
    """
    return _call.single(
        "perceptron",
        (("pred", pred), ("target", target)),
        (),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def hinge_embedding(
    pred: Array,
    target: Array,
    *,
    margin: float = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def hinge_embedding(
    pred: Array,
    target: Array,
    *,
    margin: float = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def hinge_embedding(
    pred: Array,
    target: Array,
    *,
    margin: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Hinge loss of distances.

    l = x for t = 1, max(0, m − x) for t = −1.
    ∂l/∂x = 1 for t = 1; for t = −1 it is −1 where x < m, else 0, at the kink x = m as well.  ∂²l/∂x² = 0.

    For embeddings of pairs: x is the distance of a pair, t is 1 if its members belong together, −1 if they do not.
    Similar pairs are drawn together, others pushed apart until their distance is m = `margin`. With
    `binary_targets` the targets are 1 and 0 and stand for these.

    A distance is not checked: a negative x has a negative loss for t = 1. A target that is neither 1 nor −1 has the sum
    of both branches, x + max(0, m − x), which is max(x, m), as in PyTorch.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        margin: m: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: R. Hadsell, S. Chopra, Y. LeCun, Dimensionality reduction by learning an invariant mapping, CVPR 2006,
    section 2.1.
    """
    return _call.single(
        "hinge_embedding",
        (("pred", pred), ("target", target)),
        (_call.not_zero("margin", margin),),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def modified_huber(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def modified_huber(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def modified_huber(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Modified Huber loss.

    l = max(0, 1 − t·x)² where t·x ≥ −1, else −4t·x.  ∂l/∂x = −2t·min(max(0, 1 − t·x), 2),  ∂²l/∂x² = 2t² where
    −1 ≤ t·x < 1, else 0.

    For maximum-margin classification with outliers: the squared hinge loss that continues as a straight line, so that
    no element has a gradient of more than 4. x is a score, t is −1 or 1. With `binary_targets` the targets
    are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 1, whatever x
    is. The best score for elements of which a share p is positive is 2p − 1, so that (1 + min(max(x, −1), 1))/2
    estimates p.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: T. Zhang, Solving large scale linear prediction problems using stochastic gradient descent algorithms,
    ICML 2004.
    """
    return _call.single(
        "modified_huber",
        (("pred", pred), ("target", target)),
        (),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def soft_margin(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def soft_margin(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def soft_margin(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Logistic loss of signed targets.

    l = log(1 + e^(−t·x)).  ∂l/∂x = −t·σ(−t·x),  ∂²l/∂x² = t²·σ(t·x)·σ(−t·x).

    For classification with targets of −1 and 1: x is a logit. It is the binary cross-entropy of logits for the target
    (1 + t)/2. With `binary_targets` the targets are 0 and 1 and stand for −1 and 1. The loss is exact for
    logits of any size: far on the wrong side it is −t·x. A target between −1 and 1 scales the logit, so that it is no
    probability of the classes: for these use `bce_logits`. A target of 0 on the scale from −1 to 1 leaves its logit
    out: l = log 2, whatever x is.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. Friedman, T. Hastie, R. Tibshirani, Additive logistic regression: a statistical view of boosting,
    Annals of Statistics 28, 2000, section 4.
    """
    return _call.single(
        "soft_margin",
        (("pred", pred), ("target", target)),
        (),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def exponential(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def exponential(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    binary_targets: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def exponential(
    pred: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Exponential loss.

    l = ½(1 + t)·e^−x + ½(1 − t)·e^x, which is e^(−t·x) for t = ±1.
    ∂l/∂x = −½(1 + t)·e^−x + ½(1 − t)·e^x,  ∂²l/∂x² = l.

    For boosting, as AdaBoost does: x is a score, half the logit, so that the probability is σ(2x). t is −1 or 1, or
    between them: the loss is linear in t. With `binary_targets` the targets are in [0, 1] and stand for 2t
    − 1. One element far on the wrong side has nearly all of the gradient: the losses with a logarithm bear wrong
    targets better.

    Loss and derivatives are infinite where e^|x| overflows, beyond |x| = 88 for float and 709 for double. An
    exponential whose coefficient is 0 is left out.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. Friedman, T. Hastie, R. Tibshirani, Additive logistic regression: a statistical view of boosting,
    Annals of Statistics 28, 2000, section 4.
    """
    return _call.single(
        "exponential",
        (("pred", pred), ("target", target)),
        (),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def poly1_bce_logits(
    logits: Array,
    target: Array,
    *,
    epsilon: float = ...,
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
def poly1_bce_logits(
    logits: Array,
    target: Array,
    *,
    epsilon: float = ...,
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

def poly1_bce_logits(
    logits: Array,
    target: Array,
    *,
    epsilon: float = 2.0,
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
    """Poly-1 binary cross-entropy of logits.

    l = C + ε·(1 − p_t), C = (1 − t)·softplus(x) + t·softplus(−x), 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
    ∂l/∂x = σ(x) − t + ε·(1 − 2t)·σ(x)·σ(−x),  ∂²l/∂x² = σ(x)·σ(−x)·(1 + ε·(1 − 2t)·(1 − 2σ(x))).

    The binary cross-entropy is the sum of (1 − p_t)^j/j over j = 1, 2, …, where p_t is the probability of the target;
    this loss has 1 + ε, ε = `epsilon`, in place of the first coefficient. x is a logit, t a target in [0, 1]. With ε
    above 0 elements that are nearly right count more than they do in the cross-entropy, with ε below 0 they count less.
    Loss and gradient are exact for logits of any size, and for all ε, also near −1, where they vanish with the square
    of 1 − p_t.

    ε = 0 stands for the default; for a loss without the term call `bce_logits`.

    Args:
        logits: any shape, float32 or float64.
        target: the same shape and dtype as logits.
        epsilon: ε: finite, at least -1; not 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlogits; True, or an array to write, which may be logits.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
    arXiv:2204.12511, section 4.
    """
    return _call.single(
        "poly1_bce_logits",
        (("logits", logits), ("target", target)),
        (_call.not_zero("epsilon", epsilon),),
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
def sigmoid_focal(
    logits: Array,
    target: Array,
    *,
    alpha: float = ...,
    gamma: float = ...,
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
def sigmoid_focal(
    logits: Array,
    target: Array,
    *,
    alpha: float = ...,
    gamma: float = ...,
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

def sigmoid_focal(
    logits: Array,
    target: Array,
    *,
    alpha: float = 0.0,
    gamma: float = 2.0,
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
    """Focal loss of logits.

    l = α_t·m^γ·C, C = (1 − t)·softplus(x) + t·softplus(−x), m = 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
    ∂l/∂x = α_t·m^γ·(γρC + σ(x) − t), ρ = m'/m, m' = (1 − 2t)·W, W = σ(x)·σ(−x).
    ∂²l/∂x² = α_t·m^γ·(γ(γ − 1)·ρ²C + γρ·(1 − 2σ(x))·C + 2γρ·(σ(x) − t) + W).

    For two classes of which one is rare, as in detection: C is the binary cross-entropy, and the weight m^γ, γ =
    `gamma`, leaves little of elements that are nearly right, of which there are many. x is a logit, t a target in [0,
    1]. α_t = α·t + (1 − α)·(1 − t) with α = `alpha` balances the classes; 0 switches it off: α_t = 1. Torchvision's
    default is α = 0.25.

    The paper divides the sum by the number of positive targets: use "sum", and divide. m is not formed by a
    subtraction, so that elements that are confidently right have their digits. An infinite logit on the right side has
    the loss 0, on the wrong side an infinite one with the derivative ±α_t. Very small γ are no problem: no power of m
    is divided by m. The second derivative of elements that are confidently wrong is below 0.

    Args:
        logits: any shape, float32 or float64.
        target: the same shape and dtype as logits.
        alpha: α, 0 switches it off: in [0, 1).
        gamma: γ: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlogits; True, or an array to write, which may be logits.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3 and appendix B.
    """
    return _call.single(
        "sigmoid_focal",
        (("logits", logits), ("target", target)),
        (_call.number("alpha", alpha), _call.not_zero("gamma", gamma)),
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
def focal(
    prob: Array,
    target: Array,
    *,
    alpha: float = ...,
    gamma: float = ...,
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
def focal(
    prob: Array,
    target: Array,
    *,
    alpha: float = ...,
    gamma: float = ...,
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

def focal(
    prob: Array,
    target: Array,
    *,
    alpha: float = 0.0,
    gamma: float = 2.0,
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
    """Focal loss of probabilities.

    l = α_t·m^γ·C, C = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), m = (1 − t)·x + t·(1 − x).
    ∂l/∂x = α_t·m^(γ − 1)·(γ·(1 − 2t)·C + m·C'),
    ∂²l/∂x² = α_t·m^(γ − 2)·(γ(γ − 1)·(1 − 2t)²·C + 2γ·(1 − 2t)·m·C' + m²·C'').

    For two classes of which one is rare, where a model gives only probabilities: C is the binary cross-entropy of
    `bce`, with its clamps and derivatives C' and C'', and the weight m^γ, γ = `gamma`, leaves little of elements
    that are nearly right. x is a probability, t a target in [0, 1]. α_t = α·t + (1 − α)·(1 − t) with α = `alpha`
    balances the classes; 0 switches it off: α_t = 1. For a model that ends in a sigmoid, use `sigmoid_focal` on the
    numbers before the sigmoid.

    Where m is 0 the loss and its derivatives are 0; the second derivative would be infinite there for γ below 1. An x
    outside [0, 1] is not an error: value and derivatives are NaN as for `bce`, but 0 where rounding left x just
    beyond a target of 0 or 1.

    Args:
        prob: any shape, float32 or float64.
        target: the same shape and dtype as prob.
        alpha: α, 0 switches it off: in [0, 1).
        gamma: γ: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dprob; True, or an array to write, which may be prob.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
    """
    return _call.single(
        "focal",
        (("prob", prob), ("target", target)),
        (_call.number("alpha", alpha), _call.not_zero("gamma", gamma)),
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
def asymmetric_bce_logits(
    logits: Array,
    target: Array,
    *,
    gamma_pos: float = ...,
    gamma_neg: float = ...,
    shift: float = ...,
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
def asymmetric_bce_logits(
    logits: Array,
    target: Array,
    *,
    gamma_pos: float = ...,
    gamma_neg: float = ...,
    shift: float = ...,
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

def asymmetric_bce_logits(
    logits: Array,
    target: Array,
    *,
    gamma_pos: float = 0.0,
    gamma_neg: float = 4.0,
    shift: float = 0.0,
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
    """Asymmetric loss of logits.

    l = t·q^γ₊·S + (1 − t)·f(k), S = −log p, f(k) = −k^γ₋·log(1 − k), p = σ(x), q = 1 − p, k = max(p − s, 0).
    ∂l/∂x = −t·q^γ₊·(γ₊·p·S + q) + (1 − t)·f'(k)·pq,
    ∂²l/∂x² = t·q^γ₊·p·(γ₊²·p·S − γ₊·q·S + (2γ₊ + 1)·q) + (1 − t)·(f''(k)·p²q² + f'(k)·pq·(q − p)), 0 where p ≤ s.

    For many labels per sample, of which few are present: a focal loss with an exponent of its own for negative targets,
    γ₋ = `gamma_neg`, and for positive targets, γ₊ = `gamma_pos`. Negatives whose probability is at most s = `shift`,
    which may be wrong labels or are learned already, have no loss and no gradient. x is a logit, t a target in [0, 1].
    The authors' own defaults are γ₊ = 1, γ₋ = 4, s = 0.05, and they sum ("sum"). The weights p^γ are differentiated,
    as in the paper.

    Neither 1 − p nor, for s = 0, k is formed by a subtraction; with s above 0, k has the digits that p − s leaves. An
    infinite logit on the wrong side has for t = 1 the loss ∞ and the derivative −1; for t = 0 and s = 0 ∞ and 1, and
    with s above 0 −(1 − s)^γ₋·log s and 0: confident negatives count as wrong labels. γ₋ = 0, which the argument cannot
    say, is `bce_logits` if γ₊ and s are 0 too.

    Args:
        logits: any shape, float32 or float64.
        target: the same shape and dtype as logits.
        gamma_pos: γ₊: finite, not negative.
        gamma_neg: γ₋: finite, above 0.
        shift: s: in [0, 1).
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlogits; True, or an array to write, which may be logits.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: T. Ridnik et al., Asymmetric loss for multi-label classification, arXiv:2009.14119, section 2.
    """
    return _call.single(
        "asymmetric_bce_logits",
        (("logits", logits), ("target", target)),
        (_call.number("gamma_pos", gamma_pos), _call.not_zero("gamma_neg", gamma_neg), _call.number("shift", shift)),
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
