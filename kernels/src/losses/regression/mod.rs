//! Regression. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod mse;
mod rmse;

pub use mse::Mse;
pub use rmse::Rmse;
