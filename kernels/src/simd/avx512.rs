//! AVX-512 (F, BW, DQ, VL): 512-bit registers and mask registers.

use super::avx2::{fold_halves_32, fold_halves_64};
use super::door::{Door, at_its_place};
use super::{Fold, Kernel, Part, Simd, Wide, half_by_parts, transpose};
use crate::sum::{CompensatedSum, DoubleSum, FoldedSum};
use core::arch::x86_64::*;

/// 16 lanes.
#[derive(Clone, Copy)]
pub struct F32x16(__m512);
/// 8 lanes.
#[derive(Clone, Copy)]
pub struct F64x8(__m512d);

/// An intrinsic of AVX-512 called from a function that only inlining gives the instruction set to.
macro_rules! i {
    ($call:expr) => {
        // SAFETY: the processor has AVX-512, because this type exists only inside a kernel that
        // `Isa` entered with it (see `Part`). Intrinsics that take pointers stand in functions
        // whose caller vouches for the pointer; masked ones touch the lanes of the mask alone.
        unsafe { $call }
    };
}

/// The sum of the lanes, halves to halves.
#[inline(always)]
unsafe fn fold_32(register: __m512) -> f32 {
    i!({
        let half = _mm256_add_ps(_mm512_castps512_ps256(register), _mm512_extractf32x8_ps::<1>(register));
        fold_halves_32(half)
    })
}

/// The same.
#[inline(always)]
unsafe fn fold_64(register: __m512d) -> f64 {
    i!({
        let half = _mm256_add_pd(_mm512_castpd512_pd256(register), _mm512_extractf64x4_pd::<1>(register));
        fold_halves_64(half)
    })
}

macro_rules! part {
    (
        $name:ident, $lane:ty, $register:ty, $lanes:literal, $mask:ty, $bits:literal,
        $set1:ident, $loadu:ident, $maskz_loadu:ident, $storeu:ident, $mask_storeu:ident,
        $add:ident, $sub:ident, $mul:ident, $div:ident, $sqrt:ident, $fmadd:ident, $max:ident, $cmp:ident,
        $blend:ident, $to_integer:ident, $to_float:ident, $add_integer:ident, $shift_left:ident, $shift_right:ident,
        $first:ident, $largest:ident, $fold:ident, $load_bytes:ident
    ) => {
        impl Part for $name {
            type Lane = $lane;
            type Mask = $mask;
            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(value: $lane) -> Self {
                Self(i!($set1(value)))
            }
            #[inline(always)]
            unsafe fn load(source: *const $lane) -> Self {
                Self(i!($loadu(source)))
            }
            #[inline(always)]
            unsafe fn load_first(source: *const $lane, count: usize, at: usize) -> Self {
                Self(i!($maskz_loadu(Self::first_lanes(count, at), source.wrapping_add(at))))
            }
            #[inline(always)]
            unsafe fn store(self, target: *mut $lane) {
                i!($storeu(target, self.0))
            }
            #[inline(always)]
            unsafe fn store_first(self, target: *mut $lane, count: usize, at: usize) {
                i!($mask_storeu(target.wrapping_add(at), Self::first_lanes(count, at), self.0))
            }
            #[inline(always)]
            unsafe fn stream(self, target: *mut $lane) {
                if target.addr() % 64 == 0 {
                    i!(_mm512_stream_si512(target.cast(), $to_integer(self.0)))
                } else {
                    let register = i!($to_integer(self.0));
                    i!({
                        _mm_stream_si128(target.cast(), _mm512_castsi512_si128(register));
                        _mm_stream_si128(target.cast::<__m128i>().add(1), _mm512_extracti32x4_epi32::<1>(register));
                        _mm_stream_si128(target.cast::<__m128i>().add(2), _mm512_extracti32x4_epi32::<2>(register));
                        _mm_stream_si128(target.cast::<__m128i>().add(3), _mm512_extracti32x4_epi32::<3>(register));
                    })
                }
            }
            #[inline(always)]
            fn first_lanes(count: usize, at: usize) -> $mask {
                (((1u64 << (count & 63)) - 1) >> at) as $mask
            }
            #[inline(always)]
            unsafe fn lanes_of_bytes(source: *const u8) -> $mask {
                i!({
                    let bytes = $load_bytes(source.cast());
                    _mm_test_epi8_mask(bytes, bytes) as $mask
                })
            }
            #[inline(always)]
            fn first(self) -> $lane {
                i!($first(self.0))
            }
            #[inline(always)]
            fn largest(self) -> $lane {
                i!($largest(self.0))
            }
            #[inline(always)]
            fn fold(self) -> $lane {
                i!($fold(self.0))
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
                Self(i!($fmadd(self.0, factor.0, addend.0)))
            }
            #[inline(always)]
            fn max(self, other: Self) -> Self {
                Self(i!($max(self.0, other.0)))
            }
            #[inline(always)]
            fn lt(self, other: Self) -> $mask {
                i!($cmp::<_CMP_LT_OQ>(self.0, other.0))
            }
            #[inline(always)]
            fn le(self, other: Self) -> $mask {
                i!($cmp::<_CMP_LE_OQ>(self.0, other.0))
            }
            #[inline(always)]
            fn eq(self, other: Self) -> $mask {
                i!($cmp::<_CMP_EQ_OQ>(self.0, other.0))
            }
            #[inline(always)]
            fn select(mask: $mask, yes: Self, no: Self) -> Self {
                Self(i!($blend(mask, no.0, yes.0)))
            }
            // The compiler would invert the masks of `lt` and `eq` by an instruction of its own.
            #[inline(always)]
            fn without_less(self, a: Self, b: Self) -> Self {
                self.keep(i!($cmp::<_CMP_NLT_UQ>(a.0, b.0)))
            }
            #[inline(always)]
            fn times(self, factor: Self) -> Self {
                self.mul(factor).keep(i!($cmp::<_CMP_NEQ_UQ>(self.0, Self::splat(0.0).0)))
            }
            #[inline(always)]
            fn both(a: $mask, b: $mask) -> $mask {
                a & b
            }
            #[inline(always)]
            fn all(mask: $mask) -> bool {
                mask == <$mask>::MAX
            }
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                Self(i!($to_float(_mm512_and_si512($to_integer(self.0), $to_integer(other.0)))))
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                Self(i!($to_float(_mm512_or_si512($to_integer(self.0), $to_integer(other.0)))))
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
    F32x16,
    f32,
    __m512,
    16,
    __mmask16,
    23,
    _mm512_set1_ps,
    _mm512_loadu_ps,
    _mm512_maskz_loadu_ps,
    _mm512_storeu_ps,
    _mm512_mask_storeu_ps,
    _mm512_add_ps,
    _mm512_sub_ps,
    _mm512_mul_ps,
    _mm512_div_ps,
    _mm512_sqrt_ps,
    _mm512_fmadd_ps,
    _mm512_max_ps,
    _mm512_cmp_ps_mask,
    _mm512_mask_blend_ps,
    _mm512_castps_si512,
    _mm512_castsi512_ps,
    _mm512_add_epi32,
    _mm512_slli_epi32,
    _mm512_srli_epi32,
    _mm512_cvtss_f32,
    _mm512_reduce_max_ps,
    fold_32,
    _mm_loadu_si128
);
part!(
    F64x8,
    f64,
    __m512d,
    8,
    __mmask8,
    52,
    _mm512_set1_pd,
    _mm512_loadu_pd,
    _mm512_maskz_loadu_pd,
    _mm512_storeu_pd,
    _mm512_mask_storeu_pd,
    _mm512_add_pd,
    _mm512_sub_pd,
    _mm512_mul_pd,
    _mm512_div_pd,
    _mm512_sqrt_pd,
    _mm512_fmadd_pd,
    _mm512_max_pd,
    _mm512_cmp_pd_mask,
    _mm512_mask_blend_pd,
    _mm512_castpd_si512,
    _mm512_castsi512_pd,
    _mm512_add_epi64,
    _mm512_slli_epi64,
    _mm512_srli_epi64,
    _mm512_cvtsd_f64,
    _mm512_reduce_max_pd,
    fold_64,
    _mm_loadl_epi64
);

#[inline(always)]
fn widen(part: F32x16) -> Wide<F64x8, 2> {
    i!(Wide([
        F64x8(_mm512_cvtps_pd(_mm512_castps512_ps256(part.0))),
        F64x8(_mm512_cvtps_pd(_mm512_extractf32x8_ps::<1>(part.0))),
    ]))
}

/// Sixteen elements of [`Bf16`](crate::half::Bf16).
///
/// # Safety
/// `source` is valid for reading them.
#[inline(always)]
unsafe fn load_bf16(source: *const u16) -> F32x16 {
    let bits = i!(_mm512_slli_epi32::<16>(_mm512_cvtepu16_epi32(_mm256_loadu_si256(source.cast()))));
    F32x16(i!(_mm512_castsi512_ps(bits)))
}

/// Writes sixteen elements of [`Bf16`](crate::half::Bf16): the steps of [`narrowed_bf16`](crate::half). The instruction of
/// AVX512_BF16 would flush subnormal numbers.
///
/// # Safety
/// `target` is valid for writing them.
#[inline(always)]
unsafe fn store_bf16(part: F32x16, target: *mut u16) {
    i!({
        let bits = _mm512_castps_si512(part.0);
        let odd = _mm512_and_si512(_mm512_srli_epi32::<16>(bits), _mm512_set1_epi32(1));
        let rounded = _mm512_add_epi32(_mm512_add_epi32(bits, _mm512_set1_epi32(0x7FFF)), odd);
        let quiet = _mm512_or_si512(bits, _mm512_set1_epi32(0x0040_0000));
        let is_nan = _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(part.0, part.0);
        let upper = _mm512_srli_epi32::<16>(_mm512_mask_blend_epi32(is_nan, rounded, quiet));
        _mm256_storeu_si256(target.cast(), _mm512_cvtepi32_epi16(upper));
    })
}

/// Sixteen elements of [`F16`](crate::half::F16).
///
/// # Safety
/// `source` is valid for reading them.
#[inline(always)]
unsafe fn load_f16(source: *const u16) -> F32x16 {
    F32x16(i!(_mm512_cvtph_ps(_mm256_loadu_si256(source.cast()))))
}

/// Writes sixteen elements of [`F16`](crate::half::F16).
///
/// # Safety
/// `target` is valid for writing them.
#[inline(always)]
unsafe fn store_f16(part: F32x16, target: *mut u16) {
    i!(_mm256_storeu_si256(target.cast(), _mm512_cvtps_ph::<_MM_FROUND_TO_NEAREST_INT>(part.0)))
}

/// The instruction set.
#[derive(Clone, Copy)]
pub struct Avx512;

impl Simd for Avx512 {
    type F32 = Wide<F32x16, 2>;
    type F64 = Wide<F64x8, 2>;
    type SumF32 = DoubleSum<Self>;
    type FoldedSumF32 = FoldedSum<Self>;
    type SumF64 = CompensatedSum<Self>;
    type NarrowF32 = Wide<F32x16, 1>;
    type NarrowF64 = Wide<F64x8, 1>;
    type ChainF32 = Wide<F32x16, 4>;
    type ChainF64 = Wide<F64x8, 4>;
    type PairF64 = Wide<F64x8, 2>;
    type QuadF64 = Wide<F64x8, 4>;
    type TileF32 = Wide<F32x16, 2>;
    type TileF64 = Wide<F64x8, 2>;
    const TILE_ROWS: usize = 12;
    type SeveralF32 = Wide<F32x16, 4>;
    type SeveralF64 = Wide<F64x8, 4>;
    const SEVERAL: usize = 2;

    #[inline(always)]
    fn join_f32([Wide([a, b]), Wide([c, d])]: [Self::F32; 2]) -> Self::SeveralF32 {
        Wide([a, b, c, d])
    }
    #[inline(always)]
    fn split_f32(Wide([a, b, c, d]): Self::SeveralF32) -> [Self::F32; 2] {
        [Wide([a, b]), Wide([c, d])]
    }
    #[inline(always)]
    fn join_f64([Wide([a, b]), Wide([c, d])]: [Self::F64; 2]) -> Self::SeveralF64 {
        Wide([a, b, c, d])
    }
    #[inline(always)]
    fn split_f64(Wide([a, b, c, d]): Self::SeveralF64) -> [Self::F64; 2] {
        [Wide([a, b]), Wide([c, d])]
    }

    #[inline(always)]
    fn widen(vector: Self::F32) -> [Self::F64; 2] {
        [widen(vector.0[0]), widen(vector.0[1])]
    }
    #[inline(always)]
    fn prefetch(address: *const u8) {
        i!(_mm_prefetch::<_MM_HINT_T0>(address.cast()))
    }
    #[inline(always)]
    fn fence() {
        i!(_mm_sfence())
    }
    #[inline(always)]
    unsafe fn load_widened(source: *const f32) -> Self::F64 {
        i!({
            let low = _mm512_cvtps_pd(_mm256_loadu_ps(source));
            let high = _mm512_cvtps_pd(_mm256_loadu_ps(source.add(8)));
            Wide([F64x8(low), F64x8(high)])
        })
    }
    #[inline(always)]
    unsafe fn store_narrowed(vector: Self::F64, target: *mut f32) {
        i!({
            _mm256_storeu_ps(target, _mm512_cvtpd_ps(vector.0[0].0));
            _mm256_storeu_ps(target.add(8), _mm512_cvtpd_ps(vector.0[1].0));
        })
    }
    #[inline(always)]
    unsafe fn columns_of_rows(rows: &[*const f32; 32], classes: usize, columns: *mut f32) {
        // SAFETY: the caller's.
        unsafe { transpose::columns_of_rows(rows, classes, columns) }
    }
    #[inline(always)]
    unsafe fn rows_of_columns(columns: *const f32, classes: usize, rows: &[*mut f32; 32], count: usize) {
        // SAFETY: the caller's.
        unsafe { transpose::rows_of_columns(columns, classes, rows, count) }
    }

    half_by_parts!(F32x16);

    #[inline(always)]
    fn run_apart<K: Kernel>(kernel: K) -> K::Output {
        // SAFETY: nothing of this instruction set runs but behind one of its doors.
        unsafe { at_its_place(kernel).run_avx512::<Self>() }
    }
}

impl Fold for Avx512 {
    type EightF64 = Wide<F64x8, 1>;

    #[inline(always)]
    fn folded(vector: Self::F32) -> Self::EightF64 {
        let half = vector.0[0].add(vector.0[1]).0;
        i!({
            let eight = _mm256_add_ps(_mm512_castps512_ps256(half), _mm512_extractf32x8_ps::<1>(half));
            Wide([F64x8(_mm512_cvtps_pd(eight))])
        })
    }
}
