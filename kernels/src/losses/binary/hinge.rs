//! Hinge loss.
//!
//! l = max(0, 1 − t·x).  ∂l/∂x = −t where t·x < 1, else 0, at the kink t·x = 1 as well.  ∂²l/∂x² = 0.
//!
//! For maximum-margin classification: x is a score, t is −1 or 1. With the flag
//! LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves
//! its score out: l = 1, whatever x is.
//!
//! Reference: C. Cortes, V. Vapnik, Support-vector networks, Machine Learning 20, 1995, section 3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::Coefficients;
use crate::simd::Real;

/// max(0, 1 − t·x).
#[derive(Clone, Copy, Debug, Default)]
pub struct Hinge {
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Elementwise<1, 1> for Hinge {
    const BOUND_BY_MEMORY: bool = true;
    const BINARY_TARGETS: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { binary: arguments.binary_targets })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let t = if self.binary { t.mul_add(R::splat(2.0), R::splat(-1.0)) } else { t };
        // A target of 0 is a coefficient of 0: x is left out, also where it is infinite or NaN.
        let x = x.without(t.eq(R::splat(0.0)));
        // One rounding, so that the kink is met exactly.
        let margin = (-t).mul_add(x, R::splat(1.0));
        let inside = (-t).without(margin.le(R::splat(0.0)));
        Derivatives {
            loss: margin.at_least(0.0),
            first: [inside.or_nan_of(margin)],
            second: [R::splat(0.0).or_nan_of(margin)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Hinge {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        if t == 0.0 {
            [1.0, 0.0, 0.0].into()
        } else if t * x < 1.0 {
            [1.0 - t * x, -t, 0.0].into()
        } else {
            [0.0; 3].into()
        }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        1.0 - t * x
    }
}
