//! Losses over classes where neighbouring rows lie side by side (images: one row a pixel): each row
//! gets a lane, and everything is computed in double precision.
//!
//! Three passes over the classes: maximum; sums; derivatives.

use super::class::{ClassRows, Output};
use super::class_finish::{Given, RowResult, RowSums, finish, finish_log_probabilities};
use super::{Partial, offset, put, read};
use crate::element::{Element, Load};
use crate::math::{exp, log};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};

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
    let mut row = rows.start;
    while row < rows.end {
        let within = rows.layout().within(row);
        let count = S::F64::LANES.min(rows.inner - within).min(rows.end - row);
        // SAFETY: rows `row..row + count` are below `end` and lie side by side.
        unsafe { tile::<S, E>(rows, row, count, spread, spread_total, &mut partial) };
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
    spread: f64,
    spread_total: f64,
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
            kept: zero.lt(vector::<S>(&lanes.kept)),
            target: vector::<S>(&lanes.target),
            teacher: Teacher { largest: zero, log_sum: zero, inverse_sum: zero },
        };
        if rows.member.teacher {
            let teacher = Tile { input: rows.soft, ..job };
            let (largest, _) = teacher.largest();
            let result = finish(&teacher.sums(largest, false).0, Given::Any, 0.0);
            job.teacher = Teacher { largest, log_sum: result.log_sum, inverse_sum: result.inverse_sum };
        }
        let (largest, argmax) = job.largest();
        let (mut sums, mean_logit) = job.sums(largest, true);
        let class_weight = vector::<S>(&lanes.class_weight);
        if !rows.member.soft {
            sums.class_weight = class_weight;
            sums.coefficients = S::F64::splat(spread_total);
            sums.spread_at_target = class_weight * S::F64::splat(spread);
            sums.at_target = class_weight * S::F64::splat(1.0 - rows.smoothing);
        } else if rows.member.teacher && rows.class_weight.is_null() {
            sums.class_weight = S::F64::splat(1.0);
        }
        let result = if rows.member.log_probabilities {
            finish_log_probabilities(&sums)
        } else {
            finish(&sums, Given::Any, rows.z_loss)
        };

        let loss = result.loss.keep(job.kept);
        store::<S, E>(loss, rows.options.losses, row, count);
        store::<S, E>(result.lse.keep(job.kept), rows.lse, row, count);
        let entropy = result.log_sum - mean_logit * result.inverse_sum;
        store::<S, E>(entropy.keep(job.kept), rows.entropy, row, count);

        let (mut losses, mut weights, mut classes) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        loss.store(losses.as_mut_ptr(), LANES);
        sums.class_weight.store(weights.as_mut_ptr(), LANES);
        argmax.keep(job.kept).store(classes.as_mut_ptr(), LANES);
        let mut i = 0;
        while i < LANES && i < count {
            if lanes.kept[i] != 0.0 {
                partial.loss.add(lanes.row_weight[i] * losses[i]);
                partial.weight.add(lanes.row_weight[i] * weights[i]);
                partial.rows += 1;
            }
            if !rows.argmax.is_null() {
                rows.argmax.add(row + i).write_unaligned(classes[i] as i64);
            }
            i += 1;
        }
        if rows.options.differentiates() {
            let scale = vector::<S>(&lanes.row_weight) * S::F64::splat(rows.options.scale);
            job.derivatives(&sums, &result, scale);
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

/// What turns a teacher's logits into probabilities.
#[derive(Clone, Copy)]
struct Teacher<S: Simd> {
    largest: S::F64,
    log_sum: S::F64,
    inverse_sum: S::F64,
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
    kept: <S::F64 as Real>::Mask,
    target: S::F64,
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

    /// Their transformed logits.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn logits(&self, c: usize) -> S::F64 {
        // SAFETY: the caller's.
        let x = unsafe { self.input(c) };
        self.transformed(x)
    }

    /// Transformed logits from logits.
    #[inline(always)]
    fn transformed(&self, x: S::F64) -> S::F64 {
        if self.rows.transforms() { self.rows.transform(x)[0] } else { x }
    }

    /// a_c without the share of an index target, w_c·t_c of soft targets, and for a teacher's what
    /// is left of its logarithm when `target_log_sum` is taken away.
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
            return [given.mul_add(rest, spread) * weight, given * weight, zero];
        }
        let below = self.transformed(given) - self.teacher.largest;
        let t = exp(below) * self.teacher.inverse_sum;
        let gain = weight * S::F64::splat(self.rows.gain);
        if self.rows.smoothing == 0.0 {
            return [t * gain, t * weight, below];
        }
        let smooth = t.mul_add(rest, spread);
        [smooth * gain, t * weight, log(smooth) + self.teacher.log_sum]
    }

    /// m, NaN aside, and the class that has it; in a row with NaN, the class of the first NaN.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn largest(&self) -> (S::F64, S::F64) {
        let none = S::F64::splat(-1.0);
        let zero = S::F64::splat(0.0);
        let mut largest = S::F64::splat(f64::NEG_INFINITY);
        let mut class_of_largest = zero;
        let mut first_nan = none;
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            let z = unsafe { self.logits(c) };
            let class = S::F64::splat(c as f64);
            class_of_largest = S::F64::select(largest.lt(z), class, class_of_largest);
            let unseen = S::F64::select(first_nan.lt(zero), class, first_nan);
            first_nan = S::F64::select(z.eq(z), first_nan, unseen);
            largest = z.max(largest);
            c += 1;
        }
        (largest, S::F64::select(first_nan.lt(zero), class_of_largest, first_nan))
    }

    /// The sums of each row, and Σ e^(z−m)·(z−m); those with coefficients only where `weighs`.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn sums(&self, largest: S::F64, weighs: bool) -> (RowSums<S::F64>, S::F64) {
        let zero = S::F64::splat(0.0);
        let reference = if self.rows.member.log_probabilities { zero } else { largest };
        // One class with the largest logit is left out of the sum; it is the first that has it.
        let mut left_out = zero;
        let (mut others, mut weighted, mut mean_logit) = (zero, zero, zero);
        let (mut coefficients, mut class_weight, mut target_logit) = (zero, zero, zero);
        let weighs = weighs && (self.rows.member.soft || self.spread != 0.0);
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let z = self.logits(c);
                target_logit = S::F64::select(self.target.eq(S::F64::splat(c as f64)), z, target_logit);
                let centered = z - reference;
                if weighs {
                    let [a, w, own] = self.coefficients(c);
                    let centered = if self.rows.member.teacher { centered - own } else { centered };
                    weighted = a.mul_add(centered.without(a.eq(zero)), weighted);
                    coefficients = coefficients + a;
                    class_weight = class_weight + w;
                }
                if !self.rows.member.log_probabilities {
                    let e = exp(centered);
                    let leave = S::F64::both(z.eq(largest), left_out.eq(zero));
                    others = others + e.without(leave);
                    left_out = S::F64::select(leave, S::F64::splat(1.0), left_out);
                    mean_logit = e.mul_add(centered.without(e.eq(zero)), mean_logit);
                }
            }
            c += 1;
        }
        // There is nothing to be relative to in a row of nothing but −∞, or with +∞.
        let infinite = largest.abs().eq(S::F64::splat(f64::INFINITY));
        let others = S::F64::select(infinite, S::F64::splat(f64::NAN), others);
        let sums = RowSums {
            largest,
            others,
            reference,
            weighted,
            coefficients,
            class_weight,
            at_target: zero,
            spread_at_target: zero,
            target_logit,
            target_exponential: exp(target_logit - largest),
            target_log_sum: self.teacher.log_sum,
        };
        (sums, mean_logit)
    }

    /// Writes the derivatives, or the probabilities.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    unsafe fn derivatives(&self, sums: &RowSums<S::F64>, result: &RowResult<S::F64>, scale: S::F64) {
        let rows = self.rows;
        let one = S::F64::splat(1.0);
        let zero = S::F64::splat(0.0);
        let mut c = 0;
        while c < rows.classes {
            let to = self.at + c * rows.inner;
            // SAFETY: the caller's.
            unsafe {
                let x = self.input(c);
                let [z, chain, bend] = rows.transform(x);
                let chain = if self.rows.member.output == Output::Probability { one } else { chain };
                if self.rows.member.output == Output::LogProbability {
                    let value = (z - sums.largest) - result.log_sum;
                    <E as Load<f64>>::store::<S>(value.keep(self.kept), rows.options.gradient.add(to), self.count);
                } else {
                    let at_target = self.target.eq(S::F64::splat(c as f64));
                    let p = if self.rows.member.log_probabilities {
                        zero
                    } else {
                        exp(z - sums.largest) * result.inverse_sum
                    };
                    let slope = if self.rows.member.output == Output::Probability {
                        p
                    } else {
                        p.mul_add(result.probability_factor, -self.coefficients(c)[0])
                    };
                    let slope = S::F64::select(at_target, result.target_gradient, slope) * scale;
                    if !rows.options.hessian.is_null() {
                        let rest = S::F64::select(at_target, result.target_rest, one - p);
                        let curvature = rows.curvature(p, rest, result.probability_factor, sums.class_weight) * scale;
                        let second = slope.mul_add(bend, curvature * chain * chain).keep(self.kept);
                        put::<S, E, f64>(second, offset(rows.options.hessian, to), self.count, false);
                    }
                    if !rows.options.gradient.is_null() {
                        let first = (slope * chain).keep(self.kept);
                        put::<S, E, f64>(first, offset(rows.options.gradient, to), self.count, rows.options.accumulate);
                    }
                }
            }
            c += 1;
        }
    }
}
