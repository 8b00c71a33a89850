//! Expectile loss.
//!
//! l = v·(x − t)², v = τ where x < t, else 1 − τ, value = Σ w·l / Σ w.  ∂l/∂x = 2v·(x − t),  ∂²l/∂x² = 2v.
//!
//! For regression that wants a value off the mean, smoothly: the best prediction is the τ-expectile of the targets, τ =
//! `tau`, to the mean what a quantile is to the median. A prediction that is too low costs τ of its square, one that is
//! too high 1 − τ. At τ = ½ it is half the squared error. The second derivative at x = t is 2(1 − τ): a Newton step
//! needs one that is not 0.
//!
//! Reference: W. Newey, J. Powell, Asymmetric least squares estimation and testing, Econometrica 55, 1987, section 2.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, share_or};
use crate::math::Coefficients;
use crate::simd::Real;

/// τ·r² below the target, (1 − τ)·r² above.
#[derive(Clone, Copy, Debug)]
pub struct Expectile {
    tau: f64,
}

impl Default for Expectile {
    fn default() -> Self {
        Self { tau: 0.5 }
    }
}

impl Elementwise<1, 1> for Expectile {
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { tau: share_or(0.5, "tau", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let error = x - t;
        let below = error.lt(R::splat(0.0));
        // 1 − τ is above 0 in any type, so that NaN stays; τ may be 0, also against an infinite error.
        let share = R::select(below, R::splat(self.tau), R::splat(1.0 - self.tau));
        let slope = share.times(error);
        Derivatives { loss: slope.times(error), first: [slope + slope], second: [(share + share).or_nan_of(error)] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Expectile {
    const PARAMETERS: [f64; 4] = [0.3, 0.0, 0.0, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let error = x - t;
        let share = if error < 0.0 { self.tau } else { 1.0 - self.tau };
        [share * error * error, 2.0 * share * error, 2.0 * share].into()
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        x - t
    }
}
