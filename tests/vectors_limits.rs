//! Losses of rows of vectors at the ends of the numbers, and calls that are refused.

mod common;
#[path = "vectors/call.rs"]
mod vectors_call;

use common::call::Dtype;
use common::{Random, on_each_isa};
use loss::{LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_SUM, LOSS_SWAP, loss_status};
use std::ptr::{null, null_mut};
use vectors_call::{Arguments, Loss, Outcome, Rows};

/// A row of each loss.
fn triplet(a: &[f64], p: &[f64], n: &[f64], scalars: [f64; 3]) -> Rows {
    let inputs = [a, p, n].map(<[f64]>::to_vec).into();
    Rows { loss: Loss::TRIPLET, inputs, rows: 1, dim: a.len(), scalars, ..Rows::default() }
}

fn cosine(x: &[f64], y: &[f64], target: f64) -> Rows {
    let inputs = [x, y].map(<[f64]>::to_vec).into();
    Rows { loss: Loss::COSINE_EMBEDDING, inputs, target: Some(vec![target]), rows: 1, dim: x.len(), ..Rows::default() }
}

fn times(numbers: &[f64], factor: f64) -> Vec<f64> {
    numbers.iter().map(|x| x * factor).collect()
}

fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|x| x.to_bits()).collect()
}

/// 2^660, about 5e198: its square is out of range, and 1 over that below it.
const HUGE: f64 = f64::from_bits((1023 + 660) << 52);

/// Distances times a power of two are that times the distances to the last bit, and their derivatives are the same.
#[test]
fn triplets_of_any_size() {
    on_each_isa(|| {
        let mut random = Random(1);
        for dim in [1, 2, 17, 40] {
            for p in [0.0, 1.0, 3.0, 1.5, f64::INFINITY] {
                for flags in [0, LOSS_SWAP] {
                    let mut case = Rows::sample(Loss::TRIPLET, 3, dim, &mut random);
                    (case.scalars, case.flags) = ([0.5, p, 0.0], flags);
                    let plain = case.run::<f64>();
                    assert!(plain.losses.iter().any(|loss| *loss > 0.0));
                    for factor in [HUGE, 1.0 / HUGE, HUGE / 3.0f64.exp2(), 1e3f64.exp2(), 1.0 / 900f64.exp2()] {
                        let inputs = case.inputs.iter().map(|input| times(input, factor)).collect();
                        let scalars = [0.5 * factor, p, 0.0];
                        let got = Rows { inputs, scalars, ..case.clone() }.run::<f64>();
                        assert_eq!(bits(&got.losses), bits(&times(&plain.losses, factor)), "{case:?} {factor:e}");
                        for (got, plain) in got.gradients.iter().zip(&plain.gradients) {
                            assert_eq!(bits(got), bits(plain), "{case:?} {factor:e}");
                        }
                    }
                }
            }
        }
    });
}

/// Of vectors with a size each the cosine is the same to the last bit, and derivatives have one over its size.
#[test]
fn cosines_of_any_size() {
    on_each_isa(|| {
        let mut random = Random(2);
        for dim in [2, 3, 17, 40] {
            let mut case = Rows::sample(Loss::COSINE_EMBEDDING, 4, dim, &mut random);
            case.scalars[0] = -1.0;
            let plain = case.run::<f64>();
            let factors = [1.0, HUGE, 1.0 / HUGE, 900f64.exp2(), 1.0 / 900f64.exp2()];
            for x in factors {
                for y in factors {
                    let inputs = vec![times(&case.inputs[0], x), times(&case.inputs[1], y)];
                    let got = Rows { inputs, ..case.clone() }.run::<f64>();
                    assert_eq!(bits(&got.losses), bits(&plain.losses), "{x:e} {y:e}");
                    for (nth, factor) in [x, y].into_iter().enumerate() {
                        let expected = times(&plain.gradients[nth], 1.0 / factor);
                        assert_eq!(bits(&got.gradients[nth]), bits(&expected), "{x:e} {y:e}, gradient {nth}");
                    }
                }
            }
        }
    });
}

fn close(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance * expected.abs(), "{got:e}, not {expected:e}");
}

/// Derivatives that are sums of a few numbers of the size of 1.
fn derivatives(got: &Outcome, expected: [&[f64]; 3], tolerance: f64) {
    for (got, expected) in got.gradients.iter().zip(expected) {
        let near = got.iter().zip(expected).all(|(got, expected)| (got - expected).abs() <= tolerance);
        assert!(near && got.len() == expected.len(), "{got:?}, not {expected:?}");
    }
}

#[test]
fn ends_of_double() {
    // By hand: right triangles of 3, 4 and 5. An ulp or two of the root and of the margin.
    for factor in [1e200, 1e-200, 3e307, 1e-307] {
        let (a, n) = ([0.0, 0.0], [0.25 * factor, 0.0]);
        let got = triplet(&a, &[3.0 * factor, -4.0 * factor], &n, [factor, 2.0, 0.0]).run::<f64>();
        close(got.value, 5.75 * factor, 1e-15);
        derivatives(&got, [&[0.4, 0.8], &[0.6, -0.8], &[-1.0, 0.0]], 1e-15);
    }
    // Distances that are out of range, while their difference is not; half of the first, times two.
    for p in [1.0, 2.0, 3.0, f64::INFINITY] {
        let got = triplet(&[1.5e308], &[-1.5e308], &[-1.4e308], [1.0, p, 0.0]).run::<f64>();
        close(got.value, 1e307, 1e-14);
        derivatives(&got, [&[0.0], &[-1.0], &[1.0]], 1e-15);
    }
    for p in [1.0, 2.0, 3.0] {
        let dim = [3, 8, 40][p as usize - 1];
        let (far, near) = (1.2e308 / 3.0, 1.1e308 / 3.0);
        let got = triplet(&vec![0.0; dim], &vec![3.0 * far; dim], &vec![3.0 * near; dim], [1.0, p, 0.0]).run::<f64>();
        // Of so many equal differences; it is a twelfth of two numbers with an error of a unit each.
        close(got.value, 1e307 * (dim as f64).powf(1.0 / p), 1e-14);
    }
    // The smallest numbers there are.
    let least = f64::from_bits(1);
    for p in [1.0, 2.0, 3.0, f64::INFINITY] {
        let got = triplet(&[0.0], &[least], &[-3.0 * least], [1.0, p, 0.0]).run::<f64>();
        derivatives(&got, [&[-2.0], &[1.0], &[1.0]], 1e-15);
        assert_eq!(got.value, 1.0);
    }
    let got = Rows { upstream: Some(1e-300), ..cosine(&[least, 0.0], &[least, least], 1.0) }.run::<f64>();
    close(got.value, 1.0 - 0.5f64.sqrt(), 1e-15);
    // Derivatives above the largest number, of which a factor leaves numbers in range.
    assert_eq!(got.gradients[0][0], 0.0);
    close(got.gradients[0][1], -(1e-300 / 2f64.powi(-537) / 2f64.powi(-537)) * 0.5f64.sqrt(), 1e-14);
    close(got.gradients[1][0], -(1e-300 / 2f64.powi(-537) / 2f64.powi(-537)) * 0.5 * 0.5f64.sqrt(), 1e-14);
    // Nor does a factor that is out of range make NaN of 0.
    let case = cosine(&[1e-200, 0.0, 0.0], &[1e-200, 1e-200, 0.0], 1.0);
    let got = Rows { upstream: Some(1e200), ..case }.run::<f64>();
    assert_eq!(got.gradients[0][1..], [-f64::INFINITY, 0.0]);
    for target in [1.0, -1.0] {
        let got = cosine(&[f64::MAX, f64::MAX], &[f64::MAX, 0.0], target).run::<f64>();
        let cosine = 0.5f64.sqrt();
        close(got.value, if target == 1.0 { 1.0 - cosine } else { cosine }, 1e-15);
    }
    // Beside a tiny epsilon, and in `float` too.
    let got = triplet(&[0.0, 0.0], &[0.0, 0.0], &[1.0, 0.0], [2.0, 2.0, 1e-200]).run::<f32>();
    close(got.value, 1.0, 1e-15);
    close(got.gradients[1][0], -0.5f64.sqrt(), 1e-7);
}

#[test]
fn ends_of_float() {
    let least = f64::from(f32::from_bits(1));
    let got = triplet(&[0.0, 0.0], &[3.0 * least, 4.0 * least], &[0.0, 9.0 * least], [0.0; 3]).run::<f32>();
    close(got.value, 1.0, 1e-15);
    close(got.gradients[1][0], 0.6, 1e-7);
    close(got.gradients[2][1], -1.0, 1e-7);
    let largest = f64::from(f32::MAX);
    let got = triplet(&[largest], &[-largest], &[0.0], [0.0; 3]).run::<f32>();
    // The loss is a float in `losses` and a double in `value`.
    close(got.value, largest, 1e-15);
    assert_eq!(got.losses, [largest]);
    derivatives(&got, [&[0.0], &[-1.0], &[1.0]], 1e-7);
    let got = triplet(&[largest], &[-largest], &[largest], [0.0; 3]).run::<f32>();
    close(got.value, 2.0 * largest, 1e-15);
    assert_eq!(got.losses, [f64::INFINITY]);
    derivatives(&got, [&[1.0], &[-1.0], &[0.0]], 1e-7);
    for target in [1.0, -1.0] {
        let cosine = cosine(&[least, 0.0], &[largest, largest], target).run::<f32>();
        let expected = 0.5f64.sqrt();
        close(cosine.value, if target == 1.0 { 1.0 - expected } else { expected }, 1e-15);
    }
}

/// 1 − cos of vectors that are nearly in one direction: by the angle, half of its square.
#[test]
fn cosines_near_one_do_not_cancel() {
    for angle in [1e-3, 1e-5, 1e-7] {
        for dim in [2, 64] {
            // A multiple of x, and a little at right angles to it.
            let x: Vec<f64> = (0..dim).map(|i| if i % 2 == 0 { 3.0 } else { 4.0 }).collect();
            let y: Vec<f64> =
                (0..dim).map(|i| if i % 2 == 0 { 3.0 - 4.0 * angle } else { 4.0 + 3.0 * angle }).collect();
            let got = cosine(&x, &y, 1.0).run::<f64>().value;
            // Of tan(angle); elements of y are rounded to a unit of 4e-16, in an angle of this size.
            let expected = 2.0 * (angle.atan() / 2.0).sin().powi(2);
            close(got, expected, 4e-16 / angle + 1e-15);
        }
    }
    let x = [1.0, 2.0, -3.0, 0.1];
    assert_eq!(cosine(&x, &times(&x, 2.0), 1.0).run::<f64>().value, 0.0);
    assert_eq!(cosine(&x, &times(&x, -2.0), 1.0).run::<f64>().value, 2.0);
}

#[test]
fn zero_vectors_and_kinks() {
    let zeros = |got: &Outcome| got.gradients.iter().flatten().all(|x| *x == 0.0);
    for target in [1.0, -1.0] {
        for (x, y) in [([0.0, 0.0], [1.0, 2.0]), ([1.0, 2.0], [0.0, 0.0]), ([0.0, 0.0], [0.0, -0.0])] {
            for margin in [0.0, -0.5] {
                let case = Rows { scalars: [margin, 0.0, 0.0], ..cosine(&x, &y, target) };
                let got = case.run::<f64>();
                assert_eq!(got.value, if target == 1.0 { 1.0 } else { -margin });
                assert!(zeros(&got), "{got:?}");
            }
        }
    }
    for p in [1.0, 2.0, 3.0, f64::INFINITY] {
        // m + 3 − 4 = 0.
        let got = triplet(&[0.0, 0.0], &[3.0, 0.0], &[0.0, 4.0], [1.0, p, 0.0]).run::<f64>();
        assert_eq!(got.value, 0.0);
        assert!(zeros(&got), "p = {p}: {got:?}");
        // Coincident points have no direction; the other distance has.
        let got = triplet(&[1.0, 2.0], &[1.0, 2.0], &[1.0, 2.5], [1.0, p, 0.0]).run::<f64>();
        assert_eq!((got.value, &got.gradients[1][..]), (0.5, &[0.0, 0.0][..]), "p = {p}");
        derivatives(&got, [&[0.0, 1.0], &[0.0, 0.0], &[0.0, -1.0]], 1e-15);
        let got = triplet(&[1.0, 2.0], &[1.0, 2.0], &[1.0, 2.0], [1.0, p, 0.0]).run::<f64>();
        assert_eq!(got.value, 1.0);
        assert!(zeros(&got), "p = {p}: {got:?}");
    }
    // The lowest of equal differences, in every place of a vector, and behind it nothing.
    for first in 0..35 {
        let mut p = vec![0.0; 35];
        p[first..].iter_mut().enumerate().for_each(|(i, x)| *x = if i % 2 == 0 { 2.0 } else { -2.0 });
        let got = triplet(&[0.0; 35], &p, &[0.0; 35], [1.0, f64::INFINITY, 0.0]).run::<f64>();
        let expected: Vec<f64> = (0..35).map(|i| if i == first { 1.0 } else { 0.0 }).collect();
        assert_eq!((got.value, &got.gradients[1]), (3.0, &expected));
    }
    // Without elements all points coincide.
    assert_eq!(triplet(&[], &[], &[], [0.25, 0.0, 0.0]).run::<f32>().value, 0.25);
    assert_eq!(cosine(&[], &[], 1.0).run::<f32>().value, 1.0);
}

#[test]
fn nan_and_infinities() {
    for p in [1.0, 2.0, 3.0, f64::INFINITY] {
        for nth in 0..3 {
            for place in [0, 20] {
                let mut case = Rows::sample(Loss::TRIPLET, 2, 21, &mut Random(5));
                case.scalars = [9.0, p, 0.0];
                let good = Rows { reduction: LOSS_SUM, ..case.clone() }.run::<f64>();
                case.inputs[nth][21 + place] = f64::NAN;
                let got = Rows { reduction: LOSS_SUM, ..case }.run::<f64>();
                assert!(got.value.is_nan() && got.losses[1].is_nan() && got.losses[0] == good.losses[0]);
                for (gradient, good) in got.gradients.iter().zip(&good.gradients) {
                    assert!(gradient[21..].iter().all(|x| x.is_nan()), "p = {p}, NaN in input {nth}: {gradient:?}");
                    assert_eq!(gradient[..21], good[..21]);
                }
            }
        }
        // Infinitely far: the loss is 0, or infinite.
        for infinity in [f64::INFINITY, -f64::INFINITY] {
            let got = triplet(&[0.0, 1.0], &[1.0, 1.0], &[infinity, 1.0], [1.0, p, 0.0]).run::<f64>();
            assert!(got.value == 0.0 && got.gradients.iter().flatten().all(|x| *x == 0.0), "{got:?}");
            let got = triplet(&[0.0, 1.0], &[infinity, 1.0], &[1.0, 1.0], [1.0, p, 0.0]).run::<f64>();
            assert!(got.value == f64::INFINITY && got.gradients[1][1] == 0.0, "p = {p}: {got:?}");
            let both = triplet(&[infinity, 1.0], &[0.0, 1.0], &[1.0, 1.0], [1.0, p, 0.0]).run::<f64>();
            assert!(both.value.is_nan() && both.gradients.iter().flatten().all(|x| x.is_nan()));
        }
    }
    for target in [1.0, -1.0, 0.0, f64::NAN] {
        for place in [0, 20] {
            let mut case = Rows::sample(Loss::COSINE_EMBEDDING, 1, 21, &mut Random(6));
            case.target = Some(vec![target]);
            case.inputs[1][place] = f64::NAN;
            let got = case.run::<f64>();
            assert!(got.value.is_nan(), "{target}");
        }
        let got = cosine(&[f64::INFINITY, 1.0], &[1.0, 2.0], target).run::<f64>();
        assert!(if target == 0.0 { got.value == 0.0 } else { got.value.is_nan() }, "{target}: {got:?}");
    }
    let got = cosine(&[1.0, 2.0], &[2.0, 1.0], f64::NAN).run::<f64>();
    assert!(got.value.is_nan());
    for target in [0.5, 2.0, f64::INFINITY, -f64::INFINITY] {
        let got = cosine(&[1.0, 2.0], &[2.0, 1.0], target).run::<f64>();
        assert!(got.value == 0.0 && got.gradients.iter().flatten().all(|x| *x == 0.0), "{target}: {got:?}");
    }
}

#[test]
fn rows_without_weight() {
    for loss in Loss::all() {
        let mut case = Rows::sample(loss, 4, 19, &mut Random(7));
        let dim = case.dim;
        for input in &mut case.inputs {
            input[dim..2 * dim].fill(f64::NAN);
            input[3 * dim..].fill(f64::INFINITY);
        }
        for (weight, mask) in [(vec![1.0, 0.0, 2.0, 0.0], None), (vec![1.0, 5.0, 2.0, 5.0], Some(vec![1, 0, 255, 0]))] {
            let masked = mask.is_some();
            let case = Rows { weight: Some(weight), mask, ..case.clone() };
            let got = case.run::<f64>();
            assert!(got.value.is_finite() && got.sums.weight == 3.0 && got.sums.rows == if masked { 2 } else { 4 });
            assert!(if masked { got.losses[1] == 0.0 } else { got.losses[1].is_nan() });
            let old: Vec<Vec<f64>> = case.inputs.iter().map(|input| vec![7.0; input.len()]).collect();
            let added = Rows { flags: LOSS_ACCUMULATE, old: Some(old), ..case.clone() }.run::<f64>();
            for (gradient, added) in got.gradients.iter().zip(&added.gradients) {
                for row in [1, 3] {
                    assert!(gradient[row * dim..][..dim].iter().all(|x| *x == 0.0));
                    assert!(added[row * dim..][..dim].iter().all(|x| *x == 7.0));
                }
            }
        }
        // Nothing counts.
        for (weight, mask) in [(Some(vec![0.0; 4]), None), (None, Some(vec![0; 4]))] {
            let got = Rows { weight, mask, ..case.clone() }.run::<f32>();
            assert!(got.value == 0.0 && got.gradients.iter().flatten().all(|x| *x == 0.0));
        }
        let got = Rows { upstream: Some(0.0), ..case.clone() }.run::<f32>();
        assert!(got.gradients.iter().flatten().all(|x| *x == 0.0));
    }
}

#[test]
fn equal_distances_do_not_swap() {
    let (a, p, n) = ([0.25, 0.5], [0.75, 0.0], [0.75, 1.0]);
    for norm in [1.0, 2.0, 3.0, f64::INFINITY] {
        // D(p, n) is 1; D(a, n) is that for p = 1, else less.
        let plain = triplet(&a, &p, &n, [3.0, norm, 0.0]);
        let got = Rows { flags: LOSS_SWAP, ..plain.clone() }.run::<f64>();
        assert!(got.same_bits(&plain.run::<f64>()), "p = {norm}");
        // A negative that is nearer to the positive.
        let near = [0.75, 0.125];
        let plain = triplet(&a, &p, &near, [3.0, norm, 0.0]);
        let got = Rows { flags: LOSS_SWAP, ..plain.clone() }.run::<f64>();
        close(got.value, plain.run::<f64>().value + distance(&a, &near, norm) - 0.125, 1e-15);
        derivatives(&Outcome { gradients: vec![got.gradients[2].clone()], ..got }, [&[0.0, -1.0], &[], &[]], 1e-15);
    }
}

/// ‖x − y‖_p by the standard library.
fn distance(x: &[f64], y: &[f64], p: f64) -> f64 {
    let sizes = || x.iter().zip(y).map(|(x, y)| (x - y).abs());
    if p == f64::INFINITY { sizes().fold(0.0, f64::max) } else { sizes().map(|d| d.powf(p)).sum::<f64>().powf(1.0 / p) }
}

fn refused<E: Dtype>(case: &Rows, status: loss_status, words: &str, change: impl FnOnce(&mut Arguments<E>)) {
    let got = case.call_with::<E>(change);
    assert_eq!(got.status, status, "{words}: {}", got.message);
    assert!(got.message.contains(words), "{:?} does not say {words:?}", got.message);
    assert!(got.untouched, "{words}: something was written");
}

fn bad_calls<E: Dtype>(loss: Loss) {
    use loss_status::*;
    let case = Rows::sample(loss, 3, 4, &mut Random(8));
    let plain = |status, words: &str, change: &dyn Fn(&mut Arguments<E>)| refused(&case, status, words, change);
    for (nth, name) in loss.inputs().enumerate() {
        plain(LOSS_ERROR_NULL_POINTER, &format!("{name} is NULL"), &|a| a.inputs[nth] = null());
        // A gradient over another input, over half of its own, and over another gradient.
        let other = (nth + 1) % loss.inputs().len();
        plain(LOSS_ERROR_OVERLAP, &format!("grad_{name}"), &|a| a.gradients[nth] = a.inputs[other].cast_mut());
        plain(LOSS_ERROR_OVERLAP, &format!("grad_{name}"), &|a| {
            a.gradients[nth] = a.inputs[nth].wrapping_add(1).cast_mut()
        });
        plain(LOSS_ERROR_OVERLAP, "grad_", &|a| a.gradients[nth] = a.gradients[other]);
        plain(LOSS_ERROR_OVERLAP, "value", &|a| a.value = a.gradients[nth].cast());
        plain(LOSS_ERROR_OVERLAP, &format!("grad_{name}"), &|a| {
            a.options.as_mut().expect("options").flags = LOSS_ACCUMULATE;
            a.gradients[nth] = a.inputs[nth].cast_mut();
        });
        plain(LOSS_ERROR_OVERLAP, "options.losses", &|a| {
            a.options.as_mut().expect("options").losses = a.inputs[nth].cast_mut();
        });
    }
    if loss.has_target() {
        plain(LOSS_ERROR_NULL_POINTER, "target is NULL", &|a| a.target = null());
        plain(LOSS_ERROR_OVERLAP, "grad_input1 overlaps", &|a| a.gradients[0] = a.target.cast_mut());
    }
    for (rows, dim) in [(usize::MAX, 2), (2, usize::MAX), (usize::MAX / 2 + 1, 2)] {
        plain(LOSS_ERROR_SIZE, "overflows", &|a| (a.rows, a.dim) = (rows, dim));
    }
    plain(LOSS_ERROR_SIZE, "overflows", &|a| (a.rows, a.dim) = (usize::MAX / 4, 1));
    let argument = |name: &str, bad: f64| {
        if let Some(nth) = loss.number(name) {
            plain(LOSS_ERROR_INVALID_ARGUMENT, &format!("{name} = "), &|a| a.scalars[nth] = bad);
        }
    };
    for bad in [f64::NAN, -1.001, f64::INFINITY, -f64::INFINITY] {
        argument("margin", bad);
        argument("epsilon", bad);
        argument("p", if bad == f64::INFINITY { 0.999 } else { bad });
    }
    for bad in [-1.0, -1e-300] {
        argument("epsilon", bad);
        argument("p", bad);
        // A cosine may be that small.
        argument("margin", if loss == Loss::COSINE_EMBEDDING { 1.001 } else { bad });
    }
    argument("p", 0.5);
    let option = |words: &str, change: &dyn Fn(&mut loss::Options<E>)| {
        plain(LOSS_ERROR_INVALID_ARGUMENT, words, &|a| change(a.options.as_mut().expect("options")));
    };
    for (flag, word) in [(LOSS_BINARY_TARGETS, "LOSS_BINARY_TARGETS"), (LOSS_SWAP, "LOSS_SWAP")] {
        if loss.entry().flags & flag == 0 {
            option(word, &|options| options.flags |= flag);
        }
    }
    option("LOSS_FULL", &|options| options.flags |= LOSS_FULL);
    option("unknown bits", &|options| options.flags |= 64);
    option("unknown bits", &|options| options.flags |= 1 << 31);
    option("options.reduction", &|options| options.reduction = 3);
    option("options.reserved", &|options| options.reserved0 = 1);
    option("options.reserved", &|options| options.reserved[1] = 1);
    option("options.hessian", &|options| options.hessian = options.losses);
    let nothing = Rows { gradients_only: true, without_gradients: 7, ..case.clone() };
    refused::<E>(&nothing, LOSS_ERROR_NULL_POINTER, "nothing was asked for", |_| {});
    // And without options all is well, of nothing too.
    let good = case.call_with::<E>(|a| a.options = None);
    assert_eq!(good.status, LOSS_OK, "{}", good.message);
    let none = Rows { rows: 0, inputs: case.inputs.iter().map(|_| Vec::new()).collect(), ..case.clone() };
    let got = Rows { target: loss.has_target().then(Vec::new), ..none }.call_with::<E>(|a| {
        (a.inputs, a.target, a.gradients) = ([null(); 3], null(), [null_mut(); 3]);
    });
    assert_eq!((got.status, got.value), (LOSS_OK, 0.0), "{}", got.message);
}

#[test]
fn bad_calls_are_refused() {
    for loss in Loss::all() {
        bad_calls::<f32>(loss);
        bad_calls::<f64>(loss);
    }
}

/// Losses that have no use for the flag.
#[test]
fn other_losses_refuse_the_swap() {
    let case = common::call::Case {
        input: vec![0.5; 4],
        target: vec![1.0; 4],
        rows: 4,
        flags: LOSS_SWAP,
        ..Default::default()
    };
    for name in ["mse", "hinge"] {
        let got = case.call::<f32>(name);
        assert_eq!(got.status, loss_status::LOSS_ERROR_INVALID_ARGUMENT);
        assert!(got.message.contains("LOSS_SWAP") && got.untouched, "{}", got.message);
    }
}
