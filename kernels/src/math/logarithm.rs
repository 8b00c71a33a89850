//! log x by x = 2^k·m, m in [√½, √2), f = m − 1, s = f/(2+f):
//! log m = f − f²/2 + s·(f²/2 + R(s²)) (the arrangement of FreeBSD's msun, e_log.c).
//!
//! The leading parts k·ln 2 and f are added without error. Only the rest is rounded, which is less than a tenth: the
//! result is the sum of two numbers, and has several more correct bits than a lane. Differences of logarithms, of which
//! a Kullback-Leibler divergence consists, keep their accuracy.

use super::{Coefficients, exp_and_expm1_of_negative, polynomial};
use crate::simd::{Lane, Real};

/// log x as the sum of two numbers, the second below 0.1 in size; error of the sum ≤ 0.09 for results
/// of size 1. log 0 = −∞, negative x and NaN give NaN; the second number is then 0.
///
/// The first number is exact but for what `error` keeps. Where f²/2 is largest, 0.086, it is rounded at 1/32 of a unit
/// of 1 as it is subtracted, and the sum again; s·(f²/2 + R) has two roundings of as much, times s ≤ 0.18, and
/// those of s, 0.15 of a unit, times 0.1.
#[inline(always)]
pub fn log_pair<R: Real<Lane: Coefficients>>(x: R) -> (R, R) {
    let zero = R::splat(0.0);
    let infinity = R::splat(f64::INFINITY);
    let mantissa_bits = R::Lane::MANTISSA_BITS;

    // Where all lanes are normal numbers, most of the time, the rest need not be looked at.
    let smallest = R::splat(R::Lane::SMALLEST_NORMAL);
    let normal = R::all(R::both(smallest.le(x), x.lt(infinity)));

    // A subnormal number gains an exponent by a multiplication.
    let subnormal = x.lt(smallest);
    let lifted = if normal { x } else { R::select(subnormal, x * R::splat((1u64 << (mantissa_bits + 1)) as f64), x) };

    let (k, f) = exponent_and_fraction(lifted);
    let k = if normal { k } else { R::select(subnormal, k - R::splat(f64::from(mantissa_bits + 1)), k) };
    let (s, rest, half) = log1p_parts(f);
    let (high, low) = sum_of_parts((k, f), s, rest, half);

    if normal {
        return (high, low);
    }
    let positive = zero.lt(x);
    let finite = R::both(positive, x.lt(infinity));
    let outside = R::select(x.eq(zero), -infinity, R::splat(f64::NAN));
    let outside = R::select(x.eq(infinity), infinity, outside);
    (R::select(finite, high, outside), low.keep(finite))
}

/// k and f of a normal number 2^k·(1 + f), √½ ≤ 1 + f < √2.
#[inline(always)]
fn exponent_and_fraction<R: Real<Lane: Coefficients>>(x: R) -> (R, R) {
    let mantissa_bits = R::Lane::MANTISSA_BITS;
    // The exponent of x·√2, as an integer in the low bits, then as a number.
    let moved = x.add_integer(R::splat_bits(R::Lane::ONE.wrapping_sub(R::Lane::SQRT_HALF)));
    let two_power = (1u64 << mantissa_bits) as f64;
    let k = moved.shift_from_exponent().or(R::splat(two_power)) - R::splat(two_power + f64::from(R::Lane::BIAS));
    let m = moved.and(R::splat_bits((1u64 << mantissa_bits) - 1)).add_integer(R::splat_bits(R::Lane::SQRT_HALF));
    (k, m - R::splat(1.0))
}

/// Of log(1 + f) = f − f²/2 + s·(f²/2 + R(s²)): s, f²/2 + R(s²), and f/2.
#[inline(always)]
fn log1p_parts<R: Real<Lane: Coefficients>>(f: R) -> (R, R, R) {
    let s = f / (f + R::splat(2.0));
    let z = s * s;
    let half = f * R::splat(0.5);
    (s, polynomial(z, R::Lane::LOGARITHM).mul_add(z, half * f), half)
}

/// k·ln 2 + log(1 + f) as the sum of two numbers, from the parts of the latter.
#[inline(always)]
fn sum_of_parts<R: Real<Lane: Coefficients>>((k, f): (R, R), s: R, rest: R, half: R) -> (R, R) {
    let (ln2_high, ln2_low) = R::Lane::LN_2_SHORT;
    let high = k.mul_add(R::splat(ln2_high), f);
    // What rounding that lost: the difference is exact.
    let error = f - k.mul_add(R::splat(-ln2_high), high);
    (high, s.mul_add(rest, half.mul_add(-f, k.mul_add(R::splat(ln2_low), error))))
}

/// log x. Error ≤ 1.
#[inline(always)]
pub fn log<R: Real<Lane: Coefficients>>(x: R) -> R {
    let (high, low) = log_pair(x);
    high + low
}

/// log t − x for t ≥ 0 as the sum of two numbers: rounded, and the rest, which is a number where the first is finite. As the
/// rounding of a difference counts as often as it is large in its exponential, e^u·(1 + rest) has the digits of log t, which
/// are those of [`log_pair`]. Negative t, NaN and infinities without a limit give NaN.
#[inline(always)]
pub fn log_less<R: Real<Lane: Coefficients>>(t: R, x: R) -> (R, R) {
    let (high, low) = log_pair(t);
    let difference = high - x;
    let part = difference - high;
    let lost = (high - (difference - part)) - (x + part);
    let low = low + lost.keep(difference.abs().lt(R::splat(f64::INFINITY)));
    let u = difference + low;
    (u, low - (u - difference))
}

/// log(1 + x) for x ≥ −1. Error ≤ 1.5.
#[inline(always)]
pub fn log1p<R: Real<Lane: Coefficients>>(x: R) -> R {
    let one = R::splat(1.0);
    log1p_given(x, one / (one + x))
}

/// The same where 1 / (1 + x) is known.
#[inline(always)]
pub fn log1p_given<R: Real<Lane: Coefficients>>(x: R, inverse: R) -> R {
    let (u, lost) = one_plus(x);
    let (high, low) = log_pair(u);
    let regular = R::both(R::splat(0.0).lt(u), u.lt(R::splat(f64::INFINITY)));
    high + (low + (lost * inverse).keep(regular))
}

/// 1 + x for x ≥ −1, rounded, and what rounding lost.
#[inline(always)]
pub fn one_plus<R: Real>(x: R) -> (R, R) {
    let one = R::splat(1.0);
    let u = one + x;
    (u, R::select(x.le(one), x - (u - one), one - (u - x)))
}

/// log(u + lost), with a part that is lost beside u. Error ≤ 1.5.
#[inline(always)]
pub fn log_of_sum<R: Real<Lane: Coefficients>>((u, lost): (R, R)) -> R {
    let (high, low) = log_pair(u);
    let regular = R::both(R::splat(0.0).lt(u), u.lt(R::splat(f64::INFINITY)));
    high + (low + (lost / u).keep(regular))
}

/// x − log(1 + x), without the cancellation near 0, for x of less than 0.41 in size. Error ≤ 3.
#[inline(always)]
pub fn log1p_excess<R: Real<Lane: Coefficients>>(x: R) -> R {
    let (s, rest, half) = log1p_parts(x);
    (-s).mul_add(rest, half * x)
}

/// u − log(1 + u) for u ≥ 0, without cancellation, where 1 / (1 + u) is known. Error ≤ 3. ∞ gives ∞, NaN gives NaN.
///
/// Near 0 it is [`log1p_excess`]. Beyond, the difference is a sixth of u at least, and the logarithm has bits to spare as in [`log_pair`]:
/// its 0.09 units of 1 are 1.5 of the difference where that is smallest, 0.066. Both take the same polynomial, of u or of the
/// fraction of 1 + u.
#[inline(always)]
pub fn excess_log1p<R: Real<Lane: Coefficients>>(u: R, inverse: R) -> R {
    let near = u.lt(R::splat(0.41));
    let (sum, lost) = one_plus(u);
    let (k, fraction) = exponent_and_fraction(sum);
    let f = R::select(near, u, fraction);
    let (s, rest, half) = log1p_parts(f);
    let (high, low) = sum_of_parts((k, f), s, rest, half);
    let far = (u - high) - lost.mul_add(inverse, low);
    // Beside a number above 2^60 its logarithm is nothing.
    let far = R::select(R::splat(TWO_TO_60).lt(u), u, far);
    R::select(near, (-s).mul_add(rest, half * f), far)
}

/// 2^60.
const TWO_TO_60: f64 = (1u64 << 60) as f64;

/// log(1 + e) for 0 ≤ e ≤ 1, as e − e²·R(e). Error ≤ 1.25 for `f32`, 1.4 for `f64`. NaN gives NaN.
#[inline(always)]
pub fn log1p_of_unit<R: Real<Lane: Coefficients>>(e: R) -> R {
    polynomial(e, R::Lane::LOGARITHM_1P).mul_add(-(e * e), e)
}

/// log(1 − e^−x) for x ≥ 0, with e^−x and 1 − e^−x. Error ≤ 4, of the others 2. 0 gives −∞; below 0 and NaN give NaN.
///
/// Below log 2 the difference is formed without cancellation, and its 2 units are at most as many of its logarithm, which has
/// 1.5 of its own. Beyond, the logarithm is that of 1 less a number below ½, whose error counts up to 1.5 times.
#[inline(always)]
pub fn log1mexp<R: Real<Lane: Coefficients>>(x: R) -> (R, R, R) {
    let (power, less_one) = exp_and_expm1_of_negative(-x);
    let near = x.lt(R::splat(core::f64::consts::LN_2));
    let (sum, lost) = one_plus(-power);
    let value = log_of_sum((R::select(near, less_one.abs(), sum), lost.without(near)));
    (R::select(x.lt(R::splat(0.0)), R::splat(f64::NAN), value.or_nan_of(x)), power, less_one.abs())
}
