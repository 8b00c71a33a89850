//! Triplet loss: the distance to a sample alike is less than to one that is not, by a margin.
//!
//! l = max(0, m + D(a, p) − D(a, n)), D(x, y) = ‖x − y + ε‖_p over a row.  With δ = x − y + ε,
//! ∂D/∂x = sign(δ)·(|δ|/D)^(p − 1) = −∂D/∂y. The derivatives are 0 at the kink l = 0 as well.
//!
//! For embeddings: rows of anchors a, positives p and negatives n, and a norm ‖·‖_p: Euclid's for p = 2, the
//! sum of sizes for p = 1, the largest size for p = INFINITY, where the first of equal sizes has the derivative.
//! With the flag LOSS_SWAP, D(p, n) takes the place of D(a, n) where it is less. Points that coincide have no
//! direction: where D is 0, so is its derivative. ε is added to each difference, which gives such points a
//! direction; PyTorch has ε = 1e-6, but 0 is better. Distances may have any size, also where their powers are
//! out of range. Where l is infinite, the derivative by an infinite difference may be NaN. There is no
//! Hessian, as there are three inputs.
//!
//! References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
//! arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
//! convolutional neural networks, BMVC 2016, section 3 (the swap).

use super::distance::{Distance, Norm, difference};
use crate::loss::{Arguments, Refusal, coefficient, positive_or};
use crate::loss_rows::{Found, Measure, Outcome, Rowwise, scale_for};
use crate::simd::{Real, Simd};

/// max(0, m + D(a, p) − D(a, n)).
#[derive(Clone, Copy, Debug)]
pub struct Triplet {
    margin: f64,
    norm: Norm,
    epsilon: f64,
    /// D(a, n) is min(D(a, n), D(p, n)).
    swap: bool,
}

/// The pairs of which distances are formed: anchor and positive, anchor and negative, positive and negative.
const PAIRS: usize = 3;

/// What derivatives of a row are made with.
#[derive(Clone, Copy, Debug)]
pub struct Coefficients {
    /// D(a, p).
    near: Distance,
    /// D(a, n), or D(p, n).
    far: Distance,
    /// It is the latter.
    swapped: bool,
}

impl Triplet {
    /// The differences of each pair of vectors; 0 for the last, unless it is wanted.
    #[inline(always)]
    fn differences<S: Simd, const ALL: bool>(self, [a, p, n]: [S::F64; 3], scales: [f64; PAIRS]) -> [S::F64; PAIRS] {
        let near = difference(a, p, self.epsilon, scales[0]);
        let far = difference(a, n, self.epsilon, scales[1]);
        let other = if ALL { difference(p, n, self.epsilon, scales[2]) } else { S::F64::splat(0.0) };
        [near, far, other]
    }
}

impl Rowwise<3, PAIRS> for Triplet {
    const SWAP: bool = true;

    type Coefficients = Coefficients;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [margin, p, epsilon, _] = arguments.scalars;
        let margin = positive_or(1.0, "margin", margin)?;
        let norm = Norm::new(p)?;
        Ok(Self { margin, norm, epsilon: coefficient("epsilon", epsilon)?, swap: arguments.swap })
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
    fn all(&self) -> bool {
        self.swap
    }

    #[inline(always)]
    fn sizes<S: Simd>(self, x: [S::F64; 3], scales: [f64; PAIRS]) -> [S::F64; PAIRS] {
        let [near, far, other] = self.differences::<S, true>(x, scales);
        [near.abs(), far.abs(), other.abs()]
    }

    #[inline(always)]
    fn terms<S: Simd, const COMMON: bool, const ALL: bool>(
        self,
        x: [S::F64; 3],
        found: &Found<PAIRS>,
    ) -> [[S::F64; 2]; PAIRS] {
        let [near, far, other] = self.differences::<S, ALL>(x, found.scales);
        let (norm, largest) = (self.norm, found.largest);
        [
            norm.term::<S, COMMON>(near, largest[0]),
            norm.term::<S, COMMON>(far, largest[1]),
            if ALL { norm.term::<S, COMMON>(other, largest[2]) } else { [other; 2] },
        ]
    }

    #[inline(always)]
    fn scales(self, found: &Found<PAIRS>) -> [f64; PAIRS] {
        let near = scale_for(self.norm.measured(found, 0));
        let far = scale_for(self.norm.measured(found, 1));
        [near, far, if self.swap { scale_for(self.norm.measured(found, 2)) } else { 1.0 }]
    }

    #[inline(always)]
    fn finish<S: Simd>(self, found: &Found<PAIRS>, _: f64) -> Outcome<Coefficients, 3> {
        let near = self.norm.distance::<S, PAIRS>(found, 0);
        let mut far = self.norm.distance::<S, PAIRS>(found, 1);
        let mut swapped = false;
        if self.swap {
            let other = self.norm.distance::<S, PAIRS>(found, 2);
            swapped = other.less(&far) < 0.0;
            far = if swapped { other } else { far };
        }
        // Two distances that are close are subtracted without error.
        let loss = self.margin + near.less(&far);
        // NaN stays NaN.
        if loss <= 0.0 {
            return Outcome { loss: 0.0, coefficients: None, gains: [1.0; 3] };
        }
        Outcome { loss, coefficients: Some(Coefficients { near, far, swapped }), gains: [1.0; 3] }
    }

    #[inline(always)]
    fn derivatives<S: Simd, const COMMON: bool>(
        self,
        [a, p, n]: [S::F64; 3],
        of: &Coefficients,
        at: usize,
    ) -> [S::F64; 3] {
        let near = difference(a, p, self.epsilon, of.near.scale());
        let far = difference(if of.swapped { p } else { a }, n, self.epsilon, of.far.scale());
        let near = self.norm.slope::<S, COMMON>(near, &of.near, at);
        let far = self.norm.slope::<S, COMMON>(far, &of.far, at);
        if of.swapped { [near, -near - far, far] } else { [near - far, -near, far] }
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::{PAIRS, Triplet};
    use crate::loss_rows::RowReference;
    use std::vec;
    use std::vec::Vec;

    impl RowReference<3, PAIRS> for Triplet {
        fn reference(&self, [a, p, n]: [&[f64]; 3], _: f64) -> (f64, [Vec<f64>; 3]) {
            let (near, by_near) = self.norm.reference(a, p, self.epsilon);
            let (far, by_far) = self.norm.reference(a, n, self.epsilon);
            let (other, by_other) = self.norm.reference(p, n, self.epsilon);
            let swapped = self.swap && other < far;
            let loss = self.margin + near - if swapped { other } else { far };
            let zero = vec![0.0; a.len()];
            if loss <= 0.0 {
                return (0.0, [zero.clone(), zero.clone(), zero]);
            }
            let minus = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x - y).collect::<Vec<f64>>();
            let by_positive = minus(&zero, &by_near);
            let derivatives = if swapped {
                [by_near, minus(&by_positive, &by_other), by_other]
            } else {
                [minus(&by_near, &by_far), by_positive, by_far]
            };
            (loss, derivatives)
        }

        fn kinks(&self, [a, p, n]: [&[f64]; 3], _: f64) -> Vec<f64> {
            let distance = |x: &[f64], y: &[f64]| self.norm.reference(x, y, self.epsilon).0;
            let (near, far, other) = (distance(a, p), distance(a, n), distance(p, n));
            let nearest = if self.swap { far.min(other) } else { far };
            let mut kinks = vec![self.margin + near - nearest, other - far];
            for (x, y) in [(a, p), (a, n), (p, n)] {
                kinks.extend(self.norm.kinks(x, y, self.epsilon));
            }
            kinks
        }
    }
}
