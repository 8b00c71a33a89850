//! Losses of rows of vectors: whole calls beside the plain formula and golden values, and the same bits in every way to
//! make a call. tests/vectors_limits.rs has extreme numbers and calls that are refused.

mod common;
#[path = "vectors/call.rs"]
mod vectors_call;

use common::buffer::Place;
use common::call::Dtype;
use common::{Random, isa_lock};
use loss::{LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, LOSS_SWAP, isa};
use serde_json::Value;
use std::path::Path;
use vectors_call::{Kind, Loss, Outcome, Rows};

/// What rounding to the dtype may change, relative to the result: all is computed in double precision.
fn rounding<E: Dtype>() -> f64 {
    if size_of::<E>() == 4 { f64::from(f32::EPSILON) / 2.0 } else { 0.0 }
}

/// What the norms, margins and flags are, in turn.
fn variant(loss: Loss, turn: usize, case: &mut Rows) {
    let margin = match loss {
        Loss::COSINE_EMBEDDING => [0.0, -1.0, 0.5, -0.25, 1.0][turn % 5],
        // Some pairs are nearer, some farther.
        Loss::CONTRASTIVE => [0.0, 0.5, 2.0, 4.0, 9.0][turn % 5],
        _ => case.scalars[0],
    };
    let p = [0.0, 1.0, 2.0, 3.0, 1.5, 20.25, f64::INFINITY][turn % 7];
    *case = case.clone().with("margin", margin).with("p", p).with("epsilon", [0.0, 1e-6, 0.25][turn % 3]);
    let flags = loss.entry().flags;
    if turn.is_multiple_of(2) {
        case.flags |= flags & LOSS_SWAP;
    }
    if turn.is_multiple_of(3) && flags & LOSS_BINARY_TARGETS != 0 {
        case.flags |= LOSS_BINARY_TARGETS;
        case.target.iter_mut().flatten().for_each(|target| *target = 0.5 + 0.5 * *target);
    }
}

/// Options, in turn.
fn options(turn: usize, case: &mut Rows, random: &mut Random) {
    case.reduction = [LOSS_MEAN, LOSS_SUM, LOSS_MEAN_ROWS][turn % 3];
    if turn % 2 == 1 {
        case.weight =
            Some((0..case.rows).map(|row| if row % 4 == 2 { 0.0 } else { random.between(0.0, 2.0) }).collect());
    }
    case.mask = (turn % 4 > 1).then(|| (0..case.rows).map(|_| u8::from(random.below(3) > 0)).collect());
    case.upstream = (turn % 5 > 2).then_some(-0.75);
    if turn % 3 == 2 {
        case.flags |= LOSS_ACCUMULATE;
        let old = |input: &Vec<f64>| input.iter().map(|_| random.between(-1.0, 1.0)).collect();
        case.old = Some(case.inputs.iter().map(old).collect());
    }
}

fn kept(case: &Rows, row: usize) -> bool {
    case.mask.as_ref().is_none_or(|mask| mask[row] != 0)
}

/// Compares with the formula, row by row.
fn compare<E: Dtype>(case: &Rows, got: &Outcome) {
    let (rows, dim) = (case.rows, case.dim);
    let weight = |row: usize| case.weight.as_ref().map_or(1.0, |weight| E::from_f64(weight[row]).to_f64());
    let counted: Vec<usize> = (0..rows).filter(|row| kept(case, *row)).collect();
    let below = match case.reduction {
        LOSS_SUM => 1.0,
        LOSS_MEAN_ROWS => counted.len() as f64,
        _ => counted.iter().map(|row| weight(*row)).sum(),
    };
    let over = |x: f64| if below == 0.0 { 0.0 } else { x / below };
    // The formula adds `dim` differences below 2 one by one. It is compared in the sizes that a loss may be made of.
    let size = 1e-15 * (10.0 + (dim * dim) as f64);
    let mut value = 0.0;
    for row in 0..rows {
        let (loss, slopes) = if kept(case, row) { case.row(row) } else { (0.0, vec![vec![0.0; dim]; 3]) };
        let error = (got.losses[row] - loss).abs();
        assert!(error <= rounding::<E>() * loss + size, "loss of row {row}: {}, not {loss}: {case:?}", got.losses[row]);
        value += if kept(case, row) { weight(row) * loss } else { 0.0 };
        let scale = if kept(case, row) { over(weight(row) * case.upstream.unwrap_or(1.0)) } else { 0.0 };
        for nth in 0..case.inputs.len() {
            let largest = case.steepest(nth, row);
            for i in 0..dim {
                let old = case.old.as_ref().map_or(0.0, |old| old[nth][row * dim + i]);
                let expected = old + scale * slopes[nth][i];
                let got = got.gradients[nth][row * dim + i];
                // A few units of the formula's terms and, at p = 20, of as many times the rounding of its distance.
                let tolerance = rounding::<E>() * expected.abs() + 1e-15 * (10.0 + dim as f64) * scale.abs() * largest;
                let error = (got - expected).abs();
                assert!(error <= tolerance, "d{nth}[{row}][{i}] = {got:e}, not {expected:e}: {case:?}");
            }
        }
    }
    let (value, total) = (over(value), value.abs());
    assert!((got.value - value).abs() <= over(2.0 * size * rows as f64) + 1e-15 * over(total), "{case:?}");
    assert_eq!(got.sums.rows, counted.len() as u64);
}

/// Calls with random numbers, in all sizes and with all options.
fn samples(mut visit: impl FnMut(&Rows)) {
    let sizes = [(1, 1), (3, 2), (5, 3), (4, 15), (2, 16), (3, 17), (7, 33), (2, 100), (1, 300), (4, 0), (0, 5)];
    let mut random = Random(1);
    for loss in Loss::all() {
        for turn in 0..105 {
            let (rows, dim) = sizes[turn % sizes.len()];
            let mut case = Rows::sample(loss, rows, dim, &mut random);
            variant(loss, turn, &mut case);
            options(turn / 2, &mut case, &mut random);
            visit(&case);
        }
    }
}

#[test]
fn calls_are_those_of_the_formula() {
    samples(|case| {
        compare::<f32>(case, &case.run::<f32>());
        compare::<f64>(case, &case.run::<f64>());
    });
}

/// One result, however the call is made.
fn same_in_every_way<E: Dtype>(case: &Rows) {
    let expected = case.run::<E>();
    let same = |case: &Rows, way: &str| {
        assert!(case.run::<E>().same_bits(&expected), "{way} differs: {case:?}");
    };
    let before = isa::active().name();
    for name in isa::available() {
        assert!(isa::select(name));
        same(case, name.as_str());
        for misalignment in [0, 1, 3, 7] {
            for at_start in [false, true] {
                // Off by less than an element, so that no element beside the array can be touched in whole.
                let place = Place { misalignment: misalignment.min(size_of::<E>() - 1), at_start };
                same(&Rows { place, ..case.clone() }, "a place");
                if case.old.is_none() {
                    let all = (1 << case.inputs.len()) - 1;
                    for in_place in 1..=all {
                        same(&Rows { place, in_place, ..case.clone() }, "in place");
                    }
                }
            }
        }
        // A gradient does not depend on which others are wanted, nor on value and losses.
        for without in 0..(1u32 << case.inputs.len()) - 1 {
            let part = Rows { without_gradients: without, gradients_only: true, ..case.clone() }.run::<E>();
            for nth in (0..case.inputs.len()).filter(|nth| without & (1 << nth) == 0) {
                let bits = |outcome: &Outcome| outcome.gradients[nth].iter().map(|x| x.to_bits()).collect::<Vec<_>>();
                assert_eq!(bits(&part), bits(&expected), "gradient {nth} alone: {case:?}");
            }
        }
        let value = Rows { without_gradients: 7, ..case.clone() }.run::<E>();
        assert_eq!(value.value.to_bits(), expected.value.to_bits(), "the value alone: {case:?}");
    }
    assert!(isa::select(before));
}

#[test]
fn bits_do_not_depend_on_the_way_of_a_call() {
    let _lock = isa_lock();
    samples(|case| {
        same_in_every_way::<f32>(case);
        same_in_every_way::<f64>(case);
    });
}

#[test]
fn bits_do_not_depend_on_the_length_of_vectors() {
    let _lock = isa_lock();
    let before = isa::active().name();
    let mut random = Random(2);
    for dim in 0..=70 {
        for loss in Loss::all() {
            let mut case = Rows::sample(loss, 2, dim, &mut random);
            variant(loss, dim, &mut case);
            let outcomes: Vec<[Outcome; 2]> = isa::available()
                .map(|name| {
                    assert!(isa::select(name));
                    [case.run::<f32>(), case.run::<f64>()]
                })
                .collect();
            assert!(outcomes.iter().all(|both| (0..2).all(|i| both[i].same_bits(&outcomes[0][i]))), "{case:?}");
        }
    }
    assert!(isa::select(before));
}

/// Enough rows for many tasks.
#[test]
fn bits_do_not_depend_on_threads() {
    let _lock = isa_lock();
    let mut random = Random(3);
    for loss in Loss::all() {
        for turn in 0..6 {
            let mut case = Rows::sample(loss, 1501, 37, &mut random);
            variant(loss, turn, &mut case);
            options(turn, &mut case, &mut random);
            let expected = [case.run::<f32>(), case.run::<f64>()];
            for threads in 1..=8 {
                let case = Rows { threads, ..case.clone() };
                let same = case.run::<f32>().same_bits(&expected[0]) && case.run::<f64>().same_bits(&expected[1]);
                assert!(same, "{threads} threads: {loss:?}, turn {turn}");
            }
        }
    }
}

/// The derivative of the value, by central differences of whole calls.
#[test]
fn gradients_are_the_derivatives_of_values() {
    let mut random = Random(4);
    for loss in Loss::all() {
        for p in [2.0, 1.5, 4.0] {
            // Far from where the loss ends.
            let margin = if loss == Loss::COSINE_EMBEDDING { -1.0 } else { 4.0 };
            let case = Rows::sample(loss, 3, 5, &mut random).with("margin", margin).with("p", p);
            let mut case = case.with("epsilon", 0.125);
            case.weight = Some(vec![0.5, 1.0, 2.0]);
            let gradients = case.run::<f64>().gradients;
            for (nth, gradient) in gradients.iter().enumerate() {
                for (i, got) in gradient.iter().enumerate() {
                    let h = 1e-5;
                    let at = |step: f64| {
                        let mut moved = case.clone();
                        moved.inputs[nth][i] += step;
                        moved.run::<f64>().value
                    };
                    // Of an error of h² times a third derivative of less than 100, and rounding of 1e-15/h.
                    let difference = (at(h) - at(-h)) / (2.0 * h);
                    assert!((got - difference).abs() < 2e-8, "{got}, differences {difference}: {case:?}");
                }
            }
        }
    }
}

fn number(value: &Value) -> f64 {
    match value.as_str() {
        Some("nan") => f64::NAN,
        Some("inf") => f64::INFINITY,
        Some("-inf") => f64::NEG_INFINITY,
        Some(other) => panic!("{other} is not a number"),
        None => value.as_f64().expect("a number"),
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("an array").iter().map(number).collect()
}

fn optional(value: &Value) -> Option<Vec<f64>> {
    value.is_array().then(|| numbers(value))
}

fn golden_case(loss: Loss, golden: &Value) -> Rows {
    let size = |key: &str| golden[key].as_u64().expect("a size") as usize;
    let options = &golden["options"];
    let flag = |key: &str, flag: u32| if options[key].as_bool() == Some(true) { flag } else { 0 };
    let mut scalars = numbers(&golden["scalars"]);
    scalars.resize(3, 0.0);
    Rows {
        loss,
        inputs: golden["inputs"].as_array().expect("inputs").iter().map(numbers).collect(),
        target: optional(&golden["target"]),
        rows: size("rows"),
        dim: size("dim"),
        scalars: [scalars[0], scalars[1], scalars[2]],
        reduction: match options["reduction"].as_str() {
            Some("sum") => LOSS_SUM,
            Some("mean_rows") => LOSS_MEAN_ROWS,
            _ => LOSS_MEAN,
        },
        flags: flag("swap", LOSS_SWAP) | flag("binary_targets", LOSS_BINARY_TARGETS),
        upstream: options["upstream"].as_f64(),
        weight: optional(&options["weight"]),
        mask: optional(&options["mask"]).map(|mask| mask.into_iter().map(|byte| byte as u8).collect()),
        ..Rows::default()
    }
}

/// Equal to within rounding to the dtype, and an error relative to a scale.
fn near<E: Dtype>(got: f64, expected: f64, scale: f64) -> bool {
    // The dtype may have no number for a derivative.
    let expected = if E::from_f64(expected).to_f64().is_infinite() { E::from_f64(expected).to_f64() } else { expected };
    if !expected.is_finite() {
        return (got.is_nan() && expected.is_nan()) || got == expected;
    }
    // Subnormal numbers have an absolute rounding error.
    let subnormal = if size_of::<E>() == 4 { 1e-45 } else { 0.0 };
    (got - expected).abs() <= rounding::<E>() * expected.abs() * 1.001 + subnormal + 2e-15 * scale
}

fn golden<E: Dtype>(loss: Loss) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{}.json", loss.name()));
    let text = std::fs::read_to_string(path).expect("golden values");
    let file: Value = serde_json::from_str(&text).expect("JSON");
    let cases = file["cases"].as_array().expect("cases");
    assert!(cases.len() >= 50, "only {} cases", cases.len());
    for golden in cases {
        let case = golden_case(loss, golden);
        let got = case.run::<E>();
        let note = &golden["note"];
        let check = |what: &str, got: &[f64], expected: &[f64], scale: f64| {
            assert_eq!(got.len(), expected.len());
            for (i, (a, b)) in got.iter().zip(expected).enumerate() {
                assert!(near::<E>(*a, *b, scale), "{} {} {note}: {what}[{i}] = {a:e}, not {b:e}", loss.name(), E::NAME);
            }
        };
        // Losses are differences of the margin and of distances, which are below the sum of all numbers, half a square of
        // these, or numbers near 1.
        let finite = case.inputs.iter().flatten().filter(|x| x.is_finite());
        let sizes = case.scalars[0].abs() + 1.0 + finite.map(|x| x.abs()).sum::<f64>();
        let scale = match loss.kind() {
            Kind::Distances => sizes,
            Kind::Square => sizes * sizes,
            Kind::Cosines => 1.0,
        };
        check("losses", &got.losses, &numbers(&golden["losses"]), scale);
        // It is double in both dtypes.
        let (value, expected) = (got.value, number(&golden["value"]));
        let terms = if case.reduction == LOSS_SUM { case.rows as f64 * 2.0 } else { 1.0 };
        assert!(near::<f64>(value, expected, scale * terms), "{} {note}: {value:e}, not {expected:e}", loss.name());
        for (nth, (got, expected)) in got.gradients.iter().zip(golden["grads"].as_array().expect("grads")).enumerate() {
            let expected = numbers(expected);
            for row in 0..case.rows {
                let part = row * case.dim..(row + 1) * case.dim;
                let largest = case.steepest(nth, row);
                let weight = case.weight.as_ref().map_or(1.0, |weight| weight[row]) * case.upstream.unwrap_or(1.0);
                let scale = if largest.is_finite() { largest * weight.abs() } else { 0.0 };
                check("grads", &got[part.clone()], &expected[part], scale);
            }
        }
    }
}

#[test]
fn golden_values() {
    for loss in Loss::all() {
        golden::<f32>(loss);
        golden::<f64>(loss);
    }
}
