//! Sparsemax loss: the loss of a softmax's sparse twin.
//!
//! l = ½·Σ_{c∈S} (z_c² − τ²) + ½ − z_y,  S the classes with z_c > τ, Σ_{c∈S} (z_c − τ) = 1.
//! ∂l/∂z_c = p_c − [c = y], p_c = max(0, z_c − τ).  ∂²l/∂z_c² = 1 − 1/|S| where c is in S, else 0.
//!
//! z are scores, y the target. p is the distribution nearest to z, the sparsemax: it adds up to 1, and only the classes of S
//! have a part in it. l is convex, at least 0, and exactly 0 where z_y is at least 1 above all others; there S is y alone. It
//! is formed as ½·((1 − p_y)² + Σ_{c≠y} p_c²) + max(0, τ − z_y), in which nothing cancels, from scores less the largest. There is no
//! sorting: τ grows from the lowest that it can be until S no longer shrinks. Where a score lies at τ it counts as outside of
//! S. A score of −∞ has the probability 0, and as the target the loss +∞; +∞, or −∞ alone, has no limit and gives NaN. A NaN
//! anywhere in a row makes its loss and its derivatives NaN. There are no class weights.
//!
//! Reference: A. Martins, R. Astudillo, From softmax to sparsemax, ICML 2016, arXiv:1602.02068, sections 2.2 and 3.2; the
//! iteration of C. Michelot, A finite algorithm for finding the projection of a point onto the canonical simplex of R^n,
//! Journal of Optimization Theory and Applications 50, 1986.

use crate::loss::{Arguments, Refusal};
use crate::loss_margin::{Collected, Found, Here, Margin, Outcome};
use crate::simd::{Real, Simd};
use crate::sum::{Sum, first, two_sum};

/// ½·((1 − p_y)² + Σ_{c≠y} p_c²) + max(0, τ − z_y).
#[derive(Clone, Copy, Debug)]
pub struct Sparsemax;

/// What the next pass is for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Purpose {
    Largest,
    Threshold,
    Loss,
}

/// What is known of a row.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    purpose: Purpose,
    /// z_y.
    right: f64,
    largest: f64,
    /// τ + 1 − max z: in [0, 1).
    threshold: f64,
    /// |S|.
    support: f64,
}

/// 1 + z − max z, which is above 0 for all classes that can be in S. A difference that is rounded is made good, as it may be
/// all but −1.
#[inline(always)]
fn height<R: Real<Lane = f64>>(scores: R, largest: f64) -> R {
    let (difference, lost) = two_sum(scores, R::splat(-largest));
    // Of −∞ nothing is lost.
    (R::splat(1.0) + difference) + lost.keep(lost.eq(lost))
}

impl Known {
    /// p.
    #[inline(always)]
    fn probability<R: Real<Lane = f64>>(&self, scores: R) -> R {
        R::splat(0.0).max(height(scores, self.largest) - R::splat(self.threshold))
    }

    /// The loss and the derivatives by z_y, from Σ p_c² of the wrong classes.
    #[inline(always)]
    fn outcome<S: Simd>(&self, squares: f64) -> Outcome {
        let height = first(height(S::NarrowF64::splat(self.right), self.largest));
        let inside = height > self.threshold;
        // 1 − p_y, from the distance to the largest, which is 0 for itself.
        let missing = if inside { (self.largest - self.right) + self.threshold } else { 1.0 };
        let beyond = if inside { 0.0 } else { self.threshold - height };
        let bend = if inside { 1.0 - 1.0 / self.support } else { 0.0 };
        Outcome { loss: 0.5 * (missing * missing + squares) + beyond, right: [-missing, bend] }
    }
}

impl Margin for Sparsemax {
    const WITHOUT_CLASS_WEIGHTS: bool = true;

    type Known = Known;

    #[inline(always)]
    fn new(_: &Arguments) -> Result<Self, Refusal> {
        Ok(Self)
    }

    #[inline(always)]
    fn begin(self, right: f64, _: usize) -> Known {
        Known { purpose: Purpose::Largest, right, largest: 0.0, threshold: 0.0, support: 0.0 }
    }

    #[inline(always)]
    fn look<S: Simd>(self, here: &Here<S>, known: &Known, collected: &mut Collected<S>) {
        match known.purpose {
            Purpose::Largest => collected.compare(here.scores, here.classes),
            Purpose::Threshold => {
                let height = height(here.scores, known.largest);
                let above = S::F64::splat(known.threshold).lt(height);
                collected.sums[0].add(height.keep(above));
                collected.count(above);
            }
            Purpose::Loss => {
                let probability = known.probability(here.scores).keep(here.wrong);
                collected.sums[0].add_product(probability, probability);
            }
        }
    }

    #[inline(always)]
    fn settle<S: Simd>(self, found: &Found, known: &mut Known) -> Option<Outcome> {
        match known.purpose {
            Purpose::Largest => {
                known.largest = found.largest;
                known.purpose = Purpose::Threshold;
                let limit = found.largest.abs() < f64::INFINITY;
                return if limit { None } else { Some(Outcome { loss: f64::NAN, right: [f64::NAN; 2] }) };
            }
            Purpose::Threshold => {
                known.support = found.count;
                // All but one of the largest, so that nothing is lost beside its 1.
                let mut others = found.sums[0];
                others.add(-1.0);
                let threshold = others.value() / found.count;
                if threshold > known.threshold {
                    known.threshold = threshold;
                } else {
                    known.purpose = Purpose::Loss;
                }
                return None;
            }
            Purpose::Loss => {}
        }
        Some(known.outcome::<S>(found.sums[0].value()))
    }

    #[inline(always)]
    fn derivatives<S: Simd>(self, here: &Here<S>, known: &Known) -> [S::F64; 2] {
        let probability = known.probability(here.scores);
        let bend = S::F64::splat(1.0 - 1.0 / known.support);
        [probability, bend.keep(S::F64::splat(0.0).lt(probability))]
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::Sparsemax;
    use crate::loss_margin::MarginReference;
    use std::vec::Vec;

    impl Sparsemax {
        /// τ, by sorting, of scores less the largest.
        fn threshold(scores: &[f64]) -> f64 {
            let mut sorted = scores.to_vec();
            sorted.sort_by(|a, b| b.total_cmp(a));
            let (mut sum, mut threshold) = (0.0, f64::NEG_INFINITY);
            for (count, score) in sorted.iter().enumerate() {
                sum += score;
                let of_these = (sum - 1.0) / (count + 1) as f64;
                if *score > of_these {
                    threshold = of_these;
                }
            }
            threshold
        }

        fn less_largest(scores: &[f64]) -> Vec<f64> {
            let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            scores.iter().map(|score| score - largest).collect()
        }
    }

    impl MarginReference for Sparsemax {
        fn reference(&self, scores: &[f64], right: usize) -> (f64, Vec<f64>, Vec<f64>) {
            let u = Self::less_largest(scores);
            let threshold = Self::threshold(&u);
            let support: Vec<f64> = u.iter().copied().filter(|u| *u > threshold).collect();
            let squares: f64 = support.iter().map(|u| u * u - threshold * threshold).sum();
            let bend = 1.0 - 1.0 / support.len() as f64;
            let first = |(c, u): (usize, &f64)| (u - threshold).max(0.0) - f64::from(u8::from(c == right));
            (
                0.5 * squares + 0.5 - u[right],
                u.iter().enumerate().map(first).collect(),
                u.iter().map(|u| if *u > threshold { bend } else { 0.0 }).collect(),
            )
        }

        fn kinks(&self, scores: &[f64], _: usize) -> Vec<f64> {
            // Only the derivative has kinks: where a class enters S.
            let u = Self::less_largest(scores);
            let threshold = Self::threshold(&u);
            u.iter().map(|u| u - threshold).collect()
        }
    }
}
