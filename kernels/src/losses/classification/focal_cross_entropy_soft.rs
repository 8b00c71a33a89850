//! Focal loss of many classes, with target distributions.
//!
//! l = Σ_c τ_c·A_c^γ·Q_c,  Q_c = lse − z_c, A_c = 1 − p_c, p = softmax(z), τ_c = w_c·t_c.
//! ∂l/∂z_c = p_c·S − s_c,  s_c = τ_c·A_c^γ·(1 + γ·p_c·Q_c/A_c), S = Σ s_c.
//! ∂²l/∂z_c² = p_c·A_c·S + p_c²·(B − b_c) + A_c²·b_c,
//! b_c = τ_c·γ·A_c^(γ − 1)·p_c·(2 + (γ − 1)·p_c·Q_c/A_c − Q_c), B = Σ b_c.
//!
//! For mixed labels, smoothed labels and votes of several people: of each class the loss of
//! loss_focal_cross_entropy, γ = `gamma`, weighted by the targets t. z are the logits after temperature and
//! softcap, w the class weights. A one-hot target gives the loss of an index. Targets need not add up to 1; the
//! mean divides by Σ w·W with row weights w, W = Σ τ_c. Label smoothing and z-loss are refused: smooth the targets
//! themselves.
//!
//! Everything is in double precision. Q_c/A_c is 1 where A_c is 0, and b_c is 0 there. The minimum is not at p = t:
//! a focal loss prefers probabilities that are less confident than its targets.
//!
//! Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.

use super::FocalCrossEntropy;
use crate::loss::{Arguments, CrossEntropyMap, Map, Refusal};

/// Σ τ·A^γ·Q.
#[derive(Clone, Copy, Debug, Default)]
pub struct FocalCrossEntropySoft;

impl CrossEntropyMap for FocalCrossEntropySoft {
    #[inline(always)]
    fn map(arguments: &Arguments) -> Result<Map, Refusal> {
        FocalCrossEntropy::map(arguments)
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(number: f64, cross_entropy: f64) -> [f64; 3] {
        FocalCrossEntropy::reference(number, cross_entropy)
    }
}
