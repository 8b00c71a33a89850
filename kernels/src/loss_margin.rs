//! What a loss of margins between classes is: the interface of the losses that compare scores with that of the right class.

use crate::loss::{Arguments, Refusal};
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total};

#[cfg(test)]
mod tests;

/// A vector of the classes of a row.
#[derive(Clone, Copy)]
pub struct Here<S: Simd> {
    /// Their scores; −∞ in the lanes beyond the row.
    pub scores: S::F64,
    /// Their numbers.
    pub classes: S::F64,
    /// All of them but the right one, and none of the lanes beyond the row.
    pub wrong: <S::F64 as Real>::Mask,
}

impl<S: Simd> Here<S> {
    /// 1 for one class, 0 for all others.
    #[inline(always)]
    pub(crate) fn one_of(&self, class: usize) -> S::F64 {
        S::F64::splat(1.0).keep(self.classes.eq(S::F64::splat(class as f64)))
    }
}

/// What a pass over the classes of a row collects. A loss takes what it needs.
#[derive(Clone, Copy)]
pub struct Collected<S: Simd> {
    /// Sums of terms.
    pub sums: [S::SumF64; 2],
    /// How many classes were counted.
    counts: S::F64,
    /// Of each lane.
    largest: S::F64,
    first: S::F64,
}

impl<S: Simd> Collected<S> {
    #[inline(always)]
    pub(crate) fn new() -> Self {
        let zero = S::F64::splat(0.0);
        let largest = S::F64::splat(f64::NEG_INFINITY);
        Self { sums: [S::SumF64::zero(); 2], counts: zero, largest, first: zero }
    }

    /// Counts classes.
    #[inline(always)]
    pub(crate) fn count(&mut self, which: <S::F64 as Real>::Mask) {
        self.counts = self.counts + S::F64::splat(1.0).keep(which);
    }

    /// Remembers the largest of these scores that is above −∞, and which class has it: the lowest of equals.
    #[inline(always)]
    pub(crate) fn compare(&mut self, scores: S::F64, classes: S::F64) {
        let larger = self.largest.lt(scores);
        self.largest = S::F64::select(larger, scores, self.largest);
        self.first = S::F64::select(larger, classes, self.first);
    }

    #[inline(always)]
    pub(crate) fn found(&self) -> Found {
        let largest = self.largest.largest();
        // The lowest of those lanes that have it.
        let places =
            S::F64::select(self.largest.eq(S::F64::splat(largest)), -self.first, S::F64::splat(f64::NEG_INFINITY));
        Found {
            sums: [self.sums[0].parts(), self.sums[1].parts()],
            count: self.counts.fold(),
            largest,
            first: -places.largest() as usize,
        }
    }
}

/// What a pass has found.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The sum of each term.
    pub sums: [Total; 2],
    /// How many classes were counted.
    pub count: f64,
    /// The largest score that was compared; −∞ where there was none above that.
    pub largest: f64,
    /// The lowest class that has it; any where it is −∞.
    pub first: usize,
}

/// What a row comes to.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// l. NaN makes all derivatives of the row NaN.
    pub loss: f64,
    /// The first and second derivative by the score of the right class.
    pub right: [f64; 2],
}

/// The loss of a row of scores against the index of the right class.
///
/// A row is read in passes. Each looks at all classes, and decides whether another one is needed; then the loss is known,
/// and the row is read once more for the derivatives. All of it is computed in `f64`. A NaN in a row makes its loss NaN
/// and ends the passes; this is the kernel's part, as are weights.
pub trait Margin: Copy + Send + Sync + 'static {
    /// Class weights have no meaning.
    const WITHOUT_CLASS_WEIGHTS: bool = false;

    /// What is known of a row after some passes.
    type Known: Copy;

    /// The loss with its parameters, or which of them is out of range.
    fn new(arguments: &Arguments) -> Result<Self, Refusal>;

    /// What is known of a row before any pass: the score of the right class, and how many classes there are.
    fn begin(self, right: f64, classes: usize) -> Self::Known;

    /// Looks at a vector of classes.
    fn look<S: Simd>(self, here: &Here<S>, known: &Self::Known, collected: &mut Collected<S>);

    /// Takes in what a pass has found: what the row comes to, or None where another pass is needed.
    fn settle<S: Simd>(self, found: &Found, known: &mut Self::Known) -> Option<Outcome>;

    /// The first and second derivatives by the scores, where the class is not the right one; elsewhere anything.
    fn derivatives<S: Simd>(self, here: &Here<S>, known: &Self::Known) -> [S::F64; 2];
}

/// The plain formula of a loss, for tests.
#[cfg(any(test, feature = "reference"))]
pub trait MarginReference: Margin {
    /// Parameters in range.
    const PARAMETERS: [f64; 4] = [0.0; 4];

    /// l, the derivatives by the scores and the second derivatives, with the standard library's functions.
    fn reference(&self, scores: &[f64], right: usize) -> (f64, std::vec::Vec<f64>, std::vec::Vec<f64>);

    /// Numbers of which one changes its sign where the loss, or its derivative, has a kink.
    fn kinks(&self, scores: &[f64], right: usize) -> std::vec::Vec<f64>;
}
