//! Vectors without mathematics: the operations that every instruction set must offer, and nothing more.
//!
//! Three levels, each generic over the one below:
//!
//! * [`Part`]: one native register (or one scalar). The only trait that an instruction set implements.
//! * [`Wide`]: a fixed number of parts, so that every instruction set works on the same virtual
//!   width: 32 lanes of `f32`, 16 lanes of `f64`. An element therefore falls into the same lane, and sums
//!   are formed in the same order, everywhere. This makes the bits equal.
//!   (Without vector instructions the width is 1, and only sums have lanes: see scalar.rs.)
//! * [`Simd`]: names the virtual vectors of an instruction set.
//!
//! Mathematics is written over [`Real`], which [`Wide`] implements for any number of parts. A single part serves for
//! calculations that a row needs once.
//!
//! Everything here is `#[inline(always)]`: the intrinsics inherit the instruction set of the one `#[target_feature]`
//! function through which a kernel is entered ([`isa`]). A function that is not inlined would be compiled without it.

use crate::sum::Total;
use core::ops::{Add, Div, Mul, Neg, Sub};

mod door;
pub mod isa;
pub(crate) mod lane;
mod scalar;
mod wide;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod mask;
#[cfg(target_arch = "aarch64")]
mod neon;
#[cfg(target_arch = "x86_64")]
mod transpose;

pub use lane::Lane;
pub use wide::Wide;

/// Arithmetic that the mathematics of this crate is written in: a vector of lanes.
///
/// Comparisons with NaN are false. `+ - * /`, [`square_root`](Real::square_root) and [`mul_add`](Real::mul_add) are correctly rounded.
pub trait Real:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The type of one lane.
    type Lane: Lane;
    /// One truth value a lane.
    type Mask: Copy;

    /// Every lane `value`.
    fn splat_lane(value: Self::Lane) -> Self;
    /// The square root, correctly rounded; NaN below 0.
    fn square_root(self) -> Self;
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
    /// `mask ? self : 0`, whatever `self` holds.
    fn keep(self, mask: Self::Mask) -> Self;
    /// `mask ? 0 : self`, whatever `self` holds.
    fn without(self, mask: Self::Mask) -> Self;
    /// `a < b ? 0 : self`, whatever `self` holds.
    fn without_less(self, a: Self, b: Self) -> Self;
    /// `self * factor`, and exactly 0 where `self` is 0, also against infinity and NaN.
    fn times(self, factor: Self) -> Self;
    /// Both.
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    /// Whether the mask is true in every lane.
    fn all(mask: Self::Mask) -> bool;
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

    /// `self`, but NaN where `source` is NaN.
    #[inline(always)]
    fn or_nan_of(self, source: Self) -> Self {
        Self::select(source.eq(source), self, source)
    }
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
    /// Writes all lanes past the caches, where the instruction set can: for what is too large to be found
    /// there again, and costs a read of what is overwritten otherwise. Until [`Simd::fence`] other threads
    /// may not see it.
    ///
    /// # Safety
    /// `target` is valid for writing LANES elements, and a multiple of 16 bytes.
    unsafe fn stream(self, target: *mut Self::Lane);
    /// The largest lane, ±infinity included; lanes that are NaN count as -infinity.
    fn largest(self) -> Self::Lane;
    /// The sum of the lanes: the upper half is added to the lower until one lane is left.
    fn fold(self) -> Self::Lane;
    /// The mask of the first `count` lanes.
    fn first_lanes(count: usize) -> Self::Mask;
    /// The lanes whose byte is not 0.
    ///
    /// # Safety
    /// `source` is valid for reading LANES bytes.
    unsafe fn lanes_of_bytes(source: *const u8) -> Self::Mask;

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
    const LANES: usize;

    fn splat(value: Self::Lane) -> Self;
    /// # Safety
    /// `source` is valid for reading `LANES` elements.
    unsafe fn load(source: *const Self::Lane) -> Self;
    /// Lanes `at..` of a longer vector, of which the first `count <= 32` elements are there; the others
    /// are 0.
    ///
    /// # Safety
    /// `source` is valid for reading `count` elements.
    unsafe fn load_first(source: *const Self::Lane, count: usize, at: usize) -> Self;
    /// # Safety
    /// `target` is valid for writing `LANES` elements.
    unsafe fn store(self, target: *mut Self::Lane);
    /// As [`Vector::stream`].
    ///
    /// # Safety
    /// `target` is valid for writing `LANES` elements, and a multiple of 16 bytes.
    #[inline(always)]
    unsafe fn stream(self, target: *mut Self::Lane) {
        // SAFETY: the caller's.
        unsafe { self.store(target) }
    }
    /// Writes those lanes that are among the first `count <= 32` of a longer vector, in which this is lanes
    /// `at..`.
    ///
    /// # Safety
    /// `target` is valid for writing `count` elements.
    unsafe fn store_first(self, target: *mut Self::Lane, count: usize, at: usize);
    /// Those lanes.
    fn first_lanes(count: usize, at: usize) -> Self::Mask;
    /// As [`Vector::lanes_of_bytes`].
    ///
    /// # Safety
    /// `source` is valid for reading `LANES` bytes.
    #[inline(always)]
    unsafe fn lanes_of_bytes(source: *const u8) -> Self::Mask {
        let mut lanes = [Self::Lane::from_f64(0.0); 16];
        let mut i = 0;
        while i < Self::LANES && i < 16 {
            // SAFETY: the caller's.
            lanes[i] = Self::Lane::from_f64(f64::from(unsafe { source.add(i).read() }));
            i += 1;
        }
        // SAFETY: no register has more than 16 lanes.
        Self::splat(Self::Lane::from_f64(0.0)).lt(unsafe { Self::load(lanes.as_ptr()) })
    }
    fn first(self) -> Self::Lane;
    /// The largest lane; none is NaN.
    fn largest(self) -> Self::Lane;
    /// As [`Vector::fold`].
    fn fold(self) -> Self::Lane;

    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    fn square_root(self) -> Self;
    fn mul_add(self, factor: Self, addend: Self) -> Self;
    fn max(self, other: Self) -> Self;
    fn lt(self, other: Self) -> Self::Mask;
    fn le(self, other: Self) -> Self::Mask;
    fn eq(self, other: Self) -> Self::Mask;
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    #[inline(always)]
    fn keep(self, mask: Self::Mask) -> Self {
        Self::select(mask, self, Self::splat(Self::Lane::from_f64(0.0)))
    }
    #[inline(always)]
    fn without(self, mask: Self::Mask) -> Self {
        Self::select(mask, Self::splat(Self::Lane::from_f64(0.0)), self)
    }
    #[inline(always)]
    fn without_less(self, a: Self, b: Self) -> Self {
        self.without(a.lt(b))
    }
    #[inline(always)]
    fn times(self, factor: Self) -> Self {
        self.mul(factor).without(self.eq(Self::splat(Self::Lane::from_f64(0.0))))
    }
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    fn all(mask: Self::Mask) -> bool;
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn add_integer(self, other: Self) -> Self;
    fn shift_to_exponent(self) -> Self;
    fn shift_from_exponent(self) -> Self;
}

/// For an instruction set whose vectors are registers enough: [`Simd::SEVERAL`] is one.
macro_rules! several_are_one {
    () => {
        const SEVERAL: usize = 1;
        type SeveralF32 = Self::F32;
        type SeveralF64 = Self::F64;

        #[inline(always)]
        fn join_f32(vectors: [Self::F32; 2]) -> Self::F32 {
            vectors[0]
        }
        #[inline(always)]
        fn split_f32(several: Self::F32) -> [Self::F32; 2] {
            [several; 2]
        }
        #[inline(always)]
        fn join_f64(vectors: [Self::F64; 2]) -> Self::F64 {
            vectors[0]
        }
        #[inline(always)]
        fn split_f64(several: Self::F64) -> [Self::F64; 2] {
            [several; 2]
        }
    };
}
use several_are_one;

/// For an instruction set that converts half precision register by register: [`Simd::load_bf16`] and its relatives, by
/// functions of its module with these names.
macro_rules! half_by_parts {
    ($part:ty) => {
        half_by_parts!($part, load_bf16, store_bf16);
        half_by_parts!($part, load_f16, store_f16);
    };
    ($part:ty, $load:ident, $store:ident) => {
        #[inline(always)]
        unsafe fn $load(source: *const u16) -> Self::F32 {
            let mut vector = Wide([<$part>::splat(0.0); 32 / <$part>::LANES]);
            let mut i = 0;
            while i < vector.0.len() {
                // SAFETY: the caller gives the 32 elements of a vector, and each part has its own.
                vector.0[i] = unsafe { $load(source.add(i * <$part>::LANES)) };
                i += 1;
            }
            vector
        }
        #[inline(always)]
        unsafe fn $store(vector: Self::F32, target: *mut u16) {
            let mut i = 0;
            while i < vector.0.len() {
                // SAFETY: the caller gives the 32 elements of a vector, and each part has its own.
                unsafe { $store(vector.0[i], target.add(i * <$part>::LANES)) };
                i += 1;
            }
        }
    };
}
use half_by_parts;

/// A sum of vectors, lane by lane.
pub trait Sum: Copy {
    /// What is added.
    type Vector: Vector;
    /// Nothing yet.
    fn zero() -> Self;
    /// Adds a vector.
    fn add(&mut self, term: Self::Vector);
    /// Adds `a * b`, the product unrounded.
    fn add_product(&mut self, a: Self::Vector, b: Self::Vector);
    /// Multiplies by a power of two.
    fn scale(&mut self, factor: f64);
    /// The sum over the lanes, which are added in a fixed order.
    fn parts(&self) -> Total;
    /// The same, rounded.
    #[inline(always)]
    fn total(&self) -> f64 {
        self.parts().value()
    }
}

/// Work that is compiled once for each instruction set.
pub trait Kernel: Sized {
    /// What it returns.
    type Output;
    /// The kernel is compiled in the unit of this type's module: the loss where it is made for one, else the kernel.
    type Place;

    /// Does the work. Every implementation is `#[inline(always)]`.
    fn run<S: Simd>(self) -> Self::Output;
}

/// An instruction set: the virtual vectors and the conversions between them.
pub trait Simd: Copy + 'static {
    /// 32 lanes, or one.
    type F32: Vector<Lane = f32>;
    /// 16 lanes, or one.
    type F64: Vector<Lane = f64>;
    /// Sums of `F32`.
    type SumF32: Sum<Vector = Self::F32>;
    /// Sums of `F32` that may lose a unit in the last place.
    type FoldedSumF32: Sum<Vector = Self::F32>;
    /// Sums of `F64`.
    type SumF64: Sum<Vector = Self::F64>;
    /// A single register, for what is computed once a row.
    type NarrowF32: Real<Lane = f32>;
    /// A single register, for what is computed once a row.
    type NarrowF64: Real<Lane = f64>;
    /// For long chains of operations on many numbers: as many registers as leave room for a chain's constants among those
    /// that there are. With one, the processor would wait for each operation.
    type ChainF32: Vector<Lane = f32>;
    /// The same number of registers.
    type ChainF64: Vector<Lane = f64>;
    /// Two registers, for long chains of operations on a few numbers a row: with one, the processor waits for each
    /// operation.
    type PairF64: Vector<Lane = f64>;
    /// Four, or two where more would not fit the registers that there are.
    type QuadF64: Vector<Lane = f64>;
    /// A row of the register tile of a matrix product. `F32` has a whole number of them.
    type TileF32: Vector<Lane = f32>;
    /// As many registers.
    type TileF64: Vector<Lane = f64>;
    /// The rows of that tile: as many as leave room for a row of the right matrix and an element of the left one among the
    /// registers.
    const TILE_ROWS: usize;

    /// As many vectors, one behind the other, as a long chain of operations keeps the processor busy with: two, or one
    /// where that is registers enough.
    const SEVERAL: usize;
    /// So many vectors as one.
    type SeveralF32: Vector<Lane = f32>;
    /// So many vectors as one.
    type SeveralF64: Vector<Lane = f64>;

    /// The first [`SEVERAL`](Self::SEVERAL) as one.
    fn join_f32(vectors: [Self::F32; 2]) -> Self::SeveralF32;
    /// The way back; the second is the first where there is but one.
    fn split_f32(several: Self::SeveralF32) -> [Self::F32; 2];
    /// As [`join_f32`](Self::join_f32).
    fn join_f64(vectors: [Self::F64; 2]) -> Self::SeveralF64;
    /// As [`split_f32`](Self::split_f32).
    fn split_f64(several: Self::SeveralF64) -> [Self::F64; 2];

    /// Lanes 0..16 and 16..32, exactly; of a single lane, that and 0.
    fn widen(vector: Self::F32) -> [Self::F64; 2];
    /// The way back, each lane rounded.
    #[inline(always)]
    fn narrow(halves: [Self::F64; 2]) -> Self::F32 {
        let mut lanes = [0.0; 32];
        // SAFETY: two vectors of f64 have no more than 32 lanes, and one of f32 as many.
        unsafe {
            Self::store_narrowed(halves[0], lanes.as_mut_ptr());
            Self::store_narrowed(halves[1], lanes.as_mut_ptr().add(Self::F64::LANES));
            Self::F32::load(lanes.as_ptr(), Self::F32::LANES, 0.0)
        }
    }
    /// Reads a vector of [`Bf16`](crate::half::Bf16).
    ///
    /// # Safety
    /// `source` is valid for reading as many elements as an `F32` has lanes.
    unsafe fn load_bf16(source: *const u16) -> Self::F32;
    /// Writes a vector of [`Bf16`](crate::half::Bf16), rounded.
    ///
    /// # Safety
    /// `target` is valid for writing as many elements as an `F32` has lanes.
    unsafe fn store_bf16(vector: Self::F32, target: *mut u16);
    /// Reads a vector of [`F16`](crate::half::F16).
    ///
    /// # Safety
    /// `source` is valid for reading as many elements as an `F32` has lanes.
    unsafe fn load_f16(source: *const u16) -> Self::F32;
    /// Writes a vector of [`F16`](crate::half::F16), rounded.
    ///
    /// # Safety
    /// `target` is valid for writing as many elements as an `F32` has lanes.
    unsafe fn store_f16(vector: Self::F32, target: *mut u16);
    /// Asks for the cache line at an address, where the instruction set can. Nothing happens where there is no memory.
    #[inline(always)]
    fn prefetch(_address: *const u8) {}
    /// Runs a kernel behind a door of its own: what is rare need not be in the code of every kernel that may need it.
    fn run_apart<K: Kernel>(kernel: K) -> K::Output;
    /// Makes what was streamed visible to other threads.
    #[inline(always)]
    fn fence() {}
    /// Reads `f32`, as many as `F64` has lanes.
    ///
    /// # Safety
    /// `source` is valid for reading so many elements.
    unsafe fn load_widened(source: *const f32) -> Self::F64;
    /// Writes `f32`, as many as `F64` has lanes, rounding each.
    ///
    /// # Safety
    /// `target` is valid for writing so many elements.
    unsafe fn store_narrowed(vector: Self::F64, target: *mut f32);

    /// Copies the first elements of as many rows as `F32` has lanes into columns of that length, one
    /// behind the other.
    ///
    /// # Safety
    /// The rows are valid for reading `classes` elements, at most 32; the columns for writing `classes` times
    /// LANES.
    #[inline(always)]
    unsafe fn columns_of_rows(rows: &[*const f32; 32], classes: usize, columns: *mut f32) {
        // SAFETY: the caller's.
        unsafe { lane::columns_of_rows(rows, Self::F32::LANES, classes, columns) }
    }
    /// The way back, for the first `count` rows.
    ///
    /// # Safety
    /// The columns are valid for reading `classes` times LANES elements; the rows for writing `classes`.
    #[inline(always)]
    unsafe fn rows_of_columns(columns: *const f32, classes: usize, rows: &[*mut f32; 32], count: usize) {
        // SAFETY: the caller's.
        unsafe { lane::rows_of_columns(columns, Self::F32::LANES, classes, rows, count) }
    }
}

/// An instruction set with vectors of more than one lane, for [`FoldedSum`](crate::sum::FoldedSum).
pub trait Fold: Simd {
    /// 8 lanes.
    type EightF64: Vector<Lane = f64>;

    /// Halves are added twice, until 8 lanes are left; then exactly as `f64`.
    fn folded(vector: Self::F32) -> Self::EightF64;
}
