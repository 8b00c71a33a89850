//! Kullback-Leibler divergence of probabilities from target probabilities.
//!
//! l = Σ_c t_c·(log t_c − log x_c) over a row, both probabilities.
//! ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
//!
//! Classes with t = 0 contribute exactly 0, whatever x is there. Where x = 0 and t > 0 the divergence is infinite.
//! The loss of a row is the sum over its classes, and is then reduced over rows.
//!
//! Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
//! Statistics 22, 1951, section 2.

use crate::loss::{Derivatives, Elementwise};
use crate::losses::CrossEntropyProb;
use crate::math::{Coefficients, log_pair};
use crate::simd::Real;

/// t·(log t − log x).
#[derive(Clone, Copy, Debug, Default)]
pub struct KlDivProb;

impl Elementwise<1, 1> for KlDivProb {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        // A target of 0 has no share, whatever its logarithm.
        let (target_high, target_low) = log_pair(R::select(t.eq(R::splat(0.0)), R::splat(1.0), t));
        let (high, low) = log_pair(x);
        Derivatives {
            // In this order the difference of near equals is exact.
            loss: t.times((target_high - high) + (target_low - low)),
            // Of the cross-entropy: the target's own entropy does not depend on x.
            ..CrossEntropyProb.terms([x], [t])
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for KlDivProb {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        if t == 0.0 { [0.0; 3].into() } else { [t * (t.ln() - x.ln()), -t / x, t / x / x].into() }
    }
}
