//! The losses, a folder per family. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod alignment;
mod binary;
mod classification;
mod distributions;
mod generative;
mod language;
mod metric;
mod penalties;
mod regression;
mod sequences;

pub use alignment::*;
pub use binary::*;
pub use classification::*;
pub use distributions::*;
pub use generative::*;
pub use language::*;
pub use metric::*;
pub use penalties::*;
pub use regression::*;
pub use sequences::*;

/// `$visit!(name, type, [domains of inputs], [domains of targets])` for each loss with a formula of one element.
#[cfg(test)]
#[allow(unused_macros)]
macro_rules! each_of_elements {
    ($visit:ident) => {
        $visit!("mse", crate::losses::Mse, [Real], [Real]);
        $visit!("mse_rows", crate::losses::MseRows, [Real], [Real]);
        $visit!("rmse", crate::losses::Rmse, [Real], [Real]);
        $visit!("l1", crate::losses::L1, [Real], [Real]);
        $visit!("smooth_l1", crate::losses::SmoothL1, [Real], [Real]);
        $visit!("huber", crate::losses::Huber, [Real], [Real]);
        $visit!("pseudo_huber", crate::losses::PseudoHuber, [Real], [Real]);
        $visit!("log_cosh", crate::losses::LogCosh, [Real], [Real]);
        $visit!("fair", crate::losses::Fair, [Real], [Real]);
        $visit!("general_robust", crate::losses::GeneralRobust, [Real], [Real]);
        $visit!("lp", crate::losses::Lp, [Real], [Real]);
        $visit!("quantile", crate::losses::Quantile, [Real], [Real]);
        $visit!("expectile", crate::losses::Expectile, [Real], [Real]);
        $visit!("epsilon_insensitive", crate::losses::EpsilonInsensitive, [Real], [Real]);
        $visit!("squared_epsilon_insensitive", crate::losses::SquaredEpsilonInsensitive, [Real], [Real]);
        $visit!("mape", crate::losses::Mape, [Real], [Real]);
        $visit!("msle", crate::losses::Msle, [Positive], [Positive]);
        $visit!("poisson_nll_log", crate::losses::PoissonNllLog, [Real], [Positive]);
        $visit!("poisson_nll", crate::losses::PoissonNll, [Positive], [Positive]);
        $visit!("gamma_deviance_log", crate::losses::GammaDevianceLog, [Real], [Positive]);
        $visit!("tweedie_deviance_log", crate::losses::TweedieDevianceLog, [Real], [Positive]);
        $visit!("tweedie_deviance", crate::losses::TweedieDeviance, [Positive], [Positive]);
        $visit!("gaussian_nll", crate::losses::GaussianNll, [Real, Positive], [Real]);
        $visit!("gaussian_nll_log", crate::losses::GaussianNllLog, [Real, Real], [Real]);
        $visit!("laplace_nll", crate::losses::LaplaceNll, [Real, Positive], [Real]);
        $visit!("laplace_nll_log", crate::losses::LaplaceNllLog, [Real, Real], [Real]);
        $visit!("student_t_nll", crate::losses::StudentTNll, [Real, Positive], [Real]);
        $visit!("hinge", crate::losses::Hinge, [Real], [Sign]);
        $visit!("bce", crate::losses::Bce, [Probability], [Probability]);
        $visit!("bce_logits", crate::losses::BceLogits, [Real], [Probability]);
        $visit!("squared_hinge", crate::losses::SquaredHinge, [Real], [Sign]);
        $visit!("perceptron", crate::losses::Perceptron, [Real], [Sign]);
        $visit!("hinge_embedding", crate::losses::HingeEmbedding, [Real], [Sign]);
        $visit!("modified_huber", crate::losses::ModifiedHuber, [Real], [Sign]);
        $visit!("soft_margin", crate::losses::SoftMargin, [Real], [Sign]);
        $visit!("exponential", crate::losses::Exponential, [Real], [Sign]);
        $visit!("poly1_bce_logits", crate::losses::Poly1BceLogits, [Real], [Probability]);
        $visit!("sigmoid_focal", crate::losses::SigmoidFocal, [Real], [Probability]);
        $visit!("focal", crate::losses::Focal, [Probability], [Probability]);
        $visit!("asymmetric_bce_logits", crate::losses::AsymmetricBceLogits, [Real], [Probability]);
        $visit!("cross_entropy_prob", crate::losses::CrossEntropyProb, [Probability], [Probability]);
        $visit!("kl_div", crate::losses::KlDiv, [LogProbability], [Probability]);
        $visit!("kl_div_log_target", crate::losses::KlDivLogTarget, [LogProbability], [LogProbability]);
        $visit!("kl_div_prob", crate::losses::KlDivProb, [Probability], [Probability]);
        $visit!("kl_div_generalized", crate::losses::KlDivGeneralized, [Real], [Positive]);
        $visit!("margin_ranking", crate::losses::MarginRanking, [Real, Real], [Sign]);
        $visit!("pair_logistic", crate::losses::PairLogistic, [Real, Real], [Sign]);
        $visit!("vae_kl", crate::losses::VaeKl, [Real, Real], []);
        $visit!("gaussian_kl", crate::losses::GaussianKl, [Real, Real], [Real, Real]);
        $visit!("l1_penalty", crate::losses::L1Penalty, [Real], []);
        $visit!("l2_penalty", crate::losses::L2Penalty, [Real], []);
        $visit!("elastic_net_penalty", crate::losses::ElasticNetPenalty, [Real], []);
    };
}
#[cfg(test)]
#[allow(unused_imports)]
pub(crate) use each_of_elements;
