//! Cosine embedding loss: pairs that are alike point in one direction, others do not.
//!
//! l = 1 − cos(x, y) for t = 1, max(0, cos(x, y) − m) for t = −1, cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
//! ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink cos = m as well.
//!
//! x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With the
//! flag LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these. A row with any other target has
//! the loss 0. A vector of zeros has the cosine 0 to any other, and the gradient of its row is 0. (PyTorch
//! adds 1e-12 to squared norms, and gives such a vector a gradient of about 1e6.) Where both vectors
//! have nearly the same direction, 1 − cos is formed without cancellation for `double`, and with an error of at
//! most 2⁻⁴⁹ for `float`. Norms may have any size, also where their squares are out of range. A vector with an infinite element has no direction: with a target of ±1
//! its row is NaN. There is no Hessian, as there are two inputs.
//!
//! Reference: J. Bromley et al., Signature verification using a Siamese time delay neural network, NIPS 1993
//! (targets for the cosine of two embeddings); with the margin of torch.nn.functional.cosine_embedding_loss.

use super::cosine::{self, Coefficients, Cosine, SUMS};
use crate::loss::{Arguments, Refusal};
use crate::loss_rows::{Found, Outcome, Rowwise};
use crate::simd::Simd;

/// 1 − cos(x, y), or max(0, cos(x, y) − m).
#[derive(Clone, Copy, Debug)]
pub struct CosineEmbedding {
    margin: f64,
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Rowwise<2, SUMS> for CosineEmbedding {
    const BINARY_TARGETS: bool = true;

    type Coefficients = Coefficients;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let margin = arguments.scalars[0];
        if !(-1.0..=1.0).contains(&margin) {
            return Err(Refusal { argument: "margin", value: margin, must: "be in [-1, 1]" });
        }
        Ok(Self { margin, binary: arguments.binary_targets })
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
    fn finish<S: Simd>(self, found: &Found<SUMS>, target: f64) -> Outcome<Coefficients, 2> {
        let [x, y, dot] = &found.sums;
        let target = if self.binary { 2.0 * target - 1.0 } else { target };
        let of = Cosine::of::<S::NarrowF64>(x, y, dot);
        // l and ∂l/∂cos.
        let (loss, slope) = if target == 1.0 {
            (of.distance, -1.0)
        } else if target == -1.0 {
            // NaN stays NaN.
            if of.cosine <= self.margin { (0.0, 0.0) } else { (of.cosine - self.margin, 1.0) }
        } else {
            // The sums of squares are NaN only if an element is.
            (if x.value().is_nan() || y.value().is_nan() || target.is_nan() { f64::NAN } else { 0.0 }, 0.0)
        };
        cosine::outcome(found, &of, loss, slope)
    }

    #[inline(always)]
    fn derivatives<S: Simd, const COMMON: bool>(self, x: [S::F64; 2], of: &Coefficients, _: usize) -> [S::F64; 2] {
        cosine::derivatives::<S>(x, of)
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::super::cosine;
    use super::{CosineEmbedding, SUMS};
    use crate::loss_rows::RowReference;
    use std::vec;
    use std::vec::Vec;

    impl CosineEmbedding {
        /// The target as −1 or 1.
        fn sign(&self, target: f64) -> f64 {
            if self.binary { 2.0 * target - 1.0 } else { target }
        }
    }

    impl RowReference<2, SUMS> for CosineEmbedding {
        fn reference(&self, [x, y]: [&[f64]; 2], target: f64) -> (f64, [Vec<f64>; 2]) {
            let (cosine, by_first) = cosine::reference(x, y);
            let by_second = cosine::reference(y, x).1;
            let target = self.sign(target);
            let (loss, slope) = if target == 1.0 {
                (1.0 - cosine, -1.0)
            } else if target == -1.0 && cosine > self.margin {
                (cosine - self.margin, 1.0)
            } else {
                (0.0, 0.0)
            };
            (loss, [by_first, by_second].map(|by| by.into_iter().map(|d| slope * d).collect()))
        }

        fn kinks(&self, [x, y]: [&[f64]; 2], target: f64) -> Vec<f64> {
            if self.sign(target) == -1.0 { vec![cosine::reference(x, y).0 - self.margin] } else { Vec::new() }
        }
    }
}
