//! Every loss, for tests that visit all of them. Written by `cargo xtask gen` from losses.toml. Do not edit.

/// `$visit!(name, type, f32 function, f64 function, number of scalars)` for each pointwise loss.
#[allow(unused_macros)]
macro_rules! each_pointwise {
    ($visit:ident) => {
        $visit!("mse", loss_kernels::losses::MeanSquaredError, loss::loss_mse_f32, loss::loss_mse_f64, 0);
        $visit!("rmse", loss_kernels::losses::RootMeanSquaredError, loss::loss_rmse_f32, loss::loss_rmse_f64, 0);
        $visit!("hinge", loss_kernels::losses::Hinge, loss::loss_hinge_f32, loss::loss_hinge_f64, 0);
        $visit!("bce", loss_kernels::losses::BinaryCrossEntropy, loss::loss_bce_f32, loss::loss_bce_f64, 0);
        $visit!(
            "bce_logits",
            loss_kernels::losses::BinaryCrossEntropyLogits,
            loss::loss_bce_logits_f32,
            loss::loss_bce_logits_f64,
            1
        );
    };
}
#[allow(unused_imports)]
pub(crate) use each_pointwise;

/// `$visit!(name, type, f32 function, f64 function)` for each rowwise loss.
#[allow(unused_macros)]
macro_rules! each_rowwise {
    ($visit:ident) => {
        $visit!(
            "cross_entropy_prob",
            loss_kernels::losses::CrossEntropyProbabilities,
            loss::loss_cross_entropy_prob_f32,
            loss::loss_cross_entropy_prob_f64
        );
        $visit!("kl_div", loss_kernels::losses::KullbackLeibler, loss::loss_kl_div_f32, loss::loss_kl_div_f64);
        $visit!(
            "kl_div_log_target",
            loss_kernels::losses::KullbackLeiblerLogTarget,
            loss::loss_kl_div_log_target_f32,
            loss::loss_kl_div_log_target_f64
        );
        $visit!(
            "kl_div_prob",
            loss_kernels::losses::KullbackLeiblerProbabilities,
            loss::loss_kl_div_prob_f32,
            loss::loss_kl_div_prob_f64
        );
    };
}
#[allow(unused_imports)]
pub(crate) use each_rowwise;

/// `$visit!(name, type, f32 function, f64 function)` for each index loss.
#[allow(unused_macros)]
macro_rules! each_index {
    ($visit:ident) => {
        $visit!(
            "cross_entropy",
            loss_kernels::losses::CrossEntropy,
            loss::loss_cross_entropy_f32,
            loss::loss_cross_entropy_f64
        );
        $visit!("nll", loss_kernels::losses::NegativeLogLikelihood, loss::loss_nll_f32, loss::loss_nll_f64);
    };
}
#[allow(unused_imports)]
pub(crate) use each_index;

/// `$visit!(name, type, f32 function, f64 function)` for each soft loss.
#[allow(unused_macros)]
macro_rules! each_soft {
    ($visit:ident) => {
        $visit!(
            "cross_entropy_soft",
            loss_kernels::losses::CrossEntropySoft,
            loss::loss_cross_entropy_soft_f32,
            loss::loss_cross_entropy_soft_f64
        );
    };
}
#[allow(unused_imports)]
pub(crate) use each_soft;

/// `$visit!(name, type, f32 function, f64 function)` for each softmax loss.
#[allow(unused_macros)]
macro_rules! each_softmax {
    ($visit:ident) => {
        $visit!("softmax", loss_kernels::losses::Softmax, loss::loss_softmax_f32, loss::loss_softmax_f64);
        $visit!(
            "log_softmax",
            loss_kernels::losses::LogSoftmax,
            loss::loss_log_softmax_f32,
            loss::loss_log_softmax_f64
        );
    };
}
#[allow(unused_imports)]
pub(crate) use each_softmax;

/// The names of all losses.
#[allow(dead_code)]
pub const NAMES: &[&str] = &[
    "mse",
    "rmse",
    "hinge",
    "bce",
    "bce_logits",
    "cross_entropy",
    "cross_entropy_soft",
    "cross_entropy_prob",
    "nll",
    "kl_div",
    "kl_div_log_target",
    "kl_div_prob",
    "softmax",
    "log_softmax",
];
