//! Root mean squared error.
//!
//! value = √(Σ w·(x − t)² / Σ w).  ∂value/∂x = w·(x − t) / (value · Σ w), and 0 where the value is 0.
//!
//! The mean squared error in the units of the target. The root is taken of the whole mean, so that
//! the reduction is LOSS_MEAN alone, `losses` and `sums` hold squared errors, and `hessian` is refused. Value and
//! gradient are right for errors of any size, even where the squares are out of range: `losses` and `sums` are then
//! infinite or 0.
//!
//! Reference: R. J. Hyndman, A. B. Koehler, Another look at measures of forecast accuracy,
//! International Journal of Forecasting 22, 2006, section 2.1.

use crate::loss::{Pointwise, Terms};
use crate::losses::Mse;
use crate::math::Coefficients;
use crate::simd::Real;

/// (x − t)², to be averaged and rooted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rmse;

impl Pointwise for Rmse {
    const BOUND_BY_MEMORY: bool = true;
    const ROOT: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, x: R, t: R) -> Terms<R> {
        Mse.terms(x, t)
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference for Rmse {
    fn reference(&self, x: f64, t: f64) -> [f64; 3] {
        Mse.reference(x, t)
    }
}
