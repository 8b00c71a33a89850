//! After a fork, the child has one thread: the thread that called fork.

/// Sees to it that a child knows of its having no helpers. False where that cannot be (no memory for it): then
/// there may be none.
#[cfg(unix)]
pub fn watch() -> bool {
    use std::sync::atomic::{AtomicBool, Ordering};

    static WATCHING: AtomicBool = AtomicBool::new(false);

    if !WATCHING.load(Ordering::Relaxed) {
        // Two threads at once may both get here. Forgetting twice does no harm.
        // SAFETY: the handler is code of the library, which is never unloaded (-z nodelete).
        if unsafe { libc::pthread_atfork(None, None, Some(in_child)) } != 0 {
            return false;
        }
        WATCHING.store(true, Ordering::Relaxed);
    }
    true
}

#[cfg(unix)]
extern "C" fn in_child() {
    // SAFETY: there is no other thread, and this one is in fork(), which the library does not call.
    unsafe {
        super::pool::forget();
        super::invitation::forget();
    }
}

#[cfg(not(unix))]
pub fn watch() -> bool {
    true
}
