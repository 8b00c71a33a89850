//! Regression. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{Options, loss_status};
use loss_kernels::losses;

/// Mean squared error.
///
/// l = (x − t)², value = Σ w·l / Σ w.  ∂l/∂x = 2(x − t),  ∂²l/∂x² = 2.
///
/// For regression whose errors are about normally distributed. It is sensitive to outliers.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 1.2.5.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Mse, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error, double precision: see loss_mse_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Mse, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Root mean squared error.
///
/// value = √(Σ w·(x − t)² / Σ w).  ∂value/∂x = w·(x − t) / (value · Σ w), and 0 where the value is 0.
///
/// The mean squared error in the units of the target. The root is taken of the whole mean, so that
/// the reduction is LOSS_MEAN alone, `losses` and `sums` hold squared errors, and `hessian` is refused. Value and
/// gradient are right for errors of any size, even where the squares are out of range: `losses` and `sums` are then
/// infinite or 0.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: R. J. Hyndman, A. B. Koehler, Another look at measures of forecast accuracy,
/// International Journal of Forecasting 22, 2006, section 2.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_rmse_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Rmse, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Root mean squared error, double precision: see loss_rmse_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_rmse_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Rmse, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}
