//! Contrastive loss: pairs that are alike coincide, others are apart by a margin.
//!
//! l = ½·D² for t = 1, ½·max(0, m − D)² for t = −1, D = ‖x − y‖ over a row.
//! ∂l/∂x = x − y for t = 1, −(m − D)·(x − y)/D for t = −1 where D < m, else 0; ∂l/∂y = −∂l/∂x.
//!
//! x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With the flag
//! LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these. (The paper has Y = 0 for pairs that are alike.) A row
//! with any other target has the loss 0. Pairs that are not alike but coincide have no direction: their loss is ½·m²
//! and their gradient 0. Distances may have any size, also where their squares are out of range. Where
//! a pair is alike and l is infinite, so may be its gradient. There is no Hessian, as there are two inputs.
//!
//! Reference: R. Hadsell et al., Dimensionality reduction by learning an invariant mapping, CVPR 2006, section 2.1.

use super::distance::{Distance, Norm, difference};
use crate::loss::{Arguments, Refusal, positive_or};
use crate::loss_rows::{Found, Outcome, Rowwise, scale_for};
use crate::simd::{Real, Simd};

/// ½·D², or ½·max(0, m − D)².
#[derive(Clone, Copy, Debug)]
pub struct Contrastive {
    margin: f64,
    /// Targets are 0 and 1 instead of −1 and 1.
    binary: bool,
}

/// What derivatives of a row are made with: differences times a power of two, and times a number.
#[derive(Clone, Copy, Debug)]
pub struct Coefficients {
    scale: f64,
    slope: f64,
}

impl Rowwise<2, 1> for Contrastive {
    const BINARY_TARGETS: bool = true;

    type Coefficients = Coefficients;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let margin = positive_or(1.0, "margin", arguments.scalars[0])?;
        Ok(Self { margin, binary: arguments.binary_targets })
    }

    #[inline(always)]
    fn terms<S: Simd, const COMMON: bool, const ALL: bool>(
        self,
        [x, y]: [S::F64; 2],
        found: &Found<1>,
    ) -> [[S::F64; 2]; 1] {
        [Norm::Two.term::<S, true>(difference(x, y, 0.0, found.scales[0]), 0.0)]
    }

    #[inline(always)]
    fn scales(self, found: &Found<1>) -> [f64; 1] {
        [scale_for(Norm::Two.measured(found, 0))]
    }

    #[inline(always)]
    fn finish<S: Simd>(self, found: &Found<1>, target: f64) -> Outcome<Coefficients, 2> {
        let distance: Distance = Norm::Two.distance::<S, 1>(found, 0);
        let (square, scale) = (found.sums[0].value(), distance.scale());
        let target = if self.binary { 2.0 * target - 1.0 } else { target };
        let nothing = Outcome { loss: 0.0, coefficients: None, gains: [1.0; 2] };
        if target == 1.0 {
            let loss = 0.5 * square / scale / scale;
            return Outcome { loss, coefficients: Some(Coefficients { scale, slope: 1.0 }), gains: [1.0 / scale; 2] };
        }
        if target != -1.0 {
            // The sum of squares is NaN only if an element is, or where infinities are equal.
            let loss = if square.is_nan() || target.is_nan() { f64::NAN } else { 0.0 };
            return Outcome { loss, ..nothing };
        }
        let left = self.margin - distance.value();
        // NaN stays NaN.
        if left <= 0.0 {
            return nothing;
        }
        let coefficients = Coefficients { scale, slope: distance.inverse() };
        // Points that coincide have no direction. (NaN is not 0.)
        let coefficients = (distance.size() != 0.0).then_some(coefficients);
        Outcome { loss: left * (0.5 * left), coefficients, gains: [-left; 2] }
    }

    #[inline(always)]
    fn derivatives<S: Simd, const COMMON: bool>(self, [x, y]: [S::F64; 2], of: &Coefficients, _: usize) -> [S::F64; 2] {
        let slope = difference(x, y, 0.0, of.scale) * S::F64::splat(of.slope);
        [slope, -slope]
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::{Contrastive, Norm};
    use crate::loss_rows::RowReference;
    use std::vec::Vec;

    impl Contrastive {
        /// The target as −1 or 1.
        fn sign(&self, target: f64) -> f64 {
            if self.binary { 2.0 * target - 1.0 } else { target }
        }
    }

    impl RowReference<2, 1> for Contrastive {
        fn reference(&self, [x, y]: [&[f64]; 2], target: f64) -> (f64, [Vec<f64>; 2]) {
            let (distance, slopes) = Norm::Two.reference(x, y, 0.0);
            let (loss, factor) = match self.sign(target) {
                1.0 => (0.5 * distance * distance, distance),
                -1.0 if distance < self.margin => (0.5 * (self.margin - distance).powi(2), distance - self.margin),
                _ => (0.0, 0.0),
            };
            (loss, [factor, -factor].map(|factor| slopes.iter().map(|d| factor * d).collect()))
        }

        fn kinks(&self, [x, y]: [&[f64]; 2], target: f64) -> Vec<f64> {
            let distance = Norm::Two.reference(x, y, 0.0).0;
            if self.sign(target) == -1.0 { std::vec![distance - self.margin, distance] } else { Vec::new() }
        }
    }
}
