//! Rows that lie in one piece, one by one or, where they have few classes, as many at once as a vector has lanes.

use super::abreast::Abreast;
use super::batch::{self, Batch, Waiting};
use super::member::{ForAll, GENERAL, Made, Output};
use super::row::Row;
use super::rows::{ClassRows, Totals};
use super::tiny::Columns;
use crate::element::{Compute, Element, Load};
use crate::math::Divisor;
use crate::shape::matrices::Matrices;
use crate::shape::{Partial, times};
use crate::simd::isa::Kernel;
use crate::simd::{Simd, Vector};
use core::marker::PhantomData;

/// The rows, computed with in their native type; the exponential takes care of the temperature. For coefficients of one
/// kind.
pub(super) struct Native<E: Element, A: Matrices<E>, M, const KIND: u8> {
    rows: ClassRows<E, A>,
    made: PhantomData<M>,
}

impl<E: Element, A: Matrices<E>, M, const KIND: u8> Native<E, A, M, KIND> {
    #[inline(always)]
    pub fn over(rows: &ClassRows<E, A>) -> Self {
        Self { rows: *rows, made: PhantomData }
    }
}

impl<E: Element, A: Matrices<E>, M: Made, const KIND: u8> Kernel for Native<E, A, M, KIND> {
    type Output = Partial;
    type Place = M::Place;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let (rows, options) = (&self.rows, &self.rows.options);
        // SAFETY: the contract of the arguments.
        let pass = unsafe { Pass::<E, A, M>::new::<S, E::Native>(rows) };
        let (mut totals, mut counted) = (Totals::new(), 0);
        let batches = batch::serves::<S, E, A, M, KIND>(rows);
        let tiny = batch::by_columns::<E, A, M, KIND>(rows);
        let simple = !rows.index.is_null() && options.mask.is_null() && rows.sequence == 0;
        let at_once = if batches { <E::Native as Compute>::Vector::<S>::LANES } else { 1 };
        let mut batch = Batch::new();
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for these rows.
            unsafe {
                if batches && simple {
                    // The same as below where nothing but the index tells whether a row counts.
                    let left = rows.end - row;
                    row += batch.take(rows.index, row, if left < at_once { left } else { at_once }, rows.ignore_index);
                }
                while row < rows.end && batch.count() < at_once {
                    match rows.target_of(row) {
                        Some(target) => batch.push(row, target),
                        None => pass.skip::<S>(row),
                    }
                    row += 1;
                }
                counted += batch.count() as u64;
                let together = batches && batch.pays() && {
                    let (divisor, spread, totals) = (pass.divisor, pass.spread, &mut totals);
                    let waiting = Waiting { rows: *rows, batch: &mut batch, divisor, spread, totals };
                    if tiny {
                        S::run_apart(Columns::<E, A, KIND>::new(waiting))
                    } else {
                        S::run_apart(Abreast::<E, A, KIND>::new(waiting))
                    }
                };
                if !together {
                    let mut i = 0;
                    while i < batch.count() {
                        let (row, target) = batch.get(i);
                        pass.work::<S, E::Native, KIND, false>(row, target, &mut totals);
                        i += 1;
                    }
                }
                batch.clear();
            }
        }
        pass.end::<S>(&totals, counted)
    }
}

/// The rows, computed with in double precision and each logit transformed by itself: for caps, Hessian and entropy. For
/// any coefficients and all members.
pub(super) struct Exact<E: Element, A: Matrices<E>> {
    rows: ClassRows<E, A>,
}

impl<E: Element, A: Matrices<E>> Exact<E, A> {
    #[inline(always)]
    pub fn over(rows: &ClassRows<E, A>) -> Self {
        Self { rows: *rows }
    }
}

impl<E: Element, A: Matrices<E>> Kernel for Exact<E, A> {
    type Output = Partial;
    type Place = <ForAll as Made>::Place;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let rows = &self.rows;
        // SAFETY: the contract of the arguments.
        let pass = unsafe { Pass::<E, A, ForAll>::new::<S, f64>(rows) };
        let (mut totals, mut counted) = (Totals::new(), 0);
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for this row.
            unsafe {
                if let Some(target) = rows.target_of(row) {
                    pass.work::<S, f64, GENERAL, true>(row, target, &mut totals);
                    counted += 1;
                } else {
                    pass.skip::<S>(row);
                }
            }
            row += 1;
        }
        pass.end::<S>(&totals, counted)
    }
}

/// What is known of all rows. Their totals are kept apart, as the compiler cannot know that what is added to these does
/// not change it.
struct Pass<'a, E: Element, A: Matrices<E>, M> {
    rows: &'a ClassRows<E, A>,
    made: PhantomData<M>,
    /// See [`ClassRows::spread`].
    spread: (f64, f64),
    divisor: Divisor,
}

impl<'a, E: Element, A: Matrices<E>, M: Made> Pass<'a, E, A, M> {
    /// For rows that are computed with in `C`.
    ///
    /// # Safety
    /// The contract of the arguments.
    #[inline(always)]
    unsafe fn new<S: Simd, C: Compute>(rows: &'a ClassRows<E, A>) -> Self {
        // SAFETY: the caller's.
        let spread = unsafe { rows.spread::<S>() };
        let divisor = Divisor::new::<C, S::NarrowF64>(rows.divided_by());
        Self { rows, made: PhantomData, spread, divisor }
    }

    /// A row that does not count.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn skip<S: Simd>(&self, row: usize) {
        // SAFETY: the caller's.
        unsafe { Row::<E, A, M>::at(self.rows, row, self.spread.0, &self.divisor).skip::<S>(row) }
    }

    /// A row that counts, and the class of its target, where targets are indices.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn work<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        row: usize,
        target: usize,
        totals: &mut Totals,
    ) where
        E: Load<C>,
    {
        let rows = self.rows;
        let target = if rows.index.is_null() { None } else { Some(target) };
        // SAFETY: the caller's.
        unsafe {
            let row_weight = rows.options.row_weight(row);
            let job = Row::<E, A, M>::at(rows, row, self.spread.0, &self.divisor);
            let done = job.work::<S, C, KIND, EXACT>(row, target, self.spread.1, row_weight);
            // Softmax has no loss.
            if M::of(rows.member).output == Output::Gradient {
                totals.loss.add(times(row_weight, done.loss), 0.0);
                totals.weight.add(times(row_weight, done.class_weight), 0.0);
            }
        }
    }

    /// What all of them add up to, when the last has been worked on.
    #[inline(always)]
    fn end<S: Simd>(&self, totals: &Totals, counted: u64) -> Partial {
        if self.rows.beyond_caches {
            S::fence();
        }
        Partial { loss: totals.loss.parts(), weight: totals.weight.parts(), rows: counted, ..Partial::default() }
    }
}
