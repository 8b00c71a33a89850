//! Values, gradients and all other outputs against those of PyTorch (tests/golden).

mod common;

use common::buffer::Place;
use common::call::{Case, Dtype, Outcome};
use common::entry::{Driver, entry};
use common::tasks::Tasks;
use common::{close, growth, table};
use loss::{LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM};
use serde_json::Value;
use std::fs;
use std::path::Path;

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
    value.as_array().map_or(Vec::new(), |array| array.iter().map(number).collect())
}

fn optional(value: &Value) -> Option<Vec<f64>> {
    value.is_array().then(|| numbers(value))
}

fn integers(value: &Value) -> Vec<i64> {
    value.as_array().map_or(Vec::new(), |array| array.iter().map(|v| v.as_i64().expect("an integer")).collect())
}

fn case_of(name: &str, case: &Value) -> Case {
    let (options, class_options) = (&case["options"], &case["class_options"]);
    let size = |value: &Value| value.as_u64().map_or(0, |size| size as usize);
    let plain = |value: &Value| if value.is_null() { 0.0 } else { number(value) };
    let entry = entry(name);
    // Of a loss of two inputs the file has the second under this name where there is no target.
    let second = if entry.inputs.len() > 1 && entry.targets.is_empty() { "target" } else { "second" };
    let [input, second, third] = match case["inputs"].as_array() {
        Some(listed) => std::array::from_fn(|which| listed.get(which).map_or(Vec::new(), numbers)),
        None => [numbers(&case["input"]), numbers(&case[second]), numbers(&case["third"])],
    };
    let target = if entry.targets.is_empty() { Vec::new() } else { numbers(&case["target"]) };
    let (rows, classes) = match name {
        "causal_lm" => (size(&case["batch"]) * size(&case["seq_len"]), size(&case["vocab"])),
        "gan_discriminator" => (input.len() + second.len(), 0),
        "gan_generator" => (input.len(), 0),
        _ if !case["dim"].is_null() => (size(&case["rows"]), size(&case["dim"])),
        _ if case["n"].is_null() => (size(&case["rows"]), size(&case["classes"])),
        _ => (size(&case["n"]), 0),
    };
    let scalars = match &case["scalars"] {
        Value::Null => {
            let names = entry.numbers.iter().map(|own| own.name).chain(entry.of_some_kinds.iter().copied());
            names.map(|name| plain(&case[name])).collect()
        }
        listed => numbers(listed),
    };
    Case {
        index: if matches!(entry.driver, Driver::Class | Driver::Cosines | Driver::Margin | Driver::Decisions)
            && (entry.has_index || entry.has_list)
        {
            integers(&case["target"])
        } else {
            integers(&case["tokens"])
        },
        input,
        second,
        third,
        target,
        rows,
        classes,
        seq_len: size(&case["seq_len"]),
        kind: case["kind"].as_u64().map_or(0, |kind| kind as u32),
        scalars,
        reduction: match options["reduction"].as_str() {
            Some("sum") => LOSS_SUM,
            Some("mean_rows") => LOSS_MEAN_ROWS,
            _ => LOSS_MEAN,
        },
        flags: [("binary_targets", LOSS_BINARY_TARGETS), ("full", LOSS_FULL)]
            .iter()
            .filter(|(flag, _)| options[*flag].as_bool() == Some(true))
            .fold(0, |flags, (_, flag)| flags | flag),
        upstream: options["upstream"].as_f64(),
        weight: optional(&options["weight"]),
        mask: options["mask"].is_array().then(|| integers(&options["mask"]).iter().map(|byte| *byte as u8).collect()),
        bytes: integers(&case["desirable"]).iter().map(|byte| *byte as u8).collect(),
        optional: std::array::from_fn(|which| entry.optional.get(which).and_then(|array| optional(&case[array.name]))),
        class_weight: optional(&class_options["class_weight"]),
        class_bias: optional(&class_options["class_bias"]),
        ignore_index: class_options["ignore_index"].as_i64(),
        label_smoothing: plain(&class_options["label_smoothing"]),
        temperature: plain(&class_options["temperature"]),
        softcap: plain(&class_options["softcap"]),
        z_loss: plain(&class_options["z_loss"]),
        row_stride: size(&class_options["row_stride"]),
        inner: size(&class_options["inner"]),
        ..Case::default()
    }
}

/// Largest finite absolute value.
fn largest(values: &[f64]) -> f64 {
    values.iter().map(|value| value.abs()).filter(|value| value.is_finite()).fold(0.0, f64::max)
}

/// What an error of each loss is relative to where it is a function of |x − t| − ε, which cancels: its slope times what is
/// subtracted; 0 of other losses.
fn of_differences(name: &str, case: &Case, losses: &[f64]) -> Vec<f64> {
    let of = |i: usize| {
        let (x, t, l) = (case.input[i], case.target[i], losses[i].abs());
        let subtracted = (x - t).abs() + case.scalars.first().copied().unwrap_or_default();
        let size = match name {
            "epsilon_insensitive" => subtracted,
            "squared_epsilon_insensitive" => 2.0 * l.sqrt() * subtracted,
            _ => 0.0,
        };
        if size.is_finite() { size } else { 0.0 }
    };
    (0..losses.len().min(case.input.len()).min(case.target.len())).map(of).collect()
}

/// The same of the divergences that a preference of the kind EXO is: near its minimum ½·s·d² its slope is s·d, where s is at
/// most the smaller share, and d is a difference of a score and log((1 − ε)/ε), which are below 8 in such cases.
fn of_divergences(name: &str, case: &Case, losses: &[f64]) -> Vec<f64> {
    if name != "preference" || case.kind != loss::LOSS_PREFERENCE_EXO {
        return vec![];
    }
    let epsilon = if case.scalars[1] == 0.0 { 1e-3 } else { case.scalars[1] };
    let share = epsilon.min(1.0 - epsilon);
    losses.iter().map(|l| if l.is_finite() { (2.0 * share * l).sqrt() * 16.0 } else { 0.0 }).collect()
}

/// Compares the outputs that the golden has. Each array has a scale of its own: where results are
/// sums that cancel, no number of digits could be asked of them otherwise.
fn compare<E: Dtype>(name: &str, case: &Case, golden: &Value, outcome: &Outcome, failures: &mut Vec<String>) {
    let note = &golden["note"];
    // A divergence is a small difference of terms of the size of 1, T² times that after a temperature.
    let terms = match name {
        "distillation" => case.scalars[0] * case.scalars[0],
        "js_div" => 1.0,
        _ if name.starts_with("kl_div") => 1.0,
        _ => terms_of_element(name)[0],
    };
    let tolerance = E::TOLERANCE * growth(name, &case.scalars);
    let mut check = |what: &str, got: &[f64], expected: &[f64], floor: &dyn Fn(usize) -> f64| {
        if got.len() != expected.len() {
            failures.push(format!("{name} {} {note}: {what} has {} elements", E::NAME, got.len()));
            return;
        }
        for (i, (a, b)) in got.iter().zip(expected).enumerate() {
            let padding = what != "losses" && case.is_padding(i);
            let reachable = b.abs() <= E::from_f64(f64::MAX).to_f64() || !b.is_finite();
            // What is subnormal in the dtype may be 0.
            let tiny = b.abs() < 2.4e-38 && a.abs() < 2.4e-38;
            if !padding && reachable && !tiny && !close(*a, *b, tolerance, floor(i)) {
                failures.push(format!("{name} {} {note}: {what}[{i}] = {a:e}, PyTorch {b:e}", E::NAME));
            }
        }
    };
    let likelihood = if name == "gaussian_nll" { Likelihood::of(case) } else { Likelihood::default() };
    if !golden["value"].is_null() {
        check("value", &[outcome.value], &[number(&golden["value"])], &|_| terms.max(likelihood.value));
    }
    if golden["losses"].is_array() {
        let expected = numbers(&golden["losses"]);
        let sizes = of_differences(name, case, &expected);
        let size = |i: usize| sizes.get(i).copied().unwrap_or_default().max(terms).max(likelihood.loss);
        let divergences = of_divergences(name, case, &expected);
        let size = |i: usize| size(i).max(divergences.get(i).copied().unwrap_or_default());
        check("losses", &outcome.losses, &expected, &size);
    }
    // p − t cancels in a confident row: PyTorch's own error is relative to what p is multiplied by. So
    // does the curvature of a divergence.
    let row = case.upstream.unwrap_or(1.0).abs() / if case.reduction == LOSS_SUM { 1.0 } else { case.rows as f64 };
    let floor = |applies: bool| if applies { row * terms.max(1.0) } else { 0.0 };
    if golden["grad"].is_array() || golden["grads"].is_array() {
        let mut expected = numbers(&golden["grad"]);
        expected.extend(numbers(&golden["grad_target"]));
        expected.extend(golden["grads"].as_array().into_iter().flatten().flat_map(numbers));
        let softmax = name.starts_with("cross_entropy")
            || ["causal_lm", "distillation", "js_div", "entropy_penalty"].contains(&name);
        let floor = if name == "gaussian_nll" { likelihood.gradient } else { floor(softmax) };
        let floor = floor.max(row * terms_of_element(name)[1]);
        check("grad", &outcome.gradient, &expected, &|_| floor.max(0.25 * largest(&expected)));
    }
    if golden["hessian"].is_array() && !outcome.hessian.is_empty() {
        let expected = numbers(&golden["hessian"]);
        check("hessian", &outcome.hessian, &expected, &|_| {
            floor(["js_div", "entropy_penalty"].contains(&name)).max(0.25 * largest(&expected))
        });
    }
    for (what, got) in [("lse", &outcome.lse), ("entropy", &outcome.entropy)] {
        if golden[what].is_array() {
            check(what, got, &numbers(&golden[what]), &|_| if what == "entropy" { 0.1 } else { 0.0 });
        }
    }
    if golden["output"].is_array() {
        let expected = numbers(&golden["output"]);
        // Beside a probability of 1, f32 sums the others to 2^-53 of it. A derivative may cancel against their mean.
        check("output", &outcome.gradient, &expected, &|_| match name {
            "log_softmax" => 1e-9,
            "softmax_backward" => largest(&expected),
            _ => 0.0,
        });
    }
    if golden["argmax"].is_array() && integers(&golden["argmax"]) != outcome.argmax {
        failures.push(format!("{name} {} {note}: argmax {:?}", E::NAME, outcome.argmax));
    }
}

/// What the terms of an element's loss are together where they cancel, and those of its derivatives, with the inputs of most
/// cases (`standard.py`): locations of at most 3, scales from ½ to 3, their logarithms of at most 2, counts of at most 3.
fn terms_of_element(name: &str) -> [f64; 2] {
    match name {
        // log b of at most log 2, and as much; 1/b, and as much.
        "laplace_nll" | "student_t_nll" => [1.5, 4.0],
        "laplace_nll_log" => [4.0, 2.0],
        "gaussian_nll_log" => [2.0, 1.0],
        // A rate, and a count times its logarithm.
        "poisson_nll" => [7.0, 2.0],
        "poisson_nll_log" => [9.0, 6.0],
        // The error of the target's logarithm is up to 0.13 of ε, the third of a tolerance. It counts e^u times in the derivative
        // and e^u − 1 times in the loss, which is half the square of that: no more than these of them.
        "gamma_deviance_log" => [0.003, 0.05],
        _ => [0.0; 2],
    }
}

/// What errors of a Gaussian likelihood are relative to: its terms, log v and r²/v, may cancel, and v^β has an error of as
/// many units in the last place as the size of β·log v.
#[derive(Default)]
struct Likelihood {
    value: f64,
    /// The largest of an element.
    loss: f64,
    gradient: f64,
}

impl Likelihood {
    fn of(case: &Case) -> Self {
        let [beta, epsilon] = [case.scalars[0], if case.scalars[1] == 0.0 { 1e-6 } else { case.scalars[1] }];
        let weight = |row: usize| case.weight.as_ref().map_or(1.0, |weight| weight[row]);
        let kept = |row: &usize| case.mask.as_ref().is_none_or(|mask| mask[*row] != 0);
        let rows: Vec<usize> = (0..case.rows).filter(kept).collect();
        let below = match case.reduction {
            LOSS_SUM => 1.0,
            LOSS_MEAN_ROWS => rows.len() as f64,
            _ => rows.iter().map(|row| weight(*row)).sum(),
        };
        let share = |row: usize| if below == 0.0 { 0.0 } else { weight(row) / below };
        let mut sizes = Self::default();
        for row in rows {
            let (error, v) = ((case.input[row] - case.target[row]).abs(), case.second[row].max(epsilon));
            let power = |exponent: f64| v.powf(exponent) * (1.0 + (exponent * v.ln()).abs());
            let loss = 0.5 * power(beta) * (v.ln().abs() + 2.0 + error * error / v);
            let slope = power(if beta == 0.0 { 0.0 } else { beta - 1.0 }) / if beta == 0.0 { v } else { 1.0 };
            let gradient = slope * error.max(0.5 + 0.5 * error * error / v) * case.upstream.unwrap_or(1.0);
            // What is not finite is compared as that.
            let finite = |x: f64| if x.is_finite() { x } else { 0.0 };
            sizes.value += finite(share(row) * loss);
            sizes.loss = sizes.loss.max(finite(loss));
            sizes.gradient = sizes.gradient.max(finite(share(row) * gradient));
        }
        sizes
    }
}

fn all_cases<E: Dtype>() {
    let mut failures = Vec::new();
    let mut count = 0;
    // tests/vectors.rs reads those of rows of vectors, which have other sizes of errors.
    let is_here = |name: &&&str| !name.starts_with("combine") && entry(name).driver != Driver::Vectors;
    for name in table::NAMES.iter().filter(is_here) {
        // Every loss is held to its formula elsewhere; PyTorch does not have all of them.
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.json"));
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let file: Value = serde_json::from_str(&text).expect("JSON");
        for golden in file["cases"].as_array().expect("cases") {
            let mut case = case_of(name, golden);
            let everything = case.run::<E>(name);
            compare::<E>(name, &case, golden, &everything, &mut failures);
            // Value and gradient alone take another way through the kernels.
            case.without = common::call::Without::EXTRAS;
            case.in_place = true;
            let fast = case.run::<E>(name);
            compare::<E>(name, &case, &reduced(golden), &fast, &mut failures);
            count += 1;
        }
    }
    assert!(count > 700, "only {count} cases");
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

/// The golden without what the second call does not ask for.
fn reduced(golden: &Value) -> Value {
    let mut kept = golden.clone();
    for key in ["losses", "hessian", "lse", "entropy", "argmax"] {
        kept.as_object_mut().expect("an object").remove(key);
    }
    kept
}

#[test]
fn pytorch_f32() {
    all_cases::<f32>();
}

#[test]
fn pytorch_f64() {
    all_cases::<f64>();
}

/// The sums of several losses, which have a function of another kind.
fn combinations<E: Dtype>() {
    let tolerance = E::TOLERANCE;
    let mut count = 0;
    for name in ["combine", "combine_uncertainty"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.json"));
        let text = fs::read_to_string(&path).expect("golden values");
        let file: Value = serde_json::from_str(&text).expect("JSON");
        for golden in file["cases"].as_array().expect("cases") {
            let values = numbers(&golden["values"]);
            let tasks = Tasks {
                values: values.clone(),
                weights: numbers(&golden["weights"]),
                log_vars: numbers(&golden["log_vars"]),
                coefficients: golden["coefficients"].is_array().then(|| numbers(&golden["coefficients"])),
                place: Place { misalignment: 3, at_start: false },
                ..Tasks::default()
            };
            let got = tasks.call_with::<E>(name, |_| {});
            assert_eq!(got.status, loss::loss_status::LOSS_OK);
            let note = &golden["note"];
            let check = |what: &str, got: &[f64]| {
                for (a, b) in got.iter().zip(numbers(&golden[what])) {
                    assert!(close(*a, b, tolerance, largest(&values)), "{name} {note}: {what} {a:e}, PyTorch {b:e}");
                }
            };
            // Values are double in both dtypes, and so is what is made of them.
            let expected = number(&golden["total"]);
            let terms = values.iter().fold(1.0, |sum, value| sum + value.abs());
            assert!(close(got.total, expected, 1e-13, terms), "{name} {note}: {:e}, PyTorch {expected:e}", got.total);
            if name == "combine_uncertainty" {
                check("d_values", &got.d_values);
                check("d_log_vars", &got.d_log_vars);
            }
            count += 1;
        }
    }
    assert!(count > 8, "only {count} cases");
}

#[test]
fn combinations_of_losses() {
    combinations::<f32>();
    combinations::<f64>();
}

#[test]
fn nothing_finite_is_close_to_an_infinity() {
    assert!(!close(1.0, f64::INFINITY, 1e-7, 1.0) && !close(f64::INFINITY, 1.0, 1e-7, 1.0));
    assert!(!close(f64::INFINITY, f64::NEG_INFINITY, 1e-7, 1.0) && !close(f64::NAN, f64::INFINITY, 1e-7, 1.0));
    assert!(close(f64::INFINITY, f64::INFINITY, 0.0, 0.0) && close(f64::NAN, f64::NAN, 0.0, 0.0));
    assert!(close(1.0, 1.0 + 1e-7, 1e-7, 0.0) && !close(1.0, 1.0 + 3e-7, 1e-7, 0.0) && close(0.0, 1e-7, 1e-7, 1.0));
}
