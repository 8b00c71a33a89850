//! One way to call every loss: a [`Case`] in, an [`Outcome`] out.

use super::arrays::{Inputs, Outputs};
use super::buffer::{Buffer, Place};
pub use super::entry::{Driver, Entry, entry};
pub use super::raw::{Arguments, Call};
use super::table;
use super::tasks::TaskCall;
use loss::{LOSS_SUM, loss_status, loss_sums};
use loss_kernels::Element;
use std::ffi::CStr;

/// `f32` or `f64`.
pub trait Dtype: Element + std::fmt::Debug {
    const NAME: &'static str;
    /// Relative error that results may have: an elementary function and half a dozen roundings in
    /// `f32`; in `f64` the reference's own sums count as well.
    const TOLERANCE: f64;
    fn function(name: &str) -> Option<Call<Self>>;
    fn task_call(name: &str) -> Option<TaskCall<Self>>;
}

impl Dtype for f32 {
    const NAME: &'static str = "f32";
    const TOLERANCE: f64 = 4e-7;

    fn function(name: &str) -> Option<Call<f32>> {
        table::call_f32(name)
    }

    fn task_call(name: &str) -> Option<TaskCall<f32>> {
        table::task_call_f32(name)
    }
}

impl Dtype for f64 {
    const NAME: &'static str = "f64";
    const TOLERANCE: f64 = 1e-13;

    fn function(name: &str) -> Option<Call<f64>> {
        table::call_f64(name)
    }

    fn task_call(name: &str) -> Option<TaskCall<f64>> {
        table::task_call_f64(name)
    }
}

/// Everything that a call may be given. Numbers are `f64` and rounded to the dtype.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// What the loss is differentiated by.
    pub input: Vec<f64>,
    pub second: Vec<f64>,
    pub third: Vec<f64>,
    /// Targets that are numbers; a teacher's logits.
    pub target: Vec<f64>,
    /// Targets that are indices, or the lists of all rows.
    pub index: Vec<i64>,
    /// A byte per row.
    pub bytes: Vec<u8>,
    /// Constant arrays that may be left out, in their order: a number per element of a row, or per element.
    pub optional: [Option<Vec<f64>>; 4],
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
    pub class_bias: Option<Vec<f64>>,
    pub z_loss: f64,
    pub row_stride: usize,
    pub inner: usize,

    /// Outputs that are not asked for.
    pub without: Without,
    /// The gradient replaces the input.
    pub in_place: bool,
    /// Bytes that arrays are off from where untouchable memory begins.
    pub misalignment: usize,
    /// Arrays are behind such memory, not before it.
    pub at_start: bool,
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
    /// The gradient, or the output of softmax; where there are several inputs, one gradient after the other.
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

impl Case {
    /// Rows of three classes with index targets, to be summed: in one piece, or one beside the other where `inner` is not 0.
    pub fn of_three(rows: &[[f64; 3]], index: &[i64], scalars: &[f64], inner: usize) -> Self {
        let place = |i: usize| if inner == 0 { rows[i / 3][i % 3] } else { rows[i % rows.len()][i / rows.len()] };
        Self {
            input: (0..3 * rows.len()).map(place).collect(),
            index: index.to_vec(),
            rows: rows.len(),
            classes: 3,
            scalars: scalars.to_vec(),
            reduction: LOSS_SUM,
            inner,
            ..Self::default()
        }
    }

    /// Calls the loss. Panics when anything beside the outputs was written.
    pub fn call<E: Dtype>(&self, name: &str) -> Outcome {
        self.call_with::<E>(name, |_| {})
    }

    /// The same, with arguments that were changed.
    pub fn call_with<E: Dtype>(&self, name: &str, change: impl FnOnce(&mut Arguments<E>)) -> Outcome {
        let entry = entry(name);
        let function = E::function(name).unwrap_or_else(|| panic!("{name} is not called by a Case"));
        let mut inputs = Inputs::new(self);
        let mut outputs = Outputs::new(self, entry);
        let mut arguments = Arguments::new(self, &mut inputs, &mut outputs);
        change(&mut arguments);
        // SAFETY: every array is as long as the header says, or the call is meant to be refused
        // before it reads beyond.
        let status = unsafe { arguments.pass_to(function, self.place()) };
        // SAFETY: a static or thread-local string that ends in 0.
        let message = unsafe { CStr::from_ptr(loss::loss_last_error()) }.to_string_lossy().into_owned();
        assert!(inputs.margins_intact() && outputs.margins_intact(), "{name} wrote beyond an array: {self:?}");
        if entry.over_classes() && status == loss_status::LOSS_OK {
            let matrices = [Some(&inputs.input), outputs.gradient.as_ref(), outputs.hessian.as_ref()];
            let intact = matrices.into_iter().flatten().all(|matrix| self.padding_untouched(matrix));
            assert!(intact, "{name} wrote to padding: {self:?}");
        }
        let values = |buffer: &Option<Buffer<E>>| buffer.as_ref().map_or(Vec::new(), Buffer::values);
        let gradients = [
            (&inputs.input, &outputs.gradient),
            (&inputs.second, &outputs.second_gradient),
            (&inputs.third, &outputs.third_gradient),
        ];
        let of_inputs = gradients.into_iter().take(entry.inputs.len());
        let gradient = of_inputs.flat_map(|(input, own)| if self.in_place { input.values() } else { values(own) });
        let gradient = gradient.collect();
        Outcome {
            status,
            message,
            value: outputs.value.elements()[0],
            gradient,
            hessian: values(&outputs.hessian),
            losses: values(&outputs.losses),
            lse: values(&outputs.lse),
            entropy: values(&outputs.entropy),
            argmax: outputs.argmax.as_ref().map_or(Vec::new(), Buffer::elements),
            sums: outputs.sums.elements()[0],
            untouched: inputs.untouched() && outputs.untouched(),
        }
    }

    /// Where its arrays are.
    pub fn place(&self) -> Place {
        Place { at_start: self.at_start, misalignment: self.misalignment }
    }

    /// Whether the elements of a matrix that belong to no class are what they were.
    fn padding_untouched<E: Element>(&self, matrix: &Buffer<E>) -> bool {
        (0..self.input.len()).filter(|i| self.is_padding(*i)).all(|i| matrix.element_untouched(i))
    }

    /// The same call with NULL in place of option structs.
    pub fn call_without_options<E: Dtype>(&self, name: &str) -> Outcome {
        self.call_with::<E>(name, |arguments| (arguments.options, arguments.class_options) = (None, None))
    }

    /// Whether an element of a matrix belongs to no class.
    pub fn is_padding(&self, place: usize) -> bool {
        self.row_stride != 0 && place % self.row_stride >= self.classes * self.inner.max(1)
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
