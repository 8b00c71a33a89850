//! Logarithm of softmax.
//!
//! out_c = z_c − log Σ_k e^z_k over each row, z the logits after temperature, softcap and
//! class_bias.
//!
//! Turns logits into log-probabilities, without the underflow of log(softmax(z)).
//!
//! Reference: J. S. Bridle, Probabilistic interpretation of feedforward classification network
//! outputs, 1990.

use crate::shape::class::{ClassLoss, Output};

/// Logits to log-probabilities.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogSoftmax;

impl ClassLoss for LogSoftmax {
    const OUTPUT: Output = Output::LogProbability;
}
