//! Sequences. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{Options, loss_sequence_options, loss_status};
use loss_kernels::losses;

/// Connectionist temporal classification, of logits.
///
/// L = −log Σ_paths Π_t p_t(path_t),  p = softmax(logits) of each frame.  dL/dx_{t,c} = p_t(c) − Γ_t(c).
///
/// A path names a class per frame; the paths of a sequence are those that give its labels when neighbours that are equal
/// are made one and blanks are removed then. Γ_t(c) is the share of the paths that are at class c in frame t. For speech,
/// handwriting and all other sequences of which only the order of the labels is known: there are as many frames as labels
/// at least, and one more for each label that equals the one before it. The softmax is part of the function; its digits and
/// those of Γ are of double precision in both types.
///
/// Labels are one sequence after the other, or padded: `target_stride` of `sequence_options` is then the distance from one
/// sequence to the next, and what is behind the labels of a sequence is not read. Frames are (batch, max_time, classes), or
/// as time_stride and batch_stride say: for (max_time, batch, classes) they are batch * classes and classes. Frames behind
/// the input length of a sequence are not read; their gradient is 0.
///
/// Rows are sequences, with weight, mask and losses of `options`. normalization of `sequence_options` says how a sequence
/// counts: its loss as it is, divided by its number of labels (at least 1), by a constant, or the sum of losses divided by the
/// number of all labels. PyTorch's mean is LOSS_LENGTH_MEAN with LOSS_MEAN.
///
/// A sequence without a path (too few frames, or every path has a probability of 0) has the loss +∞ and the gradient 0;
/// with the flag LOSS_ZERO_INFINITY the loss is 0. It weighs as much as any other. Without labels the loss is that of blanks
/// alone. A logit of −∞ is a probability of 0, one of +∞ is the whole of its frame. NaN in a frame, or a frame of −∞ or of
/// several +∞, gives NaN in its sequence. A sequence that is masked is not read, except its lengths. There is no second
/// derivative.
///
/// It needs a workspace. Without one the status is LOSS_ERROR_NULL_POINTER, with fewer bytes than the query has for one thread
/// LOSS_ERROR_SIZE. Threads share the sequences, and no result depends on their number or on the workspace.
///
/// Arguments:
///   logits                    input, (batch, max_time, classes), or as strides of sequence_options say
///   targets                   input, indices one sequence after the other, sum target_lengths of them: each in [0, classes); none of them blank; with target_stride of sequence_options as that says
///   input_lengths             input, batch lengths: each in [0, max_time]; NULL: all max_time
///   target_lengths            input, batch lengths: none negative; NULL: all target_stride of sequence_options
///   batch, max_time, classes  sizes; 0 is allowed
///   blank                     an index in [0, classes): the class of no label
///   sequence_options          normalization and strides; NULL: defaults
///   options                   with a workspace, see loss_ctc_workspace_f32; hessian is refused
///   value                     output, one number; NULL: not wanted
///   grad                      output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (sequence_options, options) or
/// LOSS_ERROR_TARGET (targets, blank).
///
/// Reference: A. Graves et al., Connectionist temporal classification: labelling unsegmented sequence data with recurrent
/// neural networks, ICML 2006, sections 4.1 and 4.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_ctc_f32(
    logits: *const f32,
    targets: *const i64,
    input_lengths: *const i64,
    target_lengths: *const i64,
    batch: usize,
    max_time: usize,
    classes: usize,
    blank: i64,
    sequence_options: *const loss_sequence_options,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::ctc::<f32, losses::Ctc>(
            call::CtcArguments {
                name: "logits",
                input: logits,
                targets,
                input_lengths,
                target_lengths,
                batch,
                max_time,
                classes,
                blank,
                sequence_options,
                options,
            },
            value,
            grad,
        )
    })
}

/// Connectionist temporal classification, of logits, double precision: see loss_ctc_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_ctc_f64(
    logits: *const f64,
    targets: *const i64,
    input_lengths: *const i64,
    target_lengths: *const i64,
    batch: usize,
    max_time: usize,
    classes: usize,
    blank: i64,
    sequence_options: *const loss_sequence_options,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::ctc::<f64, losses::Ctc>(
            call::CtcArguments {
                name: "logits",
                input: logits,
                targets,
                input_lengths,
                target_lengths,
                batch,
                max_time,
                classes,
                blank,
                sequence_options,
                options,
            },
            value,
            grad,
        )
    })
}

/// Bytes of `workspace` in the options with which loss_ctc_f32 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
/// or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_ctc_workspace_f32(
    batch: usize,
    max_time: usize,
    max_target: usize,
    classes: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::ctc_workspace::<f32>([batch, max_time, max_target, classes], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_ctc_f64 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
/// or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_ctc_workspace_f64(
    batch: usize,
    max_time: usize,
    max_target: usize,
    classes: usize,
    gradient: u32,
    options: *const Options<f64>,
) -> usize {
    call::ctc_workspace::<f64>([batch, max_time, max_target, classes], gradient, options)
}

/// Connectionist temporal classification, of logarithms of probabilities.
///
/// L = −log Σ_paths Π_t e^(log_prob_{t, path_t}).  dL/dlog_prob_{t,c} = −Γ_t(c).
///
/// As loss_ctc without its softmax, for models that give log-probabilities. The derivative is exact, whether or not the
/// numbers of a frame are normalised. PyTorch's is p_t(c) − Γ_t(c) instead, which is right only where a log_softmax comes before
/// it: the derivative by the logits before that is the same.
///
/// Only the blank and the labels of a sequence are read: any other class may hold NaN, and has the gradient 0. Among those, −∞
/// is a probability of 0, and NaN or +∞ gives NaN. The loss may be below 0 where the numbers are not normalised. The workspace
/// is that of loss_ctc: see loss_ctc_workspace_f32.
///
/// Arguments:
///   log_prob                  input, (batch, max_time, classes), logarithms of probabilities, or as strides of sequence_options say
///   targets                   input, indices one sequence after the other, sum target_lengths of them: each in [0, classes); none of them blank; with target_stride of sequence_options as that says
///   input_lengths             input, batch lengths: each in [0, max_time]; NULL: all max_time
///   target_lengths            input, batch lengths: none negative; NULL: all target_stride of sequence_options
///   batch, max_time, classes  sizes; 0 is allowed
///   blank                     an index in [0, classes): the class of no label
///   sequence_options          normalization and strides; NULL: defaults
///   options                   with a workspace, see loss_ctc_workspace_f32; hessian is refused
///   value                     output, one number; NULL: not wanted
///   grad                      output, in the layout of log_prob: dvalue/dlog_prob; may be log_prob; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (sequence_options, options) or
/// LOSS_ERROR_TARGET (targets, blank).
///
/// Reference: A. Graves et al., Connectionist temporal classification: labelling unsegmented sequence data with recurrent
/// neural networks, ICML 2006, sections 4.1 and 4.2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_ctc_log_prob_f32(
    log_prob: *const f32,
    targets: *const i64,
    input_lengths: *const i64,
    target_lengths: *const i64,
    batch: usize,
    max_time: usize,
    classes: usize,
    blank: i64,
    sequence_options: *const loss_sequence_options,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::ctc::<f32, losses::CtcLogProb>(
            call::CtcArguments {
                name: "log_prob",
                input: log_prob,
                targets,
                input_lengths,
                target_lengths,
                batch,
                max_time,
                classes,
                blank,
                sequence_options,
                options,
            },
            value,
            grad,
        )
    })
}

/// Connectionist temporal classification, of logarithms of probabilities, double precision: see loss_ctc_log_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_ctc_log_prob_f64(
    log_prob: *const f64,
    targets: *const i64,
    input_lengths: *const i64,
    target_lengths: *const i64,
    batch: usize,
    max_time: usize,
    classes: usize,
    blank: i64,
    sequence_options: *const loss_sequence_options,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::ctc::<f64, losses::CtcLogProb>(
            call::CtcArguments {
                name: "log_prob",
                input: log_prob,
                targets,
                input_lengths,
                target_lengths,
                batch,
                max_time,
                classes,
                blank,
                sequence_options,
                options,
            },
            value,
            grad,
        )
    })
}
