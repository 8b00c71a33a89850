//! Losses of single elements.

use super::check::Arrays;
use super::options::{common, nothing_asked};
use super::reduce::{Problem, reduce};
use crate::Options;
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::Partition;
use loss_kernels::loss::{Arguments, Pointwise};
use loss_kernels::shape::pointwise::{Elements, WeightSum};
use loss_kernels::shape::{RowOptions, fill_zero};
use loss_kernels::{Element, Partial};

/// Pointers that tasks share.
#[derive(Clone, Copy)]
pub struct Shared<T>(pub T);
// SAFETY: tasks read shared inputs and write disjoint rows of the outputs, which the checks of a
// call keep apart from everything else.
unsafe impl<T> Sync for Shared<T> {}

impl<T> Shared<T> {
    /// The pointers. A method, so that a closure captures the wrapper and not what is inside.
    pub fn get(&self) -> &T {
        &self.0
    }
}

struct Call<E, L> {
    input: *const E,
    target: *const E,
    n: usize,
    loss: L,
    options: RowOptions<E>,
    threads: u32,
}

impl<E: Element, L: Pointwise> Problem<E> for Call<E, L> {
    const ROOT: bool = L::ROOT;

    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        if self.options.mask.is_null() && (self.options.weight.is_null() || !weights) {
            return Ok(None);
        }
        let kernel = Shared(WeightSum { options: self.options, start: 0, end: 0 });
        let isa = isa::active();
        Ok(Some(
            Partition::new(self.n, 1)
                .run(self.threads, |start, end| isa.run(WeightSum { start, end, ..*kernel.get() })),
        ))
    }

    fn run(&self, options: RowOptions<E>) -> Partial {
        let kernel =
            Shared(Elements { loss: self.loss, input: self.input, target: self.target, options, start: 0, end: 0 });
        let isa = isa::active();
        Partition::new(self.n, 1).run(self.threads, |start, end| isa.run(Elements { start, end, ..*kernel.get() }))
    }

    fn zero(&self, array: *mut E) {
        // SAFETY: NULL, or an output of n elements, which was checked.
        unsafe { fill_zero(array, self.n) }
    }

    fn rows(&self) -> usize {
        self.n
    }
}

/// Names of the arrays, for messages.
#[derive(Clone, Copy)]
pub struct Names {
    pub input: &'static str,
    pub target: &'static str,
}

/// Makes the loss from its scalars.
pub fn loss_of<L: Pointwise>(scalars: [f64; 4], binary_targets: bool) -> Result<L, Failure> {
    match L::new(&Arguments { scalars, binary_targets }) {
        Ok(loss) => Ok(loss),
        Err(refusal) => {
            fail!(LOSS_ERROR_INVALID_ARGUMENT, "{} = {} must {}", refusal.argument, refusal.value, refusal.must)
        }
    }
}

/// A pointwise loss through the ABI.
pub fn pointwise<E: Element, L: Pointwise>(
    names: Names,
    (input, target, n): (*const E, *const E, usize),
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let common = common(options, gradient, L::BINARY_TARGETS)?;
    let loss: L = loss_of(scalars, common.binary_targets)?;
    if L::ROOT {
        refuse_for_root(&common)?;
    }
    if !common.wants_something(value) {
        return nothing_asked();
    }
    let mut arrays = Arrays::new();
    arrays.differentiated(names.input, input, n)?;
    arrays.input(names.target, target, n)?;
    common.add_to(&mut arrays, value, "grad", n, n)?;
    arrays.check_overlap()?;
    let call = Call { input, target, n, loss, options: common.rows, threads: common.threads };
    reduce(&call, &common, value)
}

/// What a root of a mean does not have.
fn refuse_for_root<E: Element>(common: &super::options::Common<E>) -> Result<(), Failure> {
    if common.reduction != super::options::Reduction::Mean {
        return fail!(
            LOSS_ERROR_INVALID_ARGUMENT,
            "options.reduction: a root of a mean has no other reduction than LOSS_MEAN"
        );
    }
    if !common.rows.hessian.is_null() {
        return fail!(
            LOSS_ERROR_INVALID_ARGUMENT,
            "options.hessian: the second derivatives of a root of a mean do not belong to single elements"
        );
    }
    Ok(())
}
