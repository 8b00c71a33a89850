//! What a row has been added up to so far, in the [first pass](super::first_pass).

use super::finish::RowSums;
use super::scale::Scale;
use crate::element::Compute;
use crate::math::{Divisor, log1p};
use crate::simd::{Real, Simd};
use crate::sum::{Sum, Total, first};

/// The sums of a first pass.
#[derive(Clone, Copy)]
pub(super) struct FirstPass {
    pub sums: RowSums<f64>,
    pub scale: Scale,
    /// m of the logits as they are read.
    pub largest: f64,
    /// One over the exponential of m.
    pub per_largest: f64,
    /// Σ e^(z − shift)/2^exponent·(z − m).
    pub mean_logit: f64,
    /// The class with the largest logit, where it was looked for: see [`Running::place`].
    pub place: Option<usize>,
    /// Whether all logits are −∞.
    pub empty: bool,
}

/// What turns a teacher's logits into probabilities: nothing where there is no teacher.
#[derive(Clone, Copy)]
pub(super) struct Teacher {
    pub scale: Scale,
    /// One over the exponential of m.
    pub per_largest: f64,
    /// Multiplies exponentials.
    pub inverse_sum: f64,
    /// m and ρ of the logits as they are read.
    pub largest: f64,
    pub reference: f64,
    /// log Σ e^(u−ρ).
    pub log_sum: f64,
}

impl Teacher {
    /// Nothing yet, or no teacher.
    pub const NONE: Self = Self {
        scale: Scale::NONE,
        per_largest: 1.0,
        inverse_sum: 1.0,
        largest: f64::NEG_INFINITY,
        reference: 0.0,
        log_sum: 0.0,
    };
}

/// A row's exponentials as they are added up, block by block.
#[derive(Clone, Copy)]
pub(super) struct Running<S: Simd, C: Compute> {
    pub scale: Scale,
    /// m and ρ of the logits as they are read.
    pub largest: f64,
    pub reference: f64,
    pub sum: C::RowSum<S>,
    /// What the sum has lost beside the largest exponential.
    pub lost: f64,
    /// Whether the sum is without the exponential of the largest logit, beside which the others are next to nothing.
    pub apart: bool,
    /// The class with the largest logit, if its exponential is larger than all others together and it was looked for.
    pub place: Option<usize>,
}

/// The exponential of a row's largest logit, as its sum has it, and one over that.
#[derive(Clone, Copy)]
pub(super) struct OfLargest {
    pub exponential: f64,
    pub inverse: f64,
}

/// Σ e^(z−m) without one of the largest, where the exponentials add up to `sum`.
#[inline(always)]
pub(super) fn others(sum: Total, largest: OfLargest) -> f64 {
    let mut others = sum;
    others.add(-largest.exponential);
    // Rounding may leave a little less than nothing. A NaN stays.
    let others = others.value() * largest.inverse;
    if others < 0.0 { 0.0 } else { others }
}

impl<S: Simd, C: Compute> Running<S, C> {
    #[inline(always)]
    pub fn new() -> Self {
        Self {
            scale: Scale::NONE,
            largest: f64::NEG_INFINITY,
            reference: 0.0,
            sum: Sum::zero(),
            lost: 0.0,
            apart: false,
            place: None,
        }
    }

    /// Whether no logit above −∞ has been seen.
    #[inline(always)]
    pub fn unseen(&self) -> bool {
        self.largest == f64::NEG_INFINITY
    }

    /// Learns of the next block's maximum. Returns what everything that is relative to the scale must
    /// be multiplied by, where it changed; the sum has been.
    #[inline(always)]
    pub fn take(&mut self, here: f64, divisor: &Divisor) -> Option<f64> {
        let mut changed = None;
        if here > f64::NEG_INFINITY && here < f64::INFINITY {
            if self.largest == f64::NEG_INFINITY {
                self.reference = here;
                self.scale = Scale::around::<S>(here, divisor);
            } else if !self.scale.fits::<S>(here, divisor) {
                let next = Scale::around::<S>(here, divisor);
                let factor = self.scale.to::<S>(&next, divisor);
                self.sum.scale(factor);
                self.lost *= factor;
                self.scale = next;
                changed = Some(factor);
            }
        }
        self.largest = if here > self.largest { here } else { self.largest };
        changed
    }

    /// Whether a block with this maximum is no reason to change the scale; then it has been learned of.
    #[inline(always)]
    pub fn accept(&mut self, here: f64, divisor: &Divisor) -> bool {
        let seen = self.largest > f64::NEG_INFINITY;
        let fits = here.abs() == f64::INFINITY || (seen && self.scale.fits::<S>(here, divisor));
        if fits && here > self.largest {
            self.largest = here;
        }
        fits
    }

    /// The exponential of a logit.
    #[inline(always)]
    pub fn exponential_of(&self, logit: f64, divisor: &Divisor) -> f64 {
        first(self.scale.exponential(divisor).of(C::Narrow::<S>::splat(logit)))
    }

    /// The sum of all exponentials.
    #[inline(always)]
    pub fn total(&self, divisor: &Divisor) -> f64 {
        let apart = if self.apart { self.exponential_of(self.largest, divisor) } else { 0.0 };
        (self.sum.total() + self.lost) + apart
    }

    /// Has the reference be the largest logit, if one was seen. Returns how much higher it is now.
    #[inline(always)]
    pub fn advance(&mut self) -> f64 {
        let higher = self.largest - self.reference;
        if !(higher > 0.0 && higher < f64::INFINITY) {
            return 0.0;
        }
        self.reference = self.largest;
        higher
    }

    /// Σ e^(z−m) without one of the largest, and one over the exponential of m.
    #[inline(always)]
    pub fn others(&self, divisor: &Divisor) -> (f64, f64) {
        let mut sum = self.sum.parts();
        sum.add(self.lost);
        let largest = self.exponential_of_largest(divisor);
        (if self.apart { sum.value() * largest.inverse } else { others(sum, largest) }, largest.inverse)
    }

    /// The exponential of m.
    #[inline(always)]
    pub fn exponential_of_largest(&self, divisor: &Divisor) -> OfLargest {
        let inverse = self.scale.exponential(divisor).inverse_of(S::NarrowF64::splat(self.largest));
        OfLargest { exponential: self.exponential_of(self.largest, divisor), inverse: first(inverse) }
    }

    /// A teacher's row when it has been seen to its end. If it was `infinite`, of several infinite logits there is no limit.
    #[inline(always)]
    pub fn teacher(&self, infinite: bool, divisor: &Divisor) -> Teacher {
        let (others, per_largest) = self.others(divisor);
        let others = if infinite && others >= 1.0 { f64::NAN } else { others };
        let reference_below = (self.largest - self.reference) * divisor.inverse();
        Teacher {
            scale: self.scale,
            per_largest,
            inverse_sum: 1.0 / (1.0 + others) * per_largest,
            largest: self.largest,
            reference: self.reference,
            log_sum: first(log1p(S::NarrowF64::splat(others))) + reference_below,
        }
    }
}

/// A row as it is added up, block by block.
#[derive(Clone, Copy)]
pub(super) struct Sums<S: Simd, C: Compute> {
    pub student: Running<S, C>,
    /// The teacher of a row whose probabilities are only divided by their sum at the end.
    pub taught: Running<S, C>,
    /// Σ a_c (z_c − ρ).
    pub weighted: C::Sum<S>,
    /// The same where the coefficients are uniform: no term is small beside what it is taken from.
    pub uniform: C::RowSum<S>,
    pub coefficients: C::RowSum<S>,
    pub target_weight: C::RowSum<S>,
    pub mean_logit: C::Sum<S>,
    /// What `weighted` was owed when its references changed.
    pub carried: f64,
}

impl<S: Simd, C: Compute> Sums<S, C> {
    #[inline(always)]
    pub fn new() -> Self {
        Self {
            student: Running::new(),
            taught: Running::new(),
            weighted: Sum::zero(),
            uniform: Sum::zero(),
            coefficients: Sum::zero(),
            target_weight: Sum::zero(),
            mean_logit: Sum::zero(),
            carried: 0.0,
        }
    }

    /// Whether a row has a logit of +∞.
    #[inline(always)]
    pub fn infinite(&self) -> bool {
        self.student.largest == f64::INFINITY || self.taught.largest == f64::INFINITY
    }
}
