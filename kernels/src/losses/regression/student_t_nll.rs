//! Negative log-likelihood of Student's t-distribution.
//!
//! l = log b + ½(ν + 1)·log(1 + k²/ν), k = (loc − target)/b, b = max(scale, ε).
//! ∂l/∂loc = (ν + 1)·k/(ν + k²)/b,  ∂l/∂scale = ν·(1 − k²)/(ν + k²)/b, also for scale < ε.
//!
//! For regression that predicts its own uncertainty and has outliers that tell nothing: a location and a scale per
//! element. ν = `df`, the degrees of freedom, says how heavy the tails are: 1 is the Cauchy distribution, 3 to 10 are usual,
//! and a large ν is the Gaussian. The gradient by the location falls again beyond |k| = √ν, so that a target far away has
//! hardly any; the one by the scale approaches −ν/b there.
//!
//! ν must be given, as a default would hide the choice. Outside of 2^−126 to 2^126 (double: 2^−1022 to 2^1022) it counts as
//! the nearest of these, but in the constant term. ε = `epsilon` keeps the scale away from 0; the gradient by a scale below ε
//! is that at ε, not 0, so that the scale can recover. An ε below the smallest normal number of `double` counts as that. With
//! the flag LOSS_FULL the term ½·log νπ + log Γ(ν/2) − log Γ((ν + 1)/2), on which no gradient depends, is added. Both
//! gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
//!
//! Reference: K. L. Lange, R. J. A. Little, J. M. G. Taylor, Robust statistical modeling using the t distribution, Journal of
//! the American Statistical Association 84, 1989, section 2.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, positive_or};
use crate::math::{Coefficients, log, log_of_sum, one_plus, power_of_two, square_root, student_constant};
use crate::simd::{Lane, Real};

/// log b + ½(ν + 1)·log(1 + k²/ν).
#[derive(Clone, Copy, Debug)]
pub struct StudentTNll {
    df: f64,
    epsilon: f64,
    /// With LOSS_FULL, else 0.
    constant: f64,
}

impl Default for StudentTNll {
    fn default() -> Self {
        Self { df: 1.0, epsilon: 1e-6, constant: 0.0 }
    }
}

impl Elementwise<2, 1> for StudentTNll {
    const FULL: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [df, epsilon, ..] = arguments.scalars;
        if !(df > 0.0 && df.is_finite()) {
            return Err(Refusal { argument: "df", value: df, must: "be finite and above 0" });
        }
        Ok(Self {
            df,
            epsilon: positive_or(1e-6, "epsilon", epsilon)?,
            constant: if arguments.full { student_constant(df) } else { 0.0 },
        })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [location, scale]: [R; 2], [t]: [R; 1]) -> Derivatives<R, 2> {
        let one = R::splat(1.0);
        // In the range of the type, so that ν, ν + 1 and their quotient are numbers of it.
        let largest = power_of_two(R::Lane::BIAS as i32 - 1);
        let limited = if self.df > largest { largest } else { self.df };
        let df = if limited < R::Lane::SMALLEST_NORMAL { R::Lane::SMALLEST_NORMAL } else { limited };
        let more = df + 1.0;

        let b = R::splat(self.epsilon).at_least(R::Lane::SMALLEST_NORMAL).max(scale);
        let error = location - t;
        let k = error / b;
        // u = |k|/√ν. Its square is no number everywhere, and 1 counts for nothing beside that from 2^40 on. Where u itself
        // is none, its logarithm is a difference, of which the larger has the digits.
        let root = R::splat(1.0 / square_root(df));
        let u = k.abs() * root;
        let far = R::splat(power_of_two(40)).lt(u);
        let beyond = u.eq(R::splat(f64::INFINITY));
        let (sum, lost) = one_plus(u * u);
        let of = R::select(beyond, error.abs() * root, R::select(far, u, sum));
        let log_b = log(b);
        let logarithm = log_of_sum((of, lost.without(far))) - log_b.keep(beyond);
        let logarithm = R::select(far, logarithm + logarithm, logarithm);
        // A square that may underflow is the logarithm; k² itself is then in range.
        let near = u.lt(R::splat(power_of_two(-30)));
        let tail = R::select(near, R::splat(more / df) * k * k, R::splat(more) * logarithm);

        // (ν + 1)·k/(ν + k²), and ν·(1 − k²)/(ν + k²), which cancels only where |k| is near 1.
        let slope = (R::splat(more / df) * k) / sum;
        let excess = (one - k.abs()) * ((one + k.abs()) / sum);
        let excess = R::select(far, R::splat(-df), excess);
        Derivatives {
            loss: log_b + R::splat(0.5).mul_add(tail, R::splat(self.constant)),
            first: [R::select(far, R::splat(more), slope) / R::select(far, error, b), excess / b],
            second: [R::splat(0.0); 2],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 1> for StudentTNll {
    const PARAMETERS: [f64; 4] = [3.5, 0.25, 0.0, 0.0];

    fn reference(&self, [location, scale]: [f64; 2], [t]: [f64; 1]) -> Derivatives<f64, 2> {
        let (df, b) = (self.df, scale.max(self.epsilon));
        let k = (location - t) / b;
        Derivatives {
            loss: b.ln() + 0.5 * (df + 1.0) * (k * k / df).ln_1p() + self.constant,
            first: [(df + 1.0) * k / (df + k * k) / b, df * (1.0 - k * k) / (df + k * k) / b],
            second: [0.0; 2],
        }
    }

    /// Below ε the gradient is not that of the value.
    fn kink(&self, [_, scale]: [f64; 2], _: [f64; 1]) -> f64 {
        (scale - self.epsilon).max(0.0)
    }
}
