//! Margin ranking loss.
//!
//! l = max(0, m − t·(first − second)).
//! ∂l/∂first = −t where m − t·(first − second) > 0, else 0, at the kink as well,  ∂l/∂second = −∂l/∂first.
//!
//! For pairs of scores of which one should be the larger: the first where t = 1, the second where t = −1, by m = `margin`.
//! With the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1
//! to 1 leaves its pair out: l = max(0, m), whatever the scores are.
//!
//! Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
//!
//! Reference: R. Herbrich, T. Graepel, K. Obermayer, Large margin rank boundaries for ordinal regression, Advances in Large
//! Margin Classifiers, 2000, chapter 7.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, finite};
use crate::math::Coefficients;
use crate::simd::Real;

/// max(0, m − t·(x₁ − x₂)).
#[derive(Clone, Copy, Debug, Default)]
pub struct MarginRanking {
    margin: f64,
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

impl Elementwise<2, 1> for MarginRanking {
    const BOUND_BY_MEMORY: bool = true;
    const BINARY_TARGETS: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { margin: finite("margin", arguments.scalars[0])?, binary: arguments.binary_targets })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [one, other]: [R; 2], [t]: [R; 1]) -> Derivatives<R, 2> {
        let zero = R::splat(0.0);
        let t = if self.binary { t.mul_add(R::splat(2.0), R::splat(-1.0)) } else { t };
        // A target of 0 is a coefficient of 0: the scores are left out, also where they are infinite or NaN.
        let difference = (one - other).without(t.eq(zero));
        let lack = (-t).mul_add(difference, R::splat(self.margin));
        let inside = t.without(lack.le(zero)).or_nan_of(lack);
        Derivatives { loss: lack.at_least(0.0), first: [zero - inside, inside], second: [zero; 2] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 1> for MarginRanking {
    fn reference(&self, [one, other]: [f64; 2], [t]: [f64; 1]) -> Derivatives<f64, 2> {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        let lack = if t == 0.0 { self.margin } else { self.margin - t * (one - other) };
        if lack > 0.0 {
            Derivatives { loss: lack, first: [-t, t], second: [0.0; 2] }
        } else {
            Derivatives { loss: 0.0, first: [0.0; 2], second: [0.0; 2] }
        }
    }

    fn kink(&self, [one, other]: [f64; 2], [t]: [f64; 1]) -> f64 {
        let t = if self.binary { 2.0 * t - 1.0 } else { t };
        self.margin - t * (one - other)
    }
}
