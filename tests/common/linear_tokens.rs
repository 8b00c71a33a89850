//! Log-probabilities of tokens of a linear layer: calls of the functions with all that they take, and the same by plain loops.

use super::buffer::{Buffer, Place};
use super::call::Dtype;
use super::{Random, linear_reference::Chains};
use loss::loss_status::{self, LOSS_OK};
use loss::{ClassOptions, LOSS_ACCUMULATE, LOSS_SUM, Options};
use std::ffi::CStr;
use std::ptr::{null, null_mut};

/// Sequences, positions of each, elements of a hidden state, tokens of the vocabulary.
pub const SIZES: [[usize; 4]; 8] = [
    [1, 1, 1, 1],
    [2, 3, 4, 5],
    [3, 30, 16, 33],
    [1, 130, 40, 17],
    [2, 3, 300, 100],
    [1, 70, 9, 600],
    [5, 60, 20, 12],
    [5, 1, 64, 2049],
];

/// Sizes, arrays and options of both functions; NULL where nothing is given.
#[derive(Clone, Copy)]
pub struct Call<E> {
    pub hidden: *const E,
    pub weight: *const E,
    pub bias: *const E,
    pub tokens: *const i64,
    pub sizes: [usize; 4],
    pub shift: u32,
    pub class_options: ClassOptions<E>,
    pub options: Options<E>,
    pub log_prob: *mut E,
    pub lse: *mut f64,
    pub entropy: *mut f64,
    pub sequence_log_prob: *mut f64,
    pub sequence_tokens: *mut i64,
    pub d_log_prob: *const E,
    pub d_entropy: *const E,
    pub d_sequence: *const f64,
    pub grads: [*mut E; 3],
}

pub trait LinearTokens: Dtype + Chains {
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    unsafe fn forward(call: &Call<Self>) -> loss_status;
    /// # Safety
    /// As for `forward`.
    unsafe fn backward(call: &Call<Self>) -> loss_status;
    /// The function of logits, which are in the place of the hidden states.
    ///
    /// # Safety
    /// As for `forward`.
    unsafe fn forward_of_logits(call: &Call<Self>) -> loss_status;
    /// The function of logits, whose gradient is the first.
    ///
    /// # Safety
    /// As for `forward`.
    unsafe fn backward_of_logits(call: &Call<Self>) -> loss_status;
    /// The cross-entropy of the layer with its tokens, whose losses are in the options.
    ///
    /// # Safety
    /// As for `forward`.
    unsafe fn cross_entropy(call: &Call<Self>) -> loss_status;
    fn bytes(sizes: [usize; 4], gradient: bool, threads: u32) -> usize;
    fn bytes_of_cross_entropy(sizes: [usize; 3], gradient: bool, threads: u32) -> usize;
}

macro_rules! linear_tokens {
    (
        $type:ty, $forward:ident, $backward:ident, $bytes:ident, $forward_of_logits:ident, $backward_of_logits:ident,
        $cross_entropy:ident, $bytes_of_cross_entropy:ident
    ) => {
        impl LinearTokens for $type {
            #[rustfmt::skip]
            unsafe fn forward(c: &Call<Self>) -> loss_status {
                        let [batch, seq_len, dim, vocab] = c.sizes;
                        // SAFETY: the caller's.
                        unsafe {
                            loss::$forward(
                                c.hidden, c.weight, c.bias, c.tokens, batch, seq_len, dim, vocab, c.shift,
                                &raw const c.class_options, &raw const c.options,
                                c.log_prob, c.lse, c.entropy, c.sequence_log_prob, c.sequence_tokens,
                            )
                        }
                    }

                    #[rustfmt::skip]
            unsafe fn backward(c: &Call<Self>) -> loss_status {
                        let ([batch, seq_len, dim, vocab], [hidden, weight, bias]) = (c.sizes, c.grads);
                        // SAFETY: the caller's.
                        unsafe {
                            loss::$backward(
                                c.hidden, c.weight, c.bias, c.tokens, batch, seq_len, dim, vocab, c.shift,
                                c.lse, c.entropy, c.d_log_prob, c.d_entropy, c.d_sequence,
                                &raw const c.class_options, &raw const c.options, hidden, weight, bias,
                            )
                        }
                    }

                    #[rustfmt::skip]
            unsafe fn forward_of_logits(c: &Call<Self>) -> loss_status {
                        let [batch, seq_len, _, vocab] = c.sizes;
                        // SAFETY: the caller's.
                        unsafe {
                            loss::$forward_of_logits(
                                c.hidden, c.tokens, batch, seq_len, vocab, c.shift,
                                &raw const c.class_options, &raw const c.options,
                                c.log_prob, c.lse, c.entropy, c.sequence_log_prob, c.sequence_tokens,
                            )
                        }
                    }

                    #[rustfmt::skip]
            unsafe fn backward_of_logits(c: &Call<Self>) -> loss_status {
                        let [batch, seq_len, _, vocab] = c.sizes;
                        // SAFETY: the caller's.
                        unsafe {
                            loss::$backward_of_logits(
                                c.hidden, c.tokens, batch, seq_len, vocab, c.shift,
                                c.lse, c.entropy, c.d_log_prob, c.d_entropy, c.d_sequence,
                                &raw const c.class_options, &raw const c.options, c.grads[0],
                            )
                        }
                    }

                    #[rustfmt::skip]
            unsafe fn cross_entropy(c: &Call<Self>) -> loss_status {
                        let ([batch, seq_len, dim, vocab], [hidden, weight, bias]) = (c.sizes, c.grads);
                        // SAFETY: the caller's.
                        unsafe {
                            loss::$cross_entropy(
                                c.hidden, c.weight, c.bias, c.tokens, batch * seq_len, dim, vocab,
                                &raw const c.class_options, &raw const c.options, null_mut(), hidden, weight, bias,
                            )
                        }
                    }

            fn bytes([batch, seq_len, dim, vocab]: [usize; 4], gradient: bool, threads: u32) -> usize {
                let options = Options { threads, ..Options::default() };
                // SAFETY: the options are there.
                unsafe { loss::$bytes(batch, seq_len, dim, vocab, u32::from(gradient), &raw const options) }
            }

            fn bytes_of_cross_entropy([rows, dim, classes]: [usize; 3], gradient: bool, threads: u32) -> usize {
                let options = Options { threads, ..Options::default() };
                // SAFETY: the options are there.
                unsafe { loss::$bytes_of_cross_entropy(rows, dim, classes, u32::from(gradient), &raw const options) }
            }
        }
    };
}

linear_tokens!(
    f32,
    loss_linear_token_log_prob_f32,
    loss_linear_token_log_prob_backward_f32,
    loss_linear_token_log_prob_workspace_f32,
    loss_token_log_prob_f32,
    loss_token_log_prob_backward_f32,
    loss_linear_cross_entropy_f32,
    loss_linear_cross_entropy_workspace_f32
);
linear_tokens!(
    f64,
    loss_linear_token_log_prob_f64,
    loss_linear_token_log_prob_backward_f64,
    loss_linear_token_log_prob_workspace_f64,
    loss_token_log_prob_f64,
    loss_token_log_prob_backward_f64,
    loss_linear_cross_entropy_f64,
    loss_linear_cross_entropy_workspace_f64
);

/// What both functions are called with.
#[derive(Clone, Debug)]
pub struct Problem {
    pub sizes: [usize; 4],
    pub shift: u32,
    pub hidden: Vec<f64>,
    pub weight: Vec<f64>,
    pub bias: Option<Vec<f64>>,
    pub tokens: Vec<i64>,
    pub mask: Option<Vec<u8>>,
    pub class_bias: Option<Vec<f64>>,
    pub temperature: f64,
    pub softcap: f64,
    pub threads: u32,
    /// Bytes of the workspace beyond the least, and where it begins.
    pub more: usize,
    pub misalignment: usize,
}

/// What the forward function gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Forward {
    pub log_prob: Vec<f64>,
    pub lse: Vec<f64>,
    pub entropy: Vec<f64>,
    pub sequence_log_prob: Vec<f64>,
    pub sequence_tokens: Vec<i64>,
}

/// What the backward function is given besides.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub by_log_prob: Option<Vec<f64>>,
    pub by_entropy: Option<Vec<f64>>,
    pub by_sequence: Option<Vec<f64>>,
    pub lse: Option<Vec<f64>>,
    pub entropy: Option<Vec<f64>>,
    pub upstream: Option<f64>,
    /// Gradients that are not wanted, and what they are added to.
    pub without: [bool; 3],
    pub old: Option<[Vec<f64>; 3]>,
}

/// Bits of numbers, where all NaN are one.
pub fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|x| if x.is_nan() { f64::NAN } else { *x }.to_bits()).collect()
}

/// Derivatives, some of which are 0, which leaves their rows out.
fn draws(count: usize, random: &mut Random) -> Option<Vec<f64>> {
    Some((0..count).map(|_| if random.below(4) == 0 { 0.0 } else { random.between(-2.0, 2.0) }).collect())
}

pub fn message() -> String {
    // SAFETY: a static or thread-local string that ends in 0.
    unsafe { CStr::from_ptr(loss::loss_last_error()) }.to_string_lossy().into_owned()
}

impl Forward {
    pub fn zeros(rows: usize, batch: usize) -> Self {
        let (log_prob, sequence_log_prob) = (vec![0.0; rows], vec![0.0; batch]);
        let (lse, entropy) = (log_prob.clone(), log_prob.clone());
        Self { log_prob, lse, entropy, sequence_log_prob, sequence_tokens: vec![0; batch] }
    }

    pub fn bits_of_positions(&self) -> [Vec<u64>; 3] {
        [bits(&self.log_prob), bits(&self.lse), bits(&self.entropy)]
    }

    pub fn bits(&self) -> ([Vec<u64>; 3], Vec<u64>, Vec<i64>) {
        (self.bits_of_positions(), bits(&self.sequence_log_prob), self.sequence_tokens.clone())
    }
}

impl Given {
    /// Derivatives: by log-probabilities (1), by entropies (2), by sums of sequences (4).
    pub fn draw(problem: &Problem, which: u32, random: &mut Random) -> Self {
        let mut wanted = |bit: u32, count: usize| if which & bit == 0 { None } else { draws(count, random) };
        let rows = problem.rows();
        let (by_log_prob, by_entropy, by_sequence) = (wanted(1, rows), wanted(2, rows), wanted(4, problem.sizes[0]));
        Self { by_log_prob, by_entropy, by_sequence, upstream: Some(1.25), ..Self::default() }
    }

    pub fn with_statistics(self, found: &Forward) -> Self {
        Self { lse: Some(found.lse.clone()), entropy: Some(found.entropy.clone()), ..self }
    }

    pub fn with_old(self, problem: &Problem, random: &mut Random) -> Self {
        let old = problem.gradient_sizes().map(|size| (0..size).map(|_| random.between(-1.0, 1.0)).collect());
        Self { old: Some(old), ..self }
    }

    /// g and h of a row, without the upstream derivative.
    pub fn of_row<E: Dtype>(&self, row: usize, seq_len: usize) -> [f64; 2] {
        let own = |numbers: &Option<Vec<f64>>| numbers.as_ref().map_or(0.0, |n| E::from_f64(n[row]).to_f64());
        let of_sequence = self.by_sequence.as_ref().map_or(0.0, |by| by[row / seq_len]);
        [own(&self.by_log_prob) + of_sequence, own(&self.by_entropy)]
    }
}

impl Problem {
    pub fn draw(sizes: [usize; 4], random: &mut Random) -> Self {
        let [batch, seq_len, dim, vocab] = sizes;
        let rows = batch * seq_len;
        let mut numbers =
            |count: usize, size: f64| (0..count).map(|_| random.between(-size, size)).collect::<Vec<f64>>();
        let (hidden, weight) = (numbers(rows * dim, 1.0), numbers(vocab * dim, 0.5));
        let (bias, class_bias) = (numbers(vocab, 1.0), numbers(vocab, 1.0));
        // A token of the vocabulary is ignored.
        let tokens = (0..rows).map(|_| random.below(vocab) as i64).map(|y| if y == 7 { -100 } else { y }).collect();
        Self {
            sizes,
            shift: random.below(2) as u32,
            hidden,
            weight,
            bias: (random.below(2) == 0).then_some(bias),
            tokens,
            mask: (random.below(2) == 0).then(|| (0..rows).map(|_| u8::from(random.below(4) > 0)).collect()),
            class_bias: (random.below(3) == 0).then_some(class_bias),
            temperature: [0.0, 1.75][random.below(2)],
            softcap: [0.0, 3.0][random.below(2)],
            threads: 1 + random.below(3) as u32,
            more: 0,
            misalignment: 0,
        }
    }

    pub fn rows(&self) -> usize {
        self.sizes[0] * self.sizes[1]
    }

    pub fn gradient_sizes(&self) -> [usize; 3] {
        let [_, _, dim, vocab] = self.sizes;
        [self.rows() * dim, vocab * dim, vocab]
    }

    /// The token that a row scores, if it counts.
    pub fn target(&self, row: usize) -> Option<usize> {
        let last = self.shift == 1 && (row + 1).is_multiple_of(self.sizes[1]);
        let kept = self.mask.as_ref().is_none_or(|mask| mask[row] != 0);
        let token = if kept && !last { self.tokens[row + self.shift as usize] } else { -100 };
        (token != -100).then_some(token as usize)
    }

    /// Calls `with` with the arrays of the problem, and nothing else.
    pub fn call<E: LinearTokens, T>(&self, workspace: (*mut u8, usize), with: impl FnOnce(Call<E>) -> T) -> T {
        let place = Place::default();
        let (hidden, weight) = (Buffer::<E>::new(&self.hidden, place), Buffer::<E>::new(&self.weight, place));
        let tokens = Buffer::of(&self.tokens, place);
        let mask = self.mask.as_ref().map(|mask| Buffer::of(mask, place));
        let [bias, class_bias] = [&self.bias, &self.class_bias].map(|numbers| buffer::<E>(numbers));
        with(Call {
            hidden: hidden.input(),
            weight: weight.input(),
            bias: pointer(&bias),
            tokens: tokens.input(),
            sizes: self.sizes,
            shift: self.shift,
            class_options: ClassOptions {
                temperature: self.temperature,
                softcap: self.softcap,
                class_bias: pointer(&class_bias),
                ..ClassOptions::default()
            },
            options: Options {
                mask: pointer(&mask),
                threads: self.threads,
                workspace: workspace.0.cast(),
                workspace_size: workspace.1,
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
            grads: [null_mut(); 3],
        })
    }

    /// Calls `with` with a workspace of `bytes` bytes and what is more, in which is NaN or any number, and looks behind it.
    fn in_workspace<T>(&self, bytes: usize, with: impl FnOnce((*mut u8, usize)) -> T) -> T {
        let bytes = bytes + self.more;
        let mut workspace = Buffer::<u8>::of(&vec![0xFF; bytes + self.misalignment + 1], Place::default());
        let found = with((workspace.pointer().wrapping_add(self.misalignment), bytes));
        assert!(workspace.margins_intact() && workspace.elements().last() == Some(&0xFF), "{self:?}");
        found
    }

    pub fn forward<E: LinearTokens>(&self, entropy: bool) -> Forward {
        self.in_workspace(E::bytes(self.sizes, false, 1), |workspace| {
            self.call::<E, _>(workspace, |call| self.run_forward(call, entropy, E::forward))
        })
    }

    pub fn backward<E: LinearTokens>(&self, given: &Given) -> [Vec<f64>; 3] {
        self.in_workspace(E::bytes(self.sizes, true, 1), |workspace| {
            self.call::<E, _>(workspace, |call| {
                self.run_backward(call, given, self.gradient_sizes(), given.without, E::backward)
            })
        })
    }

    /// The function of logits.
    pub fn forward_of_logits<E: LinearTokens>(&self, logits: &[f64], entropy: bool) -> Forward {
        let logits = Buffer::<E>::new(logits, Place::default());
        self.call::<E, _>((null_mut(), 0), |call| {
            self.run_forward(Call { hidden: logits.input(), ..call }, entropy, E::forward_of_logits)
        })
    }

    /// The gradient by the logits, with the upstream derivative.
    pub fn backward_of_logits<E: LinearTokens>(&self, logits: &[f64], given: &Given) -> Vec<f64> {
        let (size, given) = (logits.len(), Given { old: None, ..given.clone() });
        let logits = Buffer::<E>::new(logits, Place::default());
        let [found, ..] = self.call::<E, _>((null_mut(), 0), |call| {
            let call = Call { hidden: logits.input(), ..call };
            self.run_backward(call, &given, [size, 0, 0], [false, true, true], E::backward_of_logits)
        });
        found
    }

    /// Losses and gradients of the cross-entropy with its tokens, as a sum with these weights.
    pub fn cross_entropy<E: LinearTokens>(&self, weights: &[f64]) -> (Vec<f64>, [Vec<f64>; 3]) {
        let place = Place::default();
        let weights = Buffer::<E>::new(weights, place);
        let mut losses = Buffer::<E>::blank(self.rows(), place);
        let grads = self.in_workspace(E::bytes(self.sizes, true, 1), |workspace| {
            self.call::<E, _>(workspace, |mut call| {
                call.options.losses = losses.pointer();
                call.options.weight = weights.input();
                call.options.reduction = LOSS_SUM;
                self.run_backward(call, &Given::default(), self.gradient_sizes(), [false; 3], E::cross_entropy)
            })
        });
        (losses.values(), grads)
    }

    fn run_forward<E: LinearTokens>(
        &self,
        call: Call<E>,
        with_entropy: bool,
        function: unsafe fn(&Call<E>) -> loss_status,
    ) -> Forward {
        let (rows, batch, place) = (self.rows(), self.sizes[0], Place::default());
        let (mut log_prob, mut lse) = (Buffer::<E>::blank(rows, place), Buffer::<f64>::blank(rows, place));
        let mut entropy = Buffer::<f64>::blank(if with_entropy { rows } else { 0 }, place);
        let (mut sums, mut counts) = (Buffer::<f64>::blank(batch, place), Buffer::<i64>::blank(batch, place));
        let call = Call {
            log_prob: log_prob.pointer(),
            lse: lse.pointer(),
            entropy: if with_entropy { entropy.pointer() } else { null_mut() },
            sequence_log_prob: sums.pointer(),
            sequence_tokens: counts.pointer(),
            ..call
        };
        // SAFETY: all arrays are as long as the header says.
        assert_eq!(unsafe { function(&call) }, LOSS_OK, "{}: {self:?}", message());
        let intact = [lse.margins_intact(), entropy.margins_intact(), sums.margins_intact(), counts.margins_intact()];
        assert!(log_prob.margins_intact() && intact == [true; 4], "{self:?}");
        Forward {
            log_prob: log_prob.values(),
            lse: lse.values(),
            entropy: entropy.values(),
            sequence_log_prob: sums.values(),
            sequence_tokens: counts.elements(),
        }
    }

    fn run_backward<E: LinearTokens>(
        &self,
        mut call: Call<E>,
        given: &Given,
        sizes: [usize; 3],
        without: [bool; 3],
        function: unsafe fn(&Call<E>) -> loss_status,
    ) -> [Vec<f64>; 3] {
        let (by_log_prob, by_entropy) = (buffer::<E>(&given.by_log_prob), buffer::<E>(&given.by_entropy));
        let by_sequence = buffer::<f64>(&given.by_sequence);
        let (mut lse, mut entropy) = (buffer::<f64>(&given.lse), buffer::<f64>(&given.entropy));
        let mut grads = [0, 1, 2].map(|which| match &given.old {
            Some(old) => Buffer::<E>::new(&old[which], Place::default()),
            None => Buffer::<E>::blank(sizes[which], Place::default()),
        });
        (call.d_log_prob, call.d_entropy) = (pointer(&by_log_prob), pointer(&by_entropy));
        call.d_sequence = pointer(&by_sequence);
        call.lse = lse.as_mut().map_or(null_mut(), Buffer::pointer);
        call.entropy = entropy.as_mut().map_or(null_mut(), Buffer::pointer);
        call.options.upstream = given.upstream.as_ref().map_or(null(), |upstream| &raw const *upstream);
        call.options.flags = if given.old.is_some() { LOSS_ACCUMULATE } else { 0 };
        for (which, grad) in grads.iter_mut().enumerate() {
            call.grads[which] = if without[which] { null_mut() } else { grad.pointer() };
        }
        // SAFETY: all arrays are as long as the header says.
        assert_eq!(unsafe { function(&call) }, LOSS_OK, "{}: {self:?}", message());
        assert!(grads.iter().all(Buffer::margins_intact), "{self:?}");
        [0, 1, 2].map(|which| if without[which] { vec![] } else { grads[which].values() })
    }
}

fn buffer<E: loss_kernels::Element>(numbers: &Option<Vec<f64>>) -> Option<Buffer<E>> {
    numbers.as_ref().map(|numbers| Buffer::<E>::new(numbers, Place::default()))
}

fn pointer<T: Copy>(array: &Option<Buffer<T>>) -> *const T {
    array.as_ref().map_or(null(), Buffer::input)
}
