//! Mathematics of the losses that compare the right class with its largest rival alone.

use crate::loss::{Arguments, Refusal};
use crate::loss_margin::{Collected, Found, Here, Margin, Outcome};
use crate::simd::{Real, Simd};

/// l = max(0, m + r − z_y), r the largest score of a wrong class. The lowest of equal ones has the derivative.
pub trait Rival: Copy + Send + Sync + 'static {
    /// r is at least 0, which is no class's.
    const FLOORED: bool = false;

    /// The loss with its parameters, or which of them is out of range.
    fn new(arguments: &Arguments) -> Result<Self, Refusal>;

    /// m.
    fn margin(self) -> f64;
}

/// What is known of a row.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// z_y.
    right: f64,
    /// Whether there is a class beside the right one.
    several: bool,
    /// The class whose derivative is 1.
    rival: Option<usize>,
}

impl<L: Rival> Margin for L {
    type Known = Known;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        <L as Rival>::new(arguments)
    }

    #[inline(always)]
    fn begin(self, right: f64, classes: usize) -> Known {
        Known { right, several: classes > 1, rival: None }
    }

    #[inline(always)]
    fn look<S: Simd>(self, here: &Here<S>, _: &Known, collected: &mut Collected<S>) {
        let absent = S::F64::splat(f64::NEG_INFINITY);
        collected.compare(S::F64::select(here.wrong, here.scores, absent), here.classes);
    }

    #[inline(always)]
    fn settle<S: Simd>(self, found: &Found, known: &mut Known) -> Option<Outcome> {
        let above = !L::FLOORED || found.largest > 0.0;
        let rival = if above { found.largest } else { 0.0 };
        // The difference comes first: it is exact where the two are near each other.
        let excess = self.margin() + (rival - known.right);
        // An excess that is NaN stays.
        if excess <= 0.0 || !(known.several || L::FLOORED) {
            return Some(Outcome { loss: 0.0, right: [0.0; 2] });
        }
        known.rival = above.then_some(found.first);
        Some(Outcome { loss: excess, right: [-1.0, 0.0] })
    }

    #[inline(always)]
    fn derivatives<S: Simd>(self, here: &Here<S>, known: &Known) -> [S::F64; 2] {
        let zero = S::F64::splat(0.0);
        [if let Some(rival) = known.rival { here.one_of(rival) } else { zero }, zero]
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::Rival;
    use crate::loss_margin::MarginReference;
    use std::vec;
    use std::vec::Vec;

    impl<L: Rival> MarginReference for L {
        const PARAMETERS: [f64; 4] = [0.75, 0.0, 0.0, 0.0];

        fn reference(&self, scores: &[f64], right: usize) -> (f64, Vec<f64>, Vec<f64>) {
            let zeros = || vec![0.0; scores.len()];
            // The lowest of equals is the last that is not below those before it, from the end.
            let wrong = (0..scores.len()).rev().filter(|c| *c != right);
            let rival = wrong.max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
            let rival = rival.filter(|c| !L::FLOORED || scores[*c] > 0.0);
            let largest = match rival {
                Some(c) => scores[c],
                None if L::FLOORED => 0.0,
                None => return (0.0, zeros(), zeros()),
            };
            let excess = self.margin() + (largest - scores[right]);
            let mut first = zeros();
            if excess > 0.0 {
                first[right] = -1.0;
                if let Some(c) = rival {
                    first[c] = 1.0;
                }
            }
            (excess.max(0.0), first, zeros())
        }

        fn kinks(&self, scores: &[f64], right: usize) -> Vec<f64> {
            // Where two rivals change places, where the largest meets the floor, and where the loss begins.
            let mut kinks = Vec::new();
            for a in (0..scores.len()).filter(|c| *c != right) {
                kinks.extend((0..a).filter(|b| *b != right).map(|b| scores[a] - scores[b]));
                kinks.extend([scores[a], self.margin() + (scores[a] - scores[right])]);
            }
            kinks.push(self.margin() - scores[right]);
            kinks
        }
    }
}
