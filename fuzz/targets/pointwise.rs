//! Losses of single elements, penalties, and adversaries.
#![no_main]

use libloss_fuzz::Driver::{Discriminator, Elementwise, Generator, Penalty};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(&[Elementwise, Penalty, Discriminator, Generator], bytes));
