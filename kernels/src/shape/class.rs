//! Losses over classes: softmax cross-entropy and its relatives.
//!
//! # One formula for all
//!
//! For one row with transformed logits z, coefficients a_c ≥ 0, their sum A, a row weight W and
//! lse = log Σ e^z:
//!
//! ```text
//! l      = A·lse − Σ a_c z_c + W·ζ·lse²              ζ: z-loss
//! ∂l/∂z  = (A + 2Wζ·lse)·p_c − a_c
//! ∂²l/∂z² = A·p(1−p) + 2Wζ·(p² + lse·p(1−p))
//! ```
//!
//! Index target y: a = (1−ε)·w_y at y plus (ε/K)·w_c, W = w_y. Soft targets t: a = w_c·(t(1−ε)+ε/K),
//! W = Σ w_c t_c. Log-probabilities (NLL) are the case lse = 0, p = 0. Softmax is the gradient with
//! a = 0.
//!
//! A teacher's logits u stand for the soft targets t = softmax(u), with a factor for all a_c, and the
//! loss is a divergence: l has − Σ a_c·(−log t'_c) besides, t' = t(1−ε)+ε/K, which does not depend
//! on z.
//!
//! # Layouts
//!
//! With `inner == 1` a row lies in one piece and is worked on by `class_row`;
//! otherwise neighbouring rows lie side by side and each gets a lane in
//! `class_lanes`.

use super::logits::{Layout, RowLogits, Transform};
use super::rowwise::total;
use super::{Partial, RowOptions, class_lanes, class_row, read, times};
use crate::element::{Compute, Element, Load};
use crate::math::Coefficients;
use crate::simd::isa::{Isa, Kernel};
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;
use core::marker::PhantomData;

/// The lowest temperature whose constants no lane type makes subnormal, and one over the highest.
const TEMPERATE: f64 = 1.0 / 1_099_511_627_776.0;

/// What tells the members of the family apart.
pub trait ClassLoss: Copy + Send + Sync + 'static {
    /// The input is log-probabilities, not logits: lse = 0.
    const LOG_PROBABILITIES: bool = false;
    /// Targets are distributions, not indices.
    const SOFT: bool = false;
    /// The distributions are given by the logits of a teacher, and the loss is the divergence from
    /// them. Only with [`SOFT`](Self::SOFT).
    const TEACHER: bool = false;
    /// What the second pass writes.
    const OUTPUT: Output = Output::Gradient;
    /// All of it.
    const MEMBER: Member = Member {
        log_probabilities: Self::LOG_PROBABILITIES,
        soft: Self::SOFT,
        teacher: Self::TEACHER,
        output: Self::OUTPUT,
    };
}

/// A member of the family: the constants of a [`ClassLoss`] as values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// See [`ClassLoss::LOG_PROBABILITIES`].
    pub log_probabilities: bool,
    /// See [`ClassLoss::SOFT`].
    pub soft: bool,
    /// See [`ClassLoss::TEACHER`].
    pub teacher: bool,
    /// See [`ClassLoss::OUTPUT`].
    pub output: Output,
}

/// Whether a kernel is made for one member, or for all.
pub(super) trait Made: Copy + Send + Sync + 'static {
    /// The member, where it is not known, the given one.
    fn of(member: Member) -> Member;
    /// Names the module that it is compiled in.
    type Place;
}

/// Made for one: what it does not need is not compiled.
#[derive(Clone, Copy)]
pub(super) struct For<L>(PhantomData<L>);

impl<L: ClassLoss> Made for For<L> {
    type Place = L;

    #[inline(always)]
    fn of(_: Member) -> Member {
        L::MEMBER
    }
}

/// Made for all: slower, and in the library once.
#[derive(Clone, Copy)]
pub(super) struct ForAll;

impl Made for ForAll {
    type Place = Self;

    #[inline(always)]
    fn of(member: Member) -> Member {
        member
    }
}

/// What is written for each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The gradient of the loss.
    Gradient,
    /// The probability: the gradient of lse.
    Probability,
    /// The logarithm of the probability.
    LogProbability,
}

/// A family member over the rows `start..end`. A pointer may be NULL. Strides count elements.
#[derive(Clone, Copy)]
pub struct ClassRows<E> {
    /// Which member.
    pub member: Member,
    /// Logits, or log-probabilities, in the layout (outer, classes, inner).
    pub input: *const E,
    /// Index targets, one a row.
    pub index: *const i64,
    /// Rows in a sequence, where the target of a row is the index of the next and the last row of
    /// each sequence does not count; 0: no sequences.
    pub sequence: usize,
    /// Soft targets, or the logits of a teacher, in the input's layout.
    pub soft: *const E,
    /// Multiplies all a_c of a teacher.
    pub gain: f64,
    /// Classes.
    pub classes: usize,
    /// Rows that lie side by side.
    pub inner: usize,
    /// From one outer index to the next.
    pub stride: usize,
    /// Weight a class.
    pub class_weight: *const E,
    /// The index target of rows that do not count.
    pub ignore_index: i64,
    /// ε.
    pub smoothing: f64,
    /// Logits, a teacher's too, are divided by this; 1 for none.
    pub temperature: f64,
    /// Then z = cap·tanh(z/cap); 0 for none.
    pub softcap: f64,
    /// ζ.
    pub z_loss: f64,
    /// Weights, mask and outputs.
    pub options: RowOptions<E>,
    /// Out: lse of each row.
    pub lse: *mut E,
    /// Out: −Σ p log p of each row.
    pub entropy: *mut E,
    /// Out: the class of the largest transformed logit of each row, the lowest such.
    pub argmax: *mut i64,
    /// Whether the gradient is too large to be found in the caches again. Zeros are then written past them, and logarithms of
    /// probabilities; others are written over what was kept there on the way.
    pub beyond_caches: bool,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
}

impl<E: Element> ClassRows<E> {
    /// The losses of the rows, and what else the options ask for.
    ///
    /// # Safety
    /// The contract of the arguments. `L` is the member.
    #[inline(never)]
    pub unsafe fn run<L: ClassLoss>(&self, isa: Isa) -> Partial {
        // SAFETY: the caller's.
        unsafe { self.run_inlined::<L>(isa) }
    }

    /// The same, for a caller that knows most of the options, which need not be looked at then.
    ///
    /// # Safety
    /// As [`run`](Self::run).
    #[inline(always)]
    pub unsafe fn run_inlined<L: ClassLoss>(&self, isa: Isa) -> Partial {
        if self.inner > 1 { isa.run(class_lanes::SideBySide(*self)) } else { class_row::run::<E, L>(self, isa) }
    }

    /// Whether the logits go through a cap, or are divided by a temperature that an exponential cannot take care of.
    pub(super) fn transforms(&self) -> bool {
        self.softcap != 0.0 || !(TEMPERATE..=1.0 / TEMPERATE).contains(&self.temperature)
    }

    /// What logits are divided by as their exponentials are taken; 1 where that has been done before.
    pub(super) fn divided_by(&self) -> f64 {
        if self.transforms() { 1.0 } else { self.temperature }
    }

    /// Temperature, then cap: z, ∂z/∂x and ∂²z/∂x².
    #[inline(always)]
    pub(super) fn transform<R: Real<Lane: Coefficients>>(&self, x: R) -> [R; 3] {
        self.transformation().of(x)
    }

    /// Temperature and cap.
    pub(super) fn transformation(&self) -> Transform {
        Transform { inverse_temperature: 1.0 / self.temperature, softcap: self.softcap }
    }

    /// Where the elements lie.
    pub fn layout(&self) -> Layout {
        Layout { classes: self.classes, inner: self.inner, stride: self.stride }
    }

    /// ∂²l/∂z² from p, 1 − p, A + 2Wζ·lse and W.
    #[inline(always)]
    pub(super) fn curvature<R: Real>(&self, p: R, rest: R, probability_factor: R, class_weight: R) -> R {
        let square = p * p * class_weight * R::splat(2.0 * self.z_loss);
        (p * rest).mul_add(probability_factor, square)
    }

    /// The class of an index target, or nothing where the row does not count.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(super) unsafe fn target_of(&self, row: usize) -> Option<usize> {
        // SAFETY: index targets and mask have an entry for the row.
        unsafe {
            if !self.options.kept(row) || (self.sequence != 0 && (row + 1).is_multiple_of(self.sequence)) {
                return None;
            }
            if self.index.is_null() {
                return Some(0);
            }
            self.class_at(self.place_of_target(row))
        }
    }

    /// Where the index target of a row stands.
    #[inline(always)]
    fn place_of_target(&self, row: usize) -> usize {
        if self.sequence == 0 { row } else { row + 1 }
    }

    /// The class that an index stands for, or nothing where it is the one to ignore.
    ///
    /// # Safety
    /// `index` is valid for reading the element.
    #[inline(always)]
    pub(super) unsafe fn class_at(&self, place: usize) -> Option<usize> {
        // SAFETY: the caller's.
        let class = unsafe { self.index.add(place).read_unaligned() };
        if class == self.ignore_index { None } else { Some(class as usize) }
    }

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

    /// How many of the index targets are not to be ignored, if all those are in range; for rows without a
    /// mask or sequences.
    ///
    /// # Safety
    /// The contract of the arguments, for every row.
    #[inline(always)]
    unsafe fn count_plain(&self) -> Option<u64> {
        let (mut count, mut wrong) = (0, 0);
        let mut row = self.start;
        while row < self.end {
            // SAFETY: index targets have an entry for the row.
            let class = unsafe { self.index.add(row).read_unaligned() };
            let kept = u64::from(class != self.ignore_index);
            // No branches, so that the compiler takes several rows at once.
            wrong |= kept & u64::from(class as usize >= self.classes);
            count += kept;
            row += 1;
        }
        if wrong == 0 { Some(count) } else { None }
    }

    /// ε/K, and for index targets (ε/K)·Σ_c w_c.
    ///
    /// # Safety
    /// The contract of the arguments.
    #[inline(always)]
    pub(super) unsafe fn spread<S: Simd>(&self) -> (f64, f64) {
        let spread = self.smoothing / self.classes as f64;
        if self.member.soft || self.smoothing == 0.0 {
            (spread, 0.0)
        } else if self.class_weight.is_null() {
            (spread, self.smoothing)
        } else {
            // SAFETY: there are `classes` class weights.
            (spread, spread * unsafe { total::<S, E>(self.class_weight, self.classes) })
        }
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
        // SAFETY: the teacher's logits have the input's layout.
        let mut teacher = unsafe { RowLogits::new(self.soft, self.layout(), row, self.transformation()) };
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
        let at = row * self.stride;
        let mut c = 0;
        while c < self.classes {
            let count = self.classes - c;
            // SAFETY: `count` classes remain from `c` on, in the target's row and the weights.
            unsafe {
                let t = <E as Load<E::Native>>::load::<S>(self.soft.add(at + c), count, 0.0);
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
        let at = self.layout().start(row);
        let mut sum = crate::sum::Total::default();
        let mut c = 0;
        while c < self.classes {
            // SAFETY: class `c` of the row, and its weight.
            unsafe { sum.add(times(read(self.class_weight, c, 1.0), read(self.soft, at + c * self.inner, 0.0))) };
            c += 1;
        }
        sum.value()
    }
}

/// Checks the class indices of the rows `start..end`, counts those that count and sums their
/// weights, before anything is written.
#[derive(Clone, Copy)]
pub struct Survey<E> {
    /// The whole problem.
    pub rows: ClassRows<E>,
    /// Whether Σ w is wanted; counting is cheaper.
    pub weights: bool,
}

impl<E: Element> Kernel for Survey<E> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let rows = &self.rows;
        let mut partial = Partial::default();
        let plain = rows.options.mask.is_null() && rows.sequence == 0 && !rows.index.is_null() && !self.weights;
        // SAFETY: the contract of the arguments, for every row.
        if plain && let Some(count) = unsafe { rows.count_plain() } {
            return Partial { rows: count, ..partial };
        }
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for this row; the class weight of a target is
            // read after the target was found below `classes`.
            unsafe {
                let target = rows.target_of(row);
                if !rows.member.soft
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
