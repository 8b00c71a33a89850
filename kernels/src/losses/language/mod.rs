//! Language models and distillation. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod causal_lm;
mod distillation;
mod linear_cross_entropy;
mod linear_token_log_prob;
mod linear_token_log_prob_backward;
mod token_log_prob;
mod token_log_prob_backward;

pub use causal_lm::CausalLm;
pub use distillation::Distillation;
pub use token_log_prob_backward::TokenLogProbBackward;
