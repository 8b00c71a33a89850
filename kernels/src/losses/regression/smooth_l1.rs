//! Smooth L1 loss.
//!
//! l = q²/(2β) + (a − q), a = |x − t|, q = min(a, β), value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t)·min(a/β, 1).  ∂²l/∂x² = 1/β
//! where a < β, else 0.
//!
//! For regression with outliers, such as the sides of boxes: squared for errors below β = `beta`, beyond it the
//! absolute error less ½β. It is the Huber loss divided by β, so that no error has a gradient of more than 1, whatever
//! β is. A subnormal β counts as the least normal `double`.
//!
//! Reference: R. Girshick, Fast R-CNN, arXiv:1504.08083, section 2.3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, in_range, positive_or};
use crate::math::Coefficients;
use crate::simd::Real;

/// r²/(2β) for |r| < β, linear beyond.
#[derive(Clone, Copy, Debug)]
pub struct SmoothL1 {
    beta: f64,
}

impl Default for SmoothL1 {
    fn default() -> Self {
        Self { beta: 1.0 }
    }
}

impl Elementwise<1, 1> for SmoothL1 {
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { beta: positive_or(1.0, "beta", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let beta = in_range::<R>(self.beta);
        let error = x - t;
        let size = error.abs();
        // Between −β and β, and NaN where the error is.
        let clamped = (-beta).max(-(-beta).max(-error));
        let inner = clamped.abs();
        // A division, as a product with 1/β need not be 1 at β.
        let slope = clamped / beta;
        Derivatives {
            loss: slope.abs().mul_add(inner * R::splat(0.5), size - inner),
            first: [slope],
            second: [(R::splat(1.0) / beta).keep(size.lt(beta)).or_nan_of(error)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for SmoothL1 {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (error, beta) = (x - t, self.beta);
        if error.abs() < beta {
            [0.5 * error * error / beta, error / beta, 1.0 / beta].into()
        } else {
            [error.abs() - 0.5 * beta, error.signum(), 0.0].into()
        }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        (x - t).abs() - self.beta
    }
}
