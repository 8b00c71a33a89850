//! Pseudo-Huber loss.
//!
//! l = δ²·(H − 1), H = √(1 + ((x − t)/δ)²), value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/H,  ∂²l/∂x² = 1/H³.
//!
//! For regression with outliers: about ½(x − t)² for errors well below δ = `delta` and δ·|x − t| for those beyond, as
//! the Huber loss, but with derivatives of every order. No error has a gradient of more than δ. Nothing cancels near 0,
//! and no square overflows. An infinite error has an infinite loss, the derivative ±δ and the second derivative 0. A δ
//! of which `double` has no normal number counts as the nearest that it has.
//!
//! Reference: R. Hartley, A. Zisserman, Multiple View Geometry in Computer Vision, 2003, appendix 6.8.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, in_range, positive_or, with_sign_of};
use crate::math::Coefficients;
use crate::simd::Real;

/// δ²·(√(1 + (r/δ)²) − 1).
#[derive(Clone, Copy, Debug)]
pub struct PseudoHuber {
    delta: f64,
}

impl Default for PseudoHuber {
    fn default() -> Self {
        Self { delta: 1.0 }
    }
}

impl Elementwise<1, 1> for PseudoHuber {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { delta: positive_or(1.0, "delta", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (one, delta) = (R::splat(1.0), in_range::<R>(self.delta));
        let error = x - t;
        let size = error.abs();
        // With the ratio q ≤ 1 of the smaller to the larger of |r| and δ: √(r² + δ²) is the larger times k = √(1 + q²).
        // A NaN in the error stays in both.
        let (smaller, larger) = (-(-delta).max(-size), delta.max(size));
        let ratio = smaller / larger;
        let root = ratio.mul_add(ratio, one).square_root();
        // |r|/H is the smaller over k, and 1/H = δ/√(r² + δ²).
        let slope = smaller / root;
        let inverse = R::select(size.lt(delta), one, ratio) / root;
        Derivatives {
            // δ²·(H − 1) = r²/(H + 1).
            loss: size * (slope / (one + inverse)),
            first: [with_sign_of(slope, error)],
            second: [inverse * inverse * inverse],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for PseudoHuber {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let error = x - t;
        let root = (error / self.delta).hypot(1.0);
        [error * error / (1.0 + root), error / root, root.powi(-3)].into()
    }
}
