//! The functions that are measured: how the kernels compute each, what it is, and what its file promises.

use crate::constants::ONE_LESS_GAMMA;
use crate::double::Double;
use crate::exact::{Exact, Exponential, between, log_factorial, logarithm, logarithm_1p};
use loss_kernels::math::{self, Coefficients, Divisor, LogisticPair, Power};
use loss_kernels::simd::{Lane, Real};

/// Numbers that the kernels may give at once.
pub const COLUMNS: usize = 5;

/// One of the results of a function.
#[derive(Clone, Copy)]
pub struct Outcome {
    /// As in the documentation.
    pub name: &'static str,
    /// The number among those the kernels give, and a second to be added to it.
    pub columns: (usize, Option<usize>),
    /// What the function's documentation promises, in units in the last place.
    pub stated: f64,
    /// Units in the last place are no smaller than this number's.
    pub floor: f64,
    /// Below this the function may give 0.
    pub flushed: f64,
}

/// A function of the kernels over lanes of the type `E`.
pub trait Function<E: Coefficients>: Sync {
    /// Numbers that [`apply`](Self::apply) gives.
    fn columns(&self) -> usize;
    /// What is measured, at most [`COLUMNS`].
    fn outcomes(&self) -> Vec<Outcome>;
    /// The smallest and the largest argument that the function is made for.
    fn domain(&self) -> (f64, f64);
    /// Where most of what the function does happens.
    fn busy(&self) -> (f64, f64);
    /// As the kernels compute it.
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS];
    /// What it is, in the order of the outcomes.
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS];
}

/// An outcome that is rounded to a lane and as small as normal numbers are.
fn outcome<E: Lane>(name: &'static str, column: usize, stated: f64) -> Outcome {
    // Just below, as what is rounded up to it may be taken for subnormal beforehand.
    let flushed = E::SMALLEST_NORMAL * (1.0 + 1e-6);
    Outcome { name, columns: (column, None), stated, floor: E::SMALLEST_NORMAL, flushed }
}

#[inline(always)]
fn filled<T: Copy, const N: usize>(values: [T; N], filler: T) -> [T; COLUMNS] {
    let mut all = [filler; COLUMNS];
    let mut i = 0;
    while i < N {
        all[i] = values[i];
        i += 1;
    }
    all
}

/// Beyond this an exponential of `f64` is 0 or infinite.
const FAR: f64 = 800.0;
const INFINITY: f64 = f64::INFINITY;

/// Below so many times the smallest normal number an exponential may be 0, as `exp_of_negative` says.
const EXPONENTIAL_FLUSHED: f64 = 1.0001;

const LIFT_EXPONENT: f64 = 600.0;
/// 2^600.
const LIFT: f64 = f64::from_bits((1023 + 600) << 52);

/// |x| < 2^−300. There functions with f(x) = x + O(x²) are x as far as two numbers tell, whose second might
/// underflow on the way.
#[inline(always)]
fn is_tiny<R: Real<Lane = f64>>(x: R) -> R::Mask {
    x.abs().lt(R::splat(f64::from_bits((1023 - 300) << 52)))
}

/// x where that is tiny.
#[inline(always)]
fn or_tiny<R: Real<Lane = f64>>(x: R, value: Double<R>) -> Double<R> {
    Double::select(is_tiny(x), Double::of(x), value)
}

fn is_single<E: Lane>() -> bool {
    E::MANTISSA_BITS == 23
}

/// The largest exponent.
fn bias<E: Lane>() -> f64 {
    f64::from(E::BIAS)
}

/// `exp`.
pub struct Exp;

impl<E: Coefficients> Function<E> for Exp {
    fn columns(&self) -> usize {
        1
    }
    fn outcomes(&self) -> Vec<Outcome> {
        vec![outcome::<E>("exp", 0, stated::<E>(stated::EXP))]
    }
    fn domain(&self) -> (f64, f64) {
        (-INFINITY, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        (-0.7 * bias::<E>(), 0.7 * bias::<E>())
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        filled([math::exp(x)], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let e = Exponential::new(Double::of(between(x, -FAR, FAR)));
        filled([e.value(0.0)], Exact::zero())
    }
}

/// `exp_of_negative`.
pub struct ExpOfNegative;

impl<E: Coefficients> Function<E> for ExpOfNegative {
    fn columns(&self) -> usize {
        1
    }
    fn outcomes(&self) -> Vec<Outcome> {
        let plain = outcome::<E>("exp_of_negative", 0, stated::<E>(stated::EXP_OF_NEGATIVE));
        vec![Outcome { flushed: E::SMALLEST_NORMAL * EXPONENTIAL_FLUSHED, ..plain }]
    }
    fn domain(&self) -> (f64, f64) {
        (-INFINITY, 0.0)
    }
    fn busy(&self) -> (f64, f64) {
        (-0.7 * bias::<E>(), 0.0)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        filled([math::exp_of_negative(x)], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let e = Exponential::new(Double::of(between(x, -FAR, FAR)));
        filled([e.value(0.0)], Exact::zero())
    }
}

/// e^(x/T) / 2^exponent by `exp_scaled`.
pub struct ExpScaled {
    pub name: &'static str,
    pub temperature: f64,
    pub exponent: f64,
    pub divisor: Divisor,
}

/// The limits of x/T: the result stays below 2^(BIAS).
fn scaled_domain<E: Lane>(temperature: f64, exponent: f64) -> (f64, f64) {
    let (least, most) = (exponent - bias::<E>() - 20.0, exponent + bias::<E>() - 0.51);
    let ln_2 = core::f64::consts::LN_2;
    (least * ln_2 * temperature, most * ln_2 * temperature)
}

/// e^(x/T) / 2^exponent.
#[inline(always)]
fn scaled_exact<R: Real<Lane = f64>>(x: R, temperature: f64, exponent: f64) -> [Exact<R>; COLUMNS] {
    let quotient = Double::of(x).over(Double::new(temperature, 0.0));
    // Beyond this the result is 0, and for −∞ the quotient's low part would be NaN.
    let far = quotient.high.lt(R::splat(-4e6));
    let quotient = Double::select(far, Double::new(-4e6, 0.0), quotient);
    let quotient = Double::select(x.lt(R::splat(-4e6 * temperature)), Double::new(-4e6, 0.0), quotient);
    let mut value = Exponential::new(quotient).value(exponent);
    value.scale = between(value.scale, -2000.0, 2000.0);
    filled([value], Exact::zero())
}

impl<E: Coefficients> Function<E> for ExpScaled {
    fn columns(&self) -> usize {
        1
    }
    fn outcomes(&self) -> Vec<Outcome> {
        let which = if self.temperature == 1.0 { stated::EXP_SCALED } else { stated::EXP_DIVIDED };
        let plain = outcome::<E>(self.name, 0, stated::<E>(which));
        vec![Outcome { flushed: E::SMALLEST_NORMAL * 2.0, ..plain }]
    }
    fn domain(&self) -> (f64, f64) {
        (-INFINITY, scaled_domain::<E>(self.temperature, self.exponent).1)
    }
    fn busy(&self) -> (f64, f64) {
        scaled_domain::<E>(self.temperature, self.exponent)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        filled([math::exp_scaled(x, &self.divisor, Power::new(R::splat(self.exponent)))], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        scaled_exact(x, self.temperature, self.exponent)
    }
}

/// The same by `exp_scaled_double`, with the divisor of `f32`.
pub struct ExpScaledDouble(pub ExpScaled);

impl Function<f64> for ExpScaledDouble {
    fn columns(&self) -> usize {
        1
    }
    fn outcomes(&self) -> Vec<Outcome> {
        let plain = outcome::<f64>(self.0.name, 0, stated::EXP_SCALED_DOUBLE);
        vec![Outcome { flushed: f64::MIN_POSITIVE * 2.0, ..plain }]
    }
    fn domain(&self) -> (f64, f64) {
        Function::<f64>::domain(&self.0)
    }
    fn busy(&self) -> (f64, f64) {
        Function::<f64>::busy(&self.0)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = f64>>(&self, x: R) -> [R; COLUMNS] {
        filled([math::exp_scaled_double(x, &self.0.divisor, Power::new(R::splat(self.0.exponent)))], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        scaled_exact(x, self.0.temperature, self.0.exponent)
    }
}

/// `expm1` and e^x − 1 − x, the two of `expm1_pair`.
pub struct Expm1;

impl<E: Coefficients> Function<E> for Expm1 {
    fn columns(&self) -> usize {
        2
    }
    fn outcomes(&self) -> Vec<Outcome> {
        vec![
            outcome::<E>("expm1", 0, stated::<E>(stated::EXPM1)),
            outcome::<E>("expm1_pair, e^x - 1 - x", 1, stated::<E>(stated::EXPM1_EXCESS)),
        ]
    }
    fn domain(&self) -> (f64, f64) {
        (-INFINITY, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        (-40.0, 0.7 * bias::<E>())
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        let (value, excess) = math::expm1_pair(x);
        filled([value, excess], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let e = Exponential::new(Double::of(between(x, -FAR, FAR)));
        let growth = e.minus_one();
        // x over the power of two of the growth; beyond 2^1000 it is nothing beside it.
        let power = crate::double::power_of_two(-between(growth.scale, 0.0, 1000.0));
        let original = x;
        // Where the growth is −1 the excess is −x, for an infinite x as well.
        let far = x.lt(R::splat(-1e30));
        let x = Double::of(R::select(far, x, between(x, -1e30, FAR)) * power);
        let difference = Double::select(far, x.negative(), growth.number.minus(x));
        let zero = R::splat(0.0);
        let excess = Exact {
            number: Double::select(e.n.eq(zero), e.square, difference),
            scale: R::select(e.n.eq(zero), zero, growth.scale),
        };
        // Half the square, from a number whose square f64 has.
        let lifted = Double::of(original * R::splat(LIFT));
        let square = lifted.times(lifted).scaled(R::splat(0.5));
        let excess = Exact {
            number: Double::select(is_tiny(original), square, excess.number),
            scale: R::select(is_tiny(original), R::splat(-2.0 * LIFT_EXPONENT), excess.scale),
        };
        let growth = Exact { number: or_tiny(original, growth.number), ..growth };
        filled([growth, excess], Exact::zero())
    }
}

/// `log` and `log_pair`.
pub struct Log;

impl<E: Coefficients> Function<E> for Log {
    fn columns(&self) -> usize {
        3
    }
    fn outcomes(&self) -> Vec<Outcome> {
        let pair = outcome::<E>("log_pair, sum of both", 1, stated::<E>(stated::LOG_PAIR));
        vec![
            outcome::<E>("log", 0, stated::<E>(stated::LOG)),
            // Of results of size 1, or of their own size where they are larger.
            Outcome { columns: (1, Some(2)), floor: 1.0, ..pair },
        ]
    }
    fn domain(&self) -> (f64, f64) {
        (-INFINITY, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        (0.5, 2.0)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        let (high, low) = math::log_pair(x);
        filled([math::log(x), high, low], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let value = Exact::plain(logarithm(x));
        filled([value, value], Exact::zero())
    }
}

/// `log1p`, which is `log1p_given` with its own quotient.
pub struct Log1p;

impl<E: Coefficients> Function<E> for Log1p {
    fn columns(&self) -> usize {
        1
    }
    fn outcomes(&self) -> Vec<Outcome> {
        vec![outcome::<E>("log1p, log1p_given", 0, stated::<E>(stated::LOG1P))]
    }
    fn domain(&self) -> (f64, f64) {
        (-1.0, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        (-1.0, 3.0)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        filled([math::log1p(x)], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        filled([Exact::plain(or_tiny(x, logarithm_1p(Double::of(x))))], Exact::zero())
    }
}

/// `log1p_of_unit`.
pub struct Log1pOfUnit;

impl<E: Coefficients> Function<E> for Log1pOfUnit {
    fn columns(&self) -> usize {
        1
    }
    fn outcomes(&self) -> Vec<Outcome> {
        vec![outcome::<E>("log1p_of_unit", 0, stated::<E>(stated::LOG1P_OF_UNIT))]
    }
    fn domain(&self) -> (f64, f64) {
        (0.0, 1.0)
    }
    fn busy(&self) -> (f64, f64) {
        (0.0, 1.0)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        filled([math::log1p_of_unit(x)], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        filled([Exact::plain(or_tiny(x, logarithm_1p(Double::of(x))))], Exact::zero())
    }
}

/// `excess_log1p`.
pub struct ExcessLog1p;

/// Up to here u − log(1 + u) is its series, of which the terms left out are below 2^−100 of it.
const SERIES: f64 = 1.0 / 4096.0;
/// The last power of that series.
const LAST: u32 = 10;

impl<E: Coefficients> Function<E> for ExcessLog1p {
    fn columns(&self) -> usize {
        1
    }
    fn outcomes(&self) -> Vec<Outcome> {
        vec![outcome::<E>("excess_log1p", 0, stated::<E>(stated::EXCESS_LOG1P))]
    }
    fn domain(&self) -> (f64, f64) {
        (0.0, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        (0.0, 3.0)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        let one = R::splat(1.0);
        filled([math::excess_log1p(x, one / (one + x))], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let zero = R::splat(0.0);
        let u = Double::of(x);
        let mut sum = Double::new(0.0, 0.0);
        let mut k = LAST;
        while k >= 2 {
            let inverse = Double::new(1.0, 0.0).over(Double::new(f64::from(k), 0.0));
            sum = inverse.minus(Double::of(between(x, 0.0, SERIES)).times(sum));
            k -= 1;
        }
        // The square from a number whose square f64 has.
        let tiny = is_tiny(x);
        let lifted = Double::of(R::select(tiny, x * R::splat(LIFT), between(x, 0.0, 1.0)));
        let near = Exact {
            number: lifted.times(lifted).times(sum),
            scale: R::select(tiny, R::splat(-2.0 * LIFT_EXPONENT), zero),
        };
        // The logarithm is nothing beside numbers above 2^120, of which an infinite one has no difference.
        let far = x.lt(R::splat(FAR_FROM_LOGARITHMS));
        let difference = u.minus(logarithm_1p(Double::of(between(x, 0.0, FAR_FROM_LOGARITHMS))));
        let far = Double::select(far, difference, u);
        let is_near = x.lt(R::splat(SERIES));
        filled(
            [Exact { number: Double::select(is_near, near.number, far), scale: R::select(is_near, near.scale, zero) }],
            Exact::zero(),
        )
    }
}

/// 2^120.
const FAR_FROM_LOGARITHMS: f64 = (1u128 << 120) as f64;

/// `logistic_pair`.
pub struct Logistic;

impl<E: Coefficients> Function<E> for Logistic {
    fn columns(&self) -> usize {
        5
    }
    fn outcomes(&self) -> Vec<Outcome> {
        let names = ["sigmoid(x)", "sigmoid(-x)", "log(1 + e^-|x|)", "softplus(x)", "softplus(-x)"];
        let of = |(column, name)| {
            let which = if column < 2 { stated::SIGMOID } else { stated::SOFTPLUS };
            let plain = outcome::<E>(name, column, stated::<E>(which));
            Outcome { flushed: E::SMALLEST_NORMAL * EXPONENTIAL_FLUSHED, ..plain }
        };
        names.into_iter().enumerate().map(of).collect()
    }
    fn domain(&self) -> (f64, f64) {
        (-INFINITY, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        (-0.7 * bias::<E>(), 0.7 * bias::<E>())
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        let LogisticPair { sigmoid, sigmoid_negative, softplus_rest, softplus, softplus_negative } =
            math::logistic_pair(x);
        [sigmoid, sigmoid_negative, softplus_rest, softplus, softplus_negative]
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let zero = R::splat(0.0);
        let e = Exponential::new(Double::of(between(-x.abs(), -FAR, 0.0)));
        let small = e.small();
        let denominator = Double::new(1.0, 0.0).plus(small);
        let larger = Exact::plain(Double::new(1.0, 0.0).over(denominator));
        let smaller = Exact { number: e.mantissa().over(denominator), scale: e.n };
        let rest = logarithm_1p(small);
        // log(1 + e) is e where e² is nothing beside it, and may be smaller than f64 tells apart.
        let tiny = small.high.lt(R::splat(1e-200));
        let rest = Exact { number: Double::select(tiny, e.mantissa(), rest), scale: R::select(tiny, e.n, zero) };
        let negative = x.lt(zero);
        // Beside |x| ≥ 400 the rest is nothing.
        let far = R::splat(400.0).lt(x.abs());
        let sum = Double::select(far, Double::of(x.abs()), Double::of(between(x.abs(), 0.0, 400.0)).plus(rest.number));
        let sum = Exact::plain(sum);
        let either = |yes: Exact<R>, no: Exact<R>| Exact {
            number: Double::select(negative, yes.number, no.number),
            scale: R::select(negative, yes.scale, no.scale),
        };
        [either(smaller, larger), either(larger, smaller), rest, either(rest, sum), either(sum, rest)]
    }
}

/// `tanh` and its derivative.
pub struct Tanh;

impl<E: Coefficients> Function<E> for Tanh {
    fn columns(&self) -> usize {
        2
    }
    fn outcomes(&self) -> Vec<Outcome> {
        let slope = stated::<E>(stated::TANH_SLOPE);
        vec![
            outcome::<E>("tanh", 0, stated::<E>(stated::TANH)),
            // Four times an exponential.
            Outcome {
                flushed: 4.0 * E::SMALLEST_NORMAL * EXPONENTIAL_FLUSHED,
                ..outcome::<E>("tanh, 1 - tanh^2", 1, slope)
            },
        ]
    }
    fn domain(&self) -> (f64, f64) {
        (-INFINITY, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        if is_single::<E>() { (-44.0, 44.0) } else { (-20.0, 20.0) }
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        let (value, slope) = math::tanh(x);
        filled([value, slope], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let doubled = between(-(x.abs() + x.abs()), -FAR, 0.0);
        let e = Exponential::new(Double::of(doubled));
        let denominator = Double::new(1.0, 0.0).plus(e.small());
        let value = e.minus_one().number.negative().over(denominator);
        let value = Double::select(x.lt(R::splat(0.0)), value.negative(), value);
        let slope = e.mantissa().over(denominator.times(denominator));
        let slope = Exact { number: slope, scale: e.n + R::splat(2.0) };
        filled([Exact::plain(or_tiny(x, value)), slope], Exact::zero())
    }
}

/// `log_factorial`.
pub struct LogFactorial;

impl<E: Coefficients> Function<E> for LogFactorial {
    fn columns(&self) -> usize {
        1
    }
    fn outcomes(&self) -> Vec<Outcome> {
        vec![outcome::<E>("log_factorial", 0, stated::<E>(stated::LOG_FACTORIAL))]
    }
    fn domain(&self) -> (f64, f64) {
        (0.0, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        (0.0, 10.0)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        filled([math::log_factorial(x)], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let value = log_factorial(between(x, 0.0, f64::MAX));
        // Near 0 it is −γ·x, here of a number whose product f64 has.
        let gamma = Double::new(1.0, 0.0).minus(Double::new(ONE_LESS_GAMMA.0, ONE_LESS_GAMMA.1));
        let lifted = Double::of(x * R::splat(LIFT)).times(gamma.negative());
        let value = Exact {
            number: Double::select(is_tiny(x), lifted, value.number),
            scale: R::select(is_tiny(x), R::splat(-LIFT_EXPONENT), value.scale),
        };
        let infinite = x.eq(R::splat(INFINITY));
        filled([Exact { number: Double::select(infinite, Double::of(x), value.number), ..value }], Exact::zero())
    }
}

/// `log1mexp` and what it gives besides.
pub struct Log1mExp;

/// Up to here log(1 − e^−x) is log x − x/2 + x²/24, of which the term left out is below 2^−90.
const NEAR_ZERO: f64 = 1.0 / 1_048_576.0;
/// From here on log(1 − e) is −e·(1 + e/2), of which the term left out is below 2^−100 of it.
const FAR_FROM_ZERO: f64 = 36.0;

impl<E: Coefficients> Function<E> for Log1mExp {
    fn columns(&self) -> usize {
        3
    }
    fn outcomes(&self) -> Vec<Outcome> {
        let flushed = E::SMALLEST_NORMAL * EXPONENTIAL_FLUSHED;
        let of = |name, column, which| Outcome { flushed, ..outcome::<E>(name, column, stated::<E>(which)) };
        vec![
            of("log1mexp", 0, stated::LOG1MEXP),
            of("log1mexp, e^-x", 1, stated::LOG1MEXP_PARTS),
            of("log1mexp, 1 - e^-x", 2, stated::LOG1MEXP_PARTS),
        ]
    }
    fn domain(&self) -> (f64, f64) {
        (0.0, INFINITY)
    }
    fn busy(&self) -> (f64, f64) {
        (0.0, 3.0)
    }
    #[inline(always)]
    fn apply<R: Real<Lane = E>>(&self, x: R) -> [R; COLUMNS] {
        let (value, power, rest) = math::log1mexp(x);
        filled([value, power, rest], x)
    }
    #[inline(always)]
    fn exact<R: Real<Lane = f64>>(&self, x: R) -> [Exact<R>; COLUMNS] {
        let e = Exponential::new(Double::of(-between(x, 0.0, FAR)));
        let power = e.value(0.0);
        let (one, zero) = (Double::new(1.0, 0.0), R::splat(0.0));
        let small = Double::of(between(x, 0.0, NEAR_ZERO));
        let series = Double::new(0.5, 0.0).minus(small.over(Double::new(24.0, 0.0))).times(small);
        // The logarithm may be infinite, from which nothing is subtracted.
        let near = logarithm(x);
        let near = Double::select(x.eq(zero), near, near.minus(series));
        let middle = logarithm_1p(e.small().negative());
        let far = power.number.times(one.plus(e.small().scaled(R::splat(0.5)))).negative();
        let (is_near, is_far) = (x.lt(R::splat(NEAR_ZERO)), R::splat(FAR_FROM_ZERO).lt(x));
        let value = Exact {
            number: Double::select(is_near, near, Double::select(is_far, far, middle)),
            scale: R::select(is_far, power.scale, zero),
        };
        // 1 − e^−x is x where that is tiny.
        let growth = e.minus_one();
        let rest = Exact { number: or_tiny(x, growth.number.negative()), ..growth };
        filled([value, power, rest], Exact::zero())
    }
}

/// What the documentation in kernels/src/math promises, for `f32` and `f64`.
pub mod stated {
    pub const EXP: [f64; 2] = [1.0, 1.0];
    pub const EXP_OF_NEGATIVE: [f64; 2] = [1.0, 1.0];
    pub const EXP_SCALED: [f64; 2] = [1.0, 1.0];
    pub const EXP_DIVIDED: [f64; 2] = [1.5, 1.5];
    pub const EXP_SCALED_DOUBLE: f64 = 3.0;
    pub const EXPM1: [f64; 2] = [1.5, 2.0];
    pub const EXPM1_EXCESS: [f64; 2] = [10.0, 10.0];
    pub const LOG: [f64; 2] = [1.0, 1.0];
    pub const LOG_PAIR: [f64; 2] = [0.09, 0.09];
    pub const LOG1P: [f64; 2] = [1.5, 1.5];
    pub const LOG1P_OF_UNIT: [f64; 2] = [1.25, 1.4];
    pub const EXCESS_LOG1P: [f64; 2] = [3.0, 3.0];
    pub const LOG1MEXP: [f64; 2] = [4.0, 4.0];
    pub const LOG1MEXP_PARTS: [f64; 2] = [2.0, 2.0];
    pub const LOG_FACTORIAL: [f64; 2] = [1.5, 1.5];
    pub const SIGMOID: [f64; 2] = [2.0, 2.0];
    pub const SOFTPLUS: [f64; 2] = [2.0, 2.0];
    pub const TANH: [f64; 2] = [2.0, 2.0];
    pub const TANH_SLOPE: [f64; 2] = [5.0, 5.0];
}

/// The one of this type.
fn stated<E: Lane>([single, double]: [f64; 2]) -> f64 {
    if is_single::<E>() { single } else { double }
}
