//! The option structs of the header. A struct of zeros means all defaults, and so does NULL.

use std::ffi::c_void;
use std::ptr::{null, null_mut};

/// Options of every loss. A "row" is one element in losses of single elements, and one sample in
/// losses over classes. NULL in place of the struct means the defaults, and so does a struct of
/// zeros. A field that is NULL means that the option is not used.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Options<E> {
    /// LOSS_MEAN (0), LOSS_SUM or LOSS_MEAN_ROWS.
    pub reduction: u32,
    /// LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_SWAP, LOSS_ZERO_INFINITY, LOSS_CLEAR_PADDING,
    /// their sum, or 0.
    pub flags: u32,
    /// The largest number of threads to use; 0 means the setting of loss_set_num_threads. Results do
    /// not depend on it.
    pub threads: u32,
    /// Reserved: must be 0.
    pub reserved0: u32,
    /// One number: dJ/dvalue, where J is the result that the caller computes from the value (for
    /// example a sum of several losses). It multiplies gradient and Hessian, not the value. NULL
    /// means 1.
    pub upstream: *const f64,
    /// One weight per row. NULL means that all weights are 1.
    pub weight: *const E,
    /// One byte per row. 0 means that the row does not count: it is never read, and its gradient is
    /// 0. NULL means that all rows count.
    pub mask: *const u8,
    /// Output, per row: the loss before reduction, without `weight` but with class weights (as in
    /// PyTorch's reduction "none"); 0 where the row does not count.
    pub losses: *mut E,
    /// Output, in the layout of the input: the second derivative of the value by each input element
    /// (the diagonal of the Hessian). Weights, reduction and upstream apply as they do to the
    /// gradient. It is written, never accumulated.
    pub hessian: *mut E,
    /// Output: the sums from which the value is computed, without upstream. They are written, never
    /// accumulated.
    pub sums: *mut loss_sums,
    /// Memory for functions that need more than their arrays, at any alignment; NULL: none. What it holds before does
    /// not matter, and afterwards it holds anything. No result depends on it. Functions that need none accept it and do
    /// not touch it. Two calls at the same time need two.
    pub workspace: *mut c_void,
    /// The bytes of `workspace`.
    pub workspace_size: usize,
    /// Reserved: must be 0.
    pub reserved: [u64; 2],
}

/// Options of losses over classes. NULL in place of the struct means the defaults, and so does a
/// struct of zeros. A field that is NULL means that the option is not used.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ClassOptions<E> {
    /// One weight per class (classes elements). NULL means that all weights are 1.
    pub class_weight: *const E,
    /// For index targets only: a row with this target does not count. NULL means -100.
    pub ignore_index: *const i64,
    /// Label smoothing in [0, 1]; 0 means none.
    pub label_smoothing: f64,
    /// The logits are divided by the temperature, before everything else; 0 means 1.
    pub temperature: f64,
    /// After the temperature, the logits become softcap * tanh(logits / softcap); 0 means no cap.
    pub softcap: f64,
    /// Adds z_loss * lse^2 to the loss of a row, with the weight of the row; 0 means none.
    pub z_loss: f64,
    /// The distance from the start of one row to the start of the next, in elements, for every
    /// (rows, classes) matrix of the call: at least classes, and more for a padded vocabulary. Where
    /// inner > 1, it is the distance from one outer index to the next, at least classes * inner. 0
    /// means the smallest distance. Padding is neither read nor written. After a call in place, the
    /// padding of the gradient therefore still holds logits: the flag LOSS_CLEAR_PADDING sets it to 0, for
    /// a matrix product that reads whole rows of the gradient.
    pub row_stride: usize,
    /// The layout is (rows / inner, classes, inner): for images (N, C, H, W), inner is H * W, and
    /// row n * inner + i is pixel i of image n. 0 means 1.
    pub inner: usize,
    /// Output, per row: log(sum(exp(logits))) of the logits after temperature, softcap and class_bias; 0
    /// where the row does not count.
    pub lse: *mut E,
    /// Output, per row: the entropy of the softmax of the logits after temperature, softcap and
    /// class_bias, in nats; 0 where the row does not count.
    pub entropy: *mut E,
    /// Output, per row: the class of the largest logit after temperature, softcap and class_bias, and the
    /// first such class if several are equal; the class of the first NaN if a logit is NaN; 0 where the row
    /// does not count.
    pub argmax: *mut i64,
    /// One number per class (classes elements), added to the logits after temperature and softcap, to both
    /// models' logits where there are two. NULL means that none is added. -INFINITY leaves the class out:
    /// its probability is 0 whatever its logit is. Label smoothing still expects it, at a loss of INFINITY, unless
    /// its class weight is 0.
    pub class_bias: *const E,
    /// The index targets (tokens, lists) as 32-bit numbers: the argument that has them as 64-bit numbers is then NULL.
    /// `ignore_index` holds for them as well. NULL: the argument has them.
    pub target_i32: *const i32,
    /// The distance from one row of soft targets, or of a teacher's logits, to the next, in elements, where it is not that
    /// of the logits: at least classes, or classes * inner where inner > 1. 0: row_stride.
    pub target_stride: usize,
    /// Reserved: must be 0.
    pub reserved: [u64; 2],
}

/// Options of losses over sequences: how a sequence counts, and how frames and labels lie. NULL in place of the struct
/// means the defaults, and so does a struct of zeros.
#[repr(C)]
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default)]
pub struct loss_sequence_options {
    /// LOSS_LENGTH_SUM (0), LOSS_LENGTH_MEAN, LOSS_LENGTH_TOKENS or LOSS_LENGTH_CONSTANT.
    pub normalization: u32,
    /// Reserved: must be 0.
    pub reserved0: u32,
    /// By what LOSS_LENGTH_CONSTANT divides: finite, above 0. With all others 0.
    pub length: f64,
    /// The distance from the first frame of a sequence to that of the next, in elements, of the input and its gradient. 0:
    /// max_time * time_stride. What is between frames is neither read nor written.
    pub batch_stride: usize,
    /// The distance from one frame of a sequence to the next, in elements. 0: classes. Where it is batch * classes and
    /// batch_stride is classes, the layout is (max_time, batch, classes).
    pub time_stride: usize,
    /// The distance from the labels of a sequence to those of the next. 0: they follow each other without a gap.
    pub target_stride: usize,
    /// Reserved: must be 0.
    pub reserved: [u64; 4],
}

/// The sums from which a value is computed. Each field may be added up over several calls
/// (micro-batches, processes); the mean of all calls is then loss / weight (LOSS_MEAN) or
/// loss / rows (LOSS_MEAN_ROWS).
#[repr(C)]
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct loss_sums {
    /// The sum of weight times loss over the rows that count.
    pub loss: f64,
    /// The sum of the weights of the rows that count. The weight of a row is its row weight, times the
    /// class weight of its target (index targets) or the sum of class weight times target (soft
    /// targets), if the function does not say otherwise.
    pub weight: f64,
    /// The number of rows that count.
    pub rows: u64,
}

/// `reduction`: sum(weight * loss) / sum(weight).
pub const LOSS_MEAN: u32 = 0;
/// `reduction`: sum(weight * loss). Together with the output `losses`, it replaces the reduction
/// "none" of other libraries.
pub const LOSS_SUM: u32 = 1;
/// `reduction`: sum(weight * loss) / the number of rows that count.
pub const LOSS_MEAN_ROWS: u32 = 2;

/// `normalization`: the loss of a sequence is the sum over its labels.
pub const LOSS_LENGTH_SUM: u32 = 0;
/// `normalization`: the loss of a sequence is divided by the number of its labels, or by 1 if it has none.
pub const LOSS_LENGTH_MEAN: u32 = 1;
/// `normalization`: the sum of weight times loss is divided by the sum of weight times number of labels, which is then the
/// weight in `sums`. Not with LOSS_MEAN_ROWS.
pub const LOSS_LENGTH_TOKENS: u32 = 2;
/// `normalization`: the loss of a sequence is divided by `length`.
pub const LOSS_LENGTH_CONSTANT: u32 = 3;

/// `kind` of a GAN: the discriminator maximises log(sigmoid) of real and log(1 - sigmoid) of generated
/// samples; the generator minimises log(1 - sigmoid).
pub const LOSS_GAN_MINIMAX: u32 = 0;
/// `kind` of a GAN: the discriminator maximises log(sigmoid) of real and log(1 - sigmoid) of generated
/// samples; the generator maximises log(sigmoid).
pub const LOSS_GAN_NON_SATURATING: u32 = 1;
/// `kind` of a GAN: half the squared distance of a score from its aim. For the discriminator the aim is 1
/// (real) or 0 (generated), for the generator it is 1.
pub const LOSS_GAN_LEAST_SQUARES: u32 = 2;
/// `kind` of a GAN: hinge losses for the discriminator, with a margin of 1 on either side of 0; the
/// generator maximises its mean score.
pub const LOSS_GAN_HINGE: u32 = 3;
/// `kind` of a GAN: the discriminator minimises the mean score of generated samples minus the mean score
/// of real samples; the generator maximises its mean score.
pub const LOSS_GAN_WASSERSTEIN: u32 = 4;

/// `kind` of a preference between two answers: direct preference optimization, -log sigmoid(x).
pub const LOSS_PREFERENCE_SIGMOID: u32 = 0;
/// `kind` of a preference between two answers: a margin of 1.
pub const LOSS_PREFERENCE_HINGE: u32 = 1;
/// `kind` of a preference between two answers: identity preference optimization, the square of a
/// distance.
pub const LOSS_PREFERENCE_IPO: u32 = 2;
/// `kind` of a preference between two answers: efficient exact optimization, a divergence from smoothed
/// labels.
pub const LOSS_PREFERENCE_EXO: u32 = 3;
/// `kind` of a preference between two answers: noise contrastive alignment.
pub const LOSS_PREFERENCE_NCA: u32 = 4;
/// `kind` of a preference between two answers: direct preference optimization that corrects for labels
/// of which a share is wrong.
pub const LOSS_PREFERENCE_ROBUST: u32 = 5;
/// `kind` of a preference between two answers: binary classifier optimization of both answers, without
/// a shift.
pub const LOSS_PREFERENCE_BCO: u32 = 6;
/// `kind` of a preference between two answers: self-play preference optimization, squares of the
/// distances of both scores.
pub const LOSS_PREFERENCE_SPPO: u32 = 7;
/// `kind` of a preference between two answers: anchored preference optimization that makes chosen
/// answers likelier and rejected ones less likely.
pub const LOSS_PREFERENCE_APO_ZERO: u32 = 8;
/// `kind` of a preference between two answers: anchored preference optimization that makes both answers
/// less likely, rejected ones more so.
pub const LOSS_PREFERENCE_APO_DOWN: u32 = 9;
/// `kind` of a preference between two answers: a mixture of the logistic and the exponential loss,
/// found by search.
pub const LOSS_PREFERENCE_DISCOPOP: u32 = 10;
/// `kind` of a preference between two answers: the odds of the chosen answer against those of the
/// rejected one.
pub const LOSS_PREFERENCE_ORPO: u32 = 11;

/// `kind` of a loss of single answers: Kahneman-Tversky optimization, a sigmoid of the score.
pub const LOSS_UNPAIRED_KTO: u32 = 0;
/// `kind` of a loss of single answers: binary classifier optimization, the logarithm of a sigmoid.
pub const LOSS_UNPAIRED_BCO: u32 = 1;

/// `flags`: the gradient is added to its array instead of overwriting it. Not allowed in place.
pub const LOSS_ACCUMULATE: u32 = 1;
/// `flags`, of losses whose targets are -1 and 1: the targets are 0 and 1 instead.
pub const LOSS_BINARY_TARGETS: u32 = 2;
/// `flags`, of negative log-likelihoods only: value and losses also contain the terms that depend on targets and numbers
/// alone. No derivative depends on them.
pub const LOSS_FULL: u32 = 4;
/// `flags`, of triplet losses only: the distance from anchor to negative is the one from positive to
/// negative where that is less.
pub const LOSS_SWAP: u32 = 8;
/// `flags`, of losses over sequences only: a loss of +INFINITY, of a sequence that has no path, is 0. Its gradient is 0
/// anyway, and its weight stays.
pub const LOSS_ZERO_INFINITY: u32 = 16;
/// `flags`, of functions with a `row_stride`: the padding of the gradient, behind each of its rows, is written 0. The
/// gradient's array then has whole rows: (rows / inner) * row_stride elements. Nothing is written after an error.
pub const LOSS_CLEAR_PADDING: u32 = 32;

impl<E> Default for Options<E> {
    fn default() -> Self {
        Self {
            reduction: LOSS_MEAN,
            flags: 0,
            threads: 0,
            reserved0: 0,
            upstream: null_mut(),
            weight: null_mut(),
            mask: null_mut(),
            losses: null_mut(),
            hessian: null_mut(),
            sums: null_mut(),
            workspace: null_mut(),
            workspace_size: 0,
            reserved: [0; 2],
        }
    }
}

impl<E> Default for ClassOptions<E> {
    fn default() -> Self {
        Self {
            class_weight: null_mut(),
            ignore_index: null_mut(),
            label_smoothing: 0.0,
            temperature: 0.0,
            softcap: 0.0,
            z_loss: 0.0,
            row_stride: 0,
            inner: 0,
            lse: null_mut(),
            entropy: null_mut(),
            argmax: null_mut(),
            class_bias: null_mut(),
            target_i32: null(),
            target_stride: 0,
            reserved: [0; 2],
        }
    }
}
