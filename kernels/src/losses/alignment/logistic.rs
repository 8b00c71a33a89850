//! The logistic curves that losses of preferences are made of.

use crate::math::{Coefficients, logistic_pair};
use crate::simd::Real;

/// a·softplus(−u) + b·softplus(u) + c·u + d·σ(−u) of a score u. A coefficient of 0 leaves its term out, also an infinite one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Logistic {
    /// a: of −log σ(u), which is small where the score is large.
    pub likely: f64,
    /// b: of −log σ(−u).
    pub unlikely: f64,
    /// c.
    pub linear: f64,
    /// d: of 1 − σ(u).
    pub share: f64,
}

/// A curve and its derivatives by u.
pub(super) struct Curve<R> {
    pub loss: R,
    pub slope: R,
    pub curvature: R,
}

impl Logistic {
    /// −log σ(u).
    pub const LIKELY: Self = Self { likely: 1.0, unlikely: 0.0, linear: 0.0, share: 0.0 };

    /// 1 − σ(u).
    pub const SHARE: Self = Self { likely: 0.0, share: 1.0, ..Self::LIKELY };

    #[inline(always)]
    pub fn of<R: Real<Lane: Coefficients>>(self, u: R) -> Curve<R> {
        let (likely, unlikely) = (R::splat(self.likely), R::splat(self.unlikely));
        let (linear, share) = (R::splat(self.linear), R::splat(self.share));
        let pair = logistic_pair(u);
        let (sigmoid, opposite) = (pair.sigmoid, pair.sigmoid_negative);
        let both = sigmoid * opposite;
        let logarithms = likely.times(pair.softplus_negative) + unlikely.times(pair.softplus);
        let slope = unlikely.times(sigmoid) - likely.times(opposite);
        Curve {
            loss: logarithms + (linear.times(u) + share.times(opposite)),
            slope: (slope + linear) - share.times(both),
            curvature: (likely + unlikely - share * (opposite - sigmoid)) * both,
        }
    }
}
