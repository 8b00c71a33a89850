//! Arrays at any alignment, between canaries.

use loss_kernels::Element;

const CANARY: u8 = 0xA5;
const MARGIN: usize = 64;

/// `length` elements, `misalignment` bytes off the alignment of a cache line.
pub struct Buffer<E> {
    bytes: Vec<u8>,
    start: usize,
    length: usize,
    element: std::marker::PhantomData<E>,
}

impl<E: Element> Buffer<E> {
    /// Filled with the canary, which is no result of any loss.
    pub fn blank(length: usize, misalignment: usize) -> Self {
        let bytes = vec![CANARY; length * size_of::<E>() + 3 * MARGIN];
        let start = MARGIN + bytes.as_ptr().align_offset(MARGIN) + misalignment;
        Self { bytes, start, length, element: std::marker::PhantomData }
    }

    pub fn new(values: &[f64], misalignment: usize) -> Self {
        let mut buffer = Self::blank(values.len(), misalignment);
        for (i, value) in values.iter().enumerate() {
            // SAFETY: element i of the buffer.
            unsafe { buffer.pointer().add(i).write_unaligned(E::from_f64(*value)) };
        }
        buffer
    }

    pub fn pointer(&mut self) -> *mut E {
        // SAFETY: the start is within the bytes.
        unsafe { self.bytes.as_mut_ptr().add(self.start).cast() }
    }

    pub fn values(&self) -> Vec<f64> {
        let pointer: *const E = self.bytes[self.start..].as_ptr().cast();
        // SAFETY: element i of the buffer.
        (0..self.length).map(|i| unsafe { pointer.add(i).read_unaligned() }.to_f64()).collect()
    }

    /// Whether nothing beside the elements was written.
    pub fn margins_intact(&self) -> bool {
        let end = self.start + self.length * size_of::<E>();
        self.bytes[..self.start].iter().chain(&self.bytes[end..]).all(|byte| *byte == CANARY)
    }

    /// Whether nothing was written at all.
    pub fn untouched(&self) -> bool {
        self.bytes.iter().all(|byte| *byte == CANARY)
    }
}
