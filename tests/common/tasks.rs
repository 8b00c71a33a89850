//! The functions that make one value of several, which have no options.

use super::buffer::{Buffer, Place};
use super::call::Dtype;
use loss::loss_status;
use std::ptr::{null, null_mut};

/// A call. Numbers are `f64`, and `log_vars` rounded to the dtype.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    pub values: Vec<f64>,
    /// Of `combine`.
    pub weights: Vec<f64>,
    /// The rest is of `combine_uncertainty`.
    pub log_vars: Vec<f64>,
    pub coefficients: Option<Vec<f64>>,
    pub without_total: bool,
    pub without_derivatives: bool,
    /// The derivatives replace what they are by.
    pub in_place: bool,
    pub place: Place,
}

/// Calls a function with those of the arguments that it has.
///
/// # Safety
/// Arrays have n elements, or the call is refused before they are touched.
pub type TaskCall<E> = unsafe fn(&TaskArguments<E>) -> loss_status;

/// The arguments of either function, by their names.
pub struct TaskArguments<E> {
    pub values: *const f64,
    pub weights: *const f64,
    pub log_vars: *const E,
    pub coefficients: *const f64,
    pub n: usize,
    pub total: *mut f64,
    pub d_values: *mut f64,
    pub d_log_vars: *mut E,
}

/// What a call gave. What was not asked for is what it was before.
#[derive(Clone, Debug)]
pub struct TaskOutcome {
    pub status: loss_status,
    pub total: f64,
    pub d_values: Vec<f64>,
    pub d_log_vars: Vec<f64>,
    /// No output was written, not even in part.
    pub untouched: bool,
}

impl Tasks {
    /// Calls the function with arguments that were changed. Panics when anything beside the outputs was
    /// written.
    pub fn call_with<E: Dtype>(&self, name: &str, change: impl FnOnce(&mut TaskArguments<E>)) -> TaskOutcome {
        let (n, place) = (self.values.len(), self.place);
        let mut values = Buffer::of(&self.values, place);
        let weights = Buffer::of(&self.weights, place);
        let mut log_vars = Buffer::<E>::new(&self.log_vars, place);
        let coefficients = self.coefficients.as_ref().map(|numbers| Buffer::of(numbers, place));
        let mut total = Buffer::<f64>::blank(1, place);
        let (mut d_values, mut d_log_vars) = (Buffer::<f64>::blank(n, place), Buffer::<E>::blank(n, place));
        let replaces = self.in_place && !self.without_derivatives;
        let mut arguments = TaskArguments {
            values: if replaces { values.pointer() } else { values.input() },
            weights: weights.input(),
            log_vars: if replaces { log_vars.pointer() } else { log_vars.input() },
            coefficients: coefficients.as_ref().map_or(null(), Buffer::input),
            n,
            total: if self.without_total { null_mut() } else { total.pointer() },
            d_values: if replaces { values.pointer() } else { d_values.pointer() },
            d_log_vars: if replaces { log_vars.pointer() } else { d_log_vars.pointer() },
        };
        if self.without_derivatives {
            (arguments.d_values, arguments.d_log_vars) = (null_mut(), null_mut());
        }
        change(&mut arguments);
        let call = E::task_call(name).unwrap_or_else(|| panic!("{name} is called by a Case"));
        // SAFETY: every array has as many elements as there are values, or the call is meant to be refused.
        let status = unsafe { call(&arguments) };
        let doubles = [&values, &total, &d_values];
        let reals = [&log_vars, &d_log_vars];
        let intact = doubles.iter().all(|array| array.margins_intact()) && reals.iter().all(|a| a.margins_intact());
        assert!(intact, "{name} wrote beyond an array: {self:?}");
        TaskOutcome {
            status,
            total: total.values()[0],
            d_values: if replaces { values.values() } else { d_values.values() },
            d_log_vars: if replaces { log_vars.values() } else { d_log_vars.values() },
            untouched: doubles.iter().all(|array| array.untouched()) && reals.iter().all(|a| a.untouched()),
        }
    }
}
