//! Penalties, and several losses as one. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{ClassOptions, Options, loss_bf16, loss_f16, loss_status};
use loss_kernels::losses;

/// L1 penalty (lasso).
///
/// value = λ·Σ |x_i|.
/// ∂value/∂x = λ·sign(x), exactly 0 at x = 0.  ∂²value/∂x² = 0.
///
/// For sparse parameters. With LOSS_ACCUMULATE the gradient is added to the gradient of a loss. A penalty is a sum:
/// options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
///
/// Arguments:
///   param    input, n elements
///   n        number of elements; 0 is allowed
///   lambda   λ: finite, not negative
///   options  NULL: defaults; see above
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of param: dvalue/dparam; may be param; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (lambda, options).
///
/// Reference: R. Tibshirani, Regression shrinkage and selection via the lasso, Journal of the Royal
/// Statistical Society B 58, 1996, section 1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_penalty_f32(
    param: *const f32,
    n: usize,
    lambda: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::penalty::<f32, losses::L1Penalty>(
            call::Names { inputs: ["param"], targets: [], gradients: ["grad"] },
            ([param], [], n),
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// L1 penalty (lasso), double precision: see loss_l1_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l1_penalty_f64(
    param: *const f64,
    n: usize,
    lambda: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::penalty::<f64, losses::L1Penalty>(
            call::Names { inputs: ["param"], targets: [], gradients: ["grad"] },
            ([param], [], n),
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// L2 penalty (ridge, weight decay).
///
/// value = λ·Σ x_i².
/// ∂value/∂x = 2λ·x,  ∂²value/∂x² = 2λ.
///
/// For small parameters. With LOSS_ACCUMULATE the gradient is added to the gradient of a loss. There is no factor
/// ½: λ = d/2 has the effect of the weight decay d of an optimiser. A penalty is a sum:
/// options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
///
/// Arguments:
///   param    input, n elements
///   n        number of elements; 0 is allowed
///   lambda   λ: finite, not negative
///   options  NULL: defaults; see above
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of param: dvalue/dparam; may be param; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (lambda, options).
///
/// Reference: A. E. Hoerl, R. W. Kennard, Ridge regression: biased estimation for nonorthogonal
/// problems, Technometrics 12, 1970.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l2_penalty_f32(
    param: *const f32,
    n: usize,
    lambda: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::penalty::<f32, losses::L2Penalty>(
            call::Names { inputs: ["param"], targets: [], gradients: ["grad"] },
            ([param], [], n),
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// L2 penalty (ridge, weight decay), double precision: see loss_l2_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_l2_penalty_f64(
    param: *const f64,
    n: usize,
    lambda: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::penalty::<f64, losses::L2Penalty>(
            call::Names { inputs: ["param"], targets: [], gradients: ["grad"] },
            ([param], [], n),
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Elastic net penalty: L1 and L2 at once.
///
/// value = λ₁·Σ |x_i| + λ₂·Σ x_i².
/// ∂value/∂x = λ₁·sign(x) + 2λ₂·x, exactly 0 at x = 0.  ∂²value/∂x² = 2λ₂.
///
/// λ₁ is `l1`, λ₂ is `l2`. For sparse parameters that belong together in groups. With LOSS_ACCUMULATE the gradient
/// is added to the gradient of a loss. A penalty is a sum:
/// options.reduction is 0 or LOSS_SUM, and weight and mask are per parameter (for example mask = 0 for biases).
///
/// Arguments:
///   param    input, n elements
///   n        number of elements; 0 is allowed
///   l1       λ₁: finite, not negative
///   l2       λ₂: finite, not negative
///   options  NULL: defaults; see above
///   value    output, one number; NULL: not wanted
///   grad     output, in the layout of param: dvalue/dparam; may be param; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (l1, l2, options).
///
/// Reference: H. Zou, T. Hastie, Regularization and variable selection via the elastic net, Journal of
/// the Royal Statistical Society B 67, 2005, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_elastic_net_penalty_f32(
    param: *const f32,
    n: usize,
    l1: f64,
    l2: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::penalty::<f32, losses::ElasticNetPenalty>(
            call::Names { inputs: ["param"], targets: [], gradients: ["grad"] },
            ([param], [], n),
            [l1, l2, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Elastic net penalty: L1 and L2 at once, double precision: see loss_elastic_net_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_elastic_net_penalty_f64(
    param: *const f64,
    n: usize,
    l1: f64,
    l2: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::penalty::<f64, losses::ElasticNetPenalty>(
            call::Names { inputs: ["param"], targets: [], gradients: ["grad"] },
            ([param], [], n),
            [l1, l2, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Group lasso penalty.
///
/// value = λ·√dim·Σ_g ‖x_g‖, ‖x_g‖ = √(Σ x²) over the elements of a group.
/// ∂value/∂x = λ·√dim·x/‖x_g‖, exactly 0 where ‖x_g‖ = 0.  ∂²value/∂x² = λ·√dim·(1 − x²/‖x_g‖²)/‖x_g‖, there 0 too.
///
/// For parameters that are needed together or not at all: a row of `param` is a group x_g, for example all weights of an
/// input. √dim gives λ the same meaning for groups of any size; groups of another size are another call. With
/// LOSS_ACCUMULATE the gradient is added to the gradient of a loss. A penalty is a sum: options.reduction is 0 or LOSS_SUM;
/// weight, mask and losses are per group, and a weight multiplies √dim.
///
/// Norms may have any size, also where their squares are out of range. An infinite element makes the value infinite: if it
/// is the only one of its group, its derivative is ±λ·√dim; of several infinite elements the derivatives depend on how fast
/// each grows, and are NaN. Those of finite elements in the group are 0, and so are all second derivatives. Where one
/// element is nearly the whole norm, its second derivative is nearly 0, with an error of about 2⁻⁵⁰ (`float`) or 2⁻¹⁰⁰
/// (`double`) times λ·√dim/‖x_g‖. λ = 0 turns the penalty off, also against infinity and NaN.
///
/// Arguments:
///   param        input, (groups, dim)
///   groups, dim  sizes; 0 is allowed
///   lambda       λ: finite, not negative
///   options      NULL: defaults; see above
///   value        output, one number; NULL: not wanted
///   grad         output, in the layout of param: dvalue/dparam; may be param; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (lambda, options).
///
/// Reference: M. Yuan, Y. Lin, Model selection and estimation in regression with grouped variables, Journal of the Royal
/// Statistical Society B 68, 2006, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_group_lasso_penalty_f32(
    param: *const f32,
    groups: usize,
    dim: usize,
    lambda: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::group_penalty::<f32, losses::GroupLassoPenalty, _>(
            call::Names { inputs: ["param"], targets: [], gradients: ["grad"] },
            ([param], [], groups, dim),
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Group lasso penalty, double precision: see loss_group_lasso_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_group_lasso_penalty_f64(
    param: *const f64,
    groups: usize,
    dim: usize,
    lambda: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::group_penalty::<f64, losses::GroupLassoPenalty, _>(
            call::Names { inputs: ["param"], targets: [], gradients: ["grad"] },
            ([param], [], groups, dim),
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Confidence penalty: the negative entropy of a softmax.
///
/// l = λ·Σ_c p_c·log p_c = −λ·H,  p = softmax(logits), H the entropy of the row.
/// ∂l/∂z_c = λ·p_c·(log p_c + H).  ∂²l/∂z_c² = λ·p_c·(1 − p_c + (log p_c + H)·(1 − 2p_c)).
///
/// Added to a cross-entropy with LOSS_ACCUMULATE, it keeps a classifier from being overconfident; added to the loss of a
/// policy, it is the entropy bonus that keeps the policy exploring. −λ·log(classes) ≤ l ≤ 0. Unlike other penalties it is a
/// mean over rows, and follows `reduction`, weights and mask as losses do. λ = 0 turns it off: loss and derivatives are 0,
/// also where logits are infinite or NaN. To reward confidence, as in the minimisation of entropy, negate `upstream` and the
/// value.
///
/// A class whose probability is 0 adds 0, and its gradient is 0. The loss is a sum of terms of one sign, formed from
/// differences to the largest logit, so that it keeps its digits for confident rows, where it is near 0, and so does the
/// gradient where all classes are nearly equally likely. `temperature`, `softcap` and `class_bias` of the class options
/// transform the logits.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   rows, classes  sizes; 0 is allowed
///   lambda         λ: finite, not negative
///   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (lambda, class_options, options).
///
/// Reference: G. Pereyra et al., Regularizing neural networks by penalizing confident output distributions,
/// arXiv:1701.06548, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_entropy_penalty_f32(
    logits: *const f32,
    rows: usize,
    classes: usize,
    lambda: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::divergence::<f32, losses::EntropyPenalty>(
            call::ClassNames { input: "logits", target: "" },
            call::ClassArguments { input: logits, targets: call::Targets::None, rows, classes, class_options },
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Confidence penalty: the negative entropy of a softmax, double precision: see loss_entropy_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_entropy_penalty_f64(
    logits: *const f64,
    rows: usize,
    classes: usize,
    lambda: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::divergence::<f64, losses::EntropyPenalty>(
            call::ClassNames { input: "logits", target: "" },
            call::ClassArguments { input: logits, targets: call::Targets::None, rows, classes, class_options },
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Confidence penalty: the negative entropy of a softmax, bfloat16: see loss_entropy_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_entropy_penalty_bf16(
    logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    lambda: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_divergence::<loss_bf16, loss_bf16, losses::EntropyPenalty>(
            call::ClassNames { input: "logits", target: "" },
            call::ClassArguments { input: logits, targets: call::Targets::None, rows, classes, class_options },
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Confidence penalty: the negative entropy of a softmax, bfloat16, the gradient float: see loss_entropy_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_entropy_penalty_bf16_f32(
    logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    lambda: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_divergence::<loss_bf16, f32, losses::EntropyPenalty>(
            call::ClassNames { input: "logits", target: "" },
            call::ClassArguments { input: logits, targets: call::Targets::None, rows, classes, class_options },
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Confidence penalty: the negative entropy of a softmax, binary16: see loss_entropy_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_entropy_penalty_f16(
    logits: *const loss_f16,
    rows: usize,
    classes: usize,
    lambda: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_divergence::<loss_f16, loss_f16, losses::EntropyPenalty>(
            call::ClassNames { input: "logits", target: "" },
            call::ClassArguments { input: logits, targets: call::Targets::None, rows, classes, class_options },
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Confidence penalty: the negative entropy of a softmax, binary16, the gradient float: see loss_entropy_penalty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_entropy_penalty_f16_f32(
    logits: *const loss_f16,
    rows: usize,
    classes: usize,
    lambda: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_divergence::<loss_f16, f32, losses::EntropyPenalty>(
            call::ClassNames { input: "logits", target: "" },
            call::ClassArguments { input: logits, targets: call::Targets::None, rows, classes, class_options },
            [lambda, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Weighted sum of several losses.
///
/// total = Σ w_i·L_i.
/// ∂total/∂L_i = w_i.
///
/// For several tasks on shared parameters. The gradients come from the tasks' own calls: pass the
/// address of w_i as `upstream` of task i.
/// Set LOSS_ACCUMULATE where a task writes to an array that another task has written before. Values and weights are
/// double in the functions of both types, because every value and every `upstream` is double. A weight of exactly 0
/// leaves its task out, even if its value is infinite or NaN. Weights may be negative.
///
/// Arguments:
///   values   input, n doubles: values of losses: L
///   weights  input, n doubles: w
///   n        number of elements; 0 is allowed
///   total    output, one number; must not be NULL
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE or
/// LOSS_ERROR_OVERLAP.
///
/// Reference: R. Caruana, Multitask learning, Machine Learning 28, 1997, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_combine_f32(
    values: *const f64,
    weights: *const f64,
    n: usize,
    total: *mut f64,
) -> loss_status {
    guard(|| call::combine(values, weights, n, total))
}

/// Weighted sum of several losses, double precision: see loss_combine_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_combine_f64(
    values: *const f64,
    weights: *const f64,
    n: usize,
    total: *mut f64,
) -> loss_status {
    guard(|| call::combine(values, weights, n, total))
}

/// Several losses weighted by learned uncertainties.
///
/// total = Σ c_i·e^(−s_i)·L_i + ½·s_i.
/// ∂total/∂L_i = c_i·e^(−s_i),  ∂total/∂s_i = ½ − c_i·e^(−s_i)·L_i.
///
/// s_i = log σ_i² is the logarithm of the variance of task i, a trained parameter. c_i is a constant: in the
/// paper ½ for regression by squares and 1 for classification. Where `coefficients` is NULL, all c_i are 1.
///
/// `d_values` holds the `upstream` of each task. Call this function once with the values of all tasks, then each
/// task for its gradients, with LOSS_ACCUMULATE where a task writes to an array that another task has written before.
/// Values, their derivatives and the coefficients are double in the functions of both types, because every value and
/// every `upstream` is double. s and the derivatives by s are arrays of the function's type; the derivatives are
/// written, never accumulated.
///
/// A coefficient or an e^(−s) of exactly 0 leaves L_i out, even if L_i is infinite or NaN. L_i = 0 adds nothing,
/// even where e^(−s) is infinite. A product is right wherever it is in range, even where its e^(−s) is out of range.
///
/// Arguments:
///   values        input, n doubles: values of losses: L
///   log_vars      input, n elements: logarithms of variances: s
///   coefficients  input, n doubles: c; NULL: 1
///   n             number of elements; 0 is allowed
///   total         output, one number; NULL: not wanted
///   d_values      output, in the layout of values; may be values
///   d_log_vars    output, in the layout of log_vars; may be log_vars
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE or
/// LOSS_ERROR_OVERLAP.
///
/// Reference: A. Kendall, Y. Gal, R. Cipolla, Multi-task learning using uncertainty to weigh losses for
/// scene geometry and semantics, CVPR 2018, arXiv:1705.07115, section 3.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_combine_uncertainty_f32(
    values: *const f64,
    log_vars: *const f32,
    coefficients: *const f64,
    n: usize,
    total: *mut f64,
    d_values: *mut f64,
    d_log_vars: *mut f32,
) -> loss_status {
    guard(|| call::combine_uncertainty((values, log_vars, coefficients, n), total, d_values, d_log_vars))
}

/// Several losses weighted by learned uncertainties, double precision: see loss_combine_uncertainty_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_combine_uncertainty_f64(
    values: *const f64,
    log_vars: *const f64,
    coefficients: *const f64,
    n: usize,
    total: *mut f64,
    d_values: *mut f64,
    d_log_vars: *mut f64,
) -> loss_status {
    guard(|| call::combine_uncertainty((values, log_vars, coefficients, n), total, d_values, d_log_vars))
}
