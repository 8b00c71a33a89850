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
//! Everything is in double precision and is formed from log p − log q, so that a probability that underflows still has
//! its logarithm. Where the models nearly agree, the size of a divergence is the square of log p − log q. This
//! difference must therefore not be computed from two logarithms; it is
//!
//! ```text
//! log p − log q = d − log(1 + Σ q·(e^d − 1)),   d = (z − max z) − (u − max u) without rounding.
//! ```
//!
//! Without a teacher, the divergence is from equal shares. With b = z − max z and f = p·b, g is b but for a constant, and
//! Σ p·log p = G − log Σ e^b: neither is above 0, so that nothing cancels, and b − G is small where classes are nearly alike.

use super::logits::{Layout, Normalizer, RowLogits, Transform};
use super::matrices::{Matrices, Places, Plain};
use super::{Partial, RowOptions, RowOutput, clear_entries, write};
use crate::element::{Compute, Element};
use crate::loss::{Apart, Divergence, DivergenceTerms};
use crate::math::{exp_and_expm1_of_negative, exp_expm1_and_excess_of_negative, exp_of_negative, log1p};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, first, two_sum};

#[cfg(test)]
mod tests;

/// A divergence over the rows `start..end`. A pointer may be NULL; the teacher's is if the loss has none.
#[derive(Clone, Copy)]
pub struct Divergences<E, L, A: Places<E> = Plain> {
    /// Which one.
    pub loss: L,
    /// The student's logits, which the loss is differentiated by.
    pub student: A::Source,
    /// The teacher's, in the same layout but for the stride.
    pub teacher: A::Source,
    /// The stride of the teacher's.
    pub teacher_stride: usize,
    /// Where the elements lie.
    pub layout: Layout,
    /// Temperature and cap of both.
    pub transform: Transform,
    /// Added to the transformed logits of both, a number per class; −∞ leaves the class out. May be NULL.
    pub bias: *const E,
    /// Weights, mask and outputs.
    pub options: RowOptions<E, A::Sink>,
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

impl<E: Element, L: Divergence, A: Matrices<E>> Kernel for Divergences<E, L, A> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let mut partial = Partial::default();
        let mut row = self.start;
        while row < self.end {
            // SAFETY: the contract of the arguments, for this row.
            unsafe {
                if self.options.kept(row) {
                    let weight = self.options.row_weight(row);
                    // A weight of 0 leaves out what it would multiply, as that may be infinite or NaN.
                    let weightless = weight == 0.0;
                    let flat = weightless || self.turned_off();
                    let options = if flat { self.options.scaled(None) } else { self.options };
                    let loss = Self { options, ..self }.work::<S>(row, self.scaled(weight * self.options.scale));
                    partial.rows += 1;
                    if flat {
                        self.layout.clear_row::<S, E>(&self.options, row);
                    }
                    if !weightless {
                        partial.loss.add(weight * loss);
                        partial.weight.add(weight);
                    }
                } else {
                    self.skip::<S>(row);
                }
            }
            row += 1;
        }
        partial
    }
}

/// What is known of a row before its derivatives: of each model the largest logit, the logarithm of
/// the sum relative to it and the inverse of that sum; then the sums over the classes.
#[derive(Clone, Copy, Default)]
struct Known {
    largest: [f64; 2],
    /// Whether that is +∞, and the row read as its limit.
    infinite: [bool; 2],
    /// Of the student.
    lse: f64,
    /// Before their last factor, where they are exact.
    exact: [f64; 2],
    /// The difference of these, and what rounding it lost.
    offset: (f64, f64),
    log_sum: [f64; 2],
    inverse_sum: [f64; 2],
    /// The difference of the logarithms of both sums.
    log_ratio: f64,
    loss: f64,
    /// G.
    slope: f64,
    /// K.
    curvature: f64,
    /// −Σ p log p.
    entropy: f64,
}

/// What a pass over the classes of a row is for.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    Largest,
    Normalize,
    Sum,
    Differentiate,
}

impl<E: Element, L: Divergence, A: Matrices<E>> Divergences<E, L, A> {
    /// Whether loss and derivatives are 0, whatever the logits are.
    #[inline(always)]
    fn turned_off(&self) -> bool {
        !L::TEACHER && self.loss.factor() == 0.0
    }

    /// This times the factor of the loss, if it has one.
    #[inline(always)]
    fn scaled(&self, number: f64) -> f64 {
        if L::TEACHER { number } else { self.loss.factor() * number }
    }

    /// What a logit is multiplied by last, after everything that differences are formed of.
    #[inline(always)]
    fn last_factor(&self) -> f64 {
        if self.bias.is_null() { self.transform.last_factor() } else { 1.0 }
    }

    /// A row that does not count: zeros, and nothing read.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn skip<S: Simd>(&self, row: usize) {
        // SAFETY: the outputs have an entry for the row, and its classes.
        unsafe {
            clear_entries(
                row,
                self.options.losses,
                [RowOutput::Own(self.lse), RowOutput::Own(self.entropy)],
                self.argmax,
            );
            self.layout.clear_row::<S, E>(&self.options, row);
        }
    }

    /// A row that counts; its loss.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn work<S: Simd>(&self, row: usize, scale: f64) -> f64 {
        let (teacher, teacher_stride) =
            if L::TEACHER { (self.teacher, self.teacher_stride) } else { (self.student, self.layout.stride) };
        let teacher_layout = Layout { stride: teacher_stride, ..self.layout };
        // SAFETY: both matrices have the row.
        let mut models = unsafe {
            [
                RowLogits::new(self.student, self.layout, row, self.transform, self.bias),
                RowLogits::new(teacher, teacher_layout, row, self.transform, self.bias),
            ]
        };
        let mut known = Known::default();
        let mut next = Some(Purpose::Largest);
        while let Some(purpose) = next {
            // SAFETY: the caller's.
            unsafe { self.pass::<S>(purpose, &models, row, scale, &mut known) };
            if purpose == Purpose::Largest {
                models[0].infinite = known.infinite[0];
                models[1].infinite = known.infinite[1];
            }
            if purpose == Purpose::Sum {
                // Before the gradient may overwrite the student's logits.
                // SAFETY: the outputs have an entry for the row.
                unsafe {
                    write(self.options.losses, row, known.loss);
                    write(self.lse, row, known.lse);
                    write(self.entropy, row, known.entropy);
                    if !self.argmax.is_null() {
                        self.argmax.add(row).write_unaligned(models[0].find::<S>(known.largest[0]));
                    }
                }
            }
            next = match purpose {
                Purpose::Largest => Some(Purpose::Normalize),
                Purpose::Normalize => Some(Purpose::Sum),
                Purpose::Sum if self.options.differentiates() => Some(Purpose::Differentiate),
                Purpose::Sum | Purpose::Differentiate => None,
            };
        }
        known.loss
    }

    /// A pass over the classes of a row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn pass<S: Simd>(
        &self,
        purpose: Purpose,
        models: &[RowLogits<E, A::Source>; 2],
        row: usize,
        scale: f64,
        known: &mut Known,
    ) {
        let mut largest = [S::F64::splat(f64::NEG_INFINITY); 2];
        // Of each model's exponentials; or of loss, slope, curvature and entropy.
        let mut sums = [<f64 as Compute>::Sum::<S>::zero(); 4];
        let mut c = 0;
        while c < self.layout.classes {
            // SAFETY: the caller's.
            let student = unsafe { models[0].logits_and_exact::<S>(c) };
            // SAFETY: the caller's.
            let teacher = if L::TEACHER { unsafe { models[1].logits_and_exact::<S>(c) } } else { student };
            let [([_, chain, bend], [exact_z, own_z]), (_, [exact_u, own_u])] = [student, teacher];
            let factor = S::F64::splat(self.last_factor());
            // Subtracted first, so that a rounded quotient of a large logit and the temperature does no harm.
            let below = [
                (exact_z - S::F64::splat(known.exact[0])) * factor,
                (exact_u - S::F64::splat(known.exact[1])) * factor,
            ];
            let distance = if self.bias.is_null() || known.infinite != [false; 2] {
                self.distance(exact_z, exact_u, known.offset)
            } else {
                // The bias is in both: without it only the result is rounded.
                let above = (own_z - own_u) * S::F64::splat(self.transform.last_factor());
                above - S::F64::splat(known.offset.0 + known.offset.1)
            };
            match purpose {
                Purpose::Largest => largest = [exact_z.max(largest[0]), exact_u.max(largest[1])],
                Purpose::Normalize if !L::TEACHER => sums[0].add(exp_of_negative(below[0])),
                Purpose::Normalize => {
                    let exponentials = [exp_of_negative(below[0]), exp_of_negative(below[1])];
                    sums[0].add(exponentials[0]);
                    sums[1].add(exponentials[1]);
                    let negative = distance.lt(S::F64::splat(0.0));
                    let (_, less) = exp_and_expm1_of_negative(-distance.abs());
                    let larger = S::F64::select(negative, exponentials[1], exponentials[0]);
                    sums[2].add(larger.times(S::F64::select(negative, less, -less)));
                }
                Purpose::Sum => {
                    let (p, logarithm, terms) = self.terms(below, distance, known);
                    let none = p.eq(S::F64::splat(0.0));
                    sums[0].add(terms.loss.keep_first(self.layout.classes - c));
                    if self.options.differentiates() {
                        sums[1].add_product(p, terms.derivative.without(none));
                    }
                    if !self.options.hessian.is_null() {
                        sums[2].add_product(p, terms.curvature.without(none));
                    }
                    if !self.entropy.is_null() {
                        sums[3].add_product(p, (-logarithm).without(none));
                    }
                }
                Purpose::Differentiate => {
                    let (p, logarithm, terms) = self.terms(below, distance, known);
                    let DivergenceTerms { derivative, curvature, .. } = terms;
                    let slope = p.times(derivative - S::F64::splat(known.slope)) * S::F64::splat(scale);
                    let tilt = S::F64::splat(1.0) - (p + p);
                    let own = if L::TEACHER {
                        p.times(tilt.mul_add(curvature, p * S::F64::splat(known.curvature)))
                    } else {
                        // k = K = 1: what is left is 1 − p, good where p rounds to 1.
                        -p.times(exp_and_expm1_of_negative(logarithm).1)
                    };
                    let second = tilt.mul_add(slope, own * S::F64::splat(scale));
                    let second = slope.mul_add(bend, second * chain * chain);
                    // SAFETY: the caller's: the outputs have the layout of the logits.
                    unsafe { self.layout.put_row::<S, E>(&self.options, row, c, [slope * chain, second]) };
                }
            }
            c += S::F64::LANES;
        }
        match purpose {
            Purpose::Largest => {
                let exact = [largest[0].largest(), largest[1].largest()];
                known.infinite = [exact[0] == f64::INFINITY, exact[1] == f64::INFINITY];
                // Nothing is relative to an infinite one.
                let finite = |exact: f64| if exact.abs() < f64::INFINITY { exact } else { 0.0 };
                known.lse = if exact[0] == f64::NEG_INFINITY { exact[0] } else { 0.0 };
                let exact = [finite(exact[0]), finite(exact[1])];
                let factor = self.last_factor();
                (known.exact, known.largest) = (exact, [exact[0] * factor, exact[1] * factor]);
                let (offset, lost) = two_sum(S::NarrowF64::splat(exact[0]), S::NarrowF64::splat(-exact[1]));
                known.offset = (offset.first(), lost.first());
            }
            Purpose::Normalize => {
                let models = if L::TEACHER { 2 } else { 1 };
                let mut model = 0;
                while model < models {
                    let sum = sums[model].parts();
                    let normalizer = Normalizer::new::<S>(known.largest[model], known.infinite[model], sum);
                    if model == 0 && known.infinite[0] && !sum.value().is_nan() {
                        known.lse = f64::INFINITY;
                    } else if model == 0 {
                        known.lse += known.largest[0] + normalizer.log_sum;
                    }
                    known.log_sum[model] = normalizer.log_sum;
                    known.inverse_sum[model] = normalizer.inverse_sum;
                    model += 1;
                }
                // How far one sum is from the other: small where the models nearly agree.
                let growth = sums[2].total() * known.inverse_sum[1];
                known.log_ratio = if growth.abs() < 0.5 {
                    first(log1p(S::NarrowF64::splat(growth)))
                } else {
                    known.log_sum[0] - known.log_sum[1]
                };
            }
            Purpose::Sum => {
                known.loss = match sums[0].total() {
                    sum if L::TEACHER => sum,
                    // Nor is there a logarithm of a sum over no classes.
                    _ if self.turned_off() || self.layout.classes == 0 => 0.0,
                    sum => self.loss.factor() * (sum - known.log_sum[0]),
                };
                known.slope = sums[1].total();
                known.curvature = sums[2].total();
                // Rounding may leave less than nothing of it.
                let entropy = sums[3].total();
                known.entropy = if entropy < 0.0 { 0.0 } else { entropy };
            }
            Purpose::Differentiate => {}
        }
    }

    /// z − u less the difference of the largest, from both before their last factor. Only the result is rounded where it
    /// is small.
    #[inline(always)]
    fn distance<R: Real<Lane = f64>>(&self, exact_z: R, exact_u: R, (offset, offset_lost): (f64, f64)) -> R {
        let (difference, lost) = two_sum(exact_z, -exact_u);
        // Of an infinite one nothing is lost.
        let lost = lost - R::splat(offset_lost);
        let lost = lost.keep(lost.eq(lost));
        ((difference - R::splat(offset)) + lost) * R::splat(self.last_factor())
    }

    /// p, log p and the terms of the divergence, from the logits of both models less the largest, and how far they are
    /// apart.
    #[inline(always)]
    fn terms<R: Real<Lane = f64>>(&self, below: [R; 2], distance: R, known: &Known) -> (R, R, DivergenceTerms<R>) {
        let logarithm = below[0] - R::splat(known.log_sum[0]);
        let curved = !self.options.hessian.is_null();
        if !L::TEACHER {
            let one = R::splat(1.0);
            let p = exp_of_negative(below[0]) * R::splat(known.inverse_sum[0]);
            let apart = Apart { difference: below[0], ratio: one, ratio_less_one: one, excess: one };
            return (p, logarithm, self.loss.terms(p, p, apart, curved));
        }
        let difference = distance - R::splat(known.log_ratio);
        let negative = difference.lt(R::splat(0.0));
        let (ratio, ratio_less_one, excess) = exp_expm1_and_excess_of_negative(-difference.abs());
        // Of the two probabilities the larger takes an exponential, the smaller what there is already.
        let [own, others] = [R::splat(known.inverse_sum[0]), R::splat(known.inverse_sum[1])];
        let larger = exp_of_negative(R::select(negative, below[1], below[0])) * R::select(negative, others, own);
        let smaller = larger.times(ratio);
        let smaller = smaller.without(smaller.lt(R::splat(f64::MIN_POSITIVE)));
        let (p, q) = (R::select(negative, smaller, larger), R::select(negative, larger, smaller));
        (p, logarithm, self.loss.terms(p, q, Apart { difference, ratio, ratio_less_one, excess }, curved))
    }
}
