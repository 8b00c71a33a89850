//! Losses of rows of binary decisions.
#![no_main]

use libloss_fuzz::Driver::Decisions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&[Decisions], bytes));
