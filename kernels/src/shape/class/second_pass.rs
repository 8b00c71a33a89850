//! The second pass over a row: its derivatives or probabilities, and before it the class with the largest logit.

use super::finish::{RowResult, at_most_one};
use super::map::with_bend;
use super::member::{GENERAL, Made, NONE, Output, UNIFORM};
use super::row::Row;
use super::sums::{FirstPass, Teacher};
use crate::element::{Compute, Element, Load};
use crate::shape::argmax::ArgMax;
use crate::shape::matrices::{Matrices, Place, Sink, Source};
use crate::shape::put;
use crate::simd::{Real, Simd, Vector};
use crate::sum::first;

impl<E: Element, A: Matrices<E>, M: Made> Row<'_, E, A, M> {
    /// The first class whose logit is the largest; in a row with NaN, the first NaN.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; its input is as it was.
    #[inline(always)]
    pub(super) unsafe fn find_largest<S: Simd, C: Compute, const EXACT: bool>(&self, pass: &FirstPass) -> i64
    where
        E: Load<C>,
    {
        // Equal are capped logits that are the same when they are rounded.
        let capped = self.caps[0].filter(|_| EXACT);
        let mut search = ArgMax::of(capped.map_or(pass.largest, |cap| cap.logit));
        let mut c = 0;
        while c < self.rows.classes {
            let count = self.rows.classes - c;
            // SAFETY: `count` elements remain from `c` on.
            let z = unsafe {
                if capped.is_some() {
                    self.rows.transform(self.input.add(c).load::<S, C>(count, f64::NEG_INFINITY))[0]
                } else {
                    self.logits::<S, C, EXACT>(c)
                }
            };
            search.look(z, c, count);
            c += C::Vector::<S>::LANES;
        }
        search.class()
    }

    /// Writes the derivatives, or the probabilities.
    ///
    /// # Safety
    /// The contract of the arguments, for this row. `stored` says that the gradient holds the
    /// exponentials of the first pass.
    #[inline(always)]
    pub(super) unsafe fn second_pass<S: Simd, C: Compute, const KIND: u8, const EXACT: bool>(
        &self,
        pass: &FirstPass,
        teacher: &Teacher,
        result: &RowResult<S::NarrowF64>,
        scale: f64,
        stored: bool,
    ) where
        E: Load<C>,
    {
        let rows = self.rows;
        let inverse_sum = first(result.inverse_sum) * pass.per_largest;
        let unit = self.unit();
        let scale = scale * unit;
        let probability = self.member().output == Output::Probability;
        // Coefficients of 0 leave out whatever the logits are.
        let absent = self.member().log_probabilities || (!probability && first(result.probability_factor) == 0.0);
        let per_probability = first(result.probability_factor);
        let factor = if probability {
            C::Vector::<S>::splat(inverse_sum)
        } else if absent {
            C::Vector::<S>::splat(0.0)
        } else {
            let most = scale * first(result.probability_factor);
            let of_largest = pass.scale.exponential(self.divisor).of(C::Narrow::<S>::splat(pass.largest));
            let factor = C::Narrow::<S>::splat(most * inverse_sum);
            C::Vector::<S>::splat(first(at_most_one(factor, of_largest, C::Narrow::<S>::splat(most))))
        };
        let one = C::Vector::<S>::splat(1.0);
        let uniform = C::Vector::<S>::splat(-scale * self.spread);
        let minus_scale = C::Vector::<S>::splat(-scale);
        // A copy, as the compiler cannot know that what is written does not change it.
        let divisor = *self.divisor;
        let exponential = pass.scale.exponential(&divisor);
        let unbounded = self.infinite[0] && per_probability.abs() == f64::INFINITY;
        let mut c = 0;
        if !EXACT && KIND != GENERAL && stored && !absent && !unbounded {
            // SAFETY: the caller's: where exponentials are stored, the gradient is written.
            c = unsafe { self.multiply_whole::<S, C, KIND>(factor, uniform) };
        }
        while c < rows.classes {
            let count = rows.classes - c;
            // SAFETY: `count` elements remain from `c` on.
            unsafe {
                let (mut e, mut z) = (C::Vector::<S>::splat(0.0), C::Vector::<S>::splat(0.0));
                if !absent && stored {
                    e = C::Vector::<S>::load(self.gradient.scratch::<C>().add(c), count, 0.0);
                } else if !absent {
                    z = self.logits::<S, C, EXACT>(c);
                    e = exponential.of(z);
                }
                let mut gradient = if probability {
                    let p = e * factor;
                    C::Vector::<S>::select(one.lt(p), one, p)
                } else if unbounded {
                    // A class of no probability has no share of an infinite factor either.
                    let mut rest = if KIND == UNIFORM { uniform } else { C::Vector::<S>::splat(0.0) };
                    if KIND == GENERAL {
                        let [a, ..] = self.coefficients::<S, C, EXACT>(c, teacher, &divisor);
                        rest = a * minus_scale;
                    }
                    e.times(factor) + rest
                } else if KIND == NONE {
                    e * factor
                } else if KIND == UNIFORM {
                    e.mul_add(factor, uniform)
                } else {
                    let [a, ..] = self.coefficients::<S, C, EXACT>(c, teacher, &divisor);
                    e.mul_add(factor, a * minus_scale)
                };
                if EXACT && self.member().output == Output::Gradient {
                    let x = self.input.add(c).load::<S, C>(count, 0.0);
                    let (x, _) = rows.with_bias::<S, C>(x, c);
                    // Without a cap the scale has the factor of the temperature.
                    let [_, mut chain, mut bend] =
                        if rows.transforms() { rows.transform(x) } else { [x, one, C::Vector::<S>::splat(0.0)] };
                    if absent {
                        // Nor do the derivatives of a logit that is NaN count.
                        (chain, bend) = (chain.keep(chain.eq(chain)), bend.keep(bend.eq(bend)));
                    }
                    if !self.hessian.is_null() {
                        // Of the largest, 1 − p is the share of the others.
                        let is_largest = z.eq(C::Vector::<S>::splat(pass.largest));
                        let of_largest = C::Vector::<S>::splat(first(result.inverse_sum));
                        let others = C::Vector::<S>::splat(pass.sums.others * first(result.inverse_sum));
                        let p = e * C::Vector::<S>::splat(inverse_sum);
                        let rest = C::Vector::<S>::select(is_largest, others, one - p);
                        let p = C::Vector::<S>::select(is_largest, of_largest, p);
                        let slope = C::Vector::<S>::splat(self.finite_factor(result));
                        let curvature = rows.curvature(p, rest, slope, C::Vector::<S>::splat(pass.sums.class_weight));
                        let curvature = if self.maps() {
                            with_bend(curvature, C::Vector::<S>::splat(first(result.bend)), p)
                        } else {
                            curvature
                        };
                        let curvature = curvature * C::Vector::<S>::splat(scale * unit);
                        let curvature = if absent { C::Vector::<S>::splat(0.0) } else { curvature };
                        // Without a cap there is no bend, also beside an infinite slope.
                        let bent = gradient.without(bend.eq(C::Vector::<S>::splat(0.0)));
                        let second = bent.mul_add(bend, curvature * chain * chain);
                        put::<S, E, C>(second, self.hessian.add(c), count, false);
                    }
                    gradient = gradient * chain;
                }
                if !self.gradient.is_null() {
                    self.gradient.at(c).put::<S, C>(gradient, count, rows.options.accumulate);
                }
            }
            c += C::Vector::<S>::LANES;
        }
    }

    /// The whole vectors of a second pass that only multiplies stored exponentials, without the questions of the others.
    /// Returns the class behind them.
    ///
    /// # Safety
    /// As [`second_pass`](Self::second_pass); the gradient holds exponentials.
    #[inline(always)]
    unsafe fn multiply_whole<S: Simd, C: Compute, const KIND: u8>(
        &self,
        factor: C::Vector<S>,
        uniform: C::Vector<S>,
    ) -> usize
    where
        E: Load<C>,
    {
        let lanes = C::Vector::<S>::LANES;
        let one = C::Vector::<S>::splat(1.0);
        let mut c = 0;
        while self.rows.classes - c >= lanes {
            // SAFETY: a vector of elements remains from `c` on.
            unsafe {
                let e = C::Vector::<S>::load(self.gradient.scratch::<C>().add(c), lanes, 0.0);
                let mut gradient = if KIND == UNIFORM { e.mul_add(factor, uniform) } else { e * factor };
                if self.member().output == Output::Probability {
                    gradient = C::Vector::<S>::select(one.lt(gradient), one, gradient);
                }
                self.gradient.at(c).store::<S, C>(gradient, lanes);
            }
            c += lanes;
        }
        c
    }
}
