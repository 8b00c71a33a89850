//! Regression. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod gaussian_nll;
mod huber;
mod mse;
mod rmse;

pub use gaussian_nll::GaussianNll;
pub use huber::Huber;
pub use mse::Mse;
pub use rmse::Rmse;
