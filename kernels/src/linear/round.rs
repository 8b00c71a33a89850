//! Gradients of half precision, which have no room for their sums.
//!
//! Sums are of floats, in the order that [the module](super) says, and each is rounded once, when it is complete. Until then
//! it is in the workspace:
//!
//! * grad_hidden is complete with its chunk. The sums of a chunk are an array of floats.
//! * grad_weight is complete with the last chunk. If all rows are one chunk, the sums of a few classes and elements at a time
//!   are enough ([`Part`]). Otherwise sums wait for the next chunk in halves: the upper 16 bits of a float in the gradient
//!   itself, the lower ones in the workspace. That is half of what an array of floats would take, and a chunk reads and writes
//!   as many bytes as with a gradient of floats. No order of the loops that forms each logit once does without: a sum over
//!   all rows of a class needs the gradients by the logits of all rows, which is the matrix that is not to be.
//! * grad_bias is complete with the last chunk. Its sums are an array of floats.

use super::chunk::Chunk;
use super::head::Number;
use super::tile::Rows;
use super::workspace::{CLASSES, COLUMNS};
use crate::shape::matrices::{Matrices, Place, Places, Sink};
use crate::simd::isa::Kernel;
use crate::simd::{Simd, Vector};

/// Numbers of a gradient as numbers that are computed with.
///
/// # Safety
/// `count` elements of the gradient are valid for reading, and as many numbers for writing.
#[inline(always)]
pub(super) unsafe fn old<S: Simd, C: Number, G: Sink<C>>(gradient: G, numbers: *mut C, count: usize) {
    let mut i = 0;
    while i < count {
        // SAFETY: the caller's.
        unsafe { gradient.at(i).load::<S, C>(count - i).store(numbers.add(i), count - i) };
        i += C::Vector::<S>::LANES;
    }
}

/// The way back, rounded.
///
/// # Safety
/// `count` numbers are valid for reading, and as many elements of the gradient for writing.
#[inline(always)]
pub(super) unsafe fn rounded<S: Simd, C: Number, G: Sink<C>>(numbers: *const C, gradient: G, count: usize) {
    let mut i = 0;
    while i < count {
        // SAFETY: the caller's.
        unsafe { gradient.at(i).store::<S, C>(C::Vector::<S>::load(numbers.add(i), count - i, 0.0), count - i) };
        i += C::Vector::<S>::LANES;
    }
}

/// Floats from their halves.
///
/// # Safety
/// `count` elements of each are valid for reading and writing.
#[inline(always)]
unsafe fn join(upper: *const u16, lower: *const u16, floats: *mut u32, count: usize) {
    let mut i = 0;
    while i < count {
        // SAFETY: the caller's.
        unsafe {
            let (upper, lower) = (upper.add(i).read_unaligned(), lower.add(i).read_unaligned());
            floats.add(i).write(u32::from(upper) << 16 | u32::from(lower));
        }
        i += 1;
    }
}

/// Floats into their halves.
///
/// # Safety
/// As for [`join`].
#[inline(always)]
unsafe fn split(floats: *const u32, upper: *mut u16, lower: *mut u16, count: usize) {
    let mut i = 0;
    while i < count {
        // SAFETY: the caller's.
        unsafe {
            let bits = floats.add(i).read();
            upper.add(i).write_unaligned((bits >> 16) as u16);
            lower.add(i).write_unaligned(bits as u16);
        }
        i += 1;
    }
}

/// What sums begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// Nothing.
    Nothing,
    /// What the gradient holds.
    Old,
    /// Sums of the chunks before, in halves.
    Halves,
}

/// Sums of a part of the gradient by the weights, of at most [`CLASSES`] classes and [`COLUMNS`] elements.
#[derive(Clone, Copy)]
pub(super) struct Part<C, G> {
    /// The first element.
    gradient: G,
    /// The lower half of its sum, if sums are in halves between chunks.
    lower: *mut u16,
    /// From one class to the next, in both.
    stride: usize,
    /// Room for the sums of the part, where the gradient has none.
    sums: *mut C,
    classes: usize,
    elements: usize,
    begin: Begin,
    /// They are complete when this part has been worked on.
    complete: bool,
}

impl<C: Number, G: Sink<C>> Part<C, G> {
    /// Where the sums are formed, with what they begin with.
    ///
    /// # Safety
    /// The contract of the arguments, for these classes and elements.
    #[inline(always)]
    pub unsafe fn begin<S: Simd>(&self) -> Rows<*mut C> {
        if !self.gradient.rounds() {
            return Rows::all(self.gradient.native(), self.stride);
        }
        let mut class = 0;
        while class < self.classes && self.begin != Begin::Nothing {
            let at = class * self.stride;
            // SAFETY: the caller's; a part has room for its sums.
            unsafe {
                let (gradient, sums) = (self.gradient.at(at), self.sums.add(class * COLUMNS));
                if self.begin == Begin::Halves {
                    join(gradient.address().cast(), self.lower.add(at), sums.cast(), self.elements);
                } else {
                    old::<S, C, G>(gradient, sums, self.elements);
                }
            }
            class += 1;
        }
        Rows::all(self.sums, COLUMNS)
    }

    /// Puts the sums away, or rounds them.
    ///
    /// # Safety
    /// As [`begin`](Self::begin), which was called before.
    #[inline(always)]
    pub unsafe fn end<S: Simd>(&self) {
        let mut class = 0;
        while class < self.classes && self.gradient.rounds() {
            let at = class * self.stride;
            // SAFETY: the caller's; the elements of a gradient that is rounded have 16 bits.
            unsafe {
                let (gradient, sums) = (self.gradient.at(at), self.sums.add(class * COLUMNS));
                if self.complete {
                    rounded::<S, C, G>(sums, gradient, self.elements);
                } else {
                    split(sums.cast(), gradient.address().cast_mut().cast(), self.lower.add(at), self.elements);
                }
            }
            class += 1;
        }
    }
}

impl<C: Number, A: Matrices<C>> Chunk<C, A> {
    /// The part of the gradient by the weights that has these classes and elements. `rounds`: all chunks have brought what they
    /// have, and nothing is left but to round the sums.
    ///
    /// # Safety
    /// The contract of the arguments, for these classes and elements.
    #[inline(always)]
    pub(super) unsafe fn part(
        &self,
        worker: usize,
        (class, classes): (usize, usize),
        (element, elements): (usize, usize),
        rounds: bool,
    ) -> Part<C, A::Sink> {
        let Self { head, memory, begun, .. } = *self;
        let at = class * head.dim + element;
        let in_halves = !memory.lower.is_null();
        Part {
            // SAFETY: the caller's.
            gradient: unsafe { head.grad_weight.at(at) },
            lower: memory.lower.wrapping_add(at),
            stride: head.dim,
            sums: memory.part(worker),
            classes,
            elements,
            begin: if begun || rounds {
                Begin::Halves
            } else if head.accumulate {
                Begin::Old
            } else {
                Begin::Nothing
            },
            complete: rounds || !in_halves,
        }
    }
}

/// See [`Chunk::round`].
pub(super) struct Round<C, A: Places<C>> {
    pub chunk: Chunk<C, A>,
    pub worker: usize,
    pub start: usize,
    pub end: usize,
}

impl<C: Number, A: Matrices<C>> Kernel for Round<C, A> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let Chunk { head, memory, .. } = self.chunk;
        if !head.grad_bias.is_null() {
            let (start, count) = (self.start, self.end - self.start);
            // SAFETY: the contract of the arguments, for these classes.
            unsafe { rounded::<S, C, _>(memory.bias_sums.add(start), head.grad_bias.at(start), count) };
        }
        if head.grad_weight.is_null() || memory.lower.is_null() {
            return;
        }
        let mut class = self.start;
        while class < self.end {
            let classes = if self.end - class < CLASSES { self.end - class } else { CLASSES };
            let mut element = 0;
            while element < head.dim {
                let elements = if head.dim - element < COLUMNS { head.dim - element } else { COLUMNS };
                // SAFETY: the contract of the arguments, for these classes; the room for sums is the worker's own.
                unsafe {
                    let part = self.chunk.part(self.worker, (class, classes), (element, elements), true);
                    part.begin::<S>();
                    part.end::<S>();
                }
                element += elements;
            }
            class += classes;
        }
    }
}
