//! What is written does not depend on whether it goes past the caches, as it does where an array is larger than they are.

mod common;

use common::call::Dtype;
use common::{Random, isa_lock};
use loss::{ClassOptions, LOSS_SUM, Options, isa, loss_status};
use std::cell::RefCell;

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

/// Calls a function for the rows `first..first + count`, given where the first of all is in the input and the output.
type Call<'a, E> = &'a dyn Fn(usize, usize, *const E, *mut E);

/// Rows, of `classes` elements and `padding` ones that are not theirs, which begin `offset` elements behind a line.
#[derive(Clone, Copy, Debug)]
struct Shape {
    classes: usize,
    padding: usize,
    offset: usize,
}

impl Shape {
    fn stride(self) -> usize {
        self.classes + self.padding
    }

    fn rows<E>(self) -> usize {
        many::<E>() / self.classes
    }
}

/// All rows at once must give what a few at a time give.
fn check_rows<E: Dtype>(name: &str, shape: Shape, call: Call<E>) {
    const BORDER: usize = 64;
    let (rows, length) = (shape.rows::<E>(), shape.rows::<E>() * shape.stride());
    let mut random = Random(shape.classes as u64);
    let x: Vec<E> = (0..length).map(|_| E::from_f64(random.between(-9.0, 9.0))).collect();
    let untouched = E::from_f64(7.0);
    let mut expected = vec![untouched; length];
    for first in (0..rows).step_by(5) {
        call(first, (rows - first).min(5), x.as_ptr(), expected.as_mut_ptr());
    }
    let same = |a: &[E], b: &[E]| a.iter().zip(b).all(|(a, b)| a.to_f64().to_bits() == b.to_f64().to_bits());
    for isa_name in isa::available() {
        assert!(isa::select(isa_name));
        for threads in [1, 3] {
            assert_eq!(loss::loss_set_num_threads(threads), loss_status::LOSS_OK);
            let mut array = vec![untouched; length + 2 * BORDER];
            let first = BORDER / 2 + array[BORDER / 2..].as_ptr().align_offset(64) + shape.offset;
            call(0, rows, x.as_ptr(), array[first..].as_mut_ptr());
            let case = format!("{name}, {shape:?}, {threads} threads, {isa_name:?}");
            assert!(same(&array[first..first + length], &expected), "{case}");
            let mut border = array[..first].iter().chain(&array[first + length..]);
            assert!(border.all(|x| x.to_f64() == 7.0), "{case}: border");
        }
    }
}

macro_rules! check_classes {
    ($type:ty, $shape:expr, $softmax:ident $(, $indexed:ident)*) => {{
        let shape: Shape = $shape;
        let stride = shape.stride();
        let class_options = ClassOptions::<$type> { row_stride: stride, ..ClassOptions::default() };
        let options = Options::<$type> { reduction: LOSS_SUM, ..Options::default() };
        // Half the rows do not count.
        let target = |row: usize| if row % 2 == 1 { -100 } else { (row * 13 % shape.classes) as i64 };
        let target: Vec<i64> = (0..shape.rows::<$type>()).map(target).collect();
        check_rows::<$type>(stringify!($softmax), shape, &|first, count, input, output| {
            // SAFETY: both arrays have so many rows from the first on.
            let status = unsafe {
                let (input, output) = (input.add(first * stride), output.add(first * stride));
                loss::$softmax(input, count, shape.classes, &class_options, output)
            };
            assert_eq!(status, loss_status::LOSS_OK);
        });
        $(
            check_rows::<$type>(stringify!($indexed), shape, &|first, count, input, output| {
                let mut value = 0.0;
                // SAFETY: as above, and there is a target for each row.
                let status = unsafe {
                    loss::$indexed(
                        input.add(first * stride),
                        target[first..].as_ptr(),
                        count,
                        shape.classes,
                        &class_options,
                        &options,
                        &mut value,
                        output.add(first * stride),
                    )
                };
                assert_eq!(status, loss_status::LOSS_OK);
            });
        )*
    }};
}

#[test]
fn classes_past_the_caches_are_the_same() {
    let _turn = isa_lock();
    let best = isa::active().name();
    let (wide, narrow) = (Shape { classes: 1001, padding: 3, offset: 5 }, Shape { classes: 7, padding: 0, offset: 0 });
    check_classes!(f32, wide, loss_log_softmax_f32, loss_nll_f32, loss_cross_entropy_f32);
    check_classes!(f32, narrow, loss_log_softmax_f32, loss_nll_f32);
    let wide = Shape { padding: 0, offset: 3, ..wide };
    check_classes!(f64, wide, loss_log_softmax_f64, loss_nll_f64, loss_cross_entropy_f64);
    assert_eq!(loss::loss_set_num_threads(0), loss_status::LOSS_OK);
    assert!(isa::select(best));
}

macro_rules! check_divergences {
    ($type:ty, $classes:expr, $offset:expr, $rowwise:ident, $pair:ident) => {{
        let shape = Shape { classes: $classes, padding: 0, offset: $offset };
        let (rows, classes) = (shape.rows::<$type>(), shape.classes);
        // A third of the rows do not count.
        let mask: Vec<u8> = (0..rows).map(|row| u8::from(row % 3 != 1)).collect();
        let target: Vec<$type> = (0..rows * classes).map(|i| (i % 17) as $type / 17.0).collect();
        let options =
            |first: usize| Options::<$type> { reduction: LOSS_SUM, mask: mask[first..].as_ptr(), ..Options::default() };
        check_rows::<$type>(stringify!($rowwise), shape, &|first, count, input, output| {
            let (at, mut value) = (first * classes, 0.0);
            // SAFETY: all arrays have so many rows from the first on.
            let status = unsafe {
                let (input, output) = (input.add(at), output.add(at));
                loss::$rowwise(input, target[at..].as_ptr(), count, classes, &options(first), &mut value, output)
            };
            assert_eq!(status, loss_status::LOSS_OK);
        });
        let other = RefCell::new(vec![0.0; rows * classes]);
        for which in 0..2 {
            check_rows::<$type>(&format!("{} {which}", stringify!($pair)), shape, &|first, count, input, output| {
                let (at, mut value) = (first * classes, 0.0);
                let other = other.borrow_mut()[at..].as_mut_ptr();
                // SAFETY: as above.
                let status = unsafe {
                    let (input, output) = (input.add(at), output.add(at));
                    let gradients = if which == 0 { [output, other] } else { [other, output] };
                    let target = target[at..].as_ptr();
                    loss::$pair(input, target, count, classes, &options(first), &mut value, gradients[0], gradients[1])
                };
                assert_eq!(status, loss_status::LOSS_OK);
            });
        }
    }};
}

#[test]
fn divergences_past_the_caches_are_the_same() {
    let _turn = isa_lock();
    let best = isa::active().name();
    check_divergences!(f32, 1001, 4, loss_kl_div_f32, loss_vae_kl_f32);
    check_divergences!(f64, 1001, 3, loss_kl_div_f64, loss_vae_kl_f64);
    check_divergences!(f32, 24, 0, loss_kl_div_f32, loss_vae_kl_f32);
    assert_eq!(loss::loss_set_num_threads(0), loss_status::LOSS_OK);
    assert!(isa::select(best));
}
