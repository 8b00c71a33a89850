//! Log-probabilities of tokens from the hidden states before the last layer, and the way back to these and to the weights.

use super::Shared;
use super::check::Arrays;
use super::class::add_indices;
use super::layer::{Gradients, Matrices, any_linear_workspace};
use super::linear::NO_LOGITS;
use super::tokens::{Derivatives, LogProbs, NAMES, Positions, Read};
use crate::error::{Failure, fail};
use crate::isa;
use crate::{ClassOptions, LOSS_ACCUMULATE, Options};
use loss_kernels::Partial;
use loss_kernels::linear::{self, Number};
use loss_kernels::losses::CrossEntropy;
use loss_kernels::shape::RowOptions;
use loss_kernels::shape::class::ClassRows;
use loss_kernels::shape::matrices::{self, Place, Plain};
use std::ptr::{null, null_mut};

/// What both functions are given. I is how a matrix of the layer is given.
pub struct LayerPositions<E, I = *const E> {
    pub hidden: I,
    pub weight: I,
    pub bias: I,
    pub tokens: *const i64,
    pub batch: usize,
    pub seq_len: usize,
    pub dim: usize,
    pub vocab: usize,
    pub shift: u32,
    pub class_options: *const ClassOptions<E>,
    pub options: *const Options<E>,
}

impl<E: Number, I: Place> LayerPositions<E, I> {
    /// Reads sizes and options. `flags` have a meaning for the function.
    fn read(&self, flags: u32) -> Result<(Read<E>, Matrices<I>), Failure> {
        let Self { hidden, weight, bias, tokens, batch, seq_len, dim, vocab, shift, class_options, options } = *self;
        let positions = Positions { logits: null(), tokens, batch, seq_len, vocab, shift, class_options, options };
        let read = positions.read::<Plain>(null_mut(), flags, NO_LOGITS)?;
        let rows = read.arguments.rows;
        Ok((read, Matrices { hidden, weight, bias, rows, dim, classes: vocab }))
    }
}

/// Adds what both functions are given.
fn add_given<E: Number>(arrays: &mut Arrays, read: &Read<E>, matrices: &Matrices<impl Place>) -> Result<(), Failure> {
    let Matrices { rows, classes, .. } = *matrices;
    matrices.add_to(arrays)?;
    add_indices(arrays, NAMES.target, read.index, rows)?;
    read.classes.add_to(arrays, rows, classes)?;
    read.common.add_without_gradient(arrays, null(), rows, 0)
}

/// The bytes of the workspace of either function, the backward one if there is a gradient. SIZE_MAX: the sizes overflow.
pub fn linear_token_log_prob_workspace<E: Number>(
    sizes: [usize; 4],
    gradient: u32,
    options: *const Options<E>,
) -> usize {
    any_linear_token_log_prob_workspace(sizes, linear::Gradients::new(gradient != 0, false), options)
}

/// The same for gradients of any kind.
pub(super) fn any_linear_token_log_prob_workspace<E: Number>(
    [batch, seq_len, dim, vocab]: [usize; 4],
    gradients: linear::Gradients,
    options: *const Options<E>,
) -> usize {
    batch.checked_mul(seq_len).map_or(usize::MAX, |rows| any_linear_workspace([rows, dim, vocab], gradients, options))
}

/// Log-probabilities, lse and entropies of positions, and sums over sequences, through the ABI.
pub fn linear_token_log_prob<E: Number>(positions: LayerPositions<E>, outputs: LogProbs<E>) -> Result<(), Failure> {
    any_linear_token_log_prob::<E, Plain>(&positions, outputs)
}

/// The same for matrices that are stored in any way.
pub(super) fn any_linear_token_log_prob<E: Number, A: matrices::Matrices<E>>(
    positions: &LayerPositions<E, A::Source>,
    outputs: LogProbs<E>,
) -> Result<(), Failure> {
    let (read, matrices) = positions.read(0)?;
    let (batch, seq_len, rows) = (positions.batch, positions.seq_len, matrices.rows);
    outputs.check_wanted()?;
    let mut arrays = Arrays::new();
    add_given(&mut arrays, &read, &matrices)?;
    outputs.add_to(&mut arrays, rows, batch)?;
    arrays.check_overlap()?;
    let chunks = matrices.chunks(&read.common, linear::Gradients::None)?;
    read.check_tokens()?;

    let of_rows = outputs.of_positions(read.kernel(read.common.rows));
    let head = matrices.head::<E, A>(of_rows, Gradients::none::<E>(), false);
    let isa = isa::active();
    // SAFETY: the call's pointers, sizes, overlap, workspace and tokens were checked.
    unsafe {
        if outputs.has_sequences() {
            (0..batch).for_each(|sequence| outputs.write_sequence(sequence, &Partial::default()));
        }
        let (mut sequence, mut found) = (0, Partial::default());
        let loss = |_: usize, row: ClassRows<E>| row.run::<CrossEntropy>(isa);
        chunks.run(
            head,
            |_| true,
            &loss,
            |row, of_row| {
                if row / seq_len != sequence {
                    outputs.write_sequence(sequence, &found);
                    (sequence, found) = (row / seq_len, Partial::default());
                }
                found.merge(of_row);
            },
        );
        if batch > 0 {
            outputs.write_sequence(sequence, &found);
        }
        outputs.negate(rows);
    }
    Ok(())
}

/// The gradients by hidden states, weights and bias, from the derivatives by log-probabilities and entropies, through the
/// ABI.
pub fn linear_token_log_prob_backward<E: Number>(
    positions: LayerPositions<E>,
    given: Derivatives<E>,
    gradients: Gradients<*mut E>,
) -> Result<(), Failure> {
    any_linear_token_log_prob_backward::<E, Plain>(&positions, &given, gradients, linear::Gradients::Own)
}

/// The same for matrices that are stored in any way.
pub(super) fn any_linear_token_log_prob_backward<E: Number, A: matrices::Matrices<E>>(
    positions: &LayerPositions<E, A::Source>,
    given: &Derivatives<E>,
    gradients: Gradients<A::Sink>,
    kept: linear::Gradients,
) -> Result<(), Failure> {
    let (read, matrices) = positions.read(LOSS_ACCUMULATE)?;
    if !gradients.are_wanted() {
        return fail!(
            LOSS_ERROR_NULL_POINTER,
            "nothing was asked for: grad_hidden, grad_weight and grad_bias are NULL"
        );
    }
    given.check_given()?;
    let mut arrays = Arrays::new();
    add_given(&mut arrays, &read, &matrices)?;
    given.add_to(&mut arrays, matrices.rows, positions.batch)?;
    matrices.add_gradients(&mut arrays, &gradients)?;
    arrays.check_overlap()?;
    let chunks = matrices.chunks(&read.common, kept)?;
    read.check_tokens()?;

    // Gradients by logits are written over the logits, whatever is then added to.
    let options = RowOptions { scale: read.common.upstream, accumulate: false, ..read.common.rows };
    let head = matrices.head::<E, A>(read.kernel(options), gradients, read.common.rows.accumulate);
    let isa = isa::active();
    let shared = Shared(given.kernel(head.rows, positions.seq_len));
    // SAFETY: the call's pointers, sizes, overlap, workspace and tokens were checked.
    unsafe {
        if options.scale == 0.0 {
            // Whatever the derivatives are.
            head.zero_gradients();
            return Ok(());
        }
        let backward = |row: usize, alone: ClassRows<E>| {
            shared.get().of_row(row, alone).gradient(isa);
            Partial::default()
        };
        chunks.run(head, |row| !shared.get().is_zero(row), &backward, |_, _| ());
    }
    Ok(())
}
