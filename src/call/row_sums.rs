//! Losses that are summed over rows.

use super::Shared;
use super::check::product;
use super::elementwise::{
    Names, Presence, check_arrays, differentiates, flags_of, loss_of, refuse_hessian_of_several, scaled, zero,
};
use super::options::{common, nothing_asked};
use super::reduce::{Problem, over_rows, reduce, survey_rows};
use crate::Options;
use crate::error::Failure;
use crate::isa;
use loss_kernels::loss::Elementwise;
use loss_kernels::shape::RowOptions;
use loss_kernels::shape::row_sums::RowSums;
use loss_kernels::shape::stretch::Operands;
use loss_kernels::{Element, Partial};
use std::ptr::null_mut;

struct Call<E, L, const X: usize, const T: usize> {
    operands: Operands<E, X, T>,
    rows: usize,
    classes: usize,
    loss: L,
    options: RowOptions<E>,
    threads: u32,
}

impl<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize> Call<E, L, X, T> {
    fn over_rows(&self, scale: Option<f64>, survey: bool) -> Partial {
        let (options, operands) = scaled(&self.options, &self.operands, scale);
        let (loss, classes) = (self.loss, self.classes);
        let beyond_caches = operands.beyond_caches(self.rows * classes);
        let kernel = Shared(RowSums { loss, operands, classes, options, start: 0, end: 0, survey, beyond_caches });
        let isa = isa::active();
        over_rows((self.rows, classes), options.same_for_all(), self.threads, &|start, end| {
            isa.run(RowSums { start, end, ..*kernel.get() })
        })
    }
}

impl<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize> Problem for Call<E, L, X, T> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        if L::TARGET_IS_WEIGHT && weights {
            return Ok(Some(self.over_rows(None, true)));
        }
        Ok(survey_rows(&self.options, self.rows, weights, self.threads))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        self.over_rows(scale, false)
    }

    fn differentiates(&self) -> bool {
        differentiates(&self.options, &self.operands)
    }

    fn zero_derivatives(&self) {
        zero(&self.options, &self.operands, self.rows * self.classes);
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A loss over rows through the ABI.
pub fn row_sums<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize>(
    names: Names<X, T>,
    (inputs, targets, rows, classes): ([*const E; X], [*const E; T], usize, usize),
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradients: [*mut E; X],
) -> Result<(), Failure> {
    let operands = Operands { inputs, targets, gradients };
    let common = common(options, null_mut(), flags_of::<L, X, T>())?;
    let loss: L = loss_of(scalars, common.flags)?;
    refuse_hessian_of_several::<E, X>(&common)?;
    if !common.wants_something(value) && !operands.differentiates() {
        return nothing_asked();
    }
    let layout = product(names.inputs[0], rows, classes)?;
    let presence = if L::OPTIONAL_TARGETS { Presence::Optional } else { Presence::Needed };
    check_arrays(&names, &operands, (rows, layout, layout), presence, &common, value)?;
    let call = Call { operands, rows, classes, loss, options: common.rows, threads: common.threads };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
