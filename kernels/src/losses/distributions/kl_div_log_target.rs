//! Kullback-Leibler divergence of log-probabilities from target log-probabilities.
//!
//! l = Σ_c e^t_c·(t_c − x_c) over a row, both log-probabilities.  ∂l/∂x_c = −e^t_c,  ∂²l/∂x_c² = 0.
//!
//! For targets that are given as log-probabilities: a target whose probability underflows keeps its digits. A
//! target of −∞ contributes exactly 0, whatever x is there. The loss of a row is the sum over its classes, and is then
//! reduced over rows: LOSS_MEAN is PyTorch's "batchmean".
//!
//! Reference: S. Kullback, R. A. Leibler, On information and sufficiency, Annals of Mathematical
//! Statistics 22, 1951, section 2.

use crate::loss::{Derivatives, Elementwise};
use crate::math::{Coefficients, exp};
use crate::simd::Real;

/// e^t·(t − x).
#[derive(Clone, Copy, Debug, Default)]
pub struct KlDivLogTarget;

impl Elementwise<1, 1> for KlDivLogTarget {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let probability = exp(t);
        let counted = x.without(probability.eq(R::splat(0.0)));
        Derivatives {
            loss: probability.times(t - x),
            first: [(-probability).or_nan_of(counted)],
            second: [R::splat(0.0).or_nan_of(counted)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for KlDivLogTarget {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        [if t == f64::NEG_INFINITY { 0.0 } else { t.exp() * (t - x) }, -t.exp(), 0.0].into()
    }
}
