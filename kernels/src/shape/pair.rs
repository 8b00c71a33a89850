//! Losses of two inputs, both differentiated, that sum over a row: the parameters of a distribution.

use super::{Partial, RowOptions, fill_zero, offset, put, write};
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
}

impl<E: Element, L: Pair> Kernel for Pairs<E, L> {
    type Output = Partial;

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
                    let loss = self.row::<S>(at, weight * options.scale);
                    partial.loss.add(weight * loss);
                    partial.weight.add(weight);
                    partial.rows += 1;
                    write(options.losses, row, loss);
                } else {
                    write(options.losses, row, 0.0);
                    if !options.accumulate {
                        fill_zero(offset(self.gradients[0], at), self.width);
                        fill_zero(offset(self.gradients[1], at), self.width);
                    }
                }
            }
            row += 1;
        }
        partial
    }
}

impl<E: Element, L: Pair> Pairs<E, L> {
    /// The loss of a row that counts; its derivatives are written on the way.
    ///
    /// # Safety
    /// The contract of the arguments, for the row that starts at `at`.
    #[inline(always)]
    unsafe fn row<S: Simd>(&self, at: usize, factor: f64) -> f64 {
        let factor = <E::Native as Compute>::Vector::<S>::splat(factor);
        let mut sum = <E::Native as Compute>::Sum::<S>::zero();
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
                if !to_first.is_null() {
                    put::<S, E, E::Native>(first * factor, to_first.add(here), count, self.options.accumulate);
                }
                if !to_second.is_null() {
                    put::<S, E, E::Native>(second * factor, to_second.add(here), count, self.options.accumulate);
                }
            }
            i += <E::Native as Compute>::Vector::<S>::LANES;
        }
        sum.total()
    }
}
