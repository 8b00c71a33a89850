//! Language models and distillation. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod causal_lm;
mod distillation;

pub use causal_lm::CausalLm;
pub use distillation::Distillation;
