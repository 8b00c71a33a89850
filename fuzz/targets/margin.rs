//! Losses of margins between classes.
#![no_main]

use libloss_fuzz::Driver::Margin;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&[Margin], bytes));
