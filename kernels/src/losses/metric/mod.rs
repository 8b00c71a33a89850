//! Vectors and metric learning. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod arcface;
mod cosface;
mod cosine_embedding;
mod distance;
mod margin_ranking;
mod pair_logistic;
mod triplet;

pub use arcface::Arcface;
pub use cosface::Cosface;
pub use cosine_embedding::CosineEmbedding;
pub use margin_ranking::MarginRanking;
pub use pair_logistic::PairLogistic;
pub use triplet::Triplet;
