//! Squared epsilon-insensitive loss.
//!
//! l = e², e = max(0, |x − t| − ε), value = Σ w·l / Σ w.  ∂l/∂x = 2·sign(x − t)·e.  ∂²l/∂x² = 2 where |x − t| > ε, else 0,
//! at |x − t| = ε as well.
//!
//! For support-vector regression with squared errors: those of up to ε = `epsilon` cost nothing, and of larger ones the
//! square of what exceeds ε. Without such a margin (ε = 0) it is loss_mse; 0 stands for the default here.
//!
//! Reference: A. Smola, B. Schölkopf, A tutorial on support vector regression, Statistics and Computing 14, 2004,
//! section 1.2, of whose loss it is the square.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, in_range, positive_or, with_sign_of};
use crate::math::Coefficients;
use crate::simd::Real;

/// max(0, |r| − ε)².
#[derive(Clone, Copy, Debug)]
pub struct SquaredEpsilonInsensitive {
    epsilon: f64,
}

impl Default for SquaredEpsilonInsensitive {
    fn default() -> Self {
        Self { epsilon: 0.1 }
    }
}

impl Elementwise<1, 1> for SquaredEpsilonInsensitive {
    const BOUND_BY_MEMORY: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { epsilon: positive_or(0.1, "epsilon", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let epsilon = in_range::<R>(self.epsilon);
        let error = x - t;
        let size = error.abs();
        let excess = (size - epsilon).at_least(0.0);
        Derivatives {
            loss: excess * excess,
            first: [with_sign_of(excess + excess, error)],
            second: [R::splat(2.0).keep(epsilon.lt(size)).or_nan_of(error)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for SquaredEpsilonInsensitive {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let error = x - t;
        let excess = error.abs() - self.epsilon;
        if excess > 0.0 { [excess * excess, 2.0 * excess * error.signum(), 2.0].into() } else { [0.0; 3].into() }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        (x - t).abs() - self.epsilon
    }
}
