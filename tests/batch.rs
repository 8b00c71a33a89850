//! A row's results do not depend on the rows beside it: not on how many there are, nor on their order, nor
//! on which of them count. Small rows are worked on 32 at a time and in other ways when they are few.
//! Nor do they depend on whether the gradient replaces the logits, where long rows go other ways. Nor does an element's
//! gradient depend on whether all of them are written past the caches.

mod common;

use common::{Random, isa_lock};
use loss::{ClassOptions, LOSS_ACCUMULATE, LOSS_SUM, Options, isa, loss_status};

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
        // Rows whose later blocks are far above the first elements, and far above each other.
        for row in [23, 24, 25] {
            let rise = [30.0, 200.0, 2e6][row - 23];
            for c in 0..classes {
                logits[row * stride + c] += (rise * c as f64 / classes as f64) as $type;
            }
        }
        let weight = numbers(rows, 0.0, 2.0);
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
            // SAFETY: every array has as many elements as the sizes say.
            let status = unsafe {
                loss::$function(
                    if in_place { output.cast_const() } else { logits[first * stride..].as_ptr() },
                    target[first..].as_ptr(),
                    count,
                    classes,
                    &class_options,
                    &options,
                    &mut value,
                    output,
                )
            };
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

#[test]
fn a_row_does_not_depend_on_the_others() {
    let plain = Setting {
        classes: 10,
        padding: 0,
        smoothing: 0.0,
        temperature: 0.0,
        z_loss: 0.0,
        weighs: false,
        accumulates: false,
    };
    let all = Setting { smoothing: 0.1, temperature: 1.7, z_loss: 1e-3, accumulates: true, ..plain };
    for classes in [1, 2, 3, 4, 7, 8, 9, 10, 15, 16, 17, 24, 31, 32, 33] {
        for setting in [
            Setting { classes, ..plain },
            Setting { classes, padding: 3, temperature: 0.3, weighs: true, ..plain },
            Setting { classes, ..all },
            Setting { classes, padding: 5, smoothing: 0.0, weighs: true, ..all },
        ] {
            check!(f32, loss_cross_entropy_f32, setting);
            check!(f64, loss_cross_entropy_f64, setting);
        }
    }
    // Rows of several blocks.
    for classes in [1000, 1025, 3000] {
        let smooth = Setting { classes, accumulates: false, ..all };
        for setting in [Setting { classes, ..plain }, smooth, Setting { weighs: true, ..smooth }] {
            check!(f32, loss_cross_entropy_f32, setting);
            check!(f64, loss_cross_entropy_f64, setting);
        }
    }
}

/// Elements whose gradient is larger than 32 MiB, which is where it is written past the caches, and odd ones more.
const fn many<T>() -> usize {
    (32 << 20) / size_of::<T>() + 16 * 1024 + 77
}

macro_rules! check_large {
    ($type:ty, $function:ident, $target:expr) => {{
        const MANY: usize = many::<$type>();
        const BORDER: usize = 64;
        let mut random = Random(size_of::<$type>() as u64);
        let x: Vec<$type> = (0..MANY).map(|_| random.between(-3.0, 3.0) as $type).collect();
        // The value of so many elements from some place on, and their gradient.
        let run = |first: usize, count: usize, threads: u32, input: *const $type, gradient: *mut $type| {
            let mut options = Options::<$type>::default();
            (options.reduction, options.threads) = (LOSS_SUM, threads);
            let mut value = 0.0;
            let target = $target[first..].as_ptr();
            // SAFETY: every array has as many elements as the count says.
            let status = unsafe { loss::$function(input, target, count, &options, &mut value, gradient) };
            assert_eq!(status, loss_status::LOSS_OK);
            value
        };
        let same_bits = |a: &[$type], b: &[$type]| a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits());
        // Few at a time.
        let mut expected = vec![0.0; MANY];
        for first in (0..MANY).step_by(10_000) {
            let count = (MANY - first).min(10_000);
            run(first, count, 1, x[first..].as_ptr(), expected[first..].as_mut_ptr());
        }
        let mut gradient = x.clone();
        let place = gradient.as_mut_ptr();
        let value = run(0, MANY, 1, place, place);
        assert!(same_bits(&gradient, &expected), "{} in place", stringify!($function));

        for isa_name in isa::available() {
            assert!(isa::select(isa_name));
            for (threads, offset) in [(1, 0), (4, 0), (4, 1), (1, 2 * size_of::<f64>() / size_of::<$type>())] {
                let mut array: Vec<$type> = vec![7.0; MANY + 2 * BORDER];
                // From a multiple of 16 bytes on, or off it.
                let first = BORDER / 2 + array[BORDER / 2..].as_ptr().align_offset(16) + offset;
                let same = run(0, MANY, threads, x.as_ptr(), array[first..].as_mut_ptr());
                let case = format!("{} on {threads} threads, {offset} off, {isa_name:?}", stringify!($function));
                assert!(same.to_bits() == value.to_bits(), "{case}: value");
                assert!(same_bits(&array[first..first + MANY], &expected), "{case}: gradient");
                assert!(array[..first].iter().chain(&array[first + MANY..]).all(|x| *x == 7.0), "{case}: border");
            }
        }
    }};
}

#[test]
fn a_gradient_past_the_caches_is_the_same() {
    let _turn = isa_lock();
    let best = isa::active().name();
    let targets = |count: usize| (0..count).map(|i| if i % 3 == 0 { 1.0 } else { -1.0 });
    let narrow: Vec<f32> = targets(many::<f32>()).map(|x| x as f32).collect();
    let wide: Vec<f64> = targets(many::<f64>()).collect();
    check_large!(f32, loss_mse_f32, narrow);
    check_large!(f64, loss_mse_f64, wide);
    check_large!(f32, loss_hinge_f32, narrow);
    check_large!(f64, loss_hinge_f64, wide);
    assert!(isa::select(best));
}

macro_rules! check_logarithms {
    ($type:ty, $function:ident, $classes:expr, $padding:expr, $offset:expr) => {{
        const BORDER: usize = 64;
        let (classes, stride): (usize, usize) = ($classes, $classes + $padding);
        let rows = many::<$type>() / classes;
        let mut random = Random(classes as u64);
        let x: Vec<$type> = (0..rows * stride).map(|_| random.between(-9.0, 9.0) as $type).collect();
        let run = |first: usize, count: usize, threads: u32, input: *const $type, output: *mut $type| {
            let options = ClassOptions::<$type> { row_stride: stride, ..ClassOptions::default() };
            assert_eq!(loss::loss_set_num_threads(threads), loss_status::LOSS_OK);
            // SAFETY: both arrays have so many rows from the first on.
            let status = unsafe {
                loss::$function(input.add(first * stride), count, classes, &options, output.add(first * stride))
            };
            assert_eq!(status, loss_status::LOSS_OK);
        };
        // A few rows at a time.
        let mut expected: Vec<$type> = vec![7.0; rows * stride];
        for first in (0..rows).step_by(5) {
            run(first, (rows - first).min(5), 1, x.as_ptr(), expected.as_mut_ptr());
        }
        for isa_name in isa::available() {
            assert!(isa::select(isa_name));
            for threads in [1, 3] {
                let mut array: Vec<$type> = vec![7.0; rows * stride + 2 * BORDER];
                let first = BORDER / 2 + array[BORDER / 2..].as_ptr().align_offset(64) + $offset;
                run(0, rows, threads, x.as_ptr(), array[first..].as_mut_ptr());
                let case = format!("{} {classes} of {stride}, {threads} threads, {isa_name:?}", stringify!($function));
                let written = &array[first..first + rows * stride];
                assert!(written.iter().zip(&expected).all(|(a, b)| a.to_bits() == b.to_bits()), "{case}");
                assert!(
                    array[..first].iter().chain(&array[first + rows * stride..]).all(|x| *x == 7.0),
                    "{case}: border"
                );
            }
        }
    }};
}

#[test]
fn logarithms_past_the_caches_are_the_same() {
    let _turn = isa_lock();
    let best = isa::active().name();
    check_logarithms!(f32, loss_log_softmax_f32, 1001, 3, 5);
    check_logarithms!(f32, loss_log_softmax_f32, 7, 0, 0);
    check_logarithms!(f64, loss_log_softmax_f64, 1001, 0, 3);
    assert_eq!(loss::loss_set_num_threads(0), loss_status::LOSS_OK);
    assert!(isa::select(best));
}
