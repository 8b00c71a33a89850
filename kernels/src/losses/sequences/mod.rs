//! Sequences. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod ctc;
mod ctc_log_prob;

pub use ctc::Ctc;
pub use ctc_log_prob::CtcLogProb;
