//! The losses, a file each. Written by `cargo xtask gen` from losses.toml. Do not edit.

mod bce;
mod bce_logits;
mod causal_lm;
mod combine;
mod combine_uncertainty;
mod cross_entropy;
mod cross_entropy_prob;
mod cross_entropy_soft;
mod distillation;
mod elastic_net_penalty;
mod gan_discriminator;
mod gan_generator;
mod hinge;
mod js_div;
mod kl_div;
mod kl_div_log_target;
mod kl_div_prob;
mod l1_penalty;
mod l2_penalty;
mod log_softmax;
mod mse;
mod nll;
mod rmse;
mod softmax;
mod vae_kl;

pub use bce::BinaryCrossEntropy;
pub use bce_logits::BinaryCrossEntropyLogits;
pub use causal_lm::CausalLanguageModel;
pub use combine::Combine;
pub use combine_uncertainty::CombineUncertainty;
pub use cross_entropy::CrossEntropy;
pub use cross_entropy_prob::CrossEntropyProbabilities;
pub use cross_entropy_soft::CrossEntropySoft;
pub use distillation::Distillation;
pub use elastic_net_penalty::ElasticNetPenalty;
pub use gan_discriminator::Adversarial;
pub use hinge::Hinge;
pub use js_div::JensenShannon;
pub use kl_div::KullbackLeibler;
pub use kl_div_log_target::KullbackLeiblerLogTarget;
pub use kl_div_prob::KullbackLeiblerProbabilities;
pub use l1_penalty::L1Penalty;
pub use l2_penalty::L2Penalty;
pub use log_softmax::LogSoftmax;
pub use mse::MeanSquaredError;
pub use nll::NegativeLogLikelihood;
pub use rmse::RootMeanSquaredError;
pub use softmax::Softmax;
pub use vae_kl::GaussianDivergence;

/// `$visit!(name, type)` for each loss with a formula of one element.
#[cfg(test)]
#[allow(unused_macros)]
macro_rules! each_of_elements {
    ($visit:ident) => {
        $visit!("mse", crate::losses::MeanSquaredError);
        $visit!("rmse", crate::losses::RootMeanSquaredError);
        $visit!("hinge", crate::losses::Hinge);
        $visit!("bce", crate::losses::BinaryCrossEntropy);
        $visit!("bce_logits", crate::losses::BinaryCrossEntropyLogits);
        $visit!("cross_entropy_prob", crate::losses::CrossEntropyProbabilities);
        $visit!("kl_div", crate::losses::KullbackLeibler);
        $visit!("kl_div_log_target", crate::losses::KullbackLeiblerLogTarget);
        $visit!("kl_div_prob", crate::losses::KullbackLeiblerProbabilities);
        $visit!("l1_penalty", crate::losses::L1Penalty);
        $visit!("l2_penalty", crate::losses::L2Penalty);
        $visit!("elastic_net_penalty", crate::losses::ElasticNetPenalty);
    };
}
#[cfg(test)]
#[allow(unused_imports)]
pub(crate) use each_of_elements;
