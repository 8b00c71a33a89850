//! Rows of few classes that wait until there are as many as a vector has lanes.

use super::map::Map;
use super::member::{GENERAL, Made, Output};
use super::per_row::MOST as MOST_ROWS;
use super::rows::{ClassRows, Totals};
use crate::element::{Compute, Element};
use crate::math::Divisor;
use crate::shape::indices::Indices;
use crate::shape::matrices::Matrices;
use crate::simd::{Simd, Vector};
use core::mem::MaybeUninit;

/// The most classes: those that fit a vector of `f32`.
pub(super) const MOST_CLASSES: usize = 32;
/// Fewer rows are faster one by one.
pub(super) const LEAST_ROWS: usize = 4;

/// The most classes of rows that are worked on [abreast](super::abreast): a batch of longer ones would not stay in the second
/// cache, and what they need once is little beside their classes.
pub(super) const MOST_ABREAST: usize = 1024;

/// Whether the rows may be worked on in batches: [by columns](by_columns) or [abreast](super::abreast).
#[inline(always)]
pub(super) fn serves<S: Simd, E: Element, A: Matrices<E>, M: Made, const KIND: u8>(rows: &ClassRows<E, A>) -> bool {
    let member = M::of(rows.member);
    let given = KIND != GENERAL || (member.soft && !member.teacher);
    // Of log-softmax what goes past the caches is written better row by row.
    let streams = member.output == Output::LogProbability && rows.beyond_caches;
    given
        && !member.log_probabilities
        && !streams
        && <E::Native as Compute>::Vector::<S>::LANES >= LEAST_ROWS
        && rows.classes <= MOST_ABREAST
        && rows.argmax.is_null()
}

/// Whether rows that [`serves`] says yes to are worked on by columns: [`tiny`](super::tiny).
#[inline(always)]
pub(super) fn by_columns<E: Element, A: Matrices<E>, M: Made, const KIND: u8>(rows: &ClassRows<E, A>) -> bool {
    let member = M::of(rows.member);
    let mapped = if M::FOR_ALL { member.map != Map::None } else { M::MAPPED };
    KIND != GENERAL && !mapped && member.output == Output::Gradient && rows.classes <= MOST_CLASSES
}

/// Rows that count, waiting to be worked on, and the classes of their targets.
pub(super) struct Batch {
    /// The first `count` are there.
    places: [MaybeUninit<usize>; MOST_ROWS],
    targets: [MaybeUninit<usize>; MOST_ROWS],
    count: usize,
}

impl Batch {
    /// Empty.
    #[inline(always)]
    pub fn new() -> Self {
        let nothing = [const { MaybeUninit::uninit() }; MOST_ROWS];
        Self { places: nothing, targets: nothing, count: 0 }
    }

    /// How many wait.
    #[inline(always)]
    pub fn count(&self) -> usize {
        if self.count < MOST_ROWS { self.count } else { MOST_ROWS }
    }

    /// Adds a row and the class of its target.
    #[inline(always)]
    pub fn push(&mut self, row: usize, target: usize) {
        let count = self.count;
        if count < MOST_ROWS {
            self.places[count].write(row);
            self.targets[count].write(target);
            self.count = count + 1;
        }
    }

    /// Adds rows from `row` on whose targets are their indices, up to one to ignore, `count` of them at most. Returns how
    /// many.
    ///
    /// # Safety
    /// `index` is valid for reading the indices of so many rows.
    #[inline(always)]
    pub unsafe fn take(&mut self, index: Indices, row: usize, count: usize, ignore: i64) -> usize {
        let (first, mut taken) = (self.count(), 0);
        let room = if count < MOST_ROWS - first { count } else { MOST_ROWS - first };
        while taken < room {
            // SAFETY: the caller's; there is room for the row.
            unsafe {
                let class = index.read(row + taken);
                if class == ignore {
                    break;
                }
                self.places.as_mut_ptr().add(first + taken).write(MaybeUninit::new(row + taken));
                self.targets.as_mut_ptr().add(first + taken).write(MaybeUninit::new(class as usize));
            }
            taken += 1;
        }
        self.count = first + taken;
        taken
    }

    /// A row that waits, and the class of its target.
    ///
    /// # Safety
    /// There are more than `index`.
    #[inline(always)]
    pub unsafe fn get(&self, index: usize) -> (usize, usize) {
        // Volatile, so that the compiler does not make gathers and scatters of loops over rows, which take longer.
        // SAFETY: the caller's: it has been written.
        unsafe {
            (
                self.places.as_ptr().cast::<usize>().add(index).read_volatile(),
                self.targets.as_ptr().cast::<usize>().add(index).read_volatile(),
            )
        }
    }

    /// Repeats the first row until there are as many as a vector has lanes.
    ///
    /// # Safety
    /// At least one waits.
    #[inline(always)]
    pub unsafe fn repeat_first(&mut self, lanes: usize) {
        // SAFETY: the caller's.
        let (row, target) = unsafe { self.get(0) };
        while self.count < lanes && self.count < MOST_ROWS {
            self.push(row, target);
        }
    }

    /// Takes back what [`repeat_first`](Self::repeat_first) did to so many rows.
    #[inline(always)]
    pub fn truncate(&mut self, count: usize) {
        self.count = count;
    }

    /// None waits any more.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.count = 0;
    }

    /// Whether there are enough for a batch.
    #[inline(always)]
    pub fn pays(&self) -> bool {
        self.count >= LEAST_ROWS
    }
}

/// A batch, and what its rows are part of, for a kernel behind a door of its own: what the kernels need on the stack is not
/// added up, and the library has each once for all members of the family.
pub(super) struct Waiting<'a, E: Element, A: Matrices<E>> {
    /// A copy, as [`Aside`](super::row::Aside) is.
    pub rows: ClassRows<E, A>,
    pub batch: &'a mut Batch,
    pub divisor: Divisor,
    /// See [`ClassRows::spread`].
    pub spread: (f64, f64),
    pub totals: &'a mut Totals,
}
