//! Losses of rows of binary decisions.

use super::check::Arrays;
use super::class::{ClassArguments, ClassNames, Targets, add_indices, survey, zero};
use super::options::{NO_SOFT, Useless, classes as read_classes, common, nothing_asked};
use super::reduce::{Problem, over_rows, reduce, survey_rows, zero_derivatives};
use super::{Shared, accepted};
use crate::error::{Failure, fail};
use crate::isa;
use crate::{LOSS_CLEAR_PADDING, Options};
use loss_kernels::loss::Arguments;
use loss_kernels::loss_decisions::DecisionLoss;
use loss_kernels::shape::class::{ClassRows, Member, Survey};
use loss_kernels::shape::decisions::DecisionRows;
use loss_kernels::shape::indices::Indices;
use loss_kernels::shape::logits::Layout;
use loss_kernels::{Element, Partial};
use std::ptr::null;

struct Call<E, L> {
    /// Everything but the range of rows.
    kernel: DecisionRows<E, L>,
    /// Classes that index targets are of.
    classes: usize,
    rows: usize,
    threads: u32,
    /// The name of the targets, for messages.
    target_name: &'static str,
}

impl<E: Element, L: DecisionLoss> Call<E, L> {
    /// Whether rows have nothing of their own but their elements.
    fn alike(&self) -> bool {
        L::LABELS && self.kernel.options.same_for_all()
    }

    /// The rows as the survey of class indices takes them.
    fn indices(&self) -> ClassRows<E> {
        let DecisionRows { input, index, ignore_index, stride, options, .. } = self.kernel;
        ClassRows { index, ignore_index, stride, ..ClassRows::plain(Member::INDEX, input, self.classes, options) }
    }
}

impl<E: Element, L: DecisionLoss> Problem for Call<E, L> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        if L::LABELS {
            return Ok(survey_rows(&self.kernel.options, self.rows, weights, self.threads));
        }
        let all = Survey { rows: self.indices(), weights, decisions: L::COUNTED };
        survey(all, (self.rows, self.threads, self.alike()), self.target_name).map(Some)
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let shared = Shared(DecisionRows { options: self.kernel.options.scaled(scale), ..self.kernel });
        let isa = isa::active();
        over_rows((self.rows, self.kernel.decisions), self.alike(), self.threads, &|start, end| {
            isa.run(DecisionRows { start, end, ..*shared.get() })
        })
    }

    fn differentiates(&self) -> bool {
        self.kernel.options.differentiates()
    }

    fn zero_derivatives(&self) {
        let layout = Layout { classes: self.kernel.decisions, inner: 1, stride: self.kernel.stride };
        // SAFETY: NULL, or an output of the layout, which was checked.
        zero_derivatives(&self.kernel.options, |array| unsafe { zero(array, layout, self.rows) });
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A loss of decisions through the ABI. Index targets are of one class more than there are decisions in a row.
pub fn decisions<E: Element, L: DecisionLoss>(
    names: ClassNames,
    arguments: ClassArguments<E>,
    positive_weight: *const E,
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let common = common(options, gradient, LOSS_CLEAR_PADDING)?;
    let loss: L = accepted(L::new(&Arguments::default()))?;
    let ClassArguments { input, targets, rows, classes, class_options } = arguments;
    if !L::LABELS && classes < 2 {
        return fail!(LOSS_ERROR_SIZE, "classes = {classes} is less than 2");
    }
    let length = if L::LABELS { classes } else { classes - 1 };
    let independent = Some("the decisions of a row do not exclude each other");
    let useless = Useless {
        ignore_index: L::LABELS.then_some("targets are not indices; use options.mask"),
        logits: Some("decisions have no softmax"),
        class_weight: (!L::WEIGHTED).then_some("its decisions have no weights"),
        exclusive: independent,
        inner: Some("the decisions of a row are next to each other"),
        target_stride: if L::LABELS { None } else { NO_SOFT },
        last_class: !L::LABELS,
        ..Useless::default()
    };
    let read = read_classes(class_options, rows, length, useless)?;
    if !common.wants_something(value) {
        return nothing_asked();
    }
    let mut arrays = Arrays::new();
    arrays.differentiated(names.input, input, read.layout)?;
    let (labels, index) = match targets {
        Targets::Index(_) => {
            let index = targets.indices(read.target_i32, names.target)?;
            add_indices(&mut arrays, names.target, index, rows)?;
            (null(), index)
        }
        _ => {
            arrays.input(names.target, targets.numbers(), read.target_layout)?;
            (targets.numbers(), Indices::NONE)
        }
    };
    arrays.optional("pos_weight", positive_weight, length)?;
    arrays.optional("class_options.class_weight", read.class_weight, length)?;
    common.add_to(&mut arrays, value, "grad", rows, read.layout)?;
    read.add_padding(&mut arrays, &common)?;
    arrays.check_overlap()?;
    let call = Call {
        kernel: DecisionRows {
            loss,
            input,
            labels,
            label_stride: read.target_stride,
            index,
            ignore_index: read.ignore_index,
            class_weight: read.class_weight,
            positive_weight,
            decisions: length,
            stride: read.stride,
            options: common.rows,
            start: 0,
            end: 0,
        },
        classes,
        rows,
        threads: common.threads,
        target_name: names.target,
    };
    let reduced = reduce::<dyn Problem>(&call, common.reduction, common.upstream)?;
    // SAFETY: the gradient and its padding were checked.
    unsafe { read.clear_padding(&common) };
    reduced.write(value, common.sums);
    Ok(())
}
