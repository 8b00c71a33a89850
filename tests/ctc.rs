//! Connectionist temporal classification: against the sum over all paths one by one, against the recursion in logarithms,
//! against PyTorch, against central differences, with all that makes no difference, and at the limits.

mod common;

use common::buffer::Place;
use common::ctc::{Ctc, Found, How, Plain, Problem};
use common::{Random, close, on_each_isa};
use loss::{
    LOSS_LENGTH_CONSTANT, LOSS_LENGTH_MEAN, LOSS_LENGTH_TOKENS, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, LOSS_ZERO_INFINITY,
};
use serde_json::Value;

/// Rounding of `E`, which losses and gradients have once, and of the reference: in each frame, forward and backward, it
/// rounds logarithms as large as the loss, and their error is that of an exponential.
fn tolerance<E: Ctc>(frames: usize, loss: f64) -> f64 {
    let own = if size_of::<E>() == 4 { f64::from(f32::EPSILON) } else { 0.0 };
    let largest = if loss.is_finite() { loss.abs().max(30.0) } else { 30.0 };
    own + 2.0 * frames as f64 * largest * f64::EPSILON
}

/// Losses and gradients of LOSS_SUM against a plain loop.
fn is_the_formula<E: Ctc>(problem: &Problem, plain: fn(&Problem, usize) -> Plain) {
    let problem = Problem { reduction: LOSS_SUM, ..problem.clone() };
    let found = problem.run::<E>(How::default());
    let mut sum = 0.0;
    for i in 0..problem.frames.len() {
        let (loss, gradient) = problem.of_sequence(i, plain(&problem, i));
        let tolerance = tolerance::<E>(problem.max_time, loss);
        assert!(close(found.losses[i], loss, tolerance, 1.0), "{i}: {} {loss} {problem:?}", found.losses[i]);
        for (c, (got, expected)) in found.gradient[i].iter().zip(&gradient).enumerate() {
            assert!(close(*got, *expected, tolerance, 1.0), "{i}, {c}: {got} {expected} {problem:?}");
        }
        sum += loss;
    }
    assert!(close(found.value, sum, 1e-13, 1.0), "{} {sum}", found.value);
    assert_eq!(found.sums.weight, problem.frames.len() as f64);
}

#[test]
fn it_is_the_sum_over_all_paths() {
    let mut random = Random(301);
    for round in 0..300 {
        let [frames, classes] = [1 + random.below(6), 1 + random.below(4)];
        let problem = Problem::draw(round % 2 == 0, [3, frames, 4, classes], &mut random);
        is_the_formula::<f32>(&problem, Problem::by_paths);
        is_the_formula::<f64>(&problem, Problem::by_paths);
        is_the_formula::<f64>(&problem, Problem::by_recursion);
    }
}

const SIZES: [[usize; 4]; 8] = [
    [1, 1, 1, 2],
    [4, 40, 12, 7],
    [3, 70, 33, 33],
    [2, 100, 14, 5],
    [2, 90, 15, 6],
    [2, 64, 16, 100],
    [1, 33, 31, 17],
    [5, 20, 3, 200],
];

#[test]
fn it_is_the_recursion_in_logarithms() {
    let mut random = Random(302);
    for sizes in SIZES {
        for logits in [true, false] {
            let problem = Problem::draw(logits, sizes, &mut random);
            is_the_formula::<f32>(&problem, Problem::by_recursion);
            is_the_formula::<f64>(&problem, Problem::by_recursion);
        }
    }
}

/// Values that PyTorch has given in double precision: tests/golden/sequences.py.
fn is_that_of_pytorch<E: Ctc>(case: &Value) {
    let number =
        |value: &Value| value.as_f64().unwrap_or_else(|| if value == "inf" { f64::INFINITY } else { f64::NAN });
    let numbers = |key: &str| case[key].as_array().expect(key).iter().map(number).collect::<Vec<_>>();
    let size = |key: &str| case[key].as_u64().expect(key) as usize;
    let (max_time, classes) = (size("max_time"), size("classes"));
    let (input, tokens) = (numbers("input"), numbers("tokens"));
    let mut problem = Problem::draw(true, [0, 1, 0, classes], &mut Random(1));
    (problem.max_time, problem.blank) = (max_time, size("blank"));
    let mut start = 0;
    for (i, (frames, labels)) in numbers("input_lengths").iter().zip(numbers("target_lengths")).enumerate() {
        let place = i * max_time * classes;
        problem.frames.push(input[place..place + *frames as usize * classes].to_vec());
        let end = start + labels as usize;
        problem.labels.push(tokens[start..end].iter().map(|label| *label as usize).collect());
        start = end;
    }
    let options = &case["options"];
    problem.flags = if options["zero_infinity"] == true { LOSS_ZERO_INFINITY } else { 0 };
    let mean = options["reduction"] == "mean";
    (problem.reduction, problem.normalization) = if mean { (LOSS_MEAN, LOSS_LENGTH_MEAN) } else { (LOSS_SUM, 0) };
    let found = problem.run::<E>(How::default());
    let largest = numbers("losses").into_iter().fold(0.0, f64::max);
    let tolerance = tolerance::<E>(max_time, largest);
    let value = number(&case["value"]);
    assert!(close(found.value, value, tolerance, 1.0), "{}: {} {value}", case["note"], found.value);
    for (i, loss) in numbers("losses").into_iter().enumerate() {
        let divisor = if mean { problem.labels[i].len().max(1) as f64 } else { 1.0 };
        assert!(close(found.losses[i] * divisor, loss, 2.0 * tolerance, 1.0), "{}: {loss}", case["note"]);
    }
    for (got, expected) in found.gradient.iter().flatten().zip(numbers("grad")) {
        assert!(close(*got, expected, tolerance, 1.0), "{}: {got} {expected}", case["note"]);
    }
}

#[test]
fn it_is_what_pytorch_gives() {
    let file: Value = serde_json::from_str(include_str!("golden/ctc.json")).expect("JSON");
    let cases = file["cases"].as_array().expect("cases");
    assert!(cases.len() >= 12);
    for case in cases {
        is_that_of_pytorch::<f32>(case);
        is_that_of_pytorch::<f64>(case);
    }
}

/// Central differences of the value, with every reduction and normalisation, weights and a mask.
#[test]
fn the_gradient_is_that_of_the_value() {
    let mut random = Random(303);
    for round in 0..24 {
        let mut problem = Problem::draw(round % 2 == 0, [3, 9, 3, 5], &mut random);
        (problem.labels[0], problem.labels[2]) = (vec![(problem.blank + 1) % 5], vec![]);
        problem.normalization = round / 2 % 4;
        problem.length = if problem.normalization == LOSS_LENGTH_CONSTANT { 7.0 } else { 0.0 };
        problem.reduction = [LOSS_MEAN, LOSS_SUM, LOSS_MEAN_ROWS][round as usize / 8];
        if problem.normalization == LOSS_LENGTH_TOKENS && problem.reduction == LOSS_MEAN_ROWS {
            problem.reduction = LOSS_MEAN;
        }
        problem.weight = Some(vec![0.5, 2.0, 1.25]);
        problem.mask = (round % 3 == 0).then(|| vec![1, 0, 1]);
        problem.upstream = 1.5;
        let found = problem.run::<f64>(How::default());
        for i in 0..3 {
            if found.losses[i].is_infinite() {
                assert!(found.gradient[i].iter().all(|gradient| *gradient == 0.0));
                continue;
            }
            for place in 0..problem.frames[i].len() {
                let value = |step: f64| {
                    let mut moved = problem.clone();
                    for j in (0..3).filter(|j| found.losses[*j].is_infinite() && *j != i) {
                        moved.mask.get_or_insert_with(|| vec![1; 3])[j] = 0;
                    }
                    moved.frames[i][place] += step;
                    moved.reduction = LOSS_SUM;
                    moved.normalization =
                        if problem.normalization == LOSS_LENGTH_TOKENS { 0 } else { problem.normalization };
                    moved.run::<f64>(How::default()).value
                };
                let below = match problem.reduction {
                    LOSS_MEAN => found.sums.weight,
                    LOSS_SUM => 1.0,
                    _ => found.sums.rows as f64,
                };
                let step = 1e-5;
                let expected = problem.upstream * (value(step) - value(-step)) / (2.0 * step) / below;
                let got = found.gradient[i][place];
                // Rounding of values of some tens over 2e-5, and the third derivative, which is at most 1.
                assert!((got - expected).abs() < 1e-8, "{i}, {place}: {got} {expected} {problem:?}");
            }
        }
    }
}

fn all_the_same<E: Ctc>(problem: &Problem, random: &mut Random) {
    let expected = problem.run::<E>(How { threads: 1, ..How::default() });
    for _ in 0..8 {
        let how = How {
            time_first: random.below(2) == 0,
            gap: [0, 3][random.below(2)],
            padded: [None, Some(0), Some(2)][random.below(3)],
            threads: [1, 2, 7][random.below(3)],
            in_place: random.below(2) == 0,
            place: Place { at_start: random.below(2) == 0, misalignment: random.below(4) },
            room: [1, 2, 7][random.below(3)],
            misaligned: random.below(70),
            without_gradient: false,
        };
        on_each_isa(|| assert_eq!(problem.run::<E>(how).bits(), expected.bits(), "{how:?} {problem:?}"));
    }
    let how = How { without_gradient: true, ..How::default() };
    let found = problem.run::<E>(how);
    assert_eq!(Found { gradient: expected.gradient.clone(), ..found }.bits(), expected.bits());
}

#[test]
fn bits_depend_on_nothing_else() {
    let mut random = Random(304);
    for sizes in SIZES.into_iter().chain([[9, 60, 20, 40]]) {
        for logits in [true, false] {
            let mut problem = Problem::draw(logits, sizes, &mut random);
            problem.normalization = random.below(3) as u32;
            let batch = problem.frames.len();
            problem.weight = Some((0..batch).map(|_| random.below(3) as f64).collect());
            problem.mask = (random.below(2) == 0).then(|| (0..batch).map(|_| random.below(4) as u8).collect());
            all_the_same::<f32>(&problem, &mut random);
            all_the_same::<f64>(&problem, &mut random);
        }
    }
}

/// Deeper than a double reaches: states of a frame are further apart than 2^1022, and all of them matter.
#[test]
fn states_may_be_far_apart() {
    let mut random = Random(305);
    for logits in [true, false] {
        let mut problem = Problem::draw(logits, [2, 60, 9, 6], &mut random);
        for (t, frames) in problem.frames.iter_mut().enumerate() {
            frames
                .iter_mut()
                .enumerate()
                .for_each(|(c, x)| *x = random.between(-1.0, 1.0) - 4000.0 * ((c + t) % 6) as f64);
        }
        problem.reduction = LOSS_SUM;
        let found = problem.run::<f64>(How::default());
        for i in 0..2 {
            let (loss, gradient) = problem.of_sequence(i, problem.by_recursion(i));
            assert!(loss > 1e4 && close(found.losses[i], loss, 1e-14, 1.0), "{} {loss}", found.losses[i]);
            for (got, expected) in found.gradient[i].iter().zip(&gradient) {
                // Rounding of logarithms of 1e5 in the reference.
                assert!(close(*got, *expected, 1e-9, 1.0), "{got} {expected}");
            }
        }
    }
}
