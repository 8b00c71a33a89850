//! Modified Huber loss.
//!
//! l = max(0, 1 − t·x)² where t·x ≥ −1, else −4t·x.  ∂l/∂x = −2t·min(max(0, 1 − t·x), 2),  ∂²l/∂x² = 2t² where
//! −1 ≤ t·x < 1, else 0.
//!
//! For maximum-margin classification with outliers: the squared hinge loss that continues as a straight line, so that
//! no element has a gradient of more than 4. x is a score, t is −1 or 1. With the flag LOSS_BINARY_TARGETS the targets
//! are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 1, whatever x
//! is. The best score for elements of which a share p is positive is 2p − 1, so that (1 + min(max(x, −1), 1))/2
//! estimates p.
//!
//! Reference: T. Zhang, Solving large scale linear prediction problems using stochastic gradient descent algorithms,
//! ICML 2004.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::Coefficients;
use crate::simd::Real;

/// max(0, 1 − t·x)², linear beyond t·x = −1.
#[derive(Clone, Copy, Debug, Default)]
pub struct ModifiedHuber {
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Elementwise<1, 1> for ModifiedHuber {
    const BOUND_BY_MEMORY: bool = true;
    const BINARY_TARGETS: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { binary: arguments.binary_targets })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let t = if self.binary { t.mul_add(R::splat(2.0), R::splat(-1.0)) } else { t };
        let (zero, two) = (R::splat(0.0), R::splat(2.0));
        // A target of 0 is a coefficient of 0: x is left out, also where it is infinite or NaN.
        let x = x.without(t.eq(zero));
        // One rounding, so that one end of the parabola is met exactly. Of the other end the margin is rounded.
        let margin = (-t).mul_add(x, R::splat(1.0)).at_least(0.0);
        let z = t * x;
        let beyond = z.lt(R::splat(-1.0));
        // At most 2, and NaN where the margin is.
        let inner = -(-two).max(-margin);
        let twice = t + t;
        Derivatives {
            loss: R::select(beyond, z * R::splat(-4.0), margin * margin),
            // An infinite target has no slope either where there is no loss.
            first: [inner.times(-twice)],
            second: [(twice * t).keep(zero.lt(margin)).without(beyond).or_nan_of(margin)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for ModifiedHuber {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        if t == 0.0 {
            [1.0, 0.0, 0.0].into()
        } else if t * x < -1.0 {
            [-4.0 * t * x, -4.0 * t, 0.0].into()
        } else if t * x < 1.0 {
            [(1.0 - t * x) * (1.0 - t * x), -2.0 * t * (1.0 - t * x), 2.0 * t * t].into()
        } else {
            [0.0; 3].into()
        }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        1.0 - t * x * t * x
    }
}
