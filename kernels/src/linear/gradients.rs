//! G · weight, Gᵀ · hidden and Σ G, G being the gradients by the logits of a chunk.

use super::chunk::Chunk;
use super::head::Number;
use super::pack::{left_from_columns, left_from_rows, right_from_rows};
use super::product::{Panels, panel_columns};
use super::round::{old, rounded};
use super::tile::{Chains, Onto, Rows};
use super::workspace::{CLASSES, COLUMNS, TERMS};
use crate::shape::matrices::{Matrices, Place, Places, Sink, Source};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};

/// See [`Chunk::hidden_gradient`].
pub(super) struct OfHidden<C, A: Places<C>> {
    pub chunk: Chunk<C, A>,
    pub worker: usize,
    pub start: usize,
    pub end: usize,
}

impl<C: Number, A: Matrices<C>> Kernel for OfHidden<C, A> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let chunk = &self.chunk;
        let Chunk { head, memory, live: rows, .. } = self.chunk;
        let (left, right) = memory.packed(self.worker);
        let sums = self.sums();
        // SAFETY: the contract of the arguments, for these rows and elements.
        unsafe { self.begin::<S>(sums) };
        let mut class = 0;
        while class < head.rows.classes {
            let terms = head.rows.classes - class;
            let terms = if terms < TERMS { terms } else { TERMS };
            let onto = if class > 0 || head.accumulate { Onto::Itself } else { Onto::Nothing };
            // SAFETY: the contract of the arguments, for these rows, classes and elements; the packed matrices are the
            // worker's own, and have room for so many terms.
            unsafe {
                left_from_rows::<S, C>(chunk.live_logits(class), (rows, terms), left);
                let mut element = self.start;
                while element < self.end {
                    let (columns, whole) = (self.end - element, panel_columns::<S, C>());
                    let columns = if columns < whole { columns } else { whole };
                    let weight = Rows::all(head.weight.add(class * head.dim + element), head.dim);
                    right_from_rows::<S, C>(weight, (terms, columns), right);
                    let panels = Panels { left, rows, right, columns, chains: Chains::one(terms) };
                    panels.multiply::<S>(sums.at_column(element), onto);
                    element += columns;
                }
            }
            class += terms;
        }
        // SAFETY: as above; all sums have been formed.
        unsafe { self.end::<S>(sums) };
    }
}

impl<C: Number, A: Matrices<C>> OfHidden<C, A> {
    /// Where the sums of the rows are formed: in the gradient, or in the workspace if that has no room for them.
    #[inline(always)]
    fn sums(&self) -> Rows<*mut C> {
        let Chunk { head, memory, .. } = self.chunk;
        if head.grad_hidden.rounds() {
            return Rows::all(memory.hidden_sums, head.dim);
        }
        self.chunk.live_rows(head.grad_hidden.native())
    }

    /// Fetches what is added to, where the sums are in the workspace.
    ///
    /// # Safety
    /// The contract of the arguments, for these rows and elements.
    #[inline(always)]
    unsafe fn begin<S: Simd>(&self, sums: Rows<*mut C>) {
        let Chunk { head, live, .. } = self.chunk;
        if !head.grad_hidden.rounds() || !head.accumulate {
            return;
        }
        let gradient = self.chunk.live_rows(head.grad_hidden);
        let mut row = 0;
        while row < live {
            // SAFETY: the caller's.
            unsafe {
                let from = gradient.start.at(gradient.offset(row) + self.start);
                old::<S, C, _>(from, sums.row(row).add(self.start), self.end - self.start);
            }
            row += 1;
        }
    }

    /// Rounds sums that are in the workspace.
    ///
    /// # Safety
    /// As [`begin`](Self::begin); the sums have been formed.
    #[inline(always)]
    unsafe fn end<S: Simd>(&self, sums: Rows<*mut C>) {
        let Chunk { head, live, .. } = self.chunk;
        if !head.grad_hidden.rounds() {
            return;
        }
        let gradient = self.chunk.live_rows(head.grad_hidden);
        let mut row = 0;
        while row < live {
            // SAFETY: the caller's.
            unsafe {
                let to = gradient.start.at(gradient.offset(row) + self.start);
                rounded::<S, C, _>(sums.row(row).add(self.start), to, self.end - self.start);
            }
            row += 1;
        }
    }
}

/// See [`Chunk::weight_gradient`].
pub(super) struct OfWeight<C, A: Places<C>> {
    pub chunk: Chunk<C, A>,
    pub worker: usize,
    pub start: usize,
    pub end: usize,
}

impl<C: Number, A: Matrices<C>> Kernel for OfWeight<C, A> {
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

impl<C: Number, A: Matrices<C>> OfWeight<C, A> {
    /// # Safety
    /// The contract of the arguments, for these classes; the packed matrices are the worker's own.
    #[inline(always)]
    unsafe fn weight<S: Simd>(&self) {
        let chunk = &self.chunk;
        let Chunk { head, memory, live: terms, chains, .. } = self.chunk;
        let (right, left) = memory.packed(self.worker);
        let whole = panel_columns::<S, C>();
        let onto = if chunk.begun || head.accumulate { Onto::Itself } else { Onto::Nothing };
        let mut block = 0;
        while block < head.dim {
            let end = if head.dim - block < COLUMNS { head.dim } else { block + COLUMNS };
            // The panels of a block of elements, each behind the one before.
            let mut element = block;
            while element < end {
                // SAFETY: the caller's: a block is a whole number of panels, for which there is room.
                unsafe {
                    let hidden = chunk.live_rows(head.hidden.add(element));
                    right_from_rows::<S, C>(hidden, (terms, end - element), right.add((element - block) * terms));
                }
                element += whole;
            }
            let mut class = self.start;
            while class < self.end {
                let rows = if self.end - class < CLASSES { self.end - class } else { CLASSES };
                // SAFETY: the caller's: there is room for so many classes.
                unsafe {
                    left_from_columns::<S, C>(chunk.live_logits(class), (rows, terms), left);
                    let part = chunk.part(self.worker, (class, rows), (block, end - block), false);
                    let sums = part.begin::<S>();
                    let mut element = block;
                    while element < end {
                        let right = right.add((element - block) * terms);
                        let columns = if end - element < whole { end - element } else { whole };
                        let result = sums.at_column(element - block);
                        Panels { left, rows, right, columns, chains }.multiply::<S>(result, onto);
                        element += whole;
                    }
                    part.end::<S>();
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
        // SAFETY: the caller's.
        let gradients = unsafe { self.chunk.live_logits(0) };
        let Chunk { head, memory, chains, begun, .. } = self.chunk;
        let rounds = head.grad_bias.rounds();
        let sums = if rounds { memory.bias_sums } else { head.grad_bias.native() };
        let mut class = self.start;
        while class < self.end {
            let count = self.end - class;
            let (mut chain, mut row) = (0, 0);
            // Where the sum so far is: there is none, in the gradient as it was, where sums are.
            let (mut begun, mut apart) = (begun || head.accumulate, rounds && !begun);
            while chain < chains.count && chain < Chains::MOST {
                let end = chains.ends[chain];
                if end > row {
                    let mut sum = C::Vector::<S>::splat(0.0);
                    while row < end {
                        // SAFETY: the caller's.
                        sum = sum
                            + unsafe { gradients.start.add(gradients.offset(row) + class).load::<S, C>(count, 0.0) };
                        row += 1;
                    }
                    // SAFETY: the caller's.
                    unsafe {
                        let place = sums.add(class);
                        if begun && apart {
                            sum = head.grad_bias.at(class).load::<S, C>(count) + sum;
                        } else if begun {
                            sum = C::Vector::<S>::load(place, count, 0.0) + sum;
                        }
                        sum.store(place, count);
                    }
                    (begun, apart) = (true, false);
                }
                chain += 1;
            }
            class += C::Vector::<S>::LANES;
        }
    }
}
