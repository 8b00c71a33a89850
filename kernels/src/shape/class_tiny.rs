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
use super::class_scale::Scale;
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

/// Whether the rows may be worked on [`together`](Batch::together).
#[inline(always)]
pub(super) fn serves<S: Simd, E: Element, C: Compute, M: Made, const KIND: u8, const EXACT: bool>(
    rows: &ClassRows<E>,
) -> bool {
    let member = M::of(rows.member);
    let plain = !EXACT && KIND != GENERAL && !member.log_probabilities && member.output == Output::Gradient;
    plain && C::Vector::<S>::LANES >= LEAST_ROWS && rows.classes <= MOST_CLASSES && rows.argmax.is_null()
}

/// Rows that count, waiting to be worked on.
pub(super) struct Batch {
    waiting: [(usize, usize); MOST_ROWS],
    count: usize,
}

impl Batch {
    /// Empty.
    #[inline(always)]
    pub fn new() -> Self {
        Self { waiting: [(0, 0); MOST_ROWS], count: 0 }
    }

    /// How many wait.
    #[inline(always)]
    pub fn count(&self) -> usize {
        if self.count < MOST_ROWS { self.count } else { MOST_ROWS }
    }

    /// Adds a row and the class of its target.
    #[inline(always)]
    pub fn push(&mut self, row: usize, target: usize) {
        if self.count < MOST_ROWS {
            self.waiting[self.count] = (row, target);
            self.count += 1;
        }
    }

    /// A row that waits, and the class of its target.
    #[inline(always)]
    pub fn get(&self, index: usize) -> (usize, usize) {
        if index < MOST_ROWS { self.waiting[index] } else { (0, 0) }
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
        (spread, spread_total): (f64, f64),
        partial: &mut Partial,
    ) {
        let tile = Tile { batch: self, rows, spread };
        let mut columns = [const { MaybeUninit::<C>::uninit() }; MOST_CLASSES * MOST_ROWS];
        let mut centered = [const { MaybeUninit::<C>::uninit() }; MOST_CLASSES * MOST_ROWS];
        let (columns, centered) = (columns.as_mut_ptr().cast::<C>(), centered.as_mut_ptr().cast::<C>());
        // SAFETY: the caller's; the columns have room for 32 classes of 32 rows.
        unsafe {
            tile.gather::<S, C>(columns);
            let mut lanes = tile.lanes();
            let sums = tile.exponentials::<S, C, KIND>(columns, centered, &mut lanes, spread_total);
            let mut factors =
                Factors { factor: [0.0; MOST_ROWS], uniform: [0.0; MOST_ROWS], at_target: [0.0; MOST_ROWS] };
            let mut half = 0;
            while half < C::HALVES {
                let result = finish(&sums[half].0, rows.z_loss);
                tile.account::<S, C>(half * S::F64::LANES, &sums[half], &result, &mut factors, partial);
                half += 1;
            }
            if rows.options.differentiates() {
                tile.derivatives::<S, C, KIND>(columns, centered, &factors);
            }
        }
    }
}

/// What differs from row to row before its sums are known.
struct Lanes {
    reference: [f64; MOST_ROWS],
    shift: [f64; MOST_ROWS],
    exponent: [f64; MOST_ROWS],
    class_weight: [f64; MOST_ROWS],
    target_input: [f64; MOST_ROWS],
}

/// What turns exponentials into gradients.
struct Factors {
    /// Multiplies the exponential.
    factor: [f64; MOST_ROWS],
    /// Is added.
    uniform: [f64; MOST_ROWS],
    /// The gradient at the target.
    at_target: [f64; MOST_ROWS],
}

/// A vector from as many numbers, rounded.
#[inline(always)]
fn vector<S: Simd, C: Compute>(lanes: &[f64; MOST_ROWS]) -> C::Vector<S> {
    let mut rounded = [C::from_raw(0); MOST_ROWS];
    let mut i = 0;
    while i < C::Vector::<S>::LANES {
        rounded[i] = C::from_f64(lanes[i]);
        i += 1;
    }
    // SAFETY: no vector has more lanes.
    unsafe { C::Vector::<S>::load(rounded.as_ptr(), C::Vector::<S>::LANES, 0.0) }
}

/// A vector of those from the first on.
#[inline(always)]
fn lanes_from<S: Simd>(lanes: &[f64; MOST_ROWS], first: usize) -> S::F64 {
    // SAFETY: the first lane is 0 or that of the second half: as many follow.
    unsafe { S::F64::load(lanes.as_ptr().add(first), S::F64::LANES, 0.0) }
}

/// A batch being worked on.
struct Tile<'a, E> {
    batch: &'a Batch,
    rows: &'a ClassRows<E>,
    /// ε/K.
    spread: f64,
}

impl<E: Element> Tile<'_, E> {
    /// Copies the logits into columns. Lanes without a row repeat that of the first.
    ///
    /// # Safety
    /// As [`Batch::together`]; the columns have room.
    #[inline(always)]
    unsafe fn gather<S: Simd, C: Compute>(&self, columns: *mut C) {
        let mut rows = [core::ptr::null(); MOST_ROWS];
        let mut lane = 0;
        while lane < MOST_ROWS {
            let (row, _) = self.batch.get(if lane < self.batch.count() { lane } else { 0 });
            // SAFETY: the caller's.
            rows[lane] = unsafe { self.rows.input.add(row * self.rows.stride) };
            lane += 1;
        }
        // SAFETY: the caller's; what an element is computed with here is its own type.
        unsafe { E::columns_of_rows::<S>(&rows, self.rows.classes, columns.cast()) }
    }

    /// What is known of each row without its other logits.
    ///
    /// # Safety
    /// As [`Batch::together`].
    #[inline(always)]
    unsafe fn lanes(&self) -> Lanes {
        let none = [0.0; MOST_ROWS];
        let mut lanes = Lanes { reference: none, shift: none, exponent: none, class_weight: none, target_input: none };
        let mut lane = 0;
        while lane < self.batch.count() {
            let (row, target) = self.batch.get(lane);
            // SAFETY: the caller's: the target is below `classes`.
            unsafe {
                lanes.target_input[lane] = read(self.rows.input, row * self.rows.stride + target, 0.0);
                lanes.class_weight[lane] = read(self.rows.class_weight, target, 1.0);
            }
            lane += 1;
        }
        lanes
    }

    /// Turns the logits in the columns into exponentials. Returns the sums of each half of the rows, and
    /// one over the exponentials of their largest logits.
    ///
    /// # Safety
    /// As [`Batch::together`].
    #[inline(always)]
    unsafe fn exponentials<S: Simd, C: Compute, const KIND: u8>(
        &self,
        columns: *mut C,
        centered: *mut C,
        lanes: &mut Lanes,
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
        let scale = Scale::none(Divisor::new::<C, S::NarrowF64>(rows.temperature));
        let mut of_rows = [C::from_raw(0); MOST_ROWS];
        // SAFETY: no vector has more lanes.
        unsafe { largest.store(of_rows.as_mut_ptr(), width) };
        let mut lane = 0;
        while lane < self.batch.count() {
            let here = of_rows[lane].to_f64();
            if here.abs() < f64::INFINITY {
                let around = scale.around(here);
                lanes.reference[lane] = here;
                lanes.shift[lane] = around.shift();
                lanes.exponent[lane] = f64::from(around.exponent());
            }
            lane += 1;
        }
        let divisor = scale.divisor();
        let (shift, exponent) = (vector::<S, C>(&lanes.shift), vector::<S, C>(&lanes.exponent));
        let reference = vector::<S, C>(&lanes.reference);
        let power = Power::of(exponent);
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
        while lane < self.batch.count() {
            // SAFETY: a target is below `classes`.
            let e = unsafe { columns.add(self.batch.get(lane).1 * width + lane).read() };
            target_exponential[lane] = e.to_f64();
            lane += 1;
        }
        let unit = S::F64::splat(divisor.inverse());
        // SAFETY: the caller's.
        let (totals, weighted) = unsafe {
            let weighted =
                if KIND == UNIFORM { C::total_of_columns::<S>(centered, rows.classes) } else { [[zero; 2]; 2] };
            (C::total_of_columns::<S>(columns, rows.classes), weighted)
        };
        let summed = C::halves::<S>(exp_scaled(largest - shift, divisor, power));
        let (largest, shift, exponent) = (C::halves::<S>(largest), C::halves::<S>(shift), C::halves::<S>(exponent));
        let mut halves = [(RowSums::<S::F64>::zero(), zero); 2];
        let mut half = 0;
        while half < C::HALVES {
            let first_lane = half * S::F64::LANES;
            let per_largest = exp_scaled_double(shift[half] - largest[half], divisor, Power::of(-exponent[half]));
            let (sum, lost) = two_sum(totals[0][half], -summed[half]);
            let others = or_first(sum, totals[1][half] + lost) * per_largest;
            let class_weight = lanes_from::<S>(&lanes.class_weight, first_lane);
            let weighted = or_first(weighted[0][half], weighted[1][half]) * S::F64::splat(self.spread) * unit;
            let sums = RowSums {
                largest: largest[half] * unit,
                others: S::F64::select(others.lt(zero), zero, others),
                reference: lanes_from::<S>(&lanes.reference, first_lane) * unit,
                weighted: if KIND == UNIFORM { weighted } else { zero },
                coefficients: S::F64::splat(spread_total),
                class_weight,
                at_target: class_weight * S::F64::splat(1.0 - rows.smoothing),
                spread_at_target: class_weight * S::F64::splat(self.spread),
                target_logit: rows.transform(lanes_from::<S>(&lanes.target_input, first_lane))[0],
                target_exponential: lanes_from::<S>(&target_exponential, first_lane) * per_largest,
                target_log_sum: zero,
            };
            halves[half] = (sums, per_largest);
            half += 1;
        }
        halves
    }

    /// Adds the rows from lane `first_lane` on to the sums, writes what there is one of a row, and notes
    /// what their gradients are made with.
    ///
    /// # Safety
    /// As [`Batch::together`].
    #[inline(always)]
    unsafe fn account<S: Simd, C: Compute>(
        &self,
        first_lane: usize,
        (sums, per_largest): &(RowSums<S::F64>, S::F64),
        result: &RowResult<S::F64>,
        factors: &mut Factors,
        partial: &mut Partial,
    ) {
        let rows = self.rows;
        let (mut losses, mut lse, mut weights) = ([0.0; 16], [0.0; 16], [0.0; 16]);
        let mut scales = [0.0; 16];
        // SAFETY: a vector of f64 has no more than 16 lanes.
        unsafe {
            result.loss.store(losses.as_mut_ptr(), 16);
            result.lse.store(lse.as_mut_ptr(), 16);
            sums.class_weight.store(weights.as_mut_ptr(), 16);
        }
        let mut i = 0;
        while i < S::F64::LANES && first_lane + i < self.batch.count() {
            let (row, _) = self.batch.get(first_lane + i);
            // SAFETY: the caller's.
            unsafe {
                let row_weight = rows.options.row_weight(row);
                partial.loss.add(row_weight * losses[i]);
                partial.weight.add(row_weight * weights[i]);
                scales[i] = row_weight * rows.options.scale;
                write(rows.options.losses, row, losses[i]);
                write(rows.lse, row, lse[i]);
            }
            partial.rows += 1;
            i += 1;
        }
        let unit = S::F64::splat(1.0 / rows.temperature);
        // SAFETY: as above; the second half ends with the arrays.
        unsafe {
            let scale = S::F64::load(scales.as_ptr(), 16, 0.0);
            let of_class = scale * unit;
            let inverse_sum = result.inverse_sum * *per_largest;
            (of_class * result.probability_factor * inverse_sum).store(factors.factor.as_mut_ptr().add(first_lane), 16);
            (-of_class * S::F64::splat(self.spread)).store(factors.uniform.as_mut_ptr().add(first_lane), 16);
            (scale * result.target_gradient * unit).store(factors.at_target.as_mut_ptr().add(first_lane), 16);
        }
    }

    /// Writes the gradients.
    ///
    /// # Safety
    /// As [`Batch::together`]; `old` has room for as many columns.
    #[inline(always)]
    unsafe fn derivatives<S: Simd, C: Compute, const KIND: u8>(&self, columns: *mut C, old: *mut C, factors: &Factors) {
        let (options, width) = (&self.rows.options, C::Vector::<S>::LANES);
        let mut outputs = [core::ptr::null_mut(); MOST_ROWS];
        let mut lane = 0;
        while lane < MOST_ROWS {
            let (row, _) = self.batch.get(if lane < self.batch.count() { lane } else { 0 });
            // SAFETY: the caller's.
            outputs[lane] = unsafe { options.gradient.add(row * self.rows.stride) };
            lane += 1;
        }
        if options.accumulate {
            let mut inputs = [core::ptr::null(); MOST_ROWS];
            let mut lane = 0;
            while lane < MOST_ROWS {
                inputs[lane] = outputs[lane].cast_const();
                lane += 1;
            }
            // SAFETY: the caller's; what an element is computed with here is its own type.
            unsafe { E::columns_of_rows::<S>(&inputs, self.rows.classes, old.cast()) };
        }
        let (factor, uniform) = (vector::<S, C>(&factors.factor), vector::<S, C>(&factors.uniform));
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
        while lane < self.batch.count() {
            let (_, target) = self.batch.get(lane);
            let at_target = C::from_f64(factors.at_target[lane]).to_f64();
            // SAFETY: the caller's; a target is below `classes`.
            unsafe {
                let before = if options.accumulate { old.add(target * width + lane).read().to_f64() } else { 0.0 };
                columns.add(target * width + lane).write(C::from_f64(before + at_target));
            }
            lane += 1;
        }
        // SAFETY: as above.
        unsafe {
            E::rows_of_columns::<S>(columns.cast_const().cast(), self.rows.classes, &outputs, self.batch.count());
        }
    }
}

/// `sum + error`; the sum where that is NaN.
#[inline(always)]
fn or_first<R: Real>(sum: R, error: R) -> R {
    let value = sum + error;
    R::select(value.eq(value), value, sum)
}
