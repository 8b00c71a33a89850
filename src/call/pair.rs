//! Losses of two inputs, both differentiated.

use super::check::{Arrays, product};
use super::options::{common, nothing_asked};
use super::pointwise::Shared;
use super::reduce::{Problem, reduce, survey_rows};
use crate::Options;
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::Partition;
use loss_kernels::loss::Pair;
use loss_kernels::shape::pair::Pairs;
use loss_kernels::shape::{beyond_caches, fill_zero};
use loss_kernels::{Element, Partial};

/// Names of the inputs and their gradients, for messages.
#[derive(Clone, Copy)]
pub struct PairNames {
    pub inputs: [&'static str; 2],
    pub gradients: [&'static str; 2],
}

struct Call<E, L> {
    /// Everything but the range of rows.
    kernel: Pairs<E, L>,
    rows: usize,
    threads: u32,
}

impl<E: Element, L: Pair> Problem for Call<E, L> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        Ok(survey_rows(&self.kernel.options, self.rows, weights, self.threads))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let mut kernel = self.kernel;
        match scale {
            Some(scale) => kernel.options.scale = scale,
            None => kernel.gradients = [std::ptr::null_mut(); 2],
        }
        let elements = self.rows * kernel.width;
        let beyond = |which: usize| beyond_caches(kernel.inputs[which], kernel.gradients[which], elements);
        kernel.beyond_caches = beyond(0) && beyond(1);
        let shared = Shared(kernel);
        let isa = isa::active();
        Partition::new(self.rows, kernel.width)
            .run(self.threads, &|start, end| isa.run(Pairs { start, end, ..*shared.get() }))
    }

    fn differentiates(&self) -> bool {
        self.kernel.gradients.iter().any(|gradient| !gradient.is_null())
    }

    fn zero_derivatives(&self) {
        if !self.kernel.options.accumulate {
            for gradient in self.kernel.gradients {
                // SAFETY: NULL, or an output of the layout, which was checked.
                unsafe { fill_zero(gradient, self.rows * self.kernel.width) };
            }
        }
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A loss of two inputs through the ABI.
pub fn pair<E: Element, L: Pair>(
    names: PairNames,
    inputs: [*const E; 2],
    (rows, width): (usize, usize),
    options: *const Options<E>,
    value: *mut f64,
    gradients: [*mut E; 2],
) -> Result<(), Failure> {
    let common = common(options, std::ptr::null_mut(), false)?;
    if !common.rows.hessian.is_null() {
        return fail!(
            LOSS_ERROR_INVALID_ARGUMENT,
            "options.hessian: this loss has two inputs, and no place for the second derivatives of both"
        );
    }
    if !common.wants_something(value) && gradients.iter().all(|gradient| gradient.is_null()) {
        return nothing_asked();
    }
    let layout = product(names.inputs[0], rows, width)?;
    let mut arrays = Arrays::new();
    for (nth, (name, input)) in (0..).zip(names.inputs.into_iter().zip(inputs)) {
        arrays.differentiated_nth(nth, name, input, layout)?;
    }
    common.add_without_gradient(&mut arrays, value, rows, layout)?;
    for (nth, (name, gradient)) in (0..).zip(names.gradients.into_iter().zip(gradients)) {
        arrays.gradient_nth(nth, name, gradient, layout, common.rows.accumulate)?;
    }
    arrays.check_overlap()?;
    let kernel = Pairs {
        loss: L::default(),
        inputs,
        gradients,
        width,
        options: common.rows,
        start: 0,
        end: 0,
        beyond_caches: false,
    };
    let call = Call { kernel, rows, threads: common.threads };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
