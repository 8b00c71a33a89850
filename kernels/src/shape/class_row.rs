//! Losses over classes where a row lies in one piece.
//!
//! Two passes, which are in [`class_passes`](super::class_passes); here is which of their ways is taken, and
//! what a row needs around them.

use super::class::{ClassLoss, ClassRows, For, ForAll, Made, Member, Output};
use super::class_finish::{Given, RowResult, finish, finish_log_probabilities};
use super::class_near::{Near, SMALL};
use super::class_one::FewRows;
use super::class_picked::Picked;
use super::class_sums::{FirstPass, Teacher};
use super::class_tiny::{self, Batch};
use super::logits::{CapReference, limit_of_infinite};
use super::zeros::clear_row;

use super::{Partial, clear_entries, fill_zero, offset, times, write};
use crate::element::{Compute, Element, Load};
use crate::math::{Coefficients, Divisor};
use crate::simd::isa::{Isa, Kernel};
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Turns, first};
use core::marker::PhantomData;

/// How the coefficients a_c vary over a row: not at all and 0; not at all; somehow.
pub(super) const NONE: u8 = 0;
pub(super) const UNIFORM: u8 = 1;
pub(super) const GENERAL: u8 = 2;

/// The rows of [`ClassRows`] with `inner == 1`, as a kernel for each way through them, so that each
/// call goes through code made for it, and the compiler sees one way at a time.
#[inline(always)]
pub fn run<E: Element, L: ClassLoss>(rows: &ClassRows<E>, isa: Isa) -> Partial {
    // In double precision where the logits are capped (a tanh in single precision would cost more
    // accuracy than everything else together), where T would not fit the constants of a lane, and
    // for what few ask for.
    let smooth = rows.smoothing != 0.0;
    let extras = !rows.options.hessian.is_null() || !rows.entropy.is_null();
    let exact = rows.transforms() || extras || (L::TEACHER && smooth);
    // Only what a member of the family can need is compiled for it.
    if !L::LOG_PROBABILITIES && exact {
        isa.run(Way::<E, ForAll, f64, GENERAL, true>::over(rows))
    } else if L::OUTPUT == Output::Gradient
        && (L::SOFT || (smooth && (L::LOG_PROBABILITIES || !rows.class_weight.is_null())))
    {
        isa.run(Way::<E, For<L>, E::Native, GENERAL, false>::over(rows))
    } else if L::OUTPUT == Output::Gradient && !L::LOG_PROBABILITIES && smooth {
        isa.run(Way::<E, For<L>, E::Native, UNIFORM, false>::over(rows))
    } else {
        if L::LOG_PROBABILITIES && rows.argmax.is_null() {
            return isa.run(Picked { rows: *rows });
        }
        if L::OUTPUT == Output::Gradient
            && !L::LOG_PROBABILITIES
            && let Some(few) = FewRows::over(rows)
        {
            return isa.run(few);
        }
        isa.run(Way::<E, For<L>, E::Native, NONE, false>::over(rows))
    }
}

/// One way through the rows: `C` is what is computed with; `EXACT` allows caps, Hessian and entropy,
/// and transforms each logit, where otherwise the exponential takes care of the temperature.
struct Way<E, M, C, const KIND: u8, const EXACT: bool> {
    rows: ClassRows<E>,
    made: PhantomData<M>,
    compute: PhantomData<C>,
}

impl<E: Element, M, C, const KIND: u8, const EXACT: bool> Way<E, M, C, KIND, EXACT> {
    #[inline(always)]
    fn over(rows: &ClassRows<E>) -> Self {
        Self { rows: *rows, made: PhantomData, compute: PhantomData }
    }
}

impl<E: Element + Load<C>, M: Made, C: Compute, const KIND: u8, const EXACT: bool> Kernel
    for Way<E, M, C, KIND, EXACT>
{
    type Output = Partial;
    type Place = M::Place;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        // SAFETY: the contract of the arguments.
        unsafe { pass_over::<S, E, C, M, KIND, EXACT>(&self.rows) }
    }
}

/// Every row.
///
/// # Safety
/// The contract of the arguments.
#[inline(always)]
unsafe fn pass_over<S: Simd, E: Element + Load<C>, C: Compute, M: Made, const KIND: u8, const EXACT: bool>(
    rows: &ClassRows<E>,
) -> Partial {
    let options = &rows.options;
    // SAFETY: the caller's.
    let (spread, spread_total) = unsafe { rows.spread::<S>() };
    let divisor = Divisor::new::<C, S::NarrowF64>(rows.divided_by());
    let mut totals = Totals { loss: Turns::new(), weight: Turns::new() };
    let mut counted = 0;
    let tiny = class_tiny::serves::<S, E, C, M, KIND, EXACT>(rows);
    let simple = !rows.index.is_null() && options.mask.is_null() && rows.sequence == 0;
    let at_once = if tiny { C::Vector::<S>::LANES } else { 1 };
    let mut batch = Batch::new();
    let mut row = rows.start;
    while row < rows.end {
        // SAFETY: the contract of the arguments, for these rows.
        unsafe {
            if tiny && simple {
                // The same as below where nothing but the index tells whether a row counts.
                let left = rows.end - row;
                row += batch.take(rows.index, row, if left < at_once { left } else { at_once }, rows.ignore_index);
            }
            while row < rows.end && batch.count() < at_once {
                match rows.target_of(row) {
                    Some(target) => batch.push(row, target),
                    None => Row::<E, M>::at(rows, row, spread, &divisor).skip::<S>(row),
                }
                row += 1;
            }
            counted += batch.count() as u64;
            let together = tiny
                && batch.pays()
                && batch.together::<S, E, C, KIND>(rows, &divisor, (spread, spread_total), &mut totals);
            if !together {
                let mut i = 0;
                while i < batch.count() {
                    let (row, target) = batch.get(i);
                    let target = if rows.index.is_null() { None } else { Some(target) };
                    let row_weight = options.row_weight(row);
                    let job = Row::<E, M>::at(rows, row, spread, &divisor);
                    let done = job.work::<S, C, KIND, EXACT>(row, target, spread_total, row_weight);
                    // Softmax has no loss.
                    if M::of(rows.member).output == Output::Gradient {
                        totals.loss.add(times(row_weight, done.loss), 0.0);
                        totals.weight.add(times(row_weight, done.class_weight), 0.0);
                    }
                    i += 1;
                }
            }
            batch.clear();
        }
    }
    if rows.beyond_caches {
        S::fence();
    }
    Partial { loss: totals.loss.parts(), weight: totals.weight.parts(), rows: counted, ..Partial::default() }
}

/// What the rows add up to.
pub(super) struct Totals {
    pub loss: Turns,
    pub weight: Turns,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a, E, M> {
    pub rows: &'a ClassRows<E>,
    pub made: PhantomData<M>,
    pub input: *const E,
    pub soft: *const E,
    pub gradient: *mut E,
    pub hessian: *mut E,
    /// ε/K.
    pub spread: f64,
    /// What logits are divided by before their exponentials are taken.
    pub divisor: &'a Divisor,
    /// Whether the row, and its teacher's, has a logit of +∞: then it is read as the limit, see
    /// [`limit_of_infinite`].
    pub infinite: [bool; 2],
    /// What its capped logits, and its teacher's, are relative to, if they are.
    pub caps: [Option<CapReference<f64>>; 2],
}

/// A row for a kernel apart, with copies of what it refers to: were the originals known elsewhere, the compiler would read
/// them from memory in every step of every loop.
pub(super) struct Aside<E> {
    rows: ClassRows<E>,
    divisor: Divisor,
    input: *const E,
    soft: *const E,
    pub gradient: *mut E,
    hessian: *mut E,
    spread: f64,
    infinite: [bool; 2],
    caps: [Option<CapReference<f64>>; 2],
}

impl<E> Aside<E> {
    /// The row.
    #[inline(always)]
    pub fn row(&self) -> Row<'_, E, ForAll> {
        Row {
            rows: &self.rows,
            made: PhantomData,
            input: self.input,
            soft: self.soft,
            gradient: self.gradient,
            hessian: self.hessian,
            spread: self.spread,
            divisor: &self.divisor,
            infinite: self.infinite,
            caps: self.caps,
        }
    }
}

/// An index target: its class, the gradient that its own is added to, and the derivatives of its logit by the input.
struct AtTarget {
    class: usize,
    old: f64,
    chain: f64,
    bend: f64,
}

/// Loss and class weight of a row.
struct Done {
    loss: f64,
    class_weight: f64,
}

impl<'a, E: Element, M: Made> Row<'a, E, M> {
    /// One of the rows.
    ///
    /// # Safety
    /// The contract of the arguments: the row is within them.
    #[inline(always)]
    unsafe fn at(rows: &'a ClassRows<E>, row: usize, spread: f64, divisor: &'a Divisor) -> Self {
        let at = row * rows.stride;
        // SAFETY: the row's `classes` elements start at `at` in every matrix.
        unsafe {
            Row {
                rows,
                made: PhantomData,
                input: rows.input.add(at),
                soft: if M::of(rows.member).soft { rows.soft.add(at) } else { rows.soft },
                gradient: offset(rows.options.gradient, at),
                hessian: offset(rows.options.hessian, at),
                spread,
                divisor,
                infinite: [false; 2],
                caps: [None; 2],
            }
        }
    }

    /// Which member.
    #[inline(always)]
    pub(super) fn member(&self) -> Member {
        M::of(self.rows.member)
    }

    /// A row that does not count: zeros, and nothing read.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn skip<S: Simd>(&self, row: usize) {
        // SAFETY: the outputs have an entry for the row, and `classes` elements in its layout.
        unsafe {
            let rows = self.rows;
            clear_entries(row, [rows.options.losses, rows.lse, rows.entropy], rows.argmax);
            self.clear::<S>();
        }
    }

    /// A row that counts.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn work<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
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
            let target_input = self.input_at(target);
            let [_, chain, bend] = rows.transform(S::NarrowF64::splat(target_input));
            let class_weight = match target {
                Some(class) => super::read(rows.class_weight, class, 1.0),
                None => 0.0,
            };
            let stored = self.store::<EXACT>();
            if EXACT && <E::Native as Compute>::COMPENSATED && rows.softcap != 0.0 {
                let teacher = if member.teacher { self.cap_reference::<S>(self.soft) } else { None };
                self.caps = [self.cap_reference::<S>(self.input), teacher];
            }
            let (mut pass, teacher) = self.sums::<S, C, KIND, EXACT>(stored, target);
            pass.sums.largest += self.caps[0].map_or(0.0, |cap| cap.logit);
            pass.sums.at_target = (1.0 - rows.smoothing) * class_weight;
            // As a block has it, bit for bit.
            let as_read = C::Narrow::<S>::splat(target_input);
            let as_read = if EXACT && rows.transforms() { self.transformed(as_read, 0) } else { as_read };
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
            write(rows.lse, row, lse.unwrap_or(first(result.lse)));
            // What is added has one sign.
            let mean_below = pass.mean_logit * self.unit() * (pass.per_largest * first(result.inverse_sum));
            write(rows.entropy, row, first(result.log_sum) - mean_below);
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

    /// The row for a kernel apart.
    #[inline(always)]
    pub(super) fn aside(&self) -> Aside<E> {
        Aside {
            rows: *self.rows,
            divisor: *self.divisor,
            input: self.input,
            soft: self.soft,
            gradient: self.gradient,
            hessian: self.hessian,
            spread: self.spread,
            infinite: self.infinite,
            caps: self.caps,
        }
    }

    /// Where the exponentials of the first pass are stored, if they are.
    #[inline(always)]
    fn store<const EXACT: bool>(&self) -> *mut E {
        let (rows, member) = (self.rows, self.member());
        let reads_again = EXACT || rows.options.accumulate || !rows.argmax.is_null();
        // Logits of a row that nearly equals its teacher's are read again as well.
        let reads_again = reads_again || (member.teacher && core::ptr::eq(self.input, self.gradient));
        let stores = !reads_again && member.output != Output::LogProbability && !member.log_probabilities;
        if stores { self.gradient } else { core::ptr::null_mut() }
    }

    /// The sums of a first pass, and what is known of a teacher by then. Finds out whether there are infinite logits, and then
    /// goes over the row once more.
    ///
    /// # Safety
    /// As [`first_pass`](Self::first_pass).
    #[inline(always)]
    unsafe fn sums<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &mut self,
        stored: *mut E,
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

    /// A + 2Wζ·lse for second derivatives: beside p(1 − p) = 0 nothing where it is infinite because lse is.
    #[inline(always)]
    pub(super) fn finite_factor<R: Real>(&self, result: &RowResult<R>) -> f64 {
        let factor = first(result.probability_factor);
        if self.infinite[0] && factor.abs() == f64::INFINITY { 0.0 } else { factor }
    }

    /// Whether all coefficients of a row are 0. Softmax has such, but no weights; soft targets may add up to 0.
    #[inline(always)]
    fn weightless<R: Real>(&self, result: &RowResult<R>) -> bool {
        let member = self.member();
        let weighed = !(member.log_probabilities || member.soft) && member.output == Output::Gradient;
        weighed && first(result.probability_factor) == 0.0
    }

    /// The loss of a row whose divergence from its teacher is small, with its derivatives written, unless the row has no
    /// weight.
    ///
    /// # Safety
    /// The contract of the arguments, for this row, whose logits are as they were.
    #[inline(always)]
    unsafe fn near<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        pass: &FirstPass,
        teacher: &Teacher,
        result: &RowResult<S::NarrowF64>,
        row_weight: f64,
    ) -> Option<f64>
    where
        E: Load<C>,
    {
        let rows = self.rows;
        if !(self.member().teacher && self.certain()) {
            return None;
        }
        let lse = first(result.lse);
        let penalty = if rows.z_loss == 0.0 { 0.0 } else { rows.z_loss * lse * lse };
        let small = first(result.loss) - penalty < SMALL * rows.gain;
        if !small {
            return None;
        }
        let scale = row_weight * rows.options.scale;
        if row_weight != 0.0 && !self.hessian.is_null() {
            let hessian_alone = Row { gradient: core::ptr::null_mut(), ..*self };
            // SAFETY: the caller's.
            unsafe { hessian_alone.second_pass::<S, C, KIND, EXACT>(pass, teacher, result, scale, false) };
        }
        let gradient = if row_weight == 0.0 { core::ptr::null_mut() } else { self.gradient };
        let slope = first(result.probability_factor) - rows.gain;
        // SAFETY: the caller's.
        let near = unsafe { Near::new(Aside { gradient, ..self.aside() }, *pass, *teacher, scale, slope) };
        Some(S::run_apart(near) * rows.gain + penalty)
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
                write(self.gradient, place, old + E::from_f64(scale * gradient).to_f64());
            }
            if let Some(AtTarget { class, old, chain, bend }) = target {
                let slope = scale * first(result.target_gradient);
                let gradient = E::from_f64(slope * chain).to_f64();
                write(self.gradient, class, old + gradient);
                let (p, rest) = (result.target_probability, result.target_rest);
                let class_weight = S::NarrowF64::splat(pass.sums.class_weight);
                let factor = S::NarrowF64::splat(self.finite_factor(result));
                let curvature = scale * first(rows.curvature(p, rest, factor, class_weight));
                write(self.hessian, class, curvature * chain * chain + times(bend, slope));
            }
            if member.log_probabilities {
                // Linear in its input.
                fill_zero(self.hessian, rows.classes);
            }
        }
    }

    /// What the capped logits of the row at `source` are relative to, where that can be said.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn cap_reference<S: Simd>(&self, source: *const E) -> Option<CapReference<f64>> {
        let mut largest = S::F64::splat(f64::NEG_INFINITY);
        let mut c = 0;
        while c < self.rows.classes {
            let count = self.rows.classes - c;
            // SAFETY: the caller's.
            largest = unsafe { <E as Load<f64>>::load::<S>(source.add(c), count, f64::NEG_INFINITY) }.max(largest);
            c += S::F64::LANES;
        }
        let largest = S::NarrowF64::splat(largest.largest());
        let reference = self.rows.transformation().reference(largest);
        let CapReference { input, logit, slope, rest } = reference;
        let numbers = CapReference { input: first(input), logit: first(logit), slope: first(slope), rest: first(rest) };
        if S::NarrowF64::all(reference.serves()) { Some(numbers) } else { None }
    }

    /// Logits as they go into exponentials: capped, relative to the reference of the model if there is one.
    #[inline(always)]
    pub(super) fn transformed<R: Real<Lane: Coefficients>>(&self, x: R, model: usize) -> R {
        match &self.caps[model] {
            Some(cap) => self.rows.transformation().less(x, &cap.splat()),
            None => self.rows.transform(x)[0],
        }
    }

    /// The input of a class; 0 without one.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn input_at(&self, class: Option<usize>) -> f64 {
        match class {
            // SAFETY: the caller's.
            Some(class) => unsafe { self.input.add(class).read_unaligned() }.to_f64(),
            None => 0.0,
        }
    }

    /// What the gradient of a class is added to.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn accumulated(&self, class: Option<usize>) -> f64 {
        match class {
            // SAFETY: the caller's.
            Some(class) if self.rows.options.accumulate => unsafe {
                super::read(self.gradient.cast_const(), class, 0.0)
            },
            _ => 0.0,
        }
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

    /// A row of no weight: nothing is written but zeros, where nothing is added.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn clear<S: Simd>(&self) {
        let rows = self.rows;
        // SAFETY: the outputs have `classes` elements in the row's layout.
        unsafe {
            fill_zero(self.hessian, rows.classes);
            if !rows.options.accumulate {
                clear_row::<S, E>(self.gradient, rows.classes, rows.beyond_caches);
            }
        }
    }

    /// Where soft targets leave the class with the largest logit a gradient that must not be formed as A·p − a: that class,
    /// what is there before, and the gradient.
    ///
    /// # Safety
    /// The contract of the arguments, for this row, whose gradient has not been written.
    #[inline(always)]
    #[allow(clippy::type_complexity)]
    unsafe fn apart<S: Simd, C: Compute, const KIND: u8>(
        &self,
        pass: &FirstPass,
        result: &RowResult<S::NarrowF64>,
    ) -> Option<(usize, f64, f64)>
    where
        E: Load<C>,
    {
        let member = self.member();
        let soft = KIND == GENERAL && member.soft && !member.teacher && member.output == Output::Gradient;
        let place = if soft && !self.gradient.is_null() { pass.place } else { None }?;
        // SAFETY: the caller's; the place is a class.
        unsafe {
            let [_, chain, _] = self.rows.transform(S::NarrowF64::splat(self.input_at(Some(place))));
            let (inverse_sum, factor) = (first(result.inverse_sum), first(result.probability_factor));
            let gradient = self.gradient_of_largest::<S, C>(pass, inverse_sum, factor, place);
            Some((place, self.accumulated(Some(place)), gradient * first(chain)))
        }
    }
}
