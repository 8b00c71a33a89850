//! A student's logits against a teacher's.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&["distillation", "js_div"], bytes));
