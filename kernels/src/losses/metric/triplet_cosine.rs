//! Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not.
//!
//! l = max(0, m + cos(a, n) − cos(a, p)), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
//! ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink l = 0 as well.
//!
//! For embeddings whose lengths do not count: rows of anchors a, positives p and negatives n; it is the triplet loss of the
//! distances 1 − cos, which are in [0, 2]. With the flag LOSS_SWAP, cos(p, n) takes the place of cos(a, n) where it is
//! greater. A vector of zeros has the cosine 0 to any other, and that cosine has no gradient. Norms may have any size, also
//! where their squares are out of range. A vector with an infinite element has no direction: its row is NaN. There is no
//! Hessian, as there are three inputs.
//!
//! References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
//! arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
//! convolutional neural networks, BMVC 2016, section 3 (the swap).

use super::cosine::Cosine;
use crate::loss::{Arguments, Refusal, positive_or};
use crate::loss_rows::{Found, Outcome, Rowwise, scale_for};
use crate::simd::{Real, Simd};

/// max(0, m + cos(a, n) − cos(a, p)).
#[derive(Clone, Copy, Debug)]
pub struct TripletCosine {
    margin: f64,
    /// cos(a, n) is max(cos(a, n), cos(p, n)).
    swap: bool,
}

/// Σ a², Σ p², Σ n², Σ a·p, Σ a·n and Σ p·n.
const SUMS: usize = 6;

/// What derivatives of a row are made with. Vectors are multiplied by powers of two beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Coefficients {
    scales: [f64; 3],
    /// Of each vector in its own derivative.
    along: [f64; 3],
    /// Of anchor and positive, anchor and negative, positive and negative in each other's.
    across: [f64; 3],
}

impl Rowwise<3, SUMS> for TripletCosine {
    const SWAP: bool = true;

    type Coefficients = Coefficients;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { margin: positive_or(1.0, "margin", arguments.scalars[0])?, swap: arguments.swap })
    }

    #[inline(always)]
    fn all(&self) -> bool {
        self.swap
    }

    #[inline(always)]
    fn terms<S: Simd, const COMMON: bool, const ALL: bool>(
        self,
        [a, p, n]: [S::F64; 3],
        found: &Found<SUMS>,
    ) -> [[S::F64; 2]; SUMS] {
        let [a, p, n] = [
            a * S::F64::splat(found.scales[0]),
            p * S::F64::splat(found.scales[1]),
            n * S::F64::splat(found.scales[2]),
        ];
        [[a, a], [p, p], [n, n], [a, p], [a, n], [p, n]]
    }

    #[inline(always)]
    fn scales(self, found: &Found<SUMS>) -> [f64; SUMS] {
        let [a, p, n, ..] = &found.sums;
        [scale_for(a.value()), scale_for(p.value()), scale_for(n.value()), 1.0, 1.0, 1.0]
    }

    #[inline(always)]
    fn finish<S: Simd>(self, found: &Found<SUMS>, _: f64) -> Outcome<Coefficients, 3> {
        let [a, p, n, ap, an, pn] = &found.sums;
        let near = Cosine::of::<S::NarrowF64>(a, p, ap);
        let mut far = Cosine::of::<S::NarrowF64>(a, n, an);
        let mut swapped = false;
        if self.swap {
            let other = Cosine::of::<S::NarrowF64>(p, n, pn);
            swapped = other.distance < far.distance;
            far = if swapped { other } else { far };
        }
        let scales = [found.scales[0], found.scales[1], found.scales[2]];
        let loss = self.margin + (near.distance - far.distance);
        // NaN stays NaN.
        if loss <= 0.0 {
            return Outcome { loss: 0.0, coefficients: None, gains: scales };
        }
        let [a, p, n] = [a.value(), p.value(), n.value()];
        let coefficients = if swapped {
            let along = [near.along(a), near.along(p) - far.along(p), -far.along(n)];
            Coefficients { scales, along, across: [-near.inverse, 0.0, far.inverse] }
        } else {
            let along = [near.along(a) - far.along(a), near.along(p), -far.along(n)];
            Coefficients { scales, along, across: [-near.inverse, far.inverse, 0.0] }
        };
        Outcome { loss, coefficients: Some(coefficients), gains: scales }
    }

    #[inline(always)]
    fn derivatives<S: Simd, const COMMON: bool>(
        self,
        [a, p, n]: [S::F64; 3],
        of: &Coefficients,
        _: usize,
    ) -> [S::F64; 3] {
        let [a, p, n] =
            [a * S::F64::splat(of.scales[0]), p * S::F64::splat(of.scales[1]), n * S::F64::splat(of.scales[2])];
        let [ap, an, pn] = [S::F64::splat(of.across[0]), S::F64::splat(of.across[1]), S::F64::splat(of.across[2])];
        [
            p.mul_add(ap, n.mul_add(an, a * S::F64::splat(of.along[0]))),
            a.mul_add(ap, n.mul_add(pn, p * S::F64::splat(of.along[1]))),
            a.mul_add(an, p.mul_add(pn, n * S::F64::splat(of.along[2]))),
        ]
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::super::cosine;
    use super::{SUMS, TripletCosine};
    use crate::loss_rows::RowReference;
    use std::vec;
    use std::vec::Vec;

    impl RowReference<3, SUMS> for TripletCosine {
        fn reference(&self, [a, p, n]: [&[f64]; 3], _: f64) -> (f64, [Vec<f64>; 3]) {
            let (near, by_anchor) = cosine::reference(a, p);
            let by_positive = cosine::reference(p, a).1;
            let (far, other) = (cosine::reference(a, n).0, cosine::reference(p, n).0);
            let swapped = self.swap && other > far;
            let loss = self.margin + if swapped { other } else { far } - near;
            let zero = vec![0.0; a.len()];
            if loss <= 0.0 {
                return (0.0, [zero.clone(), zero.clone(), zero]);
            }
            let first = if swapped { p } else { a };
            let (by_first, by_negative) = (cosine::reference(first, n).1, cosine::reference(n, first).1);
            let minus = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x - y).collect::<Vec<f64>>();
            if swapped {
                (loss, [minus(&zero, &by_anchor), minus(&by_first, &by_positive), by_negative])
            } else {
                (loss, [minus(&by_first, &by_anchor), minus(&zero, &by_positive), by_negative])
            }
        }

        fn kinks(&self, [a, p, n]: [&[f64]; 3], _: f64) -> Vec<f64> {
            let cosine = |x: &[f64], y: &[f64]| cosine::reference(x, y).0;
            let (near, far, other) = (cosine(a, p), cosine(a, n), cosine(p, n));
            let nearest = if self.swap { far.max(other) } else { far };
            vec![self.margin + nearest - near, other - far]
        }
    }
}
