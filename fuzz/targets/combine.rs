//! Several losses as one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&["combine", "combine_uncertainty"], bytes));
