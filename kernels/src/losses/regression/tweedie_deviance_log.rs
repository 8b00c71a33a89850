//! Deviance of a Tweedie distribution, by the logarithm of its mean.
//!
//! l = e^((2−p)x)·φ(u), u = log t − x.  ∂l/∂x = e^((2−p)x) − t·e^((1−p)x), ∂²l/∂x² = (2−p)·e^((2−p)x) + (p−1)·t·e^((1−p)x).
//! φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.
//!
//! For targets from 0 on of which many are 0 and the rest is spread widely, as the sums insured that a policy costs in a
//! year: p = `power` between 1 and 2 is a sum of a random number of gamma distributions. p = 1 is the Poisson
//! distribution, 2 the gamma distribution, 3 the inverse Gaussian distribution. x is any number, and e^x the mean. It is half the
//! unit deviance: never below 0, and 0 where the prediction is the target. It is continuous in p, also at 1 and at 2, and p is a
//! constant.
//!
//! There is no cancellation: the loss and its first derivative have their digits near u = 0 as well, as far as x has them,
//! and nothing overflows that the result does not; arrays of `float` are computed in `double`. With a target of 0 the loss is
//! e^((2−p)x)/(2−p), and infinite for p ≥ 2; the derivative is e^((2−p)x). A target below 0 gives NaN. For p > 2 the loss is
//! not convex where t < e^x·(p − 2)/(p − 1).
//!
//! Reference: B. Jørgensen, Exponential dispersion models, Journal of the Royal Statistical Society B 49, 1987 (the
//! distributions); P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3 (the deviance).

use super::tweedie::Tweedie;
use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, log_pair};
use crate::simd::Real;

/// e^((2−p)x)·φ(log t − x).
#[derive(Clone, Copy, Debug, Default)]
pub struct TweedieDevianceLog(Tweedie);

impl Elementwise<1, 1> for TweedieDevianceLog {
    const IN_DOUBLE: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Tweedie::new(arguments).map(Self)
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let target = log_pair(t);
        let u = (target.0 - x) + target.1;
        let parts = self.0.parts((x, R::splat(0.0)), target, u);
        let (larger, power) = (parts.larger(0.0), self.0.power);
        let second = if power == 1.0 {
            // The larger may be B, beside which A vanishes, and B has no share in it.
            parts.mean_alone().or_nan_of(parts.less)
        } else {
            larger.squared_times(parts.of_mean.mul_add(R::splat(2.0 - power), parts.of_target * R::splat(power - 1.0)))
        };
        Derivatives { loss: parts.loss(), first: [larger.squared_times(parts.less)], second: [second] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for TweedieDevianceLog {
    const PARAMETERS: [f64; 4] = [1.25, 0.0, 0.0, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (u, p) = (t.ln() - x, self.0.power);
        let (of_mean, of_target) = (((2.0 - p) * x).exp(), t * ((1.0 - p) * x).exp());
        // Near 0 the difference would leave few digits.
        let first = if u.abs() < 0.5 { -of_mean * u.exp_m1() } else { of_mean - of_target };
        [of_mean * self.0.reference(u), first, (2.0 - p) * of_mean + (p - 1.0) * of_target].into()
    }
}
