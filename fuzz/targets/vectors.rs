//! Losses of rows of vectors.
#![no_main]

use libloss_fuzz::Driver::{GroupPenalty, Vectors};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&[Vectors, GroupPenalty], bytes));
