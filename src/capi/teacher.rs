//! Losses of a student's and a teacher's logits. Written by `cargo xtask gen` from losses.toml. Do not edit.

use crate::call::{self, guard};
use crate::{ClassOptions, Options, loss_status};
use loss_kernels::losses;

/// Knowledge distillation: the divergence of a student from its teacher.
///
/// l = T²·Σ_c a_c·(log q_c − log p_c) + W·ζ·lse²,  p = softmax(student/T), q = softmax(teacher/T).
/// ∂l/∂x_c = T·(A·p_c − a_c) + 2Wζ·lse·p_c/T,  A = Σ a_c.
/// ∂²l/∂x_c² = (A + 2Wζ·lse/T²)·p(1 − p) + 2Wζ·p²/T².
///
/// a = w∘q with class weights w, else a = q and l = T²·KL(q‖p). T is the temperature; with the factor T² the
/// size of the gradient does not depend on T. The teacher is constant. Label smoothing ε mixes q to
/// (1 − ε)·q + ε/K; a softcap caps both models' logits after the temperature; ζ is the z-loss of the student,
/// W = Σ w_c q_c (1 without class weights) the weight of a row in the mean. lse, entropy and argmax describe
/// the student. Use mask to leave out rows: there is no ignore_index.
///
/// Arguments:
///   student_logits, teacher_logits  input, (rows, classes), or as row_stride and inner of class_options say
///   rows, classes                   sizes; 0 is allowed
///   temperature                     T: finite, above 0
///   class_options                   all except temperature and ignore_index, which are refused; NULL: defaults
///   options                         NULL: defaults
///   value                           output, one number; NULL: not wanted
///   grad                            output, in the input's layout: dvalue/dstudent_logits; may be student_logits; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap, or in temperature.
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
        let arguments = call::ClassArguments {
            input: student_logits,
            targets: call::Targets::Teacher(teacher_logits, temperature),
            rows,
            classes,
            class_options,
        };
        call::class::<f32, losses::Distillation>(
            call::Names { input: "student_logits", target: "teacher_logits" },
            arguments,
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
        let arguments = call::ClassArguments {
            input: student_logits,
            targets: call::Targets::Teacher(teacher_logits, temperature),
            rows,
            classes,
            class_options,
        };
        call::class::<f64, losses::Distillation>(
            call::Names { input: "student_logits", target: "teacher_logits" },
            arguments,
            options,
            value,
            grad,
        )
    })
}

/// Jensen-Shannon divergence of two softmaxes.
///
/// l = β·KL(q‖m) + (1 − β)·KL(p‖m),  m = β·q + (1 − β)·p,  p = softmax(student), q = softmax(teacher).
/// ∂l/∂z_c = (1 − β)·p_c·(r_c − Σ p r),  r = log p − log m.
/// ∂²l/∂z_c² = (1 − β)·p_c·((1 − 2p_c)·(r_c − Σ p r + h_c) + p_c·Σ p h),  h = β·q/m.
///
/// For generalised knowledge distillation: near β = 0 the loss is β·KL(q‖p), near 1 it is (1 − β)·KL(p‖q), and so
/// are their gradients; 0 ≤ l ≤ log 2. No term is negative or cancels, so that l keeps its digits for every β and where
/// the models nearly agree. The teacher is constant. Probabilities that underflow do no harm: a class
/// that has none in either model adds exactly 0, one that has it in one model alone adds its limit.
/// `temperature` and `softcap` of the class options transform both models' logits; the former brings
/// no factor T² with it.
///
/// Arguments:
///   student_logits, teacher_logits  input, (rows, classes), or as row_stride and inner of class_options say
///   rows, classes                   sizes; 0 is allowed
///   beta                            β: between 0 and 1, both excluded
///   class_options                   temperature, softcap, row_stride, inner, lse, entropy, argmax; all others are refused; NULL: defaults
///   options                         NULL: defaults
///   value                           output, one number; NULL: not wanted
///   grad                            output, in the input's layout: dvalue/dstudent_logits; may be student_logits; NULL: not wanted
///
/// Returns LOSS_OK, or an error in pointers, options, sizes or overlap, or in beta.
///
/// Reference: R. Agarwal et al., On-policy distillation of language models, arXiv:2306.13649,
/// section 2; J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on
/// Information Theory 37, 1991.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_js_div_f32(
    student_logits: *const f32,
    teacher_logits: *const f32,
    rows: usize,
    classes: usize,
    beta: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        let arguments = call::ClassArguments {
            input: student_logits,
            targets: call::Targets::Teacher(teacher_logits, 1.0),
            rows,
            classes,
            class_options,
        };
        call::divergence::<f32, losses::JsDiv>(
            call::Names { input: "student_logits", target: "teacher_logits" },
            arguments,
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// Jensen-Shannon divergence of two softmaxes, double precision: see loss_js_div_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_js_div_f64(
    student_logits: *const f64,
    teacher_logits: *const f64,
    rows: usize,
    classes: usize,
    beta: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        let arguments = call::ClassArguments {
            input: student_logits,
            targets: call::Targets::Teacher(teacher_logits, 1.0),
            rows,
            classes,
            class_options,
        };
        call::divergence::<f64, losses::JsDiv>(
            call::Names { input: "student_logits", target: "teacher_logits" },
            arguments,
            [beta, 0.0, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}
