//! What the exponentials of a row are relative to, and how that changes on the way.

use crate::element::{Compute, Load};
use crate::math::{Divisor, ExpScaled, exp, exponent_of};
use crate::simd::{Real, Simd, Vector};
use crate::sum::first;

/// How far above 2^N a block may reach before N is raised.
const HEADROOM: i32 = 60;
/// Above this, logits are taken relative to their maximum, exactly where it matters; below, the
/// exponential needs no such help (see [`crate::math`]).
const LARGE: f64 = 1_048_576.0;

/// What the exponentials of a row are relative to: they are e^((x − shift)/T) / 2^exponent.
#[derive(Clone, Copy)]
pub struct Scale {
    shift: f64,
    divisor: Divisor,
    exponent: i32,
}

impl Scale {
    /// Of a row that has shown no finite logit yet.
    #[inline(always)]
    pub fn none(divisor: Divisor) -> Self {
        Self { shift: 0.0, divisor, exponent: 0 }
    }

    /// x to its exponential.
    #[inline(always)]
    pub fn exponential(self) -> ExpScaled {
        ExpScaled { shift: self.shift, divisor: self.divisor, exponent: self.exponent }
    }

    /// What is subtracted from x.
    #[inline(always)]
    pub fn shift(&self) -> f64 {
        self.shift
    }

    /// The exponent of what is divided by.
    #[inline(always)]
    pub fn exponent(&self) -> i32 {
        self.exponent
    }

    /// T.
    #[inline(always)]
    pub fn divisor(&self) -> &Divisor {
        &self.divisor
    }

    /// The same T, for a block with this maximum.
    #[inline(always)]
    pub fn around(self, largest: f64) -> Self {
        let shift = if (largest * self.divisor.inverse()).abs() > LARGE { largest } else { 0.0 };
        let moved = Self { shift, ..self };
        Self { exponent: moved.exponent_of(largest), ..moved }
    }

    /// The exponent of e^((x − shift)/T).
    #[inline(always)]
    fn exponent_of(&self, x: f64) -> i32 {
        exponent_of((x - self.shift) * self.divisor.inverse())
    }

    /// Whether a block with this maximum stays far from overflow.
    #[inline(always)]
    pub fn fits(&self, largest: f64) -> bool {
        self.exponent_of(largest).saturating_sub(self.exponent) <= HEADROOM
    }

    /// What exponentials relative to `self` are multiplied by to be relative to `next`, which is
    /// far above.
    #[inline(always)]
    pub fn to<S: Simd>(&self, next: &Self) -> f64 {
        if self.shift == next.shift {
            // A power of two, exactly; 0 where f64 has no such power.
            let steps = self.exponent.saturating_sub(next.exponent);
            return if steps < -1022 { 0.0 } else { f64::from_bits(((1023 + steps) as u64) << 52) };
        }
        let below = (self.shift - next.shift) * self.divisor.inverse()
            + (f64::from(self.exponent) - f64::from(next.exponent)) * core::f64::consts::LN_2;
        first(exp(S::NarrowF64::splat(below)))
    }
}

/// Multiplies the first `count` elements; what would be subnormal becomes 0.
///
/// # Safety
/// `stored` is NULL or valid for `count` elements.
#[inline(always)]
pub unsafe fn rescale<S: Simd, E: Load<C>, C: Compute>(stored: *mut E, count: usize, factor: f64) {
    if stored.is_null() {
        return;
    }
    let factor = C::Vector::<S>::splat(if factor < C::SMALLEST_NORMAL { 0.0 } else { factor });
    let smallest = C::Vector::<S>::splat(C::SMALLEST_NORMAL);
    let mut i = 0;
    while i < count {
        // SAFETY: `count - i` elements remain from `i` on.
        unsafe {
            let e = E::load::<S>(stored.add(i), count - i, 0.0) * factor;
            let e = C::Vector::<S>::select(e.lt(smallest), C::Vector::<S>::splat(0.0), e);
            E::store::<S>(e, stored.add(i), count - i);
        }
        i += C::Vector::<S>::LANES;
    }
}
