//! Rows of few classes that lie in one piece: as many rows at once as a vector has lanes, a lane each.
//!
//! A row of ten classes leaves most lanes of a vector empty, and what a row needs once costs more than
//! its classes. Here columns, one class of every row, are worked on instead. Every operation is that of
//! [`contiguous`](super::contiguous), sums in the same order, so that a row's results do not depend on which
//! of the two it went through: rows that are too few for this take the other way.

use super::batch::{Batch, MOST_CLASSES};
use super::beside::{share, sum_beside};
use super::finish::{Given, RowSums, at_most_one, finish};
use super::member::{NONE, UNIFORM};
use super::per_row::{MOST as MOST_ROWS, PerRow};
use super::rows::{ClassRows, Totals};
use super::scale::around;
use crate::element::{Compute, Element};
use crate::math::{Divisor, Power, exp_scaled, exp_scaled_double};
use crate::shape::matrices::{Matrices, Place, Sink, Source};
use crate::shape::{read, write};
use crate::simd::{Real, Simd, Vector};
use crate::sum::{column, or_first, two_sum};
use core::mem::MaybeUninit;

impl Batch {
    /// Every row that waits, as [`Row::work`](super::row::Row) does it. Says no, and nothing has been written, where a
    /// row has logits that are not finite: such rows go one by one.
    ///
    /// # Safety
    /// The contract of the arguments, for the rows that wait, at least one and no more than a vector of `C` has
    /// lanes; [`serves`](super::batch::serves) said yes.
    #[inline(always)]
    pub unsafe fn together<S: Simd, C: Compute, E: Element<Native = C>, A: Matrices<E>, const KIND: u8>(
        &mut self,
        rows: &ClassRows<E, A>,
        divisor: &Divisor,
        spread: (f64, f64),
        totals: &mut Totals,
    ) -> bool {
        let count = self.count();
        // SAFETY: the caller's.
        unsafe { self.repeat_first(C::Vector::<S>::LANES) };
        let mut columns = [const { MaybeUninit::<C>::uninit() }; MOST_CLASSES * MOST_ROWS];
        let mut others = [const { MaybeUninit::<C>::uninit() }; MOST_CLASSES * MOST_ROWS];
        let (columns, others) = (columns.as_mut_ptr().cast::<C>(), others.as_mut_ptr().cast::<C>());
        // A copy, as the compiler cannot know that what is stored does not change it.
        let divisor = *divisor;
        // With AVX-512 it shall not know either how many rows there are: loops over them that are spelled out take up to 1.5
        // times as long there. With AVX2 they are a twentieth faster.
        let lanes = C::Vector::<S>::LANES;
        let lanes = if S::SEVERAL > 1 { core::hint::black_box(lanes) } else { lanes };
        let tile = Tile { count, lanes, batch: self, rows, divisor, spread };
        // SAFETY: the caller's; the columns have room for 32 classes of 32 rows, and every lane has one.
        unsafe {
            let mut inputs = [rows.input; MOST_ROWS];
            let mut known = Known::new();
            tile.gather::<S>(&mut inputs, columns, &mut known);
            let mut sums = tile.exponentials::<S, KIND>(columns, others);
            if !tile.settle::<S>(columns, &mut sums) {
                self.truncate(count);
                return false;
            }
            let mut results = Results::new();
            let mut first = 0;
            while first < C::Vector::<S>::LANES {
                tile.conclude::<S, KIND>(first, &known, &sums, &mut results);
                first += C::Rows::<S>::LANES;
            }
            tile.account::<S>(&known, &results, totals);
            if rows.options.differentiates() {
                tile.derivatives::<S, KIND>(&inputs, columns, others, &sums, &results);
            }
        }
        true
    }
}

/// A batch being worked on, with a row for every lane. Loops over rows are loops in the code as well, two registers of
/// them at a time: spelled out for all, what a batch needs would not fit the caches of instructions.
struct Tile<'a, E: Element, A: Matrices<E>> {
    /// Rows; the other lanes repeat the first.
    count: usize,
    /// The lanes of a vector.
    lanes: usize,
    batch: &'a Batch,
    rows: &'a ClassRows<E, A>,
    divisor: Divisor,
    /// ε/K, and Σ a_c of a row without what an index target has.
    spread: (f64, f64),
}

/// What is known of each row without its other logits.
struct Known {
    target_input: PerRow,
    /// Where there are class weights.
    class_weight: PerRow,
    /// Where there are weights of rows.
    row_weight: PerRow,
}

impl Known {
    #[inline(always)]
    fn new() -> Self {
        let none = PerRow::new();
        Self { target_input: none, class_weight: none, row_weight: none }
    }
}

/// What is known of each row when its classes have been seen.
struct Sums {
    /// The largest logit; a number near it, or 0; what exponentials are relative to.
    largest: PerRow,
    reference: PerRow,
    shift: PerRow,
    exponent: PerRow,
    /// The exponentials: their sum and its error, that of the largest logit, that of the target.
    total: PerRow,
    lost: PerRow,
    of_largest: PerRow,
    of_target: PerRow,
    /// The exponentials but the largest.
    beside: PerRow,
    /// Logits less `reference`, with what is lost: where coefficients are uniform.
    weighted: PerRow,
    weighted_lost: PerRow,
}

impl Sums {
    /// Whether the largest logit and the sum of every row are finite.
    ///
    /// # Safety
    /// They have been stored.
    #[inline(always)]
    unsafe fn finite<S: Simd, C: Compute>(&self) -> bool {
        let infinity = C::Rows::<S>::splat(f64::INFINITY);
        let (mut finite, mut first) = (true, 0);
        while first < C::Vector::<S>::LANES {
            // SAFETY: the caller's.
            let (largest, total) =
                unsafe { (self.largest.load::<C::Rows<S>>(first), self.total.load::<C::Rows<S>>(first)) };
            finite &= C::Rows::<S>::all(C::Rows::<S>::both(largest.abs().lt(infinity), total.lt(infinity)));
            first += C::Rows::<S>::LANES;
        }
        finite
    }
}

/// What is written for each row.
struct Results {
    loss: PerRow,
    lse: PerRow,
    /// The gradient is the exponential times `factor`, plus `uniform`; or `at_target`.
    factor: PerRow,
    uniform: PerRow,
    at_target: PerRow,
    /// What `factor` makes of a probability of 1.
    most: PerRow,
}

impl Results {
    #[inline(always)]
    fn new() -> Self {
        let none = PerRow::new();
        Self { loss: none, lse: none, factor: none, uniform: none, at_target: none, most: none }
    }
}

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>> Tile<'_, E, A> {
    /// Finds the inputs of each row, and copies them into columns.
    ///
    /// # Safety
    /// As [`Batch::together`]; the columns have room.
    #[inline(always)]
    unsafe fn gather<S: Simd>(&self, inputs: &mut [A::Source; MOST_ROWS], columns: *mut C, known: &mut Known) {
        let mut lane = 0;
        while lane < self.lanes && lane < MOST_ROWS {
            // SAFETY: the caller's: the lane has a row, which is within the input, and its target is below `classes`.
            unsafe {
                let (row, target) = self.batch.get(lane);
                inputs[lane] = self.rows.input.add(row * self.rows.stride);
                known.target_input.set(lane, inputs[lane].add(target).get());
            }
            lane += 1;
        }
        let (class_weight, weight) = (self.rows.class_weight, self.rows.options.weight);
        let mut lane = 0;
        while lane < C::Vector::<S>::LANES && !(class_weight.is_null() && weight.is_null()) {
            // SAFETY: the caller's; the lane has a row.
            unsafe {
                let (row, target) = self.batch.get(lane);
                known.class_weight.set(lane, read(class_weight, target, 1.0));
                known.row_weight.set(lane, read(weight, row, 1.0));
            }
            lane += 1;
        }
        // SAFETY: the caller's.
        unsafe { A::Source::columns_of_rows::<S>(inputs, self.rows.classes, columns) };
    }

    /// Turns the logits in the columns into exponentials, and adds these up.
    ///
    /// # Safety
    /// As [`Batch::together`]; `centered` has room for as many columns.
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
        let none = PerRow::new();
        let mut sums = Sums {
            largest: PerRow::of::<S, C>(largest),
            reference: none,
            shift: none,
            exponent: none,
            total: none,
            lost: none,
            of_largest: none,
            of_target: none,
            beside: none,
            weighted: none,
            weighted_lost: none,
        };
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
    /// As [`Batch::together`]; the columns hold exponentials.
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

    /// The losses of some rows, lane `first` and on, and what their gradients are made of.
    ///
    /// # Safety
    /// There are so many rows.
    #[inline(always)]
    unsafe fn conclude<S: Simd, const KIND: u8>(
        &self,
        first: usize,
        known: &Known,
        sums: &Sums,
        results: &mut Results,
    ) {
        let (rows, divisor) = (self.rows, &self.divisor);
        let (zero, unit) = (C::Rows::<S>::splat(0.0), C::Rows::<S>::splat(divisor.inverse()));
        // What is added for each class is nothing where coefficients are.
        let (spread, spread_total) = if KIND == UNIFORM { self.spread } else { (0.0, 0.0) };
        let spread = C::Rows::<S>::splat(spread);
        // SAFETY: the caller's; all that is known has been stored, weights where there are any.
        unsafe {
            let largest = sums.largest.load::<C::Rows<S>>(first);
            let shift = sums.shift.load::<C::Rows<S>>(first);
            let per_largest =
                exp_scaled_double(shift - largest, divisor, Power::new(-sums.exponent.load::<C::Rows<S>>(first)));
            let others = sums.beside.load::<C::Rows<S>>(first) * per_largest;
            let (weighted, reference_below) = if KIND == UNIFORM {
                let lost = if C::COMPENSATED { sums.weighted_lost.load::<C::Rows<S>>(first) } else { zero };
                let weighted = or_first(sums.weighted.load::<C::Rows<S>>(first), lost);
                (weighted * spread * unit, (largest - sums.reference.load::<C::Rows<S>>(first)) * unit)
            } else {
                (zero, zero)
            };
            let class_weight = if self.rows.class_weight.is_null() {
                C::Rows::<S>::splat(1.0)
            } else {
                known.class_weight.load(first)
            };
            let row = RowSums {
                largest: largest * unit,
                others: others.without(others.lt(zero)),
                reference_below,
                weighted,
                coefficients: C::Rows::<S>::splat(spread_total),
                class_weight,
                at_target: if KIND == NONE {
                    class_weight
                } else {
                    class_weight * C::Rows::<S>::splat(1.0 - rows.smoothing)
                },
                spread_at_target: class_weight * spread,
                target_below: (largest - known.target_input.load::<C::Rows<S>>(first)) * unit,
                target_exponential: sums.of_target.load::<C::Rows<S>>(first) * per_largest,
                target_log_sum: zero,
            };
            let given = if KIND == NONE { Given::AtTarget } else { Given::Any };
            let result = finish(&row, given, rows.z_loss);
            results.loss.store(first, result.loss);
            results.lse.store(first, result.lse);
            if rows.options.gradient.is_null() {
                return;
            }
            let scale = C::Rows::<S>::splat(rows.options.scale);
            let scale =
                if rows.options.weight.is_null() { scale } else { known.row_weight.load::<C::Rows<S>>(first) * scale };
            let of_class = scale * unit;
            let most = of_class * result.probability_factor;
            // Of a row without weight: 0, not -0, as in a row alone.
            let most = most.without(most.eq(zero));
            results.factor.store(first, most * (result.inverse_sum * per_largest));
            results.most.store(first, most);
            results.uniform.store(first, -of_class * spread);
            results.at_target.store(first, scale * result.target_gradient * unit);
        }
    }

    /// Adds the rows to the sums and writes what there is one of a row.
    ///
    /// # Safety
    /// As [`Batch::together`]; the results of all rows have been stored.
    #[inline(always)]
    unsafe fn account<S: Simd>(&self, known: &Known, results: &Results, totals: &mut Totals) {
        let (options, count) = (&self.rows.options, self.count);
        // SAFETY: the caller's; weights are stored where there are any.
        unsafe {
            if options.weight.is_null() && self.rows.class_weight.is_null() {
                // Ones add up exactly, in any order.
                totals.weight.add(count as f64, 0.0);
                totals.loss.add_each::<S>(results.loss.as_ptr(), count);
            } else {
                let (mut losses, mut weights) = (PerRow::new(), PerRow::new());
                let mut first = 0;
                while first < C::Vector::<S>::LANES {
                    let row_weight = known.row_weight.load::<C::Rows<S>>(first);
                    losses.store(first, row_weight.times(results.loss.load(first)));
                    weights.store(first, row_weight.times(known.class_weight.load(first)));
                    first += C::Rows::<S>::LANES;
                }
                totals.loss.add_each::<S>(losses.as_ptr(), count);
                totals.weight.add_each::<S>(weights.as_ptr(), count);
            }
            let mut lane = 0;
            while lane < count && !(options.losses.is_null() && self.rows.lse.is_null()) {
                let (row, _) = self.batch.get(lane);
                write(options.losses, row, results.loss.get(lane));
                self.rows.lse.write(row, results.lse.get(lane));
                lane += 1;
            }
        }
    }

    /// Writes the gradients.
    ///
    /// # Safety
    /// As [`Batch::together`]; `old` has room for as many columns; the results of all rows have been stored.
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
