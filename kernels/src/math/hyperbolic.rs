//! tanh, with its derivative.

use super::{Coefficients, exponential::exp_and_expm1_of_negative};
use crate::simd::{Lane, Real};

/// tanh x and 1 − tanh² x; neither is formed by a subtraction. Error ≤ 2, and ≤ 5 for the second, which is 0 where e^−2|x|
/// is (see [`super::exp_of_negative`]).
///
/// With e = e^(−2|x|) and t = e − 1: tanh |x| = −t / (2 + t), and 1 − tanh² = 4·e / (2 + t)².
#[inline(always)]
pub fn tanh<R: Real<Lane: Coefficients>>(x: R) -> (R, R) {
    let (value, slope, _) = tanh_and_exp(x);
    (value, slope)
}

/// The same, and the e^(−2|x|) that they are made of, as [`super::exp_of_negative`] gives it.
#[inline(always)]
pub fn tanh_and_exp<R: Real<Lane: Coefficients>>(x: R) -> (R, R, R) {
    let two = R::splat(2.0);
    let sign = x.and(R::splat_bits(R::Lane::SIGN));
    let size = x.abs();
    let (e, t) = exp_and_expm1_of_negative(-(size + size));
    let denominator = t + two;
    // What the sum lost, as in the logistic function, and here what the quotient lost as well: t has twice its own
    // error where tanh is just below a power of two.
    let lost = t - (denominator - two);
    let ratio = two / denominator;
    let quotient = -t / denominator;
    let remainder = (-quotient).mul_add(lost, (-quotient).mul_add(denominator, -t));
    let value = remainder.mul_add(ratio * R::splat(0.5), quotient);
    let slope = e * ratio * ratio;
    (value.or(sign), (-slope).mul_add(lost * ratio, slope), e)
}
