//! The logistic function and its logarithm, from one exponential.

use super::{Coefficients, exp_of_negative, log1p_of_unit};
use crate::simd::{Lane, Real};

/// σ and softplus of x and of −x. None of them is formed by a subtraction.
pub struct LogisticPair<R> {
    /// σ(x) = 1 / (1 + e^−x). Error ≤ 2.
    pub sigmoid: R,
    /// σ(−x) = 1 − σ(x).
    pub sigmoid_negative: R,
    /// log(1 + e^−|x|): what softplus of either sign has besides max(0, ±x). Finite but for NaN.
    pub softplus_rest: R,
    /// softplus(x) = log(1 + e^x) = −log σ(−x). Error ≤ 2: that of the logarithm, a quarter from e^x and a half from
    /// the sum. They meet where x is nearly 0; the most that any `f32` has is 1.86.
    pub softplus: R,
    /// softplus(−x) = −log σ(x).
    pub softplus_negative: R,
}

/// Both signs at once.
#[inline(always)]
pub fn logistic_pair<R: Real<Lane: Coefficients>>(x: R) -> LogisticPair<R> {
    let zero = R::splat(0.0);
    let one = R::splat(1.0);
    let e = exp_of_negative(x.or(R::splat_bits(R::Lane::SIGN)));
    let denominator = one + e;
    // What the sum lost would count up to a whole unit where a quotient is just below a power of two: both are
    // divided by 1 + lost / denominator as well.
    let lost = e - (denominator - one);
    let inverse = one / denominator;
    let quotient = e / denominator;
    let correction = lost * inverse;
    let larger = (-inverse).mul_add(correction, inverse);
    let smaller = (-quotient).mul_add(correction, quotient);
    let rest = log1p_of_unit(e);
    let negative = x.lt(zero);
    LogisticPair {
        sigmoid: R::select(negative, smaller, larger),
        sigmoid_negative: R::select(negative, larger, smaller),
        softplus_rest: rest,
        // A NaN is in `rest`, whichever way the comparison falls.
        softplus: rest + x.without(negative),
        softplus_negative: rest + (-x).keep(negative),
    }
}
