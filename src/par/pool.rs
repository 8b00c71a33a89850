//! The built-in pool: rayon's, but never its global one, which belongs to the host.
//!
//! Built when first needed; where that fails (no threads to be had), the caller works alone. After a
//! fork the child has no threads but one: the old pool is forgotten, not dropped, because dropping
//! would wait for threads that do not exist.

use super::Job;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

struct Pool {
    pool: ThreadPool,
    generation: u32,
}

/// Only ever replaced by a larger pool, or by one of a later generation. The old one is left to
/// whoever may be using it: pools grow to what was asked for, a handful of times in the life of a
/// process.
static POOL: AtomicPtr<Pool> = AtomicPtr::new(null_mut());
/// How many forks lie between this process and the one that loaded the library.
static GENERATION: AtomicU32 = AtomicU32::new(0);

/// Runs the job on the caller's thread and `workers - 1` others.
pub fn run(job: &Job<'_>, workers: usize) {
    match get(workers - 1) {
        Some(pool) => pool.in_place_scope(|scope| {
            for _ in 1..workers {
                scope.spawn(|_| job.work());
            }
            job.work();
        }),
        None => job.work(),
    }
}

/// A pool with at least so many threads, if it can be had.
fn get(threads: usize) -> Option<&'static ThreadPool> {
    let generation = GENERATION.load(Ordering::Relaxed);
    let current = POOL.load(Ordering::Acquire);
    usable(current, threads, generation).or_else(|| build(threads, generation, current))
}

/// The pool, if it is of this process and large enough.
fn usable(pool: *const Pool, threads: usize, generation: u32) -> Option<&'static ThreadPool> {
    // SAFETY: NULL, or what was stored in POOL and so is never freed.
    let pool = unsafe { pool.as_ref() }?;
    (pool.generation == generation && pool.pool.current_num_threads() >= threads).then_some(&pool.pool)
}

#[cold]
fn build(threads: usize, generation: u32, current: *mut Pool) -> Option<&'static ThreadPool> {
    watch_forks();
    // As many as the process is set to, so that a first small call does not mean a second pool.
    let threads = threads.max(super::num_threads().saturating_sub(1).min(super::MAX_TASKS as u32) as usize);
    let builder = ThreadPoolBuilder::new().num_threads(threads).thread_name(|index| format!("loss-{index}"));
    let pool = builder.build().ok()?;
    let new = Box::into_raw(Box::new(Pool { pool, generation }));
    match POOL.compare_exchange(current, new, Ordering::AcqRel, Ordering::Acquire) {
        // SAFETY: just stored, and never freed from now on.
        Ok(_) => Some(unsafe { &(*new).pool }),
        Err(winner) => {
            // Another thread was faster.
            // SAFETY: nobody else has seen this one.
            drop(unsafe { Box::from_raw(new) });
            usable(winner, threads, generation)
        }
    }
}

#[cfg(unix)]
fn watch_forks() {
    use std::sync::atomic::AtomicBool;
    static WATCHING: AtomicBool = AtomicBool::new(false);

    extern "C" fn in_child() {
        GENERATION.fetch_add(1, Ordering::Relaxed);
    }
    if !WATCHING.swap(true, Ordering::Relaxed) {
        // SAFETY: the handler does nothing but an atomic addition, and the library is never
        // unloaded (-z nodelete).
        unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
    }
}

#[cfg(not(unix))]
fn watch_forks() {}
