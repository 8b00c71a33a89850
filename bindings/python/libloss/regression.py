"""Regression.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Result, ResultWithGrad, SeveralResult
from ._types import Reduction

__all__ = [
    "mse",
    "mse_rows",
    "rmse",
    "l1",
    "smooth_l1",
    "huber",
    "pseudo_huber",
    "log_cosh",
    "fair",
    "general_robust",
    "lp",
    "quantile",
    "expectile",
    "epsilon_insensitive",
    "squared_epsilon_insensitive",
    "mape",
    "msle",
    "poisson_nll_log",
    "poisson_nll",
    "gamma_deviance_log",
    "tweedie_deviance_log",
    "tweedie_deviance",
    "gaussian_nll",
    "gaussian_nll_log",
    "laplace_nll",
    "laplace_nll_log",
    "student_t_nll",
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
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 1.2.5.
    """
    return _call.single(
        "mse",
        (("pred", pred), ("target", target)),
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
def mse_rows(
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
def mse_rows(
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

def mse_rows(
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
    """Mean squared error of rows.

    l = (1/dim)·Σ_j (x_j − t_j)² over a row, value = Σ w·l / Σ w.  ∂l/∂x_j = 2(x_j − t_j)/dim, ∂²l/∂x_j² = 2/dim.

    For targets that are rows: the noise, the velocity or the sample that a diffusion model predicts, an image, an
    embedding. Weight and mask are per row, so that a weight by the noise level or an absent sample is one number. Without
    them the value is that of ``mse``. The mean of weighted rows divides by Σ w, with "mean_rows" by the number of
    rows, as weighted losses of diffusion models do. A row without elements has the loss 0.

    Args:
        pred: (..., dim), float32 or float64.
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

    Reference: J. Ho et al., Denoising diffusion probabilistic models, arXiv:2006.11239, section 3.4.
    """
    return _call.single(
        "mse_rows",
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
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies the gradient.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dpred; True, or an array to write, which may be pred.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: R. J. Hyndman, A. B. Koehler, Another look at measures of forecast accuracy,
    International Journal of Forecasting 22, 2006, section 2.1.
    """
    return _call.single(
        "rmse",
        (("pred", pred), ("target", target)),
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
def l1(
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
def l1(
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

def l1(
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
    """Absolute error.

    l = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t), and 0 at the kink x = t.  ∂²l/∂x² = 0.

    For regression with outliers: every error has a gradient of the same size, and the best prediction is the median of
    the targets.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: S. Boyd, L. Vandenberghe, Convex Optimization, 2004, section 6.1.1.
    """
    return _call.single(
        "l1",
        (("pred", pred), ("target", target)),
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
def smooth_l1(
    pred: Array,
    target: Array,
    *,
    beta: float = ...,
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
def smooth_l1(
    pred: Array,
    target: Array,
    *,
    beta: float = ...,
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

def smooth_l1(
    pred: Array,
    target: Array,
    *,
    beta: float = 1.0,
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
    """Smooth L1 loss.

    l = q²/(2β) + (a − q), a = |x − t|, q = min(a, β), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)·min(a/β, 1).  ∂²l/∂x² = 1/β
    where a < β, else 0.

    For regression with outliers, such as the sides of boxes: squared for errors below β = `beta`, beyond it the
    absolute error less ½β. It is the Huber loss divided by β, so that no error has a gradient of more than 1, whatever
    β is. A subnormal β counts as the least normal `double`.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        beta: β: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: R. Girshick, Fast R-CNN, arXiv:1504.08083, section 2.3.
    """
    return _call.single(
        "smooth_l1",
        (("pred", pred), ("target", target)),
        (_call.not_zero("beta", beta),),
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
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: P. J. Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35, 1964,
    section 1.
    """
    return _call.single(
        "huber",
        (("pred", pred), ("target", target)),
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


@overload
def pseudo_huber(
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
def pseudo_huber(
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

def pseudo_huber(
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
    """Pseudo-Huber loss.

    l = δ²·(H − 1), H = √(1 + ((x − t)/δ)²), value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/H,  ∂²l/∂x² = 1/H³.

    For regression with outliers: about ½(x − t)² for errors well below δ = `delta` and δ·|x − t| for those beyond, as
    the Huber loss, but with derivatives of every order. No error has a gradient of more than δ. Nothing cancels near 0,
    and no square overflows. An infinite error has an infinite loss, the derivative ±δ and the second derivative 0. A subnormal δ counts as the least normal `double`.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        delta: δ: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: R. Hartley, A. Zisserman, Multiple View Geometry in Computer Vision, 2003, appendix 6.8.
    """
    return _call.single(
        "pseudo_huber",
        (("pred", pred), ("target", target)),
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


@overload
def log_cosh(
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
def log_cosh(
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

def log_cosh(
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
    """Log-cosh loss.

    l = log cosh(x − t), value = Σ w·l / Σ w.  ∂l/∂x = tanh(x − t),  ∂²l/∂x² = 1 − tanh²(x − t).

    For regression with outliers: about ½(x − t)² for small errors and |x − t| − log 2 for large ones, so that no error
    has a gradient of more than 1. It is smooth, and the second derivative is above 0 as long as it does not underflow.
    There is no cancellation: loss and derivatives have their digits near 0 as well. An infinite error has an infinite
    loss, the derivative ±1 and the second derivative 0.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: P. Chen, G. Chen, S. Zhang, Log hyperbolic cosine loss improves variational auto-encoder, 2019.
    """
    return _call.single(
        "log_cosh",
        (("pred", pred), ("target", target)),
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
def fair(
    pred: Array,
    target: Array,
    *,
    c: float = ...,
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
def fair(
    pred: Array,
    target: Array,
    *,
    c: float = ...,
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

def fair(
    pred: Array,
    target: Array,
    *,
    c: float = 1.0,
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
    """Fair loss.

    l = c²·(u − log(1 + u)), u = |x − t|/c, value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/(1 + u),  ∂²l/∂x² = 1/(1 + u)².

    For regression with outliers: about ½(x − t)² for errors well below `c`, beyond it growing less than the absolute
    error times c. No error has a gradient of more than c. It is the robust loss whose second derivative is above 0
    everywhere and falls no faster than a square. Nothing cancels near 0. An infinite error has an infinite loss, the
    derivative ±c and the second derivative 0. A subnormal c counts as the least normal `double`.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        c: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: Z. Zhang, Parameter estimation techniques: a tutorial with application to conic fitting, INRIA RR-2676,
    1995, section on M-estimators.
    """
    return _call.single(
        "fair",
        (("pred", pred), ("target", target)),
        (_call.not_zero("c", c),),
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
def general_robust(
    pred: Array,
    target: Array,
    *,
    alpha: float = ...,
    c: float = ...,
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
def general_robust(
    pred: Array,
    target: Array,
    *,
    alpha: float = ...,
    c: float = ...,
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

def general_robust(
    pred: Array,
    target: Array,
    *,
    alpha: float = 0.0,
    c: float = 1.0,
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
    """General robust loss.

    l = (b/α)·(B^(α/2) − 1), b = 2 − α, B = 1 + z²/b, z = (x − t)/c, value = Σ w·l / Σ w.  ∂l/∂x = (z/c)·B^(α/2 − 1),
    ∂²l/∂x² = (1/c²)·B^(α/2 − 2)·(1 + (α − 1)·z²/b). In the limits: α = 2: l = ½z², α = 0: l = log(1 + ½z²), α = −∞: l =
    1 − e^(−½z²).

    For regression with outliers of any kind: α = `alpha` says how little they count, from the squared error (2) over
    the pseudo-Huber loss divided by δ² (1), the Cauchy loss (0, the default) and the Geman-McClure loss (−2) to the
    Welsch loss (−INFINITY). `c` is the size of errors from which on they count less; near 0 all of them are ½z². With α
    < 1 the gradient of large errors falls towards 0, and the second derivative is negative there. α may be −INFINITY or
    any finite number up to 2; α and c are constants here.

    An infinite error has the loss b/|α| with derivatives 0 if α < 0; else the loss is infinite, the derivative 0 (α <
    1), ±1/c (α = 1) or infinite, and the second derivative 0, except 1/c² for α = 2. A subnormal c counts as the least normal `double`.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        alpha: α: at most 2, or -INFINITY.
        c: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: J. Barron, A general and adaptive robust loss function, arXiv:1701.03077, equation 8.
    """
    return _call.single(
        "general_robust",
        (("pred", pred), ("target", target)),
        (_call.number("alpha", alpha), _call.not_zero("c", c)),
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
def lp(
    pred: Array,
    target: Array,
    p: float,
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
def lp(
    pred: Array,
    target: Array,
    p: float,
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

def lp(
    pred: Array,
    target: Array,
    p: float,
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
    """Error to a power.

    l = a^p, a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = p·sign(x − t)·a^(p − 1),  ∂²l/∂x² = p·(p − 1)·a^(p − 2), and 0 at
    x = t unless p = 2.

    For regression between the absolute error and the squared one (1 < p < 2, less sensitive to outliers than the
    square), or with more weight on the largest errors (p > 2). p = `p` has no default; use `l1` for p = 1 and
    `mse` for p = 2, which are faster. The second derivative grows without limit near x = t if p < 2; at x = t it
    counts as 0, so that it stays finite. Powers that are below the normal numbers of the type are 0.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        p: the power: finite, above 1.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: S. Boyd, L. Vandenberghe, Convex Optimization, 2004, section 6.1.2.
    """
    return _call.single(
        "lp",
        (("pred", pred), ("target", target)),
        (_call.number("p", p),),
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
def quantile(
    pred: Array,
    target: Array,
    *,
    quantile: float = ...,
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
def quantile(
    pred: Array,
    target: Array,
    *,
    quantile: float = ...,
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

def quantile(
    pred: Array,
    target: Array,
    *,
    quantile: float = 0.5,
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
    """Quantile loss.

    l = max(−q·(x − t), (1 − q)·(x − t)), value = Σ w·l / Σ w.  ∂l/∂x = −q where x < t, 1 − q where x > t, and 0 at the kink
    x = t.  ∂²l/∂x² = 0.

    For quantile regression, also called pinball loss: the best prediction is the q-quantile of the targets, q =
    `quantile`. A prediction that is too low costs q per unit, one that is too high 1 − q. Two quantiles, such as 0.05
    and 0.95, give an interval. At q = ½ it is half the absolute error.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        quantile: q: in (0, 1).
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: R. Koenker, G. Bassett, Regression quantiles, Econometrica 46, 1978, section 3.
    """
    return _call.single(
        "quantile",
        (("pred", pred), ("target", target)),
        (_call.not_zero("quantile", quantile),),
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
def expectile(
    pred: Array,
    target: Array,
    *,
    tau: float = ...,
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
def expectile(
    pred: Array,
    target: Array,
    *,
    tau: float = ...,
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

def expectile(
    pred: Array,
    target: Array,
    *,
    tau: float = 0.5,
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
    """Expectile loss.

    l = v·(x − t)², v = τ where x < t, else 1 − τ, value = Σ w·l / Σ w.  ∂l/∂x = 2v·(x − t),  ∂²l/∂x² = 2v.

    For regression that wants a value off the mean, smoothly: the best prediction is the τ-expectile of the targets, τ =
    `tau`, to the mean what a quantile is to the median. A prediction that is too low costs τ of its square, one that is
    too high 1 − τ. At τ = ½ it is half the squared error. The second derivative at x = t is 2(1 − τ): a Newton step
    needs one that is not 0.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        tau: τ: in (0, 1).
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: W. Newey, J. Powell, Asymmetric least squares estimation and testing, Econometrica 55, 1987, section 2.
    """
    return _call.single(
        "expectile",
        (("pred", pred), ("target", target)),
        (_call.not_zero("tau", tau),),
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
def epsilon_insensitive(
    pred: Array,
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
def epsilon_insensitive(
    pred: Array,
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

def epsilon_insensitive(
    pred: Array,
    target: Array,
    *,
    epsilon: float = 0.1,
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
    """Epsilon-insensitive loss.

    l = max(0, a − ε), a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t) where a > ε, else 0, at the kink a = ε as
    well.  ∂²l/∂x² = 0.

    For support-vector regression: errors of up to ε = `epsilon` cost nothing, and larger ones are penalised as the
    absolute error is. Without such a margin (ε = 0) it is `l1`; 0 stands for the default here.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        epsilon: ε: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: A. Smola, B. Schölkopf, A tutorial on support vector regression, Statistics and Computing 14, 2004,
    section 1.2.
    """
    return _call.single(
        "epsilon_insensitive",
        (("pred", pred), ("target", target)),
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
def squared_epsilon_insensitive(
    pred: Array,
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
def squared_epsilon_insensitive(
    pred: Array,
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

def squared_epsilon_insensitive(
    pred: Array,
    target: Array,
    *,
    epsilon: float = 0.1,
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
    """Squared epsilon-insensitive loss.

    l = e², e = max(0, |x − t| − ε), value = Σ w·l / Σ w.  ∂l/∂x = 2·sign(x − t)·e.  ∂²l/∂x² = 2 where |x − t| > ε, else 0,
    at |x − t| = ε as well.

    For support-vector regression with squared errors: those of up to ε = `epsilon` cost nothing, and of larger ones the
    square of what exceeds ε. Without such a margin (ε = 0) it is `mse`; 0 stands for the default here.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        epsilon: ε: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: A. Smola, B. Schölkopf, A tutorial on support vector regression, Statistics and Computing 14, 2004,
    section 1.2, of whose loss it is the square.
    """
    return _call.single(
        "squared_epsilon_insensitive",
        (("pred", pred), ("target", target)),
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
def mape(
    pred: Array,
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
def mape(
    pred: Array,
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

def mape(
    pred: Array,
    target: Array,
    *,
    epsilon: float = 1e-7,
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
    """Mean absolute percentage error, as a ratio.

    l = |x − t|/m, m = max(|t|, ε), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)/m, and 0 at the kink x = t.  ∂²l/∂x² = 0.

    For regression whose errors count in proportion to the target, such as forecasts of demand; times 100 it is in
    percent. Predictions that are too low cost at most 1 if both numbers are positive, those that are too high have no
    limit, so that the best prediction lies below the median. ε = `epsilon` is the least size that a target counts with:
    near 0 slopes are as large as 1/ε, ten million by default. An ε of 1 suits counts. An infinite target has, of a
    finite prediction, the loss 1 and the derivative 0. A subnormal ε counts as the least normal `double`.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        epsilon: ε: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: A. de Myttenaere et al., Mean absolute percentage error for regression models, arXiv:1605.02541, section
    2.
    """
    return _call.single(
        "mape",
        (("pred", pred), ("target", target)),
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
def msle(
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
def msle(
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

def msle(
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
    """Mean squared logarithmic error.

    l = D², D = log((1 + x)/(1 + t)), value = Σ w·l / Σ w.  ∂l/∂x = 2D/(1 + x),  ∂²l/∂x² = 2(1 − D)/(1 + x)².

    For regression of counts and amounts that span orders of magnitude: ratios of predictions to targets decide, not
    differences. Both x and t must be above −1, and are usually not negative. The gradient vanishes for predictions that
    are far too large, and the second derivative is negative where D > 1. D has its digits for numbers that are near
    each other and for those that are far apart. At x = −1 the loss is infinite and the derivative −∞; below, and for t
    below −1, all is NaN. An infinite x has an infinite loss with derivatives 0.

    Args:
        pred: any shape, float32 or float64.
        target: the same shape and dtype as pred.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
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

    Reference: C. Tofallis, A better measure of relative prediction accuracy for model selection and model estimation,
    Journal of the Operational Research Society 66, 2015; without the 1, which admits zeros.
    """
    return _call.single(
        "msle",
        (("pred", pred), ("target", target)),
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
def poisson_nll_log(
    log_rate: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    full: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def poisson_nll_log(
    log_rate: Array,
    target: Array,
    *,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    full: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def poisson_nll_log(
    log_rate: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    full: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Negative log-likelihood of a Poisson distribution, by the logarithm of its rate.

    l = e^x − t·x.  ∂l/∂x = e^x − t,  ∂²l/∂x² = e^x.

    For counts: visits, defects, claims. x is any number, and e^x the rate, the expected count; t is a count, or any number
    from 0 on. Errors are measured against the square root of the rate, as counts scatter, and not all alike. A count of 0
    leaves t·x out, also where x is −∞. Where e^x is out of range the loss is ∞, whatever the count.

    With `full` the term log Γ(t + 1) = log t!, on which no derivative depends, is added: exact for every t ≥ 0,
    whole or not, and NaN for t < 0.

    Args:
        log_rate: any shape, float32 or float64.
        target: the same shape and dtype as log_rate.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        full: adds the terms on which no gradient depends.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlog_rate; True, or an array to write, which may be log_rate.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
    """
    return _call.single(
        "poisson_nll_log",
        (("log_rate", log_rate), ("target", target)),
        (),
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def poisson_nll(
    rate: Array,
    target: Array,
    *,
    epsilon: float = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    full: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def poisson_nll(
    rate: Array,
    target: Array,
    *,
    epsilon: float = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    full: bool = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def poisson_nll(
    rate: Array,
    target: Array,
    *,
    epsilon: float = 1e-8,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    full: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Negative log-likelihood of a Poisson distribution.

    l = x − t·log(x + ε).  ∂l/∂x = 1 − t/(x + ε),  ∂²l/∂x² = t/(x + ε)².

    For counts, from a model whose output x is the rate, the expected count, itself: 0 or above. t is a count, or any number
    from 0 on. A model of log-rates has ``poisson_nll_log``, which needs no ε and has smaller gradients at small rates.

    ε = `epsilon` keeps the logarithm finite at a rate of 0, and is lost in rounding at larger rates. An ε below the smallest
    normal number of `double` counts as that. A count of 0 contributes x alone; with any other count a rate below −ε gives
    NaN. At x = ∞ the loss is ∞. With `full` the term log Γ(t + 1) = log t!, on which no derivative depends, is
    added: exact for every t ≥ 0, whole or not, and NaN for t < 0.

    Args:
        rate: any shape, float32 or float64.
        target: the same shape and dtype as rate.
        epsilon: ε: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        full: adds the terms on which no gradient depends.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/drate; True, or an array to write, which may be rate.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
    """
    return _call.single(
        "poisson_nll",
        (("rate", rate), ("target", target)),
        (_call.not_zero("epsilon", epsilon),),
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )


@overload
def gamma_deviance_log(
    log_mean: Array,
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
def gamma_deviance_log(
    log_mean: Array,
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

def gamma_deviance_log(
    log_mean: Array,
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
    """Deviance of a gamma distribution, by the logarithm of its mean.

    l = e^u − 1 − u, u = log t − x.  ∂l/∂x = 1 − e^u,  ∂²l/∂x² = e^u.

    For targets above 0 whose scatter grows with their size: sums insured, durations, prices. x is any number, and e^x the
    mean; t is above 0. The error counts by the ratio t/e^x alone, whatever the size of both. It is half the unit
    deviance: never below 0, and 0 where the prediction is the target. A shape of the distribution would be a factor only.

    There is no cancellation: the loss and its first derivative have their digits near 0 as well, as far as x has them. A
    target of 0 has an infinite loss and the derivative 1; one below 0 gives NaN.

    Args:
        log_mean: any shape, float32 or float64.
        target: the same shape and dtype as log_mean.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlog_mean; True, or an array to write, which may be log_mean.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
    """
    return _call.single(
        "gamma_deviance_log",
        (("log_mean", log_mean), ("target", target)),
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
def tweedie_deviance_log(
    log_mean: Array,
    target: Array,
    *,
    power: float = ...,
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
def tweedie_deviance_log(
    log_mean: Array,
    target: Array,
    *,
    power: float = ...,
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

def tweedie_deviance_log(
    log_mean: Array,
    target: Array,
    *,
    power: float = 1.5,
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
    """Deviance of a Tweedie distribution, by the logarithm of its mean.

    l = e^((2−p)x)·φ(u), u = log t − x.  ∂l/∂x = e^((2−p)x) − t·e^((1−p)x), ∂²l/∂x² = (2−p)·e^((2−p)x) + (p−1)·t·e^((1−p)x).
    φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.

    For targets from 0 on of which many are 0 and the rest is spread widely, as the sums insured that a policy costs in a
    year: p = `power` between 1 and 2 is a sum of a random number of gamma distributions. p = 1 is the Poisson
    distribution, 2 the gamma distribution, 3 the inverse Gaussian distribution. x is any number, and e^x the mean. It is half the
    unit deviance: never below 0, and 0 where the prediction is the target. It is continuous in p, also at 1 and at 2, and p is a
    constant.

    There is no cancellation: the loss and its first derivative have their digits near u = 0 as well, as far as x has them,
    and nothing overflows that the result does not; arrays of `float` are computed in `double`. With a target of 0 the loss is
    e^((2−p)x)/(2−p), and infinite for p ≥ 2; the derivative is e^((2−p)x). A target below 0 gives NaN. For p > 2 the loss is
    not convex where t < e^x·(p − 2)/(p − 1).

    Args:
        log_mean: any shape, float32 or float64.
        target: the same shape and dtype as log_mean.
        power: p: finite, at least 1.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlog_mean; True, or an array to write, which may be log_mean.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: B. Jørgensen, Exponential dispersion models, Journal of the Royal Statistical Society B 49, 1987 (the
    distributions); P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3 (the deviance).
    """
    return _call.single(
        "tweedie_deviance_log",
        (("log_mean", log_mean), ("target", target)),
        (_call.number("power", power),),
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
def tweedie_deviance(
    mean: Array,
    target: Array,
    *,
    power: float = ...,
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
def tweedie_deviance(
    mean: Array,
    target: Array,
    *,
    power: float = ...,
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

def tweedie_deviance(
    mean: Array,
    target: Array,
    *,
    power: float = 1.5,
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
    """Deviance of a Tweedie distribution.

    l = x^(2−p)·φ(u), u = log(t/x).  ∂l/∂x = x^(−p)·(x − t), ∂²l/∂x² = x^(−p)·((1−p) + p·t/x).
    φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.

    For targets from 0 on of which many are 0 and the rest is spread widely, as the sums insured that a policy costs in a
    year, from a model whose output x is the mean itself, above 0. p = `power` between 1 and 2 is a sum of a random number of
    gamma distributions. p = 1 is the Poisson distribution, 2 the gamma distribution, 3 the inverse Gaussian distribution. It
    is half the unit deviance: never below 0, and 0 where the prediction is the target. It is continuous in p, also at 1 and
    at 2, and p is a constant. A model of the logarithm of the mean has ``tweedie_deviance_log``, which is convex for p ≤ 2; this
    one is not where p·t < (p − 1)·x.

    There is no cancellation: the loss and its first derivative have their digits near x = t as well, and nothing
    overflows that the result does not; arrays of `float` are computed in `double`. With a target of 0 the loss is
    x^(2−p)/(2−p), and infinite for p ≥ 2; the derivative is x^(1−p). A mean of 0 has an infinite loss and the derivative −∞
    unless the target is 0. A mean or a target below 0 gives NaN.

    Args:
        mean: any shape, float32 or float64.
        target: the same shape and dtype as mean.
        power: p: finite, at least 1.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dmean; True, or an array to write, which may be mean.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: B. Jørgensen, Exponential dispersion models, Journal of the Royal Statistical Society B 49, 1987 (the
    distributions); P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3 (the deviance).
    """
    return _call.single(
        "tweedie_deviance",
        (("mean", mean), ("target", target)),
        (_call.number("power", power),),
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
    full: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_mean: Output = None,
    grad_var: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Negative log-likelihood of a Gaussian.

    l = v^β·½(log v + r²/v), r = mean − target, v = max(var, ε).
    ∂l/∂mean = v^β·r/v,  ∂l/∂var = v^β·½(1 − r²/v)/v, where v^β is treated as a constant, also for var < ε.

    For regression that predicts its own uncertainty: a mean and a variance per element. Large errors at a small variance
    are penalised most, and a large variance by its logarithm. With β = `beta` = 0, the likelihood itself, elements with
    a large variance have small gradients, and a mean that fits badly may stay so; β = ½ is a good weight against that, β = 1
    gives the mean the gradient of half a squared error. The weight v^β is not differentiated, as in the paper of
    Seitzer et al.

    ε = `epsilon` keeps the variance away from 0; the gradient by a variance below ε is that at ε, not 0, so that the variance
    can recover. An ε below the smallest normal number of `double` counts as that. With `full` the term
    v^β·½·log 2π, on which no gradient depends, is added. Both gradients follow the options: `upstream`, weights,
    `accumulate`. There is no Hessian, as there are two inputs.

    Args:
        mean: any shape, float32 or float64.
        var: the same shape and dtype as mean.
        target: the same shape and dtype as mean.
        beta: β: finite, not negative.
        epsilon: ε: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        full: adds the terms on which no gradient depends.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_mean: output: dvalue/dmean; True, or an array to write, which may be mean.
        grad_var: output: dvalue/dvar; True, or an array to write, which may be var.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
    IEEE International Conference on Neural Networks, 1994; M. Seitzer et al., On the pitfalls of heteroscedastic uncertainty
    estimation with probabilistic neural networks, arXiv:2203.09168, section 4.
    """
    return _call.several(
        "gaussian_nll",
        (("mean", mean), ("var", var), ("target", target)),
        (_call.number("beta", beta), _call.not_zero("epsilon", epsilon)),
        (("grad_mean", grad_mean), ("grad_var", grad_var)),
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def gaussian_nll_log(
    mean: Array,
    log_var: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    full: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_mean: Output = None,
    grad_log_var: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Negative log-likelihood of a Gaussian, by the logarithm of its variance.

    l = ½(s + r²·e^−s), r = mean − target, s = log_var.
    ∂l/∂mean = r·e^−s,  ∂l/∂log_var = ½(1 − r²·e^−s).

    For regression that predicts its own uncertainty, from a model whose second output is any number: its exponential is
    the variance. It needs neither a softplus nor a smallest variance. ``gaussian_nll`` takes the variance itself, and
    has a weight for elements of large variance.

    Terms are made of r·e^(−s/2) and its square, not of e^−s and r², which may be out of range before them. They are 0 where
    r is 0, whatever s is; at s = −∞ the loss is +∞ for every other r. With `full` the term ½·log 2π, on which no gradient depends, is
    added. Both gradients follow the options: `upstream`, weights, `accumulate`. There is no Hessian, as there are two
    inputs.

    Args:
        mean: any shape, float32 or float64.
        log_var: the same shape and dtype as mean.
        target: the same shape and dtype as mean.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        full: adds the terms on which no gradient depends.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_mean: output: dvalue/dmean; True, or an array to write, which may be mean.
        grad_log_var: output: dvalue/dlog_var; True, or an array to write, which may be log_var.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
    IEEE International Conference on Neural Networks, 1994; A. Kendall, Y. Gal, What uncertainties do we need in Bayesian
    deep learning for computer vision?, arXiv:1703.04977, section 3.
    """
    return _call.several(
        "gaussian_nll_log",
        (("mean", mean), ("log_var", log_var), ("target", target)),
        (),
        (("grad_mean", grad_mean), ("grad_log_var", grad_log_var)),
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def laplace_nll(
    loc: Array,
    scale: Array,
    target: Array,
    *,
    epsilon: float = 1e-6,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    full: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_loc: Output = None,
    grad_scale: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Negative log-likelihood of a Laplace distribution.

    l = log b + |r|/b, r = loc − target, b = max(scale, ε).
    ∂l/∂loc = sign(r)/b, and 0 at r = 0,  ∂l/∂scale = (1 − |r|/b)/b, also for scale < ε.

    For regression that predicts its own uncertainty and has outliers: a location and a scale per element. The best
    location is the median of the targets, and the best scale their mean absolute error. No element has a gradient by the
    location of more than 1/b, however far its target is.

    ε = `epsilon` keeps the scale away from 0; the gradient by a scale below ε is that at ε, not 0, so that the scale can
    recover. An ε below the smallest normal number of `double` counts as that. With `full` the term log 2, on
    which no gradient depends, is added. Both gradients follow the options: `upstream`, weights, `accumulate`. There is
    no Hessian, as there are two inputs.

    Args:
        loc: any shape, float32 or float64.
        scale: the same shape and dtype as loc.
        target: the same shape and dtype as loc.
        epsilon: ε: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        full: adds the terms on which no gradient depends.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_loc: output: dvalue/dloc; True, or an array to write, which may be loc.
        grad_scale: output: dvalue/dscale; True, or an array to write, which may be scale.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: A. Kendall, Y. Gal, What uncertainties do we need in Bayesian deep learning for computer vision?,
    arXiv:1703.04977, section 3.
    """
    return _call.several(
        "laplace_nll",
        (("loc", loc), ("scale", scale), ("target", target)),
        (_call.not_zero("epsilon", epsilon),),
        (("grad_loc", grad_loc), ("grad_scale", grad_scale)),
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def laplace_nll_log(
    loc: Array,
    log_scale: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    full: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_loc: Output = None,
    grad_log_scale: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Negative log-likelihood of a Laplace distribution, by the logarithm of its scale.

    l = s + |r|·e^−s, r = loc − target, s = log_scale.
    ∂l/∂loc = sign(r)·e^−s, and 0 at r = 0,  ∂l/∂log_scale = 1 − |r|·e^−s.

    For regression that predicts its own uncertainty and has outliers, from a model whose second output is any number: its
    exponential is the scale. It needs neither a softplus nor a smallest scale. ``laplace_nll`` takes the scale itself.

    |r|·e^−s is formed by e^(−s/2) twice, as e^−s may be out of range before it. It is 0 where r is 0, whatever s is; at s =
    −∞ the loss is +∞ for every other r. With `full` the term log 2, on which no gradient depends, is
    added. Both gradients follow the options: `upstream`, weights, `accumulate`. There is no Hessian, as there are two
    inputs.

    Args:
        loc: any shape, float32 or float64.
        log_scale: the same shape and dtype as loc.
        target: the same shape and dtype as loc.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        full: adds the terms on which no gradient depends.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_loc: output: dvalue/dloc; True, or an array to write, which may be loc.
        grad_log_scale: output: dvalue/dlog_scale; True, or an array to write, which may be
            log_scale.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: A. Kendall, Y. Gal, What uncertainties do we need in Bayesian deep learning for computer vision?,
    arXiv:1703.04977, section 3.
    """
    return _call.several(
        "laplace_nll_log",
        (("loc", loc), ("log_scale", log_scale), ("target", target)),
        (),
        (("grad_loc", grad_loc), ("grad_log_scale", grad_log_scale)),
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def student_t_nll(
    loc: Array,
    scale: Array,
    target: Array,
    df: float,
    *,
    epsilon: float = 1e-6,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    full: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_loc: Output = None,
    grad_scale: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Negative log-likelihood of Student's t-distribution.

    l = log b + ½(ν + 1)·log(1 + k²/ν), k = (loc − target)/b, b = max(scale, ε).
    ∂l/∂loc = (ν + 1)·k/(ν + k²)/b,  ∂l/∂scale = ν·(1 − k²)/(ν + k²)/b, also for scale < ε.

    For regression that predicts its own uncertainty and has outliers that tell nothing: a location and a scale per
    element. ν = `df`, the degrees of freedom, says how heavy the tails are: 1 is the Cauchy distribution, 3 to 10 are usual,
    and a large ν is the Gaussian. The gradient by the location falls again beyond |k| = √ν, so that a target far away has
    hardly any; the one by the scale approaches −ν/b there.

    ν must be given, as a default would hide the choice. Outside of 2^−126 to 2^126 (double: 2^−1022 to 2^1022) it counts as
    the nearest of these, but in the constant term. ε = `epsilon` keeps the scale away from 0; the gradient by a scale below ε
    is that at ε, not 0, so that the scale can recover. An ε below the smallest normal number of `double` counts as that. With
    `full` the term ½·log νπ + log Γ(ν/2) − log Γ((ν + 1)/2), on which no gradient depends, is added. Both
    gradients follow the options: `upstream`, weights, `accumulate`. There is no Hessian, as there are two inputs.

    Args:
        loc: any shape, float32 or float64.
        scale: the same shape and dtype as loc.
        target: the same shape and dtype as loc.
        df: ν: finite, above 0.
        epsilon: ε: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        full: adds the terms on which no gradient depends.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_loc: output: dvalue/dloc; True, or an array to write, which may be loc.
        grad_scale: output: dvalue/dscale; True, or an array to write, which may be scale.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: K. L. Lange, R. J. A. Little, J. M. G. Taylor, Robust statistical modeling using the t distribution, Journal of
    the American Statistical Association 84, 1989, section 2.
    """
    return _call.several(
        "student_t_nll",
        (("loc", loc), ("scale", scale), ("target", target)),
        (_call.number("df", df), _call.not_zero("epsilon", epsilon)),
        (("grad_loc", grad_loc), ("grad_scale", grad_scale)),
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )
