//! Distributions. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{ClassOptions, Options, loss_bf16, loss_f16, loss_status};
use loss_kernels::losses;

/// Kullback-Leibler divergence of log-probabilities from target probabilities.
///
/// l = Σ_c t_c·(log t_c − x_c) over a row, x log-probabilities.  ∂l/∂x_c = −t_c,  ∂²l/∂x_c² = 0.
///
/// The loss of a row is the sum over its classes, and is then reduced over rows: LOSS_MEAN is PyTorch's
/// "batchmean". Classes with t = 0 contribute exactly 0, even where x is −∞ or NaN.
///
/// Arguments:
///   log_pred       input, (rows, classes), logarithms of probabilities
///   target         input, (rows, classes), in [0, 1]
///   rows, classes  sizes; 0 is allowed
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
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
        call::row_sums::<f32, losses::KlDiv, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
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
        call::row_sums::<f64, losses::KlDiv, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target probabilities, bfloat16: see loss_kl_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_bf16(
    log_pred: *const loss_bf16,
    target: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, loss_bf16, losses::KlDiv, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target probabilities, bfloat16, the gradient float: see loss_kl_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_bf16_f32(
    log_pred: *const loss_bf16,
    target: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, f32, losses::KlDiv, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target probabilities, binary16: see loss_kl_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_f16(
    log_pred: *const loss_f16,
    target: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, loss_f16, losses::KlDiv, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target probabilities, binary16, the gradient float: see loss_kl_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_f16_f32(
    log_pred: *const loss_f16,
    target: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, f32, losses::KlDiv, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target log-probabilities.
///
/// l = Σ_c e^t_c·(t_c − x_c) over a row, both log-probabilities.  ∂l/∂x_c = −e^t_c,  ∂²l/∂x_c² = 0.
///
/// For targets that are given as log-probabilities: a target whose probability underflows keeps its digits. A
/// target of −∞ contributes exactly 0, whatever x is there. The loss of a row is the sum over its classes, and is then
/// reduced over rows: LOSS_MEAN is PyTorch's "batchmean".
///
/// Arguments:
///   log_pred, log_target  input, (rows, classes), logarithms of probabilities
///   rows, classes         sizes; 0 is allowed
///   options               NULL: defaults
///   value                 output, one number; NULL: not wanted
///   grad                  output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
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
        call::row_sums::<f32, losses::KlDivLogTarget, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["log_target"], gradients: ["grad"] },
            ([log_pred], [log_target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
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
        call::row_sums::<f64, losses::KlDivLogTarget, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["log_target"], gradients: ["grad"] },
            ([log_pred], [log_target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target log-probabilities, bfloat16: see loss_kl_div_log_target_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_log_target_bf16(
    log_pred: *const loss_bf16,
    log_target: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, loss_bf16, losses::KlDivLogTarget, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["log_target"], gradients: ["grad"] },
            ([log_pred], [log_target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target log-probabilities, bfloat16, the gradient float: see loss_kl_div_log_target_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_log_target_bf16_f32(
    log_pred: *const loss_bf16,
    log_target: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, f32, losses::KlDivLogTarget, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["log_target"], gradients: ["grad"] },
            ([log_pred], [log_target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target log-probabilities, binary16: see loss_kl_div_log_target_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_log_target_f16(
    log_pred: *const loss_f16,
    log_target: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, loss_f16, losses::KlDivLogTarget, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["log_target"], gradients: ["grad"] },
            ([log_pred], [log_target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of log-probabilities from target log-probabilities, binary16, the gradient float: see loss_kl_div_log_target_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_log_target_f16_f32(
    log_pred: *const loss_f16,
    log_target: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, f32, losses::KlDivLogTarget, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["log_target"], gradients: ["grad"] },
            ([log_pred], [log_target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of probabilities from target probabilities.
///
/// l = Σ_c t_c·(log t_c − log x_c) over a row, both probabilities.
/// ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
///
/// Classes with t = 0 contribute exactly 0, whatever x is there. Where x = 0 and t > 0 the divergence is infinite.
/// The loss of a row is the sum over its classes, and is then reduced over rows.
///
/// Arguments:
///   pred, target   input, (rows, classes), in [0, 1]
///   rows, classes  sizes; 0 is allowed
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
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
        call::row_sums::<f32, losses::KlDivProb, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
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
        call::row_sums::<f64, losses::KlDivProb, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of probabilities from target probabilities, bfloat16: see loss_kl_div_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_prob_bf16(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, loss_bf16, losses::KlDivProb, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of probabilities from target probabilities, bfloat16, the gradient float: see loss_kl_div_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_prob_bf16_f32(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, f32, losses::KlDivProb, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of probabilities from target probabilities, binary16: see loss_kl_div_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_prob_f16(
    pred: *const loss_f16,
    target: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, loss_f16, losses::KlDivProb, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Kullback-Leibler divergence of probabilities from target probabilities, binary16, the gradient float: see loss_kl_div_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_prob_f16_f32(
    pred: *const loss_f16,
    target: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, f32, losses::KlDivProb, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1.
///
/// l = Σ_c t_c·(log t_c − x_c) + e^x_c − t_c over a row, x logarithms.  ∂l/∂x_c = e^x_c − t_c,  ∂²l/∂x_c² = e^x_c.
///
/// For masses, counts and other numbers from 0 on, of which neither t nor e^x has to add up to 1 over a row: the divergence
/// of KL for measures, and half the deviance of a Poisson distribution. Every term is at least 0, and 0 exactly where e^x = t,
/// so that a row is 0 only where all of it agrees. Of two distributions it is `loss_kl_div`, whose derivative leaves out e^x.
///
/// There is no cancellation: loss and first derivative have their digits where e^x is near t as well, as far as x has them.
/// A class with t = 0 contributes e^x alone, 0 where x is −∞; one with t > 0 is infinite there. A target below 0 gives NaN. The
/// loss of a row is the sum over its classes, and is then reduced over rows.
///
/// Arguments:
///   log_pred       input, (rows, classes): logarithms
///   target         input, (rows, classes), above 0: 0 is allowed too
///   rows, classes  sizes; 0 is allowed
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of log_pred: dvalue/dlog_pred; may be log_pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: I. Csiszár, Why least squares and maximum entropy? An axiomatic approach to inference for linear inverse
/// problems, Annals of Statistics 19, 1991, section 1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_generalized_f32(
    log_pred: *const f32,
    target: *const f32,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::row_sums::<f32, losses::KlDivGeneralized, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, double precision: see loss_kl_div_generalized_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_generalized_f64(
    log_pred: *const f64,
    target: *const f64,
    rows: usize,
    classes: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::row_sums::<f64, losses::KlDivGeneralized, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, bfloat16: see loss_kl_div_generalized_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_generalized_bf16(
    log_pred: *const loss_bf16,
    target: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, loss_bf16, losses::KlDivGeneralized, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, bfloat16, the gradient float: see loss_kl_div_generalized_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_generalized_bf16_f32(
    log_pred: *const loss_bf16,
    target: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, f32, losses::KlDivGeneralized, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, binary16: see loss_kl_div_generalized_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_generalized_f16(
    log_pred: *const loss_f16,
    target: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, loss_f16, losses::KlDivGeneralized, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1, binary16, the gradient float: see loss_kl_div_generalized_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_kl_div_generalized_f16_f32(
    log_pred: *const loss_f16,
    target: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, f32, losses::KlDivGeneralized, 1, 1>(
            call::Names { inputs: ["log_pred"], targets: ["target"], gradients: ["grad"] },
            ([log_pred], [target], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Jensen-Shannon divergence of two softmaxes.
///
/// l = β·KL(q‖m) + (1 − β)·KL(p‖m),  m = β·q + (1 − β)·p,  p = softmax(student), q = softmax(teacher).
/// ∂l/∂z_c = (1 − β)·p_c·(r_c − Σ p r),  r = log p − log m.
/// ∂²l/∂z_c² = (1 − β)·p_c·((1 − 2p_c)·(r_c − Σ p r + h_c) + p_c·Σ p h),  h = β·q/m.
///
/// For generalised knowledge distillation. Near β = 0, loss and gradient approach β·KL(q‖p) and its gradient; near
/// β = 1, (1 − β)·KL(p‖q) and its gradient. 0 ≤ l ≤ log 2. No term is negative and no term cancels another one, so l
/// keeps its digits for every β, and also where the models nearly agree. The teacher is constant: there is no
/// gradient by its logits. A class whose probability underflows in both models adds exactly 0; a class whose
/// probability underflows in one model only adds its limit. `temperature`, `softcap` and `class_bias` of the class options
/// transform the logits of both models. There is no factor T².
///
/// Arguments:
///   student_logits, teacher_logits  input, (rows, classes), or as row_stride and inner of class_options say
///   rows, classes                   sizes; 0 is allowed
///   beta                            β: in (0, 1)
///   class_options                   temperature, softcap, class_bias, row_stride, target_stride, inner, lse, entropy, argmax; all others are refused; NULL: defaults
///   options                         NULL: defaults
///   value                           output, one number; NULL: not wanted
///   grad                            output, in the layout of student_logits: dvalue/dstudent_logits; may be student_logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (beta, class_options, options).
///
/// Reference: R. Agarwal et al., On-policy distillation of language models, arXiv:2306.13649,
/// section 2; J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on
/// Information Theory 37, 1991.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_js_div_f32(
    student_logits: *const f32,
    teacher_logits: *const f32,
    rows: usize,
    classes: usize,
    beta: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::divergence::<f32, losses::JsDiv>(
            call::ClassNames { input: "student_logits", target: "teacher_logits" },
            call::ClassArguments {
                input: student_logits,
                targets: call::Targets::Teacher(teacher_logits, 1.0),
                rows,
                classes,
                class_options,
            },
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Jensen-Shannon divergence of two softmaxes, double precision: see loss_js_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_js_div_f64(
    student_logits: *const f64,
    teacher_logits: *const f64,
    rows: usize,
    classes: usize,
    beta: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::divergence::<f64, losses::JsDiv>(
            call::ClassNames { input: "student_logits", target: "teacher_logits" },
            call::ClassArguments {
                input: student_logits,
                targets: call::Targets::Teacher(teacher_logits, 1.0),
                rows,
                classes,
                class_options,
            },
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Jensen-Shannon divergence of two softmaxes, bfloat16: see loss_js_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_js_div_bf16(
    student_logits: *const loss_bf16,
    teacher_logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    beta: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_divergence::<loss_bf16, loss_bf16, losses::JsDiv>(
            call::ClassNames { input: "student_logits", target: "teacher_logits" },
            call::ClassArguments {
                input: student_logits,
                targets: call::Targets::Teacher(teacher_logits, 1.0),
                rows,
                classes,
                class_options,
            },
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Jensen-Shannon divergence of two softmaxes, bfloat16, the gradient float: see loss_js_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_js_div_bf16_f32(
    student_logits: *const loss_bf16,
    teacher_logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    beta: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_divergence::<loss_bf16, f32, losses::JsDiv>(
            call::ClassNames { input: "student_logits", target: "teacher_logits" },
            call::ClassArguments {
                input: student_logits,
                targets: call::Targets::Teacher(teacher_logits, 1.0),
                rows,
                classes,
                class_options,
            },
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Jensen-Shannon divergence of two softmaxes, binary16: see loss_js_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_js_div_f16(
    student_logits: *const loss_f16,
    teacher_logits: *const loss_f16,
    rows: usize,
    classes: usize,
    beta: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_divergence::<loss_f16, loss_f16, losses::JsDiv>(
            call::ClassNames { input: "student_logits", target: "teacher_logits" },
            call::ClassArguments {
                input: student_logits,
                targets: call::Targets::Teacher(teacher_logits, 1.0),
                rows,
                classes,
                class_options,
            },
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Jensen-Shannon divergence of two softmaxes, binary16, the gradient float: see loss_js_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_js_div_f16_f32(
    student_logits: *const loss_f16,
    teacher_logits: *const loss_f16,
    rows: usize,
    classes: usize,
    beta: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_divergence::<loss_f16, f32, losses::JsDiv>(
            call::ClassNames { input: "student_logits", target: "teacher_logits" },
            call::ClassArguments {
                input: student_logits,
                targets: call::Targets::Teacher(teacher_logits, 1.0),
                rows,
                classes,
                class_options,
            },
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}
