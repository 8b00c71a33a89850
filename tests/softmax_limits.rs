//! What the softmax family keeps where formulas lose it: the digits of confident rows, the limits of infinite logits, the
//! bounds of probabilities, and what a weight of 0 leaves out. For every way through the kernels and every instruction set.
//!
//! Expected values are the formulas without their cancellation: log(1 + Σ e^(z−m)) over the classes beside the largest.

mod common;

use common::call::{Case, Dtype, Outcome, Without};
use common::{Random, close, on_each_isa};
use loss::{LOSS_ACCUMULATE, LOSS_SUM};

const INFINITY: f64 = f64::INFINITY;

/// A row of logits as it goes through each way: alone, in a batch, in place, accumulated, with every output, and with rows
/// beside it.
fn ways(row: &Case) -> Vec<(&'static str, Case)> {
    let copies = |n: usize, array: &[f64]| array.repeat(n);
    let batch = Case {
        input: copies(5, &row.input),
        target: copies(5, &row.target),
        index: row.index.repeat(5),
        weight: row.weight.as_ref().map(|w| w.repeat(5)),
        rows: 5,
        without: Without::EXTRAS,
        ..row.clone()
    };
    let side_by_side = |array: &[f64]| array.iter().flat_map(|x| [*x, *x]).collect::<Vec<_>>();
    let strided = Case {
        input: side_by_side(&row.input),
        target: side_by_side(&row.target),
        index: row.index.repeat(2),
        weight: row.weight.as_ref().map(|w| w.repeat(2)),
        rows: 2,
        inner: 2,
        ..row.clone()
    };
    vec![
        ("alone", Case { without: Without::EXTRAS, ..row.clone() }),
        ("in place", Case { without: Without::EXTRAS, in_place: true, ..row.clone() }),
        ("every output", row.clone()),
        ("batch", batch.clone()),
        ("batch in place", Case { in_place: true, ..batch }),
        ("strided", strided.clone()),
        ("strided in place", Case { in_place: true, without: Without::EXTRAS, ..strided }),
    ]
}

/// The gradient of the first row.
fn first_row(case: &Case, got: &Outcome) -> Vec<f64> {
    let step = case.inner.max(1);
    (0..case.classes).map(|c| got.gradient[c * step]).collect()
}

/// Softmax without cancellation: the loss of each class, and p and 1 − p of each.
struct Exact {
    losses: Vec<f64>,
    p: Vec<f64>,
    rest: Vec<f64>,
}

fn exact(logits: &[f64]) -> Exact {
    let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let place = logits.iter().position(|z| *z == largest).unwrap();
    let below: Vec<f64> = logits.iter().map(|z| z - largest).collect();
    let others: f64 = (0..logits.len()).filter(|c| *c != place).map(|c| below[c].exp()).sum();
    let losses = below.iter().map(|b| others.ln_1p() - b).collect();
    let p: Vec<f64> = below.iter().map(|b| b.exp() / (1.0 + others)).collect();
    let rest = (0..logits.len()).map(|c| if c == place { others / (1.0 + others) } else { 1.0 - p[c] }).collect();
    Exact { losses, p, rest }
}

fn confident_rows<E: Dtype>() {
    let tolerance = if E::NAME == "f32" { 4.0 * f64::from(f32::EPSILON) } else { 16.0 * f64::EPSILON };
    let mut random = Random(7);
    for classes in [2, 3, 10, 32, 33, 130, 1100, 2500] {
        for distance in [3.0, 20.0, 30.0, 36.0, 40.0, 64.0, 80.0] {
            let mut logits: Vec<f64> = (0..classes).map(|_| random.between(-1.0, 0.0)).collect();
            let place = random.below(classes);
            logits[place] = distance;
            let Exact { losses, p, rest } = exact(&logits);
            for target in [place, (place + 1) % classes] {
                let index = Case {
                    input: logits.clone(),
                    index: vec![target as i64],
                    rows: 1,
                    classes,
                    reduction: LOSS_SUM,
                    ..Case::default()
                };
                let mut one_hot = vec![0.0; classes];
                one_hot[target] = 1.0;
                let soft = Case { target: one_hot, index: Vec::new(), ..index.clone() };
                for (name, row) in [("cross_entropy", &index), ("cross_entropy_soft", &soft)] {
                    for (way, case) in ways(row) {
                        let got = case.run::<E>(name);
                        let what = format!("{name} {} {way}: {classes} classes, {distance}, {target}", E::NAME);
                        let value = got.value / case.rows as f64;
                        assert!(close(value, losses[target], tolerance, 0.0), "{what}: {value} {}", losses[target]);
                        for (c, gradient) in first_row(&case, &got).into_iter().enumerate() {
                            let expected = if c == target { -rest[c] } else { p[c] };
                            assert!(close(gradient, expected, tolerance, 1e-37), "{what}: {c}: {gradient} {expected}");
                            assert!(gradient.abs() <= 1.0, "{what}: {gradient}");
                        }
                        if !got.hessian.is_empty() && case.inner == 0 {
                            for c in 0..classes {
                                let (h, expected) = (got.hessian[c], p[c] * rest[c]);
                                assert!(close(h, expected, tolerance, 1e-37), "{what}: hessian {c}: {h} {expected}");
                            }
                        }
                        assert!(got.entropy.iter().all(|h| *h >= 0.0), "{what}");
                    }
                }
            }
        }
    }
}

#[test]
fn confident_rows_keep_their_digits() {
    on_each_isa(|| {
        confident_rows::<f32>();
        confident_rows::<f64>();
    });
}

#[test]
fn a_probability_is_at_most_one() {
    on_each_isa(|| {
        let mut random = Random(11);
        for classes in [1, 2, 5, 40, 1030] {
            for _ in 0..40 {
                let mut input: Vec<f64> = (0..classes).map(|_| random.between(-90.0, -80.0)).collect();
                input[random.below(classes)] = random.between(-30.0, 30.0);
                let case = Case { input, rows: 1, classes, temperature: 1.0 + random.unit(), ..Case::default() };
                let without = Case { without: Without::EXTRAS, ..case.clone() };
                for case in [case, without] {
                    let single = case.run::<f32>("softmax").gradient;
                    let double = case.run::<f64>("softmax").gradient;
                    assert!(single.iter().chain(&double).all(|p| (0.0..=1.0).contains(p)), "{classes}");
                }
            }
        }
    });
}

/// Which other outputs are asked for makes no difference, within double precision where Hessian and entropy do.
#[test]
fn a_row_of_one_class_has_no_loss() {
    on_each_isa(|| {
        for logit in [1.4, 70.0, -3.3] {
            let row = Case { input: vec![logit], index: vec![0], rows: 1, classes: 1, ..Case::default() };
            for (way, case) in ways(&row) {
                for got in [case.run::<f32>("cross_entropy"), case.run::<f64>("cross_entropy")] {
                    assert_eq!((got.value, got.gradient[0]), (0.0, 0.0), "{way}");
                }
            }
        }
    });
}

fn infinite_logits<E: Dtype>() {
    for classes in [2, 9, 40, 1100] {
        for place in [0, classes - 1] {
            let other = classes - 1 - place;
            let mut input = vec![0.5; classes];
            input[place] = INFINITY;
            for (target, expected) in [(place, 0.0), (other, INFINITY)] {
                let row =
                    Case { input: input.clone(), index: vec![target as i64], rows: 1, classes, ..Case::default() };
                let mut one_hot = vec![0.0; classes];
                one_hot[target] = 1.0;
                let soft = Case { target: one_hot, index: Vec::new(), ..row.clone() };
                for (name, row) in [("cross_entropy", row), ("cross_entropy_soft", soft)] {
                    for (way, case) in ways(&Case { reduction: LOSS_SUM, ..row }) {
                        let what = format!("{name} {} {way} {classes} {place} {target}", E::NAME);
                        let got = case.run::<E>(name);
                        assert_eq!(got.value, expected, "{what}");
                        // p − t.
                        for (c, gradient) in first_row(&case, &got).into_iter().enumerate() {
                            let share = f64::from(u8::from(c == place)) - f64::from(u8::from(c == target));
                            assert_eq!(gradient, share, "{what}: {c}");
                        }
                        assert!(got.lse.iter().all(|lse| *lse == INFINITY), "{what}");
                        assert!(got.entropy.iter().all(|h| *h == 0.0), "{what}");
                        assert!(got.hessian.iter().all(|h| *h == 0.0), "{what}");
                        assert!(got.argmax.iter().all(|c| *c == place as i64), "{what}");
                    }
                }
            }
            let row = Case { input: input.clone(), rows: 1, classes, ..Case::default() };
            let p = row.run::<E>("softmax").gradient;
            let logarithms = row.run::<E>("log_softmax").gradient;
            for c in 0..classes {
                assert_eq!((p[c], logarithms[c]), if c == place { (1.0, 0.0) } else { (0.0, -INFINITY) });
            }
            // Equal models have no divergence; a teacher that is sure of one class leaves that class's loss.
            let teacher = Case { target: input.clone(), scalars: vec![2.0], ..row.clone() };
            let equal = teacher.run::<E>("distillation");
            assert_eq!((equal.value, equal.gradient.iter().any(|g| *g != 0.0)), (0.0, false));
            let student = Case { input: vec![0.5; classes], scalars: vec![1.0], ..teacher.clone() };
            let loss = student.run::<E>("distillation").value;
            assert!(close(loss, (classes as f64).ln(), 1e-6, 0.0), "{loss}");
            let student = Case { target: vec![0.5; classes], ..teacher };
            assert_eq!(student.run::<E>("distillation").value, INFINITY);
            let apart = Case { input: vec![0.5; classes], target: input.clone(), scalars: vec![0.5], ..row.clone() };
            for (way, case) in ways(&apart) {
                let (got, equal) = (case.run::<E>("js_div"), Case { input: case.target.clone(), ..case.clone() });
                assert!(got.value > 0.0 && got.gradient.iter().all(|g| g.is_finite()), "{way} {classes}");
                assert_eq!(equal.run::<E>("js_div").value, 0.0, "{way} {classes}");
            }
            // Several have no limit, and a NaN is a NaN.
            for second in [INFINITY, f64::NAN] {
                let mut input = input.clone();
                input[other] = second;
                let row = Case { input, index: vec![0], rows: 1, classes, ..Case::default() };
                for (way, case) in ways(&row) {
                    let got = case.run::<E>("cross_entropy");
                    assert!(got.value.is_nan() && got.gradient.iter().all(|g| g.is_nan()), "{way} {classes} {second}");
                    assert!(got.lse.iter().all(|lse| lse.is_nan() == second.is_nan()), "{way} {classes} {second}");
                }
            }
        }
        let nothing = Case { input: vec![-INFINITY; classes], index: vec![0], rows: 1, classes, ..Case::default() };
        for (way, case) in ways(&nothing) {
            let got = case.run::<E>("cross_entropy");
            assert!(got.value.is_nan() && got.lse.iter().all(|lse| *lse == -INFINITY), "{way} {classes}");
        }
    }
}

#[test]
fn infinite_logits_have_the_limit() {
    on_each_isa(|| {
        infinite_logits::<f32>();
        infinite_logits::<f64>();
    });
}

fn weights_of_zero<E: Dtype>() {
    // log(1 + e^−1), by mpmath: the loss of [0, 1] with target 1.
    const KEPT: f64 = 0.31326168751822286;
    let tolerance = E::TOLERANCE;
    for classes in [2, 40] {
        for bad in [f64::NAN, INFINITY, -INFINITY] {
            // The first row is left out, by its weight or by that of its class.
            let mut input = vec![-1e3; 2 * classes];
            (input[0], input[1], input[classes], input[classes + 1]) = (0.0, bad, 0.0, 1.0);
            let mut one_hot = vec![0.0; 2 * classes];
            (one_hot[0], one_hot[classes + 1]) = (1.0, 1.0);
            let rows = Case { input, index: vec![0, 1], rows: 2, classes, reduction: LOSS_SUM, ..Case::default() };
            let soft = Case { index: Vec::new(), target: one_hot, ..rows.clone() };
            let weight = Some(vec![0.0, 1.0]);
            let class_weight = Some((0..classes).map(|c| f64::from(u8::from(c == 1))).collect());
            let cases = [
                ("cross_entropy", Case { weight: weight.clone(), ..rows.clone() }),
                ("cross_entropy", Case { class_weight: class_weight.clone(), ..rows.clone() }),
                ("cross_entropy_soft", Case { weight: weight.clone(), ..soft.clone() }),
                ("cross_entropy_soft", Case { class_weight, ..soft.clone() }),
                ("cross_entropy", Case { weight: weight.clone(), label_smoothing: 0.0, z_loss: 0.0, ..rows.clone() }),
            ];
            for (name, case) in cases {
                for without in [Without::default(), Without::EXTRAS] {
                    let strided = Case {
                        input: (0..2 * classes).map(|i| case.input[i % 2 * classes + i / 2]).collect(),
                        target: case
                            .target
                            .iter()
                            .enumerate()
                            .map(|(i, _)| case.target[i % 2 * classes + i / 2])
                            .collect(),
                        inner: 2,
                        ..case.clone()
                    };
                    for case in [Case { without, ..case.clone() }, Case { without, ..strided }] {
                        let got = case.run::<E>(name);
                        let what = format!("{name} {} {classes} {bad} {}", E::NAME, case.inner);
                        assert!(close(got.value, KEPT, tolerance, 0.0), "{what}: {}", got.value);
                        let step = if case.inner == 2 { 2 } else { 1 };
                        for c in 0..classes {
                            assert_eq!(got.gradient[c * step], 0.0, "{what}: {c}");
                            assert!(got.hessian.is_empty() || got.hessian[c * step] == 0.0, "{what}: {c}");
                        }
                        if !without.sums {
                            assert_eq!(got.sums.weight, 1.0, "{what}");
                            assert!(close(got.sums.loss, KEPT, tolerance, 0.0), "{what}");
                        }
                    }
                    let old = vec![0.25; 2 * classes];
                    let added = Case { flags: LOSS_ACCUMULATE, old_gradient: Some(old), without, ..case.clone() };
                    assert!(added.run::<E>(name).gradient[..classes].iter().all(|g| *g == 0.25));
                }
            }
            let logarithms = Case { input: vec![0.0, bad, 0.0, -1.0], classes: 2, index: vec![1, 1], weight, ..rows };
            for label_smoothing in [0.0, 0.5] {
                let got = Case { label_smoothing, ..logarithms.clone() }.run::<E>("nll");
                assert!(close(got.value, 1.0 - label_smoothing / 2.0, tolerance, 0.0), "{}", got.value);
                assert_eq!(got.gradient[..2], [0.0; 2]);
            }
        }
        // What a class weight of 0 multiplies may be a NaN as well.
        let case = Case {
            input: vec![0.0, 1.0],
            target: vec![f64::NAN, 1.0],
            class_weight: Some(vec![0.0, 1.0]),
            rows: 1,
            classes: 2,
            ..Case::default()
        };
        for (way, case) in ways(&case) {
            let got = case.run::<E>("cross_entropy_soft");
            assert!(close(got.value, KEPT, tolerance, 0.0), "{way}: {}", got.value);
            assert!(got.gradient.iter().all(|g| g.is_finite()), "{way}");
        }
    }
}

#[test]
fn a_weight_of_zero_leaves_out_what_it_multiplies() {
    on_each_isa(|| {
        weights_of_zero::<f32>();
        weights_of_zero::<f64>();
    });
}

/// z-loss, a cap and log-probabilities beside what is infinite or of no weight.
fn options_beside_infinities<E: Dtype>() {
    for classes in [2, 40] {
        let mut input = vec![0.0; classes];
        input[0] = INFINITY;
        let row =
            Case { input, index: vec![0], rows: 1, classes, z_loss: 0.125, reduction: LOSS_SUM, ..Case::default() };
        for (way, case) in ways(&row) {
            let got = case.run::<E>("cross_entropy");
            let gradient = first_row(&case, &got);
            assert!(got.value == INFINITY && gradient[0] == INFINITY, "{way} {classes}: {}", gradient[0]);
            assert!(gradient[1..].iter().all(|g| *g == 0.0), "{way} {classes}");
            if !got.hessian.is_empty() {
                // 2ζ·p².
                assert_eq!((got.hessian[0], *got.hessian.last().unwrap()), (0.25, 0.0), "{way} {classes}");
            }
        }
        let mut bad = vec![1.0; classes];
        bad[0] = f64::NAN;
        let weights = Some((0..classes).map(|c| f64::from(u8::from(c != 0))).collect());
        let weightless = Case { input: bad.clone(), class_weight: weights, ..row.clone() };
        let targetless = Case { input: bad, index: vec![], target: vec![0.0; classes], ..row.clone() };
        for (way, case) in ways(&weightless) {
            let got = case.run::<E>("cross_entropy");
            assert!(got.value == 0.0 && got.gradient.iter().chain(&got.hessian).all(|g| *g == 0.0), "{way} {classes}");
        }
        for (way, case) in ways(&Case { softcap: 5.0, ..targetless }) {
            let got = case.run::<E>("cross_entropy_soft");
            assert!(got.value == 0.0 && got.gradient.iter().chain(&got.hessian).all(|g| *g == 0.0), "{way} {classes}");
        }
        // Log-probabilities have no limit to be read as.
        let mut input = vec![-2.0; classes];
        (input[0], input[1]) = (-1.0, INFINITY);
        let row = Case { input, index: vec![0], rows: 1, classes, reduction: LOSS_SUM, ..Case::default() };
        for (way, case) in ways(&row) {
            assert_eq!(case.run::<E>("nll").value / case.rows as f64, 1.0, "{way} {classes}");
            let smooth = Case { label_smoothing: 0.5, ..case.clone() };
            assert_eq!(smooth.run::<E>("nll").value, -INFINITY, "{way} {classes}");
        }
    }
}

#[test]
fn options_do_no_harm_beside_infinities() {
    on_each_isa(|| {
        options_beside_infinities::<f32>();
        options_beside_infinities::<f64>();
    });
}

/// Differences are formed before the temperature divides: far from 0, and in every way, as near 0.
#[test]
fn a_temperature_far_from_zero_costs_nothing() {
    on_each_isa(|| {
        let near = [0.25, 1.125, -0.75, 0.0];
        for shift in [1024.0, 1_048_576.0] {
            for temperature in [1.7, 0.3] {
                let row = |shift: f64| Case {
                    input: near.iter().map(|z| z + shift).collect(),
                    index: vec![0],
                    rows: 1,
                    classes: 4,
                    temperature,
                    reduction: LOSS_SUM,
                    ..Case::default()
                };
                for ((way, far), (_, here)) in ways(&row(shift)).into_iter().zip(ways(&row(0.0))) {
                    let (far, here) = (far.run::<f64>("cross_entropy"), here.run::<f64>("cross_entropy"));
                    let what = format!("{way}, {shift}, {temperature}");
                    assert!(close(far.value, here.value, 1e-15, 0.0), "{what}: {} {}", far.value, here.value);
                    for (a, b) in far.gradient.iter().zip(&here.gradient).chain(far.hessian.iter().zip(&here.hessian)) {
                        assert!(close(*a, *b, 2e-15, 0.0), "{what}: {a} {b}");
                    }
                }
            }
        }
    });
}

/// Nor does it under a cap: capped logits are taken relative to the largest before anything is rounded.
#[test]
fn a_cap_far_above_the_logits_costs_nothing() {
    on_each_isa(|| {
        // Softmax of [1, 700] with cap 5, by mpmath with 50 digits: one capped logit is saturated, the other is not.
        let far = Case { input: vec![1.0, 700.0], rows: 1, classes: 2, softcap: 5.0, ..Case::default() };
        let p = far.run::<f64>("softmax").gradient[0];
        assert!(close(p, 0.017_755_875_546_001_616, 16.0 * f64::EPSILON, 0.0), "{p}");
        // z of [1000.25, 1001, 999.5, 1000] with cap 1000 and T = 1, target 0, by mpmath with 50 digits.
        let (input, value) = (vec![1000.25, 1001.0, 999.5, 1000.0], 1.3862767865696343);
        let row = Case {
            input,
            index: vec![0],
            rows: 1,
            classes: 4,
            softcap: 1000.0,
            reduction: LOSS_SUM,
            ..Case::default()
        };
        for (way, case) in ways(&row) {
            let got = case.run::<f64>("cross_entropy").value / case.rows as f64;
            assert!(close(got, value, 4.0 * f64::EPSILON, 0.0), "{way}: {got}");
        }
    });
}

/// Σ q·(d + e^−d − 1) with d = log q − log p, the sum that does not cancel, in double precision with logits of single.
#[test]
fn a_small_divergence_keeps_its_digits() {
    on_each_isa(|| {
        let mut random = Random(13);
        for classes in [2, 10, 50, 1500] {
            for distance in [0.0, 1e-4, 1e-2, 0.25] {
                for temperature in [1.0, 2.0, 1e3, 1e5] {
                    let target: Vec<f64> = (0..classes).map(|_| random.between(-4.0, 4.0)).collect();
                    let input: Vec<f64> =
                        target.iter().map(|u| f64::from((u + distance * random.between(-1.0, 1.0)) as f32)).collect();
                    let row = Case {
                        input,
                        target,
                        rows: 1,
                        classes,
                        scalars: vec![temperature],
                        reduction: LOSS_SUM,
                        ..Case::default()
                    };
                    let (expected, gradient) = divergence(&row, temperature);
                    let scale = gradient.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
                    for (way, case) in ways(&row) {
                        let (single, double) = (case.run::<f32>("distillation"), case.run::<f64>("distillation"));
                        let what = format!("{way}: {classes}, {distance}, {temperature}");
                        for (got, tolerance) in [(single, 1e-6), (double, 1e-9)] {
                            let value = got.value / case.rows as f64;
                            assert!(value >= 0.0 && (distance != 0.0 || value == 0.0), "{what}: {value}");
                            assert!(close(value, expected, tolerance, 0.0), "{what}: {value} {expected}");
                            for (a, b) in first_row(&case, &got).iter().zip(&gradient) {
                                assert!(close(*a, *b, tolerance, scale), "{what}: {a} {b}");
                            }
                        }
                    }
                }
            }
        }
    });
}

/// The divergence of a distillation and its gradient, from differences of logits.
fn divergence(row: &Case, temperature: f64) -> (f64, Vec<f64>) {
    let below = |logits: &[f64]| {
        let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        logits.iter().map(|z| (z - largest) / temperature).collect::<Vec<_>>()
    };
    let (z, u) = (below(&row.input), below(&row.target));
    let sum: f64 = u.iter().map(|u| u.exp()).sum();
    let q: Vec<f64> = u.iter().map(|u| u.exp() / sum).collect();
    let growth: f64 = (0..z.len()).map(|c| q[c] * (z[c] - u[c]).exp_m1()).sum();
    let d: Vec<f64> = (0..z.len()).map(|c| (u[c] - z[c]) + growth.ln_1p()).collect();
    // e^−d − 1 + d, by its series where that is short.
    let excess = |x: f64| {
        if x.abs() > 0.5 {
            return x.exp_m1() - x;
        }
        (2..24).rev().fold(0.0, |sum, k| (sum + 1.0) * x / f64::from(k)) * x
    };
    let loss: f64 = (0..z.len()).map(|c| q[c] * excess(-d[c])).sum();
    let gradient = (0..z.len()).map(|c| temperature * q[c] * (-d[c]).exp_m1()).collect();
    (loss * temperature * temperature, gradient)
}

/// What compensates sums is there also for rows side by side.
#[test]
fn long_rows_side_by_side_are_as_exact() {
    on_each_isa(|| {
        let mut random = Random(17);
        let classes = 20_000;
        let row: Vec<f64> = (0..classes).map(|_| random.between(-4.0, 4.0)).collect();
        let alone = Case { input: row.clone(), rows: 1, classes, ..Case::default() }.run::<f64>("softmax");
        let input = row.iter().flat_map(|x| [*x, *x]).collect();
        let beside = Case { input, rows: 2, classes, inner: 2, ..Case::default() }.run::<f64>("softmax");
        for c in 0..classes {
            let (a, b) = (alone.gradient[c], beside.gradient[2 * c + 1]);
            assert!(close(a, b, 2.0 * f64::EPSILON, 0.0), "{a} {b}");
        }
    });
}
