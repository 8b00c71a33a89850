//! How the matrices of a loss over classes are stored, separate from the type of all its other arrays.
//!
//! A kernel over classes reads logits, soft targets and teachers by a [`Source`], and writes its gradient by a [`Sink`]. Of
//! arrays that hold the type of the options these are pointers ([`Plain`]) and cost nothing. Those of
//! [half precision](crate::half) know at run time which of their formats they hold, so that a kernel is in the library once
//! for all of them.

mod half;

pub use half::{Half, HalfSink, HalfSource, Stored, StoredGradient};

use super::memory::{LINE, fill_zero, offset};
use super::zeros;
use crate::element::{Compute, Element, Load};
use crate::simd::{Lane, Simd};

/// How the matrices of a loss over classes are given whose other arrays are of E.
pub trait Places<E>: Copy + 'static {
    /// Logits, soft targets, a teacher's logits.
    type Source: Place;
    /// Gradients and outputs in the layout of the input.
    type Sink: Place;
}

/// How they are read and written.
pub trait Matrices<E: Element>: Places<E, Source: Source<E>, Sink: Sink<E>> {}

impl<E: Element, A: Places<E, Source: Source<E>, Sink: Sink<E>>> Matrices<E> for A {}

/// An array: its address, which may be NULL, and what an element takes.
pub trait Place: Copy {
    /// Whether there is no array.
    fn is_null(self) -> bool;
    /// The address.
    fn address(self) -> *const u8;
    /// Bytes of an element.
    fn bytes(self) -> usize;
}

/// A matrix that is read: the place of an element in it, or NULL.
pub trait Source<E: Element>: Place {
    /// No matrix.
    const NULL: Self;
    /// The place so many elements further on.
    ///
    /// # Safety
    /// It is within the matrix, or right behind it.
    unsafe fn add(self, elements: usize) -> Self;
    /// The element at the place, exactly.
    ///
    /// # Safety
    /// It is valid for reading.
    unsafe fn get(self) -> f64;
    /// As [`Load::load`] of E.
    ///
    /// # Safety
    /// `count.min(LANES)` elements are valid for reading.
    unsafe fn load<S: Simd, C: Compute>(self, count: usize, fill: f64) -> C::Vector<S>
    where
        E: Load<C>;
    /// How many elements this is behind another place of the matrix.
    ///
    /// # Safety
    /// Both are within the matrix, elements apart.
    unsafe fn distance(self, from: Self) -> isize;
    /// As [`Element::columns_of_rows`].
    ///
    /// # Safety
    /// As there.
    unsafe fn columns_of_rows<S: Simd>(rows: &[Self; 32], classes: usize, columns: *mut E::Native);
}

/// A matrix that is written: the place of an element in it, or NULL.
pub trait Sink<E: Element>: Place {
    /// No matrix.
    const NULL: Self;
    /// Whether [`rounds`](Self::rounds) may be true.
    const MAY_ROUND: bool;
    /// The array as one of numbers that are computed with, which it is unless it [`rounds`](Self::rounds).
    fn native(self) -> *mut E::Native;
    /// Whether there are elements of half precision, to which numbers that are computed with are rounded.
    fn rounds(self) -> bool;
    /// The place so many elements further on; NULL stays NULL.
    ///
    /// # Safety
    /// It is within the matrix, or right behind it.
    unsafe fn at(self, elements: usize) -> Self;
    /// The place so many elements away. NULL gives what is not to be used.
    ///
    /// # Safety
    /// NULL, or it is within the matrix.
    unsafe fn at_distance(self, elements: isize) -> Self;
    /// As [`Element::columns_of_rows`], of what has been written.
    ///
    /// # Safety
    /// As there.
    unsafe fn columns_of_rows<S: Simd>(rows: &[Self; 32], classes: usize, columns: *mut E::Native);
    /// As [`Element::rows_of_columns`].
    ///
    /// # Safety
    /// As there.
    unsafe fn rows_of_columns<S: Simd>(columns: *const E::Native, classes: usize, rows: &[Self; 32], count: usize);
    /// As [`Load::scratch`].
    fn scratch<C: Compute>(self) -> *mut C
    where
        E: Load<C>;
    /// The element at the place, exactly.
    ///
    /// # Safety
    /// It is valid for reading.
    unsafe fn get(self) -> f64;
    /// Writes the element at the place, rounded to E and then to what is stored.
    ///
    /// # Safety
    /// It is valid for writing.
    unsafe fn set(self, value: f64);
    /// Reads `count.min(LANES)` elements; the other lanes are 0.
    ///
    /// # Safety
    /// They are valid for reading.
    unsafe fn load<S: Simd, C: Compute>(self, count: usize) -> C::Vector<S>
    where
        E: Load<C>;
    /// Writes the first `count.min(LANES)` elements, rounded as by [`set`](Self::set).
    ///
    /// # Safety
    /// They are valid for writing.
    unsafe fn store<S: Simd, C: Compute>(self, vector: C::Vector<S>, count: usize)
    where
        E: Load<C>;
    /// Writes a whole vector, past the caches if that is possible.
    ///
    /// # Safety
    /// A vector of elements is valid for writing; the address is a multiple of 16, where [`streams`](Self::streams) says so.
    unsafe fn stream<S: Simd, C: Compute>(self, vector: C::Vector<S>)
    where
        E: Load<C>;
    /// Whether a row of an array that is `beyond_caches` is better written past them.
    fn streams(self, count: usize, beyond_caches: bool) -> bool;
    /// Elements before the first whole line of the caches.
    fn before_line(self) -> usize;
    /// Writes zeros.
    ///
    /// # Safety
    /// NULL, or `count` elements are valid for writing.
    unsafe fn clear(self, count: usize);
    /// Writes zeros to a row; past the caches, where that is better for a row of an array that is `beyond_caches`. Then a
    /// fence must follow.
    ///
    /// # Safety
    /// NULL, or `count` elements are valid for writing.
    unsafe fn clear_row<S: Simd>(self, count: usize, beyond_caches: bool);
    /// The same for a row of which the element `kept` is written to next: its line is left at hand.
    ///
    /// # Safety
    /// NULL, or `count` elements are valid for writing.
    unsafe fn clear_row_but<S: Simd>(self, count: usize, kept: usize, beyond_caches: bool);

    /// Writes a derivative, or adds it to what is there.
    ///
    /// # Safety
    /// `count.min(LANES)` elements are valid.
    #[inline(always)]
    unsafe fn put<S: Simd, C: Compute>(self, value: C::Vector<S>, count: usize, accumulate: bool)
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe {
            let value = if accumulate { value + self.load::<S, C>(count) } else { value };
            self.store::<S, C>(value, count);
        }
    }

    /// The element at the place; 0 where there is no matrix.
    ///
    /// # Safety
    /// NULL, or it is valid for reading.
    #[inline(always)]
    unsafe fn read(self) -> f64 {
        // SAFETY: the caller's.
        if self.is_null() { 0.0 } else { unsafe { self.get() } }
    }

    /// Writes the derivative of one class, added to `old`: rounded to the type that is computed with, added, and rounded to
    /// that of the array, as it is for all classes in vectors. Nothing happens where there is no matrix.
    ///
    /// # Safety
    /// NULL, or it is valid for writing.
    #[inline(always)]
    unsafe fn write_derivative(self, derivative: f64, old: f64) {
        if !self.is_null() {
            let sum = E::Native::from_f64(old).plus(E::Native::from_f64(derivative));
            // SAFETY: the caller's.
            unsafe { self.set(sum.to_f64()) }
        }
    }
}

/// Whether a matrix is written where another one is read.
#[inline(always)]
pub(crate) fn in_place(source: impl Place, sink: impl Place) -> bool {
    core::ptr::eq(source.address(), sink.address())
}

/// All arrays are of one type.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl<E> Places<E> for Plain {
    type Source = *const E;
    type Sink = *mut E;
}

macro_rules! place {
    ($pointer:ty) => {
        impl<T> Place for $pointer {
            #[inline(always)]
            fn is_null(self) -> bool {
                self.is_null()
            }
            #[inline(always)]
            fn address(self) -> *const u8 {
                self as *const u8
            }
            #[inline(always)]
            fn bytes(self) -> usize {
                size_of::<T>()
            }
        }
    };
}

place!(*const T);
place!(*mut T);

impl<E: Element> Source<E> for *const E {
    const NULL: Self = core::ptr::null();
    #[inline(always)]
    unsafe fn add(self, elements: usize) -> Self {
        // SAFETY: the caller's.
        unsafe { self.add(elements) }
    }
    #[inline(always)]
    unsafe fn get(self) -> f64 {
        // SAFETY: the caller's.
        unsafe { self.read_unaligned() }.to_f64()
    }
    #[inline(always)]
    unsafe fn load<S: Simd, C: Compute>(self, count: usize, fill: f64) -> C::Vector<S>
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe { <E as Load<C>>::load::<S>(self, count, fill) }
    }
    #[inline(always)]
    unsafe fn distance(self, from: Self) -> isize {
        // SAFETY: the caller's.
        unsafe { self.offset_from(from) }
    }
    #[inline(always)]
    unsafe fn columns_of_rows<S: Simd>(rows: &[Self; 32], classes: usize, columns: *mut E::Native) {
        // SAFETY: the caller's.
        unsafe { E::columns_of_rows::<S>(rows, classes, columns) }
    }
}

impl<E: Element> Sink<E> for *mut E {
    const NULL: Self = core::ptr::null_mut();
    const MAY_ROUND: bool = false;
    #[inline(always)]
    fn native(self) -> *mut E::Native {
        self.cast()
    }
    #[inline(always)]
    fn rounds(self) -> bool {
        false
    }
    #[inline(always)]
    unsafe fn at(self, elements: usize) -> Self {
        // SAFETY: the caller's.
        unsafe { offset(self, elements) }
    }
    #[inline(always)]
    unsafe fn at_distance(self, elements: isize) -> Self {
        self.wrapping_offset(elements)
    }
    #[inline(always)]
    unsafe fn columns_of_rows<S: Simd>(rows: &[Self; 32], classes: usize, columns: *mut E::Native) {
        let mut read = [core::ptr::null(); 32];
        let mut lane = 0;
        while lane < 32 {
            read[lane] = rows[lane].cast_const();
            lane += 1;
        }
        // SAFETY: the caller's.
        unsafe { E::columns_of_rows::<S>(&read, classes, columns) }
    }
    #[inline(always)]
    unsafe fn rows_of_columns<S: Simd>(columns: *const E::Native, classes: usize, rows: &[Self; 32], count: usize) {
        // SAFETY: the caller's.
        unsafe { E::rows_of_columns::<S>(columns, classes, rows, count) }
    }
    #[inline(always)]
    fn scratch<C: Compute>(self) -> *mut C
    where
        E: Load<C>,
    {
        <E as Load<C>>::scratch(self)
    }
    #[inline(always)]
    unsafe fn get(self) -> f64 {
        // SAFETY: the caller's.
        unsafe { self.read_unaligned() }.to_f64()
    }
    #[inline(always)]
    unsafe fn set(self, value: f64) {
        // SAFETY: the caller's.
        unsafe { self.write_unaligned(E::from_f64(value)) }
    }
    #[inline(always)]
    unsafe fn load<S: Simd, C: Compute>(self, count: usize) -> C::Vector<S>
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe { <E as Load<C>>::load::<S>(self, count, 0.0) }
    }
    #[inline(always)]
    unsafe fn store<S: Simd, C: Compute>(self, vector: C::Vector<S>, count: usize)
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe { <E as Load<C>>::store::<S>(vector, self, count) }
    }
    #[inline(always)]
    unsafe fn stream<S: Simd, C: Compute>(self, vector: C::Vector<S>)
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe { <E as Load<C>>::stream::<S>(vector, self) }
    }
    #[inline(always)]
    fn streams(self, count: usize, beyond_caches: bool) -> bool {
        zeros::streams(self, count, beyond_caches)
    }
    #[inline(always)]
    fn before_line(self) -> usize {
        self.addr().wrapping_neg() % LINE / size_of::<E>()
    }
    #[inline(always)]
    unsafe fn clear(self, count: usize) {
        // SAFETY: the caller's.
        unsafe { fill_zero(self, count) }
    }
    #[inline(always)]
    unsafe fn clear_row<S: Simd>(self, count: usize, beyond_caches: bool) {
        // SAFETY: the caller's.
        unsafe { zeros::clear_row::<S, E>(self, count, beyond_caches) }
    }
    #[inline(always)]
    unsafe fn clear_row_but<S: Simd>(self, count: usize, kept: usize, beyond_caches: bool) {
        // SAFETY: the caller's.
        unsafe { zeros::clear_row_but::<S, E>(self, count, kept, beyond_caches) }
    }
}
