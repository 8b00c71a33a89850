//! Distributions. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod js_div;
mod kl_div;
mod kl_div_generalized;
mod kl_div_log_target;
mod kl_div_prob;

pub use js_div::JsDiv;
pub use kl_div::KlDiv;
pub use kl_div_generalized::KlDivGeneralized;
pub use kl_div_log_target::KlDivLogTarget;
pub use kl_div_prob::KlDivProb;
