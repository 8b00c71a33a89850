//! A sum of numbers with what its rounding lost.

/// A compensated sum of numbers: of rows, of blocks, of tasks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Total {
    pub(crate) sum: f64,
    pub(crate) error: f64,
}

impl Total {
    /// Nothing yet.
    pub const ZERO: Self = Self { sum: 0.0, error: 0.0 };

    /// A sum, and what its rounding lost.
    #[inline(always)]
    pub(crate) fn of(sum: f64, error: f64) -> Self {
        Self { sum, error }
    }
    /// The first `count` lanes of a compensated sum, added from the first to the last. Not inlined, because the compiler
    /// spells out the loop wherever it is.
    #[inline(never)]
    pub(super) fn of_lanes(sums: &[f64; 16], errors: &[f64; 16], count: usize) -> Self {
        let mut total = Self::ZERO;
        let mut i = 0;
        while i < 16 && i < count {
            total.add(sums[i]);
            total.error += errors[i];
            i += 1;
        }
        total
    }
    /// Adds a number.
    #[inline(always)]
    pub fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        let shadow = sum - self.sum;
        self.error += (self.sum - (sum - shadow)) + (term - shadow);
        self.sum = sum;
    }
    /// Adds another total.
    #[inline(always)]
    pub fn merge(&mut self, other: Self) {
        self.add(other.sum);
        self.error += other.error;
    }
    /// The sum. Where it is infinite or NaN the errors mean nothing.
    #[inline(always)]
    pub fn value(self) -> f64 {
        let value = self.sum + self.error;
        if value.is_nan() { self.sum } else { value }
    }
    /// The sum, and what its rounding left: twice the digits, where the errors were kept.
    #[inline(always)]
    pub fn pair(self) -> (f64, f64) {
        let value = self.value();
        let rest = (self.sum - value) + self.error;
        (value, if rest.is_finite() { rest } else { 0.0 })
    }
}
