//! How much memory the caller gives, and what lies where in it.

use super::tile::Chains;
use crate::shape::{LINE, Partial};
use core::ptr::null_mut;

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

/// Whether there are gradients, and where their sums are formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gradients {
    /// There are none.
    None,
    /// In the gradients.
    Own,
    /// In the workspace: the gradients are of half precision.
    Rounded,
}

impl Gradients {
    /// By whether there are any, and whether they are of half precision.
    pub fn new(wanted: bool, half: bool) -> Self {
        match (wanted, half) {
            (false, _) => Self::None,
            (true, false) => Self::Own,
            (true, true) => Self::Rounded,
        }
    }
}

/// Bytes of a workspace with which the rows are worked on as they should be by so many threads; None where the sizes
/// overflow. That of one thread is the least that [`Plan::new`] is certain to be content with. It does not fall where an
/// argument rises.
pub fn workspace_bytes<C>(sizes: [usize; 3], gradients: Gradients, threads: usize) -> Option<usize> {
    let [rows, dim, classes] = sizes;
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
    // Fewer rows are a chunk where all have no room.
    let in_halves = most > logits || rows > MOST_ROWS;
    let room = Room { rows: rows.min(MOST_ROWS), dim, classes, logits: Some(logits), gradients, in_halves };
    Layout::new::<C>(room, threads.max(1)).map(|layout| layout.bytes)
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
    pub fn new<C>(bytes: usize, sizes: [usize; 3], gradients: Gradients, threads: usize) -> Option<Self> {
        let [rows, dim, classes] = sizes;
        if rows == 0 {
            return Some(Self { rows, threads: threads.max(1), layout: Layout::default() });
        }
        // No more threads than have room for one of their packed panels.
        let mut workers = threads.min(bytes / (TERMS * PANEL * size_of::<C>())).max(1);
        loop {
            let mut chunk = rows.min(MOST_ROWS);
            loop {
                let logits = chunk.checked_mul(classes).and_then(|logits| logits.checked_mul(size_of::<C>()));
                let room = Room { rows: chunk, dim, classes, logits, gradients, in_halves: chunk < rows };
                match Layout::new::<C>(room, workers) {
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

/// What a workspace has room for.
#[derive(Clone, Copy)]
struct Room {
    /// Of a chunk, at least one.
    rows: usize,
    dim: usize,
    classes: usize,
    /// Bytes of the logits of a chunk, if that many can be.
    logits: Option<usize>,
    gradients: Gradients,
    /// Sums of gradients by weights that are rounded wait for the next chunk.
    in_halves: bool,
}

/// Bytes from the first line of the workspace that is whole to what lies in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Layout {
    /// The packed left matrix of the first thread, or the packed panels of the right one; then its other one.
    wide: usize,
    narrow: usize,
    /// The sums of a part of the gradient by the weights.
    part: usize,
    /// From the memory of a thread to that of the next.
    thread: usize,
    /// What is known of each row.
    partials: usize,
    places: usize,
    live: usize,
    live_places: usize,
    /// Sums of gradients that are rounded, by hidden states and bias.
    hidden_sums: usize,
    bias_sums: usize,
    /// Lower halves of sums of the gradient by the weights, if there are some.
    lower: Option<usize>,
    /// All.
    bytes: usize,
}

impl Layout {
    /// Of a workspace for so many threads, if its bytes can be counted.
    fn new<C>(room: Room, threads: usize) -> Option<Self> {
        let Room { rows, dim, classes, logits, gradients, in_halves } = room;
        let (gradient, rounded) = (gradients != Gradients::None, gradients == Gradients::Rounded);
        let wide = lines((rows + MISSING) * TERMS.max(COLUMNS) * size_of::<C>())?;
        let of_classes = if gradient { rows * (CLASSES + MISSING) } else { 0 };
        let narrow = lines((TERMS * PANEL).max(of_classes) * size_of::<C>())?;
        let logits = lines(logits?)?;
        let part = wide.checked_add(narrow)?;
        let thread = part.checked_add(if rounded { CLASSES * COLUMNS * size_of::<C>() } else { 0 })?;
        let partials = logits.checked_add(thread.checked_mul(threads)?)?;
        let places = partials.checked_add(rows * size_of::<Partial>())?;
        let live = places.checked_add(rows * size_of::<usize>())?;
        let live_places = live.checked_add(rows * size_of::<usize>())?;
        let end = live_places.checked_add(rows * size_of::<usize>())?;
        let hidden_sums = if rounded { lines(end)? } else { end };
        let of_rounded = |elements: Option<usize>, bytes: usize| {
            if rounded { lines(elements?.checked_mul(bytes)?) } else { Some(0) }
        };
        let bias_sums = hidden_sums.checked_add(of_rounded(rows.checked_mul(dim), size_of::<C>())?)?;
        let lower = bias_sums.checked_add(of_rounded(Some(classes), size_of::<C>())?)?;
        let in_halves = rounded && in_halves;
        let halves = if in_halves { of_rounded(classes.checked_mul(dim), size_of::<u16>())? } else { 0 };
        // The first bytes may be the end of a line that the caller uses.
        let bytes = lower.checked_add(halves)?.checked_add(LINE - 1)?;
        let (narrow, part, lower) = (logits + wide, logits + part, in_halves.then_some(lower));
        let of_rows = Self { partials, places, live, live_places, ..Self::default() };
        Some(Self { wide: logits, narrow, part, thread, hidden_sums, bias_sums, lower, bytes, ..of_rows })
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
    /// The sums of gradients that are rounded: by the chunk's hidden states, by the bias.
    pub hidden_sums: *mut C,
    pub bias_sums: *mut C,
    /// The lower halves of those by the weights; NULL where they are rounded at once.
    pub lower: *mut u16,
    start: *mut u8,
    plan: Plan,
}

impl<C> Memory<C> {
    /// # Safety
    /// `workspace` is valid for reading and writing the bytes that the plan was made for.
    pub unsafe fn new(workspace: *mut u8, plan: Plan) -> Self {
        let start = workspace.wrapping_add(workspace.addr().wrapping_neg() % LINE);
        let Layout { partials, places, live, live_places, hidden_sums, bias_sums, lower, .. } = plan.layout;
        // The offsets are multiples of the alignment of what lies there, and are within the workspace, as the caller says.
        Self {
            logits: start.cast(),
            partials: start.wrapping_add(partials).cast(),
            places: start.wrapping_add(places).cast(),
            live: start.wrapping_add(live).cast(),
            live_places: start.wrapping_add(live_places).cast(),
            hidden_sums: start.wrapping_add(hidden_sums).cast(),
            bias_sums: start.wrapping_add(bias_sums).cast(),
            lower: lower.map_or(null_mut(), |lower| start.wrapping_add(lower).cast()),
            start,
            plan,
        }
    }

    /// Where a thread packs parts of the matrices: much, and little.
    pub fn packed(&self, worker: usize) -> (*mut C, *mut C) {
        let Layout { wide, narrow, .. } = self.plan.layout;
        (self.of_thread(worker, wide), self.of_thread(worker, narrow))
    }

    /// Where it has the sums of a part of the gradient by the weights.
    pub fn part(&self, worker: usize) -> *mut C {
        self.of_thread(worker, self.plan.layout.part)
    }

    /// What lies there in the memory of the first thread.
    fn of_thread(&self, worker: usize, first: usize) -> *mut C {
        let own = worker.min(self.plan.threads - 1) * self.plan.layout.thread;
        self.start.wrapping_add(first + own).cast()
    }
}
