//! General robust loss.
//!
//! l = (b/α)·(B^(α/2) − 1), b = 2 − α, B = 1 + z²/b, z = (x − t)/c, value = Σ w·l / Σ w.  ∂l/∂x = (z/c)·B^(α/2 − 1),
//! ∂²l/∂x² = (1/c²)·B^(α/2 − 2)·(1 + (α − 1)·z²/b). In the limits: α = 2: l = ½z², α = 0: l = log(1 + ½z²), α = −∞: l =
//! 1 − e^(−½z²).
//!
//! For regression with outliers of any kind: α = `alpha` says how little they count, from the squared error (2) over
//! the pseudo-Huber loss divided by δ² (1), the Cauchy loss (0, the default) and the Geman-McClure loss (−2) to the
//! Welsch loss (−INFINITY). `c` is the size of errors from which on they count less; near 0 all of them are ½z². With α
//! < 1 the gradient of large errors falls towards 0, and the second derivative is negative there. α may be −INFINITY or
//! any finite number up to 2; α and c are constants here.
//!
//! An infinite error has the loss b/|α| with derivatives 0 if α < 0; else the loss is infinite, the derivative 0 (α <
//! 1), ±1/c (α = 1) or infinite, and the second derivative 0, except 1/c² for α = 2. A subnormal c counts as the least normal `double`.
//!
//! Reference: J. Barron, A general and adaptive robust loss function, arXiv:1701.03077, equation 8.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, in_range, positive_or, with_sign_of};
use crate::math::{Coefficients, exp_and_expm1_of_negative, expm1, log_pair, one_plus, power_of_two};
use crate::simd::{Lane, Real};

/// (b/α)·((1 + z²/b)^(α/2) − 1).
#[derive(Clone, Copy, Debug)]
pub struct GeneralRobust {
    /// At least −[`FAR`].
    alpha: f64,
    /// 2 − α, but at least 1/[`FAR`], so that z²/b is a number for z = 0.
    b: f64,
    c: f64,
}

/// 2^100. Of an α below −2^100 the loss has the digits of that of −∞.
const FAR: f64 = (1u128 << 100) as f64;
/// 2^60. Beside a number above it 1 is nothing, in either type.
const LARGE: f64 = (1u64 << 60) as f64;

impl GeneralRobust {
    #[inline(always)]
    fn with(alpha: f64, c: f64) -> Self {
        let alpha = if alpha < -FAR { -FAR } else { alpha };
        Self { alpha, b: if alpha == 2.0 { 1.0 / FAR } else { 2.0 - alpha }, c }
    }

    /// log(1 + u) for u = z²/b, also where u is out of range, of z ≥ 0.
    #[inline(always)]
    fn logarithm<R: Real<Lane: Coefficients>>(self, z: R, u: R) -> R {
        // By 2^−180 in `f32` and 2^−1080 in `f64`, numbers u from 2^60 to the largest z² over the least b, which is
        // 2^−52, are in range.
        let half = if R::Lane::BIAS == 127 { 90 } else { 540 };
        let scaled = z * R::splat(power_of_two(-half));
        let beyond = R::splat(LARGE).lt(u);
        let (sum, lost) = one_plus(u);
        let (high, low) = log_pair(R::select(beyond, scaled * (scaled / R::splat(self.b)), sum));
        let (ln2_high, ln2_low) = R::Lane::LN_2_SHORT;
        let exponent = R::splat(f64::from(2 * half)).keep(beyond);
        exponent.mul_add(R::splat(ln2_high), high)
            + exponent.mul_add(R::splat(ln2_low), low + (lost / sum).without(beyond))
    }
}

impl Default for GeneralRobust {
    fn default() -> Self {
        Self::with(0.0, 1.0)
    }
}

impl Elementwise<1, 1> for GeneralRobust {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [alpha, c, ..] = arguments.scalars;
        if alpha > 2.0 || alpha.is_nan() {
            return Err(Refusal { argument: "alpha", value: alpha, must: "be at most 2, or -INFINITY" });
        }
        Ok(Self::with(alpha, positive_or(1.0, "c", c)?))
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (one, half) = (R::splat(1.0), R::splat(0.5));
        let tiny = R::splat(1.0 / LARGE);
        let (alpha, c) = (self.alpha, in_range::<R>(self.c));
        let error = x - t;
        let size = error.abs() / c;
        let u = size * (size / R::splat(self.b));

        // Q = (b/2)·log(1 + u), which is ½z² where u is small, and counts as 0 for α = 2. All powers come from it:
        // B^(α/2 − 1) = e^(−Q), B^(α/2) = e^((α/b)·Q). The former in two factors, as |z| times it may be in range where
        // it is not itself.
        let half_b = if alpha == 2.0 { 0.0 } else { 0.5 * self.b };
        let q = R::splat(half_b).times(self.logarithm(size, u));
        let q = R::select(u.lt(tiny), (half * size) * size, q);
        let (root, root_less_one) = exp_and_expm1_of_negative(-(half * q));

        // |z|·B^(α/2 − 1), and its limit at infinity.
        let limit = if alpha < 1.0 {
            0.0
        } else if alpha == 1.0 {
            1.0
        } else {
            f64::INFINITY
        };
        let slope = R::select(size.eq(R::splat(f64::INFINITY)), R::splat(limit), (size * root) * root);

        let loss = if alpha == 0.0 {
            q
        } else if alpha < 1.0 {
            // (b/α)·(e^E − 1), and Q where E is small.
            let exponent = R::splat(alpha / self.b).times(q);
            R::select(exponent.abs().lt(tiny), q, expm1(exponent) * R::splat(self.b / alpha))
        } else {
            // Q is small where E is large. As B^(α/2) = B·e^(−Q), the loss is (z²·e^(−Q) − b·(1 − e^(−Q)))/α. The first
            // product is at least three times the second by which it is made less, as b ≤ 1.
            size.mul_add(slope, R::splat(self.b) * (root_less_one * (one + root))) / R::splat(alpha)
        };

        // (1 + (α − 1)·u)/(1 + u), numerator and denominator divided by u where that is large.
        let large = one.lt(u);
        let (units, multiples) = (R::select(large, one / u, one), R::select(large, one, u));
        let share = multiples.mul_add(R::splat(alpha - 1.0), units) / (units + multiples);
        Derivatives { loss, first: [with_sign_of(slope / c, error)], second: [(share * root) * root / c / c] }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for GeneralRobust {
    const PARAMETERS: [f64; 4] = [-1.5, 0.75, 0.0, 0.0];

    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (alpha, c) = (self.alpha, self.c);
        let z = (x - t) / c;
        let square = z * z;
        let [loss, first, second] = if alpha == 2.0 {
            [0.5 * square, z, 1.0]
        } else if alpha == 0.0 {
            let sum = 1.0 + 0.5 * square;
            [(0.5 * square).ln_1p(), z / sum, (1.0 - 0.5 * square) / (sum * sum)]
        } else if alpha <= -FAR {
            let power = (-0.5 * square).exp();
            [-(-0.5 * square).exp_m1(), z * power, (1.0 - square) * power]
        } else {
            let b = 2.0 - alpha;
            let logarithm = (square / b).ln_1p();
            let power = |exponent: f64| (exponent * logarithm).exp();
            [
                b / alpha * (0.5 * alpha * logarithm).exp_m1(),
                z * power(0.5 * alpha - 1.0),
                power(0.5 * alpha - 2.0) * (1.0 + (alpha - 1.0) / b * square),
            ]
        };
        [loss, first / c, second / (c * c)].into()
    }
}
