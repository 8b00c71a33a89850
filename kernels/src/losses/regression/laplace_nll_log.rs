//! Negative log-likelihood of a Laplace distribution, by the logarithm of its scale.
//!
//! l = s + |r|·e^−s, r = loc − target, s = log_scale.
//! ∂l/∂loc = sign(r)·e^−s, and 0 at r = 0,  ∂l/∂log_scale = 1 − |r|·e^−s.
//!
//! For regression that predicts its own uncertainty and has outliers, from a model whose second output is any number: its
//! exponential is the scale. It needs neither a softplus nor a smallest scale. `loss_laplace_nll` takes the scale itself.
//!
//! |r|·e^−s is formed by e^(−s/2) twice, as e^−s may be out of range before it. It is 0 where r is 0, whatever s is; at s =
//! −∞ the loss is +∞ for every other r. With the flag LOSS_FULL the term log 2, on which no gradient depends, is
//! added. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two
//! inputs.
//!
//! Reference: A. Kendall, Y. Gal, What uncertainties do we need in Bayesian deep learning for computer vision?,
//! arXiv:1703.04977, section 3.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, sign};
use crate::math::{Coefficients, exp};
use crate::simd::Real;

/// s + |r|·e^−s.
#[derive(Clone, Copy, Debug, Default)]
pub struct LaplaceNllLog {
    /// log 2 with LOSS_FULL, else 0.
    constant: f64,
}

impl Elementwise<2, 1> for LaplaceNllLog {
    const FULL: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { constant: if arguments.full { core::f64::consts::LN_2 } else { 0.0 } })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [location, s]: [R; 2], [t]: [R; 1]) -> Derivatives<R, 2> {
        let infinity = R::splat(f64::INFINITY);
        let error = location - t;
        let size = error.abs();
        let root = exp(s * R::splat(-0.5));
        // An infinite error is beyond every finite scale, also where the exponential is 0.
        let endless = R::both(size.eq(infinity), s.lt(infinity));
        let factor = R::select(endless, R::splat(1.0), root);
        let ratio = size.times(factor).times(factor).or_nan_of(s);
        // At s = −∞ the quotient is the larger infinity.
        let loss = R::select(ratio.eq(infinity), ratio, s + (ratio + R::splat(self.constant)));
        Derivatives {
            loss,
            first: [sign(error).times(root).times(root).or_nan_of(ratio), R::splat(1.0) - ratio],
            second: [R::splat(0.0); 2],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 1> for LaplaceNllLog {
    fn reference(&self, [location, s]: [f64; 2], [t]: [f64; 1]) -> Derivatives<f64, 2> {
        let error = location - t;
        let sign = if error == 0.0 { 0.0 } else { error.signum() };
        let inverse = (-s).exp();
        Derivatives {
            loss: s + error.abs() * inverse + self.constant,
            first: [sign * inverse, 1.0 - error.abs() * inverse],
            second: [0.0; 2],
        }
    }

    fn kink(&self, [location, _]: [f64; 2], [t]: [f64; 1]) -> f64 {
        location - t
    }
}
