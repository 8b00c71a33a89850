//! Sums that keep the accuracy that is promised, whatever the length.

use crate::simd::{Lane, Real, Simd, Vector};
use core::marker::PhantomData;

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

/// Sums `f32` in `f64`: each term is exact, and 2^29 of them leave the sum good to an ulp of `f32`.
#[derive(Clone, Copy)]
pub struct DoubleSum<S: Simd>([S::F64; 2]);

impl<S: Simd> Sum for DoubleSum<S> {
    type Vector = S::F32;

    #[inline(always)]
    fn zero() -> Self {
        Self([S::F64::splat(0.0); 2])
    }
    #[inline(always)]
    fn add(&mut self, term: S::F32) {
        let [low, high] = S::widen(term);
        self.0 = [self.0[0] + low, self.0[1] + high];
    }
    #[inline(always)]
    fn add_product(&mut self, a: S::F32, b: S::F32) {
        let (a, b) = (S::widen(a), S::widen(b));
        self.0 = [a[0].mul_add(b[0], self.0[0]), a[1].mul_add(b[1], self.0[1])];
    }
    #[inline(always)]
    fn scale(&mut self, factor: f64) {
        let factor = S::F64::splat(factor);
        self.0 = [self.0[0] * factor, self.0[1] * factor];
    }
    #[inline(always)]
    fn parts(&self) -> Total {
        Total { sum: (self.0[0] + self.0[1]).fold(), error: 0.0 }
    }
}

/// Sums `f64` with the rounding errors summed beside (Neumaier 1974; Ogita, Rump & Oishi 2005 for
/// products).
#[derive(Clone, Copy)]
pub struct CompensatedSum<S: Simd> {
    sum: S::F64,
    error: S::F64,
    simd: PhantomData<S>,
}

impl<S: Simd> Sum for CompensatedSum<S> {
    type Vector = S::F64;

    #[inline(always)]
    fn zero() -> Self {
        let zero = S::F64::splat(0.0);
        Self { sum: zero, error: zero, simd: PhantomData }
    }
    #[inline(always)]
    fn add(&mut self, term: S::F64) {
        let (sum, error) = two_sum(self.sum, term);
        self.sum = sum;
        self.error = self.error + error;
    }
    #[inline(always)]
    fn add_product(&mut self, a: S::F64, b: S::F64) {
        let product = a * b;
        self.error = self.error + a.mul_add(b, -product);
        self.add(product);
    }
    #[inline(always)]
    fn scale(&mut self, factor: f64) {
        let factor = S::F64::splat(factor);
        self.sum = self.sum * factor;
        self.error = self.error * factor;
    }
    #[inline(always)]
    fn parts(&self) -> Total {
        let (mut sums, mut errors) = ([0.0f64; 16], [0.0f64; 16]);
        // SAFETY: a vector of f64 has 16 lanes, as the arrays.
        unsafe {
            self.sum.store(sums.as_mut_ptr(), 16);
            self.error.store(errors.as_mut_ptr(), 16);
        }
        let mut total = Total::default();
        let mut i = 0;
        while i < 16 {
            total.add(sums[i]);
            total.error += errors[i];
            i += 1;
        }
        total
    }
}

/// The rounded sum, and what rounding lost.
#[inline(always)]
fn two_sum<R: Real>(a: R, b: R) -> (R, R) {
    let sum = a + b;
    let shadow = sum - a;
    (sum, (a - (sum - shadow)) + (b - shadow))
}

/// The same for scalars: sums of rows, of blocks, of tasks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Total {
    sum: f64,
    error: f64,
}

impl Total {
    /// Nothing yet.
    pub const ZERO: Self = Self { sum: 0.0, error: 0.0 };

    /// Adds a number.
    #[inline(always)]
    pub fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        let shadow = sum - self.sum;
        self.error += (self.sum - (sum - shadow)) + (term - shadow);
        self.sum = sum;
    }
    /// Adds another total.
    #[inline(always)]
    pub fn merge(&mut self, other: Self) {
        self.add(other.sum);
        self.error += other.error;
    }
    /// The sum. Where it is infinite or NaN the errors mean nothing.
    #[inline(always)]
    pub fn value(self) -> f64 {
        let value = self.sum + self.error;
        if value.is_nan() { self.sum } else { value }
    }
}

/// A lane as `f64`, for code generic over vectors.
#[inline(always)]
pub fn first<R: Real>(vector: R) -> f64 {
    vector.first().to_f64()
}
