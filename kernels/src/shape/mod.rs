//! The loops: everything of a loss except the mathematics of one element.

use crate::element::{Compute, Element, Load};
use crate::simd::{Simd, Vector};
use crate::sum::Total;

mod argmax;
mod block;
pub mod class;
pub mod decisions;
pub mod divergence;
pub mod elementwise;
pub mod indices;
pub mod logits;
pub mod margin;
pub mod margin_lists;
pub mod matrices;
mod memory;
pub mod root;
pub mod row_sums;
pub mod stretch;
pub mod vectors;
mod zeros;

pub(crate) use memory::LINE;
pub use memory::{fill_zero, offset};

use matrices::{Place, Sink, Source, in_place};

/// What a kernel returns for its range of rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Partial {
    /// Σ w·l.
    pub loss: Total,
    /// Σ w.
    pub weight: Total,
    /// Rows that count.
    pub rows: u64,
    /// One more than the first row whose class index is out of range; 0 where there is none.
    pub invalid: usize,
}

impl Partial {
    /// That of `rows` rows, each like the one that this is of.
    pub fn repeated(self, rows: usize) -> Self {
        let mut all = Self { rows: self.rows * rows as u64, ..Self::default() };
        all.loss.add(self.loss.value() * rows as f64);
        all.weight.add(self.weight.value() * rows as f64);
        all
    }

    /// Adds the partial of the rows that follow.
    pub fn merge(&mut self, next: Self) {
        self.loss.merge(next.loss);
        self.weight.merge(next.weight);
        self.rows += next.rows;
        if self.invalid == 0 {
            self.invalid = next.invalid;
        }
    }
}

/// What every shape offers for each row; a pointer may be NULL. See [the contract](crate#pointers).
#[derive(Clone, Copy)]
pub struct RowOptions<E, G = *mut E> {
    /// Weight a row; NULL: 1.
    pub weight: *const E,
    /// A byte a row, 0 for a row that does not count; NULL: all count.
    pub mask: *const u8,
    /// Out: the loss of each row, without its weight.
    pub losses: *mut E,
    /// Out: ∂l/∂x times weight and `scale`, in the input's layout. May be the input.
    pub gradient: G,
    /// Out: ∂²l/∂x² times weight and `scale`, in the input's layout.
    pub hessian: *mut E,
    /// Multiplies gradient and Hessian.
    pub scale: f64,
    /// Add to the gradient instead of writing it.
    pub accumulate: bool,
}

impl<E: Element, G: Sink<E>> RowOptions<E, G> {
    /// All rows count 1, and only the value is wanted.
    pub const NONE: Self = Self {
        weight: core::ptr::null(),
        mask: core::ptr::null(),
        losses: core::ptr::null_mut(),
        gradient: G::NULL,
        hessian: core::ptr::null_mut(),
        scale: 1.0,
        accumulate: false,
    };

    /// Whether the row counts.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(crate) unsafe fn kept(&self, row: usize) -> bool {
        // SAFETY: the mask has an entry for the row.
        self.mask.is_null() || unsafe { self.mask.add(row).read() } != 0
    }

    /// The row's weight.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub(crate) unsafe fn row_weight(&self, row: usize) -> f64 {
        // SAFETY: the weights have an entry for the row.
        unsafe { read(self.weight, row, 1.0) }
    }

    /// Whether rows have nothing of their own here: neither weights nor a mask nor an output.
    pub fn same_for_all(&self) -> bool {
        self.weight.is_null() && self.mask.is_null() && self.losses.is_null()
    }

    /// Whether anything beside the value is wanted.
    pub fn differentiates(&self) -> bool {
        !self.gradient.is_null() || !self.hessian.is_null()
    }

    /// The same with this factor of the derivatives; None: without derivatives.
    pub fn scaled(self, scale: Option<f64>) -> Self {
        match scale {
            Some(scale) => Self { scale, ..self },
            None => Self { gradient: G::NULL, hessian: core::ptr::null_mut(), ..self },
        }
    }
}

/// `array[index]` as `f64`, `absent` where there is no array.
///
/// # Safety
/// `array` is NULL or valid for reading the element.
#[inline(always)]
pub(crate) unsafe fn read<E: Element>(array: *const E, index: usize, absent: f64) -> f64 {
    if array.is_null() {
        absent
    } else {
        // SAFETY: the element is there.
        unsafe { array.add(index).read_unaligned() }.to_f64()
    }
}

/// `array[index] = value` rounded, where there is an array.
///
/// # Safety
/// `array` is NULL or valid for writing the element.
#[inline(always)]
pub(crate) unsafe fn write<E: Element>(array: *mut E, index: usize, value: f64) {
    if !array.is_null() {
        // SAFETY: the element is there.
        unsafe { array.add(index).write_unaligned(E::from_f64(value)) }
    }
}

/// An output with a number per row, which may be NULL.
#[derive(Clone, Copy, Debug)]
pub enum RowOutput<E> {
    /// In the type of the arrays.
    Own(*mut E),
    /// In double precision.
    Double(*mut f64),
}

impl<E: Element> RowOutput<E> {
    /// No array.
    pub const NONE: Self = Self::Own(core::ptr::null_mut());

    /// Whether there is no array.
    #[inline(always)]
    pub fn is_null(self) -> bool {
        match self {
            Self::Own(array) => array.is_null(),
            Self::Double(array) => array.is_null(),
        }
    }

    /// Those from a row on; of no array none.
    ///
    /// # Safety
    /// The row is within the array, or right behind it.
    #[inline(always)]
    pub(crate) unsafe fn from(self, row: usize) -> Self {
        // SAFETY: the caller's.
        unsafe {
            match self {
                Self::Own(array) => Self::Own(offset(array, row)),
                Self::Double(array) => Self::Double(offset(array, row)),
            }
        }
    }

    /// Writes the number of a row, rounded, where there is an array.
    ///
    /// # Safety
    /// The array is NULL or valid for writing the row.
    #[inline(always)]
    pub(crate) unsafe fn write(self, row: usize, value: f64) {
        // SAFETY: the caller's.
        unsafe {
            match self {
                Self::Own(array) => write(array, row, value),
                Self::Double(array) => write(array, row, value),
            }
        }
    }

    /// Writes the numbers of `count` rows, of which a vector has more, where there is an array.
    ///
    /// # Safety
    /// The array is NULL or valid for writing the rows.
    #[inline(always)]
    pub(crate) unsafe fn write_lanes<S: Simd>(self, row: usize, values: S::F64, count: usize) {
        // SAFETY: the caller's.
        unsafe {
            match self {
                Self::Own(array) if !array.is_null() => <E as Load<f64>>::store::<S>(values, array.add(row), count),
                Self::Double(array) if !array.is_null() => {
                    <f64 as Load<f64>>::store::<S>(values, array.add(row), count)
                }
                _ => {}
            }
        }
    }
}

/// A weight times what it weighs, which a weight of 0 leaves out whatever it is.
#[inline(always)]
pub(crate) fn times(weight: f64, value: f64) -> f64 {
    if weight == 0.0 { 0.0 } else { weight * value }
}

/// Writes 0 to what a row over classes has one entry of, each where it is asked for.
///
/// # Safety
/// The arrays are NULL or have an entry for the row.
#[inline(always)]
pub(crate) unsafe fn clear_entries<E: Element>(
    row: usize,
    losses: *mut E,
    numbers: [RowOutput<E>; 2],
    argmax: *mut i64,
) {
    let [first, second] = numbers;
    // SAFETY: the caller's.
    unsafe {
        write(losses, row, 0.0);
        first.write(row, 0.0);
        second.write(row, 0.0);
    }
    if !argmax.is_null() {
        // SAFETY: the caller's.
        unsafe { argmax.add(row).write_unaligned(0) };
    }
}

/// The lanes whose byte is not 0, and how many they are.
///
/// # Safety
/// `mask` is valid for reading `count.min(LANES)` bytes.
#[inline(always)]
unsafe fn lanes_of_bytes<V: Vector>(mask: *const u8, count: usize) -> (V::Mask, u64) {
    let mut bytes = [0u8; 32];
    let mut source = mask;
    if count < V::LANES {
        // SAFETY: `count` bytes are there, less than 32.
        unsafe { bytes.as_mut_ptr().copy_from_nonoverlapping(mask, count) };
        source = bytes.as_ptr();
    }
    let (mut lane, mut ones) = (0, 0);
    while lane < V::LANES {
        // SAFETY: a vector has 32, 16 or 1 lanes, and so many bytes are there; no vector has more than the array.
        unsafe {
            if V::LANES >= 8 {
                ones += bytes_not_zero(source.add(lane).cast::<u64>().read_unaligned());
                lane += 8;
            } else {
                ones += u64::from(source.add(lane).read() != 0);
                lane += 1;
            }
        }
    }
    // SAFETY: as above.
    (unsafe { V::lanes_of_bytes(source) }, ones)
}

/// How many of the eight bytes are not 0.
#[inline(always)]
fn bytes_not_zero(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = 0x7f * ONES;
    // The highest bit of each byte that is not 0; then their sum, in the highest byte.
    let high = ((word & LOW) + LOW) | word;
    ((high >> 7) & ONES).wrapping_mul(ONES) >> 56
}

/// Writes a derivative, or adds it to what is there.
///
/// # Safety
/// `target` is valid for `count.min(LANES)` elements.
#[inline(always)]
unsafe fn put<S: Simd, E: Load<C>, C: Compute>(value: C::Vector<S>, target: *mut E, count: usize, accumulate: bool) {
    // SAFETY: the caller's.
    unsafe {
        let value = if accumulate { value + E::load::<S>(target, count, 0.0) } else { value };
        E::store::<S>(value, target, count);
    }
}

/// Whether arrays are too large to be found in the caches again, for what waits for memory. What is written is then better
/// written past them, unless it is where the input was, which has just been read; where nothing is, what is read is better
/// asked for ahead.
pub fn beyond_caches(input: impl Place, output: impl Place, elements: usize) -> bool {
    elements >= BEYOND_CACHES / output.bytes() && !in_place(input, output)
}

/// Bytes of an array that few caches have room for.
const BEYOND_CACHES: usize = 32 << 20;

/// How many bytes ahead of what is read lines are asked for, as the processor by itself does not do it across pages.
const AHEAD: usize = 8192;

/// Asks for the lines of so many elements. Nothing happens where there is no memory.
#[inline(always)]
fn prefetch<S: Simd, E>(array: *const E, elements: usize) {
    let mut byte = 0;
    while byte < elements * size_of::<E>() {
        S::prefetch(array.cast::<u8>().wrapping_add(byte));
        byte += LINE;
    }
}

/// Reads [`Simd::SEVERAL`] whole vectors.
///
/// # Safety
/// `source` is valid for reading so many elements.
#[inline(always)]
unsafe fn several<S: Simd, E: Element + Load<C>, C: Compute>(source: impl Source<E>) -> C::Several<S> {
    let lanes = C::Vector::<S>::LANES;
    // SAFETY: the caller's; where there is but one vector it is read twice.
    unsafe {
        let first = source.load::<S, C>(lanes, 0.0);
        C::join::<S>([first, source.add((S::SEVERAL - 1) * lanes).load::<S, C>(lanes, 0.0)])
    }
}
