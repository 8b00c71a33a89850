//! Logistic loss of signed targets.
//!
//! l = log(1 + e^(−t·x)).  ∂l/∂x = −t·σ(−t·x),  ∂²l/∂x² = t²·σ(t·x)·σ(−t·x).
//!
//! For classification with targets of −1 and 1: x is a logit. It is the binary cross-entropy of logits for the target
//! (1 + t)/2. With the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. The loss is exact for
//! logits of any size: far on the wrong side it is −t·x. A target between −1 and 1 scales the logit, so that it is no
//! probability of the classes: for these use loss_bce_logits. A target of 0 on the scale from −1 to 1 leaves its logit
//! out: l = log 2, whatever x is.
//!
//! Reference: J. Friedman, T. Hastie, R. Tibshirani, Additive logistic regression: a statistical view of boosting,
//! Annals of Statistics 28, 2000, section 4.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, LogisticPair, logistic_pair};
use crate::simd::Real;

/// softplus(−t·x).
#[derive(Clone, Copy, Debug, Default)]
pub struct SoftMargin {
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Elementwise<1, 1> for SoftMargin {
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
        let LogisticPair { sigmoid, sigmoid_negative, softplus_negative, .. } = logistic_pair(t * x);
        Derivatives {
            loss: softplus_negative,
            // 0 where the logistic function is, also for an infinite target.
            first: [sigmoid_negative.times(-t)],
            second: [(sigmoid * sigmoid_negative).times(t * t)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for SoftMargin {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        let z = if t == 0.0 { 0.0 } else { t * x };
        let sigmoid = |x: f64| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) };
        [(-z).max(0.0) + (-z.abs()).exp().ln_1p(), -t * sigmoid(-z), t * t * sigmoid(z) * sigmoid(-z)].into()
    }
}
