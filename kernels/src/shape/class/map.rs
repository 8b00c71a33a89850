//! Losses that are a function of a row's cross-entropy.
//!
//! With Q = −log p_y of an index target y, P = p_y = e^−Q and A = 1 − P, none of them formed by a subtraction that
//! cancels, and a function g of Q:
//!
//! ```text
//! l       = w_y·g(Q)
//! ∂l/∂z_c  = w_y·g'(Q)·(p_c − [c = y])
//! ∂²l/∂z_c² = w_y·(g''(Q)·(p_c − [c = y])² + g'(Q)·p_c(1 − p_c))
//! ```
//!
//! All of them are one member of the family, and the function is known at run time only: it is needed once per row. It is
//! in the library once per instruction set and width of vectors, behind a door of its own, not in every kernel of a row.

use super::finish::{RowResult, RowSums};
use crate::math::{exp_and_expm1_of_negative, exp_expm1_and_excess_of_negative, log_pair, power_of_logarithm};
use crate::simd::isa::Kernel;
use crate::simd::{Lane, Real, Simd};

#[cfg(test)]
mod tests;

/// The function g of a row's cross-entropy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Map {
    /// Q.
    None,
    /// A^γ·Q.
    Focal {
        /// γ, above 0.
        gamma: f64,
    },
    /// (1 − P^q)/q.
    Generalized {
        /// In (0, 1].
        q: f64,
    },
    /// Q + ε·A.
    Poly1 {
        /// ε, at least −1.
        epsilon: f64,
    },
    /// Σ A^i/i for i from 1 to the order.
    Taylor {
        /// From 1 to 64.
        order: u32,
    },
}

/// g, g' and g'' of a row.
#[derive(Clone, Copy, Debug)]
pub struct Mapped<R> {
    /// g(Q).
    pub loss: R,
    /// g'(Q).
    pub slope: R,
    /// g''(Q), or 0 where A is 0 and it is infinite: it is multiplied by squares that are no more than A².
    pub bend: R,
}

/// Up to here the exponential gives Q − A without cancellation; beyond, it is a seventh of Q at least.
const NEAR: f64 = 0.34;

impl Map {
    /// g and its derivatives, from Q, P and A.
    #[inline(always)]
    pub fn of<R: Real<Lane = f64>>(self, cross_entropy: R, probability: R, rest: R) -> Mapped<R> {
        match self {
            Self::None => Mapped { loss: cross_entropy, slope: R::splat(1.0), bend: R::splat(0.0) },
            Self::Focal { gamma } => focal(gamma, cross_entropy, probability, rest),
            Self::Generalized { q } => generalized(q, cross_entropy),
            Self::Poly1 { epsilon } => poly1(epsilon, cross_entropy, probability, rest),
            Self::Taylor { order } => taylor(order, probability, rest),
        }
    }
}

/// With ρ = Q/A: g' = A^γ(1 + γPρ), g'' = γA^(γ − 1)·P(2 + (γ − 1)Pρ − Q).
#[inline(always)]
fn focal<R: Real<Lane = f64>>(gamma: f64, cross_entropy: R, probability: R, rest: R) -> Mapped<R> {
    let (zero, one) = (R::splat(0.0), R::splat(1.0));
    let certain = rest.eq(zero);
    // P·ρ: where P is 0, nothing, also beside an infinite Q; ρ is 1 where A is 0.
    let share = R::select(certain, one, probability.times(cross_entropy / rest));
    // log A, of which γ may be any multiple: A as a sum of two numbers, where it is next to 1.
    let half = probability.le(R::splat(0.5));
    let sum = R::select(half, one - probability, rest);
    let lost = ((one - sum) - probability).keep(half);
    let (high, low) = log_pair(sum);
    let logarithm = (high, low + (lost / sum).without(certain));
    let power = power_of_logarithm(logarithm, R::splat(gamma));
    let multiple = R::splat(gamma);
    let inner = R::splat(2.0) + R::splat(gamma - 1.0).times(share) - cross_entropy;
    let bend = power_of_logarithm(logarithm, R::splat(gamma - 1.0)).times((multiple * probability).times(inner));
    Mapped {
        loss: power.times(cross_entropy),
        slope: power.times(multiple.mul_add(share, one)),
        bend: bend.without(certain),
    }
}

/// g' = e^−kQ, g'' = −k·e^−kQ.
#[inline(always)]
fn generalized<R: Real<Lane = f64>>(k: f64, cross_entropy: R) -> Mapped<R> {
    let factor = R::splat(k);
    let product = factor * cross_entropy;
    let (power, less_one) = exp_and_expm1_of_negative(-product);
    // What would be subnormal has lost its digits: g is Q there.
    let small = product.lt(R::splat(f64::SMALLEST_NORMAL));
    Mapped { loss: R::select(small, cross_entropy, -less_one / factor), slope: power, bend: -(factor * power) }
}

/// g' = 1 + ε·P, g'' = −ε·P. With ε below 0 all are sums of terms of one sign: 1 + ε and −ε times what does not cancel.
#[inline(always)]
fn poly1<R: Real<Lane = f64>>(epsilon: f64, cross_entropy: R, probability: R, rest: R) -> Mapped<R> {
    let factor = R::splat(epsilon);
    let bend = -(factor * probability);
    if epsilon >= 0.0 {
        return Mapped {
            loss: factor.times(rest) + cross_entropy,
            slope: factor.mul_add(probability, R::splat(1.0)),
            bend,
        };
    }
    let least = R::splat(1.0 + epsilon);
    let (_, _, excess) = exp_expm1_and_excess_of_negative(-cross_entropy);
    let excess = R::select(cross_entropy.lt(R::splat(NEAR)), excess, cross_entropy - rest);
    Mapped { loss: least.mul_add(rest, excess), slope: (-factor).mul_add(rest, least), bend }
}

/// g' = 1 − A^n = P·Σ A^i for i below n, g'' = −n·A^(n − 1)·P.
#[inline(always)]
fn taylor<R: Real<Lane = f64>>(order: u32, probability: R, rest: R) -> Mapped<R> {
    let one = R::splat(1.0);
    let (mut loss, mut sum, mut power) = (R::splat(0.0), one, one);
    let mut i = order;
    while i > 0 {
        loss = (loss + R::splat(1.0 / f64::from(i))) * rest;
        if i > 1 {
            sum = sum.mul_add(rest, one);
            power = power * rest;
        }
        i -= 1;
    }
    Mapped { loss, slope: probability * sum, bend: -(power * probability * R::splat(f64::from(order))) }
}

/// Rows or classes, each a lane, behind a door.
struct Behind<R> {
    map: Map,
    cross_entropy: R,
    probability: R,
    rest: R,
}

impl<R: Real<Lane = f64>> Kernel for Behind<R> {
    type Output = Mapped<R>;
    type Place = Map;

    #[inline(always)]
    fn run<S: Simd>(self) -> Mapped<R> {
        self.map.of(self.cross_entropy, self.probability, self.rest)
    }
}

/// [`Map::of`], which is not in the code of the caller.
#[inline(always)]
pub(super) fn behind<S: Simd, R: Real<Lane = f64>>(map: Map, cross_entropy: R, probability: R, rest: R) -> Mapped<R> {
    S::run_apart(Behind { map, cross_entropy, probability, rest })
}

/// What a row's result is with the function in place of its cross-entropy. No coefficient but that of the target is above 0.
#[inline(always)]
pub(super) fn mapped<S: Simd, R: Real<Lane = f64>>(map: Map, sums: &RowSums<R>, result: RowResult<R>) -> RowResult<R> {
    let cross_entropy = sums.target_below + result.log_sum;
    let (probability, rest) = (result.target_probability, result.target_rest);
    let Mapped { loss, slope, bend } = behind::<S, R>(map, cross_entropy, probability, rest);
    let probability_factor = sums.at_target.times(slope);
    RowResult {
        loss: sums.at_target.times(loss),
        probability_factor,
        // From 0, so that nothing has the sign of −0.
        target_gradient: R::splat(0.0) - probability_factor.times(rest),
        bend: sums.at_target.times(bend),
        ..result
    }
}

/// A second derivative with the part of g'', from p_c − [c = y].
#[inline(always)]
pub(super) fn with_bend<R: Real>(curvature: R, bend: R, difference: R) -> R {
    difference.times(bend).mul_add(difference, curvature)
}
