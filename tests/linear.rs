//! The linear layer with its cross-entropy: against a product in double precision and the cross-entropy of it, with any
//! workspace and number of threads, and with bad input.

mod common;

use common::buffer::{Buffer, Place};
use common::call::{Case, Dtype};
use common::{Random, close, on_each_isa};
use loss::loss_status::{self, LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_OK};
use loss::loss_status::{LOSS_ERROR_SIZE, LOSS_ERROR_TARGET};
use loss::{
    ClassOptions, LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, Options, loss_sums,
};
use std::ffi::CStr;
use std::ptr::{null, null_mut};

#[derive(Clone, Copy)]
struct Call<E> {
    hidden: *const E,
    weight: *const E,
    bias: *const E,
    target: *const i64,
    sizes: [usize; 3],
    class_options: ClassOptions<E>,
    options: Options<E>,
    value: *mut f64,
    grads: [*mut E; 3],
}

trait Linear: Dtype {
    /// Half a unit in the last place of 1.
    const ROUNDING: f64;
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    unsafe fn linear(call: &Call<Self>) -> loss_status;
    fn bytes(sizes: [usize; 3], gradient: bool, threads: u32) -> usize;
}

macro_rules! linear {
    ($type:ty, $function:ident, $workspace:ident, $rounding:expr) => {
        impl Linear for $type {
            const ROUNDING: f64 = $rounding;

            unsafe fn linear(c: &Call<Self>) -> loss_status {
                let ([rows, dim, classes], [hidden, weight, bias]) = (c.sizes, c.grads);
                // SAFETY: the caller's.
                unsafe {
                    loss::$function(
                        c.hidden,
                        c.weight,
                        c.bias,
                        c.target,
                        rows,
                        dim,
                        classes,
                        &raw const c.class_options,
                        &raw const c.options,
                        c.value,
                        hidden,
                        weight,
                        bias,
                    )
                }
            }

            fn bytes([rows, dim, classes]: [usize; 3], gradient: bool, threads: u32) -> usize {
                let options = Options { threads, ..Options::default() };
                // SAFETY: the options are there.
                unsafe { loss::$workspace(rows, dim, classes, u32::from(gradient), &raw const options) }
            }
        }
    };
}

linear!(f32, loss_linear_cross_entropy_f32, loss_linear_cross_entropy_workspace_f32, 6e-8);
linear!(f64, loss_linear_cross_entropy_f64, loss_linear_cross_entropy_workspace_f64, 1.2e-16);

#[derive(Clone, Debug)]
struct Problem {
    sizes: [usize; 3],
    hidden: Vec<f64>,
    weight: Vec<f64>,
    bias: Option<Vec<f64>>,
    /// Everything about the loss but its logits.
    case: Case,
    /// More than the least workspace, in bytes.
    more: usize,
    misalignment: usize,
    without: [bool; 3],
    old: Option<[Vec<f64>; 3]>,
}

/// What a call gives.
#[derive(Clone, Debug, Default)]
struct Found {
    value: f64,
    grads: [Vec<f64>; 3],
    losses: Vec<f64>,
    lse: Vec<f64>,
    entropy: Vec<f64>,
    argmax: Vec<i64>,
    sums: loss_sums,
}

impl Found {
    fn bits(&self) -> Vec<u64> {
        let number = |x: &f64| if x.is_nan() { f64::NAN } else { *x }.to_bits();
        let arrays = self.grads.iter().chain([&self.losses, &self.lse, &self.entropy]);
        let sums = [self.value, self.sums.loss, self.sums.weight, self.sums.rows as f64];
        let argmax = self.argmax.iter().map(|class| *class as u64);
        arrays.flatten().map(number).chain(sums.iter().map(number)).chain(argmax).collect()
    }
}

fn message() -> String {
    // SAFETY: a static or thread-local string that ends in 0.
    unsafe { CStr::from_ptr(loss::loss_last_error()) }.to_string_lossy().into_owned()
}

impl Problem {
    fn draw(sizes: [usize; 3], random: &mut Random) -> Self {
        let [rows, dim, classes] = sizes;
        let mut numbers =
            |count: usize, size: f64| (0..count).map(|_| random.between(-size, size)).collect::<Vec<f64>>();
        let (hidden, weight, bias) = (numbers(rows * dim, 1.0), numbers(classes * dim, 0.5), numbers(classes, 1.0));
        let index = (0..rows).map(|_| random.below(classes) as i64).collect();
        Self {
            sizes,
            hidden,
            weight,
            bias: (random.below(2) == 0).then_some(bias),
            case: Case { index, rows, classes, ..Case::default() },
            more: 0,
            misalignment: 0,
            without: [false; 3],
            old: None,
        }
    }

    /// With options of every kind.
    fn with_options(mut self, random: &mut Random) -> Self {
        let [rows, _, classes] = self.sizes;
        let case = &mut self.case;
        case.weight = Some((0..rows).map(|row| if row % 7 == 3 { 0.0 } else { random.between(0.1, 2.0) }).collect());
        case.mask = Some((0..rows).map(|_| u8::from(random.below(4) > 0)).collect());
        case.class_weight = Some((0..classes).map(|_| random.between(0.1, 2.0)).collect());
        case.class_bias = Some((0..classes).map(|_| random.between(-1.0, 1.0)).collect());
        case.ignore_index = Some(1);
        case.label_smoothing = 0.125;
        case.temperature = 1.75;
        case.softcap = 4.0;
        case.z_loss = 0.0625;
        case.upstream = Some(-0.75);
        case.reduction = [LOSS_MEAN, LOSS_SUM, LOSS_MEAN_ROWS][random.below(3)];
        self
    }

    fn call<E: Linear, T>(&self, workspace: (*mut u8, usize), with: impl FnOnce(Call<E>) -> T) -> T {
        let (case, place) = (&self.case, Place::default());
        let optional = |numbers: &Option<Vec<f64>>| numbers.as_ref().map(|numbers| Buffer::<E>::new(numbers, place));
        let (hidden, weight) = (Buffer::<E>::new(&self.hidden, place), Buffer::<E>::new(&self.weight, place));
        let target = Buffer::of(&case.index, place);
        let [bias, of_rows, of_classes, class_bias] =
            [&self.bias, &case.weight, &case.class_weight, &case.class_bias].map(optional);
        let mask = case.mask.as_ref().map(|mask| Buffer::of(mask, place));
        let pointer = |array: &Option<Buffer<E>>| array.as_ref().map_or(null(), Buffer::input);
        with(Call {
            hidden: hidden.input(),
            weight: weight.input(),
            bias: pointer(&bias),
            target: target.input(),
            sizes: self.sizes,
            class_options: ClassOptions {
                class_weight: pointer(&of_classes),
                ignore_index: case.ignore_index.as_ref().map_or(null(), |index| &raw const *index),
                label_smoothing: case.label_smoothing,
                temperature: case.temperature,
                softcap: case.softcap,
                z_loss: case.z_loss,
                class_bias: pointer(&class_bias),
                ..ClassOptions::default()
            },
            options: Options {
                reduction: case.reduction,
                flags: if self.old.is_some() { LOSS_ACCUMULATE } else { 0 },
                threads: case.threads,
                upstream: case.upstream.as_ref().map_or(null(), |upstream| &raw const *upstream),
                weight: pointer(&of_rows),
                mask: mask.as_ref().map_or(null(), Buffer::input),
                workspace: workspace.0.cast(),
                workspace_size: workspace.1,
                ..Options::default()
            },
            value: null_mut(),
            grads: [null_mut(); 3],
        })
    }

    fn run<E: Linear>(&self) -> Found {
        let ([rows, dim, classes], place) = (self.sizes, Place::default());
        let gradient = self.without.contains(&false);
        let bytes = E::bytes(self.sizes, gradient, 1) + self.more;
        // Canaries are NaN or any number as logits, and a sum that is not begun with 0 would show.
        let mut workspace = Buffer::<u16>::of(&vec![0xFFFF; bytes / 2 + 2], place);
        let old = |which: usize, length: usize| match &self.old {
            Some(old) => Buffer::<E>::new(&old[which], place),
            None => Buffer::<E>::blank(length, place),
        };
        let mut grads = [old(0, rows * dim), old(1, classes * dim), old(2, classes)];
        let [mut losses, mut lse, mut entropy] = [(); 3].map(|()| Buffer::<E>::blank(rows, place));
        let mut argmax = Buffer::<i64>::blank(rows, place);
        let (mut value, mut sums) = (0.0, loss_sums::default());
        let at = workspace.pointer().cast::<u8>().wrapping_add(self.misalignment);
        let status = self.call::<E, _>((at, bytes), |mut call| {
            call.options.losses = losses.pointer();
            call.options.sums = &raw mut sums;
            call.class_options.lse = lse.pointer();
            call.class_options.entropy = entropy.pointer();
            call.class_options.argmax = argmax.pointer();
            call.value = &raw mut value;
            for (which, grad) in grads.iter_mut().enumerate() {
                call.grads[which] = if self.without[which] { null_mut() } else { grad.pointer() };
            }
            // SAFETY: all arrays are as long as the header says.
            unsafe { E::linear(&call) }
        });
        assert_eq!(status, LOSS_OK, "{}: {self:?}", message());
        assert!(grads.iter().all(Buffer::margins_intact) && workspace.margins_intact(), "{self:?}");
        let filled = workspace.elements();
        assert_eq!(filled[filled.len() - 1], 0xFFFF, "written behind the workspace: {self:?}");
        let grads = [0, 1, 2].map(|which| if self.without[which] { vec![] } else { grads[which].values() });
        Found {
            value,
            grads,
            losses: losses.values(),
            lse: lse.values(),
            entropy: entropy.values(),
            argmax: argmax.elements(),
            sums,
        }
    }

    /// The logits in double precision, of numbers of the type.
    fn logits(&self) -> Vec<f64> {
        let [rows, dim, classes] = self.sizes;
        let element = |row: usize, c: usize| -> f64 {
            let products = (0..dim).map(|k| self.hidden[row * dim + k] * self.weight[c * dim + k]);
            products.sum::<f64>() + self.bias.as_ref().map_or(0.0, |bias| bias[c])
        };
        (0..rows).flat_map(|row| (0..classes).map(move |c| (row, c))).map(|(row, c)| element(row, c)).collect()
    }

    /// By products in double precision, and the cross-entropy in between.
    fn reference(&self) -> Found {
        let [rows, dim, classes] = self.sizes;
        let of_logits = Case { input: self.logits(), ..self.case.clone() }.run::<f64>("cross_entropy");
        let g = &of_logits.gradient;
        let sum = |count: usize, term: &dyn Fn(usize) -> f64| (0..count).map(term).sum::<f64>();
        let grad_hidden = |at: usize| sum(classes, &|c| g[at / dim * classes + c] * self.weight[c * dim + at % dim]);
        // A row that does not count has no term.
        let times = |g: f64, x: f64| if g == 0.0 { 0.0 } else { g * x };
        let grad_weight =
            |at: usize| sum(rows, &|row| times(g[row * classes + at / dim], self.hidden[row * dim + at % dim]));
        let grad_bias = |c: usize| sum(rows, &|row| g[row * classes + c]);
        let mut grads = [
            (0..rows * dim).map(grad_hidden).collect::<Vec<f64>>(),
            (0..classes * dim).map(grad_weight).collect(),
            (0..classes).map(grad_bias).collect(),
        ];
        if let Some(old) = &self.old {
            grads.iter_mut().zip(old).for_each(|(grad, old)| grad.iter_mut().zip(old).for_each(|(g, o)| *g += o));
        }
        Found {
            value: of_logits.value,
            grads,
            losses: of_logits.losses,
            lse: of_logits.lse,
            entropy: of_logits.entropy,
            argmax: of_logits.argmax,
            sums: of_logits.sums,
        }
    }
}

const SIZES: [[usize; 3]; 9] = [
    [1, 1, 1],
    [2, 3, 5],
    [7, 16, 33],
    [65, 9, 40],
    [130, 40, 17],
    [12, 300, 100],
    [70, 33, 257],
    [300, 20, 12],
    [5, 64, 2049],
];

/// Everything is what products in double precision give, to within the roundings of the sums.
fn is_the_formula<E: Linear>(problem: &Problem) {
    let (got, expected) = (problem.run::<E>(), problem.reference());
    let [rows, dim, classes] = problem.sizes;
    // A logit is a sum of at most 256 + ⌈dim/256⌉ roundings of products below ½, and one of a bias; what follows from it
    // has at most twice its error and that of the cross-entropy (a softcap and a temperature make it less).
    let logit = E::ROUNDING * (dim.min(256) + dim.div_ceil(256) + 2) as f64 * (0.5 * dim as f64 + 2.0);
    let tolerance = 2.0 * logit + 8.0 * E::TOLERANCE;
    let what =
        |name: &str, at: usize| format!("{name}[{at}] {} {:?} {:?}", E::NAME, problem.sizes, problem.case.reduction);
    let scale = problem.case.z_loss.mul_add(64.0, 8.0);
    let check = |name: &str, got: &[f64], expected: &[f64], scale: f64| {
        assert_eq!(got.len(), expected.len());
        for (at, (got, expected)) in got.iter().zip(expected).enumerate() {
            assert!(close(*got, *expected, tolerance, scale), "{}: {got}, not {expected}", what(name, at));
        }
    };
    check("losses", &got.losses, &expected.losses, scale);
    check("lse", &got.lse, &expected.lse, scale);
    check("entropy", &got.entropy, &expected.entropy, scale);
    check(
        "value",
        &[got.value],
        &[expected.value],
        scale * if problem.case.reduction == LOSS_SUM { 2.0 * rows as f64 } else { 1.0 },
    );
    assert_eq!(got.sums.rows, expected.sums.rows);
    // A gradient adds up at most so many derivatives of logits, each with that error and of at most 4.
    let [of_hidden, of_weight, of_bias] = [classes, rows, rows].map(|terms| 4.0 * scale * terms as f64);
    for (which, scale) in [of_hidden, of_weight, of_bias].into_iter().enumerate() {
        check(["grad_hidden", "grad_weight", "grad_bias"][which], &got.grads[which], &expected.grads[which], scale);
    }
}

#[test]
fn results_are_those_of_the_products() {
    let mut random = Random(71);
    for sizes in SIZES {
        for _ in 0..2 {
            let plain = Problem::draw(sizes, &mut random);
            let [rows, dim, classes] = sizes;
            let with = plain.clone().with_options(&mut random);
            let old = [rows * dim, classes * dim, classes].map(|n| (0..n).map(|_| random.between(-1.0, 1.0)).collect());
            for problem in [Problem { old: Some(old), ..with.clone() }, with, plain] {
                is_the_formula::<f32>(&problem);
                is_the_formula::<f64>(&problem);
            }
        }
    }
}

/// Neither workspace nor threads nor instruction set, nor which gradients are wanted, makes a difference.
#[test]
fn bits_depend_on_nothing_else() {
    let mut random = Random(72);
    for sizes in SIZES {
        let problem = Problem::draw(sizes, &mut random).with_options(&mut random);
        let expected = problem.run::<f32>();
        on_each_isa(|| {
            for threads in [1, 2, 7] {
                let all = f32::bytes(sizes, true, threads) - f32::bytes(sizes, true, 1);
                for (more, misalignment) in [(0, 1), (all, 0), (all + 4097, 3)] {
                    let case = Case { threads, ..problem.case.clone() };
                    let problem = Problem { case, more, misalignment, ..problem.clone() };
                    assert_eq!(problem.run::<f32>().bits(), expected.bits(), "{threads} {more} {sizes:?}");
                }
            }
        });
        for without in [[true, false, false], [false, true, false], [false, false, true], [true, true, false]] {
            let got = Problem { without, ..problem.clone() }.run::<f32>();
            let wanted = |which: usize| if without[which] { vec![] } else { expected.grads[which].clone() };
            let same = Found { grads: [0, 1, 2].map(wanted), ..expected.clone() };
            assert_eq!(got.bits(), same.bits(), "{without:?} {sizes:?}");
        }
        let value = Problem { without: [true; 3], ..problem }.run::<f32>();
        assert_eq!(value.bits(), Found { grads: Default::default(), ..expected }.bits(), "{sizes:?}");
    }
}

/// The loss of logits that are exact is that of the cross-entropy, to the bit.
#[test]
fn exact_logits_have_the_bits_of_the_cross_entropy() {
    let mut random = Random(73);
    for sizes in SIZES {
        let mut problem = Problem::draw(sizes, &mut random);
        // Products of small integers are exact, and so are their sums.
        for numbers in [&mut problem.hidden, &mut problem.weight] {
            numbers.iter_mut().for_each(|x| *x = (*x * 3.0).round() / 4.0);
        }
        problem.bias = None;
        let expected = Case { input: problem.logits(), ..problem.case.clone() }.run::<f32>("cross_entropy");
        let got = problem.run::<f32>();
        let outputs = (&got.losses, &got.lse, &got.entropy, &got.argmax);
        assert_eq!(outputs, (&expected.losses, &expected.lse, &expected.entropy, &expected.argmax), "{sizes:?}");
        // The losses of the rows are added up in another order.
        assert!(close(got.value, expected.value, 1e-15, expected.value.abs()), "{} {}", got.value, expected.value);
    }
}

#[test]
fn rows_that_do_not_count_may_hold_anything() {
    let mut random = Random(74);
    let sizes = [70, 20, 33];
    let mut problem = Problem::draw(sizes, &mut random);
    problem.case.mask = Some((0..70).map(|row| u8::from(row % 3 != 1)).collect());
    let clean = problem.run::<f64>();
    for row in (0..70).filter(|row| row % 3 == 1) {
        problem.hidden[row * 20..][..20].fill(f64::NAN);
        problem.case.index[row] = 1 << 40;
    }
    assert_eq!(problem.run::<f64>().bits(), clean.bits());
    assert!(clean.grads[0][20..40].iter().all(|derivative| *derivative == 0.0));
    // None counts, or the gradient has a factor of 0.
    let none = Case { mask: Some(vec![0; 70]), ..problem.case.clone() };
    let zero = Case { upstream: Some(0.0), ..problem.case.clone() };
    for (case, value) in [(none, 0.0), (zero, clean.value)] {
        let got = Problem { case, ..problem.clone() }.run::<f64>();
        assert!(got.value == value && got.grads.iter().flatten().all(|derivative| *derivative == 0.0), "{got:?}");
    }
    // A NaN in a row that counts is one in its loss and gradients.
    problem.hidden[0] = f64::NAN;
    let got = problem.run::<f64>();
    assert!(got.value.is_nan() && got.losses[0].is_nan() && !got.losses[2].is_nan());
    assert!(got.grads[0][..20].iter().all(|d| d.is_nan()) && !got.grads[0][40].is_nan());
    assert!(got.grads[1].iter().all(|d| d.is_nan()) && got.grads[2].iter().all(|d| d.is_nan()));
}

#[test]
fn sizes_may_be_0() {
    for sizes in [[0, 4, 5], [0, 0, 0], [3, 0, 5]] {
        let [rows, _, classes] = sizes;
        let mut problem = Problem::draw([rows, sizes[1], classes.max(1)], &mut Random(75));
        problem.bias = None;
        let got = problem.run::<f32>();
        let expected = if rows == 0 { 0.0 } else { (classes as f64).ln() };
        assert!(close(got.value, expected, 1e-7, 1.0), "{sizes:?}: {got:?}");
        assert!(rows > 0 || got.grads.iter().flatten().all(|derivative| *derivative == 0.0), "{sizes:?}: {got:?}");
    }
}

#[test]
fn the_query_never_falls() {
    let mut random = Random(76);
    for _ in 0..2000 {
        let sizes = [0; 3].map(|_| {
            let most = 1 << random.below(18);
            random.below(most)
        });
        let (threads, gradient) = (1 + random.below(9) as u32, random.below(2) == 0);
        let bytes = f32::bytes(sizes, gradient, threads);
        assert!(f32::bytes(sizes, true, threads) >= bytes && f32::bytes(sizes, gradient, threads + 1) >= bytes);
        for axis in 0..3 {
            let mut larger = sizes;
            larger[axis] += 1 + random.below(100);
            assert!(f32::bytes(larger, gradient, threads) >= bytes, "{sizes:?} {larger:?}");
        }
    }
    assert_eq!(f32::bytes([usize::MAX / 2, 3, 4], true, 1), usize::MAX);
    assert_eq!(f64::bytes([64, 3, usize::MAX / 16], false, 1), usize::MAX);
    assert_eq!(f32::bytes([0, 3, 4], true, 1), 0);
    // No more threads work on a call, whatever is allowed.
    let large = [4096, 4096, 32000];
    assert_eq!(f32::bytes(large, true, u32::MAX), f32::bytes(large, true, 256));
    // A vocabulary of today on two threads.
    assert!(f32::bytes([1024, 1024, 32000], true, 2) <= 32 << 20);
}

#[test]
fn bad_input_is_refused() {
    let sizes = [70, 4, 5];
    let problem = Problem::draw(sizes, &mut Random(77));
    let place = Place::default();
    let bytes = f32::bytes(sizes, true, 1);
    let mut workspace = Buffer::<u8>::blank(bytes, place);
    let mut grads = [280, 20, 5].map(|length| Buffer::<f32>::blank(length, place));
    let mut value = Buffer::<f64>::blank(1, place);
    let (mut bad_first, mut bad_last) = (problem.case.index.clone(), problem.case.index.clone());
    (bad_first[0], bad_last[69]) = (5, -1);
    let mut check = |what: &str, status: loss_status, words: &str, change: &dyn Fn(&mut Call<f32>)| {
        let memory = workspace.pointer();
        problem.call::<f32, _>((memory, bytes), |mut call| {
            call.value = value.pointer();
            call.grads = [grads[0].pointer(), grads[1].pointer(), grads[2].pointer()];
            change(&mut call);
            // SAFETY: refused before anything is touched.
            let got = unsafe { f32::linear(&call) };
            assert_eq!(got, status, "{what}: {}", message());
            assert!(message().contains(words), "{what}: {}", message());
        });
        assert!(grads.iter().all(Buffer::untouched) && value.untouched() && workspace.untouched(), "{what}");
    };
    let invalid = LOSS_ERROR_INVALID_ARGUMENT;
    check("hidden", LOSS_ERROR_NULL_POINTER, "hidden is NULL", &|c| c.hidden = null());
    check("weight", LOSS_ERROR_NULL_POINTER, "weight is NULL", &|c| c.weight = null());
    check("target", LOSS_ERROR_NULL_POINTER, "target is NULL", &|c| c.target = null());
    check("first", LOSS_ERROR_TARGET, "target[0] = 5", &|c| c.target = bad_first.as_ptr());
    check("last", LOSS_ERROR_TARGET, "target[69] = -1", &|c| c.target = bad_last.as_ptr());
    check("no workspace", LOSS_ERROR_NULL_POINTER, &format!("need {bytes} bytes"), &|c| {
        c.options.workspace = null_mut()
    });
    let small = format!("workspace_size = {} is less than the {bytes}", bytes - 1);
    check("a byte less", LOSS_ERROR_SIZE, &small, &|c| c.options.workspace_size = bytes - 1);
    check("nothing", LOSS_ERROR_SIZE, "workspace_size = 0", &|c| c.options.workspace_size = 0);
    check("sizes", LOSS_ERROR_SIZE, "overflows", &|c| c.sizes = [usize::MAX / 2, 4, 5]);
    check("elements of weight", LOSS_ERROR_SIZE, "overflows", &|c| c.sizes[1] = usize::MAX / 256);
    check("classes", LOSS_ERROR_SIZE, "overflows", &|c| c.sizes[2] = usize::MAX / 8);
    check("row_stride", invalid, "row_stride", &|c| c.class_options.row_stride = 5);
    check("inner", invalid, "inner", &|c| c.class_options.inner = 2);
    check("target_stride", invalid, "target_stride", &|c| c.class_options.target_stride = 5);
    check("smoothing", invalid, "label_smoothing", &|c| c.class_options.label_smoothing = 1.5);
    check("hessian", invalid, "hessian", &|c| c.options.hessian = c.grads[0]);
    check("flag", invalid, "LOSS_CLEAR_PADDING", &|c| c.options.flags = LOSS_CLEAR_PADDING);
    check("reduction", invalid, "options.reduction", &|c| c.options.reduction = 9);
    check("nothing asked", LOSS_ERROR_NULL_POINTER, "nothing was asked for", &|c| {
        (c.value, c.grads) = (null_mut(), [null_mut(); 3]);
    });
    check("in place", LOSS_ERROR_OVERLAP, "grad_hidden overlaps hidden", &|c| c.grads[0] = c.hidden.cast_mut());
    check("gradients", LOSS_ERROR_OVERLAP, "overlaps", &|c| c.grads[2] = c.grads[1].wrapping_add(19));
    check("workspace over an input", LOSS_ERROR_OVERLAP, "options.workspace", &|c| {
        c.options.workspace = c.hidden.cast_mut().cast()
    });
    check("workspace over an output", LOSS_ERROR_OVERLAP, "options.workspace", &|c| {
        c.options.workspace = c.grads[0].cast()
    });
}

#[test]
fn indices_may_have_32_bits() {
    let problem = Problem::draw([9, 8, 7], &mut Random(78));
    let narrow: Vec<i32> = problem.case.index.iter().map(|index| *index as i32).collect();
    let mut workspace = vec![0_u8; f32::bytes(problem.sizes, true, 1)];
    let mut found = [(0.0, vec![0.0_f32; 72]), (0.0, vec![0.0_f32; 72])];
    for (which, (value, grad)) in found.iter_mut().enumerate() {
        problem.call::<f32, _>((workspace.as_mut_ptr(), workspace.len()), |mut call| {
            if which == 1 {
                (call.target, call.class_options.target_i32) = (null(), narrow.as_ptr());
            }
            (call.value, call.grads[0]) = (&raw mut *value, grad.as_mut_ptr());
            // SAFETY: all arrays are as long as the header says.
            assert_eq!(unsafe { f32::linear(&call) }, LOSS_OK, "{}", message());
        });
    }
    assert!(found[0] == found[1] && found[0].0 > 0.0, "{found:?}");
}
