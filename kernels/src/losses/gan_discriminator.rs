//! Objective of the discriminator (critic) of a GAN.
//!
//! value = mean over the real batch of f(r) + mean over the fake batch of g(x), r and x logits or scores.
//! LOSS_GAN_MINIMAX, LOSS_GAN_NON_SATURATING: f = −log σ(r) = softplus(−r),  g = −log(1 − σ(x)) = softplus(x).
//! LOSS_GAN_LEAST_SQUARES: f = ½(r − 1)²,  g = ½x².
//! LOSS_GAN_HINGE: f = max(0, 1 − r),  g = max(0, 1 + x), derivative 0 at the kink.
//! LOSS_GAN_WASSERSTEIN: f = −r,  g = x.
//! ∂value/∂r = f′(r)/n_real,  ∂value/∂x = g′(x)/n_fake.
//!
//! Rows are elements, the real batch first: weight, mask, losses and hessian of the options have n_real +
//! n_fake entries. Each batch has a mean of its own, over its own weights (LOSS_MEAN) or rows
//! (LOSS_MEAN_ROWS); LOSS_SUM adds up both batches, and so does `sums`. A batch may be empty and adds 0: with
//! n_fake = 0, a call gives value and sums of the real half only. For Wasserstein critics the caller must
//! apply the Lipschitz constraint (clipping, gradient penalty).
//!
//! References: I. Goodfellow et al., Generative adversarial nets, arXiv:1406.2661, equation 1; X. Mao et
//! al., Least squares GAN, arXiv:1611.04076, equation 9; J. H. Lim, J. C. Ye, Geometric GAN,
//! arXiv:1705.02894, and T. Miyato et al., arXiv:1802.05957, equation 17; M. Arjovsky et al.,
//! Wasserstein GAN, arXiv:1701.07875, section 3.

use crate::loss::{Domain, GanKind, Pointwise, Terms};
use crate::math::{Coefficients, logistic_pair};
use crate::simd::Real;

/// The functions that the objectives are made of.
#[derive(Clone, Copy, Debug, Default)]
enum Shape {
    /// softplus(y).
    Softplus,
    /// ½y².
    HalfSquare,
    /// max(0, y).
    Hinge,
    /// y.
    #[default]
    Linear,
}

/// One batch's share of an objective: gain times a function of y = sign·x + offset.
#[derive(Clone, Copy, Debug, Default)]
pub struct Adversarial {
    shape: Shape,
    gain: f64,
    sign: f64,
    offset: f64,
}

impl Adversarial {
    /// The discriminator's loss of a real sample.
    pub fn real(kind: GanKind) -> Self {
        let of = |shape, sign, offset| Self { shape, gain: 1.0, sign, offset };
        match kind {
            GanKind::Minimax | GanKind::NonSaturating => of(Shape::Softplus, -1.0, 0.0),
            GanKind::LeastSquares => of(Shape::HalfSquare, 1.0, -1.0),
            GanKind::Hinge => of(Shape::Hinge, -1.0, 1.0),
            GanKind::Wasserstein => of(Shape::Linear, -1.0, 0.0),
        }
    }

    /// The discriminator's loss of a fake.
    pub fn fake(kind: GanKind) -> Self {
        match kind {
            GanKind::LeastSquares => Self { offset: 0.0, ..Self::real(kind) },
            _ => Self { sign: 1.0, ..Self::real(kind) },
        }
    }

    /// The opposite.
    pub(super) fn negated(self) -> Self {
        Self { gain: -self.gain, ..self }
    }
}

impl Pointwise for Adversarial {
    const TARGET: Domain = Domain::Absent;

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, x: R, _: R) -> Terms<R> {
        let (zero, one) = (R::splat(0.0), R::splat(1.0));
        let (gain, sign) = (R::splat(self.gain), R::splat(self.sign));
        let y = x.mul_add(sign, R::splat(self.offset));
        let (loss, derivative, second_derivative) = match self.shape {
            Shape::Softplus => {
                let of = logistic_pair(y);
                (of.softplus, of.sigmoid, of.sigmoid * of.sigmoid_negative)
            }
            Shape::HalfSquare => (R::splat(0.5) * y * y, y, one),
            Shape::Hinge => (y.at_least(0.0), one.keep(zero.lt(y)), zero),
            Shape::Linear => (y, one, zero),
        };
        Terms {
            loss: loss * gain,
            derivative: (derivative * sign * gain).or_nan_of(y),
            second_derivative: (second_derivative * gain).or_nan_of(y),
        }
    }
}
