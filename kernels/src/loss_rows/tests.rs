//! Each loss of rows beside its plain formula, and the formula's derivatives beside differences, with every way to
//! measure a row.

use super::*;
use crate::losses::{CosineEmbedding, Triplet};
use crate::shape::RowOptions;
use crate::shape::vectors::Vectors;
use crate::simd::isa::Isa;
use std::vec;
use std::vec::Vec;

/// Random numbers between −1 and 1 (splitmix64, Steele et al. 2014).
fn numbers(seed: usize, count: usize) -> Vec<f64> {
    let number = |i: usize| {
        let mut z = (seed * 1000 + i + 1) as u64;
        z = z.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    };
    (0..count).map(number).collect()
}

/// The loss and the derivatives of one row as the kernel computes them.
fn run<L: Rowwise<X, K>, const X: usize, const K: usize>(
    loss: L,
    inputs: &[Vec<f64>; X],
    target: f64,
) -> (f64, [Vec<f64>; X]) {
    let dim = inputs[0].len();
    let mut gradients = [const { Vec::new() }; X].map(|_: Vec<f64>| vec![0.0; dim]);
    let mut losses = [0.0];
    let kernel = Vectors {
        loss,
        inputs: inputs.each_ref().map(|input| input.as_ptr()),
        target: &raw const target,
        gradients: gradients.each_mut().map(|gradient| gradient.as_mut_ptr()),
        dim,
        options: RowOptions { losses: losses.as_mut_ptr(), ..RowOptions::NONE },
        start: 0,
        end: 1,
    };
    let partial = Isa::SCALAR.run(kernel);
    assert_eq!(partial.rows, 1);
    (losses[0], gradients)
}

/// A number is the other, to within rounding that is relative to a scale: the formula adds up to 33 terms of one sign one
/// by one, at half a unit of 2e-16 each, and its powers have a few units more.
fn close(got: f64, expected: f64, scale: f64) -> bool {
    got == expected || (got - expected).abs() <= 1e-14 * scale.max(expected.abs())
}

/// Compares with the formula and, where no kink is near, the formula with differences. Returns how many these were.
fn check<L: RowReference<X, K> + std::fmt::Debug, const X: usize, const K: usize>(
    loss: L,
    inputs: &[Vec<f64>; X],
    target: f64,
) -> usize {
    let slices = inputs.each_ref().map(Vec::as_slice);
    let (expected, slopes) = loss.reference(slices, target);
    let (got, gradients) = run(loss, inputs, target);
    // Distances of numbers below 1 in size are below twice the dimension.
    let dim = inputs[0].len();
    assert!(close(got, expected, 2.0 * dim as f64), "{loss:?}: {got}, not {expected}");
    let mut smooth = 0;
    for x in 0..X {
        for i in 0..dim {
            let (got, expected) = (gradients[x][i], slopes[x][i]);
            assert!(close(got, expected, 1.0), "{loss:?}: derivative {i} by input {x} is {got}, not {expected}");
            // Differences of the fourth order (Abramowitz and Stegun, 25.3.6): their error is below h^4 times the fifth
            // derivative, and rounding below 1e-13/h.
            let h = 1e-4;
            let around = [-2.0, -1.0, 0.0, 1.0, 2.0].map(|steps| {
                let mut moved = inputs.clone();
                moved[x][i] += steps * h;
                moved
            });
            let kinks = around.each_ref().map(|moved| loss.kinks(moved.each_ref().map(Vec::as_slice), target));
            if kinks.iter().all(|all| all.iter().zip(&kinks[2]).all(|(a, b)| a * b > 0.0 || a == b)) {
                let [a, b, _, c, d] = around.map(|moved| loss.reference(moved.each_ref().map(Vec::as_slice), target).0);
                let difference = (8.0 * (c - b) - (d - a)) / (12.0 * h);
                assert!((difference - expected).abs() < 1e-7, "{loss:?}: {expected}, differences {difference}");
                smooth += 1;
            }
        }
    }
    smooth
}

#[test]
fn triplets_are_those_of_the_formula() {
    for p in [0.0, 1.0, 1.25, 2.0, 3.0, 7.5, f64::INFINITY] {
        let mut smooth = 0;
        for epsilon in [0.0, 1e-6, 0.125] {
            for swap in [false, true] {
                let arguments = Arguments { scalars: [0.75, p, epsilon, 0.0], swap, ..Arguments::default() };
                let loss = Triplet::new(&arguments).expect("valid parameters");
                for (seed, dim) in [1, 2, 3, 5, 15, 16, 17, 33].into_iter().enumerate() {
                    let inputs = [0, 1, 2].map(|input| numbers(3 * seed + input, dim));
                    smooth += check(loss, &inputs, 0.0);
                }
            }
        }
        assert!(smooth > 500, "p = {p}: differences at {smooth} points alone");
    }
}

#[test]
fn cosines_are_those_of_the_formula() {
    let mut smooth = 0;
    for margin in [0.0, -1.0, 0.25, -0.5] {
        for binary_targets in [false, true] {
            let arguments = Arguments { scalars: [margin, 0.0, 0.0, 0.0], binary_targets, ..Arguments::default() };
            let loss = CosineEmbedding::new(&arguments).expect("valid parameters");
            for target in [1.0, -1.0, 0.0, 0.5] {
                for (seed, dim) in [2, 3, 5, 15, 16, 17, 33].into_iter().enumerate() {
                    let inputs = [0, 1].map(|input| numbers(2 * seed + input, dim));
                    smooth += check(loss, &inputs, target);
                }
            }
        }
    }
    assert!(smooth > 2000, "differences at {smooth} points alone");
}

#[test]
fn parameters_out_of_range_are_refused() {
    fn refuses<L: Rowwise<X, K>, const X: usize, const K: usize>(scalars: [f64; 4], argument: &str) {
        let refused = L::new(&Arguments { scalars, ..Arguments::default() }).err();
        assert!(refused.is_some_and(|refusal| refusal.argument == argument), "{argument}, {scalars:?}");
    }
    for bad in [-1e-9, f64::NAN, f64::INFINITY] {
        refuses::<Triplet, 3, 3>([bad, 0.0, 0.0, 0.0], "margin");
        refuses::<Triplet, 3, 3>([0.0, 0.0, bad, 0.0], "epsilon");
    }
    for bad in [0.5, 0.999, 1e-300, -1.0, -2.0, f64::NEG_INFINITY, f64::NAN] {
        refuses::<Triplet, 3, 3>([0.0, bad, 0.0, 0.0], "p");
    }
    for bad in [-1.001, 1.001, f64::NAN, f64::INFINITY] {
        refuses::<CosineEmbedding, 2, 3>([bad, 0.0, 0.0, 0.0], "margin");
    }
}
