//! Exponential loss.
//!
//! l = ½(1 + t)·e^−x + ½(1 − t)·e^x, which is e^(−t·x) for t = ±1.
//! ∂l/∂x = −½(1 + t)·e^−x + ½(1 − t)·e^x,  ∂²l/∂x² = l.
//!
//! For boosting, as AdaBoost does: x is a score, half the logit, so that the probability is σ(2x). t is −1 or 1, or
//! between them: the loss is linear in t. With the flag LOSS_BINARY_TARGETS the targets are in [0, 1] and stand for 2t
//! − 1. One element far on the wrong side has nearly all of the gradient: the losses with a logarithm bear wrong
//! targets better.
//!
//! Loss and derivatives are infinite where e^|x| overflows, beyond |x| = 88 for float and 709 for double. An
//! exponential whose coefficient is 0 is left out.
//!
//! Reference: J. Friedman, T. Hastie, R. Tibshirani, Additive logistic regression: a statistical view of boosting,
//! Annals of Statistics 28, 2000, section 4.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, exp};
use crate::simd::{Lane, Real};

/// ½(1 + t)·e^−x + ½(1 − t)·e^x.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exponential {
    /// Targets are in [0, 1] instead of [−1, 1].
    binary: bool,
}

impl Elementwise<1, 1> for Exponential {
    const BINARY_TARGETS: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { binary: arguments.binary_targets })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (half, one) = (R::splat(0.5), R::splat(1.0));
        let (positive, negative) =
            if self.binary { (t, one - t) } else { (half.mul_add(t, half), (-half).mul_add(t, half)) };
        // e^|x| and its inverse, which is 0 where it would be subnormal: one exponential for both signs.
        let larger = exp(x.abs());
        let smaller = one / larger;
        let smaller = smaller.without_less(smaller, R::splat(R::Lane::SMALLEST_NORMAL));
        let below = x.lt(R::splat(0.0));
        let falling = positive.times(R::select(below, larger, smaller));
        let rising = negative.times(R::select(below, smaller, larger));
        let loss = falling + rising;
        Derivatives { loss, first: [rising - falling], second: [loss] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Exponential {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        let times = |factor: f64, value: f64| if factor == 0.0 { 0.0 } else { factor * value };
        let (falling, rising) = (times(0.5 * (1.0 + t), (-x).exp()), times(0.5 * (1.0 - t), x.exp()));
        [falling + rising, rising - falling, falling + rising].into()
    }
}
