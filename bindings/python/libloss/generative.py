"""Generative models.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Result, ResultWithGrad, SeveralResult
from ._types import Kind, Reduction

__all__ = [
    "vae_kl",
    "gaussian_kl",
    "gan_discriminator",
    "gan_generator",
]


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
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_mu: output: dvalue/dmu; True, or an array to write, which may be mu.
        grad_log_var: output: dvalue/dlog_var; True, or an array to write, which may be log_var.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, appendix B.
    """
    return _call.several(
        "vae_kl",
        (("mu", mu), ("log_var", log_var)),
        (),
        (("grad_mu", grad_mu), ("grad_log_var", grad_log_var)),
        rows=(),
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def gaussian_kl(
    mu: Array,
    log_var: Array,
    *,
    free_bits: float = 0.0,
    prior_mu: Optional[Array] = None,
    prior_log_var: Optional[Array] = None,
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
    """Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own.

    l = Σ_j max(½(e^u_j − 1 − u_j) + ½(μ_j − m_j)²·e^−v_j, λ),  u = s − v.  Without λ it is KL(N(μ, e^s) ‖ N(m, e^v)).
    ∂l/∂μ = (μ − m)·e^−v,  ∂l/∂s = ½(e^u − 1); both are 0 where the term is at most λ > 0.

    For models whose prior is not the standard Gaussian: conditional and hierarchical VAEs, world models, variational weights.
    s = `log_var` and v = `prior_log_var` are logarithms of variances. Without a mean m = `prior_mu` and without v, both of
    which may be None, m = 0 and v = 0: a call without them and with λ = 0 is `vae_kl`. The prior is constant: there is no
    gradient by m and v.

    λ = `free_bits` (in nats, not bits) is the part of each element's divergence that costs nothing: elements at or below λ
    have no gradient, so that they are not pressed to the prior early in training. It clips each element of each sample; the
    paper clips the mean over the batch, per group of elements.

    Terms are made of (μ − m)·e^(−v/2) and its square, not of e^−v and (μ − m)², which may be out of range before them, and
    e^u − 1 − u is formed without cancellation near u = 0. The part of the means is 0 where μ = m, also at v = −∞, and where
    v = +∞. At v = s = ±∞ the divergence has no limit and is NaN. Both gradients follow the options: `upstream`, weights,
    `accumulate`. `hessian` is refused, because there are two inputs and one array for it.

    Args:
        mu: (..., dim), float32 or float64.
        log_var: the same shape and dtype as mu.
        free_bits: λ: finite, not negative.
        prior_mu: like mu: m; None: 0.
        prior_log_var: like mu: v; None: 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_mu: output: dvalue/dmu; True, or an array to write, which may be mu.
        grad_log_var: output: dvalue/dlog_var; True, or an array to write, which may be log_var.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, section 2; free bits: D. P. Kingma
    et al., Improving variational inference with inverse autoregressive flow, arXiv:1606.04934, appendix C.8.
    """
    return _call.several(
        "gaussian_kl",
        (("mu", mu), ("log_var", log_var), ("prior_mu", prior_mu), ("prior_log_var", prior_log_var)),
        (_call.number("free_bits", free_bits),),
        (("grad_mu", grad_mu), ("grad_log_var", grad_log_var)),
        rows=(),
        optional=("prior_mu", "prior_log_var"),
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
        kind: one of the objectives above.
        real_logits: logits or scores of real samples: any shape, float32 or float64.
        fake_logits: logits or scores of generated samples: any shape, the dtype of real_logits.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per sample: (n_real + n_fake,), real samples first.
        mask: bool or uint8, one per sample: (n_real + n_fake,), real samples first; 0: it does not
            count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_real: output: dvalue/dreal_logits; True, or an array to write, which may be
            real_logits.
        grad_fake: output: dvalue/dfake_logits; True, or an array to write, which may be
            fake_logits.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each sample before reduction: (n_real + n_fake,), real samples
            first.
        hessian: output: the diagonal of the second derivative: (n_real + n_fake,), real samples
            first.

    Returns:
        SeveralResult: outputs that were not asked for are None.

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
        _call.kind(kind),
        (("real_logits", real_logits), ("fake_logits", fake_logits)),
        (("grad_real", grad_real), ("grad_fake", grad_fake)),
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
        kind: one of the objectives above.
        fake_logits: any shape, float32 or float64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dfake_logits; True, or an array to write, which may be fake_logits.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1 and section
    3; X. Mao et al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye,
    Geometric GAN, arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 18; M. Arjovsky
    et al., Wasserstein GAN, arXiv:1701.07875, section 3.
    """
    return _call.single(
        "gan_generator",
        (("fake_logits", fake_logits),),
        (),
        leading=(_call.kind(kind),),
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
