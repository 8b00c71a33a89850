//! Penalties on parameters. Written by `cargo xtask gen` from losses.toml. Do not edit.

use crate::call::{self, guard};
use crate::{Options, loss_status};
use loss_kernels::losses;

/// L1 penalty (lasso).
///
/// value = λ·Σ |x_i|.
/// ∂value/∂x = λ·sign(x), exactly 0 at x = 0.  ∂²value/∂x² = 0.
///
/// For sparse parameters: with LOSS_ACCUMULATE the gradient is added to that of a loss. A penalty is a
/// sum: options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0
/// for biases).
///
/// Arguments:
///   param    input, n elements: x
///   n        number of elements; 0 is allowed
///   lambda   λ: finite, not negative
///   options  NULL: defaults; see above
///   value    output, one number; NULL: not wanted
///   grad     output, in the input's layout: dvalue/dparam; may be param; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap, or in lambda.
///
/// Reference: R. Tibshirani, Regression shrinkage and selection via the lasso, Journal of the Royal
/// Statistical Society B 58, 1996, section 1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_penalty_f32(
    param: *const f32,
    n: usize,
    lambda: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::penalty::<f32, losses::L1Penalty>("param", (param, n), [lambda, 0.0, 0.0, 0.0], options, value, grad)
    })
}

/// L1 penalty (lasso), double precision: see loss_l1_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_penalty_f64(
    param: *const f64,
    n: usize,
    lambda: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::penalty::<f64, losses::L1Penalty>("param", (param, n), [lambda, 0.0, 0.0, 0.0], options, value, grad)
    })
}

/// L2 penalty (ridge, weight decay).
///
/// value = λ·Σ x_i².
/// ∂value/∂x = 2λ·x,  ∂²value/∂x² = 2λ.
///
/// For small parameters: with LOSS_ACCUMULATE the gradient is added to that of a loss. There is no
/// factor ½: λ = d/2 does the same as the weight decay d of an optimiser. A penalty is a sum:
/// options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for
/// biases).
///
/// Arguments:
///   param    input, n elements: x
///   n        number of elements; 0 is allowed
///   lambda   λ: finite, not negative
///   options  NULL: defaults; see above
///   value    output, one number; NULL: not wanted
///   grad     output, in the input's layout: dvalue/dparam; may be param; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap, or in lambda.
///
/// Reference: A. E. Hoerl, R. W. Kennard, Ridge regression: biased estimation for nonorthogonal
/// problems, Technometrics 12, 1970.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l2_penalty_f32(
    param: *const f32,
    n: usize,
    lambda: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::penalty::<f32, losses::L2Penalty>("param", (param, n), [lambda, 0.0, 0.0, 0.0], options, value, grad)
    })
}

/// L2 penalty (ridge, weight decay), double precision: see loss_l2_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l2_penalty_f64(
    param: *const f64,
    n: usize,
    lambda: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::penalty::<f64, losses::L2Penalty>("param", (param, n), [lambda, 0.0, 0.0, 0.0], options, value, grad)
    })
}

/// Elastic net penalty: L1 and L2 at once.
///
/// value = λ₁·Σ |x_i| + λ₂·Σ x_i².
/// ∂value/∂x = λ₁·sign(x) + 2λ₂·x, exactly 0 at x = 0.  ∂²value/∂x² = 2λ₂.
///
/// λ₁ is `l1`, λ₂ is `l2`. For sparse parameters, groups of which belong together. Reduction, weight,
/// mask and LOSS_ACCUMULATE mean the same as for loss_l1_penalty.
///
/// Arguments:
///   param    input, n elements: x
///   n        number of elements; 0 is allowed
///   l1       λ₁: finite, not negative
///   l2       λ₂: finite, not negative
///   options  NULL: defaults; see above
///   value    output, one number; NULL: not wanted
///   grad     output, in the input's layout: dvalue/dparam; may be param; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap, or in l1 or l2.
///
/// Reference: H. Zou, T. Hastie, Regularization and variable selection via the elastic net, Journal of
/// the Royal Statistical Society B 67, 2005, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_elastic_net_penalty_f32(
    param: *const f32,
    n: usize,
    l1: f64,
    l2: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::penalty::<f32, losses::ElasticNetPenalty>("param", (param, n), [l1, l2, 0.0, 0.0], options, value, grad)
    })
}

/// Elastic net penalty: L1 and L2 at once, double precision: see loss_elastic_net_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_elastic_net_penalty_f64(
    param: *const f64,
    n: usize,
    l1: f64,
    l2: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::penalty::<f64, losses::ElasticNetPenalty>("param", (param, n), [l1, l2, 0.0, 0.0], options, value, grad)
    })
}
