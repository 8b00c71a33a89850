//! Focal loss of probabilities.
//!
//! l = α_t·m^γ·C, C = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), m = (1 − t)·x + t·(1 − x).
//! ∂l/∂x = α_t·m^(γ − 1)·(γ·(1 − 2t)·C + m·C'),
//! ∂²l/∂x² = α_t·m^(γ − 2)·(γ(γ − 1)·(1 − 2t)²·C + 2γ·(1 − 2t)·m·C' + m²·C'').
//!
//! For two classes of which one is rare, where a model gives only probabilities: C is the binary cross-entropy of
//! loss_bce, with its clamps and derivatives C' and C'', and the weight m^γ, γ = `gamma`, leaves little of elements
//! that are nearly right. x is a probability, t a target in [0, 1]. α_t = α·t + (1 − α)·(1 − t) with α = `alpha`
//! balances the classes; 0 switches it off: α_t = 1. For a model that ends in a sigmoid, use loss_sigmoid_focal on the
//! numbers before the sigmoid.
//!
//! Where m is 0 the loss and its derivatives are 0; the second derivative would be infinite there for γ below 1. An x
//! outside [0, 1] is not an error: value and derivatives are NaN as for loss_bce, but 0 where rounding left x just
//! beyond a target of 0 or 1.
//!
//! Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.

use super::bce::Bce;
use super::focus::Focus;
use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, log_pair, power_of_logarithm};
use crate::simd::{Lane, Real};

/// α_t·m^γ·C.
#[derive(Clone, Copy, Debug, Default)]
pub struct Focal {
    focus: Focus,
}

impl Elementwise<1, 1> for Focal {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { focus: Focus::new(arguments)? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (one, gamma) = (R::splat(1.0), R::splat(self.focus.gamma));
        let Derivatives { loss: cross, first: [slope], second: [curvature] } = Bce::default().terms([x], [t]);
        let negative = one - t;
        let sign = negative - t;
        let m = negative.mul_add(x, t * (one - x)).at_least(0.0);
        // m^(γ − 1), and 0 where m is: there the quotient by m is a NaN that does not count.
        let (none, logarithm) = (m.eq(R::splat(0.0)), log_pair(m));
        let power = power_of_logarithm(logarithm, R::splat(self.focus.gamma - 1.0)).without(none);
        let weight = self.focus.weight(t, negative);
        let by_power = gamma * sign;
        let bend = R::splat(self.focus.gamma - 1.0) * by_power * sign;
        let second = bend.mul_add(cross / m, (by_power + by_power).mul_add(slope, m * curvature));
        let first = by_power.mul_add(cross, m * slope);
        let [mut value, mut by, mut bent] = [power * m, power.times(first), power.times(second)];
        let subnormal = m.lt(R::splat(R::Lane::SMALLEST_NORMAL));
        if !R::all(m.without(subnormal).eq(m)) {
            // The power of a subnormal number may be out of range where its products are not: its root, twice.
            let root = power_of_logarithm(logarithm, R::splat(0.5 * (self.focus.gamma - 1.0))).without(none);
            value = R::select(subnormal, root * (root * m), value);
            let first = by_power.mul_add(root * cross, (root * m) * slope);
            by = R::select(subnormal, root.times(first), by);
            bent = R::select(subnormal, root.times(root.times(second)), bent);
        }
        Derivatives {
            loss: (weight * value.times(cross)).or_nan_of(cross),
            first: [(weight * by).or_nan_of(cross)],
            second: [(weight * bent).or_nan_of(cross)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Focal {
    const PARAMETERS: [f64; 4] = [0.25, 1.5, 0.0, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let Derivatives { loss: cross, first: [slope], second: [curvature] } = Bce::default().reference([x], [t]);
        let m = ((1.0 - t) * x + t * (1.0 - x)).max(0.0);
        let (gamma, sign) = (self.focus.gamma, 1.0 - 2.0 * t);
        if m == 0.0 {
            return [0.0 * cross; 3].into();
        }
        let weight = self.focus.weight_of(t);
        [
            weight * m.powf(gamma) * cross,
            weight * m.powf(gamma - 1.0) * (gamma * sign * cross + m * slope),
            weight
                * m.powf(gamma - 1.0)
                * (gamma * (gamma - 1.0) * sign * sign * (cross / m) + 2.0 * gamma * sign * slope + m * curvature),
        ]
        .into()
    }
}
