//! Losses of rows of decisions, as their formulas stand.

use super::call::{Case, Dtype, Outcome};
use super::close;
use super::table::each_decision;
use loss::{LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, isa};
use loss_kernels::loss_decisions::{DecisionReference, DecisionRow};

/// What a call should give. Elements that are padding hold nothing.
pub struct Expected {
    value: f64,
    losses: Vec<f64>,
    gradient: Vec<f64>,
    hessian: Vec<f64>,
    /// What a difference in a derivative may be relative to: its terms.
    sizes: Vec<f64>,
    /// Σ |w·l| over the denominator.
    size: f64,
    sums: [f64; 2],
}

/// What a call should give, of a loss of this name.
pub fn expected(name: &str, case: &Case) -> Option<Expected> {
    macro_rules! visit {
        ($name:literal, $loss:ty) => {
            if name == $name {
                return Some(of::<$loss>(case));
            }
        };
    }
    each_decision!(visit);
    None
}

fn of<L: DecisionReference>(case: &Case) -> Expected {
    let length = case.classes;
    let stride = if case.row_stride == 0 { length } else { case.row_stride };
    let ignored = case.ignore_index.unwrap_or(-100);
    let kept =
        |row: usize| case.mask.as_ref().is_none_or(|mask| mask[row] != 0) && (L::LABELS || case.index[row] != ignored);
    let weight = |row: usize| case.weight.as_ref().map_or(1.0, |weight| weight[row]);
    let row = |row: usize| DecisionRow {
        logits: &case.input[row * stride..][..length],
        labels: if L::LABELS { &case.target[row * stride..][..length] } else { &[] },
        class: if L::LABELS { 0 } else { case.index[row] as usize },
        class_weight: case.class_weight.as_deref(),
        positive_weight: case.optional[0].as_deref(),
    };
    let rows: Vec<usize> = (0..case.rows).filter(|row| kept(*row)).collect();
    let loss = L::default();
    let mass: f64 = rows.iter().map(|i| weight(*i) * loss.mass(&row(*i))).sum();
    let below = match case.reduction {
        LOSS_SUM => 1.0,
        LOSS_MEAN => mass,
        LOSS_MEAN_ROWS => rows.len() as f64,
        other => panic!("{other}"),
    };
    let inverse = if below == 0.0 { 0.0 } else { 1.0 / below };
    let upstream = case.upstream.unwrap_or(1.0);
    let layout = case.input.len();
    let mut result = Expected {
        value: 0.0,
        losses: vec![0.0; case.rows],
        gradient: vec![0.0; layout],
        hessian: vec![0.0; layout],
        sizes: vec![0.0; layout],
        size: 0.0,
        sums: [0.0, mass],
    };
    for i in rows {
        let (own, derivatives) = loss.reference(&row(i));
        result.losses[i] = own;
        if weight(i) == 0.0 {
            continue;
        }
        result.sums[0] += weight(i) * own;
        result.value += weight(i) * own * inverse;
        result.size += (weight(i) * own).abs() * inverse.abs();
        let factor = weight(i) * upstream * inverse;
        let share = if L::LABELS { 1.0 / length as f64 } else { 1.0 };
        for (c, [first, second]) in derivatives.into_iter().enumerate() {
            result.gradient[i * stride + c] = factor * first;
            result.hessian[i * stride + c] = factor * second;
            // Probabilities of a decision and of its opposite, times their weights.
            let terms = share * row(i).weight(c) * (1.0 + row(i).positive(c));
            result.sizes[i * stride + c] = factor.abs() * terms.max(first.abs());
        }
    }
    result
}

/// Panics where results are further from what they should be than roundings explain.
pub fn compare<E: Dtype>(name: &str, case: &Case, expected: &Expected, got: &Outcome) {
    let check = |what: &str, i: usize, a: f64, b: f64, size: f64| {
        let isa = isa::active().name().as_str();
        assert!(
            close(a, b, E::TOLERANCE, size),
            "{name} {} {isa} {what}[{i}] = {a:e}, expected {b:e}: {case:?}",
            E::NAME
        );
    };
    if !case.without.value {
        check("value", 0, got.value, expected.value, expected.size);
    }
    if !case.without.sums {
        check("sums", 0, got.sums.loss, expected.sums[0], 0.0);
        check("sums", 1, got.sums.weight, expected.sums[1], 0.0);
    }
    for (i, (a, b)) in got.losses.iter().zip(&expected.losses).enumerate() {
        check("losses", i, *a, *b, 0.0);
    }
    for (i, (a, b)) in got.gradient.iter().zip(&expected.gradient).enumerate().filter(|(i, _)| !case.is_padding(*i)) {
        let old = case.old_gradient.as_ref().map_or(0.0, |old| old[i]);
        check("gradient", i, *a, *b + old, expected.sizes[i].max(old.abs()));
    }
    for (i, (a, b)) in got.hessian.iter().zip(&expected.hessian).enumerate().filter(|(i, _)| !case.is_padding(*i)) {
        check("hessian", i, *a, *b, 0.0);
    }
}
