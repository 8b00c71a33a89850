//! Connectionist temporal classification, of logarithms of probabilities.
//!
//! L = −log Σ_paths Π_t e^(log_prob_{t, path_t}).  dL/dlog_prob_{t,c} = −Γ_t(c).
//!
//! As loss_ctc without its softmax, for models that give log-probabilities. The derivative is exact, whether or not the
//! numbers of a frame are normalised. PyTorch's is p_t(c) − Γ_t(c) instead, which is right only where a log_softmax comes before
//! it: the derivative by the logits before that is the same.
//!
//! Only the blank and the labels of a sequence are read: any other class may hold NaN, and has the gradient 0. Among those, −∞
//! is a probability of 0, and NaN or +∞ gives NaN. The loss may be below 0 where the numbers are not normalised. The workspace
//! is that of loss_ctc: see loss_ctc_workspace_f32.
//!
//! Reference: A. Graves et al., Connectionist temporal classification: labelling unsegmented sequence data with recurrent
//! neural networks, ICML 2006, sections 4.1 and 4.2.

use crate::lattice::Emissions;

/// −log Σ_paths Π_t e^log_prob.
#[derive(Clone, Copy, Debug)]
pub struct CtcLogProb;

impl Emissions for CtcLogProb {
    const LOGITS: bool = false;
}
