//! Divergence of a diagonal Gaussian from the standard one: the regulariser of a VAE.
//!
//! l = ½·Σ_j (μ_j² + e^s_j − 1 − s_j) over a row = KL(N(μ, e^s) ‖ N(0, 1)).
//! ∂l/∂μ = μ,  ∂l/∂s = ½·(e^s − 1).
//!
//! s is the logarithm of the variance. The sum of this loss and a reconstruction loss is the negative evidence
//! lower bound; `upstream` is the β of a β-VAE. e^s − 1 − s is formed without cancellation near s = 0. Both gradients
//! follow the options: `upstream`, weights, LOSS_ACCUMULATE. `hessian` is refused, because there are two inputs and one
//! array for it.
//!
//! Reference: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, appendix B.

use crate::loss::{Derivatives, Elementwise};
use crate::math::{Coefficients, half_expm1_pair};
use crate::simd::Real;

/// ½(μ² + e^s − 1 − s).
#[derive(Clone, Copy, Debug, Default)]
pub struct VaeKl;

impl Elementwise<2, 0> for VaeKl {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [mu, log_variance]: [R; 2], _: [R; 0]) -> Derivatives<R, 2> {
        let half = R::splat(0.5);
        // Halves first, as the whole may be out of range.
        let (growth, excess) = half_expm1_pair(log_variance);
        Derivatives { loss: (half * mu).mul_add(mu, excess), first: [mu, growth], second: [R::splat(0.0); 2] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 0> for VaeKl {
    fn reference(&self, [mu, log_variance]: [f64; 2], _: [f64; 0]) -> Derivatives<f64, 2> {
        let growth = 0.5 * log_variance.exp_m1();
        let loss = 0.5 * (mu * mu + log_variance.exp_m1() - log_variance);
        Derivatives { loss, first: [mu, growth], second: [0.0; 2] }
    }
}
