//! Losses of preferences: a chosen and a rejected answer per pair.
//!
//! l is a function of s_w = (chosen − ref_chosen)/chosen_length and s_l = (rejected − ref_rejected)/rejected_length.
//! With Δ = s_w − s_l, x_w = β·s_w, x_l = β·s_l, x = β·Δ − m and sp(x) = softplus(x) = log(1 + e^x):
//! LOSS_PREFERENCE_SIGMOID (DPO, CPO, SimPO): (1 − ε)·sp(−x) + ε·sp(x).
//! LOSS_PREFERENCE_HINGE (SLiC, RSO): max(0, 1 − x), derivative 0 at the kink.
//! LOSS_PREFERENCE_IPO: (Δ − 1/(2β))².
//! LOSS_PREFERENCE_EXO: σ(x)·(log σ(x) − log(1 − ε)) + σ(−x)·(log σ(−x) − log ε).
//! LOSS_PREFERENCE_NCA: sp(−x_w) + ½·sp(x_w) + ½·sp(x_l).
//! LOSS_PREFERENCE_ROBUST: ((1 − ε)·sp(−x) − ε·sp(x))/(1 − 2ε).
//! LOSS_PREFERENCE_BCO: sp(−x_w) + sp(x_l).
//! LOSS_PREFERENCE_SPPO: (s_w − 1/(2β))² + (s_l + 1/(2β))².
//! LOSS_PREFERENCE_APO_ZERO: σ(−x_w) + σ(x_l).
//! LOSS_PREFERENCE_APO_DOWN: σ(x_w) + σ(−x).
//! LOSS_PREFERENCE_DISCOPOP: (1 − p)·sp(−x) + p·e^(−x), p = σ(x/τ).
//! LOSS_PREFERENCE_ORPO: β·sp(−o), o = s_w − s_l − log(1 − e^s_w) + log(1 − e^s_l).
//!
//! A row is a pair. chosen and rejected are log-probabilities of whole answers, sums over their tokens, ref_chosen and
//! ref_rejected those of the reference model. Without a reference both are NULL, and without lengths, by which the scores are
//! divided, both of these are. Lengths are data: nothing is said about 0. With LOSS_PREFERENCE_SIGMOID, β = 1 and neither
//! reference nor lengths, chosen and rejected may be the scores of a reward model (Bradley-Terry).
//!
//! β = `beta`, m = `margin`, ε = `label_smoothing`, τ = `tau`. A number that a kind has no use for must be 0: m belongs to
//! SIGMOID, HINGE, EXO, ROBUST, DISCOPOP and APO_DOWN, ε to SIGMOID (at most ½), ROBUST (below ½) and EXO (below 1, 0: 1e-3),
//! τ to DISCOPOP (0: 0.05). The margin is subtracted after the multiplication by β: the γ of the SimPO paper, not γ/β.
//!
//! ORPO needs mean log-probabilities, so lengths, and no reference; a score of 0 or above, which no model gives, is NaN. Its
//! share of the likelihood is a cross-entropy, of another call. IPO and SPPO divide by lengths where there are some.
//!
//! All is computed in double, also for float arrays. Both gradients follow the options: `upstream`, weights,
//! LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
//!
//! References: DPO: R. Rafailov et al., arXiv:2305.18290, equation 7; SLiC: Y. Zhao et al., arXiv:2305.10425; RSO: T. Liu et
//! al., arXiv:2309.06657; IPO: M. G. Azar et al., arXiv:2310.12036, equation 17; EXO: H. Ji et al., arXiv:2402.00856, equation
//! 16; NCA: H. Chen et al., arXiv:2402.05369; robust DPO: S. Ray Chowdhury et al., arXiv:2403.00409; BCO: S. Jung et al.,
//! arXiv:2404.04656; SPPO: Y. Wu et al., arXiv:2405.00675, equation 4.7; APO: K. D'Oosterlinck et al., arXiv:2408.06266,
//! equations 7 and 8; DiscoPOP: C. Lu et al., arXiv:2406.08414, equation 5; ORPO: J. Hong et al., arXiv:2403.07691, equations
//! 4 and 7; CPO: H. Xu et al., arXiv:2401.08417, equation 3; SimPO: Y. Meng et al., arXiv:2405.14734.

use super::logistic::Logistic;
use crate::loss::{Derivatives, Elementwise, PreferenceKind, Refusal, finite, positive_or};
use crate::math::{Coefficients, exp, expm1_pair, log, log1mexp, log1p, log1p_excess, logistic_pair};
use crate::simd::Real;
use crate::simd::isa::OneDouble;

/// A loss of the two scores of a pair.
#[derive(Clone, Copy, Debug, Default)]
pub struct Preference {
    shape: Shape,
    beta: f64,
    margin: f64,
}

/// The formula with its numbers.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// A sum of logistic curves, the second of which may be absent.
    Curves(Part, Option<Part>),
    Hinge,
    /// The distance of the difference.
    Ipo(f64),
    /// The distances of both scores.
    Sppo(f64),
    Exo(Exo),
    /// 1/τ.
    DiscoPop(f64),
    Orpo,
}

impl Default for Shape {
    fn default() -> Self {
        Self::Curves(Part::new(Score::Difference, Logistic::LIKELY), None)
    }
}

/// A logistic curve of a score.
#[derive(Clone, Copy, Debug)]
struct Part {
    score: Score,
    curve: Logistic,
}

impl Part {
    #[inline(always)]
    const fn new(score: Score, curve: Logistic) -> Self {
        Self { score, curve }
    }
}

#[derive(Clone, Copy, Debug)]
enum Score {
    /// x.
    Difference,
    /// x_w.
    Chosen,
    /// −x_w.
    NotChosen,
    /// −x_l.
    NotRejected,
}

/// The numbers of EXO, which with ε above ½ is that with 1 − ε and the opposite sign of x.
#[derive(Clone, Copy, Debug)]
struct Exo {
    /// −1 or 1.
    sign: f64,
    /// log(1 − ε) and log ε of an ε of at most ½.
    log_most: f64,
    log_least: f64,
}

/// What a loss is of the scores, and its derivatives by them.
struct Scored<R> {
    loss: R,
    by_chosen: R,
    by_rejected: R,
}

/// The logarithm of a number that a call needs once.
#[inline(always)]
fn logarithm(x: f64) -> f64 {
    log(OneDouble::splat(x)).first()
}

impl Exo {
    #[inline(always)]
    fn new(epsilon: f64) -> Self {
        let (sign, least) = if epsilon > 0.5 { (-1.0, 1.0 - epsilon) } else { (1.0, epsilon) };
        Self { sign, log_most: log1p(OneDouble::splat(-least)).first(), log_least: logarithm(least) }
    }

    /// The divergence of (σ(x), σ(−x)) from (1 − ε, ε), and its derivative. Near its minimum at x₀ it is
    /// σ(−x)·(e^d − 1 − d) − (t − log(1 + t)) with d = x − x₀ and t = σ(−x)·(e^d − 1). As ε is at most ½, the second term is at
    /// most two thirds of the first, so that little cancels.
    #[inline(always)]
    fn of<R: Real<Lane: Coefficients>>(self, x: R) -> (R, R) {
        let x = x * R::splat(self.sign);
        let pair = logistic_pair(x);
        let (most, least) = (pair.sigmoid, pair.sigmoid_negative);
        let far = most.times(-pair.softplus_negative - R::splat(self.log_most))
            + least.times(-pair.softplus - R::splat(self.log_least));
        let d = x - R::splat(self.log_most - self.log_least);
        let close = d.abs().lt(R::splat(NEAR));
        let (growth, excess) = expm1_pair(d.keep(close));
        let near = least * excess - log1p_excess(least * growth);
        (R::select(close, near, far), (most * least).times(d) * R::splat(self.sign))
    }
}

/// Where the divergence of EXO is formed without the difference of its terms: there σ(−x)·(e^d − 1) is below 0.41 in size, as
/// [`log1p_excess`] needs it. Beyond, with the default ε, six bits of a `double` are lost.
const NEAR: f64 = 0.5;

impl Preference {
    /// The loss of a kind, or which of the numbers is out of range or none of its.
    #[inline(always)]
    pub fn of_kind(kind: PreferenceKind, scalars: [f64; 4]) -> Result<Self, Refusal> {
        use PreferenceKind as Kind;
        let [beta, epsilon, margin, tau] = scalars;
        let beta = positive_or(0.1, "beta", beta)?;
        let margin = finite("margin", margin)?;
        let has_margin =
            matches!(kind, Kind::Sigmoid | Kind::Hinge | Kind::Exo | Kind::Robust | Kind::DiscoPop | Kind::ApoDown);
        if !has_margin && margin != 0.0 {
            return Err(Refusal { argument: "margin", value: margin, must: "be 0 with this kind" });
        }
        let epsilon = smoothing_of(kind, epsilon)?;
        let tau = match kind {
            Kind::DiscoPop => positive_or(0.05, "tau", tau)?.max(f64::MIN_POSITIVE),
            _ if tau == 0.0 => tau,
            _ => return Err(Refusal { argument: "tau", value: tau, must: "be 0 with this kind" }),
        };
        Ok(Self { shape: Shape::of_kind(kind, beta, epsilon, tau), beta, margin })
    }

    /// The loss from both scores.
    #[inline(always)]
    fn scored<R: Real<Lane: Coefficients>>(&self, chosen: R, rejected: R) -> Scored<R> {
        let (zero, one, beta) = (R::splat(0.0), R::splat(1.0), R::splat(self.beta));
        let difference = chosen - rejected;
        let x = beta.mul_add(difference, R::splat(-self.margin));
        // The loss, and the derivative by Δ where it is a function of it alone.
        let (loss, slope) = match self.shape {
            Shape::Curves(first, second) => return self.curves([Some(first), second], x, chosen, rejected),
            Shape::Orpo => return orpo(beta, chosen, rejected),
            Shape::Sppo(distance) => {
                let (right, wrong) = (chosen - R::splat(distance), rejected + R::splat(distance));
                return Scored {
                    loss: right * right + wrong * wrong,
                    by_chosen: right + right,
                    by_rejected: wrong + wrong,
                };
            }
            Shape::Ipo(distance) => {
                let error = difference - R::splat(distance);
                (error * error, error + error)
            }
            Shape::Hinge => {
                let lack = one - x;
                (lack.at_least(0.0), (zero - beta).without(lack.le(zero)))
            }
            Shape::Exo(exo) => {
                let (loss, slope) = exo.of(x);
                (loss, slope * beta)
            }
            Shape::DiscoPop(inverse) => {
                let (loss, slope) = disco_pop(x, inverse);
                (loss, slope * beta)
            }
        };
        Scored { loss, by_chosen: slope, by_rejected: zero - slope }
    }

    /// A sum of logistic curves.
    #[inline(always)]
    fn curves<R: Real<Lane: Coefficients>>(&self, parts: [Option<Part>; 2], x: R, chosen: R, rejected: R) -> Scored<R> {
        let (zero, beta) = (R::splat(0.0), R::splat(self.beta));
        let mut sum = Scored { loss: zero, by_chosen: zero, by_rejected: zero };
        let mut i = 0;
        while i < parts.len() {
            if let Some(Part { score, curve }) = parts[i] {
                let u = match score {
                    Score::Difference => x,
                    Score::Chosen => beta * chosen,
                    Score::NotChosen => zero - beta * chosen,
                    Score::NotRejected => zero - beta * rejected,
                };
                let of = curve.of(u);
                let slope = beta * of.slope;
                sum.loss = sum.loss + of.loss;
                match score {
                    Score::Difference => {
                        sum.by_chosen = sum.by_chosen + slope;
                        sum.by_rejected = sum.by_rejected - slope;
                    }
                    Score::Chosen => sum.by_chosen = sum.by_chosen + slope,
                    Score::NotChosen => sum.by_chosen = sum.by_chosen - slope,
                    Score::NotRejected => sum.by_rejected = sum.by_rejected - slope,
                }
            }
            i += 1;
        }
        sum
    }
}

/// ε of a kind, or why it is refused.
#[inline(always)]
fn smoothing_of(kind: PreferenceKind, epsilon: f64) -> Result<f64, Refusal> {
    let (default, fits, must) = match kind {
        PreferenceKind::Sigmoid => (0.0, (0.0..=0.5).contains(&epsilon), "be in [0, 0.5] with this kind"),
        PreferenceKind::Robust => (0.0, (0.0..0.5).contains(&epsilon), "be in [0, 0.5) with this kind"),
        PreferenceKind::Exo => (1e-3, (0.0..1.0).contains(&epsilon), "be in (0, 1) with this kind (0: the default)"),
        _ => (0.0, epsilon == 0.0, "be 0 with this kind"),
    };
    if !fits {
        return Err(Refusal { argument: "label_smoothing", value: epsilon, must });
    }
    Ok(if epsilon == 0.0 { default } else { epsilon })
}

impl Shape {
    #[inline(always)]
    fn of_kind(kind: PreferenceKind, beta: f64, epsilon: f64, tau: f64) -> Self {
        use PreferenceKind as Kind;
        let distance = 0.5 / beta.max(f64::MIN_POSITIVE);
        // Of x, or of both scores.
        let (curve, rejected) = match kind {
            Kind::Sigmoid => (Logistic { likely: 1.0 - epsilon, unlikely: epsilon, ..Logistic::default() }, None),
            // sp(x) = x + sp(−x): the formula without the difference of its terms.
            Kind::Robust => (Logistic { linear: -epsilon / (1.0 - 2.0 * epsilon), ..Logistic::LIKELY }, None),
            Kind::Nca => {
                (Logistic { unlikely: 0.5, ..Logistic::LIKELY }, Some(Logistic { likely: 0.5, ..Logistic::default() }))
            }
            Kind::Bco => (Logistic::LIKELY, Some(Logistic::LIKELY)),
            _ => (Logistic::SHARE, Some(Logistic::SHARE)),
        };
        match (kind, rejected) {
            (Kind::Sigmoid | Kind::Robust | Kind::Nca | Kind::Bco | Kind::ApoZero, None) => {
                Self::Curves(Part::new(Score::Difference, curve), None)
            }
            (Kind::Sigmoid | Kind::Robust | Kind::Nca | Kind::Bco | Kind::ApoZero, Some(rejected)) => {
                Self::Curves(Part::new(Score::Chosen, curve), Some(Part::new(Score::NotRejected, rejected)))
            }
            (Kind::ApoDown, _) => Self::Curves(
                Part::new(Score::NotChosen, Logistic::SHARE),
                Some(Part::new(Score::Difference, Logistic::SHARE)),
            ),
            (Kind::Hinge, _) => Self::Hinge,
            (Kind::Ipo, _) => Self::Ipo(distance),
            (Kind::Sppo, _) => Self::Sppo(distance),
            (Kind::Exo, _) => Self::Exo(Exo::new(epsilon)),
            (Kind::DiscoPop, _) => Self::DiscoPop(1.0 / tau),
            (Kind::Orpo, _) => Self::Orpo,
        }
    }
}

/// (1 − p)·sp(−x) + p·e^(−x), p = σ(x/τ), and its derivative. p·e^(−x) is one power, so that its limit is not 0·∞: that of
/// −max(0, x) + (1/τ − 1)·min(0, x) − log(1 + e^−|x/τ|).
#[inline(always)]
fn disco_pop<R: Real<Lane: Coefficients>>(x: R, inverse: f64) -> (R, R) {
    let scale = R::splat(inverse);
    let (pair, mixed) = (logistic_pair(x), logistic_pair(x * scale));
    let negative = x.lt(R::splat(0.0));
    let power = R::splat(inverse - 1.0).times(x.keep(negative)) - x.without(negative) - mixed.softplus_rest;
    let (p, rest) = (mixed.sigmoid, mixed.sigmoid_negative);
    let exponential = exp(power);
    let logarithm = pair.softplus_negative;
    let steep = exponential.times(rest.mul_add(scale, R::splat(-1.0)));
    let flat = rest.times(scale * p.times(logarithm) + pair.sigmoid_negative);
    let loss = rest.times(logarithm) + exponential;
    (loss, (steep - flat).or_nan_of(loss))
}

/// β·sp(−o) of the log odds, and its derivatives. A score that is not below 0 is NaN.
#[inline(always)]
fn orpo<R: Real<Lane: Coefficients>>(beta: R, chosen: R, rejected: R) -> Scored<R> {
    let (zero, nan) = (R::splat(0.0), R::splat(f64::NAN));
    let (of_chosen, _, chosen_rest) = log1mexp(zero - chosen);
    let (of_rejected, _, rejected_rest) = log1mexp(zero - rejected);
    let odds = (chosen - of_chosen) - (rejected - of_rejected);
    let impossible = zero.le(rejected);
    let odds = R::select(zero.le(chosen), nan, R::select(impossible, nan, odds));
    let pair = logistic_pair(odds);
    let slope = beta * pair.sigmoid_negative;
    Scored {
        loss: beta * pair.softplus_negative,
        by_chosen: zero - slope / chosen_rest,
        by_rejected: slope / rejected_rest,
    }
}

impl Elementwise<2, 4> for Preference {
    /// Differences of sums of logarithms, which are large.
    const IN_DOUBLE: bool = true;
    const ABSENT: [f64; 4] = [0.0, 0.0, 1.0, 1.0];

    #[inline(always)]
    fn terms<R: Real<Lane: Coefficients>>(self, x: [R; 2], t: [R; 4]) -> Derivatives<R, 2> {
        let (chosen_length, rejected_length) = (t[2], t[3]);
        let chosen = (x[0] - t[0]) / chosen_length;
        let rejected = (x[1] - t[1]) / rejected_length;
        let Scored { loss, by_chosen, by_rejected } = self.scored(chosen, rejected);
        // What one answer has is NaN for both.
        Derivatives {
            loss,
            first: [(by_chosen / chosen_length).or_nan_of(loss), (by_rejected / rejected_length).or_nan_of(loss)],
            second: [R::splat(0.0); 2],
        }
    }
}
