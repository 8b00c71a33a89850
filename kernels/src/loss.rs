//! The interface of a loss: the traits that the files in [`losses`](crate::losses) implement.

pub use crate::shape::class::{ClassLoss, Cosines, Map, TargetMargin};

use crate::math::Coefficients;
use crate::simd::{Lane, Real};

#[cfg(test)]
mod tests;

/// The loss of one element and its derivatives by each of its X inputs.
#[derive(Clone, Copy, Debug)]
pub struct Derivatives<R, const X: usize> {
    /// l.
    pub loss: R,
    /// ∂l/∂x_j. Exactly 0 at a kink, where the loss's documentation says nothing else.
    pub first: [R; X],
    /// ∂²l/∂x². Of several inputs anything, as no option has a place for it.
    pub second: [R; X],
}

/// A loss of elements, alone or summed over a row: of X inputs that it is differentiated by, and of T targets, which are
/// constant. X is at least 1 and at most 3, T at most 4.
///
/// A loss whose derivative does not depend on a NaN passes it on all the same
/// ([`Real::or_nan_of`]). A coefficient of 0, be it a target or a parameter, leaves out what it
/// multiplies, also infinities and NaN.
pub trait Elementwise<const X: usize, const T: usize>: Copy + Default + Send + Sync + 'static {
    /// The value is the square root of the mean, so that other reductions and a Hessian of each
    /// element do not exist. For losses of one input and one target.
    const ROOT: bool = false;
    /// The flag LOSS_BINARY_TARGETS has a meaning.
    const BINARY_TARGETS: bool = false;
    /// The flag LOSS_FULL has a meaning.
    const FULL: bool = false;
    /// A row counts with the sum of its first targets in the mean.
    const TARGET_IS_WEIGHT: bool = false;
    /// The loss of a row is the mean of its elements, not their sum; of a row without elements it is 0. Only of losses that are
    /// summed over rows.
    const MEAN_OF_ROW: bool = false;
    /// Targets may be NULL, which is 0. Only of losses that are summed over rows and do not wait for memory only.
    const OPTIONAL_TARGETS: bool = false;
    /// What the number of a target is that is NULL, of losses of single elements with more than one target; those of others
    /// are there.
    const ABSENT: [f64; T] = [0.0; T];
    /// The last of several targets is an array of bytes in spite of its pointer's type: 1 where the byte is not 0. Only of
    /// losses of single elements.
    const BYTES: bool = false;
    /// A few operations an element, so that memory is all that it waits for: only then does it pay to write
    /// a large gradient past the caches.
    const BOUND_BY_MEMORY: bool = false;
    /// Operations that wait for each other, so many that the processor needs more numbers at once to have work.
    const LONG: bool = false;
    /// Computed in `f64` also where arrays are of `f32`: for differences that no form of the formula frees from cancellation.
    /// Only of losses of single elements that are not summed over rows.
    const IN_DOUBLE: bool = false;

    /// The loss with its parameters, or which of them is out of range.
    fn new(_: &Arguments) -> Result<Self, Refusal> {
        Ok(Self::default())
    }

    /// The mathematics. `#[inline(always)]` in every implementation.
    fn terms<R: Real<Lane: Coefficients>>(self, x: [R; X], t: [R; T]) -> Derivatives<R, X>;
}

/// A loss over classes that is a function g of Q, the cross-entropy of an index target: see [`Map`].
pub trait CrossEntropyMap {
    /// The function with its parameters, or which of them is out of range.
    fn map(_: &Arguments) -> Result<Map, Refusal>;

    /// g, g' and g'' of Q by the plain formula, with the standard library's functions, for tests; 0 stands for the default
    /// of the number.
    #[cfg(any(test, feature = "reference"))]
    fn reference(number: f64, cross_entropy: f64) -> [f64; 3];
}

/// A loss over classes that is the cross-entropy of cosines times a scale, of which the target's has a margin: see [`Cosines`].
pub trait CosineMargin {
    /// Scale and margin, or which of them is out of range.
    fn cosines(_: &Arguments) -> Result<Cosines, Refusal>;

    /// ψ and ψ' of the target's cosine by the plain formula, with the standard library's functions, for tests; 0 stands for
    /// the default margin.
    #[cfg(any(test, feature = "reference"))]
    fn reference(margin: f64, cosine: f64) -> [f64; 2];
}

/// What one class adds to a divergence of probabilities p from probabilities q.
#[derive(Clone, Copy)]
pub struct DivergenceTerms<R> {
    /// f(p, q).
    pub loss: R,
    /// ∂f/∂p, or that and any number that is the same for all classes.
    pub derivative: R,
    /// p·∂²f/∂p².
    pub curvature: R,
}

/// A divergence Σ f(p_c, q_c) between two softmaxes, or of one from equal shares: c·(Σ f(p_c, r_c) + log p_m), with r = p/p_m
/// for the most probable class m.
pub trait Divergence: Copy + Send + Sync + 'static {
    /// There are two softmaxes. Without the teacher's, q is anything, of `apart` there is only `difference`, log r,
    /// and the curvature is 1.
    const TEACHER: bool = true;

    /// c, of a divergence without a teacher. Where it is 0, so are loss and derivatives, whatever the logits are.
    #[inline(always)]
    fn factor(self) -> f64 {
        1.0
    }

    /// The divergence with its parameters, or which of them is out of range.
    fn new(_: &Arguments) -> Result<Self, Refusal>;

    /// The mathematics, from p, q and how far they are apart. The curvature may be anything if it is not `curved`.
    /// `#[inline(always)]` in every implementation.
    fn terms<R: Real<Lane = f64>>(self, p: R, q: R, apart: Apart<R>, curved: bool) -> DivergenceTerms<R>;
}

/// How far two probabilities p and q are apart: good where they nearly agree, and where p or q underflows.
#[derive(Clone, Copy)]
pub struct Apart<R> {
    /// log p − log q.
    pub difference: R,
    /// The smaller of p/q and q/p.
    pub ratio: R,
    /// That less 1.
    pub ratio_less_one: R,
    /// `ratio_less_one` less the logarithm of `ratio` where that is above −[`NEAR`], elsewhere anything.
    pub excess: R,
}

/// Below this difference of logarithms two probabilities count as near each other.
pub const NEAR: f64 = 0.34;

/// What a caller passes to a loss beside arrays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arguments {
    /// The loss's scalars, in their order.
    pub scalars: [f64; 4],
    /// The flag LOSS_BINARY_TARGETS.
    pub binary_targets: bool,
    /// The flag LOSS_FULL.
    pub full: bool,
    /// The flag LOSS_SWAP.
    pub swap: bool,
}

/// Why a parameter was refused.
#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    /// Its name in the header.
    pub argument: &'static str,
    /// What was given.
    pub value: f64,
    /// What it must do, to follow "must".
    pub must: &'static str,
}

/// How the two sides of a generative adversarial network play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GanKind {
    /// log σ against log(1 − σ).
    Minimax,
    /// The same, but the generator maximises log σ.
    NonSaturating,
    /// Squares of distances to 0 and 1.
    LeastSquares,
    /// Margins of 1.
    Hinge,
    /// Scores.
    Wasserstein,
}

/// Which function of the scores of a chosen and a rejected answer a loss is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreferenceKind {
    /// Direct preference optimization.
    Sigmoid,
    /// A margin of 1.
    Hinge,
    /// Identity preference optimization.
    Ipo,
    /// Efficient exact optimization.
    Exo,
    /// Noise contrastive alignment.
    Nca,
    /// Direct preference optimization of noisy labels.
    Robust,
    /// Binary classifier optimization.
    Bco,
    /// Self-play preference optimization.
    Sppo,
    /// Anchored: chosen answers become likelier.
    ApoZero,
    /// Anchored: both become less likely.
    ApoDown,
    /// Discovered preference optimization.
    DiscoPop,
    /// Odds ratios.
    Orpo,
}

/// Which function of the score of a single answer a loss is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpairedKind {
    /// Kahneman-Tversky optimization.
    Kto,
    /// Binary classifier optimization.
    Bco,
}

/// A coefficient of a penalty, if it is one.
pub(crate) fn coefficient(argument: &'static str, value: f64) -> Result<f64, Refusal> {
    if value >= 0.0 && value.is_finite() {
        Ok(value)
    } else {
        Err(Refusal { argument, value, must: "be finite and not negative" })
    }
}

/// A parameter above 0, of which 0 stands for the default.
pub(crate) fn positive_or(default: f64, argument: &'static str, value: f64) -> Result<f64, Refusal> {
    if value == 0.0 {
        Ok(default)
    } else if value > 0.0 && value.is_finite() {
        Ok(value)
    } else {
        Err(Refusal { argument, value, must: "be finite and above 0 (0: the default)" })
    }
}

/// A parameter between 0 and 1, of which 0 stands for the default.
#[inline(always)]
pub(crate) fn share_or(default: f64, argument: &'static str, value: f64) -> Result<f64, Refusal> {
    if value == 0.0 {
        Ok(default)
    } else if value > 0.0 && value < 1.0 {
        Ok(value)
    } else {
        Err(Refusal { argument, value, must: "be in (0, 1) (0: the default)" })
    }
}

/// A parameter that may be any number, of either sign.
#[inline(always)]
pub(crate) fn finite(argument: &'static str, value: f64) -> Result<f64, Refusal> {
    if value.is_finite() { Ok(value) } else { Err(Refusal { argument, value, must: "be finite" }) }
}

/// Whether a coefficient is 0 in the type that is computed with. It is the same for all elements, so that this is found out
/// once, and a product with any other costs no comparison.
#[inline(always)]
pub(crate) fn vanishes<R: Real>(coefficient: f64) -> bool {
    R::Lane::from_f64(coefficient).to_f64() == 0.0
}

/// A parameter above 0 that elements are compared with or divided by. One that the type which is computed with does not have
/// counts as its nearest normal number, so that there is neither 0 / 0 nor ∞ − ∞.
#[inline(always)]
pub(crate) fn in_range<R: Real>(parameter: f64) -> R {
    R::splat(number_in_range::<R::Lane>(parameter))
}

/// The same before it is a vector.
#[inline(always)]
pub(crate) fn number_in_range<L: Lane>(parameter: f64) -> f64 {
    if parameter < L::SMALLEST_NORMAL {
        L::SMALLEST_NORMAL
    } else if parameter > L::LARGEST {
        L::LARGEST
    } else {
        parameter
    }
}

/// −1, 0 or 1, or NaN of NaN.
#[inline(always)]
pub(crate) fn sign<R: Real>(x: R) -> R {
    with_sign_of(R::splat(1.0), x).without(x.eq(R::splat(0.0))).or_nan_of(x)
}

/// A number that is not negative, with the sign of x.
#[inline(always)]
pub(crate) fn with_sign_of<R: Real>(size: R, x: R) -> R {
    size.or(x.and(R::splat_bits(R::Lane::SIGN)))
}

/// The plain formula of a loss, for tests.
#[cfg(any(test, feature = "reference"))]
pub trait Reference<const X: usize, const T: usize>: Elementwise<X, T> {
    /// Parameters in range, with which derivatives are those of the value.
    const PARAMETERS: [f64; 4] = [1.5, 0.25, 0.0, 0.0];

    /// l, its derivatives and, of a single input, ∂²l/∂x² by the formula, with the standard library's functions.
    fn reference(&self, x: [f64; X], t: [f64; T]) -> Derivatives<f64, X>;

    /// A function of the inputs that changes sign where the loss has a kink.
    fn kink(&self, _x: [f64; X], _t: [f64; T]) -> f64 {
        1.0
    }
}

/// l, ∂l/∂x and ∂²l/∂x².
#[cfg(any(test, feature = "reference"))]
impl From<[f64; 3]> for Derivatives<f64, 1> {
    fn from([loss, first, second]: [f64; 3]) -> Self {
        Self { loss, first: [first], second: [second] }
    }
}
