//! The host's own threads.

use super::invitation::{self, Reservation};
use super::job::{CALLER, Job};
use std::ffi::c_void;
use std::ptr::{null_mut, without_provenance_mut};
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering, fence};

/// `loss_parallel_for` of the header.
pub type ParallelFor = unsafe extern "C" fn(
    context: *mut c_void,
    tasks: usize,
    task: extern "C" fn(*mut c_void, usize),
    data: *mut c_void,
);

/// Function and context, which must change together: a sequence lock, as a real lock could be left held by a fork
/// and a pair behind a pointer would be memory that nobody may give back.
struct Executor {
    /// Odd while somebody writes.
    sequence: AtomicUsize,
    function: AtomicPtr<c_void>,
    context: AtomicPtr<c_void>,
}

static EXECUTOR: Executor = Executor {
    sequence: AtomicUsize::new(0),
    function: AtomicPtr::new(null_mut()),
    context: AtomicPtr::new(null_mut()),
};

/// Lends the host's pool; `None` takes it back.
pub fn set_executor(function: Option<ParallelFor>, context: *mut c_void) {
    let function = function.map_or(null_mut(), |function| function as *mut c_void);
    let Executor { sequence, .. } = &EXECUTOR;
    let start = loop {
        let now = sequence.load(Ordering::Relaxed);
        let free = now & 1 == 0;
        if free && sequence.compare_exchange(now, now + 1, Ordering::Acquire, Ordering::Relaxed).is_ok() {
            break now;
        }
        // Two threads set one at the same time, and this one comes second.
        std::hint::spin_loop();
    };
    fence(Ordering::Release);
    EXECUTOR.function.store(function, Ordering::Relaxed);
    EXECUTOR.context.store(context, Ordering::Relaxed);
    sequence.store(start.wrapping_add(2), Ordering::Release);
}

/// What was set last.
fn lent() -> Option<(ParallelFor, *mut c_void)> {
    loop {
        let before = EXECUTOR.sequence.load(Ordering::Acquire);
        let function = EXECUTOR.function.load(Ordering::Relaxed);
        let context = EXECUTOR.context.load(Ordering::Relaxed);
        fence(Ordering::Acquire);
        if before & 1 == 0 && EXECUTOR.sequence.load(Ordering::Relaxed) == before {
            // SAFETY: NULL, or a function of this type, as `set_executor` stored it.
            let function = unsafe { std::mem::transmute::<*mut c_void, Option<ParallelFor>>(function) };
            return function.map(|function| (function, context));
        }
        std::hint::spin_loop();
    }
}

extern "C" fn task(data: *mut c_void, index: usize) {
    // Which one it is says where to begin, not what to do: any number will do.
    invitation::accept(data.addr(), index);
}

/// Runs the job on the host's threads; false where it lent none.
pub fn run(job: &Job<'_>, reservation: &Reservation) -> bool {
    let Some((function, context)) = lent() else { return false };
    let invitation = reservation.invite(job);
    // SAFETY: the host's function, called as the header says. What it passes on as `data` is no address.
    unsafe { function(context, job.workers, task, without_provenance_mut(invitation.number())) };
    // Should the host have skipped tasks, they are done here; should it not have waited, that happens as the invitation
    // is closed.
    job.work(CALLER);
    true
}
