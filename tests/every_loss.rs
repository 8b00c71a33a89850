//! Properties that every loss has, by its entry in losses/*.toml: a loss is tested as soon as it is listed.

mod common;

use common::Random;
use common::call::{Case, Driver, Dtype, Outcome};
use common::entry::{Entry, Number};
use common::sample::{Sizes, meaningful, option, sample};
use common::table::ENTRIES;
use loss::{LOSS_SUM, loss_status};

/// Losses that have options and are called by a [`Case`].
fn losses() -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(|entry| entry.has_options() && !entry.is_softmax())
}

/// A call of each kind that the function has; most have none.
fn kinds(entry: &Entry, case: Case) -> impl Iterator<Item = Case> + use<> {
    let count = if matches!(entry.driver, Driver::Discriminator | Driver::Generator) { 5 } else { 1 };
    (0..count).map(move |kind| Case { kind, ..case.clone() })
}

fn small(entry: &Entry, rows: usize, random: &mut Random) -> Case {
    sample(entry.name, Sizes { rows, classes: 3, ..Sizes::default() }, random)
}

/// The numbers of a range that are nearest to its ends, and those next to it that are not in it.
fn ends(number: &Number) -> ([f64; 2], Vec<f64>) {
    let inside = [
        if number.low_included { number.low } else { number.low.next_up() },
        if number.high_included { number.high } else { number.high.next_down() },
    ];
    let outside = [inside[0].next_down(), inside[1].next_up(), f64::NEG_INFINITY, f64::INFINITY, f64::NAN];
    // An end may be infinite, and 0 stands for the default, where there is one.
    let is_outside = |x: &f64| !inside.contains(x) && (*x != 0.0 || number.default.is_none());
    let outside = outside.into_iter().filter(is_outside).collect();
    (inside, outside)
}

/// The case with another number at this place.
fn with(case: &Case, place: usize, number: f64) -> Case {
    let mut case = case.clone();
    case.scalars[place] = number;
    case
}

fn numbers_have_ranges<E: Dtype>() {
    let mut random = Random(31);
    for entry in ENTRIES {
        for (place, number) in entry.numbers.iter().enumerate() {
            let case = small(entry, 4, &mut random);
            let what = format!("{} {} {}", entry.name, E::NAME, number.name);
            let (inside, outside) = ends(number);
            for bad in outside {
                let got = with(&case, place, bad).call::<E>(entry.name);
                assert_eq!(got.status, loss_status::LOSS_ERROR_INVALID_ARGUMENT, "{what} {bad}: {}", got.message);
                assert!(got.message.starts_with(&format!("{} ", number.name)), "{what} {bad}: {}", got.message);
                assert!(got.untouched, "{what} {bad}");
            }
            for good in inside {
                with(&case, place, good).run::<E>(entry.name);
            }
            let sampled = case.run::<E>(entry.name);
            if let Some(default) = number.default {
                let by_default = with(&case, place, 0.0).run::<E>(entry.name);
                assert!(by_default.same_bits(&with(&case, place, default).run::<E>(entry.name)), "{what}");
                assert!(!by_default.same_bits(&sampled), "{what} changes nothing");
            } else {
                let other =
                    if number.high.is_finite() { (number.sample + number.high) / 2.0 } else { number.sample + 1.0 };
                assert!(!with(&case, place, other).run::<E>(entry.name).same_bits(&sampled), "{what} changes nothing");
            }
        }
    }
}

/// A number out of its range is refused by its name, and 0 stands for the default.
#[test]
fn numbers_are_held_to_their_ranges() {
    numbers_have_ranges::<f32>();
    numbers_have_ranges::<f64>();
}

/// Value and derivatives of a call in which no row counts, or each with a weight of 0.
fn assert_zero(got: &Outcome, what: &str) {
    assert_eq!(got.value, 0.0, "{what}: {got:?}");
    assert!(got.gradient.iter().chain(&got.hessian).all(|x| *x == 0.0), "{what}: {got:?}");
}

#[test]
fn nothing_kept_is_zero() {
    let mut random = Random(32);
    for entry in losses() {
        let name = entry.name;
        // Without rows, and with rows of no elements, unless two models have no distribution to compare there.
        let compares = matches!(entry.driver, Driver::Teacher | Driver::Divergence);
        for sizes in [Sizes { rows: 0, classes: 3, ..Sizes::default() }, Sizes { rows: 2, ..Sizes::default() }] {
            if sizes.rows == 0 || (entry.has_rows() && !compares) {
                for case in kinds(entry, sample(name, sizes, &mut random)) {
                    let got = case.run::<f32>(name);
                    assert_zero(&got, &format!("{name} {sizes:?}"));
                    assert!(sizes.rows > 0 || got.sums.rows == 0, "{name}");
                }
            }
        }
        for case in kinds(entry, small(entry, 6, &mut random)) {
            let mut masked = Case { mask: Some(vec![0; 6]), ..case.clone() };
            for array in [&mut masked.input, &mut masked.second, &mut masked.third, &mut masked.target] {
                array.fill(f64::NAN);
            }
            let got = masked.run::<f32>(name);
            assert_zero(&got, &format!("{name}, masked"));
            assert_eq!((got.sums.rows, got.sums.weight), (0, 0.0), "{name}, masked");
            let rows = case.run::<f64>(name).sums.rows;
            let got = Case { weight: Some(vec![0.0; 6]), ..case.clone() }.run::<f64>(name);
            assert_zero(&got, &format!("{name}, without weight"));
            assert_eq!(got.sums.rows, rows, "{name}, without weight");
            if meaningful(name) & option::CLASS_WEIGHT != 0 {
                let got = Case { class_weight: Some(vec![0.0; 3]), ..case.clone() }.run::<f64>(name);
                assert_zero(&got, &format!("{name}, classes without weight"));
            }
            if meaningful(name) & option::IGNORE_INDEX != 0 {
                let got = Case { index: vec![-100; 6], ..case }.run::<f64>(name);
                assert_zero(&got, &format!("{name}, ignored"));
                assert_eq!(got.sums.rows, 0, "{name}, ignored");
            }
        }
    }
}

/// The second derivative of a square is the same everywhere.
const CONSTANT_HESSIAN: [&str; 1] = ["mse"];
/// The derivatives do not contain the log-probabilities, of which only one per row is read.
const CONSTANT_GRADIENT: [&str; 1] = ["nll"];

/// Where the gradient by the inputs has the element of an array, and in which row an element of the gradient is.
struct Places {
    /// Elements of each input, and of a row of it.
    lengths: [usize; 3],
    widths: [usize; 3],
    batches: bool,
}

impl Places {
    fn new(entry: &Entry, case: &Case) -> Self {
        let lengths = [case.input.len(), case.second.len(), case.third.len()];
        let batches = entry.driver == Driver::Discriminator;
        let widths = lengths.map(|length| if batches { 1 } else { (length / case.rows).max(1) });
        Self { lengths, widths, batches }
    }

    /// Of the first element of an input.
    fn start(&self, input: usize) -> usize {
        self.lengths[..input].iter().sum()
    }

    fn row(&self, mut element: usize) -> usize {
        if self.batches {
            // The rows of one batch follow those of the other.
            return element;
        }
        let mut input = 0;
        while element >= self.lengths[input] {
            element -= self.lengths[input];
            input += 1;
        }
        element / self.widths[input]
    }
}

/// Runs it with a NaN at one place of an array; `row` is its row, `own` the place of its derivative, if it has one.
fn check_nan<E: Dtype>(entry: &Entry, case: &Case, row: usize, own: Option<usize>) {
    let what = format!("{} {} kind {}, row {row} of {}, {own:?}", entry.name, E::NAME, case.kind, case.rows);
    let got = case.run::<E>(entry.name);
    assert!(got.value.is_nan() && got.losses[row].is_nan(), "{what}: {got:?}");
    let places = Places::new(entry, case);
    let others = |numbers: &[f64]| (0..numbers.len()).all(|at| places.row(at) == row || numbers[at].is_finite());
    assert!((0..case.rows).all(|other| other == row || got.losses[other].is_finite()), "{what}: losses {got:?}");
    assert!(others(&got.gradient) && others(&got.hessian), "{what}: another row {got:?}");
    let of_row = || (0..got.gradient.len()).filter(|at| places.row(*at) == row);
    let is_nan = |numbers: &[f64]| match own {
        // Each logit of a row is part of its softmax.
        _ if entry.over_classes() => of_row().all(|at| numbers[at].is_nan()),
        Some(own) => numbers[own].is_nan(),
        None => of_row().any(|at| numbers[at].is_nan()),
    };
    let constant = CONSTANT_GRADIENT.contains(&entry.name);
    assert!(is_nan(&got.gradient) != constant, "{what}: gradient {got:?}");
    let constant = constant || CONSTANT_HESSIAN.contains(&entry.name);
    if own.is_some() && !got.hessian.is_empty() {
        assert!(is_nan(&got.hessian) != constant, "{what}: Hessian {got:?}");
    }
}

fn nan_stays<E: Dtype>() {
    let mut random = Random(33);
    // The rows of a root share it.
    for entry in losses().filter(|entry| !entry.is_root()) {
        for rows in [3, 40] {
            let case = Case { reduction: LOSS_SUM, ..small(entry, rows, &mut random) };
            let places = Places::new(entry, &case);
            // The last position of a sequence does not count.
            let last = if entry.driver == Driver::Sequence { rows - 2 } else { rows - 1 };
            // Of classes, the one that an index names is read in any case.
            let class = match entry.driver {
                Driver::Sequence => case.index[rows - 1],
                _ => case.index.get(last).copied().unwrap_or(1),
            };
            for case in kinds(entry, case) {
                for input in 0..entry.inputs.len() {
                    let (width, length) = (places.widths[input], places.lengths[input]);
                    let row = if places.batches { length - 1 } else { last };
                    let place = if width == 1 { row } else { row * width + class as usize };
                    let mut case = case.clone();
                    [&mut case.input, &mut case.second, &mut case.third][input][place] = f64::NAN;
                    let own = places.start(input) + place;
                    check_nan::<E>(entry, &case, places.row(own), Some(own));
                }
                if !case.target.is_empty() {
                    let width = case.target.len() / rows;
                    let mut case = case.clone();
                    case.target[last * width + width / 2] = f64::NAN;
                    check_nan::<E>(entry, &case, last, None);
                }
            }
        }
    }
}

#[test]
fn nan_stays_in_its_row() {
    nan_stays::<f32>();
    nan_stays::<f64>();
}
