//! What the focal losses have in common: the weight (1 − p_t)^γ and that of the class, and their numbers.

use crate::loss::{Arguments, Refusal, positive_or};
use crate::simd::Real;

/// Larger exponents give the same results: 0, and 1 for a probability of 1.
pub(super) const LARGEST_GAMMA: f64 = 1e30;

/// γ, and what multiplies the losses of targets 1 and 0.
#[derive(Clone, Copy, Debug)]
pub struct Focus {
    pub(super) gamma: f64,
    positive: f64,
    negative: f64,
}

impl Default for Focus {
    fn default() -> Self {
        Self { gamma: 2.0, positive: 1.0, negative: 1.0 }
    }
}

impl Focus {
    /// From α, 0 for none, and γ.
    #[inline(always)]
    pub(super) fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [alpha, gamma, ..] = arguments.scalars;
        if !(0.0..1.0).contains(&alpha) {
            return Err(Refusal { argument: "alpha", value: alpha, must: "be in [0, 1)" });
        }
        let gamma = positive_or(2.0, "gamma", gamma)?.min(LARGEST_GAMMA);
        let (positive, negative) = if alpha == 0.0 { (1.0, 1.0) } else { (alpha, 1.0 - alpha) };
        Ok(Self { gamma, positive, negative })
    }

    /// α_t, of a target t and 1 − t.
    #[inline(always)]
    pub(super) fn weight<R: Real>(self, t: R, other: R) -> R {
        other.mul_add(R::splat(self.negative), t * R::splat(self.positive))
    }

    /// α_t.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn weight_of(self, t: f64) -> f64 {
        self.negative * (1.0 - t) + self.positive * t
    }
}
