//! Losses of single elements and penalties.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(
    &["mse", "rmse", "hinge", "bce", "bce_logits", "l1_penalty", "l2_penalty", "elastic_net_penalty"],
    bytes
));
