//! Compares the mathematics of each loss with its plain formula, and the formula's derivatives with differences. These
//! tests take seconds; the tests of whole calls, which take minutes to build, are the library's own.

use super::*;
use crate::losses::{
    Adversarial, ElasticNetPenalty, GaussianNll, Hinge, Huber, JsDiv, L1Penalty, L2Penalty, LogCosh, each_of_elements,
};
use crate::simd::Simd;
use crate::simd::isa::ScalarForTests;
use crate::sum::first;
use std::vec::Vec;

mod binary;
mod distributions;
mod generative;
mod likelihoods;
mod regression;

type Double = <ScalarForTests as Simd>::NarrowF64;
type Single = <ScalarForTests as Simd>::NarrowF32;

/// The numbers that an argument is meant to hold, as its entry says.
#[derive(Clone, Copy)]
enum Domain {
    Real,
    /// In [0, 1].
    Probability,
    /// The logarithm of one.
    LogProbability,
    /// −1 or 1.
    Sign,
    /// Above 0.
    Positive,
}

/// Inputs of the domain: evenly, with some that are large, small or at its edge.
fn inputs(domain: Domain) -> Vec<f64> {
    let even = |low: f64, high: f64| (0..=1200).map(move |i| low + (high - low) * f64::from(i) / 1200.0);
    match domain {
        Domain::Real => even(-6.05, 6.0).chain([-700.0, -40.0, -1e-9, 0.0, 1e-9, 1.0, 40.0, 700.0]).collect(),
        Domain::Probability => even(0.001, 0.999).chain([1e-9, 1.0 - 1e-9]).collect(),
        Domain::LogProbability => even(-9.0, 0.0).chain([-40.0, -1e-9]).collect(),
        Domain::Sign => [-1.0, 1.0].into(),
        Domain::Positive => even(0.01, 6.0).chain([1e-9, 1e-3, 40.0, 700.0]).collect(),
    }
}

/// Targets of the domain, and further inputs: fewer.
fn targets(domain: Domain) -> Vec<f64> {
    match domain {
        Domain::Sign => inputs(domain),
        Domain::Probability => [0.0, 1.0, 0.25, 0.5, 0.999].into(),
        Domain::Real | Domain::LogProbability | Domain::Positive => inputs(domain).into_iter().step_by(67).collect(),
    }
}

/// A number is the other, to within rounding.
fn close(got: f64, expected: f64) -> bool {
    got == expected || (got - expected).abs() <= 1e-13 * expected.abs().max(1.0)
}

/// The loss and its derivatives as kernels compute them.
fn terms<L: Elementwise<X, T>, const X: usize, const T: usize>(
    loss: L,
    x: [f64; X],
    t: [f64; T],
) -> Derivatives<f64, X> {
    let Derivatives { loss, first: by, second } = loss.terms(x.map(Double::splat), t.map(Double::splat));
    Derivatives { loss: first(loss), first: by.map(first), second: second.map(first) }
}

/// The loss, its first derivatives and that second derivative which has a place in the options: of a single input.
fn numbers<const X: usize>(of: Derivatives<f64, X>) -> Vec<f64> {
    let second = if X == 1 { &of.second[..] } else { &[] };
    [&[of.loss][..], &of.first, second].concat()
}

/// The distance of numbers whose differences are formed around x.
fn step(x: f64) -> f64 {
    3e-5 * x.abs().clamp(1e-2, 1.0)
}

/// Derivatives beside differences of the fourth order (Abramowitz and Stegun, 25.3.6); `at` is a function of x followed by
/// its derivatives, and smooth around x.
fn differentiates<const N: usize>(what: &str, x: f64, at: impl Fn(f64) -> [f64; N]) {
    let h = step(x);
    let here = at(x);
    let around = [-2.0, -1.0, 1.0, 2.0].map(|steps| at(x + steps * h));
    let tolerance = 1e-4 * (1.0 + here[1..].iter().map(|derivative| derivative.abs()).sum::<f64>());
    for (which, derivative) in here[1..].iter().enumerate() {
        let [a, b, c, e] = around.map(|terms| terms[which]);
        let difference = (8.0 * (c - b) - (e - a)) / (12.0 * h);
        assert!((difference - derivative).abs() < tolerance, "{what} at {x}: {derivative}, differences {difference}");
    }
}

/// Every combination of a number from each list.
fn combinations<const N: usize>(lists: [Vec<f64>; N]) -> Vec<[f64; N]> {
    let mut all = Vec::from([[0.0; N]]);
    for (j, list) in lists.iter().enumerate() {
        let with = |of: &[f64; N], number: f64| {
            let mut of = *of;
            of[j] = number;
            of
        };
        all = all.iter().flat_map(|of| list.iter().map(move |number| with(of, *number))).collect();
    }
    all
}

/// Inputs: many of the one that differences are formed by, fewer of the others.
fn inputs_beside<const X: usize>(domains: [Domain; X], j: usize) -> Vec<[f64; X]> {
    let of = |which: usize| if which == j { inputs(domains[which]) } else { targets(domains[which]) };
    combinations(core::array::from_fn(of))
}

fn check<L: Reference<X, T>, const X: usize, const T: usize>(
    name: &str,
    loss: L,
    domains: [Domain; X],
    targets: [Vec<f64>; T],
) {
    let targets = combinations(targets);
    // Of two targets fewer pairs, in which each number is still there.
    let targets: Vec<[f64; T]> = targets.into_iter().step_by(if T > 1 { 17 } else { 1 }).collect();
    for j in 0..X {
        let mut smooth = 0;
        let inputs = inputs_beside(domains, j);
        for (x, t) in inputs.iter().flat_map(|x| targets.iter().map(move |t| (*x, *t))) {
            let expected = numbers(loss.reference(x, t));
            let got = numbers(terms(loss, x, t));
            for (i, (got, expected)) in got.iter().zip(&expected).enumerate() {
                assert!(close(*got, *expected), "{name} at {x:?}, {t:?}: term {i} is {got}, not {expected}");
            }
            let with = |number: f64| {
                let mut x = x;
                x[j] = number;
                x
            };
            // Where rounding is nothing to a step, and neither a kink nor the domain's edge is near.
            let beside = 2.0 * step(x[j]);
            let inside = match domains[j] {
                Domain::Probability => beside < x[j].min(1.0 - x[j]),
                Domain::Positive => beside < x[j],
                _ => true,
            };
            let kinks = loss.kink(with(x[j] - beside), t) * loss.kink(with(x[j] + beside), t);
            if x.iter().all(|x| x.abs() < 10.0) && inside && kinks > 0.0 {
                let at = |number: f64| loss.reference(with(number), t);
                if X == 1 {
                    differentiates(name, x[j], |x| [at(x).loss, at(x).first[j], at(x).second[j]]);
                } else {
                    differentiates(name, x[j], |x| [at(x).loss, at(x).first[j]]);
                }
                smooth += 1;
            }
        }
        assert!(smooth > 1000, "{name}: differences by input {j} at {smooth} points alone");
    }
}

/// The loss with the parameters of its [`Reference`].
fn with_parameters<L: Reference<X, T>, const X: usize, const T: usize>() -> L {
    L::new(&Arguments { scalars: L::PARAMETERS, ..Arguments::default() }).expect("valid parameters")
}

macro_rules! visit {
    ($name:literal, $loss:ty, [$($input:ident),*], [$($target:ident),*]) => {
        check($name, with_parameters::<$loss, _, _>(), [$(Domain::$input),*], [$(targets(Domain::$target)),*]);
    };
}

#[test]
fn terms_are_those_of_the_formula() {
    each_of_elements!(visit);
}

#[test]
fn binary_targets_of_hinge() {
    let hinge =
        |binary_targets| Hinge::new(&Arguments { binary_targets, ..Arguments::default() }).expect("no parameters");
    check("hinge of 0 and 1", hinge(true), [Domain::Real], [[0.0, 1.0].into()]);
    for x in inputs(Domain::Real) {
        for (t, sign) in [(0.0, -1.0), (1.0, 1.0)] {
            let of = |binary_targets, t| numbers(terms(hinge(binary_targets), [x], [t]));
            assert_eq!(of(true, t), of(false, sign), "at {x}, {t}");
        }
    }
}

fn gaussian(beta: f64, epsilon: f64, full: bool) -> GaussianNll {
    let arguments = Arguments { scalars: [beta, epsilon, 0.0, 0.0], full, ..Arguments::default() };
    GaussianNll::new(&arguments).expect("valid parameters")
}

/// The values and derivatives were computed with 60 digits, by mpmath.
#[test]
fn gaussian_likelihoods_far_out() {
    // Mean, variance and target; β and ε; LOSS_FULL; the loss and its derivatives by mean and variance.
    type Point = ([f64; 3], [f64; 2], bool, [f64; 3]);
    const POINTS: [Point; 13] = [
        ([2.0, 1e-250, 2.0], [0.0, 1e-300], false, [-287.8231366242557, 0.0, 5e+249]),
        ([1e10, 1e-6, 0.0], [0.0, 0.0], false, [5e+25, 1e+16, -5e+31]),
        ([1e100, 1e200, 0.0], [0.5, 0.0], false, [2.3075850929940454e+102, 1.0, -3.103633000350474e-117]),
        ([1e150, 1e-3, -1e150], [0.0, 0.0], false, [2e+303, 2e+153, -1.9999999999999997e+306]),
        (
            [1e150, 1e-3, -1e150],
            [0.5, 0.0],
            false,
            [6.324555320336758e+301, 6.324555320336758e+151, -6.324555320336758e+304],
        ),
        // The error is one standard deviation, so that the loss is the least by the variance.
        ([0.5, 0.25, 0.0], [0.0, 0.0], false, [-0.19314718055994531, 2.0, 0.0]),
        ([0.5, 0.25, 0.0], [1.0, 0.0], true, [0.18144783816118185, 0.5, 0.0]),
        // Below ε, and at it.
        ([1.0, -3.0, 0.0], [0.5, 0.25], false, [0.6534264097200273, 2.0, -3.0]),
        ([1.0, 0.25, 0.0], [0.0, 0.25], true, [2.2257913526447273, 4.0, -6.0]),
        ([0.1, 1e-6, 0.3], [0.5, 0.0], true, [19.99401118325422, -200.0, -19999499.999999996]),
        ([-3.0, 1e6, 4.0], [2.0, 0.0], false, [6907779778982.137, -7000000.0, 499975.5]),
        ([1e-200, 1e-200, 0.0], [0.25, 1e-250], false, [-2.3025850929940456e-48, 1e-50, 5e+149]),
        ([1.0, 1e300, -1e140], [0.0, 0.0], false, [345.38776394910684, 1e-160, 5e-301]),
    ];
    for ([mean, variance, target], [beta, epsilon], full, expected) in POINTS {
        let got = numbers(terms(gaussian(beta, epsilon, full), [mean, variance], [target]));
        let v = variance.max(if epsilon == 0.0 { 1e-6 } else { epsilon });
        let (square, weight) = ((mean - target) * ((mean - target) / v), v.powf(beta));
        let by_variance = weight * 0.5 * (1.0 + square) / v;
        let sizes = [weight * 0.5 * (v.ln().abs() + square + 2.0), expected[1].abs(), by_variance];
        // Some roundings, and those of the exponents that powers of the variance are made of.
        let roundings = 4.0 + (beta + (beta - 1.0).abs()) * if beta == 0.0 { 0.0 } else { v.ln().abs() };
        for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
            let error = (got - expected).abs();
            assert!(
                error <= roundings * f64::EPSILON * sizes[i],
                "{i} at {mean}, {variance}, {target}: {got:e}, not {expected:e}"
            );
        }
    }
}

#[test]
fn gaussian_likelihoods_weighted_by_variance() {
    for loss in [gaussian(0.5, 0.0, false), gaussian(1.0, 0.5, true), gaussian(1.5, 0.25, false)] {
        for [mean, variance, target] in
            combinations([inputs(Domain::Real), targets(Domain::Positive), targets(Domain::Real)])
        {
            let got = numbers(terms(loss, [mean, variance], [target]));
            let expected = numbers(loss.reference([mean, variance], [target]));
            for (got, expected) in got.iter().zip(&expected) {
                assert!(close(*got, *expected), "at {mean}, {variance}, {target}: {got:e}, not {expected:e}");
            }
        }
    }
}

#[test]
fn gaussian_likelihoods_without_limit_and_number() {
    for beta in [0.0, 0.5, 1.0, 2.0] {
        let loss = gaussian(beta, 0.0, false);
        for position in 0..3 {
            for error in [0.0, 1.0] {
                let mut of = [1.0 + error, 2.0, 1.0];
                of[position] = f64::NAN;
                let got = numbers(terms(loss, [of[0], of[1]], [of[2]]));
                assert!(got.iter().all(|number| number.is_nan()), "{of:?}, beta {beta}: {got:?}");
            }
        }
        let far = numbers(terms(loss, [f64::INFINITY, 2.0], [1.0]));
        assert_eq!(far, [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY], "beta {beta}");
    }
    // v^(β − 1)·r and ½v^(β − 1)·(1 − r²/v) for r = 3 and an infinite v.
    let infinite = |beta: f64| numbers(terms(gaussian(beta, 0.0, false), [4.0, f64::INFINITY], [1.0]));
    assert_eq!(infinite(0.0), [f64::INFINITY, 0.0, 0.0]);
    assert_eq!(infinite(0.5), [f64::INFINITY, 0.0, 0.0]);
    assert_eq!(infinite(1.0), [f64::INFINITY, 3.0, 0.5]);
}

#[test]
fn huber_at_its_kinks_and_far_out() {
    let with = |delta: f64| Huber::new(&Arguments { scalars: [delta, 0.0, 0.0, 0.0], ..Arguments::default() });
    let at = |delta: f64, error: f64| numbers(terms(with(delta).expect("valid"), [error], [0.0]));
    assert_eq!(at(1.5, 1.5), [1.125, 1.5, 0.0]);
    assert_eq!(at(1.5, -1.5), [1.125, -1.5, 0.0]);
    assert_eq!(at(0.0, 0.75), [0.28125, 0.75, 1.0]);
    assert_eq!(at(0.0, 3.0), [2.5, 1.0, 0.0]);
    assert_eq!(at(2.0, 1e300), [2e300, 2.0, 0.0]);
    assert_eq!(at(2.0, f64::NEG_INFINITY), [f64::INFINITY, -2.0, 0.0]);
    assert!(at(2.0, f64::NAN).iter().all(|number| number.is_nan()));
    // δ that is out of the range of f32: always squared, and nothing.
    let single = |delta: f64, error: f64| {
        let Derivatives { loss, first: [by], second: [second] } =
            with(delta).expect("valid").terms([Single::splat(error)], [Single::splat(0.0)]);
        [loss, by, second].map(first)
    };
    assert_eq!(single(1e39, 4.0), [8.0, 4.0, 1.0]);
    assert_eq!(single(1e39, f64::INFINITY)[..2], [f64::INFINITY; 2]);
    assert_eq!(single(1e-50, f64::INFINITY), [0.0; 3]);
}

/// The values and derivatives were computed with 60 digits, by mpmath.
#[test]
fn log_cosh_near_0_and_far_out() {
    type Point = (f64, [f64; 3]);
    const POINTS: [Point; 12] = [
        // 2^−500, 2^−30, 2^−13, 2^−10.
        (3.054936363499605e-151, [4.6663180925160944e-302, 3.054936363499605e-151, 1.0]),
        (9.313225746154785e-10, [4.336808689942018e-19, 9.313225746154785e-10, 1.0]),
        (0.0001220703125, [7.450580578420111e-09, 0.00012207031189367021, 0.9999999850988389]),
        (0.0009765625, [4.7683708241191914e-07, 0.0009765621895592603, 0.9999990463262899]),
        (0.125, [0.007792239318898253, 0.12435300177159621, 0.9845363309503934]),
        (0.5, [0.12011450695827752, 0.46211715726000974, 0.7864477329659274]),
        // 1 − 2^−24, below which the loss is the logarithm of 1 − tanh².
        (0.9999999403953552, [0.4337807850884788, 0.7615941309233423, 0.41997437974311896]),
        (1.0, [0.4337808304830272, 0.7615941559557649, 0.4199743416140261]),
        (1.5, [0.8554401710137968, 0.9051482536448664, 0.18070663892364852]),
        (9.0, [8.306852834670034, 0.999999969540041, 6.091991712323229e-08]),
        (43.0, [42.30685281944005, 1.0, 1.7895117224724483e-37]),
        (300.0, [299.30685281944005, 1.0, 1.0601586212017243e-260]),
    ];
    fn single(x: f64) -> [f64; 3] {
        let got = LogCosh.terms([Single::splat(x)], [Single::splat(0.0)]);
        [got.loss, got.first[0], got.second[0]].map(first)
    }
    fn double(x: f64) -> [f64; 3] {
        let got = terms(LogCosh, [x], [0.0]);
        [got.loss, got.first[0], got.second[0]]
    }
    for (x, expected) in POINTS {
        for sign in [1.0, -1.0] {
            let expected = [expected[0], sign * expected[1], expected[2]];
            let compare = |got: &[f64], epsilon: f64, smallest: f64| {
                for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
                    // As in accuracy/losses.py, in halves of epsilon: tanh 2 twice and a product, times 1.6, and log1p; tanh 2;
                    // 1 − tanh² 5. The differences are exact.
                    let allowed = [18.0, 4.0, 10.0][i] * 0.5 * epsilon * expected.abs();
                    let flushed = expected.abs() < smallest && *got == 0.0;
                    assert!(
                        flushed || (got - expected).abs() <= allowed,
                        "term {i} at {}: {got:e}, not {expected:e}",
                        sign * x
                    );
                }
            };
            compare(&double(sign * x), f64::EPSILON, f64::MIN_POSITIVE);
            compare(&single(sign * x), f32::EPSILON.into(), f32::MIN_POSITIVE.into());
        }
    }
    for at in [single as fn(f64) -> [f64; 3], double] {
        assert_eq!(at(0.0), [0.0, 0.0, 1.0]);
        assert_eq!(at(f64::INFINITY), [f64::INFINITY, 1.0, 0.0]);
        assert_eq!(at(f64::NEG_INFINITY), [f64::INFINITY, -1.0, 0.0]);
        assert!(at(f64::NAN).iter().all(|number| number.is_nan()));
    }
    assert_eq!(double(-f64::MAX), [f64::MAX, -1.0, 0.0]);
    assert_eq!(single(f32::MAX.into()), [f32::MAX.into(), 1.0, 0.0]);
}

/// Formulas of I. Goodfellow et al. 2014 (minimax, non-saturating), X. Mao et al. 2017 (squares), J. H. Lim and J. C. Ye
/// 2017 (hinge), M. Arjovsky et al. 2017 (scores).
#[test]
fn adversaries() {
    let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
    let square = |x: f64| 0.5 * x * x;
    for x in inputs(Domain::Real) {
        let expected = [
            (GanKind::Minimax, [softplus(-x), softplus(x), -softplus(x)]),
            (GanKind::NonSaturating, [softplus(-x), softplus(x), softplus(-x)]),
            (GanKind::LeastSquares, [square(x - 1.0), square(x), square(x - 1.0)]),
            (GanKind::Hinge, [(1.0 - x).max(0.0), (1.0 + x).max(0.0), -x]),
            (GanKind::Wasserstein, [-x, x, -x]),
        ];
        for (kind, values) in expected {
            let sides = [Adversarial::real(kind), Adversarial::fake(kind), Adversarial::generator(kind)];
            for (side, value) in sides.into_iter().zip(values) {
                let at = |x: f64| {
                    let Derivatives { loss, first: [first], second: [second] } = terms(side, [x], []);
                    [loss, first, second]
                };
                assert!(close(at(x)[0], value), "{kind:?} at {x}: {}, not {value}", at(x)[0]);
                // The hinge's kinks are at −1 and 1.
                if x.abs() < 10.0 && (kind != GanKind::Hinge || (x.abs() - 1.0).abs() > 1e-3) {
                    differentiates("adversary", x, at);
                }
            }
        }
    }
}

/// Terms of one class, where the shares are not small.
#[test]
fn jensen_shannon() {
    for beta in [0.1, 0.5, 0.75] {
        let loss = JsDiv::new(&Arguments { scalars: [beta, 0.0, 0.0, 0.0], ..Arguments::default() }).expect("valid");
        for p in inputs(Domain::Probability) {
            for q in inputs(Domain::Probability).into_iter().step_by(50) {
                let m = beta * q + (1.0 - beta) * p;
                let value = beta * q * (q / m).ln() + (1.0 - beta) * p * (p / m).ln();
                let (difference, ratio) = ((p / q).ln(), if p < q { p / q } else { q / p });
                let of = Double::splat;
                // e^−d − 1 + d by its series, as this is looked at near 0 alone.
                let excess = (2..30).rev().fold(0.0, |sum, k| (sum + 1.0) * -difference.abs() / f64::from(k))
                    * -difference.abs();
                let apart = Apart {
                    difference: of(difference),
                    ratio: of(ratio),
                    ratio_less_one: of(ratio - 1.0),
                    excess: of(excess),
                };
                let terms = loss.terms(of(p), of(q), apart, true);
                assert!((first(terms.loss) - value).abs() < 1e-14, "at {p}, {q}: {}, not {value}", first(terms.loss));
                // Whatever is the same for all classes may be missing from the derivative.
                let derivative = (1.0 - beta) * (p / m).ln();
                assert!(close(first(terms.derivative), derivative), "derivative at {p}, {q}");
                let curvature = (1.0 - beta) * beta * q / m;
                assert!(close(first(terms.curvature), curvature), "curvature at {p}, {q}");
            }
        }
    }
}

#[test]
fn penalties_have_their_parameters() {
    fn of_two<L: Reference<1, 0>>() -> Vec<f64> {
        numbers(terms(with_parameters::<L, 1, 0>(), [2.0], []))
    }
    // λ|x|, λx², and λ₁|x| + λ₂x², by hand.
    assert_eq!(of_two::<L1Penalty>(), [3.0, 1.5, 0.0]);
    assert_eq!(of_two::<L2Penalty>(), [6.0, 6.0, 3.0]);
    assert_eq!(of_two::<ElasticNetPenalty>(), [4.0, 2.5, 0.5]);
}

#[test]
fn parameters_out_of_range_are_refused() {
    fn refuses<L: Elementwise<1, 0>>(scalars: [f64; 4], argument: &str) {
        let refused = L::new(&Arguments { scalars, ..Arguments::default() }).err();
        assert!(refused.is_some_and(|refusal| refusal.argument == argument), "{argument}, {scalars:?}");
    }
    for beta in [0.0, 1.0, -0.5, f64::NAN, f64::INFINITY] {
        let refused = JsDiv::new(&Arguments { scalars: [beta; 4], ..Arguments::default() });
        assert!(refused.is_err_and(|refusal| refusal.argument == "beta"), "{beta}");
    }
    for bad in [-1e-9, f64::NAN, f64::INFINITY] {
        refuses::<L1Penalty>([bad, 0.0, 0.0, 0.0], "lambda");
        refuses::<L2Penalty>([bad, 0.0, 0.0, 0.0], "lambda");
        refuses::<ElasticNetPenalty>([bad, 0.0, 0.0, 0.0], "l1");
        refuses::<ElasticNetPenalty>([0.0, bad, 0.0, 0.0], "l2");
    }
    let with = |scalars| Arguments { scalars, ..Arguments::default() };
    for bad in [-1e-9, f64::NAN, f64::INFINITY] {
        let refused = |made: Option<Refusal>, argument: &str| made.is_some_and(|refusal| refusal.argument == argument);
        assert!(refused(Huber::new(&with([bad, 0.0, 0.0, 0.0])).err(), "delta"), "{bad}");
        assert!(refused(GaussianNll::new(&with([bad, 0.0, 0.0, 0.0])).err(), "beta"), "{bad}");
        assert!(refused(GaussianNll::new(&with([0.0, bad, 0.0, 0.0])).err(), "epsilon"), "{bad}");
    }
    assert!(coefficient("lambda", 0.0).is_ok());
}
