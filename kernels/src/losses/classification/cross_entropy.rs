//! Softmax cross-entropy with class indices.
//!
//! l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  lse = log Σ_c e^z_c.
//! ∂l/∂z_c = (A + 2·w_y·ζ·lse)·p_c − a_c,  p = softmax(z), a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c,
//! A = Σ a_c.  ∂²l/∂z_c² = A·p(1 − p) + 2·w_y·ζ·(p² + lse·p(1 − p)).
//!
//! z are the logits after temperature, softcap and class_bias, y the target, K the number of classes, w the class
//! weights, ε the label smoothing, ζ the z-loss. A class_bias of τ·log π_c, π the frequencies of the classes, is
//! logit adjustment, with τ = 1 balanced softmax; −∞ leaves a class out. This is the loss of classifiers and language models. The mean is
//! PyTorch's: Σ w·l / Σ w·w_y with row weights w, without the rows whose y is ignore_index. The gradient at the
//! target is formed without the cancellation in p − 1, and the loss of a confident row without the cancellation
//! in lse − z_y.
//!
//! References: J. S. Bridle, Probabilistic interpretation of feedforward classification network
//! outputs, 1990; label smoothing: C. Szegedy et al., arXiv:1512.00567, section 7; z-loss:
//! A. Chowdhery et al., PaLM, arXiv:2204.02311, section 5; softcap: Gemma 2, arXiv:2408.00118,
//! section 2; class_bias: A. Menon et al., arXiv:2007.07314, section 4.

use crate::shape::class::ClassLoss;

/// Logits against class indices.
#[derive(Clone, Copy, Debug, Default)]
pub struct CrossEntropy;

impl ClassLoss for CrossEntropy {}
