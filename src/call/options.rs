//! The option structs, read and checked.

use super::check::{Arrays, product};
use crate::error::{Failure, Number, fail};
use crate::{
    ClassOptions, LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_CLEAR_PADDING, LOSS_FULL, LOSS_MEAN_ROWS, LOSS_SUM,
    LOSS_SWAP, LOSS_ZERO_INFINITY, Options, loss_sums,
};
use loss_kernels::Element;
use loss_kernels::loss::Arguments;
use loss_kernels::shape::RowOptions;
use loss_kernels::shape::matrices::Sink;
use std::ptr::{null, null_mut};

/// The index target of rows that do not count, where the caller says nothing.
const IGNORED: i64 = -100;

/// How row losses become the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    Mean,
    Sum,
    MeanRows,
}

/// [`Options`], checked.
#[derive(Clone, Copy)]
pub struct Common<E, G = *mut E> {
    pub reduction: Reduction,
    /// Those that have a meaning for the loss.
    pub flags: u32,
    pub threads: u32,
    pub upstream: f64,
    pub sums: *mut loss_sums,
    workspace: *mut u8,
    workspace_size: usize,
    /// There are no options: all of this but the gradient is as it is by default.
    pub plain: bool,
    /// With gradient; `scale` is filled in later.
    pub rows: RowOptions<E, G>,
}

/// What a pointer to a struct holds; all zeros for NULL.
pub fn read<T: Default>(pointer: *const T) -> T {
    if pointer.is_null() {
        T::default()
    } else {
        // SAFETY: the header asks for a valid struct; every pattern of bits is one. No alignment is
        // asked of the caller.
        unsafe { pointer.read_unaligned() }
    }
}

/// What a pointer to a number holds.
fn number<T: Copy>(pointer: *const T, absent: T) -> T {
    // SAFETY: NULL, or valid for one number, as the header asks.
    if pointer.is_null() { absent } else { unsafe { pointer.read_unaligned() } }
}

/// Flags that have a meaning for some losses only, and what is said to others.
const FLAGS_OF_LOSSES: [(u32, &str); 5] = [
    (
        LOSS_BINARY_TARGETS,
        "LOSS_BINARY_TARGETS has no meaning for this loss, only for losses whose targets are -1 and 1",
    ),
    (LOSS_FULL, "LOSS_FULL has no meaning for this loss, which leaves out no term"),
    (LOSS_SWAP, "LOSS_SWAP has no meaning for this loss, only for triplet losses"),
    (LOSS_ZERO_INFINITY, "LOSS_ZERO_INFINITY has no meaning for this loss, only for losses over sequences"),
    (LOSS_CLEAR_PADDING, "LOSS_CLEAR_PADDING has no meaning for this function, which has no row_stride"),
];

/// The flags that have a meaning for a loss which has these.
pub fn flags(binary_targets: bool, full: bool, swap: bool) -> u32 {
    let of = |has: bool, flag: u32| if has { flag } else { 0 };
    of(binary_targets, LOSS_BINARY_TARGETS) | of(full, LOSS_FULL) | of(swap, LOSS_SWAP)
}

/// What a loss is made from.
pub fn arguments(scalars: [f64; 4], flags: u32) -> Arguments {
    let has = |flag: u32| flags & flag != 0;
    Arguments { scalars, binary_targets: has(LOSS_BINARY_TARGETS), full: has(LOSS_FULL), swap: has(LOSS_SWAP) }
}

/// Reads the common options. `meaningful` has those of the [`FLAGS_OF_LOSSES`] that have a meaning.
pub fn common<E: Element, G: Sink<E>>(
    options: *const Options<E>,
    gradient: G,
    meaningful: u32,
) -> Result<Common<E, G>, Failure> {
    if options.is_null() {
        // What the rest would come to, for small calls.
        let rows = RowOptions { gradient, ..RowOptions::NONE };
        return Ok(Common {
            reduction: Reduction::Mean,
            flags: 0,
            threads: 0,
            upstream: 1.0,
            sums: null_mut(),
            workspace: null_mut(),
            workspace_size: 0,
            plain: true,
            rows,
        });
    }
    let options = read(options);
    let reduction = match options.reduction {
        0 => Reduction::Mean,
        LOSS_SUM => Reduction::Sum,
        LOSS_MEAN_ROWS => Reduction::MeanRows,
        unknown => {
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "options.reduction = {unknown} must be 0 (LOSS_MEAN), 1 (LOSS_SUM) or 2 (LOSS_MEAN_ROWS)"
            );
        }
    };
    let known = FLAGS_OF_LOSSES.iter().fold(LOSS_ACCUMULATE, |known, (flag, _)| known | flag);
    let unknown = options.flags & !known;
    if unknown != 0 {
        return fail!(LOSS_ERROR_INVALID_ARGUMENT, "options.flags has unknown bits {unknown:#x}");
    }
    for (flag, refusal) in FLAGS_OF_LOSSES {
        if options.flags & flag & !meaningful != 0 {
            return fail!(LOSS_ERROR_INVALID_ARGUMENT, "options.flags: {refusal}");
        }
    }
    if options.reserved0 != 0 || options.reserved != [0; 2] {
        return fail!(LOSS_ERROR_INVALID_ARGUMENT, "options.reserved is not 0: is the struct zero-initialised?");
    }
    Ok(Common {
        reduction,
        flags: options.flags & meaningful,
        threads: options.threads,
        upstream: number(options.upstream, 1.0),
        sums: options.sums,
        workspace: options.workspace.cast(),
        workspace_size: options.workspace_size,
        plain: false,
        rows: RowOptions {
            weight: options.weight,
            mask: options.mask,
            losses: options.losses,
            gradient,
            hessian: options.hessian,
            scale: 1.0,
            accumulate: options.flags & LOSS_ACCUMULATE != 0,
        },
    })
}

/// Reads the common options of a penalty, which is a sum.
pub fn of_penalty<E: Element>(options: *const Options<E>) -> Result<Common<E>, Failure> {
    let common = common(options, null_mut::<E>(), 0)?;
    if common.reduction == Reduction::MeanRows {
        return fail!(LOSS_ERROR_INVALID_ARGUMENT, "options.reduction: a penalty is a sum, so LOSS_SUM or 0");
    }
    Ok(Common { reduction: Reduction::Sum, ..common })
}

impl<E: Element, G: Sink<E>> Common<E, G> {
    /// Adds the arrays of the options, `value` and the gradient (whose name is given), for so many
    /// rows in a layout of so many elements.
    #[inline]
    pub fn add_to(
        &self,
        arrays: &mut Arrays,
        value: *const f64,
        gradient_name: &'static str,
        rows: usize,
        layout: usize,
    ) -> Result<(), Failure> {
        self.add_without_gradient(arrays, value, rows, layout)?;
        arrays.gradient_nth(0, gradient_name, self.rows.gradient, layout, self.rows.accumulate)
    }

    /// The same without the gradient.
    #[inline]
    pub fn add_without_gradient(
        &self,
        arrays: &mut Arrays,
        value: *const f64,
        rows: usize,
        layout: usize,
    ) -> Result<(), Failure> {
        if !self.plain {
            self.add_optional(arrays, rows, layout)?;
        }
        arrays.output("value", value, 1)
    }

    /// The arrays of the options.
    fn add_optional(&self, arrays: &mut Arrays, rows: usize, layout: usize) -> Result<(), Failure> {
        arrays.optional("options.weight", self.rows.weight, rows)?;
        arrays.optional("options.mask", self.rows.mask, rows)?;
        arrays.output("options.losses", self.rows.losses, rows)?;
        arrays.output("options.hessian", self.rows.hessian, layout)?;
        arrays.output("options.sums", self.sums, 1)?;
        arrays.output("options.workspace", self.workspace, self.workspace_size)
    }

    /// The memory that is given, and its bytes.
    pub fn workspace(&self) -> (*mut u8, usize) {
        (self.workspace, if self.workspace.is_null() { 0 } else { self.workspace_size })
    }

    /// Refuses what goes with a value, for a function without one.
    pub fn refuse_value(&self) -> Result<(), Failure> {
        let given = [
            (self.reduction != Reduction::Mean, "reduction"),
            (!self.rows.losses.is_null(), "losses"),
            (!self.rows.hessian.is_null(), "hessian"),
            (!self.sums.is_null(), "sums"),
        ];
        match given.iter().find(|(given, _)| *given) {
            Some((_, name)) => {
                fail!(LOSS_ERROR_INVALID_ARGUMENT, "options.{name} has no meaning for this function: it has no value")
            }
            None => Ok(()),
        }
    }

    /// Whether any output was asked for.
    pub fn wants_something(&self, value: *const f64) -> bool {
        !value.is_null() || !self.sums.is_null() || !self.rows.losses.is_null() || self.rows.differentiates()
    }
}

/// Refuses a call that asks for nothing.
pub fn nothing_asked() -> Result<(), Failure> {
    fail!(LOSS_ERROR_NULL_POINTER, "nothing was asked for: value, grad and all outputs of the options are NULL")
}

/// [`ClassOptions`], checked.
#[derive(Clone, Copy)]
pub struct Classes<E> {
    pub class_weight: *const E,
    pub ignore_index: i64,
    pub smoothing: f64,
    pub temperature: f64,
    pub softcap: f64,
    pub bias: *const E,
    pub z_loss: f64,
    pub inner: usize,
    /// From one outer index to the next.
    pub stride: usize,
    /// Elements of an outer index.
    width: usize,
    /// Outer indices, where the options say more than nothing.
    outer: usize,
    /// Elements from the first to the last of the matrix.
    pub layout: usize,
    /// Index targets of 32 bits.
    pub target_i32: *const i32,
    /// The stride of soft targets and teachers.
    pub target_stride: usize,
    /// Their layout.
    pub target_layout: usize,
    pub lse: *mut E,
    pub entropy: *mut E,
    pub argmax: *mut i64,
}

impl<E> Classes<E> {
    /// Of an empty matrix, without options.
    pub const fn none() -> Self {
        Self {
            class_weight: null(),
            ignore_index: IGNORED,
            smoothing: 0.0,
            temperature: 1.0,
            softcap: 0.0,
            bias: null(),
            z_loss: 0.0,
            inner: 1,
            stride: 0,
            width: 0,
            outer: 0,
            layout: 0,
            target_i32: null(),
            target_stride: 0,
            target_layout: 0,
            lse: null_mut(),
            entropy: null_mut(),
            argmax: null_mut(),
        }
    }

    /// Of rows of so many classes one behind the other, without options.
    pub const fn contiguous(classes: usize, layout: usize) -> Self {
        let none = Self::none();
        Self { stride: classes, width: classes, layout, target_stride: classes, target_layout: layout, ..none }
    }

    /// Whether any output was asked for.
    pub fn wants_something(&self) -> bool {
        !self.lse.is_null() || !self.entropy.is_null() || !self.argmax.is_null()
    }
}

/// What a function over classes has no use for, and why.
#[derive(Clone, Copy, Default)]
pub struct Useless {
    /// Options of targets: class weights, label smoothing, z-loss.
    pub targets: Option<&'static str>,
    /// Class weights.
    pub class_weight: Option<&'static str>,
    /// Whatever a softmax has: label smoothing, all options of logits, argmax.
    pub softmax: Option<&'static str>,
    /// What other classes than the target's, or lse, add to a loss: label smoothing, z-loss.
    pub mixed: Option<&'static str>,
    /// The index to ignore, and index targets of 32 bits.
    pub ignore_index: Option<&'static str>,
    /// Targets are lists, which have no index to ignore and may be of 32 bits.
    pub lists: bool,
    /// The stride of soft targets.
    pub target_stride: Option<&'static str>,
    /// Options of logits: temperature, softcap, bias, z-loss, lse, entropy.
    pub logits: Option<&'static str>,
    /// The temperature.
    pub temperature: Option<&'static str>,
    /// The cap.
    pub softcap: Option<&'static str>,
    /// The bias per class.
    pub bias: Option<&'static str>,
    /// Outputs per row: lse, entropy, argmax.
    pub statistics: Option<&'static str>,
    /// What classes are asked for that exclude each other: label smoothing, argmax.
    pub exclusive: Option<&'static str>,
    /// How rows lie: the stride, and rows side by side.
    pub matrix: Option<&'static str>,
    /// Rows side by side.
    pub inner: Option<&'static str>,
    /// An element for the last class: the matrix has one column less than there are classes.
    pub last_class: bool,
}

/// Why losses of index targets have no stride of targets.
pub const NO_SOFT: Option<&str> = Some("targets are indices");

/// Reads the class options for a matrix of `rows` times `classes`, which are those that have an element.
pub fn classes<E: Element>(
    options: *const ClassOptions<E>,
    rows: usize,
    classes: usize,
    useless: Useless,
) -> Result<Classes<E>, Failure> {
    if options.is_null() {
        // What the rest would come to, for small calls.
        let layout = product("the matrix", rows, classes)?;
        return Ok(Classes::contiguous(classes, layout));
    }
    let options = read(options);
    let refuse = |given: bool, reason: Option<&str>, name: &str| match reason {
        Some(reason) if given => {
            fail!(LOSS_ERROR_INVALID_ARGUMENT, "class_options.{name} has no meaning for this function: {reason}")
        }
        _ => Ok(()),
    };
    let logits = useless.logits.or(useless.softmax);
    let exclusive = useless.exclusive.or(useless.softmax);
    refuse(!options.class_weight.is_null(), useless.targets.or(useless.class_weight), "class_weight")?;
    refuse(options.label_smoothing != 0.0, useless.targets.or(useless.mixed).or(exclusive), "label_smoothing")?;
    refuse(options.z_loss != 0.0, useless.targets.or(useless.mixed).or(logits), "z_loss")?;
    refuse(!options.ignore_index.is_null(), useless.ignore_index, "ignore_index")?;
    refuse(options.temperature != 0.0, useless.temperature.or(logits), "temperature")?;
    refuse(options.softcap != 0.0, useless.softcap.or(logits), "softcap")?;
    refuse(!options.class_bias.is_null(), useless.bias.or(logits), "class_bias")?;
    refuse(!options.lse.is_null(), useless.statistics.or(logits), "lse")?;
    refuse(!options.entropy.is_null(), useless.statistics.or(logits), "entropy")?;
    refuse(!options.argmax.is_null(), useless.statistics.or(exclusive), "argmax")?;
    refuse(options.inner > 1, useless.inner.or(useless.matrix), "inner")?;
    refuse(options.row_stride != 0, useless.matrix, "row_stride")?;
    let no_index = if useless.lists { None } else { useless.ignore_index };
    refuse(!options.target_i32.is_null(), no_index, "target_i32")?;
    refuse(options.target_stride != 0, useless.target_stride, "target_stride")?;
    if options.reserved != [0; 2] {
        return fail!(LOSS_ERROR_INVALID_ARGUMENT, "class_options.reserved is not 0: is the struct zero-initialised?");
    }
    let smoothing = options.label_smoothing;
    if !(0.0..=1.0).contains(&smoothing) {
        let smoothing = Number(smoothing);
        return fail!(LOSS_ERROR_INVALID_ARGUMENT, "class_options.label_smoothing = {smoothing} must be in [0, 1]");
    }
    for (name, value) in
        [("temperature", options.temperature), ("softcap", options.softcap), ("z_loss", options.z_loss)]
    {
        if !(value >= 0.0 && value.is_finite()) {
            let value = Number(value);
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "class_options.{name} = {value} must be finite and not negative"
            );
        }
    }

    let inner = options.inner.max(1);
    let width = product("one row block", classes, inner)?;
    let stride = of_stride("row_stride", options.row_stride, width, (classes, inner), useless.last_class)?;
    let target_stride = match options.target_stride {
        0 => stride,
        given => of_stride("target_stride", given, width, (classes, inner), useless.last_class)?,
    };
    if !rows.is_multiple_of(inner) {
        return fail!(LOSS_ERROR_SIZE, "rows = {rows} is not a multiple of class_options.inner = {inner}");
    }
    let outer = rows / inner;
    Ok(Classes {
        class_weight: options.class_weight,
        ignore_index: number(options.ignore_index, IGNORED),
        smoothing,
        temperature: if options.temperature == 0.0 { 1.0 } else { options.temperature },
        softcap: options.softcap,
        bias: options.class_bias,
        z_loss: options.z_loss,
        inner,
        stride,
        width,
        outer,
        layout: layout_of(outer, stride, width)?,
        target_i32: options.target_i32,
        target_stride,
        target_layout: layout_of(outer, target_stride, width)?,
        lse: options.lse,
        entropy: options.entropy,
        argmax: options.argmax,
    })
}

/// The distance from one outer index to the next, which an option has or which is the smallest.
fn of_stride(
    name: &str,
    given: usize,
    width: usize,
    (classes, inner): (usize, usize),
    last_class: bool,
) -> Result<usize, Failure> {
    if given == 0 || given >= width {
        return Ok(given.max(width));
    }
    let low = format_args!("class_options.{name} = {given} is less than");
    match (last_class, inner) {
        (true, _) => fail!(LOSS_ERROR_SIZE, "{low} classes - 1 = {classes}"),
        (false, 1) => fail!(LOSS_ERROR_SIZE, "{low} classes = {classes}"),
        (false, _) => fail!(LOSS_ERROR_SIZE, "{low} classes * inner = {classes} * {inner}"),
    }
}

/// Elements from the first to the last of a matrix.
fn layout_of(outer: usize, stride: usize, width: usize) -> Result<usize, Failure> {
    let Some(last) = outer.checked_sub(1) else { return Ok(0) };
    match last.checked_mul(stride).and_then(|front| front.checked_add(width)) {
        Some(layout) => Ok(layout),
        None => fail!(LOSS_ERROR_SIZE, "the size of the matrix, {outer} * {stride} elements, overflows"),
    }
}

impl<E: Element> Classes<E> {
    /// Adds the arrays of the options.
    pub fn add_to(&self, arrays: &mut Arrays, rows: usize, classes: usize) -> Result<(), Failure> {
        arrays.optional("class_options.class_weight", self.class_weight, classes)?;
        arrays.optional("class_options.class_bias", self.bias, classes)?;
        arrays.output("class_options.lse", self.lse, rows)?;
        arrays.output("class_options.entropy", self.entropy, rows)?;
        arrays.output("class_options.argmax", self.argmax, rows)
    }

    /// Adds what lies behind the gradient's last row, if padding is written.
    pub fn add_padding(&self, arrays: &mut Arrays, common: &Common<E, impl Sink<E>>) -> Result<(), Failure> {
        let gradient = common.rows.gradient;
        if common.flags & LOSS_CLEAR_PADDING == 0 || gradient.is_null() || self.outer == 0 {
            return Ok(());
        }
        let behind = gradient.address().wrapping_add(self.layout * gradient.bytes());
        arrays.output("the padding of grad", behind, (self.stride - self.width) * gradient.bytes())
    }

    /// Writes zeros behind each row of the gradient, where that is wanted.
    ///
    /// # Safety
    /// The gradient is NULL or valid for writing `layout` elements, and as many more as
    /// [`add_padding`](Self::add_padding) has added.
    pub unsafe fn clear_padding(&self, common: &Common<E, impl Sink<E>>) {
        let gradient = common.rows.gradient;
        let padding = self.stride - self.width;
        if common.flags & LOSS_CLEAR_PADDING == 0 || gradient.is_null() || padding == 0 {
            return;
        }
        for outer in 0..self.outer {
            // SAFETY: the caller's; behind each row, of which the last ends at `layout`.
            unsafe { gradient.at(outer * self.stride + self.width).clear(padding) };
        }
    }
}
