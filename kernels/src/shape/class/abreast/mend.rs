//! What the largest logits of a batch's rows need so that confident rows keep their digits: see
//! [`largest`](super::super::largest).

use super::super::beside::{VECTOR, share};
use super::super::member::GENERAL;
use super::super::per_row::MOST as MOST_ROWS;
use super::super::tile::{Sums, Tile};
use super::row::NOWHERE;
use crate::element::{Compute, Element};
use crate::shape::matrices::Matrices;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Total, or_first, two_sum};

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>> Tile<'_, E, A> {
    /// The sums of the exponentials beside the largest, as [`Row::settle`](super::row::Row::settle) has them.
    ///
    /// # Safety
    /// As [`add`](Self::add), which was called, as well as [`single`](Self::single).
    #[inline(always)]
    pub(super) unsafe fn mend<S: Simd, const KIND: u8>(
        &self,
        inputs: &[A::Source; MOST_ROWS],
        sums: &mut Sums,
        places: &mut [usize; MOST_ROWS],
    ) {
        // Down to this share of the largest, sums need no help.
        let enough = if C::COMPENSATED && KIND != GENERAL { share::<C>() } else { 1.0 };
        let (mut settled, mut first) = (true, 0);
        while first < C::Vector::<S>::LANES {
            // SAFETY: the caller's.
            unsafe {
                let of_largest = sums.of_largest.load::<C::Rows<S>>(first);
                let (sum, lost) = two_sum(sums.total.load(first), -of_largest);
                let beside = or_first(sum, sums.lost.load::<C::Rows<S>>(first) + lost);
                sums.beside.store(first, beside);
                settled &= C::Rows::<S>::all((of_largest * C::Rows::<S>::splat(enough)).le(beside));
            }
            first += C::Rows::<S>::LANES;
        }
        let mut lane = 0;
        while !settled && lane < self.count && lane < MOST_ROWS {
            // SAFETY: the caller's.
            unsafe {
                if sums.beside.get(lane) < enough * sums.of_largest.get(lane) {
                    let (beside, place) = self.beside_of::<S, KIND>(inputs, lane, sums);
                    sums.beside.set(lane, beside);
                    places[lane] = place;
                }
            }
            lane += 1;
        }
    }

    /// The sum of the exponentials of a row beside the largest, which is larger than all of them together, and with soft
    /// targets its class.
    ///
    /// # Safety
    /// As [`mend`](Self::mend), for this lane.
    #[inline(always)]
    unsafe fn beside_of<S: Simd, const KIND: u8>(
        &self,
        inputs: &[A::Source; MOST_ROWS],
        lane: usize,
        sums: &Sums,
    ) -> (f64, usize) {
        // SAFETY: the caller's.
        unsafe {
            let (row, of_largest) = (self.row::<S>(lane, inputs, sums), sums.of_largest.get(lane));
            let sought = if row.stored.is_null() { sums.largest.get(lane) } else { of_largest };
            let step = row.step_with(sought, self.batch.get(lane).1);
            let before = sums.beside.get(lane);
            let little = before < share::<C>() * of_largest;
            let place = if little || KIND == GENERAL { row.place_of(sought, step) } else { NOWHERE };
            if little {
                return (row.sum_without(place), place);
            }
            if C::COMPENSATED || row.classes <= VECTOR {
                return (before, place);
            }
            let mut beside = Total::of(sums.total.get(lane), sums.lost.get(lane));
            beside.add(row.lost_by_folding(step));
            beside.add(-of_largest);
            (beside.value(), place)
        }
    }
}
