//! Elastic net penalty: L1 and L2 at once.
//!
//! value = λ₁·Σ |x_i| + λ₂·Σ x_i².
//! ∂value/∂x = λ₁·sign(x) + 2λ₂·x, exactly 0 at x = 0.  ∂²value/∂x² = 2λ₂.
//!
//! λ₁ is `l1`, λ₂ is `l2`. For sparse parameters that belong together in groups. With LOSS_ACCUMULATE the gradient
//! is added to the gradient of a loss. A penalty is a sum:
//! options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
//!
//! Reference: H. Zou, T. Hastie, Regularization and variable selection via the elastic net, Journal of
//! the Royal Statistical Society B 67, 2005, section 2.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, vanishes};
use crate::losses::{L1Penalty, L2Penalty};
use crate::math::Coefficients;
use crate::simd::Real;

/// λ₁|x| + λ₂x².
#[derive(Clone, Copy, Debug, Default)]
pub struct ElasticNetPenalty {
    l1: L1Penalty,
    l2: L2Penalty,
}

impl Elementwise<1, 0> for ElasticNetPenalty {
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [l1, l2, ..] = arguments.scalars;
        Ok(Self { l1: L1Penalty::with("l1", l1)?, l2: L2Penalty::with("l2", l2)? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], _: [R; 0]) -> Derivatives<R, 1> {
        // One question for both: of each loop there are two, not four.
        let vanishes = vanishes::<R>(self.l1.lambda) | vanishes::<R>(self.l2.lambda);
        if vanishes { self.of::<R, false>(x) } else { self.of::<R, true>(x) }
    }
}

impl ElasticNetPenalty {
    /// The mathematics; both λ are `SURE` to be other numbers than 0, or may be 0.
    #[inline(always)]
    fn of<R: Real, const SURE: bool>(self, x: R) -> Derivatives<R, 1> {
        let (l1, l2) = (self.l1.of::<R, SURE>(x), self.l2.of::<R, SURE>(x));
        Derivatives { loss: l1.loss + l2.loss, first: [l1.first[0] + l2.first[0]], second: l2.second }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 0> for ElasticNetPenalty {
    fn reference(&self, x: [f64; 1], t: [f64; 0]) -> Derivatives<f64, 1> {
        let (l1, l2) = (self.l1.reference(x, t), self.l2.reference(x, t));
        Derivatives { loss: l1.loss + l2.loss, first: [l1.first[0] + l2.first[0]], second: l2.second }
    }

    fn kink(&self, [x]: [f64; 1], _: [f64; 0]) -> f64 {
        x
    }
}
