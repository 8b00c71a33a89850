//! Confidence penalty: the negative entropy of a softmax.
//!
//! l = λ·Σ_c p_c·log p_c = −λ·H,  p = softmax(logits), H the entropy of the row.
//! ∂l/∂z_c = λ·p_c·(log p_c + H).  ∂²l/∂z_c² = λ·p_c·(1 − p_c + (log p_c + H)·(1 − 2p_c)).
//!
//! Added to a cross-entropy with LOSS_ACCUMULATE, it keeps a classifier from being overconfident; added to the loss of a
//! policy, it is the entropy bonus that keeps the policy exploring. −λ·log(classes) ≤ l ≤ 0. Unlike other penalties it is a
//! mean over rows, and follows `reduction`, weights and mask as losses do. λ = 0 turns it off: loss and derivatives are 0,
//! also where logits are infinite or NaN. To reward confidence, as in the minimisation of entropy, negate `upstream` and the
//! value.
//!
//! A class whose probability is 0 adds 0, and its gradient is 0. The loss is a sum of terms of one sign, formed from
//! differences to the largest logit, so that it keeps its digits for confident rows, where it is near 0, and so does the
//! gradient where all classes are nearly equally likely. `temperature`, `softcap` and `class_bias` of the class options
//! transform the logits.
//!
//! Reference: G. Pereyra et al., Regularizing neural networks by penalizing confident output distributions,
//! arXiv:1701.06548, section 3.

use crate::loss::{Apart, Arguments, Divergence, DivergenceTerms, Refusal, coefficient};
use crate::simd::Real;

/// λ·Σ p·log p.
#[derive(Clone, Copy, Debug)]
pub struct EntropyPenalty {
    lambda: f64,
}

impl Divergence for EntropyPenalty {
    const TEACHER: bool = false;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { lambda: coefficient("lambda", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn factor(self) -> f64 {
        self.lambda
    }

    #[inline(always)]
    fn terms<R: Real<Lane = f64>>(self, p: R, _: R, apart: Apart<R>, _: bool) -> DivergenceTerms<R> {
        DivergenceTerms {
            loss: p.times(apart.difference),
            // And 1, as for every class.
            derivative: apart.difference,
            curvature: R::splat(1.0),
        }
    }
}
