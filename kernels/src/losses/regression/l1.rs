//! Absolute error.
//!
//! l = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t), and 0 at the kink x = t.  ∂²l/∂x² = 0.
//!
//! For regression with outliers: every error has a gradient of the same size, and the best prediction is the median of
//! the targets.
//!
//! Reference: S. Boyd, L. Vandenberghe, Convex Optimization, 2004, section 6.1.1.

use crate::loss::{Derivatives, Elementwise, sign};
use crate::math::Coefficients;
use crate::simd::Real;

/// |x − t|.
#[derive(Clone, Copy, Debug, Default)]
pub struct L1;

impl Elementwise<1, 1> for L1 {
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let error = x - t;
        Derivatives { loss: error.abs(), first: [sign(error)], second: [R::splat(0.0).or_nan_of(error)] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for L1 {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let error = x - t;
        [error.abs(), if error == 0.0 { 0.0 } else { error.signum() }, 0.0].into()
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        x - t
    }
}
