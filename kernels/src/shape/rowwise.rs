//! Losses of rows of predictions and rows of targets that are summed over the row: divergences.

use super::pointwise::{Span, span};
use super::zeros::clear_row;
use super::{Partial, RowOptions, fill_zero, offset, write};
use crate::element::{Compute, Element, Load};
use crate::loss::Pointwise;
use crate::simd::isa::Kernel;
use crate::simd::{Simd, Vector};
use crate::sum::Sum;

/// A loss over the rows `start..end` of a (rows, classes) matrix.
#[derive(Clone, Copy)]
pub struct Rows<E, L> {
    /// The loss of one element of a row.
    pub loss: L,
    /// What the loss is differentiated by.
    pub input: *const E,
    /// Its target.
    pub target: *const E,
    /// Elements a row.
    pub classes: usize,
    /// Weights, mask and outputs.
    pub options: RowOptions<E>,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
    /// Only the sums of weights are wanted.
    pub survey: bool,
    /// See [`beyond_caches`](super::beyond_caches).
    pub beyond_caches: bool,
}

impl<E: Element, L: Pointwise> Kernel for Rows<E, L> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let options = &self.options;
        let mut partial = Partial::default();
        let mut row = self.start;
        while row < self.end {
            let at = row * self.classes;
            // SAFETY: the contract of the arguments: the row is below `end`, and its `classes`
            // elements start at `at`.
            unsafe {
                let gradient = offset(options.gradient, at);
                let hessian = offset(options.hessian, at);
                if options.kept(row) {
                    let row_weight = options.row_weight(row);
                    // A weight of 0 leaves out what it would multiply, as it may be infinite or NaN.
                    let weightless = row_weight == 0.0;
                    if !weightless {
                        let of_target =
                            if L::TARGET_IS_WEIGHT { total::<S, E>(self.target.add(at), self.classes) } else { 1.0 };
                        partial.weight.add(row_weight * of_target);
                    }
                    partial.rows += 1;
                    if !self.survey {
                        let stretch = Span {
                            input: self.input.add(at),
                            target: self.target.add(at),
                            gradient: if weightless { core::ptr::null_mut() } else { gradient },
                            hessian: if weightless { core::ptr::null_mut() } else { hessian },
                            accumulate: options.accumulate,
                            length: self.classes,
                            factor: row_weight * options.scale,
                            beyond_caches: self.beyond_caches,
                        };
                        let loss = span::<S, E, L>(self.loss, stretch);
                        if !weightless {
                            partial.loss.add(row_weight * loss);
                        }
                        write(options.losses, row, loss);
                        if weightless {
                            self.clear::<S>(gradient, hessian);
                        }
                    }
                } else if !self.survey {
                    write(options.losses, row, 0.0);
                    self.clear::<S>(gradient, hessian);
                }
            }
            row += 1;
        }
        if self.beyond_caches {
            S::fence();
        }
        partial
    }
}

impl<E: Element, L: Pointwise> Rows<E, L> {
    /// Writes zeros to the derivatives of a row, unless they are added to what is there.
    ///
    /// # Safety
    /// The pointers are NULL or valid for writing the elements of a row.
    #[inline(always)]
    unsafe fn clear<S: Simd>(&self, gradient: *mut E, hessian: *mut E) {
        // SAFETY: the caller's.
        unsafe {
            fill_zero(hessian, self.classes);
            if !self.options.accumulate {
                clear_row::<S, E>(gradient, self.classes, self.beyond_caches);
            }
        }
    }
}

/// The sum of a row.
///
/// # Safety
/// `row` is valid for reading `length` elements.
#[inline(always)]
pub(super) unsafe fn total<S: Simd, E: Element>(row: *const E, length: usize) -> f64 {
    let mut sum = <E::Native as Compute>::Sum::<S>::zero();
    let mut i = 0;
    while i < length {
        // SAFETY: `length - i` elements remain from `i` on.
        sum.add(unsafe { <E as Load<E::Native>>::load::<S>(row.add(i), length - i, 0.0) });
        i += <E::Native as Compute>::Vector::<S>::LANES;
    }
    sum.total()
}
