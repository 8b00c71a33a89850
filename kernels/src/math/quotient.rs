//! Quotients by numbers of which the inverses are known, or are needed once for many.

use crate::simd::{Lane, Real};

/// What numbers are divided by: normal numbers of the type.
#[derive(Clone, Copy)]
pub struct Quotient<R> {
    divisor: R,
    /// 1/divisor, rounded.
    inverse: R,
}

impl<R: Real> Quotient<R> {
    /// By the number of the type that is nearest to `divisor`.
    #[inline(always)]
    pub fn by(divisor: f64) -> Self {
        let divisor = R::Lane::from_f64(divisor).to_f64();
        Self { divisor: R::splat(divisor), inverse: R::splat(1.0 / divisor) }
    }

    /// By numbers of which the inverses are known, correctly rounded.
    #[inline(always)]
    pub fn with(divisor: R, inverse: R) -> Self {
        Self { divisor, inverse }
    }

    /// x / divisor, correctly rounded where that and x are above 2^MANTISSA_BITS times the smallest normal number, and within 0.6 units
    /// elsewhere.
    ///
    /// A product with the inverse has up to 1.5 units; a fused multiply-add then says without error by how much the product of
    /// that and the divisor misses x (P. Markstein, Computation of elementary functions on the IBM RISC System/6000
    /// processor, IBM Journal of Research and Development 34, 1990, theorem 6). That is five operations, in a third of the time
    /// that a division takes.
    #[inline(always)]
    pub fn of(self, x: R) -> R {
        let near = x * self.inverse;
        let missing = (-near).mul_add(self.divisor, x);
        // What an infinite quotient misses is no number.
        R::select(near.abs().lt(R::splat(f64::INFINITY)), missing.mul_add(self.inverse, near), near)
    }
}
