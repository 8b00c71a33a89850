//! Preferences. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{Options, loss_status};

/// Losses of preferences: a chosen and a rejected answer per pair.
///
/// l is a function of s_w = (chosen − ref_chosen)/chosen_length and s_l = (rejected − ref_rejected)/rejected_length.
/// With Δ = s_w − s_l, x_w = β·s_w, x_l = β·s_l, x = β·Δ − m and sp(x) = softplus(x) = log(1 + e^x):
/// LOSS_PREFERENCE_SIGMOID (DPO, CPO, SimPO): (1 − ε)·sp(−x) + ε·sp(x).
/// LOSS_PREFERENCE_HINGE (SLiC, RSO): max(0, 1 − x), derivative 0 at the kink.
/// LOSS_PREFERENCE_IPO: (Δ − 1/(2β))².
/// LOSS_PREFERENCE_EXO: σ(x)·(log σ(x) − log(1 − ε)) + σ(−x)·(log σ(−x) − log ε).
/// LOSS_PREFERENCE_NCA: sp(−x_w) + ½·sp(x_w) + ½·sp(x_l).
/// LOSS_PREFERENCE_ROBUST: ((1 − ε)·sp(−x) − ε·sp(x))/(1 − 2ε).
/// LOSS_PREFERENCE_BCO: sp(−x_w) + sp(x_l).
/// LOSS_PREFERENCE_SPPO: (s_w − 1/(2β))² + (s_l + 1/(2β))².
/// LOSS_PREFERENCE_APO_ZERO: σ(−x_w) + σ(x_l).
/// LOSS_PREFERENCE_APO_DOWN: σ(x_w) + σ(−x).
/// LOSS_PREFERENCE_DISCOPOP: (1 − p)·sp(−x) + p·e^(−x), p = σ(x/τ).
/// LOSS_PREFERENCE_ORPO: β·sp(−o), o = s_w − s_l − log(1 − e^s_w) + log(1 − e^s_l).
///
/// A row is a pair. chosen and rejected are log-probabilities of whole answers, sums over their tokens, ref_chosen and
/// ref_rejected those of the reference model. Without a reference both are NULL, and without lengths, by which the scores are
/// divided, both of these are. Lengths are data: nothing is said about 0. With LOSS_PREFERENCE_SIGMOID, β = 1 and neither
/// reference nor lengths, chosen and rejected may be the scores of a reward model (Bradley-Terry).
///
/// β = `beta`, m = `margin`, ε = `label_smoothing`, τ = `tau`. A number that a kind has no use for must be 0: m belongs to
/// SIGMOID, HINGE, EXO, ROBUST, DISCOPOP and APO_DOWN, ε to SIGMOID (at most ½), ROBUST (below ½) and EXO (below 1, 0: 1e-3),
/// τ to DISCOPOP (0: 0.05). The margin is subtracted after the multiplication by β: the γ of the SimPO paper, not γ/β.
///
/// ORPO needs mean log-probabilities, so lengths, and no reference; a score of 0 or above, which no model gives, is NaN. Its
/// share of the likelihood is a cross-entropy, of another call. IPO and SPPO divide by lengths where there are some.
///
/// All is computed in double, also for float arrays. Both gradients follow the options: `upstream`, weights,
/// LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
///
/// Arguments:
///   kind                            one of the constants LOSS_PREFERENCE_…, see above
///   chosen, rejected                input, pairs elements, logarithms of probabilities
///   ref_chosen, ref_rejected        input, pairs elements, logarithms of probabilities: of the reference model, both or none; NULL: 0
///   chosen_length, rejected_length  input, pairs elements, above 0: both or none; NULL: 1
///   pairs                           number of elements; 0 is allowed
///   beta                            β: finite, above 0; 0: 0.1
///   label_smoothing                 ε, of some kinds, see above: in [0, 1)
///   margin                          m, of some kinds, see above: finite
///   tau                             τ, of one kind, see above: finite, not negative
///   options                         NULL: defaults
///   value                           output, one number; NULL: not wanted
///   grad_chosen                     output, in the layout of chosen: dvalue/dchosen; may be chosen; NULL: not wanted
///   grad_rejected                   output, in the layout of rejected: dvalue/drejected; may be rejected; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (kind, beta, label_smoothing, margin, tau, options).
///
/// References: DPO: R. Rafailov et al., arXiv:2305.18290, equation 7; SLiC: Y. Zhao et al., arXiv:2305.10425; RSO: T. Liu et
/// al., arXiv:2309.06657; IPO: M. G. Azar et al., arXiv:2310.12036, equation 17; EXO: H. Ji et al., arXiv:2402.00856, equation
/// 16; NCA: H. Chen et al., arXiv:2402.05369; robust DPO: S. Ray Chowdhury et al., arXiv:2403.00409; BCO: S. Jung et al.,
/// arXiv:2404.04656; SPPO: Y. Wu et al., arXiv:2405.00675, equation 4.7; APO: K. D'Oosterlinck et al., arXiv:2408.06266,
/// equations 7 and 8; DiscoPOP: C. Lu et al., arXiv:2406.08414, equation 5; ORPO: J. Hong et al., arXiv:2403.07691, equations
/// 4 and 7; CPO: H. Xu et al., arXiv:2401.08417, equation 3; SimPO: Y. Meng et al., arXiv:2405.14734.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_preference_f32(
    kind: u32,
    chosen: *const f32,
    rejected: *const f32,
    ref_chosen: *const f32,
    ref_rejected: *const f32,
    chosen_length: *const f32,
    rejected_length: *const f32,
    pairs: usize,
    beta: f64,
    label_smoothing: f64,
    margin: f64,
    tau: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_chosen: *mut f32,
    grad_rejected: *mut f32,
) -> loss_status {
    guard(|| {
        call::preference(
            kind,
            call::Pairs {
                chosen,
                rejected,
                ref_chosen,
                ref_rejected,
                chosen_length,
                rejected_length,
                grad_chosen,
                grad_rejected,
                pairs,
            },
            [beta, label_smoothing, margin, tau],
            options,
            value,
        )
    })
}

/// Losses of preferences: a chosen and a rejected answer per pair, double precision: see loss_preference_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_preference_f64(
    kind: u32,
    chosen: *const f64,
    rejected: *const f64,
    ref_chosen: *const f64,
    ref_rejected: *const f64,
    chosen_length: *const f64,
    rejected_length: *const f64,
    pairs: usize,
    beta: f64,
    label_smoothing: f64,
    margin: f64,
    tau: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_chosen: *mut f64,
    grad_rejected: *mut f64,
) -> loss_status {
    guard(|| {
        call::preference(
            kind,
            call::Pairs {
                chosen,
                rejected,
                ref_chosen,
                ref_rejected,
                chosen_length,
                rejected_length,
                grad_chosen,
                grad_rejected,
                pairs,
            },
            [beta, label_smoothing, margin, tau],
            options,
            value,
        )
    })
}

/// Losses of single answers that are desirable or not.
///
/// l is a function of r = log_prob − ref_log_prob, with other coefficients where the answer is desirable and where it is not.
/// LOSS_UNPAIRED_KTO: λ·σ(−β·(r − z)) if desirable, λ′·σ(β·(r − z)) if not.
/// LOSS_UNPAIRED_BCO: λ·softplus(−(β·r − z)) if desirable, λ′·softplus(β·r − z) if not.
/// ∂l/∂log_prob = ∓λ·β·σ(u)·σ(−u) with u = β·(r − z) for KTO,  ∓λ·β·σ(∓u) with u = β·r − z for BCO.
///
/// A row is an answer. log_prob is the log-probability of a whole answer, a sum over its tokens, ref_log_prob that of the
/// reference model (NULL: 0), and desirable a byte per answer, 0 or not.
///
/// β = `beta`, λ = `desirable_weight`, λ′ = `undesirable_weight`: they multiply the loss, not the denominator of the mean.
/// z = `shift` is a constant, of which no derivative is taken. KTO expects an estimate of the divergence from the reference
/// there: the mean of log_prob − ref_log_prob over answers to other prompts, at least 0, so that a negative shift is refused
/// (the caller takes the larger of the mean and 0). BCO expects a running mean of β·r. With z = 0 KTO is the unpaired form of
/// APO-zero. To leave a class out, use the mask.
///
/// All is computed in double, also for float arrays.
///
/// Arguments:
///   kind                one of the constants LOSS_UNPAIRED_…, see above
///   log_prob            input, n elements, logarithms of probabilities
///   ref_log_prob        input, n elements, logarithms of probabilities: of the reference model; NULL: 0
///   desirable           input, n bytes: 0 where an answer is not desirable
///   n                   number of elements; 0 is allowed
///   beta                β: finite, above 0; 0: 0.1
///   shift               z, of KTO not negative: finite
///   desirable_weight    λ: finite, above 0; 0: 1
///   undesirable_weight  λ′: finite, above 0; 0: 1
///   options             NULL: defaults
///   value               output, one number; NULL: not wanted
///   grad                output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (kind, beta, shift, desirable_weight, undesirable_weight, options).
///
/// References: K. Ethayarajh et al., KTO: model alignment as prospect theoretic optimization, arXiv:2402.01306, equation 7;
/// S. Jung et al., Binary classifier optimization for large language model alignment, arXiv:2404.04656.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_preference_unpaired_f32(
    kind: u32,
    log_prob: *const f32,
    ref_log_prob: *const f32,
    desirable: *const u8,
    n: usize,
    beta: f64,
    shift: f64,
    desirable_weight: f64,
    undesirable_weight: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::preference_unpaired(
            kind,
            call::Answers { log_prob, ref_log_prob, desirable, grad, n },
            [beta, shift, desirable_weight, undesirable_weight],
            options,
            value,
        )
    })
}

/// Losses of single answers that are desirable or not, double precision: see loss_preference_unpaired_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_preference_unpaired_f64(
    kind: u32,
    log_prob: *const f64,
    ref_log_prob: *const f64,
    desirable: *const u8,
    n: usize,
    beta: f64,
    shift: f64,
    desirable_weight: f64,
    undesirable_weight: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::preference_unpaired(
            kind,
            call::Answers { log_prob, ref_log_prob, desirable, grad, n },
            [beta, shift, desirable_weight, undesirable_weight],
            options,
            value,
        )
    })
}
