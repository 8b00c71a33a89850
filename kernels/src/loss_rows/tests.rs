//! Each loss of rows beside its plain formula, and the formula's derivatives beside differences, with every way to
//! measure a row.

use super::*;
use crate::losses::{
    Contrastive, CosineDistance, CosineEmbedding, GroupLassoPenalty, PairwiseDistance, Triplet, TripletCosine,
};
use crate::shape::RowOptions;
use crate::shape::vectors::Vectors;
use crate::simd::isa::{Isa, instruction_sets};
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

/// The loss, the derivatives and the second derivatives of one row as the kernel computes them.
fn run<L: Rowwise<X, K>, const X: usize, const K: usize>(
    loss: L,
    inputs: &[Vec<f64>; X],
    target: f64,
) -> (f64, [Vec<f64>; X], Vec<f64>) {
    run_on(Isa::SCALAR, loss, inputs, target)
}

/// The same on an instruction set.
fn run_on<L: Rowwise<X, K>, const X: usize, const K: usize>(
    isa: Isa,
    loss: L,
    inputs: &[Vec<f64>; X],
    target: f64,
) -> (f64, [Vec<f64>; X], Vec<f64>) {
    let dim = inputs[0].len();
    let mut hessian = vec![0.0; if L::CURVED { dim } else { 0 }];
    let mut gradients = [const { Vec::new() }; X].map(|_: Vec<f64>| vec![0.0; dim]);
    let mut losses = [0.0];
    let kernel = Vectors {
        loss: loss.of_dim(dim),
        inputs: inputs.each_ref().map(|input| input.as_ptr()),
        target: &raw const target,
        gradients: gradients.each_mut().map(|gradient| gradient.as_mut_ptr()),
        dim,
        options: RowOptions { losses: losses.as_mut_ptr(), hessian: hessian.as_mut_ptr(), ..RowOptions::NONE },
        start: 0,
        end: 1,
    };
    let partial = isa.run(kernel);
    assert_eq!(partial.rows, 1);
    (losses[0], gradients, hessian)
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
    let (got, gradients, hessian) = run(loss, inputs, target);
    // Distances of numbers below 1 in size are below twice the dimension.
    let dim = inputs[0].len();
    assert!(close(got, expected, 2.0 * dim as f64), "{loss:?}: {got}, not {expected}");
    let mut smooth = 0;
    let curvatures = loss.second_derivatives(slices);
    assert_eq!(hessian.len(), curvatures.len());
    for (i, (got, expected)) in hessian.iter().zip(&curvatures).enumerate() {
        assert!(close(*got, *expected, *expected), "{loss:?}: second derivative {i} is {got}, not {expected}");
    }
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
                let losses =
                    around.each_ref().map(|moved| loss.reference(moved.each_ref().map(Vec::as_slice), target).0);
                let [a, b, _, c, d] = losses;
                let difference = (8.0 * (c - b) - (d - a)) / (12.0 * h);
                assert!((difference - expected).abs() < 1e-7, "{loss:?}: {expected}, differences {difference}");
                if let Some(expected) = curvatures.get(i) {
                    let slopes = around.map(|moved| loss.reference(moved.each_ref().map(Vec::as_slice), target).1);
                    let [a, b, _, c, d] = slopes.map(|slopes| slopes[0][i]);
                    let difference = (8.0 * (c - b) - (d - a)) / (12.0 * h);
                    assert!((difference - expected).abs() < 1e-7, "{loss:?}: {expected}, differences {difference}");
                }
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
fn pairs_are_those_of_the_formula() {
    let mut smooth = 0;
    for (seed, dim) in [2, 3, 5, 15, 16, 17, 33].into_iter().enumerate() {
        let inputs = [0, 1].map(|input| numbers(2 * seed + input, dim));
        let distance = CosineDistance::new(&Arguments::default()).expect("no parameters");
        smooth += check(distance, &inputs, 0.0);
        for p in [0.0, 1.0, 1.25, 2.0, 3.0, 7.5, f64::INFINITY] {
            for epsilon in [0.0, 1e-6, 0.125] {
                let arguments = Arguments { scalars: [p, epsilon, 0.0, 0.0], ..Arguments::default() };
                smooth += check(PairwiseDistance::new(&arguments).expect("valid parameters"), &inputs, 0.0);
            }
        }
        // Distances of numbers between −1 and 1 are about the root of two thirds of the dimension.
        for margin in [0.0, 0.5, 2.0, 9.0] {
            for binary_targets in [false, true] {
                let arguments = Arguments { scalars: [margin, 0.0, 0.0, 0.0], binary_targets, ..Arguments::default() };
                let loss = Contrastive::new(&arguments).expect("valid parameters");
                for target in [1.0, -1.0, 0.0, 0.5] {
                    smooth += check(loss, &inputs, target);
                }
            }
        }
    }
    assert!(smooth > 5000, "differences at {smooth} points alone");
}

#[test]
fn triplets_of_cosines_are_those_of_the_formula() {
    let mut smooth = 0;
    for margin in [0.0, 0.25, 2.0] {
        for swap in [false, true] {
            let arguments = Arguments { scalars: [margin, 0.0, 0.0, 0.0], swap, ..Arguments::default() };
            let loss = TripletCosine::new(&arguments).expect("valid parameters");
            for (seed, dim) in [2, 3, 5, 15, 16, 17, 33].into_iter().enumerate() {
                let inputs = [0, 1, 2].map(|input| numbers(3 * seed + input, dim));
                smooth += check(loss, &inputs, 0.0);
            }
        }
    }
    assert!(smooth > 1000, "differences at {smooth} points alone");
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
        refuses::<TripletCosine, 3, 6>([bad, 0.0, 0.0, 0.0], "margin");
        refuses::<Contrastive, 2, 1>([bad, 0.0, 0.0, 0.0], "margin");
        refuses::<PairwiseDistance, 2, 1>([0.0, bad, 0.0, 0.0], "epsilon");
    }
    for bad in [0.5, 0.999, 1e-300, -1.0, -2.0, f64::NEG_INFINITY, f64::NAN] {
        refuses::<Triplet, 3, 3>([0.0, bad, 0.0, 0.0], "p");
        refuses::<PairwiseDistance, 2, 1>([bad, 0.0, 0.0, 0.0], "p");
    }
    for bad in [-1.001, 1.001, f64::NAN, f64::INFINITY] {
        refuses::<CosineEmbedding, 2, 3>([bad, 0.0, 0.0, 0.0], "margin");
    }
    for bad in [-1e-9, f64::NAN, f64::INFINITY] {
        refuses::<GroupLassoPenalty, 1, 1>([bad, 0.0, 0.0, 0.0], "lambda");
    }
}

fn group_lasso(lambda: f64) -> GroupLassoPenalty {
    GroupLassoPenalty::new(&Arguments { scalars: [lambda, 0.0, 0.0, 0.0], ..Arguments::default() }).expect("a λ")
}

/// Loss, gradient and Hessian of a group; the same bits on every instruction set.
fn group(lambda: f64, x: &[f64]) -> (f64, Vec<f64>, Vec<f64>) {
    let results = |isa| {
        let (loss, [gradient], hessian) = run_on(isa, group_lasso(lambda), &[x.to_vec()], 0.0);
        (loss, gradient, hessian)
    };
    let bits = |(loss, gradient, hessian): &(f64, Vec<f64>, Vec<f64>)| {
        let all = [loss].into_iter().chain(gradient).chain(hessian);
        all.map(|x| if x.is_nan() { f64::NAN } else { *x }.to_bits()).collect::<Vec<_>>()
    };
    let expected = results(Isa::SCALAR);
    for isa in instruction_sets() {
        assert_eq!(bits(&results(isa)), bits(&expected), "{isa:?} {lambda} {x:?}");
    }
    expected
}

#[test]
fn groups_are_those_of_the_formula() {
    let mut smooth = 0;
    for lambda in [1.0, 0.25, 3.7] {
        for (seed, dim) in [1, 2, 3, 5, 15, 16, 17, 33].into_iter().enumerate() {
            let x = numbers(seed, dim);
            group(lambda, &x);
            smooth += check(group_lasso(lambda).of_dim(dim), &[x], 0.0);
        }
    }
    assert!(smooth > 250, "differences at {smooth} points alone");
}

/// 2^exponent, also of a subnormal number.
fn power(exponent: i32) -> f64 {
    2.0f64.powi(exponent / 2) * 2.0f64.powi(exponent - exponent / 2)
}

/// Elements times a power of two have the loss times it, the same derivatives, and the second derivatives over it, to the
/// last bit; so have groups whose squares are all out of range.
#[test]
fn groups_of_any_size() {
    for dim in [1, 2, 4, 17, 40] {
        let x = numbers(dim, dim);
        let (loss, gradient, hessian) = group(0.75, &x);
        for exponent in [1000, 700, 505, 499, -449, -451, -700, -900] {
            let factor = power(exponent);
            let times = |numbers: &[f64], factor: f64| numbers.iter().map(|x| x * factor).collect::<Vec<_>>();
            let got = group(0.75, &times(&x, factor));
            assert_eq!(got.0, loss * factor, "2^{exponent}");
            assert_eq!(got.1, gradient, "2^{exponent}");
            // No element is so small that its second derivative were out of range.
            assert_eq!(got.2, times(&hessian, 1.0 / factor), "2^{exponent}");
        }
    }
    let near = |got: f64, expected: f64| assert!((got / expected - 1.0).abs() < 4.0 * f64::EPSILON, "{got} {expected}");
    for size in [1e200, 1e-200, 1e300] {
        let (loss, gradient, hessian) = group(0.5, &[3.0 * size, -4.0 * size, 0.0, 0.0]);
        near(loss, 5.0 * size);
        near(gradient[0], 0.6);
        near(gradient[1], -0.8);
        near(hessian[0], 0.64 / (5.0 * size));
        near(hessian[2], 1.0 / (5.0 * size));
    }
}

/// A group of one element has the L1 penalty, whatever the element is: its norm and derivative are not rounded.
#[test]
fn a_group_of_one_is_its_size() {
    let smallest = f64::from_bits(1);
    for x in [f64::MAX, 1e300, 1.5, 0.1, 1.0 / 3.0, 1e-170, f64::MIN_POSITIVE, 3.0 * smallest, smallest] {
        for x in [x, -x] {
            assert_eq!(group(1.0, &[x]), (x.abs(), vec![x.signum()], vec![0.0]), "{x:e}");
            assert_eq!(group(0.25, &[x]).1, [0.25 * x.signum()], "{x:e}");
        }
    }
    for seed in 0..200 {
        let x = numbers(seed, 1)[0];
        assert_eq!(group(1.0, &[x]), (x.abs(), vec![x.signum()], vec![0.0]), "{x:e}");
    }
}

/// √dim is exact where dim is a square: of four elements of one size the loss is λ·4 times the size.
#[test]
fn losses_may_be_in_range_where_norms_are_not() {
    for (dim, size) in [(4, 1.5), (9, 1.0), (16, 1e150), (1 << 20, 1.0)] {
        assert_eq!(group(1.0, &vec![size; dim]).0, dim as f64 * size, "{dim}");
    }
    let (loss, gradient, _) = group(power(-1000), &[f64::MAX; 16]);
    assert_eq!((loss, gradient), (f64::MAX * power(-996), vec![power(-1000); 16]));
    // The loss is out of range, its derivatives are not.
    let (loss, gradient, hessian) = group(2.0, &[f64::MAX; 4]);
    assert_eq!((loss, gradient), (f64::INFINITY, vec![2.0; 4]));
    assert!(hessian.iter().all(|h| (h * f64::MAX / 1.5 - 1.0).abs() < 4.0 * f64::EPSILON), "{hessian:?}");
    let (loss, gradient, _) = group(power(1000), &[f64::from_bits(1); 4]);
    assert_eq!((loss, gradient), (4.0 * power(1000) * f64::from_bits(1), vec![power(1000); 4]));
    // λ·√dim/‖x‖ is out of range, its product with a small 1 − x²/‖x‖² is not.
    let (_, _, hessian) = group(power(980), &[power(-60), power(-90), 0.0, 0.0]);
    let expected = power(981) * power(-60) * power(60);
    assert!((hessian[0] / expected - 1.0).abs() < 1e-9, "{hessian:?}");
    assert_eq!(hessian[2], f64::INFINITY);
}

/// Where one element is nearly the whole norm, its second derivative is that of the others, to a part of 2^-40 and less.
#[test]
fn curvatures_do_not_cancel() {
    for small in [1e-3, 1e-6, 1e-9] {
        let (_, _, hessian) = group(1.0, &[0.7, small * 0.7, 0.0]);
        let [first, second] = [small * small, 1.0 / (1.0 + small * small)].map(|part| part * 3f64.sqrt() / 0.7);
        // ‖x‖ is 0.7·√(1 + s²), and its cube in the denominator.
        let shrunk = (1.0 + small * small).powf(1.5);
        assert!((hessian[0] * shrunk / first - 1.0).abs() < 1e-11, "{small}: {hessian:?}, not {first}");
        assert!((hessian[1] * shrunk / (second * (1.0 + small * small)) - 1.0).abs() < 1e-14, "{small}: {hessian:?}");
    }
}

/// A group of zeros has no direction, and an infinite element is all of it; of several only NaN is honest.
#[test]
fn limits_of_groups() {
    const INFINITY: f64 = f64::INFINITY;
    let nan = f64::NAN;
    let same =
        |a: &[f64], b: &[f64]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || a.is_nan() && b.is_nan());
    for dim in [0, 1, 4, 20] {
        let zeros = vec![0.0; dim];
        assert_eq!(group(0.75, &zeros), (0.0, zeros.clone(), zeros.clone()));
        if dim > 0 {
            let mut endless = numbers(dim, dim);
            endless[dim / 2] = -INFINITY;
            let mut gradient = zeros.clone();
            gradient[dim / 2] = -0.75 * (dim as f64).sqrt();
            let got = group(0.75, &endless);
            assert_eq!(got, (INFINITY, gradient, zeros.clone()));
            // Off.
            assert_eq!(group(0.0, &endless), (0.0, zeros.clone(), zeros.clone()));
            endless[dim / 2] = nan;
            assert_eq!(group(0.0, &endless), (0.0, zeros.clone(), zeros.clone()));
            let got = group(0.75, &endless);
            assert!(got.0.is_nan() && got.1.iter().chain(&got.2).all(|x| x.is_nan()), "{got:?}");
        }
    }
    let (loss, gradient, hessian) = group(1.0, &[INFINITY, 1.0, -INFINITY, f64::MAX]);
    assert_eq!((loss, hessian), (INFINITY, vec![0.0; 4]));
    assert!(same(&gradient, &[nan, 0.0, nan, 0.0]), "{gradient:?}");
    let (loss, gradient, _) = group(1.0, &[INFINITY, 1.0, nan]);
    assert!(loss.is_nan() && same(&gradient, &[nan; 3]), "{gradient:?}");
    // More infinite elements than the sum of their stand-ins has room for.
    let (loss, gradient, _) = group(1.0, &vec![INFINITY; 40_000]);
    assert!(loss == INFINITY && gradient.iter().all(|x| x.is_nan()));
    let (_, gradient, _) = group(1.0, &[f64::MAX, INFINITY, f64::MAX, -1e300]);
    assert_eq!(gradient, [0.0, 2.0, 0.0, 0.0]);
}
