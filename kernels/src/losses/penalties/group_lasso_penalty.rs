//! Group lasso penalty.
//!
//! value = λ·√dim·Σ_g ‖x_g‖, ‖x_g‖ = √(Σ x²) over the elements of a group.
//! ∂value/∂x = λ·√dim·x/‖x_g‖, exactly 0 where ‖x_g‖ = 0.  ∂²value/∂x² = λ·√dim·(1 − x²/‖x_g‖²)/‖x_g‖, there 0 too.
//!
//! For parameters that are needed together or not at all: a row of `param` is a group x_g, for example all weights of an
//! input. √dim gives λ the same meaning for groups of any size; groups of another size are another call. With
//! LOSS_ACCUMULATE the gradient is added to the gradient of a loss. A penalty is a sum: options.reduction is 0 or LOSS_SUM;
//! weight, mask and losses are per group, and a weight multiplies √dim.
//!
//! Norms may have any size, also where their squares are out of range. An infinite element makes the value infinite: if it
//! is the only one of its group, its derivative is ±λ·√dim; of several infinite elements the derivatives depend on how fast
//! each grows, and are NaN. Those of finite elements in the group are 0, and so are all second derivatives. Where one
//! element is nearly the whole norm, its second derivative is nearly 0, with an error of about 2⁻⁵⁰ (`float`) or 2⁻¹⁰⁰
//! (`double`) times λ·√dim/‖x_g‖. λ = 0 turns the penalty off, also against infinity and NaN.
//!
//! Reference: M. Yuan, Y. Lin, Model selection and estimation in regression with grouped variables, Journal of the Royal
//! Statistical Society B 68, 2006, section 2.

use crate::loss::{Arguments, Refusal, coefficient, with_sign_of};
use crate::loss_rows::{Found, Outcome, Rowwise, scale_for};
use crate::math::{Extended, square_root};
use crate::simd::{Real, Simd};

/// λ·√dim·‖x‖.
#[derive(Clone, Copy, Debug)]
pub struct GroupLassoPenalty {
    lambda: f64,
    /// √dim.
    root: f64,
}

/// Σ x².
const SUMS: usize = 1;

/// In place of an infinite element, after scaling: more than 2^80 times any finite one, and its square is still finite, so
/// that the sum of squares tells how many infinite elements there are.
const ENDLESS: f64 = f64::from_bits((1023 + 505) << 52);

/// What derivatives of a group are made with. Elements y are multiplied by a power of two beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Coefficients {
    scale: f64,
    /// ‖y‖/√dim.
    divisor: f64,
    /// One over that.
    inverse: f64,
    /// ‖y‖², and what its rounding left.
    square: (f64, f64),
    /// Of a group with infinite elements, the size of their derivatives, less the factor λ.
    endless: Option<f64>,
}

impl Rowwise<1, SUMS> for GroupLassoPenalty {
    const CURVED: bool = true;

    type Coefficients = Coefficients;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { lambda: coefficient("lambda", arguments.scalars[0])?, root: 1.0 })
    }

    #[inline(always)]
    fn of_dim(self, dim: usize) -> Self {
        Self { root: square_root(dim as f64), ..self }
    }

    #[inline(always)]
    fn terms<S: Simd, const COMMON: bool, const ALL: bool>(
        self,
        [x]: [S::F64; 1],
        found: &Found<SUMS>,
    ) -> [[S::F64; 2]; SUMS] {
        let size = (x * S::F64::splat(found.scales[0])).abs();
        let endless = S::F64::splat(ENDLESS);
        // NaN stays NaN. Finite elements of that size are measured once more, with another scale.
        let size = S::F64::select(endless.lt(size), endless, size);
        [[size, size]]
    }

    #[inline(always)]
    fn scales(self, found: &Found<SUMS>) -> [f64; SUMS] {
        [scale_for(found.sums[0].value())]
    }

    #[inline(always)]
    fn finish<S: Simd>(self, found: &Found<SUMS>, _: f64) -> Outcome<Coefficients, 1> {
        let (sum, scale) = (found.sums[0].value(), found.scales[0]);
        // Neither has a direction. (NaN is not 0.)
        if self.lambda == 0.0 || sum == 0.0 {
            return Outcome { loss: 0.0, coefficients: None, gains: [1.0] };
        }
        let norm = square_root(sum);
        let endless = if sum < ENDLESS * ENDLESS {
            None
        } else if sum < 1.5 * ENDLESS * ENDLESS {
            Some(self.root)
        } else {
            Some(f64::NAN)
        };
        let loss = if endless.is_some() && !sum.is_nan() {
            f64::INFINITY
        } else if scale == 1.0 {
            self.lambda * (self.root * norm)
        } else {
            // Partial products may be out of range where the loss is not.
            Extended::new(self.lambda).times(Extended::new(self.root * norm)).times(Extended::new(1.0 / scale)).value()
        };
        let divisor = norm / self.root;
        let coefficients =
            Coefficients { scale, divisor, inverse: 1.0 / divisor, square: found.sums[0].pair(), endless };
        Outcome { loss, coefficients: Some(coefficients), gains: [self.lambda] }
    }

    #[inline(always)]
    fn derivatives<S: Simd, const COMMON: bool>(self, [x]: [S::F64; 1], of: &Coefficients, _: usize) -> [S::F64; 1] {
        let y = x * S::F64::splat(of.scale);
        if let Some(size) = of.endless {
            let endless = y.abs().eq(S::F64::splat(f64::INFINITY));
            return [with_sign_of(S::F64::splat(size), y).keep(endless)];
        }
        // The quotient: a product with the inverse, and what that left over. An element that is the whole norm has ±√dim.
        let inverse = S::F64::splat(of.inverse);
        let quotient = y * inverse;
        let rest = quotient.mul_add(S::F64::splat(-of.divisor), y);
        [rest.mul_add(inverse, quotient)]
    }

    #[inline(always)]
    fn curvatures<S: Simd>(self, [x]: [S::F64; 1], of: &Coefficients) -> S::F64 {
        let zero = S::F64::splat(0.0);
        if of.endless.is_some() {
            return zero;
        }
        // ‖y‖² − y² to twice the digits, as nearly nothing of it may be left; relative to ‖y‖².
        let y = x * S::F64::splat(of.scale);
        let square = y * y;
        let lost = y.mul_add(y, -square);
        let left = (S::F64::splat(of.square.0) - square) + (S::F64::splat(of.square.1) - lost);
        left.at_least(0.0) * S::F64::splat(1.0 / of.square.0)
    }

    #[inline(always)]
    fn curvature_factors(self, of: &Coefficients, factor: f64) -> [f64; 2] {
        // λ·√dim/‖x‖.
        let slope = Extended::new(self.lambda).times(Extended::new(of.inverse)).times(Extended::new(of.scale));
        slope.times(Extended::new(factor)).factors()
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::{GroupLassoPenalty, SUMS};
    use crate::loss_rows::RowReference;
    use std::vec;
    use std::vec::Vec;

    impl GroupLassoPenalty {
        fn norm(x: &[f64]) -> f64 {
            x.iter().map(|x| x * x).sum::<f64>().sqrt()
        }
    }

    impl RowReference<1, SUMS> for GroupLassoPenalty {
        fn reference(&self, [x]: [&[f64]; 1], _: f64) -> (f64, [Vec<f64>; 1]) {
            let (factor, norm) = (self.lambda * (x.len() as f64).sqrt(), Self::norm(x));
            let slope = |x: &f64| if norm == 0.0 { 0.0 } else { factor * x / norm };
            (factor * norm, [x.iter().map(slope).collect()])
        }

        fn second_derivatives(&self, [x]: [&[f64]; 1]) -> Vec<f64> {
            let (factor, norm) = (self.lambda * (x.len() as f64).sqrt(), Self::norm(x));
            // The squares of the elements before each, and of those behind it: of all but one nothing cancels.
            let mut others = vec![0.0; x.len()];
            let (mut before, mut behind) = (0.0, 0.0);
            for i in 0..x.len() {
                others[i] += before;
                before += x[i] * x[i];
                let j = x.len() - 1 - i;
                others[j] += behind;
                behind += x[j] * x[j];
            }
            let curvature = |other: &f64| if norm == 0.0 { 0.0 } else { factor * other / (norm * norm * norm) };
            others.iter().map(curvature).collect()
        }

        /// The norm has no derivative at 0, which a single element goes through, and several elements together do not.
        fn kinks(&self, [x]: [&[f64]; 1], _: f64) -> Vec<f64> {
            if let [x] = x { vec![*x] } else { vec![Self::norm(x)] }
        }
    }
}
