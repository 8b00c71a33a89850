//! Poly-1 cross-entropy with class indices.
//!
//! l = w_y·(Q + ε·(1 − p_y)),  Q = lse − z_y, lse = log Σ_c e^z_c, p = softmax(z).
//! ∂l/∂z_c = w_y·(1 + ε·p_y)·(p_c − [c = y]),
//! ∂²l/∂z_c² = w_y·((1 + ε·p_y)·p_c(1 − p_c) − ε·p_y·(p_c − [c = y])²).
//!
//! The cross-entropy Q is the sum of (1 − p_y)^j/j over j = 1, 2, …; this loss has 1 + ε, ε = `epsilon`, in place
//! of the first coefficient. With ε above 0 rows that are nearly right count more than they do in the
//! cross-entropy, with ε below 0 they count less. z are the logits after temperature and softcap, y the target, w
//! the class weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index.
//! Label smoothing and z-loss are refused: the loss is a function of Q alone.
//!
//! Loss and gradient keep their digits for all ε, also near −1, where the loss vanishes with the square of 1 − p_y:
//! there it is (1 + ε)·(1 − p_y) and a second term that is not below 0. The symmetric cross-entropy α·CE + β·RCE,
//! with A₀ < 0 for log 0, is α times this loss with ε = −β·A₀/α.
//!
//! ε = 0 stands for the default; for a loss without the term call loss_cross_entropy.
//!
//! Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
//! arXiv:2204.12511, section 4; Y. Wang et al., Symmetric cross entropy for robust learning with noisy labels,
//! arXiv:1908.06112, section 3.

use crate::loss::{Arguments, CrossEntropyMap, Map, Refusal};

/// Q + ε·A.
#[derive(Clone, Copy, Debug, Default)]
pub struct Poly1CrossEntropy;

impl CrossEntropyMap for Poly1CrossEntropy {
    #[inline(always)]
    fn map(arguments: &Arguments) -> Result<Map, Refusal> {
        let [epsilon, ..] = arguments.scalars;
        if !(epsilon >= -1.0 && epsilon.is_finite()) {
            return Err(Refusal {
                argument: "epsilon",
                value: epsilon,
                must: "be finite and at least -1 (0: the default)",
            });
        }
        Ok(Map::Poly1 { epsilon: if epsilon == 0.0 { 2.0 } else { epsilon } })
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(number: f64, cross_entropy: f64) -> [f64; 3] {
        let epsilon = if number == 0.0 { 2.0 } else { number };
        let (p, rest) = ((-cross_entropy).exp(), -(-cross_entropy).exp_m1());
        // Q − A, by its series Q²/2 − Q³/6 + … where that cancels.
        let excess = if cross_entropy < 0.25 {
            let terms = (2..=14).rev();
            terms.fold(0.0, |sum, n| (1.0 - sum) * cross_entropy / f64::from(n)) * cross_entropy
        } else {
            cross_entropy - rest
        };
        let slope = if epsilon < 0.0 { (1.0 + epsilon) - epsilon * rest } else { 1.0 + epsilon * p };
        [excess + (1.0 + epsilon) * rest, slope, -epsilon * p]
    }
}
