//! The status that every function returns that can fail.

/// The result of a call: 0 is success, errors are positive, and codes are never reused. After an
/// error no output has been written (with one exception: after LOSS_ERROR_INTERNAL, arrays may be
/// partly written), and loss_last_error() describes the error in a sentence.
#[repr(i32)]
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum loss_status {
    /// Success.
    LOSS_OK = 0,
    /// A required array is NULL, or all outputs are NULL.
    LOSS_ERROR_NULL_POINTER = 1,
    /// An option is out of range, unknown, or has no meaning for this loss.
    LOSS_ERROR_INVALID_ARGUMENT = 2,
    /// Sizes do not fit each other, or the size of an array in bytes overflows.
    LOSS_ERROR_SIZE = 3,
    /// A class index is outside [0, classes) and is not ignore_index.
    LOSS_ERROR_TARGET = 4,
    /// An output overlaps an input or another output. Only a gradient may overlap: it may be exactly
    /// the input that it differentiates.
    LOSS_ERROR_OVERLAP = 5,
    /// An allocation failed. No function of this version allocates memory, so none returns this code.
    LOSS_ERROR_OUT_OF_MEMORY = 6,
    /// A defect of the library: a panic, which was caught. Please report it. The process may continue
    /// and may call the library again. `value` and `sums` have not been written.
    LOSS_ERROR_INTERNAL = 7,
}
