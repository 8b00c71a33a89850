//! What a coefficient of 0 leaves out, and values near the ends of what a type can hold.
//!
//! Expected values that are not plain come from mpmath at 50 digits.

#![allow(clippy::excessive_precision, clippy::unreadable_literal)]

mod common;

use common::call::{Case, Driver, Dtype, Outcome};
use common::entry::Entry;
use common::sample::{Sizes, meaningful, option, sample};
use common::table::ENTRIES;
use common::{Random, close, isa_lock};
use loss::{LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_MEAN_ROWS, LOSS_SUM, isa};

const INFINITY: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;
const BAD: [f64; 3] = [INFINITY, -INFINITY, NAN];

/// Runs it on each instruction set and compares the bits. The last outcome.
fn on_every_isa<E: Dtype>(case: &Case, name: &str) -> Outcome {
    let _turn = isa_lock();
    let best = isa::active().name();
    let mut outcomes: Vec<Outcome> = isa::available()
        .map(|isa_name| {
            assert!(isa::select(isa_name));
            case.run::<E>(name)
        })
        .collect();
    assert!(isa::select(best));
    let last = outcomes.pop().expect("there is one");
    assert!(outcomes.iter().all(|other| last.same_bits(other)), "{name} {case:?}");
    last
}

/// Losses whose rows have weights, and a value. (tests/softmax_backward.rs has what is none.)
fn weighed() -> impl Iterator<Item = &'static Entry> {
    let weighed = |entry: &&Entry| entry.has_options() && meaningful(entry.name) & option::WEIGHT != 0;
    ENTRIES.iter().filter(weighed).filter(|entry| !entry.is_softmax())
}

/// The reductions that a loss does not have.
fn refuses(entry: &Entry, reduction: u32) -> bool {
    match entry.driver {
        _ if entry.is_root() => reduction != 0,
        Driver::Penalty | Driver::GroupPenalty => reduction == LOSS_MEAN_ROWS,
        // Its batches have a mean each, so that no one factor tells them from those without the rows.
        Driver::Discriminator => reduction == LOSS_MEAN_ROWS,
        _ => false,
    }
}

/// Every eleventh row.
fn is_bad(row: usize) -> bool {
    row % 11 == 2
}

/// 40 rows, so that whole vectors and a rest are met, with a bad number in each row of weight 0 of one of the arrays.
fn weightless(entry: &Entry, bad: f64) -> Vec<(Case, &'static str)> {
    let rows = 40;
    let sizes = Sizes { rows, classes: 3, ..Sizes::default() };
    let mut plain = sample(entry.name, sizes, &mut Random(11));
    plain.weight = Some((0..rows).map(|row| if is_bad(row) { 0.0 } else { 0.5 + (row % 3) as f64 }).collect());
    let arrays = entry.inputs.iter().chain(entry.targets).map(|array| array.name).enumerate();
    let bad_in = |which: usize| {
        let mut case = plain.clone();
        let first = case.input.len();
        let values = match which {
            _ if which >= entry.inputs.len() => &mut case.target,
            0 => &mut case.input,
            1 => &mut case.second,
            _ => &mut case.third,
        };
        // The rows of the second of two batches follow those of the first.
        let batches = entry.driver == Driver::Discriminator;
        let before = if batches && which == 1 { first } else { 0 };
        let width = if batches { 1 } else { values.len() / rows };
        for (place, value) in values.iter_mut().enumerate().filter(|(place, _)| is_bad(before + place / width)) {
            // Of an index, any class may be the one that is read.
            if entry.has_index || place % width == width - 1 {
                *value = bad;
            }
        }
        case
    };
    let mut cases = Vec::new();
    for (which, name) in arrays {
        let bad = bad_in(which);
        for reduction in [0, LOSS_SUM, LOSS_MEAN_ROWS].into_iter().filter(|reduction| !refuses(entry, *reduction)) {
            let count = bad.input.len() + bad.second.len() + bad.third.len();
            cases.push((Case { reduction, ..bad.clone() }, name));
            let (flags, old_gradient) = (LOSS_ACCUMULATE, Some(vec![10.0; count]));
            cases.push((Case { reduction, flags, old_gradient, ..bad.clone() }, name));
        }
    }
    cases
}

/// A row of weight 0 changes nothing, whatever it holds: not the value, the sums, the gradient, the Hessian.
#[test]
fn a_weight_of_zero_leaves_its_row_out() {
    fn check<E: Dtype>(entry: &Entry) {
        let name = entry.name;
        for bad in BAD {
            for (case, which) in weightless(entry, bad) {
                let got = on_every_isa::<E>(&case, name);
                let context = format!("{name} {} {bad} in {which}, {case:?}: {got:?}", E::NAME);
                let mask = Some((0..case.rows).map(|row| u8::from(!is_bad(row))).collect());
                let without = Case { mask, ..case.clone() }.run::<E>(name);
                let rows = got.sums.rows as f64 / without.sums.rows as f64;
                let scale = if case.reduction == LOSS_MEAN_ROWS { rows } else { 1.0 };
                assert!(close(got.value * scale, without.value, 1e-15, 0.0), "{context}");
                assert_eq!((got.sums.loss, got.sums.weight), (without.sums.loss, without.sums.weight), "{context}");
                // The last position of a sequence does not count.
                let last = u64::from(entry.driver == Driver::Sequence);
                assert_eq!(got.sums.rows + last, case.rows as u64, "{context}");
                let old = case.old_gradient.as_ref().map_or(0.0, |old| old[0]);
                let near = |a: &f64, b: &f64| close((a - old) * scale, b - old, E::TOLERANCE, old);
                assert!(got.gradient.iter().zip(&without.gradient).all(|(a, b)| near(a, b)), "{context}");
                let near = |a: &f64, b: &f64| close(a * scale, *b, E::TOLERANCE, 0.0);
                assert!(got.hessian.iter().zip(&without.hessian).all(|(a, b)| near(a, b)), "{context}");
                // Its own loss is what it is.
                assert!(
                    (0..case.rows).any(|row| is_bad(row) && got.losses[row].is_nan()) || !bad.is_nan(),
                    "{context}"
                );
            }
        }
    }
    for entry in weighed() {
        check::<f32>(entry);
        check::<f64>(entry);
    }
}

/// A derivative by the value of 0 is a weight of all rows.
#[test]
fn an_upstream_of_zero_leaves_the_gradient_out() {
    for entry in weighed() {
        let name = entry.name;
        for (case, _) in weightless(entry, NAN) {
            let got = Case { weight: None, upstream: Some(0.0), ..case.clone() }.run::<f32>(name);
            let old = case.old_gradient.as_ref().map_or(0.0, |old| old[0]);
            assert!(got.value.is_nan() || name == "gan_discriminator", "{name} {got:?}");
            assert!(got.gradient.iter().all(|g| *g == old) && got.hessian.iter().all(|h| *h == 0.0), "{name} {got:?}");
        }
    }
}

/// A target of 0 is a coefficient.
#[test]
fn a_target_of_zero_leaves_its_input_out() {
    for bad in BAD {
        for n in [1, 40] {
            let one = |name: &str, target: f64, row: [f64; 4]| {
                let rowwise = name.starts_with("kl") || name == "cross_entropy_prob";
                let case = Case {
                    input: vec![bad; n],
                    target: vec![target; n],
                    rows: n,
                    classes: usize::from(rowwise),
                    reduction: LOSS_SUM,
                    ..Case::default()
                };
                for got in [on_every_isa::<f32>(&case, name), on_every_isa::<f64>(&case, name)] {
                    assert_eq!(got.value, n as f64 * row[0], "{name} {bad}");
                    for (numbers, expected) in [(&got.losses, row[1]), (&got.gradient, row[2]), (&got.hessian, row[3])]
                    {
                        assert!(numbers.iter().all(|x| *x == expected), "{name} {bad} {got:?}");
                    }
                }
            };
            one("hinge", 0.0, [1.0, 1.0, 0.0, 0.0]);
            one("kl_div", 0.0, [0.0; 4]);
            one("kl_div_prob", 0.0, [0.0; 4]);
            one("cross_entropy_prob", 0.0, [0.0; 4]);
            one("kl_div_log_target", -INFINITY, [0.0; 4]);
            let half = Case {
                input: vec![bad; n],
                target: vec![0.5; n],
                rows: n,
                flags: LOSS_BINARY_TARGETS,
                ..Case::default()
            };
            let got = half.run::<f32>("hinge");
            assert!(got.value == 1.0 && got.gradient.iter().all(|g| *g == 0.0), "{got:?}");
        }
    }
    // The coefficients of both softplus, p·t and 1 − t.
    for pos_weight in [0.25, 1.0, 4.0] {
        let case = Case {
            input: vec![-INFINITY, INFINITY, 3e38],
            target: vec![0.0, 1.0, 1.0],
            rows: 3,
            scalars: vec![pos_weight],
            reduction: LOSS_SUM,
            ..Case::default()
        };
        for got in [on_every_isa::<f32>(&case, "bce_logits"), on_every_isa::<f64>(&case, "bce_logits")] {
            assert_eq!((got.value, got.gradient, got.hessian), (0.0, vec![0.0; 3], vec![0.0; 3]));
        }
    }
}

/// A penalty's coefficient.
#[test]
fn a_lambda_of_zero_leaves_its_penalty_out() {
    for bad in BAD {
        let case = Case { input: vec![bad, 2.0], rows: 2, scalars: vec![0.0, 0.0], ..Case::default() };
        for name in ["l1_penalty", "l2_penalty", "elastic_net_penalty"] {
            for got in [on_every_isa::<f32>(&case, name), on_every_isa::<f64>(&case, name)] {
                assert_eq!((got.value, got.gradient, got.hessian), (0.0, vec![0.0; 2], vec![0.0; 2]), "{name}");
            }
        }
        // The other penalty is still there.
        for scalars in [vec![0.0, 0.5], vec![0.5, 0.0]] {
            let got = on_every_isa::<f32>(&Case { scalars, ..case.clone() }, "elastic_net_penalty");
            assert!(!got.value.is_finite() && !(got.gradient[0] == 0.0), "{bad} {got:?}");
        }
    }
}

/// Outside [0, 1] one of the logarithms is NaN. A target of 0 or 1 leaves it out where rounding may have led there.
#[test]
fn probabilities_outside_the_interval() {
    let of = |x: f64, t: f64| Case {
        input: vec![x; 40],
        target: vec![t; 40],
        rows: 40,
        reduction: LOSS_SUM,
        ..Case::default()
    };
    let (above, below) = (1.0 + 2f64.powi(-23), -(2f64.powi(-24)));
    for (x, t, loss, slope, bend) in [
        // −log x, −1/x, 1/x².
        (above, 1.0, -1.192_092_824_453_544_6e-7, -0.999_999_880_790_724_66, 0.999_999_761_581_463_53),
        (1.5, 1.0, -0.405_465_108_108_164_4, -2.0 / 3.0, 4.0 / 9.0),
        // −log(1 − x), 1/(1 − x), 1/(1 − x)².
        (below, 0.0, -5.960_464_299_903_385_6e-8, 0.999_999_940_395_358_78, 0.999_999_880_790_721_11),
        (-0.5, 0.0, -0.405_465_108_108_164_4, 2.0 / 3.0, 4.0 / 9.0),
    ] {
        for got in [on_every_isa::<f32>(&of(x, t), "bce"), on_every_isa::<f64>(&of(x, t), "bce")] {
            for (numbers, expected) in [(&got.losses, loss), (&got.gradient, slope), (&got.hessian, bend)] {
                assert!(numbers.iter().all(|y| close(*y, expected, 2e-7, 0.0)), "{x} {t} {got:?}");
            }
        }
    }
    for (x, t) in [(above, 0.0), (above, 0.5), (1.5, 0.0), (below, 1.0), (below, 0.5), (-0.5, 1.0)] {
        for got in [on_every_isa::<f32>(&of(x, t), "bce"), on_every_isa::<f64>(&of(x, t), "bce")] {
            let every = got.losses.iter().chain(&got.gradient).chain(&got.hessian);
            assert!(got.value.is_nan() && every.into_iter().all(|y| y.is_nan()), "{x} {t} {got:?}");
        }
    }
}

/// Value and gradient of errors whose squares leave the range of the type, to a few units of its last place.
#[test]
fn a_root_of_squares_out_of_range() {
    fn check<E: Dtype>(errors: &[f64], weights: Option<&[f64]>, value: f64, gradient: &[f64]) {
        // Among others that are 0, in whole vectors and the rest, on one thread and several.
        for (n, threads) in [(errors.len(), 1), (errors.len() + 64, 1), (150_001, 1), (150_001, 3)] {
            let mean = (n as f64 / errors.len() as f64).sqrt();
            let mut case = Case { input: vec![0.0; n], target: vec![0.0; n], rows: n, threads, ..Case::default() };
            for (i, error) in errors.iter().enumerate() {
                (case.input[n - 1 - i], case.target[n - 1 - i]) = (0.5 * error, -0.5 * error);
                if *error == 0.0 {
                    (case.input[n - 1 - i], case.target[n - 1 - i]) = (1.0, 1.0);
                }
            }
            if let Some(weights) = weights {
                let mut all = vec![0.0; n];
                weights.iter().enumerate().for_each(|(i, weight)| all[n - 1 - i] = *weight);
                case.weight = Some(all);
            }
            let mean = if weights.is_some() { 1.0 } else { mean };
            for in_place in [false, true] {
                let got = on_every_isa::<E>(&Case { in_place, ..case.clone() }, "rmse");
                assert!(
                    close(got.value * mean, value, 1e-14, 0.0) || E::NAME == "f32",
                    "{errors:?} {n}: {}",
                    got.value
                );
                assert!(close(got.value * mean, value, 2e-7, 0.0), "{errors:?} {n}: {}", got.value);
                for (i, expected) in gradient.iter().enumerate() {
                    let g = got.gradient[n - 1 - i] * mean;
                    assert!(close(g, *expected, E::TOLERANCE, 0.0), "{errors:?} {n} {weights:?} {i}: {g}");
                }
            }
        }
    }
    let half = std::f64::consts::FRAC_1_SQRT_2;
    for size in [2e20, 3e38, 1e-23, 1e-36, 2e-12, 3.0] {
        let size = f64::from(size as f32);
        check::<f32>(&[size, 0.0], None, size * half, &[half, 0.0]);
        check::<f32>(&[size, -size], None, size, &[0.5, -0.5]);
    }
    for size in [3e200, 1.7e308, 1e-170, 1e-300, 3.0] {
        // 3, 4 and √(25/2).
        let root = size / 4.0 * (5.0 * half);
        check::<f64>(&[3.0 * (size / 4.0), size], None, root, &[3.0 * half / 5.0, 4.0 * half / 5.0]);
        check::<f64>(&[size, 0.0], None, size * half, &[half, 0.0]);
        check::<f64>(&[size, -size], None, size, &[0.5, -0.5]);
    }
    // √((1·9 + 3·1) / 4) = √3, times the size: w·(x − t) / (value·Σ w).
    let third = 3f64.sqrt();
    for (size, weight) in
        [(1e200, 1.0), (1e-200, 1.0), (1e100, 1e200), (1e-100, 1e-200), (1e200, 1e-250), (1e-200, 1e250)]
    {
        let expected = [3.0 / (4.0 * third), 3.0 / (4.0 * third)];
        check::<f64>(&[3.0 * size, size], Some(&[weight, 3.0 * weight]), size * third, &expected);
    }
    for (size, weight) in [(1e25, 1.0), (1e-25, 1.0), (1e25, 1e30), (1e-25, 1e-30), (1e25, 1e-30), (1e-30, 1e30)] {
        let (size, weight) = (f64::from(size as f32), f64::from(weight as f32));
        let expected = [3.0 / (4.0 * third), 3.0 / (4.0 * third)];
        check::<f32>(&[3.0 * size, size], Some(&[weight, 3.0 * weight]), size * third, &expected);
    }
    // What is infinite stays so, and what is NaN. `losses` and `sums` are squares.
    let case = Case { input: vec![INFINITY, 1.0], target: vec![0.0; 2], rows: 2, ..Case::default() };
    assert_eq!(on_every_isa::<f64>(&case, "rmse").value, INFINITY);
    assert!(on_every_isa::<f64>(&Case { input: vec![NAN, 1e200], ..case.clone() }, "rmse").value.is_nan());
    let got = on_every_isa::<f64>(&Case { input: vec![1e200, 1e-200], ..case }, "rmse");
    assert_eq!((got.losses, got.sums.loss), (vec![INFINITY, 0.0], INFINITY));
}

/// Of one task: total, ∂/∂L and ∂/∂s.
fn uncertain(value: f64, log_var: f64, coefficient: f64) -> [f64; 3] {
    let (mut total, mut by_value, mut by_log_var) = (NAN, NAN, NAN);
    // SAFETY: arrays of one number each.
    let status = unsafe {
        loss::loss_combine_uncertainty_f64(
            &value,
            &log_var,
            &coefficient,
            1,
            &mut total,
            &mut by_value,
            &mut by_log_var,
        )
    };
    assert_eq!(status, loss::loss_status::LOSS_OK);
    let (mut single_total, mut single_by_value, mut single) = (NAN, NAN, NAN as f32);
    if f64::from(log_var as f32) == log_var {
        // SAFETY: as above.
        let status = unsafe {
            loss::loss_combine_uncertainty_f32(
                &value,
                &(log_var as f32),
                &coefficient,
                1,
                &mut single_total,
                &mut single_by_value,
                &mut single,
            )
        };
        assert_eq!(status, loss::loss_status::LOSS_OK);
        assert_eq!((single_total.to_bits(), single_by_value.to_bits()), (total.to_bits(), by_value.to_bits()));
        assert_eq!(single.to_bits(), (by_log_var as f32).to_bits());
    }
    [total, by_value, by_log_var]
}

/// Products that are in range, of factors that are not.
#[test]
fn uncertainties_of_any_size() {
    let tiny = f64::from_bits(1);
    for (value, log_var, coefficient, expected) in [
        (0.0, -1000.0, 1.0, [-500.0, INFINITY, 0.5]),
        (-0.0, -1e300, 1.0, [-5e299, INFINITY, 0.5]),
        (0.0, -INFINITY, 1.0, [-INFINITY, INFINITY, 0.5]),
        // 1e-300·e^1000, 1e300·e^−800, 0.25·e^710.25, 1e300·e^−740.
        (1e-300, -1000.0, 1.0, [1.970_071_114_017_047e134, INFINITY, -1.970_071_114_017_047e134]),
        (1e300, 800.0, 1.0, [400.0, 0.0, 0.5]),
        (1e200, 800.0, 1e300, [3.667_874_584_177_687_3e152, 3.667_874_584_177_687_4e-48, -3.667_874_584_177_687_3e152]),
        (1.0, -710.25, 0.25, [7.171_265_151_247_561_5e307, 7.171_265_151_247_561_5e307, -7.171_265_151_247_561_5e307]),
        (0.0, 740.0, 1e300, [370.0, 4.188_739_880_048_049_2e-22, 0.5]),
        (tiny, -1e6, tiny, [INFINITY, INFINITY, -INFINITY]),
        (1.0, -INFINITY, 1.0, [INFINITY, INFINITY, -INFINITY]),
        (-1.0, -INFINITY, 1.0, [-INFINITY, INFINITY, INFINITY]),
        // A factor of exactly 0 leaves out the rest.
        (INFINITY, INFINITY, 1.0, [INFINITY, 0.0, 0.5]),
        (NAN, 3.0, 0.0, [1.5, 0.0, 0.5]),
        (INFINITY, -INFINITY, 0.0, [-INFINITY, 0.0, 0.5]),
        (INFINITY, 1000.0, 1.0, [INFINITY, 0.0, -INFINITY]),
    ] {
        let got = uncertain(value, log_var, coefficient);
        for (a, b) in got.into_iter().zip(expected) {
            assert!(a == b || close(a, b, 1e-15, 0.0), "{value} {log_var} {coefficient}: {got:?}");
        }
    }
    assert!(uncertain(NAN, -1000.0, 1.0).into_iter().filter(|x| x.is_nan()).count() == 2);
    assert!(uncertain(1.0, NAN, 1.0).into_iter().all(|x| x.is_nan()));
}

/// What is on the way is in range where the result is.
#[test]
fn results_near_the_largest_number() {
    let one = |x: f64, scalars: Vec<f64>| Case { input: vec![x; 40], rows: 40, scalars, ..Case::default() };
    // 1e-4·(1e20)² and the slope of that, 2e16.
    let got = on_every_isa::<f32>(&one(1e20, vec![1e-4]), "l2_penalty");
    assert!(
        got.losses.iter().all(|l| close(*l, 1e36, 3e-7, 0.0)) && close(got.value, 40.0 * 1e36, 3e-7, 0.0),
        "{got:?}"
    );
    assert!(got.gradient.iter().all(|g| close(*g, 2e16, 3e-7, 0.0)));
    let got = on_every_isa::<f64>(&one(1e160, vec![0.0, 1e-20]), "elastic_net_penalty");
    assert!(got.losses.iter().all(|l| close(*l, 1e300, 1e-15, 0.0)));
    // x²/1e-24.
    let case = Case { input: vec![1e-30; 40], target: vec![0.0; 40], rows: 40, reduction: LOSS_SUM, ..Case::default() };
    let got = on_every_isa::<f32>(&case, "bce");
    assert!(got.hessian.iter().all(|h| close(*h, 1e-36, 4e-7, 0.0)), "{:?}", got.hessian);
    // ½(e^s − 1 − s) with s = 710.25 and 89.25, where e^s is not in range, and ½μ² with μ = 1.5e154.
    let pair = |mu: f64, s: f64| Case {
        input: vec![mu; 40],
        second: vec![s; 40],
        rows: 40,
        classes: 1,
        reduction: LOSS_SUM,
        ..Case::default()
    };
    let got = on_every_isa::<f64>(&pair(0.0, 710.25), "vae_kl");
    assert!(got.losses.iter().chain(&got.gradient[40..]).all(|x| close(*x, 1.434_253_030_249_512_3e308, 1e-15, 0.0)));
    let got = on_every_isa::<f32>(&pair(0.0, 89.25), "vae_kl");
    assert!(got.losses.iter().chain(&got.gradient[40..]).all(|x| close(*x, 2.882_388_485_453_482_2e38, 2e-7, 0.0)));
    let got = on_every_isa::<f64>(&pair(1.5e154, 0.0), "vae_kl");
    assert!(got.losses.iter().all(|x| close(*x, 1.125e308, 1e-15, 0.0)));
    for (s, growth) in [(711.0, INFINITY), (INFINITY, INFINITY), (-INFINITY, -0.5)] {
        let got = on_every_isa::<f64>(&pair(0.0, s), "vae_kl");
        assert!(got.losses.iter().all(|l| *l == INFINITY) && got.gradient[40..].iter().all(|g| *g == growth));
    }
}

/// An upstream that `float` has no room for, and derivatives that are 0 or bring the product back: rows of single elements
/// have the product of the numbers, not of the factor as it is rounded.
#[test]
fn a_factor_beyond_the_type() {
    let pair = |mu: f64, upstream: f64| Case {
        input: vec![mu; 40],
        second: vec![0.0; 40],
        rows: 40,
        classes: 1,
        reduction: LOSS_SUM,
        upstream: Some(upstream),
        ..Case::default()
    };
    for (mu, upstream, expected) in
        [(0.0, 1e39, 0.0), (1e-10, 1e39, 1e29), (1e10, 1e39, INFINITY), (1e20, 1e-50, 1e-30), (-3e-5, 2e40, -6e35)]
    {
        let got = on_every_isa::<f32>(&pair(mu, upstream), "vae_kl");
        assert!(got.gradient[..40].iter().all(|g| close(*g, expected, 2e-7, 0.0)), "{mu} {upstream} {got:?}");
        assert!(got.gradient[40..].iter().all(|g| *g == 0.0), "{mu} {upstream} {got:?}");
    }
}

type Divergence = ([f64; 3], [f64; 3], f64, f64, [f64; 3], [f64; 3]);

/// Student, teacher, β, loss, gradient, Hessian: near the ends of β, and of models that nearly agree. By mpmath.
#[rustfmt::skip]
const DIVERGENCES: [Divergence; 12] = [
    ([1.0, 2.0, 3.0], [3.0, 2.0, 1.0], 1e-300, 1.1504207652088829e-300, [-5.7521038260444145e-301, -1.8610048892477393e-402, 5.7521038260444145e-301], [8.192506906499323e-302, 1.8483644650997872e-301, 2.2269542653462336e-301]),
    ([1.0, 2.0, 3.0], [1.0, 2.000000238418579, 3.0], 1e-300, 5.2533682011586369e-315, [5.2530874874920528e-309, -4.4068445625161491e-308, 3.8815358137669438e-308], [8.192506906499323e-302, 1.8483644650997872e-301, 2.2269542653462336e-301]),
    ([0.0, -500.0, 3.0], [-400.0, 0.0, 2.0], 1e-300, 5.9642323273611667e-299, [4.7425873177566782e-302, -1.1920292202211756e-301, 7.1777048844550777e-302], [4.5176659730912134e-302, -2.1026617922311339e-384, 4.5176659730912134e-302]),
    ([1.0, 2.0, 3.0], [3.0, 2.0, 1.0], 1e-12, 1.1504207652067966e-12, [-5.7521038260221651e-13, -5.1055443610268244e-25, 5.7521038260272706e-13], [8.1925069062745183e-14, 1.8483644650928333e-13, 2.2269542653290491e-13]),
    ([1.0, 2.0, 3.0], [1.0, 2.000000238418579, 3.0], 1e-12, 5.2533682011533833e-27, [5.2530874874867994e-21, -4.4068445625117421e-20, 3.8815358137630621e-20], [8.1925069064911302e-14, 1.8483644650979388e-13, 2.2269542653440066e-13]),
    ([0.0, -500.0, 3.0], [-400.0, 0.0, 2.0], 1e-12, 3.3438991535482469e-12, [4.1772570515331138e-14, -1.5991982214666715e-216, -4.1772570515331138e-14], [3.9791469883769162e-14, -1.5958193288955749e-216, 3.9791469883769162e-14]),
    ([1.0, 2.0, 3.0], [3.0, 2.0, 1.0], 0.25, 1.9142172557038229e-1, [-6.9585961862347599e-2, -1.396686157171102e-2, 8.3552823434058619e-2], [-1.6743203637238779e-2, 2.3210770023278855e-2, 1.6360713595855584e-2]),
    ([1.0, 2.0, 3.0], [1.0, 2.000000238418579, 3.0], 0.25, 9.8500652772575285e-16, [9.8495388891832257e-10, -8.2628334289957162e-9, 7.2778795400773936e-9], [1.53609506515867e-2, 3.4656832665987832e-2, 4.1755391873939884e-2]),
    ([0.0, -500.0, 3.0], [-400.0, 0.0, 2.0], 0.25, 5.2068885703286278e-2, [9.1030312906001121e-3, -1.2659877329914374e-216, -9.1030312906001121e-3], [8.6181809553948203e-3, -1.2634535635631125e-216, 8.6181809553948203e-3]),
    ([1.0, 2.0, 3.0], [3.0, 2.0, 1.0], 0.999999999999, 1.1503953159206068e-12, [-2.8362791274306429e-13, -2.815344867733405e-13, 5.6516239951640479e-13], [-1.506342888988183e-13, 4.1096879830539109e-14, 3.5914549999895777e-14]),
    ([1.0, 2.0, 3.0], [1.0, 2.000000238418579, 3.0], 0.999999999999, 5.2532517744652547e-27, [5.2529709604520712e-21, -4.4067468073286043e-20, 3.8814497112833972e-20], [8.1923261048577504e-14, 1.8483233511131604e-13, 2.2269048730101333e-13]),
    ([0.0, -500.0, 3.0], [-400.0, 0.0, 2.0], 0.999999999999, 1.4324458219637197e-12, [1.244711533283186e-12, -1.6972028682604183e-228, -1.244711533283186e-12], [1.1287909657811556e-12, -1.6938240504362341e-228, 1.1287909657811556e-12]),
];

#[test]
fn divergences_keep_their_digits() {
    for (student, teacher, beta, loss, gradient, hessian) in DIVERGENCES {
        // Alone and with classes of probability 0, in a vector and behind one; all numbers are in `f32` as well.
        for others in [0, 1, 20] {
            let padded = |logits: [f64; 3]| [vec![-INFINITY; others], logits.to_vec()].concat();
            let case = Case {
                input: padded(student),
                target: padded(teacher),
                rows: 1,
                classes: 3 + others,
                scalars: vec![beta],
                ..Case::default()
            };
            for (got, single) in
                [(on_every_isa::<f64>(&case, "js_div"), false), (on_every_isa::<f32>(&case, "js_div"), true)]
            {
                // The value is a double in either. What is subnormal on the way is a multiple of the smallest number.
                assert!(
                    (got.value - loss).abs() <= 2e-15 * loss + 1e-321,
                    "{student:?} {teacher:?} {beta}: {} {loss}",
                    got.value
                );
                let (tolerance, least) = if single { (2e-7, 2e-38) } else { (1e-14, 1e-321) };
                for (numbers, expected) in [(&got.gradient, gradient), (&got.hessian, hessian)] {
                    let largest = expected.iter().fold(0.0f64, |most, x| most.max(x.abs()));
                    assert!(numbers[..others].iter().all(|x| *x == 0.0));
                    for (a, b) in numbers[others..].iter().zip(expected) {
                        assert!(
                            (a - b).abs() <= tolerance * largest + least,
                            "{student:?} {teacher:?} {beta}: {a} {b}"
                        );
                    }
                }
            }
        }
    }
}

/// With temperatures and caps, and logits that only differ in a constant: never less than 0, and exactly 0 for equals.
#[test]
fn divergences_are_not_negative() {
    let mut random = Random(9);
    for beta in [1e-300, 1e-12, 0.1, 0.5, 1.0 - 1e-12] {
        for (temperature, softcap) in [(0.0, 0.0), (1.7, 0.0), (0.0, 30.0), (0.07, 20.0)] {
            for apart in [0.0, 1e-16, 1e-12, 1e-8, 1e-4, 1.0, 30.0] {
                let student: Vec<f64> = (0..5 * 37).map(|_| random.between(-9.0, 9.0)).collect();
                let teacher = student.iter().map(|z| z + apart * random.between(-1.0, 1.0)).collect();
                let case = Case {
                    input: student,
                    target: teacher,
                    rows: 5,
                    classes: 37,
                    scalars: vec![beta],
                    temperature,
                    softcap,
                    ..Case::default()
                };
                for got in [case.run::<f64>("js_div"), case.run::<f32>("js_div")] {
                    assert!(got.losses.iter().chain(&got.entropy).all(|l| *l >= 0.0), "{beta} {apart} {got:?}");
                    assert!(apart > 0.0 || got.value == 0.0 && got.gradient.iter().all(|g| *g == 0.0), "{got:?}");
                }
            }
        }
    }
    // One class has all: an entropy of 0, not of −7e-15.
    for gap in [0.0, 5.0, 40.0, 100.0, 800.0, INFINITY] {
        let case = Case {
            input: (0..300).map(|c| if c == 7 { 1.0 } else { 1.0 - gap }).collect(),
            target: vec![0.0; 300],
            rows: 1,
            classes: 300,
            scalars: vec![0.5],
            ..Case::default()
        };
        assert!(case.run::<f32>("js_div").entropy[0] >= 0.0 && case.run::<f64>("js_div").entropy[0] >= 0.0);
    }
}

/// Differences are taken before the temperature divides them, so that a common part of all logits costs no digits. By
/// mpmath.
#[test]
fn a_temperature_does_not_round_large_logits() {
    let case = Case {
        input: vec![1000.25, 1001.875, 999.125],
        target: vec![1001.5, 1000.625, 998.75],
        rows: 1,
        classes: 3,
        scalars: vec![0.25],
        temperature: 0.7,
        ..Case::default()
    };
    let got = on_every_isa::<f64>(&case, "js_div");
    assert!(close(got.value, 0.212_690_594_686_414_49, 1e-15, 0.0), "{}", got.value);
    all_near(&got.gradient, &[-0.109_902_280_265_710_36, 0.110_970_040_299_777_22, -0.001_067_760_034_066_854_9]);
    all_near(&got.hessian, &[-0.045_397_121_153_206_18, -0.039_163_597_534_509_1, 0.004_361_268_343_229_136_2]);
}

fn all_near(got: &[f64], expected: &[f64]) {
    assert!(got.iter().zip(expected).all(|(a, b)| close(*a, *b, 1e-15, 0.1)), "{got:?} {expected:?}");
}
