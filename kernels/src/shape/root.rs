//! The root of a mean of squares where the squares are out of the range of their type, although the root is not.
//!
//! Such a mean is formed again, from errors that are multiplied by a power of two. All other means keep their bits.

use super::{Partial, RowOptions, read};
use crate::element::Element;
use crate::loss::{Derivatives, Elementwise};
use crate::math::{Coefficients, Extended, power_of_two};
use crate::simd::isa::Kernel;
use crate::simd::{Lane, Real, Simd};

/// Whether the sum of squares, or their mean, is so large or small that digits may have been lost on the way.
pub fn loses_digits<E: Element>(squares: &Partial) -> bool {
    // Far enough from the ends that all of a square and of a product with a weight is there, and that twice the root
    // times the sum of the weights is in range.
    let largest = power_of_two(1000);
    let smallest = |smallest: f64, digits: u32| smallest * power_of_two(2 * digits as i32);
    let of_type = smallest(<E::Native as Lane>::SMALLEST_NORMAL, <E::Native as Lane>::MANTISSA_BITS);
    let of_sum = smallest(f64::MIN_POSITIVE, f64::MANTISSA_BITS);
    let within = |value: f64, least: f64| value.is_nan() || (least <= value && value <= largest);
    let (sum, weight) = (squares.loss.value(), squares.weight.value());
    // Weights that add up to 0, or to less, have no root.
    weight > 0.0 && !(within(sum, of_sum) && within(sum / weight, of_type))
}

/// The largest exponent of w·(x − t)² among the elements `start..end` that count and have a weight: [`NONE`] where all
/// of these are 0, [`ENDLESS`] where one is infinite or NaN.
#[derive(Clone, Copy)]
pub struct LargestError<E> {
    /// x.
    pub input: *const E,
    /// t.
    pub target: *const E,
    /// Weights and mask.
    pub options: RowOptions<E>,
    /// The first element.
    pub start: usize,
    /// The element behind the last.
    pub end: usize,
}

/// There is no error.
pub const NONE: i32 = i32::MIN;
/// No power of two makes it finite.
pub const ENDLESS: i32 = i32::MAX;

impl<E: Element> Kernel for LargestError<E> {
    type Output = i32;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> i32 {
        let mut largest = NONE;
        let mut i = self.start;
        while i < self.end {
            // SAFETY: the contract of the arguments: elements before `end` are there.
            let (kept, weight, x, t) = unsafe {
                let weight = self.options.row_weight(i);
                (self.options.kept(i), weight, read(self.input, i, 0.0), read(self.target, i, 0.0))
            };
            if kept && weight != 0.0 {
                let exponent = exponent_of(weight, x, t);
                largest = if exponent > largest { exponent } else { largest };
            }
            i += 1;
        }
        largest
    }
}

/// Of w·(x − t)².
#[inline(always)]
fn exponent_of(weight: f64, x: f64, t: f64) -> i32 {
    let difference = x - t;
    // Of two large numbers it may be out of range, where half of it is not.
    let (error, halved) = if difference.is_finite() { (difference, 0) } else { (0.5 * x - 0.5 * t, 1) };
    if error == 0.0 {
        NONE
    } else if error.is_finite() && weight.is_finite() {
        2 * (Extended::new(error).exponent() + halved) + Extended::new(weight).exponent()
    } else {
        ENDLESS
    }
}

/// (2^k·(x − t))².
#[derive(Clone, Copy, Debug, Default)]
pub struct ScaledSquare {
    /// ½ where x − t might be out of range, else 1.
    part: f64,
    /// Their product and that with `part` is 2^k: alone it may be out of range.
    factors: [f64; 2],
}

impl ScaledSquare {
    /// For squares of this largest exponent, which must be that of a number. After scaling it is 0 or 1.
    pub fn new(largest: i32) -> Self {
        let exponent = -(largest >> 1);
        // Where errors are small, half a number might lose its last bit.
        let (part, rest) = if exponent < 0 { (0.5, exponent + 1) } else { (1.0, exponent) };
        Self { part, factors: [power_of_two(rest / 2), power_of_two(rest - rest / 2)] }
    }

    /// What a root of a mean of these comes to.
    pub fn unscaled(self, root: f64) -> f64 {
        // The first product is exact.
        root / self.factors[0] / self.factors[1] / self.part
    }
}

impl Elementwise<1, 1> for ScaledSquare {
    const BOUND_BY_MEMORY: bool = true;
    const ROOT: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let part = R::splat(self.part);
        let error = (x * part - t * part) * R::splat(self.factors[0]) * R::splat(self.factors[1]);
        Derivatives { loss: error * error, first: [error + error], second: [R::splat(2.0)] }
    }
}
