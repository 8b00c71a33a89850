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
//! Where coefficients vary, a block's largest logit is looked for beforehand. What logits are multiplied by a coefficient is
//! then relative to the largest so far: all terms have one sign, and a confident row keeps its digits.
//!
//! Sums of a row round a little, which is too much beside a largest exponential that is taken away again: that is mended
//! ([`Row::settle`]).
//!
//! A row with a logit of +∞ has the limit of the formula: it is gone over anew with 0 in place of +∞ and −∞ in place of
//! everything else (see [`Row::infinite`]).

use super::argmax::ArgMax;
use super::class::{Made, Output};
use super::class_finish::{RowResult, RowSums};
use super::class_largest::Added;
use super::class_row::{GENERAL, NONE, Row, UNIFORM};
use super::class_scale::rescale;
use super::class_sums::{FirstPass, Running, Sums, Teacher};
use super::logits::limit_of_infinite;
use super::put;
use crate::element::{Compute, Element, Load};
use crate::math::{Divisor, log};
use crate::simd::{Lane, Real, Simd, Vector};
use crate::sum::{Sum, first};

/// Elements in a block.
const BLOCK: usize = 1024;
/// Elements that are looked at before the first block is added up.
const SAMPLE: usize = 32;

impl<E: Element, M: Made> Row<'_, E, M> {
    /// What a logit as it is read is multiplied by.
    #[inline(always)]
    pub(super) fn unit(&self) -> f64 {
        self.divisor.inverse()
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
        if !self.member().teacher || !EXACT {
            return Teacher::NONE;
        }
        // As a first pass does it, so that equal rows are equal to the last bit.
        let mut running = Running::<S, C>::new();
        // SAFETY: the row is as long as the input's.
        running.take(unsafe { self.largest_of::<S, C, EXACT>(self.soft, 0, self.rows.classes) }, self.divisor);
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: as above.
            let u = unsafe { self.logits_of::<S, C, EXACT>(self.soft, c) };
            running.sum.add(running.scale.exponential(self.divisor).of(u));
            c += C::Vector::<S>::LANES;
        }
        running.teacher(self.infinite[1], self.divisor)
    }

    /// Where the block ends that starts at class `block`. In the way that allows everything a row is one block.
    #[inline(always)]
    fn end_of<const EXACT: bool>(&self, block: usize) -> usize {
        if EXACT || self.rows.classes - block < BLOCK { self.rows.classes } else { block + BLOCK }
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
    pub(super) unsafe fn logits_of<S: Simd, C: Compute, const EXACT: bool>(
        &self,
        source: *const E,
        c: usize,
    ) -> C::Vector<S>
    where
        E: Load<C>,
    {
        let count = self.rows.classes - c;
        // SAFETY: the caller's.
        let x = unsafe { <E as Load<C>>::load::<S>(source.add(c), count, f64::NEG_INFINITY) };
        let mut z = x;
        let model = usize::from(!core::ptr::eq(source, self.input));
        if EXACT && self.rows.transforms() {
            let transformed = self.transformed(x, model);
            let within = C::Vector::<S>::first_lanes(count);
            // A cap makes −∞ finite.
            z = C::Vector::<S>::select(within, transformed, C::Vector::<S>::splat(f64::NEG_INFINITY));
        }
        if self.infinite[model] { limit_of_infinite(z) } else { z }
    }

    /// a_c from class `c` on, for soft targets w_c·t_c, and for a teacher's what is left of its
    /// logarithm when `log_sum` is taken away, and t_c; a_c is 0 in the lanes beyond the row. They are
    /// as many times too large as the teacher's `inverse_sum` is.
    ///
    /// # Safety
    /// `classes - c` elements remain from `c` on.
    #[inline(always)]
    pub(super) unsafe fn coefficients<S: Simd, C: Compute, const EXACT: bool>(
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
            // A weight of 0 leaves out whatever the target is.
            let w = if self.rows.class_weight.is_null() { t } else { weight.times(t) };
            let a = if self.rows.smoothing == 0.0 { w } else { weight.times(t.mul_add(rest, spread)) };
            return [a.keep_first(count), w, w, t];
        }
        // SAFETY: the caller's.
        let u = unsafe { self.logits_of::<S, C, EXACT>(self.soft, c) };
        let t = teacher.scale.exponential(divisor).of(u) * C::Vector::<S>::splat(teacher.inverse_sum);
        let gain = weight * C::Vector::<S>::splat(self.rows.gain);
        if !EXACT || self.rows.smoothing == 0.0 {
            return [(t * gain).keep_first(count), t * weight, u - C::Vector::<S>::splat(teacher.reference), t];
        }
        let smooth = t.mul_add(rest, spread);
        // Relative to the reference, as logits are read.
        let own =
            (log(smooth) + C::Vector::<S>::splat(teacher.log_sum)) * C::Vector::<S>::splat(self.rows.divided_by());
        [(smooth * gain).keep_first(count), t * weight, own, t]
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
        // tested when it has been added up; but not where coefficients vary, or where the exponentials have by then
        // replaced the logits.
        let replaces = core::ptr::eq(stored, self.input);
        let known = (KIND == GENERAL || replaces) && !member.log_probabilities;
        let mut block = 0;
        while block < rows.classes {
            let end = self.end_of::<EXACT>(block);
            let looks = if member.log_probabilities { !rows.argmax.is_null() } else { sums.student.unseen() };
            // What is looked at before the block is added: its first elements, or all of it.
            let mut samples = KIND != GENERAL && looks && !member.log_probabilities && end - block > SAMPLE;
            let mut ahead = looks || known;
            let largest_before = [sums.student.largest, sums.taught.largest];
            let mut before;
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
                        self.expect::<S, C, KIND>(&mut sums, here, stored, block);
                    }
                    if sums.infinite() && !member.log_probabilities {
                        // Nothing of the block has been replaced.
                        return self.result::<S, C, KIND>(&sums, teacher, learning);
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
                before = sums;
                // SAFETY: the block is within the row.
                let found = unsafe { self.add::<S, C, KIND, EXACT>(&mut sums, teacher, stored, (block, end), !exact) };
                if exact || member.log_probabilities || sums.student.accept(found, self.divisor) {
                    break;
                }
                sums = before;
                (ahead, samples) = (true, false);
            }
            if !member.log_probabilities {
                let added = Added {
                    source: self.input,
                    replaced: replaces,
                    start: block,
                    end,
                    largest_before: largest_before[0],
                    guess: target,
                    sought: KIND == GENERAL && member.soft && !member.teacher,
                };
                // SAFETY: the block is within the row, and has been added; in place, exponentials are where logits were.
                unsafe { self.settle::<S, C>(&mut sums.student, &before.student, added) };
                if learning {
                    let largest_before = largest_before[1];
                    let added = Added { source: self.soft, replaced: false, largest_before, guess: block, ..added };
                    // SAFETY: as above; a teacher's logits are not replaced.
                    unsafe { self.settle::<S, C>(&mut sums.taught, &before.taught, added) };
                }
            }
            block = end;
        }
        self.result::<S, C, KIND>(&sums, teacher, learning)
    }

    /// Whether a teacher's coefficients add up to what is known beforehand.
    #[inline(always)]
    pub(super) fn certain(&self) -> bool {
        self.member().teacher && self.rows.class_weight.is_null() && self.rows.smoothing == 0.0
    }

    /// Prepares the sums for a block with these maxima.
    ///
    /// # Safety
    /// `stored` is NULL or holds the exponentials of all elements before `block`.
    #[inline(always)]
    unsafe fn expect<S: Simd, C: Compute, const KIND: u8>(
        &self,
        sums: &mut Sums<S, C>,
        [here, of_teacher]: [f64; 2],
        stored: *mut E,
        block: usize,
    ) where
        E: Load<C>,
    {
        let Sums { student, taught, .. } = sums;
        if self.member().log_probabilities {
            student.largest = if here > student.largest { here } else { student.largest };
            return;
        }
        let mut coefficients = match (KIND == GENERAL && block != 0, self.certain()) {
            (false, _) => 0.0,
            (true, false) => sums.coefficients.total(),
            (true, true) => taught.total(self.divisor) * self.rows.gain,
        };
        if let Some(factor) = student.take(here, self.divisor) {
            // SAFETY: the caller's.
            unsafe { rescale::<S, E, C>(stored, block, factor) };
        }
        if let Some(factor) = taught.take(of_teacher, self.divisor) {
            coefficients *= factor;
            sums.carried *= factor;
            sums.weighted.scale(factor);
            sums.coefficients.scale(factor);
            sums.target_weight.scale(factor);
        }
        if KIND == GENERAL {
            let higher = student.advance() - taught.advance();
            sums.carried -= if coefficients == 0.0 { 0.0 } else { coefficients * higher };
        }
    }

    /// Adds a block. Returns its largest logit, if it `looks`.
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
    ) -> f64
    where
        E: Load<C>,
    {
        let (classes, member) = (self.rows.classes, self.member());
        let zero = C::Vector::<S>::splat(0.0);
        // A copy, as the compiler cannot know that what is stored does not change it.
        let divisor = *self.divisor;
        let exponential = sums.student.scale.exponential(&divisor);
        let reference = C::Vector::<S>::splat(sums.student.reference);
        let mut largest = C::Vector::<S>::splat(f64::NEG_INFINITY);
        let mut c = block;
        if C::Vector::<S>::LANES > 1 && !EXACT && KIND != GENERAL && !member.log_probabilities && !self.infinite[0] {
            // SAFETY: the caller's.
            (c, largest) = unsafe { self.add_whole::<S, C, KIND>(sums, stored, (block, end), looks) };
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
                    if !self.certain() && !member.log_probabilities {
                        sums.coefficients.add(a);
                        if member.soft {
                            sums.target_weight.add(w);
                        }
                    }
                    if member.teacher && !EXACT {
                        sums.taught.sum.add(t);
                    }
                }
                if !member.log_probabilities {
                    if looks {
                        largest = z.max(largest);
                    }
                    let e = exponential.of(z);
                    sums.student.sum.add(e);
                    if !stored.is_null() {
                        <E as Load<C>>::store::<S>(e, stored.add(c), classes - c);
                    }
                    if EXACT && !self.rows.entropy.is_null() {
                        sums.mean_logit.add_product(e, centered.without(e.eq(zero)));
                    }
                }
            }
            c += C::Vector::<S>::LANES;
        }
        largest.largest().to_f64()
    }

    /// What the sums of a row come to.
    #[inline(always)]
    fn result<S: Simd, C: Compute, const KIND: u8>(
        &self,
        sums: &Sums<S, C>,
        teacher: &mut Teacher,
        learning: bool,
    ) -> FirstPass {
        let (student, unit) = (&sums.student, self.unit());
        let mut share = 1.0;
        if learning {
            *teacher = sums.taught.teacher(self.infinite[1], self.divisor);
            share = teacher.inverse_sum;
        }
        let (others, per_largest) = student.others(self.divisor);
        let weighted =
            if KIND == UNIFORM { sums.uniform.total() * self.spread } else { sums.weighted.total() + sums.carried };
        let certain = self.certain();
        FirstPass {
            sums: RowSums {
                largest: student.largest * unit,
                others,
                reference_below: (student.largest - student.reference) * unit,
                weighted: weighted * unit * share,
                coefficients: if certain { self.rows.gain } else { sums.coefficients.total() * share },
                class_weight: if certain { 1.0 } else { sums.target_weight.total() * share },
                at_target: 0.0,
                spread_at_target: 0.0,
                target_below: 0.0,
                target_exponential: 0.0,
                target_log_sum: teacher.log_sum,
            },
            scale: student.scale,
            largest: student.largest,
            per_largest,
            mean_logit: sums.mean_logit.total(),
            place: student.place,
            empty: student.unseen() && student.sum.total() == 0.0,
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
        // Equal are capped logits that are the same when they are rounded.
        let capped = self.caps[0].filter(|_| EXACT);
        let mut search = ArgMax::of(capped.map_or(pass.largest, |cap| cap.logit));
        let mut c = 0;
        while c < self.rows.classes {
            let count = self.rows.classes - c;
            // SAFETY: `count` elements remain from `c` on.
            let z = unsafe {
                if capped.is_some() {
                    self.rows.transform(<E as Load<C>>::load::<S>(self.input.add(c), count, f64::NEG_INFINITY))[0]
                } else {
                    self.logits::<S, C, EXACT>(c)
                }
            };
            search.look(z, c, count);
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
        let unit = self.unit();
        let scale = scale * unit;
        let probability = self.member().output == Output::Probability;
        // Coefficients of 0 leave out whatever the logits are.
        let absent = self.member().log_probabilities || (!probability && first(result.probability_factor) == 0.0);
        let per_probability = first(result.probability_factor);
        let factor = if probability {
            C::Vector::<S>::splat(inverse_sum)
        } else if absent {
            C::Vector::<S>::splat(0.0)
        } else {
            let most = scale * first(result.probability_factor);
            let of_largest = pass.scale.exponential(self.divisor).of(C::Narrow::<S>::splat(pass.largest));
            let factor = C::Narrow::<S>::splat(most * inverse_sum);
            C::Vector::<S>::splat(first(at_most_one(factor, of_largest, C::Narrow::<S>::splat(most))))
        };
        let one = C::Vector::<S>::splat(1.0);
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
                let (mut e, mut z) = (C::Vector::<S>::splat(0.0), C::Vector::<S>::splat(0.0));
                if !absent && stored {
                    e = <E as Load<C>>::load::<S>(self.gradient.add(c), count, 0.0);
                } else if !absent {
                    z = self.logits::<S, C, EXACT>(c);
                    e = exponential.of(z);
                }
                let mut gradient = if probability {
                    let p = e * factor;
                    C::Vector::<S>::select(one.lt(p), one, p)
                } else if self.infinite[0] && per_probability.abs() == f64::INFINITY {
                    // A class of no probability has no share of an infinite factor either.
                    let mut rest = if KIND == UNIFORM { uniform } else { C::Vector::<S>::splat(0.0) };
                    if KIND == GENERAL {
                        let [a, ..] = self.coefficients::<S, C, EXACT>(c, teacher, &divisor);
                        rest = a * minus_scale;
                    }
                    e.times(factor) + rest
                } else if KIND == NONE {
                    e * factor
                } else if KIND == UNIFORM {
                    e.mul_add(factor, uniform)
                } else {
                    let [a, ..] = self.coefficients::<S, C, EXACT>(c, teacher, &divisor);
                    e.mul_add(factor, a * minus_scale)
                };
                if EXACT && self.member().output == Output::Gradient {
                    let x = <E as Load<C>>::load::<S>(self.input.add(c), count, 0.0);
                    // Without a cap the scale has the factor of the temperature.
                    let [_, mut chain, mut bend] =
                        if rows.transforms() { rows.transform(x) } else { [x, one, C::Vector::<S>::splat(0.0)] };
                    if absent {
                        // Nor do the derivatives of a logit that is NaN count.
                        (chain, bend) = (chain.keep(chain.eq(chain)), bend.keep(bend.eq(bend)));
                    }
                    if !self.hessian.is_null() {
                        // Of the largest, 1 − p is the share of the others.
                        let is_largest = z.eq(C::Vector::<S>::splat(pass.largest));
                        let of_largest = C::Vector::<S>::splat(first(result.inverse_sum));
                        let others = C::Vector::<S>::splat(pass.sums.others * first(result.inverse_sum));
                        let p = e * C::Vector::<S>::splat(inverse_sum);
                        let rest = C::Vector::<S>::select(is_largest, others, one - p);
                        let p = C::Vector::<S>::select(is_largest, of_largest, p);
                        let slope = C::Vector::<S>::splat(self.finite_factor(result));
                        let curvature = rows.curvature(p, rest, slope, C::Vector::<S>::splat(pass.sums.class_weight));
                        let curvature = curvature * C::Vector::<S>::splat(scale * unit);
                        let curvature = if absent { C::Vector::<S>::splat(0.0) } else { curvature };
                        // Without a cap there is no bend, also beside an infinite slope.
                        let bent = gradient.without(bend.eq(C::Vector::<S>::splat(0.0)));
                        let second = bent.mul_add(bend, curvature * chain * chain);
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

/// What exponentials are multiplied by: so much that the largest comes to no more than `most`, what a probability of 1 would.
/// Rounding may make it a unit or two more, by which it is lowered.
#[inline(always)]
pub(super) fn at_most_one<R: Real>(factor: R, of_largest: R, most: R) -> R {
    if R::all((of_largest * factor).abs().le(most.abs())) {
        return factor;
    }
    let less = R::splat(1.0 - 1.0 / (1u64 << R::Lane::MANTISSA_BITS) as f64);
    let mut factor = factor;
    let mut i = 0;
    while i < 3 {
        factor = R::select(most.abs().lt((of_largest * factor).abs()), factor * less, factor);
        i += 1;
    }
    factor
}
