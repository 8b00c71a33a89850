//! Causal language modelling: softmax cross-entropy with the next token.
//!
//! l_(b,t) = cross-entropy of logits (b, t) with tokens (b, t + 1), for t < seq_len − 1.
//! ∂l/∂z as in loss_cross_entropy; 0 at the last position of each sequence.
//!
//! The loss of GPT-like models. Nothing is copied or shifted: the function compares each position with the
//! next token, and the last position of each sequence does not count and is never read. A row is a position:
//! weights, mask and the outputs of the options have batch·seq_len entries, and an entry belongs to the position
//! that predicts, not to the token that is predicted. A sequence of one token has nothing to predict.
//!
//! The options mean what they mean in loss_cross_entropy: ignore_index for padding (a position does not count
//! if its next token is ignore_index), row_stride for padded vocabularies, `sums` for the perplexity
//! exp(loss / weight) of many batches.
//!
//! Reference: A. Radford, K. Narasimhan, T. Salimans, I. Sutskever, Improving language understanding by
//! generative pre-training, 2018, equation 1.

use crate::losses::CrossEntropy;

/// Rows that are positions of sequences; the mathematics is that of [`CrossEntropy`].
pub type CausalLm = CrossEntropy;
