//! Losses of rows of vectors, all of them differentiated.

use super::check::product;
use super::elementwise::{Targets, check_arrays, refuse_hessian_of_several, zero};
use super::options::{arguments, common, flags, nothing_asked};
use super::reduce::{Problem, over_rows, reduce, survey_rows};
use super::{Names, Shared, accepted};
use crate::Options;
use crate::error::Failure;
use crate::isa;
use loss_kernels::loss_rows::Rowwise;
use loss_kernels::shape::stretch::Operands;
use loss_kernels::shape::vectors::Vectors;
use loss_kernels::{Element, Partial};
use std::ptr::{null, null_mut};

struct Call<E, L, const X: usize, const K: usize> {
    /// Everything but the range of rows.
    kernel: Vectors<E, L, X, K>,
    rows: usize,
    threads: u32,
}

impl<E: Element, L: Rowwise<X, K>, const X: usize, const K: usize> Problem for Call<E, L, X, K> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        Ok(survey_rows(&self.kernel.options, self.rows, weights, self.threads))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let mut kernel = self.kernel;
        match scale {
            Some(scale) => kernel.options.scale = scale,
            None => kernel.gradients = [null_mut(); X],
        }
        let shared = Shared(kernel);
        let isa = isa::active();
        // Fits a usize, unless a vector is too long for memory.
        let elements = kernel.dim.saturating_mul(X);
        let alike = kernel.options.same_for_all() && kernel.target.is_null();
        over_rows((self.rows, elements), alike, self.threads, &|start, end| {
            isa.run(Vectors { start, end, ..*shared.get() })
        })
    }

    fn differentiates(&self) -> bool {
        self.kernel.gradients.iter().any(|gradient| !gradient.is_null())
    }

    fn zero_derivatives(&self) {
        let Vectors { inputs, gradients, options, dim, .. } = self.kernel;
        zero(&options, &Operands { inputs, targets: [], gradients }, self.rows * dim);
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A loss of rows of vectors through the ABI, with one target per row or none.
pub fn vectors<E: Element, L: Rowwise<X, K>, const X: usize, const T: usize, const K: usize>(
    names: Names<X, T>,
    (inputs, targets, rows, dim): ([*const E; X], [*const E; T], usize, usize),
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradients: [*mut E; X],
) -> Result<(), Failure> {
    let common = common(options, null_mut(), flags(L::BINARY_TARGETS, false, L::SWAP))?;
    let loss = accepted(L::new(&arguments(scalars, common.flags)))?;
    refuse_hessian_of_several::<E, X>(&common)?;
    if !common.wants_something(value) && gradients.iter().all(|gradient| gradient.is_null()) {
        return nothing_asked();
    }
    let layout = product(names.inputs[0], rows, dim)?;
    let operands = Operands { inputs, targets, gradients };
    check_arrays(&names, &operands, (rows, layout, rows), Targets::Needed, &common, value)?;
    let target = targets.first().copied().unwrap_or(null());
    let kernel = Vectors { loss, inputs, target, gradients, dim, options: common.rows, start: 0, end: 0 };
    let call = Call { kernel, rows, threads: common.threads };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
