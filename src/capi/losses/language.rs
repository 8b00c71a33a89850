//! Language models and distillation. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{ClassOptions, Options, loss_status};
use loss_kernels::losses;

/// Causal language modelling: softmax cross-entropy with the next token.
///
/// l_(b,t) = cross-entropy of logits (b, t) with tokens (b, t + 1), for t < seq_len − 1.
/// ∂l/∂z as in loss_cross_entropy; 0 at the last position of each sequence.
///
/// The loss of GPT-like models. Nothing is copied or shifted: the function compares each position with the
/// next token, and the last position of each sequence does not count and is never read. A row is a position:
/// weights, mask and the outputs of the options have batch·seq_len entries, and an entry belongs to the position
/// that predicts, not to the token that is predicted. A sequence of one token has nothing to predict.
///
/// The options mean what they mean in loss_cross_entropy: ignore_index for padding (a position does not count
/// if its next token is ignore_index), row_stride for padded vocabularies, `sums` for the perplexity
/// exp(loss / weight) of many batches.
///
/// Arguments:
///   logits                  input, (batch, seq_len, vocab), or as row_stride and inner of class_options say
///   tokens                  input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore; those of masked positions are not looked at
///   batch                   sizes; 0 is allowed
///   seq_len                 sizes; 0 is allowed, and 1 leaves nothing to predict
///   vocab                   sizes; 0 is allowed
///   class_options, options  NULL: defaults
///   value                   output, one number; NULL: not wanted
///   grad                    output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (tokens).
///
/// Reference: A. Radford, K. Narasimhan, T. Salimans, I. Sutskever, Improving language understanding by
/// generative pre-training, 2018, equation 1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_causal_lm_f32(
    logits: *const f32,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::sequences::<f32, losses::CausalLm>(
            call::ClassNames { input: "logits", target: "tokens" },
            (logits, tokens),
            (batch, seq_len, vocab),
            class_options,
            options,
            value,
            grad,
        )
    })
}

/// Causal language modelling: softmax cross-entropy with the next token, double precision: see loss_causal_lm_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_causal_lm_f64(
    logits: *const f64,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::sequences::<f64, losses::CausalLm>(
            call::ClassNames { input: "logits", target: "tokens" },
            (logits, tokens),
            (batch, seq_len, vocab),
            class_options,
            options,
            value,
            grad,
        )
    })
}

/// Knowledge distillation: the divergence of a student from its teacher.
///
/// l = T²·Σ_c a_c·(log q_c − log p_c) + W·ζ·lse²,  p = softmax(student/T), q = softmax(teacher/T).
/// ∂l/∂x_c = T·(A·p_c − a_c) + 2Wζ·lse·p_c/T,  A = Σ a_c.
/// ∂²l/∂x_c² = (A + 2Wζ·lse/T²)·p(1 − p) + 2Wζ·p²/T².
///
/// T is the temperature; with the factor T², the size of the gradient does not depend on T. a is w∘q with class
/// weights w. Without class weights a is q, and l = T²·KL(q‖p) if there is no z-loss. The teacher is constant: there
/// is no gradient by its logits. Label smoothing ε replaces q by (1 − ε)·q + ε/K. A softcap caps the logits of both
/// models after the temperature, then class_bias is added to both. ζ is the z-loss of the student, and W = Σ w_c q_c (1 without class weights) is the
/// weight of a row in the mean. The outputs lse, entropy and argmax describe the student. Use mask to leave out rows:
/// there is no ignore_index.
///
/// Arguments:
///   student_logits, teacher_logits  input, (rows, classes), or as row_stride and inner of class_options say
///   rows, classes                   sizes; 0 is allowed
///   temperature                     T: finite, above 0
///   class_options                   all except temperature and ignore_index, which are refused; NULL: defaults
///   options                         NULL: defaults
///   value                           output, one number; NULL: not wanted
///   grad                            output, in the layout of student_logits: dvalue/dstudent_logits; may be student_logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (temperature, class_options, options).
///
/// Reference: G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge in a neural network,
/// arXiv:1503.02531, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_distillation_f32(
    student_logits: *const f32,
    teacher_logits: *const f32,
    rows: usize,
    classes: usize,
    temperature: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::class::<f32, losses::Distillation>(
            call::ClassNames { input: "student_logits", target: "teacher_logits" },
            call::ClassArguments {
                input: student_logits,
                targets: call::Targets::Teacher(teacher_logits, temperature),
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

/// Knowledge distillation: the divergence of a student from its teacher, double precision: see loss_distillation_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_distillation_f64(
    student_logits: *const f64,
    teacher_logits: *const f64,
    rows: usize,
    classes: usize,
    temperature: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::class::<f64, losses::Distillation>(
            call::ClassNames { input: "student_logits", target: "teacher_logits" },
            call::ClassArguments {
                input: student_logits,
                targets: call::Targets::Teacher(teacher_logits, temperature),
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
