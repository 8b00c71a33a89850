//! Pseudo-Huber loss.
//!
//! l = δ²·(H − 1), H = √(1 + ((x − t)/δ)²), value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/H,  ∂²l/∂x² = 1/H³.
//!
//! For regression with outliers: about ½(x − t)² for errors well below δ = `delta` and δ·|x − t| for those beyond, as
//! the Huber loss, but with derivatives of every order. No error has a gradient of more than δ. Nothing cancels near 0,
//! and no square overflows. An infinite error has an infinite loss, the derivative ±δ and the second derivative 0. A subnormal δ counts as the least normal `double`.
//!
//! Reference: R. Hartley, A. Zisserman, Multiple View Geometry in Computer Vision, 2003, appendix 6.8.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, number_in_range, positive_or, with_sign_of};
use crate::math::{Coefficients, Quotient, power_of_two};
use crate::simd::{Lane, Real};

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
        let (one, delta) = (R::splat(1.0), number_in_range::<R::Lane>(self.delta));
        let error = x - t;
        let size = error.abs();
        let u = Quotient::by(delta).of(size);
        let root = u.mul_add(u, one).square_root();
        let inverse = one / root;
        // δ²·(H − 1) = r²/(H + 1), as |r| times a number below δ: r² need not be in range.
        let mean = size / (one + root);
        // Far out u² is out of range. There H is u, 1 nothing beside it, and the inverse's cube 0.
        let far = R::splat(power_of_two(R::Lane::BIAS as i32 / 2 - 4)).lt(u);
        let delta = R::splat(delta);
        Derivatives {
            loss: size * R::select(far, delta, mean),
            first: [with_sign_of(R::select(far, delta, Quotient::with(root, inverse).of(size)), error)],
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
