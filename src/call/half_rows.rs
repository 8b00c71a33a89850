//! Losses that are summed over rows in half precision: the formulas, sums and bits of `f32`.

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
use loss_kernels::Partial;
use loss_kernels::element::Single;
use loss_kernels::loss::Elementwise;
use loss_kernels::shape::elementwise::{AnyFormulas, HalfElements, HalfRows};
use loss_kernels::shape::stretch::Operands;
use std::ptr::null_mut;

/// A checked call: inputs and targets of I, gradients of G.
struct Call<'a, I, G, const X: usize, const T: usize> {
    /// With all gradients that are asked for.
    kernel: HalfRows<'a, I, G, X, T>,
    rows: usize,
    threads: u32,
}

impl<I: Single, G: Single, const X: usize, const T: usize> Call<'_, I, G, X, T> {
    fn over_rows(&self, scale: Option<f64>, survey: bool) -> Partial {
        let elements = &self.kernel.elements;
        let (options, operands) = scaled(&elements.options, &elements.operands, scale);
        let kernel = Shared(HalfRows { elements: HalfElements { operands, options, ..*elements }, ..self.kernel });
        let isa = isa::active();
        over_rows((self.rows, self.kernel.classes), options.same_for_all(), self.threads, &|start, end| {
            // SAFETY: the arrays of a checked call have all rows.
            unsafe { kernel.get().run(isa, survey, start, end) }
        })
    }
}

// Tasks are those of `f32`, as they depend on the sizes alone, and so is the order of every sum.
impl<I: Single, G: Single, const X: usize, const T: usize> Problem for Call<'_, I, G, X, T> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        if self.kernel.target_is_weight && weights {
            return Ok(Some(self.over_rows(None, true)));
        }
        Ok(survey_rows(&self.kernel.elements.options, self.rows, weights, self.threads))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        self.over_rows(scale, false)
    }

    fn differentiates(&self) -> bool {
        differentiates(&self.kernel.elements.options, &self.kernel.elements.operands)
    }

    fn zero_derivatives(&self) {
        let HalfElements { options, operands, .. } = &self.kernel.elements;
        zero(options, operands, self.rows * self.kernel.classes);
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A loss over rows in half precision through the ABI. The options are those of `f32`.
pub fn half_row_sums<I: Single, G: Single, L: Elementwise<X, T>, const X: usize, const T: usize>(
    names: Names<X, T>,
    (inputs, targets, rows, classes): ([*const I; X], [*const I; T], usize, usize),
    scalars: [f64; 4],
    options: *const Options<f32>,
    value: *mut f64,
    gradients: [*mut G; X],
) -> Result<(), Failure> {
    const { assert!(!L::OPTIONAL_TARGETS, "blocks are read of all targets") };
    let operands = Operands { inputs, targets, gradients };
    let common = common(options, null_mut::<f32>(), flags_of::<L, X, T>())?;
    let loss: L = loss_of(scalars, common.flags)?;
    refuse_hessian_of_several::<f32, X>(&common)?;
    if !common.wants_something(value) && !operands.differentiates() {
        return nothing_asked();
    }
    let layout = product(names.inputs[0], rows, classes)?;
    check_arrays(&names, &operands, (rows, layout, layout), Presence::Needed, &common, value)?;
    let elements = HalfElements { formulas: AnyFormulas::of(&loss, false), operands, options: common.rows };
    let (mean_of_row, target_is_weight) = (L::MEAN_OF_ROW, L::TARGET_IS_WEIGHT);
    let kernel = HalfRows { elements, classes, mean_of_row, target_is_weight };
    let call = Call { kernel, rows, threads: common.threads };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
