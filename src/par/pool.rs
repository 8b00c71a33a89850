//! The built-in pool.
//!
//! It is a table of workers in static memory. A thread is started when it is first needed, and is then kept. If it
//! cannot be started, the caller uses the threads that there are. The pool never allocates, because a library must not
//! end its host when there is no memory. It belongs to this library only, unlike the pool of a crate that the host may
//! use as well.
//!
//! Several calls at once share the workers: each call invites the idle ones, up to its number of threads, and does the
//! rest of the work itself.

use super::event::Event;
use super::invitation::{self, Reservation};
use super::job::{CALLER, Job, MAX_TASKS};
use super::placement::{self, Place};
use super::thread::{self, Serve};
use std::sync::atomic::{AtomicUsize, Ordering};

/// No call has more tasks, and its own thread takes one.
const WORKERS: usize = MAX_TASKS - 1;

/// Of [`Worker::invited`]: there is no thread.
const ABSENT: usize = 0;
/// Of [`Worker::invited`]: the thread waits. Numbers of invitations are larger.
const IDLE: usize = 1;

/// How often a worker looks for its next invitation before it sleeps. A host that computes one loss after another has
/// it awake; longer would be the host's time.
const PATIENCE: u32 = 1000;

/// A thread of the pool, or the place for one.
#[repr(align(64))]
pub struct Worker {
    /// The number of the invitation that it is to follow, or follows.
    invited: AtomicUsize,
    called: Event,
    place: Place,
}

impl Worker {
    const fn new() -> Self {
        Self { invited: AtomicUsize::new(ABSENT), called: Event::new(), place: Place::new() }
    }

    /// Free for other calls, if it is not so already.
    fn release(&self, number: usize) {
        let _ = self.invited.compare_exchange(number, IDLE, Ordering::Release, Ordering::Relaxed);
    }
}

impl Serve for Worker {
    /// Its place in the table.
    fn index(&self) -> usize {
        ((&raw const *self).addr() - POOL.as_ptr().addr()) / size_of::<Self>()
    }

    fn serve(&self) -> ! {
        self.place.settle();
        loop {
            self.called.wait(PATIENCE, || self.invited.load(Ordering::Acquire) > IDLE);
            let number = self.invited.load(Ordering::Acquire);
            if number > IDLE {
                self.place.enter();
                invitation::accept(number, CALLER + 1 + self.index());
                self.place.leave();
                self.release(number);
            }
        }
    }
}

static POOL: [Worker; WORKERS] = [const { Worker::new() }; WORKERS];

/// Runs the job on the caller's thread and others, as many as it has further workers.
pub fn run(job: &Job<'_>, reservation: &Reservation) {
    let invitation = reservation.invite(job);
    let wanted = job.workers - 1;
    let number = invitation.number();
    // As many as the process is set to: other calls may have taken the first.
    let most = wanted.max(super::num_threads().saturating_sub(1) as usize).min(WORKERS);
    let pool = &POOL[..most];
    invite(pool, number, wanted);
    job.work(CALLER);
    drop(invitation);
    // Those who have not woken up yet need not, and may be invited by the next call.
    for worker in pool {
        if worker.invited.load(Ordering::Relaxed) == number {
            worker.release(number);
        }
    }
}

/// Invites up to `wanted` workers that are idle, or can be started.
fn invite(pool: &'static [Worker], number: usize, mut wanted: usize) {
    let here = placement::here();
    for worker in pool {
        if wanted == 0 {
            return;
        }
        let state = worker.invited.load(Ordering::Relaxed);
        let free = state == IDLE || state == ABSENT;
        if !free || worker.invited.compare_exchange(state, number, Ordering::AcqRel, Ordering::Relaxed).is_err() {
            continue;
        }
        if state == IDLE {
            worker.place.make_way(here);
            worker.called.notify();
        } else if !thread::start(worker) {
            worker.invited.store(ABSENT, Ordering::Relaxed);
            // The next would not start either.
            return;
        }
        wanted -= 1;
    }
}

/// In a forked child: the threads are not in this process.
///
/// # Safety
///
/// As for [`Event::renew`].
#[cfg(unix)]
pub unsafe fn forget() {
    for worker in &POOL {
        if worker.invited.swap(ABSENT, Ordering::Relaxed) != ABSENT {
            worker.place.forget();
            // SAFETY: the caller's.
            unsafe { worker.called.renew() };
        }
    }
}
