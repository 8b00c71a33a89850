//! Nothing beside an array is read or written, and no input is written: every export, every instruction
//! set, every length from 0 to 300, with arrays that begin and arrays that end where an access is a fault,
//! at every misalignment of a byte or more. Inputs lie in memory that cannot be written. Where an array has
//! memory beside it, canaries are in it, and padding between rows is looked at too.
//!
//! LOSS_TEST_LONG=1 tries every combination; without it, each length tries some of them.
#![cfg(target_os = "linux")]

mod common;

use common::Random;
use common::buffer::{Buffer, Place};
use common::call::{Case, Dtype, Outcome, Without};
use common::entry::{Driver, entry};
use common::sample::{Sizes, option, sample, with_options};
use common::table::NAMES;
use common::tasks::Tasks;
use loss::{isa, loss_status};
use std::cell::RefCell;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The longest of all lengths that are tried.
const MOST: usize = 300;

/// Misalignments of 0 to 3 bytes; for `f64` the others as well.
const MISALIGNMENTS: usize = 8;

static LONG: LazyLock<bool> = LazyLock::new(|| std::env::var_os("LOSS_TEST_LONG").is_some());

/// Where arrays may lie: at both ends, and off them by as many bytes as an element has, or by one number
/// of bytes at one of them, which change with `turn`. And whether the call is in place there: either way,
/// or only the one that is this turn's.
fn places<E>(turn: usize) -> impl Iterator<Item = (Place, bool)> {
    let (all, misalignments) = (*LONG, MISALIGNMENTS.min(size_of::<E>()));
    let some = move |at_start: bool, off: usize| {
        off == 0 || (off == 1 + turn % (misalignments - 1) && at_start == turn.is_multiple_of(2))
    };
    let ends = [false, true].into_iter();
    let places = ends.flat_map(move |at_start| (0..misalignments).map(move |off| (at_start, off)));
    let chosen = places.filter(move |(at_start, off)| all || some(*at_start, *off));
    chosen.flat_map(move |(at_start, misalignment)| {
        let ways = [false, true].into_iter();
        let wanted =
            ways.filter(move |in_place| all || *in_place == (turn / 2 + usize::from(at_start)).is_multiple_of(2));
        wanted.map(move |in_place| (Place { at_start, misalignment }, in_place))
    })
}

/// The sizes that a function is tried with.
fn sizes(name: &str) -> Vec<Sizes> {
    let entry = entry(name);
    let plain = |rows, classes| Sizes { rows, classes, ..Sizes::default() };
    if !entry.has_rows() {
        return (0..=MOST).map(|n| plain(n, 0)).collect();
    }
    let mut all = Vec::new();
    for length in 0..=MOST {
        // Rows of every length, few and by the vector, and every number of rows.
        all.push(plain(1 + length % 3, length));
        all.push(plain(length, [1, 3, 10, 17][length % 4]));
        if entry.over_classes() {
            all.push(Sizes { padding: 1 + length % 19, ..plain(2 + length % 2, length) });
            let inner = [2, 3, 16, 17, 33][length % 5];
            let classes = 1 + length / 4;
            all.push(Sizes { inner, padding: length % 3, ..plain(2 * inner, classes) });
        }
    }
    for classes in 1..=40 {
        all.push(Sizes { padding: if entry.over_classes() { classes % 4 } else { 0 }, ..plain(67, classes) });
    }
    // The ends of blocks.
    all.extend([1023, 1024, 1025, 2049].map(|classes| plain(2, classes)));
    if entry.over_classes() {
        all.push(Sizes { seq_len: 7, ..plain(70, 33) });
    }
    all
}

/// A function in all its ways at all its sizes.
fn try_function<E: Dtype>(name: &str) {
    for (turn, sizes) in sizes(name).into_iter().enumerate() {
        let mut random = Random(turn as u64);
        let plain = Case { without: Without::EXTRAS, ..sample(name, sizes, &mut random) };
        try_places::<E>(name, &plain, turn);
        let accumulates = if turn % 3 == 0 { option::ACCUMULATE } else { 0 };
        let wanted = option::ALL & !option::ACCUMULATE | accumulates;
        let full = with_options(name, Case { without: Without::default(), ..plain.clone() }, wanted, &mut random);
        try_places::<E>(name, &full, turn);
        // Without the value, what a survey finds has to serve; without the gradient, other loops run.
        let least = Without { gradient: turn % 2 == 0, value: true, ..Without::default() };
        if !entry(name).is_softmax() && accumulates == 0 {
            try_places::<E>(name, &Case { without: least, ..full }, turn);
        }
    }
}

/// One call at all places; the results are those of the first.
fn try_places<E: Dtype>(name: &str, case: &Case, turn: usize) {
    let mut first: Option<Outcome> = None;
    let alone = case.old_gradient.is_some() || case.without.gradient;
    for (Place { at_start, misalignment }, in_place) in places::<E>(turn) {
        // What cannot be done in place is done twice instead.
        let in_place = in_place && !alone;
        let case = Case { in_place, misalignment, at_start, ..case.clone() };
        now(format_args!(
            "{name} {}, {} rows, {} classes, inner {}, stride {}, {misalignment} bytes off, at_start {at_start}, \
                 in_place {in_place}, weight {}, old gradient {}, {:?}",
            E::NAME,
            case.rows,
            case.classes,
            case.inner,
            case.row_stride,
            case.weight.is_some(),
            case.old_gradient.is_some(),
            case.without
        ));
        let mut got = case.run::<E>(name);
        forget_padding(&case, &mut got);
        let first = first.get_or_insert_with(|| got.clone());
        assert!(first.same_bits(&got), "{name} {} differs by its place: {case:?}", E::NAME);
    }
}

/// In place, padding is the input's: [`Case::call`] has checked that it is as it was.
fn forget_padding(case: &Case, got: &mut Outcome) {
    for array in [&mut got.gradient, &mut got.hessian] {
        array.iter_mut().enumerate().filter(|(i, _)| case.is_padding(*i)).for_each(|(_, x)| *x = 0.0);
    }
}

/// The functions that have no options.
fn try_tasks<E: Dtype>(name: &str) {
    for n in 0..=MOST {
        let mut random = Random(n as u64);
        let mut numbers = || (0..n).map(|_| random.between(-2.0, 2.0)).collect::<Vec<f64>>();
        let (values, weights, log_vars, coefficients) = (numbers(), numbers(), numbers(), numbers());
        let full = Tasks { values, weights, log_vars, ..Tasks::default() };
        let given = Tasks { coefficients: Some(coefficients), ..full.clone() };
        let without = Tasks { without_derivatives: true, ..given.clone() };
        for tasks in [full, given, without] {
            for (place, in_place) in places::<E>(n) {
                let tasks = Tasks { place, in_place, ..tasks.clone() };
                now(format_args!("{name} {}, {n} values, {place:?}, in_place {in_place}", E::NAME));
                let got = tasks.call_with::<E>(name, |_| {});
                assert_eq!(got.status, loss_status::LOSS_OK, "{name}: {tasks:?}");
            }
        }
    }
}

fn try_all<E: Dtype>(name: &str) {
    match entry(name).driver {
        Driver::Combine | Driver::Uncertainty => try_tasks::<E>(name),
        _ => try_function::<E>(name),
    }
}

#[test]
fn nothing_beside_the_arrays_is_touched() {
    name_the_call_at_a_fault();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    for isa_name in isa::available() {
        assert!(isa::select(isa_name));
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(name) = NAMES.get(next.fetch_add(1, Ordering::Relaxed)) {
                        try_all::<f32>(name);
                        try_all::<f64>(name);
                    }
                });
            }
        });
    }
}

/// The guards are there: each of these ends a process that does nothing else.
#[test]
fn an_access_beside_an_array_is_a_fault() {
    for at_start in [false, true] {
        for length in [0, 1, 300, 1024, 5000] {
            let mut buffer = Buffer::<f32>::blank(length, Place { at_start, misalignment: 0 });
            let (written, read) = (buffer.pointer(), buffer.input());
            let beside = if at_start { -1 } else { length.cast_signed() };
            // SAFETY: each access is made by a process that it ends.
            assert!(faults(|| unsafe { read.offset(beside).read_volatile() }), "read at {beside} of {length}");
            // SAFETY: as above.
            assert!(faults(|| unsafe { written.offset(beside).write_volatile(0.0) }), "write at {beside} of {length}");
            if length > 0 {
                // SAFETY: as above.
                assert!(faults(|| unsafe { read.cast_mut().write_volatile(0.0) }), "write to an input");
                // SAFETY: within the buffer.
                assert!(!faults(|| unsafe { written.write_volatile(0.0) }), "write to an output");
            }
        }
    }
}

/// Whether doing this ends a process.
fn faults<R>(access: impl FnOnce() -> R) -> bool {
    // SAFETY: the child makes the access, and nothing that another thread could have a part in.
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: sets signals to what they do without a handler, and leaves without handlers of exit.
        unsafe {
            libc::signal(libc::SIGSEGV, libc::SIG_DFL);
            access();
            libc::_exit(0);
        }
    }
    let mut status = 0;
    // SAFETY: waits for the child, and writes where it is told.
    assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
    libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == libc::SIGSEGV
}

thread_local! {
    /// The call that is being made.
    static NOW: RefCell<String> = const { RefCell::new(String::new()) };
}

fn now(call: std::fmt::Arguments) {
    use std::fmt::Write;
    NOW.with(|now| {
        let mut now = now.borrow_mut();
        now.clear();
        write!(now, "{} {call}", isa::active().name().as_str()).expect("memory");
    });
}

/// A fault says nothing of the call it was in, so the handler does, before the fault is repeated.
fn name_the_call_at_a_fault() {
    extern "C" fn handler(signal: i32) {
        NOW.with(|now| {
            // SAFETY: the string is not being changed, as this thread is in a call of the library.
            let text = unsafe { &*now.as_ptr() };
            let prefix = b"fault in ";
            // SAFETY: writes bytes to the standard error, then gives the signal its usual effect.
            unsafe {
                libc::write(2, prefix.as_ptr().cast(), prefix.len());
                libc::write(2, text.as_ptr().cast(), text.len());
                libc::write(2, b"\n".as_ptr().cast(), 1);
                libc::signal(signal, libc::SIG_DFL);
            }
        });
    }
    // SAFETY: the handler returns, and the access is made again.
    unsafe { libc::signal(libc::SIGSEGV, handler as extern "C" fn(i32) as libc::sighandler_t) };
}
