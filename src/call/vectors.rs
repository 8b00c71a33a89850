//! Losses of rows of vectors, all of them differentiated.

use super::check::product;
use super::elementwise::{Presence, check_arrays, refuse_hessian_of_several, zero};
use super::options::{Common, arguments, common, flags, nothing_asked, of_penalty};
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
        kernel.options = kernel.options.scaled(scale);
        if scale.is_none() {
            kernel.gradients = [null_mut(); X];
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
        let Vectors { gradients, options, .. } = &self.kernel;
        options.differentiates() || gradients.iter().any(|gradient| !gradient.is_null())
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
    refuse_hessian_of_several::<E, X>(&common)?;
    run::<E, L, X, T, K>(names, (inputs, targets, rows, dim), scalars, &common, value, gradients)
}

/// A penalty on groups of parameters through the ABI: a sum over the groups, which are rows, without targets.
pub fn group_penalty<E: Element, L: Rowwise<1, K>, const K: usize>(
    names: Names<1, 0>,
    arrays: ([*const E; 1], [*const E; 0], usize, usize),
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradients: [*mut E; 1],
) -> Result<(), Failure> {
    run::<E, L, 1, 0, K>(names, arrays, scalars, &of_penalty(options)?, value, gradients)
}

/// A call whose options are read.
fn run<E: Element, L: Rowwise<X, K>, const X: usize, const T: usize, const K: usize>(
    names: Names<X, T>,
    (inputs, targets, rows, dim): ([*const E; X], [*const E; T], usize, usize),
    scalars: [f64; 4],
    common: &Common<E>,
    value: *mut f64,
    gradients: [*mut E; X],
) -> Result<(), Failure> {
    let loss: L = accepted(L::new(&arguments(scalars, common.flags)))?;
    if !common.wants_something(value) && gradients.iter().all(|gradient| gradient.is_null()) {
        return nothing_asked();
    }
    let layout = product(names.inputs[0], rows, dim)?;
    let operands = Operands { inputs, targets, gradients };
    check_arrays(&names, &operands, (rows, layout, rows), Presence::Needed, common, value)?;
    let target = targets.first().copied().unwrap_or(null());
    let loss = loss.of_dim(dim);
    let kernel = Vectors { loss, inputs, target, gradients, dim, options: common.rows, start: 0, end: 0 };
    let call = Call { kernel, rows, threads: common.threads };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
