//! Log-cosh loss.
//!
//! l = log cosh(x − t), value = Σ w·l / Σ w.  ∂l/∂x = tanh(x − t),  ∂²l/∂x² = 1 − tanh²(x − t).
//!
//! For regression with outliers: about ½(x − t)² for small errors and |x − t| − log 2 for large ones, so that no error
//! has a gradient of more than 1. It is smooth, and the second derivative is above 0 as long as it does not underflow.
//! There is no cancellation: loss and derivatives have their digits near 0 as well. An infinite error has an infinite
//! loss, the derivative ±1 and the second derivative 0.
//!
//! Reference: P. Chen, G. Chen, S. Zhang, Log hyperbolic cosine loss improves variational auto-encoder, 2019.

use crate::loss::{Derivatives, Elementwise};
use crate::math::{Coefficients, log1p, tanh_and_exp};
use crate::simd::Real;

/// log cosh(x − t).
#[derive(Clone, Copy, Debug, Default)]
pub struct LogCosh;

impl Elementwise<1, 1> for LogCosh {
    const LONG: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let error = x - t;
        let size = error.abs();
        let (tanh, slope, e) = tanh_and_exp(error);
        // With e = e^(−2|r|): log cosh r = |r| + log(1 + e) − log 2, which cancels near 0. There it is −½·log(1 − tanh² r).
        // Only one logarithm is taken, of what the lane needs. A NaN is not near, and stays in the size.
        let near = size.lt(R::splat(1.0));
        let logarithm = log1p(R::select(near, -(tanh * tanh), e));
        let (high, low) = R::Lane::LN_2;
        let far = (size - R::splat(high)) + (logarithm - R::splat(low));
        Derivatives { loss: R::select(near, logarithm * R::splat(-0.5), far), first: [tanh], second: [slope] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for LogCosh {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let error = x - t;
        let size = error.abs();
        let loss = if size < 1.0 {
            0.5 * (error.sinh() * error.sinh()).ln_1p()
        } else {
            size + (-2.0 * size).exp().ln_1p() - core::f64::consts::LN_2
        };
        [loss, error.tanh(), 1.0 / (error.cosh() * error.cosh())].into()
    }
}
