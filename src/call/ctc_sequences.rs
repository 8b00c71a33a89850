//! The sequences of a call: how they lie, how long they are, and how each counts.

use super::check::{product, sum};
use super::options::{Common, Reduction, read};
use crate::error::{Failure, Number, fail};
use crate::{LOSS_LENGTH_CONSTANT, LOSS_LENGTH_MEAN, LOSS_LENGTH_SUM, LOSS_LENGTH_TOKENS, loss_sequence_options};
use loss_kernels::Element;

/// By what the loss of a sequence is divided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Normalization {
    Sum,
    Mean,
    Tokens,
    Constant(f64),
}

/// [`loss_sequence_options`], checked, for an input of these sizes.
#[derive(Clone, Copy)]
pub struct Layout {
    pub normalization: Normalization,
    pub batch_stride: usize,
    pub time_stride: usize,
    /// 0: without a gap.
    pub target_stride: usize,
    /// Elements from the first to the last.
    pub elements: usize,
}

impl Layout {
    /// Reads the options for (batch, max_time, classes).
    pub fn new<E: Element>(
        options: *const loss_sequence_options,
        [batch, max_time, classes]: [usize; 3],
        common: &Common<E>,
    ) -> Result<Self, Failure> {
        let options = read(options);
        if options.reserved0 != 0 || options.reserved != [0; 4] {
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "sequence_options.reserved is not 0: is the struct zero-initialised?"
            );
        }
        let normalization = normalization(&options)?;
        if normalization == Normalization::Tokens && common.reduction == Reduction::MeanRows {
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "options.reduction: LOSS_MEAN_ROWS has no meaning with LOSS_LENGTH_TOKENS, which divides by labels"
            );
        }
        let time_stride = if options.time_stride == 0 { classes } else { options.time_stride };
        let batch_stride = match options.batch_stride {
            0 => product("a sequence", max_time, time_stride)?,
            given => given,
        };
        let strides =
            Self { normalization, batch_stride, time_stride, target_stride: options.target_stride, elements: 0 };
        Ok(Self { elements: strides.extent([batch, max_time, classes])?, ..strides })
    }

    /// Elements from the first to the last of frames that do not overlap.
    fn extent(&self, [batch, max_time, classes]: [usize; 3]) -> Result<usize, Failure> {
        if batch == 0 || max_time == 0 || classes == 0 {
            return Ok(0);
        }
        let (in_time, in_batch) = (
            product("a sequence", max_time - 1, self.time_stride)?,
            product("the batch", batch - 1, self.batch_stride)?,
        );
        let (sequence, frames) = (sum("a sequence", in_time, classes)?, sum("the batch", in_batch, classes)?);
        let apart = |count: usize, stride: usize| count < 2 || stride >= classes;
        let nested = (batch < 2 || self.batch_stride >= sequence) || (max_time < 2 || self.time_stride >= frames);
        if !(apart(max_time, self.time_stride) && apart(batch, self.batch_stride) && nested) {
            let Self { batch_stride, time_stride, .. } = self;
            return fail!(
                LOSS_ERROR_SIZE,
                "with sequence_options.batch_stride = {batch_stride} and time_stride = {time_stride}, frames of {classes} \
                 classes overlap"
            );
        }
        sum("the input", in_batch, sequence)
    }
}

fn normalization(options: &loss_sequence_options) -> Result<Normalization, Failure> {
    let length = options.length;
    let normalization = match options.normalization {
        LOSS_LENGTH_SUM => Normalization::Sum,
        LOSS_LENGTH_MEAN => Normalization::Mean,
        LOSS_LENGTH_TOKENS => Normalization::Tokens,
        LOSS_LENGTH_CONSTANT => {
            if !(length > 0.0 && length.is_finite()) {
                let length = Number(length);
                return fail!(
                    LOSS_ERROR_INVALID_ARGUMENT,
                    "sequence_options.length = {length} must be finite and above 0"
                );
            }
            Normalization::Constant(length)
        }
        unknown => {
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "sequence_options.normalization = {unknown} must be 0 (LOSS_LENGTH_SUM), 1 (LOSS_LENGTH_MEAN), 2 \
                 (LOSS_LENGTH_TOKENS) or 3 (LOSS_LENGTH_CONSTANT)"
            );
        }
    };
    if length != 0.0 && options.normalization != LOSS_LENGTH_CONSTANT {
        let length = Number(length);
        return fail!(
            LOSS_ERROR_INVALID_ARGUMENT,
            "sequence_options.length = {length} has a meaning with LOSS_LENGTH_CONSTANT only"
        );
    }
    Ok(normalization)
}

impl Normalization {
    /// By what the loss of a sequence with so many labels is divided, and how often it counts in the mean.
    pub fn of(self, labels: usize) -> (f64, f64) {
        match self {
            Self::Sum => (1.0, 1.0),
            Self::Mean => (labels.max(1) as f64, 1.0),
            Self::Tokens => (1.0, labels as f64),
            Self::Constant(length) => (length, 1.0),
        }
    }
}

/// The lengths of the sequences.
#[derive(Clone, Copy)]
pub struct Lengths {
    pub input: *const i64,
    pub target: *const i64,
    pub max_time: usize,
    pub target_stride: usize,
}

/// A length, if there is an array of them.
///
/// # Safety
/// The array is NULL or has one for the sequence.
unsafe fn length(array: *const i64, sequence: usize) -> Option<i64> {
    // SAFETY: the caller's; no alignment is asked of the caller of the ABI.
    if array.is_null() { None } else { Some(unsafe { array.add(sequence).read_unaligned() }) }
}

impl Lengths {
    /// The frames of a sequence.
    ///
    /// # Safety
    /// The lengths have been checked, and there is such a sequence.
    pub unsafe fn frames(&self, sequence: usize) -> usize {
        // SAFETY: the caller's.
        unsafe { length(self.input, sequence) }.map_or(self.max_time, |frames| frames as usize)
    }

    /// The labels of a sequence.
    ///
    /// # Safety
    /// As for [`frames`](Self::frames).
    pub unsafe fn labels(&self, sequence: usize) -> usize {
        // SAFETY: the caller's.
        unsafe { length(self.target, sequence) }.map_or(self.target_stride, |labels| labels as usize)
    }

    /// Checks them. Returns the elements of the array of labels, and the most labels of a sequence.
    ///
    /// # Safety
    /// The arrays are NULL or have `batch` lengths.
    pub unsafe fn check(&self, batch: usize) -> Result<(usize, usize), Failure> {
        let (mut total, mut most) = (0_usize, 0);
        for sequence in 0..batch {
            // SAFETY: the caller's.
            let (frames, labels) = unsafe { (length(self.input, sequence), length(self.target, sequence)) };
            let max_time = self.max_time;
            if let Some(frames) = frames.filter(|frames| *frames as u64 > max_time as u64) {
                return fail!(
                    LOSS_ERROR_SIZE,
                    "input_lengths[{sequence}] = {frames} is not in [0, {max_time}], max_time"
                );
            }
            if let Some(labels) = labels.filter(|labels| *labels < 0) {
                return fail!(LOSS_ERROR_SIZE, "target_lengths[{sequence}] = {labels} is negative");
            }
            // One that no array can have is found by the sum.
            let labels = labels.map_or(self.target_stride, |labels| usize::try_from(labels).unwrap_or(usize::MAX));
            if self.target_stride > 0 && labels > self.target_stride {
                let stride = self.target_stride;
                return fail!(
                    LOSS_ERROR_SIZE,
                    "target_lengths[{sequence}] = {labels} is more than sequence_options.target_stride = {stride}"
                );
            }
            let start = if self.target_stride == 0 { Some(total) } else { sequence.checked_mul(self.target_stride) };
            let end = start.and_then(|start| start.checked_add(labels)).filter(|end| *end < usize::MAX);
            let Some(end) = end else {
                return fail!(LOSS_ERROR_SIZE, "the sum of target_lengths overflows at target_lengths[{sequence}]");
            };
            (total, most) = (end, most.max(labels));
        }
        Ok((total, most))
    }
}
