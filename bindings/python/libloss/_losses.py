"""The losses. Written by `cargo xtask gen` from losses/*.toml. Do not edit."""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Combined, Normalized, Result, ResultWithGrad, SeveralResult
from ._types import Kind, Numbers, Reduction

__all__ = [
    "mse",
    "rmse",
    "huber",
    "gaussian_nll",
    "hinge",
    "bce",
    "bce_logits",
    "cross_entropy",
    "cross_entropy_soft",
    "cross_entropy_prob",
    "nll",
    "softmax",
    "log_softmax",
    "kl_div",
    "kl_div_log_target",
    "kl_div_prob",
    "js_div",
    "causal_lm",
    "distillation",
    "triplet",
    "cosine_embedding",
    "vae_kl",
    "gan_discriminator",
    "gan_generator",
    "l1_penalty",
    "l2_penalty",
    "elastic_net_penalty",
    "combine",
    "combine_uncertainty",
]


@overload
def mse(
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
def mse(
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

def mse(
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
    """Mean squared error.

    l = (x − t)², value = Σ w·l / Σ w.  ∂l/∂x = 2(x − t),  ∂²l/∂x² = 2.

    For regression whose errors are about normally distributed. It is sensitive to outliers.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 1.2.5.
    """
    return _call.elementwise(
        "mse",
        ("pred", pred),
        ("target", target),
        (),
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
def rmse(
    pred: Array,
    target: Array,
    *,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
) -> ResultWithGrad: ...

@overload
def rmse(
    pred: Array,
    target: Array,
    *,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
) -> Result: ...

def rmse(
    pred: Array,
    target: Array,
    *,
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> Result:
    """Root mean squared error.

    value = √(Σ w·(x − t)² / Σ w).  ∂value/∂x = w·(x − t) / (value · Σ w), and 0 where the value is 0.

    The mean squared error in the units of the target. The root is taken of the whole mean, so that
    there is no other reduction, `losses` and `sums` hold squared errors, and `hessian` is refused. Value and
    gradient are right for errors of any size, even where the squares are out of range: `losses` and `sums` are then
    infinite or 0.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: R. J. Hyndman, A. B. Koehler, Another look at measures of forecast accuracy,
    International Journal of Forecasting 22, 2006, section 2.1.
    """
    return _call.elementwise(
        "rmse",
        ("pred", pred),
        ("target", target),
        (),
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
    )


@overload
def huber(
    pred: Array,
    target: Array,
    *,
    delta: float = ...,
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
def huber(
    pred: Array,
    target: Array,
    *,
    delta: float = ...,
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

def huber(
    pred: Array,
    target: Array,
    *,
    delta: float = 1.0,
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
    """Huber loss.

    l = ½q² + δ·(a − q), a = |x − t|, q = min(a, δ).  ∂l/∂x = x − t where a < δ, else δ·sign(x − t).  ∂²l/∂x² = 1 where
    a < δ, else 0.

    For regression with outliers: squared for errors below δ = `delta`, linear beyond, so that no error has a
    gradient of more than δ. With a large δ it is half the squared error, and divided by a small δ about the absolute error.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        delta: δ: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: P. J. Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35, 1964,
    section 1.
    """
    return _call.elementwise(
        "huber",
        ("pred", pred),
        ("target", target),
        (_call.not_zero("delta", delta),),
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


def gaussian_nll(
    mean: Array,
    var: Array,
    target: Array,
    *,
    beta: float = 0.0,
    epsilon: float = 1e-6,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad_mean: Output = None,
    grad_var: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Negative log-likelihood of a Gaussian.

    l = v^β·½(log v + r²/v), r = mean − target, v = max(var, ε).
    ∂l/∂mean = v^β·r/v,  ∂l/∂var = v^β·½(1 − r²/v)/v, v^β taken for constant, and also where var < ε.

    For regression that predicts its own uncertainty: a mean and a variance per element. Large errors at a small variance
    are penalised most, and a large variance by its logarithm. With β = `beta` = 0, the likelihood itself, elements with
    a large variance have small gradients, and a mean that fits badly may stay so; β = ½ is a good weight against that, β = 1
    gives the mean the gradient of half a squared error. The weight v^β is not differentiated, as in the paper of
    Seitzer et al.

    ε = `epsilon` keeps the variance away from 0; the gradient by a variance below ε is that at ε, not 0, so that the variance
    can recover. An ε below the smallest normal number of the type counts as that. With the flag LOSS_FULL the term ½·log 2π,
    on which no gradient depends, is part of the likelihood. Both gradients follow the options: `upstream`, weights,
    `accumulate`. There is no Hessian, as there are two inputs.

    Args:
        mean: any shape, float32 or float64.
        var: the same shape and dtype as mean.
        target: the same shape and dtype as mean.
        beta: β: finite, not negative.
        epsilon: ε: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad_mean: wanted: the gradient, True or an array to write.
        grad_var: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.

    Returns:
        SeveralResult: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
    IEEE International Conference on Neural Networks, 1994; M. Seitzer et al., On the pitfalls of heteroscedastic uncertainty
    estimation with probabilistic neural networks, arXiv:2203.09168, section 4.
    """
    return _call.elements_of_several(
        "gaussian_nll",
        [("mean", mean), ("var", var)],
        [("target", target)],
        (_call.number("beta", beta), _call.not_zero("epsilon", epsilon),),
        [("grad_mean", grad_mean), ("grad_var", grad_var)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


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
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: C. Cortes, V. Vapnik, Support-vector networks, Machine Learning 20, 1995, section 3.
    """
    return _call.elementwise(
        "hinge",
        ("pred", pred),
        ("target", target),
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

    l = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100).
    ∂l/∂x = (x − t) / max(x(1 − x), 1e-12),  ∂²l/∂x² = ((x − t)² + t(1 − t)) / max(x(1 − x), 1e-12)².

    x is a probability, t a target in [0, 1]. The clamps are PyTorch's. For a model that ends in a sigmoid,
    use `bce_logits` on the numbers before the sigmoid: it is exact and needs no clamps.

    An x outside [0, 1] is not an error (PyTorch refuses it): value and derivatives are NaN, because one of the
    two logarithms is NaN. A target of 0 or 1 leaves out one logarithm. If this is the one that is NaN, value and
    derivatives follow the other one: against t = 1, an x that rounding left just above 1 has the loss −log x and the
    derivative −1/x.

    Args:
        prob: any shape, float32 or float64.
        target: the same shape and dtype as prob.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
    """
    return _call.elementwise(
        "bce",
        ("prob", prob),
        ("target", target),
        (),
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

    l = (1 − t)·softplus(x) + p·t·softplus(−x), softplus(x) = log(1 + e^x).
    ∂l/∂x = (1 − t)·σ(x) − p·t·σ(−x),  ∂²l/∂x² = (1 − t + p·t)·σ(x)·σ(−x).

    x is a logit, t a target in [0, 1]. p = `pos_weight` multiplies the loss of positive targets; the ratio of
    negative to positive targets in the data balances the two. The loss is exact for logits of any size.

    Args:
        logits: any shape, float32 or float64.
        target: the same shape and dtype as logits.
        pos_weight: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
    """
    return _call.elementwise(
        "bce_logits",
        ("logits", logits),
        ("target", target),
        (_call.not_zero("pos_weight", pos_weight),),
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
def cross_entropy(
    logits: Array,
    target: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
    temperature: float = ...,
    softcap: Optional[float] = ...,
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
def cross_entropy(
    logits: Array,
    target: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
    temperature: float = ...,
    softcap: Optional[float] = ...,
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

def cross_entropy(
    logits: Array,
    target: Array,
    *,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
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
    """Softmax cross-entropy with class indices.

    l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  lse = log Σ_c e^z_c.
    ∂l/∂z_c = (A + 2·w_y·ζ·lse)·p_c − a_c,  p = softmax(z), a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c,
    A = Σ a_c.  ∂²l/∂z_c² = A·p(1 − p) + 2·w_y·ζ·(p² + lse·p(1 − p)).

    z are the logits after temperature and softcap, y the target, K the number of classes, w the class weights,
    ε the label smoothing, ζ the z-loss. This is the loss of classifiers and language models. The mean is
    PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. The gradient at the
    target is formed without the cancellation in p − 1, and the loss of a confident row without the cancellation
    in lse − z_y.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of logits without the axis of classes.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): a weight a class.
        ignore_index: rows with this target do not count.
        label_smoothing: ε in [0, 1].
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        z_loss: adds z_loss * lse**2 to the loss of a row.
        lse: wanted of each row: log(sum(exp(logits))), after temperature and softcap.
        entropy: wanted of each row: the entropy of the softmax, in nats.
        argmax: wanted of each row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: J. S. Bridle, Probabilistic interpretation of feedforward classification network
    outputs, 1990; label smoothing: C. Szegedy et al., arXiv:1512.00567, section 7; z-loss:
    A. Chowdhery et al., PaLM, arXiv:2204.02311, section 5; softcap: Gemma 2, arXiv:2408.00118,
    section 2.
    """
    return _call.classes(
        "cross_entropy",
        ("logits", logits),
        ("target", target),
        (),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        temperature=temperature,
        softcap=softcap,
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
def cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    label_smoothing: float = ...,
    temperature: float = ...,
    softcap: Optional[float] = ...,
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
def cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    label_smoothing: float = ...,
    temperature: float = ...,
    softcap: Optional[float] = ...,
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

def cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    label_smoothing: float = 0.0,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
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
    """Softmax cross-entropy with target distributions.

    l = Σ_c a_c·(lse − z_c) + W·ζ·lse²,  a_c = w_c·((1 − ε)·t_c + ε/K),  W = Σ_c w_c·t_c.
    ∂l/∂z_c = (A + 2Wζ·lse)·p_c − a_c,  A = Σ a_c;  ∂²l/∂z_c² = A·p(1 − p) + 2Wζ·(p² + lse·p(1 − p)).

    For mixed labels and for soft labels of a teacher. z are the logits after temperature and softcap, t the
    targets, K the number of classes, w the class weights, ε the label smoothing, ζ the z-loss, lse = log Σ_c e^z_c,
    p = softmax(z). A one-hot target gives the value of `cross_entropy`. Targets need not add up to 1; the mean
    divides by Σ w·W with row weights w. `target_prob` has the layout of the logits, including their row stride.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target_prob: the same shape and dtype as logits.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): a weight a class.
        label_smoothing: ε in [0, 1].
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        z_loss: adds z_loss * lse**2 to the loss of a row.
        lse: wanted of each row: log(sum(exp(logits))), after temperature and softcap.
        entropy: wanted of each row: the entropy of the softmax, in nats.
        argmax: wanted of each row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: those of `cross_entropy`; G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge
    in a neural network, arXiv:1503.02531, section 2.
    """
    return _call.classes(
        "cross_entropy_soft",
        ("logits", logits),
        ("target_prob", target_prob),
        (),
        indices=False,
        axis=axis,
        class_weight=class_weight,
        label_smoothing=label_smoothing,
        temperature=temperature,
        softcap=softcap,
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
def cross_entropy_prob(
    prob: Array,
    target_prob: Array,
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
def cross_entropy_prob(
    prob: Array,
    target_prob: Array,
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

def cross_entropy_prob(
    prob: Array,
    target_prob: Array,
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
    """Cross-entropy of probabilities with target distributions.

    l = −Σ_c t_c·log x_c over a row.  ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².

    The textbook form, for models that give probabilities. For logits, use `cross_entropy_soft`. Classes with
    t = 0 contribute exactly 0, whatever x is there. The mean divides by Σ w·Σ_c t_c with row weights w, which is
    Σ w if the targets are distributions.

    Args:
        prob: (..., classes), float32 or float64.
        target_prob: the same shape and dtype as prob.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 3.13.
    """
    return _call.rowwise(
        "cross_entropy_prob",
        ("prob", prob),
        ("target_prob", target_prob),
        (),
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
def nll(
    log_prob: Array,
    target: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
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
def nll(
    log_prob: Array,
    target: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
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

def nll(
    log_prob: Array,
    target: Array,
    *,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
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
    """Negative log-likelihood of log-probabilities with class indices.

    l = −(1 − ε)·w_y·x_y − (ε/K)·Σ_c w_c·x_c.  ∂l/∂x_c = −(1 − ε)·w_y·[c = y] − (ε/K)·w_c,  ∂²l/∂x_c² = 0.

    x are log-probabilities (as from `log_softmax`), y the target, K the number of classes, w the class weights,
    ε the label smoothing. The mean is PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is
    ignore_index. Temperature, softcap, z-loss, `lse` and `entropy` are refused: they are for logits, and
    log-probabilities are already normalised.

    Args:
        log_prob: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of log_prob without the axis of classes.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): a weight a class.
        ignore_index: rows with this target do not count.
        label_smoothing: ε in [0, 1].
        argmax: wanted of each row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 5.5.
    """
    return _call.classes(
        "nll",
        ("log_prob", log_prob),
        ("target", target),
        (),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
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


def softmax(
    logits: Array,
    *,
    out: Optional[Array] = None,
    axis: int = -1,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
) -> Normalized:
    """Softmax.

    out_c = e^z_c / Σ_k e^z_k over each row, z the logits after temperature and softcap.

    Turns logits into probabilities. A logit of −∞ gives 0; a row in which all logits are −∞ gives NaN.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        out: an array to write; may be logits.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        lse: wanted of each row: log(sum(exp(logits))), after temperature and softcap.
        entropy: wanted of each row: the entropy of the softmax, in nats.
        argmax: wanted of each row: the class of the largest logit, int64.

    Returns:
        Normalized: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. S. Bridle, Probabilistic interpretation of feedforward classification network
    outputs, 1990.
    """
    return _call.softmax(
        "softmax",
        ("logits", logits),
        out=out,
        axis=axis,
        temperature=temperature,
        softcap=softcap,
        lse=lse,
        entropy=entropy,
        argmax=argmax,
    )


def log_softmax(
    logits: Array,
    *,
    out: Optional[Array] = None,
    axis: int = -1,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
) -> Normalized:
    """Logarithm of softmax.

    out_c = z_c − log Σ_k e^z_k over each row, z the logits after temperature and softcap.

    Turns logits into log-probabilities, without the underflow of log(softmax(z)).

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        out: an array to write; may be logits.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        lse: wanted of each row: log(sum(exp(logits))), after temperature and softcap.
        entropy: wanted of each row: the entropy of the softmax, in nats.
        argmax: wanted of each row: the class of the largest logit, int64.

    Returns:
        Normalized: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. S. Bridle, Probabilistic interpretation of feedforward classification network
    outputs, 1990.
    """
    return _call.softmax(
        "log_softmax",
        ("logits", logits),
        out=out,
        axis=axis,
        temperature=temperature,
        softcap=softcap,
        lse=lse,
        entropy=entropy,
        argmax=argmax,
    )


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
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
    Statistics 22, 1951, section 2.
    """
    return _call.rowwise(
        "kl_div",
        ("log_pred", log_pred),
        ("target", target),
        (),
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
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
    Statistics 22, 1951, section 2.
    """
    return _call.rowwise(
        "kl_div_log_target",
        ("log_pred", log_pred),
        ("log_target", log_target),
        (),
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
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
    Statistics 22, 1951, section 2.
    """
    return _call.rowwise(
        "kl_div_prob",
        ("pred", pred),
        ("target", target),
        (),
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
    probability underflows in one model only adds its limit. `temperature` and `softcap` transform
    the logits of both models. There is no factor T².

    Args:
        student_logits: (..., classes), float32 or float64; other layouts by `axis`.
        teacher_logits: the same shape and dtype as student_logits.
        beta: β: in (0, 1).
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        lse: wanted of each row: log(sum(exp(logits))), after temperature and softcap.
        entropy: wanted of each row: the entropy of the softmax, in nats.
        argmax: wanted of each row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

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
        class_weight: (classes,): a weight a class.
        ignore_index: rows with this target do not count.
        label_smoothing: ε in [0, 1].
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        z_loss: adds z_loss * lse**2 to the loss of a row.
        lse: wanted of each row: log(sum(exp(logits))), after temperature and softcap.
        entropy: wanted of each row: the entropy of the softmax, in nats.
        argmax: wanted of each row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

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
    models after the temperature. ζ is the z-loss of the student, and W = Σ w_c q_c (1 without class weights) is the
    weight of a row in the mean. The outputs lse, entropy and argmax describe the student. Use mask to leave out rows:
    there is no ignore_index.

    Args:
        student_logits: (..., classes), float32 or float64; other layouts by `axis`.
        teacher_logits: the same shape and dtype as student_logits.
        temperature: T: finite, above 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): a weight a class.
        label_smoothing: ε in [0, 1].
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        z_loss: adds z_loss * lse**2 to the loss of a row.
        lse: wanted of each row: log(sum(exp(logits))), after temperature and softcap.
        entropy: wanted of each row: the entropy of the softmax, in nats.
        argmax: wanted of each row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

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


def triplet(
    anchor: Array,
    positive: Array,
    negative: Array,
    *,
    margin: float = 1.0,
    p: float = 2.0,
    epsilon: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad_anchor: Output = None,
    grad_positive: Output = None,
    grad_negative: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Triplet loss: the distance to a sample alike is less than to one that is not, by a margin.

    l = max(0, m + D(a, p) − D(a, n)), D(x, y) = ‖x − y + ε‖_p over a row.  With δ = x − y + ε,
    ∂D/∂x = sign(δ)·(|δ|/D)^(p − 1) = −∂D/∂y. The derivatives are 0 at the kink l = 0 as well.

    For embeddings: rows of anchors a, positives p and negatives n, and a norm ‖·‖_p: Euclid's for p = 2, the
    sum of sizes for p = 1, the largest size for p = INFINITY, where the first of equal sizes has the derivative.
    With the flag LOSS_SWAP, D(p, n) takes the place of D(a, n) where it is less. Points that coincide have no
    direction: where D is 0, so is its derivative. ε is added to each difference, which gives such points a
    direction; PyTorch has ε = 1e-6, but 0 is better. Distances may have any size, also where their powers are
    out of range. Where l is infinite, the derivative by an infinite difference may be NaN. There is no
    Hessian, as there are three inputs.

    Args:
        anchor: (..., dim), float32 or float64.
        positive: the same shape and dtype as anchor.
        negative: the same shape and dtype as anchor.
        margin: m: finite, above 0.
        p: of the norm: at least 1, or INFINITY.
        epsilon: ε: finite, not negative.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad_anchor: wanted: the gradient, True or an array to write.
        grad_positive: wanted: the gradient, True or an array to write.
        grad_negative: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.

    Returns:
        SeveralResult: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
    arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
    convolutional neural networks, BMVC 2016, section 3 (the swap).
    """
    return _call.rows_of_several(
        "triplet",
        [("anchor", anchor), ("positive", positive), ("negative", negative)],
        [],
        (_call.not_zero("margin", margin), _call.number("p", p), _call.number("epsilon", epsilon),),
        [("grad_anchor", grad_anchor), ("grad_positive", grad_positive), ("grad_negative", grad_negative)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def cosine_embedding(
    input1: Array,
    input2: Array,
    target: Array,
    *,
    margin: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_input1: Output = None,
    grad_input2: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Cosine embedding loss: pairs that are alike point in one direction, others do not.

    l = 1 − cos(x, y) for t = 1, max(0, cos(x, y) − m) for t = −1, cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
    ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink cos = m as well.

    x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With the
    flag `binary_targets` the targets are 1 and 0 and stand for these. A row with any other target has
    the loss 0. A vector of zeros has the cosine 0 to any other, and the gradient of its row is 0. (PyTorch
    adds 1e-12 to squared norms, and gives such a vector a gradient of about 1e6.) 1 − cos is formed without
    cancellation where both vectors have nearly the same direction, and norms may have any size, also where
    their squares are out of range. A vector with an infinite element has no direction: with a target of ±1
    its row is NaN. There is no Hessian, as there are two inputs.

    Args:
        input1: (..., dim), float32 or float64.
        input2: the same shape and dtype as input1.
        target: one number per row: the shape of input1 without its last axis, the same dtype.
        margin: m: in [-1, 1].
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad_input1: wanted: the gradient, True or an array to write.
        grad_input2: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.

    Returns:
        SeveralResult: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. Bromley et al., Signature verification using a Siamese time delay neural network, NIPS 1993
    (targets for the cosine of two embeddings); with the margin of torch.nn.functional.cosine_embedding_loss.
    """
    return _call.rows_of_several(
        "cosine_embedding",
        [("input1", input1), ("input2", input2)],
        [("target", target)],
        (_call.number("margin", margin),),
        [("grad_input1", grad_input1), ("grad_input2", grad_input2)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def vae_kl(
    mu: Array,
    log_var: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad_mu: Output = None,
    grad_log_var: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE.

    l = ½·Σ_j (μ_j² + e^s_j − 1 − s_j) over a row = KL(N(μ, e^s) ‖ N(0, 1)).
    ∂l/∂μ = μ,  ∂l/∂s = ½·(e^s − 1).

    s is the logarithm of the variance. The sum of this loss and a reconstruction loss is the negative evidence
    lower bound; `upstream` is the β of a β-VAE. e^s − 1 − s is formed without cancellation near s = 0. Both gradients
    follow the options: `upstream`, weights, `accumulate`. `hessian` is refused, because there are two inputs and one
    array for it.

    Args:
        mu: (..., dim), float32 or float64.
        log_var: the same shape and dtype as mu.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a row.
        mask: bool or uint8, one a row: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad_mu: wanted: the gradient, True or an array to write.
        grad_log_var: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a row before reduction.

    Returns:
        SeveralResult: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, appendix B.
    """
    return _call.rows_of_several(
        "vae_kl",
        [("mu", mu), ("log_var", log_var)],
        [],
        (),
        [("grad_mu", grad_mu), ("grad_log_var", grad_log_var)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def gan_discriminator(
    kind: Kind,
    real_logits: Array,
    fake_logits: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad_real: Output = None,
    grad_fake: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> SeveralResult:
    """Objective of the discriminator (critic) of a GAN.

    value = mean over the real batch of f(r) + mean over the fake batch of g(x), r and x logits or scores.
    "minimax", "non_saturating": f = −log σ(r) = softplus(−r),  g = −log(1 − σ(x)) = softplus(x).
    "least_squares": f = ½(r − 1)²,  g = ½x².
    "hinge": f = max(0, 1 − r),  g = max(0, 1 + x), derivative 0 at the kink.
    "wasserstein": f = −r,  g = x.
    ∂value/∂r = f′(r)/n_real,  ∂value/∂x = g′(x)/n_fake.

    Rows are elements, the real batch first: weight, mask, losses and hessian of the options have n_real + n_fake
    entries. Each batch has its own mean, over its own weights ("mean") or its own rows ("mean_rows").
    "sum" adds up both batches, and so does `sums`. A batch may be empty and then adds 0: with n_fake = 0, a call
    gives value and sums of the real batch only. For Wasserstein critics the caller must apply the Lipschitz constraint
    (clipping, gradient penalty).

    Args:
        kind: the objective, see above.
        real_logits: logits or scores of real samples: any shape, float32 or float64.
        fake_logits: logits or scores of generated samples: any shape, the dtype of real_logits.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight a sample, (n_real + n_fake,), the real ones first.
        mask: bool or uint8, one a sample, (n_real + n_fake,), the real ones first: 0 does not
            count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad_real: wanted: the gradient, True or an array to write.
        grad_fake: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of a sample, (n_real + n_fake,), the real ones first before
            reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        SeveralResult: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1; X. Mao et
    al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye, Geometric GAN,
    arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 17; M. Arjovsky et al.,
    Wasserstein GAN, arXiv:1701.07875, section 3.
    """
    return _call.discriminator(
        "gan_discriminator",
        kind,
        [("real_logits", real_logits), ("fake_logits", fake_logits)],
        [("grad_real", grad_real), ("grad_fake", grad_fake)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def gan_generator(
    kind: Kind,
    fake_logits: Array,
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
def gan_generator(
    kind: Kind,
    fake_logits: Array,
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

def gan_generator(
    kind: Kind,
    fake_logits: Array,
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
    """Objective of the generator of a GAN.

    value = mean over the fake batch of g(x), x the discriminator's logits or scores.
    "minimax": g = log(1 − σ(x)) = −softplus(x).  "non_saturating": g = −log σ(x) = softplus(−x).
    "least_squares": g = ½(x − 1)².  "hinge", "wasserstein": g = −x.
    ∂value/∂x = g′(x)/n_fake.

    A row is one element. The minimax objective has a small gradient where the discriminator recognises the
    generated samples. The non-saturating objective has its largest gradient there, and is the usual choice.

    Args:
        kind: the objective, see above.
        fake_logits: any shape, float32 or float64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1 and section
    3; X. Mao et al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye,
    Geometric GAN, arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 18; M. Arjovsky
    et al., Wasserstein GAN, arXiv:1701.07875, section 3.
    """
    return _call.generator(
        "gan_generator",
        kind,
        ("fake_logits", fake_logits),
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
def l1_penalty(
    param: Array,
    lambda_: float,
    *,
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
def l1_penalty(
    param: Array,
    lambda_: float,
    *,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def l1_penalty(
    param: Array,
    lambda_: float,
    *,
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """L1 penalty (lasso).

    value = λ·Σ |x_i|.
    ∂value/∂x = λ·sign(x), exactly 0 at x = 0.  ∂²value/∂x² = 0.

    For sparse parameters. With `accumulate` the gradient is added to the gradient of a loss. A penalty is a sum:
    weight and mask are per parameter (for example mask = 0 for biases).

    Args:
        param: any shape, float32 or float64.
        lambda_: λ: finite, not negative.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: R. Tibshirani, Regression shrinkage and selection via the lasso, Journal of the Royal
    Statistical Society B 58, 1996, section 1.
    """
    return _call.elementwise(
        "l1_penalty",
        ("param", param),
        None,
        (_call.number("lambda_", lambda_),),
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
def l2_penalty(
    param: Array,
    lambda_: float,
    *,
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
def l2_penalty(
    param: Array,
    lambda_: float,
    *,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def l2_penalty(
    param: Array,
    lambda_: float,
    *,
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """L2 penalty (ridge, weight decay).

    value = λ·Σ x_i².
    ∂value/∂x = 2λ·x,  ∂²value/∂x² = 2λ.

    For small parameters. With `accumulate` the gradient is added to the gradient of a loss. There is no factor
    ½: λ = d/2 has the effect of the weight decay d of an optimiser. A penalty is a sum:
    weight and mask are per parameter (for example mask = 0 for biases).

    Args:
        param: any shape, float32 or float64.
        lambda_: λ: finite, not negative.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: A. E. Hoerl, R. W. Kennard, Ridge regression: biased estimation for nonorthogonal
    problems, Technometrics 12, 1970.
    """
    return _call.elementwise(
        "l2_penalty",
        ("param", param),
        None,
        (_call.number("lambda_", lambda_),),
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
def elastic_net_penalty(
    param: Array,
    l1: float,
    l2: float,
    *,
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
def elastic_net_penalty(
    param: Array,
    l1: float,
    l2: float,
    *,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def elastic_net_penalty(
    param: Array,
    l1: float,
    l2: float,
    *,
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Elastic net penalty: L1 and L2 at once.

    value = λ₁·Σ |x_i| + λ₂·Σ x_i².
    ∂value/∂x = λ₁·sign(x) + 2λ₂·x, exactly 0 at x = 0.  ∂²value/∂x² = 2λ₂.

    λ₁ is `l1`, λ₂ is `l2`. For sparse parameters that belong together in groups. With `accumulate` the gradient
    is added to the gradient of a loss. A penalty is a sum:
    weight and mask are per parameter (for example mask = 0 for biases).

    Args:
        param: any shape, float32 or float64.
        l1: λ₁: finite, not negative.
        l2: λ₂: finite, not negative.
        weight: a weight an element.
        mask: bool or uint8, one an element: 0 does not count.
        upstream: multiplies gradient and Hessian.
        threads: at most so many; 0: as set_num_threads says.
        grad: wanted: the gradient, True or an array to write.
        accumulate: adds to the gradient that is there.
        losses: wanted: the loss of an element before reduction.
        hessian: wanted: the diagonal of the second derivative.

    Returns:
        Result: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: H. Zou, T. Hastie, Regularization and variable selection via the elastic net, Journal of
    the Royal Statistical Society B 67, 2005, section 2.
    """
    return _call.elementwise(
        "elastic_net_penalty",
        ("param", param),
        None,
        (_call.number("l1", l1), _call.number("l2", l2),),
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


def combine(
    values: Numbers,
    weights: Numbers,
) -> Combined:
    """Weighted sum of several losses.

    total = Σ w_i·L_i.
    ∂total/∂L_i = w_i.

    For several tasks on shared parameters. The gradients come from the tasks' own calls: pass w_i as `upstream` of task i.
    Set `accumulate` where a task writes to an array that another task has written before. Values and weights are
    double in the functions of both types, because every value and every `upstream` is double. A weight of exactly 0
    leaves its task out, even if its value is infinite or NaN. Weights may be negative.

    Args:
        values: numbers, or (n,) float64.
        weights: as many; those of a list may be of any type.

    Returns:
        Combined: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: R. Caruana, Multitask learning, Machine Learning 28, 1997, section 2.
    """
    return _call.combine(
        "combine",
        ("values", values),
        ("weights", weights),
    )


def combine_uncertainty(
    values: Numbers,
    log_vars: Array,
    *,
    coefficients: Optional[Numbers] = None,
    d_values: Output = None,
    d_log_vars: Output = None,
) -> Combined:
    """Several losses weighted by learned uncertainties.

    total = Σ c_i·e^(−s_i)·L_i + ½·s_i.
    ∂total/∂L_i = c_i·e^(−s_i),  ∂total/∂s_i = ½ − c_i·e^(−s_i)·L_i.

    s_i = log σ_i² is the logarithm of the variance of task i, a trained parameter. c_i is a constant: in the
    paper ½ for regression by squares and 1 for classification. Where `coefficients` is None, all c_i are 1.

    `d_values` holds the `upstream` of each task. Call this function once with the values of all tasks, then each
    task for its gradients, with `accumulate` where a task writes to an array that another task has written before.
    Values, their derivatives and the coefficients are double in the functions of both types, because every value and
    every `upstream` is double. s and the derivatives by s are arrays of the function's type; the derivatives are
    written, never accumulated.

    A coefficient or an e^(−s) of exactly 0 leaves L_i out, even if L_i is infinite or NaN. L_i = 0 adds nothing,
    even where e^(−s) is infinite. A product is right wherever it is in range, even where its e^(−s) is out of range.

    Args:
        values: numbers, or (n,) float64.
        log_vars: (n,), float32 or float64.
        coefficients: as many numbers, or (n,) float64; None: 1.
        d_values: wanted: dtotal/dvalues.
        d_log_vars: wanted: dtotal/dlog_vars.

    Returns:
        Combined: what was asked for.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: A. Kendall, Y. Gal, R. Cipolla, Multi-task learning using uncertainty to weigh losses for
    scene geometry and semantics, CVPR 2018, arXiv:1705.07115, section 3.2.
    """
    return _call.uncertainty(
        "combine_uncertainty",
        ("values", values),
        ("log_vars", log_vars),
        coefficients,
        d_values,
        d_log_vars,
    )
