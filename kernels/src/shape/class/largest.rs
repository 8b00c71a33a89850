//! What the largest logit of a row needs so that a confident row keeps its digits.
//!
//! The loss of a row is the logarithm of one plus the exponentials beside the largest, relative to that one. Their sum is a
//! difference that loses what rounding took beside the largest exponential, in two steps:
//!
//! 1. Sums inside a row fold vectors of `f32` (see [`FoldedSum`](crate::sum::FoldedSum)). The vector with the largest
//!    logit is looked for and added again without folding, once that exponential is larger than all others together.
//! 2. Where the others are less than [`share`] of it, even a sum in double precision has lost their digits: the block is
//!    added again without it, and it is kept apart from then on.
//!
//! Both are rare, and behind a door of their own ([`Simd::run_apart`]): in the library once, not in every kernel of a row.

use super::beside::{VECTOR, share, without};
use super::member::Made;
use super::row::{Aside, Row};
use super::scale::Scale;
use super::sums::Running;
use crate::element::{Compute, Element, Load};
use crate::shape::argmax::ArgMax;
use crate::shape::matrices::{Matrices, Place};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;
use core::marker::PhantomData;

/// A block of a row that has just been added.
#[derive(Clone, Copy)]
pub(super) struct Added<I> {
    /// The logits or, if they were `replaced`, their exponentials, in the type that is computed with.
    pub source: I,
    pub replaced: bool,
    pub start: usize,
    pub end: usize,
    /// The largest logit of the row before this block.
    pub largest_before: f64,
    /// Where to look first.
    pub guess: usize,
    /// Whether the class is wanted.
    pub sought: bool,
}

impl<E: Element, A: Matrices<E>, M: Made> Row<'_, E, A, M> {
    /// Makes good what the sum lost beside the largest exponential, if that is in the block just added to what was there
    /// `before`. In a row of one vector the sum is then what a [`DoubleSum`](crate::sum::DoubleSum) gives, bit for bit: the
    /// difference of two numbers so near each other is exact.
    ///
    /// # Safety
    /// The block is within the row at `source`.
    #[inline(always)]
    pub(super) unsafe fn settle<S: Simd, C: Compute>(
        &self,
        running: &mut Running<S, C>,
        before: &Running<S, C>,
        block: Added<A::Source>,
    ) where
        E: Load<C>,
    {
        if running.largest <= block.largest_before {
            return;
        }
        // What was kept apart is one of the others now.
        let mut lost_before = before.lost;
        if before.apart {
            let former = running.exponential_of(block.largest_before, self.divisor);
            lost_before += former;
            running.lost += former;
        }
        (running.apart, running.place) = (false, None);
        let of_largest = running.exponential_of(running.largest, self.divisor);
        let mut rest = running.sum.parts();
        rest.add(running.lost);
        rest.add(-of_largest);
        // Else the others are no less than the largest, and what was lost is as little beside them. Never with NaN.
        let alone = rest.value() < of_largest;
        let little = rest.value() < share::<C>() * of_largest;
        let mends = !C::COMPENSATED && (alone || block.end <= VECTOR);
        if !(mends || (alone && (little || block.sought))) {
            return;
        }
        let largest = Largest { row: self.aside(), scale: running.scale, logit: running.largest, of_largest, block };
        let compute = PhantomData::<C>;
        // SAFETY: the caller's.
        let found = S::run_apart(unsafe { Settle::new(largest, mends, alone, little, compute) });
        running.lost += found.lost;
        running.place = found.place;
        if let Some(beside) = found.beside {
            running.sum = before.sum;
            running.lost = lost_before + beside;
            running.apart = true;
        }
    }
}

/// A block in which the largest logit is.
struct Largest<E: Element, A: Matrices<E>> {
    row: Aside<E, A>,
    scale: Scale,
    logit: f64,
    of_largest: f64,
    block: Added<A::Source>,
}

/// What [`Row::settle`] does where it has something to do.
struct Settle<E: Element, A: Matrices<E>, C> {
    largest: Largest<E, A>,
    mends: bool,
    alone: bool,
    little: bool,
    compute: PhantomData<C>,
}

/// What that found.
struct Settled {
    /// By folding.
    lost: f64,
    /// The class with the largest logit, where it is alone.
    place: Option<usize>,
    /// The exponentials of the block beside it, where they are little.
    beside: Option<f64>,
}

impl<E: Element, A: Matrices<E>, C> Settle<E, A, C> {
    /// # Safety
    /// The block is within the row at its `source`.
    #[inline(always)]
    unsafe fn new(largest: Largest<E, A>, mends: bool, alone: bool, little: bool, compute: PhantomData<C>) -> Self {
        Self { largest, mends, alone, little, compute }
    }
}

impl<E: Element + Load<C>, A: Matrices<E>, C: Compute> Kernel for Settle<E, A, C> {
    type Output = Settled;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Settled {
        let largest = &self.largest;
        // SAFETY: that of `new`.
        unsafe {
            let vector = largest.vector::<S, C>();
            let lost = if self.mends { largest.lost_by_folding::<S, C>(vector) } else { 0.0 };
            if !self.alone {
                return Settled { lost, place: None, beside: None };
            }
            let place = largest.place::<S, C>(vector);
            let beside = if self.little { Some(largest.sum_beside::<S, C>(place)) } else { None };
            Settled { lost, place: Some(place), beside }
        }
    }
}

impl<E: Element, A: Matrices<E>> Largest<E, A> {
    /// Elements of the block from class `c` on.
    ///
    /// # Safety
    /// That of [`Settle::new`], for this class.
    #[inline(always)]
    unsafe fn elements<S: Simd, C: Compute>(&self, c: usize) -> C::Vector<S>
    where
        E: Load<C>,
    {
        let (row, block) = (self.row.row(), self.block);
        // SAFETY: the caller's.
        unsafe {
            if block.replaced {
                let exponentials = block.source.address().cast::<C>();
                C::Vector::<S>::load(exponentials.add(c), row.rows.classes - c, 0.0)
            } else {
                row.logits_of::<S, C, true>(block.source, c)
            }
        }
    }

    /// Their exponentials.
    ///
    /// # Safety
    /// As [`elements`](Self::elements).
    #[inline(always)]
    unsafe fn exponentials<S: Simd, C: Compute>(&self, c: usize) -> C::Vector<S>
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        let x = unsafe { self.elements::<S, C>(c) };
        if self.block.replaced { x } else { self.scale.exponential(self.row.row().divisor).of(x) }
    }

    /// What is looked for among the elements.
    #[inline(always)]
    fn sought(&self) -> f64 {
        if self.block.replaced { self.of_largest } else { self.logit }
    }

    /// Where the vector with the largest logit begins; the last that was looked at, where none has it.
    ///
    /// # Safety
    /// That of [`Settle::new`].
    #[inline(always)]
    unsafe fn vector<S: Simd, C: Compute>(&self) -> usize
    where
        E: Load<C>,
    {
        let Added { start, end, guess, .. } = self.block;
        let sought = C::Vector::<S>::splat(self.sought());
        let mut vector = if start <= guess && guess < end { guess - (guess - start) % VECTOR } else { start };
        let mut left = end - start;
        loop {
            let behind = if end - vector < VECTOR { end } else { vector + VECTOR };
            // One step, or where lanes are single as many as a vector would have.
            let (mut c, mut below) = (vector, true);
            while c < behind {
                // SAFETY: the caller's.
                below &= C::Vector::<S>::all(unsafe { self.elements::<S, C>(c) }.lt(sought));
                c += C::Vector::<S>::LANES;
            }
            if !below || left <= VECTOR {
                return vector;
            }
            left -= VECTOR;
            vector = if behind == end { start } else { behind };
        }
    }

    /// What folding the vector lost.
    ///
    /// # Safety
    /// That of [`Settle::new`]; the vector begins in the block.
    #[inline(always)]
    unsafe fn lost_by_folding<S: Simd, C: Compute>(&self, vector: usize) -> f64
    where
        E: Load<C>,
    {
        let (mut exact, mut folded) = (C::Sum::<S>::zero(), C::RowSum::<S>::zero());
        let mut c = vector;
        while c < self.block.end && c < vector + VECTOR {
            // SAFETY: the caller's.
            let e = unsafe { self.exponentials::<S, C>(c) };
            exact.add(e);
            folded.add(e);
            c += C::Vector::<S>::LANES;
        }
        exact.total() - folded.total()
    }

    /// The class with the largest logit, which is in the vector.
    ///
    /// # Safety
    /// That of [`Settle::new`]; the vector begins in the block.
    #[inline(always)]
    unsafe fn place<S: Simd, C: Compute>(&self, vector: usize) -> usize
    where
        E: Load<C>,
    {
        let mut search = ArgMax::of(self.sought());
        let mut c = vector;
        while c < self.block.end && c < vector + VECTOR {
            // SAFETY: the caller's.
            search.look(unsafe { self.elements::<S, C>(c) }, c, self.block.end - c);
            c += C::Vector::<S>::LANES;
        }
        search.class() as usize
    }

    /// The sum of the block's exponentials without that of one class.
    ///
    /// # Safety
    /// That of [`Settle::new`].
    #[inline(always)]
    unsafe fn sum_beside<S: Simd, C: Compute>(&self, place: usize) -> f64
    where
        E: Load<C>,
    {
        let mut sum = C::Sum::<S>::zero();
        let mut c = self.block.start;
        while c < self.block.end {
            // SAFETY: the caller's.
            sum.add(without(unsafe { self.exponentials::<S, C>(c) }, c, place));
            c += C::Vector::<S>::LANES;
        }
        sum.total()
    }
}
