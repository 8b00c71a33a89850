//! Jensen-Shannon divergence of two softmaxes.
//!
//! l = β·KL(q‖m) + (1 − β)·KL(p‖m),  m = β·q + (1 − β)·p,  p = softmax(student), q = softmax(teacher).
//! ∂l/∂z_c = (1 − β)·p_c·(r_c − Σ p r),  r = log p − log m.
//! ∂²l/∂z_c² = (1 − β)·p_c·((1 − 2p_c)·(r_c − Σ p r + h_c) + p_c·Σ p h),  h = β·q/m.
//!
//! For generalised knowledge distillation. Near β = 0, loss and gradient approach β·KL(q‖p) and its gradient; near
//! β = 1, (1 − β)·KL(p‖q) and its gradient. 0 ≤ l ≤ log 2. No term is negative and no term cancels another one, so l
//! keeps its digits for every β, and also where the models nearly agree. The teacher is constant: there is no
//! gradient by its logits. A class whose probability underflows in both models adds exactly 0; a class whose
//! probability underflows in one model only adds its limit. `temperature`, `softcap` and `class_bias` of the class options
//! transform the logits of both models. There is no factor T².
//!
//! Reference: R. Agarwal et al., On-policy distillation of language models, arXiv:2306.13649,
//! section 2; J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on
//! Information Theory 37, 1991.

use crate::loss::{Apart, Arguments, Divergence, DivergenceTerms, NEAR, Refusal};
use crate::math::{log_of_sum, log1p_excess, one_plus};
use crate::simd::Real;

/// β·KL(q‖m) + (1 − β)·KL(p‖m).
#[derive(Clone, Copy, Debug)]
pub struct JsDiv {
    beta: f64,
}

impl Divergence for JsDiv {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [beta, ..] = arguments.scalars;
        if beta > 0.0 && beta < 1.0 {
            Ok(Self { beta })
        } else {
            Err(Refusal { argument: "beta", value: beta, must: "be in (0, 1)" })
        }
    }

    #[inline(always)]
    fn terms<R: Real<Lane = f64>>(self, p: R, q: R, apart: Apart<R>, curved: bool) -> DivergenceTerms<R> {
        let (beta, rest) = (R::splat(self.beta), R::splat(1.0 - self.beta));
        let (zero, one) = (R::splat(0.0), R::splat(1.0));
        let Apart { difference, ratio, ratio_less_one, excess } = apart;
        let negative = difference.lt(zero);
        let distance = difference.abs();
        // The larger of p and q, and its weight in m; then the smaller's.
        let (high, of_high) = (R::select(negative, q, p), R::select(negative, beta, rest));
        let (low, of_low) = (R::select(negative, p, q), R::select(negative, rest, beta));

        // m/low − 1 and m/high − 1, and m/high again, for where the former is nearly −1.
        let growth = -ratio_less_one / ratio;
        let above = of_high * growth;
        let below = of_low * ratio_less_one;
        let mixed = of_low.mul_add(ratio, of_high);

        // What m is nearer to, called base, and the other one. Where both are near each other, that is decided by their weights.
        let close = distance.lt(R::splat(NEAR));
        let risen = one + above;
        let low_is_base = R::select(close, of_high - of_low, risen * ratio * risen - one).le(zero);
        let change = R::select(low_is_base, above, below);

        // The logarithm of m over the base, so that the other logarithm, their distance less this one, does not cancel.
        let (sum, lost) = one_plus(change);
        let deep = change.le(R::splat(-0.5));
        let logarithm = log_of_sum((R::select(deep, mixed, sum), lost.without(deep)));
        let of_base = -logarithm;
        let of_other = R::select(low_is_base, distance, -distance) - logarithm;
        let own_of_high = R::select(low_is_base, of_other, of_base);
        let own_of_low = R::select(low_is_base, of_base, of_other);
        let of_teacher = R::select(negative, own_of_high, own_of_low);
        let of_student = R::select(negative, own_of_low, own_of_high);
        let far_loss = q.times(of_teacher) * beta + p.times(of_student) * rest;

        // Where p and q nearly agree, the two halves of the loss do too, but for their signs. With the other's weight c:
        //   f = c·other·(base/other − 1 − log(base/other)) − base·((m/base)·log(m/base) − m/base + 1),
        // which is a square of their distance less at most half of it.
        let (base, other) = (R::select(low_is_base, low, high), R::select(low_is_base, high, low));
        let weight = R::select(low_is_base, of_high, of_low);
        let excess = R::select(low_is_base, excess, (-growth).mul_add(ratio_less_one, -excess));
        let bend = change.mul_add(change, -((one + change) * log1p_excess(change)));
        let close_loss = (weight * other).mul_add(excess, -(base * bend));

        let share = if curved { R::select(negative, beta, beta * ratio) / mixed } else { zero };
        DivergenceTerms {
            loss: R::select(close, close_loss, far_loss),
            derivative: of_student * rest,
            curvature: share * rest,
        }
    }
}
