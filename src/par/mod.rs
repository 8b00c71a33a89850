//! Splits a problem into tasks and runs them on threads.
//!
//! The tasks depend only on the size of the problem, and partial results are added in index order. So no result depends
//! on the number of threads, or on the thread that ran a task.

mod event;
mod executor;
mod fork;
mod invitation;
mod placement;
mod pool;
#[cfg(target_os = "linux")]
mod processors;
mod setting;
mod thread;

pub use executor::{ParallelFor, set_executor};
pub use setting::{num_threads, set_num_threads};

use crate::float_environment::FloatEnvironment;
use invitation::{Partials, Reservation};
use loss_kernels::Partial;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

/// The most tasks that a problem is split into. Enough to balance.
const MAX_TASKS: usize = 256;
/// The least elements of a task: below this, waking a thread costs more than it saves.
const TASK_ELEMENTS: usize = 16 * 1024;
/// The number that the thread of the call has among its workers.
const CALLER: usize = 0;

/// Consecutive rows, a task each.
#[derive(Clone, Copy, Debug)]
pub struct Partition {
    rows: usize,
    rows_per_task: usize,
}

impl Partition {
    /// For `rows` rows of so many elements.
    pub fn new(rows: usize, elements_per_row: usize) -> Self {
        if rows.saturating_mul(elements_per_row) <= TASK_ELEMENTS {
            // One task, as below, without a division: small calls would notice.
            return Self { rows, rows_per_task: rows };
        }
        let least = TASK_ELEMENTS.div_ceil(elements_per_row.max(1));
        let rows_per_task = rows.div_ceil(MAX_TASKS).max(least);
        // Whole vectors of single elements, so that only the last task has a tail.
        let rows_per_task = if elements_per_row == 1 { rows_per_task.next_multiple_of(1024) } else { rows_per_task };
        Self { rows, rows_per_task }
    }

    /// Runs `task(start, end)` for each stretch of rows and adds up what they return. At most
    /// `threads` run at once; 0: as many as set.
    #[inline]
    pub fn run(self, threads: u32, task: &(impl Fn(usize, usize) -> Partial + Sync)) -> Partial {
        // Most calls are small: theirs is inlined.
        if self.rows <= self.rows_per_task { task(0, self.rows) } else { self.run_tasks(threads, task) }
    }

    /// The same where there are several stretches.
    fn run_tasks(self, threads: u32, task: &(dyn Fn(usize, usize) -> Partial + Sync)) -> Partial {
        let tasks = self.rows.div_ceil(self.rows_per_task);
        let threads = if threads == 0 { num_threads() } else { threads };
        // A last task of less than half the others is no reason to wake up a thread.
        let worth_it = (self.rows + self.rows_per_task / 2) / self.rows_per_task;
        let workers = worth_it.min(threads as usize);
        let stretch = |index: usize| {
            let start = index * self.rows_per_task;
            task(start, (start + self.rows_per_task).min(self.rows))
        };
        if workers > 1
            && let Some(reservation) = Reservation::make()
        {
            return parallel(tasks, workers, &stretch, &reservation);
        }
        let mut sum = Partial::default();
        (0..tasks).for_each(|index| sum.merge(stretch(index)));
        sum
    }
}

/// Tasks that several workers take.
struct Job<'a> {
    task: &'a (dyn Fn(usize) -> Partial + Sync),
    tasks: usize,
    workers: usize,
    taken: [AtomicBool; MAX_TASKS],
    /// Not on the stack: twelve kilobytes would be most of what a call needs of it.
    partials: &'a Partials,
    panicked: AtomicBool,
}

impl Job<'_> {
    /// Takes tasks until there are no more, on whatever thread this is: a panic must end neither a thread of the
    /// pool, which has nobody to tell, nor cross the host's frames.
    fn work(&self, worker: usize) {
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

fn parallel(
    tasks: usize,
    workers: usize,
    task: &(dyn Fn(usize) -> Partial + Sync),
    reservation: &Reservation,
) -> Partial {
    let job = Job {
        task,
        tasks: tasks.min(MAX_TASKS),
        workers,
        taken: [const { AtomicBool::new(false) }; MAX_TASKS],
        partials: reservation.partials(),
        panicked: AtomicBool::new(false),
    };
    if !executor::run(&job, reservation) {
        pool::run(&job, reservation);
    }
    assert!(!job.panicked.load(Ordering::Relaxed), "a task panicked");
    let mut sum = Partial::default();
    for index in 0..job.tasks {
        // SAFETY: each task was taken, if by nobody else then by the caller, and none panicked; who worked on them has
        // left the job.
        sum.merge(unsafe { job.partials.read(index) });
    }
    assert!(reservation.holds(), "the process was forked by a task, and another call came in between");
    sum
}
