//! Mean squared error.
//!
//! l = (x − t)², value = Σ w·l / Σ w.  ∂l/∂x = 2(x − t),  ∂²l/∂x² = 2.
//!
//! For regression whose errors are about normally distributed. It is sensitive to outliers.
//!
//! Reference: C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 1.2.5.

use crate::loss::{Derivatives, Elementwise};
use crate::math::Coefficients;
use crate::simd::Real;

/// (x − t)².
#[derive(Clone, Copy, Debug, Default)]
pub struct Mse;

impl Elementwise<1, 1> for Mse {
    const BOUND_BY_MEMORY: bool = true;
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let error = x - t;
        Derivatives { loss: error * error, first: [error + error], second: [R::splat(2.0)] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Mse {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        [(x - t) * (x - t), 2.0 * (x - t), 2.0].into()
    }
}
