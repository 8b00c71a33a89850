//! Logits as every loss reads them: after temperature and cap, and a row in double precision wherever its elements are.

use super::RowOptions;
use super::argmax::ArgMax;
use super::matrices::{Sink, Source};
use crate::element::{Compute, Element};
use crate::math::{Coefficients, exp, log1p, tanh};
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total, first};

/// Where the elements of a (outer, classes, inner) matrix lie.
#[derive(Clone, Copy)]
pub struct Layout {
    /// Classes.
    pub classes: usize,
    /// Rows that lie side by side.
    pub inner: usize,
    /// From one outer index to the next, in elements.
    pub stride: usize,
}

impl Layout {
    /// Class 0 of a row.
    #[inline(always)]
    pub fn start(self, row: usize) -> usize {
        if self.inner == 1 { row * self.stride } else { self.outer(row) * self.stride + self.within(row) }
    }

    /// The outer index of a row. `inner` is never 0, which the compiler cannot know.
    #[inline(always)]
    fn outer(self, row: usize) -> usize {
        row.checked_div(self.inner).unwrap_or(0)
    }

    /// The inner index of a row.
    #[inline(always)]
    pub fn within(self, row: usize) -> usize {
        row.checked_rem(self.inner).unwrap_or(0)
    }

    /// Writes the derivatives of a row from class `c` on, or adds the first, each where it is asked for.
    ///
    /// # Safety
    /// Gradient and Hessian of the options are NULL, or valid for the row in this layout; `c` is below `classes`.
    #[inline(always)]
    pub(crate) unsafe fn put_row<S: Simd, E: Element>(
        self,
        options: &RowOptions<E, impl Sink<E>>,
        row: usize,
        c: usize,
        [first, second]: [S::F64; 2],
    ) {
        let Self { classes, inner, .. } = self;
        let at = self.start(row) + c * inner;
        // SAFETY: the caller's: `classes - c` elements remain.
        unsafe {
            if !options.hessian.is_null() {
                put_apart::<S, E>(second, options.hessian.add(at), classes - c, inner, false);
            }
            if !options.gradient.is_null() {
                put_apart::<S, E>(first, options.gradient.at(at), classes - c, inner, options.accumulate);
            }
        }
    }

    /// Writes zeros to the derivatives of a row, unless they are added to what is there.
    ///
    /// # Safety
    /// Gradient and Hessian of the options are NULL, or valid for the row in this layout.
    #[inline(always)]
    pub(crate) unsafe fn clear_row<S: Simd, E: Element>(self, options: &RowOptions<E, impl Sink<E>>, row: usize) {
        // A zero that is added may change the sign of a zero: it is written only where nothing is there.
        let mut written = *options;
        if options.accumulate {
            written.gradient = Sink::NULL;
        }
        let mut c = 0;
        while c < self.classes && written.differentiates() {
            // SAFETY: the caller's.
            unsafe { self.put_row::<S, E>(&written, row, c, [S::F64::splat(0.0); 2]) };
            c += S::F64::LANES;
        }
    }
}

/// z = cap·tanh(x/T/cap), or x/T without a cap.
#[derive(Clone, Copy)]
pub struct Transform {
    /// 1/T, or the scale of cosines.
    pub inverse_temperature: f64,
    /// The cap; 0 for none.
    pub softcap: f64,
}

impl Transform {
    /// What a logit is multiplied by last: 1/T, or 1 where that is before a cap.
    #[inline(always)]
    pub fn last_factor(self) -> f64 {
        if self.softcap == 0.0 { self.inverse_temperature } else { 1.0 }
    }

    /// z, ∂z/∂x and ∂²z/∂x².
    #[inline(always)]
    pub fn of<R: Real<Lane: Coefficients>>(self, x: R) -> [R; 3] {
        let inverse_temperature = R::splat(self.inverse_temperature);
        let scaled = x * inverse_temperature;
        if self.softcap == 0.0 {
            return [scaled, inverse_temperature, R::splat(0.0)];
        }
        let (value, slope) = tanh(scaled * R::splat(1.0 / self.softcap));
        let first = slope * inverse_temperature;
        let bend = first * value * R::splat(-2.0 * self.inverse_temperature / self.softcap);
        [value * R::splat(self.softcap), first, bend]
    }
}

/// What a row with +∞ is the limit of: all but +∞ is infinitely far below it. NaN stays.
#[inline(always)]
pub(super) fn limit_of_infinite<R: Real>(logits: R) -> R {
    let infinity = R::splat(f64::INFINITY);
    let limit = R::select(logits.eq(infinity), R::splat(0.0), -infinity);
    limit.or_nan_of(logits)
}

/// A row of logits in double precision.
#[derive(Clone, Copy)]
pub struct RowLogits<E, I = *const E> {
    start: I,
    layout: Layout,
    transform: Transform,
    /// Added to the transformed logits, a number per class, or NULL.
    bias: *const E,
    /// Whether one of them is +∞: then the row is read as what it is the limit of.
    pub infinite: bool,
}

impl<E: Element, I: Source<E>> RowLogits<E, I> {
    /// # Safety
    /// The row is within the matrix; `bias` is NULL, or valid for reading a number per class.
    #[inline(always)]
    pub unsafe fn new(matrix: I, layout: Layout, row: usize, transform: Transform, bias: *const E) -> Self {
        // SAFETY: the caller's.
        Self { start: unsafe { matrix.add(layout.start(row)) }, layout, transform, bias, infinite: false }
    }

    /// z, ∂z/∂x and ∂²z/∂x² from class `c` on; z is −∞ in the lanes beyond the row.
    ///
    /// # Safety
    /// The matrix is valid for reading the row, and `c` is below `classes`.
    #[inline(always)]
    pub unsafe fn logits<S: Simd>(&self, c: usize) -> [S::F64; 3] {
        // SAFETY: the caller's.
        unsafe { self.logits_and_exact::<S>(c).0 }
    }

    /// The same, and what z is the rounded product of with [`Transform::last_factor`], or z itself where there is a bias; and
    /// the former in any case.
    ///
    /// # Safety
    /// As for [`logits`](Self::logits).
    #[inline(always)]
    pub unsafe fn logits_and_exact<S: Simd>(&self, c: usize) -> ([S::F64; 3], [S::F64; 2]) {
        let count = self.layout.classes - c;
        // SAFETY: class `c` is within the row, and `count` from it on.
        let mut x =
            unsafe { load::<S, E>(self.start.add(c * self.layout.inner), count, self.layout.inner, f64::NEG_INFINITY) };
        let mut bias = S::F64::splat(0.0);
        if !self.bias.is_null() {
            // SAFETY: there is a bias per class.
            bias = unsafe { load::<S, E>(self.bias.add(c), count, 1, 0.0) };
            // The logit of a class that is left out counts for nothing.
            x = x.without(bias.eq(S::F64::splat(f64::NEG_INFINITY)));
        }
        let [z, slope, bend] = self.transform.of(x);
        // A cap makes −∞ finite.
        let within = S::F64::first_lanes(count);
        let absent = S::F64::splat(f64::NEG_INFINITY);
        let unbiased = if self.transform.softcap == 0.0 { x } else { z };
        let z = if self.bias.is_null() { z } else { z + bias };
        let z = if self.infinite { limit_of_infinite(z) } else { z };
        let unbiased = if self.infinite { limit_of_infinite(unbiased) } else { unbiased };
        let (z, unbiased) = (S::F64::select(within, z, absent), S::F64::select(within, unbiased, absent));
        ([z, slope, bend], [if self.bias.is_null() { unbiased } else { z }, unbiased])
    }

    /// The first class whose logit is `largest`; in a row with NaN, the first NaN.
    ///
    /// # Safety
    /// The matrix is valid for reading the row.
    #[inline(always)]
    pub unsafe fn find<S: Simd>(&self, largest: f64) -> i64 {
        let mut search = ArgMax::of(largest);
        let mut c = 0;
        while c < self.layout.classes {
            // SAFETY: the caller's.
            search.look(unsafe { self.logits::<S>(c)[0] }, c, self.layout.classes - c);
            c += S::F64::LANES;
        }
        search.class()
    }

    /// What turns the row's logits into probabilities. A row with +∞ is read as its limit from then on.
    ///
    /// # Safety
    /// The matrix is valid for reading the row.
    #[inline(always)]
    pub unsafe fn normalizer<S: Simd>(&mut self) -> Normalizer {
        let classes = self.layout.classes;
        let mut largest = S::F64::splat(f64::NEG_INFINITY);
        let mut c = 0;
        while c < classes {
            // SAFETY: the caller's.
            largest = unsafe { self.logits::<S>(c)[0] }.max(largest);
            c += S::F64::LANES;
        }
        let largest = largest.largest();
        self.infinite = largest == f64::INFINITY;
        let largest = if self.infinite { 0.0 } else { largest };
        let mut sum = <f64 as Compute>::Sum::<S>::zero();
        let mut c = 0;
        while c < classes {
            // SAFETY: the caller's.
            sum.add(exp(unsafe { self.logits::<S>(c)[0] } - S::F64::splat(largest)));
            c += S::F64::LANES;
        }
        Normalizer::new::<S>(largest, self.infinite, sum.parts())
    }
}

/// `count` elements that are `step` apart; `absent` in the lanes beyond.
///
/// # Safety
/// `source` is valid for reading `count.min(LANES)` elements that far apart.
#[inline(always)]
pub(crate) unsafe fn load<S: Simd, E: Element>(
    source: impl Source<E>,
    count: usize,
    step: usize,
    absent: f64,
) -> S::F64 {
    if step == 1 {
        // SAFETY: the caller's.
        return unsafe { source.load::<S, f64>(count, absent) };
    }
    let mut lanes = [absent; 16];
    let mut i = 0;
    while i < S::F64::LANES && i < count {
        // SAFETY: the caller's.
        lanes[i] = unsafe { source.add(i * step).get() };
        i += 1;
    }
    // SAFETY: the array has 16 elements.
    unsafe { S::F64::load(lanes.as_ptr(), 16, 0.0) }
}

/// Writes `count` elements that are `step` apart, or adds to what is there.
///
/// # Safety
/// `target` is valid for `count.min(LANES)` elements that far apart.
#[inline(always)]
unsafe fn put_apart<S: Simd, E: Element>(
    value: S::F64,
    target: impl Sink<E>,
    count: usize,
    step: usize,
    accumulate: bool,
) {
    if step == 1 {
        // SAFETY: the caller's.
        return unsafe { target.put::<S, f64>(value, count, accumulate) };
    }
    let mut lanes = [0.0; 16];
    // SAFETY: the array has 16 elements.
    unsafe { value.store(lanes.as_mut_ptr(), 16) };
    let mut i = 0;
    while i < S::F64::LANES && i < count {
        // SAFETY: the caller's.
        unsafe {
            let place = target.at(i * step);
            let old = if accumulate { place.get() } else { 0.0 };
            place.set(lanes[i] + old);
        }
        i += 1;
    }
}

/// Sum and maximum of a row.
#[derive(Clone, Copy)]
pub struct Normalizer {
    /// m, the largest logit.
    pub largest: f64,
    /// log Σ e^(z−m).
    pub log_sum: f64,
    /// 1 / Σ e^(z−m).
    pub inverse_sum: f64,
}

impl Normalizer {
    /// From m and Σ e^(z−m). There is no limit for several infinite logits.
    #[inline(always)]
    pub fn new<S: Simd>(largest: f64, infinite: bool, mut sum: Total) -> Self {
        // All but one of the largest, so that nothing is lost beside its 1.
        sum.add(-1.0);
        let others = sum.value();
        let others = if infinite && others >= 1.0 { f64::NAN } else { others };
        Self { largest, log_sum: first(log1p(S::NarrowF64::splat(others))), inverse_sum: 1.0 / (1.0 + others) }
    }

    /// p of logits.
    #[inline(always)]
    pub fn probabilities<S: Simd>(&self, z: S::F64) -> S::F64 {
        exp(z - S::F64::splat(self.largest)) * S::F64::splat(self.inverse_sum)
    }
}
