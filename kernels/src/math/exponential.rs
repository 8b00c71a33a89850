//! e^x by x = n·ln 2 + r, |r| ≤ ln(2)/2, a polynomial in r and n added to the exponent field.
//!
//! With fused multiply-add x − n·LN_2.0 is exact: n is an integer, LN_2.0 has all the bits of a
//! lane, and the difference needs no more. So the error does not grow with |x|.

use super::{Coefficients, polynomial};
use crate::simd::{Lane, LaneFunction, Real};

/// x = n·ln 2 + r.
struct Reduced<R> {
    /// n in the low bits of the representation.
    shifted: R,
    /// n.
    n: R,
    /// r.
    r: R,
}

/// Valid for |x| < 2^21; below that n only has the right sign and size.
#[inline(always)]
fn reduce<R: Real<Lane: Coefficients>>(x: R) -> Reduced<R> {
    let rounder = R::splat(R::Lane::ROUNDER);
    let shifted = x.mul_add(R::splat(core::f64::consts::LOG2_E), rounder);
    let n = shifted - rounder;
    let (high, low) = R::Lane::LN_2;
    let r = n.mul_add(R::splat(-high), x);
    Reduced { shifted, n, r: n.mul_add(R::splat(-low), r) }
}

/// e^r − 1 for |r| ≤ ln(2)/2.
#[inline(always)]
fn tail<R: Real<Lane: Coefficients>>(r: R) -> R {
    polynomial(r, R::Lane::EXPONENTIAL).mul_add(r * r, r)
}

/// The integer nearest to x·log2(e): the exponent of e^x. Saturates; 0 for NaN.
#[inline(always)]
pub fn exponent_of(x: f64) -> i32 {
    let scaled = x * core::f64::consts::LOG2_E;
    // Rounds half away from zero, which is as good as any rule.
    (if scaled < 0.0 { scaled - 0.5 } else { scaled + 0.5 }) as i32
}

/// A power of two that [`exp_scaled`] divides by.
#[derive(Clone, Copy)]
pub struct Power<R> {
    bias: R,
    lowest: R,
}

impl<R: Real> Power<R> {
    /// 2^exponent.
    #[inline(always)]
    pub fn new(exponent: i32) -> Self {
        let bias = R::Lane::BIAS as i32;
        Self {
            bias: R::splat_bits((i64::from(bias) - i64::from(exponent)) as u64),
            lowest: R::splat(f64::from(exponent) + f64::from(2 - bias)),
        }
    }
}

/// e^x / 2^exponent, 0 where that is below about 2^(2 − BIAS). Error ≤ 1.
///
/// The result must be below 2^(BIAS): the caller takes an exponent near that of the largest x.
/// −∞ gives 0, NaN gives NaN, +∞ gives NaN.
#[inline(always)]
pub fn exp_scaled<R: Real<Lane: Coefficients>>(x: R, power: Power<R>) -> R {
    let Reduced { shifted, n, r } = reduce(x);
    let scale = shifted.add_integer(power.bias).shift_to_exponent();
    let value = (tail(r) + R::splat(1.0)) * scale;
    R::select(n.lt(power.lowest), R::splat(0.0), value)
}

/// [`exp_scaled`] of x − shift, for vectors.
#[derive(Clone, Copy)]
pub struct ExpScaled {
    /// Subtracted from x.
    pub shift: f64,
    /// The result is divided by 2^exponent.
    pub exponent: i32,
}

impl<L: Coefficients> LaneFunction<L, 1, 1> for ExpScaled {
    #[inline(always)]
    fn call<R: Real<Lane = L>>(self, [x]: [R; 1]) -> [R; 1] {
        [exp_scaled(x - R::splat(self.shift), Power::new(self.exponent))]
    }
}

/// [`exp`] for vectors.
#[derive(Clone, Copy)]
pub struct Exp;

impl<L: Coefficients> LaneFunction<L, 1, 1> for Exp {
    #[inline(always)]
    fn call<R: Real<Lane = L>>(self, [x]: [R; 1]) -> [R; 1] {
        [exp(x)]
    }
}

/// e^x. Error ≤ 1; 0 where it is subnormal, ∞ where it overflows.
#[inline(always)]
pub fn exp<R: Real<Lane: Coefficients>>(x: R) -> R {
    let zero = R::splat(0.0);
    let one = R::splat(1.0);
    let bias = f64::from(R::Lane::BIAS);
    let Reduced { shifted, n, r } = reduce(x);
    // 2^(BIAS + 1) does not fit the exponent field: large powers come in two factors.
    let large = zero.lt(n);
    let field = u64::from(R::Lane::BIAS);
    let offset = R::select(large, R::splat_bits(field - 1), R::splat_bits(field));
    let scale = shifted.add_integer(offset).shift_to_exponent();
    // 1 + r first, and what that lost added to the rest: functions built on this one have errors
    // of their own to add.
    let leading = one + r;
    let lost = r - (leading - one);
    let mantissa = leading + polynomial(r, R::Lane::EXPONENTIAL).mul_add(r * r, lost);
    let value = mantissa * scale * R::select(large, R::splat(2.0), one);

    let value = R::select(value.lt(R::splat(R::Lane::SMALLEST_NORMAL)), zero, value);
    let value = R::select(n.lt(R::splat(1.0 - bias)), zero, value);
    R::select(R::splat(bias + 1.0).lt(n), R::splat(f64::INFINITY), value)
}

/// e^x − 1 for x ≥ 0 where e^x is finite. Error ≤ 2.
#[inline(always)]
pub fn expm1_positive<R: Real<Lane: Coefficients>>(x: R) -> R {
    let Reduced { shifted, r, .. } = reduce(x);
    let scale = shifted.add_integer(R::splat_bits(u64::from(R::Lane::BIAS))).shift_to_exponent();
    tail(r).mul_add(scale, scale - R::splat(1.0))
}
