//! Cross-entropies of cosines with a margin at the target: they are those of logits that are made by hand, with every option
//! and on every way through the kernels, their limits, and what is refused.

mod common;

use common::call::{Case, Dtype, Outcome, Without};
use common::class_reference::place;
use common::sample::{Sizes, option, sample, with_options};
use common::{Random, close, on_each_isa};
use loss::loss_status;
use loss_kernels::loss::CosineMargin;
use loss_kernels::losses::{Arcface, Cosface};

const INFINITY: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// ψ and ψ' by margin and cosine.
type Margin = fn(f64, f64) -> [f64; 2];

const LOSSES: [(&str, Margin); 2] = [("cosface", Cosface::reference), ("arcface", Arcface::reference)];

/// A case as logits of the cross-entropy in `f64`, and the derivative of each logit.
fn as_logits(case: &Case, margin: Margin) -> (Case, Vec<f64>) {
    let [scale, m] = [case.scalars[0], case.scalars[1]];
    let mut logits = Case { scalars: Vec::new(), in_place: false, ..case.clone() };
    let mut slopes = vec![scale; case.input.len()];
    for row in 0..case.rows {
        for c in 0..case.classes {
            let at = place(case, row, c);
            let [u, slope] =
                if case.index[row] == c as i64 { margin(m, case.input[at]) } else { [case.input[at], 1.0] };
            (logits.input[at], slopes[at]) = (scale * u, scale * slope);
        }
    }
    (logits, slopes)
}

/// Roundings: of a logit, which is a difference of the relative size of a logit; of a derivative as many times its slope.
fn same<E: Dtype>(what: &str, case: &Case, got: &Outcome, expected: &Outcome, slopes: &[f64]) {
    let check = |array: &str, got: &[f64], expected: &[f64], scale: &dyn Fn(usize) -> f64| {
        assert!(got.is_empty() || got.len() == expected.len(), "{what}: {array}");
        for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
            assert!(
                close(*got, *expected, E::TOLERANCE, scale(i)),
                "{what}: {array} {i} {got:e}, not {expected:e}: {case:?}"
            );
        }
    };
    check("value", &[got.value], &[expected.value], &|_| 0.1);
    check("losses", &got.losses, &expected.losses, &|_| 0.1);
    check("lse", &got.lse, &expected.lse, &|_| 1.0);
    check("entropy", &got.entropy, &expected.entropy, &|_| 1.0);
    assert!(got.argmax.is_empty() || got.argmax == expected.argmax, "{what}: {case:?}");
    let old = |i: usize| case.old_gradient.as_ref().map_or(0.0, |old| old[i]);
    let chained: Vec<f64> =
        (0..slopes.len())
            .map(|i| {
                if expected.gradient[i] == old(i) {
                    old(i)
                } else {
                    (expected.gradient[i] - old(i)) * slopes[i] + old(i)
                }
            })
            .collect();
    let largest = slopes.iter().copied().filter(|slope| slope.is_finite()).fold(1.0, f64::max);
    let padded = |i: usize| if case.is_padding(i) { INFINITY } else { largest };
    check("gradient", &got.gradient, &chained, &padded);
}

fn composed<E: Dtype>(random: &mut Random) {
    let every = [
        0,
        option::CLASS_BIAS,
        option::SMOOTHING | option::CLASS_WEIGHT,
        option::Z_LOSS | option::CLASS_BIAS | option::WEIGHT,
        option::ACCUMULATE | option::MASK | option::IGNORE_INDEX,
        option::ALL,
    ];
    for (name, margin) in LOSSES {
        for (classes, inner, padding) in
            [(1, 1, 0), (2, 1, 1), (5, 1, 0), (17, 3, 0), (40, 1, 3), (33, 2, 1), (1100, 1, 0)]
        {
            for wanted in every {
                for scalars in [[4.0, 0.25], [30.0, 0.5], [64.0, 1.25]] {
                    let sizes = Sizes { rows: 6, classes, inner, padding, seq_len: 0 };
                    let sampled = sample(name, sizes, random);
                    let mut case = with_options(name, sampled, wanted, random);
                    case.scalars = scalars.to_vec();
                    let (logits, slopes) = as_logits(&case, margin);
                    let expected = logits.run::<f64>("cross_entropy");
                    same::<E>(name, &case, &case.run::<E>(name), &expected, &slopes);
                    // Value and gradient alone, in place where nothing is added.
                    let alone =
                        Case { without: Without::EXTRAS, in_place: case.old_gradient.is_none(), ..case.clone() };
                    same::<E>(name, &alone, &alone.run::<E>(name), &expected, &slopes);
                }
            }
        }
    }
}

#[test]
fn they_are_cross_entropies_of_composed_logits() {
    on_each_isa(|| {
        let mut random = Random(11);
        composed::<f64>(&mut random);
        composed::<f32>(&mut random);
    });
}

/// What each loss gives for these rows, in both layouts, with all outputs and with value and gradient alone: losses, if
/// there are any, and the gradient of each row.
fn each_way<E: Dtype>(
    rows: &[[f64; 3]],
    index: &[i64],
    bias: Option<&[f64]>,
    check: impl Fn(&str, &Outcome, &[[f64; 3]]),
) {
    for (name, _) in LOSSES {
        for inner in [0, rows.len()] {
            for without in [Without::default(), Without::EXTRAS] {
                let case = Case::of_three(rows, index, &[4.0, 0.5], inner);
                let case = Case { without, class_bias: bias.map(<[f64]>::to_vec), ..case };
                let got = case.run::<E>(name);
                let at =
                    |row: usize, c: usize| got.gradient[if inner == 0 { 3 * row + c } else { c * rows.len() + row }];
                let gradients: Vec<[f64; 3]> = (0..rows.len()).map(|row| [0, 1, 2].map(|c| at(row, c))).collect();
                check(&format!("{name} {} {inner}", E::NAME), &got, &gradients);
            }
        }
    }
}

fn limits<E: Dtype>() {
    // A class with −∞ is not there; NaN stays in its row; of an impossible target the gradient is p − t, times s and ψ'(0).
    each_way::<E>(
        &[[0.5, -INFINITY, 0.25], [0.5, NAN, 0.25], [0.25, 0.5, -0.5]],
        &[0, 2, 1],
        None,
        |what, got, gradient| {
            assert!(gradient[0][1] == 0.0 && gradient[0][0] < 0.0 && gradient[0][2] > 0.0, "{what}: {gradient:?}");
            assert!(gradient[1].iter().all(|x| x.is_nan()), "{what}: {gradient:?}");
            assert!(gradient[2].iter().all(|x| x.is_finite()), "{what}: {gradient:?}");
            assert!(got.losses.is_empty() || (got.losses[1].is_nan() && got.losses[2].is_finite()), "{what}");
        },
    );
    // Whatever the cosine of a class is that a bias leaves out.
    for garbage in [0.5, NAN, INFINITY, -INFINITY, 7.0] {
        let bias = [0.0, -INFINITY, 0.0];
        each_way::<E>(&[[0.5, garbage, 0.25], [0.5, garbage, 0.5]], &[0, 1], Some(&bias), |what, got, gradient| {
            assert!(gradient[0][1] == 0.0 && gradient[0][0] < 0.0, "{what} {garbage}: {gradient:?}");
            let own = if what.starts_with("cosface") { 4.0 } else { 4.0 * 0.5_f64.cos() };
            for (got, expected) in gradient[1].into_iter().zip([2.0, -own, 2.0]) {
                assert!(close(got, expected, E::TOLERANCE, 0.0), "{what} {garbage}: {gradient:?}");
            }
            assert!(got.losses.is_empty() || (got.losses[0].is_finite() && got.losses[1] == INFINITY), "{what}");
        });
    }
    // One of +∞ has all; two of them have no limit.
    each_way::<E>(&[[0.5, INFINITY, 0.25], [INFINITY, INFINITY, 0.5]], &[0, 2], None, |what, got, gradient| {
        assert!(gradient[0][1] == 4.0 && gradient[0][0] < 0.0 && gradient[0][2] == 0.0, "{what}: {gradient:?}");
        assert!(gradient[1].iter().all(|x| x.is_nan()), "{what}: {gradient:?}");
        assert!(got.losses.is_empty() || (got.losses[0] == INFINITY && got.losses[1].is_nan()), "{what}");
    });
}

#[test]
fn rows_have_their_limits() {
    on_each_isa(|| {
        limits::<f32>();
        limits::<f64>();
    });
}

/// An infinite cosine of the target is an infinite logit, or, where it has an angle, 1.
#[test]
fn an_infinite_target_is_a_logit_or_an_end() {
    for inner in [0, 2] {
        let infinite = Case::of_three(&[[INFINITY, 0.5, 0.25], [-INFINITY, 0.5, 0.25]], &[0, 0], &[4.0, 0.5], inner);
        let got = infinite.run::<f64>("cosface");
        assert_eq!(got.losses, [0.0, INFINITY], "{got:?}");
        assert!(got.gradient.iter().all(|x| x.is_finite()), "{got:?}");
        let ends = Case::of_three(&[[1.0, 0.5, 0.25], [-1.0, 0.5, 0.25]], &[0, 0], &[4.0, 0.5], inner);
        let beyond =
            Case::of_three(&[[1.000_000_2, 0.5, 0.25], [-1.000_000_2, 0.5, 0.25]], &[0, 0], &[4.0, 0.5], inner);
        let expected = ends.run::<f64>("arcface");
        for case in [infinite, beyond] {
            assert!(case.run::<f64>("arcface").same_bits(&expected), "{case:?}");
        }
        assert!(expected.losses.iter().chain(&expected.gradient).all(|x| x.is_finite()), "{expected:?}");
    }
}

/// PyTorch's derivative of arccos is infinite at 1, and what follows of it NaN or infinite: the gradient here is that of a
/// sine of 1e-6.
#[test]
fn the_gradient_of_a_perfect_row_is_finite() {
    let case = Case::of_three(&[[1.0, 0.5, 0.25]], &[0], &[4.0, 0.5], 0);
    let got = case.run::<f64>("arcface");
    let z = [4.0 * 0.5_f64.cos(), 2.0, 1.0].map(f64::exp);
    let wrong = (z[1] + z[2]) / z.iter().sum::<f64>();
    let slope = 4.0 * (0.5_f64.cos() + 0.5_f64.sin() * 1e6);
    assert!(close(got.gradient[0], -wrong * slope, 1e-13, 0.0), "{got:?}");
}

/// Where the margin is next to nothing, it is the cross-entropy of cosines with 1/s as temperature, a power of two.
#[test]
fn without_a_margin_it_is_the_cross_entropy() {
    let mut random = Random(12);
    let case = sample("cosface", Sizes { rows: 7, classes: 12, inner: 1, padding: 0, seq_len: 0 }, &mut random);
    let plain = Case { scalars: Vec::new(), temperature: 1.0 / 16.0, ..case.clone() }.run::<f64>("cross_entropy");
    for (name, _) in LOSSES {
        let got = Case { scalars: vec![16.0, 1e-300], ..case.clone() }.run::<f64>(name);
        for (got, expected) in got.losses.iter().zip(&plain.losses) {
            assert!(close(*got, *expected, 1e-13, 0.0), "{name}: {got} {expected}");
        }
    }
}

#[test]
fn what_has_no_meaning_is_refused() {
    fn check<E: Dtype>(name: &str, case: &Case, argument: &str, sentence: &str) {
        let got = case.call::<E>(name);
        assert_eq!(got.status, loss_status::LOSS_ERROR_INVALID_ARGUMENT, "{name} {argument}");
        assert!(got.message.contains(argument) && got.message.contains(sentence), "{name}: {}", got.message);
        assert_eq!(got.gradient, case.input, "{name} {argument}");
    }
    for (name, _) in LOSSES {
        let case = Case { in_place: true, ..Case::of_three(&[[0.5, 0.25, -0.5]], &[0], &[4.0, 0.5], 0) };
        check::<f32>(name, &Case { temperature: 2.0, ..case.clone() }, "class_options.temperature", "scale");
        check::<f64>(name, &Case { softcap: 2.0, ..case.clone() }, "class_options.softcap", "scale");
        for (place, argument) in ["scale", "margin"].into_iter().enumerate() {
            for wrong in [-1.0, NAN, INFINITY, -INFINITY] {
                let mut case = case.clone();
                case.scalars[place] = wrong;
                check::<f64>(name, &case, &format!("{argument} = "), "must be");
            }
        }
    }
    let straight = Case::of_three(&[[0.5, 0.25, -0.5]], &[0], &[4.0, std::f64::consts::PI], 0);
    let straight = Case { in_place: true, ..straight };
    check::<f32>("arcface", &straight, "margin = 3.14", "must be in (0, pi)");
}

/// An index out of range at the first row and at the last: its place is said, and the gradient is as it was.
#[test]
fn an_index_out_of_range_is_refused_before_anything_is_written() {
    for (name, _) in LOSSES {
        for (index, wrong) in [([3, 0, 1], 0), ([0, 1, -1], 2)] {
            let rows = [[0.5, 0.25, -0.5], [0.25, 0.5, 0.125], [-0.5, 0.75, 0.5]];
            let case = Case { in_place: true, ..Case::of_three(&rows, &index, &[4.0, 0.5], 0) };
            let got = case.call::<f64>(name);
            assert_eq!(got.status, loss_status::LOSS_ERROR_TARGET, "{name}");
            assert!(got.message.starts_with(&format!("target[{wrong}] = {}", index[wrong])), "{}", got.message);
            assert_eq!(got.gradient, rows.concat(), "{name}");
        }
    }
}

/// By the functions themselves, as tests' calls leave the Hessian out.
#[test]
fn second_derivatives_are_refused() {
    let (cosine, target, mut value) = ([0.5, 0.25], [0_i64], 7.0);
    let mut hessian = [7.0; 2];
    let options = loss::Options { hessian: hessian.as_mut_ptr(), ..loss::Options::default() };
    for call in [loss::loss_cosface_f64, loss::loss_arcface_f64] {
        let no_classes = std::ptr::null();
        // SAFETY: all arrays are of one row of two classes.
        let status = unsafe {
            call(
                cosine.as_ptr(),
                target.as_ptr(),
                1,
                2,
                0.0,
                0.0,
                no_classes,
                &raw const options,
                &raw mut value,
                std::ptr::null_mut(),
            )
        };
        assert_eq!(status as i32, loss_status::LOSS_ERROR_INVALID_ARGUMENT as i32);
    }
    assert_eq!((value, hessian), (7.0, [7.0; 2]));
}
