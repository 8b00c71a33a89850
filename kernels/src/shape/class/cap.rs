//! Capped logits relative to one of them.

use crate::element::Element;
use crate::math::{Coefficients, tanh};
use crate::shape::logits::Transform;
use crate::shape::matrices::Source;
use crate::simd::{Real, Simd, Vector};
use crate::sum::first;

/// A logit that capped logits are taken relative to.
#[derive(Clone, Copy)]
pub struct CapReference<R> {
    /// As it is read.
    pub input: R,
    /// Capped.
    pub logit: R,
    /// 1 − v², v its tanh.
    pub slope: R,
    /// 1 − v.
    pub rest: R,
}

impl<R: Real<Lane = f64>> CapReference<R> {
    /// Where it serves: not at infinity, nor where the tanh is 1.
    #[inline(always)]
    pub fn serves(&self) -> R::Mask {
        R::splat(1e-290).lt(self.slope)
    }
}

impl CapReference<f64> {
    /// The same in every lane.
    #[inline(always)]
    pub fn splat<R: Real>(&self) -> CapReference<R> {
        CapReference {
            input: R::splat(self.input),
            logit: R::splat(self.logit),
            slope: R::splat(self.slope),
            rest: R::splat(self.rest),
        }
    }
}

impl Transform {
    /// What capped logits are taken relative to, from the largest that is read.
    #[inline(always)]
    pub fn reference<R: Real<Lane = f64>>(self, input: R) -> CapReference<R> {
        let (zero, one) = (R::splat(0.0), R::splat(1.0));
        let (value, slope) = tanh(input * R::splat(self.inverse_temperature) * R::splat(1.0 / self.softcap));
        // One less the tanh, without cancellation.
        let rest = R::select(value.lt(zero), one - value, slope / (one + value));
        CapReference { input, logit: value * R::splat(self.softcap), slope, rest }
    }

    /// z less that of the reference, which is no smaller: with d the difference of the arguments of tanh and v that of the
    /// reference, tanh d·(1 − v²) / (1 + v·tanh d), in which nothing cancels. Capped logits themselves are rounded by what
    /// beside their differences is much.
    #[inline(always)]
    pub fn less<R: Real<Lane: Coefficients>>(self, x: R, of: &CapReference<R>) -> R {
        let below = (x - of.input) * R::splat(self.inverse_temperature) * R::splat(1.0 / self.softcap);
        let (value, slope) = tanh(below);
        let (size, cap) = (value.abs(), R::splat(self.softcap));
        let denominator = size.mul_add(of.rest, slope / (R::splat(1.0) + size));
        let difference = value * of.slope / denominator * cap;
        // The argument's own rounding counts |d| times; far below the reference, the capped logits err by less.
        let direct = self.of(x)[0] - of.logit;
        R::select((below * difference).abs().lt(cap), difference, direct)
    }

    /// What the capped logits of a row of `classes` elements are relative to, where that can be said.
    ///
    /// # Safety
    /// `row` is valid for reading `classes` elements.
    #[inline(always)]
    pub unsafe fn reference_of_row<S: Simd, E: Element>(
        self,
        row: impl Source<E>,
        classes: usize,
    ) -> Option<CapReference<f64>> {
        let mut largest = S::F64::splat(f64::NEG_INFINITY);
        let mut c = 0;
        while c < classes {
            let count = classes - c;
            // SAFETY: the caller's: `count` elements remain from `c` on.
            largest = unsafe { row.add(c).load::<S, f64>(count, f64::NEG_INFINITY) }.max(largest);
            c += S::F64::LANES;
        }
        let reference = self.reference(S::NarrowF64::splat(largest.largest()));
        let CapReference { input, logit, slope, rest } = reference;
        let numbers = CapReference { input: first(input), logit: first(logit), slope: first(slope), rest: first(rest) };
        if S::NarrowF64::all(reference.serves()) { Some(numbers) } else { None }
    }
}
