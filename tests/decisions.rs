//! Losses of rows of binary decisions: labels and ordered classes against plain formulas with every option, and what they
//! refuse.

mod common;

use common::call::{Arguments, Case, Dtype, Without, entry};
use common::decision_reference::{compare, expected};
use common::sample::{Sizes, option, sample, with_options};
use common::{Random, close, on_each_isa};
use loss::{ClassOptions, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, loss_status};
use loss_status::{
    LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_ERROR_SIZE, LOSS_ERROR_TARGET,
};

const NAMES: [&str; 4] = ["multilabel_soft_margin", "coral", "corn", "cumulative_link"];
const ORDERED: [&str; 3] = ["coral", "corn", "cumulative_link"];

/// Options alone and together, each with the plain formula, on every instruction set.
fn options<E: Dtype>() {
    let mut random = Random(51);
    for name in NAMES {
        for (turn, (rows, classes, padding)) in
            [(1, 1, 0), (3, 4, 0), (40, 3, 2), (5, 16, 0), (4, 17, 3), (2, 40, 1), (700, 30, 0)].into_iter().enumerate()
        {
            let sizes = Sizes { rows, classes, padding, ..Sizes::default() };
            for wanted in [
                0,
                option::WEIGHT,
                option::MASK,
                option::CLASS_WEIGHT,
                option::IGNORE_INDEX,
                option::ACCUMULATE,
                option::ALL,
            ] {
                for reduction in [LOSS_MEAN, LOSS_SUM, LOSS_MEAN_ROWS] {
                    let case = Case { reduction, in_place: turn % 2 == 1, ..sample(name, sizes, &mut random) };
                    let mut case = with_options(name, case, wanted, &mut random);
                    if wanted == 0 {
                        case.optional[0] = None;
                    }
                    let expected = expected(name, &case).expect("a formula");
                    compare::<E>(name, &case, &expected, &case.run::<E>(name));
                    let case = Case { in_place: false, threads: 3, without: Without::EXTRAS, ..case };
                    let got = Case { old_gradient: None, flags: 0, ..case.clone() }.run::<E>(name);
                    let value = Case {
                        without: Without { gradient: true, ..case.without },
                        old_gradient: None,
                        flags: 0,
                        ..case
                    };
                    assert!(got.value.to_bits() == value.run::<E>(name).value.to_bits(), "{name} {value:?}");
                }
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

/// Without weights the mean over rows of means over labels is that over all elements.
#[test]
fn labels_without_weights_are_elements() {
    let mut random = Random(52);
    let sizes = Sizes { rows: 6, classes: 7, ..Sizes::default() };
    let rows = Case {
        optional: Default::default(),
        without: Without::EXTRAS,
        ..sample("multilabel_soft_margin", sizes, &mut random)
    };
    let got = rows.run::<f64>("multilabel_soft_margin");
    let elements = Case { rows: 42, classes: 0, scalars: vec![0.0; 2], ..rows }.run::<f64>("bce_logits");
    assert!(close(got.value, elements.value, 1e-15, 1.0), "{} {}", got.value, elements.value);
    assert!(got.gradient.iter().zip(&elements.gradient).all(|(a, b)| close(*a, *b, 1e-15, 1.0)));
}

/// The mean of conditional ranks is over decisions: those of two rows that make one and three are four.
#[test]
fn conditional_ranks_are_divided_by_their_decisions() {
    let case = Case { input: vec![0.0; 6], index: vec![0, 3], rows: 2, classes: 3, ..Case::default() };
    let ln_2 = std::f64::consts::LN_2;
    let got = case.run::<f64>("corn");
    assert!(close(got.value, ln_2, 1e-15, 1.0) && got.sums.weight == 4.0 && got.sums.rows == 2, "{got:?}");
    assert_eq!(got.gradient, [0.125, 0.0, 0.0, -0.125, -0.125, -0.125]);
    let weighted = Case { weight: Some(vec![2.0, 1.0]), ..case.clone() }.run::<f64>("corn");
    assert!(close(weighted.value, ln_2, 1e-15, 1.0) && weighted.sums.weight == 5.0, "{weighted:?}");
    let rows = Case { reduction: LOSS_MEAN_ROWS, ..case }.run::<f64>("corn");
    assert!(close(rows.value, 2.0 * ln_2, 1e-15, 1.0), "{rows:?}");
}

fn refused<E: Dtype>(
    name: &str,
    case: &Case,
    status: loss_status,
    words: &str,
    change: impl FnOnce(&mut Arguments<E>),
) {
    let got = case.call_with::<E>(name, change);
    assert!(got.status == status, "{name}: {:?} instead of {status:?}: {}", got.status, got.message);
    assert!(got.message.contains(words), "{name}: {:?} does not say {words:?}", got.message);
    assert!(got.untouched, "{name}: written in spite of {words:?}");
}

fn class_options<E>(arguments: &mut Arguments<E>) -> &mut ClassOptions<E> {
    arguments.class_options.as_mut().expect("options")
}

fn refusals<E: Dtype>() {
    let mut random = Random(53);
    let sizes = Sizes { rows: 3, classes: 4, ..Sizes::default() };
    for name in NAMES {
        let case = sample(name, sizes, &mut random);
        // What has no meaning, with a sentence each.
        let bad = LOSS_ERROR_INVALID_ARGUMENT;
        let no = |option: &str| format!("class_options.{option} has no meaning for this function: ");
        refused::<E>(name, &case, bad, &no("label_smoothing"), |a| class_options(a).label_smoothing = 0.1);
        refused::<E>(name, &case, bad, &no("temperature"), |a| class_options(a).temperature = 2.0);
        refused::<E>(name, &case, bad, &no("softcap"), |a| class_options(a).softcap = 2.0);
        refused::<E>(name, &case, bad, &no("z_loss"), |a| class_options(a).z_loss = 0.1);
        refused::<E>(name, &case, bad, &no("inner"), |a| class_options(a).inner = 3);
        refused::<E>(name, &case, bad, &no("lse"), |a| class_options(a).lse = a.gradient);
        refused::<E>(name, &case, bad, &no("entropy"), |a| class_options(a).entropy = a.gradient);
        refused::<E>(name, &case, bad, &no("argmax"), |a| class_options(a).argmax = a.gradient.cast());
        refused::<E>(name, &case, bad, "class_options.reserved", |a| class_options(a).reserved[0] = 1);
        if matches!(name, "corn" | "cumulative_link") {
            refused::<E>(name, &case, bad, &no("class_weight"), |a| class_options(a).class_weight = a.input);
        }
        if name == "multilabel_soft_margin" {
            refused::<E>(name, &case, bad, &no("ignore_index"), |a| class_options(a).ignore_index = a.input.cast());
        }
        let fewer = if name == "multilabel_soft_margin" { "" } else { " - 1" };
        let stride = format!("class_options.row_stride = 3 is less than classes{fewer} = 4");
        refused::<E>(name, &case, LOSS_ERROR_SIZE, &stride, |a| class_options(a).row_stride = 3);
        refused::<E>(name, &case, LOSS_ERROR_SIZE, "overflow", |a| a.rows = usize::MAX / 2);
        refused::<E>(name, &case, LOSS_ERROR_NULL_POINTER, "logits is NULL", |a| a.input = std::ptr::null());
        refused::<E>(name, &case, LOSS_ERROR_NULL_POINTER, "target is NULL", |a| {
            (a.target, a.index) = (std::ptr::null(), std::ptr::null());
        });
        refused::<E>(name, &case, LOSS_ERROR_NULL_POINTER, "nothing was asked for", |a| {
            (a.value, a.gradient, a.options) = (std::ptr::null_mut(), std::ptr::null_mut(), None);
        });
        refused::<E>(name, &case, LOSS_ERROR_OVERLAP, "grad overlaps logits", |a| {
            a.gradient = a.input.cast_mut().wrapping_add(1);
        });
    }
    for name in ORDERED {
        let case = sample(name, sizes, &mut random);
        // `classes` of the function is one more than that of the case.
        for classes in [0, 1] {
            let words = format!("classes = {classes} is less than 2");
            refused::<E>(name, &case, LOSS_ERROR_SIZE, &words, |a| a.classes = usize::wrapping_sub(classes, 1));
        }
        for (place, index) in [(0, 5), (2, 5), (0, -1), (2, i64::MAX), (1, i64::MIN)] {
            let mut case = case.clone();
            case.index[place] = index;
            let words = format!("target[{place}] = {index} is not in [0, 5) and is not ignore_index -100");
            refused::<E>(name, &case, LOSS_ERROR_TARGET, &words, |_| {});
            // Of a row that does not count it may be anything.
            let mask = (0..3).map(|row| u8::from(row != place)).collect();
            Case { mask: Some(mask), ..case }.run::<E>(name);
        }
    }
    let case = sample("multilabel_soft_margin", sizes, &mut random);
    let overlaps = LOSS_ERROR_OVERLAP;
    refused::<E>("multilabel_soft_margin", &case, overlaps, "grad overlaps pos_weight", |a| a.optional[0] = a.gradient);
    refused::<E>("multilabel_soft_margin", &case, overlaps, "grad overlaps class_options.class_weight", |a| {
        class_options(a).class_weight = a.gradient;
    });
    assert!(entry("multilabel_soft_margin").optional.len() == 1 && entry("coral").fewer == 1);
}

#[test]
fn bad_calls_are_refused_and_nothing_written() {
    refusals::<f32>();
    refusals::<f64>();
}
