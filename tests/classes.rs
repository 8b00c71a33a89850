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
    let t = if case.temperature == 0.0 { 1.0 } else { case.temperature };
    if case.softcap == 0.0 {
        return [x / t, 1.0 / t, 0.0];
    }
    let tanh = (x / t / case.softcap).tanh();
    let slope = 1.0 - tanh * tanh;
    [case.softcap * tanh, slope / t, -2.0 * tanh * slope / (case.softcap * t * t)]
}

fn expected(name: &str, case: &Case) -> Expected {
    let (soft, normalised) = (name == "cross_entropy_soft", name == "nll");
    let k = case.classes;
    let class_weight = |c: usize| case.class_weight.as_ref().map_or(1.0, |weights| weights[c]);
    let row_weight = |row: usize| case.weight.as_ref().map_or(1.0, |weights| weights[row]);
    let ignored = case.ignore_index.unwrap_or(-100);
    let kept =
        |row: usize| case.mask.as_ref().is_none_or(|mask| mask[row] != 0) && (soft || case.index[row] != ignored);
    let plain_target = |row: usize, c: usize| {
        if soft { case.target[place(case, row, c)] } else { f64::from(u8::from(case.index[row] == c as i64)) }
    };
    let own_weight = |row: usize| (0..k).map(|c| class_weight(c) * plain_target(row, c)).sum::<f64>();
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
        let smooth = |c: usize| plain_target(row, c) * (1.0 - case.label_smoothing) + case.label_smoothing / k as f64;
        // Class weights go with the target for an index, with every class for smoothing.
        let coefficient = |c: usize| class_weight(c) * smooth(c);
        let a: f64 = (0..k).map(coefficient).sum();
        let loss: f64 =
            (0..k).map(|c| if coefficient(c) == 0.0 { 0.0 } else { coefficient(c) * below(c) }).sum::<f64>()
                + weight * zeta * lse * lse;
        result.losses[row] = loss;
        result.value += row_weight(row) * loss * inverse;
        let scale = upstream * inverse * row_weight(row);
        for (c, [_, chain, bend]) in z.iter().enumerate() {
            let p = probability(c);
            let slope = (a + 2.0 * weight * zeta * lse) * p - coefficient(c);
            let curvature = (a + 2.0 * weight * zeta * lse) * p * (1.0 - p) + 2.0 * weight * zeta * p * p;
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
    check("value", &[got.value], &[expected.value], 0.1, false);
    check("losses", &got.losses, &expected.losses, 1.0, false);
    check("lse", &got.lse, &expected.lse, 1.0, false);
    check("entropy", &got.entropy, &expected.entropy, 1.0, false);
    let mut gradient = expected.gradient.clone();
    if let Some(old) = &case.old_gradient {
        gradient.iter_mut().zip(old).for_each(|(new, old)| *new += old);
    }
    let old = if case.old_gradient.is_some() { 1.0 } else { 0.0 };
    let heaviest = 3.0 * (1.0 + 20.0 * case.z_loss);
    check("gradient", &got.gradient, &gradient, old + heaviest * expected.factor, true);
    check("hessian", &got.hessian, &expected.hessian, 2.0 * heaviest * expected.factor, true);
    if !got.argmax.is_empty() {
        assert_eq!(got.argmax, expected.argmax, "{name} {} {isa}: {case:?}", E::NAME);
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
    let soft = name == "cross_entropy_soft";
    Case {
        input: if name == "nll" { logits.iter().map(|x| f64::from((x - 6.0) as f32)).collect() } else { logits },
        target: if soft {
            (0..length).map(|_| random.between(0.0, 2.0 / classes as f64)).collect()
        } else {
            Vec::new()
        },
        index: if soft { Vec::new() } else { (0..rows).map(|_| random.below(classes) as i64).collect() },
        rows,
        classes,
        inner: if inner == 1 { 0 } else { inner },
        row_stride: if padding == 0 { 0 } else { stride },
        ..Case::default()
    }
}

fn pairs<E: Dtype>(name: &str) {
    let _turn = isa_lock();
    let mut random = Random(3);
    let logits_only = ["temperature", "softcap", "z-loss"];
    let changes: Vec<&Change> =
        CHANGES.iter().filter(|(what, _)| name != "nll" || !logits_only.contains(what)).collect();
    for (index, first) in changes.iter().enumerate() {
        for second in &changes[..=index] {
            for layout in LAYOUTS {
                let mut case = base(name, *layout, &mut random);
                first.1(&mut case, &mut random);
                second.1(&mut case, &mut random);
                // What a row that does not count holds is of no importance.
                if !case.index.is_empty() {
                    case.index[0] = case.ignore_index.unwrap_or(-100);
                    for c in 0..case.classes {
                        let place = place(&case, 0, c);
                        case.input[place] = f64::NAN;
                    }
                }
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
