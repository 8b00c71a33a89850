//! libloss: machine-learning losses and their gradients behind a C ABI.
//!
//! The product is the C library: `libloss.so`, `libloss.a` and the header `loss.h`, which holds the
//! documentation of every function. This crate is also an `rlib`, for its own tests and benchmarks;
//! its Rust interface is the C interface and promises nothing beyond it.
//!
//! # Contract
//!
//! docs/contract.md states it, for every language; the first lines of `loss.h` have the minimum that a caller in C must
//! know.
//!
//! # Layers
//!
//! `capi` (exported functions) → `call` (checks, once per shape) → `par` (fixed tasks over threads)
//! → the crate `loss-kernels` (loops, mathematics, instruction sets). docs/architecture.md has the
//! path of a call, docs/internals.md describes each layer.

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
pub use loss_kernels::{Bf16 as loss_bf16, F16 as loss_f16};
pub use options::{
    ClassOptions, LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_CLEAR_PADDING, LOSS_FULL, LOSS_GAN_HINGE,
    LOSS_GAN_LEAST_SQUARES, LOSS_GAN_MINIMAX, LOSS_GAN_NON_SATURATING, LOSS_GAN_WASSERSTEIN, LOSS_LENGTH_CONSTANT,
    LOSS_LENGTH_MEAN, LOSS_LENGTH_SUM, LOSS_LENGTH_TOKENS, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_PREFERENCE_APO_DOWN,
    LOSS_PREFERENCE_APO_ZERO, LOSS_PREFERENCE_BCO, LOSS_PREFERENCE_DISCOPOP, LOSS_PREFERENCE_EXO,
    LOSS_PREFERENCE_HINGE, LOSS_PREFERENCE_IPO, LOSS_PREFERENCE_NCA, LOSS_PREFERENCE_ORPO, LOSS_PREFERENCE_ROBUST,
    LOSS_PREFERENCE_SIGMOID, LOSS_PREFERENCE_SPPO, LOSS_SUM, LOSS_SWAP, LOSS_UNPAIRED_BCO, LOSS_UNPAIRED_KTO,
    LOSS_ZERO_INFINITY, Options, loss_sequence_options, loss_sums,
};
pub use status::loss_status;
