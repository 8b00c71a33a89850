//! Error to a power.
//!
//! l = a^p, a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = p·sign(x − t)·a^(p − 1),  ∂²l/∂x² = p·(p − 1)·a^(p − 2), and 0 at
//! x = t unless p = 2.
//!
//! For regression between the absolute error and the squared one (1 < p < 2, less sensitive to outliers than the
//! square), or with more weight on the largest errors (p > 2). p = `p` has no default; use loss_l1 for p = 1 and
//! loss_mse for p = 2, which are faster. The second derivative grows without limit near x = t if p < 2; at x = t it
//! counts as 0, so that it stays finite. Powers that are below the normal numbers of the type are 0.
//!
//! Reference: S. Boyd, L. Vandenberghe, Convex Optimization, 2004, section 6.1.2.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, with_sign_of};
use crate::math::{Coefficients, Logarithm};
use crate::simd::Real;

/// |r|^p.
#[derive(Clone, Copy, Debug)]
pub struct Lp {
    p: f64,
}

/// Larger exponents give the same powers: 0, infinity, and 1 of 1.
const LARGEST_EXPONENT: f64 = 1e30;

impl Default for Lp {
    fn default() -> Self {
        Self { p: 1.5 }
    }
}

impl Elementwise<1, 1> for Lp {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let p = arguments.scalars[0];
        if !(p > 1.0 && p.is_finite()) {
            return Err(Refusal { argument: "p", value: p, must: "be finite and above 1" });
        }
        Ok(Self { p })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let exponent = |of: f64| R::splat(if of < LARGEST_EXPONENT { of } else { LARGEST_EXPONENT });
        let error = x - t;
        let size = error.abs();
        let logarithm = Logarithm::of(size);
        let power = logarithm.power(exponent(self.p - 1.0));
        // Of an exponent of 0 the logarithms of 0 and infinity know nothing.
        let curvature = if self.p == 2.0 {
            R::splat(1.0).or_nan_of(error)
        } else {
            logarithm.power(exponent(self.p - 2.0)).without(size.eq(R::splat(0.0)))
        };
        Derivatives {
            loss: power * size,
            // 0 also where p is infinite in the type.
            first: [with_sign_of(power.times(R::splat(self.p)), error)],
            second: [curvature.times(R::splat(self.p * (self.p - 1.0)))],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Lp {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (error, p) = (x - t, self.p);
        let size = error.abs();
        let second = if size == 0.0 && p != 2.0 { 0.0 } else { p * (p - 1.0) * size.powf(p - 2.0) };
        [size.powf(p), p * size.powf(p - 1.0) * error.signum(), second].into()
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        x - t
    }
}
