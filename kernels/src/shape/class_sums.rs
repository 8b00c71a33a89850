//! What a row over classes has been added up to so far, for [`class_passes`](super::class_passes).

use super::class_finish::RowSums;
use super::class_scale::Scale;
use crate::element::{Compute, Load};
use crate::math::{Divisor, log1p};
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total, first};

/// Elements that a [`RowSum`](Compute::RowSum) may round together, also where lanes are single.
const VECTOR: usize = 32;

/// The sums of a first pass.
pub(super) struct FirstPass {
    pub sums: RowSums<f64>,
    pub scale: Scale,
    /// m of the logits as they are read.
    pub largest: f64,
    /// One over the exponential of m.
    pub per_largest: f64,
    /// Σ e^(z − shift)/2^exponent·(z − center).
    pub mean_logit: f64,
    /// Near m.
    pub center: f64,
}

/// What turns a teacher's logits into probabilities: nothing where there is no teacher.
pub(super) struct Teacher {
    pub scale: Scale,
    /// Multiplies exponentials.
    pub inverse_sum: f64,
    /// ρ of the logits as they are read.
    pub reference: f64,
    /// log Σ e^(u−ρ).
    pub log_sum: f64,
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
        Self { scale: Scale::NONE, largest: f64::NEG_INFINITY, reference: 0.0, sum: Sum::zero(), lost: 0.0 }
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

    /// The exponential of m.
    #[inline(always)]
    fn of_largest(&self, divisor: &Divisor) -> f64 {
        first(self.scale.exponential(divisor).of(C::Narrow::<S>::splat(self.largest)))
    }

    /// Makes good what the sum has lost beside the largest exponential, if that is in the block just added, which ends at
    /// `end`: before that, the largest logit was `before`. It is looked for from element `guess` on, if that is in the
    /// block. In a row of one vector the sum is then what a [`DoubleSum`](crate::sum::DoubleSum) gives, bit for bit: the
    /// difference of two numbers so near each other is exact.
    ///
    /// # Safety
    /// `source` is valid for reading elements up to `end`: the logits or, if they were `replaced`, their exponentials.
    #[inline(always)]
    pub unsafe fn mend<E: Load<C>>(
        &mut self,
        source: *const E,
        replaced: bool,
        (block, end): (usize, usize),
        (before, guess): (f64, usize),
        divisor: &Divisor,
    ) {
        if C::COMPENSATED || self.largest <= before {
            return;
        }
        let of_largest = self.of_largest(divisor);
        // Else the others are no less than the largest, and what was lost is as little beside them. A NaN is not mended.
        let alone = self.sum.total() + self.lost < 2.0 * of_largest;
        if end > VECTOR && !alone {
            return;
        }
        let (sought, nothing) = if replaced { (of_largest, 0.0) } else { (self.largest, f64::NEG_INFINITY) };
        let sought = C::Vector::<S>::splat(sought);
        let mut vector = if block <= guess && guess < end { guess - (guess - block) % VECTOR } else { block };
        let mut left = end - block;
        loop {
            let behind = if end - vector < VECTOR { end } else { vector + VECTOR };
            // One step, or where lanes are single as many as a vector would have.
            let (mut c, mut below) = (vector, true);
            while c < behind {
                // SAFETY: the caller's.
                let x = unsafe { E::load::<S>(source.add(c), end - c, nothing) };
                below &= C::Vector::<S>::all(x.lt(sought));
                c += C::Vector::<S>::LANES;
            }
            if !below || left <= VECTOR {
                break;
            }
            left -= VECTOR;
            vector = if behind == end { block } else { behind };
        }
        let exponential = self.scale.exponential(divisor);
        let (mut exact, mut folded) = (C::Sum::<S>::zero(), C::RowSum::<S>::zero());
        let mut c = vector;
        while c < end && c < vector + VECTOR {
            // SAFETY: the caller's.
            let x = unsafe { E::load::<S>(source.add(c), end - c, nothing) };
            let e = if replaced { x } else { exponential.of(x) };
            exact.add(e);
            folded.add(e);
            c += C::Vector::<S>::LANES;
        }
        self.lost += exact.total() - folded.total();
    }

    /// Σ e^(z−m) without one of the largest, and one over the exponential of m.
    #[inline(always)]
    pub fn others(&self, divisor: &Divisor) -> (f64, f64) {
        let mut sum = self.sum.parts();
        sum.add(self.lost);
        let largest = self.exponential_of_largest(divisor);
        (others(sum, largest), largest.inverse)
    }

    /// The exponential of m.
    #[inline(always)]
    pub fn exponential_of_largest(&self, divisor: &Divisor) -> OfLargest {
        let inverse = self.scale.exponential(divisor).inverse_of(S::NarrowF64::splat(self.largest));
        OfLargest { exponential: self.of_largest(divisor), inverse: first(inverse) }
    }

    /// A teacher's row when it has been seen to its end; `unit` is what its logits are multiplied by.
    #[inline(always)]
    pub fn teacher(&self, unit: f64, divisor: &Divisor) -> Teacher {
        let (others, per_largest) = self.others(divisor);
        Teacher {
            scale: self.scale,
            inverse_sum: 1.0 / (1.0 + others) * per_largest,
            reference: self.reference,
            log_sum: first(log1p(S::NarrowF64::splat(others))) + (self.largest * unit - self.reference * unit),
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
    /// What the entropy's sum is relative to, and what it was owed when that last changed.
    pub center: f64,
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
            center: 0.0,
            carried: 0.0,
        }
    }

    /// Whether no finite logit has been seen, of the student or of a teacher that is learned from.
    #[inline(always)]
    pub fn nothing_seen(&self, learning: bool) -> bool {
        self.student.largest == f64::NEG_INFINITY || (learning && self.taught.largest == f64::NEG_INFINITY)
    }

    /// Whether a block with these maxima could be added as it was.
    #[inline(always)]
    pub fn accept(&mut self, [here, of_teacher]: [f64; 2], learning: bool, divisor: &Divisor) -> bool {
        self.student.accept(here, divisor) && (!learning || self.taught.accept(of_teacher, divisor))
    }
}
