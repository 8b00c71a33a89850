//! Losses of two inputs, and adversaries.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&["vae_kl", "gan_discriminator", "gan_generator"], bytes));
