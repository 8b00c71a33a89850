//! Powers with any exponent.

use super::{Coefficients, exp, log_pair};
use crate::simd::Real;

/// b^g for finite b ≥ 0 and g > 0; b = 0 gives 0, NaN gives NaN; results that would be subnormal are 0. Error ≤ 3 +
/// |g·log b|/4: that of the exponential, two roundings, and 0.09 units of 1 that a logarithm of a third has ([`log_pair`]), g
/// times.
#[inline(always)]
pub fn power<R: Real<Lane = f64>>(base: R, exponent: R) -> R {
    power_of_logarithm(log_pair(base), exponent)
}

/// The power whose base has this logarithm, as the sum of two numbers: the second is not the larger, or both are below 1. A
/// logarithm of −∞ gives 0 for a positive exponent. Error ≤ 3, and that of the logarithm in units of 1, `exponent` times.
#[inline(always)]
pub fn power_of_logarithm<R: Real<Lane: Coefficients>>((high, low): (R, R), exponent: R) -> R {
    // log b as the sum of two numbers, the second without any bit that the first has room for.
    let leading = high + low;
    let rest = low - (leading - high);
    // As the exponential is taken of the product, its rounding counts as often as the product is large.
    let product = leading * exponent;
    let lost = rest.mul_add(exponent, leading.mul_add(exponent, -product));
    let value = exp(product);
    // `lost` is NaN where b is 0.
    value + value.times(lost)
}
