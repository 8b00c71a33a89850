//! A batch of rows, as [`tiny`](super::tiny) and [`abreast`](super::abreast) work on it: what is known of each, and what a row
//! needs once, with a row in every lane.

use super::batch::Batch;
use super::finish::{Given, RowResult, RowSums, finish};
use super::map::{Map, mapped};
use super::member::{GENERAL, NONE, Output, UNIFORM};
use super::per_row::{MOST as MOST_ROWS, PerRow};
use super::rows::{ClassRows, Totals};
use crate::element::{Compute, Element};
use crate::math::{Divisor, Power, exp_scaled_double};
use crate::shape::matrices::{Matrices, Place, Source};
use crate::shape::{read, write};
use crate::simd::{Real, Simd, Vector};
use crate::sum::or_first;

/// A batch being worked on, with a row for every lane. Loops over rows are loops in the code as well, two registers of
/// them at a time: spelled out for all, what a batch needs would not fit the caches of instructions.
pub(super) struct Tile<'a, E: Element, A: Matrices<E>> {
    /// Rows; the other lanes repeat the first.
    pub count: usize,
    /// The lanes of a vector.
    pub lanes: usize,
    pub batch: &'a Batch,
    pub rows: &'a ClassRows<E, A>,
    pub divisor: Divisor,
    /// ε/K, and Σ a_c of a row without what an index target has.
    pub spread: (f64, f64),
}

/// What is known of each row without its other logits.
pub(super) struct Known {
    pub target_input: PerRow,
    /// Where there are class weights.
    pub class_weight: PerRow,
    /// Where there are weights of rows.
    pub row_weight: PerRow,
}

impl Known {
    #[inline(always)]
    pub fn new() -> Self {
        let none = PerRow::new();
        Self { target_input: none, class_weight: none, row_weight: none }
    }
}

/// What is known of each row when its classes have been seen.
pub(super) struct Sums {
    /// The largest logit; a number near it, or 0; what exponentials are relative to.
    pub largest: PerRow,
    pub reference: PerRow,
    pub shift: PerRow,
    pub exponent: PerRow,
    /// The exponentials: their sum and its error, that of the largest logit, that of the target.
    pub total: PerRow,
    pub lost: PerRow,
    pub of_largest: PerRow,
    pub of_target: PerRow,
    /// The exponentials but the largest.
    pub beside: PerRow,
    /// Logits less `reference`, with what is lost: where coefficients are uniform. With soft targets each of them times its
    /// coefficient, and the sum of the coefficients.
    pub weighted: PerRow,
    pub weighted_lost: PerRow,
    pub coefficients: PerRow,
}

impl Sums {
    #[inline(always)]
    pub fn new() -> Self {
        let none = PerRow::new();
        Self {
            largest: none,
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
            coefficients: none,
        }
    }

    /// Whether the largest logit and the sum of every row are finite.
    ///
    /// # Safety
    /// They have been stored.
    #[inline(always)]
    pub unsafe fn finite<S: Simd, C: Compute>(&self) -> bool {
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
pub(super) struct Results {
    pub loss: PerRow,
    pub lse: PerRow,
    /// The gradient is the exponential times `factor`, plus `uniform`, with soft targets times the coefficient; or
    /// `at_target`.
    pub factor: PerRow,
    pub uniform: PerRow,
    pub at_target: PerRow,
    /// What `factor` makes of a probability of 1.
    pub most: PerRow,
    /// With soft targets the factor of p before it is scaled, and what makes the gradient of a largest logit that is formed
    /// apart: with the coefficients of all others, plus the first less the second.
    pub probability_factor: PerRow,
    pub slope: PerRow,
    pub share: PerRow,
}

impl Results {
    #[inline(always)]
    pub fn new() -> Self {
        let none = PerRow::new();
        Self {
            loss: none,
            lse: none,
            factor: none,
            uniform: none,
            at_target: none,
            most: none,
            probability_factor: none,
            slope: none,
            share: none,
        }
    }
}

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>> Tile<'_, E, A> {
    /// Finds the inputs of each row, and what is known of it by its target.
    ///
    /// # Safety
    /// As [`Columns::new`](super::tiny::Columns::new) and [`Abreast::new`](super::abreast::Abreast::new).
    #[inline(always)]
    pub unsafe fn find<S: Simd, const KIND: u8>(&self, inputs: &mut [A::Source; MOST_ROWS], known: &mut Known) {
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
        while lane < C::Vector::<S>::LANES && (KIND == GENERAL || !(class_weight.is_null() && weight.is_null())) {
            // SAFETY: the caller's; the lane has a row.
            unsafe {
                let (row, target) = self.batch.get(lane);
                known.class_weight.set(lane, read(class_weight, target, 1.0));
                known.row_weight.set(lane, read(weight, row, 1.0));
            }
            lane += 1;
        }
    }

    /// The losses of some rows, lane `first` and on, and what their gradients are made of.
    ///
    /// # Safety
    /// There are so many rows; all that is known and their sums have been stored, weights where there are any.
    #[inline(always)]
    pub unsafe fn conclude<S: Simd, const KIND: u8>(
        &self,
        first: usize,
        known: &Known,
        sums: &Sums,
        results: &mut Results,
    ) {
        let rows = self.rows;
        // SAFETY: the caller's.
        unsafe {
            let shift = sums.shift.load::<C::Rows<S>>(first);
            let power = Power::new(-sums.exponent.load::<C::Rows<S>>(first));
            let per_largest = exp_scaled_double(shift - sums.largest.load(first), &self.divisor, power);
            let row = self.row_sums::<S, KIND>(first, known, sums, per_largest);
            let given = if KIND == NONE { Given::AtTarget } else { Given::Any };
            let mut result = finish(&row, given, rows.z_loss);
            if KIND == NONE && rows.member.map != Map::None {
                result = mapped::<S, _>(rows.member.map, &row, result);
            }
            results.loss.store(first, result.loss);
            results.lse.store(first, result.lse);
            if rows.options.gradient.is_null() {
                return;
            }
            if KIND == NONE && rows.member.output == Output::Probability {
                results.factor.store(first, result.inverse_sum * per_largest);
            } else if KIND == NONE && rows.member.output == Output::LogProbability {
                results.factor.store(first, result.log_sum);
            } else {
                let scale = C::Rows::<S>::splat(rows.options.scale);
                let weighs = !rows.options.weight.is_null();
                let scale = if weighs { known.row_weight.load::<C::Rows<S>>(first) * scale } else { scale };
                self.factors::<S, KIND>(first, &result, [scale, per_largest, row.coefficients], results);
            }
        }
    }

    /// The sums of some rows as the formulas of the family take them; `per_largest` is one over the exponential of the largest
    /// logit.
    ///
    /// # Safety
    /// As [`conclude`](Self::conclude).
    #[inline(always)]
    unsafe fn row_sums<S: Simd, const KIND: u8>(
        &self,
        first: usize,
        known: &Known,
        sums: &Sums,
        per_largest: C::Rows<S>,
    ) -> RowSums<C::Rows<S>> {
        let (zero, unit) = (C::Rows::<S>::splat(0.0), C::Rows::<S>::splat(self.divisor.inverse()));
        // What is added for each class is nothing where coefficients are.
        let (spread, spread_total) = if KIND == UNIFORM { self.spread } else { (0.0, 0.0) };
        let spread = C::Rows::<S>::splat(spread);
        // SAFETY: the caller's.
        unsafe {
            let largest = sums.largest.load::<C::Rows<S>>(first);
            let others = sums.beside.load::<C::Rows<S>>(first) * per_largest;
            let given = KIND != GENERAL && self.rows.class_weight.is_null();
            let class_weight = if given { C::Rows::<S>::splat(1.0) } else { known.class_weight.load(first) };
            // Of soft targets: none is at an index.
            let mut row = RowSums {
                largest: largest * unit,
                others: others.without(others.lt(zero)),
                reference_below: zero,
                weighted: zero,
                coefficients: C::Rows::<S>::splat(spread_total),
                class_weight,
                at_target: zero,
                spread_at_target: class_weight * spread,
                target_below: zero,
                target_exponential: zero,
                target_log_sum: zero,
            };
            if KIND == GENERAL {
                let weighted = or_first(sums.weighted.load::<C::Rows<S>>(first), sums.weighted_lost.load(first));
                (row.weighted, row.coefficients) = (weighted * unit, sums.coefficients.load(first));
                return row;
            }
            if KIND == UNIFORM {
                let lost = if C::COMPENSATED { sums.weighted_lost.load::<C::Rows<S>>(first) } else { zero };
                let weighted = or_first(sums.weighted.load::<C::Rows<S>>(first), lost);
                row.weighted = weighted * spread * unit;
                row.reference_below = (largest - sums.reference.load::<C::Rows<S>>(first)) * unit;
            }
            let rest = C::Rows::<S>::splat(1.0 - self.rows.smoothing);
            row.at_target = if KIND == NONE { class_weight } else { class_weight * rest };
            row.target_below = (largest - known.target_input.load::<C::Rows<S>>(first)) * unit;
            row.target_exponential = sums.of_target.load::<C::Rows<S>>(first) * per_largest;
            row
        }
    }

    /// Stores what the gradients of some rows are made of.
    ///
    /// # Safety
    /// There are so many rows.
    #[inline(always)]
    unsafe fn factors<S: Simd, const KIND: u8>(
        &self,
        first: usize,
        result: &RowResult<C::Rows<S>>,
        [scale, per_largest, coefficients]: [C::Rows<S>; 3],
        results: &mut Results,
    ) {
        let unit = C::Rows::<S>::splat(self.divisor.inverse());
        let of_class = scale * unit;
        let most = of_class * result.probability_factor;
        // Of a row without weight: 0, not -0, as in a row alone.
        let most = most.without(most.eq(C::Rows::<S>::splat(0.0)));
        // SAFETY: the caller's.
        unsafe {
            results.factor.store(first, most * (result.inverse_sum * per_largest));
            results.most.store(first, most);
            if KIND == GENERAL {
                results.uniform.store(first, -of_class);
                results.probability_factor.store(first, result.probability_factor);
                results.slope.store(first, result.probability_factor - coefficients);
                // There is no target, so that what is left beside it is left beside the largest.
                results.share.store(first, result.probability_factor * result.target_rest);
            } else {
                let spread = C::Rows::<S>::splat(if KIND == UNIFORM { self.spread.0 } else { 0.0 });
                results.uniform.store(first, -of_class * spread);
                results.at_target.store(first, scale * result.target_gradient * unit);
            }
        }
    }

    /// Adds the rows to the sums and writes what there is one of a row.
    ///
    /// # Safety
    /// As [`Columns::new`](super::tiny::Columns::new) and [`Abreast::new`](super::abreast::Abreast::new); the results of all rows have been stored.
    #[inline(always)]
    pub unsafe fn account<S: Simd, const KIND: u8>(&self, known: &Known, results: &Results, totals: &mut Totals) {
        let (options, count) = (&self.rows.options, self.count);
        // SAFETY: the caller's; weights are stored where there are any.
        unsafe {
            if self.rows.member.output != Output::Gradient {
                // Nothing is added up.
            } else if KIND != GENERAL && options.weight.is_null() && self.rows.class_weight.is_null() {
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
}
