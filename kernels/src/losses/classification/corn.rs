//! Ordinal regression by conditional ranks: CORN.
//!
//! l = Σ_{c ≤ min(y, K−2)} (t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
//! ∂l/∂z_c = σ(z_c) − t_c for these c, else 0,  ∂²l/∂z_c² = σ(z_c)·σ(−z_c) for these, else 0.
//!
//! For K ordered classes, of a row with K − 1 logits: σ(z_c) is the probability that the class y is above c if it is above
//! c − 1. A row decides from the lowest class upwards, until the answer is no. The probability of y > c is then the product of
//! σ(z_0) to σ(z_c), which never rises, whatever the logits are: unlike CORAL, nothing is asked of the network. Logits beyond a row's
//! decisions are not read, and their derivatives are 0.
//!
//! `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN divides by the decisions made, Σ w·min(y + 1, K − 1),
//! as the authors' program does; LOSS_MEAN_ROWS divides by rows. Of `float` logits the loss is computed in double precision.
//!
//! Reference: X. Shi, W. Cao, S. Raschka, Deep neural networks for rank-consistent ordinal regression based on conditional
//! probabilities, arXiv:2111.08851, section 3.

use crate::loss_decisions::DecisionLoss;

/// Σ_{c ≤ min(y, K−2)} BCE(z_c, t_c), t_c = 1 where y > c.
#[derive(Clone, Copy, Debug, Default)]
pub struct Corn;

impl DecisionLoss for Corn {
    const COUNTED: bool = true;

    #[inline(always)]
    fn made(class: usize, decisions: usize) -> (usize, usize) {
        (0, if class < decisions { class + 1 } else { decisions })
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::Corn;
    use crate::loss_decisions::plain::cross_entropy;
    use crate::loss_decisions::{DecisionReference, DecisionRow};
    use std::vec::Vec;

    impl DecisionReference for Corn {
        fn reference(&self, row: &DecisionRow) -> (f64, Vec<[f64; 2]>) {
            let of = |(c, z): (usize, &f64)| {
                if c > row.class { [0.0; 3] } else { cross_entropy(*z, if row.class > c { 1.0 } else { 0.0 }, 1.0) }
            };
            let all: Vec<[f64; 3]> = row.logits.iter().enumerate().map(of).collect();
            (all.iter().map(|[loss, ..]| loss).sum(), all.iter().map(|[_, first, second]| [*first, *second]).collect())
        }

        fn mass(&self, row: &DecisionRow) -> f64 {
            (row.class + 1).min(row.logits.len()) as f64
        }
    }
}
