//! From the losses of rows to value and gradient, for every shape.

use super::Shared;
use super::options::Reduction;
use crate::error::Failure;
use crate::isa;
use crate::loss_sums;
use crate::par::Partition;
use loss_kernels::shape::RowOptions;
use loss_kernels::shape::elementwise::WeightSum;
use loss_kernels::shape::matrices::Sink;
use loss_kernels::shape::root::ScaledSquare;
use loss_kernels::{Element, Partial};
use std::ptr::null_mut;

/// A checked call of some shape.
pub trait Problem {
    /// The value is the root of the mean.
    fn root(&self) -> bool {
        false
    }

    /// Where the value is a root and this sum of squares has lost digits: the sum anew, of errors times a power of two.
    fn rescaled(&self, _squares: &Partial) -> Option<Rescaled> {
        None
    }

    /// Derivatives with this factor, of errors so scaled.
    fn differentiate_rescaled(&self, _rescaled: &Rescaled, _scale: f64) {}

    /// Weights and rows that count, without touching an output; an error for bad data. `weights`
    /// says whether Σ w is wanted. None where every row counts 1.
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure>;
    /// The losses, and what else the options ask for: derivatives with this factor, or none. Finds
    /// everything that a survey finds as well.
    fn run(&self, scale: Option<f64>) -> Partial;
    /// Whether derivatives are asked for.
    fn differentiates(&self) -> bool;
    /// Writes zeros to the derivatives that are asked for and not added to.
    fn zero_derivatives(&self);
    /// Rows, the ones that do not count included.
    fn rows(&self) -> usize;
}

/// A sum of squares that has been formed anew.
pub struct Rescaled {
    /// How errors were scaled.
    pub by: ScaledSquare,
    /// Σ w times the squares of scaled errors.
    pub squares: f64,
}

/// What a sum over rows is divided by.
fn denominator(reduction: Reduction, counted: &Partial) -> f64 {
    match reduction {
        Reduction::Mean => counted.weight.value(),
        Reduction::Sum => 1.0,
        Reduction::MeanRows => counted.rows as f64,
    }
}

/// The survey of rows that weigh what the options say and nothing else.
#[inline]
pub fn survey_rows<E: Element>(
    options: &RowOptions<E, impl Sink<E>>,
    rows: usize,
    weights: bool,
    threads: u32,
) -> Option<Partial> {
    if options.mask.is_null() && (options.weight.is_null() || !weights) {
        return None;
    }
    Some(weigh_rows(RowOptions { weight: options.weight, mask: options.mask, ..RowOptions::NONE }, rows, threads))
}

fn weigh_rows<E: Element>(options: RowOptions<E>, rows: usize, threads: u32) -> Partial {
    let kernel = Shared(WeightSum { options, start: 0, end: 0 });
    let isa = isa::active();
    Partition::new(rows, 1).run(threads, &|start, end| isa.run(WeightSum { start, end, ..*kernel.get() }))
}

/// Runs `part` over rows of so many elements. Rows without elements that have nothing of their own either (`alike`) are all
/// the same: one is computed for all of them, as there may be more than a loop comes to an end with.
pub fn over_rows(
    (rows, elements): (usize, usize),
    alike: bool,
    threads: u32,
    part: &(impl Fn(usize, usize) -> Partial + Sync),
) -> Partial {
    if elements == 0 && alike && rows > 1 {
        return part(0, 1).repeated(rows);
    }
    Partition::new(rows, elements).run(threads, part)
}

/// Writes zeros, by `zero`, to the derivatives that are asked for and not added to.
pub fn zero_derivatives<E>(options: &RowOptions<E>, zero: impl Fn(*mut E)) {
    zero(options.hessian);
    if !options.accumulate {
        zero(options.gradient);
    }
}

/// What a problem comes to.
pub struct Reduced {
    pub value: f64,
    pub counted: Partial,
}

/// Runs the problem, which writes its derivatives and rows, and returns what is left to write. Shapes
/// whose calls may be very small give the problem itself, others `&dyn Problem`: one copy for all.
#[inline]
pub fn reduce<P: Problem + ?Sized>(problem: &P, reduction: Reduction, upstream: f64) -> Result<Reduced, Failure> {
    let differentiates = problem.differentiates();
    if problem.root() {
        return Ok(reduce_to_root(problem, upstream));
    }

    let surveyed = problem.survey(reduction == Reduction::Mean && differentiates)?;

    // The factor of the derivatives; None where they are 0 whatever the data.
    let scale = if differentiates {
        let below = match surveyed {
            Some(partial) => denominator(reduction, &partial),
            None if reduction == Reduction::Sum => 1.0,
            None => problem.rows() as f64,
        };
        (below != 0.0 && upstream != 0.0).then_some(upstream / below)
    } else {
        None
    };

    let counted = problem.run(scale);
    if scale.is_none() {
        problem.zero_derivatives();
    }
    let below = denominator(reduction, &counted);
    let value = if below == 0.0 { 0.0 } else { counted.loss.value() / below };
    Ok(Reduced { value, counted })
}

/// The root of a mean of squares. It is known before the first derivative, as it divides them all.
fn reduce_to_root<P: Problem + ?Sized>(problem: &P, upstream: f64) -> Reduced {
    let counted = problem.run(None);
    let weight = counted.weight.value();
    let rescaled = problem.rescaled(&counted);
    let squares = rescaled.as_ref().map_or(counted.loss.value(), |rescaled| rescaled.squares);
    let root = if weight == 0.0 { 0.0 } else { (squares / weight).sqrt() };
    if root == 0.0 || upstream == 0.0 {
        problem.zero_derivatives();
    } else if problem.differentiates() {
        let scale = upstream / (2.0 * root * weight);
        match &rescaled {
            Some(rescaled) => problem.differentiate_rescaled(rescaled, scale),
            None => {
                problem.run(Some(scale));
            }
        }
    }
    Reduced { value: rescaled.map_or(root, |rescaled| rescaled.by.unscaled(root)), counted }
}

/// The mean over `rows` rows that weigh 1 each, of a call without options that is so small that it would notice the way
/// through [`reduce`]: the same to the last bit. `run` is given the factor of the derivatives.
#[inline(always)]
pub fn mean_of_few(rows: usize, value: *mut f64, run: impl FnOnce(f64) -> Partial) {
    let below = rows as f64;
    let counted = run(1.0 / below);
    Reduced { value: counted.loss.value() / below, counted }.write(value, null_mut());
}

impl Reduced {
    /// Writes value and sums, the last of all outputs.
    #[inline]
    pub fn write(self, value: *mut f64, sums: *mut loss_sums) {
        let Self { value: result, counted } = self;
        // SAFETY: NULL, or valid for writing, as the header asks; no alignment is asked of the caller.
        unsafe {
            if !value.is_null() {
                value.write_unaligned(result);
            }
            if !sums.is_null() {
                let found =
                    loss_sums { loss: counted.loss.value(), weight: counted.weight.value(), rows: counted.rows };
                sums.write_unaligned(found);
            }
        }
    }
}
