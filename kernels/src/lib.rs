//! The vector kernels of libloss: values, gradients and second derivatives of losses over raw
//! pointers.
//!
//! `no_std`, no allocation, no panic, no threads. Six layers, each using only those below:
//!
//! * [`linear`]: a linear layer with a loss over classes, by chunks of rows.
//! * [`lattice`]: sums over paths through frames and labels.
//! * [`losses`]: one file per loss, each an implementation of [`loss`]'s interface: the mathematics of one element, or
//!   the choice of a shape.
//! * [`shape`]: the loops. Each works on a range of rows and returns a [`Partial`]. The caller, which splits
//!   the rows, adds the partials in index order.
//! * [`math`], [`sum`], [`element`], [`half`]: elementary functions, sums, storage types.
//! * [`simd`]: vectors, one back end per instruction set, and the door into a kernel.
//!
//! # Pointers
//!
//! Kernels take raw pointers. Every kernel requires the following conditions, which its caller upholds. The `SAFETY`
//! comments of this crate call them *the contract of the arguments*:
//!
//! * an input that is not NULL is valid for reading as many elements as its documentation says, for
//!   the range of rows that the kernel is given; an output that is not NULL is valid for writing them;
//! * no alignment is needed;
//! * outputs do not overlap each other or an input, except that the gradient may be exactly the
//!   input it differentiates;
//! * class indices of rows that count were checked by [`shape::class::Survey`] to be below the
//!   number of classes.

#![no_std]

#[cfg(any(test, feature = "reference"))]
extern crate std;

pub mod element;
pub mod half;
pub mod lattice;
pub mod linear;
pub mod loss;
pub mod loss_decisions;
pub mod loss_margin;
pub mod loss_rows;
pub mod losses;
pub mod math;
pub mod shape;
pub mod simd;
pub mod sum;

pub use element::{Compute, Element};
pub use half::{Bf16, F16};
pub use shape::Partial;
pub use simd::isa::{Isa, Kernel, Name as IsaName};
