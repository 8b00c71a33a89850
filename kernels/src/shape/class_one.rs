//! A few rows of few classes with index targets and hardly an option: a kernel of their own.
//!
//! What [`class_row`](super::class_row) does for rows of any length and every option takes longer to begin than such a row
//! takes altogether. Every operation is that of the way for short rows there, so that a row's results do not depend on the
//! kernel.

use super::class::ClassRows;
use super::class_finish::{RowSums, finish};
use super::class_sums::Running;
use super::class_tiny::{LEAST_ROWS, MOST_CLASSES};
use super::{Partial, clear_entries, fill_zero, offset, put, read, write};
use crate::element::{Compute, Element, Load};
use crate::math::Divisor;
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, first};
use core::mem::MaybeUninit;

/// The rows of [`ClassRows`], if there is nothing else to be done than these loops do.
pub(super) struct FewRows<'a, E>(&'a ClassRows<E>);

impl<'a, E: Element> FewRows<'a, E> {
    /// The rows, which have index targets, logits, and nothing that the kernel in double precision is for.
    pub fn over(rows: &'a ClassRows<E>) -> Option<Self> {
        let few = rows.end - rows.start < LEAST_ROWS && rows.classes <= MOST_CLASSES;
        let plain = rows.smoothing == 0.0 && rows.temperature == 1.0 && rows.argmax.is_null();
        if few && plain { Some(Self(rows)) } else { None }
    }
}

impl<E: Element> Kernel for FewRows<'_, E> {
    type Output = Partial;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let mut partial = Partial::default();
        let mut row = self.0.start;
        while row < self.0.end {
            // SAFETY: the contract of the arguments, for these rows.
            unsafe {
                match self.0.target_of(row) {
                    Some(target) => self.work::<S, E::Native>(row, target, &mut partial),
                    None => self.skip(row),
                }
            }
            row += 1;
        }
        partial
    }
}

impl<E: Element> FewRows<'_, E> {
    /// A row that does not count: zeros, and nothing read.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn skip(&self, row: usize) {
        let options = &self.0.options;
        // SAFETY: the outputs have an entry for the row, and `classes` elements in its layout.
        unsafe {
            clear_entries(row, [options.losses, self.0.lse, core::ptr::null_mut()], core::ptr::null_mut());
            if !options.accumulate {
                fill_zero(offset(options.gradient, row * self.0.stride), self.0.classes);
            }
        }
    }

    /// A row that counts.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; the target is below `classes`.
    #[inline(always)]
    unsafe fn work<S: Simd, C: Compute>(&self, row: usize, target: usize, partial: &mut Partial)
    where
        E: Load<C>,
    {
        let (rows, options) = (self.0, &self.0.options);
        let (classes, lanes) = (rows.classes, C::Vector::<S>::LANES);
        let divisor = Divisor::new::<C, S::NarrowF64>(1.0);
        let mut exponentials = [const { MaybeUninit::<C>::uninit() }; MOST_CLASSES];
        let exponentials = exponentials.as_mut_ptr().cast::<C>();
        // SAFETY: the caller's: the row is within the input, the target within the row, and the outputs have an entry for
        // it. A vector that begins at a class below 32 ends there, in the array, too: it has 32, 16 or 1 lanes.
        unsafe {
            let input = rows.input.add(row * rows.stride);
            let gradient = offset(options.gradient, row * rows.stride);
            let target_input = input.add(target).read_unaligned().to_f64();
            let class_weight = read(rows.class_weight, target, 1.0);
            let row_weight = options.row_weight(row);

            let mut largest = C::Vector::<S>::splat(f64::NEG_INFINITY);
            let mut c = 0;
            while c < MOST_CLASSES && c < classes {
                let z = <E as Load<C>>::load::<S>(input.add(c), classes - c, f64::NEG_INFINITY);
                largest = z.max(largest);
                c += lanes;
            }
            let mut running = Running::<S, C>::new();
            running.take(largest.largest().to_f64(), &divisor);
            let exponential = running.scale.exponential(&divisor);
            let mut sum = C::Sum::<S>::zero();
            let mut c = 0;
            while c < MOST_CLASSES && c < classes {
                let z = <E as Load<C>>::load::<S>(input.add(c), classes - c, f64::NEG_INFINITY);
                let e = exponential.of(z);
                sum.add(e);
                e.store(exponentials.add(c), lanes);
                c += lanes;
            }
            let (others, per_largest) = running.others_in(sum.parts(), &divisor);
            let sums = RowSums {
                largest: running.largest,
                others,
                reference: running.reference,
                weighted: 0.0,
                coefficients: 0.0,
                class_weight,
                at_target: class_weight,
                spread_at_target: 0.0,
                target_logit: target_input,
                target_exponential: exponentials.add(target).read().to_f64() * per_largest,
                target_log_sum: 0.0,
            };
            let result = finish(&sums.splat::<S::NarrowF64>(), rows.z_loss);
            let loss = first(result.loss);
            write(options.losses, row, loss);
            write(rows.lse, row, first(result.lse));
            if !gradient.is_null() {
                let old = if options.accumulate { read(gradient.cast_const(), target, 0.0) } else { 0.0 };
                let scale = row_weight * options.scale;
                let factor = scale * first(result.probability_factor) * (first(result.inverse_sum) * per_largest);
                let factor = C::Vector::<S>::splat(factor);
                let mut c = 0;
                while c < MOST_CLASSES && c < classes {
                    let e = C::Vector::<S>::load(exponentials.add(c), lanes, 0.0);
                    put::<S, E, C>(e * factor, gradient.add(c), classes - c, options.accumulate);
                    c += lanes;
                }
                let slope = E::from_f64(scale * first(result.target_gradient)).to_f64();
                write(gradient, target, old + slope);
            }
            partial.loss.add(row_weight * loss);
            partial.weight.add(row_weight * class_weight);
            partial.rows += 1;
        }
    }
}
