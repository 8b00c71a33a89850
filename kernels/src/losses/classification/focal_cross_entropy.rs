//! Focal loss of many classes, with class indices.
//!
//! l = w_y·A^γ·Q,  Q = lse − z_y, A = 1 − p_y, lse = log Σ_c e^z_c, p = softmax(z).
//! ∂l/∂z_c = w_y·A^γ·(1 + γ·p_y·ρ)·(p_c − [c = y]),  ρ = Q/A, and 1 where A is 0.
//! ∂²l/∂z_c² = w_y·(g''·(p_c − [c = y])² + A^γ·(1 + γ·p_y·ρ)·p_c(1 − p_c)),
//! g'' = γ·A^(γ − 1)·p_y·(2 + (γ − 1)·p_y·ρ − Q).
//!
//! For classes of which some are rare or hard: Q is the cross-entropy of loss_cross_entropy, and the weight A^γ, γ
//! = `gamma`, leaves little of rows that are nearly right. z are the logits after temperature and softcap, y the
//! target, w the class weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is
//! ignore_index, not a division by the sum of A^γ. Label smoothing and z-loss are refused: the loss is a function
//! of Q alone.
//!
//! A is not formed by a subtraction that cancels, so that rows that are confidently right have their digits, and no
//! power of A is divided by A, so that a small γ is no problem. A target whose logit is −∞ has an infinite loss and
//! the gradient of the cross-entropy. The second derivative of rows that are confidently wrong is below 0 at the
//! target. There is no α as one factor for all classes: Keras's default of 0.25 makes its loss a quarter of this
//! one. For a weight per class use class_weight.
//!
//! Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.

use crate::loss::{Arguments, CrossEntropyMap, Map, Refusal, positive_or};

/// A^γ·Q.
#[derive(Clone, Copy, Debug, Default)]
pub struct FocalCrossEntropy;

impl CrossEntropyMap for FocalCrossEntropy {
    #[inline(always)]
    fn map(arguments: &Arguments) -> Result<Map, Refusal> {
        let [gamma, ..] = arguments.scalars;
        Ok(Map::Focal { gamma: positive_or(2.0, "gamma", gamma)? })
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(number: f64, cross_entropy: f64) -> [f64; 3] {
        let gamma = if number == 0.0 { 2.0 } else { number };
        let (p, rest) = ((-cross_entropy).exp(), -(-cross_entropy).exp_m1());
        if rest == 0.0 {
            return [0.0; 3];
        }
        let share = if p == 0.0 { 0.0 } else { p * (cross_entropy / rest) };
        // log A, and not A, whose distance from 1 counts γ times.
        let power = |exponent: f64| (exponent * if p < 0.5 { (-p).ln_1p() } else { rest.ln() }).exp();
        let inner = if p == 0.0 { 0.0 } else { p * (2.0 + (gamma - 1.0) * share - cross_entropy) };
        [power(gamma) * cross_entropy, power(gamma) * (1.0 + gamma * share), gamma * power(gamma - 1.0) * inner]
    }
}
