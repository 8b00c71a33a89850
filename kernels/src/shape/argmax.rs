//! The class of the largest logit, when the value of the largest logit is known.

use crate::simd::{Lane, Vector};

/// A search through the classes of a row, from the first on.
pub(super) struct ArgMax {
    largest: f64,
    found: Option<usize>,
    nan: Option<usize>,
}

impl ArgMax {
    #[inline(always)]
    pub fn of(largest: f64) -> Self {
        Self { largest, found: None, nan: None }
    }

    /// The first `count` lanes are the classes from `c` on.
    #[inline(always)]
    pub fn look<V: Vector>(&mut self, logits: V, c: usize, count: usize) {
        let mut lanes = [V::Lane::from_raw(0); 32];
        // SAFETY: no vector has more than 32 lanes.
        unsafe { logits.store(lanes.as_mut_ptr(), 32) };
        let mut i = 0;
        while i < V::LANES && i < count {
            let logit = lanes[i].to_f64();
            if self.nan.is_none() && logit.is_nan() {
                self.nan = Some(c + i);
            }
            if self.found.is_none() && logit == self.largest {
                self.found = Some(c + i);
            }
            i += 1;
        }
    }

    /// The first NaN, or the first of the largest; 0 in a row of nothing.
    #[inline(always)]
    pub fn class(&self) -> i64 {
        match (self.nan, self.found) {
            (Some(class), _) | (None, Some(class)) => class as i64,
            (None, None) => 0,
        }
    }
}
