//! Quantile loss.
//!
//! l = max(−q·(x − t), (1 − q)·(x − t)), value = Σ w·l / Σ w.  ∂l/∂x = −q where x < t, 1 − q where x > t, and 0 at the kink
//! x = t.  ∂²l/∂x² = 0.
//!
//! For quantile regression, also called pinball loss: the best prediction is the q-quantile of the targets, q =
//! `quantile`. A prediction that is too low costs q per unit, one that is too high 1 − q. Two quantiles, such as 0.05
//! and 0.95, give an interval. At q = ½ it is half the absolute error.
//!
//! Reference: R. Koenker, G. Bassett, Regression quantiles, Econometrica 46, 1978, section 3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, share_or, with_sign_of};
use crate::math::Coefficients;
use crate::simd::Real;

/// q·(t − x) below the target, (1 − q)·(x − t) above.
#[derive(Clone, Copy, Debug)]
pub struct Quantile {
    quantile: f64,
}

impl Default for Quantile {
    fn default() -> Self {
        Self { quantile: 0.5 }
    }
}

impl Elementwise<1, 1> for Quantile {
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { quantile: share_or(0.5, "quantile", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let zero = R::splat(0.0);
        let error = x - t;
        // 1 − q is above 0 in any type, so that NaN stays; q may be 0, also against an infinite error.
        let slope = R::select(error.lt(zero), R::splat(self.quantile), R::splat(1.0 - self.quantile));
        Derivatives {
            loss: slope.times(error.abs()),
            first: [with_sign_of(slope, error).without(error.eq(zero)).or_nan_of(error)],
            second: [zero.or_nan_of(error)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Quantile {
    const PARAMETERS: [f64; 4] = [0.3, 0.0, 0.0, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (error, q) = (x - t, self.quantile);
        let slope = if error < 0.0 { -q } else { 1.0 - q };
        [slope * error, if error == 0.0 { 0.0 } else { slope }, 0.0].into()
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        x - t
    }
}
