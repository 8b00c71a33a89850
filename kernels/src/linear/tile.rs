//! The register tile: a few rows and columns of a product, all of whose sums are in registers.

use crate::element::Compute;
use crate::shape::LINE;
use crate::simd::{Real, Simd, Vector};

/// Rows of the tile that is used where [`Simd::TILE_ROWS`] would be mostly empty.
const FEW_ROWS: usize = 4;

/// Rows of the next tile, where so many are left: a panel of the left matrix and the tile that reads it must agree.
#[inline(always)]
pub(super) fn tile_rows<S: Simd>(left: usize) -> usize {
    if left > 2 * FEW_ROWS || left >= S::TILE_ROWS { S::TILE_ROWS } else { FEW_ROWS }
}

/// The terms of a sum that are one chain: up to here from the end of the chain before.
#[derive(Clone, Copy)]
pub(super) struct Chains {
    /// The first `count` are there.
    pub ends: [usize; Self::MOST],
    pub count: usize,
}

impl Chains {
    /// The most chains at once.
    pub const MOST: usize = 4;

    /// All terms in one chain.
    #[inline(always)]
    pub fn one(terms: usize) -> Self {
        Self { ends: [terms; Self::MOST], count: 1 }
    }

    /// All terms.
    #[inline(always)]
    pub fn terms(&self) -> usize {
        if self.count == 0 || self.count > Self::MOST { 0 } else { self.ends[self.count - 1] }
    }
}

/// What the first chain is added to.
#[derive(Clone, Copy)]
pub(super) enum Onto<C> {
    /// Nothing: the result is its sum.
    Nothing,
    /// What is in the place of the result.
    Itself,
    /// The numbers of a row, which is the same for all rows of the result.
    Row(*const C),
}

/// Rows of a matrix that is read or written. P is the place of an element.
#[derive(Clone, Copy)]
pub(super) struct Rows<P> {
    /// The first column of row 0.
    pub start: P,
    /// From one row to the next.
    pub stride: usize,
    /// Which rows they are; NULL: all from row 0 on.
    pub places: *const usize,
}

impl<P> Rows<P> {
    /// Consecutive rows.
    #[inline(always)]
    pub fn all(start: P, stride: usize) -> Self {
        Self { start, stride, places: core::ptr::null() }
    }

    /// Elements from the start to the first of these columns of a row.
    ///
    /// # Safety
    /// There are more rows than `index`.
    #[inline(always)]
    pub unsafe fn offset(&self, index: usize) -> usize {
        // SAFETY: the caller's: there is a place for each row.
        let place = if self.places.is_null() { index } else { unsafe { self.places.add(index).read() } };
        place * self.stride
    }
}

impl<C> Rows<*mut C> {
    /// The same rows from another column on.
    ///
    /// # Safety
    /// The rows have the column.
    #[inline(always)]
    pub unsafe fn at_column(self, column: usize) -> Self {
        // SAFETY: the caller's.
        Self { start: unsafe { self.start.add(column) }, ..self }
    }

    /// The first of these columns of a row.
    ///
    /// # Safety
    /// There are more rows than `index`.
    #[inline(always)]
    pub unsafe fn row(&self, index: usize) -> *mut C {
        // SAFETY: the caller's.
        unsafe { self.start.add(self.offset(index)) }
    }
}

/// Repeats a statement for each row of a tile, with its number as a constant: a loop would keep the sums in memory.
macro_rules! each_row {
    ($rows:ident, $i:ident => $body:expr) => {
        each_row!($rows, $i => $body; 0 1 2 3 4 5 6 7 8 9 10 11)
    };
    ($rows:ident, $i:ident => $body:expr; $($number:literal)*) => {
        const { assert!($rows <= 12) };
        $(
            if $number < $rows {
                let $i: usize = $number;
                $body
            }
        )*
    };
}

/// A product of a packed left panel of `ROWS` rows and one tile of a packed right panel.
#[derive(Clone, Copy)]
pub(super) struct Tile<C> {
    /// The first element of the left panel.
    pub left: *const C,
    /// The first element of the tile's columns in the right panel.
    pub right: *const C,
    /// How the terms are added.
    pub chains: Chains,
    /// Where the first element of the result goes.
    pub result: Rows<*mut C>,
    /// The first row of the result.
    pub row: usize,
    /// Rows of the result, of those of the tile.
    pub rows: usize,
    /// Columns of the result, of those of the tile or more.
    pub columns: usize,
    /// What the first chain is added to.
    pub onto: Onto<C>,
}

impl<C: Compute> Tile<C> {
    /// Forms the sums and puts them where they belong.
    ///
    /// # Safety
    /// The panels are valid for reading the terms of all chains, of `ROWS` rows and of a whole panel of columns; the result,
    /// and a row that it is added to, for its rows and columns.
    #[inline(always)]
    pub unsafe fn run<S: Simd, const ROWS: usize>(&self) {
        let rows = if self.rows < ROWS { self.rows } else { ROWS };
        // The result is asked for before the sums are formed, which takes longer than the memory.
        let mut i = 0;
        while i < rows {
            // SAFETY: the caller's.
            let row = unsafe { self.result.row(self.row + i) }.cast::<u8>();
            S::prefetch(row);
            S::prefetch(row.wrapping_add(LINE));
            i += 1;
        }
        let (mut chain, mut start) = (0, 0);
        let mut onto = self.onto;
        while chain < self.chains.count && chain < Chains::MOST {
            let end = self.chains.ends[chain];
            // A chain without terms adds nothing, except that an only one is a sum of 0.
            if end > start || self.chains.count == 1 {
                // SAFETY: the caller's.
                unsafe {
                    let sums = self.sums::<S, ROWS>(start, end);
                    each_row!(ROWS, i => if i < rows { self.put::<S>(i, sums[i], onto) });
                }
                onto = Onto::Itself;
            }
            start = end;
            chain += 1;
        }
    }

    /// The sums over the terms `start..end`, each a chain of fused multiply-adds that begins with 0.
    ///
    /// # Safety
    /// As [`run`](Self::run).
    #[inline(always)]
    unsafe fn sums<S: Simd, const ROWS: usize>(&self, start: usize, end: usize) -> [C::Tile<S>; ROWS] {
        let mut sums = [C::Tile::<S>::splat(0.0); ROWS];
        let mut term = start;
        while term < end {
            // SAFETY: the caller's.
            unsafe {
                let right = self.right.add(term * C::Vector::<S>::LANES);
                let right = C::Tile::<S>::load(right, C::Tile::<S>::LANES, 0.0);
                let left = self.left.add(term * ROWS);
                each_row!(ROWS, i => {
                    sums[i] = C::Tile::<S>::splat_lane(left.add(i).read()).mul_add(right, sums[i]);
                });
            }
            term += 1;
        }
        sums
    }

    /// Adds the sum of a row of the tile to what it goes onto.
    ///
    /// # Safety
    /// As [`run`](Self::run); `i` is below `rows`.
    #[inline(always)]
    unsafe fn put<S: Simd>(&self, i: usize, sum: C::Tile<S>, onto: Onto<C>) {
        // SAFETY: the caller's.
        unsafe {
            let place = self.result.row(self.row + i);
            let sum = match onto {
                Onto::Nothing => sum,
                Onto::Itself => C::Tile::<S>::load(place, self.columns, 0.0) + sum,
                Onto::Row(row) => C::Tile::<S>::load(row, self.columns, 0.0) + sum,
            };
            sum.store(place, self.columns);
        }
    }
}
