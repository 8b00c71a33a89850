//! Losses of margins between classes.

use super::check::Arrays;
use super::class::{ClassArguments, ClassNames, add_arrays, kernel, survey, zero};
use super::options::{
    Common, NO_SOFT, Useless, arguments as loss_arguments, classes as read_classes, common, nothing_asked,
};
use super::reduce::{Problem, over_rows, reduce, zero_derivatives};
use super::{Shared, accepted};
use crate::error::Failure;
use crate::isa;
use crate::{LOSS_CLEAR_PADDING, Options};
use loss_kernels::loss_margin::Margin;
use loss_kernels::shape::class::{ClassRows, Member, Survey};
use loss_kernels::shape::margin::Margins;
use loss_kernels::shape::margin_lists::ListedMargins;
use loss_kernels::{Element, Kernel, Partial};
use std::marker::PhantomData;

/// Why most options of classes are refused.
const NO_SOFTMAX: &str = "scores are not logits, and no softmax is taken of them";

/// A kernel that works on a range of rows.
trait OfRows<E>: Kernel<Output = Partial> + Copy {
    /// All but the mathematics.
    fn rows(&self) -> &ClassRows<E>;
    /// The same with other rows.
    fn with(self, rows: ClassRows<E>) -> Self;
}

impl<E: Element, L: Margin> OfRows<E> for Margins<E, L> {
    fn rows(&self) -> &ClassRows<E> {
        &self.rows
    }

    fn with(self, rows: ClassRows<E>) -> Self {
        Self { rows, ..self }
    }
}

impl<E: Element> OfRows<E> for ListedMargins<E> {
    fn rows(&self) -> &ClassRows<E> {
        &self.rows
    }

    fn with(self, rows: ClassRows<E>) -> Self {
        Self { rows }
    }
}

struct Call<E, K> {
    /// Everything but the range of rows.
    kernel: K,
    element: PhantomData<E>,
    rows: usize,
    threads: u32,
    /// The name of the targets, for messages.
    target_name: &'static str,
}

impl<E: Element, K: OfRows<E>> Problem for Call<E, K> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        let all = Survey { rows: *self.kernel.rows(), weights, decisions: false };
        survey(all, (self.rows, self.threads, false), self.target_name).map(Some)
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let rows = *self.kernel.rows();
        let shared = Shared(self.kernel.with(ClassRows { options: rows.options.scaled(scale), ..rows }));
        let isa = isa::active();
        over_rows((self.rows, rows.classes), false, self.threads, &|start, end| {
            let kernel = *shared.get();
            isa.run(kernel.with(ClassRows { start, end, ..*kernel.rows() }))
        })
    }

    fn differentiates(&self) -> bool {
        self.kernel.rows().options.differentiates()
    }

    fn zero_derivatives(&self) {
        let rows = self.kernel.rows();
        // SAFETY: NULL, or an output of the layout, which was checked.
        zero_derivatives(&rows.options, |array| unsafe { zero(array, rows.layout(), self.rows) });
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A loss of margins against the index of the right class through the ABI.
pub fn margin<E: Element, L: Margin>(
    names: ClassNames,
    arguments: ClassArguments<E>,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let common = common(options, gradient, LOSS_CLEAR_PADDING)?;
    let loss: L = accepted(L::new(&loss_arguments(scalars, common.flags)))?;
    let useless = Useless {
        class_weight: L::WITHOUT_CLASS_WEIGHTS.then_some("the published loss has none; use options.weight"),
        softmax: Some(NO_SOFTMAX),
        target_stride: NO_SOFT,
        ..Useless::default()
    };
    run(names, &arguments, (common, useless), value, Member::INDEX, |rows| Margins { loss, rows })
}

/// The loss of margins against lists of right classes through the ABI.
pub fn multilabel_margin<E: Element>(
    names: ClassNames,
    arguments: ClassArguments<E>,
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let useless = Useless {
        class_weight: Some("a row has several classes; use options.weight"),
        ignore_index: Some("-1 ends a list; use options.mask"),
        lists: true,
        target_stride: NO_SOFT,
        softmax: Some(NO_SOFTMAX),
        ..Useless::default()
    };
    let options = (common(options, gradient, LOSS_CLEAR_PADDING)?, useless);
    run(names, &arguments, options, value, Member::LISTS, |rows| ListedMargins { rows })
}

/// Checks a call, and runs the kernel that is made of its rows.
fn run<E: Element, K: OfRows<E>>(
    names: ClassNames,
    arguments: &ClassArguments<E>,
    (common, useless): (Common<E>, Useless),
    value: *mut f64,
    member: Member,
    made: impl FnOnce(ClassRows<E>) -> K,
) -> Result<(), Failure> {
    let classes = read_classes(arguments.class_options, arguments.rows, arguments.classes, useless)?;
    if !common.wants_something(value) {
        return nothing_asked();
    }
    let index = arguments.targets.indices(classes.target_i32, names.target)?;
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, names, arguments, index, &classes)?;
    common.add_to(&mut arrays, value, "grad", arguments.rows, classes.layout)?;
    classes.add_padding(&mut arrays, &common)?;
    arrays.check_overlap()?;
    let call = Call {
        kernel: made(kernel(member, arguments, index, &classes, common.rows)),
        element: PhantomData,
        rows: arguments.rows,
        threads: common.threads,
        target_name: names.target,
    };
    let reduced = reduce::<dyn Problem>(&call, common.reduction, common.upstream)?;
    // SAFETY: the gradient and its padding were checked.
    unsafe { classes.clear_padding(&common) };
    reduced.write(value, common.sums);
    Ok(())
}
