//! Negative log-likelihood of a Gaussian.
//!
//! l = v^β·½(log v + r²/v), r = mean − target, v = max(var, ε).
//! ∂l/∂mean = v^β·r/v,  ∂l/∂var = v^β·½(1 − r²/v)/v, where v^β is treated as a constant, also for var < ε.
//!
//! For regression that predicts its own uncertainty: a mean and a variance per element. Large errors at a small variance
//! are penalised most, and a large variance by its logarithm. With β = `beta` = 0, the likelihood itself, elements with
//! a large variance have small gradients, and a mean that fits badly may stay so; β = ½ is a good weight against that, β = 1
//! gives the mean the gradient of half a squared error. The weight v^β is not differentiated, as in the paper of
//! Seitzer et al.
//!
//! ε = `epsilon` keeps the variance away from 0; the gradient by a variance below ε is that at ε, not 0, so that the variance
//! can recover. An ε below the smallest normal number of `double` counts as that. With the flag LOSS_FULL the term
//! v^β·½·log 2π, on which no gradient depends, is added. Both gradients follow the options: `upstream`, weights,
//! LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
//!
//! References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
//! IEEE International Conference on Neural Networks, 1994; M. Seitzer et al., On the pitfalls of heteroscedastic uncertainty
//! estimation with probabilistic neural networks, arXiv:2203.09168, section 4.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, coefficient, positive_or};
use crate::math::{Coefficients, exp, log};
use crate::simd::{Lane, Real};

/// v^β·½(log v + r²/v).
#[derive(Clone, Copy, Debug)]
pub struct GaussianNll {
    beta: f64,
    epsilon: f64,
    /// log 2π with LOSS_FULL, else 0.
    constant: f64,
}

/// Larger exponents of the variance give the same results: 0, infinity, and 1 at a variance of 1.
const LARGEST_BETA: f64 = 1e30;

/// log 2π.
const LOG_TAU: f64 = 1.837_877_066_409_345_5;

impl Default for GaussianNll {
    fn default() -> Self {
        Self { beta: 0.0, epsilon: 1e-6, constant: 0.0 }
    }
}

impl Elementwise<2, 1> for GaussianNll {
    const FULL: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [beta, epsilon, ..] = arguments.scalars;
        Ok(Self {
            beta: coefficient("beta", beta)?.min(LARGEST_BETA),
            epsilon: positive_or(1e-6, "epsilon", epsilon)?,
            constant: if arguments.full { LOG_TAU } else { 0.0 },
        })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [mean, variance]: [R; 2], [t]: [R; 1]) -> Derivatives<R, 2> {
        let (half, one) = (R::splat(0.5), R::splat(1.0));
        let v = R::splat(self.epsilon).at_least(R::Lane::SMALLEST_NORMAL).max(variance);
        let error = mean - t;
        let ratio = error / v;
        let logarithm = log(v);
        // v^β, v^(β − 1), and that times the error: 0 where the error is, also where the power is out of range.
        let (weight, slope, first) = if self.beta == 0.0 {
            (one, one / v, ratio)
        } else {
            let slope = power(self.beta - 1.0, logarithm);
            (power(self.beta, logarithm), slope, error.times(slope).or_nan_of(v))
        };
        // Twice ∂l/∂var. A power above the type's range has no difference with itself, one of β ≤ 1 is in range.
        let mut by_variance = (-first).mul_add(ratio, slope);
        if self.beta > 1.0 {
            let sign = (-error).mul_add(ratio, one);
            by_variance = R::select(slope.eq(R::splat(f64::INFINITY)), sign.times(slope), by_variance);
        }
        // Halves first, as the whole may be out of range, and so may error times ratio.
        Derivatives {
            loss: (half * first).mul_add(error, half * weight * (logarithm + R::splat(self.constant))),
            first: [first, half * by_variance],
            second: [R::splat(0.0); 2],
        }
    }
}

/// v^exponent of the logarithm of v, with an error of about |exponent·log v| units in the last place.
#[inline(always)]
fn power<R: Real<Lane: Coefficients>>(exponent: f64, logarithm: R) -> R {
    exp(R::splat(exponent).times(logarithm))
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 1> for GaussianNll {
    /// Without β, which leaves a part of the value out of the derivatives.
    const PARAMETERS: [f64; 4] = [0.0, 0.25, 0.0, 0.0];

    fn reference(&self, [mean, variance]: [f64; 2], [t]: [f64; 1]) -> Derivatives<f64, 2> {
        let (error, v) = (mean - t, variance.max(self.epsilon));
        let weight = v.powf(self.beta);
        Derivatives {
            loss: weight * 0.5 * (v.ln() + error * error / v + self.constant),
            first: [weight * error / v, weight * 0.5 * (1.0 - error * error / v) / v],
            second: [0.0; 2],
        }
    }

    /// Below ε the gradient is not that of the value.
    fn kink(&self, [_, variance]: [f64; 2], _: [f64; 1]) -> f64 {
        (variance - self.epsilon).max(0.0)
    }
}
