//! The second pass of a row whose logarithms of probabilities are wanted. It reads the logits again, as nothing was kept of
//! them.

use super::member::Made;
use super::row::Row;
use crate::element::{Compute, Element, Load};
use crate::shape::LINE;
use crate::shape::zeros::streams;
use crate::simd::{Real, Simd, Vector};

impl<E: Element, M: Made> Row<'_, E, M> {
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
        let (classes, to) = (self.rows.classes, self.gradient.addr());
        // What is read anyway is written where it was.
        let in_place = core::ptr::eq(self.input, self.gradient);
        let streams = !in_place && streams(self.gradient, classes, self.rows.beyond_caches);
        // Only whole lines are better written past the caches; a long row has some.
        let head = if streams { to.wrapping_neg() % LINE / size_of::<E>() } else { classes };
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
                    <E as Load<C>>::stream::<S>(logarithm, self.gradient.add(c));
                } else {
                    <E as Load<C>>::store::<S>(logarithm, self.gradient.add(c), count);
                }
            }
            c += C::Vector::<S>::LANES;
        }
    }
}
