//! Connectionist temporal classification, of logits.
//!
//! L = −log Σ_paths Π_t p_t(path_t),  p = softmax(logits) of each frame.  dL/dx_{t,c} = p_t(c) − Γ_t(c).
//!
//! A path names a class per frame; the paths of a sequence are those that give its labels when neighbours that are equal
//! are made one and blanks are removed then. Γ_t(c) is the share of the paths that are at class c in frame t. For speech,
//! handwriting and all other sequences of which only the order of the labels is known: there are as many frames as labels
//! at least, and one more for each label that equals the one before it. The softmax is part of the function; its digits and
//! those of Γ are of double precision in both types.
//!
//! Labels are one sequence after the other, or padded: `target_stride` of `sequence_options` is then the distance from one
//! sequence to the next, and what is behind the labels of a sequence is not read. Frames are (batch, max_time, classes), or
//! as time_stride and batch_stride say: for (max_time, batch, classes) they are batch * classes and classes. Frames behind
//! the input length of a sequence are not read; their gradient is 0.
//!
//! Rows are sequences, with weight, mask and losses of `options`. normalization of `sequence_options` says how a sequence
//! counts: its loss as it is, divided by its number of labels (at least 1), by a constant, or the sum of losses divided by the
//! number of all labels. PyTorch's mean is LOSS_LENGTH_MEAN with LOSS_MEAN.
//!
//! A sequence without a path (too few frames, or every path has a probability of 0) has the loss +∞ and the gradient 0;
//! with the flag LOSS_ZERO_INFINITY the loss is 0. It weighs as much as any other. Without labels the loss is that of blanks
//! alone. A logit of −∞ is a probability of 0, one of +∞ is the whole of its frame. NaN in a frame, or a frame of −∞ or of
//! several +∞, gives NaN in its sequence. A sequence that is masked is not read, except its lengths. There is no second
//! derivative.
//!
//! It needs a workspace. Without one the status is LOSS_ERROR_NULL_POINTER, with fewer bytes than the query has for one thread
//! LOSS_ERROR_SIZE. Threads share the sequences, and no result depends on their number or on the workspace.
//!
//! Reference: A. Graves et al., Connectionist temporal classification: labelling unsegmented sequence data with recurrent
//! neural networks, ICML 2006, sections 4.1 and 4.2.

use crate::lattice::Emissions;

/// −log Σ_paths Π_t p_t.
#[derive(Clone, Copy, Debug)]
pub struct Ctc;

impl Emissions for Ctc {
    const LOGITS: bool = true;
}
