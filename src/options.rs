//! The option structs of the header. All zeros, like NULL, means all defaults.

use std::ptr::null_mut;

/// Options of every loss. A "row" is one element for pointwise losses and one sample for losses
/// over rows of classes. A zero-initialised struct, or NULL in its place, means the defaults; a
/// NULL field is absent.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Options<E> {
    /// LOSS_MEAN (0), LOSS_SUM or LOSS_MEAN_ROWS.
    pub reduction: u32,
    /// LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, or 0.
    pub flags: u32,
    /// Threads to use at most; 0: the setting of loss_set_num_threads. Results do not depend on it.
    pub threads: u32,
    /// 0.
    pub reserved0: u32,
    /// dJ/dvalue, one number: multiplies gradient and Hessian, not the value; NULL: 1.
    pub upstream: *const f64,
    /// Weight per row; NULL: 1.
    pub weight: *const E,
    /// One byte per row; 0: the row is never read, does not count, and has gradient 0. NULL: all
    /// rows count.
    pub mask: *const u8,
    /// Output, per row: the loss before reduction and without `weight` (class weights are part of
    /// it, as in PyTorch's reduction "none"); 0 where the row does not count.
    pub losses: *mut E,
    /// Output, in the input's layout: the second derivative of the value by each input element,
    /// with the same weights, reduction and upstream as the gradient. Written, never accumulated.
    pub hessian: *mut E,
    /// Output: the sums that the value is made of (and so without upstream). Overwritten, not added to.
    pub sums: *mut loss_sums,
    /// 0.
    pub reserved: [u64; 4],
}

/// Options of losses over classes. A zero-initialised struct, or NULL in its place, means the
/// defaults; a NULL field is absent.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ClassOptions<E> {
    /// Weight per class (classes elements); NULL: 1.
    pub class_weight: *const E,
    /// Rows with this target do not count; NULL: -100. Only for index targets.
    pub ignore_index: *const i64,
    /// Label smoothing in [0, 1].
    pub label_smoothing: f64,
    /// Logits are divided by it first; 0: 1.
    pub temperature: f64,
    /// Then they become softcap * tanh(logits / softcap); 0: off.
    pub softcap: f64,
    /// Adds z_loss * lse^2 to the loss of a row, weighted like the row; 0: off.
    pub z_loss: f64,
    /// Elements from one row of every (rows, classes) matrix to the next; at least classes (a padded
    /// vocabulary), or classes * inner from one outer index to the next where inner > 1; 0: that.
    /// Padding is neither read nor written.
    pub row_stride: usize,
    /// The layout is (rows / inner, classes, inner): for images (N, C, H, W), inner is H * W and
    /// row n * inner + i is pixel i of image n; 0: 1.
    pub inner: usize,
    /// Output, per row: log(sum(exp(logits))), of the logits after temperature and softcap, as the
    /// next two; all three are 0 where the row does not count.
    pub lse: *mut E,
    /// Output, per row: the entropy of the softmax, in nats.
    pub entropy: *mut E,
    /// Output, per row: the class of the largest logit, the lowest of equals; the first NaN where
    /// there is one.
    pub argmax: *mut i64,
    /// 0.
    pub reserved: [u64; 4],
}

/// What a value is made of. Fields add up across calls: micro-batches, or processes. The mean is
/// loss / weight, LOSS_MEAN_ROWS loss / rows.
#[repr(C)]
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct loss_sums {
    /// Sum of weight times loss over the rows that count.
    pub loss: f64,
    /// Sum of their weights: row weight, times the class weight of an index target or the sum of
    /// class weight times soft target.
    pub weight: f64,
    /// How many they are.
    pub rows: u64,
}

/// `reduction`: sum(weight * loss) / sum(weight).
pub const LOSS_MEAN: u32 = 0;
/// `reduction`: sum(weight * loss). With `losses` this is what others call no reduction.
pub const LOSS_SUM: u32 = 1;
/// `reduction`: sum(weight * loss) / the number of rows that count.
pub const LOSS_MEAN_ROWS: u32 = 2;

/// `kind` of a GAN: the discriminator tells log sigmoid from log(1 - sigmoid), the generator
/// minimises the latter.
pub const LOSS_GAN_MINIMAX: u32 = 0;
/// `kind`: the same, but the generator maximises log sigmoid.
pub const LOSS_GAN_NON_SATURATING: u32 = 1;
/// `kind`: half the squared distances to 1 (real) and 0 (fake).
pub const LOSS_GAN_LEAST_SQUARES: u32 = 2;
/// `kind`: margins of 1 on either side of 0.
pub const LOSS_GAN_HINGE: u32 = 3;
/// `kind`: the difference of the mean scores.
pub const LOSS_GAN_WASSERSTEIN: u32 = 4;

/// `flags`: add to the gradient instead of writing it. Not in place.
pub const LOSS_ACCUMULATE: u32 = 1;
/// `flags`: the targets of the hinge loss are 0 and 1, not -1 and 1.
pub const LOSS_BINARY_TARGETS: u32 = 2;

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
            reserved: [0; 4],
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
            reserved: [0; 4],
        }
    }
}
