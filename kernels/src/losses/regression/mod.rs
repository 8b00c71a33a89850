//! Regression. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod gaussian_nll;
mod huber;
mod log_cosh;
mod mse;
mod rmse;

pub use gaussian_nll::GaussianNll;
pub use huber::Huber;
pub use log_cosh::LogCosh;
pub use mse::Mse;
pub use rmse::Rmse;
