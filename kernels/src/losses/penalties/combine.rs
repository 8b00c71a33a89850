//! Weighted sum of several losses.
//!
//! total = Σ w_i·L_i.
//! ∂total/∂L_i = w_i.
//!
//! For several tasks on shared parameters. The gradients come from the tasks' own calls: pass the
//! address of w_i as `upstream` of task i.
//! Set LOSS_ACCUMULATE where a task writes to an array that another task has written before. Values and weights are
//! double in the functions of both types, because every value and every `upstream` is double. A weight of exactly 0
//! leaves its task out, even if its value is infinite or NaN. Weights may be negative.
//!
//! Reference: R. Caruana, Multitask learning, Machine Learning 28, 1997, section 2.

use crate::shape::read;
use crate::simd::Simd;
use crate::simd::isa::Kernel;
use crate::sum::Total;

/// Σ w_i·L_i.
#[derive(Clone, Copy)]
pub struct Combine {
    /// L.
    pub values: *const f64,
    /// w.
    pub weights: *const f64,
    /// How many.
    pub n: usize,
}

impl Kernel for Combine {
    type Output = f64;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> f64 {
        let mut total = Total::default();
        let mut i = 0;
        while i < self.n {
            // SAFETY: the contract of the arguments: both arrays have `n` elements.
            let (value, weight) = unsafe { (read(self.values, i, 0.0), read(self.weights, i, 1.0)) };
            if weight != 0.0 {
                total.add(weight * value);
            }
            i += 1;
        }
        total.value()
    }
}
