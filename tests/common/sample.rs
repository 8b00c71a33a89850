//! Calls of every function, drawn at random.

use super::Random;
use super::call::{Case, Driver, entry};
use super::entry::{Array, Domain, Extent};
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
    pub const CLASS_BIAS: u32 = 1024;
    pub const ALL: u32 = 2047;
}

/// A number that an array holds.
fn draw(domain: Domain, random: &mut Random) -> f64 {
    match domain {
        Domain::Sign => [-1.0, 1.0][random.below(2)],
        Domain::Probability | Domain::Distribution => random.between(0.001, 0.999),
        Domain::LogProbability => random.between(-9.0, -0.01),
        Domain::Positive => random.between(0.125, 4.0),
        Domain::Real | Domain::Rising => random.between(-4.0, 4.0),
        Domain::Cosine => random.between(-1.0, 1.0),
    }
}

/// A list of classes: mostly a few and an end, sometimes none or all; what follows the end is no class.
fn list(classes: usize, random: &mut Random) -> Vec<i64> {
    let most = if random.below(4) == 0 { classes.min(64) } else { classes.min(5) };
    let count = random.below(most + 1);
    let entry = |place: usize, random: &mut Random| match place {
        _ if place < count => random.below(classes) as i64,
        _ if place == count => -1,
        _ => i64::MIN,
    };
    (0..classes).map(|place| entry(place, random)).collect()
}

/// A good call, without options.
pub fn sample(name: &str, sizes: Sizes, random: &mut Random) -> Case {
    let entry = entry(name);
    // A row of decisions between classes has at least one.
    let sizes = Sizes { classes: sizes.classes.max(entry.fewer), ..sizes };
    let sizes = if entry.is_exclusive() { sizes } else { Sizes { inner: 0, ..sizes } };
    let Sizes { rows, classes, .. } = sizes;
    let scalars = entry.numbers.iter().map(|number| number.sample).collect();
    let mut case = Case { rows, scalars, ..Case::default() };
    let mut layout = rows;
    if entry.over_classes() {
        let inner = sizes.inner.max(1);
        let block = classes * inner;
        case.classes = classes;
        case.inner = sizes.inner;
        case.row_stride = if sizes.padding == 0 { 0 } else { block + sizes.padding };
        // Nothing has to be there behind the last row.
        layout = if rows == 0 { 0 } else { (rows / inner - 1) * (block + sizes.padding) + block };
    } else if entry.has_rows() {
        case.classes = classes;
        layout = rows * classes;
    }
    let length = |array: &Array| if array.extent == Extent::Matrix { layout } else { rows };
    let mut fill = |array: &Array, length: usize| (0..length).map(|_| draw(array.domain, random)).collect::<Vec<f64>>();
    let mut inputs = [const { Vec::new() }; 3];
    if entry.driver == Driver::Discriminator {
        // Two batches.
        let second = rows / 3;
        inputs = [fill(&entry.inputs[0], rows - second), fill(&entry.inputs[1], second), Vec::new()];
    } else {
        for (values, array) in inputs.iter_mut().zip(entry.inputs) {
            *values = fill(array, length(array));
        }
    }
    [case.input, case.second, case.third] = inputs;
    for array in entry.targets {
        case.target = fill(array, length(array));
        if array.domain == Domain::Distribution {
            case.target.iter_mut().for_each(|t| *t = f64::from((*t * 2.0 / classes.max(1) as f64) as f32));
        }
    }
    if entry.has_index {
        // Without classes no index is in range.
        let below = classes + entry.fewer;
        case.index = (0..rows).map(|_| if below == 0 { -100 } else { random.below(below) as i64 }).collect();
    }
    for (values, array) in case.optional.iter_mut().zip(entry.optional) {
        // Weights of classes, of which some are 0; or numbers like those of an input.
        *values = Some(match array.extent {
            Extent::Classes => (0..classes).map(|c| if c % 4 == 3 { 0.0 } else { random.between(0.1, 3.0) }).collect(),
            _ => (0..layout).map(|_| draw(array.domain, random)).collect(),
        });
    }
    if entry.has_bytes {
        case.bytes = (0..rows).map(|_| random.below(3) as u8).collect();
    }
    if entry.inputs[0].domain == Domain::Rising {
        for row in 0..rows {
            let start = row * if case.row_stride == 0 { classes } else { case.row_stride };
            let logits = &mut case.input[start..][..classes];
            logits.sort_by(f64::total_cmp);
            // Steps that differences of it are small against.
            logits.iter_mut().enumerate().for_each(|(c, z)| *z = f64::from((*z + 0.25 * c as f64) as f32));
        }
    }
    if entry.has_list {
        case.index = (0..rows).flat_map(|_| list(classes, random)).collect();
    }
    if entry.driver == Driver::Sequence {
        case.seq_len = if sizes.seq_len == 0 { rows } else { sizes.seq_len };
    }
    case
}

/// Those of the options that have a meaning for the function.
pub fn meaningful(name: &str) -> u32 {
    use option::{
        ACCUMULATE, ALL, CLASS_BIAS, CLASS_WEIGHT, IGNORE_INDEX, MASK, SMOOTHING, SOFTCAP, TEMPERATURE, UPSTREAM,
        WEIGHT, Z_LOSS,
    };
    let entry = entry(name);
    let of_rows = WEIGHT | MASK | UPSTREAM | ACCUMULATE;
    match entry.driver {
        Driver::Softmax => TEMPERATURE | SOFTCAP | CLASS_BIAS,
        Driver::SoftmaxBackward => of_rows | TEMPERATURE,
        Driver::Class if name == "nll" => of_rows | CLASS_WEIGHT | IGNORE_INDEX | SMOOTHING,
        // Functions of the cross-entropy.
        Driver::Class if !entry.numbers.is_empty() => {
            ALL & !SMOOTHING & !Z_LOSS & if entry.has_index { ALL } else { !IGNORE_INDEX }
        }
        Driver::Cosines => ALL & !TEMPERATURE & !SOFTCAP,
        Driver::Class | Driver::Sequence if entry.has_index => ALL,
        Driver::Class | Driver::Sequence => ALL & !IGNORE_INDEX,
        Driver::Teacher => ALL & !IGNORE_INDEX & !TEMPERATURE,
        Driver::Divergence => of_rows | TEMPERATURE | SOFTCAP | CLASS_BIAS,
        Driver::Margin if entry.has_list => of_rows,
        Driver::Margin if name == "sparsemax" => of_rows | IGNORE_INDEX,
        Driver::Margin => of_rows | CLASS_WEIGHT | IGNORE_INDEX,
        Driver::Decisions => {
            let weights = if matches!(name, "corn" | "cumulative_link") { 0 } else { CLASS_WEIGHT };
            of_rows | weights | if entry.has_index { IGNORE_INDEX } else { 0 }
        }
        _ => of_rows,
    }
}

/// Adds those of the options that have a meaning.
pub fn with_options(name: &str, case: Case, wanted: u32, random: &mut Random) -> Case {
    let given = wanted & meaningful(name);
    let has = |option: u32| given & option != 0;
    let mut case = case;
    let rows = case.rows;
    case.weight = has(option::WEIGHT).then(|| (0..rows).map(|_| random.between(0.0, 2.0)).collect());
    case.mask = has(option::MASK).then(|| (0..rows).map(|_| u8::from(random.below(3) > 0)).collect());
    case.upstream = has(option::UPSTREAM).then_some(-0.75);
    if has(option::ACCUMULATE) && !case.in_place && !case.without.gradient {
        let layout = case.input.len() + case.second.len() + case.third.len();
        case.flags |= LOSS_ACCUMULATE;
        case.old_gradient = Some((0..layout).map(|_| random.between(-1.0, 1.0)).collect());
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
    case.class_bias = has(option::CLASS_BIAS).then(|| (0..case.classes).map(|_| random.between(-2.0, 1.0)).collect());
    case
}
