//! The sentence of an error is cut where there is no more room for it.

// Not for the library's users, so a copy of their own.
#[path = "../src/error.rs"]
#[allow(unused)]
mod error;

use error::{last, record};
use loss::loss_status;
use std::ffi::CStr;
use std::fmt::Arguments;

/// Bytes that a sentence may have, without the 0 at its end.
const ROOM: usize = 255;

fn recorded(message: Arguments<'_>) -> String {
    record(loss_status::LOSS_ERROR_INTERNAL, message);
    // SAFETY: a text of this thread that ends with 0, and that nothing changes meanwhile.
    unsafe { CStr::from_ptr(last()) }.to_str().expect("whole characters").to_owned()
}

#[test]
fn a_long_sentence_is_cut() {
    assert_eq!(recorded(format_args!("{}", "a".repeat(1000))), "a".repeat(ROOM));
    // Nothing of a character that does not fit.
    let long = "é".repeat(1000);
    assert_eq!(recorded(format_args!("{long}")), "é".repeat(ROOM / 2));
    // In several parts, of which the last has no room at all.
    assert_eq!(recorded(format_args!("row {}: {long}{long}", 17)), format!("row 17: {}", "é".repeat((ROOM - 8) / 2)));
    assert_eq!(recorded(format_args!("")), "");
}
