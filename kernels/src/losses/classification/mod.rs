//! Many classes. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod categorical_hinge;
mod coral;
mod corn;
mod cross_entropy;
mod cross_entropy_prob;
mod cross_entropy_soft;
mod cumulative_link;
mod log_softmax;
mod multi_margin;
mod multiclass_hinge;
mod multiclass_perceptron;
mod multilabel_soft_margin;
mod nll;
mod rival;
mod softmax;
mod softmax_backward;
mod sparsemax;

pub use categorical_hinge::CategoricalHinge;
pub use coral::Coral;
pub use corn::Corn;
pub use cross_entropy::CrossEntropy;
pub use cross_entropy_prob::CrossEntropyProb;
pub use cross_entropy_soft::CrossEntropySoft;
pub use cumulative_link::CumulativeLink;
pub use log_softmax::LogSoftmax;
pub use multi_margin::MultiMargin;
pub use multiclass_hinge::MulticlassHinge;
pub use multiclass_perceptron::MulticlassPerceptron;
pub use multilabel_soft_margin::MultilabelSoftMargin;
pub use nll::Nll;
pub use softmax::Softmax;
pub use softmax_backward::SoftmaxBackward;
pub use sparsemax::Sparsemax;
