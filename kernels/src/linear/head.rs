//! The arguments.

use crate::element::{Compute, Element};
use crate::shape::class::ClassRows;
use crate::shape::matrices::{Matrices, Place, Places, Plain, Sink};
use crate::shape::{clear_entries, offset, read};
use core::ptr::null_mut;

/// A storage type that is computed with as it is.
pub trait Number: Compute + Element<Native = Self> {}

impl<C: Compute + Element<Native = C>> Number for C {}

/// A linear layer, and a loss over classes of what it gives. A pointer may be NULL where it says so. The matrices of the layer are
/// of A, everything else is of C.
#[derive(Clone, Copy)]
pub struct Head<C, A: Places<C> = Plain> {
    /// (rows, dim)
    pub hidden: A::Source,
    /// (classes, dim)
    pub weight: A::Source,
    /// A number per class that is added to its logits before all else, or NULL. (`rows.bias` comes after temperature and cap.)
    pub bias: A::Source,
    /// Elements of a hidden state.
    pub dim: usize,
    /// The loss, with index targets, which may be tokens of sequences, and without an input: `inner` is 1, and there is neither
    /// a gradient nor a Hessian. Its rows are all rows, from 0 on.
    pub rows: ClassRows<C>,
    /// Out: ∂value/∂hidden, or NULL.
    pub grad_hidden: A::Sink,
    /// Out: ∂value/∂weight, or NULL.
    pub grad_weight: A::Sink,
    /// Out: ∂value/∂bias, or NULL.
    pub grad_bias: A::Sink,
    /// Add to the gradients instead of writing them.
    pub accumulate: bool,
}

impl<C: Number, A: Matrices<C>> Head<C, A> {
    /// Whether any gradient is wanted.
    pub fn differentiates(&self) -> bool {
        !(self.grad_hidden.is_null() && self.grad_weight.is_null() && self.grad_bias.is_null())
    }

    /// Whether gradients have no room for their sums, which are in the workspace until they are rounded.
    pub fn rounds(&self) -> bool {
        A::Sink::MAY_ROUND && [self.grad_hidden, self.grad_weight, self.grad_bias].iter().any(|grad| grad.rounds())
    }

    /// Whether the gradient of a row is left out, whatever its hidden state holds, as the row weighs 0.
    ///
    /// # Safety
    /// The contract of the arguments, for this row, which counts.
    pub(super) unsafe fn weighs_nothing(&self, row: usize, target: usize) -> bool {
        // SAFETY: the caller's; the target is a class.
        unsafe {
            let of_class = read(self.rows.class_weight, target, 1.0);
            self.rows.options.row_weight(row) == 0.0 || (of_class == 0.0 && self.rows.smoothing == 0.0)
        }
    }

    /// Writes zeros to what a row that does not count has an entry of.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    pub(super) unsafe fn clear_row(&self, row: usize) {
        let rows = &self.rows;
        // SAFETY: the caller's.
        unsafe {
            clear_entries(row, rows.options.losses, [rows.lse, rows.entropy], rows.argmax);
            self.clear_hidden(row);
        }
    }

    /// Writes zeros to the gradient by the hidden state of a row to which the loss is indifferent.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    pub(super) unsafe fn clear_hidden(&self, row: usize) {
        if !self.accumulate {
            // SAFETY: the caller's.
            unsafe { self.grad_hidden.at(row * self.dim).clear(self.dim) };
        }
    }

    /// Writes zeros to the gradients by weight and bias.
    ///
    /// # Safety
    /// The contract of the arguments.
    pub(super) unsafe fn clear_weight(&self) {
        // SAFETY: the caller's.
        unsafe {
            self.grad_weight.clear(self.rows.classes * self.dim);
            self.grad_bias.clear(self.rows.classes);
        }
    }

    /// A row as the only one, with its logits; in their place comes the gradient, if one is wanted.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    pub(super) unsafe fn row_alone(&self, row: usize, logits: *mut C) -> ClassRows<C> {
        let rows = &self.rows;
        let mut options = rows.options;
        // SAFETY: the caller's: what is there has an entry for the row.
        unsafe {
            options.weight = offset(options.weight.cast_mut(), row);
            options.mask = offset(options.mask.cast_mut(), row);
            options.losses = offset(options.losses, row);
            options.gradient = if self.differentiates() { logits } else { null_mut() };
            ClassRows {
                input: logits,
                index: rows.index.from(rows.place_of_target(row)),
                sequence: 0,
                stride: rows.classes,
                options,
                lse: rows.lse.from(row),
                entropy: rows.entropy.from(row),
                argmax: offset(rows.argmax, row),
                start: 0,
                end: 1,
                ..*rows
            }
        }
    }

    /// Writes the value's gradients where all are 0, whatever the data: an `upstream` of 0, or weights that add up to 0.
    ///
    /// # Safety
    /// The contract of the arguments.
    pub unsafe fn zero_gradients(&self) {
        if !self.accumulate {
            // SAFETY: the caller's.
            unsafe {
                self.grad_hidden.clear(self.rows.end * self.dim);
                self.clear_weight();
            }
        }
    }
}
