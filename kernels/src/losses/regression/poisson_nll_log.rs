//! Negative log-likelihood of a Poisson distribution, by the logarithm of its rate.
//!
//! l = e^x − t·x.  ∂l/∂x = e^x − t,  ∂²l/∂x² = e^x.
//!
//! For counts: visits, defects, claims. x is any number, and e^x the rate, the expected count; t is a count, or any number
//! from 0 on. Errors are measured against the square root of the rate, as counts scatter, and not all alike. A count of 0
//! leaves t·x out, also where x is −∞. Where e^x is out of range the loss is ∞, whatever the count.
//!
//! With the flag LOSS_FULL the term log Γ(t + 1) = log t!, on which no derivative depends, is added: exact for every t ≥ 0,
//! whole or not, and NaN for t < 0.
//!
//! Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, exp, log_factorial};
use crate::simd::Real;

/// e^x − t·x.
#[derive(Clone, Copy, Debug, Default)]
pub struct PoissonNllLog {
    /// With log t!.
    full: bool,
}

impl Elementwise<1, 1> for PoissonNllLog {
    const FULL: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { full: arguments.full })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let rate = exp(x);
        let constant = if self.full { log_factorial(t) } else { R::splat(0.0) };
        // A count of 0 leaves the logarithm out, and the rate is the larger of two infinities, also where finite numbers make
        // them.
        let endless = R::both(rate.eq(R::splat(f64::INFINITY)), t.lt(rate));
        let logarithm = x.without(t.eq(R::splat(0.0))).without(endless);
        Derivatives { loss: rate + (-t).mul_add(logarithm, constant), first: [rate - t], second: [rate.or_nan_of(t)] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for PoissonNllLog {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let product = if t == 0.0 { 0.0 } else { t * x };
        // The library's own, as the standard library has none.
        let constant = if self.full { log_factorial(crate::simd::isa::OneDouble::splat(t)).first() } else { 0.0 };
        [x.exp() - product + constant, x.exp() - t, x.exp()].into()
    }
}
