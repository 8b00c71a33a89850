//! Arguments that must be refused, and how.

use crate::common::call::{Case, Dtype};
use crate::common::entry::{Driver, Number, entry};
use crate::common::raw::Arguments;
use crate::common::sample::{meaningful, option};
use crate::input::Input;
use loss::loss_status::{self, *};
use std::ptr::{null, null_mut};

/// What is wrong with a call.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    Reduction(u32),
    Flags(u32),
    Reserved(usize),
    ClassReserved(usize),
    Scalar(usize, f64),
    Kind(u32),
    Number(usize, f64),
    NullInput,
    NullTarget,
    NothingAsked,
    Stride(usize),
    Inner(usize),
    Overflow,
    Index(usize, i64),
    /// An output so many bytes from the beginning of an input.
    Overlap(usize, usize),
    AccumulateInPlace,
    /// An option that has no meaning for the function.
    Meaningless(u32),
}

/// Numbers that few parameters may have.
const BAD: [f64; 4] = [-1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];

/// Whether the loss's own number may be this one.
fn allowed(own: &Number, number: f64) -> bool {
    let above = own.low < number || (own.low_included && own.low == number);
    above && (number < own.high || (own.high_included && own.high == number))
}

/// One that the function can have; None where this one is none of its.
pub fn draw<E: Dtype>(name: &str, case: &Case, bytes: &mut Input) -> Option<Fault> {
    let entry = entry(name);
    let (over_classes, softmax, indices) = (entry.over_classes(), entry.is_softmax(), entry.has_index);
    let without_options = entry.driver == Driver::Softmax;
    let needs = !case.input.is_empty();
    let fault = match bytes.below(17) {
        0 => Fault::Reduction(bytes.word().saturating_add(3)),
        1 => Fault::Flags(2 << bytes.below(31)),
        2 => Fault::Reserved(bytes.below(3)),
        3 => Fault::ClassReserved(bytes.below(2)),
        4 => Fault::Scalar(bytes.below(2), BAD[bytes.below(4)]),
        5 => Fault::Kind(bytes.word().saturating_add(12)),
        6 => Fault::Number(bytes.below(4), BAD[bytes.below(4)]),
        7 => Fault::NullInput,
        8 => Fault::NullTarget,
        9 => Fault::NothingAsked,
        10 => Fault::Stride(bytes.below(512)),
        11 => Fault::Inner(2 + bytes.below(64)),
        12 => Fault::Overflow,
        13 => {
            let row = bytes.below(65536);
            let from_the_end = i64::from(bytes.byte());
            let beyond = ((case.classes + entry.fewer) as i64).saturating_add(from_the_end);
            Fault::Index(row, [beyond, -1 - from_the_end, i64::MAX - from_the_end, i64::MIN][bytes.below(4)])
        }
        14 => Fault::Overlap(bytes.below(6), bytes.below(64)),
        15 => Fault::AccumulateInPlace,
        _ => Fault::Meaningless(1 << bytes.below(11)),
    };
    let possible = match fault {
        Fault::Reduction(_) | Fault::Reserved(_) => !without_options,
        Fault::Flags(word) => {
            let padding = if over_classes { loss::LOSS_CLEAR_PADDING } else { 0 };
            !without_options && word & (entry.flags | padding) == 0
        }
        Fault::ClassReserved(_) => over_classes,
        Fault::Scalar(index, number) => entry.numbers.get(index).is_some_and(|own| !allowed(own, number)),
        Fault::Kind(_) => entry.kinds() > 1,
        Fault::Number(index, _) => {
            let options = [option::SMOOTHING, option::TEMPERATURE, option::SOFTCAP, option::Z_LOSS];
            over_classes && meaningful(name) & options[index] != 0
        }
        Fault::NullInput => needs,
        Fault::NullTarget => !case.target.is_empty() || ((indices || entry.has_list) && needs && case.rows > 0),
        Fault::NothingAsked => !softmax || needs,
        Fault::Stride(stride) => over_classes && stride > 0 && stride < case.classes * case.inner.max(1),
        Fault::Inner(inner) => entry.is_exclusive() && case.row_stride == 0 && !case.rows.is_multiple_of(inner),
        Fault::Overflow => needs && case.inner <= 1,
        // A row that counts and predicts something, and an index that is none.
        Fault::Index(row, index) => {
            (indices || (entry.has_list && index != -1))
                && row < case.rows
                && case.classes > 0
                && case.mask.is_none()
                && !(0..(case.classes + entry.fewer) as i64).contains(&index)
                && index != case.ignore_index.unwrap_or(-100)
        }
        Fault::Overlap(_, bytes) => {
            needs && !case.in_place && !case.without.gradient && bytes + 1 < case.input.len() * size_of::<E>()
        }
        Fault::AccumulateInPlace => needs && case.in_place && !without_options,
        Fault::Meaningless(option) => {
            let rows = option::WEIGHT | option::MASK | option::UPSTREAM | option::ACCUMULATE;
            over_classes && option & rows == 0 && meaningful(name) & option == 0
        }
    };
    possible.then_some(fault)
}

impl Fault {
    /// Puts the fault into a call.
    pub fn apply<E: Dtype>(self, name: &str, call: &mut Arguments<E>) {
        let options = call.options.as_mut().expect("options");
        let class_options = call.class_options.as_mut().expect("options");
        match self {
            Self::Reduction(word) => options.reduction = word,
            Self::Flags(word) => options.flags |= word,
            Self::Reserved(0) => options.reserved0 = 1,
            Self::Reserved(index) => options.reserved[index - 1] = 1 << 63,
            Self::ClassReserved(index) => class_options.reserved[index] = 1,
            Self::Scalar(index, number) => call.scalars[index] = number,
            Self::Kind(word) => call.kind = word,
            Self::Number(0, number) => class_options.label_smoothing = number,
            Self::Number(1, number) => class_options.temperature = number,
            Self::Number(2, number) => class_options.softcap = number,
            Self::Number(_, number) => class_options.z_loss = number,
            Self::NullInput => call.input = null(),
            Self::NullTarget => (call.target, call.index) = (null(), null()),
            Self::NothingAsked => {
                call.value = null_mut();
                (call.gradient, call.second_gradient, call.third_gradient) = (null_mut(), null_mut(), null_mut());
                (options.losses, options.hessian, options.sums) = (null_mut(), null_mut(), null_mut());
                (class_options.lse, class_options.entropy) = (null_mut(), null_mut());
                class_options.argmax = null_mut();
            }
            Self::Stride(stride) => class_options.row_stride = stride,
            Self::Inner(inner) => class_options.inner = inner,
            Self::Overflow => {
                call.rows = usize::MAX / 2 - usize::MAX / 2 % call.seq_len.max(1);
                call.batches[0] = usize::MAX / 2;
            }
            // The array is the harness's copy, see `data`.
            Self::Index(..) => {}
            Self::Overlap(which, bytes) => {
                let place = call.input.cast_mut().wrapping_byte_add(bytes);
                match which {
                    _ if entry(name).is_softmax() => call.gradient = place.wrapping_byte_add(1),
                    0 => options.losses = place,
                    1 if !call.value.is_null() => call.value = place.cast(),
                    2 if call.batches[1] > 0 => call.gradient = call.second.cast_mut(),
                    3 if !options.sums.is_null() => options.sums = place.cast(),
                    4 if !options.hessian.is_null() => options.hessian = place,
                    // Exactly the input is where the gradient may be.
                    _ => call.gradient = call.input.cast_mut().wrapping_byte_add(bytes.max(1)),
                }
            }
            Self::AccumulateInPlace => options.flags |= loss::LOSS_ACCUMULATE,
            Self::Meaningless(option) => {
                let array = call.input;
                match option {
                    option::CLASS_WEIGHT => class_options.class_weight = array,
                    option::CLASS_BIAS => class_options.class_bias = array,
                    option::IGNORE_INDEX => class_options.ignore_index = array.cast(),
                    option::SMOOTHING => class_options.label_smoothing = 0.5,
                    option::TEMPERATURE => class_options.temperature = 2.0,
                    option::SOFTCAP => class_options.softcap = 2.0,
                    _ => class_options.z_loss = 0.5,
                }
            }
        }
    }

    /// Changes the data of a call.
    pub fn data(self, case: &mut Case) {
        if let Self::Index(row, index) = self {
            // The first of its list, or its own.
            let entries = case.index.len() / case.rows;
            case.index[row * entries] = index;
        }
    }

    /// What the call returns.
    pub fn status(self) -> loss_status {
        match self {
            Self::NullInput | Self::NullTarget | Self::NothingAsked => LOSS_ERROR_NULL_POINTER,
            Self::Stride(_) | Self::Inner(_) | Self::Overflow => LOSS_ERROR_SIZE,
            Self::Index(..) => LOSS_ERROR_TARGET,
            Self::Overlap(..) | Self::AccumulateInPlace => LOSS_ERROR_OVERLAP,
            _ => LOSS_ERROR_INVALID_ARGUMENT,
        }
    }
}
