//! Numbers of the rows of a batch, on the stack between the steps that make and use them.

use crate::element::Compute;
use crate::simd::{Simd, Vector};
use core::mem::MaybeUninit;

/// The most rows at once: the lanes of a vector of `f32`.
pub(super) const MOST: usize = 32;

/// A number of each row, none of them there until it is stored.
#[derive(Clone, Copy)]
pub(super) struct PerRow([MaybeUninit<f64>; MOST]);

impl PerRow {
    #[inline(always)]
    pub fn new() -> Self {
        Self([const { MaybeUninit::uninit() }; MOST])
    }

    /// Where they are.
    #[inline(always)]
    pub fn as_mut_ptr(&mut self) -> *mut f64 {
        self.0.as_mut_ptr().cast()
    }

    /// Where they are, for reading those that were stored.
    #[inline(always)]
    pub fn as_ptr(&self) -> *const f64 {
        self.0.as_ptr().cast()
    }

    /// Those of rows `first` and on, as many as a vector has lanes.
    ///
    /// # Safety
    /// They were stored, and are among the 32.
    #[inline(always)]
    pub unsafe fn load<V: Vector<Lane = f64>>(&self, first: usize) -> V {
        // SAFETY: the caller's.
        unsafe { V::load(self.as_ptr().add(first), V::LANES, 0.0) }
    }

    /// # Safety
    /// The rows are among the 32.
    #[inline(always)]
    pub unsafe fn store<V: Vector<Lane = f64>>(&mut self, first: usize, numbers: V) {
        // SAFETY: the caller's.
        unsafe { numbers.store(self.as_mut_ptr().add(first), V::LANES) }
    }

    /// That of one row.
    ///
    /// # Safety
    /// It was stored, and the row is among the 32.
    #[inline(always)]
    pub unsafe fn get(&self, lane: usize) -> f64 {
        // SAFETY: the caller's.
        unsafe { self.as_ptr().add(lane).read() }
    }

    /// # Safety
    /// The row is among the 32.
    #[inline(always)]
    pub unsafe fn set(&mut self, lane: usize, number: f64) {
        // SAFETY: the caller's.
        unsafe { self.as_mut_ptr().add(lane).write(number) }
    }

    /// Gives the rows from `count` to `lanes` the number of the first.
    ///
    /// # Safety
    /// That was stored, and they are among the 32.
    #[inline(always)]
    pub unsafe fn repeat_first(&mut self, mut count: usize, lanes: usize) {
        while count < lanes {
            // SAFETY: the caller's.
            unsafe { self.set(count, self.get(0)) };
            count += 1;
        }
    }

    /// From a vector of what is computed with.
    #[inline(always)]
    pub fn of<S: Simd, C: Compute>(numbers: C::Vector<S>) -> Self {
        let halves = C::halves::<S>(numbers);
        let mut rows = Self::new();
        let mut half = 0;
        while half < C::HALVES {
            // SAFETY: two vectors of f64 have no more than 32 lanes.
            unsafe { rows.store(half * S::F64::LANES, halves[half]) };
            half += 1;
        }
        rows
    }

    /// As a vector of what is computed with, rounded.
    ///
    /// # Safety
    /// As many as that has lanes were stored.
    #[inline(always)]
    pub unsafe fn whole<S: Simd, C: Compute>(&self) -> C::Vector<S> {
        // SAFETY: the caller's; two vectors of f64 have no more than 32 lanes.
        let first = unsafe { self.load(0) };
        // SAFETY: as above.
        C::whole::<S>([first, if C::HALVES == 2 { unsafe { self.load(S::F64::LANES) } } else { first }])
    }
}
