//! Rows that do not count, weights of 0, NaN, infinities, and sizes of 0.

use super::{Case, Found, WAY, Way, all_bits};
use crate::simd::isa::{Isa, instruction_sets};

/// For each instruction set and chunks of one size or another.
fn each(case: &Case<f32>, check: impl Fn(&Found<f32>)) {
    for isa in instruction_sets() {
        check(&case.run(isa, WAY));
        check(&case.run(isa, Way { threads: 2, cut: 3, ..WAY }));
    }
}

fn all_zero(numbers: &[f32]) -> bool {
    numbers.iter().all(|number| number.to_bits() == 0)
}

#[test]
fn rows_that_do_not_count_are_not_read() {
    let (rows, dim, classes) = (150, 12, 20);
    let mut case = Case::<f32>::new([rows, dim, classes]);
    case.mask = Some((0..rows).map(|row| u8::from(row % 3 != 1)).collect());
    for row in (0..rows).step_by(4) {
        case.target[row] = -100;
    }
    // A masked row may have any target.
    case.target[1] = 1 << 40;
    let counted = case.counted();
    for row in (0..rows).filter(|row| !counted.contains(row)) {
        case.hidden[row * dim..(row + 1) * dim].fill(f32::NAN);
    }
    // The same rows without the others.
    let mut dense = Case::<f32>::new([counted.len(), dim, classes]);
    dense.scale = case.scale;
    dense.hidden = counted.iter().flat_map(|&row| case.hidden[row * dim..(row + 1) * dim].to_vec()).collect();
    dense.target = counted.iter().map(|&row| case.target[row]).collect();
    let expected = dense.run(Isa::SCALAR, WAY);
    each(&case, |found| {
        assert_eq!(found.bits()[0], expected.bits()[0]);
        for i in [1, 2] {
            assert_eq!(all_bits(&found.gradients[i]), all_bits(&expected.gradients[i]));
        }
        for row in 0..rows {
            let gradient = &found.gradients[0][row * dim..(row + 1) * dim];
            match counted.iter().position(|&other| other == row) {
                Some(at) => {
                    assert_eq!(all_bits(gradient), all_bits(&expected.gradients[0][at * dim..(at + 1) * dim]));
                    assert_eq!(found.losses[row].to_bits(), expected.losses[at].to_bits());
                }
                None => {
                    assert!(all_zero(gradient));
                    let of_row = (found.losses[row].to_bits(), found.lse[row].to_bits(), found.argmax[row]);
                    assert_eq!(of_row, (0, 0, 0));
                }
            }
        }
    });
    case.old = Some(0.5);
    each(&case, |found| {
        for row in (0..rows).filter(|row| !counted.contains(row)) {
            assert!(found.gradients[0][row * dim..(row + 1) * dim].iter().all(|&old| old == 0.5));
        }
    });
}

#[test]
fn rows_that_weigh_nothing_leave_no_nan_in_gradients() {
    let (rows, dim, classes) = (70, 9, 20);
    let mut case = Case::<f32>::new([rows, dim, classes]);
    let clean = case.run(Isa::SCALAR, WAY);
    case.row_weight = Some((0..rows).map(|row| if row == 3 || row == 66 { 0.0 } else { 1.0 }).collect());
    let without = case.run(Isa::SCALAR, WAY);
    for (row, number) in [(3, f32::NAN), (66, f32::INFINITY)] {
        case.hidden[row * dim] = number;
    }
    each(&case, |found| {
        for i in 0..3 {
            assert_eq!(all_bits(&found.gradients[i]), all_bits(&without.gradients[i]));
        }
        assert!(all_zero(&found.gradients[0][3 * dim..4 * dim]));
        // The rows count nevertheless, and their losses show.
        assert_eq!(found.partial.rows, 70);
        assert!(found.losses[3].is_nan());
        assert_eq!(found.partial.loss.value().to_bits(), without.partial.loss.value().to_bits());
    });
    assert_ne!(all_bits(&clean.gradients[1]), all_bits(&without.gradients[1]));
    // A class that weighs nothing does the same for the rows whose target it is, unless other classes have a share.
    case.row_weight = None;
    let mut weights = std::vec![1.0; classes];
    weights[case.target[3] as usize] = 0.0;
    weights[case.target[66] as usize] = 0.0;
    case.class_weight = Some(weights);
    each(&case, |found| assert!(found.gradients.iter().flatten().all(|gradient| gradient.is_finite())));
    case.smoothing = 0.1;
    each(&case, |found| assert!(found.gradients[1].iter().all(|gradient| gradient.is_nan())));
}

#[test]
fn nan_and_infinities_spread_as_in_a_product_of_matrices() {
    let (rows, dim, classes) = (70, 9, 20);
    let mut case = Case::<f32>::new([rows, dim, classes]);
    case.hidden[5 * dim + 2] = f32::NAN;
    each(&case, |found| {
        for row in 0..rows {
            let gradient = &found.gradients[0][row * dim..(row + 1) * dim];
            assert_eq!(found.losses[row].is_nan(), row == 5);
            assert!(gradient.iter().all(|gradient| gradient.is_nan() == (row == 5)));
        }
        // The gradient of the row by each logit is NaN, and so is each product with it.
        assert!(found.gradients[1].iter().chain(&found.gradients[2]).all(|gradient| gradient.is_nan()));
    });
}

#[test]
fn without_rows_that_count_gradients_are_zero() {
    for rows in [0, 1, 130] {
        let mut case = Case::<f32>::new([rows, 7, 11]);
        case.target.fill(-100);
        each(&case, |found| {
            assert!(found.gradients.iter().all(|gradient| all_zero(gradient)));
            assert_eq!((found.partial.rows, found.partial.loss.value()), (0, 0.0));
        });
        case.old = Some(0.5);
        each(&case, |found| assert!(found.gradients.iter().flatten().all(|&gradient| gradient == 0.5)));
    }
    // Rows that count and weigh nothing.
    let mut case = Case::<f32>::new([130, 7, 11]);
    case.row_weight = Some(std::vec![0.0; 130]);
    each(&case, |found| {
        assert!(found.gradients.iter().all(|gradient| all_zero(gradient)));
        assert_eq!(found.partial.rows, 130);
    });
}

#[test]
fn hidden_states_without_elements_have_the_logits_of_the_bias() {
    let mut case = Case::<f32>::new([3, 0, 4]);
    each(&case, |found| {
        assert!(found.losses.iter().all(|&loss| loss == 0.0));
        // Every logit is 0, and three rows have three targets.
        let third = (-1.0f64 / 3.0) as f32;
        assert_eq!(found.gradients[2], [third, 0.0, third, third]);
    });
    case.bias = Some(std::vec![1.0, 2.0, 3.0, 4.0]);
    each(&case, |found| assert_eq!(found.losses, [1.0, 4.0, 3.0]));
}

#[test]
fn only_the_value_is_as_with_gradients() {
    let case = Case::<f32>::with_everything([200, 20, 35]);
    let expected = case.run(Isa::SCALAR, WAY);
    for isa in instruction_sets() {
        let found = case.run(isa, Way { gradients: [false; 3], ..WAY });
        assert_eq!(found.bits()[..4], expected.bits()[..4]);
        assert!(found.gradients.iter().flatten().all(|&gradient| gradient == 0.25), "written");
    }
}
