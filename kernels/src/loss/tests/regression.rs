//! Regression: kinks, limits and defaults of each loss, in both types, and points at which other libraries fail.

use super::*;
use crate::losses::{EpsilonInsensitive, Expectile, L1, Quantile, SmoothL1, SquaredEpsilonInsensitive};

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
