//! Regression. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{Options, loss_bf16, loss_f16, loss_status};
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

/// Mean squared error, bfloat16: see loss_mse_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_bf16(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, loss_bf16, losses::Mse, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error, bfloat16, the gradient float: see loss_mse_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_bf16_f32(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, f32, losses::Mse, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error, binary16: see loss_mse_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_f16(
    pred: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, loss_f16, losses::Mse, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error, binary16, the gradient float: see loss_mse_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_f16_f32(
    pred: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, f32, losses::Mse, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error of rows.
///
/// l = (1/dim)·Σ_j (x_j − t_j)² over a row, value = Σ w·l / Σ w.  ∂l/∂x_j = 2(x_j − t_j)/dim, ∂²l/∂x_j² = 2/dim.
///
/// For targets that are rows: the noise, the velocity or the sample that a diffusion model predicts, an image, an
/// embedding. Weight and mask are per row, so that a weight by the noise level or an absent sample is one number. Without
/// them the value is that of `loss_mse`. The mean of weighted rows divides by Σ w, with LOSS_MEAN_ROWS by the number of
/// rows, as weighted losses of diffusion models do. A row without elements has the loss 0.
///
/// Arguments:
///   pred, target  input, (rows, dim)
///   rows, dim     sizes; 0 is allowed
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: J. Ho et al., Denoising diffusion probabilistic models, arXiv:2006.11239, section 3.4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_rows_f32(
    pred: *const f32,
    target: *const f32,
    rows: usize,
    dim: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::row_sums::<f32, losses::MseRows, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error of rows, double precision: see loss_mse_rows_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_rows_f64(
    pred: *const f64,
    target: *const f64,
    rows: usize,
    dim: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::row_sums::<f64, losses::MseRows, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error of rows, bfloat16: see loss_mse_rows_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_rows_bf16(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    rows: usize,
    dim: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, loss_bf16, losses::MseRows, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error of rows, bfloat16, the gradient float: see loss_mse_rows_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_rows_bf16_f32(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    rows: usize,
    dim: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, f32, losses::MseRows, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error of rows, binary16: see loss_mse_rows_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_rows_f16(
    pred: *const loss_f16,
    target: *const loss_f16,
    rows: usize,
    dim: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, loss_f16, losses::MseRows, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared error of rows, binary16, the gradient float: see loss_mse_rows_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mse_rows_f16_f32(
    pred: *const loss_f16,
    target: *const loss_f16,
    rows: usize,
    dim: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, f32, losses::MseRows, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], rows, dim),
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

/// Absolute error.
///
/// l = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t), and 0 at the kink x = t.  ∂²l/∂x² = 0.
///
/// For regression with outliers: every error has a gradient of the same size, and the best prediction is the median of
/// the targets.
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
/// Reference: S. Boyd, L. Vandenberghe, Convex Optimization, 2004, section 6.1.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::L1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Absolute error, double precision: see loss_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::L1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Absolute error, bfloat16: see loss_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_bf16(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, loss_bf16, losses::L1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Absolute error, bfloat16, the gradient float: see loss_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_bf16_f32(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, f32, losses::L1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Absolute error, binary16: see loss_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_f16(
    pred: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, loss_f16, losses::L1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Absolute error, binary16, the gradient float: see loss_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_f16_f32(
    pred: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, f32, losses::L1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Smooth L1 loss.
///
/// l = q²/(2β) + (a − q), a = |x − t|, q = min(a, β), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)·min(a/β, 1).  ∂²l/∂x² = 1/β
/// where a < β, else 0.
///
/// For regression with outliers, such as the sides of boxes: squared for errors below β = `beta`, beyond it the
/// absolute error less ½β. It is the Huber loss divided by β, so that no error has a gradient of more than 1, whatever
/// β is. A subnormal β counts as the least normal `double`.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   beta          β: finite, above 0; 0: 1
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (beta, options).
///
/// Reference: R. Girshick, Fast R-CNN, arXiv:1504.08083, section 2.3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_smooth_l1_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    beta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::SmoothL1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Smooth L1 loss, double precision: see loss_smooth_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_smooth_l1_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    beta: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::SmoothL1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Smooth L1 loss, bfloat16: see loss_smooth_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_smooth_l1_bf16(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    beta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, loss_bf16, losses::SmoothL1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Smooth L1 loss, bfloat16, the gradient float: see loss_smooth_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_smooth_l1_bf16_f32(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    beta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, f32, losses::SmoothL1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Smooth L1 loss, binary16: see loss_smooth_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_smooth_l1_f16(
    pred: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    beta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, loss_f16, losses::SmoothL1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Smooth L1 loss, binary16, the gradient float: see loss_smooth_l1_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_smooth_l1_f16_f32(
    pred: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    beta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, f32, losses::SmoothL1, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Huber loss.
///
/// l = ½q² + δ·(a − q), a = |x − t|, q = min(a, δ).  ∂l/∂x = x − t where a < δ, else δ·sign(x − t).  ∂²l/∂x² = 1 where
/// a < δ, else 0.
///
/// For regression with outliers: squared for errors below δ = `delta`, linear beyond, so that no error has a
/// gradient of more than δ. With a large δ it is half the squared error, and divided by a small δ about the absolute error.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   delta         δ: finite, above 0; 0: 1
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (delta, options).
///
/// Reference: P. J. Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35, 1964,
/// section 1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_huber_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    delta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Huber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [delta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Huber loss, double precision: see loss_huber_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_huber_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    delta: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Huber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [delta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Huber loss, bfloat16: see loss_huber_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_huber_bf16(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    delta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, loss_bf16, losses::Huber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [delta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Huber loss, bfloat16, the gradient float: see loss_huber_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_huber_bf16_f32(
    pred: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    delta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, f32, losses::Huber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [delta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Huber loss, binary16: see loss_huber_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_huber_f16(
    pred: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    delta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, loss_f16, losses::Huber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [delta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Huber loss, binary16, the gradient float: see loss_huber_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_huber_f16_f32(
    pred: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    delta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, f32, losses::Huber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [delta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Pseudo-Huber loss.
///
/// l = δ²·(H − 1), H = √(1 + ((x − t)/δ)²), value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/H,  ∂²l/∂x² = 1/H³.
///
/// For regression with outliers: about ½(x − t)² for errors well below δ = `delta` and δ·|x − t| for those beyond, as
/// the Huber loss, but with derivatives of every order. No error has a gradient of more than δ. Nothing cancels near 0,
/// and no square overflows. An infinite error has an infinite loss, the derivative ±δ and the second derivative 0. A subnormal δ counts as the least normal `double`.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   delta         δ: finite, above 0; 0: 1
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (delta, options).
///
/// Reference: R. Hartley, A. Zisserman, Multiple View Geometry in Computer Vision, 2003, appendix 6.8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_pseudo_huber_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    delta: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::PseudoHuber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [delta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Pseudo-Huber loss, double precision: see loss_pseudo_huber_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_pseudo_huber_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    delta: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::PseudoHuber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [delta, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Log-cosh loss.
///
/// l = log cosh(x − t), value = Σ w·l / Σ w.  ∂l/∂x = tanh(x − t),  ∂²l/∂x² = 1 − tanh²(x − t).
///
/// For regression with outliers: about ½(x − t)² for small errors and |x − t| − log 2 for large ones, so that no error
/// has a gradient of more than 1. It is smooth, and the second derivative is above 0 as long as it does not underflow.
/// There is no cancellation: loss and derivatives have their digits near 0 as well. An infinite error has an infinite
/// loss, the derivative ±1 and the second derivative 0.
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
/// Reference: P. Chen, G. Chen, S. Zhang, Log hyperbolic cosine loss improves variational auto-encoder, 2019.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_log_cosh_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::LogCosh, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Log-cosh loss, double precision: see loss_log_cosh_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_log_cosh_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::LogCosh, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Fair loss.
///
/// l = c²·(u − log(1 + u)), u = |x − t|/c, value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/(1 + u),  ∂²l/∂x² = 1/(1 + u)².
///
/// For regression with outliers: about ½(x − t)² for errors well below `c`, beyond it growing less than the absolute
/// error times c. No error has a gradient of more than c. It is the robust loss whose second derivative is above 0
/// everywhere and falls no faster than a square. Nothing cancels near 0. An infinite error has an infinite loss, the
/// derivative ±c and the second derivative 0. A subnormal c counts as the least normal `double`.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   c             finite, above 0; 0: 1
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (c, options).
///
/// Reference: Z. Zhang, Parameter estimation techniques: a tutorial with application to conic fitting, INRIA RR-2676,
/// 1995, section on M-estimators.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_fair_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    c: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Fair, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [c, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Fair loss, double precision: see loss_fair_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_fair_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    c: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Fair, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [c, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// General robust loss.
///
/// l = (b/α)·(B^(α/2) − 1), b = 2 − α, B = 1 + z²/b, z = (x − t)/c, value = Σ w·l / Σ w.  ∂l/∂x = (z/c)·B^(α/2 − 1),
/// ∂²l/∂x² = (1/c²)·B^(α/2 − 2)·(1 + (α − 1)·z²/b). In the limits: α = 2: l = ½z², α = 0: l = log(1 + ½z²), α = −∞: l =
/// 1 − e^(−½z²).
///
/// For regression with outliers of any kind: α = `alpha` says how little they count, from the squared error (2) over
/// the pseudo-Huber loss divided by δ² (1), the Cauchy loss (0, the default) and the Geman-McClure loss (−2) to the
/// Welsch loss (−INFINITY). `c` is the size of errors from which on they count less; near 0 all of them are ½z². With α
/// < 1 the gradient of large errors falls towards 0, and the second derivative is negative there. α may be −INFINITY or
/// any finite number up to 2; α and c are constants here.
///
/// An infinite error has the loss b/|α| with derivatives 0 if α < 0; else the loss is infinite, the derivative 0 (α <
/// 1), ±1/c (α = 1) or infinite, and the second derivative 0, except 1/c² for α = 2. A subnormal c counts as the least normal `double`.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   alpha         α: at most 2, or -INFINITY
///   c             finite, above 0; 0: 1
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (alpha, c, options).
///
/// Reference: J. Barron, A general and adaptive robust loss function, arXiv:1701.03077, equation 8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_general_robust_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    alpha: f64,
    c: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::GeneralRobust, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [alpha, c, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// General robust loss, double precision: see loss_general_robust_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_general_robust_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    alpha: f64,
    c: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::GeneralRobust, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [alpha, c, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Error to a power.
///
/// l = a^p, a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = p·sign(x − t)·a^(p − 1),  ∂²l/∂x² = p·(p − 1)·a^(p − 2), and 0 at
/// x = t unless p = 2.
///
/// For regression between the absolute error and the squared one (1 < p < 2, less sensitive to outliers than the
/// square), or with more weight on the largest errors (p > 2). p = `p` has no default; use loss_l1 for p = 1 and
/// loss_mse for p = 2, which are faster. The second derivative grows without limit near x = t if p < 2; at x = t it
/// counts as 0, so that it stays finite. Powers that are below the normal numbers of the type are 0.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   p             the power: finite, above 1
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (p, options).
///
/// Reference: S. Boyd, L. Vandenberghe, Convex Optimization, 2004, section 6.1.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_lp_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    p: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Lp, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [p, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Error to a power, double precision: see loss_lp_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_lp_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    p: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Lp, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [p, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Quantile loss.
///
/// l = max(−q·(x − t), (1 − q)·(x − t)), value = Σ w·l / Σ w.  ∂l/∂x = −q where x < t, 1 − q where x > t, and 0 at the kink
/// x = t.  ∂²l/∂x² = 0.
///
/// For quantile regression, also called pinball loss: the best prediction is the q-quantile of the targets, q =
/// `quantile`. A prediction that is too low costs q per unit, one that is too high 1 − q. Two quantiles, such as 0.05
/// and 0.95, give an interval. At q = ½ it is half the absolute error.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   quantile      q: in (0, 1); 0: 0.5
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (quantile, options).
///
/// Reference: R. Koenker, G. Bassett, Regression quantiles, Econometrica 46, 1978, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_quantile_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    quantile: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Quantile, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [quantile, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Quantile loss, double precision: see loss_quantile_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_quantile_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    quantile: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Quantile, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [quantile, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Expectile loss.
///
/// l = v·(x − t)², v = τ where x < t, else 1 − τ, value = Σ w·l / Σ w.  ∂l/∂x = 2v·(x − t),  ∂²l/∂x² = 2v.
///
/// For regression that wants a value off the mean, smoothly: the best prediction is the τ-expectile of the targets, τ =
/// `tau`, to the mean what a quantile is to the median. A prediction that is too low costs τ of its square, one that is
/// too high 1 − τ. At τ = ½ it is half the squared error. The second derivative at x = t is 2(1 − τ): a Newton step
/// needs one that is not 0.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   tau           τ: in (0, 1); 0: 0.5
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (tau, options).
///
/// Reference: W. Newey, J. Powell, Asymmetric least squares estimation and testing, Econometrica 55, 1987, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_expectile_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    tau: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Expectile, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [tau, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Expectile loss, double precision: see loss_expectile_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_expectile_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    tau: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Expectile, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [tau, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Epsilon-insensitive loss.
///
/// l = max(0, a − ε), a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t) where a > ε, else 0, at the kink a = ε as
/// well.  ∂²l/∂x² = 0.
///
/// For support-vector regression: errors of up to ε = `epsilon` cost nothing, and larger ones are penalised as the
/// absolute error is. Without such a margin (ε = 0) it is loss_l1; 0 stands for the default here.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   epsilon       ε: finite, above 0; 0: 0.1
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
///
/// Reference: A. Smola, B. Schölkopf, A tutorial on support vector regression, Statistics and Computing 14, 2004,
/// section 1.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_epsilon_insensitive_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::EpsilonInsensitive, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Epsilon-insensitive loss, double precision: see loss_epsilon_insensitive_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_epsilon_insensitive_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::EpsilonInsensitive, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Squared epsilon-insensitive loss.
///
/// l = e², e = max(0, |x − t| − ε), value = Σ w·l / Σ w.  ∂l/∂x = 2·sign(x − t)·e.  ∂²l/∂x² = 2 where |x − t| > ε, else 0,
/// at |x − t| = ε as well.
///
/// For support-vector regression with squared errors: those of up to ε = `epsilon` cost nothing, and of larger ones the
/// square of what exceeds ε. Without such a margin (ε = 0) it is loss_mse; 0 stands for the default here.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   epsilon       ε: finite, above 0; 0: 0.1
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
///
/// Reference: A. Smola, B. Schölkopf, A tutorial on support vector regression, Statistics and Computing 14, 2004,
/// section 1.2, of whose loss it is the square.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_squared_epsilon_insensitive_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::SquaredEpsilonInsensitive, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Squared epsilon-insensitive loss, double precision: see loss_squared_epsilon_insensitive_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_squared_epsilon_insensitive_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::SquaredEpsilonInsensitive, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean absolute percentage error, as a ratio.
///
/// l = |x − t|/m, m = max(|t|, ε), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)/m, and 0 at the kink x = t.  ∂²l/∂x² = 0.
///
/// For regression whose errors count in proportion to the target, such as forecasts of demand; times 100 it is in
/// percent. Predictions that are too low cost at most 1 if both numbers are positive, those that are too high have no
/// limit, so that the best prediction lies below the median. ε = `epsilon` is the least size that a target counts with:
/// near 0 slopes are as large as 1/ε, ten million by default. An ε of 1 suits counts. An infinite target has, of a
/// finite prediction, the loss 1 and the derivative 0. A subnormal ε counts as the least normal `double`.
///
/// Arguments:
///   pred, target  input, n elements
///   n             number of elements; 0 is allowed
///   epsilon       ε: finite, above 0; 0: 1e-7
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
///
/// Reference: A. de Myttenaere et al., Mean absolute percentage error for regression models, arXiv:1605.02541, section
/// 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mape_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Mape, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean absolute percentage error, as a ratio, double precision: see loss_mape_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_mape_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Mape, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared logarithmic error.
///
/// l = D², D = log((1 + x)/(1 + t)), value = Σ w·l / Σ w.  ∂l/∂x = 2D/(1 + x),  ∂²l/∂x² = 2(1 − D)/(1 + x)².
///
/// For regression of counts and amounts that span orders of magnitude: ratios of predictions to targets decide, not
/// differences. Both x and t must be above −1, and are usually not negative. The gradient vanishes for predictions that
/// are far too large, and the second derivative is negative where D > 1. D has its digits for numbers that are near
/// each other and for those that are far apart. At x = −1 the loss is infinite and the derivative −∞; below, and for t
/// below −1, all is NaN. An infinite x has an infinite loss with derivatives 0.
///
/// Arguments:
///   pred, target  input, n elements, above 0: any number above −1 is allowed
///   n             number of elements; 0 is allowed
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: C. Tofallis, A better measure of relative prediction accuracy for model selection and model estimation,
/// Journal of the Operational Research Society 66, 2015; without the 1, which admits zeros.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_msle_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Msle, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Mean squared logarithmic error, double precision: see loss_msle_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_msle_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Msle, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Negative log-likelihood of a Poisson distribution, by the logarithm of its rate.
///
/// l = e^x − t·x.  ∂l/∂x = e^x − t,  ∂²l/∂x² = e^x.
///
/// For counts: visits, defects, claims. x is any number, and e^x the rate, the expected count; t is a count, or any number
/// from 0 on. Errors are measured against the square root of the rate, as counts scatter, and not all alike. A count of 0
/// leaves t·x out, also where x is −∞. Where e^x is out of range the loss is ∞, whatever the count.
///
/// With the flag LOSS_FULL the term log Γ(t + 1) = log t!, on which no derivative depends, is added: exact for every t ≥ 0,
/// whole or not, and NaN for t < 0.
///
/// Arguments:
///   log_rate  input, n elements
///   target    input, n elements, above 0: 0 is allowed too
///   n         number of elements; 0 is allowed
///   options   NULL: defaults
///   value     output, one number; NULL: not wanted
///   grad      output, in the layout of log_rate: dvalue/dlog_rate; may be log_rate; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poisson_nll_log_f32(
    log_rate: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::PoissonNllLog, 1, 1>(
            call::Names { inputs: ["log_rate"], targets: ["target"], gradients: ["grad"] },
            ([log_rate], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Negative log-likelihood of a Poisson distribution, by the logarithm of its rate, double precision: see loss_poisson_nll_log_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poisson_nll_log_f64(
    log_rate: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::PoissonNllLog, 1, 1>(
            call::Names { inputs: ["log_rate"], targets: ["target"], gradients: ["grad"] },
            ([log_rate], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Negative log-likelihood of a Poisson distribution.
///
/// l = x − t·log(x + ε).  ∂l/∂x = 1 − t/(x + ε),  ∂²l/∂x² = t/(x + ε)².
///
/// For counts, from a model whose output x is the rate, the expected count, itself: 0 or above. t is a count, or any number
/// from 0 on. A model of log-rates has `loss_poisson_nll_log`, which needs no ε and has smaller gradients at small rates.
///
/// ε = `epsilon` keeps the logarithm finite at a rate of 0, and is lost in rounding at larger rates. An ε below the smallest
/// normal number of `double` counts as that. A count of 0 contributes x alone; with any other count a rate below −ε gives
/// NaN. At x = ∞ the loss is ∞. With the flag LOSS_FULL the term log Γ(t + 1) = log t!, on which no derivative depends, is
/// added: exact for every t ≥ 0, whole or not, and NaN for t < 0.
///
/// Arguments:
///   rate, target  input, n elements, above 0: 0 is allowed too
///   n             number of elements; 0 is allowed
///   epsilon       ε: finite, above 0; 0: 1e-8
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of rate: dvalue/drate; may be rate; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
///
/// Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poisson_nll_f32(
    rate: *const f32,
    target: *const f32,
    n: usize,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::PoissonNll, 1, 1>(
            call::Names { inputs: ["rate"], targets: ["target"], gradients: ["grad"] },
            ([rate], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Negative log-likelihood of a Poisson distribution, double precision: see loss_poisson_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poisson_nll_f64(
    rate: *const f64,
    target: *const f64,
    n: usize,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::PoissonNll, 1, 1>(
            call::Names { inputs: ["rate"], targets: ["target"], gradients: ["grad"] },
            ([rate], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Deviance of a gamma distribution, by the logarithm of its mean.
///
/// l = e^u − 1 − u, u = log t − x.  ∂l/∂x = 1 − e^u,  ∂²l/∂x² = e^u.
///
/// For targets above 0 whose scatter grows with their size: sums insured, durations, prices. x is any number, and e^x the
/// mean; t is above 0. The error counts by the ratio t/e^x alone, whatever the size of both. It is half the unit
/// deviance: never below 0, and 0 where the prediction is the target. A shape of the distribution would be a factor only.
///
/// There is no cancellation: the loss and its first derivative have their digits near 0 as well, as far as x has them. A
/// target of 0 has an infinite loss and the derivative 1; one below 0 gives NaN.
///
/// Arguments:
///   log_mean  input, n elements
///   target    input, n elements, above 0
///   n         number of elements; 0 is allowed
///   options   NULL: defaults
///   value     output, one number; NULL: not wanted
///   grad      output, in the layout of log_mean: dvalue/dlog_mean; may be log_mean; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gamma_deviance_log_f32(
    log_mean: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::GammaDevianceLog, 1, 1>(
            call::Names { inputs: ["log_mean"], targets: ["target"], gradients: ["grad"] },
            ([log_mean], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Deviance of a gamma distribution, by the logarithm of its mean, double precision: see loss_gamma_deviance_log_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gamma_deviance_log_f64(
    log_mean: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::GammaDevianceLog, 1, 1>(
            call::Names { inputs: ["log_mean"], targets: ["target"], gradients: ["grad"] },
            ([log_mean], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Deviance of a Tweedie distribution, by the logarithm of its mean.
///
/// l = e^((2−p)x)·φ(u), u = log t − x.  ∂l/∂x = e^((2−p)x) − t·e^((1−p)x), ∂²l/∂x² = (2−p)·e^((2−p)x) + (p−1)·t·e^((1−p)x).
/// φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.
///
/// For targets from 0 on of which many are 0 and the rest is spread widely, as the sums insured that a policy costs in a
/// year: p = `power` between 1 and 2 is a sum of a random number of gamma distributions. p = 1 is the Poisson
/// distribution, 2 the gamma distribution, 3 the inverse Gaussian distribution. x is any number, and e^x the mean. It is half the
/// unit deviance: never below 0, and 0 where the prediction is the target. It is continuous in p, also at 1 and at 2, and p is a
/// constant.
///
/// There is no cancellation: the loss and its first derivative have their digits near u = 0 as well, as far as x has them,
/// and nothing overflows that the result does not; arrays of `float` are computed in `double`. With a target of 0 the loss is
/// e^((2−p)x)/(2−p), and infinite for p ≥ 2; the derivative is e^((2−p)x). A target below 0 gives NaN. For p > 2 the loss is
/// not convex where t < e^x·(p − 2)/(p − 1).
///
/// Arguments:
///   log_mean  input, n elements
///   target    input, n elements, above 0: 0 is allowed too
///   n         number of elements; 0 is allowed
///   power     p: finite, at least 1; 0: 1.5
///   options   NULL: defaults
///   value     output, one number; NULL: not wanted
///   grad      output, in the layout of log_mean: dvalue/dlog_mean; may be log_mean; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (power, options).
///
/// Reference: B. Jørgensen, Exponential dispersion models, Journal of the Royal Statistical Society B 49, 1987 (the
/// distributions); P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3 (the deviance).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_tweedie_deviance_log_f32(
    log_mean: *const f32,
    target: *const f32,
    n: usize,
    power: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::TweedieDevianceLog, 1, 1>(
            call::Names { inputs: ["log_mean"], targets: ["target"], gradients: ["grad"] },
            ([log_mean], [target], n),
            [power, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Deviance of a Tweedie distribution, by the logarithm of its mean, double precision: see loss_tweedie_deviance_log_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_tweedie_deviance_log_f64(
    log_mean: *const f64,
    target: *const f64,
    n: usize,
    power: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::TweedieDevianceLog, 1, 1>(
            call::Names { inputs: ["log_mean"], targets: ["target"], gradients: ["grad"] },
            ([log_mean], [target], n),
            [power, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Deviance of a Tweedie distribution.
///
/// l = x^(2−p)·φ(u), u = log(t/x).  ∂l/∂x = x^(−p)·(x − t), ∂²l/∂x² = x^(−p)·((1−p) + p·t/x).
/// φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.
///
/// For targets from 0 on of which many are 0 and the rest is spread widely, as the sums insured that a policy costs in a
/// year, from a model whose output x is the mean itself, above 0. p = `power` between 1 and 2 is a sum of a random number of
/// gamma distributions. p = 1 is the Poisson distribution, 2 the gamma distribution, 3 the inverse Gaussian distribution. It
/// is half the unit deviance: never below 0, and 0 where the prediction is the target. It is continuous in p, also at 1 and
/// at 2, and p is a constant. A model of the logarithm of the mean has `loss_tweedie_deviance_log`, which is convex for p ≤ 2; this
/// one is not where p·t < (p − 1)·x.
///
/// There is no cancellation: the loss and its first derivative have their digits near x = t as well, and nothing
/// overflows that the result does not; arrays of `float` are computed in `double`. With a target of 0 the loss is
/// x^(2−p)/(2−p), and infinite for p ≥ 2; the derivative is x^(1−p). A mean of 0 has an infinite loss and the derivative −∞
/// unless the target is 0. A mean or a target below 0 gives NaN.
///
/// Arguments:
///   mean     input, n elements, above 0
///   target   input, n elements, above 0: 0 is allowed too
///   n        number of elements; 0 is allowed
///   power    p: finite, at least 1; 0: 1.5
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of mean: dvalue/dmean; may be mean; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (power, options).
///
/// Reference: B. Jørgensen, Exponential dispersion models, Journal of the Royal Statistical Society B 49, 1987 (the
/// distributions); P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3 (the deviance).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_tweedie_deviance_f32(
    mean: *const f32,
    target: *const f32,
    n: usize,
    power: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::TweedieDeviance, 1, 1>(
            call::Names { inputs: ["mean"], targets: ["target"], gradients: ["grad"] },
            ([mean], [target], n),
            [power, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Deviance of a Tweedie distribution, double precision: see loss_tweedie_deviance_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_tweedie_deviance_f64(
    mean: *const f64,
    target: *const f64,
    n: usize,
    power: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::TweedieDeviance, 1, 1>(
            call::Names { inputs: ["mean"], targets: ["target"], gradients: ["grad"] },
            ([mean], [target], n),
            [power, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Negative log-likelihood of a Gaussian.
///
/// l = v^β·½(log v + r²/v), r = mean − target, v = max(var, ε).
/// ∂l/∂mean = v^β·r/v,  ∂l/∂var = v^β·½(1 − r²/v)/v, where v^β is treated as a constant, also for var < ε.
///
/// For regression that predicts its own uncertainty: a mean and a variance per element. Large errors at a small variance
/// are penalised most, and a large variance by its logarithm. With β = `beta` = 0, the likelihood itself, elements with
/// a large variance have small gradients, and a mean that fits badly may stay so; β = ½ is a good weight against that, β = 1
/// gives the mean the gradient of half a squared error. The weight v^β is not differentiated, as in the paper of
/// Seitzer et al.
///
/// ε = `epsilon` keeps the variance away from 0; the gradient by a variance below ε is that at ε, not 0, so that the variance
/// can recover. An ε below the smallest normal number of `double` counts as that. With the flag LOSS_FULL the term
/// v^β·½·log 2π, on which no gradient depends, is added. Both gradients follow the options: `upstream`, weights,
/// LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
///
/// Arguments:
///   mean       input, n elements
///   var        input, n elements, above 0
///   target     input, n elements
///   n          number of elements; 0 is allowed
///   beta       β: finite, not negative
///   epsilon    ε: finite, above 0; 0: 1e-6
///   options    NULL: defaults
///   value      output, one number; NULL: not wanted
///   grad_mean  output, in the layout of mean: dvalue/dmean; may be mean; NULL: not wanted
///   grad_var   output, in the layout of var: dvalue/dvar; may be var; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (beta, epsilon, options).
///
/// References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
/// IEEE International Conference on Neural Networks, 1994; M. Seitzer et al., On the pitfalls of heteroscedastic uncertainty
/// estimation with probabilistic neural networks, arXiv:2203.09168, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gaussian_nll_f32(
    mean: *const f32,
    var: *const f32,
    target: *const f32,
    n: usize,
    beta: f64,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_mean: *mut f32,
    grad_var: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::GaussianNll, 2, 1>(
            call::Names { inputs: ["mean", "var"], targets: ["target"], gradients: ["grad_mean", "grad_var"] },
            ([mean, var], [target], n),
            [beta, epsilon, 0.0, 0.0],
            options,
            value,
            [grad_mean, grad_var],
        )
    })
}

/// Negative log-likelihood of a Gaussian, double precision: see loss_gaussian_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gaussian_nll_f64(
    mean: *const f64,
    var: *const f64,
    target: *const f64,
    n: usize,
    beta: f64,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_mean: *mut f64,
    grad_var: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::GaussianNll, 2, 1>(
            call::Names { inputs: ["mean", "var"], targets: ["target"], gradients: ["grad_mean", "grad_var"] },
            ([mean, var], [target], n),
            [beta, epsilon, 0.0, 0.0],
            options,
            value,
            [grad_mean, grad_var],
        )
    })
}

/// Negative log-likelihood of a Gaussian, by the logarithm of its variance.
///
/// l = ½(s + r²·e^−s), r = mean − target, s = log_var.
/// ∂l/∂mean = r·e^−s,  ∂l/∂log_var = ½(1 − r²·e^−s).
///
/// For regression that predicts its own uncertainty, from a model whose second output is any number: its exponential is
/// the variance. It needs neither a softplus nor a smallest variance. `loss_gaussian_nll` takes the variance itself, and
/// has a weight for elements of large variance.
///
/// Terms are made of r·e^(−s/2) and its square, not of e^−s and r², which may be out of range before them. They are 0 where
/// r is 0, whatever s is; at s = −∞ the loss is +∞ for every other r. With the flag LOSS_FULL the term ½·log 2π, on which no gradient depends, is
/// added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two
/// inputs.
///
/// Arguments:
///   mean, log_var, target  input, n elements
///   n                      number of elements; 0 is allowed
///   options                NULL: defaults
///   value                  output, one number; NULL: not wanted
///   grad_mean              output, in the layout of mean: dvalue/dmean; may be mean; NULL: not wanted
///   grad_log_var           output, in the layout of log_var: dvalue/dlog_var; may be log_var; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
/// IEEE International Conference on Neural Networks, 1994; A. Kendall, Y. Gal, What uncertainties do we need in Bayesian
/// deep learning for computer vision?, arXiv:1703.04977, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gaussian_nll_log_f32(
    mean: *const f32,
    log_var: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad_mean: *mut f32,
    grad_log_var: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::GaussianNllLog, 2, 1>(
            call::Names { inputs: ["mean", "log_var"], targets: ["target"], gradients: ["grad_mean", "grad_log_var"] },
            ([mean, log_var], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_mean, grad_log_var],
        )
    })
}

/// Negative log-likelihood of a Gaussian, by the logarithm of its variance, double precision: see loss_gaussian_nll_log_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_gaussian_nll_log_f64(
    mean: *const f64,
    log_var: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad_mean: *mut f64,
    grad_log_var: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::GaussianNllLog, 2, 1>(
            call::Names { inputs: ["mean", "log_var"], targets: ["target"], gradients: ["grad_mean", "grad_log_var"] },
            ([mean, log_var], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_mean, grad_log_var],
        )
    })
}

/// Negative log-likelihood of a Laplace distribution.
///
/// l = log b + |r|/b, r = loc − target, b = max(scale, ε).
/// ∂l/∂loc = sign(r)/b, and 0 at r = 0,  ∂l/∂scale = (1 − |r|/b)/b, also for scale < ε.
///
/// For regression that predicts its own uncertainty and has outliers: a location and a scale per element. The best
/// location is the median of the targets, and the best scale their mean absolute error. No element has a gradient by the
/// location of more than 1/b, however far its target is.
///
/// ε = `epsilon` keeps the scale away from 0; the gradient by a scale below ε is that at ε, not 0, so that the scale can
/// recover. An ε below the smallest normal number of `double` counts as that. With the flag LOSS_FULL the term log 2, on
/// which no gradient depends, is added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is
/// no Hessian, as there are two inputs.
///
/// Arguments:
///   loc         input, n elements
///   scale       input, n elements, above 0
///   target      input, n elements
///   n           number of elements; 0 is allowed
///   epsilon     ε: finite, above 0; 0: 1e-6
///   options     NULL: defaults
///   value       output, one number; NULL: not wanted
///   grad_loc    output, in the layout of loc: dvalue/dloc; may be loc; NULL: not wanted
///   grad_scale  output, in the layout of scale: dvalue/dscale; may be scale; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
///
/// Reference: A. Kendall, Y. Gal, What uncertainties do we need in Bayesian deep learning for computer vision?,
/// arXiv:1703.04977, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_laplace_nll_f32(
    loc: *const f32,
    scale: *const f32,
    target: *const f32,
    n: usize,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_loc: *mut f32,
    grad_scale: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::LaplaceNll, 2, 1>(
            call::Names { inputs: ["loc", "scale"], targets: ["target"], gradients: ["grad_loc", "grad_scale"] },
            ([loc, scale], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_loc, grad_scale],
        )
    })
}

/// Negative log-likelihood of a Laplace distribution, double precision: see loss_laplace_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_laplace_nll_f64(
    loc: *const f64,
    scale: *const f64,
    target: *const f64,
    n: usize,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_loc: *mut f64,
    grad_scale: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::LaplaceNll, 2, 1>(
            call::Names { inputs: ["loc", "scale"], targets: ["target"], gradients: ["grad_loc", "grad_scale"] },
            ([loc, scale], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_loc, grad_scale],
        )
    })
}

/// Negative log-likelihood of a Laplace distribution, by the logarithm of its scale.
///
/// l = s + |r|·e^−s, r = loc − target, s = log_scale.
/// ∂l/∂loc = sign(r)·e^−s, and 0 at r = 0,  ∂l/∂log_scale = 1 − |r|·e^−s.
///
/// For regression that predicts its own uncertainty and has outliers, from a model whose second output is any number: its
/// exponential is the scale. It needs neither a softplus nor a smallest scale. `loss_laplace_nll` takes the scale itself.
///
/// |r|·e^−s is formed by e^(−s/2) twice, as e^−s may be out of range before it. It is 0 where r is 0, whatever s is; at s =
/// −∞ the loss is +∞ for every other r. With the flag LOSS_FULL the term log 2, on which no gradient depends, is
/// added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two
/// inputs.
///
/// Arguments:
///   loc, log_scale, target  input, n elements
///   n                       number of elements; 0 is allowed
///   options                 NULL: defaults
///   value                   output, one number; NULL: not wanted
///   grad_loc                output, in the layout of loc: dvalue/dloc; may be loc; NULL: not wanted
///   grad_log_scale          output, in the layout of log_scale: dvalue/dlog_scale; may be log_scale; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: A. Kendall, Y. Gal, What uncertainties do we need in Bayesian deep learning for computer vision?,
/// arXiv:1703.04977, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_laplace_nll_log_f32(
    loc: *const f32,
    log_scale: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad_loc: *mut f32,
    grad_log_scale: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::LaplaceNllLog, 2, 1>(
            call::Names {
                inputs: ["loc", "log_scale"],
                targets: ["target"],
                gradients: ["grad_loc", "grad_log_scale"],
            },
            ([loc, log_scale], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_loc, grad_log_scale],
        )
    })
}

/// Negative log-likelihood of a Laplace distribution, by the logarithm of its scale, double precision: see loss_laplace_nll_log_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_laplace_nll_log_f64(
    loc: *const f64,
    log_scale: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad_loc: *mut f64,
    grad_log_scale: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::LaplaceNllLog, 2, 1>(
            call::Names {
                inputs: ["loc", "log_scale"],
                targets: ["target"],
                gradients: ["grad_loc", "grad_log_scale"],
            },
            ([loc, log_scale], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_loc, grad_log_scale],
        )
    })
}

/// Negative log-likelihood of Student's t-distribution.
///
/// l = log b + ½(ν + 1)·log(1 + k²/ν), k = (loc − target)/b, b = max(scale, ε).
/// ∂l/∂loc = (ν + 1)·k/(ν + k²)/b,  ∂l/∂scale = ν·(1 − k²)/(ν + k²)/b, also for scale < ε.
///
/// For regression that predicts its own uncertainty and has outliers that tell nothing: a location and a scale per
/// element. ν = `df`, the degrees of freedom, says how heavy the tails are: 1 is the Cauchy distribution, 3 to 10 are usual,
/// and a large ν is the Gaussian. The gradient by the location falls again beyond |k| = √ν, so that a target far away has
/// hardly any; the one by the scale approaches −ν/b there.
///
/// ν must be given, as a default would hide the choice. Outside of 2^−126 to 2^126 (double: 2^−1022 to 2^1022) it counts as
/// the nearest of these, but in the constant term. ε = `epsilon` keeps the scale away from 0; the gradient by a scale below ε
/// is that at ε, not 0, so that the scale can recover. An ε below the smallest normal number of `double` counts as that. With
/// the flag LOSS_FULL the term ½·log νπ + log Γ(ν/2) − log Γ((ν + 1)/2), on which no gradient depends, is added. Both
/// gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
///
/// Arguments:
///   loc         input, n elements
///   scale       input, n elements, above 0
///   target      input, n elements
///   n           number of elements; 0 is allowed
///   df          ν: finite, above 0
///   epsilon     ε: finite, above 0; 0: 1e-6
///   options     NULL: defaults
///   value       output, one number; NULL: not wanted
///   grad_loc    output, in the layout of loc: dvalue/dloc; may be loc; NULL: not wanted
///   grad_scale  output, in the layout of scale: dvalue/dscale; may be scale; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (df, epsilon, options).
///
/// Reference: K. L. Lange, R. J. A. Little, J. M. G. Taylor, Robust statistical modeling using the t distribution, Journal of
/// the American Statistical Association 84, 1989, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_student_t_nll_f32(
    loc: *const f32,
    scale: *const f32,
    target: *const f32,
    n: usize,
    df: f64,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_loc: *mut f32,
    grad_scale: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::StudentTNll, 2, 1>(
            call::Names { inputs: ["loc", "scale"], targets: ["target"], gradients: ["grad_loc", "grad_scale"] },
            ([loc, scale], [target], n),
            [df, epsilon, 0.0, 0.0],
            options,
            value,
            [grad_loc, grad_scale],
        )
    })
}

/// Negative log-likelihood of Student's t-distribution, double precision: see loss_student_t_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_student_t_nll_f64(
    loc: *const f64,
    scale: *const f64,
    target: *const f64,
    n: usize,
    df: f64,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_loc: *mut f64,
    grad_scale: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::StudentTNll, 2, 1>(
            call::Names { inputs: ["loc", "scale"], targets: ["target"], gradients: ["grad_loc", "grad_scale"] },
            ([loc, scale], [target], n),
            [df, epsilon, 0.0, 0.0],
            options,
            value,
            [grad_loc, grad_scale],
        )
    })
}
