//! Jensen-Shannon divergence of two softmaxes.
//!
//! l = β·KL(q‖m) + (1 − β)·KL(p‖m),  m = β·q + (1 − β)·p,  p = softmax(student), q = softmax(teacher).
//! ∂l/∂z_c = (1 − β)·p_c·(r_c − Σ p r),  r = log p − log m.
//! ∂²l/∂z_c² = (1 − β)·p_c·((1 − 2p_c)·(r_c − Σ p r + h_c) + p_c·Σ p h),  h = β·q/m.
//!
//! For generalised knowledge distillation: near β = 0 the loss is β·KL(q‖p), near 1 it is (1 − β)·KL(p‖q), and so
//! are their gradients; l ≤ log 2. The teacher is constant. Probabilities that underflow do no harm: a class
//! with probability 0 in both models adds exactly 0, a class with probability 0 in one model adds the limit.
//! `temperature` and `softcap` of the class options transform both models' logits; there is no factor T²
//! for the temperature.
//!
//! Reference: R. Agarwal et al., On-policy distillation of language models, arXiv:2306.13649,
//! section 2; J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on
//! Information Theory 37, 1991.

use crate::loss::{Arguments, Divergence, DivergenceTerms, Refusal};
use crate::math::log1p;
use crate::simd::Real;

/// β·KL(q‖m) + (1 − β)·KL(p‖m).
#[derive(Clone, Copy, Debug)]
pub struct JensenShannon {
    beta: f64,
}

impl Divergence for JensenShannon {
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [beta, ..] = arguments.scalars;
        if beta > 0.0 && beta < 1.0 {
            Ok(Self { beta })
        } else {
            Err(Refusal { argument: "beta", value: beta, must: "lie between 0 and 1, both excluded" })
        }
    }

    #[inline(always)]
    fn terms<R: Real<Lane = f64>>(
        self,
        p: R,
        q: R,
        difference: R,
        ratio_less_one: R,
        curved: bool,
    ) -> DivergenceTerms<R> {
        let (beta, rest) = (R::splat(self.beta), R::splat(1.0 - self.beta));
        let negative = difference.lt(R::splat(0.0));
        // The logarithms of q/m and p/m come without cancellation, and nothing overflows.
        let mixed = R::select(negative, rest, beta) * ratio_less_one;
        let larger = -log1p(mixed);
        let of_teacher = R::select(negative, larger, larger - difference);
        let of_student = R::select(negative, larger + difference, larger);
        let share = if curved {
            R::select(negative, beta, beta.mul_add(ratio_less_one, beta)) / (mixed + R::splat(1.0))
        } else {
            R::splat(0.0)
        };
        DivergenceTerms {
            loss: q.times(of_teacher) * beta + p.times(of_student) * rest,
            derivative: of_student * rest,
            curvature: share * rest,
        }
    }
}
