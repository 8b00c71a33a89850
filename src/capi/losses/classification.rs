//! Many classes. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{ClassOptions, Options, loss_bf16, loss_f16, loss_status};
use loss_kernels::losses;

/// Softmax cross-entropy with class indices.
///
/// l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  lse = log Σ_c e^z_c.
/// ∂l/∂z_c = (A + 2·w_y·ζ·lse)·p_c − a_c,  p = softmax(z), a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c,
/// A = Σ a_c.  ∂²l/∂z_c² = A·p(1 − p) + 2·w_y·ζ·(p² + lse·p(1 − p)).
///
/// z are the logits after temperature, softcap and class_bias, y the target, K the number of classes, w the class
/// weights, ε the label smoothing, ζ the z-loss. A class_bias of τ·log π_c, π the frequencies of the classes, is
/// logit adjustment, with τ = 1 balanced softmax; −∞ leaves a class out. This is the loss of classifiers and language models. The mean is
/// PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. The gradient at the
/// target is formed without the cancellation in p − 1, and the loss of a confident row without the cancellation
/// in lse − z_y.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   class_options  all except target_stride, which is refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// References: J. S. Bridle, Probabilistic interpretation of feedforward classification network
/// outputs, 1990; label smoothing: C. Szegedy et al., arXiv:1512.00567, section 7; z-loss:
/// A. Chowdhery et al., PaLM, arXiv:2204.02311, section 5; softcap: Gemma 2, arXiv:2408.00118,
/// section 2; class_bias: A. Menon et al., arXiv:2007.07314, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_f32(
    logits: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::class::<f32, losses::CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with class indices, double precision: see loss_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_f64(
    logits: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::class::<f64, losses::CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with class indices, bfloat16: see loss_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_bf16(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_bf16, loss_bf16, losses::CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with class indices, bfloat16, the gradient float: see loss_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_bf16_f32(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_bf16, f32, losses::CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with class indices, binary16: see loss_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_f16(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_f16, loss_f16, losses::CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with class indices, binary16, the gradient float: see loss_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_f16_f32(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_f16, f32, losses::CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with class indices.
///
/// l = w_y·A^γ·Q,  Q = lse − z_y, A = 1 − p_y, lse = log Σ_c e^z_c, p = softmax(z).
/// ∂l/∂z_c = w_y·A^γ·(1 + γ·p_y·ρ)·(p_c − [c = y]),  ρ = Q/A, and 1 where A is 0.
/// ∂²l/∂z_c² = w_y·(g''·(p_c − [c = y])² + A^γ·(1 + γ·p_y·ρ)·p_c(1 − p_c)),
/// g'' = γ·A^(γ − 1)·p_y·(2 + (γ − 1)·p_y·ρ − Q).
///
/// For classes of which some are rare or hard: Q is the cross-entropy of loss_cross_entropy, and the weight A^γ, γ
/// = `gamma`, leaves little of rows that are nearly right. z are the logits after temperature and softcap, y the
/// target, w the class weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is
/// ignore_index, not a division by the sum of A^γ. Label smoothing and z-loss are refused: the loss is a function
/// of Q alone.
///
/// A is not formed by a subtraction that cancels, so that rows that are confidently right have their digits, and no
/// power of A is divided by A, so that a small γ is no problem. A target whose logit is −∞ has an infinite loss and
/// the gradient of the cross-entropy. The second derivative of rows that are confidently wrong is below 0 at the
/// target. There is no α as one factor for all classes: Keras's default of 0.25 makes its loss a quarter of this
/// one. For a weight per class use class_weight.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   gamma          γ: finite, above 0; 0: 2
///   class_options  all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (gamma, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_f32(
    logits: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::mapped::<f32, losses::FocalCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with class indices, double precision: see loss_focal_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_f64(
    logits: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::mapped::<f64, losses::FocalCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with class indices, bfloat16: see loss_focal_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_bf16(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, loss_bf16, losses::FocalCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with class indices, bfloat16, the gradient float: see loss_focal_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_bf16_f32(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, f32, losses::FocalCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with class indices, binary16: see loss_focal_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_f16(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, loss_f16, losses::FocalCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with class indices, binary16, the gradient float: see loss_focal_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_f16_f32(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, f32, losses::FocalCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Generalized cross-entropy with class indices.
///
/// l = w_y·(1 − p_y^q)/q,  p = softmax(z).
/// ∂l/∂z_c = w_y·p_y^q·(p_c − [c = y]),
/// ∂²l/∂z_c² = w_y·p_y^q·(p_c(1 − p_c) − q·(p_c − [c = y])²).
///
/// For labels of which some are wrong: between the cross-entropy, which this is near q = 0, and half of the sum of
/// |p_c − [c = y]|, which it is for q = 1. The loss is at most 1/q, and a row counts the less in the gradient the
/// less probable its target is. q = `q`; z are the logits after temperature and softcap, y the target, w the class
/// weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. Label
/// smoothing and z-loss are refused: the loss is a function of p_y alone.
///
/// The loss is formed from Q = lse − z_y, the cross-entropy of loss_cross_entropy, as −expm1(−q·Q)/q: neither a
/// confident row nor a small q costs digits. A target whose logit is −∞ has the loss 1/q and the gradient 0, as has
/// one that is so improbable that p_y^q is 0 in double precision: such a row learns nothing.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   q              in (0, 1]; 0: 0.7
///   class_options  all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (q, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: Z. Zhang, M. Sabuncu, Generalized cross entropy loss for training deep neural networks with noisy
/// labels, arXiv:1805.07836, section 3.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_generalized_cross_entropy_f32(
    logits: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    q: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::mapped::<f32, losses::GeneralizedCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [q, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Generalized cross-entropy with class indices, double precision: see loss_generalized_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_generalized_cross_entropy_f64(
    logits: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    q: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::mapped::<f64, losses::GeneralizedCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [q, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Generalized cross-entropy with class indices, bfloat16: see loss_generalized_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_generalized_cross_entropy_bf16(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    q: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, loss_bf16, losses::GeneralizedCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [q, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Generalized cross-entropy with class indices, bfloat16, the gradient float: see loss_generalized_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_generalized_cross_entropy_bf16_f32(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    q: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, f32, losses::GeneralizedCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [q, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Generalized cross-entropy with class indices, binary16: see loss_generalized_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_generalized_cross_entropy_f16(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    q: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, loss_f16, losses::GeneralizedCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [q, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Generalized cross-entropy with class indices, binary16, the gradient float: see loss_generalized_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_generalized_cross_entropy_f16_f32(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    q: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, f32, losses::GeneralizedCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [q, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with class indices.
///
/// l = w_y·(Q + ε·(1 − p_y)),  Q = lse − z_y, lse = log Σ_c e^z_c, p = softmax(z).
/// ∂l/∂z_c = w_y·(1 + ε·p_y)·(p_c − [c = y]),
/// ∂²l/∂z_c² = w_y·((1 + ε·p_y)·p_c(1 − p_c) − ε·p_y·(p_c − [c = y])²).
///
/// The cross-entropy Q is the sum of (1 − p_y)^j/j over j = 1, 2, …; this loss has 1 + ε, ε = `epsilon`, in place
/// of the first coefficient. With ε above 0 rows that are nearly right count more than they do in the
/// cross-entropy, with ε below 0 they count less. z are the logits after temperature and softcap, y the target, w
/// the class weights. The mean is Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index.
/// Label smoothing and z-loss are refused: the loss is a function of Q alone.
///
/// Loss and gradient keep their digits for all ε, also near −1, where the loss vanishes with the square of 1 − p_y:
/// there it is (1 + ε)·(1 − p_y) and a second term that is not below 0. The symmetric cross-entropy α·CE + β·RCE,
/// with A₀ < 0 for log 0, is α times this loss with ε = −β·A₀/α.
///
/// ε = 0 stands for the default; for a loss without the term call loss_cross_entropy.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   epsilon        ε: finite, at least -1; 0: 2
///   class_options  all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (epsilon, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
/// arXiv:2204.12511, section 4; Y. Wang et al., Symmetric cross entropy for robust learning with noisy labels,
/// arXiv:1908.06112, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_f32(
    logits: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::mapped::<f32, losses::Poly1CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with class indices, double precision: see loss_poly1_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_f64(
    logits: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::mapped::<f64, losses::Poly1CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with class indices, bfloat16: see loss_poly1_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_bf16(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, loss_bf16, losses::Poly1CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with class indices, bfloat16, the gradient float: see loss_poly1_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_bf16_f32(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, f32, losses::Poly1CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with class indices, binary16: see loss_poly1_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_f16(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, loss_f16, losses::Poly1CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with class indices, binary16, the gradient float: see loss_poly1_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_f16_f32(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, f32, losses::Poly1CrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Taylor cross-entropy with class indices.
///
/// l = w_y·Σ_i A^i/i for i from 1 to n,  A = 1 − p_y, p = softmax(z).
/// ∂l/∂z_c = w_y·(1 − A^n)·(p_c − [c = y]),
/// ∂²l/∂z_c² = w_y·((1 − A^n)·p_c(1 − p_c) − n·A^(n − 1)·p_y·(p_c − [c = y])²).
///
/// For labels of which some are wrong: the first n = `order` terms of the cross-entropy −log p_y. n = 1 is half of
/// the sum of |p_c − [c = y]|, and a large n is near the cross-entropy. The loss is at most 1 + 1/2 + … + 1/n. z
/// are the logits after temperature and softcap, y the target, w the class weights. The mean is Σ w·l / Σ w·w_y
/// with row weights w, without the rows whose y is ignore_index. Label smoothing and z-loss are refused: the loss
/// is a function of p_y alone.
///
/// A is not formed by a subtraction that cancels, and 1 − A^n is p_y times the sum of A^i for i below n: neither a
/// confident row nor one that is confidently wrong costs digits. A target whose logit is −∞ has the largest loss
/// and the gradient 0.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   order          an integer: in [1, 64]; 0: 2
///   class_options  all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (order, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: L. Feng et al., Can cross entropy loss be robust to label noise?, IJCAI 2020, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_taylor_cross_entropy_f32(
    logits: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    order: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::mapped::<f32, losses::TaylorCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [order, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Taylor cross-entropy with class indices, double precision: see loss_taylor_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_taylor_cross_entropy_f64(
    logits: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    order: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::mapped::<f64, losses::TaylorCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [order, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Taylor cross-entropy with class indices, bfloat16: see loss_taylor_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_taylor_cross_entropy_bf16(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    order: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, loss_bf16, losses::TaylorCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [order, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Taylor cross-entropy with class indices, bfloat16, the gradient float: see loss_taylor_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_taylor_cross_entropy_bf16_f32(
    logits: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    order: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, f32, losses::TaylorCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [order, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Taylor cross-entropy with class indices, binary16: see loss_taylor_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_taylor_cross_entropy_f16(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    order: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, loss_f16, losses::TaylorCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [order, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Taylor cross-entropy with class indices, binary16, the gradient float: see loss_taylor_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_taylor_cross_entropy_f16_f32(
    logits: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    order: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, f32, losses::TaylorCrossEntropy>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            [order, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with target distributions.
///
/// l = Σ_c a_c·(lse − z_c) + W·ζ·lse²,  a_c = w_c·((1 − ε)·t_c + ε/K),  W = Σ_c w_c·t_c.
/// ∂l/∂z_c = (A + 2Wζ·lse)·p_c − a_c,  A = Σ a_c;  ∂²l/∂z_c² = A·p(1 − p) + 2Wζ·(p² + lse·p(1 − p)).
///
/// For mixed labels and for soft labels of a teacher. z are the logits after temperature, softcap and
/// class_bias, t the targets, K the number of classes, w the class weights, ε the label smoothing, ζ the z-loss,
/// lse = log Σ_c e^z_c, p = softmax(z). A one-hot target gives the value of loss_cross_entropy. Targets need not add up to 1; the mean
/// divides by Σ w·W with row weights w. `target_prob` has the layout of the logits, including their row stride.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
///   rows, classes  sizes; 0 is allowed
///   class_options  all except ignore_index and target_i32, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (class_options, options).
///
/// References: those of loss_cross_entropy; G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge
/// in a neural network, arXiv:1503.02531, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_soft_f32(
    logits: *const f32,
    target_prob: *const f32,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::class::<f32, losses::CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with target distributions, double precision: see loss_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_soft_f64(
    logits: *const f64,
    target_prob: *const f64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::class::<f64, losses::CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with target distributions, bfloat16: see loss_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_soft_bf16(
    logits: *const loss_bf16,
    target_prob: *const loss_bf16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_bf16, loss_bf16, losses::CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with target distributions, bfloat16, the gradient float: see loss_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_soft_bf16_f32(
    logits: *const loss_bf16,
    target_prob: *const loss_bf16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_bf16, f32, losses::CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with target distributions, binary16: see loss_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_soft_f16(
    logits: *const loss_f16,
    target_prob: *const loss_f16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_f16, loss_f16, losses::CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Softmax cross-entropy with target distributions, binary16, the gradient float: see loss_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_soft_f16_f32(
    logits: *const loss_f16,
    target_prob: *const loss_f16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_f16, f32, losses::CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with target distributions.
///
/// l = Σ_c τ_c·A_c^γ·Q_c,  Q_c = lse − z_c, A_c = 1 − p_c, p = softmax(z), τ_c = w_c·t_c.
/// ∂l/∂z_c = p_c·S − s_c,  s_c = τ_c·A_c^γ·(1 + γ·p_c·Q_c/A_c), S = Σ s_c.
/// ∂²l/∂z_c² = p_c·A_c·S + p_c²·(B − b_c) + A_c²·b_c,
/// b_c = τ_c·γ·A_c^(γ − 1)·p_c·(2 + (γ − 1)·p_c·Q_c/A_c − Q_c), B = Σ b_c.
///
/// For mixed labels, smoothed labels and votes of several people: of each class the loss of
/// loss_focal_cross_entropy, γ = `gamma`, weighted by the targets t. z are the logits after temperature and
/// softcap, w the class weights. A one-hot target gives the loss of an index. Targets need not add up to 1; the
/// mean divides by Σ w·W with row weights w, W = Σ τ_c. Label smoothing and z-loss are refused: smooth the targets
/// themselves.
///
/// Everything is in double precision. Q_c/A_c is 1 where A_c is 0, and b_c is 0 there. The minimum is not at p = t:
/// a focal loss prefers probabilities that are less confident than its targets.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
///   rows, classes  sizes; 0 is allowed
///   gamma          γ: finite, above 0; 0: 2
///   class_options  all except label_smoothing, z_loss, ignore_index and target_i32, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (gamma, class_options, options).
///
/// Reference: T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_soft_f32(
    logits: *const f32,
    target_prob: *const f32,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::mapped::<f32, losses::FocalCrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with target distributions, double precision: see loss_focal_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_soft_f64(
    logits: *const f64,
    target_prob: *const f64,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::mapped::<f64, losses::FocalCrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with target distributions, bfloat16: see loss_focal_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_soft_bf16(
    logits: *const loss_bf16,
    target_prob: *const loss_bf16,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, loss_bf16, losses::FocalCrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with target distributions, bfloat16, the gradient float: see loss_focal_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_soft_bf16_f32(
    logits: *const loss_bf16,
    target_prob: *const loss_bf16,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, f32, losses::FocalCrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with target distributions, binary16: see loss_focal_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_soft_f16(
    logits: *const loss_f16,
    target_prob: *const loss_f16,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, loss_f16, losses::FocalCrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Focal loss of many classes, with target distributions, binary16, the gradient float: see loss_focal_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_focal_cross_entropy_soft_f16_f32(
    logits: *const loss_f16,
    target_prob: *const loss_f16,
    rows: usize,
    classes: usize,
    gamma: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, f32, losses::FocalCrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [gamma, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with target distributions.
///
/// l = Σ_c τ_c·(Q_c + ε·(1 − p_c)),  Q_c = lse − z_c, p = softmax(z), τ_c = w_c·t_c.
/// ∂l/∂z_c = p_c·S − τ_c·(1 + ε·p_c),  S = Σ τ_c·(1 + ε·p_c).
/// ∂²l/∂z_c² = p_c(1 − p_c)·S + p_c²·(B − b_c) + (1 − p_c)²·b_c,  b_c = −ε·τ_c·p_c, B = Σ b_c.
///
/// For mixed labels, smoothed labels and votes of several people: of each class the loss of
/// loss_poly1_cross_entropy, ε = `epsilon`, weighted by the targets t. z are the logits after temperature and
/// softcap, w the class weights. A one-hot target gives the loss of an index. Targets need not add up to 1; the
/// mean divides by Σ w·W with row weights w, W = Σ τ_c. Label smoothing and z-loss are refused: smooth the targets
/// themselves.
///
/// Everything is in double precision. ε = 0 stands for the default; for a loss without the term call
/// loss_cross_entropy_soft.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   target_prob    input, (rows, classes), probabilities of each row, or as row_stride and inner of class_options say
///   rows, classes  sizes; 0 is allowed
///   epsilon        ε: finite, at least -1; 0: 2
///   class_options  all except label_smoothing, z_loss, ignore_index and target_i32, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (epsilon, class_options, options).
///
/// Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
/// arXiv:2204.12511, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_soft_f32(
    logits: *const f32,
    target_prob: *const f32,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::mapped::<f32, losses::Poly1CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with target distributions, double precision: see loss_poly1_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_soft_f64(
    logits: *const f64,
    target_prob: *const f64,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::mapped::<f64, losses::Poly1CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with target distributions, bfloat16: see loss_poly1_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_soft_bf16(
    logits: *const loss_bf16,
    target_prob: *const loss_bf16,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, loss_bf16, losses::Poly1CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with target distributions, bfloat16, the gradient float: see loss_poly1_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_soft_bf16_f32(
    logits: *const loss_bf16,
    target_prob: *const loss_bf16,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_bf16, f32, losses::Poly1CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with target distributions, binary16: see loss_poly1_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_soft_f16(
    logits: *const loss_f16,
    target_prob: *const loss_f16,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, loss_f16, losses::Poly1CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Poly-1 cross-entropy with target distributions, binary16, the gradient float: see loss_poly1_cross_entropy_soft_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_poly1_cross_entropy_soft_f16_f32(
    logits: *const loss_f16,
    target_prob: *const loss_f16,
    rows: usize,
    classes: usize,
    epsilon: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_mapped::<loss_f16, f32, losses::Poly1CrossEntropySoft>(
            call::ClassNames { input: "logits", target: "target_prob" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target_prob),
                rows,
                classes,
                class_options,
            },
            [epsilon, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Cross-entropy of probabilities with target distributions.
///
/// l = −Σ_c t_c·log x_c over a row.  ∂l/∂x_c = −t_c / x_c,  ∂²l/∂x_c² = t_c / x_c².
///
/// The textbook form, for models that give probabilities. For logits, use loss_cross_entropy_soft. Classes with
/// t = 0 contribute exactly 0, whatever x is there. The mean divides by Σ w·Σ_c t_c with row weights w, which is
/// Σ w if the targets are distributions.
///
/// Arguments:
///   prob, target_prob  input, (rows, classes), in [0, 1]
///   rows, classes      sizes; 0 is allowed
///   options            NULL: defaults
///   value              output, one number; NULL: not wanted
///   grad               output, in the layout of prob: dvalue/dprob; may be prob; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 3.13.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_prob_f32(
    prob: *const f32,
    target_prob: *const f32,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::row_sums::<f32, losses::CrossEntropyProb, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target_prob"], gradients: ["grad"] },
            ([prob], [target_prob], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Cross-entropy of probabilities with target distributions, double precision: see loss_cross_entropy_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_prob_f64(
    prob: *const f64,
    target_prob: *const f64,
    rows: usize,
    classes: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::row_sums::<f64, losses::CrossEntropyProb, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target_prob"], gradients: ["grad"] },
            ([prob], [target_prob], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Cross-entropy of probabilities with target distributions, bfloat16: see loss_cross_entropy_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_prob_bf16(
    prob: *const loss_bf16,
    target_prob: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, loss_bf16, losses::CrossEntropyProb, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target_prob"], gradients: ["grad"] },
            ([prob], [target_prob], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Cross-entropy of probabilities with target distributions, bfloat16, the gradient float: see loss_cross_entropy_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_prob_bf16_f32(
    prob: *const loss_bf16,
    target_prob: *const loss_bf16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_bf16, f32, losses::CrossEntropyProb, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target_prob"], gradients: ["grad"] },
            ([prob], [target_prob], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Cross-entropy of probabilities with target distributions, binary16: see loss_cross_entropy_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_prob_f16(
    prob: *const loss_f16,
    target_prob: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, loss_f16, losses::CrossEntropyProb, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target_prob"], gradients: ["grad"] },
            ([prob], [target_prob], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Cross-entropy of probabilities with target distributions, binary16, the gradient float: see loss_cross_entropy_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cross_entropy_prob_f16_f32(
    prob: *const loss_f16,
    target_prob: *const loss_f16,
    rows: usize,
    classes: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_row_sums::<loss_f16, f32, losses::CrossEntropyProb, 1, 1>(
            call::Names { inputs: ["prob"], targets: ["target_prob"], gradients: ["grad"] },
            ([prob], [target_prob], rows, classes),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad],
        )
    })
}

/// Negative log-likelihood of log-probabilities with class indices.
///
/// l = −(1 − ε)·w_y·x_y − (ε/K)·Σ_c w_c·x_c.  ∂l/∂x_c = −(1 − ε)·w_y·[c = y] − (ε/K)·w_c,  ∂²l/∂x_c² = 0.
///
/// x are log-probabilities (as from loss_log_softmax), y the target, K the number of classes, w the class weights,
/// ε the label smoothing. The mean is PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is
/// ignore_index. Temperature, softcap, class_bias, z-loss, `lse` and `entropy` are refused: they are for logits,
/// and log-probabilities are already normalised.
///
/// Arguments:
///   log_prob       input, (rows, classes), logarithms of probabilities, or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   class_options  all except target_stride, which is refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 5.5.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_nll_f32(
    log_prob: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::class::<f32, losses::Nll>(
            call::ClassNames { input: "log_prob", target: "target" },
            call::ClassArguments {
                input: log_prob,
                targets: call::Targets::Index(target),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Negative log-likelihood of log-probabilities with class indices, double precision: see loss_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_nll_f64(
    log_prob: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::class::<f64, losses::Nll>(
            call::ClassNames { input: "log_prob", target: "target" },
            call::ClassArguments {
                input: log_prob,
                targets: call::Targets::Index(target),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Negative log-likelihood of log-probabilities with class indices, bfloat16: see loss_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_nll_bf16(
    log_prob: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_bf16, loss_bf16, losses::Nll>(
            call::ClassNames { input: "log_prob", target: "target" },
            call::ClassArguments {
                input: log_prob,
                targets: call::Targets::Index(target),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Negative log-likelihood of log-probabilities with class indices, bfloat16, the gradient float: see loss_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_nll_bf16_f32(
    log_prob: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_bf16, f32, losses::Nll>(
            call::ClassNames { input: "log_prob", target: "target" },
            call::ClassArguments {
                input: log_prob,
                targets: call::Targets::Index(target),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Negative log-likelihood of log-probabilities with class indices, binary16: see loss_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_nll_f16(
    log_prob: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_f16, loss_f16, losses::Nll>(
            call::ClassNames { input: "log_prob", target: "target" },
            call::ClassArguments {
                input: log_prob,
                targets: call::Targets::Index(target),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Negative log-likelihood of log-probabilities with class indices, binary16, the gradient float: see loss_nll_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_nll_f16_f32(
    log_prob: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_f16, f32, losses::Nll>(
            call::ClassNames { input: "log_prob", target: "target" },
            call::ClassArguments {
                input: log_prob,
                targets: call::Targets::Index(target),
                rows,
                classes,
                class_options,
            },
            options,
            value,
            grad,
        )
    })
}

/// Softmax.
///
/// out_c = e^z_c / Σ_k e^z_k over each row, z the logits after temperature, softcap and
/// class_bias.
///
/// Turns logits into probabilities. A logit of −∞ gives 0; a row in which all logits are −∞ gives NaN.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   rows, classes  sizes; 0 is allowed
///   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; options of targets are refused; NULL: defaults
///   out            output, in the input's layout; may be the input
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (class_options).
///
/// Reference: J. S. Bridle, Probabilistic interpretation of feedforward classification network
/// outputs, 1990.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_softmax_f32(
    logits: *const f32,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut f32,
) -> loss_status {
    guard(|| {
        call::softmax::<f32, losses::Softmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Softmax, double precision: see loss_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_softmax_f64(
    logits: *const f64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    out: *mut f64,
) -> loss_status {
    guard(|| {
        call::softmax::<f64, losses::Softmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Softmax, bfloat16: see loss_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_softmax_bf16(
    logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_softmax::<loss_bf16, loss_bf16, losses::Softmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Softmax, bfloat16, the gradient float: see loss_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_softmax_bf16_f32(
    logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_softmax::<loss_bf16, f32, losses::Softmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Softmax, binary16: see loss_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_softmax_f16(
    logits: *const loss_f16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_softmax::<loss_f16, loss_f16, losses::Softmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Softmax, binary16, the gradient float: see loss_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_softmax_f16_f32(
    logits: *const loss_f16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_softmax::<loss_f16, f32, losses::Softmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Logarithm of softmax.
///
/// out_c = z_c − log Σ_k e^z_k over each row, z the logits after temperature, softcap and
/// class_bias.
///
/// Turns logits into log-probabilities, without the underflow of log(softmax(z)).
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride and inner of class_options say
///   rows, classes  sizes; 0 is allowed
///   class_options  temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; options of targets are refused; NULL: defaults
///   out            output, in the input's layout; may be the input
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (class_options).
///
/// Reference: J. S. Bridle, Probabilistic interpretation of feedforward classification network
/// outputs, 1990.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_log_softmax_f32(
    logits: *const f32,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut f32,
) -> loss_status {
    guard(|| {
        call::softmax::<f32, losses::LogSoftmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Logarithm of softmax, double precision: see loss_log_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_log_softmax_f64(
    logits: *const f64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    out: *mut f64,
) -> loss_status {
    guard(|| {
        call::softmax::<f64, losses::LogSoftmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Logarithm of softmax, bfloat16: see loss_log_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_log_softmax_bf16(
    logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_softmax::<loss_bf16, loss_bf16, losses::LogSoftmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Logarithm of softmax, bfloat16, the gradient float: see loss_log_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_log_softmax_bf16_f32(
    logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_softmax::<loss_bf16, f32, losses::LogSoftmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Logarithm of softmax, binary16: see loss_log_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_log_softmax_f16(
    logits: *const loss_f16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_softmax::<loss_f16, loss_f16, losses::LogSoftmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Logarithm of softmax, binary16, the gradient float: see loss_log_softmax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_log_softmax_f16_f32(
    logits: *const loss_f16,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    out: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_softmax::<loss_f16, f32, losses::LogSoftmax>(
            call::ClassNames { input: "logits", target: "" },
            (logits, rows, classes),
            class_options,
            out,
        )
    })
}

/// Backward pass of softmax.
///
/// grad_c = p_c·(d_c − D)/T,  D = Σ_k p_k·d_k / Σ_k p_k.
///
/// From a gradient by probabilities to the gradient by logits: p are the probabilities of loss_softmax, d a gradient by
/// them, such as that of an overlap loss for segmentation, T the temperature of the class options. With LOSS_ACCUMULATE
/// the result is added to the gradient of another loss by the same logits.
///
/// Probabilities add up to 1 only to the last digit, so D is divided by their sum. In double precision each d is taken
/// less that of the class with the largest p, so that a constant added to all d changes nothing: equal d give exactly 0.
/// Where the logits were capped, multiply the result by the slope of the cap: it is not known from probabilities.
///
/// A class with a probability of 0 counts for nothing, whatever its d, NaN as well. One infinite d gives the limit of the formula,
/// several have no limit: their row is NaN, as is a row with another NaN, or with finite d
/// whose difference is out of the range of `double`.
///
/// Arguments:
///   prob           input, (rows, classes), in [0, 1], or as row_stride and inner of class_options say: the output of loss_softmax
///   grad_prob      input, (rows, classes), or as row_stride and inner of class_options say: the gradient by them
///   rows, classes  sizes; 0 is allowed
///   class_options  temperature: that of loss_softmax; row_stride, inner; all others are refused; NULL: defaults
///   options        LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, threads, upstream, weight, mask; all others are refused; NULL: defaults
///   grad           output, in their layout; may be prob or grad_prob
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (class_options, options).
///
/// Reference: J. S. Bridle, Training stochastic model recognition algorithms as networks can lead to maximum mutual
/// information estimation of parameters, 1990, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_softmax_backward_f32(
    prob: *const f32,
    grad_prob: *const f32,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::softmax_backward(
            call::ClassNames { input: "prob", target: "grad_prob" },
            (prob, grad_prob),
            (rows, classes),
            class_options,
            options,
            grad,
        )
    })
}

/// Backward pass of softmax, double precision: see loss_softmax_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_softmax_backward_f64(
    prob: *const f64,
    grad_prob: *const f64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::softmax_backward(
            call::ClassNames { input: "prob", target: "grad_prob" },
            (prob, grad_prob),
            (rows, classes),
            class_options,
            options,
            grad,
        )
    })
}

/// Margin loss of many classes, by Weston and Watkins.
///
/// l = (w_y/K)·Σ_{c≠y} max(0, m + z_c − z_y)^p.  ∂l/∂z_c = (w_y/K)·p·max(0, m + z_c − z_y)^(p−1) where
/// m + z_c − z_y > 0, else 0; ∂l/∂z_y is minus the sum of these.  ∂²l/∂z_c² = 2w_y/K where m + z_c − z_y > 0, else 0, for
/// p = 2; ∂²l/∂z_y² is the sum of these; 0 for p = 1.
///
/// z are scores of K classes, y the target, w the class weights. Each wrong class that comes within the margin m of the
/// right one costs. The sum is divided by K, all classes, with every reduction, and the weight stands outside the power,
/// both as in PyTorch. PyTorch's mean divides by the number of rows: LOSS_MEAN_ROWS; LOSS_MEAN divides by the sum of the
/// weights. At the kink m + z_c = z_y a class counts as outside the margin. With one class the loss is 0. A NaN anywhere in a
/// row makes its loss and its derivatives NaN; PyTorch's loss of such a row is finite.
///
/// Arguments:
///   scores         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   p              an integer: in [1, 2]; 0: 1
///   margin         m: finite; 0: 1
///   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (p, margin, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: J. Weston, C. Watkins, Support vector machines for multi-class pattern recognition, ESANN 1999, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multi_margin_f32(
    scores: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    p: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::margin::<f32, losses::MultiMargin>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [p, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Margin loss of many classes, by Weston and Watkins, double precision: see loss_multi_margin_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multi_margin_f64(
    scores: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    p: f64,
    margin: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::margin::<f64, losses::MultiMargin>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [p, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Hinge loss of many classes, by Crammer and Singer.
///
/// l = w_y·max(0, m + max_{c≠y} z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class where
/// l > 0, else 0.  ∂²l/∂z_c² = 0.
///
/// z are scores, y the target, w the class weights. Only the largest of the wrong classes costs, where it comes within the
/// margin m of the right one; of equal ones the lowest has the derivative. At the kink l = 0 the derivatives are 0. With one
/// class the loss is 0. A NaN anywhere in a row makes its loss and its derivatives NaN.
///
/// Arguments:
///   scores         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   margin         m: finite, above 0; 0: 1
///   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (margin, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: K. Crammer, Y. Singer, On the algorithmic implementation of multiclass kernel-based vector machines, Journal
/// of Machine Learning Research 2, 2001, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multiclass_hinge_f32(
    scores: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::margin::<f32, losses::MulticlassHinge>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Hinge loss of many classes, by Crammer and Singer, double precision: see loss_multiclass_hinge_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multiclass_hinge_f64(
    scores: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    margin: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::margin::<f64, losses::MulticlassHinge>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Hinge loss of many classes whose rival is never below 0, as Keras has it.
///
/// l = w_y·max(0, m + max(0, max_{c≠y} z_c) − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class
/// where l > 0 and its score is above 0, else 0.  ∂²l/∂z_c² = 0.
///
/// z are scores, y the target, w the class weights. Keras takes the largest of (1 − y)·z, in which the entry of the right class
/// is 0. So the right class is also held against 0, where all wrong scores are negative: another function than
/// loss_multiclass_hinge. Of equal wrong scores the lowest has the derivative; at the kinks the derivatives are 0. With one
/// class l = w_y·max(0, m − z_y). A NaN anywhere in a row makes its loss and its derivatives NaN.
///
/// Arguments:
///   scores         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   margin         m: finite, above 0; 0: 1
///   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (margin, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: the loss CategoricalHinge of Keras 3; the margin of K. Crammer, Y. Singer, On the algorithmic implementation of
/// multiclass kernel-based vector machines, Journal of Machine Learning Research 2, 2001, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_categorical_hinge_f32(
    scores: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::margin::<f32, losses::CategoricalHinge>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Hinge loss of many classes whose rival is never below 0, as Keras has it, double precision: see loss_categorical_hinge_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_categorical_hinge_f64(
    scores: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    margin: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::margin::<f64, losses::CategoricalHinge>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Perceptron loss of many classes.
///
/// l = w_y·(max_c z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest class where l > 0, else 0.
/// ∂²l/∂z_c² = 0.
///
/// z are scores, y the target, w the class weights. A row whose right class has the largest score costs nothing; its gradient
/// is 0, also where another class has an equal score, so that scores that are all equal do not learn: start from others. Of
/// equal largest wrong classes the lowest has the derivative. With one class the loss is 0. A NaN anywhere in a row makes its
/// loss and its derivatives NaN.
///
/// Arguments:
///   scores         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   class_options  class_weight, ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: M. Collins, Discriminative training methods for hidden Markov models, EMNLP 2002, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multiclass_perceptron_f32(
    scores: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::margin::<f32, losses::MulticlassPerceptron>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Perceptron loss of many classes, double precision: see loss_multiclass_perceptron_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multiclass_perceptron_f64(
    scores: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::margin::<f64, losses::MulticlassPerceptron>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Sparsemax loss: the loss of a softmax's sparse twin.
///
/// l = ½·Σ_{c∈S} (z_c² − τ²) + ½ − z_y,  S the classes with z_c > τ, Σ_{c∈S} (z_c − τ) = 1.
/// ∂l/∂z_c = p_c − [c = y], p_c = max(0, z_c − τ).  ∂²l/∂z_c² = 1 − 1/|S| where c is in S, else 0.
///
/// z are scores, y the target. p is the distribution nearest to z, the sparsemax: it adds up to 1, and only the classes of S
/// have a part in it. l is convex, at least 0, and exactly 0 where z_y is at least 1 above all others; there S is y alone. It
/// is formed as ½·((1 − p_y)² + Σ_{c≠y} p_c²) + max(0, τ − z_y), in which nothing cancels, from scores less the largest. There is no
/// sorting: τ grows from the lowest that it can be until S no longer shrinks. Where a score lies at τ it counts as outside of
/// S. A score of −∞ has the probability 0, and as the target the loss +∞; +∞, or −∞ alone, has no limit and gives NaN. A NaN
/// anywhere in a row makes its loss and its derivatives NaN. There are no class weights.
///
/// Arguments:
///   scores         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   class_options  ignore_index, target_i32, row_stride, inner; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: A. Martins, R. Astudillo, From softmax to sparsemax, ICML 2016, arXiv:1602.02068, sections 2.2 and 3.2; the
/// iteration of C. Michelot, A finite algorithm for finding the projection of a point onto the canonical simplex of R^n,
/// Journal of Optimization Theory and Applications 50, 1986.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_sparsemax_f32(
    scores: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::margin::<f32, losses::Sparsemax>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Sparsemax loss: the loss of a softmax's sparse twin, double precision: see loss_sparsemax_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_sparsemax_f64(
    scores: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::margin::<f64, losses::Sparsemax>(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Index(target), rows, classes, class_options },
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Binary cross-entropy of several labels per row.
///
/// l = (1/K)·Σ_c w_c·((1 − t_c)·softplus(x_c) + p_c·t_c·softplus(−x_c)),  softplus(x) = log(1 + e^x).
/// ∂l/∂x_c = (w_c/K)·((1 − t_c)·σ(x_c) − p_c·t_c·σ(−x_c)),  ∂²l/∂x_c² = (w_c/K)·(1 − t_c + p_c·t_c)·σ(x_c)·σ(−x_c).
///
/// x are logits of K labels that do not exclude each other, t their targets in [0, 1]: tags, diseases, objects in a picture.
/// w = `class_weight` of the class options weighs labels, p = `pos_weight` multiplies the loss of positive targets, which
/// balances labels that are rare: the ratio of negative to positive targets of each. Either may be NULL, which means 1. Without
/// both, the mean is that of `loss_bce_logits` over all elements. It is exact for logits of any size, and of `float` logits it
/// is computed in double precision.
///
/// LOSS_MEAN divides by Σ w of the rows, as PyTorch does; class weights are in the loss alone.
///
/// Arguments:
///   logits         input, (rows, classes), or as row_stride of class_options says
///   target         input, (rows, classes), in [0, 1], or as row_stride of class_options says
///   pos_weight     input, classes elements, above 0: what multiplies the loss of positive targets, 0 is allowed; NULL: not given
///   rows, classes  sizes; 0 is allowed
///   class_options  class_weight, row_stride, target_stride; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (class_options, options).
///
/// Reference: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.2.2.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multilabel_soft_margin_f32(
    logits: *const f32,
    target: *const f32,
    pos_weight: *const f32,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::decisions::<f32, losses::MultilabelSoftMargin>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target),
                rows,
                classes,
                class_options,
            },
            pos_weight,
            options,
            value,
            grad,
        )
    })
}

/// Binary cross-entropy of several labels per row, double precision: see loss_multilabel_soft_margin_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multilabel_soft_margin_f64(
    logits: *const f64,
    target: *const f64,
    pos_weight: *const f64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::decisions::<f64, losses::MultilabelSoftMargin>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments {
                input: logits,
                targets: call::Targets::Probabilities(target),
                rows,
                classes,
                class_options,
            },
            pos_weight,
            options,
            value,
            grad,
        )
    })
}

/// Ordinal regression by ranks: CORAL.
///
/// l = Σ_{c < K−1} w_c·(t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
/// ∂l/∂z_c = w_c·(σ(z_c) − t_c),  ∂²l/∂z_c² = w_c·σ(z_c)·σ(−z_c).
///
/// For K ordered classes: ages, ratings, grades. A row has K − 1 logits, of which z_c answers whether its class y is above c; the
/// predicted class is the number of those that are positive. A network of CORAL has one score and K − 1 biases, so that its
/// answers never contradict each other; the loss does not ask for that. w = `class_weight` of the class options has the
/// K − 1 importances of these questions; NULL: 1.
///
/// `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN divides by the weights of rows alone. Of `float` logits the
/// loss is computed in double precision.
///
/// Arguments:
///   logits         input, (rows, classes - 1), or as row_stride of class_options says
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; rows may be 0, classes are at least 2
///   class_options  class_weight (classes - 1), ignore_index, target_i32, row_stride; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: W. Cao, V. Mirjalili, S. Raschka, Rank consistent ordinal regression for neural networks, arXiv:1901.07884,
/// section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_coral_f32(
    logits: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::decisions::<f32, losses::Coral>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            std::ptr::null(),
            options,
            value,
            grad,
        )
    })
}

/// Ordinal regression by ranks: CORAL, double precision: see loss_coral_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_coral_f64(
    logits: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::decisions::<f64, losses::Coral>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            std::ptr::null(),
            options,
            value,
            grad,
        )
    })
}

/// Ordinal regression by conditional ranks: CORN.
///
/// l = Σ_{c ≤ min(y, K−2)} (t_c·softplus(−z_c) + (1 − t_c)·softplus(z_c)),  t_c = 1 where y > c, else 0, softplus(z) = log(1 + e^z).
/// ∂l/∂z_c = σ(z_c) − t_c for these c, else 0,  ∂²l/∂z_c² = σ(z_c)·σ(−z_c) for these, else 0.
///
/// For K ordered classes, of a row with K − 1 logits: σ(z_c) is the probability that the class y is above c if it is above
/// c − 1. A row decides from the lowest class upwards, until the answer is no. The probability of y > c is then the product of
/// σ(z_0) to σ(z_c), which never rises, whatever the logits are: unlike CORAL, nothing is asked of the network. Logits beyond a row's
/// decisions are not read, and their derivatives are 0.
///
/// `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN divides by the decisions made, Σ w·min(y + 1, K − 1),
/// as the authors' program does; LOSS_MEAN_ROWS divides by rows. Of `float` logits the loss is computed in double precision.
///
/// Arguments:
///   logits         input, (rows, classes - 1), or as row_stride of class_options says
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; rows may be 0, classes are at least 2
///   class_options  ignore_index, target_i32, row_stride; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: X. Shi, W. Cao, S. Raschka, Deep neural networks for rank-consistent ordinal regression based on conditional
/// probabilities, arXiv:2111.08851, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_corn_f32(
    logits: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::decisions::<f32, losses::Corn>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            std::ptr::null(),
            options,
            value,
            grad,
        )
    })
}

/// Ordinal regression by conditional ranks: CORN, double precision: see loss_corn_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_corn_f64(
    logits: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::decisions::<f64, losses::Corn>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            std::ptr::null(),
            options,
            value,
            grad,
        )
    })
}

/// Ordinal regression by cumulative logits: the proportional odds model.
///
/// l = −log(σ(b) − σ(a)),  b = z_y or ∞ for y = K − 1, a = z_{y−1} or −∞ for y = 0.
/// ∂l/∂b = −σ(−b) − r, ∂l/∂a = σ(a) + r, r = 1/(e^(b−a) − 1);  ∂²l/∂z² = σ(z)·σ(−z) + r·(1 + r) for both; by all other z 0.
///
/// For K ordered classes: σ(z_c) is the probability that the class y is at most c, so that the K − 1 logits of a row must rise.
/// In McCullagh's model z_c is a threshold θ_c less a score, θ_0 < θ_1 < …; gradients by thresholds are sums over rows, that by the
/// score is minus the sum over a row. A row is about the one or two logits beside its class; others are not read, and
/// their derivatives are 0. Where b = a, both finite, the probability is 0 and the loss ∞; where b is below a everything of the two is NaN, and so
/// is the loss.
///
/// No difference of probabilities is formed: l = softplus(−b) + softplus(a) − log(1 − e^−(b−a)), of terms that are at least 0, so
/// that improbable classes and narrow ones have all their digits. `classes` is K, at least 2, the length of a row K − 1. LOSS_MEAN
/// divides by the weights of rows. Of `float` logits the loss is computed in double precision.
///
/// Arguments:
///   logits         input, (rows, classes - 1), rising over each row, or as row_stride of class_options says
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; rows may be 0, classes are at least 2
///   class_options  ignore_index, target_i32, row_stride; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: P. McCullagh, Regression models for ordinal data, Journal of the Royal Statistical Society B 42, 1980, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cumulative_link_f32(
    logits: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::decisions::<f32, losses::CumulativeLink>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            std::ptr::null(),
            options,
            value,
            grad,
        )
    })
}

/// Ordinal regression by cumulative logits: the proportional odds model, double precision: see loss_cumulative_link_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cumulative_link_f64(
    logits: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::decisions::<f64, losses::CumulativeLink>(
            call::ClassNames { input: "logits", target: "target" },
            call::ClassArguments { input: logits, targets: call::Targets::Index(target), rows, classes, class_options },
            std::ptr::null(),
            options,
            value,
            grad,
        )
    })
}

/// Margin loss of rows with several right classes.
///
/// l = (1/K)·Σ_{j listed} Σ_{i not listed} max(0, 1 + z_i − z_j).  ∂l/∂z_i = (1/K)·(number of listed j with 1 + z_i − z_j > 0) where
/// i is not listed; ∂l/∂z_j = −(1/K)·(number of i, not listed, with 1 + z_i − z_j > 0) where j is listed.  ∂²l/∂z_c² = 0.
///
/// z are scores of K classes. The target of a row is a list of its right classes: `classes` entries, of which those before
/// the first −1 count, and those behind it are not looked at. The lists follow each other, whatever the layout of the
/// scores is. Each pair of a right and a wrong class costs where the wrong one
/// comes within a margin of 1 of the right one. A class that is listed twice counts twice, as in PyTorch. An empty list, and
/// one of all classes, has the loss 0. At the kink 1 + z_i = z_j a pair does not count. Each entry of a list before its end
/// is checked, except in masked rows. The steps of a row are the pairs of classes and entries of the list: for lists that are
/// short beside K. The derivatives in place are found from the ranks of the listed scores, which takes the cube of the
/// length of the list at worst. A NaN anywhere in a row makes its loss and its derivatives NaN. There are neither class weights
/// nor an index to ignore.
///
/// Arguments:
///   scores         input, (rows, classes), or as row_stride and inner of class_options say
///   target         input, (rows, classes) indices: those of a row before its first -1 are each in [0, classes); those of masked rows are not looked at
///   rows, classes  sizes; 0 is allowed
///   class_options  target_i32, row_stride, inner; all others are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of scores: dvalue/dscores; may be scores; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: torch.nn.functional.multilabel_margin_loss; the margin of J. Weston, C. Watkins, Support vector machines for
/// multi-class pattern recognition, ESANN 1999, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multilabel_margin_f32(
    scores: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::multilabel_margin(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Lists(target), rows, classes, class_options },
            options,
            value,
            grad,
        )
    })
}

/// Margin loss of rows with several right classes, double precision: see loss_multilabel_margin_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_multilabel_margin_f64(
    scores: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::multilabel_margin(
            call::ClassNames { input: "scores", target: "target" },
            call::ClassArguments { input: scores, targets: call::Targets::Lists(target), rows, classes, class_options },
            options,
            value,
            grad,
        )
    })
}
