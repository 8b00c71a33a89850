//! Deviance of a gamma distribution, by the logarithm of its mean.
//!
//! l = e^u − 1 − u, u = log t − x.  ∂l/∂x = 1 − e^u,  ∂²l/∂x² = e^u.
//!
//! For targets above 0 whose scatter grows with their size: sums insured, durations, prices. x is any number, and e^x the
//! mean; t is above 0. The error counts by the ratio t/e^x alone, whatever the size of both. It is half the unit
//! deviance: never below 0, and 0 where the prediction is the target. A shape of the distribution would be a factor only.
//!
//! There is no cancellation: the loss and its first derivative have their digits near 0 as well, as far as x has them. A
//! target of 0 has an infinite loss and the derivative 1; one below 0 gives NaN.
//!
//! Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.

use crate::loss::{Derivatives, Elementwise};
use crate::math::{Coefficients, exp, expm1_pair, log_less};
use crate::simd::Real;

/// e^u − 1 − u, u = log t − x.
#[derive(Clone, Copy, Debug, Default)]
pub struct GammaDevianceLog;

impl Elementwise<1, 1> for GammaDevianceLog {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let infinity = R::splat(f64::INFINITY);
        let (u, rest) = log_less(t, x);
        let (growth, excess) = expm1_pair(u);
        let power = exp(u);
        let finite = R::both(power.lt(infinity), growth.lt(infinity));
        let rest = rest.keep(R::both(finite, u.abs().lt(infinity)));
        Derivatives {
            loss: excess + rest.times(growth),
            first: [R::splat(0.0) - (growth + rest.times(power))],
            second: [power + rest.times(power)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for GammaDevianceLog {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (u, power) = (t.ln() - x, t * (-x).exp());
        // Near 0 e^u − 1 − u by its series, which falls fast there.
        if u.abs() < 0.5 {
            let excess = (2..25).rev().fold(0.0, |sum, k| (sum + 1.0) * u / f64::from(k)) * u;
            [excess, -u.exp_m1(), power].into()
        } else {
            [power - 1.0 - u, 1.0 - power, power].into()
        }
    }
}
