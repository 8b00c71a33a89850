//! Penalties on groups of parameters: whole calls beside the plain formula, with every option and in every way to make a
//! call; limits; and calls that are refused.

mod common;

use common::call::{Arguments, Case, Dtype, Without};
use common::group_reference::compare;
use common::sample::{Sizes, option, sample, with_options};
use common::{Random, on_each_isa};
use loss::{LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_MEAN_ROWS, LOSS_SUM, LOSS_SWAP, loss_status};
use loss_status::{LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_ERROR_SIZE};
use std::f64::consts::SQRT_2;
use std::ptr::{null, null_mut};

const NAME: &str = "group_lasso_penalty";

fn group(lambda: f64, x: &[f64]) -> Case {
    Case { input: x.to_vec(), rows: 1, classes: x.len(), scalars: vec![lambda], ..Case::default() }
}

fn options<E: Dtype>() {
    let mut random = Random(71);
    let sizes = [(1, 1), (3, 2), (40, 3), (5, 16), (4, 17), (2, 40), (700, 33), (3, 0), (0, 4)];
    for (turn, (rows, classes)) in sizes.into_iter().enumerate() {
        for wanted in [0, option::WEIGHT, option::MASK, option::UPSTREAM, option::ACCUMULATE, option::ALL] {
            let sizes = Sizes { rows, classes, ..Sizes::default() };
            let case = Case { reduction: [0, LOSS_SUM][turn % 2], ..sample(NAME, sizes, &mut random) };
            let case = with_options(NAME, case, wanted, &mut random);
            let got = case.run::<E>(NAME);
            compare::<E>(&case, &got);
            // The same bits, however the call is made.
            let mut ways = vec![Case { threads: 3, ..case.clone() }, Case { misalignment: 3, ..case.clone() }];
            if case.old_gradient.is_none() {
                ways.push(Case { in_place: true, ..case.clone() });
            }
            for way in ways {
                assert!(way.run::<E>(NAME).same_bits(&got), "{way:?}");
            }
            let without = Without { hessian: true, losses: true, sums: true, ..Without::default() };
            let few = Case { without, ..case.clone() }.run::<E>(NAME);
            assert_eq!((few.value.to_bits(), few.gradient), (got.value.to_bits(), got.gradient), "{case:?}");
            let hessian = Case { without: Without { gradient: true, value: true, ..without }, ..case.clone() };
            if rows * classes > 0 {
                let without = Without { hessian: false, ..hessian.without };
                assert_eq!(
                    Case { without, old_gradient: None, flags: 0, ..hessian }.run::<E>(NAME).hessian,
                    got.hessian
                );
            }
        }
    }
}

#[test]
fn options_follow_the_formula() {
    on_each_isa(|| {
        options::<f32>();
        options::<f64>();
    });
}

/// λ·√dim·‖x‖ of two groups: √4 and ‖(3, 4)‖ are integers, so that all numbers are exact.
#[test]
fn a_value_is_a_sum_over_groups() {
    let x = vec![3.0, 0.0, -4.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let case = Case { input: x, rows: 2, classes: 4, scalars: vec![0.5], ..Case::default() };
    for reduction in [0, LOSS_SUM] {
        let got = Case { reduction, ..case.clone() }.run::<f32>(NAME);
        assert_eq!((got.value, got.losses, got.sums.weight, got.sums.rows), (5.0, vec![5.0, 0.0], 2.0, 2));
        let gradient = [3.0f32 / 5.0, 0.0, -4.0 / 5.0, 0.0, 0.0, 0.0, 0.0, 0.0].map(f64::from);
        assert_eq!(got.gradient, gradient);
        let hessian = [16.0f32 / 125.0, 25.0 / 125.0, 9.0 / 125.0, 25.0 / 125.0, 0.0, 0.0, 0.0, 0.0].map(f64::from);
        assert_eq!(got.hessian, hessian);
    }
    let weighted = Case { weight: Some(vec![3.0, 0.0]), ..case }.run::<f32>(NAME);
    assert_eq!((weighted.value, weighted.losses), (15.0, vec![5.0, 0.0]));
}

fn ones_are_the_lasso<E: Dtype>(case: &Case) {
    let (groups, elements) = (case.run::<E>(NAME), Case { classes: 0, ..case.clone() }.run::<E>("l1_penalty"));
    assert_eq!(
        (groups.losses, groups.gradient, groups.hessian),
        (elements.losses, elements.gradient, elements.hessian)
    );
    // Of float the L1 penalty adds up losses that are rounded.
    assert!((groups.value / elements.value - 1.0).abs() < E::TOLERANCE);
}

/// A group of one parameter has its L1 penalty, to the last bit.
#[test]
fn groups_of_one_are_the_lasso() {
    let mut random = Random(72);
    let input: Vec<f64> = (0..100).map(|i| if i % 9 == 4 { 0.0 } else { random.between(-3.0, 3.0) }).collect();
    let case = Case { input, rows: 100, classes: 1, scalars: vec![0.75], ..Case::default() };
    on_each_isa(|| {
        ones_are_the_lasso::<f32>(&case);
        ones_are_the_lasso::<f64>(&case);
    });
}

/// Squares that `double` has no room for, and what is next to nothing beside the rest.
#[test]
fn norms_of_any_size() {
    on_each_isa(|| {
        for size in [1e200, 1e-200, 1e307, 1e-310] {
            let got = group(0.5, &[3.0 * size, 4.0 * size, 0.0, 0.0]).run::<f64>(NAME);
            // Below the normal numbers the elements themselves have fewer digits.
            let near = if size < f64::MIN_POSITIVE { 1e-13 } else { 1e-15 };
            assert!((got.value / (5.0 * size) - 1.0).abs() < near, "{size}: {got:?}");
            assert!((got.gradient[0] - 0.6).abs() < near && (got.gradient[1] - 0.8).abs() < near, "{size}: {got:?}");
        }
        for size in [1e30, 1e-30, 1e38, 1e-40] {
            let got = group(1.0, &[size, -size]).run::<f32>(NAME);
            let size = f64::from(size as f32);
            assert!((got.value / (2.0 * size) - 1.0).abs() < 1e-15, "{size}: {got:?}");
            let half = f64::from(1f32);
            assert_eq!(got.gradient, [half, -half]);
        }
    });
}

/// Infinite elements, NaN, zeros, and λ = 0 that leaves everything out.
#[test]
fn limits() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    fn check<E: Dtype>(lambda: f64, x: &[f64], value: f64, gradient: &[f64], hessian: &[f64]) {
        let same = |a: &[f64], b: &[f64]| {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || (a.is_nan() && b.is_nan()))
        };
        let got = group(lambda, x).run::<E>(NAME);
        assert!(same(&[got.value, got.losses[0], got.sums.loss], &[value; 3]), "{x:?}: {got:?}");
        let gradient: Vec<f64> = gradient.iter().map(|x| E::from_f64(*x).to_f64()).collect();
        assert!(same(&got.gradient, &gradient) && same(&got.hessian, hessian), "{x:?}: {got:?}");
    }
    on_each_isa(|| {
        for (lambda, x, value, gradient, hessian) in [
            (0.5, [inf, 1.0], inf, [0.5 * SQRT_2, 0.0], [0.0; 2]),
            (0.5, [1.0, -inf], inf, [0.0, -0.5 * SQRT_2], [0.0; 2]),
            (0.5, [-inf, inf], inf, [nan; 2], [0.0; 2]),
            (0.5, [inf, nan], nan, [nan; 2], [nan; 2]),
            (0.5, [nan, 0.0], nan, [nan; 2], [nan; 2]),
            (0.5, [0.0, 0.0], 0.0, [0.0; 2], [0.0; 2]),
            (0.5, [-0.0, 0.0], 0.0, [0.0; 2], [0.0; 2]),
            (0.0, [inf, nan], 0.0, [0.0; 2], [0.0; 2]),
            (0.0, [3.0, 4.0], 0.0, [0.0; 2], [0.0; 2]),
        ] {
            check::<f32>(lambda, &x, value, &gradient, &hessian);
            check::<f64>(lambda, &x, value, &gradient, &hessian);
        }
    });
    // A group that does not count may hold anything.
    let input = vec![nan, inf, 3.0, 4.0];
    let case = Case { input, rows: 2, classes: 2, scalars: vec![1.0], ..Case::default() };
    for case in [Case { mask: Some(vec![0, 1]), ..case.clone() }, Case { weight: Some(vec![0.0, 1.0]), ..case }] {
        let got = case.run::<f64>(NAME);
        assert!((got.value - 5.0 * SQRT_2).abs() < 1e-14 && got.gradient[..2] == [0.0; 2], "{got:?}");
        assert_eq!(got.hessian[..2], [0.0; 2]);
    }
}

/// Added to the gradient of a loss; in place of the parameters it is not.
#[test]
fn a_penalty_adds_to_a_gradient() {
    let case = Case { flags: LOSS_ACCUMULATE, old_gradient: Some(vec![10.0; 4]), ..group(0.5, &[3.0, 0.0, -4.0, 0.0]) };
    let got = case.run::<f64>(NAME);
    assert_eq!(got.gradient, [10.0 + 3.0 / 5.0, 10.0, 10.0 - 4.0 / 5.0, 10.0]);
    assert!((got.hessian[1] - 0.2).abs() < 1e-16, "the Hessian is written: {got:?}");
}

fn refused<E: Dtype>(case: &Case, status: loss_status, words: &str, change: impl FnOnce(&mut Arguments<E>)) {
    let got = case.call_with::<E>(NAME, change);
    assert!(got.status == status, "{:?} instead of {status:?}: {}", got.status, got.message);
    assert!(got.message.contains(words), "{:?} does not say {words:?}", got.message);
    assert!(got.untouched, "written in spite of {words:?}");
}

fn refusals<E: Dtype>() {
    let case = sample(NAME, Sizes { rows: 3, classes: 4, ..Sizes::default() }, &mut Random(73));
    let bad = LOSS_ERROR_INVALID_ARGUMENT;
    for lambda in [-0.5, f64::NAN, f64::INFINITY] {
        let words = format!("lambda = {lambda} must be finite and not negative");
        refused::<E>(&case, bad, &words, |a| a.scalars[0] = lambda);
    }
    let sum = "options.reduction: a penalty is a sum, so LOSS_SUM or 0";
    refused::<E>(&Case { reduction: LOSS_MEAN_ROWS, ..case.clone() }, bad, sum, |_| {});
    for (flag, words) in
        [(LOSS_FULL, "LOSS_FULL"), (LOSS_BINARY_TARGETS, "LOSS_BINARY_TARGETS"), (LOSS_SWAP, "LOSS_SWAP")]
    {
        refused::<E>(&Case { flags: flag, ..case.clone() }, bad, words, |_| {});
    }
    refused::<E>(&case, LOSS_ERROR_NULL_POINTER, "param is NULL", |a| a.input = null());
    refused::<E>(&case, LOSS_ERROR_NULL_POINTER, "nothing was asked for", |a| {
        (a.value, a.gradient, a.options) = (null_mut(), null_mut(), None);
    });
    refused::<E>(&case, LOSS_ERROR_SIZE, "the size of param", |a| a.rows = usize::MAX / 2);
    refused::<E>(&case, LOSS_ERROR_SIZE, "the size of param", |a| a.classes = usize::MAX / 2);
    let overlap = LOSS_ERROR_OVERLAP;
    refused::<E>(&case, overlap, "grad overlaps param", |a| a.gradient = a.input.cast_mut().wrapping_add(1));
    refused::<E>(&case, overlap, "options.hessian overlaps param", |a| {
        a.options.as_mut().expect("options").hessian = a.input.cast_mut();
    });
    let in_place = Case { flags: LOSS_ACCUMULATE, in_place: true, ..case };
    refused::<E>(&in_place, overlap, "grad overlaps param", |_| {});
}

#[test]
fn bad_calls_are_refused_and_nothing_written() {
    refusals::<f32>();
    refusals::<f64>();
}
