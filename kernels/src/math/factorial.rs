//! log t! = log Γ(t + 1) for every t ≥ 0, and a constant that is made of Γ.
//!
//! Up to 2.5 it is t·(t − 1)·P(t − 1): both zeros are factors, so that a result near 0 has its digits. Beyond it is Stirling's
//! formula in v = t + ½, which needs fewer terms than the one in t: v·(log v − 1) + ½·log 2π + Q(1/v²)/v. All of its parts
//! are then above 0. Both take the large parts as the sum of two numbers.

use super::{Coefficients, log, log_pair, polynomial};
use crate::simd::Real;
use crate::simd::isa::OneDouble;

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
    // A quarter of everything, as v·(log v − 1) may be out of range by a first number that the second makes good.
    let (part, quarter) = (v * R::splat(0.25), R::splat(0.25));
    let product = part * less_one;
    let inverse = one / v;
    let series = polynomial(inverse * inverse, R::Lane::LOG_FACTORIAL_FAR);
    let rest = part.mul_add(low, series.mul_add(inverse, R::splat(HALF_LOG_TAU)) * quarter);
    // The derivative of v·(log v − 1) is log v.
    let rest = rest + (lost * quarter).mul_add(high, part.mul_add(less_one, -product));
    // Beside an infinite product the rest is NaN.
    R::select(product.eq(R::splat(f64::INFINITY)), product, (product + rest) * R::splat(4.0))
}

/// ½·log νπ + log Γ(ν/2) − log Γ((ν + 1)/2), which a call needs once, for finite ν > 0; one below the smallest normal number
/// counts as that. Error ≤ 4 units of 1, or of the result where that is larger.
///
/// Of the logarithms themselves nothing would be left for large ν. With a = ν/2 their difference is −½·log a + 1/(8a) −
/// 1/(192a³) + …, whose terms fall fast from a = 12 on. A smaller ν gets there by Γ(a + 1) = a·Γ(a), which makes a product
/// of quotients.
#[inline(always)]
pub fn student_constant(df: f64) -> f64 {
    /// (1 − 2^(−2n))·B_2n / (n·(2n − 1)), B_2n Bernoulli's numbers, from n = 1 on.
    const SERIES: [f64; 7] = [
        1.0 / 8.0,
        -1.0 / 192.0,
        1.0 / 640.0,
        -17.0 / 14_336.0,
        31.0 / 18_432.0,
        -691.0 / 180_224.0,
        5461.0 / 425_984.0,
    ];
    let df = if df < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { df };
    let (mut product, mut large) = (1.0, df);
    while large < 24.0 {
        // The ν of the first quotient is in the square below.
        product *= if large == df { df + 1.0 } else { (large + 1.0) / large };
        large += 2.0;
    }
    let inverse = 2.0 / large;
    let z = inverse * inverse;
    let mut series = 0.0;
    let mut n = SERIES.len();
    while n > 0 {
        n -= 1;
        series = series * z + SERIES[n];
    }
    let square = if large == df { 1.0 } else { product * (product / df / large) };
    HALF_LOG_TAU + series * inverse + 0.5 * log(OneDouble::splat(square)).first()
}
