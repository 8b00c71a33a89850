//! Each function of the cross-entropy beside its plain formula, that beside differences, and their limits.

use super::{Map, Mapped};
use crate::loss::{Arguments, CrossEntropyMap};
use crate::losses::{FocalCrossEntropy, GeneralizedCrossEntropy, Poly1CrossEntropy, TaylorCrossEntropy};
use crate::simd::Simd;
use crate::simd::isa::ScalarForTests;
use crate::sum::first;
use std::vec::Vec;

type Double = <ScalarForTests as Simd>::NarrowF64;

fn map<L: CrossEntropyMap>(number: f64) -> Map {
    L::map(&Arguments { scalars: [number, 0.0, 0.0, 0.0], ..Arguments::default() }).expect("in range")
}

/// g, g' and g'' of a row with this cross-entropy, of which P and A follow.
fn got(map: Map, cross_entropy: f64) -> [f64; 3] {
    let double = |x: f64| crate::simd::Real::splat(x);
    let (p, rest) = ((-cross_entropy).exp(), -(-cross_entropy).exp_m1());
    let Mapped { loss, slope, bend } = map.of::<Double>(double(cross_entropy), double(p), double(rest));
    [first(loss), first(slope), first(bend)]
}

/// From confident to nearly impossible.
fn cross_entropies() -> impl Iterator<Item = f64> {
    (-600..60).map(|k| (f64::from(k) / 20.0).exp2()).chain([
        1e-300,
        1e-200,
        1e-30,
        0.25,
        0.34,
        core::f64::consts::LN_2,
        100.0,
        600.0,
    ])
}

/// What is done with a function and with its formula of Q.
type Visit<'a> = dyn FnMut(Map, &dyn Fn(f64) -> [f64; 3]) + 'a;

/// A function with its formula, for these numbers; 0 is the default.
fn each(visit: &mut Visit) {
    fn of<L: CrossEntropyMap>(numbers: &[f64], visit: &mut Visit) {
        for &number in numbers {
            visit(map::<L>(number), &|q| L::reference(number, q));
        }
    }
    of::<FocalCrossEntropy>(&[0.0, 1e-9, 0.25, 0.5, 1.0, 1.5, 3.0, 40.0], visit);
    of::<GeneralizedCrossEntropy>(&[0.0, 1e-12, 0.1, 0.5, 1.0], visit);
    of::<Poly1CrossEntropy>(&[0.0, -1.0, -0.9999999, -0.5, 1.0, 30.0], visit);
    of::<TaylorCrossEntropy>(&[0.0, 1.0, 3.0, 7.0, 64.0], visit);
}

/// Both are right to some roundings of their terms. A power of A or P has as many units of error as its exponent times its
/// logarithm; and g'' of the focal loss is a difference beyond Q = 2, of which the terms are no more than 4 + Q times as large.
#[test]
fn each_is_its_formula() {
    each(&mut |map, formula| {
        for q in cross_entropies() {
            let exponent = match map {
                Map::Focal { gamma } => (gamma + 1.0) * (2.0 + (-(-q).exp_m1()).ln().abs()),
                Map::Generalized { q: k } => k * q,
                Map::Taylor { order } => f64::from(order),
                _ => 0.0,
            };
            let tolerance = f64::EPSILON * (8.0 + exponent);
            for (order, (got, expected)) in got(map, q).into_iter().zip(formula(q)).enumerate() {
                let size = if order == 2 { expected.abs() * 1.0_f64.max(4.0 + q) } else { expected.abs() };
                // Where the second derivative changes its sign, the size is that of its terms.
                let size = if let (2, Map::Focal { gamma }) = (order, map) {
                    size.max(gamma * (4.0 + q) * (-q).exp())
                } else {
                    size
                };
                let error = (got - expected).abs();
                assert!(
                    // A power that would be subnormal is 0, and what it is multiplied by is below 10^5.
                    error <= tolerance * size || expected.abs() < 1e5 * f64::MIN_POSITIVE,
                    "{map:?} {q:e} {order}: {got:e}, {expected:e}"
                );
            }
        }
    });
}

/// Central differences, of which the error is a third derivative times h²/6 and a rounding over h.
#[test]
fn derivatives_are_those_of_the_formula() {
    each(&mut |map, formula| {
        for q in (1..40).map(|k| f64::from(k) / 8.0) {
            let h = 1e-5;
            let (above, below, here) = (formula(q + h), formula(q - h), formula(q));
            for order in 0..2 {
                let difference = (above[order] - below[order]) / (2.0 * h);
                let size = 1.0 + here[order + 1].abs() + here[order].abs();
                // A number of 64 has third derivatives of its square.
                assert!((difference - here[order + 1]).abs() <= 1e-6 * size, "{map:?} {q} {order}");
            }
        }
    });
}

#[test]
fn limits() {
    let infinity = f64::INFINITY;
    assert_eq!(got(map::<FocalCrossEntropy>(1.5), infinity), [infinity, 1.0, 0.0]);
    assert_eq!(got(map::<FocalCrossEntropy>(1e308), infinity), [infinity, 1.0, 0.0]);
    assert_eq!(got(map::<GeneralizedCrossEntropy>(0.5), infinity), [2.0, 0.0, 0.0]);
    assert_eq!(got(map::<Poly1CrossEntropy>(1.5), infinity), [infinity, 1.0, 0.0]);
    assert_eq!(got(map::<Poly1CrossEntropy>(-1.0), infinity), [infinity, 1.0, 0.0]);
    assert_eq!(got(map::<TaylorCrossEntropy>(3.0), infinity), [1.0 + 0.5 + 1.0 / 3.0, 0.0, 0.0]);
    // A row without doubt: no loss; g'' is nothing where it would be infinite.
    for gamma in [1e-300, 0.5, 1.0, 2.0, 1e308] {
        assert_eq!(got(map::<FocalCrossEntropy>(gamma), 0.0), [0.0; 3], "{gamma}");
    }
    assert_eq!(got(map::<GeneralizedCrossEntropy>(0.5), 0.0), [0.0, 1.0, -0.5]);
    assert_eq!(got(map::<Poly1CrossEntropy>(1.5), 0.0), [0.0, 2.5, -1.5]);
    assert_eq!(got(map::<Poly1CrossEntropy>(-1.0), 0.0), [0.0, 0.0, 1.0]);
    assert_eq!(got(map::<TaylorCrossEntropy>(1.0), 0.0), [0.0, 1.0, -1.0]);
    assert_eq!(got(map::<TaylorCrossEntropy>(3.0), 0.0), [0.0, 1.0, 0.0]);
    each(&mut |map, _| assert!(got(map, f64::NAN).iter().all(|x| x.is_nan()), "{map:?}"));
}

/// Numbers so small or large that a product with them would be subnormal or infinite.
#[test]
fn extreme_numbers() {
    // The cross-entropy itself.
    for q in [1e-310, f64::MIN_POSITIVE, 1e-200] {
        let [loss, slope, _] = got(map::<GeneralizedCrossEntropy>(q), 3.0);
        assert_eq!((loss, slope), (3.0, 1.0), "{q:e}");
    }
    // (1 − 2^−60)^γ, where 1 − A is not to be had from A.
    let q = 60.0 * core::f64::consts::LN_2;
    for gamma in [1e15, 1e18, 3e18, 1e19, 1e25, 1e300] {
        let expected = (-gamma * 2.0_f64.powi(-60)).exp() * q;
        let [loss, slope, bend] = got(map::<FocalCrossEntropy>(gamma), q);
        assert!((loss - expected).abs() <= 1e-13 * expected, "{gamma:e}: {loss:e} {expected:e}");
        assert!(slope.is_finite() && bend.is_finite(), "{gamma:e}: {slope:e} {bend:e}");
    }
    assert_eq!(got(map::<Poly1CrossEntropy>(f64::MAX), 0.0), [0.0, f64::MAX, -f64::MAX]);
}

/// What is out of range is refused by its name, and 0 is the default.
#[test]
fn numbers_are_checked() {
    fn refused<L: CrossEntropyMap>(name: &str, bad: &[f64]) {
        for &number in bad.iter().chain(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]) {
            let made = L::map(&Arguments { scalars: [number, 0.0, 0.0, 0.0], ..Arguments::default() });
            assert_eq!(made.expect_err("out of range").argument, name, "{number}");
        }
    }
    refused::<FocalCrossEntropy>("gamma", &[-1.0]);
    refused::<GeneralizedCrossEntropy>("q", &[-0.1, 1.0 + f64::EPSILON]);
    refused::<Poly1CrossEntropy>("epsilon", &[-1.0 - f64::EPSILON]);
    refused::<TaylorCrossEntropy>("order", &[-1.0, 0.5, 1.5, 65.0, 1e300]);
    let defaults = [
        map::<FocalCrossEntropy>(0.0),
        map::<GeneralizedCrossEntropy>(0.0),
        map::<Poly1CrossEntropy>(0.0),
        map::<TaylorCrossEntropy>(0.0),
    ];
    let expected =
        [Map::Focal { gamma: 2.0 }, Map::Generalized { q: 0.7 }, Map::Poly1 { epsilon: 2.0 }, Map::Taylor { order: 2 }];
    assert_eq!(Vec::from(defaults), expected);
}
