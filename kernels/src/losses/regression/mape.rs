//! Mean absolute percentage error, as a ratio.
//!
//! l = |x − t|/m, m = max(|t|, ε), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)/m, and 0 at the kink x = t.  ∂²l/∂x² = 0.
//!
//! For regression whose errors count in proportion to the target, such as forecasts of demand; times 100 it is in
//! percent. Predictions that are too low cost at most 1 if both numbers are positive, those that are too high have no
//! limit, so that the best prediction lies below the median. ε = `epsilon` is the least size that a target counts with:
//! near 0 slopes are as large as 1/ε, ten million by default. An ε of 1 suits counts. An infinite target has, of a
//! finite prediction, the loss 1 and the derivative 0. A subnormal ε counts as the least normal `double`.
//!
//! Reference: A. de Myttenaere et al., Mean absolute percentage error for regression models, arXiv:1605.02541, section
//! 2.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, in_range, positive_or, sign};
use crate::math::Coefficients;
use crate::simd::Real;

/// |r|/max(|t|, ε).
#[derive(Clone, Copy, Debug)]
pub struct Mape {
    epsilon: f64,
}

impl Default for Mape {
    fn default() -> Self {
        Self { epsilon: 1e-7 }
    }
}

impl Elementwise<1, 1> for Mape {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { epsilon: positive_or(1e-7, "epsilon", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (one, infinity) = (R::splat(1.0), R::splat(f64::INFINITY));
        let error = x - t;
        let size = in_range::<R>(self.epsilon).max(t.abs());
        let lost = R::both(size.eq(infinity), x.abs().lt(infinity));
        // NaN where x and t are both infinite, of the same sign or not.
        let loss = R::select(lost, one, error.abs() / size);
        Derivatives { loss, first: [(sign(error) / size).or_nan_of(loss)], second: [R::splat(0.0).or_nan_of(loss)] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Mape {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (error, size) = (x - t, t.abs().max(self.epsilon));
        [error.abs() / size, if error == 0.0 { 0.0 } else { error.signum() / size }, 0.0].into()
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        x - t
    }
}
