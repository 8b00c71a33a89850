//! A linear layer and the cross-entropy of what it gives.

use super::Shared;
use super::check::{Arrays, product};
use super::class::{ClassArguments, ClassNames, Targets, add_indices, kernel, survey};
use super::options::{Classes, Common, NO_SOFT, Useless, classes as read_classes, common, nothing_asked};
use super::reduce::{Problem, reduce};
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::{Partition, num_threads};
use crate::{ClassOptions, Options};
use loss_kernels::Partial;
use loss_kernels::linear::{Chunk, Head, Number, Plan, workspace_bytes};
use loss_kernels::loss::ClassLoss;
use loss_kernels::losses::CrossEntropy;
use loss_kernels::shape::RowOptions;
use loss_kernels::shape::class::{ClassRows, Survey};
use loss_kernels::shape::indices::Indices;
use std::ptr::{null, null_mut};

const NAMES: ClassNames = ClassNames { input: "hidden", target: "target" };

/// What the function is given.
pub struct Layer<E> {
    pub hidden: *const E,
    pub weight: *const E,
    pub bias: *const E,
    pub target: *const i64,
    pub rows: usize,
    pub dim: usize,
    pub classes: usize,
    pub class_options: *const ClassOptions<E>,
    pub options: *const Options<E>,
}

/// What it writes beside the value; each may be NULL.
pub struct Gradients<E> {
    pub grad_hidden: *mut E,
    pub grad_weight: *mut E,
    pub grad_bias: *mut E,
}

/// The least multiplications for which a further thread pays.
const WORK_OF_THREAD: usize = 1 << 18;
/// Columns or rows of a matrix are split at multiples of this, so that no packed panel is left half empty.
const PANEL: usize = 32;

struct Call<E> {
    head: Head<E>,
    plan: Plan,
    workspace: *mut u8,
    rows: usize,
    threads: u32,
    target_name: &'static str,
}

impl<E: Number> Call<E> {
    /// Runs `work(worker, (start, end))` for each worker, which has its share of `count`.
    fn share(&self, count: usize, work: &(impl Fn(usize, (usize, usize)) + Sync)) {
        let workers = self.plan.threads;
        let each = count.div_ceil(workers).next_multiple_of(PANEL);
        // A worker is a task: the elements say that each is worth a thread.
        Partition::new(workers, usize::MAX).run(self.threads, &|first, last| {
            for worker in first..last {
                let range = ((worker * each).min(count), ((worker + 1) * each).min(count));
                if range.0 < range.1 {
                    work(worker, range);
                }
            }
            Partial::default()
        });
    }

    /// All rows, chunk by chunk.
    ///
    /// # Safety
    /// Arrays, workspace, overlap and class indices were checked.
    unsafe fn each_chunk(&self, head: Head<E>) -> Partial {
        let (isa, mut sum) = (isa::active(), Partial::default());
        // SAFETY: the caller's; each step is run when the one before has ended, and no range is given twice.
        unsafe {
            let mut chunk = Chunk::new(head, self.plan, self.workspace);
            while chunk.advance() {
                let shared = Shared(chunk);
                self.share(head.rows.classes, &|worker, range| shared.get().logits(isa, worker, range));
                let rows = chunk.rows();
                Partition::new(rows, head.rows.classes).run(self.threads, &|start, end| {
                    shared.get().losses::<CrossEntropy>(isa, (start, end));
                    Partial::default()
                });
                if head.differentiates() {
                    self.share(head.dim, &|worker, range| shared.get().hidden_gradient(isa, worker, range));
                    self.share(head.rows.classes, &|worker, range| shared.get().weight_gradient(isa, worker, range));
                }
                chunk.collect(&mut sum);
            }
            chunk.finish();
        }
        sum
    }
}

impl<E: Number> Problem for Call<E> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        let all = Survey { rows: self.head.rows, weights, decisions: false };
        survey(all, (self.rows, self.threads, false), self.target_name).map(Some)
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let mut head = self.head;
        match scale {
            Some(scale) => head.rows.options.scale = scale,
            None => (head.grad_hidden, head.grad_weight, head.grad_bias) = (null_mut(), null_mut(), null_mut()),
        }
        // SAFETY: the call's pointers, sizes, overlap and class indices were checked.
        unsafe { self.each_chunk(head) }
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

/// The threads of a call: as many as are allowed, and no more than there is work for.
fn threads_for(allowed: u32, rows: usize, dim: usize, classes: usize) -> usize {
    let allowed = if allowed == 0 { num_threads() } else { allowed } as usize;
    let work = rows.saturating_mul(dim.max(1)).saturating_mul(classes.max(1));
    allowed.clamp(1, (work / WORK_OF_THREAD).max(1))
}

/// The bytes of the workspace for sizes, gradients, and the threads of the options. SIZE_MAX: the sizes overflow.
pub fn linear_workspace<E: Number>(
    [rows, dim, classes]: [usize; 3],
    gradient: u32,
    options: *const Options<E>,
) -> usize {
    // SAFETY: NULL, or a valid struct, as the header asks; no alignment is asked of the caller.
    let allowed = if options.is_null() { 0 } else { unsafe { (&raw const (*options).threads).read_unaligned() } };
    let threads = threads_for(allowed, rows, dim, classes);
    workspace_bytes::<E>(rows, dim, classes, gradient != 0, threads).unwrap_or(usize::MAX)
}

impl<E: Number> Layer<E> {
    /// Reads the options.
    fn read(&self) -> Result<(Classes<E>, Common<E>, Indices), Failure> {
        let useless =
            Useless { matrix: Some("there is no matrix of logits"), target_stride: NO_SOFT, ..Useless::default() };
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

    /// Checks the memory that is given, and plans with it.
    fn plan(&self, common: &Common<E>, gradient: bool) -> Result<(Plan, *mut u8), Failure> {
        let Self { rows, dim, classes, .. } = *self;
        let (workspace, size) = common.workspace();
        let Some(least) = workspace_bytes::<E>(rows, dim, classes, gradient, 1) else {
            return fail!(
                LOSS_ERROR_SIZE,
                "the workspace of rows = {rows}, dim = {dim}, classes = {classes} overflows"
            );
        };
        if workspace.is_null() && least > 0 {
            return fail!(LOSS_ERROR_NULL_POINTER, "options.workspace is NULL: these sizes need {least} bytes");
        }
        let threads = threads_for(common.threads, rows, dim, classes);
        match Plan::new::<E>(size, rows, classes, gradient, threads).filter(|_| size >= least) {
            Some(plan) => Ok((plan, workspace)),
            None => {
                fail!(LOSS_ERROR_SIZE, "options.workspace_size = {size} is less than the {least} that these sizes need")
            }
        }
    }
}

/// A linear layer and the cross-entropy of its logits through the ABI.
pub fn linear_cross_entropy<E: Number>(
    layer: Layer<E>,
    gradients: Gradients<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    let (class_options, common, index) = layer.read()?;
    let Layer { hidden, weight, bias, target, rows, dim, classes, .. } = layer;
    let Gradients { grad_hidden, grad_weight, grad_bias } = gradients;
    let differentiates = !(grad_hidden.is_null() && grad_weight.is_null() && grad_bias.is_null());
    if !differentiates && !class_options.wants_something() && !common.wants_something(value) {
        return nothing_asked();
    }
    let mut arrays = Arrays::new();
    let of_hidden = product("hidden", rows, dim)?;
    let of_weight = product("weight", classes, dim)?;
    arrays.input("hidden", hidden, of_hidden)?;
    arrays.input("weight", weight, of_weight)?;
    arrays.optional("bias", bias, classes)?;
    add_indices(&mut arrays, NAMES.target, index, rows)?;
    class_options.add_to(&mut arrays, rows, classes)?;
    common.add_without_gradient(&mut arrays, value, rows, 0)?;
    arrays.output("grad_hidden", grad_hidden, of_hidden)?;
    arrays.output("grad_weight", grad_weight, of_weight)?;
    arrays.output("grad_bias", grad_bias, classes)?;
    arrays.check_overlap()?;
    let (plan, workspace) = layer.plan(&common, differentiates)?;

    let arguments =
        ClassArguments { input: null(), targets: Targets::Index(target), rows, classes, class_options: null() };
    // Gradients by logits are written over the logits, whatever is then added to.
    let options = RowOptions { accumulate: false, ..common.rows };
    let of_rows = kernel(CrossEntropy::MEMBER, &arguments, index, &class_options, options);
    let call = Call {
        head: Head {
            hidden,
            weight,
            bias,
            dim,
            rows: ClassRows { start: 0, end: rows, ..of_rows },
            grad_hidden,
            grad_weight,
            grad_bias,
            accumulate: common.rows.accumulate,
        },
        plan,
        workspace,
        rows,
        threads: common.threads,
        target_name: NAMES.target,
    };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
