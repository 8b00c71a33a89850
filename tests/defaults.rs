//! A call without options is a call whose options say nothing, to the last bit: it may go another way inside.

mod common;

use common::call::{Dtype, Without};
use common::entry::entry;
use common::sample::{Sizes, sample};
use common::table::NAMES;
use common::{Random, isa_lock};
use loss::{isa, loss_cross_entropy_f32, loss_mse_f32, loss_status};
use std::ptr::null;

/// Small ones, and some on both sides of where calls are no longer small.
fn sizes(name: &str) -> Vec<Sizes> {
    let rows_and_classes = |rows, classes| Sizes { rows, classes, ..Sizes::default() };
    if !entry(name).has_rows() {
        return (0..=70).chain([4095, 4096, 4097, 20_000]).map(|n| rows_and_classes(n, 0)).collect();
    }
    let shapes = (0..=9).flat_map(|rows| [1, 2, 10, 33, 100].map(|classes| [rows, classes]));
    let large = [[1, 4096], [1, 4097], [64, 64], [65, 64], [4096, 1], [4097, 1], [300, 70]];
    shapes.chain(large).map(|[rows, classes]| rows_and_classes(rows, classes)).collect()
}

fn same<E: Dtype>(name: &str, random: &mut Random) {
    for sizes in sizes(name) {
        let mut case = sample(name, sizes, random);
        for variant in 0..5 {
            // Value and gradient, one of them, in place, and with rows that do not count.
            case.without = Without { gradient: variant == 1, value: variant == 2, ..Without::EXTRAS };
            case.in_place = variant == 3;
            if variant == 4 {
                let all = if entry(name).has_index { case.index.len() } else { 0 };
                case.index[..all].iter_mut().step_by(2).for_each(|index| *index = -100);
            }
            for isa_name in isa::available() {
                assert!(isa::select(isa_name));
                let (given, absent) = (case.call::<E>(name), case.call_without_options::<E>(name));
                let what = format!("{name} {} {sizes:?} {variant} {}", E::NAME, isa_name.as_str());
                assert_eq!(given.status, absent.status, "{what}: {} | {}", given.message, absent.message);
                assert!(given.same_bits(&absent), "{what}: {given:?} | {absent:?}");
            }
        }
    }
}

#[test]
fn no_options_are_empty_options() {
    let _turn = isa_lock();
    let mut random = Random(21);
    for name in NAMES {
        if entry(name).has_options() {
            same::<f32>(name, &mut random);
            same::<f64>(name, &mut random);
        }
    }
}

/// What is refused with options is refused without them, with the same words.
#[test]
fn refused_all_the_same() {
    let mut random = Random(22);
    for name in ["cross_entropy", "nll"] {
        for (row, bad) in [(0, 10), (2, 10), (1, -1), (2, i64::MIN), (0, i64::MAX)] {
            let mut case = sample(name, Sizes { rows: 3, classes: 10, ..Sizes::default() }, &mut random);
            case.index[row] = bad;
            let (given, absent) = (case.call::<f32>(name), case.call_without_options::<f32>(name));
            assert_eq!(absent.status, loss_status::LOSS_ERROR_TARGET, "{name} {bad}");
            assert!(absent.untouched, "{name} {bad}");
            assert_eq!(given.message, absent.message);
        }
    }
    for name in ["mse", "cross_entropy"] {
        let mut case = sample(name, Sizes { rows: 3, classes: 10, ..Sizes::default() }, &mut random);
        case.without = Without { gradient: true, value: true, ..Without::EXTRAS };
        let nothing = case.call_without_options::<f32>(name);
        assert_eq!(nothing.status, loss_status::LOSS_ERROR_NULL_POINTER, "{}", nothing.message);
        assert!(nothing.message.contains("nothing was asked for"), "{}", nothing.message);
    }
}

/// Whether stretches of bytes have one in common.
fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.0 + b.1 && b.0 < a.0 + a.1
}

/// Every way for the arrays of a small call to lie beside and over each other: an output may overlap nothing, but a
/// gradient replace its input. Said without options, where a small call has a check of its own, as with them.
#[test]
fn overlaps_of_small_calls() {
    const ELEMENTS: usize = 3;
    const BYTES: usize = 4 * ELEMENTS;
    const PLACES: usize = 10;
    let given = loss::Options::default();
    for (function, targets) in [("mse", BYTES), ("cross_entropy", 8)] {
        for which in 0..PLACES.pow(4) {
            let place = |digit: u32| 4 * (which / PLACES.pow(digit) % PLACES);
            let [x, t, g, v] = [(place(0), BYTES), (place(1), targets), (place(2), BYTES), (place(3), 8)];
            let replaces = overlap(g, x) && g != x;
            let wrong = replaces || overlap(g, t) || overlap(v, x) || overlap(v, t) || overlap(v, g);
            let expected = if wrong { loss_status::LOSS_ERROR_OVERLAP } else { loss_status::LOSS_OK };
            for options in [null(), &raw const given] {
                // Numbers and indices that are 0.
                let mut memory = [0u8; 4 * PLACES + BYTES];
                let start = memory.as_mut_ptr();
                let [x, t, g, v] = [x, t, g, v].map(|(place, _)| start.wrapping_add(place));
                // SAFETY: the arrays are within the memory.
                let status = unsafe {
                    if function == "mse" {
                        loss_mse_f32(x.cast(), t.cast(), ELEMENTS, options, v.cast(), g.cast())
                    } else {
                        loss_cross_entropy_f32(x.cast(), t.cast(), 1, ELEMENTS, null(), options, v.cast(), g.cast())
                    }
                };
                assert_eq!(status, expected, "{function} {which} without options: {}", options.is_null());
            }
        }
    }
}
