//! X = hidden · weightᵀ + bias, for the rows of a chunk and a range of classes.

use super::chunk::Chunk;
use super::head::Number;
use super::pack::{left_from_rows, right_from_columns};
use super::product::{Panels, panel_columns};
use super::tile::{Chains, Onto, Rows};
use super::workspace::TERMS;
use crate::shape::matrices::{Matrices, Place, Places, Source};
use crate::simd::isa::Kernel;
use crate::simd::{Simd, Vector};
use core::mem::MaybeUninit;

/// See [`Chunk::logits`].
pub(super) struct Logits<C, A: Places<C>> {
    pub chunk: Chunk<C, A>,
    pub worker: usize,
    pub start: usize,
    pub end: usize,
}

impl<C: Number, A: Matrices<C>> Kernel for Logits<C, A> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let Chunk { head, memory, rows, .. } = self.chunk;
        let (left, right) = memory.packed(self.worker);
        let mut numbers = [const { MaybeUninit::<C>::uninit() }; 32];
        let numbers = numbers.as_mut_ptr().cast::<C>();
        let mut element = 0;
        // At least once, so that hidden states without elements have logits too.
        loop {
            let terms = if head.dim - element < TERMS { head.dim - element } else { TERMS };
            // SAFETY: the contract of the arguments, for these rows, classes and elements; the packed matrices are the
            // worker's own, and have room for so many terms.
            unsafe {
                let hidden = Rows { start: head.hidden.add(element), stride: head.dim, places: memory.places };
                left_from_rows::<S, C>(hidden, (rows, terms), left);
                let mut class = self.start;
                while class < self.end {
                    let (columns, whole) = (self.end - class, panel_columns::<S, C>());
                    let columns = if columns < whole { columns } else { whole };
                    let weight = Rows::all(head.weight.add(class * head.dim + element), head.dim);
                    right_from_columns::<S, C, _>(weight, (terms, columns), right);
                    let onto = if element > 0 {
                        Onto::Itself
                    } else if head.bias.is_null() {
                        Onto::Nothing
                    } else {
                        head.bias.add(class).load::<S, C>(columns, 0.0).store(numbers, whole);
                        Onto::Row(numbers.cast_const())
                    };
                    let panels = Panels { left, rows, right, columns, chains: Chains::one(terms) };
                    panels.multiply::<S>(Rows::all(memory.logits.add(class), head.rows.classes), onto);
                    class += columns;
                }
            }
            element += terms;
            if element >= head.dim {
                return;
            }
        }
    }
}
