"""The losses for PyTorch's autograd, on tensors of the CPU.

Value and gradient are computed at once, in the forward pass; the backward pass multiplies. A call
has the arguments of the function of the same name in `libloss`, less the outputs, and returns a
tensor in the dtype of its input: the value, or with reduction "none" what each row adds to the sum.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional, Union

from torch import Tensor

from .. import _autograd
from .._types import Kind, Preference, Reduction, Unpaired

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
    "kl_div",
    "kl_div_log_target",
    "kl_div_prob",
    "kl_div_generalized",
    "js_div",
    "causal_lm",
    "distillation",
    "preference",
    "preference_unpaired",
    "triplet",
    "triplet_cosine",
    "contrastive",
    "pairwise_distance",
    "cosine_distance",
    "cosine_embedding",
    "margin_ranking",
    "pair_logistic",
    "cosface",
    "arcface",
    "vae_kl",
    "gaussian_kl",
    "gan_discriminator",
    "gan_generator",
    "l1_penalty",
    "l2_penalty",
    "elastic_net_penalty",
    "group_lasso_penalty",
    "entropy_penalty",
    "combine",
    "combine_uncertainty",
]


def mse(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Mean squared error: see `libloss.mse`."""
    return _autograd.loss(
        "mse",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def mse_rows(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Mean squared error of rows: see `libloss.mse_rows`."""
    return _autograd.loss(
        "mse_rows",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def rmse(
    pred: Tensor,
    target: Tensor,
    *,
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Root mean squared error: see `libloss.rmse`."""
    return _autograd.loss(
        "rmse",
        [("pred", pred)],
        [("target", target)],
        weight=weight,
        mask=mask,
        threads=threads,
    )


def l1(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Absolute error: see `libloss.l1`."""
    return _autograd.loss(
        "l1",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def smooth_l1(
    pred: Tensor,
    target: Tensor,
    *,
    beta: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Smooth L1 loss: see `libloss.smooth_l1`."""
    return _autograd.loss(
        "smooth_l1",
        [("pred", pred)],
        [("target", target)],
        beta=beta,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def huber(
    pred: Tensor,
    target: Tensor,
    *,
    delta: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Huber loss: see `libloss.huber`."""
    return _autograd.loss(
        "huber",
        [("pred", pred)],
        [("target", target)],
        delta=delta,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def pseudo_huber(
    pred: Tensor,
    target: Tensor,
    *,
    delta: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Pseudo-Huber loss: see `libloss.pseudo_huber`."""
    return _autograd.loss(
        "pseudo_huber",
        [("pred", pred)],
        [("target", target)],
        delta=delta,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def log_cosh(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Log-cosh loss: see `libloss.log_cosh`."""
    return _autograd.loss(
        "log_cosh",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def fair(
    pred: Tensor,
    target: Tensor,
    *,
    c: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Fair loss: see `libloss.fair`."""
    return _autograd.loss(
        "fair",
        [("pred", pred)],
        [("target", target)],
        c=c,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def general_robust(
    pred: Tensor,
    target: Tensor,
    *,
    alpha: float = 0.0,
    c: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """General robust loss: see `libloss.general_robust`."""
    return _autograd.loss(
        "general_robust",
        [("pred", pred)],
        [("target", target)],
        alpha=alpha,
        c=c,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def lp(
    pred: Tensor,
    target: Tensor,
    p: float,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Error to a power: see `libloss.lp`."""
    return _autograd.loss(
        "lp",
        [("pred", pred)],
        [("target", target)],
        p=p,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def quantile(
    pred: Tensor,
    target: Tensor,
    *,
    quantile: float = 0.5,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Quantile loss: see `libloss.quantile`."""
    return _autograd.loss(
        "quantile",
        [("pred", pred)],
        [("target", target)],
        quantile=quantile,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def expectile(
    pred: Tensor,
    target: Tensor,
    *,
    tau: float = 0.5,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Expectile loss: see `libloss.expectile`."""
    return _autograd.loss(
        "expectile",
        [("pred", pred)],
        [("target", target)],
        tau=tau,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def epsilon_insensitive(
    pred: Tensor,
    target: Tensor,
    *,
    epsilon: float = 0.1,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Epsilon-insensitive loss: see `libloss.epsilon_insensitive`."""
    return _autograd.loss(
        "epsilon_insensitive",
        [("pred", pred)],
        [("target", target)],
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def squared_epsilon_insensitive(
    pred: Tensor,
    target: Tensor,
    *,
    epsilon: float = 0.1,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Squared epsilon-insensitive loss: see `libloss.squared_epsilon_insensitive`."""
    return _autograd.loss(
        "squared_epsilon_insensitive",
        [("pred", pred)],
        [("target", target)],
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def mape(
    pred: Tensor,
    target: Tensor,
    *,
    epsilon: float = 1e-7,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Mean absolute percentage error, as a ratio: see `libloss.mape`."""
    return _autograd.loss(
        "mape",
        [("pred", pred)],
        [("target", target)],
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def msle(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Mean squared logarithmic error: see `libloss.msle`."""
    return _autograd.loss(
        "msle",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def poisson_nll_log(
    log_rate: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    full: bool = False,
    threads: int = 0,
) -> Tensor:
    """Negative log-likelihood of a Poisson distribution, by the logarithm of its rate: see `libloss.poisson_nll_log`."""
    return _autograd.loss(
        "poisson_nll_log",
        [("log_rate", log_rate)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        threads=threads,
    )


def poisson_nll(
    rate: Tensor,
    target: Tensor,
    *,
    epsilon: float = 1e-8,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    full: bool = False,
    threads: int = 0,
) -> Tensor:
    """Negative log-likelihood of a Poisson distribution: see `libloss.poisson_nll`."""
    return _autograd.loss(
        "poisson_nll",
        [("rate", rate)],
        [("target", target)],
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        threads=threads,
    )


def gamma_deviance_log(
    log_mean: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Deviance of a gamma distribution, by the logarithm of its mean: see `libloss.gamma_deviance_log`."""
    return _autograd.loss(
        "gamma_deviance_log",
        [("log_mean", log_mean)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def tweedie_deviance_log(
    log_mean: Tensor,
    target: Tensor,
    *,
    power: float = 1.5,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Deviance of a Tweedie distribution, by the logarithm of its mean: see `libloss.tweedie_deviance_log`."""
    return _autograd.loss(
        "tweedie_deviance_log",
        [("log_mean", log_mean)],
        [("target", target)],
        power=power,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def tweedie_deviance(
    mean: Tensor,
    target: Tensor,
    *,
    power: float = 1.5,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Deviance of a Tweedie distribution: see `libloss.tweedie_deviance`."""
    return _autograd.loss(
        "tweedie_deviance",
        [("mean", mean)],
        [("target", target)],
        power=power,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def gaussian_nll(
    mean: Tensor,
    var: Tensor,
    target: Tensor,
    *,
    beta: float = 0.0,
    epsilon: float = 1e-6,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    full: bool = False,
    threads: int = 0,
) -> Tensor:
    """Negative log-likelihood of a Gaussian: see `libloss.gaussian_nll`."""
    return _autograd.loss(
        "gaussian_nll",
        [("mean", mean), ("var", var)],
        [("target", target)],
        beta=beta,
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        threads=threads,
    )


def gaussian_nll_log(
    mean: Tensor,
    log_var: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    full: bool = False,
    threads: int = 0,
) -> Tensor:
    """Negative log-likelihood of a Gaussian, by the logarithm of its variance: see `libloss.gaussian_nll_log`."""
    return _autograd.loss(
        "gaussian_nll_log",
        [("mean", mean), ("log_var", log_var)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        threads=threads,
    )


def laplace_nll(
    loc: Tensor,
    scale: Tensor,
    target: Tensor,
    *,
    epsilon: float = 1e-6,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    full: bool = False,
    threads: int = 0,
) -> Tensor:
    """Negative log-likelihood of a Laplace distribution: see `libloss.laplace_nll`."""
    return _autograd.loss(
        "laplace_nll",
        [("loc", loc), ("scale", scale)],
        [("target", target)],
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        threads=threads,
    )


def laplace_nll_log(
    loc: Tensor,
    log_scale: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    full: bool = False,
    threads: int = 0,
) -> Tensor:
    """Negative log-likelihood of a Laplace distribution, by the logarithm of its scale: see `libloss.laplace_nll_log`."""
    return _autograd.loss(
        "laplace_nll_log",
        [("loc", loc), ("log_scale", log_scale)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        threads=threads,
    )


def student_t_nll(
    loc: Tensor,
    scale: Tensor,
    target: Tensor,
    df: float,
    *,
    epsilon: float = 1e-6,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    full: bool = False,
    threads: int = 0,
) -> Tensor:
    """Negative log-likelihood of Student's t-distribution: see `libloss.student_t_nll`."""
    return _autograd.loss(
        "student_t_nll",
        [("loc", loc), ("scale", scale)],
        [("target", target)],
        df=df,
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        full=full,
        threads=threads,
    )


def hinge(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Hinge loss: see `libloss.hinge`."""
    return _autograd.loss(
        "hinge",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def bce(
    prob: Tensor,
    target: Tensor,
    *,
    label_smoothing: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Binary cross-entropy of probabilities: see `libloss.bce`."""
    return _autograd.loss(
        "bce",
        [("prob", prob)],
        [("target", target)],
        label_smoothing=label_smoothing,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def bce_logits(
    logits: Tensor,
    target: Tensor,
    *,
    pos_weight: float = 1.0,
    label_smoothing: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Binary cross-entropy of logits: see `libloss.bce_logits`."""
    return _autograd.loss(
        "bce_logits",
        [("logits", logits)],
        [("target", target)],
        pos_weight=pos_weight,
        label_smoothing=label_smoothing,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def squared_hinge(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Squared hinge loss: see `libloss.squared_hinge`."""
    return _autograd.loss(
        "squared_hinge",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def perceptron(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Perceptron loss: see `libloss.perceptron`."""
    return _autograd.loss(
        "perceptron",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def hinge_embedding(
    pred: Tensor,
    target: Tensor,
    *,
    margin: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Hinge loss of distances: see `libloss.hinge_embedding`."""
    return _autograd.loss(
        "hinge_embedding",
        [("pred", pred)],
        [("target", target)],
        margin=margin,
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def modified_huber(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Modified Huber loss: see `libloss.modified_huber`."""
    return _autograd.loss(
        "modified_huber",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def soft_margin(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Logistic loss of signed targets: see `libloss.soft_margin`."""
    return _autograd.loss(
        "soft_margin",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def exponential(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Exponential loss: see `libloss.exponential`."""
    return _autograd.loss(
        "exponential",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def poly1_bce_logits(
    logits: Tensor,
    target: Tensor,
    *,
    epsilon: float = 2.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Poly-1 binary cross-entropy of logits: see `libloss.poly1_bce_logits`."""
    return _autograd.loss(
        "poly1_bce_logits",
        [("logits", logits)],
        [("target", target)],
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def sigmoid_focal(
    logits: Tensor,
    target: Tensor,
    *,
    alpha: float = 0.0,
    gamma: float = 2.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Focal loss of logits: see `libloss.sigmoid_focal`."""
    return _autograd.loss(
        "sigmoid_focal",
        [("logits", logits)],
        [("target", target)],
        alpha=alpha,
        gamma=gamma,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def focal(
    prob: Tensor,
    target: Tensor,
    *,
    alpha: float = 0.0,
    gamma: float = 2.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Focal loss of probabilities: see `libloss.focal`."""
    return _autograd.loss(
        "focal",
        [("prob", prob)],
        [("target", target)],
        alpha=alpha,
        gamma=gamma,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def asymmetric_bce_logits(
    logits: Tensor,
    target: Tensor,
    *,
    gamma_pos: float = 0.0,
    gamma_neg: float = 4.0,
    shift: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Asymmetric loss of logits: see `libloss.asymmetric_bce_logits`."""
    return _autograd.loss(
        "asymmetric_bce_logits",
        [("logits", logits)],
        [("target", target)],
        gamma_pos=gamma_pos,
        gamma_neg=gamma_neg,
        shift=shift,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def cross_entropy(
    logits: Tensor,
    target: Tensor,
    *,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    z_loss: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Softmax cross-entropy with class indices: see `libloss.cross_entropy`."""
    return _autograd.loss(
        "cross_entropy",
        [("logits", logits)],
        [("target", target)],
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        z_loss=z_loss,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def focal_cross_entropy(
    logits: Tensor,
    target: Tensor,
    *,
    gamma: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Focal loss of many classes, with class indices: see `libloss.focal_cross_entropy`."""
    return _autograd.loss(
        "focal_cross_entropy",
        [("logits", logits)],
        [("target", target)],
        gamma=gamma,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def generalized_cross_entropy(
    logits: Tensor,
    target: Tensor,
    *,
    q: float = 0.7,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Generalized cross-entropy with class indices: see `libloss.generalized_cross_entropy`."""
    return _autograd.loss(
        "generalized_cross_entropy",
        [("logits", logits)],
        [("target", target)],
        q=q,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def poly1_cross_entropy(
    logits: Tensor,
    target: Tensor,
    *,
    epsilon: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Poly-1 cross-entropy with class indices: see `libloss.poly1_cross_entropy`."""
    return _autograd.loss(
        "poly1_cross_entropy",
        [("logits", logits)],
        [("target", target)],
        epsilon=epsilon,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def taylor_cross_entropy(
    logits: Tensor,
    target: Tensor,
    *,
    order: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Taylor cross-entropy with class indices: see `libloss.taylor_cross_entropy`."""
    return _autograd.loss(
        "taylor_cross_entropy",
        [("logits", logits)],
        [("target", target)],
        order=order,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def cross_entropy_soft(
    logits: Tensor,
    target_prob: Tensor,
    *,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    label_smoothing: float = 0.0,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    z_loss: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Softmax cross-entropy with target distributions: see `libloss.cross_entropy_soft`."""
    return _autograd.loss(
        "cross_entropy_soft",
        [("logits", logits)],
        [("target_prob", target_prob)],
        axis=axis,
        class_weight=class_weight,
        label_smoothing=label_smoothing,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        z_loss=z_loss,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def focal_cross_entropy_soft(
    logits: Tensor,
    target_prob: Tensor,
    *,
    gamma: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Focal loss of many classes, with target distributions: see `libloss.focal_cross_entropy_soft`."""
    return _autograd.loss(
        "focal_cross_entropy_soft",
        [("logits", logits)],
        [("target_prob", target_prob)],
        gamma=gamma,
        axis=axis,
        class_weight=class_weight,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def poly1_cross_entropy_soft(
    logits: Tensor,
    target_prob: Tensor,
    *,
    epsilon: float = 2.0,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Poly-1 cross-entropy with target distributions: see `libloss.poly1_cross_entropy_soft`."""
    return _autograd.loss(
        "poly1_cross_entropy_soft",
        [("logits", logits)],
        [("target_prob", target_prob)],
        epsilon=epsilon,
        axis=axis,
        class_weight=class_weight,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def cross_entropy_prob(
    prob: Tensor,
    target_prob: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Cross-entropy of probabilities with target distributions: see `libloss.cross_entropy_prob`."""
    return _autograd.loss(
        "cross_entropy_prob",
        [("prob", prob)],
        [("target_prob", target_prob)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def nll(
    log_prob: Tensor,
    target: Tensor,
    *,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Negative log-likelihood of log-probabilities with class indices: see `libloss.nll`."""
    return _autograd.loss(
        "nll",
        [("log_prob", log_prob)],
        [("target", target)],
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def multi_margin(
    scores: Tensor,
    target: Tensor,
    *,
    p: float = 1.0,
    margin: float = 1.0,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Margin loss of many classes, by Weston and Watkins: see `libloss.multi_margin`."""
    return _autograd.loss(
        "multi_margin",
        [("scores", scores)],
        [("target", target)],
        p=p,
        margin=margin,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def multiclass_hinge(
    scores: Tensor,
    target: Tensor,
    *,
    margin: float = 1.0,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Hinge loss of many classes, by Crammer and Singer: see `libloss.multiclass_hinge`."""
    return _autograd.loss(
        "multiclass_hinge",
        [("scores", scores)],
        [("target", target)],
        margin=margin,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def categorical_hinge(
    scores: Tensor,
    target: Tensor,
    *,
    margin: float = 1.0,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Hinge loss of many classes whose rival is never below 0, as Keras has it: see `libloss.categorical_hinge`."""
    return _autograd.loss(
        "categorical_hinge",
        [("scores", scores)],
        [("target", target)],
        margin=margin,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def multiclass_perceptron(
    scores: Tensor,
    target: Tensor,
    *,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Perceptron loss of many classes: see `libloss.multiclass_perceptron`."""
    return _autograd.loss(
        "multiclass_perceptron",
        [("scores", scores)],
        [("target", target)],
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def sparsemax(
    scores: Tensor,
    target: Tensor,
    *,
    axis: int = -1,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Sparsemax loss: the loss of a softmax's sparse twin: see `libloss.sparsemax`."""
    return _autograd.loss(
        "sparsemax",
        [("scores", scores)],
        [("target", target)],
        axis=axis,
        ignore_index=ignore_index,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def multilabel_soft_margin(
    logits: Tensor,
    target: Tensor,
    *,
    pos_weight: Optional[Tensor] = None,
    class_weight: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Binary cross-entropy of several labels per row: see `libloss.multilabel_soft_margin`."""
    return _autograd.loss(
        "multilabel_soft_margin",
        [("logits", logits)],
        [("target", target)],
        pos_weight=pos_weight,
        class_weight=class_weight,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def coral(
    logits: Tensor,
    target: Tensor,
    *,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Ordinal regression by ranks: CORAL: see `libloss.coral`."""
    return _autograd.loss(
        "coral",
        [("logits", logits)],
        [("target", target)],
        class_weight=class_weight,
        ignore_index=ignore_index,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def corn(
    logits: Tensor,
    target: Tensor,
    *,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Ordinal regression by conditional ranks: CORN: see `libloss.corn`."""
    return _autograd.loss(
        "corn",
        [("logits", logits)],
        [("target", target)],
        ignore_index=ignore_index,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def cumulative_link(
    logits: Tensor,
    target: Tensor,
    *,
    ignore_index: int = -100,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Ordinal regression by cumulative logits: the proportional odds model: see `libloss.cumulative_link`."""
    return _autograd.loss(
        "cumulative_link",
        [("logits", logits)],
        [("target", target)],
        ignore_index=ignore_index,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def multilabel_margin(
    scores: Tensor,
    target: Tensor,
    *,
    axis: int = -1,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Margin loss of rows with several right classes: see `libloss.multilabel_margin`."""
    return _autograd.loss(
        "multilabel_margin",
        [("scores", scores)],
        [("target", target)],
        axis=axis,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def kl_div(
    log_pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Kullback-Leibler divergence of log-probabilities from target probabilities: see `libloss.kl_div`."""
    return _autograd.loss(
        "kl_div",
        [("log_pred", log_pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def kl_div_log_target(
    log_pred: Tensor,
    log_target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Kullback-Leibler divergence of log-probabilities from target log-probabilities: see `libloss.kl_div_log_target`."""
    return _autograd.loss(
        "kl_div_log_target",
        [("log_pred", log_pred)],
        [("log_target", log_target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def kl_div_prob(
    pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Kullback-Leibler divergence of probabilities from target probabilities: see `libloss.kl_div_prob`."""
    return _autograd.loss(
        "kl_div_prob",
        [("pred", pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def kl_div_generalized(
    log_pred: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1: see `libloss.kl_div_generalized`."""
    return _autograd.loss(
        "kl_div_generalized",
        [("log_pred", log_pred)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def js_div(
    student_logits: Tensor,
    teacher_logits: Tensor,
    beta: float,
    *,
    axis: int = -1,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Jensen-Shannon divergence of two softmaxes: see `libloss.js_div`."""
    return _autograd.loss(
        "js_div",
        [("student_logits", student_logits)],
        [("teacher_logits", teacher_logits)],
        beta=beta,
        axis=axis,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def causal_lm(
    logits: Tensor,
    tokens: Tensor,
    *,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    z_loss: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Causal language modelling: softmax cross-entropy with the next token: see `libloss.causal_lm`."""
    return _autograd.loss(
        "causal_lm",
        [("logits", logits)],
        [("tokens", tokens)],
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        z_loss=z_loss,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def distillation(
    student_logits: Tensor,
    teacher_logits: Tensor,
    temperature: float,
    *,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    label_smoothing: float = 0.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    z_loss: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Knowledge distillation: the divergence of a student from its teacher: see `libloss.distillation`."""
    return _autograd.loss(
        "distillation",
        [("student_logits", student_logits)],
        [("teacher_logits", teacher_logits)],
        temperature=temperature,
        axis=axis,
        class_weight=class_weight,
        label_smoothing=label_smoothing,
        softcap=softcap,
        class_bias=class_bias,
        z_loss=z_loss,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def preference(
    kind: Preference,
    chosen: Tensor,
    rejected: Tensor,
    *,
    beta: float = 0.1,
    label_smoothing: float = 0.0,
    margin: float = 0.0,
    tau: float = 0.0,
    ref_chosen: Optional[Tensor] = None,
    ref_rejected: Optional[Tensor] = None,
    chosen_length: Optional[Tensor] = None,
    rejected_length: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Losses of preferences: a chosen and a rejected answer per pair: see `libloss.preference`."""
    return _autograd.loss(
        "preference",
        [("chosen", chosen), ("rejected", rejected)],
        [],
        kind=kind,
        beta=beta,
        label_smoothing=label_smoothing,
        margin=margin,
        tau=tau,
        ref_chosen=ref_chosen,
        ref_rejected=ref_rejected,
        chosen_length=chosen_length,
        rejected_length=rejected_length,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def preference_unpaired(
    kind: Unpaired,
    log_prob: Tensor,
    desirable: Tensor,
    *,
    beta: float = 0.1,
    shift: float = 0.0,
    desirable_weight: float = 1.0,
    undesirable_weight: float = 1.0,
    ref_log_prob: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Losses of single answers that are desirable or not: see `libloss.preference_unpaired`."""
    return _autograd.loss(
        "preference_unpaired",
        [("log_prob", log_prob)],
        [("desirable", desirable)],
        kind=kind,
        beta=beta,
        shift=shift,
        desirable_weight=desirable_weight,
        undesirable_weight=undesirable_weight,
        ref_log_prob=ref_log_prob,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def triplet(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    *,
    margin: float = 1.0,
    p: float = 2.0,
    epsilon: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    swap: bool = False,
    threads: int = 0,
) -> Tensor:
    """Triplet loss: the distance to a sample alike is less than to one that is not, by a margin: see `libloss.triplet`."""
    return _autograd.loss(
        "triplet",
        [("anchor", anchor), ("positive", positive), ("negative", negative)],
        [],
        margin=margin,
        p=p,
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        swap=swap,
        threads=threads,
    )


def triplet_cosine(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    *,
    margin: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    swap: bool = False,
    threads: int = 0,
) -> Tensor:
    """Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not: see `libloss.triplet_cosine`."""
    return _autograd.loss(
        "triplet_cosine",
        [("anchor", anchor), ("positive", positive), ("negative", negative)],
        [],
        margin=margin,
        reduction=reduction,
        weight=weight,
        mask=mask,
        swap=swap,
        threads=threads,
    )


def contrastive(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    *,
    margin: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Contrastive loss: pairs that are alike coincide, others are apart by a margin: see `libloss.contrastive`."""
    return _autograd.loss(
        "contrastive",
        [("input1", input1), ("input2", input2)],
        [("target", target)],
        margin=margin,
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def pairwise_distance(
    input1: Tensor,
    input2: Tensor,
    *,
    p: float = 2.0,
    epsilon: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Distance of pairs of vectors by a norm: see `libloss.pairwise_distance`."""
    return _autograd.loss(
        "pairwise_distance",
        [("input1", input1), ("input2", input2)],
        [],
        p=p,
        epsilon=epsilon,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def cosine_distance(
    input1: Tensor,
    input2: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Cosine distance: how far two vectors are from pointing in one direction: see `libloss.cosine_distance`."""
    return _autograd.loss(
        "cosine_distance",
        [("input1", input1), ("input2", input2)],
        [],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def cosine_embedding(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    *,
    margin: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Cosine embedding loss: pairs that are alike point in one direction, others do not: see `libloss.cosine_embedding`."""
    return _autograd.loss(
        "cosine_embedding",
        [("input1", input1), ("input2", input2)],
        [("target", target)],
        margin=margin,
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def margin_ranking(
    first: Tensor,
    second: Tensor,
    target: Tensor,
    *,
    margin: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Margin ranking loss: see `libloss.margin_ranking`."""
    return _autograd.loss(
        "margin_ranking",
        [("first", first), ("second", second)],
        [("target", target)],
        margin=margin,
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def pair_logistic(
    first: Tensor,
    second: Tensor,
    target: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    binary_targets: bool = False,
    threads: int = 0,
) -> Tensor:
    """Logistic loss of pairs: see `libloss.pair_logistic`."""
    return _autograd.loss(
        "pair_logistic",
        [("first", first), ("second", second)],
        [("target", target)],
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        threads=threads,
    )


def cosface(
    cosine: Tensor,
    target: Tensor,
    *,
    scale: float = 64.0,
    margin: float = 0.35,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    class_bias: Optional[Tensor] = None,
    z_loss: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """CosFace: cross-entropy of cosines, with a margin for that of the target: see `libloss.cosface`."""
    return _autograd.loss(
        "cosface",
        [("cosine", cosine)],
        [("target", target)],
        scale=scale,
        margin=margin,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        class_bias=class_bias,
        z_loss=z_loss,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def arcface(
    cosine: Tensor,
    target: Tensor,
    *,
    scale: float = 64.0,
    margin: float = 0.5,
    axis: int = -1,
    class_weight: Optional[Tensor] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    class_bias: Optional[Tensor] = None,
    z_loss: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """ArcFace: cross-entropy of cosines, with a margin for the angle of the target: see `libloss.arcface`."""
    return _autograd.loss(
        "arcface",
        [("cosine", cosine)],
        [("target", target)],
        scale=scale,
        margin=margin,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        class_bias=class_bias,
        z_loss=z_loss,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def vae_kl(
    mu: Tensor,
    log_var: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE: see `libloss.vae_kl`."""
    return _autograd.loss(
        "vae_kl",
        [("mu", mu), ("log_var", log_var)],
        [],
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def gaussian_kl(
    mu: Tensor,
    log_var: Tensor,
    *,
    free_bits: float = 0.0,
    prior_mu: Optional[Tensor] = None,
    prior_log_var: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own: see `libloss.gaussian_kl`."""
    return _autograd.loss(
        "gaussian_kl",
        [("mu", mu), ("log_var", log_var)],
        [],
        free_bits=free_bits,
        prior_mu=prior_mu,
        prior_log_var=prior_log_var,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def gan_discriminator(
    kind: Kind,
    real_logits: Tensor,
    fake_logits: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Objective of the discriminator (critic) of a GAN: see `libloss.gan_discriminator`."""
    return _autograd.loss(
        "gan_discriminator",
        [("real_logits", real_logits), ("fake_logits", fake_logits)],
        [],
        kind=kind,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def gan_generator(
    kind: Kind,
    fake_logits: Tensor,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Objective of the generator of a GAN: see `libloss.gan_generator`."""
    return _autograd.loss(
        "gan_generator",
        [("fake_logits", fake_logits)],
        [],
        kind=kind,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def l1_penalty(
    param: Tensor,
    lambda_: float,
    *,
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """L1 penalty (lasso): see `libloss.l1_penalty`."""
    return _autograd.loss(
        "l1_penalty",
        [("param", param)],
        [],
        lambda_=lambda_,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def l2_penalty(
    param: Tensor,
    lambda_: float,
    *,
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """L2 penalty (ridge, weight decay): see `libloss.l2_penalty`."""
    return _autograd.loss(
        "l2_penalty",
        [("param", param)],
        [],
        lambda_=lambda_,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def elastic_net_penalty(
    param: Tensor,
    l1: float,
    l2: float,
    *,
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Elastic net penalty: L1 and L2 at once: see `libloss.elastic_net_penalty`."""
    return _autograd.loss(
        "elastic_net_penalty",
        [("param", param)],
        [],
        l1=l1,
        l2=l2,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def group_lasso_penalty(
    param: Tensor,
    lambda_: float,
    *,
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Group lasso penalty: see `libloss.group_lasso_penalty`."""
    return _autograd.loss(
        "group_lasso_penalty",
        [("param", param)],
        [],
        lambda_=lambda_,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def entropy_penalty(
    logits: Tensor,
    lambda_: float,
    *,
    axis: int = -1,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    reduction: Reduction = "mean",
    weight: Optional[Tensor] = None,
    mask: Optional[Tensor] = None,
    threads: int = 0,
) -> Tensor:
    """Confidence penalty: the negative entropy of a softmax: see `libloss.entropy_penalty`."""
    return _autograd.loss(
        "entropy_penalty",
        [("logits", logits)],
        [],
        lambda_=lambda_,
        axis=axis,
        temperature=temperature,
        softcap=softcap,
        class_bias=class_bias,
        reduction=reduction,
        weight=weight,
        mask=mask,
        threads=threads,
    )


def combine(
    values: Union[Tensor, Sequence[Tensor]],
    weights: Sequence[float],
) -> Tensor:
    """Weighted sum of several losses: see `libloss.combine`."""
    return _autograd.loss(
        "combine",
        [("values", values)],
        [],
        weights=weights,
    )


def combine_uncertainty(
    values: Union[Tensor, Sequence[Tensor]],
    log_vars: Tensor,
    *,
    coefficients: Optional[Sequence[float]] = None,
) -> Tensor:
    """Several losses weighted by learned uncertainties: see `libloss.combine_uncertainty`."""
    return _autograd.loss(
        "combine_uncertainty",
        [("values", values), ("log_vars", log_vars)],
        [],
        coefficients=coefficients,
    )
