//! Negative log-likelihood of log-probabilities with class indices.
//!
//! l = −(1 − ε)·w_y·x_y − (ε/K)·Σ_c w_c·x_c.  ∂l/∂x_c = −(1 − ε)·w_y·[c = y] − (ε/K)·w_c,  ∂²l/∂x_c² = 0.
//!
//! x are log-probabilities (loss_log_softmax), y the target, w the class weights, ε the label
//! smoothing. The mean is PyTorch's: Σ w·l over Σ w·w_y, rows with y = ignore_index left out.
//! Temperature, softcap, z-loss, `lse` and `entropy` are refused: they belong to logits, and the
//! input is already normalised.
//!
//! Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 5.5.

use crate::shape::class::ClassLoss;

/// Log-probabilities against class indices.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nll;

impl ClassLoss for Nll {
    const LOG_PROBABILITIES: bool = true;
}
