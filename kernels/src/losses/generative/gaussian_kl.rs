//! Divergence of a diagonal Gaussian from another one: the regulariser of a VAE with a prior of its own.
//!
//! l = Σ_j max(½(e^u_j − 1 − u_j) + ½(μ_j − m_j)²·e^−v_j, λ),  u = s − v.  Without λ it is KL(N(μ, e^s) ‖ N(m, e^v)).
//! ∂l/∂μ = (μ − m)·e^−v,  ∂l/∂s = ½(e^u − 1); both are 0 where the term is at most λ > 0.
//!
//! For models whose prior is not the standard Gaussian: conditional and hierarchical VAEs, world models, variational weights.
//! s = `log_var` and v = `prior_log_var` are logarithms of variances. Without a mean m = `prior_mu` and without v, both of
//! which may be NULL, m = 0 and v = 0: a call without them and with λ = 0 is loss_vae_kl. The prior is constant: there is no
//! gradient by m and v.
//!
//! λ = `free_bits` (in nats, not bits) is the part of each element's divergence that costs nothing: elements at or below λ
//! have no gradient, so that they are not pressed to the prior early in training. It clips each element of each sample; the
//! paper clips the mean over the batch, per group of elements.
//!
//! Terms are made of (μ − m)·e^(−v/2) and its square, not of e^−v and (μ − m)², which may be out of range before them, and
//! e^u − 1 − u is formed without cancellation near u = 0. The part of the means is 0 where μ = m, also at v = −∞, and where
//! v = +∞. At v = s = ±∞ the divergence has no limit and is NaN. Both gradients follow the options: `upstream`, weights,
//! LOSS_ACCUMULATE. `hessian` is refused, because there are two inputs and one array for it.
//!
//! References: D. P. Kingma, M. Welling, Auto-encoding variational Bayes, arXiv:1312.6114, section 2; free bits: D. P. Kingma
//! et al., Improving variational inference with inverse autoregressive flow, arXiv:1606.04934, appendix C.8.

use crate::loss::{Arguments, Derivatives, Elementwise, Refusal, coefficient, vanishes};
use crate::math::{Coefficients, exp, half_expm1_pair};
use crate::simd::Real;
use crate::sum::two_sum;

/// max(½(e^u − 1 − u) + ½(μ − m)²·e^−v, λ), u = s − v.
#[derive(Clone, Copy, Debug, Default)]
pub struct GaussianKl {
    /// λ.
    free_bits: f64,
}

impl Elementwise<2, 2> for GaussianKl {
    const OPTIONAL_TARGETS: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { free_bits: coefficient("free_bits", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [mu, s]: [R; 2], [m, v]: [R; 2]) -> Derivatives<R, 2> {
        let (half, infinity) = (R::splat(0.5), R::splat(f64::INFINITY));
        // What the difference of the logarithms lost counts e^u times: to first order it is all that there is to add.
        let (u, lost) = two_sum(s, -v);
        let (growth, excess) = half_expm1_pair(u);
        // Nothing is lost of an infinite difference, nor is there anything to add to an infinite power.
        let lost = lost.keep(R::both(lost.eq(lost), growth.lt(infinity)));
        let excess = lost.mul_add(growth.keep(growth.lt(infinity)), excess);
        let growth = lost.mul_add((growth + half).keep(growth.lt(infinity)), growth);

        let distance = mu - m;
        // An infinite distance is beyond every finite variance, also where the exponential is 0.
        let endless = R::both(distance.abs().eq(infinity), v.lt(infinity));
        let root = R::select(endless, R::splat(1.0), exp(v * -half));
        // The distance in standard deviations of the prior.
        let ratio = distance.times(root).without(v.eq(infinity)).or_nan_of(distance).or_nan_of(v);
        let term = (half * ratio).mul_add(ratio, excess);

        // A term may round to 0 where its derivatives do not, so that λ = 0 clips nothing.
        let floor = R::splat(if vanishes::<R>(self.free_bits) { -1.0 } else { self.free_bits });
        let free = term.le(floor);
        Derivatives {
            loss: R::select(free, floor, term),
            // A NaN among the four numbers is one of the term.
            first: [ratio.times(root).without(free).or_nan_of(term), growth.without(free).or_nan_of(term)],
            second: [R::splat(0.0); 2],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl GaussianKl {
    /// The divergence of an element, whatever λ is.
    fn divergence([mu, s]: [f64; 2], [m, v]: [f64; 2]) -> f64 {
        let u = s - v;
        // Near 0 by its series, whose next term is u⁷/5040.
        let excess = if u.abs() < 1e-2 {
            u * u * (0.5 + u * (1.0 / 6.0 + u * (1.0 / 24.0 + u * (1.0 / 120.0 + u / 720.0))))
        } else {
            u.exp_m1() - u
        };
        0.5 * excess + 0.5 * (mu - m) * (mu - m) * (-v).exp()
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<2, 2> for GaussianKl {
    const PARAMETERS: [f64; 4] = [0.375, 0.0, 0.0, 0.0];

    fn reference(&self, x: [f64; 2], t: [f64; 2]) -> Derivatives<f64, 2> {
        let term = Self::divergence(x, t);
        let ([mu, s], [m, v]) = (x, t);
        let first = if term <= self.free_bits { [0.0; 2] } else { [(mu - m) * (-v).exp(), 0.5 * (s - v).exp_m1()] };
        Derivatives { loss: term.max(self.free_bits), first, second: [0.0; 2] }
    }

    fn kink(&self, x: [f64; 2], t: [f64; 2]) -> f64 {
        Self::divergence(x, t) - self.free_bits
    }
}
