//! Properties that every loss has, by its entry in losses/*.toml: a loss is tested as soon as it is listed.

mod common;

use common::call::{Case, Driver, Dtype, Outcome, Without};
use common::entry::{Domain, Entry, Extent, Number};
use common::sample::{Sizes, meaningful, option, sample};
use common::table::ENTRIES;
use common::{Random, close, isa_lock};
use loss::{LOSS_ACCUMULATE, LOSS_SUM, isa, loss_status};

/// Losses that have options and are called by a [`Case`].
fn losses() -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(|entry| entry.has_options() && !entry.is_softmax())
}

/// A call of each kind that the function has; most have none.
fn kinds(entry: &Entry, case: Case) -> impl Iterator<Item = Case> + use<> {
    // The odds of a preference, its last kind, have no score above 0, as samples do: tests/preference.rs.
    let count = entry.kinds() - u32::from(entry.driver == Driver::Preference);
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

/// What a message says that a number must be: the range of the entry, or of it only the integers.
fn must_be(number: &Number) -> String {
    let &Number { name, low, high, must_be, .. } = number;
    match name {
        "order" => format!("an integer from {low} to {high} (0: the default)"),
        "p" if high == 2.0 => format!("{low} or {high} (0: the default)"),
        _ => must_be.to_owned(),
    }
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
            // The first kind of single answers refuses negative shifts, of which the range of the entry says nothing.
            let kind = u32::from(entry.driver == Driver::PreferenceUnpaired);
            let case = Case { kind, ..small(entry, 40, &mut random) };
            let what = format!("{} {} {}", entry.name, E::NAME, number.name);
            let (inside, outside) = ends(number);
            for bad in outside {
                let got = with(&case, place, bad).call::<E>(entry.name);
                assert_eq!(got.status, loss_status::LOSS_ERROR_INVALID_ARGUMENT, "{what} {bad}: {}", got.message);
                // Without hundreds of digits.
                let short = bad == 0.0 || (1e-5..1e16).contains(&bad.abs());
                let given = if short { format!("{bad}") } else { format!("{bad:e}") };
                assert_eq!(got.message, format!("{} = {given} must be {}", number.name, must_be(number)), "{what}");
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
        // Without rows, and with rows of no elements where a row's loss is their sum.
        let sums = matches!(
            entry.driver,
            Driver::RowSums | Driver::Class | Driver::Cosines | Driver::Sequence | Driver::Margin
        );
        for sizes in [Sizes { rows: 0, classes: 3, ..Sizes::default() }, Sizes { rows: 2, ..Sizes::default() }] {
            if sizes.rows == 0 || sums {
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
        // Each logit of a row is part of its softmax, and a NaN among scores leaves nothing of their row.
        _ if entry.is_exclusive() => of_row().all(|at| numbers[at].is_nan()),
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
                _ if entry.has_list => 1,
                _ => case.index.get(last).copied().unwrap_or(1),
            };
            for case in kinds(entry, case) {
                for input in 0..entry.inputs.len() {
                    let (width, length) = (places.widths[input], places.lengths[input]);
                    let row = if places.batches { length - 1 } else { last };
                    let place = if width == 1 { row } else { row * width + (class as usize).min(width - 1) };
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

/// The inputs one after the other, as the gradient is.
fn input(case: &mut Case, mut place: usize) -> &mut f64 {
    for array in [&mut case.input, &mut case.second, &mut case.third] {
        if place < array.len() {
            return &mut array[place];
        }
        place -= array.len();
    }
    panic!("no input has so many elements")
}

/// A step for central differences: small against the distance to where a formula ends.
fn step(entry: &Entry, case: &Case, place: usize, x: f64) -> f64 {
    let lengths = [case.input.len(), case.second.len()];
    let array = usize::from(place >= lengths[0]) + usize::from(place >= lengths[0] + lengths[1]);
    1e-5 * match entry.inputs[array].domain {
        Domain::Probability => x.min(1.0 - x),
        Domain::Positive => x.min(1.0),
        // Losses multiply them by 64.
        Domain::Cosine => 1.0 / 64.0,
        _ => 1.0,
    }
}

/// Gradients by each input, and Hessians, by central differences of value and gradient.
#[test]
fn derivatives_are_those_of_the_value() {
    let mut random = Random(34);
    for entry in losses() {
        let name = entry.name;
        let mut sampled = small(entry, 6, &mut random);
        // With defaults, as some numbers take a part of the value out of the derivative.
        for (scalar, number) in sampled.scalars.iter_mut().zip(entry.numbers) {
            *scalar = number.default.unwrap_or(number.sample);
        }
        for mut case in kinds(entry, sampled) {
            let mut kinks = 0;
            let got = case.run::<f64>(name);
            let at = |case: &mut Case, place: usize, x: f64| {
                let old = std::mem::replace(input(case, place), x);
                let got = case.run::<f64>(name);
                *input(case, place) = old;
                got
            };
            for place in 0..got.gradient.len() {
                let x = *input(&mut case, place);
                let h = step(entry, &case, place, x);
                let (below, above) = (at(&mut case, place, x - h), at(&mut case, place, x + h));
                // Near a kink the slopes on both sides differ by more than the step explains.
                let (left, right) = ((got.value - below.value) / h, (above.value - got.value) / h);
                if (left - right).abs() > 1e-2 * (1.0 + left.abs()) {
                    kinks += 1;
                    continue;
                }
                let what = format!("{name} kind {} [{place}]", case.kind);
                // The step's square, and roundings of both values over the step.
                let near = |a: f64, b: f64, of: f64| {
                    let tolerance = 1e-8 * b.abs().max(1.0) + 8.0 * f64::EPSILON * of.abs().max(1.0) / h;
                    (a - b).abs() <= tolerance
                };
                let first = (above.value - below.value) / (2.0 * h);
                assert!(near(got.gradient[place], first, got.value), "{what}: {} {first}", got.gradient[place]);
                if !got.hessian.is_empty() {
                    let second = (above.gradient[place] - below.gradient[place]) / (2.0 * h);
                    let (hessian, gradient) = (got.hessian[place], got.gradient[place]);
                    assert!(near(hessian, second, gradient), "{what}: {hessian} {second}");
                }
            }
            assert!(kinks * 10 <= got.gradient.len(), "{name}: {kinks} kinks");
        }
    }
}

/// Any alignment, in place, on every instruction set: the same bits; and a gradient that is added to another.
#[test]
fn ways_to_call_give_the_same() {
    let _turn = isa_lock();
    let best = isa::active().name();
    let mut random = Random(35);
    for entry in losses() {
        let name = entry.name;
        for (number, length) in [1, 2, 15, 16, 17, 31, 33, 64, 100].into_iter().enumerate() {
            let rows = if entry.has_rows() { 4 } else { 4 * length };
            let case = sample(name, Sizes { rows, classes: length, ..Sizes::default() }, &mut random);
            let mut all: Vec<Case> = kinds(entry, case).collect();
            let mut case = all.swap_remove(number % all.len());
            case.weight = Some((0..rows).map(|_| random.between(0.1, 2.0)).collect());
            case.mask = Some((0..rows).map(|row| u8::from(row != 1)).collect());
            let plain = case.run::<f32>(name);
            for isa_name in isa::available() {
                assert!(isa::select(isa_name));
                let what = format!("{name} {} {case:?}", isa_name.as_str());
                for (in_place, misalignment) in [(false, 0), (true, 0), (false, 3), (true, 13)] {
                    let got = Case { in_place, misalignment, ..case.clone() }.run::<f32>(name);
                    assert!(plain.same_bits(&got), "{what} {in_place} {misalignment}");
                }
                let old: Vec<f64> = (0..plain.gradient.len()).map(|i| i as f64 / 8.0).collect();
                let flags = LOSS_ACCUMULATE;
                let added = Case { flags, old_gradient: Some(old.clone()), ..case.clone() }.run::<f64>(name);
                let alone = case.run::<f64>(name);
                for (i, (old, own)) in old.iter().zip(&alone.gradient).enumerate() {
                    // A rounding of the gradient and one of the sum.
                    let tolerance = f64::EPSILON * (own.abs() + old);
                    assert!((added.gradient[i] - (own + old)).abs() <= tolerance, "{what} [{i}]");
                }
            }
            assert!(isa::select(best));
        }
    }
}

/// Value and gradient do not change when other outputs are asked for, or none.
#[test]
fn outputs_do_not_depend_on_each_other() {
    let mut random = Random(36);
    for entry in losses() {
        let name = entry.name;
        let case = small(entry, 6, &mut random);
        let everything = case.run::<f64>(name);
        let little = Case { without: Without::EXTRAS, ..case.clone() }.run::<f64>(name);
        assert!(close(little.value, everything.value, 1e-15, 1.0), "{name}");
        for (a, b) in little.gradient.iter().zip(&everything.gradient) {
            assert!(close(*a, *b, 1e-14, 1.0), "{name}: {a} {b}");
        }
        let value = Case { without: Without { gradient: true, ..Without::EXTRAS }, ..case.clone() }.run::<f64>(name);
        assert!(value.value == little.value && value.gradient.is_empty(), "{name}");
    }
}

/// Rows without elements are all the same, so that a call with more of them than a loop comes to an end with returns.
#[test]
fn rows_without_elements_take_no_time() {
    let mut random = Random(38);
    let rows = usize::MAX / 1024;
    for entry in ENTRIES {
        let drivers = [
            Driver::RowSums,
            Driver::Vectors,
            Driver::GroupPenalty,
            Driver::Class,
            Driver::Teacher,
            Driver::Softmax,
            Driver::Divergence,
            Driver::Decisions,
        ];
        if !drivers.contains(&entry.driver) || entry.has_index || entry.has_list {
            continue;
        }
        // Targets that rows have one of would have to be there.
        let rows_have_targets = entry.targets.iter().any(|target| target.extent == Extent::Rows);
        if rows_have_targets {
            continue;
        }
        let without = Without { losses: true, statistics: true, hessian: true, sums: true, ..Without::default() };
        let case =
            Case { without, ..sample(entry.name, Sizes { rows: 1, classes: 0, ..Sizes::default() }, &mut random) };
        let one = case.run::<f32>(entry.name);
        let many = case.call_with::<f32>(entry.name, |arguments| arguments.rows = rows);
        assert_eq!(many.status, loss_status::LOSS_OK, "{}: {}", entry.name, many.message);
        assert!(many.value == one.value || (many.value.is_nan() && one.value.is_nan()), "{}", entry.name);
    }
}

/// A float gradient is the product with upstream and weight, also where upstream, or upstream times weight, is no float.
#[test]
fn factors_may_be_no_floats() {
    let mut random = Random(39);
    let elementwise =
        |entry: &&Entry| matches!(entry.driver, Driver::Elementwise | Driver::Penalty) && !entry.is_root();
    for entry in ENTRIES.iter().filter(elementwise) {
        for (upstream, weight) in [(1e39, 1.0f32), (1e-50, 1e20), (65536.0, 1e-38), (1e30, 1e-20), (1e50, 1e-30)] {
            let case = Case { reduction: LOSS_SUM, without: Without::EXTRAS, ..small(entry, 40, &mut random) };
            let derivatives = case.run::<f32>(entry.name).gradient;
            let weight = f64::from(weight);
            let far = Case { weight: Some(vec![weight; 40]), upstream: Some(upstream), ..case };
            for (got, derivative) in far.run::<f32>(entry.name).gradient.iter().zip(derivatives) {
                let expected = f64::from((derivative * weight * upstream) as f32);
                // Rounded once more, from f64.
                let near = (got - expected).abs() <= f64::from(f32::EPSILON) * expected.abs();
                assert!(*got == expected || near, "{} {upstream} {weight}: {got}, not {expected}", entry.name);
            }
        }
    }
}
