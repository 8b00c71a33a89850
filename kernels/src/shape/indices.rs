//! Class indices of 64 or of 32 bits.

use core::ptr::null;

/// An array of class indices, which may be NULL. Kernels read it one by one, so that both widths share all of their code.
#[derive(Clone, Copy, Debug)]
pub enum Indices {
    /// Of 64 bits.
    I64(*const i64),
    /// Of 32 bits.
    I32(*const i32),
}

impl Indices {
    /// No array.
    pub const NONE: Self = Self::I64(null());

    /// Whether there is no array.
    #[inline(always)]
    pub fn is_null(self) -> bool {
        match self {
            Self::I64(array) => array.is_null(),
            Self::I32(array) => array.is_null(),
        }
    }

    /// Those from a place on; of no array none.
    ///
    /// # Safety
    /// The place is within the array, or right behind it.
    #[inline(always)]
    pub(crate) unsafe fn from(self, place: usize) -> Self {
        if self.is_null() {
            return self;
        }
        // SAFETY: the caller's.
        unsafe {
            match self {
                Self::I64(array) => Self::I64(array.add(place)),
                Self::I32(array) => Self::I32(array.add(place)),
            }
        }
    }

    /// The index at a place.
    ///
    /// # Safety
    /// The array is valid for reading that index, at any alignment.
    #[inline(always)]
    pub unsafe fn read(self, place: usize) -> i64 {
        // SAFETY: the caller's.
        unsafe {
            match self {
                Self::I64(array) => array.add(place).read_unaligned(),
                Self::I32(array) => i64::from(array.add(place).read_unaligned()),
            }
        }
    }

    /// How many of the indices `start..end` are not `ignored`, if all those are in `0..classes`.
    ///
    /// # Safety
    /// The array is valid for reading all of them, at any alignment.
    #[inline(always)]
    pub unsafe fn count(self, start: usize, end: usize, ignored: i64, classes: usize) -> Option<u64> {
        let mut count = Count { ignored, classes, counted: 0, wrong: 0 };
        // A loop per width, so that the compiler takes several rows at once.
        let mut place = start;
        // SAFETY: the caller's.
        unsafe {
            match self {
                Self::I64(array) => {
                    while place < end {
                        count.add(array.add(place).read_unaligned());
                        place += 1;
                    }
                }
                Self::I32(array) => {
                    while place < end {
                        count.add(i64::from(array.add(place).read_unaligned()));
                        place += 1;
                    }
                }
            }
        }
        (count.wrong == 0).then_some(count.counted)
    }
}

/// Indices that count, and whether one of them is out of range.
struct Count {
    ignored: i64,
    classes: usize,
    counted: u64,
    wrong: u64,
}

impl Count {
    #[inline(always)]
    fn add(&mut self, class: i64) {
        let kept = u64::from(class != self.ignored);
        // No branches. What is negative is larger than any number of classes.
        self.wrong |= kept & u64::from(class as u64 >= self.classes as u64);
        self.counted += kept;
    }
}
