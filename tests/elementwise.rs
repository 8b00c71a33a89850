//! Losses of elements and sums over rows against their plain formulas: every loss of the table, both dtypes,
//! every instruction set, every length around the virtual width, misaligned, in place, with weights
//! and masks. That the formulas' derivatives are theirs is tested in kernels/src/loss/tests.rs.

mod common;

use common::call::{Case, Dtype, Outcome, Without};
use common::element_reference::{compare, expected};
use common::entry::{Array, Domain, entry};
use common::table::{each_pointwise, each_rowwise};
use common::{Random, close, isa_lock};
use loss::{LOSS_ACCUMULATE, LOSS_BINARY_TARGETS, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, isa};
use loss_kernels::loss::{Arguments, Reference};

/// A number of the domain, edges of probabilities included now and then.
fn draw(domain: Domain, random: &mut Random) -> f64 {
    match domain {
        Domain::Real | Domain::Rising => random.between(-6.0, 6.0),
        Domain::Cosine => random.between(-1.0, 1.0),
        Domain::Sign => [-1.0, 1.0][random.below(2)],
        Domain::Probability | Domain::Distribution => random.between(0.001, 0.999),
        Domain::LogProbability => random.between(-9.0, 0.0),
        Domain::Positive => random.between(0.01, 6.0),
    }
}

fn target(domain: Domain, random: &mut Random) -> f64 {
    match (domain, random.below(8)) {
        (Domain::Probability | Domain::Distribution, 0) => 0.0,
        (Domain::Probability | Domain::Distribution, 1) => 1.0,
        _ => draw(domain, random),
    }
}

/// Lengths around every step of the virtual width, and several tasks.
fn lengths() -> impl Iterator<Item = usize> {
    (0..=131).chain([1000, 1024, 1025, 5000, 16384, 16385, 40001])
}

fn each_length<E: Dtype, L: Reference<X, T>, const X: usize, const T: usize>(name: &str, rows_of: Option<usize>) {
    let _turn = isa_lock();
    let (entry, mut random) = (entry(name), Random(7));
    for n in lengths().filter(|n| rows_of.is_none() || *n > 0) {
        // Lengths of rows where the loss has rows; their number varies beside it.
        let (rows, classes) = match rows_of {
            None => (n, 0),
            Some(rows) if n < 2000 => (rows, n),
            Some(_) => (n / 100, 100),
        };
        let length = rows * classes.max(1);
        let arguments = Arguments { scalars: L::PARAMETERS, ..Arguments::default() };
        let loss = L::new(&arguments).expect("valid parameters");
        let mut drawn = |array: &Array| (0..length).map(|_| draw(array.domain, &mut random)).collect();
        let [input, second] = [0, 1].map(|which| entry.inputs.get(which).map_or(Vec::new(), &mut drawn));
        let optional = [0, 1, 2, 3].map(|which| entry.optional.get(which).map(&mut drawn));
        let mut case = Case {
            input,
            second,
            optional,
            target: entry
                .targets
                .iter()
                .flat_map(|array| [array.domain].repeat(length))
                .map(|of| target(of, &mut random))
                .collect(),
            rows,
            classes,
            scalars: L::PARAMETERS.to_vec(),
            ..Case::default()
        };
        let penalty = T == 0 && rows_of.is_none();
        for variant in 0..7 {
            // The last is added to what is there, and nothing else: elements have a way of their own for it.
            let (accumulates, plain) = (variant == 4 || variant == 6, variant < 2 || variant == 6);
            case.misalignment = [0, size_of::<E>(), 1, 3, 13, 0, 7][variant];
            case.in_place = variant % 2 == 1;
            case.without = if plain { Without::EXTRAS } else { Without::default() };
            case.without.gradient = variant == 2;
            case.reduction = match [LOSS_MEAN, LOSS_SUM, LOSS_MEAN_ROWS][variant % 3] {
                _ if L::ROOT => LOSS_MEAN,
                LOSS_MEAN_ROWS if penalty => LOSS_SUM,
                reduction => reduction,
            };
            case.upstream = (variant >= 3).then_some(-0.75);
            case.weight = (3..6).contains(&variant).then(|| (0..rows).map(|_| random.between(0.0, 2.0)).collect());
            case.mask = (4..6).contains(&variant).then(|| (0..rows).map(|_| u8::from(random.below(3) > 0)).collect());
            case.flags = if accumulates { LOSS_ACCUMULATE } else { 0 };
            case.old_gradient = accumulates.then(|| (0..X * length).map(|_| random.between(-1.0, 1.0)).collect());
            let expected = expected(&case, &loss);
            let mut first: Option<Outcome> = None;
            for isa_name in isa::available() {
                assert!(isa::select(isa_name));
                let got = case.run::<E>(name);
                compare::<E>(name, &case, &expected, &got);
                let first = first.get_or_insert_with(|| got.clone());
                assert!(first.same_bits(&got), "{name} {}: {} differs: {case:?}", E::NAME, isa_name.as_str());
            }
        }
    }
}

macro_rules! visit_pointwise {
    ($name:literal, $loss:ty) => {
        each_length::<f32, $loss, _, _>($name, None);
        each_length::<f64, $loss, _, _>($name, None);
    };
}

macro_rules! visit_rowwise {
    ($name:literal, $loss:ty) => {
        each_length::<f32, $loss, _, _>($name, Some(3));
        each_length::<f64, $loss, _, _>($name, Some(3));
    };
}

#[test]
fn pointwise_losses() {
    each_pointwise!(visit_pointwise);
}

#[test]
fn rowwise_losses() {
    each_rowwise!(visit_rowwise);
}

#[test]
fn hinge_with_binary_targets() {
    let case = Case {
        input: vec![0.9, 0.1, 0.8, 0.7],
        target: vec![1.0, 0.0, 1.0, 1.0],
        rows: 4,
        flags: LOSS_BINARY_TARGETS,
        ..Case::default()
    };
    let got = case.run::<f64>("hinge");
    // (0.1 + 1.1 + 0.2 + 0.3) / 4, by hand.
    assert!(close(got.value, 0.425, 1e-15, 1.0), "{}", got.value);
    assert_eq!(got.gradient, [-0.25, 0.25, -0.25, -0.25]);
}
