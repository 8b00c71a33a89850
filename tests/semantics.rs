//! The decided semantics, a test a point, with expected values by hand or from the formula.

mod common;

use common::call::{Case, Outcome, Without};
use common::sample::{Sizes, option, sample, with_options};
use common::table::ENTRIES;
use common::{close, isa_lock};
use loss::{LOSS_ACCUMULATE, LOSS_MEAN_ROWS, LOSS_SUM, isa, loss_status};

const INFINITY: f64 = f64::INFINITY;

/// Two rows of three classes.
fn rows() -> Case {
    Case { input: vec![1.0, 2.0, 3.0, 1.0, 2.0, 3.0], index: vec![0, 2], rows: 2, classes: 3, ..Case::default() }
}

/// −log p of the three classes of [`rows`]: log(1 + e^−1 + e^−2) + 2, 1, 0 (computed with mpmath).
const NLL: [f64; 3] = [2.4076059644443806, 1.4076059644443806, 0.4076059644443806];

fn near(a: f64, b: f64) {
    assert!(close(a, b, 1e-14, 0.0), "{a} is not {b}");
}

fn all_near(a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).for_each(|(a, b)| assert!(close(*a, *b, 1e-14, 1.0), "{a} is not {b}"));
}

#[test]
fn mean_weighs_rows_and_classes() {
    let mut case = rows();
    case.weight = Some(vec![2.0, 0.5]);
    case.class_weight = Some(vec![3.0, 1.0, 4.0]);
    let got = case.run::<f64>("cross_entropy");
    // (2·3·l0 + 0.5·4·l2) / (2·3 + 0.5·4).
    near(got.value, (6.0 * NLL[0] + 2.0 * NLL[2]) / 8.0);
    // Class weights are part of a row's loss, its own weight is not.
    all_near(&got.losses, &[3.0 * NLL[0], 4.0 * NLL[2]]);
    assert_eq!((got.sums.weight, got.sums.rows), (8.0, 2));
    case.reduction = LOSS_MEAN_ROWS;
    near(case.run::<f64>("cross_entropy").value, (6.0 * NLL[0] + 2.0 * NLL[2]) / 2.0);
    case.reduction = LOSS_SUM;
    near(case.run::<f64>("cross_entropy").value, 6.0 * NLL[0] + 2.0 * NLL[2]);
}

#[test]
fn soft_mean_divides_by_the_targets() {
    let case = Case { index: Vec::new(), target: vec![0.5, 0.0, 0.0, 0.0, 0.0, 1.5], ..rows() };
    let got = case.run::<f64>("cross_entropy_soft");
    near(got.value, (0.5 * NLL[0] + 1.5 * NLL[2]) / 2.0);
    // (Σ t)·p − t, over 2: always the derivative of the value.
    let p: Vec<f64> = NLL.iter().map(|l| (-l).exp()).collect();
    all_near(&got.gradient[..3], &[(0.5 * p[0] - 0.5) / 2.0, 0.25 * p[1], 0.25 * p[2]]);
}

#[test]
fn label_smoothing_is_that_of_pytorch() {
    let mut case = rows();
    case.label_smoothing = 0.3;
    let mean = (NLL[0] + NLL[1] + NLL[2]) / 3.0;
    let got = case.run::<f64>("cross_entropy");
    all_near(&got.losses, &[0.7 * NLL[0] + 0.3 * mean, 0.7 * NLL[2] + 0.3 * mean]);
}

#[test]
fn rows_that_do_not_count_are_not_read() {
    for name in ["cross_entropy", "nll", "cross_entropy_soft"] {
        let mut case = rows();
        case.input[..3].fill(f64::NAN);
        case.weight = Some(vec![f64::NAN, 1.0]);
        if name == "cross_entropy_soft" {
            case.target = vec![f64::NAN, f64::NAN, f64::NAN, 0.0, 0.0, 1.0];
            case.mask = Some(vec![0, 255]);
        } else {
            case.index[0] = -100;
        }
        let got = case.run::<f64>(name);
        assert!(got.value.is_finite(), "{name}: {}", got.value);
        assert_eq!(got.gradient[..3], [0.0; 3]);
        assert_eq!((got.losses[0], got.hessian[0], got.sums.rows), (0.0, 0.0, 1));
    }
    let case = Case {
        input: vec![f64::NAN, 3.0],
        target: vec![f64::NAN, 1.0],
        mask: Some(vec![0, 1]),
        weight: Some(vec![f64::NAN, 2.0]),
        rows: 2,
        ..Case::default()
    };
    let got = case.run::<f32>("mse");
    assert_eq!((got.value, got.gradient), (4.0, vec![0.0, 4.0]));
}

/// A row counts if any bit of its byte is set, whichever lane it falls into: every byte in every lane, whole vectors and
/// what is left behind them.
#[test]
fn a_mask_is_bytes_that_are_not_zero() {
    let _turn = isa_lock();
    let best = isa::active().name();
    for shift in 0..32 {
        let rows = 256 + shift;
        let bytes: Vec<u8> = (0..rows).map(|row| ((row + shift) % 256) as u8).collect();
        let numbers = |scale: f64| (0..rows).map(|row| (row % 19) as f64 * scale).collect();
        let (input, target) = (numbers(0.25), numbers(-0.125));
        let ones = Case {
            input,
            target,
            mask: Some(bytes.iter().map(|byte| u8::from(*byte != 0)).collect()),
            rows,
            ..Case::default()
        };
        let kept = bytes.iter().filter(|byte| **byte != 0).count() as u64;
        for isa_name in isa::available() {
            assert!(isa::select(isa_name));
            for (expected, got) in [
                (ones.run::<f32>("mse"), Case { mask: Some(bytes.clone()), ..ones.clone() }.run::<f32>("mse")),
                (ones.run::<f64>("mse"), Case { mask: Some(bytes.clone()), ..ones.clone() }.run::<f64>("mse")),
            ] {
                assert_eq!((got.sums.rows, got.sums.weight), (kept, kept as f64), "{} {shift}", isa_name.as_str());
                assert!(expected.same_bits(&got), "{} {shift}", isa_name.as_str());
                for (row, byte) in bytes.iter().enumerate() {
                    assert_eq!(got.losses[row] == 0.0, *byte == 0 || row % 19 == 0, "{} {row}", isa_name.as_str());
                }
            }
        }
    }
    assert!(isa::select(best));
}

#[test]
fn masked_targets_may_be_out_of_range() {
    let case = Case { index: vec![7, 2], mask: Some(vec![0, 1]), ..rows() };
    near(case.run::<f64>("cross_entropy").value, NLL[2]);
}

#[test]
fn minus_infinity_is_probability_zero() {
    let mut case = Case { input: vec![1.0, -INFINITY, 2.0], index: vec![2], rows: 1, classes: 3, ..Case::default() };
    let got = case.run::<f64>("cross_entropy");
    // log(1 + e^−1), by mpmath.
    near(got.value, 0.31326168751822286);
    assert_eq!(got.gradient[1], 0.0);
    assert!(got.entropy[0].is_finite());
    case.index[0] = 1;
    let got = case.run::<f64>("cross_entropy");
    assert_eq!((got.value, got.gradient[1]), (INFINITY, -1.0));
    near(got.gradient[2], 0.7310585786300049);
    // 0·(−∞) is 0, for soft targets and for class weights.
    case.index.clear();
    case.target = vec![0.0, 0.0, 1.0];
    near(case.run::<f64>("cross_entropy_soft").value, 0.31326168751822286);
    // A row of nothing but −∞ has no distribution.
    case.input.fill(-INFINITY);
    assert!(case.run::<f64>("cross_entropy_soft").value.is_nan());
}

#[test]
fn a_row_behind_minus_infinity_is_found() {
    // The first block of a row may say nothing of the scale of the rest.
    for last in [-4000.0, -30.0, 60.0, 9000.0, 3e6, 1e30] {
        let mut input = vec![-INFINITY; 5000];
        input[4000] = last;
        input[4999] = last;
        let case = Case { input, index: vec![4000], rows: 1, classes: 5000, ..Case::default() };
        for in_place in [false, true] {
            let case = Case { in_place, without: Without::EXTRAS, ..case.clone() };
            for got in [case.run::<f32>("cross_entropy"), case.run::<f64>("cross_entropy")] {
                assert!(close(got.value, std::f64::consts::LN_2, 1e-7, 0.0), "{last}: {}", got.value);
                assert!(close(got.gradient[4000], -0.5, 1e-7, 0.0));
                assert!(close(got.gradient[4999], 0.5, 1e-7, 0.0));
                assert_eq!(got.gradient[0], 0.0);
            }
        }
    }
}

#[test]
fn a_later_block_may_be_far_above_the_first() {
    let pairs = [(-3e6, -9e5), (-3e6, 5.0), (-2e6, 2e6), (0.0, 3e6), (5.0, 1e5), (-1e38, 1e38), (3e6, 3_000_200.0)];
    for (low, high) in pairs {
        let mut input = vec![low; 3000];
        input[2500] = high;
        let case = Case { input, index: vec![2500], rows: 1, classes: 3000, ..Case::default() };
        for in_place in [false, true] {
            let case = Case { in_place, without: Without::EXTRAS, ..case.clone() };
            for got in [case.run::<f32>("cross_entropy"), case.run::<f64>("cross_entropy")] {
                // What is left of the others is at most 3000·e^−200.
                let others = got.gradient.iter().fold(got.value, |most, g| most.max(g.abs()));
                assert!(others < 1e-80, "{low} {high}: {others}");
            }
        }
    }
}

#[test]
fn kinks_have_derivative_zero() {
    let case = Case { input: vec![1.0, -1.0, 1.0], target: vec![1.0, -1.0, -1.0], rows: 3, ..Case::default() };
    let got = Case { reduction: LOSS_SUM, ..case }.run::<f32>("hinge");
    assert_eq!((got.gradient, got.losses), (vec![0.0, 0.0, 1.0], vec![0.0, 0.0, 2.0]));
}

#[test]
fn root_mean_squared_error_at_zero() {
    let case = Case { input: vec![1.5; 40], target: vec![1.5; 40], rows: 40, ..Case::default() };
    let got = case.run::<f32>("rmse");
    assert_eq!((got.value, got.gradient), (0.0, vec![0.0; 40]));
}

#[test]
fn binary_cross_entropy_clamps_as_pytorch() {
    let case = Case { input: vec![0.0, 1.0], target: vec![1.0, 0.0], rows: 2, reduction: LOSS_SUM, ..Case::default() };
    let got = case.run::<f64>("bce");
    // log clamped at −100; (x − t) / 1e-12.
    assert_eq!((got.value, got.losses), (200.0, vec![100.0, 100.0]));
    all_near(&got.gradient.iter().map(|g| g * 1e-12).collect::<Vec<_>>(), &[-1.0, 1.0]);
}

#[test]
fn binary_cross_entropy_of_logits_is_not_clamped() {
    let case = Case {
        input: vec![-1e4, 1e4, -INFINITY, INFINITY, -50.0],
        target: vec![1.0, 1.0, 0.0, 1.0, 0.0],
        rows: 5,
        reduction: LOSS_SUM,
        ..Case::default()
    };
    for got in [case.run::<f32>("bce_logits"), case.run::<f64>("bce_logits")] {
        assert_eq!(got.losses[..4], [1e4, 0.0, 0.0, 0.0]);
        assert_eq!(got.gradient[..4], [-1.0, 0.0, 0.0, 0.0]);
        // log(1 + e^−50) and its derivative: e^−50, by mpmath.
        assert!(close(got.losses[4], 1.9287498479639178e-22, 2e-7, 0.0));
        assert!(close(got.gradient[4], 1.9287498479639178e-22, 4e-7, 0.0));
    }
}

#[test]
fn divergence_of_a_zero_target_is_zero() {
    let case = Case { input: vec![-INFINITY, 0.0], target: vec![0.0, 1.0], rows: 1, classes: 2, ..Case::default() };
    let got = case.run::<f32>("kl_div");
    assert_eq!((got.value, got.gradient), (0.0, vec![0.0, -1.0]));
    let log_target = Case { target: vec![-INFINITY, 0.0], ..case.clone() };
    assert_eq!(log_target.run::<f32>("kl_div_log_target").value, 0.0);
    let probability = Case { input: vec![0.0, 1.0], ..case };
    assert_eq!(probability.run::<f32>("kl_div_prob").value, 0.0);
    assert_eq!(probability.run::<f32>("cross_entropy_prob").value, 0.0);
}

#[test]
fn nan_is_in_the_statistics_of_its_row() {
    let mut case = rows();
    case.input[1] = f64::NAN;
    let got = case.run::<f32>("cross_entropy");
    assert!(got.gradient[..3].iter().all(|g| g.is_nan()) && got.lse[0].is_nan() && got.losses[0].is_nan());
    assert!(got.gradient[3..].iter().all(|g| g.is_finite()));
    assert_eq!(got.argmax, [1, 2]);
}

#[test]
fn temperature_then_softcap_then_statistics() {
    let case = Case { temperature: 2.0, softcap: 1.5, ..rows() };
    let got = case.run::<f64>("cross_entropy");
    let z = |x: f64| 1.5 * (x / 2.0 / 1.5).tanh();
    let total = z(1.0).exp() + z(2.0).exp() + z(3.0).exp();
    near(got.lse[0], total.ln());
    let p = |x: f64| z(x).exp() / total;
    near(got.entropy[0], -(1..=3).map(|x| p(f64::from(x)) * p(f64::from(x)).ln()).sum::<f64>());
    assert_eq!(got.argmax, [2, 2]);
    // Where a cap makes logits equal, the lowest class is the largest.
    let flat = Case { input: vec![1.0, 1e4, 2e4], softcap: 1.0, index: vec![0], rows: 1, ..rows() };
    assert_eq!(flat.run::<f64>("cross_entropy").argmax, [1]);
    // Far above a cap nothing moves a logit any more: the derivative is 0, not nearly so.
    for far in [1e4, f64::INFINITY] {
        let case = Case { input: vec![1.0, far, -far], softcap: 2.0, index: vec![1], rows: 1, ..rows() };
        for gradient in [case.run::<f32>("cross_entropy").gradient, case.run::<f64>("cross_entropy").gradient] {
            assert!(gradient[0] > 0.0 && gradient[1..].iter().all(|g| *g == 0.0), "{gradient:?}");
        }
    }
}

#[test]
fn z_loss_is_weighted_like_its_row() {
    let mut case = Case { z_loss: 0.5, class_weight: Some(vec![3.0, 1.0, 4.0]), ..rows() };
    case.weight = Some(vec![2.0, 0.5]);
    let got = case.run::<f64>("cross_entropy");
    // lse = 3 + log(1 + e^−1 + e^−2).
    let penalty = 0.5 * (3.0 + NLL[2]) * (3.0 + NLL[2]);
    all_near(&got.losses, &[3.0 * (NLL[0] + penalty), 4.0 * (NLL[2] + penalty)]);
    near(got.value, (6.0 * (NLL[0] + penalty) + 2.0 * (NLL[2] + penalty)) / 8.0);
}

#[test]
fn micro_batches_add_up() {
    let mut random = common::Random(1);
    let input: Vec<f64> = (0..80 * 7).map(|_| random.between(-3.0, 3.0)).collect();
    let index: Vec<i64> = (0..80).map(|row| if row % 9 == 0 { -100 } else { row % 7 }).collect();
    let whole = Case { input, index, rows: 80, classes: 7, ..Case::default() };
    let got = whole.run::<f64>("cross_entropy");
    let (mut loss, mut weight, mut gradient) = (0.0, 0.0, Vec::new());
    for batch in 0..8 {
        let part = Case {
            input: whole.input[batch * 70..][..70].to_vec(),
            index: whole.index[batch * 10..][..10].to_vec(),
            rows: 10,
            reduction: LOSS_SUM,
            ..whole.clone()
        }
        .run::<f64>("cross_entropy");
        loss += part.sums.loss;
        weight += part.sums.weight;
        gradient.extend(part.gradient);
    }
    near(got.value, loss / weight);
    all_near(&got.gradient, &gradient.iter().map(|g| g / weight).collect::<Vec<_>>());
}

#[test]
fn accumulation_adds() {
    let case = Case { flags: LOSS_ACCUMULATE, old_gradient: Some(vec![10.0; 6]), ..rows() };
    let (added, plain) = (case.run::<f64>("cross_entropy"), rows().run::<f64>("cross_entropy"));
    all_near(&added.gradient, &plain.gradient.iter().map(|g| g + 10.0).collect::<Vec<_>>());
    all_near(&added.hessian, &plain.hessian);
}

/// Sums are good to a unit in the last place of f32, whatever the length.
#[test]
fn long_sums_keep_their_accuracy() {
    let n = 3_000_001;
    let mut random = common::Random(2);
    let case = Case {
        input: (0..n).map(|_| random.between(0.0, 1.0)).collect(),
        target: vec![0.0; n],
        rows: n,
        without: Without { gradient: true, ..Without::EXTRAS },
        ..Case::default()
    };
    let mut exact = loss_kernels::sum::Total::default();
    case.input.iter().for_each(|x| exact.add(x * x));
    let exact = exact.value() / n as f64;
    assert!(close(case.run::<f32>("mse").value, exact, 6e-8, 0.0));
    assert!(close(case.run::<f64>("mse").value, exact, 4.0 * f64::EPSILON, 0.0));
}

/// The same bits for any number of threads, in place or not, at any alignment.
#[test]
fn threads_do_not_change_bits() {
    let _turn = isa_lock();
    let mut random = common::Random(4);
    for entry in ENTRIES.iter().filter(|entry| entry.has_options()) {
        let name = entry.name;
        let rows = if entry.has_rows() { 1500 } else { 150_001 };
        let case = sample(name, Sizes { rows, classes: 100, seq_len: 50, ..Sizes::default() }, &mut random);
        let options = if entry.has_rows() { 0 } else { option::WEIGHT };
        let case = with_options(name, case, options, &mut random);
        let one = Case { threads: 1, ..case.clone() }.run::<f32>(name);
        for isa_name in isa::available() {
            assert!(isa::select(isa_name));
            assert_eq!(isa::active().name(), isa_name);
            for threads in 1..=8 {
                let other =
                    Case { threads, in_place: threads % 2 == 0, misalignment: threads as usize % 5, ..case.clone() }
                        .run::<f32>(name);
                assert!(one.same_bits(&other), "{name}, {} threads, {}", threads, isa_name.as_str());
            }
        }
    }
}

#[test]
fn bad_input_is_refused_and_nothing_written() {
    let plain = || Case { input: vec![0.5; 4], target: vec![0.5; 4], rows: 4, ..Case::default() };
    let refused = |got: Outcome, status: loss_status, words: &str| {
        assert_eq!(got.status, status, "{}", got.message);
        assert!(got.untouched, "{}", got.message);
        assert!(got.message.contains(words), "{:?} does not say {words:?}", got.message);
    };
    use loss_status::*;
    refused(Case { reduction: 3, ..plain() }.call::<f32>("mse"), LOSS_ERROR_INVALID_ARGUMENT, "reduction");
    refused(Case { flags: 1 << 31, ..plain() }.call::<f32>("mse"), LOSS_ERROR_INVALID_ARGUMENT, "unknown bits");
    refused(Case { flags: 4, ..plain() }.call::<f32>("mse"), LOSS_ERROR_INVALID_ARGUMENT, "LOSS_FULL");
    refused(Case { flags: 2, ..plain() }.call::<f32>("mse"), LOSS_ERROR_INVALID_ARGUMENT, "BINARY_TARGETS");
    refused(Case { reduction: LOSS_SUM, ..plain() }.call::<f32>("rmse"), LOSS_ERROR_INVALID_ARGUMENT, "reduction");
    for bad in [-1.0, f64::NAN, INFINITY] {
        let case = Case { scalars: vec![bad], ..plain() };
        refused(case.call::<f32>("bce_logits"), LOSS_ERROR_INVALID_ARGUMENT, "pos_weight");
    }
    for name in ["cross_entropy", "nll"] {
        for (row, bad) in [(0, 3), (1, 3), (0, -1), (1, i64::MIN)] {
            let mut case = rows();
            case.index[row] = bad;
            let words = format!("target[{row}] = {bad} is not in [0, 3) and is not ignore_index -100");
            refused(case.call::<f32>(name), LOSS_ERROR_TARGET, &words);
        }
        for bad in [-0.1, 1.1, f64::NAN] {
            let case = Case { label_smoothing: bad, ..rows() };
            let words = format!("class_options.label_smoothing = {bad} must be in [0, 1]");
            refused(case.call::<f64>(name), LOSS_ERROR_INVALID_ARGUMENT, &words);
        }
        let words = "class_options.row_stride = 2 is less than classes = 3";
        refused(Case { row_stride: 2, ..rows() }.call::<f64>(name), LOSS_ERROR_SIZE, words);
        let words = "class_options.row_stride = 5 is less than classes * inner = 3 * 2";
        refused(Case { row_stride: 5, inner: 2, ..rows() }.call::<f64>(name), LOSS_ERROR_SIZE, words);
        refused(Case { inner: 3, ..rows() }.call::<f64>(name), LOSS_ERROR_SIZE, "inner");
    }
    for (temperature, softcap, z_loss, words) in
        [(-1.0, 0.0, 0.0, "temperature"), (0.0, -1.0, 0.0, "softcap"), (0.0, 0.0, f64::NAN, "z_loss")]
    {
        let case = Case { temperature, softcap, z_loss, ..rows() };
        let bad = temperature + softcap + z_loss;
        let words = format!("class_options.{words} = {bad} must be finite and not negative");
        refused(case.call::<f64>("cross_entropy"), LOSS_ERROR_INVALID_ARGUMENT, &words);
    }
    // Log-probabilities are past temperature and cap.
    refused(Case { temperature: 2.0, ..rows() }.call::<f32>("nll"), LOSS_ERROR_INVALID_ARGUMENT, "log-probabilities");
    let soft = Case { index: Vec::new(), target: vec![0.5; 6], ignore_index: Some(1), ..rows() };
    refused(soft.call::<f32>("cross_entropy_soft"), LOSS_ERROR_INVALID_ARGUMENT, "mask");
    let weighted = Case { class_weight: Some(vec![1.0; 3]), index: Vec::new(), ..rows() };
    refused(weighted.call::<f32>("softmax"), LOSS_ERROR_INVALID_ARGUMENT, "class_weight");
    let ignoring = Case { index: Vec::new(), ignore_index: Some(1), ..rows() };
    refused(ignoring.call::<f32>("softmax"), LOSS_ERROR_INVALID_ARGUMENT, "ignore_index");
    let accumulate = Case { flags: LOSS_ACCUMULATE, in_place: true, ..plain() };
    assert_eq!(accumulate.call::<f32>("mse").status, LOSS_ERROR_OVERLAP);
    let overflow = Case { rows: usize::MAX / 2, classes: 3, input: vec![], ..Case::default() };
    let without = Without { losses: true, statistics: true, hessian: true, ..Without::default() };
    let overflow = Case { without, ..overflow };
    for name in ["cross_entropy_soft", "kl_div"] {
        refused(overflow.call::<f32>(name), LOSS_ERROR_SIZE, "overflows");
    }
}
