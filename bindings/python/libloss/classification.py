"""Many classes.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Any, Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Normalized, Result, ResultWithGrad
from ._types import Reduction

__all__ = [
    "cross_entropy",
    "focal_cross_entropy",
    "generalized_cross_entropy",
    "poly1_cross_entropy",
    "taylor_cross_entropy",
    "cross_entropy_soft",
    "focal_cross_entropy_soft",
    "poly1_cross_entropy_soft",
    "cross_entropy_prob",
    "nll",
    "softmax",
    "log_softmax",
    "softmax_backward",
    "multi_margin",
    "multiclass_hinge",
    "categorical_hinge",
    "multiclass_perceptron",
    "sparsemax",
    "multilabel_soft_margin",
    "coral",
    "corn",
    "cumulative_link",
    "multilabel_margin",
]


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
    """Softmax cross-entropy with class indices.

    l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  lse = log Σ_c e^z_c.
    ∂l/∂z_c = (A + 2·w_y·ζ·lse)·p_c − a_c,  p = softmax(z), a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c,
    A = Σ a_c.  ∂²l/∂z_c² = A·p(1 − p) + 2·w_y·ζ·(p² + lse·p(1 − p)).

    z are the logits after temperature, softcap and class_bias, y the target, K the number of classes, w the class
    weights, ε the label smoothing, ζ the z-loss. A class_bias of τ·log π_c, π the frequencies of the classes, is
    logit adjustment, with τ = 1 balanced softmax; −∞ leaves a class out. This is the loss of classifiers and language models. The mean is
    PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. The gradient at the
    target is formed without the cancellation in p − 1, and the loss of a confident row without the cancellation
    in lse − z_y.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of logits without the axis of classes.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
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

    References: J. S. Bridle, Probabilistic interpretation of feedforward classification network
    outputs, 1990; label smoothing: C. Szegedy et al., arXiv:1512.00567, section 7; z-loss:
    A. Chowdhery et al., PaLM, arXiv:2204.02311, section 5; softcap: Gemma 2, arXiv:2408.00118,
    section 2; class_bias: A. Menon et al., arXiv:2007.07314, section 4.
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
def focal_cross_entropy(
    logits: Array,
    target: Array,
    *,
    gamma: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def focal_cross_entropy(
    logits: Array,
    target: Array,
    *,
    gamma: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def focal_cross_entropy(
    logits: Array,
    target: Array,
    *,
    gamma: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Focal loss of many classes, with class indices.

    l = w_y·A^γ·Q,  Q = lse − z_y, A = 1 − p_y, lse = log Σ_c e^z_c, p = softmax(z).
    ∂l/∂z_c = w_y·A^γ·(1 + γ·p_y·ρ)·(p_c − [c = y]),  ρ = Q/A, and 1 where A is 0.
    ∂²l/∂z_c² = w_y·(g''·(p_c − [c = y])² + A^γ·(1 + γ·p_y·ρ)·p_c(1 − p_c)),
    g'' = γ·A^(γ − 1)·p_y·(2 + (γ − 1)·p_y·ρ − Q).

    For classes of which some are rare or hard: Q is the cross-entropy of `cross_entropy`, and the weight A^γ, γ
    = `gamma`, leaves little of rows that are nearly right. z are the logits after temperature and softcap, y the
    target, w the class weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is
    ignore_index, not a division by the sum of A^γ. Label smoothing and z-loss are refused: the loss is a function
    of Q alone.

    A is not formed by a subtraction that cancels, so that rows that are confidently right have their digits, and no
    power of A is divided by A, so that a small γ is no problem. A target whose logit is −∞ has an infinite loss and
    the gradient of the cross-entropy. The second derivative of rows that are confidently wrong is below 0 at the
    target. There is no α as one factor for all classes: Keras's default of 0.25 makes its loss a quarter of this
    one. For a weight per class use class_weight.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of logits without the axis of classes.
        gamma: γ: finite, above 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
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

    Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
    """
    return _call.classes(
        "focal_cross_entropy",
        ("logits", logits),
        ("target", target),
        (_call.not_zero("gamma", gamma),),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
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


@overload
def generalized_cross_entropy(
    logits: Array,
    target: Array,
    *,
    q: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def generalized_cross_entropy(
    logits: Array,
    target: Array,
    *,
    q: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def generalized_cross_entropy(
    logits: Array,
    target: Array,
    *,
    q: float = 0.7,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Generalized cross-entropy with class indices.

    l = w_y·(1 − p_y^q)/q,  p = softmax(z).
    ∂l/∂z_c = w_y·p_y^q·(p_c − [c = y]),
    ∂²l/∂z_c² = w_y·p_y^q·(p_c(1 − p_c) − q·(p_c − [c = y])²).

    For labels of which some are wrong: between the cross-entropy, which this is near q = 0, and half of the sum of
    |p_c − [c = y]|, which it is for q = 1. The loss is at most 1/q, and a row counts the less in the gradient the
    less probable its target is. q = `q`; z are the logits after temperature and softcap, y the target, w the class
    weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. Label
    smoothing and z-loss are refused: the loss is a function of p_y alone.

    The loss is formed from Q = lse − z_y, the cross-entropy of `cross_entropy`, as −expm1(−q·Q)/q: neither a
    confident row nor a small q costs digits. A target whose logit is −∞ has the loss 1/q and the gradient 0, as has
    one that is so improbable that p_y^q is 0 in double precision: such a row learns nothing.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of logits without the axis of classes.
        q: in (0, 1].
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
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

    Reference: Z. Zhang, M. Sabuncu, Generalized cross entropy loss for training deep neural networks with noisy
    labels, arXiv:1805.07836, section 3.2.
    """
    return _call.classes(
        "generalized_cross_entropy",
        ("logits", logits),
        ("target", target),
        (_call.not_zero("q", q),),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
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


@overload
def poly1_cross_entropy(
    logits: Array,
    target: Array,
    *,
    epsilon: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def poly1_cross_entropy(
    logits: Array,
    target: Array,
    *,
    epsilon: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def poly1_cross_entropy(
    logits: Array,
    target: Array,
    *,
    epsilon: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Poly-1 cross-entropy with class indices.

    l = w_y·(Q + ε·(1 − p_y)),  Q = lse − z_y, lse = log Σ_c e^z_c, p = softmax(z).
    ∂l/∂z_c = w_y·(1 + ε·p_y)·(p_c − [c = y]),
    ∂²l/∂z_c² = w_y·((1 + ε·p_y)·p_c(1 − p_c) − ε·p_y·(p_c − [c = y])²).

    The cross-entropy Q is the sum of (1 − p_y)^j/j over j = 1, 2, …; this loss has 1 + ε, ε = `epsilon`, in place
    of the first coefficient. With ε above 0 rows that are nearly right count more than they do in the
    cross-entropy, with ε below 0 they count less. z are the logits after temperature and softcap, y the target, w
    the class weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index.
    Label smoothing and z-loss are refused: the loss is a function of Q alone.

    Loss and gradient keep their digits for all ε, also near −1, where the loss vanishes with the square of 1 − p_y:
    there it is (1 + ε)·(1 − p_y) and a second term that is not below 0. The symmetric cross-entropy α·CE + β·RCE,
    with A₀ < 0 for log 0, is α times this loss with ε = −β·A₀/α.

    ε = 0 stands for the default; for a loss without the term call `cross_entropy`.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of logits without the axis of classes.
        epsilon: ε: finite, at least -1; not 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
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

    Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
    arXiv:2204.12511, section 4; Y. Wang et al., Symmetric cross entropy for robust learning with noisy labels,
    arXiv:1908.06112, section 3.
    """
    return _call.classes(
        "poly1_cross_entropy",
        ("logits", logits),
        ("target", target),
        (_call.not_zero("epsilon", epsilon),),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
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


@overload
def taylor_cross_entropy(
    logits: Array,
    target: Array,
    *,
    order: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def taylor_cross_entropy(
    logits: Array,
    target: Array,
    *,
    order: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def taylor_cross_entropy(
    logits: Array,
    target: Array,
    *,
    order: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Taylor cross-entropy with class indices.

    l = w_y·Σ_i A^i/i for i from 1 to n,  A = 1 − p_y, p = softmax(z).
    ∂l/∂z_c = w_y·(1 − A^n)·(p_c − [c = y]),
    ∂²l/∂z_c² = w_y·((1 − A^n)·p_c(1 − p_c) − n·A^(n − 1)·p_y·(p_c − [c = y])²).

    For labels of which some are wrong: the first n = `order` terms of the cross-entropy −log p_y. n = 1 is half of
    the sum of |p_c − [c = y]|, and a large n is near the cross-entropy. The loss is at most 1 + 1/2 + … + 1/n. z
    are the logits after temperature and softcap, y the target, w the class weights. The mean is Σ w·l / Σ w·w_y
    with row weights w, without the rows whose y is ignore_index. Label smoothing and z-loss are refused: the loss
    is a function of p_y alone.

    A is not formed by a subtraction that cancels, and 1 − A^n is p_y times the sum of A^i for i below n: neither a
    confident row nor one that is confidently wrong costs digits. A target whose logit is −∞ has the largest loss
    and the gradient 0.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of logits without the axis of classes.
        order: an integer: in [1, 64].
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
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

    Reference: L. Feng et al., Can cross entropy loss be robust to label noise?, IJCAI 2020, section 3.
    """
    return _call.classes(
        "taylor_cross_entropy",
        ("logits", logits),
        ("target", target),
        (_call.number("order", order),),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
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
def cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
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

def cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    axis: int = -1,
    class_weight: Optional[Array] = None,
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
    """Softmax cross-entropy with target distributions.

    l = Σ_c a_c·(lse − z_c) + W·ζ·lse²,  a_c = w_c·((1 − ε)·t_c + ε/K),  W = Σ_c w_c·t_c.
    ∂l/∂z_c = (A + 2Wζ·lse)·p_c − a_c,  A = Σ a_c;  ∂²l/∂z_c² = A·p(1 − p) + 2Wζ·(p² + lse·p(1 − p)).

    For mixed labels and for soft labels of a teacher. z are the logits after temperature, softcap and
    class_bias, t the targets, K the number of classes, w the class weights, ε the label smoothing, ζ the z-loss,
    lse = log Σ_c e^z_c, p = softmax(z). A one-hot target gives the value of `cross_entropy`. Targets need not add up to 1; the mean
    divides by Σ w·W with row weights w. `target_prob` has the layout of the logits, including their row stride.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target_prob: the same shape and dtype as logits.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
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
def focal_cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    gamma: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
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
def focal_cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    gamma: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
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

def focal_cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    gamma: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Array] = None,
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
    """Focal loss of many classes, with target distributions.

    l = Σ_c τ_c·A_c^γ·Q_c,  Q_c = lse − z_c, A_c = 1 − p_c, p = softmax(z), τ_c = w_c·t_c.
    ∂l/∂z_c = p_c·S − s_c,  s_c = τ_c·A_c^γ·(1 + γ·p_c·Q_c/A_c), S = Σ s_c.
    ∂²l/∂z_c² = p_c·A_c·S + p_c²·(B − b_c) + A_c²·b_c,
    b_c = τ_c·γ·A_c^(γ − 1)·p_c·(2 + (γ − 1)·p_c·Q_c/A_c − Q_c), B = Σ b_c.

    For mixed labels, smoothed labels and votes of several people: of each class the loss of
    `focal_cross_entropy`, γ = `gamma`, weighted by the targets t. z are the logits after temperature and
    softcap, w the class weights. A one-hot target gives the loss of an index. Targets need not add up to 1; the
    mean divides by Σ w·W with row weights w, W = Σ τ_c. Label smoothing and z-loss are refused: smooth the targets
    themselves.

    Everything is in double precision. Q_c/A_c is 1 where A_c is 0, and b_c is 0 there. The minimum is not at p = t:
    a focal loss prefers probabilities that are less confident than its targets.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target_prob: the same shape and dtype as logits.
        gamma: γ: finite, above 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
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

    Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
    """
    return _call.classes(
        "focal_cross_entropy_soft",
        ("logits", logits),
        ("target_prob", target_prob),
        (_call.not_zero("gamma", gamma),),
        indices=False,
        axis=axis,
        class_weight=class_weight,
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


@overload
def poly1_cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    epsilon: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
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
def poly1_cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    epsilon: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
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

def poly1_cross_entropy_soft(
    logits: Array,
    target_prob: Array,
    *,
    epsilon: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Array] = None,
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
    """Poly-1 cross-entropy with target distributions.

    l = Σ_c τ_c·(Q_c + ε·(1 − p_c)),  Q_c = lse − z_c, p = softmax(z), τ_c = w_c·t_c.
    ∂l/∂z_c = p_c·S − τ_c·(1 + ε·p_c),  S = Σ τ_c·(1 + ε·p_c).
    ∂²l/∂z_c² = p_c(1 − p_c)·S + p_c²·(B − b_c) + (1 − p_c)²·b_c,  b_c = −ε·τ_c·p_c, B = Σ b_c.

    For mixed labels, smoothed labels and votes of several people: of each class the loss of
    `poly1_cross_entropy`, ε = `epsilon`, weighted by the targets t. z are the logits after temperature and
    softcap, w the class weights. A one-hot target gives the loss of an index. Targets need not add up to 1; the
    mean divides by Σ w·W with row weights w, W = Σ τ_c. Label smoothing and z-loss are refused: smooth the targets
    themselves.

    Everything is in double precision. ε = 0 stands for the default; for a loss without the term call
    `cross_entropy_soft`.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        target_prob: the same shape and dtype as logits.
        epsilon: ε: finite, at least -1; not 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
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

    Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
    arXiv:2204.12511, section 4.
    """
    return _call.classes(
        "poly1_cross_entropy_soft",
        ("logits", logits),
        ("target_prob", target_prob),
        (_call.not_zero("epsilon", epsilon),),
        indices=False,
        axis=axis,
        class_weight=class_weight,
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
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dprob; True, or an array to write, which may be prob.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 3.13.
    """
    return _call.single(
        "cross_entropy_prob",
        (("prob", prob), ("target_prob", target_prob)),
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
    ignore_index. Temperature, softcap, class_bias, z-loss, `lse` and `entropy` are refused: they are for logits,
    and log-probabilities are already normalised.

    Args:
        log_prob: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of log_prob without the axis of classes.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
        label_smoothing: ε in [0, 1].
        argmax: output per row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlog_prob; True, or an array to write, which may be log_prob.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

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
    class_bias: Optional[Array] = None,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
) -> Normalized:
    """Softmax.

    out_c = e^z_c / Σ_k e^z_k over each row, z the logits after temperature, softcap and
    class_bias.

    Turns logits into probabilities. A logit of −∞ gives 0; a row in which all logits are −∞ gives NaN.

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        out: an array to write; may be logits.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        class_bias: (classes,): then added to the logits; -inf leaves the class out.
        lse: output per row: log(sum(exp(logits))), after temperature, softcap and class_bias.
        entropy: output per row: the entropy of the softmax, in nats.
        argmax: output per row: the class of the largest logit, int64.

    Returns:
        Normalized: outputs that were not asked for are None.

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
        class_bias=class_bias,
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
    class_bias: Optional[Array] = None,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
) -> Normalized:
    """Logarithm of softmax.

    out_c = z_c − log Σ_k e^z_k over each row, z the logits after temperature, softcap and
    class_bias.

    Turns logits into log-probabilities, without the underflow of log(softmax(z)).

    Args:
        logits: (..., classes), float32 or float64; other layouts by `axis`.
        out: an array to write; may be logits.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        temperature: logits are divided by it first; not 0.
        softcap: then they become softcap * tanh(logits / softcap); not 0.
        class_bias: (classes,): then added to the logits; -inf leaves the class out.
        lse: output per row: log(sum(exp(logits))), after temperature, softcap and class_bias.
        entropy: output per row: the entropy of the softmax, in nats.
        argmax: output per row: the class of the largest logit, int64.

    Returns:
        Normalized: outputs that were not asked for are None.

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
        class_bias=class_bias,
        lse=lse,
        entropy=entropy,
        argmax=argmax,
    )


def softmax_backward(
    prob: Array,
    grad_prob: Array,
    *,
    axis: int = -1,
    temperature: float = 1.0,
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Optional[Array] = None,
    accumulate: bool = False,
) -> Any:
    """Backward pass of softmax.

    grad_c = p_c·(d_c − D)/T,  D = Σ_k p_k·d_k / Σ_k p_k.

    From a gradient by probabilities to the gradient by logits: p are the probabilities of `softmax`, d a gradient by
    them, such as that of an overlap loss for segmentation, T the temperature of the class options. With `accumulate`
    the result is added to the gradient of another loss by the same logits.

    Probabilities add up to 1 only to the last digit, so D is divided by their sum. In double precision each d is taken
    less that of the class with the largest p, so that a constant added to all d changes nothing: equal d give exactly 0.
    Where the logits were capped, multiply the result by the slope of the cap: it is not known from probabilities.

    A class with a probability of 0 counts for nothing, whatever its d, NaN as well. One infinite d gives the limit of the formula,
    several have no limit: their row is NaN, as is a row with another NaN, or with finite d
    whose difference is out of the range of `double`.

    Args:
        prob: (..., classes), float32 or float64; other layouts by `axis`.
        grad_prob: the same shape and dtype as prob.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        temperature: that of the softmax; not 0.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies the gradient.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: an array to write, which may be prob or grad_prob.
        accumulate: adds to the gradient that is in the array.

    Returns:
        The gradient by the logits: `grad`, or a new array.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. S. Bridle, Training stochastic model recognition algorithms as networks can lead to maximum mutual
    information estimation of parameters, 1990, section 3.
    """
    return _call.softmax_backward(
        "softmax_backward",
        ("prob", prob),
        ("grad_prob", grad_prob),
        axis=axis,
        temperature=temperature,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
    )


@overload
def multi_margin(
    scores: Array,
    target: Array,
    *,
    p: float = ...,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def multi_margin(
    scores: Array,
    target: Array,
    *,
    p: float = ...,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def multi_margin(
    scores: Array,
    target: Array,
    *,
    p: float = 1.0,
    margin: float = 1.0,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Margin loss of many classes, by Weston and Watkins.

    l = (w_y/K)·Σ_{c≠y} max(0, m + z_c − z_y)^p.  ∂l/∂z_c = (w_y/K)·p·max(0, m + z_c − z_y)^(p−1) where
    m + z_c − z_y > 0, else 0; ∂l/∂z_y is minus the sum of these.  ∂²l/∂z_c² = 2w_y/K where m + z_c − z_y > 0, else 0, for
    p = 2; ∂²l/∂z_y² is the sum of these; 0 for p = 1.

    z are scores of K classes, y the target, w the class weights. Each wrong class that comes within the margin m of the
    right one costs. The sum is divided by K, all classes, with every reduction, and the weight stands outside the power,
    both as in PyTorch. PyTorch's mean divides by the number of rows: "mean_rows"; "mean" divides by the sum of the
    weights. At the kink m + z_c = z_y a class counts as outside the margin. With one class the loss is 0. A NaN anywhere in a
    row makes its loss and its derivatives NaN; PyTorch's loss of such a row is finite.

    Args:
        scores: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of scores without the axis of classes.
        p: an integer: in [1, 2].
        margin: m: finite; not 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dscores; True, or an array to write, which may be scores.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. Weston, C. Watkins, Support vector machines for multi-class pattern recognition, ESANN 1999, section 3.
    """
    return _call.classes(
        "multi_margin",
        ("scores", scores),
        ("target", target),
        (_call.number("p", p), _call.not_zero("margin", margin)),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
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
def multiclass_hinge(
    scores: Array,
    target: Array,
    *,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def multiclass_hinge(
    scores: Array,
    target: Array,
    *,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def multiclass_hinge(
    scores: Array,
    target: Array,
    *,
    margin: float = 1.0,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Hinge loss of many classes, by Crammer and Singer.

    l = w_y·max(0, m + max_{c≠y} z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class where
    l > 0, else 0.  ∂²l/∂z_c² = 0.

    z are scores, y the target, w the class weights. Only the largest of the wrong classes costs, where it comes within the
    margin m of the right one; of equal ones the lowest has the derivative. At the kink l = 0 the derivatives are 0. With one
    class the loss is 0. A NaN anywhere in a row makes its loss and its derivatives NaN.

    Args:
        scores: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of scores without the axis of classes.
        margin: m: finite, above 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dscores; True, or an array to write, which may be scores.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: K. Crammer, Y. Singer, On the algorithmic implementation of multiclass kernel-based vector machines, Journal
    of Machine Learning Research 2, 2001, section 3.
    """
    return _call.classes(
        "multiclass_hinge",
        ("scores", scores),
        ("target", target),
        (_call.not_zero("margin", margin),),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
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
def categorical_hinge(
    scores: Array,
    target: Array,
    *,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def categorical_hinge(
    scores: Array,
    target: Array,
    *,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def categorical_hinge(
    scores: Array,
    target: Array,
    *,
    margin: float = 1.0,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Hinge loss of many classes whose rival is never below 0, as Keras has it.

    l = w_y·max(0, m + max(0, max_{c≠y} z_c) − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class
    where l > 0 and its score is above 0, else 0.  ∂²l/∂z_c² = 0.

    z are scores, y the target, w the class weights. Keras takes the largest of (1 − y)·z, in which the entry of the right class
    is 0. So the right class is also held against 0, where all wrong scores are negative: another function than
    `multiclass_hinge`. Of equal wrong scores the lowest has the derivative; at the kinks the derivatives are 0. With one
    class l = w_y·max(0, m − z_y). A NaN anywhere in a row makes its loss and its derivatives NaN.

    Args:
        scores: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of scores without the axis of classes.
        margin: m: finite, above 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dscores; True, or an array to write, which may be scores.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: the loss CategoricalHinge of Keras 3; the margin of K. Crammer, Y. Singer, On the algorithmic implementation of
    multiclass kernel-based vector machines, Journal of Machine Learning Research 2, 2001, section 3.
    """
    return _call.classes(
        "categorical_hinge",
        ("scores", scores),
        ("target", target),
        (_call.not_zero("margin", margin),),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
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
def multiclass_perceptron(
    scores: Array,
    target: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def multiclass_perceptron(
    scores: Array,
    target: Array,
    *,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def multiclass_perceptron(
    scores: Array,
    target: Array,
    *,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Perceptron loss of many classes.

    l = w_y·(max_c z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest class where l > 0, else 0.
    ∂²l/∂z_c² = 0.

    z are scores, y the target, w the class weights. A row whose right class has the largest score costs nothing; its gradient
    is 0, also where another class has an equal score, so that scores that are all equal do not learn: start from others. Of
    equal largest wrong classes the lowest has the derivative. With one class the loss is 0. A NaN anywhere in a row makes its
    loss and its derivatives NaN.

    Args:
        scores: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of scores without the axis of classes.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dscores; True, or an array to write, which may be scores.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: M. Collins, Discriminative training methods for hidden Markov models, EMNLP 2002, section 2.
    """
    return _call.classes(
        "multiclass_perceptron",
        ("scores", scores),
        ("target", target),
        (),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
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
def sparsemax(
    scores: Array,
    target: Array,
    *,
    axis: int = ...,
    ignore_index: int = ...,
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
def sparsemax(
    scores: Array,
    target: Array,
    *,
    axis: int = ...,
    ignore_index: int = ...,
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

def sparsemax(
    scores: Array,
    target: Array,
    *,
    axis: int = -1,
    ignore_index: int = -100,
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
    """Sparsemax loss: the loss of a softmax's sparse twin.

    l = ½·Σ_{c∈S} (z_c² − τ²) + ½ − z_y,  S the classes with z_c > τ, Σ_{c∈S} (z_c − τ) = 1.
    ∂l/∂z_c = p_c − [c = y], p_c = max(0, z_c − τ).  ∂²l/∂z_c² = 1 − 1/|S| where c is in S, else 0.

    z are scores, y the target. p is the distribution nearest to z, the sparsemax: it adds up to 1, and only the classes of S
    have a part in it. l is convex, at least 0, and exactly 0 where z_y is at least 1 above all others; there S is y alone. It
    is formed as ½·((1 − p_y)² + Σ_{c≠y} p_c²) + max(0, τ − z_y), in which nothing cancels, from scores less the largest. There is no
    sorting: τ grows from the lowest that it can be until S no longer shrinks. Where a score lies at τ it counts as outside of
    S. A score of −∞ has the probability 0, and as the target the loss +∞; +∞, or −∞ alone, has no limit and gives NaN. A NaN
    anywhere in a row makes its loss and its derivatives NaN. There are no class weights.

    Args:
        scores: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of scores without the axis of classes.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        ignore_index: rows with this target do not count.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dscores; True, or an array to write, which may be scores.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: A. Martins, R. Astudillo, From softmax to sparsemax, ICML 2016, arXiv:1602.02068, sections 2.2 and 3.2; the
    iteration of C. Michelot, A finite algorithm for finding the projection of a point onto the canonical simplex of R^n,
    Journal of Optimization Theory and Applications 50, 1986.
    """
    return _call.classes(
        "sparsemax",
        ("scores", scores),
        ("target", target),
        (),
        indices=True,
        axis=axis,
        ignore_index=ignore_index,
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
def multilabel_soft_margin(
    logits: Array,
    target: Array,
    *,
    pos_weight: Optional[Array] = ...,
    class_weight: Optional[Array] = ...,
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
def multilabel_soft_margin(
    logits: Array,
    target: Array,
    *,
    pos_weight: Optional[Array] = ...,
    class_weight: Optional[Array] = ...,
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

def multilabel_soft_margin(
    logits: Array,
    target: Array,
    *,
    pos_weight: Optional[Array] = None,
    class_weight: Optional[Array] = None,
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
    """Binary cross-entropy of several labels per row.

    l = (1/K)·Σ_c w_c·((1 − t_c)·softplus(x_c) + p_c·t_c·softplus(−x_c)),  softplus(x) = log(1 + e^x).
    ∂l/∂x_c = (w_c/K)·((1 − t_c)·σ(x_c) − p_c·t_c·σ(−x_c)),  ∂²l/∂x_c² = (w_c/K)·(1 − t_c + p_c·t_c)·σ(x_c)·σ(−x_c).

    x are logits of K labels that do not exclude each other, t their targets in [0, 1]: tags, diseases, objects in a picture.
    w = `class_weight` weighs labels, p = `pos_weight` multiplies the loss of positive targets, which
    balances labels that are rare: the ratio of negative to positive targets of each. Either may be None, which means 1. Without
    both, the mean is that of ``bce_logits`` over all elements. It is exact for logits of any size, and of `float` logits it
    is computed in double precision.

    "mean" divides by Σ w of the rows, as PyTorch does; class weights are in the loss alone.

    Args:
        logits: (..., classes), float32 or float64.
        target: the same shape and dtype as logits.
        pos_weight: (classes,): what multiplies the loss of positive targets, 0 is allowed.
        class_weight: (classes,): one weight per class.
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

    Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
    """
    return _call.classes(
        "multilabel_soft_margin",
        ("logits", logits),
        ("target", target),
        (),
        indices=False,
        optional=(("pos_weight", pos_weight),),
        class_weight=class_weight,
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
def coral(
    logits: Array,
    target: Array,
    *,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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
def coral(
    logits: Array,
    target: Array,
    *,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
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

def coral(
    logits: Array,
    target: Array,
    *,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
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
    """Ordinal regression by ranks: CORAL.

    l = Σ_{c < K−1} w_c·(t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
    ∂l/∂z_c = w_c·(σ(z_c) − t_c),  ∂²l/∂z_c² = w_c·σ(z_c)·σ(−z_c).

    For K ordered classes: ages, ratings, grades. A row has K − 1 logits, of which z_c answers whether its class y is above c; the
    predicted class is the number of those that are positive. A network of CORAL has one score and K − 1 biases, so that its
    answers never contradict each other; the loss does not ask for that. w = `class_weight` has the
    K − 1 importances of these questions; None: 1.

    `classes` is K, at least 2, the length of a row K − 1. "mean" divides by the weights of rows alone. Of `float` logits the
    loss is computed in double precision.

    Args:
        logits: (..., classes - 1), float32 or float64.
        target: int64 or int32, the shape of logits without the axis of classes.
        class_weight: (classes - 1,): one weight per decision.
        ignore_index: rows with this target do not count.
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

    Reference: W. Cao, V. Mirjalili, S. Raschka, Rank consistent ordinal regression for neural networks, arXiv:1901.07884,
    section 3.
    """
    return _call.classes(
        "coral",
        ("logits", logits),
        ("target", target),
        (),
        indices=True,
        fewer=1,
        class_weight=class_weight,
        ignore_index=ignore_index,
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
def corn(
    logits: Array,
    target: Array,
    *,
    ignore_index: int = ...,
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
def corn(
    logits: Array,
    target: Array,
    *,
    ignore_index: int = ...,
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

def corn(
    logits: Array,
    target: Array,
    *,
    ignore_index: int = -100,
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
    """Ordinal regression by conditional ranks: CORN.

    l = Σ_{c ≤ min(y, K−2)} (t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
    ∂l/∂z_c = σ(z_c) − t_c for these c, else 0,  ∂²l/∂z_c² = σ(z_c)·σ(−z_c) for these, else 0.

    For K ordered classes, of a row with K − 1 logits: σ(z_c) is the probability that the class y is above c if it is above
    c − 1. A row decides from the lowest class upwards, until the answer is no. The probability of y > c is then the product of
    σ(z_0) to σ(z_c), which never rises, whatever the logits are: unlike CORAL, nothing is asked of the network. Logits beyond a row's
    decisions are not read, and their derivatives are 0.

    `classes` is K, at least 2, the length of a row K − 1. "mean" divides by the decisions made, Σ w·min(y + 1, K − 1),
    as the authors' program does; "mean_rows" divides by rows. Of `float` logits the loss is computed in double precision.

    Args:
        logits: (..., classes - 1), float32 or float64.
        target: int64 or int32, the shape of logits without the axis of classes.
        ignore_index: rows with this target do not count.
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

    Reference: X. Shi, W. Cao, S. Raschka, Deep neural networks for rank-consistent ordinal regression based on conditional
    probabilities, arXiv:2111.08851, section 3.
    """
    return _call.classes(
        "corn",
        ("logits", logits),
        ("target", target),
        (),
        indices=True,
        fewer=1,
        ignore_index=ignore_index,
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
def cumulative_link(
    logits: Array,
    target: Array,
    *,
    ignore_index: int = ...,
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
def cumulative_link(
    logits: Array,
    target: Array,
    *,
    ignore_index: int = ...,
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

def cumulative_link(
    logits: Array,
    target: Array,
    *,
    ignore_index: int = -100,
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
    """Ordinal regression by cumulative logits: the proportional odds model.

    l = −log(σ(b) − σ(a)),  b = z_y or ∞ for y = K − 1, a = z_{y−1} or −∞ for y = 0.
    ∂l/∂b = −σ(−b) − r, ∂l/∂a = σ(a) + r, r = 1/(e^(b−a) − 1);  ∂²l/∂z² = σ(z)·σ(−z) + r·(1 + r) for both; by all other z 0.

    For K ordered classes: σ(z_c) is the probability that the class y is at most c, so that the K − 1 logits of a row must rise.
    In McCullagh's model z_c is a threshold θ_c less a score, θ_0 < θ_1 < …; gradients by thresholds are sums over rows, that by the
    score is minus the sum over a row. A row is about the one or two logits beside its class; others are not read, and
    their derivatives are 0. Where b = a, both finite, the probability is 0 and the loss ∞; where b is below a everything of the two is NaN, and so
    is the loss.

    No difference of probabilities is formed: l = softplus(−b) + softplus(a) − log(1 − e^−(b−a)), of terms that are at least 0, so
    that improbable classes and narrow ones have all their digits. `classes` is K, at least 2, the length of a row K − 1. "mean"
    divides by the weights of rows. Of `float` logits the loss is computed in double precision.

    Args:
        logits: (..., classes - 1), float32 or float64.
        target: int64 or int32, the shape of logits without the axis of classes.
        ignore_index: rows with this target do not count.
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

    Reference: P. McCullagh, Regression models for ordinal data, Journal of the Royal Statistical Society B 42, 1980, section 2.
    """
    return _call.classes(
        "cumulative_link",
        ("logits", logits),
        ("target", target),
        (),
        indices=True,
        fewer=1,
        ignore_index=ignore_index,
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
def multilabel_margin(
    scores: Array,
    target: Array,
    *,
    axis: int = ...,
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
def multilabel_margin(
    scores: Array,
    target: Array,
    *,
    axis: int = ...,
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

def multilabel_margin(
    scores: Array,
    target: Array,
    *,
    axis: int = -1,
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
    """Margin loss of rows with several right classes.

    l = (1/K)·Σ_{j listed} Σ_{i not listed} max(0, 1 + z_i − z_j).  ∂l/∂z_i = (1/K)·(number of listed j with 1 + z_i − z_j > 0) where
    i is not listed; ∂l/∂z_j = −(1/K)·(number of i, not listed, with 1 + z_i − z_j > 0) where j is listed.  ∂²l/∂z_c² = 0.

    z are scores of K classes. The target of a row is a list of its right classes: `classes` entries, of which those before
    the first −1 count, and those behind it are not looked at. The lists follow each other, whatever the layout of the
    scores is. Each pair of a right and a wrong class costs where the wrong one
    comes within a margin of 1 of the right one. A class that is listed twice counts twice, as in PyTorch. An empty list, and
    one of all classes, has the loss 0. At the kink 1 + z_i = z_j a pair does not count. Each entry of a list before its end
    is checked, except in masked rows. The steps of a row are the pairs of classes and entries of the list: for lists that are
    short beside K. The derivatives in place are found from the ranks of the listed scores, which takes the cube of the
    length of the list at worst. A NaN anywhere in a row makes its loss and its derivatives NaN. There are neither class weights
    nor an index to ignore.

    Args:
        scores: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of scores with the axis of classes last; a row's classes,
            then -1 where there are more entries.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dscores; True, or an array to write, which may be scores.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: torch.nn.functional.multilabel_margin_loss; the margin of J. Weston, C. Watkins, Support vector machines for
    multi-class pattern recognition, ESANN 1999, section 3.
    """
    return _call.classes(
        "multilabel_margin",
        ("scores", scores),
        ("target", target),
        (),
        indices=True,
        lists=True,
        axis=axis,
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
