//! Penalties on groups of parameters, as their formulas stand.

use super::call::{Case, Dtype, Outcome};
use loss_kernels::loss::Arguments;
use loss_kernels::loss_rows::{RowReference, Rowwise};
use loss_kernels::losses::GroupLassoPenalty;

/// Panics where results are further from the formula than roundings explain. Numbers are of moderate size. Outputs that were
/// not asked for are empty.
pub fn compare<E: Dtype>(case: &Case, got: &Outcome) {
    let scalars = [case.scalars[0], 0.0, 0.0, 0.0];
    let loss = GroupLassoPenalty::new(&Arguments { scalars, ..Arguments::default() }).expect("valid parameters");
    let (groups, dim) = (case.rows, case.classes);
    // The formula adds `dim` squares one by one, at half a unit each, and its second derivatives have the cube of the norm.
    let relative = E::TOLERANCE + 2.0 * f64::EPSILON * dim as f64;
    let check = |what: &str, i: usize, got: f64, expected: f64, slack: f64| {
        let near = got == expected || (got - expected).abs() <= relative * expected.abs() + slack;
        assert!(near, "{} {what}[{i}] = {got:e}, not {expected:e}: {case:?}", E::NAME);
    };
    let (mut value, mut mass, mut count) = (0.0, 0.0, 0);
    for group in 0..groups {
        let kept = case.mask.as_ref().is_none_or(|mask| mask[group] != 0);
        let weight = case.weight.as_ref().map_or(1.0, |weight| weight[group]);
        let x = &case.input[group * dim..][..dim];
        let norm = x.iter().map(|x| x * x).sum::<f64>().sqrt();
        let (own, [slopes]) = if kept { loss.reference([x], 0.0) } else { (0.0, [vec![0.0; dim]]) };
        let curvatures = if kept { loss.second_derivatives([x]) } else { vec![0.0; dim] };
        if kept {
            (value, mass, count) = (value + weight * own, mass + weight, count + 1);
        }
        let factor = weight * case.upstream.unwrap_or(1.0);
        if let Some(found) = got.losses.get(group) {
            check("losses", group, *found, own, 0.0);
        }
        for i in 0..dim {
            let place = group * dim + i;
            if let Some(found) = got.gradient.get(place) {
                let old = case.old_gradient.as_ref().map_or(0.0, |old| old[place]);
                let slope = factor * slopes[i];
                check("gradient", place, *found, old + slope, relative * (old.abs() + slope.abs()));
            }
            if let Some(found) = got.hessian.get(place) {
                // 1 − x²/‖x‖² may cancel, of float to some units of double.
                let slack = 8.0 * relative.min(f64::EPSILON * (8 + dim) as f64) * factor.abs() * own / (norm * norm);
                check("hessian", place, *found, factor * curvatures[i], if norm == 0.0 { 0.0 } else { slack });
            }
        }
    }
    if !case.without.value {
        check("value", 0, got.value, value, 0.0);
    }
    if !case.without.sums {
        check("sums", 0, got.sums.loss, value, 0.0);
        check("sums", 1, got.sums.weight, mass, 0.0);
        assert_eq!(got.sums.rows, count, "{case:?}");
    }
}
