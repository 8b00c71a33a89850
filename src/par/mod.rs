//! Splits a problem into tasks and runs them on threads.
//!
//! The tasks depend only on the size of the problem, and partial results are added in index order. So no result depends
//! on the number of threads, or on the thread that ran a task.

mod event;
mod executor;
mod fork;
mod invitation;
mod job;
mod placement;
mod pool;
#[cfg(target_os = "linux")]
mod processors;
mod setting;
mod thread;

pub use executor::{ParallelFor, set_executor};
pub use setting::{num_threads, set_num_threads};

use invitation::Reservation;
use job::{Job, MAX_TASKS};
use loss_kernels::Partial;
use std::sync::atomic::{AtomicBool, Ordering};

/// The most threads that work on a call.
pub(crate) const MOST_THREADS: usize = MAX_TASKS;
/// The least elements of a task: below this, waking a thread costs more than it saves.
const TASK_ELEMENTS: usize = 16 * 1024;
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

    /// How many stretches there are.
    pub fn tasks(self) -> usize {
        self.rows.div_ceil(self.rows_per_task.max(1))
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
            && fork::watch()
            && let Some(reservation) = Reservation::make()
        {
            return parallel(tasks, workers, &stretch, &reservation);
        }
        let mut sum = Partial::default();
        (0..tasks).for_each(|index| sum.merge(stretch(index)));
        sum
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
