//! From one frame to the next, forward and backward.

use super::scaled::Scaled;
use crate::math::exp_parts;
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};

/// The emissions of a frame.
#[derive(Clone, Copy)]
pub(super) struct Emission {
    /// Their logarithms, then mantissas and exponents, as in [`Room`](super::Room).
    pub arrays: [*mut f64; 3],
    /// Labels.
    pub labels: usize,
    /// Lanes of each array.
    pub states: usize,
    /// Multiplies all.
    pub inverse: f64,
}

/// Reads a vector.
///
/// # Safety
/// It is within an array.
#[inline(always)]
unsafe fn at<V: Vector<Lane = f64>>(array: *const f64, lane: usize) -> V {
    // SAFETY: the caller's.
    unsafe { V::load(array.add(lane), V::LANES, 0.0) }
}

/// Reads states whose exponents are `states` behind their mantissas.
///
/// # Safety
/// They are within the arrays.
#[inline(always)]
unsafe fn state<V: Vector<Lane = f64>>(array: *const f64, lane: usize, states: usize) -> Scaled<V> {
    // SAFETY: the caller's.
    unsafe { Scaled { mantissa: at(array, lane), exponent: at(array.add(states), lane) } }
}

/// Writes them.
///
/// # Safety
/// They are within the arrays.
#[inline(always)]
unsafe fn put<V: Vector<Lane = f64>>(value: Scaled<V>, array: *mut f64, lane: usize, states: usize) {
    // SAFETY: the caller's.
    unsafe {
        value.mantissa.store(array.add(lane), V::LANES);
        value.exponent.store(array.add(states + lane), V::LANES);
    }
}

impl Emission {
    /// Makes the parts, and returns those of the blank, and whether all are numbers. Lane 0 is then that of label 0.
    ///
    /// # Safety
    /// The arrays have so many lanes, a multiple of 16, more than labels.
    #[inline(always)]
    unsafe fn parts<V: Vector<Lane = f64>>(&self) -> ((V, V), bool) {
        let [logarithms, mantissas, exponents] = self.arrays;
        let mut good = true;
        let mut lane = 0;
        while lane < self.states {
            // SAFETY: the caller's.
            unsafe {
                let count = (self.labels + 1).saturating_sub(lane);
                let x = V::load(logarithms.add(lane), count, 0.0);
                let (mantissa, exponent) = exp_parts(x);
                // Infinity has no limit; powers of two near it could not be added.
                good &= V::all(x.lt(V::splat(1e300)));
                // Of −∞ the exponent makes the product zero.
                (mantissa * V::splat(self.inverse)).keep_first(count).store(mantissas.add(lane), V::LANES);
                exponent.keep_first(count).store(exponents.add(lane), V::LANES);
            }
            lane += V::LANES;
        }
        // SAFETY: there is a lane 0.
        unsafe {
            let blank = (V::splat(mantissas.read()), V::splat(exponents.read()));
            mantissas.write(0.0);
            exponents.write(0.0);
            (blank, good)
        }
    }
}

/// The states behind a frame from those before it.
pub(super) struct Forward {
    pub emission: Emission,
    pub skip: *const f64,
    pub before: *const f64,
    pub behind: *mut f64,
}

impl Kernel for Forward {
    /// Whether all emissions are numbers. If not, the states are not made.
    type Output = bool;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> bool {
        let states = self.emission.states;
        // SAFETY: whoever makes this gives arrays of a `Room`, of which that of blanks begins behind another one.
        unsafe {
            let (blank, good) = self.emission.parts::<S::PairF64>();
            if !good {
                return false;
            }
            let [_, mantissas, exponents] = self.emission.arrays;
            let (old_labels, new_labels) = (self.before.add(2 * states), self.behind.add(2 * states));
            let mut j = 0;
            while j < states {
                let b: Scaled<S::PairF64> = state(self.before, j, states);
                let y = state(old_labels, j, states);
                put(Scaled::sum_of_two(b, y, blank), self.behind, j, states);
                let b_before = state(self.before.sub(1), j, states);
                let y_before = state(old_labels.sub(1), j, states);
                let differs = S::PairF64::splat(0.0).lt(at(self.skip, j));
                let times = (at(mantissas, j), at(exponents, j));
                put(Scaled::sum_of_three(y, b_before, y_before.keep(differs), times), new_labels, j, states);
                j += S::PairF64::LANES;
            }
        }
        true
    }
}

/// γ of a frame, and c for the one before it.
pub(super) struct Backward {
    pub emission: Emission,
    pub skip: *const f64,
    /// The states behind the frame in the forward direction.
    pub behind: *const f64,
    /// c of the frame behind it, then that of this one.
    pub carry: *mut f64,
    /// γ of blanks and labels.
    pub occupied: [*mut f64; 2],
    /// The probability of all paths: the inverse of its mantissa, and its exponent.
    pub inverse: f64,
    pub exponent: f64,
}

impl Kernel for Backward {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let states = self.emission.states;
        let (inverse, exponent) = (S::PairF64::splat(self.inverse), S::PairF64::splat(self.exponent));
        let one = (S::PairF64::splat(1.0), S::PairF64::splat(0.0));
        // SAFETY: whoever makes this gives arrays of a `Room`; that of c and that of skip have a vector behind them.
        unsafe {
            let (blank, _) = self.emission.parts::<S::PairF64>();
            let [_, mantissas, exponents] = self.emission.arrays;
            let (labels, alpha_labels) = (self.carry.add(2 * states), self.behind.add(2 * states));
            let mut j = 0;
            while j < states {
                let b: Scaled<S::PairF64> = state(self.carry, j, states);
                let y = state(labels, j, states);
                let y_behind = state(labels.add(1), j, states);
                let differs = S::PairF64::splat(0.0).lt(at(self.skip.add(1), j));
                let beta_blank = Scaled::sum_of_two(b, y_behind, one);
                let beta_label = Scaled::sum_of_three(y, b, y_behind.keep(differs), one);
                let alpha = state(self.behind, j, states);
                let gamma = beta_blank.product(alpha, exponent, inverse);
                gamma.store(self.occupied[0].add(j), S::PairF64::LANES);
                let alpha = state(alpha_labels, j, states);
                let gamma = beta_label.product(alpha, exponent, inverse);
                gamma.store(self.occupied[1].add(j), S::PairF64::LANES);
                put(beta_blank.times(blank), self.carry, j, states);
                put(beta_label.times((at(mantissas, j), at(exponents, j))), labels, j, states);
                j += S::PairF64::LANES;
            }
        }
    }
}
