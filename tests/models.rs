//! What large models add to the plain losses: sequences, teachers, two inputs, adversaries, penalties,
//! several tasks.

mod common;

use common::call::{Case, Dtype, Outcome, Without};
use common::{Random, close};
use loss::loss_status::*;
use loss::{
    LOSS_ACCUMULATE, LOSS_GAN_HINGE, LOSS_GAN_LEAST_SQUARES, LOSS_GAN_MINIMAX, LOSS_GAN_NON_SATURATING,
    LOSS_GAN_WASSERSTEIN, LOSS_MEAN_ROWS, LOSS_SUM, loss_status,
};
use std::f64::consts::LN_2;
use std::ptr::{null, null_mut};

const INFINITY: f64 = f64::INFINITY;

fn numbers(length: usize, random: &mut Random) -> Vec<f64> {
    (0..length).map(|_| random.between(-3.0, 3.0)).collect()
}

/// A good call of a function.
fn small(name: &str, random: &mut Random) -> Case {
    let (rows, classes) = (4, 5);
    let matrix = Case {
        input: numbers(rows * classes, random),
        target: numbers(rows * classes, random),
        rows,
        classes,
        ..Case::default()
    };
    match name {
        "causal_lm" => Case { target: Vec::new(), index: vec![2, 0, 4, 1], seq_len: 2, ..matrix },
        "distillation" => Case { scalars: vec![2.5], ..matrix },
        "js_div" => Case { scalars: vec![0.3], ..matrix },
        "vae_kl" => Case { second: matrix.target, target: Vec::new(), ..matrix },
        "gan_discriminator" => Case { second: numbers(7, random), target: Vec::new(), rows: 27, ..matrix },
        "gan_generator" | "l1_penalty" | "l2_penalty" | "elastic_net_penalty" => {
            Case { target: Vec::new(), rows: 20, scalars: vec![0.7, 0.2], ..matrix }
        }
        _ => panic!("{name} is tested elsewhere"),
    }
}

fn refused(got: Outcome, status: loss_status, words: &str) {
    assert_eq!(got.status, status, "{}", got.message);
    assert!(got.untouched, "{}", got.message);
    assert!(got.message.contains(words), "{:?} does not say {words:?}", got.message);
}

#[test]
fn causal_language_modelling_is_cross_entropy_of_the_next_token() {
    let mut random = Random(24);
    let (batch, seq_len, vocab) = (3, 5, 37);
    let tokens: Vec<i64> = (0..batch * seq_len).map(|_| random.below(vocab) as i64).collect();
    let case = Case {
        input: numbers(batch * seq_len * vocab, &mut random),
        index: tokens.clone(),
        rows: batch * seq_len,
        classes: vocab,
        seq_len,
        ..Case::default()
    };
    let got = case.run::<f32>("causal_lm");
    let next = |row: usize| if (row + 1).is_multiple_of(seq_len) { -100 } else { tokens[row + 1] };
    let shifted = Case { index: (0..batch * seq_len).map(next).collect(), seq_len: 0, ..case.clone() };
    assert!(got.same_bits(&shifted.run::<f32>("cross_entropy")));
    assert_eq!(got.sums.rows, 12);
    for last in [4, 9, 14] {
        assert_eq!((got.losses[last], got.lse[last], got.entropy[last], got.argmax[last]), (0.0, 0.0, 0.0, 0));
        assert!(got.gradient[last * vocab..][..vocab].iter().all(|g| *g == 0.0));
    }
}

/// A token that is no class, at the first and the last position and between, is named before anything
/// is written; that of a position that does not count is not looked at.
#[test]
fn tokens_out_of_range_are_refused() {
    let mut random = Random(25);
    let case = Case { index: vec![1, 0, 2, 4, 3, 0], rows: 6, seq_len: 3, ..small("causal_lm", &mut random) };
    let case = Case { input: numbers(30, &mut random), ..case };
    for place in 0..6 {
        for bad in [5, -1, i64::MAX, i64::MIN] {
            for in_place in [false, true] {
                let mut wrong = Case { in_place, ..case.clone() };
                wrong.index[place] = bad;
                let words = format!("tokens[{place}] = {bad} is not in [0, 5) and is not ignore_index -100");
                let got = wrong.call::<f32>("causal_lm");
                let input_kept = !in_place || got.gradient == wrong.input;
                refused(got, LOSS_ERROR_TARGET, &words);
                assert!(input_kept, "an input was overwritten");
            }
        }
    }
    let mut ignored = case.clone();
    ignored.index = vec![-100, 0, 2, -100, 3, -100];
    assert_eq!(ignored.run::<f32>("causal_lm").sums.rows, 3);
    let mut masked = Case { mask: Some(vec![0, 1, 0, 0, 0, 0]), ..case };
    masked.index = vec![99, 99, 2, 99, 99, 99];
    assert_eq!(masked.run::<f32>("causal_lm").sums.rows, 1);
}

#[test]
fn sequences_of_one_token_have_nothing_to_predict() {
    let mut random = Random(26);
    for (seq_len, rows) in [(1, 4), (0, 0)] {
        let case = small("causal_lm", &mut random);
        let length = rows * 5;
        let case = Case { input: case.input[..length].to_vec(), index: vec![1; rows], rows, seq_len, ..case };
        let got = case.run::<f64>("causal_lm");
        assert_eq!((got.value, got.sums.rows, got.sums.weight), (0.0, 0, 0.0));
        assert!(got.gradient.iter().all(|g| *g == 0.0));
    }
}

/// Eight micro-batches, added up and divided once, are the whole batch.
#[test]
fn micro_batches_are_the_whole_batch() {
    let mut random = Random(27);
    for name in ["causal_lm", "distillation", "js_div"] {
        let (rows, classes) = (64, 33);
        let case = Case {
            input: numbers(rows * classes, &mut random),
            target: if name == "causal_lm" { Vec::new() } else { numbers(rows * classes, &mut random) },
            index: if name == "causal_lm" { (0..rows as i64).map(|i| i * 7 % 33).collect() } else { Vec::new() },
            rows,
            classes,
            weight: Some((0..rows).map(|_| random.between(0.1, 2.0)).collect()),
            ..small(name, &mut random)
        };
        let case = Case { seq_len: if name == "causal_lm" { 4 } else { 0 }, ..case };
        let whole = case.run::<f64>(name);
        let (mut loss, mut weight, mut gradient) = (0.0, 0.0, Vec::new());
        for part in 0..8 {
            let cut = |array: &Vec<f64>, width: usize| {
                if array.is_empty() { Vec::new() } else { array[part * 8 * width..][..8 * width].to_vec() }
            };
            let micro = Case {
                input: cut(&case.input, classes),
                target: cut(&case.target, classes),
                index: case.index.iter().skip(part * 8).take(8).copied().collect(),
                weight: case.weight.as_ref().map(|weight| cut(weight, 1)),
                rows: 8,
                reduction: LOSS_SUM,
                ..case.clone()
            };
            let got = micro.run::<f64>(name);
            loss += got.sums.loss;
            weight += got.sums.weight;
            gradient.extend(got.gradient);
        }
        assert!(close(whole.value, loss / weight, 1e-14, 0.0), "{name}");
        for (a, b) in whole.gradient.iter().zip(&gradient) {
            assert!(close(*a, b / weight, 1e-14, 1e-2), "{name}");
        }
    }
}

#[test]
fn a_student_that_equals_its_teacher_has_nothing_to_learn() {
    let mut random = Random(28);
    // Within a block, and with a later block far above the first.
    for (classes, rise) in [(7, 0.0), (33, 0.0), (3000, 0.0), (3000, 200.0)] {
        let input: Vec<f64> = (0..2 * classes)
            .map(|i| random.between(-5.0, 5.0) + rise * (i % classes) as f64 / classes as f64)
            .collect();
        let input: Vec<f64> = input.iter().map(|x| f64::from(*x as f32)).collect();
        for (name, scalar) in [("distillation", 3.0), ("distillation", 1.0), ("js_div", 0.4)] {
            let (rows, scalars) = (2, vec![scalar]);
            let case = Case { input: input.clone(), target: input.clone(), rows, classes, scalars, ..Case::default() };
            for without in [Without::default(), Without::EXTRAS] {
                let got = Case { without, ..case.clone() }.run::<f32>(name);
                assert_eq!(got.value, 0.0, "{name}");
                assert!(got.gradient.iter().all(|g| g.abs() < 1e-6), "{name}");
            }
        }
    }
}

/// A teacher that knows is a label.
#[test]
fn a_certain_teacher_is_an_index_target() {
    let mut random = Random(29);
    let input = numbers(15, &mut random);
    let index = vec![3, 0, 4];
    let mut target = vec![-INFINITY; 15];
    (0..3).for_each(|row| target[row * 5 + index[row] as usize] = 7.0);
    let hard = Case { input, index, rows: 3, classes: 5, ..Case::default() };
    let soft = Case { index: Vec::new(), target, scalars: vec![1.0], ..hard.clone() };
    let (a, b) = (hard.run::<f64>("cross_entropy"), soft.run::<f64>("distillation"));
    assert!(close(a.value, b.value, 1e-15, 1.0));
    a.gradient.iter().zip(&b.gradient).for_each(|(a, b)| assert!(close(*a, *b, 1e-15, 1.0)));
}

/// Logits of any size, and classes that one model or both rule out.
#[test]
fn extreme_logits_have_their_limits() {
    let pair = |input: [f64; 3], target: [f64; 3], scalar: f64| Case {
        input: input.to_vec(),
        target: target.to_vec(),
        rows: 1,
        classes: 3,
        scalars: vec![scalar],
        ..Case::default()
    };
    // Both rule the last class out; the rest is log 2.
    let case = pair([0.0, 0.0, -INFINITY], [0.0, -INFINITY, -INFINITY], 1.0);
    for got in [case.run::<f32>("distillation"), Case { without: Without::EXTRAS, ..case }.run::<f32>("distillation")] {
        assert!(close(got.value, LN_2, 1e-7, 0.0), "{}", got.value);
        assert!(close(got.gradient[0], -0.5, 1e-7, 0.0) && close(got.gradient[1], 0.5, 1e-7, 0.0));
        assert_eq!(got.gradient[2], 0.0);
    }
    // The student rules out what the teacher expects.
    let got = pair([0.0, 0.0, -INFINITY], [0.0, 0.0, 0.0], 1.0).run::<f64>("distillation");
    assert_eq!(got.value, INFINITY);
    assert!(close(got.gradient[2], -1.0 / 3.0, 1e-15, 0.0), "{:?}", got.gradient);
    // T² times the divergence, with a student that is off by 1e4 / T and the largest logit elsewhere.
    let got = pair([1e4, -1e4, 0.0], [0.0, 1e4, -1e4], 4.0).run::<f32>("distillation");
    assert!(close(got.value, 16.0 * 2e4 / 4.0, 1e-7, 0.0), "{}", got.value);
    // Subnormal logits are as good as 0.
    let got = pair([1e-42, -1e-42, 0.0], [0.0, 1e-42, 1e-45], 2.0).run::<f32>("distillation");
    assert!(got.value.abs() < 1e-12 && got.gradient.iter().all(|g| g.abs() < 1e-7));
    // A temperature whose constants no float could hold.
    let got = pair([1.0, 2.0, 3.0], [3.0, 2.0, 1.0], 1e-30).run::<f32>("distillation");
    assert!(close(got.value, 2e-30, 1e-6, 0.0), "{}", got.value);
    // Models that agree on nothing: the entropy of the mixture.
    for beta in [0.1, 0.5, 0.9] {
        let apart = -beta * f64::ln(beta) - (1.0 - beta) * f64::ln(1.0 - beta);
        for far in [INFINITY, 1e4, 800.0] {
            let got = pair([0.0, -far, -far], [-far, 0.0, -far], beta).run::<f64>("js_div");
            assert!(close(got.value, apart, 1e-15, 1.0), "{beta} {far}: {} {apart}", got.value);
            assert!(got.gradient.iter().chain(&got.hessian).all(|g| g.is_finite() && g.abs() < 1e-9), "{got:?}");
        }
    }
}

#[test]
fn teachers_of_rows_that_do_not_count_are_not_read() {
    for (name, scalar) in [("distillation", 2.0), ("js_div", 0.5)] {
        let case = Case {
            input: vec![f64::NAN, f64::NAN, 1.0, 2.0],
            target: vec![f64::NAN, f64::NAN, 0.5, 0.0],
            rows: 2,
            classes: 2,
            scalars: vec![scalar],
            mask: Some(vec![0, 1]),
            ..Case::default()
        };
        let got = case.run::<f32>(name);
        assert!(got.value.is_finite() && got.gradient[..2] == [0.0, 0.0] && got.sums.rows == 1, "{got:?}");
        let poisoned = Case { mask: None, ..case }.run::<f32>(name);
        assert!(poisoned.gradient[0].is_nan() && poisoned.gradient[2].is_finite() && poisoned.value.is_nan());
    }
}

#[test]
fn class_weights_of_a_distillation_weigh_its_mean() {
    let mut random = Random(30);
    let case = small("distillation", &mut random);
    // The same weight for all classes weighs nothing in a mean.
    let weighted = Case { class_weight: Some(vec![2.0; 5]), ..case.clone() }.run::<f64>("distillation");
    let plain = case.run::<f64>("distillation");
    assert!(close(weighted.value, plain.value, 1e-14, 0.0));
    assert!(close(weighted.sums.weight, 2.0 * plain.sums.weight, 1e-14, 0.0));
    assert_eq!(plain.sums.weight, 4.0);
}

/// KL(N(μ, e^s) ‖ N(0, 1)) at points where it can be had by hand.
#[test]
fn gaussian_divergence_has_its_limits() {
    let at =
        |mu: f64, log_var: f64| Case { input: vec![mu], second: vec![log_var], rows: 1, classes: 1, ..Case::default() };
    assert_eq!(at(0.0, 0.0).run::<f32>("vae_kl").value, 0.0);
    assert_eq!(at(3.0, 0.0).run::<f32>("vae_kl").value, 4.5);
    // ½(e^s − 1 − s) is s²/4 near 0: without cancellation.
    let near = at(0.0, 1e-6).run::<f32>("vae_kl");
    assert!(close(near.value, 2.5e-13, 1e-6, 0.0), "{}", near.value);
    assert!(close(near.gradient[1], 5e-7, 1e-6, 0.0));
    let far = at(0.0, -80.0).run::<f64>("vae_kl");
    assert!(close(far.value, 39.5, 1e-15, 0.0) && far.gradient[1] == -0.5);
    let none = at(0.0, -INFINITY).run::<f64>("vae_kl");
    assert!(none.value == INFINITY && none.gradient[1] == -0.5);
    // Rows sum over their elements, then comes the reduction.
    let rows = Case { input: vec![1.0, 2.0, 3.0, 4.0], second: vec![0.0; 4], rows: 2, classes: 2, ..Case::default() };
    assert_eq!(rows.run::<f64>("vae_kl").losses, [2.5, 12.5]);
    assert_eq!(rows.run::<f64>("vae_kl").value, 7.5);
}

/// A case of two Gaussians whose four arrays are drawn.
fn two_gaussians(rows: usize, classes: usize, random: &mut Random) -> Case {
    let mut drawn = || numbers(rows * classes, random);
    Case {
        input: drawn(),
        second: drawn(),
        optional: [Some(drawn()), Some(drawn()), None, None],
        rows,
        classes,
        ..Case::default()
    }
}

/// Without a prior and free bits it is the divergence from the standard Gaussian, to the last bit; an array that is not given
/// is one of zeros. Lengths are those of whole vectors, of several and of what is left; some of more than a task.
#[test]
fn priors_that_are_not_given_are_zeros() {
    fn check<E: Dtype>() {
        let mut random = Random(61);
        for (rows, classes) in [(0, 3), (3, 0), (4, 5), (2, 32), (3, 64), (3, 131), (1, 1000), (700, 100)] {
            for variant in 0..4 {
                let zeros = Some(vec![0.0; rows * classes]);
                let without = [Without::default(), Without::EXTRAS, Without { gradient: true, ..Without::EXTRAS }];
                let case = Case {
                    in_place: variant == 1,
                    without: without[variant % 3],
                    weight: (variant == 3).then(|| (0..rows).map(|_| random.between(0.0, 2.0)).collect()),
                    ..two_gaussians(rows, classes, &mut random)
                };
                let standard = Case { optional: Default::default(), ..case.clone() };
                assert!(standard.run::<E>("gaussian_kl").same_bits(&standard.run::<E>("vae_kl")), "{standard:?}");
                let [m, v, ..] = case.optional.clone();
                let two = |[m, v]: [Option<Vec<f64>>; 2]| [m, v, None, None];
                for (given, same) in [
                    ([m.clone(), None], [m.clone(), zeros.clone()]),
                    ([None, v.clone()], [zeros.clone(), v.clone()]),
                    ([None, None], [zeros.clone(), zeros.clone()]),
                ] {
                    for scalars in [vec![0.0], vec![1.5]] {
                        let given = Case { optional: two(given.clone()), scalars: scalars.clone(), ..case.clone() };
                        let same = Case { optional: two(same.clone()), scalars, ..case.clone() };
                        assert!(given.run::<E>("gaussian_kl").same_bits(&same.run::<E>("gaussian_kl")), "{given:?}");
                    }
                }
            }
        }
    }
    check::<f32>();
    check::<f64>();
}

#[test]
fn free_bits_clip_each_element() {
    // Terms 2, ½ and ⅛ of distances 2, 1 and ½.
    let case = Case {
        input: vec![3.0, 2.0, 0.5],
        second: vec![0.0; 3],
        optional: [Some(vec![1.0, 1.0, 1.0]), None, None, None],
        rows: 1,
        classes: 3,
        ..Case::default()
    };
    let got = Case { scalars: vec![0.0], ..case.clone() }.run::<f32>("gaussian_kl");
    assert_eq!((got.value, got.gradient), (2.625, vec![2.0, 1.0, -0.5, 0.0, 0.0, 0.0]));
    let got = Case { scalars: vec![0.5], ..case.clone() }.run::<f32>("gaussian_kl");
    assert_eq!((got.value, got.gradient), (3.0, vec![2.0, 0.0, 0.0, 0.0, 0.0, 0.0]));
    // A row that does not count has not even its free bits.
    let got = Case { scalars: vec![0.5], mask: Some(vec![0]), ..case.clone() }.run::<f32>("gaussian_kl");
    assert_eq!((got.value, got.losses, got.gradient), (0.0, vec![0.0], vec![0.0; 6]));
    // An array that is longer than a float is: the loss of a float array is a float.
    let got = Case { scalars: vec![1e300], ..case }.run::<f32>("gaussian_kl");
    assert_eq!((got.value, got.gradient), (INFINITY, vec![0.0; 6]));
}

#[test]
fn priors_and_free_bits_are_checked() {
    let mut random = Random(62);
    let case = two_gaussians(3, 4, &mut random);
    for free_bits in [-1.0, f64::NAN, INFINITY] {
        let wrong = Case { scalars: vec![free_bits], ..case.clone() };
        refused(wrong.call::<f32>("gaussian_kl"), LOSS_ERROR_INVALID_ARGUMENT, "free_bits");
    }
    // No output may be a prior, in whole or in part.
    for (which, name) in [(0, "prior_mu"), (1, "prior_log_var")] {
        let got = case.call_with::<f32>("gaussian_kl", |a| a.second_gradient = a.optional[which].cast_mut());
        refused(got, LOSS_ERROR_OVERLAP, name);
        let got = case.call_with::<f64>("gaussian_kl", |a| a.optional[which] = a.gradient.wrapping_add(11));
        refused(got, LOSS_ERROR_OVERLAP, name);
    }
    // The prior may be the posterior, which has no divergence from itself.
    let got = case.call_with::<f64>("gaussian_kl", |a| (a.optional[0], a.optional[1]) = (a.input, a.second));
    assert!(got.status == LOSS_OK && got.value == 0.0 && got.gradient.iter().all(|g| *g == 0.0), "{got:?}");
    let got = case.call_with::<f64>("gaussian_kl", |a| a.second = null());
    refused(got, LOSS_ERROR_NULL_POINTER, "log_var is NULL");
    let mut hessian = [0.0; 12];
    let got = case.call_with::<f64>("gaussian_kl", |a| {
        a.options.as_mut().expect("options").hessian = hessian.as_mut_ptr();
    });
    refused(got, LOSS_ERROR_INVALID_ARGUMENT, "options.hessian: this loss has 2 inputs");
}

#[test]
fn adversaries_have_a_mean_for_each_batch() {
    let case =
        Case { input: vec![2.0, 4.0], second: vec![1.0], rows: 3, kind: LOSS_GAN_WASSERSTEIN, ..Case::default() };
    let got = case.run::<f64>("gan_discriminator");
    assert_eq!((got.value, got.sums.loss, got.sums.rows), (-2.0, -5.0, 3));
    assert_eq!(got.gradient, [-0.5, -0.5, 1.0]);
    assert_eq!(got.losses, [-2.0, -4.0, 1.0]);
    let weighted = Case { weight: Some(vec![1.0, 3.0, 5.0]), ..case.clone() }.run::<f64>("gan_discriminator");
    assert_eq!((weighted.value, weighted.gradient), (-2.5, vec![-0.25, -0.75, 1.0]));
    let real_only = Case { second: Vec::new(), rows: 2, ..case.clone() }.run::<f64>("gan_discriminator");
    assert_eq!((real_only.value, real_only.sums.rows), (-3.0, 2));
    let masked = Case { mask: Some(vec![1, 1, 0]), ..case.clone() }.run::<f64>("gan_discriminator");
    assert_eq!((masked.value, masked.gradient), (-3.0, vec![-0.5, -0.5, 0.0]));
    // At the kinks of the hinge the derivative is 0.
    let kinks = Case { input: vec![1.0], second: vec![-1.0], rows: 2, kind: LOSS_GAN_HINGE, ..Case::default() };
    assert_eq!(kinks.run::<f32>("gan_discriminator").gradient, [0.0, 0.0]);
    // log(1 − σ) and log σ, far from 0 and with a sure discriminator.
    for (kind, x, value, slope) in [
        (LOSS_GAN_MINIMAX, 0.0, -LN_2, -0.5),
        (LOSS_GAN_NON_SATURATING, 0.0, LN_2, -0.5),
        (LOSS_GAN_MINIMAX, 1e4, -1e4, -1.0),
        (LOSS_GAN_NON_SATURATING, -1e4, 1e4, -1.0),
        (LOSS_GAN_LEAST_SQUARES, 3.0, 2.0, 2.0),
        (LOSS_GAN_HINGE, 3.0, -3.0, -1.0),
        (LOSS_GAN_WASSERSTEIN, 3.0, -3.0, -1.0),
    ] {
        let got = Case { input: vec![x], rows: 1, kind, ..Case::default() }.run::<f64>("gan_generator");
        assert!(close(got.value, value, 1e-15, 0.0) && close(got.gradient[0], slope, 1e-15, 0.0), "{kind}: {got:?}");
    }
}

/// λ times the entropy that a call returns as well; a λ of 0 turns it off, whatever the logits are.
#[test]
fn entropy_penalties_are_of_the_entropy() {
    let mut random = Random(63);
    for (rows, classes, inner) in [(4, 5, 0), (3, 1, 0), (6, 40, 3), (1, 1000, 0)] {
        let case = Case {
            input: numbers(rows * classes, &mut random),
            rows,
            classes,
            inner,
            scalars: vec![0.75],
            ..Case::default()
        };
        let got = case.run::<f64>("entropy_penalty");
        assert!(got.losses.iter().zip(&got.entropy).all(|(l, h)| close(*l, -0.75 * h, 1e-14, 0.0)), "{got:?}");
        let mean = got.losses.iter().sum::<f64>() / rows as f64;
        assert!(close(got.value, mean, 1e-14, 0.0) && got.sums.weight == rows as f64);
        // The gradient of a row adds up to nothing, as a shift of all logits does.
        assert!(close(got.gradient.iter().sum::<f64>(), 0.0, 1e-14, 1.0));
        let off = Case { scalars: vec![0.0], ..case.clone() }.run::<f64>("entropy_penalty");
        let nothing = vec![0.0; rows * classes];
        assert!(off.value == 0.0 && off.gradient == nothing && off.hessian == nothing && off.losses == vec![0.0; rows]);
        assert!(off.entropy == got.entropy && off.lse == got.lse && off.argmax == got.argmax);
        assert!(off.sums.weight == rows as f64 && off.sums.loss == 0.0);
        for bad in [f64::NAN, INFINITY] {
            let input = vec![bad; rows * classes];
            let on = Case { input: input.clone(), ..case.clone() }.run::<f32>("entropy_penalty");
            // One infinite logit alone is certain.
            assert!(on.value.is_nan() || (classes == 1 && bad == INFINITY && on.value == 0.0), "{on:?}");
            let off = Case { input, scalars: vec![0.0], ..case.clone() };
            for off in [off.clone(), Case { in_place: true, without: Without::EXTRAS, ..off }] {
                let off = off.run::<f32>("entropy_penalty");
                assert!(off.value == 0.0 && off.gradient == nothing, "{off:?}");
            }
        }
        // What is added to stays.
        let old = numbers(rows * classes, &mut random);
        let added = Case {
            input: vec![f64::NAN; rows * classes],
            scalars: vec![0.0],
            flags: LOSS_ACCUMULATE,
            old_gradient: Some(old.clone()),
            ..case
        };
        assert_eq!(added.run::<f64>("entropy_penalty").gradient, old);
    }
}

#[test]
fn entropy_penalties_refuse_bad_input() {
    let case = Case { input: vec![0.5; 6], rows: 2, classes: 3, scalars: vec![0.5], ..Case::default() };
    for lambda in [-1.0, f64::NAN, INFINITY] {
        let wrong = Case { scalars: vec![lambda], ..case.clone() };
        refused(wrong.call::<f32>("entropy_penalty"), LOSS_ERROR_INVALID_ARGUMENT, "lambda");
    }
    for (wrong, words) in [
        (Case { class_weight: Some(vec![1.0; 3]), ..case.clone() }, "class_weight has no meaning"),
        (Case { label_smoothing: 0.1, ..case.clone() }, "label_smoothing has no meaning"),
        (Case { z_loss: 0.1, ..case.clone() }, "z_loss has no meaning"),
        (Case { ignore_index: Some(1), ..case.clone() }, "there are no labels"),
        (Case { temperature: -1.0, ..case.clone() }, "temperature"),
    ] {
        refused(wrong.call::<f64>("entropy_penalty"), LOSS_ERROR_INVALID_ARGUMENT, words);
    }
    refused(case.call_with::<f32>("entropy_penalty", |a| a.input = null()), LOSS_ERROR_NULL_POINTER, "logits is NULL");
    let huge =
        Case { without: Without { losses: true, statistics: true, hessian: true, ..Without::default() }, ..case };
    let got = huge.call_with::<f32>("entropy_penalty", |a| a.rows = usize::MAX / 2);
    refused(got, LOSS_ERROR_SIZE, "overflows");
}

/// A penalty adds to the gradient that a loss wrote.
#[test]
fn penalties_add_to_a_gradient() {
    let case = Case {
        input: vec![-2.0, 0.0, 3.0, f64::NAN],
        rows: 4,
        scalars: vec![0.5, 0.25],
        mask: Some(vec![1, 1, 1, 0]),
        flags: LOSS_ACCUMULATE,
        old_gradient: Some(vec![10.0; 4]),
        ..Case::default()
    };
    for (name, value, gradient) in [
        ("l1_penalty", 2.5, [9.5, 10.0, 10.5, 10.0]),
        ("l2_penalty", 6.5, [8.0, 10.0, 13.0, 10.0]),
        ("elastic_net_penalty", 5.75, [8.5, 10.0, 12.0, 10.0]),
    ] {
        let got = case.run::<f32>(name);
        assert_eq!((got.value, got.gradient.as_slice()), (value, &gradient[..]), "{name}");
    }
    // No penalty on anything, however large.
    let off = Case { input: vec![INFINITY, 1e30], rows: 2, scalars: vec![0.0, 0.0], ..Case::default() };
    for name in ["l1_penalty", "l2_penalty", "elastic_net_penalty"] {
        let got = off.run::<f32>(name);
        assert_eq!((got.value, got.gradient.as_slice()), (0.0, &[0.0, 0.0][..]), "{name}");
        let poisoned = Case { input: vec![f64::NAN, 0.0], scalars: vec![0.5, 0.25], ..off.clone() }.run::<f32>(name);
        assert!(poisoned.value.is_nan() && poisoned.gradient[0].is_nan() && poisoned.gradient[1] == 0.0, "{name}");
    }
}

/// Two tasks on one input: their gradients, weighted through `upstream` and added, are the gradient
/// of the combined value.
#[test]
fn tasks_flow_together() {
    let x = [0.4f64, -0.7, 1.2];
    let (a, b) = ([0.0f64, 0.5, 1.0], [0.0, 1.0, 1.0]);
    let log_vars = [0.3f64, -0.8];
    let n = x.len();
    let value_of = |x: &[f64; 3]| {
        let (mut values, mut total) = ([0.0; 2], 0.0);
        // SAFETY: arrays of n numbers, and of two.
        unsafe {
            assert_eq!(loss::loss_mse_f64(x.as_ptr(), a.as_ptr(), n, null(), &mut values[0], null_mut()), LOSS_OK);
            let bce =
                loss::loss_bce_logits_f64(x.as_ptr(), b.as_ptr(), n, 0.0, 0.0, null(), &mut values[1], null_mut());
            assert_eq!(bce, LOSS_OK);
            let (values, log_vars) = (values.as_ptr(), log_vars.as_ptr());
            let status =
                loss::loss_combine_uncertainty_f64(values, log_vars, null(), 2, &mut total, null_mut(), null_mut());
            assert_eq!(status, LOSS_OK);
        }
        (values, total)
    };
    let (values, _) = value_of(&x);
    let (mut d_values, mut gradient) = ([0.0; 2], [0.0; 3]);
    // SAFETY: as above.
    unsafe {
        let (values, log_vars) = (values.as_ptr(), log_vars.as_ptr());
        let to = d_values.as_mut_ptr();
        let status = loss::loss_combine_uncertainty_f64(values, log_vars, null(), 2, null_mut(), to, null_mut());
        assert_eq!(status, LOSS_OK);
        let first = loss::Options { upstream: &d_values[0], ..Default::default() };
        let second = loss::Options { upstream: &d_values[1], flags: LOSS_ACCUMULATE, ..Default::default() };
        let grad = gradient.as_mut_ptr();
        assert_eq!(loss::loss_mse_f64(x.as_ptr(), a.as_ptr(), n, &first, null_mut(), grad), LOSS_OK);
        let bce = loss::loss_bce_logits_f64(x.as_ptr(), b.as_ptr(), n, 0.0, 0.0, &second, null_mut(), grad);
        assert_eq!(bce, LOSS_OK);
    }
    for i in 0..n {
        let mut moved = [x, x];
        moved[0][i] -= 1e-5;
        moved[1][i] += 1e-5;
        let difference = (value_of(&moved[1]).1 - value_of(&moved[0]).1) / 2e-5;
        assert!(close(gradient[i], difference, 1e-9, 1.0), "{} {difference}", gradient[i]);
    }
}

#[test]
fn sums_of_tasks_leave_out_what_weighs_nothing() {
    let values = [2.0, f64::NAN, INFINITY];
    let (mut total, mut d_values, mut d_log_vars) = (0.0, [9.0; 3], [9.0f32; 3]);
    let none = [1.5, 0.0, 0.0];
    // SAFETY: arrays of three numbers.
    unsafe {
        assert_eq!(loss::loss_combine_f32(values.as_ptr(), none.as_ptr(), 3, &mut total), LOSS_OK);
        assert_eq!(total, 3.0);
        let zeros = [0.0f32; 3];
        let status = loss::loss_combine_uncertainty_f32(
            values.as_ptr(),
            zeros.as_ptr(),
            none.as_ptr(),
            3,
            &mut total,
            d_values.as_mut_ptr(),
            d_log_vars.as_mut_ptr(),
        );
        assert_eq!(status, LOSS_OK);
        assert_eq!((total, d_values, d_log_vars), (3.0, [1.5, 0.0, 0.0], [-2.5, 0.5, 0.5]));
        assert_eq!(loss::loss_combine_f64(null(), null(), 0, &mut total), LOSS_OK);
        assert_eq!(total, 0.0);
    }
}

#[test]
fn bad_input_is_refused_and_nothing_written() {
    let mut random = Random(31);
    let mut case = |name: &str| small(name, &mut random);
    for bad in [0.0, -1.0, f64::NAN, INFINITY] {
        let wrong = Case { scalars: vec![bad], ..case("distillation") };
        refused(wrong.call::<f32>("distillation"), LOSS_ERROR_INVALID_ARGUMENT, "temperature");
    }
    for bad in [0.0, 1.0, -0.1, 1.5, f64::NAN] {
        let wrong = Case { scalars: vec![bad], ..case("js_div") };
        refused(wrong.call::<f64>("js_div"), LOSS_ERROR_INVALID_ARGUMENT, "beta");
    }
    for bad in [-0.5, f64::NAN, INFINITY] {
        for name in ["l1_penalty", "l2_penalty"] {
            let wrong = Case { scalars: vec![bad], ..case(name) };
            refused(wrong.call::<f32>(name), LOSS_ERROR_INVALID_ARGUMENT, "lambda");
        }
        for (scalars, words) in [(vec![bad, 1.0], "l1"), (vec![1.0, bad], "l2")] {
            let wrong = Case { scalars, ..case("elastic_net_penalty") };
            refused(wrong.call::<f32>("elastic_net_penalty"), LOSS_ERROR_INVALID_ARGUMENT, words);
        }
    }
    let wrong = Case { reduction: LOSS_MEAN_ROWS, ..case("l2_penalty") };
    refused(wrong.call::<f32>("l2_penalty"), LOSS_ERROR_INVALID_ARGUMENT, "a penalty is a sum");
    for kind in [5, u32::MAX] {
        for name in ["gan_discriminator", "gan_generator"] {
            let wrong = Case { kind, ..case(name) };
            refused(wrong.call::<f64>(name), LOSS_ERROR_INVALID_ARGUMENT, "is not a kind of GAN");
        }
    }
    for bad in [-1.0, f64::NAN] {
        for name in ["causal_lm", "js_div"] {
            let wrong = Case { temperature: bad, ..case(name) };
            refused(wrong.call::<f32>(name), LOSS_ERROR_INVALID_ARGUMENT, "temperature");
        }
    }
    // What has no meaning is refused, not ignored.
    let wrong = Case { temperature: 2.0, ..case("distillation") };
    refused(wrong.call::<f32>("distillation"), LOSS_ERROR_INVALID_ARGUMENT, "the temperature is an argument");
    let wrong = Case { ignore_index: Some(3), ..case("distillation") };
    refused(wrong.call::<f32>("distillation"), LOSS_ERROR_INVALID_ARGUMENT, "ignore_index");
    let wrong = Case { label_smoothing: 0.1, ..case("js_div") };
    refused(wrong.call::<f32>("js_div"), LOSS_ERROR_INVALID_ARGUMENT, "there are no labels");
    let wrong = Case { row_stride: 3, ..case("causal_lm") };
    refused(wrong.call::<f32>("causal_lm"), LOSS_ERROR_SIZE, "row_stride");
    for name in ["causal_lm", "distillation", "js_div", "vae_kl"] {
        let without = Without { losses: true, statistics: true, hessian: true, ..Without::default() };
        let huge = Case { rows: usize::MAX / 2, classes: 3, seq_len: 1, without, ..case(name) };
        refused(huge.call::<f32>(name), LOSS_ERROR_SIZE, "overflows");
    }
    let accumulate = Case { flags: LOSS_ACCUMULATE, in_place: true, ..case("vae_kl") };
    assert_eq!(accumulate.call::<f32>("vae_kl").status, LOSS_ERROR_OVERLAP);
}

/// Both gradients, each in the other's place or over the other's input, and second derivatives.
#[test]
fn gradients_of_two_inputs_stay_apart() {
    let function = loss::loss_vae_kl_f64;
    let (mut mu, mut log_var, mut value) = ([1.0, 2.0], [0.1, 0.2], -1.0);
    let mut hessian = [0.0; 2];
    let (x, y) = (mu.as_mut_ptr(), log_var.as_mut_ptr());
    // SAFETY: arrays of two numbers.
    unsafe {
        assert_eq!(function(x, y, 1, 2, null(), &mut value, y, null_mut()), LOSS_ERROR_OVERLAP);
        assert_eq!(function(x, y, 1, 2, null(), &mut value, null_mut(), x), LOSS_ERROR_OVERLAP);
        assert_eq!(function(x, y, 1, 2, null(), &mut value, x, x), LOSS_ERROR_OVERLAP);
        let options = loss::Options { hessian: hessian.as_mut_ptr(), ..Default::default() };
        assert_eq!(function(x, y, 1, 2, &options, &mut value, null_mut(), null_mut()), LOSS_ERROR_INVALID_ARGUMENT);
        assert_eq!(function(x, y, 1, 2, null(), null_mut(), null_mut(), null_mut()), LOSS_ERROR_NULL_POINTER);
        assert_eq!(value, -1.0);
        // One of them alone.
        assert_eq!(function(x, y, 1, 2, null(), null_mut(), null_mut(), y), LOSS_OK);
    }
    assert_eq!(mu, [1.0, 2.0]);
    assert!(close(log_var[0], 0.5 * 0.1f64.exp_m1(), 1e-15, 0.0));
}

#[test]
fn sums_of_tasks_refuse_bad_input() {
    let values = [1.0, 2.0];
    let (weights, log_vars) = ([1.0, 2.0], [0.0f32, 1.0]);
    let mut total = -1.0;
    let (v, w) = (values.as_ptr(), weights.as_ptr());
    // SAFETY: arrays of two numbers, or none where the call is to be refused.
    unsafe {
        assert_eq!(loss::loss_combine_f32(v, w, 2, null_mut()), LOSS_ERROR_NULL_POINTER);
        assert_eq!(loss::loss_combine_f32(null(), w, 2, &mut total), LOSS_ERROR_NULL_POINTER);
        assert_eq!(loss::loss_combine_f32(v, null(), 2, &mut total), LOSS_ERROR_NULL_POINTER);
        assert_eq!(loss::loss_combine_f32(v, w, 2, v.cast_mut()), LOSS_ERROR_OVERLAP);
        assert_eq!(loss::loss_combine_f32(v, w, usize::MAX / 4, &mut total), LOSS_ERROR_SIZE);
        let nothing =
            loss::loss_combine_uncertainty_f32(v, log_vars.as_ptr(), null(), 2, null_mut(), null_mut(), null_mut());
        assert_eq!(nothing, LOSS_ERROR_NULL_POINTER);
    }
    assert_eq!((total, values), (-1.0, [1.0, 2.0]));
}
