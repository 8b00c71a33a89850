//! The second pass over the rows of a batch.

use super::super::beside::without;
use super::super::finish::at_most_one;
use super::super::member::{GENERAL, NONE, Output, UNIFORM};
use super::super::per_row::{MOST as MOST_ROWS, PerRow};
use super::super::tile::{Known, Results, Sums, Tile};
use super::row::{NOWHERE, Stored};
use crate::element::{Compute, Element};
use crate::shape::matrices::{Matrices, Sink, Source};
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>> Tile<'_, E, A> {
    /// Writes the gradients, the probabilities or their logarithms.
    ///
    /// # Safety
    /// As [`mend`](Self::mend), which was called; the results of all rows have been stored, and there is where to write.
    #[inline(always)]
    pub(super) unsafe fn write<S: Simd, const KIND: u8>(
        &self,
        inputs: &[A::Source; MOST_ROWS],
        known: &Known,
        sums: &Sums,
        results: &Results,
        places: &[usize; MOST_ROWS],
    ) {
        let rows = self.rows;
        let gradients = rows.member.output == Output::Gradient;
        let mut factors = results.factor;
        if gradients {
            // SAFETY: the caller's.
            factors = unsafe {
                let (of_largest, most) = (sums.of_largest.whole::<S, C>(), results.most.whole::<S, C>());
                PerRow::of::<S, C>(at_most_one(factors.whole::<S, C>(), of_largest, most))
            };
        }
        let mut lane = 0;
        while lane < self.count && lane < MOST_ROWS {
            // SAFETY: the caller's: the lane has a row, and a target is below `classes`.
            unsafe {
                let (at, class) = self.batch.get(lane);
                let gradient = rows.options.gradient.at(at * rows.stride);
                let row = self.row::<S>(lane, inputs, sums);
                if KIND == NONE && !gradients {
                    self.write_output(row, gradient, sums.largest.get(lane), factors.get(lane));
                } else if self.weightless::<KIND>(lane, known, results) {
                    if !rows.options.accumulate {
                        gradient.clear_row::<S>(rows.classes, rows.beyond_caches);
                    }
                } else if KIND == GENERAL {
                    let factor = C::Vector::<S>::splat(factors.get(lane));
                    self.write_soft(row, gradient, factor, (lane, places[lane]), (known, results));
                } else {
                    let target = gradient.at(class);
                    let old = if rows.options.accumulate { target.read() } else { 0.0 };
                    let uniform = C::Vector::<S>::splat(results.uniform.get(lane));
                    self.write_row::<S, KIND>(row, gradient, (C::Vector::<S>::splat(factors.get(lane)), uniform));
                    target.write_derivative(results.at_target.get(lane), old);
                }
            }
            lane += 1;
        }
    }

    /// Whether a row has no weight, so that its logits do not count either.
    ///
    /// # Safety
    /// The results of the row have been stored.
    #[inline(always)]
    unsafe fn weightless<const KIND: u8>(&self, lane: usize, known: &Known, results: &Results) -> bool {
        // SAFETY: the caller's; the weights of rows are stored where there are any.
        unsafe {
            let none = !self.rows.options.weight.is_null() && known.row_weight.get(lane) == 0.0;
            // Beside a NaN the factor is one too, whatever the weight is.
            none || (KIND != GENERAL && results.most.get(lane) == 0.0)
        }
    }

    /// Writes the gradient of a row: its exponentials times a factor, and something more where coefficients are uniform.
    ///
    /// # Safety
    /// The row is valid.
    #[inline(always)]
    unsafe fn write_row<S: Simd, const KIND: u8>(
        &self,
        row: Stored<S, E, A>,
        gradient: A::Sink,
        (factor, uniform): (C::Vector<S>, C::Vector<S>),
    ) {
        let (classes, accumulate) = (self.rows.classes, self.rows.options.accumulate);
        let mut c = 0;
        while c < classes {
            let count = classes - c;
            // SAFETY: the caller's: `count` elements remain from `c` on.
            unsafe {
                let e = row.exponentials(c);
                let derivative = if KIND == UNIFORM { e.mul_add(factor, uniform) } else { e * factor };
                gradient.at(c).put::<S, C>(derivative, count, accumulate);
            }
            c += C::Vector::<S>::LANES;
        }
    }

    /// Writes the probabilities of a row, given one over the sum of its exponentials, or their logarithms, given that of its
    /// sum beside the largest.
    ///
    /// # Safety
    /// The row is valid.
    #[inline(always)]
    unsafe fn write_output<S: Simd>(&self, row: Stored<S, E, A>, output: A::Sink, largest: f64, given: f64) {
        let classes = self.rows.classes;
        let (logarithms, one) = (self.rows.member.output == Output::LogProbability, C::Vector::<S>::splat(1.0));
        let (largest, unit) = (C::Vector::<S>::splat(largest), C::Vector::<S>::splat(row.divisor.inverse()));
        let given = C::Vector::<S>::splat(given);
        let mut c = 0;
        while c < classes {
            let count = classes - c;
            // SAFETY: the caller's: `count` elements remain from `c` on.
            unsafe {
                let number = if logarithms {
                    (row.input.add(c).load::<S, C>(count, f64::NEG_INFINITY) - largest) * unit - given
                } else {
                    let p = row.exponentials(c) * given;
                    C::Vector::<S>::select(one.lt(p), one, p)
                };
                output.at(c).store::<S, C>(number, count);
            }
            c += C::Vector::<S>::LANES;
        }
    }

    /// Writes the gradient of a row with soft targets: its exponentials times a factor and its coefficients times another,
    /// and that of a largest logit apart, whose place is known then.
    ///
    /// # Safety
    /// The row is valid, as well as its targets; its results have been stored.
    #[inline(always)]
    unsafe fn write_soft<S: Simd>(
        &self,
        row: Stored<S, E, A>,
        gradient: A::Sink,
        factor: C::Vector<S>,
        (lane, place): (usize, usize),
        (known, results): (&Known, &Results),
    ) {
        let (rows, accumulate) = (self.rows, self.rows.options.accumulate);
        // SAFETY: the caller's; `count` elements remain from `c` on.
        unsafe {
            let (soft, minus_scale) = (self.soft(lane), C::Vector::<S>::splat(results.uniform.get(lane)));
            // Coefficients of 0 leave out whatever the logits are.
            let absent = results.probability_factor.get(lane) == 0.0;
            let factor = if absent { C::Vector::<S>::splat(0.0) } else { factor };
            let old = if accumulate && place != NOWHERE { gradient.at(place).read() } else { 0.0 };
            let mut c = 0;
            while c < rows.classes {
                let e = if absent { C::Vector::<S>::splat(0.0) } else { row.exponentials(c) };
                let [a, ..] = rows.of_soft_target::<S, C>(soft.add(c), c, self.spread.0);
                gradient.at(c).put::<S, C>(e.mul_add(factor, a * minus_scale), rows.classes - c, accumulate);
                c += C::Vector::<S>::LANES;
            }
            if place != NOWHERE {
                let others = self.coefficients_without::<S>(soft, place);
                let of_largest = (others + results.slope.get(lane)) - results.share.get(lane);
                let scale = known.row_weight.get(lane) * rows.options.scale;
                gradient.at(place).write_derivative(scale * (of_largest * row.divisor.inverse()), old);
            }
        }
    }

    /// The sum of the coefficients of all classes but one.
    ///
    /// # Safety
    /// The targets are valid.
    #[inline(always)]
    unsafe fn coefficients_without<S: Simd>(&self, soft: A::Source, place: usize) -> f64 {
        let mut sum = C::Sum::<S>::zero();
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's: `classes - c` elements remain from `c` on.
            let [a, ..] = unsafe { self.rows.of_soft_target::<S, C>(soft.add(c), c, self.spread.0) };
            sum.add(without(a, c, place));
            c += C::Vector::<S>::LANES;
        }
        sum.total()
    }
}
