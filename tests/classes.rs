//! Losses over classes against a plain reference: every pair of options of both structs, both
//! dtypes, every instruction set, layouts in one piece, padded and strided.

mod common;

use common::call::{Case, Dtype, Outcome, Without};
use common::{Random, close, isa_lock};
use loss::{LOSS_ACCUMULATE, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, isa};

/// The formulas of include/loss.h, class by class, in double precision.
#[derive(Default)]
struct Expected {
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
fn place(case: &Case, row: usize, c: usize) -> usize {
    let inner = case.inner.max(1);
    let stride = if case.row_stride == 0 { case.classes * inner } else { case.row_stride };
    (row / inner) * stride + c * inner + row % inner
}

/// z, dz/dx and d²z/dx².
fn transform(case: &Case, x: f64) -> [f64; 3] {
    // That of a distillation is its own argument.
    let t = match (case.temperature, case.scalars.first()) {
        (0.0, Some(temperature)) if *temperature > 1.0 => *temperature,
        (0.0, _) => 1.0,
        (temperature, _) => temperature,
    };
    if case.softcap == 0.0 {
        return [x / t, 1.0 / t, 0.0];
    }
    let tanh = (x / t / case.softcap).tanh();
    let slope = 1.0 - tanh * tanh;
    [case.softcap * tanh, slope / t, -2.0 * tanh * slope / (case.softcap * t * t)]
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

fn expected(name: &str, case: &Case) -> Expected {
    let (distillation, divergence) = (name == "distillation", name == "js_div");
    let teacher = distillation || divergence;
    let (soft, normalised) = (name == "cross_entropy_soft" || teacher, name == "nll");
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
    let taught = |row: usize| softmax_of((0..k).map(|c| transform(case, case.target[place(case, row, c)])[0]));
    let plain_targets = |row: usize| -> Vec<f64> {
        if teacher {
            return taught(row).iter().map(|[q, _]| *q).collect();
        }
        let of_class = |c: usize| {
            if soft {
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
        let z: Vec<[f64; 3]> = (0..k).map(|c| transform(case, case.input[place(case, row, c)])).collect();
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
        result.losses[row] = loss;
        result.value += row_weight(row) * loss * inverse;
        let scale = upstream * inverse * row_weight(row);
        for (c, [_, chain, bend]) in z.iter().enumerate() {
            let p = probability(c);
            let mut slope = (a + 2.0 * weight * zeta * lse) * p - coefficient(c);
            let mut curvature = (a + 2.0 * weight * zeta * lse) * p * (1.0 - p) + 2.0 * weight * zeta * p * p;
            if divergence {
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

fn compare<E: Dtype>(name: &str, case: &Case, expected: &Expected, got: &Outcome) {
    let isa = isa::active().name().as_str();
    let check = |what: &str, got: &[f64], expected: &[f64], scale: f64, is_layout: bool| {
        for (i, (a, b)) in got.iter().zip(expected).enumerate() {
            let padding = is_layout && case.row_stride != 0 && i % case.row_stride >= case.classes * case.inner.max(1);
            if !padding && !close(*a, *b, E::TOLERANCE, scale) {
                panic!("{name} {} {isa} {what}[{i}] = {a:e}, expected {b:e}: {case:?}", E::NAME);
            }
        }
    };
    // Divergences are differences of terms of the size of 1, those of a temperature times its square.
    let gain = if name == "distillation" { case.scalars[0] * case.scalars[0] } else { 1.0 };
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
        let logit = |class: i64| transform(case, case.input[place(case, row, class as usize)])[0];
        let equal = a == b || (logit(*a) - logit(*b)).abs() <= 4.0 * f64::EPSILON * logit(*b).abs();
        assert!(equal, "{name} {} {isa} argmax[{row}] = {a}, expected {b}: {case:?}", E::NAME);
    }
}

/// One way to change a case. Pairs of them make the test.
type Change = (&'static str, fn(&mut Case, &mut Random));

const CHANGES: &[Change] = &[
    ("sum", |case, _| case.reduction = LOSS_SUM),
    ("mean rows", |case, _| case.reduction = LOSS_MEAN_ROWS),
    ("upstream", |case, _| case.upstream = Some(-0.75)),
    ("weight", |case, random| case.weight = Some((0..case.rows).map(|_| random.between(0.0, 2.0)).collect())),
    ("mask", |case, random| case.mask = Some((0..case.rows).map(|_| u8::from(random.below(3) > 0)).collect())),
    ("threads", |case, _| case.threads = 3),
    ("in place", |case, _| case.in_place = case.flags == 0),
    ("accumulate", |case, random| {
        if !case.in_place {
            case.flags = LOSS_ACCUMULATE;
            case.old_gradient = Some((0..case.input.len()).map(|_| random.between(-1.0, 1.0)).collect());
        }
    }),
    ("value and gradient only", |case, _| case.without = Without::EXTRAS),
    ("no gradient", |case, _| case.without.gradient = !case.in_place && case.flags == 0),
    ("misaligned", |case, _| case.misalignment = 3),
    ("class weight", |case, random| {
        case.class_weight =
            Some((0..case.classes).map(|c| if c % 5 == 4 { 0.0 } else { random.between(0.1, 2.0) }).collect());
    }),
    ("ignore index", |case, _| {
        if !case.index.is_empty() {
            case.ignore_index = Some(1);
        }
    }),
    ("label smoothing", |case, _| case.label_smoothing = 0.125),
    ("temperature", |case, _| case.temperature = 1.75),
    ("softcap", |case, _| case.softcap = 4.0),
    ("z-loss", |case, _| case.z_loss = 0.0625),
    ("large logits", |case, _| case.input.iter_mut().for_each(|x| *x *= 30.0)),
    ("rising logits", |case, _| {
        // Blocks that overflow what the first was scaled to.
        let length = case.input.len() as f64;
        case.input.iter_mut().enumerate().for_each(|(i, x)| *x += 180.0 * i as f64 / length - 200.0);
    }),
];

/// Layouts: rows, classes, inner, padding.
const LAYOUTS: &[[usize; 4]] = &[
    [4, 3, 1, 0],
    [5, 10, 1, 2],
    [2, 33, 1, 0],
    [3, 70, 1, 5],
    [2, 2500, 1, 3],
    [6, 5, 3, 0],
    [40, 4, 20, 7],
    [34, 7, 17, 0],
];

fn base(name: &str, [rows, classes, inner, padding]: [usize; 4], random: &mut Random) -> Case {
    let stride = classes * inner + padding;
    let length = (rows / inner - 1) * stride + classes * inner;
    let logits: Vec<f64> = (0..length).map(|_| random.between(-4.0, 4.0)).collect();
    let teacher = matches!(name, "distillation" | "js_div");
    let soft = name == "cross_entropy_soft" || teacher;
    let high = if teacher { 4.0 } else { 2.0 / classes as f64 };
    Case {
        input: if name == "nll" { logits.iter().map(|x| f64::from((x - 6.0) as f32)).collect() } else { logits },
        target: if soft {
            (0..length).map(|_| random.between(if teacher { -4.0 } else { 0.0 }, high)).collect()
        } else {
            Vec::new()
        },
        index: if soft { Vec::new() } else { (0..rows).map(|_| random.below(classes) as i64).collect() },
        rows,
        classes,
        seq_len: match name {
            "causal_lm" if rows > 2 && rows % 2 == 0 => rows / 2,
            "causal_lm" => rows,
            _ => 0,
        },
        scalars: match name {
            "distillation" => vec![1.75],
            "js_div" => vec![0.3],
            _ => Vec::new(),
        },
        inner: if inner == 1 { 0 } else { inner },
        row_stride: if padding == 0 { 0 } else { stride },
        ..Case::default()
    }
}

/// What a row that does not count holds is of no importance: NaN. The first row does not count where
/// targets are indices, nor does the last of a sequence, nor one that is masked.
fn leave_rows_out(case: &mut Case) {
    let indexed = !case.index.is_empty();
    if indexed {
        let target_of_first = usize::from(case.seq_len > 1);
        case.index[target_of_first] = case.ignore_index.unwrap_or(-100);
    }
    for row in 0..case.rows {
        let masked = case.mask.as_ref().is_some_and(|mask| mask[row] == 0);
        let last = case.seq_len != 0 && (row + 1).is_multiple_of(case.seq_len);
        if masked || last || (indexed && row == 0) {
            for c in 0..case.classes {
                let place = place(case, row, c);
                case.input[place] = f64::NAN;
                if !indexed {
                    case.target[place] = f64::NAN;
                }
            }
        }
    }
}

fn pairs<E: Dtype>(name: &str) {
    let _turn = isa_lock();
    let mut random = Random(3);
    let refused: &[&str] = match name {
        "nll" => &["temperature", "softcap", "z-loss"],
        "distillation" => &["temperature"],
        "js_div" => &["class weight", "label smoothing", "z-loss"],
        _ => &[],
    };
    let changes: Vec<&Change> = CHANGES.iter().filter(|(what, _)| !refused.contains(what)).collect();
    for (index, first) in changes.iter().enumerate() {
        for second in &changes[..=index] {
            for layout in LAYOUTS {
                let mut case = base(name, *layout, &mut random);
                first.1(&mut case, &mut random);
                second.1(&mut case, &mut random);
                leave_rows_out(&mut case);
                // Rounded to f32 so that both dtypes and the reference see the same numbers.
                case.input.iter_mut().for_each(|x| *x = f64::from(*x as f32));
                let expected = expected(name, &case);
                let mut reference: Option<Outcome> = None;
                for isa_name in isa::available() {
                    assert!(isa::select(isa_name));
                    let got = case.run::<E>(name);
                    compare::<E>(name, &case, &expected, &got);
                    let reference = reference.get_or_insert_with(|| got.clone());
                    let what = (first.0, second.0, isa_name.as_str());
                    assert!(reference.same_bits(&got), "{name} {} {what:?} differs: {case:?}", E::NAME);
                }
            }
        }
    }
}

#[test]
fn cross_entropy() {
    pairs::<f32>("cross_entropy");
    pairs::<f64>("cross_entropy");
}

#[test]
fn cross_entropy_soft() {
    pairs::<f32>("cross_entropy_soft");
    pairs::<f64>("cross_entropy_soft");
}

#[test]
fn causal_lm() {
    pairs::<f32>("causal_lm");
    pairs::<f64>("causal_lm");
}

#[test]
fn distillation() {
    pairs::<f32>("distillation");
    pairs::<f64>("distillation");
}

#[test]
fn js_div() {
    pairs::<f32>("js_div");
    pairs::<f64>("js_div");
}

#[test]
fn nll() {
    pairs::<f32>("nll");
    pairs::<f64>("nll");
}

/// Softmax and log-softmax, in place and not, through the gradient of what they are.
#[test]
fn softmax() {
    let _turn = isa_lock();
    let mut random = Random(5);
    for layout in LAYOUTS {
        for variant in 0..4 {
            let mut case = base("softmax", *layout, &mut random);
            case.index.clear();
            case.in_place = variant % 2 == 1;
            case.temperature = if variant >= 2 { 1.75 } else { 0.0 };
            case.softcap = if variant >= 2 { 4.0 } else { 0.0 };
            for isa_name in isa::available() {
                assert!(isa::select(isa_name));
                let (p, log_p) = (case.run::<f32>("softmax"), case.run::<f32>("log_softmax"));
                for row in 0..case.rows {
                    let z = |c: usize| transform(&case, case.input[place(&case, row, c)])[0];
                    let total: f64 = (0..case.classes).map(|c| z(c).exp()).sum();
                    for c in 0..case.classes {
                        let at = place(&case, row, c);
                        assert!(close(p.gradient[at], z(c).exp() / total, 4e-7, 0.0), "{case:?} {c}");
                        assert!(close(log_p.gradient[at], z(c) - total.ln(), 4e-7, 0.0), "{case:?} {c}");
                    }
                }
            }
        }
    }
}

/// The default mean with index targets and one-hot distributions are the same loss.
#[test]
fn one_hot_is_index() {
    let mut random = Random(9);
    let mut case = base("cross_entropy", [5, 40, 1, 0], &mut random);
    case.class_weight = Some((0..40).map(|_| random.between(0.1, 2.0)).collect());
    case.label_smoothing = 0.1;
    case.reduction = LOSS_MEAN;
    case.z_loss = 0.01;
    let index = case.run::<f64>("cross_entropy");
    case.target = vec![0.0; case.input.len()];
    (0..5).for_each(|row| case.target[row * 40 + case.index[row] as usize] = 1.0);
    case.index.clear();
    let soft = case.run::<f64>("cross_entropy_soft");
    assert!(close(index.value, soft.value, 1e-14, 0.0), "{} {}", index.value, soft.value);
    for (a, b) in index.gradient.iter().zip(&soft.gradient) {
        assert!(close(*a, *b, 1e-14, 1.0), "{a} {b}");
    }
}
