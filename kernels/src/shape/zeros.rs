//! Zeros in place of a row's derivatives.

use super::memory::{LINE, fill_zero};
use crate::element::{Compute, Element, Load};
use crate::simd::{Real, Simd, Vector};

/// Bytes of a row from which on it gains by stores past the caches. Shorter ones take up to half as long again with them.
const LONG: usize = 3200;

/// Writes zeros to a row; past the caches, where that is better for a row of an array that is `beyond_caches`. Then a
/// fence must follow.
///
/// # Safety
/// `row` is NULL or valid for writing `count` elements.
#[inline(always)]
pub(super) unsafe fn clear_row<S: Simd, E: Element>(row: *mut E, count: usize, beyond_caches: bool) {
    // SAFETY: the caller's.
    unsafe {
        if streams(row, count, beyond_caches) {
            stream::<S, E>(row, count);
        } else {
            fill_zero(row, count);
        }
    }
}

/// The same for a row of which the element `kept` is written to next: its line is left at hand.
///
/// # Safety
/// As for [`clear_row`].
#[inline(always)]
pub(super) unsafe fn clear_row_but<S: Simd, E: Element>(row: *mut E, count: usize, kept: usize, beyond_caches: bool) {
    // SAFETY: the caller's: start <= kept < count, start <= end <= count.
    unsafe {
        if streams(row, count, beyond_caches) {
            let line = LINE / size_of::<E>();
            let within = row.add(kept).addr() % LINE / size_of::<E>();
            let start = kept.saturating_sub(within);
            let end = if count - start < line { count } else { start + line };
            stream::<S, E>(row, start);
            fill_zero(row.add(start), end - start);
            stream::<S, E>(row.add(end), count - end);
        } else {
            fill_zero(row, count);
        }
    }
}

/// Whether a row of an array that is `beyond_caches` is better written past them.
#[inline(always)]
pub(super) fn streams<E: Element>(row: *mut E, count: usize, beyond_caches: bool) -> bool {
    let long = count >= LONG / size_of::<E>();
    beyond_caches && long && !row.is_null() && row.addr().is_multiple_of(size_of::<E>())
}

/// Writes zeros past the caches, but for what does not fill lines.
///
/// # Safety
/// `row` is valid for writing `count` elements, and its address is a multiple of an element's size.
#[inline(always)]
unsafe fn stream<S: Simd, E: Element>(row: *mut E, count: usize) {
    let lanes = <E::Native as Compute>::Vector::<S>::LANES;
    let head = row.addr().wrapping_neg() % LINE / size_of::<E>();
    let mut done = if head < count { head } else { count };
    // SAFETY: the caller's: no more than `count` elements are written. What is streamed begins with a line, so that its
    // address is a multiple of 16.
    unsafe {
        fill_zero(row, done);
        while count - done >= lanes {
            <E as Load<E::Native>>::stream::<S>(Real::splat(0.0), row.add(done));
            done += lanes;
        }
        fill_zero(row.add(done), count - done);
    }
}
