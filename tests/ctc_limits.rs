//! Connectionist temporal classification where it is not usual: no path, no labels, no frames, infinities and NaN, weights
//! of 0, gradients that are added to, published vectors, the query, and bad input.

mod common;

use common::buffer::{Buffer, Place};
use common::ctc::{Call, Ctc, How, Problem, message};
use common::{Random, close};
use loss::loss_status::{self, LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP};
use loss::loss_status::{LOSS_ERROR_SIZE, LOSS_ERROR_TARGET, LOSS_OK};
use loss::{
    LOSS_FULL, LOSS_LENGTH_CONSTANT, LOSS_LENGTH_MEAN, LOSS_LENGTH_SUM, LOSS_LENGTH_TOKENS, LOSS_MEAN, LOSS_MEAN_ROWS,
    LOSS_SUM, LOSS_ZERO_INFINITY, Options, loss_sequence_options, loss_sums,
};
use std::ptr::{null, null_mut};

const INFINITY: f64 = f64::INFINITY;

fn problem(logits: bool, classes: usize, max_time: usize, frames: &[&[f64]], labels: &[&[usize]]) -> Problem {
    let owned = |rows: &[&[f64]]| rows.iter().map(|row| row.to_vec()).collect();
    Problem {
        classes,
        max_time,
        blank: 0,
        frames: owned(frames),
        labels: labels.iter().map(|labels| labels.to_vec()).collect(),
        reduction: LOSS_SUM,
        ..Problem::draw(logits, [0, 1, 1, 2], &mut Random(1))
    }
}

/// `tests/test_cpu.cpp` of warp-ctc (github.com/baidu-research/warp-ctc, 2023-01-05): probabilities of two sequences of five
/// frames and six classes, the last of them blank, with the scores and gradients that are printed there.
#[test]
fn it_is_what_warp_ctc_publishes() {
    let first = [
        0.633766, 0.221185, 0.0917319, 0.0129757, 0.0142857, 0.0260553, 0.111121, 0.588392, 0.278779, 0.0055756,
        0.00569609, 0.010436, 0.0357786, 0.633813, 0.321418, 0.00249248, 0.00272882, 0.0037688, 0.0663296, 0.643849,
        0.280111, 0.00283995, 0.0035545, 0.00331533, 0.458235, 0.396634, 0.123377, 0.00648837, 0.00903441, 0.00623107,
    ];
    let second = [
        0.30176, 0.28562, 0.0831517, 0.0862751, 0.0816851, 0.161508, 0.24082, 0.397533, 0.0557226, 0.0546814,
        0.0557528, 0.19549, 0.230246, 0.450868, 0.0389607, 0.038309, 0.0391602, 0.202456, 0.280884, 0.429522,
        0.0326593, 0.0339046, 0.0326856, 0.190345, 0.423286, 0.315517, 0.0338439, 0.0393744, 0.0339315, 0.154046,
    ];
    let gradients = [
        [
            -0.366234, 0.221185, 0.0917319, 0.0129757, 0.0142857, 0.0260553, 0.111121, -0.411608, 0.278779, 0.0055756,
            0.00569609, 0.010436, 0.0357786, 0.633813, -0.678582, 0.00249248, 0.00272882, 0.0037688, 0.0663296,
            -0.356151, 0.280111, 0.00283995, 0.0035545, 0.00331533, -0.541765, 0.396634, 0.123377, 0.00648837,
            0.00903441, 0.00623107,
        ],
        [
            -0.69824, 0.28562, 0.0831517, 0.0862751, 0.0816851, 0.161508, 0.24082, -0.602467, 0.0557226, 0.0546814,
            0.0557528, 0.19549, 0.230246, 0.450868, 0.0389607, 0.038309, 0.0391602, -0.797544, 0.280884, -0.570478,
            0.0326593, 0.0339046, 0.0326856, 0.190345, -0.576714, 0.315517, 0.0338439, 0.0393744, 0.0339315, 0.154046,
        ],
    ];
    let logarithms = [first, second].map(|p| p.map(f64::ln));
    let mut problem = problem(true, 6, 5, &[&logarithms[0], &logarithms[1]], &[&[0, 1, 2, 1, 0], &[0, 1, 1, 0]]);
    problem.blank = 5;
    let found = problem.run::<f64>(How::default());
    // The score of the first is that of its only path; that of the second is printed. Six digits each.
    let only: f64 =
        -(0.633766_f64.ln() + 0.588392_f64.ln() + 0.321418_f64.ln() + 0.643849_f64.ln() + 0.458235_f64.ln());
    assert!(close(found.losses[0], only, 5e-6, 1.0) && close(found.losses[1], 5.42262, 5e-6, 1.0), "{found:?}");
    for (got, expected) in found.gradient.iter().flatten().zip(gradients.iter().flatten()) {
        assert!(close(*got, *expected, 2e-6, 1.0), "{got} {expected}");
    }
}

/// github.com/google-deepmind/optax, issue 1771: the true loss is 1.713908e-15, which others give as below 0.
#[test]
fn a_confident_loss_is_not_below_0() {
    let problem = problem(true, 2, 2, &[&[0.0, 17.0, 0.0, 17.0]], &[&[1]]);
    for loss in [problem.run::<f32>(How::default()).value, problem.run::<f64>(How::default()).value] {
        // A probability near 1 is rounded at 1e-16, some times.
        assert!((0.0..1.8e-15 + 1e-15).contains(&loss), "{loss:e}");
    }
}

#[test]
fn without_a_path_the_loss_is_infinite_and_the_gradient_0() {
    let x = [0.5, -0.25, 1.0, 0.0, 0.125, 2.0, 0.5, 0.5, 0.5];
    let impossible = [-INFINITY, 1.0, 0.0, -INFINITY, 0.5, 0.0, -INFINITY, 0.5, 0.0];
    let cases: [(&[f64], &[usize]); 5] = [
        // One frame fewer than labels, and no room for the blank between equal ones.
        (&x[..3], &[1, 2]),
        (&x, &[1, 1, 2]),
        (&[], &[1]),
        // The label is impossible, or the blank that is needed.
        (&[0.0, 0.0, -INFINITY, 0.0, 0.0, -INFINITY], &[2]),
        (&impossible, &[]),
    ];
    for (frames, labels) in cases {
        for logits in [true, false] {
            let mut problem = problem(logits, 3, 3, &[frames, &x], &[labels, &[1]]);
            problem.normalization = LOSS_LENGTH_MEAN;
            problem.reduction = LOSS_MEAN;
            let found = problem.run::<f32>(How::default());
            assert_eq!((found.value, found.losses[0], found.sums.rows), (INFINITY, INFINITY, 2), "{problem:?}");
            problem.flags = LOSS_ZERO_INFINITY;
            let zeroed = problem.run::<f32>(How { in_place: true, ..How::default() });
            assert_eq!((zeroed.losses[0], zeroed.sums.weight), (0.0, 2.0));
            assert!(zeroed.value == zeroed.sums.loss / 2.0 && zeroed.value != 0.0);
            for found in [&found, &zeroed] {
                assert!(found.gradient[0].iter().all(|x| *x == 0.0) && found.gradient[1].iter().any(|x| *x != 0.0));
            }
            assert_eq!(found.gradient[1], zeroed.gradient[1]);
        }
    }
}

#[test]
fn without_labels_it_is_the_loss_of_blanks() {
    let x = [0.5, -0.25, 1.0, 0.0, 0.125, 2.0];
    let found = problem(true, 3, 4, &[&x, &[]], &[&[], &[]]).run::<f64>(How::default());
    let mut expected = 0.0;
    for (t, frame) in x.chunks(3).enumerate() {
        let sum: f64 = frame.iter().map(|x| x.exp()).sum();
        expected -= (frame[0].exp() / sum).ln();
        for (c, x) in frame.iter().enumerate() {
            let gradient = x.exp() / sum - f64::from(u8::from(c == 0));
            assert!(close(found.gradient[0][3 * t + c], gradient, 4e-16, 1.0));
        }
    }
    assert!(close(found.losses[0], expected, 4e-16, 1.0) && found.losses[1] == 0.0);
    assert!(found.gradient[0][6..].iter().chain(&found.gradient[1]).all(|x| *x == 0.0));
    assert_eq!(found.sums.rows, 2);
}

#[test]
fn nan_stays_in_its_sequence() {
    let x = [0.5, -0.25, 1.0, 0.0, 0.0, 0.125, 2.0, -1.0];
    let nan = |place: usize| {
        let mut with = x;
        with[place] = f64::NAN;
        with
    };
    for logits in [true, false] {
        for place in 0..8 {
            let found =
                problem(logits, 4, 3, &[&x, &nan(place), &x], &[&[1], &[1, 2], &[2]]).run::<f32>(How::default());
            let unused = !logits && place % 4 == 3;
            assert_eq!(
                (found.losses[0].is_nan(), found.losses[1].is_nan(), found.losses[2].is_nan()),
                (false, !unused, false)
            );
            for (c, gradient) in found.gradient[1].iter().enumerate() {
                let expected = !unused && c < 8 && (logits || c % 4 != 3);
                assert_eq!(gradient.is_nan(), expected, "{logits} {place} {c}");
                assert!(gradient.is_nan() || c < 8 || *gradient == 0.0);
            }
            assert!(found.gradient[0].iter().chain(&found.gradient[2]).all(|gradient| gradient.is_finite()));
        }
    }
}

#[test]
fn infinities_follow_the_limit() {
    // A logit of +∞ is the whole of its frame; two of them have no limit, and neither has a frame of −∞.
    let run = |frames: &[f64], labels: &[usize]| {
        let found = problem(true, 3, 2, &[frames], &[labels]).run::<f64>(How::default());
        (found.value, found.gradient[0].clone())
    };
    let large = 1e3;
    for labels in [&[1][..], &[2], &[1, 2], &[]] {
        let (value, gradient) = run(&[0.25, INFINITY, 0.5, 0.0, 0.5, -0.5], labels);
        let (near, near_gradient) = run(&[0.25, large, 0.5, 0.0, 0.5, -0.5], labels);
        if near > 100.0 {
            assert!(value == INFINITY && gradient.iter().all(|x| *x == 0.0), "{labels:?} {value}");
        } else {
            assert_eq!((value, &gradient), (near, &near_gradient), "{labels:?}");
        }
    }
    assert!(run(&[INFINITY, INFINITY, 0.0, 0.0, 0.0, 0.0], &[1]).0.is_nan());
    let (value, gradient) = run(&[-INFINITY, -INFINITY, -INFINITY, 0.0, 0.0, 0.0], &[1]);
    assert!(value.is_nan() && gradient.iter().all(|x| x.is_nan()));
    // −∞ is a probability of 0, whatever else.
    let (value, gradient) = run(&[0.0, 0.5, -INFINITY, 0.0, 0.5, -0.5], &[1]);
    assert!(value.is_finite() && gradient[2] == 0.0 && gradient.iter().all(|x| x.is_finite()));
    let found = problem(false, 3, 1, &[&[0.0, INFINITY, 0.0]], &[&[1]]).run::<f64>(How::default());
    assert!(found.value.is_nan());
    // Without a path the numbers are not read.
    let found = problem(true, 3, 1, &[&[f64::NAN; 3]], &[&[1, 2]]).run::<f64>(How::default());
    assert!(found.value == INFINITY && found.gradient[0] == [0.0; 3]);
}

#[test]
fn large_numbers_are_no_others() {
    // Logits whose exponentials, and whose sums over frames, are far out of range.
    for scale in [1e4, 1e10, 1e16, 1e300] {
        let x = [0.0, -scale, -2.0 * scale, -scale, 0.0, -scale];
        let found = problem(true, 3, 2, &[&x], &[&[1, 2]]).run::<f64>(How::default());
        assert!(close(found.value, 2.0 * scale, 4.0 * f64::EPSILON, 0.0), "{scale:e}: {:e}", found.value);
        assert_eq!(found.gradient[0], [1.0, -1.0, 0.0, 0.0, 1.0, -1.0], "{scale:e}");
    }
}

#[test]
fn weights_and_normalisations() {
    let mut problem = Problem::draw(true, [3, 12, 4, 5], &mut Random(311));
    let label = (problem.blank + 1) % 5;
    problem.labels = vec![vec![label], vec![label, label], vec![]];
    problem.reduction = LOSS_SUM;
    let plain = problem.run::<f64>(How::default());
    let weights = [0.5, 2.0, 3.0];
    problem.weight = Some(weights.to_vec());
    for (normalization, divided, weight) in [
        (LOSS_LENGTH_SUM, [1.0; 3], 5.5),
        (LOSS_LENGTH_MEAN, [1.0, 2.0, 1.0], 5.5),
        (LOSS_LENGTH_TOKENS, [1.0; 3], 4.5),
        (LOSS_LENGTH_CONSTANT, [4.0; 3], 5.5),
    ] {
        problem.normalization = normalization;
        problem.length = if normalization == LOSS_LENGTH_CONSTANT { 4.0 } else { 0.0 };
        let sum: f64 = (0..3).map(|i| weights[i] * plain.losses[i] / divided[i]).sum();
        for (reduction, below) in [(LOSS_MEAN, weight), (LOSS_SUM, 1.0), (LOSS_MEAN_ROWS, 3.0)] {
            if normalization == LOSS_LENGTH_TOKENS && reduction == LOSS_MEAN_ROWS {
                continue;
            }
            problem.reduction = reduction;
            let found = problem.run::<f64>(How::default());
            assert!(close(found.sums.loss, sum, 1e-14, 0.0) && found.sums.weight == weight && found.sums.rows == 3);
            assert!(close(found.value, sum / below, 1e-14, 0.0));
            for i in 0..3 {
                assert_eq!(found.losses[i], plain.losses[i] / divided[i]);
                for (got, plain) in found.gradient[i].iter().zip(&plain.gradient[i]) {
                    assert!(close(*got, plain * weights[i] / divided[i] / below, 1e-15, 0.0));
                }
            }
        }
    }
}

#[test]
fn sequences_that_do_not_count_may_hold_anything() {
    let mut problem = Problem::draw(true, [3, 12, 4, 5], &mut Random(315));
    problem.labels[1] = vec![(problem.blank + 1) % 5, usize::MAX, problem.blank];
    problem.frames[1].fill(f64::NAN);
    problem.mask = Some(vec![1, 0, 1]);
    let found = problem.run::<f64>(How::default());
    assert_eq!((found.losses[1], found.sums.rows), (0.0, 2));
    assert!(found.gradient[1].iter().all(|x| *x == 0.0) && found.value.is_finite());
    // One that weighs 0 has its loss, and its labels are looked at.
    (problem.mask, problem.weight) = (None, Some(vec![0.5, 0.0, 3.0]));
    problem.labels[1].truncate(1);
    let found = problem.run::<f64>(How::default());
    assert!(found.losses[1].is_nan() && found.value.is_finite() && found.sums.weight == 3.5);
    assert!(found.gradient[1].iter().all(|x| *x == 0.0));
}

#[test]
fn gradients_may_be_added_to_or_0() {
    let mut random = Random(312);
    for logits in [true, false] {
        let mut problem = Problem::draw(logits, [3, 12, 4, 5], &mut random);
        problem.labels[1] = vec![(problem.blank + 1) % 5; 11];
        let own = problem.run::<f64>(How::default());
        let added = problem.run_onto::<f64>(How::default(), Some(0.5));
        for (own, added) in own.gradient.iter().flatten().zip(added.gradient.iter().flatten()) {
            assert_eq!(own + 0.5, *added);
        }
        problem.upstream = 0.0;
        problem.frames[0][0] = f64::NAN;
        for how in [How::default(), How { in_place: true, ..How::default() }] {
            assert!(problem.run::<f64>(how).gradient.iter().flatten().all(|x| *x == 0.0));
        }
        assert!(problem.run_onto::<f64>(How::default(), Some(0.5)).gradient.iter().flatten().all(|x| *x == 0.5));
    }
}

#[test]
fn the_query_does_not_fall() {
    let mut random = Random(313);
    for _ in 0..2000 {
        let sizes = [random.below(40), random.below(100), random.below(60), random.below(300)];
        let (gradient, threads) = (random.below(2) == 0, 1 + random.below(8) as u32);
        let bytes = f32::bytes(sizes, gradient, threads);
        assert_eq!(bytes, f64::bytes(sizes, gradient, threads));
        assert!(f32::bytes(sizes, true, threads) >= bytes && f32::bytes(sizes, gradient, threads + 1) >= bytes);
        for axis in 0..4 {
            let mut larger = sizes;
            larger[axis] += 1 + random.below(100);
            assert!(f32::bytes(larger, gradient, threads) >= bytes, "{sizes:?} {larger:?}");
        }
    }
    for axis in 0..4 {
        let mut sizes = [2, 3, 4, 5];
        sizes[axis] = usize::MAX / 4;
        assert_eq!(f32::bytes(sizes, true, 2), usize::MAX, "{axis}");
    }
    assert_eq!(f32::bytes([0, 3, 4, 5], true, 1), 0);
}

#[test]
fn sizes_may_be_0() {
    let none = problem(true, 3, 0, &[], &[]).run::<f32>(How::default());
    assert_eq!((none.value, none.sums.rows), (0.0, 0));
    let no_frames = problem(true, 3, 0, &[&[], &[]], &[&[], &[]]).run::<f32>(How::default());
    assert_eq!((no_frames.value, no_frames.sums.rows), (0.0, 2));
    let mut masked = problem(true, 3, 1, &[&[0.0; 3]], &[&[1]]);
    masked.mask = Some(vec![0]);
    let found = masked.run::<f32>(How::default());
    assert_eq!((found.value, found.sums, found.gradient[0].clone()), (0.0, loss_sums::default(), vec![0.0; 3]));
}

/// Calls that are refused, with the reason; nothing is written.
#[test]
fn bad_input_is_refused() {
    let place = Place::default();
    let bytes = f32::bytes([3, 4, 2, 5], true, 1);
    let mut workspace = Buffer::<u8>::blank(bytes, place);
    let mut grad = Buffer::<f32>::blank(60, place);
    let (mut value, mut losses) = (Buffer::<f64>::blank(1, place), Buffer::<f32>::blank(3, place));
    let input = [0.5_f32; 60];
    let mut check = |what: &str, status: loss_status, words: &str, change: &mut dyn FnMut(&mut Call<f32>)| {
        let (targets, input_lengths, target_lengths) = ([1_i64, 2, 3, 4, 4], [4_i64, 3, 4], [2_i64, 1, 2]);
        for logits in [true, false] {
            let mut call = Call {
                input: input.as_ptr(),
                targets: targets.as_ptr(),
                input_lengths: input_lengths.as_ptr(),
                target_lengths: target_lengths.as_ptr(),
                sizes: [3, 4, 5],
                blank: 0,
                sequence_options: loss_sequence_options::default(),
                options: Options {
                    losses: losses.pointer(),
                    workspace: workspace.pointer().cast(),
                    workspace_size: bytes,
                    ..Options::default()
                },
                value: value.pointer(),
                grad: grad.pointer(),
            };
            change(&mut call);
            // SAFETY: refused before anything is touched.
            assert_eq!(unsafe { f32::call(logits, &call) }, status, "{what}: {}", message());
            assert!(message().contains(words), "{what}: {}", message());
        }
        assert!(grad.untouched() && value.untouched() && losses.untouched() && workspace.untouched(), "{what}");
    };
    let (size, target, invalid, pointer) =
        (LOSS_ERROR_SIZE, LOSS_ERROR_TARGET, LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER);
    for wrong in [-1, 5, i64::MIN, i64::MAX] {
        for wrong_place in 0..3 {
            let mut lengths = [4_i64, 3, 4];
            lengths[wrong_place] = wrong;
            let words = format!("input_lengths[{wrong_place}] = {wrong} is not in [0, 4]");
            check("frames", size, &words, &mut |c| c.input_lengths = lengths.as_ptr());
        }
        for (wrong_place, sequence, label) in [(0, 0, 0), (1, 0, 1), (2, 1, 0), (4, 2, 1)] {
            let mut labels = [1_i64, 2, 3, 4, 4];
            labels[wrong_place] = wrong;
            let words =
                format!("targets[{wrong_place}] = {wrong} (sequence {sequence}, label {label}) is not in [0, 5)");
            check("labels", target, &words, &mut |c| c.targets = labels.as_ptr());
            labels[wrong_place] = 0;
            let words = format!("targets[{wrong_place}] = 0 (sequence {sequence}, label {label}) is the blank");
            check("blank as a label", target, &words, &mut |c| c.targets = labels.as_ptr());
        }
        check("blank", target, &format!("blank = {wrong} is not in [0, 5)"), &mut |c| c.blank = wrong);
    }
    for wrong in [-1, i64::MIN] {
        let lengths = [2, 1, wrong];
        let words = format!("target_lengths[2] = {wrong} is negative");
        check("labels of a sequence", size, &words, &mut |c| c.target_lengths = lengths.as_ptr());
    }
    let (long, longer) = ([i64::MAX, i64::MAX, 2], [2_i64, 3, 1]);
    check("sum of lengths", size, "the sum of target_lengths overflows at target_lengths[2]", &mut |c| {
        c.target_lengths = long.as_ptr();
    });
    check(
        "longer than the stride",
        size,
        "target_lengths[1] = 3 is more than sequence_options.target_stride = 2",
        &mut |c| {
            (c.target_lengths, c.sequence_options.target_stride) = (longer.as_ptr(), 2);
        },
    );
    check("padded labels", target, "targets[3] = 4 (sequence 1, label 1) is the blank", &mut |c| {
        (c.blank, c.sequence_options.target_stride, c.target_lengths) = (4, 2, null());
        c.sizes[0] = 2;
    });
    check("input", pointer, "is NULL", &mut |c| c.input = null());
    check("targets", pointer, "targets is NULL", &mut |c| c.targets = null());
    check("target_lengths", pointer, "target_lengths is NULL", &mut |c| c.target_lengths = null());
    check("workspace", pointer, &format!("options.workspace is NULL: these sizes need {bytes} bytes"), &mut |c| {
        c.options.workspace = null_mut();
    });
    let words = format!("options.workspace_size = {} is less than the {bytes} that these sizes need", bytes - 1);
    check("a byte less", size, &words, &mut |c| c.options.workspace_size = bytes - 1);
    check("sizes", size, "overflows", &mut |c| c.sizes[0] = usize::MAX / 2);
    check("sizes", size, "overflows", &mut |c| (c.sizes[1], c.input_lengths) = (usize::MAX / 2, null()));
    check("sizes", size, "overflows", &mut |c| c.sizes[2] = usize::MAX / 2);
    for (batch_stride, time_stride) in [(0, 4), (19, 5), (4, 15), (5, 14), (0, 1)] {
        check("strides", size, "frames of 5 classes overlap", &mut |c| {
            (c.sequence_options.batch_stride, c.sequence_options.time_stride) = (batch_stride, time_stride);
        });
    }
    check("normalization", invalid, "sequence_options.normalization = 4 must be", &mut |c| {
        c.sequence_options.normalization = 4;
    });
    for length in [0.0, -1.0, f64::NAN, INFINITY] {
        check("length", invalid, "must be finite and above 0", &mut |c| {
            (c.sequence_options.normalization, c.sequence_options.length) = (LOSS_LENGTH_CONSTANT, length);
        });
    }
    check("length", invalid, "sequence_options.length = 2 has a meaning with", &mut |c| {
        c.sequence_options.length = 2.0
    });
    check("reserved", invalid, "sequence_options.reserved", &mut |c| c.sequence_options.reserved[3] = 1);
    check("reserved", invalid, "sequence_options.reserved", &mut |c| c.sequence_options.reserved0 = 1);
    check("rows", invalid, "LOSS_MEAN_ROWS has no meaning with LOSS_LENGTH_TOKENS", &mut |c| {
        (c.sequence_options.normalization, c.options.reduction) = (LOSS_LENGTH_TOKENS, LOSS_MEAN_ROWS);
    });
    check("hessian", invalid, "options.hessian", &mut |c| c.options.hessian = c.grad);
    check("flag", invalid, "LOSS_FULL", &mut |c| c.options.flags = LOSS_FULL);
    check("nothing", pointer, "nothing was asked for", &mut |c| {
        (c.grad, c.value, c.options.losses) = (null_mut(), null_mut(), null_mut());
    });
    let overlap = LOSS_ERROR_OVERLAP;
    check("not quite in place", overlap, "grad overlaps", &mut |c| c.grad = c.input.wrapping_add(1).cast_mut());
    check("losses in the gradient", overlap, "overlaps", &mut |c| c.options.losses = c.grad.wrapping_add(59));
    check("workspace over the gradient", overlap, "options.workspace", &mut |c| c.options.workspace = c.grad.cast());
    check("workspace over lengths", overlap, "options.workspace", &mut |c| {
        c.options.workspace = c.target_lengths.cast_mut().cast();
    });
    check("accumulate in place", overlap, "grad overlaps", &mut |c| {
        (c.options.flags, c.grad) = (loss::LOSS_ACCUMULATE, c.input.cast_mut());
    });
}

/// NULL stands for all frames, and with a stride for all labels.
#[test]
fn lengths_may_be_absent() {
    let mut random = Random(314);
    let mut problem = Problem::draw(true, [2, 6, 2, 4], &mut random);
    problem.frames = (0..2).map(|_| (0..24).map(|_| random.between(-2.0, 2.0)).collect()).collect();
    let [a, b] = [1, 2].map(|step| (problem.blank + step) % 4);
    problem.labels = vec![vec![a, b], vec![b, a]];
    let expected = problem.run::<f64>(How::default());
    let input: Vec<f64> = problem.frames.concat();
    let targets = [a, b, b, a].map(|label| label as i64);
    let (mut value, mut workspace) = (0.0, vec![0_u8; f64::bytes([2, 6, 2, 4], false, 1)]);
    let call = Call {
        input: input.as_ptr(),
        targets: targets.as_ptr(),
        input_lengths: null(),
        target_lengths: null(),
        sizes: [2, 6, 4],
        blank: problem.blank as i64,
        sequence_options: loss_sequence_options { target_stride: 2, ..loss_sequence_options::default() },
        options: Options {
            workspace: workspace.as_mut_ptr().cast(),
            workspace_size: workspace.len(),
            ..Options::default()
        },
        value: &raw mut value,
        grad: null_mut(),
    };
    // SAFETY: all arrays are as long as the header says.
    assert_eq!(unsafe { f64::call(true, &call) }, LOSS_OK, "{}", message());
    assert_eq!(value, expected.value);
}
