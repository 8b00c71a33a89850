//! Losses of two classes at their limits and kinks, with the numbers that stand for defaults, and where other libraries
//! go wrong.

use super::*;
use crate::losses::{
    AsymmetricBceLogits, Bce, BceLogits, Exponential, Focal, HingeEmbedding, ModifiedHuber, Perceptron, Poly1BceLogits,
    SigmoidFocal, SoftMargin, SquaredHinge,
};
use core::f64::consts::LN_2;

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

fn with<L: Elementwise<1, 1>, const N: usize>(scalars: [f64; N]) -> L {
    of_flags(scalars, false)
}

fn of_flags<L: Elementwise<1, 1>, const N: usize>(scalars: [f64; N], binary_targets: bool) -> L {
    let mut all = [0.0; 4];
    all[..N].copy_from_slice(&scalars);
    L::new(&Arguments { scalars: all, binary_targets, ..Arguments::default() }).expect("valid parameters")
}

/// In double.
fn double<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64) -> [f64; 3] {
    let Derivatives { loss, first: [by], second: [second] } = terms(loss, [x], [t]);
    [loss, by, second]
}

/// In float.
fn single<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64) -> [f64; 3] {
    let Derivatives { loss, first: [by], second: [second] } = loss.terms([Single::splat(x)], [Single::splat(t)]);
    [loss, by, second].map(first)
}

fn both<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64, expected: [f64; 3]) {
    assert_eq!(double(loss, x, t), expected, "at {x}, {t}");
    assert_eq!(single(loss, x, t), expected, "in float, at {x}, {t}");
}

/// A NaN as input or target makes all numbers NaN.
fn passes_nan_on<L: Elementwise<1, 1>>(loss: L) {
    for (x, t) in [(NAN, 1.0), (NAN, -1.0), (NAN, 0.25), (0.0, NAN), (0.5, NAN), (INF, NAN), (-2.0, NAN), (NAN, NAN)] {
        let numbers = [double(loss, x, t), single(loss, x, t)].concat();
        assert!(numbers.iter().all(|number| number.is_nan()), "at {x}, {t}: {numbers:?}");
    }
}

/// Targets of 0 and 1 are those of −1 and 1.
fn has_binary_targets<L: Elementwise<1, 1>, const N: usize>(scalars: [f64; N]) {
    for x in inputs(Domain::Real) {
        for (t, sign) in [(0.0, -1.0), (1.0, 1.0)] {
            assert_eq!(
                double(of_flags::<L, N>(scalars, true), x, t),
                double(of_flags::<L, N>(scalars, false), x, sign)
            );
        }
    }
}

/// The numbers that stand for defaults, and 0 in their place.
fn same<L: Elementwise<1, 1>>(one: L, other: L) {
    for (x, t) in [(0.25, 1.0), (0.75, 0.0), (0.5, 0.5), (0.625, -1.0)] {
        assert_eq!(double(one, x, t), double(other, x, t));
    }
}

fn refuses<L: Elementwise<1, 1>>(argument: &str, scalars: [f64; 4]) {
    let refused = L::new(&Arguments { scalars, ..Arguments::default() }).err();
    assert!(refused.is_some_and(|refusal| refusal.argument == argument), "{argument}, {scalars:?}");
}

/// Loss and derivatives, computed with 60 digits by mpmath, and the sum of the sizes of the second derivative's terms.
/// `units` has the allowed errors in units in the last place.
fn near<L: Elementwise<1, 1>>(loss: L, x: f64, t: f64, expected: [f64; 4], units: [f64; 3]) {
    let sizes = [expected[0].abs(), expected[1].abs(), expected[3]];
    for (got, epsilon, smallest) in [
        (double(loss, x, t), f64::EPSILON, f64::MIN_POSITIVE),
        (single(loss, x, t), f32::EPSILON.into(), f32::MIN_POSITIVE.into()),
    ] {
        for i in 0..3 {
            let error = (got[i] - expected[i]).abs();
            // A factor that would be subnormal is 0.
            let flushed = sizes[i] < smallest && got[i] == 0.0;
            assert!(
                flushed || error <= units[i] * epsilon * sizes[i],
                "term {i} at {x}, {t}: {:e}, not {:e}, {} units",
                got[i],
                expected[i],
                error / epsilon / sizes[i]
            );
        }
    }
}

#[test]
fn squared_hinge_at_its_kink_and_far_out() {
    let loss = SquaredHinge::default();
    for sign in [1.0, -1.0] {
        both(loss, sign, sign, [0.0; 3]);
        both(loss, sign * 0.5, sign, [0.25, -sign, 2.0]);
        both(loss, 0.0, sign, [1.0, -2.0 * sign, 2.0]);
        both(loss, sign * INF, sign, [0.0; 3]);
        both(loss, -sign * INF, sign, [INF, -sign * INF, 2.0]);
        both(loss, INF, sign * INF, if sign > 0.0 { [0.0; 3] } else { [INF; 3] });
    }
    both(loss, 0.5, 2.0, [0.0; 3]);
    both(loss, 0.25, 2.0, [0.25, -2.0, 8.0]);
    for x in [0.0, 7.0, -INF, NAN] {
        both(loss, x, 0.0, [1.0, 0.0, 0.0]);
    }
    assert_eq!(double(loss, -1e200, 1.0), [INF, -2e200, 2.0]);
    // The next numbers above and below 1, of which the margin is exact.
    assert_eq!(double(loss, 1.0 - f64::EPSILON, 1.0), [f64::EPSILON * f64::EPSILON, -2.0 * f64::EPSILON, 2.0]);
    assert_eq!(double(loss, 1.0 + f64::EPSILON, 1.0), [0.0; 3]);
    passes_nan_on(loss);
    has_binary_targets::<SquaredHinge, 0>([]);
}

/// A model whose scores are all 0 learns.
#[test]
fn perceptron_at_0_and_far_out() {
    let loss = Perceptron::default();
    for sign in [1.0, -1.0] {
        for zero in [0.0, -0.0] {
            both(loss, zero, sign, [0.0, -sign, 0.0]);
            assert!(double(loss, zero, sign)[0].is_sign_positive());
        }
        both(loss, sign * 0.5, sign, [0.0; 3]);
        both(loss, sign * 1e-30, sign, [0.0; 3]);
        both(loss, -sign * 0.5, sign, [0.5, -sign, 0.0]);
        both(loss, sign * INF, sign, [0.0; 3]);
        both(loss, -sign * INF, sign, [INF, -sign, 0.0]);
    }
    both(loss, -3.0, 2.0, [6.0, -2.0, 0.0]);
    for x in [0.0, 7.0, -INF, NAN] {
        both(loss, x, 0.0, [0.0; 3]);
    }
    passes_nan_on(loss);
    has_binary_targets::<Perceptron, 0>([]);
}

#[test]
fn hinge_of_distances_at_its_kink_and_far_out() {
    let loss: HingeEmbedding = with([1.5]);
    both(loss, 0.75, 1.0, [0.75, 1.0, 0.0]);
    both(loss, -2.0, 1.0, [-2.0, 1.0, 0.0]);
    both(loss, 0.5, -1.0, [1.0, -1.0, 0.0]);
    both(loss, 1.5, -1.0, [0.0; 3]);
    both(loss, 2.0, -1.0, [0.0; 3]);
    both(loss, INF, 1.0, [INF, 1.0, 0.0]);
    both(loss, INF, -1.0, [0.0; 3]);
    both(loss, -INF, -1.0, [INF, -1.0, 0.0]);
    // Other targets have both branches.
    for t in [0.0, 0.5, -2.0, INF] {
        both(loss, 0.5, t, [1.5, 0.0, 0.0]);
        both(loss, 2.0, t, [2.0, 1.0, 0.0]);
        both(loss, 1.5, t, [1.5, 0.0, 0.0]);
        both(loss, INF, t, [INF, 1.0, 0.0]);
        both(loss, -INF, t, [1.5, 0.0, 0.0]);
    }
    // A margin that is infinite, or 0, in float.
    assert_eq!(single(with::<HingeEmbedding, 1>([1e39]), 4.0, -1.0), [INF, -1.0, 0.0]);
    assert_eq!(single(with::<HingeEmbedding, 1>([1e39]), INF, -1.0), [0.0; 3]);
    assert_eq!(single(with::<HingeEmbedding, 1>([1e-50]), 0.0, -1.0), [0.0; 3]);
    passes_nan_on(loss);
    has_binary_targets::<HingeEmbedding, 1>([1.5]);
    same(HingeEmbedding::default(), with([0.0]));
    same::<HingeEmbedding>(with([1.0]), with([0.0]));
    for bad in [-1e-9, NAN, INF] {
        refuses::<HingeEmbedding>("margin", [bad, 0.0, 0.0, 0.0]);
    }
}

#[test]
fn modified_huber_at_its_kinks_and_far_out() {
    let loss = ModifiedHuber::default();
    for sign in [1.0, -1.0] {
        both(loss, sign, sign, [0.0; 3]);
        both(loss, sign * 0.5, sign, [0.25, -sign, 2.0]);
        both(loss, -sign, sign, [4.0, -4.0 * sign, 2.0]);
        both(loss, -1.5 * sign, sign, [6.0, -4.0 * sign, 0.0]);
        both(loss, sign * INF, sign, [0.0; 3]);
        both(loss, -sign * INF, sign, [INF, -4.0 * sign, 0.0]);
        both(loss, -sign * 2.0f64.powi(100), sign, [2.0f64.powi(102), -4.0 * sign, 0.0]);
    }
    both(loss, INF, INF, [0.0; 3]);
    both(loss, 0.25, 2.0, [0.25, -2.0, 8.0]);
    both(loss, -1.0, 2.0, [8.0, -8.0, 0.0]);
    for x in [0.0, 7.0, -INF, NAN] {
        both(loss, x, 0.0, [1.0, 0.0, 0.0]);
    }
    // Four times a two-class sparsemax loss, by its formula: 0, (1 − z)²/4 and −z.
    for x in inputs(Domain::Real) {
        let sparsemax = if x >= 1.0 {
            0.0
        } else if x < -1.0 {
            -x
        } else {
            (1.0 - x) * (1.0 - x) / 4.0
        };
        assert_eq!(double(loss, x, 1.0)[0], 4.0 * sparsemax);
    }
    passes_nan_on(loss);
    has_binary_targets::<ModifiedHuber, 0>([]);
}

/// Far on the wrong side other libraries have an infinite loss and a derivative that is NaN: beyond 88 in float, 709 in
/// double.
#[test]
fn soft_margin_far_out() {
    type Point = (f64, [f64; 3]);
    const POINTS: [Point; 5] = [
        (0.0, [LN_2, -0.5, 0.25]),
        (1.0, [0.3132616875182228, -0.2689414213699951, 0.19661193324148185]),
        (-3.0, [3.048587351573742, -0.9525741268224333, 0.04517665973091213]),
        (30.0, [9.357622968839737e-14, -9.357622968839299e-14, 9.357622968838423e-14]),
        (-40.0, [40.0, -1.0, 4.248354255291589e-18]),
    ];
    let loss = SoftMargin::default();
    for (x, [value, by, second]) in POINTS {
        for sign in [1.0, -1.0] {
            // As softplus, σ, and a product of two of it: 2 units, 2, 4 and a half.
            near(loss, sign * x, sign, [value, sign * by, second, second], [2.0, 2.0, 4.5]);
        }
    }
    for sign in [1.0, -1.0] {
        assert_eq!(single(loss, -sign * 128.0, sign), [128.0, -sign, 0.0]);
        both(loss, -sign * 1024.0, sign, [1024.0, -sign, 0.0]);
        both(loss, sign * 1024.0, sign, [0.0; 3]);
        both(loss, sign * INF, sign, [0.0; 3]);
        both(loss, -sign * INF, sign, [INF, -sign, 0.0]);
        both(loss, INF, sign * INF, if sign > 0.0 { [0.0; 3] } else { [INF, INF, 0.0] });
    }
    for x in [0.0, 7.0, -INF, NAN] {
        let [value, by, second] = double(loss, x, 0.0);
        assert!(close(value, LN_2) && by == 0.0 && second == 0.0);
    }
    // The cross-entropy of (1 + t)/2.
    for x in inputs(Domain::Real) {
        for t in [-1.0, 1.0] {
            let cross = double(BceLogits::default(), x, 0.5 * (1.0 + t));
            let of_signs = double(loss, x, t);
            assert!((0..3).all(|i| close(of_signs[i], cross[i])), "at {x}, {t}: {of_signs:?}, not {cross:?}");
        }
    }
    passes_nan_on(loss);
    has_binary_targets::<SoftMargin, 0>([]);
}

#[test]
fn exponential_far_out() {
    type Point = (f64, f64, [f64; 2]);
    const POINTS: [Point; 7] = [
        (0.0, 1.0, [1.0, -1.0]),
        (1.5, 1.0, [0.22313016014842982, -0.22313016014842982]),
        (1.5, -1.0, [4.4816890703380645, 4.4816890703380645]),
        (-20.0, 0.5, [363873896.5573427, -363873896.5573427]),
        (80.0, -1.0, [5.54062238439351e+34, 5.54062238439351e+34]),
        (80.0, 1.0, [1.8048513878454153e-35, -1.8048513878454153e-35]),
        (-2.0, -0.25, [2.8554805891218766, -2.6863114850761107]),
    ];
    let loss = Exponential::default();
    for (x, t, [value, by]) in POINTS {
        // The exponential 1 (2 in double), the quotient a half, coefficient and product 1, and of two a sum.
        near(loss, x, t, [value, by, value, value], [4.0; 3]);
    }
    for sign in [1.0, -1.0] {
        both(loss, sign * INF, sign, [0.0; 3]);
        both(loss, -sign * INF, sign, [INF, -sign * INF, INF]);
        both(loss, sign * 1024.0, sign, [0.0; 3]);
        both(loss, -sign * 1024.0, sign, [INF, -sign * INF, INF]);
    }
    // Above the smallest normal number the smaller exponential is there, and below it 0.
    assert!(single(loss, 87.0, 1.0)[0] > 0.0 && single(loss, -87.0, 1.0)[0] < INF);
    assert_eq!(single(loss, 88.0, 1.0), [0.0; 3]);
    assert!(single(loss, -88.0, 1.0)[0] < INF);
    assert_eq!(single(loss, -89.0, 1.0)[0], INF);
    // Linear in the target.
    for x in inputs(Domain::Real).into_iter().filter(|x| x.abs() < 10.0) {
        let [at, less, more] = [0.25, -1.0, 1.0].map(|t| double(loss, x, t));
        let mixed = [0, 1, 2].map(|i| 0.375 * less[i] + 0.625 * more[i]);
        assert!((0..3).all(|i| (at[i] - mixed[i]).abs() <= 1e-15 * at[0]), "at {x}: {at:?}, not {mixed:?}");
        assert_eq!(double(of_flags::<Exponential, 0>([], true), x, 0.625), at);
    }
    passes_nan_on(loss);
    has_binary_targets::<Exponential, 0>([]);
}

#[test]
fn poly1_near_the_least_epsilon_and_far_out() {
    type Point = (f64, f64, f64, [f64; 3]);
    const POINTS: [Point; 12] = [
        (1.0, 30.0, 0.0, [31.0, 1.0, 1.7513021525388124e-26]),
        (1.0, -30.0, 1.0, [31.0, -1.0, 1.7513021525388124e-26]),
        (0.5, 5.0, 0.0, [5.503368923026976, 0.9966311774111102, 0.0033685227876288732]),
        (-1.0, -20.0, 0.0, [2.1241771218081205e-18, 4.248354237778568e-18, 8.496708458044114e-18]),
        (-1.0, -1.0, 0.0, [0.04432026614822771, 0.07232948812851327, 0.10575418556853344]),
        (-1.0, 20.0, 1.0, [2.1241771218081205e-18, -4.248354237778568e-18, 8.496708458044114e-18]),
        (-1.0, 3.0, 1.0, [0.0011614783961752778, -0.002249213446654648, 0.004285085069968654]),
        (-0.75, -30.0, 0.0, [2.3394057422102627e-14, 2.3394057422104814e-14, 2.3394057422109193e-14]),
        (0.0, 0.0, 1.0, [1.6931471805599454, -1.0, 0.25]),
        (0.0, -50.0, 1.0, [52.0, -1.0, -1.9287498479639178e-22]),
        (1000000.0, -40.0, 0.0, [4.2483585036458444e-12, 4.2483585036458444e-12, 4.2483585036458444e-12]),
        (5.0, 2.0, 0.25, [5.078920705987678, 0.8932810414866488, -0.09491266723687614]),
    ];
    for (epsilon, x, t, [value, by, second]) in POINTS {
        let loss: Poly1BceLogits = with([epsilon]);
        for (got, precision) in [(double(loss, x, t), f64::EPSILON), (single(loss, x, t), f64::from(f32::EPSILON))] {
            // softplus 2, a sum and a product; with ε below 0 the difference of two terms with 7 and 12, the first twice
            // as large as it. σ 2 twice, a factor with a sum and two products; soft targets have a difference.
            let allowed = if epsilon < 0.0 { 2.0 * 7.0 + 12.0 } else { 3.5 };
            assert!((got[0] - value).abs() <= allowed * precision * value.abs(), "{epsilon} {x} {t}: {got:?}");
            assert!((got[1] - by).abs() <= 8.0 * precision * by.abs(), "{epsilon} {x} {t}: {got:?}");
            assert!((got[2] - second).abs() <= 12.0 * precision * second.abs(), "{epsilon} {x} {t}: {got:?}");
        }
    }
    let loss = Poly1BceLogits::default();
    both(loss, INF, 1.0, [0.0; 3]);
    both(loss, INF, 0.0, [INF, 1.0, 0.0]);
    both(loss, -INF, 1.0, [INF, -1.0, 0.0]);
    both(loss, INF, 0.5, [INF, 0.5, 0.0]);
    // An ε that is infinite in float.
    assert_eq!(single(with::<Poly1BceLogits, 1>([1e39]), INF, 1.0), [0.0; 3]);
    assert_eq!(single(with::<Poly1BceLogits, 1>([1e39]), 0.0, 1.0)[..2], [INF, -INF]);
    passes_nan_on(loss);
    same(loss, with([0.0]));
    same::<Poly1BceLogits>(with([2.0]), with([0.0]));
    assert!(Poly1BceLogits::new(&Arguments { scalars: [-1.0; 4], ..Arguments::default() }).is_ok());
    for bad in [-1.0 - f64::EPSILON, NAN, INF] {
        refuses::<Poly1BceLogits>("epsilon", [bad, 0.0, 0.0, 0.0]);
    }
}

/// Others form 1 − p_t by a subtraction, and have nothing below 6e-8 in float.
#[test]
fn sigmoid_focal_far_out() {
    type Point = ([f64; 2], f64, f64, [f64; 4]);
    const POINTS: [Point; 16] = [
        (
            [0.0, 2.0],
            20.0,
            1.0,
            [8.756510717575235e-27, -2.6269532107604424e-26, 7.880859614232813e-26, 7.880859614232813e-26],
        ),
        (
            [0.0, 2.0],
            40.0,
            1.0,
            [7.667648073722e-53, -2.3002944221165997e-52, 6.900883266349799e-52, 6.900883266349799e-52],
        ),
        (
            [0.25, 2.0],
            3.0,
            1.0,
            [2.7320831124249382e-05, -7.871796162207033e-05, 0.0002237098222385209, 0.0002237098222385209],
        ),
        ([0.25, 2.0], 3.0, 0.0, [2.0747103307689465, 0.8450624104761664, -0.01506665001812895, 0.34118141509978317]),
        (
            [0.25, 2.0],
            -3.0,
            1.0,
            [0.6915701102563155, -0.2816874701587221, -0.0050222166727096505, 0.11372713836659439],
        ),
        (
            [0.25, 2.0],
            -20.0,
            1.0,
            [4.999999979903753, -0.2500000190656709, -1.8035093964802074e-08, 2.318797806338201e-08],
        ),
        (
            [0.0, 0.5],
            30.0,
            1.0,
            [2.862518580549126e-20, -4.293777870823421e-20, 6.440666806234462e-20, 7.871926096508756e-20],
        ),
        (
            [0.0, 0.5],
            -40.0,
            0.0,
            [8.75651076269652e-27, 1.3134766144044781e-26, 1.970214921606717e-26, 2.408040459741543e-26],
        ),
        (
            [0.75, 0.5],
            -12.0,
            1.0,
            [8.999976959302773, -0.7500207365291169, -1.8432283145165733e-05, 3.6864637073103884e-05],
        ),
        ([0.0, 5.0], 10.0, 0.0, [9.997775701247257, 1.0019970322434195, -0.0017695298432134385, 0.0027688351411902395]),
        ([0.25, 1.5], 2.0, 0.25, [0.5833082909111554, 0.29269265584721343, 0.041094715087652924, 0.14243355170299205]),
        (
            [0.0, 0.5],
            -30.0,
            0.5,
            [10.606601717798279, -0.3535533905932076, 6.616838657052642e-14, 6.616838657052642e-14],
        ),
        (
            [0.0, 3.0],
            60.0,
            0.0625,
            [46.34857177734375, 0.7724761962890625, -1.0912903084461034e-24, 1.181479590135864e-24],
        ),
        ([0.0, 2.0], 0.0, 1.0, [0.17328679513998632, -0.29828679513998635, 0.3991433975699932, 0.3991433975699932]),
        ([0.0, 1000.0], -10.0, 1.0, [9.556205496280056, -1.3894041907099155, -0.3273113276055087, 0.5402726171447796]),
        (
            [0.0, 1000.0],
            -4.0,
            1.0,
            [5.2675976561894976e-08, -9.603148939767445e-07, 1.657380598699395e-05, 1.8400524832236878e-05],
        ),
    ];
    for (numbers @ [_, gamma], x, t, expected) in POINTS {
        // The power: 3, and γ times 1.25 and what rounding of m has, 3; softplus 2 and products of two halves each, and
        // α_t; further sums and products for the derivatives, and what γ·log m has of a unit is in the power.
        let power = 3.0 + gamma * if t == 0.0 || t == 1.0 { 1.25 } else { 3.0 };
        near(with::<SigmoidFocal, 2>(numbers), x, t, expected, [power + 4.5, power + 8.0, power + 12.0]);
    }
    for gamma in [0.25, 1.0, 2.0, 5.0, 1e30, 1e300] {
        for (alpha, positive, negative) in [(0.0, 1.0, 1.0), (0.25, 0.25, 0.75)] {
            let loss: SigmoidFocal = with([alpha, gamma]);
            both(loss, INF, 1.0, [0.0; 3]);
            both(loss, -INF, 0.0, [0.0; 3]);
            both(loss, -INF, 1.0, [INF, -positive, 0.0]);
            both(loss, INF, 0.0, [INF, negative, 0.0]);
            both(loss, 1000.0, 1.0, [0.0; 3]);
        }
    }
    // Negative where the model is confidently wrong.
    assert!(double(SigmoidFocal::default(), -5.0, 1.0)[2] < 0.0);
    // Soft targets meet the hard ones.
    for x in inputs(Domain::Real).into_iter().filter(|x| x.abs() < 10.0) {
        let (hard, soft) = (double(SigmoidFocal::default(), x, 1.0), double(SigmoidFocal::default(), x, 1.0 - 1e-15));
        assert!(
            (0..3).all(|i| (hard[i] - soft[i]).abs() < 1e-13 * hard[i].abs().max(1.0)),
            "at {x}: {hard:?}, {soft:?}"
        );
    }
    passes_nan_on(SigmoidFocal::default());
    same(SigmoidFocal::default(), with([0.0, 0.0]));
    same::<SigmoidFocal>(with([0.0, 2.0]), with([0.0, 0.0]));
    focal_numbers_are_refused::<SigmoidFocal>();
}

fn focal_numbers_are_refused<L: Elementwise<1, 1>>() {
    for bad in [-1e-9, 1.0, NAN, INF] {
        refuses::<L>("alpha", [bad, 0.0, 0.0, 0.0]);
    }
    for bad in [-1e-9, NAN, INF] {
        refuses::<L>("gamma", [0.0, bad, 0.0, 0.0]);
    }
}

#[test]
fn focal_at_the_ends_of_probabilities() {
    type Point = ([f64; 2], f64, f64, [f64; 4]);
    const POINTS: [Point; 9] = [
        ([0.0, 2.0], 0.5, 1.0, [0.17328679513998632, -1.1931471805599454, 6.386294361119891, 6.386294361119891]),
        ([0.25, 2.0], 0.125, 1.0, [0.3980181075871561, -2.441005674484928, 20.289720770839917, 20.289720770839917]),
        (
            [0.25, 2.0],
            0.125,
            0.0,
            [0.0015648210073186245, 0.038429993259955136, 0.6441746399571922, 0.6441746399571922],
        ),
        (
            [0.0, 2.0],
            9.313225746154785e-10,
            0.0,
            [8.077935673224743e-28, 2.6020852155807978e-18, 5.5879354528970415e-09, 5.5879354528970415e-09],
        ),
        (
            [0.0, 0.5],
            9.313225746154785e-10,
            0.0,
            [2.84217094436389e-14, 4.577636722302714e-05, 24576.00005722046, 40960.00006484985],
        ),
        (
            [0.0, 1.0],
            0.9999990463256836,
            1.0,
            [9.094951354540729e-13, -1.9073499970557093e-06, 2.000002861026587, 2.000002861026587],
        ),
        ([0.75, 3.0], 0.9375, 0.0, [0.5711356773412636, 5.123532604992043, 77.7270778906497, 77.7270778906497]),
        ([0.25, 1.5], 0.25, 0.75, [0.2059756883306497, -0.741276710398089, 3.5905499135012975, 3.5905499135012975]),
        ([0.0, 100.0], 0.96875, 0.0, [0.14486618284501518, 16.29151398267481, 1847.144424431215, 1847.144424431215]),
    ];
    for (numbers @ [_, gamma], x, t, expected) in POINTS {
        // The power of m: 3, and γ times 0.18 and a rounding of m, 2 for soft targets; the terms of bce with 4 units
        // each, and further sums and products.
        let power = 3.0 + gamma * if t == 0.0 || t == 1.0 { 0.7 } else { 2.2 };
        near(with::<Focal, 2>(numbers), x, t, expected, [power + 4.0, power + 8.0, power + 12.0]);
    }
    // Subnormal probabilities, of which a power below 0 is out of range. C is m, and C' next to nothing by the clamp of bce:
    // m^(1 + γ) and γ·m^γ.
    for (x, at, precision) in
        [(1e-40, single::<Focal> as fn(Focal, f64, f64) -> [f64; 3], 2e-5), (1e-310, double, 2e-13)]
    {
        for gamma in [0.01f64, 0.05] {
            let got = at(with([0.0, gamma]), x, 0.0);
            let by = gamma * x.powf(gamma);
            // A subnormal number is rounded to some 17 or 43 bits.
            assert!((got[1] - by).abs() <= precision * by, "{x} {gamma}: {got:?} for {by}");
            assert!(got[0] < 1e-38 && !got[2].is_nan(), "{x} {gamma}: {got:?}");
        }
    }
    for gamma in [0.25, 1.0, 2.0, 1e30, 1e300] {
        let loss: Focal = with([0.0, gamma]);
        for right in [0.0, 1.0] {
            both(loss, right, right, [0.0; 3]);
            // The clamps of bce.
            let [value, ..] = double(loss, 1.0 - right, right);
            assert_eq!(value, 100.0);
        }
        // Rounding left x beyond its target.
        both(loss, 1.0 + f64::from(f32::EPSILON), 1.0, [0.0; 3]);
        both(loss, -1e-9, 0.0, [0.0; 3]);
        for (x, t) in [(-0.5, 1.0), (1.5, 0.0), (1.5, 0.25), (-0.5, 0.25), (-0.5, 0.5)] {
            assert!(double(loss, x, t).iter().all(|number| number.is_nan()), "at {x}, {t}");
        }
    }
    passes_nan_on(Focal::default());
    same(Focal::default(), with([0.0, 0.0]));
    same::<Focal>(with([0.0, 2.0]), with([0.0, 0.0]));
    focal_numbers_are_refused::<Focal>();
}

#[test]
fn asymmetric_far_out_and_at_its_shift() {
    type Point = ([f64; 3], f64, f64, [f64; 4]);
    const POINTS: [Point; 16] = [
        (
            [0.0, 4.0, 0.0],
            -3.0,
            0.0,
            [2.4580152295377017e-07, 1.1765023332930441e-06, 5.581139591805514e-06, 5.692732892709249e-06],
        ),
        (
            [0.0, 4.0, 0.0],
            3.0,
            0.0,
            [2.5101158654511386, 1.2604988611255394, -0.028487996345413096, 2.3729492076492513],
        ),
        (
            [0.0, 4.0, 0.0],
            -30.0,
            0.0,
            [7.175095973161389e-66, 3.5875479865803925e-65, 1.7937739932900148e-64, 1.793773993290082e-64],
        ),
        (
            [0.0, 4.0, 0.0],
            3.0,
            1.0,
            [0.04858735157374206, -0.04742587317756678, 0.04517665973091213, 0.04517665973091213],
        ),
        ([0.0, 4.0, 0.0], -50.0, 1.0, [50.0, -1.0, 1.9287498479639178e-22, 1.9287498479639178e-22]),
        (
            [1.0, 4.0, 0.0625],
            2.0,
            0.0,
            [0.7646553524200753, 0.6515303596375823, 0.07050869044632586, 1.2182407644116486],
        ),
        (
            [1.0, 4.0, 0.0625],
            2.0,
            1.0,
            [0.015130189802777926, -0.027535963586148588, 0.04769610773810928, 0.050873253488567735],
        ),
        (
            [1.0, 4.0, 0.0625],
            30.0,
            0.0,
            [2.1417587900277266, 2.0116821327790357e-12, -2.011682132775748e-12, 2.011682132781947e-12],
        ),
        (
            [1.0, 4.0, 0.0625],
            30.0,
            1.0,
            [8.756510762695292e-27, -1.7513021525389352e-26, 3.502604305077502e-26, 3.5026043050776656e-26],
        ),
        (
            [2.0, 1.0, 0.25],
            -1.0,
            0.0,
            [0.0003622188468937408, 0.0075558425611289655, 0.0830576221479303, 0.08712178022400617],
        ),
        (
            [2.0, 1.0, 0.25],
            8.0,
            0.0,
            [1.038250950146507, 0.0014682053758925256, -0.0014649783808336528, 0.0014704476452226843],
        ),
        (
            [2.0, 0.5, 0.0],
            -20.0,
            0.0,
            [9.357622949552676e-14, 1.4036434405041515e-13, 2.1054651559343527e-13, 2.5733463072694864e-13],
        ),
        (
            [1.0, 4.0, 9.094947017729282e-13],
            26.0,
            0.0,
            [25.836169144492878, 0.8488855950878459, -0.12827884237589957, 1.569492347791118],
        ),
        (
            [1.5, 2.5, 0.125],
            1.0,
            0.25,
            [0.2107043408462636, 0.2477080145165059, 0.2188786683043613, 0.6187233326538396],
        ),
        (
            [1.5, 2.5, 0.125],
            -4.0,
            0.25,
            [0.9775579810457826, -0.2652836501955589, -0.007999603179062884, 0.04379935509794611],
        ),
        ([0.0, 4.0, 0.0], 40.0, 0.0, [40.0, 1.0000000000000007, -6.415014925490299e-16, 2.000000000000001]),
    ];
    for (numbers @ [positive, negative, shift], x, t, expected) in POINTS {
        // As for the focal loss of logits; p − s has the error of p, which is up to p/k units of k, and counts γ₋
        // times, and once more in −log(1 − k).
        let p = 1.0 / (1.0 + (-x).exp());
        let shifted = if shift == 0.0 { 1.25 } else { 2.5 * p / (p - shift).max(p / 8.0) };
        let power = 3.0 + f64::max(1.25 * positive, (negative + 1.0) * shifted);
        near(with::<AsymmetricBceLogits, 3>(numbers), x, t, expected, [power + 5.0, power + 9.0, power + 12.0]);
    }
    let plain = AsymmetricBceLogits::default();
    both(plain, INF, 1.0, [0.0; 3]);
    both(plain, -INF, 1.0, [INF, -1.0, 0.0]);
    both(plain, -INF, 0.0, [0.0; 3]);
    both(plain, INF, 0.0, [INF, 1.0, 0.0]);
    let focused: AsymmetricBceLogits = with([1.5, 2.0, 0.0]);
    both(focused, INF, 1.0, [0.0; 3]);
    both(focused, -INF, 1.0, [INF, -1.0, 0.0]);
    let shifted: AsymmetricBceLogits = with([1.0, 2.0, 0.5]);
    // σ(0) is the shift.
    for x in [0.0, -1.0, -1e30, -INF] {
        both(shifted, x, 0.0, [0.0; 3]);
    }
    let [value, by, second] = double(shifted, INF, 0.0);
    assert!(close(value, 0.25 * LN_2) && by == 0.0 && second == 0.0);
    // With the same exponents and no shift it is the focal loss.
    for x in inputs(Domain::Real) {
        for t in [0.0, 1.0] {
            let (got, focal) = (
                double(with::<AsymmetricBceLogits, 3>([1.5, 1.5, 0.0]), x, t),
                double(with::<SigmoidFocal, 2>([0.0, 1.5]), x, t),
            );
            assert!((0..3).all(|i| close(got[i], focal[i])), "at {x}, {t}: {got:?}, not {focal:?}");
        }
    }
    // Exponents and shifts that are out of the range of float.
    for (x, t) in [(3.0, 0.0), (-3.0, 1.0), (3.0, 0.5)] {
        assert!(
            single(with::<AsymmetricBceLogits, 3>([1e300, 1e300, 0.0]), x, t).iter().all(|number| number.is_finite())
        );
        assert_eq!(
            single(with::<AsymmetricBceLogits, 3>([1.0, 2.0, 1e-50]), x, t),
            single(with::<AsymmetricBceLogits, 3>([1.0, 2.0, 0.0]), x, t)
        );
        let most: AsymmetricBceLogits = with([0.0, 4.0, 1.0 - 1e-9]);
        assert_eq!(single(most, 3.0, 0.0), [0.0; 3]);
    }
    passes_nan_on(plain);
    passes_nan_on(with::<AsymmetricBceLogits, 3>([1.0, 2.0, 0.5]));
    same(plain, with([0.0, 0.0, 0.0]));
    same::<AsymmetricBceLogits>(with([0.0, 4.0, 0.0]), with([0.0, 0.0, 0.0]));
    for bad in [-1e-9, NAN, INF] {
        refuses::<AsymmetricBceLogits>("gamma_pos", [bad, 0.0, 0.0, 0.0]);
        refuses::<AsymmetricBceLogits>("gamma_neg", [0.0, bad, 0.0, 0.0]);
        refuses::<AsymmetricBceLogits>("shift", [0.0, 0.0, bad, 0.0]);
    }
    refuses::<AsymmetricBceLogits>("shift", [0.0, 0.0, 1.0, 0.0]);
}

#[test]
fn smoothed_labels_are_targets() {
    for epsilon in [0.0, 2.0f64.powi(-60), 0.125, 0.5, 1.0] {
        for t in [0.0, 1.0, 0.25] {
            let target = t * (1.0 - epsilon) + 0.5 * epsilon;
            for x in inputs(Domain::Real) {
                let smoothed = double(with::<BceLogits, 2>([2.0, epsilon]), x, t);
                assert_eq!(smoothed, double(with::<BceLogits, 2>([2.0, 0.0]), x, target), "{epsilon} at {x}, {t}");
            }
            for x in inputs(Domain::Probability) {
                let smoothed = double(with::<Bce, 1>([epsilon]), x, t);
                assert_eq!(smoothed, double(Bce::default(), x, target), "{epsilon} at {x}, {t}");
            }
        }
    }
    // Both logarithms count.
    assert_eq!(double(with::<BceLogits, 2>([0.0, 0.5]), INF, 1.0), [INF, 0.25, 0.0]);
    assert_eq!(double(with::<Bce, 1>([0.5]), 1.0, 1.0)[0], 25.0);
    passes_nan_on(with::<BceLogits, 2>([0.0, 0.5]));
    passes_nan_on(with::<Bce, 1>([0.5]));
    for bad in [-1e-9, 1.0 + f64::EPSILON, NAN, INF] {
        refuses::<Bce>("label_smoothing", [bad, 0.0, 0.0, 0.0]);
        refuses::<BceLogits>("label_smoothing", [0.0, bad, 0.0, 0.0]);
    }
}
