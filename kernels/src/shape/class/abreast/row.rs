//! A row of a batch.

use super::super::beside::{VECTOR, without};
use super::super::member::Output;
use super::super::per_row::MOST as MOST_ROWS;
use super::super::tile::{Sums, Tile};
use crate::element::{Compute, Element};
use crate::math::{Divisor, Power, exp_scaled};
use crate::shape::argmax::ArgMax;
use crate::shape::matrices::{Matrices, Sink, Source};
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;

/// The place of a largest logit that was not looked for.
pub(super) const NOWHERE: usize = usize::MAX;

/// A row whose exponentials may be stored.
pub(super) struct Stored<S: Simd, E: Element, A: Matrices<E>> {
    pub input: A::Source,
    /// Where its exponentials are stored until its gradient is written; NULL where they are not.
    pub stored: *mut E::Native,
    pub classes: usize,
    pub divisor: Divisor,
    pub power: Power<<E::Native as Compute>::Vector<S>>,
}

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>> Tile<'_, E, A> {
    /// The row of a lane, whose scale is known.
    ///
    /// # Safety
    /// The lane has a row, whose input is among the `inputs`.
    #[inline(always)]
    pub(super) unsafe fn row<S: Simd>(
        &self,
        lane: usize,
        inputs: &[A::Source; MOST_ROWS],
        sums: &Sums,
    ) -> Stored<S, E, A> {
        let options = &self.rows.options;
        let kept = !options.accumulate && self.rows.member.output != Output::LogProbability;
        // SAFETY: the caller's: the row is within the gradient, if there is one.
        unsafe {
            let at = self.batch.get(lane).0 * self.rows.stride;
            Stored {
                input: inputs[lane % MOST_ROWS],
                stored: if kept { options.gradient.at(at).scratch() } else { core::ptr::null_mut() },
                classes: self.rows.classes,
                divisor: self.divisor,
                power: Power::new(C::Vector::<S>::splat(sums.exponent.get(lane))),
            }
        }
    }

    /// The soft target of a lane's row.
    ///
    /// # Safety
    /// The lane has a row, and there are soft targets.
    #[inline(always)]
    pub(super) unsafe fn soft(&self, lane: usize) -> A::Source {
        // SAFETY: the caller's.
        unsafe { self.rows.soft.add(self.batch.get(lane).0 * self.rows.soft_stride) }
    }
}

impl<S: Simd, C: Compute, E: Element<Native = C>, A: Matrices<E>> Stored<S, E, A> {
    /// Exponentials from class `c` on if they were stored, else logits.
    ///
    /// # Safety
    /// `classes - c` elements remain from `c` on.
    #[inline(always)]
    pub(super) unsafe fn elements(&self, c: usize) -> C::Vector<S> {
        // SAFETY: the caller's.
        unsafe {
            if self.stored.is_null() {
                self.input.add(c).load::<S, C>(self.classes - c, f64::NEG_INFINITY)
            } else {
                C::Vector::<S>::load(self.stored.add(c), self.classes - c, 0.0)
            }
        }
    }

    /// Their exponentials.
    ///
    /// # Safety
    /// As [`elements`](Self::elements).
    #[inline(always)]
    pub(super) unsafe fn exponentials(&self, c: usize) -> C::Vector<S> {
        // SAFETY: the caller's.
        let elements = unsafe { self.elements(c) };
        if self.stored.is_null() { exp_scaled(elements, &self.divisor, self.power) } else { elements }
    }

    /// Where the step of [`VECTOR`] classes with the largest element begins. That of `guess` is looked at first.
    ///
    /// # Safety
    /// The row is valid; one of its elements is `sought`.
    #[inline(always)]
    pub(super) unsafe fn step_with(&self, sought: f64, guess: usize) -> usize {
        let sought = C::Vector::<S>::splat(sought);
        let (mut step, mut next) = (guess - guess % VECTOR, 0);
        while next < self.classes {
            let (mut c, mut below) = (step, true);
            while c < step + VECTOR && c < self.classes {
                // SAFETY: the caller's.
                below &= C::Vector::<S>::all(unsafe { self.elements(c) }.lt(sought));
                c += C::Vector::<S>::LANES;
            }
            if !below {
                break;
            }
            (step, next) = (next, next + VECTOR);
        }
        step
    }

    /// The class of the largest element, in the step that begins at `step`.
    ///
    /// # Safety
    /// The row is valid; the element is `sought`.
    #[inline(always)]
    pub(super) unsafe fn place_of(&self, sought: f64, step: usize) -> usize {
        let mut search = ArgMax::of(sought);
        let mut c = step;
        while c < step + VECTOR && c < self.classes {
            // SAFETY: the caller's.
            search.look(unsafe { self.elements(c) }, c, self.classes - c);
            c += C::Vector::<S>::LANES;
        }
        search.class() as usize
    }

    /// What was lost where a step was folded.
    ///
    /// # Safety
    /// The row is valid, and the step begins in it.
    #[inline(always)]
    pub(super) unsafe fn lost_by_folding(&self, step: usize) -> f64 {
        if C::COMPENSATED {
            return 0.0;
        }
        let (mut exact, mut folded) = (C::Sum::<S>::zero(), C::RowSum::<S>::zero());
        let mut c = step;
        while c < step + VECTOR && c < self.classes {
            // SAFETY: the caller's.
            let e = unsafe { self.exponentials(c) };
            exact.add(e);
            folded.add(e);
            c += C::Vector::<S>::LANES;
        }
        exact.total() - folded.total()
    }

    /// The sum of the exponentials of all classes but one.
    ///
    /// # Safety
    /// The row is valid.
    #[inline(always)]
    pub(super) unsafe fn sum_without(&self, class: usize) -> f64 {
        let mut sum = C::Sum::<S>::zero();
        let mut c = 0;
        while c < self.classes {
            // SAFETY: the caller's.
            sum.add(without(unsafe { self.exponentials(c) }, c, class));
            c += C::Vector::<S>::LANES;
        }
        sum.total()
    }
}
