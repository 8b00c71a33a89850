//! Penalties, and several losses as one. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod combine;
mod combine_uncertainty;
mod elastic_net_penalty;
mod entropy_penalty;
mod group_lasso_penalty;
mod l1_penalty;
mod l2_penalty;

pub use combine::Combine;
pub use combine_uncertainty::CombineUncertainty;
pub use elastic_net_penalty::ElasticNetPenalty;
pub use entropy_penalty::EntropyPenalty;
pub use group_lasso_penalty::GroupLassoPenalty;
pub use l1_penalty::L1Penalty;
pub use l2_penalty::L2Penalty;
