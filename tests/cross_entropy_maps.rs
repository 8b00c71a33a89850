//! Losses that are functions of the cross-entropy: their limits on every way through the kernels, what they are equal to, and
//! what is refused.

mod common;

use common::call::{Case, Dtype, Outcome, Without};
use common::{close, isa_lock};
use loss::{isa, loss_status};

const INFINITY: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// The losses with a number each, and g and g' where the target is impossible.
const MAPS: [(&str, f64, [f64; 2]); 7] = [
    ("focal_cross_entropy", 2.0, [INFINITY, 1.0]),
    ("focal_cross_entropy", 0.5, [INFINITY, 1.0]),
    ("generalized_cross_entropy", 0.5, [2.0, 0.0]),
    ("poly1_cross_entropy", 1.5, [INFINITY, 1.0]),
    ("poly1_cross_entropy", -1.0, [INFINITY, 1.0]),
    ("taylor_cross_entropy", 1.0, [1.0, 0.0]),
    ("taylor_cross_entropy", 2.0, [1.5, 0.0]),
];

fn case(rows: &[[f64; 3]], index: &[i64], number: f64, inner: usize) -> Case {
    Case::of_three(rows, index, &[number], inner)
}

/// Element `c` of a row.
fn at(got: &[f64], rows: usize, row: usize, c: usize, inner: usize) -> f64 {
    if inner == 0 { got[row * 3 + c] } else { got[c * rows + row] }
}

/// Looks at what a call gave: its name, g and g' of an impossible target, and `inner`.
type Check<'a> = &'a dyn Fn(&str, [f64; 2], &Outcome, usize);

/// Each loss on each way: with the Hessian and without, rows in one piece and side by side, every instruction set.
fn each_way<E: Dtype>(rows: &[[f64; 3]], index: &[i64], check: Check<'_>) {
    for (name, number, limit) in MAPS {
        for inner in [0, rows.len()] {
            for without in [Without::default(), Without { losses: false, ..Without::EXTRAS }] {
                for isa_name in isa::available() {
                    assert!(isa::select(isa_name));
                    let got = Case { without, ..case(rows, index, number, inner) }.run::<E>(name);
                    check(&format!("{name}({number}) {inner} {}", E::NAME), limit, &got, inner);
                }
            }
        }
    }
}

fn impossible<E: Dtype>() {
    let rows = [[0.5, -INFINITY, 0.25], [0.0, INFINITY, 1.0], [1.0, 2.0, 3.0]];
    each_way::<E>(&rows, &[1, 0, 1], &|what, [loss, slope], got, inner| {
        assert_eq!(got.losses[..2], [loss, loss], "{what}");
        let gradient = |row, c| at(&got.gradient, 3, row, c, inner);
        // g'·(p − t), with p = 1/(1 + e^-1/4) and 0; 0 where g' is.
        let p = 1.0 / (1.0 + (-0.25_f64).exp());
        for (c, expected) in [(0, p), (1, -1.0), (2, 1.0 - p)] {
            assert!(close(gradient(0, c), slope * expected, E::TOLERANCE, 0.0), "{what} {c}: {}", gradient(0, c));
        }
        assert_eq!([gradient(1, 0), gradient(1, 1), gradient(1, 2)], [-slope, slope, 0.0], "{what}");
        // Of a probability of 0 and 1 nothing is left; of two classes g' times p(1 − p), as g'' is 0.
        for (c, expected) in [(0, p * (1.0 - p)), (1, 0.0), (2, p * (1.0 - p))] {
            if !got.hessian.is_empty() {
                let second = at(&got.hessian, 3, 0, c, inner);
                assert!(close(second, slope * expected, E::TOLERANCE, 0.0), "{what} {c}: {second}");
                assert_eq!(at(&got.hessian, 3, 1, c, inner), 0.0, "{what}");
            }
        }
    });
}

#[test]
fn an_impossible_target_has_the_limit() {
    let _turn = isa_lock();
    impossible::<f32>();
    impossible::<f64>();
}

fn certain<E: Dtype>() {
    // Without a doubt, and so near it that no logit of another class counts.
    let rows = [[INFINITY, 1.0, -INFINITY], [0.0, 3000.0, -3000.0], [-INFINITY, -INFINITY, 1.0]];
    each_way::<E>(&rows, &[0, 1, 2], &|what, _, got, _| {
        assert_eq!(got.losses, [0.0; 3], "{what}");
        // Nothing has the sign of −0.
        let zero = |x: &f64| x.to_bits() == 0;
        assert!(got.gradient.iter().chain(&got.hessian).all(zero), "{what}: {got:?}");
    });
}

#[test]
fn a_row_without_doubt_has_nothing() {
    let _turn = isa_lock();
    certain::<f32>();
    certain::<f64>();
}

fn unknown<E: Dtype>() {
    let rows = [[0.5, NAN, 0.25], [-INFINITY; 3], [INFINITY, INFINITY, 0.0], [1.0, 2.0, 3.0]];
    each_way::<E>(&rows, &[0, 1, 0, 1], &|what, _, got, inner| {
        for row in 0..3 {
            assert!(got.losses[row].is_nan(), "{what} {row}");
            for c in 0..3 {
                assert!(at(&got.gradient, 4, row, c, inner).is_nan(), "{what} {row} {c}");
                assert!(got.hessian.is_empty() || at(&got.hessian, 4, row, c, inner).is_nan(), "{what} {row} {c}");
            }
        }
        let last = [0, 1, 2].map(|c| at(&got.gradient, 4, 3, c, inner));
        assert!(got.losses[3].is_finite() && last.iter().all(|x| x.is_finite()), "{what}");
    });
}

#[test]
fn what_has_no_limit_is_nan() {
    let _turn = isa_lock();
    unknown::<f32>();
    unknown::<f64>();
}

/// A target of next to no doubt, and one of next to no probability, have their digits: −log p and 1 − p are e^−25, which
/// 1 − (1 − e^−25) is not to be had from, and p is e^−80.
fn digits<E: Dtype>() {
    let least = (-25.0_f64).exp();
    // (1 − p)^γ·Q, (1 − p^q)/q, Q + ε(1 − p) and the sum, to the first order of 1 − p.
    let confident = [least.powi(3), least.powf(1.5), least, 2.5 * least, 0.5 * least * least, least, least];
    let slopes = [3.0 * least.powi(2), 1.5 * least.sqrt(), 1.0, 2.5, least, 1.0, 1.0];
    each_way::<E>(&[[25.0, 0.0, -INFINITY]], &[0], &|what, _, got, inner| {
        let which =
            MAPS.iter().position(|(name, number, _)| what.starts_with(&format!("{name}({number})"))).expect("one");
        let gradient = at(&got.gradient, 1, 0, 0, inner);
        // The second order is 4e-11 of the first at most, and a loss has up to three times the error of 1 − p and a power.
        let tolerance = 6.0 * E::TOLERANCE + 1e-10;
        assert!(close(got.losses[0], confident[which], tolerance, 0.0), "{what}: {:e}", got.losses[0]);
        assert!(close(gradient, -slopes[which] * least, tolerance, 0.0), "{what}: {gradient:e}");
    });
    let got = case(&[[-80.0, 0.0, -INFINITY]], &[0], 2.0, 0).run::<E>("taylor_cross_entropy");
    // 1 − (1 − p)² is 2p.
    assert!(close(got.gradient[1], 2.0 * (-80.0_f64).exp(), 3.0 * E::TOLERANCE, 0.0), "{:e}", got.gradient[1]);
}

#[test]
fn confident_rows_keep_their_digits() {
    let _turn = isa_lock();
    digits::<f32>();
    digits::<f64>();
}

/// What each is known to be equal to.
#[test]
fn relatives() {
    let rows = [[0.5, -1.0, 0.25], [2.0, 0.0, 1.0], [1.0, 2.0, -3.0]];
    let index = [1, 0, 2];
    let of = |name: &str, number: f64| case(&rows, &index, number, 0).run::<f64>(name);
    let plain = Case { scalars: Vec::new(), ..case(&rows, &index, 0.0, 0) }.run::<f64>("cross_entropy");
    let p: Vec<f64> = plain.losses.iter().map(|q| (-q).exp()).collect();
    let equal = |got: &Outcome, of_row: &dyn Fn(usize) -> f64, tolerance: f64| {
        for row in 0..3 {
            assert!(close(got.losses[row], of_row(row), tolerance, 0.0), "{row}: {got:?}");
        }
    };
    // The symmetric cross-entropy α·CE + β·RCE, RCE = −A₀·(1 − p), of its paper's numbers.
    let (alpha, beta, floor) = (0.1, 1.0, -4.0);
    let symmetric = |row: usize| alpha * plain.losses[row] + beta * -floor * (1.0 - p[row]);
    let got = of("poly1_cross_entropy", -beta * floor / alpha);
    equal(&got, &|row| symmetric(row) / alpha, 1e-14);
    // Half of the mean absolute error, by two names.
    equal(&of("generalized_cross_entropy", 1.0), &|row| 1.0 - p[row], 1e-14);
    equal(&of("taylor_cross_entropy", 1.0), &|row| 1.0 - p[row], 1e-14);
    // Near the cross-entropy.
    equal(&of("generalized_cross_entropy", 1e-15), &|row| plain.losses[row], 1e-14);
    equal(&of("focal_cross_entropy", 1e-15), &|row| plain.losses[row], 1e-14);
    // Keras multiplies every class by 0.25 by default, and has a quarter of this.
    equal(&of("focal_cross_entropy", 0.0), &|row| (1.0 - p[row]).powi(2) * plain.losses[row], 1e-14);
    // The mean divides by the weights of the targets' classes, not by the rows.
    let weighted = Case { class_weight: Some(vec![2.0, 0.5, 1.0]), reduction: 0, ..case(&rows, &index, 2.0, 0) };
    let got = weighted.run::<f64>("poly1_cross_entropy");
    let l = |row: usize| plain.losses[row] + 2.0 * (1.0 - p[row]);
    assert!(close(got.value, (0.5 * l(0) + 2.0 * l(1) + l(2)) / 3.5, 1e-14, 0.0), "{}", got.value);
}

/// A row's result does not depend on what else is asked for, or on the rows around it, beyond a rounding: rows in batches
/// and alone, with outputs of their own and without.
#[test]
fn rows_alone_and_together() {
    let _turn = isa_lock();
    for (name, number, _) in MAPS {
        for isa_name in isa::available() {
            assert!(isa::select(isa_name));
            let rows: Vec<[f64; 3]> = (0..70).map(|i| [f64::from(i % 7), f64::from(i % 5) - 2.0, 0.5]).collect();
            let index: Vec<i64> = (0..70).map(|i| i % 3).collect();
            let without = Without { losses: false, ..Without::EXTRAS };
            let all = Case { without, ..case(&rows, &index, number, 0) }.run::<f32>(name);
            for row in [0, 1, 31, 32, 69] {
                let one = Case { without, ..case(&rows[row..=row], &index[row..=row], number, 0) }.run::<f32>(name);
                assert_eq!(one.losses[0], all.losses[row], "{name} {row}");
                assert_eq!(one.gradient[..], all.gradient[row * 3..][..3], "{name} {row}");
            }
        }
    }
}

/// The losses with target distributions, and those with indices that they are for a single class.
const SOFT: [(&str, &str); 2] =
    [("focal_cross_entropy_soft", "focal_cross_entropy"), ("poly1_cross_entropy_soft", "poly1_cross_entropy")];

/// The same with one-hot targets of a weight.
fn one_hot(index: &Case, weight: f64) -> Case {
    let mut target = vec![0.0; index.input.len()];
    for (row, class) in index.index.iter().enumerate() {
        let class = *class as usize;
        target[if index.inner == 0 { row * 3 + class } else { class * index.rows + row }] = weight;
    }
    Case { target, index: Vec::new(), ..index.clone() }
}

fn one_hot_is_index<E: Dtype>() {
    let rows = [
        [0.5, -INFINITY, 0.25],
        [0.0, INFINITY, 1.0],
        [1.0, 2.0, 3.0],
        [INFINITY, 1.0, -INFINITY],
        [0.0, 25.0, -INFINITY],
        [2.0, 2.0, -1.0],
        [0.5, 0.0, 700.0],
    ];
    let index = [1, 0, 1, 0, 1, 0, 1];
    for (soft, hard) in SOFT {
        for (_, number, _) in MAPS.iter().filter(|(name, ..)| *name == hard) {
            for inner in [0, rows.len()] {
                for isa_name in isa::available() {
                    assert!(isa::select(isa_name));
                    let case = case(&rows, &index, *number, inner);
                    let (expected, got) = (case.run::<E>(hard), one_hot(&case, 1.0).run::<E>(soft));
                    let same = |got: &[f64], expected: &[f64], what: &str| {
                        for (i, (a, b)) in got.iter().zip(expected).enumerate() {
                            // Each is right to a few roundings, where nothing cancels.
                            let near = close(*a, *b, 8.0 * E::TOLERANCE, 0.0) || (b.abs() < 1e-37 && a.abs() < 1e-37);
                            assert!(near, "{soft}({number}) {inner} {} {what}[{i}]: {a:e}, {b:e}", E::NAME);
                        }
                    };
                    same(&got.losses, &expected.losses, "losses");
                    same(&got.gradient, &expected.gradient, "gradient");
                    same(&got.hessian, &expected.hessian, "hessian");
                    same(&got.lse, &expected.lse, "lse");
                    same(&got.entropy, &expected.entropy, "entropy");
                    assert_eq!(got.argmax, expected.argmax, "{soft}");
                    // A row counts with the sum of its targets.
                    let half = Case { reduction: 0, ..one_hot(&case, 0.5) }.run::<E>(soft);
                    assert_eq!(half.sums.weight, 3.5, "{soft}");
                }
            }
        }
    }
}

#[test]
fn a_one_hot_target_is_an_index() {
    let _turn = isa_lock();
    one_hot_is_index::<f32>();
    one_hot_is_index::<f64>();
}

fn soft_limits<E: Dtype>() {
    let rows = [[0.5, NAN, 0.25], [-INFINITY; 3], [INFINITY, INFINITY, 0.0], [0.5, -INFINITY, 1.25], [NAN, 1.0, 2.0]];
    for (name, _) in SOFT {
        for isa_name in isa::available() {
            assert!(isa::select(isa_name));
            let mut case = Case { index: Vec::new(), ..case(&rows, &[], 1.5, 0) };
            case.target = vec![0.25, 0.25, 0.5, 1.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.25, 0.0, 0.75, 0.0, 0.0, 0.0];
            let got = case.run::<E>(name);
            for row in 0..3 {
                assert!(got.losses[row].is_nan(), "{name} {row}");
                assert!(got.gradient[row * 3..][..3].iter().all(|x| x.is_nan()), "{name} {row}: {got:?}");
                assert!(got.hessian[row * 3..][..3].iter().all(|x| x.is_nan()), "{name} {row}: {got:?}");
            }
            // A target of 0 leaves out an infinite loss; targets of 0 leave out the row, whatever it holds.
            assert!(got.losses[3].is_finite() && got.gradient[10] == 0.0, "{name}: {got:?}");
            assert_eq!(got.losses[4], 0.0, "{name}");
            assert!(got.gradient[12..].iter().chain(&got.hessian[12..]).all(|x| *x == 0.0), "{name}: {got:?}");
        }
    }
}

#[test]
fn limits_of_distributions() {
    let _turn = isa_lock();
    soft_limits::<f32>();
    soft_limits::<f64>();
}

#[test]
fn what_is_wrong_is_refused() {
    let refused = |got: Outcome, status: loss_status, words: &str| {
        assert_eq!(got.status, status, "{words}");
        assert!(got.message.contains(words), "{:?} does not say {words:?}", got.message);
        assert!(got.untouched, "{words}");
    };
    use loss_status::{LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_TARGET};
    let plain = |number: f64| case(&[[1.0, 2.0, 3.0], [0.0; 3], [3.0, 1.0, 2.0]], &[0, 1, 2], number, 0);
    for (name, number, _) in MAPS {
        for (case, option) in [
            (Case { label_smoothing: 0.1, ..plain(number) }, "label_smoothing"),
            (Case { z_loss: 0.01, ..plain(number) }, "z_loss"),
        ] {
            let words = format!(
                "class_options.{option} has no meaning for this function: the loss is a function of \
                 cross-entropies alone"
            );
            refused(case.call::<f32>(name), LOSS_ERROR_INVALID_ARGUMENT, &words);
        }
        for (row, bad) in [(0, 3), (2, 3), (0, -1), (2, i64::MIN)] {
            let mut case = plain(number);
            case.index[row] = bad;
            let words = format!("target[{row}] = {bad} is not in [0, 3) and is not ignore_index -100");
            refused(case.call::<f64>(name), LOSS_ERROR_TARGET, &words);
        }
    }
    for (name, _) in SOFT {
        let soft = || one_hot(&plain(1.5), 1.0);
        for (case, words) in [
            (Case { label_smoothing: 0.1, ..soft() }, "class_options.label_smoothing has no meaning"),
            (Case { z_loss: 0.01, ..soft() }, "class_options.z_loss has no meaning"),
            (Case { ignore_index: Some(1), ..soft() }, "use options.mask"),
            (Case { scalars: vec![-2.0], ..soft() }, " = -2 must be finite and "),
        ] {
            refused(case.call::<f64>(name), LOSS_ERROR_INVALID_ARGUMENT, words);
        }
    }
    for (name, argument, bad) in [
        ("focal_cross_entropy", "gamma = ", vec![-1.0, NAN, INFINITY]),
        ("generalized_cross_entropy", "q = ", vec![-0.5, 1.5, NAN]),
        ("poly1_cross_entropy", "epsilon = ", vec![-1.5, NAN, INFINITY]),
        ("taylor_cross_entropy", "order = ", vec![-1.0, 1.5, 65.0, NAN, INFINITY]),
    ] {
        for number in bad {
            refused(plain(number).call::<f32>(name), LOSS_ERROR_INVALID_ARGUMENT, argument);
        }
    }
}
