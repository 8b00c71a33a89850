//! A linear layer in half precision: calls of the functions with all that they take.

use super::buffer::{Buffer, Place};
use super::half::Gradient;
use super::linear_tokens::message;
use loss::loss_status::{self, LOSS_OK};
use loss::{ClassOptions, LOSS_ACCUMULATE, LOSS_MEAN, Options, loss_bf16, loss_f16};
use std::ptr::{null, null_mut};

/// Sizes, arrays and options of all three functions; NULL where nothing is given.
pub struct Call<I, G> {
    pub hidden: *const I,
    pub weight: *const I,
    pub bias: *const I,
    pub tokens: *const i64,
    pub sizes: [usize; 4],
    pub shift: u32,
    pub class_options: ClassOptions<f32>,
    pub options: Options<f32>,
    pub value: *mut f64,
    pub log_prob: *mut f32,
    pub doubles: [*mut f64; 3],
    pub counts: *mut i64,
    pub d_log_prob: *const f32,
    pub d_entropy: *const f32,
    pub d_sequence: *const f64,
    pub grads: [*mut G; 3],
}

/// Matrices of this type, gradients of G.
pub trait Layer<G>: Copy {
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    unsafe fn cross_entropy(call: &Call<Self, G>) -> loss_status;
    /// # Safety
    /// As for `cross_entropy`.
    unsafe fn forward(call: &Call<Self, G>) -> loss_status;
    /// # Safety
    /// As for `cross_entropy`.
    unsafe fn backward(call: &Call<Self, G>) -> loss_status;
    /// Bytes of the workspace, by both queries.
    fn bytes(sizes: [usize; 4], gradient: bool, threads: u32) -> [usize; 2];
}

macro_rules! functions {
    ($matrix:ty, $gradient:ty, $cross_entropy:ident, $bytes:ident, $forward:ident, $backward:ident, $bytes_of_tokens:ident) => {
        #[rustfmt::skip]
        impl Layer<$gradient> for $matrix {
            unsafe fn cross_entropy(c: &Call<Self, $gradient>) -> loss_status {
                let ([batch, seq_len, dim, vocab], [hidden, weight, bias]) = (c.sizes, c.grads);
                // SAFETY: the caller's.
                unsafe {
                    loss::$cross_entropy(
                        c.hidden, c.weight, c.bias, c.tokens, batch * seq_len, dim, vocab, &raw const c.class_options,
                        &raw const c.options, c.value, hidden, weight, bias,
                    )
                }
            }

            unsafe fn forward(c: &Call<Self, $gradient>) -> loss_status {
                let ([batch, seq_len, dim, vocab], [lse, entropy, sums]) = (c.sizes, c.doubles);
                // SAFETY: the caller's.
                unsafe {
                    loss::$forward(
                        c.hidden, c.weight, c.bias, c.tokens, batch, seq_len, dim, vocab, c.shift,
                        &raw const c.class_options, &raw const c.options, c.log_prob, lse, entropy, sums, c.counts,
                    )
                }
            }

            unsafe fn backward(c: &Call<Self, $gradient>) -> loss_status {
                let ([batch, seq_len, dim, vocab], [hidden, weight, bias]) = (c.sizes, c.grads);
                // SAFETY: the caller's.
                unsafe {
                    loss::$backward(
                        c.hidden, c.weight, c.bias, c.tokens, batch, seq_len, dim, vocab, c.shift, c.doubles[0],
                        c.doubles[1], c.d_log_prob, c.d_entropy, c.d_sequence, &raw const c.class_options,
                        &raw const c.options, hidden, weight, bias,
                    )
                }
            }

            fn bytes([batch, seq_len, dim, vocab]: [usize; 4], gradient: bool, threads: u32) -> [usize; 2] {
                let (options, gradient) = (Options { threads, ..Options::default() }, u32::from(gradient));
                // SAFETY: the options are there.
                unsafe {
                    [
                        loss::$bytes(batch * seq_len, dim, vocab, gradient, &raw const options),
                        loss::$bytes_of_tokens(batch, seq_len, dim, vocab, gradient, &raw const options),
                    ]
                }
            }
        }
    };
}

functions!(
    f32,
    f32,
    loss_linear_cross_entropy_f32,
    loss_linear_cross_entropy_workspace_f32,
    loss_linear_token_log_prob_f32,
    loss_linear_token_log_prob_backward_f32,
    loss_linear_token_log_prob_workspace_f32
);
functions!(
    loss_bf16,
    loss_bf16,
    loss_linear_cross_entropy_bf16,
    loss_linear_cross_entropy_workspace_bf16,
    loss_linear_token_log_prob_bf16,
    loss_linear_token_log_prob_backward_bf16,
    loss_linear_token_log_prob_workspace_bf16
);
functions!(
    loss_bf16,
    f32,
    loss_linear_cross_entropy_bf16_f32,
    loss_linear_cross_entropy_workspace_bf16_f32,
    loss_linear_token_log_prob_bf16,
    loss_linear_token_log_prob_backward_bf16_f32,
    loss_linear_token_log_prob_workspace_bf16_f32
);
functions!(
    loss_f16,
    loss_f16,
    loss_linear_cross_entropy_f16,
    loss_linear_cross_entropy_workspace_f16,
    loss_linear_token_log_prob_f16,
    loss_linear_token_log_prob_backward_f16,
    loss_linear_token_log_prob_workspace_f16
);
functions!(
    loss_f16,
    f32,
    loss_linear_cross_entropy_f16_f32,
    loss_linear_cross_entropy_workspace_f16_f32,
    loss_linear_token_log_prob_f16,
    loss_linear_token_log_prob_backward_f16_f32,
    loss_linear_token_log_prob_workspace_f16_f32
);

/// What all functions are called with. Matrices, and what the gradients hold, are numbers of the format that is tested.
#[derive(Clone, Debug)]
pub struct Case {
    pub sizes: [usize; 4],
    pub hidden: Vec<f32>,
    pub weight: Vec<f32>,
    pub bias: Option<Vec<f32>>,
    pub tokens: Vec<i64>,
    pub mask: Option<Vec<u8>>,
    pub row_weight: Option<Vec<f32>>,
    pub class_weight: Option<Vec<f32>>,
    pub class_bias: Option<Vec<f32>>,
    pub class_options: ClassOptions<f32>,
    pub reduction: u32,
    pub upstream: f64,
    pub shift: u32,
    /// Which derivatives there are: by log-probabilities (1), by entropies (2), by sums of sequences (4).
    pub derivatives: [Option<Vec<f32>>; 3],
    /// The backward function is given lse and entropy.
    pub given: bool,
    pub accumulate: bool,
    pub wanted: [bool; 3],
    pub old: [Vec<f32>; 3],
    pub threads: u32,
    /// Bytes of the workspace beyond the least, where it begins, and bytes before each array.
    pub more: usize,
    pub shifted: usize,
    pub place: Place,
}

/// What a function gives.
#[derive(Clone, Debug)]
pub struct Outcome<G> {
    pub value: f64,
    pub floats: Vec<f32>,
    pub doubles: Vec<f64>,
    pub counts: Vec<i64>,
    pub grads: [Vec<G>; 3],
}

#[derive(Clone, Copy, Debug)]
pub enum Function {
    CrossEntropy,
    Forward,
    Backward,
}

pub const FUNCTIONS: [Function; 3] = [Function::CrossEntropy, Function::Forward, Function::Backward];

/// Where an input is, if it is there.
fn given<T: Copy>(buffer: &Option<Buffer<T>>) -> *const T {
    buffer.as_ref().map_or(null(), Buffer::input)
}

impl Case {
    pub fn rows(&self) -> usize {
        self.sizes[0] * self.sizes[1]
    }

    fn differentiates(&self, function: Function) -> bool {
        match function {
            Function::CrossEntropy => self.wanted != [false; 3],
            Function::Forward => false,
            Function::Backward => true,
        }
    }

    /// Calls a function with matrices of I and gradients of G, in a workspace with as little as is allowed, and `more`.
    pub fn run<I: Layer<G>, G: Gradient>(&self, function: Function, stored: impl Fn(f32) -> I) -> Outcome<G> {
        let [batch, _, _, _] = self.sizes;
        let (rows, place) = (self.rows(), self.place);
        let store = |numbers: &[f32]| Buffer::of(&numbers.iter().map(|x| stored(*x)).collect::<Vec<I>>(), place);
        let (hidden, weight) = (store(&self.hidden), store(&self.weight));
        let bias = self.bias.as_ref().map(|bias| store(bias));
        let tokens = Buffer::of(&self.tokens, place);
        let mask = self.mask.as_ref().map(|mask| Buffer::of(mask, place));
        let [row_weight, class_weight, class_bias] = [&self.row_weight, &self.class_weight, &self.class_bias]
            .map(|numbers| numbers.as_ref().map(|numbers| Buffer::of(numbers, place)));
        let [by_log_prob, by_entropy, by_sequence] = &self.derivatives;
        let [by_log_prob, by_entropy] = [by_log_prob, by_entropy].map(|by| by.as_ref().map(|by| Buffer::of(by, place)));
        let by_sequence: Option<Vec<f64>> = by_sequence.as_ref().map(|by| by.iter().map(|x| f64::from(*x)).collect());
        let by_sequence = by_sequence.map(|by| Buffer::of(&by, place));
        let old = [0, 1, 2].map(|which| self.old[which].iter().map(|x| G::of_f32(*x)).collect::<Vec<G>>());
        let mut grads = [0, 1, 2].map(|which| Buffer::of(&old[which], place));
        let mut floats = Buffer::<f32>::blank(rows, place);
        let mut doubles = [rows, rows, batch].map(|length| Buffer::<f64>::blank(length, place));
        let (mut counts, mut value) = (Buffer::<i64>::blank(rows, place), Buffer::<f64>::blank(1, place));
        let upstream = Buffer::of(&[self.upstream], place);
        let [by_cross_entropy, by_tokens] = I::bytes(self.sizes, self.differentiates(function), 1);
        assert_eq!(by_cross_entropy, by_tokens);
        let bytes = by_tokens + self.more;
        let mut workspace = Buffer::<u8>::of(&vec![0xFF; bytes + self.shifted], Place::default());
        let tokens_only = !matches!(function, Function::CrossEntropy);
        let backward = matches!(function, Function::Backward);
        let of_class_options = ClassOptions {
            temperature: self.class_options.temperature,
            softcap: self.class_options.softcap,
            ..ClassOptions::default()
        };
        let flags = if self.accumulate { LOSS_ACCUMULATE } else { 0 };
        let [first, second, third] = &mut doubles;
        let call = Call::<I, G> {
            hidden: hidden.input(),
            weight: weight.input(),
            bias: given(&bias),
            tokens: tokens.input(),
            sizes: self.sizes,
            shift: self.shift,
            class_options: ClassOptions {
                class_bias: given(&class_bias),
                class_weight: if tokens_only { null() } else { given(&class_weight) },
                ..if tokens_only { of_class_options } else { self.class_options }
            },
            options: Options {
                mask: given(&mask),
                weight: if tokens_only { null() } else { given(&row_weight) },
                losses: if tokens_only { null_mut() } else { floats.pointer() },
                reduction: if tokens_only { LOSS_MEAN } else { self.reduction },
                flags: if matches!(function, Function::Forward) { 0 } else { flags },
                upstream: if matches!(function, Function::Forward) { null() } else { upstream.input() },
                threads: self.threads,
                workspace: workspace.pointer().wrapping_add(self.shifted).cast(),
                workspace_size: bytes,
                ..Options::default()
            },
            value: value.pointer(),
            log_prob: floats.pointer(),
            doubles: [
                if self.given || !backward { first.pointer() } else { null_mut() },
                if self.given || !backward { second.pointer() } else { null_mut() },
                third.pointer(),
            ],
            counts: counts.pointer(),
            d_log_prob: given(&by_log_prob),
            d_entropy: given(&by_entropy),
            d_sequence: given(&by_sequence),
            grads: [0, 1, 2].map(|which| if self.wanted[which] { grads[which].pointer() } else { null_mut() }),
        };
        // SAFETY: all arrays are as long as the header says.
        let status = unsafe {
            match function {
                Function::CrossEntropy => I::cross_entropy(&call),
                Function::Forward => I::forward(&call),
                Function::Backward => {
                    let known = Call { options: Options { flags: 0, upstream: null(), ..call.options }, ..call };
                    let with_all = [first.pointer(), second.pointer(), third.pointer()];
                    let forward = Call { doubles: with_all, ..known };
                    assert_eq!(I::forward(&forward), LOSS_OK, "{}", message());
                    let doubles = if self.given { with_all } else { [null_mut(); 3] };
                    I::backward(&Call {
                        doubles,
                        options: Options { flags, upstream: upstream.input(), ..forward.options },
                        ..forward
                    })
                }
            }
        };
        assert_eq!(status, LOSS_OK, "{}: {self:?}", message());
        assert!(grads.iter().all(Buffer::margins_intact) && workspace.margins_intact(), "{self:?}");
        assert!(floats.margins_intact() && doubles.iter().all(Buffer::margins_intact), "{self:?}");
        Outcome {
            value: value.elements()[0],
            floats: floats.elements(),
            doubles: doubles.iter().flat_map(Buffer::elements).collect(),
            counts: counts.elements(),
            grads: grads.map(|grad| grad.elements()),
        }
    }
}
