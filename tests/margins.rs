//! Losses of margins between classes: whole calls beside the plain formula, and calls that are refused. Limits of a row are
//! in `kernels/src/loss_margin/tests.rs`.

mod common;

use common::call::{Case, Dtype, Outcome};
use common::entry::{Driver, entry};
use common::sample::{Sizes, meaningful, option, sample, with_options};
use common::table::{ENTRIES, each_margin};
use common::{Random, isa_lock, margin_reference};
use loss::loss_status::{self, LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_OVERLAP, LOSS_ERROR_SIZE, LOSS_ERROR_TARGET};
use loss::{LOSS_ACCUMULATE, LOSS_MEAN_ROWS, LOSS_SUM, isa};

fn names() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().filter(|entry| entry.driver == Driver::Margin).map(|entry| entry.name)
}

/// Those with an index per row.
fn of_indices() -> impl Iterator<Item = &'static str> {
    names().filter(|name| entry(name).has_index)
}

const LISTS: &str = "multilabel_margin";

/// In one piece, apart and side by side; whole vectors and a rest; rows enough for several tasks.
const LAYOUTS: [Sizes; 6] = [
    Sizes { rows: 7, classes: 1, inner: 0, padding: 0, seq_len: 0 },
    Sizes { rows: 5, classes: 3, inner: 0, padding: 2, seq_len: 0 },
    Sizes { rows: 6, classes: 5, inner: 3, padding: 0, seq_len: 0 },
    Sizes { rows: 8, classes: 33, inner: 4, padding: 7, seq_len: 0 },
    Sizes { rows: 3, classes: 2500, inner: 0, padding: 1, seq_len: 0 },
    Sizes { rows: 900, classes: 40, inner: 0, padding: 0, seq_len: 0 },
];

/// Rows that do not count hold NaN.
fn hide(name: &str, case: &mut Case) {
    for row in 0..case.rows {
        let masked = case.mask.as_ref().is_some_and(|mask| mask[row] == 0);
        if masked || entry(name).has_index && case.index[row] == case.ignore_index.unwrap_or(-100) {
            for c in 0..case.classes {
                let place = common::class_reference::place(case, row, c);
                case.input[place] = f64::NAN;
            }
        }
    }
}

/// Calls of a loss in every layout, with and without options, on every instruction set: `check` holds each to the formula.
fn every_way<E: Dtype>(name: &str, check: fn(&str, &Case, &Outcome)) {
    let best = isa::active().name();
    let mut random = Random(71);
    let without_accumulation = option::ALL & !option::ACCUMULATE;
    for sizes in LAYOUTS {
        for (options, reduction) in
            [(0, 0), (without_accumulation, LOSS_SUM), (option::ALL, LOSS_MEAN_ROWS), (option::ALL, 0)]
        {
            let mut case = with_options(name, sample(name, sizes, &mut random), options, &mut random);
            case.reduction = reduction;
            case.in_place = reduction == LOSS_SUM;
            // Numbers of the entry, and the defaults.
            if options == 0 {
                case.scalars.fill(0.0);
            }
            hide(name, &mut case);
            // In place the padding is the input's.
            let without_padding = |outcome: &Outcome| {
                let mut outcome = outcome.clone();
                for array in [&mut outcome.gradient, &mut outcome.hessian] {
                    (0..array.len()).filter(|i| case.is_padding(*i)).for_each(|i| array[i] = 0.0);
                }
                outcome
            };
            let mut first: Option<Outcome> = None;
            for isa_name in isa::available() {
                assert!(isa::select(isa_name));
                let got = case.run::<E>(name);
                check(name, &case, &got);
                let threads = Case { threads: 1, in_place: false, ..case.clone() }.run::<E>(name);
                let first = first.get_or_insert_with(|| without_padding(&got));
                let same = |other: &Outcome| first.same_bits(&without_padding(other));
                assert!(same(&got) && same(&threads), "{name} {}: {case:?}", E::NAME);
            }
            assert!(isa::select(best));
        }
    }
}

fn rows_are_those_of_the_formula<E: Dtype>() {
    let _turn = isa_lock();
    macro_rules! margin {
        ($name:literal, $loss:ty) => {
            every_way::<E>($name, margin_reference::check::<E, $loss>);
        };
    }
    each_margin!(margin);
    every_way::<E>(LISTS, margin_reference::check_lists::<E>);
}

#[test]
fn formula_f32() {
    rows_are_those_of_the_formula::<f32>();
}

#[test]
fn formula_f64() {
    rows_are_those_of_the_formula::<f64>();
}

fn refused(outcome: &Outcome, status: loss_status, words: &str) {
    assert_eq!(outcome.status, status, "{}", outcome.message);
    assert!(outcome.message.contains(words), "{}", outcome.message);
    assert!(outcome.untouched);
}

fn plain(name: &str) -> Case {
    sample(name, Sizes { rows: 40, classes: 3, ..Sizes::default() }, &mut Random(72))
}

/// The first and the last target are checked, and nothing is written before.
#[test]
fn targets_out_of_range_are_refused() {
    for name in of_indices() {
        for (row, bad) in [(0, 3), (39, 3), (0, -1), (39, i64::MIN), (39, i64::MAX)] {
            for weights in [0, option::WEIGHT | option::CLASS_WEIGHT] {
                let mut case = with_options(name, plain(name), weights, &mut Random(73));
                case.index[row] = bad;
                let words = format!("target[{row}] = {bad} is not in [0, 3) and is not ignore_index -100");
                refused(&case.call::<f32>(name), LOSS_ERROR_TARGET, &words);
                refused(&case.call::<f64>(name), LOSS_ERROR_TARGET, &words);
                // Of a masked row it is not looked at.
                let mask = (0..40).map(|other| u8::from(other != row)).collect();
                assert_eq!(Case { mask: Some(mask), ..case }.run::<f64>(name).sums.rows, 39, "{name}");
            }
        }
    }
}

/// Every entry of a list before its end is checked, those behind it and those of masked rows are not.
#[test]
fn lists_with_an_entry_out_of_range_are_refused() {
    let whole = [2, 0, 1].repeat(40);
    for (place, bad) in [(0, 3), (0, -2), (1, 3), (2, i64::MIN), (117, -100), (119, i64::MAX)] {
        let mut case = Case { index: whole.clone(), ..plain(LISTS) };
        case.index[place] = bad;
        let words = format!("target[{place}] = {bad} is not in [0, 3) and is not -1, which ends a list");
        for case in [case.clone(), Case { in_place: true, weight: Some(vec![2.0; 40]), ..case.clone() }] {
            refused(&case.call::<f32>(LISTS), LOSS_ERROR_TARGET, &words);
            refused(&case.call::<f64>(LISTS), LOSS_ERROR_TARGET, &words);
        }
        let mask = (0..40).map(|row| u8::from(row != place / 3)).collect();
        assert_eq!(Case { mask: Some(mask), ..case.clone() }.run::<f64>(LISTS).sums.rows, 39);
        // Behind the end it may be anything.
        if !place.is_multiple_of(3) {
            case.index[place - 1] = -1;
            assert_eq!(case.run::<f64>(LISTS).sums.rows, 40);
        }
    }
    let ignoring = Case { ignore_index: Some(1), ..plain(LISTS) };
    refused(&ignoring.call::<f32>(LISTS), LOSS_ERROR_INVALID_ARGUMENT, "-1 ends a list; use options.mask");
}

/// Options of a softmax are refused with a sentence, each, and so are class weights where the loss has none.
#[test]
fn options_without_meaning_are_refused() {
    const REASON: &str = "scores are not logits";
    for name in names() {
        let refusals: [(&str, Case); 4] = [
            ("label_smoothing", Case { label_smoothing: 0.5, ..plain(name) }),
            ("temperature", Case { temperature: 2.0, ..plain(name) }),
            ("softcap", Case { softcap: 2.0, ..plain(name) }),
            ("z_loss", Case { z_loss: 0.5, ..plain(name) }),
        ];
        for (option, case) in refusals {
            let words = format!("class_options.{option} has no meaning for this function: {REASON}");
            refused(&case.call::<f64>(name), LOSS_ERROR_INVALID_ARGUMENT, &words);
        }
        let (mut numbers, mut classes) = ([0.0f64; 40], [0i64; 40]);
        let (numbers, classes) = (numbers.as_mut_ptr(), classes.as_mut_ptr());
        for option in ["lse", "entropy", "argmax"] {
            let got = plain(name).call_with::<f64>(name, |arguments| {
                let options = arguments.class_options.as_mut().expect("class options");
                match option {
                    "lse" => options.lse = numbers,
                    "entropy" => options.entropy = numbers,
                    _ => options.argmax = classes,
                }
            });
            refused(&got, LOSS_ERROR_INVALID_ARGUMENT, &format!("class_options.{option} has no meaning"));
            refused(&got, LOSS_ERROR_INVALID_ARGUMENT, REASON);
        }
        let weighted = Case { class_weight: Some(vec![1.0; 3]), ..plain(name) }.call::<f32>(name);
        if meaningful(name) & option::CLASS_WEIGHT == 0 {
            refused(&weighted, LOSS_ERROR_INVALID_ARGUMENT, "class_options.class_weight has no meaning");
        } else {
            assert_eq!(weighted.status, loss_status::LOSS_OK, "{name}: {}", weighted.message);
        }
        for flag in [2, 4, 8] {
            refused(&Case { flags: flag, ..plain(name) }.call::<f32>(name), LOSS_ERROR_INVALID_ARGUMENT, "LOSS_");
        }
        refused(&Case { row_stride: 2, ..plain(name) }.call::<f32>(name), LOSS_ERROR_SIZE, "row_stride");
        refused(&Case { inner: 3, ..plain(name) }.call::<f32>(name), LOSS_ERROR_SIZE, "inner");
        let accumulate = Case { flags: LOSS_ACCUMULATE, in_place: true, ..plain(name) };
        assert_eq!(accumulate.call::<f32>(name).status, LOSS_ERROR_OVERLAP, "{name}");
    }
}

/// A p between 1 and 2 is none.
#[test]
fn p_is_1_or_2() {
    assert_eq!(entry("multi_margin").numbers[0].name, "p");
    for p in [1.5, 1.0f64.next_up(), 3.0, 0.5, -1.0] {
        let case = Case { scalars: vec![p, 0.0], ..plain("multi_margin") };
        refused(&case.call::<f32>("multi_margin"), LOSS_ERROR_INVALID_ARGUMENT, &format!("p = {p} must be 1 or 2"));
    }
}

/// No rows, with each reduction: PyTorch's multi_margin_loss returns what memory holds.
#[test]
fn an_empty_batch_is_zero() {
    for name in names() {
        for reduction in [0, LOSS_SUM, LOSS_MEAN_ROWS] {
            let case = sample(name, Sizes { classes: 3, ..Sizes::default() }, &mut Random(74));
            let got = Case { reduction, ..case }.run::<f64>(name);
            assert_eq!((got.value, got.sums.rows, got.sums.weight), (0.0, 0, 0.0), "{name}");
        }
    }
}
