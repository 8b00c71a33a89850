//! Squared hinge loss.
//!
//! l = max(0, 1 − t·x)².  ∂l/∂x = −2t·max(0, 1 − t·x),  ∂²l/∂x² = 2t² where t·x < 1, else 0, at t·x = 1 as well.
//!
//! For maximum-margin classification with a smooth derivative, and with a larger loss than that of the hinge for
//! elements far on the wrong side: x is a score, t is −1 or 1. With the flag LOSS_BINARY_TARGETS the targets are 0 and
//! 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 1, whatever x is.
//!
//! Reference: Y. Tang, Deep learning using linear support vector machines, arXiv:1306.0239, section 2.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::Coefficients;
use crate::simd::Real;

/// max(0, 1 − t·x)².
#[derive(Clone, Copy, Debug, Default)]
pub struct SquaredHinge {
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Elementwise<1, 1> for SquaredHinge {
    const BOUND_BY_MEMORY: bool = true;
    const BINARY_TARGETS: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { binary: arguments.binary_targets })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let t = if self.binary { t.mul_add(R::splat(2.0), R::splat(-1.0)) } else { t };
        let zero = R::splat(0.0);
        // A target of 0 is a coefficient of 0: x is left out, also where it is infinite or NaN.
        let x = x.without(t.eq(zero));
        // One rounding, so that the kink of the derivative is met exactly.
        let margin = (-t).mul_add(x, R::splat(1.0)).at_least(0.0);
        let twice = t + t;
        Derivatives {
            loss: margin * margin,
            // An infinite target has no slope either where there is no loss.
            first: [margin.times(-twice)],
            second: [(twice * t).without(margin.eq(zero)).or_nan_of(margin)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for SquaredHinge {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        if t == 0.0 {
            [1.0, 0.0, 0.0].into()
        } else if t * x < 1.0 {
            [(1.0 - t * x) * (1.0 - t * x), -2.0 * t * (1.0 - t * x), 2.0 * t * t].into()
        } else {
            [0.0; 3].into()
        }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        1.0 - t * x
    }
}
