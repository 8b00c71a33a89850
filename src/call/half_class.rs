//! Losses over classes in half precision: matrices of 16 bits, all other arrays of `f32`.
//!
//! The kernels read and write the matrices, and everything else is that of `f32`. Small calls have no way of their own.

use super::check::product;
use super::class::{ClassArguments, ClassNames, Given, Targets, any, any_softmax};
use super::divergence::any_divergence;
use crate::error::Failure;
use crate::{ClassOptions, Options};
use loss_kernels::loss::{ClassLoss, CosineMargin, CrossEntropyMap, Divergence};
use loss_kernels::losses::CrossEntropy;
use loss_kernels::shape::class::{OfCrossEntropies, OfCrossEntropy};
use loss_kernels::shape::matrices::{Half, HalfSource, Stored, StoredGradient};

/// Arrays and sizes as the kernels have them.
fn stored<I: Stored>(arguments: &ClassArguments<f32, *const I>) -> ClassArguments<f32, HalfSource> {
    let ClassArguments { input, targets, rows, classes, class_options } = *arguments;
    let targets = match targets {
        Targets::None => Targets::None,
        Targets::Index(array) => Targets::Index(array),
        Targets::Tokens(array, length) => Targets::Tokens(array, length),
        Targets::Lists(array) => Targets::Lists(array),
        Targets::Probabilities(array) => Targets::Probabilities(I::source(array)),
        Targets::Teacher(array, temperature) => Targets::Teacher(I::source(array), temperature),
    };
    ClassArguments { input: I::source(input), targets, rows, classes, class_options }
}

/// A loss over classes through the ABI.
pub fn half_class<I: Stored, G: StoredGradient, L: ClassLoss>(
    names: ClassNames,
    arguments: ClassArguments<f32, *const I>,
    options: *const Options<f32>,
    value: *mut f64,
    gradient: *mut G,
) -> Result<(), Failure> {
    any::<f32, Half, L>(names, &stored(&arguments), Given::Logits, options, value, G::sink(gradient))
}

/// A loss that is a function of the cross-entropy through the ABI.
pub fn half_mapped<I: Stored, G: StoredGradient, L: CrossEntropyMap>(
    names: ClassNames,
    arguments: ClassArguments<f32, *const I>,
    scalars: [f64; 4],
    options: *const Options<f32>,
    value: *mut f64,
    gradient: *mut G,
) -> Result<(), Failure> {
    let (map, arguments, gradient) = (Given::map::<L>(scalars)?, stored(&arguments), G::sink(gradient));
    if let Targets::Index(_) = arguments.targets {
        return any::<f32, Half, OfCrossEntropy>(names, &arguments, map, options, value, gradient);
    }
    any::<f32, Half, OfCrossEntropies>(names, &arguments, map, options, value, gradient)
}

/// A cross-entropy of cosines through the ABI.
pub fn half_cosines<I: Stored, G: StoredGradient, L: CosineMargin>(
    names: ClassNames,
    arguments: ClassArguments<f32, *const I>,
    scalars: [f64; 4],
    options: *const Options<f32>,
    value: *mut f64,
    gradient: *mut G,
) -> Result<(), Failure> {
    let cosines = Given::cosines::<L>(scalars)?;
    any::<f32, Half, CrossEntropy>(names, &stored(&arguments), cosines, options, value, G::sink(gradient))
}

/// A divergence through the ABI; its target is the teacher.
pub fn half_divergence<I: Stored, G: StoredGradient, L: Divergence>(
    names: ClassNames,
    arguments: ClassArguments<f32, *const I>,
    scalars: [f64; 4],
    options: *const Options<f32>,
    value: *mut f64,
    gradient: *mut G,
) -> Result<(), Failure> {
    any_divergence::<f32, Half, L>(names, &stored(&arguments), scalars, options, value, G::sink(gradient))
}

/// Causal language modelling through the ABI: a loss over classes whose rows are the positions of `batch` sequences.
pub fn half_sequences<I: Stored, G: StoredGradient, L: ClassLoss>(
    names: ClassNames,
    (logits, tokens): (*const I, *const i64),
    (batch, seq_len, vocab): (usize, usize, usize),
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    gradient: *mut G,
) -> Result<(), Failure> {
    let rows = product(names.target, batch, seq_len)?;
    let targets = Targets::Tokens(tokens, seq_len);
    let arguments = ClassArguments { input: logits, targets, rows, classes: vocab, class_options };
    half_class::<I, G, L>(names, arguments, options, value, gradient)
}

/// Softmax and its logarithm through the ABI.
pub fn half_softmax<I: Stored, G: StoredGradient, L: ClassLoss>(
    names: ClassNames,
    (logits, rows, classes): (*const I, usize, usize),
    class_options: *const ClassOptions<f32>,
    out: *mut G,
) -> Result<(), Failure> {
    let arguments = ClassArguments { input: logits, targets: Targets::None, rows, classes, class_options };
    any_softmax::<f32, Half, L>(names, &stored(&arguments), G::sink(out))
}
