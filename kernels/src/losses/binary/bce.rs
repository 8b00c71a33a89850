//! Binary cross-entropy of probabilities.
//!
//! l = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), with t·(1 − ε) + ε/2 in place of t.
//! ∂l/∂x = (x − t) / max(x(1 − x), 1e-12),  ∂²l/∂x² = ((x − t)² + t(1 − t)) / max(x(1 − x), 1e-12)².
//!
//! x is a probability, t a target in [0, 1]. ε = `label_smoothing` draws targets towards ½, as in Keras. The clamps are
//! PyTorch's. For a model that ends in a sigmoid, use loss_bce_logits on the numbers before the sigmoid: it is exact
//! and needs no clamps.
//!
//! An x outside [0, 1] is not an error (PyTorch refuses it): value and derivatives are NaN, because one of the
//! two logarithms is NaN. A target of 0 or 1, without smoothing, leaves out one logarithm. If this is the one that is
//! NaN, value and derivatives follow the other one: against t = 1, an x that rounding left just above 1 has the loss
//! −log x and the derivative −1/x.
//!
//! Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.

use super::smoothing::Smoothing;
use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, log, log1p};
use crate::simd::Real;

/// The least logarithm that counts.
const LOWEST_LOGARITHM: f64 = -100.0;
/// The least denominator.
const LOWEST_VARIANCE: f64 = 1e-12;

/// −t·log x − (1 − t)·log(1 − x).
#[derive(Clone, Copy, Debug, Default)]
pub struct Bce {
    smoothing: Smoothing,
}

impl Elementwise<1, 1> for Bce {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { smoothing: Smoothing::new(arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let one = R::splat(1.0);
        let zero = R::splat(0.0);
        let t = self.smoothing.of(t);
        // A logarithm of a negative number is NaN. A target of 0 or 1 leaves one of the two out, so that a
        // probability which rounding left outside [0, 1] has a loss against the target that it is next to.
        let below = R::both(x.lt(zero), t.eq(zero));
        let above = R::both(one.lt(x), t.eq(one));
        let yes = log(x).without(below).at_least(LOWEST_LOGARITHM);
        let no = log1p(-x).without(above).at_least(LOWEST_LOGARITHM);
        let variance = (x * (one - x)).at_least(LOWEST_VARIANCE);
        let error = x - t;
        let loss = (t - one).mul_add(no, -(t * yes));
        // Of −log(1 − x) and −log x alone: 1 / (1 − x) and 1 / −x, and their squares.
        let numerator = R::select(below, one, R::select(above, one, error));
        let denominator = R::select(below, one - x, R::select(above, -x, variance));
        let slope = numerator / denominator;
        // x² − 2xt + t is (x − t)² + t(1 − t), without its cancellation; x² alone would underflow before it is divided.
        let second = slope.mul_add(slope, t * (one - t) / denominator / denominator);
        Derivatives { loss, first: [slope.or_nan_of(loss)], second: [second.or_nan_of(loss)] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Bce {
    /// A smoothed target is rounded, and its difference from x may be little more than that.
    const PARAMETERS: [f64; 4] = [0.0; 4];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = self.smoothing.of_number(t);
        if x > 1.0 && t == 1.0 {
            return [-x.ln(), -1.0 / x, 1.0 / x / x].into();
        }
        if x < 0.0 && t == 0.0 {
            return [-(-x).ln_1p(), 1.0 / (1.0 - x), 1.0 / (1.0 - x) / (1.0 - x)].into();
        }
        if !(0.0..=1.0).contains(&x) {
            return [f64::NAN; 3].into();
        }
        let variance = (x * (1.0 - x)).max(LOWEST_VARIANCE);
        let yes = x.ln().max(LOWEST_LOGARITHM);
        let no = (-x).ln_1p().max(LOWEST_LOGARITHM);
        [-t * yes - (1.0 - t) * no, (x - t) / variance, ((x - t) * (x - t) + t * (1.0 - t)) / variance / variance]
            .into()
    }
}
