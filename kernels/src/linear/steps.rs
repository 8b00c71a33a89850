//! The steps from the hidden states of a chunk to its gradients, each for a range that is one thread's.

use super::chunk::Chunk;
use super::gradients::{OfHidden, OfWeight};
use super::head::Number;
use super::logits::Logits;
use super::round::Round;
use crate::shape::Partial;
use crate::shape::class::ClassRows;
use crate::shape::matrices::{Matrices, Place};
use crate::simd::isa::Isa;

impl<C: Number, A: Matrices<C>> Chunk<C, A> {
    /// The logits of the classes `start..end` in all rows of the chunk. Calls at the same time have other classes and workers.
    ///
    /// # Safety
    /// As [`new`](Self::new); `end` is at most `classes`, `worker` below the plan's threads.
    pub unsafe fn logits(&self, isa: Isa, worker: usize, (start, end): (usize, usize)) {
        isa.run(Logits { chunk: *self, worker, start, end });
    }

    /// The losses of the rows `start..end` of the chunk: `work` is given each row's number, and the row alone with its logits,
    /// in whose place it writes their gradient if one is wanted. After the logits of all classes. Calls at the same time have
    /// other rows.
    ///
    /// # Safety
    /// As [`new`](Self::new); `end` is at most [`rows`](Self::rows), and `work` upholds the contract of the arguments of the row
    /// that it is given.
    pub unsafe fn each_row(&self, (start, end): (usize, usize), work: impl Fn(usize, ClassRows<C>) -> Partial) {
        let mut index = start;
        while index < end {
            // SAFETY: the caller's; there are so many rows in the workspace.
            unsafe {
                let row = self.memory.places.add(index).read();
                let logits = self.memory.logits.add(index * self.head.rows.classes);
                self.memory.partials.add(index).write(work(row, self.head.row_alone(row, logits)));
            }
            index += 1;
        }
    }

    /// The gradient by the elements `start..end` of all hidden states of the chunk. After the losses of all rows. Calls at the
    /// same time have other elements and workers.
    ///
    /// # Safety
    /// As [`new`](Self::new); `end` is at most `dim`, `worker` below the plan's threads.
    pub unsafe fn hidden_gradient(&self, isa: Isa, worker: usize, (start, end): (usize, usize)) {
        if self.live > 0 && !self.head.grad_hidden.is_null() {
            isa.run(OfHidden { chunk: *self, worker, start, end });
        }
    }

    /// The gradients by the weights and the bias of the classes `start..end`. After the losses of all rows. Calls at the same
    /// time have other classes and workers, also than those of [`hidden_gradient`](Self::hidden_gradient).
    ///
    /// # Safety
    /// As [`logits`](Self::logits).
    pub unsafe fn weight_gradient(&self, isa: Isa, worker: usize, (start, end): (usize, usize)) {
        if self.live > 0 && !(self.head.grad_weight.is_null() && self.head.grad_bias.is_null()) {
            isa.run(OfWeight { chunk: *self, worker, start, end });
        }
    }

    /// Rounds the gradients by the weights and the bias of the classes `start..end`, where they are of half precision. After the
    /// last chunk. Calls at the same time have other classes and workers.
    ///
    /// # Safety
    /// As [`logits`](Self::logits).
    pub unsafe fn round(&self, isa: Isa, worker: usize, (start, end): (usize, usize)) {
        if self.has_begun() && self.head.rounds() {
            isa.run(Round { chunk: *self, worker, start, end });
        }
    }
}
