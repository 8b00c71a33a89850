//! Losses over classes where neighbouring rows lie side by side (images: one row a pixel): each row
//! gets a lane, and everything is computed in double precision.
//!
//! Three passes over the classes: maximum; sums; derivatives.

mod derivatives;
mod scale;
mod tile;

use super::finish::{Given, finish, finish_log_probabilities};
use super::map::{Map, mapped};
use super::near::SMALL;
use super::rows::ClassRows;
use crate::element::Element;
use crate::math::Divisor;
use crate::shape::matrices::Matrices;
use crate::shape::{Partial, RowOutput, read, times};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use scale::{Scale, Teacher};
use tile::Tile;

/// The most rows in a tile: the lanes of a vector of `f64`.
const LANES: usize = 16;

/// The rows of [`ClassRows`] with `inner > 1`.
pub struct SideBySide<E: Element, A: Matrices<E>>(pub ClassRows<E, A>);

impl<E: Element, A: Matrices<E>> Kernel for SideBySide<E, A> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        // SAFETY: the contract of the arguments.
        unsafe { pass_over::<S, E, A>(&self.0) }
    }
}

/// Every row, by tiles.
///
/// # Safety
/// The contract of the arguments.
#[inline(always)]
unsafe fn pass_over<S: Simd, E: Element, A: Matrices<E>>(rows: &ClassRows<E, A>) -> Partial {
    let mut partial = Partial::default();
    // SAFETY: the caller's.
    let (spread, spread_total) = unsafe { rows.spread::<S>() };
    let divisor = Divisor::new::<f64, S::NarrowF64>(rows.divided_by());
    let mut row = rows.start;
    while row < rows.end {
        let within = rows.layout().within(row);
        let count = S::F64::LANES.min(rows.inner - within).min(rows.end - row);
        // SAFETY: rows `row..row + count` are below `end` and lie side by side.
        unsafe { tile::<S, E, A>(rows, row, count, &divisor, (spread, spread_total), &mut partial) };
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
    unsafe fn read<E: Element, A: Matrices<E>>(rows: &ClassRows<E, A>, row: usize, count: usize) -> Self {
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
unsafe fn tile<S: Simd, E: Element, A: Matrices<E>>(
    rows: &ClassRows<E, A>,
    row: usize,
    count: usize,
    divisor: &Divisor,
    (spread, spread_total): (f64, f64),
    partial: &mut Partial,
) {
    let at = rows.layout().start(row);
    // SAFETY: the caller's, for everything below: class `c` of these rows is `count` elements from
    // `at + c * inner` on, in soft targets from `soft_at + c * inner`.
    unsafe {
        let zero = S::F64::splat(0.0);
        let lanes = Lanes::read(rows, row, count);
        let mut job = Tile::<S, E, A> {
            rows,
            input: rows.input,
            at,
            soft_at: rows.soft_layout().start(row),
            count,
            spread,
            divisor,
            kept: zero.lt(vector::<S>(&lanes.kept)),
            target: vector::<S>(&lanes.target),
            scale: Scale::none(),
            teacher: Teacher { scale: Scale::none(), factor: zero, log_sum: zero },
        };
        if rows.member.teacher {
            let mut teacher = Tile { input: rows.soft, at: job.soft_at, ..job };
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
        let map = rows.member.map;
        let result = if map == Map::None { result } else { mapped::<S, _>(map, &sums.row, result) };

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
        RowOutput::Own(rows.options.losses).write_lanes::<S>(row, loss, count);
        let infinity = S::F64::splat(f64::INFINITY);
        let lse = S::F64::select(sums.limited, infinity, S::F64::select(sums.empty, -infinity, result.lse));
        rows.lse.write_lanes::<S>(row, lse.keep(job.kept), count);
        // What is added has one sign.
        let entropy = result.log_sum - sums.mean_logit * (job.scale.per_largest * result.inverse_sum);
        rows.entropy.write_lanes::<S>(row, entropy.keep(job.kept), count);

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
