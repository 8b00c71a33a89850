//! Distance of pairs of vectors by a norm.
//!
//! l = ‖x − y + ε‖_p over a row.  With δ = x − y + ε, ∂l/∂x = sign(δ)·(|δ|/l)^(p − 1) = −∂l/∂y.
//!
//! For pairs that should coincide, and as a part of losses of one's own: the derivative by each distance is then the
//! `weight` of its row. The norm ‖·‖_p is Euclid's for p = 2, the sum of sizes for p = 1, the largest size for p = INFINITY,
//! where the first of equal sizes has the derivative. Vectors that coincide have no direction: the derivative is 0
//! there. ε is added to each difference, which gives such vectors a direction; PyTorch has ε = 1e-6, but 0 is better.
//! Distances may have any size, also where their powers are out of range. Where l is infinite, the derivative by an
//! infinite difference may be NaN. There is no Hessian, as there are two inputs.
//!
//! Reference: M. Deza, E. Deza, Encyclopedia of Distances, section 5.2 (l_p-metrics);
//! torch.nn.functional.pairwise_distance with ε = 1e-6.

use super::distance::{Distance, Norm, difference};
use crate::loss::{Arguments, Refusal, coefficient};
use crate::loss_rows::{Found, Measure, Outcome, Rowwise, scale_for};
use crate::simd::{Real, Simd};

/// ‖x − y + ε‖_p.
#[derive(Clone, Copy, Debug)]
pub struct PairwiseDistance {
    norm: Norm,
    epsilon: f64,
}

impl PairwiseDistance {
    #[inline(always)]
    fn difference<S: Simd>(self, [x, y]: [S::F64; 2], scale: f64) -> S::F64 {
        difference(x, y, self.epsilon, scale)
    }
}

impl Rowwise<2, 1> for PairwiseDistance {
    type Coefficients = Distance;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [p, epsilon, ..] = arguments.scalars;
        Ok(Self { norm: Norm::new(p)?, epsilon: coefficient("epsilon", epsilon)? })
    }

    #[inline(always)]
    fn measure(&self) -> Measure {
        self.norm.measure()
    }

    #[inline(always)]
    fn common(&self) -> bool {
        self.norm == Norm::Two
    }

    #[inline(always)]
    fn sizes<S: Simd>(self, x: [S::F64; 2], scales: [f64; 1]) -> [S::F64; 1] {
        [self.difference::<S>(x, scales[0]).abs()]
    }

    #[inline(always)]
    fn terms<S: Simd, const COMMON: bool, const ALL: bool>(self, x: [S::F64; 2], found: &Found<1>) -> [[S::F64; 2]; 1] {
        [self.norm.term::<S, COMMON>(self.difference::<S>(x, found.scales[0]), found.largest[0])]
    }

    #[inline(always)]
    fn scales(self, found: &Found<1>) -> [f64; 1] {
        [scale_for(self.norm.measured(found, 0))]
    }

    #[inline(always)]
    fn finish<S: Simd>(self, found: &Found<1>, _: f64) -> Outcome<Distance, 2> {
        let distance = self.norm.distance::<S, 1>(found, 0);
        // NaN is not 0.
        let coefficients = (distance.size() != 0.0).then_some(distance);
        Outcome { loss: distance.value(), coefficients, gains: [1.0; 2] }
    }

    #[inline(always)]
    fn derivatives<S: Simd, const COMMON: bool>(self, x: [S::F64; 2], of: &Distance, at: usize) -> [S::F64; 2] {
        let slope = self.norm.slope::<S, COMMON>(self.difference::<S>(x, of.scale()), of, at);
        [slope, -slope]
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::PairwiseDistance;
    use crate::loss_rows::RowReference;
    use std::vec::Vec;

    impl RowReference<2, 1> for PairwiseDistance {
        fn reference(&self, [x, y]: [&[f64]; 2], _: f64) -> (f64, [Vec<f64>; 2]) {
            let (distance, by_first) = self.norm.reference(x, y, self.epsilon);
            let by_second = by_first.iter().map(|d| -d).collect();
            (distance, [by_first, by_second])
        }

        fn kinks(&self, [x, y]: [&[f64]; 2], _: f64) -> Vec<f64> {
            self.norm.kinks(x, y, self.epsilon)
        }
    }
}
