//! Backward pass of softmax.
//!
//! grad_c = p_c·(d_c − D)/T,  D = Σ_k p_k·d_k / Σ_k p_k.
//!
//! From a gradient by probabilities to the gradient by logits: p are the probabilities of loss_softmax, d a gradient by
//! them, such as that of an overlap loss for segmentation, T the temperature of the class options. With LOSS_ACCUMULATE
//! the result is added to the gradient of another loss by the same logits.
//!
//! Probabilities add up to 1 only to the last digit, so D is divided by their sum. In double precision each d is taken
//! less that of the class with the largest p, so that a constant added to all d changes nothing: equal d give exactly 0.
//! Where the logits were capped, multiply the result by the slope of the cap: it is not known from probabilities.
//!
//! A class with a probability of 0 counts for nothing, whatever its d, NaN as well. One infinite d gives the limit of the formula,
//! several have no limit: their row is NaN, as is a row with another NaN, or with finite d
//! whose difference is out of the range of `double`.
//!
//! Reference: J. S. Bridle, Training stochastic model recognition algorithms as networks can lead to maximum mutual
//! information estimation of parameters, 1990, section 3.

use crate::Partial;
use crate::element::{Compute, Element};
use crate::loss_rows::positions;
use crate::shape::RowOptions;
use crate::shape::logits::{Layout, load};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;

/// The rows `start..end` of both matrices, which have the same layout. A pointer of the options may be NULL, and that of the
/// Hessian is.
#[derive(Clone, Copy)]
pub struct SoftmaxBackward<E> {
    /// p.
    pub prob: *const E,
    /// d.
    pub grad_prob: *const E,
    /// Where the elements lie.
    pub layout: Layout,
    /// T.
    pub temperature: f64,
    /// Weights, mask, and the gradient with its factor.
    pub options: RowOptions<E>,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
}

/// What is known of a row before its gradient is written.
#[derive(Clone, Copy)]
struct Known {
    /// The d that others are taken less: of the class with the largest probability.
    reference: f64,
    /// D less that.
    mean: f64,
    /// Whether the row has the limit of one infinite d.
    limit: bool,
}

impl<E: Element> Kernel for SoftmaxBackward<E> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let mut row = self.start;
        while row < self.end {
            // SAFETY: the contract of the arguments, for this row.
            unsafe {
                let kept = self.options.kept(row);
                let weight = if kept { self.options.row_weight(row) } else { 0.0 };
                // A factor of 0 leaves the row out, as it may be infinite or NaN.
                if weight == 0.0 || self.options.scale == 0.0 {
                    self.layout.clear_row::<S, E>(&self.options, row);
                } else {
                    let known = self.sums::<S>(row);
                    self.write::<S>(row, &known, weight * self.options.scale);
                }
            }
            row += 1;
        }
        Partial::default()
    }
}

impl<E: Element> SoftmaxBackward<E> {
    /// p and d from class `c` on; 0 in the lanes beyond the row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `c` is below `classes`.
    #[inline(always)]
    unsafe fn load<S: Simd>(&self, row: usize, c: usize) -> [S::F64; 2] {
        let Layout { classes, inner, .. } = self.layout;
        let at = self.layout.start(row) + c * inner;
        // SAFETY: both matrices have the row, of which `classes - c` elements remain.
        unsafe {
            [
                load::<S, E>(self.prob.add(at), classes - c, inner, 0.0),
                load::<S, E>(self.grad_prob.add(at), classes - c, inner, 0.0),
            ]
        }
    }

    /// The d of the class with the largest probability; of equal ones that of the first.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn reference<S: Simd>(&self, row: usize) -> f64 {
        let zero = S::F64::splat(0.0);
        let (mut largest, mut reference, mut place) = (zero, zero, zero);
        let mut c = 0;
        while c < self.layout.classes {
            // SAFETY: the caller's.
            let [p, d] = unsafe { self.load::<S>(row, c) };
            let larger = largest.lt(p);
            largest = S::F64::select(larger, p, largest);
            reference = S::F64::select(larger, d, reference);
            place = S::F64::select(larger, positions(c), place);
            c += S::F64::LANES;
        }
        let (mut sizes, mut numbers, mut places) = ([0.0; 16], [0.0; 16], [0.0; 16]);
        // SAFETY: no vector of f64 has more than 16 lanes.
        unsafe {
            largest.store(sizes.as_mut_ptr(), 16);
            reference.store(numbers.as_mut_ptr(), 16);
            place.store(places.as_mut_ptr(), 16);
        }
        let (mut of_largest, mut lane) = (0, 1);
        while lane < S::F64::LANES && lane < 16 {
            let (size, before) = (sizes[lane], sizes[of_largest]);
            let first = size == before && places[lane] < places[of_largest];
            of_largest = if size > before || first { lane } else { of_largest };
            lane += 1;
        }
        numbers[of_largest]
    }

    /// What the gradient of a row depends on.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn sums<S: Simd>(&self, row: usize) -> Known {
        let (zero, one) = (S::F64::splat(0.0), S::F64::splat(1.0));
        // SAFETY: the caller's.
        let reference = unsafe { self.reference::<S>(row) };
        // Nothing is relative to an infinite one.
        let reference = if reference.abs() == f64::INFINITY { 0.0 } else { reference };
        let (mut mass, mut moment) = (<f64 as Compute>::Sum::<S>::zero(), <f64 as Compute>::Sum::<S>::zero());
        let mut infinite = <f64 as Compute>::Sum::<S>::zero();
        let mut c = 0;
        while c < self.layout.classes {
            // SAFETY: the caller's.
            let [p, d] = unsafe { self.load::<S>(row, c) };
            mass.add(p);
            moment.add(p.times(d - S::F64::splat(reference)));
            infinite.add(one.keep(d.abs().eq(S::F64::splat(f64::INFINITY))).without(p.eq(zero)));
            c += S::F64::LANES;
        }
        let (mass, moment, infinite) = (mass.total(), moment.total(), infinite.total());
        // Without any probability nothing is divided.
        let mean = if mass == 0.0 { moment } else { moment / mass };
        let mean = if infinite > 1.0 { f64::NAN } else { mean };
        Known { reference, mean, limit: infinite == 1.0 }
    }

    /// Writes the gradient of a row, or adds it.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn write<S: Simd>(&self, row: usize, known: &Known, scale: f64) {
        let (reference, mean) = (S::F64::splat(known.reference), S::F64::splat(known.mean));
        let one = S::F64::splat(1.0);
        let mut c = 0;
        while c < self.layout.classes {
            // SAFETY: the caller's.
            let [p, d] = unsafe { self.load::<S>(row, c) };
            let mut apart = (d - reference) - mean;
            if known.limit {
                // Of the infinite one, d − D is (1 − p)·d.
                let own = S::F64::select(one.le(p), S::F64::splat(0.0), d);
                apart = S::F64::select(d.abs().eq(S::F64::splat(f64::INFINITY)), own, -mean);
            }
            // Divided: one over a temperature near 0 is infinite.
            let gradient = p.times(apart) * S::F64::splat(scale) / S::F64::splat(self.temperature);
            let derivatives = [gradient.or_nan_of(mean), S::F64::splat(0.0)];
            // SAFETY: the caller's: the gradient has this layout, and there is no Hessian.
            unsafe { self.layout.put_row::<S, E>(&self.options, row, c, derivatives) };
            c += S::F64::LANES;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::isa::{Isa, instruction_sets};
    use core::ptr::null;
    use std::vec;
    use std::vec::Vec;

    /// The gradient of rows whose elements are `inner` apart.
    fn gradient(isa: Isa, p: &[f64], d: &[f64], (classes, inner): (usize, usize)) -> Vec<u64> {
        let mut gradient = vec![0.0; p.len()];
        let options = RowOptions { gradient: gradient.as_mut_ptr(), weight: null(), ..RowOptions::NONE };
        isa.run(SoftmaxBackward {
            prob: p.as_ptr(),
            grad_prob: d.as_ptr(),
            layout: Layout { classes, inner, stride: classes * inner },
            temperature: 0.75,
            options,
            start: 0,
            end: p.len() / classes,
        });
        gradient.into_iter().map(f64::to_bits).collect()
    }

    #[test]
    fn instruction_sets_and_layouts_agree() {
        let number = |i: usize| f64::from((i * 7919 % 1013) as u32) / 1013.0;
        let ties = |i: usize| if i % 20 == 3 { 0.75 } else { 0.5 * number(i) };
        for (classes, tied) in [1, 3, 16, 17, 50].into_iter().flat_map(|classes| [(classes, false), (classes, true)]) {
            let share = |i: usize| if tied { ties(i) } else { number(i) };
            let (p, d): (Vec<f64>, Vec<f64>) = (0..2 * classes).map(|i| (share(i), number(i + 501) - 0.5)).unzip();
            let rows = gradient(Isa::SCALAR, &p, &d, (classes, 1));
            for isa in instruction_sets() {
                assert_eq!(gradient(isa, &p, &d, (classes, 1)), rows, "{isa:?}");
            }
            let turned =
                |array: &[f64]| -> Vec<f64> { (0..2 * classes).map(|i| array[i % 2 * classes + i / 2]).collect() };
            let beside = gradient(Isa::SCALAR, &turned(&p), &turned(&d), (classes, 2));
            let expected: Vec<u64> = (0..2 * classes).map(|i| rows[i % 2 * classes + i / 2]).collect();
            assert_eq!(beside, expected, "{classes}");
        }
    }
}
