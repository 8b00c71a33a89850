//! What the elements of each row of a batch add up to.

use super::super::beside::VECTOR;
use super::super::member::{GENERAL, NONE, UNIFORM};
use super::super::per_row::MOST as MOST_ROWS;
use super::super::tile::{Known, Sums, Tile};
use super::row::Stored;
use crate::element::{Compute, Element};
use crate::math::{Power, exp_scaled};
use crate::shape::matrices::{Matrices, Source};
use crate::shape::several;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total};

impl<C: Compute, E: Element<Native = C>, A: Matrices<E>> Tile<'_, E, A> {
    /// Adds up the exponentials of each row, and stores them where they can be kept, and what else its elements add up to.
    ///
    /// # Safety
    /// As [`scales`](Self::scales), which said yes.
    #[inline(always)]
    pub(super) unsafe fn add<S: Simd, const KIND: u8>(
        &self,
        inputs: &[A::Source; MOST_ROWS],
        known: &mut Known,
        sums: &mut Sums,
    ) {
        let lanes = C::Vector::<S>::LANES;
        let mut lane = 0;
        while lane < self.count && lane < MOST_ROWS {
            // SAFETY: the caller's.
            unsafe {
                let row = self.row::<S>(lane, inputs, sums);
                let reference = C::Vector::<S>::splat(sums.reference.get(lane));
                let (total, weighted) = if KIND == GENERAL {
                    let [total, weighted, coefficients, weights] = self.add_soft(row, reference, self.soft(lane));
                    sums.coefficients.set(lane, coefficients.value());
                    known.class_weight.set(lane, weights.value());
                    (total, weighted)
                } else {
                    self.add_row::<S, KIND>(row, sums.exponent.get(lane), reference)
                };
                sums.total.set(lane, total.sum);
                sums.lost.set(lane, total.error);
                sums.weighted.set(lane, weighted.sum);
                sums.weighted_lost.set(lane, weighted.error);
            }
            lane += 1;
        }
        // SAFETY: those of the first row were stored, and no vector has more lanes than there are numbers.
        unsafe {
            sums.total.repeat_first(self.count, lanes);
            sums.lost.repeat_first(self.count, lanes);
            if KIND != NONE {
                sums.weighted.repeat_first(self.count, lanes);
                sums.weighted_lost.repeat_first(self.count, lanes);
            }
            if KIND == GENERAL {
                sums.coefficients.repeat_first(self.count, lanes);
                known.class_weight.repeat_first(self.count, lanes);
            }
        }
    }

    /// The sum of a row's exponentials, and where coefficients are uniform that of its logits less the reference.
    ///
    /// # Safety
    /// The row is valid.
    #[inline(always)]
    unsafe fn add_row<S: Simd, const KIND: u8>(
        &self,
        row: Stored<S, E, A>,
        exponent: f64,
        reference: C::Vector<S>,
    ) -> (Total, Total) {
        let Stored { input, stored, classes, divisor, power: of_vector } = row;
        let lanes = C::Vector::<S>::LANES;
        let (mut sum, mut uniform) = (C::RowSum::<S>::zero(), C::RowSum::<S>::zero());
        let (few, mut exact) = (!C::COMPENSATED && classes <= VECTOR, C::Sum::<S>::zero());
        let power = Power::new(C::Several::<S>::splat(exponent));
        let mut c = 0;
        // SAFETY: the caller's; `classes - c` elements remain from `c` on.
        unsafe {
            while !few && classes - c >= C::Several::<S>::LANES {
                let z = several::<S, E, C>(input.add(c));
                let e = C::split::<S>(exp_scaled(z, &divisor, power));
                let z = C::split::<S>(z);
                let mut i = 0;
                while i < S::SEVERAL {
                    sum.add(e[i]);
                    if KIND == UNIFORM {
                        uniform.add(z[i] - reference);
                    }
                    if !stored.is_null() {
                        e[i].store(stored.add(c + i * lanes), lanes);
                    }
                    i += 1;
                }
                c += C::Several::<S>::LANES;
            }
            let power = of_vector;
            while c < classes {
                let z = input.add(c).load::<S, C>(classes - c, f64::NEG_INFINITY);
                let e = exp_scaled(z, &divisor, power);
                if few {
                    exact.add(e);
                } else {
                    sum.add(e);
                }
                if KIND == UNIFORM {
                    uniform.add((z - reference).keep_first(classes - c));
                }
                if !stored.is_null() {
                    e.store(stored.add(c), classes - c);
                }
                c += lanes;
            }
        }
        // Beside the largest exponential of a single step nothing may be lost by folding.
        (if few { exact.parts() } else { sum.parts() }, uniform.parts())
    }

    /// With soft targets the sums of a row's exponentials, of its logits less the reference times their coefficients, of
    /// these, and of what the targets weigh.
    ///
    /// # Safety
    /// The row is valid, as well as its targets.
    #[inline(always)]
    unsafe fn add_soft<S: Simd>(&self, row: Stored<S, E, A>, reference: C::Vector<S>, soft: A::Source) -> [Total; 4] {
        let (rows, lanes, zero) = (self.rows, C::Vector::<S>::LANES, C::Vector::<S>::splat(0.0));
        let Stored { input, stored, divisor, power, .. } = row;
        let (mut sum, mut weighted) = (C::RowSum::<S>::zero(), C::Sum::<S>::zero());
        let (mut coefficients, mut weights) = (C::RowSum::<S>::zero(), C::RowSum::<S>::zero());
        let (few, mut exact) = (!C::COMPENSATED && rows.classes <= VECTOR, C::Sum::<S>::zero());
        let mut c = 0;
        while c < rows.classes {
            let count = rows.classes - c;
            // SAFETY: the caller's: `count` elements remain from `c` on.
            unsafe {
                let z = input.add(c).load::<S, C>(count, f64::NEG_INFINITY);
                let [a, w, _] = rows.of_soft_target::<S, C>(soft.add(c), c, self.spread.0);
                weighted.add_product(a, (z - reference).without(a.eq(zero)));
                coefficients.add(a);
                weights.add(w);
                let e = exp_scaled(z, &divisor, power);
                if few {
                    exact.add(e);
                } else {
                    sum.add(e);
                }
                if !stored.is_null() {
                    e.store(stored.add(c), count);
                }
            }
            c += lanes;
        }
        // As above.
        let sum = if few { exact.parts() } else { sum.parts() };
        [sum, weighted.parts(), coefficients.parts(), weights.parts()]
    }
}
