//! Every loss, for tests that visit all of them. Written by `cargo xtask gen` from losses.toml. Do not edit.

use super::call::Function;

/// `$visit!(name, type)` for each pointwise loss or penalty.
#[allow(unused_macros)]
macro_rules! each_pointwise {
    ($visit:ident) => {
        $visit!("mse", loss_kernels::losses::Mse);
        $visit!("rmse", loss_kernels::losses::Rmse);
        $visit!("hinge", loss_kernels::losses::Hinge);
        $visit!("bce", loss_kernels::losses::Bce);
        $visit!("bce_logits", loss_kernels::losses::BceLogits);
        $visit!("l1_penalty", loss_kernels::losses::L1Penalty);
        $visit!("l2_penalty", loss_kernels::losses::L2Penalty);
        $visit!("elastic_net_penalty", loss_kernels::losses::ElasticNetPenalty);
    };
}
#[allow(unused_imports)]
pub(crate) use each_pointwise;

/// `$visit!(name, type)` for each rowwise loss.
#[allow(unused_macros)]
macro_rules! each_rowwise {
    ($visit:ident) => {
        $visit!("cross_entropy_prob", loss_kernels::losses::CrossEntropyProb);
        $visit!("kl_div", loss_kernels::losses::KlDiv);
        $visit!("kl_div_log_target", loss_kernels::losses::KlDivLogTarget);
        $visit!("kl_div_prob", loss_kernels::losses::KlDivProb);
    };
}
#[allow(unused_imports)]
pub(crate) use each_rowwise;

/// The `f32` function of a loss.
pub fn function_f32(name: &str) -> Function<f32> {
    match name {
        "mse" => Function::Pointwise(loss::loss_mse_f32),
        "rmse" => Function::Pointwise(loss::loss_rmse_f32),
        "hinge" => Function::Pointwise(loss::loss_hinge_f32),
        "bce" => Function::Pointwise(loss::loss_bce_f32),
        "bce_logits" => Function::PointwiseScalar(loss::loss_bce_logits_f32),
        "cross_entropy" => Function::Index(loss::loss_cross_entropy_f32),
        "causal_lm" => Function::Sequence(loss::loss_causal_lm_f32),
        "cross_entropy_soft" => Function::Soft(loss::loss_cross_entropy_soft_f32),
        "cross_entropy_prob" => Function::Rowwise(loss::loss_cross_entropy_prob_f32),
        "nll" => Function::Index(loss::loss_nll_f32),
        "kl_div" => Function::Rowwise(loss::loss_kl_div_f32),
        "kl_div_log_target" => Function::Rowwise(loss::loss_kl_div_log_target_f32),
        "kl_div_prob" => Function::Rowwise(loss::loss_kl_div_prob_f32),
        "softmax" => Function::Softmax(loss::loss_softmax_f32),
        "log_softmax" => Function::Softmax(loss::loss_log_softmax_f32),
        "distillation" => Function::Teacher(loss::loss_distillation_f32),
        "js_div" => Function::Divergence(loss::loss_js_div_f32),
        "vae_kl" => Function::Pair(loss::loss_vae_kl_f32),
        "gan_discriminator" => Function::Discriminator(loss::loss_gan_discriminator_f32),
        "gan_generator" => Function::Generator(loss::loss_gan_generator_f32),
        "l1_penalty" => Function::Penalty(loss::loss_l1_penalty_f32),
        "l2_penalty" => Function::Penalty(loss::loss_l2_penalty_f32),
        "elastic_net_penalty" => Function::PenaltyTwo(loss::loss_elastic_net_penalty_f32),
        "combine" => Function::Combine(loss::loss_combine_f32),
        "combine_uncertainty" => Function::Uncertainty(loss::loss_combine_uncertainty_f32),
        _ => panic!("no loss named {name}"),
    }
}

/// The `f64` function of a loss.
pub fn function_f64(name: &str) -> Function<f64> {
    match name {
        "mse" => Function::Pointwise(loss::loss_mse_f64),
        "rmse" => Function::Pointwise(loss::loss_rmse_f64),
        "hinge" => Function::Pointwise(loss::loss_hinge_f64),
        "bce" => Function::Pointwise(loss::loss_bce_f64),
        "bce_logits" => Function::PointwiseScalar(loss::loss_bce_logits_f64),
        "cross_entropy" => Function::Index(loss::loss_cross_entropy_f64),
        "causal_lm" => Function::Sequence(loss::loss_causal_lm_f64),
        "cross_entropy_soft" => Function::Soft(loss::loss_cross_entropy_soft_f64),
        "cross_entropy_prob" => Function::Rowwise(loss::loss_cross_entropy_prob_f64),
        "nll" => Function::Index(loss::loss_nll_f64),
        "kl_div" => Function::Rowwise(loss::loss_kl_div_f64),
        "kl_div_log_target" => Function::Rowwise(loss::loss_kl_div_log_target_f64),
        "kl_div_prob" => Function::Rowwise(loss::loss_kl_div_prob_f64),
        "softmax" => Function::Softmax(loss::loss_softmax_f64),
        "log_softmax" => Function::Softmax(loss::loss_log_softmax_f64),
        "distillation" => Function::Teacher(loss::loss_distillation_f64),
        "js_div" => Function::Divergence(loss::loss_js_div_f64),
        "vae_kl" => Function::Pair(loss::loss_vae_kl_f64),
        "gan_discriminator" => Function::Discriminator(loss::loss_gan_discriminator_f64),
        "gan_generator" => Function::Generator(loss::loss_gan_generator_f64),
        "l1_penalty" => Function::Penalty(loss::loss_l1_penalty_f64),
        "l2_penalty" => Function::Penalty(loss::loss_l2_penalty_f64),
        "elastic_net_penalty" => Function::PenaltyTwo(loss::loss_elastic_net_penalty_f64),
        "combine" => Function::Combine(loss::loss_combine_f64),
        "combine_uncertainty" => Function::Uncertainty(loss::loss_combine_uncertainty_f64),
        _ => panic!("no loss named {name}"),
    }
}

/// The names of all losses.
pub const NAMES: &[&str] = &[
    "mse",
    "rmse",
    "hinge",
    "bce",
    "bce_logits",
    "cross_entropy",
    "causal_lm",
    "cross_entropy_soft",
    "cross_entropy_prob",
    "nll",
    "kl_div",
    "kl_div_log_target",
    "kl_div_prob",
    "softmax",
    "log_softmax",
    "distillation",
    "js_div",
    "vae_kl",
    "gan_discriminator",
    "gan_generator",
    "l1_penalty",
    "l2_penalty",
    "elastic_net_penalty",
    "combine",
    "combine_uncertainty",
];
