//! L2 penalty (ridge, weight decay).
//!
//! value = λ·Σ x_i².
//! ∂value/∂x = 2λ·x,  ∂²value/∂x² = 2λ.
//!
//! For small parameters. With LOSS_ACCUMULATE the gradient is added to the gradient of a loss. There is no factor
//! ½: λ = d/2 has the effect of the weight decay d of an optimiser. A penalty is a sum:
//! options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
//!
//! Reference: A. E. Hoerl, R. W. Kennard, Ridge regression: biased estimation for nonorthogonal
//! problems, Technometrics 12, 1970.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, coefficient, vanishes};
use crate::math::Coefficients;
use crate::simd::Real;

/// λx².
#[derive(Clone, Copy, Debug, Default)]
pub struct L2Penalty {
    pub(super) lambda: f64,
}

impl L2Penalty {
    /// With this λ, whose argument has this name.
    pub(super) fn with(argument: &'static str, lambda: f64) -> Result<Self, Refusal> {
        Ok(Self { lambda: coefficient(argument, lambda)? })
    }

    /// The mathematics; λ is `SURE` to be another number than 0, or may be 0.
    #[inline(always)]
    pub(super) fn of<R: Real, const SURE: bool>(self, x: R) -> Derivatives<R, 1> {
        let lambda = R::splat(self.lambda);
        // With λ = 0, which leaves x out, also where it is infinite or NaN.
        let x = if SURE { x } else { x.without(lambda.eq(R::splat(0.0))) };
        // In this order nothing overflows that λx² does not.
        let share = lambda * x;
        Derivatives { loss: share * x, first: [share + share], second: [R::splat(2.0 * self.lambda).or_nan_of(x)] }
    }
}

impl Elementwise<1, 0> for L2Penalty {
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Self::with("lambda", arguments.scalars[0])
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], _: [R; 0]) -> Derivatives<R, 1> {
        if vanishes::<R>(self.lambda) { self.of::<R, false>(x) } else { self.of::<R, true>(x) }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 0> for L2Penalty {
    fn reference(&self, [x]: [f64; 1], _: [f64; 0]) -> Derivatives<f64, 1> {
        [self.lambda * x * x, 2.0 * self.lambda * x, 2.0 * self.lambda].into()
    }
}
