//! Rows of 33 to some hundred classes that lie in one piece: elements row by row, and what a row needs once for as many
//! rows at once as a vector has lanes.
//!
//! What a row needs once (the scale of its exponentials, what they add up to beside the largest, a logarithm, the factor of
//! its gradient) is one chain of operations that wait for each other, and takes as long as 500 classes. Here the rows of a
//! batch go through each step together: steps of different rows do not wait for each other, and what is left of a row
//! when its elements are added up goes through the lanes of a vector, as in [`tiny`](super::tiny).
//!
//! Every operation is that of [`contiguous`](super::contiguous), sums in the same order, so that a row's results do not
//! depend on which of the two it went through: rows that are too few for this take the other way.

mod add;
mod mend;
mod row;
mod write;

use self::row::NOWHERE;
use super::batch::Waiting;
use super::first_pass::SAMPLE;
use super::member::GENERAL;
use super::per_row::{MOST as MOST_ROWS, PerRow};
use super::scale::{HEADROOM, around};
use super::tile::{Known, Results, Sums, Tile};
use crate::element::{Compute, Element};
use crate::math::{Power, exp_scaled, exponent_of};
use crate::shape::matrices::{Matrices, Source};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};

/// Every row that waits.
pub(super) struct Abreast<'a, E: Element, A: Matrices<E>, const KIND: u8>(Waiting<'a, E, A>);

impl<'a, E: Element, A: Matrices<E>, const KIND: u8> Abreast<'a, E, A, KIND> {
    /// # Safety
    /// The contract of the arguments, for the rows that wait, at least one and no more than a vector has lanes;
    /// [`serves`](super::batch::serves) said yes.
    #[inline(always)]
    pub unsafe fn new(waiting: Waiting<'a, E, A>) -> Self {
        Self(waiting)
    }
}

impl<E: Element, A: Matrices<E>, const KIND: u8> Kernel for Abreast<'_, E, A, KIND> {
    /// No, and nothing has been written, where a row is not one of those that [`Tile::scales`] takes: then the rows go one
    /// by one.
    type Output = bool;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> bool {
        let Waiting { rows, batch, divisor, spread, totals } = self.0;
        let (count, width) = (batch.count(), <E::Native as Compute>::Vector::<S>::LANES);
        // SAFETY: that of `new`: at least one row waits.
        unsafe { batch.repeat_first(width) };
        let tile = Tile { count, lanes: core::hint::black_box(width), batch, rows: &rows, divisor, spread };
        // SAFETY: that of `new`; every lane has a row.
        unsafe {
            let (mut inputs, mut known, mut sums) = ([rows.input; MOST_ROWS], Known::new(), Sums::new());
            tile.find::<S, KIND>(&mut inputs, &mut known);
            if !tile.scales::<S, KIND>(&inputs, &mut sums) {
                batch.truncate(count);
                return false;
            }
            tile.add::<S, KIND>(&inputs, &mut known, &mut sums);
            tile.single::<S>(&known, &mut sums);
            let mut places = [NOWHERE; MOST_ROWS];
            tile.mend::<S, KIND>(&inputs, &mut sums, &mut places);
            let (mut results, mut first) = (Results::new(), 0);
            while first < width {
                tile.conclude::<S, KIND>(first, &known, &sums, &mut results);
                first += <E::Native as Compute>::Rows::<S>::LANES;
            }
            tile.account::<S, KIND>(&known, &results, totals);
            if rows.options.differentiates() {
                tile.write::<S, KIND>(&inputs, &known, &sums, &results, &places);
            }
        }
        true
    }
}

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>> Tile<'_, E, A> {
    /// The largest logit of each row, and the scale of its exponentials, which its first classes decide. Says no where a
    /// first pass over one of the rows would do more than go over it once: where one has a logit of +∞ or only −∞ among the
    /// first, or logits so large that they are taken relative to the largest, or so much larger than the first that the
    /// scale changes.
    ///
    /// # Safety
    /// That of [`Abreast::new`]; the inputs are the rows.
    #[inline(always)]
    unsafe fn scales<S: Simd, const KIND: u8>(&self, inputs: &[A::Source; MOST_ROWS], sums: &mut Sums) -> bool {
        let (classes, lanes) = (self.rows.classes, C::Vector::<S>::LANES);
        // Where coefficients vary all classes decide.
        let samples = KIND != GENERAL && classes > SAMPLE;
        let mut lane = 0;
        while lane < self.lanes && lane < MOST_ROWS {
            let input = inputs[lane];
            let mut largest = C::Vector::<S>::splat(f64::NEG_INFINITY);
            let mut c = 0;
            // SAFETY: the caller's: there are more classes than that; `classes - c` elements remain from `c` on.
            unsafe {
                while samples && c < SAMPLE {
                    largest = input.add(c).load::<S, C>(lanes, f64::NEG_INFINITY).max(largest);
                    c += lanes;
                }
                sums.reference.set(lane, largest.largest().to_f64());
                while classes - c > lanes {
                    largest = input.add(c).load::<S, C>(lanes, f64::NEG_INFINITY).max(largest);
                    c += lanes;
                }
                largest = input.add(c).load::<S, C>(classes - c, f64::NEG_INFINITY).max(largest);
                sums.largest.set(lane, largest.largest().to_f64());
                if !samples {
                    sums.reference.set(lane, sums.largest.get(lane));
                }
            }
            lane += 1;
        }
        let (zero, infinity) = (C::Rows::<S>::splat(0.0), C::Rows::<S>::splat(f64::INFINITY));
        let (inverse, headroom) = (self.divisor.inverse(), C::Rows::<S>::splat(HEADROOM));
        let (mut fits, mut first) = (true, 0);
        while first < lanes {
            // SAFETY: they were stored for every lane.
            unsafe {
                let reference = sums.reference.load::<C::Rows<S>>(first);
                let largest = sums.largest.load::<C::Rows<S>>(first);
                let (shift, exponent) = around(reference, inverse);
                let above = exponent_of(largest * C::Rows::<S>::splat(inverse)) - exponent;
                let finite = C::Rows::<S>::both(reference.abs().lt(infinity), largest.lt(infinity));
                let plain = C::Rows::<S>::both(shift.eq(zero), above.le(headroom));
                fits &= C::Rows::<S>::all(C::Rows::<S>::both(finite, plain));
                sums.shift.store(first, shift);
                sums.exponent.store(first, exponent);
            }
            first += C::Rows::<S>::LANES;
        }
        fits
    }

    /// The exponentials of the largest logit and of the target of each row.
    ///
    /// # Safety
    /// What is known has been stored for every lane, as well as the largest logits and exponents.
    #[inline(always)]
    unsafe fn single<S: Simd>(&self, known: &Known, sums: &mut Sums) {
        // SAFETY: the caller's.
        unsafe {
            let power = Power::new(sums.exponent.whole::<S, C>());
            let largest = sums.largest.whole::<S, C>();
            sums.of_largest = PerRow::of::<S, C>(exp_scaled(largest, &self.divisor, power));
            let target = known.target_input.whole::<S, C>();
            sums.of_target = PerRow::of::<S, C>(exp_scaled(target, &self.divisor, power));
        }
    }
}
