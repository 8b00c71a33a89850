//! From row losses to value and gradient: the same for every shape.

use super::options::{Common, Reduction};
use crate::error::Failure;
use crate::loss_sums;
use loss_kernels::shape::RowOptions;
use loss_kernels::{Element, Partial};

/// A checked call of some shape.
pub trait Problem<E: Element> {
    /// The value is the root of the mean.
    const ROOT: bool = false;

    /// Weights and rows that count, without touching an output; an error for bad data. `weights`
    /// says whether Σ w is wanted. None where every row counts 1.
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure>;
    /// The losses, and what else the options ask for. Everything that a survey finds as well.
    fn run(&self, options: RowOptions<E>) -> Partial;
    /// Writes zeros to an array in the input's layout.
    fn zero(&self, array: *mut E);
    /// Rows, the ones that do not count included.
    fn rows(&self) -> usize;
}

/// What a sum over rows is divided by.
fn denominator(reduction: Reduction, counted: &Partial) -> f64 {
    match reduction {
        Reduction::Mean => counted.weight.value(),
        Reduction::Sum => 1.0,
        Reduction::MeanRows => counted.rows as f64,
    }
}

/// Runs the problem and writes `value` and the sums.
pub fn reduce<E: Element, P: Problem<E>>(problem: &P, common: &Common<E>, value: *mut f64) -> Result<(), Failure> {
    let options = common.rows;
    let differentiates = options.differentiates();
    let weights = common.reduction == Reduction::Mean && differentiates && !P::ROOT;
    let surveyed = problem.survey(weights)?;
    let without = RowOptions { gradient: std::ptr::null_mut(), hessian: std::ptr::null_mut(), ..options };

    // The factor of the derivatives; None where they are 0 whatever the data.
    let mut counted = None;
    let scale = if P::ROOT {
        let partial = problem.run(without);
        let root = (partial.loss.value() / partial.weight.value()).sqrt();
        let scale = common.upstream / (2.0 * root * partial.weight.value());
        counted = Some(partial);
        (root != 0.0 && partial.weight.value() != 0.0).then_some(scale)
    } else if differentiates {
        let below = match surveyed {
            Some(partial) => denominator(common.reduction, &partial),
            None if common.reduction == Reduction::Sum => 1.0,
            None => problem.rows() as f64,
        };
        (below != 0.0).then_some(common.upstream / below)
    } else {
        Some(1.0)
    };

    let counted = match (counted, scale) {
        (Some(partial), Some(scale)) => {
            if differentiates {
                problem.run(RowOptions { scale, losses: std::ptr::null_mut(), ..options });
            }
            partial
        }
        (Some(partial), None) => partial,
        (None, Some(scale)) => problem.run(RowOptions { scale, ..options }),
        (None, None) => problem.run(without),
    };
    if scale.is_none() {
        problem.zero(options.hessian);
        if !options.accumulate {
            problem.zero(options.gradient);
        }
    }

    let below = denominator(common.reduction, &counted);
    let mean = if below == 0.0 { 0.0 } else { counted.loss.value() / below };
    let result = if P::ROOT { mean.sqrt() } else { mean };
    // SAFETY: NULL, or valid for writing, as the header asks; no alignment is asked of the caller.
    unsafe {
        if !value.is_null() {
            value.write_unaligned(result);
        }
        if !common.sums.is_null() {
            let sums = loss_sums { loss: counted.loss.value(), weight: counted.weight.value(), rows: counted.rows };
            common.sums.write_unaligned(sums);
        }
    }
    Ok(())
}
