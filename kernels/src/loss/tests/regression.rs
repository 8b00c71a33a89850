//! Regression: kinks, limits and defaults of each loss, in both types, and points at which other libraries fail.

use super::*;
use crate::losses::{
    EpsilonInsensitive, Expectile, Fair, GeneralRobust, L1, Lp, Mape, Msle, PseudoHuber, Quantile, SmoothL1,
    SquaredEpsilonInsensitive,
};

const INFINITY: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// The loss with these numbers, the others 0.
fn made<L: Elementwise<1, 1>, const N: usize>(numbers: [f64; N]) -> L {
    let mut scalars = [0.0; 4];
    scalars[..N].copy_from_slice(&numbers);
    L::new(&Arguments { scalars, ..Arguments::default() }).expect("valid parameters")
}

/// The name of the number that is refused.
fn refused<L: Elementwise<1, 1>, const N: usize>(numbers: [f64; N]) -> Option<&'static str> {
    let mut scalars = [0.0; 4];
    scalars[..N].copy_from_slice(&numbers);
    L::new(&Arguments { scalars, ..Arguments::default() }).err().map(|refusal| refusal.argument)
}

/// l and its derivatives in double.
fn double<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64) -> [f64; 3] {
    let got = terms(loss, [x], [t]);
    [got.loss, got.first[0], got.second[0]]
}

/// l and its derivatives in float.
fn single<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64) -> [f64; 3] {
    let got = loss.terms([Single::splat(x)], [Single::splat(t)]);
    [got.loss, got.first[0], got.second[0]].map(first)
}

/// In both types.
fn both<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64, expected: [f64; 3]) {
    assert_eq!(double(loss, x, t), expected, "double at {x}, {t}");
    assert_eq!(single(loss, x, t), expected, "float at {x}, {t}");
}

/// The loss at an error of either sign; the derivative has that sign.
fn even<L: Elementwise<1, 1>>(loss: L, error: f64, [l, d, h]: [f64; 3]) {
    both(loss, error, 0.0, [l, d, h]);
    both(loss, -error, 0.0, [l, -d, h]);
}

/// NaN of either makes everything NaN, and so do equal infinities.
fn keeps_nan<L: Elementwise<1, 1>>(loss: L) {
    for (x, t) in [(NAN, 0.0), (0.0, NAN), (NAN, NAN), (NAN, INFINITY), (INFINITY, NAN), (INFINITY, INFINITY)] {
        for got in [double(loss, x, t), single(loss, x, t)] {
            assert!(got.iter().all(|number| number.is_nan()), "{x}, {t}: {got:?}");
        }
    }
}

/// Numbers of the loss, input and target, and the terms as computed with 60 digits by mpmath.
type Point<const N: usize> = ([f64; N], f64, f64, [f64; 3]);

/// The terms at a point are as far from those of 60 digits as so many roundings of numbers of these sizes allow, each
/// half an epsilon. In float too, where input and target have no more digits.
fn rounds<L: Elementwise<1, 1>, const N: usize>(
    (numbers, x, t, expected): Point<N>,
    sizes: [f64; 3],
    roundings: [f64; 3],
) {
    let loss: L = made(numbers);
    let compare = |kind: &str, got: [f64; 3], epsilon: f64, smallest: f64, largest: f64| {
        for i in 0..3 {
            // Powers and exponentials that would be subnormal are 0, and numbers out of range infinite.
            let expected = if expected[i].abs() > largest { expected[i].signum() * INFINITY } else { expected[i] };
            let error = if got[i] == expected { 0.0 } else { (got[i] - expected).abs() };
            let unit = 0.5 * epsilon * sizes[i].abs();
            assert!(
                error <= roundings[i] * unit || (expected.abs() < 2.0 * smallest && got[i].abs() < 2.0 * smallest),
                "{kind}, term {i} at {numbers:?}, {x}, {t}: {:e}, not {expected:e}: {} roundings, not {}",
                got[i],
                error / unit,
                roundings[i]
            );
        }
    };
    compare("double", double(loss, x, t), f64::EPSILON, f64::MIN_POSITIVE, f64::MAX);
    if x == f64::from(x as f32) && t == f64::from(t as f32) {
        compare("float", single(loss, x, t), f32::EPSILON.into(), f32::MIN_POSITIVE.into(), f32::MAX.into());
    }
}

#[test]
fn absolute_errors() {
    even(L1, 2.5, [2.5, 1.0, 0.0]);
    both(L1, 1.5, 1.5, [0.0; 3]);
    even(L1, INFINITY, [INFINITY, 1.0, 0.0]);
    assert_eq!(double(L1, f64::MAX, 0.0), [f64::MAX, 1.0, 0.0]);
    assert_eq!(double(L1, f64::MAX, -f64::MAX), [INFINITY, 1.0, 0.0]);
    keeps_nan(L1);
}

#[test]
fn smooth_l1_at_its_kinks_and_far_out() {
    let with = |beta: f64| made::<SmoothL1, 1>([beta]);
    even(with(2.0), 1.0, [0.25, 0.5, 0.5]);
    even(with(2.0), 2.0, [1.0, 1.0, 0.0]);
    even(with(2.0), 5.0, [4.0, 1.0, 0.0]);
    both(with(2.0), 3.0, 3.0, [0.0, 0.0, 0.5]);
    // The default, and a β whose inverse is rounded: the slope is 1 all the same.
    even(with(0.0), 0.5, [0.125, 0.5, 1.0]);
    even(with(0.0), 1.0, [0.5, 1.0, 0.0]);
    even(with(49.0), 49.0, [24.5, 1.0, 0.0]);
    even(with(2.0), INFINITY, [INFINITY, 1.0, 0.0]);
    // Where squares are out of range.
    even(with(2.0), 1e37_f32.into(), [1e37_f32.into(), 1.0, 0.0]);
    assert_eq!(double(with(1e300), 1e299, 0.0)[0], 1e299 / 1e300 * 5e298);
    // β that is out of the range of float: the largest number and the smallest.
    let [loss, slope, curvature] = single(with(1e300), INFINITY, 0.0);
    assert!(loss == INFINITY && slope == 1.0 && curvature == 0.0);
    assert_eq!(single(with(1e300), 0.0, 0.0)[..2], [0.0; 2]);
    even(with(1e-300), 3.0, [3.0, 1.0, 0.0]);
    assert_eq!(single(with(1e-300), 0.0, 0.0)[..2], [0.0; 2]);
    assert_eq!(double(with(5e-324), 0.0, 0.0)[..2], [0.0; 2]);
    keeps_nan(with(1.0));
    keeps_nan(with(1e300));
    keeps_nan(with(1e-300));
}

#[test]
fn quantiles_at_the_kink_and_far_out() {
    let with = |quantile: f64| made::<Quantile, 1>([quantile]);
    both(with(0.25), 1.0, 5.0, [1.0, -0.25, 0.0]);
    both(with(0.25), 5.0, 1.0, [3.0, 0.75, 0.0]);
    both(with(0.25), 5.0, 5.0, [0.0; 3]);
    even(with(0.0), 4.0, [2.0, 0.5, 0.0]);
    both(with(0.25), -INFINITY, 0.0, [INFINITY, -0.25, 0.0]);
    both(with(0.25), INFINITY, 0.0, [INFINITY, 0.75, 0.0]);
    // A coefficient that is 0 in float.
    assert_eq!(single(with(1e-300), -INFINITY, 0.0), [0.0; 3]);
    assert_eq!(double(with(1e-300), -INFINITY, 0.0), [INFINITY, -1e-300, 0.0]);
    both(with(1e-300), INFINITY, 0.0, [INFINITY, 1.0, 0.0]);
    keeps_nan(with(0.25));
    keeps_nan(with(1e-300));
    for bad in [-0.5, 1.0, 1.5, NAN, INFINITY, -INFINITY] {
        assert_eq!(refused::<Quantile, 1>([bad]), Some("quantile"), "{bad}");
        assert_eq!(refused::<Expectile, 1>([bad]), Some("tau"), "{bad}");
    }
}

#[test]
fn expectiles_at_the_kink_and_far_out() {
    let with = |tau: f64| made::<Expectile, 1>([tau]);
    both(with(0.25), 1.0, 5.0, [4.0, -2.0, 0.5]);
    both(with(0.25), 5.0, 1.0, [12.0, 6.0, 1.5]);
    // A Newton step needs a second derivative that is not 0: there it is that of the side above.
    both(with(0.25), 5.0, 5.0, [0.0, 0.0, 1.5]);
    even(with(0.0), 4.0, [8.0, 4.0, 1.0]);
    both(with(0.25), -INFINITY, 0.0, [INFINITY, -INFINITY, 0.5]);
    both(with(0.25), INFINITY, 0.0, [INFINITY, INFINITY, 1.5]);
    assert_eq!(single(with(1e-300), -INFINITY, 0.0), [0.0; 3]);
    keeps_nan(with(0.25));
    keeps_nan(with(1e-300));
}

#[test]
fn insensitive_losses_at_their_kinks_and_far_out() {
    let with = |epsilon: f64| made::<EpsilonInsensitive, 1>([epsilon]);
    let squared = |epsilon: f64| made::<SquaredEpsilonInsensitive, 1>([epsilon]);
    even(with(0.25), 0.25, [0.0; 3]);
    even(with(0.25), 0.125, [0.0; 3]);
    even(with(0.25), 1.0, [0.75, 1.0, 0.0]);
    even(squared(0.25), 0.25, [0.0; 3]);
    even(squared(0.25), 0.125, [0.0; 3]);
    even(squared(0.25), 1.0, [0.5625, 1.5, 2.0]);
    // A unit beyond.
    assert_eq!(double(with(0.25), 0.25 + f64::EPSILON / 4.0, 0.0), [f64::EPSILON / 4.0, 1.0, 0.0]);
    assert_eq!(double(squared(0.25), 0.25 + f64::EPSILON / 4.0, 0.0)[1..], [f64::EPSILON / 2.0, 2.0]);
    // The default.
    assert_eq!(double(with(0.0), 0.1, 0.0), [0.0; 3]);
    assert_eq!(double(with(0.0), 0.6, 0.0), [0.6 - 0.1, 1.0, 0.0]);
    assert_eq!(double(squared(0.0), 0.1, 0.0), [0.0; 3]);
    for epsilon in [0.25, 1e300, 1e-300] {
        even(with(epsilon), INFINITY, [INFINITY, 1.0, 0.0]);
        even(squared(epsilon), INFINITY, [INFINITY, INFINITY, 2.0]);
        even(with(epsilon), 0.0, [0.0; 3]);
        even(squared(epsilon), 0.0, [0.0; 3]);
        keeps_nan(with(epsilon));
        keeps_nan(squared(epsilon));
    }
}

#[test]
fn pseudo_huber_near_0_and_far_out() {
    const POINTS: [Point<1>; 9] = [
        ([1.5], 9.313225746154785e-10, 0.0, [4.336808689942018e-19, 9.313225746154785e-10, 1.0]),
        ([1.5], 0.75, 0.0, [0.2655764746872634, 0.6708203932499369, 0.7155417527999327]),
        ([1.5], 1.5, 0.0, [0.9319805153394639, 1.0606601717798212, 0.3535533905932738]),
        ([1.5], -3.25, 0.0, [3.1191828987286323, -1.3619390767506776, 0.07359070433474581]),
        ([0.25], 1000.0, 0.0, [249.9375078124999, 0.24999999218750035, 1.5624998535156365e-11]),
        (
            [9.5367431640625e-07],
            7.378697629483821e+19,
            0.0,
            [70368744177664.0, 9.5367431640625e-07, 2.1590421387736112e-78],
        ),
        ([7.378697629483821e+19], 9.5367431640625e-07, 0.0, [4.547473508864641e-13, 9.5367431640625e-07, 1.0]),
        (
            [1099511627776.0],
            7.378697629483821e+19,
            0.0,
            [8.112963720568087e+31, 1099511627775.9999, 3.3087224502121096e-24],
        ),
        ([1.0], -1.2676506002282294e+30, 0.0, [1.2676506002282294e+30, -1.0, 4.909093465297727e-91]),
    ];
    for point in POINTS {
        // u 1, the root 2.5, with 1 added a sum, a quotient and a product more; the quotient by the root; three times the
        // inverse 3.5 and two products.
        rounds::<PseudoHuber, 1>(point, point.3, [5.5, 3.5, 12.5]);
    }
    let with = |delta: f64| made::<PseudoHuber, 1>([delta]);
    even(with(2.0), 0.0, [0.0, 0.0, 1.0]);
    even(with(2.0), INFINITY, [INFINITY, 2.0, 0.0]);
    // The square of the error is out of range, the loss is not.
    assert_eq!(single(with(0.0), 1e30_f32.into(), 0.0), [1e30_f32.into(), 1.0, 0.0]);
    assert_eq!(double(with(0.0), -1e300, 0.0), [1e300, -1.0, 0.0]);
    // δ that is out of the range of float.
    assert_eq!(single(with(1e300), 3.0, 0.0), [4.5, 3.0, 1.0]);
    assert_eq!(single(with(1e-300), 0.0, 0.0), [0.0, 0.0, 1.0]);
    assert_eq!(single(with(1e-300), INFINITY, 0.0), [INFINITY, f32::MIN_POSITIVE.into(), 0.0]);
    for delta in [0.0, 1e300, 1e-300] {
        keeps_nan(with(delta));
    }
}

#[test]
fn fair_near_0_and_far_out() {
    const POINTS: [Point<1>; 11] = [
        ([1.5], 9.313225746154785e-10, 0.0, [4.336808688146921e-19, 9.313225740372374e-10, 0.9999999987582365]),
        ([1.5], 0.0001220703125, 0.0, [7.45017640172639e-09, 0.00012206037920091139, 0.9998372594493926]),
        ([1.0], 0.375, 0.0, [0.056546268881465384, 0.2727272727272727, 0.5289256198347108]),
        ([1.0], 0.4375, 0.0, [0.07459450631063155, 0.30434782608695654, 0.4839319470699433]),
        ([1.0], 1.0, 0.0, [0.3068528194400547, 0.5, 0.25]),
        ([1.5], -0.75, 0.0, [0.21270350675663013, -0.5, 0.4444444444444444]),
        ([0.75], 40.0, 0.0, [27.752734924422008, 0.7361963190184049, 0.00033874063758515565]),
        ([1.0], 1.1805916207174113e+21, 0.0, [1.1805916207174113e+21, 1.0, 7.174648137343064e-43]),
        ([8.673617379884035e-19], 7.378697629483821e+19, 0.0, [64.0, 8.673617379884035e-19, 1.3817869688151111e-76]),
        ([1.2379400392853803e+27], 9.094947017729282e-13, 0.0, [4.1359030627651384e-25, 9.094947017729282e-13, 1.0]),
        ([1.0], 2.168404344971009e-19, 0.0, [2.350988701644575e-38, 2.168404344971009e-19, 1.0]),
    ];
    for point in POINTS {
        // As the difference of u and its logarithm, float would have three digits left at 2^−13, and none at 2^−30. The
        // excess 6, the rounding of u twice, and two products. u, sum, quotient. Twice the inverse, which has as much, and a
        // product.
        rounds::<Fair, 1>(point, point.3, [10.0, 3.0, 7.0]);
    }
    let with = |c: f64| made::<Fair, 1>([c]);
    even(with(2.0), 0.0, [0.0, 0.0, 1.0]);
    even(with(2.0), INFINITY, [INFINITY, 2.0, 0.0]);
    assert_eq!(single(with(1e300), 3.0, 0.0), [4.5, 3.0, 1.0]);
    assert_eq!(single(with(1e-300), 0.0, 0.0), [0.0, 0.0, 1.0]);
    assert_eq!(single(with(1e-300), INFINITY, 0.0), [INFINITY, f32::MIN_POSITIVE.into(), 0.0]);
    for c in [0.0, 1e300, 1e-300] {
        keeps_nan(with(c));
    }
}

#[test]
fn percentages_at_the_kink_and_at_infinities() {
    let with = |epsilon: f64| made::<Mape, 1>([epsilon]);
    both(with(0.25), 1.0, -4.0, [1.25, 0.25, 0.0]);
    both(with(0.25), -5.0, -4.0, [0.25, -0.25, 0.0]);
    both(with(0.25), -4.0, -4.0, [0.0; 3]);
    // Targets below ε count as ε.
    both(with(0.25), 1.0, 0.0, [4.0, 4.0, 0.0]);
    both(with(0.25), -1.0, 0.125, [4.5, -4.0, 0.0]);
    assert_eq!(double(with(0.0), 2.0, 0.0), [2.0 / 1e-7, 1.0 / 1e-7, 0.0]);
    // Infinite targets, infinite predictions, and both.
    for (x, t) in [(3.0, INFINITY), (3.0, -INFINITY), (0.0, INFINITY)] {
        both(with(0.25), x, t, [1.0, 0.0, 0.0]);
    }
    both(with(0.25), INFINITY, 4.0, [INFINITY, 0.25, 0.0]);
    both(with(0.25), -INFINITY, 4.0, [INFINITY, -0.25, 0.0]);
    for got in [double(with(0.25), -INFINITY, INFINITY), single(with(0.25), -INFINITY, INFINITY)] {
        assert!(got.iter().all(|number| number.is_nan()));
    }
    for epsilon in [0.25, 1e300, 1e-300] {
        both(with(epsilon), 0.0, 0.0, [0.0; 3]);
        keeps_nan(with(epsilon));
    }
}

#[test]
fn logarithmic_errors_near_each_other_and_far_apart() {
    const POINTS: [Point<0>; 12] = [
        ([], 0.0, 10000.0, [84.8322117536305, -18.420880733953034, 20.420880733953034]),
        ([], 10000.0, 0.0, [84.8322117536305, 0.0018419038830070026, -1.6417597050366988e-07]),
        ([], 1.0, 1.0000009536743164, [2.273735670230622e-13, -4.7683704451632344e-07, 0.5000002384185223]),
        ([], 5.0, 2.0, [0.48045301391820144, 0.23104906018664845, 0.017047378857780817]),
        (
            [],
            9.313225746154785e-10,
            9.094947017729282e-13,
            [8.656684984675036e-19, 1.8608261572270209e-09, 1.9999999944138835],
        ),
        ([], -0.5, 3.0, [4.324077125263813, -8.317766166719343, 24.635532333438686]),
        ([], -0.9999999403953552, 0.0, [276.740936016884, -558195838.4661697, 9927922105669350.0]),
        ([], 0.0, -0.9999999403953552, [276.740936016884, 33.27106466687737, -31.271064666877376]),
        ([], 1.2676506002282294e+30, 1.0, [4708.919989412292, 1.082657490369663e-28, -8.416201373415989e-59]),
        ([], 1.0, 1.2676506002282294e+30, [4708.919989412292, -68.62157087543459, 34.81078543771729]),
        (
            [],
            1.329227995784916e+36,
            -0.9999999403953552,
            [9962.673696607824, 1.5018220247714829e-34, -1.1185257170294619e-70],
        ),
        (
            [],
            -0.9999999403953552,
            1.329227995784916e+36,
            [9962.673696607824, -3349175030.7970185, 5.6752782866909544e+16],
        ),
    ];
    for point in POINTS {
        let ([], x, t, [loss, by, _]) = point;
        let logarithm = loss.sqrt();
        // Difference and divisor of the quotient 2, itself 1, the logarithm 3: 6 of D. The rest is products and
        // quotients, and a difference, which may cancel.
        let second = 2.0 * (1.0 + logarithm) / (1.0 + x).powi(2);
        let _ = t;
        rounds::<Msle, 0>(point, [loss, by, second], [13.0, 8.0, 10.0]);
    }
    both(Msle, 3.0, 3.0, [0.0, 0.0, 0.125]);
    both(Msle, 0.0, 0.0, [0.0, 0.0, 2.0]);
    // The edge of the domain, and what is beyond: the logarithm of a negative number, or of a quotient of two.
    both(Msle, -1.0, 0.0, [INFINITY, -INFINITY, INFINITY]);
    both(Msle, 0.0, -1.0, [INFINITY, INFINITY, -INFINITY]);
    for (x, t) in [
        (-1.5, 0.0),
        (0.0, -1.5),
        (-1.5, -2.0),
        (-2.0, -1.5),
        (-1.5, -1.5),
        (-1.0, -1.0),
        (-INFINITY, 1.0),
        (INFINITY, -2.0),
    ] {
        for got in [double(Msle, x, t), single(Msle, x, t)] {
            assert!(got.iter().all(|number| number.is_nan()), "{x}, {t}: {got:?}");
        }
    }
    both(Msle, INFINITY, 1.0, [INFINITY, 0.0, 0.0]);
    both(Msle, 1.0, INFINITY, [INFINITY, -INFINITY, INFINITY]);
    keeps_nan(Msle);
}

#[test]
fn powers_of_errors() {
    const POINTS: [Point<1>; 11] = [
        ([1.5], 9.094947017729282e-13, 0.0, [8.673617379884035e-19, 1.430511474609375e-06, 786432.0]),
        ([1.5], 0.375, 0.0, [0.22963966338592295, 0.9185586535436918, 1.224744871391589]),
        ([1.5], -7.0, 0.0, [18.520259177452136, -3.968626966596886, 0.2834733547569204]),
        ([1.5], 1.152921504606847e+18, 0.0, [1.2379400392853803e+27, 1610612736.0, 6.984919309616089e-10]),
        ([3.0], 9.094947017729282e-13, 0.0, [7.52316384526264e-37, 2.481541837659083e-24, 5.4569682106375694e-12]),
        ([3.0], -0.375, 0.0, [0.052734375, -0.421875, 2.25]),
        ([2.5], 9.5, 0.0, [278.16918188397506, 73.20241628525659, 11.558276255566831]),
        ([4.0], 33554432.0, 0.0, [1.2676506002282294e+30, 1.5111572745182865e+23, 1.3510798882111488e+16]),
        (
            [1.0009765625],
            7.888609052210118e-31,
            0.0,
            [7.372299550068148e-31, 0.9354626414500827, 1.158046659106721e+27],
        ),
        ([10.0], 1.125, 0.0, [3.247321025468409, 28.865075781941414, 230.9206062555313]),
        ([2.0], 1.375, 0.0, [1.890625, 2.75, 2.0]),
    ];
    for point in POINTS {
        let ([p], x, ..) = point;
        // Twice the bound of a power, as its units are up to two roundings, and one or two products.
        let power = |exponent: f64| 8.0 + (exponent * x.abs().ln()).abs();
        rounds::<Lp, 1>(point, point.3, [power(p - 1.0), power(p - 1.0), power(p - 2.0)]);
    }
    let with = |p: f64| made::<Lp, 1>([p]);
    for p in [1.25, 1.5, 2.5, 3.0, 1e300] {
        even(with(p), 0.0, [0.0; 3]);
    }
    even(with(2.0), 0.0, [0.0, 0.0, 2.0]);
    even(with(1.5), 1.0, [1.0, 1.5, 0.75]);
    even(with(3.0), 1.0, [1.0, 3.0, 6.0]);
    even(with(1.5), INFINITY, [INFINITY, INFINITY, 0.0]);
    even(with(2.0), INFINITY, [INFINITY, INFINITY, 2.0]);
    even(with(3.0), INFINITY, [INFINITY; 3]);
    // A power that is out of range for any other error than 1, and a p that is infinite in float.
    even(with(1e300), 0.5, [0.0; 3]);
    even(with(1e300), 2.0, [INFINITY; 3]);
    assert_eq!(double(with(1e300), 1.0, 0.0), [1.0, 1e300, INFINITY]);
    assert_eq!(single(with(1e300), 1.0, 0.0), [1.0, INFINITY, INFINITY]);
    for p in [1.5, 2.0, 3.0, 1e300] {
        keeps_nan(with(p));
    }
    for bad in [0.0, 0.5, 1.0, -2.0, NAN, INFINITY] {
        assert_eq!(refused::<Lp, 1>([bad]), Some("p"), "{bad}");
    }
}

#[test]
fn robust_losses_near_0_and_far_out() {
    const POINTS: [Point<2>; 55] = [
        (
            [-INFINITY, 0.75],
            9.094947017729282e-13,
            0.0,
            [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777],
        ),
        ([-INFINITY, 0.75], 0.375, 0.0, [0.1175030974154046, 0.5883312683897303, 1.1766625367794605]),
        ([-INFINITY, 0.75], -2.0, 0.0, [0.9714344992154497, -0.10156622501173466, -0.3103412430914115]),
        ([-INFINITY, 0.75], 20.0, 0.0, [1.0, 1.3648712351870774e-153, -4.846051146711451e-152]),
        (
            [-1000.0, 0.75],
            9.094947017729282e-13,
            0.0,
            [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777],
        ),
        ([-1000.0, 0.75], 0.375, 0.0, [0.11750368911633521, 0.5883404412629349, 1.1767787191337127]),
        ([-1000.0, 0.75], -2.0, 0.0, [0.9728099778638919, -0.1028496705962849, -0.31168591541747953]),
        ([-1000.0, 0.75], 20.0, 0.0, [1.002, 7.229104059467846e-116, -1.4997840247167767e-114]),
        ([-2.0, 0.75], 9.094947017729282e-13, 0.0, [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777]),
        ([-2.0, 0.75], 0.375, 0.0, [0.11764705882352941, 0.5905420991926182, 1.2042427120790646]),
        ([-2.0, 0.75], -2.0, 0.0, [1.28, -0.4608, -0.359424]),
        ([-2.0, 0.75], 20.0, 0.0, [1.9888129272840274, 0.0011124497417996425, -0.0001656229556545086]),
        ([-1.5, 0.75], 9.094947017729282e-13, 0.0, [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777]),
        ([-1.5, 0.75], 0.375, 0.0, [0.11766695385991031, 0.5908443678595795, 1.207948485401807]),
        ([-1.5, 0.75], -2.0, 0.0, [1.3177696268798884, -0.5104403969608938, -0.34341147125379506]),
        ([-1.5, 0.75], 20.0, 0.0, [2.290134154131848, 0.003224069970724267, -0.00040024536521426153]),
        (
            [-9.5367431640625e-07, 0.75],
            9.094947017729282e-13,
            0.0,
            [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777],
        ),
        ([-9.5367431640625e-07, 0.75], 0.375, 0.0, [0.11778303553026141, 0.5925925907073066, 1.2290809102689784]),
        ([-9.5367431640625e-07, 0.75], -2.0, 0.0, [1.516347292055246, -0.7804875310164995, -0.21891746101824325]),
        ([-9.5367431640625e-07, 0.75], 20.0, 0.0, [5.876484157066538, 0.09971930678704269, -0.004958002670974277]),
        ([0.0, 0.75], 9.094947017729282e-13, 0.0, [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777]),
        ([0.0, 0.75], 0.375, 0.0, [0.11778303565638346, 0.5925925925925926, 1.2290809327846366]),
        ([0.0, 0.75], -2.0, 0.0, [1.5163474893680884, -0.7804878048780488, -0.21891731112433074]),
        ([0.0, 0.75], 20.0, 0.0, [5.8764900637736375, 0.09971953879713306, -0.004958009478056273]),
        (
            [9.313225746154785e-10, 0.75],
            9.094947017729282e-13,
            0.0,
            [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777],
        ),
        ([9.313225746154785e-10, 0.75], 0.375, 0.0, [0.11778303565650662, 0.5925925925944336, 1.2290809328066243]),
        ([9.313225746154785e-10, 0.75], -2.0, 0.0, [1.516347489560777, -0.7804878051454918, -0.21891731097794992]),
        ([9.313225746154785e-10, 0.75], 20.0, 0.0, [5.876490069541911, 0.09971953902370569, -0.004958009484703817]),
        ([0.5, 0.75], 9.094947017729282e-13, 0.0, [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777]),
        ([0.5, 0.75], 0.375, 0.0, [0.11786963287623531, 0.5938799300716638, 1.2443198534834863]),
        ([0.5, 0.75], -2.0, 0.0, [1.643690197768131, -0.9586973311521303, -0.11442516533106072]),
        ([0.5, 0.75], 20.0, 0.0, [11.005918257842383, 0.3494109177913435, -0.008680111402059062]),
        ([1.0, 0.75], 9.094947017729282e-13, 0.0, [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777]),
        ([1.0, 0.75], 0.375, 0.0, [0.11803398874989485, 0.5962847939999439, 1.2720742271998804]),
        ([1.0, 0.75], -2.0, 0.0, [1.848001248439177, -1.2484389034253927, 0.07695856253992146]),
        ([1.0, 0.75], 20.0, 0.0, [25.685410079500578, 1.3323968209455743, 9.355259313863448e-05]),
        ([1.5, 0.75], 9.094947017729282e-13, 0.0, [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777]),
        ([1.5, 0.75], 0.375, 0.0, [0.11846766847158909, 0.6024013357398965, 1.338669634977548]),
        ([1.5, 0.75], -2.0, 0.0, [2.2355080475619435, -1.8000640333280773, 0.4795791037698892]),
        ([1.5, 0.75], 20.0, 0.0, [76.90506910067533, 5.788809925571733, 0.14482193306655178]),
        (
            [1.9990234375, 0.75],
            9.094947017729282e-13,
            0.0,
            [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777],
        ),
        ([1.9990234375, 0.75], 0.375, 0.0, [0.12472134758358852, 0.6648627717343857, 1.7712427148410224]),
        ([1.9990234375, 0.75], -2.0, 0.0, [3.5418766453691246, -3.5401493291366104, 1.7683463133816035]),
        ([1.9990234375, 0.75], 20.0, 0.0, [353.39235790393076, 35.32198062493365, 1.764374327530001]),
        ([2.0, 0.75], 9.094947017729282e-13, 0.0, [7.352716556026912e-25, 1.616879469818539e-12, 1.7777777777777777]),
        ([2.0, 0.75], 0.375, 0.0, [0.125, 0.6666666666666666, 1.7777777777777777]),
        ([2.0, 0.75], -2.0, 0.0, [3.5555555555555554, -3.5555555555555554, 1.7777777777777777]),
        ([2.0, 0.75], 20.0, 0.0, [355.55555555555554, 35.55555555555556, 1.7777777777777777]),
        ([1.0, 1.0], 1.1805916207174113e+21, 0.0, [1.1805916207174113e+21, 1.0, 6.077163357286271e-64]),
        ([1.5, 1.0], 1.152921504606847e+18, 0.0, [6.939862275560792e+26, 902905650.7095848, 3.9157290721950797e-10]),
        ([0.5, 1.0], 1.2379400392853803e+27, 0.0, [95378007345665.69, 3.8522870380994823e-14, -1.55592634370372e-41]),
        ([-2.0, 1.0], 2.305843009213694e+18, 0.0, [2.0, 1.305060893599705e-54, -1.6979398272800086e-72]),
        (
            [0.0, 1.0],
            1.2676506002282294e+30,
            0.0,
            [137.93628893142912, 1.5777218104420236e-30, -1.2446030555722283e-60],
        ),
        ([2.0, 0.5], 2.305843009213694e+18, 0.0, [1.0633823966279327e+37, 9.223372036854776e+18, 4.0]),
        (
            [1.999999761581421, 1.0],
            1.152921504606847e+18,
            0.0,
            [6.646062789830493e+35, 1.1529079769961297e+18, 0.9999880282522757],
        ),
    ];
    for point in POINTS {
        let ([alpha, c], x, _, [loss, by, second]) = point;
        let z = (x / c).abs();
        let b = 2.0 - alpha;
        // Q, its roundings: of u 4, log(1 + u) 3, one product. Its exponential has them as often as it is large.
        let q = if alpha == 2.0 {
            0.0
        } else if alpha == -INFINITY {
            0.5 * z * z
        } else {
            0.5 * b * (z * z / b).ln_1p()
        };
        let power = 8.0 * q + 10.0;
        let (loss_size, loss_roundings) = if alpha < 1.0 {
            // Twice the roundings of the exponent if it is positive and large; expm1 4, factor and product.
            let exponent = if alpha == -INFINITY { -q } else { alpha / b * q };
            (loss, (1.0 + exponent.max(0.0)) * 10.0 + 6.0)
        } else {
            ((z * z * (-q).exp() + b * -(-q).exp_m1()) / alpha, power + 6.0)
        };
        // What may cancel in the second derivative.
        let u = if alpha == -INFINITY { 0.0 } else { z * z / b.max(1e-30) };
        let multiple = if alpha == -INFINITY { z * z } else { (alpha - 1.0).abs() * u };
        let second = second.abs().max((1.0 + multiple) / (1.0 + u) * (-q).exp() / (c * c));
        rounds::<GeneralRobust, 2>(point, [loss_size, by, second], [loss_roundings, power + 3.0, power + 14.0]);
    }
}

#[test]
fn robust_losses_at_their_limits() {
    let with = |alpha: f64, c: f64| made::<GeneralRobust, 2>([alpha, c]);
    // Infinite errors: b/|α|, infinite, and what is left of the derivatives.
    even(with(-2.0, 0.5), INFINITY, [2.0, 0.0, 0.0]);
    even(with(-INFINITY, 0.5), INFINITY, [1.0, 0.0, 0.0]);
    even(with(0.0, 0.5), INFINITY, [INFINITY, 0.0, 0.0]);
    even(with(0.5, 0.5), INFINITY, [INFINITY, 0.0, 0.0]);
    even(with(1.0, 0.5), INFINITY, [INFINITY, 2.0, 0.0]);
    even(with(1.5, 0.5), INFINITY, [INFINITY, INFINITY, 0.0]);
    even(with(2.0, 0.5), INFINITY, [INFINITY, INFINITY, 4.0]);
    for alpha in [-INFINITY, -1e300, -2.0, -1e-300, 0.0, 1e-300, 0.5, 1.0, 1.5, 2.0] {
        even(with(alpha, 0.5), 0.0, [0.0, 0.0, 4.0]);
        for c in [0.0, 1e300, 1e-300] {
            keeps_nan(with(alpha, c));
        }
        // Out of the range of float: nothing, or beyond any size.
        assert_eq!(single(with(alpha, 1e300), 1.0, 0.0), [0.0; 3], "{alpha}");
        assert_eq!(single(with(alpha, 1e-300), 0.0, 0.0)[..2], [0.0; 2], "{alpha}");
        let far = single(with(alpha, 1e-300), 1.0, 0.0);
        assert!(far.iter().all(|number| !number.is_nan()), "{alpha}: {far:?}");
    }
    // Defaults: the Cauchy loss, and its root.
    let ([a, b], c) = ([double(with(0.0, 0.0), 3.0, 0.0), double(GeneralRobust::default(), 3.0, 0.0)], 5.5_f64.ln());
    assert!(a == b && (a[0] - c).abs() <= 4.0 * f64::EPSILON * c, "{a:?}, not {c}");
    // Numbers beyond which nothing changes.
    assert_eq!(double(with(-1e300, 1.0), 1.5, 0.0), double(with(-INFINITY, 1.0), 1.5, 0.0));
    assert_eq!(double(with(1e-300, 1.0), 1.5, 0.0), double(with(0.0, 1.0), 1.5, 0.0));
    assert_eq!(double(with(-1e-300, 1.0), 1.5, 0.0), double(with(0.0, 1.0), 1.5, 0.0));
    for bad in [2.5, NAN, INFINITY] {
        assert_eq!(refused::<GeneralRobust, 2>([bad, 1.0]), Some("alpha"), "{bad}");
    }
    for bad in [-1.0, NAN, INFINITY] {
        assert_eq!(refused::<GeneralRobust, 2>([1.0, bad]), Some("c"), "{bad}");
    }
}

/// α = 1 is the pseudo-Huber loss with δ = c, divided by c².
#[test]
fn a_robust_loss_is_that_of_pseudo_huber() {
    for c in [0.25, 1.0, 2.0] {
        let (robust, huber) = (made::<GeneralRobust, 2>([1.0, c]), made::<PseudoHuber, 1>([c]));
        for x in inputs(Domain::Real) {
            let (got, expected) = (double(robust, x, 0.0), double(huber, x, 0.0));
            for i in 0..3 {
                assert!(close(got[i], expected[i] / (c * c)), "term {i} at {x}, c = {c}: {got:?}, {expected:?}");
            }
        }
    }
}

#[test]
fn robust_losses_are_those_of_the_formula() {
    for alpha in [-INFINITY, -100.0, -2.0, -0.5, 0.0, 0.25, 0.75, 1.0, 1.25, 1.75, 2.0] {
        check("general_robust", made::<GeneralRobust, 2>([alpha, 0.75]), [Domain::Real], [targets(Domain::Real)]);
    }
}

#[test]
fn powers_are_those_of_the_formula() {
    for p in [2.0, 2.5, 4.0] {
        check("lp", made::<Lp, 1>([p]), [Domain::Real], [targets(Domain::Real)]);
    }
}
