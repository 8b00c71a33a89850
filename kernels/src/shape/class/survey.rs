//! What is looked at before any row is worked on: class indices, and what the rows weigh.

use super::rows::ClassRows;
use crate::element::{Compute, Element, Load};
use crate::shape::logits::RowLogits;
use crate::shape::matrices::{Matrices, Places, Plain, Source};
use crate::shape::{Partial, read, times};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total};

/// Checks the class indices of the rows `start..end`, counts those that count and sums their
/// weights, before anything is written.
#[derive(Clone, Copy)]
pub struct Survey<E, A: Places<E> = Plain> {
    /// The whole problem.
    pub rows: ClassRows<E, A>,
    /// Whether Σ w is wanted; counting is cheaper.
    pub weights: bool,
    /// A row of index targets weighs as much as it takes decisions to come to its class from the lowest, as
    /// [`Corn`](crate::losses::Corn) makes them; else the weight of its class.
    pub decisions: bool,
}

impl<E: Element, A: Matrices<E>> Kernel for Survey<E, A> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let rows = &self.rows;
        let mut partial = Partial::default();
        let indices = rows.sequence == 0 && !rows.index.is_null() && !rows.member.lists;
        let plain = rows.options.mask.is_null() && indices && !self.weights;
        // SAFETY: the contract of the arguments, for every row.
        if plain && let Some(count) = unsafe { rows.count_plain() } {
            return Partial { rows: count, ..partial };
        }
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for this row; the class weight of a target is
            // read after the target was found below `classes`.
            unsafe {
                let target = if rows.member.lists {
                    // A row weighs what its own weight is.
                    rows.options.kept(row).then_some(0)
                } else {
                    rows.target_of(row)
                };
                if rows.member.lists
                    && target.is_some()
                    && let Some(place) = rows.wrong_in_list(row)
                {
                    partial.invalid = place + 1;
                    return partial;
                }
                if !rows.member.soft
                    && !rows.member.lists
                    && let Some(place) = rows.wrong_index(row, target)
                {
                    partial.invalid = place + 1;
                    return partial;
                }
                if let Some(target) = target {
                    partial.rows += 1;
                    if self.weights {
                        let own = if rows.member.soft {
                            rows.soft_weight::<S>(row)
                        } else if self.decisions {
                            let last = rows.classes - 1;
                            (if target < last { target + 1 } else { last }) as f64
                        } else {
                            read(rows.class_weight, target, 1.0)
                        };
                        partial.weight.add(times(rows.options.row_weight(row), own));
                    }
                }
            }
            row += 1;
        }
        partial
    }
}

impl<E: Element, A: Matrices<E>> ClassRows<E, A> {
    /// Where an index that the row brings is out of range: that of its target, or, in the first row
    /// of a sequence, its own, which is the target of no row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn wrong_index(&self, row: usize, target: Option<usize>) -> Option<usize> {
        if target.is_some_and(|class| class >= self.classes) {
            return Some(self.place_of_target(row));
        }
        // SAFETY: indices and mask have an entry for the row.
        let own = unsafe {
            if self.sequence != 0 && row.is_multiple_of(self.sequence) && self.options.kept(row) {
                self.class_at(row)
            } else {
                None
            }
        };
        if own.is_some_and(|class| class >= self.classes) { Some(row) } else { None }
    }

    /// Where an index in the list of a row, before its end, is out of range.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn wrong_in_list(&self, row: usize) -> Option<usize> {
        let mut place = row * self.classes;
        while place < (row + 1) * self.classes {
            // SAFETY: there are `classes` entries a row.
            let class = unsafe { self.index.read(place) };
            if class == -1 {
                return None;
            }
            // What is negative is then larger than any number of classes.
            if class as u64 >= self.classes as u64 {
                return Some(place);
            }
            place += 1;
        }
        None
    }

    /// How many of the index targets are not to be ignored, if all those are in range; for rows without a
    /// mask or sequences.
    ///
    /// # Safety
    /// The contract of the arguments, for every row.
    #[inline(always)]
    unsafe fn count_plain(&self) -> Option<u64> {
        // SAFETY: index targets have an entry for every row.
        unsafe { self.index.count(self.start, self.end, self.ignore_index, self.classes) }
    }

    /// W of a row with soft targets: Σ w_c t_c.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn soft_weight<S: Simd>(&self, row: usize) -> f64 {
        // SAFETY: the caller's.
        unsafe {
            if self.member.teacher {
                self.teacher_weight::<S>(row)
            } else if self.inner > 1 {
                self.soft_weight_strided(row)
            } else {
                self.soft_weight_contiguous::<S>(row)
            }
        }
    }

    /// The same for a teacher.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn teacher_weight<S: Simd>(&self, row: usize) -> f64 {
        if self.class_weight.is_null() {
            return 1.0;
        }
        let mut sum = <f64 as Compute>::Sum::<S>::zero();
        // SAFETY: the teacher's logits have this layout.
        let mut teacher =
            unsafe { RowLogits::new(self.soft, self.soft_layout(), row, self.transformation(), self.bias) };
        // SAFETY: as above.
        let normalizer = unsafe { teacher.normalizer::<S>() };
        let mut c = 0;
        while c < self.classes {
            // SAFETY: class `c` of the row and of the weights.
            unsafe {
                let q = normalizer.probabilities::<S>(teacher.logits::<S>(c)[0]);
                let weight = <E as Load<f64>>::load::<S>(self.class_weight.add(c), self.classes - c, 0.0);
                sum.add_product(q.without(weight.eq(Real::splat(0.0))), weight);
            }
            c += S::F64::LANES;
        }
        sum.total()
    }

    /// W of a row with soft targets that lies in one piece.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn soft_weight_contiguous<S: Simd>(&self, row: usize) -> f64 {
        let mut sum = <E::Native as Compute>::Sum::<S>::zero();
        let at = row * self.soft_stride;
        let mut c = 0;
        while c < self.classes {
            let count = self.classes - c;
            // SAFETY: `count` classes remain from `c` on, in the target's row and the weights.
            unsafe {
                let t = self.soft.add(at + c).load::<S, E::Native>(count, 0.0);
                if self.class_weight.is_null() {
                    sum.add(t);
                } else {
                    let weight = <E as Load<E::Native>>::load::<S>(self.class_weight.add(c), count, 0.0);
                    sum.add_product(t.without(weight.eq(Real::splat(0.0))), weight);
                }
            }
            c += <E::Native as Compute>::Vector::<S>::LANES;
        }
        sum.total()
    }

    /// W of a row with soft targets that lies among others.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn soft_weight_strided(&self, row: usize) -> f64 {
        let at = self.soft_layout().start(row);
        let mut sum = Total::default();
        let mut c = 0;
        while c < self.classes {
            // SAFETY: class `c` of the row, and its weight.
            unsafe { sum.add(times(read(self.class_weight, c, 1.0), self.soft.add(at + c * self.inner).get())) };
            c += 1;
        }
        sum.value()
    }
}
