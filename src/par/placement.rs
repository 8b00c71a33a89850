//! Keeps a thread of the pool off the processor of its caller.
//!
//! A scheduler may wake a thread on the processor where it last ran, although the caller is busy there and other
//! processors are idle. A call on two threads then takes as long as on one. So a thread that last ran on the caller's
//! processor is excluded from it until the thread has woken up elsewhere. In the steady state each thread has a
//! processor of its own, and the cost is one look at the processor's number.

use std::sync::atomic::{AtomicI32, Ordering};

/// What is known of a thread of the pool.
pub struct Place {
    thread: AtomicI32,
    processor: AtomicI32,
    /// The processor that the thread was barred from, or [`NOWHERE`].
    barred: AtomicI32,
}

/// Of processors, which are numbered from 1 here: what is static and 0 takes no room in the library.
const NOWHERE: i32 = 0;

impl Place {
    pub const fn new() -> Self {
        Self { thread: AtomicI32::new(0), processor: AtomicI32::new(NOWHERE), barred: AtomicI32::new(NOWHERE) }
    }

    /// In a forked child: nothing is known.
    #[cfg(unix)]
    pub fn forget(&self) {
        self.thread.store(0, Ordering::Relaxed);
        self.processor.store(NOWHERE, Ordering::Relaxed);
        self.barred.store(NOWHERE, Ordering::Relaxed);
    }

    /// The thread itself, when it starts.
    pub fn settle(&self) {
        self.thread.store(system::thread(), Ordering::Relaxed);
        self.leave();
    }

    /// The thread itself, when it begins to work: free to go anywhere again.
    pub fn enter(&self) {
        let barred = self.barred.load(Ordering::Acquire);
        if barred != NOWHERE {
            system::change(0, barred, true);
            self.barred.store(NOWHERE, Ordering::Release);
        }
    }

    /// The thread itself, when it is done.
    pub fn leave(&self) {
        self.processor.store(system::processor(), Ordering::Relaxed);
    }

    /// The caller, before it wakes the thread.
    pub fn make_way(&self, caller: i32) {
        let (thread, processor) = (self.thread.load(Ordering::Relaxed), self.processor.load(Ordering::Relaxed));
        if processor != caller || thread == 0 || caller == NOWHERE {
            return;
        }
        if self.barred.compare_exchange(NOWHERE, caller, Ordering::AcqRel, Ordering::Relaxed).is_ok()
            && !system::change(thread, caller, false)
        {
            self.barred.store(NOWHERE, Ordering::Release);
        }
    }
}

/// The processor that the caller is on.
pub fn here() -> i32 {
    system::processor()
}

#[cfg(target_os = "linux")]
mod system {
    use std::mem::{size_of, zeroed};

    pub fn thread() -> i32 {
        // SAFETY: asks for nothing but a number.
        unsafe { libc::gettid() }
    }

    pub fn processor() -> i32 {
        // -1 is that it cannot be told.
        // SAFETY: asks for nothing but a number.
        unsafe { libc::sched_getcpu() + 1 }
    }

    /// Lets a thread (0: the caller's) run on a processor, or not any more. False where that cannot be: it
    /// would have no other, or the system refuses.
    pub fn change(thread: i32, processor: i32, allow: bool) -> bool {
        let size = size_of::<libc::cpu_set_t>();
        let processor = (processor - 1) as usize;
        if processor >= 8 * size {
            return false;
        }
        // SAFETY: a set of processors is an array of bits, all 0 the empty one; the calls read and write
        // one of that size; the processor's bit is within it.
        unsafe {
            let mut set: libc::cpu_set_t = zeroed();
            if libc::sched_getaffinity(thread, size, &mut set) != 0 {
                return false;
            }
            if allow {
                libc::CPU_SET(processor, &mut set);
            } else {
                libc::CPU_CLR(processor, &mut set);
            }
            libc::CPU_COUNT(&set) > 0 && libc::sched_setaffinity(thread, size, &set) == 0
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub fn thread() -> i32 {
        0
    }

    pub fn processor() -> i32 {
        super::NOWHERE
    }

    pub fn change(_: i32, _: i32, _: bool) -> bool {
        false
    }
}
