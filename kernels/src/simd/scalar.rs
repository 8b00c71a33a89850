//! No vector instructions beyond those of the target's baseline. This instruction set runs everywhere, and the others
//! are compared with it.
//!
//! A vector has one lane. Only sums depend on the number of lanes: they put terms into as many accumulators as the sums
//! of the other instruction sets have lanes, in turn, and then add the accumulators in the same order.

use super::door::{Door, at_its_place};
use super::{Kernel, Part, Real, Simd, Wide, several_are_one};
use crate::half::{narrowed_bf16, narrowed_f16, widened_bf16, widened_f16};
use crate::math::square_root;
use crate::sum::{Sum, Total, Turns};

#[cfg(not(windows))]
unsafe extern "C" {
    // Of the C library, correctly rounded. `core` has no fused multiply-add.
    safe fn fmaf(factor: f32, other: f32, addend: f32) -> f32;
    safe fn fma(factor: f64, other: f64, addend: f64) -> f64;
}
// Mingw's round twice, as they go through the 64 bits of x87.
#[cfg(windows)]
use libm::{fma, fmaf};

/// One lane, in a register.
#[derive(Clone, Copy)]
pub struct One<T>(T);

macro_rules! one {
    ($lane:ident, $fma:ident) => {
        impl Part for One<$lane> {
            type Lane = $lane;
            type Mask = bool;
            const LANES: usize = 1;

            #[inline(always)]
            fn splat(value: $lane) -> Self {
                Self(value)
            }
            #[inline(always)]
            unsafe fn load(source: *const $lane) -> Self {
                // SAFETY: the caller gives one element; no alignment is asked of it.
                Self(unsafe { source.read_unaligned() })
            }
            #[inline(always)]
            unsafe fn load_first(source: *const $lane, count: usize, at: usize) -> Self {
                // SAFETY: the element is one of the first `count`.
                Self(if at < count { unsafe { source.add(at).read_unaligned() } } else { 0.0 })
            }
            #[inline(always)]
            unsafe fn store(self, target: *mut $lane) {
                // SAFETY: the caller gives one element; no alignment is asked of it.
                unsafe { target.write_unaligned(self.0) }
            }
            #[inline(always)]
            unsafe fn store_first(self, target: *mut $lane, count: usize, at: usize) {
                if at < count {
                    // SAFETY: the element is one of the first `count`.
                    unsafe { target.add(at).write_unaligned(self.0) }
                }
            }
            #[inline(always)]
            fn first_lanes(count: usize, at: usize) -> bool {
                at < count
            }
            #[inline(always)]
            fn first(self) -> $lane {
                self.0
            }
            #[inline(always)]
            fn largest(self) -> $lane {
                self.0
            }
            #[inline(always)]
            fn fold(self) -> $lane {
                self.0
            }
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                Self(self.0 * other.0)
            }
            #[inline(always)]
            fn div(self, other: Self) -> Self {
                Self(self.0 / other.0)
            }
            #[inline(always)]
            fn square_root(self) -> Self {
                // Of an `f32`, the root in `f64` has more than twice its bits and one more: rounding that again is rounding the
                // root itself (S. A. Figueroa, When is double rounding innocuous?, SIGNUM Newsletter 30, 1995).
                Self(square_root(f64::from(self.0)) as $lane)
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, addend: Self) -> Self {
                Self($fma(self.0, factor.0, addend.0))
            }
            #[inline(always)]
            fn max(self, other: Self) -> Self {
                if self.0 > other.0 { self } else { other }
            }
            #[inline(always)]
            fn lt(self, other: Self) -> bool {
                self.0 < other.0
            }
            #[inline(always)]
            fn le(self, other: Self) -> bool {
                self.0 <= other.0
            }
            #[inline(always)]
            fn eq(self, other: Self) -> bool {
                self.0 == other.0
            }
            #[inline(always)]
            fn select(mask: bool, yes: Self, no: Self) -> Self {
                if mask { yes } else { no }
            }
            #[inline(always)]
            fn both(a: bool, b: bool) -> bool {
                a & b
            }
            #[inline(always)]
            fn all(mask: bool) -> bool {
                mask
            }
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                Self($lane::from_bits(self.0.to_bits() & other.0.to_bits()))
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                Self($lane::from_bits(self.0.to_bits() | other.0.to_bits()))
            }
            #[inline(always)]
            fn add_integer(self, other: Self) -> Self {
                Self($lane::from_bits(self.0.to_bits().wrapping_add(other.0.to_bits())))
            }
            #[inline(always)]
            fn shift_to_exponent(self) -> Self {
                Self($lane::from_bits(self.0.to_bits() << ($lane::MANTISSA_DIGITS - 1)))
            }
            #[inline(always)]
            fn shift_from_exponent(self) -> Self {
                Self($lane::from_bits(self.0.to_bits() >> ($lane::MANTISSA_DIGITS - 1)))
            }
        }
    };
}

one!(f32, fmaf);
one!(f64, fma);

/// The accumulators of sums of `f32`, each the next one's turn.
#[derive(Clone, Copy)]
pub struct DoubleTurns {
    sums: [f64; 32],
    next: usize,
}

impl Sum for DoubleTurns {
    type Vector = Wide<One<f32>, 1>;

    #[inline(always)]
    fn zero() -> Self {
        Self { sums: [0.0; 32], next: 0 }
    }
    #[inline(always)]
    fn add(&mut self, term: Self::Vector) {
        self.sums[self.next % 32] += f64::from(term.first());
        self.next = (self.next + 1) % 32;
    }
    #[inline(always)]
    fn add_product(&mut self, a: Self::Vector, b: Self::Vector) {
        // The product of two f32 is a number of f64: there is nothing to fuse.
        self.sums[self.next % 32] += f64::from(a.first()) * f64::from(b.first());
        self.next = (self.next + 1) % 32;
    }
    #[inline(never)]
    fn scale(&mut self, factor: f64) {
        let mut i = 0;
        while i < 32 {
            self.sums[i] *= factor;
            i += 1;
        }
    }
    #[inline(never)]
    fn parts(&self) -> Total {
        Total::of(fold(self.sums), 0.0)
    }
}

/// As [`Vector::fold`](super::Vector::fold) of so many lanes.
#[inline(always)]
fn fold<const N: usize>(mut sums: [f64; N]) -> f64 {
    let mut half = N / 2;
    while half > 0 {
        let mut i = 0;
        while i < half {
            sums[i] += sums[i + half];
            i += 1;
        }
        half /= 2;
    }
    sums[0]
}

/// The accumulators of [`FoldedSum`](crate::sum::FoldedSum).
#[derive(Clone, Copy)]
pub struct FoldedTurns {
    /// Terms of a vector that has begun; 0 behind them.
    terms: [f32; 32],
    next: usize,
    sums: [f64; 8],
}

impl FoldedTurns {
    /// Adds the vector that has begun, and begins another.
    #[inline(always)]
    fn flush(&mut self) {
        let mut i = 0;
        while i < 8 {
            let fold = (self.terms[i] + self.terms[i + 16]) + (self.terms[i + 8] + self.terms[i + 24]);
            self.sums[i] += f64::from(fold);
            i += 1;
        }
        self.terms = [0.0; 32];
        self.next = 0;
    }
}

impl Sum for FoldedTurns {
    type Vector = Wide<One<f32>, 1>;

    #[inline(always)]
    fn zero() -> Self {
        Self { terms: [0.0; 32], next: 0, sums: [0.0; 8] }
    }
    #[inline(always)]
    fn add(&mut self, term: Self::Vector) {
        self.terms[self.next % 32] = term.first();
        self.next += 1;
        if self.next == 32 {
            self.flush();
        }
    }
    #[inline(always)]
    fn add_product(&mut self, a: Self::Vector, b: Self::Vector) {
        self.add(a * b);
    }
    #[inline(never)]
    fn scale(&mut self, factor: f64) {
        self.flush();
        let mut i = 0;
        while i < 8 {
            self.sums[i] *= factor;
            i += 1;
        }
    }
    #[inline(never)]
    fn parts(&self) -> Total {
        let mut whole = *self;
        whole.flush();
        Total::of(fold(whole.sums), 0.0)
    }
}

/// The accumulators of sums of `f64`.
#[derive(Clone, Copy)]
pub struct CompensatedTurns(Turns);

impl Sum for CompensatedTurns {
    type Vector = Wide<One<f64>, 1>;

    #[inline(always)]
    fn zero() -> Self {
        Self(Turns::new())
    }
    #[inline(always)]
    fn add(&mut self, term: Self::Vector) {
        self.0.add(term.first(), 0.0);
    }
    #[inline(always)]
    fn add_product(&mut self, a: Self::Vector, b: Self::Vector) {
        let product = a * b;
        self.0.add(product.first(), a.mul_add(b, -product).first());
    }
    #[inline(never)]
    fn scale(&mut self, factor: f64) {
        self.0.scale(factor);
    }
    #[inline(never)]
    fn parts(&self) -> Total {
        self.0.parts()
    }
}

/// The instruction set that every processor has.
#[derive(Clone, Copy)]
pub struct Scalar;

impl Simd for Scalar {
    type F32 = Wide<One<f32>, 1>;
    type F64 = Wide<One<f64>, 1>;
    type SumF32 = DoubleTurns;
    type FoldedSumF32 = FoldedTurns;
    type SumF64 = CompensatedTurns;
    type NarrowF32 = Wide<One<f32>, 1>;
    type NarrowF64 = Wide<One<f64>, 1>;
    type ChainF32 = Wide<One<f32>, 1>;
    type ChainF64 = Wide<One<f64>, 1>;
    type PairF64 = Wide<One<f64>, 1>;
    type QuadF64 = Self::PairF64;
    type TileF32 = Wide<One<f32>, 1>;
    type TileF64 = Wide<One<f64>, 1>;
    const TILE_ROWS: usize = 4;
    several_are_one!();

    #[inline(always)]
    fn widen(vector: Self::F32) -> [Self::F64; 2] {
        [Wide([One(f64::from(vector.first()))]), Wide([One(0.0)])]
    }
    #[inline(always)]
    unsafe fn load_widened(source: *const f32) -> Self::F64 {
        // SAFETY: the caller gives one element; no alignment is asked of it.
        Wide([One(f64::from(unsafe { source.read_unaligned() }))])
    }
    #[inline(always)]
    unsafe fn store_narrowed(vector: Self::F64, target: *mut f32) {
        // SAFETY: the caller gives one element; no alignment is asked of it.
        unsafe { target.write_unaligned(vector.first() as f32) }
    }

    #[inline(always)]
    unsafe fn load_bf16(source: *const u16) -> Self::F32 {
        // SAFETY: the caller gives one element; no alignment is asked of it.
        Wide([One(widened_bf16(unsafe { source.read_unaligned() }))])
    }
    #[inline(always)]
    unsafe fn store_bf16(vector: Self::F32, target: *mut u16) {
        // SAFETY: the caller gives one element; no alignment is asked of it.
        unsafe { target.write_unaligned(narrowed_bf16(vector.first())) }
    }
    #[inline(always)]
    unsafe fn load_f16(source: *const u16) -> Self::F32 {
        // SAFETY: the caller gives one element; no alignment is asked of it.
        Wide([One(widened_f16(unsafe { source.read_unaligned() }))])
    }
    #[inline(always)]
    unsafe fn store_f16(vector: Self::F32, target: *mut u16) {
        // SAFETY: the caller gives one element; no alignment is asked of it.
        unsafe { target.write_unaligned(narrowed_f16(vector.first())) }
    }

    #[inline(always)]
    fn run_apart<K: Kernel>(kernel: K) -> K::Output {
        at_its_place(kernel).run_scalar::<Self>()
    }
}
