//! One way to call every loss of rows of vectors: a [`Rows`] in, an [`Outcome`] out.
#![allow(dead_code)]

use crate::common::Random;
use crate::common::buffer::{Buffer, Place};
use crate::common::call::Dtype;
use crate::common::entry::{Driver, Entry, entry};
use crate::common::raw;
use crate::common::table::{ENTRIES, each_of_vectors};
use loss::{Options, loss_status, loss_sums};
use loss_kernels::loss_rows::{RowReference, Rowwise};
use std::ffi::CStr;
use std::ptr::{null, null_mut};

/// A loss, by its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loss(&'static str);

/// What a loss is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Distances: derivatives are below 1 for each.
    Distances,
    /// The square of one.
    Square,
    /// Cosines: derivatives are differences of numbers below 1/‖x‖ for each.
    Cosines,
}

impl Loss {
    pub const TRIPLET: Self = Self("triplet");
    pub const TRIPLET_COSINE: Self = Self("triplet_cosine");
    pub const CONTRASTIVE: Self = Self("contrastive");
    pub const PAIRWISE_DISTANCE: Self = Self("pairwise_distance");
    pub const COSINE_DISTANCE: Self = Self("cosine_distance");
    pub const COSINE_EMBEDDING: Self = Self("cosine_embedding");

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        ENTRIES.iter().filter(|entry| entry.driver == Driver::Vectors).map(|entry| Self(entry.name))
    }

    pub fn name(self) -> &'static str {
        self.0
    }

    pub fn entry(self) -> &'static Entry {
        entry(self.0)
    }

    /// The names of its inputs.
    pub fn inputs(self) -> impl ExactSizeIterator<Item = &'static str> {
        self.entry().inputs.iter().map(|input| input.name)
    }

    pub fn has_target(self) -> bool {
        !self.entry().targets.is_empty()
    }

    /// The place of a number of this name.
    pub fn number(self, name: &str) -> Option<usize> {
        self.entry().numbers.iter().position(|number| number.name == name)
    }

    pub fn kind(self) -> Kind {
        match self {
            Self::CONTRASTIVE => Kind::Square,
            Self::TRIPLET | Self::PAIRWISE_DISTANCE => Kind::Distances,
            _ => Kind::Cosines,
        }
    }
}

impl Default for Loss {
    fn default() -> Self {
        Self::TRIPLET
    }
}

/// Everything that a call may be given. Numbers are `f64` and rounded to the dtype.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub loss: Loss,
    pub inputs: Vec<Vec<f64>>,
    /// None: NULL.
    pub target: Option<Vec<f64>>,
    pub rows: usize,
    pub dim: usize,
    pub scalars: [f64; 3],
    pub reduction: u32,
    pub flags: u32,
    pub threads: u32,
    pub upstream: Option<f64>,
    pub weight: Option<Vec<f64>>,
    pub mask: Option<Vec<u8>>,
    /// What the gradients hold before the call (with LOSS_ACCUMULATE).
    pub old: Option<Vec<Vec<f64>>>,
    /// The gradients of these inputs replace them, a bit each.
    pub in_place: u32,
    /// The gradients of these inputs are NULL, a bit each.
    pub without_gradients: u32,
    /// Value, losses and sums are NULL.
    pub gradients_only: bool,
    pub place: Place,
}

/// The arguments of a call. A function has no use for all of them.
pub struct Arguments<E> {
    pub inputs: [*const E; 3],
    pub target: *const E,
    pub rows: usize,
    pub dim: usize,
    pub scalars: [f64; 3],
    pub options: Option<Options<E>>,
    pub value: *mut f64,
    pub gradients: [*mut E; 3],
}

impl<E: Dtype> Arguments<E> {
    /// Calls the function of a loss.
    ///
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    unsafe fn pass(&self, loss: Loss, place: Place) -> loss_status {
        let ([a, b, c], [x, y, z], [p, q, r]) = (self.inputs, self.gradients, self.scalars);
        let arguments = raw::Arguments {
            input: a,
            second: b,
            third: c,
            target: self.target,
            rows: self.rows,
            classes: self.dim,
            scalars: [p, q, r, 0.0],
            options: self.options,
            value: self.value,
            gradient: x,
            second_gradient: y,
            third_gradient: z,
            ..raw::Arguments::NONE
        };
        // SAFETY: the caller's.
        unsafe { arguments.pass_to(E::function(loss.name()).expect("a function"), place) }
    }
}

/// What a call gave. What was not asked for is what it was before.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub status: loss_status,
    pub message: String,
    pub value: f64,
    pub gradients: Vec<Vec<f64>>,
    pub losses: Vec<f64>,
    pub sums: loss_sums,
    /// No output was written, not even in part.
    pub untouched: bool,
}

impl Rows {
    /// A good call with random numbers.
    pub fn sample(loss: Loss, rows: usize, dim: usize, random: &mut Random) -> Self {
        let mut numbers = |count: usize| (0..count).map(|_| random.between(-1.0, 1.0)).collect::<Vec<f64>>();
        let inputs = loss.inputs().map(|_| numbers(rows * dim)).collect();
        let signs = numbers(rows).into_iter().map(|number| if number < 0.0 { -1.0 } else { 1.0 });
        let target = loss.has_target().then(|| signs.collect());
        let case = Self { loss, inputs, target, rows, dim, ..Self::default() };
        case.with("margin", if loss == Loss::COSINE_EMBEDDING { 0.125 } else { 0.5 })
    }

    /// With a number of this name, where the loss has one.
    pub fn with(mut self, name: &str, number: f64) -> Self {
        if let Some(place) = self.loss.number(name) {
            self.scalars[place] = number;
        }
        self
    }

    /// The size of the numbers that derivatives of a row are differences of.
    pub fn steepest(&self, nth: usize, row: usize) -> f64 {
        let part = |input: &Vec<f64>| input[row * self.dim..][..self.dim].to_vec();
        let sum = |x: Vec<f64>| x.iter().map(|x| x.abs()).filter(|x| x.is_finite()).sum::<f64>();
        match self.loss.kind() {
            Kind::Distances => 2.0,
            Kind::Square => self.scalars[0] + self.inputs.iter().map(part).map(sum).sum::<f64>(),
            // Of two cosines at most.
            Kind::Cosines => {
                let norm = part(&self.inputs[nth]).iter().map(|x| x * x).sum::<f64>().sqrt();
                (self.inputs.len() - 1) as f64 * 2.0 / norm
            }
        }
    }

    fn is_in_place(&self, input: usize) -> bool {
        self.in_place & (1 << input) != 0
    }

    pub fn call<E: Dtype>(&self) -> Outcome {
        self.call_with::<E>(|_| {})
    }

    /// [`Rows::call`] that must succeed.
    pub fn run<E: Dtype>(&self) -> Outcome {
        let outcome = self.call::<E>();
        assert_eq!(outcome.status, loss_status::LOSS_OK, "{}: {self:?}", outcome.message);
        outcome
    }

    /// Calls the loss with arguments that were changed. Panics when anything beside the outputs was written.
    pub fn call_with<E: Dtype>(&self, change: impl FnOnce(&mut Arguments<E>)) -> Outcome {
        let (place, count) = (self.place, self.inputs.len());
        let mut inputs: Vec<Buffer<E>> = self.inputs.iter().map(|input| Buffer::new(input, place)).collect();
        let target = self.target.as_ref().map(|target| Buffer::<E>::new(target, place));
        let weight = self.weight.as_ref().map(|weight| Buffer::<E>::new(weight, place));
        let mask = self.mask.as_ref().map(|mask| Buffer::of(mask, place));
        let upstream = self.upstream.map(|number| Buffer::of(&[number], place));
        let blank = |nth: usize| match &self.old {
            Some(old) => Buffer::new(&old[nth], place),
            None => Buffer::<E>::blank(self.inputs[nth].len(), place),
        };
        let mut gradients: Vec<Buffer<E>> = (0..count).map(blank).collect();
        let mut losses = Buffer::<E>::blank(self.rows, place);
        let mut value = Buffer::<f64>::blank(1, place);
        let mut sums = Buffer::<loss_sums>::blank(1, place);
        let mut arguments = Arguments {
            inputs: [null(); 3],
            target: target.as_ref().map_or(null(), Buffer::input),
            rows: self.rows,
            dim: self.dim,
            scalars: self.scalars,
            options: Some(Options {
                reduction: self.reduction,
                flags: self.flags,
                threads: self.threads,
                upstream: upstream.as_ref().map_or(null(), Buffer::input),
                weight: weight.as_ref().map_or(null(), Buffer::input),
                mask: mask.as_ref().map_or(null(), Buffer::input),
                losses: if self.gradients_only { null_mut() } else { losses.pointer() },
                sums: if self.gradients_only { null_mut() } else { sums.pointer() },
                ..Options::default()
            }),
            value: if self.gradients_only { null_mut() } else { value.pointer() },
            gradients: [null_mut(); 3],
        };
        for nth in 0..count {
            let replaced = self.is_in_place(nth);
            arguments.inputs[nth] = if replaced { inputs[nth].pointer() } else { inputs[nth].input() };
            if self.without_gradients & (1 << nth) == 0 {
                arguments.gradients[nth] = if replaced { inputs[nth].pointer() } else { gradients[nth].pointer() };
            }
        }
        change(&mut arguments);
        // SAFETY: every array is as long as the header says, or the call is meant to be refused before it reads beyond.
        let status = unsafe { arguments.pass(self.loss, place) };
        // SAFETY: a static or thread-local string that ends in 0.
        let message = unsafe { CStr::from_ptr(loss::loss_last_error()) }.to_string_lossy().into_owned();
        let arrays = || inputs.iter().chain(&gradients).chain([&losses]);
        let intact = arrays().all(Buffer::margins_intact) && value.margins_intact() && sums.margins_intact();
        assert!(intact, "{} wrote beyond an array: {self:?}", self.loss.name());
        let gradient = |nth: usize| if self.is_in_place(nth) { &inputs[nth] } else { &gradients[nth] };
        Outcome {
            status,
            message,
            value: value.elements()[0],
            gradients: (0..count).map(|nth| gradient(nth).values()).collect(),
            losses: losses.values(),
            sums: sums.elements()[0],
            untouched: arrays().all(Buffer::untouched) && value.untouched() && sums.untouched(),
        }
    }

    /// The loss of a row and its derivatives by the plain formula.
    pub fn row(&self, row: usize) -> (f64, Vec<Vec<f64>>) {
        fn of<L: RowReference<X, K>, const X: usize, const K: usize>(case: &Rows, row: usize) -> (f64, Vec<Vec<f64>>) {
            let [a, b, c] = case.scalars;
            let arguments = loss_kernels::loss::Arguments {
                scalars: [a, b, c, 0.0],
                binary_targets: case.flags & loss::LOSS_BINARY_TARGETS != 0,
                swap: case.flags & loss::LOSS_SWAP != 0,
                full: false,
            };
            let loss = <L as Rowwise<X, K>>::new(&arguments).expect("valid parameters");
            let part = |nth: usize| &case.inputs[nth][row * case.dim..][..case.dim];
            let (loss, slopes) =
                loss.reference(std::array::from_fn(part), case.target.as_ref().map_or(0.0, |target| target[row]));
            (loss, slopes.into())
        }
        macro_rules! of_name {
            ($name:literal, $loss:ty) => {
                if self.loss.name() == $name {
                    return of::<$loss, _, _>(self, row);
                }
            };
        }
        each_of_vectors!(of_name);
        panic!("no loss named {}", self.loss.name())
    }
}

impl Outcome {
    /// The same bits, NaN being NaN.
    pub fn same_bits(&self, other: &Self) -> bool {
        let bits = |number: f64| if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() };
        let all = |outcome: &Self| {
            let sums = [outcome.value, outcome.sums.loss, outcome.sums.weight, outcome.sums.rows as f64];
            let numbers = outcome.gradients.iter().flatten().chain(&outcome.losses).copied().chain(sums);
            numbers.map(bits).collect::<Vec<u64>>()
        };
        all(self) == all(other)
    }
}
