//! With the kernels of the cross-entropy.

use super::order::compare;
use super::{Case, Found, Tested, WAY, bits, numbers};
use crate::losses::CrossEntropy;
use crate::shape::Partial;
use crate::shape::class::ClassRows;
use crate::simd::isa::{Isa, instruction_sets};
use std::vec;
use std::vec::Vec;

/// Half a unit in the last place of 1.
const ROUNDING: f64 = f32::EPSILON as f64 / 2.0;

/// # Safety
/// The contract of the arguments.
unsafe fn cross_entropy<C: Tested>(rows: &ClassRows<C>, isa: Isa) -> Partial {
    // SAFETY: the caller's.
    unsafe { rows.run::<CrossEntropy>(isa) }
}

#[test]
fn options_of_classes_are_those_of_the_kernels() {
    for sizes in [[70, 40, 50], [9, 300, 5]] {
        for softcap in [0.0, 2.0] {
            let mut case = Case::<f32>::with_everything(sizes);
            case.softcap = softcap;
            let expected = case.by_plain_loops(cross_entropy);
            for isa in instruction_sets() {
                compare(&case.run_with(isa, WAY, cross_entropy), &expected, &std::format!("{isa:?} {softcap}"));
            }
        }
    }
}

#[test]
fn an_impossible_class_is_0_times_infinity_by_its_weight() {
    let (rows, dim, classes) = (70, 9, 20);
    let mut case = Case::<f32>::new([rows, dim, classes]);
    case.hidden.iter_mut().for_each(|number| *number = number.abs() + 0.1);
    case.weight[19 * dim + 4] = f32::NEG_INFINITY;
    case.target.iter_mut().for_each(|target| *target %= 19);
    each(&case, |found| {
        assert!(found.losses.iter().all(|loss| loss.is_finite()));
        let nan: Vec<bool> = found.gradients[0].iter().map(|gradient| gradient.is_nan()).collect();
        assert!((0..rows * dim).all(|place| nan[place] == (place % dim == 4)));
        assert!(found.gradients[1][19 * dim..].iter().all(|&g| g == 0.0));
        assert!(found.gradients[2].iter().all(|gradient| gradient.is_finite()));
    });
    // 0 times an infinity is NaN in the logits, too.
    case.hidden[4] = 0.0;
    each(&case, |found| assert!(found.losses[0].is_nan() && found.losses[1].is_finite()));
}

fn each(case: &Case<f32>, check: impl Fn(&Found<f32>)) {
    instruction_sets().into_iter().for_each(|isa| check(&case.run_with(isa, WAY, cross_entropy)));
}

/// The terms of a product's error: roundings of its terms' sizes.
fn roundings(terms: usize, chain: usize) -> f64 {
    (terms.min(chain) + terms.div_ceil(chain) + 1) as f64
}

fn accuracy([rows, dim, classes]: [usize; 3]) {
    let case = {
        let mut case = Case::<f32>::new([rows, dim, classes]);
        case.bias = Some(numbers(classes, 3));
        case
    };
    let found = case.run_with(*instruction_sets().last().unwrap(), WAY, cross_entropy);
    let wide = |numbers: &[f32]| numbers.iter().map(|number| f64::from(*number)).collect::<Vec<f64>>();
    let (hidden, weight, bias) = (wide(&case.hidden), wide(&case.weight), wide(case.bias.as_ref().unwrap()));
    let u = ROUNDING;
    let dot = |a: &mut dyn Iterator<Item = (f64, f64)>| {
        a.fold((0.0, 0.0), |(sum, size), (a, b)| (sum + a * b, size + f64::abs(a * b)))
    };
    // G, and a bound of its errors.
    let (mut gradient, mut error) = (vec![0.0; rows * classes], vec![0.0; rows * classes]);
    for row in 0..rows {
        let target = case.target[row] as usize;
        let products: Vec<(f64, f64)> = (0..classes)
            .map(|class| {
                let (sum, size) = dot(&mut (0..dim).map(|k| (hidden[row * dim + k], weight[class * dim + k])));
                (sum + bias[class], size + bias[class].abs())
            })
            .collect();
        // A logit is off by its roundings, and by those of the plain loop.
        let of_logit = products.iter().fold(0.0, |most: f64, &(_, size)| {
            most.max(size * (roundings(dim, 256) * u + (dim + 1) as f64 * f64::EPSILON))
        });
        let largest = products.iter().fold(f64::NEG_INFINITY, |most, &(logit, _)| most.max(logit));
        let sum: f64 = products.iter().map(|&(logit, _)| (logit - largest).exp()).sum();
        let lse = largest + sum.ln();
        let loss = lse - products[target].0;
        // lse and the target's logit move by that much; the kernel of the cross-entropy is good to a few units of the loss
        // and of lse (docs/accuracy.md), and the plain loop to its roundings.
        let own = 8.0 * u * (loss.abs() + lse.abs() + 1.0) + classes as f64 * f64::EPSILON * 4.0;
        let off = f64::abs(found.losses[row].wide() - loss);
        assert!(off <= 2.0 * of_logit + own, "loss of row {row}: off by {off}, at most {of_logit}");
        for (class, &(logit, _)) in products.iter().enumerate() {
            let p = (logit - lse).exp();
            let place = row * classes + class;
            gradient[place] = (p - f64::from(u8::from(class == target))) * case.scale;
            // p moves by a factor of e^(2·of_logit), and the kernel is good to a few units of p and of the result.
            let moved = p * (2.0 * of_logit).exp_m1() + 8.0 * (u + classes as f64 * f64::EPSILON);
            error[place] = moved * case.scale;
        }
    }
    let near = |name: &str, found: f32, terms: &[(f64, f64, f64)], chain: usize| {
        let (sum, size) = dot(&mut terms.iter().map(|&(a, b, _)| (a, b)));
        let moved: f64 = terms.iter().map(|&(_, b, error)| error * b.abs()).sum();
        let size = size + moved;
        let most = moved + size * (roundings(terms.len(), chain) * u + terms.len() as f64 * f64::EPSILON);
        let off = f64::abs(found.wide() - sum);
        assert!(off <= most, "{name}: off by {off}, at most {most}");
    };
    for row in 0..rows {
        for k in 0..dim {
            let terms: Vec<_> = (0..classes)
                .map(|class| (gradient[row * classes + class], weight[class * dim + k], error[row * classes + class]))
                .collect();
            near("grad_hidden", found.gradients[0][row * dim + k], &terms, 256);
        }
    }
    for class in 0..classes {
        let at = |row: usize| row * classes + class;
        for k in 0..dim {
            let terms: Vec<_> =
                (0..rows).map(|row| (gradient[at(row)], hidden[row * dim + k], error[at(row)])).collect();
            near("grad_weight", found.gradients[1][class * dim + k], &terms, 64);
        }
        let terms: Vec<_> = (0..rows).map(|row| (gradient[at(row)], 1.0, error[at(row)])).collect();
        near("grad_bias", found.gradients[2][class], &terms, 64);
    }
}

#[test]
fn errors_are_within_their_bounds() {
    for sizes in [[3, 700, 300], [200, 20, 50], [5, 1, 600]] {
        accuracy(sizes);
    }
}

#[test]
fn the_sum_over_rows_is_that_of_all_rows_together() {
    // The rows' own kernel adds them up in another order: equal but for the last digit of a compensated sum.
    let case = Case::<f32>::new([700, 16, 40]);
    let found = case.run_with(Isa::SCALAR, WAY, cross_entropy);
    let sum: f64 = found.losses.iter().map(|&loss| f64::from(loss)).sum();
    // Each loss in the array is rounded once to `f32`.
    assert!((found.partial.loss.value() - sum).abs() <= sum * ROUNDING * 1.01);
    assert_eq!(found.partial.rows, 700);
    assert_eq!(bits(found.partial.weight.value()), bits(700.0));
}
