//! Losses of one prediction and one target, or of a single number. A row is one element.

use super::{AHEAD, Partial, RowOptions, lanes_of_bytes, offset, prefetch, put, several};
use crate::element::{Compute, Element, Load};
use crate::loss::{Domain, Pointwise, Terms};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total};

/// A loss over the elements `start..end`.
#[derive(Clone, Copy)]
pub struct Elements<E, L> {
    /// The loss.
    pub loss: L,
    /// What the loss is differentiated by.
    pub input: *const E,
    /// Its target; NULL where the loss has none.
    pub target: *const E,
    /// A row is an element.
    pub options: RowOptions<E>,
    /// The first element.
    pub start: usize,
    /// The element behind the last.
    pub end: usize,
    /// See [`beyond_caches`](super::beyond_caches).
    pub beyond_caches: bool,
}

/// What is written: nothing, a fresh gradient, that past the caches, one that is added to what is there, or whatever is
/// asked for.
const VALUE: u8 = 0;
const GRADIENT: u8 = 1;
const STREAMED_GRADIENT: u8 = 2;
const ADDED_GRADIENT: u8 = 3;
const EVERYTHING: u8 = 4;

/// The pointers of one stretch of elements that share a weight.
#[derive(Clone, Copy)]
pub(super) struct Span<E> {
    pub input: *const E,
    pub target: *const E,
    pub gradient: *mut E,
    pub hessian: *mut E,
    pub accumulate: bool,
    pub length: usize,
    /// Multiplies the derivatives.
    pub factor: f64,
    /// See [`beyond_caches`](super::beyond_caches).
    pub beyond_caches: bool,
}

/// The sum of the losses of a stretch; the derivatives are written on the way. Where the gradient is streamed, a fence must
/// follow.
///
/// Whole vectors go through loops of their own, as the questions of what is left and what is wanted would take as long
/// as a short loss; the rest is the same code for all of them.
///
/// # Safety
/// The pointers are valid for `length` elements, under the contract of the arguments.
#[inline(always)]
pub(super) unsafe fn span<S: Simd, E: Element, L: Pointwise>(loss: L, span: Span<E>) -> f64 {
    let mut sum = <E::Native as Compute>::Sum::<S>::zero();
    // SAFETY: the caller's.
    unsafe {
        let value = span.hessian.is_null() && span.gradient.is_null();
        // What is added has no loop of its own where a loss computes much, which would gain little.
        let plain = value || (span.hessian.is_null() && (L::BOUND_BY_MEMORY || !span.accumulate));
        let done = if !plain || !(L::BOUND_BY_MEMORY || S::SEVERAL > 1) {
            0
        } else if value {
            whole::<S, E, L, VALUE>(loss, &span, &mut sum)
        } else if L::BOUND_BY_MEMORY && span.accumulate {
            whole::<S, E, L, ADDED_GRADIENT>(loss, &span, &mut sum)
        } else if span.beyond_caches && span.gradient.addr().is_multiple_of(16) {
            whole::<S, E, L, STREAMED_GRADIENT>(loss, &span, &mut sum)
        } else {
            whole::<S, E, L, GRADIENT>(loss, &span, &mut sum)
        };
        if value && !L::BOUND_BY_MEMORY {
            rest::<S, E, L, VALUE>(loss, &span, done, &mut sum);
        } else {
            rest::<S, E, L, EVERYTHING>(loss, &span, done, &mut sum);
        }
    }
    sum.total()
}

/// What fills whole vectors: one at a time for a loss that waits for memory, else several. Returns where it ends.
///
/// # Safety
/// As for [`span`]. To be streamed, a gradient's address is a multiple of 16.
#[inline(always)]
unsafe fn whole<S: Simd, E: Element, L: Pointwise, const MODE: u8>(
    loss: L,
    span: &Span<E>,
    sum: &mut <E::Native as Compute>::Sum<S>,
) -> usize {
    let lanes = <E::Native as Compute>::Vector::<S>::LANES;
    let vectors = if L::BOUND_BY_MEMORY { 1 } else { S::SEVERAL };
    let step = vectors * lanes;
    // Of two arrays processors with AVX-512 read as much as their memory gives, and what is asked for takes a tenth of that;
    // those before gain by as much on its way as with one array.
    let alone = matches!(L::TARGET, Domain::Absent);
    let asks = MODE == VALUE && L::BOUND_BY_MEMORY && span.beyond_caches && (alone || S::SEVERAL == 1);
    let ahead = if alone { AHEAD } else { AHEAD / 2 } / size_of::<E>();
    let mut i = 0;
    while span.length - i >= step {
        let at = i + ahead;
        if asks && span.length > at + step {
            prefetch::<S, E>(span.input.wrapping_add(at), step);
            if !alone {
                prefetch::<S, E>(span.target.wrapping_add(at), step);
            }
        }
        // SAFETY: the caller's: so many elements remain from `i` on.
        unsafe {
            let (losses, gradients) = if L::BOUND_BY_MEMORY {
                let x = <E as Load<E::Native>>::load::<S>(span.input.add(i), lanes, 0.0);
                let terms = loss.terms(x, target::<S, E, L>(span.target, i, lanes));
                ([terms.loss; 2], [terms.derivative * Real::splat(span.factor); 2])
            } else {
                let x = several::<S, E, E::Native>(span.input.add(i));
                let terms = loss.terms(x, several_targets::<S, E, L>(span.target, i));
                let gradients = terms.derivative * Real::splat(span.factor);
                (E::Native::split::<S>(terms.loss), E::Native::split::<S>(gradients))
            };
            let mut j = 0;
            while j < vectors {
                sum.add(losses[j]);
                if MODE == STREAMED_GRADIENT {
                    <E as Load<E::Native>>::stream::<S>(gradients[j], span.gradient.add(i + j * lanes));
                } else if MODE != VALUE {
                    let target = span.gradient.add(i + j * lanes);
                    put::<S, E, E::Native>(gradients[j], target, lanes, MODE == ADDED_GRADIENT);
                }
                j += 1;
            }
        }
        i += step;
    }
    i
}

/// The elements from `i` on, vector by vector.
///
/// # Safety
/// As for [`span`].
#[inline(always)]
unsafe fn rest<S: Simd, E: Element, L: Pointwise, const MODE: u8>(
    loss: L,
    span: &Span<E>,
    mut i: usize,
    sum: &mut <E::Native as Compute>::Sum<S>,
) {
    let factor = <E::Native as Compute>::Vector::<S>::splat(span.factor);
    while i < span.length {
        let count = span.length - i;
        // SAFETY: the caller's: no access goes beyond the elements that remain.
        unsafe {
            let x = <E as Load<E::Native>>::load::<S>(span.input.add(i), count, 0.0);
            let t = target::<S, E, L>(span.target, i, count);
            let Terms { loss, derivative: first, second_derivative: second } = loss.terms(x, t);
            sum.add(loss.keep_first(count));
            if MODE == EVERYTHING && !span.hessian.is_null() {
                put::<S, E, E::Native>(second * factor, span.hessian.add(i), count, false);
            }
            if MODE == EVERYTHING && !span.gradient.is_null() {
                put::<S, E, E::Native>(first * factor, span.gradient.add(i), count, span.accumulate);
            }
        }
        i += <E::Native as Compute>::Vector::<S>::LANES;
    }
}

/// `count` targets from `i` on; zeros where the loss has none.
///
/// # Safety
/// `source` is valid for reading `count` elements from `i` on, if the loss has targets.
#[inline(always)]
unsafe fn target<S: Simd, E: Element, L: Pointwise>(
    source: *const E,
    i: usize,
    count: usize,
) -> <E::Native as Compute>::Vector<S> {
    if matches!(L::TARGET, Domain::Absent) {
        Real::splat(0.0)
    } else {
        // SAFETY: the caller's.
        unsafe { <E as Load<E::Native>>::load::<S>(source.add(i), count, 0.0) }
    }
}

/// [`Simd::SEVERAL`] vectors of targets from `i` on; zeros where the loss has none.
///
/// # Safety
/// As for [`target`]: so many elements remain from `i` on.
#[inline(always)]
unsafe fn several_targets<S: Simd, E: Element, L: Pointwise>(
    source: *const E,
    i: usize,
) -> <E::Native as Compute>::Several<S> {
    if matches!(L::TARGET, Domain::Absent) {
        Real::splat(0.0)
    } else {
        // SAFETY: the caller's.
        unsafe { several::<S, E, E::Native>(source.add(i)) }
    }
}

impl<E: Element, L: Pointwise> Kernel for Elements<E, L> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let options = &self.options;
        let length = self.end - self.start;
        let uniform = options.weight.is_null() && options.mask.is_null() && options.losses.is_null();
        // Losses that compute much would gain little by a loop of their own for what is added.
        let adds_slowly = options.accumulate && !L::BOUND_BY_MEMORY;
        if !uniform || !options.hessian.is_null() || adds_slowly {
            return self.each_its_own::<S>();
        }
        // What computes much loses on one thread what it gains on several.
        let beyond_caches = L::BOUND_BY_MEMORY && self.beyond_caches;
        let mut partial = Partial { rows: length as u64, ..Partial::default() };
        partial.weight.add(length as f64);
        // SAFETY: the contract of the arguments: the pointers are valid for elements up to `end`.
        partial.loss.add(unsafe {
            let stretch = Span {
                input: self.input.add(self.start),
                target: offset(self.target.cast_mut(), self.start),
                gradient: offset(options.gradient, self.start),
                hessian: core::ptr::null_mut(),
                accumulate: options.accumulate,
                length,
                factor: options.scale,
                beyond_caches,
            };
            span::<S, E, L>(self.loss, stretch)
        });
        if beyond_caches {
            S::fence();
        }
        partial
    }
}

impl<E: Element, L: Pointwise> Elements<E, L> {
    /// Elements with weights, a mask or losses of their own.
    #[inline(always)]
    fn each_its_own<S: Simd>(self) -> Partial {
        type V<S, E> = <<E as Element>::Native as Compute>::Vector<S>;
        let options = &self.options;
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
                let x = <E as Load<E::Native>>::load::<S>(self.input.add(i), count, 0.0);
                let t = target::<S, E, L>(self.target, i, count);
                let Terms { loss, derivative: first, second_derivative: second } = self.loss.terms(x, t);
                let loss = loss.keep(kept);
                // A weight of 0 leaves out what it would multiply, as it may be infinite or NaN.
                let weightless = w.eq(V::<S, E>::splat(0.0));
                loss_sum.add_product(w, loss.without(weightless));
                if !options.losses.is_null() {
                    <E as Load<E::Native>>::store::<S>(loss, options.losses.add(i), count);
                }
                let factor = w * scale;
                if !options.hessian.is_null() {
                    let second = (second * factor).without(weightless);
                    put::<S, E, E::Native>(second, options.hessian.add(i), count, false);
                }
                if !options.gradient.is_null() {
                    let first = (first * factor).without(weightless);
                    put::<S, E, E::Native>(first, options.gradient.add(i), count, options.accumulate);
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
