//! Binary cross-entropy of several labels per row.
//!
//! l = (1/K)·Σ_c w_c·((1 − t_c)·softplus(x_c) + p_c·t_c·softplus(−x_c)),  softplus(x) = log(1 + e^x).
//! ∂l/∂x_c = (w_c/K)·((1 − t_c)·σ(x_c) − p_c·t_c·σ(−x_c)),  ∂²l/∂x_c² = (w_c/K)·(1 − t_c + p_c·t_c)·σ(x_c)·σ(−x_c).
//!
//! x are logits of K labels that do not exclude each other, t their targets in [0, 1]: tags, diseases, objects in a picture.
//! w = `class_weight` of the class options weighs labels, p = `pos_weight` multiplies the loss of positive targets, which
//! balances labels that are rare: the ratio of negative to positive targets of each. Either may be NULL, which means 1. Without
//! both, the mean is that of `loss_bce_logits` over all elements. It is exact for logits of any size, and of `float` logits it
//! is computed in double precision.
//!
//! LOSS_MEAN divides by Σ w of the rows, as PyTorch does; class weights are in the loss alone.
//!
//! Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.

use crate::loss_decisions::DecisionLoss;

/// The mean of binary cross-entropies.
#[derive(Clone, Copy, Debug, Default)]
pub struct MultilabelSoftMargin;

impl DecisionLoss for MultilabelSoftMargin {
    const LABELS: bool = true;
    const WEIGHTED: bool = true;
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::MultilabelSoftMargin;
    use crate::loss_decisions::plain::{cross_entropy, times};
    use crate::loss_decisions::{DecisionReference, DecisionRow};
    use std::vec::Vec;

    impl DecisionReference for MultilabelSoftMargin {
        fn reference(&self, row: &DecisionRow) -> (f64, Vec<[f64; 2]>) {
            let share = 1.0 / row.logits.len().max(1) as f64;
            let of = |c: usize| {
                let terms = cross_entropy(row.logits[c], row.labels[c], row.positive(c));
                terms.map(|term| share * times(row.weight(c), term))
            };
            let all: Vec<[f64; 3]> = (0..row.logits.len()).map(of).collect();
            (all.iter().map(|[loss, ..]| loss).sum(), all.iter().map(|[_, first, second]| [*first, *second]).collect())
        }
    }
}
