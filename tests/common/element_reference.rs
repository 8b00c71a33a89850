//! Losses of elements, and of rows of them, as their formulas stand.

use super::call::{Case, Dtype, Outcome};
use super::{close, growth};
use loss::{LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, isa};
use loss_kernels::loss::{Derivatives, Reference};

/// What a call should give, in double precision with a compensated sum.
pub struct Expected {
    value: f64,
    /// Σ w·|terms| over the denominator: what rounding of the value is relative to.
    size: f64,
    gradient: Vec<f64>,
    hessian: Vec<f64>,
    losses: Vec<f64>,
    /// What multiplies every derivative.
    factor: f64,
    /// Σ |w| over the denominator.
    weight: f64,
}

fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    let mut total = loss_kernels::sum::Total::default();
    terms.for_each(|term| total.add(term));
    total.value()
}

/// What a call should give.
pub fn expected<L: Reference<X, T>, const X: usize, const T: usize>(case: &Case, loss: &L) -> Expected {
    let inputs = [&case.input, &case.second, &case.third];
    let classes = case.classes.max(1);
    let kept = |row: usize| case.mask.as_ref().is_none_or(|mask| mask[row] != 0);
    let weight = |row: usize| case.weight.as_ref().map_or(1.0, |weight| weight[row]);
    let of_target = |row: usize| {
        if L::TARGET_IS_WEIGHT { sum(case.target[row * classes..][..classes].iter().copied()) } else { 1.0 }
    };
    let length = case.input.len();
    let of_element = |i: usize| {
        if !kept(i / classes) {
            return Derivatives { loss: 0.0, first: [0.0; X], second: [0.0; X] };
        }
        // All targets of a loss may be absent, and are 0 then; or none.
        let optional = |which: usize| case.optional[which].as_ref().map_or(0.0, |values| values[i]);
        let given = |which: usize| case.target[which * length + i];
        let targets = std::array::from_fn(|which| if L::OPTIONAL_TARGETS { optional(which) } else { given(which) });
        loss.reference(std::array::from_fn(|which| inputs[which][i]), targets)
    };
    let terms: Vec<Derivatives<f64, X>> = (0..length).map(of_element).collect();
    // Of a row, from a sum over its elements.
    let elements = if L::MEAN_OF_ROW { classes as f64 } else { 1.0 };
    let row_loss = |row: usize| sum(terms[row * classes..][..classes].iter().map(|term| term.loss)) / elements;
    let rows: Vec<usize> = (0..case.rows).filter(|row| kept(*row)).collect();
    let below = match case.reduction {
        // A penalty.
        _ if T == 0 && case.classes == 0 => 1.0,
        LOSS_SUM => 1.0,
        LOSS_MEAN => sum(rows.iter().map(|row| weight(*row) * of_target(*row))),
        LOSS_MEAN_ROWS => rows.len() as f64,
        other => panic!("{other}"),
    };
    let below = if below == 0.0 { f64::INFINITY } else { below };
    let upstream = case.upstream.unwrap_or(1.0);
    let mean = sum(rows.iter().map(|row| weight(*row) * row_loss(*row))) / below;
    let value = if L::ROOT { mean.sqrt() } else { mean };
    let scale = match L::ROOT {
        true if value == 0.0 => 0.0,
        true => upstream / (2.0 * value * below),
        false => upstream / below / elements,
    };
    let places = || (0..X).flat_map(|which| (0..length).map(move |i| (which, i)));
    let all = (0..length).map(|i| (weight(i / classes) * terms[i].loss).abs());
    Expected {
        value,
        size: if L::ROOT { value } else { sum(all) / below / elements },
        factor: scale.abs(),
        weight: sum(rows.iter().map(|row| weight(*row).abs())) / below,
        gradient: places().map(|(which, i)| scale * weight(i / classes) * terms[i].first[which]).collect(),
        // Losses of several inputs have none.
        hessian: places().take(length).map(|(_, i)| scale * weight(i / classes) * terms[i].second[0]).collect(),
        losses: (0..case.rows).map(row_loss).collect(),
    }
}

/// Errors in units of the dtype's rounding; what a result may be off by, given what it is made of.
/// Panics where results are further from it than roundings explain.
pub fn compare<E: Dtype>(name: &str, case: &Case, expected: &Expected, got: &Outcome) {
    let classes = case.classes.max(1);
    let tolerance = E::TOLERANCE * growth(name, &case.scalars);
    let (terms, roundings) = (terms_of(name, &case.scalars), roundings_of(name));
    let fail = |what: &str, i: usize, a: f64, b: f64| {
        panic!("{name} {} {} {what}[{i}] = {a:e}, expected {b:e}: {case:?}", E::NAME, isa::active().name().as_str())
    };
    let size = expected.size.max(terms.loss * expected.weight);
    if !case.without.value && !close(got.value, expected.value, roundings.loss * tolerance, size) {
        fail("value", 0, got.value, expected.value);
    }
    for (i, (a, b)) in got.gradient.iter().zip(&expected.gradient).enumerate() {
        let old = case.old_gradient.as_ref().map_or(0.0, |old| old[i]);
        let size = old.abs().max(b.abs()).max(terms.gradient * expected.factor);
        if !close(*a, *b + old, roundings.gradient * tolerance, size) {
            fail("gradient", i, *a, *b + old);
        }
    }
    for (i, (a, b)) in got.hessian.iter().zip(&expected.hessian).enumerate() {
        if !close(*a, *b, roundings.hessian * tolerance, terms.hessian * expected.factor) {
            fail("hessian", i, *a, *b);
        }
    }
    for (i, (a, b)) in got.losses.iter().zip(&expected.losses).enumerate() {
        // The sum of a row has terms of both signs.
        let size = if classes > 1 { terms.loss.max(1.0) } else { terms.loss };
        if !close(*a, *b, roundings.loss * tolerance, size) {
            fail("losses", i, *a, *b);
        }
    }
}

/// A number for each result of a loss.
struct Results {
    loss: f64,
    gradient: f64,
    hessian: f64,
}

impl Results {
    const fn of(loss: f64, gradient: f64, hessian: f64) -> Self {
        Self { loss, gradient, hessian }
    }
}

/// What the terms of a result are together where they cancel, with the inputs of the tests and weights below 2. Derivatives
/// are multiplied by the factor of all.
fn terms_of(name: &str, scalars: &[f64]) -> Results {
    match name {
        // A smoothed target has two roundings of at most 1, over x(1 − x), which is at least 0.001: two of seven, with weights.
        "bce" if scalars.first().is_some_and(|smoothing| *smoothing != 0.0) => Results::of(0.0, 600.0, 0.0),
        // A part of a unit of the logarithm of a target, e^x times; they cancel where e^x is near a target, which is at most 6.
        "kl_div_generalized" => Results::of(1.0, 24.0, 0.0),
        // A divergence is a difference of terms of the size of its arguments.
        _ if name.starts_with("kl") => Results::of(1.0, 0.0, 0.0),
        // A difference of probabilities is good to the digits of a probability.
        "bce_logits" => Results::of(0.0, 2.0, 0.0),
        "poly1_bce_logits" => Results::of(0.0, 2.0, 1.0),
        "sigmoid_focal" => Results::of(0.0, 2.0, 2.0),
        // The loss has a shifted probability: of that and the shift.
        "asymmetric_bce_logits" => Results::of(1.0, 2.0, 2.0),
        // Exponent 1.5 times a cross-entropy of at most 7, as probabilities are at least 0.001. Where the first derivatives
        // cancel, the terms of the second are no larger than of the first.
        "focal" => Results::of(0.0, 8.0, 8.0),
        // |x − t| and ε, which are subtracted before anything else.
        _ if name.ends_with("epsilon_insensitive") => Results::of(1.0, 0.0, 0.0),
        // 1 + (α − 1)·z²/b; the terms are at most 2·2.5/0.75².
        "general_robust" => Results::of(0.0, 0.0, 9.0),
        // 1 − D; with x, t between 0.1 and 6 the terms are at most 2·2·(1 + log 7)/1.1².
        "msle" => Results::of(0.0, 0.0, 10.0),
        // A margin of 1.5.
        "margin_ranking" => Results::of(3.0, 0.0, 0.0),
        // ½·log v and r²/2v; one of 1/v, which is at most 1/ε = 4 in tests.
        "gaussian_nll" => Results::of(1.0, 8.0, 0.0),
        // log b of at most log 4; one of 1/b, which is as large, and has no ½.
        "laplace_nll" | "student_t_nll" => Results::of(3.0, 16.0, 0.0),
        // Half an input of at most 6; ½ and what is as large where they cancel.
        "gaussian_nll_log" => Results::of(6.0, 2.0, 0.0),
        // An input of at most 6, or such a target times a logarithm below 3; 1 and what is as large.
        "laplace_nll_log" | "poisson_nll" => Results::of(12.0, 4.0, 0.0),
        // A target and an input below 6; a target, and a rate that is as large where they cancel.
        "poisson_nll_log" => Results::of(36.0, 24.0, 0.0),
        // As in tests/golden.rs: the error of a logarithm, which counts e^u − 1 times.
        "gamma_deviance_log" => Results::of(0.003, 4.0, 0.0),
        // The formula rounds log t, which is at most log 6, by half a unit: a thousandth of the tolerance of `double`. It counts
        // t^(3/4) < 4 times in the derivative, and u times that in the loss, which is u²/2 times as large.
        "tweedie_deviance_log" => Results::of(1e-5, 0.01, 0.0),
        // (1 − p)·x^(−p) and p·t·x^(−p−1) cancel where x = 5t, which is 0.05 at least: a few units of 0.25·0.05^(−5/4).
        "tweedie_deviance" => Results::of(0.0, 0.0, 0.1),
        _ => Results::of(0.0, 0.0, 0.0),
    }
}

/// How many times the usual tolerance, which is seven roundings, the error analysis of a loss allows (formulas/). Second
/// derivatives have up to twelve: a quotient of a quotient, times weight and scale.
fn roundings_of(name: &str) -> Results {
    match name {
        // e^(−2|r|) has the rounding of r twice, which is half a unit of a number below 16: 9.5e-7 in `f32`, besides.
        "log_cosh" => Results::of(1.0, 1.0, 5.0),
        // e^(−Q) has 11 roundings of Q = 1.75·log(1 + z²/3.5), which is below 7.5 for errors below 12; 14 more in the first
        // derivative, 29 in the second.
        "general_robust" => Results::of(3.0, 15.0, 17.0),
        // Three of an inverse that has five.
        "pseudo_huber" => Results::of(3.0, 1.0, 3.0),
        // Some more than half a dozen roundings, up to 19.
        "fair" | "msle" | "lp" => Results::of(3.0, 1.0, 2.0),
        // An exponential of the difference of two inputs has its rounding, half a unit of a number below 16, besides: that is
        // 4.8e-7 in `f32`.
        "pair_logistic" => Results::of(2.5, 2.5, 2.0),
        // Ten: an exponential twice, of a unit each, the difference, two products, the weight, its scale, stored.
        "gaussian_nll_log" | "laplace_nll_log" => Results::of(1.5, 1.5, 2.0),
        // Nineteen: those of a square that is made of three quotients and their rounding, and what follows it.
        "student_t_nll" => Results::of(3.0, 3.0, 2.0),
        // Twenty-three: e^u − 1 − u has ten units where u is near ±½·log 2.
        "gamma_deviance_log" => Results::of(3.5, 3.5, 2.0),
        // The same, and a product.
        "kl_div_generalized" => Results::of(3.5, 1.0, 2.0),
        _ => Results::of(1.0, 1.0, 2.0),
    }
}
