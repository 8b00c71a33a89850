//! Negative log-likelihood of a Poisson distribution.
//!
//! l = x − t·log(x + ε).  ∂l/∂x = 1 − t/(x + ε),  ∂²l/∂x² = t/(x + ε)².
//!
//! For counts, from a model whose output x is the rate, the expected count, itself: 0 or above. t is a count, or any number
//! from 0 on. A model of log-rates has `loss_poisson_nll_log`, which needs no ε and has smaller gradients at small rates.
//!
//! ε = `epsilon` keeps the logarithm finite at a rate of 0, and is lost in rounding at larger rates. An ε below the smallest
//! normal number of `double` counts as that. A count of 0 contributes x alone; with any other count a rate below −ε gives
//! NaN. At x = ∞ the loss is ∞. With the flag LOSS_FULL the term log Γ(t + 1) = log t!, on which no derivative depends, is
//! added: exact for every t ≥ 0, whole or not, and NaN for t < 0.
//!
//! Reference: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, positive_or};
use crate::math::{Coefficients, log, log_factorial};
use crate::simd::{Lane, Real};

/// x − t·log(x + ε).
#[derive(Clone, Copy, Debug)]
pub struct PoissonNll {
    epsilon: f64,
    /// With log t!.
    full: bool,
}

impl Default for PoissonNll {
    fn default() -> Self {
        Self { epsilon: 1e-8, full: false }
    }
}

impl Elementwise<1, 1> for PoissonNll {
    const FULL: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { epsilon: positive_or(1e-8, "epsilon", arguments.scalars[0])?, full: arguments.full })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (zero, infinity) = (R::splat(0.0), R::splat(f64::INFINITY));
        let rate = x + R::splat(self.epsilon).at_least(R::Lane::SMALLEST_NORMAL);
        let none = t.eq(zero);
        let logarithm = log(rate).without(none);
        let constant = if self.full { log_factorial(t) } else { zero };
        let ratio = (t / rate).without(none);
        // A rate below 0 has no logarithm, and then nothing else.
        let valid = R::select(rate.lt(zero), logarithm, x);
        Derivatives {
            // Beside an infinite rate its logarithm is nothing.
            loss: (-t).mul_add(logarithm.without(rate.eq(infinity)), x + constant),
            first: [(R::splat(1.0) - ratio).or_nan_of(valid)],
            second: [(ratio / rate).without(none).or_nan_of(valid)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for PoissonNll {
    const PARAMETERS: [f64; 4] = [0.25, 0.0, 0.0, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        if t == 0.0 {
            return [x, 1.0, 0.0].into();
        }
        // The library's own, as the standard library has none.
        let constant = if self.full { log_factorial(crate::simd::isa::OneDouble::splat(t)).first() } else { 0.0 };
        let rate = x + self.epsilon;
        [x - t * rate.ln() + constant, 1.0 - t / rate, t / rate / rate].into()
    }
}
