//! A call as C makes it: pointers, sizes and structs that need not be right.

use super::buffer::{Buffer, Place};
use loss::{ClassOptions, Options, loss_status};
use std::ptr::null;

type OptionsIn<E> = *const Options<E>;
type ClassesIn<E> = *const ClassOptions<E>;

/// An exported function, by the shape of its loss.
#[derive(Clone, Copy)]
pub enum Function<E> {
    Pointwise(Elements<E>),
    PointwiseScalar(
        unsafe extern "C" fn(*const E, *const E, usize, f64, OptionsIn<E>, *mut f64, *mut E) -> loss_status,
    ),
    Penalty(unsafe extern "C" fn(*const E, usize, f64, OptionsIn<E>, *mut f64, *mut E) -> loss_status),
    PenaltyTwo(unsafe extern "C" fn(*const E, usize, f64, f64, OptionsIn<E>, *mut f64, *mut E) -> loss_status),
    Rowwise(unsafe extern "C" fn(*const E, *const E, usize, usize, OptionsIn<E>, *mut f64, *mut E) -> loss_status),
    Index(Rows<E, i64>),
    Sequence(Sequences<E>),
    Soft(Rows<E, E>),
    Softmax(unsafe extern "C" fn(*const E, usize, usize, ClassesIn<E>, *mut E) -> loss_status),
    Teacher(Logits<E>),
    Divergence(Logits<E>),
    Pair(unsafe extern "C" fn(*const E, *const E, usize, usize, OptionsIn<E>, *mut f64, *mut E, *mut E) -> loss_status),
    Discriminator(Discriminator<E>),
    Generator(unsafe extern "C" fn(u32, *const E, usize, OptionsIn<E>, *mut f64, *mut E) -> loss_status),
    Combine(unsafe extern "C" fn(*const f64, *const f64, usize, *mut f64) -> loss_status),
    Uncertainty(
        unsafe extern "C" fn(*const f64, *const E, *const f64, usize, *mut f64, *mut f64, *mut E) -> loss_status,
    ),
}

type Elements<E> = unsafe extern "C" fn(*const E, *const E, usize, OptionsIn<E>, *mut f64, *mut E) -> loss_status;
type Rows<E, T> =
    unsafe extern "C" fn(*const E, *const T, usize, usize, ClassesIn<E>, OptionsIn<E>, *mut f64, *mut E) -> loss_status;
type Sequences<E> = unsafe extern "C" fn(
    *const E,
    *const i64,
    usize,
    usize,
    usize,
    ClassesIn<E>,
    OptionsIn<E>,
    *mut f64,
    *mut E,
) -> loss_status;
type Logits<E> = unsafe extern "C" fn(
    *const E,
    *const E,
    usize,
    usize,
    f64,
    ClassesIn<E>,
    OptionsIn<E>,
    *mut f64,
    *mut E,
) -> loss_status;
type Discriminator<E> =
    unsafe extern "C" fn(u32, *const E, usize, *const E, usize, OptionsIn<E>, *mut f64, *mut E, *mut E) -> loss_status;

impl<E> Function<E> {
    /// It takes options, as all but those that make one value of several do.
    pub fn has_options(&self) -> bool {
        !matches!(self, Function::Combine(_) | Function::Uncertainty(_))
    }

    /// It takes class options.
    pub fn over_classes(&self) -> bool {
        use Function::{Divergence, Index, Sequence, Soft, Softmax, Teacher};
        matches!(self, Index(_) | Sequence(_) | Soft(_) | Softmax(_) | Teacher(_) | Divergence(_))
    }

    /// It has two inputs, with a gradient for each.
    pub fn has_two_gradients(&self) -> bool {
        matches!(self, Function::Pair(_) | Function::Discriminator(_))
    }
}

/// The arguments of a call. A function has no use for all of them.
pub struct Arguments<E> {
    pub kind: u32,
    pub input: *const E,
    pub target: *const E,
    pub index: *const i64,
    pub rows: usize,
    /// Elements of two inputs that have lengths of their own.
    pub batches: [usize; 2],
    pub classes: usize,
    pub seq_len: usize,
    pub scalars: [f64; 2],
    /// None: NULL.
    pub options: Option<Options<E>>,
    pub class_options: Option<ClassOptions<E>>,
    pub value: *mut f64,
    pub gradient: *mut E,
    pub second_gradient: *mut E,
}

impl<E: Copy> Arguments<E> {
    /// Calls the function, with the option structs at this place in memory that is only read.
    ///
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    pub unsafe fn pass_to(&self, function: Function<E>, place: Place) -> loss_status {
        let options = self.options.map(|options| Buffer::of(&[options], place));
        let class_options = self.class_options.map(|options| Buffer::of(&[options], place));
        let o = options.as_ref().map_or(null(), Buffer::input);
        let c = class_options.as_ref().map_or(null(), Buffer::input);
        let Self { kind, input: x, target: y, index, rows, batches: [n, m], classes, seq_len, .. } = *self;
        let ([p, q], value, grad, grad_y) = (self.scalars, self.value, self.gradient, self.second_gradient);
        // SAFETY: the caller's.
        unsafe {
            match function {
                Function::Pointwise(f) => f(x, y, rows, o, value, grad),
                Function::PointwiseScalar(f) => f(x, y, rows, p, o, value, grad),
                Function::Penalty(f) => f(x, rows, p, o, value, grad),
                Function::PenaltyTwo(f) => f(x, rows, p, q, o, value, grad),
                Function::Rowwise(f) => f(x, y, rows, classes, o, value, grad),
                Function::Index(f) => f(x, index, rows, classes, c, o, value, grad),
                Function::Sequence(f) => {
                    let batch = rows.checked_div(seq_len).unwrap_or(1);
                    f(x, index, batch, seq_len, classes, c, o, value, grad)
                }
                Function::Soft(f) => f(x, y, rows, classes, c, o, value, grad),
                Function::Softmax(f) => f(x, rows, classes, c, grad),
                Function::Teacher(f) | Function::Divergence(f) => f(x, y, rows, classes, p, c, o, value, grad),
                Function::Pair(f) => f(x, y, rows, classes, o, value, grad, grad_y),
                Function::Discriminator(f) => f(kind, x, n, y, m, o, value, grad, grad_y),
                Function::Generator(f) => f(kind, x, rows, o, value, grad),
                Function::Combine(_) | Function::Uncertainty(_) => panic!("called by a way of its own"),
            }
        }
    }
}
