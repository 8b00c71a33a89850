//! Negative log-likelihood of log-probabilities with class indices.
//!
//! l = −(1 − ε)·w_y·x_y − (ε/K)·Σ_c w_c·x_c.  ∂l/∂x_c = −(1 − ε)·w_y·[c = y] − (ε/K)·w_c,  ∂²l/∂x_c² = 0.
//!
//! x are log-probabilities (as from loss_log_softmax), y the target, K the number of classes, w the class weights,
//! ε the label smoothing. The mean is PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is
//! ignore_index. Temperature, softcap, class_bias, z-loss, `lse` and `entropy` are refused: they are for logits,
//! and log-probabilities are already normalised.
//!
//! Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 5.5.

use crate::shape::class::ClassLoss;

/// Log-probabilities against class indices.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nll;

impl ClassLoss for Nll {
    const LOG_PROBABILITIES: bool = true;
}
