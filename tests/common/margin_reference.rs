//! Losses of margins between classes as their formulas stand.

use super::call::{Case, Dtype, Outcome};
use super::class_reference::place;
use super::close;
use loss::{LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, isa};
use loss_kernels::loss::Arguments;
use loss_kernels::loss_margin::MarginReference;
use loss_kernels::losses::MultilabelMargin;

/// What a call should give.
struct Expected {
    value: f64,
    losses: Vec<f64>,
    gradient: Vec<f64>,
    hessian: Vec<f64>,
    /// What results are sums and differences of: scores and margin, as a loss and as a derivative of the value.
    sizes: [f64; 2],
}

/// The formula, row by row, in double precision: of the scores and the number of the row.
fn expected(case: &Case, lists: bool, formula: impl Fn(&[f64], usize) -> (f64, Vec<f64>, Vec<f64>)) -> Expected {
    let given = |index: usize| case.scalars.get(index).copied().unwrap_or(0.0);
    let ignored = case.ignore_index.unwrap_or(-100);
    let kept =
        |row: &usize| case.mask.as_ref().is_none_or(|mask| mask[*row] != 0) && (lists || case.index[*row] != ignored);
    let rows: Vec<usize> = (0..case.rows).filter(kept).collect();
    let class_weight = |row: usize| case.class_weight.as_ref().map_or(1.0, |all| all[case.index[row] as usize]);
    let row_weight = |row: usize| case.weight.as_ref().map_or(1.0, |all| all[row]);
    let below = match case.reduction {
        LOSS_SUM => 1.0,
        LOSS_MEAN => rows.iter().map(|row| row_weight(*row) * class_weight(*row)).sum(),
        LOSS_MEAN_ROWS => rows.len() as f64,
        other => panic!("{other}"),
    };
    let inverse = if below == 0.0 { 0.0 } else { 1.0 / below };
    let upstream = case.upstream.unwrap_or(1.0);
    let length = case.input.len();
    let zeros = || vec![0.0; length];
    let mut result =
        Expected { value: 0.0, losses: vec![0.0; case.rows], gradient: zeros(), hessian: zeros(), sizes: [0.0; 2] };
    for row in rows {
        let scores: Vec<f64> = (0..case.classes).map(|c| case.input[place(case, row, c)]).collect();
        let (own, first, second) = formula(&scores, row);
        result.losses[row] = class_weight(row) * own;
        result.value += row_weight(row) * result.losses[row] * inverse;
        let scale = upstream * row_weight(row) * class_weight(row) * inverse;
        for c in 0..case.classes {
            result.gradient[place(case, row, c)] = scale * first[c];
            result.hessian[place(case, row, c)] = scale * second[c];
        }
        let largest = scores.iter().fold(1.0, |largest: f64, score| largest.max(score.abs()));
        let size = 2.0 * largest + given(0).abs().max(given(1).abs());
        // Of p = 2 the square, whose derivative is twice the number itself; and twice ½ of a square of a probability.
        result.sizes[0] = result.sizes[0].max(class_weight(row) * size * size);
        result.sizes[1] = result.sizes[1].max(scale.abs() * 2.0 * size);
    }
    result
}

/// Panics where results are further from the formula than roundings explain.
pub fn check<E: Dtype, L: MarginReference>(name: &str, case: &Case, got: &Outcome) {
    let given = |index: usize| case.scalars.get(index).copied().unwrap_or(0.0);
    let arguments = Arguments { scalars: [0, 1, 2, 3].map(given), ..Arguments::default() };
    let loss = L::new(&arguments).expect("numbers in range");
    // Without classes no row counts, and a row of the formula has none.
    if case.classes > 0 {
        let formula = |scores: &[f64], row: usize| loss.reference(scores, case.index[row] as usize);
        compare::<E>(name, case, &expected(case, false, formula), got);
    }
}

/// The same of the loss of lists.
pub fn check_lists<E: Dtype>(name: &str, case: &Case, got: &Outcome) {
    if case.classes == 0 {
        return;
    }
    let formula = |scores: &[f64], row: usize| {
        let entries = &case.index[row * case.classes..][..case.classes];
        let listed: Vec<usize> = entries.iter().take_while(|class| **class >= 0).map(|class| *class as usize).collect();
        let (loss, first) = MultilabelMargin::reference(scores, &listed);
        (loss, first, vec![0.0; scores.len()])
    };
    let mut expected = expected(case, true, formula);
    // A sum over up to 64 entries in place of one.
    expected.sizes = expected.sizes.map(|size| 64.0 * size);
    compare::<E>(name, case, &expected, got);
}

fn compare<E: Dtype>(name: &str, case: &Case, expected: &Expected, got: &Outcome) {
    let isa = isa::active().name().as_str();
    let near = |what: &str, got: &[f64], expected: &[f64], scale: f64, is_layout: bool| {
        for (i, (a, b)) in got.iter().zip(expected).enumerate() {
            let padding = is_layout && case.is_padding(i);
            if !padding && !close(*a, *b, E::TOLERANCE, scale) {
                panic!("{name} {} {isa} {what}[{i}] = {a:e}, expected {b:e}: {case:?}", E::NAME);
            }
        }
    };
    let sum = if case.reduction == LOSS_SUM { case.rows as f64 } else { 1.0 };
    // Losses and derivatives are exact to a rounding or two of f64 of their sizes, which are far from those of f32.
    let scale = |size: f64| if E::TOLERANCE > 1e-10 { 1e-6 * size } else { size };
    near("value", &[got.value], &[expected.value], scale(sum * expected.sizes[0]), false);
    near("losses", &got.losses, &expected.losses, scale(expected.sizes[0]), false);
    let mut gradient = expected.gradient.clone();
    let mut old_size = 0.0f64;
    if let Some(old) = &case.old_gradient {
        gradient.iter_mut().zip(old).for_each(|(new, old)| *new += old);
        old_size = 1.0;
    }
    near("gradient", &got.gradient, &gradient, old_size.max(scale(expected.sizes[1])), true);
    near("hessian", &got.hessian, &expected.hessian, scale(expected.sizes[1]), true);
}
