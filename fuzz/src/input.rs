//! What an input of the fuzzer decides, byte by byte.

/// The bytes of an input; zeros behind its end.
pub struct Input<'a>(pub &'a [u8]);

impl Input<'_> {
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// A number below a limit, up to 65,536.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = if limit <= 256 {
            usize::from(self.byte())
        } else {
            usize::from(u16::from_le_bytes([self.byte(), self.byte()]))
        };
        number % limit
    }

    pub fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    pub fn word(&mut self) -> u32 {
        u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()])
    }

    /// The bits of a number: of an `f32` or of an `f64`.
    pub fn number(&mut self, bits: usize) -> f64 {
        let low = self.word();
        if bits == 32 {
            f64::from(f32::from_bits(low))
        } else {
            f64::from_bits(u64::from(self.word()) << 32 | u64::from(low))
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
