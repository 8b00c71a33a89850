//! Generalized cross-entropy with class indices.
//!
//! l = w_y·(1 − p_y^q)/q,  p = softmax(z).
//! ∂l/∂z_c = w_y·p_y^q·(p_c − [c = y]),
//! ∂²l/∂z_c² = w_y·p_y^q·(p_c(1 − p_c) − q·(p_c − [c = y])²).
//!
//! For labels of which some are wrong: between the cross-entropy, which this is near q = 0, and half of the sum of
//! |p_c − [c = y]|, which it is for q = 1. The loss is at most 1/q, and a row counts the less in the gradient the
//! less probable its target is. q = `q`; z are the logits after temperature and softcap, y the target, w the class
//! weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. Label
//! smoothing and z-loss are refused: the loss is a function of p_y alone.
//!
//! The loss is formed from Q = lse − z_y, the cross-entropy of loss_cross_entropy, as −expm1(−q·Q)/q: neither a
//! confident row nor a small q costs digits. A target whose logit is −∞ has the loss 1/q and the gradient 0, as has
//! one that is so improbable that p_y^q is 0 in double precision: such a row learns nothing.
//!
//! Reference: Z. Zhang, M. Sabuncu, Generalized cross entropy loss for training deep neural networks with noisy
//! labels, arXiv:1805.07836, section 3.2.

use crate::loss::{Arguments, CrossEntropyMap, Map, Refusal};

/// (1 − P^q)/q.
#[derive(Clone, Copy, Debug, Default)]
pub struct GeneralizedCrossEntropy;

impl CrossEntropyMap for GeneralizedCrossEntropy {
    #[inline(always)]
    fn map(arguments: &Arguments) -> Result<Map, Refusal> {
        let [q, ..] = arguments.scalars;
        if !(0.0..=1.0).contains(&q) {
            return Err(Refusal { argument: "q", value: q, must: "be in (0, 1] (0: the default)" });
        }
        Ok(Map::Generalized { q: if q == 0.0 { 0.7 } else { q } })
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(number: f64, cross_entropy: f64) -> [f64; 3] {
        let q = if number == 0.0 { 0.7 } else { number };
        let product = q * cross_entropy;
        // A subnormal product has lost its digits.
        let loss = if product < f64::MIN_POSITIVE { cross_entropy } else { -(-product).exp_m1() / q };
        [loss, (-product).exp(), -q * (-product).exp()]
    }
}
