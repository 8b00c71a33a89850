//! Taylor cross-entropy with class indices.
//!
//! l = w_y·Σ_i A^i/i for i from 1 to n,  A = 1 − p_y, p = softmax(z).
//! ∂l/∂z_c = w_y·(1 − A^n)·(p_c − [c = y]),
//! ∂²l/∂z_c² = w_y·((1 − A^n)·p_c(1 − p_c) − n·A^(n − 1)·p_y·(p_c − [c = y])²).
//!
//! For labels of which some are wrong: the first n = `order` terms of the cross-entropy −log p_y. n = 1 is half of
//! the sum of |p_c − [c = y]|, and a large n is near the cross-entropy. The loss is at most 1 + 1/2 + … + 1/n. z
//! are the logits after temperature and softcap, y the target, w the class weights. The mean is Σ w·l / Σ w·w_y
//! with row weights w, without the rows whose y is ignore_index. Label smoothing and z-loss are refused: the loss
//! is a function of p_y alone.
//!
//! A is not formed by a subtraction that cancels, and 1 − A^n is p_y times the sum of A^i for i below n: neither a
//! confident row nor one that is confidently wrong costs digits. A target whose logit is −∞ has the largest loss
//! and the gradient 0.
//!
//! Reference: L. Feng et al., Can cross entropy loss be robust to label noise?, IJCAI 2020, section 3.

use crate::loss::{Arguments, CrossEntropyMap, Map, Refusal};

/// Σ A^i/i.
#[derive(Clone, Copy, Debug, Default)]
pub struct TaylorCrossEntropy;

impl CrossEntropyMap for TaylorCrossEntropy {
    #[inline(always)]
    fn map(arguments: &Arguments) -> Result<Map, Refusal> {
        let [order, ..] = arguments.scalars;
        // Of NaN and of what is out of range the nearest number is not equal to it.
        let whole = order as u32;
        if f64::from(whole) != order || whole > 64 {
            return Err(Refusal {
                argument: "order",
                value: order,
                must: "be an integer from 1 to 64 (0: the default)",
            });
        }
        Ok(Map::Taylor { order: if whole == 0 { 2 } else { whole } })
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(number: f64, cross_entropy: f64) -> [f64; 3] {
        let order = if number == 0.0 { 2 } else { number as i32 };
        let (p, rest) = ((-cross_entropy).exp(), -(-cross_entropy).exp_m1());
        let sum = |term: fn(f64, i32) -> f64, from: i32| (from..from + order).map(|i| term(rest, i)).sum::<f64>();
        [
            sum(|rest, i| rest.powi(i) / f64::from(i), 1),
            p * sum(f64::powi, 0),
            -f64::from(order) * rest.powi(order - 1) * p,
        ]
    }
}
