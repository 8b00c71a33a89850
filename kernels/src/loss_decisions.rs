//! What a loss of rows of binary decisions is: one of labels that exclude nothing, or of ordered classes.
//!
//! A row has D logits z, one per decision, each with a target t in [0, 1], a weight w and a weight p of its positive part:
//!
//! ```text
//! l = share·Σ_c w_c·((1 − t_c)·softplus(z_c) + p_c·t_c·softplus(−z_c)),  share = 1 or 1/D
//! ```
//!
//! Labels are given, one target per decision. Of ordered classes, of which there is one more than decisions, the index y of
//! the row's class says which decisions it is about and what their targets are.

use crate::loss::{Arguments, Derivatives, Refusal};
use crate::math::{Coefficients, LogisticPair, logistic_pair};
use crate::simd::Real;

#[cfg(test)]
mod tests;

/// What a pair of neighbours adds to the loss and to the derivatives by both, from the gap between them.
#[derive(Clone, Copy, Debug)]
pub struct Between<R> {
    /// The loss.
    pub loss: R,
    /// Minus its derivative by the gap.
    pub slope: R,
    /// The second.
    pub curvature: R,
}

/// The loss of a row of decisions.
pub trait DecisionLoss: Copy + Default + Send + Sync + 'static {
    /// Targets are numbers, one per decision; else the index of a class per row.
    const LABELS: bool = false;
    /// Decisions may have weights, in the options of classes.
    const WEIGHTED: bool = false;
    /// A row of ordered classes counts with the number of its decisions in the mean.
    const COUNTED: bool = false;
    /// Logits rise over a row, decision c is whether the class is at most c, and a row is about the two that its class is
    /// between. Else decision c is whether the class is above c.
    const BETWEEN: bool = false;

    /// The loss with its parameters, or which of them is out of range.
    fn new(_: &Arguments) -> Result<Self, Refusal> {
        Ok(Self::default())
    }

    /// The decisions that a row of this class is about, of so many: the first, and the one behind the last.
    #[inline(always)]
    fn made(_class: usize, decisions: usize) -> (usize, usize) {
        (0, decisions)
    }

    /// What two neighbours add, from the upper less the lower. `#[inline(always)]` in every implementation.
    #[inline(always)]
    fn between<R: Real<Lane: Coefficients>>(_gap: R) -> Between<R> {
        let zero = R::splat(0.0);
        Between { loss: zero, slope: zero, curvature: zero }
    }
}

/// Binary cross-entropy of a logit: (1 − t)·softplus(x) + p·t·softplus(−x), and its derivatives.
#[inline(always)]
pub(crate) fn cross_entropy<R: Real<Lane: Coefficients>>(x: R, t: R, positive_weight: R) -> Derivatives<R, 1> {
    let LogisticPair { sigmoid, sigmoid_negative, softplus_rest, .. } = logistic_pair(x);
    let negative = R::splat(1.0) - t;
    let positive = t * positive_weight;
    // softplus(±x) is softplus_rest, and |x| more for the sign that x has.
    let own = R::select(x.lt(R::splat(0.0)), positive, negative);
    Derivatives {
        loss: (negative + positive).mul_add(softplus_rest, own.times(x.abs())),
        first: [negative.mul_add(sigmoid, -(positive * sigmoid_negative))],
        second: [(negative + positive) * sigmoid * sigmoid_negative],
    }
}

/// How many decisions a row of this class is about, of so many.
#[inline(always)]
pub(crate) fn count<L: DecisionLoss>(class: usize, decisions: usize) -> usize {
    let (first, last) = L::made(class, decisions);
    last - first
}

/// A row, for tests.
#[cfg(any(test, feature = "reference"))]
#[derive(Clone, Copy, Debug)]
pub struct DecisionRow<'a> {
    /// z.
    pub logits: &'a [f64],
    /// t, of labels.
    pub labels: &'a [f64],
    /// y, of ordered classes.
    pub class: usize,
    /// w.
    pub class_weight: Option<&'a [f64]>,
    /// p.
    pub positive_weight: Option<&'a [f64]>,
}

#[cfg(any(test, feature = "reference"))]
impl DecisionRow<'_> {
    /// w_c.
    pub fn weight(&self, c: usize) -> f64 {
        self.class_weight.map_or(1.0, |weight| weight[c])
    }

    /// p_c.
    pub fn positive(&self, c: usize) -> f64 {
        self.positive_weight.map_or(1.0, |weight| weight[c])
    }
}

/// The plain formula of a loss, for tests.
#[cfg(any(test, feature = "reference"))]
pub trait DecisionReference: DecisionLoss {
    /// l, the derivatives and the second derivatives by the logits, with the standard library's functions.
    fn reference(&self, row: &DecisionRow) -> (f64, std::vec::Vec<[f64; 2]>);

    /// What the row adds to the denominator of the mean, before its row weight.
    fn mass(&self, _row: &DecisionRow) -> f64 {
        1.0
    }
}

/// The logistic function, softplus and the loss of a decision with its derivatives, for references.
#[cfg(any(test, feature = "reference"))]
pub mod plain {
    /// σ(x).
    pub fn logistic(x: f64) -> f64 {
        if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) }
    }

    /// log(1 + e^x).
    pub fn softplus(x: f64) -> f64 {
        x.max(0.0) + (-x.abs()).exp().ln_1p()
    }

    /// A product in which 0 wins.
    pub fn times(factor: f64, value: f64) -> f64 {
        if factor == 0.0 { 0.0 } else { factor * value }
    }

    /// Binary cross-entropy and its derivatives, where positive targets count p times.
    pub fn cross_entropy(z: f64, t: f64, p: f64) -> [f64; 3] {
        [
            times(1.0 - t, softplus(z)) + times(p * t, softplus(-z)),
            (1.0 - t) * logistic(z) - p * t * logistic(-z),
            (1.0 - t + p * t) * logistic(z) * logistic(-z),
        ]
    }
}
