//! The margin loss of rows with several right classes, which are a list per row.
//!
//! A pair of a listed and another class costs where the other one comes within a margin of 1 of the listed one. No memory is
//! at hand: whether a class is listed is looked up in the list, so that a row takes as many steps as there are pairs.
//!
//! The derivatives are numbers of pairs. By the score of a class that is not listed it is the number of entries which it
//! comes too near to; by that of a listed class minus the number of others that come too near to it, once for each of its
//! entries. In place neither may be written before the other is known. But whether the pair of a listed class j and another
//! class i costs follows from numbers alone: i comes too near to the n_i lowest of the listed scores, and so to j exactly if
//! fewer than n_i entries are lower. So in place the others are given their n_i first, then each listed class the number of
//! entries that are lower, its rank, and with both the derivatives are known. (All these numbers are exact in an `f32` up to
//! 2^24: rows with more pairs than the square of that would take days.)

use super::class::ClassRows;
use super::margin::Scores;
use super::{Partial, RowOptions, offset, read, write};
use crate::element::Element;
use crate::loss_rows::positions;
use crate::shape::indices::Indices;
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, two_sum};

/// The loss over the rows of a matrix of scores. The targets are lists of classes, of as many entries as there are classes,
/// each of which ends before its first −1.
#[derive(Clone, Copy)]
pub struct ListedMargins<E> {
    /// Scores, targets and options. None of the class options is used but the layout.
    pub rows: ClassRows<E>,
}

/// The classes that are listed in a row, some perhaps twice.
#[derive(Clone, Copy)]
struct Listed {
    indices: Indices,
    /// The place of the first entry.
    first: usize,
    count: usize,
    /// Whether no class has two entries.
    distinct: bool,
}

impl Listed {
    /// # Safety
    /// `indices` is valid for reading `classes` entries from `first` on, of which those before the first −1 are classes.
    #[inline(always)]
    unsafe fn new(indices: Indices, first: usize, classes: usize) -> Self {
        let mut listed = Self { indices, first, count: 0, distinct: true };
        // SAFETY: the caller's.
        while listed.count < classes && unsafe { indices.read(first + listed.count) } >= 0 {
            listed.count += 1;
        }
        let mut entry = 0;
        while entry < listed.count && listed.distinct {
            listed.distinct = listed.is_first(entry);
            entry += 1;
        }
        listed
    }

    /// The class of an entry below `count`.
    #[inline(always)]
    fn class(&self, entry: usize) -> usize {
        // SAFETY: by `new`, so many entries are there.
        unsafe { self.indices.read(self.first + entry) as usize }
    }

    /// Whether no entry before this one has its class.
    #[inline(always)]
    fn is_first(&self, entry: usize) -> bool {
        let mut before = 0;
        while before < entry {
            if self.class(before) == self.class(entry) {
                return false;
            }
            before += 1;
        }
        true
    }

    /// Whether an entry is the one that stands for its class.
    #[inline(always)]
    fn stands(&self, entry: usize) -> bool {
        self.distinct || self.is_first(entry)
    }

    /// Which of some classes are not listed; those beyond the row are not either.
    #[inline(always)]
    fn others<S: Simd>(&self, from: usize, classes: usize) -> <S::F64 as Real>::Mask {
        let places = positions::<S::F64>(from);
        // 1 where a class is listed.
        let mut listed = S::F64::splat(0.0);
        let mut entry = 0;
        while entry < self.count {
            let here = places.eq(S::F64::splat(self.class(entry) as f64));
            listed = S::F64::select(here, S::F64::splat(1.0), listed);
            entry += 1;
        }
        S::F64::both(listed.eq(S::F64::splat(0.0)), S::F64::first_lanes(classes - from))
    }
}

/// 1 + z_i − z_j, or other numbers in place of 1 and the scores. The difference comes first: it is exact where the two are
/// near each other.
#[inline(always)]
fn excess<R: Real<Lane = f64>>(other: R, listed: f64, margin: f64) -> R {
    R::splat(margin) + (other - R::splat(listed))
}

impl<E: Element> Kernel for ListedMargins<E> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let rows = &self.rows;
        let mut partial = Partial::default();
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for this row; the classes that are listed in a row that counts were
            // found to be below `classes`.
            unsafe {
                if rows.options.kept(row) {
                    let weight = rows.options.row_weight(row);
                    let listed = Listed::new(rows.index, row * rows.classes, rows.classes);
                    let loss = self.loss::<S>(&Scores::of(rows, row), &listed);
                    partial.rows += 1;
                    partial.weight.add(weight);
                    write(rows.options.losses, row, loss);
                    // A weight of 0 leaves out what it would multiply, as that may be infinite or NaN.
                    if weight == 0.0 {
                        rows.clear_row::<S>(row);
                    } else {
                        partial.loss.add(weight * loss);
                        self.differentiate::<S>(row, &listed, loss, weight * rows.options.scale);
                    }
                } else {
                    write(rows.options.losses, row, 0.0);
                    rows.clear_row::<S>(row);
                }
            }
            row += 1;
        }
        partial
    }
}

impl<E: Element> ListedMargins<E> {
    /// The loss of a row.
    ///
    /// # Safety
    /// The matrix is valid for reading the row, and listed classes are below `classes`.
    #[inline(always)]
    unsafe fn loss<S: Simd>(&self, scores: &Scores<E>, listed: &Listed) -> f64 {
        let classes = self.rows.classes;
        let zero = S::F64::splat(0.0);
        let mut nan = zero;
        // Of each class the sum over all entries comes first, so that each class is added in its own lane.
        let mut sums = [S::SumF64::zero(); 2];
        let mut c = 0;
        while c < classes {
            // SAFETY: the caller's.
            let here = unsafe { scores.from::<S>(c) };
            let others = listed.others::<S>(c, classes);
            let (mut sum, mut error) = (zero, zero);
            let mut entry = 0;
            while entry < listed.count {
                // SAFETY: the caller's.
                let score = unsafe { scores.at(listed.class(entry)) };
                let (next, lost) = two_sum(sum, excess(here, score, 1.0).keep(others).at_least(0.0));
                sum = next;
                // Of an infinite sum nothing is lost.
                error = error + lost.keep(lost.eq(lost));
                entry += 1;
            }
            nan = nan.or_nan_of(here);
            sums[0].add(sum);
            sums[1].add(error);
            c += S::F64::LANES;
        }
        if !S::F64::all(nan.eq(zero)) {
            return f64::NAN;
        }
        let mut total = sums[0].parts();
        total.merge(sums[1].parts());
        let total = total.value();
        // Without classes there is nothing to divide by.
        if total == 0.0 { 0.0 } else { total / classes as f64 }
    }

    /// Writes the derivatives of a row that counts and has a weight, or adds them.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn differentiate<S: Simd>(&self, row: usize, listed: &Listed, loss: f64, factor: f64) {
        let rows = &self.rows;
        if !rows.options.differentiates() {
            return;
        }
        let in_place = core::ptr::eq(rows.options.gradient, rows.input);
        // SAFETY: the caller's.
        unsafe {
            if loss.is_nan() {
                self.write_nan::<S>(row);
            } else if in_place {
                self.count_in_place::<S>(row, listed);
                self.write_listed::<S>(row, listed, true, factor);
                self.write_counts::<S>(row, listed, factor);
            } else {
                self.write_others::<S>(row, listed, factor);
                self.write_listed::<S>(row, listed, false, factor);
            }
        }
    }

    /// A derivative from the number of pairs. A number of 0 stays, whatever the factor.
    #[inline(always)]
    fn derivative<R: Real<Lane = f64>>(&self, pairs: R, factor: f64) -> R {
        (pairs / R::splat(self.rows.classes as f64)).times(R::splat(factor))
    }

    /// The number of entries that each of some classes comes too near to.
    ///
    /// # Safety
    /// As for [`loss`](Self::loss).
    #[inline(always)]
    unsafe fn entries_near<S: Simd>(scores: &Scores<E>, listed: &Listed, here: S::F64) -> S::F64 {
        let mut count = S::F64::splat(0.0);
        let mut entry = 0;
        while entry < listed.count {
            // SAFETY: the caller's.
            let score = unsafe { scores.at(listed.class(entry)) };
            let near = S::F64::splat(0.0).lt(excess(here, score, 1.0));
            count = count + S::F64::splat(1.0).keep(near);
            entry += 1;
        }
        count
    }

    /// The number of classes that are not listed and whose number exceeds another, less the margin.
    ///
    /// # Safety
    /// As for [`loss`](Self::loss).
    #[inline(always)]
    unsafe fn others_near<S: Simd>(&self, numbers: &Scores<E>, listed: &Listed, number: f64, margin: f64) -> f64 {
        let zero = S::F64::splat(0.0);
        let mut counts = zero;
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            let here = unsafe { numbers.from::<S>(c) };
            let near = zero.lt(excess(here, number, margin).keep_first(self.rows.classes - c));
            counts = counts + S::F64::splat(1.0).keep(near);
            c += S::F64::LANES;
        }
        // Those that are listed were counted too.
        let mut count = counts.fold();
        let mut entry = 0;
        while entry < listed.count {
            // SAFETY: the caller's.
            let here = S::NarrowF64::splat(unsafe { numbers.at(listed.class(entry)) });
            if listed.stands(entry) && excess(here, number, margin).first() > 0.0 {
                count -= 1.0;
            }
            entry += 1;
        }
        count
    }

    /// Writes or adds NaN to all derivatives of a row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn write_nan<S: Simd>(&self, row: usize) {
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            unsafe { self.rows.put_row::<S>(row, c, [S::F64::splat(f64::NAN); 2]) };
            c += S::F64::LANES;
        }
    }

    /// Writes or adds the derivatives by the scores of classes that are not listed, and 0 for those that are.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn write_others<S: Simd>(&self, row: usize, listed: &Listed, factor: f64) {
        let classes = self.rows.classes;
        let zero = S::F64::splat(0.0);
        let mut c = 0;
        while c < classes {
            // SAFETY: the caller's.
            unsafe {
                let scores = Scores::of(&self.rows, row);
                let count = Self::entries_near::<S>(&scores, listed, scores.from::<S>(c));
                let first = self.derivative(count, factor).keep(listed.others::<S>(c, classes));
                self.rows.put_row::<S>(row, c, [first, zero]);
            }
            c += S::F64::LANES;
        }
    }

    /// Writes or adds the derivatives by the scores of listed classes, where 0 was written or added, or in place their rank.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn write_listed<S: Simd>(&self, row: usize, listed: &Listed, in_place: bool, factor: f64) {
        let rows = &self.rows;
        let layout = rows.layout();
        // SAFETY: the caller's.
        let (numbers, gradient) = unsafe { (Scores::of(rows, row), offset(rows.options.gradient, layout.start(row))) };
        let mut entry = 0;
        while entry < listed.count && !gradient.is_null() {
            let class = listed.class(entry);
            if listed.stands(entry) {
                let mut entries = 0.0;
                let mut other = entry;
                while other < listed.count {
                    entries += if listed.class(other) == class { 1.0 } else { 0.0 };
                    other += 1;
                }
                // SAFETY: the caller's.
                unsafe {
                    let margin = if in_place { 0.0 } else { 1.0 };
                    let pairs = entries * self.others_near::<S>(&numbers, listed, numbers.at(class), margin);
                    let derivative = -self.derivative(S::NarrowF64::splat(pairs), factor).first();
                    let place = class * layout.inner;
                    let old = if rows.options.accumulate { read(gradient, place, 0.0) } else { 0.0 };
                    write(gradient, place, old + derivative);
                }
            }
            entry += 1;
        }
    }

    /// In place: each class that is not listed is given the number of entries that it comes too near to, then each that is
    /// listed the number of entries that are lower. Of equal scores that of the lower class counts as lower.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn count_in_place<S: Simd>(&self, row: usize, listed: &Listed) {
        let rows = &self.rows;
        let layout = rows.layout();
        let zero = S::F64::splat(0.0);
        // SAFETY: the caller's.
        let (scores, gradient) = unsafe { (Scores::of(rows, row), offset(rows.options.gradient, layout.start(row))) };
        let written = RowOptions { accumulate: false, ..rows.options };
        let mut c = 0;
        while c < rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let here = scores.from::<S>(c);
                let count = Self::entries_near::<S>(&scores, listed, here);
                let others = listed.others::<S>(c, rows.classes);
                layout.put_row::<S, E>(&written, row, c, [S::F64::select(others, count, here), zero]);
            }
            c += S::F64::LANES;
        }
        // The lowest class that is listed and has no rank yet.
        let mut next = lowest_from(listed, 0);
        while let Some(class) = next {
            // SAFETY: the caller's.
            unsafe {
                let rank = rank(&scores, listed, class);
                write(gradient, class * layout.inner, rank);
            }
            next = lowest_from(listed, class + 1);
        }
    }

    /// Makes derivatives of the numbers that classes which are not listed were given in place.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn write_counts<S: Simd>(&self, row: usize, listed: &Listed, factor: f64) {
        let classes = self.rows.classes;
        let mut c = 0;
        while c < classes {
            // SAFETY: the caller's.
            unsafe {
                let here = Scores::of(&self.rows, row).from::<S>(c);
                let others = listed.others::<S>(c, classes);
                let first = S::F64::select(others, self.derivative(here, factor), here);
                self.rows.put_row::<S>(row, c, [first, S::F64::splat(0.0)]);
            }
            c += S::F64::LANES;
        }
    }
}

/// The lowest listed class from this one on.
#[inline(always)]
fn lowest_from(listed: &Listed, class: usize) -> Option<usize> {
    let mut lowest = usize::MAX;
    let mut entry = 0;
    while entry < listed.count {
        let other = listed.class(entry);
        if other >= class && other < lowest {
            lowest = other;
        }
        entry += 1;
    }
    if lowest == usize::MAX { None } else { Some(lowest) }
}

/// The number of entries whose score is lower than that of a class, where listed classes below it have their number in place
/// of their score already.
///
/// Among those with a score it is counted. Of the others, each stands before the class if its number is at most that of all
/// entries before the class; so the number of these is the least that agrees with itself.
///
/// # Safety
/// Scores and numbers are valid for reading, and listed classes are below the number of classes.
#[inline(always)]
unsafe fn rank<E: Element>(numbers: &Scores<E>, listed: &Listed, class: usize) -> f64 {
    // SAFETY: the caller's.
    let score = unsafe { numbers.at(class) };
    let mut unranked = 0.0;
    let mut entry = 0;
    while entry < listed.count {
        let other = listed.class(entry);
        // SAFETY: the caller's.
        if other > class && unsafe { numbers.at(other) } < score {
            unranked += 1.0;
        }
        entry += 1;
    }
    let mut rank = unranked;
    loop {
        let mut next = unranked;
        let mut entry = 0;
        while entry < listed.count {
            let other = listed.class(entry);
            // SAFETY: the caller's.
            if other < class && unsafe { numbers.at(other) } <= rank {
                next += 1.0;
            }
            entry += 1;
        }
        if next == rank {
            return rank;
        }
        rank = next;
    }
}
