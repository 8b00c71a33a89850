//! Linear layer and softmax cross-entropy, without a matrix of logits.
//!
//! x = hidden · weightᵀ + bias,  l = A·lse − Σ_c a_c z_c + W·ζ·lse²,  z = softcap(x/T) + class_bias.
//!
//! grad_hidden = G · weight,  grad_weight = Gᵀ · hidden,  grad_bias = Σ G over the rows.
//!
//! G = ∂value/∂x, and everything else is as in loss_cross_entropy for the logits x: all class options but those of a matrix
//! of logits, all reductions, weights and outputs. The logits of a few rows at a time are in the workspace, at least
//! those of 64 rows or of all; a larger one, up to what the query says, saves time. No result depends on its size, on threads or
//! on the instruction set: sums over dim and over classes are chains of 256 fused multiply-adds in the type of the
//! arrays, sums over rows chains of 64, and the sums of the chains are added in order, to the bias where there is one.
//! Without a workspace the status is LOSS_ERROR_NULL_POINTER, with fewer bytes than the query has for one thread
//! LOSS_ERROR_SIZE.
//!
//! A row that does not count is left out of the products: its hidden state may hold anything and its gradient is 0, as
//! is that of a row that weighs 0. Otherwise 0·∞ in a product is NaN. There is no second derivative.
//!
//! Reference: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, section 4.
