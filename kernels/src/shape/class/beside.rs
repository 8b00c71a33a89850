//! Sums of exponentials or coefficients without those of the class with the largest logit.

use super::sums::{OfLargest, others};
use crate::element::Compute;
use crate::simd::{Simd, Vector};
use crate::sum::{Sum, Total};

/// Elements that a [`RowSum`](Compute::RowSum) may round together, also where lanes are single.
pub(super) const VECTOR: usize = 32;

/// The others are added without the largest exponential where they are less than this share of it. Else they lose no more
/// than 2^−33 of themselves with each of them in single precision, and 2^−66 in double, where sums are compensated.
#[inline(always)]
pub(super) fn share<C: Compute>() -> f64 {
    if C::COMPENSATED { 1.0 / (1u64 << 40) as f64 } else { 1.0 / (1u64 << 20) as f64 }
}

/// Numbers of the classes from `c` on, with 0 for one class.
#[inline(always)]
pub(super) fn without<V: Vector>(vector: V, c: usize, class: usize) -> V {
    let lane = class.wrapping_sub(c);
    if lane >= V::LANES {
        return vector;
    }
    // One of the two is 0 in every lane.
    vector.keep(V::first_lanes(lane)) + vector.without(V::first_lanes(lane + 1))
}

/// The sum of at most 32 exponentials without the first that is `of_largest`, as a block of a longer row is added. That is
/// looked for among the first `readable` numbers: a constant is faster.
///
/// # Safety
/// `exponentials` is valid for reading whole vectors that hold the classes, at most 32, and `readable` numbers; what is
/// behind the classes is 0.
#[inline(always)]
pub(super) unsafe fn sum_beside<S: Simd, C: Compute>(
    exponentials: *const C,
    (classes, readable): (usize, usize),
    of_largest: f64,
) -> f64 {
    let (lanes, mut place) = (C::Vector::<S>::LANES, 0);
    // SAFETY: the caller's: there are so many numbers.
    while place < readable && unsafe { exponentials.add(place).read() }.to_f64() != of_largest {
        place += 1;
    }
    let mut sum = C::Sum::<S>::zero();
    let mut c = 0;
    while c < VECTOR && c < classes {
        // SAFETY: the caller's.
        let e = unsafe { C::Vector::<S>::load(exponentials.add(c), lanes, 0.0) };
        sum.add(without(e, c, place));
        c += lanes;
    }
    sum.total()
}

/// The sum of the exponentials of a row of at most 32 classes beside the largest, relative to that one, for rows that are
/// worked on by themselves or in batches: what [`Row::settle`](super::row::Row::settle) makes of such a row.
///
/// # Safety
/// As [`sum_beside`], `classes` being readable; `sum` is the sum of the exponentials.
#[inline(always)]
pub(super) unsafe fn others_of_few<S: Simd, C: Compute>(
    exponentials: *const C,
    classes: usize,
    sum: Total,
    largest: OfLargest,
) -> f64 {
    let mut rest = sum;
    rest.add(-largest.exponential);
    if rest.value() < share::<C>() * largest.exponential {
        // SAFETY: the caller's.
        return unsafe { sum_beside::<S, C>(exponentials, (classes, classes), largest.exponential) } * largest.inverse;
    }
    others(sum, largest)
}
