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
fn hide(case: &mut Case) {
    for row in 0..case.rows {
        let masked = case.mask.as_ref().is_some_and(|mask| mask[row] == 0);
        if masked || case.index[row] == case.ignore_index.unwrap_or(-100) {
            for c in 0..case.classes {
                let place = common::class_reference::place(case, row, c);
                case.input[place] = f64::NAN;
            }
        }
    }
}

fn rows_are_those_of_the_formula<E: Dtype>() {
    let _turn = isa_lock();
    let best = isa::active().name();
    let mut random = Random(71);
    macro_rules! margin {
        ($name:literal, $loss:ty) => {
            for sizes in LAYOUTS {
                for (options, reduction) in [
                    (0, 0),
                    (option::ALL & !option::ACCUMULATE, LOSS_SUM),
                    (option::ALL, LOSS_MEAN_ROWS),
                    (option::ALL, 0),
                ] {
                    let mut case = with_options($name, sample($name, sizes, &mut random), options, &mut random);
                    case.reduction = reduction;
                    case.in_place = reduction == LOSS_SUM;
                    // Numbers of the entry, and the defaults.
                    if options == 0 {
                        case.scalars.fill(0.0);
                    }
                    hide(&mut case);
                    let mut first: Option<Outcome> = None;
                    for isa_name in isa::available() {
                        assert!(isa::select(isa_name));
                        let got = case.run::<E>($name);
                        margin_reference::check::<E, $loss>($name, &case, &got);
                        let threads = Case { threads: 1, in_place: false, ..case.clone() }.run::<E>($name);
                        let first = first.get_or_insert_with(|| got.clone());
                        let same = |other: &Outcome| {
                            // In place the padding is the input's.
                            let of = |outcome: &Outcome| {
                                let mut outcome = outcome.clone();
                                for array in [&mut outcome.gradient, &mut outcome.hessian] {
                                    (0..array.len()).filter(|i| case.is_padding(*i)).for_each(|i| array[i] = 0.0);
                                }
                                outcome
                            };
                            of(first).same_bits(&of(other))
                        };
                        assert!(same(&got) && same(&threads), "{} {}: {case:?}", $name, E::NAME);
                    }
                    assert!(isa::select(best));
                }
            }
        };
    }
    each_margin!(margin);
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
    for name in names() {
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
