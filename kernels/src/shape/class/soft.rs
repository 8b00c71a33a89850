//! Functions of the cross-entropies of all classes, weighted by target distributions.
//!
//! With Q_c = −log p_c, τ_c = w_c·t_c and a function g ([`Map`](super::Map)):
//!
//! ```text
//! l       = Σ τ_c·g(Q_c)
//! ∂l/∂z_c  = p_c·S − τ_c·g'(Q_c),                              S = Σ τ_c·g'(Q_c)
//! ∂²l/∂z_c² = p_c(1 − p_c)·S + p_c²·(B − b_c) + (1 − p_c)²·b_c,   b_c = τ_c·g''(Q_c), B = Σ b_c
//! ```
//!
//! Everything is in double precision. Of the class with the largest logit, 1 − p is the share of the others, and S − τ·g'
//! and B − b are sums over the others, so that a confident row keeps its digits.

use super::map::{Mapped, behind, with_bend};
use super::rows::ClassRows;
use crate::element::{Compute, Element, Load};
use crate::math::{exp_of_negative, log1p};
use crate::shape::logits::{RowLogits, load};
use crate::shape::matrices::{Matrices, Source};
use crate::shape::{Partial, clear_entries, times, write};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, first, two_sum};

/// The rows of [`ClassRows`] with soft targets and a map.
pub(super) struct Soft<E: Element, A: Matrices<E>>(pub ClassRows<E, A>);

impl<E: Element, A: Matrices<E>> Kernel for Soft<E, A> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let rows = &self.0;
        let mut partial = Partial::default();
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for this row.
            unsafe {
                if rows.target_of(row).is_some() {
                    let weight = rows.options.row_weight(row);
                    let found = self.work::<S>(row, weight);
                    partial.loss.add(times(weight, found.loss));
                    partial.weight.add(times(weight, found.weight));
                    partial.rows += 1;
                } else {
                    clear_entries(row, rows.options.losses, [rows.lse, rows.entropy], rows.argmax);
                    rows.clear_row::<S>(row);
                }
            }
            row += 1;
        }
        partial
    }
}

/// What is known of a row when its exponentials have been added up.
struct Normalized<E, I> {
    logits: RowLogits<E, I>,
    /// The largest logit before its last factor.
    exact: f64,
    factor: f64,
    /// Σ e^(z−m) over all classes but one that has the largest logit.
    others: f64,
    log_sum: f64,
    inverse_sum: f64,
}

/// A logit less the largest, both before their last factor, and the exponential of that. Its rounding would count as often
/// in the exponential as it is large: what it loses is made good.
#[inline(always)]
fn relative<R: Real<Lane = f64>>(exact: R, largest: f64, factor: f64) -> (R, R) {
    let factor = R::splat(factor);
    let (difference, lost) = two_sum(exact, R::splat(-largest));
    let below = difference * factor;
    let lost = lost.mul_add(factor, difference.mul_add(factor, -below));
    let exponential = exp_of_negative(below);
    // An infinite one loses NaN, and has the exponential 0.
    (below, exponential + exponential.times(lost))
}

/// What the classes of a row add up to. Those `beside` are without the classes with the largest logit.
#[derive(Clone, Copy, Default)]
struct Found {
    loss: f64,
    /// Σ τ.
    weight: f64,
    /// S.
    slope: f64,
    slope_beside: f64,
    /// B.
    bend: f64,
    bend_beside: f64,
    entropy: f64,
}

/// Some classes of a row.
struct Classes<R: Real> {
    is_largest: R::Mask,
    p: R,
    /// 1 − p.
    rest: R,
    /// −log p.
    cross_entropy: R,
    /// τ.
    share: R,
    /// τ·g, τ·g' and τ·g''.
    mapped: Mapped<R>,
    /// ∂z/∂x and ∂²z/∂x².
    chain: [R; 2],
}

impl<E: Element, A: Matrices<E>> Soft<E, A> {
    /// A row that counts.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn work<S: Simd>(&self, row: usize, row_weight: f64) -> Found {
        let rows = &self.0;
        // SAFETY: the caller's.
        unsafe {
            let (normalized, lse) = self.normalize::<S>(row);
            let found = self.add::<S>(row, &normalized);
            // Before the gradient may overwrite the logits.
            write(rows.options.losses, row, found.loss);
            rows.lse.write(row, lse);
            rows.entropy.write(row, found.entropy);
            if !rows.argmax.is_null() {
                let largest = normalized.exact * normalized.factor;
                rows.argmax.add(row).write_unaligned(normalized.logits.find::<S>(largest));
            }
            // Where S is 0, no coefficient is above 0, or all g' are 0: then the logits do not count.
            if row_weight == 0.0 || found.slope == 0.0 {
                rows.clear_row::<S>(row);
            } else if rows.options.differentiates() {
                self.differentiate::<S>(row, &normalized, &found, row_weight * rows.options.scale);
            }
            found
        }
    }

    /// The sum of the exponentials, and lse.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn normalize<S: Simd>(&self, row: usize) -> (Normalized<E, A::Source>, f64) {
        let (rows, transform) = (&self.0, self.0.transformation());
        let factor = if rows.bias.is_null() { transform.last_factor() } else { 1.0 };
        let zero = S::F64::splat(0.0);
        // SAFETY: the row is within the input, and each class within the row.
        unsafe {
            let mut logits = RowLogits::new(rows.input, rows.layout(), row, transform, rows.bias);
            let mut largest = S::F64::splat(f64::NEG_INFINITY);
            let mut c = 0;
            while c < rows.classes {
                largest = logits.logits_and_exact::<S>(c).1[0].max(largest);
                c += S::F64::LANES;
            }
            let largest = largest.largest();
            logits.infinite = largest == f64::INFINITY;
            let exact = if logits.infinite { 0.0 } else { largest };
            let (mut sum, mut equals) = (<f64 as Compute>::Sum::<S>::zero(), <f64 as Compute>::Sum::<S>::zero());
            let mut c = 0;
            while c < rows.classes {
                // In a row of nothing but −∞ they are NaN.
                let (below, exponential) = relative(logits.logits_and_exact::<S>(c).1[0], exact, factor);
                let is_largest = below.eq(zero);
                sum.add(exponential.without(is_largest).keep_first(rows.classes - c));
                equals.add(S::F64::splat(1.0).keep(is_largest));
                c += S::F64::LANES;
            }
            let equals = equals.total();
            let others = sum.total() + (equals - 1.0);
            // There is no limit for the shares of several infinite logits.
            let others = if logits.infinite && others >= 1.0 { f64::NAN } else { others };
            let log_sum = first(log1p(S::NarrowF64::splat(others)));
            let lse = if largest == f64::NEG_INFINITY {
                largest
            } else if logits.infinite && !others.is_nan() {
                f64::INFINITY
            } else {
                exact * factor + log_sum
            };
            let inverse_sum = 1.0 / (1.0 + others);
            (Normalized { logits, exact, factor, others, log_sum, inverse_sum }, lse)
        }
    }

    /// The classes from `c` on; shares are 0 in the lanes beyond the row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `c` is below `classes`.
    #[inline(always)]
    unsafe fn classes<S: Simd>(&self, row: usize, c: usize, normalized: &Normalized<E, A::Source>) -> Classes<S::F64> {
        let (rows, one) = (&self.0, S::F64::splat(1.0));
        let (layout, count) = (rows.layout(), rows.classes - c);
        // SAFETY: targets have their layout; there are `classes` class weights.
        let ([_, chain, bend], exact, t, weight) = unsafe {
            let (logits, [exact, _]) = normalized.logits.logits_and_exact::<S>(c);
            let t =
                load::<S, E>(rows.soft.add(rows.soft_layout().start(row) + c * layout.inner), count, layout.inner, 0.0);
            let weight = if rows.class_weight.is_null() {
                one
            } else {
                <E as Load<f64>>::load::<S>(rows.class_weight.add(c), count, 0.0)
            };
            (logits, exact, t, weight)
        };
        let (below, exponential) = relative(exact, normalized.exact, normalized.factor);
        let inverse_sum = S::F64::splat(normalized.inverse_sum);
        let is_largest = below.eq(S::F64::splat(0.0));
        let p = S::F64::select(is_largest, inverse_sum, exponential * inverse_sum);
        let rest = S::F64::select(is_largest, S::F64::splat(normalized.others) * inverse_sum, one - p);
        let cross_entropy = S::F64::splat(normalized.log_sum) - below;
        // A weight of 0 leaves out whatever the target is.
        let share = weight.times(t).keep_first(count);
        let Mapped { loss, slope, bend: of_map } = behind::<S, _>(rows.member.map, cross_entropy, p, rest);
        let mapped = Mapped { loss: share.times(loss), slope: share.times(slope), bend: share.times(of_map) };
        Classes { is_largest, p, rest, cross_entropy, share, mapped, chain: [chain, bend] }
    }

    /// What the classes of a row add up to.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn add<S: Simd>(&self, row: usize, normalized: &Normalized<E, A::Source>) -> Found {
        let mut sums = [<f64 as Compute>::Sum::<S>::zero(); 7];
        let mut c = 0;
        while c < self.0.classes {
            // SAFETY: the caller's.
            let classes = unsafe { self.classes::<S>(row, c, normalized) };
            let Classes { is_largest, p, cross_entropy, share, mapped, .. } = classes;
            sums[0].add(mapped.loss);
            sums[1].add(share);
            sums[2].add(mapped.slope);
            sums[3].add(mapped.slope.without(is_largest));
            if !self.0.options.hessian.is_null() {
                sums[4].add(mapped.bend);
                sums[5].add(mapped.bend.without(is_largest));
            }
            if !self.0.entropy.is_null() {
                sums[6].add_product(p, cross_entropy.without(p.eq(S::F64::splat(0.0))));
            }
            c += S::F64::LANES;
        }
        Found {
            loss: sums[0].total(),
            weight: sums[1].total(),
            slope: sums[2].total(),
            slope_beside: sums[3].total(),
            bend: sums[4].total(),
            bend_beside: sums[5].total(),
            entropy: sums[6].total(),
        }
    }

    /// Writes the derivatives.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn differentiate<S: Simd>(
        &self,
        row: usize,
        normalized: &Normalized<E, A::Source>,
        found: &Found,
        scale: f64,
    ) {
        let rows = &self.0;
        let (slope_of_all, bend_of_all) = (S::F64::splat(found.slope), S::F64::splat(found.bend));
        let (slope_beside, bend_beside) = (S::F64::splat(found.slope_beside), S::F64::splat(found.bend_beside));
        let scale = S::F64::splat(scale);
        let mut c = 0;
        while c < rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let classes = self.classes::<S>(row, c, normalized);
                let Classes { is_largest, p, rest, mapped, chain: [chain, bend], .. } = classes;
                let mut slope = slope_of_all.times(p) - mapped.slope;
                let mut others = bend_of_all - mapped.bend;
                // It has more than all others together.
                if normalized.others < 1.0 {
                    slope = S::F64::select(is_largest, slope_beside - slope_of_all.times(rest), slope);
                    others = S::F64::select(is_largest, bend_beside, others);
                }
                let slope = slope * scale;
                let mut second = S::F64::splat(0.0);
                if !rows.options.hessian.is_null() {
                    let curvature = with_bend(slope_of_all.times(p * rest), others, p);
                    let curvature = with_bend(curvature, mapped.bend, rest) * scale;
                    let bent = slope.without(bend.eq(S::F64::splat(0.0)));
                    second = bent.mul_add(bend, curvature * chain * chain);
                }
                rows.put_row::<S>(row, c, [slope * chain, second]);
            }
            c += S::F64::LANES;
        }
    }
}
