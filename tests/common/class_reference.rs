//! Losses over classes as their formulas stand.

use super::call::{Case, Dtype, Outcome};
use super::close;
use approx::relative_eq;
use loss::{LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, isa};
use loss_kernels::loss::{CosineMargin, CrossEntropyMap};
use loss_kernels::losses::{
    Arcface, Cosface, FocalCrossEntropy, GeneralizedCrossEntropy, Poly1CrossEntropy, TaylorCrossEntropy,
};

/// The formulas of include/loss.h, class by class, in double precision.
#[derive(Default)]
pub struct Expected {
    value: f64,
    losses: Vec<f64>,
    gradient: Vec<f64>,
    hessian: Vec<f64>,
    lse: Vec<f64>,
    entropy: Vec<f64>,
    argmax: Vec<i64>,
    /// The factor of every gradient: what a difference such as p − t is relative to.
    factor: f64,
}

/// Where element `c` of a row is.
pub fn place(case: &Case, row: usize, c: usize) -> usize {
    let inner = case.inner.max(1);
    let stride = if case.row_stride == 0 { case.classes * inner } else { case.row_stride };
    (row / inner) * stride + c * inner + row % inner
}

/// z, dz/dx and d²z/dx².
pub fn transform(name: &str, case: &Case, x: f64) -> [f64; 3] {
    // That of a distillation is its own argument.
    let t = match case.temperature {
        0.0 if name == "distillation" => case.scalars[0],
        0.0 => 1.0,
        temperature => temperature,
    };
    if case.softcap == 0.0 {
        return [x / t, 1.0 / t, 0.0];
    }
    let tanh = (x / t / case.softcap).tanh();
    let slope = 1.0 - tanh * tanh;
    [case.softcap * tanh, slope / t, -2.0 * tanh * slope / (case.softcap * t * t)]
}

/// ψ and ψ' of the target's cosine by the margin, of a loss that has one.
fn margin_of(name: &str) -> Option<fn(f64, f64) -> [f64; 2]> {
    match name {
        "cosface" => Some(Cosface::reference),
        "arcface" => Some(Arcface::reference),
        _ => None,
    }
}

/// The scale of cosines; 1 where there are none.
fn scale_of(name: &str, case: &Case) -> f64 {
    match margin_of(name).map(|_| case.scalars[0]) {
        None => 1.0,
        Some(0.0) => 64.0,
        Some(scale) => scale,
    }
}

/// The same of class `c` of a row, with its bias, and of cosines.
fn logit(name: &str, case: &Case, row: usize, c: usize, x: f64) -> [f64; 3] {
    let [z, chain, bend] = match margin_of(name) {
        None => transform(name, case, x),
        Some(margin) => {
            let [u, slope] = if case.index[row] == c as i64 { margin(case.scalars[1], x) } else { [x, 1.0] };
            [u, slope, 0.0].map(|x| scale_of(name, case) * x)
        }
    };
    [z + case.class_bias.as_ref().map_or(0.0, |bias| bias[c]), chain, bend]
}

/// p and log p of a row of logits.
fn softmax_of(z: impl Iterator<Item = f64> + Clone) -> Vec<[f64; 2]> {
    let largest = z.clone().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = z.clone().map(|z| (z - largest).exp()).sum();
    z.map(|z| [(z - largest).exp() / total, (z - largest) - total.ln()]).collect()
}

/// `factor * value`, 0 where the factor is.
fn times(factor: f64, value: f64) -> f64 {
    if factor == 0.0 { 0.0 } else { factor * value }
}

/// l, ∂l/∂z and ∂²l/∂z² of the Jensen-Shannon divergence, from (p, log p) and (q, log q), by the
/// formulas of its documentation with the mixture formed as it stands.
fn jensen_shannon(beta: f64, student: &[[f64; 2]], teacher: &[[f64; 2]]) -> (f64, Vec<[f64; 2]>) {
    let rest = 1.0 - beta;
    let pairs = || student.iter().zip(teacher).map(|([p, log_p], [q, log_q])| (*p, *log_p, *q, *log_q));
    let log_m = |log_p: f64, log_q: f64| {
        let (a, b) = (beta.ln() + log_q, rest.ln() + log_p);
        a.max(b) + (-(a - b).abs()).exp().ln_1p()
    };
    let loss = pairs()
        .map(|(p, log_p, q, log_q)| {
            let log_m = log_m(log_p, log_q);
            beta * times(q, log_q - log_m) + rest * times(p, log_p - log_m)
        })
        .sum();
    let r = |log_p: f64, log_q: f64| log_p - log_m(log_p, log_q);
    let h = |log_p: f64, log_q: f64| beta * (log_q - log_m(log_p, log_q)).exp();
    let mean_r: f64 = pairs().map(|(p, log_p, _, log_q)| times(p, r(log_p, log_q))).sum();
    let mean_h: f64 = pairs().map(|(p, log_p, _, log_q)| times(p, h(log_p, log_q))).sum();
    let derivatives = pairs().map(|(p, log_p, _, log_q)| {
        let excess = r(log_p, log_q) - mean_r;
        let second = (1.0 - 2.0 * p) * (excess + h(log_p, log_q)) + p * mean_h;
        [rest * times(p, excess), rest * times(p, second)]
    });
    (loss, derivatives.collect())
}

/// l, ∂l/∂z and ∂²l/∂z² of λ·Σ p log p, from p and log p.
fn negative_entropy(lambda: f64, of: &[[f64; 2]]) -> (f64, Vec<[f64; 2]>) {
    let entropy: f64 = of.iter().map(|[p, log_p]| times(*p, -log_p)).sum();
    let derivatives = of.iter().map(|[p, log_p]| {
        let excess = log_p + entropy;
        [lambda * times(*p, excess), lambda * times(*p, 1.0 - p + excess * (1.0 - 2.0 * p))]
    });
    (-lambda * entropy, derivatives.collect())
}

/// The function of the cross-entropy that a loss is, or that it has of each class: g, g' and g'' by its number and Q.
pub fn map_of(name: &str) -> Option<fn(f64, f64) -> [f64; 3]> {
    match name {
        "focal_cross_entropy" | "focal_cross_entropy_soft" => Some(FocalCrossEntropy::reference),
        "generalized_cross_entropy" => Some(GeneralizedCrossEntropy::reference),
        "poly1_cross_entropy" | "poly1_cross_entropy_soft" => Some(Poly1CrossEntropy::reference),
        "taylor_cross_entropy" => Some(TaylorCrossEntropy::reference),
        _ => None,
    }
}

/// What a call should give.
pub fn expected(name: &str, case: &Case) -> Expected {
    let (distillation, divergence) = (name == "distillation", name == "js_div");
    let (teacher, alone) = (distillation || divergence, name == "entropy_penalty");
    let (soft, normalised) = (name.ends_with("_soft") || teacher || alone, name == "nll");
    let gain = if distillation { case.scalars[0] * case.scalars[0] } else { 1.0 };
    let k = case.classes;
    let class_weight = |c: usize| case.class_weight.as_ref().map_or(1.0, |weights| weights[c]);
    let row_weight = |row: usize| case.weight.as_ref().map_or(1.0, |weights| weights[row]);
    let ignored = case.ignore_index.unwrap_or(-100);
    let index_of = |row: usize| if case.seq_len == 0 { row } else { row + 1 };
    let predicts = |row: usize| case.seq_len == 0 || !(row + 1).is_multiple_of(case.seq_len);
    let kept = |row: usize| {
        case.mask.as_ref().is_none_or(|mask| mask[row] != 0)
            && (soft || (predicts(row) && case.index[index_of(row)] != ignored))
    };
    let taught =
        |row: usize| softmax_of((0..k).map(|c| logit(name, case, row, c, case.target[place(case, row, c)])[0]));
    let plain_targets = |row: usize| -> Vec<f64> {
        if teacher {
            return taught(row).iter().map(|[q, _]| *q).collect();
        }
        let of_class = |c: usize| {
            if alone {
                // Of which only the sum counts.
                f64::from(u8::from(c == 0))
            } else if soft {
                case.target[place(case, row, c)]
            } else {
                f64::from(u8::from(case.index[index_of(row)] == c as i64))
            }
        };
        (0..k).map(of_class).collect()
    };
    let own_weight = |row: usize| plain_targets(row).iter().enumerate().map(|(c, t)| class_weight(c) * t).sum::<f64>();
    let rows: Vec<usize> = (0..case.rows).filter(|row| kept(*row)).collect();
    let below = match case.reduction {
        LOSS_SUM => 1.0,
        LOSS_MEAN => rows.iter().map(|row| row_weight(*row) * own_weight(*row)).sum::<f64>(),
        LOSS_MEAN_ROWS => rows.len() as f64,
        other => panic!("{other}"),
    };
    let inverse = if below == 0.0 { 0.0 } else { 1.0 / below };
    let upstream = case.upstream.unwrap_or(1.0);
    let length = case.input.len();
    let mut result = Expected {
        losses: vec![0.0; case.rows],
        gradient: vec![0.0; length],
        hessian: vec![0.0; length],
        lse: vec![0.0; case.rows],
        entropy: vec![0.0; case.rows],
        argmax: vec![0; case.rows],
        factor: (upstream * inverse).abs(),
        ..Expected::default()
    };
    for &row in &rows {
        let z: Vec<[f64; 3]> = (0..k).map(|c| logit(name, case, row, c, case.input[place(case, row, c)])).collect();
        let largest = z.iter().map(|z| z[0]).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = z.iter().map(|z| (z[0] - largest).exp()).sum();
        let lse = if normalised { 0.0 } else { largest + total.ln() };
        // lse − z, which would lose digits where both are large.
        let below = |c: usize| if normalised { -z[c][0] } else { (largest - z[c][0]) + total.ln() };
        let probability = |c: usize| if normalised { 0.0 } else { (z[c][0] - largest).exp() / total };
        let weight = own_weight(row);
        let zeta = case.z_loss;
        let targets = plain_targets(row);
        let smooth = |c: usize| targets[c] * (1.0 - case.label_smoothing) + case.label_smoothing / k as f64;
        // Class weights go with the target for an index, with every class for smoothing.
        let coefficient = |c: usize| gain * class_weight(c) * smooth(c);
        let a: f64 = (0..k).map(coefficient).sum();
        let against = |c: usize| if distillation { below(c) + smooth(c).ln() } else { below(c) };
        let mut loss: f64 = (0..k).map(|c| times(coefficient(c), against(c))).sum::<f64>() + weight * zeta * lse * lse;
        let mut own = Vec::new();
        if divergence {
            let student = softmax_of(z.iter().map(|z| z[0]));
            (loss, own) = jensen_shannon(case.scalars[0], &student, &taught(row));
        }
        if alone {
            (loss, own) = negative_entropy(case.scalars[0], &softmax_of(z.iter().map(|z| z[0])));
        }
        if let Some(map) = map_of(name) {
            // An index is a distribution with one class. A coefficient of 0 leaves out what may be infinite.
            let of_class = |c: usize| map(case.scalars[0], below(c)).map(|x| times(coefficient(c), x));
            let mapped: Vec<[f64; 3]> = (0..k).map(of_class).collect();
            let [g, slopes, bends] = [0, 1, 2].map(|order| mapped.iter().map(|terms| terms[order]).sum::<f64>());
            loss = g;
            let of_class = |c: usize| {
                let (p, [_, slope, bend]) = (probability(c), mapped[c]);
                let (rest, others) = (1.0 - p, bends - bend);
                [p * slopes - slope, p * rest * slopes + p * p * others + rest * rest * bend]
            };
            own = (0..k).map(of_class).collect();
        }
        result.losses[row] = loss;
        result.value += row_weight(row) * loss * inverse;
        let scale = upstream * inverse * row_weight(row);
        for (c, [_, chain, bend]) in z.iter().enumerate() {
            let p = probability(c);
            let mut slope = (a + 2.0 * weight * zeta * lse) * p - coefficient(c);
            let mut curvature = (a + 2.0 * weight * zeta * lse) * p * (1.0 - p) + 2.0 * weight * zeta * p * p;
            if !own.is_empty() {
                [slope, curvature] = own[c];
            }
            result.gradient[place(case, row, c)] = scale * slope * chain;
            result.hessian[place(case, row, c)] = scale * (curvature * chain * chain + slope * bend);
        }
        result.lse[row] = lse;
        result.entropy[row] = (0..k).map(|c| if probability(c) == 0.0 { 0.0 } else { probability(c) * below(c) }).sum();
        result.argmax[row] = (0..k).find(|c| z[*c][0] == largest).unwrap_or(0) as i64;
    }
    result
}

/// Panics where results are further from it than roundings explain.
pub fn compare<E: Dtype>(name: &str, case: &Case, expected: &Expected, got: &Outcome) {
    let isa = isa::active().name().as_str();
    let check = |what: &str, got: &[f64], expected: &[f64], scale: f64, is_layout: bool| {
        for (i, (a, b)) in got.iter().zip(expected).enumerate() {
            let padding = is_layout && case.is_padding(i);
            if !padding && !close(*a, *b, E::TOLERANCE, scale) {
                panic!("{name} {} {isa} {what}[{i}] = {a:e}, expected {b:e}: {case:?}", E::NAME);
            }
        }
    };
    // Divergences are differences of terms of the size of 1, those of a temperature times its square.
    let gain = match name {
        "distillation" => case.scalars[0] * case.scalars[0],
        // λ times a logarithm of a probability and an entropy, whose error is that of what they are differences of.
        "entropy_penalty" => case.scalars[0] * 10.0,
        // The largest g' and g'' of the samples' numbers: 1 + ε.
        _ if map_of(name).is_some() => 2.5,
        // Logits are as many times larger than cosines, and derivatives by them.
        _ => scale_of(name, case),
    };
    let divergence = matches!(name, "distillation" | "js_div");
    let sum = if case.reduction == LOSS_SUM { case.rows as f64 } else { 1.0 };
    check("value", &[got.value], &[expected.value], if divergence { gain * sum } else { 0.1 }, false);
    check("losses", &got.losses, &expected.losses, gain, false);
    check("lse", &got.lse, &expected.lse, 1.0, false);
    check("entropy", &got.entropy, &expected.entropy, 1.0, false);
    let mut gradient = expected.gradient.clone();
    if let Some(old) = &case.old_gradient {
        gradient.iter_mut().zip(old).for_each(|(new, old)| *new += old);
    }
    let old = if case.old_gradient.is_some() { 1.0 } else { 0.0 };
    let heaviest = 3.0 * gain * (1.0 + 20.0 * case.z_loss);
    check("gradient", &got.gradient, &gradient, old + heaviest * expected.factor, true);
    check("hessian", &got.hessian, &expected.hessian, 2.0 * heaviest * expected.factor, true);
    for (row, (a, b)) in got.argmax.iter().zip(&expected.argmax).enumerate() {
        // Caps make equals of what lies far above them, to the last digit or all but.
        let of = |class: i64| logit(name, case, row, class as usize, case.input[place(case, row, class as usize)])[0];
        let (left, right) = (of(*a), of(*b));
        let equal = a == b || relative_eq!(left, right, epsilon = 4.0 * f64::EPSILON * right.abs(), max_relative = 0.0);
        assert!(equal, "{name} {} {isa} argmax[{row}] = {a}, expected {b}: {case:?}", E::NAME);
    }
}
