//! A thread can wait here until another thread changes something.

use std::cell::UnsafeCell;
use std::sync::{Condvar, Mutex, PoisonError};

/// What threads wait on. Like all of the pool it is in static memory, because a thread may still be about to
/// wake up others when the call that it worked for is over.
pub struct Event {
    lock: UnsafeCell<Mutex<()>>,
    changed: UnsafeCell<Condvar>,
}

// SAFETY: both are made for sharing; only `renew` changes them otherwise, when there is one thread.
unsafe impl Sync for Event {}

impl Event {
    pub const fn new() -> Self {
        Self { lock: UnsafeCell::new(Mutex::new(())), changed: UnsafeCell::new(Condvar::new()) }
    }

    fn parts(&self) -> (&Mutex<()>, &Condvar) {
        // SAFETY: never borrowed mutably, see `renew`.
        unsafe { (&*self.lock.get(), &*self.changed.get()) }
    }

    /// Returns when `done` holds, after looking `patience` times without going to sleep.
    pub fn wait(&self, patience: u32, done: impl Fn() -> bool) {
        for _ in 0..patience {
            if done() {
                return;
            }
            std::hint::spin_loop();
        }
        let (lock, changed) = self.parts();
        let mut held = lock.lock().unwrap_or_else(PoisonError::into_inner);
        while !done() {
            held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Wakes up who waits. What they look at has been changed before.
    pub fn notify(&self) {
        let (lock, changed) = self.parts();
        // Whoever has looked and found nothing holds the lock until it sleeps.
        drop(lock.lock().unwrap_or_else(PoisonError::into_inner));
        changed.notify_all();
    }

    /// As new, whatever it was.
    ///
    /// # Safety
    ///
    /// No other thread exists, and this one is not in another method of this event.
    #[cfg(unix)]
    pub unsafe fn renew(&self) {
        // SAFETY: no references to the parts exist, as the caller promises. Neither needs to be dropped: they
        // own nothing.
        unsafe {
            self.lock.get().write(Mutex::new(()));
            self.changed.get().write(Condvar::new());
        }
    }
}
