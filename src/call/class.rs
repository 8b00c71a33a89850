//! Losses over classes, and softmax.

use super::check::{Arrays, plainly_right, product};
use super::options::{Classes, NO_SOFT, Useless, classes as read_classes, common, nothing_asked};
use super::reduce::{Problem, mean_of_few, over_rows, reduce};
use super::{Shared, accepted};
use crate::error::{Failure, Number, fail};
use crate::isa;
use crate::{ClassOptions, LOSS_CLEAR_PADDING, Options};
use loss_kernels::loss::{Arguments, ClassLoss, CosineMargin, Cosines, CrossEntropyMap, Map};
use loss_kernels::losses::CrossEntropy;
use loss_kernels::shape::class::{ClassRows, Member, OfClasses, OfCrossEntropies, OfCrossEntropy, Survey};
use loss_kernels::shape::indices::Indices;
use loss_kernels::shape::logits::Layout;
use loss_kernels::shape::matrices::{Matrices, Place, Plain, Sink, Source};
use loss_kernels::shape::{RowOptions, RowOutput, beyond_caches};
use loss_kernels::{Element, Partial};
use std::marker::PhantomData;
use std::ptr::null;

/// Names of the arrays, for messages.
#[derive(Clone, Copy)]
pub struct ClassNames {
    pub input: &'static str,
    pub target: &'static str,
}

/// What rows are held against.
#[derive(Clone, Copy)]
pub enum Targets<I> {
    /// Nothing: softmax.
    None,
    /// An index a row.
    Index(*const i64),
    /// A token a row, in sequences of so many: a row's target is the next one.
    Tokens(*const i64, usize),
    /// A list of classes a row, ended by the first −1, with as many entries as there are classes.
    Lists(*const i64),
    /// A distribution a row.
    Probabilities(I),
    /// A teacher's logits, softened by this temperature.
    Teacher(I, f64),
}

impl<I: Copy> Targets<I> {
    /// The targets that are indices, which the options may have instead. What is given twice is refused.
    #[inline(always)]
    pub fn indices(&self, narrow: *const i32, name: &str) -> Result<Indices, Failure> {
        let (Self::Index(array) | Self::Tokens(array, _) | Self::Lists(array)) = *self else {
            return Ok(Indices::NONE);
        };
        if narrow.is_null() {
            return Ok(Indices::I64(array));
        }
        if !array.is_null() {
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "class_options.target_i32 and {name} are both given: one of them must be NULL"
            );
        }
        Ok(Indices::I32(narrow))
    }

    /// The targets that are numbers, or NULL.
    pub fn numbers<E: Element>(&self) -> I
    where
        I: Source<E>,
    {
        match *self {
            Self::Probabilities(array) | Self::Teacher(array, _) => array,
            _ => I::NULL,
        }
    }
}

/// The arrays and sizes of a loss over classes. Matrices are of I, what the options have is of E.
#[derive(Clone, Copy)]
pub struct ClassArguments<E, I = *const E> {
    pub input: I,
    pub targets: Targets<I>,
    pub rows: usize,
    pub classes: usize,
    pub class_options: *const ClassOptions<E>,
}

impl<E, I: Place> ClassArguments<E, I> {
    /// As [`plainly_right`], for a matrix of so many elements.
    #[inline(always)]
    fn plainly_right(&self, elements: usize, gradient: impl Place, value: *mut f64) -> bool {
        let input = (self.input, elements);
        match self.targets {
            Targets::Index(target) => plainly_right(input, (target, self.rows), gradient, value),
            Targets::Probabilities(target) | Targets::Teacher(target, _) => {
                plainly_right(input, (target, elements), gradient, value)
            }
            Targets::None | Targets::Tokens(..) | Targets::Lists(_) => false,
        }
    }
}

struct Call<E: Element, A: Matrices<E>, L> {
    /// Everything but the range of rows.
    kernel: ClassRows<E, A>,
    loss: PhantomData<L>,
    rows: usize,
    threads: u32,
    /// The name of the targets, for messages.
    target_name: &'static str,
}

/// The kernel's arguments for a checked call.
#[inline(always)]
pub fn kernel<E: Element, A: Matrices<E>>(
    member: Member,
    arguments: &ClassArguments<E, A::Source>,
    index: Indices,
    classes: &Classes<E>,
    options: RowOptions<E, A::Sink>,
) -> ClassRows<E, A> {
    // A teacher's temperature is an argument and holds for both models; T² multiplies the divergence.
    let (temperature, gain) = match arguments.targets {
        Targets::Teacher(_, temperature) => (temperature, temperature * temperature),
        _ => (classes.temperature, 1.0),
    };
    let sequence = if let Targets::Tokens(_, length) = arguments.targets { length } else { 0 };
    ClassRows {
        member,
        input: arguments.input,
        index,
        sequence,
        soft: arguments.targets.numbers(),
        soft_stride: classes.target_stride,
        gain,
        classes: arguments.classes,
        inner: classes.inner,
        stride: classes.stride,
        class_weight: classes.class_weight,
        ignore_index: classes.ignore_index,
        smoothing: classes.smoothing,
        temperature,
        softcap: classes.softcap,
        cosines: Cosines::NONE,
        bias: classes.bias,
        z_loss: classes.z_loss,
        options,
        lse: RowOutput::Own(classes.lse),
        entropy: RowOutput::Own(classes.entropy),
        argmax: classes.argmax,
        beyond_caches: false,
        start: 0,
        end: 0,
    }
}

/// Rows of which but an index, or a single number, is read, that are worth a thread.
const ROWS_FOR_THREADS: usize = 1 << 16;
/// As many zeros are written while a loss of one element is computed.
const ZEROS_AN_ELEMENT: usize = 16;

impl<E: Element, A: Matrices<E>, L: ClassLoss> Call<E, A, L> {
    /// Whether nothing of a row goes into its loss but its target.
    fn targets_alone(&self) -> bool {
        L::LOG_PROBABILITIES && self.kernel.smoothing == 0.0
    }

    /// Whether rows have nothing of their own but their elements.
    fn alike(&self) -> bool {
        let ClassRows { options, index, lse, entropy, argmax, .. } = &self.kernel;
        options.same_for_all() && index.is_null() && lse.is_null() && entropy.is_null() && argmax.is_null()
    }

    /// What a row costs, whether or not its gradient is wanted: both are split alike, lest the value differ.
    fn elements_per_row(&self) -> usize {
        let classes = self.kernel.classes;
        if self.targets_alone() { classes.div_ceil(ZEROS_AN_ELEMENT) } else { classes }
    }
}

/// Whether weights are wanted, and any row may weigh something else than 1.
fn weighs<E: Element, A: Matrices<E>>(survey: &Survey<E, A>) -> bool {
    let ClassRows { member, class_weight, options, .. } = &survey.rows;
    // Soft targets weigh what they add up to, a teacher's 1.
    let own = survey.decisions || (member.soft && !member.teacher);
    survey.weights && (own || !class_weight.is_null() || !options.weight.is_null())
}

/// Checks the indices that are targets, counts the rows that count, and sums their weights where they are wanted.
pub fn survey<E: Element, A: Matrices<E>>(
    survey: Survey<E, A>,
    (rows, threads, alike): (usize, u32, bool),
    target_name: &str,
) -> Result<Partial, Failure> {
    let ClassRows { member, index, classes, ignore_index, .. } = survey.rows;
    let target_name = if let Indices::I32(_) = index { TARGET_I32 } else { target_name };
    let (wanted, lists, weighted) = (survey.weights, member.lists, weighs(&survey));
    let survey = Survey { weights: weighted, ..survey };
    let reads = if lists || (member.soft && weighted) { classes } else { 1 };
    let threads = if rows.saturating_mul(reads) < ROWS_FOR_THREADS { 1 } else { threads };
    // How rows that are but counted are split makes no difference to their number.
    let elements = if lists || weighted { classes } else { 1 };
    let shared = Shared(survey);
    let isa = isa::active();
    let mut found = over_rows((rows, elements), alike, threads, &|start, end| {
        let survey = shared.get();
        isa.run(Survey { rows: ClassRows { start, end, ..survey.rows }, ..*survey })
    });
    if found.invalid != 0 {
        let place = found.invalid - 1;
        // SAFETY: the place is within the targets, which were checked.
        let target = unsafe { index.read(place) };
        if lists {
            return fail!(
                LOSS_ERROR_TARGET,
                "{target_name}[{place}] = {target} is not in [0, {classes}) and is not -1, which ends a list"
            );
        }
        // The least of all indices is what callers ignore who ignore none.
        if ignore_index == i64::MIN {
            return fail!(LOSS_ERROR_TARGET, "{target_name}[{place}] = {target} is not in [0, {classes})");
        }
        return fail!(
            LOSS_ERROR_TARGET,
            "{target_name}[{place}] = {target} is not in [0, {classes}) and is not ignore_index {ignore_index}"
        );
    }
    if wanted && !weighted {
        found.weight.add(found.rows as f64);
    }
    Ok(found)
}

impl<E: Element, A: OfClasses<E>, L: ClassLoss> Problem for Call<E, A, L> {
    fn survey(&self, weights: bool) -> Result<Option<Partial>, Failure> {
        let all = Survey { rows: self.kernel, weights, decisions: false };
        if L::SOFT && !weighs(&all) && self.kernel.options.mask.is_null() {
            return Ok(None);
        }
        survey(all, (self.rows, self.threads, self.alike()), self.target_name).map(Some)
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        let options = self.kernel.options.scaled(scale);
        let beyond_caches = beyond_caches(null::<E>(), options.gradient, self.rows * self.kernel.classes);
        let shared = Shared(ClassRows { options, beyond_caches, ..self.kernel });
        let little = self.targets_alone() && !options.differentiates() && self.kernel.argmax.is_null();
        let threads = if little && self.rows < ROWS_FOR_THREADS { 1 } else { self.threads };
        let isa = isa::active();
        over_rows((self.rows, self.elements_per_row()), self.alike(), threads, &|start, end| {
            // SAFETY: the call's pointers, sizes, overlap and class indices were checked.
            unsafe { ClassRows { start, end, ..*shared.get() }.run::<L>(isa) }
        })
    }

    fn differentiates(&self) -> bool {
        self.kernel.options.differentiates()
    }

    fn zero_derivatives(&self) {
        // SAFETY: the outputs are of the layout, which was checked.
        unsafe { zero_matrices(&self.kernel.options, self.kernel.layout(), self.rows) };
    }

    fn rows(&self) -> usize {
        self.rows
    }
}

/// Writes zeros to the derivatives that are asked for and not added to.
///
/// # Safety
/// Each is NULL or valid for writing so many rows in the layout.
pub unsafe fn zero_matrices<E: Element>(options: &RowOptions<E, impl Sink<E>>, layout: Layout, rows: usize) {
    // SAFETY: the caller's.
    unsafe {
        zero::<E>(options.hessian, layout, rows);
        if !options.accumulate {
            zero::<E>(options.gradient, layout, rows);
        }
    }
}

/// Writes zeros to a matrix, not to its padding.
///
/// # Safety
/// `array` is NULL or valid for writing so many rows.
pub unsafe fn zero<E: Element>(array: impl Sink<E>, layout: Layout, rows: usize) {
    // Rows without elements may be more than a loop comes to an end with.
    if !array.is_null() && layout.classes > 0 {
        for outer in 0..rows / layout.inner {
            // SAFETY: the block is within the layout.
            unsafe { array.at(outer * layout.stride).clear(layout.classes * layout.inner) };
        }
    }
}

/// The name of index targets of 32 bits.
const TARGET_I32: &str = "class_options.target_i32";

/// Adds index targets of either width.
pub fn add_indices(arrays: &mut Arrays, name: &'static str, index: Indices, length: usize) -> Result<(), Failure> {
    match index {
        Indices::I64(array) => arrays.input(name, array, length),
        Indices::I32(array) => arrays.input(TARGET_I32, array, length),
    }
}

/// Adds inputs, targets and what is common to all functions over classes.
pub fn add_arrays<E: Element>(
    arrays: &mut Arrays,
    names: ClassNames,
    arguments: &ClassArguments<E, impl Place>,
    index: Indices,
    classes: &Classes<E>,
) -> Result<(), Failure> {
    arrays.differentiated(names.input, arguments.input, classes.layout)?;
    match arguments.targets {
        Targets::None => {}
        Targets::Index(_) | Targets::Tokens(..) => add_indices(arrays, names.target, index, arguments.rows)?,
        Targets::Lists(_) => {
            let entries = product(names.target, arguments.rows, arguments.classes)?;
            add_indices(arrays, names.target, index, entries)?;
        }
        Targets::Probabilities(target) | Targets::Teacher(target, _) => {
            arrays.input(names.target, target, classes.target_layout)?;
        }
    }
    classes.add_to(arrays, arguments.rows, arguments.classes)
}

/// The mean of a small call with index targets and without options. False, and nothing done, where something may be wrong
/// or no row counts.
#[inline(always)]
fn few<E: Element, L: ClassLoss>(arguments: &ClassArguments<E>, value: *mut f64, gradient: *mut E) -> bool {
    let ClassArguments { rows, classes, targets: Targets::Index(index), .. } = *arguments else { return false };
    if !rows.checked_mul(classes).is_some_and(|layout| arguments.plainly_right(layout, gradient, value)) {
        return false;
    }
    let plain = Classes::contiguous(classes, 0);
    let mut counted = 0;
    for row in 0..rows {
        // SAFETY: there are `rows` targets, which are not NULL.
        let target = unsafe { index.add(row).read_unaligned() };
        if target != plain.ignore_index {
            // What is negative is then larger than any number of classes.
            if target as u64 >= classes as u64 {
                return false;
            }
            counted += 1;
        }
    }
    if counted == 0 {
        return false;
    }
    mean_of_few(counted, value, |scale| {
        let options = RowOptions { gradient, scale, ..RowOptions::NONE };
        let kernel = kernel::<E, Plain>(L::MEMBER, arguments, Indices::I64(index), &plain, options);
        let kernel = ClassRows { end: rows, ..kernel };
        // SAFETY: the call's pointers, sizes, overlap and class indices were checked.
        unsafe { kernel.run_inlined::<L>(isa::active()) }
    });
    true
}

/// A loss over classes through the ABI.
#[inline(always)]
pub fn class<E: Element, L: ClassLoss>(
    names: ClassNames,
    arguments: ClassArguments<E>,
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    if options.is_null() && arguments.class_options.is_null() && few::<E, L>(&arguments, value, gradient) {
        return Ok(());
    }
    any::<E, Plain, L>(names, &arguments, Given::Logits, options, value, gradient)
}

/// A loss that is a function of the cross-entropy through the ABI.
pub fn mapped<E: Element, L: CrossEntropyMap>(
    names: ClassNames,
    arguments: ClassArguments<E>,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let map = Given::map::<L>(scalars)?;
    if let Targets::Index(_) = arguments.targets {
        return any::<E, Plain, OfCrossEntropy>(names, &arguments, map, options, value, gradient);
    }
    any::<E, Plain, OfCrossEntropies>(names, &arguments, map, options, value, gradient)
}

/// A cross-entropy of cosines through the ABI.
pub fn cosines<E: Element, L: CosineMargin>(
    names: ClassNames,
    arguments: ClassArguments<E>,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let cosines = Given::cosines::<L>(scalars)?;
    any::<E, Plain, CrossEntropy>(names, &arguments, cosines, options, value, gradient)
}

/// What a call has beside arrays and options.
#[derive(Clone, Copy)]
pub(super) enum Given {
    /// Nothing: the input is logits, or log-probabilities.
    Logits,
    /// The function of the cross-entropy that the loss is.
    Map(Map),
    /// The input is cosines.
    Cosines(Cosines),
}

impl Given {
    /// What numbers make of a loss that is a function of the cross-entropy.
    pub fn map<L: CrossEntropyMap>(scalars: [f64; 4]) -> Result<Self, Failure> {
        Ok(Self::Map(accepted(L::map(&Arguments { scalars, ..Arguments::default() }))?))
    }

    /// What they make of a cross-entropy of cosines.
    pub fn cosines<L: CosineMargin>(scalars: [f64; 4]) -> Result<Self, Failure> {
        Ok(Self::Cosines(accepted(L::cosines(&Arguments { scalars, ..Arguments::default() }))?))
    }
}

/// The same for a call of any kind. Apart, as a small call would notice its registers and its part of the stack.
#[inline(never)]
pub(super) fn any<E: Element, A: OfClasses<E>, L: ClassLoss>(
    names: ClassNames,
    arguments: &ClassArguments<E, A::Source>,
    given: Given,
    options: *const Options<E>,
    value: *mut f64,
    gradient: A::Sink,
) -> Result<(), Failure> {
    let common = common(options, gradient, LOSS_CLEAR_PADDING)?;
    let mut useless = Useless {
        ignore_index: L::SOFT.then_some("targets are not indices; use options.mask"),
        mixed: L::MAPPED.then_some("the loss is a function of cross-entropies alone"),
        logits: L::LOG_PROBABILITIES.then_some("the input is log-probabilities, not logits"),
        target_stride: if L::SOFT { None } else { NO_SOFT },
        ..Useless::default()
    };
    let (mut map, mut cosines) = (Map::None, Cosines::NONE);
    match given {
        Given::Logits => {}
        Given::Map(given) => map = given,
        Given::Cosines(given) => {
            cosines = given;
            useless.temperature = Some("cosines have a scale, which is an argument");
            useless.softcap = Some("cosines have a bound, and a scale, which is an argument");
            if !common.rows.hessian.is_null() {
                return fail!(
                    LOSS_ERROR_INVALID_ARGUMENT,
                    "options.hessian: there are no second derivatives by cosines, only of losses of logits"
                );
            }
        }
    }
    if let Targets::Teacher(_, temperature) = arguments.targets {
        useless.temperature = Some("the temperature is an argument");
        if !(temperature > 0.0 && temperature.is_finite()) {
            let temperature = Number(temperature);
            return fail!(LOSS_ERROR_INVALID_ARGUMENT, "temperature = {temperature} must be finite and above 0");
        }
    }
    let classes = read_classes(arguments.class_options, arguments.rows, arguments.classes, useless)?;
    if !classes.wants_something() && !common.wants_something(value) {
        return nothing_asked();
    }
    let index = arguments.targets.indices(classes.target_i32, names.target)?;
    let plain = common.plain && arguments.class_options.is_null();
    if !(plain && arguments.plainly_right(classes.layout, gradient, value)) {
        let mut arrays = Arrays::new();
        add_arrays(&mut arrays, names, arguments, index, &classes)?;
        common.add_to(&mut arrays, value, "grad", arguments.rows, classes.layout)?;
        classes.add_padding(&mut arrays, &common)?;
        arrays.check_overlap()?;
    }
    let call = Call::<E, A, L> {
        kernel: ClassRows { cosines, ..kernel(Member { map, ..L::MEMBER }, arguments, index, &classes, common.rows) },
        loss: PhantomData,
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

/// Causal language modelling through the ABI: a loss over classes whose rows are the positions of
/// `batch` sequences.
pub fn sequences<E: Element, L: ClassLoss>(
    names: ClassNames,
    (logits, tokens): (*const E, *const i64),
    (batch, seq_len, vocab): (usize, usize, usize),
    class_options: *const ClassOptions<E>,
    options: *const Options<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let rows = product(names.target, batch, seq_len)?;
    let targets = Targets::Tokens(tokens, seq_len);
    let arguments = ClassArguments { input: logits, targets, rows, classes: vocab, class_options };
    class::<E, L>(names, arguments, options, value, gradient)
}

/// Softmax and its logarithm through the ABI.
pub fn softmax<E: Element, L: ClassLoss>(
    names: ClassNames,
    (logits, rows, classes): (*const E, usize, usize),
    class_options: *const ClassOptions<E>,
    out: *mut E,
) -> Result<(), Failure> {
    let arguments = ClassArguments { input: logits, targets: Targets::None, rows, classes, class_options };
    any_softmax::<E, Plain, L>(names, &arguments, out)
}

/// The same for arrays of any kind.
pub(super) fn any_softmax<E: Element, A: OfClasses<E>, L: ClassLoss>(
    names: ClassNames,
    arguments: &ClassArguments<E, A::Source>,
    out: A::Sink,
) -> Result<(), Failure> {
    let ClassArguments { rows, classes, class_options, .. } = *arguments;
    let without = Some("there are no targets");
    let useless = Useless { targets: without, ignore_index: without, target_stride: without, ..Useless::default() };
    let classes = read_classes(class_options, rows, classes, useless)?;
    if out.is_null() && classes.layout > 0 {
        return fail!(LOSS_ERROR_NULL_POINTER, "out is NULL");
    }
    let common = common::<E, _>(null(), out, 0)?;
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, names, arguments, Indices::NONE, &classes)?;
    common.add_to(&mut arrays, null(), "out", rows, classes.layout)?;
    arrays.check_overlap()?;
    let kernel = kernel(L::MEMBER, arguments, Indices::NONE, &classes, common.rows);
    Call::<E, A, L> { kernel, loss: PhantomData, rows, threads: 0, target_name: "" }.run(Some(1.0));
    Ok(())
}
