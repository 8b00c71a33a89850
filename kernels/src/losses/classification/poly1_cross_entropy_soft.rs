//! Poly-1 cross-entropy with target distributions.
//!
//! l = Σ_c τ_c·(Q_c + ε·(1 − p_c)),  Q_c = lse − z_c, p = softmax(z), τ_c = w_c·t_c.
//! ∂l/∂z_c = p_c·S − τ_c·(1 + ε·p_c),  S = Σ τ_c·(1 + ε·p_c).
//! ∂²l/∂z_c² = p_c(1 − p_c)·S + p_c²·(B − b_c) + (1 − p_c)²·b_c,  b_c = −ε·τ_c·p_c, B = Σ b_c.
//!
//! For mixed labels, smoothed labels and votes of several people: of each class the loss of
//! loss_poly1_cross_entropy, ε = `epsilon`, weighted by the targets t. z are the logits after temperature and
//! softcap, w the class weights. A one-hot target gives the loss of an index. Targets need not add up to 1; the
//! mean divides by Σ w·W with row weights w, W = Σ τ_c. Label smoothing and z-loss are refused: smooth the targets
//! themselves.
//!
//! Everything is in double precision. ε = 0 stands for the default; for a loss without the term call
//! loss_cross_entropy_soft.
//!
//! Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
//! arXiv:2204.12511, section 4.

use super::Poly1CrossEntropy;
use crate::loss::{Arguments, CrossEntropyMap, Map, Refusal};

/// Σ τ·(Q + ε·A).
#[derive(Clone, Copy, Debug, Default)]
pub struct Poly1CrossEntropySoft;

impl CrossEntropyMap for Poly1CrossEntropySoft {
    #[inline(always)]
    fn map(arguments: &Arguments) -> Result<Map, Refusal> {
        Poly1CrossEntropy::map(arguments)
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(number: f64, cross_entropy: f64) -> [f64; 3] {
        Poly1CrossEntropy::reference(number, cross_entropy)
    }
}
