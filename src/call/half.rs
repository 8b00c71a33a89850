//! Losses of single elements in half precision: arrays of 16 bits, computed in `f32`.
//!
//! Nothing here is compiled for each loss but its numbers: the formulas are those of `f32`.

use super::Shared;
use super::elementwise::{
    Names, Presence, check_arrays, differentiates, flags_of, loss_of, needs_double, refuse_hessian_of_several, scaled,
    zero,
};
use super::options::{Common, common, nothing_asked};
use super::reduce::{Problem, reduce, survey_rows};
use crate::Options;
use crate::error::Failure;
use crate::isa;
use crate::par::Partition;
use loss_kernels::Partial;
use loss_kernels::element::Single;
use loss_kernels::loss::Elementwise;
use loss_kernels::shape::RowOptions;
use loss_kernels::shape::elementwise::{AnyFormulas, HalfElements};
use loss_kernels::shape::stretch::Operands;
use std::ptr::null_mut;

/// A checked call: inputs and targets of I, gradients of G.
struct Call<'a, I, G, const X: usize, const T: usize> {
    formulas: AnyFormulas<'a, X, T>,
    operands: Operands<I, X, T, G>,
    n: usize,
    options: RowOptions<f32>,
    threads: u32,
}

// Tasks are those of `f32`, as they depend on the number of elements alone, and so is the order of every sum.
impl<I: Single, G: Single, const X: usize, const T: usize> Problem for Call<'_, I, G, X, T> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        Ok(survey_rows(&self.options, self.n, weights, self.threads))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let (options, operands) = scaled(&self.options, &self.operands, scale);
        let elements = Shared(HalfElements { formulas: self.formulas, operands, options });
        let isa = isa::active();
        // SAFETY: the arrays of a checked call have all elements that are asked for.
        Partition::new(self.n, 1).run(self.threads, &|start, end| unsafe { elements.get().run(isa, start, end) })
    }

    fn differentiates(&self) -> bool {
        differentiates(&self.options, &self.operands)
    }

    fn zero_derivatives(&self) {
        zero(&self.options, &self.operands, self.n);
    }

    fn rows(&self) -> usize {
        self.n
    }
}

/// A loss of elements in half precision through the ABI. The options are those of `f32`.
pub fn half<I: Single, G: Single, L: Elementwise<X, T>, const X: usize, const T: usize>(
    names: Names<X, T>,
    (inputs, targets, n): ([*const I; X], [*const I; T], usize),
    scalars: [f64; 4],
    options: *const Options<f32>,
    value: *mut f64,
    gradients: [*mut G; X],
) -> Result<(), Failure> {
    const { assert!(!L::ROOT, "a root of a mean has passes of its own, which know no half precision") };
    let common = common(options, null_mut(), flags_of::<L, X, T>())?;
    let loss: L = loss_of(scalars, common.flags)?;
    let formulas = AnyFormulas::of(&loss, needs_double::<f32>(scalars));
    elements(&names, Operands { inputs, targets, gradients }, n, formulas, &common, value)
}

/// What does not depend on the loss.
fn elements<I: Single, G: Single, const X: usize, const T: usize>(
    names: &Names<X, T>,
    operands: Operands<I, X, T, G>,
    n: usize,
    formulas: AnyFormulas<'_, X, T>,
    common: &Common<f32>,
    value: *mut f64,
) -> Result<(), Failure> {
    refuse_hessian_of_several::<f32, X>(common)?;
    if !common.wants_something(value) && !operands.differentiates() {
        return nothing_asked();
    }
    check_arrays(names, &operands, (n, n, n), Presence::Needed, common, value)?;
    let call = Call { formulas, operands, n, options: common.rows, threads: common.threads };
    reduce(&call as &dyn Problem, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
