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

use crate::loss::{Pair, PairTerms};
use crate::math::{Coefficients, half_expm1_pair};
use crate::simd::Real;

/// ½(μ² + e^s − 1 − s).
#[derive(Clone, Copy, Debug, Default)]
pub struct VaeKl;

impl Pair for VaeKl {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, x: R, y: R) -> PairTerms<R> {
        let half = R::splat(0.5);
        // Halves first, as the whole may be out of range.
        let (growth, excess) = half_expm1_pair(y);
        PairTerms { loss: (half * x).mul_add(x, excess), derivatives: [x, growth] }
    }
}
