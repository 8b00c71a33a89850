//! The arguments of a family member, and what follows from them alone.

use super::cosines::Cosines;
use super::member::Member;
use crate::element::{Compute, Element, Load};
use crate::math::Coefficients;
use crate::shape::indices::Indices;
use crate::shape::logits::{Layout, Transform};
use crate::shape::matrices::{Matrices, Places, Plain, Source};
use crate::shape::row_sums::total;
use crate::shape::{RowOptions, RowOutput, read};
use crate::simd::{Real, Simd, Vector};
use crate::sum::Turns;
use core::ptr::{null, null_mut};

/// The lowest temperature whose constants no lane type makes subnormal, and one over the highest.
const TEMPERATE: f64 = 1.0 / 1_099_511_627_776.0;

/// A family member over the rows `start..end`. A pointer may be NULL. Strides count elements.
#[derive(Clone, Copy)]
pub struct ClassRows<E, A: Places<E> = Plain> {
    /// Which member.
    pub member: Member,
    /// Logits, or log-probabilities, in the layout (outer, classes, inner).
    pub input: A::Source,
    /// Index targets, one a row.
    pub index: Indices,
    /// Rows in a sequence, where the target of a row is the index of the next and the last row of
    /// each sequence does not count; 0: no sequences.
    pub sequence: usize,
    /// Soft targets, or the logits of a teacher, in the input's layout but for the stride.
    pub soft: A::Source,
    /// The stride of `soft`.
    pub soft_stride: usize,
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
    /// Logits are cosines with a margin, which are multiplied by their scale in place of all this.
    pub cosines: Cosines,
    /// Added to z, of a teacher too, a number per class; −∞ leaves the class out.
    pub bias: *const E,
    /// ζ.
    pub z_loss: f64,
    /// Weights, mask and outputs.
    pub options: RowOptions<E, A::Sink>,
    /// Out: lse of each row.
    pub lse: RowOutput<E>,
    /// Out: −Σ p log p of each row.
    pub entropy: RowOutput<E>,
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

impl<E: Element, A: Matrices<E>> ClassRows<E, A> {
    /// No rows yet, one behind the other, without targets and options of classes.
    pub const fn plain(member: Member, input: A::Source, classes: usize, options: RowOptions<E, A::Sink>) -> Self {
        Self {
            member,
            input,
            index: Indices::NONE,
            sequence: 0,
            soft: A::Source::NULL,
            soft_stride: classes,
            gain: 1.0,
            classes,
            inner: 1,
            stride: classes,
            class_weight: null(),
            ignore_index: -100,
            smoothing: 0.0,
            temperature: 1.0,
            softcap: 0.0,
            cosines: Cosines::NONE,
            bias: null(),
            z_loss: 0.0,
            options,
            lse: RowOutput::Own(null_mut()),
            entropy: RowOutput::Own(null_mut()),
            argmax: null_mut(),
            beyond_caches: false,
            start: 0,
            end: 0,
        }
    }
}

impl<E: Element, A: Matrices<E>> ClassRows<E, A> {
    /// Whether the logits go through a cap, have a bias, are cosines, or are divided by a temperature that an exponential
    /// cannot take care of.
    pub(super) fn transforms(&self) -> bool {
        self.softcap != 0.0
            || !self.bias.is_null()
            || !(TEMPERATE..=1.0 / TEMPERATE).contains(&self.temperature)
            || self.cosines.are_there()
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

    /// Temperature or scale, and cap.
    pub(crate) fn transformation(&self) -> Transform {
        Transform { inverse_temperature: self.cosines.scale / self.temperature, softcap: self.softcap }
    }

    /// The bias of a class.
    ///
    /// # Safety
    /// The contract of the arguments; the class is below `classes`.
    #[inline(always)]
    pub(super) unsafe fn bias_of(&self, class: usize) -> f64 {
        // SAFETY: NULL, or there is a bias per class.
        unsafe { read(self.bias, class, 0.0) }
    }

    /// Inputs from class `c` on, 0 where the bias leaves the class out, and the bias, if there is one.
    ///
    /// # Safety
    /// The contract of the arguments; `c` is below `classes`.
    #[inline(always)]
    pub(super) unsafe fn with_bias<S: Simd, C: Compute>(
        &self,
        x: C::Vector<S>,
        c: usize,
    ) -> (C::Vector<S>, Option<C::Vector<S>>)
    where
        E: Load<C>,
    {
        if self.bias.is_null() {
            return (x, None);
        }
        // SAFETY: there is a bias per class.
        let bias = unsafe { <E as Load<C>>::load::<S>(self.bias.add(c), self.classes - c, 0.0) };
        (x.without(bias.eq(C::Vector::<S>::splat(f64::NEG_INFINITY))), Some(bias))
    }

    /// What the transformed logits of one model are above those of the other, from the inputs of a class. The bias is in both
    /// and does not count, so that only the result is rounded where they are near each other.
    #[inline(always)]
    pub(super) fn above<R: Real<Lane: Coefficients>>(&self, u: R, z: R) -> R {
        if self.softcap == 0.0 {
            (u - z) * R::splat(1.0 / self.temperature)
        } else {
            self.transform(u)[0] - self.transform(z)[0]
        }
    }

    /// Where the elements lie.
    pub fn layout(&self) -> Layout {
        Layout { classes: self.classes, inner: self.inner, stride: self.stride }
    }

    /// Where the elements of soft targets or of a teacher lie.
    pub(super) fn soft_layout(&self) -> Layout {
        Layout { stride: self.soft_stride, ..self.layout() }
    }

    /// Writes the derivatives of a row from class `c` on, or adds the first, each where it is asked for.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `c` is below `classes`.
    #[inline(always)]
    pub(crate) unsafe fn put_row<S: Simd>(&self, row: usize, c: usize, derivatives: [S::F64; 2]) {
        // SAFETY: the outputs have the layout of the input.
        unsafe { self.layout().put_row::<S, E>(&self.options, row, c, derivatives) }
    }

    /// Writes zeros to the derivatives of a row, unless they are added to what is there.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(crate) unsafe fn clear_row<S: Simd>(&self, row: usize) {
        // SAFETY: the outputs have the layout of the input.
        unsafe { self.layout().clear_row::<S, E>(&self.options, row) }
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
    pub(crate) unsafe fn target_of(&self, row: usize) -> Option<usize> {
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
    pub(crate) fn place_of_target(&self, row: usize) -> usize {
        if self.sequence == 0 { row } else { row + 1 }
    }

    /// The class that an index stands for, or nothing where it is the one to ignore.
    ///
    /// # Safety
    /// `index` is valid for reading the element.
    #[inline(always)]
    pub(super) unsafe fn class_at(&self, place: usize) -> Option<usize> {
        // SAFETY: the caller's.
        let class = unsafe { self.index.read(place) };
        if class == self.ignore_index { None } else { Some(class as usize) }
    }

    /// a_c, w_c·t_c and t_c of soft targets from class `c` on, where `spread` is ε/K; a_c is 0 in the lanes beyond the row.
    ///
    /// # Safety
    /// `classes - c` elements remain from the target on; there are `classes` class weights, if any.
    #[inline(always)]
    pub(super) unsafe fn of_soft_target<S: Simd, C: Compute>(
        &self,
        target: A::Source,
        c: usize,
        spread: f64,
    ) -> [C::Vector<S>; 3]
    where
        E: Load<C>,
    {
        let count = self.classes - c;
        // SAFETY: the caller's.
        let t = unsafe { target.load::<S, C>(count, 0.0) };
        if self.class_weight.is_null() && self.smoothing == 0.0 {
            return [t.keep_first(count), t, t];
        }
        let weight = if self.class_weight.is_null() {
            C::Vector::<S>::splat(1.0)
        } else {
            // SAFETY: the caller's.
            unsafe { <E as Load<C>>::load::<S>(self.class_weight.add(c), count, 0.0) }
        };
        // A weight of 0 leaves out whatever the target is.
        let w = if self.class_weight.is_null() { t } else { weight.times(t) };
        let smooth = t.mul_add(C::Vector::<S>::splat(1.0 - self.smoothing), C::Vector::<S>::splat(spread));
        let a = if self.smoothing == 0.0 { w } else { weight.times(smooth) };
        [a.keep_first(count), w, t]
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
            (spread, spread * unsafe { total::<S, E::Native, E>(self.class_weight, self.classes) })
        }
    }
}

/// What the rows add up to.
pub(super) struct Totals {
    pub loss: Turns,
    pub weight: Turns,
}

impl Totals {
    #[inline(always)]
    pub fn new() -> Self {
        Self { loss: Turns::new(), weight: Turns::new() }
    }
}
