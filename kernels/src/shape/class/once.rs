//! What is done once per row, around its two passes.

use super::finish::{Given, RowResult, finish, finish_log_probabilities};
use super::map::{Map, mapped, with_bend};
use super::member::{GENERAL, Made, Output};
use super::row::Row;
use super::sums::{FirstPass, Teacher};
use crate::element::{Compute, Element, Load};
use crate::shape::logits::limit_of_infinite;
use crate::shape::matrices::{Matrices, Sink, in_place};
use crate::shape::{fill_zero, read, times, write};
use crate::simd::{Real, Simd};
use crate::sum::first;

/// An index target: its class, the gradient that its own is added to, and the derivatives of its logit by the input.
struct AtTarget {
    class: usize,
    old: f64,
    chain: f64,
    bend: f64,
}

/// Loss and class weight of a row.
pub(super) struct Done {
    pub loss: f64,
    pub class_weight: f64,
}

impl<E: Element, A: Matrices<E>, M: Made> Row<'_, E, A, M> {
    /// A row that counts.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(super) unsafe fn work<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        mut self,
        row: usize,
        target: Option<usize>,
        spread_total: f64,
        row_weight: f64,
    ) -> Done
    where
        E: Load<C>,
    {
        let (rows, member) = (self.rows, self.member());
        let scale = row_weight * rows.options.scale;
        // SAFETY: the contract of the arguments: a target is below `classes`, the outputs have an
        // entry for the row.
        unsafe {
            // Read before the gradient may overwrite it.
            let mut target_input = self.input_at(target);
            let mut bias = None;
            if EXACT
                && !rows.bias.is_null()
                && let Some(class) = target
            {
                let own = rows.bias_of(class);
                // As a class that is left out is read.
                target_input = if own == f64::NEG_INFINITY { 0.0 } else { target_input };
                bias = Some(own);
            }
            let [_, mut chain, bend] = rows.transform(S::NarrowF64::splat(target_input));
            if EXACT
                && rows.cosines.are_there()
                && let Some(class) = target
            {
                let [logit, slope] = rows.cosines.at_target(S::NarrowF64::splat(target_input));
                self.with_margin = Some((class, first(logit)));
                chain = slope;
            }
            let class_weight = match target {
                Some(class) => read(rows.class_weight, class, 1.0),
                None => 0.0,
            };
            let stored = self.store::<C, EXACT>();
            if EXACT && <E::Native as Compute>::COMPENSATED && rows.softcap != 0.0 && rows.bias.is_null() {
                let (cap, classes) = (rows.transformation(), rows.classes);
                let teacher = if member.teacher { cap.reference_of_row::<S, E>(self.soft, classes) } else { None };
                self.caps = [cap.reference_of_row::<S, E>(self.input, classes), teacher];
            }
            let (mut pass, teacher) = self.sums::<S, C, KIND, EXACT>(stored, target);
            pass.sums.largest += self.caps[0].map_or(0.0, |cap| cap.logit);
            pass.sums.at_target = (1.0 - rows.smoothing) * class_weight;
            // As a block has it, bit for bit.
            let as_read = C::Narrow::<S>::splat(target_input);
            let as_read = match self.with_margin {
                Some((_, logit)) if EXACT => C::Narrow::<S>::splat(logit),
                _ if EXACT && rows.transforms() => self.transformed(as_read, 0),
                _ => as_read,
            };
            let as_read = match bias {
                Some(bias) => as_read + C::Narrow::<S>::splat(bias),
                None => as_read,
            };
            let as_read = if self.infinite[0] { limit_of_infinite(as_read) } else { as_read };
            let largest = if member.log_probabilities { 0.0 } else { pass.largest };
            pass.sums.target_below = (largest - first(as_read)) * self.unit();
            pass.sums.target_exponential = first(pass.scale.exponential(self.divisor).of(as_read)) * pass.per_largest;
            if !member.soft {
                pass.sums.class_weight = class_weight;
                pass.sums.coefficients = spread_total;
                pass.sums.spread_at_target = self.spread * class_weight;
            } else if member.teacher && rows.class_weight.is_null() {
                pass.sums.class_weight = 1.0;
            }
            let lse = self.limits(&mut pass);
            let narrow = pass.sums.splat::<S::NarrowF64>();
            let result = if member.log_probabilities {
                finish_log_probabilities(&narrow)
            } else {
                finish(&narrow, Given::Any, rows.z_loss)
            };
            let result = if self.maps() { mapped::<S, _>(member.map, &narrow, result) } else { result };
            rows.lse.write(row, lse.unwrap_or(first(result.lse)));
            // What is added has one sign.
            let mean_below = pass.mean_logit * self.unit() * (pass.per_largest * first(result.inverse_sum));
            rows.entropy.write(row, first(result.log_sum) - mean_below);
            if !rows.argmax.is_null() {
                rows.argmax.add(row).write_unaligned(self.find_largest::<S, C, EXACT>(&pass));
            }
            let mut loss = first(result.loss);
            let weightless = row_weight == 0.0 || self.weightless(&result);
            if KIND == GENERAL
                && let Some(divergence) = self.near::<S, C, KIND, EXACT>(&pass, &teacher, &result, row_weight)
            {
                loss = divergence;
            } else if rows.options.differentiates() && !weightless {
                let target = target.map(|class| AtTarget {
                    class,
                    old: self.accumulated(Some(class)),
                    chain: first(chain),
                    bend: first(bend),
                });
                let stored = !stored.is_null();
                self.derivatives::<S, C, KIND, EXACT>(&pass, &teacher, &result, target, (scale, stored));
            }
            write(rows.options.losses, row, loss);
            if rows.options.differentiates() && weightless {
                self.clear::<S>();
            }
            Done { loss, class_weight: pass.sums.class_weight }
        }
    }

    /// Where the exponentials of the first pass are stored, if they are: in the gradient, until it is written.
    #[inline(always)]
    fn store<C: Compute, const EXACT: bool>(&self) -> *mut C
    where
        E: Load<C>,
    {
        let (rows, member) = (self.rows, self.member());
        let reads_again = EXACT || rows.options.accumulate || !rows.argmax.is_null();
        // Logits of a row that nearly equals its teacher's are read again as well.
        let reads_again = reads_again || (member.teacher && in_place(self.input, self.gradient));
        let stores = !reads_again && member.output != Output::LogProbability && !member.log_probabilities;
        if stores { self.gradient.scratch() } else { core::ptr::null_mut() }
    }

    /// The sums of a first pass, and what is known of a teacher by then. Finds out whether there are infinite logits, and then
    /// goes over the row once more.
    ///
    /// # Safety
    /// As [`first_pass`](Self::first_pass).
    #[inline(always)]
    unsafe fn sums<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &mut self,
        stored: *mut C,
        target: Option<usize>,
    ) -> (FirstPass, Teacher)
    where
        E: Load<C>,
    {
        loop {
            // SAFETY: the caller's.
            let (pass, teacher) = unsafe {
                let mut teacher = self.teacher::<S, C, EXACT>();
                (self.first_pass::<S, C, KIND, EXACT>(stored, target, &mut teacher), teacher)
            };
            let found = [pass.largest == f64::INFINITY, teacher.largest == f64::INFINITY];
            if self.member().log_probabilities || found == [false; 2] {
                return (pass, teacher);
            }
            self.infinite = [self.infinite[0] | found[0], self.infinite[1] | found[1]];
        }
    }

    /// Whether the loss is a function of the cross-entropy.
    #[inline(always)]
    pub(super) fn maps(&self) -> bool {
        M::MAPPED && self.member().map != Map::None
    }

    /// Whether all coefficients of a row are 0. Softmax has such, but no weights; soft targets may add up to 0.
    #[inline(always)]
    fn weightless<R: Real>(&self, result: &RowResult<R>) -> bool {
        let member = self.member();
        let weighed = !(member.log_probabilities || member.soft) && member.output == Output::Gradient;
        weighed && first(result.probability_factor) == 0.0
    }

    /// Puts into the sums what they have no limit for, and returns lse where it is infinite.
    #[inline(always)]
    fn limits(&self, pass: &mut FirstPass) -> Option<f64> {
        if pass.empty {
            return Some(f64::NEG_INFINITY);
        }
        // A NaN in the row comes first.
        if !self.infinite[0] || pass.sums.others.is_nan() {
            return None;
        }
        pass.sums.largest = f64::INFINITY;
        // There is none for the shares of several infinite logits.
        if pass.sums.others >= 1.0 {
            pass.sums.others = f64::NAN;
        }
        Some(f64::INFINITY)
    }

    /// Writes the derivatives, or the output of softmax. The gradient has `stored` exponentials.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; a target is below `classes`.
    #[inline(always)]
    unsafe fn derivatives<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        pass: &FirstPass,
        teacher: &Teacher,
        result: &RowResult<S::NarrowF64>,
        target: Option<AtTarget>,
        (scale, stored): (f64, bool),
    ) where
        E: Load<C>,
    {
        let (rows, member) = (self.rows, self.member());
        // SAFETY: the caller's.
        unsafe {
            let apart = self.apart::<S, C, KIND>(pass, result);
            if member.output == Output::LogProbability {
                self.logarithms::<S, C, EXACT>(pass.largest, first(result.log_sum));
            } else {
                self.second_pass::<S, C, KIND, EXACT>(pass, teacher, result, scale, stored);
            }
            if let Some((place, old, gradient)) = apart {
                self.gradient.at(place).write_derivative(scale * gradient, old);
            }
            if let Some(AtTarget { class, old, chain, bend }) = target {
                let slope = scale * first(result.target_gradient);
                self.gradient.at(class).write_derivative(slope * chain, old);
                let (p, rest) = (result.target_probability, result.target_rest);
                let class_weight = S::NarrowF64::splat(pass.sums.class_weight);
                let factor = S::NarrowF64::splat(self.finite_factor(result));
                let curvature = rows.curvature(p, rest, factor, class_weight);
                let curvature = if self.maps() { with_bend(curvature, result.bend, rest) } else { curvature };
                let curvature = scale * first(curvature);
                write(self.hessian, class, curvature * chain * chain + times(bend, slope));
            }
            if member.log_probabilities {
                // Linear in its input.
                fill_zero(self.hessian, rows.classes);
            }
        }
    }
}
