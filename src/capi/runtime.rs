//! Versions, errors, instruction sets and threads.

use crate::call::guard;
use crate::{error, isa, loss_status, par};
use std::ffi::{c_char, c_void};

/// A short text for a status code. It is a static string and never NULL, even for unknown codes.
#[unsafe(no_mangle)]
pub extern "C" fn loss_status_string(status: i32) -> *const c_char {
    let text = match status {
        0 => c"success",
        1 => c"an array is NULL, or nothing was asked for",
        2 => c"invalid argument",
        3 => c"sizes do not fit or overflow",
        4 => c"a class index is out of range",
        5 => c"an output overlaps another array",
        6 => c"out of memory",
        7 => c"internal error",
        _ => c"unknown status",
    };
    text.as_ptr()
}

/// A sentence about the last error of a loss_ function on this thread; it names the argument and the
/// row. The string is empty if there was no error, and valid until the next error on this thread.
#[unsafe(no_mangle)]
pub extern "C" fn loss_last_error() -> *const c_char {
    error::last()
}

/// The version of the library, "major.minor.patch".
#[unsafe(no_mangle)]
pub extern "C" fn loss_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The instruction set in use: "avx512", "avx2", "neon" or "scalar". The environment variable
/// LOSS_ISA, which is read at the first call, can select a simpler one. Results do not depend on the
/// instruction set.
#[unsafe(no_mangle)]
pub extern "C" fn loss_isa() -> *const c_char {
    let text = match isa::active().name() {
        loss_kernels::IsaName::Scalar => c"scalar",
        loss_kernels::IsaName::Avx2 => c"avx2",
        loss_kernels::IsaName::Avx512 => c"avx512",
        loss_kernels::IsaName::Neon => c"neon",
    };
    text.as_ptr()
}

/// Sets the largest number of threads for calls whose options do not set it, the calling thread
/// included. 1 means that no thread is started. 0 means the default: the environment variable
/// LOSS_NUM_THREADS, or without it the number of cores that this process may use. Results do not
/// depend on the number of threads.
#[unsafe(no_mangle)]
pub extern "C" fn loss_set_num_threads(threads: u32) -> loss_status {
    guard(|| {
        par::set_num_threads(threads);
        Ok(())
    })
}

/// The number of threads that loss_set_num_threads has set, or the default.
#[unsafe(no_mangle)]
pub extern "C" fn loss_num_threads() -> u32 {
    par::num_threads()
}

/// `loss_parallel_for` of the header: a function, behind a pointer to it.
#[repr(C)]
#[allow(non_camel_case_types)]
pub struct loss_parallel_for {
    _opaque: [u8; 0],
}

/// Lends the host's threads to the library: from now on, large calls run their tasks through
/// `function`, and the library uses no threads of its own. `function` gets `ctx` as its first argument;
/// its argument `tasks` is at most the number of threads of the call. If `function` is NULL, the library
/// uses its built-in thread pool again. A call that has begun keeps the function with which it began.
///
/// `function` must return normally, without longjmp or an exception. Results are right even if it does
/// not run each task exactly once: the caller runs the tasks that were left out, a task that is run twice
/// or too late does nothing, and if `function` returns early, the call waits for the tasks that have
/// begun.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_set_executor(function: *mut loss_parallel_for, ctx: *mut c_void) -> loss_status {
    guard(|| {
        // SAFETY: a pointer to a function of this type, or NULL, as the header's prototype says.
        let function = unsafe { std::mem::transmute::<*mut loss_parallel_for, Option<par::ParallelFor>>(function) };
        par::set_executor(function, ctx);
        Ok(())
    })
}
