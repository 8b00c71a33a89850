//! Distances, contrastive losses and triplets of cosines at the ends of the numbers and where other libraries are wrong.
//! Expected values are by hand: right triangles of 3, 4 and 5, and angles of 45 and 90 degrees.

mod common;
#[path = "vectors/call.rs"]
mod vectors_call;

use common::{Random, on_each_isa};
use loss::{LOSS_BINARY_TARGETS, LOSS_SUM, LOSS_SWAP};
use vectors_call::{Loss, Outcome, Rows};

/// One row.
fn row(loss: Loss, inputs: &[&[f64]], scalars: [f64; 3], target: Option<f64>) -> Rows {
    let inputs: Vec<Vec<f64>> = inputs.iter().map(|input| input.to_vec()).collect();
    let dim = inputs[0].len();
    Rows { loss, inputs, target: target.map(|target| vec![target]), rows: 1, dim, scalars, ..Rows::default() }
}

fn distance(x: &[f64], y: &[f64], p: f64, epsilon: f64) -> Rows {
    row(Loss::PAIRWISE_DISTANCE, &[x, y], [p, epsilon, 0.0], None)
}

fn contrastive(x: &[f64], y: &[f64], target: f64, margin: f64) -> Rows {
    row(Loss::CONTRASTIVE, &[x, y], [margin, 0.0, 0.0], Some(target))
}

fn cosine(x: &[f64], y: &[f64]) -> Rows {
    row(Loss::COSINE_DISTANCE, &[x, y], [0.0; 3], None)
}

fn triplet(a: &[f64], p: &[f64], n: &[f64], margin: f64) -> Rows {
    row(Loss::TRIPLET_COSINE, &[a, p, n], [margin, 0.0, 0.0], None)
}

fn times(numbers: &[f64], factor: f64) -> Vec<f64> {
    numbers.iter().map(|x| x * factor).collect()
}

fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|x| x.to_bits()).collect()
}

/// Powers of two whose squares are out of range, and some whose squares are not.
fn factors() -> [f64; 6] {
    [660f64.exp2(), 1.0 / 660f64.exp2(), 1e3f64.exp2(), 1.0 / 900f64.exp2(), 8.0, 0.25]
}

/// A unit or two of the root, and of a quotient.
fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 4.0 * f64::EPSILON * expected.abs(), "{got:e}, not {expected:e}");
}

fn all_close(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    got.iter().zip(expected).for_each(|(got, expected)| close(*got, *expected));
}

fn is_zero(got: &Outcome) -> bool {
    got.gradients.iter().flatten().all(|x| *x == 0.0)
}

/// Distances times a power of two are that times the distances to the last bit, and their derivatives are the same.
#[test]
fn distances_of_any_size() {
    on_each_isa(|| {
        let mut random = Random(1);
        for dim in [1, 2, 17, 40] {
            for p in [0.0, 1.0, 3.0, 1.5, f64::INFINITY] {
                let case = Rows::sample(Loss::PAIRWISE_DISTANCE, 3, dim, &mut random).with("p", p);
                let plain = case.run::<f64>();
                for factor in factors() {
                    let inputs = case.inputs.iter().map(|input| times(input, factor)).collect();
                    let got = Rows { inputs, ..case.clone() }.run::<f64>();
                    assert_eq!(bits(&got.losses), bits(&times(&plain.losses, factor)), "{case:?} {factor:e}");
                    for (got, plain) in got.gradients.iter().zip(&plain.gradients) {
                        assert_eq!(bits(got), bits(plain), "{case:?} {factor:e}");
                    }
                }
            }
        }
    });
}

/// The same of contrastive losses with the margin in proportion: their derivatives grow with the distance.
#[test]
fn contrastive_losses_of_any_size() {
    on_each_isa(|| {
        let mut random = Random(2);
        for dim in [1, 2, 17, 40] {
            let case = Rows::sample(Loss::CONTRASTIVE, 6, dim, &mut random).with("margin", 2.0);
            let plain = case.run::<f64>();
            for factor in factors() {
                let inputs = case.inputs.iter().map(|input| times(input, factor)).collect();
                let got = Rows { inputs, ..case.clone() }.with("margin", 2.0 * factor).run::<f64>();
                // Squares of the largest are out of range, and of the least they lose digits.
                if (1e-100..1e100).contains(&factor) {
                    assert_eq!(bits(&got.losses), bits(&times(&plain.losses, factor * factor)), "{factor:e}");
                }
                for (got, plain) in got.gradients.iter().zip(&plain.gradients) {
                    assert_eq!(bits(got), bits(&times(plain, factor)), "{case:?} {factor:e}");
                }
            }
        }
    });
}

/// Of vectors with a size each the cosines are the same to the last bit, and derivatives have one over its size.
#[test]
fn cosines_of_any_size() {
    on_each_isa(|| {
        let mut random = Random(3);
        for loss in [Loss::COSINE_DISTANCE, Loss::TRIPLET_COSINE] {
            for flags in [0, LOSS_SWAP] {
                let flags = flags & loss.entry().flags;
                let case = Rows { flags, ..Rows::sample(loss, 4, 17, &mut random) }.with("margin", 3.0);
                let plain = case.run::<f64>();
                for nth in 0..case.inputs.len() {
                    for factor in factors() {
                        let mut scaled = case.clone();
                        scaled.inputs[nth] = times(&case.inputs[nth], factor);
                        let got = scaled.run::<f64>();
                        assert_eq!(bits(&got.losses), bits(&plain.losses), "{loss:?} {nth} {factor:e}");
                        for (place, (got, plain)) in got.gradients.iter().zip(&plain.gradients).enumerate() {
                            let expected = if place == nth { times(plain, 1.0 / factor) } else { plain.clone() };
                            assert_eq!(bits(got), bits(&expected), "{loss:?} {nth} {factor:e}, gradient {place}");
                        }
                    }
                }
            }
        }
    });
}

#[test]
fn distances_by_hand() {
    for factor in [1.0, 1e200, 1e-200, 2e307, 1e-307] {
        let (x, y) = (times(&[3.0, 0.0], factor), times(&[0.0, 4.0], factor));
        for (p, distance_of, slopes) in
            [(0.0, 5.0, [0.6, -0.8]), (1.0, 7.0, [1.0, -1.0]), (f64::INFINITY, 4.0, [0.0, -1.0])]
        {
            let got = distance(&x, &y, p, 0.0).run::<f64>();
            close(got.value, distance_of * factor);
            all_close(&got.gradients[0], &slopes);
            all_close(&got.gradients[1], &slopes.map(|slope| -slope));
        }
    }
    // A distance above the largest number, while its direction is known.
    let got = distance(&[1.5e308, 0.0], &[-1.5e308, 0.0], 2.0, 0.0).run::<f64>();
    assert_eq!((got.value, &got.gradients[0][..]), (f64::INFINITY, &[1.0, 0.0][..]));
}

/// PyTorch's ε of 1e-6 makes the distance of a vector from itself 1e-6·√dim, with a gradient: here it is 0 by default.
#[test]
fn vectors_that_coincide() {
    for p in [0.0, 1.0, 3.0, f64::INFINITY] {
        let got = distance(&[1.0, 2.0], &[1.0, 2.0], p, 0.0).run::<f64>();
        assert!(got.value == 0.0 && is_zero(&got), "p = {p}: {got:?}");
    }
    let got = distance(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 4.0], 2.0, 1e-6).run::<f64>();
    close(got.value, 2e-6);
    all_close(&got.gradients[0], &[0.5; 4]);
    // A pair that is not alike has the largest loss, and no direction to be pushed to.
    let got = contrastive(&[1.0, 2.0], &[1.0, 2.0], -1.0, 3.0).run::<f64>();
    assert!(got.value == 4.5 && is_zero(&got), "{got:?}");
    let got = contrastive(&[1.0, 2.0], &[1.0, 2.0], 1.0, 3.0).run::<f64>();
    assert!(got.value == 0.0 && is_zero(&got), "{got:?}");
}

#[test]
fn contrastive_by_hand() {
    let (x, y) = ([3.0, 0.0], [0.0, 4.0]);
    let got = contrastive(&x, &y, 1.0, 0.0).run::<f64>();
    assert_eq!((got.value, &got.gradients[0][..], &got.gradients[1][..]), (12.5, &[3.0, -4.0][..], &[-3.0, 4.0][..]));
    let got = contrastive(&x, &y, -1.0, 7.0).run::<f64>();
    close(got.value, 2.0);
    all_close(&got.gradients[0], &[-1.2, 1.6]);
    // At the margin and beyond.
    for margin in [5.0, 4.0, 0.0] {
        let got = contrastive(&x, &y, -1.0, margin).run::<f64>();
        assert!(got.value == 0.0 && is_zero(&got), "{got:?}");
    }
    // The paper counts the other way round: 0 for pairs that are alike.
    for (target, expected) in [(1.0, 12.5), (0.0, 2.0)] {
        let case = Rows { flags: LOSS_BINARY_TARGETS, ..contrastive(&x, &y, target, 7.0) };
        close(case.run::<f64>().value, expected);
    }
    // Margins whose quotient by a small distance is out of range.
    let got = contrastive(&[1e-300, 0.0], &[0.0, 0.0], -1.0, 1e100).run::<f64>();
    all_close(&got.gradients[0], &[-1e100, 0.0]);
    close(got.value, 5e199);
    // Float arrays have room for losses that no float has.
    let got = contrastive(&[1e30, 0.0], &[0.0, 0.0], 1.0, 0.0).run::<f32>();
    assert_eq!(got.losses, [f64::INFINITY]);
    close(got.value, 0.5 * f64::from(1e30f32) * f64::from(1e30f32));
}

/// optax's cosine distance of a vector of zeros is NaN, and so is its gradient: here it is 1, with the gradient 0.
#[test]
fn zeros_have_no_direction() {
    for (x, y) in [([0.0, 0.0], [1.0, 2.0]), ([1.0, 2.0], [0.0, -0.0]), ([0.0, 0.0], [0.0, 0.0])] {
        let got = cosine(&x, &y).run::<f64>();
        assert!(got.value == 1.0 && is_zero(&got), "{got:?}");
    }
    // Of a triplet, the other cosine keeps its gradient: that of 45 degrees from (1, 1) to (1, 0).
    let root = 0.5f64.sqrt();
    let got = triplet(&[1.0, 0.0], &[0.0, 0.0], &[1.0, 1.0], 1.0).run::<f64>();
    close(got.value, 1.0 + root);
    all_close(&got.gradients[1], &[0.0, 0.0]);
    // y/(‖x‖·‖y‖) − cos·x/‖x‖² at x = (1, 0): (root, root) − root·(1, 0), whose first numbers cancel.
    assert!(got.gradients[0][0].abs() < 4.0 * f64::EPSILON);
    close(got.gradients[0][1], root);
    let got = triplet(&[0.0, 0.0], &[1.0, 0.0], &[1.0, 1.0], 0.5).run::<f64>();
    assert!(got.value == 0.5 && is_zero(&got), "{got:?}");
    assert_eq!(cosine(&[], &[]).run::<f32>().value, 1.0);
    assert_eq!(triplet(&[], &[], &[], 0.25).run::<f32>().value, 0.25);
}

#[test]
fn triplets_of_cosines_by_hand() {
    let root = 0.5f64.sqrt();
    let (x, y, both) = ([2.0, 0.0], [0.0, 3.0], [4.0, 4.0]);
    // 1 + (1 − 0.707) − 1, and the other way round.
    close(triplet(&x, &both, &y, 1.0).run::<f64>().value, 2.0 - root - 1.0);
    close(triplet(&x, &y, &both, 1.0).run::<f64>().value, 1.0 + root);
    // A margin that is reached exactly.
    let got = triplet(&x, &x, &y, 1.0).run::<f64>();
    assert!(got.value == 0.0 && is_zero(&got), "{got:?}");
    // The negative is nearer to the positive than to the anchor: 0.293 in place of 1.
    let swapped = Rows { flags: LOSS_SWAP, ..triplet(&x, &both, &y, 1.0) }.run::<f64>();
    close(swapped.value, 1.0);
    // Equal distances count as that of the anchor.
    let equal = triplet(&both, &both, &y, 1.0);
    let swapped = Rows { flags: LOSS_SWAP, ..equal.clone() }.run::<f64>();
    assert!(swapped.same_bits(&equal.run::<f64>()));
}

/// A NaN stays in its row, and makes all of it NaN; so does an infinite element of a cosine.
#[test]
fn nan_and_infinities() {
    let losses = [Loss::TRIPLET_COSINE, Loss::CONTRASTIVE, Loss::PAIRWISE_DISTANCE, Loss::COSINE_DISTANCE];
    for loss in losses {
        for nth in 0..loss.inputs().len() {
            for place in [0, 20] {
                for number in [f64::NAN, f64::INFINITY] {
                    let mut case = Rows::sample(loss, 2, 21, &mut Random(5)).with("margin", 9.0);
                    case.reduction = LOSS_SUM;
                    let good = case.run::<f64>();
                    case.inputs[nth][21 + place] = number;
                    let got = case.run::<f64>();
                    assert_eq!(got.losses[0], good.losses[0]);
                    for (gradient, good) in got.gradients.iter().zip(&good.gradients) {
                        assert_eq!(gradient[..21], good[..21]);
                    }
                    let distances = matches!(loss, Loss::CONTRASTIVE | Loss::PAIRWISE_DISTANCE);
                    if number.is_nan() || !distances {
                        assert!(got.losses[1].is_nan(), "{loss:?} {nth} {number}");
                        assert!(got.gradients.iter().all(|gradient| gradient[21..].iter().all(|x| x.is_nan())));
                    }
                }
            }
        }
    }
    let far = [f64::INFINITY, 1.0];
    assert_eq!(distance(&far, &[1.0, 2.0], 2.0, 0.0).run::<f64>().value, f64::INFINITY);
    let got = contrastive(&far, &[1.0, 2.0], 1.0, 1.0).run::<f64>();
    assert_eq!((got.value, &got.gradients[0][..]), (f64::INFINITY, &[f64::INFINITY, -1.0][..]));
    let got = contrastive(&far, &[1.0, 2.0], -1.0, 1.0).run::<f64>();
    assert!(got.value == 0.0 && is_zero(&got), "{got:?}");
    for target in [1.0, -1.0] {
        let got = contrastive(&far, &far, target, 1.0).run::<f64>();
        assert!(got.value.is_nan(), "{got:?}");
        assert!(contrastive(&[1.0], &[2.0], f64::NAN, 1.0).run::<f64>().value.is_nan());
    }
}
