"""Penalties, and several losses as one.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Combined, Result, ResultWithGrad
from ._types import Numbers, Reduction

__all__ = [
    "l1_penalty",
    "l2_penalty",
    "elastic_net_penalty",
    "group_lasso_penalty",
    "entropy_penalty",
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


@overload
def group_lasso_penalty(
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
def group_lasso_penalty(
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

def group_lasso_penalty(
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
    """Group lasso penalty.

    value = λ·√dim·Σ_g ‖x_g‖, ‖x_g‖ = √(Σ x²) over the elements of a group.
    ∂value/∂x = λ·√dim·x/‖x_g‖, exactly 0 where ‖x_g‖ = 0.  ∂²value/∂x² = λ·√dim·(1 − x²/‖x_g‖²)/‖x_g‖, there 0 too.

    For parameters that are needed together or not at all: a row of `param` is a group x_g, for example all weights of an
    input. √dim gives λ the same meaning for groups of any size; groups of another size are another call. With
    `accumulate` the gradient is added to the gradient of a loss. A penalty is a sum: options.reduction is 0 or "sum";
    weight, mask and losses are per group, and a weight multiplies √dim.

    Norms may have any size, also where their squares are out of range. An infinite element makes the value infinite: if it
    is the only one of its group, its derivative is ±λ·√dim; of several infinite elements the derivatives depend on how fast
    each grows, and are NaN. Those of finite elements in the group are 0, and so are all second derivatives. Where one
    element is nearly the whole norm, its second derivative is nearly 0, with an error of about 2⁻⁵⁰ (`float`) or 2⁻¹⁰⁰
    (`double`) times λ·√dim/‖x_g‖. λ = 0 turns the penalty off, also against infinity and NaN.

    Args:
        param: (..., dim), float32 or float64.
        lambda_: λ: finite, not negative.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dparam; True, or an array to write, which may be param.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: M. Yuan, Y. Lin, Model selection and estimation in regression with grouped variables, Journal of the Royal
    Statistical Society B 68, 2006, section 2.
    """
    return _call.single(
        "group_lasso_penalty",
        (("param", param),),
        (_call.number("lambda_", lambda_),),
        rows=(),
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
def entropy_penalty(
    logits: Array,
    lambda_: float,
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
def entropy_penalty(
    logits: Array,
    lambda_: float,
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

def entropy_penalty(
    logits: Array,
    lambda_: float,
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
    """Confidence penalty: the negative entropy of a softmax.

    l = λ·Σ_c p_c·log p_c = −λ·H,  p = softmax(logits), H the entropy of the row.
    ∂l/∂z_c = λ·p_c·(log p_c + H).  ∂²l/∂z_c² = λ·p_c·(1 − p_c + (log p_c + H)·(1 − 2p_c)).

    Added to a cross-entropy with `accumulate`, it keeps a classifier from being overconfident; added to the loss of a
    policy, it is the entropy bonus that keeps the policy exploring. −λ·log(classes) ≤ l ≤ 0. Unlike other penalties it is a
    mean over rows, and follows `reduction`, weights and mask as losses do. λ = 0 turns it off: loss and derivatives are 0,
    also where logits are infinite or NaN. To reward confidence, as in the minimisation of entropy, negate `upstream` and the
    value.

    A class whose probability is 0 adds 0, and its gradient is 0. The loss is a sum of terms of one sign, formed from
    differences to the largest logit, so that it keeps its digits for confident rows, where it is near 0, and so does the
    gradient where all classes are nearly equally likely. `temperature`, `softcap` and `class_bias` of the class options
    transform the logits.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        lambda_: λ: finite, not negative.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        class_bias: (classes,): then added to the logits; -inf leaves the class out.
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

    Reference: G. Pereyra et al., Regularizing neural networks by penalizing confident output distributions,
    arXiv:1701.06548, section 3.
    """
    return _call.classes(
        "entropy_penalty",
        ("logits", logits),
        None,
        (_call.number("lambda_", lambda_),),
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
