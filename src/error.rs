//! The sentence that belongs to a status, one per thread, without allocation.

use crate::loss_status;
use std::cell::UnsafeCell;
use std::ffi::c_char;
use std::fmt::{self, Write};

/// Bytes of a message, the closing 0 included. Longer ones are cut.
const CAPACITY: usize = 256;

struct Message(UnsafeCell<[u8; CAPACITY]>);

thread_local! {
    // Constant and without a destructor: no allocation, and nothing runs when a thread ends.
    static MESSAGE: Message = const { Message(UnsafeCell::new([0; CAPACITY])) };
}

/// An error whose message is already in place.
#[derive(Debug)]
pub struct Failure(pub loss_status);

/// Stores the message for this thread.
pub fn record(status: loss_status, message: fmt::Arguments<'_>) -> Failure {
    struct Cursor<'a> {
        text: &'a mut [u8; CAPACITY],
        length: usize,
    }
    impl Write for Cursor<'_> {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            let room = CAPACITY - 1 - self.length;
            let mut count = part.len().min(room);
            while !part.is_char_boundary(count) {
                count -= 1;
            }
            self.text[self.length..self.length + count].copy_from_slice(&part.as_bytes()[..count]);
            self.length += count;
            Ok(())
        }
    }
    MESSAGE.with(|buffer| {
        // SAFETY: the buffer belongs to this thread and no other reference to it exists: this
        // function does not call itself, and readers hold a raw pointer.
        let mut cursor = Cursor { text: unsafe { &mut *buffer.0.get() }, length: 0 };
        // Writing to the buffer does not fail; it cuts.
        let _ = cursor.write_fmt(message);
        let length = cursor.length;
        cursor.text[length] = 0;
    });
    Failure(status)
}

/// The message of this thread.
pub fn last() -> *const c_char {
    MESSAGE.with(|buffer| buffer.0.get().cast_const().cast())
}

/// A number in a message: as a message has no room for hundreds of digits, with an exponent where it is large or small.
pub struct Number(pub f64);

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number) = self;
        if *number == 0.0 || (1e-5..1e16).contains(&number.abs()) {
            write!(formatter, "{number}")
        } else {
            write!(formatter, "{number:e}")
        }
    }
}

/// `fail!(STATUS, "format", …)`: an `Err` with its message.
macro_rules! fail {
    ($status:ident, $($message:tt)*) => {
        Err($crate::error::record($crate::loss_status::$status, format_args!($($message)*)))
    };
}
pub(crate) use fail;
