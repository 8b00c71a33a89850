//! Softmax cross-entropy with target distributions.
//!
//! l = Σ_c a_c·(lse − z_c) + W·ζ·lse²,  a_c = w_c·((1 − ε)·t_c + ε/K),  W = Σ_c w_c·t_c.
//! ∂l/∂z_c = (A + 2Wζ·lse)·p_c − a_c,  A = Σ a_c;  ∂²l/∂z_c² = A·p(1 − p) + 2Wζ·(p² + lse·p(1 − p)).
//!
//! For mixed labels and for soft labels of a teacher. z are the logits after temperature, softcap and
//! class_bias, t the targets, K the number of classes, w the class weights, ε the label smoothing, ζ the z-loss,
//! lse = log Σ_c e^z_c, p = softmax(z). A one-hot target gives the value of loss_cross_entropy. Targets need not add up to 1; the mean
//! divides by Σ w·W with row weights w. `target_prob` has the layout of the logits, including their row stride.
//!
//! References: those of loss_cross_entropy; G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge
//! in a neural network, arXiv:1503.02531, section 2.

use crate::shape::class::ClassLoss;

/// Logits against distributions.
#[derive(Clone, Copy, Debug, Default)]
pub struct CrossEntropySoft;

impl ClassLoss for CrossEntropySoft {
    const SOFT: bool = true;
}
