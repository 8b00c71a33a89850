"""Penalties, and several losses as one.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Combined, Result, ResultWithGrad
from ._types import Numbers

__all__ = [
    "l1_penalty",
    "l2_penalty",
    "elastic_net_penalty",
    "combine",
    "combine_uncertainty",
]


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
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dparam; True, or an array to write, which may be param.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: R. Tibshirani, Regression shrinkage and selection via the lasso, Journal of the Royal
    Statistical Society B 58, 1996, section 1.
    """
    return _call.single(
        "l1_penalty",
        (("param", param),),
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
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dparam; True, or an array to write, which may be param.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: A. E. Hoerl, R. W. Kennard, Ridge regression: biased estimation for nonorthogonal
    problems, Technometrics 12, 1970.
    """
    return _call.single(
        "l2_penalty",
        (("param", param),),
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
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dparam; True, or an array to write, which may be param.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: H. Zou, T. Hastie, Regularization and variable selection via the elastic net, Journal of
    the Royal Statistical Society B 67, 2005, section 2.
    """
    return _call.single(
        "elastic_net_penalty",
        (("param", param),),
        (_call.number("l1", l1), _call.number("l2", l2)),
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
        Combined: outputs that were not asked for are None.

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
        d_values: output: dtotal/dvalues.
        d_log_vars: output: dtotal/dlog_vars.

    Returns:
        Combined: outputs that were not asked for are None.

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
