//! Losses of two differentiated inputs that are summed over a row: the parameters of a distribution.

use super::zeros::clear_row;
use super::{Partial, RowOptions, offset, put, write};
use crate::element::{Compute, Element, Load};
use crate::loss::{Pair, PairTerms};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;

/// A loss over the rows `start..end` of two (rows, width) matrices.
#[derive(Clone, Copy)]
pub struct Pairs<E, L> {
    /// The loss of one element of both.
    pub loss: L,
    /// What it is differentiated by.
    pub inputs: [*const E; 2],
    /// Out: the derivative by each input, in its place or apart. May be NULL.
    pub gradients: [*mut E; 2],
    /// Elements a row.
    pub width: usize,
    /// Weights, mask and losses; the gradient and Hessian of these are not used.
    pub options: RowOptions<E>,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
    /// Whether each gradient is too large to be found in the caches again, and not where its input was.
    pub beyond_caches: bool,
}

impl<E: Element, L: Pair> Kernel for Pairs<E, L> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let options = &self.options;
        let mut partial = Partial::default();
        let mut row = self.start;
        while row < self.end {
            let at = row * self.width;
            // SAFETY: the contract of the arguments: the row is below `end`, and its `width` elements
            // start at `at` in every matrix.
            unsafe {
                if options.kept(row) {
                    let weight = options.row_weight(row);
                    let factor = weight * options.scale;
                    // A weight of 0 leaves out what it would multiply, as that may be infinite or NaN.
                    let weightless = weight == 0.0;
                    let gradients = if weightless { [core::ptr::null_mut(); 2] } else { self.gradients };
                    let kernel = Self { gradients, ..self };
                    let loss = if kernel.streams::<S>(at) {
                        kernel.row::<S, true>(at, factor)
                    } else {
                        kernel.row::<S, false>(at, factor)
                    };
                    partial.rows += 1;
                    write(options.losses, row, loss);
                    if weightless {
                        self.clear::<S>(at);
                    } else {
                        partial.loss.add(weight * loss);
                        partial.weight.add(weight);
                    }
                } else {
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

impl<E: Element, L: Pair> Pairs<E, L> {
    /// Whether both gradients of the row that starts at `at` are written past the caches. With shorter vectors than those that
    /// are worked on several at a time, arithmetic takes longer than memory, and a little longer beside such stores.
    #[inline(always)]
    fn streams<S: Simd>(&self, at: usize) -> bool {
        let [first, second] = self.gradients;
        let aligned = |to: *mut E| to.wrapping_add(at).addr().is_multiple_of(16);
        let both = !first.is_null() && !second.is_null() && aligned(first) && aligned(second);
        S::SEVERAL > 1 && self.beyond_caches && !self.options.accumulate && both
    }

    /// Writes zeros to the derivatives of the row that starts at `at`, unless they are added to what is there.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn clear<S: Simd>(&self, at: usize) {
        if !self.options.accumulate {
            // SAFETY: the gradients are NULL or have the row.
            unsafe {
                clear_row::<S, E>(offset(self.gradients[0], at), self.width, self.beyond_caches);
                clear_row::<S, E>(offset(self.gradients[1], at), self.width, self.beyond_caches);
            }
        }
    }

    /// The loss of a row that counts; its derivatives are written on the way.
    ///
    /// # Safety
    /// The contract of the arguments, for the row that starts at `at`; if it `STREAMS`, what [`streams`](Self::streams) asks.
    #[inline(always)]
    unsafe fn row<S: Simd, const STREAMS: bool>(&self, at: usize, factor: f64) -> f64 {
        let factor = <E::Native as Compute>::Vector::<S>::splat(factor);
        let mut sum = <E::Native as Compute>::Sum::<S>::zero();
        let lanes = <E::Native as Compute>::Vector::<S>::LANES;
        let mut i = 0;
        while i < self.width {
            let (count, here) = (self.width - i, at + i);
            // SAFETY: `count` elements of the row remain from here on, and no access goes beyond.
            unsafe {
                let x = <E as Load<E::Native>>::load::<S>(self.inputs[0].add(here), count, 0.0);
                let y = <E as Load<E::Native>>::load::<S>(self.inputs[1].add(here), count, 0.0);
                let PairTerms { loss, derivatives: [first, second] } = self.loss.terms(x, y);
                sum.add(loss.keep_first(count));
                let [to_first, to_second] = self.gradients;
                if STREAMS && count >= lanes {
                    <E as Load<E::Native>>::stream::<S>(first * factor, to_first.add(here));
                    <E as Load<E::Native>>::stream::<S>(second * factor, to_second.add(here));
                } else {
                    if !to_first.is_null() {
                        put::<S, E, E::Native>(first * factor, to_first.add(here), count, self.options.accumulate);
                    }
                    if !to_second.is_null() {
                        put::<S, E, E::Native>(second * factor, to_second.add(here), count, self.options.accumulate);
                    }
                }
            }
            i += lanes;
        }
        sum.total()
    }
}
