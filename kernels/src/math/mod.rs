//! Elementary functions, one algorithm each. They are written over [`Real`], and therefore have the same bits on every
//! instruction set. Error bounds are in units in the last place of the lane's type.
//!
//! Arithmetic is `+ - * /`, square root and fused multiply-add, all correctly rounded, and comparisons and integer operations on the
//! bits. There are no estimates and no library functions. Results that would be subnormal are 0, so that a host that
//! flushes them sees the same bits.

mod circle;
mod coefficients;
mod exponential;
mod extended;
mod factorial;
mod hyperbolic;
mod logarithm;
mod power;
mod quotient;
mod sigmoid;
mod square_root;
#[cfg(test)]
mod tests;

pub use circle::sine_and_cosine;
pub use exponential::{
    Divisor, ExpScaled, Power, exp, exp_and_expm1_of_negative, exp_expm1_and_excess_of_negative, exp_of_negative,
    exp_parts, exp_scaled, exp_scaled_double, exp_scaled_double_late, exp_scaled_late, expm1, expm1_pair, exponent_of,
    half_expm1_pair,
};
pub use extended::{Extended, power_of_two};
pub use factorial::{log_factorial, student_constant};
pub use hyperbolic::{tanh, tanh_and_exp};
pub use logarithm::{
    excess_log1p, log, log_less, log_of_sum, log_pair, log1mexp, log1p, log1p_excess, log1p_given, log1p_of_unit,
    one_plus,
};
pub use power::{Logarithm, power, power_of_logarithm};
pub use quotient::Quotient;
pub use sigmoid::{LogisticPair, logistic_pair};
pub use square_root::square_root;

use crate::simd::{Lane, Real};

/// The polynomials and constants of a lane type.
pub trait Coefficients: Lane {
    /// (e^r − 1 − r) / r².
    const EXPONENTIAL: &'static [f64];
    /// (log((1+s)/(1−s))/s − 2) / s², in s².
    const LOGARITHM: &'static [f64];
    /// (e − log(1 + e)) / e² for 0 ≤ e ≤ 1.
    const LOGARITHM_1P: &'static [f64];
    /// (log Γ(2 + s) / (s·(1 + s)) − (1 − γ)) / s for −1 ≤ s ≤ 3/2.
    const LOG_FACTORIAL_NEAR: &'static [f64];
    /// v·(log Γ(v + ½) − v·log v + v − ½·log 2π) for v ≥ 3, in 1/v².
    const LOG_FACTORIAL_FAR: &'static [f64];
    /// ln 2 as the sum of two numbers, the first with as many bits as a lane has.
    const LN_2: (f64, f64);
    /// ln 2 as the sum of two numbers, the first short enough to stay exact when multiplied by any
    /// exponent.
    const LN_2_SHORT: (f64, f64);
    /// 1 − γ as the sum of two numbers, the first with as many bits as a lane has. γ is Euler's constant.
    const ONE_LESS_GAMMA: (f64, f64);
}

/// Horner's scheme, the highest power first.
#[inline(always)]
fn polynomial<R: Real>(x: R, coefficients: &'static [f64]) -> R {
    let mut sum = R::splat(coefficients[0]);
    let mut i = 1;
    while i < coefficients.len() {
        sum = sum.mul_add(x, R::splat(coefficients[i]));
        i += 1;
    }
    sum
}
