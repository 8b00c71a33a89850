//! A linear layer in half precision: hidden states, weights, bias and their gradients of 16 bits, all other arrays of `f32` and
//! `f64`. Logits and sums are those of `f32`.

use super::layer::{Gradients, any_linear_workspace};
use super::linear::{Layer, any_linear_cross_entropy};
use super::linear_tokens::{
    LayerPositions, any_linear_token_log_prob, any_linear_token_log_prob_backward, any_linear_token_log_prob_workspace,
};
use super::tokens::{Derivatives, LogProbs};
use crate::Options;
use crate::error::Failure;
use loss_kernels::linear;
use loss_kernels::shape::matrices::{Half, HalfSink, HalfSource, Stored, StoredGradient};

/// What has to be kept of gradients of G.
fn kept<G: StoredGradient>(wanted: bool) -> linear::Gradients {
    linear::Gradients::new(wanted, G::HALF)
}

/// Gradients as the kernels have them.
fn sinks<G: StoredGradient>(gradients: &Gradients<*mut G>) -> Gradients<HalfSink> {
    let Gradients { grad_hidden, grad_weight, grad_bias } = *gradients;
    Gradients { grad_hidden: G::sink(grad_hidden), grad_weight: G::sink(grad_weight), grad_bias: G::sink(grad_bias) }
}

/// Positions as the kernels have them.
fn stored<I: Stored>(positions: &LayerPositions<f32, *const I>) -> LayerPositions<f32, HalfSource> {
    let LayerPositions { hidden, weight, bias, tokens, batch, seq_len, dim, vocab, shift, class_options, options } =
        *positions;
    let [hidden, weight, bias] = [hidden, weight, bias].map(I::source);
    LayerPositions { hidden, weight, bias, tokens, batch, seq_len, dim, vocab, shift, class_options, options }
}

/// The bytes of the workspace for sizes, gradients of G, and the threads of the options. SIZE_MAX: the sizes overflow.
pub fn half_linear_workspace<G: StoredGradient>(
    sizes: [usize; 3],
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    any_linear_workspace(sizes, kept::<G>(gradient != 0), options)
}

/// The same for log-probabilities of tokens, of the backward function if there is a gradient.
pub fn half_linear_token_log_prob_workspace<G: StoredGradient>(
    sizes: [usize; 4],
    gradient: u32,
    options: *const Options<f32>,
) -> usize {
    any_linear_token_log_prob_workspace(sizes, kept::<G>(gradient != 0), options)
}

/// A linear layer and the cross-entropy of its logits through the ABI.
pub fn half_linear_cross_entropy<I: Stored, G: StoredGradient>(
    layer: Layer<f32, *const I>,
    gradients: Gradients<*mut G>,
    value: *mut f64,
) -> Result<(), Failure> {
    let Layer { hidden, weight, bias, target, rows, dim, classes, class_options, options } = layer;
    let [hidden, weight, bias] = [hidden, weight, bias].map(I::source);
    let layer = Layer { hidden, weight, bias, target, rows, dim, classes, class_options, options };
    let gradients = sinks(&gradients);
    any_linear_cross_entropy::<f32, Half>(&layer, gradients, kept::<G>(gradients.are_wanted()), value)
}

/// Log-probabilities, lse and entropies of positions, and sums over sequences, through the ABI.
pub fn half_linear_token_log_prob<I: Stored>(
    positions: LayerPositions<f32, *const I>,
    outputs: LogProbs<f32>,
) -> Result<(), Failure> {
    any_linear_token_log_prob::<f32, Half>(&stored(&positions), outputs)
}

/// The gradients by hidden states, weights and bias, from the derivatives by log-probabilities and entropies, through the
/// ABI.
pub fn half_linear_token_log_prob_backward<I: Stored, G: StoredGradient>(
    positions: LayerPositions<f32, *const I>,
    given: Derivatives<f32>,
    gradients: Gradients<*mut G>,
) -> Result<(), Failure> {
    any_linear_token_log_prob_backward::<f32, Half>(&stored(&positions), &given, sinks(&gradients), kept::<G>(true))
}
