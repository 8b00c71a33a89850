//! Log-probabilities of tokens in half precision: logits and their gradient of 16 bits, all other arrays of `f32` and `f64`.

use super::tokens::{Derivatives, LogProbs, Positions, any_token_log_prob, any_token_log_prob_backward};
use crate::error::Failure;
use loss_kernels::shape::matrices::{Half, HalfSource, Stored, StoredGradient};

/// The logits as the kernels have them.
fn stored<I: Stored>(positions: &Positions<f32, *const I>) -> Positions<f32, HalfSource> {
    let Positions { logits, tokens, batch, seq_len, vocab, shift, class_options, options } = *positions;
    Positions { logits: I::source(logits), tokens, batch, seq_len, vocab, shift, class_options, options }
}

/// Log-probabilities, lse and entropies of positions, and sums over sequences, through the ABI.
pub fn half_token_log_prob<I: Stored>(
    positions: Positions<f32, *const I>,
    outputs: LogProbs<f32>,
) -> Result<(), Failure> {
    any_token_log_prob::<f32, Half>(&stored(&positions), outputs)
}

/// The gradient by logits, from the derivatives by log-probabilities and entropies, through the ABI.
pub fn half_token_log_prob_backward<I: Stored, G: StoredGradient>(
    positions: Positions<f32, *const I>,
    given: Derivatives<f32>,
    gradient: *mut G,
) -> Result<(), Failure> {
    any_token_log_prob_backward::<f32, Half>(&stored(&positions), &given, G::sink(gradient))
}
