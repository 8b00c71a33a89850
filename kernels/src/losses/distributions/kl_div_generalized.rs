//! Generalised Kullback-Leibler divergence of logarithms from targets that need not add up to 1.
//!
//! l = Σ_c t_c·(log t_c − x_c) + e^x_c − t_c over a row, x logarithms.  ∂l/∂x_c = e^x_c − t_c,  ∂²l/∂x_c² = e^x_c.
//!
//! For masses, counts and other numbers from 0 on, of which neither t nor e^x has to add up to 1 over a row: the divergence
//! of KL for measures, and half the deviance of a Poisson distribution. Every term is at least 0, and 0 exactly where e^x = t,
//! so that a row is 0 only where all of it agrees. Of two distributions it is `loss_kl_div`, whose derivative leaves out e^x.
//!
//! There is no cancellation: loss and first derivative have their digits where e^x is near t as well, as far as x has them.
//! A class with t = 0 contributes e^x alone, 0 where x is −∞; one with t > 0 is infinite there. A target below 0 gives NaN. The
//! loss of a row is the sum over its classes, and is then reduced over rows.
//!
//! Reference: I. Csiszár, Why least squares and maximum entropy? An axiomatic approach to inference for linear inverse
//! problems, Annals of Statistics 19, 1991, section 1.

use crate::loss::{Derivatives, Elementwise};
use crate::math::{Coefficients, exp, expm1_pair, log_less};
use crate::simd::Real;

/// t·(log t − x) + e^x − t.
#[derive(Clone, Copy, Debug, Default)]
pub struct KlDivGeneralized;

/// From this x − log t on e^x and t·(1 + x − log t), which are 7.4 and 3 times t there, are subtracted.
const FAR: f64 = 2.0;

impl Elementwise<1, 1> for KlDivGeneralized {
    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, [x]: [R; 1], [t]: [R; 1]) -> Derivatives<R, 1> {
        let (infinity, one) = (R::splat(f64::INFINITY), R::splat(1.0));
        let absent = t.eq(R::splat(0.0));
        let mass = exp(x);
        // v = x − log t: l = t·(e^v − 1 − v), ∂l/∂x = t·(e^v − 1).
        let (u, rest) = log_less(t, x);
        let v = -u;
        let (growth, excess) = expm1_pair(v);
        let rest = rest.keep(u.abs().lt(infinity));
        let near = (t.times((-rest).mul_add(growth, excess)), t * (-rest).mul_add(growth + one, growth));
        // Beside an infinite mass nothing else is left, whatever t there is.
        let far = mass - t.times((v + one).without(mass.eq(infinity)));
        let distant = (far, mass - t);
        let close = v.lt(R::splat(FAR));
        // A class that is absent has a v of no meaning.
        let known = v.without(absent);
        Derivatives {
            loss: R::select(absent, mass, R::select(close, near.0, distant.0).or_nan_of(known)),
            first: [R::select(absent, mass, R::select(close, near.1, distant.1).or_nan_of(known))],
            second: [mass.or_nan_of(known)],
        }
    }
}

#[cfg(any(test, feature = "reference"))]
impl crate::loss::Reference<1, 1> for KlDivGeneralized {
    fn reference(&self, [x]: [f64; 1], [t]: [f64; 1]) -> Derivatives<f64, 1> {
        let (v, mass) = (x - t.ln(), x.exp());
        if t == 0.0 {
            [mass; 3].into()
        } else if v.abs() < 0.5 {
            // e^v − 1 − v by its series, which falls fast there.
            let excess = (2..25).rev().fold(0.0, |sum, k| (sum + 1.0) * v / f64::from(k)) * v;
            [t * excess, t * v.exp_m1(), mass].into()
        } else {
            [mass - t * (1.0 + v), mass - t, mass].into()
        }
    }
}
