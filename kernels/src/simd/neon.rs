//! NEON (aarch64): 128-bit registers, masks as registers of all-ones lanes.

use super::door::{Door, at_its_place};
use super::{Fold, Kernel, Part, Simd, Wide, half_by_parts, several_are_one};
use crate::sum::{CompensatedSum, DoubleSum, FoldedSum};
use core::arch::aarch64::*;
use core::arch::asm;

/// 4 lanes.
#[derive(Clone, Copy)]
pub struct F32x4(float32x4_t);
/// 2 lanes.
#[derive(Clone, Copy)]
pub struct F64x2(float64x2_t);

/// An intrinsic of NEON.
macro_rules! i {
    ($call:expr) => {
        // SAFETY: every aarch64 processor that this crate is built for has NEON. Intrinsics that
        // take pointers stand in functions whose caller vouches for the pointer.
        unsafe { $call }
    };
}

macro_rules! part {
    (
        $name:ident, $lane:ty, $register:ty, $lanes:literal, $mask:ty, $bits:literal,
        $dup:ident, $load:ident, $store:ident, $add:ident, $sub:ident, $mul:ident, $div:ident, $sqrt:ident, $fma:ident,
        $lt:ident, $le:ident, $gt:ident, $eq:ident, $select:ident, $and:ident, $or:ident,
        $to_integer:ident, $to_float:ident, $add_integer:ident, $shift_left:ident, $shift_right:ident,
        $first:ident, $largest:ident, $to_words:expr
    ) => {
        impl Part for $name {
            type Lane = $lane;
            type Mask = $mask;
            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(value: $lane) -> Self {
                Self(i!($dup(value)))
            }
            #[inline(always)]
            unsafe fn load(source: *const $lane) -> Self {
                Self(i!($load(source)))
            }
            #[inline(always)]
            unsafe fn load_first(source: *const $lane, count: usize, at: usize) -> Self {
                let mut lanes = [0.0; $lanes];
                let mut i = 0;
                while i < $lanes && at + i < count {
                    // SAFETY: the caller gives `count` elements; no alignment is asked of it.
                    lanes[i] = unsafe { source.add(at + i).read_unaligned() };
                    i += 1;
                }
                Self(i!($load(lanes.as_ptr())))
            }
            #[inline(always)]
            unsafe fn store(self, target: *mut $lane) {
                i!($store(target, self.0))
            }
            #[inline(always)]
            unsafe fn store_first(self, target: *mut $lane, count: usize, at: usize) {
                let mut lanes = [0.0; $lanes];
                i!($store(lanes.as_mut_ptr(), self.0));
                let mut i = 0;
                while i < $lanes && at + i < count {
                    // SAFETY: the caller gives `count` elements; no alignment is asked of it.
                    unsafe { target.add(at + i).write_unaligned(lanes[i]) };
                    i += 1;
                }
            }
            #[inline(always)]
            fn first_lanes(count: usize, at: usize) -> $mask {
                let mut indices = [0.0; $lanes];
                let mut i = 0;
                while i < $lanes {
                    indices[i] = i as $lane;
                    i += 1;
                }
                i!($lt($load(indices.as_ptr()), $dup(count as $lane - at as $lane)))
            }
            #[inline(always)]
            fn first(self) -> $lane {
                i!($first::<0>(self.0))
            }
            #[inline(always)]
            fn largest(self) -> $lane {
                i!($largest(self.0))
            }
            #[inline(always)]
            fn fold(self) -> $lane {
                let mut lanes = [0.0; $lanes];
                i!($store(lanes.as_mut_ptr(), self.0));
                let mut half = $lanes / 2;
                while half > 0 {
                    let mut i = 0;
                    while i < half {
                        lanes[i] += lanes[i + half];
                        i += 1;
                    }
                    half /= 2;
                }
                lanes[0]
            }
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                Self(i!($add(self.0, other.0)))
            }
            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                Self(i!($sub(self.0, other.0)))
            }
            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                Self(i!($mul(self.0, other.0)))
            }
            #[inline(always)]
            fn div(self, other: Self) -> Self {
                Self(i!($div(self.0, other.0)))
            }
            #[inline(always)]
            fn square_root(self) -> Self {
                Self(i!($sqrt(self.0)))
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, addend: Self) -> Self {
                Self(i!($fma(addend.0, self.0, factor.0)))
            }
            #[inline(always)]
            fn max(self, other: Self) -> Self {
                // The instruction of this name returns NaN for either NaN.
                Self(i!($select($gt(self.0, other.0), self.0, other.0)))
            }
            #[inline(always)]
            fn lt(self, other: Self) -> $mask {
                i!($lt(self.0, other.0))
            }
            #[inline(always)]
            fn le(self, other: Self) -> $mask {
                i!($le(self.0, other.0))
            }
            #[inline(always)]
            fn eq(self, other: Self) -> $mask {
                i!($eq(self.0, other.0))
            }
            #[inline(always)]
            fn select(mask: $mask, yes: Self, no: Self) -> Self {
                Self(i!($select(mask, yes.0, no.0)))
            }
            #[inline(always)]
            fn both(a: $mask, b: $mask) -> $mask {
                i!($and(a, b))
            }
            #[inline(always)]
            fn all(mask: $mask) -> bool {
                // Every 32 bits of a true lane are ones.
                i!(vminvq_u32($to_words(mask))) == u32::MAX
            }
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                Self(i!($to_float($and($to_integer(self.0), $to_integer(other.0)))))
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                Self(i!($to_float($or($to_integer(self.0), $to_integer(other.0)))))
            }
            #[inline(always)]
            fn add_integer(self, other: Self) -> Self {
                Self(i!($to_float($add_integer($to_integer(self.0), $to_integer(other.0)))))
            }
            #[inline(always)]
            fn shift_to_exponent(self) -> Self {
                Self(i!($to_float($shift_left::<$bits>($to_integer(self.0)))))
            }
            #[inline(always)]
            fn shift_from_exponent(self) -> Self {
                Self(i!($to_float($shift_right::<$bits>($to_integer(self.0)))))
            }
        }
    };
}

part!(
    F32x4,
    f32,
    float32x4_t,
    4,
    uint32x4_t,
    23,
    vdupq_n_f32,
    vld1q_f32,
    vst1q_f32,
    vaddq_f32,
    vsubq_f32,
    vmulq_f32,
    vdivq_f32,
    vsqrtq_f32,
    vfmaq_f32,
    vcltq_f32,
    vcleq_f32,
    vcgtq_f32,
    vceqq_f32,
    vbslq_f32,
    vandq_u32,
    vorrq_u32,
    vreinterpretq_u32_f32,
    vreinterpretq_f32_u32,
    vaddq_u32,
    vshlq_n_u32,
    vshrq_n_u32,
    vgetq_lane_f32,
    vmaxvq_f32,
    core::convert::identity::<uint32x4_t>
);
part!(
    F64x2,
    f64,
    float64x2_t,
    2,
    uint64x2_t,
    52,
    vdupq_n_f64,
    vld1q_f64,
    vst1q_f64,
    vaddq_f64,
    vsubq_f64,
    vmulq_f64,
    vdivq_f64,
    vsqrtq_f64,
    vfmaq_f64,
    vcltq_f64,
    vcleq_f64,
    vcgtq_f64,
    vceqq_f64,
    vbslq_f64,
    vandq_u64,
    vorrq_u64,
    vreinterpretq_u64_f64,
    vreinterpretq_f64_u64,
    vaddq_u64,
    vshlq_n_u64,
    vshrq_n_u64,
    vgetq_lane_f64,
    vmaxvq_f64,
    vreinterpretq_u32_u64
);

#[inline(always)]
fn widen(part: F32x4) -> [F64x2; 2] {
    i!([F64x2(vcvt_f64_f32(vget_low_f32(part.0))), F64x2(vcvt_high_f64_f32(part.0))])
}

/// Four elements of [`Bf16`](crate::half::Bf16).
///
/// # Safety
/// `source` is valid for reading them.
#[inline(always)]
unsafe fn load_bf16(source: *const u16) -> F32x4 {
    F32x4(i!(vreinterpretq_f32_u32(vshlq_n_u32::<16>(vmovl_u16(vld1_u16(source))))))
}

/// Writes four elements of [`Bf16`](crate::half::Bf16): the steps of [`narrowed_bf16`](crate::half).
///
/// # Safety
/// `target` is valid for writing them.
#[inline(always)]
unsafe fn store_bf16(part: F32x4, target: *mut u16) {
    i!({
        let bits = vreinterpretq_u32_f32(part.0);
        let odd = vandq_u32(vshrq_n_u32::<16>(bits), vdupq_n_u32(1));
        let rounded = vaddq_u32(vaddq_u32(bits, vdupq_n_u32(0x7FFF)), odd);
        let quiet = vorrq_u32(bits, vdupq_n_u32(0x0040_0000));
        let is_number = vceqq_f32(part.0, part.0);
        vst1_u16(target, vshrn_n_u32::<16>(vbslq_u32(is_number, rounded, quiet)));
    })
}

/// Four elements of [`F16`](crate::half::F16). By the instruction itself: its intrinsic takes a type that is not stable.
///
/// # Safety
/// `source` is valid for reading them.
#[inline(always)]
unsafe fn load_f16(source: *const u16) -> F32x4 {
    let half = i!(vld1_u16(source));
    let whole: float32x4_t;
    // SAFETY: converts a register, which every processor with NEON can.
    unsafe {
        asm!("fcvtl {whole:v}.4s, {half:v}.4h", whole = out(vreg) whole, half = in(vreg) half,
             options(pure, nomem, nostack));
    }
    F32x4(whole)
}

/// Writes four elements of [`F16`](crate::half::F16). By the instruction itself, as [`load_f16`] reads them.
///
/// # Safety
/// `target` is valid for writing them.
#[inline(always)]
unsafe fn store_f16(part: F32x4, target: *mut u16) {
    let half: uint16x4_t;
    // SAFETY: converts a register, which every processor with NEON can.
    unsafe {
        asm!("fcvtn {half:v}.4h, {whole:v}.4s", half = out(vreg) half, whole = in(vreg) part.0,
             options(pure, nomem, nostack));
    }
    i!(vst1_u16(target, half))
}

/// The instruction set.
#[derive(Clone, Copy)]
pub struct Neon;

impl Simd for Neon {
    type F32 = Wide<F32x4, 8>;
    type F64 = Wide<F64x2, 8>;
    type SumF32 = DoubleSum<Self>;
    type FoldedSumF32 = FoldedSum<Self>;
    type SumF64 = CompensatedSum<Self>;
    type NarrowF32 = Wide<F32x4, 1>;
    type NarrowF64 = Wide<F64x2, 1>;
    type ChainF32 = Wide<F32x4, 4>;
    type ChainF64 = Wide<F64x2, 4>;
    type PairF64 = Wide<F64x2, 2>;
    type QuadF64 = Self::PairF64;
    type TileF32 = Wide<F32x4, 4>;
    type TileF64 = Wide<F64x2, 4>;
    const TILE_ROWS: usize = 6;
    several_are_one!();

    #[inline(always)]
    fn widen(vector: Self::F32) -> [Self::F64; 2] {
        let mut halves = [Wide([F64x2::splat(0.0); 8]); 2];
        let mut i = 0;
        while i < 8 {
            [halves[i / 4].0[2 * (i % 4)], halves[i / 4].0[2 * (i % 4) + 1]] = widen(vector.0[i]);
            i += 1;
        }
        halves
    }
    #[inline(always)]
    unsafe fn load_widened(source: *const f32) -> Self::F64 {
        let mut out = Wide([F64x2::splat(0.0); 8]);
        let mut i = 0;
        while i < 8 {
            // SAFETY: the caller gives 16 elements.
            out.0[i] = F64x2(i!(vcvt_f64_f32(vld1_f32(source.add(2 * i)))));
            i += 1;
        }
        out
    }
    #[inline(always)]
    unsafe fn store_narrowed(vector: Self::F64, target: *mut f32) {
        let mut i = 0;
        while i < 8 {
            // SAFETY: the caller gives 16 elements.
            i!(vst1_f32(target.add(2 * i), vcvt_f32_f64(vector.0[i].0)));
            i += 1;
        }
    }

    half_by_parts!(F32x4);

    #[inline(always)]
    fn run_apart<K: Kernel>(kernel: K) -> K::Output {
        at_its_place(kernel).run_neon::<Self>()
    }
}

impl Fold for Neon {
    type EightF64 = Wide<F64x2, 4>;

    #[inline(always)]
    fn folded(vector: Self::F32) -> Self::EightF64 {
        let [a, b, c, d, e, f, g, h] = vector.0;
        let [[w, x], [y, z]] = [widen(a.add(e).add(c.add(g))), widen(b.add(f).add(d.add(h)))];
        Wide([w, x, y, z])
    }
}
