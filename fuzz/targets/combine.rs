//! Several losses as one.
#![no_main]

use libloss_fuzz::Driver::{Combine, Uncertainty};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&[Combine, Uncertainty], bytes));
