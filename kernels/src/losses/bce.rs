//! Binary cross-entropy of probabilities.
//!
//! l = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100).
//! ∂l/∂x = (x − t) / max(x(1 − x), 1e-12),  ∂²l/∂x² = ((x − t)² + t(1 − t)) / max(x(1 − x), 1e-12)².
//!
//! x is a probability, t a target in [0, 1]. The clamps are PyTorch's. For a model that ends in a sigmoid,
//! loss_bce_logits of the numbers before the sigmoid is better: it is exact and needs no clamps.
//!
//! Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.

use crate::loss::{Domain, Pointwise, Terms};
use crate::math::{Coefficients, log, log1p};
use crate::simd::Real;

/// The least logarithm that counts.
const LOWEST_LOGARITHM: f64 = -100.0;
/// The least denominator.
const LOWEST_VARIANCE: f64 = 1e-12;

/// −t·log x − (1 − t)·log(1 − x).
#[derive(Clone, Copy, Debug, Default)]
pub struct BinaryCrossEntropy;

impl Pointwise for BinaryCrossEntropy {
    const INPUT: Domain = Domain::Probability;
    const TARGET: Domain = Domain::Probability;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, x: R, t: R) -> Terms<R> {
        let one = R::splat(1.0);
        let yes = log(x).at_least(LOWEST_LOGARITHM);
        let no = log1p(-x).at_least(LOWEST_LOGARITHM);
        let variance = (x * (one - x)).at_least(LOWEST_VARIANCE);
        let error = x - t;
        Terms {
            loss: (t - one).mul_add(no, -(t * yes)),
            derivative: error / variance,
            // x² − 2xt + t, without its cancellation.
            second_derivative: error.mul_add(error, t * (one - t)) / variance / variance,
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference for BinaryCrossEntropy {
    fn reference(&self, x: f64, t: f64) -> [f64; 3] {
        let variance = (x * (1.0 - x)).max(LOWEST_VARIANCE);
        let yes = x.ln().max(LOWEST_LOGARITHM);
        let no = (-x).ln_1p().max(LOWEST_LOGARITHM);
        [-t * yes - (1.0 - t) * no, (x - t) / variance, ((x - t) * (x - t) + t * (1.0 - t)) / variance / variance]
    }
}
