//! Mean squared error.
//!
//! l = (x − t)², value = Σ w·l / Σ w.  ∂l/∂x = 2(x − t),  ∂²l/∂x² = 2.
//!
//! For regression whose errors are about normally distributed. It is sensitive to outliers.
//!
//! Reference: C. M. Bishop, Pattern Recognition and Machine Learning, 2006, section 1.2.5.

use crate::loss::{Pointwise, Terms};
use crate::math::Coefficients;
use crate::simd::Real;

/// (x − t)².
#[derive(Clone, Copy, Debug, Default)]
pub struct Mse;

impl Pointwise for Mse {
    const BOUND_BY_MEMORY: bool = true;
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, x: R, t: R) -> Terms<R> {
        let error = x - t;
        Terms { loss: error * error, derivative: error + error, second_derivative: R::splat(2.0) }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference for Mse {
    fn reference(&self, x: f64, t: f64) -> [f64; 3] {
        [(x - t) * (x - t), 2.0 * (x - t), 2.0]
    }
}
