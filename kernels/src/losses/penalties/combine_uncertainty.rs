//! Several losses weighted by learned uncertainties.
//!
//! total = Σ c_i·e^(−s_i)·L_i + ½·s_i.
//! ∂total/∂L_i = c_i·e^(−s_i),  ∂total/∂s_i = ½ − c_i·e^(−s_i)·L_i.
//!
//! s_i = log σ_i² is the logarithm of the variance of task i, a trained parameter. c_i is a constant: in the
//! paper ½ for regression by squares and 1 for classification. Where `coefficients` is NULL, all c_i are 1.
//!
//! `d_values` holds the `upstream` of each task. Call this function once with the values of all tasks, then each
//! task for its gradients, with LOSS_ACCUMULATE where a task writes to an array that another task has written before.
//! Values, their derivatives and the coefficients are double in the functions of both types, because every value and
//! every `upstream` is double. s and the derivatives by s are arrays of the function's type; the derivatives are
//! written, never accumulated.
//!
//! A coefficient or an e^(−s) of exactly 0 leaves L_i out, even if L_i is infinite or NaN. L_i = 0 adds nothing,
//! even where e^(−s) is infinite. A product is right wherever it is in range, even where its e^(−s) is out of range.
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
