//! Backward pass of a linear layer and log-probabilities of tokens.
//!
//! grad_hidden = G · weight,  grad_weight = Gᵀ · hidden,  grad_bias = Σ G over the positions.
//!
//! G = ∂/∂x is the gradient of loss_token_log_prob_backward by the logits x = hidden · weightᵀ + bias, with its bits: from
//! d_log_prob, d_entropy and d_sequence, each 0 where it is NULL. The logits of 64 to 256 positions at a time are made again
//! in the workspace, with the bits that they had in loss_linear_token_log_prob, and products are added up in the order of
//! loss_linear_cross_entropy. From d_log_prob alone, of which none is 0, the gradients are those of that function with
//! LOSS_SUM and the weights −d_log_prob, to the bit.
//!
//! `lse` and `entropy` spare a pass over each row where there is d_entropy, as in loss_token_log_prob_backward. LOSS_ACCUMULATE
//! adds to all gradients that are given. A position that does not count, or of which all derivatives are 0, is left out of
//! the products: its hidden state may hold anything and its gradient is 0. Otherwise 0·∞ in a product is NaN. There is no
//! second derivative.
//!
//! Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
