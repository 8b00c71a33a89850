//! G · weight, Gᵀ · hidden and Σ G, G being the gradients by the logits of a chunk.

use super::chunk::Chunk;
use super::head::Number;
use super::pack::{left_from_columns, left_from_rows, right_from_rows};
use super::product::{Panels, panel_columns};
use super::tile::{Chains, Onto, Rows};
use super::workspace::{CLASSES, COLUMNS, TERMS};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};

/// See [`Chunk::hidden_gradient`].
pub(super) struct OfHidden<C> {
    pub chunk: Chunk<C>,
    pub worker: usize,
    pub start: usize,
    pub end: usize,
}

impl<C: Number> Kernel for OfHidden<C> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let chunk = &self.chunk;
        let Chunk { head, memory, live: rows, .. } = self.chunk;
        let (left, right) = memory.packed(self.worker);
        let mut class = 0;
        while class < head.rows.classes {
            let terms = head.rows.classes - class;
            let terms = if terms < TERMS { terms } else { TERMS };
            let onto = if class > 0 || head.accumulate { Onto::Itself } else { Onto::Nothing };
            // SAFETY: the contract of the arguments, for these rows, classes and elements; the packed matrices are the
            // worker's own, and have room for so many terms.
            unsafe {
                left_from_rows::<S, C>(chunk.live_logits().at_column(class), (rows, terms), left);
                let mut element = self.start;
                while element < self.end {
                    let (columns, whole) = (self.end - element, panel_columns::<S, C>());
                    let columns = if columns < whole { columns } else { whole };
                    let weight = Rows::all(head.weight.add(class * head.dim + element).cast_mut(), head.dim);
                    right_from_rows::<S, C>(weight, (terms, columns), right);
                    let panels = Panels { left, rows, right, columns, chains: Chains::one(terms) };
                    panels.multiply::<S>(chunk.live_rows(head.grad_hidden).at_column(element), onto);
                    element += columns;
                }
            }
            class += terms;
        }
    }
}

/// See [`Chunk::weight_gradient`].
pub(super) struct OfWeight<C> {
    pub chunk: Chunk<C>,
    pub worker: usize,
    pub start: usize,
    pub end: usize,
}

impl<C: Number> Kernel for OfWeight<C> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        // SAFETY: the contract of the arguments, for these classes; the packed matrices are the worker's own.
        unsafe {
            if !self.chunk.head.grad_weight.is_null() {
                self.weight::<S>();
            }
            if !self.chunk.head.grad_bias.is_null() {
                self.bias::<S>();
            }
        }
    }
}

impl<C: Number> OfWeight<C> {
    /// # Safety
    /// The contract of the arguments, for these classes; the packed matrices are the worker's own.
    #[inline(always)]
    unsafe fn weight<S: Simd>(&self) {
        let chunk = &self.chunk;
        let Chunk { head, memory, live: terms, chains, .. } = self.chunk;
        let (right, left) = memory.packed(self.worker);
        let whole = panel_columns::<S, C>();
        let onto = if chunk.begun { Onto::Itself } else { Onto::Nothing };
        let mut block = 0;
        while block < head.dim {
            let end = if head.dim - block < COLUMNS { head.dim } else { block + COLUMNS };
            // The panels of a block of elements, each behind the one before.
            let mut element = block;
            while element < end {
                // SAFETY: the caller's: a block is a whole number of panels, for which there is room.
                unsafe {
                    let hidden = chunk.live_rows(head.hidden.cast_mut()).at_column(element);
                    right_from_rows::<S, C>(hidden, (terms, end - element), right.add((element - block) * terms));
                }
                element += whole;
            }
            let mut class = self.start;
            while class < self.end {
                let rows = if self.end - class < CLASSES { self.end - class } else { CLASSES };
                // SAFETY: the caller's: there is room for so many classes.
                unsafe {
                    left_from_columns::<S, C>(chunk.live_logits().at_column(class), (rows, terms), left);
                    let mut element = block;
                    while element < end {
                        let right = right.add((element - block) * terms);
                        let columns = if end - element < whole { end - element } else { whole };
                        let result = Rows::all(head.grad_weight.add(class * head.dim + element), head.dim);
                        Panels { left, rows, right, columns, chains }.multiply::<S>(result, onto);
                        element += whole;
                    }
                }
                class += rows;
            }
            block = end;
        }
    }

    /// The sums over rows, in the order of the products.
    ///
    /// # Safety
    /// The contract of the arguments, for these classes.
    #[inline(always)]
    unsafe fn bias<S: Simd>(&self) {
        let gradients = self.chunk.live_logits();
        let Chunk { head, chains, begun, .. } = self.chunk;
        let mut class = self.start;
        while class < self.end {
            let count = self.end - class;
            let (mut chain, mut row, mut begun) = (0, 0, begun);
            while chain < chains.count && chain < Chains::MOST {
                let end = chains.ends[chain];
                if end > row {
                    let mut sum = C::Vector::<S>::splat(0.0);
                    while row < end {
                        // SAFETY: the caller's.
                        sum = sum + unsafe { C::Vector::<S>::load(gradients.row(row).add(class), count, 0.0) };
                        row += 1;
                    }
                    // SAFETY: the caller's.
                    unsafe {
                        let place = head.grad_bias.add(class);
                        if begun {
                            sum = C::Vector::<S>::load(place, count, 0.0) + sum;
                        }
                        sum.store(place, count);
                    }
                    begun = true;
                }
                chain += 1;
            }
            class += C::Vector::<S>::LANES;
        }
    }
}
