//! Language models and distillation. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{ClassOptions, Options, loss_bf16, loss_f16, loss_status};
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
///   logits         input, (batch, seq_len, vocab), or as row_stride and inner of class_options say
///   tokens         input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore; those of masked positions are not looked at
///   batch          sizes; 0 is allowed
///   seq_len        sizes; 0 is allowed, and 1 leaves nothing to predict
///   vocab          sizes; 0 is allowed
///   class_options  all except target_stride, which is refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of logits: dvalue/dlogits; may be logits; NULL: not wanted
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

/// Causal language modelling: softmax cross-entropy with the next token, bfloat16: see loss_causal_lm_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_causal_lm_bf16(
    logits: *const loss_bf16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_sequences::<loss_bf16, loss_bf16, losses::CausalLm>(
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

/// Causal language modelling: softmax cross-entropy with the next token, bfloat16, the gradient float: see loss_causal_lm_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_causal_lm_bf16_f32(
    logits: *const loss_bf16,
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
        call::half_sequences::<loss_bf16, f32, losses::CausalLm>(
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

/// Causal language modelling: softmax cross-entropy with the next token, binary16: see loss_causal_lm_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_causal_lm_f16(
    logits: *const loss_f16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_sequences::<loss_f16, loss_f16, losses::CausalLm>(
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

/// Causal language modelling: softmax cross-entropy with the next token, binary16, the gradient float: see loss_causal_lm_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_causal_lm_f16_f32(
    logits: *const loss_f16,
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
        call::half_sequences::<loss_f16, f32, losses::CausalLm>(
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

/// Linear layer and softmax cross-entropy, without a matrix of logits.
///
/// x = hidden · weightᵀ + bias,  l = A·lse − Σ_c a_c z_c + W·ζ·lse²,  z = softcap(x/T) + class_bias.
///
/// grad_hidden = G · weight,  grad_weight = Gᵀ · hidden,  grad_bias = Σ G over the rows.
///
/// G = ∂value/∂x, and everything else is as in loss_cross_entropy for the logits x: all class options but those of a matrix
/// of logits, all reductions, weights and outputs. The logits of a few rows at a time are in the workspace, at least
/// those of 64 rows or of all; a larger one, up to what the query says, saves time. No result depends on its size, on threads or
/// on the instruction set: sums over dim and over classes are chains of 256 fused multiply-adds in the type of the
/// arrays, sums over rows chains of 64, and the sums of the chains are added in order, to the bias where there is one.
/// Without a workspace the status is LOSS_ERROR_NULL_POINTER, with fewer bytes than the query has for one thread
/// LOSS_ERROR_SIZE.
///
/// A row that does not count is left out of the products: its hidden state may hold anything and its gradient is 0, as
/// is that of a row that weighs 0. Otherwise 0·∞ in a product is NaN. There is no second derivative.
///
/// Arguments:
///   hidden              input, (rows, dim)
///   weight              input, (classes, dim)
///   bias                input, classes elements: NULL: none
///   target              input, rows indices: each in [0, classes) or the index to ignore
///   rows, dim, classes  sizes; 0 is allowed
///   class_options       all except row_stride, inner and target_stride, which are refused; NULL: defaults
///   options             with a workspace, see loss_linear_cross_entropy_workspace_f32; hessian is refused
///   value               output, one number; NULL: not wanted
///   grad_hidden         output, in the layout of hidden: dvalue/dhidden; NULL: not wanted
///   grad_weight         output, in the layout of weight: dvalue/dweight; NULL: not wanted
///   grad_bias           output, classes elements: dvalue/dbias; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_f32(
    hidden: *const f32,
    weight: *const f32,
    bias: *const f32,
    target: *const i64,
    rows: usize,
    dim: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad_hidden: *mut f32,
    grad_weight: *mut f32,
    grad_bias: *mut f32,
) -> loss_status {
    guard(|| {
        call::linear_cross_entropy(
            call::Layer { hidden, weight, bias, target, rows, dim, classes, class_options, options },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
            value,
        )
    })
}

/// Linear layer and softmax cross-entropy, without a matrix of logits, double precision: see loss_linear_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_f64(
    hidden: *const f64,
    weight: *const f64,
    bias: *const f64,
    target: *const i64,
    rows: usize,
    dim: usize,
    classes: usize,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad_hidden: *mut f64,
    grad_weight: *mut f64,
    grad_bias: *mut f64,
) -> loss_status {
    guard(|| {
        call::linear_cross_entropy(
            call::Layer { hidden, weight, bias, target, rows, dim, classes, class_options, options },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
            value,
        )
    })
}

/// Linear layer and softmax cross-entropy, without a matrix of logits, bfloat16: see loss_linear_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_bf16(
    hidden: *const loss_bf16,
    weight: *const loss_bf16,
    bias: *const loss_bf16,
    target: *const i64,
    rows: usize,
    dim: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad_hidden: *mut loss_bf16,
    grad_weight: *mut loss_bf16,
    grad_bias: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_linear_cross_entropy(
            call::Layer { hidden, weight, bias, target, rows, dim, classes, class_options, options },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
            value,
        )
    })
}

/// Linear layer and softmax cross-entropy, without a matrix of logits, bfloat16, the gradient float: see loss_linear_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_bf16_f32(
    hidden: *const loss_bf16,
    weight: *const loss_bf16,
    bias: *const loss_bf16,
    target: *const i64,
    rows: usize,
    dim: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad_hidden: *mut f32,
    grad_weight: *mut f32,
    grad_bias: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_linear_cross_entropy(
            call::Layer { hidden, weight, bias, target, rows, dim, classes, class_options, options },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
            value,
        )
    })
}

/// Linear layer and softmax cross-entropy, without a matrix of logits, binary16: see loss_linear_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_f16(
    hidden: *const loss_f16,
    weight: *const loss_f16,
    bias: *const loss_f16,
    target: *const i64,
    rows: usize,
    dim: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad_hidden: *mut loss_f16,
    grad_weight: *mut loss_f16,
    grad_bias: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_linear_cross_entropy(
            call::Layer { hidden, weight, bias, target, rows, dim, classes, class_options, options },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
            value,
        )
    })
}

/// Linear layer and softmax cross-entropy, without a matrix of logits, binary16, the gradient float: see loss_linear_cross_entropy_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_f16_f32(
    hidden: *const loss_f16,
    weight: *const loss_f16,
    bias: *const loss_f16,
    target: *const i64,
    rows: usize,
    dim: usize,
    classes: usize,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad_hidden: *mut f32,
    grad_weight: *mut f32,
    grad_bias: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_linear_cross_entropy(
            call::Layer { hidden, weight, bias, target, rows, dim, classes, class_options, options },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
            value,
        )
    })
}

/// Bytes of `workspace` in the options with which loss_linear_cross_entropy_f32 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
/// or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_workspace_f32(
    rows: usize,
    dim: usize,
    classes: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::linear_workspace::<f32>([rows, dim, classes], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_cross_entropy_f64 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
/// or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_workspace_f64(
    rows: usize,
    dim: usize,
    classes: usize,
    gradient: u32,
    options: *const Options<f64>,
) -> usize {
    call::linear_workspace::<f64>([rows, dim, classes], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_cross_entropy_bf16 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
/// or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_workspace_bf16(
    rows: usize,
    dim: usize,
    classes: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::half_linear_workspace::<loss_bf16>([rows, dim, classes], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_cross_entropy_bf16_f32 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
/// or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_workspace_bf16_f32(
    rows: usize,
    dim: usize,
    classes: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::half_linear_workspace::<f32>([rows, dim, classes], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_cross_entropy_f16 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
/// or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_workspace_f16(
    rows: usize,
    dim: usize,
    classes: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::half_linear_workspace::<loss_f16>([rows, dim, classes], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_cross_entropy_f16_f32 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0
/// or 1, whether any is wanted. Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_cross_entropy_workspace_f16_f32(
    rows: usize,
    dim: usize,
    classes: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::half_linear_workspace::<f32>([rows, dim, classes], gradient, options)
}

/// Log-probabilities of tokens under a language model.
///
/// log_prob = z_y − lse,  entropy = −Σ_c p_c log p_c.
///
/// lse = log Σ_c e^z_c, p = softmax(z), y the token that a position scores: with `shift` 0 its own, with 1 the next one, as
/// in loss_causal_lm, where the last position of a sequence does not count. z are the logits after temperature, softcap and
/// class bias; other libraries cap first and divide then, for which `softcap` is their cap divided by the temperature.
///
/// With `entropy` a position is computed in double precision: the last bits of lse, log_prob and the sums may then differ from
/// those of a call without it. Where numbers of two calls are compared (the ratio of a policy to an older one), ask for
/// the same outputs in both.
///
/// The sum over a sequence is that of doubles, before any is rounded. Positions that do not count (mask, ignore_index,
/// the last one) have 0 in all outputs. A preference or policy loss takes these numbers, and
/// loss_token_log_prob_backward takes its derivatives back to the logits, so that no second array is as large as they are.
///
/// Arguments:
///   logits                 input, (batch, seq_len, vocab), or as row_stride of class_options says
///   tokens                 input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
///   batch, seq_len, vocab  sizes; 0 is allowed
///   shift                  0 or 1: 1: a position scores the next token, 0: its own
///   class_options          ignore_index, target_i32, temperature, softcap, class_bias, row_stride; all others are refused; NULL: defaults
///   options                threads, mask; all others are refused; NULL: defaults
///   log_prob               output, (batch, seq_len) elements; NULL: not wanted
///   lse, entropy           output, (batch, seq_len) doubles; NULL: not wanted
///   sequence_log_prob      output, batch doubles: the sum of log_prob; NULL: not wanted
///   sequence_tokens        output, batch numbers: positions that count; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (tokens).
///
/// Reference: R. Rafailov et al., Direct Preference Optimization: Your Language Model is Secretly a Reward Model, 2023,
/// section 4 (sums over sequences).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_f32(
    logits: *const f32,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    log_prob: *mut f32,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
) -> loss_status {
    guard(|| {
        call::token_log_prob(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens },
        )
    })
}

/// Log-probabilities of tokens under a language model, double precision: see loss_token_log_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_f64(
    logits: *const f64,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    log_prob: *mut f64,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
) -> loss_status {
    guard(|| {
        call::token_log_prob(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens },
        )
    })
}

/// Log-probabilities of tokens under a language model, bfloat16: see loss_token_log_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_bf16(
    logits: *const loss_bf16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    log_prob: *mut f32,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
) -> loss_status {
    guard(|| {
        call::half_token_log_prob(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens },
        )
    })
}

/// Log-probabilities of tokens under a language model, binary16: see loss_token_log_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_f16(
    logits: *const loss_f16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    log_prob: *mut f32,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
) -> loss_status {
    guard(|| {
        call::half_token_log_prob(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens },
        )
    })
}

/// Backward pass of the log-probabilities of tokens.
///
/// grad_c = g·([c = y] − p_c) − h·p_c·(log p_c + H).
///
/// g is d_log_prob of the position plus d_sequence of its sequence, h its d_entropy, each 0 where it is NULL; p = softmax(z),
/// y the token that the position scores, H the entropy. One of the three must be there. The derivatives by z then go through class bias, softcap and
/// temperature to the logits. p·log p is 0 at p = 0. A position that does not count, or of which g and h are 0, has the
/// gradient 0, whatever its logits are.
///
/// `lse` and `entropy` are those of loss_token_log_prob. Each may be NULL, and is then found by one more pass over the row.
/// Only positions with an entropy term use them: without one the gradient is that of the cross-entropy with weights −g, and
/// has its bits.
///
/// Arguments:
///   logits                 input, (batch, seq_len, vocab), or as row_stride of class_options says
///   tokens                 input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
///   batch, seq_len, vocab  sizes; 0 is allowed
///   shift                  0 or 1: that of loss_token_log_prob
///   lse, entropy           input, (batch, seq_len) doubles: that of loss_token_log_prob; NULL: found again
///   d_log_prob, d_entropy  input, (batch, seq_len): NULL: 0
///   d_sequence             input, batch doubles: by sequence_log_prob; NULL: 0
///   class_options          ignore_index, target_i32, temperature, softcap, class_bias, row_stride; all others are refused; NULL: defaults
///   options                LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, threads, upstream, mask; all others are refused; NULL: defaults
///   grad                   output, in the layout of logits; may be logits
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (tokens).
///
/// Reference: R. J. Williams, J. Peng, Function Optimization Using Connectionist Reinforcement Learning Algorithms, 1991,
/// section 3 (the gradient of the entropy).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_backward_f32(
    logits: *const f32,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::token_log_prob_backward(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            grad,
        )
    })
}

/// Backward pass of the log-probabilities of tokens, double precision: see loss_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_backward_f64(
    logits: *const f64,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f64,
    d_entropy: *const f64,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::token_log_prob_backward(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            grad,
        )
    })
}

/// Backward pass of the log-probabilities of tokens, bfloat16: see loss_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_backward_bf16(
    logits: *const loss_bf16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_token_log_prob_backward(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            grad,
        )
    })
}

/// Backward pass of the log-probabilities of tokens, bfloat16, the gradient float: see loss_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_backward_bf16_f32(
    logits: *const loss_bf16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_token_log_prob_backward(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            grad,
        )
    })
}

/// Backward pass of the log-probabilities of tokens, binary16: see loss_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_backward_f16(
    logits: *const loss_f16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_token_log_prob_backward(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            grad,
        )
    })
}

/// Backward pass of the log-probabilities of tokens, binary16, the gradient float: see loss_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_token_log_prob_backward_f16_f32(
    logits: *const loss_f16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_token_log_prob_backward(
            call::Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            grad,
        )
    })
}

/// Linear layer and log-probabilities of tokens, without a matrix of logits.
///
/// x = hidden · weightᵀ + bias,  log_prob = z_y − lse,  entropy = −Σ_c p_c log p_c,  z = softcap(x/T) + class_bias.
///
/// Everything is as in loss_token_log_prob for the logits x, with its bits; only the sum over a sequence may differ from it in
/// the last digit of a double. Logits are those of loss_linear_cross_entropy: made for 64 to 256 positions at a time in the
/// workspace, with the same bits for any size of it, number of threads and instruction set. So log_prob is −loss of that
/// function, if both are asked for the entropy or neither is.
///
/// A preference or policy loss takes these numbers, and loss_linear_token_log_prob_backward takes its derivatives back to
/// hidden states and weights. Positions that do not count (mask, ignore_index, the last one of a shifted sequence) have 0 in
/// all outputs, and their hidden states may hold anything.
///
/// Arguments:
///   hidden                      input, (batch, seq_len, dim)
///   weight                      input, (vocab, dim)
///   bias                        input, vocab elements: NULL: none
///   tokens                      input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
///   batch, seq_len, dim, vocab  sizes; 0 is allowed
///   shift                       0 or 1: 1: a position scores the next token, 0: its own
///   class_options               ignore_index, target_i32, temperature, softcap, class_bias; all others are refused; NULL: defaults
///   options                     threads, mask, with a workspace, see loss_linear_token_log_prob_workspace_f32; all others are refused
///   log_prob                    output, (batch, seq_len) elements; NULL: not wanted
///   lse, entropy                output, (batch, seq_len) doubles; NULL: not wanted
///   sequence_log_prob           output, batch doubles: the sum of log_prob; NULL: not wanted
///   sequence_tokens             output, batch numbers: positions that count; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (tokens).
///
/// Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_f32(
    hidden: *const f32,
    weight: *const f32,
    bias: *const f32,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    log_prob: *mut f32,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
) -> loss_status {
    guard(|| {
        call::linear_token_log_prob(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens },
        )
    })
}

/// Linear layer and log-probabilities of tokens, without a matrix of logits, double precision: see loss_linear_token_log_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_f64(
    hidden: *const f64,
    weight: *const f64,
    bias: *const f64,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    log_prob: *mut f64,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
) -> loss_status {
    guard(|| {
        call::linear_token_log_prob(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens },
        )
    })
}

/// Linear layer and log-probabilities of tokens, without a matrix of logits, bfloat16: see loss_linear_token_log_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_bf16(
    hidden: *const loss_bf16,
    weight: *const loss_bf16,
    bias: *const loss_bf16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    log_prob: *mut f32,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
) -> loss_status {
    guard(|| {
        call::half_linear_token_log_prob(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens },
        )
    })
}

/// Linear layer and log-probabilities of tokens, without a matrix of logits, binary16: see loss_linear_token_log_prob_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_f16(
    hidden: *const loss_f16,
    weight: *const loss_f16,
    bias: *const loss_f16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    log_prob: *mut f32,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
) -> loss_status {
    guard(|| {
        call::half_linear_token_log_prob(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens },
        )
    })
}

/// Bytes of `workspace` in the options with which loss_linear_token_log_prob_f32 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
/// or 1 for loss_linear_token_log_prob_backward_f32, which is enough for both.
/// Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_workspace_f32(
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::linear_token_log_prob_workspace::<f32>([batch, seq_len, dim, vocab], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_token_log_prob_f64 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
/// or 1 for loss_linear_token_log_prob_backward_f64, which is enough for both.
/// Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_workspace_f64(
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    gradient: u32,
    options: *const Options<f64>,
) -> usize {
    call::linear_token_log_prob_workspace::<f64>([batch, seq_len, dim, vocab], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_token_log_prob_bf16 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
/// or 1 for loss_linear_token_log_prob_backward_bf16, which is enough for both.
/// Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_workspace_bf16(
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::half_linear_token_log_prob_workspace::<loss_bf16>([batch, seq_len, dim, vocab], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_token_log_prob_backward_bf16_f32 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
/// or 1 for loss_linear_token_log_prob_backward_bf16_f32, which is enough for both.
/// Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_workspace_bf16_f32(
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::half_linear_token_log_prob_workspace::<f32>([batch, seq_len, dim, vocab], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_token_log_prob_f16 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
/// or 1 for loss_linear_token_log_prob_backward_f16, which is enough for both.
/// Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_workspace_f16(
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::half_linear_token_log_prob_workspace::<loss_f16>([batch, seq_len, dim, vocab], gradient, options)
}

/// Bytes of `workspace` in the options with which loss_linear_token_log_prob_backward_f16_f32 uses all its threads: those of the options, or of the
/// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: 0,
/// or 1 for loss_linear_token_log_prob_backward_f16_f32, which is enough for both.
/// Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never
/// less when an argument rises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_workspace_f16_f32(
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    call::half_linear_token_log_prob_workspace::<f32>([batch, seq_len, dim, vocab], gradient, options)
}

/// Backward pass of a linear layer and log-probabilities of tokens.
///
/// grad_hidden = G · weight,  grad_weight = Gᵀ · hidden,  grad_bias = Σ G over the positions.
///
/// G = ∂/∂x is the gradient of loss_token_log_prob_backward by the logits x = hidden · weightᵀ + bias, with its bits: from
/// d_log_prob, d_entropy and d_sequence, each 0 where it is NULL. The logits of 64 to 256 positions at a time are made again
/// in the workspace, with the bits that they had in loss_linear_token_log_prob, and products are added up in the order of
/// loss_linear_cross_entropy. From d_log_prob alone, of which none is 0, the gradients are those of that function with
/// LOSS_SUM and the weights −d_log_prob, to the bit.
///
/// `lse` and `entropy` spare a pass over each row where there is d_entropy, as in loss_token_log_prob_backward. LOSS_ACCUMULATE
/// adds to all gradients that are given. A position that does not count, or of which all derivatives are 0, is left out of
/// the products: its hidden state may hold anything and its gradient is 0. Otherwise 0·∞ in a product is NaN. There is no
/// second derivative.
///
/// Arguments:
///   hidden                      input, (batch, seq_len, dim)
///   weight                      input, (vocab, dim)
///   bias                        input, vocab elements: NULL: none
///   tokens                      input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore
///   batch, seq_len, dim, vocab  sizes; 0 is allowed
///   shift                       0 or 1: that of loss_linear_token_log_prob
///   lse, entropy                input, (batch, seq_len) doubles: that of loss_linear_token_log_prob; NULL: found again
///   d_log_prob, d_entropy       input, (batch, seq_len): NULL: 0
///   d_sequence                  input, batch doubles: by sequence_log_prob; NULL: 0
///   class_options               ignore_index, target_i32, temperature, softcap, class_bias; all others are refused; NULL: defaults
///   options                     LOSS_ACCUMULATE, upstream, threads, mask, with a workspace, see loss_linear_token_log_prob_workspace_f32; all others are refused
///   grad_hidden                 output, in the layout of hidden; NULL: not wanted
///   grad_weight                 output, in the layout of weight; NULL: not wanted
///   grad_bias                   output, vocab elements; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (class_options, options) or
/// LOSS_ERROR_TARGET (tokens).
///
/// Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_backward_f32(
    hidden: *const f32,
    weight: *const f32,
    bias: *const f32,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad_hidden: *mut f32,
    grad_weight: *mut f32,
    grad_bias: *mut f32,
) -> loss_status {
    guard(|| {
        call::linear_token_log_prob_backward(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
        )
    })
}

/// Backward pass of a linear layer and log-probabilities of tokens, double precision: see loss_linear_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_backward_f64(
    hidden: *const f64,
    weight: *const f64,
    bias: *const f64,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f64,
    d_entropy: *const f64,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    grad_hidden: *mut f64,
    grad_weight: *mut f64,
    grad_bias: *mut f64,
) -> loss_status {
    guard(|| {
        call::linear_token_log_prob_backward(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
        )
    })
}

/// Backward pass of a linear layer and log-probabilities of tokens, bfloat16: see loss_linear_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_backward_bf16(
    hidden: *const loss_bf16,
    weight: *const loss_bf16,
    bias: *const loss_bf16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad_hidden: *mut loss_bf16,
    grad_weight: *mut loss_bf16,
    grad_bias: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_linear_token_log_prob_backward(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
        )
    })
}

/// Backward pass of a linear layer and log-probabilities of tokens, bfloat16, the gradient float: see loss_linear_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_backward_bf16_f32(
    hidden: *const loss_bf16,
    weight: *const loss_bf16,
    bias: *const loss_bf16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad_hidden: *mut f32,
    grad_weight: *mut f32,
    grad_bias: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_linear_token_log_prob_backward(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
        )
    })
}

/// Backward pass of a linear layer and log-probabilities of tokens, binary16: see loss_linear_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_backward_f16(
    hidden: *const loss_f16,
    weight: *const loss_f16,
    bias: *const loss_f16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad_hidden: *mut loss_f16,
    grad_weight: *mut loss_f16,
    grad_bias: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_linear_token_log_prob_backward(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
        )
    })
}

/// Backward pass of a linear layer and log-probabilities of tokens, binary16, the gradient float: see loss_linear_token_log_prob_backward_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_linear_token_log_prob_backward_f16_f32(
    hidden: *const loss_f16,
    weight: *const loss_f16,
    bias: *const loss_f16,
    tokens: *const i64,
    batch: usize,
    seq_len: usize,
    dim: usize,
    vocab: usize,
    shift: u32,
    lse: *const f64,
    entropy: *const f64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    grad_hidden: *mut f32,
    grad_weight: *mut f32,
    grad_bias: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_linear_token_log_prob_backward(
            call::LayerPositions {
                hidden,
                weight,
                bias,
                tokens,
                batch,
                seq_len,
                dim,
                vocab,
                shift,
                class_options,
                options,
            },
            call::Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence },
            call::Gradients { grad_hidden, grad_weight, grad_bias },
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
///   class_options                   all except temperature, ignore_index and target_i32, which are refused; NULL: defaults
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

/// Knowledge distillation: the divergence of a student from its teacher, bfloat16: see loss_distillation_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_distillation_bf16(
    student_logits: *const loss_bf16,
    teacher_logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    temperature: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_bf16, loss_bf16, losses::Distillation>(
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

/// Knowledge distillation: the divergence of a student from its teacher, bfloat16, the gradient float: see loss_distillation_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_distillation_bf16_f32(
    student_logits: *const loss_bf16,
    teacher_logits: *const loss_bf16,
    rows: usize,
    classes: usize,
    temperature: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_bf16, f32, losses::Distillation>(
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

/// Knowledge distillation: the divergence of a student from its teacher, binary16: see loss_distillation_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_distillation_f16(
    student_logits: *const loss_f16,
    teacher_logits: *const loss_f16,
    rows: usize,
    classes: usize,
    temperature: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_f16, loss_f16, losses::Distillation>(
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

/// Knowledge distillation: the divergence of a student from its teacher, binary16, the gradient float: see loss_distillation_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_distillation_f16_f32(
    student_logits: *const loss_f16,
    teacher_logits: *const loss_f16,
    rows: usize,
    classes: usize,
    temperature: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_class::<loss_f16, f32, losses::Distillation>(
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
