//! The first pass over a row: its exponentials, added up and stored, and what else its elements add up to. The module's
//! description has the reasons, numbers 1 to 5.

use super::finish::RowSums;
use super::largest::Added;
use super::member::{GENERAL, Made, NONE, UNIFORM};
use super::row::Row;
use super::scale::rescale;
use super::sums::{FirstPass, Running, Sums, Teacher};
use crate::element::{Compute, Element, Load};
use crate::shape::matrices::{Matrices, Place};
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;

/// Elements in a block.
const BLOCK: usize = 1024;
/// Elements that are looked at before the first block is added up.
pub(super) const SAMPLE: usize = 32;

impl<E: Element, A: Matrices<E>, M: Made> Row<'_, E, A, M> {
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

    /// Everything that a row's elements add up to; exponentials go to `stored` where it is not
    /// NULL. The row's target, if there is one, is only where to look first for the largest.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(super) unsafe fn first_pass<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        stored: *mut C,
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
        let replaces = core::ptr::addr_eq(stored, self.input.address());
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

    /// Prepares the sums for a block with these maxima.
    ///
    /// # Safety
    /// `stored` is NULL or holds the exponentials of all elements before `block`.
    #[inline(always)]
    unsafe fn expect<S: Simd, C: Compute, const KIND: u8>(
        &self,
        sums: &mut Sums<S, C>,
        [here, of_teacher]: [f64; 2],
        stored: *mut C,
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
            unsafe { rescale::<S, C>(stored, block, factor) };
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
        stored: *mut C,
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
                self.ask_ahead::<S, C>(c, C::Vector::<S>::LANES, stored);
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
                        e.store(stored.add(c), classes - c);
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
        source: A::Source,
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
}
