//! The passes over a row of classes that lies in one piece, for [`class_row`](super::class_row).
//!
//! First pass, by blocks that stay in the nearest cache: one exponential an element, summed and, where
//! a gradient is wanted, stored in its place. Second pass: the gradient from the stored exponentials, so
//! that no exponential is computed twice.
//!
//! Exponentials are kept as e^z / 2^N with N the exponent of the largest of the row's first elements, which
//! are looked at beforehand. A block that would overflow that, which shows only when it has been added up, is
//! taken back; N is raised, what was stored is multiplied by a power of two, and the block added again.
//!
//! Sums of a row round a little, which is too much beside a largest exponential that is taken away again: that is mended
//! ([`Running::mend`](super::class_sums::Running::mend)).

use super::argmax::ArgMax;
use super::class::{Made, Output};
use super::class_finish::{RowResult, RowSums};
use super::class_row::{GENERAL, NONE, Row, UNIFORM};
use super::class_scale::{Scale, rescale};
use super::class_sums::{FirstPass, Running, Sums, Teacher};
use super::put;
use crate::element::{Compute, Element, Load};
use crate::math::{Divisor, log};
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, first};

/// Elements in a block.
const BLOCK: usize = 1024;
/// Elements that are looked at before the first block is added up.
const SAMPLE: usize = 32;

impl<E: Element, M: Made> Row<'_, E, M> {
    /// What a logit as it is read is multiplied by.
    #[inline(always)]
    pub(super) fn unit<const EXACT: bool>(&self) -> f64 {
        if EXACT { 1.0 } else { 1.0 / self.rows.temperature }
    }

    /// What is known of a teacher before the first pass: everything if `EXACT`, from a pass over its row
    /// alone; else nothing but how its exponentials begin.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(super) unsafe fn teacher<S: Simd, C: Compute, const EXACT: bool>(&self) -> Teacher
    where
        E: Load<C>,
    {
        let scale = Scale::NONE;
        if !self.member().teacher || !EXACT {
            return Teacher { scale, inverse_sum: 1.0, reference: 0.0, log_sum: 0.0 };
        }
        let mut running = Running::<S, C>::new();
        let mut block = 0;
        while block < self.rows.classes {
            let end = self.end_of(block);
            // As a first pass does it, so that equal rows are equal to the last bit.
            if running.largest == f64::NEG_INFINITY && end - block > SAMPLE {
                // SAFETY: the block is within the row, which is as long as the input's.
                let sample = unsafe { self.largest_of::<S, C, EXACT>(self.soft, block, block + SAMPLE) };
                running.take(sample, self.divisor);
            }
            // SAFETY: as above.
            running.take(unsafe { self.largest_of::<S, C, EXACT>(self.soft, block, end) }, self.divisor);
            let mut c = block;
            while c < end {
                // SAFETY: as above.
                let u = unsafe { self.logits_of::<S, C, EXACT>(self.soft, c) };
                running.sum.add(running.scale.exponential(self.divisor).of(u));
                c += C::Vector::<S>::LANES;
            }
            block = end;
        }
        running.teacher(self.unit::<EXACT>(), self.divisor)
    }

    /// Where the block ends that starts at class `block`.
    #[inline(always)]
    fn end_of(&self, block: usize) -> usize {
        if self.rows.classes - block < BLOCK { self.rows.classes } else { block + BLOCK }
    }

    /// The row's logits from class `c` on, transformed if `EXACT`; −∞ in the lanes beyond the row.
    ///
    /// # Safety
    /// `classes - c` elements remain from `c` on.
    #[inline(always)]
    pub(super) unsafe fn logits<S: Simd, C: Compute, const EXACT: bool>(&self, c: usize) -> C::Vector<S>
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe { self.logits_of::<S, C, EXACT>(self.input, c) }
    }

    /// The same of the row at `source`.
    ///
    /// # Safety
    /// `classes - c` elements remain from `c` on.
    #[inline(always)]
    unsafe fn logits_of<S: Simd, C: Compute, const EXACT: bool>(&self, source: *const E, c: usize) -> C::Vector<S>
    where
        E: Load<C>,
    {
        let count = self.rows.classes - c;
        // SAFETY: the caller's.
        let x = unsafe { <E as Load<C>>::load::<S>(source.add(c), count, f64::NEG_INFINITY) };
        if !(EXACT && self.rows.transforms()) {
            return x;
        }
        let [z, ..] = self.rows.transform(x);
        if count >= C::Vector::<S>::LANES {
            return z;
        }
        // A cap makes −∞ finite.
        C::Vector::<S>::select(C::Vector::<S>::first_lanes(count), z, C::Vector::<S>::splat(f64::NEG_INFINITY))
    }

    /// a_c from class `c` on, for soft targets w_c·t_c, and for a teacher's what is left of its
    /// logarithm when `log_sum` is taken away, and t_c; a_c is 0 in the lanes beyond the row. They are
    /// as many times too large as the teacher's `inverse_sum` is.
    ///
    /// # Safety
    /// `classes - c` elements remain from `c` on.
    #[inline(always)]
    unsafe fn coefficients<S: Simd, C: Compute, const EXACT: bool>(
        &self,
        c: usize,
        teacher: &Teacher,
        divisor: &Divisor,
    ) -> [C::Vector<S>; 4]
    where
        E: Load<C>,
    {
        let count = self.rows.classes - c;
        let spread = C::Vector::<S>::splat(self.spread);
        let weight = if self.rows.class_weight.is_null() {
            C::Vector::<S>::splat(1.0)
        } else {
            // SAFETY: the caller's.
            unsafe { <E as Load<C>>::load::<S>(self.rows.class_weight.add(c), count, 0.0) }
        };
        if !self.member().soft {
            return [(spread * weight).keep_first(count), weight, weight, weight];
        }
        let rest = C::Vector::<S>::splat(1.0 - self.rows.smoothing);
        if !self.member().teacher {
            // SAFETY: the caller's.
            let t = unsafe { <E as Load<C>>::load::<S>(self.soft.add(c), count, 0.0) };
            let w = t * weight;
            return [(t.mul_add(rest, spread) * weight).keep_first(count), w, w, t];
        }
        // SAFETY: the caller's.
        let u = unsafe { self.logits_of::<S, C, EXACT>(self.soft, c) };
        let t = teacher.scale.exponential(divisor).of(u) * C::Vector::<S>::splat(teacher.inverse_sum);
        let gain = weight * C::Vector::<S>::splat(self.rows.gain);
        if !EXACT || self.rows.smoothing == 0.0 {
            return [(t * gain).keep_first(count), t * weight, u - C::Vector::<S>::splat(teacher.reference), t];
        }
        let smooth = t.mul_add(rest, spread);
        [(smooth * gain).keep_first(count), t * weight, log(smooth) + C::Vector::<S>::splat(teacher.log_sum), t]
    }

    /// Everything that a row's elements add up to; exponentials go to `stored` where it is not
    /// NULL. The row's target, if there is one, is only where to look first for the largest.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(super) unsafe fn first_pass<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        stored: *mut E,
        target: Option<usize>,
        teacher: &mut Teacher,
    ) -> FirstPass
    where
        E: Load<C>,
    {
        let (rows, member) = (self.rows, self.member());
        let target = target.unwrap_or(0);
        let mut sums = Sums::<S, C>::new();
        // Without label smoothing all that has to do with a teacher is linear in its probabilities, and
        // can be divided by their sum at the end: its row is not looked at beforehand.
        let learning = member.teacher && !EXACT;
        // A block is taken to be no larger than what was seen before it, or in its first elements, which is
        // tested when it has been added up; but not where the exponentials have by then replaced the logits.
        let replaces = core::ptr::eq(stored, self.input);
        let mut block = 0;
        while block < rows.classes {
            let end = self.end_of(block);
            let looks = if member.log_probabilities { !rows.argmax.is_null() } else { sums.nothing_seen(learning) };
            // What is looked at before the block is added: its first elements, or all of it.
            let mut samples = looks && !member.log_probabilities && end - block > SAMPLE;
            let mut ahead = looks || replaces;
            let known = [sums.student.largest, sums.taught.largest];
            loop {
                if ahead {
                    let to = if samples { block + SAMPLE } else { end };
                    // SAFETY: the block is within the row; the elements before it were stored.
                    unsafe {
                        let of_teacher = if learning {
                            self.largest_of::<S, C, EXACT>(self.soft, block, to)
                        } else {
                            f64::NEG_INFINITY
                        };
                        let here = [self.largest_of::<S, C, EXACT>(self.input, block, to), of_teacher];
                        self.expect::<S, C>(&mut sums, here, stored, block);
                    }
                    // In place the same is expected, and then what is known to come.
                    if samples && replaces {
                        samples = false;
                        continue;
                    }
                }
                if learning {
                    (teacher.scale, teacher.reference) = (sums.taught.scale, sums.taught.reference);
                }
                let exact = ahead && !samples;
                let before = sums;
                // SAFETY: the block is within the row.
                let found = unsafe { self.add::<S, C, KIND, EXACT>(&mut sums, teacher, stored, (block, end), !exact) };
                if exact || member.log_probabilities || sums.accept(found, learning, self.divisor) {
                    break;
                }
                sums = before;
                (ahead, samples) = (true, false);
            }
            if !member.log_probabilities {
                // SAFETY: the block is within the row, and has been added; in place, exponentials are where logits were.
                unsafe { sums.student.mend(self.input, replaces, (block, end), (known[0], target), self.divisor) };
            }
            if learning {
                // SAFETY: as above; a teacher's logits are not replaced.
                unsafe { sums.taught.mend(self.soft, false, (block, end), (known[1], block), self.divisor) };
            }
            block = end;
        }
        self.result::<S, C, KIND, EXACT>(&sums, teacher, learning)
    }

    /// Whether a teacher's coefficients add up to what is known beforehand.
    #[inline(always)]
    fn certain(&self) -> bool {
        self.member().teacher && self.rows.class_weight.is_null() && self.rows.smoothing == 0.0
    }

    /// Prepares the sums for a block with these maxima.
    ///
    /// # Safety
    /// `stored` is NULL or holds the exponentials of all elements before `block`.
    #[inline(always)]
    unsafe fn expect<S: Simd, C: Compute>(
        &self,
        sums: &mut Sums<S, C>,
        [here, of_teacher]: [f64; 2],
        stored: *mut E,
        block: usize,
    ) where
        E: Load<C>,
    {
        let student = &mut sums.student;
        if self.member().log_probabilities {
            student.largest = if here > student.largest { here } else { student.largest };
            return;
        }
        let unset = student.largest == f64::NEG_INFINITY;
        if let Some(factor) = student.take(here, self.divisor) {
            sums.mean_logit.scale(factor);
            sums.carried = sums.carried * factor + (sums.center - here) * student.sum.total();
            sums.center = here;
            // SAFETY: the caller's.
            unsafe { rescale::<S, E, C>(stored, block, factor) };
        }
        sums.center = if unset { student.reference } else { sums.center };
        if let Some(factor) = sums.taught.take(of_teacher, self.divisor) {
            sums.weighted.scale(factor);
            sums.coefficients.scale(factor);
            sums.target_weight.scale(factor);
        }
    }

    /// Adds a block. Returns its largest logit, and the teacher's, if it `looks`.
    ///
    /// # Safety
    /// The contract of the arguments, for this row, which the block is within.
    #[inline(always)]
    unsafe fn add<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        sums: &mut Sums<S, C>,
        teacher: &Teacher,
        stored: *mut E,
        (block, end): (usize, usize),
        looks: bool,
    ) -> [f64; 2]
    where
        E: Load<C>,
    {
        let (classes, member) = (self.rows.classes, self.member());
        let zero = C::Vector::<S>::splat(0.0);
        // A copy, as the compiler cannot know that what is stored does not change it.
        let divisor = *self.divisor;
        let exponential = sums.student.scale.exponential(&divisor);
        let reference = C::Vector::<S>::splat(sums.student.reference);
        let center = C::Vector::<S>::splat(sums.center);
        let mut largest = [C::Vector::<S>::splat(f64::NEG_INFINITY); 2];
        let mut c = block;
        if C::Vector::<S>::LANES > 1 && !EXACT && KIND != GENERAL && !member.log_probabilities {
            // SAFETY: the caller's.
            (c, largest[0]) = unsafe { self.add_whole::<S, C, KIND>(sums, stored, (block, end), looks) };
        }
        while c < end && (KIND != NONE || !member.log_probabilities) {
            if KIND == GENERAL && !EXACT && member.soft {
                self.ask_ahead::<S>(c, C::Vector::<S>::LANES, stored);
            }
            // SAFETY: `classes - c` elements remain from `c` on.
            unsafe {
                let z = self.logits::<S, C, EXACT>(c);
                let centered = z - reference;
                if KIND == UNIFORM {
                    sums.uniform.add(centered.keep_first(classes - c));
                } else if KIND == GENERAL {
                    let [a, w, own, t] = self.coefficients::<S, C, EXACT>(c, teacher, &divisor);
                    let centered = if member.teacher { centered - own } else { centered };
                    sums.weighted.add_product(a, centered.without(a.eq(zero)));
                    if member.soft && !self.certain() {
                        sums.coefficients.add(a);
                        sums.target_weight.add(w);
                    }
                    if member.teacher && !EXACT {
                        sums.taught.sum.add(t);
                        if looks {
                            largest[1] = self.logits_of::<S, C, EXACT>(self.soft, c).max(largest[1]);
                        }
                    }
                }
                if !member.log_probabilities {
                    if looks {
                        largest[0] = z.max(largest[0]);
                    }
                    let e = exponential.of(z);
                    sums.student.sum.add(e);
                    if !stored.is_null() {
                        <E as Load<C>>::store::<S>(e, stored.add(c), classes - c);
                    }
                    if EXACT && !self.rows.entropy.is_null() {
                        sums.mean_logit.add_product(e, (z - center).without(e.eq(zero)));
                    }
                }
            }
            c += C::Vector::<S>::LANES;
        }
        [largest[0].largest().to_f64(), largest[1].largest().to_f64()]
    }

    /// What the sums of a row come to.
    #[inline(always)]
    fn result<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        sums: &Sums<S, C>,
        teacher: &mut Teacher,
        learning: bool,
    ) -> FirstPass {
        let unit = self.unit::<EXACT>();
        let mut share = 1.0;
        if learning {
            *teacher = sums.taught.teacher(unit, self.divisor);
            share = teacher.inverse_sum;
        }
        let (others, per_largest) = sums.student.others(self.divisor);
        let weighted = if KIND == UNIFORM { sums.uniform.total() * self.spread } else { sums.weighted.total() };
        let certain = self.certain();
        FirstPass {
            sums: RowSums {
                largest: sums.student.largest * unit,
                others,
                reference: sums.student.reference * unit,
                weighted: weighted * unit * share,
                coefficients: if certain { self.rows.gain } else { sums.coefficients.total() * share },
                class_weight: if certain { 1.0 } else { sums.target_weight.total() * share },
                at_target: 0.0,
                spread_at_target: 0.0,
                target_logit: 0.0,
                target_exponential: 0.0,
                target_log_sum: teacher.log_sum,
            },
            scale: sums.student.scale,
            largest: sums.student.largest,
            per_largest,
            mean_logit: sums.mean_logit.total() + sums.carried,
            center: sums.center,
        }
    }

    /// The largest of the transformed logits `block..end` of the row at `source`, NaN aside.
    ///
    /// # Safety
    /// The block is within the row.
    #[inline(always)]
    unsafe fn largest_of<S: Simd, C: Compute, const EXACT: bool>(
        &self,
        source: *const E,
        block: usize,
        end: usize,
    ) -> f64
    where
        E: Load<C>,
    {
        let mut largest = C::Vector::<S>::splat(f64::NEG_INFINITY);
        let mut c = block;
        while c < end {
            // SAFETY: the caller's.
            largest = unsafe { self.logits_of::<S, C, EXACT>(source, c) }.max(largest);
            c += C::Vector::<S>::LANES;
        }
        largest.largest().to_f64()
    }

    /// The first class whose logit is the largest; in a row with NaN, the first NaN.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; its input is as it was.
    #[inline(always)]
    pub(super) unsafe fn find_largest<S: Simd, C: Compute, const EXACT: bool>(&self, pass: &FirstPass) -> i64
    where
        E: Load<C>,
    {
        let mut search = ArgMax::of(pass.largest);
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: `classes - c` elements remain from `c` on.
            search.look(unsafe { self.logits::<S, C, EXACT>(c) }, c, self.rows.classes - c);
            c += C::Vector::<S>::LANES;
        }
        search.class()
    }

    /// Writes the derivatives, or the probabilities.
    ///
    /// # Safety
    /// The contract of the arguments, for this row. `stored` says that the gradient holds the
    /// exponentials of the first pass.
    #[inline(always)]
    pub(super) unsafe fn second_pass<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        pass: &FirstPass,
        teacher: &Teacher,
        result: &RowResult<S::NarrowF64>,
        scale: f64,
        stored: bool,
    ) where
        E: Load<C>,
    {
        let rows = self.rows;
        let inverse_sum = first(result.inverse_sum) * pass.per_largest;
        let unit = self.unit::<EXACT>();
        let scale = scale * unit;
        let per_exponential = if self.member().log_probabilities {
            0.0
        } else if self.member().output == Output::Probability {
            inverse_sum
        } else {
            scale * first(result.probability_factor) * inverse_sum
        };
        let factor = C::Vector::<S>::splat(per_exponential);
        let uniform = C::Vector::<S>::splat(-scale * self.spread);
        let minus_scale = C::Vector::<S>::splat(-scale);
        // A copy, as the compiler cannot know that what is written does not change it.
        let divisor = *self.divisor;
        let exponential = pass.scale.exponential(&divisor);
        let mut c = 0;
        while c < rows.classes {
            let count = rows.classes - c;
            // SAFETY: `count` elements remain from `c` on.
            unsafe {
                let e = if self.member().log_probabilities {
                    C::Vector::<S>::splat(0.0)
                } else if stored {
                    <E as Load<C>>::load::<S>(self.gradient.add(c), count, 0.0)
                } else {
                    let z = self.logits::<S, C, EXACT>(c);
                    exponential.of(z)
                };
                let mut gradient = if KIND == NONE {
                    e * factor
                } else if KIND == UNIFORM {
                    e.mul_add(factor, uniform)
                } else {
                    let [a, ..] = self.coefficients::<S, C, EXACT>(c, teacher, &divisor);
                    e.mul_add(factor, a * minus_scale)
                };
                if EXACT && self.member().output == Output::Gradient {
                    let x = <E as Load<C>>::load::<S>(self.input.add(c), count, 0.0);
                    let [_, chain, bend] = rows.transform(x);
                    if !self.hessian.is_null() {
                        let p = e * C::Vector::<S>::splat(inverse_sum);
                        let rest = C::Vector::<S>::splat(1.0) - p;
                        let slope = C::Vector::<S>::splat(first(result.probability_factor));
                        let curvature = rows.curvature(p, rest, slope, C::Vector::<S>::splat(pass.sums.class_weight));
                        let curvature = curvature * C::Vector::<S>::splat(scale);
                        let second = gradient.mul_add(bend, curvature * chain * chain);
                        put::<S, E, C>(second, self.hessian.add(c), count, false);
                    }
                    gradient = gradient * chain;
                }
                if !self.gradient.is_null() {
                    put::<S, E, C>(gradient, self.gradient.add(c), count, rows.options.accumulate);
                }
            }
            c += C::Vector::<S>::LANES;
        }
    }
}
