//! L1 penalty (lasso).
//!
//! value = λ·Σ |x_i|.
//! ∂value/∂x = λ·sign(x), exactly 0 at x = 0.  ∂²value/∂x² = 0.
//!
//! For sparse parameters. With LOSS_ACCUMULATE the gradient is added to the gradient of a loss. A penalty is a sum:
//! options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
//!
//! Reference: R. Tibshirani, Regression shrinkage and selection via the lasso, Journal of the Royal
//! Statistical Society B 58, 1996, section 1.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, coefficient, vanishes, with_sign_of};
use crate::math::Coefficients;
use crate::simd::Real;

/// λ|x|.
#[derive(Clone, Copy, Debug, Default)]
pub struct L1Penalty {
    pub(super) lambda: f64,
}

impl L1Penalty {
    /// With this λ, whose argument has this name.
    pub(super) fn with(argument: &'static str, lambda: f64) -> Result<Self, Refusal> {
        Ok(Self { lambda: coefficient(argument, lambda)? })
    }

    /// The mathematics; λ is `SURE` to be another number than 0, or may be 0.
    #[inline(always)]
    pub(super) fn of<R: Real, const SURE: bool>(self, x: R) -> Derivatives<R, 1> {
        let zero = R::splat(0.0);
        let lambda = R::splat(self.lambda);
        // With λ = 0, which leaves x out, also where it is infinite or NaN.
        let x = if SURE { x } else { x.without(lambda.eq(zero)) };
        let signed = with_sign_of(lambda, x);
        Derivatives {
            loss: lambda * x.abs(),
            first: [signed.without(x.eq(zero)).or_nan_of(x)],
            second: [zero.or_nan_of(x)],
        }
    }
}

impl Elementwise<1, 0> for L1Penalty {
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
impl crate::loss::Reference<1, 0> for L1Penalty {
    fn reference(&self, [x]: [f64; 1], _: [f64; 0]) -> Derivatives<f64, 1> {
        [self.lambda * x.abs(), if x == 0.0 { 0.0 } else { self.lambda * x.signum() }, 0.0].into()
    }

    fn kink(&self, [x]: [f64; 1], _: [f64; 0]) -> f64 {
        x
    }
}
