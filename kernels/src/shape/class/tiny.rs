//! Rows of few classes that lie in one piece: as many rows at once as a vector has lanes, a lane each.
//!
//! A row of ten classes leaves most lanes of a vector empty, and what a row needs once costs more than
//! its classes. Here columns, one class of every row, are worked on instead. Every operation is that of
//! [`contiguous`](super::contiguous), sums in the same order, so that a row's results do not depend on which
//! of the two it went through: rows that are too few for this take the other way.

use super::batch::{MOST_CLASSES, Waiting};
use super::beside::{share, sum_beside};
use super::finish::at_most_one;
use super::member::{NONE, UNIFORM};
use super::per_row::{MOST as MOST_ROWS, PerRow};
use super::scale::around;
use super::tile::{Known, Results, Sums, Tile};
use crate::element::{Compute, Element};
use crate::math::{Power, exp_scaled};
use crate::shape::matrices::{Matrices, Sink, Source};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{column, or_first, two_sum};
use core::mem::MaybeUninit;

/// Every row that waits, as [`Row::work`](super::row::Row) does it.
pub(super) struct Columns<'a, E: Element, A: Matrices<E>, const KIND: u8>(Waiting<'a, E, A>);

impl<'a, E: Element, A: Matrices<E>, const KIND: u8> Columns<'a, E, A, KIND> {
    /// # Safety
    /// The contract of the arguments, for the rows that wait, at least one and no more than a vector has lanes;
    /// [`serves`](super::batch::serves) and [`by_columns`](super::batch::by_columns) said yes.
    #[inline(always)]
    pub unsafe fn new(waiting: Waiting<'a, E, A>) -> Self {
        Self(waiting)
    }
}

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>, const KIND: u8> Kernel for Columns<'_, E, A, KIND> {
    /// No, and nothing has been written, where a row has logits that are not finite: such rows go one by one.
    type Output = bool;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> bool {
        let Waiting { rows, batch, divisor, spread, totals } = self.0;
        let count = batch.count();
        // SAFETY: that of `new`: at least one row waits.
        unsafe { batch.repeat_first(C::Vector::<S>::LANES) };
        // As many bytes for 32 rows of f32 as for 16 of f64.
        let mut columns = [const { MaybeUninit::<f64>::uninit() }; MOST_CLASSES * MOST_ROWS / 2];
        let mut others = [const { MaybeUninit::<f64>::uninit() }; MOST_CLASSES * MOST_ROWS / 2];
        let (columns, others) = (columns.as_mut_ptr().cast::<C>(), others.as_mut_ptr().cast::<C>());
        // With AVX-512 it shall not know either how many rows there are: loops over them that are spelled out take up to 1.5
        // times as long there. With AVX2 they are a twentieth faster.
        let lanes = C::Vector::<S>::LANES;
        let lanes = if S::SEVERAL > 1 { core::hint::black_box(lanes) } else { lanes };
        let tile = Tile { count, lanes, batch, rows: &rows, divisor, spread };
        // SAFETY: that of `new`; the columns have room for 32 classes of a vector of rows, and every lane has one.
        unsafe {
            let mut inputs = [rows.input; MOST_ROWS];
            let mut known = Known::new();
            tile.find::<S, KIND>(&mut inputs, &mut known);
            A::Source::columns_of_rows::<S>(&inputs, rows.classes, columns);
            let mut sums = tile.exponentials::<S, KIND>(columns, others);
            if !tile.settle::<S>(columns, &mut sums) {
                batch.truncate(count);
                return false;
            }
            let mut results = Results::new();
            let mut first = 0;
            while first < C::Vector::<S>::LANES {
                tile.conclude::<S, KIND>(first, &known, &sums, &mut results);
                first += C::Rows::<S>::LANES;
            }
            tile.account::<S, KIND>(&known, &results, totals);
            if rows.options.differentiates() {
                tile.derivatives::<S, KIND>(&inputs, columns, others, &sums, &results);
            }
        }
        true
    }
}

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>> Tile<'_, E, A> {
    /// Turns the logits in the columns into exponentials, and adds these up.
    ///
    /// # Safety
    /// As [`Columns::new`]; `centered` has room for as many columns.
    #[inline(always)]
    unsafe fn exponentials<S: Simd, const KIND: u8>(&self, columns: *mut C, centered: *mut C) -> Sums {
        let (rows, divisor) = (self.rows, &self.divisor);
        let width = C::Vector::<S>::LANES;
        let mut largest = C::Vector::<S>::splat(f64::NEG_INFINITY);
        let mut c = 0;
        while c < rows.classes {
            // SAFETY: the caller's.
            largest = unsafe { column::<C::Vector<S>>(columns, c) }.max(largest);
            c += 1;
        }
        let mut sums = Sums { largest: PerRow::of::<S, C>(largest), ..Sums::new() };
        let mut first = 0;
        while first < width {
            // SAFETY: there are `width` rows, a multiple of a register's.
            unsafe {
                let largest = sums.largest.load::<C::Rows<S>>(first);
                let finite = largest.abs().lt(C::Rows::<S>::splat(f64::INFINITY));
                let (shift, exponent) = around(largest, divisor.inverse());
                sums.reference.store(first, largest.keep(finite));
                sums.shift.store(first, shift.keep(finite));
                sums.exponent.store(first, exponent.keep(finite));
            }
            first += C::Rows::<S>::LANES;
        }
        // SAFETY: as above: they have been stored.
        let (reference, shift, exponent) =
            unsafe { (sums.reference.whole::<S, C>(), sums.shift.whole::<S, C>(), sums.exponent.whole::<S, C>()) };
        let power = Power::new(exponent);
        let mut c = 0;
        while c < rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let z = column::<C::Vector<S>>(columns, c);
                if KIND == UNIFORM {
                    (z - reference).store(centered.add(c * width), width);
                }
                exp_scaled(z - shift, divisor, power).store(columns.add(c * width), width);
            }
            c += 1;
        }
        sums.of_largest = PerRow::of::<S, C>(exp_scaled(largest - shift, divisor, power));
        let mut lane = 0;
        while lane < self.lanes && lane < MOST_ROWS {
            // SAFETY: the lane has a row, and a target is below `classes`.
            unsafe {
                let (_, target) = self.batch.get(lane);
                sums.of_target.set(lane, columns.add(target * width + lane).read().to_f64());
            }
            lane += 1;
        }
        // SAFETY: the caller's.
        unsafe {
            C::total_of_columns::<S>(columns, rows.classes, sums.total.as_mut_ptr(), sums.lost.as_mut_ptr());
            if KIND == UNIFORM {
                let (total, lost) = (sums.weighted.as_mut_ptr(), sums.weighted_lost.as_mut_ptr());
                C::row_total_of_columns::<S>(centered, rows.classes, total, lost);
            }
        }
        sums
    }

    /// The sums of the exponentials beside the largest, as [`others_of_few`](super::beside::others_of_few) forms them.
    /// Says no where a row has logits that are not finite.
    ///
    /// # Safety
    /// As [`Columns::new`]; the columns hold exponentials.
    #[inline(always)]
    unsafe fn settle<S: Simd>(&self, columns: *const C, sums: &mut Sums) -> bool {
        let zero = C::Rows::<S>::splat(0.0);
        let (mut settled, mut first) = (true, 0);
        while first < C::Vector::<S>::LANES {
            // SAFETY: there are so many rows, a multiple of a register's; all has been stored.
            unsafe {
                let of_largest = sums.of_largest.load::<C::Rows<S>>(first);
                let (sum, lost) = two_sum(sums.total.load(first), -of_largest);
                let lost_before = if C::COMPENSATED { sums.lost.load::<C::Rows<S>>(first) } else { zero };
                let beside = or_first(sum, lost_before + lost);
                sums.beside.store(first, beside);
                settled &= C::Rows::<S>::all((of_largest * C::Rows::<S>::splat(share::<C>())).lt(beside));
            }
            first += C::Rows::<S>::LANES;
        }
        // SAFETY: as above.
        if !settled && !unsafe { sums.finite::<S, C>() } {
            return false;
        }
        let mut lane = 0;
        while !settled && lane < self.lanes && lane < MOST_ROWS {
            // SAFETY: as above.
            unsafe {
                let of_largest = sums.of_largest.get(lane);
                if sums.beside.get(lane) < share::<C>() * of_largest {
                    sums.beside.set(lane, self.sum_beside::<S>(columns, lane, of_largest));
                }
            }
            lane += 1;
        }
        true
    }

    /// The sum of the exponentials of one row but the largest.
    ///
    /// # Safety
    /// As [`settle`](Self::settle); there is such a row.
    #[inline(always)]
    unsafe fn sum_beside<S: Simd>(&self, columns: *const C, lane: usize, of_largest: f64) -> f64 {
        let mut exponentials = [C::from_f64(0.0); MOST_CLASSES];
        let mut c = 0;
        while c < MOST_CLASSES && c < self.rows.classes {
            // SAFETY: the caller's.
            exponentials[c] = unsafe { columns.add(c * C::Vector::<S>::LANES + lane).read() };
            c += 1;
        }
        // SAFETY: the array has 32 numbers, and what is behind the classes is 0.
        unsafe { sum_beside::<S, C>(exponentials.as_ptr(), (self.rows.classes, MOST_CLASSES), of_largest) }
    }

    /// Writes the gradients.
    ///
    /// # Safety
    /// As [`Columns::new`]; `old` has room for as many columns; the results of all rows have been stored.
    #[inline(always)]
    unsafe fn derivatives<S: Simd, const KIND: u8>(
        &self,
        inputs: &[A::Source; MOST_ROWS],
        columns: *mut C,
        old: *mut C,
        sums: &Sums,
        results: &Results,
    ) {
        let (options, width) = (&self.rows.options, C::Vector::<S>::LANES);
        let mut outputs = [options.gradient; MOST_ROWS];
        let mut lane = 0;
        while lane < self.lanes && lane < MOST_ROWS {
            // As far from the first row as in the input. From the number of each row it would take 32 multiplications.
            // SAFETY: the caller's: both are within the input, elements apart.
            outputs[lane] = unsafe { options.gradient.at_distance(inputs[lane].distance(self.rows.input)) };
            lane += 1;
        }
        if options.accumulate {
            // SAFETY: the caller's.
            unsafe { A::Sink::columns_of_rows::<S>(&outputs, self.rows.classes, old) };
        }
        // SAFETY: the caller's.
        let (factor, uniform) = unsafe {
            let (of_largest, most) = (sums.of_largest.whole::<S, C>(), results.most.whole::<S, C>());
            (at_most_one(results.factor.whole::<S, C>(), of_largest, most), results.uniform.whole::<S, C>())
        };
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let e = column::<C::Vector<S>>(columns, c);
                let mut gradient = if KIND == NONE { e * factor } else { e.mul_add(factor, uniform) };
                if options.accumulate {
                    gradient = gradient + column::<C::Vector<S>>(old, c);
                }
                gradient.store(columns.add(c * width), width);
            }
            c += 1;
        }
        let mut lane = 0;
        while lane < self.lanes && lane < MOST_ROWS {
            // SAFETY: the lane has a row, and a target is below `classes`; the caller's.
            unsafe {
                let place = self.batch.get(lane).1 * width + lane;
                let gradient = C::from_f64(results.at_target.get(lane));
                // Also to nothing, which is 0: a gradient of -0 becomes 0, as in a row alone.
                let before = if options.accumulate { old.add(place).read() } else { C::from_f64(0.0) };
                columns.add(place).write(gradient.plus(before));
            }
            lane += 1;
        }
        // SAFETY: as above.
        unsafe {
            A::Sink::rows_of_columns::<S>(columns, self.rows.classes, &outputs, self.count);
        }
    }
}
