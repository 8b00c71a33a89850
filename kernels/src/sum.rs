//! Sums whose accuracy does not depend on their length.

mod total;

pub use crate::simd::Sum;
pub use total::Total;

use crate::simd::{Fold, Lane, Real, Simd, Vector};
use core::marker::PhantomData;

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
        Total::of((self.0[0] + self.0[1]).fold(), 0.0)
    }
}

/// As [`DoubleSum`], but each vector is first folded to eight lanes in `f32`: a quarter of the conversions and of the
/// registers, and it loses at most a unit in the last place. For sums that a logarithm is taken of, or that are divided by
/// one that is no better. Whoever takes the largest term away afterwards must make good what was lost beside it.
#[derive(Clone, Copy)]
pub struct FoldedSum<S: Fold>(S::EightF64);

impl<S: Fold> Sum for FoldedSum<S> {
    type Vector = S::F32;

    #[inline(always)]
    fn zero() -> Self {
        Self(S::EightF64::splat(0.0))
    }
    #[inline(always)]
    fn add(&mut self, term: S::F32) {
        self.0 = self.0 + S::folded(term);
    }
    #[inline(always)]
    fn add_product(&mut self, a: S::F32, b: S::F32) {
        self.add(a * b);
    }
    #[inline(always)]
    fn scale(&mut self, factor: f64) {
        self.0 = self.0 * S::EightF64::splat(factor);
    }
    #[inline(always)]
    fn parts(&self) -> Total {
        Total::of(self.0.fold(), 0.0)
    }
}

/// Sums numbers of `f64` that were made of `f32`, where [`DoubleSum`] would be enough for the `f32` themselves: 2^29 terms
/// of one sign leave the sum good to an ulp of `f32`.
#[derive(Clone, Copy)]
pub struct PlainSum<S: Simd> {
    lanes: S::F64,
    /// The lanes where a vector has one: the terms go to each in turn.
    turns: [f64; 16],
    /// The turn of the next term.
    next: usize,
}

impl<S: Simd> Sum for PlainSum<S> {
    type Vector = S::F64;

    #[inline(always)]
    fn zero() -> Self {
        Self { lanes: S::F64::splat(0.0), turns: [0.0; 16], next: 0 }
    }
    #[inline(always)]
    fn add(&mut self, term: S::F64) {
        self.add_product(term, S::F64::splat(1.0));
    }
    #[inline(always)]
    fn add_product(&mut self, a: S::F64, b: S::F64) {
        if S::F64::LANES == 1 {
            let turn = self.next % 16;
            self.turns[turn] = a.mul_add(b, S::F64::splat(self.turns[turn])).first();
            self.next = turn + 1;
        } else {
            self.lanes = a.mul_add(b, self.lanes);
        }
    }
    #[inline(always)]
    fn scale(&mut self, factor: f64) {
        self.lanes = self.lanes * S::F64::splat(factor);
        let mut i = 0;
        while i < 16 {
            self.turns[i] *= factor;
            i += 1;
        }
    }
    #[inline(always)]
    fn parts(&self) -> Total {
        if S::F64::LANES > 1 {
            return Total::of(self.lanes.fold(), 0.0);
        }
        // As `fold` does.
        let mut sums = self.turns;
        let mut half = 8;
        while half > 0 {
            let mut i = 0;
            while i < half {
                sums[i] += sums[i + half];
                i += 1;
            }
            half /= 2;
        }
        Total::of(sums[0], 0.0)
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
        Total::of_lanes(&sums, &errors, 16)
    }
}

/// The rounded sum, and what rounding lost.
#[inline(always)]
pub(crate) fn two_sum<R: Real>(a: R, b: R) -> (R, R) {
    let sum = a + b;
    let shadow = sum - a;
    (sum, (a - (sum - shadow)) + (b - shadow))
}

/// `sum + error`; the sum where that is NaN.
#[inline(always)]
pub(crate) fn or_first<R: Real>(sum: R, error: R) -> R {
    let value = sum + error;
    R::select(value.eq(value), value, sum)
}

/// Compensated sums of numbers that come one after the other: the first goes to the first of 16 totals, the next to the
/// next. They do not wait for each other, and 16 numbers at once can be added to all of them, which makes no difference.
#[derive(Clone, Copy)]
pub(crate) struct Turns {
    sums: [f64; Self::TOTALS],
    errors: [f64; Self::TOTALS],
    /// How many numbers came.
    count: usize,
}

impl Turns {
    /// The lanes of a vector of `f64`.
    const TOTALS: usize = 16;

    /// Nothing yet.
    #[inline(always)]
    pub fn new() -> Self {
        Self { sums: [0.0; Self::TOTALS], errors: [0.0; Self::TOTALS], count: 0 }
    }
    /// Adds a number that is good to `error`.
    #[inline(always)]
    pub fn add(&mut self, term: f64, error: f64) {
        let turn = self.count % Self::TOTALS;
        let mut total = Total::of(self.sums[turn], self.errors[turn] + error);
        total.add(term);
        (self.sums[turn], self.errors[turn]) = (total.sum, total.error);
        self.count += 1;
    }
    /// Adds numbers, as one by one.
    ///
    /// # Safety
    /// `terms` is valid for reading `count` numbers.
    #[inline(always)]
    pub unsafe fn add_each<S: Simd>(&mut self, terms: *const f64, count: usize) {
        let mut i = 0;
        while i < count {
            let left = count - i;
            // SAFETY: the caller's; a vector is as long as the arrays.
            unsafe {
                if S::F64::LANES == Self::TOTALS && self.count.is_multiple_of(Self::TOTALS) {
                    let term = S::F64::load(terms.add(i), left, 0.0);
                    let (sum, error) = two_sum(S::F64::load(self.sums.as_ptr(), Self::TOTALS, 0.0), term);
                    sum.store(self.sums.as_mut_ptr(), Self::TOTALS);
                    let error = S::F64::load(self.errors.as_ptr(), Self::TOTALS, 0.0) + error;
                    error.store(self.errors.as_mut_ptr(), Self::TOTALS);
                    let here = if left < Self::TOTALS { left } else { Self::TOTALS };
                    self.count += here;
                    i += here;
                } else {
                    self.add(terms.add(i).read(), 0.0);
                    i += 1;
                }
            }
        }
    }
    /// Multiplies by a power of two.
    #[inline(always)]
    pub fn scale(&mut self, factor: f64) {
        let mut i = 0;
        while i < Self::TOTALS {
            self.sums[i] *= factor;
            self.errors[i] *= factor;
            i += 1;
        }
    }
    /// All of them.
    #[inline(always)]
    pub fn parts(&self) -> Total {
        // Where no number came there is nothing to add.
        Total::of_lanes(&self.sums, &self.errors, self.count)
    }
}

/// A lane as `f64`, for code generic over vectors.
#[inline(always)]
pub fn first<R: Real>(vector: R) -> f64 {
    vector.first().to_f64()
}

/// One column of several: a number of each row, a lane each.
///
/// # Safety
/// There is such a column.
#[inline(always)]
pub(crate) unsafe fn column<V: Vector>(columns: *const V::Lane, index: usize) -> V {
    // SAFETY: the caller's.
    unsafe { V::load(columns.add(index * V::LANES), V::LANES, 0.0) }
}

/// [`DoubleSum`] of every row: halves are added until one column is left, as [`Vector::fold`] does with
/// lanes.
///
/// # Safety
/// There are so many columns, at least one and at most 32; the totals are valid for writing a number of each row.
#[inline(always)]
pub(crate) unsafe fn fold_columns<S: Simd>(columns: *const f32, count: usize, totals: *mut f64) {
    let mut half = 0;
    while half < S::F32::LANES {
        // SAFETY: the caller's: half a column is a vector of f64, or as a single lane all of it.
        unsafe { fold_every_1::<S>(columns.add(half), count, 0).store(totals.add(half), S::F64::LANES) };
        half += S::F64::LANES;
    }
}

/// Of half a vector's rows, column `at` and every so many-th behind it: those of twice the step from `at` on, plus those
/// from one step further on.
macro_rules! fold_every {
    ($name:ident, $step:literal, $next:ident) => {
        /// # Safety
        /// As [`fold_columns`], from these rows on; `at` is a column.
        #[inline(always)]
        unsafe fn $name<S: Simd>(columns: *const f32, count: usize, at: usize) -> S::F64 {
            // SAFETY: the caller's.
            unsafe {
                let first = $next::<S>(columns, count, at);
                if at + $step < count { first + $next::<S>(columns, count, at + $step) } else { first }
            }
        }
    };
}

fold_every!(fold_every_1, 1, fold_every_2);
fold_every!(fold_every_2, 2, fold_every_4);
fold_every!(fold_every_4, 4, fold_every_8);
fold_every!(fold_every_8, 8, fold_every_16);
fold_every!(fold_every_16, 16, single);

/// A column of half a vector's rows.
///
/// # Safety
/// As [`fold_columns`], from these rows on; `at` is a column.
#[inline(always)]
unsafe fn single<S: Simd>(columns: *const f32, _count: usize, at: usize) -> S::F64 {
    // SAFETY: the caller's.
    unsafe { S::load_widened(columns.add(at * S::F32::LANES)) }
}

/// [`FoldedSum`] of every row. The columns are used up.
///
/// # Safety
/// As [`fold_columns`]; the columns are valid for writing.
#[inline(always)]
pub(crate) unsafe fn folded_columns<S: Simd>(columns: *mut f32, count: usize, totals: *mut f64) {
    let mut c = 0;
    while c < 8 && c < count {
        // SAFETY: the caller's.
        unsafe {
            let mut fold = pair_of_columns::<S>(columns, count, c);
            if c + 8 < count {
                fold = fold + pair_of_columns::<S>(columns, count, c + 8);
            }
            fold.store(columns.add(c * S::F32::LANES), S::F32::LANES);
        }
        c += 1;
    }
    // SAFETY: the caller's.
    unsafe { fold_columns::<S>(columns, c, totals) }
}

/// A column and, if it is there, the one 16 behind it.
///
/// # Safety
/// As [`folded_columns`]; `at` is a column.
#[inline(always)]
unsafe fn pair_of_columns<S: Simd>(columns: *const f32, count: usize, at: usize) -> S::F32 {
    // SAFETY: the caller's.
    unsafe {
        let first = column::<S::F32>(columns, at);
        if at + 16 < count { first + column::<S::F32>(columns, at + 16) } else { first }
    }
}

/// [`CompensatedSum`] of every row, and its error: lane by lane, as [`Total::of_lanes`] does.
///
/// # Safety
/// There are so many columns, at most 32; the totals and errors are valid for writing a number of each row.
#[inline(always)]
pub(crate) unsafe fn compensated_columns<S: Simd>(
    columns: *const f64,
    count: usize,
    totals: *mut f64,
    errors: *mut f64,
) {
    let zero = S::F64::splat(0.0);
    let (mut sum, mut error) = (zero, zero);
    let mut c = 0;
    while c < 16 && c < count {
        // SAFETY: the caller's.
        let (lane, lost) = unsafe {
            let lane = column::<S::F64>(columns, c);
            if c + 16 < count { two_sum(lane, column::<S::F64>(columns, c + 16)) } else { (lane, zero) }
        };
        let (next, lost_here) = two_sum(sum, lane);
        sum = next;
        error = (error + lost_here) + lost;
        c += 1;
    }
    // SAFETY: the caller's.
    unsafe {
        sum.store(totals, S::F64::LANES);
        error.store(errors, S::F64::LANES);
    }
}
