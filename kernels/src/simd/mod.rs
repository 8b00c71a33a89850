//! Vectors without mathematics: what every instruction set must offer, and nothing more.
//!
//! Three levels, each generic over the one below:
//!
//! * [`Part`]: one native register (or one scalar). The only trait an instruction set implements.
//! * [`Wide`]: a fixed number of parts, so that every instruction set works on the same virtual
//!   width: 32 lanes of `f32`, 16 lanes of `f64`. The lane that an element falls into, and so the
//!   order in which sums are formed, is the same everywhere. That is what makes the bits equal.
//! * [`Simd`]: names the virtual vectors of an instruction set.
//!
//! Mathematics is written over [`Real`], which [`Wide`] implements for any number of parts; a
//! single part serves for what a row needs once.
//!
//! Everything here is `#[inline(always)]`: the intrinsics inherit the instruction set of the one
//! `#[target_feature]` function that a kernel is entered through ([`isa`]). A function that is not
//! inlined would be compiled without it.

use core::ops::{Add, Div, Mul, Neg, Sub};

pub mod isa;
mod lane;
mod scalar;
mod wide;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;

pub use lane::Lane;
pub use wide::Wide;

/// Arithmetic that the mathematics of this crate is written in: a vector of lanes.
///
/// Comparisons with NaN are false. `+ - * /` and [`mul_add`](Real::mul_add) are correctly rounded.
pub trait Real:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The type of one lane.
    type Lane: Lane;
    /// One truth value a lane.
    type Mask: Copy;

    /// Every lane `value`.
    fn splat_lane(value: Self::Lane) -> Self;
    /// `self * factor + addend` with one rounding.
    fn mul_add(self, factor: Self, addend: Self) -> Self;
    /// `self > other ? self : other`: a NaN in `self` is erased, one in `other` stays.
    fn max(self, other: Self) -> Self;
    /// `self < other`.
    fn lt(self, other: Self) -> Self::Mask;
    /// `self <= other`.
    fn le(self, other: Self) -> Self::Mask;
    /// `self == other`.
    fn eq(self, other: Self) -> Self::Mask;
    /// `mask ? yes : no`.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Both.
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    /// Bits of both.
    fn and(self, other: Self) -> Self;
    /// Bits of either.
    fn or(self, other: Self) -> Self;
    /// The sum of the bits as integers, wrapping.
    fn add_integer(self, other: Self) -> Self;
    /// The bits moved up by the width of the mantissa field.
    fn shift_to_exponent(self) -> Self;
    /// The bits moved down by the width of the mantissa field, zeros coming in.
    fn shift_from_exponent(self) -> Self;
    /// The first lane.
    fn first(self) -> Self::Lane;
    /// The function, lane by lane: at once where a register holds several, else in a loop, so that
    /// its code stands there once. For whatever is longer than a few operations.
    fn apply<F, const IN: usize, const OUT: usize>(function: F, inputs: [Self; IN]) -> [Self; OUT]
    where
        F: LaneFunction<Self::Lane, IN, OUT>;

    /// Every lane `value`, rounded to the lane's type.
    #[inline(always)]
    fn splat(value: f64) -> Self {
        Self::splat_lane(Self::Lane::from_f64(value))
    }

    /// Every lane made of these bits (the upper half is dropped for `f32`).
    #[inline(always)]
    fn splat_bits(bits: u64) -> Self {
        Self::splat_lane(Self::Lane::from_raw(bits))
    }

    /// `|self|`.
    #[inline(always)]
    fn abs(self) -> Self {
        self.and(Self::splat_bits(!Self::Lane::SIGN))
    }

    /// The larger of a constant and `self`; a NaN in `self` stays.
    #[inline(always)]
    fn at_least(self, floor: f64) -> Self {
        Self::splat(floor).max(self)
    }

    /// `mask ? self : 0`, whatever `self` holds.
    #[inline(always)]
    fn keep(self, mask: Self::Mask) -> Self {
        Self::select(mask, self, Self::splat(0.0))
    }

    /// `self`, but NaN where `source` is NaN.
    #[inline(always)]
    fn or_nan_of(self, source: Self) -> Self {
        Self::select(source.eq(source), self, source)
    }

    /// `self * factor`, and exactly 0 where `self` is 0, also against infinity and NaN.
    #[inline(always)]
    fn times(self, factor: Self) -> Self {
        let zero = Self::splat(0.0);
        Self::select(self.eq(zero), zero, self * factor)
    }
}

/// A function of single lanes, applied to vectors by [`Real::apply`].
pub trait LaneFunction<L: Lane, const IN: usize, const OUT: usize>: Copy {
    /// `#[inline(always)]` in every implementation.
    fn call<R: Real<Lane = L>>(self, inputs: [R; IN]) -> [R; OUT];
}

/// A [`Real`] with a fixed number of lanes in memory. Pointers need no alignment.
pub trait Vector: Real {
    /// Lanes.
    const LANES: usize;

    /// Reads `count.min(LANES)` elements; the other lanes are `fill`.
    ///
    /// # Safety
    /// `source` is valid for reading `count.min(LANES)` elements.
    unsafe fn load(source: *const Self::Lane, count: usize, fill: f64) -> Self;
    /// Writes the first `count.min(LANES)` elements.
    ///
    /// # Safety
    /// `target` is valid for writing `count.min(LANES)` elements.
    unsafe fn store(self, target: *mut Self::Lane, count: usize);
    /// The largest lane, ±infinity included; lanes that are NaN count as -infinity.
    fn largest(self) -> Self::Lane;
    /// The sum of the lanes: the upper half is added to the lower until one lane is left.
    fn fold(self) -> Self::Lane;
    /// The mask of the first `count` lanes.
    fn first_lanes(count: usize) -> Self::Mask;

    /// The first `count` lanes, the others 0.
    #[inline(always)]
    fn keep_first(self, count: usize) -> Self {
        if count >= Self::LANES { self } else { self.keep(Self::first_lanes(count)) }
    }
}

/// One native register: what an instruction set implements. See [`Real`] and [`Vector`] for the
/// meaning of each operation.
///
/// The functions are safe to call because values of these types come into being only inside a
/// kernel, and a kernel is entered only through [`isa::Isa`], which proves that the processor has
/// the instructions.
#[allow(missing_docs)]
pub trait Part: Copy {
    type Lane: Lane;
    type Mask: Copy;
    /// One lane; `Self` for a register that holds several at once.
    type Single: Part<Lane = Self::Lane>;
    const LANES: usize;

    fn splat(value: Self::Lane) -> Self;
    /// # Safety
    /// `source` is valid for reading `LANES` elements.
    unsafe fn load(source: *const Self::Lane) -> Self;
    /// The lanes beyond `count` are 0.
    ///
    /// # Safety
    /// `source` is valid for reading `count < LANES` elements.
    unsafe fn load_partial(source: *const Self::Lane, count: usize) -> Self;
    /// # Safety
    /// `target` is valid for writing `LANES` elements.
    unsafe fn store(self, target: *mut Self::Lane);
    /// # Safety
    /// `target` is valid for writing `count < LANES` elements.
    unsafe fn store_partial(self, target: *mut Self::Lane, count: usize);

    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    fn mul_add(self, factor: Self, addend: Self) -> Self;
    fn max(self, other: Self) -> Self;
    fn lt(self, other: Self) -> Self::Mask;
    fn le(self, other: Self) -> Self::Mask;
    fn eq(self, other: Self) -> Self::Mask;
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn add_integer(self, other: Self) -> Self;
    fn shift_to_exponent(self) -> Self;
    fn shift_from_exponent(self) -> Self;
}

/// An instruction set: the virtual vectors and the conversions between them.
pub trait Simd: Copy + 'static {
    /// 32 lanes.
    type F32: Vector<Lane = f32>;
    /// 16 lanes.
    type F64: Vector<Lane = f64>;
    /// A single register, for what is computed once a row.
    type NarrowF32: Real<Lane = f32>;
    /// A single register, for what is computed once a row.
    type NarrowF64: Real<Lane = f64>;

    /// Lanes 0..16 and 16..32, exactly.
    fn widen(vector: Self::F32) -> [Self::F64; 2];
    /// Reads 16 `f32`.
    ///
    /// # Safety
    /// `source` is valid for reading 16 elements.
    unsafe fn load_widened(source: *const f32) -> Self::F64;
    /// Writes 16 `f32`, rounding each.
    ///
    /// # Safety
    /// `target` is valid for writing 16 elements.
    unsafe fn store_narrowed(vector: Self::F64, target: *mut f32);
}
