//! Sequences of labels: calls of connectionist temporal classification.

use crate::common::buffer::Place;
use crate::common::ctc::{Ctc, How, Problem};
use crate::common::{Random, close};
use crate::input::Input;
use crate::{is, on_every_isa, place};
use loss::loss_status::LOSS_ERROR_TARGET;
use loss::{LOSS_LENGTH_CONSTANT, LOSS_LENGTH_TOKENS, LOSS_MEAN_ROWS, LOSS_SUM, LOSS_ZERO_INFINITY};

/// One input of the fuzzer.
pub fn run(bytes: &[u8]) {
    let mut bytes = Input(bytes);
    if bytes.flag() { call::<f32>(&mut bytes) } else { call::<f64>(&mut bytes) }
}

fn call<E: Ctc>(bytes: &mut Input) {
    let sizes = [bytes.below(5), bytes.below(40), bytes.below(24), 1 + bytes.below(40)];
    let mut random = Random(u64::from(bytes.word()));
    let mut problem = Problem::draw(bytes.flag(), sizes, &mut random);
    options(&mut problem, bytes, &mut random);
    let hows = [how::<E>(bytes), how::<E>(bytes)];
    let fault = bytes.below(256);
    if fault >= 192 && spoil(&mut problem, fault) {
        let found = problem.attempt::<E>(hows[0], None);
        let status = found.map_or_else(|status| status, |_| loss::loss_status::LOSS_OK);
        return is(status, LOSS_ERROR_TARGET, || format!("{problem:?}"));
    }
    let moderate = bytes.is_empty();
    overwrite(&mut problem, 8 * size_of::<E>(), bytes);
    let expected = problem.run::<E>(How { threads: 1, ..How::default() });
    for how in hows {
        on_every_isa(|| assert_eq!(problem.run::<E>(how).bits(), expected.bits(), "{how:?} {problem:?}"));
    }
    if moderate {
        is_the_formula::<E>(&Problem { normalization: 0, length: 0.0, ..problem });
    }
}

fn options(problem: &mut Problem, bytes: &mut Input, random: &mut Random) {
    let batch = problem.frames.len();
    problem.normalization = bytes.below(4) as u32;
    problem.length = if problem.normalization == LOSS_LENGTH_CONSTANT { 3.5 } else { 0.0 };
    problem.reduction = bytes.below(3) as u32;
    if problem.reduction == LOSS_MEAN_ROWS && problem.normalization == LOSS_LENGTH_TOKENS {
        problem.reduction = LOSS_SUM;
    }
    problem.flags = if bytes.flag() { LOSS_ZERO_INFINITY } else { 0 };
    problem.upstream = random.between(-2.0, 2.0);
    problem.weight = bytes.flag().then(|| (0..batch).map(|_| random.below(3) as f64).collect());
    problem.mask = bytes.flag().then(|| (0..batch).map(|_| random.below(3) as u8).collect());
}

fn how<E>(bytes: &mut Input) -> How {
    How {
        time_first: bytes.flag(),
        gap: bytes.below(4),
        padded: bytes.flag().then(|| bytes.below(3)),
        threads: bytes.below(4) as u32,
        in_place: bytes.flag(),
        place: place::<E>(bytes),
        room: bytes.below(4) as u32,
        misaligned: bytes.below(70),
        without_gradient: false,
    }
}

/// Makes a label of a sequence that counts one that is none, if there is such a sequence.
fn spoil(problem: &mut Problem, fault: usize) -> bool {
    let counts = |i: usize| problem.mask.as_ref().is_none_or(|mask| mask[i] != 0);
    let Some(i) = (0..problem.labels.len()).find(|i| counts(*i) && !problem.labels[*i].is_empty()) else {
        return false;
    };
    let place = fault % problem.labels[i].len();
    problem.labels[i][place] = match fault % 3 {
        0 => problem.blank,
        1 => problem.classes,
        _ => usize::MAX - fault,
    };
    true
}

/// Puts what is left of an input into the frames, as the bits of numbers.
fn overwrite(problem: &mut Problem, bits: usize, bytes: &mut Input) {
    let count = problem.frames.len();
    for turn in 0.. {
        if bytes.is_empty() || count == 0 {
            return;
        }
        let at = bytes.below(256);
        let number = match at % 8 {
            0 => f64::INFINITY,
            1 => f64::NEG_INFINITY,
            2 => f64::NAN,
            3 => f64::from(bytes.byte()) - 128.0,
            _ => bytes.number(bits),
        };
        let frames = &mut problem.frames[turn % count];
        if !frames.is_empty() {
            let place = (at / 8 + 32 * (turn / count)) % frames.len();
            frames[place] = number;
        }
    }
}

fn is_the_formula<E: Ctc>(problem: &Problem) {
    let found = problem.run::<E>(How { place: Place::default(), ..How::default() });
    // As in the tests: rounding of the type, and of logarithms in each frame of the reference.
    let own = if size_of::<E>() == 4 { f64::from(f32::EPSILON) } else { 0.0 };
    for i in (0..problem.frames.len()).filter(|i| problem.mask.as_ref().is_none_or(|mask| mask[*i] != 0)) {
        let loss = problem.by_recursion(i).0;
        let loss = if loss == f64::INFINITY && problem.flags != 0 { 0.0 } else { loss };
        let largest = if loss.is_finite() { loss.abs().max(30.0) } else { 30.0 };
        let tolerance = own + 2.0 * problem.max_time as f64 * largest * f64::EPSILON;
        assert!(close(found.losses[i], loss, tolerance, 1.0), "{i}: {} {loss} {problem:?}", found.losses[i]);
    }
}
