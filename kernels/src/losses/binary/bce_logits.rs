//! Binary cross-entropy of logits.
//!
//! l = (1 − t)·softplus(x) + p·t·softplus(−x), softplus(x) = log(1 + e^x), with t·(1 − ε) + ε/2 in place of t.
//! ∂l/∂x = (1 − t)·σ(x) − p·t·σ(−x),  ∂²l/∂x² = (1 − t + p·t)·σ(x)·σ(−x).
//!
//! x is a logit, t a target in [0, 1]. p = `pos_weight` multiplies the loss of positive targets; the ratio of
//! negative to positive targets in the data balances the two. ε = `label_smoothing` draws targets towards ½ before
//! that, as in Keras. The loss is exact for logits of any size.
//!
//! Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.

use super::smoothing::Smoothing;
use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, positive_or};
use crate::loss_decisions::cross_entropy;
use crate::math::Coefficients;
use crate::simd::Real;

/// (1 − t)·softplus(x) + p·t·softplus(−x).
#[derive(Clone, Copy, Debug)]
pub struct BceLogits {
    positive_weight: f64,
    smoothing: Smoothing,
}

impl Default for BceLogits {
    fn default() -> Self {
        Self { positive_weight: 1.0, smoothing: Smoothing::default() }
    }
}

impl Elementwise<1, 1> for BceLogits {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [given, smoothing, ..] = arguments.scalars;
        Ok(Self { positive_weight: positive_or(1.0, "pos_weight", given)?, smoothing: Smoothing::new(smoothing)? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        cross_entropy(x, self.smoothing.of(t), R::splat(self.positive_weight))
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for BceLogits {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = self.smoothing.of_number(t);
        let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        let sigmoid = |x: f64| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) };
        let times = |factor: f64, value: f64| if factor == 0.0 { 0.0 } else { factor * value };
        let (negative, positive) = (1.0 - t, self.positive_weight * t);
        [
            times(negative, softplus(x)) + times(positive, softplus(-x)),
            negative * sigmoid(x) - positive * sigmoid(-x),
            (negative + positive) * sigmoid(x) * sigmoid(-x),
        ]
        .into()
    }
}
