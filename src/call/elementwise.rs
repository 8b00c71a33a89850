//! Losses of single elements.

use super::check::{self, Arrays};
use super::options::{Common, Reduction, arguments, common, flags, nothing_asked, of_penalty};
use super::reduce::{Problem, Rescaled, mean_of_few, reduce, survey_rows, zero_derivatives};
use super::{Shared, accepted};
use crate::Options;
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::Partition;
use loss_kernels::loss::Elementwise;
use loss_kernels::shape::elementwise::{AnyLoss, Elements};
use loss_kernels::shape::root::{self, LargestError, ScaledSquare};
use loss_kernels::shape::stretch::Operands;
use loss_kernels::shape::{RowOptions, fill_zero};
use loss_kernels::simd::Lane;
use loss_kernels::{Element, Partial};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

/// A loss with its parameters, whose type is forgotten: what follows does not depend on it, and is compiled once for each
/// number of arrays.
#[derive(Clone, Copy)]
pub struct Loss<'a, E, const X: usize, const T: usize> {
    any: AnyLoss<'a, E, X, T>,
    /// The value is the root of the mean.
    root: bool,
    /// See [`Elements::in_double`].
    in_double: bool,
}

impl<'a, E: Element, const X: usize, const T: usize> Loss<'a, E, X, T> {
    pub fn new<L: Elementwise<X, T>>(loss: &'a L) -> Self {
        Self { any: AnyLoss::of(loss), root: L::ROOT, in_double: false }
    }

    fn with_numbers<L: Elementwise<X, T>>(loss: &'a L, scalars: [f64; 4]) -> Self {
        Self { in_double: needs_double::<E>(scalars), ..Self::new(loss) }
    }
}

/// A checked call.
pub struct Call<'a, E, const X: usize, const T: usize> {
    pub operands: Operands<E, X, T>,
    pub n: usize,
    pub loss: Loss<'a, E, X, T>,
    pub options: RowOptions<E>,
    pub threads: u32,
}

impl<E: Element, const X: usize, const T: usize> Problem for Call<'_, E, X, T> {
    fn root(&self) -> bool {
        self.loss.root
    }

    fn rescaled(&self, squares: &Partial) -> Option<Rescaled> {
        if !self.loss.root || !root::loses_digits::<E>(squares) {
            return None;
        }
        let Operands { inputs: [input], targets: [target], .. } = self.single()?;
        let options = self.options;
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
        Some(Rescaled { squares: self.run_scaled(by, None)?.loss.value(), by })
    }

    fn differentiate_rescaled(&self, rescaled: &Rescaled, scale: f64) {
        self.run_scaled(rescaled.by, Some(scale));
    }

    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        Ok(survey_rows(&self.options, self.n, weights, self.threads))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let (options, operands) = scaled(&self.options, &self.operands, scale);
        let beyond_caches = operands.beyond_caches(self.n);
        let elements = Elements { operands, options, beyond_caches, in_double: self.loss.in_double };
        let call = Shared((self.loss.any, elements));
        let isa = isa::active();
        Partition::new(self.n, 1).run(self.threads, &|start, end| {
            let (loss, elements) = call.get();
            // SAFETY: the arrays of a checked call have all elements that are asked for.
            unsafe { loss.run(elements, isa, start, end) }
        })
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

impl<E: Element, const X: usize, const T: usize> Call<'_, E, X, T> {
    /// The arrays, if the loss has one input and one target.
    fn single(&self) -> Option<Operands<E, 1, 1>> {
        let Operands { inputs, targets, gradients } = &self.operands;
        match (&inputs[..], &targets[..], &gradients[..]) {
            (&[input], &[target], &[gradient]) => {
                Some(Operands { inputs: [input], targets: [target], gradients: [gradient] })
            }
            _ => None,
        }
    }

    /// The squares of scaled errors, which are not to be seen as losses.
    fn run_scaled(&self, loss: ScaledSquare, scale: Option<f64>) -> Option<Partial> {
        let options = RowOptions { losses: null_mut(), ..self.options };
        let loss = Loss::new(&loss);
        Some(Call { operands: self.single()?, n: self.n, loss, options, threads: self.threads }.run(scale))
    }
}

/// What a kernel is given for derivatives with this factor; None: without derivatives.
pub fn scaled<E: Element, I: Copy, G: Copy, const X: usize, const T: usize>(
    options: &RowOptions<E>,
    operands: &Operands<I, X, T, G>,
    scale: Option<f64>,
) -> (RowOptions<E>, Operands<I, X, T, G>) {
    let operands = if scale.is_some() { *operands } else { operands.without_gradients() };
    (options.scaled(scale), operands)
}

/// Whether derivatives are asked for.
pub fn differentiates<E: Element, I, G, const X: usize, const T: usize>(
    options: &RowOptions<E>,
    operands: &Operands<I, X, T, G>,
) -> bool {
    options.differentiates() || operands.differentiates()
}

/// Writes zeros to the derivatives, of so many elements each, that are asked for and not added to.
pub fn zero<E: Element, I, G: Copy, const X: usize, const T: usize>(
    options: &RowOptions<E>,
    operands: &Operands<I, X, T, G>,
    elements: usize,
) {
    // SAFETY: NULL, or an output of so many elements, which was checked.
    zero_derivatives(options, |array| unsafe { fill_zero(array, elements) });
    if !options.accumulate {
        // SAFETY: as above.
        operands.gradients.into_iter().for_each(|gradient| unsafe { fill_zero(gradient, elements) });
    }
}

/// Names of the arrays, for messages.
#[derive(Clone, Copy)]
pub struct Names<const X: usize, const T: usize> {
    pub inputs: [&'static str; X],
    pub targets: [&'static str; T],
    pub gradients: [&'static str; X],
}

/// The flags that have a meaning for a loss.
pub fn flags_of<L: Elementwise<X, T>, const X: usize, const T: usize>() -> u32 {
    flags(L::BINARY_TARGETS, L::FULL, false)
}

/// Makes the loss from its scalars and flags.
pub fn loss_of<L: Elementwise<X, T>, const X: usize, const T: usize>(
    scalars: [f64; 4],
    flags: u32,
) -> Result<L, Failure> {
    accepted(L::new(&arguments(scalars, flags)))
}

/// A loss of elements through the ABI.
#[inline(always)]
pub fn elementwise<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize>(
    names: Names<X, T>,
    (inputs, targets, n): ([*const E; X], [*const E; T], usize),
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradients: [*mut E; X],
) -> Result<(), Failure> {
    let operands = Operands { inputs, targets, gradients };
    if options.is_null() && !L::ROOT && !needs_double::<E>(scalars) && plainly_right(&operands, n, value) {
        few(loss_of::<L, X, T>(scalars, 0)?, operands, n, value);
        return Ok(());
    }
    // A copy, so that a small call does not put the names into memory.
    any::<E, L, X, T>(&{ names }, operands, n, scalars, options, value)
}

/// The same for a call of any kind. Apart, as a small call would notice its registers and its part of the stack.
#[inline(never)]
fn any<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize>(
    names: &Names<X, T>,
    operands: Operands<E, X, T>,
    n: usize,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    let common = common(options, null_mut(), flags_of::<L, X, T>())?;
    let loss: L = loss_of(scalars, common.flags)?;
    elements(names, operands, n, Loss::with_numbers(&loss, scalars), &common, value)
}

/// Whether one of the numbers has no place in the type of the arrays, or loses digits there, so that the loss is computed in
/// `f64`.
#[inline(always)]
pub fn needs_double<E: Element>(scalars: [f64; 4]) -> bool {
    scalars.iter().any(|&scalar| {
        let size = E::from_f64(scalar).to_f64().abs();
        scalar.is_finite() && scalar != 0.0 && !(<E::Native as Lane>::SMALLEST_NORMAL <= size && size < f64::INFINITY)
    })
}

/// Whether it is plain that nothing is wrong with the arrays of a small call without options, see
/// [`check::plainly_right`]. Losses of more arrays take the way of all others.
#[inline(always)]
fn plainly_right<E: Element, const X: usize, const T: usize>(
    operands: &Operands<E, X, T>,
    n: usize,
    value: *mut f64,
) -> bool {
    let Operands { inputs, targets, gradients } = operands;
    let (&[input], &[gradient]) = (&inputs[..], &gradients[..]) else { return false };
    let (target, target_count) = match targets[..] {
        [] => (null(), 0),
        [target] => (target, n),
        _ => return false,
    };
    check::plainly_right((input, n), (target, target_count), gradient, value)
}

/// The mean of a small call without options, its arguments found to be right.
#[inline(always)]
fn few<E: Element, L: Elementwise<X, T>, const X: usize, const T: usize>(
    loss: L,
    operands: Operands<E, X, T>,
    n: usize,
    value: *mut f64,
) {
    mean_of_few(n, value, |scale| {
        let options = RowOptions { scale, ..RowOptions::NONE };
        let elements = Elements { operands, options, beyond_caches: false, in_double: false };
        // SAFETY: the arrays were found to be right.
        unsafe { elements.run(&loss, isa::active(), 0, n) }
    });
}

/// A penalty through the ABI: a sum over parameters, without targets.
pub fn penalty<E: Element, L: Elementwise<1, 0>>(
    names: Names<1, 0>,
    (inputs, targets, n): ([*const E; 1], [*const E; 0], usize),
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradients: [*mut E; 1],
) -> Result<(), Failure> {
    let common = of_penalty(options)?;
    let loss: L = loss_of(scalars, 0)?;
    let operands = Operands { inputs, targets, gradients };
    elements(&names, operands, n, Loss::with_numbers(&loss, scalars), &common, value)
}

/// A loss of elements, its options read.
pub fn elements<E: Element, const X: usize, const T: usize>(
    names: &Names<X, T>,
    operands: Operands<E, X, T>,
    n: usize,
    loss: Loss<'_, E, X, T>,
    common: &Common<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    if loss.root {
        refuse_for_root(common)?;
    }
    refuse_hessian_of_several::<E, X>(common)?;
    if !common.wants_something(value) && !operands.differentiates() {
        return nothing_asked();
    }
    if !(common.plain && plainly_right(&operands, n, value)) {
        check_arrays(names, &operands, (n, n, n), Presence::Needed, common, value)?;
    }
    let call = Call { operands, n, loss, options: common.rows, threads: common.threads };
    reduce(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}

/// Whether the targets of a call must be there, or may be NULL.
#[derive(Clone, Copy, PartialEq)]
pub enum Presence {
    Needed,
    Optional,
}

/// Checks pointers, sizes and overlap of a call over so many rows, with so many elements in every input and in every target.
pub fn check_arrays<E: Element, I: Copy, G: Copy, const X: usize, const T: usize>(
    names: &Names<X, T>,
    operands: &Operands<I, X, T, G>,
    (rows, elements, of_target): (usize, usize, usize),
    presence: Presence,
    common: &Common<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    let mut arrays = Arrays::new();
    for (nth, (name, input)) in (0..).zip(names.inputs.into_iter().zip(operands.inputs)) {
        arrays.differentiated_nth(nth, name, input, elements)?;
    }
    for (name, target) in names.targets.into_iter().zip(operands.targets) {
        match presence {
            Presence::Needed => arrays.input(name, target, of_target)?,
            Presence::Optional => arrays.optional(name, target, of_target)?,
        }
    }
    common.add_without_gradient(&mut arrays, value, rows, elements)?;
    for (nth, (name, gradient)) in (0..).zip(names.gradients.into_iter().zip(operands.gradients)) {
        arrays.gradient_nth(nth, name, gradient, elements, common.rows.accumulate)?;
    }
    arrays.check_overlap()
}

/// The options have one array for second derivatives.
pub fn refuse_hessian_of_several<E, const X: usize>(common: &Common<E>) -> Result<(), Failure> {
    if X > 1 && !common.rows.hessian.is_null() {
        return fail!(
            LOSS_ERROR_INVALID_ARGUMENT,
            "options.hessian: this loss has {X} inputs, and no place for the second derivatives of all"
        );
    }
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
