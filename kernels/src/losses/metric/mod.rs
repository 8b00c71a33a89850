//! Vectors and metric learning. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod arcface;
mod contrastive;
mod cosface;
mod cosine;
mod cosine_distance;
mod cosine_embedding;
mod distance;
mod margin_ranking;
mod pair_logistic;
mod pairwise_distance;
mod triplet;
mod triplet_cosine;

pub use arcface::Arcface;
pub use contrastive::Contrastive;
pub use cosface::Cosface;
pub use cosine_distance::CosineDistance;
pub use cosine_embedding::CosineEmbedding;
pub use distance::Distance;
pub use margin_ranking::MarginRanking;
pub use pair_logistic::PairLogistic;
pub use pairwise_distance::PairwiseDistance;
pub use triplet::Triplet;
pub use triplet_cosine::TripletCosine;
