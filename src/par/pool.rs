//! The built-in pool: rayon's, but never its global one, which belongs to the host.
//!
//! Built when first needed; where that fails (no threads to be had), the caller works alone. After a
//! fork the child has no threads but one: the old pool is forgotten, not dropped, because dropping
//! would wait for threads that do not exist.

use super::Job;
use super::placement::{self, Place};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr::null_mut;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering};
use std::thread::Thread;

struct Pool {
    pool: ThreadPool,
    generation: u32,
    /// Of its threads, in their order.
    places: Arc<[Place]>,
}

/// Only ever replaced by a larger pool, or by one of a later generation. The old one is left to
/// whoever may be using it: pools grow to what was asked for, a handful of times in the life of a
/// process.
static POOL: AtomicPtr<Pool> = AtomicPtr::new(null_mut());
/// How many forks lie between this process and the one that loaded the library.
static GENERATION: AtomicU32 = AtomicU32::new(0);

/// Runs the job on the caller's thread and up to `workers - 1` others.
pub fn run(job: &Job<'_>, workers: usize) {
    let Some(Pool { pool, places, .. }) = get(workers - 1) else { return job.work() };
    let here = placement::here();
    places.iter().for_each(|place| place.make_way(here));
    let invitation = Arc::new(Invitation {
        job: (&raw const *job).cast(),
        state: AtomicU32::new(0),
        failed: AtomicBool::new(false),
        host: std::thread::current(),
    });
    for _ in 1..workers {
        let invitation = Arc::clone(&invitation);
        pool.spawn(move || {
            let place = rayon::current_thread_index().and_then(|index| places.get(index));
            place.inspect(|place| place.enter());
            invitation.accept();
            place.inspect(|place| place.leave());
        });
    }
    let worked = catch_unwind(AssertUnwindSafe(|| job.work()));
    invitation.withdraw();
    if let Err(panic) = worked {
        resume_unwind(panic);
    }
    assert!(!invitation.failed.load(Ordering::Relaxed), "a task panicked");
}

/// Set in [`Invitation::state`] when the job is over.
const WITHDRAWN: u32 = 1 << 31;

/// An invitation to work on a job. A thread that wakes up too late finds it withdrawn: the caller, who
/// has meanwhile done the work alone, waits only for those who have begun. A busy machine then costs
/// the time of what it computes, not that of its scheduler.
struct Invitation {
    job: *const Job<'static>,
    /// How many are at work, and [`WITHDRAWN`].
    state: AtomicU32,
    failed: AtomicBool,
    host: Thread,
}

// SAFETY: the job may be shared among threads (`Job` is `Sync`), and is touched only between `accept`'s
// registration and its departure, which the caller waits for.
unsafe impl Send for Invitation {}
// SAFETY: as above.
unsafe impl Sync for Invitation {}

impl Invitation {
    /// Works, unless it is too late.
    fn accept(&self) {
        let open = |state| (state & WITHDRAWN == 0).then_some(state + 1);
        if self.state.fetch_update(Ordering::Acquire, Ordering::Relaxed, open).is_err() {
            return;
        }
        // A panic must not end in the pool's thread, which has nobody to tell.
        // SAFETY: registered before the withdrawal, so `run` keeps the job until this departs.
        if catch_unwind(AssertUnwindSafe(|| unsafe { (*self.job).work() })).is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        if self.state.fetch_sub(1, Ordering::Release) == WITHDRAWN + 1 {
            self.host.unpark();
        }
    }

    /// Lets nobody in any more, and waits for those who are.
    fn withdraw(&self) {
        self.state.fetch_or(WITHDRAWN, Ordering::Relaxed);
        let mut patience = 2000;
        while self.state.load(Ordering::Acquire) != WITHDRAWN {
            if patience > 0 {
                patience -= 1;
                std::hint::spin_loop();
            } else {
                std::thread::park();
            }
        }
    }
}

/// A pool with at least so many threads, if it can be had.
fn get(threads: usize) -> Option<&'static Pool> {
    let generation = GENERATION.load(Ordering::Relaxed);
    let current = POOL.load(Ordering::Acquire);
    usable(current, threads, generation).or_else(|| build(threads, generation, current))
}

/// The pool, if it is of this process and large enough.
fn usable(pool: *const Pool, threads: usize, generation: u32) -> Option<&'static Pool> {
    // SAFETY: NULL, or what was stored in POOL and so is never freed.
    let pool = unsafe { pool.as_ref() }?;
    (pool.generation == generation && pool.pool.current_num_threads() >= threads).then_some(pool)
}

#[cold]
fn build(threads: usize, generation: u32, current: *mut Pool) -> Option<&'static Pool> {
    watch_forks();
    if !stay_loaded() {
        return None;
    }
    // As many as the process is set to, so that a first small call does not mean a second pool.
    let threads = threads.max(super::num_threads().saturating_sub(1).min(super::MAX_TASKS as u32) as usize);
    let places: Arc<[Place]> = (0..threads).map(|_| Place::new()).collect();
    let settled = Arc::clone(&places);
    let builder = ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|index| format!("loss-{index}"))
        .start_handler(move |index| settled[index].settle());
    let pool = builder.build().ok()?;
    let new = Box::into_raw(Box::new(Pool { pool, generation, places }));
    match POOL.compare_exchange(current, new, Ordering::AcqRel, Ordering::Acquire) {
        // SAFETY: just stored, and never freed from now on.
        Ok(_) => Some(unsafe { &*new }),
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

/// Keeps the code of the threads where it is, whatever the host unloads: they live as long as the process. False
/// where that cannot be.
#[cfg(windows)]
fn stay_loaded() -> bool {
    use std::ffi::{c_char, c_void};

    const PIN: u32 = 1;
    const FROM_ADDRESS: u32 = 4;
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetModuleHandleExA(flags: u32, address: *const c_char, module: *mut *mut c_void) -> i32;
    }
    let mut module = null_mut();
    let here: *const c_char = (stay_loaded as fn() -> bool as *const ()).cast();
    // SAFETY: with this flag the address is not a name but any place in the module, such as this function; the
    // handle that is written counts no reference.
    unsafe { GetModuleHandleExA(PIN | FROM_ADDRESS, here, &mut module) != 0 }
}

/// The linker was told so (build.rs).
#[cfg(not(windows))]
fn stay_loaded() -> bool {
    true
}
