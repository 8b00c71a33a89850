//! The functions that both objectives of a GAN are made of.

use crate::loss::{Derivatives, Elementwise, GanKind};
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
    #[inline(always)]
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
    #[inline(always)]
    pub fn fake(kind: GanKind) -> Self {
        match kind {
            GanKind::LeastSquares => Self { offset: 0.0, ..Self::real(kind) },
            _ => Self { sign: 1.0, ..Self::real(kind) },
        }
    }

    /// The generator's loss of a fake.
    #[inline(always)]
    pub fn generator(kind: GanKind) -> Self {
        match kind {
            GanKind::Minimax => Self::fake(kind).negated(),
            GanKind::NonSaturating | GanKind::LeastSquares => Self::real(kind),
            GanKind::Hinge | GanKind::Wasserstein => Self::real(GanKind::Wasserstein),
        }
    }

    /// The opposite.
    #[inline(always)]
    fn negated(self) -> Self {
        Self { gain: -self.gain, ..self }
    }
}

impl Elementwise<1, 0> for Adversarial {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], _: [R; 0]) -> Derivatives<R, 1> {
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
        Derivatives {
            loss: loss * gain,
            first: [(derivative * sign * gain).or_nan_of(y)],
            second: [(second_derivative * gain).or_nan_of(y)],
        }
    }
}
