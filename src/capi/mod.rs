//! The exported functions. They are literal text, because the header is made from them, and they contain no logic.

// What a pointer must be is said once, in the header's preamble and in the argument lists.
#![allow(clippy::missing_safety_doc)]

mod losses;
mod runtime;

pub use losses::*;
pub use runtime::*;
