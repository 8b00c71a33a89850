//! libloss: machine-learning losses and their gradients behind a C ABI.
//!
//! The product is the C library: `libloss.so`, `libloss.a` and the header `loss.h`, which holds the
//! documentation of every function. This crate is also an `rlib`, for its own tests and benchmarks;
//! its Rust interface is the C interface and promises nothing beyond it.
//!
//! # Contract
//!
//! * Arguments: inputs, targets, sizes, the loss's numbers, options, outputs. NULL outputs are not
//!   wanted; NULL or all-zero options are the defaults.
//! * On an error nothing is written, and `loss_last_error` has a sentence.
//! * The gradient may be exactly its input, or apart from every input. Any alignment, any length.
//! * Data is never an error, except a class index out of range.
//! * The same bits for any number of threads, any instruction set, in place or not.
//! * No panic crosses the boundary, no call allocates, and the host's floating-point settings change nothing.
//!
//! # Layers
//!
//! `capi` (exported functions) → `call` (checks, once per shape) → `par` (fixed tasks over threads)
//! → the crate `loss-kernels` (loops, mathematics, instruction sets). docs/architecture.md tells
//! the way of a call.

mod call;
mod capi;
#[cfg(feature = "deliberate-panic")]
#[doc(hidden)]
pub mod deliberate;
mod environment;
mod error;
mod float_environment;
mod options;
mod par;
mod status;

#[doc(hidden)]
pub mod isa;

pub use capi::*;
pub use options::{
    ClassOptions, LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_GAN_HINGE, LOSS_GAN_LEAST_SQUARES, LOSS_GAN_MINIMAX,
    LOSS_GAN_NON_SATURATING, LOSS_GAN_WASSERSTEIN, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, Options, loss_sums,
};
pub use status::loss_status;
