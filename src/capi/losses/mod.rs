//! The exported functions of losses, a file per family. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod alignment;
mod binary;
mod classification;
mod distributions;
mod generative;
mod language;
mod metric;
mod penalties;
mod regression;
mod sequences;

pub use alignment::*;
pub use binary::*;
pub use classification::*;
pub use distributions::*;
pub use generative::*;
pub use language::*;
pub use metric::*;
pub use penalties::*;
pub use regression::*;
pub use sequences::*;
