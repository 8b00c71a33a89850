//! Losses over classes, and softmax.

use super::check::Arrays;
use super::options::{Classes, Useless, classes as read_classes, common, nothing_asked};
use super::pointwise::{Names, Shared};
use super::reduce::{Problem, reduce};
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::Partition;
use crate::{ClassOptions, Options};
use loss_kernels::loss::ClassLoss;
use loss_kernels::shape::class::{ClassRows, Survey};
use loss_kernels::shape::{RowOptions, fill_zero};
use loss_kernels::{Element, Partial};
use std::marker::PhantomData;
use std::ptr::null;

/// The arrays and sizes of a loss over classes; one of the targets is NULL.
#[derive(Clone, Copy)]
pub struct ClassArguments<E> {
    pub input: *const E,
    pub index: *const i64,
    pub soft: *const E,
    pub rows: usize,
    pub classes: usize,
    pub class_options: *const ClassOptions<E>,
}

struct Call<E, L> {
    /// Everything but the range of rows.
    kernel: ClassRows<E, L>,
    rows: usize,
    threads: u32,
}

/// The kernel's arguments for a checked call.
fn kernel<E: Element, L: ClassLoss>(
    arguments: &ClassArguments<E>,
    classes: &Classes<E>,
    options: RowOptions<E>,
) -> ClassRows<E, L> {
    ClassRows {
        loss: PhantomData,
        input: arguments.input,
        index: arguments.index,
        soft: arguments.soft,
        classes: arguments.classes,
        inner: classes.inner,
        stride: classes.stride,
        class_weight: classes.class_weight,
        ignore_index: classes.ignore_index,
        smoothing: classes.smoothing,
        inverse_temperature: classes.inverse_temperature,
        softcap: classes.softcap,
        z_loss: classes.z_loss,
        options,
        lse: classes.lse,
        entropy: classes.entropy,
        argmax: classes.argmax,
        start: 0,
        end: 0,
    }
}

impl<E: Element, L: ClassLoss> Problem<E> for Call<E, L> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        let kernel = &self.kernel;
        let options = &kernel.options;
        // Without these, a row weighs 1; soft targets weigh what they add up to.
        let weighted = weights && (L::SOFT || !kernel.class_weight.is_null() || !options.weight.is_null());
        if L::SOFT && !weighted && options.mask.is_null() {
            return Ok(None);
        }
        let reads = if L::SOFT && weighted { kernel.classes } else { 1 };
        // Where a row costs one read of its index, it takes many to be worth a thread.
        let threads = if self.rows.saturating_mul(reads) < 1 << 16 { 1 } else { self.threads };
        let shared = Shared(Survey { rows: *kernel, weights: weighted });
        let isa = isa::active();
        let mut found = Partition::new(self.rows, kernel.classes).run(threads, |start, end| {
            let survey = shared.get();
            isa.run(Survey { rows: ClassRows { start, end, ..survey.rows }, ..*survey })
        });
        if found.invalid != 0 {
            let row = found.invalid - 1;
            // SAFETY: the row is within the target, which was checked.
            let target = unsafe { kernel.index.add(row).read_unaligned() };
            return fail!(
                LOSS_ERROR_TARGET,
                "target[{row}] = {target} is not in [0, {}) and is not ignore_index {}",
                kernel.classes,
                kernel.ignore_index
            );
        }
        if weights && !weighted {
            found.weight.add(found.rows as f64);
        }
        Ok(Some(found))
    }

    fn run(&self, options: RowOptions<E>) -> Partial {
        let shared = Shared(ClassRows { options, ..self.kernel });
        let isa = isa::active();
        Partition::new(self.rows, self.kernel.classes).run(self.threads, |start, end| {
            // SAFETY: the call's pointers, sizes, overlap and class indices were checked.
            unsafe { ClassRows { start, end, ..*shared.get() }.run(isa) }
        })
    }

    fn zero(&self, array: *mut E) {
        let block = self.kernel.classes * self.kernel.inner;
        if !array.is_null() {
            for outer in 0..self.rows / self.kernel.inner {
                // SAFETY: the block is within the layout, which was checked.
                unsafe { fill_zero(array.add(outer * self.kernel.stride), block) };
            }
        }
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// Adds what is common to all functions over classes.
fn add_arrays<E: Element>(
    arrays: &mut Arrays,
    names: Names,
    arguments: &ClassArguments<E>,
    classes: &Classes<E>,
) -> Result<(), Failure> {
    arrays.differentiated(names.input, arguments.input, classes.layout)?;
    arrays.optional("class_options.class_weight", classes.class_weight, arguments.classes)?;
    arrays.output("class_options.lse", classes.lse, arguments.rows)?;
    arrays.output("class_options.entropy", classes.entropy, arguments.rows)?;
    arrays.output("class_options.argmax", classes.argmax, arguments.rows)
}

/// A loss over classes through the ABI.
pub fn class<E: Element, L: ClassLoss>(
    names: Names,
    arguments: ClassArguments<E>,
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let common = common(options, gradient, false)?;
    let useless = Useless {
        targets: None,
        ignore_index: L::SOFT.then_some("targets are not indices; use options.mask"),
        logits: L::LOG_PROBABILITIES.then_some("the input is log-probabilities, not logits"),
    };
    let classes = read_classes(arguments.class_options, arguments.rows, arguments.classes, useless)?;
    let wanted = !classes.lse.is_null() || !classes.entropy.is_null() || !classes.argmax.is_null();
    if !wanted && !common.wants_something(value) {
        return nothing_asked();
    }
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, names, &arguments, &classes)?;
    if L::SOFT {
        arrays.input(names.target, arguments.soft, classes.layout)?;
    } else {
        arrays.input(names.target, arguments.index, arguments.rows)?;
    }
    common.add_to(&mut arrays, value, "grad", arguments.rows, classes.layout)?;
    arrays.check_overlap()?;
    let call = Call::<E, L> {
        kernel: kernel(&arguments, &classes, common.rows),
        rows: arguments.rows,
        threads: common.threads,
    };
    reduce(&call, &common, value)
}

/// Softmax and its logarithm through the ABI.
pub fn softmax<E: Element, L: ClassLoss>(
    names: Names,
    (logits, rows, classes): (*const E, usize, usize),
    class_options: *const ClassOptions<E>,
    out: *mut E,
) -> Result<(), Failure> {
    let without = Some("there are no targets");
    let useless = Useless { targets: without, ignore_index: without, logits: None };
    let arguments = ClassArguments { input: logits, index: null(), soft: null(), rows, classes, class_options };
    let classes = read_classes(class_options, rows, classes, useless)?;
    if out.is_null() && classes.layout > 0 {
        return fail!(LOSS_ERROR_NULL_POINTER, "out is NULL");
    }
    let common = common::<E>(null(), out, false)?;
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, names, &arguments, &classes)?;
    common.add_to(&mut arrays, null(), "out", rows, classes.layout)?;
    arrays.check_overlap()?;
    let call = Call::<E, L> { kernel: kernel(&arguments, &classes, common.rows), rows, threads: 0 };
    call.run(common.rows);
    Ok(())
}
