//! Connectionist temporal classification: sums over all paths through a lattice of frames and states.
//!
//! # Numbers
//!
//! A state of the lattice is a probability m·2^e, two doubles: 1 ≤ m < 2 and an integer e. A sum is brought to the largest of
//! its exponents, a product adds them, and neither needs a logarithm or an exponential per state: only the emissions do, one
//! exponential per label and frame. Nothing leaves the range, as it would if all states of a frame were scaled alike: a
//! state that decides in the end may be below 2^−1022 of the largest one for a while. And as exponents are added exactly,
//! the rounding errors of a product of three do not grow with the size of the logarithms, as they do in γ = e^(α + β − log P).
//! Zero is m = 0 with the lowest number that there is as its exponent, and not a probability of any size.
//!
//! # States
//!
//! Blanks and labels are in arrays of their own: b(j), 0 ≤ j ≤ L, is the blank behind j labels, y(j), 1 ≤ j ≤ L, the j-th
//! label, y(0) is always zero. So all lanes of a vector do the same:
//!
//! ```text
//! forward   b'(j) = (b(j) + y(j))·p(blank)                  y'(j) = (y(j) + b(j−1) + skip(j)·y(j−1))·p(label j)
//! backward  b'(j) = c_b(j) + c_y(j+1)                       y'(j) = c_y(j) + c_b(j) + skip(j+1)·c_y(j+1)
//!           c_b(j) = b'(j)·p(blank), c_y(j) = y'(j)·p(label j)
//! ```
//!
//! skip(j) is 1 where label j differs from the one before it. Each begins with a frame that is not there: b(0) = 1, or
//! c_b(L) = 1. Lanes beyond L stay zero, as their emission is.
//!
//! # Frames
//!
//! The frames are finished from the last to the first, and the gradient of each is written where its logits were. The
//! softmax of a frame is found in the forward pass, as its largest logit and the inverse of its sum, and p is formed anew
//! for the gradient. An emission is e^(x − largest) / sum, in parts.
//!
//! [`Sequence::run`] is ordinary code between kernels: those of the lattice are compiled once, those that read logits once
//! per type of array.

mod frame;
mod room;
mod scaled;
mod sequence;
mod step;

pub use room::{Room, Sizes};
pub use sequence::Sequence;

/// What the numbers of a frame are.
pub trait Emissions {
    /// Logits, of which a softmax makes probabilities; else the logarithms of probabilities.
    const LOGITS: bool;
}
