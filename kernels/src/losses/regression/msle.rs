//! Mean squared logarithmic error.
//!
//! l = D², D = log((1 + x)/(1 + t)), value = Σ w·l / Σ w.  ∂l/∂x = 2D/(1 + x),  ∂²l/∂x² = 2(1 − D)/(1 + x)².
//!
//! For regression of counts and amounts that span orders of magnitude: ratios of predictions to targets decide, not
//! differences. Both x and t must be above −1, and are usually not negative. The gradient vanishes for predictions that
//! are far too large, and the second derivative is negative where D > 1. D has its digits for numbers that are near
//! each other and for those that are far apart. At x = −1 the loss is infinite and the derivative −∞; below, and for t
//! below −1, all is NaN. An infinite x has an infinite loss with derivatives 0.
//!
//! Reference: C. Tofallis, A better measure of relative prediction accuracy for model selection and model estimation,
//! Journal of the Operational Research Society 66, 2015; without the 1, which admits zeros.

use crate::loss::{Derivatives, Elementwise, with_sign_of};
use crate::math::{Coefficients, log1p};
use crate::simd::Real;

/// log²((1 + x)/(1 + t)).
#[derive(Clone, Copy, Debug, Default)]
pub struct Msle;

/// 2^−64, and its logarithm without the sign.
const SCALE: (f64, f64) = (1.0 / (1u128 << 64) as f64, 64.0 * core::f64::consts::LN_2);

impl Elementwise<1, 1> for Msle {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (zero, one, two) = (R::splat(0.0), R::splat(1.0), R::splat(2.0));
        let infinity = R::splat(f64::INFINITY);
        let error = x - t;
        let size = error.abs();
        // |D| = log(1 + |x − t|/(1 + the smaller of both)): the quotient is not negative, and has all its digits.
        let below = one - (-x).max(-t);
        let quotient = size / below;
        // Of a tiny divisor the quotient may be out of range where its logarithm is not; 1 is nothing beside it.
        let beyond = quotient.eq(infinity);
        let scaled = R::select(beyond, (size * R::splat(SCALE.0)) / below, quotient);
        let logarithm = log1p(scaled) + R::splat(SCALE.1).keep(beyond);
        let difference = with_sign_of(R::select(zero.le(below), logarithm, R::splat(f64::NAN)), error);
        let above = one + x;
        let without_limit = x.eq(infinity);
        Derivatives {
            loss: difference * difference,
            first: [((difference + difference) / above).without(without_limit).or_nan_of(difference)],
            second: [((two * (one - difference) / above) / above).without(without_limit).or_nan_of(difference)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Msle {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let difference = if x < t { -((t - x) / (1.0 + x)).ln_1p() } else { ((x - t) / (1.0 + t)).ln_1p() };
        let above = 1.0 + x;
        [difference * difference, 2.0 * difference / above, 2.0 * (1.0 - difference) / (above * above)].into()
    }
}
