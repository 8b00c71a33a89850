//! The backward pass of softmax as its formula stands.

use super::call::{Case, Dtype};
use super::class_reference::place;

/// Holds the gradient of a call with finite arrays to p·(d − Σ p·d / Σ p)/T, added to the old gradient.
///
/// Its size is that of what is subtracted: the error of the formula, in double precision, is some units of it per class, and
/// the result is rounded to the type.
pub fn compare<E: Dtype>(case: &Case, got: &[f64]) {
    let temperature = if case.temperature == 0.0 { 1.0 } else { case.temperature };
    let old = |at: usize| case.old_gradient.as_ref().map_or(0.0, |old| E::from_f64(old[at]).to_f64());
    let in_type = |number: f64| E::from_f64(number).to_f64();
    for row in 0..case.rows {
        let at = |c: usize| place(case, row, c);
        let p = |c: usize| in_type(case.input[at(c)]);
        let d = |c: usize| in_type(case.target[at(c)]);
        let weight = case.weight.as_ref().map_or(1.0, |weight| in_type(weight[row])) * case.upstream.unwrap_or(1.0);
        let counts = weight != 0.0 && case.mask.as_ref().is_none_or(|mask| mask[row] != 0);
        let classes = || 0..case.classes;
        let mass: f64 = classes().map(p).sum();
        let mean = classes().map(|c| p(c) * d(c)).sum::<f64>() / mass;
        let size = classes().map(|c| d(c).abs()).fold(0.0, f64::max);
        let infinite = |x: f64| !x.is_finite() || x.abs() > 1e30;
        if classes().any(|c| infinite(p(c)) || infinite(d(c))) || infinite(weight) || mass < 1e-3 || temperature < 1e-30
        {
            continue;
        }
        for c in classes() {
            let factor = p(c) * weight / temperature;
            let expected = if counts { factor * (d(c) - mean) } else { 0.0 } + old(at(c));
            // Of the sums a rounding per class and of each term, and what single precision rounds: the new number and the
            // old one with it.
            let of_sums = f64::EPSILON * 2.0 * (case.classes as f64 + 4.0) * (factor * size).abs() / mass.min(1.0);
            let rounded = E::TOLERANCE * expected.abs().max(old(at(c)).abs()).max((expected - old(at(c))).abs());
            let error = (got[at(c)] - expected).abs();
            assert!(
                error <= of_sums + rounded + f64::from(f32::MIN_POSITIVE),
                "softmax_backward {} row {row} class {c}: {:e}, formula {expected:e}: {case:?}",
                E::NAME,
                got[at(c)]
            );
        }
    }
}
