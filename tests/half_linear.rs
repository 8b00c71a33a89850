//! A linear layer in half precision: results are those of the `_f32` functions for the same numbers, bit for bit, with gradients
//! rounded once where they are of half precision, whatever the workspace, the threads and the instruction set. Options are
//! drawn at random.

mod common;

use common::buffer::{Buffer, Place};
use common::half::{Gradient, Half};
use common::half_linear::{Call, Case, FUNCTIONS, Function, Layer, Outcome};
use common::linear_tokens::message;
use common::{Random, on_each_isa};
use loss::loss_status::{self, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_ERROR_SIZE, LOSS_ERROR_TARGET};
use loss::{ClassOptions, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, Options, loss_bf16, loss_f16, loss_sums};
use std::ptr::{null, null_mut};

/// Bits, of all NaN the same: their payload is not specified.
fn bits(number: f64) -> u64 {
    if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() }
}

/// Whether outputs are those of `f32`, and gradients those of `f32`, rounded.
fn assert_same<G: Gradient>(got: &Outcome<G>, expected: &Outcome<f32>, what: &dyn Fn() -> String) {
    assert_eq!(bits(got.value), bits(expected.value), "{}: value", what());
    let of_floats = |numbers: &[f32]| numbers.iter().map(|x| bits((*x).into())).collect::<Vec<u64>>();
    assert_eq!(of_floats(&got.floats), of_floats(&expected.floats), "{}: losses or log_prob", what());
    let of_doubles = |numbers: &[f64]| numbers.iter().map(|x| bits(*x)).collect::<Vec<u64>>();
    assert_eq!(of_doubles(&got.doubles), of_doubles(&expected.doubles), "{}: lse, entropy or sums", what());
    assert_eq!(got.counts, expected.counts, "{}: counts", what());
    for (which, (got, expected)) in got.grads.iter().zip(&expected.grads).enumerate() {
        assert_eq!(got.len(), expected.len());
        for (i, (got, derivative)) in got.iter().zip(expected).enumerate() {
            let expected = G::of_f32(*derivative);
            let both_nan = got.to_f32().is_nan() && expected.to_f32().is_nan();
            assert!(
                both_nan || got.bits() == expected.bits(),
                "{}: gradient {which}, [{i}] is {got:?}, not {expected:?} ({derivative:e})",
                what()
            );
        }
    }
}

/// Compares the functions of a format with those of `f32`, on each instruction set.
fn compare<H: Half + Layer<H> + Layer<f32>>(case: &Case, what: &str) {
    for function in FUNCTIONS {
        let expected = case.run::<f32, f32>(function, |x| x);
        on_each_isa(|| {
            let half = || format!("{} {function:?} {what}: {case:?}", H::NAME);
            assert_same(&case.run::<H, H>(function, H::of_f32), &expected, &half);
            let float = || format!("{}, float gradients", half());
            assert_same(&case.run::<H, f32>(function, H::of_f32), &expected, &float);
        });
    }
}

fn numbers<H: Half>(random: &mut Random, count: usize, size: f64) -> Vec<f32> {
    (0..count).map(|_| H::of_f32(random.between(-size, size) as f32).to_f32()).collect()
}

/// Derivatives or weights, some of which are 0, which leaves their rows out.
fn factors(random: &mut Random, count: usize, low: f64) -> Vec<f32> {
    (0..count).map(|_| if random.below(4) == 0 { 0.0 } else { random.between(low, 2.0) as f32 }).collect()
}

/// No options, and all gradients.
fn plain<H: Half>(random: &mut Random, sizes: [usize; 4]) -> Case {
    let [batch, seq_len, dim, vocab] = sizes;
    let rows = batch * seq_len;
    Case {
        sizes,
        hidden: numbers::<H>(random, rows * dim, 1.0),
        weight: numbers::<H>(random, vocab * dim, 0.5),
        bias: None,
        tokens: (0..rows).map(|_| random.below(vocab) as i64).collect(),
        mask: None,
        row_weight: None,
        class_weight: None,
        class_bias: None,
        class_options: ClassOptions::default(),
        reduction: LOSS_MEAN,
        upstream: 1.0,
        shift: 0,
        derivatives: [Some(factors(random, rows, -2.0)), None, None],
        given: false,
        accumulate: false,
        wanted: [true; 3],
        old: [rows * dim, vocab * dim, vocab].map(|count| numbers::<H>(random, count, 1.0)),
        threads: 1,
        more: 0,
        shifted: 0,
        place: Place::default(),
    }
}

/// Any options.
fn draw<H: Half>(random: &mut Random, sizes: [usize; 4]) -> Case {
    let [batch, _, _, vocab] = sizes;
    let mut case = plain::<H>(random, sizes);
    let rows = case.rows();
    case.tokens.iter_mut().filter(|token| **token == 7).for_each(|token| *token = -100);
    case.bias = (random.below(2) == 0).then(|| numbers::<H>(random, vocab, 1.0));
    case.mask = (random.below(2) == 0).then(|| (0..rows).map(|_| u8::from(random.below(4) > 0)).collect());
    case.row_weight = (random.below(3) == 0).then(|| factors(random, rows, 0.0));
    case.class_weight = (random.below(3) == 0).then(|| factors(random, vocab, 0.0));
    case.class_bias = (random.below(4) == 0).then(|| factors(random, vocab, -1.0));
    case.class_options = ClassOptions {
        temperature: [0.0, 0.0, 1.75][random.below(3)],
        softcap: [0.0, 0.0, 3.0][random.below(3)],
        label_smoothing: [0.0, 0.0, 0.125][random.below(3)],
        z_loss: [0.0, 0.0, 0.01][random.below(3)],
        ..ClassOptions::default()
    };
    case.reduction = [LOSS_MEAN, LOSS_SUM, LOSS_MEAN_ROWS][random.below(3)];
    // The last would be subnormal numbers of binary16.
    case.upstream = [1.0, -0.75, 3e4, 1e-6][random.below(4)];
    case.shift = random.below(2) as u32;
    let which = 1 + random.below(7);
    let lengths = [rows, rows, batch];
    case.derivatives = [0, 1, 2].map(|i| (which >> i & 1 == 1).then(|| factors(random, lengths[i], -2.0)));
    case.given = random.below(2) == 0;
    case.accumulate = random.below(2) == 0;
    case.wanted = if random.below(3) == 0 { [0, 1, 2].map(|_| random.below(2) == 0) } else { [true; 3] };
    if case.wanted == [false; 3] {
        case.wanted[random.below(3)] = true;
    }
    if random.below(6) == 0 {
        let places = [case.hidden.len(), case.weight.len()].map(|length| random.below(length.max(1)));
        let special = [f32::INFINITY, f32::NEG_INFINITY, f32::NAN][random.below(3)];
        let matrix = random.below(2);
        if let Some(number) = [&mut case.hidden, &mut case.weight][matrix].get_mut(places[matrix]) {
            *number = special;
        }
    }
    case.threads = 1 + random.below(3) as u32;
    case.more = [0, 0, 100, 60_000, 3_000_000][random.below(5)];
    case.shifted = random.below(3) * 4;
    case.place = Place { at_start: random.below(2) == 0, misalignment: [0, 0, 1, 2, 7][random.below(5)] };
    case
}

/// Sizes at the edges of tiles, panels, chains, chunks and parts.
const SIZES: [[usize; 4]; 13] = [
    [1, 1, 1, 1],
    [2, 3, 4, 5],
    [3, 30, 16, 33],
    [1, 130, 40, 17],
    [2, 3, 300, 100],
    [1, 70, 9, 600],
    [5, 60, 20, 12],
    [5, 1, 64, 2049],
    [1, 64, 257, 49],
    [1, 65, 256, 48],
    [2, 2, 0, 3],
    [4, 130, 33, 31],
    // More rows than a chunk has by the least workspace, with a dim of two parts.
    [3, 171, 260, 97],
];

fn options_at_random<H: Half + Layer<H> + Layer<f32>>() {
    let mut random = Random(41);
    for sizes in SIZES {
        compare::<H>(&plain::<H>(&mut random, sizes), "without options");
        for turn in 0..3 {
            compare::<H>(&draw::<H>(&mut random, sizes), &format!("case {turn}"));
        }
    }
}

#[test]
fn options_at_random_of_bfloat16() {
    options_at_random::<loss_bf16>();
}

#[test]
fn options_at_random_of_binary16() {
    options_at_random::<loss_f16>();
}

/// Chunks of 64 rows, as a vocabulary of 14,400 has them: sums by the weights wait in halves for the next chunk. The last chunk
/// counts for nothing, so that what waits is rounded after it.
fn sums_wait_for_the_next_chunk<H: Half + Layer<H> + Layer<f32>>() {
    let mut random = Random(42);
    for accumulate in [false, true] {
        let mut case = Case { accumulate, ..plain::<H>(&mut random, [1, 200, 3, 14_400]) };
        case.row_weight = Some((0..200).map(|row| if row < 150 { 0.5 } else { 0.0 }).collect());
        compare::<H>(&case, "many chunks");
        case.row_weight = Some(vec![0.0; 200]);
        compare::<H>(&case, "rows that weigh 0");
        case.mask = Some(vec![0; 200]);
        compare::<H>(&case, "no row that counts");
    }
}

#[test]
fn sums_wait_for_the_next_chunk_of_both() {
    sums_wait_for_the_next_chunk::<loss_bf16>();
    sums_wait_for_the_next_chunk::<loss_f16>();
}

/// A gradient is rounded once: a sum of three rows that no order of roundings to bfloat16 gives. With dim 1, two classes of
/// weight 0 and targets 0, each row brings −h/2 to the first weight: h = 256, 1 and 1 add up to −129, while −128 − ½ is −128 in 8
/// bits, and so is −128 − ½ once more.
#[test]
fn by_hand() {
    let mut case = plain::<loss_bf16>(&mut Random(43), [1, 3, 1, 2]);
    (case.hidden, case.weight, case.tokens) = (vec![256.0, 1.0, 1.0], vec![0.0; 2], vec![0; 3]);
    case.reduction = LOSS_SUM;
    let found = case.run::<loss_bf16, loss_bf16>(Function::CrossEntropy, loss_bf16::of_f32);
    assert!((found.value - 3.0 * std::f64::consts::LN_2).abs() < 1e-6, "{}", found.value);
    let [hidden, weight, bias] = found.grads.map(|grad| grad.iter().map(|g| g.to_f32()).collect::<Vec<f32>>());
    assert_eq!(hidden, [0.0; 3]);
    assert_eq!(weight, [-129.0, 129.0]);
    assert_eq!(bias, [-1.5, 1.5]);
}

/// Calls that are wrong are refused, and nothing is written.
#[test]
fn bad_calls_are_refused() {
    type Changed = fn(&mut Call<loss_bf16, loss_bf16>);
    let case = plain::<loss_bf16>(&mut Random(44), [2, 40, 8, 9]);
    let store = |numbers: &[f32]| {
        Buffer::of(&numbers.iter().map(|x| loss_bf16::of_f32(*x)).collect::<Vec<_>>(), Place::default())
    };
    let [least, _] = <loss_bf16 as Layer<loss_bf16>>::bytes(case.sizes, true, 1);
    let changes: [(Changed, loss_status, &str); 6] = [
        (|call| call.options.workspace = null_mut(), LOSS_ERROR_NULL_POINTER, "options.workspace is NULL"),
        (|call| call.options.workspace_size -= 1, LOSS_ERROR_SIZE, "options.workspace_size = "),
        (|call| call.hidden = null(), LOSS_ERROR_NULL_POINTER, "hidden is NULL"),
        (|call| call.grads[0] = call.hidden.cast_mut(), LOSS_ERROR_OVERLAP, "grad_hidden overlaps hidden"),
        (
            |call| call.grads[1] = call.options.workspace.cast(),
            LOSS_ERROR_OVERLAP,
            "options.workspace overlaps grad_weight",
        ),
        (
            |call| call.class_options.row_stride = 10,
            loss_status::LOSS_ERROR_INVALID_ARGUMENT,
            "class_options.row_stride",
        ),
    ];
    let check = |change: Changed, status: loss_status, words: &str, wrong_token: bool| {
        let (hidden, weight) = (store(&case.hidden), store(&case.weight));
        let mut grads = [0, 1, 2].map(|which| store(&case.old[which]));
        let mut tokens = case.tokens.clone();
        tokens[79] = if wrong_token { 9 } else { tokens[79] };
        let (tokens, by) = (Buffer::of(&tokens, Place::default()), Buffer::of(&[1.0f32; 80], Place::default()));
        let mut workspace = Buffer::<u8>::blank(least, Place::default());
        let mut value = Buffer::<f64>::blank(1, Place::default());
        let options = Options { workspace: workspace.pointer().cast(), workspace_size: least, ..Options::default() };
        let mut call = Call::<loss_bf16, loss_bf16> {
            hidden: hidden.input(),
            weight: weight.input(),
            bias: null(),
            tokens: tokens.input(),
            sizes: case.sizes,
            shift: 0,
            class_options: ClassOptions::default(),
            options,
            value: value.pointer(),
            log_prob: null_mut(),
            doubles: [null_mut(); 3],
            counts: null_mut(),
            d_log_prob: by.input(),
            d_entropy: null(),
            d_sequence: null(),
            grads: [0, 1, 2].map(|which| grads[which].pointer()),
        };
        change(&mut call);
        // SAFETY: the calls are refused before an array is touched.
        unsafe {
            call.options.sums = null_mut::<loss_sums>();
            assert_eq!(loss_bf16::backward(&call), status, "{words}");
            assert!(message().contains(words), "{} {words}", message());
            assert_eq!(loss_bf16::cross_entropy(&call), status, "{words}");
            assert!(message().contains(words), "{} {words}", message());
        }
        assert!(grads.iter().all(Buffer::untouched) && value.untouched(), "{words}");
    };
    for (change, status, words) in changes {
        check(change, status, words, false);
    }
    check(|_| (), LOSS_ERROR_TARGET, "[79] = 9 is not in [0, 9)", true);
}

/// The query of a gradient of `float` is that of `f32`. Sums that are rounded take more, a row of a chunk at a time; where there
/// is a further chunk, two bytes per weight and no more than that.
#[test]
fn the_query_says_what_is_needed() {
    for sizes in [[1, 1, 1, 1], [4, 64, 512, 7000], [64, 64, 512, 7000], [1, 64, 64, 128_256], [64, 64, 64, 128_256]] {
        for gradient in [false, true] {
            for threads in [1, 2] {
                let [single, _] = <f32 as Layer<f32>>::bytes(sizes, gradient, threads);
                let [float, _] = <loss_bf16 as Layer<f32>>::bytes(sizes, gradient, threads);
                let [half, _] = <loss_bf16 as Layer<loss_bf16>>::bytes(sizes, gradient, threads);
                let [other, _] = <loss_f16 as Layer<loss_f16>>::bytes(sizes, gradient, threads);
                assert_eq!([float, other], [single, half]);
                let [rows, dim, vocab] = [sizes[0] * sizes[1], sizes[2], sizes[3]];
                if !gradient {
                    assert_eq!(half, single);
                    continue;
                }
                let one_chunk = rows <= 64 || (rows <= 256 && rows * vocab * 4 <= 7 << 20);
                let waiting = if one_chunk { 0 } else { 2 * dim * vocab };
                let parts = threads as usize * (48 << 10);
                let most = waiting + 4 * (rows.min(256) * dim + vocab) + parts + 512;
                assert!((waiting..most).contains(&(half - single)), "{sizes:?} {half} {single}");
            }
        }
    }
}
