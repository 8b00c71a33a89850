//! Elements that share a weight: the loop that losses of single elements and sums over rows have in common.

use super::{AHEAD, beyond_caches, offset, prefetch, put, several};
use crate::element::{Compute, Element, Load};
use crate::loss::{Derivatives, Elementwise};
use crate::math::Extended;
use crate::simd::isa::Kernel;
use crate::simd::{Lane, Real, Simd, Vector};
use crate::sum::Sum;

#[cfg(test)]
mod tests;

/// The arrays of a loss of X differentiated and T constant inputs. X and T are at most 3: the loops over them are spelled
/// out by the compiler. Gradients may be of another type, G, than inputs and targets.
#[derive(Clone, Copy)]
pub struct Operands<E, const X: usize, const T: usize, G = E> {
    /// The inputs that the loss is differentiated by.
    pub inputs: [*const E; X],
    /// The constant inputs. NULL only of a loss whose targets are optional.
    pub targets: [*const E; T],
    /// Out: the derivative by each input, in its place or apart. NULL where it is not wanted.
    pub gradients: [*mut G; X],
}

impl<E, const X: usize, const T: usize, G> Operands<E, X, T, G> {
    /// The same without gradients.
    #[inline(always)]
    pub fn without_gradients(self) -> Self {
        Self { gradients: [core::ptr::null_mut(); X], ..self }
    }

    /// Whether a gradient is wanted.
    #[inline(always)]
    pub fn differentiates(&self) -> bool {
        let mut wanted = false;
        let mut j = 0;
        while j < X {
            wanted |= !self.gradients[j].is_null();
            j += 1;
        }
        wanted
    }
}

impl<E: Element, const X: usize, const T: usize> Operands<E, X, T> {
    /// Whether every gradient is better written past the caches, see [`beyond_caches`].
    pub fn beyond_caches(&self, elements: usize) -> bool {
        let mut beyond = true;
        let mut j = 0;
        while j < X {
            beyond &= beyond_caches(self.inputs[j], self.gradients[j], elements);
            j += 1;
        }
        beyond
    }

    /// The elements from `start` on.
    ///
    /// # Safety
    /// `start` is within the arrays, or their end.
    #[inline(always)]
    pub(super) unsafe fn from(mut self, start: usize) -> Self {
        let mut j = 0;
        while j < X {
            // SAFETY: the caller's; a gradient is NULL or as long as its input.
            unsafe {
                self.inputs[j] = self.inputs[j].add(start);
                self.gradients[j] = offset(self.gradients[j], start);
            }
            j += 1;
        }
        j = 0;
        while j < T {
            // SAFETY: the caller's; a target that is NULL stays so.
            self.targets[j] = unsafe { offset(self.targets[j].cast_mut(), start) };
            j += 1;
        }
        self
    }

    /// Whether every gradient is there, at an address that can be streamed to.
    #[inline(always)]
    fn aligned(&self) -> bool {
        let mut aligned = true;
        let mut j = 0;
        while j < X {
            aligned &= !self.gradients[j].is_null() & self.gradients[j].addr().is_multiple_of(16);
            j += 1;
        }
        aligned
    }

    /// Whether every gradient is there.
    #[inline(always)]
    fn complete(&self) -> bool {
        let mut complete = true;
        let mut j = 0;
        while j < X {
            complete &= !self.gradients[j].is_null();
            j += 1;
        }
        complete
    }
}

/// What is written: nothing, fresh gradients, those past the caches, some that are added to what is there, or whatever is
/// asked for.
const VALUE: u8 = 0;
const GRADIENT: u8 = 1;
const STREAMED_GRADIENT: u8 = 2;
const ADDED_GRADIENT: u8 = 3;
const EVERYTHING: u8 = 4;

/// Elements that share a weight, and what is wanted of them.
#[derive(Clone, Copy)]
pub(super) struct Stretch<E, const X: usize, const T: usize> {
    /// The arrays, from the first of the elements on.
    pub operands: Operands<E, X, T>,
    /// Out: the second derivative. NULL where there are several inputs.
    pub hessian: *mut E,
    /// Add to the gradients.
    pub accumulate: bool,
    /// How many elements there are.
    pub length: usize,
    /// Multiplies the derivatives.
    pub factor: f64,
    /// See [`beyond_caches`].
    pub beyond_caches: bool,
}

impl<E: Element, const X: usize, const T: usize> Stretch<E, X, T> {
    /// The sum of the losses; the derivatives are written on the way. Where gradients are streamed, a fence must follow.
    ///
    /// Whole vectors go through loops of their own, as the questions of what is left and what is wanted would take as long
    /// as a short loss; the rest is the same code for all of them.
    ///
    /// # Safety
    /// The pointers are valid for `length` elements, under the contract of the arguments.
    #[inline(always)]
    pub unsafe fn sum<S: Simd, L: Elementwise<X, T>>(&self, loss: L) -> f64 {
        let mut sum = <E::Native as Compute>::Sum::<S>::zero();
        // SAFETY: the caller's.
        unsafe {
            let value = self.hessian.is_null() && !self.operands.differentiates();
            // A single gradient is there where anything is wanted without a Hessian.
            let gradients = self.hessian.is_null() && (X == 1 || self.operands.complete());
            // What is added has no loop of its own where a loss computes much, which would gain little.
            let plain = value || (gradients && self.is_ordinary() && (L::BOUND_BY_MEMORY || !self.accumulate));
            let done = if !plain || !(L::BOUND_BY_MEMORY || S::SEVERAL > 1) {
                0
            } else if value {
                self.whole::<S, L, VALUE>(loss, &mut sum)
            } else if L::BOUND_BY_MEMORY && self.accumulate {
                self.whole::<S, L, ADDED_GRADIENT>(loss, &mut sum)
            } else if self.beyond_caches && self.operands.aligned() {
                self.whole::<S, L, STREAMED_GRADIENT>(loss, &mut sum)
            } else {
                self.whole::<S, L, GRADIENT>(loss, &mut sum)
            };
            if value && !L::BOUND_BY_MEMORY {
                self.rest::<S, L, VALUE>(loss, done, &mut sum);
            } else {
                self.rest::<S, L, EVERYTHING>(loss, done, &mut sum);
            }
        }
        sum.total()
    }

    /// See [`is_ordinary`].
    #[inline(always)]
    fn is_ordinary(&self) -> bool {
        is_ordinary::<E::Native>(self.factor)
    }

    /// A vector of derivatives times the factor, also where the type has no room for that.
    #[inline(always)]
    fn product<S: Simd>(
        &self,
        derivative: <E::Native as Compute>::Vector<S>,
        ordinary: bool,
    ) -> <E::Native as Compute>::Vector<S> {
        if ordinary {
            return derivative * Real::splat(self.factor);
        }
        let lanes = <E::Native as Compute>::Vector::<S>::LANES;
        let mut products = [E::Native::from_f64(0.0); 32];
        // SAFETY: no vector has more than 32 lanes.
        unsafe {
            derivative.store(products.as_mut_ptr(), lanes);
            S::run_apart(FarProducts::new(products.as_mut_ptr(), lanes, self.factor));
            Vector::load(products.as_ptr(), lanes, 0.0)
        }
    }

    /// What fills whole vectors: one at a time for a loss that waits for memory, else several. Returns where it ends.
    ///
    /// # Safety
    /// As for [`sum`](Self::sum). Unless the mode is `VALUE`, all gradients are there; to be streamed, their addresses are
    /// multiples of 16.
    #[inline(always)]
    unsafe fn whole<S: Simd, L: Elementwise<X, T>, const MODE: u8>(
        &self,
        loss: L,
        sum: &mut <E::Native as Compute>::Sum<S>,
    ) -> usize {
        let Operands { inputs, targets, gradients } = self.operands;
        let lanes = <E::Native as Compute>::Vector::<S>::LANES;
        let vectors = if L::BOUND_BY_MEMORY { 1 } else { S::SEVERAL };
        let step = vectors * lanes;
        // Of two arrays processors with AVX-512 read as much as their memory gives, and what is asked for takes a tenth of that;
        // those before gain by as much on its way as with one array.
        let alone = X + T == 1;
        let asks = MODE == VALUE && L::BOUND_BY_MEMORY && self.beyond_caches && (alone || S::SEVERAL == 1);
        let ahead = AHEAD / (X + T) / size_of::<E>();
        let optional = L::OPTIONAL_TARGETS;
        let mut i = 0;
        while self.length - i >= step {
            let at = i + ahead;
            if asks && self.length > at + step {
                prefetch_each::<S, E, X>(inputs, at, step);
                prefetch_each::<S, E, T>(targets, at, step);
            }
            // SAFETY: the caller's: so many elements remain from `i` on.
            unsafe {
                if L::BOUND_BY_MEMORY {
                    let terms = loss
                        .terms(load::<S, E, X>(inputs, i, lanes, false), load::<S, E, T>(targets, i, lanes, optional));
                    let factor = Real::splat(self.factor);
                    sum.add(terms.loss);
                    let mut j = 0;
                    while j < X {
                        write::<S, E, MODE>(terms.first[j] * factor, gradients[j].wrapping_add(i));
                        j += 1;
                    }
                } else {
                    let terms = loss.terms(
                        load_several::<S, E, X>(inputs, i, false),
                        load_several::<S, E, T>(targets, i, optional),
                    );
                    let factor = Real::splat(self.factor);
                    let losses = E::Native::split::<S>(terms.loss);
                    let mut k = 0;
                    while k < vectors {
                        sum.add(losses[k]);
                        k += 1;
                    }
                    let mut j = 0;
                    while j < X {
                        let parts = E::Native::split::<S>(terms.first[j] * factor);
                        k = 0;
                        while k < vectors {
                            write::<S, E, MODE>(parts[k], gradients[j].wrapping_add(i + k * lanes));
                            k += 1;
                        }
                        j += 1;
                    }
                }
            }
            i += step;
        }
        i
    }

    /// The elements from `i` on, vector by vector.
    ///
    /// # Safety
    /// As for [`sum`](Self::sum).
    #[inline(always)]
    unsafe fn rest<S: Simd, L: Elementwise<X, T>, const MODE: u8>(
        &self,
        loss: L,
        mut i: usize,
        sum: &mut <E::Native as Compute>::Sum<S>,
    ) {
        let Operands { inputs, targets, gradients } = self.operands;
        let ordinary = self.is_ordinary();
        while i < self.length {
            let count = self.length - i;
            // SAFETY: the caller's: no access goes beyond the elements that remain.
            unsafe {
                let x = load::<S, E, X>(inputs, i, count, false);
                let t = load::<S, E, T>(targets, i, count, L::OPTIONAL_TARGETS);
                let Derivatives { loss, first, second } = loss.terms(x, t);
                sum.add(loss.keep_first(count));
                if MODE == EVERYTHING && X == 1 && !self.hessian.is_null() {
                    let second = self.product::<S>(second[0], ordinary);
                    put::<S, E, E::Native>(second, self.hessian.add(i), count, false);
                }
                let mut j = 0;
                while MODE == EVERYTHING && j < X {
                    if !gradients[j].is_null() {
                        let first = self.product::<S>(first[j], ordinary);
                        put::<S, E, E::Native>(first, gradients[j].add(i), count, self.accumulate);
                    }
                    j += 1;
                }
            }
            i += <E::Native as Compute>::Vector::<S>::LANES;
        }
    }
}

/// Derivatives times a factor that may be out of range of their type, behind a door of its own, as it is rare.
struct FarProducts<C> {
    derivatives: *mut C,
    count: usize,
    factor: f64,
}

impl<C: Lane> FarProducts<C> {
    /// # Safety
    /// `derivatives` is valid for reading and writing `count` numbers.
    #[inline(always)]
    unsafe fn new(derivatives: *mut C, count: usize, factor: f64) -> Self {
        Self { derivatives, count, factor }
    }
}

impl<C: Lane> Kernel for FarProducts<C> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let factor = Extended::new(self.factor);
        let mut i = 0;
        while i < self.count {
            // SAFETY: that of `new`.
            unsafe {
                let derivative = self.derivatives.add(i).read().to_f64();
                self.derivatives.add(i).write(C::from_f64(Extended::new(derivative).times(factor).value()));
            }
            i += 1;
        }
    }
}

/// Whether a product with this factor, rounded to C, is as good as the factor itself would be: it is not infinite, NaN, 0 or
/// so small that it has lost digits.
#[inline(always)]
pub(super) fn is_ordinary<C: Lane>(factor: f64) -> bool {
    let size = C::from_f64(factor).to_f64().abs();
    C::SMALLEST_NORMAL <= size && size < f64::INFINITY
}

/// A whole vector of a gradient, written as `MODE` says.
///
/// # Safety
/// Unless the mode is `VALUE`, the target is valid for reading and writing a vector; to be streamed, its address is a
/// multiple of 16.
#[inline(always)]
unsafe fn write<S: Simd, E: Element, const MODE: u8>(gradient: <E::Native as Compute>::Vector<S>, target: *mut E) {
    // SAFETY: the caller's.
    unsafe {
        if MODE == STREAMED_GRADIENT {
            <E as Load<E::Native>>::stream::<S>(gradient, target);
        } else if MODE != VALUE {
            let lanes = <E::Native as Compute>::Vector::<S>::LANES;
            put::<S, E, E::Native>(gradient, target, lanes, MODE == ADDED_GRADIENT);
        }
    }
}

/// Asks for so many elements of each array from `at` on.
#[inline(always)]
fn prefetch_each<S: Simd, E, const N: usize>(arrays: [*const E; N], at: usize, elements: usize) {
    let mut j = 0;
    while j < N {
        prefetch::<S, E>(arrays[j].wrapping_add(at), elements);
        j += 1;
    }
}

/// `count` elements of each array from `at` on; of one that is NULL, which only `optional` ones are, zeros.
///
/// # Safety
/// The arrays are valid for reading so many elements, or as many as a vector has lanes, or NULL and `optional`.
#[inline(always)]
pub(super) unsafe fn load<S: Simd, E: Element, const N: usize>(
    arrays: [*const E; N],
    at: usize,
    count: usize,
    optional: bool,
) -> [<E::Native as Compute>::Vector<S>; N] {
    let mut vectors = [Real::splat(0.0); N];
    let mut j = 0;
    while j < N {
        if !(optional && arrays[j].is_null()) {
            // SAFETY: the caller's.
            vectors[j] = unsafe { <E as Load<E::Native>>::load::<S>(arrays[j].add(at), count, 0.0) };
        }
        j += 1;
    }
    vectors
}

/// [`Simd::SEVERAL`] vectors of each array from `at` on; of one that is NULL, which only `optional` ones are, zeros.
///
/// # Safety
/// The arrays are valid for reading so many elements, or NULL and `optional`.
#[inline(always)]
unsafe fn load_several<S: Simd, E: Element, const N: usize>(
    arrays: [*const E; N],
    at: usize,
    optional: bool,
) -> [<E::Native as Compute>::Several<S>; N] {
    let mut vectors = [Real::splat(0.0); N];
    let mut j = 0;
    while j < N {
        if !(optional && arrays[j].is_null()) {
            // SAFETY: the caller's.
            vectors[j] = unsafe { several::<S, E, E::Native>(arrays[j].add(at)) };
        }
        j += 1;
    }
    vectors
}
