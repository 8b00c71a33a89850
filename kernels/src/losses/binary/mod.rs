//! Two classes. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod asymmetric_bce_logits;
mod bce;
mod bce_logits;
mod exponential;
mod focal;
mod focus;
mod hinge;
mod hinge_embedding;
mod modified_huber;
mod perceptron;
mod poly1_bce_logits;
mod sigmoid_focal;
mod smoothing;
mod soft_margin;
mod squared_hinge;

pub use asymmetric_bce_logits::AsymmetricBceLogits;
pub use bce::Bce;
pub use bce_logits::BceLogits;
pub use exponential::Exponential;
pub use focal::Focal;
pub use focus::Focus;
pub use hinge::Hinge;
pub use hinge_embedding::HingeEmbedding;
pub use modified_huber::ModifiedHuber;
pub use perceptron::Perceptron;
pub use poly1_bce_logits::Poly1BceLogits;
pub use sigmoid_focal::SigmoidFocal;
pub use smoothing::Smoothing;
pub use soft_margin::SoftMargin;
pub use squared_hinge::SquaredHinge;
