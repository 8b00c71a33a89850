//! Cosine distance: how far two vectors are from pointing in one direction.
//!
//! l = 1 − cos(x, y), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
//! ∂l/∂x = cos·x/‖x‖² − y/(‖x‖·‖y‖), and likewise by y.
//!
//! x and y are rows of embeddings, or of predictions and targets; lengths do not count. Without `grad_input2` y is a
//! constant. The cosine similarity is 1 − l; Keras's loss of that name is l − 1. A vector of zeros has the distance 1 to
//! any other, and the gradient of its row is 0. Where both vectors have nearly the same direction, l is formed without
//! cancellation for `double`, and with an error of at most 2⁻⁴⁹ for `float`. Norms may have any size, also where their
//! squares are out of range. A vector with an infinite element has no direction: its row is NaN. There is no Hessian, as
//! there are two inputs.
//!
//! Reference: G. Salton et al., A vector space model for automatic indexing, Communications of the ACM 18(11), 1975 (the
//! cosine of two vectors as their similarity); torch.nn.functional.cosine_similarity is 1 − l.

use super::cosine::{self, Coefficients, Cosine, SUMS};
use crate::loss::{Arguments, Refusal};
use crate::loss_rows::{Found, Outcome, Rowwise};
use crate::simd::Simd;

/// 1 − cos(x, y).
#[derive(Clone, Copy, Debug)]
pub struct CosineDistance;

impl Rowwise<2, SUMS> for CosineDistance {
    type Coefficients = Coefficients;

    #[inline(always)]
    fn new(_: &Arguments) -> Result<Self, Refusal> {
        Ok(Self)
    }

    #[inline(always)]
    fn terms<S: Simd, const COMMON: bool, const ALL: bool>(
        self,
        x: [S::F64; 2],
        found: &Found<SUMS>,
    ) -> [[S::F64; 2]; SUMS] {
        cosine::terms::<S>(x, found)
    }

    #[inline(always)]
    fn scales(self, found: &Found<SUMS>) -> [f64; SUMS] {
        cosine::scales(found)
    }

    #[inline(always)]
    fn finish<S: Simd>(self, found: &Found<SUMS>, _: f64) -> Outcome<Coefficients, 2> {
        let of = Cosine::of::<S::NarrowF64>(&found.sums[0], &found.sums[1], &found.sums[2]);
        cosine::outcome(found, &of, of.distance, -1.0)
    }

    #[inline(always)]
    fn derivatives<S: Simd, const COMMON: bool>(self, x: [S::F64; 2], of: &Coefficients, _: usize) -> [S::F64; 2] {
        cosine::derivatives::<S>(x, of)
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::super::cosine;
    use super::{CosineDistance, SUMS};
    use crate::loss_rows::RowReference;
    use std::vec::Vec;

    impl RowReference<2, SUMS> for CosineDistance {
        fn reference(&self, [x, y]: [&[f64]; 2], _: f64) -> (f64, [Vec<f64>; 2]) {
            let (cosine, by_first) = cosine::reference(x, y);
            let by_second = cosine::reference(y, x).1;
            (1.0 - cosine, [by_first, by_second].map(|by| by.into_iter().map(|d| -d).collect()))
        }

        fn kinks(&self, _: [&[f64]; 2], _: f64) -> Vec<f64> {
            Vec::new()
        }
    }
}
