//! Losses of two inputs and a target, over elements and over rows: each loop, with every instruction set. Losses of rows that are
//! means, and of elements that are computed in double.

use super::Operands;
use crate::Isa;
use crate::loss::{Arguments, Derivatives, Elementwise};
use crate::losses::{GaussianKl, GaussianNll, MseRows, TweedieDeviance};
use crate::shape::elementwise::Elements;
use crate::shape::row_sums::RowSums;
use crate::shape::{Partial, RowOptions};
use crate::simd::isa::{ScalarForTests, instruction_sets};
use crate::simd::{Real, Simd};
use crate::sum::first;
use std::vec::Vec;

type Single = <ScalarForTests as Simd>::NarrowF32;
type Double = <ScalarForTests as Simd>::NarrowF64;

/// What is asked of a kernel.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    gradients: [bool; 2],
    accumulate: bool,
    in_place: bool,
    /// Weights, a mask, and the loss of each row.
    options: bool,
    beyond_caches: bool,
}

/// What it returns and writes.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    rows: u64,
    weight: f64,
    loss: f64,
    gradients: [Vec<f32>; 2],
    losses: Vec<f32>,
}

/// A power of two, so that all products with it are exact.
const SCALE: f64 = 0.25;

/// Weights that are such powers, 0 among them.
fn weight(row: usize) -> f32 {
    [1.0, 0.0, 2.0, 0.5][row % 4]
}

fn counts(row: usize) -> bool {
    row % 3 != 1
}

/// Mean, variance and target of element `i`.
fn numbers(i: usize) -> [f32; 3] {
    let part = |factor: usize| (i * factor % 97) as f32 / 97.0;
    [part(31) * 4.0 - 2.0, part(17) + 0.125, part(53) * 4.0 - 2.0]
}

/// What a gradient that is added to holds before.
fn old(i: usize) -> f32 {
    (i % 7) as f32 - 3.0
}

/// Runs the kernel over `rows` rows of `width` elements; None: over as many elements.
fn run(isa: Isa, rows: usize, width: Option<usize>, wanted: Wanted) -> Written {
    let loss = GaussianNll::default();
    let n = rows * width.unwrap_or(1);
    let column = |which: usize| (0..n).map(|i| numbers(i)[which]).collect::<Vec<f32>>();
    let (mut inputs, target) = ([column(0), column(1)], column(2));
    let mut apart = [(); 2].map(|()| (0..n).map(old).collect::<Vec<f32>>());
    let weights: Vec<f32> = (0..rows).map(weight).collect();
    let mask: Vec<u8> = (0..rows).map(|row| u8::from(counts(row))).collect();
    let mut losses = std::vec![f32::NAN; rows];

    let mut gradients = [core::ptr::null_mut(); 2];
    for j in 0..2 {
        if wanted.gradients[j] {
            gradients[j] = if wanted.in_place { inputs[j].as_mut_ptr() } else { apart[j].as_mut_ptr() };
        }
    }
    let inputs_at = if wanted.in_place {
        [0, 1].map(|j| inputs[j].as_mut_ptr().cast_const())
    } else {
        [inputs[0].as_ptr(), inputs[1].as_ptr()]
    };
    let operands = Operands { inputs: inputs_at, targets: [target.as_ptr()], gradients };
    let mut options = RowOptions { scale: SCALE, accumulate: wanted.accumulate, ..RowOptions::NONE };
    if wanted.options {
        options.weight = weights.as_ptr();
        options.mask = mask.as_ptr();
        options.losses = losses.as_mut_ptr();
    }
    let beyond_caches = wanted.beyond_caches;
    let Partial { loss: sum, weight, rows: counted, .. } = match width {
        // SAFETY: the arrays have so many elements.
        None => unsafe { Elements { operands, options, beyond_caches, in_double: false }.run(&loss, isa, 0, rows) },
        Some(classes) => {
            let survey = false;
            isa.run(RowSums { loss, operands, classes, options, start: 0, end: rows, survey, beyond_caches })
        }
    };
    let written = if wanted.in_place { inputs } else { apart };
    Written { rows: counted, weight: weight.value(), loss: sum.value(), gradients: written, losses }
}

/// The same, element by element, in one register; losses are added in `f64`.
fn expected(rows: usize, width: Option<usize>, wanted: Wanted) -> Written {
    let classes = width.unwrap_or(1);
    let n = rows * classes;
    let mut written = Written {
        rows: 0,
        weight: 0.0,
        loss: 0.0,
        gradients: [0, 1].map(|j| (0..n).map(|i| if wanted.in_place { numbers(i)[j] } else { old(i) }).collect()),
        losses: std::vec![f32::NAN; rows],
    };
    for row in 0..rows {
        let counted = !wanted.options || counts(row);
        let weight = if wanted.options { weight(row) } else { 1.0 };
        let mut row_loss = 0.0;
        for i in row * classes..(row + 1) * classes {
            let [mean, variance, target] = numbers(i).map(|x| Single::splat(f64::from(x)));
            let Derivatives { loss, first: by, .. } = GaussianNll::default().terms([mean, variance], [target]);
            row_loss += first(loss);
            for (j, by) in by.into_iter().enumerate() {
                if wanted.gradients[j] {
                    let new = if counted { first(by) * f64::from(weight) * SCALE } else { 0.0 };
                    let before = if wanted.accumulate { written.gradients[j][i] } else { 0.0 };
                    written.gradients[j][i] = new as f32 + before;
                }
            }
        }
        if wanted.options {
            written.losses[row] = if counted { row_loss as f32 } else { 0.0 };
        }
        if counted {
            written.rows += 1;
            written.weight += f64::from(weight);
            written.loss += f64::from(weight) * row_loss;
        }
    }
    written
}

fn check(rows: usize, width: Option<usize>, wanted: Wanted) {
    let expected = expected(rows, width, wanted);
    let mut before: Option<Written> = None;
    for isa in instruction_sets() {
        let got = run(isa, rows, width, wanted);
        let what = std::format!("{} {rows} rows of {width:?}, {wanted:?}", isa.name().as_str());
        assert_eq!((got.rows, got.weight), (expected.rows, expected.weight), "{what}");
        assert_eq!(got.gradients, expected.gradients, "{what}");
        // As many roundings of f64 as there are elements, whose losses are below 64.
        let tolerance = (rows * width.unwrap_or(1)) as f64 * 128.0 * f64::EPSILON;
        assert!((got.loss - expected.loss).abs() <= tolerance, "{what}: {}, not {}", got.loss, expected.loss);
        for (got, expected) in got.losses.iter().zip(&expected.losses) {
            let same = (got - expected).abs() <= f32::EPSILON * expected.abs();
            assert!(same || got.is_nan() && expected.is_nan(), "{what}: {got}, not {expected}");
        }
        let bits = |written: &Written| {
            (written.loss.to_bits(), written.losses.iter().map(|loss| loss.to_bits()).collect::<Vec<_>>())
        };
        assert_eq!(before.as_ref().map_or_else(|| bits(&got), bits), bits(&got), "{what}");
        before = Some(got);
    }
}

#[test]
fn two_inputs_and_a_target() {
    for gradients in [[false, false], [true, true], [true, false], [false, true]] {
        for (accumulate, in_place, options, beyond_caches) in [
            (false, false, false, false),
            (false, true, false, false),
            (true, false, false, false),
            (false, false, true, false),
            (true, false, true, false),
            (false, false, false, true),
        ] {
            let wanted = Wanted { gradients, accumulate, in_place, options, beyond_caches };
            for n in (0..70).chain([127, 128, 129, 300]) {
                check(n, None, wanted);
                check(3, Some(n), wanted);
            }
        }
    }
}

/// Errors are small integers, so that nothing but the quotient by the length of a row is rounded.
#[test]
fn a_row_has_the_mean_of_its_elements() {
    const ROWS: usize = 7;
    for dim in [0, 1, 3, 16, 37, 100] {
        let n = ROWS * dim;
        let x: Vec<f32> = (0..n).map(|i| (i * 31 % 9) as f32 - 4.0).collect();
        let t: Vec<f32> = (0..n).map(|i| (i * 17 % 5) as f32 - 2.0).collect();
        let weights: Vec<f32> = (0..ROWS).map(weight).collect();
        let mask: Vec<u8> = (0..ROWS).map(|row| u8::from(counts(row))).collect();
        for isa in instruction_sets() {
            let (mut gradient, mut hessian) = (std::vec![f32::NAN; n], std::vec![f32::NAN; n]);
            let mut losses = std::vec![f32::NAN; ROWS];
            let options = RowOptions {
                scale: SCALE,
                weight: weights.as_ptr(),
                mask: mask.as_ptr(),
                losses: losses.as_mut_ptr(),
                hessian: hessian.as_mut_ptr(),
                ..RowOptions::NONE
            };
            let (inputs, targets, gradients) = ([x.as_ptr()], [t.as_ptr()], [gradient.as_mut_ptr()]);
            let operands = Operands { inputs, targets, gradients };
            let kernel = RowSums {
                loss: MseRows,
                operands,
                classes: dim,
                options,
                start: 0,
                end: ROWS,
                survey: false,
                beyond_caches: false,
            };
            let got = isa.run(kernel);
            let what = std::format!("{} {dim}", isa.name().as_str());
            let (mut sum, mut weighed) = (0.0, 0.0);
            for row in 0..ROWS {
                let (weight, counted) = (f64::from(weights[row]), counts(row));
                let errors: Vec<f32> = (row * dim..(row + 1) * dim).map(|i| x[i] - t[i]).collect();
                let squares: f64 = errors.iter().map(|error| f64::from(error * error)).sum();
                // Without elements the loss is 0, not 0/0.
                let loss = if counted && dim > 0 { squares / dim as f64 } else { 0.0 };
                assert_eq!(losses[row], loss as f32, "{what}");
                let factor = if counted { (weight * SCALE / dim as f64) as f32 } else { 0.0 };
                for (i, error) in errors.iter().enumerate() {
                    let at = row * dim + i;
                    assert_eq!(
                        [gradient[at], hessian[at]],
                        [2.0 * error * factor, 2.0 * factor],
                        "{what}, element {at}"
                    );
                }
                sum += weight * loss;
                weighed += if counted { weight } else { 0.0 };
            }
            assert_eq!(got.weight.value(), weighed, "{what}");
            // The sum here has a rounding per row, half a unit of at most the whole.
            let tolerance = ROWS as f64 * 0.5 * f64::EPSILON * sum;
            assert!((got.loss.value() - sum).abs() <= tolerance, "{what}: {}, not {sum}", got.loss.value());
        }
    }
}

/// Results of `f32` arrays are those of `double`, rounded once, and have the same bits on every instruction set.
#[test]
fn losses_that_cancel_are_computed_in_double() {
    const N: usize = 101;
    let x: Vec<f32> = (0..N).map(|i| 0.125 + (i * 31 % 97) as f32 / 16.0).collect();
    // Right predictions, some that are nearly right, and others.
    let t: Vec<f32> = (0..N).map(|i| x[i] * [1.0, 1.0 + f32::EPSILON, 0.75, 3.0, 0.0][i % 5]).collect();
    for isa in instruction_sets() {
        let (mut gradient, mut hessian) = (std::vec![f32::NAN; N], std::vec![f32::NAN; N]);
        let mut losses = std::vec![f32::NAN; N];
        let options =
            RowOptions { scale: SCALE, losses: losses.as_mut_ptr(), hessian: hessian.as_mut_ptr(), ..RowOptions::NONE };
        let (inputs, targets, gradients) = ([x.as_ptr()], [t.as_ptr()], [gradient.as_mut_ptr()]);
        let operands = Operands { inputs, targets, gradients };
        let elements = Elements { operands, options, beyond_caches: false, in_double: false };
        // SAFETY: the arrays have so many elements.
        unsafe { elements.run(&TweedieDeviance::default(), isa, 0, N) };
        for i in 0..N {
            let [x, t] = [x[i], t[i]].map(|x| Double::splat(f64::from(x)));
            let Derivatives { loss, first: [by], second: [second] } = TweedieDeviance::default().terms([x], [t]);
            let expected = [first(loss), first(by) * SCALE, first(second) * SCALE].map(|x| x as f32);
            assert_eq!([losses[i], gradient[i], hessian[i]], expected, "{} {i}", isa.name().as_str());
        }
    }
}

/// A target that may be absent is one of zeros then: value alone, both gradients or one of them, and added, on every
/// instruction set; of lengths that fill vectors, several of them, and neither.
#[test]
fn absent_targets_are_zeros() {
    const ROWS: usize = 3;
    let loss = GaussianKl::new(&Arguments { scalars: [0.25, 0.0, 0.0, 0.0], ..Arguments::default() }).expect("valid");
    for dim in [1, 31, 32, 64, 100, 131] {
        let n = ROWS * dim;
        let column = |which: usize| (0..n).map(|i| numbers(i)[which]).collect::<Vec<f32>>();
        let (mu, log_var, mean, zeros) = (column(0), column(1), column(2), std::vec![0.0f32; n]);
        let run = |isa: Isa, targets: [*const f32; 2], wanted: [bool; 2], accumulate: bool| {
            let mut written = [(); 2].map(|()| (0..n).map(old).collect::<Vec<f32>>());
            let mut gradients = [core::ptr::null_mut(); 2];
            for j in 0..2 {
                if wanted[j] {
                    gradients[j] = written[j].as_mut_ptr();
                }
            }
            let operands = Operands { inputs: [mu.as_ptr(), log_var.as_ptr()], targets, gradients };
            let options = RowOptions { scale: SCALE, accumulate, ..RowOptions::NONE };
            let (classes, survey, beyond_caches) = (dim, false, false);
            let rows = RowSums { loss, operands, classes, options, start: 0, end: ROWS, survey, beyond_caches };
            (isa.run(rows).loss.value().to_bits(), written)
        };
        for wanted in [[false, false], [true, true], [false, true]] {
            for accumulate in [false, true] {
                for given in [[true, false], [false, true], [false, false]] {
                    let array = |j: usize| [mean.as_ptr(), log_var.as_ptr()][j];
                    let absent = [0, 1].map(|j| if given[j] { array(j) } else { core::ptr::null() });
                    let filled = [0, 1].map(|j| if given[j] { array(j) } else { zeros.as_ptr() });
                    let expected = run(instruction_sets()[0], filled, wanted, accumulate);
                    for isa in instruction_sets() {
                        let what = (isa.name().as_str(), dim, wanted, accumulate, given);
                        assert!(run(isa, absent, wanted, accumulate) == expected, "{what:?}");
                        assert!(run(isa, filled, wanted, accumulate) == expected, "{what:?}");
                    }
                }
            }
        }
    }
}
