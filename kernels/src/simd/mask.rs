//! Masks of the first lanes of a vector of 256-bit registers.

use core::arch::x86_64::{__m256i, _mm256_loadu_si256};

/// As many ones as a vector has bits, then as many zeros: a window into this is the mask of the first
/// lanes, of either width.
static MASKS: [i32; 64] = {
    let (mut masks, mut i) = ([0; 64], 0);
    while i < 32 {
        masks[i] = -1;
        i += 1;
    }
    masks
};

/// The first `count` of 32 lanes; those of the register that begins with lane `at`.
#[inline(always)]
pub(super) fn mask_32(count: usize, at: usize) -> __m256i {
    // SAFETY: the processor has AVX, as the callers exist only inside a kernel that `Isa` entered with AVX2 or AVX-512. The
    // window ends with the array where `count` is 0 and this the last part.
    unsafe { _mm256_loadu_si256(MASKS.as_ptr().wrapping_add(32 - count + at).cast()) }
}

/// The first `count` of 16 lanes; those of the register that begins with lane `at`.
#[inline(always)]
pub(super) fn mask_64(count: usize, at: usize) -> __m256i {
    // SAFETY: as for `mask_32`.
    unsafe { _mm256_loadu_si256(MASKS.as_ptr().cast::<i64>().wrapping_add(16 - count + at).cast()) }
}
