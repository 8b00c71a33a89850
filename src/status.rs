//! What every fallible function returns.

/// What a function returns: 0 is success, errors are positive, codes are never reused. On an error
/// no output was written (LOSS_ERROR_INTERNAL may leave arrays partly written), and
/// loss_last_error() has a sentence about it.
#[repr(i32)]
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum loss_status {
    /// Success.
    LOSS_OK = 0,
    /// An array that is needed is NULL, or nothing was asked for.
    LOSS_ERROR_NULL_POINTER = 1,
    /// An option is out of range, unknown, or has no meaning for this loss.
    LOSS_ERROR_INVALID_ARGUMENT = 2,
    /// Sizes do not fit each other, or the size of an array in bytes overflows.
    LOSS_ERROR_SIZE = 3,
    /// A class index is outside [0, classes) and is not the index to ignore.
    LOSS_ERROR_TARGET = 4,
    /// An output overlaps an input or another output, other than a gradient that is exactly its
    /// input.
    LOSS_ERROR_OVERLAP = 5,
    /// Memory could not be had. No function of this version asks for memory, so none returns it.
    LOSS_ERROR_OUT_OF_MEMORY = 6,
    /// A defect of the library, please report it: a panic, which was stopped here. The process may go
    /// on, and so may calls. `value` and `sums` were not written.
    LOSS_ERROR_INTERNAL = 7,
}
