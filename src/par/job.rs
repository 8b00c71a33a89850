//! The tasks of a problem, which several workers take, and what these return.

use crate::float_environment::FloatEnvironment;
use loss_kernels::Partial;
use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

/// The most tasks that a problem is split into. Enough to balance.
pub(super) const MAX_TASKS: usize = 256;
/// The number that the thread of the call has among its workers.
pub(super) const CALLER: usize = 0;

/// Partial results of a call, by task. Not initialised; what is static and never touched takes no memory.
pub struct Partials([UnsafeCell<MaybeUninit<Partial>>; MAX_TASKS]);

// SAFETY: callers of `write` and `read` see to it that no two threads have the same index at once.
unsafe impl Sync for Partials {}

impl Partials {
    pub const fn new() -> Self {
        Self([const { UnsafeCell::new(MaybeUninit::uninit()) }; MAX_TASKS])
    }

    /// # Safety
    ///
    /// No other thread writes or reads this index at the same time.
    pub unsafe fn write(&self, index: usize, partial: Partial) {
        // SAFETY: the caller's.
        unsafe { (*self.0[index].get()).write(partial) };
    }

    /// # Safety
    ///
    /// Written by this call, and no thread writes it at the same time.
    pub unsafe fn read(&self, index: usize) -> Partial {
        // SAFETY: the caller's.
        unsafe { (*self.0[index].get()).assume_init() }
    }
}

/// Tasks that several workers take.
pub struct Job<'a> {
    pub task: &'a (dyn Fn(usize) -> Partial + Sync),
    pub tasks: usize,
    pub workers: usize,
    pub taken: [AtomicBool; MAX_TASKS],
    /// Not on the stack: twelve kilobytes would be most of what a call needs of it.
    pub partials: &'a Partials,
    pub panicked: AtomicBool,
}

impl Job<'_> {
    /// Takes tasks until there are no more, on whatever thread this is: a panic must end neither a thread of the
    /// pool, which has nobody to tell, nor cross the host's frames.
    pub fn work(&self, worker: usize) {
        let _environment = FloatEnvironment::enter();
        if catch_unwind(AssertUnwindSafe(|| self.take_tasks(worker))).is_err() {
            self.panicked.store(true, Ordering::Relaxed);
        }
    }

    /// Each worker begins with a stretch of its own: the memory that it has used in the call before, or that the same
    /// thread of the host has. Then it helps those whose stretches follow. Any number is a worker's; several may have
    /// the same.
    fn take_tasks(&self, worker: usize) {
        let first = worker % self.workers * self.tasks / self.workers;
        for index in (first..self.tasks).chain(0..first) {
            let taken = &self.taken[index];
            if taken.load(Ordering::Relaxed) || taken.swap(true, Ordering::Relaxed) {
                continue;
            }
            #[cfg(feature = "deliberate-panic")]
            {
                use crate::deliberate::{Place, reach};
                reach(Place::Task);
                if worker != CALLER {
                    reach(Place::Helper);
                }
            }
            let partial = (self.task)(index);
            // SAFETY: no other worker has this index, and the call sums up after all have left.
            unsafe { self.partials.write(index, partial) };
        }
    }
}
