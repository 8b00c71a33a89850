//! Losses that add up over rows.
#![no_main]

use libloss_fuzz::Driver::RowSums;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&[RowSums], bytes));
