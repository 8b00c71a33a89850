//! Functions of half precision over rows: each loss of the table that has them gives what its `_f32` function gives for
//! the same numbers, bit for bit, with every gradient of half precision rounded once. Options are drawn at random; a call
//! that one function refuses is refused by all.

mod common;

use common::buffer::{Buffer, Place};
use common::call::Dtype;
use common::entry::{Driver, Entry};
use common::half::{Gradient, Half, HalfCall};
use common::raw::{Arguments, Call};
use common::table::ENTRIES;
use common::{Random, on_each_isa};
use loss::{
    ClassOptions, LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, Options, loss_bf16,
    loss_f16, loss_status, loss_sums,
};
use std::fmt::Debug;
use std::ptr::{null, null_mut};

/// Losses over rows with functions of half precision.
fn entries() -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(|entry| entry.half && entry.driver != Driver::Elementwise)
}

/// A call. Numbers of matrices are numbers of the format that is tested.
#[derive(Clone, Debug)]
struct Case {
    logits: Vec<f32>,
    /// Soft targets, or a teacher's logits.
    soft: Vec<f32>,
    index: Vec<i64>,
    narrow: Option<Vec<i32>>,
    rows: usize,
    classes: usize,
    seq_len: usize,
    scalars: [f64; 4],
    /// What the gradient holds.
    old: Vec<f32>,
    wants_gradient: bool,
    in_place: bool,
    options: Options<f32>,
    upstream: f64,
    weight: Option<Vec<f32>>,
    mask: Option<Vec<u8>>,
    class_options: ClassOptions<f32>,
    class_weight: Option<Vec<f32>>,
    bias: Option<Vec<f32>>,
    /// Which outputs of the options are wanted: losses, Hessian, sums, lse, entropy, argmax.
    outputs: [bool; 6],
    place: Place,
}

/// What a call gives.
#[derive(Debug)]
struct Outcome<G> {
    status: loss_status,
    value: f64,
    gradient: Vec<G>,
    losses: Vec<f32>,
    hessian: Vec<f32>,
    lse: Vec<f32>,
    entropy: Vec<f32>,
    argmax: Vec<i64>,
    sums: loss_sums,
}

/// Where an output is written, if it is wanted.
fn wanted<T: Copy>(buffer: &mut Buffer<T>, wanted: bool) -> *mut T {
    if wanted { buffer.pointer() } else { null_mut() }
}

/// Where an input is, if it is there.
fn given<T: Copy>(buffer: Option<&Buffer<T>>) -> *const T {
    buffer.map_or(null(), Buffer::input)
}

/// Calls a function with matrices of I and a gradient of G, which hold the numbers of the case.
fn run<I: Copy, G: Gradient>(
    entry: &Entry,
    call: Call<f32, I, G>,
    case: &Case,
    stored: impl Fn(f32) -> I,
) -> Outcome<G> {
    let place = case.place;
    let store = |numbers: &[f32]| Buffer::of(&numbers.iter().map(|x| stored(*x)).collect::<Vec<I>>(), place);
    let (mut logits, soft) = (store(&case.logits), store(&case.soft));
    let old: Vec<G> = case.old.iter().map(|x| G::of_f32(*x)).collect();
    let mut gradient = Buffer::of(&old, place);
    let index = Buffer::of(&case.index, place);
    let narrow = case.narrow.as_ref().map(|narrow| Buffer::of(narrow, place));
    let upstream = Buffer::of(&[case.upstream], place);
    let ignored = Buffer::of(&[-7i64], place);
    let weight = case.weight.as_ref().map(|weight| Buffer::of(weight, place));
    let mask = case.mask.as_ref().map(|mask| Buffer::of(mask, place));
    let class_weight = case.class_weight.as_ref().map(|weight| Buffer::of(weight, place));
    let bias = case.bias.as_ref().map(|bias| Buffer::of(bias, place));
    let row = || Buffer::<f32>::blank(case.rows, place);
    let (mut losses, mut lse, mut entropy) = (row(), row(), row());
    let mut hessian = Buffer::<f32>::blank(case.old.len(), place);
    let mut argmax = Buffer::<i64>::blank(case.rows, place);
    let (mut value, mut sums) = (Buffer::<f64>::blank(1, place), loss_sums::default());
    let [of_losses, of_hessian, of_sums, of_lse, of_entropy, of_argmax] = case.outputs;
    let options = Options {
        upstream: upstream.input(),
        weight: given(weight.as_ref()),
        mask: given(mask.as_ref()),
        losses: wanted(&mut losses, of_losses),
        hessian: wanted(&mut hessian, of_hessian),
        sums: if of_sums { &raw mut sums } else { null_mut() },
        ..case.options
    };
    let has_index = entry.has_index;
    let class_options = ClassOptions {
        class_weight: given(class_weight.as_ref()),
        class_bias: given(bias.as_ref()),
        ignore_index: if has_index { ignored.input() } else { null() },
        target_i32: given(narrow.as_ref()),
        lse: wanted(&mut lse, of_lse),
        entropy: wanted(&mut entropy, of_entropy),
        argmax: wanted(&mut argmax, of_argmax),
        ..case.class_options
    };
    let in_place = case.in_place && size_of::<G>() == size_of::<I>();
    let written = if in_place { logits.pointer().cast() } else { gradient.pointer() };
    let arguments = Arguments {
        input: if in_place { logits.pointer().cast_const() } else { logits.input() },
        target: soft.input(),
        index: if narrow.is_some() || !has_index { null() } else { index.input() },
        rows: case.rows,
        classes: case.classes,
        seq_len: case.seq_len,
        scalars: case.scalars,
        options: Some(options),
        class_options: Some(class_options),
        value: value.pointer(),
        gradient: if case.wants_gradient { written } else { null_mut() },
        ..Arguments::NONE
    };
    // SAFETY: arrays of the sizes of the case.
    let status = unsafe { arguments.pass_to(call, place) };
    let intact =
        [gradient.margins_intact(), losses.margins_intact(), hessian.margins_intact(), logits.margins_intact()];
    assert_eq!(intact, [true; 4], "{case:?}");
    let gradient = if in_place {
        // SAFETY: the elements of the input, of the gradient's size.
        (0..case.logits.len()).map(|i| unsafe { logits.pointer().cast::<G>().add(i).read_unaligned() }).collect()
    } else {
        gradient.elements()
    };
    Outcome {
        status,
        value: value.elements()[0],
        gradient,
        losses: losses.elements(),
        hessian: hessian.elements(),
        lse: lse.elements(),
        entropy: entropy.elements(),
        argmax: argmax.elements(),
        sums,
    }
}

/// Bits, of all NaN the same: their payload is not specified.
fn bits(number: f64) -> u64 {
    if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() }
}

/// Whether a gradient is the derivative in `f32`, rounded.
fn assert_same<G: Gradient>(got: &Outcome<G>, expected: &Outcome<f32>, what: &str) {
    assert_eq!(got.status, expected.status, "{what}");
    assert_eq!(bits(got.value), bits(expected.value), "{what}: value {} {}", got.value, expected.value);
    let sums = |sums: &loss_sums| (bits(sums.loss), bits(sums.weight), sums.rows);
    assert_eq!(sums(&got.sums), sums(&expected.sums), "{what}: sums");
    for (name, got, expected) in [
        ("losses", &got.losses, &expected.losses),
        ("hessian", &got.hessian, &expected.hessian),
        ("lse", &got.lse, &expected.lse),
        ("entropy", &got.entropy, &expected.entropy),
    ] {
        assert_eq!(got.len(), expected.len(), "{what}: {name}");
        for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
            assert_eq!(bits((*got).into()), bits((*expected).into()), "{what}: {name}[{i}] {got} {expected}");
        }
    }
    assert_eq!(got.argmax, expected.argmax, "{what}: argmax");
    assert_eq!(got.gradient.len(), expected.gradient.len(), "{what}: gradient");
    for (i, (got, derivative)) in got.gradient.iter().zip(&expected.gradient).enumerate() {
        let expected = G::of_f32(*derivative);
        let both_nan = got.to_f32().is_nan() && expected.to_f32().is_nan();
        assert!(
            both_nan || got.bits() == expected.bits(),
            "{what}: gradient[{i}] is {got:?}, not {expected:?} ({derivative:e})"
        );
    }
}

/// Compares both functions of a format with the `_f32` function, on each instruction set. Whether the call was accepted.
fn compare<H: Half>(entry: &Entry, case: &Case, what: &str) -> bool {
    let what = format!("{} {} {what}", entry.name, H::NAME);
    let (same, float): (HalfCall<H, H>, HalfCall<H, f32>) = (H::call(entry.name), H::float_call(entry.name));
    let function = f32::function(entry.name).expect("a function of f32");
    let expected = run::<f32, f32>(entry, function, case, |x| x);
    // The float gradient is never where the input was.
    let apart = Case { in_place: false, ..case.clone() };
    let expected_apart = run::<f32, f32>(entry, function, &apart, |x| x);
    on_each_isa(|| {
        assert_same(&run::<H, H>(entry, same, case, H::of_f32), &expected, &what);
        assert_same(
            &run::<H, f32>(entry, float, &apart, H::of_f32),
            &expected_apart,
            &format!("{what}, float gradient"),
        );
    });
    expected.status == loss_status::LOSS_OK
}

/// Draws numbers that the format has.
struct Draw<'a>(&'a mut Random);

impl Draw<'_> {
    fn numbers<H: Half>(&mut self, count: usize, low: f64, high: f64) -> Vec<f32> {
        (0..count).map(|_| H::of_f32(self.0.between(low, high) as f32).to_f32()).collect()
    }

    fn floats(&mut self, count: usize, low: f64, high: f64) -> Vec<f32> {
        (0..count).map(|_| self.0.between(low, high) as f32).collect()
    }

    /// True once in so many times.
    fn once_in(&mut self, turns: usize) -> bool {
        self.0.below(turns) == 0
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.0.below(list.len())]
    }

    /// Logits of a kind: near 0, wide, far from 0, confident, with infinities, with NaN.
    fn logits<H: Half>(&mut self, count: usize, classes: usize) -> Vec<f32> {
        let size = self.of(&[1.0, 6.0, 6.0, 80.0, 2000.0]);
        let mut logits = self.numbers::<H>(count, -size, size);
        match self.0.below(8) {
            0 => logits.iter_mut().step_by(classes.max(1)).for_each(|x| *x = H::of_f32(*x + 100.0).to_f32()),
            1 => logits.iter_mut().step_by(7).for_each(|x| *x = f32::NEG_INFINITY),
            2 if self.once_in(2) => logits.iter_mut().step_by(3 * classes + 1).for_each(|x| *x = f32::INFINITY),
            3 if self.once_in(4) => logits.iter_mut().step_by(5 * classes + 2).for_each(|x| *x = f32::NAN),
            _ => {}
        }
        logits
    }

    fn case<H: Half>(&mut self, entry: &Entry, classes: usize) -> Case {
        let inner = if self.once_in(4) { self.of(&[2, 3, 17, 40]) } else { 1 };
        let outer = 1 + self.0.below(if classes > 200 { 3 } else { 40 });
        let (rows, width) = (outer * inner, classes * inner);
        let padding = if self.once_in(3) { 1 + self.0.below(9) } else { 0 };
        let target_stride = if self.once_in(4) { width + self.0.below(5) } else { 0 };
        let layout = outer * (width + padding);
        let mut logits = self.logits::<H>(layout, classes);
        let of_soft = if target_stride == 0 { width + padding } else { target_stride };
        let mut soft = if entry.driver == Driver::Teacher {
            if self.once_in(3) && target_stride == 0 {
                logits.clone()
            } else {
                self.logits::<H>(outer * of_soft, classes)
            }
        } else {
            self.numbers::<H>(outer * of_soft, 0.0, 2.0 / classes.max(1) as f64)
        };
        if matches!(entry.driver, Driver::Cosines) {
            logits.iter_mut().for_each(|x| *x = if x.abs() <= 1.0 { *x } else { 1.0 / *x });
            logits.iter_mut().for_each(|x| *x = H::of_f32(*x).to_f32());
        }
        if self.once_in(9) {
            soft.iter_mut().step_by(5).for_each(|t| *t = 0.0);
        }
        let mut index: Vec<i64> = (0..rows).map(|_| self.0.below(classes.max(1)) as i64).collect();
        if self.once_in(3) {
            index.iter_mut().step_by(3).for_each(|class| *class = -7);
        }
        let narrow = (entry.has_index && self.once_in(5)).then(|| index.iter().map(|class| *class as i32).collect());
        let mut scalars = [0.0; 4];
        for (scalar, number) in scalars.iter_mut().zip(entry.numbers) {
            *scalar = number.sample;
        }
        let accumulate = self.once_in(4);
        let flags = if accumulate { LOSS_ACCUMULATE } else { 0 };
        let options = Options {
            reduction: self.of(&[LOSS_MEAN, LOSS_MEAN, LOSS_SUM, LOSS_MEAN_ROWS]),
            flags: flags | if padding > 0 && self.once_in(3) { LOSS_CLEAR_PADDING } else { 0 },
            threads: self.of(&[0, 1, 2, 3]),
            ..Options::default()
        };
        let class_options = ClassOptions {
            label_smoothing: if self.once_in(4) { 0.125 } else { 0.0 },
            temperature: if self.once_in(4) { self.of(&[0.5, 2.0, 1e-14]) } else { 0.0 },
            softcap: if self.once_in(6) { 30.0 } else { 0.0 },
            z_loss: if self.once_in(5) { 0.01 } else { 0.0 },
            row_stride: if padding > 0 { width + padding } else { 0 },
            inner: if inner > 1 { inner } else { 0 },
            target_stride,
            ..ClassOptions::default()
        };
        let mut bias = self.floats(classes, -1.0, 1.0);
        bias.iter_mut().step_by(5).for_each(|b| *b = f32::NEG_INFINITY);
        Case {
            // Behind the last row there is padding as behind the others.
            old: self.numbers::<H>(layout, -1.0, 1.0),
            logits,
            soft,
            index,
            narrow,
            rows,
            classes,
            seq_len: self.of(&[1, 2, 3, rows]),
            scalars,
            wants_gradient: !self.once_in(6),
            in_place: !accumulate && self.once_in(3),
            options,
            upstream: self.of(&[1.0, 1.0, -0.75, 3e4, 1e-6]),
            weight: self.once_in(4).then(|| self.floats(rows, 0.0, 2.0)),
            mask: self.once_in(4).then(|| (0..rows).map(|_| self.0.below(3) as u8).collect()),
            class_options,
            class_weight: self.once_in(4).then(|| self.floats(classes, 0.0, 2.0)),
            bias: self.once_in(8).then_some(bias),
            outputs: [4, 8, 4, 4, 8, 4].map(|turns| self.once_in(turns)),
            place: Place { at_start: self.once_in(2), misalignment: self.of(&[0, 0, 1, 2, 7]) },
        }
    }
}

/// Whether the case has sequences that its rows can be cut into.
fn fits(entry: &Entry, case: &Case) -> bool {
    entry.driver != Driver::Sequence || (case.rows.is_multiple_of(case.seq_len))
}

fn options_at_random<H: Half + Debug>() {
    let mut random = Random(21);
    // Around vectors, blocks (1024 elements) and the kernels for few classes.
    let classes = [1, 2, 3, 10, 15, 16, 17, 31, 32, 33, 47, 64, 100, 129, 257, 1000, 1023, 1024, 1025, 2050, 4100];
    for entry in entries() {
        let mut accepted = 0;
        for (turn, classes) in classes.into_iter().cycle().take(3 * classes.len()).enumerate() {
            let case = Draw(&mut random).case::<H>(entry, classes);
            if fits(entry, &case) {
                accepted += usize::from(compare::<H>(entry, &case, &format!("{classes} classes, case {turn}")));
            }
        }
        // Losses have no use for some options, and refuse a call that has them.
        assert!(accepted >= 8, "{}: {accepted} of the calls were accepted", entry.name);
    }
}

#[test]
fn options_at_random_of_bfloat16() {
    options_at_random::<loss_bf16>();
}

#[test]
fn options_at_random_of_binary16() {
    options_at_random::<loss_f16>();
}

/// No options at all, of so many rows.
fn plain<H: Half>(entry: &Entry, draw: &mut Draw<'_>, (rows, classes): (usize, usize)) -> Case {
    let none = draw.case::<H>(entry, classes);
    let teacher = entry.driver == Driver::Teacher;
    let soft = if teacher { (-6.0, 6.0) } else { (0.0, 1.0) };
    Case {
        logits: draw.numbers::<H>(rows * classes, -1.0, 1.0),
        soft: draw.numbers::<H>(rows * classes, soft.0, soft.1),
        index: (0..rows).map(|_| draw.0.below(classes) as i64).collect(),
        narrow: None,
        rows,
        classes,
        seq_len: rows,
        old: draw.numbers::<H>(rows * classes, -1.0, 1.0),
        wants_gradient: true,
        in_place: false,
        options: Options::default(),
        upstream: 1.0,
        weight: None,
        mask: None,
        class_options: ClassOptions::default(),
        class_weight: None,
        bias: None,
        outputs: [false; 6],
        place: Place::default(),
        ..none
    }
}

/// Without options, among them as many rows as several tasks and threads have, and a vocabulary.
fn without_options<H: Half>() {
    let mut random = Random(22);
    for entry in entries() {
        for size in [(1, 1), (1, 10), (3, 7), (70, 10), (5, 33), (9, 100), (3, 1500), (300, 257), (2, 50_257)] {
            for in_place in [false, true] {
                let case = Case { in_place, ..plain::<H>(entry, &mut Draw(&mut random), size) };
                let what = format!("{} x {} without options, in place: {in_place}", size.0, size.1);
                assert!(compare::<H>(entry, &case, &what), "{}: {what}", entry.name);
            }
        }
    }
}

#[test]
fn without_options_of_both() {
    without_options::<loss_bf16>();
    without_options::<loss_f16>();
}

/// Every pattern of bits as a logit, in rows of 64 classes whose others are near 0; and as a soft target.
fn every_pattern<H: Half>() {
    let mut random = Random(23);
    let all: Vec<f32> = (0..=u16::MAX).map(|bits| H::of_bits(bits).to_f32()).collect();
    for name in ["cross_entropy", "cross_entropy_soft", "softmax", "log_softmax", "nll"] {
        let entry = common::entry::entry(name);
        let mut case = plain::<H>(entry, &mut Draw(&mut random), (all.len() / 8, 64));
        for (place, number) in all.iter().enumerate() {
            let at = place * 8 + (place / 8) % 8;
            // A sign of NaN is kept by no loss.
            case.logits[at] = *number;
            if name == "cross_entropy_soft" {
                case.soft[at ^ 1] = *number;
            }
        }
        case.options.reduction = LOSS_SUM;
        case.outputs[0] = entry.driver != Driver::Softmax;
        assert!(compare::<H>(entry, &case, "every pattern"), "{name}");
    }
}

#[test]
fn every_pattern_of_both() {
    every_pattern::<loss_bf16>();
    every_pattern::<loss_f16>();
}

/// A gradient of `float` is not written over an input of half precision, in whose memory it has no room.
#[test]
fn a_float_gradient_in_place_is_refused() {
    let mut logits = Buffer::of(&[loss_bf16(0x3F80); 64], Place::default());
    let index = Buffer::of(&[1i64; 4], Place::default());
    let mut value = Buffer::<f64>::blank(1, Place::default());
    let arguments = Arguments {
        input: logits.input(),
        index: index.input(),
        rows: 4,
        classes: 8,
        value: value.pointer(),
        gradient: logits.pointer().cast::<f32>(),
        ..Arguments::NONE
    };
    let arguments = Arguments { input: logits.pointer().cast_const(), ..arguments };
    // SAFETY: the call is refused before an array is touched.
    let status = unsafe { arguments.pass_to(loss_bf16::float_call("cross_entropy"), Place::default()) };
    assert_eq!(status, loss_status::LOSS_ERROR_OVERLAP);
    assert!(logits.untouched() && value.untouched());
}

/// An index out of range is an error also where the matrix is of half precision, and nothing is written.
#[test]
fn an_index_out_of_range_is_refused() {
    for entry in entries().filter(|entry| entry.has_index) {
        for wrong in [-1i64, 8] {
            let mut random = Random(24);
            let mut case = plain::<loss_f16>(entry, &mut Draw(&mut random), (6, 8));
            case.index[5] = wrong;
            let call = loss_f16::call(entry.name);
            let found = run::<loss_f16, loss_f16>(entry, call, &case, loss_f16::of_f32);
            assert_eq!(found.status, loss_status::LOSS_ERROR_TARGET, "{}", entry.name);
            let old: Vec<loss_f16> = case.old.iter().map(|x| loss_f16::of_f32(*x)).collect();
            assert_eq!(found.gradient, old, "{}", entry.name);
        }
    }
}

/// By hand, of a row with two equal logits: p = 1/2, the gradient (1/2, -1/2) times upstream, in binary16.
#[test]
fn by_hand() {
    let entry = common::entry::entry("cross_entropy");
    let mut case = plain::<loss_f16>(entry, &mut Draw(&mut Random(25)), (1, 2));
    (case.logits, case.index) = (vec![3.0; 2], vec![1]);
    let of = |case: &Case| {
        let found = run::<loss_f16, loss_f16>(entry, loss_f16::call("cross_entropy"), case, loss_f16::of_f32);
        (found.value, found.gradient.iter().map(|g| g.0).collect::<Vec<u16>>())
    };
    let (value, gradient) = of(&case);
    // As good as the sums of the function of float.
    assert!((value - std::f64::consts::LN_2).abs() < 1e-8, "{value}");
    assert_eq!(gradient, [0x3800, 0xB800]);
    // 2 * 65519 / 2 is nearer to 65504, the largest number; 65520 is a tie, which is infinite.
    case.upstream = 131_038.0;
    assert_eq!(of(&case).1, [0x7BFF, 0xFBFF]);
    case.upstream = 131_040.0;
    assert_eq!(of(&case).1, [0x7C00, 0xFC00]);
    // Half of 2^-24, the least number, is a tie: 0.
    case.upstream = 2f64.powi(-24);
    assert_eq!(of(&case).1, [0x0000, 0x8000]);
    case.upstream = 2f64.powi(-23);
    assert_eq!(of(&case).1, [0x0001, 0x8001]);
}
