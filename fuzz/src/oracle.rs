//! What must be true of a call.

use crate::common::buffer::Place;
use crate::common::call::{Case, Dtype, Outcome, Without};
use crate::common::entry::{Driver, entry};
use crate::common::table::{each_margin, each_pointwise, each_rowwise};
use crate::common::tasks::{TaskOutcome, Tasks};
use crate::common::{
    class_reference, close, decision_reference, element_reference, group_reference, margin_reference,
    preference_reference, softmax_backward,
};
use crate::fault::Fault;
use crate::{at, is, on_every_isa, vectors};
use loss::{LOSS_FULL, loss_status};
use loss_kernels::loss::{Arguments, Elementwise};
use std::ptr::null;

/// The call is refused and has written nothing, on every instruction set.
pub fn refused<E: Dtype>(name: &str, case: &Case, fault: Fault) {
    on_every_isa(|| {
        let got = case.call_with::<E>(name, |arguments| fault.apply::<E>(name, arguments));
        is(got.status, fault.status(), || format!("{name} {} {fault:?} {}: {case:?}", E::NAME, got.message));
        assert!(got.untouched, "{name} {} wrote in spite of {fault:?}: {case:?}", E::NAME);
    });
}

/// The call succeeds with the same results however it is made, and with those of the formulas.
pub fn agreed<E: Dtype>(name: &str, case: &Case, places: [Place; 2], moderate: bool) {
    let mut first: Option<Outcome> = None;
    let mut check = |case: &Case| {
        let got = case.call::<E>(name);
        is(got.status, loss_status::LOSS_OK, || format!("{name} {} {}: {case:?}", E::NAME, got.message));
        let first = first.get_or_insert_with(|| got.clone());
        assert!(
            same_bits(case, first, &got),
            "{name} {} differs from the first: {case:?}\n{first:?}\n{got:?}",
            E::NAME
        );
        got
    };
    let mut turn = 0;
    on_every_isa(|| {
        let got = check(&at(case, places[turn % 2]));
        if turn == 0 && moderate {
            against_formulas::<E>(name, case, &got);
        }
        turn += 1;
    });
    // Once more, elsewhere, with other threads, and in place where it was not.
    let may_replace = case.old_gradient.is_none() && !case.without.gradient;
    let in_place = if may_replace { !case.in_place } else { case.in_place };
    check(&Case { in_place, threads: 3 - case.threads, ..at(case, places[1]) });
    without_options::<E>(name, &at(case, places[0]));
}

/// The call without options, which may go another way inside, is the one whose options say nothing.
fn without_options<E: Dtype>(name: &str, case: &Case) {
    let Without { gradient, value, .. } = case.without;
    let plain = Case {
        without: Without { gradient, value, ..Without::EXTRAS },
        input: case.input.clone(),
        second: case.second.clone(),
        third: case.third.clone(),
        target: case.target.clone(),
        index: case.index.clone(),
        bytes: case.bytes.clone(),
        optional: case.optional.clone(),
        scalars: case.scalars.clone(),
        rows: case.rows,
        classes: case.classes,
        seq_len: case.seq_len,
        kind: case.kind,
        in_place: case.in_place,
        misalignment: case.misalignment,
        at_start: case.at_start,
        ..Case::default()
    };
    let given = plain.call::<E>(name);
    let absent = plain.call_without_options::<E>(name);
    is(absent.status, given.status, || format!("{name} {} without options, {}: {plain:?}", E::NAME, absent.message));
    assert!(given.same_bits(&absent), "{name} {} without options: {plain:?}\n{given:?}\n{absent:?}", E::NAME);
}

/// Padding apart, which in place is the input's and otherwise what was there.
fn same_bits(case: &Case, a: &Outcome, b: &Outcome) -> bool {
    if case.row_stride == 0 {
        return a.same_bits(b);
    }
    let without_padding = |outcome: &Outcome| {
        let mut outcome = outcome.clone();
        for array in [&mut outcome.gradient, &mut outcome.hessian] {
            array.iter_mut().enumerate().filter(|(i, _)| case.is_padding(*i)).for_each(|(_, x)| *x = 0.0);
        }
        outcome
    };
    without_padding(a).same_bits(&without_padding(b))
}

/// Against the plain formula, where the tests have one. Outputs that were not asked for are empty.
fn against_formulas<E: Dtype>(name: &str, case: &Case, got: &Outcome) {
    let entry = entry(name);
    if case.without.value || case.without.gradient {
        return;
    }
    if entry.driver == Driver::Decisions && case.classes > 0 {
        let expected = decision_reference::expected(name, case).expect("a formula of each loss");
        decision_reference::compare::<E>(name, case, &expected, got);
    }
    if entry.has_statistics() && !entry.is_softmax() && case.classes > 0 && case.rows > 0 {
        class_reference::compare::<E>(name, case, &class_reference::expected(name, case), got);
    }
    if entry.driver == Driver::SoftmaxBackward {
        softmax_backward::compare::<E>(case, &got.gradient);
    }
    if entry.driver == Driver::Vectors {
        vectors::against_formula::<E>(name, case, got);
    }
    if matches!(entry.driver, Driver::Preference | Driver::PreferenceUnpaired) {
        preference_reference::compare::<E>(entry.driver, case, got);
    }
    if entry.driver == Driver::GroupPenalty {
        group_reference::compare::<E>(case, got);
    }
    macro_rules! element {
        ($name:literal, $loss:ty) => {
            if name == $name {
                let given = |index: usize| case.scalars.get(index).copied().unwrap_or(0.0);
                let full = case.flags & LOSS_FULL != 0;
                let arguments = Arguments { scalars: [0, 1, 2, 3].map(given), full, ..Arguments::default() };
                let loss = <$loss as Elementwise<_, _>>::new(&arguments).expect("valid parameters");
                element_reference::compare::<E>(name, case, &element_reference::expected(case, &loss), got);
            }
        };
    }
    macro_rules! margin {
        ($name:literal, $loss:ty) => {
            if name == $name {
                margin_reference::check::<E, $loss>(name, case, got);
            }
        };
    }
    each_margin!(margin);
    if entry.has_list {
        margin_reference::check_lists::<E>(name, case, got);
    }
    each_pointwise!(element);
    // The formula reads an element a row at the least.
    if case.classes > 0 {
        each_rowwise!(element);
    }
}

/// The sums of several losses succeed, with the same results however they are called.
pub fn tasks_agreed<E: Dtype>(name: &str, tasks: &Tasks, places: [Place; 2], moderate: bool) {
    let mut first: Option<TaskOutcome> = None;
    let mut check = |tasks: &Tasks| {
        let got = tasks.call_with::<E>(name, |_| {});
        is(got.status, loss_status::LOSS_OK, || format!("{name} {}: {tasks:?}", E::NAME));
        let first = first.get_or_insert_with(|| got.clone());
        let bits = |outcome: &TaskOutcome| {
            let mut numbers = vec![outcome.total];
            if name == "combine_uncertainty" && !tasks.without_derivatives {
                numbers.extend(outcome.d_values.iter().chain(&outcome.d_log_vars));
            }
            numbers.into_iter().map(|x| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() }).collect::<Vec<_>>()
        };
        assert!(bits(first) == bits(&got), "{name} {} differs from the first: {tasks:?}\n{first:?}\n{got:?}", E::NAME);
        got
    };
    let mut turn = 0;
    on_every_isa(|| {
        let got = check(&Tasks { place: places[turn % 2], ..tasks.clone() });
        if turn == 0 && moderate && name == "combine" {
            let terms: Vec<f64> =
                tasks.values.iter().zip(&tasks.weights).map(|(value, weight)| value * weight).collect();
            let size = terms.iter().map(|term| term.abs()).sum();
            // As many roundings as there are terms, in either sum.
            let tolerance = terms.len() as f64 * f64::EPSILON;
            assert!(close(got.total, terms.iter().sum(), tolerance, size), "{name}: {} {tasks:?}", got.total);
        }
        turn += 1;
    });
    check(&Tasks { place: places[1], in_place: !tasks.in_place, ..tasks.clone() });
}

/// They are refused, and have written nothing.
pub fn tasks_refused<E: Dtype>(name: &str, tasks: &Tasks, fault: u8) {
    use loss_status::{LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_ERROR_SIZE};
    if tasks.values.is_empty() || tasks.without_total {
        return;
    }
    let status = [LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_ERROR_SIZE][usize::from(fault) % 3];
    on_every_isa(|| {
        let got = tasks.call_with::<E>(name, |arguments| match status {
            LOSS_ERROR_NULL_POINTER => arguments.values = null(),
            LOSS_ERROR_OVERLAP => arguments.total = arguments.values.cast_mut(),
            _ => arguments.n = usize::MAX / 4,
        });
        is(got.status, status, || format!("{name} {} {fault}: {tasks:?}", E::NAME));
        assert!(got.untouched, "{name} {} wrote in spite of {status:?}: {tasks:?}", E::NAME);
    });
}
