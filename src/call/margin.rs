//! Losses of margins between classes.

use super::check::Arrays;
use super::class::{ClassArguments, ClassNames, add_arrays, kernel, survey, zero};
use super::options::{Useless, arguments as loss_arguments, classes as read_classes, common, nothing_asked};
use super::reduce::{Problem, over_rows, reduce, zero_derivatives};
use super::{Shared, accepted};
use crate::Options;
use crate::error::Failure;
use crate::isa;
use loss_kernels::loss_margin::Margin;
use loss_kernels::shape::class::{ClassRows, Member, Survey};
use loss_kernels::shape::margin::Margins;
use loss_kernels::{Element, Partial};

/// Why most options of classes are refused.
const NO_SOFTMAX: &str = "scores are not logits, and no softmax is taken of them";

struct Call<E, L> {
    /// Everything but the range of rows.
    kernel: Margins<E, L>,
    rows: usize,
    threads: u32,
    /// The name of the targets, for messages.
    target_name: &'static str,
}

impl<E: Element, L: Margin> Problem for Call<E, L> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        let rows = &self.kernel.rows;
        let weighted = weights && (!rows.class_weight.is_null() || !rows.options.weight.is_null());
        let rows = Survey { rows: *rows, weights: weighted, decisions: false };
        survey(rows, (self.rows, self.threads, false), weights, self.target_name).map(Some)
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let Margins { loss, rows } = self.kernel;
        let shared = Shared(Margins { loss, rows: ClassRows { options: rows.options.scaled(scale), ..rows } });
        let isa = isa::active();
        over_rows((self.rows, rows.classes), false, self.threads, &|start, end| {
            let Margins { loss, rows } = *shared.get();
            isa.run(Margins { loss, rows: ClassRows { start, end, ..rows } })
        })
    }

    fn differentiates(&self) -> bool {
        self.kernel.rows.options.differentiates()
    }

    fn zero_derivatives(&self) {
        let rows = &self.kernel.rows;
        // SAFETY: NULL, or an output of the layout, which was checked.
        zero_derivatives(&rows.options, |array| unsafe { zero(array, rows.layout(), self.rows) });
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A loss of margins through the ABI.
pub fn margin<E: Element, L: Margin>(
    names: ClassNames,
    arguments: ClassArguments<E>,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let common = common(options, gradient, 0)?;
    let loss: L = accepted(L::new(&loss_arguments(scalars, common.flags)))?;
    let useless = Useless {
        class_weight: L::WITHOUT_CLASS_WEIGHTS.then_some("the published loss has none; use options.weight"),
        softmax: Some(NO_SOFTMAX),
        ..Useless::default()
    };
    let classes = read_classes(arguments.class_options, arguments.rows, arguments.classes, useless)?;
    if !common.wants_something(value) {
        return nothing_asked();
    }
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, names, &arguments, &classes)?;
    common.add_to(&mut arrays, value, "grad", arguments.rows, classes.layout)?;
    arrays.check_overlap()?;
    let call = Call {
        kernel: Margins { loss, rows: kernel(Member::INDEX, &arguments, &classes, common.rows) },
        rows: arguments.rows,
        threads: common.threads,
        target_name: names.target,
    };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
