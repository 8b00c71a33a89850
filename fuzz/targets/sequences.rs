//! Losses of sequences.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::sequences(bytes));
