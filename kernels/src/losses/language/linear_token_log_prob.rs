//! Linear layer and log-probabilities of tokens, without a matrix of logits.
//!
//! x = hidden · weightᵀ + bias,  log_prob = z_y − lse,  entropy = −Σ_c p_c log p_c,  z = softcap(x/T) + class_bias.
//!
//! Everything is as in loss_token_log_prob for the logits x, with its bits; only the sum over a sequence may differ from it in
//! the last digit of a double. Logits are those of loss_linear_cross_entropy: made for 64 to 256 positions at a time in the
//! workspace, with the same bits for any size of it, number of threads and instruction set. So log_prob is −loss of that
//! function, if both are asked for the entropy or neither is.
//!
//! A preference or policy loss takes these numbers, and loss_linear_token_log_prob_backward takes its derivatives back to
//! hidden states and weights. Positions that do not count (mask, ignore_index, the last one of a shifted sequence) have 0 in
//! all outputs, and their hidden states may hold anything.
//!
//! Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
