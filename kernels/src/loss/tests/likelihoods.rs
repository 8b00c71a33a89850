//! Likelihoods of a location and a scale, of counts and of amounts, and losses of two scores: limits, kinks and defaults. Numbers that are not plain were
//! computed with 60 digits, by mpmath.

use super::*;
use crate::losses::{
    GammaDevianceLog, GaussianNllLog, LaplaceNll, LaplaceNllLog, MarginRanking, PairLogistic, PoissonNll,
    PoissonNllLog, StudentTNll, TweedieDeviance, TweedieDevianceLog,
};

const INFINITY: f64 = f64::INFINITY;

/// The loss with these numbers.
fn with<L: Elementwise<X, T>, const X: usize, const T: usize>(scalars: [f64; 4]) -> L {
    L::new(&Arguments { scalars, ..Arguments::default() }).expect("valid parameters")
}

/// The loss of the default numbers with LOSS_FULL.
fn full<L: Elementwise<X, T>, const X: usize, const T: usize>(scalars: [f64; 4]) -> L {
    L::new(&Arguments { scalars, full: true, ..Arguments::default() }).expect("valid parameters")
}

/// The loss of two inputs and its derivatives in double.
fn double<L: Elementwise<2, 1>>(loss: L, x: [f64; 2], t: f64) -> [f64; 3] {
    let Derivatives { loss, first: [one, other], .. } = terms(loss, x, [t]);
    [loss, one, other]
}

/// The loss of two inputs and its derivatives in single precision.
fn single<L: Elementwise<2, 1>>(loss: L, x: [f64; 2], t: f64) -> [f64; 3] {
    let Derivatives { loss, first: [one, other], .. } = loss.terms(x.map(Single::splat), [Single::splat(t)]);
    [loss, one, other].map(first)
}

/// Numbers differ by at most so many units of `epsilon` at these sizes.
pub(super) fn within(roundings: f64, epsilon: f64, got: [f64; 3], expected: [f64; 3], sizes: [f64; 3]) {
    for i in 0..3 {
        let error = (got[i] - expected[i]).abs();
        assert!(
            got[i] == expected[i] || error <= roundings * epsilon * sizes[i].abs(),
            "{i} of {got:?}, not {expected:?}"
        );
    }
}

/// A NaN in any place makes everything NaN, also where the error is 0.
fn nan_stays<L: Elementwise<2, 1>>(loss: L) {
    for position in 0..3 {
        for error in [0.0, 1.0] {
            let mut of = [1.0 + error, 2.0, 1.0];
            of[position] = f64::NAN;
            for got in [double(loss, [of[0], of[1]], of[2]), single(loss, [of[0], of[1]], of[2])] {
                assert!(got.iter().all(|number| number.is_nan()), "{of:?}: {got:?}");
            }
        }
    }
}

#[test]
fn laplace_far_out() {
    // Location, scale and target; ε; the loss and its derivatives.
    type Point = ([f64; 3], f64, [f64; 3]);
    const POINTS: [Point; 8] = [
        ([0.5, 0.25, 0.0], 0.0, [0.6137056388801094, 4.0, -4.0]),
        ([2.0, 1e-250, 2.0], 1e-300, [-575.6462732485114, 0.0, 1e250]),
        ([1e10, 1e-6, 0.0], 0.0, [9999999999999986.0, 1000000.0, -1e22]),
        ([-1e200, 1e-3, 1e200], 0.0, [2e203, -1000.0, -1.9999999999999997e206]),
        // Below ε, and at 0 the default.
        ([1.0, -3.0, 0.0], 0.25, [2.613705638880109, 4.0, -12.0]),
        ([-1.0, 0.0, 0.0], 0.0, [999986.184489442, -1000000.0, -999999000000.0001]),
        ([1e-200, 1e-200, 3e-200], 1e-250, [-458.51701859880916, -1e200, -1e200]),
        ([3.0, 1e300, -1e140], 0.0, [690.7755278982137, 1e-300, 1e-300]),
    ];
    for ([location, scale, target], epsilon, expected) in POINTS {
        let got = double(with::<LaplaceNll, 2, 1>([epsilon, 0.0, 0.0, 0.0]), [location, scale], target);
        let b = scale.max(if epsilon == 0.0 { 1e-6 } else { epsilon });
        let ratio = (location - target).abs() / b;
        // A logarithm, a difference and a quotient, and sums; the quotients of the derivatives.
        within(3.0, f64::EPSILON, got, expected, [b.ln().abs() + ratio, expected[1], (1.0 + ratio) / b]);
        let whole = double(full::<LaplaceNll, 2, 1>([epsilon, 0.0, 0.0, 0.0]), [location, scale], target);
        let expected = [expected[0] + core::f64::consts::LN_2, expected[1], expected[2]];
        within(3.0, f64::EPSILON, whole, expected, [1.0 + b.ln().abs() + ratio, expected[1], (1.0 + ratio) / b]);
    }
}

#[test]
fn laplace_at_its_kink_and_without_limit() {
    let loss: LaplaceNll = with([0.0; 4]);
    assert_eq!(double(loss, [1.5, 2.0], 1.5), [core::f64::consts::LN_2, 0.0, 0.5]);
    assert_eq!(double(loss, [INFINITY, 2.0], 1.0), [INFINITY, 0.5, -INFINITY]);
    assert_eq!(double(loss, [1.0, 2.0], INFINITY), [INFINITY, -0.5, -INFINITY]);
    assert_eq!(double(loss, [4.0, INFINITY], 1.0), [INFINITY, 0.0, 0.0]);
    assert!(double(loss, [INFINITY; 2], 1.0).iter().all(|number| number.is_nan()));
    assert!(double(loss, [INFINITY, 2.0], INFINITY).iter().all(|number| number.is_nan()));
    nan_stays(loss);
    // An ε that is no number of f32 counts as the smallest that is normal.
    let smallest: f64 = f32::MIN_POSITIVE.into();
    let got = single(with::<LaplaceNll, 2, 1>([1e-50, 0.0, 0.0, 0.0]), [1.0, 0.0], 1.0);
    within(1.0, f32::EPSILON.into(), got, [smallest.ln(), 0.0, 1.0 / smallest], [88.0, 0.0, 1.0 / smallest]);
}

#[test]
fn laplace_by_the_logarithm_far_out() {
    // Location, logarithm of the scale and target; the loss and its derivatives.
    type Point = ([f64; 3], [f64; 3]);
    const POINTS: [Point; 7] = [
        // The exponential alone would be infinite.
        ([1e-300, -800.0, 0.0], [2.7263745721125668e47, INFINITY, -2.7263745721125668e47]),
        ([1e-300, -1200.0, 0.0], [1.4235682191229455e221, INFINITY, -1.4235682191229455e221]),
        ([2.0, -1500.0, 2.0], [-1500.0, 0.0, 1.0]),
        ([-3.0, 0.5, 1.0], [2.9261226388505337, -0.6065306597126334, -1.4261226388505337]),
        ([0.25, 40.0, 0.0], [40.0, 4.248354255291589e-18, 1.0]),
        ([5.0, -0.75, 4.5], [0.30850000830633734, 2.117000016612675, -0.05850000830633734]),
        // It would be 0 here.
        ([1e300, 720.0, 0.0], [720.0000000000002, 2.0322308024e-313, 0.9999999999997968]),
    ];
    let loss: LaplaceNllLog = with([0.0; 4]);
    for ([location, s, target], expected) in POINTS {
        let got = double(loss, [location, s], target);
        let ratio = (expected[0] - s).abs();
        // The exponential twice, two products, and a sum.
        let sizes = [s.abs() + ratio, expected[1], 1.0 + ratio];
        within(5.0, f64::EPSILON, got, expected, sizes);
        let whole = double(full::<LaplaceNllLog, 2, 1>([0.0; 4]), [location, s], target);
        let expected = [expected[0] + core::f64::consts::LN_2, expected[1], expected[2]];
        within(5.0, f64::EPSILON, whole, expected, sizes);
    }
}

#[test]
fn laplace_by_the_logarithm_without_limit() {
    let loss: LaplaceNllLog = with([0.0; 4]);
    for at in [double::<LaplaceNllLog>, single] {
        assert_eq!(at(loss, [1.0, -INFINITY], 1.0), [-INFINITY, 0.0, 1.0]);
        assert_eq!(at(loss, [2.0, -INFINITY], 1.0), [INFINITY, INFINITY, -INFINITY]);
        assert_eq!(at(loss, [2.0, INFINITY], 1.0), [INFINITY, 0.0, 1.0]);
        assert_eq!(at(loss, [-INFINITY, 0.0], 1.0), [INFINITY, -1.0, -INFINITY]);
        assert_eq!(at(loss, [INFINITY, 2000.0], 1.0), [INFINITY, 0.0, -INFINITY]);
        assert!(at(loss, [INFINITY; 2], 1.0).iter().all(|number| number.is_nan()));
    }
    nan_stays(loss);
}

#[test]
fn gaussian_by_the_logarithm_far_out() {
    // Mean, logarithm of the variance and target; the loss and its derivatives.
    type Point = ([f64; 3], [f64; 3]);
    const POINTS: [Point; 7] = [
        // The exponential alone would be infinite, and the square 0.
        ([1e-160, -740.0, 0.0], [-358.0632358580771, 2.387352828384581e161, -11.436764141922904]),
        ([1e-300, -1380.0, 0.0], [-689.8939879992852, 2.120240014296853e299, 0.3939879992851574]),
        ([2.0, -1500.0, 2.0], [-750.0, 0.0, 0.5]),
        // The square would be infinite.
        ([1e200, 921.0, 0.0], [461.01731154576356, 1.0346230915271576e-200, -0.017311545763578823]),
        ([-3.0, 0.5, 1.0], [5.102245277701067, -2.4261226388505337, -4.352245277701067]),
        ([0.25, 40.0, 0.0], [20.0, 1.0620885638228972e-18, 0.5]),
        ([5.0, -0.75, 4.5], [-0.11037499792341567, 1.0585000083063374, 0.23537499792341568]),
    ];
    let loss: GaussianNllLog = with([0.0; 4]);
    for ([mean, s, target], expected) in POINTS {
        let got = double(loss, [mean, s], target);
        let half_square = (0.5 - expected[2]).abs();
        // The exponential twice, two products, a sum, and of a mean the difference twice.
        let sizes = [0.5 * s.abs() + half_square, expected[1], 0.5 + half_square];
        within(5.0, f64::EPSILON, got, expected, sizes);
        let whole = double(full::<GaussianNllLog, 2, 1>([0.0; 4]), [mean, s], target);
        let expected = [expected[0] + 0.5 * (2.0 * core::f64::consts::PI).ln(), expected[1], expected[2]];
        within(5.0, f64::EPSILON, whole, expected, [1.0 + sizes[0], sizes[1], sizes[2]]);
    }
}

#[test]
fn gaussian_by_the_logarithm_without_limit() {
    let loss: GaussianNllLog = with([0.0; 4]);
    for at in [double::<GaussianNllLog>, single] {
        assert_eq!(at(loss, [1.0, -INFINITY], 1.0), [-INFINITY, 0.0, 0.5]);
        assert_eq!(at(loss, [0.0, -INFINITY], 1.0), [INFINITY, -INFINITY, -INFINITY]);
        assert_eq!(at(loss, [2.0, INFINITY], 1.0), [INFINITY, 0.0, 0.5]);
        assert_eq!(at(loss, [-INFINITY, 0.0], 1.0), [INFINITY, -INFINITY, -INFINITY]);
        assert_eq!(at(loss, [INFINITY, 2000.0], 1.0), [INFINITY, INFINITY, -INFINITY]);
        assert!(at(loss, [INFINITY; 2], 1.0).iter().all(|number| number.is_nan()));
    }
    nan_stays(loss);
}

#[test]
fn ranking_at_its_kink_and_without_limit() {
    let of = |margin: f64| with::<MarginRanking, 2, 1>([margin, 0.0, 0.0, 0.0]);
    assert_eq!(double(of(0.5), [1.0, 2.0], 1.0), [1.5, -1.0, 1.0]);
    assert_eq!(double(of(0.5), [1.0, 2.0], -1.0), [0.0; 3]);
    // At the kink nothing, and a margin of 0 or below is a margin.
    assert_eq!(double(of(0.5), [2.5, 2.0], 1.0), [0.0; 3]);
    assert_eq!(double(of(0.0), [2.0, 2.0], 1.0), [0.0; 3]);
    assert_eq!(double(of(-0.5), [1.0, 2.0], 1.0), [0.5, -1.0, 1.0]);
    assert_eq!(double(of(0.0), [-INFINITY, 2.0], 1.0), [INFINITY, -1.0, 1.0]);
    assert_eq!(double(of(0.0), [INFINITY, 2.0], 1.0), [0.0; 3]);
    assert!(double(of(0.0), [INFINITY; 2], 1.0).iter().all(|number| number.is_nan()));
    // A target of 0 leaves the scores out.
    assert_eq!(double(of(0.5), [INFINITY; 2], 0.0), [0.5, 0.0, 0.0]);
    assert_eq!(double(of(0.5), [f64::NAN, 1.0], 0.0), [0.5, 0.0, 0.0]);
    nan_stays(of(0.5));
    for margin in [f64::NAN, INFINITY, -INFINITY] {
        let refused = MarginRanking::new(&Arguments { scalars: [margin; 4], ..Arguments::default() }).err();
        assert!(refused.is_some_and(|refusal| refusal.argument == "margin"), "{margin}");
    }
}

#[test]
fn logistic_pairs_far_out_and_without_limit() {
    // Softplus of −z and its slope, σ(−z).
    const POINTS: [(f64, [f64; 2]); 7] = [
        (0.0, [core::f64::consts::LN_2, 0.5]),
        (1e-3, [0.6926473055599401, 0.4997500000208333]),
        (-2.5, [2.5788897342925496, 0.9241418199787564]),
        (30.0, [9.357622968839737e-14, 9.357622968839299e-14]),
        (-30.0, [30.000000000000092, 0.9999999999999064]),
        (700.0, [9.85967654375977e-305, 9.85967654375977e-305]),
        (-745.0, [745.0, 1.0]),
    ];
    let loss: PairLogistic = with([0.0; 4]);
    for (z, [value, slope]) in POINTS {
        for (x, t) in [([z, 0.0], 1.0), ([0.0, z], -1.0), ([0.0, -z], 1.0)] {
            // The logistic function and softplus have two units at most.
            let expected = [value, -t * slope, t * slope];
            within(2.0, f64::EPSILON, double(loss, x, t), expected, expected);
        }
    }
    for at in [double::<PairLogistic>, single] {
        assert_eq!(at(loss, [INFINITY, 1.0], 1.0), [0.0; 3]);
        assert_eq!(at(loss, [INFINITY, 1.0], -1.0), [INFINITY, 1.0, -1.0]);
        assert!(at(loss, [INFINITY; 2], 1.0).iter().all(|number| number.is_nan()));
    }
    // A target of 0 leaves the scores out.
    assert_eq!(double(loss, [INFINITY; 2], 0.0), [core::f64::consts::LN_2, 0.0, 0.0]);
    nan_stays(loss);
}

/// Targets of 0 and 1 are −1 and 1, to the last bit.
#[test]
fn binary_targets_of_pairs() {
    fn same<L: Elementwise<2, 1>>() {
        let of = |binary_targets| {
            L::new(&Arguments { scalars: [0.5, 0.0, 0.0, 0.0], binary_targets, ..Arguments::default() })
                .expect("valid parameters")
        };
        for x in combinations([targets(Domain::Real), targets(Domain::Real)]) {
            for (t, sign) in [(0.0, -1.0), (1.0, 1.0)] {
                assert_eq!(double(of(true), x, t), double(of(false), x, sign), "at {x:?}, {t}");
            }
        }
    }
    same::<MarginRanking>();
    same::<PairLogistic>();
}

/// The loss of one input and its derivatives in double.
pub(super) fn double_of_one<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64) -> [f64; 3] {
    let Derivatives { loss, first: [by], second: [second] } = terms(loss, [x], [t]);
    [loss, by, second]
}

/// The loss of one input and its derivatives in single precision.
pub(super) fn single_of_one<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64) -> [f64; 3] {
    let Derivatives { loss, first: [by], second: [second] } = loss.terms([Single::splat(x)], [Single::splat(t)]);
    [loss, by, second].map(first)
}

/// A NaN in the input or the target makes everything NaN.
pub(super) fn nan_of_one_stays<L: Elementwise<1, 1>>(loss: L) {
    for (x, t) in [(f64::NAN, 2.0), (f64::NAN, 0.0), (2.0, f64::NAN), (f64::NAN, f64::NAN)] {
        for got in [double_of_one(loss, x, t), single_of_one(loss, x, t)] {
            assert!(got.iter().all(|number| number.is_nan()), "{x}, {t}: {got:?}");
        }
    }
}

#[test]
fn counts_by_the_logarithm_of_the_rate() {
    // Logarithm of the rate and count; the loss and its derivatives; log t!.
    type Point = ([f64; 2], [f64; 3], f64);
    const POINTS: [Point; 6] = [
        ([1.5, 3.0], [-0.018310929661935177, 1.4816890703380647, 4.4816890703380645], 1.791759469228055),
        ([-700.0, 2.0], [1400.0, -2.0, 9.85967654375977e-305], core::f64::consts::LN_2),
        ([-40.0, 0.0], [4.248354255291589e-18, 4.248354255291589e-18, 4.248354255291589e-18], 0.0),
        // `full` of PyTorch is Stirling's formula: 4.7708.
        ([0.0, 5.0], [1.0, -4.0, 1.0], 4.787491742782046),
        // And nothing for counts up to 1.
        ([3.0, 0.5], [18.585536923187668, 19.585536923187668, 20.085536923187668], -0.12078223763524522),
        ([20.0, 485165195.0], [-9218138704.59021, 0.40979027796910683, 485165195.4097903], 9218138715.509148),
    ];
    for ([x, t], expected, constant) in POINTS {
        let sizes = [x.exp() + (t * x).abs(), x.exp() + t, x.exp()];
        within(3.0, f64::EPSILON, double_of_one(with::<PoissonNllLog, 1, 1>([0.0; 4]), x, t), expected, sizes);
        let whole = [expected[0] + constant, expected[1], expected[2]];
        let sizes = [sizes[0] + constant.abs(), sizes[1], sizes[2]];
        within(4.0, f64::EPSILON, double_of_one(full::<PoissonNllLog, 1, 1>([0.0; 4]), x, t), whole, sizes);
    }
    for loss in [with::<PoissonNllLog, 1, 1>([0.0; 4]), full([0.0; 4])] {
        for at in [double_of_one::<PoissonNllLog>, single_of_one] {
            assert_eq!(at(loss, -INFINITY, 0.0), [0.0; 3]);
            assert_eq!(at(loss, -INFINITY, 1.0), [INFINITY, -1.0, 0.0]);
            assert_eq!(at(loss, INFINITY, 0.0), [INFINITY; 3]);
            assert_eq!(at(loss, INFINITY, 3.0), [INFINITY; 3]);
            // The rate and the product are both infinite.
            assert_eq!(at(loss, 3e37, 1e3), [INFINITY; 3]);
        }
        nan_of_one_stays(loss);
    }
    assert_eq!(double_of_one(with::<PoissonNllLog, 1, 1>([0.0; 4]), 1e307, 1e3), [INFINITY; 3]);
    // The factorial of a negative number is none.
    assert_eq!(double_of_one(with::<PoissonNllLog, 1, 1>([0.0; 4]), 0.0, -1.0), [1.0, 2.0, 1.0]);
    assert!(double_of_one(full::<PoissonNllLog, 1, 1>([0.0; 4]), 0.0, -1.0)[0].is_nan());
    assert!(double_of_one(full::<PoissonNllLog, 1, 1>([0.0; 4]), INFINITY, -1.0)[0].is_nan());
}

#[test]
fn counts_by_the_rate() {
    // Rate and count; ε; the loss and its derivatives; log t!.
    type Point = ([f64; 2], f64, [f64; 3], f64);
    const POINTS: [Point; 7] = [
        ([1.5, 3.0], 0.0, [0.2836046556755069, -0.9999999866666668, 1.3333333155555558], 1.791759469228055),
        ([0.0, 2.0], 0.0, [36.841361487904734, -199999999.0, 2e16], core::f64::consts::LN_2),
        ([0.0, 0.0], 0.0, [0.0, 1.0, 0.0], 0.0),
        ([1e300, 1e299], 0.0, [-6.807755278982137e301, 0.9, 9.999999999999999e-302], 6.874729428052197e301),
        ([0.25, 5.0], 0.5, [1.6884103622589046, -5.666666666666667, 8.88888888888889], 4.787491742782046),
        ([1e-12, 1.0], 1e-200, [27.63102111592955, -999999999999.0, 1e24], 0.0),
        (
            [485165195.0, 485165195.0],
            0.0,
            [-9218138704.59021, 2.061153624179492e-17, 2.061153624179492e-09],
            9218138715.509148,
        ),
    ];
    for ([x, t], epsilon, expected, constant) in POINTS {
        let scalars = [epsilon, 0.0, 0.0, 0.0];
        let rate = x + if epsilon == 0.0 { 1e-8 } else { epsilon };
        // The logarithm has the rounding of x + ε, which is half a unit of 1.
        let sizes = [x + t * (1.0 + rate.ln().abs()), 1.0 + t / rate, t / rate / rate];
        within(3.0, f64::EPSILON, double_of_one(with::<PoissonNll, 1, 1>(scalars), x, t), expected, sizes);
        let whole = [expected[0] + constant, expected[1], expected[2]];
        let sizes = [sizes[0] + constant.abs(), sizes[1], sizes[2]];
        within(4.0, f64::EPSILON, double_of_one(full::<PoissonNll, 1, 1>(scalars), x, t), whole, sizes);
    }
    for loss in [with::<PoissonNll, 1, 1>([0.5, 0.0, 0.0, 0.0]), full([0.5, 0.0, 0.0, 0.0])] {
        for at in [double_of_one::<PoissonNll>, single_of_one] {
            assert_eq!(at(loss, INFINITY, 3.0), [INFINITY, 1.0, 0.0]);
            assert_eq!(at(loss, INFINITY, 0.0), [INFINITY, 1.0, 0.0]);
            // At −ε and below, where a count of 0 has the rate alone.
            assert_eq!(at(loss, -0.5, 1.0), [INFINITY, -INFINITY, INFINITY]);
            assert_eq!(at(loss, -0.5, 0.0), [-0.5, 1.0, 0.0]);
            assert_eq!(at(loss, -2.0, 0.0), [-2.0, 1.0, 0.0]);
            assert!(at(loss, -2.0, 1.0).iter().all(|number| number.is_nan()));
        }
        nan_of_one_stays(loss);
    }
    assert!(double_of_one(full::<PoissonNll, 1, 1>([0.0; 4]), 1.0, -1.0)[0].is_nan());
    // Rounding x + ε leaves x where that is larger, and an ε that is no number of f32 is the smallest that is normal.
    let smallest: f64 = f32::MIN_POSITIVE.into();
    let got = single_of_one(with::<PoissonNll, 1, 1>([1e-50, 0.0, 0.0, 0.0]), 0.0, 1.0);
    let expected = [-smallest.ln(), -1.0 / smallest, INFINITY];
    within(1.0, f32::EPSILON.into(), got, expected, expected);
}

#[test]
fn deviances_of_gamma() {
    // Logarithm of the mean and target; the loss and its derivatives.
    type Point = ([f64; 2], [f64; 3]);
    const POINTS: [Point; 9] = [
        ([0.0, 1.0], [0.0, 0.0, 1.0]),
        // The target's logarithm, rounded.
        ([core::f64::consts::LN_10, 10.0], [2.356091290676383e-32, 2.170756223382249e-16, 0.9999999999999998]),
        ([1.0, core::f64::consts::E], [1.4141826151982345e-33, 5.318237706605891e-17, 1.0]),
        ([-1.0, 2.0], [2.7434164763581452, -4.43656365691809, 5.43656365691809]),
        ([5.0, 1e-3], [10.907762016929135, 0.9999932620530009, 6.7379469990854676e-06]),
        ([50.0, 1e-300], [739.7755278982137, 1.0, 0.0]),
        ([-300.0, 1e100], [1.942426395241256e230, -1.942426395241256e230, 1.942426395241256e230]),
        ([0.0001, 1.0], [4.999833337499917e-09, 9.999500016666251e-05, 0.9999000049998333]),
        ([700.0, 1e304], [9.938418608914505e-05, 0.014032345624022974, 0.985967654375977]),
    ];
    for ([x, t], expected) in POINTS {
        let got = double_of_one(GammaDevianceLog, x, t);
        // The error of the difference is a part of a unit of 1/32, and counts e^u − 1 times in the loss; there the function
        // has 10 units, and 2 for the others.
        let u = t.ln() - x;
        let logarithm = 0.01 * (1.0 + u.abs());
        let sizes = [
            expected[0] + logarithm * expected[1].abs(),
            expected[1].abs() + logarithm * expected[2],
            expected[2] + logarithm * expected[2],
        ];
        within(10.0, f64::EPSILON, got, expected, sizes);
        assert!(got[0] >= 0.0, "{x}, {t}: {got:?}");
    }
    for at in [double_of_one::<GammaDevianceLog>, single_of_one] {
        assert_eq!(at(GammaDevianceLog, 2.0, 0.0), [INFINITY, 1.0, 0.0]);
        assert_eq!(at(GammaDevianceLog, INFINITY, 2.0), [INFINITY, 1.0, 0.0]);
        assert_eq!(at(GammaDevianceLog, -INFINITY, 2.0), [INFINITY, -INFINITY, INFINITY]);
        assert_eq!(at(GammaDevianceLog, 2.0, INFINITY), [INFINITY, -INFINITY, INFINITY]);
        assert_eq!(at(GammaDevianceLog, -1000.0, 2.0), [INFINITY, -INFINITY, INFINITY]);
        assert!(at(GammaDevianceLog, 2.0, -1.0).iter().all(|number| number.is_nan()));
        assert!(at(GammaDevianceLog, INFINITY, INFINITY).iter().all(|number| number.is_nan()));
        assert!(at(GammaDevianceLog, -INFINITY, 0.0).iter().all(|number| number.is_nan()));
    }
    nan_of_one_stays(GammaDevianceLog);
}

#[test]
fn student_far_out() {
    // Location, scale and target; ν and ε; the loss and its derivatives; the constant.
    type Point = ([f64; 3], [f64; 2], [f64; 3], f64);
    const POINTS: [Point; 12] = [
        ([0.5, 0.25, 0.0], [3.0, 0.0], [0.3083013596545166, 4.571428571428571, -5.142857142857143], 1.0008888496235098),
        ([-1.0, 0.0, 0.0], [1.0, 0.0], [13.815510557965274, -1.999999999998, -999999.9999980001], 1.1447298858494002),
        ([1.0, -3.0, 0.0], [2.5, 0.25], [2.1162956392478267, 3.027027027027027, -8.108108108108109], 1.01663959346045),
        ([10000000000.0, 2.0, 0.0], [4.0, 0.0], [108.89093002466278, 5e-10, -2.0], 0.9808292530117262),
        ([1e+200, 3.0, 0.0], [1.0, 0.0], [919.9354249089502, 2e-200, -0.3333333333333333], 1.1447298858494002),
        ([-1e+300, 1.0, 0.0], [0.5, 0.0], [1036.6831522327404, -1.4999999999999998e-300, -0.5], 1.3105329259115095),
        ([1e-200, 1.0, 0.0], [5.0, 0.0], [0.0, 1.2e-200, 1.0], 0.9686195890547241),
        ([0.75, 0.5, 1.0], [1e+18, 0.0], [-0.5681471805599453, -1.0, 1.5], 0.9189385332046728),
        ([3.0, 1.0, 0.0], [1e+300, 0.0], [4.5, 3.0, -8.0], 0.9189385332046728),
        ([0.001, 1.0, 0.0], [1e-300, 0.0], [338.48000867012473, 1000.0, 0.0], 346.0809111296668),
        ([2.0, 1e+300, 1.0], [7.0, 0.0], [690.7755278982137, 0.0, 1e-300], 0.9545341505713759),
        ([1e+20, 1.0, 0.0], [1e+30, 0.0], [1.1512925465020229e+31, 9999999999.0, -9.999999999e+29], 0.9189385332046728),
    ];
    for ([location, scale, target], [df, epsilon], expected, constant) in POINTS {
        let scalars = [df, epsilon, 0.0, 0.0];
        let got = double(with::<StudentTNll, 2, 1>(scalars), [location, scale], target);
        let b = scale.max(if epsilon == 0.0 { 1e-6 } else { epsilon });
        // A quotient, a root and a square, twice of them each; a logarithm; the factor and the sums.
        let sizes = [b.ln().abs() + (expected[0] - b.ln()).abs(), expected[1], 1.0 / b + expected[2].abs()];
        within(6.0, f64::EPSILON, got, expected, sizes);
        let whole = double(full::<StudentTNll, 2, 1>(scalars), [location, scale], target);
        let expected = [expected[0] + constant, expected[1], expected[2]];
        within(10.0, f64::EPSILON, whole, expected, [1.0 + sizes[0] + constant.abs(), sizes[1], sizes[2]]);
    }
}

#[test]
fn student_without_limit() {
    let with = |df: f64| with::<StudentTNll, 2, 1>([df, 0.0, 0.0, 0.0]);
    assert_eq!(double(with(3.0), [1.0, 1.0], 1.0), [0.0, 0.0, 1.0]);
    for at in [double::<StudentTNll>, single] {
        assert_eq!(at(with(3.0), [INFINITY, 2.0], 1.0), [INFINITY, 0.0, -1.5]);
        assert_eq!(at(with(3.0), [1.0, 2.0], INFINITY), [INFINITY, 0.0, -1.5]);
        assert_eq!(at(with(3.0), [1.0, INFINITY], 0.0), [INFINITY, 0.0, 0.0]);
        assert!(at(with(3.0), [INFINITY; 2], 0.0).iter().all(|number| number.is_nan()));
        assert!(at(with(3.0), [INFINITY, 1.0], INFINITY).iter().all(|number| number.is_nan()));
    }
    nan_stays(with(3.0));
    // The error is out of range in units of the scale, and the results are not.
    let got = double(with(1.0), [1e306, 1e-5], 0.0);
    within(6.0, f64::EPSILON, got, [1420.695002377326, 2e-306, -1e5], [1420.695002377326, 2e-306, 1e5]);
    // With hardly any degrees of freedom the derivative by the scale is a multiple of ν.
    for (df, location, scale, expected) in [
        (1e-6, 2e3, 2.0, -4.999994999995e-07),
        (1e-9, 0.5, 1.0, 2.9999999880000003e-09),
        (1e-4, 3.0, 1.0, -8.888790124554171e-05),
    ] {
        for (at, precision) in [
            (double(with(df), [location, scale], 0.0), f64::EPSILON),
            (single(with(df), [location, scale], 0.0), f32::EPSILON.into()),
        ] {
            // ν and its root, a square, a sum, two differences, three quotients.
            assert!((at[2] - expected).abs() <= 8.0 * precision * f64::abs(expected), "{df} {location}: {at:?}");
        }
    }
    // In f32 the square of k/√ν would be infinite from 1.8e19 on, and a ν of 1e38 would make it 0.
    let got = single(with(4.0), [1e25, 1.0], 0.0);
    within(2.0, f32::EPSILON.into(), got, [5.0 * (5e24f64).ln(), 5e-25, -4.0], [300.0, 5e-25, 4.0]);
    for df in [1e37, 1e38, 1e39, 1e300] {
        within(
            2.0,
            f32::EPSILON.into(),
            single(with(df), [1e-3, 1.0], 0.0),
            [5e-7, 1e-3, 1.0 - 1e-6],
            [5e-7, 1e-3, 1.0],
        );
    }
    for df in [0.0, -1.0, f64::NAN, INFINITY] {
        let refused = StudentTNll::new(&Arguments { scalars: [df, 0.0, 0.0, 0.0], ..Arguments::default() }).err();
        assert!(refused.is_some_and(|refusal| refusal.argument == "df"), "{df}");
    }
}

/// Losses and derivatives of a Tweedie distribution beside expected ones, with the bounds of formulas/regression.py: 35 units
/// for the loss, 8 for derivatives, in sizes that grow with the exponents.
fn compare_tweedie<L: Elementwise<1, 1>>(points: &[([f64; 3], [f64; 3])], logarithm: impl Fn(f64) -> f64) {
    for ([x, t, power], expected) in points {
        let got = double_of_one(with::<L, 1, 1>([*power, 0.0, 0.0, 0.0]), *x, *t);
        let finite = |number: f64| if number.is_finite() { number.abs() } else { 0.0 };
        let (mean, target) = (logarithm(*x), finite(t.ln()));
        let grown = 1.0 + (target + (2.0 + power) * mean.abs() + finite(target - mean)) / 8.0;
        // What the second derivative is the difference of, for p > 2 or by the mean itself.
        let second = grown * expected[2].abs().max(2.0 * power * expected[1].abs());
        within(35.0, f64::EPSILON, [got[0], 0.0, 0.0], [expected[0], 0.0, 0.0], [grown * expected[0], 0.0, 0.0]);
        let sizes = [0.0, grown * expected[1], second];
        within(8.0, f64::EPSILON, [0.0, got[1], got[2]], [0.0, expected[1], expected[2]], sizes);
        assert!(got[0] >= 0.0, "{x}, {t}, {power}: {got:?}");
    }
}

#[test]
fn deviances_of_tweedie_by_the_logarithm_of_the_mean() {
    // Logarithm of the mean, target and p; the loss and its derivatives.
    const POINTS: [([f64; 3], [f64; 3]); 16] = [
        ([0.0, 1.0, 1.5], [0.0, 0.0, 1.0]),
        ([0.75, 2.0, 1.0], [0.0032943777325652873, 0.11700001661267467, 2.117000016612675]),
        ([0.75, 2.0, 2.0], [0.0015859249220841049, 0.05526689451797059, 0.9447331054820294]),
        ([0.75, 2.0, 3.0], [0.0007636074074151218, 0.02610623244415505, 0.4201540878527046]),
        ([-1.5, 0.001, 1.0000000000000284], [0.21672240486946268, 0.2221301601484393, 0.22313016014843304]),
        ([0.5, 2.0, 1.9999999999999716], [0.019914138865321857, -0.21306131942526987, 1.213061319425278]),
        ([1e-08, 1.0, 1.25], [5.0000000083333336e-17, 1.0000000025e-08, 1.000000005]),
        ([-9.5367431640625e-07, 1.0, 2.0], [4.547474954467883e-13, -9.536747711537455e-07, 1.0000009536747712]),
        ([3.0, 0.0, 1.25], [12.650314448478035, 9.487735836358526, 7.115801877268894]),
        ([-1000.0, 1.0, 1.5], [2.807184435705675e217, -1.4035922178528375e217, 7.017961089264188e216]),
        ([1000.0, 1.0, 3.0], [0.5, 0.0, 0.0]),
        ([700.0, 1e300, 1.75], [3.480955316746916e76, 1.003440234897131e76, 2.509590044414812e75]),
        ([0.9, 1.0, 100.0], [0.00010307153164296021, 2.9416868751265437e-39, -2.8626991186811864e-37]),
        ([-0.004, 1.0, 200.0], [1.3813457389004789e-05, -0.008848916549910097, 3.9687420222727416]),
        ([2.0, 1e-300, 2.5], [1.3333333333333332e150, 0.36787944117144233, -0.18393972058572117]),
        ([-700.0, 1e304, 1.0], [1.3989858682701897e307, -1e304, 9.85967654375977e-305]),
    ];
    compare_tweedie::<TweedieDevianceLog>(&POINTS, |x| x);
    let of = |power: f64| with::<TweedieDevianceLog, 1, 1>([power, 0.0, 0.0, 0.0]);
    for power in [1.0, 1.25, 1.5, 1.75, 2.0, 3.0] {
        let at = |x, t| double_of_one(of(power), x, t);
        let a = 2.0 - power;
        // A target of 0, also where the mean is 0 or infinite.
        let of_mean = |x: f64| if a == 0.0 { 1.0 } else { (a * x).exp() };
        for x in [-INFINITY, -2.0, 0.0, 3.0, INFINITY] {
            let loss = if a > 0.0 { of_mean(x) / a } else { INFINITY };
            let second = if a == 0.0 { 0.0 } else { a * of_mean(x) };
            let expected = [loss, of_mean(x), second];
            within(8.0, f64::EPSILON, at(x, 0.0), expected, expected);
        }
        let beside = if power == 1.0 { of_mean(1.0) } else { INFINITY };
        within(8.0, f64::EPSILON, at(1.0, INFINITY), [INFINITY, -INFINITY, beside], [0.0, 0.0, beside]);
        // A − B, where A vanishes, and B with p = 1 is the target.
        let expected = if power == 1.0 { [INFINITY, -2.0, 0.0] } else { [INFINITY, -INFINITY, INFINITY] };
        within(8.0, f64::EPSILON, at(-INFINITY, 2.0), expected, expected);
        // t^(2−p)/((p − 1)(p − 2)) for p > 2.
        let far = at(INFINITY, 2.0);
        assert_eq!(far[1], of_mean(INFINITY));
        if power > 2.0 {
            within(35.0, f64::EPSILON, far, [0.25, 0.0, 0.0], [0.25, 0.0, 0.0]);
        } else {
            assert_eq!(far[0], INFINITY);
        }
        for bad in [at(2.0, -1.0), at(INFINITY, INFINITY)] {
            assert!(bad.iter().all(|number| number.is_nan()), "{power}: {bad:?}");
        }
        nan_of_one_stays(of(power));
    }
}

#[test]
fn deviances_of_tweedie() {
    // Mean, target and p; the loss and its derivatives.
    const POINTS: [([f64; 3], [f64; 3]); 14] = [
        ([1.0, 1.0, 1.5], [0.0, 0.0, 1.0]),
        ([2.0, 2.5, 1.0], [0.05785887828552439, -0.25, 0.625]),
        ([2.0, 2.5, 2.0], [0.026856448685790246, -0.125, 0.375]),
        ([3.0, 3.0000000000000004, 1.25], [2.497519445009764e-32, -1.1247827641896542e-16, 0.2532785618838642]),
        ([2.5, 2.0, 3.0], [0.01, 0.032, 0.0256]),
        ([1.5, 0.001, 1.0000000000000284], [1.491686779612934, 0.9993333333333219, 0.00044444444442550416]),
        ([1.5, 2.0, 1.9999999999999716], [0.04565126088155305, -0.2222222222222248, 0.740740740740745]),
        ([4.0, 0.0, 1.25], [3.7712361663282534, core::f64::consts::FRAC_1_SQRT_2, -0.04419417382415922]),
        ([1e-300, 1e-05, 1.5], [2.0000000000000003e145, -INFINITY, INFINITY]),
        ([1e200, 0.0, 2.0], [INFINITY, 1e-200, 0.0]),
        ([1e200, 1e-200, 1.5], [2e100, 1e-100, -5e-301]),
        ([1e-310, 2e-310, 1.0], [3.8629436111987e-311, -1.0, INFINITY]),
        ([1e308, 1e307, 1.0], [6.697414907005954e307, 0.9, 1e-309]),
        ([30.0, 30.000001, 5.0], [2.0576130586427157e-20, -4.1152263416788326e-14, 4.115227023319617e-08]),
    ];
    compare_tweedie::<TweedieDeviance>(&POINTS, f64::ln);
    let of = |power: f64| with::<TweedieDeviance, 1, 1>([power, 0.0, 0.0, 0.0]);
    for power in [1.0, 1.25, 1.5, 1.75, 2.0, 3.0] {
        let at = |x, t| double_of_one(of(power), x, t);
        let first = if power == 1.0 { 1.0 } else { INFINITY };
        assert_eq!(at(0.0, 0.0)[0], if power < 2.0 { 0.0 } else { INFINITY });
        assert_eq!(at(0.0, 0.0)[1], first);
        assert_eq!(at(0.0, 2.0), [INFINITY, -INFINITY, INFINITY]);
        assert_eq!(at(2.0, INFINITY)[..2], [INFINITY, -INFINITY]);
        for bad in [at(2.0, -1.0), at(-2.0, 1.0), at(-2.0, 0.0), at(INFINITY, INFINITY)] {
            assert!(bad.iter().all(|number| number.is_nan()), "{power}: {bad:?}");
        }
        nan_of_one_stays(of(power));
    }
}

/// scikit-learn's values jump by 1e9 beside p = 1 and 2, and are 0 for a prediction that is off by 1e-8.
#[test]
fn deviances_of_tweedie_are_continuous_in_their_power() {
    for [x, t] in [[0.75, 2.0], [-3.0, 2.0], [3.0, 1e-3], [0.1, 1.0]] {
        for power in [1.0, 2.0, 1.5] {
            let at = |power: f64| {
                let numbers = [power, 0.0, 0.0, 0.0];
                let by_logarithm = double_of_one(with::<TweedieDevianceLog, 1, 1>(numbers), x, t);
                let by_mean = double_of_one(with::<TweedieDeviance, 1, 1>(numbers), f64::exp(x), t);
                [by_logarithm, by_mean]
            };
            for beside in [power * (1.0 + f64::EPSILON), (power * (1.0 - f64::EPSILON / 2.0)).max(1.0)] {
                for (got, expected) in at(beside).into_iter().zip(at(power)) {
                    // The bounds of both, and a derivative by p that is a few times the result; of the second derivative, which
                    // may be a difference, also of its terms.
                    let [loss, slope, second] = expected.map(f64::abs);
                    let sizes = [4.0 * loss, 4.0 * slope, 4.0 * (second + slope)];
                    within(70.0, f64::EPSILON, got, expected, sizes);
                }
            }
        }
    }
    // With p = 1 it is the mean, also where the target is so much larger that their ratio is out of range.
    let mean = double_of_one(with::<TweedieDevianceLog, 1, 1>([1.0, 0.0, 0.0, 0.0]), -300.0, 1e300)[2];
    within(8.0, f64::EPSILON, [mean; 3], [5.148200222412013e-131; 3], [5.148200222412013e-131; 3]);
    let near = double_of_one(with::<TweedieDeviance, 1, 1>([1.5, 0.0, 0.0, 0.0]), 1.0, 1.0 + 1e-8);
    within(35.0, f64::EPSILON, near, [4.999999914225291e-17, -9.99999993922529e-9, 1.000_000_015], [5e-17, 1e-8, 1.5]);
    // Powers whose squares are out of range.
    for power in [1e31, 1e165, f64::MAX] {
        let at = |t| double_of_one(with::<TweedieDeviance, 1, 1>([power, 0.0, 0.0, 0.0]), 1.0, t);
        assert_eq!([at(0.0)[..2].to_vec(), at(0.5)[..2].to_vec()], [[INFINITY, 1.0], [INFINITY, 0.5]], "{power}");
        let of_logarithm = double_of_one(with::<TweedieDevianceLog, 1, 1>([power, 0.0, 0.0, 0.0]), 0.0, 0.5);
        assert_eq!(of_logarithm[..2], [INFINITY, 0.5], "{power}");
    }
    for bad in [0.5, -1.0, f64::NAN, INFINITY, 1.0 - f64::EPSILON] {
        let arguments = Arguments { scalars: [bad, 0.0, 0.0, 0.0], ..Arguments::default() };
        let refused = [TweedieDeviance::new(&arguments).err(), TweedieDevianceLog::new(&arguments).err()];
        assert!(refused.iter().flatten().filter(|refusal| refusal.argument == "power").count() == 2, "{bad}");
    }
}
