//! Double-double arithmetic: numbers as unevaluated sums of two, the second no larger than half a unit in the
//! last place of the first. T. J. Dekker, A floating-point technique for extending the available precision,
//! Numerische Mathematik 18, 1971. Written over [`Real`], so that the reference is a vector as well.

use loss_kernels::simd::Real;

/// `high + low`.
#[derive(Clone, Copy)]
pub struct Double<R> {
    pub high: R,
    pub low: R,
}

/// a + b and what rounding it lost, for numbers of any size.
#[inline(always)]
fn two_sum<R: Real>(a: R, b: R) -> Double<R> {
    let high = a + b;
    let of_b = high - a;
    Double { high, low: (a - (high - of_b)) + (b - of_b) }
}

/// The same where |a| ≥ |b|.
#[inline(always)]
fn quick_two_sum<R: Real>(a: R, b: R) -> Double<R> {
    let high = a + b;
    Double { high, low: b - (high - a) }
}

/// a·b and what rounding it lost.
#[inline(always)]
fn two_product<R: Real>(a: R, b: R) -> Double<R> {
    let high = a * b;
    Double { high, low: a.mul_add(b, -high) }
}

impl<R: Real<Lane = f64>> Double<R> {
    #[inline(always)]
    pub fn new(high: f64, low: f64) -> Self {
        Self { high: R::splat(high), low: R::splat(low) }
    }

    #[inline(always)]
    pub fn of(x: R) -> Self {
        Self { high: x, low: R::splat(0.0) }
    }

    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        let sum = two_sum(self.high, other.high);
        let rest = two_sum(self.low, other.low);
        let sum = quick_two_sum(sum.high, sum.low + rest.high);
        quick_two_sum(sum.high, sum.low + rest.low)
    }

    #[inline(always)]
    pub fn negative(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }

    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        self.plus(other.negative())
    }

    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        let product = two_product(self.high, other.high);
        let cross = self.low.mul_add(other.high, self.high * other.low);
        quick_two_sum(product.high, product.low + cross)
    }

    /// The quotient, by two steps of long division and a last correction.
    #[inline(always)]
    pub fn over(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self.minus(other.times(Self::of(first)));
        let second = rest.high / other.high;
        let rest = rest.minus(other.times(Self::of(second)));
        let third = rest.high / other.high;
        let sum = quick_two_sum(first, second);
        quick_two_sum(sum.high, sum.low + third)
    }

    /// Times a power of two.
    #[inline(always)]
    pub fn scaled(self, power: R) -> Self {
        Self { high: self.high * power, low: self.low * power }
    }

    #[inline(always)]
    pub fn select(mask: R::Mask, yes: Self, no: Self) -> Self {
        Self { high: R::select(mask, yes.high, no.high), low: R::select(mask, yes.low, no.low) }
    }

    /// x − n·c with c the sum of three numbers; n has few enough bits that n times the third needs no more
    /// than a rounding.
    #[inline(always)]
    pub fn minus_multiple(self, n: R, constant: [f64; 3]) -> Self {
        let [first, second, third] = constant.map(R::splat);
        let first = two_product(-n, first);
        let second = two_product(-n, second);
        // The leading parts cancel, exactly.
        let sum = Self::of(self.high).plus(first);
        sum.plus(Self::of(self.low)).plus(second).plus(Self::of(-n * third))
    }
}

/// The nearest integer, for |x| < 2^51.
#[inline(always)]
pub fn nearest<R: Real<Lane = f64>>(x: R) -> R {
    let rounder = R::splat(6_755_399_441_055_744.0);
    (x + rounder) - rounder
}

/// 2^n for an integer −1022 ≤ n ≤ 1023.
#[inline(always)]
pub fn power_of_two<R: Real<Lane = f64>>(n: R) -> R {
    (n + R::splat(6_755_399_441_055_744.0 + 1023.0)).shift_to_exponent()
}

/// Times 2^n, in two steps, for |n| ≤ 2044.
#[inline(always)]
pub fn scale<R: Real<Lane = f64>>(x: R, n: R) -> R {
    let half = nearest(n * R::splat(0.5));
    x * power_of_two(half) * power_of_two(n - half)
}
