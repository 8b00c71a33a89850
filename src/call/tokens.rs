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
use loss_kernels::shape::class::{ClassRows, OfClasses, Survey};
use loss_kernels::shape::indices::Indices;
use loss_kernels::shape::matrices::{Matrices, Place, Places, Plain, Sink};
use loss_kernels::shape::{RowOptions, RowOutput};
use loss_kernels::{Element, Partial};

pub const NAMES: ClassNames = ClassNames { input: "logits", target: "tokens" };

/// What both functions of logits are given.
pub struct Positions<E, I = *const E> {
    pub logits: I,
    pub tokens: *const i64,
    pub batch: usize,
    pub seq_len: usize,
    pub vocab: usize,
    pub shift: u32,
    pub class_options: *const ClassOptions<E>,
    pub options: *const Options<E>,
}

/// What a forward function writes; each may be NULL.
#[derive(Clone, Copy)]
pub struct LogProbs<E> {
    pub log_prob: *mut E,
    pub lse: *mut f64,
    pub entropy: *mut f64,
    pub sequence_log_prob: *mut f64,
    pub sequence_tokens: *mut i64,
}

impl<E: Element> LogProbs<E> {
    /// Refuses a call that wants none.
    pub fn check_wanted(&self) -> Result<(), Failure> {
        let Self { log_prob, lse, entropy, .. } = *self;
        if log_prob.is_null() && lse.is_null() && entropy.is_null() && !self.has_sequences() {
            return fail!(LOSS_ERROR_NULL_POINTER, "nothing was asked for: all outputs are NULL");
        }
        Ok(())
    }

    /// Whether any is wanted that has a number per sequence.
    pub fn has_sequences(&self) -> bool {
        !(self.sequence_log_prob.is_null() && self.sequence_tokens.is_null())
    }

    /// Adds them.
    pub fn add_to(&self, arrays: &mut Arrays, rows: usize, batch: usize) -> Result<(), Failure> {
        arrays.output("log_prob", self.log_prob, rows)?;
        arrays.output("lse", self.lse, rows)?;
        arrays.output("entropy", self.entropy, rows)?;
        arrays.output("sequence_log_prob", self.sequence_log_prob, batch)?;
        arrays.output("sequence_tokens", self.sequence_tokens, batch)
    }

    /// The kernel's arguments that write what positions have, log-probabilities with the other sign.
    pub fn of_positions<A: Matrices<E>>(&self, rows: ClassRows<E, A>) -> ClassRows<E, A> {
        let options = RowOptions { losses: self.log_prob, ..rows.options };
        ClassRows { options, lse: RowOutput::Double(self.lse), entropy: RowOutput::Double(self.entropy), ..rows }
    }

    /// Writes what a sequence has, from what its positions come to.
    ///
    /// # Safety
    /// The outputs were checked and have an entry for the sequence.
    pub unsafe fn write_sequence(&self, sequence: usize, found: &Partial) {
        // SAFETY: the caller's; no alignment is asked of the caller of the ABI.
        unsafe {
            if !self.sequence_log_prob.is_null() {
                // What is subtracted from 0 is never −0.
                self.sequence_log_prob.add(sequence).write_unaligned(0.0 - found.loss.value());
            }
            if !self.sequence_tokens.is_null() {
                self.sequence_tokens.add(sequence).write_unaligned(found.rows as i64);
            }
        }
    }

    /// From the losses of positions to their log-probabilities.
    ///
    /// # Safety
    /// The output was checked and has been written.
    pub unsafe fn negate(&self, rows: usize) {
        if self.log_prob.is_null() {
            return;
        }
        for row in 0..rows {
            // SAFETY: the caller's: there is an entry per position.
            unsafe {
                let place = self.log_prob.add(row);
                place.write_unaligned(E::from_f64(0.0 - place.read_unaligned().to_f64()));
            }
        }
    }
}

/// What a backward function reads beside the logits; each may be NULL.
pub struct Derivatives<E> {
    pub lse: *const f64,
    pub entropy: *const f64,
    pub d_log_prob: *const E,
    pub d_entropy: *const E,
    pub d_sequence: *const f64,
}

impl<E: Element> Derivatives<E> {
    /// Refuses a call without any derivative.
    pub fn check_given(&self) -> Result<(), Failure> {
        if self.d_log_prob.is_null() && self.d_entropy.is_null() && self.d_sequence.is_null() {
            return fail!(
                LOSS_ERROR_NULL_POINTER,
                "d_log_prob, d_entropy and d_sequence are NULL: one of them must be given"
            );
        }
        Ok(())
    }

    /// Adds them.
    pub fn add_to(&self, arrays: &mut Arrays, rows: usize, batch: usize) -> Result<(), Failure> {
        arrays.optional("lse", self.lse, rows)?;
        arrays.optional("entropy", self.entropy, rows)?;
        arrays.optional("d_log_prob", self.d_log_prob, rows)?;
        arrays.optional("d_entropy", self.d_entropy, rows)?;
        arrays.optional("d_sequence", self.d_sequence, batch)
    }

    /// The kernel's arguments, for sequences of so many positions.
    pub fn kernel<A: Matrices<E>>(&self, rows: ClassRows<E, A>, length: usize) -> TokenLogProbBackward<E, A> {
        TokenLogProbBackward {
            rows,
            length,
            lse: self.lse,
            entropy: self.entropy,
            by_log_prob: self.d_log_prob,
            by_entropy: self.d_entropy,
            by_sequence: self.d_sequence,
        }
    }
}

/// A call whose sizes and options are right.
pub struct Read<E, A: Places<E> = Plain> {
    pub arguments: ClassArguments<E, A::Source>,
    pub index: Indices,
    pub classes: Classes<E>,
    pub common: Common<E, A::Sink>,
}

impl<E: Element, I: Copy> Positions<E, I> {
    /// Reads sizes and options. `flags` have a meaning for the function; `matrix` says why options of a matrix have none.
    pub fn read<A: Matrices<E, Source = I>>(
        &self,
        gradient: A::Sink,
        flags: u32,
        matrix: Option<&'static str>,
    ) -> Result<Read<E, A>, Failure> {
        let Self { logits, tokens, batch, seq_len, vocab, shift, class_options, options } = *self;
        if shift > 1 {
            return fail!(LOSS_ERROR_INVALID_ARGUMENT, "shift = {shift} must be 0 or 1");
        }
        let rows = product(NAMES.target, batch, seq_len)?;
        let without = Some("a log-probability has neither weights nor terms of other tokens");
        let useless = Useless {
            targets: without,
            inner: Some("positions follow each other"),
            matrix,
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

impl<E: Element, A: Matrices<E>> Read<E, A> {
    /// The kernel's arguments.
    pub fn kernel(&self, options: RowOptions<E, A::Sink>) -> ClassRows<E, A> {
        kernel(CrossEntropy::MEMBER, &self.arguments, self.index, &self.classes, options)
    }

    /// Checks the tokens.
    pub fn check_tokens(&self) -> Result<(), Failure> {
        let rows = self.kernel(RowOptions { gradient: A::Sink::NULL, ..self.common.rows });
        let survey_of = Survey { rows, weights: false, decisions: false };
        survey(survey_of, (self.arguments.rows, self.common.threads, false), NAMES.target).map(drop)
    }
}

/// Log-probabilities, lse and entropies of positions, and sums over sequences, through the ABI.
pub fn token_log_prob<E: Element>(positions: Positions<E>, outputs: LogProbs<E>) -> Result<(), Failure> {
    any_token_log_prob::<E, Plain>(&positions, outputs)
}

/// The same for logits that are stored in any way.
pub(super) fn any_token_log_prob<E: Element, A: OfClasses<E>>(
    positions: &Positions<E, A::Source>,
    outputs: LogProbs<E>,
) -> Result<(), Failure> {
    let read = positions.read::<A>(A::Sink::NULL, 0, None)?;
    let (batch, seq_len, rows) = (positions.batch, positions.seq_len, read.arguments.rows);
    outputs.check_wanted()?;
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, NAMES, &read.arguments, read.index, &read.classes)?;
    read.common.add_without_gradient(&mut arrays, std::ptr::null(), rows, 0)?;
    outputs.add_to(&mut arrays, rows, batch)?;
    arrays.check_overlap()?;
    read.check_tokens()?;

    let shared = Shared((outputs.of_positions(read.kernel(read.common.rows)), outputs));
    let isa = isa::active();
    let run = |start: usize, end: usize| {
        // SAFETY: the call's pointers, sizes, overlap and tokens were checked.
        unsafe { ClassRows { start, end, ..shared.get().0 }.run::<CrossEntropy>(isa) }
    };
    let finish = |sequence: usize, found: &Partial| {
        // SAFETY: NULL, or outputs with an entry per sequence, which were checked.
        unsafe { shared.get().1.write_sequence(sequence, found) }
    };
    let (threads, vocab) = (read.common.threads, positions.vocab);
    if !outputs.has_sequences() {
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
    // SAFETY: the output was checked and written.
    unsafe { outputs.negate(rows) };
    Ok(())
}

/// The gradient by logits, from the derivatives by log-probabilities and entropies, through the ABI.
pub fn token_log_prob_backward<E: Element>(
    positions: Positions<E>,
    given: Derivatives<E>,
    gradient: *mut E,
) -> Result<(), Failure> {
    any_token_log_prob_backward::<E, Plain>(&positions, &given, gradient)
}

/// The same for logits that are stored in any way.
pub(super) fn any_token_log_prob_backward<E: Element, A: OfClasses<E>>(
    positions: &Positions<E, A::Source>,
    given: &Derivatives<E>,
    gradient: A::Sink,
) -> Result<(), Failure> {
    let read = positions.read::<A>(gradient, LOSS_ACCUMULATE | LOSS_CLEAR_PADDING, None)?;
    let (rows, layout) = (read.arguments.rows, read.classes.layout);
    if gradient.is_null() && layout > 0 {
        return fail!(LOSS_ERROR_NULL_POINTER, "grad is NULL");
    }
    given.check_given()?;
    let mut arrays = Arrays::new();
    add_arrays(&mut arrays, NAMES, &read.arguments, read.index, &read.classes)?;
    given.add_to(&mut arrays, rows, positions.batch)?;
    read.common.add_to(&mut arrays, std::ptr::null(), "grad", rows, layout)?;
    read.classes.add_padding(&mut arrays, &read.common)?;
    arrays.check_overlap()?;
    read.check_tokens()?;

    let scale = read.common.upstream;
    let of_rows = read.kernel(RowOptions { scale, ..read.common.rows });
    let shared = Shared(given.kernel(of_rows, positions.seq_len));
    let isa = isa::active();
    over_rows((rows, positions.vocab), false, read.common.threads, &|start, end| {
        let all = shared.get();
        let rows = ClassRows { start, end, ..all.rows };
        // SAFETY: the call's pointers, sizes, overlap and tokens were checked.
        unsafe { TokenLogProbBackward { rows, ..*all }.gradient(isa) };
        Partial::default()
    });
    // SAFETY: the gradient and its padding were checked.
    unsafe { read.classes.clear_padding(&read.common) };
    Ok(())
}
