//! Connectionist temporal classification: calls with all that they take, and the same by plain loops, in two ways.

use super::Random;
use super::buffer::{Buffer, Place};
use super::call::Dtype;
use loss::loss_status::{self, LOSS_OK};
use loss::{LOSS_ACCUMULATE, Options, loss_sequence_options, loss_sums};
use std::ffi::CStr;
use std::ptr::{null, null_mut};

/// −log P, and Γ by frame and class.
pub type Plain = (f64, Vec<Vec<f64>>);

/// The arguments of a call.
#[derive(Clone, Copy)]
pub struct Call<E> {
    pub input: *const E,
    pub targets: *const i64,
    pub input_lengths: *const i64,
    pub target_lengths: *const i64,
    /// batch, max_time, classes
    pub sizes: [usize; 3],
    pub blank: i64,
    pub sequence_options: loss_sequence_options,
    pub options: Options<E>,
    pub value: *mut f64,
    pub grad: *mut E,
}

pub trait Ctc: Dtype {
    /// # Safety
    /// Arrays are as long as the header says, or the call is refused before they are touched.
    unsafe fn call(logits: bool, call: &Call<Self>) -> loss_status;
    /// batch, max_time, max_target, classes
    fn bytes(sizes: [usize; 4], gradient: bool, threads: u32) -> usize;
}

macro_rules! ctc {
    ($type:ty, $logits:ident, $log_prob:ident, $bytes:ident) => {
        impl Ctc for $type {
            unsafe fn call(logits: bool, c: &Call<Self>) -> loss_status {
                let function = if logits { loss::$logits } else { loss::$log_prob };
                let [batch, max_time, classes] = c.sizes;
                // SAFETY: the caller's.
                unsafe {
                    function(
                        c.input,
                        c.targets,
                        c.input_lengths,
                        c.target_lengths,
                        batch,
                        max_time,
                        classes,
                        c.blank,
                        &raw const c.sequence_options,
                        &raw const c.options,
                        c.value,
                        c.grad,
                    )
                }
            }
            fn bytes([batch, frames, labels, classes]: [usize; 4], gradient: bool, threads: u32) -> usize {
                let options = Options { threads, ..Options::default() };
                // SAFETY: the options are there.
                unsafe { loss::$bytes(batch, frames, labels, classes, u32::from(gradient), &raw const options) }
            }
        }
    };
}

ctc!(f32, loss_ctc_f32, loss_ctc_log_prob_f32, loss_ctc_workspace_f32);
ctc!(f64, loss_ctc_f64, loss_ctc_log_prob_f64, loss_ctc_workspace_f64);

/// What the last call of this thread says.
pub fn message() -> String {
    // SAFETY: a string of the library.
    unsafe { CStr::from_ptr(loss::loss_last_error()) }.to_string_lossy().into_owned()
}

/// Sequences, each with its frames (frames by classes) and labels.
#[derive(Clone)]
pub struct Problem {
    pub logits: bool,
    pub classes: usize,
    pub max_time: usize,
    pub blank: usize,
    pub frames: Vec<Vec<f64>>,
    pub labels: Vec<Vec<usize>>,
    pub weight: Option<Vec<f64>>,
    pub mask: Option<Vec<u8>>,
    pub reduction: u32,
    pub flags: u32,
    pub upstream: f64,
    pub normalization: u32,
    pub length: f64,
}

impl std::fmt::Debug for Problem {
    /// Without the frames, which are many.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { logits, classes, max_time, blank, labels, weight, mask, reduction, flags, normalization, .. } = self;
        let frames: Vec<usize> = self.frames.iter().map(|frames| frames.len() / classes).collect();
        write!(
            formatter,
            "logits {logits}, {frames:?} of {max_time} frames of {classes}, blank {blank}, {labels:?}, {weight:?}, {mask:?}, \
             {reduction}, {flags}, {normalization}"
        )
    }
}

/// How a call is made, which makes no difference.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    /// (max_time, batch, classes) instead of (batch, max_time, classes).
    pub time_first: bool,
    /// Elements between frames.
    pub gap: usize,
    /// Labels between sequences; none: one after the other.
    pub padded: Option<usize>,
    pub threads: u32,
    pub in_place: bool,
    pub place: Place,
    /// The number of threads that the workspace is for, and bytes that its beginning is off.
    pub room: u32,
    pub misaligned: usize,
    pub without_gradient: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub value: f64,
    pub sums: loss_sums,
    pub losses: Vec<f64>,
    /// By sequence, of all max_time frames.
    pub gradient: Vec<Vec<f64>>,
}

impl Found {
    /// What decides whether two are the same; NaN is NaN.
    pub fn bits(&self) -> Vec<u64> {
        let one = |x: f64| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() };
        let numbers = [self.value, self.sums.loss, self.sums.weight, self.sums.rows as f64];
        let gradient = self.gradient.iter().flatten();
        numbers.iter().chain(&self.losses).chain(gradient).map(|x| one(*x)).collect()
    }
}

impl Problem {
    pub fn draw(logits: bool, [batch, frames, labels, classes]: [usize; 4], random: &mut Random) -> Self {
        let mut problem = Self {
            logits,
            classes,
            max_time: frames,
            blank: random.below(classes),
            frames: Vec::new(),
            labels: Vec::new(),
            weight: None,
            mask: None,
            reduction: 0,
            flags: 0,
            upstream: 1.0,
            normalization: 0,
            length: 0.0,
        };
        for _ in 0..batch {
            let count = frames - random.below(frames / 3 + 1);
            let labels = if classes < 2 { 0 } else { random.below(labels + 1) };
            let spread = [1.0, 4.0, 30.0][random.below(3)];
            problem.frames.push((0..count * classes).map(|_| random.between(-spread, spread)).collect());
            problem.labels.push((0..labels).map(|_| problem.label(random)).collect());
        }
        problem
    }

    fn label(&self, random: &mut Random) -> usize {
        let label = random.below(self.classes - 1);
        if label >= self.blank { label + 1 } else { label }
    }

    pub fn most_labels(&self) -> usize {
        self.labels.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn strides(&self, how: &How) -> (usize, usize) {
        let step = self.classes + how.gap;
        if how.time_first { (step, self.frames.len() * step) } else { (self.max_time * step, step) }
    }

    pub fn run<E: Ctc>(&self, how: How) -> Found {
        self.run_onto::<E>(how, None)
    }

    /// `old` is added to, and is as long as the array.
    pub fn run_onto<E: Ctc>(&self, how: How, old: Option<f64>) -> Found {
        self.attempt::<E>(how, old).unwrap_or_else(|status| panic!("{status:?}: {}", message()))
    }

    /// The status of a call that is refused, and has written nothing.
    pub fn attempt<E: Ctc>(&self, how: How, old: Option<f64>) -> Result<Found, loss_status> {
        let (batch, place) = (self.frames.len(), how.place);
        let (batch_stride, time_stride) = self.strides(&how);
        // What is between frames, and behind those that count, may hold anything.
        let elements = if batch * self.max_time == 0 {
            0
        } else {
            (batch - 1) * batch_stride + (self.max_time - 1) * time_stride + self.classes
        };
        let mut all = vec![f64::NAN; elements];
        for (i, frames) in self.frames.iter().enumerate() {
            for (t, frame) in frames.chunks(self.classes).enumerate() {
                let start = i * batch_stride + t * time_stride;
                all[start..start + self.classes].copy_from_slice(frame);
            }
        }
        let mut input = Buffer::<E>::new(&all, place);
        let targets = Buffer::of(&self.targets(how.padded), place);
        let lengths = |of: &dyn Fn(usize) -> usize| (0..batch).map(|i| of(i) as i64).collect::<Vec<_>>();
        let input_lengths = Buffer::of(&lengths(&|i| self.frames[i].len() / self.classes), place);
        let target_lengths = Buffer::of(&lengths(&|i| self.labels[i].len()), place);
        let weight = self.weight.as_ref().map(|weight| Buffer::<E>::new(weight, place));
        let mask = self.mask.as_ref().map(|mask| Buffer::of(mask, place));
        let old_gradient = old.map(|old| Buffer::<E>::new(&vec![old; elements], place));
        let mut gradient = old_gradient.unwrap_or_else(|| Buffer::blank(elements, place));
        let (mut value, mut sums) = (Buffer::<f64>::blank(1, place), Buffer::<loss_sums>::blank(1, place));
        let mut losses = Buffer::<E>::blank(batch, place);
        let upstream = Buffer::of(&[self.upstream], place);
        let sizes = [batch, self.max_time, self.most_labels(), self.classes];
        let bytes = E::bytes(sizes, !how.without_gradient, how.room.max(1));
        // Neither NaN nor a number in it makes a difference.
        let filling = vec![if how.misaligned == 0 { 0xFF } else { 0x3F }; bytes + how.misaligned];
        let mut workspace = Buffer::<u8>::of(&filling, Place { at_start: false, ..place });
        let call = Call {
            input: if how.in_place { input.pointer().cast_const() } else { input.input() },
            targets: targets.input(),
            input_lengths: input_lengths.input(),
            target_lengths: target_lengths.input(),
            sizes: [batch, self.max_time, self.classes],
            blank: self.blank as i64,
            sequence_options: loss_sequence_options {
                normalization: self.normalization,
                length: self.length,
                batch_stride,
                time_stride,
                target_stride: how.padded.map_or(0, |gap| self.most_labels() + gap),
                ..loss_sequence_options::default()
            },
            options: Options {
                reduction: self.reduction,
                flags: self.flags | if old.is_some() { LOSS_ACCUMULATE } else { 0 },
                threads: how.threads,
                upstream: upstream.input(),
                weight: weight.as_ref().map_or(null(), Buffer::input),
                mask: mask.as_ref().map_or(null(), Buffer::input),
                losses: losses.pointer(),
                sums: sums.pointer(),
                workspace: workspace.pointer().wrapping_add(how.misaligned).cast(),
                workspace_size: bytes,
                ..Options::default()
            },
            value: value.pointer(),
            grad: match (how.without_gradient, how.in_place) {
                (true, _) => null_mut(),
                (_, true) => input.pointer(),
                _ => gradient.pointer(),
            },
        };
        // SAFETY: all arrays are as long as the header says.
        let status = unsafe { E::call(self.logits, &call) };
        assert!(gradient.margins_intact() && input.margins_intact() && losses.margins_intact());
        assert!(value.margins_intact() && sums.margins_intact() && workspace.margins_intact());
        if status != LOSS_OK {
            assert!(gradient.untouched() && input.untouched() && losses.untouched(), "{how:?}");
            assert!(value.untouched() && sums.untouched() && workspace.untouched(), "{how:?}");
            return Err(status);
        }
        let written = if how.in_place { &input } else { &gradient };
        let frames = |i: usize| (0..self.max_time).map(move |t| i * batch_stride + t * time_stride);
        let mut between = vec![true; elements];
        let values = written.values();
        let mut of_sequences = Vec::new();
        for i in 0..batch {
            let mut own = Vec::new();
            for start in frames(i) {
                own.extend_from_slice(&values[start..start + self.classes]);
                between[start..start + self.classes].fill(false);
            }
            of_sequences.push(own);
        }
        let untouched = (0..elements).filter(|i| between[*i]).all(|i| written.element_untouched(i));
        assert!(untouched, "between frames: {how:?}");
        Ok(Found {
            value: value.elements()[0],
            sums: sums.elements()[0],
            losses: losses.values(),
            gradient: if how.without_gradient { Vec::new() } else { of_sequences },
        })
    }

    /// The array of labels. Between those that count stands what is none.
    fn targets(&self, padded: Option<usize>) -> Vec<i64> {
        let mut targets = Vec::new();
        for (i, labels) in self.labels.iter().enumerate() {
            targets.extend(labels.iter().map(|label| *label as i64));
            if let Some(gap) = padded.filter(|_| i + 1 < self.labels.len()) {
                targets.resize((i + 1) * (self.most_labels() + gap), i64::MIN);
            }
        }
        targets
    }

    /// Logarithms of the probabilities of a sequence's frames.
    fn log_probabilities(&self, sequence: usize) -> Vec<Vec<f64>> {
        let frames = self.frames[sequence].chunks(self.classes);
        frames
            .map(|frame| {
                let largest = frame.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let sum: f64 = frame.iter().map(|x| (x - largest).exp()).sum();
                frame.iter().map(|x| if self.logits { (x - largest) - sum.ln() } else { *x }).collect()
            })
            .collect()
    }

    /// −log P of a sequence and Γ by frame and class, in logarithms, state by state.
    pub fn by_recursion(&self, sequence: usize) -> Plain {
        let (p, labels) = (self.log_probabilities(sequence), &self.labels[sequence]);
        let extended: Vec<usize> =
            (0..=2 * labels.len()).map(|s| if s % 2 == 0 { self.blank } else { labels[s / 2] }).collect();
        let states = extended.len();
        let skips = |s: usize| s >= 2 && extended[s] != self.blank && extended[s] != extended[s - 2];
        let (frames, none) = (p.len(), f64::NEG_INFINITY);
        let mut alpha = vec![vec![none; states]; frames + 1];
        // Behind no frame: before the first state, of which two follow.
        for t in 0..frames {
            for s in 0..states {
                let before = if t == 0 {
                    if s < 2 { 0.0 } else { none }
                } else {
                    let old = &alpha[t];
                    let one = if s >= 1 { old[s - 1] } else { none };
                    log_sum(&[old[s], one, if skips(s) { old[s - 2] } else { none }])
                };
                alpha[t + 1][s] = before + p[t][extended[s]];
            }
        }
        let end = |s: usize| if s + 2 >= states { 0.0 } else { none };
        let total = if frames == 0 {
            if states == 1 { 0.0 } else { none }
        } else {
            log_sum(&(0..states).map(|s| alpha[frames][s] + end(s)).collect::<Vec<_>>())
        };
        let mut shares = vec![vec![0.0; self.classes]; frames];
        let mut beta: Vec<f64> = (0..states).map(end).collect();
        for t in (0..frames).rev() {
            for s in 0..states {
                if total > none {
                    shares[t][extended[s]] += (alpha[t + 1][s] + beta[s] - total).exp();
                }
            }
            let c: Vec<f64> = (0..states).map(|s| beta[s] + p[t][extended[s]]).collect();
            let at = |s: usize| c.get(s).copied().unwrap_or(none);
            beta = (0..states)
                .map(|s| log_sum(&[c[s], at(s + 1), if s + 2 < states && skips(s + 2) { at(s + 2) } else { none }]))
                .collect();
        }
        (-total, shares)
    }

    /// The same by all paths, one by one.
    pub fn by_paths(&self, sequence: usize) -> Plain {
        let (p, labels) = (self.log_probabilities(sequence), &self.labels[sequence]);
        let frames = p.len();
        let (mut total, mut shares) = (0.0, vec![vec![0.0; self.classes]; frames]);
        for number in 0..self.classes.pow(frames as u32) {
            let path: Vec<usize> = (0..frames).map(|t| number / self.classes.pow(t as u32) % self.classes).collect();
            let mut found = path.clone();
            found.dedup();
            found.retain(|class| *class != self.blank);
            if found == *labels {
                let probability = path.iter().zip(&p).map(|(class, frame)| frame[*class]).sum::<f64>().exp();
                total += probability;
                path.iter().enumerate().for_each(|(t, class)| shares[t][*class] += probability);
            }
        }
        shares.iter_mut().flatten().for_each(|share| *share /= if total > 0.0 { total } else { 1.0 });
        (-total.ln(), shares)
    }

    /// Loss and gradient of a sequence whose loss is finite, by all frames.
    pub fn of_sequence(&self, sequence: usize, (loss, shares): Plain) -> (f64, Vec<f64>) {
        let p = self.log_probabilities(sequence);
        let mut gradient: Vec<f64> = Vec::new();
        for (frame, shares) in p.iter().zip(&shares) {
            let probability = |p: &f64| if self.logits { p.exp() } else { 0.0 };
            let possible = loss < f64::INFINITY;
            gradient
                .extend(frame.iter().zip(shares).map(|(p, share)| if possible { probability(p) - share } else { 0.0 }));
        }
        gradient.resize(self.max_time * self.classes, 0.0);
        (loss, gradient)
    }
}

/// log Σ e^x.
fn log_sum(terms: &[f64]) -> f64 {
    let largest = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest == f64::NEG_INFINITY {
        return largest;
    }
    largest + terms.iter().map(|term| (term - largest).exp()).sum::<f64>().ln()
}
