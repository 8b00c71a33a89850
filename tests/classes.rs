//! Losses over classes against a plain reference: every pair of options of both structs, both
//! dtypes, every instruction set, layouts in one piece, padded and strided.

mod common;

use common::call::{Case, Dtype, Outcome, Without};
use common::class_reference::{compare, expected, map_of, place, transform};
use common::entry::{Driver, entry};
use common::table::ENTRIES;
use common::{Random, close, isa_lock};
use loss::{LOSS_ACCUMULATE, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, isa};

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
    let most = if entry(name).driver == Driver::Cosines { 1.0 } else { 4.0 };
    let logits: Vec<f64> = (0..length).map(|_| random.between(-most, most)).collect();
    let teacher = matches!(name, "distillation" | "js_div");
    let soft = name.ends_with("_soft") || teacher;
    let alone = name == "entropy_penalty";
    let high = if teacher { 4.0 } else { 2.0 / classes as f64 };
    Case {
        input: if name == "nll" { logits.iter().map(|x| f64::from((x - 6.0) as f32)).collect() } else { logits },
        target: if soft {
            (0..length).map(|_| random.between(if teacher { -4.0 } else { 0.0 }, high)).collect()
        } else {
            Vec::new()
        },
        index: if soft || alone { Vec::new() } else { (0..rows).map(|_| random.below(classes) as i64).collect() },
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
            _ => entry(name).numbers.iter().map(|number| number.sample).collect(),
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
                if !case.target.is_empty() {
                    case.target[place] = f64::NAN;
                }
            }
        }
    }
}

/// Rounds to `f32`, so that both types and the reference see the same numbers.
fn round_input(case: &mut Case) {
    case.input.iter_mut().for_each(|x| *x = f64::from(*x as f32));
}

/// What the plain reference gives, with the same bits on every instruction set.
fn as_expected<E: Dtype>(name: &str, case: &Case, changes: &[&str]) {
    let expected = expected(name, case);
    let mut first: Option<Outcome> = None;
    for isa_name in isa::available() {
        assert!(isa::select(isa_name));
        let got = case.run::<E>(name);
        compare::<E>(name, case, &expected, &got);
        let first = first.get_or_insert_with(|| got.clone());
        let what = (changes, isa_name.as_str());
        assert!(first.same_bits(&got), "{name} {} {what:?} differs: {case:?}", E::NAME);
    }
}

fn pairs<E: Dtype>(name: &str) {
    let _turn = isa_lock();
    let mut random = Random(3);
    let refused: &[&str] = match name {
        "nll" => &["temperature", "softcap", "z-loss"],
        "distillation" => &["temperature"],
        "js_div" | "entropy_penalty" => &["class weight", "label smoothing", "z-loss"],
        _ if map_of(name).is_some() => &["label smoothing", "z-loss"],
        _ if entry(name).driver == Driver::Cosines => &["temperature", "softcap", "large logits", "rising logits"],
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
                round_input(&mut case);
                as_expected::<E>(name, &case, &[first.0, second.0]);
            }
        }
    }
}

/// A test of each, so that they run beside each other, and the list of them.
macro_rules! paired {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                pairs::<f32>(stringify!($name));
                pairs::<f64>(stringify!($name));
            }
        )+

        const PAIRED: &[&str] = &[$(stringify!($name)),+];
    };
}

paired! {
    cross_entropy
    cross_entropy_soft
    causal_lm
    distillation
    js_div
    entropy_penalty
    focal_cross_entropy
    generalized_cross_entropy
    poly1_cross_entropy
    taylor_cross_entropy
    focal_cross_entropy_soft
    poly1_cross_entropy_soft
    cosface
    arcface
    nll
}

#[test]
fn every_loss_with_class_options_is_paired() {
    for entry in ENTRIES {
        use Driver::{Class, Cosines, Divergence, Sequence, Teacher};
        if matches!(entry.driver, Class | Cosines | Divergence | Sequence | Teacher) {
            assert!(PAIRED.contains(&entry.name), "{} is missing in the list", entry.name);
        }
    }
}

/// Every number of classes that several rows at once are worked on with, and those around it; batches that are full, and
/// not.
#[test]
fn rows_of_few_classes_together() {
    fn compared<E: Dtype>(rows: usize, classes: usize, random: &mut Random) {
        let mut case = base("cross_entropy", [rows, classes, 1, classes % 3], random);
        case.without = Without::EXTRAS;
        round_input(&mut case);
        for variant in 0..4 {
            case.in_place = variant % 2 == 1;
            case.label_smoothing = if variant >= 2 { 0.125 } else { 0.0 };
            case.without.losses = variant == 3;
            as_expected::<E>("cross_entropy", &case, &[]);
        }
    }
    let _turn = isa_lock();
    let mut random = Random(17);
    for classes in 1..=34 {
        for rows in [3, 4, 7, 33, 64] {
            compared::<f32>(rows, classes, &mut random);
            compared::<f64>(rows, classes, &mut random);
        }
    }
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
                    let z = |c: usize| transform("softmax", &case, case.input[place(&case, row, c)])[0];
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

/// A confident row's loss is the share of the others, of which nothing is lost beside the largest exponential wherever
/// that stands: in another block, in a row of a single vector. A target says where to look first; log-softmax has none.
#[test]
fn confident_rows_keep_the_others() {
    let _turn = isa_lock();
    let mut random = Random(11);
    // Units of 2^-24: exponential 2, its sums 2, log1p 3, stored 1; the same, the quotient and two factors.
    let tolerance = 10.0 / 16_777_216.0;
    for classes in [9, 31, 32, 33, 100, 1000, 1024, 1025, 3000] {
        for place in [0, 7, classes / 2, classes - 2, classes - 1] {
            let mut case = base("cross_entropy", [3, classes, 1, 0], &mut random);
            case.without = Without::EXTRAS;
            case.reduction = LOSS_SUM;
            // 2^-24 of the largest exponential is then about a tenth of all others.
            let above = 16.0 + (classes as f64).ln();
            for row in 0..3 {
                case.input[row * classes + place] = above;
                case.index[row] = place as i64;
            }
            round_input(&mut case);
            for variant in 0..4 {
                case.in_place = variant % 2 == 1;
                case.without.gradient = variant == 2;
                case.temperature = if variant == 3 { 1.25 } else { 0.0 };
                for isa_name in isa::available() {
                    assert!(isa::select(isa_name));
                    let got = case.run::<f32>("cross_entropy");
                    let log_softmax = Case {
                        index: Vec::new(),
                        without: Without { gradient: false, ..case.without },
                        ..case.clone()
                    };
                    let log_softmax = log_softmax.run::<f32>("log_softmax");
                    let mut sum = 0.0;
                    for row in 0..3 {
                        let z = |c: usize| transform("cross_entropy", &case, case.input[row * classes + c])[0];
                        let others: f64 = (0..classes).filter(|c| *c != place).map(|c| (z(c) - z(place)).exp()).sum();
                        sum += others.ln_1p();
                        let logarithm = log_softmax.gradient[row * classes + place];
                        assert!(
                            close(-logarithm, others.ln_1p(), tolerance, 0.0),
                            "{classes} {place} {variant}: {logarithm}"
                        );
                        if !case.without.gradient {
                            let share = -others / (1.0 + others) / if variant == 3 { 1.25 } else { 1.0 };
                            let gradient = got.gradient[row * classes + place];
                            assert!(
                                close(gradient, share, tolerance, 0.0),
                                "{classes} {place} {variant}: {gradient} {share}"
                            );
                        }
                    }
                    assert!(close(got.value, sum, tolerance, 0.0), "{classes} {place} {variant}: {} {sum}", got.value);
                }
            }
        }
    }
}

/// Where a later block is so far above what came before it that everything is taken relative to another power of two, the
/// earlier classes keep the share they have: it is all there is to the loss of the class above them. `beside_one` is what
/// the sum of a row may lose, `least` the least share that is not 0.
fn earlier_blocks_keep_their_share<E: Dtype>(tolerance: f64, beside_one: f64, least: f64) {
    let mut random = Random(13);
    // Near 0, where exponentials need no shift; far from it, where they have one; and from where they have none to where
    // they have.
    let levels = [0.0, -80.0, 2e6, -2e6, 1_048_550.0].map(|level| (level, [45.0, 55.0, 70.0, 97.0]));
    let from_below = [(-3000.0, [3010.0; 4])];
    for (level, steps) in levels.into_iter().chain(from_below) {
        for (step, place, temperature) in
            steps.into_iter().flat_map(|step| [(step, 1100, 1.0), (step, 2999, 1.0), (step, 1100, 0.125)])
        {
            let above = step * temperature;
            let mut case = base("cross_entropy", [2, 3000, 1, 0], &mut random);
            case.without = Without::EXTRAS;
            case.reduction = LOSS_SUM;
            case.temperature = temperature;
            case.input.iter_mut().for_each(|x| *x = f64::from((*x * temperature + level) as f32));
            (0..2).for_each(|row| case.input[row * 3000 + place] = f64::from((level + above) as f32));
            case.index = vec![place as i64; 2];
            let top = case.input[place];
            // There a logarithm of 2 that is rounded is multiplied by a million and a half.
            let tolerance = if level == 1_048_550.0 { tolerance.max(1e-10) } else { tolerance };
            for variant in 0..3 {
                case.in_place = variant == 1;
                case.without.gradient = variant == 2;
                let exponential = |row: usize, c: usize| ((case.input[row * 3000 + c] - top) / temperature).exp();
                let others = |row| (0..3000).filter(|c| *c != place).map(|c| exponential(row, c)).sum::<f64>();
                let expected: f64 = (0..2).map(|row| others(row).ln_1p()).sum();
                for isa_name in isa::available() {
                    assert!(isa::select(isa_name));
                    let got = case.run::<E>("cross_entropy");
                    let what = format!("{level} {step} {place} {temperature} {variant}: {} {expected}", got.value);
                    let error = (got.value - expected).abs();
                    assert!(error <= tolerance * expected + beside_one, "{what}");
                    for row in 0..if case.without.gradient { 0 } else { 2 } {
                        let (earlier, share) = (got.gradient[row * 3000 + 5], exponential(row, 5) / temperature);
                        let right = close(earlier, share, tolerance, 0.0) || (share < least && earlier == 0.0);
                        assert!(right, "{what}, {earlier} {share}");
                    }
                }
            }
        }
    }
}

#[test]
fn far_above_earlier_blocks() {
    let _turn = isa_lock();
    // As for confident rows, and one rounding more of what was stored and is rescaled.
    earlier_blocks_keep_their_share::<f32>(11.0 / 16_777_216.0, 2.0 * f64::EPSILON, 8.0 * f64::from(f32::MIN_POSITIVE));
    earlier_blocks_keep_their_share::<f64>(1e-13, 0.0, 8.0 * f64::MIN_POSITIVE);
}

/// The same of a teacher, whose sums are rescaled too, beside a student that is as high elsewhere.
#[test]
fn far_above_earlier_blocks_of_a_teacher() {
    fn compared<E: Dtype>(above: f64, random: &mut Random) {
        let mut case = base("distillation", [2, 3000, 1, 0], random);
        case.without = Without::EXTRAS;
        round_input(&mut case);
        for row in 0..2 {
            case.input[row * 3000 + 1100] = above;
            case.target[row * 3000 + 1700] = 1.75 * above;
        }
        as_expected::<E>("distillation", &case, &[]);
    }
    let _turn = isa_lock();
    let mut random = Random(14);
    for above in [45.0, 55.0, 70.0] {
        compared::<f32>(above, &mut random);
        compared::<f64>(above, &mut random);
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
