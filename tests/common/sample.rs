//! Calls of every function, drawn at random.

use super::Random;
use super::call::{Case, Dtype};
use super::raw::Function;
use loss::LOSS_ACCUMULATE;

/// How large a problem is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sizes {
    /// Elements, for functions without rows of classes. A discriminator splits them in two batches.
    pub rows: usize,
    pub classes: usize,
    /// 0 is 1. Divides `rows`.
    pub inner: usize,
    /// Elements between rows, where there may be some.
    pub padding: usize,
    /// Rows in a sequence; divides `rows`.
    pub seq_len: usize,
}

/// Options, a bit each, for [`with_options`].
pub mod option {
    pub const WEIGHT: u32 = 1;
    pub const MASK: u32 = 2;
    pub const UPSTREAM: u32 = 4;
    pub const ACCUMULATE: u32 = 8;
    pub const CLASS_WEIGHT: u32 = 16;
    pub const IGNORE_INDEX: u32 = 32;
    pub const SMOOTHING: u32 = 64;
    pub const TEMPERATURE: u32 = 128;
    pub const SOFTCAP: u32 = 256;
    pub const Z_LOSS: u32 = 512;
    pub const ALL: u32 = 1023;
}

/// A number that arrays of this function hold.
fn draw(domain: &str, random: &mut Random) -> f64 {
    match domain {
        "sign" => [-1.0, 1.0][random.below(2)],
        "probability" => random.between(0.001, 0.999),
        "log" => random.between(-9.0, -0.01),
        _ => random.between(-4.0, 4.0),
    }
}

/// What the input and the targets of a function are.
fn domains(name: &str) -> [&'static str; 2] {
    match name {
        "hinge" => ["real", "sign"],
        "bce" | "kl_div_prob" | "cross_entropy_prob" => ["probability"; 2],
        "bce_logits" | "cross_entropy_soft" => ["real", "probability"],
        "kl_div" => ["log", "probability"],
        "kl_div_log_target" => ["log"; 2],
        "nll" => ["log", "real"],
        _ => ["real"; 2],
    }
}

/// The numbers that a function takes.
fn scalars(name: &str) -> Vec<f64> {
    match name {
        "bce_logits" => vec![1.5],
        "l1_penalty" | "l2_penalty" => vec![0.75],
        "elastic_net_penalty" => vec![0.75, 0.25],
        "distillation" => vec![1.75],
        "js_div" => vec![0.3],
        _ => Vec::new(),
    }
}

/// A good call, without options.
pub fn sample<E: Dtype>(name: &str, sizes: Sizes, random: &mut Random) -> Case {
    use Function::{Discriminator, Divergence, Generator, Index, Pair, Penalty, PenaltyTwo, Sequence, Soft, Softmax};
    let function = E::function(name);
    let Sizes { rows, classes, .. } = sizes;
    let mut case = Case { rows, scalars: scalars(name), ..Case::default() };
    let mut length = rows;
    if function.over_classes() {
        let inner = sizes.inner.max(1);
        let block = classes * inner;
        case.classes = classes;
        case.inner = sizes.inner;
        case.row_stride = if sizes.padding == 0 { 0 } else { block + sizes.padding };
        // Nothing has to be there behind the last row.
        length = if rows == 0 { 0 } else { (rows / inner - 1) * (block + sizes.padding) + block };
    } else if matches!(function, Function::Rowwise(_) | Pair(_)) {
        case.classes = classes;
        length = rows * classes;
    }
    let has_targets =
        !matches!(function, Index(_) | Sequence(_) | Softmax(_) | Penalty(_) | PenaltyTwo(_) | Generator(_));
    let (mut first, mut second) = (length, if has_targets { length } else { 0 });
    if matches!(function, Discriminator(_)) {
        second = length / 3;
        first = length - second;
    }
    let [of_input, of_target] = domains(name);
    case.input = (0..first).map(|_| draw(of_input, random)).collect();
    case.target = (0..second).map(|_| draw(of_target, random)).collect();
    if matches!(function, Soft(_)) {
        case.target.iter_mut().for_each(|t| *t = f64::from((*t * 2.0 / classes.max(1) as f64) as f32));
    }
    if matches!(function, Index(_) | Sequence(_)) {
        // Without classes no index is in range.
        case.index = (0..rows).map(|_| if classes == 0 { -100 } else { random.below(classes) as i64 }).collect();
    }
    if matches!(function, Sequence(_)) {
        case.seq_len = if sizes.seq_len == 0 { rows } else { sizes.seq_len };
    }
    debug_assert!(!matches!(function, Divergence(_)) || case.target.len() == case.input.len());
    case
}

/// Those of the options that have a meaning for the function.
pub fn meaningful<E: Dtype>(name: &str) -> u32 {
    use option::{
        ACCUMULATE, ALL, CLASS_WEIGHT, IGNORE_INDEX, MASK, SMOOTHING, SOFTCAP, TEMPERATURE, UPSTREAM, WEIGHT,
    };
    let of_rows = WEIGHT | MASK | UPSTREAM | ACCUMULATE;
    match E::function(name) {
        Function::Softmax(_) => TEMPERATURE | SOFTCAP,
        Function::Index(_) if name == "nll" => of_rows | CLASS_WEIGHT | IGNORE_INDEX | SMOOTHING,
        Function::Index(_) | Function::Sequence(_) => ALL,
        Function::Soft(_) => ALL & !IGNORE_INDEX,
        Function::Teacher(_) => ALL & !IGNORE_INDEX & !TEMPERATURE,
        Function::Divergence(_) => of_rows | TEMPERATURE | SOFTCAP,
        _ => of_rows,
    }
}

/// Adds those of the options that have a meaning.
pub fn with_options<E: Dtype>(name: &str, case: Case, wanted: u32, random: &mut Random) -> Case {
    let given = wanted & meaningful::<E>(name);
    let has = |option: u32| given & option != 0;
    let mut case = case;
    let rows = case.rows;
    case.weight = has(option::WEIGHT).then(|| (0..rows).map(|_| random.between(0.0, 2.0)).collect());
    case.mask = has(option::MASK).then(|| (0..rows).map(|_| u8::from(random.below(3) > 0)).collect());
    case.upstream = has(option::UPSTREAM).then_some(-0.75);
    if has(option::ACCUMULATE) && !case.in_place && !case.without.gradient {
        let second = if E::function(name).has_two_gradients() { case.target.len() } else { 0 };
        case.flags |= LOSS_ACCUMULATE;
        case.old_gradient = Some((0..case.input.len() + second).map(|_| random.between(-1.0, 1.0)).collect());
    }
    case.class_weight = has(option::CLASS_WEIGHT)
        .then(|| (0..case.classes).map(|c| if c % 5 == 4 { 0.0 } else { random.between(0.1, 2.0) }).collect());
    case.ignore_index = has(option::IGNORE_INDEX).then_some(1);
    if has(option::IGNORE_INDEX) && case.classes == 0 {
        case.index.fill(1);
    }
    case.label_smoothing = if has(option::SMOOTHING) { 0.125 } else { 0.0 };
    case.temperature = if has(option::TEMPERATURE) { 1.75 } else { 0.0 };
    case.softcap = if has(option::SOFTCAP) { 4.0 } else { 0.0 };
    case.z_loss = if has(option::Z_LOSS) { 0.0625 } else { 0.0 };
    case
}
