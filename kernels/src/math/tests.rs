//! The error of every function, in units in the last place, against the standard library's functions in double
//! precision. (For `f32` these are accurate beyond doubt; for `f64` they have an error of one unit themselves.)

use super::*;
use crate::simd::{Real, Simd};
use crate::sum::first;
use std::format;
use std::string::String;

type Single = <crate::simd::isa::ScalarForTests as Simd>::NarrowF32;
type Double = <crate::simd::isa::ScalarForTests as Simd>::NarrowF64;

/// The distance of `got` from `expected` in units of the last place of the lane type.
fn ulp<L: Lane>(got: f64, expected: f64) -> f64 {
    if got == expected || (got.is_nan() && expected.is_nan()) {
        return 0.0;
    }
    let exponent = expected.abs().max(L::SMALLEST_NORMAL).log2().floor();
    (got - expected).abs() / (exponent - f64::from(L::MANTISSA_BITS)).exp2()
}

/// The largest error over numbers spread over both signs and the exponents in question.
fn worst<R: Real<Lane: Coefficients>>(
    inputs: impl Iterator<Item = f64>,
    function: impl Fn(R) -> R,
    reference: impl Fn(f64) -> f64,
) -> (f64, String) {
    let largest = if R::Lane::MANTISSA_BITS == 23 { f64::from(f32::MAX) } else { f64::MAX };
    let mut worst = (0.0, String::new());
    for input in inputs {
        let x = R::Lane::from_f64(input).to_f64();
        let mut expected = reference(x);
        if expected.abs() > largest {
            expected = expected.signum() * f64::INFINITY;
        }
        if expected.abs() < R::Lane::SMALLEST_NORMAL {
            // Subnormal results may be flushed.
            continue;
        }
        let got = first(function(R::splat(x)));
        let error =
            if got.is_infinite() != expected.is_infinite() { f64::INFINITY } else { ulp::<R::Lane>(got, expected) };
        if error > worst.0 {
            worst = (error, format!("f({x:e}) = {got:e}, expected {expected:e}"));
        }
    }
    worst
}

/// `count` numbers from `low` to `high`, evenly.
fn even(low: f64, high: f64, count: u32) -> impl Iterator<Item = f64> {
    (0..=count).map(move |i| low + (high - low) * f64::from(i) / f64::from(count))
}

/// `count` numbers from `low` to `high`, evenly in their logarithm.
fn geometric(low: f64, high: f64, count: u32) -> impl Iterator<Item = f64> {
    even(low.ln(), high.ln(), count).map(f64::exp)
}

fn at_most(bound: f64, (error, what): (f64, String)) {
    assert!(error <= bound, "{error} units: {what}");
}

const COUNT: u32 = 400_000;

#[test]
fn exp_is_within_one() {
    at_most(1.0, worst::<Single>(even(-87.4, 89.0, COUNT), exp, f64::exp));
    at_most(1.0, worst::<Single>(even(-1e-3, 1e-3, COUNT), exp, f64::exp));
    at_most(2.0, worst::<Double>(even(-708.5, 710.0, COUNT), exp, f64::exp));
    for (x, y) in [(f64::NEG_INFINITY, 0.0), (f64::INFINITY, f64::INFINITY), (-1e30, 0.0), (1e30, f64::INFINITY)] {
        assert_eq!(first(exp(Single::splat(x))), y);
        assert_eq!(first(exp(Double::splat(x))), y);
    }
    assert!(first(exp(Single::splat(f64::NAN))).is_nan());
}

#[test]
fn exp_parts_are_within_one() {
    let product = |x: Double| {
        let (mantissa, exponent) = exp_parts(x);
        Double::splat(first(mantissa) * first(exponent).exp2())
    };
    at_most(2.0, worst::<Double>(even(-708.5, 709.0, COUNT), product, f64::exp));
    at_most(2.0, worst::<Double>(even(-1e-3, 1e-3, COUNT), product, f64::exp));
    // Far out of the range of an exponential, the logarithm of the parts is x, but for a unit of either.
    for x in geometric(1e3, 1e300, 4000).flat_map(|x| [x, -x]) {
        let (mantissa, exponent) = exp_parts(Double::splat(x));
        let (mantissa, exponent) = (first(mantissa), first(exponent));
        assert!((0.7..1.42).contains(&mantissa) && exponent == exponent.round(), "{x:e}: {mantissa}, {exponent:e}");
        let logarithm = exponent * std::f64::consts::LN_2 + mantissa.ln();
        assert!(ulp::<f64>(logarithm, x) <= 2.5, "{x:e}: {logarithm:e}");
    }
    let (mantissa, exponent) = exp_parts(Double::splat(f64::NEG_INFINITY));
    assert_eq!((first(mantissa), first(exponent)), (1.0, f64::NEG_INFINITY));
    assert!(first(exp_parts(Double::splat(f64::NAN)).0).is_nan());
}

#[test]
fn exp_of_negative_is_within_one() {
    at_most(1.0, worst::<Single>(even(-86.0, 0.0, COUNT), exp_of_negative, f64::exp));
    at_most(2.0, worst::<Double>(even(-707.0, 0.0, COUNT), exp_of_negative, f64::exp));
    for x in [f64::NEG_INFINITY, -1e30] {
        assert_eq!(first(exp_of_negative(Single::splat(x))), 0.0);
        assert_eq!(first(exp_of_negative(Double::splat(x))), 0.0);
    }
    assert!(first(exp_of_negative(Single::splat(f64::NAN))).is_nan());
}

#[test]
fn scaled_exp_is_exp() {
    let (one, one_double) = (Divisor::new::<f32, Double>(1.0), Divisor::new::<f64, Double>(1.0));
    let scaled = |x: Single| exp_scaled(x, &one, Power::new(Single::splat(10.0))) * Single::splat(1024.0);
    at_most(1.0, worst::<Single>(even(-70.0, 80.0, COUNT), scaled, f64::exp));
    let far = |x: Double| exp_scaled(x, &one_double, Power::new(exponent_of(Double::splat(1e4))));
    // e^(x − 1e4) within a power of two that is known exactly.
    let power = first(exponent_of(Double::splat(1e4)));
    let reference = |x: f64| (x - power * LN_2_HIGH).exp() * (-power * LN_2_LOW).exp();
    at_most(3.0, worst::<Double>(even(9950.0, 10050.0, 20_000), far, reference));
    for x in [f64::NEG_INFINITY, -1e38, -200.0] {
        assert_eq!(first(exp_scaled(Single::splat(x), &one, Power::new(Single::splat(0.0)))), 0.0);
    }
    assert!(first(exp_scaled(Single::splat(f64::NAN), &one, Power::new(Single::splat(0.0)))).is_nan());
}

#[test]
fn a_late_exponent_makes_no_difference() {
    let (one, one_double) = (Divisor::new::<f32, Double>(1.0), Divisor::new::<f64, Double>(1.0));
    let special = [f64::NEG_INFINITY, f64::NAN, 0.0, -0.0, -1e30, -4_194_304.0, -8_388_609.0];
    for largest in [-1_048_576.0, -1e5, -300.25, -1.5, 0.0, 0.5, 77.0, 1e4, 1_048_576.0] {
        let exponent = exponent_of(Double::splat(largest));
        let single = Single::splat(first(exponent));
        for x in even(-110.0, 0.0, COUNT / 40).map(|below| largest + below).chain(special) {
            let lanes = Single::splat(x);
            let late = first(exp_scaled_late(lanes, &one, single));
            assert_eq!(late.to_bits(), first(exp_scaled(lanes, &one, Power::new(single))).to_bits(), "{x} {largest}");
            let lanes = Double::splat(x);
            let late = first(exp_scaled_late(lanes, &one_double, exponent));
            let scaled = first(exp_scaled(lanes, &one_double, Power::new(exponent)));
            assert_eq!(late.to_bits(), scaled.to_bits(), "{x} {largest}");
            let late = first(exp_scaled_double_late(lanes, &one, exponent));
            let scaled = first(exp_scaled_double(lanes, &one, Power::new(exponent)));
            assert_eq!(late.to_bits(), scaled.to_bits(), "{x} {largest}");
        }
    }
}

/// The quotient is never rounded, only what its reduction leaves: three roundings of a number below
/// ln(2)/2, which is half a unit of the result.
#[test]
fn divided_exp_is_exp() {
    for temperature in [0.07, 0.5, 1.7, 2.0, 4.0, 20.0, 1e-6, 3e5] {
        let inputs = || even(-80.0 * temperature, 80.0 * temperature, COUNT / 8);
        // With what rounding the quotient loses, which |x/T| = 80 would make 80 units.
        let reference = |x: f64| {
            let quotient = x / temperature;
            quotient.exp() * (1.0 + (-quotient).mul_add(temperature, x) / temperature)
        };
        let divided =
            |x: Single| exp_scaled(x, &Divisor::new::<f32, Double>(temperature), Power::new(Single::splat(0.0)));
        at_most(1.5, worst::<Single>(inputs(), divided, reference));
        let divided =
            |x: Double| exp_scaled(x, &Divisor::new::<f64, Double>(temperature), Power::new(Double::splat(0.0)));
        at_most(3.0, worst::<Double>(inputs(), divided, reference));
    }
}

#[test]
fn expm1_is_within_two() {
    at_most(2.0, worst::<Single>(even(-90.0, 89.0, COUNT), expm1, f64::exp_m1));
    at_most(2.0, worst::<Single>(even(-1.0, 1.0, COUNT), expm1, f64::exp_m1));
    at_most(2.0, worst::<Double>(even(-60.0, 710.0, COUNT), expm1, f64::exp_m1));
    at_most(2.0, worst::<Double>(geometric(1e-300, 1.0, COUNT), expm1, f64::exp_m1));
    for (x, y) in [(f64::NEG_INFINITY, -1.0), (f64::INFINITY, f64::INFINITY), (-1e30, -1.0), (0.0, 0.0)] {
        assert_eq!(first(expm1(Single::splat(x))), y);
        assert_eq!(first(expm1(Double::splat(x))), y);
    }
    assert!(first(expm1(Single::splat(f64::NAN))).is_nan());
    assert_eq!(first(expm1_pair(Single::splat(f64::INFINITY)).1), f64::INFINITY);
    // Its difference to x, where that is a sum of powers that falls fast.
    let series = |x: f64| (2..30).rev().fold(0.0, |sum, k| (sum + 1.0) * x / f64::from(k)) * x;
    at_most(8.0, worst::<Single>(even(-2.0, 2.0, COUNT), |x| expm1_pair(x).1, series));
    at_most(8.0, worst::<Double>(even(-0.3, 0.3, COUNT), |x| expm1_pair(x).1, series));
    at_most(8.0, worst::<Single>(even(-87.0, 88.0, COUNT), |x| expm1_pair(x).1, |x| x.exp_m1() - x));
}

/// ln 2 in two parts, the first with few enough bits to be exact times an exponent (FreeBSD, e_exp.c).
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

#[test]
fn log_is_within_one() {
    at_most(1.0, worst::<Single>(geometric(1e-45, 3e38, COUNT), log, f64::ln));
    at_most(1.0, worst::<Single>(even(0.7, 1.5, COUNT), log, f64::ln));
    at_most(2.0, worst::<Double>(geometric(1e-307, 1e308, COUNT), log, f64::ln));
    at_most(2.0, worst::<Double>(even(0.7, 1.5, COUNT), log, f64::ln));
    assert_eq!(first(log(Single::splat(0.0))), f64::NEG_INFINITY);
    assert_eq!(first(log(Single::splat(f64::INFINITY))), f64::INFINITY);
    assert!(first(log(Single::splat(-1.0))).is_nan() && first(log(Single::splat(f64::NAN))).is_nan());
}

/// The sum of the pair is good to four bits more than a lane.
#[test]
fn log_pair_is_better_than_a_lane() {
    for x in geometric(1e-30, 1e30, COUNT) {
        let x = f64::from(x as f32);
        let (high, low) = log_pair(Single::splat(x));
        let error = (first(high) + first(low) - x.ln()).abs();
        assert!(error <= 7.5e-9 * x.ln().abs().max(1.0), "{x:e}: {error:e}");
    }
}

#[test]
fn log1p_is_within_one() {
    at_most(1.0, worst::<Single>(even(-0.999_999, 1.0, COUNT), log1p, f64::ln_1p));
    at_most(1.0, worst::<Single>(geometric(1e-30, 1e30, COUNT), log1p, f64::ln_1p));
    at_most(2.0, worst::<Double>(geometric(1e-300, 1e300, COUNT), log1p, f64::ln_1p));
    assert_eq!(first(log1p(Single::splat(-1.0))), f64::NEG_INFINITY);
    assert_eq!(first(log1p(Double::splat(f64::INFINITY))), f64::INFINITY);
    assert_eq!(first(log1p(Double::splat(0.0))), 0.0);
}

/// x − log(1 + x) by its series.
fn log1p_excess_series(x: f64) -> f64 {
    (2..80).rev().fold(0.0, |sum, k| 1.0 / f64::from(k) - x * sum) * x * x
}

#[test]
fn log1p_excess_does_not_cancel() {
    at_most(3.0, worst::<Double>(even(-0.29, 0.41, COUNT), log1p_excess, log1p_excess_series));
    at_most(3.0, worst::<Single>(even(-0.29, 0.41, COUNT), log1p_excess, log1p_excess_series));
    at_most(3.0, worst::<Double>(geometric(1e-150, 0.1, COUNT), log1p_excess, log1p_excess_series));
    at_most(3.0, worst::<Double>(geometric(1e-150, 0.1, COUNT), |x| log1p_excess(-x), |x| log1p_excess_series(-x)));
}

#[test]
fn logarithms_of_sums_are_within_two() {
    let of = |x: Double| log_of_sum(one_plus(x));
    at_most(2.0, worst::<Double>(even(-0.999_999, 1.0, COUNT), of, f64::ln_1p));
    at_most(2.0, worst::<Double>(geometric(1e-300, 1e300, COUNT), of, f64::ln_1p));
    assert_eq!(first(log_of_sum((Double::splat(0.0), Double::splat(0.0)))), f64::NEG_INFINITY);
    assert!(first(log_of_sum((Double::splat(f64::NAN), Double::splat(0.0)))).is_nan());
}

/// Where the power of two is 1: down to −0.34.
#[test]
fn the_excess_of_an_exponential_does_not_cancel() {
    let series = |x: f64| (2..30).rev().fold(0.0, |sum, k| (sum + 1.0) * x / f64::from(k)) * x;
    let excess = |x: Double| exp_expm1_and_excess_of_negative(x).2;
    // The series errs as well.
    at_most(5.0, worst::<Double>(even(-0.34, 0.0, COUNT), excess, series));
    at_most(5.0, worst::<Double>(geometric(1e-150, 0.34, COUNT), |x| excess(-x), |x| series(-x)));
}

#[test]
fn extended_numbers_are_rounded_once() {
    let numbers = [1.5, -3e300, 2e-308, 5e-324, -7.25e-310, 1e154, 0.0, f64::INFINITY];
    for a in numbers {
        assert_eq!(Extended::new(a).value(), a);
        for b in numbers.into_iter().filter(|b| !(a * b).is_nan()) {
            assert_eq!(Extended::new(a).times(Extended::new(b)).value(), a * b, "{a} {b}");
        }
        // There and back, beyond the ends.
        for power in [-1000, 1000] {
            let far = [power_of_two(power), power_of_two(power), power_of_two(-power), power_of_two(-power)];
            let back = far.into_iter().fold(Extended::new(a), |x, factor| x.times(Extended::new(factor)));
            assert_eq!(back.value(), a);
        }
    }
    for x in even(-700.0, 700.0, 2000) {
        let (got, expected) = (Extended::exp::<Double>(x).value(), x.exp());
        assert!(ulp::<f64>(got, expected) <= 2.0, "{x}: {got} {expected}");
    }
    assert_eq!(Extended::exp::<Double>(f64::NEG_INFINITY).value(), 0.0);
    assert_eq!(Extended::exp::<Double>(1e300).value(), f64::INFINITY);
    assert!(Extended::exp::<Double>(f64::NAN).value().is_nan() && Extended::new(f64::NAN).value().is_nan());
}

#[test]
fn log1p_of_unit_is_within_its_bounds() {
    at_most(1.25, worst::<Single>(even(0.0, 1.0, COUNT), log1p_of_unit, f64::ln_1p));
    at_most(1.25, worst::<Single>(geometric(1e-37, 1.0, COUNT), log1p_of_unit, f64::ln_1p));
    at_most(2.0, worst::<Double>(even(0.0, 1.0, COUNT), log1p_of_unit, f64::ln_1p));
    at_most(2.0, worst::<Double>(geometric(1e-300, 1.0, COUNT), log1p_of_unit, f64::ln_1p));
}

#[test]
fn logistic_is_within_two() {
    let sigmoid = |x: f64| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) };
    let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
    at_most(2.0, worst::<Single>(even(-87.0, 87.0, COUNT), |x| logistic_pair(x).sigmoid, sigmoid));
    at_most(2.0, worst::<Single>(even(-87.0, 87.0, COUNT), |x| logistic_pair(x).softplus, softplus));
    at_most(2.0, worst::<Single>(even(-87.0, 87.0, COUNT), |x| logistic_pair(-x).softplus_negative, softplus));
    at_most(2.0, worst::<Single>(even(-87.0, 87.0, COUNT), |x| logistic_pair(-x).sigmoid_negative, sigmoid));
    // The reference errs as well.
    at_most(3.0, worst::<Double>(even(-700.0, 700.0, COUNT), |x| logistic_pair(-x).sigmoid_negative, sigmoid));
}

#[test]
fn tanh_is_within_two() {
    let slope = |x: f64| 1.0 / (x.cosh() * x.cosh());
    at_most(2.0, worst::<Single>(even(-20.0, 20.0, COUNT), |x| tanh(x).0, f64::tanh));
    at_most(2.0, worst::<Single>(geometric(1e-37, 1.0, COUNT), |x| tanh(x).0, f64::tanh));
    at_most(5.0, worst::<Single>(even(-20.0, 20.0, COUNT), |x| tanh(x).1, slope));
    // The reference errs as well.
    at_most(3.0, worst::<Double>(even(-20.0, 20.0, COUNT), |x| tanh(x).0, f64::tanh));
    at_most(3.0, worst::<Double>(geometric(1e-300, 1.0, COUNT), |x| tanh(x).0, f64::tanh));
    // 1 − tanh² = 1 / cosh².
    at_most(8.0, worst::<Double>(even(-20.0, 20.0, COUNT), |x| tanh(x).1, slope));
    for (x, y) in [(f64::INFINITY, 1.0), (f64::NEG_INFINITY, -1.0), (400.0, 1.0), (-1e300, -1.0), (0.0, 0.0)] {
        assert_eq!(first(tanh(Double::splat(x)).0), y);
        // The derivative does not stop above 0.
        assert_eq!(first(tanh(Double::splat(x)).1), if y == 0.0 { 1.0 } else { 0.0 });
        assert_eq!(first(tanh(Single::splat(x)).1), if y == 0.0 { 1.0 } else { 0.0 });
    }
    assert!(first(tanh(Double::splat(f64::NAN)).0).is_nan());
}

#[test]
fn powers_are_within_three_and_a_quarter_of_the_exponent() {
    for exponent in [1e-3, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 7.25, 100.0, 1e6] {
        // Bases whose power is in range.
        let limit = f64::min(700.0 / exponent, 700.0);
        for log in even(-limit, limit, COUNT / 10) {
            let base = log.exp();
            let expected = base.powf(exponent);
            if (f64::MIN_POSITIVE..f64::INFINITY).contains(&expected) {
                let got = first(power(Double::splat(base), Double::splat(exponent)));
                let error = ulp::<f64>(got, expected);
                // The reference errs as well.
                assert!(error <= 4.0 + expected.ln().abs() / 4.0, "{base:e}^{exponent} = {got:e}: {error} units");
            }
        }
        let of = |base: f64| first(power(Double::splat(base), Double::splat(exponent)));
        assert_eq!([of(0.0), of(1.0)], [0.0, 1.0], "{exponent}");
        assert!(of(f64::NAN).is_nan());
    }
}

/// The reference has more digits than needed, so that the bound is that of the documentation.
#[test]
fn powers_of_single_precision() {
    for exponent in [-100.0, -1.5, -0.5, 1e-3, 0.5, 1.0, 1.5, 2.0, 3.0, 7.25, 100.0, 1e6] {
        let limit = f64::min(87.0 / f64::abs(exponent), 87.0);
        let single = f64::from(exponent as f32);
        for log in even(-limit, limit, COUNT / 10) {
            let base = f64::from(log.exp() as f32);
            let expected = base.powf(single);
            if (f64::from(f32::MIN_POSITIVE)..=f64::from(f32::MAX)).contains(&expected) {
                let got = first(power(Single::splat(base), Single::splat(exponent)));
                let error = ulp::<f32>(got, expected);
                assert!(error <= 3.0 + expected.ln().abs() / 2.0, "{base:e}^{exponent} = {got:e}: {error} units");
            }
        }
    }
}

#[test]
fn powers_without_limit() {
    fn ends<R: Real<Lane: Coefficients>>() {
        let of = |base: f64, exponent: f64| first(power(R::splat(base), R::splat(exponent)));
        for exponent in [1e-3, 0.5, 1.0, 3.0, 1e6, 1e30] {
            assert_eq!([of(0.0, exponent), of(f64::INFINITY, exponent)], [0.0, f64::INFINITY], "{exponent}");
            assert_eq!([of(0.0, -exponent), of(f64::INFINITY, -exponent)], [f64::INFINITY, 0.0], "-{exponent}");
            assert!(of(f64::NAN, exponent).is_nan() && of(f64::NAN, -exponent).is_nan());
        }
        for (base, exponent) in [(3.0, 1e30), (0.5, -1e30), (1e30, 20.0), (1e-30, -20.0)] {
            assert_eq!([of(base, exponent), of(base, -exponent)], [f64::INFINITY, 0.0], "{base}^{exponent}");
        }
        assert_eq!([of(1.0, 1e30), of(1.0, -1e30), of(1.0, 0.0), of(7.0, 0.0)], [1.0; 4]);
    }
    ends::<Single>();
    ends::<Double>();
}

/// The reference is the series near 0, which the logarithm would cancel, and the plain difference beyond.
#[test]
fn the_excess_of_a_number_over_the_logarithm_does_not_cancel() {
    fn excess_of<R: Real<Lane: Coefficients>>(u: R) -> R {
        excess_log1p(u, R::splat(1.0) / (R::splat(1.0) + u))
    }
    let of = |u: f64| if u < 0.4 { log1p_excess_series(u) } else { u - u.ln_1p() };
    at_most(3.0, worst::<Single>(even(0.0, 4.0, COUNT), excess_of, of));
    at_most(3.0, worst::<Single>(geometric(1e-18, 1e38, COUNT), excess_of, of));
    // The reference has two roundings of up to four times the result's unit where u is near 0.4.
    at_most(9.0, worst::<Double>(even(0.0, 4.0, COUNT), excess_of, of));
    at_most(3.0, worst::<Double>(even(4.0, 1e3, COUNT), excess_of, of));
    at_most(3.0, worst::<Double>(geometric(1e-150, 0.3, COUNT), excess_of, of));
    at_most(3.0, worst::<Double>(geometric(3.0, 1e308, COUNT), excess_of, of));
    for u in [0.0, f64::INFINITY] {
        assert_eq!([first(excess_of(Single::splat(u))), first(excess_of(Double::splat(u)))], [u; 2]);
    }
    assert!(first(excess_of(Double::splat(f64::NAN))).is_nan());
}

/// Divisors of all kinds: powers of two, mantissas of which the inverse has the largest error, the ends of the range.
#[test]
fn quotients_are_those_of_divisions() {
    fn each<R: Real>(largest: f64) {
        let step = 2f64.powi(-(R::Lane::MANTISSA_BITS as i32));
        let divisors = [
            1.0,
            0.5,
            3.0,
            1.5,
            0.1,
            1.0 + step,
            2.0 - step,
            2.0 - 2.0 * step,
            1e-20,
            7e20,
            R::Lane::SMALLEST_NORMAL,
            largest,
        ];
        for divisor in divisors.into_iter().chain(even(1.0, 2.0, 50)) {
            let quotient = Quotient::<R>::by(divisor);
            let plain = |x: f64| first(R::splat(x) / R::splat(divisor));
            for x in even(-4.0, 4.0, 2000).chain(geometric(1e-20, 1e20, 2000)).map(|x| x * divisor.min(1e15)) {
                let (got, expected) = (first(quotient.of(R::splat(x))), plain(x));
                // Where the remainder is a number of the type, or there is none.
                let exact = x == 0.0 || first(R::splat(x)).abs() > R::Lane::SMALLEST_NORMAL / step;
                assert!(
                    got == expected
                        || (!exact && (got - expected).abs() <= step * expected.abs().max(R::Lane::SMALLEST_NORMAL)),
                    "{x:e} / {divisor:e}: {got:e}, not {expected:e}"
                );
            }
            for x in [f64::INFINITY, f64::NEG_INFINITY, 0.0] {
                assert_eq!(first(quotient.of(R::splat(x))), x);
            }
            assert!(first(quotient.of(R::splat(f64::NAN))).is_nan());
        }
        assert_eq!(first(Quotient::<R>::by(0.25).of(R::splat(largest))), f64::INFINITY);
    }
    each::<Single>(f32::MAX.into());
    each::<Double>(f64::MAX);
}

#[test]
fn logarithms_of_the_rest_of_an_exponential_have_their_digits() {
    fn of<R: Real<Lane: Coefficients>>(x: R) -> R {
        log1mexp(x).0
    }
    let expected = |x: f64| if x < 0.6 { (-(-x).exp_m1()).ln() } else { (-(-x).exp()).ln_1p() };
    at_most(4.0, worst::<Single>(even(0.0, 4.0, COUNT), of, expected));
    at_most(4.0, worst::<Single>(geometric(1e-37, 87.0, COUNT), of, expected));
    // The reference has errors of its own of as many units.
    at_most(8.0, worst::<Double>(even(0.0, 4.0, COUNT), of, expected));
    at_most(8.0, worst::<Double>(geometric(1e-300, 700.0, COUNT), of, expected));
    fn all<R: Real<Lane: Coefficients>>(x: f64) -> [f64; 3] {
        let (value, power, rest) = log1mexp(R::splat(x));
        [value, power, rest].map(first)
    }
    for all in [all::<Single>, all::<Double>] {
        assert_eq!(all(0.0), [f64::NEG_INFINITY, 1.0, 0.0]);
        assert_eq!(all(f64::INFINITY), [0.0, 0.0, 1.0]);
        assert!(all(f64::NAN)[0].is_nan() && all(-0.5)[0].is_nan() && all(f64::NEG_INFINITY)[0].is_nan());
    }
}

#[test]
fn powers_of_logarithms_have_the_error_of_the_logarithm() {
    for exponent in [-0.75, -0.5, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 7.25, 100.0] {
        let limit = f64::min(87.0 / f64::abs(exponent), 87.0);
        for log in even(-limit, limit, COUNT / 10) {
            let base = f64::from(log.exp() as f32);
            let expected = base.powf(exponent);
            if (f64::from(f32::MIN_POSITIVE)..=f64::from(f32::MAX)).contains(&expected) {
                let got = first(power_of_logarithm(log_pair(Single::splat(base)), Single::splat(exponent)));
                let error = ulp::<f32>(got, expected);
                // 0.09 units of 1, which are up to twice as many of the result.
                let allowed = 3.0 + 2.0 * 0.09 * exponent.abs();
                assert!(error <= allowed, "{base:e}^{exponent} = {got:e}: {error} units");
            }
        }
    }
    // σ(x)^g, of which the logarithm is −softplus(−x): 1.25 units of a number below ln 2, whose unit is half that of 1.
    for exponent in [0.25, 0.5, 1.0, 2.0, 5.0] {
        for x in even(-80.0 / exponent, 20.0, COUNT / 10) {
            let x = f64::from(x as f32);
            let expected = (-exponent * ((-x).max(0.0) + (-x.abs()).exp().ln_1p())).exp();
            let rest = logistic_pair(Single::splat(x)).softplus_rest;
            let got = first(power_of_logarithm((Single::splat((-x).max(0.0)), rest), Single::splat(-exponent)));
            let error = ulp::<f32>(got, expected);
            assert!(error <= 3.0 + 1.25 * exponent, "σ({x})^{exponent} = {got:e}: {error} units");
        }
    }
    let of = |high: f64, low: f64, exponent: f64| {
        first(power_of_logarithm((Single::splat(high), Single::splat(low)), Single::splat(exponent)))
    };
    assert_eq!([of(f64::NEG_INFINITY, 0.0, 0.5), of(0.0, 0.0, 1e30), of(-87.0, 0.25, 1e30)], [0.0, 1.0, 0.0]);
    assert!(of(f64::NAN, 0.0, 2.0).is_nan());
}

#[test]
fn square_roots_are_rounded_once() {
    for x in geometric(5e-324, f64::MAX, COUNT).chain([0.0, 4.0, f64::INFINITY]) {
        assert_eq!(square_root(x), x.sqrt());
        assert_eq!(first(Double::splat(x).square_root()), x.sqrt());
        let single = x as f32;
        assert_eq!(first(Single::splat(x).square_root()), f64::from(single.sqrt()));
    }
    assert!(square_root(f64::NAN).is_nan() && square_root(-1.0).is_nan());
    assert!(first(Single::splat(f64::NAN).square_root()).is_nan() && first(Single::splat(-1.0).square_root()).is_nan());
}

/// ζ(k) − 1, by the sum of Euler and Maclaurin behind a thousand terms (Abramowitz and Stegun, 23.2.3).
fn zeta_less_one(k: i32) -> f64 {
    let (n, k_) = (1000.0f64, f64::from(k));
    let tail = n.powi(1 - k) / (k_ - 1.0) + n.powi(-k) / 2.0 + k_ * n.powi(-k - 1) / 12.0;
    (2..1000).rev().fold(tail, |sum, term| sum + f64::from(term).powi(-k))
}

/// log Γ(2 + s) for |s| ≤ ½ by its power series (Abramowitz and Stegun, 6.1.33).
fn log_gamma_of_two_and(s: f64, zeta: &[f64]) -> f64 {
    let terms = zeta.iter().enumerate().rev();
    let series = terms.fold(0.0, |sum, (at, zeta)| zeta / (at as f64 + 2.0) - s * sum);
    (s * s).mul_add(series, (1.0 - 0.577_215_664_901_532_9) * s)
}

/// By mpmath, with 700 digits, and rounded, which is half a unit.
const LOG_FACTORIALS: [(f64, f64); 26] = [
    (1e-300, -5.772156649015329e-301),
    (1e-20, -5.772156649015328e-21),
    (0.001, -0.0005763935982833696),
    (0.1, -0.04987244125983973),
    (0.25, -0.09827183642181316),
    (0.45074, -0.12142869715607138),
    (0.4616321449683623, -0.12148629053584961),
    (0.5, -0.12078223763524522),
    (0.75, -0.08440112102048555),
    (0.999999, -4.227840126435238e-07),
    (0.9999999999999999, -4.6938490327715585e-17),
    (1.0000000000000002, 9.38769806554312e-17),
    (1.0001, 4.228165811282605e-05),
    (1.25, 0.1248717148923966),
    (1.75, 0.47521466691493713),
    (2.0, core::f64::consts::LN_2),
    (2.5, 1.2009736023470743),
    (2.501, 1.2020769241485663),
    (2.75, 1.486815578593417),
    (3.16, 1.9963177828461764),
    (5.0, 4.787491742782046),
    (10.0, 15.104412573075516),
    (170.0, 706.5730622457874),
    (100000.0, 1051299.2218991218),
    (1000000000000000.0, 3.3538776394910704e+16),
    (1e+300, 6.897755278982137e+302),
];

#[test]
fn logarithms_of_factorials_are_within_one_and_a_half() {
    let zeta: std::vec::Vec<f64> = (2..60).map(zeta_less_one).collect();
    let reference = |t: f64| {
        if t <= 0.5 {
            log_gamma_of_two_and(t, &zeta) - t.ln_1p()
        } else if t <= 1.5 {
            log_gamma_of_two_and(t - 1.0, &zeta)
        } else if t <= 20.0 {
            // Down to between 1½ and 2½; the product is below 20!.
            let steps = (t - 1.5).floor();
            let product = (0..=steps as i32).fold(1.0, |product, step| product * (t - f64::from(step)));
            log_gamma_of_two_and(t - 2.0 - steps, &zeta) + product.ln()
        } else {
            // Abramowitz and Stegun, 6.1.41.
            let (inverse, z) = (1.0 / t, 1.0 / (t * t));
            let coefficients =
                [-691.0 / 360_360.0, 1.0 / 1188.0, -1.0 / 1680.0, 1.0 / 1260.0, -1.0 / 360.0, 1.0 / 12.0];
            let series = coefficients.iter().fold(0.0, |sum, coefficient| coefficient + z * sum);
            let (half_log_tau, log) = (0.918_938_533_204_672_8, t.ln());
            t * (log - 1.0) + (0.5 * log + half_log_tau + series * inverse)
        }
    };
    at_most(1.5, worst::<Single>(geometric(1e-37, 1e36, COUNT), log_factorial, reference));
    at_most(1.5, worst::<Single>(even(0.0, 8.0, COUNT), log_factorial, reference));
    // Where it overflows.
    at_most(1.5, worst::<Single>(even(4e36, 4.2e36, COUNT / 10), log_factorial, reference));
    at_most(1.5, worst::<Single>(even(0.999, 1.001, COUNT / 10), log_factorial, reference));
    // The reference errs as well, and most between 0 and 1.
    at_most(8.0, worst::<Double>(geometric(1e-300, 1e300, COUNT), log_factorial, reference));
    at_most(8.0, worst::<Double>(even(0.0, 8.0, COUNT), log_factorial, reference));
    at_most(4.0, worst::<Double>(even(8.0, 200.0, COUNT / 10), log_factorial, reference));
    for (t, expected) in LOG_FACTORIALS {
        let got = first(log_factorial(Double::splat(t)));
        assert!(ulp::<f64>(got, expected) <= 1.5 + 0.5, "f({t:e}) = {got:e}, expected {expected:e}");
    }
    for (t, y) in [(0.0, 0.0), (1.0, 0.0), (f64::INFINITY, f64::INFINITY)] {
        assert_eq!([first(log_factorial(Single::splat(t))), first(log_factorial(Double::splat(t)))], [y, y]);
    }
    assert_eq!(first(log_factorial(Single::splat(3e38))), f64::INFINITY);
    assert_eq!(first(log_factorial(Double::splat(1e307))), f64::INFINITY);
    for t in [f64::NAN, -0.5, -1.0, -3.0, f64::NEG_INFINITY] {
        assert!(first(log_factorial(Single::splat(t))).is_nan() && first(log_factorial(Double::splat(t))).is_nan());
    }
}

/// By mpmath, with 400 digits.
#[test]
fn constants_of_student_do_not_cancel() {
    const CONSTANTS: [(f64, f64); 20] = [
        (5e-324, 354.891356446692),
        (2.3e-308, 354.87479694017543),
        (1e-300, 346.0809111296668),
        (1e-20, 23.7189981105004),
        (0.01, 3.0026229201738426),
        (0.5, 1.3105329259115095),
        (1.0, 1.1447298858494002),
        (2.0, 1.0397207708399179),
        (3.0, 1.0008888496235098),
        (3.5, 0.989473591259502),
        (5.0, 0.9686195890547241),
        (10.0, 0.9438973521509523),
        (22.0, 0.930298266112132),
        (23.999, 0.9293526257064832),
        (24.0, 0.9293521920361131),
        (30.0, 0.9272703253788457),
        (100.0, 0.9214384915430046),
        (100000.0, 0.9189410332046727),
        (1000000000000000.0, 0.918938533204673),
        (1e+300, 0.9189385332046728),
    ];
    for (df, expected) in CONSTANTS {
        let got = student_constant(df);
        assert!((got - expected).abs() <= 4.0 * f64::EPSILON * expected.max(1.0), "{df}: {got}, not {expected}");
    }
}

#[test]
fn sine_and_cosine_are_within_one() {
    use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};
    // The standard library's own error is a unit at most.
    let angles = even(0.0, PI, COUNT).chain(geometric(1e-300, 1.0, COUNT)).chain(
        [0.0, FRAC_PI_4, FRAC_PI_2, PI].into_iter().flat_map(|x| [x, x.next_up(), (x - 1e-9).abs(), (x - 1e-15).abs()]),
    );
    for x in angles.filter(|x| *x <= PI) {
        let [sine, cosine] = sine_and_cosine(x);
        let errors = [ulp::<f64>(sine, x.sin()), ulp::<f64>(cosine, x.cos())];
        assert!(errors.iter().all(|error| *error <= 2.0), "{x:e}: {errors:?}");
    }
    // Sine of π and cosine of π/2 as they are rounded: what these numbers are short of.
    assert_eq!(sine_and_cosine(PI), [1.224_646_799_147_353_2e-16, -1.0]);
    assert_eq!(sine_and_cosine(FRAC_PI_2), [1.0, 6.123_233_995_736_766e-17]);
    assert_eq!(sine_and_cosine(0.0), [0.0, 1.0]);
}
