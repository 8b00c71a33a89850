//! Numbers m·2^e.

use crate::simd::{Lane, Real};

/// The exponent of zero. A product whose exponent would be as low is zero.
pub(super) const LOWEST: f64 = f64::MIN;
/// A term smaller than the largest by this power of two is lost in a sum, whatever it is.
const LOST: f64 = -200.0;
/// The bits of a mantissa.
const FRACTION: u64 = (1 << 52) - 1;

/// m·2^e lane by lane, 1 ≤ m < 2 or m = 0 and e = LOWEST.
#[derive(Clone, Copy)]
pub(super) struct Scaled<R> {
    pub mantissa: R,
    pub exponent: R,
}

/// 2^n for integers −1022 ≤ n ≤ 1023.
#[inline(always)]
pub(super) fn power_of_two<R: Real<Lane = f64>>(n: R) -> R {
    (n + R::splat(f64::ROUNDER + f64::from(f64::BIAS))).shift_to_exponent()
}

impl<R: Real<Lane = f64>> Scaled<R> {
    /// This where `mask` is true, elsewhere zero.
    #[inline(always)]
    pub fn keep(self, mask: R::Mask) -> Self {
        Self { mantissa: self.mantissa.keep(mask), exponent: R::select(mask, self.exponent, R::splat(LOWEST)) }
    }

    /// The mantissa of a number that is written with the exponent `top`, which is no less than its own.
    #[inline(always)]
    fn below(self, top: R) -> R {
        self.mantissa * power_of_two((self.exponent - top).at_least(LOST))
    }

    /// m·2^e for any m ≥ 0 that is 0 or a normal number.
    #[inline(always)]
    fn normalised(mantissa: R, exponent: R) -> Self {
        const TWO_TO_52: f64 = (1u64 << 52) as f64;
        let moved = mantissa.shift_from_exponent().or(R::splat(TWO_TO_52)) - R::splat(TWO_TO_52 + 1023.0);
        let exponent = exponent + moved;
        let some = R::both(R::splat(0.0).lt(mantissa), R::splat(LOWEST).lt(exponent));
        let mantissa = mantissa.and(R::splat_bits(FRACTION)).or(R::splat(1.0));
        Self { mantissa, exponent }.keep(some)
    }

    /// a + b, times m·2^e.
    #[inline(always)]
    pub fn sum_of_two(a: Self, b: Self, times: (R, R)) -> Self {
        let top = a.exponent.max(b.exponent);
        let sum = a.below(top) + b.below(top);
        Self::normalised(sum * times.0, top + times.1)
    }

    /// a + b + c, times m·2^e.
    #[inline(always)]
    pub fn sum_of_three(a: Self, b: Self, c: Self, times: (R, R)) -> Self {
        let top = a.exponent.max(b.exponent).max(c.exponent);
        let sum = (a.below(top) + b.below(top)) + c.below(top);
        Self::normalised(sum * times.0, top + times.1)
    }

    /// This times m·2^e.
    #[inline(always)]
    pub fn times(self, times: (R, R)) -> Self {
        Self::normalised(self.mantissa * times.0, self.exponent + times.1)
    }

    /// This times another, over 2^exponent, times `factor`: a number of the usual kind, 0 where it would be below 2^−1000.
    #[inline(always)]
    pub fn product(self, other: Self, exponent: R, factor: R) -> R {
        let power = (self.exponent - exponent) + other.exponent;
        let value = (self.mantissa * other.mantissa) * factor * power_of_two(power.at_least(-1000.0));
        value.without_less(power, R::splat(-1000.0))
    }
}
