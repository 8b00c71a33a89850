//! Losses that sum over rows of classes.

use super::check::{Arrays, product};
use super::options::{common, nothing_asked};
use super::pointwise::{Names, Shared, loss_of};
use super::reduce::{Problem, reduce, zero_derivatives};
use crate::Options;
use crate::error::Failure;
use crate::isa;
use crate::par::Partition;
use loss_kernels::loss::Pointwise;
use loss_kernels::shape::rowwise::Rows;
use loss_kernels::shape::{RowOptions, beyond_caches, fill_zero};
use loss_kernels::{Element, Partial};

struct Call<E, L> {
    input: *const E,
    target: *const E,
    rows: usize,
    classes: usize,
    loss: L,
    options: RowOptions<E>,
    threads: u32,
}

impl<E: Element, L: Pointwise> Call<E, L> {
    fn over_rows(&self, options: RowOptions<E>, survey: bool) -> Partial {
        let (loss, input, target, classes) = (self.loss, self.input, self.target, self.classes);
        let beyond_caches = beyond_caches(input, options.gradient, self.rows * classes);
        let kernel = Shared(Rows { loss, input, target, classes, options, start: 0, end: 0, survey, beyond_caches });
        let isa = isa::active();
        // A survey reads little.
        let threads = if survey && !L::TARGET_IS_WEIGHT { 1 } else { self.threads };
        Partition::new(self.rows, classes).run(threads, &|start, end| isa.run(Rows { start, end, ..*kernel.get() }))
    }
}

impl<E: Element, L: Pointwise> Problem for Call<E, L> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        let weighted = weights && (L::TARGET_IS_WEIGHT || !self.options.weight.is_null());
        let needed = weighted || !self.options.mask.is_null();
        Ok(needed.then(|| self.over_rows(self.options, true)))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        self.over_rows(self.options.scaled(scale), false)
    }

    fn differentiates(&self) -> bool {
        self.options.differentiates()
    }

    fn zero_derivatives(&self) {
        // SAFETY: NULL, or an output of the layout, which was checked.
        zero_derivatives(&self.options, |array| unsafe { fill_zero(array, self.rows * self.classes) });
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A loss over rows through the ABI.
pub fn rowwise<E: Element, L: Pointwise>(
    names: Names,
    (input, target, rows, classes): (*const E, *const E, usize, usize),
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let common = common(options, gradient, L::BINARY_TARGETS)?;
    let loss: L = loss_of([0.0; 4], common.binary_targets)?;
    if !common.wants_something(value) {
        return nothing_asked();
    }
    let layout = product(names.input, rows, classes)?;
    let mut arrays = Arrays::new();
    arrays.differentiated(names.input, input, layout)?;
    arrays.input(names.target, target, layout)?;
    common.add_to(&mut arrays, value, "grad", rows, layout)?;
    arrays.check_overlap()?;
    let call = Call { input, target, rows, classes, loss, options: common.rows, threads: common.threads };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
