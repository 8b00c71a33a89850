//! tanh, with its derivative.

use super::{Coefficients, expm1};
use crate::simd::{Lane, Real};

/// tanh x and 1 − tanh² x; neither is formed by a subtraction. Error ≤ 3, and ≤ 8 for the
/// second.
///
/// With t = e^(2|x|) − 1: tanh |x| = t / (t + 2), and 1 − tanh² = 4·(t + 1) / (t + 2)².
#[inline(always)]
pub fn tanh<R: Real<Lane: Coefficients>>(x: R) -> (R, R) {
    let doubled = x.abs() + x.abs();
    // Where t would overflow, tanh is long 1; its derivative stays what it is at the limit, nearly the smallest
    // normal number. A NaN stays.
    let limit = R::splat(0.69 * f64::from(R::Lane::BIAS));
    let t = expm1(R::select(limit.lt(doubled), limit, doubled));
    let denominator = t + R::splat(2.0);
    let value = t / denominator;
    let signed = value.or(x.and(R::splat_bits(R::Lane::SIGN)));
    let ratio = R::splat(2.0) / denominator;
    (signed, (t + R::splat(1.0)) * ratio * ratio)
}
