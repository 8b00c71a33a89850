//! Losses of rows of vectors. To be listed by `cargo xtask gen`.

mod cosine_embedding;
mod distance;
mod triplet;

pub use cosine_embedding::CosineEmbedding;
pub use distance::Norm;
pub use triplet::Triplet;
