//! Losses of rows of binary decisions: independent labels, and ordered classes.
//!
//! Everything is in double precision, so that of `float` logits the sum of a row and each derivative are rounded once. A row
//! is read once: its decisions do not depend on each other, but for the two neighbours of a class, which are read before
//! anything is written.

use super::indices::Indices;
use super::{Partial, RowOptions, fill_zero, offset, put, read, write};
use crate::element::{Compute, Element, Load};
use crate::loss::Derivatives;
use crate::loss_decisions::{Between, DecisionLoss, count, cross_entropy};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, first};

/// A loss over the rows `start..end`. A pointer may be NULL.
#[derive(Clone, Copy)]
pub struct DecisionRows<E, L> {
    /// Which one.
    pub loss: L,
    /// The logits, which the loss is differentiated by.
    pub input: *const E,
    /// Targets that are numbers, in the layout of the logits but for the stride; only of losses of labels.
    pub labels: *const E,
    /// The stride of `labels`.
    pub label_stride: usize,
    /// Targets that are classes, one per row; only of losses of ordered classes.
    pub index: Indices,
    /// The index target of rows that do not count.
    pub ignore_index: i64,
    /// Weight per decision.
    pub class_weight: *const E,
    /// What positive targets are multiplied by, per decision.
    pub positive_weight: *const E,
    /// Decisions of a row.
    pub decisions: usize,
    /// From one row to the next, in elements.
    pub stride: usize,
    /// Weights, mask and outputs.
    pub options: RowOptions<E>,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
}

impl<E: Element, L: DecisionLoss> Kernel for DecisionRows<E, L> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let mut partial = Partial::default();
        let mut row = self.start;
        while row < self.end {
            // SAFETY: the contract of the arguments, for this row.
            unsafe {
                if let Some(class) = self.class_of(row) {
                    let weight = self.options.row_weight(row);
                    // A weight of 0 leaves out what it would multiply, as that may be infinite or NaN.
                    let weightless = weight == 0.0;
                    let options = if weightless { self.options.scaled(None) } else { self.options };
                    let loss = Self { options, ..self }.row::<S>(row, class, weight * self.options.scale);
                    partial.rows += 1;
                    write(self.options.losses, row, loss);
                    if weightless {
                        self.clear(row, 0, self.decisions);
                    } else {
                        partial.loss.add(weight * loss);
                        let own = if L::COUNTED { count::<L>(class, self.decisions) as f64 } else { 1.0 };
                        partial.weight.add(weight * own);
                    }
                } else {
                    write(self.options.losses, row, 0.0);
                    self.clear(row, 0, self.decisions);
                }
            }
            row += 1;
        }
        partial
    }
}

impl<E: Element, L: DecisionLoss> DecisionRows<E, L> {
    /// The class of a row, anything where targets are labels, or nothing where the row does not count.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn class_of(&self, row: usize) -> Option<usize> {
        // SAFETY: mask and index targets have an entry for the row.
        unsafe {
            if !self.options.kept(row) {
                return None;
            }
            if L::LABELS {
                return Some(0);
            }
            let class = self.index.read(row);
            if class == self.ignore_index { None } else { Some(class as usize) }
        }
    }

    /// Writes zeros to the derivatives by some decisions of a row, unless they are added to what is there.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `from <= to <= decisions`.
    #[inline(always)]
    unsafe fn clear(&self, row: usize, from: usize, to: usize) {
        let at = row * self.stride + from;
        // SAFETY: the outputs are NULL or have the row.
        unsafe {
            fill_zero(offset(self.options.hessian, at), to - from);
            if !self.options.accumulate {
                fill_zero(offset(self.options.gradient, at), to - from);
            }
        }
    }

    /// What the two neighbours of a class add; nothing where it has one.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn between<S: Simd>(&self, row: usize, class: usize) -> Between<f64> {
        if !L::BETWEEN || class == 0 || class >= self.decisions {
            return Between { loss: 0.0, slope: 0.0, curvature: 0.0 };
        }
        let at = row * self.stride + class;
        // SAFETY: the row has decisions `class - 1` and `class`.
        let gap = unsafe { read(self.input, at, 0.0) - read(self.input, at - 1, 0.0) };
        let Between { loss, slope, curvature } = L::between(S::NarrowF64::splat(gap));
        Between { loss: first(loss), slope: first(slope), curvature: first(curvature) }
    }

    /// The loss of a row that counts; its derivatives are written on the way.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn row<S: Simd>(&self, row: usize, class: usize, factor: f64) -> f64 {
        let at = row * self.stride;
        let (from, to) = if L::LABELS { (0, self.decisions) } else { L::made(class, self.decisions) };
        let share = if L::LABELS && self.decisions > 0 { 1.0 / self.decisions as f64 } else { 1.0 };
        let factor = S::F64::splat(factor * share);
        let one = S::F64::splat(1.0);
        let mut sum = <f64 as Compute>::Sum::<S>::zero();
        // SAFETY: the caller's; decisions `from..to` are those of the row, and `count` of them remain from `c` on.
        unsafe {
            let between = self.between::<S>(row, class);
            let mut c = from;
            while c < to {
                let count = to - c;
                let z = <E as Load<f64>>::load::<S>(self.input.add(at + c), count, 0.0);
                let t = if L::LABELS {
                    <E as Load<f64>>::load::<S>(self.labels.add(row * self.label_stride + c), count, 0.0)
                } else {
                    let below = one.keep_first(class.saturating_sub(c));
                    if L::BETWEEN { one - below } else { below }
                };
                let positive = self.weights::<S>(self.positive_weight, c, count);
                let Derivatives { loss, first: [mut slope], second: [mut curvature] } = cross_entropy(z, t, positive);
                if L::BETWEEN {
                    // By the upper of two neighbours, of which t is 1, it falls, by the lower it rises.
                    slope = (one - (t + t)).mul_add(S::F64::splat(between.slope), slope);
                    curvature = curvature + S::F64::splat(between.curvature);
                }
                let weight = if L::WEIGHTED { self.weights::<S>(self.class_weight, c, count) } else { one };
                sum.add(weight.times(loss).keep_first(count));
                if !self.options.gradient.is_null() {
                    let slope = weight.times(slope) * factor;
                    put::<S, E, f64>(slope, self.options.gradient.add(at + c), count, self.options.accumulate);
                }
                if !self.options.hessian.is_null() {
                    put::<S, E, f64>(weight.times(curvature) * factor, self.options.hessian.add(at + c), count, false);
                }
                c += S::F64::LANES;
            }
            self.clear(row, 0, from);
            self.clear(row, to, self.decisions);
            (sum.total() + between.loss) * share
        }
    }

    /// The weights of decisions from `c` on; 1 where there are none.
    ///
    /// # Safety
    /// `array` is NULL or has `count` weights from `c` on.
    #[inline(always)]
    unsafe fn weights<S: Simd>(&self, array: *const E, c: usize, count: usize) -> S::F64 {
        if array.is_null() {
            S::F64::splat(1.0)
        } else {
            // SAFETY: the caller's.
            unsafe { <E as Load<f64>>::load::<S>(array.add(c), count, 1.0) }
        }
    }
}
