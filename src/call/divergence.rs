//! Divergences between two softmaxes.

use super::check::Arrays;
use super::class::{ClassArguments, ClassNames, add_arrays, zero_matrices};
use super::options::{Useless, classes as read_classes, common, nothing_asked};
use super::reduce::{Problem, over_rows, reduce, survey_rows};
use super::{Shared, accepted};
use crate::error::Failure;
use crate::isa;
use crate::{LOSS_CLEAR_PADDING, Options};
use loss_kernels::loss::{Arguments, Divergence};
use loss_kernels::shape::divergence::Divergences;
use loss_kernels::shape::indices::Indices;
use loss_kernels::shape::logits::{Layout, Transform};
use loss_kernels::shape::matrices::{Matrices, Places, Plain};
use loss_kernels::{Element, Partial};

struct Call<E, L, A: Places<E>> {
    /// Everything but the range of rows.
    kernel: Divergences<E, L, A>,
    rows: usize,
    threads: u32,
}

impl<E: Element, L: Divergence, A: Matrices<E>> Problem for Call<E, L, A> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        Ok(survey_rows(&self.kernel.options, self.rows, weights, self.threads))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let shared = Shared(Divergences { options: self.kernel.options.scaled(scale), ..self.kernel });
        let isa = isa::active();
        let alike = self.kernel.options.same_for_all();
        over_rows((self.rows, self.kernel.layout.classes), alike, self.threads, &|start, end| {
            isa.run(Divergences { start, end, ..*shared.get() })
        })
    }

    fn differentiates(&self) -> bool {
        self.kernel.options.differentiates()
    }

    fn zero_derivatives(&self) {
        // SAFETY: the outputs are of the layout, which was checked.
        unsafe { zero_matrices(&self.kernel.options, self.kernel.layout, self.rows) };
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// A divergence through the ABI; its target is the teacher.
pub fn divergence<E: Element, L: Divergence>(
    names: ClassNames,
    arguments: ClassArguments<E>,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    any_divergence::<E, Plain, L>(names, &arguments, scalars, options, value, gradient)
}

/// The same for matrices of any kind.
pub(super) fn any_divergence<E: Element, A: Matrices<E>, L: Divergence>(
    names: ClassNames,
    arguments: &ClassArguments<E, A::Source>,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: A::Sink,
) -> Result<(), Failure> {
    let common = common(options, gradient, LOSS_CLEAR_PADDING)?;
    let loss: L = accepted(L::new(&Arguments { scalars, ..Arguments::default() }))?;
    let no_labels = Some("there are no labels");
    let target_stride = if L::TEACHER { None } else { Some("there is no teacher") };
    let useless = Useless { targets: no_labels, ignore_index: no_labels, target_stride, ..Useless::default() };
    let classes = read_classes(arguments.class_options, arguments.rows, arguments.classes, useless)?;
    if !classes.wants_something() && !common.wants_something(value) {
        return nothing_asked();
    }
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, names, arguments, Indices::NONE, &classes)?;
    common.add_to(&mut arrays, value, "grad", arguments.rows, classes.layout)?;
    classes.add_padding(&mut arrays, &common)?;
    arrays.check_overlap()?;
    let call = Call {
        kernel: Divergences::<E, L, A> {
            loss,
            student: arguments.input,
            teacher: arguments.targets.numbers(),
            teacher_stride: classes.target_stride,
            layout: Layout { classes: arguments.classes, inner: classes.inner, stride: classes.stride },
            transform: Transform { inverse_temperature: 1.0 / classes.temperature, softcap: classes.softcap },
            bias: classes.bias,
            options: common.rows,
            lse: classes.lse,
            entropy: classes.entropy,
            argmax: classes.argmax,
            start: 0,
            end: 0,
        },
        rows: arguments.rows,
        threads: common.threads,
    };
    let reduced = reduce::<dyn Problem>(&call, common.reduction, common.upstream)?;
    // SAFETY: the gradient and its padding were checked.
    unsafe { classes.clear_padding(&common) };
    reduced.write(value, common.sums);
    Ok(())
}
