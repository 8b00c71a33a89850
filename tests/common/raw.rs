//! A call as C makes it: pointers, sizes and structs that need not be right.

use super::buffer::{Buffer, Place};
use loss::{ClassOptions, Options, loss_status};
use std::ptr::{null, null_mut};

/// Calls a function with those of the arguments that it has.
///
/// # Safety
/// Arrays are as long as the header says, or the call is refused before they are touched.
pub type Call<E, I = E, G = E> =
    unsafe fn(&Arguments<E, I, G>, *const Options<E>, *const ClassOptions<E>) -> loss_status;

/// The arguments of a call. A function has no use for all of them. Inputs and targets are of I, gradients of G, the arrays of
/// the options of E.
#[derive(Clone, Copy)]
pub struct Arguments<E, I = E, G = E> {
    pub kind: u32,
    /// What the loss is differentiated by.
    pub input: *const I,
    pub second: *const I,
    pub third: *const I,
    pub target: *const I,
    pub index: *const i64,
    /// A byte per row.
    pub bytes: *const u8,
    /// Constant arrays that may be left out, in their order.
    pub optional: [*const I; 4],
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
    pub gradient: *mut G,
    pub second_gradient: *mut G,
    pub third_gradient: *mut G,
}

impl<E, I, G> Arguments<E, I, G> {
    /// No arrays, no elements, no options.
    pub const NONE: Self = Self {
        kind: 0,
        input: null(),
        second: null(),
        third: null(),
        target: null(),
        index: null(),
        bytes: null(),
        optional: [null(); 4],
        rows: 0,
        batches: [0; 2],
        classes: 0,
        seq_len: 0,
        scalars: [0.0; 4],
        options: None,
        class_options: None,
        value: null_mut(),
        gradient: null_mut(),
        second_gradient: null_mut(),
        third_gradient: null_mut(),
    };
}

impl<E: Copy, I, G> Arguments<E, I, G> {
    /// Calls the function, with the option structs at this place in memory that is only read.
    ///
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    pub unsafe fn pass_to(&self, call: Call<E, I, G>, place: Place) -> loss_status {
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
