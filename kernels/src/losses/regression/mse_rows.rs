//! Mean squared error of rows.
//!
//! l = (1/dim)·Σ_j (x_j − t_j)² over a row, value = Σ w·l / Σ w.  ∂l/∂x_j = 2(x_j − t_j)/dim, ∂²l/∂x_j² = 2/dim.
//!
//! For targets that are rows: the noise, the velocity or the sample that a diffusion model predicts, an image, an
//! embedding. Weight and mask are per row, so that a weight by the noise level or an absent sample is one number. Without
//! them the value is that of `loss_mse`. The mean of weighted rows divides by Σ w, with LOSS_MEAN_ROWS by the number of
//! rows, as weighted losses of diffusion models do. A row without elements has the loss 0.
//!
//! Reference: J. Ho et al., Denoising diffusion probabilistic models, arXiv:2006.11239, section 3.4.

use super::Mse;
use crate::loss::{Derivatives, Elementwise};
use crate::math::Coefficients;
use crate::simd::Real;

/// (x − t)², of which a row has the mean.
#[derive(Clone, Copy, Debug, Default)]
pub struct MseRows;

impl Elementwise<1, 1> for MseRows {
    const MEAN_OF_ROW: bool = true;
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, x: [R; 1], t: [R; 1]) -> Derivatives<R, 1> {
        let terms = Mse.terms(x, t);
        Derivatives { second: [terms.second[0].or_nan_of(terms.loss)], ..terms }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for MseRows {
    fn reference(&self, x: [f64; 1], t: [f64; 1]) -> Derivatives<f64, 1> {
        Mse.reference(x, t)
    }
}
