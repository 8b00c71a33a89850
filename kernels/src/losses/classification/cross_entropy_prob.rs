//! Cross-entropy of probabilities with target distributions.
//!
//! l = −Σ_c t_c·log x_c over a row.  ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
//!
//! The textbook form, for models that give probabilities. For logits, use loss_cross_entropy_soft. Classes with
//! t = 0 contribute exactly 0, whatever x is there. The mean divides by Σ w·Σ_c t_c with row weights w, which is
//! Σ w if the targets are distributions.
//!
//! Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 3.13.

use crate::loss::{Derivatives, Elementwise};
use crate::math::{Coefficients, log};
use crate::simd::Real;

/// −t·log x.
#[derive(Clone, Copy, Debug, Default)]
pub struct CrossEntropyProb;

impl Elementwise<1, 1> for CrossEntropyProb {
    const TARGET_IS_WEIGHT: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let zero = R::splat(0.0);
        // A target of 0 leaves its class out, also where x is 0 or NaN.
        let absent = t.eq(zero);
        let ratio = (t / x).without(absent);
        Derivatives { loss: (-t).times(log(x)), first: [-ratio], second: [(ratio / x).without(absent)] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for CrossEntropyProb {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        if t == 0.0 { [0.0; 3].into() } else { [-t * x.ln(), -t / x, t / x / x].into() }
    }
}
