//! Losses of single elements.

use super::check::{Arrays, plainly_right};
use super::options::{Common, Reduction, common, nothing_asked};
use super::reduce::{Problem, Rescaled, mean_of_few, reduce, survey_rows, zero_derivatives};
use crate::Options;
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::Partition;
use loss_kernels::loss::{Arguments, Domain, Pointwise, Refusal};
use loss_kernels::shape::beyond_caches;
use loss_kernels::shape::pointwise::Elements;
use loss_kernels::shape::root::{self, LargestError, ScaledSquare};
use loss_kernels::shape::{RowOptions, fill_zero};
use loss_kernels::{Element, Partial};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

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

/// A checked call.
pub struct Call<E, L> {
    pub input: *const E,
    /// NULL where the loss has no targets.
    pub target: *const E,
    pub n: usize,
    pub loss: L,
    pub options: RowOptions<E>,
    pub threads: u32,
}

impl<E: Element, L: Pointwise> Problem for Call<E, L> {
    fn root(&self) -> bool {
        L::ROOT
    }

    fn rescaled(&self, squares: &Partial) -> Option<Rescaled> {
        if !L::ROOT || !root::loses_digits::<E>(squares) {
            return None;
        }
        let Self { input, target, options, .. } = *self;
        let largest = AtomicI32::new(root::NONE);
        let kernel = Shared(LargestError { input, target, options, start: 0, end: 0 });
        let isa = isa::active();
        Partition::new(self.n, 1).run(self.threads, &|start, end| {
            largest.fetch_max(isa.run(LargestError { start, end, ..*kernel.get() }), Relaxed);
            Partial::default()
        });
        let largest = largest.into_inner();
        if largest == root::NONE || largest == root::ENDLESS {
            return None;
        }
        let by = ScaledSquare::new(largest);
        Some(Rescaled { squares: self.scaled(by).run(None).loss.value(), by })
    }

    fn differentiate_rescaled(&self, rescaled: &Rescaled, scale: f64) {
        if L::ROOT {
            self.scaled(rescaled.by).run(Some(scale));
        }
    }

    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        Ok(survey_rows(&self.options, self.n, weights, self.threads))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let options = self.options.scaled(scale);
        let Self { loss, input, target, n, .. } = *self;
        let beyond_caches = beyond_caches(input, options.gradient, n);
        let kernel = Shared(Elements { loss, input, target, options, start: 0, end: 0, beyond_caches });
        let isa = isa::active();
        Partition::new(self.n, 1).run(self.threads, &|start, end| isa.run(Elements { start, end, ..*kernel.get() }))
    }

    fn differentiates(&self) -> bool {
        self.options.differentiates()
    }

    fn zero_derivatives(&self) {
        // SAFETY: NULL, or an output of n elements, which was checked.
        zero_derivatives(&self.options, |array| unsafe { fill_zero(array, self.n) });
    }

    fn rows(&self) -> usize {
        self.n
    }
}

impl<E: Element, L: Pointwise> Call<E, L> {
    /// The squares of scaled errors, which are not to be seen as losses.
    fn scaled(&self, loss: ScaledSquare) -> Call<E, ScaledSquare> {
        let Self { input, target, n, threads, .. } = *self;
        let options = RowOptions { losses: null_mut(), ..self.options };
        Call { input, target, n, loss, options, threads }
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
    accepted(L::new(&Arguments { scalars, binary_targets }))
}

/// A refusal as an error of the ABI.
pub fn accepted<L>(made: Result<L, Refusal>) -> Result<L, Failure> {
    match made {
        Ok(loss) => Ok(loss),
        Err(refusal) => {
            fail!(LOSS_ERROR_INVALID_ARGUMENT, "{} = {} must {}", refusal.argument, refusal.value, refusal.must)
        }
    }
}

/// A pointwise loss through the ABI.
#[inline(always)]
pub fn pointwise<E: Element, L: Pointwise>(
    names: Names,
    (input, target, n): (*const E, *const E, usize),
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    if options.is_null() && !L::ROOT && plainly_right((input, n), (target, n), gradient, value) {
        few(loss_of::<L>(scalars, false)?, (input, target, n), value, gradient);
        return Ok(());
    }
    any::<E, L>(names, (input, target, n), scalars, options, value, gradient)
}

/// The same for a call of any kind. Apart, as a small call would notice its registers and its part of the stack.
#[inline(never)]
fn any<E: Element, L: Pointwise>(
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
    elements(names, "grad", (input, target, n), loss, &common, value)
}

/// The mean of a small call without options, its arguments found to be right.
#[inline(always)]
fn few<E: Element, L: Pointwise>(
    loss: L,
    (input, target, n): (*const E, *const E, usize),
    value: *mut f64,
    gradient: *mut E,
) {
    mean_of_few(n, value, |scale| {
        let options = RowOptions { gradient, scale, ..RowOptions::NONE };
        isa::active().run(Elements { loss, input, target, options, start: 0, end: n, beyond_caches: false })
    });
}

/// A penalty through the ABI: a sum over parameters, without targets.
pub fn penalty<E: Element, L: Pointwise>(
    name: &'static str,
    (parameters, n): (*const E, usize),
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let mut common = common(options, gradient, false)?;
    if common.reduction == Reduction::MeanRows {
        return fail!(LOSS_ERROR_INVALID_ARGUMENT, "options.reduction: a penalty is a sum, so LOSS_SUM or 0");
    }
    common.reduction = Reduction::Sum;
    let loss: L = loss_of(scalars, false)?;
    elements(Names { input: name, target: "" }, "grad", (parameters, null(), n), loss, &common, value)
}

/// A loss of elements, its options read.
pub fn elements<E: Element, L: Pointwise>(
    names: Names,
    gradient_name: &'static str,
    (input, target, n): (*const E, *const E, usize),
    loss: L,
    common: &Common<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    if !common.wants_something(value) {
        return nothing_asked();
    }
    let targets = L::TARGET != Domain::Absent;
    let target_count = if targets { n } else { 0 };
    if !(common.plain && plainly_right((input, n), (target, target_count), common.rows.gradient, value)) {
        let mut arrays = Arrays::new();
        arrays.differentiated(names.input, input, n)?;
        if targets {
            arrays.input(names.target, target, n)?;
        }
        common.add_to(&mut arrays, value, gradient_name, n, n)?;
        arrays.check_overlap()?;
    }
    let call = Call { input, target, n, loss, options: common.rows, threads: common.threads };
    reduce(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}

/// What a root of a mean does not have.
fn refuse_for_root<E: Element>(common: &Common<E>) -> Result<(), Failure> {
    if common.reduction != Reduction::Mean {
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
