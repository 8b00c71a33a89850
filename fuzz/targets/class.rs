//! Losses over classes, and softmax.
#![no_main]

use libloss_fuzz::Driver::{Class, Cosines, Sequence, Softmax, SoftmaxBackward};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| libloss_fuzz::run(
    &[Class, Cosines, Sequence, Softmax, SoftmaxBackward],
    bytes
));
