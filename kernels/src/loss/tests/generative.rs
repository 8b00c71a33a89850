//! Divergences of Gaussians: digits near 0 and far out, limits, free bits. Numbers that are not plain were computed with 60
//! digits, by mpmath.

use super::likelihoods::within;
use super::*;
use crate::losses::{GaussianKl, VaeKl};

const INFINITY: f64 = f64::INFINITY;

fn with_free_bits(free_bits: f64) -> GaussianKl {
    GaussianKl::new(&Arguments { scalars: [free_bits, 0.0, 0.0, 0.0], ..Arguments::default() }).expect("valid")
}

/// The divergence at mean and logarithm of the variance of both, and its derivatives, in double.
fn double(loss: GaussianKl, [mu, s, m, v]: [f64; 4]) -> [f64; 3] {
    let Derivatives { loss, first: [by_mu, by_s], .. } = terms(loss, [mu, s], [m, v]);
    [loss, by_mu, by_s]
}

/// In single precision.
fn single(loss: GaussianKl, [mu, s, m, v]: [f64; 4]) -> [f64; 3] {
    let Derivatives { loss, first: [by_mu, by_s], .. } =
        loss.terms([mu, s].map(Single::splat), [m, v].map(Single::splat));
    [loss, by_mu, by_s].map(first)
}

#[test]
fn divergences_of_gaussians() {
    // μ, s, m and v; the divergence and its derivatives.
    type Point = ([f64; 4], [f64; 3]);
    const POINTS: [Point; 13] = [
        ([0.5, 0.25, -1.5, 0.75], [0.9979984353383461, 0.9447331054820294, -0.1967346701436833]),
        // The logarithms differ by 2e-9, and by what rounding leaves of 1e-10.
        ([2.0, 1e-9, 2.0, -1e-9], [1.0000000006666669e-18, 0.0, 1.000000001e-9]),
        ([3.0, -0.5, 3.0, -0.5000000001], [2.5000004137852054e-21, 0.0, 5.000000413951855e-11]),
        // The exponential alone would be infinite, and the square 0.
        ([1e-160, -741.0, 0.0, -740.0], [12.120703862508625, 2.387352828384581e161, -0.31606027941427883]),
        ([1e-300, -1380.5, 0.0, -1380.0], [0.15927733057115936, 2.120240014296853e299, -0.1967346701436833]),
        // The square alone would be infinite.
        ([1e200, 450.0, -1e200, 460.0], [3.354040637203069e200, 3.354040637203069, -0.49997730003511875]),
        ([1e-5, 0.1, 0.0, 40.0], [19.45, 4.248354255291589e-23, -0.5]),
        // The rounding of the difference counts as often as e^u.
        ([0.0, 700.0, 0.0, -9.5], [6.774931596573164e307, 0.0, 6.774931596573164e307]),
        ([1.0, 700.3, 0.0, 0.1], [6.193929145338672e303, 0.9048374180359595, 6.193929145338672e303]),
        ([0.0, 300.1, 1.0, 300.0], [0.002585459037825008, -5.148200222412013e-131, 0.052585459037836374]),
        ([5.0, -50.0, 4.0, 0.3], [25.020409110340857, 0.7408182206817179, -0.5]),
        // The divergence is below the range of the type, its derivatives are not.
        ([0.0, -1e-200, 0.0, 0.0], [0.0, 0.0, -5e-201]),
        ([1e-200, 0.0, 0.0, 0.0], [0.0, 1e-200, 0.0]),
    ];
    for (at, expected) in POINTS {
        let got = double(with_free_bits(0.0), at);
        // e^u − 1 − u has 10 units, and one each of a product and a sum. The others have four: an exponential twice, the
        // distance and two products.
        within(4.0, f64::EPSILON, got, expected, [3.0 * expected[0], expected[1], expected[2]]);
    }
    // In single precision the difference of the logarithms is not rounded either.
    let got = single(with_free_bits(0.0), [0.0, 80.0, 0.0, f64::from(-0.1f32)]);
    let expected = 0.5 * (80.0 + f64::from(0.1f32)).exp_m1();
    within(4.0, f32::EPSILON.into(), got, [expected, 0.0, expected], [expected; 3]);
}

/// Without a prior and free bits it is the divergence from the standard Gaussian, to the last bit.
#[test]
fn divergence_from_the_standard_gaussian() {
    let numbers = inputs(Domain::Real).into_iter().step_by(7).chain([1e-40, 710.25, 1e4, INFINITY, -INFINITY]);
    let numbers: Vec<f64> = numbers.collect();
    for (mu, s) in numbers.iter().flat_map(|mu| numbers.iter().map(move |s| (*mu, *s))) {
        let standard = terms(VaeKl, [mu, s], []);
        assert_eq!(
            double(with_free_bits(0.0), [mu, s, 0.0, 0.0]),
            [standard.loss, standard.first[0], standard.first[1]]
        );
    }
}

#[test]
fn gaussians_without_limit() {
    let loss = with_free_bits(0.0);
    for at in [double, single] {
        // A posterior, then a prior without variance.
        assert_eq!(at(loss, [1.0, -INFINITY, 1.0, 0.0]), [INFINITY, 0.0, -0.5]);
        assert_eq!(at(loss, [1.0, 0.0, 1.0, -INFINITY]), [INFINITY, 0.0, INFINITY]);
        assert_eq!(at(loss, [2.0, 0.0, 1.0, -INFINITY]), [INFINITY, INFINITY, INFINITY]);
        // Those of endless variance.
        assert_eq!(at(loss, [2.0, INFINITY, 1.0, 0.0]), [INFINITY, 1.0, INFINITY]);
        assert_eq!(at(loss, [2.0, 0.0, 1.0, INFINITY]), [INFINITY, 0.0, -0.5]);
        assert_eq!(at(loss, [INFINITY, 0.0, 1.0, INFINITY]), [INFINITY, 0.0, -0.5]);
        assert_eq!(at(loss, [-INFINITY, 0.0, 1.0, 0.0]), [INFINITY, -INFINITY, 0.0]);
        assert_eq!(at(loss, [1.0, 2000.0, INFINITY, 2000.0]), [INFINITY, -INFINITY, 0.0]);
        assert!(at(loss, [INFINITY, 0.0, INFINITY, 0.0]).iter().all(|number| number.is_nan()));
        for variance in [INFINITY, -INFINITY] {
            assert!(at(loss, [1.0, variance, 1.0, variance]).iter().all(|number| number.is_nan()));
        }
    }
}

#[test]
fn nan_of_gaussians_stays() {
    for free_bits in [0.0, 2.0, 1e30] {
        for place in 0..4 {
            for numbers in [[0.5, 0.25, -1.5, 0.75], [1.0; 4], [1.0, 0.0, 1.0, INFINITY], [INFINITY, 0.0, 0.0, 0.0]] {
                let mut numbers = numbers;
                numbers[place] = f64::NAN;
                for at in [double, single] {
                    let got = at(with_free_bits(free_bits), numbers);
                    assert!(got.iter().all(|number| number.is_nan()), "{numbers:?}: {got:?}");
                }
            }
        }
    }
}

/// Below λ and at it nothing is pressed; above it nothing changes.
#[test]
fn free_bits() {
    // ½·2² = 2.
    let at = [3.0, 0.5, 1.0, 0.0];
    let [mean, growth] = [2.0, double(with_free_bits(0.0), at)[2]];
    let term = double(with_free_bits(0.0), at)[0];
    assert_eq!(double(with_free_bits(term), at), [term, 0.0, 0.0]);
    assert_eq!(double(with_free_bits(term * 2.0), at), [term * 2.0, 0.0, 0.0]);
    assert_eq!(double(with_free_bits(term * 0.999), at), [term, mean, growth]);
    assert_eq!(double(with_free_bits(2.0), [3.0, 0.0, 1.0, 0.0]), [2.0, 0.0, 0.0]);
    assert_eq!(single(with_free_bits(2.0), [3.0, 0.0, 1.0, 0.0]), [2.0, 0.0, 0.0]);
    assert_eq!(double(with_free_bits(0.25), [1.0; 4]), [0.25, 0.0, 0.0]);
    assert_eq!(double(with_free_bits(0.25), [1.0, INFINITY, 1.0, 1.0]), [INFINITY, 0.0, INFINITY]);
    // A λ that is no number of f32 clips nothing there.
    assert_eq!(single(with_free_bits(1e-60), [1e-30, 0.0, 0.0, 0.0]), [0.0, f64::from(1e-30f32), 0.0]);
    assert_eq!(double(with_free_bits(1e-60), [1e-31, 0.0, 0.0, 0.0]), [1e-60, 0.0, 0.0]);
    for refused in [-1.0, INFINITY, f64::NAN] {
        let arguments = Arguments { scalars: [refused, 0.0, 0.0, 0.0], ..Arguments::default() };
        let refusal = GaussianKl::new(&arguments).expect_err("out of range");
        assert!(refusal.argument == "free_bits");
    }
}
