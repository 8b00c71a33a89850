//! Two classes. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{Options, loss_bf16, loss_f16, loss_status};
use loss_kernels::losses;

/// Hinge loss.
///
/// l = max(0, 1 − t·x).  ∂l/∂x = −t where t·x < 1, else 0, at the kink t·x = 1 as well.  ∂²l/∂x² = 0.
///
/// For maximum-margin classification: x is a score, t is −1 or 1. With the flag
/// LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves
/// its score out: l = 1, whatever x is.
///
/// Arguments:
///   pred     input, n elements
///   target   input, n elements, −1 or 1
///   n        number of elements; 0 is allowed
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: C. Cortes, V. Vapnik, Support-vector networks, Machine Learning 20, 1995, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_hinge_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Hinge, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Hinge loss, double precision: see loss_hinge_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_hinge_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Hinge, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Binary cross-entropy of probabilities.
///
/// l = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), with t·(1 − ε) + ε/2 in place of t.
/// ∂l/∂x = (x − t) / max(x(1 − x), 1e-12),  ∂²l/∂x² = ((x − t)² + t(1 − t)) / max(x(1 − x), 1e-12)².
///
/// x is a probability, t a target in [0, 1]. ε = `label_smoothing` draws targets towards ½, as in Keras. The clamps are
/// PyTorch's. For a model that ends in a sigmoid, use loss_bce_logits on the numbers before the sigmoid: it is exact
/// and needs no clamps.
///
/// An x outside [0, 1] is not an error (PyTorch refuses it): value and derivatives are NaN, because one of the
/// two logarithms is NaN. A target of 0 or 1, without smoothing, leaves out one logarithm. If this is the one that is
/// NaN, value and derivatives follow the other one: against t = 1, an x that rounding left just above 1 has the loss
/// −log x and the derivative −1/x.
///
/// Arguments:
///   prob, target     input, n elements, in [0, 1]
///   n                number of elements; 0 is allowed
///   label_smoothing  ε: in [0, 1]
///   options          NULL: defaults
///   value            output, one number; NULL: not wanted
///   grad             output, in the layout of prob: dvalue/dprob; may be prob; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (label_smoothing, options).
///
/// Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_bce_f32(
    prob: *const f32,
    target: *const f32,
    n: usize,
    label_smoothing: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Bce, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target"], gradients: ["grad"] },
            ([prob], [target], n),
            [label_smoothing, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Binary cross-entropy of probabilities, double precision: see loss_bce_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_bce_f64(
    prob: *const f64,
    target: *const f64,
    n: usize,
    label_smoothing: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Bce, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target"], gradients: ["grad"] },
            ([prob], [target], n),
            [label_smoothing, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Binary cross-entropy of logits.
///
/// l = (1 − t)·softplus(x) + p·t·softplus(−x), softplus(x) = log(1 + e^x), with t·(1 − ε) + ε/2 in place of t.
/// ∂l/∂x = (1 − t)·σ(x) − p·t·σ(−x),  ∂²l/∂x² = (1 − t + p·t)·σ(x)·σ(−x).
///
/// x is a logit, t a target in [0, 1]. p = `pos_weight` multiplies the loss of positive targets; the ratio of
/// negative to positive targets in the data balances the two. ε = `label_smoothing` draws targets towards ½ before
/// that, as in Keras. The loss is exact for logits of any size.
///
/// Arguments:
///   logits           input, n elements
///   target           input, n elements, in [0, 1]
///   n                number of elements; 0 is allowed
///   pos_weight       finite, above 0; 0: 1
///   label_smoothing  ε: in [0, 1]
///   options          NULL: defaults
///   value            output, one number; NULL: not wanted
///   grad             output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (pos_weight, label_smoothing, options).
///
/// Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_bce_logits_f32(
    logits: *const f32,
    target: *const f32,
    n: usize,
    pos_weight: f64,
    label_smoothing: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::BceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [pos_weight, label_smoothing, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Binary cross-entropy of logits, double precision: see loss_bce_logits_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_bce_logits_f64(
    logits: *const f64,
    target: *const f64,
    n: usize,
    pos_weight: f64,
    label_smoothing: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::BceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [pos_weight, label_smoothing, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Binary cross-entropy of logits, bfloat16: see loss_bce_logits_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_bce_logits_bf16(
    logits: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    pos_weight: f64,
    label_smoothing: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, loss_bf16, losses::BceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [pos_weight, label_smoothing, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Binary cross-entropy of logits, bfloat16, the gradient float: see loss_bce_logits_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_bce_logits_bf16_f32(
    logits: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    pos_weight: f64,
    label_smoothing: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, f32, losses::BceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [pos_weight, label_smoothing, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Binary cross-entropy of logits, binary16: see loss_bce_logits_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_bce_logits_f16(
    logits: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    pos_weight: f64,
    label_smoothing: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, loss_f16, losses::BceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [pos_weight, label_smoothing, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Binary cross-entropy of logits, binary16, the gradient float: see loss_bce_logits_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_bce_logits_f16_f32(
    logits: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    pos_weight: f64,
    label_smoothing: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, f32, losses::BceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [pos_weight, label_smoothing, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Squared hinge loss.
///
/// l = max(0, 1 − t·x)².  ∂l/∂x = −2t·max(0, 1 − t·x),  ∂²l/∂x² = 2t² where t·x < 1, else 0, at t·x = 1 as well.
///
/// For maximum-margin classification with a smooth derivative, and with a larger loss than that of the hinge for
/// elements far on the wrong side: x is a score, t is −1 or 1. With the flag LOSS_BINARY_TARGETS the targets are 0 and
/// 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 1, whatever x is.
///
/// Arguments:
///   pred     input, n elements
///   target   input, n elements, −1 or 1
///   n        number of elements; 0 is allowed
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: Y. Tang, Deep learning using linear support vector machines, arXiv:1306.0239, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_squared_hinge_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::SquaredHinge, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Squared hinge loss, double precision: see loss_squared_hinge_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_squared_hinge_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::SquaredHinge, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Perceptron loss.
///
/// l = max(0, −t·x).  ∂l/∂x = −t where t·x ≤ 0, else 0.  ∂²l/∂x² = 0.
///
/// For online learning of linear models: x is a score, t is −1 or 1. Elements on the right side, however near the
/// border, have no loss; the hinge loss also asks for a margin. With the flag LOSS_BINARY_TARGETS the targets are 0 and
/// 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 0, whatever x is.
///
/// At the kink t·x = 0 the derivative is −t, not 0 as at the kinks of the other losses: that is the update rule of the
/// perceptron. A linear model whose weights begin at 0 has only scores of 0, and would never move otherwise.
///
/// Arguments:
///   pred     input, n elements
///   target   input, n elements, −1 or 1
///   n        number of elements; 0 is allowed
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: M. Collins, Discriminative training methods for hidden Markov models: theory and experiments with
/// perceptron algorithms, EMNLP 2002, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_perceptron_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Perceptron, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Perceptron loss, double precision: see loss_perceptron_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_perceptron_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Perceptron, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Hinge loss of distances.
///
/// l = x for t = 1, max(0, m − x) for t = −1.
/// ∂l/∂x = 1 for t = 1; for t = −1 it is −1 where x < m, else 0, at the kink x = m as well.  ∂²l/∂x² = 0.
///
/// For embeddings of pairs: x is the distance of a pair, t is 1 if its members belong together, −1 if they do not.
/// Similar pairs are drawn together, others pushed apart until their distance is m = `margin`. With the flag
/// LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these.
///
/// A distance is not checked: a negative x has a negative loss for t = 1. A target that is neither 1 nor −1 has the sum
/// of both branches, x + max(0, m − x), which is max(x, m), as in PyTorch.
///
/// Arguments:
///   pred     input, n elements: distances
///   target   input, n elements, −1 or 1
///   n        number of elements; 0 is allowed
///   margin   m: finite, above 0; 0: 1
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (margin, options).
///
/// Reference: R. Hadsell, S. Chopra, Y. LeCun, Dimensionality reduction by learning an invariant mapping, CVPR 2006,
/// section 2.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_hinge_embedding_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    margin: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::HingeEmbedding, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Hinge loss of distances, double precision: see loss_hinge_embedding_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_hinge_embedding_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    margin: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::HingeEmbedding, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Modified Huber loss.
///
/// l = max(0, 1 − t·x)² where t·x ≥ −1, else −4t·x.  ∂l/∂x = −2t·min(max(0, 1 − t·x), 2),  ∂²l/∂x² = 2t² where
/// −1 ≤ t·x < 1, else 0.
///
/// For maximum-margin classification with outliers: the squared hinge loss that continues as a straight line, so that
/// no element has a gradient of more than 4. x is a score, t is −1 or 1. With the flag LOSS_BINARY_TARGETS the targets
/// are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1 leaves its score out: l = 1, whatever x
/// is. The best score for elements of which a share p is positive is 2p − 1, so that (1 + min(max(x, −1), 1))/2
/// estimates p.
///
/// Arguments:
///   pred     input, n elements
///   target   input, n elements, −1 or 1
///   n        number of elements; 0 is allowed
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: T. Zhang, Solving large scale linear prediction problems using stochastic gradient descent algorithms,
/// ICML 2004.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_modified_huber_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::ModifiedHuber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Modified Huber loss, double precision: see loss_modified_huber_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_modified_huber_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::ModifiedHuber, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Logistic loss of signed targets.
///
/// l = log(1 + e^(−t·x)).  ∂l/∂x = −t·σ(−t·x),  ∂²l/∂x² = t²·σ(t·x)·σ(−t·x).
///
/// For classification with targets of −1 and 1: x is a logit. It is the binary cross-entropy of logits for the target
/// (1 + t)/2. With the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. The loss is exact for
/// logits of any size: far on the wrong side it is −t·x. A target between −1 and 1 scales the logit, so that it is no
/// probability of the classes: for these use loss_bce_logits. A target of 0 on the scale from −1 to 1 leaves its logit
/// out: l = log 2, whatever x is.
///
/// Arguments:
///   pred     input, n elements
///   target   input, n elements, −1 or 1
///   n        number of elements; 0 is allowed
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: J. Friedman, T. Hastie, R. Tibshirani, Additive logistic regression: a statistical view of boosting,
/// Annals of Statistics 28, 2000, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_soft_margin_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::SoftMargin, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Logistic loss of signed targets, double precision: see loss_soft_margin_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_soft_margin_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::SoftMargin, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Exponential loss.
///
/// l = ½(1 + t)·e^−x + ½(1 − t)·e^x, which is e^(−t·x) for t = ±1.
/// ∂l/∂x = −½(1 + t)·e^−x + ½(1 − t)·e^x,  ∂²l/∂x² = l.
///
/// For boosting, as AdaBoost does: x is a score, half the logit, so that the probability is σ(2x). t is −1 or 1, or
/// between them: the loss is linear in t. With the flag LOSS_BINARY_TARGETS the targets are in [0, 1] and stand for 2t
/// − 1. One element far on the wrong side has nearly all of the gradient: the losses with a logarithm bear wrong
/// targets better.
///
/// Loss and derivatives are infinite where e^|x| overflows, beyond |x| = 88 for float and 709 for double. An
/// exponential whose coefficient is 0 is left out.
///
/// Arguments:
///   pred     input, n elements
///   target   input, n elements, −1 or 1
///   n        number of elements; 0 is allowed
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of pred: dvalue/dpred; may be pred; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: J. Friedman, T. Hastie, R. Tibshirani, Additive logistic regression: a statistical view of boosting,
/// Annals of Statistics 28, 2000, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_exponential_f32(
    pred: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Exponential, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Exponential loss, double precision: see loss_exponential_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_exponential_f64(
    pred: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Exponential, 1, 1>(
            call::Names { inputs: ["pred"], targets: ["target"], gradients: ["grad"] },
            ([pred], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Poly-1 binary cross-entropy of logits.
///
/// l = C + ε·(1 − p_t), C = (1 − t)·softplus(x) + t·softplus(−x), 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
/// ∂l/∂x = σ(x) − t + ε·(1 − 2t)·σ(x)·σ(−x),  ∂²l/∂x² = σ(x)·σ(−x)·(1 + ε·(1 − 2t)·(1 − 2σ(x))).
///
/// The binary cross-entropy is the sum of (1 − p_t)^j/j over j = 1, 2, …, where p_t is the probability of the target;
/// this loss has 1 + ε, ε = `epsilon`, in place of the first coefficient. x is a logit, t a target in [0, 1]. With ε
/// above 0 elements that are nearly right count more than they do in the cross-entropy, with ε below 0 they count less.
/// Loss and gradient are exact for logits of any size, and for all ε, also near −1, where they vanish with the square
/// of 1 − p_t.
///
/// ε = 0 stands for the default; for a loss without the term call loss_bce_logits.
///
/// Arguments:
///   logits   input, n elements
///   target   input, n elements, in [0, 1]
///   n        number of elements; 0 is allowed
///   epsilon  ε: finite, at least -1; 0: 2
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (epsilon, options).
///
/// Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
/// arXiv:2204.12511, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_bce_logits_f32(
    logits: *const f32,
    target: *const f32,
    n: usize,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Poly1BceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Poly-1 binary cross-entropy of logits, double precision: see loss_poly1_bce_logits_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_bce_logits_f64(
    logits: *const f64,
    target: *const f64,
    n: usize,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Poly1BceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Focal loss of logits.
///
/// l = α_t·m^γ·C, C = (1 − t)·softplus(x) + t·softplus(−x), m = 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
/// ∂l/∂x = α_t·m^γ·(γρC + σ(x) − t), ρ = m'/m, m' = (1 − 2t)·W, W = σ(x)·σ(−x).
/// ∂²l/∂x² = α_t·m^γ·(γ(γ − 1)·ρ²C + γρ·(1 − 2σ(x))·C + 2γρ·(σ(x) − t) + W).
///
/// For two classes of which one is rare, as in detection: C is the binary cross-entropy, and the weight m^γ, γ =
/// `gamma`, leaves little of elements that are nearly right, of which there are many. x is a logit, t a target in [0,
/// 1]. α_t = α·t + (1 − α)·(1 − t) with α = `alpha` balances the classes; 0 switches it off: α_t = 1. Torchvision's
/// default is α = 0.25.
///
/// The paper divides the sum by the number of positive targets: use LOSS_SUM, and divide. m is not formed by a
/// subtraction, so that elements that are confidently right have their digits. An infinite logit on the right side has
/// the loss 0, on the wrong side an infinite one with the derivative ±α_t. Very small γ are no problem: no power of m
/// is divided by m. The second derivative of elements that are confidently wrong is below 0.
///
/// Arguments:
///   logits   input, n elements
///   target   input, n elements, in [0, 1]
///   n        number of elements; 0 is allowed
///   alpha    α, 0 switches it off: in [0, 1)
///   gamma    γ: finite, above 0; 0: 2
///   options  NULL: defaults
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (alpha, gamma, options).
///
/// Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3 and appendix B.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_sigmoid_focal_f32(
    logits: *const f32,
    target: *const f32,
    n: usize,
    alpha: f64,
    gamma: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::SigmoidFocal, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [alpha, gamma, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Focal loss of logits, double precision: see loss_sigmoid_focal_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_sigmoid_focal_f64(
    logits: *const f64,
    target: *const f64,
    n: usize,
    alpha: f64,
    gamma: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::SigmoidFocal, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [alpha, gamma, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Focal loss of logits, bfloat16: see loss_sigmoid_focal_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_sigmoid_focal_bf16(
    logits: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    alpha: f64,
    gamma: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, loss_bf16, losses::SigmoidFocal, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [alpha, gamma, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Focal loss of logits, bfloat16, the gradient float: see loss_sigmoid_focal_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_sigmoid_focal_bf16_f32(
    logits: *const loss_bf16,
    target: *const loss_bf16,
    n: usize,
    alpha: f64,
    gamma: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_bf16, f32, losses::SigmoidFocal, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [alpha, gamma, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Focal loss of logits, binary16: see loss_sigmoid_focal_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_sigmoid_focal_f16(
    logits: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    alpha: f64,
    gamma: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, loss_f16, losses::SigmoidFocal, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [alpha, gamma, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Focal loss of logits, binary16, the gradient float: see loss_sigmoid_focal_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_sigmoid_focal_f16_f32(
    logits: *const loss_f16,
    target: *const loss_f16,
    n: usize,
    alpha: f64,
    gamma: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half::<loss_f16, f32, losses::SigmoidFocal, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [alpha, gamma, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Focal loss of probabilities.
///
/// l = α_t·m^γ·C, C = −t·max(log x, −100) − (1 − t)·max(log(1 − x), −100), m = (1 − t)·x + t·(1 − x).
/// ∂l/∂x = α_t·m^(γ − 1)·(γ·(1 − 2t)·C + m·C'),
/// ∂²l/∂x² = α_t·m^(γ − 2)·(γ(γ − 1)·(1 − 2t)²·C + 2γ·(1 − 2t)·m·C' + m²·C'').
///
/// For two classes of which one is rare, where a model gives only probabilities: C is the binary cross-entropy of
/// loss_bce, with its clamps and derivatives C' and C'', and the weight m^γ, γ = `gamma`, leaves little of elements
/// that are nearly right. x is a probability, t a target in [0, 1]. α_t = α·t + (1 − α)·(1 − t) with α = `alpha`
/// balances the classes; 0 switches it off: α_t = 1. For a model that ends in a sigmoid, use loss_sigmoid_focal on the
/// numbers before the sigmoid.
///
/// Where m is 0 the loss and its derivatives are 0; the second derivative would be infinite there for γ below 1. An x
/// outside [0, 1] is not an error: value and derivatives are NaN as for loss_bce, but 0 where rounding left x just
/// beyond a target of 0 or 1.
///
/// Arguments:
///   prob, target  input, n elements, in [0, 1]
///   n             number of elements; 0 is allowed
///   alpha         α, 0 switches it off: in [0, 1)
///   gamma         γ: finite, above 0; 0: 2
///   options       NULL: defaults
///   value         output, one number; NULL: not wanted
///   grad          output, in the layout of prob: dvalue/dprob; may be prob; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (alpha, gamma, options).
///
/// Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_f32(
    prob: *const f32,
    target: *const f32,
    n: usize,
    alpha: f64,
    gamma: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::Focal, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target"], gradients: ["grad"] },
            ([prob], [target], n),
            [alpha, gamma, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Focal loss of probabilities, double precision: see loss_focal_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_f64(
    prob: *const f64,
    target: *const f64,
    n: usize,
    alpha: f64,
    gamma: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::Focal, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target"], gradients: ["grad"] },
            ([prob], [target], n),
            [alpha, gamma, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Asymmetric loss of logits.
///
/// l = t·q^γ₊·S + (1 − t)·f(k), S = −log p, f(k) = −k^γ₋·log(1 − k), p = σ(x), q = 1 − p, k = max(p − s, 0).
/// ∂l/∂x = −t·q^γ₊·(γ₊·p·S + q) + (1 − t)·f'(k)·pq,
/// ∂²l/∂x² = t·q^γ₊·p·(γ₊²·p·S − γ₊·q·S + (2γ₊ + 1)·q) + (1 − t)·(f''(k)·p²q² + f'(k)·pq·(q − p)), 0 where p ≤ s.
///
/// For many labels per sample, of which few are present: a focal loss with an exponent of its own for negative targets,
/// γ₋ = `gamma_neg`, and for positive targets, γ₊ = `gamma_pos`. Negatives whose probability is at most s = `shift`,
/// which may be wrong labels or are learned already, have no loss and no gradient. x is a logit, t a target in [0, 1].
/// The authors' own defaults are γ₊ = 1, γ₋ = 4, s = 0.05, and they sum (LOSS_SUM). The weights p^γ are differentiated,
/// as in the paper.
///
/// Neither 1 − p nor, for s = 0, k is formed by a subtraction; with s above 0, k has the digits that p − s leaves. An
/// infinite logit on the wrong side has for t = 1 the loss ∞ and the derivative −1; for t = 0 and s = 0 ∞ and 1, and
/// with s above 0 −(1 − s)^γ₋·log s and 0: confident negatives count as wrong labels. γ₋ = 0, which the argument cannot
/// say, is loss_bce_logits if γ₊ and s are 0 too.
///
/// Arguments:
///   logits     input, n elements
///   target     input, n elements, in [0, 1]
///   n          number of elements; 0 is allowed
///   gamma_pos  γ₊: finite, not negative
///   gamma_neg  γ₋: finite, above 0; 0: 4
///   shift      s: in [0, 1)
///   options    NULL: defaults
///   value      output, one number; NULL: not wanted
///   grad       output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (gamma_pos, gamma_neg, shift, options).
///
/// Reference: T. Ridnik et al., Asymmetric loss for multi-label classification, arXiv:2009.14119, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_asymmetric_bce_logits_f32(
    logits: *const f32,
    target: *const f32,
    n: usize,
    gamma_pos: f64,
    gamma_neg: f64,
    shift: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::AsymmetricBceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [gamma_pos, gamma_neg, shift, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Asymmetric loss of logits, double precision: see loss_asymmetric_bce_logits_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_asymmetric_bce_logits_f64(
    logits: *const f64,
    target: *const f64,
    n: usize,
    gamma_pos: f64,
    gamma_neg: f64,
    shift: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::AsymmetricBceLogits, 1, 1>(
            call::Names { inputs: ["logits"], targets: ["target"], gradients: ["grad"] },
            ([logits], [target], n),
            [gamma_pos, gamma_neg, shift, 0.0],
            options,
            value,
            [grad],
        )
    })
}
