//! What arrays hold, kept apart from what is computed with.
//!
//! An [`Element`] is a storage type. It is computed with in its native type or, where more accuracy
//! is wanted, in `f64`: [`Load`] says how to get from memory to vectors of either.

use crate::math::Coefficients;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{CompensatedSum, DoubleSum, Sum};

/// A type that is computed with: its vectors and how they are summed.
pub trait Compute: Coefficients {
    /// The virtual vector.
    type Vector<S: Simd>: Vector<Lane = Self>;
    /// A single register.
    type Narrow<S: Simd>: Real<Lane = Self>;
    /// Sums of vectors, good to an ulp of `f32` or to a few of `f64` whatever the length.
    type Sum<S: Simd>: Sum<Vector = Self::Vector<S>>;
}

impl Compute for f32 {
    type Vector<S: Simd> = S::F32;
    type Narrow<S: Simd> = S::NarrowF32;
    type Sum<S: Simd> = DoubleSum<S>;
}

impl Compute for f64 {
    type Vector<S: Simd> = S::F64;
    type Narrow<S: Simd> = S::NarrowF64;
    type Sum<S: Simd> = CompensatedSum<S>;
}

/// Moves between arrays of `Self` and vectors of `C`.
pub trait Load<C: Compute>: Copy {
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
}

/// A storage type.
pub trait Element: Copy + 'static + Load<Self::Native> + Load<f64> {
    /// What it is computed with where speed counts.
    type Native: Compute;
    /// Exact.
    fn to_f64(self) -> f64;
    /// Rounds to nearest.
    fn from_f64(value: f64) -> Self;
}

impl Load<f32> for f32 {
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
}

impl Load<f64> for f64 {
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
}

impl Load<f64> for f32 {
    #[inline(always)]
    unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> S::F64 {
        if count >= S::F64::LANES {
            // SAFETY: 16 elements are there.
            return unsafe { S::load_widened(source) };
        }
        let mut lanes = [fill as f32; 16];
        let mut i = 0;
        while i < 16 && i < count {
            // SAFETY: `count` elements are there.
            lanes[i] = unsafe { source.add(i).read_unaligned() };
            i += 1;
        }
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
        let mut i = 0;
        while i < 16 && i < count {
            // SAFETY: `count` elements are there.
            unsafe { target.add(i).write_unaligned(lanes[i]) };
            i += 1;
        }
    }
}

macro_rules! element {
    ($type:ty) => {
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
        }
    };
}

element!(f32);
element!(f64);
