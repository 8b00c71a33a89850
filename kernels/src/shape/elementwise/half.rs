//! Losses of single elements, and sums of them over rows, in half precision.

use super::{AnyFormulas, Computed, Staged, Targets, uniform};
use crate::Isa;
use crate::element::Single;
use crate::shape::row_sums::total;
use crate::shape::stretch::Operands;
use crate::shape::{Partial, RowOptions, fill_zero, offset, write};
use crate::simd::Simd;
use crate::simd::isa::Kernel;
use core::ptr::null_mut;

/// Elements that are stored in half precision, and what is wanted of them: inputs and targets of I, gradients of G, all else of
/// `f32`. Computed as elements of `f32` are, in the same steps, so that results have the same bits; gradients of half
/// precision are rounded once more.
#[derive(Clone, Copy)]
pub struct HalfElements<'a, I, G, const X: usize, const T: usize> {
    /// The loss.
    pub formulas: AnyFormulas<'a, X, T>,
    /// Inputs, targets and gradients.
    pub operands: Operands<I, X, T, G>,
    /// A row is an element; `gradient` is not used, and `hessian` is NULL where there are several inputs.
    pub options: RowOptions<f32>,
}

impl<I: Single, G: Single, const X: usize, const T: usize> HalfElements<'_, I, G, X, T> {
    /// The elements `start..end`.
    ///
    /// # Safety
    /// [The contract of the arguments](crate#pointers), for these elements.
    pub unsafe fn run(&self, isa: Isa, start: usize, end: usize) -> Partial {
        let Self { operands, options, .. } = self;
        let uniform = match self.formulas.computed {
            Computed::Single(_) => uniform::<f32, f32>(options),
            Computed::Double(_) => uniform::<f32, f64>(options),
        };
        // SAFETY: the caller's.
        unsafe { run(self.formulas, operands, options, uniform, isa, (start, end)) }
    }
}

/// The elements from `start` to `end`; `uniform` as in [`Staged`].
///
/// # Safety
/// The contract of the arguments, for these elements.
unsafe fn run<I: Single, G: Single, const X: usize, const T: usize>(
    formulas: AnyFormulas<'_, X, T>,
    operands: &Operands<I, X, T, G>,
    options: &RowOptions<f32>,
    uniform: bool,
    isa: Isa,
    (start, end): (usize, usize),
) -> Partial {
    let targets = Targets::PLAIN;
    match formulas.computed {
        Computed::Single(formulas) => {
            isa.run(Staged::<f32, f32, X, T, I, G> { formulas, operands, options, targets, uniform, start, end, isa })
        }
        Computed::Double(formulas) => {
            isa.run(Staged::<f32, f64, X, T, I, G> { formulas, operands, options, targets, uniform, start, end, isa })
        }
    }
}

/// Rows of such elements: see [`RowSums`](crate::shape::row_sums::RowSums), whose sums and bits these are.
#[derive(Clone, Copy)]
pub struct HalfRows<'a, I, G, const X: usize, const T: usize> {
    /// Inputs, targets and gradients, formulas and options. A row has `classes` elements.
    pub elements: HalfElements<'a, I, G, X, T>,
    /// Elements per row.
    pub classes: usize,
    /// The loss of a row is a mean: see [`Elementwise::MEAN_OF_ROW`](crate::loss::Elementwise::MEAN_OF_ROW).
    pub mean_of_row: bool,
    /// See [`Elementwise::TARGET_IS_WEIGHT`](crate::loss::Elementwise::TARGET_IS_WEIGHT).
    pub target_is_weight: bool,
}

impl<I: Single, G: Single, const X: usize, const T: usize> HalfRows<'_, I, G, X, T> {
    /// The rows `start..end`; with `survey` the sums of their weights alone.
    ///
    /// # Safety
    /// [The contract of the arguments](crate#pointers), for these rows.
    pub unsafe fn run(&self, isa: Isa, survey: bool, start: usize, end: usize) -> Partial {
        let options = &self.elements.options;
        let mut partial = Partial::default();
        for row in start..end {
            // SAFETY: the caller's.
            unsafe {
                if !options.kept(row) {
                    if !survey {
                        write(options.losses, row, 0.0);
                        self.clear(row);
                    }
                    continue;
                }
                let weight = options.row_weight(row);
                if weight != 0.0 {
                    partial.weight.add(weight * self.weight_of_target(isa, row));
                }
                partial.rows += 1;
                if survey {
                    continue;
                }
                let loss = self.row(isa, row, weight);
                // A weight of 0 leaves out what it would multiply, as it may be infinite or NaN.
                if weight == 0.0 {
                    self.clear(row);
                } else {
                    partial.loss.add(weight * loss);
                }
                write(options.losses, row, loss);
            }
        }
        partial
    }

    /// The loss of a row; its derivatives are written, if it has a weight.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    unsafe fn row(&self, isa: Isa, row: usize, weight: f64) -> f64 {
        let HalfElements { formulas, operands, options } = &self.elements;
        let of_row = |sum: f64| if self.mean_of_row && self.classes > 0 { sum / self.classes as f64 } else { sum };
        let scale = of_row(weight * options.scale);
        let mut alike =
            RowOptions { hessian: options.hessian, accumulate: options.accumulate, scale, ..RowOptions::NONE };
        let mut operands = *operands;
        if weight == 0.0 {
            (alike.hessian, operands) = (null_mut(), operands.without_gradients());
        }
        let (start, end) = (row * self.classes, (row + 1) * self.classes);
        // SAFETY: the caller's.
        let partial = unsafe { run(*formulas, &operands, &alike, true, isa, (start, end)) };
        of_row(partial.loss.value())
    }

    /// The sum of the targets of a row, where they are part of its weight; else 1.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    unsafe fn weight_of_target(&self, isa: Isa, row: usize) -> f64 {
        if !self.target_is_weight || T == 0 {
            return 1.0;
        }
        // SAFETY: the caller's.
        unsafe { isa.run(Sum::of(self.elements.operands.targets[0].add(row * self.classes), self.classes)) }
    }

    /// Writes zeros to the derivatives of a row, unless they are added to what is there.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    unsafe fn clear(&self, row: usize) {
        let HalfElements { operands, options, .. } = &self.elements;
        let at = row * self.classes;
        // SAFETY: the outputs are NULL or have the row.
        unsafe {
            fill_zero(offset(options.hessian, at), self.classes);
            if !options.accumulate {
                for gradient in operands.gradients {
                    fill_zero(offset(gradient, at), self.classes);
                }
            }
        }
    }
}

/// The sum of a row of targets.
struct Sum<I> {
    first: *const I,
    length: usize,
}

impl<I> Sum<I> {
    /// # Safety
    /// `first` is valid for reading `length` elements.
    unsafe fn of(first: *const I, length: usize) -> Self {
        Self { first, length }
    }
}

impl<I: Single> Kernel for Sum<I> {
    type Output = f64;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> f64 {
        // SAFETY: that of `of`.
        unsafe { total::<S, f32, I>(self.first, self.length) }
    }
}
