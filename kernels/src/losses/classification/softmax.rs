//! Softmax.
//!
//! out_c = e^z_c / Σ_k e^z_k over each row, z the logits after temperature, softcap and
//! class_bias.
//!
//! Turns logits into probabilities. A logit of −∞ gives 0; a row in which all logits are −∞ gives NaN.
//!
//! Reference: J. S. Bridle, Probabilistic interpretation of feedforward classification network
//! outputs, 1990.

use crate::shape::class::{ClassLoss, Output};

/// Logits to probabilities.
#[derive(Clone, Copy, Debug, Default)]
pub struct Softmax;

impl ClassLoss for Softmax {
    const OUTPUT: Output = Output::Probability;
}
