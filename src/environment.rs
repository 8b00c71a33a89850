//! The host's environment variables, without allocation: `std::env` allocates, and ends the process if the allocation
//! fails.

use std::ffi::CStr;

/// What `read` makes of a variable's text; `None` also where there is none, or no text.
#[cfg(unix)]
pub fn variable<T>(name: &CStr, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    // SAFETY: a name that ends with 0; what is returned is NULL or a string of the environment, which is read before
    // this returns. A host that changes its environment while other threads run breaks getenv for all of its libraries.
    unsafe {
        let text = libc::getenv(name.as_ptr());
        if text.is_null() { None } else { CStr::from_ptr(text).to_str().ok().and_then(read) }
    }
}

/// The same.
#[cfg(windows)]
pub fn variable<T>(name: &CStr, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetEnvironmentVariableA(name: *const std::ffi::c_char, text: *mut u8, size: u32) -> u32;
    }
    // Longer ones are no words or numbers of ours.
    let mut text = [0; 64];
    // SAFETY: a name that ends with 0, and room for as many bytes as it is told.
    let length = unsafe { GetEnvironmentVariableA(name.as_ptr(), text.as_mut_ptr(), text.len() as u32) };
    text.get(..length as usize)
        .filter(|text| !text.is_empty())
        .and_then(|text| str::from_utf8(text).ok())
        .and_then(read)
}

/// The same, where nothing is known of the system.
#[cfg(not(any(unix, windows)))]
pub fn variable<T>(_: &CStr, _: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    None
}
