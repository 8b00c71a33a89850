"""The losses of all families. Written by `cargo xtask gen` from losses/*.toml. Do not edit."""

from .binary import (
    hinge,
    bce,
    bce_logits,
    squared_hinge,
    perceptron,
    hinge_embedding,
    modified_huber,
    soft_margin,
    exponential,
    poly1_bce_logits,
    sigmoid_focal,
    focal,
    asymmetric_bce_logits,
)
from .classification import (
    cross_entropy,
    cross_entropy_soft,
    cross_entropy_prob,
    nll,
    softmax,
    log_softmax,
)
from .distributions import (
    kl_div,
    kl_div_log_target,
    kl_div_prob,
    js_div,
)
from .generative import (
    vae_kl,
    gan_discriminator,
    gan_generator,
)
from .language import (
    causal_lm,
    distillation,
)
from .metric import (
    triplet,
    cosine_embedding,
)
from .penalties import (
    l1_penalty,
    l2_penalty,
    elastic_net_penalty,
    combine,
    combine_uncertainty,
)
from .regression import (
    mse,
    rmse,
    huber,
    gaussian_nll,
    log_cosh,
    l1,
    smooth_l1,
    quantile,
    expectile,
)

__all__ = [
    "mse",
    "rmse",
    "huber",
    "gaussian_nll",
    "log_cosh",
    "l1",
    "smooth_l1",
    "quantile",
    "expectile",
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
