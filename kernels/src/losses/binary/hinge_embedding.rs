//! Hinge loss of distances.
//!
//! l = x for t = 1, max(0, m − x) for t = −1.
//! ∂l/∂x = 1 for t = 1; for t = −1 it is −1 where x < m, else 0, at the kink x = m as well.  ∂²l/∂x² = 0.
//!
//! For embeddings of pairs: x is the distance of a pair, t is 1 if its members belong together, −1 if they do not.
//! Similar pairs are drawn together, others pushed apart until their distance is m = `margin`. With the flag
//! LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these.
//!
//! A distance is not checked: a negative x has a negative loss for t = 1. A target that is neither 1 nor −1 has the sum
//! of both branches, x + max(0, m − x), which is max(x, m), as in PyTorch.
//!
//! Reference: R. Hadsell, S. Chopra, Y. LeCun, Dimensionality reduction by learning an invariant mapping, CVPR 2006,
//! section 2.1.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, positive_or};
use crate::math::Coefficients;
use crate::simd::Real;

/// x, or max(0, m − x).
#[derive(Clone, Copy, Debug)]
pub struct HingeEmbedding {
    margin: f64,
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Default for HingeEmbedding {
    fn default() -> Self {
        Self { margin: 1.0, binary: false }
    }
}

impl Elementwise<1, 1> for HingeEmbedding {
    const BOUND_BY_MEMORY: bool = true;
    const BINARY_TARGETS: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { margin: positive_or(1.0, "margin", arguments.scalars[0])?, binary: arguments.binary_targets })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let t = if self.binary { t.mul_add(R::splat(2.0), R::splat(-1.0)) } else { t };
        let (one, margin) = (R::splat(1.0), R::splat(self.margin));
        let (similar, other) = (t.eq(one), t.eq(-one));
        // The margin may be infinite in the type that is computed with, and so may be x.
        let apart = (margin - x).without(margin.le(x));
        // Of any other target the sum of both branches: the maximum is formed without that sum, which rounds.
        let loss = R::select(similar, x, R::select(other, apart, margin.max(x)));
        let slope = R::select(other, (-one).keep(x.lt(margin)), one.keep(margin.lt(x)));
        let number = loss.or_nan_of(t);
        Derivatives {
            loss: number,
            first: [R::select(similar, one, slope).or_nan_of(number)],
            second: [R::splat(0.0).or_nan_of(number)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for HingeEmbedding {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        if t == 1.0 {
            [x, 1.0, 0.0].into()
        } else if t == -1.0 {
            [(self.margin - x).max(0.0), if x < self.margin { -1.0 } else { 0.0 }, 0.0].into()
        } else {
            [x.max(self.margin), if x > self.margin { 1.0 } else { 0.0 }, 0.0].into()
        }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        if t == 1.0 { 1.0 } else { self.margin - x }
    }
}
