//! Log-probabilities of tokens, and the way back to the logits.

use super::Shared;
use super::check::{Arrays, product};
use super::class::{ClassArguments, ClassNames, Targets, add_arrays, kernel, survey};
use super::options::{Classes, Common, NO_SOFT, Useless, classes as read_classes, common};
use super::reduce::over_rows;
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::Partition;
use crate::{ClassOptions, LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, Options};
use loss_kernels::loss::ClassLoss;
use loss_kernels::losses::{CrossEntropy, TokenLogProbBackward};
use loss_kernels::shape::class::{ClassRows, Survey};
use loss_kernels::shape::indices::Indices;
use loss_kernels::shape::{RowOptions, RowOutput};
use loss_kernels::{Element, Partial};

const NAMES: ClassNames = ClassNames { input: "logits", target: "tokens" };

/// What both functions are given.
pub struct Positions<E> {
    pub logits: *const E,
    pub tokens: *const i64,
    pub batch: usize,
    pub seq_len: usize,
    pub vocab: usize,
    pub shift: u32,
    pub class_options: *const ClassOptions<E>,
    pub options: *const Options<E>,
}

/// What the forward function writes; each may be NULL.
pub struct LogProbs<E> {
    pub log_prob: *mut E,
    pub lse: *mut f64,
    pub entropy: *mut f64,
    pub sequence_log_prob: *mut f64,
    pub sequence_tokens: *mut i64,
}

/// What the backward function reads beside the logits; each may be NULL.
pub struct Derivatives<E> {
    pub lse: *const f64,
    pub entropy: *const f64,
    pub d_log_prob: *const E,
    pub d_entropy: *const E,
    pub d_sequence: *const f64,
}

/// A call whose sizes and options are right.
struct Read<E> {
    arguments: ClassArguments<E>,
    index: Indices,
    classes: Classes<E>,
    common: Common<E>,
}

impl<E: Element> Positions<E> {
    /// Reads sizes and options. `flags` have a meaning for the function.
    fn read(&self, gradient: *mut E, flags: u32) -> Result<Read<E>, Failure> {
        let Self { logits, tokens, batch, seq_len, vocab, shift, class_options, options } = *self;
        if shift > 1 {
            return fail!(LOSS_ERROR_INVALID_ARGUMENT, "shift = {shift} must be 0 or 1");
        }
        let rows = product(NAMES.target, batch, seq_len)?;
        let without = Some("a log-probability has neither weights nor terms of other tokens");
        let useless = Useless {
            targets: without,
            inner: Some("positions follow each other"),
            statistics: Some("lse and entropy are arguments, in double precision"),
            target_stride: NO_SOFT,
            ..Useless::default()
        };
        let classes = read_classes(class_options, rows, vocab, useless)?;
        let common = common(options, gradient, flags & !LOSS_ACCUMULATE)?;
        common.refuse_value()?;
        if !common.rows.weight.is_null() {
            return fail!(LOSS_ERROR_INVALID_ARGUMENT, "options.weight has no meaning for this function: {}", WEIGHTS);
        }
        if flags & LOSS_ACCUMULATE == 0 && (common.rows.accumulate || common.upstream != 1.0) {
            let name = if common.rows.accumulate { "flags: LOSS_ACCUMULATE" } else { "upstream" };
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "options.{name} has no meaning for this function: it has no gradient"
            );
        }
        let targets = if shift == 0 { Targets::Index(tokens) } else { Targets::Tokens(tokens, seq_len) };
        let arguments = ClassArguments { input: logits, targets, rows, classes: vocab, class_options };
        let index = targets.indices(classes.target_i32, NAMES.target)?;
        Ok(Read { arguments, index, classes, common })
    }
}

/// Why there are none.
const WEIGHTS: &str = "weigh the derivatives instead";

impl<E: Element> Read<E> {
    fn kernel(&self, options: RowOptions<E>) -> ClassRows<E> {
        kernel(CrossEntropy::MEMBER, &self.arguments, self.index, &self.classes, options)
    }

    /// Checks the tokens.
    fn check_tokens(&self) -> Result<(), Failure> {
        let rows = self.kernel(RowOptions { gradient: std::ptr::null_mut(), ..self.common.rows });
        let survey_of = Survey { rows, weights: false, decisions: false };
        survey(survey_of, (self.arguments.rows, self.common.threads, false), NAMES.target).map(drop)
    }
}

/// Log-probabilities, lse and entropies of positions, and sums over sequences, through the ABI.
pub fn token_log_prob<E: Element>(positions: Positions<E>, outputs: LogProbs<E>) -> Result<(), Failure> {
    let read = positions.read(std::ptr::null_mut(), 0)?;
    let (batch, seq_len, rows) = (positions.batch, positions.seq_len, read.arguments.rows);
    let LogProbs { log_prob, lse, entropy, sequence_log_prob, sequence_tokens } = outputs;
    if log_prob.is_null()
        && lse.is_null()
        && entropy.is_null()
        && sequence_log_prob.is_null()
        && sequence_tokens.is_null()
    {
        return fail!(LOSS_ERROR_NULL_POINTER, "nothing was asked for: all outputs are NULL");
    }
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, NAMES, &read.arguments, read.index, &read.classes)?;
    read.common.add_without_gradient(&mut arrays, std::ptr::null(), rows, 0)?;
    arrays.output("log_prob", log_prob, rows)?;
    arrays.output("lse", lse, rows)?;
    arrays.output("entropy", entropy, rows)?;
    arrays.output("sequence_log_prob", sequence_log_prob, batch)?;
    arrays.output("sequence_tokens", sequence_tokens, batch)?;
    arrays.check_overlap()?;
    read.check_tokens()?;

    let options = RowOptions { losses: log_prob, ..read.common.rows };
    let (lse, entropy) = (RowOutput::Double(lse), RowOutput::Double(entropy));
    let shared = Shared((ClassRows { lse, entropy, ..read.kernel(options) }, sequence_log_prob, sequence_tokens));
    let isa = isa::active();
    let run = |start: usize, end: usize| {
        // SAFETY: the call's pointers, sizes, overlap and tokens were checked.
        unsafe { ClassRows { start, end, ..shared.get().0 }.run::<CrossEntropy>(isa) }
    };
    let finish = |sequence: usize, found: &Partial| {
        let (_, sums, counts) = *shared.get();
        // SAFETY: NULL, or an output with an entry per sequence, which was checked; no alignment is asked of the caller.
        unsafe {
            if !sums.is_null() {
                // What is subtracted from 0 is never −0.
                sums.add(sequence).write_unaligned(0.0 - found.loss.value());
            }
            if !counts.is_null() {
                counts.add(sequence).write_unaligned(found.rows as i64);
            }
        }
    };
    let (threads, vocab) = (read.common.threads, positions.vocab);
    if sequence_log_prob.is_null() && sequence_tokens.is_null() {
        over_rows((rows, vocab), false, threads, &run);
    } else if Partition::new(seq_len, vocab).tasks() > 1 {
        // A long sequence is shared.
        for sequence in 0..batch {
            let first = sequence * seq_len;
            let found = over_rows((seq_len, vocab), false, threads, &|start, end| run(first + start, first + end));
            finish(sequence, &found);
        }
    } else {
        // A short one is one task, as it would be if it were shared.
        over_rows((batch, seq_len.saturating_mul(vocab)), false, threads, &|start, end| {
            for sequence in start..end {
                finish(sequence, &run(sequence * seq_len, (sequence + 1) * seq_len));
            }
            Partial::default()
        });
    }
    negate(log_prob, rows);
    Ok(())
}

/// From losses to log-probabilities.
fn negate<E: Element>(array: *mut E, rows: usize) {
    if array.is_null() {
        return;
    }
    for row in 0..rows {
        // SAFETY: an output with an entry per position, which was checked and written.
        unsafe {
            let loss = array.add(row).read_unaligned().to_f64();
            array.add(row).write_unaligned(E::from_f64(0.0 - loss));
        }
    }
}

/// The gradient by logits, from the derivatives by log-probabilities and entropies, through the ABI.
pub fn token_log_prob_backward<E: Element>(
    positions: Positions<E>,
    given: Derivatives<E>,
    gradient: *mut E,
) -> Result<(), Failure> {
    let read = positions.read(gradient, LOSS_ACCUMULATE | LOSS_CLEAR_PADDING)?;
    let (rows, layout) = (read.arguments.rows, read.classes.layout);
    if gradient.is_null() && layout > 0 {
        return fail!(LOSS_ERROR_NULL_POINTER, "grad is NULL");
    }
    let Derivatives { lse, entropy, d_log_prob, d_entropy, d_sequence } = given;
    if d_log_prob.is_null() && d_entropy.is_null() && d_sequence.is_null() {
        return fail!(
            LOSS_ERROR_NULL_POINTER,
            "d_log_prob, d_entropy and d_sequence are NULL: one of them must be given"
        );
    }
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, NAMES, &read.arguments, read.index, &read.classes)?;
    arrays.optional("lse", lse, rows)?;
    arrays.optional("entropy", entropy, rows)?;
    arrays.optional("d_log_prob", d_log_prob, rows)?;
    arrays.optional("d_entropy", d_entropy, rows)?;
    arrays.optional("d_sequence", d_sequence, positions.batch)?;
    read.common.add_to(&mut arrays, std::ptr::null(), "grad", rows, layout)?;
    read.classes.add_padding(&mut arrays, &read.common)?;
    arrays.check_overlap()?;
    read.check_tokens()?;

    let scale = read.common.upstream;
    let shared = Shared(TokenLogProbBackward {
        rows: read.kernel(RowOptions { scale, ..read.common.rows }),
        length: positions.seq_len,
        lse,
        entropy,
        by_log_prob: d_log_prob,
        by_entropy: d_entropy,
        by_sequence: d_sequence,
    });
    let isa = isa::active();
    over_rows((rows, positions.vocab), false, read.common.threads, &|start, end| {
        let all = shared.get();
        let rows = ClassRows { start, end, ..all.rows };
        if !all.by_entropy.is_null() {
            return isa.run(TokenLogProbBackward { rows, ..*all });
        }
        // SAFETY: the call's pointers, sizes, overlap and tokens were checked.
        unsafe { without_entropy(&TokenLogProbBackward { rows, ..*all }, isa) };
        Partial::default()
    });
    // SAFETY: the gradient and its padding were checked.
    unsafe { read.classes.clear_padding(&read.common) };
    Ok(())
}

/// The gradient of a cross-entropy with weights −g.
///
/// # Safety
/// The contract of the arguments.
unsafe fn without_entropy<E: Element>(all: &TokenLogProbBackward<E>, isa: loss_kernels::Isa) {
    let TokenLogProbBackward { rows, by_log_prob, by_sequence, length, .. } = *all;
    if rows.options.scale == 0.0 {
        // Zeros, whatever the logits are.
        isa.run(*all);
        return;
    }
    let with = |start: usize, end: usize, weight: *const E, factor: f64| {
        let options = RowOptions { weight, scale: -(rows.options.scale * factor), ..rows.options };
        // SAFETY: the caller's.
        unsafe { ClassRows { start, end, options, ..rows }.run::<CrossEntropy>(isa) };
    };
    if by_sequence.is_null() {
        return with(rows.start, rows.end, by_log_prob, 1.0);
    }
    let mut row = rows.start;
    while row < rows.end {
        // What is differentiated by its sequence alone has the same factor in all positions.
        let end = if by_log_prob.is_null() { (row / length + 1) * length } else { row + 1 };
        let end = end.min(rows.end);
        // SAFETY: the caller's.
        let factor = unsafe { all.by_row(row) };
        if factor == 0.0 {
            isa.run(TokenLogProbBackward { rows: ClassRows { start: row, end, ..rows }, ..*all });
        } else {
            with(row, end, std::ptr::null(), factor);
        }
        row = end;
    }
}
