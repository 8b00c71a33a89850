//! Losses that add up over rows.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(
    &["cross_entropy_prob", "kl_div", "kl_div_log_target", "kl_div_prob"],
    bytes
));
