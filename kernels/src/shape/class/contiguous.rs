//! Rows that lie in one piece, one by one or, where they have few classes, as many at once as a vector has lanes.

use super::batch::{self, Batch};
use super::member::{Made, Output};
use super::row::Row;
use super::rows::{ClassRows, Totals};
use crate::element::{Compute, Element, Load};
use crate::math::Divisor;
use crate::shape::{Partial, times};
use crate::simd::isa::Kernel;
use crate::simd::{Simd, Vector};
use crate::sum::Turns;
use core::marker::PhantomData;

/// One way through the rows: `C` is what is computed with; `EXACT` allows caps, Hessian and entropy,
/// and transforms each logit, where otherwise the exponential takes care of the temperature.
pub(super) struct Way<E, M, C, const KIND: u8, const EXACT: bool> {
    rows: ClassRows<E>,
    made: PhantomData<M>,
    compute: PhantomData<C>,
}

impl<E: Element, M, C, const KIND: u8, const EXACT: bool> Way<E, M, C, KIND, EXACT> {
    #[inline(always)]
    pub(super) fn over(rows: &ClassRows<E>) -> Self {
        Self { rows: *rows, made: PhantomData, compute: PhantomData }
    }
}

impl<E: Element + Load<C>, M: Made, C: Compute, const KIND: u8, const EXACT: bool> Kernel
    for Way<E, M, C, KIND, EXACT>
{
    type Output = Partial;
    type Place = M::Place;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        // SAFETY: the contract of the arguments.
        unsafe { pass_over::<S, E, C, M, KIND, EXACT>(&self.rows) }
    }
}

/// Every row.
///
/// # Safety
/// The contract of the arguments.
#[inline(always)]
unsafe fn pass_over<S: Simd, E: Element + Load<C>, C: Compute, M: Made, const KIND: u8, const EXACT: bool>(
    rows: &ClassRows<E>,
) -> Partial {
    let options = &rows.options;
    // SAFETY: the caller's.
    let (spread, spread_total) = unsafe { rows.spread::<S>() };
    let divisor = Divisor::new::<C, S::NarrowF64>(rows.divided_by());
    let mut totals = Totals { loss: Turns::new(), weight: Turns::new() };
    let mut counted = 0;
    let tiny = batch::serves::<S, E, C, M, KIND, EXACT>(rows);
    let simple = !rows.index.is_null() && options.mask.is_null() && rows.sequence == 0;
    let at_once = if tiny { C::Vector::<S>::LANES } else { 1 };
    let mut batch = Batch::new();
    let mut row = rows.start;
    while row < rows.end {
        // SAFETY: the contract of the arguments, for these rows.
        unsafe {
            if tiny && simple {
                // The same as below where nothing but the index tells whether a row counts.
                let left = rows.end - row;
                row += batch.take(rows.index, row, if left < at_once { left } else { at_once }, rows.ignore_index);
            }
            while row < rows.end && batch.count() < at_once {
                match rows.target_of(row) {
                    Some(target) => batch.push(row, target),
                    None => Row::<E, M>::at(rows, row, spread, &divisor).skip::<S>(row),
                }
                row += 1;
            }
            counted += batch.count() as u64;
            let together = tiny
                && batch.pays()
                && batch.together::<S, E, C, KIND>(rows, &divisor, (spread, spread_total), &mut totals);
            if !together {
                let mut i = 0;
                while i < batch.count() {
                    let (row, target) = batch.get(i);
                    let target = if rows.index.is_null() { None } else { Some(target) };
                    let row_weight = options.row_weight(row);
                    let job = Row::<E, M>::at(rows, row, spread, &divisor);
                    let done = job.work::<S, C, KIND, EXACT>(row, target, spread_total, row_weight);
                    // Softmax has no loss.
                    if M::of(rows.member).output == Output::Gradient {
                        totals.loss.add(times(row_weight, done.loss), 0.0);
                        totals.weight.add(times(row_weight, done.class_weight), 0.0);
                    }
                    i += 1;
                }
            }
            batch.clear();
        }
    }
    if rows.beyond_caches {
        S::fence();
    }
    Partial { loss: totals.loss.parts(), weight: totals.weight.parts(), rows: counted, ..Partial::default() }
}
