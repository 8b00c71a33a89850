//! What every fuzz target does with an input: it makes a call of it, and holds the call to what the header
//! promises.
//!
//! * The status is the one that the arguments ask for. A refused call has written nothing.
//! * Results are the same bits on every instruction set of the processor, for every number of threads, in
//!   place or not, and wherever the arrays lie.
//! * Numbers of moderate size give what the plain formulas give.
//! * Arrays begin or end where an access is a fault, with canaries on the other side; inputs cannot be
//!   written; padding is as it was.
//!
//! The arrays and the plain formulas are those of the tests.

#[path = "../../tests/common/mod.rs"]
#[allow(dead_code, unused_imports, unused_macros)]
mod common;
mod fault;
mod input;
mod oracle;
mod sequences;
mod vectors;

use common::Random;
use common::buffer::Place;
use common::call::{Case, Dtype, Without};
use common::entry::{Entry, entry};
use common::sample::{Sizes, sample, with_options};
use common::table::ENTRIES;
use common::tasks::Tasks;
use input::Input;
use loss::{LOSS_FULL, LOSS_MEAN_ROWS, LOSS_SUM, LOSS_SWAP, isa, loss_status};

pub use common::entry::Driver;
pub use sequences::run as sequences;

/// One input of the fuzzer, for one of the functions with these drivers.
pub fn run(drivers: &[Driver], bytes: &[u8]) {
    let mut bytes = Input(bytes);
    let first = usize::from(bytes.byte());
    let entries: Vec<&Entry> = ENTRIES.iter().filter(|entry| drivers.contains(&entry.driver)).collect();
    let Entry { name, driver, .. } = *entries[first / 2 % entries.len()];
    match (driver, first % 2) {
        (Driver::Combine | Driver::Uncertainty, 0) => tasks::<f32>(name, &mut bytes),
        (Driver::Combine | Driver::Uncertainty, _) => tasks::<f64>(name, &mut bytes),
        (_, 0) => call::<f32>(name, &mut bytes),
        (_, _) => call::<f64>(name, &mut bytes),
    }
}

fn call<E: Dtype>(name: &str, bytes: &mut Input) {
    let sizes = sizes(name, bytes);
    let mut random = Random(u64::from(bytes.word()));
    let mut case = sample(name, sizes, &mut random);
    case.in_place = bytes.flag();
    case.without = without(bytes);
    if entry(name).is_softmax() {
        case.without.gradient = false;
    }
    let options = bytes.word();
    case = with_options(name, case, options, &mut random);
    // The others change what targets mean, or are drawn above.
    let flags = entry(name).flags & (LOSS_SWAP | LOSS_FULL);
    if flags != 0 && bytes.flag() {
        case.flags |= flags;
    }
    reduction(name, &mut case, bytes);
    case.kind = bytes.below(entry(name).kinds().max(5) as usize) as u32 % entry(name).kinds();
    case.threads = bytes.below(4) as u32;
    if case.without.gradient && case.without.value && no_extras(name, &case) {
        // A call that asks for nothing is a fault of its own.
        case.without.value = false;
    }
    let fault = if bytes.flag() { fault::draw::<E>(name, &case, bytes) } else { None };
    let moderate = bytes.flag();
    let places = [place::<E>(bytes), place::<E>(bytes)];
    if !moderate {
        overwrite(&mut case, 8 * size_of::<E>(), bytes);
    }
    match fault {
        Some(fault) => {
            fault.data(&mut case);
            oracle::refused::<E>(name, &at(&case, places[0]), fault);
        }
        None => {
            oracle::agreed::<E>(name, &case, places, moderate);
        }
    }
}

/// Whether none of the outputs of the options is asked for.
fn no_extras(name: &str, case: &Case) -> bool {
    let without = case.without;
    let entry = entry(name);
    without.losses
        && (without.hessian || !entry.has_hessian())
        && without.sums
        && (without.statistics || !entry.has_statistics())
}

/// The same call with its arrays elsewhere.
fn at(case: &Case, place: Place) -> Case {
    Case { at_start: place.at_start, misalignment: place.misalignment, ..case.clone() }
}

fn place<E>(bytes: &mut Input) -> Place {
    let byte = bytes.below(256);
    Place { at_start: byte & 1 == 1, misalignment: byte / 2 % size_of::<E>() }
}

fn without(bytes: &mut Input) -> Without {
    let bits = bytes.byte();
    let bit = |n: u8| bits >> n & 1 == 1;
    Without {
        gradient: bit(0) && bit(1),
        hessian: bit(2),
        losses: bit(3),
        sums: bit(4),
        value: bit(5),
        statistics: bit(6),
    }
}

/// Most problems are small; few are as large as threads need.
fn sizes(name: &str, bytes: &mut Input) -> Sizes {
    let (mode, length, count) = (bytes.byte(), bytes.below(65536), bytes.below(256));
    let (small, extra) = (bytes.byte(), usize::from(bytes.byte()));
    if !entry(name).has_rows() {
        let n = match mode {
            0..=239 => length % 301,
            240..=253 => length % 5000,
            _ => 16_000 + length % 50_000,
        };
        return Sizes { rows: n, ..Sizes::default() };
    }
    let (mut rows, classes) = match mode {
        0..=119 => (count % 9, length % 301),
        120..=209 => (count, length % 41),
        210..=243 => (count % 4, length % 4000),
        244..=253 => (1 + count, 60 + length % 200),
        _ => (1 + count / 16, 2000 + length % 4000),
    };
    let mut sizes = Sizes { padding: if extra % 4 == 0 { extra / 4 } else { 0 }, ..Sizes::default() };
    if small % 4 == 0 && mode < 210 {
        sizes.inner = 1 + usize::from(small) / 4 % 40;
        rows = (rows * sizes.inner).min(360) / sizes.inner * sizes.inner;
    }
    if small % 4 == 1 && rows > 0 {
        sizes.seq_len = 1 + usize::from(small) / 4 % 16;
        rows = rows.next_multiple_of(sizes.seq_len);
    }
    Sizes { rows, classes, ..sizes }
}

/// One that the function has.
fn reduction(name: &str, case: &mut Case, bytes: &mut Input) {
    let penalty = matches!(entry(name).driver, Driver::Penalty | Driver::GroupPenalty);
    case.reduction = match bytes.below(3) as u32 {
        // What has no value has no reduction.
        _ if name == "rmse" || entry(name).is_softmax() => 0,
        LOSS_MEAN_ROWS if penalty => LOSS_SUM,
        reduction => reduction,
    };
}

/// Puts what is left of an input into the arrays, as the bits of numbers.
fn overwrite(case: &mut Case, bits: usize, bytes: &mut Input) {
    let mut arrays: Vec<&mut Vec<f64>> = vec![&mut case.input, &mut case.second, &mut case.third, &mut case.target];
    arrays.extend(case.weight.as_mut());
    arrays.extend(case.class_weight.as_mut());
    arrays.extend(case.optional.iter_mut().flatten());
    arrays.extend(case.class_bias.as_mut());
    arrays.extend(case.old_gradient.as_mut());
    for turn in 0.. {
        if bytes.is_empty() {
            return;
        }
        let at = bytes.below(256);
        // Some numbers are more interesting than others.
        let number = match at % 8 {
            0 => f64::INFINITY,
            1 => f64::NEG_INFINITY,
            2 => f64::NAN,
            3 => -0.0,
            4 => f64::from(bytes.byte()) - 128.0,
            _ => bytes.number(bits),
        };
        let count = arrays.len();
        let array = &mut arrays[turn % count];
        if !array.is_empty() {
            let place = (at / 8 + 32 * (turn / count)) % array.len();
            array[place] = number;
        }
    }
}

/// The functions that have no options.
fn tasks<E: Dtype>(name: &str, bytes: &mut Input) {
    let n = bytes.below(301);
    let mut random = Random(u64::from(bytes.word()));
    let shape = bytes.byte();
    let fault = bytes.byte();
    let places = [place::<E>(bytes), place::<E>(bytes)];
    let mut numbers = |low: f64| (0..n).map(|_| random.between(low, 3.0)).collect::<Vec<f64>>();
    let mut tasks = Tasks { values: numbers(-3.0), weights: numbers(0.0), log_vars: numbers(-3.0), ..Tasks::default() };
    tasks.coefficients = (shape & 1 == 1).then(|| numbers(0.25));
    (tasks.in_place, tasks.without_derivatives) = (shape & 2 == 2, shape & 4 == 4);
    tasks.without_total = shape & 24 == 24 && !tasks.without_derivatives && name == "combine_uncertainty";
    let moderate = bytes.is_empty();
    let mut turn = 0;
    while !bytes.is_empty() && n > 0 {
        let at = bytes.below(256);
        match turn % 3 {
            0 => tasks.values[at % n] = bytes.number(64),
            1 => tasks.weights[at % n] = bytes.number(64),
            _ => tasks.log_vars[at % n] = bytes.number(8 * size_of::<E>()),
        }
        turn += 1;
    }
    if fault < 192 {
        oracle::tasks_agreed::<E>(name, &tasks, places, moderate);
    } else {
        oracle::tasks_refused::<E>(name, &Tasks { place: places[0], ..tasks }, fault);
    }
}

/// Runs this on every instruction set.
fn on_every_isa(mut body: impl FnMut()) {
    for isa_name in isa::available() {
        assert!(isa::select(isa_name));
        body();
    }
}

/// The statuses are an enum of C's, compared by value.
fn is(status: loss_status, expected: loss_status, what: impl Fn() -> String) {
    assert!(status == expected, "{status:?} instead of {expected:?}: {}", what());
}
