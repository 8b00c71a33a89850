//! Label smoothing of two classes.

use crate::loss::Refusal;
use crate::simd::Real;

/// ε, with which t·(1 − ε) + ε/2 stands in place of t.
#[derive(Clone, Copy, Debug, Default)]
pub struct Smoothing {
    epsilon: f64,
}

impl Smoothing {
    /// 0: none.
    #[inline(always)]
    pub(super) fn new(epsilon: f64) -> Result<Self, Refusal> {
        if (0.0..=1.0).contains(&epsilon) {
            Ok(Self { epsilon })
        } else {
            Err(Refusal { argument: "label_smoothing", value: epsilon, must: "be in [0, 1]" })
        }
    }

    /// The target that counts.
    #[inline(always)]
    pub(super) fn of<R: Real>(self, t: R) -> R {
        if self.epsilon == 0.0 {
            return t;
        }
        t.mul_add(R::splat(1.0 - self.epsilon), R::splat(0.5 * self.epsilon))
    }

    /// The target that counts.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn of_number(self, t: f64) -> f64 {
        t * (1.0 - self.epsilon) + 0.5 * self.epsilon
    }
}
