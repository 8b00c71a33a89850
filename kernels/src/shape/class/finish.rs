//! What a row needs once, after its sums are known: written once, for a row in a single register
//! and for sixteen rows in the lanes of a vector.

use crate::math::log1p_given;
use crate::simd::{Lane, Real};

/// The sums of a row.
#[derive(Clone, Copy)]
pub struct RowSums<R> {
    /// m, the largest transformed logit.
    pub largest: R,
    /// Σ e^(z−m) over all classes but one that has the largest logit, so that nothing is lost
    /// beside the 1 of that one.
    pub others: R,
    /// m − ρ, ρ any number near m, which `weighted` is taken relative to. Differences are formed before they are divided
    /// by a temperature: quotients would be rounded by what far from 0 is much.
    pub reference_below: R,
    /// Σ a_c (z_c − ρ), without the share of an index target.
    pub weighted: R,
    /// Σ a_c, without the share of an index target.
    pub coefficients: R,
    /// W: the row's class weight.
    pub class_weight: R,
    /// The share of an index target: (1−ε)·w_y; 0 without one.
    pub at_target: R,
    /// What a_y is besides: (ε/K)·w_y; part of `coefficients`.
    pub spread_at_target: R,
    /// m − z_y, or −z_y of log-probabilities; anything without an index target.
    pub target_below: R,
    /// e^(z_y−m).
    pub target_exponential: R,
    /// What is missing to the logarithms of a teacher's probabilities in `weighted`, which are less
    /// by this; 0 without a teacher.
    pub target_log_sum: R,
}

/// What follows from them.
#[derive(Clone, Copy)]
pub struct RowResult<R> {
    /// l.
    pub loss: R,
    /// log Σ e^z.
    pub lse: R,
    /// log Σ e^(z−m).
    pub log_sum: R,
    /// 1 / Σ e^(z−m).
    pub inverse_sum: R,
    /// A + 2Wζ·lse: the factor of p in the gradient.
    pub probability_factor: R,
    /// The gradient at an index target, free of the cancellation in p − 1.
    pub target_gradient: R,
    /// p at an index target.
    pub target_probability: R,
    /// 1 − p there.
    pub target_rest: R,
    /// W·g'' of a loss that is a function g of the cross-entropy; else 0.
    pub bend: R,
}

impl RowSums<f64> {
    /// The same in every lane of a vector.
    #[inline(always)]
    pub fn splat<R: Real<Lane = f64>>(&self) -> RowSums<R> {
        RowSums {
            largest: R::splat(self.largest),
            others: R::splat(self.others),
            reference_below: R::splat(self.reference_below),
            weighted: R::splat(self.weighted),
            coefficients: R::splat(self.coefficients),
            class_weight: R::splat(self.class_weight),
            at_target: R::splat(self.at_target),
            spread_at_target: R::splat(self.spread_at_target),
            target_below: R::splat(self.target_below),
            target_exponential: R::splat(self.target_exponential),
            target_log_sum: R::splat(self.target_log_sum),
        }
    }
}

/// What is known of the coefficients a_c of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    Any,
    /// They are 0 but at an index target.
    AtTarget,
    /// That one is 1.
    OneAtTarget,
}

/// The formulas of the [family](super) for logits. What is `given`, a constant where it is more than nothing, need not
/// be computed; the results are the same.
#[inline(always)]
pub fn finish<R: Real<Lane = f64>>(sums: &RowSums<R>, given: Given, z_loss: f64) -> RowResult<R> {
    let RowSums {
        largest,
        others,
        reference_below,
        weighted,
        coefficients,
        class_weight,
        at_target,
        spread_at_target,
        target_below,
        target_exponential,
        target_log_sum,
    } = *sums;
    let one = R::splat(1.0);
    let inverse_sum = one / (one + others);
    let log_sum = log1p_given(others, inverse_sum);
    let lse = largest + log_sum;

    // 2Wζ·lse, and its half times lse in the loss; without z-loss not even an infinite lse counts.
    let (slope, penalty) = if z_loss == 0.0 {
        (R::splat(0.0), R::splat(0.0))
    } else {
        let half = (class_weight * R::splat(z_loss)).times(lse);
        (half + half, half.times(lse))
    };

    let share_of_target = |x: R| if given == Given::OneAtTarget { x } else { at_target.times(x) };
    let target_part = share_of_target(target_below + log_sum);
    // p_y and 1 − p_y; where y has the largest logit the latter is the share of the others.
    let is_largest = target_below.eq(R::splat(0.0));
    let p = R::select(is_largest, inverse_sum, target_exponential * inverse_sum);
    let rest = R::select(is_largest, others * inverse_sum, one - p);
    let rest_part = share_of_target(rest);
    let (loss, probability_factor, target_gradient) = if given == Given::Any {
        let spread_part = coefficients.times((log_sum + reference_below) - target_log_sum) - weighted;
        let gradient = (coefficients + slope).times(p) - rest_part - spread_at_target;
        (target_part + spread_part + penalty, at_target + coefficients + slope, gradient)
    } else {
        let of_penalty = if z_loss == 0.0 { slope } else { slope.times(p) };
        (target_part + penalty, at_target + slope, of_penalty - rest_part)
    };
    RowResult {
        loss,
        lse,
        log_sum,
        inverse_sum,
        probability_factor,
        target_gradient,
        target_probability: p,
        target_rest: rest,
        bend: R::splat(0.0),
    }
}

/// The same for log-probabilities: lse = 0, and no probability enters.
#[inline(always)]
pub fn finish_log_probabilities<R: Real<Lane = f64>>(sums: &RowSums<R>) -> RowResult<R> {
    let zero = R::splat(0.0);
    RowResult {
        loss: sums.at_target.times(sums.target_below) - sums.weighted,
        lse: zero,
        log_sum: zero,
        inverse_sum: zero,
        probability_factor: zero,
        target_gradient: -sums.at_target - sums.spread_at_target,
        target_probability: zero,
        target_rest: zero,
        bend: zero,
    }
}

/// What exponentials are multiplied by: so much that the largest comes to no more than `most`, what a probability of 1 would.
/// Rounding may make it a unit or two more, by which it is lowered.
#[inline(always)]
pub(super) fn at_most_one<R: Real>(factor: R, of_largest: R, most: R) -> R {
    if R::all((of_largest * factor).abs().le(most.abs())) {
        return factor;
    }
    let less = R::splat(1.0 - 1.0 / (1u64 << R::Lane::MANTISSA_BITS) as f64);
    let mut factor = factor;
    let mut i = 0;
    while i < 3 {
        factor = R::select(most.abs().lt((of_largest * factor).abs()), factor * less, factor);
        i += 1;
    }
    factor
}
