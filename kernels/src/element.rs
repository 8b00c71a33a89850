//! Storage types of arrays, separate from the types that losses are computed with.
//!
//! An [`Element`] is a storage type. A loss is computed in the element's native type or, where more accuracy is wanted,
//! in `f64`: [`Load`] reads memory into vectors of either type.

use crate::math::Coefficients;
use crate::simd::{Real, Simd, Vector, lane};
use crate::sum::{self, Sum};

/// A type that is computed with: its vectors and how they are summed.
pub trait Compute: Coefficients {
    /// The virtual vector.
    type Vector<S: Simd>: Vector<Lane = Self>;
    /// A single register.
    type Narrow<S: Simd>: Real<Lane = Self>;
    /// See [`Simd::ChainF32`].
    type Chain<S: Simd>: Vector<Lane = Self>;
    /// See [`Simd::TileF32`].
    type Tile<S: Simd>: Vector<Lane = Self>;
    /// Sums of vectors, good to an ulp of `f32` or to a few of `f64` whatever the length.
    type Sum<S: Simd>: Sum<Vector = Self::Vector<S>>;
    /// Sums inside a row, good to two units of `f32` or to a few of `f64`.
    type RowSum<S: Simd>: Sum<Vector = Self::Vector<S>>;

    /// For what is computed once a row, for some of as many rows as a vector has lanes.
    type Rows<S: Simd>: Vector<Lane = f64>;
    /// [`Simd::SEVERAL`] vectors.
    type Several<S: Simd>: Vector<Lane = Self>;
    /// As [`Simd::join_f32`].
    fn join<S: Simd>(vectors: [Self::Vector<S>; 2]) -> Self::Several<S>;
    /// As [`Simd::split_f32`].
    fn split<S: Simd>(several: Self::Several<S>) -> [Self::Vector<S>; 2];

    /// Vectors of `f64` that hold the lanes of a vector.
    const HALVES: usize;
    /// The lanes as `f64`, exactly, in the first [`HALVES`](Self::HALVES).
    fn halves<S: Simd>(vector: Self::Vector<S>) -> [S::F64; 2];
    /// The way back, rounded.
    fn whole<S: Simd>(halves: [S::F64; 2]) -> Self::Vector<S>;
    /// [`Load::load`] of an array of numbers of `f32`.
    ///
    /// # Safety
    /// `source` is valid for reading `count.min(LANES)` elements.
    unsafe fn load_single<S: Simd, T: Single>(source: *const T, count: usize, fill: f64) -> Self::Vector<S>;
    /// [`Load::store`] to such an array.
    ///
    /// # Safety
    /// `target` is valid for writing `count.min(LANES)` elements.
    unsafe fn store_single<S: Simd, T: Single>(vector: Self::Vector<S>, target: *mut T, count: usize);
    /// Whether sums come with what their rounding lost.
    const COMPENSATED: bool;
    /// What [`Compute::Sum`] makes of a row, for rows that lie in the lanes of their columns: sums, and errors where
    /// there are any.
    ///
    /// # Safety
    /// There are so many columns, at least one and at most 32, one behind the other; the totals and errors are valid for
    /// writing a number of each row.
    unsafe fn total_of_columns<S: Simd>(columns: *const Self, count: usize, totals: *mut f64, errors: *mut f64);
    /// What [`Compute::RowSum`] makes of it. The columns are used up.
    ///
    /// # Safety
    /// As [`total_of_columns`](Self::total_of_columns); the columns are valid for writing.
    unsafe fn row_total_of_columns<S: Simd>(columns: *mut Self, count: usize, totals: *mut f64, errors: *mut f64);
}

impl Compute for f32 {
    type Vector<S: Simd> = S::F32;
    type Narrow<S: Simd> = S::NarrowF32;
    type Chain<S: Simd> = S::ChainF32;
    type Tile<S: Simd> = S::TileF32;
    type Sum<S: Simd> = S::SumF32;
    type RowSum<S: Simd> = S::FoldedSumF32;

    type Rows<S: Simd> = S::QuadF64;
    type Several<S: Simd> = S::SeveralF32;
    #[inline(always)]
    fn join<S: Simd>(vectors: [S::F32; 2]) -> S::SeveralF32 {
        S::join_f32(vectors)
    }
    #[inline(always)]
    fn split<S: Simd>(several: S::SeveralF32) -> [S::F32; 2] {
        S::split_f32(several)
    }

    const HALVES: usize = 2;
    #[inline(always)]
    fn halves<S: Simd>(vector: S::F32) -> [S::F64; 2] {
        S::widen(vector)
    }
    #[inline(always)]
    fn whole<S: Simd>(halves: [S::F64; 2]) -> S::F32 {
        S::narrow(halves)
    }
    #[inline(always)]
    unsafe fn load_single<S: Simd, T: Single>(source: *const T, count: usize, fill: f64) -> S::F32 {
        // SAFETY: the caller's.
        unsafe { <T as Load<f32>>::load::<S>(source, count, fill) }
    }
    #[inline(always)]
    unsafe fn store_single<S: Simd, T: Single>(vector: S::F32, target: *mut T, count: usize) {
        // SAFETY: the caller's.
        unsafe { <T as Load<f32>>::store::<S>(vector, target, count) }
    }
    const COMPENSATED: bool = false;
    #[inline(always)]
    unsafe fn total_of_columns<S: Simd>(columns: *const f32, count: usize, totals: *mut f64, _errors: *mut f64) {
        // SAFETY: the caller's.
        unsafe { sum::fold_columns::<S>(columns, count, totals) }
    }
    #[inline(always)]
    unsafe fn row_total_of_columns<S: Simd>(columns: *mut f32, count: usize, totals: *mut f64, _errors: *mut f64) {
        // SAFETY: the caller's.
        unsafe { sum::folded_columns::<S>(columns, count, totals) }
    }
}

impl Compute for f64 {
    type Vector<S: Simd> = S::F64;
    type Narrow<S: Simd> = S::NarrowF64;
    type Chain<S: Simd> = S::ChainF64;
    type Tile<S: Simd> = S::TileF64;
    type Sum<S: Simd> = S::SumF64;
    type RowSum<S: Simd> = S::SumF64;

    type Rows<S: Simd> = S::PairF64;
    type Several<S: Simd> = S::SeveralF64;
    #[inline(always)]
    fn join<S: Simd>(vectors: [S::F64; 2]) -> S::SeveralF64 {
        S::join_f64(vectors)
    }
    #[inline(always)]
    fn split<S: Simd>(several: S::SeveralF64) -> [S::F64; 2] {
        S::split_f64(several)
    }

    const HALVES: usize = 1;
    #[inline(always)]
    fn halves<S: Simd>(vector: S::F64) -> [S::F64; 2] {
        [vector; 2]
    }
    #[inline(always)]
    fn whole<S: Simd>(halves: [S::F64; 2]) -> S::F64 {
        halves[0]
    }
    #[inline(always)]
    unsafe fn load_single<S: Simd, T: Single>(source: *const T, count: usize, fill: f64) -> S::F64 {
        // SAFETY: the caller's.
        unsafe { <T as Load<f64>>::load::<S>(source, count, fill) }
    }
    #[inline(always)]
    unsafe fn store_single<S: Simd, T: Single>(vector: S::F64, target: *mut T, count: usize) {
        // SAFETY: the caller's.
        unsafe { <T as Load<f64>>::store::<S>(vector, target, count) }
    }
    const COMPENSATED: bool = true;
    #[inline(always)]
    unsafe fn total_of_columns<S: Simd>(columns: *const f64, count: usize, totals: *mut f64, errors: *mut f64) {
        // SAFETY: the caller's.
        unsafe { sum::compensated_columns::<S>(columns, count, totals, errors) }
    }
    #[inline(always)]
    unsafe fn row_total_of_columns<S: Simd>(columns: *mut f64, count: usize, totals: *mut f64, errors: *mut f64) {
        // SAFETY: the caller's.
        unsafe { Self::total_of_columns::<S>(columns, count, totals, errors) }
    }
}

/// Moves between arrays of `Self` and vectors of `C`.
pub trait Load<C: Compute>: Copy {
    /// What an array offers as memory for numbers of `C`, until its own elements are written: the array itself where its
    /// elements are numbers of `C`, NULL where they are not. The only way to keep what is computed in an output.
    fn scratch(array: *mut Self) -> *mut C;
    /// Reads `count.min(LANES)` elements; the other lanes are `fill`.
    ///
    /// # Safety
    /// `source` is valid for reading `count.min(LANES)` elements.
    unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> C::Vector<S>;
    /// Writes the first `count.min(LANES)` elements, rounded.
    ///
    /// # Safety
    /// `target` is valid for writing `count.min(LANES)` elements.
    unsafe fn store<S: Simd>(vector: C::Vector<S>, target: *mut Self, count: usize);
    /// Writes a whole vector as [`Vector::stream`] does.
    ///
    /// # Safety
    /// `target` is valid for writing `LANES` elements, and a multiple of 16 bytes.
    #[inline(always)]
    unsafe fn stream<S: Simd>(vector: C::Vector<S>, target: *mut Self) {
        // SAFETY: the caller's.
        unsafe { Self::store::<S>(vector, target, C::Vector::<S>::LANES) }
    }
}

/// A storage type whose numbers are numbers of `f32`, which a loss of single elements may have beside options of `f32`.
/// Bytes that are all 0 are the number 0.
pub trait Single: Load<f32> + Load<f64> + 'static {}

impl Single for f32 {}

/// A storage type. Bytes that are all 0 are the number 0.
pub trait Element: Copy + 'static + Load<Self::Native> + Load<f64> {
    /// What it is computed with where speed counts.
    type Native: Compute;
    /// Exact.
    fn to_f64(self) -> f64;
    /// Rounds to nearest.
    fn from_f64(value: f64) -> Self;
    /// Copies the first elements of as many rows as a vector of the native type has lanes into columns of that length, one
    /// behind the other, which are of the native type.
    ///
    /// # Safety
    /// The rows are valid for reading `classes` elements, at most 32; the columns for writing `classes` times
    /// LANES.
    unsafe fn columns_of_rows<S: Simd>(rows: &[*const Self; 32], classes: usize, columns: *mut Self::Native);
    /// The way back, rounded, for the first `count` rows.
    ///
    /// # Safety
    /// The columns are valid for reading `classes` times LANES elements; the rows for writing `classes`.
    unsafe fn rows_of_columns<S: Simd>(
        columns: *const Self::Native,
        classes: usize,
        rows: &[*mut Self; 32],
        count: usize,
    );
}

impl Load<f32> for f32 {
    #[inline(always)]
    fn scratch(array: *mut Self) -> *mut f32 {
        array
    }
    #[inline(always)]
    unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> S::F32 {
        // SAFETY: the caller's.
        unsafe { S::F32::load(source, count, fill) }
    }
    #[inline(always)]
    unsafe fn store<S: Simd>(vector: S::F32, target: *mut Self, count: usize) {
        // SAFETY: the caller's.
        unsafe { vector.store(target, count) }
    }
    #[inline(always)]
    unsafe fn stream<S: Simd>(vector: S::F32, target: *mut Self) {
        // SAFETY: the caller's.
        unsafe { vector.stream(target) }
    }
}

impl Load<f64> for f64 {
    #[inline(always)]
    fn scratch(array: *mut Self) -> *mut f64 {
        array
    }
    #[inline(always)]
    unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> S::F64 {
        // SAFETY: the caller's.
        unsafe { S::F64::load(source, count, fill) }
    }
    #[inline(always)]
    unsafe fn store<S: Simd>(vector: S::F64, target: *mut Self, count: usize) {
        // SAFETY: the caller's.
        unsafe { vector.store(target, count) }
    }
    #[inline(always)]
    unsafe fn stream<S: Simd>(vector: S::F64, target: *mut Self) {
        // SAFETY: the caller's.
        unsafe { vector.stream(target) }
    }
}

/// Copies elements that need no alignment. By the C library: the compiler would spell out a loop wherever it is.
///
/// # Safety
/// `count` elements are valid for reading and writing, and do not overlap.
#[inline(always)]
pub(crate) unsafe fn copy<T>(source: *const T, target: *mut T, count: usize) {
    // SAFETY: the caller's; bytes need no alignment.
    unsafe { target.cast::<u8>().copy_from_nonoverlapping(source.cast::<u8>(), count * size_of::<T>()) }
}

impl Load<f64> for f32 {
    #[inline(always)]
    fn scratch(_: *mut Self) -> *mut f64 {
        core::ptr::null_mut()
    }
    #[inline(always)]
    unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> S::F64 {
        if count >= S::F64::LANES {
            // SAFETY: 16 elements are there.
            return unsafe { S::load_widened(source) };
        }
        let mut lanes = [fill as f32; 16];
        // SAFETY: `count` elements are there, less than 16.
        unsafe { copy(source, lanes.as_mut_ptr(), count) };
        // SAFETY: the array has 16 elements.
        unsafe { S::load_widened(lanes.as_ptr()) }
    }
    #[inline(always)]
    unsafe fn store<S: Simd>(vector: S::F64, target: *mut Self, count: usize) {
        if count >= S::F64::LANES {
            // SAFETY: 16 elements are there.
            return unsafe { S::store_narrowed(vector, target) };
        }
        let mut lanes = [0.0f32; 16];
        // SAFETY: the array has 16 elements.
        unsafe { S::store_narrowed(vector, lanes.as_mut_ptr()) };
        // SAFETY: `count` elements are there, less than 16.
        unsafe { copy(lanes.as_ptr(), target, count) };
    }
}

macro_rules! element {
    ($type:ty, $columns:ident $(, $lanes:expr)?) => {
        impl Element for $type {
            type Native = $type;
            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as $type
            }
            #[inline(always)]
            unsafe fn columns_of_rows<S: Simd>(rows: &[*const Self; 32], classes: usize, columns: *mut Self::Native) {
                // SAFETY: the caller's.
                unsafe { $columns::columns_of_rows(rows, $($lanes,)? classes, columns) }
            }
            #[inline(always)]
            unsafe fn rows_of_columns<S: Simd>(
                columns: *const Self::Native,
                classes: usize,
                rows: &[*mut Self; 32],
                count: usize,
            ) {
                // SAFETY: the caller's.
                unsafe { $columns::rows_of_columns(columns, $($lanes,)? classes, rows, count) }
            }
        }
    };
}

element!(f32, S);
element!(f64, lane, S::F64::LANES);
