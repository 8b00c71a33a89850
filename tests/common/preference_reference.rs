//! Losses of preferences by their plain formulas, with the standard library's functions.

use super::call::{Case, Dtype, Outcome};
use super::close;
use super::entry::Driver;
use loss::{LOSS_ACCUMULATE, LOSS_MEAN_ROWS, LOSS_SUM};

/// The loss of a row, its derivatives, and what errors of both are relative to: terms that cancel.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub loss: f64,
    pub by: [f64; 2],
    pub terms: f64,
    pub terms_of_slope: [f64; 2],
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// The number at this place, or what 0 stands for.
fn number(case: &Case, place: usize, default: f64) -> f64 {
    match case.scalars.get(place) {
        Some(given) if *given != 0.0 => *given,
        _ => default,
    }
}

/// The loss of a pair and its derivatives by both scores.
pub fn of_scores(case: &Case, w: f64, l: f64) -> [f64; 3] {
    let (beta, margin, tau) = (number(case, 0, 0.1), number(case, 2, 0.0), number(case, 3, 0.05));
    let epsilon = number(case, 1, if case.kind == loss::LOSS_PREFERENCE_EXO { 1e-3 } else { 0.0 });
    let (x_w, x_l, distance) = (beta * w, beta * l, 0.5 / beta);
    let x = beta * (w - l) - margin;
    let of_difference = |loss: f64, slope: f64| [loss, beta * slope, -beta * slope];
    let both = |x: f64| sigmoid(x) * sigmoid(-x);
    match case.kind {
        loss::LOSS_PREFERENCE_SIGMOID => of_difference(
            (1.0 - epsilon) * softplus(-x) + epsilon * softplus(x),
            epsilon * sigmoid(x) - (1.0 - epsilon) * sigmoid(-x),
        ),
        loss::LOSS_PREFERENCE_HINGE => of_difference((1.0 - x).max(0.0), if x < 1.0 { -1.0 } else { 0.0 }),
        loss::LOSS_PREFERENCE_IPO => {
            let error = w - l - distance;
            [error * error, 2.0 * error, -2.0 * error]
        }
        loss::LOSS_PREFERENCE_EXO => of_difference(
            sigmoid(x) * (-softplus(-x) - (1.0 - epsilon).ln()) + sigmoid(-x) * (-softplus(x) - epsilon.ln()),
            both(x) * (x - ((1.0 - epsilon) / epsilon).ln()),
        ),
        loss::LOSS_PREFERENCE_NCA => [
            softplus(-x_w) + 0.5 * softplus(x_w) + 0.5 * softplus(x_l),
            beta * (0.5 * sigmoid(x_w) - sigmoid(-x_w)),
            beta * 0.5 * sigmoid(x_l),
        ],
        loss::LOSS_PREFERENCE_ROBUST => of_difference(
            ((1.0 - epsilon) * softplus(-x) - epsilon * softplus(x)) / (1.0 - 2.0 * epsilon),
            -((1.0 - epsilon) * sigmoid(-x) + epsilon * sigmoid(x)) / (1.0 - 2.0 * epsilon),
        ),
        loss::LOSS_PREFERENCE_BCO => [softplus(-x_w) + softplus(x_l), -beta * sigmoid(-x_w), beta * sigmoid(x_l)],
        loss::LOSS_PREFERENCE_SPPO => {
            [(w - distance).powi(2) + (l + distance).powi(2), 2.0 * (w - distance), 2.0 * (l + distance)]
        }
        loss::LOSS_PREFERENCE_APO_ZERO => [sigmoid(-x_w) + sigmoid(x_l), -beta * both(x_w), beta * both(x_l)],
        loss::LOSS_PREFERENCE_APO_DOWN => [sigmoid(x_w) + sigmoid(-x), beta * (both(x_w) - both(x)), beta * both(x)],
        loss::LOSS_PREFERENCE_DISCOPOP => {
            let (m, rest) = (sigmoid(x / tau), sigmoid(-x / tau));
            let steep = (-x - softplus(-x / tau)).exp();
            let slope = m * rest / tau * -softplus(-x) + rest / tau * steep - rest * sigmoid(-x) - steep;
            of_difference(rest * softplus(-x) + steep, slope)
        }
        loss::LOSS_PREFERENCE_ORPO => {
            let (rest_w, rest_l) = (-w.exp_m1(), -l.exp_m1());
            let o = (w - rest_w.ln()) - (l - rest_l.ln());
            let slope = beta * sigmoid(-o);
            if w < 0.0 && l < 0.0 { [beta * softplus(-o), -slope / rest_w, slope / rest_l] } else { [f64::NAN; 3] }
        }
        unknown => panic!("no kind {unknown}"),
    }
}

/// A row of a good call.
pub fn row(driver: Driver, case: &Case, row: usize) -> Row {
    let constant = |which: usize, absent: f64| case.optional[which].as_ref().map_or(absent, |given| given[row]);
    let beta = number(case, 0, 0.1);
    if driver == Driver::PreferenceUnpaired {
        let (shift, desirable) = (number(case, 1, 0.0), case.bytes[row] != 0);
        let weight = number(case, if desirable { 2 } else { 3 }, 1.0);
        let sign = if desirable { 1.0 } else { -1.0 };
        let r = case.input[row] - constant(0, 0.0);
        let (loss, slope) = if case.kind == loss::LOSS_UNPAIRED_KTO {
            let u = sign * beta * (r - shift);
            (sigmoid(-u), sigmoid(u) * sigmoid(-u))
        } else {
            let u = sign * (beta * r - shift);
            (softplus(-u), sigmoid(-u))
        };
        let terms_of_slope = [beta * weight, 0.0];
        return Row { loss: weight * loss, by: [-sign * weight * beta * slope, 0.0], terms: weight, terms_of_slope };
    }
    let lengths = [constant(2, 1.0), constant(3, 1.0)];
    let (w, l) =
        ((case.input[row] - constant(0, 0.0)) / lengths[0], (case.second[row] - constant(1, 0.0)) / lengths[1]);
    let [loss, by_w, by_l] = of_scores(case, w, l);
    let size = w.abs() + l.abs() + 0.5 / beta;
    let (terms, slope) = match case.kind {
        loss::LOSS_PREFERENCE_IPO | loss::LOSS_PREFERENCE_SPPO => (size * size, size),
        // Terms as large as the score over 1 − 2ε and the score over τ.
        loss::LOSS_PREFERENCE_ROBUST => ((1.0 + beta * size) / (1.0 - 2.0 * number(case, 1, 0.0)), beta),
        loss::LOSS_PREFERENCE_DISCOPOP => {
            (1.0 + beta * size, beta * (1.0 + (1.0 + beta * size) / number(case, 3, 0.05)))
        }
        _ => (1.0 + beta * size, beta),
    };
    Row {
        loss,
        by: [by_w / lengths[0], by_l / lengths[1]],
        terms,
        terms_of_slope: lengths.map(|length| slope / length),
    }
}

/// What a call has given is what the formulas give.
pub fn compare<E: Dtype>(driver: Driver, case: &Case, got: &Outcome) {
    let kept = |row: &usize| case.mask.as_ref().is_none_or(|mask| mask[*row] != 0);
    let weight = |row: usize| case.weight.as_ref().map_or(1.0, |weight| weight[row]);
    let counting: Vec<usize> = (0..case.rows).filter(kept).collect();
    let below = match case.reduction {
        LOSS_SUM => 1.0,
        LOSS_MEAN_ROWS => counting.len() as f64,
        _ => counting.iter().map(|row| weight(*row)).sum(),
    };
    let (mut value, mut terms) = (0.0, 0.0);
    for place in 0..case.rows {
        let expected = row(driver, case, place);
        let share = if kept(&place) && below != 0.0 { weight(place) / below } else { 0.0 };
        let what = || format!("{driver:?} kind {} {} row {place}: {expected:?} {case:?}", case.kind, E::NAME);
        if share != 0.0 {
            value += share * expected.loss;
            terms += share.abs() * expected.terms.max(expected.loss.abs());
        }
        if !got.losses.is_empty() {
            let loss = if kept(&place) { expected.loss } else { 0.0 };
            assert!(close(got.losses[place], loss, E::TOLERANCE, expected.terms), "{} {}", got.losses[place], what());
        }
        for (input, (derivative, terms)) in expected.by.into_iter().zip(expected.terms_of_slope).enumerate() {
            let at = place + input * case.rows;
            if at < got.gradient.len() {
                let scale = share * case.upstream.unwrap_or(1.0);
                let old =
                    case.old_gradient.as_ref().filter(|_| case.flags & LOSS_ACCUMULATE != 0).map_or(0.0, |old| old[at]);
                let sum = if scale == 0.0 { old } else { old + scale * derivative };
                let near = close(got.gradient[at], sum, E::TOLERANCE, scale.abs() * terms + old.abs());
                assert!(near, "gradient {input}: {} not {sum}, {}", got.gradient[at], what());
            }
        }
    }
    if !case.without.value {
        assert!(close(got.value, value, E::TOLERANCE, terms), "{driver:?}: {} not {value} {case:?}", got.value);
    }
}
