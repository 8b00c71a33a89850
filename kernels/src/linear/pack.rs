//! Copies of parts of the matrices in the order in which a tile reads them.
//!
//! A left panel has the rows of a tile: the elements of a column are adjacent. A right panel has as many columns as a vector
//! has lanes: the elements of a row are adjacent. In both, the terms of a sum follow each other. Rows of the matrices
//! themselves are mostly a power of two apart, so that the same columns of a few rows would fill the few places that a cache
//! has for them. What is not there is packed as 0, or as something else that goes into no result.

use super::head::Number;
use super::product::panel_columns;
use super::tile::{Rows, tile_rows};
use crate::element::Compute;
use crate::shape::matrices::Source;
use crate::simd::{Lane, Simd, Vector};
use core::mem::MaybeUninit;

/// Packs the left matrix from rows of a matrix: `terms` of its columns, from the first one on.
///
/// # Safety
/// The source is valid for reading them; `packed` for writing as many rows, rounded up to whole tiles.
#[inline(always)]
pub(super) unsafe fn left_from_rows<S: Simd, C: Number>(
    source: Rows<impl Source<C>>,
    (rows, terms): (usize, usize),
    packed: *mut C,
) {
    let mut row = 0;
    while row < rows {
        let high = tile_rows::<S>(rows - row);
        let mut i = 0;
        while i < high {
            // SAFETY: the caller's; the tile's panel begins behind those of the rows before.
            unsafe {
                let column = packed.add(row * terms + i);
                if row + i < rows {
                    let from = source.start.add(source.offset(row + i));
                    let mut vector = [const { MaybeUninit::<C>::uninit() }; 32];
                    let lanes = vector.as_mut_ptr().cast::<C>();
                    let mut term = 0;
                    while term < terms {
                        let (left, whole) = (terms - term, C::Vector::<S>::LANES);
                        let count = if left < whole { left } else { whole };
                        from.add(term).load::<S, C>(count, 0.0).store(lanes, whole);
                        let mut lane = 0;
                        while lane < count {
                            column.add((term + lane) * high).write(lanes.add(lane).read());
                            lane += 1;
                        }
                        term += count;
                    }
                } else {
                    let mut term = 0;
                    while term < terms {
                        column.add(term * high).write(<C as Lane>::from_f64(0.0));
                        term += 1;
                    }
                }
            }
            i += 1;
        }
        row += high;
    }
}

/// Packs the left matrix from columns of a matrix: `rows` of its columns, from the first one on; its rows are the terms.
///
/// # Safety
/// As for [`left_from_rows`].
#[inline(always)]
pub(super) unsafe fn left_from_columns<S: Simd, C: Compute>(
    source: Rows<*const C>,
    (rows, terms): (usize, usize),
    packed: *mut C,
) {
    let mut row = 0;
    while row < rows {
        let high = tile_rows::<S>(rows - row);
        let mut term = 0;
        while term < terms {
            // SAFETY: the caller's; the tile's panel begins behind those of the rows before.
            unsafe {
                let to = packed.add(row * terms + term * high);
                let from = source.start.add(source.offset(term) + row);
                if rows - row >= high {
                    // Of a constant size, which takes no call.
                    if high == 12 && S::TILE_ROWS == 12 {
                        copy::<C, 12>(from, to);
                    } else if high == 6 && S::TILE_ROWS == 6 {
                        copy::<C, 6>(from, to);
                    } else {
                        copy::<C, 4>(from, to);
                    }
                } else {
                    let mut i = 0;
                    while i < high {
                        let there = row + i < rows;
                        to.add(i).write(if there { from.add(i).read_unaligned() } else { C::from_f64(0.0) });
                        i += 1;
                    }
                }
            }
            term += 1;
        }
        row += high;
    }
}

/// Copies elements that need no alignment.
///
/// # Safety
/// They are valid for reading and writing.
#[inline(always)]
unsafe fn copy<C, const COUNT: usize>(from: *const C, to: *mut C) {
    // SAFETY: the caller's; bytes need no alignment, and a packed matrix overlaps no other.
    unsafe { to.cast::<u8>().copy_from_nonoverlapping(from.cast::<u8>(), COUNT * size_of::<C>()) }
}

/// Packs a right panel from rows of a matrix: its rows are the terms, and `columns` of its columns, from the first one on, are
/// those of the panel.
///
/// # Safety
/// The source is valid for reading them; `packed` for writing as many whole rows of a panel.
#[inline(always)]
pub(super) unsafe fn right_from_rows<S: Simd, C: Number>(
    source: Rows<impl Source<C>>,
    (terms, columns): (usize, usize),
    packed: *mut C,
) {
    let whole = panel_columns::<S, C>();
    let mut term = 0;
    while term < terms {
        // SAFETY: the caller's.
        unsafe {
            let row = source.start.add(source.offset(term)).load::<S, C>(columns, 0.0);
            row.store(packed.add(term * whole), whole);
        }
        term += 1;
    }
}

/// Packs a right panel from columns of a matrix: its `columns` rows are the columns of the panel, at least one, and `terms` of
/// its columns, from the first one on, are the terms.
///
/// # Safety
/// As for [`right_from_rows`].
#[inline(always)]
pub(super) unsafe fn right_from_columns<S: Simd, C: Number, I: Source<C>>(
    source: Rows<I>,
    (terms, columns): (usize, usize),
    packed: *mut C,
) {
    let mut rows = [I::NULL; 32];
    let mut i = 0;
    while i < 32 {
        // A column that is not there is another one, and goes into no result.
        // SAFETY: the caller's.
        rows[i] = unsafe { source.start.add(source.offset(if i < columns { i } else { columns - 1 })) };
        i += 1;
    }
    // SAFETY: the caller's.
    unsafe { I::columns_of_rows::<S>(&rows, terms, packed) }
}
