//! Vectors and metric learning. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod cosine_embedding;
mod distance;
mod triplet;

pub use cosine_embedding::CosineEmbedding;
pub use triplet::Triplet;
