//! What the exponentials of a row are relative to, and how that changes on the way.

use crate::element::Compute;
use crate::math::{Divisor, ExpScaled, Power, exp, exp_scaled_double, exponent_of};
use crate::simd::{Real, Simd, Vector};
use crate::sum::first;

/// How far above 2^N a block may reach before N is raised.
pub const HEADROOM: f64 = 60.0;
/// Above this, logits are taken relative to their maximum, exactly where it matters; below, the
/// exponential needs no such help (see [`crate::math`]).
const LARGE: f64 = 1_048_576.0;

/// What the exponentials of a row are relative to, for rows whose largest logit is a lane of `largest`:
/// shift and exponent of [`Scale`].
#[inline(always)]
pub fn around<R: Real<Lane = f64>>(largest: R, inverse_temperature: f64) -> (R, R) {
    let inverse = R::splat(inverse_temperature);
    let large = R::splat(LARGE).lt((largest * inverse).abs());
    let shift = largest.keep(large);
    (shift, exponent_of((largest - shift) * inverse))
}

/// The exponent of [`Scale`] for rows with this maximum, if nothing is subtracted from their logits and T is 1.
#[inline(always)]
pub fn exponent_without_shift<R: Real<Lane = f64>>(largest: f64) -> Option<R> {
    if largest.abs() <= LARGE { Some(exponent_of(R::splat(largest))) } else { None }
}

/// What the exponentials of a row are relative to: they are e^((x − shift)/T) / 2^exponent. T is the
/// caller's, the same for all.
#[derive(Clone, Copy)]
pub struct Scale {
    shift: f64,
    exponent: f64,
}

impl Scale {
    /// Of a row that has shown no finite logit yet.
    pub const NONE: Self = Self { shift: 0.0, exponent: 0.0 };

    /// x to its exponential.
    #[inline(always)]
    pub fn exponential(self, divisor: &Divisor) -> ExpScaled<'_> {
        ExpScaled { shift: self.shift, divisor, exponent: self.exponent }
    }

    /// The exponential of x in double precision, for a divisor of any lane type.
    #[inline(always)]
    pub fn double<R: Real<Lane = f64>>(self, x: R, divisor: &Divisor) -> R {
        exp_scaled_double(x - R::splat(self.shift), divisor, Power::new(R::splat(self.exponent)))
    }

    /// What [`exp_scaled`](crate::math::exp_scaled) divides by, if nothing is subtracted from x before.
    #[inline(always)]
    pub fn without_shift<R: Real>(self) -> Option<Power<R>> {
        if self.shift == 0.0 { Some(Power::new(R::splat(self.exponent))) } else { None }
    }

    /// Of a block with this maximum.
    #[inline(always)]
    pub fn around<S: Simd>(largest: f64, divisor: &Divisor) -> Self {
        let (shift, exponent) = around(S::NarrowF64::splat(largest), divisor.inverse());
        Self { shift: first(shift), exponent: first(exponent) }
    }

    /// Whether a block with this maximum stays far from overflow.
    #[inline(always)]
    pub fn fits<S: Simd>(&self, largest: f64, divisor: &Divisor) -> bool {
        let above = (largest - self.shift) * divisor.inverse();
        first(exponent_of(S::NarrowF64::splat(above))) - self.exponent <= HEADROOM
    }

    /// What exponentials relative to `self` are multiplied by to be relative to `next`, which is
    /// far above.
    #[inline(always)]
    pub fn to<S: Simd>(&self, next: &Self, divisor: &Divisor) -> f64 {
        if self.shift == next.shift {
            // A power of two, exactly; 0 where f64 has no such power.
            let steps = (self.exponent - next.exponent) as i32;
            return if steps < -1022 { 0.0 } else { f64::from_bits(((1023 + steps) as u64) << 52) };
        }
        let below =
            (self.shift - next.shift) * divisor.inverse() + (self.exponent - next.exponent) * core::f64::consts::LN_2;
        first(exp(S::NarrowF64::splat(below)))
    }
}

/// Multiplies the first `count` elements; what would be subnormal becomes 0.
///
/// # Safety
/// `stored` is NULL or valid for `count` elements.
#[inline(always)]
pub unsafe fn rescale<S: Simd, C: Compute>(stored: *mut C, count: usize, factor: f64) {
    if stored.is_null() {
        return;
    }
    let factor = C::Vector::<S>::splat(if factor < C::SMALLEST_NORMAL { 0.0 } else { factor });
    let smallest = C::Vector::<S>::splat(C::SMALLEST_NORMAL);
    let mut i = 0;
    while i < count {
        // SAFETY: `count - i` elements remain from `i` on.
        unsafe {
            let e = C::Vector::<S>::load(stored.add(i), count - i, 0.0) * factor;
            let e = e.without(e.lt(smallest));
            e.store(stored.add(i), count - i);
        }
        i += C::Vector::<S>::LANES;
    }
}
