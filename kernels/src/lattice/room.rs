//! What lies where in the memory of a thread.

use super::scaled::LOWEST;

/// Lanes of the longest vector: arrays of states are a multiple of it.
const LANES: usize = 16;

/// What decides how much memory a sequence needs.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// The most frames.
    pub frames: usize,
    /// The most labels.
    pub labels: usize,
    /// Classes.
    pub classes: usize,
    /// Whether a gradient is wanted.
    pub gradient: bool,
}

impl Sizes {
    /// Lanes of an array of states, of which label 0 is one. The last is none: it is read behind the last label.
    fn states(self) -> Option<usize> {
        self.labels.checked_add(2)?.checked_next_multiple_of(LANES)
    }

    /// Doubles that [`Room`] takes; None where they overflow. Never less where a size rises.
    pub fn doubles(self) -> Option<usize> {
        let states = self.states()?;
        let kept = if self.gradient { self.frames.checked_add(1)? } else { 2 };
        // Two for each state of a frame that is kept, five arrays of one frame, and seven for the way back.
        let arrays = kept.checked_mul(4)?.checked_add(if self.gradient { 11 } else { 5 })?;
        let of_states = states.checked_mul(arrays)?.checked_add(3 * LANES)?;
        if !self.gradient {
            return Some(of_states);
        }
        of_states.checked_add(self.frames.checked_mul(2)?)?.checked_add(self.classes)
    }
}

/// The arrays of a thread.
#[derive(Clone, Copy)]
pub struct Room {
    /// Lanes of an array of states.
    pub(super) states: usize,
    /// The frames that are kept: mantissas and exponents of blanks, then of labels. One more than there are frames, or two in
    /// turn.
    alpha: *mut f64,
    kept: usize,
    /// Logarithms of the emissions of a frame: of the blank in lane 0, then of the labels; then their parts.
    pub(super) emissions: [*mut f64; 3],
    /// skip(j), and behind it a vector of 0.
    pub(super) skip: *mut f64,
    /// c, and behind it a vector of zeros.
    pub(super) carry: *mut f64,
    /// γ of blanks and labels.
    pub(super) occupied: [*mut f64; 2],
    /// The largest logit of each frame, and the inverse of the sum.
    pub(super) softmax: [*mut f64; 2],
    /// Γ by class, 0 between frames.
    pub(super) by_class: *mut f64,
}

impl Room {
    /// Lays out the arrays for a sequence no larger than the sizes, and clears what must be so.
    ///
    /// # Safety
    /// `memory` is aligned, and valid for reading and writing as many doubles as the sizes say, which do not overflow.
    pub unsafe fn new(memory: *mut f64, sizes: Sizes) -> Self {
        let states = sizes.states().unwrap_or(LANES);
        let kept = if sizes.gradient { sizes.frames + 1 } else { 2 };
        // SAFETY: the caller's; the parts add up to no more than `Sizes::doubles`, and are cleared before they are read.
        unsafe {
            let mut end = memory;
            let mut take = |count: usize| {
                let start = end;
                end = end.add(count);
                start
            };
            // A vector of labels begins one lane before its array.
            take(LANES).write_bytes(0, LANES);
            let alpha = take(kept * 4 * states);
            let emissions = [take(states), take(states), take(states)];
            let skip = take(states + LANES);
            if !sizes.gradient {
                let none = core::ptr::null_mut();
                let [carry, by_class, occupied, softmax] = [none, none, none, none];
                return Self {
                    states,
                    alpha,
                    kept,
                    emissions,
                    skip,
                    carry,
                    occupied: [occupied; 2],
                    softmax: [softmax; 2],
                    by_class,
                };
            }
            let carry = take(4 * states + LANES);
            let occupied = [take(states), take(states)];
            let softmax = [take(sizes.frames), take(sizes.frames)];
            let by_class = take(sizes.classes);
            by_class.write_bytes(0, sizes.classes);
            Self { states, alpha, kept, emissions, skip, carry, occupied, softmax, by_class }
        }
    }

    /// The states before frame `t`, which are those behind frame `t − 1`.
    ///
    /// # Safety
    /// There are so many frames.
    pub(super) unsafe fn before(&self, t: usize) -> *mut f64 {
        // Where only two are kept, they are there in turn.
        let place = if self.kept == 2 { t & 1 } else { t };
        // SAFETY: the caller's.
        unsafe { self.alpha.add(place * 4 * self.states) }
    }

    /// Writes zero to all states of a frame, and 1 to a blank.
    ///
    /// # Safety
    /// `frame` is one of this, and the blank is a state.
    pub(super) unsafe fn begin(&self, frame: *mut f64, blank: usize) {
        for array in 0..4 {
            let value = if array % 2 == 0 { 0.0 } else { LOWEST };
            for lane in 0..self.states {
                // SAFETY: the caller's: a frame has four arrays.
                unsafe { frame.add(array * self.states + lane).write(value) };
            }
        }
        // SAFETY: the caller's.
        unsafe {
            frame.add(blank).write(1.0);
            frame.add(self.states + blank).write(0.0);
        }
    }
}
