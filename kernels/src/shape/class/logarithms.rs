//! The second pass of a row whose logarithms of probabilities are wanted. It reads the logits again, as nothing was kept of
//! them.

use super::member::Made;
use super::row::Row;
use crate::element::{Compute, Element, Load};
use crate::shape::matrices::{Matrices, Sink, in_place};
use crate::simd::{Real, Simd, Vector};

impl<E: Element, A: Matrices<E>, M: Made> Row<'_, E, A, M> {
    /// Writes the logarithms of the row's probabilities, from its largest logit and the logarithm of the sum beside that.
    /// Where they go past the caches, a fence must follow.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(super) unsafe fn logarithms<S: Simd, C: Compute, const EXACT: bool>(&self, largest: f64, log_sum: f64)
    where
        E: Load<C>,
    {
        let classes = self.rows.classes;
        // What is read anyway is written where it was.
        let in_place = in_place(self.input, self.gradient);
        let streams = !in_place && self.gradient.streams(classes, self.rows.beyond_caches);
        // Only whole lines are better written past the caches; a long row has some.
        let head = if streams { self.gradient.before_line() } else { classes };
        // SAFETY: the caller's. What is streamed begins with a line.
        unsafe {
            self.stretch::<S, C, EXACT>((0, head), false, largest, log_sum);
            self.stretch::<S, C, EXACT>((head, classes), true, largest, log_sum);
        }
    }

    /// The same of the classes `start..end`; what fills vectors goes past the caches, if it `streams`.
    ///
    /// # Safety
    /// As above; to be streamed, the address of the first is a multiple of 16.
    #[inline(always)]
    unsafe fn stretch<S: Simd, C: Compute, const EXACT: bool>(
        &self,
        (start, end): (usize, usize),
        streams: bool,
        largest: f64,
        log_sum: f64,
    ) where
        E: Load<C>,
    {
        let unit = C::Vector::<S>::splat(self.unit());
        let (largest, log_sum) = (C::Vector::<S>::splat(largest), C::Vector::<S>::splat(log_sum));
        let mut c = start;
        while c < end {
            let count = end - c;
            // SAFETY: `count` elements remain from `c` on.
            unsafe {
                let z = self.logits::<S, C, EXACT>(c);
                let logarithm = (z - largest) * unit - log_sum;
                if streams && count >= C::Vector::<S>::LANES {
                    self.gradient.at(c).stream::<S, C>(logarithm);
                } else {
                    self.gradient.at(c).store::<S, C>(logarithm, count);
                }
            }
            c += C::Vector::<S>::LANES;
        }
    }
}
