//! Perceptron loss.
//!
//! l = max(0, −t·x).  ∂l/∂x = −t where t·x ≤ 0, else 0.  ∂²l/∂x² = 0.
//!
//! For online learning of linear models: x is a score, t is −1 or 1. Elements on the right side, however near the
//! border, have no loss; the hinge loss also asks for a margin. With the flag LOSS_BINARY_TARGETS the targets are 0 and
//! 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 0, whatever x is.
//!
//! At the kink t·x = 0 the derivative is −t, not 0 as at the kinks of the other losses: that is the update rule of the
//! perceptron. A linear model whose weights begin at 0 has only scores of 0, and would never move otherwise.
//!
//! Reference: M. Collins, Discriminative training methods for hidden Markov models: theory and experiments with
//! perceptron algorithms, EMNLP 2002, section 2.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::Coefficients;
use crate::simd::Real;

/// max(0, −t·x).
#[derive(Clone, Copy, Debug, Default)]
pub struct Perceptron {
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Elementwise<1, 1> for Perceptron {
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
        // The sum with 0 makes the loss of a score of 0 a positive 0.
        let margin = (-t).mul_add(x, zero);
        Derivatives {
            loss: margin.at_least(0.0),
            first: [(-t).without(margin.lt(zero)).or_nan_of(margin)],
            second: [zero.or_nan_of(margin)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Perceptron {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        if t != 0.0 && t * x <= 0.0 { [-t * x, -t, 0.0].into() } else { [0.0; 3].into() }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        t * x
    }
}
