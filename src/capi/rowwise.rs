//! Losses that sum over rows of classes. Written by `cargo xtask gen` from losses.toml. Do not edit.

use crate::call::{self, guard};
use crate::{Options, loss_status};
use loss_kernels::losses;

/// Cross-entropy of probabilities with target distributions.
///
/// l = −Σ_c t_c·log x_c over a row.  ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
///
/// The textbook form, for models that give probabilities. Classes with t = 0 contribute exactly 0,
/// whatever x is there.
/// The mean divides by Σ w·Σ_c t_c, which is Σ w for distributions. Logits are better served by
/// loss_cross_entropy_soft.
///
/// Arguments:
///   prob, target_prob  input, (rows, classes): x and t
///   rows, classes      sizes; 0 is allowed
///   options            NULL: defaults
///   value              output, one number; NULL: not wanted
///   grad               output, in the input's layout: dvalue/dprob; may be prob; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap.
///
/// Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 3.13.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_prob_f32(
    prob: *const f32,
    target_prob: *const f32,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::rowwise::<f32, losses::CrossEntropyProb>(
            call::Names { input: "prob", target: "target_prob" },
            (prob, target_prob, rows, classes),
            options,
            value,
            grad,
        )
    })
}

/// Cross-entropy of probabilities with target distributions, double precision: see loss_cross_entropy_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_prob_f64(
    prob: *const f64,
    target_prob: *const f64,
    rows: usize,
    classes: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::rowwise::<f64, losses::CrossEntropyProb>(
            call::Names { input: "prob", target: "target_prob" },
            (prob, target_prob, rows, classes),
            options,
            value,
            grad,
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target probabilities.
///
/// l = Σ_c t_c·(log t_c − x_c) over a row, x log-probabilities.  ∂l/∂x_c = −t_c,  ∂²l/∂x_c² = 0.
///
/// Summed over the row, then reduced over rows: LOSS_MEAN is PyTorch's "batchmean". Classes with
/// t = 0 contribute exactly 0, also against −∞ and NaN.
///
/// Arguments:
///   log_pred, target  input, (rows, classes): x and t
///   rows, classes     sizes; 0 is allowed
///   options           NULL: defaults
///   value             output, one number; NULL: not wanted
///   grad              output, in the input's layout: dvalue/dlog_pred; may be log_pred; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap.
///
/// Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
/// Statistics 22, 1951, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_f32(
    log_pred: *const f32,
    target: *const f32,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::rowwise::<f32, losses::KlDiv>(
            call::Names { input: "log_pred", target: "target" },
            (log_pred, target, rows, classes),
            options,
            value,
            grad,
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target probabilities, double precision: see loss_kl_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_f64(
    log_pred: *const f64,
    target: *const f64,
    rows: usize,
    classes: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::rowwise::<f64, losses::KlDiv>(
            call::Names { input: "log_pred", target: "target" },
            (log_pred, target, rows, classes),
            options,
            value,
            grad,
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target log-probabilities.
///
/// l = Σ_c e^t_c·(t_c − x_c) over a row, both log-probabilities.  ∂l/∂x_c = −e^t_c,  ∂²l/∂x_c² = 0.
///
/// As loss_kl_div with a target that is known by its logarithm, which loses nothing where the
/// probability underflows: a target of −∞ contributes exactly 0, whatever x is there.
///
/// Arguments:
///   log_pred, log_target  input, (rows, classes): x and t
///   rows, classes         sizes; 0 is allowed
///   options               NULL: defaults
///   value                 output, one number; NULL: not wanted
///   grad                  output, in the input's layout: dvalue/dlog_pred; may be log_pred; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap.
///
/// Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
/// Statistics 22, 1951, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_log_target_f32(
    log_pred: *const f32,
    log_target: *const f32,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::rowwise::<f32, losses::KlDivLogTarget>(
            call::Names { input: "log_pred", target: "log_target" },
            (log_pred, log_target, rows, classes),
            options,
            value,
            grad,
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target log-probabilities, double precision: see loss_kl_div_log_target_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_log_target_f64(
    log_pred: *const f64,
    log_target: *const f64,
    rows: usize,
    classes: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::rowwise::<f64, losses::KlDivLogTarget>(
            call::Names { input: "log_pred", target: "log_target" },
            (log_pred, log_target, rows, classes),
            options,
            value,
            grad,
        )
    })
}

/// Kullback-Leibler divergence of probabilities from target probabilities.
///
/// l = Σ_c t_c·(log t_c − log x_c) over a row, both probabilities.
/// ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
///
/// Classes with t = 0 contribute exactly 0, whatever x is there. Where x = 0 and t > 0 the divergence is infinite.
///
/// Arguments:
///   pred, target   input, (rows, classes): x and t
///   rows, classes  sizes; 0 is allowed
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the input's layout: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap.
///
/// Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
/// Statistics 22, 1951, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_prob_f32(
    pred: *const f32,
    target: *const f32,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::rowwise::<f32, losses::KlDivProb>(
            call::Names { input: "pred", target: "target" },
            (pred, target, rows, classes),
            options,
            value,
            grad,
        )
    })
}

/// Kullback-Leibler divergence of probabilities from target probabilities, double precision: see loss_kl_div_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_prob_f64(
    pred: *const f64,
    target: *const f64,
    rows: usize,
    classes: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::rowwise::<f64, losses::KlDivProb>(
            call::Names { input: "pred", target: "target" },
            (pred, target, rows, classes),
            options,
            value,
            grad,
        )
    })
}
