//! Cross-entropy of probabilities with target distributions.
//!
//! l = −Σ_c t_c·log x_c over a row.  ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
//!
//! The textbook form, for models that give probabilities. For logits, use loss_cross_entropy_soft. Classes with
//! t = 0 contribute exactly 0, whatever x is there. The mean divides by Σ w·Σ_c t_c with row weights w, which is
//! Σ w if the targets are distributions.
//!
//! Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 3.13.

use crate::loss::{Domain, Pointwise, Terms};
use crate::math::{Coefficients, log};
use crate::simd::Real;

/// −t·log x.
#[derive(Clone, Copy, Debug, Default)]
pub struct CrossEntropyProb;

impl Pointwise for CrossEntropyProb {
    const INPUT: Domain = Domain::Probability;
    const TARGET: Domain = Domain::Probability;
    const TARGET_IS_WEIGHT: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, x: R, t: R) -> Terms<R> {
        let zero = R::splat(0.0);
        // A target of 0 leaves its class out, also where x is 0 or NaN.
        let absent = t.eq(zero);
        let ratio = (t / x).without(absent);
        Terms { loss: (-t).times(log(x)), derivative: -ratio, second_derivative: (ratio / x).without(absent) }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference for CrossEntropyProb {
    fn reference(&self, x: f64, t: f64) -> [f64; 3] {
        if t == 0.0 { [0.0, 0.0, 0.0] } else { [-t * x.ln(), -t / x, t / x / x] }
    }
}
