//! Negative log-likelihood of a Laplace distribution.
//!
//! l = log b + |r|/b, r = loc − target, b = max(scale, ε).
//! ∂l/∂loc = sign(r)/b, and 0 at r = 0,  ∂l/∂scale = (1 − |r|/b)/b, also for scale < ε.
//!
//! For regression that predicts its own uncertainty and has outliers: a location and a scale per element. The best
//! location is the median of the targets, and the best scale their mean absolute error. No element has a gradient by the
//! location of more than 1/b, however far its target is.
//!
//! ε = `epsilon` keeps the scale away from 0; the gradient by a scale below ε is that at ε, not 0, so that the scale can
//! recover. An ε below the smallest normal number of `double` counts as that. With the flag LOSS_FULL the term log 2, on
//! which no gradient depends, is added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is
//! no Hessian, as there are two inputs.
//!
//! Reference: A. Kendall, Y. Gal, What uncertainties do we need in Bayesian deep learning for computer vision?,
//! arXiv:1703.04977, section 3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, positive_or, sign};
use crate::math::{Coefficients, log};
use crate::simd::{Lane, Real};

/// log b + |r|/b.
#[derive(Clone, Copy, Debug)]
pub struct LaplaceNll {
    epsilon: f64,
    /// log 2 with LOSS_FULL, else 0.
    constant: f64,
}

impl Default for LaplaceNll {
    fn default() -> Self {
        Self { epsilon: 1e-6, constant: 0.0 }
    }
}

impl Elementwise<2, 1> for LaplaceNll {
    const FULL: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self {
            epsilon: positive_or(1e-6, "epsilon", arguments.scalars[0])?,
            constant: if arguments.full { core::f64::consts::LN_2 } else { 0.0 },
        })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [location, scale]: [R; 2], [t]: [R; 1]) -> Derivatives<R, 2> {
        let b = R::splat(self.epsilon).at_least(R::Lane::SMALLEST_NORMAL).max(scale);
        let error = location - t;
        let ratio = error.abs() / b;
        Derivatives {
            loss: log(b) + (ratio + R::splat(self.constant)),
            // An infinite error at an infinite scale has no derivative, as it has no loss.
            first: [(sign(error) / b).or_nan_of(ratio), (R::splat(1.0) - ratio) / b],
            second: [R::splat(0.0); 2],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 1> for LaplaceNll {
    const PARAMETERS: [f64; 4] = [0.25, 0.0, 0.0, 0.0];

    fn reference(&self, [location, scale]: [f64; 2], [t]: [f64; 1]) -> Derivatives<f64, 2> {
        let (error, b) = (location - t, scale.max(self.epsilon));
        let sign = if error == 0.0 { 0.0 } else { error.signum() };
        Derivatives {
            loss: b.ln() + error.abs() / b + self.constant,
            first: [sign / b, (1.0 - error.abs() / b) / b],
            second: [0.0; 2],
        }
    }

    /// At a location that is the target; below ε the gradient is not that of the value.
    fn kink(&self, [location, scale]: [f64; 2], [t]: [f64; 1]) -> f64 {
        (location - t) * (scale - self.epsilon).max(0.0)
    }
}
