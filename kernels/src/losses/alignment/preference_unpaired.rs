//! Losses of single answers that are desirable or not.
//!
//! l is a function of r = log_prob − ref_log_prob, with other coefficients where the answer is desirable and where it is not.
//! LOSS_UNPAIRED_KTO: λ·σ(−β·(r − z)) if desirable, λ′·σ(β·(r − z)) if not.
//! LOSS_UNPAIRED_BCO: λ·softplus(−(β·r − z)) if desirable, λ′·softplus(β·r − z) if not.
//! ∂l/∂log_prob = ∓λ·β·σ(u)·σ(−u) with u = β·(r − z) for KTO,  ∓λ·β·σ(∓u) with u = β·r − z for BCO.
//!
//! A row is an answer. log_prob is the log-probability of a whole answer, a sum over its tokens, ref_log_prob that of the
//! reference model (NULL: 0), and desirable a byte per answer, 0 or not.
//!
//! β = `beta`, λ = `desirable_weight`, λ′ = `undesirable_weight`: they multiply the loss, not the denominator of the mean.
//! z = `shift` is a constant, of which no derivative is taken. KTO expects an estimate of the divergence from the reference
//! there: the mean of log_prob − ref_log_prob over answers to other prompts, at least 0, so that a negative shift is refused
//! (the caller takes the larger of the mean and 0). BCO expects a running mean of β·r. With z = 0 KTO is the unpaired form of
//! APO-zero. To leave a class out, use the mask.
//!
//! All is computed in double, also for float arrays.
//!
//! References: K. Ethayarajh et al., KTO: model alignment as prospect theoretic optimization, arXiv:2402.01306, equation 7;
//! S. Jung et al., Binary classifier optimization for large language model alignment, arXiv:2404.04656.

use super::logistic::{Curve, Logistic};
use crate::loss::{Derivatives, Elementwise, Refusal, UnpairedKind, finite, positive_or};
use crate::math::Coefficients;
use crate::simd::Real;

/// A logistic curve of ±(β·(r − reference) − offset), times λ or λ′.
#[derive(Clone, Copy, Debug, Default)]
pub struct PreferenceUnpaired {
    curve: Logistic,
    beta: f64,
    /// z of KTO, else 0.
    reference: f64,
    /// z of BCO, else 0.
    offset: f64,
    desirable: f64,
    undesirable: f64,
}

impl PreferenceUnpaired {
    /// The loss of a kind, or which of the numbers is out of range.
    #[inline(always)]
    pub fn of_kind(kind: UnpairedKind, scalars: [f64; 4]) -> Result<Self, Refusal> {
        let [beta, shift, desirable, undesirable] = scalars;
        let beta = positive_or(0.1, "beta", beta)?;
        let shift = finite("shift", shift)?;
        let desirable = positive_or(1.0, "desirable_weight", desirable)?;
        let undesirable = positive_or(1.0, "undesirable_weight", undesirable)?;
        let (curve, reference, offset) = match kind {
            UnpairedKind::Kto if shift < 0.0 => {
                return Err(Refusal { argument: "shift", value: shift, must: "not be negative with this kind" });
            }
            UnpairedKind::Kto => (Logistic::SHARE, shift, 0.0),
            UnpairedKind::Bco => (Logistic::LIKELY, 0.0, shift),
        };
        Ok(Self { curve, beta, reference, offset, desirable, undesirable })
    }
}

impl Elementwise<1, 2> for PreferenceUnpaired {
    /// A difference of sums of logarithms, which are large.
    const IN_DOUBLE: bool = true;
    const BYTES: bool = true;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [reference, desirable]: [R; 2]) -> Derivatives<R, 1> {
        let (zero, one) = (R::splat(0.0), R::splat(1.0));
        let is_desirable = zero.lt(desirable);
        let sign = R::select(is_desirable, one, zero - one);
        let weight = R::select(is_desirable, R::splat(self.desirable), R::splat(self.undesirable));
        let beta = R::splat(self.beta);
        let score = beta.mul_add(x - reference - R::splat(self.reference), R::splat(-self.offset));
        let Curve { loss, slope, curvature } = self.curve.of(sign * score);
        let weighted = weight * beta;
        Derivatives {
            loss: weight * loss,
            first: [(sign * weighted * slope).or_nan_of(score)],
            second: [(weighted * beta * curvature).or_nan_of(score)],
        }
    }
}
