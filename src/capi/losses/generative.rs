//! Generative models. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{Options, loss_status};
use loss_kernels::losses;

/// Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE.
///
/// l = ½·Σ_j (μ_j² + e^s_j − 1 − s_j) over a row = KL(N(μ, e^s) ‖ N(0, 1)).
/// ∂l/∂μ = μ,  ∂l/∂s = ½·(e^s − 1).
///
/// s is the logarithm of the variance. The sum of this loss and a reconstruction loss is the negative evidence
/// lower bound; `upstream` is the β of a β-VAE. e^s − 1 − s is formed without cancellation near s = 0. Both gradients
/// follow the options: `upstream`, weights, LOSS_ACCUMULATE. `hessian` is refused, because there are two inputs and one
/// array for it.
///
/// Arguments:
///   mu, log_var   input, (rows, dim)
///   rows, dim     sizes; 0 is allowed
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad_mu       output, in the layout of mu: dvalue/dmu; may be mu; NULL: not wanted
///   grad_log_var  output, in the layout of log_var: dvalue/dlog_var; may be log_var; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, appendix B.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_vae_kl_f32(
    mu: *const f32,
    log_var: *const f32,
    rows: usize,
    dim: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad_mu: *mut f32,
    grad_log_var: *mut f32,
) -> loss_status {
    guard(|| {
        call::row_sums::<f32, losses::VaeKl, 2, 0>(
            call::Names { inputs: ["mu", "log_var"], targets: [], gradients: ["grad_mu", "grad_log_var"] },
            ([mu, log_var], [], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_mu, grad_log_var],
        )
    })
}

/// Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE, double precision: see loss_vae_kl_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_vae_kl_f64(
    mu: *const f64,
    log_var: *const f64,
    rows: usize,
    dim: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad_mu: *mut f64,
    grad_log_var: *mut f64,
) -> loss_status {
    guard(|| {
        call::row_sums::<f64, losses::VaeKl, 2, 0>(
            call::Names { inputs: ["mu", "log_var"], targets: [], gradients: ["grad_mu", "grad_log_var"] },
            ([mu, log_var], [], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_mu, grad_log_var],
        )
    })
}

/// Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own.
///
/// l = Σ_j max(½(e^u_j − 1 − u_j) + ½(μ_j − m_j)²·e^−v_j, λ),  u = s − v.  Without λ it is KL(N(μ, e^s) ‖ N(m, e^v)).
/// ∂l/∂μ = (μ − m)·e^−v,  ∂l/∂s = ½(e^u − 1); both are 0 where the term is at most λ > 0.
///
/// For models whose prior is not the standard Gaussian: conditional and hierarchical VAEs, world models, variational weights.
/// s = `log_var` and v = `prior_log_var` are logarithms of variances. Without a mean m = `prior_mu` and without v, both of
/// which may be NULL, m = 0 and v = 0: a call without them and with λ = 0 is loss_vae_kl. The prior is constant: there is no
/// gradient by m and v.
///
/// λ = `free_bits` (in nats, not bits) is the part of each element's divergence that costs nothing: elements at or below λ
/// have no gradient, so that they are not pressed to the prior early in training. It clips each element of each sample; the
/// paper clips the mean over the batch, per group of elements.
///
/// Terms are made of (μ − m)·e^(−v/2) and its square, not of e^−v and (μ − m)², which may be out of range before them, and
/// e^u − 1 − u is formed without cancellation near u = 0. The part of the means is 0 where μ = m, also at v = −∞, and where
/// v = +∞. At v = s = ±∞ the divergence has no limit and is NaN. Both gradients follow the options: `upstream`, weights,
/// LOSS_ACCUMULATE. `hessian` is refused, because there are two inputs and one array for it.
///
/// Arguments:
///   mu, log_var    input, (rows, dim)
///   prior_mu       input, (rows, dim): m; NULL: 0
///   prior_log_var  input, (rows, dim): v; NULL: 0
///   rows, dim      sizes; 0 is allowed
///   free_bits      λ: finite, not negative
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad_mu        output, in the layout of mu: dvalue/dmu; may be mu; NULL: not wanted
///   grad_log_var   output, in the layout of log_var: dvalue/dlog_var; may be log_var; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (free_bits, options).
///
/// References: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, section 2; free bits: D. P. Kingma
/// et al., Improving variational inference with inverse autoregressive flow, arXiv:1606.04934, appendix C.8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gaussian_kl_f32(
    mu: *const f32,
    log_var: *const f32,
    prior_mu: *const f32,
    prior_log_var: *const f32,
    rows: usize,
    dim: usize,
    free_bits: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_mu: *mut f32,
    grad_log_var: *mut f32,
) -> loss_status {
    guard(|| {
        call::row_sums::<f32, losses::GaussianKl, 2, 2>(
            call::Names {
                inputs: ["mu", "log_var"],
                targets: ["prior_mu", "prior_log_var"],
                gradients: ["grad_mu", "grad_log_var"],
            },
            ([mu, log_var], [prior_mu, prior_log_var], rows, dim),
            [free_bits, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_mu, grad_log_var],
        )
    })
}

/// Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own, double precision: see loss_gaussian_kl_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gaussian_kl_f64(
    mu: *const f64,
    log_var: *const f64,
    prior_mu: *const f64,
    prior_log_var: *const f64,
    rows: usize,
    dim: usize,
    free_bits: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_mu: *mut f64,
    grad_log_var: *mut f64,
) -> loss_status {
    guard(|| {
        call::row_sums::<f64, losses::GaussianKl, 2, 2>(
            call::Names {
                inputs: ["mu", "log_var"],
                targets: ["prior_mu", "prior_log_var"],
                gradients: ["grad_mu", "grad_log_var"],
            },
            ([mu, log_var], [prior_mu, prior_log_var], rows, dim),
            [free_bits, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_mu, grad_log_var],
        )
    })
}

/// Objective of the discriminator (critic) of a GAN.
///
/// value = mean over the real batch of f(r) + mean over the fake batch of g(x), r and x logits or scores.
/// LOSS_GAN_MINIMAX, LOSS_GAN_NON_SATURATING: f = −log σ(r) = softplus(−r),  g = −log(1 − σ(x)) = softplus(x).
/// LOSS_GAN_LEAST_SQUARES: f = ½(r − 1)²,  g = ½x².
/// LOSS_GAN_HINGE: f = max(0, 1 − r),  g = max(0, 1 + x), derivative 0 at the kink.
/// LOSS_GAN_WASSERSTEIN: f = −r,  g = x.
/// ∂value/∂r = f′(r)/n_real,  ∂value/∂x = g′(x)/n_fake.
///
/// Rows are elements, the real batch first: weight, mask, losses and hessian of the options have n_real + n_fake
/// entries. Each batch has its own mean, over its own weights (LOSS_MEAN) or its own rows (LOSS_MEAN_ROWS).
/// LOSS_SUM adds up both batches, and so does `sums`. A batch may be empty and then adds 0: with n_fake = 0, a call
/// gives value and sums of the real batch only. For Wasserstein critics the caller must apply the Lipschitz constraint
/// (clipping, gradient penalty).
///
/// Arguments:
///   kind         one of the constants LOSS_GAN_…, see above
///   real_logits  input, n_real elements: logits or scores of real samples
///   n_real       number of elements; 0 is allowed
///   fake_logits  input, n_fake elements: logits or scores of generated samples
///   n_fake       number of elements; 0 is allowed
///   options      NULL: defaults
///   value        output, one number; NULL: not wanted
///   grad_real    output, in the layout of real_logits: dvalue/dreal_logits; may be real_logits; NULL: not wanted
///   grad_fake    output, in the layout of fake_logits: dvalue/dfake_logits; may be fake_logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (kind, options).
///
/// References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1; X. Mao et
/// al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye, Geometric GAN,
/// arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 17; M. Arjovsky et al.,
/// Wasserstein GAN, arXiv:1701.07875, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gan_discriminator_f32(
    kind: u32,
    real_logits: *const f32,
    n_real: usize,
    fake_logits: *const f32,
    n_fake: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad_real: *mut f32,
    grad_fake: *mut f32,
) -> loss_status {
    guard(|| {
        call::discriminator(
            kind,
            call::Batch { scores: real_logits, n: n_real, gradient: grad_real },
            call::Batch { scores: fake_logits, n: n_fake, gradient: grad_fake },
            options,
            value,
        )
    })
}

/// Objective of the discriminator (critic) of a GAN, double precision: see loss_gan_discriminator_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gan_discriminator_f64(
    kind: u32,
    real_logits: *const f64,
    n_real: usize,
    fake_logits: *const f64,
    n_fake: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad_real: *mut f64,
    grad_fake: *mut f64,
) -> loss_status {
    guard(|| {
        call::discriminator(
            kind,
            call::Batch { scores: real_logits, n: n_real, gradient: grad_real },
            call::Batch { scores: fake_logits, n: n_fake, gradient: grad_fake },
            options,
            value,
        )
    })
}

/// Objective of the generator of a GAN.
///
/// value = mean over the fake batch of g(x), x the discriminator's logits or scores.
/// LOSS_GAN_MINIMAX: g = log(1 − σ(x)) = −softplus(x).  LOSS_GAN_NON_SATURATING: g = −log σ(x) = softplus(−x).
/// LOSS_GAN_LEAST_SQUARES: g = ½(x − 1)².  LOSS_GAN_HINGE, LOSS_GAN_WASSERSTEIN: g = −x.
/// ∂value/∂x = g′(x)/n_fake.
///
/// A row is one element. The minimax objective has a small gradient where the discriminator recognises the
/// generated samples. The non-saturating objective has its largest gradient there, and is the usual choice.
///
/// Arguments:
///   kind         one of the constants LOSS_GAN_…, see above
///   fake_logits  input, n_fake elements: logits or scores of generated samples
///   n_fake       number of elements; 0 is allowed
///   options      NULL: defaults
///   value        output, one number; NULL: not wanted
///   grad_fake    output, in the layout of fake_logits: dvalue/dfake_logits; may be fake_logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (kind, options).
///
/// References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1 and section
/// 3; X. Mao et al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye,
/// Geometric GAN, arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 18; M. Arjovsky
/// et al., Wasserstein GAN, arXiv:1701.07875, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gan_generator_f32(
    kind: u32,
    fake_logits: *const f32,
    n_fake: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad_fake: *mut f32,
) -> loss_status {
    guard(|| call::generator(kind, call::Batch { scores: fake_logits, n: n_fake, gradient: grad_fake }, options, value))
}

/// Objective of the generator of a GAN, double precision: see loss_gan_generator_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gan_generator_f64(
    kind: u32,
    fake_logits: *const f64,
    n_fake: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad_fake: *mut f64,
) -> loss_status {
    guard(|| call::generator(kind, call::Batch { scores: fake_logits, n: n_fake, gradient: grad_fake }, options, value))
}
