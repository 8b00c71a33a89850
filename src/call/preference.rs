//! Losses of answers that are preferred to others, or are desirable or not.

use super::accepted;
use super::check::Arrays;
use super::elementwise::{Call, Loss, refuse_hessian_of_several};
use super::options::{Common, common, nothing_asked};
use super::reduce::{Problem, reduce};
use crate::Options;
use crate::error::{Failure, fail};
use loss_kernels::Element;
use loss_kernels::loss::{PreferenceKind, UnpairedKind};
use loss_kernels::losses::{Preference, PreferenceUnpaired};
use loss_kernels::shape::stretch::Operands;
use std::ptr::null_mut;

/// The arrays of pairs, named as in the header.
#[derive(Clone, Copy)]
pub struct Pairs<E> {
    pub chosen: *const E,
    pub rejected: *const E,
    pub ref_chosen: *const E,
    pub ref_rejected: *const E,
    pub chosen_length: *const E,
    pub rejected_length: *const E,
    pub grad_chosen: *mut E,
    pub grad_rejected: *mut E,
    pub pairs: usize,
}

/// The arrays of single answers, named as in the header.
#[derive(Clone, Copy)]
pub struct Answers<E> {
    pub log_prob: *const E,
    pub ref_log_prob: *const E,
    pub desirable: *const u8,
    pub grad: *mut E,
    pub n: usize,
}

/// All kinds, each at the place that its number in the header says.
const KINDS: [PreferenceKind; 12] = {
    use PreferenceKind::{ApoDown, ApoZero, Bco, DiscoPop, Exo, Hinge, Ipo, Nca, Orpo, Robust, Sigmoid, Sppo};
    [Sigmoid, Hinge, Ipo, Exo, Nca, Robust, Bco, Sppo, ApoZero, ApoDown, DiscoPop, Orpo]
};

/// All kinds of losses of single answers, as above.
const UNPAIRED_KINDS: [UnpairedKind; 2] = [UnpairedKind::Kto, UnpairedKind::Bco];

/// The kind of this number.
fn kind_of<K: Copy>(kind: u32, all: &[K], words: &str) -> Result<K, Failure> {
    match usize::try_from(kind).ok().and_then(|place| all.get(place)) {
        Some(known) => Ok(*known),
        None => fail!(LOSS_ERROR_INVALID_ARGUMENT, "kind = {kind} is not a kind of {words}"),
    }
}

/// Two arrays of which both are there or neither.
fn both_or_none<E>(arrays: [*const E; 2], names: [&str; 2], pairs: usize) -> Result<(), Failure> {
    let absent = arrays.map(<*const E>::is_null);
    if pairs == 0 || absent[0] == absent[1] {
        return Ok(());
    }
    let [null, given] = if absent[0] { names } else { [names[1], names[0]] };
    fail!(LOSS_ERROR_NULL_POINTER, "{null} is NULL, but {given} is not")
}

impl<E: Element> Pairs<E> {
    fn check(&self, common: &Common<E>, value: *const f64) -> Result<(), Failure> {
        let Self { pairs, .. } = *self;
        both_or_none([self.ref_chosen, self.ref_rejected], ["ref_chosen", "ref_rejected"], pairs)?;
        both_or_none([self.chosen_length, self.rejected_length], ["chosen_length", "rejected_length"], pairs)?;
        let mut arrays = Arrays::new();
        arrays.differentiated_nth(0, "chosen", self.chosen, pairs)?;
        arrays.differentiated_nth(1, "rejected", self.rejected, pairs)?;
        arrays.optional("ref_chosen", self.ref_chosen, pairs)?;
        arrays.optional("ref_rejected", self.ref_rejected, pairs)?;
        arrays.optional("chosen_length", self.chosen_length, pairs)?;
        arrays.optional("rejected_length", self.rejected_length, pairs)?;
        common.add_without_gradient(&mut arrays, value, pairs, pairs)?;
        arrays.gradient_nth(0, "grad_chosen", self.grad_chosen, pairs, common.rows.accumulate)?;
        arrays.gradient_nth(1, "grad_rejected", self.grad_rejected, pairs, common.rows.accumulate)?;
        arrays.check_overlap()
    }
}

/// A loss of pairs through the ABI.
pub fn preference<E: Element>(
    kind: u32,
    answers: Pairs<E>,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    let common = common(options, null_mut::<E>(), 0)?;
    let loss = accepted(Preference::of_kind(kind_of(kind, &KINDS, "preference")?, scalars))?;
    refuse_hessian_of_several::<E, 2>(&common)?;
    let operands = Operands {
        inputs: [answers.chosen, answers.rejected],
        targets: [answers.ref_chosen, answers.ref_rejected, answers.chosen_length, answers.rejected_length],
        gradients: [answers.grad_chosen, answers.grad_rejected],
    };
    if !common.wants_something(value) && !operands.differentiates() {
        return nothing_asked();
    }
    answers.check(&common, value)?;
    let call =
        Call { operands, n: answers.pairs, loss: Loss::new(&loss), options: common.rows, threads: common.threads };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}

/// A loss of single answers through the ABI.
pub fn preference_unpaired<E: Element>(
    kind: u32,
    answers: Answers<E>,
    scalars: [f64; 4],
    options: *const Options<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    let Answers { log_prob, ref_log_prob, desirable, grad, n } = answers;
    let common = common(options, null_mut::<E>(), 0)?;
    let kind = kind_of(kind, &UNPAIRED_KINDS, "loss of single answers")?;
    let loss = accepted(PreferenceUnpaired::of_kind(kind, scalars))?;
    // The last is an array of bytes, as the loss says by its constant.
    let operands = Operands { inputs: [log_prob], targets: [ref_log_prob, desirable.cast()], gradients: [grad] };
    if !common.wants_something(value) && !operands.differentiates() {
        return nothing_asked();
    }
    let mut arrays = Arrays::new();
    arrays.differentiated("log_prob", log_prob, n)?;
    arrays.optional("ref_log_prob", ref_log_prob, n)?;
    arrays.input("desirable", desirable, n)?;
    common.add_without_gradient(&mut arrays, value, n, n)?;
    arrays.gradient_nth(0, "grad", grad, n, common.rows.accumulate)?;
    arrays.check_overlap()?;
    let call = Call { operands, n, loss: Loss::new(&loss), options: common.rows, threads: common.threads };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
