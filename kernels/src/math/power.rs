//! Powers with any exponent.

use super::{Coefficients, exp, log_pair};
use crate::simd::Real;

/// b^g for b ≥ 0 and finite g; results that would be subnormal are 0. Of g > 0: b = 0 gives 0, ∞ gives ∞; of g < 0 the
/// reverse. NaN gives NaN. Error ≤ 3 + |g·log b|/2: that of the exponential, two roundings, and 0.09 units of 1 that a
/// logarithm of a third has ([`log_pair`]), which is a quarter of its own and up to twice as many of a number just below a power of
/// two, g times.
#[inline(always)]
pub fn power<R: Real<Lane: Coefficients>>(base: R, exponent: R) -> R {
    Logarithm::of(base).power(exponent)
}

/// The power whose base has this logarithm, as the sum of two numbers: the second is not the larger, or both are below 1. A
/// logarithm of −∞ gives 0 for a positive exponent. Error ≤ 3, and that of the logarithm in units of 1, `exponent` times.
#[inline(always)]
pub fn power_of_logarithm<R: Real<Lane: Coefficients>>(pair: (R, R), exponent: R) -> R {
    Logarithm::from_pair(pair).power(exponent)
}

/// log b as the sum of two numbers, the second without any bit that the first has room for: for several powers of a number.
#[derive(Clone, Copy)]
pub struct Logarithm<R> {
    leading: R,
    rest: R,
}

impl<R: Real<Lane: Coefficients>> Logarithm<R> {
    /// Of b.
    #[inline(always)]
    pub fn of(base: R) -> Self {
        Self::from_pair(log_pair(base))
    }

    /// The sum of two numbers, of which the second is not the larger, or both are below 1.
    #[inline(always)]
    fn from_pair((high, low): (R, R)) -> Self {
        let leading = high + low;
        Self { leading, rest: low - (leading - high) }
    }

    /// b^g, as [`power`].
    #[inline(always)]
    pub fn power(self, exponent: R) -> R {
        // As the exponential is taken of the product, its rounding counts as often as the product is large.
        let product = self.leading * exponent;
        let lost = self.rest.mul_add(exponent, self.leading.mul_add(exponent, -product));
        let value = exp(product);
        // `lost` is NaN where b is 0 or infinite, and of either sign where the exponential is infinite.
        R::select(value.eq(R::splat(f64::INFINITY)), value, value + value.times(lost))
    }
}
