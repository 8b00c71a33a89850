//! A linear layer and the cross-entropy of what it gives.

use super::check::Arrays;
use super::class::{ClassArguments, ClassNames, Targets, add_indices, kernel, survey};
use super::layer::{Chunks, Gradients, Matrices};
use super::options::{Classes, Common, NO_SOFT, Useless, classes as read_classes, common, nothing_asked};
use super::reduce::{Problem, reduce};
use crate::error::{Failure, fail};
use crate::isa;
use crate::{ClassOptions, Options};
use loss_kernels::Partial;
use loss_kernels::linear::{self, Head, Number};
use loss_kernels::loss::ClassLoss;
use loss_kernels::losses::CrossEntropy;
use loss_kernels::shape::RowOptions;
use loss_kernels::shape::class::{ClassRows, Survey};
use loss_kernels::shape::indices::Indices;
use loss_kernels::shape::matrices::{self, Places, Plain, Sink};
use std::ptr::{null, null_mut};

const NAMES: ClassNames = ClassNames { input: "hidden", target: "target" };
/// Why a linear layer has no options of a matrix of logits.
pub const NO_LOGITS: Option<&str> = Some("there is no matrix of logits");

/// What the function is given. I is how a matrix of the layer is given.
pub struct Layer<E, I = *const E> {
    pub hidden: I,
    pub weight: I,
    pub bias: I,
    pub target: *const i64,
    pub rows: usize,
    pub dim: usize,
    pub classes: usize,
    pub class_options: *const ClassOptions<E>,
    pub options: *const Options<E>,
}

struct Call<E, A: Places<E>> {
    head: Head<E, A>,
    chunks: Chunks,
    rows: usize,
    threads: u32,
    target_name: &'static str,
}

impl<E: Number, A: matrices::Matrices<E>> Problem for Call<E, A> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        let all = Survey { rows: self.head.rows, weights, decisions: false };
        survey(all, (self.rows, self.threads, false), self.target_name).map(Some)
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let mut head = self.head;
        match scale {
            Some(scale) => head.rows.options.scale = scale,
            None => {
                (head.grad_hidden, head.grad_weight, head.grad_bias) = (A::Sink::NULL, A::Sink::NULL, A::Sink::NULL)
            }
        }
        let (isa, mut sum) = (isa::active(), Partial::default());
        // SAFETY: the call's pointers, sizes, overlap and class indices were checked.
        unsafe {
            let loss = |_: usize, row: ClassRows<E>| row.run::<CrossEntropy>(isa);
            self.chunks.run(head, |_| true, &loss, |_, found| sum.merge(found));
        }
        sum
    }

    fn differentiates(&self) -> bool {
        self.head.differentiates()
    }

    fn zero_derivatives(&self) {
        // SAFETY: NULL, or outputs that were checked.
        unsafe { self.head.zero_gradients() };
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

impl<E: Number, I> Layer<E, I> {
    /// Reads the options.
    fn read(&self) -> Result<(Classes<E>, Common<E>, Indices), Failure> {
        let useless = Useless { matrix: NO_LOGITS, target_stride: NO_SOFT, ..Useless::default() };
        let classes = read_classes(self.class_options, self.rows, self.classes, useless)?;
        let common = common(self.options, null_mut(), 0)?;
        if !common.rows.hessian.is_null() {
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "options.hessian has no meaning for this function: there is no array of logits to have its layout"
            );
        }
        let index = Targets::<E>::Index(self.target).indices(classes.target_i32, NAMES.target)?;
        Ok((classes, common, index))
    }
}

/// A linear layer and the cross-entropy of its logits through the ABI.
pub fn linear_cross_entropy<E: Number>(
    layer: Layer<E>,
    gradients: Gradients<*mut E>,
    value: *mut f64,
) -> Result<(), Failure> {
    let kept = linear::Gradients::new(gradients.are_wanted(), false);
    any_linear_cross_entropy::<E, Plain>(&layer, gradients, kept, value)
}

/// The same for matrices that are stored in any way.
pub(super) fn any_linear_cross_entropy<E: Number, A: matrices::Matrices<E>>(
    layer: &Layer<E, A::Source>,
    gradients: Gradients<A::Sink>,
    kept: linear::Gradients,
    value: *mut f64,
) -> Result<(), Failure> {
    let (class_options, common, index) = layer.read()?;
    let Layer { hidden, weight, bias, target, rows, dim, classes, .. } = *layer;
    if !gradients.are_wanted() && !class_options.wants_something() && !common.wants_something(value) {
        return nothing_asked();
    }
    let matrices = Matrices { hidden, weight, bias, rows, dim, classes };
    let mut arrays = Arrays::new();
    matrices.add_to(&mut arrays)?;
    add_indices(&mut arrays, NAMES.target, index, rows)?;
    class_options.add_to(&mut arrays, rows, classes)?;
    common.add_without_gradient(&mut arrays, value, rows, 0)?;
    matrices.add_gradients(&mut arrays, &gradients)?;
    arrays.check_overlap()?;
    let chunks = matrices.chunks(&common, kept)?;

    let arguments =
        ClassArguments { input: null(), targets: Targets::Index(target), rows, classes, class_options: null() };
    // Gradients by logits are written over the logits, whatever is then added to.
    let options = RowOptions { accumulate: false, ..common.rows };
    let loss = kernel(CrossEntropy::MEMBER, &arguments, index, &class_options, options);
    let head = matrices.head::<E, A>(loss, gradients, common.rows.accumulate);
    let call = Call { head, chunks, rows, threads: common.threads, target_name: NAMES.target };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
