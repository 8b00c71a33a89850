//! Huber loss.
//!
//! l = ½q² + δ·(a − q), a = |x − t|, q = min(a, δ).  ∂l/∂x = x − t where a < δ, else δ·sign(x − t).  ∂²l/∂x² = 1 where
//! a < δ, else 0.
//!
//! For regression with outliers: squared for errors below δ = `delta`, linear beyond, so that no error has a
//! gradient of more than δ. With a large δ it is half the squared error, and divided by a small δ about the absolute error.
//!
//! Reference: P. J. Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35, 1964,
//! section 1.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, positive_or};
use crate::math::Coefficients;
use crate::simd::Real;

/// ½r² for |r| < δ, linear beyond.
#[derive(Clone, Copy, Debug)]
pub struct Huber {
    delta: f64,
}

impl Default for Huber {
    fn default() -> Self {
        Self { delta: 1.0 }
    }
}

impl Elementwise<1, 1> for Huber {
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { delta: positive_or(1.0, "delta", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let delta = R::splat(self.delta);
        let error = x - t;
        let size = error.abs();
        // Between −δ and δ, and NaN where the error is.
        let clamped = (-delta).max(-(-delta).max(-error));
        let inner = clamped.abs();
        // δ may be 0 or infinite in the type that is computed with.
        let beyond = delta.times(size - inner).without(size.le(delta));
        Derivatives {
            loss: (inner * R::splat(0.5)).mul_add(inner, beyond),
            first: [clamped],
            second: [R::splat(1.0).keep(size.lt(delta)).or_nan_of(error)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Huber {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (error, delta) = (x - t, self.delta);
        if error.abs() < delta {
            [0.5 * error * error, error, 1.0].into()
        } else {
            [delta * (error.abs() - 0.5 * delta), delta * error.signum(), 0.0].into()
        }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        (x - t).abs() - self.delta
    }
}
