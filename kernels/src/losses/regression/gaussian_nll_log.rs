//! Negative log-likelihood of a Gaussian, by the logarithm of its variance.
//!
//! l = ½(s + r²·e^−s), r = mean − target, s = log_var.
//! ∂l/∂mean = r·e^−s,  ∂l/∂log_var = ½(1 − r²·e^−s).
//!
//! For regression that predicts its own uncertainty, from a model whose second output is any number: its exponential is
//! the variance. It needs neither a softplus nor a smallest variance. `loss_gaussian_nll` takes the variance itself, and
//! has a weight for elements of large variance.
//!
//! Terms are made of r·e^(−s/2) and its square, not of e^−s and r², which may be out of range before them. They are 0 where
//! r is 0, whatever s is; at s = −∞ the loss is +∞ for every other r. With the flag LOSS_FULL the term ½·log 2π, on which no gradient depends, is
//! added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two
//! inputs.
//!
//! References: D. A. Nix, A. S. Weigend, Estimating the mean and variance of the target probability distribution,
//! IEEE International Conference on Neural Networks, 1994; A. Kendall, Y. Gal, What uncertainties do we need in Bayesian
//! deep learning for computer vision?, arXiv:1703.04977, section 3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, exp};
use crate::simd::Real;

/// ½(s + r²·e^−s).
#[derive(Clone, Copy, Debug, Default)]
pub struct GaussianNllLog {
    /// log 2π with LOSS_FULL, else 0.
    constant: f64,
}

/// log 2π.
const LOG_TAU: f64 = 1.837_877_066_409_345_5;

impl Elementwise<2, 1> for GaussianNllLog {
    const FULL: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { constant: if arguments.full { LOG_TAU } else { 0.0 } })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [mean, s]: [R; 2], [t]: [R; 1]) -> Derivatives<R, 2> {
        let (half, infinity) = (R::splat(0.5), R::splat(f64::INFINITY));
        let error = mean - t;
        // An infinite error is beyond every finite variance, also where the exponential is 0.
        let endless = R::both(error.abs().eq(infinity), s.lt(infinity));
        let root = R::select(endless, R::splat(1.0), exp(s * -half));
        // The error in standard deviations.
        let ratio = error.times(root).or_nan_of(s);
        let half_ratio = half * ratio;
        let half_square = half_ratio * ratio;
        // At s = −∞ the square is the larger infinity.
        let loss = half_ratio.mul_add(ratio, half * (s + R::splat(self.constant)));
        Derivatives {
            loss: R::select(half_square.eq(infinity), infinity, loss),
            first: [ratio.times(root), (-half_ratio).mul_add(ratio, half)],
            second: [R::splat(0.0); 2],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 1> for GaussianNllLog {
    fn reference(&self, [mean, s]: [f64; 2], [t]: [f64; 1]) -> Derivatives<f64, 2> {
        let (error, inverse) = (mean - t, (-s).exp());
        Derivatives {
            loss: 0.5 * (s + self.constant + error * error * inverse),
            first: [error * inverse, 0.5 * (1.0 - error * error * inverse)],
            second: [0.0; 2],
        }
    }
}
