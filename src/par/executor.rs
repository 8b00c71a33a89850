//! The host's own threads.

use super::Job;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

/// `loss_parallel_for` of the header.
pub type ParallelFor = unsafe extern "C" fn(
    context: *mut c_void,
    tasks: usize,
    task: extern "C" fn(*mut c_void, usize),
    data: *mut c_void,
);

#[derive(Clone, Copy)]
struct Executor {
    function: ParallelFor,
    context: *mut c_void,
}

static EXECUTOR: AtomicPtr<Executor> = AtomicPtr::new(null_mut());

/// Lends the host's pool; `None` takes it back.
pub fn set_executor(function: Option<ParallelFor>, context: *mut c_void) {
    // Function and context must change together, without a lock that a fork could leave held. So
    // each pair is put behind a pointer and stays there: another thread may be using it. A host
    // sets an executor once or twice.
    let next = function.map_or(null_mut(), |function| Box::into_raw(Box::new(Executor { function, context })));
    EXECUTOR.store(next, Ordering::Release);
}

/// What the host's threads are given.
struct Lent<'a> {
    job: &'a Job<'a>,
    failed: AtomicBool,
}

extern "C" fn task(data: *mut c_void, _: usize) {
    // SAFETY: `data` is the `Lent` that `run` keeps alive until the executor has returned.
    let lent = unsafe { &*data.cast::<Lent<'_>>() };
    // A panic must not cross the host's frames.
    if catch_unwind(AssertUnwindSafe(|| lent.job.work())).is_err() {
        lent.failed.store(true, Ordering::Relaxed);
    }
}

/// Runs the job on the host's threads; false where it lent none.
pub fn run(job: &Job<'_>, workers: usize) -> bool {
    let executor = EXECUTOR.load(Ordering::Acquire);
    if executor.is_null() {
        return false;
    }
    // SAFETY: what was stored is never freed.
    let Executor { function, context } = unsafe { *executor };
    let lent = Lent { job, failed: AtomicBool::new(false) };
    // SAFETY: the host's function, called as the header says.
    unsafe { function(context, workers, task, (&raw const lent).cast_mut().cast()) };
    assert!(!lent.failed.load(Ordering::Relaxed), "a task panicked in the host's executor");
    // Should the host have skipped tasks, they are done here.
    job.work();
    true
}
