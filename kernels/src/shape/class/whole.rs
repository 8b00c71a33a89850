//! The part of a first pass that is whole vectors, where a row's elements are only turned into exponentials and added up,
//! for the [first pass](super::first_pass): several vectors at a time, without questions, and what comes next asked for
//! ahead. The sums are those of single vectors, in the same order.

use super::member::{Made, UNIFORM};
use super::row::Row;
use super::sums::Sums;
use crate::element::{Compute, Element, Load};
use crate::math::exp_scaled;
use crate::shape::matrices::{Matrices, Place, Source};
use crate::shape::{AHEAD, prefetch, several};
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;

/// The lines of a row that is no longer, in bytes, are asked for also where its exponentials are stored. Those of longer rows
/// come in time, and asked for they would be in the way of what is read.
const SHORT: usize = 16_384;
/// Rows so many bytes apart or less are read as if they were one piece.
const PADDING: usize = 256;

impl<E: Element, A: Matrices<E>, M: Made> Row<'_, E, A, M> {
    /// Adds what fills whole vectors of a block, if nothing is subtracted from its logits. Returns the class behind it, and
    /// the largest logits if it `looks`.
    ///
    /// # Safety
    /// As [`add`](Self::add).
    #[inline(always)]
    pub(super) unsafe fn add_whole<S: Simd, C: Compute, const KIND: u8>(
        &self,
        sums: &mut Sums<S, C>,
        stored: *mut C,
        (block, end): (usize, usize),
        looks: bool,
    ) -> (usize, C::Vector<S>)
    where
        E: Load<C>,
    {
        let lanes = C::Vector::<S>::LANES;
        let mut largest = C::Several::<S>::splat(f64::NEG_INFINITY);
        let mut c = block;
        if let Some(power) = sums.student.scale.without_shift::<C::Several<S>>() {
            let reference = C::Several::<S>::splat(sums.student.reference);
            // A copy, as the compiler cannot know that what is stored does not change it.
            let divisor = *self.divisor;
            while end - c >= C::Several::<S>::LANES {
                self.ask_ahead::<S, C>(c, C::Several::<S>::LANES, stored);
                // SAFETY: the caller's: so many elements remain from `c` on.
                unsafe {
                    let z = several::<S, E, C>(self.input.add(c));
                    if looks {
                        largest = z.max(largest);
                    }
                    let centered = C::split::<S>(z - reference);
                    let e = C::split::<S>(exp_scaled(z, &divisor, power));
                    let mut i = 0;
                    while i < S::SEVERAL {
                        if KIND == UNIFORM {
                            sums.uniform.add(centered[i]);
                        }
                        sums.student.sum.add(e[i]);
                        if !stored.is_null() {
                            e[i].store(stored.add(c + i * lanes), lanes);
                        }
                        i += 1;
                    }
                }
                c += C::Several::<S>::LANES;
            }
        }
        let [a, b] = C::split::<S>(largest);
        (c, a.max(b))
    }

    /// Asks for the lines of what is ahead of so many elements from class `c` on: in this row or, if the next one follows
    /// closely, beyond it. Not for what lies between.
    #[inline(always)]
    pub(super) fn ask_ahead<S: Simd, C: Compute>(&self, c: usize, elements: usize, stored: *mut C) {
        let (rows, soft) = (self.rows, self.member().soft);
        // As much is on its way whether there is one matrix or two.
        let at = c + if soft { AHEAD / 2 } else { AHEAD } / self.input.bytes();
        let follows = (rows.stride - rows.classes) * self.input.bytes() <= PADDING;
        let at = if follows || at < rows.classes { at } else { c };
        let bytes = elements * self.input.bytes();
        prefetch::<S, u8>(self.input.address().wrapping_add(at * self.input.bytes()), bytes);
        if soft {
            prefetch::<S, u8>(self.soft.address().wrapping_add(at * self.input.bytes()), bytes);
        }
        if !stored.is_null()
            && !core::ptr::addr_eq(stored, self.input.address())
            && rows.classes * self.input.bytes() <= SHORT
        {
            prefetch::<S, C>(stored.wrapping_add(at), elements);
        }
    }
}
