//! Poly-1 binary cross-entropy of logits.
//!
//! l = C + ε·(1 − p_t), C = (1 − t)·softplus(x) + t·softplus(−x), 1 − p_t = (1 − t)·σ(x) + t·σ(−x).
//! ∂l/∂x = σ(x) − t + ε·(1 − 2t)·σ(x)·σ(−x),  ∂²l/∂x² = σ(x)·σ(−x)·(1 + ε·(1 − 2t)·(1 − 2σ(x))).
//!
//! The binary cross-entropy is the sum of (1 − p_t)^j/j over j = 1, 2, …, where p_t is the probability of the target;
//! this loss has 1 + ε, ε = `epsilon`, in place of the first coefficient. x is a logit, t a target in [0, 1]. With ε
//! above 0 elements that are nearly right count more than they do in the cross-entropy, with ε below 0 they count less.
//! Loss and gradient are exact for logits of any size, and for all ε, also near −1, where they vanish with the square
//! of 1 − p_t.
//!
//! ε = 0 stands for the default; for a loss without the term call loss_bce_logits.
//!
//! Reference: Z. Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions,
//! arXiv:2204.12511, section 4.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal};
use crate::math::{Coefficients, LogisticPair, log1p_excess, logistic_pair};
use crate::simd::Real;

/// (1 − t)·f(x) + t·f(−x), f(x) = softplus(x) + ε·σ(x).
#[derive(Clone, Copy, Debug)]
pub struct Poly1BceLogits {
    epsilon: f64,
}

/// Up to here [`log1p_excess`] has its digits.
const LARGEST_EXCESS: f64 = 0.41;

impl Default for Poly1BceLogits {
    fn default() -> Self {
        Self { epsilon: 2.0 }
    }
}

impl Poly1BceLogits {
    /// 1 + ε·(1 − σ) and 1 + ε·(1 − 2σ), with which f' = σ·(1 + ε·(1 − σ)) and f'' = σ(1 − σ)·(1 + ε·(1 − 2σ)). With ε
    /// below 0 they are sums of 1 + ε and −ε·σ, so that nothing cancels. With ε above 0 the second is a sum too, of 1 − ε
    /// and 2ε·(1 − σ) where σ is above ½: for ε up to 1 nothing cancels, for larger ε only near its zero. ε may be infinite
    /// in the type that is computed with.
    #[inline(always)]
    fn factors<R: Real>(self, sigmoid: R, other: R) -> (R, R) {
        let one = R::splat(1.0);
        if self.epsilon < 0.0 {
            let least = R::splat(1.0 + self.epsilon);
            let share = R::splat(-self.epsilon) * sigmoid;
            return (least + share, least + (share + share));
        }
        let epsilon = R::splat(self.epsilon);
        let share = other.times(epsilon);
        let falling = R::splat(1.0 - self.epsilon) + (share + share);
        let rising = one + (other - sigmoid).times(epsilon);
        (one + share, R::select(other.lt(sigmoid), falling, rising))
    }
}

impl Elementwise<1, 1> for Poly1BceLogits {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        let [epsilon, ..] = arguments.scalars;
        if !(epsilon >= -1.0 && epsilon.is_finite()) {
            return Err(Refusal {
                argument: "epsilon",
                value: epsilon,
                must: "be finite and at least -1 (0: the default)",
            });
        }
        Ok(Self { epsilon: if epsilon == 0.0 { 2.0 } else { epsilon } })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let LogisticPair { sigmoid: p, sigmoid_negative: n, softplus_rest: rest, .. } = logistic_pair(x);
        let negative = R::splat(1.0) - t;
        let below = x.lt(R::splat(0.0));
        // The weight of that softplus which has |x| besides the rest.
        let own = R::select(below, t, negative);
        let wrong = negative.mul_add(p, t * n);
        let loss = if self.epsilon < 0.0 {
            // softplus − σ, of |x| and of −|x|. With e = e^−|x| the second is e − e/(1 + e) less e − log(1 + e), which
            // does not cancel near 0.
            let (smaller, larger) = (R::select(below, p, n), R::select(below, n, p));
            let e = smaller / larger;
            let small = e.mul_add(smaller, -log1p_excess(e));
            let near = R::select(e.lt(R::splat(LARGEST_EXCESS)), small, rest - smaller);
            let far = own.times(x.abs() + (rest - larger));
            let other = R::select(below, negative, t);
            wrong.mul_add(R::splat(1.0 + self.epsilon), other.mul_add(near, far))
        } else {
            rest + own.times(x.abs()) + wrong.times(R::splat(self.epsilon))
        };
        let (rising, falling) = (self.factors(p, n), self.factors(n, p));
        let curvature = negative.times(rising.1) + t.times(falling.1);
        Derivatives {
            loss,
            first: [(negative * p).times(rising.0) - (t * n).times(falling.0)],
            second: [(p * n).times(curvature).or_nan_of(curvature)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for Poly1BceLogits {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        let sigmoid = |x: f64| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) };
        let times = |factor: f64, value: f64| if factor == 0.0 { 0.0 } else { factor * value };
        let (p, n, epsilon) = (sigmoid(x), sigmoid(-x), self.epsilon);
        let cross = times(1.0 - t, softplus(x)) + times(t, softplus(-x));
        [
            cross + epsilon * ((1.0 - t) * p + t * n),
            (1.0 - t) * p * (1.0 + epsilon * n) - t * n * (1.0 + epsilon * p),
            p * n * (1.0 + epsilon * (1.0 - 2.0 * t) * (n - p)),
        ]
        .into()
    }
}
