//! Generative models. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod adversarial;
mod gan_discriminator;
mod gan_generator;
mod gaussian_kl;
mod vae_kl;

pub use adversarial::Adversarial;
pub use gaussian_kl::GaussianKl;
pub use vae_kl::VaeKl;
