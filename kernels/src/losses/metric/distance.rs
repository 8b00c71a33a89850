//! Distances of two vectors, ‖x − y + ε‖_p, and their derivatives.

use crate::loss::Refusal;
use crate::loss_rows::{Found, Measure, positions};
use crate::math::{power, square_root};
use crate::simd::isa::Kernel;
use crate::simd::{Lane, Real, Simd, Vector};

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
pub struct Distance {
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
            _ => Err(Refusal { argument: "p", value: p, must: "be at least 1, or INFINITY (0: the default)" }),
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

    /// The factors of the term that is summed for a difference, with the largest size of the row where that is measured.
    /// `EUCLID`: it is his norm.
    #[inline(always)]
    pub(super) fn term<S: Simd, const EUCLID: bool>(self, difference: S::F64, largest: f64) -> [S::F64; 2] {
        match self {
            _ if EUCLID => [difference; 2],
            Self::Power(p) => {
                // Where all differences are 0, so is the sum.
                let below = if largest == 0.0 { 1.0 } else { largest };
                [powers::<S>(difference, below, p), S::F64::splat(1.0)]
            }
            _ => [difference, sign::<S>(difference)],
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
    pub(super) fn distance<S: Simd, const K: usize>(self, found: &Found<K>, which: usize) -> Distance {
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
                let (root, slope) = S::run_apart(Root { sum, p });
                (largest * root, slope)
            }
        };
        // Points that coincide have no direction.
        let slope = if size == 0.0 { 0.0 } else { slope };
        Distance { size, slope, largest, scale: found.scales[which], first: found.first[which] }
    }

    /// The derivative of the distance by the differences.
    #[inline(always)]
    pub(super) fn slope<S: Simd, const EUCLID: bool>(
        self,
        difference: S::F64,
        distance: &Distance,
        at: usize,
    ) -> S::F64 {
        let slope = S::F64::splat(distance.slope);
        match self {
            _ if EUCLID => difference * slope,
            // Ratios to the largest difference, and not to the distance: a power would multiply what rounding that lost.
            Self::Power(p) => {
                let below = if distance.largest == 0.0 { 1.0 } else { distance.largest };
                slope * powers::<S>(difference, below, p - 1.0) * sign::<S>(difference)
            }
            Self::Largest => {
                let here = positions::<S::F64>(at).eq(S::F64::splat(distance.first as f64));
                (sign::<S>(difference) * slope).keep(here)
            }
            _ => sign::<S>(difference) * slope,
        }
    }
}

/// −1, 0 or 1.
#[inline(always)]
fn sign<S: Simd>(x: S::F64) -> S::F64 {
    let one = S::F64::splat(1.0);
    one.or(x.and(S::F64::splat_bits(f64::SIGN))).without(x.eq(S::F64::splat(0.0)))
}

/// (|x| / below)^exponent of the elements of a vector of the stack, in their place: behind a door of its own, as it is much
/// code, and p is mostly 2.
#[derive(Clone, Copy)]
struct Powers {
    elements: *mut f64,
    below: f64,
    exponent: f64,
}

impl Kernel for Powers {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        // SAFETY: the caller's: the elements are a whole vector.
        unsafe {
            let x = S::F64::load(self.elements, S::F64::LANES, 0.0);
            let ratio = x.abs() / S::F64::splat(self.below);
            power(ratio, S::F64::splat(self.exponent)).store(self.elements, S::F64::LANES);
        }
    }
}

/// s^(1/p) and s^((1 − p)/p) for s ≥ 1: behind a door as well.
#[derive(Clone, Copy)]
struct Root {
    sum: f64,
    p: f64,
}

impl Kernel for Root {
    type Output = (f64, f64);
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> (f64, f64) {
        let sum = S::NarrowF64::splat(self.sum);
        let root = power(sum, S::NarrowF64::splat(1.0 / self.p));
        let slope = power(sum, S::NarrowF64::splat((self.p - 1.0) / self.p));
        (root.first(), 1.0 / slope.first())
    }
}

/// (|x| / below)^exponent.
#[inline(always)]
fn powers<S: Simd>(x: S::F64, below: f64, exponent: f64) -> S::F64 {
    let mut elements = [0.0; 16];
    // SAFETY: no vector of f64 has more than 16 lanes.
    unsafe { x.store(elements.as_mut_ptr(), S::F64::LANES) };
    S::run_apart(Powers { elements: elements.as_mut_ptr(), below, exponent });
    // SAFETY: as above.
    unsafe { S::F64::load(elements.as_ptr(), S::F64::LANES, 0.0) }
}

/// (x − y + ε) times a power of two.
#[inline(always)]
pub(super) fn difference<R: Real<Lane = f64>>(x: R, y: R, epsilon: f64, scale: f64) -> R {
    // Of two large numbers the difference may be out of range where that of the scaled ones is not.
    x.mul_add(R::splat(scale), y * R::splat(-scale)) + R::splat(epsilon * scale)
}

impl Distance {
    /// The power of two that elements are multiplied by.
    #[inline(always)]
    pub(super) fn scale(&self) -> f64 {
        self.scale
    }

    /// The distance times that power.
    #[inline(always)]
    pub(super) fn size(&self) -> f64 {
        self.size
    }

    /// The distance.
    #[inline(always)]
    pub(super) fn value(&self) -> f64 {
        self.size / self.scale
    }

    /// Of Euclid's distance, one over its size; 0 where that is 0.
    #[inline(always)]
    pub(super) fn inverse(&self) -> f64 {
        self.slope
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
