//! Each loss of decisions beside its plain formula, and the formula's derivatives beside differences; limits.

use super::*;
use crate::losses::{Coral, Corn, CumulativeLink, MultilabelSoftMargin};
use crate::shape::RowOptions;
use crate::shape::decisions::DecisionRows;
use crate::shape::indices::Indices;
use crate::simd::isa::Isa;
use crate::simd::isa::instruction_sets;
use core::ptr::null;
use std::vec;
use std::vec::Vec;

const INFINITY: f64 = f64::INFINITY;

/// Random numbers between −1 and 1 (splitmix64, Steele et al. 2014).
fn numbers(seed: usize, count: usize) -> Vec<f64> {
    let number = |i: usize| {
        let mut z = (seed * 1000 + i + 1) as u64;
        z = z.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    };
    (0..count).map(number).collect()
}

/// The loss of one row, its weight in the mean and both derivatives, as the kernel computes them: the same bits on every
/// instruction set.
fn run<L: DecisionLoss>(loss: L, row: &DecisionRow) -> (f64, f64, Vec<[f64; 2]>) {
    let mut all = instruction_sets().into_iter().map(|isa| run_on(isa, loss, row));
    let plain = all.next().expect("plain code");
    let bits = |of: &(f64, f64, Vec<[f64; 2]>)| {
        let numbers = of.2.iter().flatten().copied().chain([of.0, of.1]);
        numbers.map(|x| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() }).collect::<Vec<u64>>()
    };
    all.for_each(|other| assert_eq!(bits(&other), bits(&plain), "{row:?}"));
    plain
}

fn run_on<L: DecisionLoss>(isa: Isa, loss: L, row: &DecisionRow) -> (f64, f64, Vec<[f64; 2]>) {
    let length = row.logits.len();
    let (mut losses, mut gradient, mut hessian) = ([f64::NAN], vec![f64::NAN; length], vec![f64::NAN; length]);
    let index = row.class as i64;
    let pointer = |array: Option<&[f64]>| array.map_or(null(), <[f64]>::as_ptr);
    let kernel = DecisionRows {
        loss,
        input: row.logits.as_ptr(),
        labels: row.labels.as_ptr(),
        label_stride: length,
        index: Indices::I64(&raw const index),
        ignore_index: -100,
        class_weight: pointer(row.class_weight),
        positive_weight: pointer(row.positive_weight),
        decisions: length,
        stride: length,
        options: RowOptions {
            losses: losses.as_mut_ptr(),
            gradient: gradient.as_mut_ptr(),
            hessian: hessian.as_mut_ptr(),
            ..RowOptions::NONE
        },
        start: 0,
        end: 1,
    };
    let partial = isa.run(kernel);
    assert_eq!(partial.rows, 1);
    assert!(partial.loss.value() == losses[0] || losses[0].is_nan());
    (
        losses[0],
        partial.weight.value(),
        gradient.into_iter().zip(hessian).map(|(first, second)| [first, second]).collect(),
    )
}

/// A number is the other, to within a few roundings relative to a scale.
fn close(got: f64, expected: f64, scale: f64) -> bool {
    got == expected || (got - expected).abs() <= 2e-14 * scale.max(expected.abs())
}

/// Compares with the formula, and the formula with differences.
fn check<L: DecisionReference>(loss: L, row: &DecisionRow) {
    let (expected, derivatives) = loss.reference(row);
    let (got, mass, found) = run(loss, row);
    assert!(close(got, expected, 1e-300), "{row:?}: {got}, not {expected}");
    assert_eq!(mass, loss.mass(row), "{row:?}");
    for c in 0..row.logits.len() {
        // Terms of a derivative are probabilities times weights.
        let scale = 4.0;
        for order in 0..2 {
            let (got, expected) = (found[c][order], derivatives[c][order]);
            assert!(close(got, expected, scale), "{row:?}: derivative {order} by {c} is {got}, not {expected}");
        }
        let h = 1e-4;
        let at = |steps: f64| {
            let mut logits = row.logits.to_vec();
            logits[c] += steps * h;
            let (loss, derivatives) = loss.reference(&DecisionRow { logits: &logits, ..*row });
            [loss, derivatives[c][0]]
        };
        // Of the fourth order (Abramowitz and Stegun, 25.3.6).
        let [a, b, d, e] = [-2.0, -1.0, 1.0, 2.0].map(at);
        for order in 0..2 {
            let difference = (8.0 * (d[order] - b[order]) - (e[order] - a[order])) / (12.0 * h);
            let expected = derivatives[c][order];
            assert!(
                (difference - expected).abs() < 1e-7,
                "{row:?}: {order} by {c} is {expected}, differences {difference}"
            );
        }
    }
}

const LENGTHS: [usize; 9] = [1, 2, 3, 5, 15, 16, 17, 33, 40];

#[test]
fn labels_are_those_of_the_formula() {
    for (seed, length) in LENGTHS.into_iter().enumerate() {
        let logits: Vec<f64> = numbers(4 * seed, length).iter().map(|x| 6.0 * x).collect();
        let labels: Vec<f64> =
            numbers(4 * seed + 1, length).iter().map(|t| if *t < -0.3 { 0.0 } else { t.abs() }).collect();
        let weights = [2, 3].map(|nth| numbers(4 * seed + nth, length).iter().map(|w| 1.0 + w).collect::<Vec<f64>>());
        for (class_weight, positive_weight) in [
            (None, None),
            (Some(&weights[0][..]), None),
            (None, Some(&weights[1][..])),
            (Some(&weights[0][..]), Some(&weights[1][..])),
        ] {
            let row = DecisionRow { logits: &logits, labels: &labels, class: 0, class_weight, positive_weight };
            check(MultilabelSoftMargin, &row);
        }
    }
}

#[test]
fn ordered_classes_are_those_of_the_formula() {
    for (seed, length) in LENGTHS.into_iter().enumerate() {
        let logits: Vec<f64> = numbers(3 * seed + 100, length).iter().map(|x| 6.0 * x).collect();
        let weight: Vec<f64> = numbers(3 * seed + 101, length).iter().map(|w| 1.0 + w).collect();
        let rising: Vec<f64> =
            logits.iter().enumerate().map(|(c, z)| 0.05 * z + c as f64 - 0.5 * length as f64).collect();
        for class in 0..=length {
            for class_weight in [None, Some(&weight[..])] {
                let row = DecisionRow { logits: &logits, labels: &[], class, class_weight, positive_weight: None };
                check(Coral, &row);
            }
            let row = DecisionRow { logits: &logits, labels: &[], class, class_weight: None, positive_weight: None };
            check(Corn, &row);
            check(CumulativeLink, &DecisionRow { logits: &rising, ..row });
        }
    }
}

/// Lower and upper logit of the class between; the loss, both derivatives and both second ones. Computed with 60 digits, by mpmath.
#[test]
fn classes_between_two_logits() {
    type Point = ([f64; 2], [f64; 5]);
    const POINTS: [Point; 8] = [
        (
            [-1.0, 1.0],
            [0.7719368329053047, 0.4254590641196608, -0.4254590641196608, 0.37762734848305946, 0.37762734848305946],
        ),
        (
            [0.0, 1e-09],
            [22.1095601980663, 999999999.9999999, -999999999.9999999, 9.999999999999999e17, 9.999999999999999e17],
        ),
        (
            [30.0, 31.0],
            [30.45867514538721, 1.5819767068692328, -0.5819767068693609, 0.9206735942078859, 0.9206735942078268],
        ),
        (
            [-40.0, 40.0],
            [
                8.496708510583178e-18,
                4.248354255291589e-18,
                -4.248354255291589e-18,
                4.248354255291589e-18,
                4.248354255291589e-18,
            ],
        ),
        (
            [-800.0, -799.5],
            [800.4327521295672, 1.5414940825367982, -2.5414940825367984, 3.917698089032764, 3.917698089032764],
        ),
        (
            [2.0, 2.0000000000000004],
            [37.604362230643154, 2251799813685248.5, -2251799813685247.5, 5.070602400912918e30, 5.070602400912918e30],
        ),
        (
            [-3.0, 50.0],
            [
                0.04858735157374206,
                0.04742587317756678,
                -2.0247766485090045e-22,
                0.04517665973091213,
                2.0247766485090045e-22,
            ],
        ),
        (
            [0.25, 700.0],
            [
                0.8259394198788436,
                0.5621765008857981,
                -2.251975182626726e-304,
                0.24613408273759835,
                2.251975182626726e-304,
            ],
        ),
    ];
    for (logits, expected) in POINTS {
        let row = DecisionRow { logits: &logits, labels: &[], class: 1, class_weight: None, positive_weight: None };
        let (loss, _, [[lower, lower_second], [upper, upper_second]]) = two(CumulativeLink, &row);
        // Errors of the elementary functions and some roundings, of terms of one sign.
        for (got, expected) in [loss, lower, upper, lower_second, upper_second].into_iter().zip(expected) {
            assert!(
                (got - expected).abs() <= 8.0 * f64::EPSILON * expected.abs(),
                "{logits:?}: {got:e}, not {expected:e}"
            );
        }
    }
}

fn two<L: DecisionLoss>(loss: L, row: &DecisionRow) -> (f64, f64, [[f64; 2]; 2]) {
    let (loss, mass, derivatives) = run(loss, row);
    (loss, mass, [derivatives[0], derivatives[1]])
}

#[test]
fn logits_that_do_not_rise() {
    let of = |logits: [f64; 2], class: usize| {
        two(
            CumulativeLink,
            &DecisionRow { logits: &logits, labels: &[], class, class_weight: None, positive_weight: None },
        )
    };
    // Equal ones leave no probability, and falling ones none that there is.
    let (loss, _, [lower, upper]) = of([0.5, 0.5], 1);
    assert_eq!([loss, lower[0], lower[1], upper[0], upper[1]], [INFINITY, INFINITY, INFINITY, -INFINITY, INFINITY]);
    let (loss, _, both) = of([0.75, 0.5], 1);
    assert!(loss.is_nan() && both.iter().flatten().all(|number| number.is_nan()));
    // Of the lowest and the highest class only one logit counts, and the others are not read.
    let (loss, _, [lower, upper]) = of([0.0, f64::NAN], 0);
    assert!(close(loss, core::f64::consts::LN_2, 1.0));
    assert_eq!([lower, upper], [[-0.5, 0.25], [0.0, 0.0]]);
    let (loss, _, [lower, upper]) = of([f64::NAN, 0.0], 2);
    assert!(close(loss, core::f64::consts::LN_2, 1.0));
    assert_eq!([lower, upper], [[0.0, 0.0], [0.5, 0.25]]);
    // Infinite logits beside a class are no limits.
    assert_eq!(of([-INFINITY, INFINITY], 1), (0.0, 1.0, [[0.0, 0.0], [0.0, 0.0]]));
    let (loss, _, [lower, upper]) = of([0.0, INFINITY], 1);
    assert!(close(loss, core::f64::consts::LN_2, 1.0));
    assert_eq!([lower, upper], [[0.5, 0.25], [0.0, 0.0]]);
    for bad in [[INFINITY, INFINITY], [-INFINITY, -INFINITY], [0.0, f64::NAN], [f64::NAN, 0.0]] {
        let (loss, _, both) = of(bad, 1);
        assert!(loss.is_nan() && both.iter().flatten().any(|number| number.is_nan()), "{bad:?}");
    }
}

#[test]
fn decisions_without_weight_and_at_infinity() {
    let logits = [f64::NAN, INFINITY, -INFINITY, 0.0];
    let labels = [1.0, 1.0, 0.0, f64::NAN];
    let row = DecisionRow {
        logits: &logits,
        labels: &labels,
        class: 0,
        class_weight: Some(&[0.0, 1.0, 2.0, 0.0]),
        positive_weight: Some(&[2.0, 3.0, 1.0, 1.0]),
    };
    // A weight of 0 leaves out NaN, and labels that are right cost nothing.
    let (loss, mass, derivatives) = run(MultilabelSoftMargin, &row);
    assert_eq!((loss, mass), (0.0, 1.0));
    assert!(derivatives.iter().flatten().all(|number| *number == 0.0), "{derivatives:?}");
    let wrong = DecisionRow { labels: &[0.0, 0.0, 1.0, 0.0], class_weight: None, ..row };
    let (loss, _, derivatives) = run(MultilabelSoftMargin, &wrong);
    assert!(loss.is_nan() && derivatives[0].iter().all(|number| number.is_nan()));
    assert_eq!(derivatives[1..], [[0.25, 0.0], [-0.25, 0.0], [0.125, 0.0625]]);
    // A positive weight of 0 leaves negative targets alone.
    let row = DecisionRow {
        logits: &[-INFINITY],
        labels: &[1.0],
        class: 0,
        class_weight: None,
        positive_weight: Some(&[0.0]),
    };
    assert_eq!(run(MultilabelSoftMargin, &row), (0.0, 1.0, vec![[0.0, 0.0]]));
    // Of conditional ranks those behind the class are not read; of ranks all are.
    let logits = [0.0, 0.0, f64::NAN];
    let row = DecisionRow { logits: &logits, labels: &[], class: 1, class_weight: None, positive_weight: None };
    let (loss, mass, derivatives) = run(Corn, &row);
    assert!(close(loss, 2.0 * core::f64::consts::LN_2, 1.0));
    assert_eq!((mass, derivatives), (2.0, vec![[-0.5, 0.25], [0.5, 0.25], [0.0, 0.0]]));
    assert!(run(Coral, &row).0.is_nan());
}
