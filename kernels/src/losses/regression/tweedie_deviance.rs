//! Deviance of a Tweedie distribution.
//!
//! l = x^(2−p)·φ(u), u = log(t/x).  ∂l/∂x = x^(−p)·(x − t), ∂²l/∂x² = x^(−p)·((1−p) + p·t/x).
//! φ(u) = (expm1((2−p)u)/(2−p) − expm1(u))/(1−p), and in the limits p = 1: e^u·(u − 1) + 1, p = 2: e^u − 1 − u.
//!
//! For targets from 0 on of which many are 0 and the rest is spread widely, as the sums insured that a policy costs in a
//! year, from a model whose output x is the mean itself, above 0. p = `power` between 1 and 2 is a sum of a random number of
//! gamma distributions. p = 1 is the Poisson distribution, 2 the gamma distribution, 3 the inverse Gaussian distribution. It
//! is half the unit deviance: never below 0, and 0 where the prediction is the target. It is continuous in p, also at 1 and
//! at 2, and p is a constant. A model of the logarithm of the mean has `loss_tweedie_deviance_log`, which is convex for p ≤ 2; this
//! one is not where p·t < (p − 1)·x.
//!
//! There is no cancellation: the loss and its first derivative have their digits near x = t as well, and nothing
//! overflows that the result does not; arrays of `float` are computed in `double`. With a target of 0 the loss is
//! x^(2−p)/(2−p), and infinite for p ≥ 2; the derivative is x^(1−p). A mean of 0 has an infinite loss and the derivative −∞
//! unless the target is 0. A mean or a target below 0 gives NaN.
//!
//! Reference: B. Jørgensen, Exponential dispersion models, Journal of the Royal Statistical Society B 49, 1987 (the
//! distributions); P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, section 2.3 (the deviance).

use super::tweedie::Tweedie;
use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, log_pair, log1p};
use crate::simd::Real;

/// x^(2−p)·φ(log(t/x)).
#[derive(Clone, Copy, Debug, Default)]
pub struct TweedieDeviance(Tweedie);

impl Elementwise<1, 1> for TweedieDeviance {
    const IN_DOUBLE: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Tweedie::new(arguments).map(Self)
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (mean, target) = (log_pair(x), log_pair(t));
        // Where they are near each other their difference is exact, and no logarithm has its digits.
        let difference = t - x;
        let near = difference.abs().lt(R::splat(0.5) * x);
        let u = R::select(near, log1p((difference / x).keep(near)), (target.0 - mean.0) + (target.1 - mean.1));
        let (parts, power) = (self.0.parts(mean, target, u), self.0.power);
        let second = parts.of_mean.mul_add(R::splat(1.0 - power), parts.of_target * R::splat(power));
        Derivatives {
            loss: parts.loss(),
            first: [parts.larger(1.0).squared_times(parts.less)],
            second: [parts.larger(2.0).squared_times(second)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for TweedieDeviance {
    const PARAMETERS: [f64; 4] = [1.25, 0.0, 0.0, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let p = self.0.power;
        let ratio = t / x;
        let u = if (t - x).abs() < 0.5 * x { ((t - x) / x).ln_1p() } else { ratio.ln() };
        let power = x.powf(-p);
        [x.powf(2.0 - p) * self.0.reference(u), power * (x - t), power * (1.0 - p + p * ratio)].into()
    }
}
