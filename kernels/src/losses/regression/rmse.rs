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

use crate::loss::{Derivatives, Elementwise};
use crate::losses::Mse;
use crate::math::Coefficients;
use crate::simd::Real;

/// (x − t)², to be averaged and rooted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rmse;

impl Elementwise<1, 1> for Rmse {
    const BOUND_BY_MEMORY: bool = true;
    const ROOT: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        Mse.terms([x], [t])
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Rmse {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        Mse.reference([x], [t])
    }
}
