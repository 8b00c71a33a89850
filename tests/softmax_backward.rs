//! The backward pass of softmax: its formula, what a constant does to it, its limits, and what it refuses.

mod common;

use common::Random;
use common::call::{Case, Dtype, Outcome};
use common::sample::{Sizes, option, sample, with_options};
use common::softmax_backward::compare;
use loss::loss_status::{LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP};
use loss::{LOSS_SUM, loss_status};

const NAME: &str = "softmax_backward";
const INFINITY: f64 = f64::INFINITY;

fn against_formula<E: Dtype>() {
    let mut random = Random(1);
    for classes in [1, 2, 5, 16, 17, 33, 1100] {
        for (inner, padding) in [(1, 0), (1, 3), (3, 0), (2, 5)] {
            let sizes = Sizes { rows: 6, classes, inner, padding, ..Sizes::default() };
            for wanted in
                [0, option::WEIGHT | option::MASK | option::UPSTREAM | option::TEMPERATURE, option::ACCUMULATE]
            {
                let case = with_options(NAME, sample(NAME, sizes, &mut random), wanted, &mut random);
                let got = case.run::<E>(NAME);
                compare::<E>(&case, &got.gradient);
                if wanted != option::ACCUMULATE {
                    let in_place = Case { in_place: true, ..case.clone() }.run::<E>(NAME);
                    let bits = |outcome: &Outcome| -> Vec<u64> {
                        let elements = outcome.gradient.iter().enumerate();
                        elements.filter(|(at, _)| !case.is_padding(*at)).map(|(_, x)| x.to_bits()).collect()
                    };
                    assert_eq!(bits(&got), bits(&in_place), "{case:?}");
                    // The place of the gradient by the probabilities may be that of the result too.
                    let mut target = Vec::new();
                    let other = case.call_with::<E>(NAME, |arguments| {
                        target = case.target.iter().map(|d| E::from_f64(*d)).collect::<Vec<E>>();
                        arguments.target = target.as_ptr();
                        arguments.gradient = target.as_mut_ptr();
                    });
                    assert_eq!(other.status, loss_status::LOSS_OK, "{}", other.message);
                    for (at, expected) in got.gradient.iter().enumerate().filter(|(at, _)| !case.is_padding(*at)) {
                        assert_eq!(target[at].to_f64().to_bits(), expected.to_bits(), "{at}: {case:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn is_its_formula() {
    against_formula::<f32>();
    against_formula::<f64>();
}

/// One row.
fn row<E: Dtype>(prob: &[f64], grad_prob: &[f64]) -> Vec<f64> {
    let (input, target) = (prob.to_vec(), grad_prob.to_vec());
    Case { input, target, rows: 1, classes: prob.len(), ..Case::default() }.run::<E>(NAME).gradient
}

/// Probabilities as a softmax rounds them, which add up to 1 only to the last digit.
fn rounded<E: Dtype>(classes: usize, random: &mut Random) -> Vec<f64> {
    let logits = (0..classes).map(|_| random.between(-4.0, 4.0)).collect();
    Case { input: logits, rows: 1, classes, ..Case::default() }.run::<E>("softmax").gradient
}

fn constants<E: Dtype>() {
    let mut random = Random(2);
    for classes in [1, 3, 16, 40, 257] {
        let p = rounded::<E>(classes, &mut random);
        for constant in [0.0, 1.0, -0.3, 1e6, 1.7e-9] {
            let constant = E::from_f64(constant).to_f64();
            assert_eq!(row::<E>(&p, &vec![constant; classes]), vec![0.0; classes], "{constant} of {classes}");
        }
        // A power of two and multiples of a smaller one: added without rounding.
        let d: Vec<f64> = (0..classes).map(|_| random.between(-2.0, 2.0)).map(|d| (d * 64.0).round() / 64.0).collect();
        let moved: Vec<f64> = d.iter().map(|d| d + 4096.0).collect();
        assert_eq!(row::<E>(&p, &d), row::<E>(&p, &moved), "{classes}");
    }
}

#[test]
fn a_constant_changes_nothing() {
    constants::<f32>();
    constants::<f64>();
}

/// Where one class has nearly all the probability, the others' shares are not lost beside its own.
#[test]
fn a_confident_row_keeps_its_digits() {
    let (p, d) = ([1.0, 2f64.powi(-40), 2f64.powi(-41)], [1.0, 3.0, 2.0]);
    let mass = 1.0 + 3.0 * 2f64.powi(-41);
    // Σ p·(d − 1) = 2·2^-40 + 2^-41.
    let mean = 5.0 * 2f64.powi(-41) / mass;
    let got = row::<f64>(&p, &d);
    for (got, expected) in got.iter().zip([-mean, p[1] * (2.0 - mean), p[2] * (1.0 - mean)]) {
        assert!((got - expected).abs() <= 4.0 * f64::EPSILON * expected.abs(), "{got:e}, {expected:e}");
    }
}

fn limits<E: Dtype>() {
    let nan = |row: &[f64]| row.iter().all(|x| x.is_nan());
    // One infinite derivative: the limit; of a class that has all the probability it moves nothing.
    assert_eq!(row::<E>(&[0.25, 0.75, 0.0], &[INFINITY, 1.0, 5.0]), [INFINITY, -INFINITY, 0.0]);
    assert_eq!(row::<E>(&[0.25, 0.75], &[1.0, -INFINITY]), [INFINITY, -INFINITY]);
    assert_eq!(row::<E>(&[1.0, 0.0], &[INFINITY, 1.0]), [0.0, 0.0]);
    // Of a class without probability nothing counts.
    assert_eq!(row::<E>(&[0.5, 0.5, 0.0], &[1.0, 1.0, INFINITY]), [0.0; 3]);
    assert_eq!(row::<E>(&[0.5, 0.5, 0.0], &[1.0, 3.0, f64::NAN]), [-0.5, 0.5, 0.0]);
    assert_eq!(row::<E>(&[0.0, 0.0], &[1.0, f64::NAN]), [0.0; 2]);
    // Several infinities have no limit, and NaN is that of the row.
    assert!(nan(&row::<E>(&[0.25, 0.5, 0.25], &[INFINITY, INFINITY, 1.0])));
    assert!(nan(&row::<E>(&[0.25, 0.5, 0.25], &[INFINITY, -INFINITY, 1.0])));
    assert!(nan(&row::<E>(&[0.25, 0.75, 0.0], &[f64::NAN, 1.0, 1.0])));
    assert!(nan(&row::<E>(&[f64::NAN, 0.75, 0.0], &[1.0, 2.0, 3.0])));
    // A row that does not count is not read.
    let (p, d) = (vec![f64::NAN, 0.5, 0.5, 0.5], vec![1.0, 1.0, 1.0, 3.0]);
    let case = Case { input: p, target: d, rows: 2, classes: 2, ..Case::default() };
    let expected = [0.0, 0.0, -0.5, 0.5];
    assert_eq!(Case { mask: Some(vec![0, 1]), ..case.clone() }.run::<E>(NAME).gradient, expected);
    assert_eq!(Case { weight: Some(vec![0.0, 1.0]), ..case.clone() }.run::<E>(NAME).gradient, expected);
    assert_eq!(Case { upstream: Some(0.0), ..case }.run::<E>(NAME).gradient, [0.0; 4]);
    // One over the smallest temperatures is infinite.
    let equal = Case { input: vec![0.5; 2], target: vec![7.0; 2], rows: 1, classes: 2, ..Case::default() };
    assert_eq!(Case { temperature: 1e-310, ..equal }.run::<E>(NAME).gradient, [0.0; 2]);
}

#[test]
fn limits_are_those_of_the_formula() {
    limits::<f32>();
    limits::<f64>();
}

#[test]
fn options_without_meaning_are_refused() {
    let case = Case { input: vec![0.5; 6], target: vec![1.0; 6], rows: 2, classes: 3, ..Case::default() };
    let refused = |got: Outcome, status: loss_status, word: &str| {
        assert!(got.status == status && got.message.contains(word) && got.untouched, "{word}: {}", got.message);
    };
    let (mut numbers, mut class) = ([0.0f32; 6], 0i64);
    let (place, number) = (numbers.as_mut_ptr(), &raw mut class);
    type Change<'a> = (&'a str, &'a dyn Fn(&mut common::raw::Arguments<f32>));
    let options: [Change; 9] = [
        ("options.losses", &|a| a.options.as_mut().expect("given").losses = place),
        ("options.hessian", &|a| a.options.as_mut().expect("given").hessian = place),
        ("options.sums", &|a| a.options.as_mut().expect("given").sums = place.cast()),
        ("options.reduction", &|a| a.options.as_mut().expect("given").reduction = LOSS_SUM),
        ("class_options.lse", &|a| a.class_options.as_mut().expect("given").lse = place),
        ("class_options.entropy", &|a| a.class_options.as_mut().expect("given").entropy = place),
        ("class_options.argmax", &|a| a.class_options.as_mut().expect("given").argmax = number),
        ("slope of a cap", &|a| a.class_options.as_mut().expect("given").softcap = 5.0),
        ("no targets", &|a| a.class_options.as_mut().expect("given").class_weight = place),
    ];
    for (word, change) in options {
        refused(case.call_with::<f32>(NAME, |arguments| change(arguments)), LOSS_ERROR_INVALID_ARGUMENT, word);
    }
    for (word, changed) in [
        ("label_smoothing", Case { label_smoothing: 0.5, ..case.clone() }),
        ("z_loss", Case { z_loss: 0.5, ..case.clone() }),
        ("ignore_index", Case { ignore_index: Some(1), ..case.clone() }),
        ("temperature = -1", Case { temperature: -1.0, ..case.clone() }),
    ] {
        refused(changed.call::<f32>(NAME), LOSS_ERROR_INVALID_ARGUMENT, word);
    }
    let without = |change: &dyn Fn(&mut common::raw::Arguments<f32>)| case.call_with::<f32>(NAME, |a| change(a));
    refused(without(&|a| a.gradient = std::ptr::null_mut()), LOSS_ERROR_NULL_POINTER, "grad is NULL");
    refused(without(&|a| a.input = std::ptr::null()), LOSS_ERROR_NULL_POINTER, "prob is NULL");
    refused(without(&|a| a.target = std::ptr::null()), LOSS_ERROR_NULL_POINTER, "grad_prob is NULL");
    let accumulated = Case { in_place: true, flags: loss::LOSS_ACCUMULATE, ..case.clone() };
    refused(accumulated.call::<f32>(NAME), LOSS_ERROR_OVERLAP, "grad overlaps prob");
}
