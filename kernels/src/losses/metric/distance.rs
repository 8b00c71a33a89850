//! Distances of two vectors, ‖x − y + ε‖_p, and their derivatives.

use crate::loss::Refusal;
use crate::loss_rows::{Found, Measure, scaled};
use crate::math::{power, square_root};
use crate::simd::{Lane, Real, Vector};

/// ‖·‖_p.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Norm {
    /// p = 1: the sum of sizes.
    One,
    /// p = 2: Euclid's.
    Two,
    /// Any other p above 1.
    Power(f64),
    /// p = ∞: the largest size.
    Largest,
}

/// A distance of two vectors whose elements were multiplied by a power of two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Distance {
    /// The distance times `scale`.
    size: f64,
    /// What is the same in the derivatives by all differences: 0 where the distance is.
    slope: f64,
    /// The largest of the differences, and the first place where it is.
    largest: f64,
    first: usize,
    /// The power of two.
    scale: f64,
}

impl Norm {
    /// With this argument p; 0: 2.
    pub(super) fn new(p: f64) -> Result<Self, Refusal> {
        match p {
            0.0 | 2.0 => Ok(Self::Two),
            1.0 => Ok(Self::One),
            f64::INFINITY => Ok(Self::Largest),
            _ if p > 1.0 => Ok(Self::Power(p)),
            _ => Err(Refusal { argument: "p", value: p, must: "be at least 1 (0: 2)" }),
        }
    }

    /// How a row is measured.
    #[inline(always)]
    pub(super) fn measure(self) -> Measure {
        match self {
            Self::One | Self::Two => Measure::Sums,
            Self::Power(_) => Measure::LargestThenSums,
            Self::Largest => Measure::Largest,
        }
    }

    /// The factors of the term that is summed for a difference. `largest` is the largest size of the row.
    #[inline(always)]
    pub(super) fn term<R: Real<Lane = f64>>(self, difference: R, largest: f64) -> [R; 2] {
        match self {
            Self::One => [difference.abs(), R::splat(1.0)],
            Self::Two | Self::Largest => [difference, difference],
            Self::Power(p) => {
                // Where all differences are 0, so is the sum.
                let below = if largest == 0.0 { 1.0 } else { largest };
                [power(difference.abs() / R::splat(below), R::splat(p)), R::splat(1.0)]
            }
        }
    }

    /// Which of the numbers found says whether digits were lost.
    #[inline(always)]
    pub(super) fn measured<const K: usize>(self, found: &Found<K>, which: usize) -> f64 {
        match self {
            Self::One | Self::Two => found.sums[which].value(),
            Self::Power(_) | Self::Largest => found.largest[which],
        }
    }

    /// The distance of which the row has these.
    #[inline(always)]
    pub(super) fn distance<R: Real<Lane = f64>, const K: usize>(self, found: &Found<K>, which: usize) -> Distance {
        let (sum, largest) = (found.sums[which].value(), found.largest[which]);
        let (size, slope) = match self {
            Self::One => (sum, 1.0),
            Self::Two => {
                let root = square_root(sum);
                (root, 1.0 / root)
            }
            Self::Largest => (largest, 1.0),
            // Ratios to an infinity are NaN, and those to 0 are not formed.
            Self::Power(_) if largest == f64::INFINITY || largest == 0.0 => (largest, 1.0),
            Self::Power(p) => {
                let sum = R::splat(sum);
                let root = power(sum, R::splat(1.0 / p)).first();
                (largest * root, 1.0 / power(sum, R::splat((p - 1.0) / p)).first())
            }
        };
        // Points that coincide have no direction.
        let slope = if size == 0.0 { 0.0 } else { slope };
        Distance { size, slope, largest, scale: found.scales[which], first: found.first[which] }
    }

    /// The derivative of the distance by the differences.
    #[inline(always)]
    pub(super) fn slope<V: Vector<Lane = f64>>(self, difference: V, distance: &Distance, at: usize) -> V {
        let slope = V::splat(distance.slope);
        match self {
            Self::One => with_sign_of(slope, difference).without(difference.eq(V::splat(0.0))),
            Self::Two => difference * slope,
            Self::Power(p) => {
                // Those to the largest difference, and not to the distance: a power would multiply what rounding that lost.
                let ratio = difference.abs() / V::splat(distance.largest);
                with_sign_of(slope * power(ratio, V::splat(p - 1.0)), difference)
            }
            Self::Largest => {
                with_sign_of(slope, difference).keep(positions::<V>(at).eq(V::splat(distance.first as f64)))
            }
        }
    }
}

/// x ≥ 0 with the sign of another number.
#[inline(always)]
fn with_sign_of<R: Real<Lane = f64>>(x: R, other: R) -> R {
    x.or(other.and(R::splat_bits(f64::SIGN)))
}

/// The numbers of the elements from `at` on.
#[inline(always)]
fn positions<V: Vector<Lane = f64>>(at: usize) -> V {
    const FIRST: [f64; 16] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];
    // SAFETY: no vector of f64 has more than 16 lanes.
    V::splat(at as f64) + unsafe { V::load(FIRST.as_ptr(), V::LANES, 0.0) }
}

/// (x − y + ε) times a power of two.
#[inline(always)]
pub(super) fn difference<R: Real<Lane = f64>>(x: R, y: R, epsilon: f64, scale: f64) -> R {
    // Of two large numbers the difference may be out of range where that of the scaled ones is not.
    (scaled(x, scale) - scaled(y, scale)) + R::splat(epsilon * scale)
}

impl Distance {
    /// Whether there is a direction in which it grows.
    #[inline(always)]
    pub(super) fn slopes(&self) -> bool {
        // Infinite distances have a slope of 0, but for infinite differences, which make it NaN.
        self.size != 0.0
    }

    /// The power of two that elements are multiplied by.
    #[inline(always)]
    pub(super) fn scale(&self) -> f64 {
        self.scale
    }

    /// This distance less another. Both may be out of range where their difference is not.
    #[inline(always)]
    pub(super) fn less(&self, other: &Self) -> f64 {
        if self.scale == other.scale {
            (self.size - other.size) / self.scale
        } else {
            self.size / self.scale - other.size / other.scale
        }
    }
}

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::Norm;
    use std::vec::Vec;

    impl Norm {
        /// The distance of two vectors and its derivatives by the elements of the first.
        pub(in super::super) fn reference(self, x: &[f64], y: &[f64], epsilon: f64) -> (f64, Vec<f64>) {
            let differences: Vec<f64> = x.iter().zip(y).map(|(x, y)| x - y + epsilon).collect();
            let sizes = || differences.iter().map(|d| d.abs());
            let largest = sizes().fold(0.0, f64::max);
            let distance = match self {
                Self::One => sizes().sum(),
                Self::Two => sizes().map(|d| d * d).sum::<f64>().sqrt(),
                Self::Power(p) => sizes().map(|d| (d / largest).powf(p)).sum::<f64>().powf(1.0 / p) * largest,
                Self::Largest => largest,
            };
            if largest == 0.0 {
                return (0.0, differences);
            }
            let first = sizes().position(|d| d == largest);
            let slope = |(i, d): (usize, &f64)| match self {
                Self::One if *d == 0.0 => 0.0,
                Self::One => d.signum(),
                Self::Two => d / distance,
                Self::Power(p) => d.signum() * (d.abs() / distance).powf(p - 1.0),
                Self::Largest if Some(i) == first => d.signum(),
                Self::Largest => 0.0,
            };
            (distance, differences.iter().enumerate().map(slope).collect())
        }

        /// Numbers that change their signs where the derivatives of a distance jump.
        pub(in super::super) fn kinks(self, x: &[f64], y: &[f64], epsilon: f64) -> Vec<f64> {
            let differences: Vec<f64> = x.iter().zip(y).map(|(x, y)| x - y + epsilon).collect();
            match self {
                Self::One => differences,
                Self::Two | Self::Power(_) => Vec::new(),
                // Whether each is above each other.
                Self::Largest => {
                    let pairs = differences.iter().flat_map(|d| differences.iter().map(move |e| d.abs() - e.abs()));
                    pairs.collect()
                }
            }
        }
    }
}
