//! The mathematics of a loss, applied to a block of elements: the only loop that is compiled for each loss.
//!
//! What is left of a call, which is reading, weighing, adding up and writing, does not depend on the loss. It works on blocks
//! that stay in the first cache, and is compiled once for each type of array ([`elementwise`](super::elementwise)). So one
//! more loss costs its formulas, for each type that is computed with and each instruction set.

use crate::Isa;
use crate::element::Compute;
use crate::loss::{Derivatives, Elementwise};
use crate::simd::isa::Kernel;
use crate::simd::{Simd, Vector};
use core::marker::PhantomData;

/// Bytes of each array of a block: little enough for the first cache, and for the stacks of small threads; enough that what
/// is done once per block does not count.
pub(super) const BYTES: usize = 2048;

/// Arrays of numbers that are computed with, of as many elements as a block has, whole steps of them.
pub(super) struct Block<C, const X: usize, const T: usize> {
    pub inputs: [*const C; X],
    pub targets: [*const C; T],
    /// How many elements there are: a multiple of [`step`].
    pub count: usize,
    /// Out: l.
    pub losses: *mut C,
    /// Out: ∂l/∂x_j. All are there, or all are NULL and not wanted.
    pub first: [*mut C; X],
    /// Out: ∂²l/∂x². NULL where it is not wanted, as it is wherever `first` is.
    pub second: *mut C,
}

/// What the elements of a block are a multiple of: the lanes of all vectors that are computed with or added up.
#[inline(always)]
pub(super) const fn step<C: Compute, S: Simd>() -> usize {
    // At least as many as a chain has.
    C::Several::<S>::LANES
}

/// The mathematics of a loss whose type is forgotten.
#[derive(Clone, Copy)]
pub(super) struct Formulas<C, const X: usize, const T: usize> {
    loss: *const (),
    apply: unsafe fn(*const (), &Block<C, X, T>, Isa),
}

impl<C: Compute, const X: usize, const T: usize> Formulas<C, X, T> {
    /// Those of a loss, which must live as long as they do.
    #[inline(always)]
    pub fn of<L: Elementwise<X, T>>(loss: &L) -> Self {
        Self { loss: (&raw const *loss).cast(), apply: Apply::<C, L, X, T>::enter }
    }

    /// Computes the block.
    ///
    /// # Safety
    /// The loss still lives. The arrays of the block are valid for its elements; those that are written do not overlap any
    /// other.
    #[inline(always)]
    pub unsafe fn apply(&self, block: &Block<C, X, T>, isa: Isa) {
        // SAFETY: the caller's; `apply` belongs to the type of the loss, as `of` sets both.
        unsafe { (self.apply)(self.loss, block, isa) }
    }
}

/// The loop.
struct Apply<C, L, const X: usize, const T: usize> {
    loss: L,
    block: *const Block<C, X, T>,
    _computes: PhantomData<C>,
}

impl<C: Compute, L: Elementwise<X, T>, const X: usize, const T: usize> Apply<C, L, X, T> {
    /// # Safety
    /// As for [`Formulas::apply`]; the loss is of this type.
    unsafe fn enter(loss: *const (), block: &Block<C, X, T>, isa: Isa) {
        // SAFETY: the caller's.
        let loss = unsafe { *loss.cast::<L>() };
        isa.run(Self { loss, block, _computes: PhantomData });
    }

    /// # Safety
    /// As for [`Formulas::apply`].
    #[inline(always)]
    unsafe fn each<V: Vector<Lane = C>>(&self, derivatives: bool) {
        // SAFETY: the block outlives the call that it was given to.
        let block = unsafe { &*self.block };
        let lanes = V::LANES;
        let mut i = 0;
        while i < block.count {
            // SAFETY: the caller's: the count is a multiple of what is computed at a time.
            unsafe {
                let x = load::<V, X>(block.inputs, i);
                let t = load::<V, T>(block.targets, i);
                let Derivatives { loss, first, second } = self.loss.terms(x, t);
                loss.store(block.losses.add(i), lanes);
                if derivatives {
                    let mut j = 0;
                    while j < X {
                        first[j].store(block.first[j].add(i), lanes);
                        j += 1;
                    }
                    if X == 1 && !block.second.is_null() {
                        second[0].store(block.second.add(i), lanes);
                    }
                }
            }
            i += lanes;
        }
    }
}

impl<C: Compute, L: Elementwise<X, T>, const X: usize, const T: usize> Kernel for Apply<C, L, X, T> {
    type Output = ();
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) {
        // SAFETY: only `enter` makes such a kernel, whose caller vouches for the block.
        unsafe {
            let derivatives = !(*self.block).first[0].is_null();
            match (L::LONG, derivatives) {
                (false, false) => self.each::<C::Chain<S>>(false),
                (false, true) => self.each::<C::Chain<S>>(true),
                (true, false) => self.each::<C::Several<S>>(false),
                (true, true) => self.each::<C::Several<S>>(true),
            }
        }
    }
}

/// A vector of each array from `at` on.
///
/// # Safety
/// The arrays are valid for reading so many elements.
#[inline(always)]
unsafe fn load<R: Vector, const N: usize>(arrays: [*const R::Lane; N], at: usize) -> [R; N] {
    let mut vectors = [R::splat(0.0); N];
    let mut j = 0;
    while j < N {
        // SAFETY: the caller's.
        vectors[j] = unsafe { R::load(arrays[j].add(at), R::LANES, 0.0) };
        j += 1;
    }
    vectors
}
