//! Every loss, for tests that visit all of them. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

// Each unsafe block is a call alone, and its condition is the caller's: see `Call` and `TaskCall`.
#![allow(clippy::undocumented_unsafe_blocks)]

use super::entry::{Array, Domain, Driver, Entry, Extent, Number};
use super::half::HalfCall;
use super::raw::Call;
use super::tasks::TaskCall;
use loss::{LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_SWAP, loss_bf16, loss_f16};

/// `$visit!(name, type)` for each loss of single elements.
#[allow(unused_macros)]
macro_rules! each_pointwise {
    ($visit:ident) => {
        $visit!("mse", loss_kernels::losses::Mse);
        $visit!("rmse", loss_kernels::losses::Rmse);
        $visit!("l1", loss_kernels::losses::L1);
        $visit!("smooth_l1", loss_kernels::losses::SmoothL1);
        $visit!("huber", loss_kernels::losses::Huber);
        $visit!("pseudo_huber", loss_kernels::losses::PseudoHuber);
        $visit!("log_cosh", loss_kernels::losses::LogCosh);
        $visit!("fair", loss_kernels::losses::Fair);
        $visit!("general_robust", loss_kernels::losses::GeneralRobust);
        $visit!("lp", loss_kernels::losses::Lp);
        $visit!("quantile", loss_kernels::losses::Quantile);
        $visit!("expectile", loss_kernels::losses::Expectile);
        $visit!("epsilon_insensitive", loss_kernels::losses::EpsilonInsensitive);
        $visit!("squared_epsilon_insensitive", loss_kernels::losses::SquaredEpsilonInsensitive);
        $visit!("mape", loss_kernels::losses::Mape);
        $visit!("msle", loss_kernels::losses::Msle);
        $visit!("poisson_nll_log", loss_kernels::losses::PoissonNllLog);
        $visit!("poisson_nll", loss_kernels::losses::PoissonNll);
        $visit!("gamma_deviance_log", loss_kernels::losses::GammaDevianceLog);
        $visit!("tweedie_deviance_log", loss_kernels::losses::TweedieDevianceLog);
        $visit!("tweedie_deviance", loss_kernels::losses::TweedieDeviance);
        $visit!("gaussian_nll", loss_kernels::losses::GaussianNll);
        $visit!("gaussian_nll_log", loss_kernels::losses::GaussianNllLog);
        $visit!("laplace_nll", loss_kernels::losses::LaplaceNll);
        $visit!("laplace_nll_log", loss_kernels::losses::LaplaceNllLog);
        $visit!("student_t_nll", loss_kernels::losses::StudentTNll);
        $visit!("hinge", loss_kernels::losses::Hinge);
        $visit!("bce", loss_kernels::losses::Bce);
        $visit!("bce_logits", loss_kernels::losses::BceLogits);
        $visit!("squared_hinge", loss_kernels::losses::SquaredHinge);
        $visit!("perceptron", loss_kernels::losses::Perceptron);
        $visit!("hinge_embedding", loss_kernels::losses::HingeEmbedding);
        $visit!("modified_huber", loss_kernels::losses::ModifiedHuber);
        $visit!("soft_margin", loss_kernels::losses::SoftMargin);
        $visit!("exponential", loss_kernels::losses::Exponential);
        $visit!("poly1_bce_logits", loss_kernels::losses::Poly1BceLogits);
        $visit!("sigmoid_focal", loss_kernels::losses::SigmoidFocal);
        $visit!("focal", loss_kernels::losses::Focal);
        $visit!("asymmetric_bce_logits", loss_kernels::losses::AsymmetricBceLogits);
        $visit!("margin_ranking", loss_kernels::losses::MarginRanking);
        $visit!("pair_logistic", loss_kernels::losses::PairLogistic);
        $visit!("l1_penalty", loss_kernels::losses::L1Penalty);
        $visit!("l2_penalty", loss_kernels::losses::L2Penalty);
        $visit!("elastic_net_penalty", loss_kernels::losses::ElasticNetPenalty);
    };
}
#[allow(unused_imports)]
pub(crate) use each_pointwise;

/// `$visit!(name, type)` for each loss of elements that sums over rows.
#[allow(unused_macros)]
macro_rules! each_rowwise {
    ($visit:ident) => {
        $visit!("mse_rows", loss_kernels::losses::MseRows);
        $visit!("cross_entropy_prob", loss_kernels::losses::CrossEntropyProb);
        $visit!("kl_div", loss_kernels::losses::KlDiv);
        $visit!("kl_div_log_target", loss_kernels::losses::KlDivLogTarget);
        $visit!("kl_div_prob", loss_kernels::losses::KlDivProb);
        $visit!("kl_div_generalized", loss_kernels::losses::KlDivGeneralized);
        $visit!("vae_kl", loss_kernels::losses::VaeKl);
        $visit!("gaussian_kl", loss_kernels::losses::GaussianKl);
    };
}
#[allow(unused_imports)]
pub(crate) use each_rowwise;

/// `$visit!(name, type)` for each loss of margins between classes.
#[allow(unused_macros)]
macro_rules! each_margin {
    ($visit:ident) => {
        $visit!("multi_margin", loss_kernels::losses::MultiMargin);
        $visit!("multiclass_hinge", loss_kernels::losses::MulticlassHinge);
        $visit!("categorical_hinge", loss_kernels::losses::CategoricalHinge);
        $visit!("multiclass_perceptron", loss_kernels::losses::MulticlassPerceptron);
        $visit!("sparsemax", loss_kernels::losses::Sparsemax);
    };
}
#[allow(unused_imports)]
pub(crate) use each_margin;

/// `$visit!(name, type)` for each loss of rows of decisions.
#[allow(unused_macros)]
macro_rules! each_decision {
    ($visit:ident) => {
        $visit!("multilabel_soft_margin", loss_kernels::losses::MultilabelSoftMargin);
        $visit!("coral", loss_kernels::losses::Coral);
        $visit!("corn", loss_kernels::losses::Corn);
        $visit!("cumulative_link", loss_kernels::losses::CumulativeLink);
    };
}
#[allow(unused_imports)]
pub(crate) use each_decision;

/// `$visit!(name, type)` for each loss of rows of vectors.
#[allow(unused_macros)]
macro_rules! each_of_vectors {
    ($visit:ident) => {
        $visit!("triplet", loss_kernels::losses::Triplet);
        $visit!("triplet_cosine", loss_kernels::losses::TripletCosine);
        $visit!("contrastive", loss_kernels::losses::Contrastive);
        $visit!("pairwise_distance", loss_kernels::losses::PairwiseDistance);
        $visit!("cosine_distance", loss_kernels::losses::CosineDistance);
        $visit!("cosine_embedding", loss_kernels::losses::CosineEmbedding);
    };
}
#[allow(unused_imports)]
pub(crate) use each_of_vectors;

/// The call of the `f32` function of a loss.
pub fn call_f32(name: &str) -> Option<Call<f32>> {
    Some(match name {
        "mse" => |a, o, _| unsafe { loss::loss_mse_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "mse_rows" => {
            |a, o, _| unsafe { loss::loss_mse_rows_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "rmse" => |a, o, _| unsafe { loss::loss_rmse_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "l1" => |a, o, _| unsafe { loss::loss_l1_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "smooth_l1" => |a, o, _| unsafe {
            loss::loss_smooth_l1_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "huber" => {
            |a, o, _| unsafe { loss::loss_huber_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "pseudo_huber" => |a, o, _| unsafe {
            loss::loss_pseudo_huber_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "log_cosh" => |a, o, _| unsafe { loss::loss_log_cosh_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "fair" => {
            |a, o, _| unsafe { loss::loss_fair_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "general_robust" => |a, o, _| unsafe {
            loss::loss_general_robust_f32(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "lp" => |a, o, _| unsafe { loss::loss_lp_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) },
        "quantile" => |a, o, _| unsafe {
            loss::loss_quantile_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "expectile" => |a, o, _| unsafe {
            loss::loss_expectile_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "epsilon_insensitive" => |a, o, _| unsafe {
            loss::loss_epsilon_insensitive_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "squared_epsilon_insensitive" => |a, o, _| unsafe {
            loss::loss_squared_epsilon_insensitive_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "mape" => {
            |a, o, _| unsafe { loss::loss_mape_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "msle" => |a, o, _| unsafe { loss::loss_msle_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "poisson_nll_log" => {
            |a, o, _| unsafe { loss::loss_poisson_nll_log_f32(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "poisson_nll" => |a, o, _| unsafe {
            loss::loss_poisson_nll_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "gamma_deviance_log" => {
            |a, o, _| unsafe { loss::loss_gamma_deviance_log_f32(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "tweedie_deviance_log" => |a, o, _| unsafe {
            loss::loss_tweedie_deviance_log_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "tweedie_deviance" => |a, o, _| unsafe {
            loss::loss_tweedie_deviance_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "gaussian_nll" => |a, o, _| unsafe {
            loss::loss_gaussian_nll_f32(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "gaussian_nll_log" => |a, o, _| unsafe {
            loss::loss_gaussian_nll_log_f32(
                a.input,
                a.second,
                a.target,
                a.rows,
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "laplace_nll" => |a, o, _| unsafe {
            loss::loss_laplace_nll_f32(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "laplace_nll_log" => |a, o, _| unsafe {
            loss::loss_laplace_nll_log_f32(
                a.input,
                a.second,
                a.target,
                a.rows,
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "student_t_nll" => |a, o, _| unsafe {
            loss::loss_student_t_nll_f32(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "hinge" => |a, o, _| unsafe { loss::loss_hinge_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "bce" => {
            |a, o, _| unsafe { loss::loss_bce_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "bce_logits" => |a, o, _| unsafe {
            loss::loss_bce_logits_f32(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "squared_hinge" => {
            |a, o, _| unsafe { loss::loss_squared_hinge_f32(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "perceptron" => {
            |a, o, _| unsafe { loss::loss_perceptron_f32(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "hinge_embedding" => |a, o, _| unsafe {
            loss::loss_hinge_embedding_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "modified_huber" => {
            |a, o, _| unsafe { loss::loss_modified_huber_f32(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "soft_margin" => {
            |a, o, _| unsafe { loss::loss_soft_margin_f32(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "exponential" => {
            |a, o, _| unsafe { loss::loss_exponential_f32(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "poly1_bce_logits" => |a, o, _| unsafe {
            loss::loss_poly1_bce_logits_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "sigmoid_focal" => |a, o, _| unsafe {
            loss::loss_sigmoid_focal_f32(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "focal" => |a, o, _| unsafe {
            loss::loss_focal_f32(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "asymmetric_bce_logits" => |a, o, _| unsafe {
            loss::loss_asymmetric_bce_logits_f32(
                a.input,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                a.scalars[2],
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy" => |a, o, c| unsafe {
            loss::loss_cross_entropy_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "generalized_cross_entropy" => |a, o, c| unsafe {
            loss::loss_generalized_cross_entropy_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "taylor_cross_entropy" => |a, o, c| unsafe {
            loss::loss_taylor_cross_entropy_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_cross_entropy_soft_f32(a.input, a.target, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_soft_f32(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_soft_f32(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_prob" => |a, o, _| unsafe {
            loss::loss_cross_entropy_prob_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "nll" => {
            |a, o, c| unsafe { loss::loss_nll_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient) }
        }
        "softmax" => |a, _, c| unsafe { loss::loss_softmax_f32(a.input, a.rows, a.classes, c, a.gradient) },
        "log_softmax" => |a, _, c| unsafe { loss::loss_log_softmax_f32(a.input, a.rows, a.classes, c, a.gradient) },
        "softmax_backward" => {
            |a, o, c| unsafe { loss::loss_softmax_backward_f32(a.input, a.target, a.rows, a.classes, c, o, a.gradient) }
        }
        "multi_margin" => |a, o, c| unsafe {
            loss::loss_multi_margin_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "multiclass_hinge" => |a, o, c| unsafe {
            loss::loss_multiclass_hinge_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "categorical_hinge" => |a, o, c| unsafe {
            loss::loss_categorical_hinge_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "multiclass_perceptron" => |a, o, c| unsafe {
            loss::loss_multiclass_perceptron_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "sparsemax" => |a, o, c| unsafe {
            loss::loss_sparsemax_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "multilabel_soft_margin" => |a, o, c| unsafe {
            loss::loss_multilabel_soft_margin_f32(
                a.input,
                a.target,
                a.optional[0],
                a.rows,
                a.classes,
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "coral" => |a, o, c| unsafe {
            loss::loss_coral_f32(a.input, a.index, a.rows, a.classes.wrapping_add(1), c, o, a.value, a.gradient)
        },
        "corn" => |a, o, c| unsafe {
            loss::loss_corn_f32(a.input, a.index, a.rows, a.classes.wrapping_add(1), c, o, a.value, a.gradient)
        },
        "cumulative_link" => |a, o, c| unsafe {
            loss::loss_cumulative_link_f32(
                a.input,
                a.index,
                a.rows,
                a.classes.wrapping_add(1),
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "multilabel_margin" => |a, o, c| unsafe {
            loss::loss_multilabel_margin_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "kl_div" => {
            |a, o, _| unsafe { loss::loss_kl_div_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "kl_div_log_target" => |a, o, _| unsafe {
            loss::loss_kl_div_log_target_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_prob" => |a, o, _| unsafe {
            loss::loss_kl_div_prob_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_generalized" => |a, o, _| unsafe {
            loss::loss_kl_div_generalized_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "js_div" => |a, o, c| unsafe {
            loss::loss_js_div_f32(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "causal_lm" => |a, o, c| unsafe {
            loss::loss_causal_lm_f32(a.input, a.index, a.batch(), a.seq_len, a.classes, c, o, a.value, a.gradient)
        },
        "distillation" => |a, o, c| unsafe {
            loss::loss_distillation_f32(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "preference" => |a, o, _| unsafe {
            loss::loss_preference_f32(
                a.kind,
                a.input,
                a.second,
                a.optional[0],
                a.optional[1],
                a.optional[2],
                a.optional[3],
                a.rows,
                a.scalars[0],
                a.scalars[1],
                a.scalars[2],
                a.scalars[3],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "preference_unpaired" => |a, o, _| unsafe {
            loss::loss_preference_unpaired_f32(
                a.kind,
                a.input,
                a.optional[0],
                a.bytes,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                a.scalars[2],
                a.scalars[3],
                o,
                a.value,
                a.gradient,
            )
        },
        "triplet" => |a, o, _| unsafe {
            loss::loss_triplet_f32(
                a.input,
                a.second,
                a.third,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                a.scalars[2],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
                a.third_gradient,
            )
        },
        "triplet_cosine" => |a, o, _| unsafe {
            loss::loss_triplet_cosine_f32(
                a.input,
                a.second,
                a.third,
                a.rows,
                a.classes,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
                a.third_gradient,
            )
        },
        "contrastive" => |a, o, _| unsafe {
            loss::loss_contrastive_f32(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "pairwise_distance" => |a, o, _| unsafe {
            loss::loss_pairwise_distance_f32(
                a.input,
                a.second,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "cosine_distance" => |a, o, _| unsafe {
            loss::loss_cosine_distance_f32(
                a.input,
                a.second,
                a.rows,
                a.classes,
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "cosine_embedding" => |a, o, _| unsafe {
            loss::loss_cosine_embedding_f32(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "margin_ranking" => |a, o, _| unsafe {
            loss::loss_margin_ranking_f32(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "pair_logistic" => |a, o, _| unsafe {
            loss::loss_pair_logistic_f32(a.input, a.second, a.target, a.rows, o, a.value, a.gradient, a.second_gradient)
        },
        "cosface" => |a, o, c| unsafe {
            loss::loss_cosface_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "arcface" => |a, o, c| unsafe {
            loss::loss_arcface_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "vae_kl" => |a, o, _| unsafe {
            loss::loss_vae_kl_f32(a.input, a.second, a.rows, a.classes, o, a.value, a.gradient, a.second_gradient)
        },
        "gaussian_kl" => |a, o, _| unsafe {
            loss::loss_gaussian_kl_f32(
                a.input,
                a.second,
                a.optional[0],
                a.optional[1],
                a.rows,
                a.classes,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "gan_discriminator" => |a, o, _| unsafe {
            loss::loss_gan_discriminator_f32(
                a.kind,
                a.input,
                a.batches[0],
                a.second,
                a.batches[1],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "gan_generator" => {
            |a, o, _| unsafe { loss::loss_gan_generator_f32(a.kind, a.input, a.rows, o, a.value, a.gradient) }
        }
        "l1_penalty" => {
            |a, o, _| unsafe { loss::loss_l1_penalty_f32(a.input, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "l2_penalty" => {
            |a, o, _| unsafe { loss::loss_l2_penalty_f32(a.input, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "elastic_net_penalty" => |a, o, _| unsafe {
            loss::loss_elastic_net_penalty_f32(a.input, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "group_lasso_penalty" => |a, o, _| unsafe {
            loss::loss_group_lasso_penalty_f32(a.input, a.rows, a.classes, a.scalars[0], o, a.value, a.gradient)
        },
        "entropy_penalty" => |a, o, c| unsafe {
            loss::loss_entropy_penalty_f32(a.input, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        _ => return None,
    })
}

/// The call of the `f32` function of several losses as one.
pub fn task_call_f32(name: &str) -> Option<TaskCall<f32>> {
    Some(match name {
        "combine" => |a| unsafe { loss::loss_combine_f32(a.values, a.weights, a.n, a.total) },
        "combine_uncertainty" => |a| unsafe {
            loss::loss_combine_uncertainty_f32(
                a.values,
                a.log_vars,
                a.coefficients,
                a.n,
                a.total,
                a.d_values,
                a.d_log_vars,
            )
        },
        _ => return None,
    })
}

/// The call of the `f64` function of a loss.
pub fn call_f64(name: &str) -> Option<Call<f64>> {
    Some(match name {
        "mse" => |a, o, _| unsafe { loss::loss_mse_f64(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "mse_rows" => {
            |a, o, _| unsafe { loss::loss_mse_rows_f64(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "rmse" => |a, o, _| unsafe { loss::loss_rmse_f64(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "l1" => |a, o, _| unsafe { loss::loss_l1_f64(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "smooth_l1" => |a, o, _| unsafe {
            loss::loss_smooth_l1_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "huber" => {
            |a, o, _| unsafe { loss::loss_huber_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "pseudo_huber" => |a, o, _| unsafe {
            loss::loss_pseudo_huber_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "log_cosh" => |a, o, _| unsafe { loss::loss_log_cosh_f64(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "fair" => {
            |a, o, _| unsafe { loss::loss_fair_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "general_robust" => |a, o, _| unsafe {
            loss::loss_general_robust_f64(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "lp" => |a, o, _| unsafe { loss::loss_lp_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) },
        "quantile" => |a, o, _| unsafe {
            loss::loss_quantile_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "expectile" => |a, o, _| unsafe {
            loss::loss_expectile_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "epsilon_insensitive" => |a, o, _| unsafe {
            loss::loss_epsilon_insensitive_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "squared_epsilon_insensitive" => |a, o, _| unsafe {
            loss::loss_squared_epsilon_insensitive_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "mape" => {
            |a, o, _| unsafe { loss::loss_mape_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "msle" => |a, o, _| unsafe { loss::loss_msle_f64(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "poisson_nll_log" => {
            |a, o, _| unsafe { loss::loss_poisson_nll_log_f64(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "poisson_nll" => |a, o, _| unsafe {
            loss::loss_poisson_nll_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "gamma_deviance_log" => {
            |a, o, _| unsafe { loss::loss_gamma_deviance_log_f64(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "tweedie_deviance_log" => |a, o, _| unsafe {
            loss::loss_tweedie_deviance_log_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "tweedie_deviance" => |a, o, _| unsafe {
            loss::loss_tweedie_deviance_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "gaussian_nll" => |a, o, _| unsafe {
            loss::loss_gaussian_nll_f64(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "gaussian_nll_log" => |a, o, _| unsafe {
            loss::loss_gaussian_nll_log_f64(
                a.input,
                a.second,
                a.target,
                a.rows,
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "laplace_nll" => |a, o, _| unsafe {
            loss::loss_laplace_nll_f64(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "laplace_nll_log" => |a, o, _| unsafe {
            loss::loss_laplace_nll_log_f64(
                a.input,
                a.second,
                a.target,
                a.rows,
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "student_t_nll" => |a, o, _| unsafe {
            loss::loss_student_t_nll_f64(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "hinge" => |a, o, _| unsafe { loss::loss_hinge_f64(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "bce" => {
            |a, o, _| unsafe { loss::loss_bce_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "bce_logits" => |a, o, _| unsafe {
            loss::loss_bce_logits_f64(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "squared_hinge" => {
            |a, o, _| unsafe { loss::loss_squared_hinge_f64(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "perceptron" => {
            |a, o, _| unsafe { loss::loss_perceptron_f64(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "hinge_embedding" => |a, o, _| unsafe {
            loss::loss_hinge_embedding_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "modified_huber" => {
            |a, o, _| unsafe { loss::loss_modified_huber_f64(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "soft_margin" => {
            |a, o, _| unsafe { loss::loss_soft_margin_f64(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "exponential" => {
            |a, o, _| unsafe { loss::loss_exponential_f64(a.input, a.target, a.rows, o, a.value, a.gradient) }
        }
        "poly1_bce_logits" => |a, o, _| unsafe {
            loss::loss_poly1_bce_logits_f64(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "sigmoid_focal" => |a, o, _| unsafe {
            loss::loss_sigmoid_focal_f64(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "focal" => |a, o, _| unsafe {
            loss::loss_focal_f64(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "asymmetric_bce_logits" => |a, o, _| unsafe {
            loss::loss_asymmetric_bce_logits_f64(
                a.input,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                a.scalars[2],
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy" => |a, o, c| unsafe {
            loss::loss_cross_entropy_f64(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "generalized_cross_entropy" => |a, o, c| unsafe {
            loss::loss_generalized_cross_entropy_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "taylor_cross_entropy" => |a, o, c| unsafe {
            loss::loss_taylor_cross_entropy_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_cross_entropy_soft_f64(a.input, a.target, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_soft_f64(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_soft_f64(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_prob" => |a, o, _| unsafe {
            loss::loss_cross_entropy_prob_f64(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "nll" => {
            |a, o, c| unsafe { loss::loss_nll_f64(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient) }
        }
        "softmax" => |a, _, c| unsafe { loss::loss_softmax_f64(a.input, a.rows, a.classes, c, a.gradient) },
        "log_softmax" => |a, _, c| unsafe { loss::loss_log_softmax_f64(a.input, a.rows, a.classes, c, a.gradient) },
        "softmax_backward" => {
            |a, o, c| unsafe { loss::loss_softmax_backward_f64(a.input, a.target, a.rows, a.classes, c, o, a.gradient) }
        }
        "multi_margin" => |a, o, c| unsafe {
            loss::loss_multi_margin_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "multiclass_hinge" => |a, o, c| unsafe {
            loss::loss_multiclass_hinge_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "categorical_hinge" => |a, o, c| unsafe {
            loss::loss_categorical_hinge_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "multiclass_perceptron" => |a, o, c| unsafe {
            loss::loss_multiclass_perceptron_f64(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "sparsemax" => |a, o, c| unsafe {
            loss::loss_sparsemax_f64(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "multilabel_soft_margin" => |a, o, c| unsafe {
            loss::loss_multilabel_soft_margin_f64(
                a.input,
                a.target,
                a.optional[0],
                a.rows,
                a.classes,
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "coral" => |a, o, c| unsafe {
            loss::loss_coral_f64(a.input, a.index, a.rows, a.classes.wrapping_add(1), c, o, a.value, a.gradient)
        },
        "corn" => |a, o, c| unsafe {
            loss::loss_corn_f64(a.input, a.index, a.rows, a.classes.wrapping_add(1), c, o, a.value, a.gradient)
        },
        "cumulative_link" => |a, o, c| unsafe {
            loss::loss_cumulative_link_f64(
                a.input,
                a.index,
                a.rows,
                a.classes.wrapping_add(1),
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "multilabel_margin" => |a, o, c| unsafe {
            loss::loss_multilabel_margin_f64(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "kl_div" => {
            |a, o, _| unsafe { loss::loss_kl_div_f64(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "kl_div_log_target" => |a, o, _| unsafe {
            loss::loss_kl_div_log_target_f64(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_prob" => |a, o, _| unsafe {
            loss::loss_kl_div_prob_f64(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_generalized" => |a, o, _| unsafe {
            loss::loss_kl_div_generalized_f64(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "js_div" => |a, o, c| unsafe {
            loss::loss_js_div_f64(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "causal_lm" => |a, o, c| unsafe {
            loss::loss_causal_lm_f64(a.input, a.index, a.batch(), a.seq_len, a.classes, c, o, a.value, a.gradient)
        },
        "distillation" => |a, o, c| unsafe {
            loss::loss_distillation_f64(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "preference" => |a, o, _| unsafe {
            loss::loss_preference_f64(
                a.kind,
                a.input,
                a.second,
                a.optional[0],
                a.optional[1],
                a.optional[2],
                a.optional[3],
                a.rows,
                a.scalars[0],
                a.scalars[1],
                a.scalars[2],
                a.scalars[3],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "preference_unpaired" => |a, o, _| unsafe {
            loss::loss_preference_unpaired_f64(
                a.kind,
                a.input,
                a.optional[0],
                a.bytes,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                a.scalars[2],
                a.scalars[3],
                o,
                a.value,
                a.gradient,
            )
        },
        "triplet" => |a, o, _| unsafe {
            loss::loss_triplet_f64(
                a.input,
                a.second,
                a.third,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                a.scalars[2],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
                a.third_gradient,
            )
        },
        "triplet_cosine" => |a, o, _| unsafe {
            loss::loss_triplet_cosine_f64(
                a.input,
                a.second,
                a.third,
                a.rows,
                a.classes,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
                a.third_gradient,
            )
        },
        "contrastive" => |a, o, _| unsafe {
            loss::loss_contrastive_f64(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "pairwise_distance" => |a, o, _| unsafe {
            loss::loss_pairwise_distance_f64(
                a.input,
                a.second,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "cosine_distance" => |a, o, _| unsafe {
            loss::loss_cosine_distance_f64(
                a.input,
                a.second,
                a.rows,
                a.classes,
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "cosine_embedding" => |a, o, _| unsafe {
            loss::loss_cosine_embedding_f64(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "margin_ranking" => |a, o, _| unsafe {
            loss::loss_margin_ranking_f64(
                a.input,
                a.second,
                a.target,
                a.rows,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "pair_logistic" => |a, o, _| unsafe {
            loss::loss_pair_logistic_f64(a.input, a.second, a.target, a.rows, o, a.value, a.gradient, a.second_gradient)
        },
        "cosface" => |a, o, c| unsafe {
            loss::loss_cosface_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "arcface" => |a, o, c| unsafe {
            loss::loss_arcface_f64(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "vae_kl" => |a, o, _| unsafe {
            loss::loss_vae_kl_f64(a.input, a.second, a.rows, a.classes, o, a.value, a.gradient, a.second_gradient)
        },
        "gaussian_kl" => |a, o, _| unsafe {
            loss::loss_gaussian_kl_f64(
                a.input,
                a.second,
                a.optional[0],
                a.optional[1],
                a.rows,
                a.classes,
                a.scalars[0],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "gan_discriminator" => |a, o, _| unsafe {
            loss::loss_gan_discriminator_f64(
                a.kind,
                a.input,
                a.batches[0],
                a.second,
                a.batches[1],
                o,
                a.value,
                a.gradient,
                a.second_gradient,
            )
        },
        "gan_generator" => {
            |a, o, _| unsafe { loss::loss_gan_generator_f64(a.kind, a.input, a.rows, o, a.value, a.gradient) }
        }
        "l1_penalty" => {
            |a, o, _| unsafe { loss::loss_l1_penalty_f64(a.input, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "l2_penalty" => {
            |a, o, _| unsafe { loss::loss_l2_penalty_f64(a.input, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "elastic_net_penalty" => |a, o, _| unsafe {
            loss::loss_elastic_net_penalty_f64(a.input, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "group_lasso_penalty" => |a, o, _| unsafe {
            loss::loss_group_lasso_penalty_f64(a.input, a.rows, a.classes, a.scalars[0], o, a.value, a.gradient)
        },
        "entropy_penalty" => |a, o, c| unsafe {
            loss::loss_entropy_penalty_f64(a.input, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        _ => return None,
    })
}

/// The call of the `f64` function of several losses as one.
pub fn task_call_f64(name: &str) -> Option<TaskCall<f64>> {
    Some(match name {
        "combine" => |a| unsafe { loss::loss_combine_f64(a.values, a.weights, a.n, a.total) },
        "combine_uncertainty" => |a| unsafe {
            loss::loss_combine_uncertainty_f64(
                a.values,
                a.log_vars,
                a.coefficients,
                a.n,
                a.total,
                a.d_values,
                a.d_log_vars,
            )
        },
        _ => return None,
    })
}

/// The call of the `bf16` function of a loss.
pub fn half_call_bf16(name: &str) -> Option<HalfCall<loss_bf16, loss_bf16>> {
    Some(match name {
        "mse" => |a, o, _| unsafe { loss::loss_mse_bf16(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "mse_rows" => {
            |a, o, _| unsafe { loss::loss_mse_rows_bf16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "l1" => |a, o, _| unsafe { loss::loss_l1_bf16(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "smooth_l1" => |a, o, _| unsafe {
            loss::loss_smooth_l1_bf16(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "huber" => {
            |a, o, _| unsafe { loss::loss_huber_bf16(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "bce_logits" => |a, o, _| unsafe {
            loss::loss_bce_logits_bf16(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "sigmoid_focal" => |a, o, _| unsafe {
            loss::loss_sigmoid_focal_bf16(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "cross_entropy" => |a, o, c| unsafe {
            loss::loss_cross_entropy_bf16(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_bf16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "generalized_cross_entropy" => |a, o, c| unsafe {
            loss::loss_generalized_cross_entropy_bf16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_bf16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "taylor_cross_entropy" => |a, o, c| unsafe {
            loss::loss_taylor_cross_entropy_bf16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_cross_entropy_soft_bf16(a.input, a.target, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_soft_bf16(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_soft_bf16(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_prob" => |a, o, _| unsafe {
            loss::loss_cross_entropy_prob_bf16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "nll" => {
            |a, o, c| unsafe { loss::loss_nll_bf16(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient) }
        }
        "softmax" => |a, _, c| unsafe { loss::loss_softmax_bf16(a.input, a.rows, a.classes, c, a.gradient) },
        "log_softmax" => |a, _, c| unsafe { loss::loss_log_softmax_bf16(a.input, a.rows, a.classes, c, a.gradient) },
        "kl_div" => {
            |a, o, _| unsafe { loss::loss_kl_div_bf16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "kl_div_log_target" => |a, o, _| unsafe {
            loss::loss_kl_div_log_target_bf16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_prob" => |a, o, _| unsafe {
            loss::loss_kl_div_prob_bf16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_generalized" => |a, o, _| unsafe {
            loss::loss_kl_div_generalized_bf16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "js_div" => |a, o, c| unsafe {
            loss::loss_js_div_bf16(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "causal_lm" => |a, o, c| unsafe {
            loss::loss_causal_lm_bf16(a.input, a.index, a.batch(), a.seq_len, a.classes, c, o, a.value, a.gradient)
        },
        "distillation" => |a, o, c| unsafe {
            loss::loss_distillation_bf16(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "cosface" => |a, o, c| unsafe {
            loss::loss_cosface_bf16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "arcface" => |a, o, c| unsafe {
            loss::loss_arcface_bf16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "entropy_penalty" => |a, o, c| unsafe {
            loss::loss_entropy_penalty_bf16(a.input, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        _ => return None,
    })
}

/// The call of the `bf16_f32` function of a loss.
pub fn half_call_bf16_f32(name: &str) -> Option<HalfCall<loss_bf16, f32>> {
    Some(match name {
        "mse" => |a, o, _| unsafe { loss::loss_mse_bf16_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "mse_rows" => |a, o, _| unsafe {
            loss::loss_mse_rows_bf16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "l1" => |a, o, _| unsafe { loss::loss_l1_bf16_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "smooth_l1" => |a, o, _| unsafe {
            loss::loss_smooth_l1_bf16_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "huber" => |a, o, _| unsafe {
            loss::loss_huber_bf16_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "bce_logits" => |a, o, _| unsafe {
            loss::loss_bce_logits_bf16_f32(
                a.input,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
            )
        },
        "sigmoid_focal" => |a, o, _| unsafe {
            loss::loss_sigmoid_focal_bf16_f32(
                a.input,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy" => |a, o, c| unsafe {
            loss::loss_cross_entropy_bf16_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_bf16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "generalized_cross_entropy" => |a, o, c| unsafe {
            loss::loss_generalized_cross_entropy_bf16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_bf16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "taylor_cross_entropy" => |a, o, c| unsafe {
            loss::loss_taylor_cross_entropy_bf16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_cross_entropy_soft_bf16_f32(a.input, a.target, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_soft_bf16_f32(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_soft_bf16_f32(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_prob" => |a, o, _| unsafe {
            loss::loss_cross_entropy_prob_bf16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "nll" => {
            |a, o, c| unsafe { loss::loss_nll_bf16_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient) }
        }
        "softmax" => |a, _, c| unsafe { loss::loss_softmax_bf16_f32(a.input, a.rows, a.classes, c, a.gradient) },
        "log_softmax" => {
            |a, _, c| unsafe { loss::loss_log_softmax_bf16_f32(a.input, a.rows, a.classes, c, a.gradient) }
        }
        "kl_div" => |a, o, _| unsafe {
            loss::loss_kl_div_bf16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_log_target" => |a, o, _| unsafe {
            loss::loss_kl_div_log_target_bf16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_prob" => |a, o, _| unsafe {
            loss::loss_kl_div_prob_bf16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_generalized" => |a, o, _| unsafe {
            loss::loss_kl_div_generalized_bf16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "js_div" => |a, o, c| unsafe {
            loss::loss_js_div_bf16_f32(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "causal_lm" => |a, o, c| unsafe {
            loss::loss_causal_lm_bf16_f32(a.input, a.index, a.batch(), a.seq_len, a.classes, c, o, a.value, a.gradient)
        },
        "distillation" => |a, o, c| unsafe {
            loss::loss_distillation_bf16_f32(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cosface" => |a, o, c| unsafe {
            loss::loss_cosface_bf16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "arcface" => |a, o, c| unsafe {
            loss::loss_arcface_bf16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "entropy_penalty" => |a, o, c| unsafe {
            loss::loss_entropy_penalty_bf16_f32(a.input, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        _ => return None,
    })
}

/// The call of the `f16` function of a loss.
pub fn half_call_f16(name: &str) -> Option<HalfCall<loss_f16, loss_f16>> {
    Some(match name {
        "mse" => |a, o, _| unsafe { loss::loss_mse_f16(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "mse_rows" => {
            |a, o, _| unsafe { loss::loss_mse_rows_f16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "l1" => |a, o, _| unsafe { loss::loss_l1_f16(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "smooth_l1" => |a, o, _| unsafe {
            loss::loss_smooth_l1_f16(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "huber" => {
            |a, o, _| unsafe { loss::loss_huber_f16(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient) }
        }
        "bce_logits" => |a, o, _| unsafe {
            loss::loss_bce_logits_f16(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "sigmoid_focal" => |a, o, _| unsafe {
            loss::loss_sigmoid_focal_f16(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "cross_entropy" => |a, o, c| unsafe {
            loss::loss_cross_entropy_f16(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_f16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "generalized_cross_entropy" => |a, o, c| unsafe {
            loss::loss_generalized_cross_entropy_f16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_f16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "taylor_cross_entropy" => |a, o, c| unsafe {
            loss::loss_taylor_cross_entropy_f16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_cross_entropy_soft_f16(a.input, a.target, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_soft_f16(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_soft_f16(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_prob" => |a, o, _| unsafe {
            loss::loss_cross_entropy_prob_f16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "nll" => {
            |a, o, c| unsafe { loss::loss_nll_f16(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient) }
        }
        "softmax" => |a, _, c| unsafe { loss::loss_softmax_f16(a.input, a.rows, a.classes, c, a.gradient) },
        "log_softmax" => |a, _, c| unsafe { loss::loss_log_softmax_f16(a.input, a.rows, a.classes, c, a.gradient) },
        "kl_div" => {
            |a, o, _| unsafe { loss::loss_kl_div_f16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "kl_div_log_target" => |a, o, _| unsafe {
            loss::loss_kl_div_log_target_f16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_prob" => |a, o, _| unsafe {
            loss::loss_kl_div_prob_f16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_generalized" => |a, o, _| unsafe {
            loss::loss_kl_div_generalized_f16(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "js_div" => |a, o, c| unsafe {
            loss::loss_js_div_f16(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "causal_lm" => |a, o, c| unsafe {
            loss::loss_causal_lm_f16(a.input, a.index, a.batch(), a.seq_len, a.classes, c, o, a.value, a.gradient)
        },
        "distillation" => |a, o, c| unsafe {
            loss::loss_distillation_f16(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "cosface" => |a, o, c| unsafe {
            loss::loss_cosface_f16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "arcface" => |a, o, c| unsafe {
            loss::loss_arcface_f16(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "entropy_penalty" => |a, o, c| unsafe {
            loss::loss_entropy_penalty_f16(a.input, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        _ => return None,
    })
}

/// The call of the `f16_f32` function of a loss.
pub fn half_call_f16_f32(name: &str) -> Option<HalfCall<loss_f16, f32>> {
    Some(match name {
        "mse" => |a, o, _| unsafe { loss::loss_mse_f16_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "mse_rows" => |a, o, _| unsafe {
            loss::loss_mse_rows_f16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "l1" => |a, o, _| unsafe { loss::loss_l1_f16_f32(a.input, a.target, a.rows, o, a.value, a.gradient) },
        "smooth_l1" => |a, o, _| unsafe {
            loss::loss_smooth_l1_f16_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "huber" => |a, o, _| unsafe {
            loss::loss_huber_f16_f32(a.input, a.target, a.rows, a.scalars[0], o, a.value, a.gradient)
        },
        "bce_logits" => |a, o, _| unsafe {
            loss::loss_bce_logits_f16_f32(a.input, a.target, a.rows, a.scalars[0], a.scalars[1], o, a.value, a.gradient)
        },
        "sigmoid_focal" => |a, o, _| unsafe {
            loss::loss_sigmoid_focal_f16_f32(
                a.input,
                a.target,
                a.rows,
                a.scalars[0],
                a.scalars[1],
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy" => |a, o, c| unsafe {
            loss::loss_cross_entropy_f16_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_f16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "generalized_cross_entropy" => |a, o, c| unsafe {
            loss::loss_generalized_cross_entropy_f16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_f16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "taylor_cross_entropy" => |a, o, c| unsafe {
            loss::loss_taylor_cross_entropy_f16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_cross_entropy_soft_f16_f32(a.input, a.target, a.rows, a.classes, c, o, a.value, a.gradient)
        },
        "focal_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_focal_cross_entropy_soft_f16_f32(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "poly1_cross_entropy_soft" => |a, o, c| unsafe {
            loss::loss_poly1_cross_entropy_soft_f16_f32(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cross_entropy_prob" => |a, o, _| unsafe {
            loss::loss_cross_entropy_prob_f16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "nll" => {
            |a, o, c| unsafe { loss::loss_nll_f16_f32(a.input, a.index, a.rows, a.classes, c, o, a.value, a.gradient) }
        }
        "softmax" => |a, _, c| unsafe { loss::loss_softmax_f16_f32(a.input, a.rows, a.classes, c, a.gradient) },
        "log_softmax" => |a, _, c| unsafe { loss::loss_log_softmax_f16_f32(a.input, a.rows, a.classes, c, a.gradient) },
        "kl_div" => {
            |a, o, _| unsafe { loss::loss_kl_div_f16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient) }
        }
        "kl_div_log_target" => |a, o, _| unsafe {
            loss::loss_kl_div_log_target_f16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_prob" => |a, o, _| unsafe {
            loss::loss_kl_div_prob_f16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "kl_div_generalized" => |a, o, _| unsafe {
            loss::loss_kl_div_generalized_f16_f32(a.input, a.target, a.rows, a.classes, o, a.value, a.gradient)
        },
        "js_div" => |a, o, c| unsafe {
            loss::loss_js_div_f16_f32(a.input, a.target, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        "causal_lm" => |a, o, c| unsafe {
            loss::loss_causal_lm_f16_f32(a.input, a.index, a.batch(), a.seq_len, a.classes, c, o, a.value, a.gradient)
        },
        "distillation" => |a, o, c| unsafe {
            loss::loss_distillation_f16_f32(
                a.input,
                a.target,
                a.rows,
                a.classes,
                a.scalars[0],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "cosface" => |a, o, c| unsafe {
            loss::loss_cosface_f16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "arcface" => |a, o, c| unsafe {
            loss::loss_arcface_f16_f32(
                a.input,
                a.index,
                a.rows,
                a.classes,
                a.scalars[0],
                a.scalars[1],
                c,
                o,
                a.value,
                a.gradient,
            )
        },
        "entropy_penalty" => |a, o, c| unsafe {
            loss::loss_entropy_penalty_f16_f32(a.input, a.rows, a.classes, a.scalars[0], c, o, a.value, a.gradient)
        },
        _ => return None,
    })
}

/// In the order of the header.
pub static ENTRIES: &[Entry] = &[
    Entry {
        name: "mse",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: true,
    },
    Entry {
        name: "mse_rows",
        driver: Driver::RowSums,
        inputs: &[Array { name: "pred", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Matrix, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: true,
    },
    Entry {
        name: "rmse",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "l1",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: true,
    },
    Entry {
        name: "smooth_l1",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "beta",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: true,
    },
    Entry {
        name: "huber",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "delta",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: true,
    },
    Entry {
        name: "pseudo_huber",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "delta",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "log_cosh",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "fair",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "c",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "general_robust",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "alpha",
                low: f64::NEG_INFINITY,
                low_included: true,
                high: 2.0,
                high_included: true,
                must_be: "at most 2, or -INFINITY",
                default: Some(0.0),
                sample: -1.5,
            },
            Number {
                name: "c",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(1.0),
                sample: 0.75,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "lp",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "p",
            low: 1.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 1",
            default: None,
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "quantile",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "quantile",
            low: 0.0,
            low_included: false,
            high: 1.0,
            high_included: false,
            must_be: "in (0, 1) (0: the default)",
            default: Some(0.5),
            sample: 0.3,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "expectile",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "tau",
            low: 0.0,
            low_included: false,
            high: 1.0,
            high_included: false,
            must_be: "in (0, 1) (0: the default)",
            default: Some(0.5),
            sample: 0.3,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "epsilon_insensitive",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "epsilon",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(0.1),
            sample: 0.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "squared_epsilon_insensitive",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "epsilon",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(0.1),
            sample: 0.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "mape",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "epsilon",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1e-7),
            sample: 0.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "msle",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Positive }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Positive }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "poisson_nll_log",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "log_rate", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Positive }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_FULL,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "poisson_nll",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "rate", extent: Extent::Elements, domain: Domain::Positive }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Positive }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "epsilon",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1e-8),
            sample: 0.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_FULL,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "gamma_deviance_log",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "log_mean", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Positive }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "tweedie_deviance_log",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "log_mean", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Positive }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "power",
            low: 1.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and at least 1 (0: the default)",
            default: Some(1.5),
            sample: 1.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "tweedie_deviance",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "mean", extent: Extent::Elements, domain: Domain::Positive }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Positive }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "power",
            low: 1.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and at least 1 (0: the default)",
            default: Some(1.5),
            sample: 1.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "gaussian_nll",
        driver: Driver::Elementwise,
        inputs: &[
            Array { name: "mean", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "var", extent: Extent::Elements, domain: Domain::Positive },
        ],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "beta",
                low: 0.0,
                low_included: true,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and not negative",
                default: Some(0.0),
                sample: 0.5,
            },
            Number {
                name: "epsilon",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(1e-6),
                sample: 0.25,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad_mean", "grad_var"],
        flags: LOSS_FULL,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "gaussian_nll_log",
        driver: Driver::Elementwise,
        inputs: &[
            Array { name: "mean", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "log_var", extent: Extent::Elements, domain: Domain::Real },
        ],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad_mean", "grad_log_var"],
        flags: LOSS_FULL,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "laplace_nll",
        driver: Driver::Elementwise,
        inputs: &[
            Array { name: "loc", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "scale", extent: Extent::Elements, domain: Domain::Positive },
        ],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "epsilon",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1e-6),
            sample: 0.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad_loc", "grad_scale"],
        flags: LOSS_FULL,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "laplace_nll_log",
        driver: Driver::Elementwise,
        inputs: &[
            Array { name: "loc", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "log_scale", extent: Extent::Elements, domain: Domain::Real },
        ],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad_loc", "grad_log_scale"],
        flags: LOSS_FULL,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "student_t_nll",
        driver: Driver::Elementwise,
        inputs: &[
            Array { name: "loc", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "scale", extent: Extent::Elements, domain: Domain::Positive },
        ],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "df",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0",
                default: None,
                sample: 3.5,
            },
            Number {
                name: "epsilon",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(1e-6),
                sample: 0.25,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad_loc", "grad_scale"],
        flags: LOSS_FULL,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "hinge",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "bce",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "prob", extent: Extent::Elements, domain: Domain::Probability }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "label_smoothing",
            low: 0.0,
            low_included: true,
            high: 1.0,
            high_included: true,
            must_be: "in [0, 1]",
            default: Some(0.0),
            sample: 0.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "bce_logits",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "logits", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "pos_weight",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(1.0),
                sample: 1.5,
            },
            Number {
                name: "label_smoothing",
                low: 0.0,
                low_included: true,
                high: 1.0,
                high_included: true,
                must_be: "in [0, 1]",
                default: Some(0.0),
                sample: 0.25,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "squared_hinge",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "perceptron",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "hinge_embedding",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "margin",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "modified_huber",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "soft_margin",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "exponential",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "pred", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "poly1_bce_logits",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "logits", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "epsilon",
            low: -1.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and at least -1 (0: the default)",
            default: Some(2.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "sigmoid_focal",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "logits", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "alpha",
                low: 0.0,
                low_included: true,
                high: 1.0,
                high_included: false,
                must_be: "in [0, 1)",
                default: Some(0.0),
                sample: 0.25,
            },
            Number {
                name: "gamma",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(2.0),
                sample: 1.5,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "focal",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "prob", extent: Extent::Elements, domain: Domain::Probability }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "alpha",
                low: 0.0,
                low_included: true,
                high: 1.0,
                high_included: false,
                must_be: "in [0, 1)",
                default: Some(0.0),
                sample: 0.25,
            },
            Number {
                name: "gamma",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(2.0),
                sample: 1.5,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "asymmetric_bce_logits",
        driver: Driver::Elementwise,
        inputs: &[Array { name: "logits", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "gamma_pos",
                low: 0.0,
                low_included: true,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and not negative",
                default: Some(0.0),
                sample: 1.5,
            },
            Number {
                name: "gamma_neg",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(4.0),
                sample: 2.5,
            },
            Number {
                name: "shift",
                low: 0.0,
                low_included: true,
                high: 1.0,
                high_included: false,
                must_be: "in [0, 1)",
                default: Some(0.0),
                sample: 0.125,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "cross_entropy",
        driver: Driver::Class,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "focal_cross_entropy",
        driver: Driver::Class,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "gamma",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(2.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "generalized_cross_entropy",
        driver: Driver::Class,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "q",
            low: 0.0,
            low_included: false,
            high: 1.0,
            high_included: true,
            must_be: "in (0, 1] (0: the default)",
            default: Some(0.7),
            sample: 0.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "poly1_cross_entropy",
        driver: Driver::Class,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "epsilon",
            low: -1.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and at least -1 (0: the default)",
            default: Some(2.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "taylor_cross_entropy",
        driver: Driver::Class,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "order",
            low: 1.0,
            low_included: true,
            high: 64.0,
            high_included: true,
            must_be: "in [1, 64] (0: the default)",
            default: Some(2.0),
            sample: 3.0,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "cross_entropy_soft",
        driver: Driver::Class,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[Array { name: "target_prob", extent: Extent::Matrix, domain: Domain::Distribution }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "focal_cross_entropy_soft",
        driver: Driver::Class,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[Array { name: "target_prob", extent: Extent::Matrix, domain: Domain::Distribution }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "gamma",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(2.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "poly1_cross_entropy_soft",
        driver: Driver::Class,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[Array { name: "target_prob", extent: Extent::Matrix, domain: Domain::Distribution }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "epsilon",
            low: -1.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and at least -1 (0: the default)",
            default: Some(2.0),
            sample: 1.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "cross_entropy_prob",
        driver: Driver::RowSums,
        inputs: &[Array { name: "prob", extent: Extent::Matrix, domain: Domain::Probability }],
        targets: &[Array { name: "target_prob", extent: Extent::Matrix, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "nll",
        driver: Driver::Class,
        inputs: &[Array { name: "log_prob", extent: Extent::Matrix, domain: Domain::LogProbability }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "softmax",
        driver: Driver::Softmax,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &[],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "log_softmax",
        driver: Driver::Softmax,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &[],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "softmax_backward",
        driver: Driver::SoftmaxBackward,
        inputs: &[Array { name: "prob", extent: Extent::Matrix, domain: Domain::Probability }],
        targets: &[Array { name: "grad_prob", extent: Extent::Matrix, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &[],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "multi_margin",
        driver: Driver::Margin,
        inputs: &[Array { name: "scores", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "p",
                low: 1.0,
                low_included: true,
                high: 2.0,
                high_included: true,
                must_be: "in [1, 2] (0: the default)",
                default: Some(1.0),
                sample: 2.0,
            },
            Number {
                name: "margin",
                low: f64::NEG_INFINITY,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite (0: the default)",
                default: Some(1.0),
                sample: 0.75,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "multiclass_hinge",
        driver: Driver::Margin,
        inputs: &[Array { name: "scores", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "margin",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 0.75,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "categorical_hinge",
        driver: Driver::Margin,
        inputs: &[Array { name: "scores", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "margin",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 0.75,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "multiclass_perceptron",
        driver: Driver::Margin,
        inputs: &[Array { name: "scores", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "sparsemax",
        driver: Driver::Margin,
        inputs: &[Array { name: "scores", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "multilabel_soft_margin",
        driver: Driver::Decisions,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Matrix, domain: Domain::Probability }],
        optional: &[Array { name: "pos_weight", extent: Extent::Classes, domain: Domain::Positive }],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "coral",
        driver: Driver::Decisions,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 1,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "corn",
        driver: Driver::Decisions,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 1,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "cumulative_link",
        driver: Driver::Decisions,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Rising }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 1,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "multilabel_margin",
        driver: Driver::Margin,
        inputs: &[Array { name: "scores", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: true,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "kl_div",
        driver: Driver::RowSums,
        inputs: &[Array { name: "log_pred", extent: Extent::Matrix, domain: Domain::LogProbability }],
        targets: &[Array { name: "target", extent: Extent::Matrix, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "kl_div_log_target",
        driver: Driver::RowSums,
        inputs: &[Array { name: "log_pred", extent: Extent::Matrix, domain: Domain::LogProbability }],
        targets: &[Array { name: "log_target", extent: Extent::Matrix, domain: Domain::LogProbability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "kl_div_prob",
        driver: Driver::RowSums,
        inputs: &[Array { name: "pred", extent: Extent::Matrix, domain: Domain::Probability }],
        targets: &[Array { name: "target", extent: Extent::Matrix, domain: Domain::Probability }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "kl_div_generalized",
        driver: Driver::RowSums,
        inputs: &[Array { name: "log_pred", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[Array { name: "target", extent: Extent::Matrix, domain: Domain::Positive }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "js_div",
        driver: Driver::Divergence,
        inputs: &[Array { name: "student_logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[Array { name: "teacher_logits", extent: Extent::Matrix, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "beta",
            low: 0.0,
            low_included: false,
            high: 1.0,
            high_included: false,
            must_be: "in (0, 1)",
            default: None,
            sample: 0.3,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "causal_lm",
        driver: Driver::Sequence,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "distillation",
        driver: Driver::Teacher,
        inputs: &[Array { name: "student_logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[Array { name: "teacher_logits", extent: Extent::Matrix, domain: Domain::Real }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "temperature",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0",
            default: None,
            sample: 1.75,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "preference",
        driver: Driver::Preference,
        inputs: &[
            Array { name: "chosen", extent: Extent::Elements, domain: Domain::LogProbability },
            Array { name: "rejected", extent: Extent::Elements, domain: Domain::LogProbability },
        ],
        targets: &[],
        optional: &[
            Array { name: "ref_chosen", extent: Extent::Elements, domain: Domain::LogProbability },
            Array { name: "ref_rejected", extent: Extent::Elements, domain: Domain::LogProbability },
            Array { name: "chosen_length", extent: Extent::Elements, domain: Domain::Positive },
            Array { name: "rejected_length", extent: Extent::Elements, domain: Domain::Positive },
        ],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "beta",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(0.1),
            sample: 0.5,
        }],
        of_some_kinds: &["label_smoothing", "margin", "tau"],
        gradients: &["grad_chosen", "grad_rejected"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "preference_unpaired",
        driver: Driver::PreferenceUnpaired,
        inputs: &[Array { name: "log_prob", extent: Extent::Elements, domain: Domain::LogProbability }],
        targets: &[],
        optional: &[Array { name: "ref_log_prob", extent: Extent::Elements, domain: Domain::LogProbability }],
        has_index: false,
        has_bytes: true,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "beta",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(0.1),
                sample: 0.5,
            },
            Number {
                name: "shift",
                low: f64::NEG_INFINITY,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite",
                default: Some(0.0),
                sample: 0.25,
            },
            Number {
                name: "desirable_weight",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(1.0),
                sample: 1.5,
            },
            Number {
                name: "undesirable_weight",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(1.0),
                sample: 0.75,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "triplet",
        driver: Driver::Vectors,
        inputs: &[
            Array { name: "anchor", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "positive", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "negative", extent: Extent::Matrix, domain: Domain::Real },
        ],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "margin",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(1.0),
                sample: 0.5,
            },
            Number {
                name: "p",
                low: 1.0,
                low_included: true,
                high: f64::INFINITY,
                high_included: true,
                must_be: "at least 1, or INFINITY (0: the default)",
                default: Some(2.0),
                sample: 3.0,
            },
            Number {
                name: "epsilon",
                low: 0.0,
                low_included: true,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and not negative",
                default: Some(0.0),
                sample: 0.001,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad_anchor", "grad_positive", "grad_negative"],
        flags: LOSS_SWAP,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "triplet_cosine",
        driver: Driver::Vectors,
        inputs: &[
            Array { name: "anchor", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "positive", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "negative", extent: Extent::Matrix, domain: Domain::Real },
        ],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "margin",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 0.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad_anchor", "grad_positive", "grad_negative"],
        flags: LOSS_SWAP,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "contrastive",
        driver: Driver::Vectors,
        inputs: &[
            Array { name: "input1", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "input2", extent: Extent::Matrix, domain: Domain::Real },
        ],
        targets: &[Array { name: "target", extent: Extent::Rows, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "margin",
            low: 0.0,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and above 0 (0: the default)",
            default: Some(1.0),
            sample: 2.5,
        }],
        of_some_kinds: &[],
        gradients: &["grad_input1", "grad_input2"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "pairwise_distance",
        driver: Driver::Vectors,
        inputs: &[
            Array { name: "input1", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "input2", extent: Extent::Matrix, domain: Domain::Real },
        ],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "p",
                low: 1.0,
                low_included: true,
                high: f64::INFINITY,
                high_included: true,
                must_be: "at least 1, or INFINITY (0: the default)",
                default: Some(2.0),
                sample: 3.0,
            },
            Number {
                name: "epsilon",
                low: 0.0,
                low_included: true,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and not negative",
                default: Some(0.0),
                sample: 0.001,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad_input1", "grad_input2"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "cosine_distance",
        driver: Driver::Vectors,
        inputs: &[
            Array { name: "input1", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "input2", extent: Extent::Matrix, domain: Domain::Real },
        ],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad_input1", "grad_input2"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "cosine_embedding",
        driver: Driver::Vectors,
        inputs: &[
            Array { name: "input1", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "input2", extent: Extent::Matrix, domain: Domain::Real },
        ],
        targets: &[Array { name: "target", extent: Extent::Rows, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "margin",
            low: -1.0,
            low_included: true,
            high: 1.0,
            high_included: true,
            must_be: "in [-1, 1]",
            default: Some(0.0),
            sample: 0.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad_input1", "grad_input2"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "margin_ranking",
        driver: Driver::Elementwise,
        inputs: &[
            Array { name: "first", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "second", extent: Extent::Elements, domain: Domain::Real },
        ],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "margin",
            low: f64::NEG_INFINITY,
            low_included: false,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite",
            default: Some(0.0),
            sample: 0.25,
        }],
        of_some_kinds: &[],
        gradients: &["grad_first", "grad_second"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "pair_logistic",
        driver: Driver::Elementwise,
        inputs: &[
            Array { name: "first", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "second", extent: Extent::Elements, domain: Domain::Real },
        ],
        targets: &[Array { name: "target", extent: Extent::Elements, domain: Domain::Sign }],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad_first", "grad_second"],
        flags: LOSS_BINARY_TARGETS,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "cosface",
        driver: Driver::Cosines,
        inputs: &[Array { name: "cosine", extent: Extent::Matrix, domain: Domain::Cosine }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "scale",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(64.0),
                sample: 4.0,
            },
            Number {
                name: "margin",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(0.35),
                sample: 0.25,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "arcface",
        driver: Driver::Cosines,
        inputs: &[Array { name: "cosine", extent: Extent::Matrix, domain: Domain::Cosine }],
        targets: &[],
        optional: &[],
        has_index: true,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "scale",
                low: 0.0,
                low_included: false,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and above 0 (0: the default)",
                default: Some(64.0),
                sample: 4.0,
            },
            Number {
                name: "margin",
                low: 0.0,
                low_included: false,
                high: std::f64::consts::PI,
                high_included: false,
                must_be: "in (0, pi) (0: the default)",
                default: Some(0.5),
                sample: 0.75,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "vae_kl",
        driver: Driver::RowSums,
        inputs: &[
            Array { name: "mu", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "log_var", extent: Extent::Matrix, domain: Domain::Real },
        ],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad_mu", "grad_log_var"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "gaussian_kl",
        driver: Driver::RowSums,
        inputs: &[
            Array { name: "mu", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "log_var", extent: Extent::Matrix, domain: Domain::Real },
        ],
        targets: &[],
        optional: &[
            Array { name: "prior_mu", extent: Extent::Matrix, domain: Domain::Real },
            Array { name: "prior_log_var", extent: Extent::Matrix, domain: Domain::Real },
        ],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "free_bits",
            low: 0.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and not negative",
            default: Some(0.0),
            sample: 0.125,
        }],
        of_some_kinds: &[],
        gradients: &["grad_mu", "grad_log_var"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "gan_discriminator",
        driver: Driver::Discriminator,
        inputs: &[
            Array { name: "real_logits", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "fake_logits", extent: Extent::Elements, domain: Domain::Real },
        ],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad_real", "grad_fake"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "gan_generator",
        driver: Driver::Generator,
        inputs: &[Array { name: "fake_logits", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["grad_fake"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "l1_penalty",
        driver: Driver::Penalty,
        inputs: &[Array { name: "param", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "lambda",
            low: 0.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and not negative",
            default: None,
            sample: 0.75,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "l2_penalty",
        driver: Driver::Penalty,
        inputs: &[Array { name: "param", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "lambda",
            low: 0.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and not negative",
            default: None,
            sample: 0.75,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "elastic_net_penalty",
        driver: Driver::Penalty,
        inputs: &[Array { name: "param", extent: Extent::Elements, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[
            Number {
                name: "l1",
                low: 0.0,
                low_included: true,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and not negative",
                default: None,
                sample: 0.75,
            },
            Number {
                name: "l2",
                low: 0.0,
                low_included: true,
                high: f64::INFINITY,
                high_included: false,
                must_be: "finite and not negative",
                default: None,
                sample: 0.25,
            },
        ],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: true,
        half: false,
    },
    Entry {
        name: "group_lasso_penalty",
        driver: Driver::GroupPenalty,
        inputs: &[Array { name: "param", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "lambda",
            low: 0.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and not negative",
            default: None,
            sample: 0.75,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "entropy_penalty",
        driver: Driver::Divergence,
        inputs: &[Array { name: "logits", extent: Extent::Matrix, domain: Domain::Real }],
        targets: &[],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[Number {
            name: "lambda",
            low: 0.0,
            low_included: true,
            high: f64::INFINITY,
            high_included: false,
            must_be: "finite and not negative",
            default: None,
            sample: 0.75,
        }],
        of_some_kinds: &[],
        gradients: &["grad"],
        flags: 0,
        bound_by_memory: false,
        half: true,
    },
    Entry {
        name: "combine",
        driver: Driver::Combine,
        inputs: &[],
        targets: &[
            Array { name: "values", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "weights", extent: Extent::Elements, domain: Domain::Real },
        ],
        optional: &[],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &[],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
    Entry {
        name: "combine_uncertainty",
        driver: Driver::Uncertainty,
        inputs: &[
            Array { name: "values", extent: Extent::Elements, domain: Domain::Real },
            Array { name: "log_vars", extent: Extent::Elements, domain: Domain::Real },
        ],
        targets: &[],
        optional: &[Array { name: "coefficients", extent: Extent::Elements, domain: Domain::Real }],
        has_index: false,
        has_bytes: false,
        has_list: false,
        fewer: 0,
        numbers: &[],
        of_some_kinds: &[],
        gradients: &["d_values", "d_log_vars"],
        flags: 0,
        bound_by_memory: false,
        half: false,
    },
];

/// The names of all losses.
pub const NAMES: &[&str] = &[
    "mse",
    "mse_rows",
    "rmse",
    "l1",
    "smooth_l1",
    "huber",
    "pseudo_huber",
    "log_cosh",
    "fair",
    "general_robust",
    "lp",
    "quantile",
    "expectile",
    "epsilon_insensitive",
    "squared_epsilon_insensitive",
    "mape",
    "msle",
    "poisson_nll_log",
    "poisson_nll",
    "gamma_deviance_log",
    "tweedie_deviance_log",
    "tweedie_deviance",
    "gaussian_nll",
    "gaussian_nll_log",
    "laplace_nll",
    "laplace_nll_log",
    "student_t_nll",
    "hinge",
    "bce",
    "bce_logits",
    "squared_hinge",
    "perceptron",
    "hinge_embedding",
    "modified_huber",
    "soft_margin",
    "exponential",
    "poly1_bce_logits",
    "sigmoid_focal",
    "focal",
    "asymmetric_bce_logits",
    "cross_entropy",
    "focal_cross_entropy",
    "generalized_cross_entropy",
    "poly1_cross_entropy",
    "taylor_cross_entropy",
    "cross_entropy_soft",
    "focal_cross_entropy_soft",
    "poly1_cross_entropy_soft",
    "cross_entropy_prob",
    "nll",
    "softmax",
    "log_softmax",
    "softmax_backward",
    "multi_margin",
    "multiclass_hinge",
    "categorical_hinge",
    "multiclass_perceptron",
    "sparsemax",
    "multilabel_soft_margin",
    "coral",
    "corn",
    "cumulative_link",
    "multilabel_margin",
    "kl_div",
    "kl_div_log_target",
    "kl_div_prob",
    "kl_div_generalized",
    "js_div",
    "causal_lm",
    "distillation",
    "preference",
    "preference_unpaired",
    "triplet",
    "triplet_cosine",
    "contrastive",
    "pairwise_distance",
    "cosine_distance",
    "cosine_embedding",
    "margin_ranking",
    "pair_logistic",
    "cosface",
    "arcface",
    "vae_kl",
    "gaussian_kl",
    "gan_discriminator",
    "gan_generator",
    "l1_penalty",
    "l2_penalty",
    "elastic_net_penalty",
    "group_lasso_penalty",
    "entropy_penalty",
    "combine",
    "combine_uncertainty",
];
