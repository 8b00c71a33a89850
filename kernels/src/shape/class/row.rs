//! A row that lies in one piece: where it is, and how its logits and coefficients are read.

use super::cap::CapReference;
use super::finish::RowResult;
use super::member::{ForAll, Made, Member};
use super::rows::ClassRows;
use super::sums::Teacher;
use crate::element::{Compute, Element, Load};
use crate::math::{Coefficients, Divisor, log};
use crate::shape::logits::limit_of_infinite;
use crate::shape::matrices::{Matrices, Place, Sink, Source};
use crate::shape::{clear_entries, fill_zero, offset};
use crate::simd::{Real, Simd, Vector};
use crate::sum::first;
use core::marker::PhantomData;

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a, E: Element, A: Matrices<E>, M> {
    pub rows: &'a ClassRows<E, A>,
    pub made: PhantomData<M>,
    pub input: A::Source,
    pub soft: A::Source,
    pub gradient: A::Sink,
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
    /// Of cosines the target's class, and its logit before a bias.
    pub with_margin: Option<(usize, f64)>,
}

/// A row for a kernel apart, with copies of what it refers to: were the originals known elsewhere, the compiler would read
/// them from memory in every step of every loop.
pub(super) struct Aside<E: Element, A: Matrices<E>> {
    rows: ClassRows<E, A>,
    divisor: Divisor,
    input: A::Source,
    soft: A::Source,
    pub gradient: A::Sink,
    hessian: *mut E,
    spread: f64,
    infinite: [bool; 2],
    caps: [Option<CapReference<f64>>; 2],
    with_margin: Option<(usize, f64)>,
}

impl<E: Element, A: Matrices<E>> Aside<E, A> {
    /// The row.
    #[inline(always)]
    pub fn row(&self) -> Row<'_, E, A, ForAll> {
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
            with_margin: self.with_margin,
        }
    }
}

impl<'a, E: Element, A: Matrices<E>, M: Made> Row<'a, E, A, M> {
    /// One of the rows.
    ///
    /// # Safety
    /// The contract of the arguments: the row is within them.
    #[inline(always)]
    pub(super) unsafe fn at(rows: &'a ClassRows<E, A>, row: usize, spread: f64, divisor: &'a Divisor) -> Self {
        let at = row * rows.stride;
        // SAFETY: the row's `classes` elements start at `at` in every matrix, but for soft targets, which have their stride.
        unsafe {
            Row {
                rows,
                made: PhantomData,
                input: rows.input.add(at),
                soft: if M::of(rows.member).soft { rows.soft.add(row * rows.soft_stride) } else { rows.soft },
                gradient: rows.options.gradient.at(at),
                hessian: offset(rows.options.hessian, at),
                spread,
                divisor,
                infinite: [false; 2],
                caps: [None; 2],
                with_margin: None,
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
    pub(super) unsafe fn skip<S: Simd>(&self, row: usize) {
        // SAFETY: the outputs have an entry for the row, and `classes` elements in its layout.
        unsafe {
            let rows = self.rows;
            clear_entries(row, rows.options.losses, [rows.lse, rows.entropy], rows.argmax);
            self.clear::<S>();
        }
    }

    /// The row for a kernel apart.
    #[inline(always)]
    pub(super) fn aside(&self) -> Aside<E, A> {
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
            with_margin: self.with_margin,
        }
    }

    /// A + 2Wζ·lse for second derivatives: beside p(1 − p) = 0 nothing where it is infinite because lse is.
    #[inline(always)]
    pub(super) fn finite_factor<R: Real>(&self, result: &RowResult<R>) -> f64 {
        let factor = first(result.probability_factor);
        if self.infinite[0] && factor.abs() == f64::INFINITY { 0.0 } else { factor }
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
    pub(super) unsafe fn input_at(&self, class: Option<usize>) -> f64 {
        match class {
            // SAFETY: the caller's.
            Some(class) => unsafe { self.input.add(class).get() },
            None => 0.0,
        }
    }

    /// What the gradient of a class is added to.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(super) unsafe fn accumulated(&self, class: Option<usize>) -> f64 {
        match class {
            // SAFETY: the caller's.
            Some(class) if self.rows.options.accumulate => unsafe { self.gradient.at(class).read() },
            _ => 0.0,
        }
    }

    /// A row of no weight: nothing is written but zeros, where nothing is added.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(super) unsafe fn clear<S: Simd>(&self) {
        let rows = self.rows;
        // SAFETY: the outputs have `classes` elements in the row's layout.
        unsafe {
            fill_zero(self.hessian, rows.classes);
            if !rows.options.accumulate {
                self.gradient.clear_row::<S>(rows.classes, rows.beyond_caches);
            }
        }
    }

    /// What a logit as it is read is multiplied by.
    #[inline(always)]
    pub(super) fn unit(&self) -> f64 {
        self.divisor.inverse()
    }

    /// The row's logits from class `c` on, transformed if `EXACT`; −∞ in the lanes beyond the row.
    ///
    /// # Safety
    /// `classes - c` elements remain from `c` on.
    #[inline(always)]
    pub(super) unsafe fn logits<S: Simd, C: Compute, const EXACT: bool>(&self, c: usize) -> C::Vector<S>
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe { self.logits_of::<S, C, EXACT>(self.input, c) }
    }

    /// The same of the row at `source`.
    ///
    /// # Safety
    /// `classes - c` elements remain from `c` on.
    #[inline(always)]
    pub(super) unsafe fn logits_of<S: Simd, C: Compute, const EXACT: bool>(
        &self,
        source: A::Source,
        c: usize,
    ) -> C::Vector<S>
    where
        E: Load<C>,
    {
        let count = self.rows.classes - c;
        // SAFETY: the caller's.
        let x = unsafe { source.add(c).load::<S, C>(count, f64::NEG_INFINITY) };
        let mut z = x;
        let model = usize::from(!core::ptr::eq(source.address(), self.input.address()));
        if EXACT && self.rows.transforms() {
            // SAFETY: the caller's.
            let (x, bias) = unsafe { self.rows.with_bias::<S, C>(x, c) };
            let mut transformed = self.transformed(x, model);
            if let Some(target) = self.with_margin {
                transformed = at_place(transformed, c, target);
            }
            if let Some(bias) = bias {
                transformed = transformed + bias;
            }
            let within = C::Vector::<S>::first_lanes(count);
            // A cap makes −∞ finite.
            z = C::Vector::<S>::select(within, transformed, C::Vector::<S>::splat(f64::NEG_INFINITY));
        }
        if self.infinite[model] { limit_of_infinite(z) } else { z }
    }

    /// a_c from class `c` on, for soft targets w_c·t_c, and for a teacher's what is left of its
    /// logarithm when `log_sum` is taken away, and t_c; a_c is 0 in the lanes beyond the row. They are
    /// as many times too large as the teacher's `inverse_sum` is.
    ///
    /// # Safety
    /// `classes - c` elements remain from `c` on.
    #[inline(always)]
    pub(super) unsafe fn coefficients<S: Simd, C: Compute, const EXACT: bool>(
        &self,
        c: usize,
        teacher: &Teacher,
        divisor: &Divisor,
    ) -> [C::Vector<S>; 4]
    where
        E: Load<C>,
    {
        let count = self.rows.classes - c;
        let spread = C::Vector::<S>::splat(self.spread);
        let weight = if self.rows.class_weight.is_null() {
            C::Vector::<S>::splat(1.0)
        } else {
            // SAFETY: the caller's.
            unsafe { <E as Load<C>>::load::<S>(self.rows.class_weight.add(c), count, 0.0) }
        };
        if !self.member().soft {
            return [(spread * weight).keep_first(count), weight, weight, weight];
        }
        let rest = C::Vector::<S>::splat(1.0 - self.rows.smoothing);
        if !self.member().teacher {
            // SAFETY: the caller's.
            let [a, w, t] = unsafe { self.rows.of_soft_target::<S, C>(self.soft.add(c), c, self.spread) };
            return [a, w, w, t];
        }
        // SAFETY: the caller's.
        let u = unsafe { self.logits_of::<S, C, EXACT>(self.soft, c) };
        let t = teacher.scale.exponential(divisor).of(u) * C::Vector::<S>::splat(teacher.inverse_sum);
        let gain = weight * C::Vector::<S>::splat(self.rows.gain);
        if !EXACT || self.rows.smoothing == 0.0 {
            return [(t * gain).keep_first(count), t * weight, u - C::Vector::<S>::splat(teacher.reference), t];
        }
        let smooth = t.mul_add(rest, spread);
        // Relative to the reference, as logits are read.
        let own =
            (log(smooth) + C::Vector::<S>::splat(teacher.log_sum)) * C::Vector::<S>::splat(self.rows.divided_by());
        [(smooth * gain).keep_first(count), t * weight, own, t]
    }

    /// Whether a teacher's coefficients add up to what is known beforehand.
    #[inline(always)]
    pub(super) fn certain(&self) -> bool {
        self.member().teacher && self.rows.class_weight.is_null() && self.rows.smoothing == 0.0
    }
}

/// A vector of logits from class `c` on, with that of the target in its place if it is among them.
#[inline(always)]
fn at_place<V: Vector>(logits: V, c: usize, (class, logit): (usize, f64)) -> V {
    if class < c || class - c >= V::LANES {
        return logits;
    }
    let own = V::select(V::first_lanes(class - c), logits, V::splat(logit));
    V::select(V::first_lanes(class - c + 1), own, logits)
}
