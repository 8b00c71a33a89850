//! Ordinal regression by ranks: CORAL.
//!
//! l = Σ_{c < K−1} w_c·(t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
//! ∂l/∂z_c = w_c·(σ(z_c) − t_c),  ∂²l/∂z_c² = w_c·σ(z_c)·σ(−z_c).
//!
//! For K ordered classes: ages, ratings, grades. A row has K − 1 logits, of which z_c answers whether its class y is above c; the
//! predicted class is the number of those that are positive. A network of CORAL has one score and K − 1 biases, so that its
//! answers never contradict each other; the loss does not ask for that. w = `class_weight` of the class options has the
//! K − 1 importances of these questions; NULL: 1.
//!
//! `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN divides by the weights of rows alone. Of `float` logits the
//! loss is computed in double precision.
//!
//! Reference: W. Cao, V. Mirjalili, S. Raschka, Rank consistent ordinal regression for neural networks, arXiv:1901.07884,
//! section 3.

use crate::loss_decisions::DecisionLoss;

/// Σ_c w_c·BCE(z_c, t_c), t_c = 1 where y > c.
#[derive(Clone, Copy, Debug, Default)]
pub struct Coral;

impl DecisionLoss for Coral {
    const WEIGHTED: bool = true;
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::Coral;
    use crate::loss_decisions::plain::{logistic, softplus, times};
    use crate::loss_decisions::{DecisionReference, DecisionRow};
    use std::vec::Vec;

    impl DecisionReference for Coral {
        fn reference(&self, row: &DecisionRow) -> (f64, Vec<[f64; 2]>) {
            let weighted = |c: usize, value: f64| times(row.weight(c), value);
            let away = |c: usize| if row.class > c { -row.logits[c] } else { row.logits[c] };
            let sign = |c: usize| if row.class > c { -1.0 } else { 1.0 };
            let loss = (0..row.logits.len()).map(|c| weighted(c, softplus(away(c)))).sum();
            let derivatives = |c: usize| {
                let p = logistic(away(c));
                [weighted(c, sign(c) * p), weighted(c, p * logistic(-away(c)))]
            };
            (loss, (0..row.logits.len()).map(derivatives).collect())
        }
    }
}
