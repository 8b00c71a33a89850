//! A call as C makes it: pointers, sizes and structs that need not be right.

use super::buffer::{Buffer, Place};
use loss::{ClassOptions, Options, loss_status};
use std::ptr::null;

/// Calls a function with those of the arguments that it has.
///
/// # Safety
/// Arrays are as long as the header says, or the call is refused before they are touched.
pub type Call<E> = unsafe fn(&Arguments<E>, *const Options<E>, *const ClassOptions<E>) -> loss_status;

/// The arguments of a call. A function has no use for all of them.
#[derive(Clone, Copy)]
pub struct Arguments<E> {
    pub kind: u32,
    /// What the loss is differentiated by.
    pub input: *const E,
    pub second: *const E,
    pub third: *const E,
    pub target: *const E,
    pub index: *const i64,
    /// Constant arrays that may be left out, in their order.
    pub optional: [*const E; 2],
    /// Rows; elements for functions without rows of elements.
    pub rows: usize,
    /// Elements of two inputs that have lengths of their own.
    pub batches: [usize; 2],
    /// Elements of a row.
    pub classes: usize,
    pub seq_len: usize,
    pub scalars: [f64; 4],
    /// None: NULL.
    pub options: Option<Options<E>>,
    pub class_options: Option<ClassOptions<E>>,
    pub value: *mut f64,
    pub gradient: *mut E,
    pub second_gradient: *mut E,
    pub third_gradient: *mut E,
}

impl<E: Copy> Arguments<E> {
    /// Calls the function, with the option structs at this place in memory that is only read.
    ///
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    pub unsafe fn pass_to(&self, call: Call<E>, place: Place) -> loss_status {
        let options = self.options.map(|options| Buffer::of(&[options], place));
        let class_options = self.class_options.map(|options| Buffer::of(&[options], place));
        let o = options.as_ref().map_or(null(), Buffer::input);
        let c = class_options.as_ref().map_or(null(), Buffer::input);
        // SAFETY: the caller's.
        unsafe { call(self, o, c) }
    }

    /// Sequences.
    pub fn batch(&self) -> usize {
        self.rows.checked_div(self.seq_len).unwrap_or(1)
    }
}
