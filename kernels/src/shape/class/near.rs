//! Distillation of a student that nearly equals its teacher.
//!
//! The divergence Σ q·(log q − log p) is a sum of terms of both signs that cancel to the second order: sums of exponentials
//! in single precision leave 10^-7 of them, which is more than all of it. So rows with a small divergence are gone over once
//! more, in double precision, by
//!
//! 1. δ = (u − z) − (max u − max z), divided by T: logits that are near each other have a difference without rounding;
//! 2. X = Σ q·(e^−δ − 1), so that d = log q − log p is δ + log(1 + X);
//! 3. the terms q·(d + e^−d − 1), none of which is negative, and p − q = q·(e^−d − 1).

use super::finish::RowResult;
use super::member::Made;
use super::row::{Aside, Row};
use super::sums::{FirstPass, Teacher};
use crate::element::{Compute, Element, Load};
use crate::math::{expm1_pair, log1p};
use crate::shape::matrices::{Matrices, Place, Sink, Source};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, first};

/// Divergences below this are small.
pub(super) const SMALL: f64 = 1.0 / 16.0;

/// Logits of two rows, or of a row in every lane: δ, and the exponentials of both relative to the largest.
#[derive(Clone, Copy)]
pub(super) struct Below<R> {
    pub delta: R,
    pub student: R,
    pub teacher: R,
}

impl<R: Real<Lane = f64>> Below<R> {
    /// A term of X·Σ e^u.
    #[inline(always)]
    pub fn growth(self) -> R {
        let Self { delta, student, teacher } = self;
        let close = delta.abs().le(R::splat(1.0));
        R::select(close, teacher * expm1_pair(-delta.keep(close)).0, student - teacher)
    }
}

/// What is known of both rows.
#[derive(Clone, Copy)]
pub(super) struct Known<R> {
    /// log(1 + X).
    pub shift: R,
    /// One over the sums of the exponentials.
    pub of_student: R,
    pub of_teacher: R,
}

impl<R: Real<Lane = f64>> Known<R> {
    /// From the sum of the teacher's exponentials, and that of the [growth](Below::growth).
    #[inline(always)]
    pub fn of(sum: R, growth: R) -> Self {
        let of_teacher = R::splat(1.0) / sum;
        let grown = growth * of_teacher;
        Self { shift: log1p(grown), of_student: of_teacher / (R::splat(1.0) + grown), of_teacher }
    }

    /// A class's share of the divergence, p, and p − q.
    #[inline(always)]
    pub fn terms(&self, below: Below<R>) -> [R; 3] {
        let one = R::splat(1.0);
        let Below { delta, student, teacher } = below;
        let (d, p, q) = (delta + self.shift, student * self.of_student, teacher * self.of_teacher);
        let close = d.abs().le(one);
        let (growth, excess) = expm1_pair(-d.keep(close));
        // A class that has no probability in either model has no share.
        let share = R::select(close, q * excess, q.times(d - one) + p);
        [share, p, R::select(close, q * growth, p - q)]
    }
}

/// A row of which the divergence is small.
pub(super) struct Near<E: Element, A: Matrices<E>> {
    row: Aside<E, A>,
    pass: FirstPass,
    teacher: Teacher,
    /// For the gradient: its factor, and the factor of p that is not the divergence's.
    scale: f64,
    slope: f64,
}

impl<E: Element, A: Matrices<E>> Near<E, A> {
    /// # Safety
    /// The contract of the arguments, for this row, whose logits are as they were.
    #[inline(always)]
    pub unsafe fn new(row: Aside<E, A>, pass: FirstPass, teacher: Teacher, scale: f64, slope: f64) -> Self {
        Self { row, pass, teacher, scale, slope }
    }
}

impl<E: Element, A: Matrices<E>> Kernel for Near<E, A> {
    type Output = f64;
    type Place = Self;

    /// The divergence; the gradient is written, if there is one: `scale` times gain·(p − q) + slope·p.
    #[inline(always)]
    fn run<S: Simd>(self) -> f64 {
        type Total<S> = <f64 as Compute>::Sum<S>;
        let row = self.row.row();
        let classes = row.rows.classes;
        let (mut sum, mut growth, mut shares) = (Total::<S>::zero(), Total::<S>::zero(), Total::<S>::zero());
        let mut c = 0;
        while c < classes {
            // SAFETY: that of `new`.
            let below = unsafe { self.below::<S>(c) };
            sum.add(below.teacher.keep_first(classes - c));
            growth.add(below.growth().keep_first(classes - c));
            c += S::F64::LANES;
        }
        let known = Known::of(S::F64::splat(sum.total()), S::F64::splat(growth.total()));
        let scale = S::F64::splat(self.scale * row.unit());
        let (gain, slope) = (S::F64::splat(row.rows.gain), S::F64::splat(self.slope));
        let mut c = 0;
        while c < classes {
            let count = classes - c;
            // SAFETY: that of `new`: `count` elements remain from `c` on.
            unsafe {
                let [share, p, difference] = known.terms(self.below::<S>(c));
                shares.add(share.keep_first(count));
                if !row.gradient.is_null() {
                    let mut gradient = difference.mul_add(gain, slope * p) * scale;
                    if row.rows.transforms() {
                        let x = row.input.add(c).load::<S, f64>(count, 0.0);
                        let (x, _) = row.rows.with_bias::<S, f64>(x, c);
                        gradient = gradient * row.rows.transform(x)[1];
                    }
                    row.gradient.at(c).put::<S, f64>(gradient, count, row.rows.options.accumulate);
                }
            }
            c += S::F64::LANES;
        }
        shares.total()
    }
}

impl<E: Element, A: Matrices<E>> Near<E, A> {
    /// Both rows from class `c` on.
    ///
    /// # Safety
    /// That of [`new`](Self::new); `classes - c` elements remain from `c` on.
    #[inline(always)]
    unsafe fn below<S: Simd>(&self, c: usize) -> Below<S::F64> {
        let row = self.row.row();
        let unit = S::F64::splat(row.unit());
        // SAFETY: the caller's.
        let [z, u] =
            unsafe { [row.logits_of::<S, f64, true>(row.input, c), row.logits_of::<S, f64, true>(row.soft, c)] };
        let offset = S::F64::splat(self.teacher.largest - self.pass.largest);
        let mut delta = ((u - z) - offset) * unit;
        if !row.rows.bias.is_null() && row.infinite == [false; 2] {
            let count = row.rows.classes - c;
            // SAFETY: the caller's.
            let (x, y) =
                unsafe { (row.input.add(c).load::<S, f64>(count, 0.0), row.soft.add(c).load::<S, f64>(count, 0.0)) };
            // With a bias, logits are divided before they are compared.
            delta = row.rows.above(y, x) - offset;
        }
        Below {
            delta,
            student: self.pass.scale.double(z, row.divisor) * S::F64::splat(self.pass.per_largest),
            teacher: self.teacher.scale.double(u, row.divisor) * S::F64::splat(self.teacher.per_largest),
        }
    }
}

impl<E: Element, A: Matrices<E>, M: Made> Row<'_, E, A, M> {
    /// The loss of a row whose divergence from its teacher is small, with its derivatives written, unless the row has no
    /// weight.
    ///
    /// # Safety
    /// The contract of the arguments, for this row, whose logits are as they were.
    #[inline(always)]
    pub(super) unsafe fn near<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
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
            let hessian_alone = Row { gradient: A::Sink::NULL, ..*self };
            // SAFETY: the caller's.
            unsafe { hessian_alone.second_pass::<S, C, KIND, EXACT>(pass, teacher, result, scale, false) };
        }
        let gradient = if row_weight == 0.0 { A::Sink::NULL } else { self.gradient };
        let slope = first(result.probability_factor) - rows.gain;
        // SAFETY: the caller's.
        let near = unsafe { Near::new(Row { gradient, ..*self }.aside(), *pass, *teacher, scale, slope) };
        Some(S::run_apart(near) * rows.gain + penalty)
    }
}
