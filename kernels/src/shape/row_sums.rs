//! Losses that are summed over rows: divergences, and the parameters of distributions.

use super::stretch::{Operands, Stretch};
use super::zeros::clear_row;
use super::{Partial, RowOptions, fill_zero, offset, write};
use crate::element::{Compute, Element, Load};
use crate::loss::Elementwise;
use crate::simd::isa::Kernel;
use crate::simd::{Simd, Vector};
use crate::sum::Sum;

/// A loss over the rows `start..end` of (rows, classes) matrices.
#[derive(Clone, Copy)]
pub struct RowSums<E, L, const X: usize, const T: usize> {
    /// The loss of one element of a row.
    pub loss: L,
    /// Inputs, targets and gradients.
    pub operands: Operands<E, X, T>,
    /// Elements per row.
    pub classes: usize,
    /// Weights, mask and outputs; `gradient` is not used, and `hessian` is NULL where there are several inputs.
    pub options: RowOptions<E>,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
    /// Only the sums of weights are wanted, of a loss whose targets are part of them.
    pub survey: bool,
    /// See [`Operands::beyond_caches`].
    pub beyond_caches: bool,
}

impl<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize> Kernel for RowSums<E, L, X, T> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let options = &self.options;
        let survey = L::TARGET_IS_WEIGHT && self.survey;
        let mut partial = Partial::default();
        let mut row = self.start;
        while row < self.end {
            let at = row * self.classes;
            // SAFETY: the contract of the arguments: the row is below `end`, and its `classes`
            // elements start at `at`.
            unsafe {
                if options.kept(row) {
                    let row_weight = options.row_weight(row);
                    // A weight of 0 leaves out what it would multiply, as it may be infinite or NaN.
                    let weightless = row_weight == 0.0;
                    if !weightless {
                        partial.weight.add(row_weight * self.weight_of_target::<S>(at));
                    }
                    partial.rows += 1;
                    if !survey {
                        let loss = self.row::<S>(at, row_weight);
                        if !weightless {
                            partial.loss.add(row_weight * loss);
                        }
                        write(options.losses, row, loss);
                        if weightless {
                            self.clear::<S>(at);
                        }
                    }
                } else if !survey {
                    write(options.losses, row, 0.0);
                    self.clear::<S>(at);
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

impl<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize> RowSums<E, L, X, T> {
    /// Where the Hessian of the row that starts at `at` goes; NULL where there is none.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn hessian(&self, at: usize) -> *mut E {
        // SAFETY: the Hessian is NULL or has the row.
        if X == 1 { unsafe { offset(self.options.hessian, at) } } else { core::ptr::null_mut() }
    }

    /// The sum of the targets of the row that starts at `at`, where they are part of its weight; else 1.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn weight_of_target<S: Simd>(&self, at: usize) -> f64 {
        if L::TARGET_IS_WEIGHT && T > 0 {
            // SAFETY: the caller's.
            unsafe { total::<S, E::Native, E>(self.operands.targets[0].add(at), self.classes) }
        } else {
            1.0
        }
    }

    /// The loss of the row that starts at `at`; its derivatives are written on the way, if it has a weight.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn row<S: Simd>(&self, at: usize, weight: f64) -> f64 {
        // SAFETY: the caller's.
        unsafe {
            let (mut operands, mut hessian) = (self.operands.from(at), self.hessian(at));
            if weight == 0.0 {
                operands = operands.without_gradients();
                hessian = core::ptr::null_mut();
            }
            let stretch = Stretch {
                operands,
                hessian,
                accumulate: self.options.accumulate,
                length: self.classes,
                factor: self.of_row(weight * self.options.scale),
                beyond_caches: self.beyond_caches,
            };
            self.of_row(stretch.sum::<S, L>(self.loss))
        }
    }

    /// What a row has of a sum over its elements: the sum, or that over their number where the loss is their mean.
    #[inline(always)]
    fn of_row(&self, sum: f64) -> f64 {
        if L::MEAN_OF_ROW && self.classes > 0 { sum / self.classes as f64 } else { sum }
    }

    /// Writes zeros to the derivatives of the row that starts at `at`, unless they are added to what is there.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn clear<S: Simd>(&self, at: usize) {
        // SAFETY: the outputs are NULL or have the row.
        unsafe {
            fill_zero(self.hessian(at), self.classes);
            if !self.options.accumulate {
                let mut j = 0;
                while j < X {
                    let gradient = offset(self.operands.gradients[j], at);
                    clear_row::<S, E>(gradient, self.classes, self.beyond_caches);
                    j += 1;
                }
            }
        }
    }
}

/// The sum of a row.
///
/// # Safety
/// `row` is valid for reading `length` elements.
#[inline(always)]
pub(super) unsafe fn total<S: Simd, C: Compute, E: Load<C>>(row: *const E, length: usize) -> f64 {
    let mut sum = C::Sum::<S>::zero();
    let mut i = 0;
    while i < length {
        // SAFETY: `length - i` elements remain from `i` on.
        sum.add(unsafe { E::load::<S>(row.add(i), length - i, 0.0) });
        i += C::Vector::<S>::LANES;
    }
    sum.total()
}
