//! The cosine of two vectors and its derivatives: what the losses of cosines between vectors are made of.

use crate::loss_rows::{Found, Outcome, scale_for};
use crate::math::{Extended, power_of_two, square_root};
use crate::simd::{Real, Simd};
use crate::sum::Total;

/// What is summed for the cosine of a pair: Σ x², Σ y² and Σ x·y.
pub(super) const SUMS: usize = 3;

/// What the derivatives by a pair of vectors are made with. x and y are multiplied by powers of two beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Coefficients {
    scales: [f64; 2],
    /// ∂l/∂cos / (‖x‖·‖y‖).
    across: f64,
    /// −∂l/∂cos·cos/‖x‖², and of y.
    along: [f64; 2],
}

/// The cosine of two vectors.
#[derive(Clone, Copy)]
pub(super) struct Cosine {
    pub(super) cosine: f64,
    /// 1 − cosine.
    pub(super) distance: f64,
    /// 1/(‖x‖·‖y‖); 0 where a vector is 0.
    pub(super) inverse: f64,
}

/// A product of two numbers that are sums of two each, as such a sum; its error is a few units of the second.
#[inline(always)]
fn product<R: Real<Lane = f64>>((a, a_rest): (f64, f64), (b, b_rest): (f64, f64)) -> (f64, f64) {
    let leading = a * b;
    let lost = R::splat(a).mul_add(R::splat(b), R::splat(-leading)).first();
    (leading, lost + (a * b_rest + a_rest * b))
}

impl Cosine {
    /// From the sums. A vector of zeros has the cosine 0 to any other.
    #[inline(always)]
    pub(super) fn of<R: Real<Lane = f64>>(x: &Total, y: &Total, dot: &Total) -> Self {
        let zero = x.value() * y.value();
        if x.value() == 0.0 || y.value() == 0.0 {
            // NaN stays NaN.
            return Self { cosine: zero, distance: 1.0 - zero, inverse: 0.0 };
        }
        Self::of_directions::<R>([x.pair(), y.pair(), dot.pair()])
    }

    /// From the sums: 1 − cos = (‖x‖²·‖y‖² − (Σ x·y)²) / (‖x‖·‖y‖·(‖x‖·‖y‖ + Σ x·y)), of which nothing cancels but the
    /// difference of two products that are good to twice the digits.
    #[inline(always)]
    fn of_directions<R: Real<Lane = f64>>([x, y, dot]: [(f64, f64); SUMS]) -> Self {
        // Norms between 1 and 2, as their product may be out of range. The squares are normal numbers.
        let halves = [Extended::new(x.0).exponent() >> 1, Extended::new(y.0).exponent() >> 1];
        let by = [power_of_two(-2 * halves[0]), power_of_two(-2 * halves[1])];
        let both = power_of_two(-halves[0] - halves[1]);
        let squares = product::<R>((x.0 * by[0], x.1 * by[0]), (y.0 * by[1], y.1 * by[1]));
        let dot = (dot.0 * both, dot.1 * both);
        let norms = square_root(squares.0);
        let cosine = dot.0 / norms;
        let distance = if dot.0 > 0.0 {
            let square = product::<R>(dot, dot);
            let left = (squares.0 - square.0) + (squares.1 - square.1);
            let distance = left / (norms * (norms + dot.0));
            // By Cauchy and Schwarz; NaN stays NaN.
            if distance < 0.0 { 0.0 } else { distance }
        } else {
            1.0 - cosine
        };
        let cosine = if cosine > 1.0 { 1.0 } else { cosine };
        let cosine = if cosine < -1.0 { -1.0 } else { cosine };
        Self { cosine, distance, inverse: both / norms }
    }

    /// The factor of x in ∂cos/∂x, less its sign: cos/‖x‖² for the sum of its squares; 0 where there is no direction.
    #[inline(always)]
    pub(super) fn along(&self, square: f64) -> f64 {
        if self.inverse == 0.0 { 0.0 } else { self.cosine / square }
    }
}

/// The terms of the sums of a pair.
#[inline(always)]
pub(super) fn terms<S: Simd>([x, y]: [S::F64; 2], found: &Found<SUMS>) -> [[S::F64; 2]; SUMS] {
    let (x, y) = (x * S::F64::splat(found.scales[0]), y * S::F64::splat(found.scales[1]));
    [[x, x], [y, y], [x, y]]
}

/// The scales that a pair should be measured with.
#[inline(always)]
pub(super) fn scales(found: &Found<SUMS>) -> [f64; SUMS] {
    [scale_for(found.sums[0].value()), scale_for(found.sums[1].value()), 1.0]
}

/// A loss of the cosine of a pair, with its derivative by the cosine.
#[inline(always)]
pub(super) fn outcome(found: &Found<SUMS>, of: &Cosine, loss: f64, slope: f64) -> Outcome<Coefficients, 2> {
    let across = slope * of.inverse;
    let along = [of.along(found.sums[0].value()), of.along(found.sums[1].value())];
    let scales = [found.scales[0], found.scales[1]];
    let coefficients = Coefficients { scales, across, along: [-slope * along[0], -slope * along[1]] };
    // Without a direction there is no gradient. (NaN is not 0.)
    Outcome { loss, coefficients: (across != 0.0).then_some(coefficients), gains: scales }
}

/// The derivatives by the elements of a pair, each over the scale of its vector.
#[inline(always)]
pub(super) fn derivatives<S: Simd>([x, y]: [S::F64; 2], of: &Coefficients) -> [S::F64; 2] {
    let (x, y) = (x * S::F64::splat(of.scales[0]), y * S::F64::splat(of.scales[1]));
    let across = S::F64::splat(of.across);
    [y.mul_add(across, x * S::F64::splat(of.along[0])), x.mul_add(across, y * S::F64::splat(of.along[1]))]
}

/// cos(x, y) and its derivatives by x, by the plain formula.
#[cfg(any(test, feature = "reference"))]
pub(super) fn reference(x: &[f64], y: &[f64]) -> (f64, std::vec::Vec<f64>) {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let norms = dot(x, x).sqrt() * dot(y, y).sqrt();
    if norms == 0.0 {
        return (0.0, std::vec![0.0; x.len()]);
    }
    let cosine = dot(x, y) / norms;
    (cosine, x.iter().zip(y).map(|(a, b)| b / norms - cosine * a / dot(x, x)).collect())
}
