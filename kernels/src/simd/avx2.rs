//! AVX2, FMA and F16C: 256-bit registers, masks as registers of all-ones lanes.

use super::door::{Door, at_its_place};
use super::mask::{mask_32, mask_64};
use super::{Fold, Kernel, Part, Simd, Wide, half_by_parts, several_are_one, transpose};
use crate::sum::{CompensatedSum, DoubleSum, FoldedSum};
use core::arch::x86_64::*;

/// 8 lanes.
#[derive(Clone, Copy)]
pub struct F32x8(__m256);
/// 4 lanes.
#[derive(Clone, Copy)]
pub struct F64x4(__m256d);

/// An intrinsic of AVX2, FMA or F16C called from a function that only inlining gives the instruction set
/// to.
macro_rules! i {
    ($call:expr) => {
        // SAFETY: the processor has AVX2, FMA and F16C, because this type exists only inside a kernel
        // that `Isa` entered with it (see `Part`). Intrinsics that take pointers stand in functions
        // whose caller vouches for the pointer; masked ones touch the lanes of the mask alone.
        unsafe { $call }
    };
}

/// The sum of the lanes, halves to halves.
#[inline(always)]
pub(super) unsafe fn fold_halves_32(register: __m256) -> f32 {
    i!({
        let four = _mm_add_ps(_mm256_castps256_ps128(register), _mm256_extractf128_ps::<1>(register));
        let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)))
    })
}

/// The same.
#[inline(always)]
pub(super) unsafe fn fold_halves_64(register: __m256d) -> f64 {
    i!({
        let two = _mm_add_pd(_mm256_castpd256_pd128(register), _mm256_extractf128_pd::<1>(register));
        _mm_cvtsd_f64(_mm_add_sd(two, _mm_unpackhi_pd(two, two)))
    })
}

/// The largest lane.
#[inline(always)]
unsafe fn largest_32(register: __m256) -> f32 {
    i!({
        let four = _mm_max_ps(_mm256_castps256_ps128(register), _mm256_extractf128_ps::<1>(register));
        let two = _mm_max_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)))
    })
}

/// The same.
#[inline(always)]
unsafe fn largest_64(register: __m256d) -> f64 {
    i!({
        let two = _mm_max_pd(_mm256_castpd256_pd128(register), _mm256_extractf128_pd::<1>(register));
        _mm_cvtsd_f64(_mm_max_sd(two, _mm_unpackhi_pd(two, two)))
    })
}

/// Eight bytes as integers, a lane each.
///
/// # Safety
/// `source` is valid for reading them.
#[inline(always)]
unsafe fn load_bytes_32(source: *const u8) -> __m256i {
    i!(_mm256_cvtepu8_epi32(_mm_loadl_epi64(source.cast())))
}

/// Four bytes.
///
/// # Safety
/// `source` is valid for reading them.
#[inline(always)]
unsafe fn load_bytes_64(source: *const u8) -> __m256i {
    i!(_mm256_cvtepu8_epi64(_mm_cvtsi32_si128(source.cast::<i32>().read_unaligned())))
}

macro_rules! part {
    (
        $name:ident, $lane:ty, $register:ty, $lanes:literal, $bits:literal, $mask:ident,
        $set1:ident, $loadu:ident, $maskload:ident, $storeu:ident, $maskstore:ident,
        $add:ident, $sub:ident, $mul:ident, $div:ident, $sqrt:ident, $fmadd:ident, $max:ident, $cmp:ident,
        $blendv:ident, $and:ident, $and_not:ident, $or:ident, $to_integer:ident, $to_float:ident,
        $add_integer:ident, $shift_left:ident, $shift_right:ident,
        $first:ident, $largest:ident, $fold:ident, $signs:ident, $load_bytes:ident, $above:ident
    ) => {
        impl Part for $name {
            type Lane = $lane;
            type Mask = $register;
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
                Self(i!($maskload(source.wrapping_add(at), $mask(count, at))))
            }
            #[inline(always)]
            unsafe fn store(self, target: *mut $lane) {
                i!($storeu(target, self.0))
            }
            #[inline(always)]
            unsafe fn store_first(self, target: *mut $lane, count: usize, at: usize) {
                // The masked store is slow: not for what is whole, or nothing.
                if count >= at + $lanes {
                    i!($storeu(target.add(at), self.0))
                } else if count > at {
                    i!($maskstore(target.add(at), $mask(count, at), self.0))
                }
            }
            #[inline(always)]
            unsafe fn stream(self, target: *mut $lane) {
                let register = i!($to_integer(self.0));
                if target.addr() % 32 == 0 {
                    i!(_mm256_stream_si256(target.cast(), register))
                } else {
                    i!({
                        _mm_stream_si128(target.cast(), _mm256_castsi256_si128(register));
                        _mm_stream_si128(target.cast::<__m128i>().add(1), _mm256_extracti128_si256::<1>(register));
                    })
                }
            }
            #[inline(always)]
            fn first_lanes(count: usize, at: usize) -> $register {
                i!($to_float($mask(count, at)))
            }
            #[inline(always)]
            unsafe fn lanes_of_bytes(source: *const u8) -> $register {
                i!($to_float($above($load_bytes(source), _mm256_setzero_si256())))
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
            fn lt(self, other: Self) -> $register {
                i!($cmp::<_CMP_LT_OQ>(self.0, other.0))
            }
            #[inline(always)]
            fn le(self, other: Self) -> $register {
                i!($cmp::<_CMP_LE_OQ>(self.0, other.0))
            }
            #[inline(always)]
            fn eq(self, other: Self) -> $register {
                i!($cmp::<_CMP_EQ_OQ>(self.0, other.0))
            }
            #[inline(always)]
            fn select(mask: $register, yes: Self, no: Self) -> Self {
                Self(i!($blendv(no.0, yes.0, mask)))
            }
            // Not a choice between two, which goes by the sign and takes two operations: the compiler does not know that
            // a lane of a mask is all ones or none.
            #[inline(always)]
            fn keep(self, mask: $register) -> Self {
                Self(i!($and(mask, self.0)))
            }
            #[inline(always)]
            fn without(self, mask: $register) -> Self {
                Self(i!($and_not(mask, self.0)))
            }
            #[inline(always)]
            fn both(a: $register, b: $register) -> $register {
                i!($and(a, b))
            }
            #[inline(always)]
            fn all(mask: $register) -> bool {
                // A bit a lane.
                i!($signs(mask)) == (1 << $lanes) - 1
            }
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                Self(i!($and(self.0, other.0)))
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                Self(i!($or(self.0, other.0)))
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
    F32x8,
    f32,
    __m256,
    8,
    23,
    mask_32,
    _mm256_set1_ps,
    _mm256_loadu_ps,
    _mm256_maskload_ps,
    _mm256_storeu_ps,
    _mm256_maskstore_ps,
    _mm256_add_ps,
    _mm256_sub_ps,
    _mm256_mul_ps,
    _mm256_div_ps,
    _mm256_sqrt_ps,
    _mm256_fmadd_ps,
    _mm256_max_ps,
    _mm256_cmp_ps,
    _mm256_blendv_ps,
    _mm256_and_ps,
    _mm256_andnot_ps,
    _mm256_or_ps,
    _mm256_castps_si256,
    _mm256_castsi256_ps,
    _mm256_add_epi32,
    _mm256_slli_epi32,
    _mm256_srli_epi32,
    _mm256_cvtss_f32,
    largest_32,
    fold_halves_32,
    _mm256_movemask_ps,
    load_bytes_32,
    _mm256_cmpgt_epi32
);
part!(
    F64x4,
    f64,
    __m256d,
    4,
    52,
    mask_64,
    _mm256_set1_pd,
    _mm256_loadu_pd,
    _mm256_maskload_pd,
    _mm256_storeu_pd,
    _mm256_maskstore_pd,
    _mm256_add_pd,
    _mm256_sub_pd,
    _mm256_mul_pd,
    _mm256_div_pd,
    _mm256_sqrt_pd,
    _mm256_fmadd_pd,
    _mm256_max_pd,
    _mm256_cmp_pd,
    _mm256_blendv_pd,
    _mm256_and_pd,
    _mm256_andnot_pd,
    _mm256_or_pd,
    _mm256_castpd_si256,
    _mm256_castsi256_pd,
    _mm256_add_epi64,
    _mm256_slli_epi64,
    _mm256_srli_epi64,
    _mm256_cvtsd_f64,
    largest_64,
    fold_halves_64,
    _mm256_movemask_pd,
    load_bytes_64,
    _mm256_cmpgt_epi64
);

#[inline(always)]
fn widen(part: F32x8) -> [F64x4; 2] {
    i!([
        F64x4(_mm256_cvtps_pd(_mm256_castps256_ps128(part.0))),
        F64x4(_mm256_cvtps_pd(_mm256_extractf128_ps::<1>(part.0))),
    ])
}

/// Eight elements of [`Bf16`](crate::half::Bf16).
///
/// # Safety
/// `source` is valid for reading them.
#[inline(always)]
unsafe fn load_bf16(source: *const u16) -> F32x8 {
    let bits = i!(_mm256_slli_epi32::<16>(_mm256_cvtepu16_epi32(_mm_loadu_si128(source.cast()))));
    F32x8(i!(_mm256_castsi256_ps(bits)))
}

/// Writes eight elements of [`Bf16`](crate::half::Bf16): the steps of [`narrowed_bf16`](crate::half).
///
/// # Safety
/// `target` is valid for writing them.
#[inline(always)]
unsafe fn store_bf16(part: F32x8, target: *mut u16) {
    i!({
        let bits = _mm256_castps_si256(part.0);
        let odd = _mm256_and_si256(_mm256_srli_epi32::<16>(bits), _mm256_set1_epi32(1));
        let rounded = _mm256_add_epi32(_mm256_add_epi32(bits, _mm256_set1_epi32(0x7FFF)), odd);
        let quiet = _mm256_or_si256(bits, _mm256_set1_epi32(0x0040_0000));
        let is_nan = _mm256_castps_si256(_mm256_cmp_ps::<_CMP_UNORD_Q>(part.0, part.0));
        let upper = _mm256_srli_epi32::<16>(_mm256_blendv_epi8(rounded, quiet, is_nan));
        let packed = _mm_packus_epi32(_mm256_castsi256_si128(upper), _mm256_extracti128_si256::<1>(upper));
        _mm_storeu_si128(target.cast(), packed);
    })
}

/// Eight elements of [`F16`](crate::half::F16).
///
/// # Safety
/// `source` is valid for reading them.
#[inline(always)]
unsafe fn load_f16(source: *const u16) -> F32x8 {
    F32x8(i!(_mm256_cvtph_ps(_mm_loadu_si128(source.cast()))))
}

/// Writes eight elements of [`F16`](crate::half::F16).
///
/// # Safety
/// `target` is valid for writing them.
#[inline(always)]
unsafe fn store_f16(part: F32x8, target: *mut u16) {
    i!(_mm_storeu_si128(target.cast(), _mm256_cvtps_ph::<_MM_FROUND_TO_NEAREST_INT>(part.0)))
}

/// The instruction set.
#[derive(Clone, Copy)]
pub struct Avx2;

impl Simd for Avx2 {
    type F32 = Wide<F32x8, 4>;
    type F64 = Wide<F64x4, 4>;
    type SumF32 = DoubleSum<Self>;
    type FoldedSumF32 = FoldedSum<Self>;
    type SumF64 = CompensatedSum<Self>;
    type NarrowF32 = Wide<F32x8, 1>;
    type NarrowF64 = Wide<F64x4, 1>;
    type ChainF32 = Wide<F32x8, 2>;
    type ChainF64 = Wide<F64x4, 2>;
    type PairF64 = Wide<F64x4, 2>;
    type QuadF64 = Self::PairF64;
    type TileF32 = Wide<F32x8, 2>;
    type TileF64 = Wide<F64x4, 2>;
    const TILE_ROWS: usize = 6;
    several_are_one!();

    #[inline(always)]
    fn widen(vector: Self::F32) -> [Self::F64; 2] {
        let [[a, b], [c, d]] = [widen(vector.0[0]), widen(vector.0[1])];
        let [[e, f], [g, h]] = [widen(vector.0[2]), widen(vector.0[3])];
        [Wide([a, b, c, d]), Wide([e, f, g, h])]
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
        i!(Wide([
            F64x4(_mm256_cvtps_pd(_mm_loadu_ps(source))),
            F64x4(_mm256_cvtps_pd(_mm_loadu_ps(source.add(4)))),
            F64x4(_mm256_cvtps_pd(_mm_loadu_ps(source.add(8)))),
            F64x4(_mm256_cvtps_pd(_mm_loadu_ps(source.add(12)))),
        ]))
    }
    #[inline(always)]
    unsafe fn store_narrowed(vector: Self::F64, target: *mut f32) {
        let [a, b, c, d] = vector.0;
        i!({
            _mm_storeu_ps(target, _mm256_cvtpd_ps(a.0));
            _mm_storeu_ps(target.add(4), _mm256_cvtpd_ps(b.0));
            _mm_storeu_ps(target.add(8), _mm256_cvtpd_ps(c.0));
            _mm_storeu_ps(target.add(12), _mm256_cvtpd_ps(d.0));
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

    half_by_parts!(F32x8);

    #[inline(always)]
    fn run_apart<K: Kernel>(kernel: K) -> K::Output {
        // SAFETY: nothing of this instruction set runs but behind one of its doors.
        unsafe { at_its_place(kernel).run_avx2::<Self>() }
    }
}

impl Fold for Avx2 {
    type EightF64 = Wide<F64x4, 2>;

    #[inline(always)]
    fn folded(vector: Self::F32) -> Self::EightF64 {
        let [a, b, c, d] = vector.0;
        Wide(widen(a.add(c).add(b.add(d))))
    }
}
