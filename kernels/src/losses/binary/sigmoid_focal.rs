//! Focal loss of logits.
//!
//! l = α_t·m^γ·C, C = (1 − t)·softplus(x) + t·softplus(−x), m = 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
//! ∂l/∂x = α_t·m^γ·(γρC + σ(x) − t), ρ = m'/m, m' = (1 − 2t)·W, W = σ(x)·σ(−x).
//! ∂²l/∂x² = α_t·m^γ·(γ(γ − 1)·ρ²C + γρ·(1 − 2σ(x))·C + 2γρ·(σ(x) − t) + W).
//!
//! For two classes of which one is rare, as in detection: C is the binary cross-entropy, and the weight m^γ, γ =
//! `gamma`, leaves little of elements that are nearly right, of which there are many. x is a logit, t a target in [0,
//! 1]. α_t = α·t + (1 − α)·(1 − t) with α = `alpha` balances the classes; 0 switches it off: α_t = 1. Torchvision's
//! default is α = 0.25.
//!
//! The paper divides the sum by the number of positive targets: use LOSS_SUM, and divide. m is not formed by a
//! subtraction, so that elements that are confidently right have their digits. An infinite logit on the right side has
//! the loss 0, on the wrong side an infinite one with the derivative ±α_t. Very small γ are no problem: no power of m
//! is divided by m. The second derivative of elements that are confidently wrong is below 0.
//!
//! Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3 and appendix B.

use super::focus::Focus;
use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, LogisticPair, log_pair, logistic_pair, power_of_logarithm};
use crate::simd::Real;

/// α_t·m^γ·C.
#[derive(Clone, Copy, Debug, Default)]
pub struct SigmoidFocal {
    focus: Focus,
}

impl Elementwise<1, 1> for SigmoidFocal {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { focus: Focus::new(arguments)? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (zero, gamma) = (R::splat(0.0), R::splat(self.focus.gamma));
        let LogisticPair { sigmoid: p, sigmoid_negative: n, softplus_rest: rest, .. } = logistic_pair(x);
        let negative = R::splat(1.0) - t;
        let below = x.lt(zero);
        let cross = rest + R::select(below, t, negative).times(x.abs());
        let by_logit = negative.mul_add(p, -(t * n));
        let product = p * n;
        // Of a target of 0 or 1, m is a logistic function, −log m a softplus, and ρ the other logistic function.
        let hard = (t * negative).eq(zero);
        let minus_log = (R::select(below, negative, t).times(x.abs()), rest);
        let ratio = negative.mul_add(n, -(t * p));
        let (minus_log, ratio) = if R::all(hard) {
            (minus_log, ratio)
        } else {
            let m = negative.mul_add(p, t * n);
            let (high, low) = log_pair(m);
            let of_soft = ((negative - t) * product / m).without(m.eq(zero));
            let of_either = (R::select(hard, minus_log.0, -high), R::select(hard, minus_log.1, -low));
            (of_either, R::select(hard, ratio, of_soft))
        };
        let power = power_of_logarithm(minus_log, R::splat(-self.focus.gamma));
        let weight = self.focus.weight(t, negative);
        let scaled = gamma * ratio.times(cross);
        let bend = R::splat(self.focus.gamma - 1.0).mul_add(ratio, n - p);
        let twice = gamma * (ratio + ratio);
        Derivatives {
            loss: weight * power.times(cross),
            first: [weight * power.times(scaled + by_logit)],
            second: [weight * power.times(scaled.mul_add(bend, twice.mul_add(by_logit, product)))],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for SigmoidFocal {
    const PARAMETERS: [f64; 4] = [0.25, 1.5, 0.0, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        let sigmoid = |x: f64| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) };
        let times = |factor: f64, value: f64| if factor == 0.0 { 0.0 } else { factor * value };
        let (p, n, gamma) = (sigmoid(x), sigmoid(-x), self.focus.gamma);
        let cross = times(1.0 - t, softplus(x)) + times(t, softplus(-x));
        let m = (1.0 - t) * p + t * n;
        if m == 0.0 {
            return [0.0; 3].into();
        }
        let by_logit = (1.0 - t) * p - t * n;
        let slope = (1.0 - 2.0 * t) * p * n;
        let second = gamma * (gamma - 1.0) * (slope / m) * (slope / m) * cross
            + gamma * slope / m * ((n - p) * cross + 2.0 * by_logit)
            + p * n;
        let weight = self.focus.weight_of(t) * m.powf(gamma);
        [weight * cross, weight * (gamma * slope / m * cross + by_logit), weight * second].into()
    }
}
