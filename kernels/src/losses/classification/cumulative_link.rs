//! Ordinal regression by cumulative logits: the proportional odds model.
//!
//! l = −log(σ(b) − σ(a)),  b = z_y or ∞ for y = K − 1, a = z_{y−1} or −∞ for y = 0.
//! ∂l/∂b = −σ(−b) − r, ∂l/∂a = σ(a) + r, r = 1/(e^(b−a) − 1);  ∂²l/∂z² = σ(z)·σ(−z) + r·(1 + r) for both; by all other z 0.
//!
//! For K ordered classes: σ(z_c) is the probability that the class y is at most c, so that the K − 1 logits of a row must rise.
//! In McCullagh's model z_c is a threshold θ_c less a score, θ_0 < θ_1 < …; gradients by thresholds are sums over rows, that by the
//! score is minus the sum over a row. A row is about the one or two logits beside its class; others are not read, and
//! their derivatives are 0. Where b = a, both finite, the probability is 0 and the loss ∞; where b is below a everything of the two is NaN, and so
//! is the loss.
//!
//! No difference of probabilities is formed: l = softplus(−b) + softplus(a) − log(1 − e^−(b−a)), of terms that are at least 0, so
//! that improbable classes and narrow ones have all their digits. `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN
//! divides by the weights of rows. Of `float` logits the loss is computed in double precision.
//!
//! Reference: P. McCullagh, Regression models for ordinal data, Journal of the Royal Statistical Society B 42, 1980, section 2.

use crate::loss_decisions::{Between, DecisionLoss};
use crate::math::{Coefficients, log1mexp};
use crate::simd::Real;

/// −log(σ(b) − σ(a)).
#[derive(Clone, Copy, Debug, Default)]
pub struct CumulativeLink;

impl DecisionLoss for CumulativeLink {
    const BETWEEN: bool = true;

    #[inline(always)]
    fn made(class: usize, decisions: usize) -> (usize, usize) {
        (class.saturating_sub(1), if class < decisions { class + 1 } else { decisions })
    }

    #[inline(always)]
    fn between<R: Real<Lane: Coefficients>>(gap: R) -> Between<R> {
        let (logarithm, power, rest) = log1mexp(gap);
        let ratio = (power / rest).or_nan_of(logarithm);
        Between { loss: R::splat(0.0) - logarithm, slope: ratio, curvature: ratio.mul_add(ratio, ratio) }
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::CumulativeLink;
    use crate::loss_decisions::plain::{logistic, softplus};
    use crate::loss_decisions::{DecisionReference, DecisionRow};
    use std::vec;
    use std::vec::Vec;

    impl DecisionReference for CumulativeLink {
        fn reference(&self, row: &DecisionRow) -> (f64, Vec<[f64; 2]>) {
            let (z, y) = (row.logits, row.class);
            let mut derivatives = vec![[0.0; 2]; z.len()];
            let mut loss = 0.0;
            let (lower, upper) = (y > 0, y < z.len());
            let gap = if lower && upper { z[y] - z[y - 1] } else { f64::INFINITY };
            let r = if gap < 0.0 { f64::NAN } else { 1.0 / gap.exp_m1() };
            if upper {
                loss += softplus(-z[y]);
                derivatives[y] = [-logistic(-z[y]) - r, logistic(z[y]) * logistic(-z[y]) + r * (1.0 + r)];
            }
            if lower {
                loss += softplus(z[y - 1]);
                derivatives[y - 1] = [logistic(z[y - 1]) + r, logistic(z[y - 1]) * logistic(-z[y - 1]) + r * (1.0 + r)];
            }
            let between = if gap < 0.6 { (-(-gap).exp_m1()).ln() } else { (-(-gap).exp()).ln_1p() };
            (loss - between, derivatives)
        }
    }
}
