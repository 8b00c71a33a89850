//! The derivatives or probabilities of rows that lie side by side.

use super::tile::{Sums, Tile};
use crate::element::Element;
use crate::shape::class::finish::RowResult;
use crate::shape::class::map::{Map, with_bend};
use crate::shape::class::member::Output;
use crate::shape::class::near::Known;
use crate::shape::matrices::{Matrices, Place, Sink};
use crate::shape::{offset, put};
use crate::simd::{Real, Simd};

impl<S: Simd, E: Element, A: Matrices<E>> Tile<'_, S, E, A> {
    /// Writes the derivatives, or the probabilities.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows.
    #[inline(always)]
    #[allow(clippy::type_complexity)]
    pub(super) unsafe fn derivatives(
        &self,
        sums: &Sums<S>,
        result: &RowResult<S::F64>,
        near: Option<(Known<S::F64>, <S::F64 as Real>::Mask)>,
        row_weight: S::F64,
    ) {
        let (rows, member) = (self.rows, self.rows.member);
        let (zero, one) = (S::F64::splat(0.0), S::F64::splat(1.0));
        let scale = row_weight * S::F64::splat(rows.options.scale);
        let weightless = row_weight.eq(zero);
        let unit = S::F64::splat(self.divisor.inverse());
        let factor = self.scale.per_largest * result.inverse_sum;
        let share_of_others = sums.row.others * result.inverse_sum;
        // Of the class with the largest logit among soft targets: see `gradient_of_largest` in apart.rs.
        let slope_of_p = result.probability_factor - sums.row.coefficients;
        let of_largest = (sums.beside + slope_of_p) - result.probability_factor * share_of_others;
        let alone = sums.row.others.lt(one);
        let absent = result.probability_factor.eq(zero);
        let infinite_factor = result.probability_factor.abs().eq(S::F64::splat(f64::INFINITY));
        let without = S::F64::both(self.scale.infinite, infinite_factor);
        let factor_of_second = result.probability_factor.without(without);
        let mut c = 0;
        while c < rows.classes {
            let to = self.at + c * rows.inner;
            // SAFETY: the caller's.
            unsafe {
                let x = self.input(c);
                let z = self.transformed(x, c, &self.scale);
                let [_, mut chain, bend] = if rows.transforms() { rows.transform(x) } else { [x, unit, zero] };
                if rows.cosines.are_there() {
                    let [_, own] = rows.cosines.at_target(x);
                    chain = S::F64::select(self.target.eq(S::F64::splat(c as f64)), own, chain);
                }
                let chain = S::F64::select(absent, chain.keep(chain.eq(chain)), chain);
                let bend = S::F64::select(absent, bend.keep(bend.eq(bend)), bend);
                let is_largest = z.eq(self.scale.largest);
                if member.output == Output::LogProbability {
                    let value = (z - self.scale.largest) * unit - result.log_sum;
                    rows.options.gradient.at(to).store::<S, f64>(value.keep(self.kept), self.count);
                } else {
                    let at_target = self.target.eq(S::F64::splat(c as f64));
                    let mut p = zero;
                    if !member.log_probabilities {
                        p = self.scale.exponential(z, self.divisor) * factor;
                        p = S::F64::select(is_largest, result.inverse_sum, p);
                    }
                    if member.output == Output::Probability {
                        rows.options.gradient.at(to).store::<S, f64>(p.keep(self.kept), self.count);
                        c += 1;
                        continue;
                    }
                    p = p.without(absent);
                    // A class of no probability has no share of an infinite factor either.
                    let factor_of_p = result.probability_factor.without(p.eq(zero));
                    let mut slope = p.mul_add(factor_of_p, -self.coefficients(c)[0]);
                    if member.soft && !member.teacher {
                        slope = S::F64::select(S::F64::both(is_largest, alone), of_largest, slope);
                    }
                    if let Some((known, small)) = near {
                        let [_, p, difference] = known.terms(self.below(c));
                        let own = difference.mul_add(S::F64::splat(rows.gain), slope_of_p * p);
                        slope = S::F64::select(small, own, slope);
                    }
                    let slope = S::F64::select(at_target, result.target_gradient, slope) * scale;
                    if !rows.options.hessian.is_null() {
                        let rest = S::F64::select(is_largest, share_of_others, one - p);
                        let rest = S::F64::select(at_target, result.target_rest, rest);
                        let curvature = rows.curvature(p, rest, factor_of_second, sums.row.class_weight);
                        let curvature = if member.map == Map::None {
                            curvature
                        } else {
                            with_bend(curvature, result.bend, S::F64::select(at_target, result.target_rest, p))
                        };
                        let curvature = curvature * scale;
                        let curvature = curvature.without(absent);
                        let bent = slope.without(bend.eq(zero));
                        let second = bent.mul_add(bend, curvature * chain * chain).keep(self.kept);
                        let second = second.without(weightless);
                        put::<S, E, f64>(second, offset(rows.options.hessian, to), self.count, false);
                    }
                    if !rows.options.gradient.is_null() {
                        let first = (slope * chain).keep(self.kept).without(weightless);
                        let gradient = rows.options.gradient.at(to);
                        gradient.put::<S, f64>(first, self.count, rows.options.accumulate);
                    }
                }
            }
            c += 1;
        }
    }
}
