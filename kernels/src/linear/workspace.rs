//! How much memory the caller gives, and what lies where in it.

use super::tile::Chains;
use crate::shape::{LINE, Partial};

/// Terms of a chain of the products that sum over the elements of a hidden state and over the classes. A packed panel of so
/// many has room in the second cache.
pub(super) const TERMS: usize = 256;
/// Rows of a chain of the products that sum over rows, and the least rows of a chunk: it never ends within a chain.
pub(super) const ROWS: usize = 64;
/// The most rows of a chunk. More would not read the weights much less often, and the packed rows would leave the second cache.
const MOST_ROWS: usize = ROWS * Chains::MOST;
/// Bytes of logits that are asked for, unless fewer rows than a chunk should have would fit them.
const LOGITS: usize = 7 << 20;
/// Columns of the right panels that are packed at once where the sum is over rows.
pub(super) const COLUMNS: usize = 256;
/// Classes whose gradients are packed at once: whole tiles of rows of every instruction set.
pub(super) const CLASSES: usize = 48;
/// The most columns of a right panel: the lanes of the longest vector.
const PANEL: usize = 32;
/// Rows of a packed left matrix that may be missing from its last tile.
const MISSING: usize = 3;

/// Bytes of a workspace with which the rows are worked on as they should be by so many threads; None where the sizes
/// overflow. That of one thread is the least that [`Plan::new`] is certain to be content with. It does not fall where an
/// argument rises.
pub fn workspace_bytes<C>(rows: usize, dim: usize, classes: usize, gradient: bool, threads: usize) -> Option<usize> {
    // The matrices themselves must be possible.
    for (rows, columns) in [(rows, dim), (classes, dim)] {
        rows.checked_mul(columns)?.checked_mul(size_of::<C>())?;
    }
    if rows == 0 {
        return Some(0);
    }
    let least = rows.min(ROWS).checked_mul(classes)?.checked_mul(size_of::<C>())?;
    let most = rows.min(MOST_ROWS).saturating_mul(classes).saturating_mul(size_of::<C>());
    let logits = most.min(least.max(LOGITS));
    Layout::new::<C>(rows.min(MOST_ROWS), Some(logits), gradient, threads.max(1)).map(|layout| layout.bytes)
}

/// How the rows are worked on in a workspace of a given size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Rows of a chunk.
    pub rows: usize,
    /// Threads that there is memory for, one at least.
    pub threads: usize,
    layout: Layout,
}

impl Plan {
    /// As many threads as there is room for, then as many rows. None where the workspace is too small.
    pub fn new<C>(bytes: usize, rows: usize, classes: usize, gradient: bool, threads: usize) -> Option<Self> {
        if rows == 0 {
            return Some(Self { rows, threads: threads.max(1), layout: Layout::default() });
        }
        // No more threads than have room for one of their packed panels.
        let mut workers = threads.min(bytes / (TERMS * PANEL * size_of::<C>())).max(1);
        loop {
            let mut chunk = rows.min(MOST_ROWS);
            loop {
                let logits = chunk.checked_mul(classes).and_then(|logits| logits.checked_mul(size_of::<C>()));
                match Layout::new::<C>(chunk, logits, gradient, workers) {
                    Some(layout) if layout.bytes <= bytes => {
                        return Some(Self { rows: chunk, threads: workers, layout });
                    }
                    // A chunk that is not all rows has whole chains.
                    _ if chunk > ROWS => chunk = (chunk - 1) / ROWS * ROWS,
                    _ => break,
                }
            }
            if workers == 1 {
                return None;
            }
            workers -= 1;
        }
    }
}

/// Bytes from the first line of the workspace that is whole to what lies in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Layout {
    /// The packed left matrix of the first thread, or the packed panels of the right one; then its other one.
    wide: usize,
    narrow: usize,
    /// From the memory of a thread to that of the next.
    thread: usize,
    /// What is known of each row.
    partials: usize,
    places: usize,
    live: usize,
    live_places: usize,
    /// All.
    bytes: usize,
}

impl Layout {
    /// For a chunk of so many rows, at least one, whose logits take so many bytes, if that many can be.
    fn new<C>(rows: usize, logits: Option<usize>, gradient: bool, threads: usize) -> Option<Self> {
        let wide = lines((rows + MISSING) * TERMS.max(COLUMNS) * size_of::<C>())?;
        let of_classes = if gradient { rows * (CLASSES + MISSING) } else { 0 };
        let narrow = lines((TERMS * PANEL).max(of_classes) * size_of::<C>())?;
        let logits = lines(logits?)?;
        let thread = wide.checked_add(narrow)?;
        let partials = logits.checked_add(thread.checked_mul(threads)?)?;
        let places = partials.checked_add(rows * size_of::<Partial>())?;
        let live = places.checked_add(rows * size_of::<usize>())?;
        let live_places = live.checked_add(rows * size_of::<usize>())?;
        let end = live_places.checked_add(rows * size_of::<usize>())?;
        // The first bytes may be the end of a line that the caller uses.
        let bytes = end.checked_add(LINE - 1)?;
        Some(Self { wide: logits, narrow: logits + wide, thread, partials, places, live, live_places, bytes })
    }
}

/// Bytes rounded up to whole lines of the caches.
fn lines(bytes: usize) -> Option<usize> {
    bytes.checked_next_multiple_of(LINE)
}

/// The memory of a call, of a chunk of its rows at a time.
#[derive(Clone, Copy)]
pub(super) struct Memory<C> {
    /// The chunk's logits, then their gradients: a row for each that counts.
    pub logits: *mut C,
    /// What each of these rows comes to.
    pub partials: *mut Partial,
    /// Which row of the problem it is.
    pub places: *mut usize,
    /// The rows of the chunk that the gradients depend on, and which rows of the problem they are.
    pub live: *mut usize,
    pub live_places: *mut usize,
    start: *mut u8,
    plan: Plan,
}

impl<C> Memory<C> {
    /// # Safety
    /// `workspace` is valid for reading and writing the bytes that the plan was made for.
    pub unsafe fn new(workspace: *mut u8, plan: Plan) -> Self {
        let start = workspace.wrapping_add(workspace.addr().wrapping_neg() % LINE);
        let Layout { partials, places, live, live_places, .. } = plan.layout;
        // The offsets are multiples of the alignment of what lies there, and are within the workspace, as the caller says.
        Self {
            logits: start.cast(),
            partials: start.wrapping_add(partials).cast(),
            places: start.wrapping_add(places).cast(),
            live: start.wrapping_add(live).cast(),
            live_places: start.wrapping_add(live_places).cast(),
            start,
            plan,
        }
    }

    /// Where a thread packs parts of the matrices: much, and little.
    pub fn packed(&self, worker: usize) -> (*mut C, *mut C) {
        let own = worker.min(self.plan.threads - 1) * self.plan.layout.thread;
        let Layout { wide, narrow, .. } = self.plan.layout;
        (self.start.wrapping_add(wide + own).cast(), self.start.wrapping_add(narrow + own).cast())
    }
}
