//! Products of a few numbers that are in the range of `f64` although some of their partial products are not.

use super::{Coefficients, exp};
use crate::simd::Real;

/// mantissa·2^exponent. The mantissa of a finite number other than 0 has a size between 1 and 2, or the product of such;
/// 0, infinities and NaN are their own mantissa.
#[derive(Clone, Copy)]
pub struct Extended {
    mantissa: f64,
    exponent: i32,
}

/// Bits of the mantissa field of `f64`.
const FIELD: u32 = 52;
/// The exponent field of 1.
const BIAS: i32 = 1023;
/// The exponent field without its place.
const EXPONENTS: u64 = 0x7ff;

impl Extended {
    /// Exact.
    #[inline(always)]
    pub fn new(x: f64) -> Self {
        if x == 0.0 || !x.is_finite() {
            return Self { mantissa: x, exponent: 0 };
        }
        // A subnormal number gains an exponent by a multiplication.
        let (x, lifted) = if x.abs() < f64::MIN_POSITIVE { (x * power_of_two(64), 64) } else { (x, 0) };
        let field = ((x.to_bits() >> FIELD) & EXPONENTS) as i32;
        let mantissa = x.to_bits() & !(EXPONENTS << FIELD) | (BIAS as u64) << FIELD;
        Self { mantissa: f64::from_bits(mantissa), exponent: field - BIAS - lifted }
    }

    /// e^x. Error ≤ 1; ±∞ count as ±6000, so that their exponential is beyond what three finite numbers make good.
    #[inline(always)]
    pub fn exp<R: Real<Lane = f64>>(x: f64) -> Self {
        let limit = |x: f64| if x > 6000.0 { 6000.0 } else { x };
        let x = -limit(-limit(x));
        let shifted = x * core::f64::consts::LOG2_E;
        let exponent = (if shifted < 0.0 { shifted - 0.5 } else { shifted + 0.5 }) as i32;
        let (high, low) = f64::LN_2;
        let n = R::splat(-f64::from(exponent));
        let rest = n.mul_add(R::splat(low), n.mul_add(R::splat(high), R::splat(x)));
        Self { mantissa: exp(rest).first(), exponent }
    }

    /// The product, its mantissa rounded.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        Self { mantissa: self.mantissa * other.mantissa, exponent: self.exponent + other.exponent }
    }

    /// The exponent of a finite number other than 0.
    #[inline(always)]
    pub fn exponent(self) -> i32 {
        self.exponent
    }

    /// Rounded once.
    #[inline(always)]
    pub fn value(self) -> f64 {
        let [first, second] = self.factors();
        first * second
    }

    /// Two factors of it, exact and far within the range, of which the second is a power of two. What is above 2^1600 or below
    /// 2^−1600 counts as of that size.
    #[inline(always)]
    pub fn factors(self) -> [f64; 2] {
        let limit = |exponent: i32| if exponent > 1600 { 1600 } else { exponent };
        let exponent = -limit(-limit(self.exponent));
        let half = exponent / 2;
        [self.mantissa * power_of_two(half), power_of_two(exponent - half)]
    }
}

/// 2^exponent, which is that of a normal number.
#[inline(always)]
pub fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + BIAS) as u64) << FIELD)
}
