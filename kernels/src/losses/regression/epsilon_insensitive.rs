//! Epsilon-insensitive loss.
//!
//! l = max(0, a − ε), a = |x − t|, value = Σ w·l / Σ w.  ∂l/∂x = sign(x − t) where a > ε, else 0, at the kink a = ε as
//! well.  ∂²l/∂x² = 0.
//!
//! For support-vector regression: errors of up to ε = `epsilon` cost nothing, and larger ones are penalised as the
//! absolute error is. Without such a margin (ε = 0) it is loss_l1; 0 stands for the default here.
//!
//! Reference: A. Smola, B. Schölkopf, A tutorial on support vector regression, Statistics and Computing 14, 2004,
//! section 1.2.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, in_range, positive_or, with_sign_of};
use crate::math::Coefficients;
use crate::simd::Real;

/// max(0, |r| − ε).
#[derive(Clone, Copy, Debug)]
pub struct EpsilonInsensitive {
    epsilon: f64,
}

impl Default for EpsilonInsensitive {
    fn default() -> Self {
        Self { epsilon: 0.1 }
    }
}

impl Elementwise<1, 1> for EpsilonInsensitive {
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
        let slope = with_sign_of(R::splat(1.0), error).keep(epsilon.lt(size));
        Derivatives {
            loss: (size - epsilon).at_least(0.0),
            first: [slope.or_nan_of(error)],
            second: [R::splat(0.0).or_nan_of(error)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for EpsilonInsensitive {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let error = x - t;
        if error.abs() > self.epsilon {
            [error.abs() - self.epsilon, error.signum(), 0.0].into()
        } else {
            [0.0; 3].into()
        }
    }

    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        (x - t).abs() - self.epsilon
    }
}
