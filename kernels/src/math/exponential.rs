//! e^x by x = n·ln 2 + r, |r| ≤ ln(2)/2: a polynomial in r, and n added to the exponent field.
//!
//! With fused multiply-add, x − n·LN_2.0 is exact: n is an integer, LN_2.0 has all the bits of a lane, and the
//! difference needs no more bits than a lane has. So the error does not grow with |x|. This holds for any constant in
//! the place of ln 2: e^(x/T) reduces x by multiples of T·ln 2 and divides the remainder, so that no quotient x/T is
//! ever rounded.

use super::{Coefficients, polynomial};
use crate::simd::{Lane, Real};

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
    reduce_from(x, R::splat(R::Lane::ROUNDER))
}

/// The same with an integer added to what rounds, and so to what `shifted` has in its low bits.
#[inline(always)]
fn reduce_from<R: Real<Lane: Coefficients>>(x: R, rounder: R) -> Reduced<R> {
    reduce_by(x, core::f64::consts::LOG2_E, R::Lane::LN_2, rounder)
}

/// x = n·c + r, with c as the sum of two numbers and n the nearest integer to x·`per_unit`.
#[inline(always)]
fn reduce_by<R: Real>(x: R, per_unit: f64, (high, low): (f64, f64), rounder: R) -> Reduced<R> {
    let shifted = x.mul_add(R::splat(per_unit), rounder);
    let n = shifted - rounder;
    let r = n.mul_add(R::splat(-high), x);
    Reduced { shifted, n, r: n.mul_add(R::splat(-low), r) }
}

/// The integer nearest to x·log2(e): the exponent of e^x. Only for |x| < 2^50.
#[inline(always)]
pub fn exponent_of<R: Real<Lane = f64>>(x: R) -> R {
    let rounder = R::splat(f64::ROUNDER);
    (x * R::splat(core::f64::consts::LOG2_E) + rounder) - rounder
}

/// A power of two that [`exp_scaled`] divides by.
#[derive(Clone, Copy)]
pub struct Power<R> {
    /// Rounds to an integer, and leaves that, with the exponent taken off and the bias of the exponent
    /// field added, in the low bits.
    rounder: R,
    lowest: R,
}

impl<R: Real> Power<R> {
    /// 2^exponent, lane by lane. |exponent| < 2^22.
    #[inline(always)]
    pub fn new(exponent: R) -> Self {
        let bias = f64::from(R::Lane::BIAS);
        Self { rounder: R::splat(R::Lane::ROUNDER + bias) - exponent, lowest: R::splat(2.0 - bias) + exponent }
    }
}

/// What x is divided by before its exponential is taken: a temperature T.
#[derive(Clone, Copy)]
pub struct Divisor {
    /// 1/T.
    inverse: f64,
    /// T·ln 2 as the sum of two numbers, the first a number of the lane type.
    ln_2: (f64, f64),
    /// The coefficients of e^(r/T), the highest power first.
    coefficients: [f64; MOST_COEFFICIENTS],
}

/// Those of [`Coefficients::EXPONENTIAL`] and two more.
const MOST_COEFFICIENTS: usize = 12;

impl Divisor {
    /// For lanes `L`, with the help of a register of `f64`.
    #[inline(always)]
    pub fn new<L: Coefficients, R: Real<Lane = f64>>(temperature: f64) -> Self {
        let inverse = 1.0 / temperature;
        let mut coefficients = [0.0; MOST_COEFFICIENTS];
        let count = L::EXPONENTIAL.len();
        coefficients[count] = inverse;
        coefficients[count + 1] = 1.0;
        let mut power = inverse * inverse;
        let mut i = count;
        while i > 0 {
            i -= 1;
            coefficients[i] = L::EXPONENTIAL[i] * power;
            power *= inverse;
        }
        if temperature == 1.0 {
            return Self { inverse, ln_2: L::LN_2, coefficients };
        }
        let (high, low) = f64::LN_2;
        let product = high * temperature;
        let lost = R::splat(high).mul_add(R::splat(temperature), R::splat(-product)).first() + low * temperature;
        let leading = L::from_f64(product).to_f64();
        Self { inverse, ln_2: (leading, (product - leading) + lost), coefficients }
    }

    /// x = n·T·ln 2 + r.
    #[inline(always)]
    fn reduce<R: Real>(&self, x: R, power: Power<R>) -> Reduced<R> {
        reduce_by(x, core::f64::consts::LOG2_E * self.inverse, self.ln_2, power.rounder)
    }

    /// 1/T.
    #[inline(always)]
    pub fn inverse(&self) -> f64 {
        self.inverse
    }
}

/// e^(x/T) / 2^exponent as a mantissa and what it is multiplied by, 2^n.
struct Scaled<R> {
    mantissa: R,
    /// The exponent field of 2^n in the low bits.
    shifted: R,
    n: R,
}

impl<R: Real> Scaled<R> {
    /// For [`exp_scaled`].
    #[inline(always)]
    fn new(x: R, divisor: &Divisor, power: Power<R>) -> Self
    where
        R::Lane: Coefficients,
    {
        let Reduced { shifted, n, r } = divisor.reduce(x, power);
        let mut mantissa = R::splat(divisor.coefficients[0]);
        let mut i = 1;
        while i < R::Lane::EXPONENTIAL.len() + 2 {
            mantissa = mantissa.mul_add(r, R::splat(divisor.coefficients[i]));
            i += 1;
        }
        Self { mantissa, shifted, n }
    }

    /// For [`exp_scaled_double`].
    #[inline(always)]
    fn double(x: R, divisor: &Divisor, power: Power<R>) -> Self
    where
        R: Real<Lane = f64>,
    {
        let one = R::splat(1.0);
        let Reduced { shifted, n, r } = divisor.reduce(x, power);
        let r = r * R::splat(divisor.inverse);
        Self { mantissa: polynomial(r, f64::EXPONENTIAL).mul_add(r, one).mul_add(r, one), shifted, n }
    }

    /// The product.
    #[inline(always)]
    fn value(self, power: Power<R>) -> R {
        (self.mantissa * self.shifted.shift_to_exponent()).without_less(self.n, power.lowest)
    }

    /// The product, divided by 2^exponent. Integers are subtracted from each other, exactly.
    #[inline(always)]
    fn over(self, exponent: R) -> R {
        Self { shifted: self.shifted - exponent, n: self.n - exponent, ..self }.value(Power::new(R::splat(0.0)))
    }
}

/// e^(x/T) / 2^exponent, 0 where that is below about 2^(2 − BIAS). Error ≤ 1, or 1.5 where T is not 1.
///
/// The result must be below 2^(BIAS): the caller takes an exponent near that of the largest x/T.
/// −∞ gives 0, NaN gives NaN, +∞ gives NaN.
#[inline(always)]
pub fn exp_scaled<R: Real<Lane: Coefficients>>(x: R, divisor: &Divisor, power: Power<R>) -> R {
    Scaled::new(x, divisor, power).value(power)
}

/// The same in double precision with the divisor of any lane type. Error ≤ 3.
#[inline(always)]
pub fn exp_scaled_double<R: Real<Lane = f64>>(x: R, divisor: &Divisor, power: Power<R>) -> R {
    Scaled::double(x, divisor, power).value(power)
}

/// [`exp_scaled`] for T = 1, to the last bit, where the exponent is known late: nothing but the last steps waits for it.
///
/// That takes an operation more. Whether an integer is subtracted before or after rounding makes a difference only where
/// x·log2(e) is halfway between two integers. The factor is an odd multiple of 2^−23 in `f32` and of 2^−51 in `f64`, so that
/// such an x is at least 2^22, or 2^50.
#[inline(always)]
pub fn exp_scaled_late<R: Real<Lane: Coefficients>>(x: R, divisor: &Divisor, exponent: R) -> R {
    Scaled::new(x, divisor, Power::new(R::splat(0.0))).over(exponent)
}

/// [`exp_scaled_double`], as above.
#[inline(always)]
pub fn exp_scaled_double_late<R: Real<Lane = f64>>(x: R, divisor: &Divisor, exponent: R) -> R {
    Scaled::double(x, divisor, Power::new(R::splat(0.0))).over(exponent)
}

/// [`exp_scaled`] of x − shift.
#[derive(Clone, Copy)]
pub struct ExpScaled<'a> {
    /// Subtracted from x.
    pub shift: f64,
    /// Then it is divided by this.
    pub divisor: &'a Divisor,
    /// The result is divided by 2^exponent.
    pub exponent: f64,
}

impl ExpScaled<'_> {
    /// Of x.
    #[inline(always)]
    pub fn of<R: Real<Lane: Coefficients>>(&self, x: R) -> R {
        exp_scaled(x - R::splat(self.shift), self.divisor, Power::new(R::splat(self.exponent)))
    }

    /// One over that of x, in double precision.
    #[inline(always)]
    pub fn inverse_of<R: Real<Lane = f64>>(&self, x: R) -> R {
        exp_scaled_double(R::splat(self.shift) - x, self.divisor, Power::new(R::splat(-self.exponent)))
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

    let value = value.without_less(value, R::splat(R::Lane::SMALLEST_NORMAL));
    let value = value.without_less(n, R::splat(1.0 - bias));
    R::select(R::splat(bias + 1.0).lt(n), R::splat(f64::INFINITY), value)
}

/// e^x for x ≤ 0; 0 where it is subnormal, or less than 1.0001 times the smallest number that is not. Error
/// ≤ 1. NaN gives NaN.
#[inline(always)]
pub fn exp_of_negative<R: Real<Lane: Coefficients>>(x: R) -> R {
    let one = R::splat(1.0);
    let bias = f64::from(R::Lane::BIAS);
    // With the bias of the exponent field, so that the low bits are the field of 2^n.
    let Reduced { shifted, r, .. } = reduce_from(x, R::splat(R::Lane::ROUNDER + bias));
    let value = polynomial(r, R::Lane::EXPONENTIAL).mul_add(r, one).mul_add(r, one);
    (value * shifted.shift_to_exponent()).without_less(x, R::splat(lowest_exponent::<R>()))
}

/// What e^x − 1 is put together from: (2^n − 1) + 2^n·r, rounded, and what that lost together with 2^n·(e^r − 1 − r).
///
/// The parts of the first sum are exact, and the second is the smaller where there are two, so that nothing is lost but
/// the rounding of the end.
#[inline(always)]
fn expm1_parts<R: Real>(less_one: R, scale: R, r: R, square: R) -> (R, R) {
    let linear = r * scale;
    let leading = less_one + linear;
    let lost = linear - (leading - less_one);
    (leading, square.mul_add(scale, lost))
}

/// e^x and e^x − 1 for x ≤ 0; the former as in [`exp_of_negative`]. Errors ≤ 2. NaN gives NaN.
#[inline(always)]
pub fn exp_and_expm1_of_negative<R: Real<Lane: Coefficients>>(x: R) -> (R, R) {
    let (value, less_one, _) = exp_expm1_and_excess_of_negative(x);
    (value, less_one)
}

/// The same, and e^x − 1 − x where x ≥ −0.34, elsewhere anything. Its error is ≤ 4: the polynomial is as good as e^x needs
/// it, of which this is a twentieth there.
#[inline(always)]
pub fn exp_expm1_and_excess_of_negative<R: Real<Lane: Coefficients>>(x: R) -> (R, R, R) {
    let one = R::splat(1.0);
    let Reduced { shifted, r, .. } = reduce_from(x, R::splat(R::Lane::ROUNDER + f64::from(R::Lane::BIAS)));
    let scale = shifted.shift_to_exponent();
    let square = polynomial(r, R::Lane::EXPONENTIAL) * (r * r);
    let (leading, rest) = expm1_parts(scale - one, scale, r, square);
    let vanishes = x.lt(R::splat(lowest_exponent::<R>()));
    let value = (square + r).mul_add(scale, scale);
    // The power of two is 1 as long as x is above −½·ln 2.
    (value.without(vanishes), R::select(vanishes, -one, leading + rest), square)
}

/// Of the exponential: below this it is taken for 0.
#[inline(always)]
fn lowest_exponent<R: Real>() -> f64 {
    (1.0 - f64::from(R::Lane::BIAS)) * core::f64::consts::LN_2 + 1.0 / 16384.0
}

/// e^x − 1, and e^x − 1 − x without cancellation near 0. Errors ≤ 1.5 (2 in `f64`) and ≤ 10: where x is near
/// ±½·ln 2, the second is a sixth of the first, and so has six times its error.
#[inline(always)]
pub fn expm1_pair<R: Real<Lane: Coefficients>>(x: R) -> (R, R) {
    let (growth, excess) = half_expm1_pair(x);
    (growth + growth, excess + excess)
}

/// Half of both, which is in range a little longer.
#[inline(always)]
pub fn half_expm1_pair<R: Real<Lane: Coefficients>>(x: R) -> (R, R) {
    let (zero, half, one) = (R::splat(0.0), R::splat(0.5), R::splat(1.0));
    let bias = f64::from(R::Lane::BIAS);
    // Below this, in both lane types, −1 is all that is left.
    let Reduced { shifted, n, r } = reduce(x.at_least(-40.0));
    // As in `exp`, a power that is too large comes in two factors, here of 4.
    let large = zero.lt(n);
    let field = u64::from(R::Lane::BIAS);
    let offset = R::select(large, R::splat_bits(field - 2), R::splat_bits(field));
    let scale = shifted.add_integer(offset).shift_to_exponent();
    let square = polynomial(r, R::Lane::EXPONENTIAL) * (r * r);
    let (leading, rest) = expm1_parts(scale - R::select(large, R::splat(0.25), one), scale, r, square);
    let value = (leading + rest) * R::select(large, R::splat(2.0), half);
    let infinity = R::splat(f64::INFINITY);
    let value = R::select(R::splat(bias + 2.0).lt(n), infinity, value);
    let excess = R::select(value.eq(infinity), infinity, value - half * x);
    (value, R::select(n.eq(zero), half * square, excess))
}

/// e^x − 1. Error ≤ 1.5, or 2 in `f64`.
#[inline(always)]
pub fn expm1<R: Real<Lane: Coefficients>>(x: R) -> R {
    expm1_pair(x).0
}

/// e^x as a mantissa in (0.7, 1.42), and the exponent of the power of two that it is multiplied by, an integer: nothing is out
/// of range. Error ≤ 1 where the exponent is below 2^51; beyond, where x has no fraction to speak of, the exponent is
/// x·log2(e) rounded, and the mantissa 1. The exponent of −∞ is −∞, NaN gives the mantissa NaN.
#[inline(always)]
pub fn exp_parts<R: Real<Lane = f64>>(x: R) -> (R, R) {
    let (zero, one) = (R::splat(0.0), R::splat(1.0));
    let Reduced { n, r, .. } = reduce(x);
    let product = x * R::splat(core::f64::consts::LOG2_E);
    let size = product.abs();
    let near = size.lt(R::splat(0.5 * TWO_TO_52));
    let (n, r) = if R::all(near) {
        (n, r)
    } else {
        // From 2^52 on every number is an integer.
        let integer = R::splat(TWO_TO_52);
        let rounded = R::select(size.lt(integer), (size + integer) - integer, size);
        let far = R::select(product.lt(zero), -rounded, rounded);
        (R::select(near, n, far), R::select(near, r, zero.or_nan_of(x)))
    };
    (polynomial(r, f64::EXPONENTIAL).mul_add(r, one).mul_add(r, one), n)
}

/// 2^52.
const TWO_TO_52: f64 = (1u64 << 52) as f64;
