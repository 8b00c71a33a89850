//! Losses of margins between classes: scores, none of them a logit, against the index of the right class.
//!
//! The classes of a row are read in passes of `f64` ([`Margin`]), then its loss is known, and then they are read once more
//! for the derivatives. Each is written after it was read for the last time, so that the gradient may be where the scores
//! are.

use super::class::ClassRows;
use super::logits::{Layout, load};
use super::{Partial, read, times, write};
use crate::element::Element;
use crate::loss_margin::{Collected, Here, Margin, Outcome};
use crate::loss_rows::positions;
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};

/// A loss over the rows of a matrix of scores.
#[derive(Clone, Copy)]
pub struct Margins<E, L> {
    /// The loss of a row.
    pub loss: L,
    /// Scores, targets and options. Of class options only weights and the index to ignore are used.
    pub rows: ClassRows<E>,
}

impl<E: Element, L: Margin> Kernel for Margins<E, L> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let rows = &self.rows;
        let mut partial = Partial::default();
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for this row; the target of a row that counts was found to be below
            // `classes`.
            unsafe {
                if let Some(right) = rows.target_of(row) {
                    let weight = rows.options.row_weight(row);
                    let class_weight = read(rows.class_weight, right, 1.0);
                    let scores = Scores::of(rows, row);
                    let (known, outcome) = self.find::<S>(&scores, right);
                    let loss = times(class_weight, outcome.loss);
                    partial.rows += 1;
                    write(rows.options.losses, row, loss);
                    // A weight of 0 leaves out what it would multiply, as that may be infinite or NaN.
                    if weight == 0.0 || class_weight == 0.0 {
                        rows.clear_row::<S>(row);
                    } else {
                        partial.loss.add(weight * loss);
                        let factor = weight * class_weight * rows.options.scale;
                        self.differentiate::<S>(row, right, &known, &outcome, factor);
                    }
                    partial.weight.add(times(weight, class_weight));
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

/// The scores of a row.
#[derive(Clone, Copy)]
pub(super) struct Scores<E> {
    start: *const E,
    layout: Layout,
}

impl<E: Element> Scores<E> {
    /// # Safety
    /// The row is within the matrix.
    #[inline(always)]
    pub unsafe fn of(rows: &ClassRows<E>, row: usize) -> Self {
        let layout = rows.layout();
        // SAFETY: the caller's.
        Self { start: unsafe { rows.input.add(layout.start(row)) }, layout }
    }

    /// Those from class `c` on; −∞ in the lanes beyond the row.
    ///
    /// # Safety
    /// The matrix is valid for reading the row, and `c` is below `classes`.
    #[inline(always)]
    pub unsafe fn from<S: Simd>(&self, c: usize) -> S::F64 {
        let Layout { classes, inner, .. } = self.layout;
        // SAFETY: the caller's: `classes - c` elements remain.
        unsafe { load::<S, E>(self.start.add(c * inner), classes - c, inner, f64::NEG_INFINITY) }
    }

    /// That of one class.
    ///
    /// # Safety
    /// As for [`from`](Self::from).
    #[inline(always)]
    pub unsafe fn at(&self, c: usize) -> f64 {
        // SAFETY: the caller's.
        unsafe { read(self.start, c * self.layout.inner, f64::NAN) }
    }
}

impl<E: Element, L: Margin> Margins<E, L> {
    /// Reads a row until its loss is known.
    ///
    /// # Safety
    /// The matrix is valid for reading the row, and `right` is below `classes`.
    #[inline(always)]
    unsafe fn find<S: Simd>(&self, scores: &Scores<E>, right: usize) -> (L::Known, Outcome) {
        // SAFETY: the caller's.
        let mut known = self.loss.begin(unsafe { scores.at(right) }, self.rows.classes);
        loop {
            let mut collected = Collected::<S>::new();
            // 0, or NaN where a score is.
            let mut nan = S::F64::splat(0.0);
            let mut c = 0;
            while c < self.rows.classes {
                // SAFETY: the caller's.
                let here = unsafe { self.here::<S>(scores, right, c) };
                nan = nan.or_nan_of(here.scores);
                self.loss.look(&here, &known, &mut collected);
                c += S::F64::LANES;
            }
            if !S::F64::all(nan.eq(S::F64::splat(0.0))) {
                return (known, Outcome { loss: f64::NAN, right: [f64::NAN; 2] });
            }
            if let Some(outcome) = self.loss.settle::<S>(&collected.found(), &mut known) {
                return (known, outcome);
            }
        }
    }

    /// A vector of the classes of a row.
    ///
    /// # Safety
    /// As for [`Scores::from`].
    #[inline(always)]
    unsafe fn here<S: Simd>(&self, scores: &Scores<E>, right: usize, c: usize) -> Here<S> {
        let classes = positions::<S::F64>(c);
        // Numbers of classes are integers: all but one are at least 1 away from the right one.
        let away = (classes - S::F64::splat(right as f64)).abs();
        let other = S::F64::splat(0.5).lt(away);
        let wrong = S::F64::both(other, S::F64::first_lanes(self.rows.classes - c));
        // SAFETY: the caller's.
        Here { scores: unsafe { scores.from::<S>(c) }, classes, wrong }
    }

    /// Writes the derivatives of a row that counts and has a weight, or adds them.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn differentiate<S: Simd>(
        &self,
        row: usize,
        right: usize,
        known: &L::Known,
        outcome: &Outcome,
        factor: f64,
    ) {
        if !self.rows.options.differentiates() {
            return;
        }
        // SAFETY: the caller's.
        let scores = unsafe { Scores::of(&self.rows, row) };
        let nan = outcome.loss.is_nan();
        let mut c = 0;
        while c < self.rows.classes {
            // SAFETY: the caller's.
            unsafe {
                let here = self.here::<S>(&scores, right, c);
                let others = self.loss.derivatives(&here, known);
                let mut derivatives = [S::F64::splat(f64::NAN); 2];
                let mut order = 0;
                while order < 2 && !nan {
                    let derivative = S::F64::select(here.wrong, others[order], S::F64::splat(outcome.right[order]));
                    // A derivative of 0 stays, whatever the factor.
                    derivatives[order] = derivative.times(S::F64::splat(factor));
                    order += 1;
                }
                self.rows.put_row::<S>(row, c, derivatives);
            }
            c += S::F64::LANES;
        }
    }
}
