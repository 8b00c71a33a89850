//! Where the arrays of losses over classes may be: indices of 32 bits, targets with a stride of their own, padding that is
//! cleared; and a workspace, which every function accepts.

mod common;

use common::Random;
use common::buffer::{Buffer, Place};
use common::call::{Case, Dtype, Outcome, entry};
use common::class_reference::place;
use common::entry::{Driver, names};
use common::sample::{Sizes, meaningful, option, sample, with_options};
use loss::loss_status::{self, LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP};
use loss::loss_status::{LOSS_ERROR_SIZE, LOSS_ERROR_TARGET};
use loss::{ClassOptions, LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, Options};
use std::ptr::{null, null_mut};

const SIZES: [Sizes; 4] = [
    Sizes { rows: 6, classes: 5, inner: 0, padding: 0, seq_len: 3 },
    Sizes { rows: 70, classes: 10, inner: 0, padding: 3, seq_len: 7 },
    Sizes { rows: 9, classes: 130, inner: 3, padding: 2, seq_len: 0 },
    Sizes { rows: 4, classes: 2100, inner: 0, padding: 1, seq_len: 2 },
];

fn has_indices(name: &str) -> bool {
    entry(name).over_classes() && (entry(name).has_index || entry(name).has_list)
}

/// Its targets are a matrix in the layout of the input.
fn has_target_matrix(name: &str) -> bool {
    let entry = entry(name);
    entry.over_classes() && !entry.targets.is_empty() && entry.driver != Driver::SoftmaxBackward
}

/// A call without options, and one with all that have a meaning.
fn calls(name: &str, sizes: Sizes, random: &mut Random) -> [Case; 2] {
    [0, option::ALL].map(|wanted| {
        let case = sample(name, sizes, random);
        with_options(name, case, wanted, random)
    })
}

fn refused(what: &str, got: &Outcome, status: loss_status, words: &str) {
    assert_eq!(got.status, status, "{what}: {}", got.message);
    assert!(got.message.contains(words), "{what}: {}", got.message);
    assert!(got.untouched, "{what}: something was written");
}

/// The indices of a case with 32 bits. What follows the end of a list is no class here either.
fn narrowed(case: &Case, misalignment: usize) -> Buffer<i32> {
    let narrow: Vec<i32> = case.index.iter().map(|index| i32::try_from(*index).unwrap_or(i32::MIN)).collect();
    Buffer::of(&narrow, Place { at_start: false, misalignment })
}

fn with_narrow<E: Dtype>(name: &str, case: &Case, misalignment: usize) -> Outcome {
    let narrow = narrowed(case, misalignment);
    case.call_with::<E>(name, |arguments| {
        arguments.index = null();
        arguments.class_options.as_mut().expect("a case has them").target_i32 = narrow.input();
    })
}

#[test]
fn indices_may_have_32_bits() {
    let mut random = Random(41);
    for name in names().filter(|name| has_indices(name)) {
        for sizes in SIZES {
            for case in calls(name, sizes, &mut random) {
                for misalignment in [0, 1] {
                    let what = format!("{name} {sizes:?}");
                    assert!(with_narrow::<f32>(name, &case, misalignment).same_bits(&case.run::<f32>(name)), "{what}");
                    assert!(with_narrow::<f64>(name, &case, misalignment).same_bits(&case.run::<f64>(name)), "{what}");
                }
            }
        }
    }
}

#[test]
fn indices_are_given_once() {
    let mut random = Random(42);
    for name in names().filter(|name| has_indices(name)) {
        let case = sample(name, SIZES[0], &mut random);
        let narrow = narrowed(&case, 0);
        let target = if entry(name).driver == Driver::Sequence { "tokens" } else { "target" };
        let both = case.call_with::<f32>(name, |arguments| {
            arguments.class_options.as_mut().expect("a case has them").target_i32 = narrow.input();
        });
        let words = format!("class_options.target_i32 and {target}");
        refused(name, &both, LOSS_ERROR_INVALID_ARGUMENT, &words);
        let none = case.call_with::<f32>(name, |arguments| arguments.index = null());
        refused(name, &none, LOSS_ERROR_NULL_POINTER, &format!("{target} is NULL"));
    }
    for name in names().filter(|name| entry(name).over_classes() && !has_indices(name)) {
        let narrow = Buffer::of(&[0_i32; 6], Place::default());
        let got = sample(name, SIZES[0], &mut random).call_with::<f32>(name, |arguments| {
            arguments.class_options.as_mut().expect("a case has them").target_i32 = narrow.input();
        });
        refused(name, &got, LOSS_ERROR_INVALID_ARGUMENT, "class_options.target_i32");
    }
}

#[test]
fn indices_of_32_bits_are_checked() {
    let mut random = Random(43);
    for name in names().filter(|name| has_indices(name)) {
        let below = (SIZES[1].classes + entry(name).fewer) as i64;
        for wrong in [below, -7, i64::from(i32::MAX), i64::from(i32::MIN)] {
            let case = sample(name, SIZES[1], &mut random);
            let entries = case.index.len() / case.rows;
            for row in [0, case.rows - 1] {
                let mut case = case.clone();
                case.index[row * entries] = wrong;
                let words = format!("class_options.target_i32[{}] = {wrong} is not in [0, {below})", row * entries);
                refused(name, &with_narrow::<f32>(name, &case, 0), LOSS_ERROR_TARGET, &words);
            }
        }
    }
}

/// The target of a case with so many elements from one row block to the next, NaN between them.
fn moved<E: Dtype>(case: &Case, stride: usize) -> Buffer<E> {
    let inner = case.inner.max(1);
    let block = case.classes * inner;
    let of_target = Case { row_stride: stride, ..case.clone() };
    let mut target = vec![f64::NAN; (case.rows / inner - 1) * stride + block];
    for row in 0..case.rows {
        for c in 0..case.classes {
            target[place(&of_target, row, c)] = case.target[place(case, row, c)];
        }
    }
    Buffer::new(&target, Place { at_start: false, misalignment: 0 })
}

fn with_stride<E: Dtype>(name: &str, case: &Case, stride: usize) -> Outcome {
    let target = moved::<E>(case, stride);
    case.call_with::<E>(name, |arguments| {
        arguments.target = target.input();
        arguments.class_options.as_mut().expect("a case has them").target_stride = stride;
    })
}

#[test]
fn targets_may_have_a_stride_of_their_own() {
    let mut random = Random(44);
    for name in names().filter(|name| has_target_matrix(name)) {
        for sizes in SIZES {
            for case in calls(name, sizes, &mut random) {
                let block = case.classes * case.inner.max(1);
                for stride in [block, block + 5] {
                    let what = format!("{name} {sizes:?} {stride}");
                    assert!(with_stride::<f32>(name, &case, stride).same_bits(&case.run::<f32>(name)), "{what}");
                    assert!(with_stride::<f64>(name, &case, stride).same_bits(&case.run::<f64>(name)), "{what}");
                }
            }
        }
    }
}

#[test]
fn strides_of_targets_are_checked() {
    let mut random = Random(45);
    for name in names().filter(|name| entry(name).over_classes()) {
        let case = sample(name, SIZES[0], &mut random);
        let given = |stride: usize| {
            case.call_with::<f32>(name, |arguments| {
                arguments.class_options.as_mut().expect("a case has them").target_stride = stride;
            })
        };
        if has_target_matrix(name) {
            refused(name, &given(case.classes - 1), LOSS_ERROR_SIZE, "class_options.target_stride = 4 is less than");
            refused(name, &given(usize::MAX / 2), LOSS_ERROR_SIZE, "overflows");
        } else {
            refused(name, &given(case.classes), LOSS_ERROR_INVALID_ARGUMENT, "class_options.target_stride");
        }
    }
}

/// The padding of the gradient is 0 behind each row, and all the rest as it is without the flag.
fn clears<E: Dtype>(name: &str, case: &Case) {
    let (inner, expected) = (case.inner.max(1), case.run::<E>(name));
    let stride = if case.row_stride == 0 { case.classes * inner } else { case.row_stride };
    let whole = case.rows / inner * stride;
    let mut filled = vec![0.5; whole];
    if let Some(old) = &case.old_gradient {
        filled[..old.len()].copy_from_slice(old);
    } else if case.in_place {
        filled[..case.input.len()].copy_from_slice(&case.input);
    }
    // As long as it may be, before memory that may not be touched.
    let mut gradient = Buffer::<E>::new(&filled, Place::default());
    let got = case.call_with::<E>(name, |arguments| {
        arguments.options.as_mut().expect("a case has them").flags |= LOSS_CLEAR_PADDING;
        arguments.gradient = gradient.pointer();
        if case.in_place {
            arguments.input = arguments.gradient;
        }
    });
    let what = format!("{name} {}: {case:?}", E::NAME);
    assert_eq!(got.status, loss_status::LOSS_OK, "{what}: {}", got.message);
    let found = Outcome { gradient: Vec::new(), ..got };
    assert!(found.same_bits(&Outcome { gradient: Vec::new(), ..expected.clone() }), "{what}");
    for (at, number) in gradient.values().into_iter().enumerate() {
        let padding = at % stride >= case.classes * inner;
        let wanted = if padding { 0.0 } else { expected.gradient[at] };
        assert_eq!(number.to_bits(), wanted.to_bits(), "{what}: [{at}] {number}");
    }
}

#[test]
fn padding_is_cleared() {
    let mut random = Random(46);
    for name in names().filter(|name| entry(name).over_classes() && entry(name).driver != Driver::Softmax) {
        for sizes in SIZES {
            for mut case in calls(name, sizes, &mut random) {
                clears::<f32>(name, &case);
                clears::<f64>(name, &case);
                case.flags &= !LOSS_ACCUMULATE;
                let in_place = Case { in_place: true, old_gradient: None, ..case.clone() };
                clears::<f32>(name, &in_place);
                // Without a row that counts the gradient is 0 as well.
                clears::<f64>(name, &Case { mask: Some(vec![0; case.rows]), ..in_place });
            }
        }
    }
}

#[test]
fn clearing_is_refused_where_it_would_harm() {
    let mut random = Random(47);
    for name in names().filter(|name| entry(name).has_options() && entry(name).driver != Driver::Softmax) {
        let mut case = sample(name, Sizes { padding: 3, ..SIZES[0] }, &mut random);
        if !entry(name).over_classes() {
            case.flags = LOSS_CLEAR_PADDING;
            refused(name, &case.call::<f32>(name), LOSS_ERROR_INVALID_ARGUMENT, "LOSS_CLEAR_PADDING has no meaning");
            continue;
        }
        let length = case.input.len();
        // An output behind the last row.
        let mut gradient = Buffer::<f32>::blank(length + 3, Place::default());
        let got = case.call_with::<f32>(name, |arguments| {
            arguments.gradient = gradient.pointer();
            let options = arguments.options.as_mut().expect("a case has them");
            options.flags = LOSS_CLEAR_PADDING;
            // SAFETY: within the buffer.
            unsafe { options.workspace = arguments.gradient.add(length + 2).cast() };
            options.workspace_size = 1;
        });
        refused(name, &got, LOSS_ERROR_OVERLAP, "overlaps");
        assert!(gradient.untouched(), "{name}");
    }
}

#[test]
fn a_workspace_changes_nothing() {
    let mut random = Random(48);
    for name in names().filter(|name| entry(name).has_options() && entry(name).driver != Driver::Softmax) {
        let case = sample(name, SIZES[1], &mut random);
        let case = with_options(name, case, option::ALL & meaningful(name), &mut random);
        let mut workspace = Buffer::<u8>::blank(4096, Place::default());
        let expected = case.run::<f32>(name);
        let mut given = |size: usize, over_gradient: bool| {
            case.call_with::<f32>(name, |arguments| {
                let over = if over_gradient { arguments.gradient.cast() } else { workspace.pointer().cast() };
                let options = arguments.options.as_mut().expect("a case has them");
                (options.workspace, options.workspace_size) = (over, size);
            })
        };
        assert!(given(4096, false).same_bits(&expected), "{name}");
        refused(name, &given(1, true), LOSS_ERROR_OVERLAP, "options.workspace");
        // A size alone is no memory.
        let none = case.call_with::<f32>(name, |arguments| {
            let options = arguments.options.as_mut().expect("a case has them");
            (options.workspace, options.workspace_size) = (null_mut(), 4096);
        });
        assert!(none.same_bits(&expected), "{name}");
        assert!(workspace.untouched(), "{name}");
    }
}

/// Rows without classes are nothing but padding, also where there is one row.
#[test]
fn padding_of_rows_without_classes_is_cleared() {
    for rows in [1, 2] {
        let ignored = [-100i64; 2];
        let mut gradient = Buffer::<f64>::new(&vec![7.0; rows * 3], Place::default());
        let options = Options { flags: LOSS_CLEAR_PADDING, ..Options::default() };
        let class_options = ClassOptions { row_stride: 3, ..ClassOptions::default() };
        // SAFETY: a target per row; no logits are read of rows without classes, and the gradient has three elements a row.
        let status = unsafe {
            loss::loss_cross_entropy_f64(
                gradient.input(),
                ignored.as_ptr(),
                rows,
                0,
                &raw const class_options,
                &raw const options,
                null_mut(),
                gradient.pointer(),
            )
        };
        assert_eq!(status, loss_status::LOSS_OK);
        assert_eq!(gradient.values(), vec![0.0; rows * 3]);
    }
}
