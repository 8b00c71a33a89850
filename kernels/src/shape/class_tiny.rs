//! Rows of few classes that lie in one piece: as many rows at once as a vector has lanes, a lane each.
//!
//! A row of ten classes leaves most lanes of a vector empty, and what a row needs once costs more than
//! its classes. Here columns, one class of every row, are worked on instead. Every operation is that of
//! [`class_row`](super::class_row) and [`class_passes`](super::class_passes), sums in the same order, so
//! that a row's results do not depend on which of the two it went through: rows that are too few for this
//! take the other way.

use super::class::{ClassRows, Made, Output};
use super::class_finish::{RowResult, RowSums, finish};
use super::class_row::{GENERAL, NONE, UNIFORM};
use super::class_scale::around;
use super::{Partial, read, write};
use crate::element::{Compute, Element, Load};
use crate::math::{Divisor, Power, exp_scaled, exp_scaled_double};
use crate::simd::{Real, Simd, Vector};
use crate::sum::{column, two_sum};
use core::mem::MaybeUninit;

/// The most classes: those that fit a vector of `f32`.
const MOST_CLASSES: usize = 32;
/// The most rows at once: the lanes of a vector of `f32`.
const MOST_ROWS: usize = 32;
/// Fewer rows are faster one by one.
const LEAST_ROWS: usize = 4;

/// A number of each row.
type PerRow = [f64; MOST_ROWS];

/// Whether the rows may be worked on [`together`](Batch::together).
#[inline(always)]
pub(super) fn serves<S: Simd, E: Element, C: Compute, M: Made, const KIND: u8, const EXACT: bool>(
    rows: &ClassRows<E>,
) -> bool {
    let member = M::of(rows.member);
    let plain = !EXACT && KIND != GENERAL && !member.log_probabilities && member.output == Output::Gradient;
    plain && C::Vector::<S>::LANES >= LEAST_ROWS && rows.classes <= MOST_CLASSES && rows.argmax.is_null()
}

/// Rows that count, waiting to be worked on, and the classes of their targets.
pub(super) struct Batch {
    /// The first `count` are there.
    waiting: [MaybeUninit<Waiting>; MOST_ROWS],
    count: usize,
}

#[derive(Clone, Copy)]
struct Waiting {
    row: usize,
    target: usize,
}

impl Batch {
    /// Empty.
    #[inline(always)]
    pub fn new() -> Self {
        Self { waiting: [const { MaybeUninit::uninit() }; MOST_ROWS], count: 0 }
    }

    /// How many wait.
    #[inline(always)]
    pub fn count(&self) -> usize {
        if self.count < MOST_ROWS { self.count } else { MOST_ROWS }
    }

    /// Adds a row and the class of its target.
    #[inline(always)]
    pub fn push(&mut self, row: usize, target: usize) {
        let count = self.count;
        if count < MOST_ROWS {
            self.waiting[count].write(Waiting { row, target });
            self.count = count + 1;
        }
    }

    /// A row that waits, and the class of its target.
    #[inline(always)]
    pub fn get(&self, index: usize) -> (usize, usize) {
        if index >= self.count() {
            return (0, 0);
        }
        // SAFETY: one of the first `count`.
        let Waiting { row, target } = unsafe { self.waiting[index].assume_init() };
        (row, target)
    }

    /// None waits any more.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.count = 0;
    }

    /// Whether there are enough for [`together`](Self::together).
    #[inline(always)]
    pub fn pays(&self) -> bool {
        self.count >= LEAST_ROWS
    }

    /// Every row that waits, as [`Row::work`](super::class_row::Row) does it.
    ///
    /// # Safety
    /// The contract of the arguments, for the rows that wait, which are no more than a vector of `C` has
    /// lanes; [`serves`] said yes.
    #[inline(always)]
    pub unsafe fn together<S: Simd, E: Element + Load<C>, C: Compute, const KIND: u8>(
        &self,
        rows: &ClassRows<E>,
        divisor: &Divisor,
        (spread, spread_total): (f64, f64),
        partial: &mut Partial,
    ) {
        // Lanes without a row repeat the first.
        let (mut places, mut targets) = ([0; MOST_ROWS], [0; MOST_ROWS]);
        let mut lane = 0;
        while lane < MOST_ROWS {
            (places[lane], targets[lane]) = self.get(if lane < self.count() { lane } else { 0 });
            lane += 1;
        }
        let tile = Tile { count: self.count(), places, targets, rows, divisor, spread };
        let mut columns = [const { MaybeUninit::<C>::uninit() }; MOST_CLASSES * MOST_ROWS];
        let mut others = [const { MaybeUninit::<C>::uninit() }; MOST_CLASSES * MOST_ROWS];
        let (columns, others) = (columns.as_mut_ptr().cast::<C>(), others.as_mut_ptr().cast::<C>());
        // SAFETY: the caller's; the columns have room for 32 classes of 32 rows.
        unsafe {
            let known = tile.gather::<S, C>(columns);
            let halves = tile.exponentials::<S, C, KIND>(columns, others, &known, spread_total);
            let mut factors = [[S::F64::splat(0.0); 2]; 2];
            let mut at_target = [0.0; MOST_ROWS];
            let unit = S::F64::splat(divisor.inverse());
            let mut half = 0;
            while half < C::HALVES {
                let result = finish(&halves[half].0, rows.z_loss);
                let first = half * S::F64::LANES;
                let scale = tile.account::<S>(first, &halves[half].0, &result, partial);
                let of_class = scale * unit;
                factors[0][half] = of_class * result.probability_factor * (result.inverse_sum * halves[half].1);
                factors[1][half] = -of_class * S::F64::splat(spread);
                (scale * result.target_gradient * unit).store(at_target.as_mut_ptr().add(first), S::F64::LANES);
                half += 1;
            }
            if rows.options.differentiates() {
                tile.derivatives::<S, C, KIND>(columns, others, factors, &at_target);
            }
        }
    }
}

/// A vector of numbers of rows, from the first on.
#[inline(always)]
fn lanes_from<S: Simd>(lanes: &PerRow, first: usize) -> S::F64 {
    // SAFETY: the first lane is 0 or that of the second half: as many follow.
    unsafe { S::F64::load(lanes.as_ptr().add(first), S::F64::LANES, 0.0) }
}

/// A batch being worked on.
struct Tile<'a, E> {
    /// Rows; the other lanes repeat the first.
    count: usize,
    places: [usize; MOST_ROWS],
    /// The classes of their targets.
    targets: [usize; MOST_ROWS],
    rows: &'a ClassRows<E>,
    divisor: &'a Divisor,
    /// ε/K.
    spread: f64,
}

/// What is known of each row without its other logits.
struct Known {
    target_input: PerRow,
    class_weight: PerRow,
}

impl<E: Element> Tile<'_, E> {
    /// Copies the logits into columns.
    ///
    /// # Safety
    /// As [`Batch::together`]; the columns have room.
    #[inline(always)]
    unsafe fn gather<S: Simd, C: Compute>(&self, columns: *mut C) -> Known {
        let mut known = Known { target_input: [0.0; MOST_ROWS], class_weight: [1.0; MOST_ROWS] };
        let mut inputs = [self.rows.input; MOST_ROWS];
        let mut lane = 0;
        while lane < MOST_ROWS {
            // SAFETY: the caller's: the row is within the input, the target below `classes`.
            unsafe {
                inputs[lane] = self.rows.input.add(self.places[lane] * self.rows.stride);
                known.target_input[lane] = inputs[lane].add(self.targets[lane]).read_unaligned().to_f64();
            }
            lane += 1;
        }
        let mut lane = 0;
        while lane < MOST_ROWS && !self.rows.class_weight.is_null() {
            // SAFETY: the caller's.
            known.class_weight[lane] = unsafe { read(self.rows.class_weight, self.targets[lane], 1.0) };
            lane += 1;
        }
        // SAFETY: the caller's; what an element is computed with here is its own type.
        unsafe { E::columns_of_rows::<S>(&inputs, self.rows.classes, columns.cast()) };
        known
    }

    /// Turns the logits in the columns into exponentials. Returns, for each half of the rows, their sums
    /// and one over the exponentials of their largest logits.
    ///
    /// # Safety
    /// As [`Batch::together`]; `centered` has room for as many columns.
    #[inline(always)]
    unsafe fn exponentials<S: Simd, C: Compute, const KIND: u8>(
        &self,
        columns: *mut C,
        centered: *mut C,
        known: &Known,
        spread_total: f64,
    ) -> [(RowSums<S::F64>, S::F64); 2] {
        let (rows, zero) = (self.rows, S::F64::splat(0.0));
        let width = C::Vector::<S>::LANES;
        let mut largest = C::Vector::<S>::splat(f64::NEG_INFINITY);
        let mut c = 0;
        while c < rows.classes {
            // SAFETY: the caller's.
            largest = unsafe { column::<S, C>(columns, c) }.max(largest);
            c += 1;
        }
        // A copy, as the compiler cannot know that what is stored does not change it.
        let divisor = &{ *self.divisor };
        let largest_halves = C::halves::<S>(largest);
        let (mut references, mut shifts, mut exponents) = ([zero; 2], [zero; 2], [zero; 2]);
        let mut half = 0;
        while half < C::HALVES {
            let finite = largest_halves[half].abs().lt(S::F64::splat(f64::INFINITY));
            references[half] = largest_halves[half].keep(finite);
            let (shift, exponent) = around(largest_halves[half], divisor.inverse());
            shifts[half] = shift.keep(finite);
            exponents[half] = exponent.keep(finite);
            half += 1;
        }
        let (reference, shift) = (C::whole::<S>(references), C::whole::<S>(shifts));
        let power = Power::new(C::whole::<S>(exponents));
        let mut c = 0;
        while c < rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let z = column::<S, C>(columns, c);
                if KIND == UNIFORM {
                    (z - reference).store(centered.add(c * width), width);
                }
                exp_scaled(z - shift, divisor, power).store(columns.add(c * width), width);
            }
            c += 1;
        }
        let mut target_exponential = [0.0; MOST_ROWS];
        let mut lane = 0;
        while lane < width && lane < MOST_ROWS {
            // SAFETY: a target is below `classes`.
            let e = unsafe { columns.add(self.targets[lane] * width + lane).read() };
            target_exponential[lane] = e.to_f64();
            lane += 1;
        }
        // SAFETY: the caller's.
        let (totals, weighted) = unsafe {
            let weighted =
                if KIND == UNIFORM { C::total_of_columns::<S>(centered, rows.classes) } else { [[zero; 2]; 2] };
            (C::total_of_columns::<S>(columns, rows.classes), weighted)
        };
        let summed = C::halves::<S>(exp_scaled(largest - shift, divisor, power));
        let unit = S::F64::splat(divisor.inverse());
        let mut halves = [(RowSums::<S::F64>::zero(), zero); 2];
        let mut half = 0;
        while half < C::HALVES {
            let first = half * S::F64::LANES;
            let largest = largest_halves[half];
            let per_largest = exp_scaled_double(shifts[half] - largest, divisor, Power::new(-exponents[half]));
            let (sum, lost) = two_sum(totals[0][half], -summed[half]);
            let others = or_first(sum, totals[1][half] + lost) * per_largest;
            let class_weight = lanes_from::<S>(&known.class_weight, first);
            let weighted = or_first(weighted[0][half], weighted[1][half]) * S::F64::splat(self.spread) * unit;
            let sums = RowSums {
                largest: largest * unit,
                others: S::F64::select(others.lt(zero), zero, others),
                reference: references[half] * unit,
                weighted: if KIND == UNIFORM { weighted } else { zero },
                coefficients: S::F64::splat(spread_total),
                class_weight,
                at_target: class_weight * S::F64::splat(1.0 - rows.smoothing),
                spread_at_target: class_weight * S::F64::splat(self.spread),
                target_logit: rows.transform(lanes_from::<S>(&known.target_input, first))[0],
                target_exponential: lanes_from::<S>(&target_exponential, first) * per_largest,
                target_log_sum: zero,
            };
            halves[half] = (sums, per_largest);
            half += 1;
        }
        halves
    }

    /// Adds the rows from lane `first` on to the sums and writes what there is one of a row. Returns what
    /// their gradients are multiplied by.
    ///
    /// # Safety
    /// As [`Batch::together`].
    #[inline(always)]
    unsafe fn account<S: Simd>(
        &self,
        first: usize,
        sums: &RowSums<S::F64>,
        result: &RowResult<S::F64>,
        partial: &mut Partial,
    ) -> S::F64 {
        let (options, scale) = (&self.rows.options, S::F64::splat(self.rows.options.scale));
        let count = self.count.saturating_sub(first);
        let count = if count < S::F64::LANES { count } else { S::F64::LANES };
        let (mut losses, mut weights) = ([0.0; 16], [0.0; 16]);
        // SAFETY: a vector of f64 has no more than 16 lanes.
        unsafe { result.loss.store(losses.as_mut_ptr(), 16) };
        partial.rows += count as u64;
        let mut i = 0;
        if options.weight.is_null() && self.rows.class_weight.is_null() {
            // Ones add up exactly, in any order.
            partial.weight.add(count as f64);
            while i < count && i < 16 {
                partial.loss.add(losses[i]);
                i += 1;
            }
        } else {
            // SAFETY: as above.
            unsafe { sums.class_weight.store(weights.as_mut_ptr(), 16) };
            while i < count && i < 16 {
                // SAFETY: the caller's.
                let row_weight = unsafe { options.row_weight(self.places[(first + i) % MOST_ROWS]) };
                partial.loss.add(row_weight * losses[i]);
                partial.weight.add(row_weight * weights[i]);
                weights[i] = row_weight;
                i += 1;
            }
        }
        if !options.losses.is_null() || !self.rows.lse.is_null() {
            let mut lse = [0.0; 16];
            // SAFETY: as above, and the caller's.
            unsafe {
                result.lse.store(lse.as_mut_ptr(), 16);
                i = 0;
                while i < count && i < 16 {
                    let row = self.places[(first + i) % MOST_ROWS];
                    write(options.losses, row, losses[i]);
                    write(self.rows.lse, row, lse[i]);
                    i += 1;
                }
            }
        }
        // SAFETY: as above.
        if options.weight.is_null() { scale } else { unsafe { S::F64::load(weights.as_ptr(), 16, 0.0) * scale } }
    }

    /// Writes the gradients: exponentials times the first of the factors, plus the second.
    ///
    /// # Safety
    /// As [`Batch::together`]; `old` has room for as many columns.
    #[inline(always)]
    unsafe fn derivatives<S: Simd, C: Compute, const KIND: u8>(
        &self,
        columns: *mut C,
        old: *mut C,
        factors: [[S::F64; 2]; 2],
        at_target: &PerRow,
    ) {
        let (options, width) = (&self.rows.options, C::Vector::<S>::LANES);
        let mut outputs = [options.gradient; MOST_ROWS];
        let mut lane = 0;
        while lane < MOST_ROWS {
            // SAFETY: the caller's.
            outputs[lane] = unsafe { options.gradient.add(self.places[lane] * self.rows.stride) };
            lane += 1;
        }
        if options.accumulate {
            let mut inputs = [options.gradient.cast_const(); MOST_ROWS];
            let mut lane = 0;
            while lane < MOST_ROWS {
                inputs[lane] = outputs[lane].cast_const();
                lane += 1;
            }
            // SAFETY: the caller's; what an element is computed with here is its own type.
            unsafe { E::columns_of_rows::<S>(&inputs, self.rows.classes, old.cast()) };
        }
        let (factor, uniform) = (C::whole::<S>(factors[0]), C::whole::<S>(factors[1]));
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let e = column::<S, C>(columns, c);
                let mut gradient = if KIND == NONE { e * factor } else { e.mul_add(factor, uniform) };
                if options.accumulate {
                    gradient = gradient + column::<S, C>(old, c);
                }
                gradient.store(columns.add(c * width), width);
            }
            c += 1;
        }
        let mut lane = 0;
        while lane < width && lane < MOST_ROWS {
            let place = self.targets[lane] * width + lane;
            let gradient = C::from_f64(at_target[lane]);
            // SAFETY: a target is below `classes`.
            unsafe {
                // Also to nothing, which is 0: a gradient of -0 becomes 0, as in a row alone.
                let before = if options.accumulate { old.add(place).read() } else { C::from_f64(0.0) };
                columns.add(place).write(gradient.plus(before));
            }
            lane += 1;
        }
        // SAFETY: as above.
        unsafe {
            E::rows_of_columns::<S>(columns.cast_const().cast(), self.rows.classes, &outputs, self.count);
        }
    }
}

/// `sum + error`; the sum where that is NaN.
#[inline(always)]
fn or_first<R: Real>(sum: R, error: R) -> R {
    let value = sum + error;
    R::select(value.eq(value), value, sum)
}
