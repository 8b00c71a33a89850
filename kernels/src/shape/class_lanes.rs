//! Losses over classes where neighbouring rows lie side by side (images: one row a pixel): each row
//! gets a lane, and everything is computed in double precision.
//!
//! Three passes over the classes: maximum; sums; derivatives.

use super::class::{ClassRows, Output};
use super::class_finish::{Given, RowResult, RowSums, finish, finish_log_probabilities};
use super::class_near::{Below, Known, SMALL};
use super::class_scale::around;
use super::logits::{CapReference, limit_of_infinite};
use super::{Partial, offset, put, read, times};
use crate::element::{Compute, Element, Load};
use crate::math::{Divisor, Power, exp_scaled, log};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{or_first, two_sum};
use core::marker::PhantomData;

/// The most rows in a tile: the lanes of a vector of `f64`.
const LANES: usize = 16;

/// The rows of [`ClassRows`] with `inner > 1`.
pub struct SideBySide<E>(pub ClassRows<E>);

impl<E: Element> Kernel for SideBySide<E> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        // SAFETY: the contract of the arguments.
        unsafe { pass_over::<S, E>(&self.0) }
    }
}

/// Every row, by tiles.
///
/// # Safety
/// The contract of the arguments.
#[inline(always)]
unsafe fn pass_over<S: Simd, E: Element>(rows: &ClassRows<E>) -> Partial {
    let mut partial = Partial::default();
    // SAFETY: the caller's.
    let (spread, spread_total) = unsafe { rows.spread::<S>() };
    let divisor = Divisor::new::<f64, S::NarrowF64>(rows.divided_by());
    let mut row = rows.start;
    while row < rows.end {
        let within = rows.layout().within(row);
        let count = S::F64::LANES.min(rows.inner - within).min(rows.end - row);
        // SAFETY: rows `row..row + count` are below `end` and lie side by side.
        unsafe { tile::<S, E>(rows, row, count, &divisor, (spread, spread_total), &mut partial) };
        row += count;
    }
    partial
}

/// What differs from lane to lane before any logit is read.
struct Lanes {
    /// 1 for a row that counts.
    kept: [f64; LANES],
    /// The class of an index target.
    target: [f64; LANES],
    class_weight: [f64; LANES],
    row_weight: [f64; LANES],
}

impl Lanes {
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn read<E: Element>(rows: &ClassRows<E>, row: usize, count: usize) -> Self {
        let mut lanes =
            Self { kept: [0.0; LANES], target: [-1.0; LANES], class_weight: [0.0; LANES], row_weight: [0.0; LANES] };
        let mut i = 0;
        while i < LANES && i < count {
            // SAFETY: the caller's; a target that counts is below `classes`.
            unsafe {
                if let Some(target) = rows.target_of(row + i) {
                    lanes.kept[i] = 1.0;
                    lanes.row_weight[i] = rows.options.row_weight(row + i);
                    if !rows.index.is_null() {
                        lanes.target[i] = target as f64;
                        lanes.class_weight[i] = read(rows.class_weight, target, 1.0);
                    }
                }
            }
            i += 1;
        }
        lanes
    }
}

/// A vector from an array of its lanes.
#[inline(always)]
fn vector<S: Simd>(lanes: &[f64; LANES]) -> S::F64 {
    // SAFETY: the array has as many elements as the vector lanes.
    unsafe { S::F64::load(lanes.as_ptr(), LANES, 0.0) }
}

/// `count` rows that lie side by side.
///
/// # Safety
/// The contract of the arguments, for these rows.
#[inline(always)]
unsafe fn tile<S: Simd, E: Element>(
    rows: &ClassRows<E>,
    row: usize,
    count: usize,
    divisor: &Divisor,
    (spread, spread_total): (f64, f64),
    partial: &mut Partial,
) {
    let at = rows.layout().start(row);
    // SAFETY: the caller's, for everything below: class `c` of these rows is `count` elements from
    // `at + c * inner` on.
    unsafe {
        let zero = S::F64::splat(0.0);
        let lanes = Lanes::read(rows, row, count);
        let mut job = Tile::<S, E> {
            rows,
            input: rows.input,
            at,
            count,
            spread,
            divisor,
            kept: zero.lt(vector::<S>(&lanes.kept)),
            target: vector::<S>(&lanes.target),
            scale: Scale::none(),
            teacher: Teacher { scale: Scale::none(), factor: zero, log_sum: zero },
        };
        if rows.member.teacher {
            let mut teacher = Tile { input: rows.soft, ..job };
            teacher.find_largest();
            let sums = teacher.sums(false);
            let result = finish(&sums.row, Given::Any, 0.0);
            let factor = result.inverse_sum * teacher.scale.per_largest;
            job.teacher = Teacher { scale: teacher.scale, factor, log_sum: result.log_sum };
        }
        let argmax = job.find_largest();
        let mut sums = job.sums(true);
        let class_weight = vector::<S>(&lanes.class_weight);
        if !rows.member.soft {
            sums.row.class_weight = class_weight;
            sums.row.coefficients = S::F64::splat(spread_total);
            sums.row.spread_at_target = class_weight * S::F64::splat(spread);
            sums.row.at_target = class_weight * S::F64::splat(1.0 - rows.smoothing);
        } else if rows.member.teacher && rows.class_weight.is_null() {
            sums.row.class_weight = S::F64::splat(1.0);
        }
        let result = if rows.member.log_probabilities {
            finish_log_probabilities(&sums.row)
        } else {
            finish(&sums.row, Given::Any, rows.z_loss)
        };

        let mut loss = result.loss;
        let mut near = None;
        if rows.member.teacher && rows.smoothing == 0.0 && rows.class_weight.is_null() {
            let z_loss = S::F64::splat(rows.z_loss);
            let penalty = if rows.z_loss == 0.0 { zero } else { z_loss * result.lse * result.lse };
            let (gain, limit) = (S::F64::splat(rows.gain), S::F64::splat(SMALL * rows.gain));
            if !S::F64::all(limit.le(loss - penalty)) {
                let small = (loss - penalty).lt(limit);
                let (known, divergence) = job.divergence();
                loss = S::F64::select(small, divergence * gain + penalty, loss);
                near = Some((known, small));
            }
        }
        let loss = loss.keep(job.kept);
        store::<S, E>(loss, rows.options.losses, row, count);
        let infinity = S::F64::splat(f64::INFINITY);
        let lse = S::F64::select(sums.limited, infinity, S::F64::select(sums.empty, -infinity, result.lse));
        store::<S, E>(lse.keep(job.kept), rows.lse, row, count);
        // What is added has one sign.
        let entropy = result.log_sum - sums.mean_logit * (job.scale.per_largest * result.inverse_sum);
        store::<S, E>(entropy.keep(job.kept), rows.entropy, row, count);

        let (mut losses, mut weights, mut classes) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        loss.store(losses.as_mut_ptr(), LANES);
        sums.row.class_weight.store(weights.as_mut_ptr(), LANES);
        argmax.keep(job.kept).store(classes.as_mut_ptr(), LANES);
        let mut i = 0;
        while i < LANES && i < count {
            if lanes.kept[i] != 0.0 {
                partial.loss.add(times(lanes.row_weight[i], losses[i]));
                partial.weight.add(times(lanes.row_weight[i], weights[i]));
                partial.rows += 1;
            }
            if !rows.argmax.is_null() {
                rows.argmax.add(row + i).write_unaligned(classes[i] as i64);
            }
            i += 1;
        }
        if rows.options.differentiates() {
            job.derivatives(&sums, &result, near, vector::<S>(&lanes.row_weight));
        }
    }
}

/// Writes one entry a row.
///
/// # Safety
/// `target` is NULL or has entries for `row..row + count`.
#[inline(always)]
unsafe fn store<S: Simd, E: Element>(value: S::F64, target: *mut E, row: usize, count: usize) {
    if !target.is_null() {
        // SAFETY: the caller's.
        unsafe { <E as Load<f64>>::store::<S>(value, target.add(row), count) }
    }
}

/// What the exponentials of each row are relative to: they are e^((x − shift)/T) / 2^exponent.
#[derive(Clone, Copy)]
struct Scale<S: Simd> {
    /// The largest logit of the row as it is read.
    largest: S::F64,
    /// Whether that is +∞: then the row is read as the limit, and `largest` is 0.
    infinite: <S::F64 as Real>::Mask,
    /// What capped logits are relative to, where it serves.
    cap: Option<CapReference<S::F64>>,
    shift: S::F64,
    power: Power<S::F64>,
    /// One over the exponential of the largest.
    per_largest: S::F64,
}

impl<S: Simd> Scale<S> {
    /// As if all logits were 0.
    #[inline(always)]
    fn none() -> Self {
        let zero = S::F64::splat(0.0);
        let nowhere = zero.lt(zero);
        Self { largest: zero, infinite: nowhere, cap: None, shift: zero, power: Power::new(zero), per_largest: zero }
    }

    /// Of rows with these maxima, none of them +∞ but where the row is read as its limit.
    #[inline(always)]
    fn around(
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
    fn exponential(&self, x: S::F64, divisor: &Divisor) -> S::F64 {
        exp_scaled(x - self.shift, divisor, self.power)
    }
}

/// What turns a teacher's logits into probabilities.
#[derive(Clone, Copy)]
struct Teacher<S: Simd> {
    scale: Scale<S>,
    /// Multiplies exponentials.
    factor: S::F64,
    log_sum: S::F64,
}

/// What each row adds up to.
struct Sums<S: Simd> {
    row: RowSums<S::F64>,
    /// Σ e·(z − m), e as the scale has it.
    mean_logit: S::F64,
    /// The coefficients of all classes but the first with the largest logit.
    beside: S::F64,
    /// Rows of nothing but −∞, and rows with +∞, neither with a NaN: lse is that infinity.
    empty: <S::F64 as Real>::Mask,
    limited: <S::F64 as Real>::Mask,
}

/// A sum in every lane, with what rounding loses summed beside it where the type is no narrower.
struct LaneSum<E, R> {
    sum: R,
    error: R,
    element: PhantomData<E>,
}

impl<E: Element, R: Real> LaneSum<E, R> {
    #[inline(always)]
    fn zero() -> Self {
        Self { sum: R::splat(0.0), error: R::splat(0.0), element: PhantomData }
    }
    #[inline(always)]
    fn add(&mut self, term: R) {
        if E::Native::COMPENSATED {
            let (sum, error) = two_sum(self.sum, term);
            (self.sum, self.error) = (sum, self.error + error);
        } else {
            self.sum = self.sum + term;
        }
    }
    #[inline(always)]
    fn add_product(&mut self, a: R, b: R) {
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
    fn value(&self) -> R {
        if E::Native::COMPENSATED { or_first(self.sum, self.error) } else { self.sum }
    }
}

/// Rows that lie side by side, a lane each.
struct Tile<'a, S: Simd, E> {
    rows: &'a ClassRows<E>,
    /// The matrix of logits: the input, or a teacher's.
    input: *const E,
    /// Class 0 of the first row.
    at: usize,
    count: usize,
    spread: f64,
    /// What logits are divided by before their exponentials are taken.
    divisor: &'a Divisor,
    kept: <S::F64 as Real>::Mask,
    target: S::F64,
    scale: Scale<S>,
    teacher: Teacher<S>,
}

impl<S: Simd, E: Element> Tile<'_, S, E> {
    /// The inputs of one class.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn input(&self, c: usize) -> S::F64 {
        // SAFETY: the caller's.
        unsafe { self.read(self.input, c) }
    }

    /// One class of a matrix in the input's layout.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn read(&self, matrix: *const E, c: usize) -> S::F64 {
        // SAFETY: the class is within the layout.
        unsafe { <E as Load<f64>>::load::<S>(matrix.add(self.at + c * self.rows.inner), self.count, 0.0) }
    }

    /// Their logits, capped where there is a cap.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn logits(&self, c: usize) -> S::F64 {
        // SAFETY: the caller's.
        self.transformed(unsafe { self.input(c) }, &self.scale)
    }

    /// Logits from inputs.
    #[inline(always)]
    fn transformed(&self, x: S::F64, scale: &Scale<S>) -> S::F64 {
        let mut z = if self.rows.transforms() { self.rows.transform(x)[0] } else { x };
        if let Some(cap) = &scale.cap {
            z = S::F64::select(cap.serves(), self.rows.transformation().less(x, cap), z);
        }
        S::F64::select(scale.infinite, limit_of_infinite(z), z)
    }

    /// a_c without the share of an index target, w_c·t_c of soft targets, and for a teacher's what
    /// is left of its logarithm when `target_log_sum` is taken away, times T.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn coefficients(&self, c: usize) -> [S::F64; 3] {
        let zero = S::F64::splat(0.0);
        let spread = S::F64::splat(self.spread);
        let rest = S::F64::splat(1.0 - self.rows.smoothing);
        // SAFETY: the class is within the weights.
        let weight = S::F64::splat(unsafe { read(self.rows.class_weight, c, 1.0) });
        if !self.rows.member.soft {
            return [spread * weight, weight, zero];
        }
        // SAFETY: the caller's.
        let given = unsafe { self.read(self.rows.soft, c) };
        if !self.rows.member.teacher {
            return [weight.times(given.mul_add(rest, spread)), weight.times(given), zero];
        }
        let Teacher { scale, factor, log_sum } = &self.teacher;
        let u = self.transformed(given, scale);
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
    unsafe fn find_largest(&mut self) -> S::F64 {
        let none = S::F64::splat(-1.0);
        let (zero, infinity) = (S::F64::splat(0.0), S::F64::splat(f64::INFINITY));
        if E::Native::COMPENSATED && self.rows.softcap != 0.0 {
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
            let x = unsafe { self.input(c) };
            let z = self.transformed(x, &self.scale);
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
    unsafe fn sums(&self, weighs: bool) -> Sums<S> {
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

    /// Both models' logits of one class, for [`class_near`](super::class_near).
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn below(&self, c: usize) -> Below<S::F64> {
        let unit = S::F64::splat(self.divisor.inverse());
        let teacher = &self.teacher.scale;
        // SAFETY: the caller's.
        let (z, u) = unsafe { (self.logits(c), self.transformed(self.read(self.rows.soft, c), teacher)) };
        Below {
            delta: ((u - z) - (teacher.largest - self.scale.largest)) * unit,
            student: self.scale.exponential(z, self.divisor) * self.scale.per_largest,
            teacher: teacher.exponential(u, self.divisor) * teacher.per_largest,
        }
    }

    /// The divergence of each row, for rows in which it is small.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn divergence(&self) -> (Known<S::F64>, S::F64) {
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

    /// Writes the derivatives, or the probabilities.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    #[allow(clippy::type_complexity)]
    unsafe fn derivatives(
        &self,
        sums: &Sums<S>,
        result: &RowResult<S::F64>,
        near: Option<(Known<S::F64>, <S::F64 as Real>::Mask)>,
        row_weight: S::F64,
    ) {
        let (rows, member) = (self.rows, self.rows.member);
        let (zero, one) = (S::F64::splat(0.0), S::F64::splat(1.0));
        let scale = row_weight * S::F64::splat(rows.options.scale);
        let weightless = row_weight.eq(zero);
        let unit = S::F64::splat(self.divisor.inverse());
        let factor = self.scale.per_largest * result.inverse_sum;
        let share_of_others = sums.row.others * result.inverse_sum;
        // Of the class with the largest logit among soft targets: see `gradient_of_largest` in class_passes.rs.
        let slope_of_p = result.probability_factor - sums.row.coefficients;
        let of_largest = (sums.beside + slope_of_p) - result.probability_factor * share_of_others;
        let alone = sums.row.others.lt(one);
        let absent = result.probability_factor.eq(zero);
        let infinite_factor = result.probability_factor.abs().eq(S::F64::splat(f64::INFINITY));
        let without = S::F64::both(self.scale.infinite, infinite_factor);
        let factor_of_second = result.probability_factor.without(without);
        let mut c = 0;
        while c < rows.classes {
            let to = self.at + c * rows.inner;
            // SAFETY: the caller's.
            unsafe {
                let x = self.input(c);
                let z = self.transformed(x, &self.scale);
                let [_, chain, bend] = if rows.transforms() { rows.transform(x) } else { [x, unit, zero] };
                let chain = S::F64::select(absent, chain.keep(chain.eq(chain)), chain);
                let bend = S::F64::select(absent, bend.keep(bend.eq(bend)), bend);
                let is_largest = z.eq(self.scale.largest);
                if member.output == Output::LogProbability {
                    let value = (z - self.scale.largest) * unit - result.log_sum;
                    <E as Load<f64>>::store::<S>(value.keep(self.kept), rows.options.gradient.add(to), self.count);
                } else {
                    let at_target = self.target.eq(S::F64::splat(c as f64));
                    let mut p = zero;
                    if !member.log_probabilities {
                        p = self.scale.exponential(z, self.divisor) * factor;
                        p = S::F64::select(is_largest, result.inverse_sum, p);
                    }
                    if member.output == Output::Probability {
                        <E as Load<f64>>::store::<S>(p.keep(self.kept), rows.options.gradient.add(to), self.count);
                        c += 1;
                        continue;
                    }
                    p = p.without(absent);
                    // A class of no probability has no share of an infinite factor either.
                    let factor_of_p = result.probability_factor.without(p.eq(zero));
                    let mut slope = p.mul_add(factor_of_p, -self.coefficients(c)[0]);
                    if member.soft && !member.teacher {
                        slope = S::F64::select(S::F64::both(is_largest, alone), of_largest, slope);
                    }
                    if let Some((known, small)) = near {
                        let [_, p, difference] = known.terms(self.below(c));
                        let own = difference.mul_add(S::F64::splat(rows.gain), slope_of_p * p);
                        slope = S::F64::select(small, own, slope);
                    }
                    let slope = S::F64::select(at_target, result.target_gradient, slope) * scale;
                    if !rows.options.hessian.is_null() {
                        let rest = S::F64::select(is_largest, share_of_others, one - p);
                        let rest = S::F64::select(at_target, result.target_rest, rest);
                        let curvature = rows.curvature(p, rest, factor_of_second, sums.row.class_weight) * scale;
                        let curvature = curvature.without(absent);
                        let bent = slope.without(bend.eq(zero));
                        let second = bent.mul_add(bend, curvature * chain * chain).keep(self.kept);
                        let second = second.without(weightless);
                        put::<S, E, f64>(second, offset(rows.options.hessian, to), self.count, false);
                    }
                    if !rows.options.gradient.is_null() {
                        let first = (slope * chain).keep(self.kept).without(weightless);
                        put::<S, E, f64>(first, offset(rows.options.gradient, to), self.count, rows.options.accumulate);
                    }
                }
            }
            c += 1;
        }
    }
}
