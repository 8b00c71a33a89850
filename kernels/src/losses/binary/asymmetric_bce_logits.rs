//! Asymmetric loss of logits.
//!
//! l = t·q^γ₊·S + (1 − t)·f(k), S = −log p, f(k) = −k^γ₋·log(1 − k), p = σ(x), q = 1 − p, k = max(p − s, 0).
//! ∂l/∂x = −t·q^γ₊·(γ₊·p·S + q) + (1 − t)·f'(k)·pq,
//! ∂²l/∂x² = t·q^γ₊·p·(γ₊²·p·S − γ₊·q·S + (2γ₊ + 1)·q) + (1 − t)·(f''(k)·p²q² + f'(k)·pq·(q − p)), 0 where p ≤ s.
//!
//! For many labels per sample, of which few are present: a focal loss with an exponent of its own for negative targets,
//! γ₋ = `gamma_neg`, and for positive targets, γ₊ = `gamma_pos`. Negatives whose probability is at most s = `shift`,
//! which may be wrong labels or are learned already, have no loss and no gradient. x is a logit, t a target in [0, 1].
//! The authors' own defaults are γ₊ = 1, γ₋ = 4, s = 0.05, and they sum (LOSS_SUM). The weights p^γ are differentiated,
//! as in the paper.
//!
//! Neither 1 − p nor, for s = 0, k is formed by a subtraction; with s above 0, k has the digits that p − s leaves. An
//! infinite logit on the wrong side has for t = 1 the loss ∞ and the derivative −1; for t = 0 and s = 0 ∞ and 1, and
//! with s above 0 −(1 − s)^γ₋·log s and 0: confident negatives count as wrong labels. γ₋ = 0, which the argument cannot
//! say, is loss_bce_logits if γ₊ and s are 0 too.
//!
//! Reference: T. Ridnik et al., Asymmetric loss for multi-label classification, arXiv:2009.14119, section 2.

use super::focus::LARGEST_GAMMA;
use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, coefficient, positive_or, vanishes};
use crate::math::{Coefficients, LogisticPair, log_of_sum, log_pair, logistic_pair, one_plus, power_of_logarithm};
use crate::simd::Real;

/// −t·(1 − p)^γ₊·log p − (1 − t)·k^γ₋·log(1 − k).
#[derive(Clone, Copy, Debug)]
pub struct AsymmetricBceLogits {
    positive: f64,
    negative: f64,
    shift: f64,
}

impl Default for AsymmetricBceLogits {
    fn default() -> Self {
        Self { positive: 0.0, negative: 4.0, shift: 0.0 }
    }
}

/// What the negative part is made of, for k above 0.
struct Shifted<R> {
    /// k^γ₋.
    power: R,
    /// −log(1 − k).
    logarithm: R,
    /// p(1 − p)/k.
    ratio: R,
    /// p(1 − p)/(1 − k).
    slope: R,
    /// p·s/(1 − k).
    lost: R,
}

impl AsymmetricBceLogits {
    /// Of p, 1 − p, and softplus(x) and softplus(−x) without the part that both have, `rest`.
    #[inline(always)]
    fn shifted<R: Real<Lane: Coefficients>>(self, [p, n]: [R; 2], [above, below]: [R; 2], rest: R) -> Shifted<R> {
        let exponent = R::splat(-self.negative);
        if vanishes::<R>(self.shift) {
            let power = power_of_logarithm((below, rest), exponent);
            return Shifted { power, logarithm: rest + above, ratio: n, slope: p, lost: R::splat(0.0) };
        }
        let shift = R::splat(self.shift);
        let k = p - shift;
        // 1 − k, without a subtraction; as 1 and −k where these have more digits.
        let other = n + shift;
        let (sum, lost) = one_plus(-k);
        let small = k.lt(R::splat(0.5));
        let (high, low) = log_pair(k);
        let product = p * n;
        Shifted {
            power: power_of_logarithm((-high, -low), exponent).without(p.le(shift)),
            logarithm: -log_of_sum((R::select(small, sum, other), lost.keep(small))),
            ratio: product / k,
            slope: product / other,
            lost: p * (shift / other),
        }
    }
}

impl Elementwise<1, 1> for AsymmetricBceLogits {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [positive, negative, shift, ..] = arguments.scalars;
        let positive = coefficient("gamma_pos", positive)?.min(LARGEST_GAMMA);
        let negative = positive_or(4.0, "gamma_neg", negative)?.min(LARGEST_GAMMA);
        if !(0.0..1.0).contains(&shift) {
            return Err(Refusal { argument: "shift", value: shift, must: "be in [0, 1)" });
        }
        Ok(Self { positive, negative, shift })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let LogisticPair { sigmoid: p, sigmoid_negative: n, softplus_rest: rest, .. } = logistic_pair(x);
        let is_negative = x.lt(R::splat(0.0));
        let (above, below) = (x.without(is_negative), (-x).keep(is_negative));

        let surprise = rest + below;
        let (mut loss, mut first, mut second) = (surprise, n, p * n);
        if self.positive != 0.0 {
            let gamma = R::splat(self.positive);
            let power = power_of_logarithm((above, rest), -gamma);
            let share = gamma * p.times(surprise);
            let bend = gamma * (share - n * surprise);
            loss = power.times(surprise);
            first = power.times(share + n);
            second = power.times(p.times(R::splat(2.0 * self.positive + 1.0).mul_add(n, bend)));
        }

        let Shifted { power, logarithm, ratio, slope, lost } = self.shifted([p, n], [above, below], rest);
        let gamma = R::splat(self.negative);
        let share = gamma * ratio.times(logarithm);
        let bend = R::splat(self.negative - 1.0).mul_add(ratio, n - p);
        let rest = (gamma + gamma).mul_add(ratio, n - lost);
        let other = R::splat(1.0) - t;
        Derivatives {
            loss: other.times(power.times(logarithm)) + t.times(loss),
            first: [other.mul_add(power.times(share + slope), -(t * first))],
            second: [other.mul_add(power.times(share.mul_add(bend, slope * rest)), t * second)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for AsymmetricBceLogits {
    const PARAMETERS: [f64; 4] = [1.5, 2.5, 0.125, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        let sigmoid = |x: f64| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) };
        let times = |factor: f64, value: f64| if factor == 0.0 { 0.0 } else { factor * value };
        let (p, n) = (sigmoid(x), sigmoid(-x));
        let (gamma, surprise) = (self.positive, softplus(-x));
        let power = n.powf(gamma);
        let positive = [
            times(power, surprise),
            -power * (gamma * times(p, surprise) + n),
            power * times(p, gamma * gamma * p * surprise - gamma * n * surprise + (2.0 * gamma + 1.0) * n),
        ];
        let (gamma, k, product) = (self.negative, (p - self.shift).max(0.0), p * n);
        let negative = if k == 0.0 {
            [0.0; 3]
        } else {
            let rest = n + self.shift;
            let logarithm = if self.shift == 0.0 { softplus(x) } else { -rest.ln() };
            let logarithm = if k < 0.5 { -(-k).ln_1p() } else { logarithm };
            let by_k = gamma * k.powf(gamma - 1.0) * logarithm + k.powf(gamma) / rest;
            let by_k_twice = gamma * (gamma - 1.0) * k.powf(gamma - 2.0) * logarithm
                + 2.0 * gamma * k.powf(gamma - 1.0) / rest
                + k.powf(gamma) / rest / rest;
            [
                k.powf(gamma) * logarithm,
                times(product, by_k),
                times(product * product, by_k_twice) + times(product * (n - p), by_k),
            ]
        };
        let mixed = |i: usize| times(1.0 - t, negative[i]) + times(t, positive[i]);
        [mixed(0), mixed(1), mixed(2)].into()
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        if t == 1.0 { 1.0 } else { 1.0 / (1.0 + (-x).exp()) - self.shift }
    }
}
