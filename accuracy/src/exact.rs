//! The elementary functions in double-double arithmetic, by plain series, and so without anything in common
//! with the kernels but the arithmetic of a vector. reference.py compares them with mpmath.

use crate::constants::{HALF_LOG_TAU, INVERSE_FACTORIALS, INVERSE_ODDS, LN_2, ONE_LESS_GAMMA, STIRLING, ZETA};
use crate::double::{Double, nearest, power_of_two, scale};
use loss_kernels::simd::Real;

/// (high + low)·2^scale. The power is apart, so that nothing here overflows or underflows.
#[derive(Clone, Copy)]
pub struct Exact<R> {
    pub number: Double<R>,
    pub scale: R,
}

impl<R: Real<Lane = f64>> Exact<R> {
    #[inline(always)]
    pub fn plain(number: Double<R>) -> Self {
        Self { number, scale: R::splat(0.0) }
    }

    #[inline(always)]
    pub fn zero() -> Self {
        Self::plain(Double::new(0.0, 0.0))
    }
}

/// From where on a coefficient of the exponential series needs one number only.
const SINGLE_EXPONENTIAL: usize = 12;
/// The same for the logarithm's.
const SINGLE_LOGARITHM: usize = 10;
/// The same for those of log Γ near 2 and far out.
const SINGLE_ZETA: usize = 26;
const SINGLE_STIRLING: usize = 8;

/// Horner's scheme, the lowest power first in `coefficients`; those from `single` on in plain `f64`.
#[inline(always)]
fn series<R: Real<Lane = f64>>(x: Double<R>, coefficients: &'static [(f64, f64)], single: usize) -> Double<R> {
    let mut i = coefficients.len() - 1;
    let mut tail = R::splat(coefficients[i].0);
    while i > single {
        i -= 1;
        tail = tail.mul_add(x.high, R::splat(coefficients[i].0));
    }
    let mut sum = Double::of(tail);
    while i > 0 {
        i -= 1;
        sum = sum.times(x).plus(Double::new(coefficients[i].0, coefficients[i].1));
    }
    sum
}

/// x limited to what still makes a difference, NaN staying.
#[inline(always)]
pub fn between<R: Real<Lane = f64>>(x: R, low: f64, high: f64) -> R {
    -(-(x.at_least(low))).at_least(-high)
}

/// e^x = 2^n·(1 + r + square), square = e^r − 1 − r.
pub struct Exponential<R> {
    pub n: R,
    pub r: Double<R>,
    pub square: Double<R>,
}

impl<R: Real<Lane = f64>> Exponential<R> {
    /// |x| < 2^30.
    #[inline(always)]
    pub fn new(x: Double<R>) -> Self {
        let n = nearest(x.high * R::splat(core::f64::consts::LOG2_E));
        let r = x.minus_multiple(n, LN_2);
        let square = series(r, &INVERSE_FACTORIALS, SINGLE_EXPONENTIAL).times(r.times(r));
        Self { n, r, square }
    }

    /// e^r.
    #[inline(always)]
    pub fn mantissa(&self) -> Double<R> {
        Double::new(1.0, 0.0).plus(self.r.plus(self.square))
    }

    /// e^x / 2^exponent.
    #[inline(always)]
    pub fn value(&self, exponent: f64) -> Exact<R> {
        Exact { number: self.mantissa(), scale: self.n - R::splat(exponent) }
    }

    /// e^x for x ≤ 0, small enough numbers as 0.
    #[inline(always)]
    pub fn small(&self) -> Double<R> {
        self.mantissa().scaled(power_of_two(self.n.at_least(-1000.0)))
    }

    /// e^x − 1.
    #[inline(always)]
    pub fn minus_one(&self) -> Exact<R> {
        let growth = self.r.plus(self.square);
        let zero = R::splat(0.0);
        // 2^n·growth + 2^n − 1 over 2^n for large n, else as it stands.
        let large = zero.lt(self.n);
        let power = power_of_two(between(self.n, -1000.0, 0.0));
        let inverse = power_of_two(-between(self.n, 0.0, 1000.0));
        let sum = growth.scaled(power).plus(Double::of(power).minus(Double::of(inverse)));
        // What is 0 here keeps its own size.
        let number = Double::select(self.n.eq(zero), growth, sum);
        Exact { number, scale: R::select(large, self.n, zero) }
    }
}

/// log(m·2^k) where m = 1 + f, and k·ln 2 is not of the opposite sign and nearly as large.
#[inline(always)]
fn logarithm_of<R: Real<Lane = f64>>(k: R, f: Double<R>) -> Double<R> {
    let s = f.over(f.plus(Double::new(2.0, 0.0)));
    let sum = series(s.times(s), &INVERSE_ODDS, SINGLE_LOGARITHM).times(s);
    let sum = sum.plus(sum);
    let of_power = Double::of(R::splat(0.0)).minus_multiple(-k, LN_2);
    // Where k is 0 the sum keeps its low part untouched.
    Double::select(k.eq(R::splat(0.0)), sum, of_power.plus(sum))
}

/// The power of two that takes x into [√½, √2), for normal x.
#[inline(always)]
fn exponent<R: Real<Lane = f64>>(x: R) -> R {
    let field = x.and(R::splat_bits(0x7FF0_0000_0000_0000)).shift_from_exponent();
    let two_power = 4_503_599_627_370_496.0;
    let k = field.or(R::splat(two_power)) - R::splat(two_power + 1023.0);
    let mantissa = scale(x, -k);
    R::select(R::splat(core::f64::consts::SQRT_2).le(mantissa), k + R::splat(1.0), k)
}

/// log x.
#[inline(always)]
pub fn logarithm<R: Real<Lane = f64>>(x: R) -> Double<R> {
    let (zero, infinity) = (R::splat(0.0), R::splat(f64::INFINITY));
    let subnormal = x.lt(R::splat(f64::MIN_POSITIVE));
    let lifted = R::select(subnormal, x * R::splat((1u64 << 60) as f64), x);
    let k = exponent(lifted);
    let f = Double::of(scale(lifted, -k)).minus(Double::new(1.0, 0.0));
    let result = logarithm_of(R::select(subnormal, k - R::splat(60.0), k), f);
    let outside = R::select(x.eq(zero), -infinity, R::splat(f64::NAN));
    let outside = R::select(x.eq(infinity), infinity, outside);
    Double::select(R::both(zero.lt(x), x.lt(infinity)), result, Double::of(outside))
}

/// log(1 + x).
#[inline(always)]
pub fn logarithm_1p<R: Real<Lane = f64>>(x: Double<R>) -> Double<R> {
    let (zero, infinity) = (R::splat(0.0), R::splat(f64::INFINITY));
    let one = Double::new(1.0, 0.0);
    let sum = one.plus(x);
    let k = exponent(sum.high);
    let scaled = Double { high: scale(sum.high, -k), low: scale(sum.low, -k) };
    let f = Double::select(k.eq(zero), x, scaled.minus(one));
    let result = logarithm_of(k, f);
    // With an infinite x the sum's parts would be NaN.
    let plain = R::splat(1.0) + x.high;
    let outside = R::select(plain.eq(zero), -infinity, R::splat(f64::NAN));
    let outside = R::select(plain.eq(infinity), infinity, outside);
    Double::select(R::both(zero.lt(plain), plain.lt(infinity)), result, Double::of(outside))
}

/// log Γ(2 + s) for |s| ≤ ½, by its power series.
#[inline(always)]
fn log_gamma_of_two_and<R: Real<Lane = f64>>(s: R) -> Double<R> {
    let s = Double::of(s);
    let (high, low) = ONE_LESS_GAMMA;
    series(s, &ZETA, SINGLE_ZETA).times(s).plus(Double::new(high, low)).times(s)
}

/// log Γ(t + 1) for finite t ≥ 0.
#[inline(always)]
pub fn log_factorial<R: Real<Lane = f64>>(t: R) -> Exact<R> {
    let (zero, one) = (R::splat(0.0), R::splat(1.0));
    // Down to between ½ and 1½, and the factors: below 20!.
    let (mut rest, mut product) = (between(t, 0.0, 20.0), Double::new(1.0, 0.0));
    let mut i = 0;
    while i < 19 {
        let more = R::splat(1.5).lt(rest);
        product = Double::select(more, product.times(Double::of(rest)), product);
        rest = R::select(more, rest - one, rest);
        i += 1;
    }
    // Below ½ up to 2 instead: log Γ(1 + t) = log Γ(2 + t) − log(1 + t).
    let below = rest.lt(R::splat(0.5));
    let near = log_gamma_of_two_and(R::select(below, rest, rest - one));
    let of = Double::select(below, Double::of(rest), product.minus(Double::new(1.0, 0.0)));
    let other = logarithm_1p(of);
    let near = near.plus(Double::select(below, other.negative(), other));
    // Stirling's formula; of what overflows with t a part, times a power of two.
    let huge = R::splat(power(900)).lt(t);
    let far = R::select(t.lt(R::splat(20.0)), R::splat(20.0), t);
    let log = logarithm(far);
    let inverse = Double::new(1.0, 0.0).over(Double::of(far));
    let (high, low) = HALF_LOG_TAU;
    let small = series(inverse.times(inverse), &STIRLING, SINGLE_STIRLING).times(inverse);
    let small = small.plus(log.scaled(R::splat(0.5))).plus(Double::new(high, low));
    let part = R::select(huge, far * R::splat(power(-100)), far);
    let leading = Double::of(part).times(log.minus(Double::new(1.0, 0.0)));
    let stirling = leading.plus(Double::select(huge, Double::of(zero), small));
    Exact {
        number: Double::select(R::splat(20.0).lt(t), stirling, near),
        scale: R::select(huge, R::splat(100.0), zero),
    }
}

/// 2^exponent.
const fn power(exponent: i64) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}
