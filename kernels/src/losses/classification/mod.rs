//! Many classes. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod cross_entropy;
mod cross_entropy_prob;
mod cross_entropy_soft;
mod log_softmax;
mod nll;
mod softmax;
mod softmax_backward;

pub use cross_entropy::CrossEntropy;
pub use cross_entropy_prob::CrossEntropyProb;
pub use cross_entropy_soft::CrossEntropySoft;
pub use log_softmax::LogSoftmax;
pub use nll::Nll;
pub use softmax::Softmax;
pub use softmax_backward::SoftmaxBackward;
