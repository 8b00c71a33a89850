//! Arrays at any alignment, flush with memory that may not be touched, beside canaries where it may.

use super::pages::Pages;
use loss_kernels::Element;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;

const CANARY: u8 = 0xA5;
/// Bytes beside an array that are looked at.
const MARGIN: usize = 4096;
const CANARIES: [u8; MARGIN] = [CANARY; MARGIN];

/// Where an array is in its pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// At the beginning of the pages, not at their end.
    pub at_start: bool,
    /// Bytes between the array and what may not be touched. Less than an element: then no element
    /// beside the array can be touched in whole.
    pub misalignment: usize,
}

/// `length` numbers, or structs without padding.
pub struct Buffer<T> {
    /// Taken when the buffer goes.
    pages: ManuallyDrop<Pages>,
    start: usize,
    length: usize,
    /// The bytes that it was filled with; none where those are canaries.
    filling: Vec<u8>,
    element: PhantomData<T>,
}

impl<T: Copy> Buffer<T> {
    /// Filled with the canary, which is no result of any loss.
    pub fn blank(length: usize, place: Place) -> Self {
        let bytes = length * size_of::<T>();
        // A byte has no alignment.
        let off = if size_of::<T>() == 1 { 0 } else { place.misalignment };
        let pages = ManuallyDrop::new(Pages::with_room_for(bytes + off));
        let start = if place.at_start { off } else { pages.length() - off - bytes };
        let buffer = Self { pages, start, length, filling: Vec::new(), element: PhantomData };
        let (from, to) = buffer.watched();
        // SAFETY: within the pages.
        unsafe { buffer.pages.written().add(from).write_bytes(CANARY, to - from) };
        buffer
    }

    /// A copy of an array.
    pub fn of(array: &[T], place: Place) -> Self {
        let mut buffer = Self::blank(array.len(), place);
        // SAFETY: as long as the array, whose elements have no padding.
        unsafe {
            buffer.pointer().cast::<u8>().copy_from_nonoverlapping(array.as_ptr().cast(), size_of_val(array));
        }
        buffer.filling = buffer.bytes().to_vec();
        buffer
    }

    /// To be written.
    pub fn pointer(&mut self) -> *mut T {
        // SAFETY: the start is within the pages.
        unsafe { self.pages.written().add(self.start).cast() }
    }

    /// To be read only.
    pub fn input(&self) -> *const T {
        // SAFETY: the start is within the pages.
        unsafe { self.pages.read().add(self.start).cast() }
    }

    pub fn elements(&self) -> Vec<T> {
        // SAFETY: element i of the buffer; any bits are a value of what is kept in buffers.
        (0..self.length).map(|i| unsafe { self.input().add(i).read_unaligned() }).collect()
    }

    /// Whether nothing beside the elements was written.
    pub fn margins_intact(&self) -> bool {
        let (from, to) = self.watched();
        let end = self.start + self.bytes().len();
        [self.part(from, self.start), self.part(end, to)].iter().all(|margin| **margin == CANARIES[..margin.len()])
    }

    /// Whether the elements are what they were at first.
    pub fn untouched(&self) -> bool {
        (0..self.length).all(|i| self.element_untouched(i))
    }

    /// Whether one of them is.
    pub fn element_untouched(&self, i: usize) -> bool {
        let place = i * size_of::<T>()..(i + 1) * size_of::<T>();
        let now = &self.bytes()[place.clone()];
        if self.filling.is_empty() { *now == CANARIES[..now.len()] } else { *now == self.filling[place] }
    }

    fn bytes(&self) -> &[u8] {
        self.part(self.start, self.start + self.length * size_of::<T>())
    }

    fn part(&self, from: usize, to: usize) -> &[u8] {
        // SAFETY: within the pages; no call is running that writes to them.
        unsafe { std::slice::from_raw_parts(self.pages.read().add(from), to - from) }
    }

    /// From the first byte that is looked at to behind the last.
    fn watched(&self) -> (usize, usize) {
        let end = self.start + self.length * size_of::<T>();
        (self.start.saturating_sub(MARGIN), (end + MARGIN).min(self.pages.length()))
    }
}

impl<E: Element> Buffer<E> {
    pub fn new(values: &[f64], place: Place) -> Self {
        Self::of(&values.iter().map(|value| E::from_f64(*value)).collect::<Vec<E>>(), place)
    }

    pub fn values(&self) -> Vec<f64> {
        self.elements().into_iter().map(E::to_f64).collect()
    }
}

impl<T> Drop for Buffer<T> {
    fn drop(&mut self) {
        // SAFETY: nobody uses them after this.
        unsafe { ManuallyDrop::take(&mut self.pages) }.give_back();
    }
}
