//! A linear layer with log-probabilities of tokens, and the way back: against chains of products in a plain loop and the
//! functions of logits, which have the same bits, against products in double precision, against the cross-entropy of the
//! layer, with any workspace and number of threads, and with bad input.

mod common;

use common::buffer::{Buffer, Place};
use common::linear_tokens::{Call, Forward, Given, LinearTokens, Problem, SIZES, bits, message};
use common::{Random, close, on_each_isa};
use loss::loss_status::{self, LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_OK};
use loss::loss_status::{LOSS_ERROR_SIZE, LOSS_ERROR_TARGET};
use loss::{LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, LOSS_SUM, loss_sums};
use std::ptr::{null, null_mut};

fn all_bits(arrays: &[Vec<f64>; 3]) -> Vec<Vec<u64>> {
    arrays.iter().map(|array| bits(array)).collect()
}

/// Log-probabilities, lse and entropies have the bits of the functions of logits, where these are added up in the order that
/// the header says.
fn forward_is_that_of_the_logits<E: LinearTokens>(problem: &Problem) {
    let logits = problem.chained_logits::<E>();
    for entropy in [false, true] {
        let (got, expected) = (problem.forward::<E>(entropy), problem.forward_of_logits::<E>(&logits, entropy));
        assert_eq!(got.bits_of_positions(), expected.bits_of_positions(), "{problem:?}");
        assert_eq!(got.sequence_tokens, expected.sequence_tokens, "{problem:?}");
        for (got, expected) in got.sequence_log_prob.iter().zip(&expected.sequence_log_prob) {
            // Doubles that were added up with their roundings, in another order: the last digit.
            assert!(close(*got, *expected, 2.0 * f64::EPSILON, 0.0), "{got} {expected} {problem:?}");
        }
    }
}

#[test]
fn forward_has_the_bits_of_the_logits() {
    let mut random = Random(81);
    for sizes in SIZES {
        for _ in 0..3 {
            let problem = Problem::draw(sizes, &mut random);
            forward_is_that_of_the_logits::<f32>(&problem);
            forward_is_that_of_the_logits::<f64>(&problem);
        }
    }
}

/// Gradients are products of the gradient by the logits, in the order that the header says.
fn backward_is_that_of_the_logits<E: LinearTokens>(problem: &Problem, random: &mut Random) {
    let logits = problem.chained_logits::<E>();
    let known = problem.forward_of_logits::<E>(&logits, true);
    for which in 1..8 {
        let mut given = Given::draw(problem, which, random);
        if random.below(2) == 0 {
            given = given.with_statistics(&known);
        }
        if random.below(2) == 0 {
            given = given.with_old(problem, random);
        }
        let by_logits = problem.backward_of_logits::<E>(&logits, &given);
        let expected = problem.chained_gradients::<E>(&by_logits, &given);
        assert_eq!(all_bits(&problem.backward::<E>(&given)), all_bits(&expected), "{problem:?} {given:?}");
    }
}

#[test]
fn backward_has_the_bits_of_the_logits() {
    let mut random = Random(82);
    for sizes in SIZES {
        let problem = Problem::draw(sizes, &mut random);
        backward_is_that_of_the_logits::<f32>(&problem, &mut random);
        backward_is_that_of_the_logits::<f64>(&problem, &mut random);
    }
}

/// Everything is what products in double precision and the plain formulas give, to within the roundings of the sums.
fn is_the_formula<E: LinearTokens>(problem: &Problem, random: &mut Random) {
    let [batch, seq_len, dim, vocab] = problem.sizes;
    let rows = batch * seq_len;
    // A logit is a sum of at most 256 + ⌈dim/256⌉ roundings of products below ½, and one of a bias below 1; what follows from
    // it has at most twice its error and that of the functions of logits (a softcap and a temperature make it less).
    let logit = E::ROUNDING * (dim.min(256) + dim.div_ceil(256) + 2) as f64 * (0.5 * dim as f64 + 2.0);
    let tolerance = 2.0 * logit + 8.0 * E::TOLERANCE;
    let (got, expected) = (problem.forward::<E>(true), problem.plain_forward());
    let check = |name: &str, got: &[f64], expected: &[f64], scale: f64| {
        assert_eq!(got.len(), expected.len());
        for (at, (got, expected)) in got.iter().zip(expected).enumerate() {
            assert!(close(*got, *expected, tolerance, scale), "{name}[{at}] {got} {expected} {problem:?}");
        }
    };
    check("log_prob", &got.log_prob, &expected.log_prob, 8.0);
    check("lse", &got.lse, &expected.lse, 8.0);
    check("entropy", &got.entropy, &expected.entropy, 8.0);
    check("sequence_log_prob", &got.sequence_log_prob, &expected.sequence_log_prob, 8.0 * seq_len as f64);
    assert_eq!(got.sequence_tokens, expected.sequence_tokens);
    let given = Given::draw(problem, 7, random).with_old(problem, random);
    let (got, expected) = (problem.backward::<E>(&given), problem.plain_backward::<E>(&given));
    // With |g| at most 5, |h| at most 2.5 and an entropy of at most log(vocab), the derivatives by the logits of a row add up
    // to at most `sum`, and by logits that are off by δ they are off by at most δ · (20 + 20 · log(vocab)) together.
    let entropy = (vocab as f64).ln();
    let (sum, off) = (10.0 + 5.0 * entropy, tolerance * (10.0 + 10.0 * entropy));
    let roundings = |terms: usize, chain: usize| E::ROUNDING * (terms.min(chain) + terms.div_ceil(chain) + 2) as f64;
    let of_hidden = 0.5 * (off + roundings(vocab, 256) * (sum + 2.0));
    let of_weight = rows as f64 * (off + roundings(rows, 64) * (sum + 1.0));
    for (which, most) in [of_hidden, of_weight, of_weight].into_iter().enumerate() {
        for (at, (got, expected)) in got[which].iter().zip(&expected[which]).enumerate() {
            assert!((got - expected).abs() <= most, "{which}[{at}] {got} {expected} {most} {problem:?}");
        }
    }
}

#[test]
fn results_are_those_of_the_plain_formulas() {
    let mut random = Random(83);
    for sizes in SIZES {
        for _ in 0..2 {
            let problem = Problem::draw(sizes, &mut random);
            is_the_formula::<f32>(&problem, &mut random);
            is_the_formula::<f64>(&problem, &mut random);
        }
    }
}

/// log_prob is −loss of the layer's cross-entropy, and derivatives by it are weights with the other sign.
fn is_the_cross_entropy<E: LinearTokens>(problem: &Problem, random: &mut Random) {
    let rows = problem.rows();
    let got = problem.forward::<E>(false);
    let by_log_prob: Vec<f64> = (0..rows).map(|_| random.between(0.1, 2.0) - 3.0).collect();
    let (losses, grads) = problem.cross_entropy::<E>(&by_log_prob.iter().map(|by| -by).collect::<Vec<_>>());
    let negated: Vec<f64> = losses.iter().map(|loss| 0.0 - loss).collect();
    assert_eq!(bits(&got.log_prob), bits(&negated), "{problem:?}");
    let given = Given { by_log_prob: Some(by_log_prob), ..Given::default() };
    assert_eq!(all_bits(&problem.backward::<E>(&given)), all_bits(&grads), "{problem:?}");
}

#[test]
fn log_probabilities_are_those_of_the_cross_entropy() {
    let mut random = Random(84);
    for sizes in SIZES {
        // The cross-entropy has no shift, and scores the token of each position.
        let problem = Problem { shift: 0, ..Problem::draw(sizes, &mut random) };
        is_the_cross_entropy::<f32>(&problem, &mut random);
        is_the_cross_entropy::<f64>(&problem, &mut random);
    }
}

/// Neither workspace nor threads nor instruction set, nor which outputs are wanted, makes a difference.
#[test]
fn bits_depend_on_nothing_else() {
    let mut random = Random(85);
    for sizes in SIZES {
        let problem = Problem::draw(sizes, &mut random);
        let given = Given::draw(&problem, 7, &mut random);
        let (forward, backward) = (problem.forward::<f32>(true), problem.backward::<f32>(&given));
        on_each_isa(|| {
            for threads in [1, 2, 7] {
                for gradient in [false, true] {
                    let all = f32::bytes(sizes, gradient, threads) - f32::bytes(sizes, gradient, 1);
                    for (more, misalignment) in [(0, 1), (all, 0), (all + 4097, 3)] {
                        let problem = Problem { threads, more, misalignment, ..problem.clone() };
                        if gradient {
                            assert_eq!(all_bits(&problem.backward::<f32>(&given)), all_bits(&backward), "{problem:?}");
                        } else {
                            assert_eq!(problem.forward::<f32>(true).bits(), forward.bits(), "{problem:?}");
                        }
                    }
                }
            }
        });
        for without in [[true, false, false], [false, true, false], [false, false, true], [true, true, false]] {
            let got = problem.backward::<f32>(&Given { without, ..given.clone() });
            let wanted = |which: usize| if without[which] { vec![] } else { backward[which].clone() };
            assert_eq!(all_bits(&got), all_bits(&[0, 1, 2].map(wanted)), "{without:?} {problem:?}");
        }
    }
}

/// A sum of a sequence alone, and nothing else, is what it is beside the other outputs.
#[test]
fn outputs_may_be_wanted_alone() {
    let mut random = Random(86);
    let problem = Problem::draw([4, 25, 6, 9], &mut random);
    let all = problem.forward::<f64>(false);
    let (mut sums, mut counts) = (Buffer::<f64>::blank(4, Place::default()), Buffer::<i64>::blank(4, Place::default()));
    let mut log_prob = Buffer::<f64>::blank(100, Place::default());
    let mut memory = vec![0_u8; f64::bytes(problem.sizes, false, 1)];
    problem.call::<f64, _>((memory.as_mut_ptr(), memory.len()), |call| {
        for call in [
            Call { sequence_log_prob: sums.pointer(), ..call },
            Call { sequence_tokens: counts.pointer(), ..call },
            Call { log_prob: log_prob.pointer(), ..call },
        ] {
            // SAFETY: all arrays are as long as the header says.
            assert_eq!(unsafe { f64::forward(&call) }, LOSS_OK, "{}", message());
        }
    });
    assert_eq!(bits(&sums.values()), bits(&all.sequence_log_prob));
    assert_eq!((counts.elements(), bits(&log_prob.values())), (all.sequence_tokens, bits(&all.log_prob)));
}

#[test]
fn positions_that_do_not_count_may_hold_anything() {
    let mut random = Random(87);
    let mut problem = Problem { shift: 0, ..Problem::draw([7, 10, 20, 33], &mut random) };
    problem.mask = Some((0..70).map(|row| u8::from(row % 3 != 1)).collect());
    let mut given = Given::draw(&problem, 7, &mut random);
    // Derivatives of 0 leave a position out as well.
    (given.by_log_prob.as_mut().unwrap()[0], given.by_entropy.as_mut().unwrap()[0]) = (0.0, 0.0);
    given.by_sequence.as_mut().unwrap()[0] = 0.0;
    let (forward, backward) = (problem.forward::<f64>(true), problem.backward::<f64>(&given));
    for row in (0..70).filter(|row| row % 3 == 1) {
        problem.hidden[row * 20..][..20].fill(f64::NAN);
        problem.tokens[row] = 1 << 40;
    }
    assert_eq!(problem.forward::<f64>(true).bits(), forward.bits());
    problem.hidden[..20].fill(f64::NAN);
    assert_eq!(all_bits(&problem.backward::<f64>(&given)), all_bits(&backward));
    assert!(backward[0][..40].iter().all(|derivative| *derivative == 0.0));
    let got = problem.forward::<f64>(true);
    assert!(got.log_prob[0].is_nan() && got.sequence_log_prob[0].is_nan() && !got.sequence_log_prob[1].is_nan());
    assert!((got.log_prob[1], got.lse[1], got.entropy[1]) == (0.0, 0.0, 0.0));
    // A NaN in a position with a derivative is one in its gradient and in the weights'.
    let nan = problem.backward::<f64>(&Given { by_log_prob: Some(vec![1.0; 70]), ..given.clone() });
    assert!(nan[0][..20].iter().all(|d| d.is_nan()) && !nan[0][40].is_nan());
    assert!(nan[1].iter().chain(&nan[2]).all(|derivative| derivative.is_nan()));
}

#[test]
fn gradients_may_be_0() {
    let mut random = Random(88);
    let problem = Problem { mask: None, ..Problem::draw([3, 30, 8, 12], &mut random) };
    let given = Given { upstream: None, ..Given::draw(&problem, 7, &mut random) };
    let none = Problem { mask: Some(vec![0; 90]), ..problem.clone() };
    let nan = Problem { hidden: vec![f64::NAN; 720], ..problem.clone() };
    let zeros = |count: usize| Some(vec![0.0; count]);
    let of_zeros = Given { by_log_prob: zeros(90), by_entropy: zeros(90), by_sequence: zeros(3), ..Given::default() };
    for (problem, given) in [
        (&none, given.clone()),
        (&nan, Given { upstream: Some(0.0), ..given.clone() }),
        (&nan, Given { by_log_prob: Some(vec![f64::INFINITY; 90]), upstream: Some(0.0), ..given.clone() }),
        (&nan, of_zeros.clone()),
        (&nan, Given { by_entropy: None, ..of_zeros.clone() }),
    ] {
        let got = problem.backward::<f32>(&given);
        assert!(got.iter().flatten().all(|derivative| derivative.to_bits() == 0), "{problem:?} {given:?}");
        // What is added to stays as it is.
        let added = given.with_old(problem, &mut random);
        assert_eq!(all_bits(&problem.backward::<f32>(&added)), all_bits(&added.old.unwrap()));
    }
    let got = none.forward::<f32>(true);
    assert_eq!(got.bits(), Forward::zeros(90, 3).bits());
}

#[test]
fn sizes_may_be_0() {
    for sizes in [[0, 3, 4, 5], [3, 0, 4, 5], [0, 0, 0, 0], [2, 3, 0, 5], [2, 1, 4, 5]] {
        let [batch, seq_len, dim, vocab] = sizes;
        let mut problem = Problem::draw([batch, seq_len, dim, vocab.max(1)], &mut Random(89));
        (problem.bias, problem.class_bias, problem.mask, problem.shift) = (None, None, None, 1);
        problem.tokens.fill(0);
        let (got, rows) = (problem.forward::<f32>(true), batch * seq_len);
        let counted = batch * seq_len.saturating_sub(1);
        assert_eq!(got.sequence_tokens, vec![counted.checked_div(batch).unwrap_or(0) as i64; batch]);
        let uniform = -(vocab as f64).ln();
        assert!(dim > 0 || got.log_prob.iter().step_by(3).all(|l| close(*l, uniform, 1e-7, 1.0)), "{got:?}");
        let given = Given { by_log_prob: Some(vec![1.0; rows]), ..Given::default() };
        let grads = problem.backward::<f32>(&given);
        assert!(counted > 0 || grads.iter().flatten().all(|derivative| *derivative == 0.0), "{sizes:?}: {grads:?}");
        assert!(counted == 0 || grads[2][0] > 0.0, "{sizes:?}: {grads:?}");
    }
}

#[test]
fn the_query_is_that_of_the_layer() {
    let mut random = Random(90);
    for _ in 0..500 {
        let sizes = [0; 4].map(|_| {
            let most = 1 << random.below(14);
            random.below(most)
        });
        let (threads, gradient) = (1 + random.below(9) as u32, random.below(2) == 0);
        let bytes = f32::bytes(sizes, gradient, threads);
        let [batch, seq_len, dim, vocab] = sizes;
        assert_eq!(bytes, f32::bytes_of_cross_entropy([batch * seq_len, dim, vocab], gradient, threads), "{sizes:?}");
        assert!(f32::bytes(sizes, true, threads) >= bytes && f32::bytes(sizes, gradient, threads + 1) >= bytes);
        for axis in 0..4 {
            let mut larger = sizes;
            larger[axis] += 1 + random.below(100);
            assert!(f32::bytes(larger, gradient, threads) >= bytes, "{sizes:?} {larger:?}");
        }
    }
    assert_eq!(f32::bytes([usize::MAX / 2, 3, 1, 4], true, 1), usize::MAX);
    assert_eq!(f64::bytes([8, 8, 3, usize::MAX / 16], false, 1), usize::MAX);
    assert_eq!(f64::bytes([0, 8, 3, 4], true, 1), 0);
}

/// What makes a call wrong.
type Change = fn(&mut Call<f32>);

/// Calls that are refused, with the reason; nothing is written.
#[test]
fn bad_input_is_refused() {
    let sizes = [2, 35, 4, 5];
    let problem = Problem { shift: 0, mask: None, ..Problem::draw(sizes, &mut Random(91)) };
    let problem = Problem { tokens: vec![1; 70], bias: Some(vec![0.5; 5]), ..problem };
    let place = Place::default();
    let mut workspace = Buffer::<u8>::blank(f32::bytes(sizes, true, 1), place);
    let mut grads = [280, 20, 5].map(|length| Buffer::<f32>::blank(length, place));
    let mut lse = Buffer::<f64>::blank(80, place);
    let (weights, mut sums) = ([1.0_f32; 70], loss_sums::default());
    let (mut bad_first, mut bad_last) = (problem.tokens.clone(), problem.tokens.clone());
    (bad_first[0], bad_last[69]) = (5, -3);
    let least = |backward: bool| f32::bytes(sizes, backward, 1);
    let mut check = |what: &str, status: loss_status, words: &str, change: &mut dyn FnMut(&mut Call<f32>)| {
        let memory = workspace.pointer();
        for backward in [false, true] {
            if what.starts_with(if backward { "forward" } else { "backward" }) {
                continue;
            }
            problem.call::<f32, _>((memory, least(backward)), |mut call| {
                (call.lse, call.d_log_prob) = (lse.pointer(), weights.as_ptr());
                call.grads = [grads[0].pointer(), grads[1].pointer(), grads[2].pointer()];
                change(&mut call);
                // SAFETY: refused before anything is touched.
                let got = unsafe { if backward { f32::backward(&call) } else { f32::forward(&call) } };
                assert_eq!(got, status, "{what}: {}", message());
                assert!(message().contains(words), "{what}: {}", message());
            });
        }
        assert!(grads.iter().all(Buffer::untouched) && lse.untouched() && workspace.untouched(), "{what}");
    };
    let invalid = LOSS_ERROR_INVALID_ARGUMENT;
    check("hidden", LOSS_ERROR_NULL_POINTER, "hidden is NULL", &mut |c| c.hidden = null());
    check("weight", LOSS_ERROR_NULL_POINTER, "weight is NULL", &mut |c| c.weight = null());
    check("tokens", LOSS_ERROR_NULL_POINTER, "tokens is NULL", &mut |c| c.tokens = null());
    check("shift", invalid, "shift = 2 must be 0 or 1", &mut |c| c.shift = 2);
    check("first", LOSS_ERROR_TARGET, "tokens[0] = 5", &mut |c| c.tokens = bad_first.as_ptr());
    check("last", LOSS_ERROR_TARGET, "tokens[69] = -3", &mut |c| c.tokens = bad_last.as_ptr());
    check("first of a shift", LOSS_ERROR_TARGET, "tokens[0] = 5", &mut |c| {
        (c.tokens, c.shift) = (bad_first.as_ptr(), 1);
    });
    check("no workspace", LOSS_ERROR_NULL_POINTER, "options.workspace is NULL: these sizes need", &mut |c| {
        c.options.workspace = null_mut();
    });
    for backward in [false, true] {
        let bytes = least(backward);
        let what = if backward { "backward: a byte less" } else { "forward: a byte less" };
        let words = format!("workspace_size = {} is less than the {bytes} that", bytes - 1);
        check(what, LOSS_ERROR_SIZE, &words, &mut |c| c.options.workspace_size = bytes - 1);
    }
    check("sizes", LOSS_ERROR_SIZE, "overflows", &mut |c| c.sizes[0] = usize::MAX / 2);
    check("elements of hidden", LOSS_ERROR_SIZE, "overflows", &mut |c| c.sizes[2] = usize::MAX / 16);
    check("vocabulary", LOSS_ERROR_SIZE, "overflows", &mut |c| c.sizes[3] = usize::MAX / 8);
    let classes: [(&str, Change); 7] = [
        ("row_stride", |c| c.class_options.row_stride = 5),
        ("inner", |c| c.class_options.inner = 2),
        ("target_stride", |c| c.class_options.target_stride = 5),
        ("label_smoothing", |c| c.class_options.label_smoothing = 0.5),
        ("z_loss", |c| c.class_options.z_loss = 0.5),
        ("class_weight", |c| c.class_options.class_weight = c.weight),
        ("class_options.lse", |c| c.class_options.lse = c.grads[0]),
    ];
    for (name, change) in classes {
        check(name, invalid, &format!("{name} has no meaning for this function"), &mut |c| change(c));
    }
    check("temperature", invalid, "temperature = -1", &mut |c| c.class_options.temperature = -1.0);
    check("weights", invalid, "options.weight", &mut |c| c.options.weight = weights.as_ptr());
    check("reduction", invalid, "options.reduction", &mut |c| c.options.reduction = LOSS_SUM);
    check("losses", invalid, "options.losses", &mut |c| c.options.losses = c.grads[0]);
    check("hessian", invalid, "options.hessian", &mut |c| c.options.hessian = c.grads[0]);
    check("sums", invalid, "options.sums", &mut |c| c.options.sums = &raw mut sums);
    check("flag", invalid, "LOSS_CLEAR_PADDING", &mut |c| c.options.flags = LOSS_CLEAR_PADDING);
    check("forward: accumulate", invalid, "LOSS_ACCUMULATE", &mut |c| c.options.flags = LOSS_ACCUMULATE);
    let two = 2.0;
    check("forward: upstream", invalid, "options.upstream", &mut |c| c.options.upstream = &raw const two);
    check("forward: nothing", LOSS_ERROR_NULL_POINTER, "nothing was asked for", &mut |c| c.lse = null_mut());
    check("forward: in place", LOSS_ERROR_OVERLAP, "log_prob overlaps hidden", &mut |c| {
        c.log_prob = c.hidden.cast_mut();
    });
    check("backward: nothing", LOSS_ERROR_NULL_POINTER, "nothing was asked for", &mut |c| c.grads = [null_mut(); 3]);
    check("backward: no derivative", LOSS_ERROR_NULL_POINTER, "d_log_prob, d_entropy and d_sequence", &mut |c| {
        c.d_log_prob = null();
    });
    check("backward: in place", LOSS_ERROR_OVERLAP, "grad_hidden overlaps hidden", &mut |c| {
        c.grads[0] = c.hidden.cast_mut();
    });
    check("backward: gradients", LOSS_ERROR_OVERLAP, "overlaps", &mut |c| c.grads[2] = c.grads[1].wrapping_add(19));
    check("backward: lse", LOSS_ERROR_OVERLAP, "overlaps", &mut |c| c.lse = c.grads[0].cast());
    check("workspace over an input", LOSS_ERROR_OVERLAP, "options.workspace overlaps hidden", &mut |c| {
        c.options.workspace = c.hidden.cast_mut().cast();
    });
    check("workspace over lse", LOSS_ERROR_OVERLAP, "options.workspace", &mut |c| {
        c.options.workspace = c.lse.cast();
    });
}

#[test]
fn tokens_may_have_32_bits() {
    let problem = Problem { mask: None, ..Problem::draw([3, 3, 8, 7], &mut Random(92)) };
    let narrow: Vec<i32> = problem.tokens.iter().map(|token| *token as i32).collect();
    let (mut workspace, by_log_prob) = (vec![0_u8; f32::bytes(problem.sizes, true, 1)], [1.0_f32; 9]);
    let mut found = [([0.0_f32; 9], [0.0_f32; 72]), ([0.0; 9], [0.0; 72])];
    for (which, (log_prob, grad)) in found.iter_mut().enumerate() {
        problem.call::<f32, _>((workspace.as_mut_ptr(), workspace.len()), |mut call| {
            if which == 1 {
                (call.tokens, call.class_options.target_i32) = (null(), narrow.as_ptr());
            }
            (call.log_prob, call.grads[0]) = (log_prob.as_mut_ptr(), grad.as_mut_ptr());
            call.d_log_prob = by_log_prob.as_ptr();
            // SAFETY: all arrays are as long as the header says.
            assert_eq!(unsafe { [f32::forward(&call), f32::backward(&call)] }, [LOSS_OK; 2], "{}", message());
        });
    }
    assert!(found[0] == found[1] && found[0].0[0] < 0.0, "{found:?}");
}
