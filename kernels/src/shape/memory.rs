//! Pointers that may be NULL, zeros, and the caches' lines: what is the same for all arrays.

/// Bytes of a line of the caches.
pub(crate) const LINE: usize = 64;

/// `pointer + offset`, NULL staying NULL.
///
/// # Safety
/// The offset stays within the array.
#[inline(always)]
pub unsafe fn offset<T>(pointer: *mut T, offset: usize) -> *mut T {
    // SAFETY: the caller's.
    if pointer.is_null() { pointer } else { unsafe { pointer.add(offset) } }
}

/// Writes zeros.
///
/// # Safety
/// `target` is NULL or valid for writing `count` elements, of a type of which bytes that are all 0 are the number 0: each
/// storage type is one.
#[inline(always)]
pub unsafe fn fill_zero<E>(target: *mut E, count: usize) {
    if !target.is_null() {
        // SAFETY: the caller's; bytes need no alignment.
        unsafe { target.cast::<u8>().write_bytes(0, count * size_of::<E>()) }
    }
}
