//! Losses of preferences, of pairs of answers and of single ones.
#![no_main]

use libloss_fuzz::Driver::{Preference, PreferenceUnpaired};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&[Preference, PreferenceUnpaired], bytes));
