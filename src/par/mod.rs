//! Splits a problem into tasks and runs them on threads.
//!
//! How a problem is split depends on its size alone, and partial results are added in index order:
//! no result can tell how many threads there were, or whose.

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
use loss_kernels::Partial;
use std::cell::UnsafeCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The most tasks that a problem is split into. Enough to balance, few enough for the stack.
const MAX_TASKS: usize = 256;
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
        let workers = tasks.min(threads as usize);
        let stretch = |index: usize| {
            let start = index * self.rows_per_task;
            task(start, (start + self.rows_per_task).min(self.rows))
        };
        if workers <= 1 {
            let mut sum = Partial::default();
            (0..tasks).for_each(|index| sum.merge(stretch(index)));
            return sum;
        }
        parallel(tasks, workers, &stretch)
    }
}

/// Tasks that several workers take from a counter.
struct Job<'a> {
    task: &'a (dyn Fn(usize) -> Partial + Sync),
    tasks: usize,
    next: AtomicUsize,
    partials: [UnsafeCell<Partial>; MAX_TASKS],
    panicked: AtomicBool,
}

// SAFETY: a partial is written only by the worker that took its index from the counter, which gives
// each index once, and is read after all workers are done.
unsafe impl Sync for Job<'_> {}

impl Job<'_> {
    /// Takes tasks until there are no more, on whatever thread this is: a panic must end neither a thread of the
    /// pool, which has nobody to tell, nor cross the host's frames.
    fn work(&self) {
        let _environment = FloatEnvironment::enter();
        if catch_unwind(AssertUnwindSafe(|| self.take_tasks())).is_err() {
            self.panicked.store(true, Ordering::Relaxed);
        }
    }

    fn take_tasks(&self) {
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= self.tasks {
                return;
            }
            #[cfg(feature = "deliberate-panic")]
            crate::deliberate::reach(crate::deliberate::Place::Task);
            let partial = (self.task)(index);
            // SAFETY: no other worker has this index.
            unsafe { *self.partials[index].get() = partial };
        }
    }
}

fn parallel(tasks: usize, workers: usize, task: &(dyn Fn(usize) -> Partial + Sync)) -> Partial {
    let job = Job {
        task,
        tasks: tasks.min(MAX_TASKS),
        next: AtomicUsize::new(0),
        partials: [const { UnsafeCell::new(Partial::ZERO) }; MAX_TASKS],
        panicked: AtomicBool::new(false),
    };
    if !executor::run(&job, workers) {
        pool::run(&job, workers);
    }
    assert!(!job.panicked.load(Ordering::Relaxed), "a task panicked");
    let mut sum = Partial::default();
    for partial in job.partials.into_iter().take(job.tasks) {
        sum.merge(partial.into_inner());
    }
    sum
}
