//! Which threads may work on a job, and until when.
//!
//! A job is on the stack of its call. Threads that were asked to help may come late: a busy machine wakes them up when
//! the work is done, and a host's executor may return before its tasks have run, or run one twice. So no thread gets
//! the job itself. It gets a number, and a thread that brings the number while the invitation is open is admitted. The
//! call waits for the threads that were admitted, and for no others. A number that is too old opens nothing. The table
//! of invitations is static: it needs no allocation, and it cannot disappear. Partial results are in a table next to
//! it, because threads with small stacks call the library as well.

use super::event::Event;
use super::job::{Job, Partials};
use std::marker::PhantomData;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

/// Calls that may have helpers at the same time; further ones work alone.
const SLOTS: usize = 128;

/// Of a slot's state: how many are in.
const INSIDE: u64 = (1 << 14) - 1;
/// May be entered.
const OPEN: u64 = 1 << 14;
/// Belongs to a call.
const TAKEN: u64 = 1 << 15;
/// The lowest bit of the count of calls that the slot has served.
const GENERATION: u64 = 1 << 16;

/// How often a call looks whether its helpers are done before it sleeps: some microseconds, in which most are.
const PATIENCE: u32 = 2000;

#[repr(align(64))]
struct Slot {
    state: AtomicU64,
    job: AtomicPtr<Job<'static>>,
    left: Event,
}

impl Slot {
    const fn new() -> Self {
        Self { state: AtomicU64::new(0), job: AtomicPtr::new(null_mut()), left: Event::new() }
    }
}

static TABLE: [Slot; SLOTS] = [const { Slot::new() }; SLOTS];

/// Of the slot with the same index.
static PARTIALS: [Partials; SLOTS] = [const { Partials::new() }; SLOTS];

/// A slot that belongs to a call, until this is dropped.
pub struct Reservation {
    index: usize,
    /// The slot's state when it was taken.
    taken: u64,
}

impl Reservation {
    /// `None` where all slots are taken. Forks are [watched](super::fork::watch).
    pub fn make() -> Option<Self> {
        TABLE.iter().enumerate().find_map(|(index, slot)| {
            let free = slot.state.load(Ordering::Relaxed);
            let taken = free.wrapping_add(GENERATION) | TAKEN;
            let exchange = || slot.state.compare_exchange(free, taken, Ordering::Acquire, Ordering::Relaxed);
            if free & TAKEN != 0 || exchange().is_err() {
                return None;
            }
            Some(Self { index, taken })
        })
    }

    /// Where the call keeps its partial results.
    pub fn partials(&self) -> &'static Partials {
        &PARTIALS[self.index]
    }

    /// Whether the slot is this call's still. Not in a child that the call's own executor has forked, where the slot was
    /// free for another call.
    pub fn holds(&self) -> bool {
        let state = TABLE[self.index].state.load(Ordering::Relaxed);
        state & !(GENERATION - 1) == self.taken & !(GENERATION - 1)
    }

    /// Opens the invitation to a job.
    pub fn invite<'a>(&self, job: &'a Job<'_>) -> Invitation<'a> {
        let slot = &TABLE[self.index];
        slot.job.store((&raw const *job).cast_mut().cast(), Ordering::Relaxed);
        slot.state.fetch_or(OPEN, Ordering::Release);
        Invitation { slot, number: number(self.taken, self.index), job: PhantomData }
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if self.holds() {
            TABLE[self.index].state.fetch_and(!TAKEN, Ordering::Release);
        }
    }
}

/// An open invitation. Dropping it closes it, and waits for those who are in.
pub struct Invitation<'a> {
    slot: &'static Slot,
    number: usize,
    job: PhantomData<&'a Job<'a>>,
}

impl Invitation<'_> {
    /// What lets a thread in.
    pub fn number(&self) -> usize {
        self.number
    }
}

impl Drop for Invitation<'_> {
    fn drop(&mut self) {
        let Self { slot, .. } = self;
        slot.state.fetch_and(!OPEN, Ordering::Relaxed);
        slot.left.wait(PATIENCE, || slot.state.load(Ordering::Acquire) & INSIDE == 0);
    }
}

/// The number of a slot's invitation: which slot, the how manieth, and a bit that makes it larger than what small
/// numbers and NULL mean to others.
fn number(state: u64, index: usize) -> usize {
    const LARGE: usize = 1 << (usize::BITS - 1);
    // Where addresses have 32 bits, the count wraps around sooner.
    ((state / GENERATION) as usize).wrapping_mul(SLOTS) | index | LARGE
}

/// Works on the job of an invitation, if it is still open, as this worker.
pub fn accept(invited: usize, worker: usize) {
    let index = invited % SLOTS;
    let slot = &TABLE[index];
    let enter = |state| {
        let welcome = state & OPEN != 0 && number(state, index) == invited && state & INSIDE < INSIDE;
        welcome.then_some(state + 1)
    };
    if slot.state.fetch_update(Ordering::Acquire, Ordering::Relaxed, enter).is_err() {
        return;
    }
    // SAFETY: the job was stored before the invitation was opened, and its call keeps it until all who were let in
    // have left. Jobs may be shared among threads.
    unsafe { (*slot.job.load(Ordering::Relaxed)).work(worker) };
    let before = slot.state.fetch_sub(1, Ordering::Release);
    if before & (OPEN | INSIDE) == 1 {
        // The call may be over by now; the event is still there.
        slot.left.notify();
    }
}

/// In a forked child: whoever was in is not in this process.
///
/// # Safety
///
/// As for [`Event::renew`].
#[cfg(unix)]
pub unsafe fn forget() {
    for slot in &TABLE {
        let state = slot.state.load(Ordering::Relaxed);
        if state != 0 {
            slot.state.store(state & !(GENERATION - 1), Ordering::Relaxed);
            // SAFETY: the caller's.
            unsafe { slot.left.renew() };
        }
    }
}
