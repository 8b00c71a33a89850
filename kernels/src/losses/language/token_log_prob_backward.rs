//! Backward pass of the log-probabilities of tokens.
//!
//! grad_c = g·([c = y] − p_c) − h·p_c·(log p_c + H).
//!
//! g is d_log_prob of the position plus d_sequence of its sequence, h its d_entropy, each 0 where it is NULL; p = softmax(z),
//! y the token that the position scores, H the entropy. One of the three must be there. The derivatives by z then go through class bias, softcap and
//! temperature to the logits. p·log p is 0 at p = 0. A position that does not count, or of which g and h are 0, has the
//! gradient 0, whatever its logits are.
//!
//! `lse` and `entropy` are those of loss_token_log_prob. Each may be NULL, and is then found by one more pass over the row.
//! Only positions with an entropy term use them: without one the gradient is that of the cross-entropy with weights −g, and
//! has its bits.
//!
//! Reference: R. J. Williams, J. Peng, Function Optimization Using Connectionist Reinforcement Learning Algorithms, 1991,
//! section 3 (the gradient of the entropy).

use crate::element::{Compute, Element};
use crate::loss_rows::positions;
use crate::losses::CrossEntropy;
use crate::math::exp;
use crate::shape::class::{ClassRows, OfClasses};
use crate::shape::logits::RowLogits;
use crate::shape::matrices::{Places, Plain, Sink, Source};
use crate::shape::{Partial, RowOptions, offset, read};
use crate::simd::isa::{Isa, Kernel};
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;
use core::ptr::null;

/// The rows `start..end` of `rows`; as a kernel, with an entropy term. Pointers may be NULL.
#[derive(Clone, Copy)]
pub struct TokenLogProbBackward<E, A: Places<E> = Plain> {
    /// Logits, tokens and options; the gradient has the factor `scale`.
    pub rows: ClassRows<E, A>,
    /// Positions of a sequence.
    pub length: usize,
    /// lse per position.
    pub lse: *const f64,
    /// H per position.
    pub entropy: *const f64,
    /// Derivatives by the log-probability of each position.
    pub by_log_prob: *const E,
    /// Derivatives by the entropy of each position.
    pub by_entropy: *const E,
    /// Derivatives by the log-probability of each sequence.
    pub by_sequence: *const f64,
}

/// What a row is known by before its gradient is written.
struct Known<E, I> {
    logits: RowLogits<E, I>,
    /// log p is z less `largest` less `log_sum`.
    largest: f64,
    log_sum: f64,
    entropy: f64,
}

/// The class with more than half of the probability, and what all others add up to: its derivatives are those of the others
/// with the other sign, so that nothing cancels.
struct Above<S: Simd> {
    probability: S::F64,
    class: S::F64,
    slope: S::F64,
    old: S::F64,
}

impl<E: Element, A: OfClasses<E>> TokenLogProbBackward<E, A> {
    /// g of a row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    pub unsafe fn by_row(&self, row: usize) -> f64 {
        // SAFETY: the arrays are NULL, or have an entry for the row, or for its sequence.
        unsafe {
            read(self.by_log_prob, row, 0.0) + read(self.by_sequence, row.checked_div(self.length).unwrap_or(0), 0.0)
        }
    }

    /// Whether the gradient of a row is 0, whatever its logits are.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    pub unsafe fn is_zero(&self, row: usize) -> bool {
        let scale = self.rows.options.scale;
        // SAFETY: the caller's.
        unsafe { scale * self.by_row(row) == 0.0 && scale * read(self.by_entropy, row, 0.0) == 0.0 }
    }

    /// A row as the only one, which `alone` has with its logits.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    pub unsafe fn of_row(&self, row: usize, alone: ClassRows<E, A>) -> Self {
        let sequence = row.checked_div(self.length).unwrap_or(0);
        // SAFETY: the arrays are NULL, or have an entry for the row, or for its sequence.
        unsafe {
            Self {
                rows: alone,
                length: 1,
                lse: offset(self.lse.cast_mut(), row),
                entropy: offset(self.entropy.cast_mut(), row),
                by_log_prob: offset(self.by_log_prob.cast_mut(), row),
                by_entropy: offset(self.by_entropy.cast_mut(), row),
                by_sequence: offset(self.by_sequence.cast_mut(), sequence),
            }
        }
    }

    /// Writes the gradients of the rows, or adds them.
    ///
    /// # Safety
    /// The contract of the arguments.
    pub unsafe fn gradient(&self, isa: Isa) {
        if self.by_entropy.is_null() && self.rows.options.scale != 0.0 {
            // SAFETY: the caller's.
            unsafe { self.without_entropy(isa) };
        } else {
            isa.run(*self);
        }
    }

    /// The gradient of a cross-entropy with weights −g.
    ///
    /// # Safety
    /// The contract of the arguments.
    unsafe fn without_entropy(&self, isa: Isa) {
        let Self { ref rows, by_log_prob, by_sequence, length, .. } = *self;
        let with = |start: usize, end: usize, weight: *const E, factor: f64| {
            let options = RowOptions { weight, scale: -(rows.options.scale * factor), ..rows.options };
            // SAFETY: the caller's.
            unsafe { ClassRows { start, end, options, ..*rows }.run::<CrossEntropy>(isa) };
        };
        if by_sequence.is_null() {
            return with(rows.start, rows.end, by_log_prob, 1.0);
        }
        let mut row = rows.start;
        while row < rows.end {
            // What is differentiated by its sequence alone has the same factor in all positions.
            let sequence = row.checked_div(length).unwrap_or(0);
            let end = if by_log_prob.is_null() { (sequence + 1) * length } else { row + 1 };
            let end = if end < rows.end { end } else { rows.end };
            // SAFETY: the caller's.
            let factor = unsafe { self.by_row(row) };
            if factor == 0.0 {
                // Zeros, whatever the logits are.
                isa.run(Self { rows: ClassRows { start: row, end, ..*rows }, ..*self });
            } else {
                with(row, end, null(), factor);
            }
            row = end;
        }
    }

    /// What is known of a row, by what is given or by more passes.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn known<S: Simd>(&self, row: usize) -> Known<E, A::Source> {
        let rows = &self.rows;
        // SAFETY: the caller's.
        unsafe {
            let mut logits = RowLogits::new(rows.input, rows.layout(), row, rows.transformation(), rows.bias);
            let given = read(self.lse, row, f64::NAN);
            let (largest, log_sum) = if given.is_finite() {
                (given, 0.0)
            } else {
                let found = logits.normalizer::<S>();
                (found.largest, found.log_sum)
            };
            let mut known = Known { logits, largest, log_sum, entropy: 0.0 };
            known.entropy = if self.entropy.is_null() {
                let mut entropy = <f64 as Compute>::Sum::<S>::zero();
                let mut c = 0;
                while c < rows.classes {
                    let (_, logarithm, p) = known.probabilities::<S>(c);
                    // Both are of one sign.
                    entropy.add(p.times(-logarithm));
                    c += S::F64::LANES;
                }
                entropy.total()
            } else {
                read(self.entropy, row, 0.0)
            };
            known
        }
    }

    /// Writes the gradient of a row that counts, or adds it.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `target` is below `classes`.
    #[inline(always)]
    unsafe fn write<S: Simd>(&self, row: usize, target: usize, [g, h]: [f64; 2]) {
        let rows = &self.rows;
        let (zero, half) = (S::F64::splat(0.0), S::F64::splat(0.5));
        let (by_token, by_entropy) = (S::F64::splat(g), S::F64::splat(h));
        // SAFETY: the caller's, for everything below.
        unsafe {
            let known = self.known::<S>(row);
            let entropy = S::F64::splat(known.entropy);
            let gradient = rows.options.gradient.at(rows.layout().start(row));
            let mut above = Above::<S> { probability: half, class: S::F64::splat(-1.0), slope: zero, old: zero };
            let (mut others, mut terms) = (<f64 as Compute>::Sum::<S>::zero(), <f64 as Compute>::Sum::<S>::zero());
            let mut c = 0;
            while c < rows.classes {
                let (slope, logarithm, p) = known.probabilities::<S>(c);
                let excess = logarithm + entropy;
                let term = p.times(excess);
                let here = positions::<S::F64>(c);
                let derivative = -(p.times(by_token) + term.times(by_entropy));
                let at_target = here.eq(S::F64::splat(target as f64));
                let derivative = S::F64::select(at_target, by_token + derivative, derivative);
                let larger = half.lt(p);
                if rows.options.accumulate {
                    let old = gradient.at(c).load::<S, f64>(rows.classes - c);
                    above.old = S::F64::select(larger, old, above.old);
                }
                above.probability = S::F64::select(larger, p, above.probability);
                above.class = S::F64::select(larger, here, above.class);
                above.slope = S::F64::select(larger, slope, above.slope);
                others.add(p.without(larger));
                terms.add(term.without(larger));
                rows.put_row::<S>(row, c, [derivative * slope, zero]);
                c += S::F64::LANES;
            }
            if let Some((class, probability, slope, old)) = above.found() {
                let by_token = if class == target { g * others.total() } else { -(g * probability) };
                let derivative = h * terms.total() + by_token;
                gradient.at(class).set(derivative * slope + old);
            }
        }
    }
}

impl<E: Element, I: Source<E>> Known<E, I> {
    /// ∂z/∂x, log p and p from class `c` on; p is 0 in the lanes beyond the row.
    ///
    /// # Safety
    /// The matrix is valid for reading the row, and `c` is below `classes`.
    #[inline(always)]
    unsafe fn probabilities<S: Simd>(&self, c: usize) -> (S::F64, S::F64, S::F64) {
        // SAFETY: the caller's.
        let [z, slope, _] = unsafe { self.logits.logits::<S>(c) };
        let logarithm = (z - S::F64::splat(self.largest)) - S::F64::splat(self.log_sum);
        (slope, logarithm, exp(logarithm))
    }
}

impl<S: Simd> Above<S> {
    /// Class, p, slope and old gradient, if there is such a class.
    #[inline(always)]
    fn found(&self) -> Option<(usize, f64, f64, f64)> {
        let mut lanes = [[0.0; 16]; 4];
        // SAFETY: no vector of f64 has more than 16 lanes.
        unsafe {
            self.class.store(lanes[0].as_mut_ptr(), 16);
            self.probability.store(lanes[1].as_mut_ptr(), 16);
            self.slope.store(lanes[2].as_mut_ptr(), 16);
            self.old.store(lanes[3].as_mut_ptr(), 16);
        }
        let [classes, probabilities, slopes, olds] = lanes;
        let mut lane = 0;
        while lane < S::F64::LANES && lane < 16 {
            if classes[lane] >= 0.0 {
                return Some((classes[lane] as usize, probabilities[lane], slopes[lane], olds[lane]));
            }
            lane += 1;
        }
        None
    }
}

impl<E: Element, A: OfClasses<E>> Kernel for TokenLogProbBackward<E, A> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let rows = &self.rows;
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for this row; the token of a row that counts is below `classes`.
            unsafe {
                let scale = rows.options.scale;
                let derivatives = [self.by_row(row), read(self.by_entropy, row, 0.0)].map(|by| by * scale);
                match rows.target_of(row) {
                    Some(target) if scale != 0.0 && derivatives != [0.0, 0.0] => {
                        self.write::<S>(row, target, derivatives);
                    }
                    _ => rows.clear_row::<S>(row),
                }
            }
            row += 1;
        }
        Partial::default()
    }
}
