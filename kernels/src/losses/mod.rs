//! The losses, a folder per family. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod binary;
mod classification;
mod distributions;
mod generative;
mod language;
mod metric;
mod penalties;
mod regression;

pub use binary::*;
pub use classification::*;
pub use distributions::*;
pub use generative::*;
pub use language::*;
pub use metric::*;
pub use penalties::*;
pub use regression::*;

/// `$visit!(name, type)` for each loss with a formula of one element.
#[cfg(test)]
#[allow(unused_macros)]
macro_rules! each_of_elements {
    ($visit:ident) => {
        $visit!("mse", crate::losses::Mse);
        $visit!("rmse", crate::losses::Rmse);
        $visit!("l1", crate::losses::L1);
        $visit!("smooth_l1", crate::losses::SmoothL1);
        $visit!("huber", crate::losses::Huber);
        $visit!("pseudo_huber", crate::losses::PseudoHuber);
        $visit!("log_cosh", crate::losses::LogCosh);
        $visit!("fair", crate::losses::Fair);
        $visit!("general_robust", crate::losses::GeneralRobust);
        $visit!("lp", crate::losses::Lp);
        $visit!("quantile", crate::losses::Quantile);
        $visit!("expectile", crate::losses::Expectile);
        $visit!("epsilon_insensitive", crate::losses::EpsilonInsensitive);
        $visit!("squared_epsilon_insensitive", crate::losses::SquaredEpsilonInsensitive);
        $visit!("mape", crate::losses::Mape);
        $visit!("msle", crate::losses::Msle);
        $visit!("poisson_nll_log", crate::losses::PoissonNllLog);
        $visit!("poisson_nll", crate::losses::PoissonNll);
        $visit!("gamma_deviance_log", crate::losses::GammaDevianceLog);
        $visit!("gaussian_nll", crate::losses::GaussianNll);
        $visit!("gaussian_nll_log", crate::losses::GaussianNllLog);
        $visit!("laplace_nll", crate::losses::LaplaceNll);
        $visit!("laplace_nll_log", crate::losses::LaplaceNllLog);
        $visit!("student_t_nll", crate::losses::StudentTNll);
        $visit!("hinge", crate::losses::Hinge);
        $visit!("bce", crate::losses::Bce);
        $visit!("bce_logits", crate::losses::BceLogits);
        $visit!("squared_hinge", crate::losses::SquaredHinge);
        $visit!("perceptron", crate::losses::Perceptron);
        $visit!("hinge_embedding", crate::losses::HingeEmbedding);
        $visit!("modified_huber", crate::losses::ModifiedHuber);
        $visit!("soft_margin", crate::losses::SoftMargin);
        $visit!("exponential", crate::losses::Exponential);
        $visit!("poly1_bce_logits", crate::losses::Poly1BceLogits);
        $visit!("sigmoid_focal", crate::losses::SigmoidFocal);
        $visit!("focal", crate::losses::Focal);
        $visit!("asymmetric_bce_logits", crate::losses::AsymmetricBceLogits);
        $visit!("cross_entropy_prob", crate::losses::CrossEntropyProb);
        $visit!("kl_div", crate::losses::KlDiv);
        $visit!("kl_div_log_target", crate::losses::KlDivLogTarget);
        $visit!("kl_div_prob", crate::losses::KlDivProb);
        $visit!("kl_div_generalized", crate::losses::KlDivGeneralized);
        $visit!("margin_ranking", crate::losses::MarginRanking);
        $visit!("pair_logistic", crate::losses::PairLogistic);
        $visit!("vae_kl", crate::losses::VaeKl);
        $visit!("l1_penalty", crate::losses::L1Penalty);
        $visit!("l2_penalty", crate::losses::L2Penalty);
        $visit!("elastic_net_penalty", crate::losses::ElasticNetPenalty);
    };
}
#[cfg(test)]
#[allow(unused_imports)]
pub(crate) use each_of_elements;
