//! Logits that are made of cosines: each is multiplied by a scale, that of the target has a margin before.
//!
//! With cosines u, a scale s and a function ψ:
//!
//! ```text
//! z_c = s·u_c,  z_y = s·ψ(u_y)      ∂z_c/∂u_c = s,  ∂z_y/∂u_y = s·ψ'(u_y)
//! ```
//!
//! The function is known at run time only: it is needed once per row, and rows side by side have it in their lanes. Such
//! rows go through the kernels in double precision, as those with a temperature that is out of the ordinary do.

use crate::math::sine_and_cosine;
use crate::simd::Real;

#[cfg(test)]
mod tests;

/// What logits are multiplied by, and the margin of the target's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cosines {
    /// s; 1 where logits are no cosines.
    pub scale: f64,
    /// ψ.
    pub margin: TargetMargin,
}

/// What the target's cosine u becomes before it is scaled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TargetMargin {
    /// u: logits are no cosines.
    None,
    /// u − m.
    OfCosine {
        /// m.
        margin: f64,
    },
    /// The cosine of the angle of u plus m, while that is no more than a straight angle; else u − m·sin m.
    OfAngle {
        /// sin m.
        sine: f64,
        /// cos m.
        cosine: f64,
        /// m·sin m.
        drop: f64,
    },
}

/// The least sine of the target's angle that derivatives are divided by.
const LEAST_SINE: f64 = 1e-6;

impl TargetMargin {
    /// Of an angle in (0, π).
    #[inline(always)]
    pub fn of_angle(angle: f64) -> Self {
        let [sine, cosine] = sine_and_cosine(angle);
        Self::OfAngle { sine, cosine, drop: angle * sine }
    }
}

impl Cosines {
    /// Logits that are none.
    pub const NONE: Self = Self { scale: 1.0, margin: TargetMargin::None };

    /// Whether logits are made of cosines.
    #[inline(always)]
    pub fn are_there(self) -> bool {
        self.margin != TargetMargin::None
    }

    /// z and ∂z/∂u of the target. A cosine beyond ±1 counts as that where it has an angle.
    #[inline(always)]
    pub fn at_target<R: Real<Lane = f64>>(self, cosine: R) -> [R; 2] {
        let (one, scale) = (R::splat(1.0), R::splat(self.scale));
        match self.margin {
            TargetMargin::None => [cosine * scale, scale],
            TargetMargin::OfCosine { margin } => [(cosine - R::splat(margin)) * scale, scale],
            TargetMargin::OfAngle { sine: sine_of_margin, cosine: cosine_of_margin, drop } => {
                let u = R::select(one.lt(cosine), one, cosine);
                let u = R::select(u.lt(-one), -one, u);
                let sine = ((one - u) * (one + u)).square_root();
                let within = R::splat(-cosine_of_margin).lt(u);
                let (of_margin, sine_of_margin) = (R::splat(cosine_of_margin), R::splat(sine_of_margin));
                let sum = u.mul_add(of_margin, -(sine * sine_of_margin));
                let slope = (u / sine.at_least(LEAST_SINE)).mul_add(sine_of_margin, of_margin);
                let value = R::select(within, sum, u - R::splat(drop));
                [value * scale, R::select(within, slope, one) * scale]
            }
        }
    }
}
