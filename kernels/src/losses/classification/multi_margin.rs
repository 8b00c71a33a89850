//! Margin loss of many classes, by Weston and Watkins.
//!
//! l = (w_y/K)·Σ_{c≠y} max(0, m + z_c − z_y)^p.  ∂l/∂z_c = (w_y/K)·p·max(0, m + z_c − z_y)^(p−1) where
//! m + z_c − z_y > 0, else 0; ∂l/∂z_y is minus the sum of these.  ∂²l/∂z_c² = 2w_y/K where m + z_c − z_y > 0, else 0, for
//! p = 2; ∂²l/∂z_y² is the sum of these; 0 for p = 1.
//!
//! z are scores of K classes, y the target, w the class weights. Each wrong class that comes within the margin m of the
//! right one costs. The sum is divided by K, all classes, with every reduction, and the weight stands outside the power,
//! both as in PyTorch. PyTorch's mean divides by the number of rows: LOSS_MEAN_ROWS; LOSS_MEAN divides by the sum of the
//! weights. At the kink m + z_c = z_y a class counts as outside the margin. With one class the loss is 0. A NaN anywhere in a
//! row makes its loss and its derivatives NaN; PyTorch's loss of such a row is finite.
//!
//! Reference: J. Weston, C. Watkins, Support vector machines for multi-class pattern recognition, ESANN 1999, section 3.

use crate::loss::{Arguments, Refusal};
use crate::loss_margin::{Collected, Found, Here, Margin, Outcome};
use crate::simd::{Real, Simd};
use crate::sum::Sum;

/// (1/K)·Σ max(0, m + z_c − z_y)^p.
#[derive(Clone, Copy, Debug)]
pub struct MultiMargin {
    /// p is 2, not 1.
    squared: bool,
    margin: f64,
}

/// What is known of a row.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// z_y.
    right: f64,
    /// K.
    classes: f64,
}

impl MultiMargin {
    /// m + z_c − z_y. The difference comes first: it is exact where the two are near each other.
    #[inline(always)]
    fn excess<R: Real<Lane = f64>>(self, scores: R, right: f64) -> R {
        R::splat(self.margin) + (scores - R::splat(right))
    }
}

impl Margin for MultiMargin {
    type Known = Known;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [p, margin, ..] = arguments.scalars;
        if !(p == 0.0 || p == 1.0 || p == 2.0) {
            return Err(Refusal { argument: "p", value: p, must: "be 1 or 2 (0: the default)" });
        }
        if !margin.is_finite() {
            return Err(Refusal { argument: "margin", value: margin, must: "be finite (0: the default)" });
        }
        Ok(Self { squared: p == 2.0, margin: if margin == 0.0 { 1.0 } else { margin } })
    }

    #[inline(always)]
    fn begin(self, right: f64, classes: usize) -> Known {
        Known { right, classes: classes as f64 }
    }

    #[inline(always)]
    fn look<S: Simd>(self, here: &Here<S>, known: &Known, collected: &mut Collected<S>) {
        let excess = self.excess(here.scores, known.right).keep(here.wrong).at_least(0.0);
        collected.count(S::F64::splat(0.0).lt(excess));
        if self.squared {
            collected.sums[0].add_product(excess, excess);
            collected.sums[1].add(excess);
        } else {
            collected.sums[0].add(excess);
        }
    }

    #[inline(always)]
    fn settle<S: Simd>(self, found: &Found, known: &mut Known) -> Option<Outcome> {
        let [slopes, bends] =
            if self.squared { [2.0 * found.sums[1].value(), 2.0 * found.count] } else { [found.count, 0.0] };
        let right = [-slopes / known.classes, bends / known.classes];
        Some(Outcome { loss: found.sums[0].value() / known.classes, right })
    }

    #[inline(always)]
    fn derivatives<S: Simd>(self, here: &Here<S>, known: &Known) -> [S::F64; 2] {
        let zero = S::F64::splat(0.0);
        let excess = self.excess(here.scores, known.right);
        let active = zero.lt(excess);
        if self.squared {
            let bend = S::F64::splat(2.0 / known.classes);
            [(excess * bend).keep(active), bend.keep(active)]
        } else {
            [S::F64::splat(1.0 / known.classes).keep(active), zero]
        }
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::MultiMargin;
    use crate::loss_margin::MarginReference;
    use std::vec;
    use std::vec::Vec;

    impl MarginReference for MultiMargin {
        const PARAMETERS: [f64; 4] = [2.0, 0.75, 0.0, 0.0];

        fn reference(&self, scores: &[f64], right: usize) -> (f64, Vec<f64>, Vec<f64>) {
            let classes = scores.len() as f64;
            let (mut loss, mut first, mut second) = (0.0, vec![0.0; scores.len()], vec![0.0; scores.len()]);
            for c in (0..scores.len()).filter(|c| *c != right) {
                let excess = self.margin + (scores[c] - scores[right]);
                if excess > 0.0 {
                    let [term, slope, bend] =
                        if self.squared { [excess * excess, 2.0 * excess, 2.0] } else { [excess, 1.0, 0.0] };
                    loss += term / classes;
                    first[c] = slope / classes;
                    first[right] -= slope / classes;
                    second[c] = bend / classes;
                    second[right] += bend / classes;
                }
            }
            (loss, first, second)
        }

        fn kinks(&self, scores: &[f64], right: usize) -> Vec<f64> {
            let wrong = (0..scores.len()).filter(|c| *c != right);
            wrong.map(|c| self.margin + (scores[c] - scores[right])).collect()
        }
    }
}
