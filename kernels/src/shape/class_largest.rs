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

use super::argmax::ArgMax;
use super::class::Made;
use super::class_row::{Aside, Row};
use super::class_scale::Scale;
use super::class_sums::{FirstPass, OfLargest, Running, Teacher};
use crate::element::{Compute, Element, Load};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total};
use core::marker::PhantomData;

/// Elements that a [`RowSum`](Compute::RowSum) may round together, also where lanes are single.
const VECTOR: usize = 32;

/// The others are added without the largest exponential where they are less than this share of it. Else they lose no more
/// than 2^−33 of themselves with each of them in single precision, and 2^−66 in double, where sums are compensated.
#[inline(always)]
pub(super) fn share<C: Compute>() -> f64 {
    if C::COMPENSATED { 1.0 / (1u64 << 40) as f64 } else { 1.0 / (1u64 << 20) as f64 }
}

/// Numbers of the classes from `c` on, with 0 for one class.
#[inline(always)]
pub(super) fn without<V: Vector>(vector: V, c: usize, class: usize) -> V {
    let lane = class.wrapping_sub(c);
    if lane >= V::LANES {
        return vector;
    }
    // One of the two is 0 in every lane.
    vector.keep(V::first_lanes(lane)) + vector.without(V::first_lanes(lane + 1))
}

/// The sum of at most 32 exponentials without one of them, as a block of a longer row is added.
///
/// # Safety
/// `exponentials` is valid for reading whole vectors that hold the classes, at most 32; what is behind these is 0.
#[inline(always)]
pub(super) unsafe fn sum_without<S: Simd, C: Compute>(exponentials: *const C, classes: usize, place: usize) -> f64 {
    let lanes = C::Vector::<S>::LANES;
    let mut sum = C::Sum::<S>::zero();
    let mut c = 0;
    while c < VECTOR && c < classes {
        // SAFETY: the caller's.
        let e = unsafe { C::Vector::<S>::load(exponentials.add(c), lanes, 0.0) };
        sum.add(without(e, c, place));
        c += lanes;
    }
    sum.total()
}

/// The sum of the exponentials of a row of at most 32 classes beside the largest, relative to that one, for rows that are
/// worked on by themselves or in batches: what [`Row::settle`] makes of such a row.
///
/// # Safety
/// As [`sum_without`]; `sum` is the sum of the exponentials.
#[inline(always)]
pub(super) unsafe fn others_of_few<S: Simd, C: Compute>(
    exponentials: *const C,
    classes: usize,
    sum: Total,
    largest: OfLargest,
) -> f64 {
    let mut rest = sum;
    rest.add(-largest.exponential);
    if rest.value() < share::<C>() * largest.exponential {
        let mut place = 0;
        // SAFETY: the caller's.
        while place < classes && unsafe { exponentials.add(place).read() }.to_f64() != largest.exponential {
            place += 1;
        }
        // SAFETY: the caller's.
        return unsafe { sum_without::<S, C>(exponentials, classes, place) } * largest.inverse;
    }
    super::class_sums::others(sum, largest)
}

/// A block of a row that has just been added.
#[derive(Clone, Copy)]
pub(super) struct Added<E> {
    /// The logits or, if they were `replaced`, their exponentials.
    pub source: *const E,
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

impl<E: Element, M: Made> Row<'_, E, M> {
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
        block: Added<E>,
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

    /// The gradient of the class with the largest logit among soft targets, free of the cancellation in A·p − a: that is
    /// what the other classes have of A, less their share.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `place` is a class.
    #[inline(always)]
    pub(super) unsafe fn gradient_of_largest<S: Simd, C: Compute>(
        &self,
        pass: &FirstPass,
        inverse_sum: f64,
        probability_factor: f64,
        place: usize,
    ) -> f64
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        let beside = S::run_apart(unsafe { Beside::new(self.aside(), place, PhantomData::<C>) });
        let slope = probability_factor - pass.sums.coefficients;
        (beside + slope) - probability_factor * (pass.sums.others * inverse_sum)
    }
}

/// The coefficients of all classes but one, added up.
struct Beside<E, C> {
    row: Aside<E>,
    place: usize,
    compute: PhantomData<C>,
}

impl<E, C> Beside<E, C> {
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn new(row: Aside<E>, place: usize, compute: PhantomData<C>) -> Self {
        Self { row, place, compute }
    }
}

impl<E: Element + Load<C>, C: Compute> Kernel for Beside<E, C> {
    type Output = f64;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> f64 {
        let row = self.row.row();
        let mut sum = C::Sum::<S>::zero();
        let mut c = 0;
        while c < row.rows.classes {
            // SAFETY: that of `new`: `classes - c` elements remain from `c` on.
            let [a, ..] = unsafe { row.coefficients::<S, C, true>(c, &Teacher::NONE, row.divisor) };
            sum.add(without(a, c, self.place));
            c += C::Vector::<S>::LANES;
        }
        sum.total()
    }
}

/// A block in which the largest logit is.
struct Largest<E> {
    row: Aside<E>,
    scale: Scale,
    logit: f64,
    of_largest: f64,
    block: Added<E>,
}

/// What [`Row::settle`] does where it has something to do.
struct Settle<E, C> {
    largest: Largest<E>,
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

impl<E, C> Settle<E, C> {
    /// # Safety
    /// The block is within the row at its `source`.
    #[inline(always)]
    unsafe fn new(largest: Largest<E>, mends: bool, alone: bool, little: bool, compute: PhantomData<C>) -> Self {
        Self { largest, mends, alone, little, compute }
    }
}

impl<E: Element + Load<C>, C: Compute> Kernel for Settle<E, C> {
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

impl<E: Element> Largest<E> {
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
                <E as Load<C>>::load::<S>(block.source.add(c), row.rows.classes - c, 0.0)
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
