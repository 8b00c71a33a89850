//! Divergences between the softmaxes of two rows of logits, a student's and a teacher's.
//!
//! With p = softmax(z) of the student, q = softmax(u) of the teacher, l = Σ f(p_c, q_c) and
//! g = ∂f/∂p, k = p·∂g/∂p:
//!
//! ```text
//! ∂l/∂z   = p·(g − G),                                 G = Σ p g
//! ∂²l/∂z² = p(1 − 2p)·(g − G) + p·((1 − 2p)·k + p·K),   K = Σ p k
//! ```
//!
//! Everything is in double precision, as a divergence of near equals is a small difference of large
//! terms, and formed from log p − log q, so that a probability that underflows still has its
//! logarithm.

use super::logits::{Layout, Normalizer, RowLogits, Transform, put_apart};
use super::{Partial, RowOptions, offset, write};
use crate::element::{Compute, Element};
use crate::loss::Divergence;
use crate::simd::isa::Kernel;
use crate::simd::{LaneFunction, Real, Simd, Vector};
use crate::sum::Sum;

/// A divergence over the rows `start..end`. A pointer may be NULL.
#[derive(Clone, Copy)]
pub struct Divergences<E, L> {
    /// Which one.
    pub loss: L,
    /// The student's logits, which the loss is differentiated by.
    pub student: *const E,
    /// The teacher's, in the same layout.
    pub teacher: *const E,
    /// Where the elements lie.
    pub layout: Layout,
    /// Temperature and cap of both.
    pub transform: Transform,
    /// Weights, mask and outputs.
    pub options: RowOptions<E>,
    /// Out: lse of each row of the student.
    pub lse: *mut E,
    /// Out: its entropy.
    pub entropy: *mut E,
    /// Out: its class with the largest logit, the lowest such; the first NaN.
    pub argmax: *mut i64,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
}

impl<E: Element, L: Divergence> Kernel for Divergences<E, L> {
    type Output = Partial;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let mut partial = Partial::default();
        let mut row = self.start;
        while row < self.end {
            // SAFETY: the contract of the arguments, for this row.
            unsafe {
                if self.options.kept(row) {
                    let weight = self.options.row_weight(row);
                    let loss = self.work::<S>(row, weight * self.options.scale);
                    partial.loss.add(weight * loss);
                    partial.weight.add(weight);
                    partial.rows += 1;
                } else {
                    self.skip::<S>(row);
                }
            }
            row += 1;
        }
        partial
    }
}

/// [`Divergence::terms`] of vectors: p, q, log p − log q in; f, g, k out.
#[derive(Clone, Copy)]
struct TermsOf<T>(T);

impl<T: Divergence> LaneFunction<f64, 3, 3> for TermsOf<T> {
    #[inline(always)]
    fn call<R: Real<Lane = f64>>(self, [p, q, difference]: [R; 3]) -> [R; 3] {
        let terms = self.0.terms(p, q, difference);
        [terms.loss, terms.derivative, terms.curvature]
    }
}

/// Σ over the classes of a row.
struct Sums {
    loss: f64,
    /// G.
    slope: f64,
    /// K.
    curvature: f64,
    /// −Σ p log p.
    entropy: f64,
}

impl<E: Element, L: Divergence> Divergences<E, L> {
    /// A row that does not count: zeros, and nothing read.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn skip<S: Simd>(&self, row: usize) {
        // SAFETY: the outputs have an entry for the row, and its classes.
        unsafe {
            write(self.options.losses, row, 0.0);
            write(self.lse, row, 0.0);
            write(self.entropy, row, 0.0);
            if !self.argmax.is_null() {
                self.argmax.add(row).write_unaligned(0);
            }
            let mut c = 0;
            while c < self.layout.classes {
                self.put::<S>(S::F64::splat(0.0), self.options.hessian, row, c, false);
                if !self.options.accumulate {
                    self.put::<S>(S::F64::splat(0.0), self.options.gradient, row, c, false);
                }
                c += S::F64::LANES;
            }
        }
    }

    /// Writes to an output in the layout of the logits, if there is one.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn put<S: Simd>(&self, value: S::F64, output: *mut E, row: usize, c: usize, accumulate: bool) {
        if output.is_null() {
            return;
        }
        let Layout { classes, inner, .. } = self.layout;
        // SAFETY: the output has the layout of the logits; `classes - c` elements remain.
        unsafe {
            put_apart::<S, E>(value, offset(output, self.layout.start(row) + c * inner), classes - c, inner, accumulate)
        }
    }

    /// A row that counts; its loss.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn work<S: Simd>(&self, row: usize, scale: f64) -> f64 {
        // SAFETY: both matrices have the row.
        unsafe {
            let student = RowLogits::new(self.student, self.layout, row, self.transform);
            let teacher = RowLogits::new(self.teacher, self.layout, row, self.transform);
            let pair = Pair {
                loss: self.loss,
                student,
                teacher,
                classes: self.layout.classes,
                of_student: student.normalizer::<S>(),
                of_teacher: teacher.normalizer::<S>(),
            };
            let sums = pair.sums::<S>();
            write(self.options.losses, row, sums.loss);
            write(self.lse, row, pair.of_student.lse());
            write(self.entropy, row, sums.entropy);
            if !self.argmax.is_null() {
                self.argmax.add(row).write_unaligned(student.find::<S>(pair.of_student.largest));
            }
            if self.options.differentiates() {
                self.derivatives::<S>(&pair, &sums, row, scale);
            }
            sums.loss
        }
    }

    /// Writes the derivatives of a row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn derivatives<S: Simd>(&self, pair: &Pair<E, L>, sums: &Sums, row: usize, scale: f64) {
        let scale = S::F64::splat(scale);
        let (mean_slope, mean_curvature) = (S::F64::splat(sums.slope), S::F64::splat(sums.curvature));
        let mut c = 0;
        while c < self.layout.classes {
            // SAFETY: the caller's.
            unsafe {
                let at = pair.at::<S>(c);
                let slope = at.p.times(at.slope - mean_slope) * scale;
                if !self.options.hessian.is_null() {
                    let tilt = S::F64::splat(1.0) - (at.p + at.p);
                    let own = at.p.times(tilt.mul_add(at.curvature, at.p * mean_curvature));
                    let curvature = tilt.mul_add(slope, own * scale);
                    let second = slope.mul_add(at.bend, curvature * at.chain * at.chain);
                    self.put::<S>(second, self.options.hessian, row, c, false);
                }
                self.put::<S>(slope * at.chain, self.options.gradient, row, c, self.options.accumulate);
            }
            c += S::F64::LANES;
        }
    }
}

/// A row of a student beside that of its teacher.
struct Pair<E, L> {
    loss: L,
    student: RowLogits<E>,
    teacher: RowLogits<E>,
    classes: usize,
    of_student: Normalizer,
    of_teacher: Normalizer,
}

/// What is known of a vector of classes.
struct At<R> {
    p: R,
    log_p: R,
    loss: R,
    slope: R,
    curvature: R,
    chain: R,
    bend: R,
}

impl<E: Element, L: Divergence> Pair<E, L> {
    /// The classes from `c` on.
    ///
    /// # Safety
    /// Both rows are valid for reading, and `c` is below `classes`.
    #[inline(always)]
    unsafe fn at<S: Simd>(&self, c: usize) -> At<S::F64> {
        // SAFETY: the caller's.
        let ([z, chain, bend], [u, ..]) = unsafe { (self.student.logits::<S>(c), self.teacher.logits::<S>(c)) };
        let (log_p, p) = self.of_student.probabilities::<S>(z);
        let (log_q, q) = self.of_teacher.probabilities::<S>(u);
        let [loss, slope, curvature] = Real::apply(TermsOf(self.loss), [p, q, log_p - log_q]);
        At { p, log_p, loss, slope, curvature, chain, bend }
    }

    /// # Safety
    /// Both rows are valid for reading.
    #[inline(always)]
    unsafe fn sums<S: Simd>(&self) -> Sums {
        let zero = S::F64::splat(0.0);
        let mut loss = <f64 as Compute>::Sum::<S>::zero();
        let mut slope = <f64 as Compute>::Sum::<S>::zero();
        let mut curvature = <f64 as Compute>::Sum::<S>::zero();
        let mut entropy = <f64 as Compute>::Sum::<S>::zero();
        let mut c = 0;
        while c < self.classes {
            // SAFETY: the caller's.
            let at = unsafe { self.at::<S>(c) };
            let none = at.p.eq(zero);
            loss.add(at.loss.keep_first(self.classes - c));
            slope.add_product(at.p, S::F64::select(none, zero, at.slope));
            curvature.add_product(at.p, S::F64::select(none, zero, at.curvature));
            entropy.add_product(at.p, S::F64::select(none, zero, -at.log_p));
            c += S::F64::LANES;
        }
        Sums { loss: loss.total(), slope: slope.total(), curvature: curvature.total(), entropy: entropy.total() }
    }
}
