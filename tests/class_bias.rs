//! The bias per class: it is a number added to each logit, a class with -INFINITY is as good as not there, and log-probabilities
//! have none.

mod common;

use common::call::{Case, Dtype, Outcome, entry};
use common::class_reference::place;
use common::entry::Driver;
use common::sample::{Sizes, meaningful, option, sample, with_options};
use common::{Random, close, names_with_bias};
use loss::loss_status::LOSS_ERROR_INVALID_ARGUMENT;

const INFINITY: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// Holds all results to others, in which class `from(c)` has the place of class c; None: nothing is there, so the derivatives
/// are 0.
fn same<E: Dtype>(
    what: &str,
    (case, got): (&Case, &Outcome),
    (other, expected): (&Case, &Outcome),
    from: &[Option<usize>],
) {
    // The tolerance of a formula in double precision, and the size of what may cancel: a divergence has terms of 1, T² times
    // that after a temperature.
    let gain = temperature(what, case).powi(2).max(1.0);
    let check = |array: &str, got: f64, expected: f64, scale: f64| {
        assert!(close(got, expected, E::TOLERANCE, scale), "{what}: {array} {got:e}, not {expected:e}: {case:?}");
    };
    check("value", got.value, expected.value, gain);
    for (array, got, expected) in [
        ("losses", &got.losses, &expected.losses),
        ("lse", &got.lse, &expected.lse),
        ("entropy", &got.entropy, &expected.entropy),
    ] {
        assert_eq!(got.len(), expected.len());
        got.iter().zip(expected).for_each(|(got, expected)| check(array, *got, *expected, gain));
    }
    for (row, (got, expected)) in got.argmax.iter().zip(&expected.argmax).enumerate() {
        let predicts = case.seq_len == 0 || !(row + 1).is_multiple_of(case.seq_len);
        let kept = predicts && case.mask.as_ref().is_none_or(|mask| mask[row] != 0);
        let there = from.get(*got as usize).copied().flatten();
        assert!(!kept || there == Some(*expected as usize), "{what}: argmax[{row}] {got}, not {expected}: {case:?}");
    }
    for row in 0..case.rows {
        for (c, there) in from.iter().enumerate() {
            let of = |array: &Vec<f64>| there.map_or(0.0, |c| array.get(place(other, row, c)).copied().unwrap_or(0.0));
            let at = place(case, row, c);
            check("gradient", got.gradient[at], of(&expected.gradient), gain);
            if let Some(got) = got.hessian.get(at) {
                check("hessian", *got, of(&expected.hessian), gain);
            }
        }
    }
}

/// The temperature of the logits, which of a distillation is an argument; cosines have a scale.
fn temperature(name: &str, case: &Case) -> f64 {
    match case.temperature {
        _ if name == "distillation" => case.scalars[0],
        _ if name == "cosface" => 1.0 / case.scalars[0],
        0.0 => 1.0,
        temperature => temperature,
    }
}

fn adds<E: Dtype>(name: &str, random: &mut Random) {
    let every = option::WEIGHT | option::MASK | option::CLASS_WEIGHT | option::SMOOTHING | option::Z_LOSS;
    for classes in [1, 2, 5, 33, 130] {
        for (inner, padding) in [(1, 0), (1, 3), (3, 0), (2, 1)] {
            for wanted in [0, every, option::TEMPERATURE] {
                let sizes = Sizes { rows: 6, classes, inner, padding, seq_len: 0 };
                let mut case = with_options(name, sample(name, sizes, random), wanted, random);
                case.temperature *= 2.0 / 1.75;
                // A logarithm of shares, as of a logit adjustment; a number of the type.
                case.class_bias =
                    Some((0..classes).map(|_| f64::from(random.between(0.01, 1.0).ln() as f32)).collect());
                let mut added = Case { class_bias: None, ..case.clone() };
                let bias = case.class_bias.as_deref().unwrap_or_default();
                let teacher =
                    matches!(entry(name).driver, Driver::Teacher | Driver::Divergence) && !case.target.is_empty();
                for row in 0..case.rows {
                    for (c, bias) in bias.iter().enumerate() {
                        let (at, bias) = (place(&case, row, c), bias * temperature(name, &case));
                        added.input[at] += bias;
                        if teacher {
                            added.target[at] += bias;
                        }
                    }
                }
                let identity: Vec<Option<usize>> = (0..classes).map(Some).collect();
                let expected = added.run::<f64>(name);
                same::<E>(name, (&case, &case.run::<E>(name)), (&added, &expected), &identity);
                // Alone, in place.
                let without = common::call::Without::EXTRAS;
                let fast = Case { without, in_place: true, ..case.clone() };
                let alone = Outcome {
                    losses: vec![],
                    lse: vec![],
                    entropy: vec![],
                    argmax: vec![],
                    hessian: vec![],
                    ..expected
                };
                same::<E>(name, (&fast, &fast.run::<E>(name)), (&added, &alone), &identity);
            }
        }
    }
}

#[test]
fn is_added_to_logits() {
    let mut random = Random(5);
    // The target's logit is no straight line of its cosine: tests/cosines.rs.
    for name in names_with_bias().filter(|name| *name != "arcface") {
        adds::<f64>(name, &mut random);
        adds::<f32>(name, &mut random);
    }
}

/// What a logit may be of a class that is left out.
const GARBAGE: [f64; 5] = [NAN, INFINITY, 1e30, -INFINITY, 0.5];

fn reduced<E: Dtype>(name: &str, random: &mut Random) {
    for (inner, padding) in [(1, 0), (1, 2), (3, 0), (2, 1)] {
        for wanted in [0, option::TEMPERATURE, option::SOFTCAP, option::Z_LOSS | option::CLASS_WEIGHT | option::WEIGHT]
        {
            let (few, classes) = (5, 9);
            let sizes = Sizes { rows: 6, classes: few, inner, padding, seq_len: 0 };
            let small = with_options(name, sample(name, sizes, random), wanted, random);
            // Classes 0, 3, 4 and 8 are left out.
            let from = [None, Some(0), Some(1), None, None, Some(2), Some(3), Some(4), None];
            let block = classes * inner;
            let row_stride = if padding == 0 { 0 } else { block + padding };
            let mut case = Case { classes, row_stride, ..small.clone() };
            let length = (case.rows / inner - 1) * (block + padding) + block;
            let spread = |array: &[f64], absent: &dyn Fn(usize) -> f64| {
                let mut wide = vec![0.0; if array.is_empty() { 0 } else { length }];
                for row in 0..if array.is_empty() { 0 } else { case.rows } {
                    for (c, there) in from.iter().enumerate() {
                        wide[place(&case, row, c)] =
                            there.map_or_else(|| absent(c + row), |c| array[place(&small, row, c)]);
                    }
                }
                wide
            };
            let garbage = |at: usize| GARBAGE[at % GARBAGE.len()];
            let input = spread(&small.input, &garbage);
            let target =
                spread(&small.target, &|at| if entry(name).driver == Driver::Class { 0.0 } else { garbage(at) });
            let back = |c: i64| from.iter().position(|there| *there == Some(c as usize)).map_or(c, |c| c as i64);
            (case.input, case.target) = (input, target);
            case.index = small.index.iter().map(|c| back(*c)).collect();
            case.class_weight =
                small.class_weight.as_ref().map(|weights| from.iter().map(|c| c.map_or(3.0, |c| weights[c])).collect());
            case.class_bias = Some(from.iter().map(|there| if there.is_some() { 0.0 } else { -INFINITY }).collect());
            if name == "log_softmax" {
                let (got, expected) = (case.run::<E>(name), small.run::<f64>(name));
                for row in 0..case.rows {
                    for (c, there) in from.iter().enumerate() {
                        let expected = there.map_or(-INFINITY, |c| expected.gradient[place(&small, row, c)]);
                        let got = got.gradient[place(&case, row, c)];
                        assert!(close(got, expected, E::TOLERANCE, 1.0), "{row} {c}: {got:e}, {expected:e}: {case:?}");
                    }
                }
                continue;
            }
            same::<E>(name, (&case, &case.run::<E>(name)), (&small, &small.run::<f64>(name)), &from);
        }
    }
}

#[test]
fn a_class_with_minus_infinity_is_not_there() {
    let mut random = Random(6);
    for name in names_with_bias() {
        reduced::<f64>(name, &mut random);
        reduced::<f32>(name, &mut random);
    }
}

/// The same results as without a bias where the logits are already what it makes of them.
fn as_logits<E: Dtype>(name: &str, logits: &[f64], bias: &[f64], biased: &[f64]) {
    for inner in [1, 2] {
        let classes = logits.len();
        // Each row twice.
        let twice = |row: &[f64]| -> Vec<f64> {
            if inner == 1 { [row, row].concat() } else { row.iter().flat_map(|x| [*x, *x]).collect() }
        };
        let case = Case { input: twice(logits), index: vec![1, 1], rows: 2, classes, inner, ..Case::default() };
        let target = if name == "cross_entropy_soft" { twice(&[0.0, 1.0, 0.0]) } else { Vec::new() };
        let case = Case { target, ..case };
        let expected = Case { input: twice(biased), ..case.clone() }.run::<E>(name);
        let case = Case { class_bias: Some(bias.to_vec()), ..case };
        let got = case.run::<E>(name);
        let equal = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| close(*a, *b, E::TOLERANCE, 0.0));
        let all = [
            (&got.gradient, &expected.gradient),
            (&got.losses, &expected.losses),
            (&got.lse, &expected.lse),
            (&got.entropy, &expected.entropy),
            (&got.hessian, &expected.hessian),
        ];
        for (got, expected) in all {
            assert!(equal(got, expected), "{name} {case:?}: {got:?}, {expected:?}");
        }
        assert!(
            close(got.value, expected.value, E::TOLERANCE, 0.0) && got.argmax == expected.argmax,
            "{name} {case:?}"
        );
    }
}

#[test]
fn limits_are_those_of_the_biased_logits() {
    for name in ["cross_entropy", "cross_entropy_soft", "softmax", "log_softmax"] {
        // The target is class 1: left out, the loss is infinite and its gradient p − 1.
        as_logits::<f32>(name, &[1.0, 2.0, 3.0], &[0.0, -INFINITY, 0.0], &[1.0, -INFINITY, 3.0]);
        as_logits::<f64>(name, &[1.0, NAN, 3.0], &[0.5, -INFINITY, 0.0], &[1.5, -INFINITY, 3.0]);
        // All are left out.
        as_logits::<f64>(name, &[1.0, 2.0, 3.0], &[-INFINITY; 3], &[-INFINITY; 3]);
        // One logit of +∞, with a bias and left out; a bias of +∞ is such a logit.
        as_logits::<f64>(name, &[1.0, INFINITY, 3.0], &[2.0, -1.0, 0.0], &[3.0, INFINITY, 3.0]);
        as_logits::<f32>(name, &[INFINITY, 2.0, 3.0], &[-INFINITY, 1.0, 0.0], &[-INFINITY, 3.0, 3.0]);
        as_logits::<f64>(name, &[1.0, 2.0, 3.0], &[0.0, 0.0, INFINITY], &[1.0, 2.0, INFINITY]);
        // NaN is data.
        as_logits::<f64>(name, &[1.0, 2.0, 3.0], &[0.0, 0.0, NAN], &[1.0, 2.0, NAN]);
    }
}

/// Models that nearly agree, with differences of some 2^-33: to the second order the divergence is half the variance of the
/// differences, times T² / T² or β(1 − β). The next order is 10^-10 of it, and 10^-5 would be lost if sums of logit and bias
/// were compared.
#[test]
fn a_bias_takes_no_digits_from_a_divergence() {
    let mut random = Random(7);
    for (inner, temperature) in [(1, 1.0), (1, 2.0), (3, 2.0)] {
        let (rows, classes) = (3, 21);
        let draw =
            |random: &mut Random, low, high| (0..classes).map(|_| random.between(low, high)).collect::<Vec<f64>>();
        let (logits, bias, apart) =
            (draw(&mut random, -2.0, 2.0), draw(&mut random, -3.1, 0.9), draw(&mut random, -1.0, 1.0));
        let mut case = Case { rows, classes, inner, class_bias: Some(bias.clone()), ..Case::default() };
        (case.input, case.target) = (vec![0.0; rows * classes], vec![0.0; rows * classes]);
        for row in 0..rows {
            for c in 0..classes {
                let at = place(&case, row, c);
                case.input[at] = logits[c];
                case.target[at] = logits[c] + apart[c] * 2f64.powi(-33);
            }
        }
        let shares: Vec<f64> = logits.iter().zip(&bias).map(|(z, b)| (z / temperature + b).exp()).collect();
        let differences: Vec<f64> = (0..classes).map(|c| case.target[place(&case, 0, c)] - logits[c]).collect();
        let mean = |of: &dyn Fn(usize) -> f64| {
            (0..classes).map(|c| shares[c] * of(c)).sum::<f64>() / shares.iter().sum::<f64>()
        };
        let middle = mean(&|c| differences[c]);
        let variance = mean(&|c| (differences[c] - middle).powi(2));
        let distilled = Case { scalars: vec![temperature], ..case.clone() }.run::<f64>("distillation").value;
        let expected = variance / 2.0;
        assert!((distilled / expected - 1.0).abs() < 1e-8, "{distilled:e}, {expected:e}");
        let between = Case { scalars: vec![0.3], temperature, ..case }.run::<f64>("js_div").value;
        let expected = 0.3 * 0.7 * variance / (2.0 * temperature * temperature);
        assert!((between / expected - 1.0).abs() < 1e-8, "{between:e}, {expected:e}");
    }
}

#[test]
fn log_probabilities_have_none() {
    let case = Case { input: vec![-1.0; 3], index: vec![0], rows: 1, classes: 3, ..Case::default() };
    let got = Case { class_bias: Some(vec![0.0; 3]), ..case.clone() }.call::<f32>("nll");
    assert_eq!(got.status, LOSS_ERROR_INVALID_ARGUMENT);
    assert!(got.message.contains("class_bias") && got.message.contains("log-probabilities"), "{}", got.message);
    let backward = Case { target: vec![1.0; 3], class_bias: Some(vec![0.0; 3]), ..case };
    let got = backward.call::<f64>("softmax_backward");
    assert_eq!(got.status, LOSS_ERROR_INVALID_ARGUMENT);
    assert!(got.message.contains("class_bias") && got.message.contains("have it already"), "{}", got.message);
}

#[test]
fn others_over_classes_have_one() {
    let over_classes = common::entry::names().filter(|name| entry(name).over_classes());
    // Scores and decisions have no softmax.
    let with_softmax = over_classes.filter(|name| !matches!(entry(name).driver, Driver::Margin | Driver::Decisions));
    let none: Vec<&str> = with_softmax.filter(|name| meaningful(name) & option::CLASS_BIAS == 0).collect();
    assert_eq!(none, ["nll", "softmax_backward"]);
}
