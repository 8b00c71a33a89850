//! Half precision: 16 bits in which arrays are stored, and nothing is computed.
//!
//! [`Bf16`] is the upper half of an `f32`: 8 bits of precision, the range of `f32`. [`F16`] is the binary16 of IEEE
//! 754-2019, section 3.6: 11 bits of precision, magnitudes up to 65504, subnormal below 2^-14.
//!
//! Both become `f32` exactly. The way back rounds once, to nearest, ties to even: what is out of range becomes ±∞ (never
//! the largest number, as programs that scale losses look for ∞), and subnormal numbers are kept. A NaN keeps its sign and
//! the upper bits of its payload, and is quiet. The conversions of whole vectors belong to the instruction set
//! ([`Simd::load_f16`] and its relatives) and give the bits of the functions here.

use crate::element::{Load, Single, copy};
use crate::simd::{Real, Simd, Vector};

/// The upper 16 bits of an `f32`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bf16(pub u16);

/// The 16 bits of a binary16.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct F16(pub u16);

/// An `f32` of these bits of a [`Bf16`].
#[inline(always)]
pub(crate) fn widened_bf16(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

/// The bits of the [`Bf16`] nearest to a number.
#[inline(always)]
pub(crate) fn narrowed_bf16(number: f32) -> u16 {
    let bits = number.to_bits();
    if number.is_nan() {
        return (bits >> 16) as u16 | 0x0040;
    }
    // More than half a unit carries into the upper half, and half a unit if that is odd. Beyond the largest number the
    // carry gives the bits of infinity.
    ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16) as u16
}

/// The `f32` of these bits of an [`F16`].
#[inline(always)]
pub(crate) fn widened_f16(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let size = u32::from(bits & 0x7FFF);
    let widened = if size > 0x7C00 {
        0x7FC0_0000 | (size & 0x03FF) << 13
    } else if size == 0x7C00 {
        0x7F80_0000
    } else if size >= 0x0400 {
        // The exponent's bias is 127 in place of 15.
        (size << 13) + (112 << 23)
    } else {
        // Subnormal: so many units of 2^-24.
        (size as f32 * f32::from_bits(103 << 23)).to_bits()
    };
    f32::from_bits(sign | widened)
}

/// The bits of the [`F16`] nearest to a number.
#[inline(always)]
pub(crate) fn narrowed_f16(number: f32) -> u16 {
    let bits = number.to_bits();
    let sign = (bits >> 16) as u16 & 0x8000;
    let size = bits & 0x7FFF_FFFF;
    let narrowed = if size > 0x7F80_0000 {
        0x7E00 | (size >> 13 & 0x03FF)
    } else if size >= 143 << 23 {
        // 2^16 and more.
        0x7C00
    } else if size >= 113 << 23 {
        // As for `Bf16`. From 65520 on the carry gives the bits of infinity.
        let rebased = size - (112 << 23);
        (rebased + 0x0FFF + (rebased >> 13 & 1)) >> 13
    } else {
        // Below 2^-14 the unit of `F16` is 2^-24, and so is that of an `f32` from 1/2 to 1: the addition rounds.
        (f32::from_bits(size) + 0.5).to_bits() - 0.5f32.to_bits()
    };
    sign | narrowed as u16
}

macro_rules! half {
    ($type:ty, $widened:ident, $narrowed:ident, $load:ident, $store:ident) => {
        impl $type {
            /// Exact.
            #[inline(always)]
            pub fn to_f32(self) -> f32 {
                $widened(self.0)
            }
            /// Rounds to nearest, ties to even.
            #[inline(always)]
            pub fn from_f32(number: f32) -> Self {
                Self($narrowed(number))
            }
        }

        impl Load<f32> for $type {
            #[inline(always)]
            fn scratch(_: *mut Self) -> *mut f32 {
                core::ptr::null_mut()
            }
            #[inline(always)]
            unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> S::F32 {
                if count >= S::F32::LANES {
                    // SAFETY: a vector's elements are there, by the caller.
                    return unsafe { S::$load(source.cast()) };
                }
                let mut lanes = [0u16; 32];
                // SAFETY: `count` elements are there, by the caller, fewer than a vector's, which are at most 32.
                let vector = unsafe {
                    copy(source.cast(), lanes.as_mut_ptr(), count);
                    S::$load(lanes.as_ptr())
                };
                Real::select(S::F32::first_lanes(count), vector, Real::splat(fill))
            }
            #[inline(always)]
            unsafe fn store<S: Simd>(vector: S::F32, target: *mut Self, count: usize) {
                if count >= S::F32::LANES {
                    // SAFETY: a vector's elements are there, by the caller.
                    return unsafe { S::$store(vector, target.cast()) };
                }
                let mut lanes = [0u16; 32];
                // SAFETY: `count` elements are there, by the caller, fewer than a vector's, which are at most 32.
                unsafe {
                    S::$store(vector, lanes.as_mut_ptr());
                    copy(lanes.as_ptr(), target.cast(), count);
                }
            }
        }

        // Through `f32`, so that the results of a loss in `f64` are those of arrays of `f32`, rounded once more.
        impl Load<f64> for $type {
            #[inline(always)]
            fn scratch(_: *mut Self) -> *mut f64 {
                core::ptr::null_mut()
            }
            #[inline(always)]
            unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> S::F64 {
                let mut lanes = [0u16; 32];
                if count >= S::F64::LANES {
                    // SAFETY: a vector's elements are there, by the caller, and no vector has more than 32.
                    return S::widen(unsafe {
                        copy(source.cast(), lanes.as_mut_ptr(), S::F64::LANES);
                        S::$load(lanes.as_ptr())
                    })[0];
                }
                // SAFETY: the caller's: fewer are read than a vector has.
                S::widen(unsafe { <Self as Load<f32>>::load::<S>(source, count, fill) })[0]
            }
            #[inline(always)]
            unsafe fn store<S: Simd>(vector: S::F64, target: *mut Self, count: usize) {
                let count = if count < S::F64::LANES { count } else { S::F64::LANES };
                // SAFETY: the caller's: no more is written than a vector of `f64` has.
                unsafe { <Self as Load<f32>>::store::<S>(S::narrow([vector; 2]), target, count) }
            }
        }

        impl Single for $type {}
    };
}

half!(Bf16, widened_bf16, narrowed_bf16, load_bf16, store_bf16);
half!(F16, widened_f16, narrowed_f16, load_f16, store_f16);

#[cfg(test)]
mod tests;
