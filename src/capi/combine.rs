//! Several losses as one. Written by `cargo xtask gen` from losses.toml. Do not edit.

use crate::call::{self, guard};
use crate::loss_status;

/// Weighted sum of several losses.
///
/// total = Σ w_i·L_i.
/// ∂total/∂L_i = w_i.
///
/// For several tasks on shared parameters. The gradients flow through the tasks' own calls: pass the
/// address of w_i as `upstream` of task i, and LOSS_ACCUMULATE where a task writes to an array that
/// another has written before. Values and weights are double in every dtype, like every value and
/// `upstream`, so that the functions of both types do the same. A weight of exactly 0 leaves its task
/// out, even if its value is infinite or NaN. Weights may be negative.
///
/// Arguments:
///   values   input, n values of losses: L
///   weights  input, n weights: w
///   n        number of losses; 0 is allowed
///   total    output, one number; must not be NULL
///
/// Returns LOSS_OK, or an error in pointers, sizes or overlap.
///
/// Reference: R. Caruana, Multitask learning, Machine Learning 28, 1997, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_combine_f32(
    values: *const f64,
    weights: *const f64,
    n: usize,
    total: *mut f64,
) -> loss_status {
    guard(|| call::combine(values, weights, n, total))
}

/// Weighted sum of several losses, double precision: see loss_combine_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_combine_f64(
    values: *const f64,
    weights: *const f64,
    n: usize,
    total: *mut f64,
) -> loss_status {
    guard(|| call::combine(values, weights, n, total))
}

/// Several losses weighted by learned uncertainties.
///
/// total = Σ c_i·e^(−s_i)·L_i + ½·s_i.
/// ∂total/∂L_i = c_i·e^(−s_i),  ∂total/∂s_i = ½ − c_i·e^(−s_i)·L_i.
///
/// s_i = log σ_i² is the logarithm of a task's variance, a trained parameter; c_i = ½ for regression
/// by squares and 1 for classification in the paper, 1 where `coefficients` is NULL. `d_values` has
/// what each task needs as its `upstream`: call this once with the tasks' values, then each task for its
/// gradients, with LOSS_ACCUMULATE where a task writes to an array that another has written before.
/// Values, their derivatives and coefficients are double in every dtype, like every value and
/// `upstream`; s and the derivative by it are arrays of the dtype, and the latter is written, never added
/// to. A coefficient or e^(−s) of exactly 0 leaves L_i out, even if it is infinite or NaN, and L_i = 0 has no share
/// even where e^(−s) is infinite. The products are right wherever they are in range, also where e^(−s) is not.
///
/// Arguments:
///   values        input, n values of losses: L
///   log_vars      input, n logarithms of variances: s
///   coefficients  input, n coefficients: c; NULL: 1
///   n             number of losses; 0 is allowed
///   total         output, one number; NULL: not wanted
///   d_values      output, n: dtotal/dvalues; may be values; NULL: not wanted
///   d_log_vars    output, n: dtotal/dlog_vars; may be log_vars; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, sizes or overlap.
///
/// Reference: A. Kendall, Y. Gal, R. Cipolla, Multi-task learning using uncertainty to weigh losses for
/// scene geometry and semantics, CVPR 2018, arXiv:1705.07115, section 3.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_combine_uncertainty_f32(
    values: *const f64,
    log_vars: *const f32,
    coefficients: *const f64,
    n: usize,
    total: *mut f64,
    d_values: *mut f64,
    d_log_vars: *mut f32,
) -> loss_status {
    guard(|| call::combine_uncertainty((values, log_vars, coefficients, n), total, d_values, d_log_vars))
}

/// Several losses weighted by learned uncertainties, double precision: see loss_combine_uncertainty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_combine_uncertainty_f64(
    values: *const f64,
    log_vars: *const f64,
    coefficients: *const f64,
    n: usize,
    total: *mut f64,
    d_values: *mut f64,
    d_log_vars: *mut f64,
) -> loss_status {
    guard(|| call::combine_uncertainty((values, log_vars, coefficients, n), total, d_values, d_log_vars))
}
