//! log t! = log Γ(t + 1) for every t ≥ 0.
//!
//! Up to 2.5 it is t·(t − 1)·P(t − 1): both zeros are factors, so that a result near 0 has its digits. Beyond it is Stirling's
//! formula in v = t + ½, which needs fewer terms than the one in t: v·(log v − 1) + ½·log 2π + Q(1/v²)/v. All of its parts
//! are then above 0. Both take the large parts as the sum of two numbers.

use super::{Coefficients, log_pair, polynomial};
use crate::simd::Real;

/// ½·log 2π.
const HALF_LOG_TAU: f64 = 0.918_938_533_204_672_8;

/// log Γ(t + 1); NaN for t < 0. Error ≤ 1.5.
#[inline(always)]
pub fn log_factorial<R: Real<Lane: Coefficients>>(t: R) -> R {
    let near = t.le(R::splat(2.5));
    let value = R::select(near, log_factorial_near(t), log_factorial_far(t));
    R::select(t.lt(R::splat(0.0)), R::splat(f64::NAN), value)
}

/// The same for 0 ≤ t ≤ 2.5.
#[inline(always)]
fn log_factorial_near<R: Real<Lane: Coefficients>>(t: R) -> R {
    let one = R::splat(1.0);
    let s = t - one;
    // What that lost of a t below 1: the difference is exact.
    let lost = t - (s + one);
    let (high, low) = R::Lane::ONE_LESS_GAMMA;
    let (high, low) = (R::splat(high), R::splat(low));
    let rest = polynomial(s, R::Lane::LOG_FACTORIAL_NEAR);
    let leading = s.mul_add(rest, high);
    let trailing = s.mul_add(rest, high - leading) + low;
    let product = t * s;
    let product_lost = t.mul_add(lost, t.mul_add(s, -product));
    product.mul_add(leading, product.mul_add(trailing, product_lost * leading))
}

/// The same for t ≥ 2.5.
#[inline(always)]
fn log_factorial_far<R: Real<Lane: Coefficients>>(t: R) -> R {
    let (half, one) = (R::splat(0.5), R::splat(1.0));
    let v = t + half;
    let lost = half - (v - t);
    let (high, low) = log_pair(v);
    let less_one = high - one;
    let low = low - (one + (less_one - high));
    let product = v * less_one;
    let inverse = one / v;
    let series = polynomial(inverse * inverse, R::Lane::LOG_FACTORIAL_FAR);
    let rest = v.mul_add(low, series.mul_add(inverse, R::splat(HALF_LOG_TAU)));
    // The derivative of v·(log v − 1) is log v.
    let rest = rest + lost.mul_add(high, v.mul_add(less_one, -product));
    // Beside an infinite product the rest is NaN.
    R::select(product.eq(R::splat(f64::INFINITY)), product, product + rest)
}
