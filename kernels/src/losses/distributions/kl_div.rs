//! Kullback-Leibler divergence of log-probabilities from target probabilities.
//!
//! l = Σ_c t_c·(log t_c − x_c) over a row, x log-probabilities.  ∂l/∂x_c = −t_c,  ∂²l/∂x_c² = 0.
//!
//! The loss of a row is the sum over its classes, and is then reduced over rows: LOSS_MEAN is PyTorch's
//! "batchmean". Classes with t = 0 contribute exactly 0, even where x is −∞ or NaN.
//!
//! Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
//! Statistics 22, 1951, section 2.

use crate::loss::{Derivatives, Elementwise};
use crate::math::{Coefficients, log_pair};
use crate::simd::Real;

/// t·(log t − x).
#[derive(Clone, Copy, Debug, Default)]
pub struct KlDiv;

impl Elementwise<1, 1> for KlDiv {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        // A target of 0 has no share, whatever its logarithm and x.
        let absent = t.eq(R::splat(0.0));
        let (high, low) = log_pair(R::select(absent, R::splat(1.0), t));
        let counted = x.without(absent);
        Derivatives {
            // In this order the difference of near equals is exact.
            loss: t.times((high - x) + low),
            first: [(-t).or_nan_of(counted)],
            second: [R::splat(0.0).or_nan_of(counted)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for KlDiv {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        [if t == 0.0 { 0.0 } else { t * (t.ln() - x) }, -t, 0.0].into()
    }
}
