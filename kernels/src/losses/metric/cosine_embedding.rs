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

use crate::loss::{Arguments, Refusal};
use crate::loss_rows::{Found, Outcome, Rowwise, scale_for};
use crate::math::{Extended, power_of_two, square_root};
use crate::simd::{Real, Simd};

/// 1 − cos(x, y), or max(0, cos(x, y) − m).
#[derive(Clone, Copy, Debug)]
pub struct CosineEmbedding {
    margin: f64,
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

/// Σ x², Σ y² and Σ x·y.
const SUMS: usize = 3;

/// What derivatives of a row are made with. x and y are multiplied by powers of two beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Coefficients {
    scales: [f64; 2],
    /// ∂l/∂cos / (‖x‖·‖y‖).
    across: f64,
    /// −∂l/∂cos·cos/‖x‖², and of y.
    along: [f64; 2],
}

/// The cosine of a row, neither of whose vectors is 0.
struct Cosine {
    cosine: f64,
    /// 1 − cosine.
    distance: f64,
    /// 1/(‖x‖·‖y‖).
    inverse: f64,
}

/// A product of two numbers that are sums of two each, as such a sum; its error is a few units of the second.
#[inline(always)]
fn product<R: Real<Lane = f64>>((a, a_rest): (f64, f64), (b, b_rest): (f64, f64)) -> (f64, f64) {
    let leading = a * b;
    let lost = R::splat(a).mul_add(R::splat(b), R::splat(-leading)).first();
    (leading, lost + (a * b_rest + a_rest * b))
}

impl Cosine {
    /// From the sums: 1 − cos = (‖x‖²·‖y‖² − (Σ x·y)²) / (‖x‖·‖y‖·(‖x‖·‖y‖ + Σ x·y)), of which nothing cancels but the
    /// difference of two products that are good to twice the digits.
    #[inline(always)]
    fn of<R: Real<Lane = f64>>(found: &Found<SUMS>) -> Self {
        let [x, y, dot] = [found.sums[0].pair(), found.sums[1].pair(), found.sums[2].pair()];
        // Norms between 1 and 2, as their product may be out of range. The squares are normal numbers.
        let halves = [Extended::new(x.0).exponent() >> 1, Extended::new(y.0).exponent() >> 1];
        let by = [power_of_two(-2 * halves[0]), power_of_two(-2 * halves[1])];
        let both = power_of_two(-halves[0] - halves[1]);
        let squares = product::<R>((x.0 * by[0], x.1 * by[0]), (y.0 * by[1], y.1 * by[1]));
        let dot = (dot.0 * both, dot.1 * both);
        let norms = square_root(squares.0);
        let cosine = dot.0 / norms;
        let distance = if dot.0 > 0.0 {
            let square = product::<R>(dot, dot);
            let left = (squares.0 - square.0) + (squares.1 - square.1);
            let distance = left / (norms * (norms + dot.0));
            // By Cauchy and Schwarz; NaN stays NaN.
            if distance < 0.0 { 0.0 } else { distance }
        } else {
            1.0 - cosine
        };
        let cosine = if cosine > 1.0 { 1.0 } else { cosine };
        let cosine = if cosine < -1.0 { -1.0 } else { cosine };
        Self { cosine, distance, inverse: both / norms }
    }
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
        [x, y]: [S::F64; 2],
        found: &Found<SUMS>,
    ) -> [[S::F64; 2]; SUMS] {
        let (x, y) = (x * S::F64::splat(found.scales[0]), y * S::F64::splat(found.scales[1]));
        [[x, x], [y, y], [x, y]]
    }

    #[inline(always)]
    fn scales(self, found: &Found<SUMS>) -> [f64; SUMS] {
        [scale_for(found.sums[0].value()), scale_for(found.sums[1].value()), 1.0]
    }

    #[inline(always)]
    fn finish<S: Simd>(self, found: &Found<SUMS>, target: f64) -> Outcome<Coefficients, 2> {
        let (x, y) = (found.sums[0].value(), found.sums[1].value());
        let target = if self.binary { 2.0 * target - 1.0 } else { target };
        let of = if x == 0.0 || y == 0.0 {
            Cosine { cosine: x * y, distance: 1.0 - x * y, inverse: 0.0 }
        } else {
            Cosine::of::<S::NarrowF64>(found)
        };
        // l and ∂l/∂cos.
        let (loss, slope) = if target == 1.0 {
            (of.distance, -1.0)
        } else if target == -1.0 {
            // NaN stays NaN.
            if of.cosine <= self.margin { (0.0, 0.0) } else { (of.cosine - self.margin, 1.0) }
        } else {
            // The sums of squares are NaN only if an element is.
            (if x.is_nan() || y.is_nan() || target.is_nan() { f64::NAN } else { 0.0 }, 0.0)
        };
        let across = slope * of.inverse;
        let along = -slope * of.cosine;
        let scales = [found.scales[0], found.scales[1]];
        let coefficients = Coefficients { scales, across, along: [along / x, along / y] };
        // Without a direction there is no gradient. (NaN is not 0.)
        Outcome { loss, coefficients: (across != 0.0).then_some(coefficients), gains: scales }
    }

    #[inline(always)]
    fn derivatives<S: Simd, const COMMON: bool>(self, [x, y]: [S::F64; 2], of: &Coefficients, _: usize) -> [S::F64; 2] {
        let (x, y) = (x * S::F64::splat(of.scales[0]), y * S::F64::splat(of.scales[1]));
        let across = S::F64::splat(of.across);
        [y.mul_add(across, x * S::F64::splat(of.along[0])), x.mul_add(across, y * S::F64::splat(of.along[1]))]
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::{CosineEmbedding, SUMS};
    use crate::loss_rows::RowReference;
    use std::vec;
    use std::vec::Vec;

    impl CosineEmbedding {
        /// cos(x, y) and its derivatives by x.
        fn cosine(x: &[f64], y: &[f64]) -> (f64, Vec<f64>) {
            let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            let norms = dot(x, x).sqrt() * dot(y, y).sqrt();
            if norms == 0.0 {
                return (0.0, vec![0.0; x.len()]);
            }
            let cosine = dot(x, y) / norms;
            (cosine, x.iter().zip(y).map(|(a, b)| b / norms - cosine * a / dot(x, x)).collect())
        }

        /// The target as −1 or 1.
        fn sign(&self, target: f64) -> f64 {
            if self.binary { 2.0 * target - 1.0 } else { target }
        }
    }

    impl RowReference<2, SUMS> for CosineEmbedding {
        fn reference(&self, [x, y]: [&[f64]; 2], target: f64) -> (f64, [Vec<f64>; 2]) {
            let (cosine, by_first) = Self::cosine(x, y);
            let by_second = Self::cosine(y, x).1;
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
            if self.sign(target) == -1.0 { vec![Self::cosine(x, y).0 - self.margin] } else { Vec::new() }
        }
    }
}
