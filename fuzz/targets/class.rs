//! Losses over classes, and softmax.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(
    &["cross_entropy", "causal_lm", "cross_entropy_soft", "nll", "softmax", "log_softmax"],
    bytes
));
