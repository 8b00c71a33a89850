//! Losses of single elements: a row is an element.

use super::stretch::{Operands, Stretch, load};
use super::{Partial, RowOptions, lanes_of_bytes, put};
use crate::element::{Compute, Element, Load};
use crate::loss::{Derivatives, Elementwise};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total};

/// A loss over the elements `start..end`.
#[derive(Clone, Copy)]
pub struct Elements<E, L, const X: usize, const T: usize> {
    /// The loss.
    pub loss: L,
    /// Inputs, targets and gradients.
    pub operands: Operands<E, X, T>,
    /// A row is an element; `gradient` is not used, and `hessian` is NULL where there are several inputs.
    pub options: RowOptions<E>,
    /// The first element.
    pub start: usize,
    /// The element behind the last.
    pub end: usize,
    /// See [`Operands::beyond_caches`].
    pub beyond_caches: bool,
}

impl<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize> Kernel for Elements<E, L, X, T> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let options = &self.options;
        let length = self.end - self.start;
        let uniform = options.weight.is_null() && options.mask.is_null() && options.losses.is_null();
        let hessian = X == 1 && !options.hessian.is_null();
        // Losses that compute much would gain little by a loop of their own for what is added.
        let adds_slowly = options.accumulate && !L::BOUND_BY_MEMORY;
        if !uniform || hessian || adds_slowly {
            return self.each_its_own::<S>();
        }
        // What computes much loses on one thread what it gains on several.
        let beyond_caches = L::BOUND_BY_MEMORY && self.beyond_caches;
        let mut partial = Partial { rows: length as u64, ..Partial::default() };
        partial.weight.add(length as f64);
        // SAFETY: the contract of the arguments: the pointers are valid for elements up to `end`.
        partial.loss.add(unsafe {
            let stretch = Stretch {
                operands: self.operands.from(self.start),
                hessian: core::ptr::null_mut(),
                accumulate: options.accumulate,
                length,
                factor: options.scale,
                beyond_caches,
            };
            stretch.sum::<S, L>(self.loss)
        });
        if beyond_caches {
            S::fence();
        }
        partial
    }
}

impl<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize> Elements<E, L, X, T> {
    /// Elements with weights, a mask or losses of their own.
    #[inline(always)]
    fn each_its_own<S: Simd>(self) -> Partial {
        type V<S, E> = <<E as Element>::Native as Compute>::Vector<S>;
        let options = &self.options;
        let Operands { inputs, targets, gradients } = self.operands;
        let mut loss_sum = <E::Native as Compute>::Sum::<S>::zero();
        let mut weights = Weights::<S, E>::new();
        let scale = V::<S, E>::splat(options.scale);
        let mut i = self.start;
        while i < self.end {
            let count = self.end - i;
            // SAFETY: the contract of the arguments: `count` elements remain from `i` on, and no
            // access goes beyond them.
            unsafe {
                let (kept, w) = weights.next(options, i, count);
                let (x, t) = (load::<S, E, X>(inputs, i, count), load::<S, E, T>(targets, i, count));
                let Derivatives { loss, first, second } = self.loss.terms(x, t);
                let loss = loss.keep(kept);
                // A weight of 0 leaves out what it would multiply, as it may be infinite or NaN.
                let weightless = w.eq(V::<S, E>::splat(0.0));
                loss_sum.add_product(w, loss.without(weightless));
                if !options.losses.is_null() {
                    <E as Load<E::Native>>::store::<S>(loss, options.losses.add(i), count);
                }
                let factor = w * scale;
                if X == 1 && !options.hessian.is_null() {
                    let second = (second[0] * factor).without(weightless);
                    put::<S, E, E::Native>(second, options.hessian.add(i), count, false);
                }
                let mut j = 0;
                while j < X {
                    if !gradients[j].is_null() {
                        let first = (first[j] * factor).without(weightless);
                        put::<S, E, E::Native>(first, gradients[j].add(i), count, options.accumulate);
                    }
                    j += 1;
                }
            }
            i += V::<S, E>::LANES;
        }
        let mut partial = weights.partial();
        partial.loss.add(loss_sum.total());
        partial
    }
}

/// The weights of elements, summed on the way.
struct Weights<S: Simd, E: Element> {
    sum: <E::Native as Compute>::Sum<S>,
    rows: u64,
}

impl<S: Simd, E: Element> Weights<S, E> {
    #[inline(always)]
    fn new() -> Self {
        Self { sum: Sum::zero(), rows: 0 }
    }

    /// Which of the lanes from `i` on count, and their weights, 0 for those that do not.
    ///
    /// # Safety
    /// The contract of the arguments, for `count` elements from `i` on.
    #[inline(always)]
    #[allow(clippy::type_complexity)]
    unsafe fn next(
        &mut self,
        options: &RowOptions<E>,
        i: usize,
        count: usize,
    ) -> (<<E::Native as Compute>::Vector<S> as Real>::Mask, <E::Native as Compute>::Vector<S>) {
        type V<S, E> = <<E as Element>::Native as Compute>::Vector<S>;
        let (kept, rows) = if options.mask.is_null() {
            let rows = if count < V::<S, E>::LANES { count } else { V::<S, E>::LANES };
            (V::<S, E>::first_lanes(count), rows as u64)
        } else {
            // SAFETY: the mask has `count` entries from `i` on.
            unsafe { lanes_of_bytes::<V<S, E>>(options.mask.add(i), count) }
        };
        self.rows += rows;
        let weight = if options.weight.is_null() {
            Real::splat(1.0)
        } else {
            // SAFETY: the weights have `count` entries from `i` on.
            unsafe { <E as Load<E::Native>>::load::<S>(options.weight.add(i), count, 0.0) }
        };
        let weight = weight.keep(kept);
        self.sum.add(weight);
        (kept, weight)
    }

    #[inline(always)]
    fn partial(self) -> Partial {
        let mut weight = Total::default();
        weight.add(self.sum.total());
        Partial { weight, rows: self.rows, ..Partial::default() }
    }
}

/// Σ w and the number of rows that count among the rows `start..end`; no loss.
#[derive(Clone, Copy)]
pub struct WeightSum<E> {
    /// Weights and mask.
    pub options: RowOptions<E>,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
}

impl<E: Element> Kernel for WeightSum<E> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let mut weights = Weights::<S, E>::new();
        let mut i = self.start;
        while i < self.end {
            // SAFETY: the contract of the arguments: `end - i` rows remain from `i` on.
            unsafe { weights.next(&self.options, i, self.end - i) };
            i += <E::Native as Compute>::Vector::<S>::LANES;
        }
        weights.partial()
    }
}
