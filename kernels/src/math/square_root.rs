//! The square root of a number, correctly rounded: an instruction where there is one that every processor has.

/// √x; NaN for x below 0.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub fn square_root(x: f64) -> f64 {
    use core::arch::x86_64::{_mm_cvtsd_f64, _mm_set_sd, _mm_sqrt_sd};
    // SAFETY: every processor of this architecture has SSE2.
    unsafe {
        let x = _mm_set_sd(x);
        _mm_cvtsd_f64(_mm_sqrt_sd(x, x))
    }
}

/// √x; NaN for x below 0.
#[cfg(target_arch = "aarch64")]
#[inline(always)]
pub fn square_root(x: f64) -> f64 {
    use core::arch::aarch64::{vdup_n_f64, vget_lane_f64, vsqrt_f64};
    // SAFETY: every processor of this architecture has NEON.
    unsafe { vget_lane_f64::<0>(vsqrt_f64(vdup_n_f64(x))) }
}

/// √x; NaN for x below 0.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
#[inline(always)]
pub fn square_root(x: f64) -> f64 {
    unsafe extern "C" {
        // Of the C library, correctly rounded. `core` has none.
        safe fn sqrt(x: f64) -> f64;
    }
    sqrt(x)
}
