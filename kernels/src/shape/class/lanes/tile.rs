//! As many rows as a vector has lanes: how their logits and coefficients are read, and what they add up to.

use super::scale::{LaneSum, Scale, Teacher};
use crate::element::{Compute, Element};
use crate::math::{Divisor, log};
use crate::shape::class::finish::RowSums;
use crate::shape::class::near::{Below, Known};
use crate::shape::class::rows::ClassRows;
use crate::shape::logits::limit_of_infinite;
use crate::shape::matrices::{Matrices, Source};
use crate::shape::read;
use crate::simd::{Real, Simd};

/// What each row adds up to.
pub(super) struct Sums<S: Simd> {
    pub row: RowSums<S::F64>,
    /// Σ e·(z − m), e as the scale has it.
    pub mean_logit: S::F64,
    /// The coefficients of all classes but the first with the largest logit.
    pub beside: S::F64,
    /// Rows of nothing but −∞, and rows with +∞, neither with a NaN: lse is that infinity.
    pub empty: <S::F64 as Real>::Mask,
    pub limited: <S::F64 as Real>::Mask,
}

/// Rows that lie side by side, a lane each.
pub(super) struct Tile<'a, S: Simd, E: Element, A: Matrices<E>> {
    pub rows: &'a ClassRows<E, A>,
    /// The matrix of logits: the input, or a teacher's.
    pub input: A::Source,
    /// Class 0 of the first row.
    pub at: usize,
    /// The same of soft targets or a teacher.
    pub soft_at: usize,
    pub count: usize,
    pub spread: f64,
    /// What logits are divided by before their exponentials are taken.
    pub divisor: &'a Divisor,
    pub kept: <S::F64 as Real>::Mask,
    pub target: S::F64,
    pub scale: Scale<S>,
    pub teacher: Teacher<S>,
}

impl<S: Simd, E: Element, A: Matrices<E>> Tile<'_, S, E, A> {
    /// The inputs of one class, 0 where the bias leaves it out.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    pub unsafe fn input(&self, c: usize) -> S::F64 {
        // SAFETY: the caller's; the class is within the bias.
        unsafe {
            if !self.rows.bias.is_null() && self.rows.bias_of(c) == f64::NEG_INFINITY {
                return S::F64::splat(0.0);
            }
            self.read(self.input, self.at, c)
        }
    }

    /// One class of a matrix in which class 0 of the first row stands at `at`.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn read(&self, matrix: A::Source, at: usize, c: usize) -> S::F64 {
        // SAFETY: the class is within the layout.
        unsafe { matrix.add(at + c * self.rows.inner).load::<S, f64>(self.count, 0.0) }
    }

    /// Their logits, capped where there is a cap.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn logits(&self, c: usize) -> S::F64 {
        // SAFETY: the caller's.
        unsafe { self.transformed(self.input(c), c, &self.scale) }
    }

    /// Logits of one class from its inputs.
    ///
    /// # Safety
    /// The contract of the arguments: the class is below `classes`.
    #[inline(always)]
    pub unsafe fn transformed(&self, x: S::F64, c: usize, scale: &Scale<S>) -> S::F64 {
        let mut z = if self.rows.transforms() { self.rows.transform(x)[0] } else { x };
        if let Some(cap) = &scale.cap {
            z = S::F64::select(cap.serves(), self.rows.transformation().less(x, cap), z);
        }
        if self.rows.cosines.are_there() {
            let [own, _] = self.rows.cosines.at_target(x);
            z = S::F64::select(self.target.eq(S::F64::splat(c as f64)), own, z);
        }
        if !self.rows.bias.is_null() {
            // SAFETY: the class is within the bias.
            let bias = S::F64::splat(unsafe { self.rows.bias_of(c) });
            // Whatever the logit of a class is that is left out.
            let left_out = bias.eq(S::F64::splat(f64::NEG_INFINITY));
            z = S::F64::select(left_out, bias, z + bias);
        }
        S::F64::select(scale.infinite, limit_of_infinite(z), z)
    }

    /// a_c without the share of an index target, w_c·t_c of soft targets, and for a teacher's what
    /// is left of its logarithm when `target_log_sum` is taken away, times T.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    pub unsafe fn coefficients(&self, c: usize) -> [S::F64; 3] {
        let zero = S::F64::splat(0.0);
        let spread = S::F64::splat(self.spread);
        let rest = S::F64::splat(1.0 - self.rows.smoothing);
        // SAFETY: the class is within the weights.
        let weight = S::F64::splat(unsafe { read(self.rows.class_weight, c, 1.0) });
        if !self.rows.member.soft {
            return [spread * weight, weight, zero];
        }
        // SAFETY: the caller's.
        let given = unsafe { self.read(self.rows.soft, self.soft_at, c) };
        if !self.rows.member.teacher {
            return [weight.times(given.mul_add(rest, spread)), weight.times(given), zero];
        }
        let Teacher { scale, factor, log_sum } = &self.teacher;
        // SAFETY: the caller's.
        let u = unsafe { self.transformed(given, c, scale) };
        let t = scale.exponential(u, self.divisor) * *factor;
        let gain = weight * S::F64::splat(self.rows.gain);
        if self.rows.smoothing == 0.0 {
            return [t * gain, t * weight, u - scale.largest];
        }
        let smooth = t.mul_add(rest, spread);
        [smooth * gain, t * weight, (log(smooth) + *log_sum) * S::F64::splat(self.rows.divided_by())]
    }

    /// Finds m, NaN aside, and returns the class that has it; in a row with NaN, the class of the first NaN.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    pub unsafe fn find_largest(&mut self) -> S::F64 {
        let none = S::F64::splat(-1.0);
        let (zero, infinity) = (S::F64::splat(0.0), S::F64::splat(f64::INFINITY));
        if E::Native::COMPENSATED && self.rows.softcap != 0.0 && self.rows.bias.is_null() {
            let mut largest = -infinity;
            let mut c = 0;
            while c < self.rows.classes {
                // SAFETY: the caller's.
                largest = unsafe { self.input(c) }.max(largest);
                c += 1;
            }
            self.scale.cap = Some(self.rows.transformation().reference(largest));
        }
        let (mut largest, mut largest_rounded) = (-infinity, -infinity);
        let mut class_of_largest = zero;
        let mut first_nan = none;
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            let (x, z) = unsafe { (self.input(c), self.logits(c)) };
            let class = S::F64::splat(c as f64);
            // Equal are capped logits that are the same when they are rounded.
            let rounded = if self.scale.cap.is_some() { self.rows.transform(x)[0] } else { z };
            class_of_largest = S::F64::select(largest_rounded.lt(rounded), class, class_of_largest);
            largest_rounded = rounded.max(largest_rounded);
            let unseen = S::F64::select(first_nan.lt(zero), class, first_nan);
            first_nan = S::F64::select(z.eq(z), first_nan, unseen);
            largest = z.max(largest);
            c += 1;
        }
        let mut infinite = largest.eq(infinity);
        if self.rows.member.log_probabilities {
            infinite = zero.lt(zero);
        }
        self.scale = Scale::around(largest.without(infinite), infinite, self.scale.cap, self.divisor);
        S::F64::select(first_nan.lt(zero), class_of_largest, first_nan)
    }

    /// The sums of each row; those with coefficients only where it `weighs`.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows, whose largest logits were found.
    #[inline(always)]
    pub unsafe fn sums(&self, weighs: bool) -> Sums<S> {
        type Lanes<S, E> = LaneSum<E, <S as Simd>::F64>;
        let (zero, one) = (S::F64::splat(0.0), S::F64::splat(1.0));
        let (infinity, nan) = (S::F64::splat(f64::INFINITY), S::F64::splat(f64::NAN));
        let unit = S::F64::splat(self.divisor.inverse());
        let Scale { largest, infinite, per_largest, .. } = self.scale;
        let reference = if self.rows.member.log_probabilities { zero } else { largest };
        // One class with the largest logit is left out of the sum; it is the first that has it.
        let mut left_out = zero;
        let (mut others, mut weighted, mut mean_logit) = (Lanes::<S, E>::zero(), Lanes::<S, E>::zero(), zero);
        let (mut coefficients, mut beside) = (Lanes::<S, E>::zero(), Lanes::<S, E>::zero());
        let (mut class_weight, mut target_logit) = (Lanes::<S, E>::zero(), zero);
        let weighs = weighs && (self.rows.member.soft || self.spread != 0.0);
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let z = self.logits(c);
                target_logit = S::F64::select(self.target.eq(S::F64::splat(c as f64)), z, target_logit);
                let centered = z - reference;
                let leave = S::F64::both(z.eq(largest), left_out.eq(zero));
                left_out = S::F64::select(leave, one, left_out);
                if weighs {
                    let [a, w, own] = self.coefficients(c);
                    let centered = if self.rows.member.teacher { centered - own } else { centered };
                    weighted.add_product(a, centered.without(a.eq(zero)));
                    coefficients.add(a);
                    beside.add(a.without(leave));
                    class_weight.add(w);
                }
                if !self.rows.member.log_probabilities {
                    let e = self.scale.exponential(z, self.divisor);
                    others.add(e.without(leave));
                    mean_logit = e.mul_add(centered.without(e.eq(zero)), mean_logit);
                }
            }
            c += 1;
        }
        let sum = others.value();
        let empty = S::F64::both(largest.eq(-infinity), sum.eq(zero));
        let others = sum * per_largest;
        // There is nothing to be relative to in a row of nothing but −∞, and no limit for several infinite logits.
        let none = S::F64::select(infinite, one, infinity);
        let shares = S::F64::select(none.le(others), nan, others);
        let shares = S::F64::select(largest.eq(-infinity), nan, shares);
        let limited = S::F64::both(infinite, others.eq(others));
        let largest_limit = S::F64::select(limited, infinity, largest);
        let reference_of_cap = self.scale.cap.map_or(zero, |cap| cap.logit.keep(cap.serves()));
        let row = RowSums {
            largest: largest_limit * unit + reference_of_cap,
            others: shares,
            reference_below: (largest - reference) * unit,
            weighted: weighted.value() * unit,
            coefficients: coefficients.value(),
            class_weight: class_weight.value(),
            at_target: zero,
            spread_at_target: zero,
            target_below: (reference - target_logit) * unit,
            target_exponential: self.scale.exponential(target_logit, self.divisor) * per_largest,
            target_log_sum: self.teacher.log_sum,
        };
        Sums { row, mean_logit: mean_logit * unit, beside: beside.value(), empty, limited }
    }

    /// Both models' logits of one class, for [`near`](crate::shape::class::near).
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    pub unsafe fn below(&self, c: usize) -> Below<S::F64> {
        let unit = S::F64::splat(self.divisor.inverse());
        let teacher = &self.teacher.scale;
        // SAFETY: the caller's.
        let (x, y) = unsafe { (self.input(c), self.read(self.rows.soft, self.soft_at, c)) };
        // SAFETY: the caller's.
        let (z, u) = unsafe { (self.transformed(x, c, &self.scale), self.transformed(y, c, teacher)) };
        let offset = teacher.largest - self.scale.largest;
        let mut delta = ((u - z) - offset) * unit;
        if !self.rows.bias.is_null() {
            // With a bias, logits are divided before they are compared.
            let above = self.rows.above(y, x) - offset;
            delta = S::F64::select(self.scale.infinite, delta, S::F64::select(teacher.infinite, delta, above));
        }
        Below {
            delta,
            student: self.scale.exponential(z, self.divisor) * self.scale.per_largest,
            teacher: teacher.exponential(u, self.divisor) * teacher.per_largest,
        }
    }

    /// The divergence of each row, for rows in which it is small.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    pub unsafe fn divergence(&self) -> (Known<S::F64>, S::F64) {
        let mut sum = LaneSum::<E, S::F64>::zero();
        let (mut growth, mut shares) = (LaneSum::<E, S::F64>::zero(), LaneSum::<E, S::F64>::zero());
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            let below = unsafe { self.below(c) };
            sum.add(below.teacher);
            growth.add(below.growth());
            c += 1;
        }
        let known = Known::of(sum.value(), growth.value());
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            let [share, ..] = known.terms(unsafe { self.below(c) });
            shares.add(share);
            c += 1;
        }
        (known, shares.value())
    }
}
