//! One way to call every loss: a [`Case`] in, an [`Outcome`] out.

use super::buffer::Buffer;
use super::table;
use loss::{ClassOptions, Options, loss_status, loss_sums};
use loss_kernels::Element;
use std::ffi::CStr;
use std::ptr::{null, null_mut};

type OptionsIn<E> = *const Options<E>;
type ClassesIn<E> = *const ClassOptions<E>;

/// An exported function, by the shape of its loss.
#[derive(Clone, Copy)]
pub enum Function<E> {
    Pointwise(Elements<E>),
    PointwiseScalar(
        unsafe extern "C" fn(*const E, *const E, usize, f64, OptionsIn<E>, *mut f64, *mut E) -> loss_status,
    ),
    Penalty(unsafe extern "C" fn(*const E, usize, f64, OptionsIn<E>, *mut f64, *mut E) -> loss_status),
    PenaltyTwo(unsafe extern "C" fn(*const E, usize, f64, f64, OptionsIn<E>, *mut f64, *mut E) -> loss_status),
    Rowwise(unsafe extern "C" fn(*const E, *const E, usize, usize, OptionsIn<E>, *mut f64, *mut E) -> loss_status),
    Index(Rows<E, i64>),
    Sequence(Sequences<E>),
    Soft(Rows<E, E>),
    Softmax(unsafe extern "C" fn(*const E, usize, usize, ClassesIn<E>, *mut E) -> loss_status),
    Teacher(Logits<E>),
    Divergence(Logits<E>),
    Pair(unsafe extern "C" fn(*const E, *const E, usize, usize, OptionsIn<E>, *mut f64, *mut E, *mut E) -> loss_status),
    Discriminator(Discriminator<E>),
    Generator(unsafe extern "C" fn(u32, *const E, usize, OptionsIn<E>, *mut f64, *mut E) -> loss_status),
    Combine(unsafe extern "C" fn(*const f64, *const f64, usize, *mut f64) -> loss_status),
    Uncertainty(
        unsafe extern "C" fn(*const f64, *const E, *const f64, usize, *mut f64, *mut f64, *mut E) -> loss_status,
    ),
}

type Elements<E> = unsafe extern "C" fn(*const E, *const E, usize, OptionsIn<E>, *mut f64, *mut E) -> loss_status;
type Rows<E, T> =
    unsafe extern "C" fn(*const E, *const T, usize, usize, ClassesIn<E>, OptionsIn<E>, *mut f64, *mut E) -> loss_status;
type Sequences<E> = unsafe extern "C" fn(
    *const E,
    *const i64,
    usize,
    usize,
    usize,
    ClassesIn<E>,
    OptionsIn<E>,
    *mut f64,
    *mut E,
) -> loss_status;
type Logits<E> = unsafe extern "C" fn(
    *const E,
    *const E,
    usize,
    usize,
    f64,
    ClassesIn<E>,
    OptionsIn<E>,
    *mut f64,
    *mut E,
) -> loss_status;
type Discriminator<E> =
    unsafe extern "C" fn(u32, *const E, usize, *const E, usize, OptionsIn<E>, *mut f64, *mut E, *mut E) -> loss_status;

impl<E> Function<E> {
    /// It takes class options.
    fn over_classes(&self) -> bool {
        use Function::{Divergence, Index, Sequence, Soft, Softmax, Teacher};
        matches!(self, Index(_) | Sequence(_) | Soft(_) | Softmax(_) | Teacher(_) | Divergence(_))
    }

    /// It has two inputs, with a gradient for each.
    fn has_two_gradients(&self) -> bool {
        matches!(self, Function::Pair(_) | Function::Discriminator(_))
    }
}

/// `f32` or `f64`.
pub trait Dtype: Element + std::fmt::Debug {
    const NAME: &'static str;
    /// Relative error that results may have: an elementary function and half a dozen roundings in
    /// `f32`; in `f64` the reference's own sums count as well.
    const TOLERANCE: f64;
    fn function(name: &str) -> Function<Self>;
}

impl Dtype for f32 {
    const NAME: &'static str = "f32";
    const TOLERANCE: f64 = 4e-7;
    fn function(name: &str) -> Function<f32> {
        table::function_f32(name)
    }
}

impl Dtype for f64 {
    const NAME: &'static str = "f64";
    const TOLERANCE: f64 = 1e-13;
    fn function(name: &str) -> Function<f64> {
        table::function_f64(name)
    }
}

/// Everything that a call may be given. Numbers are `f64` and rounded to the dtype.
#[derive(Clone, Debug, Default)]
pub struct Case {
    pub input: Vec<f64>,
    /// Targets that are numbers; a teacher's logits; the second input.
    pub target: Vec<f64>,
    /// Targets that are indices.
    pub index: Vec<i64>,
    /// Rows; elements for pointwise losses.
    pub rows: usize,
    pub classes: usize,
    /// Rows in a sequence.
    pub seq_len: usize,
    /// The loss's own numbers; 0 where there are no more.
    pub scalars: Vec<f64>,
    /// The kind of GAN.
    pub kind: u32,

    pub reduction: u32,
    pub flags: u32,
    pub threads: u32,
    pub upstream: Option<f64>,
    pub weight: Option<Vec<f64>>,
    pub mask: Option<Vec<u8>>,

    pub class_weight: Option<Vec<f64>>,
    pub ignore_index: Option<i64>,
    pub label_smoothing: f64,
    pub temperature: f64,
    pub softcap: f64,
    pub z_loss: f64,
    pub row_stride: usize,
    pub inner: usize,

    /// Outputs that are not asked for.
    pub without: Without,
    /// The gradient replaces the input.
    pub in_place: bool,
    /// Bytes that arrays are off a cache line.
    pub misalignment: usize,
    /// What the gradient holds before the call (with LOSS_ACCUMULATE).
    pub old_gradient: Option<Vec<f64>>,
}

/// Outputs that are left NULL; by default all are asked for that a function has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Without {
    pub gradient: bool,
    pub hessian: bool,
    pub losses: bool,
    pub sums: bool,
    pub value: bool,
    /// lse, entropy and argmax.
    pub statistics: bool,
}

impl Without {
    /// Value and gradient only.
    pub const EXTRAS: Self =
        Self { gradient: false, hessian: true, losses: true, sums: true, value: false, statistics: true };
}

/// Everything that a call may give. What was not asked for is empty.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub status: loss_status,
    pub message: String,
    pub value: f64,
    /// The gradient, or the output of softmax; where there are two inputs, both gradients.
    pub gradient: Vec<f64>,
    pub hessian: Vec<f64>,
    pub losses: Vec<f64>,
    pub lse: Vec<f64>,
    pub entropy: Vec<f64>,
    pub argmax: Vec<i64>,
    pub sums: loss_sums,
    /// No output was written, not even in part.
    pub untouched: bool,
}

/// What `value` holds before a call.
const BLANK: f64 = -777.25;

impl Case {
    /// Calls the loss. Panics when anything beside the outputs was written.
    pub fn call<E: Dtype>(&self, name: &str) -> Outcome {
        let function = E::function(name);
        let over_classes = function.over_classes();
        let softmax = matches!(function, Function::Softmax(_));
        let has_statistics = over_classes && name != "nll" && !self.without.statistics;
        let two = function.has_two_gradients();
        let pair = matches!(function, Function::Pair(_));
        let has_hessian = name != "rmse" && !softmax && !pair && !self.without.hessian;
        let layout = self.input.len();
        let second_layout = if two { self.target.len() } else { 0 };
        let off = self.misalignment;

        let optional = |values: &Option<Vec<f64>>| values.as_ref().map(|values| Buffer::<E>::new(values, off));
        let pointer = |buffer: &mut Option<Buffer<E>>| buffer.as_mut().map_or(null_mut(), Buffer::pointer);
        let out = |wanted: bool, length: usize| wanted.then(|| Buffer::<E>::blank(length, off));

        let mut input = Buffer::<E>::new(&self.input, off);
        let mut target = Buffer::<E>::new(&self.target, off);
        let index = self.index.clone();
        let mut weight = optional(&self.weight);
        let mut class_weight = optional(&self.class_weight);
        let mut losses = out(!softmax && !self.without.losses, self.rows);
        let mut hessian = out(has_hessian, layout + second_layout);
        let mut lse = out(has_statistics, self.rows);
        let mut entropy = out(has_statistics, self.rows);
        let has_argmax = over_classes && !self.without.statistics;
        let mut argmax = vec![i64::MIN; if has_argmax { self.rows } else { 0 }];
        let own_gradient = !self.without.gradient && !self.in_place;
        let (mut gradient, mut second) = match &self.old_gradient {
            Some(old) if own_gradient => {
                let (first, second) = old.split_at(layout);
                (Some(Buffer::<E>::new(first, off)), two.then(|| Buffer::<E>::new(second, off)))
            }
            _ => (out(own_gradient, layout), out(own_gradient && two, second_layout)),
        };
        let mut sums = loss_sums { loss: BLANK, weight: BLANK, rows: u64::MAX };
        let mut value = BLANK;

        let options = Options::<E> {
            reduction: self.reduction,
            flags: self.flags,
            threads: self.threads,
            upstream: self.upstream.as_ref().map_or(null(), |number| number),
            weight: pointer(&mut weight),
            mask: self.mask.as_ref().map_or(null(), |mask| mask.as_ptr()),
            losses: pointer(&mut losses),
            hessian: pointer(&mut hessian),
            sums: if self.without.sums || softmax { null_mut() } else { &raw mut sums },
            ..Options::default()
        };
        let class_options = ClassOptions::<E> {
            class_weight: pointer(&mut class_weight),
            ignore_index: self.ignore_index.as_ref().map_or(null(), |number| number),
            label_smoothing: self.label_smoothing,
            temperature: self.temperature,
            softcap: self.softcap,
            z_loss: self.z_loss,
            row_stride: self.row_stride,
            inner: self.inner,
            lse: pointer(&mut lse),
            entropy: pointer(&mut entropy),
            argmax: if has_argmax { argmax.as_mut_ptr() } else { null_mut() },
            ..ClassOptions::default()
        };
        let x = input.pointer();
        let grad = if self.in_place { x } else { pointer(&mut gradient) };
        let y = target.pointer();
        let second_grad = if self.in_place { y } else { pointer(&mut second) };
        let scalar = |index: usize| self.scalars.get(index).copied().unwrap_or(0.0);
        let value_out = if self.without.value { null_mut() } else { &raw mut value };
        let (rows, classes) = (self.rows, self.classes);
        // SAFETY: every array is as long as the header says, or the call is meant to be refused
        // before it reads beyond.
        let status = unsafe {
            match function {
                Function::Pointwise(f) => f(x, y, rows, &options, value_out, grad),
                Function::PointwiseScalar(f) => f(x, y, rows, scalar(0), &options, value_out, grad),
                Function::Penalty(f) => f(x, rows, scalar(0), &options, value_out, grad),
                Function::PenaltyTwo(f) => f(x, rows, scalar(0), scalar(1), &options, value_out, grad),
                Function::Rowwise(f) => f(x, y, rows, classes, &options, value_out, grad),
                Function::Index(f) => f(x, index.as_ptr(), rows, classes, &class_options, &options, value_out, grad),
                Function::Sequence(f) => {
                    let batch = rows.checked_div(self.seq_len).unwrap_or(1);
                    let tokens = index.as_ptr();
                    f(x, tokens, batch, self.seq_len, classes, &class_options, &options, value_out, grad)
                }
                Function::Soft(f) => f(x, y, rows, classes, &class_options, &options, value_out, grad),
                Function::Softmax(f) => f(x, rows, classes, &class_options, grad),
                Function::Teacher(f) | Function::Divergence(f) => {
                    f(x, y, rows, classes, scalar(0), &class_options, &options, value_out, grad)
                }
                Function::Pair(f) => f(x, y, rows, classes, &options, value_out, grad, second_grad),
                Function::Discriminator(f) => {
                    f(self.kind, x, layout, y, second_layout, &options, value_out, grad, second_grad)
                }
                Function::Generator(f) => f(self.kind, x, rows, &options, value_out, grad),
                Function::Combine(_) | Function::Uncertainty(_) => panic!("{name} is called by its own test"),
            }
        };
        let buffers = [&losses, &hessian, &lse, &entropy, &gradient, &second];
        for buffer in buffers.into_iter().flatten().chain([&input, &target]) {
            assert!(buffer.margins_intact(), "{name} wrote beyond an array: {self:?}");
        }
        let blank_sums = sums.loss == BLANK && sums.rows == u64::MAX;
        let untouched = value == BLANK
            && blank_sums
            && argmax.iter().all(|class| *class == i64::MIN)
            && [&losses, &hessian, &lse, &entropy].into_iter().flatten().all(Buffer::untouched)
            && (self.old_gradient.is_some() || [&gradient, &second].into_iter().flatten().all(Buffer::untouched));
        // SAFETY: a static or thread-local string that ends in 0.
        let message = unsafe { CStr::from_ptr(loss::loss_last_error()) }.to_string_lossy().into_owned();
        let values = |buffer: &Option<Buffer<E>>| buffer.as_ref().map_or(Vec::new(), Buffer::values);
        let mut derivatives = if self.in_place { input.values() } else { values(&gradient) };
        if two {
            derivatives.extend(if self.in_place { target.values() } else { values(&second) });
        }
        Outcome {
            status,
            message,
            value,
            gradient: derivatives,
            hessian: values(&hessian),
            losses: values(&losses),
            lse: values(&lse),
            entropy: values(&entropy),
            argmax,
            sums,
            untouched,
        }
    }

    /// [`Case::call`] that must succeed.
    pub fn run<E: Dtype>(&self, name: &str) -> Outcome {
        let outcome = self.call::<E>(name);
        assert_eq!(outcome.status, loss_status::LOSS_OK, "{name}: {}: {self:?}", outcome.message);
        outcome
    }
}

impl Outcome {
    /// The same bits, NaN being NaN.
    pub fn same_bits(&self, other: &Self) -> bool {
        let bits = |number: f64| if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() };
        let all = |outcome: &Self| {
            let sums = [outcome.sums.loss, outcome.sums.weight, outcome.sums.rows as f64, outcome.value];
            let arrays = [&outcome.gradient, &outcome.hessian, &outcome.losses, &outcome.lse, &outcome.entropy];
            let numbers = arrays.into_iter().flatten().copied().chain(sums).map(bits);
            numbers.chain(outcome.argmax.iter().map(|class| *class as u64)).collect::<Vec<_>>()
        };
        all(self) == all(other)
    }
}
