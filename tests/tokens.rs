//! Log-probabilities of tokens and the way back to the logits: against the cross-entropy, which has the same bits, against
//! the plain formula, at limits, and with bad input.

mod common;

use common::buffer::{Buffer, Place};
use common::call::{Case, Dtype, Without};
use common::{Random, close, on_each_isa};
use loss::loss_status::{self, LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_OK};
use loss::loss_status::{LOSS_ERROR_SIZE, LOSS_ERROR_TARGET};
use loss::{ClassOptions, LOSS_ACCUMULATE, LOSS_CLEAR_PADDING, LOSS_FULL, LOSS_SUM, Options, loss_sums};
use std::ffi::CStr;
use std::ptr::{null, null_mut};

/// Sizes, arrays and options of both functions; NULL where nothing is given.
#[derive(Clone, Copy)]
struct Call<E> {
    logits: *const E,
    tokens: *const i64,
    sizes: [usize; 3],
    shift: u32,
    class_options: ClassOptions<E>,
    options: Options<E>,
    log_prob: *mut E,
    lse: *mut f64,
    entropy: *mut f64,
    sequence_log_prob: *mut f64,
    sequence_tokens: *mut i64,
    d_log_prob: *const E,
    d_entropy: *const E,
    d_sequence: *const f64,
    grad: *mut E,
}

trait Tokens: Dtype {
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    unsafe fn forward(call: &Call<Self>) -> loss_status;
    /// # Safety
    /// As for `forward`.
    unsafe fn backward(call: &Call<Self>) -> loss_status;
}

macro_rules! tokens {
    ($type:ty, $forward:ident, $backward:ident) => {
        impl Tokens for $type {
            unsafe fn forward(c: &Call<Self>) -> loss_status {
                let [batch, seq_len, vocab] = c.sizes;
                // SAFETY: the caller's.
                unsafe {
                    loss::$forward(
                        c.logits,
                        c.tokens,
                        batch,
                        seq_len,
                        vocab,
                        c.shift,
                        &raw const c.class_options,
                        &raw const c.options,
                        c.log_prob,
                        c.lse,
                        c.entropy,
                        c.sequence_log_prob,
                        c.sequence_tokens,
                    )
                }
            }

            unsafe fn backward(c: &Call<Self>) -> loss_status {
                let [batch, seq_len, vocab] = c.sizes;
                // SAFETY: the caller's.
                unsafe {
                    loss::$backward(
                        c.logits,
                        c.tokens,
                        batch,
                        seq_len,
                        vocab,
                        c.shift,
                        c.lse,
                        c.entropy,
                        c.d_log_prob,
                        c.d_entropy,
                        c.d_sequence,
                        &raw const c.class_options,
                        &raw const c.options,
                        c.grad,
                    )
                }
            }
        }
    };
}

tokens!(f32, loss_token_log_prob_f32, loss_token_log_prob_backward_f32);
tokens!(f64, loss_token_log_prob_f64, loss_token_log_prob_backward_f64);

/// What both functions are called with.
#[derive(Clone, Debug)]
struct Problem {
    sizes: [usize; 3],
    padding: usize,
    shift: u32,
    logits: Vec<f64>,
    tokens: Vec<i64>,
    mask: Option<Vec<u8>>,
    bias: Option<Vec<f64>>,
    temperature: f64,
    softcap: f64,
    threads: u32,
}

/// What the forward function gives.
#[derive(Clone, Debug, PartialEq)]
struct Forward {
    log_prob: Vec<f64>,
    lse: Vec<f64>,
    entropy: Vec<f64>,
    sequence_log_prob: Vec<f64>,
    sequence_tokens: Vec<i64>,
}

/// Derivatives for the backward function.
#[derive(Clone, Debug, Default)]
struct Given {
    by_log_prob: Option<Vec<f64>>,
    by_entropy: Option<Vec<f64>>,
    by_sequence: Option<Vec<f64>>,
    lse: Option<Vec<f64>>,
    entropy: Option<Vec<f64>>,
    upstream: Option<f64>,
    in_place: bool,
    old: Option<Vec<f64>>,
}

fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|x| if x.is_nan() { f64::NAN } else { *x }.to_bits()).collect()
}

impl Forward {
    fn bits(&self) -> Vec<u64> {
        let all = [&self.log_prob, &self.lse, &self.entropy, &self.sequence_log_prob];
        let counts = self.sequence_tokens.iter().map(|count| *count as u64);
        all.into_iter().flat_map(|numbers| bits(numbers)).chain(counts).collect()
    }
}

impl Problem {
    fn draw(sizes: [usize; 3], random: &mut Random) -> Self {
        let [batch, seq_len, vocab] = sizes;
        let (rows, padding) = (batch * seq_len, random.below(3));
        let stride = vocab + padding;
        let logits = (0..(rows * stride).saturating_sub(padding)).map(|_| random.between(-4.0, 4.0)).collect();
        // The last class is ignored.
        let tokens = (0..rows).map(|_| random.below(vocab) as i64).map(|y| if y == 7 { -100 } else { y }).collect();
        let mask = (random.below(2) == 0).then(|| (0..rows).map(|_| u8::from(random.below(4) > 0)).collect());
        let bias = (random.below(3) == 0).then(|| (0..vocab).map(|_| random.between(-1.0, 1.0)).collect());
        Self {
            sizes,
            padding,
            shift: random.below(2) as u32,
            logits,
            tokens,
            mask,
            bias,
            temperature: [0.0, 1.75][random.below(2)],
            softcap: [0.0, 3.0][random.below(2)],
            threads: 1 + random.below(3) as u32,
        }
    }

    /// One row per sequence, of which token 0 is scored.
    fn of_rows(rows: &[&[f64]]) -> Self {
        let vocab = rows[0].len();
        Self {
            sizes: [rows.len(), 1, vocab],
            padding: 0,
            shift: 0,
            logits: rows.concat(),
            tokens: vec![0; rows.len()],
            mask: None,
            bias: None,
            temperature: 0.0,
            softcap: 0.0,
            threads: 1,
        }
    }

    fn rows(&self) -> usize {
        self.sizes[0] * self.sizes[1]
    }

    fn stride(&self) -> usize {
        self.sizes[2] + self.padding
    }

    /// The token that a row scores, if it counts.
    fn target(&self, row: usize) -> Option<usize> {
        let place = row + self.shift as usize;
        let last = self.shift == 1 && (row + 1).is_multiple_of(self.sizes[1]);
        let kept = self.mask.as_ref().is_none_or(|mask| mask[row] != 0);
        (kept && !last && self.tokens[place] != -100).then(|| self.tokens[place] as usize)
    }

    /// The cross-entropy of the same rows.
    fn case(&self) -> Case {
        Case {
            input: self.logits.clone(),
            index: self.tokens.clone(),
            rows: self.rows(),
            classes: self.sizes[2],
            seq_len: if self.shift == 1 { self.sizes[1] } else { 0 },
            reduction: LOSS_SUM,
            mask: self.mask.clone(),
            class_bias: self.bias.clone(),
            temperature: self.temperature,
            softcap: self.softcap,
            row_stride: if self.padding == 0 { 0 } else { self.stride() },
            ..Case::default()
        }
    }

    fn name(&self) -> &'static str {
        if self.shift == 1 { "causal_lm" } else { "cross_entropy" }
    }

    /// Calls `with` with the arrays of the problem, and nothing else.
    fn call<E: Tokens, T>(&self, with: impl FnOnce(Call<E>) -> T) -> T {
        let place = Place::default();
        let logits = Buffer::<E>::new(&self.logits, place);
        let tokens = Buffer::of(&self.tokens, place);
        let mask = self.mask.as_ref().map(|mask| Buffer::of(mask, place));
        let bias = self.bias.as_ref().map(|bias| Buffer::<E>::new(bias, place));
        with(Call {
            logits: logits.input(),
            tokens: tokens.input(),
            sizes: self.sizes,
            shift: self.shift,
            class_options: ClassOptions {
                temperature: self.temperature,
                softcap: self.softcap,
                class_bias: bias.as_ref().map_or(null(), Buffer::input),
                row_stride: self.stride(),
                ..ClassOptions::default()
            },
            options: Options {
                mask: mask.as_ref().map_or(null(), Buffer::input),
                threads: self.threads,
                ..Options::default()
            },
            log_prob: null_mut(),
            lse: null_mut(),
            entropy: null_mut(),
            sequence_log_prob: null_mut(),
            sequence_tokens: null_mut(),
            d_log_prob: null(),
            d_entropy: null(),
            d_sequence: null(),
            grad: null_mut(),
        })
    }

    fn forward<E: Tokens>(&self) -> Forward {
        let (rows, place) = (self.rows(), Place::default());
        let (mut log_prob, mut lse) = (Buffer::<E>::blank(rows, place), Buffer::<f64>::blank(rows, place));
        let mut entropy = Buffer::<f64>::blank(rows, place);
        let (mut sums, mut counts) =
            (Buffer::<f64>::blank(self.sizes[0], place), Buffer::<i64>::blank(self.sizes[0], place));
        let status = self.call::<E, _>(|call| {
            let call = Call {
                log_prob: log_prob.pointer(),
                lse: lse.pointer(),
                entropy: entropy.pointer(),
                sequence_log_prob: sums.pointer(),
                sequence_tokens: counts.pointer(),
                ..call
            };
            // SAFETY: all arrays are as long as the header says.
            unsafe { E::forward(&call) }
        });
        assert_eq!(status, LOSS_OK, "{}: {self:?}", message());
        assert!(log_prob.margins_intact() && lse.margins_intact() && entropy.margins_intact(), "{self:?}");
        assert!(sums.margins_intact() && counts.margins_intact(), "{self:?}");
        Forward {
            log_prob: log_prob.values(),
            lse: lse.values(),
            entropy: entropy.values(),
            sequence_log_prob: sums.values(),
            sequence_tokens: counts.elements(),
        }
    }

    fn backward<E: Tokens>(&self, given: &Given) -> Vec<f64> {
        let place = Place::default();
        let own = |numbers: &Option<Vec<f64>>| numbers.as_ref().map(|numbers| Buffer::<E>::new(numbers, place));
        let doubles = |numbers: &Option<Vec<f64>>| numbers.as_ref().map(|numbers| Buffer::<f64>::new(numbers, place));
        let (by_log_prob, by_entropy) = (own(&given.by_log_prob), own(&given.by_entropy));
        let (by_sequence, mut lse, mut entropy) =
            (doubles(&given.by_sequence), doubles(&given.lse), doubles(&given.entropy));
        let mut gradient = match &given.old {
            Some(old) => Buffer::<E>::new(old, place),
            None if given.in_place => Buffer::<E>::new(&self.logits, place),
            None => Buffer::<E>::new(&vec![0.25; self.logits.len()], place),
        };
        let status = self.call::<E, _>(|mut call| {
            call.grad = gradient.pointer();
            if given.in_place {
                call.logits = call.grad;
            }
            call.d_log_prob = by_log_prob.as_ref().map_or(null(), Buffer::input);
            call.d_entropy = by_entropy.as_ref().map_or(null(), Buffer::input);
            call.d_sequence = by_sequence.as_ref().map_or(null(), Buffer::input);
            call.lse = lse.as_mut().map_or(null_mut(), Buffer::pointer);
            call.entropy = entropy.as_mut().map_or(null_mut(), Buffer::pointer);
            call.options.upstream = given.upstream.as_ref().map_or(null(), |upstream| &raw const *upstream);
            call.options.flags = if given.old.is_some() { LOSS_ACCUMULATE } else { 0 };
            // SAFETY: all arrays are as long as the header says.
            unsafe { E::backward(&call) }
        });
        assert_eq!(status, LOSS_OK, "{}: {self:?}", message());
        assert!(gradient.margins_intact(), "{self:?}");
        let padding = |at: usize| at % self.stride() >= self.sizes[2];
        assert!((0..self.logits.len()).all(|at| !padding(at) || gradient.element_untouched(at)), "{self:?}");
        gradient.values()
    }

    /// z, ∂z/∂x of all classes of a row, by the plain formula.
    fn transformed<E: Dtype>(&self, row: usize) -> Vec<[f64; 2]> {
        let temperature = if self.temperature == 0.0 { 1.0 } else { self.temperature };
        (0..self.sizes[2])
            .map(|c| {
                let x = E::from_f64(self.logits[row * self.stride() + c]).to_f64() / temperature;
                let bias = self.bias.as_ref().map_or(0.0, |bias| E::from_f64(bias[c]).to_f64());
                if self.softcap == 0.0 {
                    return [x + bias, 1.0 / temperature];
                }
                let tanh = (x / self.softcap).tanh();
                [self.softcap * tanh + bias, (1.0 - tanh * tanh) / temperature]
            })
            .collect()
    }

    /// The gradient by the plain formula.
    fn reference<E: Dtype>(&self, given: &Given) -> Vec<f64> {
        let mut gradient = given.old.clone().unwrap_or_else(|| vec![0.0; self.logits.len()]);
        let rounded =
            |numbers: &Option<Vec<f64>>, at: usize| numbers.as_ref().map_or(0.0, |n| E::from_f64(n[at]).to_f64());
        for row in 0..self.rows() {
            let Some(target) = self.target(row) else { continue };
            let upstream = given.upstream.unwrap_or(1.0);
            let by_sequence = given.by_sequence.as_ref().map_or(0.0, |by| by[row / self.sizes[1]]);
            let g = upstream * (rounded(&given.by_log_prob, row) + by_sequence);
            let h = upstream * rounded(&given.by_entropy, row);
            let z = self.transformed::<E>(row);
            let largest = z.iter().fold(f64::NEG_INFINITY, |m, z| m.max(z[0]));
            let sum: f64 = z.iter().map(|z| (z[0] - largest).exp()).sum();
            let log_p: Vec<f64> = z.iter().map(|z| z[0] - largest - sum.ln()).collect();
            let entropy: f64 = log_p.iter().map(|l| if *l == f64::NEG_INFINITY { 0.0 } else { -l.exp() * l }).sum();
            for (c, log_p) in log_p.iter().enumerate() {
                let p = log_p.exp();
                let term = if p == 0.0 { 0.0 } else { p * (log_p + entropy) };
                let derivative = g * (f64::from(u8::from(c == target)) - p) - h * term;
                gradient[row * self.stride() + c] += derivative * z[c][1];
            }
        }
        gradient
    }
}

fn message() -> String {
    // SAFETY: a static or thread-local string that ends in 0.
    unsafe { CStr::from_ptr(loss::loss_last_error()) }.to_string_lossy().into_owned()
}

const SIZES: [[usize; 3]; 7] = [[2, 3, 5], [3, 1, 10], [1, 7, 33], [4, 5, 130], [2, 40, 1500], [5, 9, 2], [1, 3, 1]];

fn forward_is_cross_entropy<E: Tokens>(problem: &Problem) {
    let (got, case) = (problem.forward::<E>(), problem.case());
    let expected = case.run::<E>(problem.name());
    let negated: Vec<f64> = expected.losses.iter().map(|loss| 0.0 - loss).collect();
    assert_eq!(bits(&got.log_prob), bits(&negated), "{problem:?}");
    let rounded = |numbers: &[f64]| numbers.iter().map(|x| E::from_f64(*x).to_f64()).collect::<Vec<_>>();
    assert_eq!(bits(&rounded(&got.lse)), bits(&expected.lse), "{problem:?}");
    assert_eq!(bits(&rounded(&got.entropy)), bits(&expected.entropy), "{problem:?}");
    for sequence in 0..problem.sizes[0] {
        let rows = sequence * problem.sizes[1]..(sequence + 1) * problem.sizes[1];
        let count = rows.clone().filter(|row| problem.target(*row).is_some()).count();
        assert_eq!(got.sequence_tokens[sequence], count as i64, "{problem:?}");
        let sum: f64 = got.log_prob[rows].iter().sum();
        // Each of the numbers added up here was rounded, and the sum of a sequence is not.
        assert!(close(got.sequence_log_prob[sequence], sum, E::TOLERANCE, sum.abs()), "{problem:?}: {got:?}");
    }
    // Doubles are those of the same logits in double precision, not rounded in between.
    let own = |numbers: &[f64]| numbers.iter().map(|x| E::from_f64(*x).to_f64()).collect();
    let wide = Problem { logits: own(&problem.logits), bias: problem.bias.as_deref().map(own), ..problem.clone() };
    let wide = wide.forward::<f64>();
    for (own, double) in [(&got.lse, &wide.lse), (&got.entropy, &wide.entropy)] {
        // Exponentials in single precision have an error of one unit in the last place, their logarithm too.
        own.iter().zip(double).for_each(|(a, b)| assert!(close(*a, *b, E::TOLERANCE, 1.0), "{a} {b}: {problem:?}"));
    }
}

#[test]
fn forward_has_the_bits_of_the_cross_entropy() {
    let mut random = Random(61);
    for sizes in SIZES {
        for _ in 0..12 {
            let problem = Problem::draw(sizes, &mut random);
            forward_is_cross_entropy::<f32>(&problem);
            forward_is_cross_entropy::<f64>(&problem);
        }
    }
}

/// Each output is what it is beside all others, with any number of threads and instruction set.
#[test]
fn outputs_do_not_depend_on_each_other() {
    let mut random = Random(62);
    for sizes in SIZES {
        let problem = Problem::draw(sizes, &mut random);
        let all = problem.forward::<f32>();
        on_each_isa(|| {
            for threads in [1, 2, 7] {
                assert_eq!(Problem { threads, ..problem.clone() }.forward::<f32>().bits(), all.bits(), "{problem:?}");
            }
        });
        let mut alone = Buffer::<f32>::blank(problem.rows(), Place::default());
        let mut sums = Buffer::<f64>::blank(sizes[0], Place::default());
        problem.call::<f32, _>(|call| {
            // SAFETY: all arrays are as long as the header says.
            let status = unsafe { f32::forward(&Call { log_prob: alone.pointer(), ..call }) };
            assert_eq!(status, LOSS_OK);
            // SAFETY: as above.
            let status = unsafe { f32::forward(&Call { sequence_log_prob: sums.pointer(), ..call }) };
            assert_eq!(status, LOSS_OK);
        });
        assert_eq!(bits(&alone.values()), bits(&all.log_prob), "{problem:?}");
        assert_eq!(bits(&sums.values()), bits(&all.sequence_log_prob), "{problem:?}");
    }
}

fn draws(count: usize, random: &mut Random) -> Option<Vec<f64>> {
    // Some are 0, which leaves their rows out.
    Some((0..count).map(|_| if random.below(4) == 0 { 0.0 } else { random.between(-2.0, 2.0) }).collect())
}

/// Without an entropy term the gradient is that of the cross-entropy with weights.
fn backward_is_cross_entropy<E: Tokens>(problem: &Problem, random: &mut Random) {
    let by_log_prob = draws(problem.rows(), random);
    // Alone, as second derivatives are computed in double precision, and with them the gradient.
    let without = Without::EXTRAS;
    let case = Case { weight: by_log_prob.clone(), upstream: Some(-0.75), without, ..problem.case() };
    let expected = case.run::<E>(problem.name()).gradient;
    let forward = problem.forward::<E>();
    for lse in [None, Some(forward.lse)] {
        let given = Given { by_log_prob: by_log_prob.clone(), upstream: Some(0.75), lse, ..Given::default() };
        for in_place in [false, true] {
            let got = problem.backward::<E>(&Given { in_place, ..given.clone() });
            let within = |at: &usize| at % problem.stride() < problem.sizes[2];
            let of =
                |numbers: &[f64]| (0..numbers.len()).filter(within).map(|at| numbers[at] + 0.0).collect::<Vec<_>>();
            assert_eq!(bits(&of(&got)), bits(&of(&expected)), "{problem:?}");
        }
    }
}

#[test]
fn backward_has_the_bits_of_the_cross_entropy() {
    let mut random = Random(63);
    for sizes in SIZES {
        for _ in 0..6 {
            let problem = Problem::draw(sizes, &mut random);
            backward_is_cross_entropy::<f32>(&problem, &mut random);
            backward_is_cross_entropy::<f64>(&problem, &mut random);
        }
    }
}

fn backward_is_the_formula<E: Tokens>(problem: &Problem, random: &mut Random) {
    let [batch, ..] = problem.sizes;
    let (rows, forward) = (problem.rows(), problem.forward::<E>());
    for which in 1..8 {
        let wanted =
            |bit: u32, count: usize, random: &mut Random| if which & bit == 0 { None } else { draws(count, random) };
        let given = Given {
            by_log_prob: wanted(1, rows, random),
            by_entropy: wanted(2, rows, random),
            by_sequence: wanted(4, batch, random),
            upstream: Some(1.25),
            ..Given::default()
        };
        let expected = problem.reference::<E>(&given);
        let with = Given { lse: Some(forward.lse.clone()), entropy: Some(forward.entropy.clone()), ..given.clone() };
        let half = Given { lse: Some(forward.lse.clone()), ..given.clone() };
        let old: Vec<f64> = (0..problem.logits.len()).map(|_| random.between(-1.0, 1.0)).collect();
        let added = Given { old: Some(old.clone()), ..with.clone() };
        let in_place = Given { in_place: true, ..given.clone() };
        for (given, expected) in [
            (&given, expected.clone()),
            (&with, expected.clone()),
            (&half, expected.clone()),
            (&in_place, expected),
            (&added, problem.reference::<E>(&added)),
        ] {
            let got = problem.backward::<E>(given);
            for (at, (got, expected)) in got.iter().zip(&expected).enumerate() {
                // Derivatives of up to 4 times an exponential with the error of a single one, and the old gradient.
                let within = at % problem.stride() < problem.sizes[2];
                assert!(
                    !within || close(*got, *expected, E::TOLERANCE, 8.0),
                    "[{at}] {got} {expected} {problem:?} {given:?}"
                );
            }
        }
    }
}

#[test]
fn backward_is_the_plain_formula() {
    let mut random = Random(64);
    for sizes in SIZES {
        for _ in 0..4 {
            let problem = Problem::draw(sizes, &mut random);
            backward_is_the_formula::<f32>(&problem, &mut random);
            backward_is_the_formula::<f64>(&problem, &mut random);
        }
    }
}

#[test]
fn backward_has_the_same_bits_everywhere() {
    let mut random = Random(65);
    for sizes in SIZES {
        let problem = Problem::draw(sizes, &mut random);
        let (by_log_prob, by_entropy) = (draws(problem.rows(), &mut random), draws(problem.rows(), &mut random));
        let by_sequence = draws(sizes[0], &mut random);
        for by_entropy in [None, by_entropy] {
            let given = Given {
                by_log_prob: by_log_prob.clone(),
                by_entropy,
                by_sequence: by_sequence.clone(),
                ..Given::default()
            };
            let expected = bits(&problem.backward::<f32>(&given));
            on_each_isa(|| {
                for threads in [1, 2, 7] {
                    let problem = Problem { threads, ..problem.clone() };
                    assert_eq!(bits(&problem.backward::<f32>(&given)), expected, "{problem:?} {given:?}");
                }
            });
        }
    }
}

/// A confident row keeps its digits: 1 − p of the token is what the others add up to, and the entropy's derivative of the
/// most probable class is that of the others.
#[test]
fn confident_rows_keep_their_digits() {
    let problem = Problem::of_rows(&[&[60.0, 0.0, -1.0], &[0.0, 60.0, -1.0], &[700.0, 0.0, 0.0]]);
    let ones = Some(vec![1.0; 3]);
    let got = problem.forward::<f64>();
    // log1p of e^−60 + e^−61, and of 2e^−700, by mpmath with 50 digits.
    assert!(close(got.log_prob[0], -1.197_785_104_868_903_6e-26, 1e-15, 0.0), "{got:?}");
    assert!(close(got.log_prob[2], -1.971_935_308_751_954e-304, 1e-13, 0.0), "{got:?}");
    let token = problem.backward::<f64>(&Given { by_log_prob: ones.clone(), ..Given::default() });
    assert!(close(token[0], 1.197_785_104_868_903_6e-26, 1e-15, 0.0), "{token:?}");
    for given in [(None, None), (Some(got.lse), Some(got.entropy))] {
        let (lse, entropy) = given;
        let given = Given { by_entropy: Some(vec![1.0; 3]), lse, entropy, ..Given::default() };
        let alone = problem.backward::<f64>(&given);
        // Σ over the others of p·(log p + H), where H is below 1e-24.
        let terms = -60.0 * (-60.0_f64).exp() - 61.0 * (-61.0_f64).exp();
        assert!(close(alone[0], terms, 1e-14, 0.0) && close(alone[4], terms, 1e-14, 0.0), "{alone:?}");
        assert!(close(alone[3], 60.0 * (-60.0_f64).exp(), 1e-14, 0.0), "{alone:?}");
        let both = problem.backward::<f64>(&Given { by_log_prob: ones.clone(), ..given });
        assert!(close(both[0], 1.197_785_104_868_903_6e-26 + terms, 1e-14, 0.0), "{both:?}");
    }
}

#[test]
fn limits_are_those_of_the_formula() {
    let infinity = f64::INFINITY;
    let problem = Problem::of_rows(&[
        &[-infinity, 0.0, 0.0],
        &[infinity, 0.0, 0.0],
        &[0.0, infinity, 0.0],
        &[f64::NAN, 0.0, 0.0],
        &[-infinity, -infinity, -infinity],
    ]);
    let got = problem.forward::<f32>();
    assert_eq!(got.log_prob[..3], [-infinity, 0.0, -infinity]);
    assert!(got.log_prob[3].is_nan() && got.log_prob[4].is_nan());
    assert_eq!((got.lse[1], got.lse[2], got.lse[4]), (infinity, infinity, -infinity));
    assert!(
        close(got.entropy[0], std::f64::consts::LN_2, 1e-15, 0.0) && got.entropy[1] == 0.0 && got.entropy[2] == 0.0
    );
    for (lse, entropy) in [(None, None), (Some(got.lse.clone()), Some(got.entropy.clone()))] {
        let given =
            Given { by_log_prob: Some(vec![1.0; 5]), by_entropy: Some(vec![1.0; 5]), lse, entropy, ..Given::default() };
        let gradient = problem.backward::<f32>(&given);
        assert_eq!(gradient[..9], [1.0, -0.5, -0.5, 0.0, 0.0, 0.0, 1.0, -1.0, 0.0], "{given:?}");
        assert!(gradient[9..].iter().all(|derivative| derivative.is_nan()), "{gradient:?}");
        // Rows without derivatives are 0, whatever they hold, and so is everything with an upstream of 0.
        for given in [
            Given { by_log_prob: Some(vec![0.0; 5]), by_entropy: Some(vec![0.0; 5]), ..given.clone() },
            Given { by_log_prob: Some(vec![0.0; 5]), by_entropy: None, ..given.clone() },
            Given { by_log_prob: None, by_entropy: None, by_sequence: Some(vec![0.0; 5]), ..given.clone() },
            Given { upstream: Some(0.0), ..given.clone() },
            Given { upstream: Some(0.0), by_entropy: None, ..given.clone() },
        ] {
            let gradient = problem.backward::<f32>(&given);
            assert!(gradient.iter().all(|derivative| *derivative == 0.0), "{gradient:?} {given:?}");
        }
    }
}

/// Calls that are refused, with the reason; nothing is written.
#[test]
fn bad_input_is_refused() {
    let mut random = Random(66);
    let problem = Problem { padding: 0, mask: None, bias: None, ..Problem::draw([2, 3, 5], &mut random) };
    let problem = Problem { logits: vec![0.5; 30], tokens: vec![1; 6], shift: 0, ..problem };
    let (place, weights) = (Place::default(), [1.0_f32; 8]);
    let mut forward = Buffer::<f64>::blank(64, place);
    let mut gradient = Buffer::<f32>::blank(64, place);
    let mut sums = loss_sums::default();
    let bad_first = [9_i64, 0, 0, 0, 0, 0];
    let bad_last = [0_i64, 0, 0, 0, 0, -3];
    let mut check = |what: &str, status: loss_status, words: &str, change: &mut dyn FnMut(&mut Call<f32>)| {
        problem.call::<f32, _>(|call| {
            let mut call =
                Call { lse: forward.pointer(), grad: gradient.pointer(), d_log_prob: weights.as_ptr(), ..call };
            change(&mut call);
            for backward in [false, true] {
                if what.starts_with(if backward { "forward" } else { "backward" }) {
                    continue;
                }
                // SAFETY: refused before anything is touched.
                let got = unsafe { if backward { f32::backward(&call) } else { f32::forward(&call) } };
                assert_eq!(got, status, "{what}: {}", message());
                assert!(message().contains(words), "{what}: {}", message());
            }
        });
        assert!(forward.untouched() && gradient.untouched(), "{what}");
    };
    let invalid = LOSS_ERROR_INVALID_ARGUMENT;
    check("shift", invalid, "shift = 2 must be 0 or 1", &mut |c| c.shift = 2);
    check("logits", LOSS_ERROR_NULL_POINTER, "logits is NULL", &mut |c| c.logits = null());
    check("tokens", LOSS_ERROR_NULL_POINTER, "tokens is NULL", &mut |c| c.tokens = null());
    check("first", LOSS_ERROR_TARGET, "tokens[0] = 9", &mut |c| c.tokens = bad_first.as_ptr());
    check("last", LOSS_ERROR_TARGET, "tokens[5] = -3", &mut |c| c.tokens = bad_last.as_ptr());
    check("first of a shift", LOSS_ERROR_TARGET, "tokens[0] = 9", &mut |c| {
        (c.tokens, c.shift) = (bad_first.as_ptr(), 1);
    });
    check("sizes", LOSS_ERROR_SIZE, "overflows", &mut |c| c.sizes = [usize::MAX / 2, 3, 5]);
    check("elements", LOSS_ERROR_SIZE, "overflows", &mut |c| {
        c.sizes[2] = usize::MAX / 2;
        c.class_options.row_stride = 0;
    });
    check("stride", LOSS_ERROR_SIZE, "row_stride = 4", &mut |c| c.class_options.row_stride = 4);
    check("class_weight", invalid, "class_weight", &mut |c| c.class_options.class_weight = weights.as_ptr());
    check("smoothing", invalid, "label_smoothing", &mut |c| c.class_options.label_smoothing = 0.5);
    check("z_loss", invalid, "z_loss", &mut |c| c.class_options.z_loss = 0.5);
    check("inner", invalid, "inner", &mut |c| c.class_options.inner = 2);
    check("temperature", invalid, "temperature = -1", &mut |c| c.class_options.temperature = -1.0);
    check("lse of the options", invalid, "class_options.lse", &mut |c| c.class_options.lse = c.grad);
    check("entropy of the options", invalid, "class_options.entropy", &mut |c| c.class_options.entropy = c.grad);
    check("target_stride", invalid, "target_stride", &mut |c| c.class_options.target_stride = 5);
    check("weight", invalid, "options.weight", &mut |c| c.options.weight = weights.as_ptr());
    check("reduction", invalid, "options.reduction", &mut |c| c.options.reduction = LOSS_SUM);
    check("losses", invalid, "options.losses", &mut |c| c.options.losses = c.grad);
    check("sums", invalid, "options.sums", &mut |c| c.options.sums = &raw mut sums);
    check("flag", invalid, "LOSS_FULL", &mut |c| c.options.flags = LOSS_FULL);
    check("forward: accumulate", invalid, "LOSS_ACCUMULATE", &mut |c| c.options.flags = LOSS_ACCUMULATE);
    check("forward: padding", invalid, "LOSS_CLEAR_PADDING", &mut |c| c.options.flags = LOSS_CLEAR_PADDING);
    let two = 2.0;
    check("forward: upstream", invalid, "options.upstream", &mut |c| c.options.upstream = &raw const two);
    check("forward: nothing", LOSS_ERROR_NULL_POINTER, "nothing was asked for", &mut |c| c.lse = null_mut());
    check("forward: overlap", LOSS_ERROR_OVERLAP, "overlaps", &mut |c| c.entropy = c.lse.wrapping_add(1));
    check("forward: overlap of the logits", LOSS_ERROR_OVERLAP, "overlaps", &mut |c| c.log_prob = c.logits.cast_mut());
    check("backward: grad", LOSS_ERROR_NULL_POINTER, "grad is NULL", &mut |c| c.grad = null_mut());
    check("backward: no derivative", LOSS_ERROR_NULL_POINTER, "d_log_prob, d_entropy and d_sequence", &mut |c| {
        c.d_log_prob = null();
    });
    check("backward: overlap", LOSS_ERROR_OVERLAP, "overlaps", &mut |c| c.grad = c.logits.cast_mut().wrapping_add(1));
    check("backward: accumulate in place", LOSS_ERROR_OVERLAP, "overlaps", &mut |c| {
        (c.logits, c.options.flags) = (c.grad, LOSS_ACCUMULATE);
    });
    check("backward: overlap of lse", LOSS_ERROR_OVERLAP, "overlaps", &mut |c| c.lse = c.grad.cast());
}

#[test]
fn masked_tokens_are_not_looked_at() {
    let mut problem = Problem::of_rows(&[&[0.0, 1.0], &[f64::NAN, 0.0], &[1.0, 0.0]]);
    problem.tokens = vec![1, 77, 0];
    problem.mask = Some(vec![1, 0, 1]);
    let got = problem.forward::<f32>();
    assert_eq!((got.log_prob[1], got.lse[1], got.entropy[1], got.sequence_tokens[1]), (0.0, 0.0, 0.0, 0));
    assert!(got.sequence_log_prob[1].to_bits() == 0, "{got:?}");
    let gradient = problem.backward::<f32>(&Given { by_entropy: Some(vec![1.0; 3]), ..Given::default() });
    assert_eq!(gradient[2..4], [0.0, 0.0]);
}

#[test]
fn padding_is_cleared() {
    let problem = Problem { padding: 2, ..Problem::of_rows(&[&[0.0, 1.0, 5.0, 5.0], &[1.0, 0.0, 5.0, 5.0]]) };
    let problem = Problem { sizes: [2, 1, 2], ..problem };
    let mut gradient = Buffer::<f64>::new(&[3.0; 8], Place::default());
    let by_log_prob = [1.0, 1.0];
    problem.call::<f64, _>(|mut call| {
        (call.grad, call.d_log_prob, call.options.flags) =
            (gradient.pointer(), by_log_prob.as_ptr(), LOSS_CLEAR_PADDING);
        // SAFETY: all arrays are as long as the header says.
        assert_eq!(unsafe { f64::backward(&call) }, LOSS_OK, "{}", message());
    });
    let got = gradient.values();
    assert_eq!([&got[2..4], &got[6..]].concat(), [0.0; 4]);
    assert!(got[0] > 0.0 && got[1] < 0.0 && got[4] > 0.0 && got[5] < 0.0, "{got:?}");
}
