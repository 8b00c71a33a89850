//! Several losses as one.

use super::check::Arrays;
use crate::error::{Failure, fail};
use crate::isa;
use loss_kernels::Element;
use loss_kernels::losses::{Combine, CombineUncertainty};

/// A weighted sum through the ABI.
pub fn combine(values: *const f64, weights: *const f64, n: usize, total: *mut f64) -> Result<(), Failure> {
    if total.is_null() {
        return fail!(LOSS_ERROR_NULL_POINTER, "total is NULL");
    }
    let mut arrays = Arrays::new();
    arrays.input("values", values, n)?;
    arrays.input("weights", weights, n)?;
    arrays.output("total", total, 1)?;
    arrays.check_overlap()?;
    let result = isa::active().run(Combine { values, weights, n });
    // SAFETY: not NULL, and valid for writing, as the header asks; no alignment is asked of the caller.
    unsafe { total.write_unaligned(result) };
    Ok(())
}

/// A sum weighted by uncertainties through the ABI.
pub fn combine_uncertainty<E: Element>(
    (values, log_vars, coefficients, n): (*const f64, *const E, *const f64, usize),
    total: *mut f64,
    d_values: *mut f64,
    d_log_vars: *mut E,
) -> Result<(), Failure> {
    if total.is_null() && d_values.is_null() && d_log_vars.is_null() {
        return fail!(LOSS_ERROR_NULL_POINTER, "nothing was asked for: total, d_values and d_log_vars are NULL");
    }
    let mut arrays = Arrays::new();
    arrays.differentiated_nth(0, "values", values, n)?;
    arrays.differentiated_nth(1, "log_vars", log_vars, n)?;
    arrays.optional("coefficients", coefficients, n)?;
    arrays.output("total", total, 1)?;
    arrays.gradient_nth(0, "d_values", d_values, n, false)?;
    arrays.gradient_nth(1, "d_log_vars", d_log_vars, n, false)?;
    arrays.check_overlap()?;
    let result = isa::active().run(CombineUncertainty { values, log_vars, coefficients, n, d_values, d_log_vars });
    if !total.is_null() {
        // SAFETY: valid for writing, as the header asks; no alignment is asked of the caller.
        unsafe { total.write_unaligned(result) };
    }
    Ok(())
}
