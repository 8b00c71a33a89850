//! The part of a first pass that is whole vectors, where a row's elements are only turned into exponentials and added up,
//! for [`class_passes`](super::class_passes): several vectors at a time, without questions, and what comes next asked for
//! ahead. The sums are those of single vectors, in the same order.

use super::class::Made;
use super::class_row::{Row, UNIFORM};
use super::class_sums::Sums;
use super::{AHEAD, prefetch, several};
use crate::element::{Compute, Element, Load};
use crate::math::exp_scaled;
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;

/// The lines of a row that is no longer, in bytes, are asked for also where its exponentials are stored. Those of longer rows
/// come in time, and asked for they would be in the way of what is read.
const SHORT: usize = 16_384;
/// Rows so many bytes apart or less are read as if they were one piece.
const PADDING: usize = 256;

impl<E: Element, M: Made> Row<'_, E, M> {
    /// Adds what fills whole vectors of a block, if nothing is subtracted from its logits. Returns the class behind it, and
    /// the largest logits if it `looks`.
    ///
    /// # Safety
    /// As [`add`](Self::add).
    #[inline(always)]
    pub(super) unsafe fn add_whole<S: Simd, C: Compute, const KIND: u8>(
        &self,
        sums: &mut Sums<S, C>,
        stored: *mut E,
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
            let asks_for_stored =
                !stored.is_null() && !core::ptr::eq(stored, self.input) && self.rows.classes * size_of::<E>() <= SHORT;
            while end - c >= C::Several::<S>::LANES {
                let at = self.ahead(c);
                prefetch::<S, E>(self.input.wrapping_add(at), C::Several::<S>::LANES);
                if asks_for_stored {
                    prefetch::<S, E>(stored.wrapping_add(at), C::Several::<S>::LANES);
                }
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
                            <E as Load<C>>::store::<S>(e[i], stored.add(c + i * lanes), lanes);
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

    /// Where to ask for elements when those from class `c` on are read: as far ahead in this row or, if the next one follows
    /// closely, beyond it. Not in what lies between.
    #[inline(always)]
    fn ahead(&self, c: usize) -> usize {
        let at = c + AHEAD / size_of::<E>();
        let follows = (self.rows.stride - self.rows.classes) * size_of::<E>() <= PADDING;
        if follows || at < self.rows.classes { at } else { c }
    }
}
