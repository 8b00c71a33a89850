//! What both deviances of a Tweedie distribution have in common: φ, and powers of the mean and of the target that are in
//! range where the result is.
//!
//! With μ the mean, A = μ^(2−p) and B = t·μ^(1−p) the derivative by log μ is A − B and the loss A·φ(u), u = log(t/μ). A may
//! vanish where φ overflows. So the larger of A and B is taken out, and of the loss for p > 2 and u ≤ 0 t^(2−p): what
//! is left is between 0 and 1, or grows no faster than u.
//!
//! With n = |u| and G(c) = (1 − e^(−cn))/c the rest of the loss is one of two differences with s = 2 − p, or s = p − 1 for p
//! below 3/2, where both cancel less: (G(s) − G(1))/(1−s), or (G(1) − e^(−(1−s)n)·G(s))/(1−s). Which of them is a
//! question of the sign of u alone. For s < 0, which is p > 2, both are multiplied by e^(sn), so that no exponent is above 0. Near u =
//! 0 the differences cancel all the same, and φ is a series.

use crate::loss::{Arguments, Refusal};
use crate::math::{Coefficients, exp, exp_and_expm1_of_negative, exp_of_negative};
use crate::simd::Real;

/// The terms of the series, from u² on.
const TERMS: usize = 18;
/// Where |u|·max(1, |2−p|) is below this, φ is its series. The first term that is left out is less than 2^−55 of φ; beyond, the
/// terms of a difference are together less than 4.5 times the difference.
const NEAR: f64 = 1.0;

/// 2^100. From here on a power of a number other than 1 is 0 or infinite.
const FAR: f64 = (1u128 << 100) as f64;

/// p, and what follows from it.
#[derive(Clone, Copy, Debug)]
pub struct Tweedie {
    pub(super) power: f64,
    /// max(1, |2−p|).
    growth: f64,
    /// Σ_{j=0..k−2} (2−p)^j / (k!·growth^(k−2)) for k from 2 on: of u²·(u·growth)^(k−2).
    series: [f64; TERMS],
}

impl Default for Tweedie {
    #[inline(always)]
    fn default() -> Self {
        Self::with(1.5)
    }
}

impl Tweedie {
    #[inline(always)]
    pub(super) fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let power = arguments.scalars[0];
        if power == 0.0 {
            Ok(Self::default())
        } else if power >= 1.0 && power.is_finite() {
            Ok(Self::with(power))
        } else {
            Err(Refusal { argument: "power", value: power, must: "be finite and at least 1 (0: the default)" })
        }
    }

    #[inline(always)]
    fn with(power: f64) -> Self {
        let power = if power > FAR { FAR } else { power };
        let rate = 2.0 - power;
        let growth = if rate < -1.0 { -rate } else { 1.0 };
        let mut series = [0.0; TERMS];
        // Σ (2−p)^j/growth^(k−2) is 1 for k = 2, and each comes from the one before.
        let (mut sum, mut below, mut factorial) = (1.0, 1.0, 2.0);
        let mut i = 0;
        while i < TERMS {
            series[i] = sum / factorial;
            below /= growth;
            sum = rate / growth * sum + below;
            factorial *= 3.0 + i as f64;
            i += 1;
        }
        Self { power, growth, series }
    }

    /// Of the logarithms of mean and target, each as the sum of two numbers, and of the one less the other. The results are
    /// NaN where the logarithm of the mean is.
    #[inline(always)]
    pub(super) fn parts<R: Real<Lane: Coefficients>>(self, mean: (R, R), target: (R, R), u: R) -> Parts<R> {
        let (zero, one) = (R::splat(0.0), R::splat(1.0));
        // Beside a target of 0 an infinite logarithm of the mean counts for nothing.
        let u = R::select(target.0.eq(R::splat(f64::NEG_INFINITY)), target.0, u).or_nan_of(mean.0);
        let above = zero.lt(u);
        let n = u.abs();
        let (fall, less) = exp_and_expm1_of_negative(-n);
        Parts {
            tweedie: self,
            mean: Pair::of(mean),
            target: Pair::of(target),
            u,
            above,
            fall,
            whole: -less,
            less: R::select(above, less, -less),
            of_mean: R::select(above, fall, one),
            of_target: R::select(above, one, fall),
        }
    }

    /// φ(u), with the standard library's functions.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn reference(&self, u: f64) -> f64 {
        let (a, b) = (2.0 - self.power, 1.0 - self.power);
        if u.abs() * self.growth < NEAR {
            let term = |k: i32| (0..=k - 2).map(|j| a.powi(j)).sum::<f64>() * u.powi(k);
            let factorial = |k: i32| (1..=k).map(f64::from).product::<f64>();
            (2..30).rev().map(|k| term(k) / factorial(k)).sum()
        } else if b == 0.0 {
            u.exp() * (u - 1.0) + 1.0
        } else if a == 0.0 {
            u.exp_m1() - u
        } else if self.power < 1.5 && u > f64::NEG_INFINITY {
            (u.exp() * (b * u).exp_m1() / b - u.exp_m1()) / a
        } else {
            ((a * u).exp_m1() / a - u.exp_m1()) / b
        }
    }
}

/// What loss and derivatives of an element are made of.
pub(super) struct Parts<R: Real> {
    tweedie: Tweedie,
    /// Logarithms.
    mean: Pair<R>,
    target: Pair<R>,
    u: R,
    /// u > 0.
    above: R::Mask,
    /// e^−|u|.
    fall: R,
    /// 1 − e^−|u|.
    whole: R,
    /// A − B, over the larger of them.
    pub(super) less: R,
    /// A over the larger.
    pub(super) of_mean: R,
    /// B over the larger.
    pub(super) of_target: R,
}

impl<R: Real<Lane: Coefficients>> Parts<R> {
    /// The larger of A and B, over μ^`over`.
    #[inline(always)]
    pub(super) fn larger(&self, over: f64) -> Root<R> {
        let power = self.tweedie.power;
        let of_mean = self.mean.times(2.0 - power - over);
        let of_target = self.target.plus(self.mean.times(1.0 - power - over));
        Pair::select(self.above, of_target, of_mean).root_of_exponential()
    }

    /// A.
    #[inline(always)]
    pub(super) fn mean_alone(&self) -> R {
        self.mean.times(2.0 - self.tweedie.power).root_of_exponential().squared_times(R::splat(1.0))
    }

    /// The loss.
    #[inline(always)]
    pub(super) fn loss(&self) -> R {
        let Self { tweedie, u, above, fall, whole, .. } = *self;
        let (one, n) = (R::splat(1.0), u.abs());
        let rate = 2.0 - tweedie.power;
        let s = if tweedie.power < 1.5 { tweedie.power - 1.0 } else { rate };
        // G(s), times e^(sn) for s < 0.
        let size = s.abs();
        let (slow, less) = exp_and_expm1_of_negative(-(n * R::splat(size)));
        let integral = if s == 0.0 { n } else { -(less / R::splat(size)) };
        let (of_whole, of_integral) =
            if s < 0.0 { (slow, fall) } else { (one, exp_of_negative(-(n * R::splat(1.0 - s)))) };
        let (first, second) = (integral - of_whole * whole, whole - of_integral.times(integral));
        let far = if tweedie.power < 1.5 { R::select(above, first, second) } else { R::select(above, second, first) };

        let z = u * R::splat(tweedie.growth);
        let mut sum = R::splat(tweedie.series[TERMS - 1]);
        let mut i = TERMS - 1;
        while i > 0 {
            i -= 1;
            sum = sum.mul_add(z, R::splat(tweedie.series[i]));
        }
        // φ is over A, which is taken out only for u ≤ 0 and p ≤ 2.
        let near = sum * u * u * R::select(above, fall, of_whole);
        let rest = R::select(z.abs().lt(R::splat(NEAR)), near, far / R::splat(1.0 - s));
        let root = if s < 0.0 {
            let of_target = self.target.plus(self.mean.times(1.0 - tweedie.power));
            Pair::select(above, of_target, self.target.times(rate)).root_of_exponential()
        } else {
            self.larger(0.0)
        };
        root.squared_times(rest)
    }
}

/// A number as the sum of two, the second without any bit that the first has room for. Where the first is infinite, the second
/// may be NaN.
#[derive(Clone, Copy)]
struct Pair<R> {
    leading: R,
    rest: R,
}

impl<R: Real<Lane: Coefficients>> Pair<R> {
    #[inline(always)]
    fn of((high, low): (R, R)) -> Self {
        let leading = high + low;
        Self { leading, rest: low - (leading - high) }
    }

    /// A product; 0 wins against an infinity.
    #[inline(always)]
    fn times(self, factor: f64) -> Self {
        let of_all = R::splat(factor);
        let leading = of_all.times(self.leading);
        let lost = self.leading.mul_add(of_all, -leading);
        Self { leading, rest: if factor == 0.0 { R::splat(0.0) } else { self.rest.mul_add(of_all, lost) } }
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        let leading = self.leading + other.leading;
        let part = leading - self.leading;
        let lost = (self.leading - (leading - part)) + (other.leading - part);
        Self { leading, rest: lost + (self.rest + other.rest) }
    }

    #[inline(always)]
    fn select(mask: R::Mask, yes: Self, no: Self) -> Self {
        Self { leading: R::select(mask, yes.leading, no.leading), rest: R::select(mask, yes.rest, no.rest) }
    }

    /// The square root of the exponential.
    #[inline(always)]
    fn root_of_exponential(self) -> Root<R> {
        let half = R::splat(0.5);
        let value = exp(half * self.leading);
        // The rest is NaN, or of either sign, where the root is infinite.
        let root = R::select(value.eq(R::splat(f64::INFINITY)), value, value + value.times(half * self.rest));
        Root(root)
    }
}

/// The square root of a factor that may be out of range where products with it are not.
#[derive(Clone, Copy)]
pub(super) struct Root<R>(R);

impl<R: Real> Root<R> {
    /// The factor times a number, of which 0 wins.
    #[inline(always)]
    pub(super) fn squared_times(self, x: R) -> R {
        x.times(self.0).times(self.0)
    }
}
