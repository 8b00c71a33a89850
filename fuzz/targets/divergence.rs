//! A student's logits against a teacher's.
#![no_main]

use libloss_fuzz::Driver::{Divergence, Teacher};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&[Teacher, Divergence], bytes));
