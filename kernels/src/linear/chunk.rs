//! A few rows at a time, from the hidden states to the loss and its gradients.

use super::head::{Head, Number};
use super::tile::{Chains, Rows};
use super::workspace::{Memory, Plan, ROWS};
use crate::shape::Partial;
use crate::shape::matrices::{Matrices, Places, Plain};

/// The rows of a [`Head`] that are worked on at the moment. See [the module](super) for the order of the steps.
#[derive(Clone, Copy)]
pub struct Chunk<C, A: Places<C> = Plain> {
    pub(super) head: Head<C, A>,
    pub(super) memory: Memory<C>,
    plan: Plan,
    /// Rows of the chunk: those that count.
    pub(super) rows: usize,
    /// Those that the gradients depend on.
    pub(super) live: usize,
    /// How these are added up.
    pub(super) chains: Chains,
    /// The first row of the problem that has not been looked at.
    next: usize,
    /// Rows of the chunks before have brought something to the gradients by weight and bias.
    pub(super) begun: bool,
}

impl<C: Number, A: Matrices<C>> Chunk<C, A> {
    /// None of the rows yet.
    ///
    /// # Safety
    /// The contract of the arguments. `workspace` is valid for reading and writing the bytes that the plan was made for, and
    /// overlaps no array. Class indices were checked.
    pub unsafe fn new(head: Head<C, A>, plan: Plan, workspace: *mut u8) -> Self {
        // SAFETY: the caller's.
        let memory = unsafe { Memory::new(workspace, plan) };
        Self { head, memory, plan, rows: 0, live: 0, chains: Chains::one(0), next: head.rows.start, begun: false }
    }

    /// Rows of the chunk, by which [`each_row`](Self::each_row) is split.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Goes on to the next rows that count and are `wanted`. False where there are none. Outputs of the others are written: 0.
    ///
    /// # Safety
    /// As [`new`](Self::new); no step of the chunk before is running.
    pub unsafe fn advance(&mut self, wanted: impl Fn(usize) -> bool) -> bool {
        self.begun |= self.live > 0;
        (self.rows, self.live) = (0, 0);
        self.chains = Chains { ends: [0; Chains::MOST], count: 0 };
        while self.next < self.head.rows.end && self.rows < self.plan.rows {
            let row = self.next;
            // SAFETY: the caller's: the row is one of the problem, and there is room for so many in the workspace.
            unsafe {
                match self.head.rows.target_of(row) {
                    Some(target) if wanted(row) => self.take(row, target),
                    _ => self.head.clear_row(row),
                }
            }
            self.next += 1;
        }
        self.rows > 0
    }

    /// Adds a row to the chunk.
    ///
    /// # Safety
    /// There is room for it.
    unsafe fn take(&mut self, row: usize, target: usize) {
        // SAFETY: the caller's; the row counts.
        unsafe {
            self.memory.places.add(self.rows).write(row);
            if self.head.weighs_nothing(row, target) {
                self.head.clear_hidden(row);
            } else {
                self.memory.live.add(self.live).write(self.rows);
                self.memory.live_places.add(self.live).write(row);
                self.live += 1;
            }
        }
        let chain = self.rows / ROWS;
        if chain < Chains::MOST {
            self.chains.ends[chain] = self.live;
            self.chains.count = chain + 1;
        }
        self.rows += 1;
    }

    /// Hands over the rows of the chunk with what they come to, one after the other, so that it does not matter to a sum how
    /// many they are. After the losses of all rows.
    ///
    /// # Safety
    /// As [`new`](Self::new).
    pub unsafe fn collect(&self, mut each: impl FnMut(usize, Partial)) {
        let mut index = 0;
        while index < self.rows {
            // SAFETY: place and partial of each row of the chunk have been written.
            unsafe { each(self.memory.places.add(index).read(), self.memory.partials.add(index).read()) };
            index += 1;
        }
    }

    /// Writes zeros to the gradients by weight and bias where no row has brought anything. After the last chunk.
    ///
    /// # Safety
    /// As [`new`](Self::new).
    pub unsafe fn finish(&self) {
        if !self.head.accumulate && !self.has_begun() {
            // SAFETY: the caller's.
            unsafe { self.head.clear_weight() };
        }
    }

    /// Whether any row has brought something to the gradients by weight and bias.
    pub(super) fn has_begun(&self) -> bool {
        self.begun || self.live > 0
    }

    /// The logits, or gradients by logits, of the rows that the gradients depend on, from a class on.
    ///
    /// # Safety
    /// There is such a class.
    pub(super) unsafe fn live_logits(&self, class: usize) -> Rows<*const C> {
        let Memory { logits, live, .. } = self.memory;
        // SAFETY: the caller's.
        Rows { start: unsafe { logits.add(class).cast_const() }, stride: self.head.rows.classes, places: live }
    }

    /// Rows of a matrix of the problem that belong to them.
    pub(super) fn live_rows<P>(&self, matrix: P) -> Rows<P> {
        Rows { start: matrix, stride: self.head.dim, places: self.memory.live_places }
    }
}
