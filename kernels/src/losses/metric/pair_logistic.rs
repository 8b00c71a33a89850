//! Logistic loss of pairs.
//!
//! l = softplus(−t·(first − second)), softplus(x) = log(1 + e^x).
//! ∂l/∂first = −t·σ(−t·(first − second)),  ∂l/∂second = −∂l/∂first.
//!
//! For pairs of scores of which one should be the larger: the first where t = 1, the second where t = −1. It is the
//! negative log-likelihood of a choice that falls on the first with probability σ(first − second): the loss of RankNet
//! for given pairs, and of reward models that learn from preferences (with t = 1, first the chosen answer's score). With
//! the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1
//! leaves its pair out: l = log 2, whatever the scores are.
//!
//! The loss is exact for differences of any size. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE.
//! There is no Hessian, as there are two inputs.
//!
//! Reference: C. Burges et al., Learning to rank using gradient descent, International Conference on Machine Learning,
//! 2005, section 3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, LogisticPair, logistic_pair};
use crate::simd::Real;

/// softplus(−t·(x₁ − x₂)).
#[derive(Clone, Copy, Debug, Default)]
pub struct PairLogistic {
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Elementwise<2, 1> for PairLogistic {
    const BINARY_TARGETS: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { binary: arguments.binary_targets })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [one, other]: [R; 2], [t]: [R; 1]) -> Derivatives<R, 2> {
        let t = if self.binary { t.mul_add(R::splat(2.0), R::splat(-1.0)) } else { t };
        let LogisticPair { sigmoid_negative, softplus_negative, .. } = logistic_pair(t.times(one - other));
        let slope = t * sigmoid_negative;
        Derivatives { loss: softplus_negative, first: [-slope, slope], second: [R::splat(0.0); 2] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 1> for PairLogistic {
    fn reference(&self, [one, other]: [f64; 2], [t]: [f64; 1]) -> Derivatives<f64, 2> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        let margin = if t == 0.0 { 0.0 } else { t * (one - other) };
        let e = (-margin.abs()).exp();
        let slope = t * if margin < 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) };
        Derivatives { loss: (-margin).max(0.0) + e.ln_1p(), first: [-slope, slope], second: [0.0; 2] }
    }
}
