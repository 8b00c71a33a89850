//! What all functions of a linear layer share: its matrices, the workspace, and the way through the rows by chunks.

use super::Shared;
use super::check::{Arrays, product};
use super::options::Common;
use crate::Options;
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::{MOST_THREADS, Partition, num_threads};
use loss_kernels::Partial;
use loss_kernels::linear::{self, Chunk, Head, Number, Plan, workspace_bytes};
use loss_kernels::shape::class::ClassRows;
use loss_kernels::shape::matrices::{self, Place, Sink, Source};

/// A layer and the rows that it is given. I is how a matrix is given.
#[derive(Clone, Copy)]
pub struct Matrices<I> {
    pub hidden: I,
    pub weight: I,
    pub bias: I,
    pub rows: usize,
    pub dim: usize,
    pub classes: usize,
}

/// Gradients by these matrices; each may be NULL.
#[derive(Clone, Copy)]
pub struct Gradients<G> {
    pub grad_hidden: G,
    pub grad_weight: G,
    pub grad_bias: G,
}

impl<G: Place> Gradients<G> {
    /// Not wanted.
    pub fn none<E: Number>() -> Self
    where
        G: Sink<E>,
    {
        Self { grad_hidden: G::NULL, grad_weight: G::NULL, grad_bias: G::NULL }
    }

    /// Whether any is wanted.
    pub fn are_wanted(&self) -> bool {
        !(self.grad_hidden.is_null() && self.grad_weight.is_null() && self.grad_bias.is_null())
    }
}

impl<I: Place> Matrices<I> {
    /// Adds the inputs.
    pub fn add_to(&self, arrays: &mut Arrays) -> Result<(), Failure> {
        arrays.input("hidden", self.hidden, product("hidden", self.rows, self.dim)?)?;
        arrays.input("weight", self.weight, product("weight", self.classes, self.dim)?)?;
        arrays.optional("bias", self.bias, self.classes)
    }

    /// Adds the gradients, whose sizes are those of the inputs, which were added before.
    pub fn add_gradients(&self, arrays: &mut Arrays, gradients: &Gradients<impl Place>) -> Result<(), Failure> {
        arrays.output("grad_hidden", gradients.grad_hidden, self.rows * self.dim)?;
        arrays.output("grad_weight", gradients.grad_weight, self.classes * self.dim)?;
        arrays.output("grad_bias", gradients.grad_bias, self.classes)
    }

    /// The kernel's arguments, with the loss of all rows.
    pub fn head<E: Number, A: matrices::Matrices<E, Source = I>>(
        &self,
        loss: ClassRows<E>,
        gradients: Gradients<A::Sink>,
        accumulate: bool,
    ) -> Head<E, A>
    where
        I: Source<E>,
    {
        let Self { hidden, weight, bias, dim, rows, .. } = *self;
        let Gradients { grad_hidden, grad_weight, grad_bias } = gradients;
        let rows = ClassRows { start: 0, end: rows, ..loss };
        Head { hidden, weight, bias, dim, rows, grad_hidden, grad_weight, grad_bias, accumulate }
    }

    /// Checks the memory that is given, and plans with it.
    pub fn chunks<E: Number>(&self, common: &Common<E>, gradients: linear::Gradients) -> Result<Chunks, Failure> {
        let Self { rows, dim, classes, .. } = *self;
        let sizes = [rows, dim, classes];
        let (workspace, size) = common.workspace();
        let Some(least) = workspace_bytes::<E>(sizes, gradients, 1) else {
            return fail!(LOSS_ERROR_SIZE, "the size of the workspace that these sizes need overflows");
        };
        if workspace.is_null() && least > 0 {
            return fail!(LOSS_ERROR_NULL_POINTER, "options.workspace is NULL: these sizes need {least} bytes");
        }
        let threads = threads_for(common.threads, sizes);
        match Plan::new::<E>(size, sizes, gradients, threads).filter(|_| size >= least) {
            Some(plan) => Ok(Chunks { plan, workspace, threads: common.threads }),
            None => {
                fail!(LOSS_ERROR_SIZE, "options.workspace_size = {size} is less than the {least} that these sizes need")
            }
        }
    }
}

/// The least multiplications for which a further thread pays.
const WORK_OF_THREAD: usize = 1 << 18;
/// Columns or rows of a matrix are split at multiples of this, so that no packed panel is left half empty.
const PANEL: usize = 32;

/// The threads of a call: as many as are allowed, and no more than there is work for.
fn threads_for(allowed: u32, [rows, dim, classes]: [usize; 3]) -> usize {
    let allowed = (if allowed == 0 { num_threads() } else { allowed } as usize).min(MOST_THREADS);
    let work = rows.saturating_mul(dim.max(1)).saturating_mul(classes.max(1));
    allowed.clamp(1, (work / WORK_OF_THREAD).max(1))
}

/// The bytes of the workspace for sizes, gradients, and the threads of the options. SIZE_MAX: the sizes overflow.
pub fn linear_workspace<E: Number>(sizes: [usize; 3], gradient: u32, options: *const Options<E>) -> usize {
    any_linear_workspace(sizes, linear::Gradients::new(gradient != 0, false), options)
}

/// The same for gradients of any kind.
pub(super) fn any_linear_workspace<E: Number>(
    sizes: [usize; 3],
    gradients: linear::Gradients,
    options: *const Options<E>,
) -> usize {
    // SAFETY: NULL, or a valid struct, as the header asks; no alignment is asked of the caller.
    let allowed = if options.is_null() { 0 } else { unsafe { (&raw const (*options).threads).read_unaligned() } };
    workspace_bytes::<E>(sizes, gradients, threads_for(allowed, sizes)).unwrap_or(usize::MAX)
}

/// How the rows are worked on, and where.
#[derive(Clone, Copy)]
pub struct Chunks {
    plan: Plan,
    workspace: *mut u8,
    threads: u32,
}

impl Chunks {
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

    /// All rows that count and are `wanted`, chunk by chunk: `loss` is given the number of each row and the row alone with its
    /// logits, in any order, and `collect` what they come to, in order.
    ///
    /// # Safety
    /// Arrays, workspace, overlap and class indices of the head were checked, and the head has the sizes that this was made for.
    /// `loss` upholds the contract of the arguments of the row that it is given.
    pub unsafe fn run<E: Number, A: matrices::Matrices<E>>(
        &self,
        head: Head<E, A>,
        wanted: impl Fn(usize) -> bool,
        loss: &(impl Fn(usize, ClassRows<E>) -> Partial + Sync),
        mut collect: impl FnMut(usize, Partial),
    ) {
        let (isa, classes) = (isa::active(), head.rows.classes);
        // SAFETY: the caller's; each step is run when the one before has ended, and no range is given twice.
        unsafe {
            let mut chunk = Chunk::new(head, self.plan, self.workspace);
            while chunk.advance(&wanted) {
                let shared = Shared(chunk);
                self.share(classes, &|worker, range| shared.get().logits(isa, worker, range));
                Partition::new(chunk.rows(), classes).run(self.threads, &|start, end| {
                    shared.get().each_row((start, end), loss);
                    Partial::default()
                });
                if head.differentiates() {
                    self.share(head.dim, &|worker, range| shared.get().hidden_gradient(isa, worker, range));
                    self.share(classes, &|worker, range| shared.get().weight_gradient(isa, worker, range));
                }
                chunk.collect(&mut collect);
            }
            chunk.finish();
            if head.rounds() {
                let shared = Shared(chunk);
                self.share(classes, &|worker, range| shared.get().round(isa, worker, range));
            }
        }
    }
}
