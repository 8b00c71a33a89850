//! Fair loss.
//!
//! l = c²·(u − log(1 + u)), u = |x − t|/c, value = Σ w·l / Σ w.  ∂l/∂x = (x − t)/(1 + u),  ∂²l/∂x² = 1/(1 + u)².
//!
//! For regression with outliers: about ½(x − t)² for errors well below `c`, beyond it growing less than the absolute
//! error times c. No error has a gradient of more than c. It is the robust loss whose second derivative is above 0
//! everywhere and falls no faster than a square. Nothing cancels near 0. An infinite error has an infinite loss, the
//! derivative ±c and the second derivative 0. A subnormal c counts as the least normal `double`.
//!
//! Reference: Z. Zhang, Parameter estimation techniques: a tutorial with application to conic fitting, INRIA RR-2676,
//! 1995, section on M-estimators.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, number_in_range, positive_or, with_sign_of};
use crate::math::{Coefficients, Quotient, excess_log1p};
use crate::simd::Real;

/// c²·(|r|/c − log(1 + |r|/c)).
#[derive(Clone, Copy, Debug)]
pub struct Fair {
    c: f64,
}

/// 2^−60: below it u − log(1 + u) is ½u² in either type.
const TINY: f64 = 1.0 / (1u64 << 60) as f64;

impl Default for Fair {
    fn default() -> Self {
        Self { c: 1.0 }
    }
}

impl Elementwise<1, 1> for Fair {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { c: positive_or(1.0, "c", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let c = number_in_range::<R::Lane>(self.c);
        let error = x - t;
        let size = error.abs();
        let u = Quotient::by(c).of(size);
        let c = R::splat(c);
        let sum = R::splat(1.0) + u;
        let inverse = R::splat(1.0) / sum;
        // c·(c·(u − log(1 + u))): c² need not be in range. Where u is far out, its logarithm counts for nothing, and u itself
        // may be out of range; where it is tiny its square may be.
        let (near, far) = (u.lt(R::splat(TINY)), R::splat(1.0 / TINY).lt(u));
        let loss = R::select(near, (R::splat(0.5) * size) * size, (c * excess_log1p(u, inverse)) * c);
        Derivatives {
            loss: R::select(far, size * c, loss),
            first: [with_sign_of(R::select(far, c, Quotient::with(sum, inverse).of(size)), error)],
            second: [inverse * inverse],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Fair {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (error, c) = (x - t, self.c);
        let u = error.abs() / c;
        // Near 0 by the series of the logarithm.
        let excess = if u < 0.1 {
            (2..30).rev().fold(0.0, |sum, k| 1.0 / f64::from(k) - u * sum) * u * u
        } else {
            u - u.ln_1p()
        };
        [c * c * excess, error / (1.0 + u), 1.0 / ((1.0 + u) * (1.0 + u))].into()
    }

    /// The second derivative has one.
    fn kink(&self, [x]: [f64; 1], [t]: [f64; 1]) -> f64 {
        x - t
    }
}
