//! The exported functions: literal, because the header is made from them, and thin.

// What a pointer must be is said once, in the header's preamble and in the argument lists.
#![allow(clippy::missing_safety_doc)]

mod class;
mod combine;
mod generative;
mod penalty;
mod pointwise;
mod rowwise;
mod runtime;
mod teacher;

pub use class::*;
pub use combine::*;
pub use generative::*;
pub use penalty::*;
pub use pointwise::*;
pub use rowwise::*;
pub use runtime::*;
pub use teacher::*;
