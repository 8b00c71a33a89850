//! Regression. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod epsilon_insensitive;
mod expectile;
mod fair;
mod gaussian_nll;
mod general_robust;
mod huber;
mod l1;
mod log_cosh;
mod lp;
mod mape;
mod mse;
mod msle;
mod pseudo_huber;
mod quantile;
mod rmse;
mod smooth_l1;
mod squared_epsilon_insensitive;

pub use epsilon_insensitive::EpsilonInsensitive;
pub use expectile::Expectile;
pub use fair::Fair;
pub use gaussian_nll::GaussianNll;
pub use general_robust::GeneralRobust;
pub use huber::Huber;
pub use l1::L1;
pub use log_cosh::LogCosh;
pub use lp::Lp;
pub use mape::Mape;
pub use mse::Mse;
pub use msle::Msle;
pub use pseudo_huber::PseudoHuber;
pub use quantile::Quantile;
pub use rmse::Rmse;
pub use smooth_l1::SmoothL1;
pub use squared_epsilon_insensitive::SquaredEpsilonInsensitive;
