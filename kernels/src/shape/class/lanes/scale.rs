//! What the exponentials of rows that lie side by side are relative to, and sums in their lanes.

use crate::element::{Compute, Element};
use crate::math::{Divisor, Power, exp_scaled};
use crate::shape::class::cap::CapReference;
use crate::shape::class::scale::around;
use crate::simd::{Real, Simd};
use crate::sum::{or_first, two_sum};
use core::marker::PhantomData;

/// What the exponentials of each row are relative to: they are e^((x − shift)/T) / 2^exponent.
#[derive(Clone, Copy)]
pub(super) struct Scale<S: Simd> {
    /// The largest logit of the row as it is read.
    pub largest: S::F64,
    /// Whether that is +∞: then the row is read as the limit, and `largest` is 0.
    pub infinite: <S::F64 as Real>::Mask,
    /// What capped logits are relative to, where it serves.
    pub cap: Option<CapReference<S::F64>>,
    pub shift: S::F64,
    pub power: Power<S::F64>,
    /// One over the exponential of the largest.
    pub per_largest: S::F64,
}

impl<S: Simd> Scale<S> {
    /// As if all logits were 0.
    #[inline(always)]
    pub fn none() -> Self {
        let zero = S::F64::splat(0.0);
        let nowhere = zero.lt(zero);
        Self { largest: zero, infinite: nowhere, cap: None, shift: zero, power: Power::new(zero), per_largest: zero }
    }

    /// Of rows with these maxima, none of them +∞ but where the row is read as its limit.
    #[inline(always)]
    pub fn around(
        largest: S::F64,
        infinite: <S::F64 as Real>::Mask,
        cap: Option<CapReference<S::F64>>,
        divisor: &Divisor,
    ) -> Self {
        let finite = largest.abs().lt(S::F64::splat(f64::INFINITY));
        let (shift, exponent) = around(largest, divisor.inverse());
        let (shift, exponent) = (shift.keep(finite), exponent.keep(finite));
        let per_largest = exp_scaled(shift - largest, divisor, Power::new(-exponent));
        Self { largest, infinite, cap, shift, power: Power::new(exponent), per_largest }
    }

    #[inline(always)]
    pub fn exponential(&self, x: S::F64, divisor: &Divisor) -> S::F64 {
        exp_scaled(x - self.shift, divisor, self.power)
    }
}

/// What turns a teacher's logits into probabilities.
#[derive(Clone, Copy)]
pub(super) struct Teacher<S: Simd> {
    pub scale: Scale<S>,
    /// Multiplies exponentials.
    pub factor: S::F64,
    pub log_sum: S::F64,
}

/// A sum in every lane, with what rounding loses summed beside it where the type is no narrower.
pub(super) struct LaneSum<E, R> {
    sum: R,
    error: R,
    element: PhantomData<E>,
}

impl<E: Element, R: Real> LaneSum<E, R> {
    #[inline(always)]
    pub fn zero() -> Self {
        Self { sum: R::splat(0.0), error: R::splat(0.0), element: PhantomData }
    }
    #[inline(always)]
    pub fn add(&mut self, term: R) {
        if E::Native::COMPENSATED {
            let (sum, error) = two_sum(self.sum, term);
            (self.sum, self.error) = (sum, self.error + error);
        } else {
            self.sum = self.sum + term;
        }
    }
    #[inline(always)]
    pub fn add_product(&mut self, a: R, b: R) {
        if E::Native::COMPENSATED {
            let product = a * b;
            self.error = self.error + a.mul_add(b, -product);
            self.add(product);
        } else {
            self.sum = a.mul_add(b, self.sum);
        }
    }
    /// The sum. Where it is infinite or NaN the errors mean nothing.
    #[inline(always)]
    pub fn value(&self) -> R {
        if E::Native::COMPENSATED { or_first(self.sum, self.error) } else { self.sum }
    }
}
