//! The exported functions: literal, because the header is made from them, and thin.

// What a pointer must be is said once, in the header's preamble and in the argument lists.
#![allow(clippy::missing_safety_doc)]

mod class;
mod pointwise;
mod rowwise;
mod runtime;

pub use class::*;
pub use pointwise::*;
pub use rowwise::*;
pub use runtime::*;
