//! Log-probabilities of tokens in half precision: they are those of the `_f32` functions for the same logits, bit for bit, and
//! so is the gradient, rounded once where it is of half precision. Options are drawn at random; a call that one function
//! refuses is refused by all.

mod common;

use common::buffer::{Buffer, Place};
use common::half::{Gradient, Half};
use common::{Random, on_each_isa};
use loss::loss_status::{self, LOSS_ERROR_OVERLAP, LOSS_ERROR_TARGET, LOSS_OK};
use loss::{ClassOptions, LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, Options, loss_bf16, loss_f16};
use std::fmt::Debug;
use std::ptr::{null, null_mut};

/// Sizes, arrays and options of both functions; NULL where nothing is given.
struct Call<I, G> {
    logits: *const I,
    tokens: *const i64,
    sizes: [usize; 3],
    shift: u32,
    class_options: ClassOptions<f32>,
    options: Options<f32>,
    log_prob: *mut f32,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
    d_log_prob: *const f32,
    d_entropy: *const f32,
    d_sequence: *const f64,
    grad: *mut G,
}

/// Logits of this type, a gradient of G.
trait Logits<G>: Copy {
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    unsafe fn forward(call: &Call<Self, G>) -> loss_status;
    /// # Safety
    /// As for `forward`.
    unsafe fn backward(call: &Call<Self, G>) -> loss_status;
}

macro_rules! functions {
    ($logits:ty, $gradient:ty, $forward:ident, $backward:ident) => {
        impl Logits<$gradient> for $logits {
            #[rustfmt::skip]
            unsafe fn forward(c: &Call<Self, $gradient>) -> loss_status {
                let [batch, seq_len, vocab] = c.sizes;
                // SAFETY: the caller's.
                unsafe {
                    loss::$forward(
                        c.logits, c.tokens, batch, seq_len, vocab, c.shift, &raw const c.class_options, &raw const c.options,
                        c.log_prob, c.lse, c.entropy, c.sequence_log_prob, c.sequence_tokens,
                    )
                }
            }

            #[rustfmt::skip]
            unsafe fn backward(c: &Call<Self, $gradient>) -> loss_status {
                let [batch, seq_len, vocab] = c.sizes;
                // SAFETY: the caller's.
                unsafe {
                    loss::$backward(
                        c.logits, c.tokens, batch, seq_len, vocab, c.shift, c.lse, c.entropy,
                        c.d_log_prob, c.d_entropy, c.d_sequence, &raw const c.class_options, &raw const c.options, c.grad,
                    )
                }
            }
        }
    };
}

functions!(f32, f32, loss_token_log_prob_f32, loss_token_log_prob_backward_f32);
functions!(loss_bf16, loss_bf16, loss_token_log_prob_bf16, loss_token_log_prob_backward_bf16);
functions!(loss_bf16, f32, loss_token_log_prob_bf16, loss_token_log_prob_backward_bf16_f32);
functions!(loss_f16, loss_f16, loss_token_log_prob_f16, loss_token_log_prob_backward_f16);
functions!(loss_f16, f32, loss_token_log_prob_f16, loss_token_log_prob_backward_f16_f32);

/// A call of both functions. Logits, and what the gradient holds, are numbers of the format that is tested.
#[derive(Clone, Debug)]
struct Case {
    sizes: [usize; 3],
    padding: usize,
    logits: Vec<f32>,
    tokens: Vec<i64>,
    narrow: Option<Vec<i32>>,
    shift: u32,
    mask: Option<Vec<u8>>,
    bias: Option<Vec<f32>>,
    temperature: f64,
    softcap: f64,
    threads: u32,
    /// Which of log_prob, lse, entropy, sequence_log_prob and sequence_tokens are wanted.
    outputs: [bool; 5],
    by_log_prob: Option<Vec<f32>>,
    by_entropy: Option<Vec<f32>>,
    by_sequence: Option<Vec<f64>>,
    /// lse and entropy of the forward function are given to the backward one.
    given: [bool; 2],
    upstream: f64,
    flags: u32,
    in_place: bool,
    old: Vec<f32>,
    place: Place,
}

/// What both functions give.
#[derive(Debug)]
struct Outcome<G> {
    status: [loss_status; 2],
    log_prob: Vec<f32>,
    doubles: [Vec<f64>; 3],
    counts: Vec<i64>,
    gradient: Vec<G>,
}

/// Where an input is, if it is there.
fn given<T: Copy>(buffer: &Option<Buffer<T>>) -> *const T {
    buffer.as_ref().map_or(null(), Buffer::input)
}

impl Case {
    fn rows(&self) -> usize {
        self.sizes[0] * self.sizes[1]
    }

    /// Runs the forward function, and then the backward one, with logits of I and a gradient of G.
    fn run<I: Logits<G>, G: Gradient>(&self, stored: impl Fn(f32) -> I) -> Outcome<G> {
        let (rows, batch, place) = (self.rows(), self.sizes[0], self.place);
        let mut logits = Buffer::of(&self.logits.iter().map(|x| stored(*x)).collect::<Vec<I>>(), place);
        let old: Vec<G> = self.old.iter().map(|x| G::of_f32(*x)).collect();
        let mut gradient = Buffer::of(&old, place);
        let in_place = self.in_place && size_of::<I>() == size_of::<G>();
        let tokens = Buffer::of(&self.tokens, place);
        let narrow = self.narrow.as_ref().map(|narrow| Buffer::of(narrow, place));
        let mask = self.mask.as_ref().map(|mask| Buffer::of(mask, place));
        let bias = self.bias.as_ref().map(|bias| Buffer::of(bias, place));
        let [by_log_prob, by_entropy] =
            [&self.by_log_prob, &self.by_entropy].map(|by| by.as_ref().map(|by| Buffer::of(by, place)));
        let by_sequence = self.by_sequence.as_ref().map(|by| Buffer::of(by, place));
        let upstream = Buffer::of(&[self.upstream], place);
        let mut log_prob = Buffer::<f32>::blank(rows, place);
        let [mut lse, mut entropy, mut sums] = [rows, rows, batch].map(|length| Buffer::<f64>::blank(length, place));
        let mut counts = Buffer::<i64>::blank(batch, place);
        let wanted = self.outputs;
        let forward = Call::<I, G> {
            logits: if in_place { logits.pointer().cast_const() } else { logits.input() },
            tokens: if narrow.is_some() { null() } else { tokens.input() },
            sizes: self.sizes,
            shift: self.shift,
            class_options: ClassOptions {
                target_i32: given(&narrow),
                class_bias: given(&bias),
                temperature: self.temperature,
                softcap: self.softcap,
                row_stride: if self.padding > 0 { self.sizes[2] + self.padding } else { 0 },
                ..ClassOptions::default()
            },
            options: Options { mask: given(&mask), threads: self.threads, ..Options::default() },
            log_prob: if wanted[0] { log_prob.pointer() } else { null_mut() },
            lse: if wanted[1] { lse.pointer() } else { null_mut() },
            entropy: if wanted[2] { entropy.pointer() } else { null_mut() },
            sequence_log_prob: if wanted[3] { sums.pointer() } else { null_mut() },
            sequence_tokens: if wanted[4] { counts.pointer() } else { null_mut() },
            d_log_prob: null(),
            d_entropy: null(),
            d_sequence: null(),
            grad: null_mut(),
        };
        // SAFETY: all arrays are as long as the header says.
        let first = unsafe { I::forward(&forward) };
        let backward = Call {
            lse: if self.given[0] && wanted[1] { lse.pointer() } else { null_mut() },
            entropy: if self.given[1] && wanted[2] { entropy.pointer() } else { null_mut() },
            d_log_prob: given(&by_log_prob),
            d_entropy: given(&by_entropy),
            d_sequence: given(&by_sequence),
            grad: if in_place { logits.pointer().cast() } else { gradient.pointer() },
            options: Options { upstream: upstream.input(), flags: self.flags, ..forward.options },
            ..forward
        };
        // SAFETY: as above.
        let second = unsafe { I::backward(&backward) };
        let intact = [lse.margins_intact(), entropy.margins_intact(), sums.margins_intact(), counts.margins_intact()];
        assert!(intact == [true; 4] && log_prob.margins_intact(), "{self:?}");
        assert!(gradient.margins_intact() && logits.margins_intact(), "{self:?}");
        let gradient = if in_place {
            // SAFETY: the elements of the logits, of the gradient's size.
            (0..self.logits.len()).map(|i| unsafe { logits.pointer().cast::<G>().add(i).read_unaligned() }).collect()
        } else {
            gradient.elements()
        };
        let doubles = [lse.elements(), entropy.elements(), sums.elements()];
        let status = [first, second];
        Outcome { status, log_prob: log_prob.elements(), doubles, counts: counts.elements(), gradient }
    }
}

/// Bits, of all NaN the same: their payload is not specified.
fn bits(number: f64) -> u64 {
    if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() }
}

/// Whether outputs are those of `f32`, and the gradient that of `f32`, rounded.
fn assert_same<G: Gradient>(got: &Outcome<G>, expected: &Outcome<f32>, what: &str) {
    assert_eq!(got.status, expected.status, "{what}");
    let of_floats = |numbers: &[f32]| numbers.iter().map(|x| bits((*x).into())).collect::<Vec<u64>>();
    assert_eq!(of_floats(&got.log_prob), of_floats(&expected.log_prob), "{what}: log_prob");
    for (name, got, expected) in [
        ("lse", &got.doubles[0], &expected.doubles[0]),
        ("entropy", &got.doubles[1], &expected.doubles[1]),
        ("sequence_log_prob", &got.doubles[2], &expected.doubles[2]),
    ] {
        let of_doubles = |numbers: &[f64]| numbers.iter().map(|x| bits(*x)).collect::<Vec<u64>>();
        assert_eq!(of_doubles(got), of_doubles(expected), "{what}: {name}");
    }
    assert_eq!(got.counts, expected.counts, "{what}: sequence_tokens");
    assert_eq!(got.gradient.len(), expected.gradient.len(), "{what}: gradient");
    for (i, (got, derivative)) in got.gradient.iter().zip(&expected.gradient).enumerate() {
        let expected = G::of_f32(*derivative);
        let both_nan = got.to_f32().is_nan() && expected.to_f32().is_nan();
        assert!(
            both_nan || got.bits() == expected.bits(),
            "{what}: gradient[{i}] is {got:?}, not {expected:?} ({derivative:e})"
        );
    }
}

/// Compares both functions of a format with those of `f32`, on each instruction set. Whether the calls were accepted.
fn compare<H: Half + Logits<H> + Logits<f32>>(case: &Case, what: &str) -> bool {
    let what = format!("{} {what}: {case:?}", H::NAME);
    let expected = case.run::<f32, f32>(|x| x);
    // The float gradient is never where the logits were.
    let apart = Case { in_place: false, ..case.clone() };
    let expected_apart = apart.run::<f32, f32>(|x| x);
    on_each_isa(|| {
        assert_same(&case.run::<H, H>(H::of_f32), &expected, &what);
        assert_same(&apart.run::<H, f32>(H::of_f32), &expected_apart, &format!("{what}, float gradient"));
    });
    expected.status == [LOSS_OK; 2]
}

/// Draws numbers that the format has.
fn numbers<H: Half>(random: &mut Random, count: usize, size: f64) -> Vec<f32> {
    (0..count).map(|_| H::of_f32(random.between(-size, size) as f32).to_f32()).collect()
}

/// Derivatives, some of which are 0, which leaves their rows out.
fn derivatives(random: &mut Random, count: usize) -> Vec<f32> {
    (0..count).map(|_| if random.below(4) == 0 { 0.0 } else { random.between(-2.0, 2.0) as f32 }).collect()
}

/// A case without options.
fn plain<H: Half>(random: &mut Random, sizes: [usize; 3]) -> Case {
    let [batch, seq_len, vocab] = sizes;
    let rows = batch * seq_len;
    Case {
        sizes,
        padding: 0,
        logits: numbers::<H>(random, rows * vocab, 6.0),
        tokens: (0..rows).map(|_| random.below(vocab) as i64).collect(),
        narrow: None,
        shift: 0,
        mask: None,
        bias: None,
        temperature: 0.0,
        softcap: 0.0,
        threads: 0,
        outputs: [true; 5],
        by_log_prob: Some(derivatives(random, rows)),
        by_entropy: None,
        by_sequence: None,
        given: [false; 2],
        upstream: 1.0,
        flags: 0,
        in_place: false,
        old: numbers::<H>(random, rows * vocab, 1.0),
        place: Place::default(),
    }
}

/// Any options.
fn draw<H: Half>(random: &mut Random, vocab: usize) -> Case {
    let sizes = [1 + random.below(4), 1 + random.below(if vocab > 200 { 3 } else { 20 }), vocab];
    let mut case = plain::<H>(random, sizes);
    let (rows, batch) = (case.rows(), sizes[0]);
    let mut once_in = |turns: usize| random.below(turns) == 0;
    let accumulate = once_in(4);
    let [padded, ignored, narrow, masked, biased] = [3, 3, 4, 3, 5].map(&mut once_in);
    let [first, second, third] = [2, 2, 3].map(&mut once_in);
    case.outputs = [2, 2, 3, 2, 2].map(|turns| !once_in(turns));
    case.outputs[0] |= case.outputs == [false; 5];
    case.given = [once_in(2), once_in(2)];
    case.in_place = !accumulate && once_in(3);
    let clears = once_in(3);
    if padded {
        case.padding = 1 + random.below(9);
        let layout = rows * (vocab + case.padding);
        case.logits = numbers::<H>(random, layout, 6.0);
        case.old = numbers::<H>(random, layout, 1.0);
    }
    case.flags = if accumulate { LOSS_ACCUMULATE } else { 0 } | if padded && clears { LOSS_CLEAR_PADDING } else { 0 };
    if ignored {
        case.tokens.iter_mut().step_by(3).for_each(|token| *token = -100);
    }
    case.narrow = narrow.then(|| case.tokens.iter().map(|token| *token as i32).collect());
    case.mask = masked.then(|| (0..rows).map(|_| random.below(3) as u8).collect());
    let mut bias: Vec<f32> = (0..vocab).map(|_| random.between(-1.0, 1.0) as f32).collect();
    bias.iter_mut().step_by(5).for_each(|b| *b = f32::NEG_INFINITY);
    case.bias = biased.then_some(bias);
    case.temperature = [0.0, 0.0, 0.5, 2.0][random.below(4)];
    case.softcap = [0.0, 0.0, 0.0, 30.0][random.below(4)];
    case.shift = random.below(2) as u32;
    case.threads = random.below(4) as u32;
    case.by_log_prob = (first || !(second || third)).then(|| derivatives(random, rows));
    case.by_entropy = second.then(|| derivatives(random, rows));
    case.by_sequence = third.then(|| derivatives(random, batch).into_iter().map(f64::from).collect());
    case.upstream = [1.0, 1.0, -0.75, 3e4, 1e-6, 0.0][random.below(6)];
    match random.below(8) {
        // Confident rows, infinities, NaN.
        0 => case.logits.iter_mut().step_by(vocab).for_each(|x| *x = H::of_f32(*x + 100.0).to_f32()),
        1 => case.logits.iter_mut().step_by(7).for_each(|x| *x = f32::NEG_INFINITY),
        2 => case.logits.iter_mut().step_by(3 * vocab + 1).for_each(|x| *x = f32::INFINITY),
        3 => case.logits.iter_mut().step_by(5 * vocab + 2).for_each(|x| *x = f32::NAN),
        _ => {}
    }
    let misalignment = [0, 0, 1, 2, 7][random.below(5)];
    case.place = Place { at_start: random.below(2) == 0, misalignment };
    case
}

fn options_at_random<H: Half + Logits<H> + Logits<f32> + Debug>() {
    let mut random = Random(31);
    let vocabularies = [1, 2, 3, 10, 16, 17, 31, 32, 33, 64, 100, 257, 1000, 1024, 1025, 2050, 4100];
    let mut accepted = 0;
    for (turn, vocab) in vocabularies.into_iter().cycle().take(8 * vocabularies.len()).enumerate() {
        let case = draw::<H>(&mut random, vocab);
        accepted += usize::from(compare::<H>(&case, &format!("case {turn}")));
    }
    assert!(accepted >= 7 * vocabularies.len(), "{accepted} of the calls were accepted");
}

#[test]
fn options_at_random_of_bfloat16() {
    options_at_random::<loss_bf16>();
}

#[test]
fn options_at_random_of_binary16() {
    options_at_random::<loss_f16>();
}

/// Without options: a sequence that is shared by tasks, short ones, and a vocabulary.
fn without_options<H: Half + Logits<H> + Logits<f32>>() {
    let mut random = Random(32);
    for sizes in [[1, 1, 1], [3, 7, 10], [2, 300, 257], [2, 2, 50_257], [70, 3, 33]] {
        for (in_place, shift) in [(false, 0), (true, 1)] {
            let entropy = Some(derivatives(&mut random, sizes[0] * sizes[1]));
            let case = plain::<H>(&mut random, sizes);
            for by_entropy in [None, entropy] {
                let case = Case { in_place, shift, by_entropy, ..case.clone() };
                assert!(compare::<H>(&case, "without options"));
            }
        }
    }
}

#[test]
fn without_options_of_both() {
    without_options::<loss_bf16>();
    without_options::<loss_f16>();
}

/// A gradient of `float` has no room in the memory of logits of half precision, and a token must be one of the vocabulary:
/// such calls are refused, and nothing is written.
#[test]
fn bad_calls_are_refused() {
    let mut random = Random(33);
    let good = plain::<loss_f16>(&mut random, [2, 3, 8]);
    let mut wrong = good.clone();
    wrong.tokens[5] = 8;
    let found = wrong.run::<loss_f16, loss_f16>(loss_f16::of_f32);
    assert_eq!(found.status, [LOSS_ERROR_TARGET; 2]);
    let old: Vec<loss_f16> = wrong.old.iter().map(|x| loss_f16::of_f32(*x)).collect();
    assert_eq!(found.gradient, old);

    let mut logits = Buffer::of(&[loss_bf16(0x3F80); 48], Place::default());
    let tokens = Buffer::of(&good.tokens, Place::default());
    let by = Buffer::of(&[1.0f32; 6], Place::default());
    let call = Call::<loss_bf16, f32> {
        logits: logits.pointer().cast_const(),
        tokens: tokens.input(),
        sizes: good.sizes,
        shift: 0,
        class_options: ClassOptions::default(),
        options: Options::default(),
        log_prob: null_mut(),
        lse: null_mut(),
        entropy: null_mut(),
        sequence_log_prob: null_mut(),
        sequence_tokens: null_mut(),
        d_log_prob: by.input(),
        d_entropy: null(),
        d_sequence: null(),
        grad: logits.pointer().cast(),
    };
    // SAFETY: the call is refused before an array is touched.
    assert_eq!(unsafe { loss_bf16::backward(&call) }, LOSS_ERROR_OVERLAP);
    assert!(logits.untouched());
}

/// By hand, of a row with two equal logits: log_prob = −log 2 and p = 1/2, so that the derivative 1 by the log-probability of
/// the second token gives the gradient (−1/2, 1/2), in both formats.
#[test]
fn by_hand() {
    fn of<H: Half + Logits<H>>(half: u16) {
        let mut case = plain::<H>(&mut Random(34), [1, 1, 2]);
        (case.logits, case.tokens, case.by_log_prob) = (vec![3.0; 2], vec![1], Some(vec![1.0]));
        let found = case.run::<H, H>(H::of_f32);
        assert_eq!(found.status, [LOSS_OK; 2]);
        // A unit in the last place of 0.69 is 2^-24.
        assert!((f64::from(found.log_prob[0]) + std::f64::consts::LN_2).abs() < 2f64.powi(-23), "{found:?}");
        assert_eq!(
            found.gradient.iter().map(|g| g.bits()).collect::<Vec<_>>(),
            [u32::from(half | 0x8000), half.into()]
        );
        assert_eq!(found.counts, [1]);
    }
    of::<loss_bf16>(0x3F00);
    of::<loss_f16>(0x3800);
}
