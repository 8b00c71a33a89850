//! A row's results do not depend on the rows beside it: not on how many there are, nor on their order, nor
//! on which of them count. Rows of up to a thousand classes are worked on 32 at a time and in other ways when they are few.
//! Nor do they depend on whether the gradient replaces the logits, where long rows go other ways.

mod common;

use common::Random;
use loss::{ClassOptions, LOSS_ACCUMULATE, LOSS_SUM, Options, loss_status};

/// What differs between the problems.
#[derive(Clone, Copy, Debug)]
struct Setting {
    classes: usize,
    padding: usize,
    smoothing: f64,
    temperature: f64,
    z_loss: f64,
    weighs: bool,
    accumulates: bool,
}

/// The arrays of some rows, and what is wanted of them.
struct Rows<'a, T> {
    logits: *const T,
    index: &'a [i64],
    soft: &'a [T],
    rows: usize,
    classes: usize,
    class_options: &'a ClassOptions<T>,
    options: &'a Options<T>,
    value: &'a mut f64,
    output: *mut T,
}

/// Index targets.
macro_rules! index {
    ($name:ident, $type:ty, $function:ident) => {
        fn $name(rows: Rows<'_, $type>) -> loss_status {
            let Rows { logits, index, rows, classes, class_options, options, value, output, .. } = rows;
            // SAFETY: every array has as many elements as the sizes say.
            unsafe { loss::$function(logits, index.as_ptr(), rows, classes, class_options, options, value, output) }
        }
    };
}

/// Index targets, and the loss's own number; of these losses, which take no label smoothing and no z-loss.
macro_rules! function_of_index {
    ($name:ident, $type:ty, $function:ident, $number:expr) => {
        fn $name(rows: Rows<'_, $type>) -> loss_status {
            let Rows { logits, index, rows, classes, class_options, options, value, output, .. } = rows;
            let class = &ClassOptions { label_smoothing: 0.0, z_loss: 0.0, ..*class_options };
            // SAFETY: every array has as many elements as the sizes say.
            unsafe { loss::$function(logits, index.as_ptr(), rows, classes, $number, class, options, value, output) }
        }
    };
}

/// Target distributions.
macro_rules! soft {
    ($name:ident, $type:ty, $function:ident) => {
        fn $name(rows: Rows<'_, $type>) -> loss_status {
            let Rows { logits, soft, rows, classes, class_options, options, value, output, .. } = rows;
            // SAFETY: every array has as many elements as the sizes say.
            unsafe { loss::$function(logits, soft.as_ptr(), rows, classes, class_options, options, value, output) }
        }
    };
}

/// Without targets and losses.
macro_rules! output {
    ($name:ident, $type:ty, $function:ident) => {
        fn $name(rows: Rows<'_, $type>) -> loss_status {
            let Rows { logits, rows, classes, class_options, output, .. } = rows;
            let class_options = ClassOptions { label_smoothing: 0.0, z_loss: 0.0, ..*class_options };
            let class_options = ClassOptions { class_weight: std::ptr::null(), ..class_options };
            // SAFETY: every array has as many elements as the sizes say.
            unsafe { loss::$function(logits, rows, classes, &class_options, output) }
        }
    };
}

index!(index_f32, f32, loss_cross_entropy_f32);
index!(index_f64, f64, loss_cross_entropy_f64);
function_of_index!(focal_f32, f32, loss_focal_cross_entropy_f32, 2.0);
function_of_index!(focal_f64, f64, loss_focal_cross_entropy_f64, 2.0);
function_of_index!(poly1_f32, f32, loss_poly1_cross_entropy_f32, -0.5);
function_of_index!(poly1_f64, f64, loss_poly1_cross_entropy_f64, -0.5);
soft!(soft_f32, f32, loss_cross_entropy_soft_f32);
soft!(soft_f64, f64, loss_cross_entropy_soft_f64);
output!(softmax_f32, f32, loss_softmax_f32);
output!(softmax_f64, f64, loss_softmax_f64);
output!(log_softmax_f32, f32, loss_log_softmax_f32);
output!(log_softmax_f64, f64, loss_log_softmax_f64);

macro_rules! check {
    ($type:ty, $function:ident, $setting:expr) => {{
        let Setting { classes, padding, smoothing, temperature, z_loss, weighs, accumulates } = $setting;
        let mut random = Random(classes as u64 + padding as u64);
        let (rows, stride) = (75, classes + padding);
        let mut numbers = |count: usize, low: f64, high: f64| -> Vec<$type> {
            (0..count).map(|_| random.between(low, high) as $type).collect()
        };
        let mut logits = numbers(rows * stride, -9.0, 9.0);
        // Rows that are sure, rows far from the others, and rows of extremes.
        logits[3 * stride] = 60.0;
        logits[7 * stride..7 * stride + classes].fill(3e6);
        logits[11 * stride] = <$type>::NEG_INFINITY;
        logits[13 * stride..13 * stride + classes].fill(<$type>::NEG_INFINITY);
        logits[17 * stride + classes - 1] = <$type>::NAN;
        logits[19 * stride] = -1e30;
        logits[21 * stride + classes / 2] = <$type>::INFINITY;
        logits[29 * stride] = 25.0;
        logits[30 * stride + classes - 1] = 95.0;
        // Rows whose later blocks are far above the first elements, and far above each other.
        for row in [23, 24, 25] {
            let rise = [30.0, 200.0, 2e6][row - 23];
            for c in 0..classes {
                logits[row * stride + c] += (rise * c as f64 / classes as f64) as $type;
            }
        }
        // Of the rows from 32 on some are sure to several degrees, but none is of another kind than the others in its batch.
        for (row, class, logit) in [(40, 0, 14.0), (41, classes - 1, 25.0), (42, classes / 2, 40.0), (43, 0, 60.0)] {
            logits[row * stride + class] = logit;
        }
        logits[44 * stride + classes - 1] = <$type>::NAN;
        logits[45 * stride + classes - 1] = <$type>::NEG_INFINITY;
        logits[46 * stride + classes / 2] = -1e30;
        logits[47 * stride] = <$type>::NAN;
        logits[48 * stride..48 * stride + classes].fill(0.5);
        let mut weight = numbers(rows, 0.0, 2.0);
        (weight[44], weight[50]) = (0.0, 0.0);
        // Shares of classes, one of them without any, one all of it, one more than that.
        let mut soft = numbers(rows * stride, 0.0, 2.0 / classes as f64);
        soft[35 * stride..35 * stride + classes].fill(0.0);
        soft[36 * stride..36 * stride + classes].fill(0.0);
        soft[36 * stride + classes / 3] = 1.0;
        soft[43 * stride] = 1.5;
        let class_weight = numbers(classes, 0.5, 2.0);
        let start = numbers(rows * stride, -1.0, 1.0);
        let target: Vec<i64> = (0..rows).map(|row| if row % 9 == 4 { -100 } else { (row % classes) as i64 }).collect();

        // Losses, lse and gradients of the rows first..first + count.
        let run = |first: usize, count: usize, in_place: bool| {
            let (mut losses, mut lse) = (vec![0.0; count], vec![0.0; count]);
            let source = if in_place { &logits } else { &start };
            let mut gradient = source[first * stride..(first + count) * stride].to_vec();
            let output = gradient.as_mut_ptr();
            let mut options = Options::<$type>::default();
            options.reduction = LOSS_SUM;
            options.flags = if accumulates { LOSS_ACCUMULATE } else { 0 };
            options.losses = losses.as_mut_ptr();
            let mut class_options = ClassOptions::<$type>::default();
            (class_options.label_smoothing, class_options.temperature) = (smoothing, temperature);
            (class_options.z_loss, class_options.row_stride) = (z_loss, stride);
            class_options.lse = lse.as_mut_ptr();
            if weighs {
                options.weight = weight[first..].as_ptr();
                class_options.class_weight = class_weight.as_ptr();
            }
            let mut value = 0.0;
            let status = $function(Rows {
                logits: if in_place { output.cast_const() } else { logits[first * stride..].as_ptr() },
                index: &target[first..],
                soft: &soft[first * stride..],
                rows: count,
                classes,
                class_options: &class_options,
                options: &options,
                value: &mut value,
                output,
            });
            assert_eq!(status, loss_status::LOSS_OK);
            // One NaN is as good as another.
            let one_nan = |x: $type| if x.is_nan() { <$type>::NAN } else { x };
            let bits = |array: &[$type]| array.iter().map(|x| one_nan(*x).to_bits()).collect::<Vec<_>>();
            (bits(&losses), bits(&lse), bits(&gradient))
        };
        let (losses, lse, gradient) = run(0, rows, false);
        if !accumulates && padding == 0 {
            assert!(run(0, rows, true) == (losses.clone(), lse.clone(), gradient.clone()), "in place, {:?}", $setting);
        }
        for row in 0..rows {
            let alone = run(row, 1, false);
            let place = row * stride..(row + 1) * stride;
            assert_eq!(alone.0, losses[row..=row], "loss of row {row}, {:?}", $setting);
            assert_eq!(alone.1, lse[row..=row], "lse of row {row}, {:?}", $setting);
            assert_eq!(alone.2, gradient[place], "gradient of row {row}, {:?}", $setting);
        }
    }};
}

const PLAIN: Setting = Setting {
    classes: 10,
    padding: 0,
    smoothing: 0.0,
    temperature: 0.0,
    z_loss: 0.0,
    weighs: false,
    accumulates: false,
};
const ALL: Setting = Setting { smoothing: 0.1, temperature: 1.7, z_loss: 1e-3, accumulates: true, ..PLAIN };

#[test]
fn a_row_does_not_depend_on_the_others() {
    let (plain, all) = (PLAIN, ALL);
    for classes in [1, 2, 3, 4, 7, 8, 9, 10, 15, 16, 17, 24, 31, 32, 33, 63, 64, 65, 100] {
        for setting in [
            Setting { classes, ..plain },
            Setting { classes, padding: 3, temperature: 0.3, weighs: true, ..plain },
            Setting { classes, ..all },
            Setting { classes, padding: 5, smoothing: 0.0, weighs: true, ..all },
        ] {
            check!(f32, index_f32, setting);
            check!(f64, index_f64, setting);
        }
    }
    // Rows of several blocks, and the longest that are not.
    for classes in [1000, 1024, 1025, 3000] {
        let smooth = Setting { classes, accumulates: false, ..all };
        for setting in [Setting { classes, ..plain }, smooth, Setting { weighs: true, ..smooth }] {
            check!(f32, index_f32, setting);
            check!(f64, index_f64, setting);
        }
    }
}

#[test]
fn a_row_with_soft_targets_does_not_depend_on_the_others() {
    for classes in [1, 2, 5, 10, 16, 17, 31, 32, 33, 64, 65, 100, 1000, 1025] {
        let plain = Setting { classes, ..PLAIN };
        let all = Setting { classes, ..ALL };
        for setting in [plain, Setting { padding: 3, weighs: true, ..plain }, all, Setting { weighs: true, ..all }] {
            check!(f32, soft_f32, setting);
            check!(f64, soft_f64, setting);
            check!(f32, soft_f32, Setting { accumulates: false, ..setting });
            check!(f64, soft_f64, Setting { accumulates: false, ..setting });
        }
    }
}

#[test]
fn a_function_of_a_cross_entropy_does_not_depend_on_the_other_rows() {
    for classes in [1, 2, 5, 10, 31, 32, 33, 65, 1000] {
        let plain = Setting { classes, ..PLAIN };
        let other = Setting { padding: 3, temperature: 1.7, weighs: true, accumulates: true, ..plain };
        for setting in [plain, Setting { accumulates: false, ..other }, other] {
            check!(f32, focal_f32, setting);
            check!(f64, focal_f64, setting);
            check!(f32, poly1_f32, setting);
            check!(f64, poly1_f64, setting);
        }
    }
}

#[test]
fn probabilities_of_a_row_do_not_depend_on_the_others() {
    for classes in [1, 2, 5, 10, 16, 17, 31, 32, 33, 64, 65, 100, 1000, 1025] {
        let plain = Setting { classes, ..PLAIN };
        for setting in [plain, Setting { padding: 3, ..plain }, Setting { temperature: 1.7, ..plain }] {
            check!(f32, softmax_f32, setting);
            check!(f64, softmax_f64, setting);
            check!(f32, log_softmax_f32, setting);
            check!(f64, log_softmax_f64, setting);
        }
    }
}
