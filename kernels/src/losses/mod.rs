//! The losses, a file each. Written by `cargo xtask gen` from losses.toml. Do not edit.

mod bce;
mod bce_logits;
mod cross_entropy;
mod cross_entropy_prob;
mod cross_entropy_soft;
mod hinge;
mod kl_div;
mod kl_div_log_target;
mod kl_div_prob;
mod log_softmax;
mod mse;
mod nll;
mod rmse;
mod softmax;

pub use bce::BinaryCrossEntropy;
pub use bce_logits::BinaryCrossEntropyLogits;
pub use cross_entropy::CrossEntropy;
pub use cross_entropy_prob::CrossEntropyProbabilities;
pub use cross_entropy_soft::CrossEntropySoft;
pub use hinge::Hinge;
pub use kl_div::KullbackLeibler;
pub use kl_div_log_target::KullbackLeiblerLogTarget;
pub use kl_div_prob::KullbackLeiblerProbabilities;
pub use log_softmax::LogSoftmax;
pub use mse::MeanSquaredError;
pub use nll::NegativeLogLikelihood;
pub use rmse::RootMeanSquaredError;
pub use softmax::Softmax;
