//! Matrices of half precision, for losses whose other arrays are of `f32`.
//!
//! The format is known at run time: the kernels of classes are large, and one copy of each serves all formats.

use super::{Place, Places, Sink, Source};
use crate::element::{Compute, Element, Load};
use crate::half::{Bf16, F16};
use crate::shape::memory::{fill_zero, offset};
use crate::simd::{Simd, Vector};
use core::mem::MaybeUninit;

/// The 16 bits of an input's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// [`Bf16`].
    Bf16,
    /// [`F16`].
    F16,
}

/// Inputs of 16 bits, gradients of the same or of `f32`.
#[derive(Clone, Copy, Debug)]
pub struct Half;

/// A matrix of half precision that is read.
#[derive(Clone, Copy, Debug)]
pub struct HalfSource {
    first: *const u16,
    format: Format,
}

/// A matrix that is written: of half precision, or of `f32` where there is no format.
#[derive(Clone, Copy, Debug)]
pub struct HalfSink {
    first: *mut u8,
    format: Option<Format>,
}

/// A storage type of 16 bits.
pub trait Stored: Copy + 'static {
    /// The matrix at this place.
    fn source(first: *const Self) -> HalfSource;
}

/// A storage type of gradients beside inputs of half precision.
pub trait StoredGradient: Copy + 'static {
    /// It is of half precision.
    const HALF: bool = true;
    /// The matrix at this place.
    fn sink(first: *mut Self) -> HalfSink;
}

macro_rules! stored {
    ($type:ident) => {
        impl Stored for $type {
            fn source(first: *const Self) -> HalfSource {
                HalfSource { first: first.cast(), format: Format::$type }
            }
        }
        impl StoredGradient for $type {
            fn sink(first: *mut Self) -> HalfSink {
                HalfSink { first: first.cast(), format: Some(Format::$type) }
            }
        }
    };
}

stored!(Bf16);
stored!(F16);

impl StoredGradient for f32 {
    const HALF: bool = false;
    fn sink(first: *mut Self) -> HalfSink {
        HalfSink { first: first.cast(), format: None }
    }
}

impl Places<f32> for Half {
    type Source = HalfSource;
    type Sink = HalfSink;
}

impl Place for HalfSource {
    #[inline(always)]
    fn is_null(self) -> bool {
        self.first.is_null()
    }
    #[inline(always)]
    fn address(self) -> *const u8 {
        self.first.cast()
    }
    #[inline(always)]
    fn bytes(self) -> usize {
        size_of::<u16>()
    }
}

impl Place for HalfSink {
    #[inline(always)]
    fn is_null(self) -> bool {
        self.first.is_null()
    }
    #[inline(always)]
    fn address(self) -> *const u8 {
        self.first
    }
    #[inline(always)]
    fn bytes(self) -> usize {
        if self.format.is_some() { size_of::<u16>() } else { size_of::<f32>() }
    }
}

impl Source<f32> for HalfSource {
    const NULL: Self = Self { first: core::ptr::null(), format: Format::Bf16 };
    #[inline(always)]
    unsafe fn add(self, elements: usize) -> Self {
        // SAFETY: the caller's.
        Self { first: unsafe { self.first.add(elements) }, ..self }
    }
    #[inline(always)]
    unsafe fn get(self) -> f64 {
        // SAFETY: the caller's.
        let bits = unsafe { self.first.read_unaligned() };
        widened(bits, self.format)
    }
    #[inline(always)]
    unsafe fn load<S: Simd, C: Compute>(self, count: usize, fill: f64) -> C::Vector<S>
    where
        f32: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe { load::<S, C>(self.first, self.format, count, fill) }
    }
    #[inline(always)]
    unsafe fn distance(self, from: Self) -> isize {
        // SAFETY: the caller's.
        unsafe { self.first.byte_offset_from(from.first) / size_of::<u16>() as isize }
    }
    #[inline(always)]
    unsafe fn columns_of_rows<S: Simd>(rows: &[Self; 32], classes: usize, columns: *mut f32) {
        let mut widened = Widened::new();
        let (mut class, lanes) = (0, S::F32::LANES);
        while class < classes {
            let count = if classes - class < lanes { classes - class } else { lanes };
            let mut lane = 0;
            while lane < lanes {
                // SAFETY: the caller's: each lane has a row.
                widened.set::<S>(lane, unsafe { rows[lane].add(class).load::<S, f32>(count, 0.0) });
                lane += 1;
            }
            // SAFETY: the rows have been written; the caller's.
            unsafe { f32::columns_of_rows::<S>(&widened.read(), count, columns.add(class * lanes)) };
            class += count;
        }
    }
}

impl Sink<f32> for HalfSink {
    const NULL: Self = Self { first: core::ptr::null_mut(), format: None };
    const MAY_ROUND: bool = true;
    #[inline(always)]
    fn native(self) -> *mut f32 {
        self.first.cast()
    }
    #[inline(always)]
    fn rounds(self) -> bool {
        self.format.is_some() && !self.first.is_null()
    }
    #[inline(always)]
    unsafe fn at(self, elements: usize) -> Self {
        // SAFETY: the caller's.
        Self { first: unsafe { offset(self.first, elements * self.bytes()) }, ..self }
    }
    #[inline(always)]
    unsafe fn at_distance(self, elements: isize) -> Self {
        Self { first: self.first.wrapping_offset(elements * self.bytes() as isize), ..self }
    }
    #[inline(always)]
    unsafe fn columns_of_rows<S: Simd>(rows: &[Self; 32], classes: usize, columns: *mut f32) {
        let mut widened = Widened::new();
        let mut lane = 0;
        while lane < S::F32::LANES {
            // SAFETY: the caller's: each lane has a row.
            widened.set::<S>(lane, unsafe { rows[lane].load::<S, f32>(classes) });
            lane += 1;
        }
        // SAFETY: the rows have been written.
        unsafe { f32::columns_of_rows::<S>(&widened.read(), classes, columns) }
    }
    #[inline(always)]
    unsafe fn rows_of_columns<S: Simd>(columns: *const f32, classes: usize, rows: &[Self; 32], count: usize) {
        let mut widened = Widened::new();
        // SAFETY: there is room for 32 rows of 32 classes.
        unsafe { f32::rows_of_columns::<S>(columns, classes, &widened.rows(), count) };
        let mut lane = 0;
        while lane < 32 && lane < count {
            // SAFETY: the caller's: so many rows are valid for writing; `classes` numbers of the row have been written.
            unsafe {
                let row = S::F32::load(widened.rows()[lane], classes, 0.0);
                rows[lane].store::<S, f32>(row, classes);
            }
            lane += 1;
        }
    }
    #[inline(always)]
    fn scratch<C: Compute>(self) -> *mut C
    where
        f32: Load<C>,
    {
        core::ptr::null_mut()
    }
    #[inline(always)]
    unsafe fn get(self) -> f64 {
        // SAFETY: the caller's.
        unsafe {
            match self.format {
                Some(format) => widened(self.first.cast::<u16>().read_unaligned(), format),
                None => f64::from(self.first.cast::<f32>().read_unaligned()),
            }
        }
    }
    #[inline(always)]
    unsafe fn set(self, value: f64) {
        let value = value as f32;
        // SAFETY: the caller's.
        unsafe {
            match self.format {
                Some(Format::Bf16) => self.first.cast::<Bf16>().write_unaligned(Bf16::from_f32(value)),
                Some(Format::F16) => self.first.cast::<F16>().write_unaligned(F16::from_f32(value)),
                None => self.first.cast::<f32>().write_unaligned(value),
            }
        }
    }
    #[inline(always)]
    unsafe fn load<S: Simd, C: Compute>(self, count: usize) -> C::Vector<S>
    where
        f32: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe {
            match self.format {
                Some(format) => load::<S, C>(self.first.cast(), format, count, 0.0),
                None => C::load_single::<S, f32>(self.first.cast(), count, 0.0),
            }
        }
    }
    #[inline(always)]
    unsafe fn store<S: Simd, C: Compute>(self, vector: C::Vector<S>, count: usize)
    where
        f32: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe {
            match self.format {
                Some(Format::Bf16) => C::store_single::<S, Bf16>(vector, self.first.cast(), count),
                Some(Format::F16) => C::store_single::<S, F16>(vector, self.first.cast(), count),
                None => C::store_single::<S, f32>(vector, self.first.cast(), count),
            }
        }
    }
    // Half as many bytes are not worth a way of their own past the caches.
    #[inline(always)]
    unsafe fn stream<S: Simd, C: Compute>(self, vector: C::Vector<S>)
    where
        f32: Load<C>,
    {
        // SAFETY: the caller's.
        unsafe { self.store::<S, C>(vector, usize::MAX) }
    }
    #[inline(always)]
    fn streams(self, _: usize, _: bool) -> bool {
        false
    }
    #[inline(always)]
    fn before_line(self) -> usize {
        0
    }
    #[inline(always)]
    unsafe fn clear(self, count: usize) {
        // SAFETY: the caller's.
        unsafe { fill_zero(self.first, count * self.bytes()) }
    }
    #[inline(always)]
    unsafe fn clear_row<S: Simd>(self, count: usize, _: bool) {
        // SAFETY: the caller's.
        unsafe { self.clear(count) }
    }
    #[inline(always)]
    unsafe fn clear_row_but<S: Simd>(self, count: usize, _: usize, _: bool) {
        // SAFETY: the caller's.
        unsafe { self.clear(count) }
    }
}

/// The number of these bits, exactly.
#[inline(always)]
fn widened(bits: u16, format: Format) -> f64 {
    f64::from(match format {
        Format::Bf16 => Bf16(bits).to_f32(),
        Format::F16 => F16(bits).to_f32(),
    })
}

/// Numbers of a format, as [`Load::load`] reads them. A branch takes less time than to convert both formats and to choose one.
///
/// # Safety
/// `count.min(LANES)` numbers are valid for reading.
#[inline(always)]
unsafe fn load<S: Simd, C: Compute>(first: *const u16, format: Format, count: usize, fill: f64) -> C::Vector<S>
where
    f32: Load<C>,
{
    // SAFETY: the caller's.
    unsafe {
        match format {
            Format::Bf16 => C::load_single::<S, Bf16>(first.cast(), count, fill),
            Format::F16 => C::load_single::<S, F16>(first.cast(), count, fill),
        }
    }
}

/// As many rows of few classes as a vector has lanes, in `f32`.
struct Widened([MaybeUninit<f32>; 32 * 32]);

impl Widened {
    #[inline(always)]
    fn new() -> Self {
        Self([const { MaybeUninit::uninit() }; 32 * 32])
    }

    /// Where each row begins.
    #[inline(always)]
    fn rows(&mut self) -> [*mut f32; 32] {
        let first = self.0.as_mut_ptr().cast::<f32>();
        let mut rows = [first; 32];
        let mut lane = 0;
        while lane < 32 {
            rows[lane] = first.wrapping_add(lane * 32);
            lane += 1;
        }
        rows
    }

    /// The same, for reading.
    #[inline(always)]
    fn read(&self) -> [*const f32; 32] {
        let first = self.0.as_ptr().cast::<f32>();
        let mut rows = [first; 32];
        let mut lane = 0;
        while lane < 32 {
            rows[lane] = first.wrapping_add(lane * 32);
            lane += 1;
        }
        rows
    }

    /// Writes a row.
    #[inline(always)]
    fn set<S: Simd>(&mut self, lane: usize, row: S::F32) {
        // SAFETY: a vector has no more than 32 lanes, and there is room for 32.
        unsafe { row.store(self.rows()[lane], S::F32::LANES) };
    }
}
