//! What a loss of rows of vectors is: the interface of the losses whose inputs are X vectors a row.

use crate::loss::{Arguments, Refusal};
use crate::simd::{Real, Simd, Vector};
use crate::sum::Total;

#[cfg(test)]
mod tests;

/// How often a row is read before its loss is known, and for which purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Once, for the sums.
    Sums,
    /// Once, for the largest sizes and where they are.
    Largest,
    /// Twice, for the largest sizes, which the terms of the sums are made with.
    LargestThenSums,
}

/// What was found of a row.
#[derive(Clone, Copy, Debug)]
pub struct Found<const K: usize> {
    /// Powers of two that elements were multiplied by.
    pub scales: [f64; K],
    /// The largest of each size.
    pub largest: [f64; K],
    /// Where each of these is: the first of equals.
    pub first: [usize; K],
    /// The sum of each term.
    pub sums: [Total; K],
}

/// What a row comes to.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<C, const X: usize> {
    /// l.
    pub loss: f64,
    /// What derivatives are made with; None where all of them are 0.
    pub coefficients: Option<C>,
    /// The derivatives by each input are multiplied by this as well.
    pub gains: [f64; X],
}

/// The loss of a row of X vectors of equal length, all of them differentiated, and of one target where it has one.
///
/// A row is read up to three times. First K terms of each element are summed. From the sums come the loss and the
/// coefficients of the row, and from these and the elements, read again, the derivatives. All of it is computed in `f64`,
/// so that of `f32` nothing overflows. Where sums of `f64` do, or have lost digits below the smallest normal number, the
/// row is measured once more with elements times a power of two, which [`scales`](Rowwise::scales) chooses.
///
/// A loss that is NaN makes all derivatives of its row NaN; this is the kernel's part.
pub trait Rowwise<const X: usize, const K: usize>: Copy + Send + Sync + 'static {
    /// The flag LOSS_BINARY_TARGETS has a meaning.
    const BINARY_TARGETS: bool = false;
    /// The flag LOSS_SWAP has a meaning.
    const SWAP: bool = false;
    /// The loss has second derivatives. Only of losses of one input, as the options have one array for them.
    const CURVED: bool = false;

    /// What derivatives are made with.
    type Coefficients: Copy;

    /// The loss with its parameters, or which of them is out of range.
    fn new(arguments: &Arguments) -> Result<Self, Refusal>;

    /// The loss of vectors of so many elements.
    #[inline(always)]
    fn of_dim(self, _dim: usize) -> Self {
        self
    }

    /// How a row is measured.
    #[inline(always)]
    fn measure(&self) -> Measure {
        Measure::Sums
    }

    /// Whether the loss has the parameters that it mostly has: what follows is then compiled for these alone.
    #[inline(always)]
    fn common(&self) -> bool {
        true
    }

    /// Whether all sums are used, else all but the last.
    #[inline(always)]
    fn all(&self) -> bool {
        true
    }

    /// The sizes of an element, none of them below 0, where the largest are wanted.
    #[inline(always)]
    fn sizes<S: Simd>(self, _x: [S::F64; X], _scales: [f64; K]) -> [S::F64; K] {
        [S::F64::splat(0.0); K]
    }

    /// The terms of an element, each as two factors, of which the second is finite for elements that are 0. `found` has
    /// scales and, where they are wanted, the largest sizes. The last term may be anything, unless `ALL` are wanted. The
    /// `COMMON` way is without branches, as elements are many and registers few.
    fn terms<S: Simd, const COMMON: bool, const ALL: bool>(self, x: [S::F64; X], found: &Found<K>) -> [[S::F64; 2]; K];

    /// The scales that the row should be measured with. Where they are other ones, it is once more.
    fn scales(self, found: &Found<K>) -> [f64; K];

    /// The loss and the coefficients.
    fn finish<S: Simd>(self, found: &Found<K>, target: f64) -> Outcome<Self::Coefficients, X>;

    /// The derivatives by the elements; the first lane is element `at` of the row.
    fn derivatives<S: Simd, const COMMON: bool>(
        self,
        x: [S::F64; X],
        coefficients: &Self::Coefficients,
        at: usize,
    ) -> [S::F64; X];

    /// The second derivatives by the elements, where they are [`CURVED`](Self::CURVED), less the
    /// [`curvature_factors`](Self::curvature_factors).
    #[inline(always)]
    fn curvatures<S: Simd>(self, _x: [S::F64; X], _coefficients: &Self::Coefficients) -> S::F64 {
        S::F64::splat(0.0)
    }

    /// What all second derivatives of a row are multiplied by, its weight and whatever the caller asks for as a factor among
    /// it: as two factors, since their product may be out of range.
    #[inline(always)]
    fn curvature_factors(self, _coefficients: &Self::Coefficients, factor: f64) -> [f64; 2] {
        [factor, 1.0]
    }
}

/// Above this, a sum of squares or products may have lost terms that are out of range.
const LARGEST: f64 = f64::from_bits((1023 + 1000) << 52);
/// Below this, it may have lost digits of terms below the smallest normal number.
const SMALLEST: f64 = f64::from_bits((1023 - 900) << 52);
/// Takes elements of which [`SMALLEST`] is the square, or less, up to where no digit is lost.
const UP: f64 = f64::from_bits((1023 + 600) << 52);
/// Takes the largest numbers down to where no square, nor a sum of as many as there may be, is out of range.
const DOWN: f64 = f64::from_bits((1023 - 600) << 52);

/// The power of two that elements are multiplied by where their sum of squares, their sum or the largest of them is this.
#[inline(always)]
pub(crate) fn scale_for(measured: f64) -> f64 {
    if measured > LARGEST {
        DOWN
    } else if measured < SMALLEST {
        UP
    } else {
        // NaN stays NaN, whatever the scale.
        1.0
    }
}

/// The numbers of the elements of a row from `at` on.
#[inline(always)]
pub(crate) fn positions<V: Vector<Lane = f64>>(at: usize) -> V {
    const FIRST: [f64; 16] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];
    // SAFETY: no vector of f64 has more than 16 lanes.
    V::splat(at as f64) + unsafe { V::load(FIRST.as_ptr(), V::LANES, 0.0) }
}

/// The plain formula of a loss, for tests.
#[cfg(any(test, feature = "reference"))]
pub trait RowReference<const X: usize, const K: usize>: Rowwise<X, K> {
    /// l and the derivatives by the elements of each input, with the standard library's functions.
    fn reference(&self, x: [&[f64]; X], target: f64) -> (f64, [std::vec::Vec<f64>; X]);

    /// The second derivatives by the elements of the one input; of losses without, nothing.
    fn second_derivatives(&self, _x: [&[f64]; X]) -> std::vec::Vec<f64> {
        std::vec::Vec::new()
    }

    /// Numbers of which one changes its sign where the loss has a kink.
    fn kinks(&self, x: [&[f64]; X], target: f64) -> std::vec::Vec<f64>;
}
