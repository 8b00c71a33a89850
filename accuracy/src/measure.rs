//! Computes, compares instruction sets, and finds the largest error.

use crate::double::{nearest, scale};
use crate::exact::Exact;
use crate::functions::{COLUMNS, Function, Outcome};
use crate::inputs::{BLOCK, Inputs};
use loss_kernels::element::{Compute, Load};
use loss_kernels::simd::{Real, Simd, Vector};
use loss_kernels::{Element, Isa, Kernel};
use rayon::prelude::*;

/// A type that is computed with and held in arrays.
pub trait Native: Compute + Element<Native = Self> + Load<Self> + Send + Sync + 'static {
    const NAME: &'static str;
    const MAX: f64;
}

impl Native for f32 {
    const NAME: &'static str = "f32";
    const MAX: f64 = f32::MAX as f64;
}

impl Native for f64 {
    const NAME: &'static str = "f64";
    const MAX: f64 = f64::MAX;
}

/// Fills the columns with the function of each input.
struct Apply<'a, E, F> {
    function: &'a F,
    inputs: &'a [E],
    columns: &'a mut [Vec<E>],
}

impl<E: Native, F: Function<E>> Kernel for Apply<'_, E, F> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let lanes = E::Vector::<S>::LANES;
        let mut i = 0;
        while i + lanes <= self.inputs.len() {
            // SAFETY: `lanes` inputs remain from `i` on, and each column is as long as the inputs.
            unsafe {
                let x = <E as Load<E>>::load::<S>(self.inputs.as_ptr().add(i), lanes, 0.0);
                let results = self.function.apply(x);
                let mut column = 0;
                while column < self.columns.len() {
                    let target = self.columns[column].as_mut_ptr().add(i);
                    <E as Load<E>>::store::<S>(results[column], target, lanes);
                    column += 1;
                }
            }
            i += lanes;
        }
    }
}

/// Fills `errors`, a row of [`BLOCK`] an outcome, with the distance of what the columns hold from what is exact.
struct Errors<'a, E, F> {
    function: &'a F,
    outcomes: &'a [Outcome],
    inputs: &'a [E],
    columns: &'a [Vec<E>],
    errors: &'a mut [f64],
}

impl<E: Native, F: Function<E>> Kernel for Errors<'_, E, F> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let lanes = S::F64::LANES;
        let mut i = 0;
        while i + lanes <= self.inputs.len() {
            let exact = self.function.exact(widened::<E, S>(self.inputs, i));
            let mut row = 0;
            while row < self.outcomes.len() {
                let outcome = &self.outcomes[row];
                let (first, second) = outcome.columns;
                let low = match second {
                    Some(second) => widened::<E, S>(&self.columns[second], i),
                    None => S::F64::splat(0.0),
                };
                let high = widened::<E, S>(&self.columns[first], i);
                let error = error_of::<E, S::F64>(high, low, exact[row], outcome);
                // SAFETY: `errors` has BLOCK elements a row, of which `lanes` remain from `i` on.
                unsafe { error.store(self.errors.as_mut_ptr().add(row * BLOCK + i), lanes) };
                row += 1;
            }
            i += lanes;
        }
    }
}

/// As many elements from `from` on as a vector of `f64` has lanes.
#[inline(always)]
fn widened<E: Native, S: Simd>(array: &[E], from: usize) -> S::F64 {
    let lanes = S::F64::LANES;
    assert!(from + lanes <= array.len());
    // SAFETY: just asserted.
    unsafe { <E as Load<f64>>::load::<S>(array.as_ptr().add(from), lanes, 0.0) }
}

/// The distance of high + low from `exact` in units in the last place of the lane; infinite where one is
/// infinite or NaN and the other is not.
#[inline(always)]
fn error_of<E: Native, R: Real<Lane = f64>>(high: R, low: R, exact: Exact<R>, outcome: &Outcome) -> R {
    let (zero, infinity) = (R::splat(0.0), R::splat(f64::INFINITY));
    let Exact { number, scale: exponent } = exact;
    // Everything over the power of two of the exact number, exactly.
    let opposite = -nearest(exponent);
    let scaled = scale(high, opposite);
    let size = number.high.abs();
    let floor = scale(R::splat(outcome.floor), opposite);
    let size = R::select(size.lt(floor), floor, size);
    let binade = size.and(R::splat_bits(0x7FF0_0000_0000_0000));
    let unit = binade * R::splat(1.0 / (1u64 << E::MANTISSA_BITS) as f64);
    let error = (((scaled - number.high) + (scale(low, opposite) - number.low)) / unit).abs();

    let value = scale(number.high, exponent);
    // Too large for the type: infinity is right, and so is the largest number if it is near.
    let overflows = R::splat(E::MAX).lt(value.abs());
    let right_infinity = R::both(high.abs().eq(infinity), zero.lt(high * value));
    let error = R::select(R::both(overflows, right_infinity), zero, error);
    // Too small for normal numbers: 0 is right.
    let flushed = R::both(value.abs().lt(R::splat(outcome.flushed)), high.eq(zero));
    let error = R::select(flushed, zero, error);
    let error = R::select(error.eq(error), error, infinity);
    // NaN for NaN.
    let nan = R::select(high.eq(high), infinity, zero);
    R::select(value.eq(value), error, nan)
}

/// The largest error of an outcome and where it is.
#[derive(Clone, Copy, Debug)]
pub struct Worst {
    pub error: f64,
    pub input: f64,
    pub got: f64,
}

impl Worst {
    /// Of equal errors the one at the smallest input is kept: no result depends on the order of blocks.
    fn is_less_than(&self, error: f64, input: f64) -> bool {
        error > self.error || (error == self.error && error > 0.0 && input < self.input)
    }
}

/// What a function was measured to be.
pub struct Measured {
    pub outcomes: Vec<(Outcome, Worst)>,
    /// Inputs that are in the domain, at which instruction sets were compared as well.
    pub inputs: u64,
    /// An input at which instruction sets differ.
    pub difference: Option<f64>,
}

/// Buffers of a worker, and what it has found.
struct Worker<E> {
    inputs: Vec<E>,
    columns: Vec<Vec<E>>,
    others: Vec<Vec<E>>,
    errors: Vec<f64>,
    found: Measured,
}

/// Measures the function at the inputs on all instruction sets, of which the last is the one compared with the
/// reference; results that are the same bits need it once.
pub fn measure<E: Native, F: Function<E>>(function: &F, inputs: &dyn Inputs<E>, isas: &[Isa]) -> Measured {
    let outcomes = function.outcomes();
    let nothing = || Measured {
        outcomes: outcomes.iter().map(|outcome| (*outcome, Worst { error: 0.0, input: 0.0, got: 0.0 })).collect(),
        inputs: 0,
        difference: None,
    };
    let worker = || {
        let blank = || vec![vec![<E as Element>::from_f64(0.0); BLOCK]; function.columns()];
        Worker {
            inputs: vec![<E as Element>::from_f64(0.0); BLOCK],
            columns: blank(),
            others: blank(),
            errors: vec![0.0; BLOCK * COLUMNS],
            found: nothing(),
        }
    };
    let step = |mut worker: Worker<E>, block| {
        if inputs.fill(block, &mut worker.inputs) {
            worker.run(function, isas);
        }
        worker
    };
    (0..inputs.blocks()).into_par_iter().fold(worker, step).map(|worker| worker.found).reduce(nothing, Measured::with)
}

impl<E: Native> Worker<E> {
    /// Works on a block.
    fn run<F: Function<E>>(&mut self, function: &F, isas: &[Isa]) {
        let (best, others) = isas.split_last().expect("there is the scalar one");
        best.run(Apply { function, inputs: &self.inputs, columns: &mut self.columns });
        let Measured { outcomes, inputs, difference } = &mut self.found;
        *inputs += BLOCK as u64;
        for isa in others {
            isa.run(Apply { function, inputs: &self.inputs, columns: &mut self.others });
            for (column, other) in self.columns.iter().zip(&self.others) {
                let position = column.iter().zip(other).position(|(a, b)| !same_bits(*a, *b));
                *difference = difference.or(position.map(|i| Element::to_f64(self.inputs[i])));
            }
        }
        let errors = &mut self.errors;
        let kinds: Vec<Outcome> = outcomes.iter().map(|(outcome, _)| *outcome).collect();
        best.run(Errors { function, outcomes: &kinds, inputs: &self.inputs, columns: &self.columns, errors });
        for (row, (outcome, worst)) in outcomes.iter_mut().enumerate() {
            for (i, error) in errors[row * BLOCK..(row + 1) * BLOCK].iter().enumerate() {
                if *error >= worst.error && worst.is_less_than(*error, Element::to_f64(self.inputs[i])) {
                    let got = Element::to_f64(self.columns[outcome.columns.0][i]);
                    *worst = Worst { error: *error, input: Element::to_f64(self.inputs[i]), got };
                }
            }
        }
    }
}

/// The same bits, NaN being NaN. Both are exact as `f64`.
fn same_bits<E: Element>(a: E, b: E) -> bool {
    let (a, b) = (Element::to_f64(a), Element::to_f64(b));
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

impl Measured {
    /// Of both sets of inputs.
    pub fn with(mut self, other: Self) -> Self {
        self.inputs += other.inputs;
        self.difference = self.difference.or(other.difference);
        for ((_, worst), (_, of_other)) in self.outcomes.iter_mut().zip(other.outcomes) {
            if worst.is_less_than(of_other.error, of_other.input) {
                *worst = of_other;
            }
        }
        self
    }
}

/// Fills rows of [`BLOCK`]: high and low part and power of each outcome's exact value.
struct ExactRows<'a, E, F> {
    function: &'a F,
    inputs: &'a [f64],
    rows: &'a mut [f64],
    lane: core::marker::PhantomData<E>,
}

impl<E: Native, F: Function<E>> Kernel for ExactRows<'_, E, F> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let lanes = S::F64::LANES;
        let mut i = 0;
        while i + lanes <= self.inputs.len() {
            // SAFETY: `lanes` inputs remain from `i` on.
            let exact = self.function.exact(unsafe { S::F64::load(self.inputs.as_ptr().add(i), lanes, 0.0) });
            let mut column = 0;
            while column < COLUMNS {
                let Exact { number, scale } = exact[column];
                let parts = [number.high, number.low, scale];
                let mut part = 0;
                while part < 3 {
                    // SAFETY: there are 3 rows of BLOCK elements a column, and `lanes` remain from `i` on.
                    unsafe {
                        parts[part].store(self.rows.as_mut_ptr().add((3 * column + part) * BLOCK + i), lanes);
                    }
                    part += 1;
                }
                column += 1;
            }
            i += lanes;
        }
    }
}

/// Of the first `limit` inputs of each block: gives name, input, both parts and the power of two of every outcome's exact value.
pub fn reference<E: Native, F: Function<E>>(
    function: &F,
    inputs: &dyn Inputs<f64>,
    isa: Isa,
    limit: usize,
    mut take: impl FnMut(&str, f64, [f64; 2], f64),
) {
    let mut block = vec![0.0; BLOCK];
    let mut rows = vec![0.0; 3 * COLUMNS * BLOCK];
    for index in 0..inputs.blocks() {
        inputs.fill(index, &mut block);
        isa.run(ExactRows { function, inputs: &block, rows: &mut rows, lane: core::marker::PhantomData });
        for (column, outcome) in function.outcomes().iter().enumerate() {
            for (i, x) in block.iter().enumerate().take(limit) {
                let at = |part: usize| rows[(3 * column + part) * BLOCK + i];
                take(outcome.name, *x, [at(0), at(1)], at(2));
            }
        }
    }
}
