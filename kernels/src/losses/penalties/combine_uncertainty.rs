//! Several losses weighted by learned uncertainties.
//!
//! total = Σ c_i·e^(−s_i)·L_i + ½·s_i.
//! ∂total/∂L_i = c_i·e^(−s_i),  ∂total/∂s_i = ½ − c_i·e^(−s_i)·L_i.
//!
//! s_i = log σ_i² is the logarithm of a task's variance, a trained parameter; c_i = ½ for regression
//! by squares and 1 for classification in the paper, 1 where `coefficients` is NULL. `d_values` has
//! what each task needs as its `upstream`: call this once with the tasks' values, then each task for its
//! gradients, with LOSS_ACCUMULATE where a task writes to an array that another has written before.
//! Values, their derivatives and coefficients are double in every dtype, like every value and
//! `upstream`; s and the derivative by it are arrays of the dtype, and the latter is written, never added
//! to. A coefficient or e^(−s) of exactly 0 leaves L_i out, even if it is infinite or NaN, and L_i = 0 has no share
//! even where e^(−s) is infinite. The products are right wherever they are in range, also where e^(−s) is not.
//!
//! Reference: A. Kendall, Y. Gal, R. Cipolla, Multi-task learning using uncertainty to weigh losses for
//! scene geometry and semantics, CVPR 2018, arXiv:1705.07115, section 3.2.

use crate::element::Element;
use crate::math::{Extended, exp};
use crate::shape::{read, write};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd};
use crate::sum::{Total, first};

/// Σ c_i·e^(−s_i)·L_i + ½·s_i.
#[derive(Clone, Copy)]
pub struct CombineUncertainty<E> {
    /// L.
    pub values: *const f64,
    /// s.
    pub log_vars: *const E,
    /// c; NULL: 1.
    pub coefficients: *const f64,
    /// How many.
    pub n: usize,
    /// Out: ∂total/∂L; may be NULL, may be `values`.
    pub d_values: *mut f64,
    /// Out: ∂total/∂s; may be NULL, may be `log_vars`.
    pub d_log_vars: *mut E,
}

impl<E: Element> Kernel for CombineUncertainty<E> {
    type Output = f64;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> f64 {
        let mut total = Total::default();
        let mut i = 0;
        while i < self.n {
            // SAFETY: the contract of the arguments: arrays that are not NULL have `n` elements.
            unsafe {
                let (value, log_var) = (read(self.values, i, 0.0), read(self.log_vars, i, 0.0));
                let coefficient = read(self.coefficients, i, 1.0);
                let (slope, weighted) = weigh::<S>(coefficient, log_var, value);
                total.add(weighted);
                // Where both are infinite, e^(−s) is more than −s.
                if !(weighted == f64::INFINITY && log_var == f64::NEG_INFINITY) {
                    total.add(0.5 * log_var);
                }
                write(self.d_values, i, slope);
                write(self.d_log_vars, i, 0.5 - weighted);
            }
            i += 1;
        }
        total.value()
    }
}

/// c·e^(−s) and c·e^(−s)·L.
#[inline(always)]
fn weigh<S: Simd>(coefficient: f64, log_var: f64, value: f64) -> (f64, f64) {
    // e^(−∞) is 0 as well.
    if coefficient == 0.0 || log_var == f64::INFINITY {
        return (0.0, 0.0);
    }
    let slope = coefficient * first(exp(S::NarrowF64::splat(-log_var)));
    // Neither factor nor product is near the ends of the range: nothing was lost.
    if log_var.abs() < 600.0 && slope.abs() > f64::MIN_POSITIVE && slope.is_finite() {
        return (slope, slope * value);
    }
    let slope = Extended::new(coefficient).times(Extended::exp::<S::NarrowF64>(-log_var));
    let weighted = if value == 0.0 { 0.0 } else { slope.times(Extended::new(value)).value() };
    (slope.value(), weighted)
}
